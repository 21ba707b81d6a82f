//! Dense and sparse linear algebra, small decompositions, finite elements.

use super::Family;
use crate::dataset::generate::core::Gen;
use crate::dataset::generate::names::Vocab;
use crate::dataset::generate::types::{F32, I32, Sc, Ty, VEC3};
use crate::dataset::generate::values::atom;

static DENSE: Vocab = Vocab {
    floats: &["alpha", "beta", "omega", "shift", "tol", "lam", "reg", "rho", "scale"],
    ints: &["n", "m", "k", "rows", "cols", "block", "iter", "nnz", "ld"],
    float_locals: &[
        "s", "r", "dot_v", "diag", "pivot", "norm", "a_ij", "x_i", "residual", "sigma", "num", "den",
    ],
    vec_locals: &["row", "col_v", "r", "x_vec", "ax", "b_vec", "z", "eig"],
    int_locals: &["row", "col", "k", "p", "q", "nz"],
    float_arrays: &["A", "B", "C", "x", "b", "y", "r", "diag", "values", "rhs", "L", "U", "p_vec", "Ap"],
    vec_arrays: &["xs", "rhs_v", "residuals", "search_dirs", "points"],
    int_arrays: &["row_ptr", "col_ind", "perm", "pivots", "offsets"],
    verbs: &[
        "multiply",
        "solve",
        "factor",
        "update",
        "apply",
        "compute",
        "assemble",
        "precondition",
        "scale",
        "orthogonalize",
    ],
    nouns: &[
        "matvec",
        "gemm",
        "jacobi",
        "residual",
        "rows",
        "spmv",
        "cg_step",
        "cholesky",
        "givens",
        "householder",
        "triangular",
        "dot_products",
        "gram",
        "norms",
        "saxpy",
    ],
    helpers: &["rotation_coeff", "safe_div", "row_norm", "element", "sign_of", "damping_fn", "mat_invariant"],
};

static FEM: Vocab = Vocab {
    floats: &["mu", "lam", "E", "nu", "dt", "density", "vol", "k_mu", "damp", "activation", "rest_vol"],
    ints: &["num_tets", "num_elems", "n", "quad_points", "dofs"],
    float_locals: &["J", "I1", "energy", "w", "tr", "alpha", "vol", "detF", "ic", "p_vol", "h"],
    vec_locals: &["x0", "x1", "x2", "f1", "f2", "col_f", "e1", "e2", "g", "sig"],
    int_locals: &["elem", "i0", "i1", "i2", "i3", "node"],
    float_arrays: &["rest_volumes", "mus", "lambdas", "activations", "energies", "masses"],
    vec_arrays: &["x", "v", "forces", "positions", "nodes", "displacement"],
    int_arrays: &["tets", "elements", "fixed", "materials"],
    verbs: &["eval", "assemble", "compute", "integrate", "project", "accumulate", "update"],
    nouns: &[
        "tetrahedra",
        "stress",
        "deformation_gradient",
        "element_forces",
        "stiffness",
        "strain_energy",
        "neo_hookean",
        "corotated",
        "mpm_stress",
        "plasticity",
    ],
    helpers: &[
        "piola",
        "green_strain",
        "neo_hookean_energy",
        "stvk_stress",
        "volume_term",
        "hardening",
        "von_mises",
    ],
};

pub(super) static FAMILIES: &[Family] = &[
    Family { name: "linear_algebra", weight: 1.0, vocab: &DENSE, make: dense },
    Family { name: "small_matrices", weight: 0.9, vocab: &DENSE, make: small },
    Family { name: "finite_elements", weight: 0.8, vocab: &FEM, make: fem },
];

