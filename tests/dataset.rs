//! The data set at small size: the same bytes for any number of threads and after a stop, and problems that are found.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use warpgen::dataset::bulk::{self, Outcome, Plan};
use warpgen::dataset::checkpoint::SetOptions;
use warpgen::dataset::emitter::{Devices, EmittedPair, Emitter, Rejection, WarpgenEmitter};
use warpgen::dataset::forms::{Compression, Form, Format};
use warpgen::dataset::generate::{family_names, generate, generate_family};
use warpgen::dataset::manifest::Manifest;
use warpgen::dataset::record::{Record, id_of, sections_of};
use warpgen::dataset::verify::{Checks, verify};
use warpgen::dataset::{shape, stats};

/// Writes text that depends on the program, quickly; every tenth program is rejected.
struct Stub;

impl Emitter for Stub {
    fn emit(&self, python: &str, devices: Devices) -> Result<EmittedPair, Rejection> {
        let sum: u64 = python.bytes().map(u64::from).sum();
        if sum.is_multiple_of(10) {
            return Err(Rejection { code: "stub".to_owned(), message: "no".to_owned() });
        }
        let text = |device: &str| {
            format!(
                "// {device}\nvoid k_{device}_kernel_forward(\n) {{}}\nvoid k_{device}_kernel_backward(\n) {{}}\n{python}"
            )
        };
        let mut pair = EmittedPair { builtins: vec![format!("add/{}", sum % 70)], ..EmittedPair::default() };
        if devices.cpu {
            (pair.cpu, pair.cpu_hash) = (text("cpu"), format!("{sum:x}"));
        }
        if devices.cuda {
            (pair.cuda, pair.cuda_hash) = (text("cuda"), format!("{sum:x}"));
        }
        Ok(pair)
    }
}

fn plan(out: &Path, seed: u64) -> Plan {
    let options = SetOptions {
        seed,
        target_mb: 1.5,
        count: None,
        devices: vec!["cpu".to_owned(), "cuda".to_owned()],
        warpgen_version: "test".to_owned(),
        shard_bytes: 200_000,
        form: Form::default(),
    };
    Plan {
        options,
        out: out.to_owned(),
        resume: false,
        force: false,
        stop_after: None,
        checkpoint_every: Duration::ZERO,
    }
}

fn run_with<E: Emitter>(plan: &Plan, jobs: usize, emitter: &E) -> Outcome {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs).stack_size(16 << 20).build().unwrap();
    pool.install(|| bulk::run(plan, emitter, |_| {})).unwrap()
}

fn sums(outcome: &Outcome) -> BTreeMap<String, String> {
    outcome.shards.iter().map(|s| (s.path.clone(), s.sha256.clone())).collect()
}

#[test]
fn threads_and_interruptions_do_not_change_a_byte() {
    let folders: Vec<_> = (0..3).map(|_| tempfile::tempdir().unwrap()).collect();
    let one = run_with(&plan(folders[0].path(), 7), 1, &Stub);
    let two = run_with(&plan(folders[1].path(), 7), 2, &Stub);
    assert_eq!(sums(&one), sums(&two));
    assert!(one.shards.len() > 10);

    // Stopped after each batch: a checkpoint, then later work that a crash would leave behind.
    let mut stopped = plan(folders[2].path(), 7);
    stopped.stop_after = Some(1);
    run_with(&stopped, 2, &Stub);
    let trash = folders[2].path().join("cpu/train-00099.jsonl.part");
    std::fs::write(&trash, "left behind").unwrap();
    stopped.resume = true;
    let mut rounds = 0;
    let last = loop {
        // What was written after the checkpoint is cut off again.
        for entry in std::fs::read_dir(folders[2].path().join("cpu")).unwrap().flatten() {
            if entry.path().extension().is_some_and(|e| e == "part") && entry.path() != trash {
                use std::io::Write as _;
                let mut file = std::fs::OpenOptions::new().append(true).open(entry.path()).unwrap();
                file.write_all(b"half a li").unwrap();
            }
        }
        let outcome = run_with(&stopped, 1 + rounds % 2, &Stub);
        rounds += 1;
        if outcome.checkpoint.complete {
            break outcome;
        }
    };
    assert!(rounds > 1);
    assert_eq!(sums(&one), sums(&last));
}

