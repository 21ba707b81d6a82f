//! The state of a program being made: file-level definitions, and a stack of function bodies.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::feedback::Feedback;
use super::names::{self, Vocab};
use super::rng::Rng;
use super::types::{Sc, Ty};

/// An expression with its precedence (13 = atom).
#[derive(Clone, Debug)]
pub struct E {
    /// Text.
    pub s: String,
    /// Python precedence; see `expr.rs`.
    pub prec: u8,
    /// Whether it is a literal, which Warp treats as a compile-time constant.
    pub constant: bool,
}

/// Something in scope that can be read.
#[derive(Clone, Debug)]
pub struct Var {
    /// How it is written.
    pub text: String,
    /// Its type.
    pub ty: Ty,
    /// A plain local name that may be bound again.
    pub local: bool,
    /// Bound to a literal: must not change in a loop.
    pub constant: bool,
    /// An integer that indexes arrays.
    pub index: bool,
    /// Times read.
    pub uses: u32,
    /// Reads are offered to the random walk.
    pub offered: bool,
}

/// A parameter of the function being made.
#[derive(Clone, Debug)]
pub struct Param {
    /// Name.
    pub name: String,
    /// Annotation.
    pub ty: Ty,
    /// Written to by the body.
    pub out: bool,
    /// Default value, if any.
    pub default: Option<String>,
}

/// What is being made.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs)]
pub enum Kind {
    Kernel,
    Func,
}

/// A function body being made.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Frame {
    pub kind: Kind,
    pub name: String,
    pub params: Vec<Param>,
    pub body: String,
    pub indent: usize,
    pub vars: Vec<Var>,
    pub pvars: Vec<Var>,
    pub taken: FxHashSet<String>,
    pub loops: usize,
    pub may_add_params: bool,
    pub returns: Option<Ty>,
}

/// A user function that may be called.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct Func {
    pub name: String,
    pub args: Vec<Ty>,
    pub results: Vec<Ty>,
}

/// A struct of the file.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct Struct {
    pub name: String,
    pub fields: Vec<(String, Ty)>,
}

/// How this author writes.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct Style {
    pub array: usize,
    pub python_scalars: bool,
    pub long_names: bool,
    pub comments: f64,
    pub docstrings: f64,
    pub width: usize,
    pub return_annotations: bool,
    pub outputs_last: bool,
    pub component_letters: bool,
    pub tid: usize,
    pub trailing_comma: bool,
    pub short_names: f64,
}

/// What this program may use, and how often.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct Swarm {
    pub branches: f64,
    pub loops: f64,
    pub whiles: f64,
    pub helpers: f64,
    pub boolops: f64,
    pub ifexp: f64,
    pub wheres: f64,
    pub aug: f64,
    pub early: f64,
    pub atomics: f64,
    pub breaks: f64,
    pub components: f64,
    pub table: f64,
    pub constants: f64,
    pub statics: f64,
    pub slices: f64,
    pub multi: f64,
    pub depth: u32,
    pub nested: u32,
    pub max_params: usize,
    /// What is read from an array is kept in a local, and read there from then on.
    pub keep: bool,
    /// Roughly how many statements a kernel gets beyond its family's own.
    pub size: f64,
}

/// File-level state.
#[derive(Debug, Default)]
#[allow(missing_docs)]
pub struct File {
    pub imports: Vec<&'static str>,
    pub aliases: Vec<(Ty, String)>,
    pub alias_lines: Vec<String>,
    pub consts: Vec<(String, Ty)>,
    pub const_lines: Vec<String>,
    pub structs: Vec<Struct>,
    pub items: Vec<String>,
    pub funcs: Vec<Func>,
    pub names: FxHashSet<String>,
    pub tail: Vec<String>,
    pub first_kernel: Option<String>,
    pub docstring: Option<String>,
    pub options: Vec<String>,
}

/// A program being made.
#[derive(Debug)]
pub struct Gen {
    /// Random numbers.
    pub rng: Rng,
    /// The author's habits.
    pub style: Style,
    /// The features allowed.
    pub swarm: Swarm,
    /// Names of the domain.
    pub vocab: &'static Vocab,
    /// Definitions so far.
    pub file: File,
    /// Bodies being made, innermost last. Never empty while a body is made.
    pub frames: Vec<Frame>,
    /// Float type of this program.
    pub real: Sc,
    /// Decorator arguments of the next kernel.
    pub kernel_args: Vec<String>,
    /// What the set lacks.
    pub feedback: Arc<Feedback>,
    /// Features that the next kernel is to have.
    pub wanted: Vec<&'static str>,
    /// Results of functions are annotated with Warp's types only.
    pub warp_results: bool,
}

impl Gen {
    /// An empty program.
    #[must_use]
    pub fn new(mut rng: Rng, feedback: Arc<Feedback>) -> Self {
        let style = Self::draw_style(&mut rng);
        let swarm = Self::draw_swarm(&mut rng);
        Self {
            rng,
            style,
            swarm,
            vocab: &names::GENERAL,
            file: File::default(),
            frames: Vec::new(),
            real: Sc::F32,
            kernel_args: Vec::new(),
            feedback,
            wanted: Vec::new(),
            warp_results: false,
        }
    }

