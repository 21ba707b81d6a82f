//! `tile_matmul`.

use super::call::{Call, RuleResult, dims, index_error, type_error, value_error};
use super::lto_symbols::{Operand, gemm};
use super::tile_reduce::need_tile;
use crate::builtins::context::{Dispatch, Value};
use crate::diag::WarpError;
use crate::ids::VarId;
use crate::ir::{Arg, Ret};
use crate::types::{Const, Storage, TileData, Ty};

/// `tile_matmul_out_value_func`.
pub fn tile_matmul_out(c: &Call) -> RuleResult {
    for name in ["a", "b", "out"] {
        need_tile(c, name, &format!("tile_matmul() '{name}' argument"))?;
    }
    Ok(Ret::Void)
}

/// `tile_matmul_value_func`.
pub fn tile_matmul(c: &Call) -> RuleResult {
    let a = need_tile(c, "a", "tile_matmul() 'a' argument")?;
    let b = need_tile(c, "b", "tile_matmul() 'b' argument")?;
    c.tile_of(a.dtype, &[extent(&a, 0)?, extent(&b, 1)?], Storage::Shared)
}

/// `_tile_matmul_complex_unsupported`.
pub fn tile_matmul_complex() -> RuleResult {
    Err(type_error(
        "tile_matmul() does not support complex tiles (vec2h, vec2f, vec2d). Complex matrix multiplication is not \
         implemented; use real float tiles (float16, bfloat16, float32, or float64).",
    ))
}

fn extent(tile: &TileData, dim: usize) -> Result<i64, WarpError> {
    dims(tile).get(dim).copied().ok_or_else(|| index_error("tuple index out of range"))
}

/// Whether the call asks for TF32.
fn wants_tf32(c: &Call) -> Result<bool, WarpError> {
    let value = c.value("precision");
    match value.as_ref().and_then(Value::as_str) {
        Some("default") => Ok(false),
        Some("tf32") => Ok(true),
        _ => {
            let got = match value {
                None | Some(Value::Var(_)) => "a non-literal argument".to_owned(),
                Some(other) => c.value_repr(&other),
            };
            Err(value_error(format!(
                "tile_matmul() precision must be the string literal 'default' or 'tf32', got {got}"
            )))
        }
    }
}

fn check_types(c: &Call, [a, b, out]: [Ty; 3], tf32: bool) -> Result<(), WarpError> {
    let float = |t: &Ty| matches!(*t, Ty::FLOAT16 | Ty::BFLOAT16 | Ty::FLOAT32 | Ty::FLOAT64);
    if ![a, b, out].iter().all(float) {
        return Err(type_error(
            "tile_matmul() arguments must be tiles of float16, bfloat16, float32, or float64 entries",
        ));
    }
    if tf32 && [a, b, out] != [Ty::FLOAT32; 3] {
        return Err(type_error("tile_matmul() precision='tf32' requires float32 tiles for a, b, and out"));
    }
    if out == Ty::BFLOAT16 {
        return Err(type_error(
            "tile_matmul() does not support a bfloat16 'out' tile. Allowed 'out' dtypes are float16, float32, and \
             float64.",
        ));
    }
    if c.cx.options.enable_backward && (a == Ty::BFLOAT16 || b == Ty::BFLOAT16) {
        return Err(type_error(
            "tile_matmul() does not support bfloat16 'a' or 'b' tiles when the backward pass is enabled. Allowed \
             accumulator dtypes are float16, float32, and float64 (the backward pass uses 'a' and 'b' as accumulators for \
             adjA and adjB). If gradients are not needed, set `enable_backward=False` on the kernel's module, e.g. \
             `wp.set_module_options({'enable_backward': False})`.",
        ));
    }
    Ok(())
}

