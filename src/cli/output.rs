//! Writing results: to stdout, or to files that are never seen half-written.

use std::io::{self, BufWriter, Write as _};
use std::path::Path;

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

/// Writes a file by renaming a finished one, so that readers see all of it or none.
pub fn write_file(path: &Path, text: &str) -> Result<(), WriteError> {
    let attempt = || -> io::Result<()> {
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
        file.persist(path).map_err(|error| error.error)?;
        Ok(())
    };
    attempt().map_err(|error| WriteError::new(&path.display().to_string(), &error))
}
