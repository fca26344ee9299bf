/* Quicksort and heapsort of integers, and merging through a comparison that is called indirectly. */
#include "kernel.h"

enum { N = 20000 };
static uint32_t items[N], other[N];

static void quicksort(uint32_t *a, int n) {
    while (n > 12) {
        uint32_t pivot = a[n / 2];
        int i = 0, j = n - 1;
        for (;; i++, j--) {
            while (a[i] < pivot) i++;
            while (a[j] > pivot) j--;
            if (i >= j) break;
            uint32_t t = a[i];
            a[i] = a[j], a[j] = t;
        }
        quicksort(a + i, n - i);
        n = i;
    }
    for (int i = 1; i < n; i++) {
        uint32_t item = a[i];
        int j = i;
        for (; j > 0 && a[j - 1] > item; j--) a[j] = a[j - 1];
        a[j] = item;
    }
}

static void sift(uint32_t *a, int root, int n) {
    for (int child; (child = 2 * root + 1) < n; root = child) {
        if (child + 1 < n && a[child] < a[child + 1]) child++;
        if (a[root] >= a[child]) return;
        uint32_t t = a[root];
        a[root] = a[child], a[child] = t;
    }
}

static void heapsort_(uint32_t *a, int n) {
    for (int i = n / 2 - 1; i >= 0; i--) sift(a, i, n);
    for (int end = n - 1; end > 0; end--) {
        uint32_t t = a[0];
        a[0] = a[end], a[end] = t;
        sift(a, 0, end);
    }
}

static int up(uint32_t x, uint32_t y) { return (x > y) - (x < y); }
static int by_low_bits(uint32_t x, uint32_t y) { return up(x & 0xffff, y & 0xffff); }
static int (*const volatile orders[2])(uint32_t, uint32_t) = {up, by_low_bits};

static void mergesort_(uint32_t *a, uint32_t *room, int n, int (*compare)(uint32_t, uint32_t)) {
    for (int width = 1; width < n; width *= 2) {
        for (int start = 0; start < n; start += 2 * width) {
            int middle = start + width < n ? start + width : n, end = start + 2 * width < n ? start + 2 * width : n;
            int i = start, j = middle;
            for (int k = start; k < end; k++)
                room[k] = j == end || (i < middle && compare(a[i], a[j]) <= 0) ? a[i++] : a[j++];
        }
        memcpy(a, room, n * sizeof *a);
    }
}

static uint64_t kernel(int rounds) {
    uint32_t seed = 7;
    uint64_t sum = 0;
    for (int round = 0; round < rounds; round++) {
        for (int way = 0; way < 4; way++) {
            for (int i = 0; i < N; i++) items[i] = next(&seed);
            if (way == 0) quicksort(items, N);
            else if (way == 1) heapsort_(items, N);
            else mergesort_(items, other, N, orders[way & 1]);
            for (int i = 0; i < N; i += 97) sum = mix(sum, items[i]);
        }
    }
    return sum;
}
