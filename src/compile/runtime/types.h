#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifndef WARPGEN_TYPES_H
#define WARPGEN_TYPES_H

#ifdef __cplusplus
#define WARPGEN_ASSERT(condition, what) static_assert(condition, what)
#else
#define WARPGEN_ASSERT(condition, what) _Static_assert(condition, what)
#endif

/* Where a kernel runs: one thread for each coordinate of `shape`. `size` is their number; `coord_mult` is how many
   threads share a coordinate (1; the block size for tiled launches). */
typedef struct { uint32_t shape[1]; size_t size; size_t coord_mult; } wp_launch_bounds_1;
typedef struct { uint32_t shape[2]; size_t size; size_t coord_mult; } wp_launch_bounds_2;
typedef struct { uint32_t shape[3]; size_t size; size_t coord_mult; } wp_launch_bounds_3;
typedef struct { uint32_t shape[4]; size_t size; size_t coord_mult; } wp_launch_bounds_4;

/* wp.array: memory of the device, its gradient or NULL, elements and bytes between them for each dimension. */
typedef struct wp_array {
    void *data;
    void *grad;
    int32_t shape[4];
    int32_t strides[4];
    uint16_t ndim;
    uint16_t flags;
} wp_array;
WARPGEN_ASSERT(sizeof(wp_array) == 56, "size of wp_array");

/* wp.indexedarray: an array, an index list or NULL for each dimension, and the shape that results. */
typedef struct wp_indexed_array {
    wp_array arr;
    int32_t *indices[4];
    int32_t shape[4];
} wp_indexed_array;
WARPGEN_ASSERT(sizeof(wp_indexed_array) == 104, "size of wp_indexed_array");

static inline wp_launch_bounds_1 wp_launch_1d(uint32_t n)
{
    wp_launch_bounds_1 bounds = { { n }, n, 1 };
    return bounds;
}
static inline wp_launch_bounds_2 wp_launch_2d(uint32_t n, uint32_t m)
{
    wp_launch_bounds_2 bounds = { { n, m }, (size_t)n * m, 1 };
    return bounds;
}

/* A contiguous array of `n` elements of `item` bytes. */
static inline wp_array wp_array_1d(void *data, void *grad, int32_t n, int32_t item)
{
    wp_array array = { data, grad, { n, 0, 0, 0 }, { item, 0, 0, 0 }, 1, 0 };
    return array;
}
static inline wp_array wp_array_2d(void *data, void *grad, int32_t n, int32_t m, int32_t item)
{
    wp_array array = { data, grad, { n, m, 0, 0 }, { m * item, item, 0, 0 }, 2, 0 };
    return array;
}

#endif /* WARPGEN_TYPES_H */
