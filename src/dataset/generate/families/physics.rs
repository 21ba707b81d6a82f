//! Particles, smoothed particles, springs and cloth, rigid bodies, contacts, n-body, kinematics.

use super::Family;
use crate::dataset::generate::core::Gen;
use crate::dataset::generate::names::Vocab;
use crate::dataset::generate::types::{F32, I32, Sc, Ty, U64, VEC2, VEC3};

static PARTICLES: Vocab = Vocab {
    floats: &[
        "dt",
        "mass",
        "drag",
        "gravity",
        "restitution",
        "max_speed",
        "radius",
        "damping",
        "lifetime",
        "spring_k",
        "kd",
        "speed_limit",
        "friction",
        "inv_mass",
        "time",
    ],
    ints: &[
        "num_particles",
        "n",
        "count",
        "substeps",
        "max_particles",
        "emit_count",
        "frame",
        "num_emitters",
    ],
    float_locals: &["m", "age", "speed", "r", "w", "decay", "dist", "ke", "c", "k", "phi"],
    vec_locals: &["x", "v", "f", "a", "vel", "pos", "force", "impulse", "dx", "n", "rel", "wind_v"],
    int_locals: &["pid", "cell", "idx", "slot", "next_id", "group"],
    float_arrays: &[
        "masses",
        "inv_mass",
        "ages",
        "radii",
        "charges",
        "densities",
        "lifetimes",
        "energy",
        "temperature",
    ],
    vec_arrays: &[
        "positions",
        "velocities",
        "forces",
        "x",
        "v",
        "particle_q",
        "particle_qd",
        "accelerations",
        "particle_f",
        "prev_positions",
    ],
    int_arrays: &["particle_ids", "flags", "alive", "groups", "cell_ids", "phase", "emitter_ids"],
    verbs: &[
        "integrate",
        "advance",
        "update",
        "apply",
        "emit",
        "advect",
        "push",
        "damp",
        "accelerate",
        "move",
        "simulate",
        "kick",
        "drift",
    ],
    nouns: &[
        "particles",
        "velocities",
        "forces",
        "positions",
        "momentum",
        "kinetic_energy",
        "drag",
        "gravity",
        "trajectories",
        "emitters",
        "swarm",
    ],
    helpers: &[
        "drag_force",
        "attractor",
        "vortex_force",
        "speed_clamp",
        "lennard_jones",
        "wind_field",
        "turbulence",
        "boundary_force",
        "central_force",
        "decay_rate",
    ],
};

static SPH: Vocab = Vocab {
    floats: &[
        "smoothing_length",
        "h",
        "rest_density",
        "viscosity",
        "stiffness",
        "gamma",
        "particle_mass",
        "dt",
        "sound_speed",
        "surface_tension",
    ],
    ints: &["n", "num_particles", "max_neighbors", "num_fluid"],
    float_locals: &["rho", "p", "w", "r", "q", "lap", "dist", "pressure", "rho_j", "coeff"],
    vec_locals: &["xi", "xij", "vij", "grad", "f", "dx", "force", "a", "dv"],
    int_locals: &["neighbor", "idx", "pid", "count"],
    float_arrays: &["rho", "density", "pressure", "masses", "rho_prev", "alpha", "volumes"],
    vec_arrays: &["particle_x", "particle_v", "x", "v", "accel", "positions", "velocity", "normals"],
    int_arrays: &["neighbors", "cell_start", "is_boundary", "phase_ids"],
    verbs: &["compute", "accumulate", "evaluate", "update", "correct", "solve"],
    nouns: &[
        "density",
        "pressure",
        "viscosity",
        "acceleration",
        "normals",
        "color_field",
        "divergence",
        "dfsph_factor",
        "fluid_forces",
    ],
    helpers: &[
        "poly6",
        "spiky_gradient",
        "cubic_kernel",
        "wendland",
        "eos",
        "diff_press_kernel",
        "diff_viscous_kernel",
        "tension",
    ],
};

pub(super) static FAMILIES: &[Family] = &[
    Family { name: "particles", weight: 1.0, vocab: &PARTICLES, make: particles },
    Family { name: "sph", weight: 0.8, vocab: &SPH, make: sph },
    Family { name: "nbody", weight: 0.6, vocab: &PARTICLES, make: nbody },
];

fn vec_type(g: &mut Gen) -> Ty {
    if g.chance(0.8) { VEC3 } else { VEC2 }
}

