//! Builds a Warp module to PTX without a GPU, and launches its kernels when there is one.
//!
//! ```text
//! scripts/fetch-sdk.sh
//! cargo run --release --example launch_cuda
//! ```

#[path = "springs/module.rs"]
mod module;

/// Argument structs and symbols of the module, as `--header` writes them.
#[allow(dead_code)]
mod kernels {
    include!("springs/springs.cuda.rs");
}

use cudarc::driver::{CudaContext, DevicePtrMut, DeviceRepr, LaunchConfig, PushKernelArg};
use cudarc::nvrtc::Ptx;
use kernels::*;
use std::error::Error;
use warpgen::compile::build::{BuildPlan, Emit, Toolchain, build};
use warpgen::compile::layout::Arch;
use warpgen::compile::sdk::SdkQuery;
use warpgen::compile::{Device, cpp, worker};

const N: usize = 1000;
const STEPS: usize = 200;
const K: f32 = 4.0;
const DT: f32 = 0.01;

/// A kernel argument: plain data whose pointers, if any, are the device's.
#[repr(transparent)]
struct Arg<T>(T);
// SAFETY: only made of the `repr(C)` types below, which hold numbers and device addresses.
unsafe impl<T> DeviceRepr for Arg<T> {}

fn main() -> Result<(), Box<dyn Error>> {
    // NVRTC runs in processes of this same program.
    worker::serve_if_asked();

    let folder = tempfile::tempdir()?;
    let plan = BuildPlan {
        out_dir: folder.path().to_path_buf(),
        emit: vec![Emit::Ptx],
        archs: vec![Arch::parse("80")?, Arch::parse("90")?],
        ..BuildPlan::default()
    };
    let tools = Toolchain::find(&SdkQuery::default(), &plan, &[Device::Cuda], cpp::default_cache())?;
    let [result] = build(&[module::job(Device::Cuda)], &plan, &tools)
        .try_into()
        .map_err(|_| "one module, one result")?;
    if let Some(problem) = result.problems.first() {
        return Err(format!("{}: {}", problem.artifact, problem.why).into());
    }
    for file in &result.files {
        println!("built {} ({} bytes)", file.path, file.bytes);
    }

    // SAFETY: only tries to load the driver's library; false instead of a panic when there is none.
    if !unsafe { cudarc::driver::sys::is_culib_present() } || CudaContext::device_count().unwrap_or(0) == 0 {
        println!("no CUDA driver or no GPU here: built, not launched");
        return Ok(());
    }
    let context = CudaContext::new(0)?;
    let stream = context.default_stream();
    let (major, minor) = context.compute_capability()?;
    let arch = if major >= 9 { "90" } else { "80" };
    println!("{} (compute capability {major}.{minor})", context.name()?);
    let file = result.files.iter().find(|f| f.arch.as_deref() == Some(arch)).ok_or("no PTX for this GPU")?;
    let loaded =
        context.load_module(Ptx::from_src(std::fs::read_to_string(folder.path().join(&file.path))?))?;
    let step = loaded.load_function(step_685ce954_forward)?;

    let start: Vec<f32> = (0..N).map(|i| i as f32 / N as f32).collect();
    let (mut x, mut v) = (stream.clone_htod(&start)?, stream.alloc_zeros::<f32>(N)?);
    let config = LaunchConfig {
        grid_dim: ((N as u32).div_ceil(256), 1, 1),
        block_dim: (256, 1, 1),
        shared_mem_bytes: 0,
    };
    let null = std::ptr::null_mut::<f32>();
    {
        let (x_at, _x_guard) = x.device_ptr_mut(&stream);
        let (v_at, _v_guard) = v.device_ptr_mut(&stream);
        let bounds = Arg(wp_launch_bounds::new([N as u32]));
        let x_arg = Arg(wp_array::of_raw(x_at as *mut f32, null, N));
        let v_arg = Arg(wp_array::of_raw(v_at as *mut f32, null, N));
        for _ in 0..STEPS {
            let mut launch = stream.launch_builder(&step);
            launch.arg(&bounds).arg(&x_arg).arg(&v_arg).arg(&K).arg(&DT);
            // SAFETY: parameters in the order and with the types of the kernel; both arrays live through the launch.
            unsafe { launch.launch(config)? };
        }
        stream.synchronize()?;
    }
    let got = stream.clone_dtoh(&x)?;
    let (mut expected_x, mut expected_v) = (start, vec![0.0f32; N]);
    for _ in 0..STEPS {
        for (x, v) in expected_x.iter_mut().zip(&mut expected_v) {
            *v += (-K * *x - 0.1 * *x * *x * *x) * DT;
            *x += *v * DT;
        }
    }
    let difference = got.iter().zip(&expected_x).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
    println!("forward: {STEPS} steps of {N} masses, largest difference from the CPU {difference:e}");
    if difference > 1e-4 {
        return Err("the kernel and Rust disagree".into());
    }
    println!("ok");
    Ok(())
}
