//! How types are written: in C++ and in messages.

use std::fmt::Write as _;

use super::{Family, Scalar, Storage, Ty, TyKind, Types};

impl Types {
    /// Warp's `Var.dtype_to_ctype`: the C++ spelling of an element type.
    pub fn write_dtype(&self, ty: Ty, out: &mut String) {
        match &*self.kind(ty) {
            TyKind::PyInt => out.push_str("int"),
            TyKind::PyFloat => out.push_str("float"),
            TyKind::PyBool | TyKind::Scalar(Scalar::Bool) => out.push_str("bool"),
            TyKind::Scalar(Scalar::Handle) => out.push_str("wp::uint64"),
            TyKind::Scalar(s) => {
                out.push_str("wp::");
                out.push_str(s.name());
            }
            TyKind::Str => out.push_str("wp::str"),
            TyKind::Vec { len, dtype } => {
                let _ = write!(out, "wp::vec_t<{len}, ");
                self.write_element(*dtype, out);
                out.push('>');
            }
            TyKind::Mat { rows, cols, dtype } => {
                let _ = write!(out, "wp::mat_t<{rows}, {cols}, ");
                self.write_element(*dtype, out);
                out.push('>');
            }
            TyKind::Quat { dtype } => {
                out.push_str("wp::quat_t<");
                self.write_element(*dtype, out);
                out.push('>');
            }
            TyKind::Transform { dtype } => {
                out.push_str("wp::transform_t<");
                self.write_element(*dtype, out);
                out.push('>');
            }
            TyKind::Struct(id) => out.push_str(&self.struct_data(*id).native_name),
            TyKind::Native(id) => out.push_str(&self.native_data(*id).native_name),
            TyKind::Opaque(id) => {
                out.push_str("wp::");
                out.push_str(&self.opaque_data(*id).native);
            }
            TyKind::Slice(_) => out.push_str("wp::slice_t"),
            _ => self.write_ctype(ty, out),
        }
    }

    /// The element type inside a composite, where generic names stand bare (`wp::transform_t<Float>`).
    fn write_element(&self, ty: Ty, out: &mut String) {
        match *self.kind(ty) {
            TyKind::Any | TyKind::GenericScalar | TyKind::GenericFloat | TyKind::GenericInt => {
                out.push_str(&self.type_name(ty));
            }
            _ => self.write_dtype(ty, out),
        }
    }

    /// Warp's `Var.type_to_ctype`: the C++ spelling of a variable's type.
    pub fn write_ctype(&self, ty: Ty, out: &mut String) {
        match &*self.kind(ty) {
            TyKind::FixedArray { dtype, shape } => {
                let _ = write!(out, "wp::fixedarray_t<{}, ", shape.iter().product::<i64>());
                self.write_dtype(*dtype, out);
                out.push('>');
            }
            TyKind::Array { family, dtype, .. } => {
                let _ = write!(out, "wp::{}_t<", family.name());
                self.write_dtype(*dtype, out);
                out.push('>');
            }
            TyKind::TupleOf(types) => self.write_tuple(types, out),
            TyKind::Tuple { types, .. } => self.write_tuple(types, out),
            TyKind::Tile(id) => {
                let tile = self.tile_data(*id);
                let shape = tile.shape.as_deref().unwrap_or(&[]);
                match tile.storage {
                    Storage::Register => {
                        out.push_str("wp::tile_register_t<");
                        self.write_ctype(tile.dtype, out);
                        out.push_str(",wp::tile_layout_register_t<wp::tile_shape_t<");
                        write_list(shape, out);
                        out.push_str(">>>");
                    }
                    Storage::Shared => {
                        // Warp mixes `,` and `, ` here.
                        out.push_str("wp::tile_shared_t<");
                        self.write_ctype(tile.dtype, out);
                        out.push_str(",wp::tile_layout_strided_t<wp::tile_shape_t<");
                        write_list(shape, out);
                        out.push_str(">, wp::tile_stride_t<");
                        write_list(&tile.strides, out);
                        let _ = write!(out, ">>, {}>", tile.owner);
                    }
                }
            }
            TyKind::TileStack { dtype, capacity } => {
                out.push_str("wp::tile_stack_t<");
                self.write_ctype(*dtype, out);
                let _ = write!(out, ", {}>", capacity.unwrap_or(0));
            }
            TyKind::Ref(value) => {
                self.write_ctype(*value, out);
                out.push('*');
            }
            TyKind::Any
            | TyKind::GenericScalar
            | TyKind::GenericFloat
            | TyKind::GenericInt
            | TyKind::Callable
            | TyKind::WarpFunction
            | TyKind::Ellipsis
            | TyKind::NoneType
            | TyKind::TupleAny
            | TyKind::Pointer(_)
            | TyKind::PyClass(_) => {
                out.push_str("wp::");
                out.push_str(&self.type_name(ty));
            }
            _ => self.write_dtype(ty, out),
        }
    }

