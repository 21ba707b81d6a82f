//! `tile_fft` and `tile_ifft`.

use super::call::{Call, RuleResult, count, dims, type_error, value_error};
use super::tile_reduce::need_tile;
use crate::builtins::context::Dispatch;
use crate::diag::WarpError;
use crate::ir::{Arg, Ret};
use crate::types::{Storage, Ty, TyKind};

/// Double precision, for a tile of `vec2f` or `vec2d`.
fn is_double(c: &Call, dtype: Ty) -> Option<bool> {
    match *c.types().kind(dtype) {
        TyKind::Vec { len: 2, dtype: Ty::FLOAT32 } => Some(false),
        TyKind::Vec { len: 2, dtype: Ty::FLOAT64 } => Some(true),
        _ => None,
    }
}

/// `tile_fft_generic_value_func`.
pub fn tile_fft(c: &Call, name: &str) -> RuleResult {
    let tile = need_tile(c, "inout", &format!("{name}() argument"))?;
    if tile.storage != Storage::Register {
        return Err(value_error(format!("{name}() argument must have 'register' storage, got shared")));
    }
    if is_double(c, tile.dtype).is_none() {
        return Err(type_error(format!(
            "{name}() argument must be a tile of vec2f or vec2d (interpreted as complex) entries, got {}",
            c.repr(tile.dtype)
        )));
    }
    let rank = dims(&tile).len();
    if rank < 2 {
        return Err(value_error(format!(
            "{name}() argument must be a tile with at least 2 dimensions, got {rank}D"
        )));
    }
    Ok(Ret::Void)
}

/// The shared memory that a transform needs without the library, after its size rules.
fn fallback_bytes(name: &str, gpu: bool, size: i64, threads: i64, double: bool) -> Result<i64, WarpError> {
    let power_of_two = size > 0 && size & (size - 1) == 0;
    let bytes = size.saturating_mul(if double { 16 } else { 8 });
    if gpu {
        if !power_of_two {
            return Err(value_error(format!(
                "{name}() on GPU without libmathdx requires a power-of-two FFT size, got {size}. Build Warp with libmathdx \
                 (cuFFTDx) for arbitrary sizes, or run on CPU."
            )));
        }
        if size % threads != 0 {
            return Err(value_error(format!(
                "{name}() on GPU without libmathdx requires fft_size to be divisible by block_dim (got fft_size={size}, \
                 block_dim={threads})."
            )));
        }
        return Ok(bytes);
    }
    if threads == 1 {
        if size & (size - 1) != 0 && size > 4096 {
            return Err(value_error(format!(
                "{name}() on CPU with a non-power-of-two FFT size is limited to 4096 elements, got {size}. Use a \
                 power-of-two size for larger transforms."
            )));
        }
        return Ok(0);
    }
    if !power_of_two {
        return Err(value_error(format!(
            "{name}() on CPU with block_dim={threads} (>1) requires a power-of-two FFT size, got {size}. Use block_dim=1 \
             for arbitrary sizes up to 4096."
        )));
    }
    if size % threads != 0 {
        return Err(value_error(format!(
            "{name}() on CPU requires fft_size to be divisible by block_dim (got fft_size={size}, block_dim={threads})."
        )));
    }
    Ok(bytes)
}

/// `tile_fft_generic_lto_dispatch_func`.
pub fn tile_fft_dispatch(c: &mut Call, forward: bool) -> Result<Dispatch, WarpError> {
    let name = if forward { "tile_fft" } else { "tile_ifft" };
    let tile = c.tile("inout")?;
    c.types().set_storage(c.ty("inout")?, Storage::Register);
    let double = is_double(c, tile.dtype).ok_or_else(|| type_error("Unsupported data type"))?;
    let shape = dims(&tile);
    let (size, batch) = match &*shape {
        [outer @ .., last] => (*last, count(outer)),
        [] => (0, 1),
    };
    let threads = i64::from(c.cx.options.block_dim).max(1);
    let per_thread = size.div_euclid(threads);
    let arch = c.cx.options.output_arch;
    if arch.is_some() && c.cx.options.enable_mathdx_fft {
        if per_thread < 2 {
            return Err(value_error(format!(
                "{name}() requires at least 2 elements per thread, but got ept={per_thread} (fft_size={size}, \
                 block_dim={threads}). Reduce block_dim to at most {} for this FFT size.",
                size.div_euclid(2)
            )));
        }
        return Err(WarpError::unsupported(format!(
            "`{name}` for a target architecture: its text holds the shared memory size that cuFFTDx reports"
        )));
    }
    let bytes = fallback_bytes(name, arch.is_some(), size, threads, double)?;
    let text = |s: String| Arg::Text(s.into());
    let args = vec![
        text("/* scalar */ 0".to_owned()),
        text("/* scalar */ 0".to_owned()),
        text(if double { "wp::vec2d" } else { "wp::vec2f" }.to_owned()),
        text(bytes.to_string()),
        text(batch.to_string()),
        text(per_thread.to_string()),
        c.need("inout")?.clone(),
    ];
    Ok(Dispatch { args, extra_shared: bytes.unsigned_abs(), ..Dispatch::default() })
}
