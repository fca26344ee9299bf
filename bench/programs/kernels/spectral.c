/* The spectral norm of an endless matrix whose elements are computed: divisions of integers made doubles. */
#include "kernel.h"

enum { N = 100 };

static inline double element(int i, int j) { return 1.0 / ((i + j) * (i + j + 1) / 2 + i + 1); }

static void multiply(const double *v, double *out, int transposed) {
    for (int i = 0; i < N; i++) {
        double sum = 0;
        for (int j = 0; j < N; j++) sum += (transposed ? element(j, i) : element(i, j)) * v[j];
        out[i] = sum;
    }
}

static uint64_t kernel(int rounds) {
    double u[N], v[N], w[N];
    for (int i = 0; i < N; i++) u[i] = 1;
    for (int round = 0; round < rounds; round++) {
        multiply(u, w, 0), multiply(w, v, 1);
        multiply(v, w, 0), multiply(w, u, 1);
        double top = u[0];
        for (int i = 0; i < N; i++) u[i] /= top;
    }
    uint64_t sum = 0;
    for (int i = 0; i < N; i++) sum = mix_double(mix_double(sum, u[i]), v[i]);
    return sum;
}
