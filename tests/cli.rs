//! The program from outside: streams, files, exit statuses.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const SIMPLE: &str = "fixtures/scalars/arguments.py";
const REJECTED: &str = "fixtures/errors/none_value.py";
const SEVERAL: &str = "fixtures/modules/own_and_unique_order.py";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn warpgen(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_warpgen"));
    command.args(arguments).current_dir(root()).env("NO_COLOR", "1");
    command
}

fn run(arguments: &[&str]) -> Output {
    warpgen(arguments).output().expect("the program starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

fn expected(python: &str, extension: &str) -> String {
    std::fs::read_to_string(root().join(python).with_extension(extension)).expect("an expectation")
}

#[test]
fn stdout_holds_the_code_and_nothing_else() {
    for (device, extension) in [("cpu", "cpp"), ("cuda", "cu")] {
        let output = run(&["emit", SIMPLE, "--device", device, "--source-path", SIMPLE]);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        assert_eq!(text(&output.stdout), expected(SIMPLE, extension));
        assert!(output.stderr.is_empty(), "{}", text(&output.stderr));
    }
}

#[test]
fn a_dash_reads_stdin() {
    let name = Path::new(SIMPLE).file_stem().expect("a stem").to_string_lossy().into_owned();
    let mut child = warpgen(&["emit", "-", "--module-name", &name, "--source-path", SIMPLE])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let source = std::fs::read(root().join(SIMPLE)).expect("readable");
    child.stdin.take().expect("a pipe").write_all(&source).expect("written");
    let output = child.wait_with_output().expect("an end");
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert_eq!(text(&output.stdout), expected(SIMPLE, "cpp"));
}

#[test]
fn out_dir_names_files_as_warps_cache_does() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("deep/down");
    let output = run(&["emit", SEVERAL, "--source-path", SEVERAL, "--out-dir", &out.to_string_lossy()]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(output.stdout.is_empty());
    let oracle: serde_json::Value = serde_json::from_str(&expected(SEVERAL, "oracle.json")).expect("JSON");
    let mut wanted = Vec::new();
    for module in oracle["devices"]["cpu"].as_array().expect("modules") {
        let stem = module["identifier"].as_str().expect("a name");
        wanted.push(format!("{stem}.cpp"));
        wanted.push(format!("{stem}.meta"));
        let meta = std::fs::read_to_string(out.join(format!("{stem}.meta"))).expect("a .meta file");
        assert_eq!(Some(meta.as_str()), module["meta"].as_str());
    }
    let mut found: Vec<String> = std::fs::read_dir(&out)
        .expect("the folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    wanted.sort();
    found.sort();
    assert_eq!(found, wanted);
}

const TREE_KERNEL: &str = "@wp.kernel\ndef k(x: wp.array(dtype=float)):\n    x[0] = VALUE\n";

/// Writes files below a new folder; parents are made.
fn tree(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("made");
        std::fs::write(path, text.replace("KERNEL", TREE_KERNEL)).expect("written");
    }
    folder
}

/// Emits a folder into its subfolder `out`: what was written, and what was said.
fn emit_tree(folder: &Path) -> (Vec<String>, String, Option<i32>) {
    let out = folder.join("out");
    let arguments = ["emit", &folder.to_string_lossy(), "--out-dir", &out.to_string_lossy()];
    let output = run(&[&arguments[..], &["--message-format", "concise"]].concat());
    let mut names: Vec<String> = std::fs::read_dir(&out)
        .expect("the folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .filter(|name| name.ends_with(".cpp"))
        .collect();
    names.sort();
    (names, text(&output.stderr), output.status.code())
}

#[test]
fn a_folder_stands_for_the_files_that_define_kernels() {
    let folder = tree(&[
        ("package/__init__.py", ""),
        ("package/constants.py", "import warp as wp\nVALUE = wp.constant(2.0)\n"),
        ("package/a.py", "import warp as wp\nfrom .constants import VALUE\nKERNEL"),
        ("package/deep/b.py", "from package.constants import *\nimport warp as wp\nKERNEL"),
        ("no_kernels.py", "import warp\nraise RuntimeError('nobody imports this')\n"),
        ("prose.py", "text = 'nothing of the kind'\n"),
        (".hidden/c.py", "import warp as wp\nVALUE = 1.0\nKERNEL"),
        ("__pycache__/d.py", "import warp as wp\nVALUE = 1.0\nKERNEL"),
        ("notes.txt", "import warp as wp\nKERNEL"),
    ]);
    let (names, said, status) = emit_tree(folder.path());
    let stems: Vec<&str> = names.iter().map(|n| n.rsplit_once('_').map_or("", |(stem, _)| stem)).collect();
    assert_eq!((stems, said.as_str(), status), (vec!["wp_b", "wp_package.a"], "", Some(0)));

    std::fs::write(folder.path().join("package/torn.py"), b"import warp\n\xff\n").expect("written");
    let (all, said, status) = emit_tree(folder.path());
    assert_eq!((all, status), (names, Some(2)));
    assert!(said.contains("torn.py") && said.lines().count() == 1, "{said}");
}

#[test]
fn what_an_unknown_module_may_define_is_unknown() {
    let text = "import warp as wp\nfrom nowhere import *\nimport elsewhere\nsize = make(3)\n";
    let kernel = |name: &str, value: &str| {
        let head = format!("@wp.kernel(module='unique')\ndef {name}(x: wp.array(dtype=float)):\n");
        format!("{head}    for i in range(3):\n        x[i] = {value}\n")
    };
    let kernels = [
        kernel("known", "wp.clamp(float(i), 0.0, 1.0)"),
        kernel("constant", "float(SIZE)"),
        // Any of these could be a function of the user's.
        kernel("bare", "clamp(x[i], 0.0, 1.0)"),
        kernel("dotted", "elsewhere.clamp(x[i], 0.0, 1.0)"),
    ];
    let folder = tree(&[("m.py", &format!("{text}{}", kernels.concat()))]);
    let (names, said, status) = emit_tree(folder.path());
    assert_eq!((names.len(), status), (1, Some(1)), "{said}");
    assert!(names[0].starts_with("wp_known"), "{names:?}");
    let told = |code: &str, what: &str| said.lines().any(|line| line.contains(code) && line.contains(what));
    assert!(told("WG0400", "the module 'nowhere' is not found"), "{said}");
    assert!(told("WG0200", "`SIZE`: 'SIZE', which may come from the module 'nowhere'"), "{said}");
    assert!(told("WG0200", "the function `clamp`"), "{said}");
    assert!(told("WG0200", "`elsewhere.clamp`"), "{said}");
}

#[test]
fn a_statement_that_takes_too_long_costs_only_itself() {
    let text = "import warp as wp\nn = 0\nfor i in range(10**12):\n    n = i\nVALUE = 2.0\n";
    let kernel = |name: &str, value: &str| {
        let head = format!("@wp.kernel(module='unique')\ndef {name}(x: wp.array(dtype=float)):\n");
        format!("{head}    x[0] = {value}\n")
    };
    let kernels = [kernel("after", "VALUE"), kernel("needs_it", "float(n)")];
    let folder = tree(&[("m.py", &format!("{text}{}", kernels.concat()))]);
    let (names, said, status) = emit_tree(folder.path());
    assert_eq!((names.len(), status), (1, Some(1)), "{said}");
    assert!(names[0].starts_with("wp_after"), "{names:?}");
    assert!(said.contains("m.py:3:1: error[WG0300]: this statement takes too many steps"), "{said}");
    assert!(said.contains("the value of `n`: this statement takes too many steps"), "{said}");
}

#[test]
fn each_value_of_a_missing_module_is_told_where_it_is_used() {
    let source = "import warp as wp\nimport engine\nTINY = engine.TINY\n\n@wp.func\ndef f(x: float):\n    return x + TINY\n\n\
        @wp.kernel\ndef a(x: wp.array(dtype=float)):\n    x[0] = f(x[0])\n\n\
        @wp.kernel\ndef b(x: wp.array(dtype=float)):\n    x[0] = float(engine.Kind.BALL)\n\n\
        @wp.kernel(module='unique')\ndef c(x: wp.array(dtype=float)):\n    x[0] = TINY\n";
    let folder = tree(&[("m.py", source)]);
    let file = folder.path().join("m.py").to_string_lossy().into_owned();
    let output = run(&["emit", &file, "--message-format", "concise"]);
    let said = text(&output.stderr);
    assert_eq!((output.stdout.len(), output.status.code()), (0, Some(1)), "{said}");
    let places: Vec<&str> = said.lines().filter_map(|line| line.split(": error[WG0200]").next()).collect();
    let ends = |place: &str| places.iter().filter(|line| line.ends_with(place)).count();
    assert_eq!((ends("m.py:7:16"), ends("m.py:15:18"), ends("m.py:19:12")), (1, 1, 1), "{said}");
    assert_eq!(said.matches("error[").count(), 3, "{said}");

    let whole = text(&run(&["emit", &file]).stderr);
    assert!(whole.contains("needed by kernel `a`") && whole.contains("its kernels are `a`, `b`"), "{whole}");
    assert!(whole.contains("a file `engine.py` that defines the names used here is enough"), "{whole}");

    let values = "import enum\nTINY = 1.0e-9\nclass Kind(enum.IntEnum):\n    BALL = 2\n";
    let stub = tree(&[("engine.py", values)]);
    let [out, values] =
        [folder.path().join("out"), stub.path().to_owned()].map(|path| path.to_string_lossy().into_owned());
    let output = run(&["emit", &file, "--python-path", &values, "--out-dir", &out]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
}

#[test]
fn results_that_cannot_be_written_exit_with_2() {
    let folder = tree(&[("file", "")]);
    let out = folder.path().join("file/out");
    let output = run(&["emit", SIMPLE, "--out-dir", &out.to_string_lossy()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("error[WG0003]: cannot write "), "{}", text(&output.stderr));
}

#[test]
fn modules_of_one_name_are_reported() {
    let one = "import warp as wp\nVALUE = 1.0\nKERNEL";
    let two = "import warp as wp\nVALUE = 2.0\nKERNEL";
    let folder = tree(&[("x/k.py", one), ("y/k.py", one)]);
    let (names, said, status) = emit_tree(folder.path());
    assert_eq!((names.len(), status), (1, Some(0)), "{said}");
    assert!(said.contains("WG0403") && said.contains("`k` is also defined by"), "{said}");

    let folder = tree(&[("x/k.py", one), ("y/k.py", two)]);
    let (names, said, status) = emit_tree(folder.path());
    assert_eq!((names.len(), status), (2, Some(0)), "{said}");
    assert!(said.contains("WG0403"), "{said}");
}

#[test]
fn several_modules_have_headings() {
    let output = run(&["emit", SEVERAL, "--source-path", SEVERAL]);
    let stdout = text(&output.stdout);
    assert!(stdout.starts_with("// module: own_and_unique_order\n"), "{stdout:.80}");
    assert_eq!(stdout.lines().filter(|line| line.starts_with("// module: ")).count(), 3);
}

#[test]
fn jobs_do_not_change_the_output() {
    let files = ["fixtures/control_flow", "fixtures/structs"];
    let one = run(&["emit", files[0], files[1], "--jobs", "1"]);
    let four = run(&["emit", files[0], files[1], "--jobs", "4"]);
    assert!(one.stdout == four.stdout, "stdout differs");
    assert!(one.stderr == four.stderr, "stderr differs");
    assert_eq!(one.status.code(), four.status.code());
}

#[test]
fn rejections_exit_with_1_and_show_the_place() {
    let output = run(&["emit", REJECTED, "--source-path", REJECTED]);
    assert_eq!(output.status.code(), Some(1));
    let stderr = text(&output.stderr);
    assert!(stderr.starts_with("error[WG01"), "{stderr}");
    assert!(stderr.contains(&format!("--> {REJECTED}:")), "{stderr}");
    assert!(stderr.contains('^'), "{stderr}");
}

#[test]
fn json_messages_are_one_object_per_line() {
    let output = run(&["emit", REJECTED, "--source-path", REJECTED, "--message-format", "json"]);
    let stderr = text(&output.stderr);
    let records: Vec<serde_json::Value> =
        stderr.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(records.len(), 1, "{stderr}");
    for key in [
        "code",
        "severity",
        "message",
        "module",
        "kernel",
        "file",
        "line",
        "column",
        "end_line",
        "end_column",
        "warp",
    ] {
        assert!(!records[0][key].is_null(), "{key} is missing in {stderr}");
    }
    let errors: serde_json::Value = serde_json::from_str(&expected(REJECTED, "error")).expect("JSON");
    assert_eq!(records[0]["warp"]["class"], errors[0]["class"]);
    assert_eq!(records[0]["warp"]["message"], errors[0]["message"]);
}

#[test]
fn concise_messages_are_one_line() {
    let output = run(&["emit", REJECTED, "--source-path", REJECTED, "--message-format", "concise"]);
    let stderr = text(&output.stderr);
    assert_eq!(stderr.lines().count(), 1, "{stderr}");
    assert!(stderr.starts_with(&format!("{REJECTED}:")), "{stderr}");
}

#[test]
fn wrong_usage_exits_with_2() {
    let wrong: &[&[&str]] = &[
        &[],
        &["emit"],
        &["emit", "no/such/file.py"],
        &["emit", SIMPLE, "--device", "tpu"],
        &["emit", SIMPLE, "--option", "novalue"],
        &["emit", SIMPLE, "--block-dim", "0"],
        &["emit", SIMPLE, "--kernel", "no_such_kernel"],
        &["emit", SIMPLE, SEVERAL, "--module-name", "m"],
        &["emit", SIMPLE, SEVERAL, "--source-path", "m.py"],
        &["frobnicate"],
    ];
    for arguments in wrong {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", text(&output.stderr));
        assert!(output.stdout.is_empty(), "{arguments:?}");
        assert!(!output.stderr.is_empty(), "{arguments:?}");
    }
}

#[test]
fn files_that_are_not_python_exit_with_2() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("broken.py");
    std::fs::write(&file, "import warp as wp\n\ndef f(:\n    pass\n").expect("written");
    let output = run(&["emit", &file.to_string_lossy()]);
    assert_eq!(output.status.code(), Some(2));
    let stderr = text(&output.stderr);
    assert!(stderr.starts_with("error[WG0001]") && stderr.contains("broken.py:3:"), "{stderr}");
    std::fs::write(&file, b"\xff\xfe\x00").expect("written");
    assert_eq!(run(&["emit", &file.to_string_lossy()]).status.code(), Some(2));
}

#[test]
fn help_and_version_are_results() {
    for arguments in [&["--help"][..], &["emit", "--help"], &["--version"]] {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(0));
        assert!(!output.stdout.is_empty() && output.stderr.is_empty());
    }
}

#[test]
fn a_closed_pipe_is_no_error() {
    let mut child = warpgen(&["emit", "fixtures/control_flow", "fixtures/quaternions", "fixtures/structs"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let status = child.wait().expect("an end");
    assert!(matches!(status.code(), Some(0 | 1)), "{status}");
    let mut child = warpgen(&["emit", SIMPLE]).stdout(Stdio::piped()).spawn().expect("the program starts");
    drop(child.stdout.take());
    assert_eq!(child.wait().expect("an end").code(), Some(0));
}

#[test]
fn ssa_has_two_forms() {
    let output = run(&["emit", SIMPLE, "--source-path", SIMPLE, "--stage", "ssa"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(text(&output.stdout).contains("kernel "));
    let output = run(&["emit", SIMPLE, "--source-path", SIMPLE, "--stage", "ssa-json"]);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert!(json["kernels"].as_array().is_some_and(|kernels| !kernels.is_empty()));
}

#[test]
fn an_architecture_names_library_functions() {
    let file = "fixtures/tiles/library_names.py";
    let arguments =
        ["emit", file, "--device", "cuda", "--arch", "90", "--block-dim", "64", "--source-path", file];
    let output = run(&arguments);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert_eq!(text(&output.stdout), expected(file, "cu"));
    let other = text(&run(&["emit", file, "--device", "cuda", "--arch", "80", "--block-dim", "64"]).stdout);
    assert!(other.contains("dot_8_4_16_80_64_"), "{other}");
    let on_cpu = run(&["emit", file, "--arch", "90"]);
    assert_eq!(on_cpu.status.code(), Some(2));
    assert!(text(&on_cpu.stderr).contains("--arch names an architecture of --device cuda"));
}

#[test]
fn what_a_library_would_have_to_answer_is_unsupported() {
    let kernel = "import warp as wp\n@wp.kernel\ndef k(a: wp.array2d(dtype=wp.vec2)):\n    t = wp.tile_load(a, shape=(2, 512))\n    wp.tile_fft(t)\n";
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("fft.py");
    std::fs::write(&file, kernel).expect("a file");
    let output = run(&["emit", &file.to_string_lossy(), "--device", "cuda", "--arch", "90"]);
    assert_eq!(output.status.code(), Some(1));
    let message = text(&output.stderr);
    assert!(message.contains("error[WG02") && message.contains("cuFFTDx"), "{message}");
}

#[test]
fn builtins_say_how_each_overload_is_checked() {
    let lines = text(&run(&["builtins", "select", "sin"]).stdout);
    let sin = lines.lines().find(|line| line.starts_with("sin[2]")).expect("an overload");
    assert!(sin.contains("in a fixture") && sin.contains("sweep compared"), "{sin}");
    assert!(lines.contains("sweep always-rejected") && lines.contains("sweep shadowed"), "{lines}");

    let rows: serde_json::Value =
        serde_json::from_slice(&run(&["builtins", "--format", "json"]).stdout).expect("JSON");
    let rows: Vec<_> =
        rows.as_array().expect("a list").iter().filter(|row| row["overload"].is_u64()).collect();
    assert_eq!(rows.len(), 3446);
    let outcome = |wanted: &str| rows.iter().filter(|row| row["sweep"] == wanted).count();
    assert_eq!(outcome("compared") + outcome("shadowed") + outcome("always-rejected"), rows.len());
    assert_eq!(outcome("compared"), 3194);
}

// ---- check and explain --------------------------------------------------------------------------

const WARNED: &str = "tests/check/WG0601/bad.py";
const BROKEN: &str = "tests/check/WG0133/bad.py";
const CLEAN: &str = "tests/check/WG0601/ok.py";

fn check(arguments: &[&str]) -> Output {
    let mut all = vec!["check", "--isolated"];
    all.extend(arguments);
    run(&all)
}

#[test]
fn check_exits_with_what_it_found() {
    let cases: &[(&[&str], i32)] = &[
        (&[CLEAN], 0),
        (&[WARNED], 0),
        (&[WARNED, "--deny-warnings"], 1),
        (&[WARNED, "--deny-warnings", "--ignore", "WG06"], 0),
        (&[BROKEN], 1),
        (&[BROKEN, "--exit-zero"], 0),
        (&["tests/check/WG0001/bad.py"], 1),
        (&["no_such_file.py"], 2),
        (&[CLEAN, "--select", "WG9"], 2),
        (&[CLEAN, "--config", "no_such_file.toml"], 2),
    ];
    for (arguments, status) in cases {
        // `--config` and `--isolated` exclude each other.
        let output = if arguments.contains(&"--config") {
            run(&[&["check"], *arguments].concat())
        } else {
            check(arguments)
        };
        let all = text(&output.stdout) + &text(&output.stderr);
        assert_eq!(output.status.code(), Some(*status), "{arguments:?}: {all}");
    }
}

#[test]
fn check_writes_every_format() {
    let concise = text(&check(&[WARNED, "--output-format", "concise", "--quiet"]).stdout);
    assert!(concise.starts_with("tests/check/WG0601/bad.py:7:18: warning[WG0601]: "), "{concise}");
    assert_eq!(concise.lines().count(), 1);

    let full = text(&check(&[WARNED]).stdout);
    assert!(full.contains(" --> tests/check/WG0601/bad.py:7:18\n"), "{full}");
    assert!(full.ends_with("Found 1 warning (1 file). `warpgen explain CODE` says more.\n"), "{full}");

    let json = text(&check(&[BROKEN, "--output-format", "json"]).stdout);
    let lines: Vec<serde_json::Value> =
        json.lines().map(|line| serde_json::from_str(line).expect("valid JSON")).collect();
    assert!(lines.len() > 5 && lines.iter().all(|line| line["code"].is_string() && line["line"].is_u64()));

    let github = text(&check(&[WARNED, "--output-format", "github"]).stdout);
    assert!(github.starts_with("::warning title=warpgen WG0601,file=tests/check/WG0601/bad.py,line=7,"));

    let sarif = text(&check(&[BROKEN, WARNED, "--output-format", "sarif"]).stdout);
    let sarif: serde_json::Value = serde_json::from_str(&sarif).expect("valid JSON");
    assert_eq!(sarif["version"], "2.1.0");
    let results = sarif["runs"][0]["results"].as_array().expect("results");
    assert_eq!(results.len(), lines.len() + 1);

    let counts = text(&check(&[WARNED, "--statistics", "--quiet"]).stdout);
    assert!(counts.contains("1  WG0601  "), "{counts}");
    assert!(text(&check(&[CLEAN]).stdout).starts_with("All checks passed (1 file)."));
}

#[test]
fn check_reads_settings_and_comments() {
    let folder = tempfile::tempdir().expect("a folder");
    let bad = std::fs::read_to_string(root().join(WARNED)).expect("readable");
    let path = |name: &str| folder.path().join(name);
    std::fs::create_dir(path("sub")).expect("a folder");
    std::fs::write(path("a.py"), &bad).expect("written");
    std::fs::write(path("sub/b.py"), &bad).expect("written");
    std::fs::write(path("c.py"), bad.replace("/ n)", "/ n)  # warpgen: ignore[WG0601]")).expect("written");
    std::fs::write(path("d.py"), format!("# warpgen: ignore-file[WG06]\n{bad}")).expect("written");
    let found = || {
        let mut command = warpgen(&["check", "--output-format", "concise", "--quiet"]);
        let output = command.current_dir(folder.path()).output().expect("the program starts");
        (text(&output.stdout), output.status.code())
    };
    let (all, status) = found();
    assert_eq!(status, Some(0));
    let files: Vec<&str> = all.lines().filter_map(|line| line.split(':').next()).collect();
    assert_eq!(files, ["a.py", "sub/b.py"], "{all}");

    let settings = "[tool.warpgen.check]\ndeny-warnings = true\nexclude = [\"sub\"]\n";
    std::fs::write(path("pyproject.toml"), settings).expect("written");
    let (all, status) = found();
    assert_eq!((all.lines().count(), status), (1, Some(1)), "{all}");

    std::fs::write(path("warpgen.toml"), "[check]\nper-file-ignores = { \"a.py\" = [\"WG0601\"] }\n")
        .expect("written");
    let (all, _) = found();
    assert!(all.starts_with("sub/b.py:") && all.lines().count() == 1, "{all}");

    std::fs::write(path("warpgen.toml"), "[check]\nignroe = []\n").expect("written");
    assert_eq!(found().1, Some(2));
}

#[test]
fn explain_knows_every_code() {
    let list = text(&run(&["explain"]).stdout);
    let codes: Vec<&str> = list.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert!(codes.len() > 40);
    for code in codes {
        let output = run(&["explain", code]);
        assert_eq!(output.status.code(), Some(0));
        assert!(text(&output.stdout).contains("What to do: "), "{code}");
    }
    let one = text(&run(&["explain", "wg0500"]).stdout);
    assert!(one.contains("For example:") && one.contains("Not reported:"), "{one}");
    assert_eq!(run(&["explain", "WG9999"]).status.code(), Some(2));
}
