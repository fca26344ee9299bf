/* SHA-256 (FIPS 180-4): rotations and additions of 32-bit words, more of them alive than there are registers. The constants
   are the first bits of cube roots of primes, computed here. */
#include "kernel.h"

static uint32_t constants[64], state[8];

static uint32_t rotate(uint32_t x, int n) { return x >> n | x << (32 - n); }

/* The first 32 bits behind the point of a root of a small number, by bisection in integers. */
static uint32_t fraction(int number, int degree) {
    uint64_t low = 0, high = 20ull << 32;
    while (high - low > 1) {
        uint64_t middle = (low + high) / 2;
        unsigned __int128 power = (unsigned __int128)middle * middle >> 32;
        if (degree == 3) power = power * middle >> 32;
        if (power >= (unsigned __int128)number << 32) high = middle;
        else low = middle;
    }
    return (uint32_t)low;
}

static void prepare(void) {
    int found = 0;
    for (int n = 2; found < 64; n++) {
        int prime = 1;
        for (int d = 2; d * d <= n; d++) prime &= n % d != 0;
        if (!prime) continue;
        if (found < 8) state[found] = fraction(n, 2);
        constants[found++] = fraction(n, 3);
    }
}

static void compress(const uint32_t *block) {
    uint32_t w[64], s[8];
    for (int i = 0; i < 16; i++) w[i] = block[i];
    for (int i = 16; i < 64; i++) {
        uint32_t x = w[i - 15], y = w[i - 2];
        w[i] = w[i - 16] + w[i - 7] + (rotate(x, 7) ^ rotate(x, 18) ^ x >> 3) + (rotate(y, 17) ^ rotate(y, 19) ^ y >> 10);
    }
    memcpy(s, state, sizeof s);
    for (int i = 0; i < 64; i++) {
        uint32_t t = s[7] + (rotate(s[4], 6) ^ rotate(s[4], 11) ^ rotate(s[4], 25)) + ((s[4] & s[5]) ^ (~s[4] & s[6]));
        t += constants[i] + w[i];
        uint32_t u = (rotate(s[0], 2) ^ rotate(s[0], 13) ^ rotate(s[0], 22)) + ((s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]));
        s[7] = s[6], s[6] = s[5], s[5] = s[4], s[4] = s[3] + t, s[3] = s[2], s[2] = s[1], s[1] = s[0], s[0] = t + u;
    }
    for (int i = 0; i < 8; i++) state[i] += s[i];
}

static uint64_t kernel(int rounds) {
    uint32_t block[16];
    prepare();
    for (int round = 0; round < rounds * 1000; round++) {
        for (int i = 0; i < 16; i++) block[i] = round * 16 + i;
        compress(block);
    }
    return (uint64_t)state[0] << 32 | state[7];
}
