//! Text to tokens, for text in which nothing is out of the ordinary.

use std::cmp::Ordering;

use super::super::Bodies;
use super::super::body::Unread;
use super::number::number;
use super::token::{Kind, Token, word};

/// CPython's limits on brackets and indentation; what goes beyond is for the other parser to report.
const BRACKETS: u32 = 200;
const INDENTS: usize = 100;

/// The tabs and the spaces that a line begins with.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
struct Indentation {
    tabs: usize,
    spaces: usize,
}

impl Indentation {
    /// Which is deeper, if that is so whatever the width of a tab.
    fn compare(self, other: Self) -> Option<Ordering> {
        match (self.tabs.cmp(&other.tabs), self.spaces.cmp(&other.spaces)) {
            (tabs, spaces) if tabs == spaces || spaces == Ordering::Equal => Some(tabs),
            (Ordering::Equal, spaces) => Some(spaces),
            _ => None,
        }
    }
}

/// The tokens of a text whose lines end at `\n` or `\r\n`. `None` where a byte, a literal or the indentation is not plainly right.
pub(super) fn lex(text: &str, bodies: Bodies) -> Option<Vec<Token>> {
    let bytes = text.as_bytes();
    let skips_bodies = bodies == Bodies::Later;
    if bytes.len() >= u32::MAX as usize / 2
        || memchr::memchr_iter(b'\r', bytes).any(|at| bytes.get(at + 1) != Some(&b'\n'))
        || text.starts_with('\u{feff}')
    {
        return None;
    }
    let part = if skips_bodies { 16 } else { 4 };
    let tokens = Vec::with_capacity(bytes.len() / part + 16);
    let mut lexer = Lexer {
        bytes,
        at: 0,
        line: 1,
        depth: 0,
        indents: vec![Indentation::default()],
        tokens,
        skips_bodies,
    };
    lexer.run(true)?;
    Some(lexer.tokens)
}

/// The tokens of a function's body that [`lex`] has skipped.
pub(super) fn lex_body(text: &str, body: &Unread) -> Option<Vec<Token>> {
    let bytes = text.as_bytes().get(..body.end as usize)?;
    let (at, line) = (body.start as usize, body.line);
    let tokens = Vec::with_capacity((bytes.len() - at) / 4 + 16);
    let mut lexer = Lexer {
        bytes,
        at,
        line,
        depth: 0,
        indents: vec![Indentation::default()],
        tokens,
        skips_bodies: false,
    };
    lexer.run(true)?;
    Some(lexer.tokens)
}

/// The tokens of an expression inside a formatted string: the bytes from `start` to `end` of a text that [`lex`] took.
pub(super) fn lex_part(text: &str, start: usize, end: usize, line: u32) -> Option<Vec<Token>> {
    let bytes = text.as_bytes().get(..end)?;
    let tokens = Vec::with_capacity(8);
    let mut lexer = Lexer {
        bytes,
        at: start,
        line,
        depth: 1,
        indents: vec![Indentation::default()],
        tokens,
        skips_bodies: false,
    };
    lexer.run(false)?;
    Some(lexer.tokens)
}

/// Bytes that mean something where a function's body is skipped; what lies between belongs to statements.
const MEANINGFUL: [bool; 256] = {
    let mut table = [false; 256];
    let bytes = b" ;\r\n#\\\"'\t\x0c\0()[]{}";
    let mut i = 0;
    while i < bytes.len() {
        table[bytes[i] as usize] = true;
        i += 1;
    }
    table
};

struct Lexer<'t> {
    bytes: &'t [u8],
    at: usize,
    line: u32,
    depth: u32,
    indents: Vec<Indentation>,
    tokens: Vec<Token>,
    skips_bodies: bool,
}

