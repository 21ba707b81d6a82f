//! Warp's types: interned, compared by handle, spelled as codes, C++ and messages.
//!
//! Everything but tiles is immutable and interned, so equal types have equal handles. Tile types
//! are mutable objects in Warp (an operation may flip one to shared storage and every variable
//! sharing the object sees it), so each has an identity of its own: [`TileId`].

mod codes;
mod equal;
mod spell;
mod value;

use std::cell::{Cell, RefCell};
use std::hash::Hash;
use std::rc::Rc;

use rustc_hash::{FxBuildHasher, FxHashMap};

pub use equal::Erasure;
pub use spell::py_tuple;
pub use value::{CompositeValue, Const, Number, ScalarValue, StructValue, bf16_bits, f16_bits, store_number};

use crate::ids::{NativeId, OpaqueId, StructId, TileId, VarId};

/// An interned type.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Ty(u32);

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

/// Append-only arena whose items can be borrowed while it grows.
struct Arena<T> {
    items: RefCell<Vec<Rc<T>>>,
}

impl<T> Arena<T> {
    fn new() -> Self {
        Arena { items: RefCell::new(Vec::new()) }
    }
    fn push(&self, item: T) -> u32 {
        let mut items = self.items.borrow_mut();
        items.push(Rc::new(item));
        (items.len() - 1) as u32
    }
    fn get(&self, index: u32) -> Rc<T> {
        self.items.borrow()[index as usize].clone()
    }
    fn set(&self, index: u32, item: T) {
        self.items.borrow_mut()[index as usize] = Rc::new(item);
    }
    fn len(&self) -> usize {
        self.items.borrow().len()
    }
}

/// The types of one session.
pub struct Types {
    kinds: RefCell<Vec<Rc<TyKind>>>,
    index: RefCell<FxHashMap<Rc<TyKind>, Ty>>,
    tiles: RefCell<Vec<TileData>>,
    structs: Arena<StructData>,
    opaques: Arena<OpaqueData>,
    opaque_names: RefCell<FxHashMap<Rc<str>, OpaqueId>>,
    natives: Arena<NativeData>,
    /// Bumped whenever a tile's storage changes, for callers that cache.
    tile_epoch: Cell<u32>,
}

