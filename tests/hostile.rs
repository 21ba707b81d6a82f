//! Files that mean harm, or were written by accident: each ends in a diagnostic, soon and within bounds.
//!
//! The release build must need no more than two seconds of processor time; other builds are slower and get more. Memory is
//! the same in all of them.

#![cfg(unix)]

use std::fmt::Write as _;
use std::io::Read as _;
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// Processor time, in seconds.
const SECONDS: f64 = if cfg!(debug_assertions) { 60.0 } else { 2.0 };
/// Resident memory, in MiB.
const MEMORY: f64 = 500.0;

const KERNEL: &str = "\n\n@wp.kernel\ndef k(x: wp.array(dtype=float)):\n    x[wp.tid()] = 1.0\n";

struct Outcome {
    status: ExitStatus,
    seconds: f64,
    mebibytes: f64,
    stderr: String,
}

/// Waits for a child and what it used.
fn wait(pid: u32) -> (ExitStatus, libc::rusage) {
    let mut status = 0;
    // SAFETY: `rusage` is plain numbers, for which zero is a value; `wait4` writes to the two places that it is given, which
    // live until it returns. The child is ours and nobody else waits for it.
    let usage = unsafe {
        let mut usage: libc::rusage = std::mem::zeroed();
        assert_eq!(libc::wait4(pid as libc::pid_t, &raw mut status, 0, &raw mut usage), pid as libc::pid_t);
        usage
    };
    (ExitStatus::from_raw(status), usage)
}

#[expect(
    clippy::zombie_processes,
    reason = "`wait` reaps the child, since `Child::wait` does not say what it used"
)]
fn emit(folder: &Path, file: &str) -> Outcome {
    let mut child = Command::new(env!("CARGO_BIN_EXE_warpgen"))
        .args(["emit", file, "--device", "cuda"])
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut pipe = child.stderr.take().expect("a pipe");
    let reader = std::thread::spawn(move || {
        let mut bytes = Vec::new();
        pipe.read_to_end(&mut bytes).expect("readable");
        String::from_utf8_lossy(&bytes).into_owned()
    });
    // Something that hangs without using the processor must not hang the tests.
    let pid = child.id();
    let started = Instant::now();
    let done = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
    let watched = done.clone();
    let watchdog = std::thread::spawn(move || {
        while !watched.load(std::sync::atomic::Ordering::Relaxed) {
            if started.elapsed() > Duration::from_secs(120) {
                let _ = child.kill();
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    });
    let (status, usage) = wait(pid);
    done.store(true, std::sync::atomic::Ordering::Relaxed);
    watchdog.join().expect("the watchdog ends");
    let time = |t: libc::timeval| t.tv_sec as f64 + t.tv_usec as f64 / 1e6;
    let unit = if cfg!(target_os = "macos") { 1024.0 * 1024.0 } else { 1024.0 };
    Outcome {
        status,
        seconds: time(usage.ru_utime) + time(usage.ru_stime),
        mebibytes: usage.ru_maxrss as f64 / unit,
        stderr: reader.join().expect("read"),
    }
}

/// Why an outcome is not acceptable. `said` must occur in the messages; where it is empty, the file is good.
fn complaint(outcome: &Outcome, said: &str) -> Option<String> {
    let mut text = String::new();
    let good = if said.is_empty() { &[0][..] } else { &[0, 1, 2] };
    if !outcome.status.code().is_some_and(|code| good.contains(&code)) {
        let _ = write!(text, "ended with {}; ", outcome.status);
    }
    if !outcome.stderr.contains(said) || (said.is_empty() && outcome.stderr.contains("error")) {
        let _ = write!(
            text,
            "said {:?} instead of {said:?}; ",
            outcome.stderr.chars().take(300).collect::<String>()
        );
    }
    if outcome.seconds > SECONDS {
        let _ = write!(text, "took {:.1} s; ", outcome.seconds);
    }
    if outcome.mebibytes > MEMORY {
        let _ = write!(text, "took {:.0} MiB; ", outcome.mebibytes);
    }
    (!text.is_empty()).then_some(text)
}

/// Runs every case, two at a time, and reports all that went wrong.
fn check(cases: Vec<(&str, Vec<u8>, &str)>) {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text, _) in &cases {
        std::fs::write(folder.path().join(format!("{name}.py")), text).expect("written");
    }
    let left = Mutex::new(cases.iter());
    let failures = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                loop {
                    let Some((name, _, said)) = left.lock().expect("unpoisoned").next() else { return };
                    let outcome = emit(folder.path(), &format!("{name}.py"));
                    if let Some(text) = complaint(&outcome, said) {
                        failures.lock().expect("unpoisoned").push(format!("{name}: {text}"));
                    }
                }
            });
        }
    });
    let failures = failures.into_inner().expect("unpoisoned");
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// A module-level text before a kernel.
fn module(text: &str) -> Vec<u8> {
    format!("import warp as wp\n{text}{KERNEL}").into_bytes()
}

