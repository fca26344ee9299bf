/* Five bodies under gravity: chains of double arithmetic with square roots and divisions. */
#include "kernel.h"

typedef struct { double x, y, z, vx, vy, vz, mass; } Body;
enum { N = 5 };
static Body bodies[N];

static void advance(double dt) {
    for (int i = 0; i < N; i++) {
        Body *p = &bodies[i];
        for (int j = i + 1; j < N; j++) {
            Body *q = &bodies[j];
            double dx = p->x - q->x, dy = p->y - q->y, dz = p->z - q->z;
            double square = dx * dx + dy * dy + dz * dz + 0.01;
            double force = dt / (square * __builtin_sqrt(square));
            p->vx -= dx * q->mass * force, p->vy -= dy * q->mass * force, p->vz -= dz * q->mass * force;
            q->vx += dx * p->mass * force, q->vy += dy * p->mass * force, q->vz += dz * p->mass * force;
        }
    }
    for (int i = 0; i < N; i++) {
        Body *p = &bodies[i];
        p->x += dt * p->vx, p->y += dt * p->vy, p->z += dt * p->vz;
    }
}

static uint64_t kernel(int rounds) {
    for (int i = 0; i < N; i++)
        bodies[i] = (Body){i * 3.0, 1.0 / (i + 1), i % 2, 0.1 * i, 0.3 - 0.1 * i, 0.05, i ? 0.5 / i : 40};
    for (int step = 0; step < rounds * 1000; step++) advance(0.001);
    uint64_t sum = 0;
    for (int i = 0; i < N; i++) sum = mix_double(mix_double(sum, bodies[i].x), bodies[i].vz);
    return sum;
}
