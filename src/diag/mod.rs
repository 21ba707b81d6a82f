//! Diagnostics: what went wrong, where, and how it is shown.
//!
//! Every stage returns its own small error ([`WarpError`] and the like); `pipeline` turns them into
//! [`Diagnostic`]s, and only the command line renders those. Codes are registered in [`code`].

pub mod code;
mod error;
mod render;
mod sarif;

use std::sync::Arc;

pub use code::Code;
pub use error::{ErrorClass, WarpError};
pub use render::{Format, Renderer};
pub use sarif::sarif;

use crate::source::SourceFile;

/// How bad it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Severity {
    /// Something else than what the user probably meant; output is still right.
    Warning,
    /// No output for the module (or file) concerned.
    Error,
}

impl Severity {
    /// The word shown.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// A place in a file and what to say about it.
#[derive(Clone, Debug)]
pub struct Label {
    /// The file.
    pub file: Arc<SourceFile>,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// Text beside the underline; may be empty.
    pub text: String,
}

impl Label {
    /// A label without text.
    #[must_use]
    pub fn new(file: Arc<SourceFile>, start: u32, end: u32) -> Self {
        Label { file, start, end, text: String::new() }
    }

    /// A label that covers the text of one line (1-based), without its indentation.
    #[must_use]
    pub fn line(file: Arc<SourceFile>, line: u32) -> Self {
        let (mut start, mut end) = (0, 0);
        if line <= file.line_count() {
            let text = file.line(line);
            let indent = text.len() - text.trim_start().len();
            start = file.line_start(line) + indent as u32;
            end = start + text.trim().len() as u32;
        }
        Label::new(file, start, end)
    }

    /// The same place with a text.
    #[must_use]
    pub fn with_text(mut self, text: impl Into<String>) -> Self {
        self.text = text.into();
        self
    }
}

/// One problem.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// Its registered code.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// One line that says what is wrong.
    pub message: String,
    /// Where.
    pub primary: Option<Label>,
    /// Other places that matter.
    pub secondary: Vec<Label>,
    /// Further facts.
    pub notes: Vec<String>,
    /// What to do about it.
    pub help: Vec<String>,
    /// The file concerned, when there is no place in it to show.
    pub file: Option<String>,
    /// The Warp module that is not written because of it.
    pub module: Option<String>,
    /// The kernel being worked on.
    pub kernel: Option<String>,
    /// When real Warp raises here too: the class and text of its exception.
    pub warp: Option<(String, String)>,
}

impl Diagnostic {
    /// A diagnostic with the code's own severity, and nothing else yet.
    #[must_use]
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Diagnostic {
            code,
            severity: code.severity,
            message: message.into(),
            primary: None,
            secondary: Vec::new(),
            notes: Vec::new(),
            help: Vec::new(),
            file: None,
            module: None,
            kernel: None,
            warp: None,
        }
    }

    /// What Warp raises: the code follows from the class; the message loses Warp's location prefixes,
    /// which the label shows better, and [`Diagnostic::warp`] keeps all of it.
    #[must_use]
    pub fn from_warp(error: &WarpError) -> Self {
        let code = code::for_class(error.class);
        let mut diagnostic = Diagnostic::new(code, strip_prefixes(&error.message));
        if error.class != ErrorClass::Unsupported {
            diagnostic.warp = Some((error.class.name().to_owned(), error.message.clone()));
        }
        diagnostic
    }

    /// The exit status it asks for: 0 for warnings; 101 for bugs; 2 where the command or its files are at
    /// fault; else 1, kernel code that is rejected.
    #[must_use]
    pub fn exit_status(&self) -> u8 {
        if self.severity == Severity::Warning {
            return 0;
        }
        match self.code {
            code::INTERNAL => 101,
            code::PARSE | code::READ | code::WRITE | code::USAGE | code::TOOLCHAIN => 2,
            code::IMPORT_MISSING | code::IMPORT_FAILED => 2,
            _ => 1,
        }
    }

    /// The file concerned.
    #[must_use]
    pub fn file_name(&self) -> Option<&str> {
        self.primary.as_ref().map(|label| &*label.file.name).or(self.file.as_deref())
    }

    /// Whether another one is about the same place.
    #[must_use]
    pub fn is_at(&self, other: &Diagnostic) -> bool {
        match (&self.primary, &other.primary) {
            (Some(one), Some(two)) => {
                one.file.name == two.file.name && (one.start, one.end) == (two.start, two.end)
            }
            _ => false,
        }
    }

    /// With the place it is about.
    #[must_use]
    pub fn at(mut self, label: Label) -> Self {
        self.primary = Some(label);
        self
    }

    /// With a further place.
    #[must_use]
    pub fn and_at(mut self, label: Label) -> Self {
        self.secondary.push(label);
        self
    }

    /// With advice.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help.push(text.into());
        self
    }

    /// With a further fact.
    #[must_use]
    pub fn note(mut self, text: impl Into<String>) -> Self {
        self.notes.push(text.into());
        self
    }

    /// With the file it is about, for problems without a place.
    #[must_use]
    pub fn in_file(mut self, file: impl Into<String>) -> Self {
        self.file = Some(file.into());
        self
    }

    /// With the module and kernel it concerns.
    #[must_use]
    pub fn concerning(mut self, module: Option<&str>, kernel: Option<&str>) -> Self {
        self.module = module.map(str::to_owned).or(self.module);
        self.kernel = kernel.map(str::to_owned).or(self.kernel);
        self
    }
}

/// Warp's message without the `Error while parsing function …` prefixes that it stacks.
fn strip_prefixes(message: &str) -> &str {
    let mut rest = message;
    // A prefix is two lines, the second of which (the source line) is followed by `\n;`.
    while rest.starts_with("Error while parsing function \"") {
        match rest.find("\n;") {
            Some(end) => rest = &rest[end + 2..],
            None => break,
        }
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn warp_prefixes_are_stripped() {
        let message = "Error while parsing function \"k\" at a.py:9:\n    f(x)\n;\
                       Error while parsing function \"f\" at a.py:4:\n    return y\n;\
                       Referencing undefined symbol: y";
        let diagnostic = Diagnostic::from_warp(&WarpError::codegen(message));
        assert_eq!(diagnostic.message, "Referencing undefined symbol: y");
        assert_eq!(diagnostic.warp.as_ref().map(|w| w.1.as_str()), Some(message));
        assert_eq!(diagnostic.code.name, "WG0100");
    }

    #[test]
    fn line_labels_skip_indentation() {
        let file = Arc::new(SourceFile::new("a.py", "def f():\n    pass\n"));
        let label = Label::line(file, 2);
        assert_eq!((label.start, label.end), (13, 17));
    }
}