/// The body of a kernel.
fn kernel(body: &str) -> Vec<u8> {
    format!("import warp as wp\n\n@wp.kernel\ndef k(x: wp.array(dtype=float)):\n{body}").into_bytes()
}

const STEPS: &str = "too many steps";
const LARGE: &str = "too large";
/// Whichever limit is met first.
const LIMIT: &str = "too ";
const LONG: &str = "is too long";
const GOOD: &str = "";

#[test]
fn endless_loops() {
    let cases = [
        ("while_true", "while True: pass", STEPS),
        ("count", "import itertools\nfor i in itertools.count(): pass", STEPS),
        ("long_range", "for i in range(10**18): pass", STEPS),
        ("caught", "while True:\n    try:\n        raise ValueError\n    except:\n        pass", "too"),
        (
            "iterator",
            "class A:\n    def __iter__(s): return s\n    def __next__(s): return 1\nfor a in A(): pass",
            STEPS,
        ),
        ("growing_list", "a = [1]\nfor x in a: a.append(x)", STEPS),
        ("growing_dict", "d = {}\ni = 0\nwhile True:\n    d[i] = i\n    i += 1", STEPS),
        ("any", "a = any(x < 0 for x in range(10**12))", "too"),
        (
            "kernels",
            "ks = []\nwhile True:\n    @wp.kernel\n    def kk(x: wp.array(dtype=float)): pass\n    ks.append(kk)",
            STEPS,
        ),
        (
            "unique_kernels",
            "while True:\n    @wp.kernel(module='unique')\n    def kk(x: wp.array(dtype=float)): pass",
            STEPS,
        ),
        ("types", "i = 1\nwhile True:\n    wp.types.vector(length=i, dtype=float)\n    i += 1", STEPS),
        // What it yields first is known, so the file is fine.
        ("generator", "def g():\n    while True: yield 1\nx = next(g())", GOOD),
    ];
    check(cases.map(|(name, text, said)| (name, module(text), said)).to_vec());
}

#[test]
fn giant_values() {
    let cases = [
        ("list_range", "a = list(range(10**12))", LARGE),
        ("tuple_range", "a = tuple(range(10**12))", LARGE),
        ("set_range", "a = {i for i in range(10**12)}", STEPS),
        ("sum_range", "a = sum(range(10**12))", LARGE),
        ("unpacked", "a, *b = range(10**12)", STEPS),
        ("arguments", "def f(*a): pass\nf(*range(10**12))", LARGE),
        ("text", "a = 'x' * 10**12", "too"),
        ("list", "a = [0] * 10**12", LARGE),
        ("power", "a = 10**10**10", GOOD),
        ("shift", "a = 1 << 10**12", GOOD),
        ("squares", "a = 10\nfor i in range(100): a = a * a", GOOD),
        ("percent", "a = '%1000000000d' % 5", LONG),
        ("f_string", "a = f'{5:1000000000}'", LONG),
        ("f_string_computed", "a = f'{5:{10**12}}'", LONG),
        ("format", "a = '{:1000000000}'.format(5)", LONG),
        ("precision", "a = '%.1000000000f' % 5.0", LONG),
        ("ljust", "a = 'x'.ljust(10**12)", LONG),
        ("nested", "a = [[[x for x in range(1000)] for y in range(1000)] for z in range(1000)]", STEPS),
        ("product", "import itertools\na = list(itertools.product(range(1000), repeat=10))", LARGE),
        ("repeat", "import itertools\na = list(itertools.repeat(1))", STEPS),
        ("permutations", "import itertools\na = list(itertools.permutations(range(20)))", LARGE),
        ("vector", "v = wp.types.vector(length=2**31 - 1, dtype=float)\na = v(1.0)", LARGE),
        ("matrix", "m = wp.types.matrix(shape=(10**6, 10**6), dtype=float)\na = m(1.0)", LARGE),
        ("ancestors", "class A: pass\nfor i in range(3000):\n    class A(A): pass", "too many ancestors"),
    ];
    check(cases.map(|(name, text, said)| (name, module(text), said)).to_vec());
}

