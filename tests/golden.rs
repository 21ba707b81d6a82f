//! Fixtures against what real Warp wrote for them: one test per fixture, device and stage.
//!
//! * `hash`: modules, digests, kernel names and order, functions, structs (`.oracle.json`);
//! * `text`: the generated code, to the byte (`.cpp`, `.cu`);
//! * `meta`: shared-memory sizes (`.cpu.meta`, `.cuda.meta`);
//! * `error`: rejections, class and message (`.error`);
//! * `ssa`: our own SSA, accepted by running with `WARPGEN_ACCEPT=1` (`.ssa`).
//!
//! One more, `builtins::coverage`, keeps the list of overloads that fixtures call (accepted likewise).
//!
//! `.cpp`, `.cu`, `.meta`, `.error` and `.oracle.json` are only ever written by `tests/oracle/regen.py`.

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::{Case, cases, difference, with_stack};
use libtest_mimic::{Arguments, Failed, Trial};
use serde_json::Value as Json;
use warpgen::emit::Device;
use warpgen::pipeline::{self, FileOutput, Stage};

/// One stage of one fixture.
type Check = fn(&Case) -> Result<(), Failed>;

fn main() {
    let arguments = Arguments::from_args();
    let mut trials = Vec::new();
    for case in cases() {
        let stages: &[(&str, Check)] = if case.is_error() {
            &[("hash", hash), ("text", text), ("error", error)]
        } else {
            &[("hash", hash), ("text", text), ("meta", meta), ("error", error), ("ssa", ssa)]
        };
        for &(stage, check) in stages {
            if stage == "ssa" && case.device() == Device::Cuda {
                continue;
            }
            let case = case.clone();
            let name = format!("{stage}::{}::{}", case.name, case.device().name());
            trials.push(Trial::test(name, move || with_stack(|| check(&case)).map_err(Failed::from)?));
        }
    }
    trials.push(Trial::test("builtins::coverage", || with_stack(coverage).map_err(Failed::from)?));
    libtest_mimic::run(&arguments, trials).exit();
}

/// The overloads of built-ins that fixtures call: what `warpgen builtins` says of each.
fn coverage() -> Result<(), Failed> {
    let mut called: BTreeMap<String, BTreeSet<u64>> = BTreeMap::new();
    for case in cases() {
        let mut request = case.request;
        request.stage = Stage::SsaJson;
        for module in pipeline::run(&request).modules {
            let Some(emitted) = module.emitted else { continue };
            calls(&serde_json::from_str(&emitted.text)?, &mut called);
        }
    }
    let mut found = String::from(
        "# Overloads that fixtures call; written by the test builtins::coverage with WARPGEN_ACCEPT=1\n",
    );
    for (name, overloads) in &called {
        found.push_str(&format!("{name} called:{}\n", ranges(overloads)));
    }
    let path = common::root().join("src/builtins/coverage/fixtures.txt");
    if std::env::var_os("WARPGEN_ACCEPT").is_some() {
        return Ok(std::fs::write(path, found)?);
    }
    same("overloads", &std::fs::read_to_string(path)?, &found, "\n  (accept with WARPGEN_ACCEPT=1)")
}

/// Every call of a built-in in a module's JSON.
fn calls(json: &Json, called: &mut BTreeMap<String, BTreeSet<u64>>) {
    match json {
        Json::Array(items) => items.iter().for_each(|item| calls(item, called)),
        Json::Object(fields) => {
            if let (Some(name), Some(overload)) = (json["builtin"].as_str(), json["overload"].as_u64()) {
                called.entry(name.to_owned()).or_default().insert(overload);
            }
            fields.values().for_each(|field| calls(field, called));
        }
        _ => {}
    }
}

/// `0-3,7`.
fn ranges(numbers: &BTreeSet<u64>) -> String {
    let mut runs: Vec<(u64, u64)> = Vec::new();
    for &number in numbers {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => runs.push((number, number)),
        }
    }
    let texts = runs
        .iter()
        .map(|(first, last)| if first == last { first.to_string() } else { format!("{first}-{last}") });
    texts.collect::<Vec<_>>().join(",")
}

