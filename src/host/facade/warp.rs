//! `warp` and its private modules: attributes and calls.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::super::error::{PyError, PyResult};
use super::super::interp::builtins_args::Args;
use super::super::interp::{Frame, native_with};
use super::super::keys::{Key, key};
use super::super::session::Session;
use super::super::value::*;
use super::{names, types};
use crate::ids::FuncRef;
use crate::types::{Family, Scalar, Storage, TileData, Ty, TyKind, row_major_strides};

/// Constants of `warp`.
fn constant(name: &str) -> Option<Value> {
    use std::f64::consts as c;
    Some(Value::Float(match name {
        "E" | "e" => c::E,
        "PI" | "pi" => c::PI,
        "HALF_PI" | "half_pi" => c::FRAC_PI_2,
        "TAU" | "tau" => c::TAU,
        "INF" | "inf" => f64::INFINITY,
        "NAN" | "nan" => f64::NAN,
        "LN2" | "ln2" => c::LN_2,
        "LN10" | "ln10" => c::LN_10,
        "LOG2E" | "log2e" => c::LOG2_E,
        "LOG10E" | "log10e" => c::LOG10_E,
        "PHI" | "phi" => 1.618_033_988_749_895,
        "LOG_DEBUG" => return Some(Value::Int(10)),
        "LOG_INFO" => return Some(Value::Int(20)),
        "LOG_WARNING" => return Some(Value::Int(30)),
        "LOG_ERROR" => return Some(Value::Int(40)),
        "_TYPE_CHECKING" => return Some(Value::Bool(false)),
        _ => return None,
    }))
}

macro_rules! canonical {
    ($($name:literal)*) => {
        /// Things that the private modules define and `warp` may re-export.
        fn canonical(name: &str) -> Option<&'static str> {
            match name { $($name => Some(concat!("warp.", $name)),)* _ => None }
        }
    };
}

canonical! {
    "kernel" "func" "func_native" "func_grad" "func_replay" "struct" "overload" "constant" "static" "grad" "map"
    "Kernel" "Module" "get_module" "set_module_options" "get_module_options" "ModuleBuildOptions" "address_of" "ref"
    "array" "array1d" "array2d" "array3d" "array4d" "indexedarray" "indexedarray1d" "indexedarray2d" "indexedarray3d"
    "indexedarray4d" "fabricarray" "fabricarrayarray" "indexedfabricarray" "indexedfabricarrayarray" "fixedarray"
    "tile" "tile_stack" "vector" "matrix" "quaternion" "transformation" "Vector" "Matrix" "Quaternion"
    "Transformation" "Array" "Tile" "matrix_from_cols" "matrix_from_rows" "register_api_function" "init"
    "make_full_qualified_name" "get_type_code" "type_repr" "type_to_warp" "type_scalar_type" "type_length"
    "type_size" "type_size_in_bytes" "type_is_vector" "type_is_matrix" "type_is_quaternion" "type_is_transformation"
    "type_is_int" "type_is_float" "type_is_value" "type_is_generic" "type_is_scalar" "type_is_composite"
    "type_is_array" "type_is_struct" "is_array" "is_value" "is_int" "is_float" "is_scalar" "is_struct" "is_vector"
    "is_matrix" "is_quaternion" "is_transformation" "is_tile" "is_composite" "types_equal" "types_equal_generic"
    "add_builtin" "add_native_type" "dtype_from_numpy" "dtype_to_numpy" "strip_reference" "type_typestr" "is_generic_signature" "get_signature"
}

/// What `functools.cache` tells calls of a type factory apart by; `None` if an argument cannot be hashed.
fn factory_call(name: &'static str, args: &Args) -> Option<Key> {
    let mut keys = vec![Key::Native(name)];
    for value in &args.positional {
        keys.push(key(value)?);
    }
    for (name, value) in &args.keywords {
        keys.push(Key::Str(Rc::from(&**name)));
        keys.push(key(value)?);
    }
    Some(Key::Tuple(keys))
}

