//! Artefacts of the module in `examples/springs`.

use crate::springs;
use std::path::Path;
use warpgen::compile::build::{BuildPlan, Emit, ModuleResult, Toolchain, build, manifest};
use warpgen::compile::cpp::{Cpp, default_cache};
use warpgen::compile::cpu::{CpuChecker, CpuOptions, Pch};
use warpgen::compile::cuda::{CudaChecker, CudaOptions};
use warpgen::compile::layout::{Arch, Layout};
use warpgen::compile::nvrtc::Want;
use warpgen::compile::sdk::SdkQuery;
use warpgen::compile::worker::Pool;
use warpgen::compile::{CheckOptions, Device, Unit, Verdict, check, header, rust_ext};

type Test = fn(&SdkQuery) -> Result<(), String>;

/// Name, the device whose tools it needs, the test.
pub const TESTS: &[(&str, Device, Test)] = &[
    ("object_once", Device::Cpu, object_once),
    ("object_for_this_machine_only", Device::Cpu, object_for_this_machine_only),
    ("shared_library_runs", Device::Cpu, shared_library_runs),
    ("cache_layout_and_dry_run", Device::Cpu, cache_layout_and_dry_run),
    ("rejected_modules_leave_nothing", Device::Cpu, rejected_modules_leave_nothing),
    ("culprits_in_packs_cpu", Device::Cpu, culprits_in_packs_cpu),
    ("headers_agree_with_warps", Device::Cpu, headers_agree_with_warps),
    ("checked_in_headers_are_fresh", Device::Cpu, checked_in_headers_are_fresh),
    ("ptx_and_cubin", Device::Cuda, ptx_and_cubin),
    ("culprits_in_packs_cuda", Device::Cuda, culprits_in_packs_cuda),
    ("unusable_library_is_an_error", Device::Cuda, unusable_library_is_an_error),
];

fn text<E: std::fmt::Display>(error: E) -> String {
    error.to_string()
}

fn expect(condition: bool, what: &str) -> Result<(), String> {
    if condition { Ok(()) } else { Err(what.to_owned()) }
}

fn plan(dir: &Path, emit: &[Emit], archs: &[&str]) -> BuildPlan {
    BuildPlan {
        out_dir: dir.to_path_buf(),
        emit: emit.to_vec(),
        archs: archs.iter().filter_map(|a| Arch::parse(a).ok()).collect(),
        ..BuildPlan::default()
    }
}

fn tools(query: &SdkQuery, plan: &BuildPlan, device: Device) -> Result<Toolchain, String> {
    Toolchain::find(query, plan, &[device], default_cache()).map_err(text)
}

fn only(results: Vec<ModuleResult>) -> Result<ModuleResult, String> {
    let [result] = <[ModuleResult; 1]>::try_from(results).map_err(|_| "one module, one result")?;
    match result.problems.first() {
        Some(problem) => Err(format!("{}: {}", problem.artifact, problem.why)),
        None => Ok(result),
    }
}

/// Named as Warp names it, made once, made again when the text changes or the file is damaged.
fn object_once(query: &SdkQuery) -> Result<(), String> {
    let dir = tempfile::tempdir().map_err(text)?;
    let plan = plan(dir.path(), &[Emit::Object], &[]);
    let tools = tools(query, &plan, Device::Cpu)?;
    let mut job = springs::job(Device::Cpu);
    let run =
        |job: &_| only(build(std::slice::from_ref(job), &plan, &tools)).map(|r| (r.compiled, r.unchanged, r));
    let (compiled, unchanged, result) = run(&job)?;
    expect((compiled, unchanged) == (1, 0), "compiled at first")?;
    let object = result.files.iter().find(|f| f.kind == "object").ok_or("no object")?;
    if cfg!(all(target_os = "linux", target_arch = "x86_64")) {
        expect(object.path == "wp_springs_6438d44.cpu27609690.o", &object.path)?;
    }
    expect(run(&job)?.0 == 0, "not compiled again")?;
    std::fs::write(dir.path().join(&object.path), b"damaged").map_err(text)?;
    expect(run(&job)?.0 == 1, "compiled again when damaged")?;
    job.text.push_str("// changed\n");
    expect(run(&job)?.0 == 1, "compiled again when the text changed")?;
    let hidden = std::fs::read_dir(dir.path()).map_err(text)?.flatten();
    let leftovers = hidden.filter(|e| e.file_name().to_string_lossy().starts_with(".warpgen-")).count();
    expect(leftovers == 0, "no temporary files are left")
}

