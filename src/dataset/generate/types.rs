//! Types as the generator sees them, and how people spell them.

/// Scalar types.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Sc {
    F32,
    F64,
    F16,
    Bf16,
    I8,
    I16,
    I32,
    I64,
    U8,
    U16,
    U32,
    U64,
    Bool,
}

impl Sc {
    /// Warp's type code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Sc::F32 => "f4",
            Sc::F64 => "f8",
            Sc::F16 => "f2",
            Sc::Bf16 => "bf2",
            Sc::I8 => "i1",
            Sc::I16 => "i2",
            Sc::I32 => "i4",
            Sc::I64 => "i8",
            Sc::U8 => "u1",
            Sc::U16 => "u2",
            Sc::U32 => "u4",
            Sc::U64 => "u8",
            Sc::Bool => "b",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        [
            Sc::F32,
            Sc::F64,
            Sc::F16,
            Sc::Bf16,
            Sc::I8,
            Sc::I16,
            Sc::I32,
            Sc::I64,
            Sc::U8,
            Sc::U16,
            Sc::U32,
            Sc::U64,
            Sc::Bool,
        ]
        .into_iter()
        .find(|s| s.code() == code)
    }

    /// Name in the `warp` module.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Sc::F32 => "float32",
            Sc::F64 => "float64",
            Sc::F16 => "float16",
            Sc::Bf16 => "bfloat16",
            Sc::I8 => "int8",
            Sc::I16 => "int16",
            Sc::I32 => "int32",
            Sc::I64 => "int64",
            Sc::U8 => "uint8",
            Sc::U16 => "uint16",
            Sc::U32 => "uint32",
            Sc::U64 => "uint64",
            Sc::Bool => "bool",
        }
    }

    /// Whether it is a floating-point type.
    #[must_use]
    pub fn is_float(self) -> bool {
        matches!(self, Sc::F32 | Sc::F64 | Sc::F16 | Sc::Bf16)
    }

    /// Whether it is an integer type.
    #[must_use]
    pub fn is_int(self) -> bool {
        !self.is_float() && self != Sc::Bool
    }

    /// Whether it is unsigned.
    #[must_use]
    pub fn is_unsigned(self) -> bool {
        matches!(self, Sc::U8 | Sc::U16 | Sc::U32 | Sc::U64)
    }

    /// Suffix of the short vector names (`vec3d`); `None` where Warp has no such name.
    fn suffix(self) -> Option<&'static str> {
        Some(match self {
            Sc::F32 => "f",
            Sc::F64 => "d",
            Sc::F16 => "h",
            Sc::I8 => "b",
            Sc::I16 => "s",
            Sc::I32 => "i",
            Sc::I64 => "l",
            Sc::U8 => "ub",
            Sc::U16 => "us",
            Sc::U32 => "ui",
            Sc::U64 => "ul",
            Sc::Bf16 | Sc::Bool => return None,
        })
    }
}

/// Array families.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[allow(missing_docs)]
pub enum Family {
    Regular,
    Indexed,
    Fabric,
    IndexedFabric,
}

/// A type.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
#[allow(missing_docs)]
pub enum Ty {
    S(Sc),
    Vec(u8, Sc),
    Mat(u8, u8, Sc),
    Quat(Sc),
    Xform(Sc),
    /// A struct of the file, by number.
    Struct(usize),
    Arr(Family, Box<Ty>, u8),
    /// Something that is only spelled (textures, query results, generic parameters).
    Named(&'static str),
}

/// `float`.
pub const F32: Ty = Ty::S(Sc::F32);
/// `int`.
pub const I32: Ty = Ty::S(Sc::I32);
/// `bool`.
pub const BOOL: Ty = Ty::S(Sc::Bool);
/// `wp.uint32`.
pub const U32: Ty = Ty::S(Sc::U32);
/// `wp.uint64`.
pub const U64: Ty = Ty::S(Sc::U64);
/// `wp.vec2`.
pub const VEC2: Ty = Ty::Vec(2, Sc::F32);
/// `wp.vec3`.
pub const VEC3: Ty = Ty::Vec(3, Sc::F32);
/// `wp.vec4`.
pub const VEC4: Ty = Ty::Vec(4, Sc::F32);
/// `wp.mat33`.
pub const MAT33: Ty = Ty::Mat(3, 3, Sc::F32);
/// `wp.quat`.
pub const QUAT: Ty = Ty::Quat(Sc::F32);
/// `wp.transform`.
pub const XFORM: Ty = Ty::Xform(Sc::F32);

impl Ty {
    /// An array of this.
    #[must_use]
    pub fn array(self, ndim: u8) -> Ty {
        Ty::Arr(Family::Regular, Box::new(self), ndim)
    }

    /// Read a code of `calls.tsv`.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Ty> {
        if let Some(s) = Sc::from_code(code) {
            return Some(Ty::S(s));
        }
        let digit = |at: usize| code.as_bytes().get(at).map(|b| b.wrapping_sub(b'0'));
        let rest = |at: usize| code.get(at..).and_then(Sc::from_code);
        match code.as_bytes().first()? {
            b'v' => Some(Ty::Vec(digit(1)?, rest(2)?)),
            b'm' => Some(Ty::Mat(digit(1)?, digit(2)?, rest(3)?)),
            b'q' => Some(Ty::Quat(rest(1)?)),
            b't' => Some(Ty::Xform(rest(1)?)),
            b'a' => Some(Ty::from_code(code.get(2..)?)?.array(digit(1)?)),
            _ => None,
        }
    }

    /// The scalar type of a scalar or composite.
    #[must_use]
    pub fn scalar(&self) -> Option<Sc> {
        match *self {
            Ty::S(s) | Ty::Vec(_, s) | Ty::Mat(_, _, s) | Ty::Quat(s) | Ty::Xform(s) => Some(s),
            _ => None,
        }
    }

    /// Whether it is a float scalar.
    #[must_use]
    pub fn is_float(&self) -> bool {
        matches!(self, Ty::S(s) if s.is_float())
    }

    /// Whether it is an integer scalar.
    #[must_use]
    pub fn is_int(&self) -> bool {
        matches!(self, Ty::S(s) if s.is_int())
    }

    /// The name in the `warp` module of a composite type, if it has one; `long` picks `vec3f` over `vec3`.
    #[must_use]
    pub fn warp_name(&self, long: bool) -> Option<String> {
        let suffix = |s: Sc| if s == Sc::F32 && !long { Some("") } else { s.suffix() };
        Some(match *self {
            Ty::Vec(n @ 2..=4, s) => format!("wp.vec{n}{}", suffix(s)?),
            Ty::Mat(n @ 2..=4, m, s) if n == m && s.is_float() => format!("wp.mat{n}{m}{}", suffix(s)?),
            Ty::Quat(s) if s.is_float() => format!("wp.quat{}", suffix(s)?),
            Ty::Xform(s) if s.is_float() => format!("wp.transform{}", suffix(s)?),
            _ => return None,
        })
    }

    /// Bytes of a value, to keep kernels from growing absurd.
    #[must_use]
    pub fn components(&self) -> usize {
        match *self {
            Ty::Vec(n, _) => n as usize,
            Ty::Mat(n, m, _) => n as usize * m as usize,
            Ty::Quat(_) => 4,
            Ty::Xform(_) => 7,
            _ => 1,
        }
    }
}
