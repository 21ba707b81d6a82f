//! String literals.

use std::borrow::Cow;

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
        let constant = match &self.tokens[first..self.at] {
            &[one] => plain_value(self.slice(one)).map(Into::into),
            several => {
                let mut joined = String::new();
                let all_plain = several
                    .iter()
                    .all(|&literal| plain_value(self.slice(literal)).map(|v| joined.push_str(&v)).is_some());
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

/// The value of a literal without prefix, or with `r` or `u`. `None` where it has a rare escape.
pub(super) fn plain_value(literal: &str) -> Option<Cow<'_, str>> {
    let mut content = Cow::from(plain_content(literal)?);
    if content.contains('\r') {
        content = content.replace("\r\n", "\n").into();
    }
    if !content.contains('\\') || is_raw(literal) {
        return Some(content);
    }
    unescape(&content).map(Into::into)
}

fn is_raw(literal: &str) -> bool {
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
fn unescape(content: &str) -> Option<String> {
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
