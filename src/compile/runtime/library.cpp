// warpgen: what a shared library of CPU kernels needs beyond libm and Warp's block runtime.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

// Inverse error functions, absent from libm: M. Giles' approximation ("Approximating the erfinv function", 2010)
// as the first guess, then two Newton steps in double precision.
static double inverse_erf(double x)
{
    if (!(x > -1.0 && x < 1.0))
        return x == 1.0 ? HUGE_VAL : x == -1.0 ? -HUGE_VAL : NAN;
    double w = -log((1.0 - x) * (1.0 + x)), p;
    if (w < 5.0) {
        w -= 2.5;
        p = 2.81022636e-08;
        p = 3.43273939e-07 + p * w;
        p = -3.5233877e-06 + p * w;
        p = -4.39150654e-06 + p * w;
        p = 0.00021858087 + p * w;
        p = -0.00125372503 + p * w;
        p = -0.00417768164 + p * w;
        p = 0.246640727 + p * w;
        p = 1.50140941 + p * w;
    } else {
        w = sqrt(w) - 3.0;
        p = -0.000200214257;
        p = 0.000100950558 + p * w;
        p = 0.00134934322 + p * w;
        p = -0.00367342844 + p * w;
        p = 0.00573950773 + p * w;
        p = -0.0076224613 + p * w;
        p = 0.00943887047 + p * w;
        p = 1.00167406 + p * w;
        p = 2.83297682 + p * w;
    }
    double y = p * x;
    for (int i = 0; i < 2; ++i) {
        // erfc keeps its precision in the tails.
        double error = x < 0.0 ? (1.0 + x) - erfc(-y) : erfc(y) - (1.0 - x);
        y += error / (1.1283791670955126 * exp(-y * y));
    }
    return y;
}

extern "C" {

__attribute__((weak)) double erfinv(double x) { return inverse_erf(x); }
__attribute__((weak)) float erfinvf(float x) { return (float)inverse_erf(x); }
__attribute__((weak)) double erfcinv(double x)
{
    if (x >= 0.1)
        return inverse_erf(1.0 - x);
    if (x <= 0.0)
        return x == 0.0 ? HUGE_VAL : NAN;
    double y = sqrt(-log(x * 1.7724538509055160 * sqrt(-log(x))));
    for (int i = 0; i < 8; ++i)
        y += (erfc(y) - x) / (1.1283791670955126 * exp(-y * y));
    return y;
}
__attribute__((weak)) float erfcinvf(float x) { return (float)erfcinv(x); }

} // extern "C"
