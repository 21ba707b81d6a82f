//! What types are made of.

use std::rc::Rc;

use super::*;

/// Warp's scalar types.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
#[allow(missing_docs)]
pub enum Scalar {
    Bool,
    Int8,
    UInt8,
    Int16,
    UInt16,
    Int32,
    UInt32,
    Int64,
    UInt64,
    Handle,
    Float16,
    BFloat16,
    Float32,
    Float64,
}

impl Scalar {
    /// Every scalar type, `bool` and `handle` included.
    pub const ALL: [Scalar; 14] = [
        Scalar::Bool,
        Scalar::Int8,
        Scalar::UInt8,
        Scalar::Int16,
        Scalar::UInt16,
        Scalar::Int32,
        Scalar::UInt32,
        Scalar::Int64,
        Scalar::UInt64,
        Scalar::Handle,
        Scalar::Float16,
        Scalar::BFloat16,
        Scalar::Float32,
        Scalar::Float64,
    ];

    /// The Python and C++ name (`float32`).
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Scalar::Bool => "bool",
            Scalar::Int8 => "int8",
            Scalar::UInt8 => "uint8",
            Scalar::Int16 => "int16",
            Scalar::UInt16 => "uint16",
            Scalar::Int32 => "int32",
            Scalar::UInt32 => "uint32",
            Scalar::Int64 => "int64",
            Scalar::UInt64 => "uint64",
            Scalar::Handle => "handle",
            Scalar::Float16 => "float16",
            Scalar::BFloat16 => "bfloat16",
            Scalar::Float32 => "float32",
            Scalar::Float64 => "float64",
        }
    }

    /// The scalar of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Scalar> {
        Scalar::ALL.into_iter().find(|s| s.name() == name)
    }

    /// Size of one value in bytes.
    #[must_use]
    pub fn size(self) -> usize {
        match self {
            Scalar::Bool | Scalar::Int8 | Scalar::UInt8 => 1,
            Scalar::Int16 | Scalar::UInt16 | Scalar::Float16 | Scalar::BFloat16 => 2,
            Scalar::Int32 | Scalar::UInt32 | Scalar::Float32 => 4,
            Scalar::Int64 | Scalar::UInt64 | Scalar::Handle | Scalar::Float64 => 8,
        }
    }

    /// One of Warp's `float_types`.
    #[must_use]
    pub fn is_float(self) -> bool {
        matches!(self, Scalar::Float16 | Scalar::BFloat16 | Scalar::Float32 | Scalar::Float64)
    }

    /// One of Warp's `int_types` (neither `bool` nor `handle`).
    #[must_use]
    pub fn is_int(self) -> bool {
        !self.is_float() && !matches!(self, Scalar::Bool | Scalar::Handle)
    }

    /// One of Warp's `scalar_types`: everything but `bool` and `handle`.
    #[must_use]
    pub fn is_scalar(self) -> bool {
        self.is_float() || self.is_int()
    }

    /// One of Warp's `non_atomic_types`: 8- and 16-bit integers.
    #[must_use]
    pub fn is_non_atomic(self) -> bool {
        matches!(self, Scalar::Int8 | Scalar::UInt8 | Scalar::Int16 | Scalar::UInt16)
    }
}

/// Warp's array families. `fixedarray` is its own kind of type: [`TyKind::FixedArray`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
#[allow(missing_docs)]
pub enum Family {
    Array,
    Indexed,
    Fabric,
    IndexedFabric,
    Fixed,
}

impl Family {
    /// The Python class name (`indexedarray`).
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Family::Array => "array",
            Family::Indexed => "indexedarray",
            Family::Fabric => "fabricarray",
            Family::IndexedFabric => "indexedfabricarray",
            Family::Fixed => "fixedarray",
        }
    }

    /// `issubclass(self, other) or issubclass(other, self)`: only `fixedarray` derives from `array`.
    #[must_use]
    pub fn related(self, other: Family) -> bool {
        self == other
            || matches!((self, other), (Family::Array, Family::Fixed) | (Family::Fixed, Family::Array))
    }

    /// `issubclass(self, other)`.
    #[must_use]
    pub fn is_subclass_of(self, other: Family) -> bool {
        self == other || (self == Family::Fixed && other == Family::Array)
    }
}

/// One bound of a `slice_t`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum SliceBound {
    /// Known at compile time.
    Int(i64),
    /// A run-time value.
    Var(VarId),
}

/// A `slice_t` object.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct SliceType {
    /// First index, or `SLICE_BEGIN`.
    pub start: SliceBound,
    /// End index, or `SLICE_END`.
    pub stop: SliceBound,
    /// Step.
    pub step: SliceBound,
    /// The start was not written (tile slices only).
    pub start_omitted: bool,
    /// The stop was not written (tile slices only).
    pub stop_omitted: bool,
}

/// Warp's marker for an open slice start.
pub const SLICE_BEGIN: i64 = i32::MAX as i64;
/// Warp's marker for an open slice end.
pub const SLICE_END: i64 = i32::MIN as i64;

