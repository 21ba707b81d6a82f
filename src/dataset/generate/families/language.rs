//! Language features: structs, generics, closures, callables, statics, references, overloads.

use super::Family;
use crate::dataset::generate::core::Gen;
use crate::dataset::generate::names::GENERAL;
use crate::dataset::generate::types::{F32, I32, MAT33, QUAT, Sc, Ty, VEC2, VEC3};
use crate::dataset::generate::values::atom;

pub(super) static FAMILIES: &[Family] = &[
    Family { name: "structs", weight: 1.2, vocab: &GENERAL, make: structs },
    Family { name: "generics", weight: 1.4, vocab: &GENERAL, make: generics },
    Family { name: "closures", weight: 0.8, vocab: &GENERAL, make: closures },
];

const STRUCT_NAMES: &[&str] = &[
    "Params", "State", "Material", "Camera", "Light", "Node", "Cell", "Ray", "Hit", "Config", "Bounds",
    "Agent", "Sample", "Element", "Record", "Spring", "Sensor",
];

fn fields() -> Vec<(&'static str, Ty)> {
    vec![
        ("pos", VEC3),
        ("vel", VEC3),
        ("mass", F32),
        ("radius", F32),
        ("color", VEC3),
        ("weight", F32),
        ("count", I32),
        ("flags", I32),
        ("rot", QUAT),
        ("uv", VEC2),
        ("axis", VEC3),
        ("inertia", MAT33),
        ("scale", F32),
        ("lower", VEC3),
        ("upper", VEC3),
        ("energy", F32),
        ("age", F32),
        ("kind", I32),
        ("enabled", Ty::S(Sc::Bool)),
        ("temp", Ty::S(Sc::F64)),
        ("basis", MAT33),
        ("offset", VEC2),
        ("id", I32),
        ("gain", F32),
    ]
}

