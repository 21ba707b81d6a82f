//! Formatted strings of the usual kind: no backslashes, no `{x=}`, no fields within a format.

use super::strings::{plain_content, plain_value};
use super::token::Kind;
use super::{Reader, lexer};
use crate::frontend::ast::{Constant, Expr, ExprKind, Span};

/// The parts of a formatted string so far.
struct Parts {
    values: Vec<Expr>,
    /// Text since the last field; literals in a row share it.
    text: Option<String>,
    /// All the literals; text stands there.
    whole: Span,
}

impl Reader<'_> {
    /// Literals from the token at `first` to the one before the next, at least one of them formatted. `None`: the parser
    /// library has to read them.
    pub(super) fn formatted(&mut self, first: usize) -> Option<Expr> {
        let (next, whole) = (self.at, self.span(first));
        let mut parts = Parts { values: Vec::new(), text: None, whole };
        let mut any = false;
        for index in first..next {
            let token = self.tokens[index];
            let literal = self.slice(token);
            if let [b'f' | b'F', b'"' | b'\'', ..] = literal.as_bytes() {
                any = true;
                let content = plain_content(&literal[1..])?;
                // The parser library counts `\r\n` as one byte here.
                if content.contains(['\\', '\r']) {
                    return None;
                }
                let quotes = (literal.len() - 1 - content.len()) / 2;
                let end_line = self.source.line_of(token.end);
                let span = Span { start: token.start, end: token.end, line: token.line, end_line };
                self.fields(content, token.start as usize + 1 + quotes, span, &mut parts)?;
            } else {
                parts.text.get_or_insert_default().push_str(&plain_value(literal)?);
            }
        }
        if !any {
            return None;
        }
        self.flush(&mut parts);
        Some(Expr { id: self.id(), span: whole, kind: ExprKind::JoinedStr(parts.values) })
    }

    fn flush(&mut self, parts: &mut Parts) {
        if let Some(text) = parts.text.take() {
            let kind = ExprKind::Constant(Constant::Str(text.into()));
            parts.values.push(Expr { id: self.id(), span: parts.whole, kind });
        }
    }

    /// One literal's content, which starts at byte `base` of the file.
    fn fields(&mut self, content: &str, base: usize, span: Span, parts: &mut Parts) -> Option<()> {
        let bytes = content.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let brace =
                bytes[at..].iter().position(|b| matches!(b, b'{' | b'}')).map_or(bytes.len(), |i| at + i);
            if brace > at {
                parts.text.get_or_insert_default().push_str(&content[at..brace]);
            }
            let Some(&byte) = bytes.get(brace) else { break };
            if bytes.get(brace + 1) == Some(&byte) {
                parts.text.get_or_insert_default().push(char::from(byte));
                at = brace + 2;
                continue;
            }
            if byte == b'}' {
                return None;
            }
            self.flush(parts);
            let (field, end) = self.field(content, brace + 1, base, span)?;
            parts.values.push(field);
            at = end;
        }
        Some(())
    }

    /// The field whose expression starts at `start` of the content; also where the text after it starts.
    fn field(&mut self, content: &str, start: usize, base: usize, span: Span) -> Option<(Expr, usize)> {
        let bytes = content.as_bytes();
        let end = expression_end(bytes, start)?;
        let mut at = end;
        let mut conversion = None;
        if bytes[at] == b'!' {
            conversion = Some(char::from(*bytes.get(at + 1)?)).filter(|c| matches!(c, 's' | 'a' | 'r'));
            conversion?;
            at += 2;
        }
        let mut format_spec = None;
        if bytes.get(at)? == &b':' {
            let close = at + bytes[at..].iter().position(|&b| b == b'}')?;
            let text = &content[at + 1..close];
            if text.contains('{') {
                return None;
            }
            let mut values = Vec::new();
            if !text.is_empty() {
                let kind = ExprKind::Constant(Constant::Str(text.into()));
                values.push(Expr { id: self.id(), span, kind });
            }
            format_spec = Some(Box::new(Expr { id: self.id(), span, kind: ExprKind::JoinedStr(values) }));
            at = close;
        }
        if bytes.get(at)? != &b'}' {
            return None;
        }
        let value = Box::new(self.part(base + start, base + end)?);
        let kind = ExprKind::FormattedValue { value, conversion, format_spec };
        Some((Expr { id: self.id(), span, kind }, at + 1))
    }

    /// The expression between two bytes of the file.
    fn part(&mut self, start: usize, end: usize) -> Option<Expr> {
        let tokens = lexer::lex_part(self.text, start, end, self.source.line_of(start as u32))?;
        let outer =
            (std::mem::replace(&mut self.tokens, tokens), std::mem::replace(&mut self.at, 0), self.depth);
        let expr = self.deeper(Self::named_test);
        let is_all = self.kind() == Kind::End;
        (self.tokens, self.at, self.depth) = outer;
        expr.filter(|_| is_all)
    }
}

/// Where the expression that starts at `at` ends: at its `}`, `!` or `:`.
fn expression_end(bytes: &[u8], mut at: usize) -> Option<usize> {
    let mut depth = 0u32;
    loop {
        let next = bytes.get(at + 1);
        match *bytes.get(at)? {
            b'!' | b'=' | b'<' | b'>' if next == Some(&b'=') => at += 1,
            b'!' | b':' | b'}' if depth == 0 => return Some(at),
            b'=' if depth == 0 => return None,
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.checked_sub(1)?,
            quote @ (b'"' | b'\'') => at += 1 + bytes[at + 1..].iter().position(|&b| b == quote)?,
            b'#' => return None,
            _ => {}
        }
        at += 1;
    }
}
