//! Images and signals, noise and terrain, ray marching.

use super::Family;
use crate::dataset::generate::core::Gen;
use crate::dataset::generate::names::Vocab;
use crate::dataset::generate::types::{F32, I32, Sc, Ty, VEC3};

static IMAGE: Vocab = Vocab {
    floats: &[
        "gamma",
        "exposure",
        "sigma_s",
        "sigma_r",
        "threshold",
        "gain",
        "strength",
        "contrast",
        "brightness",
        "radius_px",
        "blend",
    ],
    ints: &["width", "height", "radius", "channels", "kernel_size", "stride", "levels", "padding"],
    float_locals: &["lum", "gx", "gy", "w", "wsum", "value", "mag", "gray", "edge", "d", "alpha", "s"],
    vec_locals: &["rgb", "color", "pixel", "uv", "acc", "mean", "c", "out_color"],
    int_locals: &["px", "py", "xx", "yy", "bin", "tap"],
    float_arrays: &[
        "image", "img", "gray", "weights", "kernel_w", "lut", "mask", "blurred", "depth", "alpha",
    ],
    vec_arrays: &["pixels", "colors", "rgb", "frame", "palette", "background"],
    int_arrays: &["histogram", "labels", "lut_idx", "mask_ids"],
    verbs: &[
        "blur",
        "sharpen",
        "filter",
        "convert",
        "threshold",
        "tonemap",
        "downsample",
        "warp",
        "blend",
        "detect",
        "render",
    ],
    nouns: &[
        "image",
        "pixels",
        "edges",
        "luminance",
        "gaussian",
        "sobel",
        "bilateral",
        "histogram",
        "colors",
        "gradients",
        "mipmap",
        "mandelbrot",
    ],
    helpers: &[
        "luminance",
        "gaussian_weight",
        "srgb_to_linear",
        "filmic",
        "kernel_weight",
        "sample_bilinear",
        "range_weight",
        "vignette",
    ],
};

static SIGNAL: Vocab = Vocab {
    floats: &["sample_rate", "freq", "cutoff", "q", "gain", "phase", "amp", "decay", "alpha", "dt"],
    ints: &["n", "taps", "window", "hop", "num_samples", "bins", "order", "delay", "lag"],
    float_locals: &["y", "x0", "x1", "env", "re", "im", "angle", "w", "phase", "mean", "power", "feedback"],
    vec_locals: &["z", "tw", "twiddle", "acc_c", "iq"],
    int_locals: &["tap", "src", "start", "frame", "bin"],
    float_arrays: &["signal", "x", "samples", "taps", "coeffs", "window_fn", "audio", "impulse", "buffer"],
    vec_arrays: &["spectrum", "iq", "twiddles", "z"],
    int_arrays: &["onsets", "lags", "frame_starts"],
    verbs: &[
        "filter",
        "convolve",
        "window",
        "resample",
        "modulate",
        "demodulate",
        "compute",
        "decimate",
        "correlate",
    ],
    nouns: &[
        "signal",
        "dft",
        "spectrum",
        "fir",
        "iir",
        "autocorrelation",
        "envelope",
        "power",
        "goertzel",
        "biquad",
        "chirp",
        "moving_average",
    ],
    helpers: &["hann", "sinc", "window_value", "soft_knee", "envelope_fn", "phase_wrap", "osc"],
};

static NOISE: Vocab = Vocab {
    floats: &[
        "frequency",
        "lacunarity",
        "gain",
        "amplitude",
        "scale",
        "height_scale",
        "time",
        "erosion",
        "sea_level",
        "warp_amt",
    ],
    ints: &["octaves", "seed", "width", "res", "period", "layers"],
    float_locals: &["h", "n0", "ridge", "amp", "freq", "total", "slope", "moisture", "e"],
    vec_locals: &["p", "q", "uv", "warp_p", "offset", "flow", "coord"],
    int_locals: &["octave", "cell", "biome", "layer"],
    float_arrays: &["heights", "heightmap", "moisture", "density", "out_noise", "terrain"],
    vec_arrays: &["coords", "points", "flow_field", "sample_points", "colors"],
    int_arrays: &["biomes", "seeds", "tile_ids"],
    verbs: &["generate", "sample", "erode", "displace", "evaluate", "fill", "perturb"],
    nouns: &[
        "terrain",
        "noise",
        "heightmap",
        "clouds",
        "fbm",
        "turbulence",
        "curl_field",
        "marble",
        "density",
        "ridges",
    ],
    helpers: &["fbm", "ridged", "domain_warp", "billow", "height_fn", "terrace", "cell_noise"],
};

