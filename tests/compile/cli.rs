//! `warpgen compile` and `warpgen sdk`, from outside.

use std::path::Path;
use std::process::{Command, Output};
use warpgen::compile::Device;
use warpgen::compile::manifest::{ArgType, Manifest};

type Test = fn() -> Result<(), String>;

/// Name, the device whose tools it needs, the test.
pub const TESTS: &[(&str, Option<Device>, Test)] = &[
    ("wrong_arguments", None, wrong_arguments),
    ("missing_headers_say_where_and_how", None, missing_headers_say_where_and_how),
    ("sdk_without_python_says_what_to_do", None, sdk_without_python_says_what_to_do),
    ("objects_once_and_both_block_sizes", Some(Device::Cpu), objects_once_and_both_block_sizes),
    ("cache_layout", Some(Device::Cpu), cache_layout),
    ("dry_run_writes_nothing", Some(Device::Cpu), dry_run_writes_nothing),
    ("rejected_kernels_do_not_hide_others", Some(Device::Cpu), rejected_kernels_do_not_hide_others),
    ("shared_library_with_header_and_manifest", Some(Device::Cpu), shared_library_with_header_and_manifest),
    ("argument_layouts_are_the_compilers", Some(Device::Cpu), argument_layouts_are_the_compilers),
    ("a_kill_leaves_whole_files_only", Some(Device::Cpu), a_kill_leaves_whole_files_only),
    ("ptx_per_architecture", Some(Device::Cuda), ptx_per_architecture),
    ("clusters_need_sm_90", Some(Device::Cuda), clusters_need_sm_90),
];

const SAXPY: &str = "
import warp as wp

@wp.kernel
def saxpy(x: wp.array(dtype=float), y: wp.array(dtype=float), a: float):
    i = wp.tid()
    y[i] = a * x[i] + y[i]
";

fn text<E: std::fmt::Display>(error: E) -> String {
    error.to_string()
}

fn expect(condition: bool, what: &str) -> Result<(), String> {
    if condition { Ok(()) } else { Err(what.to_owned()) }
}

/// A run in a folder of its own.
struct Run {
    dir: tempfile::TempDir,
}

impl Run {
    fn new(files: &[(&str, &str)]) -> Result<Run, String> {
        let dir = tempfile::tempdir().map_err(text)?;
        for (name, content) in files {
            std::fs::write(dir.path().join(name), content).map_err(text)?;
        }
        Ok(Run { dir })
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_warpgen"));
        command.args(args).current_dir(self.dir.path());
        command
    }

    fn warpgen(&self, args: &[&str]) -> Result<Output, String> {
        self.command(args).output().map_err(text)
    }

    /// Files below a folder, sorted, without hidden ones.
    fn files(&self, folder: &str) -> Vec<String> {
        fn walk(root: &Path, dir: &Path, out: &mut Vec<String>) {
            for entry in std::fs::read_dir(dir).into_iter().flatten().flatten() {
                let path = entry.path();
                if entry.file_name().to_string_lossy().starts_with('.') {
                    continue;
                }
                if path.is_dir() {
                    walk(root, &path, out);
                } else {
                    out.push(path.strip_prefix(root).unwrap_or(&path).to_string_lossy().into_owned());
                }
            }
        }
        let root = self.dir.path().join(folder);
        let mut out = Vec::new();
        walk(&root, &root, &mut out);
        out.sort();
        out
    }
}

fn status(output: &Output, code: i32) -> Result<String, String> {
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    expect(output.status.code() == Some(code), &format!("{} instead of {code}: {stderr}", output.status))?;
    Ok(stderr)
}

fn lines(output: &Output) -> Vec<String> {
    String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect()
}

fn wrong_arguments() -> Result<(), String> {
    let run = Run::new(&[("a.py", SAXPY)])?;
    for (args, message) in [
        (&["--arch", "80"][..], "--arch is for CUDA"),
        (&["--emit", "ptx"], "--emit ptx needs --device cuda"),
        (&["--device", "cuda", "--emit", "so"], "--emit so needs --device cpu"),
        (&["--device", "cuda", "--arch", "9.0"], "CUDA architecture"),
        (&["b.py", "--module-name", "x"], "single file"),
    ] {
        let output = run.warpgen(&[&["compile", "a.py"], args].concat())?;
        let stderr = status(&output, 2)?;
        expect(stderr.contains(message) && output.stdout.is_empty(), &stderr)?;
    }
    Ok(())
}

