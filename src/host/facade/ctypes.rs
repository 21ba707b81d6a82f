//! `ctypes` structures and `wp.build_experimental.add_native_type`.

use std::cell::RefCell;
use std::rc::Rc;

use sha2::{Digest as _, Sha256};

use super::super::error::{PyError, PyResult};
use super::super::interp::builtins_args::Args;
use super::super::interp::{Frame, bound, find_in_mro};
use super::super::session::Session;
use super::super::value::*;
use crate::frontend::ast::Name;
use crate::types::{Field, NativeData, Ty, TyKind};

/// Simple C types and their sizes.
const SIMPLE: &[(&str, usize)] = &[
    ("ctypes.c_bool", 1),
    ("ctypes.c_char", 1),
    ("ctypes.c_byte", 1),
    ("ctypes.c_ubyte", 1),
    ("ctypes.c_int8", 1),
    ("ctypes.c_uint8", 1),
    ("ctypes.c_short", 2),
    ("ctypes.c_ushort", 2),
    ("ctypes.c_int16", 2),
    ("ctypes.c_uint16", 2),
    ("ctypes.c_int", 4),
    ("ctypes.c_uint", 4),
    ("ctypes.c_int32", 4),
    ("ctypes.c_uint32", 4),
    ("ctypes.c_float", 4),
    ("ctypes.c_long", 8),
    ("ctypes.c_ulong", 8),
    ("ctypes.c_longlong", 8),
    ("ctypes.c_ulonglong", 8),
    ("ctypes.c_int64", 8),
    ("ctypes.c_uint64", 8),
    ("ctypes.c_size_t", 8),
    ("ctypes.c_double", 8),
    ("ctypes.c_void_p", 8),
];

/// Layout of a registered native type.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NativeLayout {
    /// `sizeof`.
    pub size: usize,
    /// `alignof`.
    pub alignment: usize,
    /// Offsets of the exposed fields.
    pub offsets: Vec<usize>,
}

/// An attribute of `ctypes`.
pub(super) fn attribute(name: &str) -> Option<Value> {
    if name == "Structure" {
        return Some(Value::Native(Native("ctypes.Structure")));
    }
    let found = SIMPLE.iter().find(|(n, _)| &n["ctypes.".len()..] == name)?;
    Some(Value::Native(Native(found.0)))
}

/// `ctypes.c_float * n`.
pub(in crate::host) fn array_of(element: &Value, count: &Value) -> Option<Value> {
    let is_type = match element {
        Value::Native(n) => SIMPLE.iter().any(|(s, _)| *s == n.0),
        Value::Bound(b) => b.name == "ctypes.array",
        Value::Class(c) => is_structure(c),
        _ => false,
    };
    (is_type && count.as_int().is_some()).then(|| bound("ctypes.array", vec![element.clone(), count.clone()]))
}

fn is_structure(c: &Rc<ClassObj>) -> bool {
    c.mro
        .borrow()
        .iter()
        .any(|k| k.bases.iter().any(|b| matches!(b, Value::Native(Native("ctypes.Structure")))))
}

/// Declared fields of a structure class with their C types.
fn declared(session: &mut Session, f: &mut Frame, c: &Rc<ClassObj>) -> PyResult<Option<Vec<(Name, Value)>>> {
    let Some(list) = find_in_mro(c, "_fields_") else { return Ok(Some(Vec::new())) };
    let Some(items) = session.collect(f, &list)? else { return Ok(None) };
    let mut out = Vec::new();
    for item in items {
        match session.collect(f, &item)?.as_deref() {
            Some([Value::Str(name), ty]) => out.push((Name::from(&**name), ty.clone())),
            Some([_, _, _]) => {
                return Err(PyError::warp(
                    "TypeError",
                    "Bit-field ctypes layouts are not supported for native value types",
                ));
            }
            _ => return Ok(None),
        }
    }
    Ok(Some(out))
}

/// Size and alignment of a C type.
fn layout(session: &mut Session, f: &mut Frame, ty: &Value) -> PyResult<Option<(usize, usize)>> {
    Ok(match ty {
        Value::Native(n) => SIMPLE.iter().find(|(s, _)| *s == n.0).map(|(_, size)| (*size, *size)),
        Value::Type(ty) => {
            let (size, align) = session.types.layout(*ty);
            (size > 0).then_some((size, align))
        }
        Value::Bound(b) if b.name == "ctypes.array" => {
            let count = b.args.get(1).and_then(Value::as_int).unwrap_or(0).max(0) as usize;
            let element = b.args.first().cloned().unwrap_or(Value::None);
            layout(session, f, &element)?.map(|(size, align)| (size * count, align))
        }
        Value::Class(c) if c.factory_type().is_some() => {
            let (size, align) = session.types.layout(c.factory_type().unwrap_or(Ty::ANY));
            (size > 0).then_some((size, align))
        }
        Value::Class(c) if is_structure(c) => offsets(session, f, c)?.map(|(size, align, _)| (size, align)),
        _ => None,
    })
}

#[allow(clippy::type_complexity)]
fn offsets(
    session: &mut Session,
    f: &mut Frame,
    c: &Rc<ClassObj>,
) -> PyResult<Option<(usize, usize, Vec<(Name, usize, usize)>)>> {
    let Some(fields) = declared(session, f, c)? else { return Ok(None) };
    let (mut size, mut align) = (0usize, 1usize);
    let mut out = Vec::new();
    for (name, ty) in fields {
        let Some((s, a)) = layout(session, f, &ty)? else { return Ok(None) };
        size = size.next_multiple_of(a.max(1));
        out.push((name, size, s));
        size += s;
        align = align.max(a);
    }
    Ok(Some((size.next_multiple_of(align), align, out)))
}