fn dense(g: &mut Gen) {
    g.usual_options();
    if g.chance(0.25) {
        g.real = *g.rng.pick(&[Sc::F64, Sc::F64, Sc::F16]);
    }
    let real = g.real_ty();
    g.maybe_helpers(std::slice::from_ref(&real));
    let name = g.kernel_name();
    g.kernel(&name, |g| {
        let dims = 1 + usize::from(g.chance(0.45));
        let names = g.thread(dims);
        let i = names[0].clone();
        g.maybe_guard(&names);
        let zero = g.zero(&real);
        let base = g.rng.word(&["acc", "s", "sum_v", "dot_v"]);
        let acc = g.bind(base, &real, &zero);
        let x = g.arr(&["x", "b", "v", "p"], &real, if dims == 2 { 2 } else { 1 });
        g.hide(&x);
        g.fill(0.3);
        if dims == 1 && g.chance(0.45) {
            let vals = g.arr(&["values", "vals", "data"], &real, 1);
            g.hide(&vals);
            g.adjacency_loop(&i, |g, j| {
                g.fill(0.2);
                let e = g.via_helper(&real);
                let e = g.f_operand(&e);
                line!(g, "{acc} += {vals}[{j}] * {x}[{j}] * {e}");
            });
        } else {
            let a = g.arr(&["A", "mat", "L", "M"], &real, 2);
            g.hide(&a);
            let n = if g.chance(0.5) { format!("{a}.shape[1]") } else { g.pi(&["n", "k_dim", "cols"]) };
            let k = g.fresh("k");
            let head = match g.rng.below(4) {
                0 => format!("for {k} in range({i}):"),
                1 => format!("for {k} in range({i} + 1, {n}):"),
                _ => format!("for {k} in range({n}):"),
            };
            g.f().loops += 1;
            g.block(head, |g| {
                g.declare(&k, &I32, false, false, true);
                if g.chance(0.3) {
                    block!(g, ["if {k} {} {i}:", g.rng.word(&["==", "!=", ">"])], |g| g.line("continue"));
                }
                g.fill(0.2);
                let xk = if dims == 2 { format!("{x}[{k}, {}]", names[1]) } else { format!("{x}[{k}]") };
                match g.rng.below(4) {
                    0 => {
                        let e = g.operand(&real);
                        line!(g, "{acc} += {a}[{i}, {k}] * {xk} * {e}");
                    }
                    1 => {
                        let d = set!(g, &["d", "diff"], &real, "{a}[{i}, {k}] - {xk}");
                        line!(g, "{acc} += {d} * {d}");
                        g.used(&d);
                    }
                    _ => line!(g, "{acc} += {a}[{i}, {k}] * {xk}"),
                }
            });
            g.f().loops -= 1;
        }
        g.gap();
        g.fill(0.3);
        let out = g.out(&["y", "out", "C", "x_new", "result"], &real, dims as u8);
        let (e, e2) = (g.via_helper(&real), g.operand(&real));
        let e = g.f_operand(&e);
        let form = match g.rng.below(4) {
            0 => format!("{e} * {acc} + {e2} * {out}[{}]", names.join(", ")),
            1 => format!("({e} - {acc}) / {e2}"),
            2 => format!("{acc} * {e}"),
            _ => format!("{acc} - {e2}"),
        };
        line!(g, "{out}[{}] = {form}", names.join(", "));
        g.used(&acc);
        if g.chance(0.5) {
            g.maybe_leftovers();
        }
    });
}

fn small(g: &mut Gen) {
    g.usual_options();
    if g.chance(0.25) {
        g.real = *g.rng.pick(&[Sc::F64, Sc::F16]);
    }
    let s = g.real;
    let n = *g.rng.pick(&[2u8, 2, 3, 3, 3, 3, 4, 5, 6]);
    let (m, v) = (Ty::Mat(n, n, s), Ty::Vec(n, s));
    let real = g.real_ty();
    g.maybe_helpers(&[m.clone(), v.clone(), real.clone()]);
    let name = g.kernel_name();
    g.kernel(&name, |g| {
        let i = g.thread(1)[0].clone();
        let mats = g.arr(&["mats", "A", "tensors", "F"], &m, 1);
        g.maybe_guard(std::slice::from_ref(&i));
        let a = set!(g, &["A_i", "m", "a", "M"], &m, "{mats}[{i}]");
        g.used(&mats);
        for _ in 0..1 + g.rng.below(3) {
            match g.rng.below(8) {
                0 if n == 3 => {
                    let names: Vec<String> = ["U", "sigma", "V"].iter().map(|b| g.fresh(b)).collect();
                    line!(g, "{} = wp.svd3({a})", names.join(", "));
                    for (name, ty) in names.iter().zip([&m, &v, &m]) {
                        g.declare(name, ty, true, false, false);
                    }
                }
                1 if n == 3 => {
                    let f = g.rng.word(&["qr3", "qr3", "eig3"]);
                    let names: Vec<String> = ["Q", "R"].iter().map(|b| g.fresh(b)).collect();
                    line!(g, "{} = wp.{f}({a})", names.join(", "));
                    let second = if f == "qr3" { &m } else { &v };
                    g.declare(&names[0], &m, true, false, false);
                    g.declare(&names[1], second, true, false, false);
                }
                2 if n == 2 => {
                    let names: Vec<String> = ["U", "s", "V"].iter().map(|b| g.fresh(b)).collect();
                    line!(g, "{} = wp.svd2({a})", names.join(", "));
                    for (name, ty) in names.iter().zip([&m, &v, &m]) {
                        g.declare(name, ty, true, false, false);
                    }
                }
                3 => {
                    let (r, c) = (g.rng.below(n as usize), g.rng.below(n as usize));
                    let e = g.value(&real);
                    line!(g, "{a}[{r}, {c}] {} {}", g.rng.word(&["=", "+=", "-="]), e.s);
                }
                4 if g.swarm.loops > 0.0 => {
                    let (k, j) = (g.fresh("k"), g.fresh("j"));
                    let e = g.operand(&real);
                    g.f().loops += 1;
                    block!(g, ["for {k} in range({n}):"], |g| {
                        if g.chance(0.5) {
                            block!(
                                g,
                                ["for {j} in range({k}{}, {n}):", g.rng.word(&["", " + 1"])],
                                |g| line!(g, "{a}[{k}, {j}] = {a}[{k}, {j}] * {e}")
                            );
                        } else {
                            line!(g, "{a}[{k}, {k}] += {e}");
                        }
                    });
                    g.f().loops -= 1;
                }
                5 => {
                    let e = g.vec_expr(n, s, 3);
                    g.bind("y", &v, &e);
                }
                6 => {
                    let r = g.rng.below(n as usize);
                    let e = g.value(&v);
                    line!(g, "{a}[{r}] = {}", e.s);
                }
                _ => {
                    let e = g.mat_expr(n, n, s, 2);
                    g.bind("B", &m, &e);
                }
            }
        }
        g.fill(0.5);
        let e = g.mat_expr(n, n, s, 2);
        g.store_value(&m, &e);
        g.maybe_leftovers();
    });
}