fn missing_headers_say_where_and_how() -> Result<(), String> {
    let run = Run::new(&[("a.py", SAXPY)])?;
    let output = run.warpgen(&["compile", "a.py", "--warp-native", "nowhere"])?;
    let stderr = status(&output, 2)?;
    expect(stderr.contains("WG0005") && stderr.contains("nowhere") && stderr.contains("warpgen sdk"), &stderr)
}

fn sdk_without_python_says_what_to_do() -> Result<(), String> {
    let run = Run::new(&[])?;
    let output =
        run.command(&["sdk", "--dir", "sdk"]).env("PYTHON", "no-such-python").output().map_err(text)?;
    let stderr = status(&output, 2)?;
    expect(stderr.contains("no-such-python") && stderr.contains("by hand: unpack"), &stderr)?;
    expect(output.stdout.is_empty(), "nothing on stdout")
}

/// `wp.launch` and `wp.load_aot_module` ask for different block sizes.
fn objects_once_and_both_block_sizes() -> Result<(), String> {
    let run = Run::new(&[("a.py", SAXPY)])?;
    let args = ["compile", "a.py", "--out-dir", "out"];
    let first = run.warpgen(&args)?;
    let stderr = status(&first, 0)?;
    expect(stderr.contains("2 artefacts compiled, 0 unchanged"), &stderr)?;
    let objects = lines(&first);
    expect(objects.len() == 2 && objects.iter().all(|l| l.ends_with(".o")), &objects.join(" "))?;
    expect(run.files("out").len() == 6, &run.files("out").join(" "))?;
    let again = run.warpgen(&args)?;
    expect(status(&again, 0)?.contains("0 artefacts compiled, 2 unchanged"), "nothing to do")?;
    expect(lines(&again) == objects, "the same files are listed")?;
    let one = run.warpgen(&["compile", "a.py", "--out-dir", "one", "--block-dim", "1"])?;
    status(&one, 0)?;
    expect(lines(&one).len() == 1, "only the size asked for")?;
    std::fs::write(run.dir.path().join("a.py"), SAXPY.replace("a * x", "x")).map_err(text)?;
    expect(status(&run.warpgen(&args)?, 0)?.contains("2 artefacts compiled"), "a changed file is compiled")
}

fn cache_layout() -> Result<(), String> {
    let run = Run::new(&[("a.py", SAXPY)])?;
    let output = run.warpgen(&["compile", "a.py", "--out-dir", "cache", "--layout", "cache"])?;
    status(&output, 0)?;
    let files = run.files("cache");
    let folder = files.first().and_then(|f| f.rsplit_once('/')).map(|(dir, _)| dir).unwrap_or_default();
    let id = folder.strip_prefix("1.19.0/").ok_or(format!("no folder of the release: {files:?}"))?;
    expect(id.starts_with("wp_a_"), id)?;
    expect(
        files.len() == 3 && files.iter().all(|f| f.starts_with(&format!("{folder}/{id}."))),
        &files.join(" "),
    )
}

fn dry_run_writes_nothing() -> Result<(), String> {
    let run = Run::new(&[("a.py", SAXPY)])?;
    let args = ["compile", "a.py", "--out-dir", "out", "--header", "--manifest"];
    let dry = run.warpgen(&[&args[..], &["--dry-run"]].concat())?;
    status(&dry, 0)?;
    expect(!run.dir.path().join("out").exists(), "nothing is written")?;
    let real = run.warpgen(&args)?;
    status(&real, 0)?;
    expect(lines(&dry) == lines(&real) && lines(&dry).len() == 5, "the same files are listed")
}

fn rejected_kernels_do_not_hide_others() -> Result<(), String> {
    let bad = SAXPY.replace("a * x[i]", "b * x[i]");
    let run = Run::new(&[("a.py", SAXPY), ("bad.py", &bad)])?;
    let output = run.warpgen(&["compile", "bad.py", "a.py", "--out-dir", "out", "--block-dim", "1"])?;
    let stderr = status(&output, 1)?;
    expect(stderr.contains("Referencing undefined symbol: b"), &stderr)?;
    expect(lines(&output).len() == 1 && lines(&output)[0].contains("wp_a_"), "the other file is compiled")
}