    fn draw_style(rng: &mut Rng) -> Style {
        Style {
            array: rng.weighted(&[0.45, 0.3, 0.15, 0.1]),
            python_scalars: rng.chance(0.75),
            long_names: rng.chance(0.12),
            comments: *rng.pick(&[0.0, 0.0, 0.08, 0.2, 0.4]),
            docstrings: *rng.pick(&[0.0, 0.0, 0.1, 0.6]),
            width: *rng.pick(&[80, 88, 100, 120, 120, 160]),
            return_annotations: rng.chance(0.25),
            outputs_last: rng.chance(0.8),
            component_letters: rng.chance(0.4),
            tid: rng.below(6),
            trailing_comma: rng.chance(0.8),
            short_names: *rng.pick(&[0.1, 0.3, 0.6]),
        }
    }

    fn draw_swarm(rng: &mut Rng) -> Swarm {
        let mut on = |p: f64, weight: f64| if rng.chance(p) { weight } else { 0.0 };
        let mut swarm = Swarm {
            branches: on(0.6, 1.0),
            loops: on(0.32, 1.0),
            whiles: on(0.07, 1.0),
            helpers: on(0.62, 1.0),
            boolops: on(0.3, 1.0),
            ifexp: on(0.05, 1.0),
            wheres: on(0.25, 1.0),
            aug: on(0.35, 1.0),
            early: on(0.25, 1.0),
            atomics: on(0.22, 1.0),
            breaks: on(0.25, 1.0),
            components: on(0.6, 1.0),
            table: on(0.65, 1.0),
            constants: on(0.3, 1.0),
            statics: on(0.08, 1.0),
            slices: on(0.04, 1.0),
            multi: on(0.5, 1.0),
            depth: 2,
            nested: 2,
            max_params: 7,
            keep: false,
            size: 0.0,
        };
        swarm.depth = 1 + rng.weighted(&[0.3, 0.5, 0.2]) as u32;
        swarm.nested = 1 + rng.weighted(&[0.5, 0.4, 0.1]) as u32;
        swarm.max_params = 3 + rng.below(7);
        // Lengths as people's kernels have them: many short ones, a long tail.
        match rng.weighted(&[0.76, 0.19, 0.05]) {
            0 => {
                swarm.size = rng.unit() * 0.35;
                swarm.depth = 1 + u32::from(rng.chance(0.3));
                swarm.max_params = 3 + rng.below(3);
                if rng.chance(0.25) {
                    swarm.helpers = 0.0;
                }
                if rng.chance(0.5) {
                    swarm.loops = 0.0;
                }
            }
            1 => swarm.size = (rng.normal() * 0.9 - 0.5).exp(),
            _ => {
                swarm.size = (rng.normal() * 0.6 + 2.2).exp();
                swarm.nested = 2 + rng.below(2) as u32;
                swarm.max_params = 6 + rng.below(8);
            }
        }
        swarm
    }

    /// Whether to do something that happens with that probability.
    pub fn chance(&mut self, p: f64) -> bool {
        self.rng.chance(p)
    }

    /// The body being made.
    ///
    /// A body is pushed before any statement is made, so the list is never empty here; an empty one gets a scratch body.
    pub fn f(&mut self) -> &mut Frame {
        if self.frames.is_empty() {
            self.frames.push(Frame::new(Kind::Func, String::new()));
        }
        let last = self.frames.len() - 1;
        &mut self.frames[last]
    }

    /// Write a line of the body.
    pub fn line(&mut self, text: impl AsRef<str>) {
        let frame = self.f();
        for _ in 0..frame.indent {
            frame.body.push_str("    ");
        }
        frame.body.push_str(text.as_ref());
        frame.body.push('\n');
    }

