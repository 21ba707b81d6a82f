//! Warp's types: interned, compared by handle, spelled as codes, C++ and messages.
//!
//! Everything but tiles is immutable and interned, so equal types have equal handles. Tile types
//! are mutable objects in Warp (an operation may flip one to shared storage and every variable
//! sharing the object sees it), so each has an identity of its own: [`TileId`].

mod codes;
mod equal;
mod kind;
mod query;
mod spell;
mod value;

use std::cell::{Cell, RefCell};
use std::hash::Hash;
use std::rc::Rc;

use rustc_hash::{FxBuildHasher, FxHashMap};

pub use equal::Erasure;
pub use kind::*;
pub use spell::py_tuple;
pub use value::{
    CompositeValue, Const, Held, Number, ScalarValue, StructValue, bf16_bits, f16_bits, numpy_float,
    store_number,
};

use crate::ids::{NativeId, OpaqueId, StructId, TileId, VarId};

/// An interned type.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Ty(u32);

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
    /// An arena of its own with the same items: they are replaced, never changed.
    fn duplicate(&self) -> Self {
        Arena { items: self.items.clone() }
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

    /// A table of its own with the same types under the same handles.
    #[must_use]
    pub fn duplicate(&self) -> Types {
        let Types { kinds, index, tiles, structs, opaques, opaque_names, natives, tile_epoch } = self;
        Types {
            kinds: kinds.clone(),
            index: index.clone(),
            tiles: tiles.clone(),
            structs: structs.duplicate(),
            opaques: opaques.duplicate(),
            opaque_names: opaque_names.clone(),
            natives: natives.duplicate(),
            tile_epoch: tile_epoch.clone(),
        }
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
