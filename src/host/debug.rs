//! Short `Debug` forms of values, which may refer to each other in cycles.

use std::fmt;

use super::value::*;

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::None => f.write_str("None"),
            Value::Ellipsis => f.write_str("..."),
            Value::NotImplemented => f.write_str("NotImplemented"),
            Value::Bool(b) => write!(f, "{b}"),
            Value::Int(i) => write!(f, "{i}"),
            Value::BigInt(i) if i.bits() <= 256 => write!(f, "{i}"),
            Value::BigInt(i) => write!(f, "<int of {} bits>", i.bits()),
            Value::Float(x) => write!(f, "{x:?}"),
            Value::Str(s) if s.len() <= 400 => write!(f, "{s:?}"),
            Value::Str(s) => write!(f, "<str of {} bytes>", s.len()),
            Value::Bytes(b) if b.len() > 400 => write!(f, "<bytes of length {}>", b.len()),
            Value::Bytes(b) => write!(f, "b{:?}", String::from_utf8_lossy(b)),
            Value::Tuple(t) if t.len() > 16 => f.write_str("<tuple>"),
            Value::Tuple(t) => f.debug_tuple("tuple").field(t).finish(),
            Value::List(l) => match l.try_borrow() {
                Ok(l) if l.len() <= 16 => f.debug_list().entries(l.iter()).finish(),
                _ => f.write_str("<list>"),
            },
            Value::Dict(_) => f.write_str("<dict>"),
            Value::Set(_) => f.write_str("<set>"),
            Value::Range(r) => write!(f, "range({}, {}, {})", r.start, r.stop, r.step),
            Value::Slice(s) => write!(f, "slice({:?}, {:?}, {:?})", s[0], s[1], s[2]),
            Value::Iter(_) => f.write_str("<iterator>"),
            Value::Type(t) => write!(f, "<type {t:?}>"),
            Value::Scalar(s) => write!(f, "{}({:?})", s.scalar.name(), s.number),
            Value::Composite(c) if c.borrow().elements.len() > 64 => f.write_str("<composite>"),
            Value::Composite(c) => write!(f, "<composite {:?}>", c.borrow().elements),
            Value::StructInstance(_) => f.write_str("<struct instance>"),
            Value::Numpy(s) => write!(f, "np.{}({:?})", s.scalar.name(), s.number),
            Value::Function(r) => write!(f, "<Function {r:?}>"),
            Value::Grad(r) => write!(f, "<grad {r:?}>"),
            Value::Kernel(k) => write!(f, "<Kernel {:?}>", k.id()),
            Value::WarpModule(m) => write!(f, "<Module {m:?}>"),
            Value::Module(m) => write!(f, "<module {}>", m.name),
            Value::PyFunction(p) => write!(f, "<function {}>", p.qualname),
            Value::Class(c) => write!(f, "<class {}>", c.qualname),
            Value::Instance(i) => write!(f, "<{} object>", i.class.qualname),
            Value::EnumMember(m) => write!(f, "<{}.{}>", m.class_name, m.name),
            Value::BoundMethod(_) => f.write_str("<bound method>"),
            Value::Descriptor(d) => write!(f, "<{:?} descriptor>", d.kind),
            Value::Native(n) => write!(f, "<native {}>", n.0),
            Value::Bound(b) => write!(f, "<native {} bound>", b.name),
            Value::Alias(a) => write!(f, "{}{:?}", a.origin, a.args),
            Value::Unknown(u) => write!(f, "<?{}>", u.reason),
        }
    }
}

macro_rules! short_debug {
    ($($ty:ident: $text:expr, $field:ident;)*) => {$(
        impl fmt::Debug for $ty {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!("<", $text, " {}>"), self.$field)
            }
        }
    )*};
}

short_debug! {
    PyModule: "module", name;
    PyFunction: "function", qualname;
    ClassObj: "class", qualname;
    EnumMember: "member", name;
}

impl fmt::Debug for Instance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{} object>", self.class.qualname)
    }
}

impl fmt::Debug for Env {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Env({}; {:?})", self.globals.name, self.cells.keys())
    }
}

impl fmt::Debug for Dict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<dict>")
    }
}

impl fmt::Debug for Set {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<set>")
    }
}
