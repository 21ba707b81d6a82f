#define WP_NO_BFLOAT16

#define WP_TILE_BLOCK_DIM 1
#define WP_NO_CRT
#include "builtin.h"
#include "deterministic.h"

#define builtin_tid1d() wp::linear_tid<wp_linear_tid>(task_index, dim)
#define builtin_tid2d(x, y) wp::tid(x, y, task_index, dim)
#define builtin_tid3d(x, y, z) wp::tid(x, y, z, task_index, dim)
#define builtin_tid4d(x, y, z, w) wp::tid(x, y, z, w, task_index, dim)

#define builtin_block_dim() wp::block_dim()


// avoid namespacing of float type for casting to float type, this is to avoid wp::float(x), which is not valid in C++
#define float(x) cast_float(x)
#define adj_float(x, adj_x, adj_ret) adj_cast_float(x, adj_x, adj_ret)

#define int(x) cast_int(x)
#define adj_int(x, adj_x, adj_ret) adj_cast_int(x, adj_x, adj_ret)


// examples/springs/springs.py:6
static wp::float32 force_0(
    wp::float32 var_x,
    wp::float32 var_k)
{
    //---------
    // primal vars
    wp::float32 var_0;
    wp::float32 var_1;
    const wp::float32 var_2 = 0.1;
    wp::float32 var_3;
    wp::float32 var_4;
    wp::float32 var_5;
    wp::float32 var_6;
    //---------
    // forward
    // def force(x: float, k: float):                                                         <L 7>
    // return -k * x - 0.1 * x * x * x                                                        <L 8>
    var_0 = wp::neg(var_k);
    var_1 = wp::mul(var_0, var_x);
    var_3 = wp::mul(var_2, var_x);
    var_4 = wp::mul(var_3, var_x);
    var_5 = wp::mul(var_4, var_x);
    var_6 = wp::sub(var_1, var_5);
    return var_6;
}


// examples/springs/springs.py:6
static void adj_force_0(
    wp::float32 var_x,
    wp::float32 var_k,
    wp::float32 & adj_x,
    wp::float32 & adj_k,
    wp::float32 & adj_ret)
{
    //---------
    // primal vars
    wp::float32 var_0;
    wp::float32 var_1;
    const wp::float32 var_2 = 0.1;
    wp::float32 var_3;
    wp::float32 var_4;
    wp::float32 var_5;
    wp::float32 var_6;
    //---------
    // dual vars
    wp::float32 adj_0 = {};
    wp::float32 adj_1 = {};
    wp::float32 adj_2 = {};
    wp::float32 adj_3 = {};
    wp::float32 adj_4 = {};
    wp::float32 adj_5 = {};
    wp::float32 adj_6 = {};
    //---------
    // forward
    // def force(x: float, k: float):                                                         <L 7>
    // return -k * x - 0.1 * x * x * x                                                        <L 8>
    var_0 = wp::neg(var_k);
    var_1 = wp::mul(var_0, var_x);
    var_3 = wp::mul(var_2, var_x);
    var_4 = wp::mul(var_3, var_x);
    var_5 = wp::mul(var_4, var_x);
    var_6 = wp::sub(var_1, var_5);
    goto label0;
    //---------
    // reverse
    label0:;
    adj_6 += adj_ret;
    wp::adj_sub(var_1, var_5, adj_1, adj_5, adj_6);
    wp::adj_mul(var_4, var_x, adj_4, adj_x, adj_5);
    wp::adj_mul(var_3, var_x, adj_3, adj_x, adj_4);
    wp::adj_mul(var_2, var_x, adj_2, adj_x, adj_3);
    wp::adj_mul(var_0, var_x, adj_0, adj_x, adj_1);
    wp::adj_neg(var_k, adj_k, adj_0);
    // adj: return -k * x - 0.1 * x * x * x                                                   <L 8>
    // adj: def force(x: float, k: float):                                                    <L 7>
    return;
}

struct wp_args_step_685ce954 {
    wp::array_t<wp::float32> x;
    wp::array_t<wp::float32> v;
    wp::float32 k;
    wp::float32 dt;
};


