//! The `warpgen` program.

use std::process::ExitCode;

/// Trees and IR are many small allocations; the system's allocator took a fifth of all time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// mimalloc's `mi_option_purge_delay`, which the bindings do not name.
const PURGE_DELAY: libmimalloc_sys::mi_option_t = 15;

fn main() -> ExitCode {
    // Every file's memory is freed at once and taken again for the next: given back to the system in between, a quarter
    // of all time on a tree of files goes into clearing pages.
    // SAFETY: options are plain numbers, and no other thread runs yet.
    unsafe { libmimalloc_sys::mi_option_set(PURGE_DELAY, -1) };
    warpgen::compile::worker::serve_if_asked();
    ExitCode::from(warpgen::cli::run() as u8)
}
