//! Optimisers, losses, activations and layers; finance and control.

use super::Family;
use crate::dataset::generate::core::Gen;
use crate::dataset::generate::names::Vocab;
use crate::dataset::generate::types::{F32, I32, Sc, Ty, VEC2, VEC3};

static LEARN: Vocab = Vocab {
    floats: &[
        "lr",
        "beta1",
        "beta2",
        "eps",
        "weight_decay",
        "momentum",
        "margin",
        "temperature",
        "delta",
        "dropout_p",
        "clip",
        "t",
    ],
    ints: &["n", "batch", "hidden", "in_dim", "out_dim", "num_classes", "heads", "seq_len", "stride"],
    float_locals: &[
        "grad_i", "m_hat", "v_hat", "logit", "p", "mean", "var", "z", "h", "err", "loss_i", "w", "act",
        "norm",
    ],
    vec_locals: &["g", "x_v", "diff", "dir", "emb", "delta_v"],
    int_locals: &["row", "cls", "k", "label", "feat", "head"],
    float_arrays: &[
        "params",
        "grads",
        "m",
        "v",
        "logits",
        "weights",
        "bias",
        "x",
        "targets",
        "preds",
        "activations",
        "input",
    ],
    vec_arrays: &["params_v", "embeddings", "points", "grads_v", "pred_points"],
    int_arrays: &["labels", "token_ids", "mask", "indices"],
    verbs: &["update", "apply", "compute", "forward", "accumulate", "backprop", "normalize", "step"],
    nouns: &[
        "adam",
        "sgd",
        "loss",
        "mse",
        "softmax",
        "layernorm",
        "linear",
        "gelu",
        "attention_scores",
        "cross_entropy",
        "gradients",
        "huber_loss",
        "dropout",
        "rmsprop",
        "momentum",
        "chamfer",
    ],
    helpers: &[
        "gelu",
        "sigmoid",
        "relu",
        "swish",
        "softplus",
        "huber",
        "leaky_relu",
        "clip_grad",
        "elu",
        "tanh_scaled",
    ],
};

static CONTROL: Vocab = Vocab {
    floats: &[
        "kp",
        "kd",
        "ki",
        "dt",
        "target",
        "limit",
        "mass",
        "length_p",
        "gravity",
        "torque_limit",
        "strike",
        "spot",
        "rate",
        "vol",
        "maturity",
    ],
    ints: &["num_envs", "horizon", "n", "obs_dim", "act_dim", "num_steps"],
    float_locals: &[
        "err", "u", "theta", "omega", "cost", "reward", "ctrl", "acc", "d1", "d2", "price", "force",
    ],
    vec_locals: &["state_v", "goal", "delta", "vel", "pos_err"],
    int_locals: &["env", "step_id", "act_id", "done"],
    float_arrays: &[
        "obs", "actions", "rewards", "joint_q", "joint_qd", "targets", "costs", "prices", "torques", "spots",
    ],
    vec_arrays: &["root_pos", "goals", "root_vel", "ee_pos", "targets_v"],
    int_arrays: &["dones", "reset_mask", "progress", "episode_ids"],
    verbs: &["compute", "apply", "evaluate", "step", "reset", "price", "rollout", "track"],
    nouns: &[
        "rewards",
        "observations",
        "cartpole",
        "pendulum",
        "pd_torques",
        "costs",
        "actions",
        "black_scholes",
        "options",
        "controls",
        "mpc",
        "swingup",
    ],
    helpers: &["angle_wrap", "norm_cdf", "saturate", "quadratic_cost", "smooth_abs", "pid_term", "bonus"],
};

pub(super) static FAMILIES: &[Family] = &[
    Family { name: "optimisation", weight: 0.9, vocab: &LEARN, make: optimise },
    Family { name: "layers_losses", weight: 0.9, vocab: &LEARN, make: layers },
    Family { name: "control", weight: 0.7, vocab: &CONTROL, make: control },
];

