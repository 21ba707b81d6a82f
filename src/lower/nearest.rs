//! Advice on errors: which overloads were nearest, which names are spelled nearly so.

use std::rc::Rc;

use super::call::arg_var;
use super::recover::Advice;
use super::{Lower, Result};
use crate::builtins;
use crate::frontend::ast::{Expr, ExprKind, Span, Stmt, StmtKind};
use crate::frontend::walk::{self, NodeRef};
use crate::host::ArgType;
use crate::ids::{BuiltinId, FunctionId};
use crate::ir::Arg;
use crate::types::{Erasure, Ty};

/// How many overloads of a user function are shown.
const SHOWN: usize = 3;

/// The candidates that are spelled most nearly like a name: the same but for case, or a few slips away.
fn similar<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> Option<String> {
    let limit = (name.chars().count() / 3).clamp(1, 3);
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates.filter(|c| !c.starts_with('_') || name.starts_with('_')) {
        if candidate == name {
            continue;
        }
        let distance = if candidate.eq_ignore_ascii_case(name) {
            0
        } else {
            strsim::damerau_levenshtein(name, candidate)
        };
        let better = best.is_none_or(|(d, c)| (distance, candidate) < (d, c));
        if distance <= limit && better {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate.to_owned())
}

/// Advice on a function that the module `warp` lacks.
pub(super) fn builtin_advice(name: &str) -> Advice {
    let mut advice = Advice::default();
    if let Some(near) = similar(name, builtins::all().map(builtins::name)) {
        advice.help.push(format!("did you mean `wp.{near}`?"));
    }
    advice
}

impl Lower<'_, '_> {
    /// Advice on a name that is bound to nothing.
    pub(super) fn name_advice(&mut self, name: &str) -> Advice {
        let mut advice = Advice::default();
        let symbols = self.symbols.keys().map(|name| name.to_string());
        let cells = self.decl.env.cells.keys().map(|name| name.to_string());
        let globals = self.decl.env.globals.globals.borrow();
        let globals = globals.keys().map(|name| name.to_string());
        let known: Vec<String> = symbols.chain(cells).chain(globals).collect();
        if let Some(near) = similar(name, known.iter().map(String::as_str)) {
            advice.help.push(format!("did you mean `{near}`?"));
        } else if builtins::find(name).is_some() {
            advice.help.push(format!("Warp has a built-in of that name: `wp.{name}`"));
        }
        advice
    }

    /// Where an argument of the call being evaluated stands, by its place among positional, then keyword ones.
    fn argument_span(&self, index: usize) -> Option<Span> {
        let at = self.trail.last()?;
        let mut found = None;
        walk::bfs_function(&self.decl.source.def, |node| {
            let spans = match node {
                NodeRef::Expr(expr) if expr.span == *at => argument_spans(expr),
                NodeRef::Stmt(Stmt { span, kind: StmtKind::AugAssign { target, value, .. }, .. })
                    if span == at =>
                {
                    vec![target.span, value.span]
                }
                _ => return,
            };
            found = found.or_else(|| spans.get(index).copied());
        });
        found
    }

    /// Advice on a call of a built-in that fits no overload.
    pub(super) fn builtin_overload_advice(
        &mut self,
        id: BuiltinId,
        args: &[Arg],
        kwargs: &[(Rc<str>, Arg)],
    ) -> Advice {
        let mut advice = Advice::default();
        let candidates = self.with_rules(|cx| builtins::nearest(cx, id, args, kwargs));
        for candidate in &candidates {
            advice.notes.push(format!("candidate `{}`: {}", candidate.signature, candidate.problem));
        }
        if let [first, ..] = candidates.as_slice()
            && let Some(index) = first.argument
        {
            advice.blame = self.blame(args, index);
            advice.help.extend(self.cast_help(args, kwargs, index));
        }
        advice
    }

    /// Points at an argument and says what it is.
    fn blame(&self, args: &[Arg], index: usize) -> Option<(Span, String)> {
        let span = self.argument_span(index)?;
        let ty = args.get(index).and_then(arg_var).map(|var| self.types.repr(self.value_ty(var)))?;
        Some((span, format!("this is `{ty}`")))
    }

    /// Scalars of different types are the most frequent mistake: Warp converts nothing by itself.
    fn cast_help(&self, args: &[Arg], kwargs: &[(Rc<str>, Arg)], index: usize) -> Option<String> {
        let all: Vec<Ty> = args
            .iter()
            .chain(kwargs.iter().map(|(_, arg)| arg))
            .filter_map(arg_var)
            .map(|var| self.types.strip(self.ty(var)))
            .collect();
        let scalar = |ty: Ty| self.types.as_scalar(self.types.scalar_of(ty));
        let odd = scalar(*all.get(index)?)?;
        let other = all.iter().filter_map(|&ty| scalar(ty)).find(|&s| s != odd)?;
        let (odd, other) = (odd.name(), other.name());
        Some(format!(
            "Warp converts no types by itself: write `wp.{other}(...)` around the `{odd}`, or the other way round"
        ))
    }

    /// Advice on a call of a user function that fits no overload.
    pub(super) fn user_overload_advice(
        &mut self,
        head: FunctionId,
        args: &[Arg],
        kwargs: &[(Rc<str>, Arg)],
    ) -> Advice {
        let mut advice = Advice::default();
        let Ok(types) = args.iter().map(|a| self.arg_type(a)).collect::<Result<Vec<_>>>() else {
            return advice;
        };
        let function = &self.mb.session.functions[head.index()];
        let overloads: Vec<FunctionId> =
            function.overloads.values().chain(function.templates.values()).copied().collect();
        let mut found: Vec<(usize, String, Option<usize>)> = Vec::new();
        for id in overloads {
            let function = &self.mb.session.functions[id.index()];
            let params = &function.decl.args;
            let shown: Vec<String> =
                params.iter().map(|(name, ty)| format!("{name}: {}", self.types.repr(*ty))).collect();
            let signature = format!("{}({})", function.key, shown.join(", "));
            let required = params.len().saturating_sub(function.defaults.len());
            let given = args.len() + kwargs.len();
            if given < required || given > params.len() {
                let wanted = if required == params.len() {
                    format!("{required}")
                } else {
                    format!("{required} to {}", params.len())
                };
                let text =
                    format!("candidate `{signature}`: it takes {wanted} arguments, and {given} are given");
                found.push((10 + given.abs_diff(params.len()), text, None));
                continue;
            }
            let misfits: Vec<usize> = (0..types.len())
                .filter(|&i| match (&types[i], params.get(i)) {
                    (ArgType::Ty(ty), Some((_, param))) => {
                        !self.types.binds(*param, *ty, Erasure::Allow)
                            && !self.types.matches_template(*ty, *param)
                    }
                    (ArgType::Func(_), Some((_, param))) => *param != Ty::WARP_FUNCTION,
                    _ => false,
                })
                .collect();
            let problem = match misfits.first() {
                Some(&i) => {
                    let actual = match &types[i] {
                        ArgType::Ty(ty) => self.types.repr(*ty),
                        _ => "a function".to_owned(),
                    };
                    let (name, ty) = &params[i];
                    format!("`{name}` is `{}`, and this argument is `{actual}`", self.types.repr(*ty))
                }
                None => "an argument has no parameter of its name or type".to_owned(),
            };
            let text = format!("candidate `{signature}`: {problem}");
            found.push((misfits.len(), text, misfits.first().copied()));
        }
        found.sort_by_key(|(distance, ..)| *distance);
        if let Some((_, _, Some(index))) = found.first() {
            advice.blame = self.blame(args, *index);
            advice.help.extend(self.cast_help(args, kwargs, *index));
        }
        advice.notes.extend(found.into_iter().take(SHOWN).map(|(_, text, _)| text));
        advice
    }
}

/// The places of the arguments of a call or an operator.
fn argument_spans(node: &Expr) -> Vec<Span> {
    match &node.kind {
        ExprKind::Call { args, keywords, .. } => {
            if args.iter().any(|arg| matches!(arg.kind, ExprKind::Starred { .. })) {
                return Vec::new();
            }
            args.iter().map(|arg| arg.span).chain(keywords.iter().map(|k| k.value.span)).collect()
        }
        ExprKind::BinOp { left, right, .. } => vec![left.span, right.span],
        ExprKind::UnaryOp { operand, .. } => vec![operand.span],
        _ => Vec::new(),
    }
}
