//! The architecture, checked: a stage never uses a later one, and some names are confined to their place.

use std::path::{Path, PathBuf};

/// Stages in pipeline order: each may use itself and those before it.
const ORDER: &[&str] = &[
    "ids", "source", "diag", "types", "ir", "builtins", "frontend", "host", "hash", "lower", "adjoint",
    "emit", "pipeline", "check", "compile", "dataset", "cli",
];

/// Names that may stand in one stage only.
const CONFINED: &[(&str, &str)] = &[
    ("rustpython_parser", "frontend"),
    ("clap::", "cli"),
    ("annotate_snippets", "diag"),
    ("cudarc", "compile"),
    ("toml::", "cli"),
    ("strsim", "lower"),
    ("println!", "cli"),
    ("eprintln!", "cli"),
];

fn sources(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a readable folder") {
        let path = entry.expect("a readable entry").path();
        // Unit tests may use anything.
        if matches!(path.file_stem().and_then(|stem| stem.to_str()), Some("tests" | "recipes")) {
            continue;
        }
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            out.push(path);
        }
    }
}

/// The stage a file belongs to: its top folder or its own name.
fn stage(root: &Path, file: &Path) -> String {
    let relative = file.strip_prefix(root).expect("below src");
    let first = relative.iter().next().expect("a name").to_string_lossy();
    first.trim_end_matches(".rs").to_owned()
}

/// The code of a file: no comments, and no unit tests, which may use anything.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]").next().unwrap_or_default();
    text.lines().filter(|line| !line.trim_start().starts_with("//")).map(|line| format!("{line}\n")).collect()
}

/// Stages named after `crate::`, also inside `use crate::{a, b}`.
fn uses(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices("crate::") {
        let rest = &text[at + "crate::".len()..];
        if let Some(list) = rest.strip_prefix('{') {
            let list = list.split_once('}').map_or(list, |(list, _)| list);
            found.extend(list.split(',').map(|item| identifier(item.trim())));
        } else {
            found.push(identifier(rest));
        }
    }
    found
}

fn identifier(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

#[test]
fn stages_use_earlier_stages_only() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    let rank = |stage: &str| ORDER.iter().position(|name| *name == stage);
    let mut problems = Vec::new();
    for file in &files {
        let own = stage(&root, file);
        if matches!(own.as_str(), "lib" | "main") {
            continue;
        }
        let Some(own_rank) = rank(&own) else {
            problems.push(format!("src/{own} is not in the order of stages"));
            continue;
        };
        for used in uses(&code(&std::fs::read_to_string(file).expect("readable"))) {
            if rank(&used).is_some_and(|used_rank| used_rank > own_rank) {
                problems.push(format!("{} uses crate::{used}", file.display()));
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn names_stay_where_they_belong() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    let mut problems = Vec::new();
    for file in &files {
        let own = stage(&root, file);
        let text = code(&std::fs::read_to_string(file).expect("readable"));
        for (name, place) in CONFINED {
            if own != *place && text.contains(name) {
                problems.push(format!("{} names {name}, which belongs to src/{place}", file.display()));
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}
