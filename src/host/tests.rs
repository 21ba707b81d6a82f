//! Host evaluation of small modules.

use std::path::Path;
use std::rc::Rc;

use super::value::Value;
use super::{ArgType, HostError, Limits, Session, SessionOptions};
use crate::ids::{FuncRef, KernelId};
use crate::types::Ty;

const HEAD: &str = "import warp as wp\nfrom typing import Any\n";

fn import_with(text: &str, limits: Limits) -> Result<Session, HostError> {
    let options = SessionOptions { no_installed_warp: true, limits, ..SessionOptions::default() };
    let mut session = Session::new(options);
    session.import_text(&format!("{HEAD}{text}"), Path::new("/nowhere/m.py"), "m")?;
    Ok(session)
}

fn import(text: &str) -> Session {
    match import_with(text, Limits::default()) {
        Ok(session) => session,
        Err(e) => panic!("{e}"),
    }
}

fn global(session: &Session, name: &str) -> Value {
    let module = session.python_modules.get("m").cloned();
    module.and_then(|m| m.global(name)).unwrap_or_else(|| panic!("{name} is not bound"))
}

fn shown(text: &str, name: &str) -> String {
    let session = import(text);
    session.py_repr(&global(&session, name))
}

/// Keys of live kernels in registration order.
fn keys(session: &Session) -> Vec<String> {
    session
        .kernels
        .iter()
        .filter(|k| !k.dead && k.generic_parent.is_none())
        .map(|k| k.key.to_string())
        .collect()
}

fn kernel_text(body: &str) -> String {
    format!("@wp.kernel\ndef k(a: wp.array(dtype=float)):\n{body}\n")
}

#[test]
fn closures_capture_cells_and_globals_bind_late() {
    let s = import(
        "def make(n):\n    @wp.kernel\n    def k(a: wp.array[float]):\n        a[0] = n + G\n    n = n + 1\n    return k\n\
         ks = [make(i) for i in range(2)]\nG = 7\n",
    );
    assert_eq!(keys(&s), ["make__locals__k", "make__locals__k"]);
    let values: Vec<_> =
        s.kernels.iter().map(|k| s.lookup(&k.decl.env, "n").and_then(|v| v.as_int())).collect();
    assert_eq!(values, [Some(1), Some(2)]);
    assert_eq!(s.lookup(&s.kernels[0].decl.env, "G").and_then(|v| v.as_int()), Some(7));
}

#[test]
fn dropped_kernels_are_gone_and_replaced_ones_live_while_referenced() {
    let make =
        "def make(n):\n    @wp.kernel\n    def k(a: wp.array[float]):\n        a[0] = n\n    return k\n";
    assert_eq!(keys(&import(&format!("{make}make(1)\nmake(2)\n"))).len(), 1);
    assert_eq!(keys(&import(&format!("{make}x = make(1)\nmake(2)\n"))).len(), 2);
    assert_eq!(keys(&import(&format!("{make}x = make(1)\nx = make(2)\n"))).len(), 1);
}

#[test]
fn an_instance_keeps_its_generic_kernel() {
    let s = import(
        "def make(n):\n    @wp.kernel\n    def k(a: Any):\n        x = a\n    return wp.overload(k, [float])\n\
         o = [make(i) for i in range(3)]\n",
    );
    assert_eq!(keys(&s).len(), 3);
    assert!(s.kernels.iter().all(|k| k.is_generic || &*k.signature == "f4"));
}

#[test]
fn comprehensions_and_classes_scope_as_python() {
    assert_eq!(shown("x = 1\ny = [x for x in range(3)]\nz = x\n", "z"), "1");
    assert_eq!(
        shown("class A:\n    n = 3\n    def f(self):\n        return n\nn = 5\nr = A().f()\n", "r"),
        "5"
    );
    assert_eq!(shown("fs = [lambda: i for i in range(3)]\nr = [f() for f in fs]\n", "r"), "[2, 2, 2]");
    assert_eq!(shown("[y := i for i in range(3)]\n", "y"), "2");
    assert_eq!(
        shown(
            "def f():\n    c = 0\n    def g():\n        nonlocal c\n        c += 1\n        return c\n    g()\n    return g()\nr = f()\n",
            "r"
        ),
        "2"
    );
}

