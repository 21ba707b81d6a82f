//! Source files: text, name and line index.

use std::sync::Arc;

/// One Python file.
#[derive(Debug)]
pub struct SourceFile {
    /// The path as Warp prints it in comments: absolute, or what `--source-path` says.
    pub name: Arc<str>,
    /// The text, decoded.
    pub text: Box<str>,
    /// Byte offset of each line's start. Lines end at `\n`, `\r\n` or `\r`, as Python's tokenizer sees them.
    line_starts: Vec<u32>,
}

impl SourceFile {
    /// Indexes a text.
    #[must_use]
    pub fn new(name: impl Into<Arc<str>>, text: impl Into<Box<str>>) -> Self {
        let text = text.into();
        let bytes = text.as_bytes();
        let mut line_starts = Vec::with_capacity(bytes.len() / 32 + 1);
        line_starts.push(0);
        for i in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            if bytes[i] == b'\n' || bytes.get(i + 1) != Some(&b'\n') {
                line_starts.push((i + 1) as u32);
            }
        }
        SourceFile { name: name.into(), text, line_starts }
    }

    /// The line (1-based) that holds a byte offset.
    #[must_use]
    pub fn line_of(&self, offset: u32) -> u32 {
        self.line_starts.partition_point(|&start| start <= offset) as u32
    }

    /// Byte offset where a line (1-based) starts; the end of the text past the last line.
    #[must_use]
    pub fn line_start(&self, line: u32) -> u32 {
        let index = line.saturating_sub(1) as usize;
        self.line_starts.get(index).copied().unwrap_or(self.text.len() as u32)
    }

    /// Number of lines.
    #[must_use]
    pub fn line_count(&self) -> u32 {
        self.line_starts.len() as u32
    }

    /// A line (1-based) without its terminator.
    #[must_use]
    pub fn line(&self, line: u32) -> &str {
        let (start, end) = (self.line_start(line) as usize, self.line_start(line + 1) as usize);
        self.text[start..end].trim_end_matches(['\n', '\r'])
    }

    /// Line (1-based) and column (1-based, in characters) of a byte offset.
    #[must_use]
    pub fn position(&self, offset: u32) -> (u32, u32) {
        let line = self.line_of(offset);
        let start = self.line_start(line) as usize;
        let end = (offset as usize).min(self.text.len());
        let column = self.text.get(start..end).map_or(0, |s| s.chars().count());
        (line, column as u32 + 1)
    }
}
