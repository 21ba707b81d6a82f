//! Number literals.

use super::token::Kind;
use crate::frontend::ast::Constant;

/// Bytes of a literal. The limit on digits is for the other parser to report.
const LENGTH: usize = 1_000;

/// What number starts here, with a digit or with a point and a digit, and how long it is. `None` where it may be wrong.
pub(super) fn number(bytes: &[u8]) -> Option<(Kind, usize)> {
    let byte = |i: usize| bytes.get(i).copied().unwrap_or(0);
    if byte(0) == b'0'
        && let Some(radix) = radix(byte(1))
    {
        let len = digits(bytes, 2, radix);
        // A digit beyond the radix is an error; after hexadecimal digits none is left.
        let is_odd = radix != 16 && (byte(len).is_ascii_alphanumeric() || byte(len) == b'_');
        return (len > 2 && len <= LENGTH && !is_odd && byte(len) < 128).then_some((Kind::Int, len));
    }
    let mut len = digits(bytes, 0, 10);
    let mut kind = Kind::Int;
    if byte(len) == b'.' {
        if byte(len + 1) == b'_' {
            return None;
        }
        kind = Kind::Float;
        len = digits(bytes, len + 1, 10);
    }
    if matches!(byte(len), b'e' | b'E') {
        let sign = usize::from(matches!(byte(len + 1), b'+' | b'-'));
        if !byte(len + 1 + sign).is_ascii_digit() {
            return None;
        }
        kind = Kind::Float;
        len = digits(bytes, len + 1 + sign, 10);
    }
    if matches!(byte(len), b'j' | b'J') {
        kind = Kind::Complex;
        len += 1;
    }
    let leading_zero = kind == Kind::Int && len > 1 && byte(0) == b'0';
    let is_plain = !leading_zero && len <= LENGTH && byte(len) != b'_' && byte(len) < 128;
    is_plain.then_some((kind, len))
}

/// Where a run of digits that starts at `i` ends. An underscore may stand before a digit.
fn digits(bytes: &[u8], mut i: usize, radix: u32) -> usize {
    let is_digit = |i: usize| bytes.get(i).is_some_and(|&b| char::from(b).is_digit(radix));
    while is_digit(i) || (bytes.get(i) == Some(&b'_') && is_digit(i + 1)) {
        i += 1;
    }
    i
}

fn radix(letter: u8) -> Option<u32> {
    match letter {
        b'x' | b'X' => Some(16),
        b'o' | b'O' => Some(8),
        b'b' | b'B' => Some(2),
        _ => None,
    }
}

/// The value of a literal that [`number`] took. `None` where it is too large.
pub(super) fn value(kind: Kind, text: &str) -> Option<Constant> {
    let text = without_underscores(text);
    match kind {
        Kind::Float => text.parse().ok().map(Constant::Float),
        Kind::Complex => {
            let imag = text.get(..text.len() - 1)?.parse().ok()?;
            Some(Constant::Complex { real: 0.0, imag })
        }
        _ => integer(&text),
    }
}

fn integer(text: &str) -> Option<Constant> {
    if let &[b'0', letter, ..] = text.as_bytes() {
        return i128::from_str_radix(&text[2..], radix(letter)?).ok().map(Constant::Int);
    }
    // Digits alone can only be too many.
    Some(text.parse().map_or_else(|_| Constant::BigInt(text.into()), Constant::Int))
}

fn without_underscores(text: &str) -> std::borrow::Cow<'_, str> {
    if text.contains('_') { text.replace('_', "").into() } else { text.into() }
}