template <bool wp_linear_contiguous>
static void step_685ce954_cpu_kernel_forward(
    wp::launch_bounds_t<1> dim,
    size_t task_index,
    wp_args_step_685ce954 *_wp_args)
{
    static constexpr bool wp_linear_tid = wp_linear_contiguous;
    wp_args_step_685ce954 wp_contiguous_args;
    if constexpr (wp_linear_contiguous)
    {
        wp_contiguous_args = *_wp_args;
        wp_contiguous_args.x.strides[0] = sizeof(wp::float32);
        wp_contiguous_args.v.strides[0] = sizeof(wp::float32);
        _wp_args = &wp_contiguous_args;
    }
    //---------
    // argument vars
    wp::array_t<wp::float32> var_x = _wp_args->x;
    wp::array_t<wp::float32> var_v = _wp_args->v;
    wp::float32 var_k = _wp_args->k;
    wp::float32 var_dt = _wp_args->dt;
    //---------
    // primal vars
    wp::int32 var_0;
    wp::float32* var_1;
    wp::float32* var_2;
    wp::float32 var_3;
    wp::float32 var_4;
    wp::float32 var_5;
    wp::float32 var_6;
    wp::float32 var_7;
    wp::float32* var_8;
    wp::float32* var_9;
    wp::float32 var_10;
    wp::float32 var_11;
    wp::float32 var_12;
    wp::float32 var_13;
    //---------
    // forward
    // def step(x: wp.array(dtype=float), v: wp.array(dtype=float), k: float, dt: float):       <L 12>
    // i = wp.tid()                                                                           <L 13>
    var_0 = builtin_tid1d();
    // v[i] = v[i] + force(x[i], k) * dt                                                      <L 14>
    var_1 = wp::address(var_v, var_0);
    var_2 = wp::address(var_x, var_0);
    var_4 = wp::load(var_2);
    var_3 = force_0(var_4, var_k);
    var_5 = wp::mul(var_3, var_dt);
    var_7 = wp::load(var_1);
    var_6 = wp::add(var_7, var_5);
    wp::array_store(var_v, var_0, var_6);
    // x[i] = x[i] + v[i] * dt                                                                <L 15>
    var_8 = wp::address(var_x, var_0);
    var_9 = wp::address(var_v, var_0);
    var_11 = wp::load(var_9);
    var_10 = wp::mul(var_11, var_dt);
    var_13 = wp::load(var_8);
    var_12 = wp::add(var_13, var_10);
    wp::array_store(var_x, var_0, var_12);
}



