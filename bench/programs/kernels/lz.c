/* A block of text compressed by references to what came before, through a hash table, and unpacked again. A token has
   the length of the plain bytes in its upper half and that of the match in its lower half, 15 meaning that more follows. */
#include "kernel.h"

enum { N = 1 << 16, LEAST = 4 };
static uint8_t text[N], packed[2 * N], unpacked[N];
static uint32_t heads[1 << 12];

static uint8_t *length(uint8_t *out, uint32_t n) {
    for (; n >= 255; n -= 255) *out++ = 255;
    *out++ = n;
    return out;
}

static uint8_t *token(uint8_t *out, const uint8_t *plain, uint32_t count, uint32_t match) {
    *out++ = (count < 15 ? count : 15) << 4 | (match < 15 ? match : 15);
    if (count >= 15) out = length(out, count - 15);
    memcpy(out, plain, count);
    return out + count;
}

static uint32_t pack(void) {
    uint8_t *out = packed;
    uint32_t start = 0, at = 0;
    memset(heads, 0, sizeof heads);
    while (at + LEAST < N) {
        uint32_t word;
        memcpy(&word, text + at, 4);
        uint32_t *head = &heads[word * 2654435761u >> 20], from = *head;
        *head = at;
        if (from >= at || memcmp(text + from, text + at, LEAST)) { at++; continue; }
        uint32_t match = LEAST;
        while (at + match < N && text[from + match] == text[at + match]) match++;
        out = token(out, text + start, at - start, match - LEAST);
        uint32_t distance = at - from;
        *out++ = distance, *out++ = distance >> 8;
        if (match - LEAST >= 15) out = length(out, match - LEAST - 15);
        start = at += match;
    }
    return token(out, text + start, N - start, 0) - packed;
}

static uint32_t more(const uint8_t **in, uint32_t n) {
    if (n == 15) {
        uint8_t byte;
        do n += byte = *(*in)++;
        while (byte == 255);
    }
    return n;
}

static void unpack(uint32_t size) {
    const uint8_t *in = packed, *end = packed + size;
    uint8_t *out = unpacked;
    while (in < end) {
        uint8_t first = *in++;
        uint32_t plain = more(&in, first >> 4);
        while (plain--) *out++ = *in++;
        if (in >= end) break;
        uint32_t distance = in[0] | in[1] << 8;
        in += 2;
        uint32_t match = more(&in, first & 15) + LEAST;
        const uint8_t *from = out - distance;
        while (match--) *out++ = *from++;
    }
}

static uint64_t kernel(int rounds) {
    uint32_t seed = 17;
    uint64_t sum = 0;
    for (int i = 0; i < N;) {
        uint32_t word = next(&seed) % 400, n = 2 + word % 9;
        for (uint32_t k = 0; k < n && i < N; k++) text[i++] = 'a' + (word * 31 + k * k) % 26;
        if (i < N) text[i++] = ' ';
    }
    for (int round = 0; round < rounds; round++) {
        uint32_t size = pack();
        unpack(size);
        if (memcmp(text, unpacked, N)) return round;
        sum = mix(sum, size);
        for (int i = 0; i < 3; i++) unpack(size);
        text[next(&seed) % N] ^= 1;
    }
    return sum;
}
