//! Python text to our own syntax tree. The only place that names the parser library.

pub mod ast;
mod body;
mod convert;
mod fast;
mod nesting;
#[cfg(test)]
mod tests;
pub mod text;
pub mod walk;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock, Mutex, OnceLock};

use rustc_hash::FxHashMap;

use crate::source::SourceFile;

/// A file that was parsed: its text and its tree.
#[derive(Debug)]
pub struct ParsedFile {
    /// Text, name, line index.
    pub source: Arc<SourceFile>,
    /// The tree.
    pub module: ast::Module,
    /// `from __future__ import annotations` stands at its top.
    pub future_annotations: bool,
    mark: OnceLock<bool>,
}

impl ParsedFile {
    /// Answers a question about the text, once for all imports of the file; it must be the same question every time.
    pub fn mark(&self, ask: impl FnOnce(&str) -> bool) -> bool {
        *self.mark.get_or_init(|| ask(&self.source.text))
    }
}

/// Why a file could not be parsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseError {
    /// What is wrong, without position.
    pub message: String,
    /// Byte offset of the fault.
    pub offset: u32,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

impl std::fmt::Display for ParseError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} at line {}, column {}", self.message, self.line, self.column)
    }
}

impl std::error::Error for ParseError {}

/// Which function bodies are read with the file.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Bodies {
    /// All of them, so that every error is found.
    Now,
    /// Those that somebody looks at, when they do: for files that are known to be right, such as an installed library's.
    Later,
}

/// Parses a whole file.
pub fn parse_file(source: Arc<SourceFile>) -> Result<ParsedFile, ParseError> {
    parse(source, Bodies::Now)
}

fn parse(source: Arc<SourceFile>, bodies: Bodies) -> Result<ParsedFile, ParseError> {
    if source.text.len() > (u32::MAX / 2) as usize {
        return Err(error_at(&source, 0, "the file is too large"));
    }
    let module = match fast::module(&source, bodies) {
        Some(module) => module,
        None => parse_with_library(&source)?,
    };
    let future_annotations = has_future_annotations(&module);
    Ok(ParsedFile { source, module, future_annotations, mark: OnceLock::new() })
}

/// What decides what Python is: every file that the fast reader declines, and every error message.
fn parse_with_library(source: &SourceFile) -> Result<ast::Module, ParseError> {
    nesting::check(source)?;
    let suite = rustpython_parser::parse(&source.text, rustpython_parser::Mode::Module, "<file>")
        .map_err(|e| error_at(source, u32::from(e.offset), &e.error.to_string()))?;
    convert::module(suite, source).map_err(|(offset, m)| error_at(source, offset, &m))
}

/// A function body that the fast reader declines.
fn body_with_library(body: &body::Unread) -> Result<Vec<ast::Stmt>, ParseError> {
    // Something must stand before an indented block; the definition's own head is longer.
    const HEAD: &str = "if 1:\n";
    let source = &body.source;
    nesting::check(source)?;
    let text = format!("{HEAD}{}\n", &source.text[body.start as usize..body.end as usize]);
    let start = body.start - HEAD.len() as u32;
    let suite =
        rustpython_parser::parse_starts_at(&text, rustpython_parser::Mode::Module, "<file>", start.into())
            .map_err(|e| error_at(source, u32::from(e.offset), &e.error.to_string()))?;
    let statements = match suite {
        rustpython_parser::ast::Mod::Module(module) => module.body,
        _ => Vec::new(),
    };
    let inner = statements.into_iter().filter_map(|s| s.if_stmt()).flat_map(|s| s.body).collect();
    convert::statements_from(inner, source, body.first_id).map_err(|(offset, m)| error_at(source, offset, &m))
}

type ParseCache = FxHashMap<(Arc<str>, usize, Bodies), Arc<ParsedFile>>;

/// Parsed files that several sessions import, by name and length; the last one of those that share both.
static CACHE: LazyLock<Mutex<ParseCache>> = LazyLock::new(Mutex::default);

/// How much text the cache may hold.
const CACHE_LIMIT: usize = 64 << 20;
static CACHED_TEXT: AtomicUsize = AtomicUsize::new(0);

/// [`parse_file`] for files that sessions of one process share, such as libraries.
pub fn parse_shared(source: Arc<SourceFile>, bodies: Bodies) -> Result<Arc<ParsedFile>, ParseError> {
    let key = (source.name.clone(), source.text.len(), bodies);
    let found = CACHE.lock().ok().and_then(|cache| cache.get(&key).cloned());
    if let Some(parsed) = found.filter(|p| p.source.text == source.text) {
        return Ok(parsed);
    }
    let size = source.text.len();
    let parsed = Arc::new(parse(source, bodies)?);
    if let Ok(mut cache) = CACHE.lock() {
        // One that is replaced has the same length.
        let is_new = !cache.contains_key(&key);
        if !is_new || CACHED_TEXT.load(Ordering::Relaxed) + size <= CACHE_LIMIT {
            CACHED_TEXT.fetch_add(if is_new { size } else { 0 }, Ordering::Relaxed);
            cache.insert(key, parsed.clone());
        }
    }
    Ok(parsed)
}

/// The same file, if a session of this process has parsed it as an imported one.
#[must_use]
pub fn parsed_before(source: &SourceFile) -> Option<Arc<ParsedFile>> {
    let key = (source.name.clone(), source.text.len(), Bodies::Now);
    let found = CACHE.lock().ok()?.get(&key).cloned();
    found.filter(|parsed| parsed.source.text == source.text)
}

/// Parses one expression, such as the text of a string annotation.
pub fn parse_expression(text: &str) -> Result<(Arc<SourceFile>, ast::Expr), ParseError> {
    let source = Arc::new(SourceFile::new("<string>", text));
    nesting::check(&source)?;
    let parsed = rustpython_parser::parse(text, rustpython_parser::Mode::Expression, "<string>")
        .map_err(|e| error_at(&source, u32::from(e.offset), &e.error.to_string()))?;
    let expr = convert::expression(parsed, &source).map_err(|(offset, m)| error_at(&source, offset, &m))?;
    Ok((source, expr))
}

fn error_at(source: &SourceFile, offset: u32, message: &str) -> ParseError {
    let mut offset = offset.min(source.text.len() as u32);
    while !source.text.is_char_boundary(offset as usize) {
        offset -= 1;
    }
    let (line, column) = source.position(offset);
    ParseError { message: message.to_owned(), offset, line, column }
}

fn has_future_annotations(module: &ast::Module) -> bool {
    module.body.iter().any(|stmt| match &stmt.kind {
        ast::StmtKind::ImportFrom { module: Some(name), names, level: 0 } => {
            &**name == "__future__" && names.iter().any(|a| &*a.name == "annotations")
        }
        _ => false,
    })
}