#[test]
fn containers_unpacking_and_formats() {
    assert_eq!(shown("a, *b, c = range(5)\n", "b"), "[1, 2, 3]");
    assert_eq!(
        shown("d = {**{'a': 1}, 'b': 2}\nr = sorted(d.items(), key=lambda kv: -kv[1])\n", "r"),
        "[('b', 2), ('a', 1)]"
    );
    assert_eq!(
        shown("r = f'{3:>4}|{1.5:.3f}|{255:#x}|{\"a\"!r}|{1e20}|{0.1}'\n", "r"),
        "\"   3|1.500|0xff|'a'|1e+20|0.1\""
    );
    assert_eq!(shown("r = '%s-%03d' % ('a', 7)\n", "r"), "'a-007'");
    assert_eq!(shown("r = list(zip('ab', range(9)))[::-1]\n", "r"), "[('b', 1), ('a', 0)]");
    assert_eq!(shown("r = (-7 // 2, -7 % 3, 2 ** 70 >> 60, 7.5 // -2)\n", "r"), "(-4, 2, 1024, -4.0)");
}

#[test]
fn enums_dataclasses_and_named_tuples() {
    let enums = "import enum\nclass E(enum.IntEnum):\n    A = enum.auto()\n    B = 5\n    C = enum.auto()\n";
    assert_eq!(shown(&format!("{enums}r = [int(e) for e in E]\n"), "r"), "[1, 5, 6]");
    assert_eq!(shown(&format!("{enums}r = f'{{E.B}} {{E(6).name}} {{E[\"A\"].value}}'\n"), "r"), "'5 C 1'");
    let data = "from dataclasses import dataclass, field\n@dataclass\nclass D:\n    x: int\n    y: list = field(default_factory=list)\n";
    assert_eq!(
        shown(&format!("{data}d = D(3)\nd.y.append(1)\nr = (d.x, d.y, D(3) == D(3))\n"), "r"),
        "(3, [1], True)"
    );
    assert_eq!(
        shown(
            "from typing import NamedTuple\nclass N(NamedTuple):\n    a: int\n    b: int = 2\nx, y = N(1)\n",
            "y"
        ),
        "2"
    );
}

#[test]
fn unknown_values_flow_and_are_reported() {
    let s = import(
        "import torch\nT = torch.float32\n@wp.kernel\ndef bad(a: wp.array(dtype=T)):\n    pass\n\
         @wp.kernel\ndef good(a: wp.array[float]):\n    pass\n",
    );
    assert_eq!(keys(&s), ["good"]);
    assert_eq!(s.missing_imports.len(), 1);
    assert!(s.unresolved[0].what.contains("bad") && s.unresolved[0].reason.contains("torch"));
    assert_eq!(shown("try:\n    import torch\n    r = 1\nexcept ImportError:\n    r = 2\n", "r"), "2");
}

#[test]
fn a_failing_statement_does_not_end_the_module() {
    let s = import("x = 1 / 0\ny = 2\n@wp.kernel\ndef k(a: wp.array[float]):\n    pass\n");
    assert_eq!(keys(&s), ["k"]);
    assert_eq!(s.problems[0].error.class(), "ZeroDivisionError");
    assert!(global(&s, "x").is_unknown());
}

#[test]
fn functions_chain_overloads_through_the_defining_scope() {
    let s = import(
        "@wp.func\ndef f(x: int):\n    return x\n@wp.func\ndef f(x: float):\n    return x\n\
         @wp.func\ndef f(x: int):\n    return x + 1\n",
    );
    let names: Vec<&str> = s.functions.iter().map(|f| &*f.native_name).collect();
    assert_eq!(names, ["f_0", "f_1", "f_2"]);
    let Value::Function(FuncRef::User(head)) = global(&s, "f") else { panic!("f is no function") };
    assert_eq!(&*s.functions[head.index()].native_name, "f_2");
    let signatures: Vec<&str> = s.functions[head.index()].overloads.keys().map(|k| &**k).collect();
    assert_eq!(signatures, ["i4", "f4"]);
}

#[test]
fn generic_functions_are_instantiated_once() {
    let mut s = import("@wp.func\ndef f(x: Any, y: float = 2.0):\n    return x\n");
    let Value::Function(FuncRef::User(head)) = global(&s, "f") else { panic!("f is no function") };
    let args = [ArgType::Ty(Ty::INT32)];
    let first = s.get_overload(head, &args, &[]).ok().flatten();
    assert!(first.is_some() && first == s.get_overload(head, &args, &[]).ok().flatten());
    let instance = &s.functions[first.map_or(0, |f| f.index())];
    assert_eq!(
        (&*instance.signature, instance.decl.fun_lineno, instance.generic_parent),
        ("i4_f4", 0, Some(head))
    );
}

#[test]
fn sources_keep_deeper_comments_and_lose_trailing_blanks() {
    let s = import(
        "if True:\n    @wp.kernel\n    def k(a: wp.array[float]):\n        a[0] = 1.0\n        # tail\n\n    # next\n    x = 1\n",
    );
    let source = &s.kernels[0].decl.source;
    assert_eq!(&**source.text(), "@wp.kernel\ndef k(a: wp.array[float]):\n    a[0] = 1.0\n    # tail\n");
    assert_eq!((source.first_line, source.indent()), (4, 4));
}

