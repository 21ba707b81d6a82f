//! Literals, annotations and constructors: how values and types are spelled.

use super::core::{E, Gen};
use super::types::{Family, Sc, Ty};

/// An atom.
pub fn atom(s: impl Into<String>) -> E {
    E { s: s.into(), prec: 13, constant: false }
}

const NICE: &[&str] = &[
    "0.5", "0.5", "2.0", "2.0", "1.0", "1.0", "0.25", "0.1", "3.0", "4.0", "0.01", "1.5", "0.75", "10.0",
    "0.2", "0.3", "0.05", "0.001", "1.0e-6", "1e-3", "0.9", "0.99", "0.8", "0.125", "5.0", "6.0", "8.0",
    "100.0", "1.0e-4", "0.6", "0.7", "0.333", "9.81", "1e-5", "0.95", "1.2", "2.5", "16.0", "0.0",
];

impl Gen {
    /// Text of a float literal.
    pub fn number(&mut self) -> String {
        if self.rng.chance(0.6) {
            return (*self.rng.pick(NICE)).to_owned();
        }
        let digits = 1 + self.rng.below(3);
        let scale = *self.rng.pick(&[1.0, 1.0, 10.0, 0.1]);
        let value = self.rng.unit() * scale * 3.0 + 0.01;
        let text = format!("{value:.digits$}");
        if text.chars().all(|c| matches!(c, '0' | '.')) { "0.5".to_owned() } else { text }
    }

    /// Text of a small integer literal.
    pub fn small(&mut self) -> i64 {
        *self.rng.pick(&[0, 1, 1, 1, 2, 2, 2, 3, 3, 4, 4, 5, 6, 7, 8, 10, 12, 16, 32, 64])
    }

    /// A literal of a scalar type.
    pub fn literal(&mut self, s: Sc) -> E {
        let plain = match s {
            Sc::Bool => self.rng.word(&["True", "False"]).to_owned(),
            s if s.is_float() => self.number(),
            Sc::I8 | Sc::U8 => self.rng.range(0, 100).to_string(),
            Sc::I32 => self.small().to_string(),
            _ => {
                if self.rng.chance(0.15) {
                    format!("0x{:x}", self.rng.below(0x7fff))
                } else {
                    self.small().to_string()
                }
            }
        };
        if matches!(s, Sc::F32 | Sc::I32 | Sc::Bool) {
            return E { s: plain, prec: 13, constant: true };
        }
        E { s: format!("wp.{}({plain})", s.name()), prec: 13, constant: false }
    }

    /// A literal value that may change later, even in a loop (`float(0.0)`).
    pub fn start_value(&mut self, ty: &Ty, value: &str) -> E {
        let text = match *ty {
            Ty::S(Sc::F32) if self.style.python_scalars => format!("float({value})"),
            Ty::S(Sc::I32) if self.style.python_scalars => format!("int({value})"),
            Ty::S(Sc::Bool) => format!("bool({value})"),
            Ty::S(s) => format!("wp.{}({value})", s.name()),
            _ => format!("{}()", self.type_name(ty)),
        };
        atom(text)
    }

    /// Zero of any value type, as the start of an accumulation.
    pub fn zero(&mut self, ty: &Ty) -> E {
        match *ty {
            Ty::S(Sc::Bool) => self.start_value(ty, "False"),
            Ty::S(s) if s.is_float() => self.start_value(ty, "0.0"),
            Ty::S(_) => self.start_value(ty, "0"),
            Ty::Vec(n, s) if s.is_float() && self.rng.chance(0.6) => {
                let name = self.type_name(ty);
                if self.rng.chance(0.5) && n < 5 {
                    atom(format!("{name}({})", vec!["0.0"; n as usize].join(", ")))
                } else if s == Sc::F32 {
                    atom(format!("{name}(0.0)"))
                } else {
                    atom(format!("{name}()"))
                }
            }
            _ => {
                let name = self.type_name(ty);
                atom(format!("{name}()"))
            }
        }
    }

    /// How a type is written in an annotation or constructor.
    pub fn type_name(&mut self, ty: &Ty) -> String {
        if let Some(name) = ty.warp_name(self.style.long_names) {
            return name;
        }
        match ty {
            Ty::S(Sc::F32) if self.style.python_scalars => "float".to_owned(),
            Ty::S(Sc::I32) if self.style.python_scalars => "int".to_owned(),
            Ty::S(Sc::Bool) if self.style.python_scalars => "bool".to_owned(),
            Ty::S(s) => format!("wp.{}", s.name()),
            Ty::Named(name) => (*name).to_owned(),
            Ty::Struct(id) => self.file.structs.get(*id).map(|s| s.name.clone()).unwrap_or_default(),
            Ty::Arr(family, elem, ndim) => self.array_name(*family, elem, *ndim),
            _ => self.alias(ty),
        }
    }

