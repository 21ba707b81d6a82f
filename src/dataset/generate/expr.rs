//! The typed walk over expressions.

use super::calls::{calls, operator};
use super::core::{E, Gen, Kind, Var};
use super::types::{F32, Family, I32, Sc, Ty};
use super::values::atom;

/// Precedences: 0 conditional, 1 or, 2 and, 3 not, 4 comparison, 5 |, 6 ^, 7 &, 8 shifts, 9 + -, 10 * / %, 11 unary, 12 **, 13 atom.
pub fn wrap(e: &E, at_least: u8) -> String {
    if e.prec < at_least { format!("({})", e.s) } else { e.s.clone() }
}

/// A left-associative binary expression.
pub fn binary(op: &str, prec: u8, a: &E, b: &E) -> E {
    let (left, right) = if prec == 12 { (13, 12) } else { (prec, prec + 1) };
    E { s: format!("{} {op} {}", wrap(a, left), wrap(b, right)), prec, constant: false }
}

/// A call of a built-in.
pub fn call(name: &str, args: &[E]) -> E {
    let args: Vec<&str> = args.iter().map(|a| a.s.as_str()).collect();
    atom(format!("wp.{name}({})", args.join(", ")))
}

const UNARY_FLOAT: &[&str] = &[
    "sin", "cos", "sqrt", "exp", "abs", "tanh", "log", "floor", "sin", "cos", "sqrt", "exp", "abs", "atan",
    "ceil", "sign", "frac", "round", "tan", "cbrt", "erf", "log2", "sinh", "cosh", "acos", "asin", "log10",
    "degrees", "radians", "trunc", "rint", "step", "erfc", "nonzero", "erfinv", "erfcinv",
];

impl Gen {
    /// An expression of that type, at most `depth` operations deep.
    pub fn expr(&mut self, ty: &Ty, depth: u32) -> E {
        if depth == 0 || self.chance(0.12) {
            return self.leaf(ty, depth > 0);
        }
        let helper = self.swarm.helpers > 0.0 && self.chance(0.12);
        if helper && let Some(e) = self.user_call(ty, depth) {
            return e;
        }
        if self.swarm.ifexp > 0.0 && self.chance(0.05) && !matches!(ty, Ty::S(Sc::Bool)) {
            let (a, c, b) = (self.expr(ty, depth - 1), self.condition(0), self.expr(ty, depth - 1));
            return E {
                s: format!("{} if {} else {}", wrap(&a, 1), wrap(&c, 1), wrap(&b, 1)),
                prec: 0,
                constant: false,
            };
        }
        if self.swarm.wheres > 0.0 && self.chance(0.06) && ty.scalar().is_some() {
            let (c, a, b) = (self.condition(0), self.expr(ty, depth - 1), self.expr(ty, depth - 1));
            return call("where", &[c, a, b]);
        }
        if self.swarm.table > 0.0
            && self.chance(0.1)
            && let Some(e) = self.table_call(ty, depth)
        {
            return e;
        }
        match *ty {
            Ty::S(Sc::Bool) => self.condition(depth - 1),
            Ty::S(s) if s.is_float() => self.float_expr(s, depth),
            Ty::S(s) => self.int_expr(s, depth),
            Ty::Vec(n, s) => self.vec_expr(n, s, depth),
            Ty::Mat(n, m, s) => self.mat_expr(n, m, s, depth),
            Ty::Quat(s) => self.quat_expr(s, depth),
            Ty::Xform(s) => self.xform_expr(s, depth),
            _ => self.leaf(ty, false),
        }
    }

    /// An expression as deep as this program likes them.
    pub fn value(&mut self, ty: &Ty) -> E {
        let depth = self.swarm.depth;
        self.expr(ty, depth)
    }

    /// Text of a shallow expression.
    pub fn short(&mut self, ty: &Ty) -> String {
        let e = self.expr(ty, 1);
        e.s
    }

    /// Text of a shallow expression, fit to be an operand of a product.
    pub fn operand(&mut self, ty: &Ty) -> String {
        let e = self.expr(ty, 1);
        wrap(&e, 11)
    }

