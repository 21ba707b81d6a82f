//! What the rules of the table do: results ([`return_type`]), C++ arguments ([`dispatch`]), braces.
//!
//! Each function mirrors one Warp function, which its documentation names; messages are Warp's own.

mod array;
mod atomics;
pub(super) mod call;
mod component;
mod compose;
mod core;
mod linalg;
mod lto;
mod lto_symbols;
mod matmul;
mod solver;
mod tile_create;
mod tile_element;
mod tile_load;
mod tile_map;
mod tile_math;
mod tile_query;
mod tile_range;
mod tile_reduce;
mod tile_view;
mod volume;

use call::Call;

use super::bind::Bound;
use super::context::{Dispatch, RuleCx};
use super::row::Overload;
use super::rule::{BracesRule, DispatchRule, LtoRule, ValueRule as V};
use crate::diag::WarpError;
use crate::ids::VarId;
use crate::ir::{Arg, Ret};

/// The result of a call: Warp's `value_func`, with one-element sequences collapsed.
pub fn return_type(cx: &mut RuleCx, overload: &'static Overload, bound: &Bound) -> Result<Ret, WarpError> {
    let ret = value(&mut Call { cx, overload, bound })?;
    Ok(match ret {
        Ret::Many(types) if types.len() == 1 => Ret::One(types[0]),
        other => other,
    })
}

fn value(c: &mut Call) -> Result<Ret, WarpError> {
    match c.overload.value {
        V::Fixed(returns) => core::fixed(c, &returns),
        V::OverDtype(returns) => linalg::over_dtype(c, &returns),
        V::OverFloat(returns) => linalg::over_float(c, &returns),
        V::Sametypes => core::sametypes(c),
        V::ScalarSametypes => core::scalar_sametypes(c),
        V::SameAsA => c.ty("a").map(Ret::One),
        V::ScalarMul => linalg::scalar_mul(c),
        V::MatvecMul => linalg::matvec_mul(c),
        V::MulVecmat => linalg::mul_vecmat(c),
        V::MatmatMul => linalg::matmat_mul(c),
        V::Lerp => linalg::lerp(c),
        V::ExpectEq => core::expect_eq(c),
        V::Outer => linalg::outer(c),
        V::Transpose => linalg::transpose(c),
        V::Determinant => linalg::determinant(c),
        V::Trace => linalg::trace(c),
        V::Diag => linalg::diag(c),
        V::GetDiag => linalg::get_diag(c),
        V::Vector => compose::vector(c),
        V::Matrix => compose::matrix(c),
        V::MatrixTransform => compose::matrix_transform(),
        V::MatrixFromVecs { cols } => compose::matrix_from_vecs(c, cols),
        V::Identity => compose::identity(c),
        V::Quaternion => compose::quaternion(c),
        V::IdentityOverDtype { transform } => compose::identity_over_dtype(c, transform),
        V::Transformation => compose::transformation(c),
        V::TransformationPq => compose::transformation_pq(c),
        V::SpatialVector => compose::spatial_vector(c),
        V::VectorExtract => component::vector_extract(c),
        V::MatrixExtract => component::matrix_extract(c),
        V::ElementRef => component::element_ref(c),
        V::MatrixIndexRow => component::matrix_index_row(c),
        V::Address => array::address(c),
        V::View => array::view(c),
        V::ArrayStore => array::array_store(c),
        V::Atomic(op) => atomics::atomic(c, op),
        V::Array => array::array(c),
        V::Zeros => array::zeros(c),
        V::Store => array::store(c),
        V::Load => c.ty("address").map(Ret::One),
        V::Copy => core::copy(c),
        V::Where => core::where_(c),
        V::Select => core::select(),
        V::Printf => core::printf(c),
        V::StaticLen => core::static_len(c),
        V::Cast => core::cast(c),
        V::Tuple => core::tuple(c),
        V::TupleExtract => core::tuple_extract(c),
        V::Slice => core::slice(c),
        V::VolumeDtype => volume::volume_dtype(c),
        V::VolumeSampleGrad => volume::volume_sample_grad(c),
        V::VolumeStore => volume::volume_store(c),
        V::VolumeSampleIndex => volume::volume_sample_index(c),
        V::VolumeSampleGradIndex => volume::volume_sample_grad_index(c),
        V::TextureSample => volume::texture_sample(c),
        V::QueryNextTiled => tile_query::query_next_tiled(c),
        V::TileFill(name) => tile_create::tile_fill(c, name),
        V::TileFull => tile_create::tile_full(c),
        V::TileFromThread => tile_create::tile_from_thread(c),
        V::TileRand { float } => tile_create::tile_rand(c, float),
        V::TileArange => tile_range::tile_arange(c),
        V::TileLoadTuple => tile_load::tile_load(c),
        V::TileLoadIndexedTuple => tile_load::tile_load_indexed(c),
        V::TileStore => tile_load::tile_store(c),
        V::TileStoreIndexed => tile_load::tile_store_indexed(c),
        V::TileAtomicAdd => tile_load::tile_atomic_add(c),
        V::TileAtomicAddIndexed => tile_load::tile_atomic_add_indexed(c),
        V::TileView => tile_view::tile_view(c),
        V::TileSliceIndexed => tile_view::tile_slice_indexed(c),
        V::TileSqueeze => tile_view::tile_squeeze(c),
        V::TileReshape => tile_view::tile_reshape(c),
        V::TileAstype => tile_view::tile_astype(c),
        V::TileAssign => tile_element::tile_assign(c),
        V::Tile => tile_query::tile(c),
        V::Untile => tile_query::untile(c),
        V::TileExtract => tile_element::tile_extract(c),
        V::TileScatterAdd => tile_element::tile_scatter_add(c),
        V::TileScatterMasked => tile_element::tile_scatter_masked(c),
        V::TileElementInplace { bitwise } => tile_element::tile_element_inplace(c, bitwise),
        V::TileInplace { bitwise } => tile_element::tile_inplace(c, bitwise),
        V::TileTranspose => tile_view::tile_transpose(c),
        V::TileBroadcast => tile_view::tile_broadcast(c),
        V::TileWhole(name) => tile_reduce::tile_whole(c, name),
        V::TileSumAxis => tile_reduce::tile_axis(c, "tile_sum"),
        V::TileDot => tile_reduce::tile_dot(c),
        V::TileAxpy => tile_reduce::tile_axpy(c),
        V::TileSort => tile_reduce::tile_sort(c),
        V::TileReduce => tile_map::tile_reduce(c),
        V::TileReduceAxis => tile_reduce::tile_axis(c, "tile_reduce"),
        V::TileScan(name) => tile_reduce::tile_scan(c, name),
        V::TileUnaryMap => tile_map::tile_unary_map(c),
        V::TileBinaryMap { bitwise } => tile_map::tile_binary_map(c, bitwise),
        V::TileNMap => tile_map::tile_n_map(c),
        V::TileUnary => tile_math::tile_unary(c),
        V::TileMulDiv { div } => tile_math::tile_mul_div(c, div),
        V::TileStack => tile_query::tile_stack(c),
        V::TileStackPush => tile_query::tile_stack_push(c),
        V::TileStackPop => tile_query::tile_stack_pop(c),
        V::TileStackClear => tile_query::tile_stack_clear(c),
        V::TileStackCount => tile_query::tile_stack_count(c),
        V::TileDiagAdd => tile_math::tile_diag_add(c),
        V::TileMatmulOut => matmul::tile_matmul_out(c),
        V::TileMatmul => matmul::tile_matmul(c),
        V::TileMatmulComplex => matmul::tile_matmul_complex(),
        V::TileFft(name) => lto::tile_fft(c, name),
        V::TileCholesky { inplace } => solver::tile_cholesky(c, inplace),
        V::TileCholeskySolve { inplace } => solver::tile_solve(c, &solver::CHOLESKY_SOLVE, inplace),
        V::TileLowerSolve { inplace } => solver::tile_solve(c, &solver::LOWER_SOLVE, inplace),
        V::TileUpperSolve { inplace } => solver::tile_solve(c, &solver::UPPER_SOLVE, inplace),
    }
}

