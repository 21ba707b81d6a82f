//! Statements that bring a feature to any kernel: used where the set has not seen the feature beside a family's own.

use super::core::{E, Gen};
use super::expr::wrap;
use super::types::{F32, Sc, Ty};

/// The features that a statement can bring.
pub const MIXINS: &[&str] = &[
    "while",
    "for",
    "nested_loops",
    "if_expr",
    "slices",
    "random",
    "noise",
    "float64",
    "float16",
    "bfloat16",
    "integer_types",
    "static",
    "stack_arrays",
    "assert_print",
    "wp_grad",
    "where",
    "atomics",
    "quaternions",
    "bool_ops",
    "matrices",
    "break_continue",
];

impl Gen {
    /// Bring in what this program was asked to have.
    pub fn bring_wanted(&mut self) {
        let wanted = std::mem::take(&mut self.wanted);
        if wanted.is_empty() {
            return;
        }
        for feature in wanted {
            self.bring(feature);
        }
        self.finish_stores();
    }

    fn bring(&mut self, feature: &str) {
        match feature {
            "while" => self.while_loop(0),
            "for" => self.counted_loop(0),
            "nested_loops" => {
                let (name, ty) = self.accumulator();
                let (outer, inner) = (self.fresh("a"), self.fresh("b"));
                let (m, n) = (2 + self.rng.below(3), 2 + self.rng.below(3));
                block!(self, ["for {outer} in range({m}):"], |g| {
                    block!(g, ["for {inner} in range({n}):"], |g| {
                        let e = g.leaf(&ty, false);
                        line!(g, "{name} += {}", e.s);
                    });
                });
            }
            "break_continue" => {
                let (name, ty) = self.accumulator();
                let (i, n) = (self.fresh("trial"), self.int_input());
                block!(self, ["for {i} in range({n}):"], |g| {
                    let e = g.leaf(&ty, false);
                    line!(g, "{name} += {}", e.s);
                    let c = g.condition(0);
                    block!(g, ["if {}:", c.s], |g| g.line("break"));
                });
            }
            "if_expr" => {
                let ty = Ty::S(self.real);
                let (a, c, b) = (self.expr(&ty, 1), self.condition(0), self.expr(&ty, 1));
                let text = format!("{} if {} else {}", wrap(&a, 1), wrap(&c, 1), wrap(&b, 1));
                self.bind("picked", &ty, &E { s: text, prec: 0, constant: false });
            }
            "where" => {
                let ty = Ty::S(self.real);
                let (c, a, b) = (self.condition(0), self.expr(&ty, 1), self.expr(&ty, 1));
                bind_text!(self, "chosen", &ty, "wp.where({}, {}, {})", c.s, a.s, b.s);
            }
            "slices" => {
                let v = self.new_input(&Ty::Vec(4, Sc::F32));
                bind_text!(self, "head", &Ty::Vec(2, Sc::F32), "{}[1:3]", v.s);
            }
            "random" => {
                let state = self.rng_state();
                bind_text!(self, "jitter", &F32, "wp.randf({state})");
            }
            "noise" => {
                let (state, x) = (self.rng_state(), self.leaf(&F32, false));
                bind_text!(self, "bump", &F32, "wp.noise({state}, {})", x.s);
            }
            "float64" => self.in_type(Sc::F64),
            "float16" => self.in_type(Sc::F16),
            "bfloat16" => self.in_type(Sc::Bf16),
            "integer_types" => {
                let s = *self.rng.pick(&[Sc::I8, Sc::I16, Sc::I64, Sc::U8, Sc::U16, Sc::U32]);
                self.in_type(s);
            }
            "matrices" => self.bring_value(&Ty::Mat(3, 3, Sc::F32)),
            "quaternions" => self.bring_value(&Ty::Quat(Sc::F32)),
            "static" => {
                let number = self.number();
                let x = self.leaf(&F32, false);
                let power = 2 + self.rng.below(3);
                bind_text!(self, "scaled", &F32, "wp.static({number} ** {power}) * {}", wrap(&x, 11));
            }
            "stack_arrays" => self.bring_stack_array(),
            "assert_print" => self.diagnostics(),
            "atomics" => self.atomic_random(),
            "bool_ops" => {
                let (a, b) = (self.condition(0), self.condition(0));
                let test = format!("{} and {}", wrap(&a, 3), wrap(&b, 3));
                block!(self, ["if {test}:"], |g| g.effects(1, 0));
            }
            "wp_grad" => self.bring_gradient(),
            _ => {}
        }
    }

    fn bring_value(&mut self, ty: &Ty) {
        let e = self.expr(ty, 1);
        self.store_value(ty, &e);
    }

    /// Some arithmetic in a scalar type.
    fn in_type(&mut self, s: Sc) {
        let ty = Ty::S(s);
        let (a, k) = (self.leaf(&ty, false), self.literal(s));
        bind_text!(self, "conv", &ty, "{} * {}", wrap(&a, 10), k.s);
    }

    fn bring_stack_array(&mut self) {
        let n = 3 + self.rng.below(6);
        let (x, at) = (self.leaf(&F32, false), self.rng.below(n));
        let (name, i) = (self.fresh("scratch"), self.fresh("slot"));
        line!(self, "{name} = wp.zeros(shape={n}, dtype=float)");
        block!(self, ["for {i} in range({n}):"], |g| line!(g, "{name}[{i}] = {} * float({i})", wrap(&x, 10)));
        bind_text!(self, "kept", &F32, "{name}[{at}]");
    }

    /// The derivative of a helper.
    fn bring_gradient(&mut self) {
        let args = [("x", F32)];
        let words = if self.chance(0.6) { self.vocab.helpers } else { super::names::GENERAL.helpers };
        let base = self.rng.word(words);
        let body = |g: &mut Gen, names: &[String]| {
            let k = g.number();
            let name = g.rng.word(&["sin", "cos", "exp", "tanh", "sqrt"]);
            let x = &names[0];
            g.used(x);
            vec![match g.rng.below(3) {
                0 => E { s: format!("{x} * {x} * {k}"), prec: 10, constant: false },
                1 => E { s: format!("{k} * wp.{name}({x})"), prec: 10, constant: false },
                _ => E { s: format!("wp.{name}({x}) - {x} * {k}"), prec: 9, constant: false },
            }]
        };
        let f = self.gradable(|g| g.func(base, &args, &[F32], body));
        let x = self.leaf(&F32, false);
        bind_text!(self, "slope", &F32, "wp.grad({})({})", f.name, x.s);
    }
}
