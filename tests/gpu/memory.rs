//! Arguments for any kernel of a manifest, made from its description alone: seeded content, small sizes.
//!
//! Integers are small and not negative, so that they can serve as indices and sizes; arrays are much larger than launches,
//! and lie in the middle of larger buffers, so that indices slightly out of range stay harmless.

use warpgen::compile::manifest::{ArgEntry, ArgType, ModuleEntry, field_offsets, scalar_size};

/// Elements of an array in each dimension, by its number of dimensions.
const SIDES: [usize; 5] = [0, 512, 64, 16, 8];
/// Threads of a launch in each dimension, by its number of dimensions.
const THREADS: [u32; 5] = [0, 64, 8, 4, 2];
/// Bytes before and after each array, at least.
const MARGIN: usize = 1 << 14;

/// The memory behind one array or its gradient.
#[derive(Clone)]
pub struct Buffer {
    pub name: String,
    pub bytes: Vec<u8>,
    /// Where the array begins in it.
    pub start: usize,
    /// The number type of its elements.
    pub scalar: String,
}

/// A place in the argument block that holds the address of a buffer.
struct Pointer {
    offset: usize,
    buffer: usize,
}

/// The arguments of one kernel.
pub struct Memory {
    pub buffers: Vec<Buffer>,
    /// Arguments as the C struct has them; addresses are zero.
    block: Vec<u8>,
    pointers: Vec<Pointer>,
    /// Offsets and sizes of the arguments in the block.
    pub args: Vec<(usize, usize)>,
}

/// xorshift; the sequence is a function of the name.
struct Random(u64);

impl Random {
    fn of(name: &str) -> Random {
        let hash = name
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325, |h: u64, b| (h ^ u64::from(b)).wrapping_mul(0x100_0000_01b3));
        Random(hash | 1)
    }

    fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) % n
    }

    /// One number of a type: floats between a quarter and five quarters, integers from 1 to 3: never a divisor of zero.
    fn number(&mut self, scalar: &str) -> Vec<u8> {
        let real = 0.25 + self.below(1 << 20) as f64 / f64::from(1 << 20);
        match scalar {
            "float32" => (real as f32).to_le_bytes().to_vec(),
            "float64" => real.to_le_bytes().to_vec(),
            "float16" => half::f16::from_f64(real).to_le_bytes().to_vec(),
            "bfloat16" => half::bf16::from_f64(real).to_le_bytes().to_vec(),
            "bool" => vec![self.below(2) as u8],
            _ => {
                let whole = 1 + self.below(3);
                whole.to_le_bytes()[..scalar_size(scalar).unwrap_or(8) as usize].to_vec()
            }
        }
    }
}

impl Memory {
    /// Arguments for a kernel, or why they cannot be made.
    pub fn new(module: &ModuleEntry, kernel: &str, args: &[ArgEntry]) -> Result<Memory, String> {
        let (offsets, size, _) = field_offsets(args);
        let mut memory = Memory {
            buffers: Vec::new(),
            block: vec![0; size as usize],
            pointers: Vec::new(),
            args: Vec::new(),
        };
        for (arg, offset) in args.iter().zip(&offsets) {
            memory.args.push((*offset as usize, arg.size as usize));
            memory.fill(module, &format!("{kernel}.{}", arg.name), arg, *offset as usize)?;
        }
        Ok(memory)
    }

    fn fill(&mut self, module: &ModuleEntry, name: &str, arg: &ArgEntry, at: usize) -> Result<(), String> {
        let mut random = Random::of(name);
        match &arg.kind {
            ArgType::Scalar(scalar) => self.put(at, &random.number(scalar)),
            ArgType::Fixed { scalar, count } => {
                let width = scalar_size(scalar).ok_or("a number of unknown size")? as usize;
                for i in 0..*count as usize {
                    self.put(at + i * width, &random.number(scalar));
                }
            }
            ArgType::Struct(name_of) => {
                let definition =
                    module.structs.iter().find(|s| s.name == *name_of).ok_or("an unknown struct")?;
                let (offsets, ..) = field_offsets(&definition.fields);
                for (field, offset) in definition.fields.iter().zip(offsets) {
                    self.fill(module, &format!("{name}.{}", field.name), field, at + offset as usize)?;
                }
            }
            ArgType::Array => self.array(name, arg, at)?,
            other => return Err(format!("an argument of kind {other:?}")),
        }
        Ok(())
    }

    fn put(&mut self, at: usize, bytes: &[u8]) {
        self.block[at..at + bytes.len()].copy_from_slice(bytes);
    }