    /// Write a comment, if the author is in the mood.
    pub fn note(&mut self, choices: &[&'static str]) {
        let p = self.style.comments;
        if self.rng.chance(p) {
            let text = self.rng.word(choices);
            line!(self, "# {text}");
        }
    }

    /// A blank line, where people leave one.
    pub fn gap(&mut self) {
        let p = 0.25 + self.style.comments * 0.5;
        if self.rng.chance(p)
            && !self.f().body.ends_with("\n\n")
            && !self.f().body.is_empty()
            && !self.f().body.ends_with(":\n")
        {
            self.f().body.push('\n');
        }
    }

    /// An indented block with a scope of its own.
    pub fn block(&mut self, head: impl AsRef<str>, body: impl FnOnce(&mut Self)) {
        self.line(head);
        let frame = self.f();
        frame.indent += 1;
        let (mark, before) = (frame.vars.len(), frame.body.len());
        body(self);
        let empty = self.f().body.len() == before;
        if empty {
            self.line("pass");
        }
        let frame = self.f();
        frame.vars.truncate(mark);
        frame.indent -= 1;
        while frame.body.ends_with("\n\n") {
            frame.body.pop();
        }
    }

    /// A name that is not taken, starting from a base.
    pub fn fresh(&mut self, base: &str) -> String {
        let taken = |g: &Self, name: &str| {
            g.file.names.contains(name)
                || g.frames.last().is_some_and(|f| f.taken.contains(name))
                || names::reserved(name)
        };
        let mut name = base.to_owned();
        let mut tries = 0;
        while taken(self, &name) {
            tries += 1;
            let tail = self.rng.word(names::TAILS);
            name =
                if tries > 8 { format!("{base}_{}", self.rng.below(1000)) } else { format!("{base}{tail}") };
        }
        self.f().taken.insert(name.clone());
        name
    }

    /// A file-level name that is not taken.
    pub fn fresh_global(&mut self, base: &str) -> String {
        let mut name = base.to_owned();
        let mut tries = 0;
        while self.file.names.contains(&name)
            || names::reserved(&name)
            || self.frames.iter().any(|f| f.taken.contains(&name))
        {
            tries += 1;
            let tail = self.rng.word(names::TAILS);
            name =
                if tries > 8 { format!("{base}_{}", self.rng.below(1000)) } else { format!("{base}{tail}") };
        }
        self.file.names.insert(name.clone());
        name
    }

    /// Bring something into scope.
    pub fn declare(&mut self, text: &str, ty: &Ty, local: bool, constant: bool, index: bool) {
        let var =
            Var { text: text.to_owned(), ty: ty.clone(), local, constant, index, uses: 0, offered: true };
        self.f().vars.push(var);
        if let Ty::Struct(id) = *ty {
            let fields = self.file.structs.get(id).map(|s| s.fields.clone()).unwrap_or_default();
            for (name, field) in fields {
                if !matches!(field, Ty::Struct(_)) {
                    let text = format!("{text}.{name}");
                    self.f().vars.push(Var {
                        text,
                        ty: field,
                        local: false,
                        constant: false,
                        index: false,
                        uses: 0,
                        offered: true,
                    });
                }
            }
        }
    }

    /// Bind an expression to a new local name.
    pub fn bind(&mut self, base: &str, ty: &Ty, e: &E) -> String {
        let name = self.fresh(base);
        line!(self, "{name} = {}", e.s);
        self.declare(&name, ty, true, e.constant, false);
        name
    }

    /// Bind text to a new local name.
    pub fn bind_text(&mut self, base: &str, ty: &Ty, text: impl AsRef<str>) -> String {
        let name = self.fresh(base);
        line!(self, "{name} = {}", text.as_ref());
        self.declare(&name, ty, true, false, false);
        name
    }

    /// Mark a name as read.
    pub fn used(&mut self, text: &str) {
        let frame = self.f();
        for var in frame.vars.iter_mut().chain(frame.pvars.iter_mut()).filter(|v| v.text == text) {
            var.uses += 1;
        }
    }

    /// Keep a name out of the random walk (loop-carried counters and the like).
    pub fn hide(&mut self, text: &str) {
        let frame = self.f();
        for var in frame.vars.iter_mut().chain(frame.pvars.iter_mut()).filter(|v| v.text == text) {
            var.offered = false;
        }
    }

    /// Let the random walk index with a name.
    pub fn as_index(&mut self, text: &str) {
        let frame = self.f();
        for var in frame.vars.iter_mut().chain(frame.pvars.iter_mut()).filter(|v| v.text == text) {
            var.index = true;
        }
    }

    /// Add a parameter.
    pub fn param(&mut self, base: &str, ty: &Ty, out: bool) -> String {
        let name = self.fresh(base);
        let frame = self.f();
        frame.params.push(Param { name: name.clone(), ty: ty.clone(), out, default: None });
        let offered = !out;
        frame.pvars.push(Var {
            text: name.clone(),
            ty: ty.clone(),
            local: false,
            constant: false,
            index: false,
            uses: 0,
            offered,
        });
        if let Ty::Struct(id) = *ty {
            let fields = self.file.structs.get(id).map(|s| s.fields.clone()).unwrap_or_default();
            for (field, ty) in fields {
                if !matches!(ty, Ty::Struct(_)) {
                    let text = format!("{name}.{field}");
                    self.f().pvars.push(Var {
                        text,
                        ty,
                        local: false,
                        constant: false,
                        index: false,
                        uses: 0,
                        offered: true,
                    });
                }
            }
        }
        name
    }

    /// A parameter of that type: one that is there, or a new one.
    pub fn param_like(&mut self, base: &str, ty: &Ty) -> String {
        let found: Vec<String> =
            self.f().pvars.iter().filter(|v| v.ty == *ty && v.offered).map(|v| v.text.clone()).collect();
        if !found.is_empty() && self.rng.chance(0.6) {
            let name = self.rng.pick(&found).clone();
            self.used(&name);
            return name;
        }
        self.param(base, ty, false)
    }
}

impl Frame {
    /// An empty body.
    #[must_use]
    pub fn new(kind: Kind, name: String) -> Self {
        Self {
            kind,
            name,
            params: Vec::new(),
            body: String::new(),
            indent: 1,
            vars: Vec::new(),
            pvars: Vec::new(),
            taken: FxHashSet::default(),
            loops: 0,
            may_add_params: true,
            returns: None,
        }
    }
}
