//! Random statements: what fills bodies between a family's own structure.

use super::core::{E, Gen, Kind};
use super::expr::binary;
use super::types::{I32, Sc, Ty};
use super::values::atom;

impl Gen {
    /// The usual first line of a kernel: the thread's indices. `dims` of 1 to 4.
    pub fn thread(&mut self, dims: usize) -> Vec<String> {
        let words: &[&'static str] = match (dims, self.style.tid) {
            (1, 0 | 1) => &["tid"],
            (1, 2 | 3) => &["i"],
            (1, 4) => &["idx"],
            (1, _) => &["index", "t", "gid", "thread_id", "k", "pid", "n"],
            (2, 0..=3) => &["i", "j"],
            (2, 4) => &["row", "col"],
            (2, _) => &["x", "y"],
            (3, 0..=4) => &["i", "j", "k"],
            (3, _) => &["x", "y", "z"],
            _ => &["b", "i", "j", "k"],
        };
        let names: Vec<String> = if dims == 1 {
            let base = self.rng.word(words);
            vec![self.fresh(base)]
        } else {
            words.iter().map(|w| self.fresh(w)).collect()
        };
        line!(self, "{} = wp.tid()", names.join(", "));
        for name in &names {
            self.declare(name, &I32, true, false, true);
            self.used(name);
        }
        names
    }

    /// `if i >= n: return`.
    pub fn guard(&mut self, names: &[String]) {
        if names.is_empty() {
            return;
        }
        let mut conditions = Vec::new();
        for name in names {
            let e = match self.rng.below(4) {
                0 | 1 => {
                    let base = self.rng.word(self.vocab.ints);
                    let bound = self.param(base, &I32, false);
                    self.used(&bound);
                    format!("{name} >= {bound}")
                }
                2 => {
                    let arrays: Vec<String> = self.array_names();
                    if arrays.is_empty() {
                        let base = self.rng.word(self.vocab.ints);
                        let bound = self.param(base, &I32, false);
                        self.used(&bound);
                        format!("{name} >= {bound}")
                    } else {
                        let array = self.rng.pick(&arrays).clone();
                        format!("{name} >= {array}.shape[0]")
                    }
                }
                _ => {
                    let base = self.rng.word(&["active", "mask", "flags", "enabled", "valid"]);
                    let mask = self.param(base, &I32.array(1), false);
                    self.used(&mask);
                    format!("{mask}[{name}] == 0")
                }
            };
            conditions.push(e);
            if conditions.len() == 2 || self.chance(0.4) {
                break;
            }
        }
        self.note(&["skip out-of-range threads", "bounds check", "nothing to do", "inactive"]);
        block!(self, ["if {}:", conditions.join(" or ")], |g| g.line("return"));
        self.gap();
    }

    /// Names of the array parameters.
    pub fn array_names(&mut self) -> Vec<String> {
        self.f()
            .params
            .iter()
            .filter(|p| matches!(p.ty, Ty::Arr(super::types::Family::Regular, _, 1)))
            .map(|p| p.name.clone())
            .collect()
    }

    /// A new local bound to a random expression.
    pub fn let_random(&mut self) {
        let ty = self.local_type();
        let e = self.value(&ty);
        let base = self.local_base(&ty);
        self.bind(base, &ty, &e);
    }

    /// A local that may be changed here.
    fn mutable(&mut self) -> Option<(String, Ty)> {
        let frame = self.f();
        let in_loop = frame.loops > 0;
        let found: Vec<(String, Ty)> = frame
            .vars
            .iter()
            .filter(|v| {
                v.local
                    && v.offered
                    && !v.index
                    && !(in_loop && v.constant)
                    && !matches!(v.ty, Ty::Named(_) | Ty::Struct(_) | Ty::Arr(..) | Ty::S(Sc::Bool))
            })
            .map(|v| (v.text.clone(), v.ty.clone()))
            .collect();
        if found.is_empty() { None } else { Some(self.rng.pick(&found).clone()) }
    }