fn optimise(g: &mut Gen) {
    g.usual_options();
    let ty = g.rng.pick(&[F32, F32, VEC3, VEC2, Ty::S(Sc::F64), Ty::S(Sc::F16)]).clone();
    let s = ty.scalar().unwrap_or(Sc::F32);
    g.real = s;
    let real = Ty::S(s);
    g.maybe_helpers(std::slice::from_ref(&real));
    let name = g.kernel_name();
    g.kernel(&name, |g| {
        let i = g.thread(1)[0].clone();
        let p = g.arr(&["params", "x", "w", "theta"], &ty, 1);
        let gr = g.arr(&["grads", "grad_x", "g", "dw"], &ty, 1);
        g.hide(&p);
        g.maybe_guard(std::slice::from_ref(&i));
        let lr = g.pf(&["lr", "learning_rate", "alpha", "step_size"]);
        g.hide(&lr);
        let d = set!(g, &["g_i", "d", "grad_i"], &ty, "{gr}[{i}]");
        g.used(&gr);
        g.fill(0.4);
        let moments = g.rng.below(3);
        let mut names = Vec::new();
        for k in 0..moments {
            let m = g.arr([&["m", "mom", "avg"], &["v", "sq", "nu"]][k], &ty, 1);
            g.hide(&m);
            let b = g.pf(&["beta1", "beta2", "decay", "rho"]);
            let one = g.real_text("1.0");
            let square = if k == 1 || g.chance(0.3) {
                if ty == real { format!("{d} * {d}") } else { format!("wp.cw_mul({d}, {d})") }
            } else {
                d.clone()
            };
            let n = set!(g, &["m_t", "v_t", "mt", "vt"], &ty, "{b} * {m}[{i}] + ({one} - {b}) * {square}");
            line!(g, "{m}[{i}] = {n}");
            g.written(&m);
            names.push(n);
        }
        g.fill(0.4);
        let dir = match names.as_slice() {
            [a, b] if ty == real => format!("{a} / (wp.sqrt({b}) + {})", g.leaf(&real, true).s),
            [a, ..] => {
                let k = g.operand(&real);
                format!("{a} * {k}")
            }
            _ => {
                let e = g.value(&ty);
                format!("{d} + {}", crate::dataset::generate::expr::wrap(&e, 10))
            }
        };
        for n in &names {
            g.used(n);
        }
        let u = set!(g, &["upd", "delta", "dir"], &ty, "{dir}");
        g.used(&u);
        if g.swarm.branches > 0.0 && ty == real {
            let c = g.operand(&real);
            block!(g, ["if wp.abs({u}) > {c}:"], |g| line!(g, "{u} = wp.sign({u}) * {c}"));
        }
        g.used(&d);
        line!(g, "{p}[{i}] = {p}[{i}] - {lr} * {u}");
        g.written(&p);
        g.fill(0.2);
        if g.chance(0.4) {
            g.maybe_leftovers();
        }
    });
}

fn layers(g: &mut Gen) {
    g.usual_options();
    if g.chance(0.2) {
        g.real = *g.rng.pick(&[Sc::F16, Sc::F64, Sc::F16]);
    }
    let real = g.real_ty();
    if g.swarm.helpers > 0.0 {
        g.profile(LEARN.helpers);
    }
    let name = g.kernel_name();
    g.kernel(&name, |g| {
        let dims = 1 + usize::from(g.chance(0.55));
        let names = g.thread(dims);
        let at = names.join(", ");
        let i = names[0].clone();
        let x = g.arr(&["x", "logits", "preds", "input"], &real, 2);
        g.hide(&x);
        g.maybe_guard(&names);
        let zero = g.zero(&real);
        if g.chance(0.6) {
            let n = if g.chance(0.5) {
                format!("{x}.shape[1]")
            } else {
                g.pi(&["n", "in_dim", "hidden", "num_classes"])
            };
            let acc = g.bind("acc", &real, &zero);
            let second = g.chance(0.35).then(|| g.bind("best", &real, &zero));
            let k = g.fresh("k");
            g.f().loops += 1;
            block!(g, ["for {k} in range({n}):"], |g| {
                g.declare(&k, &I32, false, false, true);
                let v = set!(g, &["v", "xk", "val"], &real, "{x}[{i}, {k}]");
                g.fill(0.2);
                match g.rng.below(4) {
                    0 if dims == 2 => {
                        let w = g.arr(&["w", "weights", "W"], &real, 2);
                        line!(g, "{acc} += {v} * {w}[{k}, {}]", names[1]);
                    }
                    1 => {
                        let e = g.via_helper(&real);
                        line!(g, "{acc} += wp.exp({v} - {})", g.f_operand(&e));
                    }
                    _ => {
                        let e = g.via_helper(&real);
                        line!(g, "{acc} += {v} * {}", g.f_operand(&e));
                    }
                }
                if let Some(b) = &second {
                    line!(g, "{b} = wp.max({b}, {v})");
                }
                g.used(&v);
            });
            g.f().loops -= 1;
        } else {
            let v = set!(
                g,
                &["v", "pred", "z"],
                &real,
                "{x}[{}]",
                if dims == 2 { at.clone() } else { format!("{i}, 0") }
            );
            let t = g.arr(&["target", "y", "labels_f"], &real, 1);
            set!(g, &["d", "err", "diff"], &real, "{v} - {t}[{i}]");
            g.used(&t);
        }
        g.fill(0.5);
        if g.swarm.atomics > 0.0 {
            let loss = g.out(&["loss", "total_loss"], &real, 1);
            let e = g.via_helper(&real);
            let k = g.operand(&real);
            line!(g, "wp.atomic_add({loss}, 0, {} * {k})", g.f_operand(&e));
        }
        let e = g.via_helper(&real);
        let e2 = g.o(&real);
        let out = g.out(&["out", "y_out", "activations", "probs"], &real, dims as u8);
        line!(g, "{out}[{at}] = {} * {e2}", g.f_operand(&e));
        g.maybe_leftovers();
    });
}

