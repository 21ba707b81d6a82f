//! The productions of the expression walk, by type.

use super::core::{E, Gen};
use super::expr::{binary, call, wrap};
use super::types::{F32, I32, Sc, Ty};
use super::values::atom;

impl Gen {
    /// A literal of that float type, near one.
    fn factor(&mut self, s: Sc) -> E {
        let e = self.literal(s);
        if s == Sc::F32 && self.chance(0.08) {
            E { s: format!("-{}", e.s), prec: 11, constant: true }
        } else {
            e
        }
    }

    /// A float.
    pub fn float_expr(&mut self, s: Sc, depth: u32) -> E {
        let (ty, d) = (Ty::S(s), depth - 1);
        let components = 0.5 + self.swarm.components;
        let f32_only = if s == Sc::F32 { 1.0 } else { 0.0 };
        let weights = [3.0, 2.2, 3.4, 1.0, 0.4, 2.4, 1.2, components, 0.7 * f32_only, 0.5, 0.5, 0.3];
        match self.rng.weighted(&weights) {
            0 => {
                let (a, b) = (self.expr(&ty, d), self.operand_or_literal(&ty, d));
                binary("+", 9, &a, &b)
            }
            1 => {
                let (a, b) = (self.expr(&ty, d), self.operand_or_literal(&ty, d));
                let b = if a.s == b.s { self.literal(s) } else { b };
                if self.chance(0.15) { binary("-", 9, &b, &a) } else { binary("-", 9, &a, &b) }
            }
            2 => {
                let (a, b) = (self.expr(&ty, d), self.expr(&ty, d));
                let a = if self.chance(0.2) { self.factor(s) } else { a };
                binary("*", 10, &a, &b)
            }
            3 => self.division(&ty, d),
            4 => {
                let a = self.expr(&ty, d);
                E { s: format!("-{}", wrap(&a, 12)), prec: 11, constant: false }
            }
            5 => {
                let a = self.expr(&ty, d);
                self.unary_float(&a, s)
            }
            6 => {
                let (a, b) = (self.expr(&ty, d), self.operand_or_literal(&ty, d));
                let name =
                    self.rng.word(&["min", "max", "max", "min", "pow", "atan2", "copysign", "div_approx"]);
                match name {
                    "pow" if s == Sc::F32 => {
                        let power = self.rng.word(&["2.0", "3.0", "0.5", "1.5", "2.2", "4.0"]);
                        if self.chance(0.5) {
                            return E {
                                s: format!("{} ** {power}", wrap(&a, 13)),
                                prec: 12,
                                constant: false,
                            };
                        }
                        atom(format!("wp.pow(wp.abs({}), {power})", a.s))
                    }
                    "div_approx" | "copysign" | "atan2" if self.chance(0.6) => call("max", &[a, b]),
                    _ => call(name, &[a, b]),
                }
            }
            7 => self.composite_scalar(s, d),
            8 => {
                let i = self.leaf(&I32, false);
                let cast = if self.style.python_scalars { "float" } else { "wp.float32" };
                atom(format!("{cast}({})", i.s))
            }
            9 => {
                let (a, lo, hi) = (self.expr(&ty, d), self.literal(s), self.literal(s));
                if s == Sc::F32 && self.chance(0.6) {
                    let (lo, hi) = (
                        *self.rng.pick(&["0.0", "-1.0", "0.0", "0.01"]),
                        *self.rng.pick(&["1.0", "1.0", "2.0", "10.0"]),
                    );
                    return atom(format!("wp.clamp({}, {lo}, {hi})", a.s));
                }
                call("clamp", &[a, lo, hi])
            }
            10 => {
                let (a, b, t) = (self.expr(&ty, d), self.expr(&ty, d), self.leaf(&ty, true));
                let name = self.rng.word(&["lerp", "lerp", "smoothstep"]);
                call(name, &[a, b, t])
            }
            _ => {
                // The square of something that is there.
                let a = self.leaf(&ty, false);
                binary("*", 10, &a, &a)
            }
        }
    }

    fn operand_or_literal(&mut self, ty: &Ty, depth: u32) -> E {
        match ty {
            Ty::S(s) if self.chance(0.3) => self.literal(*s),
            _ => self.expr(ty, depth),
        }
    }

