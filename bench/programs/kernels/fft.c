/* A fast Fourier transform in place, decimation in time (Cooley, Tukey 1965), there and back. The roots of unity are
   found by halving angles, so that no library of mathematics has a part in the result. */
#include "kernel.h"

enum { LOG = 12, N = 1 << LOG };
static double re[N], im[N], cosine[N / 2], sine[N / 2];

static void roots(void) {
    double c = -1, s = 0;
    cosine[0] = 1, sine[0] = 0;
    for (int half = N / 2; half >= 1; half /= 2) {
        /* (c, s) is the root by which an index of `half` turns. */
        if (half < N / 2) {
            for (int i = 0; i < N / 2; i += 2 * half) {
                cosine[i + half] = cosine[i] * c - sine[i] * s;
                sine[i + half] = cosine[i] * s + sine[i] * c;
            }
        }
        double up = __builtin_sqrt((1 + c) / 2);
        s = c == -1 ? 1 : s / (2 * up);
        c = c == -1 ? 0 : up;
    }
}

static void transform(double sign) {
    for (int i = 1, j = 0; i < N; i++) {
        int bit = N >> 1;
        for (; j & bit; bit >>= 1) j ^= bit;
        j ^= bit;
        if (i < j) {
            double t = re[i];
            re[i] = re[j], re[j] = t;
            t = im[i], im[i] = im[j], im[j] = t;
        }
    }
    for (int size = 2; size <= N; size *= 2)
        for (int start = 0; start < N; start += size)
            for (int k = 0; k < size / 2; k++) {
                double c = cosine[k * (N / size)], s = sign * sine[k * (N / size)];
                int p = start + k, q = p + size / 2;
                double x = re[q] * c - im[q] * s, y = re[q] * s + im[q] * c;
                re[q] = re[p] - x, im[q] = im[p] - y;
                re[p] += x, im[p] += y;
            }
}

static uint64_t kernel(int rounds) {
    uint64_t sum = 0;
    roots();
    for (int i = 0; i < N; i++) re[i] = i % 17 - 8, im[i] = 0;
    for (int round = 0; round < rounds; round++) {
        transform(1);
        sum = mix_double(mix_double(sum, re[round % N]), im[N / 3]);
        transform(-1);
        for (int i = 0; i < N; i++) re[i] /= N, im[i] /= N;
    }
    return mix_double(sum, re[1]);
}
