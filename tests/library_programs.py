"""Programs in C, to be compiled to WebAssembly by clang."""

from typing import Final

#: Does all that can be done to files, and prints what comes of it; each way out of `/data` that there is.
#: What it is given is made by `make_data`.
FILES: Final = r"""#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

static void result(const char *what, long value) {
    if (value < 0) printf("%s: error %d\n", what, errno);
    else printf("%s: %ld\n", what, value);
}

static int by_name(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

static void list(const char *name) {
    DIR *directory = opendir(name);
    if (!directory) { result(name, -1); return; }
    char **names = NULL;
    size_t count = 0;
    for (struct dirent *entry; (entry = readdir(directory));) {
        names = realloc(names, (count + 1) * sizeof *names);
        names[count] = malloc(strlen(entry->d_name) + 3);
        sprintf(names[count++], "%s %d", entry->d_name, entry->d_type);
    }
    closedir(directory);
    qsort(names, count, sizeof *names, by_name);
    printf("%s has %zu:", name, count);
    for (size_t i = 0; i < count; i++) {
        if (count < 20 || i % 97 == 0) printf(" [%s]", names[i]);
        free(names[i]);
    }
    free(names);
    putchar('\n');
}

static void show(const char *name) {
    struct stat facts;
    if (stat(name, &facts)) { result(name, -1); return; }
    printf("%s: mode %o size %d links %d time %d.%09ld\n", name, facts.st_mode & S_IFMT, (int)facts.st_size,
           (int)facts.st_nlink, (int)facts.st_mtim.tv_sec, facts.st_mtim.tv_nsec);
}

int main(void) {
    char buffer[256];
    setvbuf(stdout, NULL, _IONBF, 0);
    result("mkdir", mkdir("/data/made", 0777));
    result("mkdir again", mkdir("/data/made", 0777));
    FILE *file = fopen("/data/made/text", "w+");
    for (int i = 0; i < 1000; i++) fprintf(file, "line %d\n", i);
    fseek(file, 7, SEEK_SET);
    result("fgets", fgets(buffer, sizeof buffer, file) != NULL);
    printf("%s", buffer);
    result("ftell", ftell(file));
    fclose(file);
    int fd = open("/data/made/text", O_RDWR);
    result("pread", pread(fd, buffer, 5, 14));
    printf("%.5s\n", buffer);
    result("pwrite", pwrite(fd, "LINE", 4, 14));
    result("lseek", lseek(fd, -6, SEEK_END));
    result("read", read(fd, buffer, sizeof buffer));
    result("seek before", lseek(fd, -1, SEEK_SET));
    result("ftruncate", ftruncate(fd, 100));
    result("allocate", posix_fallocate(fd, 0, 4000));
    result("advise", posix_fadvise(fd, 0, 100, POSIX_FADV_SEQUENTIAL));
    result("fsync", fsync(fd));
    result("fdatasync", fdatasync(fd));
    struct iovec vectors[2] = {{"ab", 2}, {"cde", 3}};
    lseek(fd, 0, SEEK_SET);
    result("writev", writev(fd, vectors, 2));
    struct timespec times[2] = {{1000, 5}, {2000, 123456789}};
    result("futimens", futimens(fd, times));
    result("flags", fcntl(fd, F_GETFL) & (O_APPEND | O_NONBLOCK));
    result("append", fcntl(fd, F_SETFL, O_APPEND));
    result("flags", (fcntl(fd, F_GETFL) & O_APPEND) != 0);
    close(fd);
    result("closed", read(fd, buffer, 1));
    show("/data/made/text");
    result("rename", rename("/data/made/text", "/data/made/other"));
    show("/data/made/text");
    show("/data/made/other");
    result("link", link("/data/made/other", "/data/made/hard"));
    result("symlink", symlink("other", "/data/made/soft"));
    show("/data/made/soft");
    result("readlink", readlink("/data/made/soft", buffer, sizeof buffer));
    printf("%.5s\n", buffer);
    struct stat facts;
    result("lstat", lstat("/data/made/soft", &facts));
    printf("%d\n", S_ISLNK(facts.st_mode));
    times[1].tv_nsec = 7;
    result("utimensat", utimensat(AT_FDCWD, "/data/made/soft", times, 0));
    show("/data/made/hard");
    list("/data/made");
    for (int i = 0; i < 700; i++) {
        sprintf(buffer, "/data/made/a file with a rather long name, number %d", i);
        close(open(buffer, O_CREAT | O_EXCL | O_WRONLY, 0666));
    }
    list("/data/made");
    for (int i = 0; i < 700; i++) {
        sprintf(buffer, "/data/made/a file with a rather long name, number %d", i);
        if (unlink(buffer)) result(buffer, -1);
    }
    result("rmdir", rmdir("/data/made"));
    result("unlink directory", unlink("/data/made"));
    result("unlink", unlink("/data/made/hard"));
    result("unlink", unlink("/data/made/soft"));
    result("unlink", unlink("/data/made/other"));
    result("rmdir", rmdir("/data/made/"));
    list("/data/made");
    list("/data/");
    result("outside", open("/data/../secret", O_RDONLY));
    result("outside", open("/data/out", O_RDONLY));
    result("outside", open("/data/out_dir/secret", O_RDONLY));
    result("absolute", open("/data/absolute", O_RDONLY));
    result("loop", open("/data/loop", O_RDONLY));
    result("dangling", open("/data/dangling", O_RDONLY));
    result("not given", open("/secret", O_RDONLY));
    result("up and down", open("/data/d/../d/./up", O_RDONLY) > 0);
    result("slash", open("/data/f/", O_RDONLY));
    result("symlink out", symlink("/etc", "/data/etc"));
    memset(buffer, 'a', 255);
    buffer[255] = 0;
    memcpy(buffer, "/data/", 6);
    result("long", open(buffer, O_RDONLY));
    result("utf8", open("/data/\xff\xfe", O_RDONLY));
    struct pollfd rows[2] = {{.events = POLLIN}, {.fd = 1, .events = POLLOUT}};
    rows[0].fd = open("/data/f", O_RDONLY);
    result("poll", poll(rows, 2, 1000) > 0);
    printf("%d\n", rows[0].revents);
    struct timespec start, end, pause = {0, 20000000};
    clock_gettime(CLOCK_MONOTONIC, &start);
    result("sleep", clock_nanosleep(CLOCK_MONOTONIC, 0, &pause, NULL));
    clock_gettime(CLOCK_MONOTONIC, &end);
    long long passed = (end.tv_sec - start.tv_sec) * 1000000000ll + end.tv_nsec - start.tv_nsec;
    printf("slept %d\n", passed >= 20000000 && passed < 5000000000);
    int kinds[40];
    for (int i = 0; i < 40; i++) kinds[i] = open("/data/f", O_RDONLY);
    for (int i = 0; i < 40; i++) if (kinds[i] < 0 || close(kinds[i])) result("many", -1);
    int many = 0;
    while (open("/data/f", O_RDONLY) >= 0) many++;
    result("too many", -1);
    printf("%d\n", many > 900);
    return 3;
}
"""

#: Opens a database, the first argument, and runs statements, the others.
SQLITE: Final = r"""
#include <stdio.h>
#include <stdlib.h>
#include "sqlite3.h"

static int row(void *unused, int count, char **values, char **names) {
    (void)unused; (void)names;
    for (int i = 0; i < count; i++) printf("%s%s", i ? "|" : "", values[i] ? values[i] : "NULL");
    putchar('\n');
    return 0;
}

int main(int argc, char **argv) {
    sqlite3 *database;
    char *error = NULL;
    if (argc < 3 || sqlite3_open(argv[1], &database)) return 1;
    for (int i = 2; i < argc; i++)
        if (sqlite3_exec(database, argv[i], row, NULL, &error)) { printf("error: %s\n", error); return 2; }
    return sqlite3_close(database);
}
"""
