/* Words counted in a hash table with open addressing, which grows. */
#include "kernel.h"

typedef struct { uint32_t key, count; } Slot;
static Slot *slots;
static uint32_t size, used;

static Slot *find(uint32_t key) {
    uint32_t i = key * 2654435769u & (size - 1);
    while (slots[i].count && slots[i].key != key) i = (i + 1) & (size - 1);
    return &slots[i];
}

static void grow(void) {
    Slot *old = slots;
    uint32_t old_size = size;
    size = size ? size * 2 : 64;
    slots = calloc(size, sizeof *slots);
    for (uint32_t i = 0; i < old_size; i++)
        if (old[i].count) *find(old[i].key) = old[i];
    free(old);
}

static uint64_t kernel(int rounds) {
    uint32_t seed = 99;
    uint64_t sum = 0;
    for (int round = 0; round < rounds; round++) {
        used = size = 0;
        slots = NULL;
        for (int i = 0; i < 100000; i++) {
            if (used * 4 >= size * 3) grow();
            uint32_t key = next(&seed) % 30011;
            Slot *slot = find(key);
            if (slot->count++ == 0) slot->key = key, used++;
        }
        for (uint32_t key = 0; key < 1000; key++) sum = mix(sum, find(key)->count);
        free(slots);
    }
    return sum;
}
