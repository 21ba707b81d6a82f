//! The same input gives the same bytes: whatever the thread, the folder, the environment, and what ran before.

mod common;

use common::{Case, cases, difference, root, with_stack};
use warpgen::emit::Device;
use warpgen::pipeline::{self, FileOutput, Source};

/// Everything a file gives, as text.
fn everything(output: &FileOutput) -> String {
    let mut out = output.text();
    for module in &output.modules {
        out.push_str(&format!("\n{:?} {:?} {:?}", module.name, module.hash, module.kernels));
        if let Some(emitted) = &module.emitted {
            out.push_str(&format!("\n{:?} {:?}", emitted.meta, emitted.file_stem));
        }
    }
    for diagnostic in output.diagnostics() {
        out.push_str(&format!("\n{} {} {:?}", diagnostic.code.name, diagnostic.message, diagnostic.warp));
    }
    out
}

/// Some fixtures of every area.
fn sample() -> Vec<Case> {
    let mut picked: Vec<Case> = Vec::new();
    for case in cases() {
        let area = |case: &Case| case.name.split('/').next().unwrap_or_default().to_owned();
        let count = picked.iter().filter(|c| area(c) == area(&case) && c.device() == case.device()).count();
        if count < 3 {
            picked.push(case);
        }
    }
    picked
}

fn assert_same(name: &str, first: &str, second: &str) {
    if let Some(difference) = difference(first, second) {
        panic!("{name}: {difference}");
    }
}

#[test]
fn threads_and_history_do_not_matter() {
    let cases = sample();
    let forwards: Vec<String> =
        with_stack(|| cases.iter().map(|case| everything(&pipeline::run(&case.request))).collect())
            .expect("no panic");
    let backwards: Vec<String> = with_stack(|| {
        let mut texts: Vec<String> =
            cases.iter().rev().map(|case| everything(&pipeline::run(&case.request))).collect();
        texts.reverse();
        texts
    })
    .expect("no panic");
    for ((case, first), second) in cases.iter().zip(&forwards).zip(&backwards) {
        assert_same(&case.name, first, second);
    }
}

#[test]
fn the_folder_does_not_matter() {
    let folder = tempfile::tempdir().expect("a folder");
    for case in sample().into_iter().filter(|case| case.device() == Device::Cpu) {
        // Fixtures that import their neighbours need them beside the copy.
        let from = case.python.parent().expect("a folder");
        let to = folder.path().join(from.strip_prefix(root()).expect("below the root"));
        std::fs::create_dir_all(&to).expect("made");
        for entry in std::fs::read_dir(from).expect("readable") {
            let path = entry.expect("an entry").path();
            if path.is_file() && path.extension().is_some_and(|e| e == "py") {
                std::fs::copy(&path, to.join(path.file_name().expect("a name"))).expect("copied");
            }
        }
        if from.read_dir().expect("readable").any(|entry| entry.expect("an entry").path().is_dir()) {
            continue;
        }
        let mut moved = case.request.clone();
        moved.source = Source::File(to.join(case.python.file_name().expect("a name")));
        let (here, there) =
            with_stack(|| (pipeline::run(&case.request), pipeline::run(&moved))).expect("no panic");
        assert_same(&case.name, &everything(&here), &everything(&there));
    }
}

#[test]
fn text_in_hand_is_as_good_as_a_file() {
    for case in sample() {
        let mut in_hand = case.request.clone();
        let text = std::fs::read_to_string(&case.python).expect("UTF-8");
        in_hand.source = Source::Text { text, path: case.python.clone() };
        let (file, text) =
            with_stack(|| (pipeline::run(&case.request), pipeline::run(&in_hand))).expect("no panic");
        assert_same(&case.name, &everything(&file), &everything(&text));
    }
}
