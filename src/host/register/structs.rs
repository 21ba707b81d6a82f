//! `@wp.struct`.

use std::cell::RefCell;
use std::rc::Rc;

use sha2::{Digest as _, Sha256};

use super::super::error::{PyError, PyResult};
use super::super::interp::Frame;
use super::super::session::Session;
use super::super::value::*;
use super::full_qualified_name;
use crate::frontend::ast::Name;
use crate::types::{Field, Number, StructData, Ty, TyKind, store_number};

impl Session {
    /// `wp.struct(cls)`.
    pub(super) fn wp_struct(&mut self, target: &Value, kwargs: &[(Name, Value)]) -> PyResult<Value> {
        let _ = kwargs;
        let Value::Class(class) = target else {
            return Ok(self.unknown("wp.struct of something that is no class"));
        };
        let key = full_qualified_name(&class.qualname);
        let mut fields = Vec::new();
        for (name, annotation) in self.class_annotations(class)? {
            match self.annotation_type(&annotation) {
                Ok(ty) => fields.push(Field { name: Rc::from(&*name), ty }),
                Err(reason) => {
                    let reason = format!("the type of field '{name}' depends on {reason}");
                    if let (Some((file, span)), Some(_)) = (self.current.clone(), class.def.as_ref()) {
                        self.unresolved(format!("struct {key}"), reason.clone(), file, span);
                    }
                    return Ok(self.unknown(format!("struct {key}, because {reason}")));
                }
            }
        }
        for field in &fields {
            self.check_struct_field(field)?;
        }
        let mut hash = Sha256::new();
        hash.update(key.as_bytes());
        for field in &fields {
            let code = self.types.code(field.ty).map_err(|e| PyError::warp("TypeError", e))?;
            hash.update(format!("{}:{code}", field.name).as_bytes());
            if let Some((_, nested)) = self.types.as_struct(field.ty) {
                hash.update(nested.hash);
            }
        }
        let hash: [u8; 32] = hash.finalize().into();
        let suffix: String = hash[..4].iter().map(|b| format!("{b:02x}")).collect();
        let ty = self.types.add_struct(StructData {
            native_name: format!("{key}_{suffix}").into(),
            key: key.into(),
            class_name: format!("{}.{}", class.module, class.qualname).into(),
            hash,
            fields,
        });
        if let TyKind::Struct(id) = *self.types.kind(ty) {
            self.struct_classes.insert(id.0, class.clone());
        }
        Ok(Value::Type(ty))
    }

    /// What `Struct.__init__` needs of a field's type: a `ctypes` layout.
    fn check_struct_field(&self, field: &Field) -> PyResult<()> {
        let name = match &*self.types.kind(field.ty) {
            TyKind::PyClass(name)
                if name.contains('[') || &**name == "typing.Union" || name.starts_with("typing.") =>
            {
                return Err(PyError::warp("TypeError", "issubclass() arg 1 must be a class"));
            }
            TyKind::TupleOf(_)
            | TyKind::Ref(_)
            | TyKind::Tile(_)
            | TyKind::GenericScalar
            | TyKind::GenericFloat
            | TyKind::GenericInt
            | TyKind::Callable => {
                return Err(PyError::warp("TypeError", "issubclass() arg 1 must be a class"));
            }
            TyKind::PyClass(name) => name.rsplit('.').next().unwrap_or_default().to_owned(),
            TyKind::Any | TyKind::Str | TyKind::NoneType | TyKind::WarpFunction | TyKind::TupleAny => {
                self.types.type_name(field.ty)
            }
            TyKind::Opaque(id) if !self.types.opaque_data(*id).name.starts_with("Texture") => {
                self.types.type_name(field.ty)
            }
            // `int`, `float` and `bool` were made Warp types by `Var`.
            _ => return Ok(()),
        };
        Err(PyError::warp("AttributeError", format!("type object '{name}' has no attribute '_type_'")))
    }

