//! `re.sub`, which libraries use to make names: for patterns and texts for which Python and the `regex-lite` library agree.

use super::super::value::Value;

/// Longest pattern and text, in bytes; what is longer is no name.
const LONGEST: usize = 4096;

/// `re.sub(pattern, replacement, text)` without flags, or `None` where that is not certain.
pub(super) fn sub(pattern: &Value, replacement: &Value, text: &Value) -> Option<Value> {
    let (pattern, replacement, text) = (pattern.as_str()?, replacement.as_str()?, text.as_str()?);
    let is_plain = |s: &str| s.len() <= LONGEST && s.bytes().all(|b| (b' '..=b'~').contains(&b));
    // A replacement with a backslash refers to groups. What follows is read differently, or might be.
    let differs = ["(?", "[[", "&&", "--", "~~", "||", "\\Z", "\\A", "\\b", "\\B"];
    if ![pattern, replacement, text].into_iter().all(is_plain)
        || replacement.contains('\\')
        || differs.iter().any(|part| pattern.contains(part))
    {
        return None;
    }
    let compiled = regex_lite::Regex::new(pattern).ok()?;
    // Python replaces an empty match next to another match as well.
    if compiled.is_match("") || compiled.find_iter(text).any(|found| found.is_empty()) {
        return None;
    }
    Some(Value::str(&compiled.replace_all(text, regex_lite::NoExpand(replacement))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn substitutes_where_python_would_do_the_same() {
        let sub = |pattern: &str, replacement: &str, text: &str| {
            let done = sub(&Value::str(pattern), &Value::str(replacement), &Value::str(text))?;
            done.as_str().map(str::to_owned)
        };
        assert_eq!(sub("[^0-9a-zA-Z_]+", "", "Grid<3>, a_b").as_deref(), Some("Grid3a_b"));
        assert_eq!(sub("(a|b)+c", "$1", "abc-bc").as_deref(), Some("$1-$1"));
        assert_eq!(sub(r"\d{2}", "#", "1234567").as_deref(), Some("###7"));
        for uncertain in [("x*", "-"), ("(?=a)", ""), ("(a)", r"\1"), ("[", ""), (r"\b", "")] {
            assert_eq!(sub(uncertain.0, uncertain.1, "abxd"), None);
        }
        assert_eq!(sub("a", "b", "é"), None);
    }
}
