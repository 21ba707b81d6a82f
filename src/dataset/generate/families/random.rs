//! Sampling and Monte Carlo, integer hashing and bit tricks.

use super::Family;
use crate::dataset::generate::core::Gen;
use crate::dataset::generate::names::Vocab;
use crate::dataset::generate::types::{F32, I32, Sc, Ty, U32, VEC2, VEC3};

static MONTE: Vocab = Vocab {
    floats: &[
        "beta",
        "step_size",
        "sigma",
        "temperature",
        "mu",
        "rate",
        "strike",
        "spot",
        "volatility",
        "maturity",
        "dt",
        "albedo",
        "mean_free_path",
    ],
    ints: &["num_samples", "seed", "n", "num_paths", "num_steps", "burn_in", "walkers", "trials"],
    float_locals: &[
        "u", "x", "e", "acc", "proposal", "payoff", "price", "energy", "w", "s", "total", "log_p", "path",
    ],
    vec_locals: &["p", "dir", "sample", "walker", "pos", "offset", "d"],
    int_locals: &["hits", "accepted", "trial", "bin", "bounce"],
    float_arrays: &["results", "payoffs", "energies", "weights", "cdf", "estimates", "log_probs", "samples"],
    vec_arrays: &["walkers", "positions", "samples", "directions", "points"],
    int_arrays: &["hits", "accepted", "counts", "spins", "states"],
    verbs: &["sample", "simulate", "estimate", "propose", "walk", "price", "integrate", "scatter", "draw"],
    nouns: &[
        "paths",
        "pi",
        "walkers",
        "photons",
        "metropolis",
        "ising",
        "options",
        "integral",
        "random_walk",
        "points",
        "posterior",
        "diffusion",
        "brownian",
    ],
    helpers: &[
        "target_density",
        "payoff_fn",
        "integrand",
        "hamiltonian",
        "log_likelihood",
        "phase_fn",
        "potential",
    ],
};

static BITS: Vocab = Vocab {
    floats: &["scale", "cell_size", "inv_cell", "jitter"],
    ints: &["n", "shift", "seed", "bits", "table_size", "salt", "width"],
    float_locals: &["fx", "u", "value", "f"],
    vec_locals: &["p", "cell", "q"],
    int_locals: &["key", "h", "code", "word", "bit", "lane", "acc", "x", "state"],
    float_arrays: &["values", "out_values", "weights"],
    vec_arrays: &["points", "positions", "cells"],
    int_arrays: &["keys", "codes", "words", "table", "hashes", "flags", "ids"],
    verbs: &["hash", "encode", "decode", "pack", "unpack", "mix", "count", "spread", "interleave", "shuffle"],
    nouns: &[
        "morton_codes",
        "bits",
        "words",
        "keys",
        "hash_table",
        "cells",
        "flags",
        "popcount",
        "xorshift",
        "colors",
        "addresses",
    ],
    helpers: &[
        "expand_bits",
        "hash_u32",
        "rotl",
        "murmur_mix",
        "pack_rgb",
        "gray_code",
        "wang_hash",
        "zigzag",
    ],
};

pub(super) static FAMILIES: &[Family] = &[
    Family { name: "monte_carlo", weight: 0.9, vocab: &MONTE, make: monte },
    Family { name: "bit_tricks", weight: 0.7, vocab: &BITS, make: bits },
];

const SAMPLERS: &[(&str, u8)] = &[
    ("sample_unit_sphere", 3),
    ("sample_unit_sphere_surface", 3),
    ("sample_unit_hemisphere", 3),
    ("sample_unit_hemisphere_surface", 3),
    ("sample_unit_cube", 3),
    ("sample_unit_disk", 2),
    ("sample_unit_ring", 2),
    ("sample_unit_square", 2),
    ("sample_triangle", 2),
];

