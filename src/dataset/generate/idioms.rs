//! Structures that many domains share, with random insides.

use super::core::{Func, Gen};
use super::expr::wrap;
use super::types::{BOOL, I32, Sc, Ty, VEC3};
use super::values::atom;

impl Gen {
    /// A float parameter.
    pub fn pf(&mut self, words: &[&'static str]) -> String {
        let base = self.rng.word(words);
        let ty = Ty::S(self.real);
        let name = self.param(base, &ty, false);
        self.used(&name);
        name
    }

    /// An integer parameter.
    pub fn pi(&mut self, words: &[&'static str]) -> String {
        let base = self.rng.word(words);
        let name = self.param(base, &I32, false);
        self.used(&name);
        name
    }

    /// An input array.
    pub fn arr(&mut self, words: &[&'static str], ty: &Ty, ndim: u8) -> String {
        let base = self.rng.word(words);
        self.param(base, &ty.clone().array(ndim), false)
    }

    /// An output array.
    pub fn out(&mut self, words: &[&'static str], ty: &Ty, ndim: u8) -> String {
        let base = self.rng.word(words);
        self.param(base, &ty.clone().array(ndim), true)
    }

    /// A new local from one of the words.
    pub fn set(&mut self, words: &[&'static str], ty: &Ty, text: impl AsRef<str>) -> String {
        let base = self.rng.word(words);
        self.bind_text(base, ty, text)
    }

    /// Text of a random value.
    pub fn x(&mut self, ty: &Ty) -> String {
        self.value(ty).s
    }

    /// Text of a random value that may be an operand of `*`.
    pub fn o(&mut self, ty: &Ty) -> String {
        let e = self.value(ty);
        wrap(&e, 11)
    }

    /// Text of a random float.
    pub fn xf(&mut self) -> String {
        let ty = Ty::S(self.real);
        self.x(&ty)
    }

    /// Random statements, as many as this program's size asks for.
    pub fn fill(&mut self, share: f64) {
        let n = (self.swarm.size * share).round() as usize;
        let nested = self.swarm.nested;
        self.statements(n.min(40), nested);
    }

    /// Maybe leave early.
    pub fn maybe_guard(&mut self, names: &[String]) {
        if self.swarm.early > 0.0 && self.chance(0.75) {
            self.guard(names);
        }
    }

    /// Helpers of that type, if the program has any.
    pub fn maybe_helpers(&mut self, types: &[Ty]) {
        if self.swarm.helpers > 0.0 {
            let count = 1 + self.rng.weighted(&[0.8, 0.16, 0.04]);
            for _ in 0..count {
                let ty = self.rng.pick(types).clone();
                self.helper(&ty);
            }
        }
    }

    /// Call one of the helpers, or make a value otherwise.
    pub fn via_helper(&mut self, ty: &Ty) -> String {
        match self.user_call(ty, 1) {
            Some(e) => e.s,
            None => self.x(ty),
        }
    }

    /// A loop over neighbours given by offsets and an adjacency list.
    pub fn adjacency_loop(&mut self, i: &str, body: impl FnOnce(&mut Self, &str)) {
        let style = self.rng.below(3);
        let (lo, hi) = match style {
            0 => {
                let offsets = self.arr(
                    &["offsets", "row_ptr", "neighbor_offsets", "starts", "adj_offsets", "indptr"],
                    &I32,
                    1,
                );
                (format!("{offsets}[{i}]"), format!("{offsets}[{i} + 1]"))
            }
            1 => {
                let starts = self.arr(&["start", "first", "begin", "row_start"], &I32, 1);
                let counts = self.arr(&["degree", "counts", "num_neighbors", "valence"], &I32, 1);
                (format!("{starts}[{i}]"), format!("{starts}[{i}] + {counts}[{i}]"))
            }
            _ => {
                let k = self.pi(&["max_neighbors", "k_neighbors", "degree", "width"]);
                (format!("{i} * {k}"), format!("({i} + 1) * {k}"))
            }
        };
        let (lo, hi) = if self.chance(0.4) {
            let a = self.set(&["start", "begin", "lo", "first"], &I32, lo);
            let b = self.set(&["end", "stop", "hi", "last"], &I32, hi);
            self.used(&a);
            self.used(&b);
            (a, b)
        } else {
            (lo, hi)
        };
        let list =
            self.arr(&["neighbors", "cols", "adj", "indices", "adjacency", "col_idx", "edges"], &I32, 1);
        let base = self.rng.word(&["k", "e", "n", "slot", "nz"]);
        let e = self.fresh(base);
        let base = self.rng.word(&["j", "nbr", "other", "neighbor", "col"]);
        let j = self.fresh(base);
        self.f().loops += 1;
        block!(self, ["for {e} in range({lo}, {hi}):"], |g| {
            line!(g, "{j} = {list}[{e}]");
            g.declare(&e, &I32, false, false, true);
            g.declare(&j, &I32, true, false, true);
            if g.chance(0.3) {
                let test = g.rng.word(&["< 0", "== -1", "== i"]).replace('i', i);
                block!(g, ["if {j} {test}:"], |g| g.line("continue"));
            }
            body(g, &j);
        });
        self.f().loops -= 1;
    }

    /// Clamp-to-edge, wrap-around or skip at the border of a grid: statements and index texts.
    pub fn border(&mut self, names: &[String], sizes: &[String]) {
        match self.rng.below(4) {
            0 => {
                let tests: Vec<String> =
                    names.iter().zip(sizes).map(|(i, n)| format!("{i} == 0 or {i} == {n} - 1")).collect();
                self.note(&["boundary cells are fixed", "skip the boundary", "Dirichlet boundary"]);
                block!(self, ["if {}:", tests.join(" or ")], |g| g.line("return"));
            }
            1 => {
                let tests: Vec<String> =
                    names.iter().zip(sizes).map(|(i, n)| format!("{i} > 0 and {i} < {n} - 1")).collect();
                line!(self, "interior = {}", tests.join(" and "));
                self.declare("interior", &BOOL, true, false, false);
                self.f().taken.insert("interior".to_owned());
            }
            2 => {
                let tests: Vec<String> =
                    names.iter().zip(sizes).map(|(i, n)| format!("{i} < 1 or {i} > {n} - 2")).collect();
                block!(self, ["if {}:", tests.join(" or ")], |g| g.line("return"));
            }
            _ => {}
        }
    }

    /// The index left or right of one, by the conventions people have.
    pub fn neighbor_index(&mut self, i: &str, n: &str, step: i64) -> String {
        let shifted = if step > 0 { format!("{i} + {step}") } else { format!("{i} - {}", -step) };
        match self.rng.below(4) {
            0 if step > 0 => format!("wp.min({shifted}, {n} - 1)"),
            0 => format!("wp.max({shifted}, 0)"),
            1 if step > 0 => format!("({shifted}) % {n}"),
            1 => format!("({shifted} + {n}) % {n}"),
            _ => shifted,
        }
    }

    /// A function that evaluates a polynomial, rational or transcendental profile.
    pub fn profile(&mut self, words: &[&'static str]) -> Func {
        let ty = Ty::S(self.real);
        let base = self.rng.word(words);
        let extra = self.chance(0.5);
        let mut args = vec![(self.rng.word(&["r", "x", "d", "t", "q", "s"]), ty.clone())];
        if extra {
            args.push((self.rng.word(&["h", "k", "a", "sigma", "width"]), ty.clone()));
        }
        let table = std::mem::replace(&mut self.swarm.table, 0.0);
        let func = self.func(base, &args, std::slice::from_ref(&ty), |g, names| {
            let r = names[0].clone();
            if extra && g.chance(0.6) {
                let h = names[1].clone();
                let q = set!(g, &["q", "u", "ratio", "z"], &ty, "{r} / {h}");
                if g.chance(0.6) {
                    let limit = g.number();
                    block!(g, ["if {q} > {}:", g.real_text(&limit)], |g| {
                        let zero = g.real_text("0.0");
                        line!(g, "return {zero}");
                    });
                }
            }
            if g.chance(0.5) {
                let text = g.xf();
                g.set(&["a", "t", "w", "s2", "k"], &ty, text);
            }
            let d = g.swarm.depth + 1;
            vec![g.expr(&ty, d)]
        });
        self.swarm.table = table;
        func
    }

    /// A float literal of the program's float type.
    pub fn real_text(&mut self, number: &str) -> String {
        if self.real == Sc::F32 { number.to_owned() } else { format!("wp.{}({number})", self.real.name()) }
    }

    /// A random struct of a domain: a few fields from typed words.
    pub fn domain_struct(&mut self, names: &[&'static str], fields: &[(&'static str, Ty)]) -> usize {
        let mut chosen: Vec<(&str, Ty)> = fields.to_vec();
        self.rng.shuffle(&mut chosen);
        let keep = 2 + self.rng.below(fields.len().saturating_sub(1).max(1));
        chosen.truncate(keep.min(fields.len()));
        let base = self.rng.word(names);
        self.structure(base, &chosen)
    }

    /// A value updated by one of the explicit integration schemes.
    pub fn integrate(&mut self, pos: &str, vel: &str, i: &str, acc: &str, dt: &str, ty: &Ty) {
        let v = set!(self, &["v", "vel", "v_new", "v1"], ty, "{vel}[{i}] + {acc} * {dt}");
        if self.chance(0.5) {
            let k = self.xf();
            match self.rng.below(3) {
                0 => line!(self, "{v} *= 1.0 - {}", self.f_operand(&k)),
                1 => line!(self, "{v} = {v} * wp.exp(-{} * {dt})", self.f_operand(&k)),
                _ => line!(self, "{v} = {v} / (1.0 + {dt} * {})", self.f_operand(&k)),
            }
        }
        let x = set!(self, &["x", "p", "x_new", "pos"], ty, "{pos}[{i}] + {v} * {dt}");
        self.used(&x);
        self.used(&v);
        let more = self.swarm.branches > 0.0 && self.chance(0.5);
        if more && *ty == VEC3 {
            let axis = *self.rng.pick(&[1, 1, 2]);
            let level = self.rng.word(&["0.0", "0.0", "-1.0", "0.5"]);
            self.note(&["ground contact", "bounce off the floor", "collide with the plane"]);
            block!(self, ["if {x}[{axis}] < {level}:"], |g| {
                let restitution = g.number();
                match g.rng.below(3) {
                    0 => {
                        line!(g, "{x}[{axis}] = {level}");
                        line!(g, "{v}[{axis}] = -{v}[{axis}] * {restitution}");
                    }
                    1 => line!(g, "{v} = wp.vec3({v}[0] * {restitution}, -{v}[1], {v}[2] * {restitution})"),
                    _ => {
                        let other = g.x(&VEC3);
                        line!(
                            g,
                            "{v} = {v} - {restitution} * {}",
                            wrap(&atom(other.clone()), 0).replace(&other, &format!("({other})"))
                        );
                    }
                }
            });
        }
        line!(self, "{vel}[{i}] = {v}");
        line!(self, "{pos}[{i}] = {x}");
        for p in [pos, vel] {
            let frame = self.f();
            for param in frame.params.iter_mut().filter(|q| q.name == p) {
                param.out = true;
            }
        }
    }

    /// Parenthesise a text unless it is a plain atom.
    pub fn f_operand(&mut self, text: &str) -> String {
        if text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.')) {
            text.to_owned()
        } else {
            format!("({text})")
        }
    }

    /// A short name for the real type in annotations.
    pub fn real_name(&mut self) -> String {
        let ty = Ty::S(self.real);
        self.type_name(&ty)
    }

    /// Find an insertion point in a sorted array, by hand.
    pub fn binary_search(&mut self, array: &str, n: &str, key: &str, ty: &Ty) -> String {
        let _ = ty;
        let lo = self.set(&["lo", "left", "low", "first"], &I32, "int(0)");
        let hi = set!(self, &["hi", "right", "high", "last"], &I32, "{n} - {}", self.rng.below(2));
        self.hide(&lo);
        self.hide(&hi);
        let base = self.rng.word(&["mid", "m", "center_idx"]);
        let mid = self.fresh(base);
        let how = self
            .rng
            .word(&[
                "({lo} + {hi}) // 2",
                "({lo} + {hi}) / 2",
                "{lo} + ({hi} - {lo}) // 2",
                "({lo} + {hi}) >> 1",
            ])
            .replace("{lo}", &lo)
            .replace("{hi}", &hi);
        let op = self.rng.word(&["<", "<="]);
        let flip = self.chance(0.4);
        self.f().loops += 1;
        block!(self, ["while {lo} < {hi}:"], |g| {
            line!(g, "{mid} = {how}");
            let (a, b) = (format!("{lo} = {mid} + 1"), format!("{hi} = {mid}"));
            if flip {
                block!(g, ["if {key} {} {array}[{mid}]:", if op == "<" { "<=" } else { "<" }], |g| g
                    .line(&b));
                g.block("else:", |g| g.line(&a));
            } else {
                block!(g, ["if {array}[{mid}] {op} {key}:"], |g| g.line(&a));
                g.block("else:", |g| g.line(&b));
            }
        });
        self.f().loops -= 1;
        lo
    }

    /// The general float type, as a type.
    pub fn real_ty(&self) -> Ty {
        Ty::S(self.real)
    }
}