/// With Warp's default `-march=native` the name covers the machine, as warp-clang describes it.
fn object_for_this_machine_only(query: &SdkQuery) -> Result<(), String> {
    let dir = tempfile::tempdir().map_err(text)?;
    let plan = plan(dir.path(), &[Emit::Object], &[]);
    let tools = tools(query, &plan, Device::Cpu)?;
    let mut job = springs::job(Device::Cpu);
    job.cpu.compiler_flags = "-march=native".to_owned();
    let known = query.warp_clang(query.native().ok().as_ref()).is_some();
    match only(build(&[job], &plan, &tools)) {
        Ok(result) => expect(known && result.files.iter().any(|f| f.path.ends_with(".o")), "an object"),
        Err(why) => expect(!known && why.contains("fetch-sdk.sh"), &why),
    }
}

fn shared_library_runs(query: &SdkQuery) -> Result<(), String> {
    #[allow(dead_code)]
    mod kernels {
        include!("../../examples/springs/springs.cpu.rs");
    }
    use kernels::*;
    let dir = tempfile::tempdir().map_err(text)?;
    let plan = plan(dir.path(), &[Emit::Shared], &[]);
    let tools = tools(query, &plan, Device::Cpu)?;
    only(build(&[springs::job(Device::Cpu)], &plan, &tools))?;
    // SAFETY: just built from the text in `examples/springs`; it has no initialisers of its own.
    let library =
        unsafe { libloading::Library::new(dir.path().join("wp_springs_6438d44.so")) }.map_err(text)?;
    // SAFETY: the symbol's type comes from the same description as the library.
    let energy = unsafe { library.get::<energy_f8f080fd_forward_fn>(energy_f8f080fd_forward.as_bytes()) }
        .map_err(text)?;
    let (mut x, mut v, mut total) = ([1.0f32, 2.0], [3.0f32, 4.0], [0.0f32]);
    let null = std::ptr::null_mut();
    let mut args = wp_args_energy_f8f080fd {
        x: wp_array::of_raw(x.as_mut_ptr(), null, 2),
        v: wp_array::of_raw(v.as_mut_ptr(), null, 2),
        k: 2.0,
        total: wp_array::of_raw(total.as_mut_ptr(), null, 1),
    };
    let mut bounds = wp_launch_bounds::new([2]);
    // SAFETY: the arrays describe locals that outlive the call.
    unsafe { energy(&raw mut bounds, &raw mut args) };
    expect(total[0] == 0.5 * (9.0 + 16.0) + 1.0 + 4.0, &format!("total {}", total[0]))
}

fn cache_layout_and_dry_run(query: &SdkQuery) -> Result<(), String> {
    let dir = tempfile::tempdir().map_err(text)?;
    let mut plan = plan(dir.path(), &[Emit::Object, Emit::Shared], &[]);
    plan.layout = Layout::Cache;
    plan.dry_run = true;
    plan.header = true;
    let tools = tools(query, &plan, Device::Cpu)?;
    let jobs = [springs::job(Device::Cpu)];
    let results = build(&jobs, &plan, &tools);
    let paths: Vec<&str> = results[0].files.iter().map(|f| f.path.as_str()).collect();
    expect(paths.contains(&"1.19.0/wp_springs_6438d44/wp_springs_6438d44.meta"), &paths.join(" "))?;
    expect(paths.len() == 6, &paths.join(" "))?;
    expect(std::fs::read_dir(dir.path()).map_err(text)?.count() == 0, "a dry run writes nothing")?;
    let manifest = manifest(&jobs, &results, &tools);
    expect(manifest.modules[0].kernels.len() == 2 && manifest.cpp.is_some(), &manifest.to_json())
}

