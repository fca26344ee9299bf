/* The server that a compiled module is linked with, to run under a user-mode emulator.
 *
 * It reads requests from stdin and answers on stdout, as native words of 8 bytes:
 *
 *   request   trampoline, callee, bytes of arguments, bytes of results, the arguments
 *   answer    status (0 returned, else the number of the signal), pc, address, the results
 *
 * PC is a macro: the member of `ucontext_t` that holds the interrupted pc. */

#define _GNU_SOURCE
#include <setjmp.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <ucontext.h>
#include <unistd.h>

static sigjmp_buf landing;
static uint64_t answer[3];
static char signal_stack[1 << 16];

static void on_signal(int number, siginfo_t *info, void *context) {
    answer[0] = (uint64_t)number;
    answer[1] = (uint64_t)((ucontext_t *)context)->PC;
    answer[2] = (uint64_t)(uintptr_t)info->si_addr;
    siglongjmp(landing, 1);
}

static void transfer(int output, void *data, size_t size) {
    char *at = data;
    while (size > 0) {
        ssize_t done = output ? write(1, at, size) : read(0, at, size);
        if (done <= 0)
            _exit(output);
        at += done;
        size -= (size_t)done;
    }
}

static void *slots(uint64_t size) {
    void *memory = aligned_alloc(16, (size + 31) & ~(uint64_t)15);
    if (memory == NULL)
        _exit(2);
    memset(memory, 0, size);
    return memory;
}

int main(int count, char **arguments) {
    static const int signals[] = {SIGILL, SIGTRAP, SIGBUS, SIGFPE, SIGSEGV};
    unsigned seconds = count > 1 ? (unsigned)atoi(arguments[1]) : 0;
    stack_t stack = {.ss_sp = signal_stack, .ss_size = sizeof signal_stack};
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_sigaction = on_signal;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK;
    sigaltstack(&stack, NULL);
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        sigaction(signals[i], &action, NULL);
    for (;;) {
        uint64_t request[4];
        transfer(0, request, sizeof request);
        void *input = slots(request[2]);
        void *output = slots(request[3]);
        transfer(0, input, request[2]);
        memset(answer, 0, sizeof answer);
        alarm(seconds);
        if (sigsetjmp(landing, 1) == 0)
            ((void (*)(uint64_t, void *, void *))(uintptr_t)request[0])(request[1], input, output);
        alarm(0);
        transfer(1, answer, sizeof answer);
        transfer(1, output, request[3]);
        free(input);
        free(output);
    }
}
