//! Constructs that are rare in kernels and common in the files around them.

use super::accepts;

const TAKEN: &[&str] = &[
    // Brackets after `with`.
    "with (a): b\nwith (a,): b\nwith (a, b): c\nwith (a, b,): c\nwith (\n    a as b,\n    c,\n): d\n",
    "with (a, b as c, d as (e, f),): g\nwith (a, b as c, d): e\nwith ((a, b) as c): d\nwith ((a), (b)): c\n",
    "with (a, b) as c: d\nwith (a), (b): c\nwith (a).b: c\nwith (a)(b) as c, d: e\nwith (a) + b, c: d\n",
    "with (): a\nwith (*a, b): c\nwith (a := b): c\nwith (a, b := c): d\nwith (a for a in b): c\n",
    "with (yield): a\nwith (a, b) if c else (d): e\nwith (lambda: a): b\nwith (a[1:2], {b: c}): d\n",
    "with a, (b, c): d\nwith (f(g), h(i=1) as j[k]): m\nwith (a if b else c, d): e\n",
    "def f():\n    with (\n        a(b) as c,\n        d,\n    ):\n        return e\n",
    // Names that are keywords elsewhere.
    "type = a\nmatch = b\ncase = c\ntype: int\nmatch: int = 3\ntype(a).b = c\nmatch(a)[b:c] = d\n",
    "match.a(b)\nmatch, case = a\nmatch * a\nmatch = {a: b}\nmatch = lambda: 3\nmatch = lambda a: lambda: 3\n",
    "if a: match = 3; type = 4\ntype -a\nmatch[a:b]\nclass C:\n    type: int\n    case = 1\nx = match if case else type\n",
    "def match(type, case=1): return type\nfrom a import match as type\nmatch in a\ntype if a else b\n",
    // `async` and `await`.
    "async def f(a):\n    await a\n    return await b(c)[d].e ** await f\n",
    "@a\nasync def f():\n    async for a in b: c\n    else: d\n    async with (a as b, c): d\n    async with e: f\n",
    "async def f():\n    x = [await a async for a, b in c if d async for e in f for g in h]\n    f(a async for a in b)\n",
    "async def f():\n    {a async for a in b}, {a: b async for a in c}, (a async for a in b)\n    a, await b, -await c\n",
    // Numbers.
    "x = 0b1011, 0B1_0, 0o17, 0O_7, 0xF_f, 0x_f, 1j, 1.5J, .5j, 1e3j, 1_0j, .5_0, 5.e1, 01.5, 0, 00.0j\n",
    "x = 0b1 if 0o7 else 1jif 2 else 3\ny = -1j + 2\n",
    "x = 170141183460469231731687303715884105728, 999_999999999999999999999999999999999999999\n",
    // Lines that end at `\r\n`.
    "x = 1\r\n\r\n  # c\r\nif a:\r\n    b\r\n\r\nelse: c # d\r\n(a,\r\n b)\r\nx = a \\\r\n  + b\r\n",
    "'''a\r\nb\\\r\nc\\n'''\r\nr'''a\\\r\n'''\r\n'a\\\r\nb' 'c'\r\nx = f'{a}' '''b\r\n'''\r\nd\r\n",
    "def f():\r\n    '''a\r\n    b'''\r\n\r\n    return f'''c\r\n{d} {e\r\n}'''  # g\r\n\r\n\r\ndef h(): i\r\n",
    "def f():\r\n    a\r\n\r\n    if b: \\\r\n        c\r\n  # d\r\ne\r\n",
    "x = b'''a\r\nb'''\r\ny = '''\\x41\r\n'''\r\nz = f'''\\n\r\n{a}'''\r\n",
    // Tabs.
    "if a:\n\tb\n\tif c:\n\t\td\n\n\t# e\n\te\nf\n",
    "def f(a):\n\tif a:\n\t    b\n\t\n\treturn\tc # d\n\n\ndef g():\n\ta;\tb\t\nx\n",
    "class C:\n\tdef f(a):\n\t\tb\n\t\tc\n\tdef g(): d\n",
    // Letters beyond ASCII.
    "π = Δx_1 + ñ.größe(µ=ж) * 変数\n",
    "def été(α, β): return f'{α}é' 'ß'\n",
    "fé, bé, ré = a\n",
];