impl Session {
    /// An attribute of `warp` or one of its private modules.
    pub(super) fn warp_module_value(&self, facade: &'static str, name: &str) -> Option<Value> {
        match facade {
            "warp.config" => return None,
            "warp" if self.extended_builtins.contains(name) => {
                return Some(self.unknown(format!(
                    "an overload of wp.{name} that wp.build_experimental.add_builtin added"
                )));
            }
            "warp" => {
                names::WARP.binary_search_by(|full| full["warp.".len()..].cmp(name)).ok()?;
            }
            "warp.types" => {
                names::WARP_TYPES.binary_search(&name).ok()?;
            }
            "warp._src.types" => {
                names::SRC_TYPES.binary_search(&name).ok()?;
            }
            "warp._src.codegen" => {
                names::SRC_CODEGEN.binary_search(&name).ok()?;
            }
            "warp._src.context" => {
                names::SRC_CONTEXT.binary_search(&name).ok()?;
            }
            _ => {}
        }
        if let Some(v) = constant(name) {
            return Some(v);
        }
        if let Some(v) = self.shared_warp_value(name) {
            return Some(v);
        }
        if facade == "warp" {
            return self.warp_only_value(name);
        }
        match name {
            "warp" | "wp" => return self.python_modules.get("warp").cloned().map(Value::Module),
            "builtin_functions" => {
                let dict = super::super::value::Dict::default();
                for id in crate::builtins::all() {
                    dict.set(Value::str(crate::builtins::name(id)), Value::Function(FuncRef::Builtin(id)));
                }
                return Some(Value::Dict(Rc::new(dict)));
            }
            "Function" => return Some(Value::Type(Ty::WARP_FUNCTION)),
            "Struct" => return Some(Value::Native(Native("warp._src.codegen.Struct"))),
            "StructInstance" => return Some(Value::Native(Native("warp._src.codegen.StructInstance"))),
            "Any" => return Some(Value::Type(Ty::ANY)),
            _ => {}
        }
        // Submodules are loaded on demand; anything else exists but is not known.
        if facade == "warp._src" {
            return None;
        }
        Some(self.unknown(format!("{facade}.{name}")))
    }

    /// Names that mean the same in every module of Warp.
    fn shared_warp_value(&self, name: &str) -> Option<Value> {
        match name {
            "Scalar" => return Some(Value::Type(Ty::GENERIC_SCALAR)),
            "Float" => return Some(Value::Type(Ty::GENERIC_FLOAT)),
            "Int" => return Some(Value::Type(Ty::GENERIC_INT)),
            "Function" => return Some(Value::Type(Ty::WARP_FUNCTION)),
            "scalar_types" | "scalar_and_bool_types" | "float_types" | "int_types" => {
                return Some(self.scalar_tuple(name));
            }
            "DeterministicMode" => return self.config("DeterministicMode"),
            "np_dtype_to_warp_type" | "warp_type_to_np_dtype" => {
                return Some(super::numpy::type_table(&self.types, name == "np_dtype_to_warp_type"));
            }
            _ => {}
        }
        if let Some(ty) = types::named(&self.types, name) {
            return Some(Value::Type(ty));
        }
        canonical(name).map(|n| Value::Native(Native(n)))
    }

    /// `int_types`, `float_types`, `scalar_types`, in Warp's order.
    fn scalar_tuple(&self, name: &str) -> Value {
        use Scalar as S;
        let ints = [S::Int8, S::UInt8, S::Int16, S::UInt16, S::Int32, S::UInt32, S::Int64, S::UInt64];
        let floats = [S::Float16, S::BFloat16, S::Float32, S::Float64];
        let mut all: Vec<Scalar> = Vec::new();
        if name != "float_types" {
            all.extend(ints);
        }
        if name != "int_types" {
            all.extend(floats);
        }
        if name == "scalar_and_bool_types" {
            all.push(S::Bool);
        }
        Value::tuple(all.into_iter().map(|s| Value::Type(self.types.scalar(s))).collect())
    }

