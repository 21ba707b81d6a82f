//! The C++ compiler: finding it, its flags, its precompiled headers.

use super::check::lock;
use super::error::{Error, Result, make_dir, show};
use super::sdk::Native;
use super::text::macros_before_builtin;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;

/// Which command line a compiler understands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// g++ and what behaves like it.
    Gnu,
    /// clang++.
    Clang,
}

/// A C++ compiler that was found by the `cc` crate: `CXX`, wrappers such as ccache, then the platform's default.
#[derive(Debug)]
pub struct Cpp {
    program: PathBuf,
    args: Vec<OsString>,
    env: Vec<(OsString, OsString)>,
    family: Family,
    version: String,
    native: Native,
    native_stamp: String,
    cache: PathBuf,
    /// Precompiled headers known to be there, or known not to work: by flags and macros.
    headers: Mutex<BTreeMap<(String, String), Option<PathBuf>>>,
}

/// What a compiler run left behind.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Whether it succeeded.
    pub ok: bool,
    /// Its messages.
    pub log: String,
}

impl Cpp {
    /// Finds the compiler. `cache` is where precompiled headers are kept (see [`default_cache`]).
    pub fn find(native: &Native, cache: PathBuf) -> Result<Cpp> {
        let triple = host_triple();
        let mut build = cc::Build::new();
        build.cpp(true).target(&triple).host(&triple).opt_level(0).debug(false);
        build.cargo_metadata(false).cargo_warnings(false).no_default_flags(true).warnings(false);
        let help =
            "install a C++ compiler (`apt-get install g++`), or name one in the environment variable CXX";
        let missing = |why: String| Error::Missing {
            what: "a C++ compiler",
            searched: vec![why],
            help: help.to_owned(),
        };
        let tool = build.try_get_compiler().map_err(|e| missing(e.to_string()))?;
        if tool.is_like_msvc() {
            return Err(Error::unusable(show(tool.path()), "it takes Visual C++'s command line", help));
        }
        let mut cpp = Cpp {
            program: tool.path().to_path_buf(),
            args: tool.args().to_vec(),
            env: tool.get_envs().map(|(k, v)| (k.to_owned(), v.to_owned())).collect(),
            family: if tool.is_like_clang() { Family::Clang } else { Family::Gnu },
            version: String::new(),
            native: native.clone(),
            native_stamp: stamp_headers(&native.dir)?,
            cache,
            headers: Mutex::new(BTreeMap::new()),
        };
        let mut command = cpp.command();
        command.arg("--version");
        let output = command.stdin(Stdio::null()).output();
        let output = output.map_err(|e| missing(format!("{}: {e}", show(&cpp.program))))?;
        cpp.version =
            String::from_utf8_lossy(&output.stdout).lines().next().unwrap_or("unknown").trim().to_owned();
        Ok(cpp)
    }

    /// Its first line of `--version`.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Warp's headers.
    #[must_use]
    pub fn native(&self) -> &Native {
        &self.native
    }

    /// Where this compiler keeps what it can use again.
    #[must_use]
    pub fn cache(&self) -> &Path {
        &self.cache
    }

    /// Everything about the compiler and the headers that can change what it produces.
    #[must_use]
    pub fn identity(&self) -> String {
        format!("{}\n{}\n{}", show(&self.program), self.version, self.native_stamp)
    }

