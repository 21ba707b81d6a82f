//! Where Warp's native headers and NVRTC are.
//!
//! Nothing is assumed about the machine: every place that is tried is remembered, so that when nothing is found the
//! message says where one looked and which single command provides what is missing.

use super::error::{Error, Result, read_text, show};
use std::env;
use std::path::{Path, PathBuf};

/// The Warp release whose generator this program reimplements; headers of another release are refused.
pub const WARP_VERSION: &str = "1.19.0";

/// The command that provides everything.
pub const FETCH: &str = "run `scripts/fetch-sdk.sh` (or `warpgen sdk`); it downloads both with pip";

/// What the caller knows about places; everything else is discovered.
#[derive(Clone, Debug, Default)]
pub struct SdkQuery {
    /// `--warp-native DIR`: Warp's `native` folder. Nothing else is tried when it is given.
    pub native: Option<PathBuf>,
    /// `--nvrtc FILE`: the NVRTC library, or the folder that holds it. Nothing else is tried when it is given.
    pub nvrtc: Option<PathBuf>,
    /// Folders in which an installed `warp` package or NVIDIA wheels may lie (`--python-path`).
    pub python_path: Vec<PathBuf>,
    /// Where to look for a `.sdk` folder, with its parents; the current folder when empty.
    pub start: Option<PathBuf>,
}

/// Warp's `native` folder.
#[derive(Clone, Debug)]
pub struct Native {
    /// The folder with `builtin.h`.
    pub dir: PathBuf,
}

/// An NVRTC library file.
#[derive(Clone, Debug)]
pub struct NvrtcLib {
    /// Absolute path of the library.
    pub path: PathBuf,
    /// Its built-ins library, beside it, when there is one: some releases do not find it by themselves.
    pub builtins: Option<PathBuf>,
}

/// A search in progress: what was tried, in order.
#[derive(Default)]
struct Search {
    tried: Vec<String>,
}

impl Search {
    fn note(&mut self, place: &str, why: &str) {
        self.tried.push(format!("{place}: {why}"));
    }
}

impl SdkQuery {
    /// Finds Warp's native headers: explicit folder, `WARPGEN_WARP_NATIVE`, `.sdk/native` here or above, then an
    /// installed `warp` package (Python path, active virtual environment, site-packages of known interpreters).
    pub fn native(&self) -> Result<Native> {
        let mut search = Search::default();
        if let Some(dir) = &self.native {
            return match check_native(dir) {
                Ok(dir) => Ok(Native { dir }),
                Err(why) => Err(Error::unusable(
                    format!("the headers in {}", show(dir)),
                    why,
                    format!("give the `native` folder of an installed warp-lang {WARP_VERSION}, or {FETCH}"),
                )),
            };
        }
        if let Some(dir) = env_path("WARPGEN_WARP_NATIVE") {
            match check_native(&dir) {
                Ok(dir) => return Ok(Native { dir }),
                Err(why) => {
                    return Err(Error::unusable(
                        format!("the headers named by WARPGEN_WARP_NATIVE ({})", show(&dir)),
                        why,
                        format!("unset the variable, or {FETCH}"),
                    ));
                }
            }
        }
        search.note("WARPGEN_WARP_NATIVE", "not set");
        for sdk in self.sdk_dirs() {
            let dir = sdk.join("native");
            match check_native(&dir) {
                Ok(dir) => return Ok(Native { dir }),
                Err(why) => search.note(&show(&dir), &why),
            }
        }
        for site in self.site_dirs() {
            let dir = site.join("warp").join("native");
            match check_native(&dir) {
                Ok(dir) => return Ok(Native { dir }),
                Err(why) => search.note(&show(&dir), &why),
            }
        }
        Err(Error::Missing {
            what: "Warp's native headers",
            searched: search.tried,
            help: format!("{FETCH}; or name them with --warp-native DIR or WARPGEN_WARP_NATIVE"),
        })
    }

    /// Finds NVRTC: explicit path, `WARPGEN_NVRTC`, `.sdk/nvrtc`, NVIDIA's wheels, then the CUDA toolkit.
    pub fn nvrtc(&self) -> Result<NvrtcLib> {
        let mut search = Search::default();
        for (given, found) in [(self.nvrtc.clone(), "--nvrtc"), (env_path("WARPGEN_NVRTC"), "WARPGEN_NVRTC")]
        {
            let Some(path) = given else {
                search.note(found, "not given");
                continue;
            };
            return nvrtc_at(&path).map_err(|why| {
                Error::unusable(format!("NVRTC at {} (from {found})", show(&path)), why, FETCH.to_owned())
            });
        }
        let mut places: Vec<PathBuf> = Vec::new();
        places.extend(self.sdk_dirs().into_iter().map(|d| d.join("nvrtc")));
        for site in self.site_dirs() {
            for sub in ["nvidia/cu13/lib", "nvidia/cuda_nvrtc/lib"] {
                places.push(site.join(sub));
            }
        }
        for var in ["CUDA_HOME", "CUDA_PATH", "CUDA_ROOT"] {
            if let Some(root) = env_path(var) {
                places.push(root.join("lib64"));
                places.push(root.join("lib"));
            } else {
                search.note(var, "not set");
            }
        }
        for root in ["/usr/local/cuda/lib64", "/opt/cuda/lib64", "/usr/lib/x86_64-linux-gnu", "/usr/lib64"] {
            places.push(PathBuf::from(root));
        }
        for dir in places {
            match nvrtc_at(&dir) {
                Ok(lib) => return Ok(lib),
                Err(why) => search.note(&show(&dir), &why),
            }
        }
        Err(Error::Missing {
            what: "the NVRTC library",
            searched: search.tried,
            help: format!("{FETCH}; or name it with --nvrtc FILE or WARPGEN_NVRTC"),
        })
    }