    fn array_name(&mut self, family: Family, elem: &Ty, ndim: u8) -> String {
        let elem = self.type_name(elem);
        match family {
            Family::Regular => {}
            Family::Indexed => return dims(&format!("wp.indexedarray(dtype={elem}"), ndim),
            Family::Fabric => return dims(&format!("wp.fabricarray(dtype={elem}"), ndim),
            Family::IndexedFabric => return dims(&format!("wp.indexedfabricarray(dtype={elem}"), ndim),
        }
        match (self.style.array, ndim) {
            (0, 1) => format!("wp.array(dtype={elem})"),
            (0, n) => format!("wp.array{n}d(dtype={elem})"),
            (1, 1) => format!("wp.array[{elem}]"),
            (1, n) => format!("wp.array{n}d[{elem}]"),
            (2, 1) => format!("wp.array(dtype={elem})"),
            (3, n) => format!("wp.array{n}d(dtype={elem})"),
            (_, n) => format!("wp.array(dtype={elem}, ndim={n})"),
        }
    }

    /// The name of an odd vector or matrix type, which the file defines.
    fn alias(&mut self, ty: &Ty) -> String {
        if let Some((_, name)) = self.file.aliases.iter().find(|(t, _)| t == ty) {
            return name.clone();
        }
        let saved = self.style.python_scalars;
        let (base, text) = match *ty {
            Ty::Vec(6, s) if matches!(s, Sc::F32 | Sc::F64 | Sc::F16) && self.rng.chance(0.6) => {
                let name = match s {
                    Sc::F32 => "wp.spatial_vector",
                    Sc::F64 => "wp.spatial_vectord",
                    _ => "wp.spatial_vectorh",
                };
                self.file.aliases.push((ty.clone(), name.to_owned()));
                return name.to_owned();
            }
            Ty::Mat(6, 6, Sc::F32) if self.rng.chance(0.6) => {
                self.file.aliases.push((ty.clone(), "wp.spatial_matrix".to_owned()));
                return "wp.spatial_matrix".to_owned();
            }
            Ty::Vec(n, s) => {
                let dtype = self.type_name(&Ty::S(s));
                let text = if self.rng.chance(0.6) {
                    format!("wp.types.vector(length={n}, dtype={dtype})")
                } else {
                    format!("wp.types.vector({n}, {dtype})")
                };
                (format!("{}{n}{}", self.rng.word(&["vec", "vec", "Vec", "vector"]), tail(s)), text)
            }
            Ty::Mat(n, m, s) => {
                let dtype = self.type_name(&Ty::S(s));
                let text = if self.rng.chance(0.6) {
                    format!("wp.types.matrix(shape=({n}, {m}), dtype={dtype})")
                } else {
                    format!("wp.types.matrix(({n}, {m}), {dtype})")
                };
                (format!("{}{n}{m}{}", self.rng.word(&["mat", "mat", "Mat", "matrix"]), tail(s)), text)
            }
            Ty::Quat(s) => {
                (format!("quat_{}", s.name()), format!("wp.types.quaternion(dtype=wp.{})", s.name()))
            }
            Ty::Xform(s) => {
                (format!("transform_{}", s.name()), format!("wp.types.transformation(dtype=wp.{})", s.name()))
            }
            _ => ("value_t".to_owned(), "wp.float32".to_owned()),
        };
        self.style.python_scalars = saved;
        let name = self.fresh_global(&base);
        self.file.alias_lines.push(format!("{name} = {text}"));
        self.file.aliases.push((ty.clone(), name.clone()));
        name
    }

    /// A module-level constant of that type.
    pub fn constant(&mut self, ty: &Ty) -> String {
        let found: Vec<String> =
            self.file.consts.iter().filter(|(_, t)| t == ty).map(|(n, _)| n.clone()).collect();
        if !found.is_empty() && self.rng.chance(0.7) {
            return self.rng.pick(&found).clone();
        }
        let words: &[&'static str] =
            if ty.is_int() { super::names::INT_CONSTS } else { super::names::FLOAT_CONSTS };
        let base = self.rng.word(words);
        let name = self.fresh_global(base);
        let value = match *ty {
            Ty::S(Sc::F32) => self.number(),
            Ty::S(Sc::I32) => (1 + self.small()).to_string(),
            _ => self.constant_value(ty),
        };
        let line = if self.rng.chance(0.6) {
            format!("{name} = wp.constant({value})")
        } else {
            format!("{name} = {value}")
        };
        self.file.const_lines.push(line);
        self.file.consts.push((name.clone(), ty.clone()));
        name
    }

    /// A value written with literals only, for module level.
    pub fn constant_value(&mut self, ty: &Ty) -> String {
        match *ty {
            Ty::S(s) => self.literal(s).s,
            _ => {
                let name = self.type_name(ty);
                let s = ty.scalar().unwrap_or(Sc::F32);
                let parts: Vec<String> = (0..ty.components())
                    .map(|_| if s.is_float() { self.number() } else { self.small().to_string() })
                    .collect();
                if matches!(ty, Ty::Xform(_)) {
                    return format!("{name}({})", parts.join(", "));
                }
                format!("{name}({})", parts.join(", "))
            }
        }
    }
}

fn dims(head: &str, ndim: u8) -> String {
    if ndim == 1 { format!("{head})") } else { format!("{head}, ndim={ndim})") }
}

fn tail(s: Sc) -> &'static str {
    match s {
        Sc::F32 => "",
        Sc::F64 => "d",
        Sc::F16 => "h",
        Sc::Bf16 => "bf",
        Sc::I8 => "b",
        Sc::I16 => "s",
        Sc::I32 => "i",
        Sc::I64 => "l",
        Sc::U8 => "ub",
        Sc::U16 => "us",
        Sc::U32 => "ui",
        Sc::U64 => "ul",
        Sc::Bool => "_bool",
    }
}