template <bool wp_linear_contiguous>
static void step_685ce954_cpu_kernel_backward(
    wp::launch_bounds_t<1> dim,
    size_t task_index,
    wp_args_step_685ce954 *_wp_args,
    wp_args_step_685ce954 *_wp_adj_args)
{
    static constexpr bool wp_linear_tid = wp_linear_contiguous;
    wp_args_step_685ce954 wp_contiguous_args;
    wp_args_step_685ce954 wp_contiguous_adj_args;
    if constexpr (wp_linear_contiguous)
    {
        wp_contiguous_args = *_wp_args;
        wp_contiguous_adj_args = *_wp_adj_args;
        wp_contiguous_args.x.strides[0] = sizeof(wp::float32);
        wp_contiguous_adj_args.x.strides[0] = sizeof(wp::float32);
        wp_contiguous_args.v.strides[0] = sizeof(wp::float32);
        wp_contiguous_adj_args.v.strides[0] = sizeof(wp::float32);
        _wp_args = &wp_contiguous_args;
        _wp_adj_args = &wp_contiguous_adj_args;
    }
    //---------
    // argument vars
    wp::array_t<wp::float32> var_x = _wp_args->x;
    wp::array_t<wp::float32> var_v = _wp_args->v;
    wp::float32 var_k = _wp_args->k;
    wp::float32 var_dt = _wp_args->dt;
    wp::array_t<wp::float32> adj_x = _wp_adj_args->x;
    wp::array_t<wp::float32> adj_v = _wp_adj_args->v;
    wp::float32 adj_k = _wp_adj_args->k;
    wp::float32 adj_dt = _wp_adj_args->dt;
    //---------
    // primal vars
    wp::int32 var_0;
    wp::float32* var_1;
    wp::float32* var_2;
    wp::float32 var_3;
    wp::float32 var_4;
    wp::float32 var_5;
    wp::float32 var_6;
    wp::float32 var_7;
    wp::float32* var_8;
    wp::float32* var_9;
    wp::float32 var_10;
    wp::float32 var_11;
    wp::float32 var_12;
    wp::float32 var_13;
    //---------
    // dual vars
    wp::int32 adj_0 = {};
    wp::float32 adj_1 = {};
    wp::float32 adj_2 = {};
    wp::float32 adj_3 = {};
    wp::float32 adj_4 = {};
    wp::float32 adj_5 = {};
    wp::float32 adj_6 = {};
    wp::float32 adj_7 = {};
    wp::float32 adj_8 = {};
    wp::float32 adj_9 = {};
    wp::float32 adj_10 = {};
    wp::float32 adj_11 = {};
    wp::float32 adj_12 = {};
    wp::float32 adj_13 = {};
    //---------
    // forward
    // def step(x: wp.array(dtype=float), v: wp.array(dtype=float), k: float, dt: float):       <L 12>
    // i = wp.tid()                                                                           <L 13>
    var_0 = builtin_tid1d();
    // v[i] = v[i] + force(x[i], k) * dt                                                      <L 14>
    var_1 = wp::address(var_v, var_0);
    var_2 = wp::address(var_x, var_0);
    var_4 = wp::load(var_2);
    var_3 = force_0(var_4, var_k);
    var_5 = wp::mul(var_3, var_dt);
    var_7 = wp::load(var_1);
    var_6 = wp::add(var_7, var_5);
    // wp::array_store(var_v, var_0, var_6);
    // x[i] = x[i] + v[i] * dt                                                                <L 15>
    var_8 = wp::address(var_x, var_0);
    var_9 = wp::address(var_v, var_0);
    var_11 = wp::load(var_9);
    var_10 = wp::mul(var_11, var_dt);
    var_13 = wp::load(var_8);
    var_12 = wp::add(var_13, var_10);
    // wp::array_store(var_x, var_0, var_12);
    //---------
    // reverse
    wp::adj_array_store(var_x, var_0, var_12, adj_x, adj_0, adj_12);
    wp::adj_add(var_13, var_10, adj_8, adj_10, adj_12);
    wp::adj_mul(var_11, var_dt, adj_9, adj_dt, adj_10);
    wp::adj_address(var_v, var_0, adj_v, adj_0, adj_9);
    wp::adj_address(var_x, var_0, adj_x, adj_0, adj_8);
    // adj: x[i] = x[i] + v[i] * dt                                                           <L 15>
    wp::adj_array_store(var_v, var_0, var_6, adj_v, adj_0, adj_6);
    wp::adj_add(var_7, var_5, adj_1, adj_5, adj_6);
    wp::adj_mul(var_3, var_dt, adj_3, adj_dt, adj_5);
    adj_force_0(var_4, var_k, adj_2, adj_k, adj_3);
    wp::adj_address(var_x, var_0, adj_x, adj_0, adj_2);
    wp::adj_address(var_v, var_0, adj_v, adj_0, adj_1);
    // adj: v[i] = v[i] + force(x[i], k) * dt                                                 <L 14>
    // adj: i = wp.tid()                                                                      <L 13>
    // adj: def step(x: wp.array(dtype=float), v: wp.array(dtype=float), k: float, dt: float):  <L 12>
    return;
}



template <bool wp_linear_contiguous>
static WP_FORCEINLINE void step_685ce954_cpu_forward_tasks(
    wp::launch_bounds_t<1> *dim,
    wp_args_step_685ce954 *_wp_args)
{
    for (size_t task_index = 0; task_index < dim->size; ++task_index)
    {
        step_685ce954_cpu_kernel_forward<wp_linear_contiguous>(*dim, task_index, _wp_args);
    }
}

