//! Calls drawn evenly from the table of built-ins, over all scalar types: what natural programs hardly ever use.

use super::calls::{Call, calls};
use super::core::{E, Gen};
use super::expr::is_random;
use super::types::{Family, I32, Sc, Ty, U32};
use super::values::atom;

impl Gen {
    /// An overload that few records use, or any now and then; of that scalar type if one is given.
    fn rare(&mut self, theme: Option<Sc>) -> u32 {
        let table = calls();
        if self.chance(0.9) {
            let feedback = self.feedback.clone();
            if let Some(at) =
                feedback.rare(&mut self.rng, theme).or_else(|| feedback.rare(&mut self.rng, None))
            {
                return at;
            }
        }
        match theme.map(|theme| table.about(theme)) {
            Some(known) if !known.is_empty() => *self.rng.pick(known),
            _ => self.rng.below(table.overloads.len()) as u32,
        }
    }

    /// As [`Gen::rare`], but none that the program has already: when there are hardly any left of the scalar type, of another.
    fn rare_and_new(&mut self, theme: Option<Sc>, taken: &[u32]) -> u32 {
        for theme in [theme, theme, theme, None, None] {
            let overload = self.rare(theme);
            if !taken.contains(&overload) {
                return overload;
            }
        }
        self.rare(None)
    }

    /// Statements that exercise some rows of the table, mostly over one scalar type, so that the program hangs together.
    pub fn cover(&mut self, count: usize) {
        let table = calls();
        let (mut theme, mut taken) = (None, Vec::new());
        for _ in 0..count {
            let overload = self.rare_and_new(theme, &taken);
            taken.push(overload);
            theme = Some(table.theme(overload));
            let row = *self.rng.pick(&table.overloads[overload as usize]);
            self.exercise(&table.rows[row as usize]);
        }
    }

    /// One statement with that call.
    pub fn exercise(&mut self, row: &'static Call) {
        if row.name.starts_with("atomic_") {
            return self.exercise_atomic(row);
        }
        let random = is_random(row.name);
        if random && row.args.first() == Some(&U32) {
            self.rng_state();
        }
        let depth = u32::from(!self.swarm.keep && self.chance(0.25));
        let Some(e) = self.row_call(row, depth) else { return };
        self.bind_results(row, e);
    }

    fn bind_results(&mut self, row: &Call, e: E) {
        match row.results.as_slice() {
            [] => self.line(e.s),
            [ty] => {
                let base = self.local_base(ty);
                self.bind(base, ty, &E { constant: false, ..e });
            }
            several => {
                let names: Vec<String> = several
                    .iter()
                    .map(|ty| {
                        let base = self.local_base(ty);
                        self.fresh(base)
                    })
                    .collect();
                line!(self, "{} = {}", names.join(", "), e.s);
                for (name, ty) in names.iter().zip(several) {
                    self.declare(name, ty, true, false, false);
                }
            }
        }
    }

    fn exercise_atomic(&mut self, row: &Call) {
        let Some((Ty::Arr(_, elem, ndim), rest)) = row.args.split_first() else { return };
        let base = self.rng.word(&["counts", "total", "accum", "bins", "table", "slots", "best", "state"]);
        let found: Vec<String> = self
            .f()
            .params
            .iter()
            .filter(|p| p.out && matches!(&p.ty, Ty::Arr(Family::Regular, e, n) if e == elem && n == ndim))
            .map(|p| p.name.clone())
            .collect();
        let array = if found.is_empty() {
            self.param(base, &row.args[0], true)
        } else {
            self.rng.pick(&found).clone()
        };
        let mut args = vec![array];
        for (at, ty) in rest.iter().enumerate() {
            let index = at < *ndim as usize;
            args.push(match ty {
                Ty::S(Sc::I32) if index => self.index_at(at),
                Ty::S(s) if index => {
                    let i = self.index_at(at);
                    if self.chance(0.7) {
                        format!("wp.{}({i})", s.name())
                    } else {
                        format!("wp.{}({})", s.name(), self.rng.below(8))
                    }
                }
                ty => self.leaf(ty, true).s,
            });
        }
        let e = atom(format!("wp.{}({})", row.name, args.join(", ")));
        if self.chance(0.6) {
            self.line(e.s);
        } else {
            self.bind_results(row, e);
        }
    }

