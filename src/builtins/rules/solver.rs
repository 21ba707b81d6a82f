//! Cholesky factorisation and triangular solves of tiles.

use super::call::{Call, RuleResult, dims, index_error, type_error, value_error};
use super::lto_symbols::{Operand, Solver, gemm, solver};
use super::matmul::constant_str;
use super::tile_reduce::need_tile;
use crate::builtins::context::Dispatch;
use crate::diag::WarpError;
use crate::ids::VarId;
use crate::ir::{Arg, Ret, TemplateArg};
use crate::types::{Storage, TileData, Ty};

/// A solve: `matrix` and `rhs` are its parameters.
pub struct Solve {
    name: &'static str,
    matrix: &'static str,
    rhs: &'static str,
    /// `potrs` or `trsm`.
    library: &'static str,
    /// Integer arguments before the tiles when there is no library: in place, otherwise.
    fillers: (usize, usize),
}

/// `tile_cholesky_solve`.
pub const CHOLESKY_SOLVE: Solve =
    Solve { name: "tile_cholesky_solve", matrix: "L", rhs: "y", library: "potrs", fillers: (1, 1) };
/// `tile_lower_solve`.
pub const LOWER_SOLVE: Solve =
    Solve { name: "tile_lower_solve", matrix: "L", rhs: "y", library: "trsm", fillers: (1, 2) };
/// `tile_upper_solve`.
pub const UPPER_SOLVE: Solve =
    Solve { name: "tile_upper_solve", matrix: "U", rhs: "z", library: "trsm", fillers: (1, 1) };

fn at(tile: &TileData, dim: usize) -> Result<i64, WarpError> {
    dims(tile).get(dim).copied().ok_or_else(|| index_error("tuple index out of range"))
}

/// A shared tile with another's shape and layout.
fn like(c: &Call, dtype: Ty, tile: &TileData) -> Ret {
    c.new_tile(TileData { dtype, storage: Storage::Shared, owner: true, ..tile.clone() })
}

/// `_tile_cholesky_generic_value_func`.
pub fn tile_cholesky(c: &Call, inplace: bool) -> RuleResult {
    let a = need_tile(c, "A", "tile_cholesky() argument")?;
    let shape = dims(&a);
    if shape.len() != 2 {
        return Err(value_error("tile_cholesky() argument must be a 2D tile"));
    }
    if shape[0] != shape[1] {
        return Err(value_error("tile_cholesky() argument must be square"));
    }
    Ok(if inplace { Ret::Void } else { like(c, a.dtype, &a) })
}

/// `_tile_cholesky_solve_generic_value_func`, `_tile_lower_solve_generic_value_func`,
/// `_tile_upper_solve_generic_value_func`.
pub fn tile_solve(c: &Call, s: &Solve, inplace: bool) -> RuleResult {
    let Solve { name, matrix, rhs, .. } = s;
    let l = need_tile(c, matrix, &format!("{name}() '{matrix}' argument"))?;
    let y = need_tile(c, rhs, &format!("{name}() '{rhs}' argument"))?;
    if !c.types().equal(l.dtype, y.dtype) {
        return Err(type_error(format!(
            "{name}() arguments must have the same dtype, got {} and {}",
            c.repr(l.dtype),
            c.repr(y.dtype)
        )));
    }
    if at(&l, 0)? != at(&l, 1)? {
        return Err(value_error(format!("{name}() '{matrix}' argument must be square")));
    }
    if !(1..=2).contains(&dims(&y).len()) {
        return Err(type_error(format!("{name}() '{rhs}' argument must be a 1D or 2D tile")));
    }
    let (elements, rows) = (at(&y, 0)?, at(&l, 0)?);
    if elements != rows {
        return Err(value_error(format!(
            "{name}() '{rhs}' argument must have the same number of elements as the number of rows in '{matrix}', got \
             {elements} elements in '{rhs}' and {rows} rows in '{matrix}'"
        )));
    }
    Ok(if inplace { Ret::Void } else { like(c, l.dtype, &y) })
}

/// `_tile_cholesky_extract_fill_mode`: whether the upper triangle is meant.
fn is_upper(c: &Call, name: &str) -> Result<bool, WarpError> {
    if c.arg("fill_mode").is_none() {
        return Ok(false);
    }
    if c.constant("fill_mode").is_none() {
        return Err(value_error(format!("{name}() fill_mode must be a compile-time constant")));
    }
    match constant_str(c, "fill_mode").as_deref() {
        Some("upper") => Ok(true),
        Some("lower") => Ok(false),
        _ => Err(value_error(format!("{name}() fill_mode must be \"lower\" or \"upper\""))),
    }
}

/// The target architecture, where the solver library is used.
fn solver_arch(c: &Call) -> Option<u32> {
    c.cx.options.output_arch.filter(|_| c.cx.options.enable_mathdx_solver)
}

/// Python's `M, N = shape`.
fn check_rank(tile: &TileData) -> Result<(), WarpError> {
    if dims(tile).len() > 2 {
        return Err(value_error("too many values to unpack (expected 2)"));
    }
    Ok(())
}

fn is_float(dtype: Ty) -> bool {
    matches!(dtype, Ty::FLOAT32 | Ty::FLOAT64)
}

