//! The part of a CPU object's name that stands for the machine it is for.
//!
//! Warp names CPU objects `<identifier>.cpu<hash>.o`, where the hash covers the release of its own LLVM, the target
//! triple and, with `-march=native` (Warp's default), the host's instruction set extensions as LLVM spells them.
//! `wp.load_aot_module` looks for exactly that name, so an object for it must carry the same one.

use super::error::{Error, Result, show};
use super::sdk::FETCH;
use sha2::{Digest, Sha256};
use std::path::Path;

/// The LLVM inside Warp 1.19.0's wheels.
const WHEEL_LLVM: &str = "22.1.8";

/// What Warp's LLVM says about itself and the host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CpuTarget {
    /// LLVM's release.
    pub llvm: String,
    /// The target triple.
    pub triple: String,
    /// The host's extensions, comma separated; `None` when nobody could be asked.
    pub features: Option<String>,
}

impl CpuTarget {
    /// What the published wheels say, as far as it does not depend on the host.
    #[must_use]
    pub fn of_wheels() -> Option<CpuTarget> {
        let triple = match (std::env::consts::OS, std::env::consts::ARCH) {
            ("linux", "x86_64") => "x86_64-unknown-linux-gnu",
            ("linux", "aarch64") => "aarch64-unknown-linux-gnu",
            _ => return None,
        };
        Some(CpuTarget { llvm: WHEEL_LLVM.to_owned(), triple: triple.to_owned(), features: None })
    }

    /// Asks Warp's own library.
    pub fn ask(warp_clang: &Path) -> Result<CpuTarget> {
        type TextFn = unsafe extern "C" fn() -> *const std::os::raw::c_char;
        let refused = |e: libloading::Error| Error::unusable(show(warp_clang), e.to_string(), FETCH);
        // SAFETY: loading a library runs its initialisers; these are LLVM's, in a file of Warp's wheel. They have no
        // preconditions.
        let library = unsafe { libloading::Library::new(warp_clang) }.map_err(refused)?;
        let ask = |symbol: &[u8]| -> Result<String> {
            // SAFETY: these three functions have this signature in Warp 1.19.0 (`native/clang/clang.cpp`) and return
            // a pointer to a static, NUL-terminated text.
            unsafe {
                let function = library.get::<TextFn>(symbol).map_err(refused)?;
                let text = function();
                if text.is_null() {
                    return Ok(String::new());
                }
                Ok(std::ffi::CStr::from_ptr(text).to_string_lossy().into_owned())
            }
        };
        let target = CpuTarget {
            llvm: ask(b"wp_llvm_version\0")?,
            triple: ask(b"wp_get_cpu_target_triple\0")?,
            features: Some(ask(b"wp_get_host_cpu_features\0")?),
        };
        // LLVM's own clean-up at unload time has been seen to go wrong in other programs; the process ends soon anyway.
        std::mem::forget(library);
        Ok(target)
    }

    /// The eight digits in the name of an object compiled with these `cpu_compiler_flags`. `None` when the host's
    /// extensions matter and are not known.
    #[must_use]
    pub fn hash(&self, native_cpu: bool) -> Option<String> {
        let mut identity = format!("warp-cpu-target-v1\nllvm:{}\ntriple:{}", self.llvm, self.triple);
        if native_cpu {
            let mut features: Vec<&str> =
                self.features.as_deref()?.split(',').filter(|f| !f.is_empty()).collect();
            features.sort_unstable();
            features.dedup();
            identity.push_str("\nisa:");
            identity.push_str(&features.join(","));
        }
        let digest = Sha256::digest(identity.as_bytes());
        Some(digest.iter().take(4).map(|b| format!("{b:02x}")).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As real Warp 1.19.0 names them on Linux, x86-64.
    #[test]
    fn hashes_are_warps() {
        let mut target = CpuTarget {
            llvm: "22.1.8".to_owned(),
            triple: "x86_64-unknown-linux-gnu".to_owned(),
            features: None,
        };
        assert_eq!(target.hash(false).as_deref(), Some("27609690"));
        assert_eq!(target.hash(true), None);
        target.features = Some(
            "sse2,64bit,adx,aes,avx,avx2,avx512bf16,avx512bitalg,avx512bw,avx512cd,avx512dq,avx512f,avx512ifma,\
             avx512vbmi,avx512vbmi2,avx512vl,avx512vnni,avx512vpopcntdq,bmi,bmi2,clflushopt,clwb,clzero,cmov,crc32,cx16,\
             cx8,f16c,fma,fsgsbase,fxsr,gfni,invpcid,lzcnt,mmx,movbe,pclmul,popcnt,prfchw,rdpid,rdrnd,rdseed,sahf,sha,\
             shstk,sse,sse3,sse4.1,sse4.2,sse4a,ssse3,vaes,vpclmulqdq,xsave,xsavec,xsaveopt,xsaves"
                .to_owned(),
        );
        assert_eq!(target.hash(true).as_deref(), Some("202debe6"));
    }
}
