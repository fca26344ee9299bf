/* The edit distance of two texts (Wagner, Fischer 1974): a minimum of three in each step, from the row before. */
#include "kernel.h"

enum { N = 500 };

static int least(int x, int y) { return x < y ? x : y; }

static int distance(const uint8_t *a, const uint8_t *b) {
    int row[N + 1];
    for (int j = 0; j <= N; j++) row[j] = j;
    for (int i = 1; i <= N; i++) {
        int corner = row[0];
        row[0] = i;
        for (int j = 1; j <= N; j++) {
            int here = least(least(row[j], row[j - 1]) + 1, corner + (a[i - 1] != b[j - 1]));
            corner = row[j];
            row[j] = here;
        }
    }
    return row[N];
}

static uint64_t kernel(int rounds) {
    uint8_t a[N], b[N];
    uint32_t seed = 11;
    uint64_t sum = 0;
    for (int round = 0; round < rounds; round++) {
        for (int i = 0; i < N; i++) a[i] = next(&seed) >> 9 & 7, b[i] = next(&seed) >> 9 & 7;
        sum = mix(sum, distance(a, b));
    }
    return sum;
}
