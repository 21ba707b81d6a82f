//! SARIF 2.1.0: one document for all diagnostics, as code scanning services read it.

use serde_json::{Map, Value, json};

use super::{Code, Diagnostic, Label, Renderer, Severity};

/// The document for a run of the program. `explain` gives the help text of a code.
#[must_use]
pub fn sarif(
    diagnostics: &[&Diagnostic],
    renderer: &Renderer,
    version: &str,
    explain: impl Fn(Code) -> Option<String>,
) -> String {
    let mut codes: Vec<Code> = diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
    codes.sort_by_key(|code| code.name);
    codes.dedup();
    let rules: Vec<Value> = codes
        .iter()
        .map(|code| {
            let mut rule = Map::new();
            rule.insert("id".into(), code.name.into());
            rule.insert("shortDescription".into(), json!({ "text": code.title }));
            if let Some(text) = explain(*code) {
                rule.insert("help".into(), json!({ "text": text }));
            }
            rule.insert("defaultConfiguration".into(), json!({ "level": level(code.severity) }));
            Value::Object(rule)
        })
        .collect();
    let results: Vec<Value> =
        diagnostics.iter().map(|diagnostic| result(diagnostic, renderer, &codes)).collect();
    let driver = json!({ "name": "warpgen", "version": version, "rules": rules });
    let document = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{ "tool": { "driver": driver }, "columnKind": "unicodeCodePoints", "results": results }],
    });
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text
}

fn level(severity: Severity) -> &'static str {
    severity.name()
}

fn result(diagnostic: &Diagnostic, renderer: &Renderer, codes: &[Code]) -> Value {
    let mut text = diagnostic.message.clone();
    for line in diagnostic.notes.iter().chain(&diagnostic.help) {
        text.push('\n');
        text.push_str(line);
    }
    let mut out = Map::new();
    out.insert("ruleId".into(), diagnostic.code.name.into());
    let index = codes.iter().position(|code| *code == diagnostic.code).unwrap_or_default();
    out.insert("ruleIndex".into(), index.into());
    out.insert("level".into(), level(diagnostic.severity).into());
    out.insert("message".into(), json!({ "text": text }));
    let place = match (&diagnostic.primary, &diagnostic.file) {
        (Some(label), _) => Some(json!({ "physicalLocation": location(label, renderer) })),
        (None, Some(file)) => {
            Some(json!({ "physicalLocation": { "artifactLocation": uri(renderer.shown(file)) } }))
        }
        (None, None) => None,
    };
    out.insert("locations".into(), place.into_iter().collect());
    let related: Vec<Value> = diagnostic
        .secondary
        .iter()
        .map(|label| {
            json!({ "physicalLocation": location(label, renderer), "message": { "text": label.text } })
        })
        .collect();
    if !related.is_empty() {
        out.insert("relatedLocations".into(), related.into());
    }
    Value::Object(out)
}

fn location(label: &Label, renderer: &Renderer) -> Value {
    let (line, column) = label.file.position(label.start);
    let (end_line, end_column) = label.file.position(label.end);
    json!({
        "artifactLocation": uri(renderer.shown(&label.file.name)),
        "region": { "startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column },
    })
}

/// A file name as a URI reference: `/` between folders, what URIs cannot hold escaped.
fn uri(name: &str) -> Value {
    let mut out = String::with_capacity(name.len());
    for byte in name.replace('\\', "/").bytes() {
        match byte {
            b'a'..=b'z'
            | b'A'..=b'Z'
            | b'0'..=b'9'
            | b'/'
            | b'.'
            | b'-'
            | b'_'
            | b'~'
            | b'+'
            | b','
            | b'=' => {
                out.push(char::from(byte));
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    json!({ "uri": out })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::diag::code;
    use crate::source::SourceFile;

    #[test]
    fn documents_name_rules_and_places() {
        let file = Arc::new(SourceFile::new("/p/a b.py", "x = é + 1\n"));
        let diagnostic =
            Diagnostic::new(code::INTEGER_DIVISION, "drops").at(Label::new(file, 4, 10)).help("convert");
        let renderer = Renderer { base: Some("/p".into()), ..Renderer::default() };
        let text = sarif(&[&diagnostic], &renderer, "1.0", |_| Some("why".into()));
        let document: Value = serde_json::from_str(&text).expect("valid JSON");
        let run = &document["runs"][0];
        assert_eq!(run["tool"]["driver"]["rules"][0]["id"], "WG0601");
        assert_eq!(run["results"][0]["message"]["text"], "drops\nconvert");
        let place = &run["results"][0]["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "a%20b.py");
        assert_eq!(place["region"]["startColumn"], 5);
        assert_eq!(place["region"]["endColumn"], 10);
    }
}