    /// Finds `warp-clang`, Warp's own LLVM, beside the headers or in `.sdk`. Only its description of the CPU is used:
    /// it is part of the name that Warp gives CPU objects.
    #[must_use]
    pub fn warp_clang(&self, native: Option<&Native>) -> Option<PathBuf> {
        let mut places: Vec<PathBuf> = self.sdk_dirs();
        if let Some(parent) = native.and_then(|n| n.dir.parent()) {
            places.insert(0, parent.to_path_buf());
            places.insert(1, parent.join("bin"));
        }
        places.extend(self.site_dirs().into_iter().map(|s| s.join("warp").join("bin")));
        places
            .iter()
            .flat_map(|dir| ["warp-clang.so", "libwarp-clang.dylib"].map(|name| dir.join(name)))
            .find(|path| path.is_file())
    }

    /// `.sdk` in the start folder and in each of its parents, and in the folder this crate was built from.
    fn sdk_dirs(&self) -> Vec<PathBuf> {
        let mut dirs = Vec::new();
        if let Some(dir) = env_path("WARPGEN_SDK") {
            dirs.push(dir);
        }
        if let Some(start) = self.start.clone().or_else(|| env::current_dir().ok()) {
            dirs.extend(start.ancestors().map(|dir| dir.join(".sdk")).filter(|dir| dir.is_dir()));
            if dirs.is_empty() {
                dirs.push(start.join(".sdk"));
            }
        }
        for other in [default_dir(), Path::new(env!("CARGO_MANIFEST_DIR")).join(".sdk")] {
            if other.is_dir() && !dirs.contains(&other) {
                dirs.push(other);
            }
        }
        dirs
    }

    /// Folders that may hold installed Python packages, most explicit first.
    fn site_dirs(&self) -> Vec<PathBuf> {
        let mut dirs: Vec<PathBuf> = self.python_path.clone();
        if let Some(list) = env::var_os("PYTHONPATH") {
            dirs.extend(env::split_paths(&list).filter(|p| !p.as_os_str().is_empty()));
        }
        let mut prefixes: Vec<PathBuf> =
            ["VIRTUAL_ENV", "CONDA_PREFIX"].iter().filter_map(|v| env_path(v)).collect();
        if let Some(start) = self.start.clone().or_else(|| env::current_dir().ok()) {
            prefixes.extend([".venv", "venv", ".oracle"].map(|name| start.join(name)));
        }
        // The interpreters on PATH: `PREFIX/bin/python3` means `PREFIX/lib/python3.N/site-packages`.
        for bin in env::var_os("PATH").iter().flat_map(env::split_paths) {
            let python = bin.join("python3");
            if python.is_file() {
                prefixes.extend(
                    python.canonicalize().ok().and_then(|p| Some(p.parent()?.parent()?.to_path_buf())),
                );
            }
        }
        for prefix in prefixes {
            for lib in ["lib", "lib64", "Lib"] {
                let lib = prefix.join(lib);
                dirs.push(lib.join("site-packages"));
                let mut versions: Vec<PathBuf> = std::fs::read_dir(&lib)
                    .into_iter()
                    .flatten()
                    .flatten()
                    .map(|entry| entry.path())
                    .filter(|path| {
                        path.file_name().is_some_and(|n| n.to_string_lossy().starts_with("python3"))
                    })
                    .collect();
                versions.sort();
                for version in versions.into_iter().rev() {
                    dirs.push(version.join("site-packages"));
                    dirs.push(version.join("dist-packages"));
                }
            }
        }
        let mut seen = Vec::new();
        dirs.retain(|dir| {
            let fresh = dir.is_dir() && !seen.contains(dir);
            if fresh {
                seen.push(dir.clone());
            }
            fresh
        });
        dirs
    }
}

/// Where `warpgen sdk` puts things when it is not told where: every project of this user finds them there.
#[must_use]
pub fn default_dir() -> PathBuf {
    super::cpp::default_cache().join("sdk")
}