    fn division(&mut self, ty: &Ty, d: u32) -> E {
        let a = self.expr(ty, d);
        let s = ty.scalar().unwrap_or(Sc::F32);
        let b = self.leaf(&Ty::S(s), false);
        let b = match self.rng.below(4) {
            0 if s == Sc::F32 => {
                let number = self.number();
                E { s: number, prec: 13, constant: true }
            }
            1 if s == Sc::F32 => E {
                s: format!("{} + {}", b.s, self.rng.word(&["1.0", "1.0e-6", "1e-5", "0.001", "2.0"])),
                prec: 9,
                constant: false,
            },
            2 => {
                let low = self.literal(s);
                call("max", &[b, low])
            }
            _ => b,
        };
        binary("/", 10, &a, &b)
    }

    /// A scalar made of composites: products, lengths, traces.
    fn composite_scalar(&mut self, s: Sc, d: u32) -> E {
        let n = *self.rng.pick(&[2u8, 3, 3, 3, 3, 4]);
        let v = if s.is_float() { Ty::Vec(n, s) } else { Ty::Vec(3, s) };
        match self.rng.below(9) {
            0..=2 => {
                let (a, b) = (self.expr(&v, d), self.expr(&v, d));
                call("dot", &[a, b])
            }
            3 | 4 => {
                let a = self.expr(&v, d.max(1));
                call("length", &[a])
            }
            5 => {
                let a = self.expr(&v, d);
                call("length_sq", &[a])
            }
            6 => {
                let m = Ty::Mat(n.min(3), n.min(3), s);
                let a = self.expr(&m, d);
                let name = self.rng.word(&["determinant", "trace"]);
                call(name, &[a])
            }
            7 if s == Sc::F32 => {
                let q = self.leaf(&Ty::Quat(s), false);
                let name = self.rng.word(&["length", "length"]);
                call(name, &[q])
            }
            _ => {
                let a = self.leaf(&v, false);
                let name = self.rng.word(&["min", "max"]);
                call(name, &[a])
            }
        }
    }

    /// An integer.
    pub fn int_expr(&mut self, s: Sc, depth: u32) -> E {
        let (ty, d) = (Ty::S(s), depth - 1);
        let i32_only = if s == Sc::I32 { 1.0 } else { 0.0 };
        let bits = if s == Sc::I32 { 0.25 } else { 1.2 };
        match self.rng.weighted(&[
            3.0,
            1.6,
            1.6,
            0.8,
            0.6,
            bits,
            bits,
            0.8,
            0.6 * i32_only,
            0.3,
            0.4 * i32_only,
            0.15,
        ]) {
            0 => {
                let (a, b) = (self.expr(&ty, d), self.operand_or_literal(&ty, d));
                binary("+", 9, &a, &b)
            }
            1 => {
                let (a, b) = (self.expr(&ty, d), self.operand_or_literal(&ty, d));
                binary("-", 9, &a, &b)
            }
            2 => {
                let (a, b) = (self.operand_or_literal(&ty, d), self.expr(&ty, d));
                binary("*", 10, &a, &b)
            }
            3 => {
                let (a, b) = (self.expr(&ty, d), self.divisor(s));
                binary("%", 10, &a, &b)
            }
            4 => {
                let (a, b) = (self.expr(&ty, d), self.divisor(s));
                let op = self.rng.word(&["//", "//", "/"]);
                binary(op, 10, &a, &b)
            }
            5 => {
                let (a, b) = (self.expr(&ty, d), self.operand_or_literal(&ty, d));
                let (op, prec) = *self.rng.pick(&[("&", 7), ("|", 5), ("^", 6), ("&", 7)]);
                binary(op, prec, &a, &b)
            }
            6 => {
                let a = self.expr(&ty, d);
                let amount = self.rng.range(1, 5);
                let b = if s == Sc::I32 {
                    atom(amount.to_string())
                } else {
                    atom(format!("wp.{}({amount})", s.name()))
                };
                let op = self.rng.word(&["<<", ">>"]);
                binary(op, 8, &a, &b)
            }
            7 => {
                let (a, b) = (self.expr(&ty, d), self.operand_or_literal(&ty, d));
                let name = self.rng.word(&["min", "max"]);
                if self.chance(0.3) { atom(format!("{name}({}, {})", a.s, b.s)) } else { call(name, &[a, b]) }
            }
            8 => {
                let f = self.expr(&F32, d);
                let cast = if self.style.python_scalars { "int" } else { "wp.int32" };
                let inner = match self.rng.below(3) {
                    0 => format!("wp.floor({})", f.s),
                    1 => format!("wp.round({})", f.s),
                    _ => f.s,
                };
                atom(format!("{cast}({inner})"))
            }
            9 => {
                let a = self.expr(&ty, d);
                let (lo, hi) = (self.literal(s), self.literal(s));
                call("clamp", &[a, lo, hi])
            }
            10 if self.chance(0.15) => {
                let ty =
                    self.rng.pick(&[Ty::Vec(3, Sc::F32), Ty::Mat(3, 3, Sc::F32), Ty::Quat(Sc::F32)]).clone();
                let v = self.leaf(&ty, false);
                atom(format!("len({})", v.s))
            }
            10 => {
                let a = self.expr(&ty, d);
                call("abs", &[a])
            }
            _ => {
                let a = self.expr(&ty, d);
                E { s: format!("~{}", wrap(&a, 12)), prec: 11, constant: false }
            }
        }
    }

