/* CRC-32 by a table, a byte at a time: a chain of dependent loads. */
#include "kernel.h"

static uint32_t table[256];
static uint8_t data[1 << 16];

static uint64_t kernel(int rounds) {
    uint32_t seed = 1, sum = ~0u;
    for (uint32_t i = 0; i < 256; i++) {
        uint32_t c = i;
        for (int k = 0; k < 8; k++) c = c & 1 ? 0xEDB88320u ^ (c >> 1) : c >> 1;
        table[i] = c;
    }
    for (size_t i = 0; i < sizeof data; i++) data[i] = next(&seed) >> 7;
    for (int round = 0; round < rounds; round++)
        for (size_t i = 0; i < sizeof data; i++) sum = table[(sum ^ data[i]) & 255] ^ sum >> 8;
    return ~sum;
}
