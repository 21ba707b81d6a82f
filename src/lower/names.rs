//! Names, attributes and what resolves without evaluation.

use std::rc::Rc;
use std::sync::Arc;

use super::symbols::Sym;
use super::{Lower, Obj, Result, errors};
use crate::diag::{ErrorClass, WarpError};
use crate::frontend::ast::{Expr, ExprKind};
use crate::host::value::Value;
use crate::ids::VarId;
use crate::ir::{Arg, FieldRef, Label, Op, StepKind, Var};
use crate::types::{Const, Family, Ty, TyKind};

/// Attributes of Warp's array objects that `getattr` finds on an array type.
const ARRAY_ATTRIBUTES: &[&str] = &[
    "assign",
    "capacity",
    "contiguous",
    "device",
    "fill_",
    "flatten",
    "grad",
    "is_contiguous",
    "list",
    "numpy",
    "ptr",
    "requires_grad",
    "reshape",
    "size",
    "strides",
    "to",
    "transpose",
    "view",
    "zero_",
];

impl Lower<'_, '_> {
    /// Warp's `emit_Name`.
    pub(super) fn emit_name(&mut self, id: &Arc<str>) -> Result<Obj> {
        if let Some(sym) = self.symbols.get(id) {
            return Ok(sym.obj());
        }
        if self.is_poisoned(id) {
            return Err(super::recover::follow_up());
        }
        let session = &self.mb.session;
        let found = session.lookup(&self.decl.env, id).or_else(|| session.open_name(&self.decl.env, id));
        let Some(value) = found else {
            let error = WarpError::new(
                ErrorClass::WarpCodegenKeyError,
                format!("Referencing undefined symbol: {id}"),
            );
            self.advise(&error, |this| this.name_advice(id));
            return Err(error);
        };
        if let Some(constant) = self.mb.session.as_const(&value) {
            // Shared under its name from now on, so it also takes part in merges (trap 5).
            let out = self.add_constant(constant);
            self.symbols.insert(id.clone(), Sym::Var(out));
            return Ok(Obj::Var(out));
        }
        if let Some(func) = self.mb.session.as_func(&value) {
            return Ok(Obj::Func(func));
        }
        if let Some(ty) = self.mb.session.as_class(&value) {
            if let TyKind::Struct(id) = *self.types.kind(ty) {
                self.mb.build_struct_recursive(id);
            }
            return Ok(Obj::Type(ty));
        }
        if self.mb.session.is_module(&value) || matches!(value, Value::Class(_)) {
            return Ok(Obj::Value(value));
        }
        if matches!(value, Value::None) {
            return Err(WarpError::new(
                ErrorClass::WarpCodegenKeyError,
                format!("Referencing undefined symbol: {id}"),
            ));
        }
        if let Some(reason) = self.mb.session.unknown_reason(&value)
            && !self.mb.session.is_known_object(&value)
        {
            return Err(WarpError::unsupported(format!("the value of `{id}`: {reason}")));
        }
        Err(WarpError::new(
            ErrorClass::TypeError,
            format!("Invalid external reference type: {}", self.mb.session.python_type_repr(&value)),
        ))
    }

    /// Warp's `resolve_path`.
    pub(super) fn resolve_path(&self, path: &[Arc<str>]) -> Option<Value> {
        let root = path.first()?;
        if self.symbols.contains_key(root) || self.is_poisoned(root) {
            return None;
        }
        let session = &self.mb.session;
        let mut value = session
            .lookup(&self.decl.env, root)
            .filter(|v| !matches!(v, Value::None))
            .or_else(|| session.open_name(&self.decl.env, root))
            .or_else(|| session.warp_attr(root))
            .or_else(|| session.python_builtin(root))?;
        for (i, attr) in path.iter().enumerate().skip(1) {
            match session.getattr(&value, attr) {
                Some(next) => value = next,
                // Only the last part may be missing: `wp.tid` is no attribute of the module.
                None if i < path.len() - 1 => return None,
                None => {}
            }
        }
        (!matches!(value, Value::None)).then_some(value)
    }