#[test]
fn statics_are_evaluated_at_declaration_or_left() {
    let s = import(&format!(
        "N = 3\n{}",
        kernel_text(
            "    x = wp.static(N * 2)\n    for i in range(2):\n        y = wp.static(i + N)\n    z = wp.static(unknown_name)\n    w = wp.static(len(wp.vec3))"
        )
    ));
    let decl = &s.kernels[0].decl;
    let statics: Vec<String> = decl.statics.iter().map(|(k, v)| format!("{k}={}", s.py_repr(v))).collect();
    assert_eq!(statics, ["N * 2=6", "len(wp.vec3)=3"]);
    assert!(decl.has_unresolved_statics);
}

#[test]
fn options_resolve_late() {
    let s = import(&format!(
        "{}wp.config.max_unroll = 4\nwp.set_module_options({{'fast_math': True}})\n",
        kernel_text("    pass")
    ));
    let options = s.resolved_options(s.kernels[0].module, Some(1)).unwrap_or_default();
    let text = |n: &str| options.get(n).map(|v| s.py_str(v)).unwrap_or_default();
    // `max_unroll` was copied when the module was made.
    assert_eq!(
        (text("max_unroll"), text("fast_math"), text("block_dim"), text("deterministic")),
        ("16".into(), "True".into(), "1".into(), "0".into())
    );
    assert_eq!(options.len(), 30);
}

#[test]
fn string_and_postponed_annotations_resolve() {
    let s = import("@wp.kernel\ndef k(a: 'wp.array[T]'):\n    pass\nT = wp.vec3\n");
    assert!(s.problems.iter().any(|p| p.error.class() == "NameError"));
    let s = import(
        "T = wp.vec3\n@wp.kernel\ndef k(a: 'wp.array[T]', b: wp.array2d[int], c: wp.types.vector(5, float)):\n    pass\n",
    );
    let codes: Vec<String> =
        s.kernels[0].decl.args.iter().map(|(_, t)| s.types.code(*t).unwrap_or_default()).collect();
    assert_eq!(codes, ["a1v3f4", "a2i4", "v5f4"]);
}

#[test]
fn structs_have_warps_names() {
    let s = import(
        "@wp.struct\nclass S:\n    x: float\n    v: wp.vec3\n@wp.struct\nclass T:\n    s: S\n    a: wp.array[S]\nt = T()\nt.s.x = 2.0\n",
    );
    let Value::Type(ty) = global(&s, "T") else { panic!("T is no type") };
    let data = s.types.as_struct(ty).map(|(_, d)| d.native_name.to_string()).unwrap_or_default();
    assert!(data.starts_with("T_") && data.len() == 10);
    let t = global(&s, "t");
    let x = s.getattr(&t, "s").and_then(|v| s.getattr(&v, "x"));
    assert_eq!(x.map(|v| s.py_repr(&v)), Some("2.0".into()));
}

#[test]
fn warp_rules_raise_certain_errors() {
    for (text, class) in [
        ("@wp.kernel\ndef k(a):\n    pass\n", "WarpCodegenError"),
        ("@wp.kernel(name='1x')\ndef k(a: int):\n    pass\n", "ValueError"),
        ("@wp.kernel(cluster_dim=0)\ndef k(a: int):\n    pass\n", "ValueError"),
        ("@wp.kernel\ndef k(a: int):\n    pass\nwp.overload(k, [int])\n", "RuntimeError"),
        ("@wp.func\ndef f(a: list):\n    pass\n", "RuntimeError"),
        ("@wp.struct\nclass S:\n    x: list\n", "AttributeError"),
    ] {
        let s = import(text);
        let error = s.problems.first().map(|p| (p.error.class().to_owned(), p.error.0.certain));
        assert_eq!(error, Some((class.to_owned(), true)), "{text}");
    }
}

#[test]
fn numpy_tables_and_scalars() {
    let numpy = "import numpy as np\n";
    assert_eq!(shown(&format!("{numpy}r = float(np.linspace(0.0, 1.0, 5)[3])\n"), "r"), "0.75");
    assert_eq!(shown(&format!("{numpy}r = (np.array([[1, 2], [3, 4]]) * 2).sum()\n"), "r"), "int64(20)");
    assert_eq!(
        shown(
            &format!("{numpy}r = [d for d in (np.int8, np.float64) if np.issubdtype(d, np.floating)]\n"),
            "r"
        )
        .len(),
        24
    );
}

