//! What the compile stage has to know about a generated module: symbols, arguments with their layouts, options.

use crate::compile::Device;
use crate::compile::build::ModuleJob;
use crate::compile::cpu::CpuOptions;
use crate::compile::cuda::CudaOptions;
use crate::compile::manifest::{
    ArgEntry, ArgType, Convention, ElementEntry, KernelEntry, ModuleEntry, StructEntry, field_offsets,
};
use crate::emit::{self, EntryPoint, Program as _};
use crate::hash::{self, Options};
use crate::host::value::Value;
use crate::ir::KernelIr;
use crate::pipeline::{Built, SessionProgram};
use crate::types::{Family, Scalar, Ty, TyKind, Types};
use std::path::PathBuf;

/// Everything that the compile stage needs of one module.
pub fn job(built: &Built<'_>, device: emit::Device) -> ModuleJob {
    let program = SessionProgram::new(built.session, built.options, device);
    let device = match device {
        emit::Device::Cpu => Device::Cpu,
        emit::Device::Cuda => Device::Cuda,
    };
    let mut describer = Describer { program: &program, device, structs: Vec::new() };
    let kernels = built.module.kernels.iter().map(|kernel| describer.kernel(kernel)).collect();
    let entry = ModuleEntry {
        name: built.session.modules[built.module.module.index()].name.to_string(),
        identifier: built.emitted.file_stem.clone(),
        hash: hash::hex(&built.module.hash),
        device,
        block_dim: built.module.options.block_dim,
        options: built
            .options
            .iter()
            .filter_map(|(name, value)| Some((name.to_string(), json(value)?)))
            .collect(),
        files: Vec::new(),
        kernels,
        structs: describer.structs,
    };
    ModuleJob {
        entry,
        text: built.emitted.text.clone(),
        meta: built.emitted.meta.clone().unwrap_or_default(),
        cpu: cpu_options(built.options),
        cuda: cuda_options(built.options),
        secondary: false,
    }
}

/// Options of plain kinds; others say nothing to a reader of the manifest.
fn json(value: &Value) -> Option<serde_json::Value> {
    Some(match value {
        Value::None => serde_json::Value::Null,
        Value::Bool(b) => (*b).into(),
        Value::Int(i) => i64::try_from(*i).ok()?.into(),
        Value::Float(f) => (*f).into(),
        Value::Str(s) => s.to_string().into(),
        Value::Tuple(items) => items.iter().map(json).collect::<Option<Vec<_>>>()?.into(),
        _ => return None,
    })
}

fn flag(options: &Options, name: &str) -> bool {
    options.get(name).and_then(Value::as_int).is_some_and(|i| i != 0)
}

fn text<'o>(options: &'o Options, name: &str) -> &'o str {
    options.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// `optimization_level`, or what Warp takes where none is set.
fn level(options: &Options, default: u8) -> u8 {
    let set = options.get("optimization_level").and_then(Value::as_int);
    set.and_then(|level| u8::try_from(level).ok()).unwrap_or(default)
}

fn folders(options: &Options, name: &str) -> Vec<PathBuf> {
    match options.get(name) {
        Some(Value::Tuple(items)) => items.iter().filter_map(Value::as_str).map(PathBuf::from).collect(),
        _ => Vec::new(),
    }
}

fn cpu_options(options: &Options) -> CpuOptions {
    CpuOptions {
        optimization_level: level(options, 2),
        debug: text(options, "mode") == "debug",
        verify_fp: flag(options, "verify_fp"),
        tiles_in_stack_memory: flag(options, "enable_tiles_in_stack_memory"),
        compiler_flags: text(options, "cpu_compiler_flags").to_owned(),
        include_dirs: folders(options, "extra_cpu_include_dirs"),
    }
}

fn cuda_options(options: &Options) -> CudaOptions {
    CudaOptions {
        optimization_level: level(options, 3),
        debug: text(options, "mode") == "debug",
        verify_fp: flag(options, "verify_fp"),
        fast_math: flag(options, "fast_math"),
        fuse_fp: flag(options, "fuse_fp"),
        lineinfo: flag(options, "lineinfo"),
        include_dirs: folders(options, "extra_cuda_include_dirs"),
        ..CudaOptions::default()
    }
}

struct Describer<'a> {
    program: &'a SessionProgram<'a>,
    device: Device,
    /// Structs that arguments are made of, each after those that it holds.
    structs: Vec<StructEntry>,
}

