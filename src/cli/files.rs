//! Which files the arguments mean.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use crate::diag::{Diagnostic, code};
use crate::emit::Device;
use crate::host::decode;
use crate::pipeline::{Request, Source, default_module_name};

/// A file to work on.
#[derive(Debug)]
pub struct Input {
    /// Where it is; where stdin's text pretends to be.
    pub path: PathBuf,
    /// The text, if it came from stdin.
    pub text: Option<String>,
    /// The folder it was found in, if it was not named.
    pub searched: Option<PathBuf>,
}

impl Input {
    /// What is asked for where nothing else is said: imports are also searched for on `python_path`, in the folder that
    /// was named and, if that is a package, beside it.
    pub fn request(&self, device: Device, python_path: &[PathBuf]) -> Request {
        let mut request = Request::new(&self.path, device);
        if let Some(text) = &self.text {
            request.source = Source::Text { text: text.clone(), path: self.path.clone() };
            request.source_path = Some("<stdin>".to_owned());
        }
        let folders = self.searched.iter().flat_map(|folder| [Some(folder.clone()), beside_package(folder)]);
        request.python_path = python_path.iter().cloned().chain(folders.flatten()).collect();
        request
    }

    /// How large it is, in bytes; 0 where that cannot be told.
    pub fn size(&self) -> u64 {
        match &self.text {
            Some(text) => text.len() as u64,
            None => std::fs::metadata(&self.path).map_or(0, |meta| meta.len()),
        }
    }

    /// The same, where what comes from stdin is a module called `stdin`.
    pub fn request_of_module(&self, device: Device, python_path: &[PathBuf]) -> Request {
        let mut request = self.request(device, python_path);
        if self.text.is_some() {
            request.module_name = "stdin".to_owned();
        }
        request
    }
}

/// The folder from which a package, or one that it lies in, is imported.
fn beside_package(folder: &Path) -> Option<PathBuf> {
    let init = std::path::absolute(folder).ok()?.join("__init__.py");
    let levels = default_module_name(&init).split('.').count();
    init.exists().then(|| init.ancestors().nth(levels + 1).map(Path::to_owned)).flatten()
}

/// What the arguments mean, and which files and folders below them cannot be looked at.
#[derive(Debug, Default)]
pub struct Inputs {
    /// Files to work on.
    pub files: Vec<Input>,
    /// One diagnostic for each that cannot be read.
    pub unreadable: Vec<Diagnostic>,
}

/// Expands arguments: `-` is stdin, folders stand for the Python files below them that could define kernels.
pub fn collect(arguments: &[PathBuf]) -> Result<Inputs, Box<Diagnostic>> {
    collect_but(arguments, &|_| false)
}

/// As [`collect`], without what is excluded below folders.
pub fn collect_but(
    arguments: &[PathBuf],
    is_excluded: &dyn Fn(&Path) -> bool,
) -> Result<Inputs, Box<Diagnostic>> {
    let mut inputs = Inputs::default();
    for argument in arguments {
        if argument.as_os_str() == "-" {
            if inputs.files.iter().any(|input| input.text.is_some()) {
                return Err(Box::new(Diagnostic::new(code::USAGE, "`-` can only be given once")));
            }
            inputs.files.push(stdin()?);
        } else if argument.is_dir() {
            search(argument, argument, is_excluded, &mut inputs);
        } else {
            inputs.files.push(Input { path: argument.clone(), text: None, searched: None });
        }
    }
    // A file may be named and found, or lie in folders that overlap.
    let mut seen = std::collections::BTreeSet::new();
    inputs.files.retain(|input| input.text.is_some() || seen.insert(std::path::absolute(&input.path).ok()));
    Ok(inputs)
}

fn stdin() -> Result<Input, Box<Diagnostic>> {
    let mut bytes = Vec::new();
    let unreadable =
        |message: String| Box::new(Diagnostic::new(code::READ, format!("cannot read stdin: {message}")));
    std::io::stdin().read_to_end(&mut bytes).map_err(|error| unreadable(error.to_string()))?;
    let text = decode(bytes).map_err(unreadable)?;
    Ok(Input { path: PathBuf::from("stdin.py"), text: Some(text), searched: None })
}

/// Python files below a folder that could define kernels, sorted by path. Links to folders are not followed.
fn search(root: &Path, folder: &Path, is_excluded: &dyn Fn(&Path) -> bool, inputs: &mut Inputs) {
    let entries = std::fs::read_dir(folder).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let mut entries = match entries {
        Ok(entries) => entries,
        Err(error) => return inputs.unreadable.push(unreadable(folder, &error.to_string())),
    };
    entries.sort_by_key(std::fs::DirEntry::path);
    for entry in entries {
        let path = entry.path();
        if is_excluded(&path) {
            continue;
        }
        let name = entry.file_name().to_string_lossy().into_owned();
        let kind = std::fs::metadata(&path);
        if kind.as_ref().is_ok_and(std::fs::Metadata::is_dir) {
            if !path.is_symlink() && !name.starts_with('.') && name != "__pycache__" {
                search(root, &path, is_excluded, inputs);
            }
        } else if name.ends_with(".py") && kind.as_ref().is_ok_and(std::fs::Metadata::is_file) {
            match could_define_kernels(&path) {
                Ok(true) => inputs.files.push(Input { path, text: None, searched: Some(root.to_owned()) }),
                Ok(false) => {}
                Err(error) => inputs.unreadable.push(unreadable(&path, &error.to_string())),
            }
        }
    }
}

fn unreadable(path: &Path, error: &str) -> Diagnostic {
    let name = path.display().to_string();
    Diagnostic::new(code::READ, format!("cannot read {name}: {error}")).in_file(name)
}

/// Whether a file is worth evaluating. A kernel of a file is a function that stands in it, under a decorator (or in a call)
/// of Warp's: its text names Warp or a kernel, wherever it imports them from.
fn could_define_kernels(path: &Path) -> std::io::Result<bool> {
    let bytes = std::fs::read(path)?;
    let names = |word: &[u8]| memchr::memmem::find(&bytes, word).is_some();
    Ok(names(b"warp") || names(b"kernel"))
}
