/* Points of the Mandelbrot set: a short loop of doubles with two ways out. */
#include "kernel.h"

static int steps(double cx, double cy) {
    double x = 0, y = 0;
    int n = 0;
    while (n < 200) {
        double xx = x * x, yy = y * y;
        if (xx + yy > 4) break;
        y = 2 * x * y + cy;
        x = xx - yy + cx;
        n++;
    }
    return n;
}

static uint64_t kernel(int rounds) {
    uint64_t sum = 0;
    for (int round = 0; round < rounds; round++)
        for (int j = 0; j < 60; j++)
            for (int i = 0; i < 80; i++) sum = mix(sum, steps(i / 27.0 - 2.1 + round * 0.001, j / 25.0 - 1.2));
    return sum;
}
