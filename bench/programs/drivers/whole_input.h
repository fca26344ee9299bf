/* What the drivers of compressors share: all of the standard input as one block. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint8_t *read_all(size_t *size) {
    size_t room = 1 << 20;
    uint8_t *data = malloc(room);
    *size = 0;
    for (size_t got; data && (got = fread(data + *size, 1, room - *size, stdin));) {
        *size += got;
        if (*size == room) data = realloc(data, room *= 2);
    }
    return data;
}
