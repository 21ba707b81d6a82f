//! Builds a Warp module into a shared library, loads it and launches its kernels, forward and backward, on the CPU.
//! No Python, no Warp runtime.
//!
//! ```text
//! scripts/fetch-sdk.sh
//! cargo run --release --example launch_cpu
//! ```

#[path = "springs/module.rs"]
mod module;

/// Argument structs and entry points of the module, as `--header` writes them.
#[allow(dead_code)]
mod kernels {
    include!("springs/springs.cpu.rs");
}

use kernels::*;
use std::error::Error;
use warpgen::compile::build::{BuildPlan, Emit, Toolchain, build};
use warpgen::compile::sdk::SdkQuery;
use warpgen::compile::{Device, cpp};

const N: usize = 1000;
const STEPS: usize = 200;
const K: f32 = 4.0;
const DT: f32 = 0.01;

fn main() -> Result<(), Box<dyn Error>> {
    // 1. Text to a shared library.
    let folder = tempfile::tempdir()?;
    let plan =
        BuildPlan { out_dir: folder.path().to_path_buf(), emit: vec![Emit::Shared], ..BuildPlan::default() };
    let tools = Toolchain::find(&SdkQuery::default(), &plan, &[Device::Cpu], cpp::default_cache())?;
    let jobs = [module::job(Device::Cpu)];
    let [result] = build(&jobs, &plan, &tools).try_into().map_err(|_| "one module, one result")?;
    if let Some(problem) = result.problems.first() {
        return Err(format!("{}: {}", problem.artifact, problem.why).into());
    }
    let library = folder.path().join(format!("{}.so", jobs[0].entry.identifier));
    println!("built {} ({} bytes)", library.display(), std::fs::metadata(&library)?.len());

    // 2. Its entry points.
    // SAFETY: the library was just built from the text beside this file; it has no initialisers.
    let library = unsafe { libloading::Library::new(&library)? };
    // SAFETY: the symbols and their types come from the same description as the library.
    let (step, step_back, energy) = unsafe {
        (
            *library.get::<step_685ce954_forward_fn>(step_685ce954_forward.as_bytes())?,
            *library.get::<step_685ce954_backward_fn>(step_685ce954_backward.as_bytes())?,
            *library.get::<energy_f8f080fd_forward_fn>(energy_f8f080fd_forward.as_bytes())?,
        )
    };

    // 3. Forward, against the same arithmetic in Rust.
    let start: Vec<f32> = (0..N).map(|i| i as f32 / N as f32).collect();
    let (mut x, mut v) = (start.clone(), vec![0.0f32; N]);
    let (mut expected_x, mut expected_v) = (start, vec![0.0f32; N]);
    let mut bounds = wp_launch_bounds::new([N as u32]);
    let null = std::ptr::null_mut();
    let mut args = wp_args_step_685ce954 {
        x: wp_array::of_raw(x.as_mut_ptr(), null, N),
        v: wp_array::of_raw(v.as_mut_ptr(), null, N),
        k: K,
        dt: DT,
    };
    for _ in 0..STEPS {
        // SAFETY: the arrays describe `x` and `v`, which live until the end of this function.
        unsafe { step(&raw mut bounds, &raw mut args) };
        for (x, v) in expected_x.iter_mut().zip(&mut expected_v) {
            *v += (-K * *x - 0.1 * *x * *x * *x) * DT;
            *x += *v * DT;
        }
    }
    let difference = x.iter().zip(&expected_x).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
    println!("forward: {STEPS} steps of {N} masses, largest difference from Rust {difference:e}");
    if difference > 1e-5 {
        return Err("the kernel and Rust disagree".into());
    }

    let mut total = [0.0f32];
    let mut energy_args = wp_args_energy_f8f080fd {
        x: wp_array::of_raw(x.as_mut_ptr(), null, N),
        v: wp_array::of_raw(v.as_mut_ptr(), null, N),
        k: K,
        total: wp_array::of_raw(total.as_mut_ptr(), null, 1),
    };
    // SAFETY: as above; `total` has the one element that the kernel adds to.
    unsafe { energy(&raw mut bounds, &raw mut energy_args) };
    let expected: f32 = x.iter().zip(&v).map(|(x, v)| 0.5 * v * v + 0.5 * K * x * x).sum();
    println!("energy: {} (in Rust {expected})", total[0]);
    if (total[0] - expected).abs() > 1e-3 * expected {
        return Err("the energies disagree".into());
    }

    // 4. Backward: the derivative of the new x by the old v is dt, by the old x it is 1 + dt² · (-k - 0.3 x²).
    let at_x = 0.5f32;
    let (mut x, mut v) = ([at_x], [0.0f32]);
    let (mut grad_x, mut grad_v) = ([1.0f32], [0.0f32]);
    let mut one = wp_launch_bounds::new([1]);
    let mut args = wp_args_step_685ce954 {
        x: wp_array::of_raw(x.as_mut_ptr(), grad_x.as_mut_ptr(), 1),
        v: wp_array::of_raw(v.as_mut_ptr(), grad_v.as_mut_ptr(), 1),
        k: K,
        dt: DT,
    };
    let mut adjoints = wp_args_step_685ce954 { x: wp_array::none(), v: wp_array::none(), k: 0.0, dt: 0.0 };
    // SAFETY: as above; gradients are reached through the arrays of `args`, scalars through `adjoints`.
    unsafe { step_back(&raw mut one, &raw mut args, &raw mut adjoints) };
    println!(
        "backward: d x' / d x = {}, d x' / d v = {}, adjoint of dt = {}",
        grad_x[0], grad_v[0], adjoints.dt
    );
    let slope = 1.0 + DT * DT * (-K - 0.3 * at_x * at_x);
    if (grad_v[0] - DT).abs() > 1e-6 || (grad_x[0] - slope).abs() > 1e-5 {
        return Err(format!("expected {slope} and {DT}").into());
    }
    println!("ok");
    Ok(())
}
