//! Does what Warp (and warpgen) generates compile? One test for each fixture and compiler:
//!
//! * `cpu/<area>/<case>`: `fixtures/<area>/<case>.cpp` with the system's C++ compiler;
//! * `sm80/…`, `sm90/…`: `fixtures/<area>/<case>.cu` with NVRTC;
//! * `build/…`: artefacts, headers and shared libraries made of the module in `examples/springs`;
//! * `cli/…`: `warpgen compile` and `warpgen sdk` from outside.
//!
//! All fixtures are compiled together, in packs, when the first test asks; each test then reports its own verdict. Some
//! fixtures pin text that does not compile in real Warp either: `tests/compile.known` names them with the compiler's
//! message, exactly; an entry that compiles, or that fails with another message, is an error.
//!
//! With `WARPGEN_COMPILE_EXTRA=DIR`, the texts in that folder as well, one test for each module: `NAME-cpu/<file>/<module>`,
//! where NAME is the folder's; `tests/compile.NAME.known` holds what does not compile in real Warp either
//! (`tests/oracle/compile_text.py` makes such folders).
//!
//! Environment: without Warp's headers or NVRTC the tests are reported as ignored, unless `WARPGEN_REQUIRE_SDK=1`.
//! `WARPGEN_PTX=1` compiles all the way to PTX. `WARPGEN_BLESS=1` rewrites `tests/compile.known`.

#[path = "compile/build.rs"]
mod build_tests;
#[path = "compile/cli.rs"]
mod cli_tests;
#[path = "../examples/springs/module.rs"]
mod springs;

use libtest_mimic::{Arguments, Failed, Trial};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, OnceLock};
use warpgen::compile::check::first_error;
use warpgen::compile::cpp::{Cpp, default_cache};
use warpgen::compile::cpu::{CpuChecker, CpuOptions, Pch};
use warpgen::compile::cuda::{CudaChecker, CudaOptions};
use warpgen::compile::layout::Arch;
use warpgen::compile::nvrtc::Want;
use warpgen::compile::sdk::SdkQuery;
use warpgen::compile::text::split_modules;
use warpgen::compile::worker::{Pool, serve_if_asked};
use warpgen::compile::{CheckOptions, Device, Unit, Verdict, check};

/// Which compiler a test is about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Target {
    Cpu,
    Sm(u32),
}

impl Target {
    const ALL: [Target; 3] = [Target::Cpu, Target::Sm(80), Target::Sm(90)];

    fn name(self) -> String {
        match self {
            Target::Cpu => "cpu".to_owned(),
            Target::Sm(arch) => format!("sm{arch}"),
        }
    }

    fn device(self) -> Device {
        if self == Target::Cpu { Device::Cpu } else { Device::Cuda }
    }
}

/// A fixture: `area/case` and its modules.
struct Case {
    name: String,
    units: Vec<Unit>,
}