pub(super) static FAMILIES: &[Family] = &[
    Family { name: "images", weight: 1.0, vocab: &IMAGE, make: image },
    Family { name: "signals", weight: 0.7, vocab: &SIGNAL, make: signal },
    Family { name: "noise", weight: 0.6, vocab: &NOISE, make: noise },
    Family { name: "ray_marching", weight: 0.6, vocab: &IMAGE, make: fractal },
];

fn image(g: &mut Gen) {
    g.usual_options();
    let color = g.chance(0.5);
    let ty = if color { VEC3 } else { F32 };
    g.maybe_helpers(&[F32, ty.clone(), F32]);
    let name = g.kernel_name();
    g.kernel(&name, |g| {
        let names = g.thread(2);
        let img = g.arr(&["image", "src", "img", "pixels", "frame"], &ty, 2);
        g.hide(&img);
        let (w, h) = if g.chance(0.5) {
            (format!("{img}.shape[0]"), format!("{img}.shape[1]"))
        } else {
            (g.pi(&["width", "w", "rows"]), g.pi(&["height", "h", "cols"]))
        };
        if g.swarm.early > 0.0 {
            block!(g, ["if {} >= {w} or {} >= {h}:", names[0], names[1]], |g| g.line("return"));
        }
        let c = set!(g, &["c", "center", "pixel", "value"], &ty, "{img}[{}, {}]", names[0], names[1]);
        if g.swarm.loops > 0.0 || g.chance(0.3) {
            let r =
                if g.chance(0.5) { g.rng.range(1, 4).to_string() } else { g.pi(&["radius", "r", "half"]) };
            let zero = g.zero(&ty);
            let acc = g.bind("acc", &ty, &zero);
            let zero = g.zero(&F32);
            let ws = g.bind("wsum", &F32, &zero);
            let (dx, dy) = (g.fresh("dx"), g.fresh("dy"));
            let lo = format!("-{r}");
            let separable = g.chance(0.35);
            let inner = |g: &mut Gen, dx: &str, dy: &str| {
                let clamp = g.chance(0.6);
                let (a, b) = if clamp {
                    let a = set!(g, &["xx", "ix", "sx"], &I32, "wp.clamp({} + {dx}, 0, {w} - 1)", names[0]);
                    let b = set!(g, &["yy", "iy", "sy"], &I32, "wp.clamp({} + {dy}, 0, {h} - 1)", names[1]);
                    g.used(&a);
                    g.used(&b);
                    (a, b)
                } else {
                    (format!("{} + {dx}", names[0]), format!("{} + {dy}", names[1]))
                };
                if !clamp && g.chance(0.6) {
                    block!(g, ["if {a} < 0 or {a} >= {w} or {b} < 0 or {b} >= {h}:"], |g| g.line("continue"));
                }
                let s = set!(g, &["s", "tap", "val", "p"], &ty, "{img}[{a}, {b}]");
                let (fx, fy) = (
                    set!(g, &["fx", "ddx"], &F32, "float({dx})"),
                    set!(g, &["fy", "ddy"], &F32, "float({dy})"),
                );
                let _ = (fx, fy);
                g.fill(0.15);
                let wt = g.via_helper(&F32);
                let wt = g.set(&["wt", "weight", "k"], &F32, wt);
                g.used(&wt);
                line!(g, "{acc} += {s} * {wt}");
                line!(g, "{ws} += {wt}");
            };
            g.f().loops += 1;
            block!(g, ["for {dx} in range({lo}, {r} + 1):"], |g| {
                g.declare(&dx, &I32, false, false, false);
                if separable {
                    inner(g, &dx, "0");
                } else {
                    g.f().loops += 1;
                    block!(g, ["for {dy} in range({lo}, {r} + 1):"], |g| {
                        g.declare(&dy, &I32, false, false, false);
                        inner(g, &dx, &dy);
                    });
                    g.f().loops -= 1;
                }
            });
            g.f().loops -= 1;
            g.gap();
            let floor = g.rng.word(&["1.0e-6", "1e-8", "0.0001", "1.0"]);
            set!(g, &["blurred", "mean", "avg", "filtered"], &ty, "{acc} / wp.max({ws}, {floor})");
            g.used(&acc);
            g.used(&ws);
        } else if color {
            let (a, b, d) = (g.number(), g.number(), g.number());
            set!(g, &["lum", "gray", "y"], &F32, "{a} * {c}[0] + {b} * {c}[1] + {d} * {c}[2]");
        }
        g.fill(0.7);
        let e = g.value(&ty);
        let out = g.out(&["out", "dst", "result", "filtered_img"], &ty, 2);
        line!(g, "{out}[{}, {}] = {}", names[0], names[1], e.s);
        g.maybe_leftovers();
    });
}

