/* Factorials of long numbers in 32-bit limbs: 64-bit products and carries, then division by ten to see the digits. */
#include "kernel.h"

enum { LIMBS = 260 };

static uint64_t kernel(int rounds) {
    uint64_t sum = 0;
    for (int round = 0; round < rounds; round++) {
        uint32_t limbs[LIMBS] = {1 + (uint32_t)round};
        int used = 1;
        for (uint32_t factor = 2; factor <= 900; factor++) {
            uint64_t carry = 0;
            for (int i = 0; i < used; i++) {
                carry += (uint64_t)limbs[i] * factor;
                limbs[i] = (uint32_t)carry;
                carry >>= 32;
            }
            if (carry) limbs[used++] = (uint32_t)carry;
        }
        while (used) {
            uint64_t rest = 0;
            for (int i = used - 1; i >= 0; i--) {
                rest = rest << 32 | limbs[i];
                limbs[i] = (uint32_t)(rest / 1000000000);
                rest %= 1000000000;
            }
            while (used && !limbs[used - 1]) used--;
            sum = mix(sum, rest);
        }
    }
    return sum;
}
