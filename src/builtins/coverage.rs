//! Which overloads are checked against real Warp: by a fixture, and by the generated sweep.
//!
//! Two lists are kept with the table, `coverage/fixtures.txt` (a golden test keeps it true) and `coverage/sweep.txt`
//! (written by `tests/oracle/sweep.py coverage --table`). A line holds a built-in's name and, per outcome, overloads by
//! their place in the table: `abs compared:0-11,13 shadowed:12`.

use crate::ids::BuiltinId;

const FIXTURES: &str = include_str!("coverage/fixtures.txt");
const SWEEP: &str = include_str!("coverage/sweep.txt");

/// Whether a fixture calls the overload.
#[must_use]
pub fn in_fixture(id: BuiltinId, overload: usize) -> bool {
    outcome(FIXTURES, super::name(id), overload).is_some()
}

/// What the sweep makes of the overload: `compared` with real Warp, `shadowed` (any legal call resolves to an overload
/// before it), or `always-rejected` (Warp resolves to it and raises).
#[must_use]
pub fn in_sweep(id: BuiltinId, overload: usize) -> Option<&'static str> {
    outcome(SWEEP, super::name(id), overload)
}

fn outcome(list: &'static str, name: &str, overload: usize) -> Option<&'static str> {
    let line = list.lines().find(|line| line.split(' ').next() == Some(name))?;
    line.split(' ').skip(1).find_map(|part| {
        let (outcome, ranges) = part.split_once(':')?;
        ranges.split(',').any(|range| holds(range, overload)).then_some(outcome)
    })
}

/// Whether a number is in `3` or `3-7`.
fn holds(range: &str, number: usize) -> bool {
    let (first, last) = range.split_once('-').unwrap_or((range, range));
    let (Ok(first), Ok(last)) = (first.parse::<usize>(), last.parse::<usize>()) else { return false };
    (first..=last).contains(&number)
}