    fn warp_only_value(&self, name: &str) -> Option<Value> {
        if super::math_names().contains(&name) || name == super::QUAT_BETWEEN_VECTORS {
            return self.math_functions.get(name).map(|r| Value::Function(*r));
        }
        if names::WARP_FUNCTIONS.binary_search(&name).is_ok() {
            return crate::builtins::find(name).map(|id| Value::Function(FuncRef::Builtin(id)));
        }
        match name {
            "config" => return Some(Value::Module(self.config.clone())),
            "types" | "utils" | "_src" | "build_experimental" => {
                return self.python_modules.get(&*format!("warp.{name}")).cloned().map(Value::Module);
            }
            _ => {}
        }
        if let Some(class) = self.classes.get(name) {
            return Some(Value::Class(class.clone()));
        }
        let at = names::WARP.binary_search_by(|full| full["warp.".len()..].cmp(name)).ok()?;
        Some(Value::Native(Native(names::WARP[at])))
    }

    /// Calls a function or class of Warp.
    pub(super) fn call_warp(&mut self, f: &mut Frame, name: &'static str, mut args: Args) -> PyResult<Value> {
        match name {
            "warp.kernel" | "warp.func" | "warp.func_native" | "warp.struct" => {
                self.warp_decorator(f, name, args)
            }
            "warp.func_grad" | "warp.func_replay" => {
                let forward = args.take(0, "forward_fn").unwrap_or(Value::None);
                Ok(native_with(
                    if name == "warp.func_grad" { "warp.func_grad()" } else { "warp.func_replay()" },
                    vec![forward],
                    Vec::new(),
                ))
            }
            "warp.overload" => self.wp_overload(f, args),
            "warp.Kernel" => self.wp_kernel_object(f, args),
            "warp.Module" => self.wp_module_object(&mut args),
            "warp.get_module" => self.wp_get_module(&mut args),
            "warp.set_module_options" => self.wp_set_module_options(f, &mut args),
            "warp.get_module_options" => self.wp_get_module_options(f, &mut args),
            "warp.ModuleBuildOptions" => {
                Ok(native_with("warp.ModuleBuildOptions()", Vec::new(), args.keywords))
            }
            "warp.constant" => {
                let value = args.take(0, "x").unwrap_or(Value::None);
                if value.is_unknown() || self.as_const(&value).is_some() {
                    return Ok(value);
                }
                let text = format!("Invalid constant type: <class '{}'>", self.class_name(&value));
                Err(PyError::new("TypeError", text))
            }
            "warp.static" => Ok(args
                .positional
                .first()
                .cloned()
                .or_else(|| args.keywords.first().map(|k| k.1.clone()))
                .unwrap_or(Value::None)),
            "warp.grad" => Ok(match args.take(0, "func") {
                Some(Value::Function(r)) => Value::Grad(r),
                _ => self.unknown("wp.grad(...)"),
            }),
            "warp.init" | "warp.register_api_function" | "warp._register_module_source" => Ok(Value::None),
            "warp.launch"
            | "warp.launch_tiled"
            | "warp.synchronize"
            | "warp.synchronize_device"
            | "warp.load_module"
            | "warp.force_load"
            | "warp.set_device"
            | "warp.copy"
            | "warp.clear_kernel_cache" => Ok(Value::None),
            "warp.add_builtin" => self.add_external_builtin(&mut args),
            "warp.add_native_type" => self.add_native_type(f, &mut args),
            "warp.is_cuda_available" => Ok(Value::Bool(false)),
            "warp.is_cpu_available" => Ok(Value::Bool(true)),
            "warp.get_cuda_device_count" => Ok(Value::Int(0)),
            "warp.get_cuda_devices" | "warp.get_cuda_supported_archs" => Ok(Value::list(Vec::new())),
            _ => match self.type_factory(name, &mut args)? {
                Some(v) => Ok(v),
                None => Ok(match self.call_type_query(f, name, &args) {
                    Value::Unknown(u) => {
                        self.unknown_object(u.reason.clone(), super::objects::of_warp_call(name))
                    }
                    known => known,
                }),
            },
        }
    }