/// Fetches Warp's headers and NVRTC into `dir` with pip: `scripts/fetch-sdk.sh`, which is part of this program. Its
/// progress goes to stderr. `arguments` are the script's (`--no-nvrtc`, `--force`).
pub fn fetch(dir: &Path, arguments: &[&str]) -> Result<()> {
    let by_hand = format!(
        "by hand: unpack `warp/native` of the warp-lang {WARP_VERSION} wheel to {0}/native and the libraries of an \
         nvidia-cuda-nvrtc-cu12 wheel to {0}/nvrtc",
        show(dir)
    );
    let run = std::process::Command::new("sh")
        .arg("-c")
        .arg(format!("exec 1>&2\n{}", include_str!("../../scripts/fetch-sdk.sh")))
        .arg("fetch-sdk")
        .arg("--dir")
        .arg(dir)
        .args(arguments)
        .stdin(std::process::Stdio::null())
        .status();
    match run {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => {
            Err(Error::unusable("the fetched files", format!("the script ended with {status}"), by_hand))
        }
        Err(error) => {
            Err(Error::unusable("the fetch script", format!("no shell to run it: {error}"), by_hand))
        }
    }
}

fn env_path(name: &str) -> Option<PathBuf> {
    env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from)
}

/// The canonical folder when it holds headers of the right release, else the reason against it.
fn check_native(dir: &Path) -> std::result::Result<PathBuf, String> {
    if !dir.is_dir() {
        return Err("no such folder".to_owned());
    }
    if !dir.join("builtin.h").is_file() {
        return Err("has no builtin.h".to_owned());
    }
    let version = read_text(&dir.join("version.h")).map_err(|e| e.to_string())?;
    let found = version.split('"').nth(1).unwrap_or("unknown");
    if found != WARP_VERSION {
        return Err(format!("headers of Warp {found}, not {WARP_VERSION}"));
    }
    dir.canonicalize().map_err(|e| e.to_string())
}

/// The NVRTC library at `path` (a file) or in it (a folder); of several, the newest.
fn nvrtc_at(path: &Path) -> std::result::Result<NvrtcLib, String> {
    let file = if path.is_file() {
        path.to_path_buf()
    } else if path.is_dir() {
        let mut files = libraries(path, "libnvrtc.");
        files.sort();
        files.pop().ok_or_else(|| "has no libnvrtc".to_owned())?
    } else {
        return Err("no such file or folder".to_owned());
    };
    let file = file.canonicalize().map_err(|e| e.to_string())?;
    let builtins = file.parent().and_then(|dir| libraries(dir, "libnvrtc-builtins.").into_iter().max());
    Ok(NvrtcLib { path: file, builtins })
}

fn libraries(dir: &Path, prefix: &str) -> Vec<PathBuf> {
    std::fs::read_dir(dir)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| {
            let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
            name.starts_with(prefix)
                && (name.contains(".so") || name.ends_with(".dylib"))
                && !name.contains(".alt.")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fake_native(root: &Path, version: &str) -> PathBuf {
        let dir = root.join("native");
        std::fs::create_dir_all(&dir).unwrap();
        std::fs::write(dir.join("builtin.h"), "").unwrap();
        std::fs::write(dir.join("version.h"), format!("#define WP_VERSION_STRING \"{version}\"\n")).unwrap();
        dir
    }

    #[test]
    fn explicit_folder_is_checked_for_its_release() {
        let tmp = tempfile::tempdir().unwrap();
        let dir = fake_native(tmp.path(), "1.18.0");
        let query = SdkQuery { native: Some(dir), ..SdkQuery::default() };
        let message = query.native().unwrap_err().to_string();
        assert!(message.contains("headers of Warp 1.18.0, not 1.19.0"), "{message}");
        assert!(message.contains("help: "), "{message}");
    }

    #[test]
    fn explicit_nvrtc_folder_without_library() {
        let tmp = tempfile::tempdir().unwrap();
        let query = SdkQuery { nvrtc: Some(tmp.path().to_path_buf()), ..SdkQuery::default() };
        let message = query.nvrtc().unwrap_err().to_string();
        assert!(message.contains("has no libnvrtc") && message.contains("fetch-sdk.sh"), "{message}");
    }

    #[test]
    fn newest_library_wins_and_brings_its_builtins() {
        let tmp = tempfile::tempdir().unwrap();
        for name in ["libnvrtc.so.12", "libnvrtc.so.13", "libnvrtc-builtins.so.13.0", "libnvrtc.alt.so.13"] {
            std::fs::write(tmp.path().join(name), "").unwrap();
        }
        let query = SdkQuery { nvrtc: Some(tmp.path().to_path_buf()), ..SdkQuery::default() };
        let lib = query.nvrtc().unwrap();
        assert!(lib.path.ends_with("libnvrtc.so.13"));
        assert!(lib.builtins.unwrap().ends_with("libnvrtc-builtins.so.13.0"));
    }

    #[test]
    fn installed_package_on_the_python_path() {
        let tmp = tempfile::tempdir().unwrap();
        fake_native(&tmp.path().join("warp"), WARP_VERSION);
        let query = SdkQuery {
            python_path: vec![tmp.path().to_path_buf()],
            start: Some(tmp.path().to_path_buf()),
            ..SdkQuery::default()
        };
        let site = query.site_dirs();
        assert_eq!(site.first(), Some(&tmp.path().to_path_buf()));
    }
}