fn shared_library_with_header_and_manifest() -> Result<(), String> {
    let run = Run::new(&[("a.py", SAXPY)])?;
    let caller = r#"
        #include "module.h"
        #include <stdio.h>
        int main(void)
        {
            float x[3] = {1, 2, 3}, y[3] = {10, 20, 30};
            wp_args_NAME args = {wp_array_1d(x, 0, 3, 4), wp_array_1d(y, 0, 3, 4), 2.0f};
            wp_launch_bounds_1 dim = wp_launch_1d(3);
            NAME_cpu_forward(&dim, &args);
            printf("%g %g %g\n", y[0], y[1], y[2]);
            return 0;
        }
    "#;
    let output =
        run.warpgen(&["compile", "a.py", "--out-dir", "out", "--emit", "so", "--header", "--manifest"])?;
    status(&output, 0)?;
    let out = run.dir.path().join("out");
    let json = std::fs::read_to_string(out.join("warpgen-manifest.json")).map_err(text)?;
    let manifest: Manifest = serde_json::from_str(&json).map_err(text)?;
    let [module] = manifest.modules.as_slice() else { return Err("one module".to_owned()) };
    let [kernel] = module.kernels.as_slice() else { return Err("one kernel".to_owned()) };
    expect(kernel.key == "saxpy" && kernel.backward.is_some() && kernel.launch_dims == 1, &json)?;
    let kinds: Vec<&ArgType> = kernel.args.iter().map(|a| &a.kind).collect();
    expect(kinds == [&ArgType::Array, &ArgType::Array, &ArgType::Scalar("float32".to_owned())], &json)?;
    for file in &module.files {
        let size = std::fs::metadata(out.join(&file.path)).map_err(text)?.len();
        expect(size == file.bytes, &format!("{} has {size} bytes", file.path))?;
    }
    let header = module.files.iter().find(|f| f.kind == "header").ok_or("no header")?;
    let library = module.files.iter().find(|f| f.kind == "shared").ok_or("no library")?;
    std::fs::copy(out.join(&header.path), out.join("module.h")).map_err(text)?;
    std::fs::write(out.join("caller.c"), caller.replace("NAME", &kernel.mangled)).map_err(text)?;
    let compiled = Command::new("cc")
        .args(["-Wall", "-Werror", "-o", "caller", "caller.c", &library.path, "-Wl,-rpath,$ORIGIN"])
        .current_dir(&out)
        .output()
        .map_err(text)?;
    expect(compiled.status.success(), &String::from_utf8_lossy(&compiled.stderr))?;
    let ran = Command::new(out.join("caller")).output().map_err(text)?;
    expect(ran.stdout == b"12 24 36\n", &format!("{ran:?}"))
}

