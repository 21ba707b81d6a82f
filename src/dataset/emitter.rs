//! From a program's text to its code on both devices, and what the lowering saw on the way.

use std::collections::BTreeSet;
use std::path::PathBuf;

use crate::diag::{Diagnostic, Severity};
use crate::emit::{self, Device, EmitOptions};
use crate::ids::FuncRef;
use crate::ir::{Block, Call, Op};
use crate::pipeline::{self, Prepared, Request, Source};

/// The name that every program is imported under, and the file name in its code.
pub const MODULE_NAME: &str = "kernels";
/// See [`MODULE_NAME`].
pub const SOURCE_PATH: &str = "kernels.py";

/// A program's code.
#[derive(Clone, Debug, Default)]
pub struct EmittedPair {
    /// CPU text; empty if not asked for.
    pub cpu: String,
    /// CUDA text; empty if not asked for.
    pub cuda: String,
    /// Warp's module hash on the CPU (its block size differs from CUDA's).
    pub cpu_hash: String,
    /// Warp's module hash on CUDA.
    pub cuda_hash: String,
    /// Built-in overloads that calls resolved to: `name/ordinal`, sorted.
    pub builtins: Vec<String>,
}

/// Why a program has no code.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rejection {
    /// The diagnostic's code, for the ledger.
    pub code: String,
    /// Its message.
    pub message: String,
}

/// Which devices to write.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Devices {
    /// CPU.
    pub cpu: bool,
    /// CUDA.
    pub cuda: bool,
}

impl Devices {
    /// Both.
    pub const BOTH: Devices = Devices { cpu: true, cuda: true };

    /// Their names, in order.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        [(self.cpu, "cpu"), (self.cuda, "cuda")].into_iter().filter(|(on, _)| *on).map(|(_, name)| name)
    }
}

/// Something that generates code.
pub trait Emitter: Sync {
    /// The code of a program.
    ///
    /// # Errors
    /// It is rejected, or not supported.
    fn emit(&self, python: &str, devices: Devices) -> Result<EmittedPair, Rejection>;
}

/// The pipeline of this crate.
#[derive(Clone, Copy, Debug, Default)]
pub struct WarpgenEmitter;

fn request(python: &str, device: Device) -> Request {
    let mut request = Request::new(SOURCE_PATH, device);
    request.source =
        Source::Text { text: python.to_owned(), path: PathBuf::from("/warpgen").join(SOURCE_PATH) };
    MODULE_NAME.clone_into(&mut request.module_name);
    request.source_path = Some(SOURCE_PATH.to_owned());
    // No program imports anything but Warp and the standard library: nothing is searched for on disk.
    request.site_packages = Some(PathBuf::from("/warpgen/none"));
    request
}

fn rejection(diagnostic: &Diagnostic) -> Rejection {
    Rejection { code: diagnostic.code.name.to_owned(), message: diagnostic.message.clone() }
}

fn prepare(python: &str, device: Device) -> Result<Prepared, Rejection> {
    let request = request(python, device);
    let session = pipeline::import(&request).map_err(|d| rejection(&d))?;
    if let Some(problem) = session.problems.first() {
        return Err(Rejection { code: "import".to_owned(), message: problem.error.message().to_owned() });
    }
    if let Some(unresolved) = session.unresolved.first() {
        let message = format!("{} cannot be evaluated: {}", unresolved.what, unresolved.reason);
        return Err(Rejection { code: "unresolved".to_owned(), message });
    }
    if session.owned_modules().len() != 1 {
        let message = "the file owns no module, or several".to_owned();
        return Err(Rejection { code: "modules".to_owned(), message });
    }
    pipeline::lower(session, &request).map_err(|d| rejection(&d))
}

fn text(prepared: &Prepared, device: Device) -> Result<String, Rejection> {
    let options = EmitOptions { device, kernel: None, only: None };
    emit::emit_module(&prepared.program(), &prepared.module, options).map_err(|error| {
        let diagnostic = Diagnostic::from_warp(&error);
        debug_assert_eq!(diagnostic.severity, Severity::Error);
        rejection(&diagnostic)
    })
}

impl Emitter for WarpgenEmitter {
    fn emit(&self, python: &str, devices: Devices) -> Result<EmittedPair, Rejection> {
        let mut pair = EmittedPair::default();
        // CUDA first: what the lowering saw does not depend on the device, and it has the larger block size.
        for device in [Device::Cuda, Device::Cpu] {
            let wanted = if device == Device::Cuda { devices.cuda } else { devices.cpu };
            if !wanted {
                continue;
            }
            let prepared = prepare(python, device)?;
            let code = text(&prepared, device)?;
            let hash = super::hex(&prepared.module.hash);
            if pair.builtins.is_empty() {
                pair.builtins = builtins_of(&prepared);
            }
            match device {
                Device::Cpu => (pair.cpu, pair.cpu_hash) = (code, hash),
                Device::Cuda => (pair.cuda, pair.cuda_hash) = (code, hash),
            }
        }
        Ok(pair)
    }
}

/// The overloads of built-ins that the module's calls resolved to.
fn builtins_of(prepared: &Prepared) -> Vec<String> {
    let mut names = BTreeSet::new();
    let module = &prepared.module;
    let bodies = module.kernels.iter().map(|k| &k.body).chain(module.functions.iter().map(|f| &f.body));
    for body in bodies {
        walk(&body.root, &mut |call| {
            if let Some(FuncRef::Builtin(id)) = call.callee {
                names.insert(overload_name(id, call));
            }
        });
    }
    names.into_iter().collect()
}

fn overload_name(id: crate::ids::BuiltinId, call: &Call) -> String {
    let name = crate::builtins::name(id);
    match call.overload {
        Some(ordinal) => format!("{name}/{ordinal}"),
        None => name.to_owned(),
    }
}

fn walk(block: &Block, visit: &mut impl FnMut(&Call)) {
    for inst in &block.insts {
        match &inst.op {
            Op::Call(call) => visit(call),
            Op::Loop(inner) => {
                walk(&inner.header, visit);
                walk(&inner.body, visit);
            }
            _ => {}
        }
    }
}