    /// Functions of `warp.types` that ask about types.
    fn call_type_query(&mut self, f: &mut Frame, name: &'static str, args: &Args) -> Value {
        let unknown = |s: &Session| s.unknown(format!("{}(...)", name.replace("warp.", "wp.")));
        let Some(first) = args.positional.first().cloned() else { return unknown(self) };
        if first.is_unknown() {
            return unknown(self);
        }
        let ty = first.as_type();
        let test = |t: &dyn Fn(Ty) -> bool| Value::Bool(ty.is_some_and(t));
        let types = self.types.clone();
        let value_ty = match &first {
            Value::Type(_) | Value::Class(_) => None,
            other => self.type_of(other).as_type(),
        };
        let is = |t: &dyn Fn(Ty) -> bool| Value::Bool(value_ty.is_some_and(t));
        match name {
            "warp.type_is_vector" => test(&|t| types.is_vector(t)),
            "warp.type_is_matrix" => test(&|t| types.is_matrix(t)),
            "warp.type_is_quaternion" => test(&|t| types.is_quaternion(t)),
            "warp.type_is_transformation" => test(&|t| types.is_transform(t)),
            "warp.type_is_int" => test(&|t| types.is_int(t)),
            "warp.type_is_float" => test(&|t| types.is_float(t)),
            "warp.type_is_scalar" => test(&|t| types.is_scalar(t)),
            "warp.type_is_composite" => test(&|t| types.is_composite(t)),
            "warp.type_is_value" => test(&|t| types.is_value(t)),
            "warp.type_is_generic" => test(&|t| types.is_generic(t)),
            "warp.type_is_struct" => test(&|t| types.is_struct(t)),
            "warp.is_array" => test(&|t| types.is_array(t)),
            "warp.is_tile" => test(&|t| types.is_tile(t)),
            "warp.is_int" => is(&|t| types.is_int(t)),
            "warp.is_float" => is(&|t| types.is_float(t)),
            "warp.is_scalar" => is(&|t| types.is_scalar(t)),
            "warp.is_vector" => is(&|t| types.is_vector(t)),
            "warp.is_matrix" => is(&|t| types.is_matrix(t)),
            "warp.is_quaternion" => is(&|t| types.is_quaternion(t)),
            "warp.is_transformation" => is(&|t| types.is_transform(t)),
            "warp.is_composite" => is(&|t| types.is_composite(t)),
            "warp.is_value" => Value::Bool(self.as_const(&first).is_some()),
            "warp.is_struct" => Value::Bool(matches!(first, Value::StructInstance(_))),
            "warp.type_to_warp" => ty.map_or(first, |t| Value::Type(types.canonical(t))),
            "warp.type_scalar_type" => ty.map_or(first, |t| Value::Type(types.scalar_of(t))),
            "warp.strip_reference" => ty.map_or(first, |t| Value::Type(types.strip(t))),
            "warp.type_size" => {
                ty.map_or_else(|| unknown(self), |t| Value::Int(i128::from(types.scalar_count(t))))
            }
            "warp.type_size_in_bytes" => {
                ty.map_or_else(|| unknown(self), |t| Value::Int(types.size_in_bytes(t) as i128))
            }
            "warp.type_length" => self.type_length(&first).unwrap_or_else(|| unknown(self)),
            "warp.type_repr" => ty.map_or_else(|| unknown(self), |t| Value::Str(types.repr(t).into())),
            "warp.get_type_code" => match ty.map(|t| types.code(t)) {
                Some(Ok(code)) => Value::Str(code.into()),
                _ => unknown(self),
            },
            "warp.types_equal" | "warp.types_equal_generic" => {
                let other = args.positional.get(1).and_then(Value::as_type);
                let generic = name == "warp.types_equal_generic";
                match (ty, other) {
                    (Some(a), Some(b)) if generic => Value::Bool(types.equal_generic(a, b, true)),
                    (Some(a), Some(b)) => Value::Bool(types.equal(a, b)),
                    _ => unknown(self),
                }
            }
            "warp.make_full_qualified_name" => match &first {
                Value::Str(s) => Value::Str(super::super::register::full_qualified_name(s).into()),
                other => match self.get_attr(f, other, "__qualname__") {
                    Ok(Value::Str(s)) => Value::Str(super::super::register::full_qualified_name(&s).into()),
                    _ => unknown(self),
                },
            },
            "warp.dtype_from_numpy" => super::numpy::scalar_of(&first)
                .map_or_else(|| unknown(self), |s| Value::Type(types.scalar(s))),
            "warp.dtype_to_numpy" => match ty.and_then(|t| types.as_scalar(t)) {
                Some(s) => super::numpy::dtype_value(s),
                None => unknown(self),
            },
            _ => unknown(self),
        }
    }