    fn write_tuple(&self, types: &[Ty], out: &mut String) {
        out.push_str("wp::tuple_t<");
        for (i, &t) in types.iter().enumerate() {
            if i > 0 {
                out.push_str(", ");
            }
            self.write_dtype(t, out);
        }
        out.push('>');
    }

    /// [`Types::write_ctype`] into a new string.
    pub fn ctype(&self, ty: Ty) -> String {
        let mut out = String::new();
        self.write_ctype(ty, &mut out);
        out
    }

    /// The C++ spelling of the pointee of a reference, else of the type (`ctype(value_type=True)`).
    pub fn value_ctype(&self, ty: Ty) -> String {
        self.ctype(self.strip(ty))
    }

    /// Warp's `tile.cinit` / `tile_stack.cinit`: the initialiser of a tile variable's declaration.
    pub fn tile_init(&self, ty: Ty, requires_grad: bool) -> Option<String> {
        match &*self.kind(ty) {
            TyKind::Tile(id) => {
                let tile = self.tile_data(*id);
                let mut out = String::new();
                match (tile.storage, tile.owner) {
                    (Storage::Register, _) => {
                        self.write_ctype(ty, &mut out);
                        out.push_str("{}");
                    }
                    (Storage::Shared, true) => {
                        out.push_str("wp::tile_alloc_empty<");
                        self.write_ctype(tile.dtype, &mut out);
                        out.push_str(",wp::tile_shape_t<");
                        write_list(tile.shape.as_deref().unwrap_or(&[]), &mut out);
                        out.push_str(">,wp::tile_stride_t<");
                        write_list(&tile.strides, &mut out);
                        let _ = write!(out, ">,{requires_grad}>()");
                    }
                    (Storage::Shared, false) => out.push_str("nullptr"),
                }
                Some(out)
            }
            TyKind::TileStack { dtype, capacity } => {
                let mut out = String::from("wp::tile_stack_alloc<");
                self.write_ctype(*dtype, &mut out);
                let _ = write!(out, ", {}>()", capacity.unwrap_or(0));
                Some(out)
            }
            _ => None,
        }
    }

    /// A type as a C++ template argument (the type part of Warp's `compute_type_str`).
    pub fn write_template_arg(&self, ty: Ty, out: &mut String) {
        match &*self.kind(ty) {
            TyKind::Opaque(id) => out.push_str(&self.opaque_data(*id).name),
            TyKind::Str => out.push_str("str"),
            TyKind::Scalar(Scalar::Handle) => out.push_str("wp::handle"),
            TyKind::Native(id) => {
                let data = self.native_data(*id);
                out.push_str(data.class_name.rsplit('.').next().unwrap_or_default());
            }
            _ => self.write_dtype(ty, out),
        }
    }

    /// The Python `__name__` of a type.
    pub fn type_name(&self, ty: Ty) -> String {
        match &*self.kind(ty) {
            TyKind::PyInt => "int".into(),
            TyKind::PyFloat => "float".into(),
            TyKind::PyBool => "bool".into(),
            TyKind::Str => "str".into(),
            TyKind::Any => "Any".into(),
            TyKind::GenericScalar => "Scalar".into(),
            TyKind::GenericFloat => "Float".into(),
            TyKind::GenericInt => "Int".into(),
            TyKind::Callable => "Callable".into(),
            TyKind::WarpFunction => "Function".into(),
            TyKind::NoneType => "NoneType".into(),
            TyKind::TupleAny => "tuple".into(),
            TyKind::Scalar(s) => s.name().into(),
            TyKind::Opaque(id) => self.opaque_data(*id).name.to_string(),
            TyKind::Pointer(_) => "pointer_t".into(),
            TyKind::PyClass(name) => name.rsplit('.').next().unwrap_or_default().to_owned(),
            _ => self.repr(ty),
        }
    }

