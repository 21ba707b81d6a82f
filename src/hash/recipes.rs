//! One small module per recipe. Digests come from Warp 1.19.0: block size 256, no target architecture.

use std::path::Path;

use super::{Traces, hex, plan_module};
use crate::host::{Session, SessionOptions};

/// A module and what Warp makes of it.
struct Case {
    name: &'static str,
    source: &'static str,
    /// The module's digest.
    module: &'static str,
    /// Digests of its kernels, ascending.
    kernels: &'static [&'static str],
}

const CASES: &[Case] = &[
    // Key, source with comments, argument type codes.
    Case {
        name: "hr_kernel",
        source: r#"import warp as wp

@wp.kernel
def k(x: wp.array(dtype=float), n: int):
    i = wp.tid()
    x[i] = 1.0  # comments count
"#,
        module: "c429f92d70efd97f9e49a790bf29ac7a9e011730b5f8a57cd6915c0c5256de01",
        kernels: &["2db2e9d4edd7118c35b139ca838906fb50d685280821fa493295699a2cd45442"],
    },
    // Options sorted, as Python prints them.
    Case {
        name: "hr_kernel_options",
        source: r#"import warp as wp

@wp.kernel(enable_backward=False, launch_bounds=(256, 2), grid_stride=False)
def k(x: wp.array(dtype=float)):
    i, j = wp.tid()
    x[i] = float(j)
"#,
        module: "85a082a1fa8124ace1ec50e32063fcff860100a4252cb788fe98bb7cd3fe7286",
        kernels: &["67d5a8a865eeb65f85cef42ce59f169f8c5a6db87c8ffe86207134ed0b2ba6d2"],
    },
    // Names that resolve to values, shadowed or dotted ones too.
    Case {
        name: "hr_constants",
        source: r#"import warp as wp

import math
N = 7
BIG = (1 << 40) + 5
SCALE = wp.constant(wp.vec3(1.0, 2.0, 0.1))
HALF = wp.float16(0.1)
n = True


@wp.kernel
def k(x: wp.array(dtype=float), n: int):
    i = wp.tid()
    x[i] = SCALE[0] * float(N) + math.pi + wp.tau + float(BIG) + float(HALF)
"#,
        module: "f9e182eb67784210ec50a7d266f045addc0831fd6ec749a3f9c214d54001f5d9",
        kernels: &["1fe2dc738945ae4887bb2329c8ceb4f12bb43cff99c0d4230bd4d8ed97ca744b"],
    },
    // Constructors that are called.
    Case {
        name: "hr_types_called",
        source: r#"import warp as wp

@wp.struct
class S:
    a: float
    v: wp.vec3


M = wp.types.matrix(shape=(2, 5), dtype=wp.float64)


@wp.kernel
def k(x: wp.array(dtype=S)):
    s = S()
    m = M()
    s.v = wp.vec3(float(1), 2.0, 3.0)
    x[0] = s
"#,
        module: "ccb4c6c4392ddddeca60076f07c2d59d81adb3dffe96735c7cf1454c02e3c9cc",
        kernels: &["8fb06904588bc990743e135af552c0b8d3103fa897520705f6e5940bb045ca64"],
    },
    // Structs and arrays of structs.
    Case {
        name: "hr_struct_arguments",
        source: r#"import warp as wp

@wp.struct
class Inner:
    n: int


@wp.struct
class Outer:
    one: Inner
    many: wp.array(dtype=Inner)


@wp.kernel
def k(a: Outer, b: wp.array2d(dtype=Inner), c: wp.indexedarray(dtype=Outer)):
    i = wp.tid()
"#,
        module: "3254a8411486788c414f9332d22300840e618ffaf7bf3b722e9fad00f0b82581",
        kernels: &["5a3d34ad0ad99a0e0b925a5193ee34783940e8d6feaa9ca825fcd046190b8847"],
    },
    // All overloads, by sorted signature.
    Case {
        name: "hr_functions",
        source: r#"import warp as wp

@wp.func
def f(x: float):
    return x


@wp.func
def f(x: int):
    return x + 1


@wp.func
def f(x: wp.vec3, y: float = 2.0) -> wp.vec3:
    return x * y


@wp.func
def g(x: float):
    return f(x)


@wp.kernel
def k(x: wp.array(dtype=float)):
    x[0] = g(x[1])
"#,
        module: "5af91103cf2f3d8b28d3b69b696defc0f3b205a5681d7bab49811ee02c8108f7",
        kernels: &["65f1e4a86c0081e9fe491c1c675337075cee51199e179e35b399999cdd236fcc"],
    },
    // Cycles are cut where they are met.
    Case {
        name: "hr_recursion",
        source: r#"import warp as wp

@wp.func
def a(x: float) -> float:
    return b(x)


@wp.func
def b(x: float) -> float:
    return a(x) + c(x)


@wp.func
def c(x: float) -> float:
    return b(x)


@wp.kernel
def k(x: wp.array(dtype=float)):
    x[0] = a(1.0) + b(2.0)
"#,
        module: "6885c2af8bb5d27fa7d97a14bc9ce8cff00807379cd543bcf706cb5b8db754e9",
        kernels: &["7021f8141c6cfedb1ae938952790158fc1c89bf76bb497b92d3206906d262c94"],
    },
    // Expressions evaluated at declaration.
    Case {
        name: "hr_statics",
        source: r#"import warp as wp

C = 3


@wp.func
def f(x: float):
    return x


@wp.kernel
def k(x: wp.array(dtype=float)):
    for i in range(wp.static(C + 1)):
        x[i] = wp.static(f)(x[i]) + wp.static(C * 0.5) + wp.static(C + 1.0) + wp.static(wp.vec2(1.0, 2.0))[0]
"#,
        module: "fba3bf19017c78511b57d3e399a5e9ca1eebf968b8393a6158838de3e97c57a0",
        kernels: &["be7851df56fdeb0eafa38415916151ec14a13ae7b9ac60866dbf942a14fe13f5"],
    },
    // Functions passed and bound, built-ins too.
    Case {
        name: "hr_callables",
        source: r#"import warp as wp

@wp.func
def twice(op: wp.Function, x: float):
    return op(op(x))


@wp.func
def inc(x: float):
    return x + 1.0


@wp.kernel
def k(x: wp.array(dtype=float)):
    h = inc
    x[0] = twice(inc, x[0]) + twice(wp.sin, x[1]) + h(x[2])
"#,
        module: "46c1cd8afab31eaa6f0ed34c07c637f5218dd4696c20cb09c36a67e5c7df5702",
        kernels: &["45ab85233eab72586b708ff710cc2a46390f8b9261092b3701f3e3038c5f1e75"],
    },
    // The one built-in whose overloads are hashed.
    Case {
        name: "hr_templated_adjoint",
        source: r#"import warp as wp

@wp.kernel
def k(x: wp.array2d(dtype=float), y: wp.array(dtype=float)):
    t = wp.tile_load(x, shape=(4, 4))
    wp.tile_store(y, wp.tile_sum(t, axis=0))
"#,
        module: "26ee8f129d4179057b01fc0df8037f0d0c8a29632801f6bb142dc259de433589",
        kernels: &["86fff2d9b74364bcbb66b8b23e2d3252bcfaf3a69a5f75de7bc13ee3ffc0a6cd"],
    },
    // Gradient and replay functions.
    Case {
        name: "hr_custom_gradient",
        source: r#"import warp as wp

@wp.func
def f(x: float):
    return x * x


@wp.func_grad(f)
def adj_f(x: float, adj: float):
    wp.adjoint[x] += adj


@wp.func
def g(x: float):
    return x


@wp.func_replay(g)
def replay_g(x: float):
    return x + 0.0


@wp.kernel
def k(x: wp.array(dtype=float)):
    x[0] = f(x[1]) + g(x[2])
"#,
        module: "8fa6b811e524808812e60bd095e6db59eed4033511b8360185a71d6a5ff12f5b",
        kernels: &["06554c9a17136be665a42525a40410d925d30c58476dc36f70133d239e4da492"],
    },
    // Native texts and inline hints.
    Case {
        name: "hr_snippets",
        source: r#"import warp as wp

@wp.func_native("return x;", "adj_x += adj_ret;", "return x;")
def f(x: float) -> float: ...


@wp.func(inline=True)
def g(x: float):
    return x


@wp.kernel
def k(x: wp.array(dtype=float)):
    x[0] = f(x[1]) + g(x[2])
"#,
        module: "9c6ca58cec7feee4cb31046cd82ca4b3fc3d152dded3412c0039a30d15bf0bd1",
        kernels: &["64438d0544b6eaf3b6ea5313de38ed8c70ebb0b091c7a1565bfed198e72f5d23"],
    },
    // Launch dimensions through aliases.
    Case {
        name: "hr_tid_alias",
        source: r#"import warp as wp

@wp.kernel
def k(x: wp.array(dtype=float)):
    f = wp.tid
    g = f
    i, j, l = g()
    x[i] = 1.0
"#,
        module: "076e32b8fb07307b8d25b0f76e9649a4e591b8e2118afbb9e3ea40738a3c3eb8",
        kernels: &["1a057044ed79348e009d5d7e14d47a64c3aab9d6806e86753c5eaa3e1cbd04c4"],
    },
    // Instances; the generic function they call.
    Case {
        name: "hr_generic_overloads",
        source: r#"import warp as wp

from typing import Any


@wp.func
def f(x: Any):
    return x


@wp.kernel
def k(x: wp.array(dtype=Any), y: Any):
    x[0] = f(y)


wp.overload(k, [wp.array(dtype=float), float])
wp.overload(k, [wp.array(dtype=wp.vec3d), wp.vec3d])
"#,
        module: "905ce02e3f8225e6067041c5988e3293c54b42af96c5c92c591bdf2672c95997",
        kernels: &[
            "3550fa0f050d44749205e57ba7a4107881ca6d3d20f31e030b770ccf90cc9503",
            "4fae2d73845248dcd701ac0545b319d802fba062d65b839a468f4341011301de",
        ],
    },
    // Named by the digest at declaration.
    Case {
        name: "hr_unique",
        source: r#"import warp as wp

@wp.kernel(module="unique")
def k(x: wp.array(dtype=float)):
    x[0] = 1.0
"#,
        module: "44032a1b6d45f8a13588aef7307cbb401161164f95f154d91bb1aa2d7995c72f",
        kernels: &["9a9c89dd74046921bc33a15c9a8048a7d03bf0a73a06e608532b742ec010ebcc"],
    },
    // A generic kernel without instances salts the name.
    Case {
        name: "hr_unique_generic",
        source: r#"import warp as wp

from typing import Any


@wp.kernel(module="unique")
def k(x: wp.array(dtype=Any)):
    x[0] = x[1]
"#,
        module: "bc5cef196e8f75ac74f65fd92484eff1bf29d81906c939c9b9b50e1fd23b0779",
        kernels: &[],
    },
    // Resolved options.
    Case {
        name: "hr_module_options",
        source: r#"import warp as wp

wp.set_module_options({"fast_math": True, "max_unroll": 4, "enable_backward": False, "mode": "debug"})


@wp.kernel
def k(x: wp.array(dtype=float)):
    x[0] = 1.0
"#,
        module: "6f16613213ab3234de980fab09bb03a8e525aeebbd1130d4df065fc87db5207e",
        kernels: &["5052b95640879f7e949d4286bf3c3e86eb65c2ea830b729a65b32cb689d637af"],
    },
];