    /// `type_length`: what `len()` means inside `wp.static`.
    pub(in crate::host) fn type_length(&self, value: &Value) -> Option<Value> {
        let int = |n: i64| Some(Value::Int(i128::from(n)));
        let ty = match value {
            Value::Type(ty) => *ty,
            Value::Class(c) => c.ty.get()?,
            Value::Composite(c) => c.borrow().ty,
            Value::List(l) => return Some(Value::Int(l.borrow().len() as i128)),
            Value::Tuple(t) => return Some(Value::Int(t.len() as i128)),
            Value::Str(s) => return Some(Value::Int(s.chars().count() as i128)),
            Value::Dict(d) => return Some(Value::Int(d.len() as i128)),
            Value::Set(s) => return Some(Value::Int(s.items.borrow().len() as i128)),
            Value::Range(r) => return Some(Value::Int(r.len() as i128)),
            _ => return None,
        };
        match &*self.types.kind(ty) {
            TyKind::Tile(id) => int(*self.types.tile_data(*id).shape?.first()?),
            TyKind::TupleOf(types) => int(types.len() as i64),
            TyKind::Tuple { types, .. } => int(types.len() as i64),
            TyKind::Scalar(_) => int(1),
            _ => int(*self.types.composite_shape(ty)?.first()?),
        }
    }

    /// Calls of type factories and array classes.
    fn type_factory(&mut self, name: &'static str, args: &mut Args) -> PyResult<Option<Value>> {
        if let Some((family, ndim)) = array_class(name) {
            return self.array_call(family, ndim, name, args).map(Some);
        }
        if let Some(v) = args.unknown() {
            let reason = super::super::interp::describe(v);
            let known = matches!(
                name,
                "warp.vector"
                    | "warp.matrix"
                    | "warp.quaternion"
                    | "warp.transformation"
                    | "warp.tile"
                    | "warp.tile_stack"
            );
            return Ok(known.then(|| self.unknown(reason)));
        }
        let dtype = |s: &Session, v: Option<Value>| v.and_then(|v| s.value_type(&v));
        let call = factory_call(name, args);
        Ok(Some(match name {
            "warp.vector" => {
                let length = args.take(0, "length");
                let Some(dtype) = dtype(self, args.take(1, "dtype")) else { return Ok(None) };
                let Some(n) = dimension(length.as_ref()) else { return Ok(None) };
                self.factory_class(call, self.types.vector(n, dtype))
            }
            "warp.matrix" => {
                let shape = args.take(0, "shape");
                let Some(dtype) = dtype(self, args.take(1, "dtype")) else { return Ok(None) };
                let dims: Vec<Value> = match shape {
                    Some(Value::Tuple(t)) => t.to_vec(),
                    Some(Value::List(l)) => l.borrow().clone(),
                    _ => return Ok(None),
                };
                let (Some(rows), Some(cols)) = (dimension(dims.first()), dimension(dims.get(1))) else {
                    return Ok(None);
                };
                self.factory_class(call, self.types.matrix(rows, cols, dtype))
            }
            "warp.quaternion" => {
                let dtype = dtype(self, args.take(0, "dtype")).unwrap_or(Ty::ANY);
                // Unlike vectors these keep Python's `float`: `wp::quat_t<float>`.
                self.factory_class(call, self.types.intern(TyKind::Quat { dtype }))
            }
            "warp.transformation" => {
                let dtype = dtype(self, args.take(0, "dtype")).unwrap_or(Ty::ANY);
                self.factory_class(call, self.types.intern(TyKind::Transform { dtype }))
            }
            "warp.tile" => return self.tile_call(args).map(Some),
            "warp.tile_stack" => {
                let Some(dtype) = dtype(self, args.take(0, "dtype")) else { return Ok(None) };
                let capacity =
                    args.take(1, "capacity").and_then(|v| v.as_int()).and_then(|n| u32::try_from(n).ok());
                let dtype = self.types.canonical(dtype);
                Value::Type(self.types.intern(TyKind::TileStack { dtype, capacity }))
            }
            "warp.matrix_from_rows" | "warp.matrix_from_cols" => return Ok(self.matrix_from(name, args)),
            _ => return Ok(None),
        }))
    }