static WP_FORCEINLINE void step_685ce954_cpu_forward_dispatch(
    wp::launch_bounds_t<1> *dim,
    wp_args_step_685ce954 *_wp_args)
{
    wp::tile_shared_storage_t tile_mem;
#if defined(WP_ENABLE_TILES_IN_STACK_MEMORY)
    wp::shared_tile_storage = &tile_mem;
#endif

    const bool wp_linear_contiguous = dim->coord_mult == 1 && ((_wp_args->x.strides[0] == (int)sizeof(wp::float32)) & (_wp_args->v.strides[0] == (int)sizeof(wp::float32)));
    if (wp_linear_contiguous)
        step_685ce954_cpu_forward_tasks<true>(dim, _wp_args);
    else
        step_685ce954_cpu_forward_tasks<false>(dim, _wp_args);
}

extern "C" {

// Python CPU entry points
WP_API void step_685ce954_cpu_forward(
    wp::launch_bounds_t<1> *dim,
    wp_args_step_685ce954 *_wp_args)
{
    step_685ce954_cpu_forward_dispatch(dim, _wp_args);
}

} // extern C



template <bool wp_linear_contiguous>
static WP_FORCEINLINE void step_685ce954_cpu_backward_tasks(
    wp::launch_bounds_t<1> *dim,
    wp_args_step_685ce954 *_wp_args,
    wp_args_step_685ce954 *_wp_adj_args)
{
    for (size_t task_index = 0; task_index < dim->size; ++task_index)
    {
        step_685ce954_cpu_kernel_backward<wp_linear_contiguous>(
            *dim, task_index, _wp_args, _wp_adj_args);
    }
}

static WP_FORCEINLINE void step_685ce954_cpu_backward_dispatch(
    wp::launch_bounds_t<1> *dim,
    wp_args_step_685ce954 *_wp_args,
    wp_args_step_685ce954 *_wp_adj_args)
{
    wp::tile_shared_storage_t tile_mem;
#if defined(WP_ENABLE_TILES_IN_STACK_MEMORY)
    wp::shared_tile_storage = &tile_mem;
#endif

    const bool wp_linear_contiguous = dim->coord_mult == 1 && ((_wp_args->x.strides[0] == (int)sizeof(wp::float32)) & (_wp_adj_args->x.strides[0] == (int)sizeof(wp::float32)) & (_wp_args->v.strides[0] == (int)sizeof(wp::float32)) & (_wp_adj_args->v.strides[0] == (int)sizeof(wp::float32)));
    if (wp_linear_contiguous)
        step_685ce954_cpu_backward_tasks<true>(dim, _wp_args, _wp_adj_args);
    else
        step_685ce954_cpu_backward_tasks<false>(dim, _wp_args, _wp_adj_args);
}

extern "C" {

WP_API void step_685ce954_cpu_backward(
    wp::launch_bounds_t<1> *dim,
    wp_args_step_685ce954 *_wp_args,
    wp_args_step_685ce954 *_wp_adj_args)
{
    step_685ce954_cpu_backward_dispatch(dim, _wp_args, _wp_adj_args);
}

} // extern C

struct wp_args_energy_f8f080fd {
    wp::array_t<wp::float32> x;
    wp::array_t<wp::float32> v;
    wp::float32 k;
    wp::array_t<wp::float32> total;
};


