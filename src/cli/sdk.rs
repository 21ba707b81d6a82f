//! `warpgen sdk`: what compiling needs besides a C++ compiler.

use std::path::PathBuf;

use clap::Args;

use super::output::{Sink, WriteError};
use super::{MessageArgs, Status, output, with_help};
use crate::compile::sdk;
use crate::diag::code;

/// Arguments of `warpgen sdk`.
#[derive(Args, Debug)]
pub struct SdkArgs {
    /// Folder to put it in [default: the user's cache folder, where every `warpgen compile` finds it]
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
    /// Without NVRTC: only what CPU builds need
    #[arg(long)]
    no_nvrtc: bool,
    /// Fetch again what is there
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    messages: MessageArgs,
}

/// Runs the command: the folder on stdout, progress on stderr.
pub fn run(args: &SdkArgs) -> Status {
    let dir = args.dir.clone().unwrap_or_else(sdk::default_dir);
    let dir = std::path::absolute(&dir).unwrap_or(dir);
    let mut flags = Vec::new();
    if args.no_nvrtc {
        flags.push("--no-nvrtc");
    }
    if args.force {
        flags.push("--force");
    }
    if let Err(error) = sdk::fetch(&dir, &flags) {
        let diagnostic = with_help(code::TOOLCHAIN, &error.to_string());
        output::to_stderr(&args.messages.renderer().render(&diagnostic));
        return Status::Usage;
    }
    let mut sink = Sink::stdout();
    match sink.write(&format!("{}\n", dir.display())).and_then(|()| sink.finish()) {
        Ok(()) | Err(WriteError::Closed) => Status::Success,
        Err(WriteError::Failed(_)) => Status::Usage,
    }
}