    /// Something that is simply there.
    pub fn leaf(&mut self, ty: &Ty, literals: bool) -> E {
        let (vars, arrays, parts) = self.sources(ty);
        let kept = vars.len().min(3) as f64;
        if self.swarm.keep && self.chance(kept * 0.32) {
            return self.kept(&vars);
        }
        let unused = vars.iter().filter(|v| v.uses == 0).count();
        let is_scalar = matches!(ty, Ty::S(_));
        let addable = self.may_add(ty);
        let index = if arrays.is_empty() { 0.0 } else { 1.0 };
        let weights = [
            unused as f64 * 4.0,
            vars.len() as f64 * 1.2,
            if index > 0.0 { 1.5 + arrays.len() as f64 } else { 0.0 },
            if parts.is_empty() { 0.0 } else { 0.4 + self.swarm.components * 1.2 },
            if literals && is_scalar { 1.2 } else { 0.02 },
            if addable { 1.0 } else { 0.0 },
            if is_scalar && self.swarm.constants > 0.0 { 0.4 } else { 0.0 },
        ];
        match self.rng.weighted(&weights) {
            0 => {
                let fresh: Vec<&Var> = vars.iter().filter(|v| v.uses == 0).collect();
                let text = fresh[self.rng.below(fresh.len())].text.clone();
                self.used(&text);
                atom(text)
            }
            1 => self.kept(&vars),
            2 => {
                let weights: Vec<f64> = arrays.iter().map(|a| 1.0 / f64::from(1 + a.3)).collect();
                let (name, elem, ndim, _) = arrays[self.rng.weighted(&weights)].clone();
                let e = self.load(&name, &elem, ndim, ty);
                self.keep(ty, e)
            }
            3 => {
                let (text, part) = self.rng.pick(&parts).clone();
                self.used(&text);
                self.component(&text, &part)
            }
            5 => {
                let e = self.new_input(ty);
                self.keep(ty, e)
            }
            6 => {
                let name = self.constant(ty);
                atom(name)
            }
            _ => match *ty {
                Ty::Vec(n @ 2..=4, s) if s.is_float() && self.chance(0.75) => {
                    let name = self.type_name(ty);
                    let parts: Vec<String> = (0..n).map(|_| self.leaf(&Ty::S(s), true).s).collect();
                    atom(format!("{name}({})", parts.join(", ")))
                }
                _ => self.literal_value(ty),
            },
        }
    }

    /// One of some variables, rather one that was read less.
    fn kept(&mut self, vars: &[Var]) -> E {
        let weights: Vec<f64> = vars.iter().map(|v| 1.0 / f64::from(1 + v.uses)).collect();
        let text = vars[self.rng.weighted(&weights)].text.clone();
        self.used(&text);
        atom(text)
    }

    /// What was read from an array, in a local if the program keeps such.
    fn keep(&mut self, ty: &Ty, e: E) -> E {
        if !self.swarm.keep || !e.s.ends_with(']') {
            return e;
        }
        let base = self.local_base(ty);
        let name = self.bind(base, ty, &e);
        self.used(&name);
        atom(name)
    }

    /// A value that needs nothing in scope.
    pub fn literal_value(&mut self, ty: &Ty) -> E {
        match *ty {
            Ty::S(s) => self.literal(s),
            Ty::Quat(Sc::F32) if self.chance(0.6) => atom("wp.quat_identity()"),
            Ty::Xform(Sc::F32) if self.chance(0.6) => atom("wp.transform_identity()"),
            Ty::Quat(s) => atom(format!("wp.quat_identity(dtype=wp.{})", s.name())),
            Ty::Xform(s) => atom(format!("wp.transform_identity(dtype=wp.{})", s.name())),
            Ty::Mat(n, m, s) if n == m && self.chance(0.4) => {
                let dtype = self.type_name(&Ty::S(s));
                atom(format!("wp.identity(n={n}, dtype={dtype})"))
            }
            Ty::Vec(n, s) => {
                let name = self.type_name(ty);
                let parts: Vec<String> = (0..n)
                    .map(|_| match s {
                        Sc::Bool => self.rng.word(&["True", "False"]).to_owned(),
                        s if s.is_float() => {
                            if self.chance(0.6) {
                                self.rng.word(&["0.0", "1.0", "0.0"]).to_owned()
                            } else {
                                self.number()
                            }
                        }
                        _ => self.small().to_string(),
                    })
                    .collect();
                atom(format!("{name}({})", parts.join(", ")))
            }
            Ty::Mat(_, _, s) if s.is_float() => {
                let name = self.type_name(ty);
                if s == Sc::F32 && self.chance(0.5) {
                    let number = self.number();
                    return atom(format!("{name}({number})"));
                }
                atom(format!("{name}()"))
            }
            _ => {
                let name = self.type_name(ty);
                atom(format!("{name}()"))
            }
        }
    }