    /// Warp's `type_repr`: the short name used in messages (`vec3f`, `array(ndim=1, dtype=float32)`).
    pub fn repr(&self, ty: Ty) -> String {
        let dtype_name = |dtype: Ty| self.as_scalar(dtype).and_then(short_name);
        match &*self.kind(ty) {
            TyKind::Any => "Any".into(),
            TyKind::Array { family, dtype, ndim } => {
                let ndim = ndim.map_or_else(|| "Any".to_owned(), |n| n.to_string());
                format!("{}(ndim={ndim}, dtype={})", family.name(), self.repr(*dtype))
            }
            TyKind::FixedArray { dtype, shape } => {
                format!("fixedarray(shape={}, dtype={})", py_tuple(shape), self.repr(*dtype))
            }
            TyKind::Tuple { types, .. } => self.repr_tuple(types),
            TyKind::TupleOf(types) if types.is_empty() => "tuple".into(),
            TyKind::TupleOf(types) => self.repr_tuple(types),
            TyKind::Tile(id) => {
                let tile = self.tile_data(*id);
                let shape = tile.shape.map_or_else(|| "typing.Any".to_owned(), |s| py_tuple(&s));
                format!("tile(shape={shape}, dtype={})", self.repr(tile.dtype))
            }
            TyKind::TileStack { dtype, capacity } => {
                let capacity = capacity.map_or_else(|| "typing.Any".to_owned(), |c| c.to_string());
                format!("tile_stack(dtype={}, capacity={capacity})", self.python_repr(*dtype))
            }
            TyKind::Struct(id) => self.struct_data(*id).class_name.to_string(),
            TyKind::Transform { dtype } => match dtype_name(*dtype) {
                Some(n) => format!("transform{n}"),
                None => format!("transform(dtype={})", self.repr(*dtype)),
            },
            TyKind::Quat { dtype } => match dtype_name(*dtype) {
                Some(n) => format!("quat{n}"),
                None => format!("quat(dtype={})", self.repr(*dtype)),
            },
            TyKind::Vec { len, dtype } => match dtype_name(*dtype) {
                Some(n) if *len <= 4 => format!("vec{len}{n}"),
                _ => format!("vector(length={len}, dtype={})", self.repr(*dtype)),
            },
            TyKind::Mat { rows, cols, dtype } => match dtype_name(*dtype) {
                Some(n) if *rows <= 4 && *cols <= 4 => format!("mat{rows}{cols}{n}"),
                _ => format!("matrix(shape=({rows}, {cols}), dtype={})", self.repr(*dtype)),
            },
            TyKind::Scalar(s) if s.is_scalar() => s.name().into(),
            TyKind::Scalar(s) => format!("warp._src.types.{}", s.name()),
            TyKind::PyBool => "bool".into(),
            TyKind::PyFloat => "float".into(),
            TyKind::PyInt => "int".into(),
            TyKind::Ref(value) => format!("wp.ref[{}]", self.type_name(*value)),
            TyKind::Str => "builtins.str".into(),
            TyKind::NoneType => "builtins.NoneType".into(),
            TyKind::Opaque(id) => self.opaque_data(*id).qualified.to_string(),
            TyKind::Native(id) => self.native_data(*id).class_name.to_string(),
            TyKind::PyClass(name) => name.to_string(),
            TyKind::WarpFunction => "warp._src.context.Function".into(),
            TyKind::GenericScalar => "typing.Scalar".into(),
            TyKind::GenericFloat => "typing.Float".into(),
            TyKind::GenericInt => "typing.Int".into(),
            // An object, not a class: Python prints where it lies, which is nowhere here.
            TyKind::Slice(_) => "<warp._src.types.slice_t object at 0x0>".into(),
            TyKind::Callable => "collections.abc.Callable".into(),
            TyKind::Ellipsis => "Ellipsis".into(),
            TyKind::TupleAny => "builtins.tuple".into(),
            TyKind::Pointer(_) => "pointer_t".into(),
        }
    }

    fn repr_tuple(&self, types: &[Ty]) -> String {
        let names: Vec<String> = types.iter().map(|&t| self.repr(t)).collect();
        format!("tuple({})", names.join(", "))
    }