    /// Warp's `resolve_static_expression`: the object a dotted name stands for, and its path.
    pub(super) fn resolve_static(
        &mut self,
        root: &Expr,
        eval_types: bool,
    ) -> Result<(Option<Value>, Vec<Arc<str>>)> {
        let mut attributes: Vec<&Arc<str>> = Vec::new();
        let mut node = root;
        while let ExprKind::Attribute { value, attr, .. } = &node.kind {
            attributes.push(attr);
            node = value;
        }
        if self.decl.static_nodes.contains_key(&node.id) {
            return Ok((None, attributes.into_iter().rev().cloned().collect()));
        }
        if eval_types
            && let ExprKind::Call { func, args, .. } = &node.kind
            && let ExprKind::Name { id, .. } = &func.kind
            && &**id == "type"
        {
            return self.resolve_type_operator(args, attributes);
        }
        let mut path: Vec<Arc<str>> = attributes.into_iter().rev().cloned().collect();
        if let ExprKind::Name { id, .. } = &node.kind {
            path.insert(0, id.clone());
            if let Some(value) = self.resolve_path(&path) {
                return Ok((Some(value), path));
            }
        }
        Ok((None, path))
    }

    /// The `type(x).attr` form of `resolve_static_expression`.
    fn resolve_type_operator(
        &mut self,
        args: &[Expr],
        mut attributes: Vec<&Arc<str>>,
    ) -> Result<(Option<Value>, Vec<Arc<str>>)> {
        let [arg] = args else {
            return Err(WarpError::codegen(format!(
                "type() operator expects exactly one argument, got {}",
                args.len()
            )));
        };
        let Obj::Var(var) = self.eval(arg)? else {
            return Err(WarpError::codegen("Cannot deduce the type of this object"));
        };
        let mut ty = self.value_ty(var);
        while let Some(attr) = attributes.pop() {
            match self.resolve_type_attribute(ty, attr) {
                Some(Obj::Type(next)) => ty = next,
                Some(Obj::Value(value)) if attributes.is_empty() => return Ok((Some(value), Vec::new())),
                Some(_) | None => {
                    return Err(WarpError::new(
                        ErrorClass::WarpCodegenAttributeError,
                        format!("{attr} is not an attribute of {}", self.types.repr(ty)),
                    ));
                }
            }
        }
        let name = Arc::from(self.types.python_repr(ty));
        Ok((Some(Value::Type(ty)), vec![name]))
    }

    /// Warp's `resolve_type_attribute`.
    pub(super) fn resolve_type_attribute(&mut self, ty: Ty, attr: &str) -> Option<Obj> {
        if self.types.is_value(ty) {
            match attr {
                "dtype" => return Some(Obj::Type(self.types.scalar_of(ty))),
                "length" => {
                    let count = self.types.scalar_count(ty);
                    return Some(Obj::Value(Value::Int(i128::from(count))));
                }
                _ => {}
            }
        }
        match (&*self.types.kind(ty), attr) {
            (TyKind::Array { dtype, .. } | TyKind::FixedArray { dtype, .. }, "dtype") => {
                return Some(Obj::Type(*dtype));
            }
            (TyKind::Array { ndim: Some(n), .. }, "ndim") => {
                return Some(Obj::Value(Value::Int(i128::from(*n))));
            }
            (TyKind::FixedArray { shape, .. }, "ndim") => {
                return Some(Obj::Value(Value::Int(shape.len() as i128)));
            }
            (TyKind::Tile(id), "dtype") => return Some(Obj::Type(self.types.tile_data(*id).dtype)),
            (TyKind::TileStack { dtype, .. }, "dtype") => return Some(Obj::Type(*dtype)),
            _ => {}
        }
        if self.types.is_array(ty) && ARRAY_ATTRIBUTES.contains(&attr) {
            // Warp finds attributes of the array object that stands for the type; none is of use in a kernel.
            return Some(Obj::Value(Value::tuple(Vec::new())));
        }
        let value = self.mb.session.getattr(&Value::Type(ty), attr)?;
        match self.mb.session.as_class(&value) {
            Some(ty) => Some(Obj::Type(ty)),
            None => Some(Obj::Value(value)),
        }
    }

    /// Warp's `resolve_arg`: evaluates, then prefers what resolves statically. A dotted constant is
    /// therefore emitted twice (trap 6).
    pub(super) fn resolve_arg(&mut self, node: &Expr) -> Result<Arg> {
        let evaluated = match self.eval(node) {
            Ok(obj) => Ok(obj),
            Err(error)
                if matches!(error.class, ErrorClass::WarpCodegenError | ErrorClass::WarpCodegenKeyError) =>
            {
                Err(error)
            }
            Err(error) => return Err(error),
        };
        let (value, _) = self.resolve_static(node, true)?;
        let Some(value) = value else {
            return match evaluated? {
                // `x.length` is a Python number: it is registered where the call needs it, if at all.
                Obj::Value(value) if !matches!(value, Value::Int(_) | Value::Float(_)) => {
                    self.value_arg(&value)
                }
                obj => self.arg_of(obj),
            };
        };
        self.value_arg(&value)
    }