    /// What is in scope for a type: variables, arrays (name, element, dimensions), composites with such a component.
    #[allow(clippy::type_complexity)]
    fn sources(&mut self, ty: &Ty) -> (Vec<Var>, Vec<(String, Ty, u8, u32)>, Vec<(String, Ty)>) {
        let (mut vars, mut arrays, mut parts) = (Vec::new(), Vec::new(), Vec::new());
        let frame = self.f();
        let can_index = frame.vars.iter().chain(&frame.pvars).any(|v| v.index);
        for var in frame.vars.iter().chain(&frame.pvars).filter(|v| v.offered) {
            if var.ty == *ty {
                vars.push(var.clone());
                continue;
            }
            match &var.ty {
                Ty::Arr(family, elem, ndim)
                    if can_index && (*family != Family::IndexedFabric || *ndim == 1) =>
                {
                    let holds = **elem == *ty || (has_component(elem, ty) && elem.components() < 17);
                    if holds {
                        arrays.push((var.text.clone(), (**elem).clone(), *ndim, var.uses));
                    }
                }
                other if has_component(other, ty) => parts.push((var.text.clone(), other.clone())),
                _ => {}
            }
        }
        (vars, arrays, parts)
    }

    fn may_add(&mut self, ty: &Ty) -> bool {
        let limit = self.swarm.max_params;
        let frame = self.f();
        frame.may_add_params
            && frame.params.len() < limit
            && !matches!(ty, Ty::Arr(..) | Ty::Named(_) | Ty::Struct(_))
    }

    /// A new parameter that gives such a value.
    pub fn new_input(&mut self, ty: &Ty) -> E {
        let kernel = self.f().kind == Kind::Kernel;
        let indexed = self.any_index();
        if kernel && indexed && (!matches!(ty, Ty::S(_)) || self.chance(0.5)) {
            let ndim = self.array_rank();
            let base = self.array_base(ty);
            let name = self.param(base, &ty.clone().array(ndim), false);
            return self.load(&name, ty, ndim, ty);
        }
        let base = self.scalar_base(ty);
        let name = self.param(base, ty, false);
        self.used(&name);
        atom(name)
    }

    /// How many dimensions a new array gets: those of the thread grid, as people have it.
    pub fn array_rank(&mut self) -> u8 {
        let indices = self.f().vars.iter().filter(|v| v.index).count();
        let multi = self.swarm.multi;
        match indices {
            0 | 1 => 1 + u8::from(multi > 0.0 && self.chance(0.1)),
            2 if multi > 0.0 => 1 + u8::from(self.chance(0.6)),
            3.. if multi > 0.0 => 1 + self.rng.weighted(&[0.35, 0.35, 0.3]) as u8,
            _ => 1,
        }
    }

    /// Whether something in scope indexes arrays.
    pub fn any_index(&mut self) -> bool {
        let frame = self.f();
        frame.vars.iter().chain(&frame.pvars).any(|v| v.index)
    }

