/* An interpreter of a small register machine, one switch in a loop, running a program that counts Collatz steps. */
#include "kernel.h"

enum { HALT, SET, ADD, SUB, MUL, SHIFT, AND, JUMP, JZERO, JLESS, LOAD, STORE };
typedef struct { uint8_t op, a, b, c; int32_t immediate; } Instruction;

static int64_t cells[64];

static int64_t run(const Instruction *code, int64_t argument) {
    int64_t r[16] = {argument};
    for (const Instruction *pc = code;; pc++) {
        switch (pc->op) {
        case HALT: return r[pc->a];
        case SET: r[pc->a] = pc->immediate; break;
        case ADD: r[pc->a] = r[pc->b] + r[pc->c]; break;
        case SUB: r[pc->a] = r[pc->b] - r[pc->c]; break;
        case MUL: r[pc->a] = r[pc->b] * r[pc->c]; break;
        case SHIFT: r[pc->a] = r[pc->b] >> pc->immediate; break;
        case AND: r[pc->a] = r[pc->b] & r[pc->c]; break;
        case JUMP: pc += pc->immediate; break;
        case JZERO: if (r[pc->a] == 0) pc += pc->immediate; break;
        case JLESS: if (r[pc->a] < r[pc->b]) pc += pc->immediate; break;
        case LOAD: r[pc->a] = cells[r[pc->b] & 63]; break;
        case STORE: cells[r[pc->b] & 63] = r[pc->a]; break;
        }
    }
}

/* r0 limit, r1 number, r2 number on its way, r3 steps, r4 sum, r5 = 1, r6 = 3, r7 parity, r8 a cell */
static const Instruction collatz[] = {
    {SET, 5, 0, 0, 1},   {SET, 6, 0, 0, 3},   {SET, 1, 0, 0, 1},
    {ADD, 2, 1, 9, 0},   {SET, 3, 0, 0, 0},
    {SUB, 7, 2, 5, 0},   {JZERO, 7, 0, 0, 8}, {ADD, 3, 3, 5, 0},   {AND, 7, 2, 5, 0}, {JZERO, 7, 0, 0, 3},
    {MUL, 2, 2, 6, 0},   {ADD, 2, 2, 5, 0},   {JUMP, 0, 0, 0, -8}, {SHIFT, 2, 2, 0, 1}, {JUMP, 0, 0, 0, -10},
    {LOAD, 8, 3, 0, 0},  {ADD, 8, 8, 1, 0},   {STORE, 8, 3, 0, 0},
    {ADD, 4, 4, 3, 0},   {ADD, 1, 1, 5, 0},   {JLESS, 1, 0, 0, -18}, {HALT, 4, 0, 0, 0},
};

static uint64_t kernel(int rounds) {
    uint64_t sum = 0;
    for (int round = 0; round < rounds; round++) sum = mix(sum, run(collatz, 2000 + round));
    for (int i = 0; i < 64; i++) sum = mix(sum, cells[i]);
    return sum;
}
