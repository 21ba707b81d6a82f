//! Kernels of the fixtures, built by `warpgen compile` for both devices: launched on the CPU, and on a GPU through `cudarc`
//! where there is one, forward and backward; what they leave in memory is compared.
//!
//! Without Warp's headers and NVRTC nothing is built, without a GPU nothing is compared: such tests are said to be
//! ignored, with the reason, and `WARPGEN_REQUIRE_SDK=1` and `WARPGEN_REQUIRE_GPU=1` make them failures.

mod memory;

use cudarc::driver::{CudaContext, result, sys};
use libtest_mimic::{Arguments, Trial};
use memory::{Buffer, Memory, bounds, difference};
use std::collections::BTreeMap;
use std::ffi::{CString, c_void};
use std::path::Path;
use std::process::Command;
use warpgen::compile::manifest::{ArgType, KernelEntry, Manifest, ModuleEntry};
use warpgen::compile::sdk::SdkQuery;
use warpgen::compile::{Device, cpp};

/// Areas whose kernels write only to places of their own, or add to them: threads in any order give one result.
const AREAS: &[&str] = &["matrices", "quaternions", "transforms", "vectors"];
/// How many kernels must be compared.
const AT_LEAST: usize = 20;

/// What a launch leaves behind.
type Left = Vec<Buffer>;

fn required(name: &str) -> bool {
    std::env::var(name).is_ok_and(|v| v == "1")
}

/// Why nothing can be built here.
fn no_toolchain() -> Option<String> {
    let query = SdkQuery { start: Some(root().to_path_buf()), ..SdkQuery::default() };
    let native = query.native().and_then(|native| cpp::Cpp::find(&native, cpp::default_cache()));
    native.map(|_| ()).and_then(|()| query.nvrtc().map(|_| ())).err().map(|error| error.to_string())
}

/// Why nothing can be launched on a GPU here.
fn no_gpu() -> Option<String> {
    // SAFETY: only tries to load the driver's library; false instead of a panic when there is none.
    let driver = unsafe { sys::is_culib_present() };
    let found = driver && CudaContext::device_count().unwrap_or(0) > 0;
    (!found).then(|| "no GPU: no kernel is launched on one, and none is compared".to_owned())
}

/// A test that is ignored, in sight of the reader, where this machine lacks what it needs; a failure if that is required.
fn trial(name: &str, missing: &[(&str, Option<String>)], run: fn()) -> Trial {
    for (variable, why) in missing {
        let Some(why) = why else { continue };
        if required(variable) {
            let text = format!("{variable}=1, but {why}");
            return Trial::test(name, move || Err(text.into()));
        }
        eprintln!("{name} is not run: {why}");
        let why = why.clone();
        return Trial::test(name, move || Err(why.into())).with_ignored_flag(true);
    }
    Trial::test(name, move || {
        run();
        Ok(())
    })
}

fn main() {
    let args = Arguments::from_args();
    let toolchain = ("WARPGEN_REQUIRE_SDK", no_toolchain());
    let gpu = ("WARPGEN_REQUIRE_GPU", no_gpu());
    let trials = vec![
        trial(
            "cpu_launches_repeat_themselves",
            std::slice::from_ref(&toolchain),
            cpu_launches_repeat_themselves,
        ),
        trial("gpu_agrees_with_cpu", &[toolchain, gpu], gpu_agrees_with_cpu),
    ];
    libtest_mimic::run(&args, trials).exit();
}