fn signal(g: &mut Gen) {
    g.usual_options();
    if g.chance(0.12) {
        g.real = Sc::F64;
    }
    let real = g.real_ty();
    let complex = Ty::Vec(2, g.real);
    g.maybe_helpers(std::slice::from_ref(&real));
    let name = g.kernel_name();
    let kind = g.rng.below(4);
    g.kernel(&name, |g| {
        let i = g.thread(1)[0].clone();
        let x = g.arr(&["x", "signal", "samples", "audio"], &real, 1);
        g.hide(&x);
        g.maybe_guard(std::slice::from_ref(&i));
        let n = if g.chance(0.5) {
            format!("{x}.shape[0]")
        } else {
            g.pi(&["n", "taps", "window", "num_samples"])
        };
        let acc_ty = if kind == 0 { complex.clone() } else { real.clone() };
        let zero = g.zero(&acc_ty);
        let acc = g.bind("acc", &acc_ty, &zero);
        let k = g.fresh("k");
        g.fill(0.3);
        g.f().loops += 1;
        block!(g, ["for {k} in range({n}):"], |g| {
            g.declare(&k, &I32, false, false, true);
            match kind {
                0 => {
                    let angle = g.real_text("-6.2831853");
                    let cast = g.real_name();
                    let th = set!(
                        g,
                        &["theta", "angle", "ph"],
                        &real,
                        "{angle} * {cast}({k} * {i}) / {cast}({n})"
                    );
                    g.fill(0.1);
                    let name = g.type_name(&complex);
                    let w = g.operand(&real);
                    line!(g, "{acc} += {name}(wp.cos({th}), wp.sin({th})) * {x}[{k}] * {w}");
                }
                1 => {
                    let taps = g.arr(&["taps", "coeffs", "h", "kernel_w"], &real, 1);
                    let src = set!(g, &["src", "j", "idx"], &I32, "{i} - {k}");
                    let skip = g.chance(0.6);
                    if skip {
                        block!(g, ["if {src} >= 0:"], |g| {
                            let w = g.via_helper(&real);
                            let w = g.f_operand(&w);
                            line!(g, "{acc} += {x}[{src}] * {taps}[{k}] * {w}");
                        });
                    } else {
                        let w = g.operand(&real);
                        line!(g, "{acc} += {x}[wp.max({src}, 0)] * {taps}[{k}] + {w}");
                    }
                }
                2 => {
                    let a = g.via_helper(&real);
                    let a = g.f_operand(&a);
                    g.fill(0.2);
                    let b = g.o(&real);
                    line!(g, "{acc} = {a} * {acc} + {b} * {x}[{k}]");
                }
                _ => {
                    let d = g.xf();
                    let d = set!(g, &["d", "diff", "err"], &real, "{x}[{k}] - {}", g.f_operand(&d));
                    g.used(&d);
                    let w = g.operand(&real);
                    line!(g, "{acc} += {d} * {d} * {w}");
                }
            }
        });
        g.f().loops -= 1;
        g.gap();
        g.fill(0.3);
        g.maybe_leftovers();
    });
}

