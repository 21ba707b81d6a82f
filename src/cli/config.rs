//! Settings from `warpgen.toml`, or `[tool.warpgen]` of a `pyproject.toml`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::diag::{Diagnostic, code};

/// What a configuration file may say.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Config {
    /// Folders to search for imports, relative to the file.
    pub python_path: Vec<PathBuf>,
    /// Settings of `warpgen check`.
    pub check: CheckConfig,
    /// The folder that the file stands in.
    #[serde(skip)]
    pub root: PathBuf,
}

/// Settings of `warpgen check`.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct CheckConfig {
    /// Codes to report, by prefixes.
    pub select: Vec<String>,
    /// Codes to leave out, by prefixes.
    pub ignore: Vec<String>,
    /// Files and folders to leave out, by name or by path relative to the file; `*` stands for anything.
    pub exclude: Vec<String>,
    /// Codes to leave out in files, by patterns as in `exclude`.
    pub per_file_ignores: BTreeMap<String, Vec<String>>,
    /// `cpu`, `cuda` or `both`.
    pub device: Option<String>,
    /// Warnings count as errors.
    pub deny_warnings: bool,
}

#[derive(Deserialize)]
struct PyProject {
    tool: Option<Tools>,
}

#[derive(Deserialize)]
struct Tools {
    warpgen: Option<Config>,
}

impl Config {
    /// The settings that hold in a folder: of the nearest `warpgen.toml`, or `pyproject.toml` with `[tool.warpgen]`,
    /// in it or above it.
    pub fn discover(folder: &Path) -> Result<Config, Box<Diagnostic>> {
        for folder in folder.ancestors() {
            for name in ["warpgen.toml", "pyproject.toml"] {
                let path = folder.join(name);
                if path.is_file()
                    && let Some(config) = Config::read(&path)?
                {
                    return Ok(config);
                }
            }
        }
        Ok(Config::default())
    }

    /// The settings in a file; `None` for a `pyproject.toml` without any.
    pub fn read(path: &Path) -> Result<Option<Config>, Box<Diagnostic>> {
        let fail = |text: String| {
            let shown = path.display().to_string();
            Box::new(Diagnostic::new(code::USAGE, text).in_file(shown))
        };
        let text = std::fs::read_to_string(path).map_err(|error| fail(format!("cannot be read: {error}")))?;
        let invalid = |error: toml::de::Error| {
            let at = error.span().map(|span| text[..span.start.min(text.len())].matches('\n').count() + 1);
            let line = at.map(|line| format!(" (line {line})")).unwrap_or_default();
            fail(format!("invalid configuration: {}{line}", error.message()))
        };
        let config = if path.file_name().is_some_and(|name| name == "pyproject.toml") {
            let project: PyProject = toml::from_str(&text).map_err(invalid)?;
            match project.tool.and_then(|tool| tool.warpgen) {
                Some(config) => config,
                None => return Ok(None),
            }
        } else {
            toml::from_str(&text).map_err(invalid)?
        };
        let root = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let root = root.parent().map(Path::to_owned).unwrap_or_default();
        Ok(Some(Config { root, ..config }))
    }

    /// Whether a pattern means a path: it is the name of a part of it, or fits the path below the configuration
    /// file from its beginning.
    pub fn means(&self, pattern: &str, path: &Path) -> bool {
        let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let below = absolute.strip_prefix(&self.root).unwrap_or(&absolute);
        let text = below.to_string_lossy().replace('\\', "/");
        let pattern = pattern.trim_end_matches('/').trim_start_matches("./");
        let folders = text.match_indices('/').map(|(at, _)| &text[..at]);
        folders.chain([text.as_str()]).any(|prefix| fits(pattern.as_bytes(), prefix.as_bytes()))
            || text.split('/').any(|part| fits(pattern.as_bytes(), part.as_bytes()))
    }
}

/// Whether a text fits a pattern, in which `*` stands for anything and `?` for one byte.
fn fits(pattern: &[u8], text: &[u8]) -> bool {
    match (pattern.split_first(), text.split_first()) {
        (None, None) => true,
        (Some((b'*', rest)), _) => (0..=text.len()).any(|skip| fits(rest, &text[skip..])),
        (Some((b'?', rest)), Some((_, tail))) => fits(rest, tail),
        (Some((a, rest)), Some((b, tail))) => a == b && fits(rest, tail),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_mean_names_paths_and_folders() {
        let config = Config { root: PathBuf::from("/p"), ..Config::default() };
        let means = |pattern: &str, path: &str| config.means(pattern, Path::new(path));
        assert!(means("build", "/p/a/build/x.py") && means("a/build", "/p/a/build/x.py"));
        assert!(means("*_gen.py", "/p/a/x_gen.py") && means("tests/*", "/p/tests/x.py"));
        assert!(!means("build", "/p/a/builds/x.py") && !means("build/a", "/p/a/build/x.py"));
    }

    #[test]
    fn settings_are_read_and_checked() {
        let folder = tempfile::tempdir().expect("a folder");
        let inner = folder.path().join("a/b");
        std::fs::create_dir_all(&inner).expect("folders");
        let text = "[tool.other]\nx = 1\n[tool.warpgen.check]\nignore = [\"WG0601\"]\ndeny-warnings = true\n";
        std::fs::write(folder.path().join("pyproject.toml"), text).expect("written");
        std::fs::write(inner.join("pyproject.toml"), "[project]\nname = \"x\"\n").expect("written");
        let config = Config::discover(&inner).expect("valid");
        assert_eq!(config.check.ignore, ["WG0601"]);
        assert!(config.check.deny_warnings && config.root == folder.path());
        let bad = inner.join("warpgen.toml");
        std::fs::write(&bad, "[check]\nselct = []\n").expect("written");
        let error = Config::read(&bad).expect_err("a wrong key");
        assert!(error.message.contains("selct") && error.message.contains("line 2"), "{}", error.message);
    }
}
