/* The sieve of Eratosthenes over bytes: stores with a stride. */
#include "kernel.h"

enum { N = 200000 };
static uint8_t composite[N];

static uint64_t kernel(int rounds) {
    uint64_t sum = 0;
    for (int round = 0; round < rounds; round++) {
        memset(composite, 0, sizeof composite);
        for (int i = 2; i * i < N; i++)
            if (!composite[i])
                for (int j = i * i; j < N; j += i) composite[j] = 1;
        int count = round;
        for (int i = 2; i < N; i++) count += !composite[i];
        sum = mix(sum, count);
    }
    return sum;
}