/// The C++ arguments of a call: Warp's `lto_dispatch_func`, `dispatch_func`, or the bound arguments.
///
/// `outs` are the output variables, allocated before.
pub fn dispatch(
    cx: &mut RuleCx,
    overload: &'static Overload,
    ret: &Ret,
    outs: &[VarId],
    bound: &Bound,
) -> Result<Dispatch, WarpError> {
    let c = &mut Call { cx, overload, bound };
    if let Some(rule) = overload.lto {
        return lto_dispatch(c, rule, outs);
    }
    match overload.dispatch {
        Some(rule) => dispatch_by(c, rule, ret),
        None => Ok(c.all_args()),
    }
}

fn dispatch_by(c: &mut Call, rule: DispatchRule, ret: &Ret) -> Result<Dispatch, WarpError> {
    use DispatchRule as D;
    match rule {
        D::AllArgs => Ok(c.all_args()),
        D::First => Ok(Dispatch {
            args: c.bound.first().map(|(_, a)| a.clone()).into_iter().collect(),
            ..Dispatch::default()
        }),
        D::DtypeTemplate => volume::dtype_template(c),
        D::DtypeOnly => compose::dtype_only(c, ret),
        D::Vector => compose::vector_dispatch(c, ret),
        D::Matrix => compose::matrix_dispatch(c, ret),
        D::MatrixFromVecs => compose::matrix_from_vecs_dispatch(c, ret),
        D::Identity => compose::identity_dispatch(c, ret),
        D::Quaternion => compose::quaternion_dispatch(c, ret),
        D::Transformation => compose::transformation_dispatch(c, ret),
        D::SpatialVector => compose::spatial_vector_dispatch(c, ret),
        D::VectorExtract => component::vector_extract_dispatch(c, ret),
        D::MatrixExtract => component::matrix_extract_dispatch(c, ret),
        D::VectorIndex | D::MatrixIndexRow => component::index_dispatch(c, &["i"]),
        D::MatrixIj => component::index_dispatch(c, &["i", "j"]),
        D::VectorAssign => component::vector_assign_dispatch(c),
        D::MatrixAssign => component::matrix_assign_dispatch(c),
        D::Array => array::array_dispatch(c, ret),
        D::Zeros => array::zeros_dispatch(c, ret),
        D::Store => array::store_dispatch(c),
        D::Load => array::load_dispatch(c),
        D::Printf => core::printf_dispatch(c),
        D::Cast => core::cast_dispatch(c),
        D::Tuple => Ok(Dispatch { args: c.rest().to_vec(), ..Dispatch::default() }),
        D::TupleExtract => core::tuple_extract_dispatch(c),
        D::TileDtypeShape => tile_create::dtype_shape_dispatch(c),
        D::TileFull => tile_create::tile_full_dispatch(c, ret),
        D::TileFromThread => tile_create::tile_from_thread_dispatch(c, ret),
        D::TileRand { float } => tile_create::tile_rand_dispatch(c, float),
        D::TileArange => tile_range::tile_arange_dispatch(c, ret),
        D::TileLoadTuple => tile_load::tile_load_dispatch(c, ret),
        D::TileLoadIndexedTuple => tile_load::tile_load_indexed_dispatch(c),
        D::TileStore => tile_load::tile_store_dispatch(c),
        D::TileStoreIndexed | D::TileAtomicAddIndexed => tile_load::tile_store_indexed_dispatch(c),
        D::TileAtomicAdd => tile_load::tile_atomic_add_dispatch(c),
        D::TileView => tile_view::tile_view_dispatch(c, ret),
        D::TileSliceIndexed => tile_view::tile_slice_indexed_dispatch(c, ret),
        D::TileResultTemplate => tile_view::result_template_dispatch(c, ret),
        D::TileAssign => tile_element::tile_assign_dispatch(c),
        D::Tile => tile_query::tile_dispatch(c),
        D::TileScatterAdd => tile_element::tile_scatter_add_dispatch(c),
        D::TileBroadcast => tile_view::tile_broadcast_dispatch(c, ret),
        D::TileSumAxis => tile_reduce::tile_sum_axis_dispatch(c),
        D::TileReduceAxis => tile_reduce::tile_reduce_axis_dispatch(c),
        D::TileUnaryMap => tile_map::tile_unary_map_dispatch(c),
        D::TileBinaryMap => tile_map::tile_binary_map_dispatch(c),
        D::TileNMap => tile_map::tile_n_map_dispatch(c),
        D::TileStack => tile_query::tile_stack_dispatch(c),
        // Warp compares the shapes of the signature's own tile patterns here, which are always equal.
        D::TileInplace => {
            Ok(Dispatch { args: vec![c.need("a")?.clone(), c.need("b")?.clone()], ..Dispatch::default() })
        }
        D::TileMulConstFirst => {
            Ok(Dispatch { args: vec![c.need("b")?.clone(), c.need("a")?.clone()], ..Dispatch::default() })
        }
    }
}

