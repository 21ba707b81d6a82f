//! Objects of which only the class is known: arrays, tapes, meshes.
//!
//! No kernel can hold one as a constant. Scripts give their module-level arrays the names of their kernels' parameters, and
//! Warp's hash looks those names up: it matters that what stands there is no value.

use super::super::interp::builtins_args::Args;
use super::super::value::{KnownClass, Value};
use crate::frontend::ast::Name;

const WARP_ARRAY: &str = "warp._src.types.array";
const NUMPY_ARRAY: &str = "numpy.ndarray";
const GENERATOR: &str = "numpy.random._generator.Generator";

/// What a function or class of `warp` gives, whatever it is called with.
pub(in crate::host) fn of_warp_call(name: &str) -> Option<KnownClass> {
    let class = match name.strip_prefix("warp.")? {
        "array" | "zeros" | "zeros_like" | "ones" | "ones_like" | "full" | "full_like" | "empty"
        | "empty_like" | "clone" | "from_numpy" | "from_ptr" | "from_torch" | "from_jax" | "from_paddle"
        | "from_dlpack" => {
            return Some(KnownClass { has_axes: true, ..KnownClass::of(WARP_ARRAY) });
        }
        "Tape" => "warp._src.tape.Tape",
        "Mesh" => "warp._src.types.Mesh",
        "Bvh" => "warp._src.types.Bvh",
        "HashGrid" => "warp._src.types.HashGrid",
        "Volume" => "warp._src.types.Volume",
        "Texture1D" => "warp._src.texture.Texture1D",
        "Texture2D" => "warp._src.texture.Texture2D",
        "Texture3D" => "warp._src.texture.Texture3D",
        "Event" => "warp._src.context.Event",
        "Stream" | "get_stream" => "warp._src.context.Stream",
        "get_device" | "get_preferred_device" | "get_cuda_device" => "warp._src.context.Device",
        "ScopedTimer" => "warp._src.utils.ScopedTimer",
        "ScopedDevice" => "warp._src.utils.ScopedDevice",
        "ScopedCapture" => "warp._src.utils.ScopedCapture",
        _ => return None,
    };
    Some(KnownClass::of(class))
}

/// What a function of `numpy` gives.
pub(super) fn of_numpy_call(name: &str, args: &Args) -> Option<KnownClass> {
    let array = |has_axes| Some(KnownClass { has_axes, ..KnownClass::of(NUMPY_ARRAY) });
    let name = name.strip_prefix("numpy.")?;
    if let Some(function) = name.strip_prefix("random.") {
        return match function {
            "default_rng" | "RandomState" => Some(KnownClass::of(GENERATOR)),
            "rand" | "randn" => (!args.positional.is_empty()).then_some(array(true)?),
            _ => of_random(function, &args.positional, &args.keywords),
        };
    }
    match name {
        "zeros" | "ones" | "full" | "eye" | "identity" | "linspace" | "arange" | "ravel" => array(true),
        "array" | "asarray" | "ascontiguousarray" | "reshape" => array(false),
        _ => None,
    }
}

/// What drawing random numbers gives: an array if a size is asked for.
fn of_random(function: &str, args: &[Value], kwargs: &[(Name, Value)]) -> Option<KnownClass> {
    let at = match function {
        "random" | "random_sample" | "standard_normal" => 0,
        "choice" => 1,
        "uniform" | "normal" | "randint" | "integers" => 2,
        "permutation" => return Some(KnownClass { has_axes: true, ..KnownClass::of(NUMPY_ARRAY) }),
        _ => return None,
    };
    let named = kwargs.iter().find(|(name, _)| &**name == "size").map(|(_, value)| value);
    let has_axes = match args.get(at).or(named)? {
        Value::Int(_) | Value::List(_) => true,
        Value::Tuple(size) => !size.is_empty(),
        _ => return None,
    };
    has_axes.then_some(KnownClass { has_axes, ..KnownClass::of(NUMPY_ARRAY) })
}

/// An attribute of such an object, if it is one as well.
pub(in crate::host) fn member(object: KnownClass, name: &str) -> Option<KnownClass> {
    if object.method.is_some() {
        return None;
    }
    let methods: &[&'static str] = match object.class {
        WARP_ARRAY => &["numpy", "list", "to", "view", "reshape", "flatten", "contiguous", "transpose"],
        NUMPY_ARRAY => &["astype", "copy", "reshape", "flatten", "ravel", "transpose", "tolist"],
        GENERATOR => &[
            "random",
            "standard_normal",
            "choice",
            "uniform",
            "normal",
            "randint",
            "integers",
            "permutation",
        ],
        _ => &[],
    };
    if let Some(method) = methods.iter().find(|method| **method == name) {
        return Some(KnownClass { method: Some(method), ..object });
    }
    match (object.class, name) {
        (WARP_ARRAY, "grad") | (NUMPY_ARRAY, "T") => Some(object),
        (WARP_ARRAY | NUMPY_ARRAY, "shape" | "strides") => Some(KnownClass::of("tuple")),
        (WARP_ARRAY, "device") => Some(KnownClass::of("warp._src.context.Device")),
        _ => None,
    }
}

/// What calling a method of such an object gives.
pub(in crate::host) fn of_method_call(
    method: KnownClass,
    args: &[Value],
    kwargs: &[(Name, Value)],
) -> Option<KnownClass> {
    let name = method.method?;
    match (method.class, name) {
        (WARP_ARRAY, "numpy") => Some(KnownClass { has_axes: true, ..KnownClass::of(NUMPY_ARRAY) }),
        (_, "list" | "tolist") => method.has_axes.then_some(KnownClass::of("list")),
        (GENERATOR, function) => of_random(function, args, kwargs),
        (NUMPY_ARRAY, "reshape") => Some(KnownClass::of(NUMPY_ARRAY)),
        _ => Some(KnownClass { method: None, ..method }),
    }
}
