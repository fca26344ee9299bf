/* The block function of ChaCha20 (RFC 8439): sixteen words alive at once. */
#include "kernel.h"

#define ROTATE(x, n) ((x) << (n) | (x) >> (32 - (n)))
#define QUARTER(a, b, c, d)                     \
    a += b, d = ROTATE(d ^ a, 16);              \
    c += d, b = ROTATE(b ^ c, 12);              \
    a += b, d = ROTATE(d ^ a, 8);               \
    c += d, b = ROTATE(b ^ c, 7)

static void block(uint32_t out[16], const uint32_t in[16]) {
    uint32_t x[16];
    for (int i = 0; i < 16; i++) x[i] = in[i];
    for (int i = 0; i < 10; i++) {
        QUARTER(x[0], x[4], x[8], x[12]);
        QUARTER(x[1], x[5], x[9], x[13]);
        QUARTER(x[2], x[6], x[10], x[14]);
        QUARTER(x[3], x[7], x[11], x[15]);
        QUARTER(x[0], x[5], x[10], x[15]);
        QUARTER(x[1], x[6], x[11], x[12]);
        QUARTER(x[2], x[7], x[8], x[13]);
        QUARTER(x[3], x[4], x[9], x[14]);
    }
    for (int i = 0; i < 16; i++) out[i] = x[i] + in[i];
}

static uint64_t kernel(int rounds) {
    uint32_t in[16], out[16];
    uint64_t sum = 0;
    for (int i = 0; i < 16; i++) in[i] = 0x61707865u * (i + 1);
    for (int round = 0; round < rounds * 1000; round++) {
        in[12]++;
        block(out, in);
        sum = mix(sum, out[round & 15]);
    }
    return sum;
}