fn rejected_modules_leave_nothing(query: &SdkQuery) -> Result<(), String> {
    let dir = tempfile::tempdir().map_err(text)?;
    let plan = plan(dir.path(), &[Emit::Object], &[]);
    let tools = tools(query, &plan, Device::Cpu)?;
    let mut bad = springs::job(Device::Cpu);
    bad.entry.identifier = "wp_bad".to_owned();
    bad.text = bad.text.replacen("var_1 = ", "var_q = ", 1);
    let mut needy = springs::job(Device::Cpu);
    needy.entry.identifier = "wp_needy".to_owned();
    needy.text.push_str("\nextern \"C\" void elsewhere();\nextern \"C\" void f() { elsewhere(); }\n");
    let results = build(&[bad, springs::job(Device::Cpu), needy], &plan, &tools);
    let problem = |i: usize| results[i].problems.first().map_or("", |problem| problem.why.as_str());
    expect(problem(0).contains("wp_bad.cpp:") && problem(0).contains("var_q"), problem(0))?;
    expect(results[1].problems.is_empty() && results[1].compiled == 1, problem(1))?;
    expect(problem(2).contains("Warp's loader does not provide: elsewhere"), problem(2))?;
    let objects = std::fs::read_dir(dir.path()).map_err(text)?.flatten();
    let objects = objects.filter(|e| e.path().extension().is_some_and(|x| x == "o")).count();
    expect(objects == 1, "only the good object is there")
}

/// Twenty modules, four of them broken in ways that spoil what follows: each verdict is the module's own.
fn mutants(device: Device) -> (Vec<Unit>, Vec<usize>) {
    let good = springs::job(device).text;
    let broken = [
        good.replacen("var_1 = ", "var_nowhere = ", 1),
        good.replacen("    //---------\n    // primal vars", "    {\n    //---------\n    // primal vars", 1),
        good.replacen("wp::sub(", "wp::no_such_function(", 1),
        format!("{good}\n#error no\n"),
    ];
    let mut units: Vec<Unit> = (0..20).map(|i| Unit { name: format!("m{i}"), text: good.clone() }).collect();
    let places = vec![0, 7, 8, 19];
    for (place, text) in places.iter().zip(broken) {
        units[*place].text = text;
    }
    (units, places)
}

fn judge(units: &[Unit], broken: &[usize], verdicts: &[Verdict]) -> Result<(), String> {
    for (i, (unit, verdict)) in units.iter().zip(verdicts).enumerate() {
        let good = match verdict {
            Verdict::Accepted => !broken.contains(&i),
            Verdict::Rejected(log) => broken.contains(&i) && log.contains(&unit.name),
            Verdict::Unknown(_) => false,
        };
        expect(good, &format!("module {i}: {verdict:?}"))?;
    }
    Ok(())
}

fn culprits_in_packs_cpu(query: &SdkQuery) -> Result<(), String> {
    let native = query.native().map_err(text)?;
    let cpp = Cpp::find(&native, default_cache()).map_err(text)?;
    let checker = CpuChecker::new(&cpp, &CpuOptions::default(), Pch::Build).map_err(text)?;
    let (units, broken) = mutants(Device::Cpu);
    let (verdicts, stats) =
        check(&units, &checker, CheckOptions { jobs: 2, ..CheckOptions::default() }).map_err(text)?;
    expect(stats.packs > 0, "packs were used")?;
    judge(&units, &broken, &verdicts)
}

fn culprits_in_packs_cuda(query: &SdkQuery) -> Result<(), String> {
    let native = query.native().map_err(text)?;
    let pool = Pool::new(&query.nvrtc().map_err(text)?, 2).map_err(text)?;
    let arch = Arch::parse("80").map_err(text)?;
    let checker = CudaChecker::new(&pool, &native, &CudaOptions::default(), &arch, Want::Nothing);
    let (units, broken) = mutants(Device::Cuda);
    let (verdicts, stats) =
        check(&units, &checker, CheckOptions { jobs: 2, ..CheckOptions::default() }).map_err(text)?;
    expect(stats.packs > 0, "packs were used")?;
    judge(&units, &broken, &verdicts)
}

