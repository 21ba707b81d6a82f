//! Hashable keys for dicts and sets: values equal in Python have equal keys.

use std::rc::Rc;

use super::value::Value;
use crate::ids::{FuncRef, KernelId, ModuleId};
use crate::types::{Number, Ty};

/// What stands for a value in a hash table.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Key {
    /// `None`.
    None,
    /// Any number that is an integer.
    Int(i128),
    /// Other numbers, by bits.
    Float(u64),
    /// Digits of a big integer.
    Big(String),
    /// Text.
    Str(Rc<str>),
    /// Bytes.
    Bytes(Rc<[u8]>),
    /// Tuples, and dataclasses with value equality.
    Tuple(Vec<Key>),
    /// Type objects.
    Ty(Ty),
    /// Warp functions.
    Func(FuncRef),
    /// Kernels.
    Kernel(KernelId),
    /// Warp modules.
    WarpModule(ModuleId),
    /// Named natives.
    Native(&'static str),
    /// Sets.
    Set(Vec<Key>),
    /// Objects with identity.
    Object(usize),
}

impl Key {
    /// A set's key, whatever the order of its elements.
    #[must_use]
    pub fn set(mut keys: Vec<Key>) -> Key {
        keys.sort_by_cached_key(|key| format!("{key:?}"));
        Key::Set(keys)
    }
}

fn float_key(value: f64) -> Key {
    if value.fract() == 0.0 && value.abs() < 1e30 {
        Key::Int(value as i128)
    } else {
        Key::Float(value.to_bits())
    }
}

fn object<T: ?Sized>(rc: &Rc<T>) -> Key {
    Key::Object(Rc::as_ptr(rc).cast::<()>() as usize)
}

/// The key of a value, or `None` if Python calls it unhashable (or it is unknown).
#[must_use]
pub fn key(value: &Value) -> Option<Key> {
    key_within(value, &mut 10_000)
}

/// A key with at most so many parts: shared tuples can be exponentially large.
fn key_within(value: &Value, budget: &mut u32) -> Option<Key> {
    *budget = budget.checked_sub(1)?;
    let mut key = |value: &Value| key_within(value, budget);
    Some(match value {
        Value::None => Key::None,
        Value::Ellipsis => Key::Native("Ellipsis"),
        Value::NotImplemented => Key::Native("NotImplemented"),
        Value::Bool(b) => Key::Int(i128::from(*b)),
        Value::Int(i) => Key::Int(*i),
        Value::BigInt(b) => Key::Big(b.to_string()),
        Value::Float(f) => float_key(*f),
        Value::Scalar(s) | Value::Numpy(s) => match s.number {
            Number::Int(i) => Key::Int(i),
            Number::Float(f) => float_key(f),
        },
        Value::Str(s) => Key::Str(s.clone()),
        Value::Bytes(b) => Key::Bytes(b.clone()),
        Value::Tuple(items) => Key::Tuple(items.iter().map(&mut key).collect::<Option<_>>()?),
        Value::Type(ty) => Key::Ty(*ty),
        Value::Function(f) => Key::Func(*f),
        Value::Grad(f) => Key::Tuple(vec![Key::Native("grad"), Key::Func(*f)]),
        Value::Kernel(k) => Key::Kernel(k.id()),
        Value::WarpModule(m) => Key::WarpModule(*m),
        Value::Native(n) => Key::Native(n.0),
        Value::EnumMember(m) if m.is_int || m.is_str => key(&m.value)?,
        Value::EnumMember(m) => object(m),
        Value::Set(s) if s.frozen => Key::set(s.items.borrow().keys().cloned().collect()),
        Value::Range(r) => {
            Key::Tuple(vec![Key::Native("range"), Key::Int(r.start), Key::Int(r.stop), Key::Int(r.step)])
        }
        Value::Instance(i) if i.class.frozen.get() => {
            let mut keys = vec![object(&i.class)];
            for value in i.dict.borrow().values() {
                keys.push(key(value)?);
            }
            Key::Tuple(keys)
        }
        Value::Instance(i) => object(i),
        Value::Class(c) => match c.factory_type() {
            // Instances know their type, not their class: `type(v)` must equal the class that made `v`.
            Some(ty) => Key::Ty(ty),
            None => object(c),
        },
        Value::Module(m) => object(m),
        Value::PyFunction(f) => object(f),
        Value::BoundMethod(b) => Key::Tuple(vec![key(&b.0)?, key(&b.1)?]),
        // `np.dtype(c)` equals and hashes like other spellings of itself, and compares equal to `c`.
        Value::Bound(b) if b.name == "numpy.dtype" => key(b.args.first()?)?,
        Value::Bound(b) => object(b),
        Value::Descriptor(d) => object(d),
        Value::Alias(a) => {
            let mut keys = vec![Key::Str(a.origin.clone())];
            for arg in &a.args {
                keys.push(key(arg)?);
            }
            Key::Tuple(keys)
        }
        Value::StructInstance(s) => object(s),
        Value::Iter(i) => object(i),
        Value::Composite(c) => object(c),
        Value::List(_) | Value::Dict(_) | Value::Set(_) | Value::Slice(_) | Value::Unknown(_) => return None,
    })
}