/// `tile_matmul_lto_dispatch_func`.
pub fn tile_matmul_dispatch(c: &mut Call, outs: &[VarId]) -> Result<Dispatch, WarpError> {
    let tf32 = wants_tf32(c)?;
    let (out, beta) = match outs.first() {
        Some(&out) => (Arg::Var(out), Arg::Float(0.0)),
        None => (c.need("out")?.clone(), c.need("beta")?.clone()),
    };
    let vars = [c.need("a")?.clone(), c.need("b")?.clone(), out];
    let types = [0, 1, 2].map(|i| c.cx.type_of(&vars[i]));
    let mut tiles = Vec::with_capacity(3);
    for ty in types {
        let tile = c.types().as_tile(ty);
        tiles.push(tile.ok_or_else(|| type_error("tile_matmul() 'out' argument must be a tile"))?);
    }
    check_types(c, [tiles[0].dtype, tiles[1].dtype, tiles[2].dtype], tf32)?;
    let at = |i: usize, dim: usize| extent(&tiles[i], dim);
    if at(0, 1)? != at(1, 0)? || at(0, 0)? != at(2, 0)? || at(1, 1)? != at(2, 1)? {
        return Err(value_error(
            "tile_matmul(A, B, C) requires sizes of A, B and C to be consistent for a matmul",
        ));
    }
    let (m, n, k) = (at(0, 0)?, at(1, 1)?, at(0, 1)?);
    for ty in types {
        c.types().set_storage(ty, Storage::Shared);
    }
    let symbols = match c.cx.options.output_arch {
        Some(arch) if c.cx.options.enable_mathdx_gemm => {
            gemm_symbols(c, [m, n, k], &vars, &tiles, arch, tf32 && arch >= 80)?
        }
        _ => None,
    };
    let mut args: Vec<Arg> = match symbols {
        Some(names) => names.into_iter().map(|s| Arg::Text(s.into())).collect(),
        None => vec![Arg::Int(0); 3],
    };
    args.extend(vars);
    args.push(c.need("alpha")?.clone());
    args.push(beta);
    Ok(Dispatch { args, ..Dispatch::default() })
}

/// `gemm_operand_ld`: the arrangement and leading dimension that describe a tile, if any.
fn operand(c: &Call, var: &Arg, tile: &TileData) -> Result<Option<Operand>, WarpError> {
    let (shape, strides) = (dims(tile), &tile.strides);
    let ([rows, cols], [s0, s1]) = (&*shape, &**strides) else {
        return Err(value_error("too many values to unpack (expected 2)"));
    };
    let by_rows = (*s1 == 1 && s0 >= cols).then_some((true, *s0));
    let by_cols = (*s0 == 1 && s1 >= rows).then_some((false, *s1));
    let found = if tile.row_major { by_rows.or(by_cols) } else { by_cols.or(by_rows) };
    let is_parameter = matches!(var, Arg::Var(id) if c.cx.vars[*id].is_parameter);
    Ok(found.map(|(row_major, leading)| Operand {
        dtype: tile.dtype,
        row_major,
        leading: Some(leading),
        aligned: tile.owner && !is_parameter,
    }))
}

/// The forward symbol and the two of the backward pass; `None` for Warp's scalar fallback.
fn gemm_symbols(
    c: &mut Call,
    [m, n, k]: [i64; 3],
    vars: &[Arg; 3],
    tiles: &[TileData],
    arch: u32,
    tf32: bool,
) -> Result<Option<[String; 3]>, WarpError> {
    // Warp stops at the first operand that has no leading dimension.
    let mut found = Vec::with_capacity(3);
    for (var, tile) in vars.iter().zip(tiles) {
        let Some(operand) = operand(c, var, tile)? else { return Ok(None) };
        found.push(operand);
    }
    let [a, b, o] = *found else { return Ok(None) };
    let forward = gemm(c, m, n, k, [a, b, o], arch, tf32)?;
    if !c.cx.options.enable_backward {
        return Ok(Some([forward.clone(), forward.clone(), forward]));
    }
    let adj_a = gemm(c, m, k, n, [o, b.transposed(), a], arch, tf32)?;
    let adj_b = gemm(c, k, n, m, [a.transposed(), o, b], arch, tf32)?;
    Ok(Some([forward, adj_a, adj_b]))
}

/// A constant string argument.
pub fn constant_str(c: &Call, name: &str) -> Option<String> {
    match c.constant(name)? {
        Const::Str(s) => Some(s.to_string()),
        _ => None,
    }
}