impl Session {
    /// Layout of a registered native type.
    #[must_use]
    pub fn native_layout(&self, id: crate::ids::NativeId) -> Option<NativeLayout> {
        self.native_layouts.get(id.index()).cloned()
    }

    /// `add_native_type(ctype, *, native_name, fields=None, initializer=None)`.
    pub(super) fn add_native_type(&mut self, f: &mut Frame, args: &mut Args) -> PyResult<Value> {
        let target = args.take(0, "ctype").unwrap_or(Value::None);
        let Value::Class(class) = &target else { return Ok(target) };
        if !is_structure(class) {
            let text = format!("ctype must be a ctypes.Structure subclass, got {}", self.py_repr(&target));
            return Err(PyError::warp("TypeError", text));
        }
        let class = class.clone();
        let Some(Value::Str(native_name)) = args.take(usize::MAX, "native_name") else { return Ok(target) };
        let fields = args.take(usize::MAX, "fields").filter(|v| !v.is_none());
        let initializer = args.take(usize::MAX, "initializer").filter(|v| !v.is_none());
        let aggregate = initializer.as_ref().and_then(Value::as_str) == Some("aggregate");
        if initializer.is_some() && !aggregate {
            return Err(PyError::warp("ValueError", "initializer must be None or 'aggregate'"));
        }
        if aggregate && fields.is_none() {
            return Err(PyError::warp("ValueError", "initializer='aggregate' requires exposed fields"));
        }
        let Some((size, alignment, declared)) = offsets(self, f, &class)? else {
            self.set_class_type_unknown(&class);
            return Ok(target);
        };
        let mut schema = Sha256::new();
        schema.update(native_name.as_bytes());
        let initializer = if aggregate { "aggregate" } else { "None" };
        schema.update(format!(":{size}:{alignment}:{initializer}").as_bytes());
        let mut exposed = Vec::new();
        let mut field_offsets = Vec::new();
        if let Some(Value::Dict(d)) = &fields {
            for (name, dtype) in d.entries() {
                let name = name.as_str().unwrap_or_default().to_owned();
                let Some((_, offset, storage)) = declared.iter().find(|(n, ..)| **n == *name) else {
                    let text = format!("Exposed field '{name}' is not present in {}._fields_", class.name);
                    return Err(PyError::warp("ValueError", text));
                };
                let Some(ty) = dtype.as_type() else { return Ok(target) };
                let ty = self.types.canonical(ty);
                let code = self.types.code(ty).map_err(|_| {
                    let text =
                        format!("Invalid Warp type for native field '{name}': {}", self.types.repr(ty));
                    PyError::warp("TypeError", text)
                })?;
                let dtype_size = match *self.types.kind(ty) {
                    TyKind::Native(id) => self.native_layout(id).map_or(0, |l| l.size),
                    _ => self.types.size_in_bytes(ty),
                };
                if dtype_size != *storage {
                    return Err(PyError::warp(
                        "ValueError",
                        format!(
                            "Native field '{name}' maps to {} ({dtype_size} bytes), but its ctypes storage is {storage} bytes",
                            self.types.repr(ty)
                        ),
                    ));
                }
                schema.update(format!(":{name}:{code}:{offset}").as_bytes());
                exposed.push(Field { name: name.into(), ty });
                field_offsets.push(*offset);
            }
        }
        let digest = schema.finalize();
        let type_code: String = digest[..8].iter().map(|b| format!("{b:02x}")).collect();
        let ty = self.types.add_native(NativeData {
            class_name: format!("{}.{}", class.module, class.qualname).into(),
            native_name,
            type_code: type_code.into(),
            aggregate,
            fields: exposed,
        });
        self.native_layouts.push(NativeLayout { size, alignment, offsets: field_offsets });
        class.ty.set(Some(ty));
        Ok(target)
    }

    /// A structure whose layout is not known cannot be a native type.
    fn set_class_type_unknown(&mut self, class: &Rc<ClassObj>) {
        if let Some((file, span)) = self.current.clone() {
            let what = format!("native type {}", class.qualname);
            self.unresolved(what, "its ctypes layout is not known".to_owned(), file, span);
        }
    }

    /// `Color(0.5, 0.5, 0.5)`: fields not given are zero.
    pub(super) fn make_native_instance(&mut self, ty: Ty, args: &[Value], kwargs: &[(Name, Value)]) -> Value {
        let mut fields = indexmap::IndexMap::default();
        if let TyKind::Native(id) = *self.types.kind(ty) {
            for (i, field) in self.types.native_data(id).fields.iter().enumerate() {
                let given = args
                    .get(i)
                    .cloned()
                    .or_else(|| kwargs.iter().find(|(n, _)| **n == *field.name).map(|(_, v)| v.clone()));
                let zero = if self.types.is_float(field.ty) { Value::Float(0.0) } else { Value::Int(0) };
                let value = given.unwrap_or(zero);
                // `ctypes.c_float` rounds what it stores.
                let value = match (&value, field.ty) {
                    (Value::Float(x), Ty::FLOAT32) => Value::Float(f64::from(*x as f32)),
                    (Value::Int(i), t) if self.types.is_float(t) => Value::Float(*i as f64),
                    _ => value,
                };
                fields.insert(Name::from(&*field.name), value);
            }
        }
        Value::StructInstance(Rc::new(StructInstance { ty, fields: RefCell::new(fields) }))
    }
}