fn noise(g: &mut Gen) {
    g.usual_options();
    let dims = *g.rng.pick(&[2u8, 3, 3, 4]);
    let ty = Ty::Vec(dims, Sc::F32);
    let ptype = ty.clone();
    let fbm = g.chance(0.6).then(|| {
        g.func(
            "fbm",
            &[("state", Ty::Named("wp.uint32")), ("p", ptype.clone()), ("octaves", I32)],
            &[F32],
            |g, n| {
                let total = g.set(&["total", "sum_n", "value"], &F32, "float(0.0)");
                let amp = set!(g, &["amp", "a", "weight"], &F32, "float({})", g.rng.word(&["0.5", "1.0"]));
                let freq = g.set(&["freq", "f", "scale"], &F32, "float(1.0)");
                let k = g.fresh("_i");
                g.f().loops += 1;
                block!(g, ["for {k} in range({}):", n[2]], |g| {
                    let v = set!(g, &["v", "n", "h"], &F32, "wp.noise({}, {} * {freq})", n[0], n[1]);
                    match g.rng.below(4) {
                        0 => line!(g, "{v} = 1.0 - wp.abs({v})"),
                        1 => line!(g, "{v} = {v} * {v}"),
                        _ => {}
                    }
                    g.fill(0.15);
                    line!(g, "{total} += {amp} * {v}");
                    let (a, b) = (g.number(), g.number());
                    line!(g, "{amp} *= {a}");
                    line!(g, "{freq} *= {b}");
                });
                g.f().loops -= 1;
                vec![super::super::values::atom(total)]
            },
        )
    });
    let name = g.kernel_name();
    g.kernel(&name, |g| {
        let names = g.thread(if g.style.tid > 3 { 1 } else { 2 });
        g.maybe_guard(&names);
        let state = g.rng_state();
        let p = match g.rng.below(2) {
            0 => {
                let a = g.arr(&["points", "coords", "p"], &ty, 1);
                format!("{a}[{}]", names[0])
            }
            _ => {
                let parts: Vec<String> = (0..dims as usize)
                    .map(|k| match names.get(k) {
                        Some(i) => format!("float({i}) * {}", g.leaf(&F32, true).s),
                        None => g.short(&F32),
                    })
                    .collect();
                format!("{}({})", g.type_name(&ty), parts.join(", "))
            }
        };
        let p = g.set(&["p", "uv", "coord", "q"], &ty, p);
        g.used(&p);
        for _ in 0..1 + g.rng.below(3) {
            let scale = g.number();
            match g.rng.below(5) {
                0 | 1 => {
                    let text = match &fbm {
                        Some(f) => format!("{}({state}, {p} * {scale}, {})", f.name, g.rng.range(2, 8)),
                        None => format!("wp.noise({state}, {p} * {scale})"),
                    };
                    g.set(&["h", "n0", "e", "height"], &F32, text);
                }
                2 => {
                    let periods: Vec<String> = (0..dims).map(|_| g.rng.range(2, 16).to_string()).collect();
                    set!(
                        g,
                        &["n1", "tiled", "periodic"],
                        &F32,
                        "wp.pnoise({state}, {p} * {scale}, {})",
                        periods.join(", ")
                    );
                }
                3 => {
                    let out = if dims == 4 { VEC3 } else { ty.clone() };
                    let tail = match g.rng.below(3) {
                        0 => format!(", octaves=wp.uint32({})", g.rng.range(1, 6)),
                        1 => format!(", wp.uint32({}), {}, {}", 3, g.number(), g.number()),
                        _ => String::new(),
                    };
                    set!(g, &["flow", "curl", "w"], &out, "wp.curlnoise({state}, {p} * {scale}{tail})");
                }
                _ => {
                    let e = g.o(&F32);
                    set!(
                        g,
                        &["n2", "ridge", "warp_h"],
                        &F32,
                        "wp.noise({state}, {p} * {scale} + {}({e}))",
                        g.type_name(&ty)
                    );
                }
            }
        }
        g.fill(0.6);
        g.maybe_leftovers();
    });
}