fn particles(g: &mut Gen) {
    let ty = vec_type(g);
    g.usual_options();
    let with_struct = g.chance(0.22);
    let id = with_struct.then(|| {
        g.domain_struct(
            &["Particle", "ParticleState", "SimParams", "EmitterParams", "Params", "Integrator"],
            &[
                ("mass", F32),
                ("drag", F32),
                ("gravity", ty.clone()),
                ("center", ty.clone()),
                ("radius", F32),
                ("count", I32),
                ("wind", ty.clone()),
                ("max_speed", F32),
            ],
        )
    });
    g.maybe_helpers(&[ty.clone(), F32, F32]);
    let name = g.kernel_name();
    g.kernel(&name, |g| {
        let i = g.thread(1)[0].clone();
        let pos = g.arr(&["positions", "x", "pos", "particle_q", "points"], &ty, 1);
        let vel = g.arr(&["velocities", "v", "vel", "particle_qd"], &ty, 1);
        if let Some(id) = id {
            g.struct_value(&Ty::Struct(id));
        }
        g.maybe_guard(std::slice::from_ref(&i));
        let dt = g.pf(&["dt", "dt", "h", "time_step", "delta_t"]);
        g.hide(&dt);
        if g.chance(0.5) {
            let text = g.via_helper(&F32);
            g.set(&["speed", "w", "m", "k", "age"], &F32, text);
        }
        g.fill(0.5);
        let acc = match g.rng.below(4) {
            0 => g.o(&ty),
            1 => {
                let text = g.via_helper(&ty);
                g.set(&["f", "force", "a", "acc"], &ty, text)
            }
            2 => {
                let inv = g.operand(&F32);
                let f = g.arr(&["forces", "f", "particle_f"], &ty, 1);
                g.used(&f);
                let more = g.o(&ty);
                set!(g, &["a", "acc", "accel"], &ty, "{f}[{i}] * {inv} + {more}")
            }
            _ => {
                let d = g.x(&ty);
                let d = g.set(&["d", "rel", "to_center", "delta"], &ty, d);
                let r = set!(g, &["r", "dist", "len"], &F32, "wp.length({d})");
                let k = g.o(&F32);
                g.used(&d);
                let shape = g.rng.word(&[
                    "{d} * ({k} / ({r} * {r} * {r} + 1.0e-4))",
                    "-{k} * {d} / ({r} + 1.0e-6)",
                    "wp.normalize({d}) * {k}",
                    "{d} * ({k} - {r})",
                ]);
                let text = shape.replace("{d}", &d).replace("{k}", &k).replace("{r}", &r);
                g.set(&["a", "accel", "f"], &ty, text)
            }
        };
        let acc = g.f_operand(&acc);
        g.integrate(&pos, &vel, &i, &acc, &dt, &ty);
        g.fill(0.25);
        g.maybe_leftovers();
    });
}

impl Gen {
    /// Store what is left over, most of the time.
    pub fn maybe_leftovers(&mut self) {
        let wrote = self.f().params.iter().any(|p| p.out);
        if !wrote || self.chance(0.85) {
            self.finish_stores();
        }
    }
}

fn sph(g: &mut Gen) {
    g.usual_options();
    let scale = if g.chance(0.5) {
        Some(g.profile(&["poly6", "cubic_kernel", "wendland_c2", "density_kernel", "spiky", "w_cubic"]))
    } else {
        None
    };
    g.maybe_helpers(&[F32, VEC3]);
    let name = g.kernel_name();
    g.kernel(&name, |g| {
        let grid = g.chance(0.6);
        let i = if grid {
            let id = g.param("grid", &U64, false);
            g.hide(&id);
            let base = g.rng.word(&["tid", "t", "idx"]);
            let tid = g.fresh(base);
            line!(g, "{tid} = wp.tid()");
            let i = g.fresh("i");
            line!(g, "{i} = wp.hash_grid_point_id({id}, {tid})");
            g.declare(&i, &I32, true, false, true);
            i
        } else {
            g.thread(1)[0].clone()
        };
        let x = g.arr(&["x", "particle_x", "positions"], &VEC3, 1);
        g.hide(&x);
        g.maybe_guard(std::slice::from_ref(&i));
        let h = g.pf(&["h", "smoothing_length", "radius"]);
        let p = set!(g, &["xi", "x_i", "pos", "p"], &VEC3, "{x}[{i}]");
        g.fill(0.3);
        let acc_ty = if g.chance(0.55) { F32 } else { VEC3 };
        let zero = g.zero(&acc_ty);
        let base = g.rng.word(&["rho", "acc", "sum", "force", "density", "grad_sum"]);
        let acc = g.bind(base, &acc_ty, &zero);
        let body = |g: &mut Gen, j: &str| {
            let d = set!(g, &["xij", "d", "rel", "dx"], &VEC3, "{p} - {x}[{j}]");
            let r = set!(g, &["r", "dist", "d_len"], &F32, "wp.length({d})");
            if g.chance(0.4) {
                let cut = format!("if {r} > {h}:");
                g.block(cut, |g| g.line("continue"));
            }
            g.fill(0.2);
            let w = match &scale {
                Some(f) if f.args.len() == 2 => format!("{}({r}, {h})", f.name),
                Some(f) => format!("{}({r} / {h})", f.name),
                None => g.o(&F32),
            };
            let w = g.f_operand(&w);
            let term = if acc_ty == F32 {
                match g.rng.below(3) {
                    0 => w,
                    _ => {
                        let m = g.operand(&F32);
                        format!("{m} * {w}")
                    }
                }
            } else {
                let v = g.o(&VEC3);
                g.used(&d);
                match g.rng.below(3) {
                    0 => format!("{w} * {v}"),
                    1 => format!("{d} * {w} / ({r} + 1.0e-6)"),
                    _ => format!("{v} * {w} - {d}"),
                }
            };
            line!(g, "{acc} += {term}");
        };
        if grid {
            let id = g.f().params[0].name.clone();
            let base = g.rng.word(&["j", "index", "neighbor", "nbr"]);
            let j = g.fresh(base);
            g.f().loops += 1;
            match g.rng.below(3) {
                0 => {
                    let q = set!(
                        g,
                        &["query", "neighbors", "q"],
                        &Ty::Named("query"),
                        "wp.hash_grid_query({id}, {p}, {h})"
                    );
                    let start = g.start_value(&I32, "0");
                    line!(g, "{j} = {}", start.s);
                    block!(g, ["while wp.hash_grid_query_next({q}, {j}):"], |g| {
                        g.declare(&j, &I32, false, false, true);
                        body(g, &j);
                    });
                }
                _ => block!(g, ["for {j} in wp.hash_grid_query({id}, {p}, {h}):"], |g| {
                    g.declare(&j, &I32, false, false, true);
                    if g.chance(0.3) {
                        block!(g, ["if {j} == {i}:"], |g| g.line("continue"));
                    }
                    body(g, &j);
                }),
            }
            g.f().loops -= 1;
        } else {
            g.adjacency_loop(&i, |g, j| body(g, j));
        }
        g.gap();
        g.fill(0.2);
        let last = g.operand(&F32);
        let base = g.output(&acc_ty).0;
        let rank_index = g.own_index(1);
        let fits = g.f().params.iter().any(|q| q.name == base && q.ty == acc_ty.clone().array(1));
        if fits {
            line!(g, "{base}{rank_index} = {acc} * {last}");
            g.used(&acc);
        }
        g.maybe_leftovers();
    });
}

