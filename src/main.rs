//! The `warpgen` program.

use std::process::ExitCode;

/// Trees and IR are many small allocations; the system's allocator took a fifth of all time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    warpgen::compile::worker::serve_if_asked();
    ExitCode::from(warpgen::cli::run() as u8)
}
