/* Packs the standard input with Brotli, at the quality that is the first argument, unpacks it again, compares, and writes the
   packed form. */
#include "brotli/decode.h"
#include "brotli/encode.h"
#include "whole_input.h"

int main(int argc, char **argv) {
    size_t size;
    uint8_t *data = read_all(&size);
    size_t length = BrotliEncoderMaxCompressedSize(size), unpacked = size;
    uint8_t *packed = malloc(length), *again = malloc(size + 1);
    if (!data || !packed || !again) return 2;
    int quality = argc > 1 ? atoi(argv[1]) : 5;
    if (!BrotliEncoderCompress(quality, 22, BROTLI_MODE_GENERIC, size, data, &length, packed)) return 3;
    if (BrotliDecoderDecompress(length, packed, &unpacked, again) != BROTLI_DECODER_RESULT_SUCCESS) return 4;
    if (unpacked != size || memcmp(data, again, size)) return 5;
    return fwrite(packed, 1, length, stdout) != length;
}
