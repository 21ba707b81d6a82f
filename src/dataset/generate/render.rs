//! Functions, kernels, structs and the file around them.

use super::Program;
use super::core::{E, Frame, Func, Gen, Kind, Param, Struct};
use super::types::{F32, I32, Sc, Ty};

impl Gen {
    /// A kernel. The closure writes the body and adds parameters as it goes.
    pub fn kernel(&mut self, base: &str, body: impl FnOnce(&mut Self)) -> String {
        let name = self.fresh_global(base);
        self.frames.push(Frame::new(Kind::Kernel, name.clone()));
        self.doc_line();
        body(self);
        self.bring_wanted();
        let Some(frame) = self.frames.pop() else { return name };
        let mut decorator = "@wp.kernel".to_owned();
        if !self.kernel_args.is_empty() {
            decorator = format!("@wp.kernel({})", self.kernel_args.join(", "));
            self.kernel_args.clear();
        }
        self.file.first_kernel.get_or_insert_with(|| name.clone());
        let text = self.definition(&decorator, frame, None);
        self.file.items.push(text);
        name
    }

    /// A function of those arguments. The closure gets the argument names, writes the body and gives what is returned.
    pub fn func(
        &mut self,
        base: &str,
        args: &[(&str, Ty)],
        results: &[Ty],
        body: impl FnOnce(&mut Self, &[String]) -> Vec<E>,
    ) -> Func {
        self.func_with("@wp.func", base, args, results, body)
    }

    /// A function with a decorator of its own.
    pub fn func_with(
        &mut self,
        decorator: &str,
        base: &str,
        args: &[(&str, Ty)],
        results: &[Ty],
        body: impl FnOnce(&mut Self, &[String]) -> Vec<E>,
    ) -> Func {
        let name = self.fresh_global(base);
        let mut frame = Frame::new(Kind::Func, name.clone());
        frame.may_add_params = false;
        frame.returns = results.first().cloned();
        self.frames.push(frame);
        let names: Vec<String> = args.iter().map(|(base, ty)| self.param(base, ty, false)).collect();
        self.doc_line();
        let values = body(self, &names);
        if !values.is_empty() {
            let texts: Vec<&str> = values.iter().map(|e| e.s.as_str()).collect();
            line!(self, "return {}", texts.join(", "));
        }
        let func =
            Func { name, args: args.iter().map(|(_, t)| t.clone()).collect(), results: results.to_vec() };
        let Some(frame) = self.frames.pop() else { return func };
        let annotation = match results {
            [one] if self.style.return_annotations && !matches!(one, Ty::Named(_)) => {
                Some(self.result_name(one))
            }
            _ => None,
        };
        let text = self.definition(decorator, frame, annotation);
        self.file.items.push(text);
        self.file.funcs.push(func.clone());
        func
    }

    /// A result's type in an annotation.
    fn result_name(&mut self, ty: &Ty) -> String {
        let saved = self.style.python_scalars;
        self.style.python_scalars = saved && !self.warp_results;
        let name = self.type_name(ty);
        self.style.python_scalars = saved;
        name
    }

    /// Make functions whose gradients are asked for. Warp seeds `wp.grad` with a one of the annotated type as it is spelled, and
    /// its own headers do not compile the `float(1)` that comes of Python's `float`.
    pub fn gradable<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> T {
        self.warp_results = true;
        let made = make(self);
        self.warp_results = false;
        made
    }

    fn doc_line(&mut self) {
        let p = self.style.docstrings;
        if self.chance(p) {
            let text = self.sentence();
            line!(self, "\"\"\"{text}\"\"\"");
        }
    }