    /// Change a local.
    pub fn update(&mut self) {
        let Some((name, ty)) = self.mutable() else { return self.let_random() };
        if self.swarm.aug > 0.0 && self.chance(0.65) {
            let ops: &[&'static str] = match &ty {
                Ty::S(s) if s.is_int() => &["+=", "+=", "-=", "*=", "^=", "|=", "&=", "<<=", "%="],
                Ty::S(_) => &["+=", "+=", "-=", "*=", "*=", "/="],
                Ty::Vec(..) | Ty::Mat(..) => &["+=", "+=", "-="],
                _ => &["*="],
            };
            let op = self.rng.word(ops);
            let e = match (op, &ty) {
                ("*=", Ty::Vec(_, s) | Ty::Mat(_, _, s)) => self.value(&Ty::S(*s)),
                ("<<=" | "%=", Ty::S(_)) => self.literal_amount(&ty),
                _ => self.value(&ty),
            };
            line!(self, "{name} {op} {}", e.s);
        } else {
            let e = self.value(&ty);
            let e = if e.constant { self.leaf(&ty, false) } else { e };
            if e.s == name {
                let other = self.value(&ty);
                let sum = if matches!(ty, Ty::Quat(_) | Ty::Xform(_)) {
                    binary("*", 10, &e, &other)
                } else {
                    binary("+", 9, &e, &other)
                };
                line!(self, "{name} = {}", sum.s);
            } else {
                line!(self, "{name} = {}", e.s);
            }
        }
        let frame = self.f();
        for var in frame.vars.iter_mut().filter(|v| v.text == name) {
            var.uses = 0;
            var.constant = false;
        }
    }

    fn literal_amount(&mut self, ty: &Ty) -> E {
        let n = self.rng.range(2, 6);
        match *ty {
            Ty::S(Sc::I32) => atom(n.to_string()),
            Ty::S(s) => atom(format!("wp.{}({n})", s.name())),
            _ => atom(n.to_string()),
        }
    }

    /// Change a component of a local vector.
    fn poke(&mut self) {
        let frame = self.f();
        let found: Vec<(String, u8, Sc)> = frame
            .vars
            .iter()
            .filter_map(|v| match v.ty {
                Ty::Vec(n, s) if v.local && v.offered && s != Sc::Bool => Some((v.text.clone(), n, s)),
                _ => None,
            })
            .collect();
        if found.is_empty() {
            return self.let_random();
        }
        let (name, n, s) = self.rng.pick(&found).clone();
        let at = self.rng.below(n as usize);
        let target = if n <= 4 && self.style.component_letters {
            format!("{name}.{}", ["x", "y", "z", "w"][at.min(3)])
        } else {
            format!("{name}[{at}]")
        };
        let e = self.value(&Ty::S(s));
        let op = if self.swarm.aug > 0.0 && self.chance(0.4) { self.rng.word(&["+=", "-="]) } else { "=" };
        line!(self, "{target} {op} {}", e.s);
    }

    /// A random statement.
    pub fn statement(&mut self, nested: u32) {
        let sw = self.swarm.clone();
        let kernel = self.f().kind == Kind::Kernel;
        let deep = if nested > 0 { 1.0 } else { 0.0 };
        let arrays = if kernel && self.any_index() { 1.0 } else { 0.0 };
        let weights = [
            4.0,
            1.2,
            1.7 * sw.branches * deep,
            1.0 * sw.loops * deep,
            0.7 * sw.whiles * deep,
            0.6 * arrays,
            0.9 * sw.atomics * arrays,
            0.5 * sw.components,
            0.04,
            0.15 * sw.helpers,
            0.15 * sw.early * if kernel { 1.0 } else { 0.0 } * deep,
            0.3 * sw.statics * deep,
            0.4 * sw.slices,
            0.07,
        ];
        match self.rng.weighted(&weights) {
            0 => self.let_random(),
            1 => self.update(),
            2 => self.branch(nested - 1),
            3 => self.counted_loop(nested - 1),
            4 => self.while_loop(nested - 1),
            5 => self.store_random(),
            6 => self.atomic_random(),
            7 => self.poke(),
            8 => self.diagnostics(),
            9 => self.pair_call(),
            10 => {
                let c = self.condition(1);
                block!(self, ["if {}:", c.s], |g| g.line("return"));
            }
            11 => self.static_loop(nested - 1),
            12 => self.slice(),
            _ => self.swap(),
        }
    }

    /// Some statements.
    pub fn statements(&mut self, count: usize, nested: u32) {
        for at in 0..count {
            self.statement(nested);
            if at % 3 == 2 {
                self.gap();
            }
        }
    }

    /// `if`, `elif`, `else`.
    pub fn branch(&mut self, nested: u32) {
        let c = self.condition(1);
        let text = c.s;
        let count = 1 + self.rng.weighted(&[0.6, 0.3, 0.1]);
        block!(self, ["if {text}:"], |g| g.effects(count, nested));
        if self.chance(0.18) {
            let table = std::mem::replace(&mut self.swarm.table, 0.0);
            let c = self.condition(0);
            self.swarm.table = table;
            block!(self, ["elif {}:", c.s], |g| g.effects(1, nested));
        }
        if self.chance(0.4) {
            self.block("else:", |g| g.effects(1, nested));
        }
    }