template <bool wp_linear_contiguous>
static void energy_f8f080fd_cpu_kernel_forward(
    wp::launch_bounds_t<1> dim,
    size_t task_index,
    wp_args_energy_f8f080fd *_wp_args)
{
    static constexpr bool wp_linear_tid = wp_linear_contiguous;
    wp_args_energy_f8f080fd wp_contiguous_args;
    if constexpr (wp_linear_contiguous)
    {
        wp_contiguous_args = *_wp_args;
        wp_contiguous_args.x.strides[0] = sizeof(wp::float32);
        wp_contiguous_args.v.strides[0] = sizeof(wp::float32);
        wp_contiguous_args.total.strides[0] = sizeof(wp::float32);
        _wp_args = &wp_contiguous_args;
    }
    //---------
    // argument vars
    wp::array_t<wp::float32> var_x = _wp_args->x;
    wp::array_t<wp::float32> var_v = _wp_args->v;
    wp::float32 var_k = _wp_args->k;
    wp::array_t<wp::float32> var_total = _wp_args->total;
    //---------
    // primal vars
    wp::int32 var_0;
    const wp::int32 var_1 = 0;
    const wp::float32 var_2 = 0.5;
    wp::float32* var_3;
    wp::float32 var_4;
    wp::float32 var_5;
    wp::float32* var_6;
    wp::float32 var_7;
    wp::float32 var_8;
    const wp::float32 var_9 = 0.5;
    wp::float32 var_10;
    wp::float32* var_11;
    wp::float32 var_12;
    wp::float32 var_13;
    wp::float32* var_14;
    wp::float32 var_15;
    wp::float32 var_16;
    wp::float32 var_17;
    wp::float32 var_18;
    //---------
    // forward
    // def energy(x: wp.array(dtype=float), v: wp.array(dtype=float), k: float, total: wp.array(dtype=float)):       <L 19>
    // i = wp.tid()                                                                           <L 20>
    var_0 = builtin_tid1d();
    // wp.atomic_add(total, 0, 0.5 * v[i] * v[i] + 0.5 * k * x[i] * x[i])                     <L 21>
    var_3 = wp::address(var_v, var_0);
    var_5 = wp::load(var_3);
    var_4 = wp::mul(var_2, var_5);
    var_6 = wp::address(var_v, var_0);
    var_8 = wp::load(var_6);
    var_7 = wp::mul(var_4, var_8);
    var_10 = wp::mul(var_9, var_k);
    var_11 = wp::address(var_x, var_0);
    var_13 = wp::load(var_11);
    var_12 = wp::mul(var_10, var_13);
    var_14 = wp::address(var_x, var_0);
    var_16 = wp::load(var_14);
    var_15 = wp::mul(var_12, var_16);
    var_17 = wp::add(var_7, var_15);
    var_18 = wp::atomic_add(var_total, var_1, var_17);
}