    fn divisor(&mut self, s: Sc) -> E {
        let n = *self.rng.pick(&[2, 2, 3, 4, 4, 5, 7, 8, 16, 10]);
        if s == Sc::I32 {
            if self.chance(0.3) {
                return self.leaf(&I32, true);
            }
            return E { s: n.to_string(), prec: 13, constant: true };
        }
        atom(format!("wp.{}({n})", s.name()))
    }

    /// A condition.
    pub fn condition(&mut self, depth: u32) -> E {
        if self.swarm.boolops > 0.0 && self.chance(if depth > 0 { 0.5 } else { 0.2 }) {
            let count = 2 + usize::from(self.chance(0.15));
            let is_and = self.chance(0.6);
            let parts: Vec<String> = (0..count)
                .map(|_| {
                    let c = self.comparison(depth.saturating_sub(1));
                    wrap(&c, if is_and { 3 } else { 2 })
                })
                .collect();
            return if is_and {
                E { s: parts.join(" and "), prec: 2, constant: false }
            } else {
                E { s: parts.join(" or "), prec: 1, constant: false }
            };
        }
        self.comparison(depth)
    }

    fn comparison(&mut self, depth: u32) -> E {
        let (vars, _) = (self.bools(), ());
        if !vars.is_empty() && self.chance(0.3) {
            let name = self.rng.pick(&vars).clone();
            self.used(&name);
            return if self.swarm.boolops > 0.0 && self.chance(0.3) {
                E { s: format!("not {name}"), prec: 3, constant: false }
            } else {
                atom(name)
            };
        }
        if self.chance(0.03) {
            let ty = if self.chance(0.6) { F32 } else { Ty::Vec(3, Sc::F32) };
            let x = self.leaf(&ty, false);
            let name = self.rng.word(&["isnan", "isfinite", "isinf"]);
            return call(name, &[x]);
        }
        let ints = self.int_in_scope();
        let ty = if ints && self.chance(0.45) { I32 } else { Ty::S(self.real) };
        let left = self.expr(&ty, depth.min(1));
        let left = if left.constant { self.leaf(&ty, false) } else { left };
        let right = if self.chance(0.55) {
            self.literal(ty.scalar().unwrap_or(Sc::F32))
        } else {
            self.leaf(&ty, true)
        };
        let op = if ty == I32 {
            self.rng.word(&["<", ">", "==", ">=", "<=", "!=", "=="])
        } else {
            self.rng.word(&["<", ">", "<", ">", "<=", ">="])
        };
        if self.chance(0.04) && ty == F32 && !left.s.contains(['[', '.']) && !right.s.contains(['[', '.']) {
            let low = self.number();
            return E {
                s: format!("{low} {op} {} {op} {}", wrap(&left, 5), wrap(&right, 5)),
                prec: 4,
                constant: false,
            };
        }
        E { s: format!("{} {op} {}", wrap(&left, 5), wrap(&right, 5)), prec: 4, constant: false }
    }

    fn bools(&mut self) -> Vec<String> {
        let frame = self.f();
        frame
            .vars
            .iter()
            .chain(&frame.pvars)
            .filter(|v| v.offered && !v.constant && v.ty == Ty::S(Sc::Bool))
            .map(|v| v.text.clone())
            .collect()
    }

    fn int_in_scope(&mut self) -> bool {
        let frame = self.f();
        frame.vars.iter().chain(&frame.pvars).any(|v| v.offered && v.ty == I32)
    }