fn structs(g: &mut Gen) {
    g.usual_options();
    let all = fields();
    let base = g.domain_struct(STRUCT_NAMES, &all[..12]);
    let mut outer = base;
    let nested = g.chance(0.3);
    if nested {
        let mut more = vec![("inner", Ty::Struct(base)), ("scale", F32), ("weight", F32), ("index", I32)];
        more.truncate(2 + g.rng.below(3));
        let name = g.rng.word(&["System", "World", "Body", "Group", "Scene", "Model"]);
        outer = g.structure(name, &more);
    }
    if g.chance(0.3) {
        let more = [("values", F32.array(1)), ("points", VEC3.array(1)), ("n", I32)];
        let keep = 1 + g.rng.below(3);
        let name = g.rng.word(&["Buffers", "Arrays", "Grid", "Particles", "MeshData"]);
        g.structure(name, &more[..keep]);
    }
    if g.swarm.helpers > 0.0 {
        let ty = Ty::Struct(base);
        let result = g.rng.pick(&[F32, VEC3, ty.clone()]).clone();
        let name = g.rng.word(GENERAL.helpers);
        let changes = result == ty;
        g.func(name, &[("s", ty.clone()), ("dt", F32)], std::slice::from_ref(&result), |g, n| {
            if changes {
                let fs = g.file.structs[base].fields.clone();
                let made = g.chance(0.5);
                let target = if made {
                    let cls = g.file.structs[base].name.clone();
                    bind_text!(g, "result", &ty, "{cls}()")
                } else {
                    n[0].clone()
                };
                let start = usize::from(!made) * g.rng.below(fs.len());
                for (f, t) in &fs[start..] {
                    let e = g.value(t);
                    line!(g, "{target}.{f} = {}", e.s);
                }
                return vec![atom(target)];
            }
            g.fill(0.2);
            let d = g.swarm.depth + 1;
            vec![g.expr(&result, d)]
        });
    }
    let name = g.kernel_name();
    g.kernel(&name, |g| {
        let i = g.thread(1)[0].clone();
        let ty = Ty::Struct(outer);
        let inner = Ty::Struct(base);
        let fs = g.file.structs[base].fields.clone();
        g.maybe_guard(std::slice::from_ref(&i));
        match g.rng.below(4) {
            0 => {
                let s = g.param("s", &inner, false);
                g.used(&s);
            }
            1 => {
                let a = g.arr(&["items", "states", "elems", "records"], &inner, 1);
                let s = set!(g, &["s", "item", "cur"], &inner, "{a}[{i}]");
                g.used(&s);
                g.used(&a);
            }
            2 => {
                let a = g.arr(&["items", "states", "objs"], &inner, 1);
                for (f, t) in fs.iter().take(3) {
                    if !matches!(t, Ty::Struct(_) | Ty::Arr(..)) {
                        let base = g.local_base(t);
                        bind_text!(g, base, t, "{a}[{i}].{f}");
                    }
                }
                g.used(&a);
            }
            _ => {
                let cls = g.file.structs[base].name.clone();
                let s = g.fresh("s");
                if g.chance(0.4) {
                    let args: Vec<String> = fs.iter().map(|(_, t)| g.value(t).s).collect();
                    let strict: Vec<String> = args;
                    line!(g, "{s} = {cls}({})", strict.join(", "));
                } else {
                    line!(g, "{s} = {cls}()");
                }
                g.declare(&s, &inner, true, false, false);
                g.used(&s);
            }
        }
        if nested && g.chance(0.8) {
            let o = g.param("world", &ty, false);
            for (f, t) in &fs {
                let text = format!("{o}.inner.{f}");
                g.declare(&text, t, false, false, false);
            }
        }
        if g.file.structs.len() > 1 + usize::from(nested) {
            let last = g.file.structs.len() - 1;
            g.param("buf", &Ty::Struct(last), false);
        }
        g.fill(0.8);
        let local: Option<String> = g.f().vars.iter().find(|v| v.ty == inner).map(|v| v.text.clone());
        if let Some(s) = local {
            let is_local = g.f().vars.iter().any(|v| v.text == s && v.local);
            if is_local {
                for _ in 0..1 + g.rng.below(3) {
                    let (f, t) = g.rng.pick(&fs).clone();
                    let e = g.value(&t);
                    let op = if matches!(t, Ty::S(Sc::F32 | Sc::I32) | Ty::Vec(..)) && g.swarm.aug > 0.0 {
                        g.rng.word(&["=", "+=", "-=", "="])
                    } else {
                        "="
                    };
                    line!(g, "{s}.{f} {op} {}", e.s);
                }
            }
            if g.chance(0.6) {
                let out = g.out(&["out", "new_states", "results"], &inner, 1);
                let e = g.user_call(&inner, 1);
                line!(g, "{out}[{i}] = {}", e.map_or(s, |e| e.s));
            }
        } else if g.chance(0.6) {
            let out = g.out(&["out_items", "results"], &inner, 1);
            for _ in 0..1 + g.rng.below(3) {
                let (f, t) = g.rng.pick(&fs).clone();
                if matches!(t, Ty::S(Sc::Bool)) {
                    continue;
                }
                let e = g.value(&t);
                let op = if matches!(t, Ty::S(Sc::F32 | Sc::I32) | Ty::Vec(..)) && g.swarm.aug > 0.0 {
                    g.rng.word(&["=", "+=", "="])
                } else {
                    "="
                };
                line!(g, "{out}[{i}].{f} {op} {}", e.s);
            }
        }
        g.maybe_leftovers();
    });
}

