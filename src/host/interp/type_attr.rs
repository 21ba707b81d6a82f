//! Attributes of types, composites, and Warp's functions, kernels and modules.

use std::rc::Rc;

use super::super::session::Session;
use super::super::value::*;
use super::attr::{Attr, found_bound};
use crate::ids::FuncRef;
use crate::types::{Ty, TyKind};

impl Session {
    pub(super) fn type_attr(&self, ty: Ty, name: &str) -> Attr {
        let kind = self.types.kind(ty);
        if let TyKind::Struct(id) = &*kind {
            let data = self.types.struct_data(*id);
            match name {
                "key" => return Attr::Found(Value::Str(data.key.clone())),
                "native_name" => return Attr::Found(Value::Str(data.native_name.clone())),
                "vars" => return Attr::Found(self.struct_vars(&data)),
                _ => {}
            }
            if let Some(class) = self.struct_classes.get(&id.0) {
                if name == "cls" || name == "__wrapped__" {
                    return Attr::Found(Value::Class(class.clone()));
                }
                return self.class_attr(class, name);
            }
        }
        match (name, &*kind) {
            ("__name__" | "__qualname__", _) => return Attr::Found(Value::Str(self.type_py_name(ty).into())),
            ("__module__", _) => {
                let builtin = matches!(*kind, TyKind::PyInt | TyKind::PyFloat | TyKind::PyBool | TyKind::Str);
                return Attr::Found(Value::str(if builtin { "builtins" } else { "warp._src.types" }));
            }
            ("dtype", TyKind::Array { dtype, .. } | TyKind::FixedArray { dtype, .. }) => {
                return Attr::Found(Value::Type(*dtype));
            }
            ("dtype", TyKind::Ref(value)) => return Attr::Found(Value::Type(*value)),
            ("ndim", TyKind::Array { ndim, .. }) => {
                return Attr::Found(ndim.map_or(Value::Type(Ty::ANY), |n| Value::Int(i128::from(n))));
            }
            ("dtype" | "shape" | "storage", TyKind::Tile(id)) => {
                let tile = self.types.tile_data(*id);
                return Attr::Found(match name {
                    "dtype" => Value::Type(tile.dtype),
                    "storage" => Value::str(if tile.storage == crate::types::Storage::Shared {
                        "shared"
                    } else {
                        "register"
                    }),
                    _ => tile.shape.map_or(Value::Type(Ty::ANY), |s| {
                        Value::tuple(s.iter().map(|n| Value::Int(i128::from(*n))).collect())
                    }),
                });
            }
            ("__args__", TyKind::TupleOf(types)) => {
                return Attr::Found(Value::tuple(types.iter().map(|t| Value::Type(*t)).collect()));
            }
            ("__origin__", TyKind::TupleOf(_)) => return Attr::Found(Value::Type(Ty::TUPLE_ANY)),
            _ => {}
        }
        self.composite_type_attr(ty, name).map_or_else(
            || match super::super::facade::type_method(&kind, name) {
                Some(method) => found_bound(method, vec![Value::Type(ty)]),
                None => Attr::Missing,
            },
            Attr::Found,
        )
    }

    fn composite_type_attr(&self, ty: Ty, name: &str) -> Option<Value> {
        if self.types.as_scalar(ty).is_some() && !self.types.is_composite(ty) {
            return (name == "_length_" || name == "size")
                .then_some(Value::Int(1))
                .filter(|_| name == "_length_");
        }
        let shape = self.types.composite_shape(ty)?;
        let dtype = self.types.composite_dtype(ty)?;
        let int = |n: i64| Value::Int(i128::from(n));
        Some(match name {
            "_length_" => int(shape.iter().product()),
            "_shape_" => Value::tuple(shape.iter().map(|n| int(*n)).collect()),
            "_wp_scalar_type_" => Value::Type(dtype),
            "_wp_generic_type_str_" => Value::str(match *self.types.kind(ty) {
                TyKind::Vec { .. } => "vec_t",
                TyKind::Mat { .. } => "mat_t",
                TyKind::Quat { .. } => "quat_t",
                _ => "transform_t",
            }),
            "_wp_type_params_" => {
                let mut params: Vec<Value> = shape.iter().map(|n| int(*n)).collect();
                params.push(Value::Type(dtype));
                Value::tuple(params)
            }
            "_wp_row_type_" if shape.len() == 2 => Value::Type(self.types.vector(shape[1] as u32, dtype)),
            "_wp_col_type_" if shape.len() == 2 => Value::Type(self.types.vector(shape[0] as u32, dtype)),
            "_wp_constructor_" | "_wp_generic_type_hint_" => self.unknown(format!("a type's {name}")),
            _ => return None,
        })
    }

    pub(super) fn composite_attr(
        &self,
        c: &crate::types::CompositeValue,
        object: &Value,
        name: &str,
    ) -> Attr {
        let element = |at: usize| c.elements.get(at).map(|n| super::iter::number_value(*n, false));
        let kind = self.types.kind(c.ty);
        let component = match name {
            "x" => Some(0),
            "y" => Some(1),
            "z" => Some(2),
            "w" => Some(3),
            _ => None,
        };
        match (&*kind, component) {
            (TyKind::Vec { .. } | TyKind::Quat { .. }, Some(at)) => {
                return element(at).map_or(Attr::Missing, Attr::Found);
            }
            (TyKind::Transform { dtype }, _) => {
                let part = |ty: Ty, range: std::ops::Range<usize>| {
                    c.elements.get(range).map(|e| Value::composite(ty, e.to_vec()))
                };
                let value = match name {
                    "p" => part(self.types.vector(3, *dtype), 0..3),
                    "q" => part(self.types.quaternion(*dtype), 3..7),
                    _ => None,
                };
                if let Some(v) = value {
                    return Attr::Found(v);
                }
            }
            _ => {}
        }
        match name {
            "__class__" => Attr::Found(Value::Type(c.ty)),
            "__len__" | "get_row" | "get_col" => Attr::Found(self.unknown(format!("{object:?}.{name}"))),
            _ => self.type_attr(c.ty, name),
        }
    }