    /// Python's `str()` of the type object, as some of Warp's messages print it.
    pub fn python_repr(&self, ty: Ty) -> String {
        match &*self.kind(ty) {
            TyKind::PyInt => "<class 'int'>".into(),
            TyKind::PyFloat => "<class 'float'>".into(),
            TyKind::PyBool => "<class 'bool'>".into(),
            TyKind::Str => "<class 'str'>".into(),
            TyKind::NoneType => "<class 'NoneType'>".into(),
            TyKind::TupleAny => "<class 'tuple'>".into(),
            TyKind::Any => "typing.Any".into(),
            TyKind::GenericScalar => "~Scalar".into(),
            TyKind::GenericFloat => "~Float".into(),
            TyKind::GenericInt => "~Int".into(),
            TyKind::Scalar(s) => format!("<class 'warp._src.types.{}'>", s.name()),
            TyKind::Vec { .. } => self.class_repr(ty, "vector.<locals>.vec_t"),
            TyKind::Mat { .. } => self.class_repr(ty, "matrix.<locals>.mat_t"),
            TyKind::Quat { .. } => self.class_repr(ty, "quaternion.<locals>.quat_t"),
            TyKind::Transform { .. } => self.class_repr(ty, "transformation.<locals>.transform_t"),
            TyKind::Opaque(id) => format!("<class '{}'>", self.opaque_data(*id).qualified),
            TyKind::Native(id) => format!("<class '{}'>", self.native_data(*id).class_name),
            TyKind::PyClass(name) => {
                format!("<class '{}'>", name.strip_prefix("builtins.").unwrap_or(name))
            }
            TyKind::Array { family, dtype, .. } => {
                format!("{}{}", family.name(), self.python_repr(self.canonical(*dtype)))
            }
            TyKind::FixedArray { dtype, .. } => format!("fixedarray{}", self.python_repr(*dtype)),
            _ => self.repr(ty),
        }
    }

    /// The class Warp declares for common composites, else the one its factory makes.
    fn class_repr(&self, ty: Ty, class: &str) -> String {
        let declared = match *self.kind(ty) {
            TyKind::Vec { len: 2..=4, .. } | TyKind::Quat { .. } | TyKind::Transform { .. } => {
                Some(self.repr(ty))
            }
            TyKind::Mat { rows: 2..=4, cols, dtype } => {
                let square = matches!(*self.kind(ty), TyKind::Mat { rows, .. } if rows == cols);
                (square && self.is_float(dtype)).then(|| self.repr(ty))
            }
            TyKind::Vec { len: 6, dtype } if self.is_float(dtype) => {
                self.as_scalar(dtype).and_then(short_name).map(|n| format!("spatial_vector{n}"))
            }
            TyKind::Mat { rows: 6, cols: 6, dtype } if self.is_float(dtype) => {
                self.as_scalar(dtype).and_then(short_name).map(|n| format!("spatial_matrix{n}"))
            }
            _ => None,
        };
        format!("<class 'warp._src.types.{}'>", declared.as_deref().unwrap_or(class))
    }

    /// Whether this is exactly a regular array parameter of one dimension.
    pub fn is_regular_1d(&self, ty: Ty) -> bool {
        matches!(*self.kind(ty), TyKind::Array { family: Family::Array, ndim: Some(1), .. })
    }
}

fn write_list(items: &[i64], out: &mut String) {
    for (i, n) in items.iter().enumerate() {
        if i > 0 {
            out.push(',');
        }
        let _ = write!(out, "{n}");
    }
}

/// A Python tuple of ints, as `str()` prints it.
#[must_use]
pub fn py_tuple(items: &[i64]) -> String {
    match items {
        [one] => format!("({one},)"),
        many => {
            let parts: Vec<String> = many.iter().map(ToString::to_string).collect();
            format!("({})", parts.join(", "))
        }
    }
}

/// Warp's `scalar_short_name`.
fn short_name(scalar: Scalar) -> Option<&'static str> {
    Some(match scalar {
        Scalar::Float16 => "h",
        Scalar::BFloat16 => "bf",
        Scalar::Float32 => "f",
        Scalar::Float64 => "d",
        Scalar::Int8 => "b",
        Scalar::Int16 => "s",
        Scalar::Int32 => "i",
        Scalar::Int64 => "l",
        Scalar::UInt8 => "ub",
        Scalar::UInt16 => "us",
        Scalar::UInt32 => "ui",
        Scalar::UInt64 => "ul",
        Scalar::Bool | Scalar::Handle => return None,
    })
}