    /// `inspect.get_annotations(cls, eval_str=True)`: the class's own, over its module's globals and its namespace.
    fn class_annotations(&mut self, class: &Rc<ClassObj>) -> PyResult<Vec<(Name, Value)>> {
        let Some(Value::Dict(d)) = class.ns.borrow().get("__annotations__").cloned() else {
            return Ok(Vec::new());
        };
        let mut out = Vec::new();
        for (key, annotation) in d.entries() {
            let Value::Str(name) = key else { continue };
            let value = match annotation {
                Value::Str(text) => {
                    let Some(module) = self.python_modules.get(&class.module).cloned() else { continue };
                    let mut frame = Frame::for_env(&Env { cells: Rc::default(), globals: module });
                    frame.locals = class.ns.borrow().clone();
                    let expr = self.parse_text(&text)?;
                    self.eval(&mut frame, &expr)?
                }
                other => other,
            };
            out.push((Name::from(&*name), value));
        }
        Ok(out)
    }

    /// `S()`: every field zero.
    pub(in crate::host) fn make_struct_instance(&self, ty: Ty) -> Value {
        let mut fields = indexmap::IndexMap::default();
        if let Some((_, data)) = self.types.as_struct(ty) {
            for field in &data.fields {
                fields.insert(Name::from(&*field.name), self.zero_value(field.ty));
            }
        }
        Value::StructInstance(Rc::new(StructInstance { ty, fields: RefCell::new(fields) }))
    }

    fn zero_value(&self, ty: Ty) -> Value {
        match &*self.types.kind(ty) {
            TyKind::Struct(_) => self.make_struct_instance(ty),
            TyKind::PyInt => Value::Int(0),
            TyKind::PyFloat => Value::Float(0.0),
            TyKind::PyBool => Value::Bool(false),
            TyKind::Scalar(s) if s.is_float() => Value::Float(0.0),
            TyKind::Scalar(crate::types::Scalar::Bool) => Value::Bool(false),
            TyKind::Scalar(_) => Value::Int(0),
            _ if self.types.is_composite(ty) => {
                let n = self.types.scalar_count(ty).max(0) as usize;
                let zero = match self.types.composite_dtype(ty).and_then(|d| self.types.as_scalar(d)) {
                    Some(s) => store_number(s, Number::Int(0)),
                    None => Number::Int(0),
                };
                Value::composite(ty, vec![zero; n])
            }
            _ => Value::None,
        }
    }

    /// `instance.field = value`, with the conversions of Warp's setters.
    pub(in crate::host) fn set_struct_field(
        &mut self,
        s: &Rc<StructInstance>,
        name: &str,
        value: Value,
    ) -> PyResult<()> {
        let Some((_, data)) = self.types.as_struct(s.ty) else { return Ok(()) };
        let Some(field) = data.field(name) else {
            return Err(PyError::warp(
                "RuntimeError",
                format!("Trying to set Warp struct attribute that does not exist {name}"),
            ));
        };
        let stored = match (&value, self.types.composite_dtype(field.ty)) {
            (Value::Composite(c), Some(_)) => Value::composite(field.ty, c.borrow().elements.clone()),
            (Value::Tuple(_) | Value::List(_), Some(dtype)) => {
                let items: Vec<Value> = match &value {
                    Value::Tuple(t) => t.to_vec(),
                    Value::List(l) => l.borrow().clone(),
                    _ => Vec::new(),
                };
                match self.types.as_scalar(dtype) {
                    Some(scalar) => {
                        let numbers = items.iter().filter_map(super::super::interp::number_of);
                        let elements = numbers.map(|x| store_number(scalar, Number::Float(x))).collect();
                        Value::composite(field.ty, elements)
                    }
                    None => value.clone(),
                }
            }
            _ => value.clone(),
        };
        s.fields.borrow_mut().insert(Name::from(name), stored);
        Ok(())
    }
}