impl Describer<'_> {
    fn types(&self) -> &Types {
        self.program.types()
    }

    fn kernel(&mut self, kernel: &KernelIr) -> KernelEntry {
        let attributes = self.program.kernel(kernel.plan.id).map(|view| view.attributes).unwrap_or_default();
        let key = self.program.kernel(kernel.plan.id).map(|view| view.key.to_owned()).unwrap_or_default();
        let body = &kernel.body;
        let args: Vec<ArgEntry> = body
            .args
            .iter()
            .map(|&var| {
                let mut name = String::new();
                crate::ir::names::Names { vars: &body.vars, types: self.program.types() }
                    .label(&mut name, var);
                self.arg(name, body.vars[var].ty)
            })
            .collect();
        let external = attributes.entry_point == EntryPoint::ExternalConstantParams;
        let convention = if external {
            Convention::ExternalConstantParams
        } else if self.device == Device::Cuda && body.det.as_ref().is_some_and(|det| det.active) {
            Convention::Deterministic
        } else if args.iter().any(|arg| arg.size == 0) {
            Convention::Unknown
        } else {
            Convention::Plain
        };
        let name = &kernel.mangled;
        let symbol = |direction: &str| match self.device {
            Device::Cpu => format!("{name}_cpu_{direction}"),
            Device::Cuda if external => name.clone(),
            Device::Cuda => format!("{name}_cuda_kernel_{direction}"),
        };
        KernelEntry {
            key,
            mangled: name.clone(),
            hash: hash::hex(&kernel.plan.hash),
            forward: symbol("forward"),
            backward: (kernel.enable_backward && !external).then(|| symbol("backward")),
            launch_dims: kernel.plan.dim,
            forward_smem_bytes: body.total_shared(self.types()),
            backward_smem_bytes: body.total_shared_backward(self.types()),
            cluster_dim: attributes.cluster_dim.and_then(|dim| u32::try_from(dim).ok()).unwrap_or(1),
            convention,
            args,
        }
    }

    fn arg(&mut self, name: String, ty: Ty) -> ArgEntry {
        let ty = self.types().canonical(ty);
        let ctype = self.types().ctype(ty);
        let (kind, size, align) = self.layout(ty, &ctype);
        let element = self.types().as_array(ty).map(|(_, dtype, ndim)| {
            let dtype = self.types().canonical(dtype);
            let ctype = self.types().ctype(dtype);
            let (kind, size, _) = self.layout(dtype, &ctype);
            ElementEntry { ndim: ndim.unwrap_or(1), ctype, kind, size }
        });
        ArgEntry { name, ctype, kind, size, align, element }
    }

    fn layout(&mut self, ty: Ty, ctype: &str) -> (ArgType, u64, u64) {
        let plain = |kind: ArgType| {
            let (size, align) = kind.layout().unwrap_or((0, 1));
            (kind, size, align)
        };
        let types = self.types();
        if types.is_composite(ty) {
            let scalar = types.as_scalar(types.scalar_of(ty)).map_or("", Scalar::name).to_owned();
            let count = u32::try_from(types.scalar_count(ty)).unwrap_or(0);
            return plain(ArgType::Fixed { scalar, count });
        }
        match *types.kind(ty) {
            TyKind::Scalar(Scalar::Handle) => plain(ArgType::Handle),
            TyKind::Scalar(scalar) => plain(ArgType::Scalar(scalar.name().to_owned())),
            TyKind::Array { family: Family::Array, .. } => plain(ArgType::Array),
            TyKind::Array { family: Family::Indexed, .. } => plain(ArgType::IndexedArray),
            TyKind::Struct(id) => {
                let data = types.struct_data(id);
                let name = data.native_name.to_string();
                let (size, align) = match self.structs.iter().find(|s| s.name == name) {
                    Some(known) => (known.size, known.align),
                    None => {
                        let fields: Vec<ArgEntry> =
                            data.fields.iter().map(|f| self.arg(f.name.to_string(), f.ty)).collect();
                        let (_, size, align) = field_offsets(&fields);
                        // One field of unknown size makes the whole unknown.
                        let size = if fields.iter().any(|f| f.size == 0) { 0 } else { size };
                        self.structs.push(StructEntry { name: name.clone(), size, align, fields });
                        (size, align)
                    }
                };
                (ArgType::Struct(name), size, align)
            }
            TyKind::Native(_) => {
                let (size, align) = self.program.layout(ty);
                (ArgType::Opaque, size as u64, align.max(1) as u64)
            }
            TyKind::Opaque(_) => {
                let size = match ctype.rsplit("::").next().unwrap_or_default() {
                    "texture1d_t" => 16,
                    "texture2d_t" | "texture3d_t" => 24,
                    _ => 0,
                };
                (ArgType::Opaque, size, 8)
            }
            _ => {
                let (size, align) = types.layout(ty);
                (ArgType::Opaque, size as u64, align.max(1) as u64)
            }
        }
    }
}
