//! CPU modules: syntax checks, objects that Warp's own loader takes, shared libraries for everyone else.

use super::check::SyntaxChecker;
use super::cpp::{Cpp, Outcome, digest};
use super::error::{Error, Result, make_dir};
use super::text::Device;
use serde::{Deserialize, Serialize};
use std::ffi::OsString;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Appended to a module when an object is made of it: see the file.
const OBJECT_SUPPORT: &str = include_str!("runtime/object.h");
/// Compiled into shared libraries: see the file.
const LIBRARY_SUPPORT: &str = include_str!("runtime/library.cpp");
/// Warp's own sources that a shared library needs: the scheduler of cooperative blocks and a few C functions.
const WARP_RUNTIME: [&str; 3] = ["cpu_block_runtime.cpp", "cpu_fiber.cpp", "crt.cpp"];

/// The functions that Warp's loader gives to CPU objects (`clang.cpp`, `load_obj_buffer`); nothing else resolves.
pub const LOADER_SYMBOLS: &str = "printf puts putchar abs llabs fmodf fmod logf log log2f log2 log10f log10 expf exp \
exp2f exp2 ldexpf ldexp sqrtf sqrt cbrtf cbrt powf pow floorf floor ceilf ceil fabsf fabs roundf round truncf trunc \
rintf rint acosf acos asinf asin atanf atan atan2f atan2 cosf cos sinf sin tanf tan sinhf sinh coshf cosh tanhf tanh \
fmaf fma erff erf erfcf erfc erfinvf erfinv erfcinvf erfcinv memcpy memset memmove malloc calloc free _wp_assert \
_wp_isfinite _wp_isnan _wp_isinf wp_cpu_get_thread_idx wp_cpu_get_active_count wp_cpu_get_first_active_lane \
wp_cpu_tile_sync wp_cpu_run_block sincosf sincos _GLOBAL_OFFSET_TABLE_";

/// The module options that reach the C++ compiler, with Warp's defaults.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CpuOptions {
    /// `optimization_level`; Warp's default on the CPU is 2.
    pub optimization_level: u8,
    /// `mode == "debug"`.
    pub debug: bool,
    /// `verify_fp`.
    pub verify_fp: bool,
    /// `enable_tiles_in_stack_memory`.
    pub tiles_in_stack_memory: bool,
    /// `cpu_compiler_flags`; `-m`, `-D`, `-U`, `-I` and `-f` flags are passed on, but not `-mllvm`.
    pub compiler_flags: String,
    /// `extra_cpu_include_dirs`.
    pub include_dirs: Vec<PathBuf>,
}

impl Default for CpuOptions {
    fn default() -> CpuOptions {
        CpuOptions {
            optimization_level: 2,
            debug: false,
            verify_fp: false,
            tiles_in_stack_memory: true,
            compiler_flags: String::new(),
            include_dirs: Vec::new(),
        }
    }
}

impl CpuOptions {
    /// Whether code is made for the machine at hand; the default in Warp, not here.
    #[must_use]
    pub fn native_cpu(&self) -> bool {
        self.compiler_flags.split_whitespace().any(|f| f == "-march=native")
    }

    /// The flags for an object, measured against Warp's loader (JITLink), which
    /// * knows no C++ runtime: `-fno-exceptions`, or `__gxx_personality_v0` stays unresolved;
    /// * takes g++'s small code model with `-fPIC` and builds its own stubs for calls; g++'s large model with `-fPIC`
    ///   makes `R_X86_64_PLTOFF64` relocations, which it refuses (`-mcmodel=large -fno-pic` works as well);
    /// * does not unwind: tables are left out.
    ///
    /// `-ffp-contract=off` gives the bits that Warp's compiler gives, which fuses only explicit `fma` calls; g++ would
    /// otherwise fuse across statements where the machine has FMA.
    #[must_use]
    pub fn flags(&self) -> Vec<String> {
        let mut flags = base_flags(self);
        let level = if self.debug { 0 } else { self.optimization_level.min(3) };
        flags.push(format!("-O{level}"));
        for flag in
            ["-c", "-fPIC", "-fno-exceptions", "-fno-asynchronous-unwind-tables", "-fno-stack-protector"]
        {
            flags.push(flag.to_owned());
        }
        flags.push("-ffp-contract=off".to_owned());
        if self.debug {
            flags.push("-g".to_owned());
        }
        if cfg!(target_arch = "x86_64") && !self.native_cpu() {
            flags.push("-mf16c".to_owned());
        }
        // What is known when compiling, Warp's compiler computes with the same library that programs use; g++ computes it
        // exactly and rounds. They differ in the last bit now and then.
        flags.extend(
            FOLDED.iter().flat_map(|name| ["", "f"].map(|suffix| format!("-fno-builtin-{name}{suffix}"))),
        );
        flags.extend(sort_flags(&self.compiler_flags).0.into_iter().map(|flag| portable(flag).to_owned()));
        flags
    }

