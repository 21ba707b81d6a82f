//! Which files the arguments mean.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use crate::diag::{Diagnostic, code};

/// A file to work on.
#[derive(Debug)]
pub struct Input {
    /// Where it is; where stdin's text pretends to be.
    pub path: PathBuf,
    /// The text, if it came from stdin.
    pub text: Option<String>,
    /// Found in a folder rather than named.
    pub searched: bool,
}

/// Expands arguments: `-` is stdin, folders stand for the Python files below them that mention Warp.
pub fn collect(arguments: &[PathBuf]) -> Result<Vec<Input>, Box<Diagnostic>> {
    collect_but(arguments, &|_| false)
}

/// As [`collect`], without what is excluded below folders.
pub fn collect_but(
    arguments: &[PathBuf],
    is_excluded: &dyn Fn(&Path) -> bool,
) -> Result<Vec<Input>, Box<Diagnostic>> {
    let mut inputs = Vec::new();
    for argument in arguments {
        if argument.as_os_str() == "-" {
            if inputs.iter().any(|input: &Input| input.text.is_some()) {
                return Err(Box::new(Diagnostic::new(code::USAGE, "`-` can only be given once")));
            }
            inputs.push(stdin()?);
        } else if argument.is_dir() {
            search(argument, is_excluded, &mut inputs)?;
        } else {
            inputs.push(Input { path: argument.clone(), text: None, searched: false });
        }
    }
    Ok(inputs)
}

fn stdin() -> Result<Input, Box<Diagnostic>> {
    let mut bytes = Vec::new();
    let unreadable =
        |message: String| Box::new(Diagnostic::new(code::READ, format!("cannot read stdin: {message}")));
    std::io::stdin().read_to_end(&mut bytes).map_err(|error| unreadable(error.to_string()))?;
    let text = String::from_utf8(bytes).map_err(|_| unreadable("it is not UTF-8".to_owned()))?;
    let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
    Ok(Input { path: PathBuf::from("stdin.py"), text: Some(text), searched: false })
}

/// Python files below a folder that mention Warp, sorted by path.
fn search(
    folder: &Path,
    is_excluded: &dyn Fn(&Path) -> bool,
    inputs: &mut Vec<Input>,
) -> Result<(), Box<Diagnostic>> {
    let unreadable = |path: &Path, error: &std::io::Error| {
        Box::new(Diagnostic::new(code::READ, format!("cannot read {}: {error}", path.display())))
    };
    let mut entries = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(|error| unreadable(folder, &error))? {
        entries.push(entry.map_err(|error| unreadable(folder, &error))?.path());
    }
    entries.sort();
    for path in entries {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if is_excluded(&path) || (path.is_symlink() && path.is_dir()) {
            continue;
        }
        if path.is_dir() {
            if !name.starts_with('.') && name != "__pycache__" {
                search(&path, is_excluded, inputs)?;
            }
        } else if name.ends_with(".py") {
            let bytes = std::fs::read(&path).map_err(|error| unreadable(&path, &error))?;
            if bytes.windows(4).any(|window| window == b"warp") {
                inputs.push(Input { path, text: None, searched: true });
            }
        }
    }
    Ok(())
}
