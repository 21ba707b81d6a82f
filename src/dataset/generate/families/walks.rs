//! The free walk over the language, and the walks over the table of built-ins.

use super::Family;
use crate::dataset::generate::core::Gen;
use crate::dataset::generate::names::GENERAL;
use crate::dataset::generate::types::{F32, I32, Sc, Ty, VEC3};

pub(super) static FAMILIES: &[Family] = &[
    Family { name: "free_walk", weight: 13.0, vocab: &GENERAL, make: free },
    Family { name: "numeric_types", weight: 5.0, vocab: &GENERAL, make: numeric },
    Family { name: "builtin_mix", weight: 3.0, vocab: &GENERAL, make: mix },
    Family { name: "builtin_tour", weight: 10.5, vocab: &GENERAL, make: tour },
];

fn free(g: &mut Gen) {
    g.usual_options();
    if g.chance(0.1) {
        g.real = *g.rng.pick(&[Sc::F64, Sc::F16]);
    }
    let real = g.real_ty();
    let v3 = Ty::Vec(3, g.real);
    g.maybe_helpers(&[real.clone(), v3, real]);
    let name = g.kernel_name();
    g.kernel(&name, |g| {
        let dims = 1 + g.rng.weighted(&[0.6, 0.3, 0.08, 0.02]);
        let names = g.thread(dims);
        g.maybe_guard(&names);
        g.fill(1.3);
        if g.chance(0.6) {
            let ty = g.local_type();
            g.store(&ty);
        }
        g.finish_stores();
    });
}

fn numeric(g: &mut Gen) {
    g.usual_options();
    g.swarm.max_params += 3;
    let name = g.kernel_name();
    g.kernel(&name, |g| {
        let dims = 1 + g.rng.weighted(&[0.7, 0.25, 0.05]);
        let names = g.thread(dims);
        g.maybe_guard(&names);
        let rows = 1 + g.rng.weighted(&[0.4, 0.35, 0.25]);
        g.cover(rows);
        if g.chance(0.35) {
            g.component_ops();
        }
        g.fill(0.2);
        g.finish_stores();
    });
}

fn mix(g: &mut Gen) {
    g.usual_options();
    g.swarm.max_params += 2;
    let in_func = g.swarm.helpers > 0.0;
    if in_func {
        g.maybe_helpers(&[F32, VEC3, I32]);
    }
    let name = g.kernel_name();
    g.kernel(&name, |g| {
        let names = g.thread(1);
        g.maybe_guard(&names);
        let nested = g.swarm.branches > 0.0 && g.chance(0.4);
        if nested {
            let c = g.condition(1);
            block!(g, ["if {}:", c.s], |g| {
                let n = 1 + g.rng.below(2);
                g.cover(n);
                g.finish_stores();
            });
        }
        let rows = 1 + g.rng.weighted(&[0.65, 0.35]);
        g.cover(rows);
        if g.chance(0.3) {
            g.component_ops();
        }
        g.fill(0.4);
        g.finish_stores();
    });
}

/// Many calls in a row, as tests and reference kernels have them: the long tail of lengths.
fn tour(g: &mut Gen) {
    g.usual_options();
    g.swarm.max_params += 6;
    g.swarm.keep = true;
    let name = g.kernel_name();
    g.kernel(&name, |g| {
        let names = g.thread(1);
        g.maybe_guard(&names);
        let rows = ((g.rng.normal() * 0.5 + 3.5).exp() as usize).clamp(8, 110);
        g.cover(rows);
        g.finish_stores();
    });
}