/// The forms that shards come in.
const FORMS: [Form; 3] = [
    Form { format: Format::Jsonl, compress: Compression::None },
    Form { format: Format::Jsonl, compress: Compression::Zstd },
    Form { format: Format::Parquet, compress: Compression::Zstd },
];

fn plan_of(out: &Path, form: usize) -> Plan {
    let mut plan = plan(out, 9);
    plan.options.target_mb = 2.5;
    plan.options.form = FORMS[form];
    plan.resume = out.join(".checkpoint.json").exists();
    plan
}

#[test]
#[ignore = "run by a_killed_run_goes_on_to_the_same_bytes, in a process that it kills"]
fn makes_a_set_to_be_killed() {
    let out = std::env::var("WARPGEN_TEST_OUT").unwrap();
    let form: usize = std::env::var("WARPGEN_TEST_FORM").unwrap().parse().unwrap();
    assert!(run_with(&plan_of(Path::new(&out), form), 2, &Stub).checkpoint.complete);
}

fn bytes_in(out: &Path) -> u64 {
    let files =
        ["cpu", "cuda"].iter().filter_map(|d| std::fs::read_dir(out.join(d)).ok()).flatten().flatten();
    files.filter_map(|f| f.metadata().ok()).map(|m| m.len()).sum()
}

#[test]
fn a_killed_run_goes_on_to_the_same_bytes() {
    for form in 0..FORMS.len() {
        let whole = tempfile::tempdir().unwrap();
        let expected = run_with(&plan_of(whole.path(), form), 2, &Stub);
        let size = bytes_in(whole.path());
        let killed = tempfile::tempdir().unwrap();
        let mut kills = 0;
        for share in [0.15, 0.5, 0.8] {
            let mut child = std::process::Command::new(std::env::current_exe().unwrap())
                .args(["--exact", "makes_a_set_to_be_killed", "--ignored"])
                .env("WARPGEN_TEST_OUT", killed.path())
                .env("WARPGEN_TEST_FORM", form.to_string())
                .stdout(std::process::Stdio::null())
                .spawn()
                .unwrap();
            while (bytes_in(killed.path()) as f64) < size as f64 * share
                && child.try_wait().unwrap().is_none()
            {
                std::thread::sleep(Duration::from_millis(1));
            }
            // SIGKILL: nothing is tidied up.
            let _ = child.kill();
            kills += usize::from(!child.wait().unwrap().success());
        }
        assert!(kills > 0, "every child was through before it was killed");
        let last = run_with(&plan_of(killed.path(), form), 1, &Stub);
        assert_eq!(sums(&expected), sums(&last));
        Manifest::of(&last, None).write(killed.path()).unwrap();
        let findings = verify(killed.path(), &Checks::default(), &Stub).unwrap();
        assert_eq!(findings.problems, [] as [String; 0]);
        // The same rows, whatever the form: checksums are of their lines.
        let plain: Vec<String> = expected.shards.iter().map(|s| s.sha256.clone()).collect();
        let again = run_with(&plan_of(tempfile::tempdir().unwrap().path(), 0), 2, &Stub);
        assert_eq!(plain, again.shards.iter().map(|s| s.sha256.clone()).collect::<Vec<_>>());
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_one_clear_error() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(folder.path().join("cpu")).unwrap();
    // What is written there finds no room.
    let open = folder.path().join("cpu/train-00000.jsonl.part");
    std::os::unix::fs::symlink("/dev/full", open).unwrap();
    let error = bulk::run(&plan(folder.path(), 1), &Stub, |_| {}).unwrap_err().to_string();
    assert!(error.starts_with("cannot write "), "{error}");
    assert!(error.contains("the disk is full"), "{error}");
    assert!(!error.contains('\n'), "{error}");
}

#[test]
fn sets_are_not_overwritten_by_accident() {
    let folder = tempfile::tempdir().unwrap();
    run_with(&plan(folder.path(), 1), 2, &Stub);
    let other = plan(folder.path(), 2);
    let error = bulk::run(&other, &Stub, |_| {}).unwrap_err().to_string();
    assert!(error.contains("--force"), "{error}");
    let forced = Plan { force: true, ..other };
    assert!(run_with(&forced, 2, &Stub).checkpoint.complete);

    // Another form is another set, too.
    let mut zipped = plan(folder.path(), 2);
    zipped.options.form = FORMS[1];
    let error = bulk::run(&zipped, &Stub, |_| {}).unwrap_err().to_string();
    assert!(error.contains("--force"), "{error}");

    let folder = tempfile::tempdir().unwrap();
    let stopped = Plan { stop_after: Some(1), ..plan(folder.path(), 3) };
    run_with(&stopped, 2, &Stub);
    let error = bulk::run(&plan(folder.path(), 3), &Stub, |_| {}).unwrap_err().to_string();
    assert!(error.contains("--resume"), "{error}");
}

#[test]
fn an_unwritable_folder_is_one_clear_error() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "").unwrap();
    let error = bulk::run(&plan(&file.join("set"), 1), &Stub, |_| {}).unwrap_err().to_string();
    assert!(error.starts_with("cannot "), "{error}");
}