macro_rules! well_known {
    ($($(#[$meta:meta])* $name:ident = $index:literal => $kind:expr;)*) => {
        impl Ty {
            $($(#[$meta])* pub const $name: Ty = Ty($index);)*
        }
        const WELL_KNOWN: &[TyKind] = &[$($kind),*];
    };
}

well_known! {
    /// Python `int`.
    PY_INT = 0 => TyKind::PyInt;
    /// Python `float`.
    PY_FLOAT = 1 => TyKind::PyFloat;
    /// Python `bool`.
    PY_BOOL = 2 => TyKind::PyBool;
    /// `str`.
    STR = 3 => TyKind::Str;
    /// `Any`.
    ANY = 4 => TyKind::Any;
    /// Generic `Scalar`.
    GENERIC_SCALAR = 5 => TyKind::GenericScalar;
    /// Generic `Float`.
    GENERIC_FLOAT = 6 => TyKind::GenericFloat;
    /// Generic `Int`.
    GENERIC_INT = 7 => TyKind::GenericInt;
    /// `Callable`.
    CALLABLE = 8 => TyKind::Callable;
    /// `wp.Function`.
    WARP_FUNCTION = 9 => TyKind::WarpFunction;
    /// `...`.
    ELLIPSIS = 10 => TyKind::Ellipsis;
    /// `NoneType`.
    NONE = 11 => TyKind::NoneType;
    /// `wp.bool`.
    BOOL = 12 => TyKind::Scalar(Scalar::Bool);
    /// `wp.int8`.
    INT8 = 13 => TyKind::Scalar(Scalar::Int8);
    /// `wp.uint8`.
    UINT8 = 14 => TyKind::Scalar(Scalar::UInt8);
    /// `wp.int16`.
    INT16 = 15 => TyKind::Scalar(Scalar::Int16);
    /// `wp.uint16`.
    UINT16 = 16 => TyKind::Scalar(Scalar::UInt16);
    /// `wp.int32`.
    INT32 = 17 => TyKind::Scalar(Scalar::Int32);
    /// `wp.uint32`.
    UINT32 = 18 => TyKind::Scalar(Scalar::UInt32);
    /// `wp.int64`.
    INT64 = 19 => TyKind::Scalar(Scalar::Int64);
    /// `wp.uint64`.
    UINT64 = 20 => TyKind::Scalar(Scalar::UInt64);
    /// `wp.handle`.
    HANDLE = 21 => TyKind::Scalar(Scalar::Handle);
    /// `wp.float16`.
    FLOAT16 = 22 => TyKind::Scalar(Scalar::Float16);
    /// `wp.bfloat16`.
    BFLOAT16 = 23 => TyKind::Scalar(Scalar::BFloat16);
    /// `wp.float32`.
    FLOAT32 = 24 => TyKind::Scalar(Scalar::Float32);
    /// `wp.float64`.
    FLOAT64 = 25 => TyKind::Scalar(Scalar::Float64);
    /// Bare `tuple`.
    TUPLE_ANY = 26 => TyKind::TupleAny;
}

impl Default for Types {
    fn default() -> Self {
        Types::new()
    }
}

impl Types {
    /// The types that exist right after `import warp`.
    #[must_use]
    pub fn new() -> Self {
        let types = Types {
            kinds: RefCell::new(Vec::with_capacity(256)),
            index: RefCell::new(FxHashMap::with_capacity_and_hasher(128, FxBuildHasher)),
            tiles: RefCell::new(Vec::new()),
            structs: Arena::new(),
            opaques: Arena::new(),
            opaque_names: RefCell::new(FxHashMap::default()),
            natives: Arena::new(),
            tile_epoch: Cell::new(0),
        };
        for kind in WELL_KNOWN {
            types.intern(kind.clone());
        }
        types
    }

    /// The handle of a type.
    pub fn intern(&self, kind: TyKind) -> Ty {
        let mut index = self.index.borrow_mut();
        if let Some(&ty) = index.get(&kind) {
            return ty;
        }
        let mut kinds = self.kinds.borrow_mut();
        let (ty, kind) = (Ty(kinds.len() as u32), Rc::new(kind));
        kinds.push(kind.clone());
        index.insert(kind, ty);
        ty
    }

    /// What a type is.
    pub fn kind(&self, ty: Ty) -> Rc<TyKind> {
        self.kinds.borrow()[ty.0 as usize].clone()
    }

    /// The scalar type of that kind.
    #[must_use]
    pub fn scalar(&self, scalar: Scalar) -> Ty {
        Ty(Ty::BOOL.0 + scalar as u32)
    }

    /// `wp.types.vector(length, dtype)`.
    pub fn vector(&self, len: u32, dtype: Ty) -> Ty {
        let dtype = self.canonical(dtype);
        self.intern(TyKind::Vec { len, dtype })
    }

    /// `wp.types.matrix(shape, dtype)`.
    pub fn matrix(&self, rows: u32, cols: u32, dtype: Ty) -> Ty {
        let dtype = self.canonical(dtype);
        self.intern(TyKind::Mat { rows, cols, dtype })
    }

    /// `wp.types.quaternion(dtype)`.
    pub fn quaternion(&self, dtype: Ty) -> Ty {
        let dtype = self.canonical(dtype);
        self.intern(TyKind::Quat { dtype })
    }

    /// `wp.types.transformation(dtype)`.
    pub fn transformation(&self, dtype: Ty) -> Ty {
        let dtype = self.canonical(dtype);
        self.intern(TyKind::Transform { dtype })
    }

    /// A regular array type. The element type is stored as given.
    pub fn array(&self, dtype: Ty, ndim: u8) -> Ty {
        self.intern(TyKind::Array { family: Family::Array, dtype, ndim: Some(ndim) })
    }

    /// An array type of any family but fixed.
    pub fn array_of(&self, family: Family, dtype: Ty, ndim: Option<u8>) -> Ty {
        self.intern(TyKind::Array { family, dtype, ndim })
    }

    /// A stack array type.
    pub fn fixed_array(&self, dtype: Ty, shape: &[i64]) -> Ty {
        self.intern(TyKind::FixedArray { dtype, shape: shape.into() })
    }

    /// `Reference(T)`.
    pub fn reference(&self, value: Ty) -> Ty {
        self.intern(TyKind::Ref(value))
    }

    /// A `tuple_t` whose element Vars are not known.
    pub fn tuple(&self, types: &[Ty]) -> Ty {
        self.intern(TyKind::Tuple { types: types.into(), values: vec![None; types.len()].into() })
    }

    /// A number that changes whenever a tile's type changes.
    #[must_use]
    pub fn tile_epoch(&self) -> u32 {
        self.tile_epoch.get()
    }

    /// A new tile type object. Shape `None` is `Any`.
    pub fn new_tile(&self, data: TileData) -> Ty {
        let mut tiles = self.tiles.borrow_mut();
        tiles.push(data);
        let id = TileId((tiles.len() - 1) as u32);
        drop(tiles);
        self.intern(TyKind::Tile(id))
    }

    /// A new register tile with row-major strides (Warp's `tile(dtype, shape)`).
    pub fn register_tile(&self, dtype: Ty, shape: &[i64]) -> Ty {
        self.tile(dtype, shape, Storage::Register)
    }

    /// A new owning row-major tile.
    pub fn tile(&self, dtype: Ty, shape: &[i64], storage: Storage) -> Ty {
        let dtype = self.canonical(dtype);
        self.new_tile(TileData {
            dtype,
            shape: Some(shape.into()),
            storage,
            row_major: true,
            strides: row_major_strides(shape).into(),
            owner: true,
        })
    }

    /// A copy of a tile's present state.
    #[must_use]
    pub fn tile_data(&self, id: TileId) -> TileData {
        self.tiles.borrow()[id.index()].clone()
    }

    /// The present state of a type that is a tile.
    pub fn as_tile(&self, ty: Ty) -> Option<TileData> {
        match *self.kind(ty) {
            TyKind::Tile(id) => Some(self.tile_data(id)),
            _ => None,
        }
    }

    /// Flips a tile type to another storage, seen by every Var that shares it. No effect on other types.
    pub fn set_storage(&self, ty: Ty, storage: Storage) {
        if let TyKind::Tile(id) = *self.kind(ty) {
            self.tiles.borrow_mut()[id.index()].storage = storage;
            self.tile_epoch.set(self.tile_epoch.get() + 1);
        }
    }

    /// Changes a tile type in place.
    pub fn update_tile(&self, id: TileId, change: impl FnOnce(&mut TileData)) {
        change(&mut self.tiles.borrow_mut()[id.index()]);
        self.tile_epoch.set(self.tile_epoch.get() + 1);
    }

    /// Registers a struct.
    pub fn add_struct(&self, data: StructData) -> Ty {
        let id = StructId(self.structs.push(data));
        self.intern(TyKind::Struct(id))
    }

    /// Replaces a struct's data (used while its hash is being computed).
    pub fn set_struct(&self, id: StructId, data: StructData) {
        self.structs.set(id.0, data);
    }

    /// A struct's data.
    pub fn struct_data(&self, id: StructId) -> Rc<StructData> {
        self.structs.get(id.0)
    }

    /// The data of a type that is a struct.
    pub fn as_struct(&self, ty: Ty) -> Option<(StructId, Rc<StructData>)> {
        match *self.kind(ty) {
            TyKind::Struct(id) => Some((id, self.struct_data(id))),
            _ => None,
        }
    }

    /// Registers an opaque class, or finds the one of that name.
    pub fn add_opaque(&self, data: OpaqueData) -> Ty {
        let name = data.name.clone();
        if let Some(&id) = self.opaque_names.borrow().get(&name) {
            return self.intern(TyKind::Opaque(id));
        }
        let id = OpaqueId(self.opaques.push(data));
        self.opaque_names.borrow_mut().insert(name, id);
        self.intern(TyKind::Opaque(id))
    }

    /// The opaque class of that Python name.
    pub fn opaque(&self, name: &str) -> Option<Ty> {
        let id = self.opaque_names.borrow().get(name).copied()?;
        Some(self.intern(TyKind::Opaque(id)))
    }

    /// An opaque class's data.
    pub fn opaque_data(&self, id: OpaqueId) -> Rc<OpaqueData> {
        self.opaques.get(id.0)
    }

    /// Registers a native type.
    pub fn add_native(&self, data: NativeData) -> Ty {
        let id = NativeId(self.natives.push(data));
        self.intern(TyKind::Native(id))
    }

    /// A native type's data.
    pub fn native_data(&self, id: NativeId) -> Rc<NativeData> {
        self.natives.get(id.0)
    }

    /// How many native types are registered.
    pub fn native_count(&self) -> usize {
        self.natives.len()
    }

    /// Python `int`, `float` and `bool` become `int32`, `float32` and `wp.bool` (Warp's `type_to_warp`).
    #[must_use]
    pub fn canonical(&self, ty: Ty) -> Ty {
        match ty {
            Ty::PY_INT => Ty::INT32,
            Ty::PY_FLOAT => Ty::FLOAT32,
            Ty::PY_BOOL => Ty::BOOL,
            other => other,
        }
    }

    /// The pointee of a reference, else the type itself (Warp's `strip_reference`).
    pub fn strip(&self, ty: Ty) -> Ty {
        match *self.kind(ty) {
            TyKind::Ref(value) => value,
            _ => ty,
        }
    }

    /// Whether this is `Reference(T)`.
    pub fn is_ref(&self, ty: Ty) -> bool {
        matches!(*self.kind(ty), TyKind::Ref(_))
    }

    /// Whether this is an array of any family, `fixedarray` included.
    pub fn is_array(&self, ty: Ty) -> bool {
        matches!(*self.kind(ty), TyKind::Array { .. } | TyKind::FixedArray { .. })
    }

    /// Family, element type and dimensions of an array type.
    pub fn as_array(&self, ty: Ty) -> Option<(Family, Ty, Option<u8>)> {
        match &*self.kind(ty) {
            TyKind::Array { family, dtype, ndim } => Some((*family, *dtype, *ndim)),
            TyKind::FixedArray { dtype, shape } => Some((Family::Fixed, *dtype, Some(shape.len() as u8))),
            _ => None,
        }
    }

    /// Warp's `matches_array_class(t, array)`: a regular array, or a `fixedarray`, which derives from it.
    pub fn is_regular_array(&self, ty: Ty) -> bool {
        matches!(*self.kind(ty), TyKind::Array { family: Family::Array, .. } | TyKind::FixedArray { .. })
    }

    /// Whether this is a tile type.
    pub fn is_tile(&self, ty: Ty) -> bool {
        matches!(*self.kind(ty), TyKind::Tile(_))
    }

    /// Whether this is a tile stack type.
    pub fn is_tile_stack(&self, ty: Ty) -> bool {
        matches!(*self.kind(ty), TyKind::TileStack { .. })
    }

    /// Whether this is a `slice_t`.
    pub fn is_slice(&self, ty: Ty) -> bool {
        matches!(*self.kind(ty), TyKind::Slice(_))
    }

    /// Whether this is a struct.
    pub fn is_struct(&self, ty: Ty) -> bool {
        matches!(*self.kind(ty), TyKind::Struct(_))
    }

    /// Warp's `type_is_vector`.
    pub fn is_vector(&self, ty: Ty) -> bool {
        matches!(*self.kind(ty), TyKind::Vec { .. })
    }

    /// Warp's `type_is_matrix`.
    pub fn is_matrix(&self, ty: Ty) -> bool {
        matches!(*self.kind(ty), TyKind::Mat { .. })
    }

    /// Warp's `type_is_quaternion`.
    pub fn is_quaternion(&self, ty: Ty) -> bool {
        matches!(*self.kind(ty), TyKind::Quat { .. })
    }

    /// Warp's `type_is_transformation`.
    pub fn is_transform(&self, ty: Ty) -> bool {
        matches!(*self.kind(ty), TyKind::Transform { .. })
    }

    /// Warp's `type_is_composite`: vector, matrix, quaternion or transformation.
    pub fn is_composite(&self, ty: Ty) -> bool {
        self.composite_dtype(ty).is_some()
    }

    /// Warp's `type_is_int`, Python `int` included.
    pub fn is_int(&self, ty: Ty) -> bool {
        match *self.kind(ty) {
            TyKind::PyInt => true,
            TyKind::Scalar(s) => s.is_int(),
            _ => false,
        }
    }

    /// Warp's `type_is_float`, Python `float` included.
    pub fn is_float(&self, ty: Ty) -> bool {
        match *self.kind(ty) {
            TyKind::PyFloat => true,
            TyKind::Scalar(s) => s.is_float(),
            _ => false,
        }
    }

    /// Warp's `type_is_scalar`: int or float (not bool).
    pub fn is_scalar(&self, ty: Ty) -> bool {
        self.is_int(ty) || self.is_float(ty)
    }

    /// The scalar, after canonicalisation.
    pub fn as_scalar(&self, ty: Ty) -> Option<Scalar> {
        match *self.kind(self.canonical(ty)) {
            TyKind::Scalar(s) => Some(s),
            _ => None,
        }
    }

    /// Warp's `type_is_value`: a scalar, bool or composite type.
    pub fn is_value(&self, ty: Ty) -> bool {
        matches!(*self.kind(ty), TyKind::PyInt | TyKind::PyFloat | TyKind::PyBool | TyKind::Scalar(_))
            || self.is_composite(ty)
    }

    /// The element type of a vector, matrix, quaternion or transformation.
    pub fn composite_dtype(&self, ty: Ty) -> Option<Ty> {
        match *self.kind(ty) {
            TyKind::Vec { dtype, .. }
            | TyKind::Mat { dtype, .. }
            | TyKind::Quat { dtype }
            | TyKind::Transform { dtype } => Some(self.canonical(dtype)),
            _ => None,
        }
    }

    /// Warp's `_shape_` of a composite (quaternion `(4,)`, transformation `(7,)`).
    pub fn composite_shape(&self, ty: Ty) -> Option<Vec<i64>> {
        match *self.kind(ty) {
            TyKind::Vec { len, .. } => Some(vec![i64::from(len)]),
            TyKind::Mat { rows, cols, .. } => Some(vec![i64::from(rows), i64::from(cols)]),
            TyKind::Quat { .. } => Some(vec![4]),
            TyKind::Transform { .. } => Some(vec![7]),
            _ => None,
        }
    }

    /// Warp's `type_scalar_type`: a composite's element type, else the type itself.
    pub fn scalar_of(&self, ty: Ty) -> Ty {
        self.composite_dtype(ty).unwrap_or(ty)
    }

    /// Warp's `type_size`: number of scalars in a value.
    pub fn scalar_count(&self, ty: Ty) -> i64 {
        self.composite_shape(ty).map_or(1, |shape| shape.iter().product())
    }

    /// Warp's `type_size_in_bytes` for value types and structs.
    pub fn size_in_bytes(&self, ty: Ty) -> usize {
        self.layout(ty).0
    }

    /// Size and alignment in bytes as C lays the type out.
    pub fn layout(&self, ty: Ty) -> (usize, usize) {
        match &*self.kind(self.canonical(ty)) {
            TyKind::Scalar(s) => (s.size(), s.size()),
            TyKind::Struct(id) => {
                let data = self.struct_data(*id);
                let (mut size, mut align) = (0usize, 1usize);
                for field in &data.fields {
                    let (s, a) = self.layout(field.ty);
                    size = size.next_multiple_of(a) + s;
                    align = align.max(a);
                }
                (size.next_multiple_of(align), align)
            }
            TyKind::Array { family: Family::Array, .. } => (56, 8),
            TyKind::Array { family: Family::Indexed, .. } => (56 + 4 * 8 + 16, 8),
            TyKind::Array { family: Family::Fabric, .. } => (24, 8),
            TyKind::Array { family: Family::IndexedFabric, .. } => (40, 8),
            // Never the family of such a type.
            TyKind::Array { family: Family::Fixed, .. } => (56, 8),
            kind => {
                let _ = kind;
                match self.composite_dtype(ty) {
                    Some(dtype) => {
                        let (s, a) = self.layout(dtype);
                        (s * self.scalar_count(ty) as usize, a)
                    }
                    None => (0, 1),
                }
            }
        }
    }
}

/// Strides of a row-major tile or array of that shape, in elements.
#[must_use]
pub fn row_major_strides(shape: &[i64]) -> Vec<i64> {
    let mut strides = vec![1i64; shape.len()];
    for i in (0..shape.len().saturating_sub(1)).rev() {
        strides[i] = strides[i + 1].saturating_mul(shape[i + 1]);
    }
    strides
}