/// Wrong, or left to the parser library.
const DECLINED: &[&str] = &[
    "with (a as b), c: d\n",
    "with (a as b).c: d\n",
    "with (a as b) as c: d\n",
    "with (, a): b\n",
    "with (a,, b): c\n",
    "with (*a): b\n",
    "with (a, *b as c): d\n",
    "with (a := b as c): d\n",
    "with (a as b, c for c in d): e\n",
    "with (a as b, (c): d\n",
    "with (a as b]: c\n",
    "with a as b, : c\n",
    "with : a\n",
    "with (**a): b\n",
    "with (a",
    "match a: b\n",
    "match a:\n    case b: c\n",
    "match (a):\n    b\n",
    "match a\n",
    "match = 1 2\n",
    "type X = int\n",
    "type X[T] = int\n",
    "type a\n",
    "case a: b\n",
    "match: int: 3\n",
    "match(a",
    "async\n",
    "async a\n",
    "async if a: b\n",
    "async = 1\n",
    "@a\nasync with b: c\n",
    "await\n",
    "await await a\n",
    "await -a\n",
    "await = 1\n",
    "[a async in b]\n",
    "[a async b in c]\n",
    "x = 0b12\n",
    "x = 0b\n",
    "x = 0o8\n",
    "x = 0o18\n",
    "x = 0b1_\n",
    "x = 0o1j\n",
    "x = 0x1j\n",
    "x = 1jj\n",
    "x = 1_j\n",
    "x = 1._5\n",
    "x = 1__0j\n",
    "x = 01\n",
    "x = 1ej\n",
    "x = 1\ry = 2\n",
    "x = 'a\r\nb'\r\n",
    "x = '''a\r'''\n",
    "x = a \\\r + b\n",
    "x = a \\\r\n",
    "if a:\n\tb\n        c\n",
    "if a:\n        b\n\tc\n",
    "if a:\n  \tb\n",
    "if a:\n\tb\n\t c\n",
    "if a:\n\tb\n  \t\nc\n",
    "\tx\n",
    "x = ×\n",
    "a÷b\n",
    "☃ = 1\n",
    "x = 1é\n",
    "x = 0xfé\n",
    "x\u{301} = 1\n",
];

#[test]
fn taken_and_declined() {
    for text in TAKEN {
        assert!(accepts("<around>", text), "declined: {text}");
    }
    for text in DECLINED {
        assert!(!accepts("<around>", text), "accepted: {text}");
    }
    let long = |digits| format!("x = {}\n", "1".repeat(digits));
    assert!(accepts("<long>", &long(1_000)) && !accepts("<long>", &long(1_001)));
}

/// Cut anywhere: nothing panics, and what is taken is right.
#[test]
fn cut_anywhere() {
    for text in TAKEN.iter().chain(DECLINED) {
        for at in (0..text.len()).filter(|&at| text.is_char_boundary(at)) {
            accepts("<cut>", &text[..at]);
            accepts("<cut>", &text[at..]);
        }
    }
}

#[test]
fn letters_of_names() {
    let is_declined = |c: &char| !accepts("<letter>", &format!("{c} = a{c}b\n"));
    let usual = ['à'..='ö', 'Α'..='Ρ', 'α'..='ω', 'а'..='я', 'あ'..='ん', 'ア'..='ン', '一'..='人'];
    assert_eq!(usual.into_iter().flatten().find(is_declined), None);
    // What the fast reader takes for a letter, the library takes for one.
    let all = ('\u{80}'..='\u{3100}').chain('\u{4df0}'..='\u{4e10}').chain('\u{9f90}'..='\u{a010}');
    assert!(all.filter(is_declined).count() > 9_000);
}