#[test]
fn values_that_double() {
    let step = |start: &str, step: &str| module(&format!("a = {start}\nfor i in range(100): {step}"));
    check(vec![
        ("plus", step("'x'", "a = a + a"), LIMIT),
        ("f_string", step("'x'", "a = f'{a}{a}'"), LIMIT),
        ("percent", step("'x'", "a = '%s%s' % (a, a)"), LIMIT),
        ("format", step("'x'", "a = '{}{}'.format(a, a)"), LIMIT),
        ("joined_often", module("s = 'x' * 1900000\na = ''.join([s] * 1500)"), LIMIT),
        ("filled", module("a = 'a'.ljust(90000, 'xy' * 900000)"), "exactly one character"),
        ("replace", step("'x'", "a = a.replace('x', 'xx')"), LIMIT),
        ("join", step("'x'", "a = ''.join([a, a])"), LIMIT),
        ("tuple", step("(1,)", "a = a + a"), LIMIT),
        ("extend", step("[1]", "a.extend(a)"), LIMIT),
        ("starred", step("[1]", "a = [*a, *a]"), LIMIT),
        ("shared", [step("[1]", "a = [a, a]"), b"s = str(a)\n".to_vec()].concat(), GOOD),
        (
            "compared",
            module("a = [1]\nb = [1]\nfor i in range(99):\n    a = [a, a]\n    b = [b, b]\nc = a == b"),
            STEPS,
        ),
    ]);
}

#[test]
fn small_steps_over_large_values() {
    let text = |each: &str| module(&format!("a = 'x' * 1900000\nfor i in range(1000000): {each}"));
    let list = |each: &str| module(&format!("a = list(range(100000))\nfor i in range(1000000): {each}"));
    check(vec![
        ("upper", text("b = a.upper()"), "too"),
        ("contains", text("b = 'y' in a"), STEPS),
        ("slices", text("b = a[1:]"), "too"),
        (
            "hash",
            module("import hashlib\na = b'x' * 1000000\nwhile True: hashlib.sha256(a).hexdigest()"),
            STEPS,
        ),
        ("split", module("a = 'x ' * 100000\nwhile True: b = a.split()"), "too"),
        ("index", list("b = a.index(99999)"), STEPS),
        ("sorted", list("b = sorted(a)"), "too"),
        ("insert", list("a.insert(0, 1); a.pop(0)"), STEPS),
        ("big_integers", module("a = 1 << 65000\nfor i in range(100000): b = a + a; c = a % 7919"), GOOD),
    ]);
}

