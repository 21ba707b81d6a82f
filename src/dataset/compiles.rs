//! Whether records compile, through the crate's own compile stage.

use super::{DatasetError, Result};
use crate::compile::check::{CheckOptions, SyntaxChecker, Unit, Verdict, check, first_error, job_count};
use crate::compile::cpp::{Cpp, default_cache};
use crate::compile::cpu::{CpuChecker, CpuOptions, Pch};
use crate::compile::cuda::{CudaChecker, CudaOptions};
use crate::compile::layout::Arch;
use crate::compile::nvrtc::Want;
use crate::compile::sdk::SdkQuery;
use crate::compile::worker::Pool;

fn failed(error: &crate::compile::Error) -> DatasetError {
    DatasetError(error.to_string())
}

fn bad(units: &[Unit], checker: &dyn SyntaxChecker) -> Result<Vec<(String, String)>> {
    let (verdicts, _) = check(units, checker, CheckOptions::default()).map_err(|e| failed(&e))?;
    let mut found = Vec::new();
    for (unit, verdict) in units.iter().zip(verdicts) {
        match verdict {
            Verdict::Accepted => {}
            Verdict::Rejected(log) | Verdict::Unknown(log) => {
                found.push((unit.name.clone(), first_error(&log).to_owned()))
            }
        }
    }
    Ok(found)
}

fn units(texts: Vec<(String, String)>) -> Vec<Unit> {
    texts.into_iter().map(|(name, text)| Unit { name, text }).collect()
}

/// Those that the C++ compiler rejects, with the reason.
///
/// # Errors
/// There is no compiler, or Warp's headers are missing.
pub fn cpu(texts: Vec<(String, String)>) -> Result<Vec<(String, String)>> {
    let native = SdkQuery::default().native().map_err(|e| failed(&e))?;
    let cpp = Cpp::find(&native, default_cache()).map_err(|e| failed(&e))?;
    let checker = CpuChecker::new(&cpp, &CpuOptions::default(), Pch::Build).map_err(|e| failed(&e))?;
    bad(&units(texts), &checker)
}

/// Those that NVRTC rejects for one of the architectures, with the reason.
///
/// # Errors
/// There is no NVRTC, or Warp's headers are missing.
pub fn cuda(texts: Vec<(String, String)>, archs: &[&str]) -> Result<Vec<(String, String)>> {
    let query = SdkQuery::default();
    let native = query.native().map_err(|e| failed(&e))?;
    let lib = query.nvrtc().map_err(|e| failed(&e))?;
    let pool = Pool::new(&lib, job_count(0)).map_err(|e| failed(&e))?;
    // The optimiser says nothing about validity.
    let options = CudaOptions { optimization_level: 0, ..CudaOptions::default() };
    let units = units(texts);
    let mut found: Vec<(String, String)> = Vec::new();
    for arch in archs {
        let arch = Arch::parse(arch).map_err(|e| failed(&e))?;
        found.extend(bad(&units, &CudaChecker::new(&pool, &native, &options, &arch, Want::Nothing))?);
    }
    found.sort();
    found.dedup_by(|a, b| a.0 == b.0);
    Ok(found)
}