fn fem(g: &mut Gen) {
    g.usual_options();
    let (m, v) = (Ty::Mat(3, 3, Sc::F32), VEC3);
    let stress = (g.swarm.helpers > 0.0).then(|| {
        let base =
            g.rng.word(&["piola", "neo_hookean_stress", "stvk_stress", "corotated_stress", "kirchhoff"]);
        g.func(base, &[("F", m.clone()), ("mu", F32), ("lam", F32)], std::slice::from_ref(&m), |g, n| {
            let j = set!(g, &["J", "detF", "det_f"], &F32, "wp.determinant({})", n[0]);
            g.used(&j);
            if g.chance(0.5) {
                let e = set!(
                    g,
                    &["E_s", "strain", "C"],
                    &m,
                    "{} * (wp.transpose({f}) * {f} - wp.identity(n=3, dtype=float))",
                    g.number(),
                    f = n[0]
                );
                g.used(&e);
                let d = g.mat_expr(3, 3, Sc::F32, 2);
                return vec![atom(format!(
                    "{} * {} * {e} + {}",
                    n[0],
                    n[1],
                    crate::dataset::generate::expr::wrap(&d, 10)
                ))];
            }
            g.fill(0.2);
            let d = g.mat_expr(3, 3, Sc::F32, 2);
            vec![atom(format!(
                "{} * ({} - wp.transpose(wp.inverse({}))) + {} * {}",
                n[1],
                n[0],
                n[0],
                g.f_float(2),
                crate::dataset::generate::expr::wrap(&d, 11)
            ))]
        })
    });
    let name = g.kernel_name();
    g.kernel(&name, |g| {
        let t = g.thread(1)[0].clone();
        let x = g.arr(&["x", "positions", "nodes", "particle_q"], &v, 1);
        let tets = g.arr(&["tets", "elements", "indices"], &I32, 2);
        let poses = g.arr(&["inv_rest", "Dm_inv", "rest_pose"], &m, 1);
        for a in [&x, &tets, &poses] {
            g.hide(a);
        }
        g.maybe_guard(std::slice::from_ref(&t));
        let ids: Vec<String> = (0..4)
            .map(|k| {
                let n = g.fresh(["i0", "i1", "i2", "i3"][k]);
                line!(g, "{n} = {tets}[{t}, {k}]");
                g.declare(&n, &I32, true, false, true);
                g.used(&n);
                n
            })
            .collect();
        let cols: Vec<String> = (1..4).map(|k| format!("{x}[{}] - {x}[{}]", ids[k], ids[0])).collect();
        let d = set!(g, &["Ds", "D", "edges_m"], &m, "wp.matrix_from_cols({})", cols.join(", "));
        let f = set!(g, &["F", "defgrad", "F_def"], &m, "{d} * {poses}[{t}]");
        g.fill(0.4);
        let p = match &stress {
            Some(s) => format!("{}({f}, {}, {})", s.name, g.leaf(&F32, false).s, g.leaf(&F32, false).s),
            None => g.mat_expr(3, 3, Sc::F32, 3).s,
        };
        let p = set!(g, &["P", "stress", "sig"], &m, "{p}");
        g.used(&p);
        let w = g.operand(&F32);
        let h = set!(g, &["H", "forces_m"], &m, "{p} * wp.transpose({poses}[{t}]) * {w}");
        g.used(&h);
        let out = g.out(&["f", "forces", "particle_f"], &v, 1);
        let fs: Vec<String> = (0..3)
            .map(|k| set!(g, &[["f1", "f2", "f3"][k]], &v, "wp.vec3({h}[0, {k}], {h}[1, {k}], {h}[2, {k}])"))
            .collect();
        for (k, f) in fs.iter().enumerate() {
            line!(g, "wp.atomic_{}({out}, {}, {f})", g.rng.word(&["add", "sub"]), ids[k + 1]);
            g.used(f);
        }
        if g.chance(0.7) {
            line!(g, "wp.atomic_sub({out}, {}, {})", ids[0], fs.join(" + "));
        }
        if g.chance(0.5) {
            g.maybe_leftovers();
        }
    });
}