/// Sizes and offsets in the manifest against the structs in the text, for all fixtures of some areas.
fn argument_layouts_are_the_compilers() -> Result<(), String> {
    let run = Run::new(&[])?;
    let areas = ["structs", "native", "textures", "refs"];
    let folders: Vec<String> =
        areas.iter().map(|a| crate::root().join("fixtures").join(a).display().to_string()).collect();
    let mut args = vec!["compile", "--out-dir", "out", "--manifest", "--block-dim", "1"];
    args.extend(["--message-format", "concise"]);
    args.extend(folders.iter().map(String::as_str));
    let output = run.warpgen(&args)?;
    expect(matches!(output.status.code(), Some(0 | 1)), &String::from_utf8_lossy(&output.stderr))?;
    let out = run.dir.path().join("out");
    let json = std::fs::read_to_string(out.join("warpgen-manifest.json")).map_err(text)?;
    let manifest: Manifest = serde_json::from_str(&json).map_err(text)?;
    let mut units = Vec::new();
    let mut checked = 0;
    for module in &manifest.modules {
        let Some(source) = module.files.iter().find(|f| f.kind == "source") else { continue };
        if !module.files.iter().any(|f| f.kind == "object") {
            continue;
        }
        let mut content = std::fs::read_to_string(out.join(&source.path)).map_err(text)?;
        for kernel in module.kernels.iter().filter(|k| k.convention.is_plain()) {
            let name = format!("wp_args_{}", kernel.mangled);
            let (offsets, size, _) = warpgen::compile::manifest::field_offsets(&kernel.args);
            content.push_str(&format!("\nstatic_assert(sizeof({name}) == {size}, \"{name}\");\n"));
            for (arg, offset) in kernel.args.iter().zip(offsets) {
                let field = &arg.name;
                content.push_str(&format!(
                    "static_assert(__builtin_offsetof({name}, {field}) == {offset}, \"{name}.{field}\");\n"
                ));
                checked += 1;
            }
        }
        units.push(warpgen::compile::Unit { name: module.identifier.clone(), text: content });
    }
    expect(checked > 80, &format!("only {checked} arguments"))?;
    let query = warpgen::compile::sdk::SdkQuery::default();
    let native = query.native().map_err(text)?;
    let cache = warpgen::compile::cpp::default_cache();
    let cpp = warpgen::compile::cpp::Cpp::find(&native, cache).map_err(text)?;
    let options = warpgen::compile::cpu::CpuOptions::default();
    let pch = warpgen::compile::cpu::Pch::Build;
    let checker = warpgen::compile::cpu::CpuChecker::new(&cpp, &options, pch).map_err(text)?;
    let (verdicts, _) = warpgen::compile::check(&units, &checker, Default::default()).map_err(text)?;
    for (unit, verdict) in units.iter().zip(verdicts) {
        expect(verdict.is_accepted(), &format!("{}: {verdict:?}", unit.name))?;
    }
    Ok(())
}

/// Killed at any time: what stands under an artefact's name is whole.
fn a_kill_leaves_whole_files_only() -> Result<(), String> {
    let files: Vec<(String, String)> =
        (0..6).map(|i| (format!("k{i}.py"), SAXPY.replace("a * x", &format!("{i}.0 * x")))).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(n, c)| (n.as_str(), c.as_str())).collect();
    let run = Run::new(&files)?;
    let mut args = vec!["compile", "--out-dir", "out", "--block-dim", "1"];
    args.extend(files.iter().map(|(name, _)| *name));
    for wait in [50, 200, 400, 700, 1000] {
        let mut child = run
            .command(&args)
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .map_err(text)?;
        std::thread::sleep(std::time::Duration::from_millis(wait));
        child.kill().map_err(text)?;
        child.wait().map_err(text)?;
        for object in run.files("out").iter().filter(|f| f.ends_with(".o")) {
            let bytes = std::fs::read(run.dir.path().join("out").join(object)).map_err(text)?;
            let symbols = warpgen::compile::elf::undefined_symbols(&bytes);
            expect(symbols.is_some(), &format!("after {wait} ms, {object} is not a whole object"))?;
        }
    }
    let output = run.warpgen(&args)?;
    status(&output, 0)?;
    expect(lines(&output).len() == 6, "all of them in the end")
}

fn ptx_per_architecture() -> Result<(), String> {
    let run = Run::new(&[("a.py", SAXPY)])?;
    let args =
        ["compile", "a.py", "--device", "cuda", "--arch", "90,80", "--emit", "ptx,cubin", "--out-dir", "out"];
    let output = run.warpgen(&args)?;
    status(&output, 0)?;
    let files = lines(&output);
    let expected = ["sm80.cubin", "sm80.ptx", "sm90.cubin", "sm90.ptx"];
    expect(files.len() == 4 && files.iter().zip(expected).all(|(f, e)| f.ends_with(e)), &files.join(" "))?;
    expect(status(&run.warpgen(&args)?, 0)?.contains("4 unchanged"), "not compiled again")
}

fn clusters_need_sm_90() -> Result<(), String> {
    let clustered = SAXPY.replace("@wp.kernel", "@wp.kernel(cluster_dim=2)");
    let run = Run::new(&[("a.py", &clustered)])?;
    let output =
        run.warpgen(&["compile", "a.py", "--device", "cuda", "--arch", "80,90", "--out-dir", "out"])?;
    let stderr = status(&output, 1)?;
    expect(stderr.contains("cluster_dim=2") && stderr.contains("--arch 90"), &stderr)?;
    expect(lines(&output).len() == 1 && lines(&output)[0].ends_with("sm90.ptx"), "sm_90 is built")
}
