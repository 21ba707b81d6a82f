//! The legal calls of plain built-ins, as real Warp resolves them (`tests/oracle/dump_calls.py`).

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::types::Ty;

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
    Calls { rows, by_result, overloads }
}

/// The table, read on first use.
pub fn calls() -> &'static Calls {
    static CALLS: OnceLock<Calls> = OnceLock::new();
    CALLS.get_or_init(parse)
}
