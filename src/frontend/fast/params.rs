//! Parameters of functions and lambdas.

use rustc_hash::FxHashSet;

use super::token::Kind;
use super::{Reader, append};
use crate::frontend::ast::{Arg, Arguments};

impl Reader<'_> {
    /// Parameters up to, and without, the token `end`. Lambdas have no annotations.
    pub(super) fn parameters(&mut self, end: Kind, annotated: bool) -> Option<Arguments> {
        let mut result = Arguments::default();
        let mut after_star = false;
        while self.kind() != end {
            match self.kind() {
                Kind::DoubleStar => {
                    self.bump();
                    result.kwarg = Some(Box::new(self.parameter(annotated)?));
                    self.eat(Kind::Comma);
                    break;
                }
                Kind::Star if !after_star => {
                    self.bump();
                    after_star = true;
                    if self.kind() == Kind::Name {
                        result.vararg = Some(Box::new(self.parameter(annotated)?));
                    } else if self.kind() != Kind::Comma
                        || !matches!(self.second(), Kind::Name | Kind::DoubleStar)
                    {
                        return None;
                    }
                }
                Kind::Slash if !after_star && result.posonly.is_empty() && !result.args.is_empty() => {
                    self.bump();
                    result.posonly = std::mem::take(&mut result.args);
                }
                _ => {
                    let mut parameter = self.parameter(annotated)?;
                    if self.eat(Kind::Equal) {
                        parameter.default = Some(Box::new(self.test()?));
                    }
                    append(if after_star { &mut result.kwonly } else { &mut result.args }, parameter);
                }
            }
            if !self.eat(Kind::Comma) {
                break;
            }
        }
        (self.kind() == end && is_valid(&result)).then_some(result)
    }

    fn parameter(&mut self, annotated: bool) -> Option<Arg> {
        let first = self.at;
        let name = self.name()?;
        let annotation = if annotated && self.eat(Kind::Colon) { Some(Box::new(self.test()?)) } else { None };
        Some(Arg { name, span: self.span(first), annotation, default: None })
    }
}

/// No name twice, and no parameter without default after one with.
fn is_valid(arguments: &Arguments) -> bool {
    let positional = || arguments.posonly.iter().chain(&arguments.args);
    let mut defaults = positional().map(|a| a.default.is_some()).skip_while(|has| !has);
    if defaults.any(|has| !has) {
        return false;
    }
    let names: Vec<_> = positional()
        .chain(arguments.vararg.as_deref())
        .chain(&arguments.kwonly)
        .chain(arguments.kwarg.as_deref())
        .map(|a| &a.name)
        .collect();
    // A table is only worth its making for what nobody writes by hand.
    if names.len() > 64 {
        let mut seen = FxHashSet::default();
        return names.iter().all(|name| seen.insert(name));
    }
    names.iter().enumerate().all(|(i, name)| !names[..i].contains(name))
}
