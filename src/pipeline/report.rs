//! Errors of the stages as diagnostics.

use std::sync::Arc;

use super::rounds::Unnamed;
use super::{Request, rounds};
use crate::diag::{Code, Diagnostic, ErrorClass, Label, Severity, WarpError, code};
use crate::hash::{HashError, Lost};
use crate::host::model::Unresolved;
use crate::host::value::{Unknown, Value};
use crate::host::{HostError, MAYBE_KERNELS, PyError, Session, is_cut_short};
use crate::ids::ModuleId;
use crate::lower::{BuildError, Found};
use crate::source::SourceFile;

/// A file that cannot be read at all.
pub(super) fn host_error(session: &Session, error: &HostError, request: &Request) -> Diagnostic {
    match error {
        HostError::Io { message, .. } => {
            let name = request.source.name();
            Diagnostic::new(code::READ, format!("cannot read {name}: {message}")).in_file(name)
        }
        HostError::Syntax { path, error } => {
            let mut diagnostic = Diagnostic::new(code::PARSE, error.message.clone());
            match session.main_file() {
                Some(file) => {
                    let end = next_char(&file, error.offset);
                    diagnostic = diagnostic.at(Label::new(file, error.offset, end));
                }
                None => diagnostic = diagnostic.in_file(path.display().to_string()),
            }
            diagnostic
        }
        HostError::Limit(message) => {
            let diagnostic = Diagnostic::new(code::HOST_UNKNOWN, message.clone());
            match session.position() {
                Some((file, span)) => diagnostic.at(Label::new(file, span.start, span.end)),
                None => {
                    let file = session.main_file().map(|file| file.name.to_string());
                    diagnostic.in_file(file.unwrap_or_else(|| request.source.name()))
                }
            }
        }
    }
}

/// One past the character at a byte offset.
fn next_char(file: &SourceFile, offset: u32) -> u32 {
    let rest = file.text.get(offset as usize..).unwrap_or_default();
    offset + rest.chars().next().filter(|&c| c != '\n' && c != '\r').map_or(0, char::len_utf8) as u32
}

/// What went wrong while the file was imported.
#[derive(Default)]
pub(super) struct ImportReport {
    /// Exceptions, certain or not.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Real Warp raises too, so the import fails and nothing is generated.
    pub(super) fatal: bool,
    /// Kernels of the file that cannot be known. Its own module would lack them, and have another name.
    pub(super) kernels: Vec<Diagnostic>,
}

/// Collects what went wrong while the file was imported. Functions and structs that cannot be known
/// matter only where a kernel uses them, and are reported there.
pub(super) fn import_report(session: &Session, unnamed: Vec<Unnamed>) -> ImportReport {
    let mut report = ImportReport::default();
    for problem in &session.problems {
        report.fatal |= problem.error.0.certain;
        if unnamed.iter().any(|kernel| kernel.diagnostic.message == problem.error.message()) {
            continue;
        }
        let label = Label::new(Arc::clone(&problem.file), problem.span.start, problem.span.end);
        report.diagnostics.push(import_error(&problem.error).at(label));
    }
    for import in session.missing_imports.iter().filter(|import| import.star) {
        let label = Label::new(Arc::clone(&import.file), import.span.start, import.span.end);
        let message = format!("the module '{}' is not found", import.module);
        let mut diagnostic = Diagnostic::new(code::IMPORT_MISSING, message).at(label);
        diagnostic.severity = Severity::Warning;
        report.diagnostics.push(diagnostic.note("names that this file does not define are taken as unknown"));
    }
    let main = session.main_file();
    for unresolved in &session.unresolved {
        // A kernel whose module cannot be named has been reported as that, and the file's own module does not lack it.
        let is_named = !unnamed.iter().any(|kernel| is_definition(unresolved, kernel));
        if is_named && super::registered::is_kernel_of(unresolved, main.as_ref()) {
            let message = format!("{} cannot be evaluated: {}", unresolved.what, unresolved.reason);
            let label = Label::new(Arc::clone(&unresolved.file), unresolved.span.start, unresolved.span.end);
            let mut diagnostic = Diagnostic::new(code::HOST_UNRESOLVED, message).at(label);
            diagnostic.help.extend(missing_module(&unresolved.reason));
            report.kernels.push(diagnostic);
        }
    }
    report.diagnostics.extend(unnamed.into_iter().map(|kernel| kernel.diagnostic));
    report
}

