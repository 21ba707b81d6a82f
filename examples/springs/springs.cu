#define WP_NO_BFLOAT16

#define WP_TILE_BLOCK_DIM 256
#define WP_NO_CRT
#include "builtin.h"
#include "deterministic.h"

// Map wp.breakpoint() to a device brkpt at the call site so cuda-gdb attributes the stop to the generated .cu line
#if defined(__CUDACC__) && !defined(_MSC_VER)
#define __debugbreak() __brkpt()
#endif

#define builtin_tid1d() wp::tid(_idx, dim)
#define builtin_tid2d(x, y) wp::tid(x, y, _idx, dim)
#define builtin_tid3d(x, y, z) wp::tid(x, y, z, _idx, dim)
#define builtin_tid4d(x, y, z, w) wp::tid(x, y, z, w, _idx, dim)

#define builtin_block_dim() wp::block_dim()

// CUDA Thread Block Cluster shape declaration. Expands to __cluster_dims__
// only on devices that support clusters (compute capability 9.0+); otherwise
// expands to nothing so the same source compiles cleanly for any target arch.
#if defined(__CUDA_ARCH__) && (__CUDA_ARCH__ >= 900)
#define WP_CLUSTER_DIMS(x, y, z) __cluster_dims__(x, y, z)
#else
#define WP_CLUSTER_DIMS(x, y, z)
#endif

// Maximum registers per thread. __maxnreg__ was added in CUDA Toolkit 12.4;
// older toolkits ignore the opt-in so the same source remains compilable.
#if defined(__CUDACC_VER_MAJOR__) && (__CUDACC_VER_MAJOR__ > 12 || (__CUDACC_VER_MAJOR__ == 12 && __CUDACC_VER_MINOR__ >= 4))
#define WP_MAXNREG(n) __maxnreg__(n)
#else
#define WP_MAXNREG(n)
#endif

// Allow PTXAS to spill registers into shared memory. CUDA Toolkit 13.0
// introduced the pragma, which is unavailable in device-debug compilation.
#if defined(__CUDACC_VER_MAJOR__) && (__CUDACC_VER_MAJOR__ >= 13) && !defined(_DEBUG)
#define WP_ENABLE_SMEM_SPILLING() asm volatile(".pragma \"enable_smem_spilling\";");
#else
#define WP_ENABLE_SMEM_SPILLING()
#endif


// avoid namespacing of float type for casting to float type, this is to avoid wp::float(x), which is not valid in C++
#define float(x) cast_float(x)
#define adj_float(x, adj_x, adj_ret) adj_cast_float(x, adj_x, adj_ret)

#define int(x) cast_int(x)
#define adj_int(x, adj_x, adj_ret) adj_cast_int(x, adj_x, adj_ret)


// examples/springs/springs.py:6
static CUDA_CALLABLE wp::float32 force_0(
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
static CUDA_CALLABLE void adj_force_0(
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



extern "C" __global__ void step_685ce954_cuda_kernel_forward(
    wp::launch_bounds_t<1> dim,
    wp::array_t<wp::float32> var_x,
    wp::array_t<wp::float32> var_v,
    wp::float32 var_k,
    wp::float32 var_dt)
{
    wp::tile_shared_storage_t tile_mem;

    for (size_t _idx = static_cast<size_t>(blockDim.x) * static_cast<size_t>(blockIdx.x) + static_cast<size_t>(threadIdx.x);
         _idx < dim.size;
         _idx += static_cast<size_t>(blockDim.x) * static_cast<size_t>(gridDim.x))
    {
            // reset shared memory allocator
        wp::tile_shared_storage_t::init();

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
}



extern "C" __global__ void step_685ce954_cuda_kernel_backward(
    wp::launch_bounds_t<1> dim,
    wp::array_t<wp::float32> var_x,
    wp::array_t<wp::float32> var_v,
    wp::float32 var_k,
    wp::float32 var_dt,
    wp::array_t<wp::float32> adj_x,
    wp::array_t<wp::float32> adj_v,
    wp::float32 adj_k,
    wp::float32 adj_dt)
{
    wp::tile_shared_storage_t tile_mem;

    for (size_t _idx = static_cast<size_t>(blockDim.x) * static_cast<size_t>(blockIdx.x) + static_cast<size_t>(threadIdx.x);
         _idx < dim.size;
         _idx += static_cast<size_t>(blockDim.x) * static_cast<size_t>(gridDim.x))
    {
            // reset shared memory allocator
        wp::tile_shared_storage_t::init();

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
        continue;
    }
}



extern "C" __global__ void energy_f8f080fd_cuda_kernel_forward(
    wp::launch_bounds_t<1> dim,
    wp::array_t<wp::float32> var_x,
    wp::array_t<wp::float32> var_v,
    wp::float32 var_k,
    wp::array_t<wp::float32> var_total)
{
    wp::tile_shared_storage_t tile_mem;

    for (size_t _idx = static_cast<size_t>(blockDim.x) * static_cast<size_t>(blockIdx.x) + static_cast<size_t>(threadIdx.x);
         _idx < dim.size;
         _idx += static_cast<size_t>(blockDim.x) * static_cast<size_t>(gridDim.x))
    {
            // reset shared memory allocator
        wp::tile_shared_storage_t::init();

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
}



extern "C" __global__ void energy_f8f080fd_cuda_kernel_backward(
    wp::launch_bounds_t<1> dim,
    wp::array_t<wp::float32> var_x,
    wp::array_t<wp::float32> var_v,
    wp::float32 var_k,
    wp::array_t<wp::float32> var_total,
    wp::array_t<wp::float32> adj_x,
    wp::array_t<wp::float32> adj_v,
    wp::float32 adj_k,
    wp::array_t<wp::float32> adj_total)
{
    wp::tile_shared_storage_t tile_mem;

    for (size_t _idx = static_cast<size_t>(blockDim.x) * static_cast<size_t>(blockIdx.x) + static_cast<size_t>(threadIdx.x);
         _idx < dim.size;
         _idx += static_cast<size_t>(blockDim.x) * static_cast<size_t>(gridDim.x))
    {
            // reset shared memory allocator
        wp::tile_shared_storage_t::init();

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
        continue;
    }
}