    fn array(&mut self, name: &str, arg: &ArgEntry, at: usize) -> Result<(), String> {
        let element = arg.element.as_ref().ok_or("an array of unknown elements")?;
        let (scalar, count) = match &element.kind {
            ArgType::Scalar(scalar) => (scalar.clone(), 1),
            ArgType::Fixed { scalar, count } => (scalar.clone(), *count as usize),
            other => return Err(format!("an array of {other:?}")),
        };
        let ndim = usize::from(element.ndim);
        let side = *SIDES.get(ndim).ok_or("too many dimensions")?;
        let item = scalar_size(&scalar).ok_or("a number of unknown size")? as usize * count;
        let margin = MARGIN.next_multiple_of(item);
        let numbers = (side.pow(ndim as u32) * item + 2 * margin) / (item / count);
        for (pointer, what) in [(0, ""), (8, " gradient")] {
            let mut random = Random::of(&format!("{name}{what}"));
            let bytes = (0..numbers).flat_map(|_| random.number(&scalar)).collect();
            self.pointers.push(Pointer { offset: at + pointer, buffer: self.buffers.len() });
            let name = format!("{name}{what}");
            self.buffers.push(Buffer { name, bytes, start: margin, scalar: scalar.clone() });
        }
        let mut stride = item;
        for dim in (0..ndim).rev() {
            self.put(at + 16 + 4 * dim, &(side as i32).to_le_bytes());
            self.put(at + 32 + 4 * dim, &(stride as i32).to_le_bytes());
            stride *= side;
        }
        self.put(at + 48, &(ndim as u16).to_le_bytes());
        Ok(())
    }

    /// The argument block with the addresses that the buffers have somewhere.
    pub fn block(&self, addresses: &[u64]) -> Vec<u8> {
        let mut block = self.block.clone();
        for pointer in &self.pointers {
            let address = addresses[pointer.buffer] + self.buffers[pointer.buffer].start as u64;
            block[pointer.offset..pointer.offset + 8].copy_from_slice(&address.to_le_bytes());
        }
        block
    }

    /// Adjoints of the arguments: no arrays (gradients are reached through the arguments), and zeros.
    pub fn adjoints(&self) -> Vec<u8> {
        vec![0; self.block.len()]
    }
}

/// `wp::launch_bounds_t<dims>` and the number of threads.
pub fn bounds(dims: u32) -> (Vec<u8>, u32) {
    let dims = dims.clamp(1, 4) as usize;
    let side = THREADS[dims];
    let count = side.pow(dims as u32);
    let mut bytes: Vec<u8> = (0..dims).flat_map(|_| side.to_le_bytes()).collect();
    bytes.resize(bytes.len().next_multiple_of(8), 0);
    bytes.extend(u64::from(count).to_le_bytes());
    bytes.extend(1u64.to_le_bytes());
    (bytes, count)
}

/// The first number that differs by more than rounding and the order of additions explain.
pub fn difference(a: &Buffer, b: &Buffer) -> Option<String> {
    let width = scalar_size(&a.scalar).unwrap_or(1) as usize;
    let real = |bytes: &[u8]| -> Option<f64> {
        Some(match a.scalar.as_str() {
            "float32" => f64::from(f32::from_le_bytes(bytes.try_into().ok()?)),
            "float64" => f64::from_le_bytes(bytes.try_into().ok()?),
            "float16" => f64::from(half::f16::from_le_bytes(bytes.try_into().ok()?).to_f32()),
            "bfloat16" => f64::from(half::bf16::from_le_bytes(bytes.try_into().ok()?).to_f32()),
            _ => return None,
        })
    };
    let tolerance = match a.scalar.as_str() {
        "float64" => 1e-10,
        "float32" => 1e-4,
        _ => 2e-2,
    };
    for (index, (x, y)) in a.bytes.chunks(width).zip(b.bytes.chunks(width)).enumerate() {
        let same = match (real(x), real(y)) {
            (Some(x), Some(y)) => {
                x == y
                    || (x.is_nan() && y.is_nan())
                    || (x - y).abs() <= tolerance * (1.0 + x.abs().max(y.abs()))
            }
            _ => x == y,
        };
        if !same {
            let shown = |bytes: &[u8]| real(bytes).map_or_else(|| format!("{bytes:?}"), |v| v.to_string());
            return Some(format!("{}: number {index} is {} and {}", a.name, shown(x), shown(y)));
        }
    }
    None
}