fn lto_dispatch(c: &mut Call, rule: LtoRule, outs: &[VarId]) -> Result<Dispatch, WarpError> {
    match rule {
        LtoRule::TileDiagAdd => tile_math::tile_diag_add_dispatch(c, outs),
        LtoRule::TileMatmul => matmul::tile_matmul_dispatch(c, outs),
        LtoRule::TileFft { forward } => lto::tile_fft_dispatch(c, forward),
        LtoRule::TileCholesky { inplace } => solver::tile_cholesky_dispatch(c, outs, inplace),
        LtoRule::TileCholeskySolve { inplace } => {
            solver::tile_solve_dispatch(c, &solver::CHOLESKY_SOLVE, outs, inplace)
        }
        LtoRule::TileLowerSolve { inplace } => {
            solver::tile_solve_dispatch(c, &solver::LOWER_SOLVE, outs, inplace)
        }
        LtoRule::TileUpperSolve { inplace } => {
            solver::tile_solve_dispatch(c, &solver::UPPER_SOLVE, outs, inplace)
        }
    }
}

/// Whether the arguments of the C++ call are wrapped in braces: Warp's `initializer_list_func`.
#[must_use]
pub fn use_initializer_list(cx: &RuleCx, overload: &Overload, bound: &Bound, ret: &Ret) -> bool {
    let rest = bound.iter().find(|(name, _)| *name == "args").map_or(0, |(_, arg)| match arg {
        Arg::Tuple(items) => items.len(),
        _ => 1,
    });
    let shape = || match ret {
        Ret::One(ty) => cx.types.composite_shape(*ty),
        _ => None,
    };
    match overload.braces {
        None => false,
        Some(BracesRule::Always) => true,
        Some(BracesRule::MoreThan(n)) => rest > n,
        Some(BracesRule::Matrix) => {
            shape().is_some_and(|s| rest > 1 && !(s.len() == 2 && s[0] == s[1] && s[1] < 5))
        }
        Some(BracesRule::MatrixFromVecs) => {
            shape().is_some_and(|s| s.len() == 2 && (s[0] != s[1] || s[0] > 4))
        }
    }
}