template <bool wp_linear_contiguous>
static void energy_f8f080fd_cpu_kernel_backward(
    wp::launch_bounds_t<1> dim,
    size_t task_index,
    wp_args_energy_f8f080fd *_wp_args,
    wp_args_energy_f8f080fd *_wp_adj_args)
{
    static constexpr bool wp_linear_tid = wp_linear_contiguous;
    wp_args_energy_f8f080fd wp_contiguous_args;
    wp_args_energy_f8f080fd wp_contiguous_adj_args;
    if constexpr (wp_linear_contiguous)
    {
        wp_contiguous_args = *_wp_args;
        wp_contiguous_adj_args = *_wp_adj_args;
        wp_contiguous_args.x.strides[0] = sizeof(wp::float32);
        wp_contiguous_adj_args.x.strides[0] = sizeof(wp::float32);
        wp_contiguous_args.v.strides[0] = sizeof(wp::float32);
        wp_contiguous_adj_args.v.strides[0] = sizeof(wp::float32);
        wp_contiguous_args.total.strides[0] = sizeof(wp::float32);
        wp_contiguous_adj_args.total.strides[0] = sizeof(wp::float32);
        _wp_args = &wp_contiguous_args;
        _wp_adj_args = &wp_contiguous_adj_args;
    }
    //---------
    // argument vars
    wp::array_t<wp::float32> var_x = _wp_args->x;
    wp::array_t<wp::float32> var_v = _wp_args->v;
    wp::float32 var_k = _wp_args->k;
    wp::array_t<wp::float32> var_total = _wp_args->total;
    wp::array_t<wp::float32> adj_x = _wp_adj_args->x;
    wp::array_t<wp::float32> adj_v = _wp_adj_args->v;
    wp::float32 adj_k = _wp_adj_args->k;
    wp::array_t<wp::float32> adj_total = _wp_adj_args->total;
    //---------
    // primal vars
    wp::int32 var_0;
    const wp::int32 var_1 = 0;
    const wp::float32 var_2 = 0.5;
    wp::float32* var_3;
    wp::float32 var_4;
    wp::float32 var_5;
    wp::float32* var_6;
    wp::float32 var_7;
    wp::float32 var_8;
    const wp::float32 var_9 = 0.5;
    wp::float32 var_10;
    wp::float32* var_11;
    wp::float32 var_12;
    wp::float32 var_13;
    wp::float32* var_14;
    wp::float32 var_15;
    wp::float32 var_16;
    wp::float32 var_17;
    wp::float32 var_18;
    //---------
    // dual vars
    wp::int32 adj_0 = {};
    wp::int32 adj_1 = {};
    wp::float32 adj_2 = {};
    wp::float32 adj_3 = {};
    wp::float32 adj_4 = {};
    wp::float32 adj_5 = {};
    wp::float32 adj_6 = {};
    wp::float32 adj_7 = {};
    wp::float32 adj_8 = {};
    wp::float32 adj_9 = {};
    wp::float32 adj_10 = {};
    wp::float32 adj_11 = {};
    wp::float32 adj_12 = {};
    wp::float32 adj_13 = {};
    wp::float32 adj_14 = {};
    wp::float32 adj_15 = {};
    wp::float32 adj_16 = {};
    wp::float32 adj_17 = {};
    wp::float32 adj_18 = {};
    //---------
    // forward
    // def energy(x: wp.array(dtype=float), v: wp.array(dtype=float), k: float, total: wp.array(dtype=float)):       <L 19>
    // i = wp.tid()                                                                           <L 20>
    var_0 = builtin_tid1d();
    // wp.atomic_add(total, 0, 0.5 * v[i] * v[i] + 0.5 * k * x[i] * x[i])                     <L 21>
    var_3 = wp::address(var_v, var_0);
    var_5 = wp::load(var_3);
    var_4 = wp::mul(var_2, var_5);
    var_6 = wp::address(var_v, var_0);
    var_8 = wp::load(var_6);
    var_7 = wp::mul(var_4, var_8);
    var_10 = wp::mul(var_9, var_k);
    var_11 = wp::address(var_x, var_0);
    var_13 = wp::load(var_11);
    var_12 = wp::mul(var_10, var_13);
    var_14 = wp::address(var_x, var_0);
    var_16 = wp::load(var_14);
    var_15 = wp::mul(var_12, var_16);
    var_17 = wp::add(var_7, var_15);
    // var_18 = wp::atomic_add(var_total, var_1, var_17);
    //---------
    // reverse
    wp::adj_atomic_add(var_total, var_1, var_17, adj_total, adj_1, adj_17, adj_18);
    wp::adj_add(var_7, var_15, adj_7, adj_15, adj_17);
    wp::adj_mul(var_12, var_16, adj_12, adj_14, adj_15);
    wp::adj_address(var_x, var_0, adj_x, adj_0, adj_14);
    wp::adj_mul(var_10, var_13, adj_10, adj_11, adj_12);
    wp::adj_address(var_x, var_0, adj_x, adj_0, adj_11);
    wp::adj_mul(var_9, var_k, adj_9, adj_k, adj_10);
    wp::adj_mul(var_4, var_8, adj_4, adj_6, adj_7);
    wp::adj_address(var_v, var_0, adj_v, adj_0, adj_6);
    wp::adj_mul(var_2, var_5, adj_2, adj_3, adj_4);
    wp::adj_address(var_v, var_0, adj_v, adj_0, adj_3);
    // adj: wp.atomic_add(total, 0, 0.5 * v[i] * v[i] + 0.5 * k * x[i] * x[i])                <L 21>
    // adj: i = wp.tid()                                                                      <L 20>
    // adj: def energy(x: wp.array(dtype=float), v: wp.array(dtype=float), k: float, total: wp.array(dtype=float)):  <L 19>
    return;
}



