//! `warpgen check`: every code on a file that has the problem and one that comes close, and all rejections of the
//! fixtures in one run.
//!
//! `tests/check/CODE/bad.py` triggers a code, `ok.py` beside it triggers none, `bad.txt` is what is shown for the
//! former (accepted by running with `WARPGEN_ACCEPT=1`). `tests/oracle/check_rules.py` asks real Warp about both.

mod common;

use std::path::{Path, PathBuf};

use common::{Case, cases, difference, root, with_stack};
use warpgen::check::{Selection, Settings, check_file};
use warpgen::diag::{Code, Diagnostic, Renderer, Severity, code};
use warpgen::emit::Device;
use warpgen::pipeline::Request;

/// Codes that no Python file makes `check` report, and why.
const WITHOUT_FIXTURE: &[(Code, &str)] = &[
    (code::READ, "about files that cannot be read: tests/cli.rs"),
    (code::WRITE, "about results that cannot be written: tests/cli.rs"),
    (code::USAGE, "about the command line: tests/cli.rs"),
    (code::TOOLCHAIN, "about the toolchain of compile: tests/compile.rs"),
    (code::NOT_COMPILED, "about what a compiler refuses: tests/compile.rs"),
    (code::INTERNAL, "a bug, were there one"),
    (code::WARP_CODEGEN_ATTRIBUTE, "all are WG0131 or WG0141 in a check"),
    (code::WARP_CODEGEN_INDEX, "Warp 1.19 never raises it"),
    (code::WARP_CODEGEN_KEY, "all are WG0130 in a check"),
    (code::NAME, "Python's own, never certain"),
    (code::NOT_IMPLEMENTED, "all are WG0133 in a check"),
    (code::SYNTAX, "Python's own, never certain"),
    (code::ASSERTION, "Python's own, without a message"),
    (code::NO_KERNELS, "about what emit is given: tests/hostile.rs"),
    (code::DUPLICATE_MODULE, "about several files: tests/cli.rs"),
];

fn folder(code: Code) -> PathBuf {
    root().join("tests/check").join(code.name)
}

fn check(file: &Path, selection: Selection) -> Vec<Diagnostic> {
    let shown = file.strip_prefix(root()).expect("below the root").to_string_lossy().into_owned();
    let request = Request { source_path: Some(shown), ..Request::new(file, Device::Cuda) };
    let settings = Settings { selection, ..Settings::default() };
    with_stack(|| check_file(&request, &settings)).expect("no panic")
}

fn shown(diagnostics: &[Diagnostic]) -> String {
    let renderer = Renderer::default();
    diagnostics.iter().map(|diagnostic| renderer.render(diagnostic)).collect()
}

/// What is selected for a code's own files: everything, and the code itself where it must be asked for.
fn selection(code: Code) -> Selection {
    let select = if Selection::is_opt_in(code) { vec!["ALL".to_owned()] } else { Vec::new() };
    Selection::new(&select, &[]).expect("known codes")
}

#[test]
fn every_code_has_files_that_prove_it() {
    let mut problems = Vec::new();
    for &code in code::ALL {
        if let Some((_, why)) = WITHOUT_FIXTURE.iter().find(|(known, _)| *known == code) {
            if folder(code).exists() {
                problems.push(format!("{} has files, though: {why}", code.name));
            }
            continue;
        }
        let bad = check(&folder(code).join("bad.py"), selection(code));
        if !bad.iter().any(|diagnostic| diagnostic.code == code) {
            problems.push(format!("{}/bad.py does not trigger it:\n{}", code.name, shown(&bad)));
        }
        let ok = check(&folder(code).join("ok.py"), selection(code));
        if !ok.is_empty() {
            problems.push(format!("{}/ok.py is not clean:\n{}", code.name, shown(&ok)));
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn problems_are_shown_as_accepted() {
    let mut problems = Vec::new();
    for &code in code::ALL {
        let file = folder(code).join("bad.py");
        if !file.exists() {
            continue;
        }
        let found = shown(&check(&file, selection(code)));
        let path = file.with_extension("txt");
        if std::env::var_os("WARPGEN_ACCEPT").is_some() {
            std::fs::write(&path, found).expect("written");
            continue;
        }
        let expected = std::fs::read_to_string(&path).unwrap_or_default();
        if let Some(difference) = difference(&expected, &found) {
            problems.push(format!("{}: {difference}", code.name));
        }
    }
    assert!(problems.is_empty(), "{}\n(accept with WARPGEN_ACCEPT=1)", problems.join("\n"));
}

fn check_case(case: &Case) -> Vec<Diagnostic> {
    let settings = Settings { devices: vec![case.device()], ..Settings::default() };
    with_stack(|| check_file(&case.request, &settings)).expect("no panic")
}

/// The rejections of real Warp for a case: class and message.
fn rejections(case: &Case) -> Vec<(String, String)> {
    let Some(text) = case.expected("error") else { return Vec::new() };
    let entries: serde_json::Value = serde_json::from_str(&text).expect("valid JSON");
    let text = |entry: &serde_json::Value, key: &str| entry[key].as_str().unwrap_or_default().to_owned();
    let entries = entries.as_array().cloned().unwrap_or_default();
    let device = case.device().name();
    let concerns = |entry: &&serde_json::Value| {
        entry["devices"].as_array().is_none_or(|names| names.iter().any(|name| name == device))
    };
    entries.iter().filter(concerns).map(|e| (text(e, "class"), text(e, "message"))).collect()
}

/// Line breaks and quotes differ where Warp's message is the `repr` of another.
fn plain(message: &str) -> String {
    message.replace("\\n", " ").replace("\\'", "'").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_rejection_of_real_warp_is_found() {
    let (mut problems, mut count) = (Vec::new(), 0);
    for case in cases().iter().filter(|case| case.is_error()) {
        let found = check_case(case);
        for (class, message) in rejections(case) {
            count += 1;
            let wanted = plain(&message);
            let hit = found.iter().any(|diagnostic| {
                let same_class = diagnostic.warp.as_ref().is_some_and(|(c, _)| *c == class);
                same_class && wanted.contains(&plain(&diagnostic.message))
            });
            if !hit {
                let what = format!("{} ({}): {class}: {message}", case.name, case.device().name());
                problems.push(format!("{what}\nfound:\n{}", shown(&found)));
            }
        }
    }
    assert!(count >= 400, "only {count} rejections looked at");
    assert!(problems.is_empty(), "{} of {count} not found:\n{}", problems.len(), problems.join("\n"));
}

#[test]
fn what_real_warp_accepts_has_no_error() {
    let mut problems = Vec::new();
    for case in cases().iter().filter(|case| !case.is_error() && rejections(case).is_empty()) {
        let found = check_case(case);
        let errors: Vec<Diagnostic> =
            found.into_iter().filter(|diagnostic| diagnostic.severity == Severity::Error).collect();
        if !errors.is_empty() {
            problems.push(format!("{} ({}):\n{}", case.name, case.device().name(), shown(&errors)));
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn one_error_does_not_hide_others() {
    let found = check(&root().join("tests/check/WG0133/bad.py"), Selection::default());
    let lines: Vec<u32> = found
        .iter()
        .filter_map(|diagnostic| diagnostic.primary.as_ref())
        .map(|label| label.file.line_of(label.start))
        .collect();
    assert!(lines.len() >= 12, "{lines:?}");
}