#[test]
fn limits_end_evaluation() {
    let small = Limits { steps: 10_000, depth: 50, size: 1_000, total: 10_000, ..Limits::default() };
    for text in [
        "while True: pass\n",
        "x = list(range(10**9))\n",
        "x = 'a' * 10**9\n",
        "x = [1]\nfor i in range(99): x += x\n",
    ] {
        assert!(matches!(import_with(text, small), Err(HostError::Limit(_))), "{text}");
    }
    let s = import_with("def f(n): return f(n)\nf(1)\n", small);
    assert!(s.is_ok_and(|s| s.problems[0].error.class() == "RecursionError"));
}

#[test]
fn cyclic_values_do_not_hang() {
    let s = import(
        "x = []\nx.append(x)\ny = str(x)\nimport copy\nz = copy.deepcopy(x)\nt = (0,)\nfor i in range(90): t = (t, t)\nr = t == t\n",
    );
    assert_eq!(s.py_repr(&global(&s, "r")), "True");
    assert!(global(&s, "y").is_unknown());
}

#[test]
fn files_on_disk_are_imported() {
    let dir = tempfile::tempdir().map(|d| d.keep()).unwrap_or_default();
    let write = |name: &str, text: &str| std::fs::write(dir.join(name), text).is_ok();
    assert!(std::fs::create_dir_all(dir.join("pkg")).is_ok());
    assert!(
        write("pkg/__init__.py", "from .a import *\n")
            && write("pkg/a.py", "from . import b\n_p = 1\nQ = b.R + 1\n")
    );
    assert!(write("pkg/b.py", "import pkg.a\nR = 4\n"));
    assert!(write("main.py", "import warp as wp\nimport pkg\nX = pkg.Q\nY = hasattr(pkg, '_p')\n"));
    let mut s = Session::new(SessionOptions { no_installed_warp: true, ..SessionOptions::default() });
    assert!(s.import_main(&dir.join("main.py"), "main").is_ok());
    let main = s.python_modules.get("main").cloned();
    let read = |n: &str| main.as_ref().and_then(|m| m.global(n)).map(|v| s.py_repr(&v));
    assert_eq!((read("X"), read("Y")), (Some("5".into()), Some("False".into())));
    let _ = std::fs::remove_dir_all(dir);
}

#[test]
fn unique_modules_are_named_at_declaration() {
    let mut s = Session::new(SessionOptions { no_installed_warp: true, ..SessionOptions::default() });
    s.unique_hasher = Some(|s: &mut Session, k: KernelId| {
        let n = s.lookup(&s.kernels[k.index()].decl.env, "N").and_then(|v| v.as_int()).unwrap_or(0);
        Ok([n as u8; 32])
    });
    let text = format!(
        "{HEAD}def make(N):\n    @wp.kernel(module='unique')\n    def k(a: wp.array[float]):\n        a[0] = float(N)\n    return k\n\
         a = make(1)\nb = make(2)\nc = make(1)\n"
    );
    assert!(s.import_text(&text, Path::new("/nowhere/m.py"), "m").is_ok());
    let names: Vec<Rc<str>> = s.owned_modules().iter().map(|m| s.modules[m.index()].name.clone()).collect();
    assert_eq!(
        names.iter().map(|n| &**n).collect::<Vec<_>>(),
        ["make__locals__k_01010101", "make__locals__k_02020202"]
    );
}

#[test]
fn missing_attributes_of_known_modules_raise() {
    let s = import("import sys\nx = sys.flagz\ny = sys.flags\n");
    assert_eq!(s.problems.iter().map(|p| p.error.class()).collect::<Vec<_>>(), ["AttributeError"]);
    assert!(global(&s, "y").is_unknown());
}

#[test]
fn kernels_do_not_count_for_their_statement() {
    let limits = Limits { statement: 5_000, ..Limits::default() };
    let kernels = "import warp as wp\nks = []\nfor i in range(20):\n    @wp.kernel(module='unique')\n    def k(x: int): pass\n    ks.append(k)\n";
    let s = import_with(kernels, limits).expect("imported");
    assert!(s.problems.is_empty());
    let s = import_with("n = 0\nfor i in range(10_000): n += 1\nm = 1\n", limits).expect("imported");
    assert_eq!(s.problems[0].error.message(), "this statement takes too many steps to evaluate");
    assert!(global(&s, "n").is_unknown());
    assert_eq!(s.py_repr(&global(&s, "m")), "1");
}

#[test]
fn skipped_code_that_is_too_large_to_look_through_is_reported() {
    let skipped = |lines: usize| {
        let body = "    x = 1 + 2\n".repeat(lines);
        import(&format!("import torch\nif torch.flag:\n{body}")).unresolved.len()
    };
    assert_eq!((skipped(10), skipped(10_000)), (0, 1));
}