fn generics(g: &mut Gen) {
    g.usual_options();
    g.kernel_args.retain(|a| !a.starts_with("module"));
    g.file.imports.push("from typing import Any");
    g.swarm.table = 0.0;
    let types = [
        F32,
        Ty::S(Sc::F64),
        Ty::S(Sc::F16),
        VEC3,
        Ty::Vec(2, Sc::F64),
        VEC2,
        Ty::Vec(4, Sc::F32),
        I32,
        MAT33,
        Ty::Vec(3, Sc::F64),
        Ty::S(Sc::I64),
    ];
    let with_func = g.chance(0.6);
    let any = Ty::Named("Any");
    let scale_any = g.chance(0.5);
    let fname = with_func.then(|| {
        let base = g.rng.word(GENERAL.helpers);
        let name = g.fresh_global(base);
        let mut text = format!("@wp.func\ndef {name}(x: Any, y: Any):\n");
        let mut prev = "x".to_owned();
        for k in 0..1 + g.rng.below(3) {
            let shape = g.rng.word(&[
                "{p} + y",
                "{p} - y",
                "{p} + {p} - y",
                "y - {p}",
                "y + x - {p}",
                "-{p} + y",
                "{p} + {p} + y",
            ]);
            let cur = format!("{}{k}", g.rng.word(&["a", "t", "r", "u"]));
            text.push_str(&format!("    {cur} = {}\n", shape.replace("{p}", &prev)));
            prev = cur;
        }
        text.push_str(&format!("    return {prev}\n"));
        g.file.items.push(text);
        name
    });
    let name = g.kernel_name();
    let mut order = Vec::new();
    let kernel = g.kernel(&name, |g| {
        let dims = 1 + usize::from(g.chance(0.3));
        let names = g.thread(dims);
        let at = names.join(", ");
        let x = g.arr(&["x", "src", "a", "values"], &any, dims as u8);
        let y = g.out(&["y", "b", "dst", "other"], &any, dims as u8);
        let s = scale_any.then(|| {
            let base = g.rng.word(&["scale", "alpha", "k"]);
            g.param(base, &any, false)
        });
        let n = g.chance(0.4).then(|| g.pi(&["n", "count", "size"]));
        order = vec![x.clone(), y.clone()];
        if let Some(n) = &n {
            block!(g, ["if {} >= {n}:", names[0]], |g| g.line("return"));
        }
        let v = g.fresh("v");
        line!(g, "{v} = {x}[{at}]");
        for _ in 0..g.rng.below(4) {
            let w = g.fresh("w");
            match g.rng.below(4) {
                0 => line!(g, "{w} = {v} + {y}[{at}]"),
                1 => line!(g, "{w} = {v} - {x}[{at}] + {v}"),
                2 => match &fname {
                    Some(f) => line!(g, "{w} = {f}({v}, {y}[{at}])"),
                    None => line!(g, "{w} = -{v}"),
                },
                _ => line!(g, "{w} = {v} + {v}"),
            }
            if g.chance(0.7) {
                line!(g, "{y}[{at}] = {w}");
            } else {
                line!(g, "{v} = {w}");
            }
        }
        match (&fname, &s) {
            (Some(f), None) => line!(g, "{y}[{at}] = {f}({v}, {x}[{at}])"),
            (_, Some(s)) => line!(g, "{y}[{at}] = {s} * {v}"),
            _ => line!(g, "{y}[{at}] = {v} + {x}[{at}]"),
        }
    });
    let count = 1 + g.rng.below(3);
    let mut chosen: Vec<Ty> = types.to_vec();
    g.rng.shuffle(&mut chosen);
    let text = g.file.items.last().cloned().unwrap_or_default();
    let signature: Vec<String> = signature_of(&text);
    for ty in chosen.into_iter().take(count) {
        let scalar = Ty::S(ty.scalar().unwrap_or(Sc::F32));
        let parts: Vec<String> = signature
            .iter()
            .map(|p| {
                let (pname, ann) = p.split_once(": ").unwrap_or((p, "Any"));
                let spelled = if ann == "Any" {
                    g.type_name(&scalar)
                } else if ann.contains("Any") {
                    let t = g.type_name(&ty);
                    ann.replace("Any", &t)
                } else {
                    ann.to_owned()
                };
                format!("\"{pname}\": {spelled}")
            })
            .collect();
        if g.style.tid.is_multiple_of(2) {
            g.file.tail.push(format!("wp.overload({kernel}, {{{}}})", parts.join(", ")));
        } else {
            let list: Vec<String> =
                parts.iter().filter_map(|p| p.split_once(": ").map(|(_, t)| t.to_owned())).collect();
            g.file.tail.push(format!("wp.overload({kernel}, [{}])", list.join(", ")));
        }
    }
}

/// The parameters of the definition, as they are spelled.
fn signature_of(text: &str) -> Vec<String> {
    let Some(start) = text.find("def ").and_then(|at| text[at..].find('(').map(|p| at + p + 1)) else {
        return Vec::new();
    };
    let mut depth = 0;
    let mut parts = vec![String::new()];
    for c in text[start..].chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' if depth == 0 => break,
            ')' | ']' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(last) = parts.last_mut() {
            last.push(c);
        }
    }
    parts
        .into_iter()
        .map(|p| {
            p.lines().map(str::trim).filter(|l| !l.starts_with('#')).collect::<String>().trim().to_owned()
        })
        .filter(|p| !p.is_empty())
        .collect()
}