    /// A sentence such as people put into docstrings.
    pub fn sentence(&mut self) -> String {
        let v = self.vocab;
        let verb = self.rng.word(v.verbs);
        let noun = self.rng.word(v.nouns).replace('_', " ");
        let noun2 = self.rng.word(v.nouns).replace('_', " ");
        let mut verb = verb.replace('_', " ");
        if let Some(first) = verb.get_mut(0..1) {
            first.make_ascii_uppercase();
        }
        match self.rng.below(6) {
            0 => format!("{verb} the {noun}."),
            1 => format!("{verb} {noun} for each {noun2}."),
            2 => format!("{verb} {noun} from {noun2}."),
            3 => format!("{verb} the {noun} and write the {noun2}."),
            4 => format!("{verb} {noun} (one thread per element)."),
            _ => format!("{verb} {noun} using the {noun2}."),
        }
    }

    fn definition(&mut self, decorator: &str, frame: Frame, returns: Option<String>) -> String {
        let mut params = frame.params;
        if frame.kind == Kind::Kernel && self.style.outputs_last {
            params.sort_by_key(|p| p.out);
        }
        let spelled: Vec<String> = params.iter().map(|p| self.param_text(p)).collect();
        let tail = returns.map_or(String::new(), |t| format!(" -> {t}"));
        let one_line = format!("def {}({}){tail}:", frame.name, spelled.join(", "));
        let mut text = format!("{decorator}\n");
        let wide = one_line.len() > self.style.width || (spelled.len() > 3 && self.chance(0.35));
        if wide && !spelled.is_empty() {
            text.push_str(&format!("def {}(\n", frame.name));
            let labels = self.style.comments > 0.1
                && frame.kind == Kind::Kernel
                && self.style.outputs_last
                && self.chance(0.3);
            let mut state = None;
            for (at, (param, spelled)) in params.iter().zip(&spelled).enumerate() {
                if labels && state != Some(param.out) {
                    text.push_str(if param.out { "    # outputs\n" } else { "    # inputs\n" });
                    state = Some(param.out);
                }
                let comma = if at + 1 < params.len() || self.style.trailing_comma { "," } else { "" };
                text.push_str(&format!("    {spelled}{comma}\n"));
            }
            text.push_str(&format!("){tail}:\n"));
        } else {
            text.push_str(&one_line);
            text.push('\n');
        }
        let body = if self.chance(0.93) { super::tidy::tidy(&frame.body) } else { frame.body };
        let body = body.trim_end();
        text.push_str(if body.is_empty() { "    pass" } else { body });
        text.push('\n');
        text
    }

    fn param_text(&mut self, p: &Param) -> String {
        let annotation = self.type_name(&p.ty);
        match &p.default {
            Some(value) => format!("{}: {annotation} = {value}", p.name),
            None => format!("{}: {annotation}", p.name),
        }
    }

    /// A struct with fields of those types; names come from the given words.
    pub fn structure(&mut self, base: &str, fields: &[(&str, Ty)]) -> usize {
        let name = self.fresh_global(base);
        let mut seen: Vec<String> = Vec::new();
        for (field, _) in fields {
            let mut unique = (*field).to_owned();
            while seen.contains(&unique) {
                unique.push('2');
            }
            seen.push(unique);
        }
        let fields: Vec<(String, Ty)> = seen.into_iter().zip(fields.iter().map(|(_, t)| t.clone())).collect();
        let id = self.file.structs.len();
        self.file.structs.push(Struct { name: name.clone(), fields: fields.clone() });
        let mut text = format!("@wp.struct\nclass {name}:\n");
        let p = self.style.docstrings * 0.7;
        if self.chance(p) {
            let line = self.sentence();
            text.push_str(&format!("    \"\"\"{line}\"\"\"\n\n"));
        }
        for (field, ty) in &fields {
            let annotation = self.type_name(ty);
            let p = self.style.comments * 0.4;
            let note = if self.chance(p) {
                format!("  # {}", self.rng.word(self.vocab.nouns).replace('_', " "))
            } else {
                String::new()
            };
            text.push_str(&format!("    {field}: {annotation}{note}\n"));
        }
        self.file.items.push(text);
        id
    }