fn import(case: &Case) -> Session {
    let mut session = Session::new(SessionOptions { no_installed_warp: true, ..SessionOptions::default() });
    session.unique_hasher = Some(|session, kernel| {
        let module = session.kernels[kernel.index()].module;
        let options = session.resolved_options(module, Some(256)).expect("options");
        let plan = plan_module(session, module, &options, &Traces::default()).expect("a plan");
        Ok(super::unique_digest(session, kernel, plan.hash, &Traces::default()).expect("a digest"))
    });
    session.import_text(case.source, Path::new("/nowhere/recipe.py"), case.name).expect("Python");
    session
}

#[test]
fn digests_match_warp() {
    for case in CASES {
        let mut session = import(case);
        let module = *session.owned_modules().first().unwrap_or_else(|| panic!("{}: no module", case.name));
        let options = session.resolved_options(module, Some(256)).expect("options");
        let plan = plan_module(&mut session, module, &options, &Traces::default()).expect("a plan");
        let kernels: Vec<String> = plan.kernels.iter().map(|kernel| hex(&kernel.hash)).collect();
        assert_eq!(kernels, case.kernels, "kernels of {}", case.name);
        assert_eq!(hex(&plan.hash), case.module, "module {}", case.name);
    }
}

#[test]
fn unique_modules_are_named_by_their_digest() {
    let name = |wanted: &str| {
        let case = CASES.iter().find(|case| case.name == wanted).expect("a case");
        let session = import(case);
        let module = *session.owned_modules().first().expect("a module");
        session.modules[module.index()].name.to_string()
    };
    assert_eq!(name("hr_unique"), "k_44032a1b");
    assert_eq!(name("hr_unique_generic"), "k_4870de17");
}

#[test]
fn launch_dimensions_come_from_tid() {
    let dim = |wanted: &str| {
        let case = CASES.iter().find(|case| case.name == wanted).expect("a case");
        let mut session = import(case);
        let module = *session.owned_modules().first().expect("a module");
        let options = session.resolved_options(module, Some(256)).expect("options");
        let plan = plan_module(&mut session, module, &options, &Traces::default()).expect("a plan");
        (plan.kernels[0].dim, plan.kernels[0].grid_stride)
    };
    assert_eq!(dim("hr_kernel"), (1, true));
    assert_eq!(dim("hr_kernel_options"), (2, false));
    assert_eq!(dim("hr_tid_alias"), (3, true));
}
