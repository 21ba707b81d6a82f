//! NVRTC in this process, through `cudarc`. The only place with foreign calls to it.
//!
//! The library is loaded at run time from the file that was found, never linked, and needs no driver and no GPU.
//! NVRTC compiles one program at a time whatever the number of threads: parallelism is [`super::worker`]'s business.

use super::error::{Error, Result, show};
use super::sdk::{FETCH, NvrtcLib};
use cudarc::nvrtc::{result, sys};
use std::ffi::CString;
use std::os::raw::{c_char, c_int};

/// What to make of a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Want {
    /// Nothing but messages (with `--fdevice-syntax-only`).
    Nothing,
    /// PTX.
    Ptx,
    /// A binary for one architecture.
    Cubin,
}

/// What came of a program.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// The artefact, or nothing when the program was rejected.
    pub output: Option<Vec<u8>>,
    /// NVRTC's messages.
    pub log: String,
}

/// A loaded NVRTC.
#[derive(Clone, Debug)]
pub struct Nvrtc {
    version: (i32, i32),
}

type VersionFn = unsafe extern "C" fn(*mut c_int, *mut c_int) -> c_int;

impl Nvrtc {
    /// Loads the library and makes sure that it is the one that `cudarc` calls.
    #[cfg(unix)]
    pub fn load(lib: &NvrtcLib) -> Result<Nvrtc> {
        use libloading::os::unix::{Library, RTLD_GLOBAL, RTLD_NOW};
        let open = |path: &std::path::Path| {
            // SAFETY: loading a library runs its initialisers; these are NVIDIA's, in a file the user chose or that
            // was found under the name NVIDIA gives it. They have no preconditions.
            let opened = unsafe { Library::open(Some(path), RTLD_NOW | RTLD_GLOBAL) };
            opened.map_err(|e| Error::unusable(show(path), e.to_string(), FETCH))
        };
        // Some releases do not find their built-ins by themselves; loaded first, they are found by name.
        if let Some(builtins) = &lib.builtins {
            std::mem::forget(open(builtins)?);
        }
        let library = open(&lib.path)?;
        // SAFETY: `nvrtcVersion` has had this signature in every release.
        let expected = unsafe {
            let function = library.get::<VersionFn>(b"nvrtcVersion\0");
            let function = function.map_err(|e| Error::unusable(show(&lib.path), e.to_string(), FETCH))?;
            call_version(*function)
        };
        // Kept for the life of the process: `cudarc` asks the loader for the library by name and gets this one,
        // because it is already there under its own name (SONAME).
        std::mem::forget(library);
        // SAFETY: this only tries to load the library under its usual names; it returns false instead of panicking.
        if !unsafe { sys::is_culib_present() } {
            return Err(Error::unusable(
                show(&lib.path),
                "the loader does not give it out under a name that cudarc asks for (libnvrtc.so.13 or .12)",
                FETCH,
            ));
        }
        let (mut major, mut minor) = (0, 0);
        // SAFETY: the library is present (checked above) and both pointers are to live integers.
        let got = unsafe { sys::nvrtcVersion(&raw mut major, &raw mut minor) };
        if got != sys::nvrtcResult::NVRTC_SUCCESS || (major, minor) != expected {
            return Err(Error::unusable(
                format!("NVRTC {}.{} at {}", expected.0, expected.1, show(&lib.path)),
                format!("another NVRTC, {major}.{minor}, comes first on the loader's path (a libnvrtc.so)"),
                "take its folder out of LD_LIBRARY_PATH, or name that library with --nvrtc",
            ));
        }
        if expected < (12, 4) {
            return Err(Error::unusable(
                format!("NVRTC {}.{} at {}", expected.0, expected.1, show(&lib.path)),
                "it is older than 12.4",
                FETCH,
            ));
        }
        Ok(Nvrtc { version: expected })
    }