    /// The `cpu_compiler_flags` that are not passed on and may matter. LLVM's tuning knobs (`-mllvm`), which Warp sets by
    /// default, do not: they change how fast code is, not what it computes.
    #[must_use]
    pub fn dropped_flags(&self) -> Vec<String> {
        sort_flags(&self.compiler_flags).2.into_iter().map(str::to_owned).collect()
    }
}

/// Functions of the mathematical library whose results are rounded.
const FOLDED: &[&str] = &[
    "sin", "cos", "tan", "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh", "asinh", "acosh", "atanh",
    "exp", "exp2", "expm1", "log", "log2", "log10", "log1p", "pow", "cbrt", "hypot", "erf", "erfc", "tgamma",
    "lgamma",
];

/// LLVM's names of flags, in the words that g++ knows as well.
fn portable(flag: &str) -> &str {
    match flag {
        "-fvectorize" => "-ftree-vectorize",
        "-fno-vectorize" => "-fno-tree-vectorize",
        "-fslp-vectorize" => "-ftree-slp-vectorize",
        "-fno-slp-vectorize" => "-fno-tree-slp-vectorize",
        other => other,
    }
}

/// `cpu_compiler_flags` in three heaps: for any compiler, LLVM's tuning knobs, and the rest.
fn sort_flags(flags: &str) -> (Vec<&str>, Vec<&str>, Vec<&str>) {
    let (mut passed, mut tuning, mut dropped) = (Vec::new(), Vec::new(), Vec::new());
    let mut words = flags.split_whitespace();
    while let Some(flag) = words.next() {
        if flag == "-mllvm" {
            tuning.push(flag);
            tuning.extend(words.next());
        } else if flag.starts_with("-mllvm") {
            tuning.push(flag);
        } else if ["-D", "-U", "-I", "-f", "-m"].iter().any(|p| flag.starts_with(p)) {
            passed.push(flag);
        } else {
            dropped.push(flag);
        }
    }
    (passed, tuning, dropped)
}

fn base_flags(options: &CpuOptions) -> Vec<String> {
    let mut flags = vec!["-w".to_owned(), "-std=c++17".to_owned()];
    flags.push(if options.debug { "-D_DEBUG" } else { "-DNDEBUG" }.to_owned());
    if options.verify_fp {
        flags.push("-DWP_VERIFY_FP".to_owned());
    }
    if options.tiles_in_stack_memory {
        flags.push("-DWP_ENABLE_TILES_IN_STACK_MEMORY".to_owned());
    }
    for dir in &options.include_dirs {
        flags.push(format!("-I{}", dir.display()));
    }
    flags
}

/// How a precompiled header is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pch {
    /// Not at all.
    Off,
    /// When one is there.
    Existing,
    /// Built when missing: worth it from about four modules on.
    Build,
}

/// Says whether CPU modules compile, with `-fsyntax-only`: it instantiates templates, so it finds all that a real
/// compilation finds, short of what the assembler says about inline assembly.
#[derive(Debug)]
pub struct CpuChecker<'c> {
    cpp: &'c Cpp,
    flags: Vec<String>,
    pch: Pch,
    dir: tempfile::TempDir,
}

impl<'c> CpuChecker<'c> {
    /// A checker that uses `cpp`.
    pub fn new(cpp: &'c Cpp, options: &CpuOptions, pch: Pch) -> Result<CpuChecker<'c>> {
        let mut flags = base_flags(options);
        flags.extend(["-O0".to_owned(), "-fsyntax-only".to_owned()]);
        Ok(CpuChecker { cpp, flags, pch, dir: temp_dir()? })
    }

    fn pch_for(&self, text: &str) -> Option<PathBuf> {
        match self.pch {
            Pch::Off => None,
            mode => self.cpp.precompiled(&self.flags, text, mode == Pch::Build),
        }
    }
}

impl SyntaxChecker for CpuChecker<'_> {
    fn device(&self) -> Device {
        Device::Cpu
    }

    fn check(&self, name: &str, text: &str) -> Result<Option<String>> {
        let source = write_source(self.dir.path(), name, &[text])?;
        let outcome = self.cpp.run(&self.flags, self.pch_for(text).as_deref(), Some(source.path()), &[])?;
        Ok((!outcome.ok).then_some(outcome.log))
    }
}

