//! Stencils and partial differential equations, images, signals, cellular automata, lattice Boltzmann, noise and terrain.

use super::Family;
use crate::dataset::generate::core::Gen;
use crate::dataset::generate::names::Vocab;
use crate::dataset::generate::types::{F32, I32, Sc, Ty, VEC2};

static PDE: Vocab = Vocab {
    floats: &[
        "dt",
        "dx",
        "dy",
        "alpha",
        "nu",
        "c",
        "kappa",
        "inv_dx",
        "diffusivity",
        "feed",
        "kill",
        "omega",
        "courant",
        "source",
        "h",
    ],
    ints: &["nx", "ny", "nz", "width", "height", "n", "iteration", "parity", "res"],
    float_locals: &[
        "lap", "u", "v", "left", "right", "dudx", "dudy", "flux", "center", "rhs", "div", "adv", "uvv", "p",
        "residual", "grad_x",
    ],
    vec_locals: &["vel", "grad", "uv", "g", "xp", "pos"],
    int_locals: &["im", "ip", "jm", "jp", "row", "cell", "idx"],
    float_arrays: &[
        "u",
        "u_prev",
        "temperature",
        "phi",
        "pressure",
        "density",
        "rho",
        "field",
        "source",
        "p_old",
        "coeff",
        "a",
        "b",
        "ez",
        "hx",
    ],
    vec_arrays: &["velocity", "vel_field", "gradient", "fluxes", "u_vec", "momentum"],
    int_arrays: &["mask", "cell_type", "solid", "boundary", "labels"],
    verbs: &[
        "diffuse", "advect", "relax", "update", "solve", "compute", "step", "project", "smooth", "apply",
    ],
    nouns: &[
        "heat",
        "wave",
        "pressure",
        "divergence",
        "laplacian",
        "velocity",
        "reaction",
        "field",
        "jacobi",
        "gradient",
        "temperature",
        "boundary",
        "vorticity",
        "gray_scott",
        "poisson",
    ],
    helpers: &[
        "limiter",
        "flux_fn",
        "reaction_rate",
        "source_term",
        "upwind",
        "harmonic_mean",
        "diffusion_coeff",
        "face_value",
    ],
};

pub(super) static FAMILIES: &[Family] = &[
    Family { name: "stencils", weight: 1.2, vocab: &PDE, make: stencil },
    Family { name: "cellular_automata", weight: 0.4, vocab: &PDE, make: automaton },
    Family { name: "lattice_boltzmann", weight: 0.4, vocab: &PDE, make: lattice },
];

