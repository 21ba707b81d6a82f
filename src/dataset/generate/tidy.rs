//! Taking out what nobody reads.

use rustc_hash::FxHashMap;

/// Calls that do something beside giving a value.
const EFFECTS: &[&str] = &[
    "atomic_",
    "tile_",
    "query",
    "rand",
    "sample_",
    "poisson",
    "take_",
    "alloc",
    "reversible_",
    "next_index",
];

/// The body without bindings of names that are never read.
pub fn tidy(body: &str) -> String {
    let mut lines: Vec<&str> = body.lines().collect();
    // What falls away may have been the only reader of something else.
    for _ in 0..4 {
        let counts = count(&lines);
        let before = lines.len();
        let mut kept: Vec<&str> = Vec::with_capacity(before);
        for (at, line) in lines.iter().enumerate() {
            if !(unread(line, &counts) && may_go(&kept, lines.get(at + 1), line)) {
                kept.push(line);
            }
        }
        lines = kept;
        if lines.len() == before {
            break;
        }
    }
    let mut text = lines.join("\n");
    text.push('\n');
    text
}

fn count<'a>(lines: &[&'a str]) -> FxHashMap<&'a str, u32> {
    let mut counts = FxHashMap::default();
    for line in lines {
        for word in line.split(|c: char| !(c.is_alphanumeric() || c == '_')) {
            *counts.entry(word).or_insert(0) += 1;
        }
    }
    counts
}

/// A binding of one name, the only place where it stands.
fn unread(line: &str, counts: &FxHashMap<&str, u32>) -> bool {
    let text = line.trim_start();
    let Some((name, value)) = text.split_once(" = ") else { return false };
    let plain = name.chars().all(|c| c.is_alphanumeric() || c == '_');
    plain
        && counts.get(name) == Some(&1)
        && !EFFECTS.iter().any(|e| value.contains(e))
        && !value.contains("[...]")
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// A block must not become empty.
fn may_go(before: &[&str], next: Option<&&str>, line: &str) -> bool {
    let opens = before.iter().rev().find(|l| !l.trim().is_empty()).is_none_or(|l| l.ends_with(':'));
    let closes = next.is_none_or(|n| indent(n) < indent(line) || n.trim().is_empty());
    !(opens && closes)
}

#[cfg(test)]
mod tests {
    use super::tidy;

    #[test]
    fn unread_names_go_with_what_only_they_read() {
        let body = "    a = 1.0\n    b = a * 2.0\n    if x:\n        c = 3.0\n    y[i] = x\n";
        assert_eq!(tidy(body), "    if x:\n        c = 3.0\n    y[i] = x\n");
    }
}
