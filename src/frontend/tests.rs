//! The fast reader against the parser library.

mod around;

use std::path::Path;

use super::*;

/// The tree as text, without the numbers of its nodes.
fn shape(module: &ast::Module) -> String {
    let text = format!("{:?}", module.body);
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find("NodeId(") {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        rest = &rest[rest.find(')').unwrap_or(0)..];
    }
    out + rest
}

/// Whether the fast reader took a text. Where it did, the library must have read the same tree.
fn accepts(name: &str, text: &str) -> bool {
    let source = Arc::new(SourceFile::new(name, text));
    let Some(fast) = fast::module(&source, Bodies::Now) else { return false };
    match parse_with_library(&source) {
        Err(error) => panic!("{name}: accepted, but: {error}\n{text}"),
        Ok(module) => {
            let theirs = shape(&module);
            // Where it is not sure of the bodies, it declines to leave them unread.
            let unread = fast::module(&source, Bodies::Later);
            let trees = [Some(fast), unread];
            if let Some(ours) = trees.iter().flatten().map(shape).find(|ours| *ours != theirs) {
                let at = ours.bytes().zip(theirs.bytes()).take_while(|(a, b)| a == b).count();
                let near =
                    |s: &str| s.get(at.saturating_sub(200)..(at + 200).min(s.len())).map(str::to_owned);
                panic!("{name}: trees differ\n  fast: {:?}\n  library: {:?}", near(&ours), near(&theirs));
            }
        }
    }
    true
}

fn python_files(folder: &Path, out: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            python_files(&path, out);
        } else if path.extension().is_some_and(|e| e == "py") {
            out.push(path);
        }
    }
    out.sort();
}

/// Folders with Python files to compare: the fixtures, and what `WARPGEN_PYTHON_FILES` names.
fn folders() -> Vec<std::path::PathBuf> {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")];
    folders.extend(std::env::var_os("WARPGEN_PYTHON_FILES").map(Into::into));
    folders
}

#[test]
fn fast_trees_equal_the_librarys() {
    let mut files = Vec::new();
    folders().iter().for_each(|folder| python_files(folder, &mut files));
    let mut taken = 0;
    let mut read = 0;
    for file in &files {
        let Ok(text) = std::fs::read_to_string(file) else { continue };
        read += 1;
        taken += usize::from(accepts(&file.display().to_string(), &text));
    }
    assert!(read > 500, "the fixtures are missing");
    assert!(taken * 100 >= read * 90, "only {taken} of {read} files went the fast way");
}

#[test]
fn small_texts() {
    let taken = [
        "",
        "# only a comment",
        "x = 1; y = 2;\n",
        "a, *b = c, = d\nfor i, in x: pass\nfor (a, b), c in z: pass\n",
        "x: int\nx.y: 'int' = yield\n(x): int = 3\n",
        "def f(a, /, b=1, *, c, d=2, **e) -> int: return a if b else c\n",
        "def f(*args: int, b): yield\nlambda: 0\nlambda a, *b, c=1, **d: (a, b)\n",
        "f(a, *b, c=1, **d)\nf(x for x in y if z if w)\nf(a := 1, (b := (2)))\n",
        "x[1], x[1:2], x[:, ::2], x[a,], x[*b], x[...]\n",
        "[*a, b], {**a, b: c}, {*a}, {a: b for a, b in c}, {a for a in b}, [i async_ for i in j]\n"
            .replace("i async_", "i")
            .as_str(),
        "not a in b, a not in b is not c, -a ** -b, ~+a, (yield)\n",
        "if a:\n  b\nelif c: d\nelif e:\n  f\nelse:\n\n  # x\n  g\nwhile a: b\nelse: c\n",
        "try:\n    a\nexcept (B, C) as d: e\nexcept: f\nelse: g\nfinally: h\n",
        "with a as b, c as (d, e), f: g\n",
        "from . import a\nfrom ...b.c import (d as e, f,)\nimport a.b as c, d\nfrom x import *\n",
        "'a' \"b\\n\" '''c\nd''' r'\\d' u'é'\nx = b'x'\nx = f'{a!r:>{b}} {c}'\nx = 'tab\\x41\\u00e9'\n",
        "x = f'{a}{b:>8}{{}}' 'c' f'' f\"{d['e']!r:.2f}\"\ny = f'' ''\nz = '' f'{a}' rf'{b}' u''\n",
        "x = f'{a == b}{c != d}{(e := 1)}{f(g=1):{h}}{i = }{j, k}'\n",
        "def f():\n    return f\"\"\"a {b}\n  {c\n + d} e\"\"\"\n",
        "x = 0x_f\n".replace('_', "").as_str(),
        "x = 1_000, 1e5, 1.5e-3, .5, 5., 1.\n",
        "x = a \\\n    + b\n",
        "@a.b(c)\n@d\nclass E(F, metaclass=G):\n    '''doc'''\n    x: int = 3\n",
        "del a, b[0], c.d\nassert a, b\nraise a from b\nglobal g, h\nprint(f'a' 'b')\n",
    ]
    .map(str::to_owned);
    for text in taken {
        assert!(accepts("<small>", &text), "declined: {text}");
    }
    let declined = [
        "x = (",
        "if a:\nb\n",
        "match a:\n  case b: c\n",
        "f(a=1, b)",
        "def f(a=1, b): pass",
        "x = 08",
        "'a",
        "\tx",
    ];
    for text in declined {
        assert!(!accepts("<small>", text), "accepted: {text}");
    }
}