    /// A name for a kernel.
    pub fn kernel_name(&mut self) -> String {
        let v = if self.chance(0.85) { self.vocab } else { &super::names::GENERAL };
        let (verb, noun) = (self.rng.word(v.verbs), self.rng.word(v.nouns));
        match self.rng.below(9) {
            0 => format!("{verb}_{noun}_kernel"),
            1 => verb.to_owned() + "_kernel",
            2 => format!("{noun}_{verb}"),
            3 => format!("{noun}_kernel"),
            4 if noun.len() > 3 => format!(
                "{verb}_{noun}_{}",
                self.rng.word(&["2d", "fwd", "step", "all", "local", "pass", "v2", "batched", "per_element"])
            ),
            _ => format!("{verb}_{noun}"),
        }
    }

    /// Fill the options that few kernels have.
    pub fn usual_options(&mut self) {
        if self.chance(0.035) {
            self.kernel_args.push("enable_backward=False".to_owned());
        }
        if self.chance(0.012) {
            self.kernel_args.push(format!("launch_bounds={}", self.rng.pick(&[128, 256, 64, 512])));
        }
        if self.chance(0.008) {
            self.kernel_args.push(format!("grid_stride={}", self.rng.word(&["True", "False"])));
        }
        if self.chance(0.01) {
            self.kernel_args.push("module=\"unique\"".to_owned());
        }
        if self.chance(0.015) {
            let option = self.rng.word(&[
                "\"fast_math\": True",
                "\"max_unroll\": 4",
                "\"max_unroll\": 8",
                "\"fuse_fp\": False",
                "\"max_unroll\": 32",
                "\"enable_backward\": True",
            ]);
            self.file.options.push(option.to_owned());
        }
    }

    /// The finished file.
    pub fn finish(mut self, family: &'static str) -> Program {
        let mut text = String::new();
        let p = self.style.docstrings * 0.5;
        if self.file.docstring.is_none() && self.chance(p) {
            let line = self.sentence();
            self.file.docstring = Some(line);
        }
        if let Some(line) = &self.file.docstring {
            text.push_str(&format!("\"\"\"{line}\"\"\"\n\n"));
        }
        self.file.imports.sort_unstable();
        self.file.imports.dedup();
        for import in &self.file.imports {
            text.push_str(import);
            text.push('\n');
        }
        if !self.file.imports.is_empty() {
            text.push('\n');
        }
        text.push_str("import warp as wp\n");
        if !self.file.options.is_empty() {
            self.file.options.dedup();
            text.push_str(&format!("\nwp.set_module_options({{{}}})\n", self.file.options.join(", ")));
        }
        for lines in [&self.file.alias_lines, &self.file.const_lines] {
            if !lines.is_empty() {
                text.push('\n');
                for line in lines {
                    text.push_str(line);
                    text.push('\n');
                }
            }
        }
        self.drop_uncalled();
        let kernels = self.file.items.iter().filter(|i| i.contains("@wp.kernel")).count();
        for item in &self.file.items {
            // A unique module holds one kernel; a file is one module here.
            let item = if kernels > 1 || !self.file.tail.is_empty() {
                item.replace("(module=\"unique\")", "")
                    .replace(", module=\"unique\"", "")
                    .replace("module=\"unique\", ", "")
            } else {
                item.clone()
            };
            text.push_str("\n\n");
            text.push_str(item.trim_end());
            text.push('\n');
        }
        for (at, line) in self.file.tail.iter().enumerate() {
            text.push_str(if at == 0 { "\n\n" } else { "" });
            text.push_str(line);
            text.push('\n');
        }
        Program { family, kernel: self.file.first_kernel.unwrap_or_default(), python: text }
    }

    /// Take out helpers that nothing calls.
    fn drop_uncalled(&mut self) {
        loop {
            let named = |item: &String| {
                item.starts_with("@wp.func\n")
                    .then(|| item.split_once("def ").and_then(|(_, rest)| rest.split('(').next()))
                    .flatten()
                    .map(str::to_owned)
            };
            let uncalled = self.file.items.iter().position(|item| {
                named(item).is_some_and(|name| {
                    let uses: usize = self
                        .file
                        .items
                        .iter()
                        .chain(&self.file.tail)
                        .map(|other| occurrences(other, &name))
                        .sum();
                    uses < 2
                })
            });
            let Some(at) = uncalled else { return };
            self.file.items.remove(at);
        }
    }

