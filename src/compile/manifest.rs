//! What a build produced, for other programs to read: kernels, symbols, arguments, sizes, files.

use super::text::Device;
use serde::{Deserialize, Serialize};

/// A manifest file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The version of this format.
    pub format: u32,
    /// What wrote it: `warpgen 0.1.0`.
    pub generator: String,
    /// The Warp release whose text and names these are.
    pub warp: String,
    /// The C++ compiler's first line of `--version`, when one was used.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub cpp: Option<String>,
    /// NVRTC's release, when it was used.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub nvrtc: Option<String>,
    /// Modules, in the order in which they were given.
    pub modules: Vec<ModuleEntry>,
}

/// One module for one device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModuleEntry {
    /// The module's name in Python.
    pub name: String,
    /// `wp_<module>_<hash7>`.
    pub identifier: String,
    /// The whole module hash, in hexadecimal.
    pub hash: String,
    /// The device.
    pub device: Device,
    /// Threads in a block that the text was made for.
    pub block_dim: u32,
    /// The module options that shaped the text, by name.
    #[serde(skip_serializing_if = "serde_json::Map::is_empty", default)]
    pub options: serde_json::Map<String, serde_json::Value>,
    /// Files, relative to the manifest.
    pub files: Vec<FileEntry>,
    /// Kernels, in the order of the text.
    pub kernels: Vec<KernelEntry>,
    /// Structs that arguments are made of.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub structs: Vec<StructEntry>,
}

/// A file of a module.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileEntry {
    /// `source`, `meta`, `object`, `shared`, `ptx`, `cubin`.
    pub kind: String,
    /// Path relative to the manifest.
    pub path: String,
    /// The architecture, of CUDA artefacts.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub arch: Option<String>,
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256 of the content.
    pub sha256: String,
}

/// A kernel.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KernelEntry {
    /// Its name in Python.
    pub key: String,
    /// The name that symbols are made of: `<key>_<hash8>`.
    pub mangled: String,
    /// The whole kernel hash, in hexadecimal.
    pub hash: String,
    /// The symbol of the forward pass.
    pub forward: String,
    /// The symbol of the backward pass, when there is one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub backward: Option<String>,
    /// Dimensions of the launch bounds that the entry point takes.
    pub launch_dims: u32,
    /// Dynamic shared memory of the forward pass, in bytes (CUDA).
    pub forward_smem_bytes: u64,
    /// Dynamic shared memory of the backward pass, in bytes (CUDA).
    pub backward_smem_bytes: u64,
    /// Blocks in a cluster; 0 or 1 means that the kernel asks for none (CUDA).
    #[serde(skip_serializing_if = "is_no_cluster", default)]
    pub cluster_dim: u32,
    /// How its entry points are called.
    #[serde(skip_serializing_if = "Convention::is_plain", default)]
    pub convention: Convention,
    /// Arguments, in order.
    pub args: Vec<ArgEntry>,
}

fn is_no_cluster(dim: &u32) -> bool {
    *dim <= 1
}

/// How a kernel's entry points are called.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Convention {
    /// With launch bounds and the arguments listed.
    #[default]
    Plain,
    /// With buffers of Warp's runtime after the arguments: deterministic mode on CUDA.
    Deterministic,
    /// Without parameters; the arguments lie in constant memory (`entry_point_abi="external_constant_params"`).
    ExternalConstantParams,
    /// With an argument whose size is not known here.
    Unknown,
}

impl Convention {
    /// Whether a caller needs nothing but the arguments listed.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        *self == Convention::Plain
    }

    /// Why a kernel of this convention cannot be called with its arguments alone.
    #[must_use]
    pub fn reason(self) -> &'static str {
        match self {
            Convention::Plain => "",
            Convention::Deterministic => "in deterministic mode Warp's runtime passes buffers of its own",
            Convention::ExternalConstantParams => {
                "it has an external entry point: its arguments lie in constant memory"
            }
            Convention::Unknown => "the size of an argument is not known outside of Warp",
        }
    }
}

/// One argument of a kernel, or one field of a struct.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArgEntry {
    /// Its name.
    pub name: String,
    /// The type as Warp spells it in the text: `wp::array_t<wp::vec_t<3, wp::float32>>`.
    pub ctype: String,
    /// The type's shape, for callers in other languages.
    pub kind: ArgType,
    /// Size in bytes.
    pub size: u64,
    /// Alignment in bytes.
    pub align: u64,
    /// What it holds, if it is an array.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub element: Option<ElementEntry>,
}