/// What one compiler says about all fixtures: for each case, the first error of each module that is rejected.
type Verdicts = BTreeMap<String, Vec<Result<(), String>>>;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn main() -> ExitCode {
    serve_if_asked();
    let args = Arguments::from_args();
    let query = SdkQuery { start: Some(root().to_path_buf()), ..SdkQuery::default() };
    let required = std::env::var("WARPGEN_REQUIRE_SDK").is_ok_and(|v| v == "1");
    let missing = [
        (Device::Cpu, query.native().and_then(|native| Cpp::find(&native, default_cache())).err()),
        (Device::Cuda, query.native().and_then(|_| query.nvrtc()).err()),
    ];
    let reason = |device: Device| missing.iter().find(|(d, _)| *d == device).and_then(|(_, e)| e.as_ref());
    for (device, error) in &missing {
        let Some(error) = error else { continue };
        if required {
            eprintln!("WARPGEN_REQUIRE_SDK=1, but for {}: {error}", device.name());
            return ExitCode::FAILURE;
        }
        if !args.list {
            eprintln!("compile checks for {} are ignored: {error}\n", device.name());
        }
    }

    let known = Arc::new(Known::read("compile.known"));
    let mut trials = Vec::new();
    let mut sets: Vec<(Target, String, Vec<Case>, Arc<Known>)> = Target::ALL
        .iter()
        .map(|&target| {
            let cases = find_cases(&root().join("fixtures"), target.device());
            (target, target.name(), cases, known.clone())
        })
        .collect();
    if let Some(folder) = std::env::var_os("WARPGEN_COMPILE_EXTRA").map(PathBuf::from) {
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let known = Arc::new(Known::read(&format!("compile.{name}.known")));
        for target in Target::ALL {
            let cases = find_cases(&folder, target.device()).into_iter().flat_map(by_module).collect();
            sets.push((target, format!("{name}-{}", target.name()), cases, known.clone()));
        }
    }
    for (target, set, cases, known) in sets {
        let names: Vec<String> = cases.iter().map(|c| format!("{set}/{}", c.name)).collect();
        // Only what was asked for is compiled.
        let cases: Arc<Vec<Case>> = Arc::new(
            cases
                .into_iter()
                .zip(&names)
                .filter(|(_, n)| is_selected(&args, n))
                .map(|(case, _)| case)
                .collect(),
        );
        let verdicts: Arc<OnceLock<Result<Verdicts, String>>> = Arc::new(OnceLock::new());
        for name in names {
            let (cases, verdicts, known, query) =
                (cases.clone(), verdicts.clone(), known.clone(), query.clone());
            let test = {
                let name = name.clone();
                move || {
                    let verdicts = verdicts.get_or_init(|| compile_all(target, &cases, &query)).as_ref();
                    let case = name.split_once('/').map_or("", |(_, case)| case);
                    let verdict = verdicts.map_err(Failed::from)?.get(case).ok_or("not compiled")?;
                    known.judge(&name, verdict).map_err(Failed::from)
                }
            };
            trials.push(trial(name, reason(target.device()).is_some(), test));
        }
    }
    let stale = known.clone();
    trials.push(trial("known/entries_name_fixtures".to_owned(), false, move || Ok(stale.without_fixture()?)));
    for (name, device, test) in build_tests::TESTS {
        let query = query.clone();
        trials.push(trial(format!("build/{name}"), reason(*device).is_some(), move || {
            test(&query).map_err(Failed::from)
        }));
    }
    for (name, device, test) in cli_tests::TESTS {
        let absent = device.is_some_and(|device| reason(device).is_some());
        trials.push(trial(format!("cli/{name}"), absent, move || test().map_err(Failed::from)));
    }
    libtest_mimic::run(&args, trials).exit_code()
}

fn trial(name: String, absent: bool, test: impl FnOnce() -> Result<(), Failed> + Send + 'static) -> Trial {
    let trial = Trial::test(name, test);
    if absent { trial.with_kind("no sdk: run scripts/fetch-sdk.sh").with_ignored_flag(true) } else { trial }
}

/// As libtest-mimic selects tests.
fn is_selected(args: &Arguments, name: &str) -> bool {
    let matches = |pattern: &str| if args.exact { name == pattern } else { name.contains(pattern) };
    args.filter.as_ref().is_none_or(|f| matches(f)) && !args.skip.iter().any(|s| matches(s))
}

/// A case for each module of one.
fn by_module(case: Case) -> Vec<Case> {
    let file = case.name;
    case.units
        .into_iter()
        .map(|unit| Case { name: format!("{file}/{}", unit.name), units: vec![unit] })
        .collect()
}

/// All texts of a device below a folder, by name.
fn find_cases(top: &Path, device: Device) -> Vec<Case> {
    let mut cases = Vec::new();
    let mut folders = vec![top.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == device.source_extension()) {
                cases.extend(read_case(top, &path));
            }
        }
    }
    cases.sort_by(|a, b| a.name.cmp(&b.name));
    cases
}

fn read_case(top: &Path, path: &Path) -> Option<Case> {
    let text = std::fs::read_to_string(path).ok()?;
    let relative = path.strip_prefix(top).ok()?.with_extension("");
    let name = relative.to_string_lossy().replace('\\', "/");
    let stem = path.file_stem()?.to_string_lossy().into_owned();
    let modules = split_modules(&text, &stem);
    let units = modules.into_iter().map(|(name, text)| Unit { name, text: text.to_owned() }).collect();
    Some(Case { name, units })
}

