//! Any text gives code or diagnostics: never a panic, never a hang, and always the same.
//!
//! `PROPTEST_CASES` sets how many inputs each property tries.

mod common;

use std::path::PathBuf;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use common::{files, with_stack};
use proptest::prelude::*;
use proptest::sample::Index;
use warpgen::emit::Device;
use warpgen::pipeline::{self, FileOutput, Request, Source};

/// Nothing a fixture can be turned into takes longer, even in a debug build on a busy machine.
const TIME_LIMIT: Duration = Duration::from_secs(30);

/// Fixtures of ordinary size.
static SOURCES: LazyLock<Vec<(PathBuf, String)>> = LazyLock::new(|| {
    let sources = files().into_iter().filter_map(|path| {
        let text = std::fs::read_to_string(&path).ok()?;
        (text.len() < 8_000).then_some((path, text))
    });
    sources.collect()
});

fn config(cases: u32) -> ProptestConfig {
    let wanted = std::env::var("PROPTEST_CASES").ok().and_then(|text| text.parse().ok());
    ProptestConfig { cases: wanted.unwrap_or(cases), failure_persistence: None, ..ProptestConfig::default() }
}

fn generate(text: &str, path: PathBuf, device: Device) -> Result<FileOutput, String> {
    let mut request = Request::new(&path, device);
    request.module_name = "mutated".to_owned();
    request.source_path = Some("mutated.py".to_owned());
    request.source = Source::Text { text: text.to_owned(), path };
    let start = Instant::now();
    let output = with_stack(|| pipeline::run(&request))?;
    let took = start.elapsed();
    if took > TIME_LIMIT {
        return Err(format!("took {took:?}"));
    }
    Ok(output)
}

/// Runs a text twice and compares.
fn check(text: &str, path: PathBuf, device: Device) -> Result<(), TestCaseError> {
    let run = || generate(text, path.clone(), device).map_err(TestCaseError::fail);
    let (first, second) = (run()?, run()?);
    prop_assert_eq!(first.text(), second.text());
    let messages = |output: &FileOutput| output.diagnostics().map(|d| d.message.clone()).collect::<Vec<_>>();
    prop_assert_eq!(messages(&first), messages(&second));
    // What is rejected says why, and where.
    for module in &first.modules {
        prop_assert!(
            module.emitted.is_some() || !module.diagnostics.is_empty(),
            "silence about {}",
            module.name
        );
    }
    Ok(())
}

fn device() -> impl Strategy<Value = Device> {
    prop_oneof![Just(Device::Cpu), Just(Device::Cuda)]
}

/// Words and single characters of a text, with their places.
fn tokens(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut out: Vec<std::ops::Range<usize>> = Vec::new();
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let word = |c: char| c.is_alphanumeric() || c == '_';
        match out.last_mut() {
            Some(last) if last.end == at && word(c) && text[last.clone()].chars().all(word) => last.end = end,
            _ if c.is_whitespace() => {}
            _ => out.push(at..end),
        }
    }
    out
}

proptest! {
    #![proptest_config(config(48))]

    #[test]
    fn truncated(source in any::<Index>(), at in any::<Index>(), device in device()) {
        let (path, text) = source.get(&SOURCES);
        let mut end = at.index(text.len().max(1));
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        check(&text[..end], path.clone(), device)?;
    }

    #[test]
    fn tokens_swapped(source in any::<Index>(), a in any::<Index>(), b in any::<Index>(), device in device()) {
        let (path, text) = source.get(&SOURCES);
        let tokens = tokens(text);
        prop_assume!(!tokens.is_empty());
        let (a, b) = (a.index(tokens.len()), b.index(tokens.len()));
        let (first, second) = (&tokens[a.min(b)], &tokens[a.max(b)]);
        prop_assume!(first != second);
        let mutated = [
            &text[..first.start],
            &text[second.clone()],
            &text[first.end..second.start],
            &text[first.clone()],
            &text[second.end..],
        ]
        .concat();
        check(&mutated, path.clone(), device)?;
    }

    #[test]
    fn token_replaced(source in any::<Index>(), at in any::<Index>(), from in any::<Index>(), device in device()) {
        let (path, text) = source.get(&SOURCES);
        let tokens = tokens(text);
        prop_assume!(!tokens.is_empty());
        let (at, from) = (&tokens[at.index(tokens.len())], &tokens[from.index(tokens.len())]);
        let mutated = [&text[..at.start], &text[from.clone()], &text[at.end..]].concat();
        check(&mutated, path.clone(), device)?;
    }

    #[test]
    fn bytes_flipped(source in any::<Index>(), flips in prop::collection::vec((any::<Index>(), 0u8..128), 1..4)) {
        let (path, text) = source.get(&SOURCES);
        let mut bytes = text.clone().into_bytes();
        for (at, byte) in flips {
            let at = at.index(bytes.len());
            bytes[at] ^= byte;
        }
        check(&String::from_utf8_lossy(&bytes), path.clone(), Device::Cpu)?;
    }
}

// ---- programs made from a grammar -------------------------------------------------------------------