    /// A Python object as a call argument.
    fn value_arg(&mut self, value: &Value) -> Result<Arg> {
        if let Some(func) = self.mb.session.as_func(value) {
            return Ok(Arg::Func(func));
        }
        if let Some(ty) = self.mb.session.as_class(value) {
            return Ok(Arg::Type(ty));
        }
        if let Some(constant) = self.mb.session.static_const(value) {
            return Ok(Arg::Var(self.add_constant(constant)));
        }
        // Warp makes a constant of any object and fails when its type is looked at.
        let ty = self.types.intern(TyKind::PyClass(self.mb.session.python_type_name(value).into()));
        Ok(Arg::Var(self.add_var(ty, None)))
    }

    // ---- attributes -----------------------------------------------------------------------------

    /// Warp's `vector_component_index`: a constant for the index of a swizzle.
    pub(super) fn vector_component_index(&mut self, component: &str, ty: Ty) -> Result<VarId> {
        let attribute_error = |m: String| WarpError::new(ErrorClass::WarpCodegenAttributeError, m);
        if component.chars().count() != 1 {
            return Err(attribute_error(format!(
                "Vector swizzle must be single character, got .{component}"
            )));
        }
        let dim = self.types.composite_shape(ty).and_then(|s| s.first().copied()).unwrap_or(0);
        let swizzles = &"xyzw"[..dim.clamp(0, 4) as usize];
        match swizzles.find(component) {
            Some(index) => Ok(self.add_int(index as i128)),
            None => Err(attribute_error(format!(
                "Vector swizzle for {} must be one of {swizzles}, got {component}",
                self.types.python_repr(ty)
            ))),
        }
    }

    /// Warp's `transform_component`.
    pub(super) fn transform_component(&self, component: &str) -> Result<()> {
        let attribute_error = |m: String| WarpError::new(ErrorClass::WarpCodegenAttributeError, m);
        if component.chars().count() != 1 {
            return Err(attribute_error(format!(
                "Transform attribute must be single character, got .{component}"
            )));
        }
        if component != "p" && component != "q" {
            return Err(attribute_error(format!(
                "Attribute for transformation must be either 'p' or 'q', got {component}"
            )));
        }
        Ok(())
    }

    /// The fields of an aggregate type (Warp's `_aggregate_vars`): label printed and type, or `None`.
    pub(super) fn aggregate_field(&self, ty: Ty, name: &str) -> Option<(Rc<str>, Ty)> {
        let find = |fields: &[crate::types::Field]| {
            fields.iter().find(|f| &*f.name == name).map(|f| (f.name.clone(), f.ty))
        };
        match &*self.types.kind(ty) {
            TyKind::Struct(id) => find(&self.types.struct_data(*id).fields),
            TyKind::Opaque(id) => find(&self.types.opaque_data(*id).fields),
            TyKind::Native(id) => find(&self.types.native_data(*id).fields),
            TyKind::Array { family: Family::Array, dtype, .. } | TyKind::FixedArray { dtype, .. } => {
                match name {
                    "shape" => Some(("shape".into(), self.types.opaque("shape_t")?)),
                    "ptr" => Some(("data".into(), self.types.intern(TyKind::Pointer(*dtype)))),
                    _ => None,
                }
            }
            TyKind::Array { family: Family::Indexed, .. } if name == "shape" => {
                Some(("shape".into(), self.types.opaque("shape_t")?))
            }
            TyKind::Array { family: Family::Fabric | Family::IndexedFabric, .. } if name == "size" => {
                Some(("size".into(), Ty::UINT64))
            }
            _ => None,
        }
    }

    /// Warp's `is_differentiable_value_type`.
    pub(super) fn is_differentiable_value(&self, ty: Ty) -> bool {
        let scalar = self.types.scalar_of(ty);
        (scalar != Ty::PY_FLOAT && self.types.is_float(scalar)) || self.types.is_struct(ty)
    }

