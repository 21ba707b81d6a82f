//! Writing results: to stdout, or to files that are never seen half-written.

use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};

use crate::diag::{Diagnostic, code};

/// Why writing stopped.
#[derive(Debug)]
pub enum WriteError {
    /// The reader has gone away: no error.
    Closed,
    /// Anything else.
    Failed(Box<Diagnostic>),
}

impl WriteError {
    fn new(what: &str, error: &io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return WriteError::Closed;
        }
        WriteError::Failed(Box::new(Diagnostic::new(code::WRITE, format!("cannot write {what}: {error}"))))
    }
}

/// Buffered stdout.
pub struct Sink {
    out: BufWriter<io::StdoutLock<'static>>,
}

impl Sink {
    /// Takes stdout.
    pub fn stdout() -> Self {
        Sink { out: BufWriter::with_capacity(1 << 16, io::stdout().lock()) }
    }

    /// Writes a text.
    pub fn write(&mut self, text: &str) -> Result<(), WriteError> {
        self.out.write_all(text.as_bytes()).map_err(|error| WriteError::new("to stdout", &error))
    }

    /// Writes what is buffered.
    pub fn finish(mut self) -> Result<(), WriteError> {
        self.out.flush().map_err(|error| WriteError::new("to stdout", &error))
    }
}

/// Writes to stderr; nothing can be done about a failure.
pub fn to_stderr(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// A finished file that does not have its name yet, so that readers see all of it or none. It is removed unless it gets it.
pub struct Staged {
    file: tempfile::NamedTempFile,
    path: PathBuf,
}

impl Staged {
    /// Writes a file beside the one that it will become.
    pub fn new(path: &Path, text: &str) -> Result<Staged, WriteError> {
        let attempt = || -> io::Result<Staged> {
            let folder = path.parent().unwrap_or(Path::new("."));
            std::fs::create_dir_all(folder)?;
            let mut builder = tempfile::Builder::new();
            builder.prefix(".warpgen-");
            // As a file made the ordinary way: temporary files are private by default.
            #[cfg(unix)]
            {
                use std::os::unix::fs::PermissionsExt as _;
                builder.permissions(std::fs::Permissions::from_mode(0o666));
            }
            let mut file = builder.tempfile_in(folder)?;
            file.write_all(text.as_bytes())?;
            Ok(Staged { file, path: path.to_owned() })
        };
        attempt().map_err(|error| WriteError::new(&path.display().to_string(), &error))
    }

    /// Gives the file its name, in place of what had it.
    pub fn commit(self) -> Result<(), WriteError> {
        let named = self.file.persist(&self.path);
        named.map(drop).map_err(|error| WriteError::new(&self.path.display().to_string(), &error.error))
    }
}
