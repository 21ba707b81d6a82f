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
];

#[test]
fn taken_and_declined() {
    for text in TAKEN {
        assert!(accepts("<around>", text), "declined: {text}");
    }
    for text in DECLINED {
        assert!(!accepts("<around>", text), "accepted: {text}");
    }
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
