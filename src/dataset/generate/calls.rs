//! The legal calls of plain built-ins, as real Warp resolves them (`tests/oracle/dump_calls.py`).

use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::types::{Sc, Ty};
use crate::builtins;

/// One legal call.
#[derive(Debug)]
pub struct Call {
    /// Name of the built-in.
    pub name: &'static str,
    /// Which overload it resolves to.
    pub ordinal: u16,
    /// Results: none, one or several.
    pub results: Vec<Ty>,
    /// Argument types.
    pub args: Vec<Ty>,
}

/// The table with its indices.
#[derive(Debug)]
pub struct Calls {
    /// All rows.
    pub rows: Vec<Call>,
    /// Rows with a single result, by result type.
    pub by_result: FxHashMap<Ty, Vec<u32>>,
    /// Rows by overload: (name, ordinal), in table order.
    pub overloads: Vec<Vec<u32>>,
    /// The overload of each `name/ordinal`.
    pub places: FxHashMap<String, u32>,
    /// Overloads of built-ins that Warp has written in Python: calls of them are calls of functions, which no record counts.
    scripted: FxHashSet<u32>,
    themes: Vec<Sc>,
    by_theme: FxHashMap<Sc, Vec<u32>>,
}

impl Calls {
    /// The scalar type that an overload is about: the first unusual one.
    #[must_use]
    pub fn theme(&self, overload: u32) -> Sc {
        self.themes.get(overload as usize).copied().unwrap_or(Sc::F32)
    }

    /// Whether records tell that they use an overload.
    #[must_use]
    pub fn is_counted(&self, overload: u32) -> bool {
        !self.scripted.contains(&overload)
    }

    /// The overload that a row belongs to.
    #[must_use]
    pub fn overload_of(&self, row: u32) -> u32 {
        self.overloads.partition_point(|group| group.first().is_some_and(|first| *first <= row)) as u32 - 1
    }

    /// The overloads about a scalar type.
    #[must_use]
    pub fn about(&self, theme: Sc) -> &[u32] {
        self.by_theme.get(&theme).map_or(&[], Vec::as_slice)
    }
}

/// The operator that a built-in is written as, with its precedence.
#[must_use]
pub fn operator(name: &str) -> Option<(&'static str, u8)> {
    Some(match name {
        "add" => ("+", 9),
        "sub" => ("-", 9),
        "mul" => ("*", 10),
        "div" => ("/", 10),
        "mod" => ("%", 10),
        "floordiv" => ("//", 10),
        "pow" => ("**", 12),
        "bit_and" => ("&", 7),
        "bit_or" => ("|", 5),
        "bit_xor" => ("^", 6),
        "lshift" => ("<<", 8),
        "rshift" => (">>", 8),
        _ => return None,
    })
}

fn parse() -> Calls {
    let mut rows = Vec::new();
    let mut by_result: FxHashMap<Ty, Vec<u32>> = FxHashMap::default();
    let mut overloads: Vec<Vec<u32>> = Vec::new();
    let mut last = ("", u16::MAX);
    for line in include_str!("calls.tsv").lines() {
        let mut fields = line.split('\t');
        let (Some(name), Some(ordinal), Some(results), Some(args)) =
            (fields.next(), fields.next(), fields.next(), fields.next())
        else {
            continue;
        };
        let read = |text: &str, by: char| -> Option<Vec<Ty>> {
            text.split(by).filter(|c| !c.is_empty() && *c != "-").map(Ty::from_code).collect()
        };
        let (Ok(ordinal), Some(results), Some(args)) = (ordinal.parse(), read(results, ','), read(args, ' '))
        else {
            continue;
        };
        if name == "lower_bound"
            && !matches!((args.first(), args.last()), (Some(Ty::Arr(_, e, _)), Some(v)) if **e == *v)
        {
            continue;
        }
        let row = rows.len() as u32;
        if let [one] = results.as_slice() {
            by_result.entry(one.clone()).or_default().push(row);
        }
        if last == (name, ordinal) {
            if let Some(group) = overloads.last_mut() {
                group.push(row);
            }
        } else {
            overloads.push(vec![row]);
        }
        last = (name, ordinal);
        rows.push(Call { name, ordinal, results, args });
    }
    let (mut places, mut themes, mut by_theme) =
        (FxHashMap::default(), Vec::new(), FxHashMap::<Sc, Vec<u32>>::default());
    let mut scripted = FxHashSet::default();
    for (at, group) in overloads.iter().enumerate() {
        let Some(row) = group.first().and_then(|row| rows.get(*row as usize)) else { continue };
        let theme = theme_of(row);
        if builtins::find(row.name).and_then(builtins::python_impl).is_some() {
            scripted.insert(at as u32);
        } else {
            places.insert(format!("{}/{}", row.name, row.ordinal), at as u32);
        }
        themes.push(theme);
        by_theme.entry(theme).or_default().push(at as u32);
    }
    Calls { rows, by_result, overloads, places, scripted, themes, by_theme }
}

/// The scalar type that a row is about: the first unusual one.
fn theme_of(row: &Call) -> Sc {
    let mut scalars = row.args.iter().chain(&row.results).filter_map(|t| match t {
        Ty::Arr(_, e, _) => e.scalar(),
        other => other.scalar(),
    });
    scalars
        .clone()
        .find(|s| !matches!(s, Sc::F32 | Sc::I32 | Sc::Bool))
        .or_else(|| scalars.next())
        .unwrap_or(Sc::F32)
}

/// The table, read on first use.
pub fn calls() -> &'static Calls {
    static CALLS: OnceLock<Calls> = OnceLock::new();
    CALLS.get_or_init(parse)
}