    /// The class that a factory makes. `functools.cache` gives one class for one way of writing the arguments, and
    /// never the named class of that shape (`wp.vec3`), which derives from one of these.
    fn factory_class(&mut self, call: Option<Key>, ty: Ty) -> Value {
        let (name, qualname) = match *self.types.kind(ty) {
            TyKind::Vec { .. } => ("vec_t", "vector.<locals>.vec_t"),
            TyKind::Mat { .. } => ("mat_t", "matrix.<locals>.mat_t"),
            TyKind::Quat { .. } => ("quat_t", "quaternion.<locals>.quat_t"),
            _ => ("transform_t", "transformation.<locals>.transform_t"),
        };
        let Some(call) = call else { return Value::Type(ty) };
        let class = self.factory_classes.entry(call).or_insert_with(|| {
            let class = Rc::new(ClassObj {
                name: name.into(),
                qualname: qualname.into(),
                module: "warp._src.types".into(),
                bases: vec![Value::Native(Native("ctypes.Array"))],
                mro: RefCell::default(),
                ns: RefCell::default(),
                kind: Cell::new(ClassKind::Plain),
                ty: Cell::new(Some(ty)),
                open: false,
                members: RefCell::default(),
                int_enum: false,
                str_enum: false,
                frozen: Cell::new(false),
                def: None,
            });
            *class.mro.borrow_mut() = vec![class.clone()];
            class
        });
        Value::Class(class.clone())
    }

    fn tile_call(&mut self, args: &mut Args) -> PyResult<Value> {
        let Some(dtype) = args.take(0, "dtype").and_then(|v| self.value_type(&v)) else {
            return Ok(self.unknown("wp.tile(...)"));
        };
        let shape = args.take(1, "shape");
        let storage = args.take(2, "storage");
        let layout = args.take(3, "layout");
        let shape = match shape {
            None => None,
            Some(Value::Type(Ty::ANY)) => None,
            Some(Value::Tuple(t)) => {
                t.iter().map(|v| v.as_int().map(|i| i as i64)).collect::<Option<Vec<i64>>>()
            }
            Some(Value::List(l)) => l.borrow().iter().map(|v| v.as_int().map(|i| i as i64)).collect(),
            Some(_) => return Ok(self.unknown("wp.tile(...) with an unknown shape")),
        };
        let row_major = layout.as_ref().and_then(Value::as_str) != Some("colmajor");
        let storage = if storage.as_ref().and_then(Value::as_str) == Some("shared") {
            Storage::Shared
        } else {
            Storage::Register
        };
        Ok(Value::Type(self.make_tile(dtype, shape, storage, row_major)))
    }

    /// A new tile annotation.
    pub(in crate::host) fn make_tile(
        &self,
        dtype: Ty,
        shape: Option<Vec<i64>>,
        storage: Storage,
        row_major: bool,
    ) -> Ty {
        let strides: Vec<i64> = match &shape {
            None => Vec::new(),
            Some(shape) if row_major => row_major_strides(shape),
            Some(shape) => {
                let mut strides = vec![1; shape.len()];
                for i in 1..shape.len() {
                    strides[i] = strides[i - 1] * shape[i - 1];
                }
                strides
            }
        };
        self.types.new_tile(TileData {
            dtype: self.types.canonical(dtype),
            shape: shape.map(Rc::from),
            storage,
            row_major,
            strides: strides.into(),
            owner: true,
        })
    }