/// Whether what could not be evaluated is just the definition of a kernel.
fn is_definition(unresolved: &Unresolved, kernel: &Unnamed) -> bool {
    let source = &kernel.source;
    unresolved.what == MAYBE_KERNELS
        && Arc::ptr_eq(&source.file, &unresolved.file)
        && source.def.span.line == unresolved.span.line
}

fn import_error(error: &PyError) -> Diagnostic {
    if error.0.certain {
        let mut diagnostic = Diagnostic::new(code_for_name(error.class()), error.message());
        diagnostic.warp = Some((error.class().to_owned(), error.message().to_owned()));
        return diagnostic;
    }
    if is_cut_short(error) {
        // Not a warning: what it had changed by then is there, what it would have changed is not.
        let message =
            format!("{}: the rest of the file is evaluated without what it would have done", error.message());
        return Diagnostic::new(code::HOST_UNKNOWN, message).note(
            "move what need not run on import into a function, or below `if __name__ == \"__main__\":`",
        );
    }
    let missing = matches!(error.class(), "ModuleNotFoundError" | "ImportError");
    let code = if missing { code::IMPORT_MISSING } else { code::IMPORT_FAILED };
    // Python itself might not raise here: what depends on the statement is unknown, the rest goes on.
    let mut diagnostic = Diagnostic::new(code, format!("{}: {}", error.class(), error.message()));
    diagnostic.severity = Severity::Warning;
    diagnostic.note("what this statement defines is taken as unknown")
}

/// The code for an exception class by name.
fn code_for_name(class: &str) -> Code {
    ErrorClass::from_name(class).map_or(code::IMPORT_FAILED, code::for_class)
}

/// A module that cannot be hashed.
pub(super) fn hash_error(session: &Session, error: &HashError) -> Diagnostic {
    let mut diagnostic = with_hint(Diagnostic::from_warp(&error.error), &error.error);
    let Some(id) = error.kernel else { return diagnostic };
    let kernel = &session.kernels[id.index()];
    let source = &kernel.decl.source;
    let definition = Label::line(Arc::clone(&source.file), source.def.span.line);
    diagnostic = diagnostic.concerning(None, Some(&kernel.key));
    let Some(Lost { file, span, unknown }) = &error.lost else { return diagnostic.at(definition) };
    diagnostic = diagnostic.at(Label::new(Arc::clone(file), span.start, span.end));
    if let Some((file, span)) = &unknown.at {
        let from = Label::line(Arc::clone(file), span.line);
        diagnostic = diagnostic.and_at(from.with_text("not known from here on"));
    }
    let is_inside = Arc::ptr_eq(file, &source.file)
        && span.start >= source.def.span.start
        && span.end <= source.def.span.end;
    if !is_inside {
        diagnostic = diagnostic.and_at(definition.with_text(format!("needed by kernel `{}`", kernel.key)));
    }
    if diagnostic.help.is_empty() {
        diagnostic = diagnostic.help("write the value itself, or compute it without what is not known");
    }
    diagnostic
}

/// Which kernels go with a module that cannot be written.
pub(super) fn lost_kernels(session: &Session, module: ModuleId) -> String {
    const SHOWN: usize = 6;
    let module = &session.modules[module.index()];
    let kernels: Vec<&str> = (module.kernels.iter().map(|id| &session.kernels[id.index()]))
        .filter(|kernel| !kernel.dead)
        .map(|kernel| &*kernel.key)
        .collect();
    let names: Vec<String> = kernels.iter().take(SHOWN).map(|key| format!("`{key}`")).collect();
    let more = match kernels.len().saturating_sub(SHOWN) {
        0 => String::new(),
        n => format!(" and {n} more"),
    };
    format!("the module `{}` is not written; its kernels are {}{more}", module.name, names.join(", "))
}