    /// Warp's `emit_Attribute`.
    pub(super) fn emit_attribute(
        &mut self,
        value: &Expr,
        attr: &Arc<str>,
        aggregate: Option<Obj>,
        as_target: bool,
    ) -> Result<Obj> {
        let aggregate = match aggregate {
            Some(obj) => obj,
            None => self.eval(value)?,
        };
        match &aggregate {
            Obj::Var(var) => self.emit_var_attribute(value, attr, *var, as_target),
            Obj::Type(ty) => {
                let ty = *ty;
                let found = self.mb.session.getattr(&Value::Type(ty), attr);
                match found {
                    Some(found) if !self.types.is_struct(ty) => self.static_attribute(found),
                    _ => self.type_attribute_or_error(ty, attr, &aggregate),
                }
            }
            Obj::Value(object) => match self.mb.session.getattr(object, attr) {
                Some(found) => self.static_attribute(found),
                None => Err(WarpError::new(
                    ErrorClass::WarpCodegenAttributeError,
                    format!(
                        "Error, `{attr}` is not an attribute of '{}'",
                        self.mb.session.python_repr(object)
                    ),
                )),
            },
            other => Err(self.no_attribute(other, "type")),
        }
    }

    /// What reading an attribute of a module or class yields.
    fn static_attribute(&mut self, found: Value) -> Result<Obj> {
        if let Some(constant) = self.mb.session.as_const(&found) {
            return Ok(Obj::Var(self.add_constant(constant)));
        }
        if let Some(func) = self.mb.session.as_func(&found) {
            return Ok(Obj::Func(func));
        }
        if let Some(ty) = self.mb.session.as_class(&found) {
            return Ok(Obj::Type(ty));
        }
        Ok(Obj::Value(found))
    }

    fn type_attribute_or_error(&mut self, ty: Ty, attr: &str, _aggregate: &Obj) -> Result<Obj> {
        match self.resolve_type_attribute(ty, attr) {
            Some(obj) => Ok(obj),
            None => Err(WarpError::new(
                ErrorClass::WarpCodegenAttributeError,
                format!("Error, `{attr}` is not an attribute of '{}'", self.types.python_repr(ty)),
            )),
        }
    }

    fn emit_var_attribute(
        &mut self,
        value: &Expr,
        attr: &Arc<str>,
        var: VarId,
        as_target: bool,
    ) -> Result<Obj> {
        if let Some(constant) = self.vars[var].constant.clone() {
            match constant {
                Const::Struct(instance) => {
                    if let Some(field) = self.struct_constant_field(&instance, attr) {
                        return Ok(Obj::Var(self.add_constant(field)));
                    }
                    return self.var_attribute_fallback(value, attr, var);
                }
                Const::Composite(_) => {}
                // `IntEnum.A.value`: the constant itself.
                _ => return Ok(Obj::Var(var)),
            }
        }
        let ty = self.value_ty(var);
        if as_target && let Some(slot) = self.select_slot_attr(var, attr)? {
            let origin = match self.origin_of(var) {
                Some(origin) if self.types.is_vector(ty) || self.types.is_quaternion(ty) => {
                    let index = self.vector_component_index(attr, ty)?;
                    Some(origin.extend(StepKind::Index(vec![index])))
                }
                Some(origin) => Some(origin.extend(StepKind::Field(attr.as_ref().into()))),
                None => None,
            };
            return Ok(Obj::Var(self.slot_reference(slot, origin)));
        }
        if self.types.is_vector(ty) || self.types.is_quaternion(ty) {
            let index = match self.vector_component_index(attr, ty) {
                Err(error) => return self.attribute_error_fallback(error, value, attr, var),
                Ok(index) => index,
            };
            let out = self.add_builtin_var("extract", vec![Arg::Var(var), Arg::Var(index)])?;
            if let Some(origin) = self.origin_of(var) {
                self.vars[out].origin = Some(origin.extend(StepKind::Index(vec![index])));
            }
            return Ok(Obj::Var(out));
        }
        if self.types.is_transform(ty) {
            if let Err(error) = self.transform_component(attr) {
                return self.attribute_error_fallback(error, value, attr, var);
            }
            let name = if &**attr == "p" { "transform_get_translation" } else { "transform_get_rotation" };
            let out = self.add_builtin_var(name, vec![Arg::Var(var)])?;
            if let Some(origin) = self.origin_of(var) {
                self.vars[out].origin = Some(origin.extend(StepKind::Field(attr.as_ref().into())));
            }
            return Ok(Obj::Var(out));
        }
        self.emit_field_reference(value, attr, var, ty)
    }

