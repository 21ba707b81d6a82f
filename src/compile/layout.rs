//! Names and places of artefacts, as Warp's `compile_aot_module` and its kernel cache have them.
//!
//! | | name |
//! |---|---|
//! | module identifier | `wp_<module>_<hash7>`, or `wp_<module>` with `strip_hash` |
//! | source | `<identifier>.cpp`, `<identifier>.cu` |
//! | metadata | `<identifier>.meta` |
//! | CPU object | `<identifier>.cpu<target8>.o` (see [`super::target`]) |
//! | CUDA | `<identifier>.sm<arch><suffix>.ptx`, `.cubin` |
//!
//! Ahead of time, all of them lie in one folder. In the kernel cache each module has a folder named by its identifier,
//! below one named by Warp's release.

use super::error::{Error, Result, make_dir};
use super::sdk::WARP_VERSION;
use super::text::Device;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Where artefacts go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Layout {
    /// `wp.compile_aot_module(module_dir=DIR)`, `wp.load_aot_module(module_dir=DIR)`: all in one folder.
    #[default]
    Aot,
    /// `WARP_CACHE_PATH=DIR` or `wp.config.kernel_cache_dir=DIR`: `DIR/1.19.0/<identifier>/`.
    Cache,
}

impl Layout {
    /// The folder for a module's artefacts.
    #[must_use]
    pub fn dir(self, root: &Path, identifier: &str) -> PathBuf {
        match self {
            Layout::Aot => root.to_path_buf(),
            Layout::Cache => root.join(WARP_VERSION).join(identifier),
        }
    }
}

/// `wp_<module>_<hash7>`; without a hash (the `strip_hash` option), `wp_<module>`.
#[must_use]
pub fn identifier(module: &str, hash: Option<&[u8]>) -> String {
    let mut out = format!("wp_{module}");
    if let Some(hash) = hash {
        let digits: String = hash.iter().take(4).map(|b| format!("{b:02x}")).collect();
        out.push('_');
        out.push_str(digits.get(..7).unwrap_or(&digits));
    }
    out
}

/// `<identifier>.cpp` or `<identifier>.cu`.
#[must_use]
pub fn source_name(identifier: &str, device: Device) -> String {
    format!("{identifier}.{}", device.source_extension())
}

/// `<identifier>.meta`.
#[must_use]
pub fn meta_name(identifier: &str) -> String {
    format!("{identifier}.meta")
}

/// `<identifier>.cpu<target>.o`, or `<identifier>.o` where Warp has no LLVM.
#[must_use]
pub fn object_name(identifier: &str, target: Option<&str>) -> String {
    target.map_or_else(|| format!("{identifier}.o"), |t| format!("{identifier}.cpu{t}.o"))
}

/// A CUDA architecture: `90`, `90a`, `120f`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Arch {
    /// The compute capability without its dot.
    pub number: u32,
    /// Nothing, `a` (this architecture only) or `f` (its family).
    pub suffix: String,
}

impl Arch {
    /// Reads `90`, `sm_90a`, `compute_90`.
    pub fn parse(text: &str) -> Result<Arch> {
        let bare =
            text.trim().trim_start_matches("sm_").trim_start_matches("compute_").trim_start_matches("sm");
        let digits = bare.bytes().take_while(u8::is_ascii_digit).count();
        let (number, suffix) = bare.split_at(digits);
        match number.parse::<u32>() {
            Ok(number) if (50..1000).contains(&number) && matches!(suffix, "" | "a" | "f") => {
                Ok(Arch { number, suffix: suffix.to_owned() })
            }
            _ => Err(Error::unusable(
                format!("`{text}` as a CUDA architecture"),
                "it is not of the form 80, 90 or 90a",
                "give compute capabilities without the dot, separated by commas: --arch 80,90",
            )),
        }
    }

    /// `90a`.
    #[must_use]
    pub fn label(&self) -> String {
        format!("{}{}", self.number, self.suffix)
    }
}

/// `<identifier>.sm<arch>.ptx` or `.cubin`.
#[must_use]
pub fn cuda_name(identifier: &str, arch: &Arch, extension: &str) -> String {
    format!("{identifier}.sm{}.{extension}", arch.label())
}

/// Writes a file so that it is there whole or not at all, whatever happens. Untouched when the content is the same.
pub fn write_atomic(path: &Path, content: &[u8]) -> Result<bool> {
    if std::fs::metadata(path).is_ok_and(|m| m.len() == content.len() as u64)
        && std::fs::read(path).is_ok_and(|old| old == content)
    {
        return Ok(false);
    }
    let mut file = temporary(path)?;
    file.write_all(content).map_err(|e| Error::io("write", path, e))?;
    place(file, path)?;
    Ok(true)
}

/// A file beside `path` that can be renamed to it; gone when dropped.
pub fn temporary(path: &Path) -> Result<tempfile::NamedTempFile> {
    let dir = match path.parent() {
        Some(dir) if !dir.as_os_str().is_empty() => make_dir(dir)?,
        _ => PathBuf::from("."),
    };
    tempfile::Builder::new().prefix(".warpgen-").tempfile_in(&dir).map_err(|e| Error::io("write in", &dir, e))
}

/// Renames a finished temporary file to its place, readable by everybody (temporary files are their owner's alone).
pub fn place(file: tempfile::NamedTempFile, path: &Path) -> Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let permissions = std::fs::Permissions::from_mode(0o644);
        file.as_file().set_permissions(permissions).map_err(|e| Error::io("write", path, e))?;
    }
    file.persist(path).map_err(|e| Error::io("write", path, e.error))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_warps() {
        let id = identifier("a.b", Some(&[0x22, 0x61, 0xb7, 0xe2, 0x44]));
        assert_eq!(id, "wp_a.b_2261b7e");
        assert_eq!(identifier("m", None), "wp_m");
        assert_eq!(source_name(&id, Device::Cuda), "wp_a.b_2261b7e.cu");
        assert_eq!(object_name(&id, Some("27609690")), "wp_a.b_2261b7e.cpu27609690.o");
        let arch = Arch::parse("sm_90a").unwrap();
        assert_eq!(cuda_name(&id, &arch, "cubin"), "wp_a.b_2261b7e.sm90a.cubin");
        assert_eq!(Layout::Cache.dir(Path::new("/c"), &id), Path::new("/c/1.19.0/wp_a.b_2261b7e"));
    }

    #[test]
    fn architectures() {
        assert_eq!(Arch::parse("80").unwrap().label(), "80");
        assert_eq!(Arch::parse("compute_120f").unwrap().label(), "120f");
        for bad in ["", "x", "9.0", "90b", "5", "all"] {
            assert!(Arch::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn atomic_writes_replace_and_leave_nothing_else() {
        let tmp = tempfile::tempdir().unwrap();
        let path = tmp.path().join("sub").join("f.txt");
        assert!(write_atomic(&path, b"one").unwrap());
        assert!(!write_atomic(&path, b"one").unwrap());
        assert!(write_atomic(&path, b"two").unwrap());
        assert_eq!(std::fs::read(&path).unwrap(), b"two");
        assert_eq!(std::fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    }
}