    /// A vector.
    pub fn vec_expr(&mut self, n: u8, s: Sc, depth: u32) -> E {
        let (ty, d) = (Ty::Vec(n, s), depth - 1);
        if s == Sc::Bool {
            return self.leaf(&ty, true);
        }
        let scalar = Ty::S(s);
        let float = if s.is_float() { 1.0 } else { 0.0 };
        let three = if n == 3 && s.is_float() { 1.0 } else { 0.0 };
        let small = if n <= 4 { 1.0 } else { 0.1 };
        let weights = [
            2.5,
            2.0,
            3.2,
            0.8 * float,
            0.3,
            0.8 * three,
            0.9 * float,
            0.5,
            0.4,
            1.6 * small,
            0.8 * float * small,
            0.5 * three,
            0.4 * three,
            0.3 * float,
            0.4,
        ];
        match self.rng.weighted(&weights) {
            0 | 1 => {
                let (a, b) = (self.expr(&ty, d), self.expr(&ty, d));
                let op = if a.s == b.s { "+" } else { self.rng.word(&["+", "-", "-"]) };
                binary(op, 9, &a, &b)
            }
            2 => {
                let (a, k) = (self.expr(&ty, d), self.expr(&scalar, d));
                if self.chance(0.6) { binary("*", 10, &a, &k) } else { binary("*", 10, &k, &a) }
            }
            3 => self.division(&ty, d),
            4 => {
                let a = self.expr(&ty, d);
                E { s: format!("-{}", wrap(&a, 12)), prec: 11, constant: false }
            }
            5 => {
                let (a, b) = (self.expr(&ty, d), self.expr(&ty, d));
                call("cross", &[a, b])
            }
            6 => {
                let a = self.expr(&ty, d.max(1));
                call("normalize", &[a])
            }
            7 => {
                let (a, b) = (self.expr(&ty, d), self.leaf(&ty, false));
                let name = self.rng.word(&["cw_mul", "cw_mul", "cw_div"]);
                call(name, &[a, b])
            }
            8 => {
                let (a, b) = (self.expr(&ty, d), self.leaf(&ty, false));
                let name = self.rng.word(&["min", "max"]);
                call(name, &[a, b])
            }
            9 => {
                let name = self.type_name(&ty);
                let parts: Vec<String> = (0..n).map(|_| self.expr(&scalar, d.min(1)).s).collect();
                atom(format!("{name}({})", parts.join(", ")))
            }
            10 => {
                let m = self.expr(&Ty::Mat(n, n, s), d.min(1));
                let v = self.leaf(&ty, false);
                binary("*", 10, &m, &v)
            }
            11 => {
                let (q, v) = (self.leaf(&Ty::Quat(s), false), self.expr(&ty, d));
                let name = self.rng.word(&["quat_rotate", "quat_rotate", "quat_rotate_inv"]);
                call(name, &[q, v])
            }
            12 => {
                let (x, v) = (self.leaf(&Ty::Xform(s), false), self.expr(&ty, d));
                let name = self.rng.word(&["transform_point", "transform_vector", "transform_point"]);
                call(name, &[x, v])
            }
            13 => {
                let (a, b, t) = (self.expr(&ty, d), self.leaf(&ty, false), self.leaf(&scalar, true));
                call("lerp", &[a, b, t])
            }
            _ => {
                let a = self.expr(&ty, d);
                let name = if s.is_unsigned() { "max" } else { self.rng.word(&["abs", "sign", "abs"]) };
                if name == "max" {
                    let b = self.leaf(&ty, false);
                    return call(name, &[a, b]);
                }
                call(name, &[a])
            }
        }
    }