impl Lexer<'_> {
    fn peek(&self, ahead: usize) -> u8 {
        // Text with NUL is declined where it is read, so NUL can stand for the end.
        self.bytes.get(self.at + ahead).copied().unwrap_or(0)
    }

    fn push(&mut self, kind: Kind, len: usize) {
        let start = self.at as u32;
        self.at += len;
        self.tokens.push(Token { kind, line: self.line, start, end: self.at as u32 });
    }

    /// Reads a whole file, or a part of one that stands in brackets.
    fn run(&mut self, is_file: bool) -> Option<()> {
        let outer_depth = self.depth;
        let mut line_begins = is_file;
        let mut in_head = false;
        loop {
            if line_begins {
                if !self.indentation()? {
                    break;
                }
                line_begins = false;
                let rest = &self.bytes[self.at..];
                in_head = self.skips_bodies && (rest.starts_with(b"def ") || rest.starts_with(b"async def "));
            }
            let Some(&byte) = self.bytes.get(self.at) else { break };
            match byte {
                // A carriage return is followed by the line's end.
                b' ' | b'\t' | b'\r' => self.at += 1,
                b'\n' => {
                    if self.depth == 0 {
                        let is_head = in_head && self.tokens.last().is_some_and(|t| t.kind == Kind::Colon);
                        self.push(Kind::Newline, 1);
                        self.line += 1;
                        line_begins = true;
                        if is_head {
                            self.skip_body()?;
                        }
                    } else {
                        self.at += 1;
                        self.line += 1;
                    }
                }
                b'#' => self.skip_comment(),
                b'\\' => {
                    let len = self.continuation()?;
                    if self.at + len >= self.bytes.len() {
                        return None;
                    }
                    self.at += len;
                    self.line += 1;
                }
                b'a'..=b'z' | b'A'..=b'Z' | b'_' | 128.. => self.word()?,
                b'0'..=b'9' => self.number()?,
                b'"' | b'\'' => self.string(0)?,
                _ => self.operator(byte)?,
            }
        }
        if self.depth != outer_depth {
            return None;
        }
        if is_file && !line_begins {
            self.push(Kind::Newline, 0);
        }
        for _ in 1..self.indents.len() {
            self.push(Kind::Dedent, 0);
        }
        self.push(Kind::End, 0);
        Some(())
    }

    /// The length of a backslash and the line's end after it.
    fn continuation(&self) -> Option<usize> {
        match (self.peek(1), self.peek(2)) {
            (b'\n', _) => Some(2),
            (b'\r', b'\n') => Some(3),
            _ => None,
        }
    }

    fn skip_comment(&mut self) {
        let rest = &self.bytes[self.at..];
        self.at += memchr::memchr(b'\n', rest).unwrap_or(rest.len());
    }

    /// Goes to the first line that is not indented deeper than the function whose head was read, and makes one token of
    /// what lies between.
    fn skip_body(&mut self) -> Option<()> {
        let base = *self.indents.last()?;
        let (start, line) = (self.at, self.line);
        let mut end = start;
        loop {
            let line_start = self.at;
            let width = self.leading()?;
            match self.bytes.get(self.at) {
                None => break,
                Some(b'\r') => self.at += 1,
                Some(b'\n') => {
                    self.at += 1;
                    self.line += 1;
                }
                Some(b'#') => self.skip_comment(),
                Some(b'\\' | b'\x0c') => return None,
                Some(_) if width.compare(base)? != Ordering::Greater => {
                    self.at = line_start;
                    break;
                }
                Some(_) => end = self.skip_line()?,
            }
        }
        if end == start {
            return None;
        }
        let (start, end) = (start as u32, end as u32);
        self.tokens.push(Token { kind: Kind::Body, line, start, end });
        Some(())
    }

    /// Goes to the start of the next logical line. Gives the end of the last statement on this one.
    fn skip_line(&mut self) -> Option<usize> {
        let mut end = self.at;
        let mut depth = 0u32;
        loop {
            let rest = &self.bytes[self.at..];
            let plain = rest.iter().position(|&b| MEANINGFUL[usize::from(b)]).unwrap_or(rest.len());
            if plain > 0 {
                self.at += plain;
                end = self.at;
            }
            let Some(&byte) = self.bytes.get(self.at) else { break };
            match byte {
                b' ' | b'\t' | b'\r' | b';' => self.at += 1,
                b'\n' => {
                    self.at += 1;
                    self.line += 1;
                    if depth == 0 {
                        return Some(end);
                    }
                }
                b'#' => self.skip_comment(),
                b'\\' => {
                    self.at += self.continuation()?;
                    self.line += 1;
                }
                b'"' | b'\'' => {
                    let (len, lines) = self.string_end(0)?;
                    self.at += len;
                    self.line += lines;
                    end = self.at;
                }
                b'\x0c' | 0 => return None,
                _ => {
                    match byte {
                        b'(' | b'[' | b'{' => depth += 1,
                        b')' | b']' | b'}' => depth = depth.checked_sub(1)?,
                        _ => {}
                    }
                    self.at += 1;
                    end = self.at;
                }
            }
        }
        (depth == 0).then_some(end)
    }

    /// Reads blank lines and the indentation of the next line that has something on it. False at the end.
    fn indentation(&mut self) -> Option<bool> {
        let width = loop {
            let width = self.leading()?;
            match self.bytes.get(self.at) {
                None => return Some(false),
                Some(b'\r') => self.at += 1,
                Some(b'\n') => {
                    self.at += 1;
                    self.line += 1;
                }
                Some(b'#') => self.skip_comment(),
                Some(b'\\' | b'\x0c') => return None,
                Some(_) => break width,
            }
        };
        if width.compare(*self.indents.last()?)? == Ordering::Greater {
            self.indents.push(width);
            if self.indents.len() > INDENTS {
                return None;
            }
            self.push(Kind::Indent, 0);
            return Some(true);
        }
        loop {
            match width.compare(*self.indents.last()?)? {
                Ordering::Equal => return Some(true),
                Ordering::Greater => return None,
                Ordering::Less => {
                    self.indents.pop();
                    self.push(Kind::Dedent, 0);
                }
            }
        }
    }

    /// Passes the tabs, and after them the spaces, that a line begins with.
    fn leading(&mut self) -> Option<Indentation> {
        let mut width = Indentation::default();
        while self.peek(0) == b'\t' {
            self.at += 1;
            width.tabs += 1;
        }
        while self.peek(0) == b' ' {
            self.at += 1;
            width.spaces += 1;
        }
        // Tabs after spaces are an error even on a blank line.
        (self.peek(0) != b'\t').then_some(width)
    }

    fn word(&mut self) -> Option<()> {
        let rest = &self.bytes[self.at..];
        let mut len = 0;
        while let Some(&byte) = rest.get(len) {
            len += match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' => 1,
                128.. => letter(&rest[len..])?,
                _ => break,
            };
        }
        if let Some(b'"' | b'\'') = rest.get(len)
            && len <= 2
            && is_prefix(&rest[..len])
        {
            return self.string(len);
        }
        self.push(word(&rest[..len]), len);
        Some(())
    }

    fn number(&mut self) -> Option<()> {
        let (kind, len) = number(&self.bytes[self.at..])?;
        self.push(kind, len);
        Some(())
    }

    /// A string literal whose prefix has `prefix` bytes.
    fn string(&mut self, prefix: usize) -> Option<()> {
        let (len, lines) = self.string_end(prefix)?;
        self.push(Kind::Str, len);
        self.line += lines;
        Some(())
    }

    /// How long a string literal is, and how many lines end in it.
    fn string_end(&self, prefix: usize) -> Option<(usize, u32)> {
        let quote = self.peek(prefix);
        let triple = self.peek(prefix + 1) == quote && self.peek(prefix + 2) == quote;
        let mut i = self.at + prefix + if triple { 3 } else { 1 };
        let mut lines = 0;
        loop {
            if triple {
                // Documentation is most of what many files hold.
                let rest = self.bytes.get(i..)?;
                let plain = memchr::memchr2(quote, b'\\', rest)?;
                lines += memchr::memchr_iter(b'\n', &rest[..plain]).count() as u32;
                i += plain;
            }
            match *self.bytes.get(i)? {
                b'\\' => {
                    i += 1 + usize::from(self.bytes.get(i + 1) == Some(&b'\r'));
                    lines += u32::from(self.bytes.get(i) == Some(&b'\n'));
                    i += 1;
                }
                b'\n' => return None,
                b if b == quote && !triple => {
                    i += 1;
                    break;
                }
                b if b == quote
                    && self.bytes.get(i + 1) == Some(&quote)
                    && self.bytes.get(i + 2) == Some(&quote) =>
                {
                    i += 3;
                    break;
                }
                _ => i += 1,
            }
        }
        Some((i - self.at, lines))
    }

    fn operator(&mut self, byte: u8) -> Option<()> {
        let (second, third) = (self.peek(1), self.peek(2));
        let (kind, len) = match (byte, second, third) {
            (b'(', ..) => self.open(Kind::Lpar)?,
            (b'[', ..) => self.open(Kind::Lsqb)?,
            (b'{', ..) => self.open(Kind::Lbrace)?,
            (b')', ..) => self.close(Kind::Rpar)?,
            (b']', ..) => self.close(Kind::Rsqb)?,
            (b'}', ..) => self.close(Kind::Rbrace)?,
            (b',', ..) => (Kind::Comma, 1),
            (b';', ..) => (Kind::Semi, 1),
            (b'~', ..) => (Kind::Tilde, 1),
            (b'.', b'0'..=b'9', _) => return self.number(),
            (b'.', b'.', b'.') => (Kind::Ellipsis, 3),
            (b'.', ..) => (Kind::Dot, 1),
            (b':', b'=', _) => (Kind::ColonEqual, 2),
            (b':', ..) => (Kind::Colon, 1),
            (b'=', b'=', _) => (Kind::EqEqual, 2),
            (b'=', ..) => (Kind::Equal, 1),
            (b'!', b'=', _) => (Kind::NotEqual, 2),
            (b'-', b'>', _) => (Kind::Arrow, 2),
            (b'-', b'=', _) => (Kind::MinusEqual, 2),
            (b'-', ..) => (Kind::Minus, 1),
            (b'+', b'=', _) => (Kind::PlusEqual, 2),
            (b'+', ..) => (Kind::Plus, 1),
            (b'*', b'*', b'=') => (Kind::DoubleStarEqual, 3),
            (b'*', b'*', _) => (Kind::DoubleStar, 2),
            (b'*', b'=', _) => (Kind::StarEqual, 2),
            (b'*', ..) => (Kind::Star, 1),
            (b'/', b'/', b'=') => (Kind::DoubleSlashEqual, 3),
            (b'/', b'/', _) => (Kind::DoubleSlash, 2),
            (b'/', b'=', _) => (Kind::SlashEqual, 2),
            (b'/', ..) => (Kind::Slash, 1),
            (b'%', b'=', _) => (Kind::PercentEqual, 2),
            (b'%', ..) => (Kind::Percent, 1),
            (b'@', b'=', _) => (Kind::AtEqual, 2),
            (b'@', ..) => (Kind::At, 1),
            (b'&', b'=', _) => (Kind::AmperEqual, 2),
            (b'&', ..) => (Kind::Amper, 1),
            (b'|', b'=', _) => (Kind::VbarEqual, 2),
            (b'|', ..) => (Kind::Vbar, 1),
            (b'^', b'=', _) => (Kind::CaretEqual, 2),
            (b'^', ..) => (Kind::Caret, 1),
            (b'<', b'<', b'=') => (Kind::LeftShiftEqual, 3),
            (b'<', b'<', _) => (Kind::LeftShift, 2),
            (b'<', b'=', _) => (Kind::LessEqual, 2),
            (b'<', ..) => (Kind::Less, 1),
            (b'>', b'>', b'=') => (Kind::RightShiftEqual, 3),
            (b'>', b'>', _) => (Kind::RightShift, 2),
            (b'>', b'=', _) => (Kind::GreaterEqual, 2),
            (b'>', ..) => (Kind::Greater, 1),
            _ => return None,
        };
        self.push(kind, len);
        Some(())
    }

    fn open(&mut self, kind: Kind) -> Option<(Kind, usize)> {
        self.depth += 1;
        (self.depth <= BRACKETS).then_some((kind, 1))
    }

    fn close(&mut self, kind: Kind) -> Option<(Kind, usize)> {
        self.depth = self.depth.checked_sub(1)?;
        Some((kind, 1))
    }
}

