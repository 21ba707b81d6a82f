//! Names of the device functions that mathdx libraries would be asked for: pure functions of shapes,
//! layouts, types and the architecture.

use super::call::Call;
use crate::diag::WarpError;
use crate::types::{Scalar, Ty};

/// `_get_mathdx_arch`.
pub fn mathdx_arch(arch: u32) -> u32 {
    match arch {
        107 => 103,
        122.. => 120,
        other => other,
    }
}

/// One operand of a matrix product.
#[derive(Clone, Copy)]
pub struct Operand {
    /// Element type.
    pub dtype: Ty,
    /// Rows are contiguous.
    pub row_major: bool,
    /// Elements between rows, or between columns; `None` when dense.
    pub leading: Option<i64>,
    /// The base pointer is 16-byte aligned.
    pub aligned: bool,
}

impl Operand {
    /// The same elements seen as the transposed matrix.
    pub fn transposed(self) -> Self {
        Operand { row_major: !self.row_major, ..self }
    }

    fn dense(self, rows: i64, cols: i64) -> i64 {
        if self.row_major { cols } else { rows }
    }
}

/// C++ type, precision code and size of an element type.
fn gemm_type(c: &Call, dtype: Ty) -> Result<(&'static str, u32, i64), WarpError> {
    match c.types().as_scalar(dtype) {
        Some(Scalar::Float16) => Ok(("wp::float16", 3, 2)),
        Some(Scalar::BFloat16) => Ok(("wp::bfloat16", 2, 2)),
        Some(Scalar::Float32) => Ok(("wp::float32", 5, 4)),
        Some(Scalar::Float64) => Ok(("wp::float64", 6, 8)),
        _ => Err(super::call::type_error("Unsupported input type in tile_matmul")),
    }
}

/// `build_lto_dot`: the symbol of `C = alpha * A @ B + beta * C`, declared in the sink.
///
/// cuBLASDx may reject the aligned variant of a 16-bit product, which changes the name: those are not
/// answered here.
pub fn gemm(
    c: &mut Call,
    m: i64,
    n: i64,
    k: i64,
    abc: [Operand; 3],
    arch: u32,
    tf32: bool,
) -> Result<String, WarpError> {
    let arch = mathdx_arch(arch);
    let types = [gemm_type(c, abc[0].dtype)?, gemm_type(c, abc[1].dtype)?, gemm_type(c, abc[2].dtype)?];
    if types.iter().any(|t| t.2 == 2) {
        return Err(WarpError::unsupported(
            "`tile_matmul` of 16-bit tiles for a target architecture: its name depends on what cuBLASDx accepts",
        ));
    }
    let precision = |i: usize| if tf32 && i < 2 { 4 } else { types[i].1 };
    let dense = [abc[0].dense(m, k), abc[1].dense(k, n), abc[2].dense(m, n)];
    let leading = [0, 1, 2].map(|i| abc[i].leading.unwrap_or(dense[i]));
    let order = abc.map(|o| u8::from(o.row_major));
    let mut symbol = format!(
        "dot_{m}_{n}_{k}_{arch}_{}_{}_{}_{}_{}_{}_{}_0",
        c.cx.options.block_dim,
        order[0],
        order[1],
        order[2],
        precision(0),
        precision(1),
        precision(2)
    );
    if leading != dense {
        symbol += &format!("_{}_{}_{}", leading[0], leading[1], leading[2]);
    }
    let [x, y, z] = alignments(leading == dense, dense, types.map(|t| t.2), abc.map(|o| o.aligned));
    symbol += &format!("_al{x}_{y}_{z}_sb1");
    let [a, b, o] = types.map(|t| t.0);
    c.cx.lto.decls.insert(symbol.clone(), format!("void {symbol}({o}*, {a}*, {b}*, {o}*, {o}*);"));
    c.cx.lto.has_link_inputs = true;
    Ok(symbol)
}

/// `_gemm_operand_alignments`.
fn alignments(is_dense: bool, dense: [i64; 3], size: [i64; 3], aligned: [bool; 3]) -> [i64; 3] {
    if !is_dense {
        return [0; 3];
    }
    let mut out = [0, 1, 2].map(|i| if aligned[i] && (dense[i] * size[i]) % 16 == 0 { 16 } else { size[i] });
    if size[2] == 2 && out[2] == 16 {
        out[2] = 8;
    }
    if out == size { [0; 3] } else { out }
}

/// What identifies a cuSolverDx function.
pub struct Solver {
    /// `potrf`, `potrs`, `trsm`.
    pub name: &'static str,
    /// Dimensions.
    pub dims: [i64; 3],
    /// Rows of the first and of the second operand are contiguous.
    pub row_major: [bool; 2],
    /// Element type: double precision.
    pub double: bool,
    /// Triangular, with the matrix on the left and no unit diagonal.
    pub triangular: bool,
    /// The upper triangle.
    pub upper: bool,
}

/// `build_lto_solver`: the symbol, declared in the sink.
pub fn solver(c: &mut Call, s: &Solver, arch: u32) -> String {
    let [m, n, k] = s.dims;
    let (side, diag) = if s.triangular { ("0", "1") } else { ("x", "x") };
    let symbol = format!(
        "{}_{m}_{n}_{k}_{}_{}_{}_{}_{}_{side}_{diag}_{}",
        s.name,
        mathdx_arch(arch),
        c.cx.options.block_dim,
        u8::from(s.row_major[0]),
        u8::from(s.row_major[1]),
        if s.double { 6 } else { 5 },
        u8::from(!s.upper)
    );
    let dtype = if s.double { "wp::float64" } else { "wp::float32" };
    let second = if s.name == "potrf" { "int" } else { dtype };
    c.cx.lto.decls.insert(symbol.clone(), format!("void {symbol}({dtype}*, {second}*);"));
    c.cx.lto.has_link_inputs = true;
    symbol
}
