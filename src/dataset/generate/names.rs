//! Words people use.

/// The names of a domain.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Vocab {
    pub floats: &'static [&'static str],
    pub ints: &'static [&'static str],
    pub float_locals: &'static [&'static str],
    pub vec_locals: &'static [&'static str],
    pub int_locals: &'static [&'static str],
    pub float_arrays: &'static [&'static str],
    pub vec_arrays: &'static [&'static str],
    pub int_arrays: &'static [&'static str],
    pub verbs: &'static [&'static str],
    pub nouns: &'static [&'static str],
    pub helpers: &'static [&'static str],
}

/// Words for programs of no domain, mixed into all others.
pub static GENERAL: Vocab = Vocab {
    floats: &[
        "alpha",
        "beta",
        "scale",
        "dt",
        "eps",
        "gamma",
        "weight",
        "threshold",
        "factor",
        "omega",
        "radius",
        "lam",
        "mu",
        "offset",
        "rate",
        "h",
        "sigma",
        "coef",
        "strength",
        "tol",
    ],
    ints: &[
        "n",
        "count",
        "stride",
        "size",
        "num",
        "start",
        "width",
        "length",
        "dim",
        "steps",
        "m",
        "offset",
        "limit",
        "max_iters",
        "mode",
    ],
    float_locals: &[
        "x", "y", "s", "t", "r", "d", "val", "tmp", "acc", "f", "u", "w", "a", "b", "value", "result", "z",
        "g", "p", "q", "ratio", "total", "err",
    ],
    vec_locals: &["v", "p", "d", "dir", "pos", "n", "delta", "u", "axis", "a", "b", "diff", "point", "g"],
    int_locals: &[
        "idx", "j", "k", "id", "slot", "c", "lo", "hi", "cnt", "base", "m", "pos", "row", "col", "bin",
    ],
    float_arrays: &[
        "x", "y", "values", "data", "src", "weights", "input", "a", "b", "field", "coeffs", "buf", "scores",
        "samples", "z", "vals", "signal", "w",
    ],
    vec_arrays: &[
        "points",
        "positions",
        "vectors",
        "dirs",
        "normals",
        "pts",
        "velocities",
        "p",
        "v",
        "forces",
        "axes",
        "origins",
    ],
    int_arrays: &[
        "indices", "ids", "labels", "flags", "counts", "offsets", "keys", "mask", "idx", "map", "parents",
        "order",
    ],
    verbs: &[
        "compute",
        "update",
        "apply",
        "eval",
        "accumulate",
        "transform",
        "process",
        "combine",
        "reduce",
        "map",
        "scatter",
        "gather",
        "normalize",
        "blend",
        "filter",
        "evaluate",
        "init",
        "step",
        "build",
        "fill",
        "assemble",
        "project",
    ],
    nouns: &[
        "values",
        "field",
        "weights",
        "state",
        "terms",
        "samples",
        "residual",
        "energy",
        "data",
        "features",
        "elements",
        "pairs",
        "coefficients",
        "buffer",
        "grid",
        "points",
        "scores",
        "error",
        "sum",
    ],
    helpers: &[
        "compute_term",
        "weight_fn",
        "eval_term",
        "kernel_fn",
        "falloff",
        "blend",
        "response",
        "remap",
        "profile",
        "energy_term",
        "basis",
        "score",
        "combine",
        "penalty",
        "shape_fn",
        "soft_clip",
    ],
};

/// Endings for a name that is taken.
pub static TAILS: &[&str] = &[
    "0", "1", "2", "_new", "_old", "_a", "_b", "_in", "_out", "_prev", "_next", "_cur", "_i", "_j", "_k",
    "3", "_ref", "_local", "_x", "_tmp", "_2",
];

/// Names of module-level float constants.
pub static FLOAT_CONSTS: &[&str] = &[
    "EPSILON",
    "EPS",
    "SCALE",
    "DT",
    "GRAVITY",
    "DAMPING",
    "ALPHA",
    "TOLERANCE",
    "RADIUS",
    "STIFFNESS",
    "MAX_SPEED",
    "GAIN",
    "LIMIT",
    "FACTOR",
    "MIN_DIST",
    "INV_SCALE",
    "OMEGA",
    "BETA",
    "RELAXATION",
    "KAPPA",
    "THRESHOLD",
    "SIGMA",
    "HALF_WIDTH",
];

/// Names of module-level integer constants.
pub static INT_CONSTS: &[&str] = &[
    "N",
    "M",
    "BLOCK",
    "NUM_STEPS",
    "MAX_ITERS",
    "WIDTH",
    "DIM",
    "COUNT",
    "STRIDE",
    "NUM_BINS",
    "ORDER",
    "K",
    "MAX_NEIGHBORS",
    "LEVELS",
    "NUM_CHANNELS",
];

/// Words that must not be used as names.
#[must_use]
pub fn reserved(name: &str) -> bool {
    matches!(
        name,
        "lambda"
            | "in"
            | "is"
            | "if"
            | "or"
            | "and"
            | "not"
            | "for"
            | "as"
            | "del"
            | "def"
            | "from"
            | "class"
            | "pass"
            | "return"
            | "wp"
            | "int"
            | "float"
            | "bool"
            | "len"
            | "min"
            | "max"
            | "abs"
            | "pow"
            | "round"
            | "range"
            | "print"
            | "add"
            | "sub"
            | "mul"
            | "div"
            | "mod"
            | "neg"
            | "pos"
            | "slice"
            | "tuple"
            | "str"
            | "reversed"
            | "static"
            | "Any"
            | "sum"
            | "map"
            | "filter"
            | "id"
            | "type"
            | "input"
            | "math"
            | "np"
            | "bit_and"
            | "bit_or"
            | "bit_xor"
            | "kernels"
            | "global"
            | "nonlocal"
            | "None"
            | "True"
            | "False"
            | "breakpoint"
            | "extract"
            | "index"
            | "copy"
            | "load"
            | "store"
            | "where"
            | "select"
            | "lerp"
            | "cross"
            | "dot"
            | "length"
            | "normalize"
            | "step"
            | "sign"
            | "clamp"
            | "transpose"
            | "inverse"
            | "trace"
            | "noise"
            | "dim"
            | "grad"
    )
}