fn monte(g: &mut Gen) {
    g.usual_options();
    g.maybe_helpers(&[F32, F32, VEC3]);
    let name = g.kernel_name();
    g.kernel(&name, |g| {
        let i = g.thread(1)[0].clone();
        g.maybe_guard(std::slice::from_ref(&i));
        let r = g.rng_state();
        let draw = |g: &mut Gen| -> (Ty, String) {
            match g.rng.below(9) {
                0 => (F32, format!("wp.randn({r})")),
                1 => {
                    (F32, format!("wp.randf({r}, {}, {})", g.rng.word(&["-1.0", "0.0", "-0.5"]), g.number()))
                }
                2 => (I32, format!("wp.randi({r}, 0, {})", g.small() + 2)),
                3 => (U32, format!("wp.poisson({r}, {})", g.number())),
                4 | 5 => {
                    let (f, n) = *g.rng.pick(SAMPLERS);
                    (Ty::Vec(n, Sc::F32), format!("wp.{f}({r})"))
                }
                6 => (VEC3, format!("wp.vec3(wp.randn({r}), wp.randn({r}), wp.randn({r}))")),
                7 => {
                    let cdf = g.param_like("cdf", &F32.array(1));
                    (I32, format!("wp.sample_cdf({r}, {cdf})"))
                }
                _ => (F32, format!("wp.randf({r})")),
            }
        };
        for _ in 0..1 + g.rng.below(3) {
            let (ty, text) = draw(g);
            let base = g.local_base(&ty);
            g.bind_text(base, &ty, text);
        }
        g.fill(0.4);
        if g.swarm.loops > 0.0 || g.chance(0.3) {
            let ty = g.rng.pick(&[F32, F32, VEC3, VEC2, I32]).clone();
            let zero = g.zero(&ty);
            let base = g.rng.word(&["acc", "total", "est", "sum_e"]);
            let acc = g.bind(base, &ty, &zero);
            let n = if g.chance(0.5) {
                g.pi(&["num_samples", "num_steps", "n", "trials"])
            } else {
                g.constant(&I32)
            };
            let k = g.fresh("s");
            g.f().loops += 1;
            block!(g, ["for {k} in range({n}):"], |g| {
                g.declare(&k, &I32, false, false, false);
                for _ in 0..1 + g.rng.below(2) {
                    let (ty, text) = draw(g);
                    let base = g.local_base(&ty);
                    g.bind_text(base, &ty, text);
                }
                g.fill(0.25);
                let e = g.via_helper(&ty);
                if g.swarm.branches > 0.0 && g.chance(0.5) {
                    let c = g.condition(1);
                    block!(g, ["if {}:", c.s], |g| line!(g, "{acc} += {e}"));
                } else {
                    line!(g, "{acc} += {e}");
                }
            });
            g.f().loops -= 1;
        }
        if g.swarm.branches > 0.0 && g.chance(0.4) {
            let e = g.via_helper(&F32);
            let d = set!(g, &["dE", "delta_e", "log_ratio"], &F32, "{e}");
            let beta = g.pf(&["beta", "inv_temperature"]);
            block!(g, ["if {d} < 0.0 or wp.randf({r}) < wp.exp(-{beta} * {d}):"], |g| {
                let n = g.out(&["accepted", "accept_count"], &I32, 1);
                line!(g, "wp.atomic_add({n}, 0, 1)");
                g.store(&F32);
            });
        }
        g.maybe_leftovers();
    });
}

fn bits(g: &mut Gen) {
    g.usual_options();
    let s = *g.rng.pick(&[Sc::U32, Sc::U32, Sc::U64, Sc::I32, Sc::U16, Sc::I64]);
    let ty = Ty::S(s);
    let n = if g.swarm.helpers > 0.0 { 1 + g.rng.below(2) } else { 0 };
    for _ in 0..n {
        let base = g.rng.word(BITS.helpers);
        let args =
            if g.chance(0.6) { vec![("x", ty.clone())] } else { vec![("a", ty.clone()), ("b", ty.clone())] };
        g.func(base, &args, std::slice::from_ref(&ty), |g, names| {
            let v = bind_text!(g, "v", &ty, "{}", names[0]);
            for _ in 0..1 + g.rng.below(4) {
                let e = g.int_expr(s, 2);
                let op = g.rng.word(&["^=", "|=", "+=", "*=", "&=", "="]);
                line!(g, "{v} {op} {}", if e.constant { names[0].clone() } else { e.s });
            }
            vec![g.int_expr(s, 2)]
        });
    }
    let name = g.kernel_name();
    g.kernel(&name, |g| {
        let i = g.thread(1)[0].clone();
        g.maybe_guard(std::slice::from_ref(&i));
        let words = g.arr(&["keys", "words", "codes", "x"], &ty, 1);
        let h = set!(g, &["h", "key", "code", "w"], &ty, "{words}[{i}]");
        g.used(&words);
        let p = g.chance(0.4);
        if p {
            let points = g.arr(&["points", "cells", "coords"], &VEC3, 1);
            let c = set!(g, &["p", "q"], &VEC3, "{points}[{i}] * {}", g.operand(&F32));
            for (k, base) in ["cx", "cy", "cz"].iter().enumerate() {
                bind_text!(
                    g,
                    base,
                    &ty,
                    "wp.{}({}({c}[{k}]))",
                    s.name(),
                    g.rng.word(&["wp.floor", "wp.abs", "wp.round"])
                );
            }
            g.used(&c);
        }
        for _ in 0..2 + g.rng.below(4) {
            match g.rng.below(5) {
                0 | 1 => {
                    let e = g.int_expr(s, 2);
                    let op = g.rng.word(&["^=", "|=", "+=", "*=", "&="]);
                    line!(g, "{h} {op} {}", e.s);
                }
                2 => {
                    let e = g.via_helper(&ty);
                    line!(g, "{h} = {h} ^ {}", g.f_operand(&e));
                }
                3 => {
                    set!(g, &["ones", "bits_set", "pop"], &I32, "int(wp.bit_count({h}))");
                }
                _ => {
                    let e = g.int_expr(s, 2);
                    g.bind("t", &ty, &e);
                }
            }
        }
        if g.swarm.loops > 0.0 {
            let k = g.fresh("bit");
            let bits = *g.rng.pick(&[8, 10, 16, 32]);
            g.f().loops += 1;
            block!(g, ["for {k} in range({bits}):"], |g| {
                let one = g.literal(s);
                let cast = format!("wp.{}", s.name());
                block!(g, ["if ({h} >> {cast}({k})) & {cast}(1) == {cast}(1):"], |g| line!(
                    g,
                    "{h} ^= {}",
                    one.s
                ));
            });
            g.f().loops -= 1;
        }
        let out = g.out(&["hashes", "out", "codes_out", "packed"], &ty, 1);
        line!(g, "{out}[{i}] = {h}");
        g.used(&h);
        g.fill(0.3);
        g.maybe_leftovers();
    });
}
