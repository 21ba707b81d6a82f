//! Springs and cloth, rigid bodies, rotations.

use super::Family;
use crate::dataset::generate::core::Gen;
use crate::dataset::generate::expr::wrap;
use crate::dataset::generate::names::Vocab;
use crate::dataset::generate::types::{F32, I32, MAT33, QUAT, Sc, Ty, VEC3, XFORM};

static CLOTH: Vocab = Vocab {
    floats: &[
        "ke",
        "kd",
        "rest_length",
        "stiffness",
        "compliance",
        "dt",
        "thickness",
        "bend_stiffness",
        "rest_angle",
        "relaxation",
        "area",
        "mu",
        "lam",
    ],
    ints: &["num_springs", "num_edges", "n", "iterations", "num_tris", "num_verts"],
    float_locals: &["l", "c", "lam", "w", "l_inv", "dcdt", "stretch", "theta", "fs", "area", "dlam", "alpha"],
    vec_locals: &["xi", "xj", "vi", "vj", "xij", "vij", "dir", "n1", "n2", "e", "corr", "grad"],
    int_locals: &["a", "b", "v0", "v1", "v2", "tri", "edge"],
    float_arrays: &[
        "rest_lengths",
        "spring_stiffness",
        "spring_damping",
        "inv_mass",
        "lambdas",
        "rest",
        "tri_areas",
        "activations",
    ],
    vec_arrays: &["x", "v", "f", "delta", "particle_q", "particle_f", "prev_x", "normals"],
    int_arrays: &["spring_indices", "edges", "tris", "colors", "pinned", "tri_indices", "bend_pairs"],
    verbs: &["eval", "solve", "apply", "project", "update", "compute"],
    nouns: &[
        "springs",
        "triangles",
        "bending",
        "stretch_constraints",
        "deltas",
        "cloth_forces",
        "distance_constraints",
        "normals",
        "strain",
        "edges",
    ],
    helpers: &[
        "spring_force",
        "stvk_energy",
        "dihedral_angle",
        "constraint_lambda",
        "edge_weight",
        "stretch_ratio",
    ],
};

static RIGID: Vocab = Vocab {
    floats: &[
        "dt",
        "angular_damping",
        "ke",
        "kd",
        "kf",
        "mu",
        "margin",
        "mass",
        "inv_m",
        "target_ke",
        "max_torque",
        "gain",
    ],
    ints: &["num_bodies", "body_count", "joint_count", "n", "parent", "axis_start"],
    float_locals: &["m", "inv_m", "w_len", "depth", "fn", "ft", "angle", "theta", "err", "vn", "c"],
    vec_locals: &["r", "w", "v", "torque", "f", "x", "lin", "ang", "axis", "com", "wb", "t", "n"],
    int_locals: &["body", "parent_id", "child", "joint", "shape", "dof"],
    float_arrays: &[
        "body_mass",
        "body_inv_mass",
        "joint_q",
        "joint_qd",
        "joint_target",
        "joint_act",
        "joint_ke",
    ],
    vec_arrays: &[
        "body_com",
        "body_v",
        "body_w",
        "contact_point0",
        "contact_normal",
        "joint_axis",
        "body_f",
        "body_torque",
    ],
    int_arrays: &[
        "joint_parent",
        "joint_child",
        "contact_body",
        "shape_body",
        "joint_type",
        "joint_qd_start",
    ],
    verbs: &["integrate", "eval", "apply", "solve", "compute", "propagate", "transform", "accumulate"],
    nouns: &[
        "bodies",
        "joints",
        "contacts",
        "body_inertia",
        "wrenches",
        "joint_torques",
        "rigid_contacts",
        "link_transforms",
        "body_velocities",
    ],
    helpers: &[
        "joint_force",
        "contact_impulse",
        "angular_momentum",
        "twist_angle",
        "pd_control",
        "friction_cone",
    ],
};

