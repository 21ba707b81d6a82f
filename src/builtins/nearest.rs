//! Which overloads a rejected call came closest to.

use std::rc::Rc;

use super::bind::{Slot, assign, default_fits, names};
use super::context::RuleCx;
use super::matching::{ArgType, binds};
use super::row::Overload;
use super::text::{signature, type_text};
use crate::ids::BuiltinId;
use crate::ir::Arg;
use crate::types::Erasure;

/// An overload that a call does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Its signature.
    pub signature: String,
    /// What keeps the call from fitting.
    pub problem: String,
    /// The first argument that does not fit: its place among positional, then keyword arguments.
    pub argument: Option<usize>,
    /// How far the call is from fitting; the order of candidates.
    distance: usize,
}

/// How many candidates are worth showing.
const SHOWN: usize = 3;

/// The overloads that a call came closest to, nearest first.
pub fn nearest(cx: &RuleCx, id: BuiltinId, args: &[Arg], kwargs: &[(Rc<str>, Arg)]) -> Vec<Candidate> {
    let types: Vec<ArgType> = args
        .iter()
        .chain(kwargs.iter().map(|(_, a)| a))
        .map(|a| ArgType::new(cx.types, cx.type_of(a)))
        .collect();
    let mut found: Vec<Candidate> = Vec::new();
    for overload in super::overloads(id).iter().filter(|o| !o.hidden || super::overloads(id).len() == 1) {
        let candidate = compare(cx, overload, args.len(), kwargs, &types);
        if !found.iter().any(|c| c.signature == candidate.signature) {
            found.push(candidate);
        }
    }
    // Stable: equally near ones stay in the order of resolution.
    found.sort_by_key(|candidate| candidate.distance);
    found.truncate(SHOWN);
    found
}

fn compare(
    cx: &RuleCx,
    overload: &Overload,
    positional: usize,
    kwargs: &[(Rc<str>, Arg)],
    types: &[ArgType],
) -> Candidate {
    let params = overload.params;
    let mut candidate =
        Candidate { signature: signature(overload), problem: String::new(), argument: None, distance: 0 };
    let mut slots = Vec::new();
    if let Err(problem) = assign(params, positional, || names(kwargs), &mut slots) {
        let surplus = types.len().abs_diff(params.iter().filter(|p| p.default.is_none()).count());
        candidate.distance = 10 + surplus;
        candidate.problem = problem;
        return candidate;
    }
    for (slot, param) in slots.iter().zip(params) {
        let index = match *slot {
            Slot::Pos(i) => i,
            Slot::Key(i) => positional + i,
            Slot::Rest(_) => continue,
            Slot::Missing => {
                if !default_fits(cx, param, Erasure::Allow) && param.default.is_some() {
                    candidate.distance += 1;
                }
                continue;
            }
        };
        let Some(arg) = types.get(index) else { continue };
        if binds(cx.types, &param.ty, arg, Erasure::Allow) {
            continue;
        }
        candidate.distance += 1;
        if candidate.argument.is_none() {
            candidate.argument = Some(index);
            candidate.problem = format!(
                "`{}` is `{}`, and this argument is `{}`",
                param.name,
                type_text(&param.ty),
                cx.types.repr(arg.ty)
            );
        }
    }
    if candidate.problem.is_empty() {
        candidate.problem = "the arguments fit one by one, but not together".to_owned();
    }
    candidate
}