proptest::proptest! {
    /// Bits of Python in any order: what the fast reader accepts, the library reads to the same tree.
    #[test]
    fn pieces_in_any_order(pieces in proptest::collection::vec(0usize..PIECES.len(), 1..24)) {
        let text: String = pieces.iter().map(|&i| PIECES[i]).collect();
        accepts("<pieces>", &text);
    }
}

/// Fixtures with a line taken out, doubled, or cut, or a bit of one put elsewhere.
#[test]
fn damaged_fixtures() {
    let mut files = Vec::new();
    python_files(&folders()[0], &mut files);
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut random = move |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below.max(1)
    };
    for file in &files {
        let Ok(text) = std::fs::read_to_string(file) else { continue };
        for _ in 0..4 {
            let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
            let (at, to) = (random(lines.len()), random(lines.len()));
            match random(4) {
                0 => drop(lines.remove(at)),
                1 => lines.insert(to, lines[at].clone()),
                2 => {
                    let cut = random(lines[at].len());
                    let cut = (0..=cut).rev().find(|&c| lines[at].is_char_boundary(c)).unwrap_or(0);
                    lines[at].truncate(cut);
                }
                _ => {
                    let word = lines[at].split_whitespace().next().unwrap_or("").to_owned();
                    lines[to].push_str(&word);
                }
            }
            accepts(&file.display().to_string(), &lines.join("\n"));
        }
    }
}

const PIECES: &[&str] = &[
    "a",
    "b",
    "1",
    "2.5",
    "'s'",
    "f'{a}'",
    "f'",
    "'",
    "{a!r}",
    "{b:>2}",
    " ",
    " ",
    " ",
    "\n",
    "\n",
    "\n    ",
    "\n  ",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    ":=",
    "=",
    "==",
    "+",
    "-",
    "*",
    "**",
    "/",
    "//",
    "@",
    "|",
    "<",
    ">>",
    "not ",
    " in ",
    " is ",
    " if ",
    " else ",
    "else:",
    " and ",
    " or ",
    "lambda ",
    "for ",
    " in b:",
    "while a:",
    "if a:",
    "elif b:",
    "def f(a):",
    "def f(",
    "class C:",
    "return ",
    "pass",
    "yield ",
    "*a",
    "**k",
    "try:",
    "except ",
    "finally:",
    "with a as b:",
    "import a",
    "from a import b",
    " as c",
    "global a",
    "del a",
    "assert a",
    "raise a",
    "...",
    ".",
    ".b",
    "->",
    "+=",
    ";",
    "\\\n",
    "# c\n",
    "\"\"\"d\"\"\"",
    "async ",
    "await ",
    "match a:",
    "match",
    "type ",
    "case ",
    "with (",
    "with (a, b",
    "a as b",
    "):",
    "async def f():",
    " async for a in b",
    "1j",
    "0o7",
    "0b1",
    "\r\n",
    "\r\n    ",
    "\\\r\n",
    "'''a\r\nb'''",
    "\n\t",
    "\t",
    "é",
];