fn same(what: &str, expected: &str, found: &str, notes: &str) -> Result<(), Failed> {
    match difference(expected, found) {
        None => Ok(()),
        Some(difference) => Err(format!("{what}: {difference}{notes}").into()),
    }
}

fn no_expectation(case: &Case) -> Failed {
    format!("{} has no expectations: run tests/oracle/regen.py {}", case.name, case.python.display()).into()
}

/// Diagnostics, for failures where something was not generated at all.
fn notes(output: &FileOutput) -> String {
    let lines: Vec<String> = output
        .diagnostics()
        .map(|d| format!("\n  {}[{}]: {}", d.severity.name(), d.code.name, d.message))
        .collect();
    lines.concat()
}

fn oracle(case: &Case) -> Result<Json, Failed> {
    let text = case.expected("oracle.json").ok_or_else(|| no_expectation(case))?;
    Ok(serde_json::from_str(&text)?)
}

/// Modules of the oracle that `emit` writes.
fn oracle_modules(oracle: &Json, device: Device) -> Vec<&Json> {
    let modules = oracle["devices"][device.name()].as_array();
    let emitted = |module: &&Json| matches!(module["kind"].as_str(), Some("own" | "unique" | "named"));
    modules.map(|modules| modules.iter().filter(emitted).collect()).unwrap_or_default()
}

fn strings(list: &Json, key: Option<&str>) -> Vec<String> {
    let text = |item: &Json| key.map_or(item, |key| &item[key]).as_str().unwrap_or_default().to_owned();
    list.as_array().map(|items| items.iter().map(text).collect()).unwrap_or_default()
}

/// Names and digests, before any text.
fn hash(case: &Case) -> Result<(), Failed> {
    let oracle = oracle(case)?;
    let output = pipeline::run(&case.request);
    let expected = oracle_modules(&oracle, case.device());
    let names: Vec<&str> = expected.iter().filter_map(|m| m["name"].as_str()).collect();
    let found: Vec<&str> = output.modules.iter().map(|m| m.name.as_str()).collect();
    if names != found {
        return Err(format!("modules: expected {names:?}, found {found:?}{}", notes(&output)).into());
    }
    for (want, have) in expected.iter().zip(&output.modules) {
        let name = &have.name;
        let kernels = &want["kernels"];
        let mangled: Vec<&str> = have.kernels.iter().map(|k| k.mangled.as_str()).collect();
        let keys: Vec<&str> = have.kernels.iter().map(|k| k.key.as_str()).collect();
        // Keys first: a kernel that is missing says more than a digest that differs.
        let sorted = |names: &[String]| names.iter().cloned().collect::<BTreeSet<_>>();
        let want_keys = sorted(&strings(kernels, Some("key")));
        let have_keys = keys.iter().map(|k| (*k).to_owned()).collect::<BTreeSet<_>>();
        if want_keys != have_keys {
            let notes = notes(&output);
            return Err(format!("{name}: kernels: expected {want_keys:?}, found {have_keys:?}{notes}").into());
        }
        let want_mangled = strings(kernels, Some("mangled"));
        if want_mangled != mangled {
            let text = format!("{name}: kernel names: expected {want_mangled:?}, found {mangled:?}");
            return Err((text + &notes(&output)).into());
        }
        let want_hashes = strings(kernels, Some("hash"));
        let hashes: Vec<&str> = have.kernels.iter().map(|k| k.hash.as_str()).collect();
        if want_hashes != hashes {
            return Err(format!("{name}: kernel digests: expected {want_hashes:?}, found {hashes:?}").into());
        }
        let want_hash = want["hash"].as_str();
        if want_hash != have.hash.as_deref() {
            return Err(format!("{name}: digest: expected {want_hash:?}, found {:?}", have.hash).into());
        }
        let Some(emitted) = &have.emitted else { continue };
        let identifier = want["identifier"].as_str().unwrap_or_default();
        if identifier != emitted.file_stem {
            return Err(format!("{name}: files: expected {identifier}, found {}", emitted.file_stem).into());
        }
        let functions = strings(&want["functions"], Some("native"));
        if functions != emitted.functions {
            return Err(
                format!("{name}: functions: expected {functions:?}, found {:?}", emitted.functions).into()
            );
        }
        let structs = strings(&want["structs"], None);
        if structs != emitted.structs {
            return Err(format!("{name}: structs: expected {structs:?}, found {:?}", emitted.structs).into());
        }
    }
    Ok(())
}

