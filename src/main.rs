//! The `warpgen` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    warpgen::compile::worker::serve_if_asked();
    ExitCode::from(warpgen::cli::run() as u8)
}
