/* Words searched in a text: the algorithm of Horspool (1980), and one that compares at each place. */
#include "kernel.h"

enum { N = 1 << 16 };
static char text[N];

static int horspool(const char *word, int length) {
    int shift[256], count = 0;
    for (int i = 0; i < 256; i++) shift[i] = length;
    for (int i = 0; i < length - 1; i++) shift[(uint8_t)word[i]] = length - 1 - i;
    for (int at = 0; at + length <= N; at += shift[(uint8_t)text[at + length - 1]]) {
        int i = length - 1;
        while (i >= 0 && text[at + i] == word[i]) i--;
        count += i < 0;
    }
    return count;
}

static int plain(const char *word, int length) {
    int count = 0;
    for (int at = 0; at + length <= N; at++) {
        int i = 0;
        while (i < length && text[at + i] == word[i]) i++;
        count += i == length;
    }
    return count;
}

static uint64_t kernel(int rounds) {
    static const char words[][8] = {"abba", "caca", "deadbee", "bcd", "fade", "cafe"};
    uint32_t seed = 5;
    uint64_t sum = 0;
    for (int i = 0; i < N; i++) text[i] = 'a' + next(&seed) % 6;
    for (int round = 0; round < rounds; round++) {
        const char *word = words[round % 6];
        int length = (int)strlen(word);
        sum = mix(mix(sum, horspool(word, length)), plain(word, length));
        text[round % N] = 'a';
    }
    return sum;
}