    /// Statements whose effects are seen outside of their block.
    pub fn effects(&mut self, count: usize, nested: u32) {
        if count > 1 && self.chance(0.6) {
            self.let_random();
        }
        for _ in 0..count {
            let stores = self.f().kind == Kind::Kernel && self.any_index();
            match self.rng.below(10) {
                0..=5 => self.update(),
                6 | 7 if stores => self.store_random(),
                8 if stores && self.swarm.atomics > 0.0 => self.atomic_random(),
                _ if nested > 0 => self.statement(nested - 1),
                _ => self.update(),
            }
        }
    }

    /// Store something into an output array.
    pub fn store_random(&mut self) {
        let ty = self.local_type();
        self.store(&ty);
    }

    /// Store an expression of that type into an output array, new or one that is there.
    pub fn store(&mut self, ty: &Ty) {
        let e = self.value(ty);
        self.store_value(ty, &e);
    }

    /// Store that expression.
    pub fn store_value(&mut self, ty: &Ty, e: &E) {
        let (array, ndim) = self.output(ty);
        let index = self.own_index(ndim);
        let plain =
            !matches!(ty, Ty::Quat(_) | Ty::Xform(_) | Ty::Struct(_)) && ty.scalar() != Some(Sc::Bool);
        let aug = self.swarm.aug > 0.0 && plain && self.chance(0.18);
        let op = if aug { self.rng.word(&["+=", "+=", "-="]) } else { "=" };
        line!(self, "{array}{index} {op} {}", e.s);
    }

    /// The thread's own element.
    pub fn own_index(&mut self, ndim: u8) -> String {
        let names: Vec<String> = self
            .f()
            .vars
            .iter()
            .filter(|v| v.index && v.local && v.ty == I32)
            .map(|v| v.text.clone())
            .collect();
        let parts: Vec<String> = (0..ndim as usize)
            .map(|axis| match names.get(axis) {
                Some(name) => name.clone(),
                None => match names.last() {
                    Some(_) if self.chance(0.7) => self.rng.below(2).to_string(),
                    Some(last) => last.clone(),
                    None => "0".to_owned(),
                },
            })
            .collect();
        format!("[{}]", parts.join(", "))
    }

    /// An output array for that element type.
    pub fn output(&mut self, ty: &Ty) -> (String, u8) {
        let found: Vec<(String, u8)> = self
            .f()
            .params
            .iter()
            .filter_map(|p| match &p.ty {
                Ty::Arr(super::types::Family::Regular, elem, ndim) if p.out && **elem == *ty => {
                    Some((p.name.clone(), *ndim))
                }
                _ => None,
            })
            .collect();
        if !found.is_empty() && self.chance(0.6) {
            return self.rng.pick(&found).clone();
        }
        let ndim = self.array_rank();
        let base = match self.rng.below(3) {
            0 => self.rng.word(&["out", "result", "output", "dst", "res", "out_values"]),
            1 => {
                let base = self.array_base(ty);
                let joined = format!("{}{base}", self.rng.word(&["out_", "new_", "next_", "d_", "out_"]));
                let name = self.param(&joined, &ty.clone().array(ndim), true);
                return (name, ndim);
            }
            _ => self.array_base(ty),
        };
        (self.param(base, &ty.clone().array(ndim), true), ndim)
    }

    /// An atomic update.
    pub fn atomic_random(&mut self) {
        let ty = match self.rng.below(5) {
            0 => I32,
            1 => Ty::Vec(3, self.real),
            _ => Ty::S(self.real),
        };
        let base = self.rng.word(&[
            "total",
            "counts",
            "sums",
            "accum",
            "histogram",
            "energy",
            "grid_mass",
            "forces",
            "bins",
            "loss",
            "grad",
        ]);
        let found: Vec<String> = self
            .f()
            .params
            .iter()
            .filter(|p| p.out && p.ty == ty.clone().array(1))
            .map(|p| p.name.clone())
            .collect();
        let array = if found.is_empty() || self.chance(0.3) {
            self.param(base, &ty.clone().array(1), true)
        } else {
            self.rng.pick(&found).clone()
        };
        let index = match self.rng.below(5) {
            0 | 1 => "0".to_owned(),
            2 => {
                let words = self.rng.word(&["indices", "cell_ids", "labels", "targets", "bins", "keys"]);
                let map = self.param_like(words, &I32.array(1));
                let at = self.index_at(0);
                format!("{map}[{at}]")
            }
            _ => self.index_at(0),
        };
        let scalar = matches!(ty, Ty::S(_));
        let op = if scalar {
            self.rng.word(&["add", "add", "add", "sub", "max", "min"])
        } else {
            self.rng.word(&["add", "add", "sub"])
        };
        let e = self.value(&ty);
        if self.swarm.aug > 0.0 && self.chance(0.25) && op == "add" {
            line!(self, "{array}[{index}] += {}", e.s);
        } else if self.chance(0.12) && scalar {
            let base = self.rng.word(&["old", "prev", "slot", "before"]);
            let name = self.fresh(base);
            line!(self, "{name} = wp.atomic_{op}({array}, {index}, {})", e.s);
            self.declare(&name, &ty, true, false, false);
        } else {
            line!(self, "wp.atomic_{op}({array}, {index}, {})", e.s);
        }
    }

