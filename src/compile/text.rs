//! What this stage knows about generated text: where modules begin, and where a module's fixed header ends.

/// The device a text is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Device {
    /// C++ for the host.
    Cpu,
    /// CUDA C for NVRTC.
    Cuda,
}

impl Device {
    /// `cpu` or `cuda`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Device::Cpu => "cpu",
            Device::Cuda => "cuda",
        }
    }

    /// The extension Warp gives this device's source files.
    #[must_use]
    pub fn source_extension(self) -> &'static str {
        match self {
            Device::Cpu => "cpp",
            Device::Cuda => "cu",
        }
    }
}

/// The line that separates modules in one file, before the name.
pub const MODULE_LINE: &str = "// module: ";

/// The modules of a file that may hold several, each after a `// module: NAME` line. Text without such a line is one
/// module, called `default_name`.
#[must_use]
pub fn split_modules<'t>(text: &'t str, default_name: &str) -> Vec<(String, &'t str)> {
    let mut modules = Vec::new();
    let mut rest = text;
    let mut current: Option<(String, usize)> = None;
    let mut offset = 0;
    if !text.starts_with(MODULE_LINE) {
        current = Some((default_name.to_owned(), 0));
    }
    while !rest.is_empty() {
        let line_len = rest.find('\n').map_or(rest.len(), |i| i + 1);
        let line = &rest[..line_len];
        if let Some(name) = line.strip_prefix(MODULE_LINE) {
            if let Some((name, start)) = current.take()
                && !text[start..offset].trim().is_empty()
            {
                modules.push((name, &text[start..offset]));
            }
            current = Some((name.trim_end().to_owned(), offset + line_len));
        }
        offset += line_len;
        rest = &rest[line_len..];
    }
    if let Some((name, start)) = current {
        modules.push((name, &text[start..]));
    }
    modules
}

/// A module's text cut after Warp's prologue: includes, preamble and the macros that every module begins with.
#[derive(Clone, Copy, Debug)]
pub struct Parts<'t> {
    /// Prologue, identical in most modules of a device.
    pub header: &'t str,
    /// Structs, functions and kernels.
    pub body: &'t str,
    /// The 1-based line of the text on which the body begins.
    pub body_line: usize,
}

/// Cuts a module after its prologue, whose last line defines `adj_int`. `None` when there is no such line.
#[must_use]
pub fn split_header(text: &str) -> Option<Parts<'_>> {
    let mark = text.find("\n#define adj_int(")? + 1;
    let end = mark + text[mark..].find('\n')? + 1;
    let (header, body) = text.split_at(end);
    let body_line = header.bytes().filter(|b| *b == b'\n').count() + 1;
    Some(Parts { header, body, body_line })
}

/// The macros a module defines before it includes `builtin.h`: exactly what a precompiled header must have been built
/// with. `None` when anything but definitions comes before it.
#[must_use]
pub fn macros_before_builtin(text: &str) -> Option<Vec<(String, String)>> {
    let mut macros = Vec::new();
    for line in text.lines() {
        let line = line.trim();
        if line == "#include \"builtin.h\"" {
            return Some(macros);
        }
        if line.is_empty() || line.starts_with("//") || line.starts_with("#line ") || line.starts_with("# ") {
            continue;
        }
        let definition = line.strip_prefix("#define ")?;
        let (name, value) = definition.split_once(' ').unwrap_or((definition, ""));
        if name.contains('(') {
            return None;
        }
        macros.push((name.to_owned(), value.trim().to_owned()));
    }
    None
}

/// Whether braces and parentheses balance outside comments and literals, so that the text can be put in a namespace
/// without spilling into its neighbours.
#[must_use]
pub fn balanced(text: &str) -> bool {
    let bytes = text.as_bytes();
    let (mut braces, mut parens) = (0i64, 0i64);
    let mut i = 0;
    while i < bytes.len() {
        match bytes[i] {
            b'/' if bytes.get(i + 1) == Some(&b'/') => {
                i = text[i..].find('\n').map_or(bytes.len(), |n| i + n);
                continue;
            }
            b'/' if bytes.get(i + 1) == Some(&b'*') => {
                let Some(n) = text[i + 2..].find("*/") else { return false };
                i += n + 4;
                continue;
            }
            quote @ (b'"' | b'\'') => {
                // A digit separator (1'000) is no character literal; generated text has none, user snippets may.
                let separator = quote == b'\'' && i > 0 && bytes[i - 1].is_ascii_alphanumeric();
                if !separator {
                    i += 1;
                    while i < bytes.len() && bytes[i] != quote {
                        if bytes[i] == b'\n' {
                            return false;
                        }
                        i += if bytes[i] == b'\\' { 2 } else { 1 };
                    }
                }
            }
            b'{' => braces += 1,
            b'}' => braces -= 1,
            b'(' => parens += 1,
            b')' => parens -= 1,
            _ => {}
        }
        if braces < 0 || parens < 0 {
            return false;
        }
        i += 1;
    }
    braces == 0 && parens == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_module_without_a_line() {
        assert_eq!(split_modules("a\nb\n", "x"), [("x".to_owned(), "a\nb\n")]);
        assert_eq!(split_modules("", "x"), [("x".to_owned(), "")]);
    }

    #[test]
    fn several_modules_by_their_lines() {
        let text = "// module: a\n1\n// module: b.c\n2\n3";
        assert_eq!(split_modules(text, "x"), [("a".to_owned(), "1\n"), ("b.c".to_owned(), "2\n3")]);
    }

    #[test]
    fn macros_before_the_include() {
        let text = "#define A\n\n#define B 256\n#include \"builtin.h\"\n#define C 1\n";
        let expected = vec![("A".to_owned(), String::new()), ("B".to_owned(), "256".to_owned())];
        assert_eq!(macros_before_builtin(text), Some(expected));
        assert_eq!(macros_before_builtin("int x;\n#include \"builtin.h\"\n"), None);
        assert_eq!(macros_before_builtin("#define A 1\n"), None);
    }

    #[test]
    fn balance_ignores_comments_and_literals() {
        assert!(balanced("void f() { g(\"}\"); h('{'); } // }\n/* { */ int x = 1'000;"));
        for text in ["{", "}", "{ ) (", "f(\"x\n\")", "/* never closed"] {
            assert!(!balanced(text), "{text}");
        }
    }

    #[test]
    fn header_ends_after_the_last_macro() {
        let text = "#include \"builtin.h\"\n#define adj_int(x, adj_x, adj_ret) f()\nstruct S {};\n";
        let parts = split_header(text).unwrap();
        assert_eq!(parts.body, "struct S {};\n");
        assert_eq!(parts.body_line, 3);
        assert!(split_header("int main() {}").is_none());
    }
}
