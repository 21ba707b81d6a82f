//! CUDA modules: options as Warp passes them, syntax checks, PTX and CUBIN.

use super::check::SyntaxChecker;
use super::error::Result;
use super::layout::Arch;
use super::nvrtc::Want;
use super::sdk::Native;
use super::text::Device;
use super::worker::Pool;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// The module options that reach NVRTC, with Warp's defaults.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CudaOptions {
    /// `optimization_level`; Warp's default for CUDA is 3.
    pub optimization_level: u8,
    /// `mode == "debug"`.
    pub debug: bool,
    /// `verify_fp`.
    pub verify_fp: bool,
    /// `fast_math`.
    pub fast_math: bool,
    /// `fuse_fp`.
    pub fuse_fp: bool,
    /// `lineinfo`.
    pub lineinfo: bool,
    /// Whether Warp's text was made for a build with libmathdx; the published wheels are.
    pub mathdx: bool,
    /// `extra_cuda_include_dirs`.
    pub include_dirs: Vec<PathBuf>,
}

impl Default for CudaOptions {
    fn default() -> CudaOptions {
        CudaOptions {
            optimization_level: 3,
            debug: false,
            verify_fp: false,
            fast_math: false,
            fuse_fp: true,
            lineinfo: false,
            mathdx: true,
            include_dirs: Vec::new(),
        }
    }
}

impl CudaOptions {
    /// NVRTC's options, in the order in which Warp gives them (`wp_cuda_compile_program`).
    #[must_use]
    pub fn flags(&self, native: &Native, arch: &Arch, want: Want, version: (i32, i32)) -> Vec<String> {
        let cubin = want == Want::Cubin;
        let kind = if cubin { "sm" } else { "compute" };
        let mut flags = vec![
            format!("--gpu-architecture={kind}_{}", arch.label()),
            format!("--include-path={}", native.dir.display()),
            "--std=c++17".to_owned(),
        ];
        let mut push = |flag: &str| flags.push(flag.to_owned());
        if cubin && arch.number >= 90 && version.0 == 12 && (version.1 == 8 || self.optimization_level > 0) {
            push("--define-macro=WP_WORKAROUND_CUDA_TEXTURE_CUBIN");
        }
        if version >= (12, 9) {
            // Level 0 is unsafe from 13.1 on: NVRTC corrupts its own state for later programs.
            push(match self.optimization_level {
                0 if version >= (13, 1) => "--Ofast-compile=mid",
                0 => "--Ofast-compile=max",
                1 => "--Ofast-compile=mid",
                2 => "--Ofast-compile=min",
                _ => "--Ofast-compile=0",
            });
        }
        if self.debug {
            push("--define-macro=_DEBUG");
            push("--generate-line-info");
            push("--device-debug");
        } else {
            push("--define-macro=NDEBUG");
            if self.lineinfo {
                push("--generate-line-info");
            }
        }
        push(if self.verify_fp { "--define-macro=WP_VERIFY_FP" } else { "--undefine-macro=WP_VERIFY_FP" });
        push(if self.mathdx {
            "--define-macro=WP_ENABLE_MATHDX=1"
        } else {
            "--define-macro=WP_ENABLE_MATHDX=0"
        });
        if self.fast_math {
            push("--use_fast_math");
        }
        push(if self.fuse_fp { "--fmad=true" } else { "--fmad=false" });
        push("--device-as-default-execution-space");
        push("--extra-device-vectorization");
        push("--restrict");
        push("--diag-suppress=177,550");
        if want == Want::Nothing {
            push("--fdevice-syntax-only");
        }
        flags.extend(self.include_dirs.iter().map(|dir| format!("--include-path={}", dir.display())));
        flags
    }
}

/// Says whether CUDA modules compile, with `--fdevice-syntax-only` or all the way to PTX.
#[derive(Debug)]
pub struct CudaChecker<'p> {
    pool: &'p Pool,
    flags: Vec<String>,
    want: Want,
}

impl<'p> CudaChecker<'p> {
    /// A checker for one architecture. [`Want::Nothing`] checks the syntax (templates included) and may be used with
    /// packs; anything else compiles to the end.
    #[must_use]
    pub fn new(
        pool: &'p Pool,
        native: &Native,
        options: &CudaOptions,
        arch: &Arch,
        want: Want,
    ) -> CudaChecker<'p> {
        CudaChecker { pool, flags: options.flags(native, arch, want, pool.version()), want }
    }
}

impl SyntaxChecker for CudaChecker<'_> {
    fn device(&self) -> Device {
        Device::Cuda
    }

    fn check(&self, name: &str, text: &str) -> Result<Option<String>> {
        let compiled = self.pool.compile(name, text, &self.flags, self.want)?;
        Ok(compiled.output.is_none().then_some(compiled.log))
    }
}

/// Compiles one module. `Ok(Err(messages))` when NVRTC rejects it.
pub fn artifact(
    pool: &Pool,
    native: &Native,
    name: &str,
    text: &str,
    options: &CudaOptions,
    arch: &Arch,
    want: Want,
) -> Result<std::result::Result<Vec<u8>, String>> {
    let flags = options.flags(native, arch, want, pool.version());
    let compiled = pool.compile(name, text, &flags, want)?;
    Ok(compiled.output.ok_or(compiled.log))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flags(options: &CudaOptions, arch: &str, want: Want, version: (i32, i32)) -> String {
        let native = Native { dir: PathBuf::from("/n") };
        options.flags(&native, &Arch::parse(arch).unwrap(), want, version).join(" ")
    }

    #[test]
    fn as_warp_passes_them() {
        assert_eq!(
            flags(&CudaOptions::default(), "80", Want::Ptx, (13, 4)),
            "--gpu-architecture=compute_80 --include-path=/n --std=c++17 --Ofast-compile=0 --define-macro=NDEBUG \
             --undefine-macro=WP_VERIFY_FP --define-macro=WP_ENABLE_MATHDX=1 --fmad=true \
             --device-as-default-execution-space --extra-device-vectorization --restrict --diag-suppress=177,550"
        );
    }

    #[test]
    fn cubin_for_hopper_works_around_textures_on_12() {
        let with = |arch, version| {
            flags(&CudaOptions::default(), arch, Want::Cubin, version).contains("TEXTURE_CUBIN")
        };
        assert!(with("90a", (12, 9)) && !with("80", (12, 9)) && !with("90", (13, 0)));
    }
}