#[test]
fn deep_source() {
    let nested =
        |open: &str, close: &str, n: usize| module(&format!("a = {}1{}", open.repeat(n), close.repeat(n)));
    let chain = |part: &str, n: usize| module(&format!("a = {}1", part.repeat(n)));
    let indented = |line: &str, n: usize| {
        let lines: String = (0..n).map(|i| format!("{}{line}\n", " ".repeat(i))).collect();
        module(&format!("{lines}{}pass\n", " ".repeat(n)))
    };
    let deep = "nested too deeply";
    check(vec![
        ("parentheses", nested("(", ")", 50_000), "too many nested parentheses"),
        ("brackets", nested("[", "]", 50_000), "too many nested parentheses"),
        ("unclosed", nested("(", "", 200_000), "too many nested parentheses"),
        ("unary", chain("-", 100_000), deep),
        ("nots", chain("not ", 100_000), deep),
        ("lambdas", chain("lambda: ", 50_000), deep),
        ("choices", chain("1 if 1 else ", 50_000), deep),
        ("plus", chain("1 + ", 200_000), deep),
        ("powers", chain("1 ** ", 50_000), deep),
        ("continued", module(&format!("a = 0{}", "+\\\n1".repeat(262_000))), deep),
        ("continued_signs", module(&format!("a = {}1", "-\\\n".repeat(349_000))), deep),
        ("continued_words", module(&format!("a = {}1", "not\\\n".repeat(200_000))), deep),
        ("formatted", module(&format!("a = f'{{0{}}}'", " +1".repeat(340_000))), deep),
        ("formatted_signs", module(&format!("a = f'{{{}1}}'", "-".repeat(1_000_000))), deep),
        (
            "formatted_calls",
            module(&format!("a = f'{{{}{}}}'", "f(".repeat(300_000), ")".repeat(300_000))),
            deep,
        ),
        ("formatted_digits", module(&format!("a = f'{{{}}}'", "9".repeat(900_000))), "too many digits"),
        ("attributes", module(&format!("a = wp{}", ".x".repeat(100_000))), deep),
        ("calls", module(&format!("def f(*a): return f\na = f{}", "()".repeat(50_000))), deep),
        ("blocks", indented("if True:", 1_000), "too many levels of indentation"),
        ("functions", indented("def f():", 1_000), "too many levels of indentation"),
        (
            "elifs",
            module(&format!("x = 5\nif x == 0:\n    pass\n{}", "elif x == 1:\n    pass\n".repeat(20_000))),
            "too many branches",
        ),
        ("digits", module(&format!("a = {}", "9".repeat(1_000_000))), "too many digits"),
        ("hex_digits", module(&format!("a = 0x{}", "f".repeat(1_000_000))), "too many digits"),
        ("long_file", module(&"a = 1\n".repeat(500_000)), "larger than"),
        ("dense_file", module(&"a;".repeat(500_000)), "too many statements raise"),
    ]);
}

#[test]
fn deep_values_and_calls() {
    check(vec![
        ("function", module("def f(n): return f(n + 1)\na = f(0)"), "recursion"),
        ("method", module("class A:\n    def m(self): return self.m()\nA().m()"), "recursion"),
        (
            "attribute",
            module("class A:\n    def __getattr__(self, n): return getattr(self, n + 'x')\nA().z"),
            "recursion",
        ),
        ("operator", module("class A:\n    def __add__(self, o): return self + o\nA() + A()"), "recursion"),
        ("lambda", module("f = lambda g: g(g)\nf(f)"), "recursion"),
        ("generator", module("def g():\n    yield from g()\nlist(g())"), "recursion"),
        (
            "deep_frames",
            module(&format!("def f(n): return {}f(n + 1)\na = f(0)", "-".repeat(10_000))),
            "recursion",
        ),
        (
            "itself",
            module("a = []\na.append(a)\ns = str(a)\nb = []\nb.append(b)\nd = {'x': a}\nc = a is b"),
            GOOD,
        ),
        ("list", module("a = []\nwhile True: a = [a]"), STEPS),
        ("tuple", module("a = ()\nwhile True: a = (a,)"), STEPS),
        ("closures", module("f = lambda: 1\nwhile True:\n    def f(g=f): return g()"), LARGE),
        (
            "instances",
            module("class N:\n    def __init__(s, n): s.n = n\na = None\nwhile True: a = N(a)"),
            STEPS,
        ),
    ]);
}

#[test]
fn kernels_that_explode() {
    let ranges = |n: usize, range: &str| {
        let lines: String =
            (0..n).map(|i| format!("{}for i{i} in range({range}):\n", " ".repeat(i + 1))).collect();
        kernel(&format!("{lines}{}x[0] = 1.0\n", " ".repeat(n + 1)))
    };
    let huge =
        [b"import warp as wp\nwp.set_module_options({'max_unroll': 10**9})\n".to_vec(), ranges(1, "10**8")]
            .concat();
    let huge = String::from_utf8(huge).expect("text").replace("range(10**8)", "range(100000000)");
    check(vec![
        ("unrolled", ranges(15, "16"), "once its loops are unrolled"),
        ("unrolled_far", huge.into_bytes(), "once its loops are unrolled"),
        ("dynamic", ranges(95, "wp.tid()"), GOOD),
        (
            "parentheses",
            kernel(&format!("    x[0] = {}1.0{}\n", "(".repeat(5_000), ")".repeat(5_000))),
            "parentheses",
        ),
        ("sum", kernel(&format!("    x[0] = {}1.0\n", "1.0 + ".repeat(30_000))), "nested too deeply"),
        (
            "elifs",
            kernel(&format!(
                "    if x[0] == 0.0:\n        pass\n{}",
                "    elif x[0] == 1.0:\n        pass\n".repeat(2_900)
            )),
            "blocks nested",
        ),
        (
            "recursion",
            module(
                "@wp.func\ndef f(x: float) -> float:\n    return f(x)\n@wp.kernel\ndef r(x: wp.array(dtype=float)):\n    x[0] = f(x[0])",
            ),
            "recursi",
        ),
    ]);
}