fn stencil(g: &mut Gen) {
    g.usual_options();
    if g.chance(0.08) {
        g.real = Sc::F64;
    }
    let real = g.real_ty();
    let dims = 1 + g.rng.weighted(&[0.25, 0.55, 0.2]);
    g.maybe_helpers(&[real.clone(), real.clone()]);
    let name = g.kernel_name();
    g.kernel(&name, |g| {
        let names = g.thread(dims);
        let u = g.arr(&["u", "field", "temperature", "phi", "p", "src", "rho"], &real, dims as u8);
        g.hide(&u);
        let sizes: Vec<String> = if g.chance(0.5) {
            (0..dims).map(|axis| format!("{u}.shape[{axis}]")).collect()
        } else {
            (0..dims)
                .map(|axis| {
                    g.pi([&["nx", "width", "n"], &["ny", "height", "m"], &["nz", "depth", "l"]][axis])
                })
                .collect()
        };
        if g.swarm.branches > 0.0 || g.swarm.early > 0.0 {
            g.border(&names, &sizes);
        }
        let center = set!(g, &["c", "u_c", "center", "u0"], &real, "{u}[{}]", names.join(", "));
        let wide = g.chance(0.2);
        let mut taps = Vec::new();
        for axis in 0..dims {
            for step in if wide { vec![-2i64, -1, 1, 2] } else { vec![-1, 1] } {
                let mut at = names.clone();
                at[axis] = g.neighbor_index(&names[axis], &sizes[axis], step);
                taps.push(format!("{u}[{}]", at.join(", ")));
            }
        }
        if g.chance(0.25) && dims == 2 {
            let mut at = names.clone();
            at[0] = g.neighbor_index(&names[0], &sizes[0], 1);
            at[1] = g.neighbor_index(&names[1], &sizes[1], 1);
            taps.push(format!("{u}[{}]", at.join(", ")));
        }
        g.note(&["finite differences", "five-point stencil", "neighbours", "central differences"]);
        if g.chance(0.5) {
            let words: &[&'static str] = &["left", "right", "down", "up", "back", "front", "ll", "rr"];
            taps = taps
                .into_iter()
                .enumerate()
                .map(|(k, t)| g.set(&[words[k % words.len()]], &real, t))
                .collect();
            for t in taps.clone() {
                g.used(&t);
            }
        }
        let inv = g.leaf(&real, false).s;
        let lap = match g.rng.below(4) {
            0 => {
                let k = g.real_text(&format!("{}.0", taps.len()));
                format!("({} - {k} * {center}) * {inv}", taps.join(" + "))
            }
            1 => format!("({} - {}) * {inv}", taps[1], taps[0]),
            2 => {
                let parts: Vec<String> = taps
                    .iter()
                    .map(|t| format!("{} * {t}", g.literal(real.scalar().unwrap_or(Sc::F32)).s))
                    .collect();
                parts.join(" + ")
            }
            _ => {
                let parts: Vec<String> = taps.iter().map(|t| format!("({t} - {center})")).collect();
                format!("({}) / {}", parts.join(" + "), g.f_operand(&inv))
            }
        };
        let lap = g.set(&["lap", "laplacian", "flux", "diff", "div", "rhs"], &real, lap);
        g.gap();
        g.fill(0.6);
        let extra = g.via_helper(&real);
        let extra = g.f_operand(&extra);
        let dt = g.leaf(&real, false).s;
        g.used(&lap);
        let rhs = match g.rng.below(4) {
            0 => format!("{center} + {dt} * ({lap} + {extra})"),
            1 => format!("{center} + {lap} * {extra}"),
            2 => format!("{extra} * {center} - {lap} * {dt}"),
            _ => {
                let prev = g.arr(&["u_prev", "u_old", "prev"], &real, dims as u8);
                format!("2.0 * {center} - {prev}[{}] + {extra} * {lap}", names.join(", "))
                    .replace("2.0", &g.real_text("2.0"))
            }
        };
        let out = g.out(&["u_new", "out", "u_next", "dst", "result"], &real, dims as u8);
        if g.f().taken.contains("interior") {
            g.used("interior");
            let e = g.rng.below(2);
            if e == 0 {
                g.block("if interior:", |g| line!(g, "{out}[{}] = {rhs}", names.join(", ")));
                g.block("else:", |g| line!(g, "{out}[{}] = {center}", names.join(", ")));
            } else {
                line!(g, "{out}[{}] = wp.where(interior, {rhs}, {center})", names.join(", "));
            }
        } else {
            line!(g, "{out}[{}] = {rhs}", names.join(", "));
        }
        if g.chance(0.5) {
            g.maybe_leftovers();
        }
    });
}

fn automaton(g: &mut Gen) {
    g.usual_options();
    let ty = if g.chance(0.6) { I32 } else { Ty::S(*g.rng.pick(&[Sc::U8, Sc::I8, Sc::U32, Sc::I64])) };
    let name = g.rng.word(&[
        "life_step",
        "update_cells",
        "forest_fire",
        "rule_step",
        "spread_infection",
        "majority_vote",
        "sandpile",
        "grow_crystal",
        "ca_step",
        "ising_flip",
    ]);
    g.kernel(name, |g| {
        let names = g.thread(2);
        let cells = g.arr(&["cells", "grid", "state", "world"], &ty, 2);
        g.hide(&cells);
        let (w, h) = (g.pi(&["width", "nx", "w"]), g.pi(&["height", "ny", "h"]));
        let zero = g.zero(&ty);
        let sum = g.bind("alive", &ty, &zero);
        if g.swarm.loops > 0.0 || g.chance(0.5) {
            let (a, b) = (g.fresh("di"), g.fresh("dj"));
            g.f().loops += 1;
            block!(g, ["for {a} in range(-1, 2):"], |g| {
                block!(g, ["for {b} in range(-1, 2):"], |g| {
                    let test = g
                        .rng
                        .word(&[
                            "{a} != 0 or {b} != 0",
                            "not ({a} == 0 and {b} == 0)",
                            "{a} * {a} + {b} * {b} > 0",
                            "wp.abs({a}) + wp.abs({b}) == 1",
                        ])
                        .replace("{a}", &a)
                        .replace("{b}", &b);
                    block!(g, ["if {test}:"], |g| {
                        let x = g
                            .rng
                            .word(&["({i} + {a} + {w}) % {w}", "wp.clamp({i} + {a}, 0, {w} - 1)"])
                            .replace("{i}", &names[0])
                            .replace("{a}", &a)
                            .replace("{w}", &w);
                        let y = format!("({} + {b} + {h}) % {h}", names[1]);
                        line!(g, "{sum} += {cells}[{x}, {y}]");
                    });
                });
            });
            g.f().loops -= 1;
        } else {
            for (dx, dy) in [(1, 0), (-1, 0), (0, 1), (0, -1)] {
                let x = g.neighbor_index(&names[0], &w, if dx == 0 { 1 } else { dx });
                let y = g.neighbor_index(&names[1], &h, if dy == 0 { -1 } else { dy });
                line!(
                    g,
                    "{sum} += {cells}[{}, {}]",
                    if dx == 0 { names[0].clone() } else { x },
                    if dy == 0 { names[1].clone() } else { y }
                );
            }
        }
        let c = set!(g, &["c", "me", "cell"], &ty, "{cells}[{}, {}]", names[0], names[1]);
        g.fill(0.4);
        let next = g.bind("next_state", &ty, &zero.clone());
        let s = ty.scalar().unwrap_or(Sc::I32);
        for at in 0..1 + g.rng.below(3) {
            let (a, b) = (g.literal(s), g.literal(s));
            let op = g.rng.word(&["==", ">", "<", "!=", ">="]);
            let joined = g.rng.word(&["and", "or"]);
            let e = g.value(&ty);
            let head = if at == 0 { "if" } else { "elif" };
            block!(g, ["{head} {c} {op} {} {joined} {sum} == {}:", a.s, b.s], |g| line!(
                g,
                "{next} = {}",
                if e.constant { c.clone() } else { e.s }
            ));
        }
        g.used(&next);
        let out = g.out(&["out", "next_grid", "cells_new"], &ty, 2);
        line!(g, "{out}[{}, {}] = {next}", names[0], names[1]);
    });
}

fn lattice(g: &mut Gen) {
    g.usual_options();
    let q = *g.rng.pick(&[5, 9, 7]);
    g.file.const_lines.push(format!("Q = wp.constant({q})"));
    g.file.names.insert("Q".to_owned());
    let eq = g.chance(0.8).then(|| {
        g.func("equilibrium", &[("w", F32), ("rho", F32), ("u", VEC2), ("c", VEC2)], &[F32], |g, n| {
            let cu = set!(
                g,
                &["cu", "c_dot_u"],
                &F32,
                "{} * wp.dot({}, {})",
                g.rng.word(&["3.0", "1.0", "4.5"]),
                n[3],
                n[2]
            );
            g.used(&cu);
            let e = g.o(&F32);
            vec![super::super::values::atom(format!(
                "{} * {} * (1.0 + {cu} + 0.5 * {cu} * {cu} - {e})",
                n[0], n[1]
            ))]
        })
    });
    let name = g.rng.word(&[
        "collide",
        "stream",
        "lbm_step",
        "collide_and_stream",
        "compute_macroscopic",
        "bgk_collision",
    ]);
    g.kernel(name, |g| {
        let names = g.thread(2);
        let (i, j) = (names[0].clone(), names[1].clone());
        let f = g.arr(&["f", "dist", "populations"], &F32, 3);
        let c = g.arr(&["c", "lattice_dirs", "e"], &VEC2, 1);
        let w = g.arr(&["w", "lattice_weights"], &F32, 1);
        for a in [&f, &c, &w] {
            g.hide(a);
        }
        g.maybe_guard(&names);
        let rho = g.set(&["rho", "density"], &F32, "float(0.0)");
        let mom = g.set(&["m", "momentum", "mom"], &VEC2, "wp.vec2(0.0, 0.0)");
        let k = g.fresh("k");
        block!(g, ["for {k} in range(Q):"], |g| {
            let fk = set!(g, &["fk", "pop"], &F32, "{f}[{i}, {j}, {k}]");
            line!(g, "{rho} += {fk}");
            line!(g, "{mom} += {c}[{k}] * {fk}");
        });
        let u = set!(g, &["u", "vel"], &VEC2, "{mom} / {rho}");
        g.fill(0.6);
        let om = g.pf(&["omega", "tau_inv", "relax"]);
        let out = g.out(&["f_new", "f_out", "dist_out"], &F32, 3);
        let k2 = g.fresh("q");
        g.f().loops += 1;
        block!(g, ["for {k2} in range(Q):"], |g| {
            let e = match &eq {
                Some(func) => format!("{}({w}[{k2}], {rho}, {u}, {c}[{k2}])", func.name),
                None => format!("{w}[{k2}] * {rho} * (1.0 + {})", g.xf()),
            };
            let feq = g.set(&["feq", "f_eq"], &F32, e);
            g.fill(0.15);
            let extra = g.operand(&F32);
            line!(
                g,
                "{out}[{i}, {j}, {k2}] = {f}[{i}, {j}, {k2}] - {om} * ({f}[{i}, {j}, {k2}] - {feq}) + {extra}"
            );
        });
        g.f().loops -= 1;
        g.maybe_leftovers();
    });
}