    /// Reads and writes of components through the bracket and attribute forms, for all scalar types.
    pub fn component_ops(&mut self) {
        let s = *self.rng.pick(&[
            Sc::F32,
            Sc::F32,
            Sc::F64,
            Sc::F16,
            Sc::I32,
            Sc::I64,
            Sc::U8,
            Sc::U32,
            Sc::I16,
            Sc::Bf16,
        ]);
        let it = *self.rng.pick(&[
            Sc::I32,
            Sc::I32,
            Sc::I32,
            Sc::I64,
            Sc::U32,
            Sc::I16,
            Sc::U8,
            Sc::U64,
            Sc::I8,
            Sc::U16,
        ]);
        let index = self.leaf(&I32, false);
        let plain = index.s.clone();
        let index = if it == Sc::I32 { index.s } else { format!("wp.{}({})", it.name(), index.s) };
        // Warp's native adjoint of plain assignment takes 32-bit indices only.
        let at = |op: &str| if op == "=" { plain.clone() } else { index.clone() };
        let n = *self.rng.pick(&[2u8, 3, 3, 4, 5, 6]);
        let scalar = Ty::S(s);
        match self.rng.below(7) {
            0 | 1 => {
                let ty = Ty::Vec(n, s);
                let e = self.leaf(&ty, false);
                let name = self.bind("v", &ty, &e);
                let value = self.leaf(&scalar, true);
                let op = self.rng.word(&["=", "+=", "-="]);
                line!(self, "{name}[{}] {op} {}", at(op), value.s);
                let read = bind_text!(self, "c", &scalar, "{name}[{index}]");
                let _ = read;
            }
            2 | 3 => {
                let m = *self.rng.pick(&[2u8, 3, 3, 4]);
                let ty = Ty::Mat(n, m, s);
                let e = self.leaf(&ty, false);
                let name = self.bind("m", &ty, &e);
                let value = self.leaf(&scalar, true);
                let op = self.rng.word(&["=", "+=", "-="]);
                line!(self, "{name}[{}, {}] {op} {}", plain, self.rng.below(m as usize), value.s);
                let row = self.leaf(&Ty::Vec(m, s), false);
                let op = self.rng.word(&["=", "+=", "-="]);
                line!(self, "{name}[{}] {op} {}", at(op), row.s);
                bind_text!(self, "r", &Ty::Vec(m, s), "{name}[{index}]");
            }
            4 if s.is_float() => {
                let ty = Ty::Quat(s);
                let e = self.leaf(&ty, false);
                let name = self.bind("q", &ty, &e);
                let value = self.leaf(&scalar, true);
                let op = self.rng.word(&["=", "+=", "-="]);
                line!(self, "{name}[{plain}] {op} {}", value.s);
                bind_text!(self, "c", &scalar, "{name}[{plain}]");
            }
            5 if s.is_float() => {
                let ty = Ty::Xform(s);
                let e = self.leaf(&ty, false);
                let name = self.bind("xf", &ty, &e);
                let p = self.leaf(&Ty::Vec(3, s), false);
                match self.rng.below(4) {
                    0 => line!(self, "{name}.p = {}", p.s),
                    1 => line!(self, "wp.transform_set_translation({name}, {})", p.s),
                    2 => {
                        let q = self.leaf(&Ty::Quat(s), false);
                        line!(self, "wp.transform_set_rotation({name}, {})", q.s);
                    }
                    _ => {
                        let value = self.leaf(&scalar, true);
                        line!(self, "{name}[{plain}] = {}", value.s);
                    }
                }
                bind_text!(self, "c", &scalar, "{name}[{plain}]");
            }
            _ => {
                let array = self.param("blocks", &Ty::Vec(3, s).array(1), true);
                let at = self.own_index(1);
                let value = self.leaf(&scalar, true);
                let k = self.rng.below(3);
                if matches!(s, Sc::F32 | Sc::F64 | Sc::I32 | Sc::F16 | Sc::U32 | Sc::I64) {
                    let op = self.rng.word(&["=", "+=", "-="]);
                    line!(self, "{array}{at}[{k}] {op} {}", value.s);
                } else {
                    line!(self, "{array}{at}[{k}] = {}", value.s);
                }
            }
        }
    }
}