static KINEMATICS: Vocab = Vocab {
    floats: &["dt", "gyro_bias", "gain", "beta", "alpha", "angle", "pitch", "yaw", "roll", "blend"],
    ints: &["num_links", "n", "num_frames", "chain_length", "steps"],
    float_locals: &["angle", "c", "s", "half", "err", "norm", "theta", "w"],
    vec_locals: &["axis", "omega", "fwd", "up", "right", "tip", "g", "euler", "dir"],
    int_locals: &["link", "parent", "frame", "bone"],
    float_arrays: &["angles", "joint_angles", "timestamps", "weights", "rates"],
    vec_arrays: &["gyro", "accel", "axes", "offsets", "targets", "euler_angles", "omegas"],
    int_arrays: &["parents", "bone_ids", "frame_ids"],
    verbs: &["integrate", "compose", "slerp", "align", "track", "rotate", "interpolate", "convert", "filter"],
    nouns: &[
        "orientation",
        "rotations",
        "quaternions",
        "poses",
        "imu",
        "attitude",
        "bones",
        "skeleton",
        "frames",
        "end_effector",
    ],
    helpers: &["small_rotation", "swing", "axis_error", "look_at", "exp_map", "yaw_of"],
};

pub(super) static FAMILIES: &[Family] = &[
    Family { name: "cloth", weight: 0.9, vocab: &CLOTH, make: cloth },
    Family { name: "rigid_bodies", weight: 0.9, vocab: &RIGID, make: rigid },
    Family { name: "kinematics", weight: 0.8, vocab: &KINEMATICS, make: kinematics },
];