/// A small expression over the parameters `x`, `y` (float arrays), `i`, `n` (ints) and `s` (float).
fn expression() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("i".to_owned()),
        Just("n".to_owned()),
        Just("s".to_owned()),
        Just("x[i]".to_owned()),
        Just("y[0]".to_owned()),
        Just("v".to_owned()),
        (0i32..100).prop_map(|n| n.to_string()),
        (0.0f64..10.0).prop_map(|f| format!("{f:?}")),
        Just("True".to_owned()),
        Just("wp.vec3(1.0, 2.0, 3.0)".to_owned()),
    ];
    leaf.prop_recursive(4, 24, 3, |inner| {
        let binary = prop::sample::select(vec![
            "+", "-", "*", "/", "//", "%", "**", "<", "==", "and", "or", "&", "<<",
        ]);
        prop_oneof![
            (inner.clone(), binary, inner.clone()).prop_map(|(a, op, b)| format!("({a} {op} {b})")),
            (prop::sample::select(vec!["-", "not ", "~", "+"]), inner.clone())
                .prop_map(|(op, a)| format!("({op}{a})")),
            (
                prop::sample::select(vec!["sin", "abs", "sqrt", "float", "int", "length", "floor"]),
                inner.clone()
            )
                .prop_map(|(f, a)| format!("wp.{f}({a})")),
            (prop::sample::select(vec!["min", "max", "dot", "pow"]), inner.clone(), inner.clone())
                .prop_map(|(f, a, b)| format!("wp.{f}({a}, {b})")),
            (inner.clone(), inner.clone(), inner.clone())
                .prop_map(|(a, b, c)| format!("({a} if {b} else {c})")),
            (inner.clone(), inner).prop_map(|(a, b)| format!("{a}[{b}]")),
        ]
    })
}

fn indent(lines: Vec<String>) -> Vec<String> {
    lines.into_iter().map(|line| format!("    {line}")).collect()
}

/// Some statements, one line each.
fn statements() -> impl Strategy<Value = Vec<String>> {
    let simple = prop_oneof![
        expression().prop_map(|e| format!("v = {e}")),
        expression().prop_map(|e| format!("w = {e}")),
        expression().prop_map(|e| format!("x[i] = {e}")),
        (prop::sample::select(vec!["+", "-", "*", "/"]), expression())
            .prop_map(|(op, e)| format!("v {op}= {e}")),
        expression().prop_map(|e| format!("y[i] += {e}")),
        expression().prop_map(|e| format!("print({e})")),
        prop::sample::select(vec!["pass", "break", "continue", "return", "v, w = w, v"])
            .prop_map(str::to_owned),
    ];
    let block = prop::collection::vec(simple.prop_map(|line| vec![line]), 1..4).prop_map(|b| b.concat());
    block.prop_recursive(3, 24, 3, |inner| {
        let compound =
            prop_oneof![
                (expression(), inner.clone(), inner.clone()).prop_map(|(e, a, b)| {
                    [vec![format!("if {e}:")], indent(a), vec!["else:".to_owned()], indent(b)].concat()
                }),
                (prop::sample::select(vec!["3", "n", "1, 9, 2", "40", "0"]), inner.clone())
                    .prop_map(|(r, a)| [vec![format!("for j in range({r}):")], indent(a)].concat()),
                (expression(), inner.clone())
                    .prop_map(|(e, a)| [vec![format!("while {e}:")], indent(a)].concat()),
            ];
        prop::collection::vec(prop_oneof![inner, compound], 1..4).prop_map(|b| b.concat())
    })
}

proptest! {
    #![proptest_config(config(96))]

    #[test]
    fn programs_from_a_grammar(body in statements(), device in device()) {
        let mut text = String::from(
            "import warp as wp\n\n\n@wp.kernel\ndef k(x: wp.array(dtype=float), y: wp.array(dtype=float), n: int, s: float):\n",
        );
        text.push_str("    i = wp.tid()\n    v = s\n    w = s * 2.0\n");
        for line in indent(body) {
            text.push_str(&line);
            text.push('\n');
        }
        check(&text, PathBuf::from("/nowhere/mutated.py"), device)?;
    }

    #[test]
    fn any_text_at_all(text in "(?s).{0,400}") {
        check(&text, PathBuf::from("/nowhere/mutated.py"), Device::Cpu)?;
    }
}

#[test]
fn deep_nesting_is_survived() {
    let deep = |open: &str, close: &str, n: usize| {
        format!(
            "import warp as wp\n\n@wp.kernel\ndef k(x: int):\n    y = {}x{}\n",
            open.repeat(n),
            close.repeat(n)
        )
    };
    let texts = [
        deep("(", ")", 150),
        deep("(", ")", 10_000),
        deep("-", "", 20_000),
        deep("not ", "", 5_000),
        deep("x + ", "", 20_000),
        deep("[", "]", 500),
        format!("{}pass\n", (0..95).map(|n| format!("{}if x:\n", " ".repeat(n))).collect::<String>()),
        format!("x = {}\n", vec!["1"; 50_000].join("+")),
        format!("x = y{}\n", ".a".repeat(50_000)),
    ];
    for text in texts {
        generate(&text, PathBuf::from("/nowhere/deep.py"), Device::Cpu)
            .unwrap_or_else(|e| panic!("{e}: {text:.60}"));
    }
}