fn fractal(g: &mut Gen) {
    g.usual_options();
    let sdf = g.chance(0.6).then(|| {
        let base = g.rng.word(&["scene", "map_sdf", "sdf", "distance_fn", "field"]);
        g.func(base, &[("p", VEC3)], &[F32], |g, n| {
            let r = g.number();
            let a = set!(
                g,
                &["d", "sphere", "d1"],
                &F32,
                "wp.length({} - {}) - {r}",
                n[0],
                g.literal_value(&VEC3).s
            );
            for _ in 0..1 + g.rng.below(3) {
                let r = g.number();
                let b = match g.rng.below(4) {
                    0 => format!("{}[{}] + {r}", n[0], g.rng.below(3)),
                    1 => format!("wp.length(wp.vec2({p}[0], {p}[2])) - {r}", p = n[0]),
                    2 => format!("wp.length(wp.max(wp.abs({}) - wp.vec3({r}), wp.vec3(0.0)))", n[0]),
                    _ => format!("wp.dot({}, wp.vec3(0.0, 1.0, 0.0)) + {}", n[0], g.x(&F32)),
                };
                let b = g.set(&["d2", "box", "plane_d", "torus"], &F32, b);
                let op = g
                    .rng
                    .word(&[
                        "wp.min({a}, {b})",
                        "wp.max({a}, -{b})",
                        "wp.max({a}, {b})",
                        "wp.lerp({a}, {b}, 0.5)",
                    ])
                    .replace("{a}", &a)
                    .replace("{b}", &b);
                g.used(&b);
                line!(g, "{a} = {op}");
            }
            g.fill(0.2);
            vec![super::super::values::atom(a)]
        })
    });
    let name = g.rng.word(&[
        "render",
        "march",
        "trace_rays",
        "draw_fractal",
        "julia",
        "mandelbrot",
        "shade_pixels",
        "raymarch",
        "render_sdf",
        "escape_time",
    ]);
    g.kernel(name, |g| {
        let names = g.thread(2);
        let (w, h) = (g.pi(&["width", "w", "res_x"]), g.pi(&["height", "h", "res_y"]));
        let (u, v) = (
            set!(
                g,
                &["u", "sx", "fx"],
                &F32,
                "{} * float({}) / float({w}) - {}",
                g.number(),
                names[0],
                g.number()
            ),
            set!(
                g,
                &["v", "sy", "fy"],
                &F32,
                "{} * float({}) / float({h}) - {}",
                g.number(),
                names[1],
                g.number()
            ),
        );
        g.fill(0.2);
        match &sdf {
            Some(f) => {
                let ro = g.pv(&["eye", "cam_pos", "origin", "ro"]);
                let rd =
                    set!(g, &["rd", "dir", "ray"], &VEC3, "wp.normalize(wp.vec3({u}, {v}, {}))", g.number());
                let t = g.set(&["t", "dist", "travel"], &F32, "float(0.0)");
                let k = g.fresh("_step");
                let limit = if g.chance(0.5) {
                    g.rng.range(32, 128).to_string()
                } else {
                    g.pi(&["max_steps", "steps"])
                };
                g.f().loops += 1;
                block!(g, ["for {k} in range({limit}):"], |g| {
                    let d = set!(g, &["d", "dist_s", "h"], &F32, "{}({ro} + {rd} * {t})", f.name);
                    let eps = g.rng.word(&["0.001", "1.0e-4", "1e-3", "0.0005"]);
                    block!(g, ["if {d} < {eps}:"], |g| g.line("break"));
                    g.fill(0.1);
                    let far = g.number();
                    if g.chance(0.4) {
                        block!(g, ["if {t} > {far} * 10.0:"], |g| g.line("break"));
                    }
                    line!(g, "{t} += {d}{}", g.rng.word(&["", " * 0.9", " * 0.5"]));
                });
                g.f().loops -= 1;
                let hit = set!(g, &["hit", "p", "pos"], &VEC3, "{ro} + {rd} * {t}");
                let _ = hit;
            }
            None => {
                let (a, b) = (
                    g.set(&["zx", "re", "x"], &F32, "float(0.0)"),
                    g.set(&["zy", "im", "y"], &F32, "float(0.0)"),
                );
                let n = g.set(&["n", "iters", "count"], &I32, "int(0)");
                let limit = g.pi(&["max_iter", "limit", "max_steps"]);
                let bail = g.rng.word(&["4.0", "16.0", "100.0"]);
                g.f().loops += 1;
                block!(g, ["while {a} * {a} + {b} * {b} < {bail} and {n} < {limit}:"], |g| {
                    let t = set!(g, &["tmp", "new_x", "t"], &F32, "{a} * {a} - {b} * {b} + {u}");
                    let e = g.operand(&F32);
                    line!(g, "{b} = 2.0 * {a} * {b} + {v} * {e}");
                    line!(g, "{a} = {t}");
                    line!(g, "{n} += 1");
                });
                g.f().loops -= 1;
            }
        }
        g.gap();
        g.fill(0.5);
        let ty = if g.chance(0.5) { VEC3 } else { F32 };
        let e = g.value(&ty);
        let out = g.out(&["pixels", "image", "out", "canvas"], &ty, 2);
        line!(g, "{out}[{}, {}] = {}", names[0], names[1], e.s);
        g.maybe_leftovers();
    });
}

impl Gen {
    /// A vector parameter.
    pub fn pv(&mut self, words: &[&'static str]) -> String {
        let base = self.rng.word(words);
        let name = self.param(base, &VEC3, false);
        self.used(&name);
        name
    }
}