/// What an array holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ElementEntry {
    /// Dimensions of the array.
    pub ndim: u8,
    /// An element's type as Warp spells it.
    pub ctype: String,
    /// Its shape.
    pub kind: ArgType,
    /// Its size in bytes.
    pub size: u64,
}

/// A struct.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StructEntry {
    /// Its name in the text.
    pub name: String,
    /// Size in bytes.
    pub size: u64,
    /// Alignment in bytes.
    pub align: u64,
    /// Its fields, in order.
    pub fields: Vec<ArgEntry>,
}

/// The types that cross the boundary of a kernel.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ArgType {
    /// A number: `float32`, `int64`, `bool`, `float16`, …
    Scalar(String),
    /// `n` numbers in a row: vectors, quaternions, transforms, matrices by rows.
    Fixed {
        /// The number type.
        scalar: String,
        /// How many.
        count: u32,
    },
    /// An array: `wp::array_t` of anything.
    Array,
    /// An array seen through index arrays: `wp::indexedarray_t`.
    IndexedArray,
    /// A struct, by its name in the text.
    Struct(String),
    /// A 64-bit handle: meshes, volumes, hash grids, function pointers.
    #[default]
    Handle,
    /// Something else, known only by its size.
    Opaque,
}

impl ArgType {
    /// Size and alignment of types that need no table; `None` for structs and opaque types.
    #[must_use]
    pub fn layout(&self) -> Option<(u64, u64)> {
        match self {
            ArgType::Scalar(name) => scalar_size(name).map(|s| (s, s)),
            ArgType::Fixed { scalar, count } => scalar_size(scalar).map(|s| (s * u64::from(*count), s)),
            ArgType::Array => Some((56, 8)),
            ArgType::IndexedArray => Some((56 + 4 * 8 + 4 * 4, 8)),
            ArgType::Handle => Some((8, 8)),
            ArgType::Struct(_) | ArgType::Opaque => None,
        }
    }
}

/// Bytes of a number type.
#[must_use]
pub fn scalar_size(name: &str) -> Option<u64> {
    Some(match name {
        "bool" | "int8" | "uint8" => 1,
        "int16" | "uint16" | "float16" | "bfloat16" => 2,
        "int32" | "uint32" | "float32" => 4,
        "int64" | "uint64" | "float64" => 8,
        _ => return None,
    })
}

/// Offsets of consecutive fields and the size and alignment of the struct that holds them, as C lays them out.
#[must_use]
pub fn field_offsets(fields: &[ArgEntry]) -> (Vec<u64>, u64, u64) {
    let mut offsets = Vec::with_capacity(fields.len());
    let (mut end, mut align) = (0u64, 1u64);
    for field in fields {
        let field_align = field.align.max(1);
        end = end.next_multiple_of(field_align);
        offsets.push(end);
        end += field.size;
        align = align.max(field_align);
    }
    (offsets, end.next_multiple_of(align).max(u64::from(fields.is_empty())), align)
}

impl Manifest {
    /// A manifest of this program, without modules.
    #[must_use]
    pub fn new() -> Manifest {
        Manifest {
            format: 1,
            generator: concat!("warpgen ", env!("CARGO_PKG_VERSION")).to_owned(),
            warp: super::sdk::WARP_VERSION.to_owned(),
            cpp: None,
            nvrtc: None,
            modules: Vec::new(),
        }
    }

    /// The file's text.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Plain data with string keys: serialising it cannot fail.
        serde_json::to_string_pretty(self).map(|t| t + "\n").unwrap_or_default()
    }
}

impl Default for Manifest {
    fn default() -> Manifest {
        Manifest::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_as_c_has_them() {
        let arg = |size, align| ArgEntry { size, align, ..ArgEntry::default() };
        let (offsets, size, align) = field_offsets(&[arg(1, 1), arg(56, 8), arg(12, 4), arg(2, 2)]);
        assert_eq!((offsets, size, align), (vec![0, 8, 64, 76], 80, 8));
        assert_eq!(field_offsets(&[]), (vec![], 1, 1));
    }

    #[test]
    fn round_trip() {
        let manifest = Manifest::new();
        assert_eq!(serde_json::from_str::<Manifest>(&manifest.to_json()).unwrap(), manifest);
    }
}