fn nbody(g: &mut Gen) {
    g.usual_options();
    let ty = vec_type(g);
    if g.chance(0.25) {
        g.real = Sc::F64;
    }
    let ty = Ty::Vec(ty.components() as u8, g.real);
    let real = g.real_ty();
    let profile = g.chance(0.6).then(|| {
        g.profile(&[
            "pair_potential",
            "softened_inverse",
            "lennard_jones",
            "yukawa",
            "morse",
            "plummer",
            "cutoff_fn",
        ])
    });
    let name = g.kernel_name();
    g.kernel(&name, |g| {
        let i = g.thread(1)[0].clone();
        let x = g.arr(&["positions", "x", "pos", "bodies"], &ty, 1);
        let m = g.arr(&["masses", "m", "charges", "q"], &real, 1);
        g.hide(&x);
        g.maybe_guard(std::slice::from_ref(&i));
        let n = match g.rng.below(3) {
            0 => format!("{x}.shape[0]"),
            1 => format!("len({x})"),
            _ => g.pi(&["n", "num_bodies", "count"]),
        };
        let p = set!(g, &["xi", "p", "my_pos"], &ty, "{x}[{i}]");
        let zero = g.zero(&ty);
        let acc = g.bind("acc", &ty, &zero);
        let zero = g.zero(&real);
        let pot = g.chance(0.4).then(|| g.bind("pot", &real, &zero));
        let base = g.rng.word(&["j", "k", "other"]);
        let j = g.fresh(base);
        g.f().loops += 1;
        block!(g, ["for {j} in range({n}):"], |g| {
            g.declare(&j, &I32, false, false, true);
            if g.chance(0.25) {
                block!(g, ["if {i} == {j}:"], |g| g.line("continue"));
            }
            let d = set!(g, &["d", "r", "dx", "rel"], &ty, "{x}[{j}] - {p}");
            let soft = g.leaf(&real, true);
            let r2 = set!(g, &["r2", "dist_sq", "d2"], &real, "wp.dot({d}, {d}) + {}", soft.s);
            g.fill(0.25);
            let w = match &profile {
                Some(f) if f.args.len() == 2 => {
                    format!("{}(wp.sqrt({r2}), {})", f.name, g.leaf(&real, true).s)
                }
                Some(f) => format!("{}({r2})", f.name),
                None => {
                    let shape = g.rng.word(&[
                        "1.0 / (r2 * wp.sqrt(r2))",
                        "1.0 / r2",
                        "1.0 / wp.sqrt(r2 * r2 * r2)",
                        "wp.exp(-r2) / r2",
                    ]);
                    let one = g.real_text("1.0");
                    shape.replace("r2", &r2).replace("1.0", &one)
                }
            };
            let w = g.set(&["w", "inv_r3", "s", "f_mag"], &real, w);
            line!(g, "{acc} += {d} * ({m}[{j}] * {w})");
            g.used(&w);
            if let Some(pot) = &pot {
                let e = g.operand(&real);
                line!(g, "{pot} -= {w} * {e}");
            }
        });
        g.f().loops -= 1;
        g.gap();
        g.fill(0.2);
        g.maybe_leftovers();
    });
}
