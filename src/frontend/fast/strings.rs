//! String literals.

use rustpython_parser::ast as rp;
use rustpython_parser::text_size::TextSize;

use super::Reader;
use super::token::Kind;
use crate::frontend::ast::{Constant, Expr, ExprKind};
use crate::frontend::{convert, nesting};
use crate::source::SourceFile;

impl Reader<'_> {
    /// One or more literals in a row. Bytes, rare escapes and rare formats are read by the parser library.
    pub(super) fn strings(&mut self) -> Option<Expr> {
        let first = self.at;
        while self.kind() == Kind::Str {
            self.bump();
        }
        let literals = &self.tokens[first..self.at];
        let text = self.text;
        let plain = |start: u32, end: u32| plain_content(&text[start as usize..end as usize]);
        let constant = match literals {
            [one] => match plain(one.start, one.end) {
                Some(content) if !content.contains('\\') || is_raw(self.slice(*one)) => Some(content.into()),
                Some(content) => unescape(content).map(Into::into),
                None => None,
            },
            several => {
                let mut joined = String::new();
                let all_plain = several.iter().all(|literal| {
                    let Some(content) = plain(literal.start, literal.end) else { return false };
                    if is_raw(&text[literal.start as usize..literal.end as usize]) {
                        joined.push_str(content);
                        return true;
                    }
                    unescape(content).map(|content| joined.push_str(&content)).is_some()
                });
                all_plain.then(|| joined.into())
            }
        };
        match constant {
            Some(value) => Some(self.expr_from(first, ExprKind::Constant(Constant::Str(value)))),
            None => match self.formatted(first) {
                Some(expr) => Some(expr),
                None => self.library_strings(first),
            },
        }
    }

    /// Literals from the token at `first` on, through the parser library.
    fn library_strings(&mut self, first: usize) -> Option<Expr> {
        use rustpython_parser::Parse as _;
        let (start, end) = (self.tokens[first].start, self.tokens[self.at - 1].end);
        // Brackets let the literals go over several lines.
        let text = format!("({})", &self.text[start as usize..end as usize]);
        nesting::check(&SourceFile::new("<string>", text.as_str())).ok()?;
        let offset = TextSize::from(start.checked_sub(1)?);
        let parsed = rp::Expr::parse_starts_at(&text, "<file>", offset).ok()?;
        let (expr, next_id) = convert::expression_from(parsed, self.source, self.next_id).ok()?;
        self.next_id = next_id;
        Some(expr)
    }
}

pub(super) fn is_raw(literal: &str) -> bool {
    matches!(literal.as_bytes().first(), Some(b'r' | b'R'))
}

/// What stands between the quotes of a literal without prefix, or with `r` or `u`.
pub(super) fn plain_content(literal: &str) -> Option<&str> {
    let body = match literal.as_bytes() {
        [b'"' | b'\'', ..] => literal,
        [b'r' | b'R' | b'u' | b'U', b'"' | b'\'', ..] => &literal[1..],
        _ => return None,
    };
    let quotes =
        if body.len() >= 6 && (body.starts_with("\"\"\"") || body.starts_with("'''")) { 3 } else { 1 };
    body.get(quotes..body.len() - quotes)
}

/// Resolves the common escapes; `None` where there is another.
pub(super) fn unescape(content: &str) -> Option<String> {
    let mut out = String::with_capacity(content.len());
    let mut rest = content;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        match *rest.as_bytes().get(at + 1)? {
            b'\n' => {}
            b'n' => out.push('\n'),
            b't' => out.push('\t'),
            b'r' => out.push('\r'),
            c @ (b'\\' | b'\'' | b'"') => out.push(char::from(c)),
            _ => return None,
        }
        rest = &rest[at + 2..];
    }
    out.push_str(rest);
    Some(out)
}
