/* What all kernels share. A kernel computes for a number of rounds and returns a number that depends on all of it; the program
   prints that number, so that runs can be compared. No printf: it would be most of the program. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static uint64_t kernel(int rounds);

/* The next number of a sequence that looks random (xorshift, Marsaglia 2003). */
static inline uint32_t next(uint32_t *state) {
    uint32_t x = *state;
    x ^= x << 13;
    x ^= x >> 17;
    x ^= x << 5;
    return *state = x;
}

/* Takes one more number into a sum (FNV-1a, but for whole words). */
static inline uint64_t mix(uint64_t sum, uint64_t word) { return (sum ^ word) * 1099511628211ull; }

/* Takes the bits of a double into a sum. */
static inline uint64_t mix_double(uint64_t sum, double number) {
    uint64_t word;
    memcpy(&word, &number, sizeof word);
    return mix(sum, word);
}

int main(int argc, char **argv) {
    uint64_t result = kernel(argc > 1 ? atoi(argv[1]) : 1);
    char line[17];
    for (int i = 15; i >= 0; i--, result >>= 4) line[i] = "0123456789abcdef"[result & 15];
    line[16] = '\n';
    return write(1, line, sizeof line) == sizeof line ? 0 : 1;
}