    /// A matrix.
    pub fn mat_expr(&mut self, n: u8, m: u8, s: Sc, depth: u32) -> E {
        let (ty, d) = (Ty::Mat(n, m, s), depth - 1);
        if s == Sc::Bool {
            return self.leaf(&ty, true);
        }
        let float = if s.is_float() { 1.0 } else { 0.0 };
        let square = if n == m { 1.0 } else { 0.0 };
        let small = if n * m <= 9 { 1.0 } else { 0.0 };
        let three = if n == 3 && m == 3 { float } else { 0.0 };
        let inv = if n == m && n <= 4 { float } else { 0.0 };
        match self.rng.weighted(&[
            2.0,
            2.0,
            1.4 * square,
            1.2,
            1.0,
            0.5 * inv,
            0.5 * three,
            0.5 * three,
            0.6 * small,
            0.4 * square,
            0.3,
            0.5 * small,
        ]) {
            0 => {
                let (a, b) = (self.expr(&ty, d), self.expr(&ty, d));
                let op = self.rng.word(&["+", "-"]);
                binary(op, 9, &a, &b)
            }
            1 => {
                let (a, k) = (self.expr(&ty, d), self.expr(&Ty::S(s), d));
                if self.chance(0.5) { binary("*", 10, &a, &k) } else { binary("*", 10, &k, &a) }
            }
            2 => {
                let (a, b) = (self.expr(&ty, d), self.expr(&ty, d));
                let op = self.rng.word(&["*", "@"]);
                binary(op, 10, &a, &b)
            }
            3 => {
                let (a, b) = (self.expr(&Ty::Vec(n, s), d), self.expr(&Ty::Vec(m, s), d));
                call("outer", &[a, b])
            }
            4 => {
                let a = self.expr(&Ty::Mat(m, n, s), d);
                call("transpose", &[a])
            }
            5 => {
                let a = self.expr(&ty, d);
                call("inverse", &[a])
            }
            6 => {
                let a = self.expr(&Ty::Vec(3, s), d);
                call("skew", &[a])
            }
            7 => {
                let a = self.leaf(&Ty::Quat(s), false);
                call("quat_to_matrix", &[a])
            }
            8 => {
                let name = self.type_name(&ty);
                let parts: Vec<String> = (0..n * m).map(|_| self.leaf(&Ty::S(s), true).s).collect();
                atom(format!("{name}({})", parts.join(", ")))
            }
            9 => {
                let a = self.expr(&Ty::Vec(n, s), d);
                call("diag", &[a])
            }
            10 => {
                let (a, b) = (self.expr(&ty, d), self.leaf(&ty, false));
                call("cw_mul", &[a, b])
            }
            _ => {
                let cols = self.chance(0.5);
                let count = if cols { m } else { n };
                let len = if cols { n } else { m };
                let parts: Vec<E> = (0..count).map(|_| self.leaf(&Ty::Vec(len, s), false)).collect();
                call(if cols { "matrix_from_cols" } else { "matrix_from_rows" }, &parts)
            }
        }
    }

    /// A quaternion.
    pub fn quat_expr(&mut self, s: Sc, depth: u32) -> E {
        let (ty, d) = (Ty::Quat(s), depth - 1);
        let scalar = Ty::S(s);
        match self.rng.weighted(&[2.5, 1.0, 1.2, 2.0, 0.8, 0.6, 0.5, 0.5, 0.5, 0.4]) {
            0 => {
                let (a, b) = (self.expr(&ty, d), self.expr(&ty, d));
                binary("*", 10, &a, &b)
            }
            1 => {
                let a = self.expr(&ty, d.max(1));
                call("normalize", &[a])
            }
            2 => {
                let a = self.leaf(&ty, false);
                call("quat_inverse", &[a])
            }
            3 => {
                let (axis, angle) = (self.expr(&Ty::Vec(3, s), d), self.expr(&scalar, d));
                call("quat_from_axis_angle", &[axis, angle])
            }
            4 => {
                let (a, b, t) = (self.leaf(&ty, false), self.leaf(&ty, false), self.leaf(&scalar, true));
                call("quat_slerp", &[a, b, t])
            }
            5 => {
                let args: Vec<E> = (0..3).map(|_| self.expr(&scalar, d.min(1))).collect();
                call("quat_rpy", &args)
            }
            6 => {
                let name = self.type_name(&ty);
                let args: Vec<String> = (0..4).map(|_| self.leaf(&scalar, true).s).collect();
                atom(format!("{name}({})", args.join(", ")))
            }
            7 => {
                let x = self.leaf(&Ty::Xform(s), false);
                call("transform_get_rotation", &[x])
            }
            8 => {
                let (a, k) = (self.expr(&ty, d), self.leaf(&scalar, true));
                binary("*", 10, &a, &k)
            }
            _ => {
                let m = self.leaf(&Ty::Mat(3, 3, s), false);
                call("quat_from_matrix", &[m])
            }
        }
    }

    /// A transform.
    pub fn xform_expr(&mut self, s: Sc, depth: u32) -> E {
        let (ty, d) = (Ty::Xform(s), depth - 1);
        match self.rng.below(7) {
            0..=2 => {
                let (a, b) = (self.expr(&ty, d), self.expr(&ty, d));
                if self.chance(0.4) { call("transform_multiply", &[a, b]) } else { binary("*", 10, &a, &b) }
            }
            3 | 4 => {
                let (p, q) = (self.expr(&Ty::Vec(3, s), d), self.expr(&Ty::Quat(s), d));
                let name = self.type_name(&ty);
                atom(format!("{name}({}, {})", p.s, q.s))
            }
            _ => {
                let a = self.leaf(&ty, false);
                call("transform_inverse", &[a])
            }
        }
    }
}
