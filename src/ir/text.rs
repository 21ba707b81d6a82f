//! Small helpers that append to the output buffer without allocating.

/// Spaces to copy indentation from.
const SPACES: &str = "                                                                                ";

/// Appends `count` spaces.
pub(crate) fn spaces(out: &mut String, count: usize) {
    let mut left = count;
    while left > SPACES.len() {
        out.push_str(SPACES);
        left -= SPACES.len();
    }
    out.push_str(&SPACES[..left]);
}

/// Appends a number in decimal.
pub(crate) fn number(out: &mut String, value: u32) {
    out.push_str(itoa::Buffer::new().format(value));
}

/// Appends an integer in decimal.
pub(crate) fn integer(out: &mut String, value: i128) {
    out.push_str(itoa::Buffer::new().format(value));
}

/// Appends items separated by `separator`.
pub(crate) fn joined<T>(
    out: &mut String,
    separator: &str,
    items: impl IntoIterator<Item = T>,
    mut each: impl FnMut(&mut String, T),
) {
    for (i, item) in items.into_iter().enumerate() {
        if i > 0 {
            out.push_str(separator);
        }
        each(out, item);
    }
}

/// A list with one item per line: Warp's `codegen.indent`.
pub(crate) struct Lines {
    empty: bool,
}

impl Lines {
    /// An empty list.
    pub(crate) fn new() -> Self {
        Lines { empty: true }
    }

    /// Starts the next item: appends the separator where one is due.
    pub(crate) fn item<'o>(&mut self, out: &'o mut String) -> &'o mut String {
        if !self.empty {
            out.push_str(",\n    ");
        }
        self.empty = false;
        out
    }
}

/// Python's `str.strip()`.
pub(crate) fn python_strip(line: &str) -> &str {
    line.trim_matches(|c: char| c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c))
}

/// Appends a file name escaped for a `#line` directive (Warp's `_escape_line_directive_filename`).
pub(crate) fn escaped_file_name(out: &mut String, name: &str) {
    for c in name.chars() {
        match c {
            '\\' => out.push('/'),
            '"' => out.push_str("\\\""),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if (c as u32) < 32 || c as u32 == 127 => {
                out.push('\\');
                let code = c as u8;
                for shift in [6, 3, 0] {
                    out.push((b'0' + ((code >> shift) & 7)) as char);
                }
            }
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_and_spaces() {
        let mut out = String::new();
        for value in [0, 7, -12, i128::from(u64::MAX), i128::MIN] {
            integer(&mut out, value);
            out.push(' ');
        }
        assert_eq!(out, format!("0 7 -12 {} {} ", u64::MAX, i128::MIN));
        out.clear();
        spaces(&mut out, 203);
        assert_eq!(out, " ".repeat(203));
    }

    #[test]
    fn file_names_are_escaped_as_warp_does() {
        let mut out = String::new();
        escaped_file_name(&mut out, "C:\\a \"b\"\n\u{1}7\u{7f}é.py");
        assert_eq!(out, "C:/a \\\"b\\\"\\n\\0017\\177é.py");
    }

    #[test]
    fn strip_takes_what_python_takes() {
        assert_eq!(python_strip("\t\u{1f}x \u{a0}"), "x");
    }
}
