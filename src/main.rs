//! The `warpgen` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(warpgen::cli::run() as u8)
}