    /// `wp.array(dtype=..., ndim=...)` and its relatives as annotations; with data they are unknown arrays.
    fn array_call(
        &mut self,
        family: Family,
        fixed_ndim: Option<u8>,
        name: &'static str,
        args: &mut Args,
    ) -> PyResult<Value> {
        let class = super::objects::of_warp_call(name);
        let unknown =
            |s: &Session| Ok(s.unknown_object(format!("{}(...)", name.replace("warp.", "wp.")), class));
        if family == Family::Fixed {
            let dtype = args.take(0, "dtype").and_then(|v| self.value_type(&v)).unwrap_or(Ty::ANY);
            let dtype = self.types.canonical(dtype);
            let shape: Option<Vec<i64>> = match args.take(1, "shape") {
                None | Some(Value::None) => Some(vec![0]),
                Some(Value::Tuple(t)) => t.iter().map(|v| v.as_int().map(|i| i as i64)).collect(),
                Some(Value::List(l)) => l.borrow().iter().map(|v| v.as_int().map(|i| i as i64)).collect(),
                Some(v) => v.as_int().map(|i| vec![i as i64]),
            };
            return match shape {
                Some(shape) => Ok(Value::Type(self.types.fixed_array(dtype, &shape))),
                None => unknown(self),
            };
        }
        if args.keywords.iter().any(|(n, _)| !matches!(&**n, "dtype" | "ndim")) {
            return unknown(self);
        }
        let dtype = match args.positional.first() {
            // The first parameter of array classes is data, except that annotations may be written with a type.
            Some(_) => return unknown(self),
            None => args.take(usize::MAX, "dtype"),
        };
        let dtype = match dtype {
            None => Ty::ANY,
            Some(v) => match self.value_type(&v) {
                Some(ty) => ty,
                None => return Ok(if v.is_unknown() { v } else { self.unknown("an array's dtype") }),
            },
        };
        let ndim = match (fixed_ndim, args.take(usize::MAX, "ndim")) {
            (Some(n), _) => Some(n),
            (None, None | Some(Value::None)) => Some(1),
            (None, Some(Value::Type(Ty::ANY))) => None,
            (None, Some(v)) => match v.as_int() {
                Some(0) => Some(1),
                Some(n) => u8::try_from(n).ok(),
                None => return unknown(self),
            },
        };
        // `wp.fabricarray(dtype=float)` keeps Python's `float` in Warp, and prints it (trap 18).
        let dtype = match family {
            Family::Fabric | Family::IndexedFabric => dtype,
            _ => self.types.canonical(dtype),
        };
        Ok(Value::Type(self.types.array_of(family, dtype, ndim)))
    }

    /// The type a value denotes where Warp expects one: types, numpy dtypes, `Any`.
    pub(in crate::host) fn value_type(&self, value: &Value) -> Option<Ty> {
        value.as_type()
    }
}

/// Family and dimensions of an array class or factory.
pub(in crate::host) fn array_class(name: &str) -> Option<(Family, Option<u8>)> {
    Some(match name {
        "warp.array" => (Family::Array, None),
        "warp.array1d" => (Family::Array, Some(1)),
        "warp.array2d" => (Family::Array, Some(2)),
        "warp.array3d" => (Family::Array, Some(3)),
        "warp.array4d" => (Family::Array, Some(4)),
        "warp.indexedarray" => (Family::Indexed, None),
        "warp.indexedarray1d" => (Family::Indexed, Some(1)),
        "warp.indexedarray2d" => (Family::Indexed, Some(2)),
        "warp.indexedarray3d" => (Family::Indexed, Some(3)),
        "warp.indexedarray4d" => (Family::Indexed, Some(4)),
        "warp.fabricarray" => (Family::Fabric, None),
        "warp.fabricarrayarray" => (Family::Fabric, Some(2)),
        "warp.indexedfabricarray" => (Family::IndexedFabric, None),
        "warp.indexedfabricarrayarray" => (Family::IndexedFabric, Some(2)),
        "warp.fixedarray" => (Family::Fixed, None),
        _ => return None,
    })
}

/// A vector or matrix dimension; `Any` is 0.
fn dimension(value: Option<&Value>) -> Option<u32> {
    match value? {
        Value::Type(Ty::ANY) => Some(0),
        v => u32::try_from(v.as_int()?).ok(),
    }
}