fn control(g: &mut Gen) {
    g.usual_options();
    let with_struct = g.chance(0.35);
    let id = with_struct.then(|| {
        g.domain_struct(
            &["PendulumParams", "ControlGains", "EnvState", "Limits", "Config", "MarketData"],
            &[
                ("kp", F32),
                ("kd", F32),
                ("limit", F32),
                ("target", VEC3),
                ("mass", F32),
                ("num_steps", I32),
                ("enabled", Ty::S(Sc::Bool)),
                ("goal", VEC2),
            ],
        )
    });
    g.maybe_helpers(&[F32]);
    let name = g.kernel_name();
    g.kernel(&name, |g| {
        let e = g.thread(1)[0].clone();
        if let Some(id) = id {
            g.struct_value(&Ty::Struct(id));
        }
        g.maybe_guard(std::slice::from_ref(&e));
        let q = g.arr(&["joint_q", "states", "theta", "obs"], &F32, 1 + u8::from(g.style.tid > 2));
        let col = |k: usize, nd: usize| if nd == 2 { format!(", {k}") } else { String::new() };
        let nd = if g.style.tid > 2 { 2 } else { 1 };
        g.hide(&q);
        let a = set!(g, &["theta", "pos", "q_e"], &F32, "{q}[{e}{}]", col(0, nd));
        let b = set!(
            g,
            &["omega", "vel", "qd_e"],
            &F32,
            "{}",
            if nd == 2 { format!("{q}[{e}, 1]") } else { g.leaf(&F32, false).s }
        );
        let err = set!(g, &["err", "e", "delta"], &F32, "{} - {a}", g.leaf(&F32, false).s);
        g.fill(0.4);
        let (k1, k2) = (g.operand(&F32), g.operand(&F32));
        let u = set!(g, &["u", "ctrl", "torque"], &F32, "{k1} * {err} - {k2} * {b}");
        if g.chance(0.5) {
            let lim = g.operand(&F32);
            match g.rng.below(2) {
                0 => line!(g, "{u} = wp.clamp({u}, -{lim}, {lim})"),
                _ => block!(g, ["if {u} > {lim}:"], |g| line!(g, "{u} = {lim}")),
            }
        }
        if g.swarm.loops > 0.0 {
            let (th, om) = (
                bind_text!(g, "th", &F32, "{a} + {}", g.number()),
                bind_text!(g, "om", &F32, "{b} * {}", g.number()),
            );
            let n = g.pi(&["horizon", "substeps", "num_steps"]);
            let dt = g.pf(&["dt", "h"]);
            let k = g.fresh("_t");
            g.f().loops += 1;
            block!(g, ["for {k} in range({n}):"], |g| {
                g.fill(0.2);
                let acc = g.via_helper(&F32);
                let acc = g.f_operand(&acc);
                line!(g, "{om} += ({acc} + {u}) * {dt}");
                line!(g, "{th} += {om} * {dt}");
                if g.chance(0.4) {
                    line!(g, "{th} = wp.atan2(wp.sin({th}), wp.cos({th}))");
                }
            });
            g.f().loops -= 1;
        }
        g.fill(0.4);
        let cost = g.via_helper(&F32);
        let w = g.operand(&F32);
        let out = g.out(&["rewards", "costs", "out"], &F32, 1);
        line!(g, "{out}[{e}] = {} + {w} * {u} * {u}", g.f_operand(&cost));
        g.used(&u);
        if g.swarm.branches > 0.0 && g.chance(0.5) {
            let c = g.condition(1);
            let d = g.out(&["dones", "reset_mask", "terminated"], &I32, 1);
            block!(g, ["if {}:", c.s], |g| line!(g, "{d}[{e}] = 1"));
        }
        g.maybe_leftovers();
    });
}