    /// An assertion or something printed.
    pub fn diagnostics(&mut self) {
        let ty = if self.chance(0.5) { I32 } else { Ty::S(self.real) };
        let e = self.leaf(&ty, false);
        match self.rng.below(3) {
            0 => {
                let c = self.condition(0);
                line!(self, "assert {}, \"invalid {}\"", c.s, self.rng.word(self.vocab.nouns));
            }
            1 if ty == I32 => {
                let label = self.rng.word(self.vocab.nouns);
                line!(self, "wp.printf(\"{label}: %d\\n\", {})", e.s);
            }
            _ => line!(self, "print({})", e.s),
        }
    }

    /// A function with two results, called with tuple assignment.
    pub fn pair_call(&mut self) {
        let found: Vec<super::core::Func> =
            self.file.funcs.iter().filter(|f| f.results.len() == 2).cloned().collect();
        let Some(func) = found.first().cloned() else { return self.let_random() };
        let e = self.call_func(&func, 1);
        let names: Vec<String> = func
            .results
            .iter()
            .map(|ty| {
                let base = self.local_base(ty);
                self.fresh(base)
            })
            .collect();
        line!(self, "{} = {}", names.join(", "), e.s);
        for (name, ty) in names.iter().zip(&func.results) {
            self.declare(name, ty, true, false, false);
        }
    }

    /// Slices of vectors and arrays.
    fn slice(&mut self) {
        let r = self.real;
        let n = *self.rng.pick(&[3u8, 4, 4]);
        let v = self.leaf(&Ty::Vec(n, r), false);
        if v.s.ends_with(')') || !v.s.chars().next().is_some_and(char::is_alphabetic) {
            return self.let_random();
        }
        let (lo, hi) = *self.rng.pick(&[(0, 2), (1, 3)]);
        let text = if lo == 0 { format!("{}[:{hi}]", v.s) } else { format!("{}[{lo}:{hi}]", v.s) };
        let base = self.rng.word(&["head", "xy", "part", "tail", "sub_v", "planar"]);
        self.bind_text(base, &Ty::Vec(2, r), text);
    }

    /// Tuple assignment.
    fn swap(&mut self) {
        let ty = Ty::S(self.real);
        let (a, b) = (self.value(&ty), self.value(&ty));
        let (x, y) = (self.local_base(&ty), self.local_base(&ty));
        let (x, y) = (self.fresh(x), self.fresh(y));
        line!(self, "{x}, {y} = {}, {}", a.s, b.s);
        self.declare(&x, &ty, true, a.constant, false);
        self.declare(&y, &ty, true, b.constant, false);
    }

    /// Store what was computed and not read yet, so that nothing is in vain.
    pub fn finish_stores(&mut self) {
        let frame = self.f();
        let mut unused: Vec<(String, Ty)> = frame
            .vars
            .iter()
            .filter(|v| {
                v.local
                    && v.uses == 0
                    && v.offered
                    && !v.index
                    && !matches!(v.ty, Ty::Named(_) | Ty::Arr(..) | Ty::Struct(_))
            })
            .map(|v| (v.text.clone(), v.ty.clone()))
            .collect();
        let wrote = frame.params.iter().any(|p| p.out);
        if unused.is_empty() && !wrote {
            self.store_random();
            return;
        }
        // Same-typed values go together into one sum.
        unused.dedup_by(|a, b| a.0 == b.0);
        while let Some((name, ty)) = unused.pop() {
            self.used(&name);
            let mut e = atom(name);
            if !matches!(ty, Ty::Quat(_) | Ty::Xform(_)) && ty.scalar() != Some(Sc::Bool) {
                let same: Vec<usize> =
                    unused.iter().enumerate().filter(|(_, (_, t))| *t == ty).map(|(at, _)| at).collect();
                for at in same.into_iter().rev() {
                    let (other, _) = unused.remove(at);
                    self.used(&other);
                    let op = self.rng.word(&["+", "+", "-"]);
                    e = binary(op, 9, &e, &atom(other));
                }
                if self.chance(0.4) {
                    let scalar = ty.scalar().unwrap_or(Sc::F32);
                    let k = if scalar.is_float() {
                        self.leaf(&Ty::S(scalar), true)
                    } else {
                        self.literal(scalar)
                    };
                    e = binary("*", 10, &e, &k);
                }
            }
            self.store_value(&ty, &e);
        }
    }
}