/// A module that cannot be lowered.
pub(super) fn build_error(session: &Session, error: &BuildError) -> Diagnostic {
    let mut diagnostic = Diagnostic::from_warp(&error.error);
    diagnostic.message.clone_from(&error.cause.message);
    diagnostic = with_hint(diagnostic, &error.cause);
    if let Some((_, message)) = &mut diagnostic.warp
        && matches!(error.error.class, ErrorClass::KeyError | ErrorClass::WarpCodegenKeyError)
    {
        // `str()` of a KeyError is the repr of its argument.
        *message = session.py_repr(&Value::str(message));
    }
    if let Some((source, span)) = &error.at {
        let label = if span.end > span.start {
            Label::new(Arc::clone(&source.file), span.start, span.end)
        } else {
            Label::line(Arc::clone(&source.file), span.line)
        };
        diagnostic = diagnostic.at(label);
    }
    let key = rounds::kernel_key(session, error.kernel);
    if let (Some(key), Some(id)) = (&key, error.kernel) {
        let kernel = &session.kernels[id.index()].decl.source;
        let inside_helper =
            error.at.as_ref().is_some_and(|(source, _)| !Arc::ptr_eq(&source.def, &kernel.def));
        if inside_helper {
            let label = Label::line(Arc::clone(&kernel.file), kernel.def.span.line);
            diagnostic = diagnostic.and_at(label.with_text(format!("while generating kernel `{key}`")));
        }
    }
    diagnostic.concerning(None, key.as_deref())
}

/// An error of a build that goes on after errors.
pub(super) fn found(session: &Session, found: &Found) -> Diagnostic {
    let mut diagnostic = with_hint(Diagnostic::from_warp(&found.error), &found.error);
    let file = || Arc::clone(&found.source.file);
    let span = found.span;
    diagnostic = diagnostic.at(if span.end > span.start {
        Label::new(file(), span.start, span.end)
    } else {
        Label::line(file(), span.line)
    });
    if let Some((span, text)) = &found.advice.blame {
        diagnostic = diagnostic.and_at(Label::new(file(), span.start, span.end).with_text(text));
    }
    let key = rounds::kernel_key(session, found.kernel);
    if let (Some(key), Some(id)) = (&key, found.kernel) {
        let kernel = &session.kernels[id.index()].decl.source;
        if !Arc::ptr_eq(&found.source.def, &kernel.def) {
            let label = Label::line(Arc::clone(&kernel.file), kernel.def.span.line);
            diagnostic = diagnostic.and_at(label.with_text(format!("called while building kernel `{key}`")));
        }
    }
    diagnostic.notes.extend(found.advice.notes.iter().cloned());
    diagnostic.help.extend(found.advice.help.iter().cloned());
    diagnostic.concerning(None, key.as_deref())
}

/// Unsupported constructs say so in the message; `WarpError` only names the construct.
fn with_hint(mut diagnostic: Diagnostic, error: &WarpError) -> Diagnostic {
    if error.class != ErrorClass::Unsupported {
        return diagnostic;
    }
    diagnostic.message = format!("not supported by warpgen yet: {}", error.message);
    diagnostic.help.extend(missing_module(&error.message));
    diagnostic
}

/// What to do where a module is missing, if that is the reason.
fn missing_module(reason: &str) -> Option<String> {
    let module = Unknown::module_lacking(reason)?;
    let file = module.replace('.', "/");
    Some(format!(
        "name the folder that holds `{module}` with `--python-path`; if it is not written in Python, a file \
         `{file}.py` that defines the names used here is enough"
    ))
}
