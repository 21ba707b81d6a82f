//! Loops: counted, unrolled, while.

use super::core::Gen;
use super::expr::wrap;
use super::types::{I32, Ty};

impl Gen {
    /// Make sure that there is an accumulator to change in a loop.
    pub fn accumulator(&mut self) -> (String, Ty) {
        let ty = match self.rng.below(6) {
            0 => Ty::Vec(3, self.real),
            1 => I32,
            2 => Ty::Vec(2, self.real),
            _ => Ty::S(self.real),
        };
        let start = self.zero(&ty);
        let base = match ty {
            Ty::S(s) if s.is_float() => {
                self.rng.word(&["total", "acc", "sum", "s", "accum", "result", "energy", "best"])
            }
            Ty::S(_) => self.rng.word(&["count", "num", "hits", "cnt", "total"]),
            _ => self.rng.word(&["acc", "force", "total", "sum_v", "center", "f"]),
        };
        let name = self.bind(base, &ty, &start);
        (name, ty)
    }

    /// The bound of a loop.
    pub fn loop_bound(&mut self) -> (String, bool) {
        match self.rng.below(7) {
            0 | 1 => (self.rng.range(2, 8).to_string(), false),
            2 => ((*self.rng.pick(&[16, 20, 32, 50, 64, 100])).to_string(), true),
            3 => {
                let arrays = self.array_names();
                if arrays.is_empty() {
                    return (self.constant(&I32), true);
                }
                let array = self.rng.pick(&arrays).clone();
                if self.chance(0.3) {
                    (format!("len({array})"), true)
                } else {
                    (format!("{array}.shape[0]"), true)
                }
            }
            4 if self.swarm.constants > 0.0 => (self.constant(&I32), true),
            _ => (self.int_input(), true),
        }
    }

    /// An integer parameter: one that is there, a new one, or a number where there can be none.
    pub fn int_input(&mut self) -> String {
        let there = self.f().pvars.iter().any(|v| v.ty == I32 && v.offered);
        if !there && !self.f().may_add_params {
            return self.rng.pick(&[10, 20, 32, 50, 100]).to_string();
        }
        let frozen = !self.f().may_add_params;
        if frozen {
            let names: Vec<String> =
                self.f().pvars.iter().filter(|v| v.ty == I32 && v.offered).map(|v| v.text.clone()).collect();
            let name = self.rng.pick(&names).clone();
            self.used(&name);
            return name;
        }
        let base = self.rng.word(self.vocab.ints);
        let name = self.param_like(base, &I32);
        self.used(&name);
        name
    }

    /// A `for` over a range, with an accumulator.
    pub fn counted_loop(&mut self, nested: u32) {
        let (acc, ty) = self.accumulator();
        let (bound, dynamic) = self.loop_bound();
        let base = self.rng.word(&["j", "k", "n", "s", "step", "it", "m", "c"]);
        let counter = self.fresh(base);
        let head = match self.rng.below(8) {
            0 => format!("for {counter} in range(1, {bound}):"),
            1 if !dynamic => format!("for {counter} in range({bound}, -1, -1):"),
            2 => format!("for {counter} in range(0, {bound}, {}):", self.rng.range(1, 3)),
            _ => format!("for {counter} in range({bound}):"),
        };
        let breaks = self.swarm.breaks > 0.0 && dynamic && self.chance(0.5);
        self.f().loops += 1;
        self.block(head, |g| {
            g.declare(&counter, &I32, false, false, true);
            if g.swarm.breaks > 0.0 && g.chance(0.3) {
                let c = g.condition(1);
                block!(g, ["if {}:", c.s], |g| g.line("continue"));
            }
            let inner = g.rng.weighted(&[0.5, 0.35, 0.15]);
            g.statements(inner, nested);
            let e = g.value(&ty);
            let op = if g.swarm.aug > 0.0 || g.chance(0.3) {
                format!("{acc} += {}", e.s)
            } else {
                format!("{acc} = {acc} + {}", wrap(&e, 10))
            };
            g.line(op);
            if breaks {
                let c = g.condition(0);
                block!(g, ["if {}:", c.s], |g| g.line("break"));
            }
        });
        self.f().loops -= 1;
    }

    /// A `while` loop that surely ends.
    pub fn while_loop(&mut self, nested: u32) {
        let base = self.rng.word(&["k", "it", "steps", "n_iter", "level", "t_step"]);
        let start = self.start_value(&I32, "0");
        let counter = self.bind(base, &I32, &start);
        self.hide(&counter);
        let (acc, ty) = self.accumulator();
        let limit = if self.chance(0.5) {
            (*self.rng.pick(&[8, 10, 16, 20, 32, 50, 100])).to_string()
        } else {
            self.int_input()
        };
        let extra = if self.chance(0.4) {
            let c = self.condition(0);
            format!(" and {}", wrap(&c, 3))
        } else {
            String::new()
        };
        self.f().loops += 1;
        block!(self, ["while {counter} < {limit}{extra}:"], |g| {
            let inner = g.rng.weighted(&[0.5, 0.4, 0.1]);
            g.statements(inner, nested);
            let e = g.value(&ty);
            line!(g, "{acc} += {}", e.s);
            if g.swarm.breaks > 0.0 && g.chance(0.4) {
                let c = g.condition(0);
                block!(g, ["if {}:", c.s], |g| g.line("break"));
            }
            let by = g.rng.word(&["1", "1", "1", "2"]);
            line!(g, "{counter} += {by}");
        });
        self.f().loops -= 1;
    }

    /// A loop unrolled through `wp.static`.
    pub fn static_loop(&mut self, nested: u32) {
        let name = self.constant(&I32);
        let (acc, ty) = self.accumulator();
        let counter = self.fresh("k");
        let expr = match self.rng.below(3) {
            0 => format!("{name} % 5 + 2"),
            1 => format!("min({name}, 6)"),
            _ => format!("{name} // 2 % 7 + 1"),
        };
        self.f().loops += 1;
        block!(self, ["for {counter} in range(wp.static({expr})):"], |g| {
            g.declare(&counter, &I32, false, true, true);
            g.statements(usize::from(nested > 0), nested);
            let e = g.value(&ty);
            line!(g, "{acc} += {}", e.s);
        });
        self.f().loops -= 1;
    }
}