    /// A struct or descriptor field: a reference.
    fn emit_field_reference(&mut self, value: &Expr, attr: &str, var: VarId, ty: Ty) -> Result<Obj> {
        let Some((label, field_ty)) = self.aggregate_field(ty, attr) else {
            return self.var_attribute_fallback(value, attr, var);
        };
        let pointer_dtype = match *self.types.kind(field_ty) {
            TyKind::Pointer(dtype) => Some(dtype),
            _ => None,
        };
        // A field's declared Python `float` is canonical in Warp's `Var`, so in the reference too.
        let referenced = if pointer_dtype.is_some() { Ty::UINT64 } else { self.types.canonical(field_ty) };
        let out = self.add_var(self.types.reference(referenced), None);
        // A descriptor's own field is taken from the descriptor variable: its path may be an rvalue.
        let origin = if self.types.is_array(ty) { None } else { self.origin_of(var) };
        let origin = origin.map(|origin| origin.extend_with(StepKind::Field(label.clone()), pointer_dtype));
        self.vars[out].origin.clone_from(&origin);
        let accumulate = self.is_differentiable_value(referenced);
        self.det_field_reference(out, var, &label);
        self.push(Op::FieldRef(Box::new(FieldRef {
            dst: out,
            base: var,
            field: label,
            pointer_dtype,
            origin,
            accumulate,
        })));
        Ok(Obj::Var(out))
    }

    fn struct_constant_field(&self, instance: &crate::types::StructValue, attr: &str) -> Option<Const> {
        if let TyKind::Native(id) = *self.types.kind(instance.ty) {
            // A native value's field is read as Python reads it from the C structure.
            let data = self.types.native_data(id);
            let index = data.fields.iter().position(|f| &*f.name == attr)?;
            return instance.fields.get(index).cloned();
        }
        let (_, data) = self.types.as_struct(instance.ty)?;
        let index = data.fields.iter().position(|f| &*f.name == attr)?;
        let value = instance.fields.get(index)?.clone();
        Some(self.typed_field_constant(data.fields[index].ty, value))
    }

    /// A field's value with its declared scalar type.
    fn typed_field_constant(&self, field: Ty, value: Const) -> Const {
        use crate::types::{Number, Scalar, ScalarValue, store_number};
        let Some(mut scalar) = self.types.as_scalar(field) else { return value };
        if scalar == Scalar::Handle {
            scalar = Scalar::UInt64;
        }
        let number = match &value {
            Const::Bool(b) => Number::Int(i128::from(*b)),
            Const::Int(i) => Number::Int(*i),
            Const::Float(f) => Number::Float(*f),
            Const::Scalar(s) => s.number,
            _ => return value,
        };
        Const::Scalar(ScalarValue::new(scalar, store_number(scalar, number)))
    }

    fn attribute_error_fallback(
        &mut self,
        error: WarpError,
        value: &Expr,
        attr: &str,
        var: VarId,
    ) -> Result<Obj> {
        if error.class != ErrorClass::WarpCodegenAttributeError {
            return Err(error);
        }
        self.var_attribute_fallback(value, attr, var)
    }

    /// The `except (KeyError, AttributeError)` arm of `emit_Attribute`.
    fn var_attribute_fallback(&mut self, value: &Expr, attr: &str, var: VarId) -> Result<Obj> {
        let ty = self.value_ty(var);
        if let Some(obj) = self.resolve_type_attribute(ty, attr) {
            return Ok(obj);
        }
        Err(WarpError::new(
            ErrorClass::WarpCodegenAttributeError,
            format!(
                "Error, `{attr}` is not an attribute of '{}' ({})",
                errors::node_name_safe(value),
                self.types.repr(self.ty(var))
            ),
        ))
    }

    /// A field of `wp.adjoint[struct]`: named directly.
    pub(super) fn adjoint_member(&mut self, base: VarId, attr: &str) -> Result<VarId> {
        let ty = self.value_ty(base);
        let Some((_, field_ty)) = self.aggregate_field(ty, attr) else {
            return Err(WarpError::new(
                ErrorClass::WarpCodegenAttributeError,
                format!("Error, `{attr}` is not an attribute of '{}'", self.types.repr(self.ty(base))),
            ));
        };
        let origin = self.origin_of(base).map(|o| o.extend(StepKind::Field(attr.into())));
        let mut member = Var::new(Label::Member(base, attr.into()), self.types.canonical(field_ty), None);
        member.origin = origin;
        let member = self.vars.push(member);
        self.det_member(member, base, attr);
        Ok(member)
    }
}
