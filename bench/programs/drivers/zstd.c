/* Packs the standard input with Zstandard, at the level that is the first argument, unpacks it again, compares, and writes
   the packed form. */
#include "whole_input.h"
#include "zstd.h"

int main(int argc, char **argv) {
    size_t size;
    uint8_t *data = read_all(&size);
    size_t bound = ZSTD_compressBound(size);
    uint8_t *packed = malloc(bound), *again = malloc(size + 1);
    if (!data || !packed || !again) return 2;
    size_t length = ZSTD_compress(packed, bound, data, size, argc > 1 ? atoi(argv[1]) : 3);
    if (ZSTD_isError(length)) return 3;
    if (ZSTD_decompress(again, size, packed, length) != size || memcmp(data, again, size)) return 4;
    return fwrite(packed, 1, length, stdout) != length;
}