/// What a type is.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
#[allow(missing_docs)]
pub enum TyKind {
    /// Python `int`; canonicalised to `int32` when a Var is made, but not inside other types.
    PyInt,
    /// Python `float`.
    PyFloat,
    /// Python `bool`.
    PyBool,
    /// `str`.
    Str,
    /// `typing.Any`.
    Any,
    /// Warp's generic `Scalar`.
    GenericScalar,
    /// Warp's generic `Float`.
    GenericFloat,
    /// Warp's generic `Int`.
    GenericInt,
    /// `Callable` in a built-in's signature.
    Callable,
    /// The `wp.Function` annotation.
    WarpFunction,
    /// `...` inside a tuple pattern.
    Ellipsis,
    /// The type of `None`.
    NoneType,
    Scalar(Scalar),
    /// `len == 0` means any length.
    Vec {
        len: u32,
        dtype: Ty,
    },
    /// `0` means any.
    Mat {
        rows: u32,
        cols: u32,
        dtype: Ty,
    },
    Quat {
        dtype: Ty,
    },
    Transform {
        dtype: Ty,
    },
    /// `ndim: None` means any. Never [`Family::Fixed`].
    Array {
        family: Family,
        dtype: Ty,
        ndim: Option<u8>,
    },
    /// A stack array; the shape is empty in generic built-in signatures.
    FixedArray {
        dtype: Ty,
        shape: Rc<[i64]>,
    },
    Struct(StructId),
    Native(NativeId),
    Tile(TileId),
    /// `capacity: None` means any.
    TileStack {
        dtype: Ty,
        capacity: Option<u32>,
    },
    /// `tuple[...]` as an annotation.
    TupleOf(Rc<[Ty]>),
    /// Bare `tuple`.
    TupleAny,
    /// Warp's `tuple_t`; `values` are the element Vars where they are known.
    Tuple {
        types: Rc<[Ty]>,
        values: Rc<[Option<VarId>]>,
    },
    /// `Reference(T)` / `wp.ref[T]`.
    Ref(Ty),
    Slice(SliceType),
    /// `pointer_t(dtype)`: the `ptr` field of array descriptors.
    Pointer(Ty),
    Opaque(OpaqueId),
    /// Any other Python class, by its `module.qualname`; only ever shown in messages.
    PyClass(Rc<str>),
}

/// Where a tile lives.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[allow(missing_docs)]
pub enum Storage {
    Register,
    Shared,
}

/// The state of one tile type object (Warp's `tile` class).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TileData {
    /// Element type (canonical).
    pub dtype: Ty,
    /// Dimensions, `None` for `Any`.
    pub shape: Option<Rc<[i64]>>,
    /// Register or shared.
    pub storage: Storage,
    /// Row-major unless false.
    pub row_major: bool,
    /// Elements between neighbours per dimension.
    pub strides: Rc<[i64]>,
    /// Owns its memory (false for views).
    pub owner: bool,
}

/// A field of a struct or opaque class.
#[derive(Clone, Debug)]
pub struct Field {
    /// Name.
    pub name: Rc<str>,
    /// Declared type, not canonicalised.
    pub ty: Ty,
}

/// A `@wp.struct` (Warp's `Struct`).
#[derive(Clone, Debug)]
pub struct StructData {
    /// Key, the qualified name made an identifier.
    pub key: Rc<str>,
    /// `module.qualname` of the Python class, for messages.
    pub class_name: Rc<str>,
    /// `key_<hash8>`.
    pub native_name: Rc<str>,
    /// SHA-256 over key and fields.
    pub hash: [u8; 32],
    /// Fields in declaration order.
    pub fields: Vec<Field>,
}

impl StructData {
    /// The field of that name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|f| &*f.name == name)
    }
}

/// An opaque class of Warp's kernel language.
#[derive(Clone, Debug)]
pub struct OpaqueData {
    /// Python class name.
    pub name: Rc<str>,
    /// `module.qualname`, for messages.
    pub qualified: Rc<str>,
    /// C++ name without `wp::`.
    pub native: Rc<str>,
    /// Type code; empty where Warp has none.
    pub code: Rc<str>,
    /// The public parent a concrete query kind decays to (`_wp_erase_to_`).
    pub erase_to: Option<OpaqueId>,
    /// Readable fields (`MeshQueryPoint.face`, ...).
    pub fields: Vec<Field>,
}

/// A registered native (external C++) type.
#[derive(Clone, Debug)]
pub struct NativeData {
    /// Python class `module.qualname`.
    pub class_name: Rc<str>,
    /// C++ name as printed.
    pub native_name: Rc<str>,
    /// Type code after `nt`.
    pub type_code: Rc<str>,
    /// `"aggregate"` allows field construction.
    pub aggregate: bool,
    /// Exposed fields.
    pub fields: Vec<Field>,
}