fn cloth(g: &mut Gen) {
    g.usual_options();
    g.maybe_helpers(&[F32, VEC3, F32]);
    let name = g.kernel_name();
    let triangles = g.chance(0.4);
    let count = if triangles { 3 } else { 2 };
    g.kernel(&name, |g| {
        let t = g.thread(1)[0].clone();
        let x = g.arr(&["x", "positions", "particle_q", "pos"], &VEC3, 1);
        g.maybe_guard(std::slice::from_ref(&t));
        g.hide(&x);
        let names: &[&'static str] = if triangles { &["i", "j", "k"] } else { &["i", "j"] };
        let layout = g.rng.below(3);
        let ids: Vec<String> = match layout {
            0 => {
                let list = g.arr(&["indices", "spring_indices", "edges", "tri_indices"], &I32, 2);
                g.hide(&list);
                (0..count)
                    .map(|k| {
                        let n = g.fresh(names[k]);
                        line!(g, "{n} = {list}[{t}, {k}]");
                        n
                    })
                    .collect()
            }
            1 => {
                let list = g.arr(&["indices", "spring_ids", "edge_list", "faces"], &I32, 1);
                g.hide(&list);
                (0..count)
                    .map(|k| {
                        let n = g.fresh(names[k]);
                        if k == 0 {
                            line!(g, "{n} = {list}[{t} * {count}]")
                        } else {
                            line!(g, "{n} = {list}[{t} * {count} + {k}]")
                        }
                        n
                    })
                    .collect()
            }
            _ => {
                let ty = Ty::Vec(count as u8, Sc::I32);
                let list = g.arr(&["edges", "tris", "pairs", "faces"], &ty, 1);
                g.hide(&list);
                let e = g.fresh("e");
                line!(g, "{e} = {list}[{t}]");
                (0..count)
                    .map(|k| {
                        let n = g.fresh(names[k]);
                        line!(g, "{n} = {e}[{k}]");
                        n
                    })
                    .collect()
            }
        };
        for id in &ids {
            g.declare(id, &I32, true, false, true);
            g.used(id);
        }
        g.gap();
        let ps: Vec<String> = ids
            .iter()
            .enumerate()
            .map(|(k, id)| {
                let words: &[&'static str] = [&["xi", "p0", "a"], &["xj", "p1", "b"], &["xk", "p2", "c"]][k];
                set!(g, words, &VEC3, "{x}[{id}]")
            })
            .collect();
        let d = set!(g, &["d", "xij", "edge", "delta"], &VEC3, "{} - {}", ps[0], ps[1]);
        let f = if triangles {
            let e2 = set!(g, &["e2", "xik", "edge2"], &VEC3, "{} - {}", ps[2], ps[0]);
            let n = set!(g, &["n", "normal", "nrm"], &VEC3, "wp.cross({d}, {e2})");
            let area = set!(g, &["area", "A", "double_area"], &F32, "wp.length({n}) * 0.5");
            g.used(&n);
            g.fill(0.4);
            let v = g.via_helper(&VEC3);
            let v = g.f_operand(&v);
            let k = g.operand(&F32);
            set!(g, &["f", "fn", "force"], &VEC3, "{v} * ({area} - {k})")
        } else {
            let l = set!(g, &["l", "length_now", "dist"], &F32, "wp.length({d})");
            let rest = g.arr(&["rest_lengths", "rest", "l0"], &F32, 1);
            g.hide(&rest);
            let c = set!(g, &["c", "stretch", "constraint"], &F32, "{l} - {rest}[{t}]");
            if g.swarm.branches > 0.0 && g.chance(0.4) {
                block!(g, ["if {l} < {}:", g.rng.word(&["1.0e-6", "1e-8", "0.0001"])], |g| g.line("return"));
            }
            g.fill(0.4);
            let k = g.via_helper(&F32);
            let k = g.f_operand(&k);
            let extra = g.operand(&F32);
            g.used(&c);
            set!(g, &["f", "fs", "corr", "force"], &VEC3, "{d} * ({k} * {c} / {l} + {extra})")
        };
        g.used(&f);
        let out = g.out(&["f", "forces", "deltas", "particle_f"], &VEC3, 1);
        for (at, id) in ids.iter().enumerate() {
            let style = g.rng.below(3);
            let op = if at == 0 { "sub" } else { "add" };
            match style {
                0 if g.swarm.aug > 0.0 => line!(g, "{out}[{id}] {} {f}", if at == 0 { "-=" } else { "+=" }),
                1 if triangles => {
                    let k = g.number();
                    line!(g, "wp.atomic_{op}({out}, {id}, {f} * {k})");
                }
                _ => line!(g, "wp.atomic_{op}({out}, {id}, {f})"),
            }
        }
        if g.chance(0.3) {
            g.maybe_leftovers();
        }
    });
}

fn rigid(g: &mut Gen) {
    g.usual_options();
    let with_struct = g.chance(0.25);
    let id = with_struct.then(|| {
        g.domain_struct(
            &["RigidBody", "BodyState", "Contact", "JointState", "Material"],
            &[
                ("pos", VEC3),
                ("rot", QUAT),
                ("vel", VEC3),
                ("omega", VEC3),
                ("mass", F32),
                ("inertia", MAT33),
                ("friction", F32),
                ("body", I32),
            ],
        )
    });
    g.maybe_helpers(&[VEC3, F32, QUAT]);
    let name = g.kernel_name();
    g.kernel(&name, |g| {
        let i = g.thread(1)[0].clone();
        let bq = g.arr(&["body_q", "poses", "body_X", "transforms"], &XFORM, 1);
        g.hide(&bq);
        g.maybe_guard(std::slice::from_ref(&i));
        if let Some(id) = id {
            let ty = Ty::Struct(id);
            if g.chance(0.6) {
                let a = g.arr(&["bodies", "states", "contacts"], &ty, 1);
                g.hide(&a);
                let b = set!(g, &["b", "body", "st", "c"], &ty, "{a}[{i}]");
                g.used(&b);
            } else {
                g.struct_value(&ty);
            }
        }
        let xf = set!(g, &["xform", "X", "q", "pose", "X_wb"], &XFORM, "{bq}[{i}]");
        let p = set!(g, &["p", "x0", "pos", "r0"], &VEC3, "wp.transform_get_translation({xf})");
        let r = set!(g, &["r", "rot", "q0"], &QUAT, "wp.transform_get_rotation({xf})");
        let w = g.arr(&["body_w", "omegas", "ang_vel", "body_qd_ang"], &VEC3, 1);
        g.fill(0.4);
        let dt = g.pf(&["dt", "h"]);
        match g.rng.below(4) {
            0 | 1 => {
                let inertia = g.arr(&["body_inertia", "inertia", "I_body"], &MAT33, 1);
                let torque = g.o(&VEC3);
                let wb = set!(g, &["wb", "w_body", "omega_b"], &VEC3, "wp.quat_rotate_inv({r}, {w}[{i}])");
                let tb = set!(
                    g,
                    &["tb", "torque_b"],
                    &VEC3,
                    "wp.quat_rotate_inv({r}, {torque}) - wp.cross({wb}, {inertia}[{i}] * {wb})"
                );
                let w1 = set!(
                    g,
                    &["w1", "omega_new"],
                    &VEC3,
                    "wp.quat_rotate({r}, {wb} + wp.inverse({inertia}[{i}]) * {tb} * {dt})"
                );
                let r1 = set!(
                    g,
                    &["r1", "q1", "rot_new"],
                    &QUAT,
                    "wp.normalize({r} + wp.quat({w1}, 0.0) * {r} * 0.5 * {dt})"
                );
                g.used(&r1);
                let v = g.o(&VEC3);
                let out = g.out(&["body_q_new", "out_q", "next_body_q"], &XFORM, 1);
                line!(g, "{out}[{i}] = wp.transform({p} + {v} * {dt}, {r1})");
            }
            2 => {
                let local = g.arr(&["contact_point", "shape_points", "local_points"], &VEC3, 1);
                let cp =
                    set!(g, &["cp", "point", "world_p"], &VEC3, "wp.transform_point({xf}, {local}[{i}])");
                let n = g.leaf(&VEC3, false);
                let d = set!(g, &["d", "depth", "c"], &F32, "wp.dot({}, {cp})", n.s);
                let margin = g.operand(&F32);
                block!(g, ["if {d} < {margin}:"], |g| {
                    let v = set!(g, &["v", "vp", "vel_p"], &VEC3, "{} + wp.cross({w}[{i}], {cp} - {p})", n.s);
                    let vn = set!(g, &["vn", "v_n"], &F32, "wp.dot({v}, {})", wrap(&n, 13));
                    g.fill(0.3);
                    let (ke, kd) = (g.operand(&F32), g.operand(&F32));
                    let f = set!(
                        g,
                        &["f", "f_total", "fn"],
                        &VEC3,
                        "{} * ({ke} * {d} - {kd} * wp.min({vn}, 0.0))",
                        wrap(&n, 11)
                    );
                    g.used(&f);
                    let out = g.out(&["body_f", "contact_force", "wrench_f"], &VEC3, 1);
                    line!(g, "wp.atomic_add({out}, {i}, {f})");
                });
            }
            _ => {
                let parent = g.arr(&["joint_parent", "parents"], &I32, 1);
                let pid = set!(g, &["parent", "pid", "p_id"], &I32, "{parent}[{i}]");
                g.as_index(&pid);
                let start = g.literal_value(&XFORM);
                let xp = g.bind("X_p", &XFORM, &start);
                block!(g, ["if {pid} >= 0:"], |g| line!(g, "{xp} = {bq}[{pid}]"));
                let rel = g.xform_expr(Sc::F32, 2);
                let out = g.out(&["body_X_out", "world_q", "joint_X"], &XFORM, 1);
                line!(g, "{out}[{i}] = {xp} * {}", wrap(&rel, 11));
            }
        }
        g.fill(0.2);
        if g.chance(0.5) {
            g.maybe_leftovers();
        }
    });
}

fn kinematics(g: &mut Gen) {
    g.usual_options();
    g.swarm.max_params += 2;
    g.maybe_helpers(&[QUAT, VEC3, F32]);
    let name = g.kernel_name();
    g.kernel(&name, |g| {
        let i = g.thread(1)[0].clone();
        let q = g.arr(&["rotations", "q", "orientations", "quats"], &QUAT, 1);
        g.hide(&q);
        g.maybe_guard(std::slice::from_ref(&i));
        let r = set!(g, &["q_i", "rot", "r", "ori"], &QUAT, "{q}[{i}]");
        for _ in 0..1 + g.rng.below(3) {
            match g.rng.below(8) {
                0 => {
                    let (w, dt) = (g.o(&VEC3), g.operand(&F32));
                    set!(g, &["dq", "delta"], &QUAT, "wp.quat({w} * 0.5 * {dt}, 0.0) * {r}");
                }
                1 => {
                    let axis = set!(
                        g,
                        &["axis", "u", "rot_axis"],
                        &VEC3,
                        "wp.quat_rotate({r}, {})",
                        g.rng.word(&[
                            "wp.vec3(0.0, 0.0, 1.0)",
                            "wp.vec3(1.0, 0.0, 0.0)",
                            "wp.vec3(0.0, 1.0, 0.0)"
                        ])
                    );
                    g.used(&axis);
                    let v = g.x(&VEC3);
                    set!(g, &["c", "err", "cos_t"], &F32, "wp.dot({axis}, {v})");
                }
                2 => {
                    let other = g.leaf(&QUAT, false);
                    let (a, b) = (g.fresh("axis"), g.fresh("angle"));
                    line!(g, "{a}, {b} = wp.quat_to_axis_angle({} * wp.quat_inverse({r}))", wrap(&other, 10));
                    g.declare(&a, &VEC3, true, false, false);
                    g.declare(&b, &F32, true, false, false);
                }
                3 => {
                    let axis = g.x(&VEC3);
                    let name = g.rng.word(&["quat_twist", "quat_twist"]);
                    set!(g, &["twist", "q_t"], &QUAT, "wp.{name}(wp.normalize({axis}), {r})");
                }
                4 => {
                    let text = match g.rng.below(3) {
                        0 => format!("wp.quat_to_euler({r}, {}, {}, {})", 0, 1, 2),
                        1 => format!("wp.quat_to_rpy({r})"),
                        _ => format!("wp.quat_rotate_inv({r}, {})", g.x(&VEC3)),
                    };
                    g.set(&["euler", "rpy", "local_v"], &VEC3, text);
                }
                5 => {
                    let e = g.quat_expr(Sc::F32, 2);
                    g.bind("q_b", &QUAT, &e);
                }
                6 => {
                    let axis = g.x(&VEC3);
                    let name = g.rng.word(&["quat_twist_angle", "quat_twist_angle_signed"]);
                    set!(g, &["twist_angle", "angle", "yaw"], &F32, "wp.{name}(wp.normalize({axis}), {r})");
                }
                _ => {
                    let m = set!(g, &["R", "m", "rot_m"], &MAT33, "wp.quat_to_matrix({r})");
                    g.used(&m);
                    let (a, b) = (g.rng.below(3), g.rng.below(3));
                    set!(g, &["r_ab", "entry", "c"], &F32, "{m}[{a}, {b}]");
                }
            }
        }
        if g.swarm.loops > 0.0 && g.chance(0.5) {
            let acc = g.bind_text("acc", &QUAT, r.clone());
            let n = g.pi(&["chain_length", "num_links", "depth", "steps"]);
            let k = g.fresh("k");
            g.f().loops += 1;
            block!(g, ["for {k} in range({n}):"], |g| {
                g.declare(&k, &I32, false, false, true);
                let e = g.quat_expr(Sc::F32, 2);
                line!(g, "{acc} = {acc} * {}", wrap(&e, 11));
            });
            g.f().loops -= 1;
        }
        g.fill(0.5);
        g.maybe_leftovers();
    });
}