    /// Loads the library.
    #[cfg(not(unix))]
    pub fn load(lib: &NvrtcLib) -> Result<Nvrtc> {
        Err(Error::unusable(
            show(&lib.path),
            "loading NVRTC by path is implemented for Unix systems only",
            "",
        ))
    }

    /// Major and minor release.
    #[must_use]
    pub fn version(&self) -> (i32, i32) {
        self.version
    }

    /// Compiles a program. An error means that NVRTC could not be asked; a rejected program is not an error.
    pub fn compile(&self, name: &str, source: &str, options: &[String], want: Want) -> Result<Compiled> {
        let c_string = |what: &str, text: &str| {
            CString::new(text)
                .map_err(|_| Error::unusable(format!("the {what} of {name}"), "it holds a NUL character", ""))
        };
        let source = c_string("text", source)?;
        let c_name = c_string("name", name)?;
        for option in options {
            c_string("options", option)?;
        }
        let failed = |e: result::NvrtcError| Error::unusable(format!("NVRTC on {name}"), e.to_string(), "");
        let program = Program(result::create_program(&source, Some(&c_name)).map_err(failed)?);
        // SAFETY: `program` was created above, is alive, and `source` outlives it. No option holds a NUL.
        let outcome = unsafe { result::compile_program(program.0, options) };
        // SAFETY: `program` is alive and has been given to the compiler.
        let log =
            unsafe { result::get_program_log(program.0) }.map_or_else(|e| e.to_string(), |raw| text(&raw));
        match outcome {
            Ok(()) => {}
            Err(result::NvrtcError(sys::nvrtcResult::NVRTC_ERROR_COMPILATION)) => {
                return Ok(Compiled { output: None, log });
            }
            Err(error) => {
                return Err(Error::unusable(format!("NVRTC on {name}"), format!("{error}\n{log}"), ""));
            }
        }
        let output = match want {
            Want::Nothing => Vec::new(),
            Want::Ptx => {
                // SAFETY: `program` is alive and was compiled without error.
                let raw = unsafe { result::get_ptx(program.0) }.map_err(failed)?;
                let mut bytes = raw.into_iter().map(|c| c.cast_unsigned()).collect::<Vec<u8>>();
                while bytes.last() == Some(&0) {
                    bytes.pop();
                }
                bytes
            }
            Want::Cubin => cubin(&program).map_err(failed)?,
        };
        Ok(Compiled { output: Some(output), log })
    }
}

/// A program, destroyed when dropped.
struct Program(sys::nvrtcProgram);

impl Drop for Program {
    fn drop(&mut self) {
        // SAFETY: the program was created by `create_program`, is owned by this value alone, and is not used again.
        let _ = unsafe { result::destroy_program(self.0) };
    }
}

/// # Safety
/// `function` must be `nvrtcVersion` of a loaded library.
unsafe fn call_version(function: VersionFn) -> (i32, i32) {
    let (mut major, mut minor) = (0, 0);
    // SAFETY: by the contract above; both pointers are to live integers.
    let code = unsafe { function(&raw mut major, &raw mut minor) };
    if code == 0 { (major, minor) } else { (0, 0) }
}

fn cubin(program: &Program) -> std::result::Result<Vec<u8>, result::NvrtcError> {
    let mut size = 0usize;
    // SAFETY: the program is alive and compiled; the pointer is to a live integer.
    unsafe { sys::nvrtcGetCUBINSize(program.0, &raw mut size) }.result()?;
    let mut bytes = vec![0u8; size];
    // SAFETY: the buffer has as many bytes as NVRTC said it would write.
    unsafe { sys::nvrtcGetCUBIN(program.0, bytes.as_mut_ptr().cast::<c_char>()) }.result()?;
    Ok(bytes)
}

fn text(raw: &[c_char]) -> String {
    let bytes: Vec<u8> = raw.iter().map(|c| c.cast_unsigned()).take_while(|b| *b != 0).collect();
    String::from_utf8_lossy(&bytes).into_owned()
}