#[test]
fn bytes_that_are_no_source() {
    let plain = |text: &[u8]| [text, &module("")].concat();
    check(vec![
        ("utf_16", module("").into_iter().flat_map(|b| [b, 0]).collect(), "cannot read"),
        ("not_utf_8", [module(""), b"# \xff\xfe\n".to_vec()].concat(), "not UTF-8"),
        ("nul", [module(""), b"\0\n".to_vec()].concat(), "null bytes"),
        ("unknown_encoding", plain(b"# coding: klingon\n"), "klingon"),
        ("mark_and_encoding", plain(b"\xef\xbb\xbf# coding: latin-1\n"), "iso-8859-1"),
        ("latin_1", [plain(b"# -*- coding: latin-1 -*-\n"), b"a = '\xe9'\n".to_vec()].concat(), GOOD),
        ("mark", plain(b"\xef\xbb\xbf"), GOOD),
        ("noise", (0..100_000u32).map(|i| (i * 7919 + 13) as u8).collect(), "cannot read"),
        ("empty", Vec::new(), "defines no kernel"),
    ]);
}

/// A folder with a file of that text, and its path.
fn with_file(name: &str, text: &[u8]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    std::fs::write(&path, text).expect("written");
    (folder, path)
}

#[test]
fn imports_in_circles_are_followed_once() {
    let (folder, _) = with_file("a.py", &module("import b\nfrom b import y\nx = 1"));
    std::fs::write(folder.path().join("b.py"), "import a\nfrom a import x\nimport b\ny = 2\n")
        .expect("written");
    let outcome = emit(folder.path(), "a.py");
    assert_eq!(complaint(&outcome, GOOD), None);

    std::fs::write(folder.path().join("itself.py"), module("from nowhere import *\nfrom itself import *"))
        .expect("written");
    assert_eq!(complaint(&emit(folder.path(), "itself.py"), "'nowhere' is not found"), None);

    let chain = |i: usize| format!("import warp as wp\nfrom c{} import *\n", i + 1);
    (0..600).for_each(|i| std::fs::write(folder.path().join(format!("c{i}.py")), chain(i)).expect("written"));
    std::fs::write(folder.path().join("long.py"), module("from c0 import *")).expect("written");
    assert_eq!(complaint(&emit(folder.path(), "long.py"), "RecursionError"), None);
}

#[test]
fn what_is_no_file_is_not_waited_for() {
    let (folder, _) = with_file("imports.py", &module("import pipe\nimport folder\nimport unreadable"));
    let root = folder.path();
    std::fs::create_dir(root.join("folder.py")).expect("a folder");
    std::fs::write(root.join("unreadable.py"), b"\xff").expect("written");
    let made = Command::new("mkfifo").arg(root.join("pipe.py")).status().expect("mkfifo runs");
    assert!(made.success());
    assert_eq!(complaint(&emit(root, "pipe.py"), "not a regular file"), None);
    assert_eq!(complaint(&emit(root, "nothing.py"), "cannot read"), None);
    // Imports look for files only.
    let outcome = emit(root, "imports.py");
    assert_eq!(outcome.status.code(), Some(0), "{}", outcome.stderr);
    assert!(outcome.stderr.contains("cannot import 'unreadable'"), "{}", outcome.stderr);
    // A folder is searched without opening pipes.
    let outcome = emit(root, ".");
    assert!(outcome.status.code().is_some_and(|code| code <= 2), "{}", outcome.stderr);
    assert!(outcome.seconds < SECONDS);
}
