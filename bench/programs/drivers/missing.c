/* Functions of POSIX and C that the programs call and wasi-libc does not have: they fail. */
#include <errno.h>
#include <stddef.h>
#include <sys/types.h>

int chmod(const char *path, mode_t mode) {
    (void)path, (void)mode;
    errno = ENOSYS;
    return -1;
}

void *tmpfile(void) {
    errno = ENOSYS;
    return NULL;
}

int system(const char *command) {
    errno = ENOSYS;
    return command ? -1 : 0;
}
