//! Bounds on a text that is about to be parsed: the parser, and everything that walks its tree, is recursive.
//!
//! CPython gives up too, at 200 levels of brackets, 100 of indentation, about 3,000 levels of tree and 4,300 digits.

use super::{ParseError, error_at};
use crate::source::SourceFile;

/// Open brackets.
const BRACKETS: usize = 200;
/// Levels of indentation.
const INDENTS: usize = 100;
/// Operators, calls, subscripts and attributes between two commas. Each can be a level of the tree.
const CHAIN: usize = 20_000;
/// `elif`s of a file, each of which is a level of the tree.
const ELIFS: usize = 5_000;
/// Digits of a number; reading more takes quadratic time.
const DIGITS: usize = 4_300;

/// Bytes of operators and attributes, which nest expressions.
const OPERATORS: &[u8] = b"+-*/%@&|^~<>=.";
/// Words that nest expressions.
const WORDS: &[&[u8]] = &[b"not", b"and", b"or", b"if", b"in", b"is", b"lambda", b"await", b"for"];

/// The levels of tree that the text inside one pair of brackets may need.
#[derive(Clone, Copy, Default)]
struct Level {
    /// Since the last comma.
    current: usize,
    /// The largest part so far.
    largest: usize,
}

impl Level {
    fn end_part(&mut self) {
        self.largest = self.largest.max(self.current);
        self.current = 0;
    }
}

struct Scan<'s> {
    source: &'s SourceFile,
    bytes: &'s [u8],
    at: usize,
    levels: Vec<Level>,
    indents: Vec<usize>,
    elifs: usize,
}

/// Refuses a text that nests too deeply.
pub(super) fn check(source: &SourceFile) -> Result<(), ParseError> {
    let bytes = source.text.as_bytes();
    let levels = vec![Level::default()];
    let mut scan = Scan { source, bytes, at: 0, levels, indents: vec![0], elifs: 0 };
    let mut at_line_start = true;
    while scan.at < bytes.len() {
        if at_line_start && scan.levels.len() == 1 {
            scan.levels[0] = Level::default();
            scan.indentation()?;
        }
        at_line_start = scan.token()?;
    }
    Ok(())
}

impl<'s> Scan<'s> {
    fn refuse<T>(&self, why: &str) -> Result<T, ParseError> {
        Err(error_at(self.source, self.at as u32, why))
    }

    fn indentation(&mut self) -> Result<(), ParseError> {
        let start = self.at;
        while matches!(self.bytes.get(self.at), Some(b' ' | b'\t')) {
            self.at += 1;
        }
        let width = self.at - start;
        if matches!(self.bytes.get(self.at), None | Some(b'\n' | b'\r' | b'#')) {
            return Ok(());
        }
        while self.indents.last().is_some_and(|&top| top > width) {
            self.indents.pop();
        }
        if self.indents.last().is_some_and(|&top| top < width) {
            self.indents.push(width);
        }
        if self.indents.len() > INDENTS {
            return self.refuse("too many levels of indentation");
        }
        Ok(())
    }

    /// Passes one token (or byte). True at the end of a line.
    fn token(&mut self) -> Result<bool, ParseError> {
        let Some(&byte) = self.bytes.get(self.at) else { return Ok(false) };
        match byte {
            b'(' | b'[' | b'{' => {
                self.deeper(1)?;
                self.levels.push(Level::default());
                if self.levels.len() > BRACKETS + 1 {
                    return self.refuse("too many nested parentheses");
                }
            }
            b')' | b']' | b'}' => {
                if self.levels.len() > 1
                    && let Some(mut inner) = self.levels.pop()
                {
                    inner.end_part();
                    self.deeper(inner.largest)?;
                }
            }
            b',' | b';' => {
                if let Some(level) = self.levels.last_mut() {
                    level.end_part();
                }
            }
            b'#' => {
                while !matches!(self.bytes.get(self.at), None | Some(b'\n')) {
                    self.at += 1;
                }
                return Ok(false);
            }
            b'\n' => {
                self.at += 1;
                return Ok(true);
            }
            // A continued line belongs to the same statement.
            b'\\' => {
                self.at += 1;
                for end in [b'\r', b'\n'] {
                    self.at += usize::from(self.bytes.get(self.at) == Some(&end));
                }
                return Ok(false);
            }
            b'"' | b'\'' => {
                self.at = skip_string(self.bytes, self.at, byte);
                return Ok(false);
            }
            _ if OPERATORS.contains(&byte) => self.deeper(1)?,
            b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'_' => return self.word().map(|()| false),
            _ => {}
        }
        self.at += 1;
        Ok(false)
    }