    /// A domain helper: a function of scalars and vectors with a body from the walk.
    pub fn helper(&mut self, result: &Ty) -> Func {
        let words = if self.chance(0.7) { self.vocab.helpers } else { super::names::GENERAL.helpers };
        let base = self.rng.word(words);
        let real = Ty::S(self.real);
        let count = 1 + self.rng.weighted(&[0.35, 0.4, 0.2, 0.05]);
        let mut args: Vec<(&'static str, Ty)> = Vec::new();
        for at in 0..count {
            let ty = match result {
                Ty::Vec(..) if at == 0 || self.chance(0.5) => result.clone(),
                Ty::Vec(..) | Ty::S(Sc::I32) if self.chance(0.7) => {
                    if matches!(result, Ty::Vec(..)) {
                        real.clone()
                    } else {
                        I32
                    }
                }
                Ty::Quat(_) | Ty::Mat(..) if at == 0 => result.clone(),
                _ if self.chance(0.25) => Ty::Vec(*self.rng.pick(&[2, 3, 3]), self.real),
                _ if self.chance(0.06) => I32,
                _ => real.clone(),
            };
            let name = match ty {
                F32 => self.rng.word(&["x", "r", "t", "d", "h", "a", "b", "s", "k", "y", "u", "eps"]),
                Ty::S(s) if s.is_int() => self.rng.word(&["i", "n", "k", "j", "count", "a", "b"]),
                Ty::S(_) => self.rng.word(&["x", "t", "a", "b"]),
                Ty::Mat(..) => self.rng.word(&["m", "A", "F", "R"]),
                Ty::Quat(_) => self.rng.word(&["q", "rot"]),
                _ => self.rng.word(&["p", "v", "d", "n", "dir", "a", "b", "u"]),
            };
            args.push((name, ty));
        }
        let (saved, helpers) = (self.swarm.table, self.swarm.helpers);
        let func = self.func(base, &args, std::slice::from_ref(result), |g, _| {
            for _ in 0..g.rng.weighted(&[0.5, 0.3, 0.15, 0.05]) {
                let ty = if g.chance(0.65) { real.clone() } else { g.local_type() };
                let e = g.value(&ty);
                let base = g.local_base(&ty);
                g.bind(base, &ty, &e);
            }
            if g.swarm.branches > 0.0 && g.chance(0.45) {
                let c = g.condition(1);
                let early = g.value(result);
                let early = if early.constant && g.chance(0.5) { g.value(result) } else { early };
                block!(g, ["if {}:", c.s], |g| line!(g, "return {}", early.s));
            }
            let d = g.swarm.depth + 1;
            vec![g.expr(result, d)]
        });
        self.swarm.table = saved;
        self.swarm.helpers = helpers;
        func
    }

    /// A type for a local.
    pub fn local_type(&mut self) -> Ty {
        let r = self.real;
        match self.rng.weighted(&[4.0, 2.5, 0.7, 0.4, 0.25, 0.6, 0.12]) {
            0 => Ty::S(r),
            1 => Ty::Vec(3, r),
            2 => Ty::Vec(2, r),
            3 => Ty::Mat(3, 3, r),
            4 => Ty::Quat(r),
            5 => I32,
            _ => Ty::Vec(4, r),
        }
    }
}

/// How often a word stands in a text.
fn occurrences(text: &str, word: &str) -> usize {
    let boundary = |c: Option<char>| c.is_none_or(|c| !(c.is_alphanumeric() || c == '_'));
    text.match_indices(word)
        .filter(|(at, _)| {
            boundary(text[..*at].chars().next_back()) && boundary(text[at + word.len()..].chars().next())
        })
        .count()
}