fn closures(g: &mut Gen) {
    g.usual_options();
    let func_param = g.chance(0.45);
    let mut fs = Vec::new();
    if func_param {
        for _ in 0..2 {
            fs.push(g.profile(&["ramp", "bump", "falloff", "wave", "gauss", "hat", "kernel_fn", "soft"]));
        }
        let arity = fs.iter().map(|f| f.args.len()).min().unwrap_or(1);
        if fs.iter().any(|f| f.args.len() != arity) {
            fs.truncate(1);
        }
    }
    let dtype_param = g.chance(0.4);
    let base = g.rng.word(&[
        "make_kernel",
        "create_kernel",
        "build_kernel",
        "kernel_factory",
        "make_op",
        "get_kernel",
    ]);
    let maker = g.fresh_global(base);
    let kname = g.kernel_name();
    let items = g.file.items.len();
    let captured = g.rng.word(&["scale", "power", "count", "coeff", "width", "k"]);
    let int_capture = matches!(captured, "count" | "width");
    g.file.names.insert(captured.to_owned());
    g.file.names.insert("func".to_owned());
    g.file.names.insert("dtype".to_owned());
    if dtype_param {
        g.swarm.table = 0.0;
        g.swarm.helpers = 0.0;
    }
    let arity = fs.first().map_or(1, |f| f.args.len());
    let inner = g.kernel(&kname, |g| {
        let i = g.thread(1)[0].clone();
        if int_capture {
            g.declare(captured, &I32, false, false, false)
        } else if !dtype_param {
            g.declare(captured, &F32, false, false, false)
        }
        g.maybe_guard(std::slice::from_ref(&i));
        if dtype_param {
            let ty = Ty::Named("dtype");
            let x = g.param("x", &ty.clone().array(1), false);
            let y = g.param("y", &ty.array(1), true);
            let v = g.fresh("v");
            line!(g, "{v} = {x}[{i}]");
            for _ in 0..1 + g.rng.below(3) {
                match g.rng.below(4) {
                    0 => line!(g, "{v} = {v} * {v} + {x}[{i}]"),
                    1 => line!(g, "{v} += {x}[{i}] * dtype({})", g.number()),
                    2 => line!(g, "{v} = wp.max({v}, dtype({}))", g.number()),
                    _ => line!(g, "{v} = wp.sin({v}) - {v}"),
                }
            }
            if int_capture {
                let k = g.fresh("j");
                block!(g, ["for {k} in range({captured}):"], |g| line!(g, "{v} = {v} + {x}[{i} + {k}]"));
            } else {
                line!(g, "{v} = {v} * dtype({captured})");
            }
            line!(g, "{y}[{i}] = {v}");
            return;
        }
        g.fill(0.7);
        if func_param {
            let args: Vec<String> = (0..arity).map(|_| g.x(&F32)).collect();
            set!(g, &["r", "val", "resp"], &F32, "func({})", args.join(", "));
        }
        if int_capture && g.swarm.loops > 0.0 {
            let zero = g.zero(&F32);
            let acc = g.bind("acc", &F32, &zero);
            let k = g.fresh("j");
            g.f().loops += 1;
            block!(g, ["for {k} in range({captured}):"], |g| {
                g.declare(&k, &I32, false, false, true);
                let e = g.value(&F32);
                line!(g, "{acc} += {}", e.s);
            });
            g.f().loops -= 1;
        }
        g.finish_stores();
    });
    let kernel = g.file.items.pop().unwrap_or_default();
    let _ = items;
    let body: String =
        kernel.lines().map(|l| if l.is_empty() { "\n".to_owned() } else { format!("    {l}\n") }).collect();
    let mut args = vec![captured.to_owned()];
    if func_param {
        args.push("func".to_owned());
    }
    if dtype_param {
        args.push("dtype".to_owned());
    }
    g.file.items.push(format!("def {maker}({}):\n{body}\n    return {inner}\n", args.join(", ")));
    let count = 1 + g.rng.below(3);
    for k in 0..count {
        let value = if int_capture { (2 + g.small() % 30).to_string() } else { g.number() };
        let mut call = vec![value];
        if func_param {
            call.push(fs[k % fs.len()].name.clone());
        }
        if dtype_param {
            call.push(["float", "wp.float64", "wp.float16"][k % 3].to_owned());
        }
        let base = format!(
            "{}_{}",
            inner,
            g.rng.word(&["a", "b", "fast", "small", "large", "fine", "coarse", "v1", "main"])
        );
        let name = g.fresh_global(&base);
        g.file.tail.push(format!("{name} = {maker}({})", call.join(", ")));
    }
}