/// Compiles one module to an object file at `out`. `Ok(Err(messages))` when the compiler rejects it.
pub fn object(
    cpp: &Cpp,
    name: &str,
    text: &str,
    options: &CpuOptions,
    pch: Pch,
    out: &Path,
) -> Result<std::result::Result<(), String>> {
    let dir = temp_dir()?;
    let flags = options.flags();
    let source = write_source(dir.path(), name, &[text, OBJECT_SUPPORT])?;
    let header = match pch {
        Pch::Off => None,
        mode => cpp.precompiled(&flags, text, mode == Pch::Build),
    };
    let rest = [OsString::from("-o"), out.as_os_str().to_owned()];
    let outcome = cpp.run(&flags, header.as_deref(), Some(source.path()), &rest)?;
    Ok(if outcome.ok { Ok(()) } else { Err(outcome.log) })
}

/// Links objects with Warp's block runtime into a shared library that needs nothing but libc, libm and libstdc++.
/// `Ok(Err(messages))` when the linker refuses.
pub fn shared_library(cpp: &Cpp, objects: &[&Path], out: &Path) -> Result<std::result::Result<(), String>> {
    let mut rest: Vec<OsString> = vec!["-shared".into(), "-fPIC".into()];
    if !cfg!(target_os = "macos") {
        rest.push("-Wl,--no-undefined".into());
    }
    rest.extend(objects.iter().map(|o| o.as_os_str().to_owned()));
    rest.extend(runtime_objects(cpp)?.into_iter().map(PathBuf::into_os_string));
    rest.extend(["-o".into(), out.as_os_str().to_owned(), "-lm".into()]);
    let outcome = cpp.run(&[], None, None, &rest)?;
    Ok(if outcome.ok { Ok(()) } else { Err(outcome.log) })
}

/// The runtime's objects, built once for each compiler and set of headers.
fn runtime_objects(cpp: &Cpp) -> Result<Vec<PathBuf>> {
    let dir = make_dir(
        &cpp.cache().join("runtime").join(digest(&format!("{}\n{LIBRARY_SUPPORT}", cpp.identity()))),
    )?;
    let support = dir.join("library.cpp");
    super::layout::write_atomic(&support, LIBRARY_SUPPORT.as_bytes())?;
    let mut sources: Vec<PathBuf> = WARP_RUNTIME.iter().map(|name| cpp.native().dir.join(name)).collect();
    sources.push(support);
    let flags = ["-w", "-std=c++17", "-O2", "-fPIC", "-DNDEBUG", "-c"].map(str::to_owned);
    let mut objects = Vec::new();
    for source in sources {
        let stem = source.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let object = dir.join(format!("{stem}.o"));
        if !object.is_file() {
            let made = tempfile::Builder::new()
                .suffix(".o")
                .tempfile_in(&dir)
                .map_err(|e| Error::io("write in", &dir, e))?;
            let rest = [OsString::from("-o"), made.path().as_os_str().to_owned()];
            let outcome: Outcome = cpp.run(&flags, None, Some(&source), &rest)?;
            if !outcome.ok {
                return Err(Error::unusable(format!("Warp's {stem}.cpp"), outcome.log, super::sdk::FETCH));
            }
            made.persist(&object).map_err(|e| Error::io("write", &object, e.error))?;
        }
        objects.push(object);
    }
    Ok(objects)
}

/// A folder for one batch of sources.
fn temp_dir() -> Result<tempfile::TempDir> {
    tempfile::Builder::new()
        .prefix("warpgen-")
        .tempdir()
        .map_err(|e| Error::Io { action: "create a temporary folder".to_owned(), source: e })
}

/// A source file in which the compiler sees `name` as the file's name, so that messages and Warp's assertions do not
/// depend on where it lies.
fn write_source(dir: &Path, name: &str, texts: &[&str]) -> Result<tempfile::NamedTempFile> {
    let mut file = tempfile::Builder::new()
        .prefix("m")
        .suffix(".cpp")
        .tempfile_in(dir)
        .map_err(|e| Error::io("write in", dir, e))?;
    let shown: String =
        name.chars().map(|c| if c == '"' || c == '\\' || c.is_control() { '_' } else { c }).collect();
    let mut write = |text: &str| file.write_all(text.as_bytes()).map_err(|e| Error::io("write in", dir, e));
    write(&format!("#line 1 \"{shown}\"\n"))?;
    for text in texts {
        write(text)?;
    }
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_of_warps_compiler_stay_behind() {
        let flags = "-march=native -mllvm=-inline-threshold=9 -mllvm -x=1 -DA=1 -Wall -ffast-math";
        let options = CpuOptions { compiler_flags: flags.to_owned(), ..CpuOptions::default() };
        assert_eq!(options.dropped_flags(), ["-Wall"]);
        assert!(options.flags().ends_with(&["-march=native", "-DA=1", "-ffast-math"].map(str::to_owned)));
        assert!(options.native_cpu());
    }
}
