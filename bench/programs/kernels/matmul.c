/* The product of two matrices of doubles, the textbook loops. */
#include "kernel.h"

enum { N = 160 };
static double a[N][N], b[N][N], c[N][N];

static void multiply(void) {
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++) {
            double sum = 0;
            for (int k = 0; k < N; k++) sum += a[i][k] * b[k][j];
            c[i][j] = sum;
        }
}

static uint64_t kernel(int rounds) {
    uint64_t sum = 0;
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++) a[i][j] = i + 0.5 * j, b[i][j] = i - 0.25 * j;
    for (int round = 0; round < rounds; round++) {
        multiply();
        sum = mix_double(sum, c[round % N][N / 2]);
        a[round % N][round % 7] += 1;
    }
    return sum;
}