/// The sizes and offsets in our headers are those of Warp's types, and the headers are clean C and C++.
fn headers_agree_with_warps(query: &SdkQuery) -> Result<(), String> {
    let native = query.native().map_err(text)?;
    let cpp = Cpp::find(&native, default_cache()).map_err(text)?;
    let dir = tempfile::tempdir().map_err(text)?;
    let compile = |name: &str, language: &str, standard: &str, content: &str| -> Result<(), String> {
        let path = dir.path().join(name);
        std::fs::write(&path, content).map_err(text)?;
        let flags: Vec<String> = [standard, "-Wall", "-Wextra", "-Werror", "-fsyntax-only", "-x", language]
            .map(str::to_owned)
            .to_vec();
        let outcome = cpp.run(&flags, None, None, &[path.into_os_string()]).map_err(text)?;
        expect(outcome.ok, &outcome.log)
    };
    for device in [Device::Cpu, Device::Cuda] {
        let content = header::c_header(&springs::job(device).entry);
        compile("a.c", "c", "-std=c11", &content)?;
        compile("a.cpp", "c++", "-std=c++17", &content)?;
    }
    let ours = header::c_header(&springs::job(Device::Cpu).entry);
    let asserts = "
        #define SAME(a, b) static_assert(sizeof(a) == sizeof(b) && alignof(a) == alignof(b), #a)
        SAME(wp_array, wp::array_t<float>);
        SAME(wp_indexed_array, wp::indexedarray_t<float>);
        SAME(wp_launch_bounds_1, wp::launch_bounds_t<1>);
        SAME(wp_launch_bounds_2, wp::launch_bounds_t<2>);
        SAME(wp_launch_bounds_3, wp::launch_bounds_t<3>);
        SAME(wp_launch_bounds_4, wp::launch_bounds_t<4>);
        static_assert(offsetof(wp_array, strides) == offsetof(wp::array_t<float>, strides), \"\");
        static_assert(offsetof(wp_array, ndim) == offsetof(wp::array_t<float>, ndim), \"\");
        static_assert(sizeof(wp::vec_t<3, float>) == 12 && alignof(wp::mat_t<3, 3, double>) == 8, \"\");
        static_assert(sizeof(wp::half) == 2 && sizeof(wp::transform_t<float>) == 28, \"\");
    ";
    let path = dir.path().join("same.cpp");
    let content = format!("#include \"builtin.h\"\n{ours}\n{asserts}");
    std::fs::write(&path, content).map_err(text)?;
    let flags = ["-w", "-std=c++17", "-fsyntax-only"].map(str::to_owned);
    let outcome = cpp.run(&flags, None, Some(&path), &[]).map_err(text)?;
    expect(outcome.ok, &outcome.log)
}

fn checked_in_headers_are_fresh(_: &SdkQuery) -> Result<(), String> {
    for device in [Device::Cpu, Device::Cuda] {
        let path = crate::root().join("examples/springs").join(format!("springs.{}.rs", device.name()));
        let fresh = rust_ext::rust_file(&springs::job(device).entry);
        if std::env::var("WARPGEN_BLESS").is_ok_and(|v| v == "1") {
            std::fs::write(&path, &fresh).map_err(text)?;
        }
        let now = std::fs::read_to_string(&path).map_err(text)?;
        expect(
            now == fresh,
            &format!("{} differs from what is generated; WARPGEN_BLESS=1 rewrites it", path.display()),
        )?;
    }
    Ok(())
}

fn ptx_and_cubin(query: &SdkQuery) -> Result<(), String> {
    let dir = tempfile::tempdir().map_err(text)?;
    let plan = plan(dir.path(), &[Emit::Ptx, Emit::Cubin], &["80", "90", "90a"]);
    let tools = tools(query, &plan, Device::Cuda)?;
    let result = only(build(&[springs::job(Device::Cuda)], &plan, &tools))?;
    expect(result.compiled == 6, "six artefacts")?;
    for arch in ["80", "90", "90a"] {
        let base = dir.path().join(format!("wp_springs_c603204.sm{arch}.ptx"));
        let ptx = std::fs::read_to_string(base.clone()).map_err(text)?;
        expect(ptx.contains(&format!(".target sm_{arch}")), "the target is in the PTX")?;
        expect(ptx.contains(".entry step_685ce954_cuda_kernel_backward("), "the kernel is in the PTX")?;
        let cubin = std::fs::read(base.with_extension("cubin")).map_err(text)?;
        expect(cubin.starts_with(b"\x7fELF"), "a CUBIN is an ELF file")?;
    }
    let again = only(build(&[springs::job(Device::Cuda)], &plan, &tools))?;
    expect(again.compiled == 0 && again.unchanged == 6, "not compiled again")
}

/// A file that is no library, and a library that is no NVRTC: errors, not panics.
fn unusable_library_is_an_error(_: &SdkQuery) -> Result<(), String> {
    let dir = tempfile::tempdir().map_err(text)?;
    let path = dir.path().join("libnvrtc.so.12");
    std::fs::write(&path, "no library").map_err(text)?;
    let query = SdkQuery { nvrtc: Some(path), ..SdkQuery::default() };
    let lib = query.nvrtc().map_err(text)?;
    match Pool::new(&lib, 1) {
        Ok(_) => Err("a text file was loaded as NVRTC".to_owned()),
        Err(error) => expect(error.to_string().contains("cannot use"), &error.to_string()),
    }
}
