//! The rules that rows name. What they do is in `rules`.
//!
//! Every variant names the Warp function it stands for; several Warp functions that do the same share one.

use super::row::TyTerm;

/// A fixed result.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Returns {
    /// Nothing.
    None,
    /// One value.
    One(TyTerm),
    /// Several.
    Many(&'static [TyTerm]),
}

/// The operation of an `atomic_*` built-in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs)]
pub enum AtomicOp {
    Add,
    Sub,
    Min,
    Max,
    Cas,
    Exch,
    And,
    Or,
    Xor,
}

/// What decides an overload's result: Warp's `value_func`.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum ValueRule {
    /// `value_type`, or a `value_func` that ignores its arguments.
    Fixed(Returns),
    /// A fixed shape over the element type of the first argument: `svd3_value_func` and the like.
    OverDtype(Returns),
    /// A fixed shape over the one float type of the arguments: lambdas with `float_infer_type`.
    OverFloat(Returns),
    /// `sametypes_create_value_func`.
    Sametypes,
    /// `scalar_sametypes_value_func`, `float_sametypes_value_func`.
    ScalarSametypes,
    /// `inverse_value_func`, `vector_assign_copy_value_func`, `matrix_assign_copy_value_func`.
    SameAsA,
    /// `scalar_mul_create_value_func`.
    ScalarMul,
    /// `matvec_mul_value_func`.
    MatvecMul,
    /// `mul_vecmat_value_func`.
    MulVecmat,
    /// `matmat_mul_value_func`.
    MatmatMul,
    /// `lerp_create_value_func`.
    Lerp,
    /// `expect_eq_value_func`.
    ExpectEq,
    /// `outer_value_func`.
    Outer,
    /// The lambda of `transpose`.
    Transpose,
    /// `determinant_value_func`.
    Determinant,
    /// `trace_value_func`.
    Trace,
    /// `diag_value_func`.
    Diag,
    /// `get_diag_value_func`.
    GetDiag,
    /// `vector_value_func`.
    Vector,
    /// `matrix_value_func`.
    Matrix,
    /// `matrix_transform_value_func`.
    MatrixTransform,
    /// `matrix_from_vecs_create_value_func`.
    MatrixFromVecs {
        /// `matrix_from_cols`.
        cols: bool,
    },
    /// `identity_value_func`.
    Identity,
    /// `quaternion_value_func`.
    Quaternion,
    /// `quat_identity_value_func`, `transform_identity_value_func`.
    IdentityOverDtype {
        /// `transform_identity`.
        transform: bool,
    },
    /// `transformation_value_func`.
    Transformation,
    /// `transformation_pq_value_func`.
    TransformationPq,
    /// `spatial_vector_value_func`.
    SpatialVector,
    /// `vector_extract_value_func`.
    VectorExtract,
    /// `matrix_extract_value_func`.
    MatrixExtract,
    /// `vector_index_value_func`, `matrix_index_value_func`, `matrix_ij_value_func`.
    ElementRef,
    /// `matrix_index_row_value_func`.
    MatrixIndexRow,
    /// `address_value_func`.
    Address,
    /// `view_value_func`.
    View,
    /// `array_store_value_func`.
    ArrayStore,
    /// `create_atomic_op_value_func`.
    Atomic(AtomicOp),
    /// `array_value_func`.
    Array,
    /// `zeros_value_func`.
    Zeros,
    /// `store_value_func`.
    Store,
    /// The lambda of `load`.
    Load,
    /// `copy_value_func`.
    Copy,
    /// `where_value_func`.
    Where,
    /// `select_value_func`.
    Select,
    /// `printf_value_func`.
    Printf,
    /// `static_len_value_func`.
    StaticLen,
    /// `cast_value_func`.
    Cast,
    /// `tuple_value_func`.
    Tuple,
    /// `tuple_extract_value_func`.
    TupleExtract,
    /// `slice_value_func`.
    Slice,
    /// `volume_value_func`, `volume_lookup_value_func`.
    VolumeDtype,
    /// `volume_sample_grad_value_func`.
    VolumeSampleGrad,
    /// `volume_store_value_func`.
    VolumeStore,
    /// `volume_sample_index_value_func`.
    VolumeSampleIndex,
    /// `volume_sample_grad_index_value_func`.
    VolumeSampleGradIndex,
    /// `texture_sample_{1,2,3}d_value_func`.
    TextureSample,
    /// `bvh_query_next_tiled_value_func`, `mesh_query_aabb_next_tiled_value_func`.
    QueryNextTiled,
    /// `tile_{zeros,ones,empty}_value_func`, by name.
    TileFill(&'static str),
    /// `tile_full_value_func`.
    TileFull,
    /// `tile_from_thread_value_func`.
    TileFromThread,
    /// `tile_randi_value_func`, `tile_randf_value_func`.
    TileRand {
        /// `tile_randf`.
        float: bool,
    },
    /// `tile_arange_value_func`.
    TileArange,
    /// `tile_load_tuple_value_func`.
    TileLoadTuple,
    /// `tile_load_indexed_tuple_value_func`.
    TileLoadIndexedTuple,
    /// `tile_store_value_func`.
    TileStore,
    /// `tile_store_indexed_value_func`.
    TileStoreIndexed,
    /// `tile_atomic_add_value_func`.
    TileAtomicAdd,
    /// `tile_atomic_add_indexed_value_func`.
    TileAtomicAddIndexed,
    /// `tile_view_value_func`.
    TileView,
    /// `tile_slice_indexed_value_func`.
    TileSliceIndexed,
    /// `tile_squeeze_value_func`.
    TileSqueeze,
    /// `tile_reshape_value_func`.
    TileReshape,
    /// `tile_astype_value_func`.
    TileAstype,
    /// `tile_assign_value_func`.
    TileAssign,
    /// `tile_value_func`.
    Tile,
    /// `untile_value_func`.
    Untile,
    /// `tile_extract_value_func`.
    TileExtract,
    /// `tile_scatter_add_value_func`.
    TileScatterAdd,
    /// `tile_scatter_masked_value_func`.
    TileScatterMasked,
    /// `tile_inplace_value_func`, `tile_inplace_bitwise_value_func`.
    TileElementInplace {
        /// The bitwise operators.
        bitwise: bool,
    },
    /// `tile_inplace_tile_value_func`, `tile_inplace_tile_bitwise_value_func`.
    TileInplace {
        /// The bitwise operators.
        bitwise: bool,
    },
    /// `tile_transpose_value_func`.
    TileTranspose,
    /// `tile_broadcast_value_func`.
    TileBroadcast,
    /// `tile_{sum,min,max,argmin,argmax}_value_func`, by name.
    TileWhole(&'static str),
    /// `tile_sum_axis_value_func`.
    TileSumAxis,
    /// `tile_dot_value_func`.
    TileDot,
    /// `tile_axpy_value_func`.
    TileAxpy,
    /// `tile_sort_value_func`.
    TileSort,
    /// `tile_reduce_value_func`.
    TileReduce,
    /// `tile_reduce_axis_value_func`.
    TileReduceAxis,
    /// `tile_scan_*_value_func`, by name.
    TileScan(&'static str),
    /// `tile_unary_map_value_func`.
    TileUnaryMap,
    /// `tile_binary_map_value_func`, `tile_binary_bitwise_value_func`.
    TileBinaryMap {
        /// The bitwise operators.
        bitwise: bool,
    },
    /// `tile_n_map_value_func`.
    TileNMap,
    /// `tile_unary_value_func`.
    TileUnary,
    /// `tile_mul_value_func`, `tile_div_value_func`.
    TileMulDiv {
        /// `div`.
        div: bool,
    },
    /// `tile_stack_value_func`.
    TileStack,
    /// `tile_stack_push_value_func`.
    TileStackPush,
    /// `tile_stack_pop_value_func`.
    TileStackPop,
    /// `tile_stack_clear_value_func`.
    TileStackClear,
    /// `tile_stack_count_value_func`.
    TileStackCount,
    /// `tile_diag_add_value_func`.
    TileDiagAdd,
    /// `tile_matmul_out_value_func`.
    TileMatmulOut,
    /// `tile_matmul_value_func`.
    TileMatmul,
    /// `_tile_matmul_out_complex_value_func`, `_tile_matmul_complex_value_func`.
    TileMatmulComplex,
    /// `tile_fft_generic_value_func`, by name.
    TileFft(&'static str),
    /// `tile_cholesky_generic_value_func`, `tile_cholesky_inplace_generic_value_func`.
    TileCholesky {
        /// Writes its operand.
        inplace: bool,
    },
    /// `tile_cholesky_solve_generic_value_func`, `tile_cholesky_solve_inplace_generic_value_func`.
    TileCholeskySolve {
        /// Writes its operand.
        inplace: bool,
    },
    /// `tile_lower_solve_generic_value_func`, `tile_lower_solve_inplace_generic_value_func`.
    TileLowerSolve {
        /// Writes its operand.
        inplace: bool,
    },
    /// `tile_upper_solve_generic_value_func`, `tile_upper_solve_inplace_generic_value_func`.
    TileUpperSolve {
        /// Writes its operand.
        inplace: bool,
    },
}

/// What decides the arguments of the C++ call: Warp's `dispatch_func`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DispatchRule {
    /// `atomic_op_dispatch_func`, `tile_stack_push_dispatch_func`: the bound arguments.
    AllArgs,
    /// The first argument: `bvh_query_next_tiled_dispatch_func`, `tile_stack_pop_dispatch_func` and the like.
    First,
    /// All but `dtype`, which becomes the template argument: `volume_dispatch_func`, `texture_sample_1d_dispatch_func` and the like.
    DtypeTemplate,
    /// No arguments, the result's element type: `quat_identity_dispatch_func`, `transform_identity_dispatch_func`.
    DtypeOnly,
    /// `vector_dispatch_func`.
    Vector,
    /// `matrix_dispatch_func`.
    Matrix,
    /// `matrix_from_vecs_dispatch_func`.
    MatrixFromVecs,
    /// `identity_dispatch_func`.
    Identity,
    /// `quaternion_dispatch_func`.
    Quaternion,
    /// `transformation_dispatch_func`.
    Transformation,
    /// `spatial_vector_dispatch_func`.
    SpatialVector,
    /// `vector_extract_dispatch_func`.
    VectorExtract,
    /// `matrix_extract_dispatch_func`.
    MatrixExtract,
    /// `vector_index_dispatch_func`.
    VectorIndex,
    /// `matrix_index_row_dispatch_func`.
    MatrixIndexRow,
    /// `matrix_ij_dispatch_func`.
    MatrixIj,
    /// `vector_assign_dispatch_func`.
    VectorAssign,
    /// `matrix_assign_dispatch_func`.
    MatrixAssign,
    /// `array_dispatch_func`.
    Array,
    /// `zeros_dispatch_func`.
    Zeros,
    /// `store_dispatch_func`.
    Store,
    /// `load_dispatch_func`.
    Load,
    /// `printf_dispatch_func`.
    Printf,
    /// `cast_dispatch_func`.
    Cast,
    /// `tuple_dispatch_func`.
    Tuple,
    /// `tuple_extract_dispatch_func`.
    TupleExtract,
    /// `tile_zeros_dispatch_func`, `tile_ones_dispatch_func`, `tile_empty_dispatch_func`.
    TileDtypeShape,
    /// `tile_full_dispatch_func`.
    TileFull,
    /// `tile_from_thread_dispatch_func`.
    TileFromThread,
    /// `tile_randi_dispatch_func`, `tile_randf_dispatch_func`.
    TileRand {
        /// `tile_randf`.
        float: bool,
    },
    /// `tile_arange_dispatch_func`.
    TileArange,
    /// `tile_load_tuple_dispatch_func`.
    TileLoadTuple,
    /// `tile_load_indexed_tuple_dispatch_func`.
    TileLoadIndexedTuple,
    /// `tile_store_dispatch_func`.
    TileStore,
    /// `tile_store_indexed_dispatch_func`.
    TileStoreIndexed,
    /// `tile_atomic_add_dispatch_func`.
    TileAtomicAdd,
    /// `tile_atomic_add_indexed_dispatch_func`.
    TileAtomicAddIndexed,
    /// `tile_view_dispatch_func`.
    TileView,
    /// `tile_slice_indexed_dispatch_func`.
    TileSliceIndexed,
    /// `tile_squeeze_dispatch_func`, `tile_reshape_dispatch_func`, `tile_astype_dispatch_func`.
    TileResultTemplate,
    /// `tile_assign_dispatch_func`.
    TileAssign,
    /// `tile_dispatch_func`.
    Tile,
    /// `tile_scatter_add_dispatch_func`.
    TileScatterAdd,
    /// `tile_broadcast_dispatch_func`.
    TileBroadcast,
    /// `tile_sum_axis_dispatch_func`.
    TileSumAxis,
    /// `tile_reduce_axis_dispatch_func`.
    TileReduceAxis,
    /// `tile_unary_map_dispatch_func`.
    TileUnaryMap,
    /// `tile_binary_map_dispatch_func`.
    TileBinaryMap,
    /// `tile_n_map_dispatch_func`.
    TileNMap,
    /// `tile_stack_dispatch_func`.
    TileStack,
    /// `tile_inplace_dispatch_func`.
    TileInplace,
    /// `tile_mul_const_first_dispatch_func`.
    TileMulConstFirst,
}

/// The same for built-ins that may call into a mathdx library: Warp's `lto_dispatch_func`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LtoRule {
    /// `tile_diag_add_lto_dispatch_func`.
    TileDiagAdd,
    /// `tile_matmul_lto_dispatch_func`.
    TileMatmul,
    /// `tile_fft_generic_lto_dispatch_func`.
    TileFft {
        /// `tile_fft` rather than `tile_ifft`.
        forward: bool,
    },
    /// `tile_cholesky_generic_lto_dispatch_func`, `tile_cholesky_inplace_generic_lto_dispatch_func`.
    TileCholesky {
        /// Writes its operand.
        inplace: bool,
    },
    /// `tile_cholesky_solve_generic_lto_dispatch_func` and its in-place twin.
    TileCholeskySolve {
        /// Writes its operand.
        inplace: bool,
    },
    /// `tile_lower_solve_generic_lto_dispatch_func` and its in-place twin.
    TileLowerSolve {
        /// Writes its operand.
        inplace: bool,
    },
    /// `tile_upper_solve_generic_lto_dispatch_func` and its in-place twin.
    TileUpperSolve {
        /// Writes its operand.
        inplace: bool,
    },
}

/// When a call's arguments are wrapped in braces: Warp's `initializer_list_func`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BracesRule {
    /// Always.
    Always,
    /// With more variadic arguments than this.
    MoreThan(usize),
    /// `matrix_initializer_list_func`.
    Matrix,
    /// `matrix_from_vecs_initializer_list_func`.
    MatrixFromVecs,
}
