/* Calls the functions of demo.clif:
     irtool compile -O speed examples/demo.clif && cc examples/demo.c demo.o && ./a.out */
#include <stdint.h>
#include <stdio.h>

int64_t fib(int64_t n);
uint32_t gcd(uint32_t a, uint32_t b);
uint32_t sum(const uint32_t *words, int64_t count);

int main(void)
{
    const uint32_t words[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    printf("fib(30) = %lld\n", (long long)fib(30));
    printf("gcd(252, 105) = %u\n", gcd(252, 105));
    printf("sum(1..10) = %u\n", sum(words, 10));
    return 0;
}