    fn struct_vars(&self, data: &crate::types::StructData) -> Value {
        let dict = Dict::default();
        for field in &data.fields {
            let var = Alias { origin: "Var".into(), class: None, args: vec![Value::Type(field.ty)] };
            dict.set(Value::Str(field.name.clone()), Value::Alias(Rc::new(var)));
        }
        Value::Dict(Rc::new(dict))
    }

    pub(super) fn warp_function_attr(&self, r: FuncRef, name: &str) -> Attr {
        match r {
            FuncRef::Builtin(id) => match name {
                "key" | "native_func" | "__name__" => Attr::Found(Value::str(crate::builtins::name(id))),
                "overloads" | "input_types" | "value_func" | "value_type" | "defaults" | "group" | "doc"
                | "__doc__" | "module" | "is_builtin" | "func" | "signature" | "namespace" => {
                    Attr::Found(self.unknown(format!("wp.{}.{name}", crate::builtins::name(id))))
                }
                _ => Attr::Missing,
            },
            FuncRef::External(id) => {
                let external = self.external(id);
                match name {
                    "key" => Attr::Found(Value::Str(external.key.clone())),
                    "native_func" => match external.overloads.first() {
                        Some(overload) => Attr::Found(Value::Str(overload.native.clone())),
                        None => Attr::Missing,
                    },
                    _ => Attr::Found(self.unknown(format!("wp.{}.{name}", external.key))),
                }
            }
            FuncRef::User(id) => {
                if let Some(v) = self.function_attrs[id.index()].get(name) {
                    return Attr::Found(v.clone());
                }
                let function = &self.functions[id.index()];
                let object = &self.function_objects[id.index()];
                match name {
                    "key" => Attr::Found(Value::Str(function.key.clone())),
                    "native_func" => Attr::Found(Value::Str(function.native_name.clone())),
                    "func" | "__wrapped__" => Attr::Found(Value::PyFunction(object.clone())),
                    "module" => Attr::Found(Value::WarpModule(function.module)),
                    "input_types" => {
                        let dict = Dict::default();
                        for (n, t) in &function.decl.args {
                            dict.set(Value::Str(n.clone()), Value::Type(*t));
                        }
                        Attr::Found(Value::Dict(Rc::new(dict)))
                    }
                    "user_overloads" | "user_templates" => {
                        let table =
                            if name == "user_overloads" { &function.overloads } else { &function.templates };
                        let dict = Dict::default();
                        for (sig, f) in table {
                            dict.set(Value::Str(sig.clone()), Value::Function(FuncRef::User(*f)));
                        }
                        Attr::Found(Value::Dict(Rc::new(dict)))
                    }
                    "is_builtin" | "get_overload" | "add_overload" | "adj" | "value_func" | "defaults"
                    | "signature" | "namespace" => {
                        Attr::Found(self.unknown(format!("{}.{name}", function.key)))
                    }
                    _ => self.function_attr(object, name),
                }
            }
        }
    }

    pub(super) fn kernel_attr(&self, k: &KernelRef, name: &str) -> Attr {
        let kernel = &self.kernels[k.id().index()];
        let state = &self.kernel_states[k.id().index()];
        if let Some(v) = state.attrs.get(name) {
            return Attr::Found(v.clone());
        }
        match name {
            "key" => Attr::Found(Value::Str(kernel.key.clone())),
            "func" | "__wrapped__" => Attr::Found(Value::PyFunction(state.func.clone())),
            "module" => Attr::Found(Value::WarpModule(kernel.module)),
            "is_generic" => Attr::Found(Value::Bool(kernel.is_generic)),
            "sig" => Attr::Found(Value::Str(kernel.signature.clone())),
            "options" => {
                let dict = Dict::default();
                kernel.options.iter().for_each(|(n, v)| dict.set(Value::Str(n.clone()), v.clone()));
                Attr::Found(Value::Dict(Rc::new(dict)))
            }
            "add_overload" => found_bound("warp.Kernel.add_overload", vec![Value::Kernel(k.clone())]),
            "adj"
            | "overloads"
            | "hash"
            | "get_overload"
            | "infer_argument_types"
            | "arg_indices"
            | "get_mangled_name"
            | "grid_stride" => Attr::Found(self.unknown(format!("{}.{name}", kernel.key))),
            _ => self.function_attr(&state.func, name),
        }
    }

    pub(super) fn warp_module_attr(&self, m: crate::ids::ModuleId, name: &str) -> Attr {
        let module = &self.modules[m.index()];
        let state = &self.module_states[m.index()];
        match name {
            "name" => Attr::Found(Value::Str(module.name.clone())),
            "kernels" => {
                let dict = Dict::default();
                state
                    .kernels
                    .iter()
                    .for_each(|(n, k)| dict.set(Value::Str(n.clone()), Value::Kernel(k.clone())));
                Attr::Found(Value::Dict(Rc::new(dict)))
            }
            "functions" => {
                let dict = Dict::default();
                for (n, id) in &state.functions {
                    dict.set(Value::Str(n.clone()), Value::Function(FuncRef::User(*id)));
                }
                Attr::Found(Value::Dict(Rc::new(dict)))
            }
            "options" => found_bound("warp.Module.options", vec![Value::WarpModule(m)]),
            _ => Attr::Found(self.unknown(format!("module attribute '{name}'"))),
        }
    }
}