template <bool wp_linear_contiguous>
static WP_FORCEINLINE void energy_f8f080fd_cpu_forward_tasks(
    wp::launch_bounds_t<1> *dim,
    wp_args_energy_f8f080fd *_wp_args)
{
    for (size_t task_index = 0; task_index < dim->size; ++task_index)
    {
        energy_f8f080fd_cpu_kernel_forward<wp_linear_contiguous>(*dim, task_index, _wp_args);
    }
}

static WP_FORCEINLINE void energy_f8f080fd_cpu_forward_dispatch(
    wp::launch_bounds_t<1> *dim,
    wp_args_energy_f8f080fd *_wp_args)
{
    wp::tile_shared_storage_t tile_mem;
#if defined(WP_ENABLE_TILES_IN_STACK_MEMORY)
    wp::shared_tile_storage = &tile_mem;
#endif

    const bool wp_linear_contiguous = dim->coord_mult == 1 && ((_wp_args->x.strides[0] == (int)sizeof(wp::float32)) & (_wp_args->v.strides[0] == (int)sizeof(wp::float32)) & (_wp_args->total.strides[0] == (int)sizeof(wp::float32)));
    if (wp_linear_contiguous)
        energy_f8f080fd_cpu_forward_tasks<true>(dim, _wp_args);
    else
        energy_f8f080fd_cpu_forward_tasks<false>(dim, _wp_args);
}

extern "C" {

// Python CPU entry points
WP_API void energy_f8f080fd_cpu_forward(
    wp::launch_bounds_t<1> *dim,
    wp_args_energy_f8f080fd *_wp_args)
{
    energy_f8f080fd_cpu_forward_dispatch(dim, _wp_args);
}

} // extern C



template <bool wp_linear_contiguous>
static WP_FORCEINLINE void energy_f8f080fd_cpu_backward_tasks(
    wp::launch_bounds_t<1> *dim,
    wp_args_energy_f8f080fd *_wp_args,
    wp_args_energy_f8f080fd *_wp_adj_args)
{
    for (size_t task_index = 0; task_index < dim->size; ++task_index)
    {
        energy_f8f080fd_cpu_kernel_backward<wp_linear_contiguous>(
            *dim, task_index, _wp_args, _wp_adj_args);
    }
}

static WP_FORCEINLINE void energy_f8f080fd_cpu_backward_dispatch(
    wp::launch_bounds_t<1> *dim,
    wp_args_energy_f8f080fd *_wp_args,
    wp_args_energy_f8f080fd *_wp_adj_args)
{
    wp::tile_shared_storage_t tile_mem;
#if defined(WP_ENABLE_TILES_IN_STACK_MEMORY)
    wp::shared_tile_storage = &tile_mem;
#endif

    const bool wp_linear_contiguous = dim->coord_mult == 1 && ((_wp_args->x.strides[0] == (int)sizeof(wp::float32)) & (_wp_adj_args->x.strides[0] == (int)sizeof(wp::float32)) & (_wp_args->v.strides[0] == (int)sizeof(wp::float32)) & (_wp_adj_args->v.strides[0] == (int)sizeof(wp::float32)) & (_wp_args->total.strides[0] == (int)sizeof(wp::float32)) & (_wp_adj_args->total.strides[0] == (int)sizeof(wp::float32)));
    if (wp_linear_contiguous)
        energy_f8f080fd_cpu_backward_tasks<true>(dim, _wp_args, _wp_adj_args);
    else
        energy_f8f080fd_cpu_backward_tasks<false>(dim, _wp_args, _wp_adj_args);
}

extern "C" {

WP_API void energy_f8f080fd_cpu_backward(
    wp::launch_bounds_t<1> *dim,
    wp_args_energy_f8f080fd *_wp_args,
    wp_args_energy_f8f080fd *_wp_adj_args)
{
    energy_f8f080fd_cpu_backward_dispatch(dim, _wp_args, _wp_adj_args);
}

} // extern C

