
/* ---- warpgen: what a CPU object needs beyond the functions that Warp's loader provides -------------------------- */
#if defined(__GNUC__) && !defined(__clang__)
extern "C" {

/* g++ calls this where the target has no population count instruction; the loader knows no libgcc. */
__attribute__((weak)) int __popcountdi2(long long x)
{
    unsigned long long v = (unsigned long long)x;
    v -= (v >> 1) & 0x5555555555555555ull;
    v = (v & 0x3333333333333333ull) + ((v >> 2) & 0x3333333333333333ull);
    v = (v + (v >> 4)) & 0x0f0f0f0f0f0f0f0full;
    return (int)((v * 0x0101010101010101ull) >> 56);
}

/* Warp's own compiler has a native half type; builtin.h sends every other compiler to these. Round to nearest even. */
__attribute__((weak)) uint16_t wp_float_to_half_bits(float x)
{
    unsigned bits;
    __builtin_memcpy(&bits, &x, 4);
    unsigned sign = (bits >> 16) & 0x8000u, a = bits & 0x7fffffffu;
    if (a >= 0x7f800000u)
        return (uint16_t)(sign | (a > 0x7f800000u ? 0x7e00u | ((a >> 13) & 0x3ffu) : 0x7c00u));
    if (a >= 0x477ff000u)
        return (uint16_t)(sign | 0x7c00u);
    if (a >= 0x38800000u) {
        unsigned q = a - 0x38000000u;
        return (uint16_t)(sign | ((q + 0xfffu + ((q >> 13) & 1u)) >> 13));
    }
    if (a < 0x33000000u)
        return (uint16_t)sign;
    unsigned shift = 126u - (a >> 23), m = (a & 0x7fffffu) | 0x800000u;
    unsigned q = m >> shift, rest = m & ((1u << shift) - 1u), half = 1u << (shift - 1u);
    return (uint16_t)(sign | (q + ((rest > half || (rest == half && (q & 1u))) ? 1u : 0u)));
}

__attribute__((weak)) float wp_half_bits_to_float(uint16_t u)
{
    unsigned sign = (u & 0x8000u) << 16, e = (u >> 10) & 31u, m = u & 0x3ffu, bits;
    if (e == 31u)
        bits = sign | 0x7f800000u | (m << 13) | (m ? 0x400000u : 0u);
    else if (e)
        bits = sign | ((e + 112u) << 23) | (m << 13);
    else {
        float value = (float)m * 5.9604644775390625e-8f;
        __builtin_memcpy(&bits, &value, 4);
        bits |= sign;
    }
    float result;
    __builtin_memcpy(&result, &bits, 4);
    return result;
}

__attribute__((weak)) uint16_t wp_float_to_bfloat16_bits(float x)
{
    unsigned bits;
    __builtin_memcpy(&bits, &x, 4);
    if ((bits & 0x7fffffffu) > 0x7f800000u)
        return (uint16_t)((bits >> 16) | 0x40u);
    return (uint16_t)((bits + 0x7fffu + ((bits >> 16) & 1u)) >> 16);
}

__attribute__((weak)) float wp_bfloat16_bits_to_float(uint16_t u)
{
    unsigned bits = (unsigned)u << 16;
    float result;
    __builtin_memcpy(&result, &bits, 4);
    return result;
}

} /* extern "C" */
#endif