    /// A fresh command with the program, wrapper arguments and environment that `cc` chose.
    fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.args(&self.args).envs(self.env.iter().map(|(k, v)| (k, v))).env("LC_ALL", "C");
        command
    }

    /// Runs the compiler on a source file: flags, then the precompiled header's folder if any, then Warp's headers.
    pub fn run(
        &self,
        flags: &[String],
        pch: Option<&Path>,
        source: Option<&Path>,
        rest: &[OsString],
    ) -> Result<Outcome> {
        let mut command = self.command();
        command.args(flags);
        if let Some(dir) = pch {
            command.arg("-I").arg(dir);
        }
        command.arg("-I").arg(&self.native.dir);
        if let Some(source) = source {
            command.arg("-x").arg("c++").arg(source).arg("-x").arg("none");
        }
        command.args(rest).stdin(Stdio::null());
        let output = command
            .output()
            .map_err(|e| Error::Io { action: format!("run {}", show(&self.program)), source: e })?;
        let mut log = String::from_utf8_lossy(&output.stderr).into_owned();
        if !output.status.success() && log.trim().is_empty() {
            log = format!("{} ended with {}", show(&self.program), output.status);
        }
        Ok(Outcome { ok: output.status.success(), log })
    }

    /// The folder to put before Warp's headers so that `text` finds `builtin.h` precompiled; `None` when there is no
    /// such folder (another compiler family, an unusual prologue, a header that does not compile).
    ///
    /// g++ looks for `builtin.h.gch` in every include folder. Here it is a folder with one file for each set of macros
    /// that a module may define first, from which g++ takes the one that matches, or none: a wrong one is never used.
    pub fn precompiled(&self, flags: &[String], text: &str, create: bool) -> Option<PathBuf> {
        if self.family != Family::Gnu {
            return None;
        }
        let macros = macros_before_builtin(text)?;
        let key = (flags.join("\u{1f}"), format!("{macros:?}"));
        if let Some(known) = lock(&self.headers).get(&key) {
            return known.clone();
        }
        let dir = self.cache.join("pch").join(digest(&format!("{}\n{}", self.identity(), key.0)));
        let file = dir.join("builtin.h.gch").join(format!("{}.gch", digest(&key.1)));
        let found = if file.is_file() {
            Some(dir)
        } else if create {
            // One at a time: threads that want the same header wait for it instead of building it again.
            static BUILDING: Mutex<()> = Mutex::new(());
            let _one = lock(&BUILDING);
            if file.is_file() {
                Some(dir)
            } else {
                self.precompile(flags, &macros, &dir, &file).ok().map(|()| dir)
            }
        } else {
            return None;
        };
        lock(&self.headers).insert(key, found.clone());
        found
    }

    fn precompile(
        &self,
        flags: &[String],
        macros: &[(String, String)],
        dir: &Path,
        file: &Path,
    ) -> Result<()> {
        let folder = file.parent().unwrap_or(dir);
        make_dir(folder)?;
        // Written beside the folder, then renamed: g++ tries every file that lies in it.
        let temporary = tempfile::Builder::new()
            .prefix("new-")
            .suffix(".gch")
            .tempfile_in(dir)
            .map_err(|e| Error::io("write in", dir, e))?;
        let mut flags: Vec<String> =
            flags.iter().filter(|f| *f != "-fsyntax-only" && *f != "-c").cloned().collect();
        flags.extend(macros.iter().map(|(name, value)| format!("-D{name}={value}")));
        flags.extend(["-x".to_owned(), "c++-header".to_owned(), show(&self.native.dir.join("builtin.h"))]);
        let rest = [OsString::from("-o"), temporary.path().as_os_str().to_owned()];
        let outcome = self.run(&flags, None, None, &rest)?;
        if !outcome.ok {
            return Err(Error::unusable("builtin.h", outcome.log, ""));
        }
        temporary.persist(file).map_err(|e| Error::io("write", file, e.error))?;
        Ok(())
    }
}

/// The triple `cc` wants where no build script's environment gives one: this program's own.
fn host_triple() -> String {
    let arch = std::env::consts::ARCH;
    match std::env::consts::OS {
        "macos" => format!("{}-apple-darwin", if arch == "aarch64" { "aarch64" } else { "x86_64" }),
        "windows" => format!("{arch}-pc-windows-gnu"),
        os => format!("{arch}-unknown-{os}-{}", if cfg!(target_env = "musl") { "musl" } else { "gnu" }),
    }
}

/// `WARPGEN_CACHE`, else `warpgen` in the user's cache folder, else in the folder for temporary files.
#[must_use]
pub fn default_cache() -> PathBuf {
    let set = |name: &str| std::env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from);
    set("WARPGEN_CACHE")
        .or_else(|| set("XDG_CACHE_HOME").map(|dir| dir.join("warpgen")))
        .or_else(|| set("HOME").map(|dir| dir.join(".cache").join("warpgen")))
        .unwrap_or_else(|| std::env::temp_dir().join("warpgen-cache"))
}

/// Sixteen hexadecimal digits that stand for a text.
pub(crate) fn digest(text: &str) -> String {
    digest_bytes(text.as_bytes())
}

/// Sixteen hexadecimal digits that stand for some bytes.
pub(crate) fn digest_bytes(bytes: &[u8]) -> String {
    let hash = Sha256::digest(bytes);
    hash.iter().take(8).map(|b| format!("{b:02x}")).collect()
}

/// Names, sizes and times of all headers: precompiled ones must not outlive a change, which g++ does not check.
pub(crate) fn stamp_headers(dir: &Path) -> Result<String> {
    let mut lines = vec![show(dir)];
    let mut folders = vec![dir.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let entries = std::fs::read_dir(&folder).map_err(|e| Error::io("list", &folder, e))?;
        for entry in entries.flatten() {
            let path = entry.path();
            let Ok(meta) = entry.metadata() else { continue };
            if meta.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "h") {
                let time = meta.modified().ok().and_then(|t| t.duration_since(std::time::UNIX_EPOCH).ok());
                lines.push(format!("{} {} {}", show(&path), meta.len(), time.map_or(0, |t| t.as_nanos())));
            }
        }
    }
    lines.sort();
    Ok(digest(&lines.join("\n")))
}