/// Builds the fixtures with the program itself.
fn build(out: &Path, device: &str, emit: &str) -> Manifest {
    let mut command = Command::new(env!("CARGO_BIN_EXE_warpgen"));
    command.args([
        "compile",
        "--device",
        device,
        "--emit",
        emit,
        "--manifest",
        "--message-format",
        "concise",
    ]);
    if device == "cuda" {
        command.args(["--arch", "80"]);
    }
    command.arg("--out-dir").arg(out).args(AREAS.iter().map(|area| root().join("fixtures").join(area)));
    let output = command.output().expect("warpgen runs");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let text = std::fs::read_to_string(out.join("warpgen-manifest.json")).expect("a manifest");
    serde_json::from_str(&text).expect("a manifest of this program")
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Kernels that can be launched from their description: by module and key, which both devices share.
fn kernels(manifest: &Manifest) -> BTreeMap<(String, String), (&ModuleEntry, &KernelEntry, Memory)> {
    let mut found = BTreeMap::new();
    for module in &manifest.modules {
        for kernel in &module.kernels {
            let shared = kernel.forward_smem_bytes + kernel.backward_smem_bytes;
            let arrays = kernel.args.iter().any(|a| a.kind == ArgType::Array);
            if !kernel.convention.is_plain() || shared > 0 || !arrays {
                continue;
            }
            if let Ok(memory) = Memory::new(module, &kernel.key, &kernel.args) {
                // Instances of generic kernels share a key; their symbols differ.
                found.insert((module.name.clone(), kernel.mangled.clone()), (module, kernel, memory));
            }
        }
    }
    found
}

/// One launch on the CPU, forward and then backward.
fn on_cpu(out: &Path, module: &ModuleEntry, kernel: &KernelEntry, memory: &Memory) -> Left {
    type Forward = unsafe extern "C" fn(*mut u8, *mut u8);
    type Backward = unsafe extern "C" fn(*mut u8, *mut u8, *mut u8);
    let file = module.files.iter().find(|f| f.kind == "shared").expect("a library");
    let mut buffers = memory.buffers.clone();
    let addresses: Vec<u64> = buffers.iter_mut().map(|b| b.bytes.as_mut_ptr() as u64).collect();
    let (mut dim, _) = bounds(kernel.launch_dims);
    let (mut args, mut adjoints) = (memory.block(&addresses), memory.adjoints());
    // SAFETY: the library was built by this program a moment ago and has no initialisers. Its entry points take the
    // bounds and the argument block whose layouts the manifest describes (`tests/compile` checks those against the
    // compiler's); all memory they reach lives in `buffers`.
    unsafe {
        let library = libloading::Library::new(out.join(&file.path)).expect("a library that loads");
        let forward = *library.get::<Forward>(kernel.forward.as_bytes()).expect("the forward symbol");
        forward(dim.as_mut_ptr(), args.as_mut_ptr());
        if let Some(symbol) = &kernel.backward {
            let backward = *library.get::<Backward>(symbol.as_bytes()).expect("the backward symbol");
            backward(dim.as_mut_ptr(), args.as_mut_ptr(), adjoints.as_mut_ptr());
        }
    }
    buffers
}

/// The same on the GPU.
fn on_gpu(out: &Path, module: &ModuleEntry, kernel: &KernelEntry, memory: &Memory) -> Left {
    let file = module.files.iter().find(|f| f.kind == "ptx").expect("PTX");
    let ptx = CString::new(std::fs::read(out.join(&file.path)).expect("PTX")).expect("text");
    let mut buffers = memory.buffers.clone();
    let (mut dim, threads) = bounds(kernel.launch_dims);
    // SAFETY: the driver's own interface, on the context bound to this thread. The module comes from PTX that was just
    // built; parameters have the order and the layouts that the manifest describes; buffers live until they are freed.
    unsafe {
        let loaded = result::module::load_data(ptx.as_ptr().cast()).expect("PTX that loads");
        let addresses: Vec<sys::CUdeviceptr> = buffers
            .iter()
            .map(|b| {
                let address = result::malloc_sync(b.bytes.len()).expect("memory");
                result::memcpy_htod_sync(address, &b.bytes).expect("a copy");
                address
            })
            .collect();
        let (mut args, mut adjoints) = (memory.block(&addresses), memory.adjoints());
        let mut params: Vec<*mut c_void> = vec![dim.as_mut_ptr().cast()];
        params.extend(memory.args.iter().map(|(at, _)| args.as_mut_ptr().add(*at).cast::<c_void>()));
        let launch = |symbol: &str, params: &mut [*mut c_void]| {
            let function =
                result::module::get_function(loaded, CString::new(symbol).expect("a name")).expect(symbol);
            let grid = (threads.div_ceil(256), 1, 1);
            result::launch_kernel(function, grid, (256, 1, 1), 0, std::ptr::null_mut(), params)
                .expect(symbol);
            result::ctx::synchronize().expect(symbol);
        };
        launch(&kernel.forward, &mut params);
        if let Some(symbol) = &kernel.backward {
            params.extend(memory.args.iter().map(|(at, _)| adjoints.as_mut_ptr().add(*at).cast::<c_void>()));
            launch(symbol, &mut params);
        }
        for (buffer, address) in buffers.iter_mut().zip(addresses) {
            result::memcpy_dtoh_sync(&mut buffer.bytes, address).expect("a copy");
            result::free_sync(address).expect("memory");
        }
        result::module::unload(loaded).expect("a module");
    }
    buffers
}

/// Launches all kernels on the CPU, twice: what is compared with the GPU must at least agree with itself, and do something.
fn cpu_launches_repeat_themselves() {
    let folder = tempfile::tempdir().expect("a folder");
    let manifest = build(folder.path(), "cpu", "so");
    let kernels = kernels(&manifest);
    assert!(kernels.len() >= AT_LEAST, "only {} kernels can be launched", kernels.len());
    let mut changing = 0;
    for ((module_name, name), (module, kernel, memory)) in &kernels {
        // A kernel that ends the process should be the last one named.
        println!("{module_name}.{name}");
        let first = on_cpu(folder.path(), module, kernel, memory);
        let second = on_cpu(folder.path(), module, kernel, memory);
        for (a, b) in first.iter().zip(&second) {
            assert_eq!(difference(a, b), None, "{module_name}.{name}");
        }
        changing += usize::from(first.iter().zip(&memory.buffers).any(|(a, b)| a.bytes != b.bytes));
    }
    println!("{} kernels launched on the CPU, {changing} of them change memory", kernels.len());
    assert!(changing * 10 >= kernels.len() * 9, "only {changing} of {} kernels do anything", kernels.len());
}

fn gpu_agrees_with_cpu() {
    let context = CudaContext::new(0).expect("a context");
    context.bind_to_thread().expect("a context");
    let (cpu_dir, cuda_dir) =
        (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let cpu = build(cpu_dir.path(), "cpu", "so");
    let cuda = build(cuda_dir.path(), "cuda", "ptx");
    assert!(cuda.modules.iter().all(|m| m.device == Device::Cuda));
    let on_cuda = kernels(&cuda);
    let (mut agree, mut differ) = (0, Vec::new());
    for (id, (module, kernel, memory)) in kernels(&cpu) {
        let Some((cuda_module, cuda_kernel, _)) = on_cuda.get(&id) else { continue };
        let expected = on_cpu(cpu_dir.path(), module, kernel, &memory);
        let got = on_gpu(cuda_dir.path(), cuda_module, cuda_kernel, &memory);
        match expected.iter().zip(&got).find_map(|(a, b)| difference(a, b)) {
            None => agree += 1,
            Some(why) => differ.push(format!("{}.{}: {why}", id.0, id.1)),
        }
    }
    println!("{agree} kernels agree on {}", context.name().unwrap_or_default());
    assert!(differ.is_empty(), "{} kernels differ between CPU and GPU:\n{}", differ.len(), differ.join("\n"));
    assert!(agree >= AT_LEAST, "only {agree} kernels were compared");
}