/// `_tile_cholesky_generic_lto_dispatch_func`.
pub fn tile_cholesky_dispatch(c: &mut Call, outs: &[VarId], inplace: bool) -> Result<Dispatch, WarpError> {
    let upper = is_upper(c, "tile_cholesky")?;
    c.force_shared("A")?;
    let a = c.tile("A")?;
    if !is_float(a.dtype) {
        return Err(type_error("tile_cholesky() argument must be a tile of float32 or float64 entries"));
    }
    let mut args = match solver_arch(c) {
        None => vec![Arg::Int(0); if inplace { 1 } else { 3 }],
        Some(arch) => cholesky_symbols(c, &a, upper, inplace, arch)?,
    };
    args.push(c.need("A")?.clone());
    if !inplace {
        args.extend(outs.first().map(|&out| Arg::Var(out)));
    }
    Ok(Dispatch { args, template: vec![TemplateArg::Bool(upper)], ..Dispatch::default() })
}

/// The factorisation, and for the backward pass a product and a triangular solve. The output tile has
/// the layout of the input.
fn cholesky_symbols(
    c: &mut Call,
    a: &TileData,
    upper: bool,
    inplace: bool,
    arch: u32,
) -> Result<Vec<Arg>, WarpError> {
    let m = at(a, 0)?;
    let double = a.dtype == Ty::FLOAT64;
    let factor = Solver {
        name: "potrf",
        dims: [m, at(a, 1)?, 1],
        row_major: [a.row_major; 2],
        double,
        triangular: false,
        upper,
    };
    let mut args = vec![Arg::Text(solver(c, &factor, arch).into())];
    if inplace {
        return Ok(args);
    }
    if !c.cx.options.enable_backward {
        args.extend([Arg::Int(0), Arg::Int(0)]);
        return Ok(args);
    }
    let plain = Operand { dtype: a.dtype, row_major: a.row_major, leading: None, aligned: false };
    let (x, y) = if upper { (plain, plain.transposed()) } else { (plain.transposed(), plain) };
    args.push(Arg::Text(gemm(c, m, m, m, [x, y, plain], arch, false)?.into()));
    let first = if upper { a.row_major } else { !a.row_major };
    let solve = Solver {
        name: "trsm",
        dims: [m, m, 1],
        row_major: [first, a.row_major],
        double,
        triangular: true,
        upper: true,
    };
    args.push(Arg::Text(solver(c, &solve, arch).into()));
    Ok(args)
}

/// `_tile_cholesky_solve_generic_lto_dispatch_func`, `_tile_lower_solve_generic_lto_dispatch_func`,
/// `_tile_upper_solve_generic_lto_dispatch_func`. Their checks of the output tile cannot fail: the value rule
/// gave it the shape of the right-hand side.
pub fn tile_solve_dispatch(
    c: &mut Call,
    s: &Solve,
    outs: &[VarId],
    inplace: bool,
) -> Result<Dispatch, WarpError> {
    let cholesky = s.library == "potrs";
    let upper = if cholesky { is_upper(c, s.name)? } else { s.matrix == "U" };
    c.force_shared(s.matrix)?;
    c.force_shared(s.rhs)?;
    let (l, y) = (c.tile(s.matrix)?, c.tile(s.rhs)?);
    // The triangular solves check types first, the Cholesky solve the shape.
    if cholesky {
        check_rank(&l)?;
    }
    if !is_float(l.dtype) || !is_float(y.dtype) {
        return Err(type_error(format!("{}() arguments must be tiles of float64 or float32", s.name)));
    }
    check_rank(&l)?;
    let fillers = if inplace { s.fillers.0 } else { s.fillers.1 };
    let mut args = match solver_arch(c) {
        None => vec![Arg::Int(0); fillers],
        Some(arch) => solve_symbols(c, s, &l, &y, upper, fillers == 2, arch)?,
    };
    args.push(c.need(s.matrix)?.clone());
    args.push(c.need(s.rhs)?.clone());
    if !inplace {
        args.extend(outs.first().map(|&out| Arg::Var(out)));
    }
    let template = if cholesky { vec![TemplateArg::Bool(upper)] } else { Vec::new() };
    Ok(Dispatch { args, template, ..Dispatch::default() })
}

fn solve_symbols(
    c: &mut Call,
    s: &Solve,
    l: &TileData,
    y: &TileData,
    upper: bool,
    has_backward: bool,
    arch: u32,
) -> Result<Vec<Arg>, WarpError> {
    let m = at(l, 0)?;
    let columns = if dims(y).len() > 1 { at(y, 1)? } else { 1 };
    let triangular = s.library == "trsm";
    let forward = Solver {
        name: s.library,
        dims: if triangular { [m, columns, 1] } else { [m, at(l, 1)?, columns] },
        row_major: [l.row_major, y.row_major],
        double: l.dtype == Ty::FLOAT64,
        triangular,
        upper,
    };
    let mut args = vec![Arg::Text(solver(c, &forward, arch).into())];
    if has_backward {
        args.push(if c.cx.options.enable_backward {
            let backward = Solver { row_major: [!l.row_major, true], upper: true, ..forward };
            Arg::Text(solver(c, &backward, arch).into())
        } else {
            Arg::Int(0)
        });
    }
    Ok(args)
}