/// The generated code.
fn text(case: &Case) -> Result<(), Failed> {
    oracle(case)?;
    let expected = case.expected(case.device().extension());
    if expected.is_none() && !case.is_error() {
        return Err(no_expectation(case));
    }
    let output = pipeline::run(&case.request);
    same("text", &expected.unwrap_or_default(), &output.text(), &notes(&output))
}

/// Shared-memory sizes.
fn meta(case: &Case) -> Result<(), Failed> {
    let expected =
        case.expected(&format!("{}.meta", case.device().name())).ok_or_else(|| no_expectation(case))?;
    let output = pipeline::run(&case.request);
    let mut found = String::new();
    for module in &output.modules {
        if let Some(meta) = module.emitted.as_ref().and_then(|e| e.meta.as_ref()) {
            if output.modules.len() > 1 {
                found.push_str(&format!("// module: {}\n{meta}\n", module.name));
            } else {
                found.push_str(meta);
            }
        }
    }
    same("meta", &expected, &found, &notes(&output))
}

/// Rejections: those real Warp has, with class and message, and no others.
fn error(case: &Case) -> Result<(), Failed> {
    oracle(case)?;
    let expected: Json = match case.expected("error") {
        Some(text) => serde_json::from_str(&text)?,
        None => Json::Array(Vec::new()),
    };
    let device = Json::from(case.device().name());
    let wanted: Vec<String> = expected
        .as_array()
        .into_iter()
        .flatten()
        .filter(|entry| entry["devices"].as_array().is_some_and(|devices| devices.contains(&device)))
        .map(|entry| {
            let module = entry["module"].as_str().unwrap_or("(import)");
            let part = |key: &str| entry[key].as_str().unwrap_or_default().to_owned();
            format!("{module}: {}: {}", part("class"), part("message"))
        })
        .collect();
    let output = pipeline::run(&case.request);
    let mut found = Vec::new();
    for (module, diagnostics) in std::iter::once(("(import)", &output.file_diagnostics))
        .chain(output.modules.iter().map(|m| (m.name.as_str(), &m.diagnostics)))
    {
        for diagnostic in diagnostics.iter().filter(|d| d.exit_status() != 0) {
            found.push(match &diagnostic.warp {
                Some((class, message)) => format!("{module}: {class}: {message}"),
                None => format!("{module}: warpgen {}: {}", diagnostic.code.name, diagnostic.message),
            });
        }
    }
    same("rejections", &wanted.join("\n"), &found.join("\n"), "")
}

/// The SSA, which only we define.
fn ssa(case: &Case) -> Result<(), Failed> {
    let mut request = case.request.clone();
    request.stage = Stage::Ssa;
    let output = pipeline::run(&request);
    let found = output.text();
    if found.is_empty() {
        return Err(format!("nothing was lowered{}", notes(&output)).into());
    }
    let path = case.expectation("ssa");
    if std::env::var_os("WARPGEN_ACCEPT").is_some() {
        if case.expected("ssa").as_deref() != Some(&found) {
            std::fs::write(&path, &found)?;
        }
        return Ok(());
    }
    match case.expected("ssa") {
        Some(expected) => same("SSA", &expected, &found, "\n  (accept with WARPGEN_ACCEPT=1)"),
        None => Err("no .ssa file: accept with WARPGEN_ACCEPT=1".into()),
    }
}