#[test]
fn verification_finds_what_was_changed() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path();
    let small = Plan { options: SetOptions { count: Some(150), ..plan(out, 5).options }, ..plan(out, 5) };
    let outcome = run_with(&small, 2, &Stub);
    let (stats, _) = stats::compute(out).unwrap();
    Manifest::of(&outcome, Some(stats)).write(out).unwrap();
    let findings = verify(out, &Checks::default(), &Stub).unwrap();
    assert_eq!(findings.problems, [] as [String; 0]);
    assert_eq!(findings.records, 300);
    assert_eq!(findings.remade, 300);

    let shard = out.join(&outcome.shards[0].path);
    let text = std::fs::read_to_string(&shard).unwrap();
    std::fs::write(&shard, text.replacen("kernel_forward", "kernel_forwarb", 1)).unwrap();
    let findings = verify(out, &Checks::default(), &Stub).unwrap();
    assert!(findings.problems.iter().any(|p| p.contains("SHA-256")), "{:?}", findings.problems);
    assert!(findings.problems.len() >= 2, "{:?}", findings.problems);
}

#[test]
fn the_sample_in_the_tree_is_what_this_program_writes() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("jit/data");
    let mut ids: Vec<Vec<String>> = Vec::new();
    for device in ["cpu", "cuda"] {
        let text = std::fs::read_to_string(root.join(device).join("sample.jsonl")).unwrap();
        let records: Vec<Record> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert!((700_000..=1_000_000).contains(&text.len()), "{device}: {} bytes", text.len());
        let devices = Devices { cpu: device == "cpu", cuda: device == "cuda" };
        for record in &records {
            let pair = WarpgenEmitter.emit(&record.python, devices).unwrap();
            let code = if devices.cpu { &pair.cpu } else { &pair.cuda };
            assert!(
                *code == record.code,
                "{} ({device}) is out of date: run scripts/make-data.sh",
                record.id
            );
            assert_eq!(record.sections, sections_of(code, device));
            assert_eq!(record.id, id_of(&record.python, &record.options));
        }
        ids.push(records.into_iter().map(|r| r.id).collect());
    }
    assert!(ids[0].len() > 20);
    assert_eq!(ids[0], ids[1]);
}

#[test]
fn programs_are_functions_of_seed_and_index() {
    for index in 0..40 {
        assert_eq!(generate(11, index).python, generate(11, index).python);
    }
    assert_ne!(generate(11, 0).python, generate(12, 0).python);
}

#[test]
fn every_family_makes_programs_that_warpgen_takes() {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).stack_size(16 << 20).build().unwrap();
    let problems: Vec<String> = pool.install(|| {
        let mut problems = Vec::new();
        for family in family_names() {
            for index in 0..3 {
                let program = generate_family(21, index, family);
                if let Err(error) = shape::parse(&program.python) {
                    problems.push(format!("{family} {index}: {error}"));
                } else if let Err(rejection) = WarpgenEmitter.emit(&program.python, Devices::BOTH) {
                    problems.push(format!("{family} {index}: {} {}", rejection.code, rejection.message));
                }
            }
        }
        problems
    });
    // Real Warp rejects a few in a hundred; those never get into a set.
    assert!(problems.len() <= 6, "{}", problems.join("\n"));
}
