/* Counts the lines, words and bytes of its input, with their CRC-32: a program for WASI, and a library.

       clang --target=wasm32 -O2 -nostdlib -Wl,--export=crc32,--export=room -o tally.wasm tally.c */

#define IMPORT(name) __attribute__((import_module("wasi_snapshot_preview1"), import_name(name)))

typedef unsigned int u32;
typedef unsigned char u8;

struct span {
    void *data;
    u32 size;
};

IMPORT("fd_read") u32 fd_read(u32 fd, const struct span *spans, u32 count, u32 *done);
IMPORT("fd_write") u32 fd_write(u32 fd, const struct span *spans, u32 count, u32 *done);

static u32 table[256];
static u8 buffer[1 << 16];

/* Memory for whoever calls `crc32` from outside; its size is 64 KiB. */
u8 *room(void) { return buffer; }

__attribute__((noinline)) static void fill_table(void) {
    for (u32 i = 0; i < 256; i++) {
        u32 value = i;
#pragma clang loop unroll(disable)
        for (int bit = 0; bit < 8; bit++)
            value = value >> 1 ^ (value & 1 ? 0xEDB88320u : 0);
        table[i] = value;
    }
}

/* The CRC-32 of bytes that follow those with the CRC-32 `crc`, which is 0 for none. */
u32 crc32(u32 crc, const u8 *data, u32 size) {
    if (!table[1])
        fill_table();
    crc = ~crc;
    for (u32 i = 0; i < size; i++)
        crc = crc >> 8 ^ table[(crc ^ data[i]) & 0xFF];
    return ~crc;
}

static char *put(char *at, u32 number, u32 base, char end) {
    char digits[12];
    int count = 0;
    do {
        digits[count++] = "0123456789abcdef"[number % base];
        number /= base;
    } while (number);
    while (count)
        *at++ = digits[--count];
    *at++ = end;
    return at;
}

void _start(void) {
    u32 lines = 0, words = 0, bytes = 0, crc = 0, done;
    int in_word = 0;
    struct span span = {buffer, sizeof buffer};
    while (fd_read(0, &span, 1, &done) == 0 && done) {
        crc = crc32(crc, buffer, done);
        bytes += done;
        for (u32 i = 0; i < done; i++) {
            u8 c = buffer[i];
            int space = c == ' ' || (c >= '\t' && c <= '\r');
            lines += c == '\n';
            words += !space && !in_word;
            in_word = !space;
        }
    }
    char text[64];
    char *end = put(put(put(put(text, lines, 10, ' '), words, 10, ' '), bytes, 10, ' '), crc, 16, '\n');
    struct span out = {text, (u32)(end - text)};
    fd_write(1, &out, 1, &done);
}
