//! How diagnostics are shown: `full` (source lines underlined), `concise` (one line each), `json` (one object
//! per line) and `github` (annotations). SARIF, which is one document, is in `sarif`.

use std::fmt::Write as _;
use std::sync::Arc;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Snippet};
use serde::Serialize;

use super::{Diagnostic, Label, Severity};
use crate::source::SourceFile;

/// Output formats.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Format {
    /// With the source lines.
    #[default]
    Full,
    /// `file:line:column: error[CODE]: message`.
    Concise,
    /// One JSON object per line.
    Json,
    /// Commands that GitHub Actions turns into annotations.
    Github,
}

/// Source text that is shown with a diagnostic, in bytes.
const LONGEST_SOURCE: usize = 20_000;

/// Renders diagnostics as text.
#[derive(Clone, Debug, Default)]
pub struct Renderer {
    /// Format.
    pub format: Format,
    /// ANSI colours (full format only).
    pub colour: bool,
    /// The folder that file names are shown relative to, where they are below it.
    pub base: Option<Arc<str>>,
}

impl Renderer {
    /// One diagnostic, ending in a newline.
    #[must_use]
    pub fn render(&self, diagnostic: &Diagnostic) -> String {
        match self.format {
            Format::Full => self.full(diagnostic),
            Format::Concise => self.concise(diagnostic),
            Format::Json => self.json(diagnostic),
            Format::Github => self.github(diagnostic),
        }
    }

    /// A file name as it is shown.
    #[must_use]
    pub fn shown<'n>(&self, name: &'n str) -> &'n str {
        let below = self.base.as_ref().and_then(|base| name.strip_prefix(&**base));
        below.and_then(|rest| rest.strip_prefix(['/', '\\'])).filter(|rest| !rest.is_empty()).unwrap_or(name)
    }

    fn full(&self, diagnostic: &Diagnostic) -> String {
        let level = match diagnostic.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let windows = windows(diagnostic);
        // Nobody reads a line of a million characters.
        if windows.iter().any(|window| window.text().len() > LONGEST_SOURCE) {
            return self.concise(diagnostic);
        }
        let mut group = Group::with_title(level.primary_title(&diagnostic.message).id(diagnostic.code.name));
        for window in &windows {
            let mut snippet = Snippet::source(window.text())
                .line_start(window.first_line as usize)
                .path(self.shown(&window.file.name));
            for &(label, primary) in &window.labels {
                let kind = if primary { AnnotationKind::Primary } else { AnnotationKind::Context };
                let mut annotation = kind.span(window.span(label));
                if !label.text.is_empty() {
                    annotation = annotation.label(&label.text);
                }
                snippet = snippet.annotation(annotation);
            }
            group = group.element(snippet);
        }
        if windows.is_empty()
            && let Some(file) = &diagnostic.file
        {
            group = group.element(Origin::path(self.shown(file)));
        }
        for note in &diagnostic.notes {
            group = group.element(Level::NOTE.message(note));
        }
        for help in &diagnostic.help {
            group = group.element(Level::HELP.message(help));
        }
        let renderer = if self.colour {
            annotate_snippets::Renderer::styled()
        } else {
            annotate_snippets::Renderer::plain()
        };
        let mut out = renderer.render(&[group]);
        out.push_str("\n\n");
        out
    }
}

/// The lines of one file that a diagnostic shows.
struct Window<'a> {
    file: &'a Arc<SourceFile>,
    first_line: u32,
    last_line: u32,
    labels: Vec<(&'a Label, bool)>,
}

impl Window<'_> {
    fn text(&self) -> &str {
        let start = self.file.line_start(self.first_line) as usize;
        let end = self.file.line_start(self.last_line + 1) as usize;
        self.file.text.get(start..end).unwrap_or_default().trim_end_matches(['\n', '\r'])
    }

    /// A label's bytes within the window: in bounds, on character boundaries.
    fn span(&self, label: &Label) -> std::ops::Range<usize> {
        let base = self.file.line_start(self.first_line) as usize;
        let text = self.text();
        let start = text.floor_char_boundary((label.start as usize).saturating_sub(base));
        let end = text.floor_char_boundary((label.end as usize).saturating_sub(base));
        start..end.max(start)
    }
}

/// Groups labels by file; the file of the primary label comes first.
fn windows(diagnostic: &Diagnostic) -> Vec<Window<'_>> {
    let labels = diagnostic
        .primary
        .iter()
        .map(|label| (label, true))
        .chain(diagnostic.secondary.iter().map(|label| (label, false)));
    let mut windows: Vec<Window<'_>> = Vec::new();
    for (label, primary) in labels {
        let first = label.file.line_of(label.start);
        let last = label.file.line_of(label.end.saturating_sub(1).max(label.start));
        match windows.iter_mut().find(|w| Arc::ptr_eq(w.file, &label.file)) {
            Some(window) => {
                window.first_line = window.first_line.min(first);
                window.last_line = window.last_line.max(last);
                window.labels.push((label, primary));
            }
            None => windows.push(Window {
                file: &label.file,
                first_line: first,
                last_line: last,
                labels: vec![(label, primary)],
            }),
        }
    }
    windows
}

#[derive(Serialize)]
struct WarpRecord<'a> {
    class: &'a str,
    message: &'a str,
}

#[derive(Serialize)]
struct Record<'a> {
    code: &'a str,
    severity: &'a str,
    message: &'a str,
    module: Option<&'a str>,
    kernel: Option<&'a str>,
    file: Option<&'a str>,
    line: Option<u32>,
    column: Option<u32>,
    end_line: Option<u32>,
    end_column: Option<u32>,
    notes: &'a [String],
    help: &'a [String],
    warp: Option<WarpRecord<'a>>,
}

