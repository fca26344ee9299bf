/* Pancakes turned over, for every permutation: short loops over small arrays, with branches that nobody can foresee. */
#include "kernel.h"

enum { N = 8 };

static uint64_t kernel(int rounds) {
    uint64_t sum = 0;
    for (int round = 0; round < rounds; round++) {
        int order[N], turned[N], counts[N], left = N, most = 0, checksum = round, even = 1;
        for (int i = 0; i < N; i++) order[i] = i;
        for (;;) {
            for (; left > 1; left--) counts[left - 1] = left;
            memcpy(turned, order, sizeof turned);
            int flips = 0;
            for (int first; (first = turned[0]); flips++)
                for (int i = 0, j = first; i < j; i++, j--) {
                    int t = turned[i];
                    turned[i] = turned[j], turned[j] = t;
                }
            if (flips > most) most = flips;
            checksum += even ? flips : -flips;
            even = !even;
            for (left = 1; left < N; left++) {
                int first = order[0];
                for (int i = 0; i < left; i++) order[i] = order[i + 1];
                order[left] = first;
                if (--counts[left] > 0) break;
            }
            if (left == N) break;
        }
        sum = mix(mix(sum, most), checksum);
    }
    return sum;
}