    /// A name for a parameter array.
    pub fn array_base(&mut self, elem: &Ty) -> &'static str {
        let v = if self.chance(0.75) { self.vocab } else { &super::names::GENERAL };
        let words = match elem {
            Ty::S(s) if s.is_float() => v.float_arrays,
            Ty::S(_) => v.int_arrays,
            Ty::Mat(..) => &["matrices", "mats", "jacobians", "A", "blocks", "tensors", "hessians", "frames"],
            Ty::Quat(_) => &["rotations", "quats", "orientations", "rot", "q", "body_q"],
            Ty::Xform(_) => &["transforms", "poses", "frames", "body_q", "xforms"],
            Ty::Struct(_) => &["items", "states", "bodies", "records", "elements", "entries"],
            _ => v.vec_arrays,
        };
        self.rng.word(words)
    }

    /// A name for a scalar or composite parameter.
    pub fn scalar_base(&mut self, ty: &Ty) -> &'static str {
        let v = if self.chance(0.75) { self.vocab } else { &super::names::GENERAL };
        let words = match ty {
            Ty::S(Sc::Bool) => {
                &["enabled", "flip", "use_weights", "clamp_output", "verbose", "wrap", "active"]
            }
            Ty::S(s) if s.is_float() => v.floats,
            Ty::S(_) => v.ints,
            Ty::Mat(..) => &["M", "A", "rot_mat", "basis", "K", "R", "jac", "inertia"],
            Ty::Quat(_) => &["q", "rot", "orientation", "q0"],
            Ty::Xform(_) => &["xform", "pose", "frame", "tf", "world_tf"],
            _ => &[
                "gravity", "center", "origin", "axis", "dir", "wind", "target", "shift", "lower", "upper",
                "bias",
            ],
        };
        self.rng.word(words)
    }

    /// A name for a local of that type.
    pub fn local_base(&mut self, ty: &Ty) -> &'static str {
        let v = if self.chance(1.0 - self.style.short_names) { self.vocab } else { &super::names::GENERAL };
        let words = match ty {
            Ty::S(Sc::Bool) => {
                &["inside", "valid", "ok", "is_active", "hit", "found", "keep", "done", "positive"]
            }
            Ty::S(s) if s.is_float() => v.float_locals,
            Ty::S(_) => v.int_locals,
            Ty::Mat(..) => &["m", "A", "R", "J", "F", "outer_p", "basis", "C", "S", "H"],
            Ty::Quat(_) => &["q", "rot", "dq", "r", "q_rel", "q_err"],
            Ty::Xform(_) => &["xf", "X", "tf", "pose", "frame", "X_wb"],
            Ty::Struct(_) => &["item", "s", "state", "entry", "rec", "out_state"],
            _ => v.vec_locals,
        };
        self.rng.word(words)
    }

    /// `array[index]`, or a component of it.
    fn load(&mut self, name: &str, elem: &Ty, ndim: u8, want: &Ty) -> E {
        let index = self.indices(ndim);
        self.used(name);
        let text = format!("{name}{index}");
        if elem == want { atom(text) } else { self.component(&text, elem) }
    }

    /// An index list in brackets.
    pub fn indices(&mut self, ndim: u8) -> String {
        let parts: Vec<String> = (0..ndim).map(|axis| self.index_at(axis as usize)).collect();
        if ndim > 1 && self.chance(0.06) {
            format!("[{}]", parts.join("]["))
        } else {
            format!("[{}]", parts.join(", "))
        }
    }

    /// One index: mostly the thread's own, sometimes a neighbour.
    pub fn index_at(&mut self, axis: usize) -> String {
        let frame = self.f();
        let names: Vec<String> = frame
            .vars
            .iter()
            .chain(&frame.pvars)
            .filter(|v| v.index && v.ty == I32)
            .map(|v| v.text.clone())
            .collect();
        if names.is_empty() {
            return self.rng.below(3).to_string();
        }
        let near = names.len() - 1 - self.rng.below(names.len().min(2));
        let at = if axis < names.len() && self.chance(0.75) { axis } else { near };
        let name = names[at.min(names.len() - 1)].clone();
        self.used(&name);
        match self.rng.below(24) {
            0 => format!("{name} + 1"),
            1 => format!("{name} - 1"),
            2 if axis > 0 => self.rng.below(3).to_string(),
            3 => {
                let k = 2 + self.rng.below(3);
                let c = self.rng.below(k);
                if c == 0 { format!("{name} * {k}") } else { format!("{k} * {name} + {c}") }
            }
            _ => name,
        }
    }

    /// A component of a composite.
    fn component(&mut self, text: &str, ty: &Ty) -> E {
        match *ty {
            Ty::Vec(n @ 2..=4, _) if self.style.component_letters && !text.ends_with(']') => {
                let letter = ["x", "y", "z", "w"][self.rng.below(n as usize)];
                atom(format!("{text}.{letter}"))
            }
            Ty::Vec(n, _) => atom(format!("{text}[{}]", self.rng.below(n as usize))),
            Ty::Quat(_) => atom(format!("{text}[{}]", self.rng.below(4))),
            Ty::Mat(n, m, _) => {
                let (r, c) = (self.rng.below(n as usize), self.rng.below(m as usize));
                atom(format!("{text}[{r}, {c}]"))
            }
            _ => atom(format!("{text}[0]")),
        }
    }

    /// A call of one of the file's functions.
    pub fn user_call(&mut self, ty: &Ty, depth: u32) -> Option<E> {
        let found: Vec<super::core::Func> = self
            .file
            .funcs
            .iter()
            .filter(|f| {
                matches!(f.results.as_slice(), [one] if one == ty)
                    && f.args.iter().all(|a| !matches!(a, Ty::Arr(..) | Ty::Named(_)))
            })
            .cloned()
            .collect();
        if found.is_empty() {
            return None;
        }
        let func = self.rng.pick(&found).clone();
        Some(self.call_func(&func, depth))
    }

    /// A call of that function with arguments from the walk.
    pub fn call_func(&mut self, func: &super::core::Func, depth: u32) -> E {
        let args: Vec<String> = func
            .args
            .iter()
            .map(|a| match a {
                Ty::Arr(_, _, _) => {
                    let base = self.array_base(a);
                    self.param_like(base, a)
                }
                Ty::Struct(_) => self.struct_value(a),
                _ => self.expr(a, depth.saturating_sub(1)).s,
            })
            .collect();
        atom(format!("{}({})", func.name, args.join(", ")))
    }

    /// A struct in scope, or a new parameter.
    pub fn struct_value(&mut self, ty: &Ty) -> String {
        let found: Vec<String> =
            self.f().vars.iter().filter(|v| v.ty == *ty).map(|v| v.text.clone()).collect();
        if let Some(name) = found.last() {
            return name.clone();
        }
        self.param_like("params", ty)
    }

    /// A built-in of the table with that result.
    fn table_call(&mut self, ty: &Ty, depth: u32) -> Option<E> {
        let table = calls();
        let rows = table.by_result.get(ty)?;
        for _ in 0..6 {
            // The rarer of two.
            let (a, b) = (*self.rng.pick(rows), *self.rng.pick(rows));
            let uses = |row: u32| self.feedback.uses(table.overload_of(row));
            let row = &table.rows[if uses(b) < uses(a) { b } else { a } as usize];
            let familiar = row.args.iter().all(|a| {
                matches!(a, Ty::S(Sc::F32 | Sc::I32 | Sc::Bool))
                    || a == ty
                    || (a.scalar() == ty.scalar() && a.components() < 17)
            });
            if !familiar
                || row.name.starts_with("atomic_")
                || row.args.iter().any(|a| matches!(a, Ty::Arr(..)))
            {
                continue;
            }
            return self.row_call(row, depth.saturating_sub(1).min(1));
        }
        None
    }

    /// A call of that row.
    pub fn row_call(&mut self, row: &super::calls::Call, depth: u32) -> Option<E> {
        let mut args = Vec::with_capacity(row.args.len());
        for ty in &row.args {
            match ty {
                Ty::Arr(_, elem, _) => {
                    let base = self.array_base(elem);
                    args.push(atom(self.param_like(base, ty)));
                }
                Ty::S(Sc::U32) if is_random(row.name) && args.is_empty() => args.push(atom(self.rng_state())),
                Ty::S(s) if !matches!(s, Sc::F32 | Sc::I32) && self.chance(0.3) => {
                    args.push(self.literal(*s))
                }
                _ => args.push(self.expr(ty, depth)),
            }
        }
        // Warp writes a constant (a literal, a name in capitals) cast to 64 bits as Python spells it, and C++ knows no `True`.
        if matches!(row.name, "float64" | "int64" | "uint64")
            && row.args.first() == Some(&Ty::S(Sc::Bool))
            && args.first().is_some_and(|a| a.constant || a.s.chars().all(|c| !c.is_ascii_lowercase()))
        {
            return None;
        }
        if let Some((op, prec)) = operator(row.name)
            && let [a, b] = args.as_slice()
            && self.chance(0.85)
        {
            return Some(binary(op, prec, a, b));
        }
        if let [a] = args.as_slice()
            && self.chance(0.9)
        {
            match row.name {
                "neg" => return Some(E { s: format!("-{}", wrap(a, 12)), prec: 11, constant: false }),
                "invert" => return Some(E { s: format!("~{}", wrap(a, 12)), prec: 11, constant: false }),
                "pos" => return Some(E { s: format!("+{}", wrap(a, 12)), prec: 11, constant: false }),
                _ => {}
            }
        }
        if matches!(row.name, "int" | "float" | "bool") {
            return Some(atom(format!("{}({})", row.name, args.first()?.s)));
        }
        Some(call(row.name, &args))
    }

    /// The state of a random generator in scope, made now if need be.
    pub fn rng_state(&mut self) -> String {
        let found = self.f().vars.iter().find(|v| v.ty == Ty::Named("rng")).map(|v| v.text.clone());
        if let Some(name) = found {
            return name;
        }
        let frame = self.f();
        let in_scope = frame.vars.iter().chain(&frame.pvars).find(|v| v.index).map(|v| v.text.clone());
        let seed = if self.may_add(&F32) {
            self.param("seed", &I32, false)
        } else {
            self.rng.range(1, 999).to_string()
        };
        let second = in_scope.map_or(String::new(), |i| format!(", {i}"));
        let base = self.rng.word(&["state", "rng", "rand_state", "rng_state", "r"]);
        let name = self.fresh(base);
        line!(self, "{name} = wp.rand_init({seed}{second})");
        self.declare(&name, &Ty::Named("rng"), false, false, false);
        name
    }

    /// A unary built-in on floats, by how common it is.
    pub fn unary_float(&mut self, x: &E, s: Sc) -> E {
        let at = self.rng.below(UNARY_FLOAT.len()).min(self.rng.below(UNARY_FLOAT.len()));
        let name = UNARY_FLOAT[at];
        let guarded = match name {
            "sqrt" | "log" | "log2" | "log10" if s == Sc::F32 => match self.rng.below(4) {
                0 => format!("wp.abs({}) + 1.0", x.s),
                1 => format!("wp.max({}, {})", x.s, self.rng.word(&["0.0", "1.0e-6", "1e-4", "1.0"])),
                2 => format!("{} * {} + 1.0", wrap(x, 11), wrap(x, 11)),
                _ => x.s.clone(),
            },
            "acos" | "asin" if s == Sc::F32 => format!("wp.clamp({}, -1.0, 1.0)", x.s),
            "exp" if self.chance(0.6) => format!("-{}", wrap(x, 12)),
            _ => x.s.clone(),
        };
        atom(format!("wp.{name}({guarded})"))
    }
}

/// Whether the first argument is a generator's state.
pub fn is_random(name: &str) -> bool {
    name.starts_with("rand") && name != "rand_init"
        || name.starts_with("sample_")
        || matches!(name, "poisson" | "noise" | "pnoise" | "curlnoise")
}

fn has_component(of: &Ty, part: &Ty) -> bool {
    match (of, part) {
        (Ty::Vec(_, s) | Ty::Quat(s) | Ty::Mat(_, _, s), Ty::S(p)) => s == p,
        _ => false,
    }
}