fn compile_all(target: Target, cases: &[Case], query: &SdkQuery) -> Result<Verdicts, String> {
    let units: Vec<Unit> = cases.iter().flat_map(|c| c.units.iter().cloned()).collect();
    let fail = |e: warpgen::compile::Error| e.to_string();
    let native = query.native().map_err(fail)?;
    let options = CheckOptions::default();
    let verdicts = match target {
        Target::Cpu => {
            let cpp = Cpp::find(&native, default_cache()).map_err(fail)?;
            let pch = if units.len() >= 4 { Pch::Build } else { Pch::Existing };
            let checker = CpuChecker::new(&cpp, &CpuOptions::default(), pch).map_err(fail)?;
            check(&units, &checker, options).map_err(fail)?.0
        }
        Target::Sm(arch) => {
            let lib = query.nvrtc().map_err(fail)?;
            let pool = Pool::new(&lib, warpgen::compile::check::job_count(0)).map_err(fail)?;
            let arch = Arch::parse(&arch.to_string()).map_err(fail)?;
            let ptx = std::env::var("WARPGEN_PTX").is_ok_and(|v| v == "1");
            let want = if ptx { Want::Ptx } else { Want::Nothing };
            // The optimiser says nothing about validity.
            let cuda = CudaOptions { optimization_level: 0, ..CudaOptions::default() };
            check(&units, &CudaChecker::new(&pool, &native, &cuda, &arch, want), options).map_err(fail)?.0
        }
    };
    let mut verdicts = verdicts.into_iter();
    let mut out = Verdicts::new();
    for case in cases {
        let of_case = verdicts.by_ref().take(case.units.len()).map(|verdict| match verdict {
            Verdict::Accepted => Ok(()),
            Verdict::Rejected(log) => Err(message(&log)),
            Verdict::Unknown(why) => Err(format!("not compiled: {why}")),
        });
        out.insert(case.name.clone(), of_case.collect());
    }
    Ok(out)
}

/// The first error without the place, which depends on where the headers are.
fn message(log: &str) -> String {
    let line = first_error(log);
    line.find("error").map_or(line, |at| &line[at..]).to_owned()
}

/// A list of texts that do not compile in real Warp either.
struct Known {
    path: PathBuf,
    entries: BTreeMap<String, String>,
    bless: bool,
}

impl Known {
    /// Lines of `name: message`; `#` begins a comment line.
    fn read(file: &str) -> Known {
        let path = root().join("tests").join(file);
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        let entries = text
            .lines()
            .filter(|l| !l.starts_with('#'))
            .filter_map(|l| l.split_once(": "))
            .map(|(name, message)| (name.to_owned(), message.to_owned()))
            .collect();
        Known { path, entries, bless: std::env::var("WARPGEN_BLESS").is_ok_and(|v| v == "1") }
    }

    fn judge(&self, name: &str, modules: &[Result<(), String>]) -> Result<(), String> {
        let errors: Vec<&String> = modules.iter().filter_map(|m| m.as_ref().err()).collect();
        let first = errors.first().map(|e| e.as_str());
        if self.bless {
            return bless(&self.path, name, first);
        }
        match (first, self.entries.get(name)) {
            (None, None) => Ok(()),
            (Some(error), Some(known)) if error == known => Ok(()),
            (Some(error), Some(known)) => Err(format!(
                "fails, but not as the list of known failures says\n  known: {known}\n  now:   {error}"
            )),
            (Some(error), None) => Err(format!("does not compile: {error}")),
            (None, Some(known)) => {
                Err(format!("compiles now; remove it from the list of known failures\n  known: {known}"))
            }
        }
    }

    fn without_fixture(&self) -> Result<(), String> {
        let exists = |name: &str| {
            let Some((target, case)) = name.split_once('/') else { return false };
            let extension = if target == "cpu" { "cpp" } else { "cu" };
            root().join("fixtures").join(format!("{case}.{extension}")).is_file()
        };
        let stale: Vec<&str> = self.entries.keys().map(String::as_str).filter(|n| !exists(n)).collect();
        if stale.is_empty() || self.bless {
            Ok(())
        } else {
            Err(format!("no such fixtures: {}", stale.join(", ")))
        }
    }
}

/// Rewrites one fixture's line of the list.
fn bless(path: &Path, name: &str, error: Option<&str>) -> Result<(), String> {
    static LOCK: std::sync::Mutex<()> = std::sync::Mutex::new(());
    let _one = LOCK.lock().map_err(|e| e.to_string())?;
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let (comments, lines): (Vec<&str>, Vec<&str>) = text.lines().partition(|l| l.starts_with('#'));
    let mut entries: BTreeMap<&str, &str> = lines.into_iter().filter_map(|l| l.split_once(": ")).collect();
    match error {
        Some(error) => entries.insert(name, error),
        None => entries.remove(name),
    };
    let mut out: String = comments.iter().map(|c| format!("{c}\n")).collect();
    out.extend(entries.iter().map(|(name, message)| format!("{name}: {message}\n")));
    std::fs::write(path, out).map_err(|e| e.to_string())
}
