//! Comments that leave diagnostics out: `# warpgen: ignore[WG0500]` at the end of a line, for that line;
//! `# warpgen: ignore-file[WG05]` anywhere, for the file. Without brackets, all codes.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::diag::{Diagnostic, Label, code};
use crate::source::SourceFile;

/// What a comment begins with.
const MARK: &str = "# warpgen: ignore";

/// A comment that leaves diagnostics out.
struct Ignore {
    line: u32,
    whole_file: bool,
    /// Code prefixes and where they stand; none means all.
    codes: Vec<(String, u32, u32)>,
}

impl Ignore {
    fn covers(&self, name: &str) -> bool {
        self.codes.is_empty() || self.codes.iter().any(|(code, ..)| name.starts_with(code.as_str()))
    }
}

fn comments(file: &SourceFile) -> Vec<Ignore> {
    let text = &*file.text;
    let mut found = Vec::new();
    for (at, _) in text.match_indices(MARK) {
        let mut rest = &text[at + MARK.len()..];
        let whole_file = rest.starts_with("-file");
        if whole_file {
            rest = &rest["-file".len()..];
        }
        let mut codes = Vec::new();
        let line_end = rest.find('\n').unwrap_or(rest.len());
        if let Some(list) = rest[..line_end].strip_prefix('[').and_then(|list| list.split(']').next()) {
            let mut offset = text.len() - rest.len() + 1;
            for item in list.split(',') {
                let lead = item.len() - item.trim_start().len();
                let name = item.trim();
                if !name.is_empty() {
                    let start = (offset + lead) as u32;
                    codes.push((name.to_ascii_uppercase(), start, start + name.len() as u32));
                }
                offset += item.len() + 1;
            }
        } else if rest.starts_with(|c: char| c.is_alphanumeric() || c == '-' || c == '_') {
            continue;
        }
        found.push(Ignore { line: file.line_of(at as u32), whole_file, codes });
    }
    found
}

/// Warns of codes in comments that do not exist.
pub(super) fn unknown_codes(file: &Arc<SourceFile>, found: &mut Vec<Diagnostic>) {
    if !file.text.contains(MARK) {
        return;
    }
    for (name, start, end) in comments(file).into_iter().flat_map(|ignore| ignore.codes) {
        if !code::ALL.iter().any(|code| code.name.starts_with(&name)) {
            let label = Label::new(Arc::clone(file), start, end);
            let message = format!("no code is called or begins with `{name}`");
            found.push(Diagnostic::new(code::UNKNOWN_IGNORE, message).at(label));
        }
    }
}

/// Takes out what comments in the files concerned leave out: on the first or last line of the place.
pub(super) fn apply(found: &mut Vec<Diagnostic>) {
    let mut by_file: FxHashMap<usize, Vec<Ignore>> = FxHashMap::default();
    found.retain(|diagnostic| {
        let Some(label) = &diagnostic.primary else { return true };
        let file = &label.file;
        let ignores = by_file
            .entry(Arc::as_ptr(file) as usize)
            .or_insert_with(|| if file.text.contains(MARK) { comments(file) } else { Vec::new() });
        let first = file.line_of(label.start);
        let last = file.line_of(label.end.saturating_sub(1).max(label.start));
        let on_place = |ignore: &Ignore| ignore.whole_file || ignore.line == first || ignore.line == last;
        !ignores.iter().any(|ignore| on_place(ignore) && ignore.covers(diagnostic.code.name))
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_name_codes() {
        let text = "a  # warpgen: ignore[WG0500, WG06]\nb  # warpgen: ignore\n# warpgen: ignore-file[WG0100]\n\
                    c  # warpgen: ignored\n";
        let found = comments(&SourceFile::new("a.py", text));
        assert_eq!(found.len(), 3);
        assert!(found[0].covers("WG0500") && found[0].covers("WG0601") && !found[0].covers("WG0502"));
        assert!(found[1].covers("WG0100") && found[1].line == 2);
        assert!(found[2].whole_file && !found[2].covers("WG0500"));
    }
}