impl Renderer {
    fn concise(&self, diagnostic: &Diagnostic) -> String {
        let mut out = String::new();
        if let Some(label) = &diagnostic.primary {
            let (line, column) = label.file.position(label.start);
            let _ = write!(out, "{}:{line}:{column}: ", self.shown(&label.file.name));
        } else if let Some(file) = &diagnostic.file {
            let _ = write!(out, "{}: ", self.shown(file));
        }
        let (severity, code) = (diagnostic.severity.name(), diagnostic.code.name);
        // One line per diagnostic, whatever the message holds.
        let message = diagnostic.message.replace('\n', " ");
        let _ = writeln!(out, "{severity}[{code}]: {message}");
        out
    }

    fn json(&self, diagnostic: &Diagnostic) -> String {
        let place = diagnostic.primary.as_ref();
        let start = place.map(|label| label.file.position(label.start));
        let end = place.map(|label| label.file.position(label.end));
        let record = Record {
            code: diagnostic.code.name,
            severity: diagnostic.severity.name(),
            message: &diagnostic.message,
            module: diagnostic.module.as_deref(),
            kernel: diagnostic.kernel.as_deref(),
            file: diagnostic.file_name().map(|name| self.shown(name)),
            line: start.map(|p| p.0),
            column: start.map(|p| p.1),
            end_line: end.map(|p| p.0),
            end_column: end.map(|p| p.1),
            notes: &diagnostic.notes,
            help: &diagnostic.help,
            warp: diagnostic.warp.as_ref().map(|(class, message)| WarpRecord { class, message }),
        };
        let mut out = serde_json::to_string(&record).unwrap_or_default();
        out.push('\n');
        out
    }

    fn github(&self, diagnostic: &Diagnostic) -> String {
        let property = |text: &str| data(text).replace(':', "%3A").replace(',', "%2C");
        let mut out = format!("::{} title=warpgen {}", diagnostic.severity.name(), diagnostic.code.name);
        if let Some(name) = diagnostic.file_name() {
            let _ = write!(out, ",file={}", property(self.shown(name)));
        }
        if let Some(label) = &diagnostic.primary {
            let (line, column) = label.file.position(label.start);
            let (end_line, end_column) = label.file.position(label.end);
            let _ = write!(out, ",line={line},col={column},endLine={end_line},endColumn={end_column}");
        }
        let mut text = diagnostic.message.clone();
        for line in diagnostic.notes.iter().chain(&diagnostic.help) {
            text.push('\n');
            text.push_str(line);
        }
        let _ = writeln!(out, "::{}", data(&text));
        out
    }
}

/// Escapes the text of a GitHub command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::code;

    fn sample() -> Diagnostic {
        let file =
            Arc::new(SourceFile::new("lib/a.py", "import warp as wp\n\ndef f(x: float):\n    return [x]\n"));
        Diagnostic::new(code::UNSUPPORTED, "list displays are not supported")
            .at(Label::new(file, 47, 50).with_text("this list"))
            .help("use wp.vector")
            .concerning(Some("a"), Some("f"))
    }

    #[test]
    fn full_underlines_the_source() {
        let text = Renderer::default().render(&sample());
        assert_eq!(
            text,
            "error[WG0200]: list displays are not supported\n\
             \x20--> lib/a.py:4:12\n\
             \x20 |\n\
             4 |     return [x]\n\
             \x20 |            ^^^ this list\n\
             \x20 |\n\
             \x20 = help: use wp.vector\n\n"
        );
    }

    #[test]
    fn concise_is_one_line() {
        let text = Renderer { format: Format::Concise, ..Renderer::default() }.render(&sample());
        assert_eq!(text, "lib/a.py:4:12: error[WG0200]: list displays are not supported\n");
    }

    #[test]
    fn json_is_one_object() {
        let text = Renderer { format: Format::Json, ..Renderer::default() }.render(&sample());
        let value: serde_json::Value = serde_json::from_str(&text).expect("valid JSON");
        assert_eq!(value["line"], 4);
        assert_eq!(value["end_column"], 15);
        assert_eq!(value["kernel"], "f");
        assert!(value["warp"].is_null());
    }

    #[test]
    fn github_is_one_escaped_command() {
        let mut diagnostic = sample();
        diagnostic.message = "50% of, it\nfails".into();
        let base = Some("lib".into());
        let text = Renderer { format: Format::Github, colour: false, base }.render(&diagnostic);
        assert_eq!(
            text,
            "::error title=warpgen WG0200,file=a.py,line=4,col=12,endLine=4,endColumn=15::50%25 of, it%0Afails%0A\
             use wp.vector\n"
        );
    }

    #[test]
    fn spans_out_of_range_do_not_panic() {
        let file = Arc::new(SourceFile::new("a.py", "é\r\nü"));
        for (start, end) in [(0, 1), (1, 1), (3, 99), (99, 120), (5, 2)] {
            let label = Label::new(Arc::clone(&file), start, end);
            let diagnostic = Diagnostic::new(code::PARSE, "x").at(label);
            for format in [Format::Full, Format::Concise, Format::Json, Format::Github] {
                assert!(Renderer { format, colour: true, base: None }.render(&diagnostic).ends_with('\n'));
            }
        }
        let empty = Arc::new(SourceFile::new("a.py", ""));
        let diagnostic = Diagnostic::new(code::PARSE, "x").at(Label::new(empty, 0, 0));
        assert!(Renderer::default().render(&diagnostic).contains("a.py"));
    }
}