/// Whether a word right before a quote belongs to the string.
fn is_prefix(word: &[u8]) -> bool {
    match word {
        [a] => matches!(a | 0x20, b'r' | b'f' | b'u' | b'b'),
        [a, b] => matches!([a | 0x20, b | 0x20], [b'r', b'f' | b'b'] | [b'f' | b'b', b'r']),
        _ => false,
    }
}

/// The length of the letter that starts here, for the letters beyond ASCII that names are usually made of.
fn letter(bytes: &[u8]) -> Option<usize> {
    let len = match bytes.first()? {
        0xc0..=0xdf => 2,
        0xe0..=0xef => 3,
        _ => return None,
    };
    let c = std::str::from_utf8(bytes.get(..len)?).ok()?.chars().next()?;
    let is_letter = match c {
        // The sign for micro, and Latin.
        '\u{b5}' => true,
        '\u{c0}'..='\u{24f}' => !matches!(c, '\u{d7}' | '\u{f7}'),
        // Greek.
        '\u{391}'..='\u{3f5}' => c != '\u{3a2}',
        // Cyrillic.
        '\u{400}'..='\u{481}' => true,
        // Hiragana, Katakana, Chinese characters.
        '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | '\u{4e00}'..='\u{9fa5}' => true,
        _ => false,
    };
    is_letter.then_some(len)
}