    fn word(&mut self) -> Result<(), ParseError> {
        let word = self.plain_word()?;
        if WORDS.contains(&word) {
            self.deeper(1)?;
        }
        if let Some(&quote @ (b'"' | b'\'')) = self.bytes.get(self.at)
            && word.len() <= 2
            && word.iter().any(|b| matches!(b, b'f' | b'F'))
        {
            let end = skip_string(self.bytes, self.at, quote).min(self.bytes.len());
            return self.fields(end);
        }
        if word == b"elif" {
            self.elifs += 1;
            if self.elifs > ELIFS {
                return self.refuse("too many branches");
            }
        }
        Ok(())
    }

    /// Passes a name, keyword or number.
    fn plain_word(&mut self) -> Result<&'s [u8], ParseError> {
        let bytes = self.bytes;
        let start = self.at;
        while bytes.get(self.at).is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'_') {
            self.at += 1;
        }
        let word = &bytes[start..self.at];
        if word.first().is_some_and(u8::is_ascii_digit) && word.len() > DIGITS {
            return self.refuse("a number has too many digits");
        }
        Ok(word)
    }

    /// Passes a formatted string. What stands in its braces is expressions; whatever could nest them counts as if it did.
    fn fields(&mut self, end: usize) -> Result<(), ParseError> {
        let (mut depth, mut levels) = (0usize, 0);
        while self.at < end {
            let start = self.at;
            self.at += 1;
            match self.bytes[start] {
                b'{' if depth == 0 && self.bytes.get(self.at) == Some(&b'{') => self.at += 1,
                b'{' => {
                    depth += 1;
                    levels = if depth == 1 { 0 } else { levels + 1 };
                }
                b'}' => depth = depth.saturating_sub(1),
                _ if depth == 0 => {}
                b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'_' => {
                    self.at = start;
                    levels += usize::from(WORDS.contains(&self.plain_word()?));
                }
                b'(' | b'[' => levels += 1,
                byte => levels += usize::from(OPERATORS.contains(&byte)),
            }
            if levels > CHAIN {
                return self.refuse("the expression is nested too deeply");
            }
        }
        Ok(())
    }

    fn deeper(&mut self, levels: usize) -> Result<(), ParseError> {
        let Some(level) = self.levels.last_mut() else { return Ok(()) };
        level.current += levels;
        if level.current > CHAIN {
            return self.refuse("the expression is nested too deeply");
        }
        Ok(())
    }
}

/// The offset after the string literal that starts at `i`.
fn skip_string(bytes: &[u8], mut i: usize, quote: u8) -> usize {
    let triple = bytes.get(i + 1) == Some(&quote) && bytes.get(i + 2) == Some(&quote);
    i += if triple { 3 } else { 1 };
    while let Some(&b) = bytes.get(i) {
        match b {
            b'\\' => i += 2,
            b'\n' if !triple => return i,
            _ if b == quote && !triple => return i + 1,
            _ if b == quote && bytes.get(i + 1) == Some(&quote) && bytes.get(i + 2) == Some(&quote) => {
                return i + 3;
            }
            _ => i += 1,
        }
    }
    bytes.len()
}
