"""Libraries in C that are compiled to WebAssembly and linked with C programs, and where their sources are.

A library is some files of an npm package, and a *face*: the functions that programs call, of which each has
at least one argument and returns a number or an address. Its *driver* is the program, in a C that says
nothing about how the library was built:

    CALL(result, name, arguments...)    call a function of the face
    AT(address)                         what lies at an address of the library

Nothing of a package is part of irtool. A file is taken only if its SHA-256 is the one given here.
"""

from typing import Final, NamedTuple


class CLibrary(NamedTuple):
    """A library, its face and its driver."""

    name: str
    package: str
    """Of npm; empty when the face is all."""
    version: str
    files: dict[str, str]
    """SHA-256 by path in the package, without the folder that npm puts everything into. Headers too."""
    flags: tuple[str, ...]
    face: str
    driver: str
    what: str


#: Calls, 100 million of them, and an addition in each.
CALLS: Final = 100_000_000
_CALL_FACE: Final = r"""
#include <stdint.h>
EXPORT(add) uint32_t add(uint32_t x, uint32_t y) { return x + y; }
"""
_CALL_DRIVER: Final = r"""
static void drive(void) {
    uint32_t sum = 0;
    for (uint32_t i = 0; i < 100000000; i++) CALL(sum, add, i, sum);
    printf("%u\n", sum);
}
"""

#: Primes below 16 million: many accesses to memory, and nothing else.
_PRIMES_FACE: Final = r"""
#include <stdint.h>
#include <string.h>
static unsigned char sieve[1 << 24];
EXPORT(primes) uint32_t primes(uint32_t n) {
    uint32_t count = 0;
    memset(sieve, 1, n);
    for (uint32_t i = 2; i < n; i++)
        if (sieve[i]) {
            count++;
            for (uint32_t j = 2 * i; j < n; j += i) sieve[j] = 0;
        }
    return count;
}
"""
_PRIMES_DRIVER: Final = r"""
static void drive(void) {
    for (int i = 0; i < 5; i++) {
        uint32_t found;
        CALL(found, primes, 16000000);
        printf("%u primes\n", found);
    }
}
"""

_LZ4_FACE: Final = r"""
#include <stdint.h>
#include <stdlib.h>
#include "lz4.h"
#include "lz4hc.h"
EXPORT(space) void *space(uint32_t size) { return malloc(size); }
EXPORT(bound) uint32_t bound(uint32_t size) { return LZ4_compressBound(size); }
EXPORT(compress) uint32_t compress(const char *from, char *to, uint32_t size, uint32_t room, uint32_t level) {
    return level ? LZ4_compress_HC(from, to, size, room, level) : LZ4_compress_default(from, to, size, room);
}
EXPORT(decompress) uint32_t decompress(const char *from, char *to, uint32_t size, uint32_t room) {
    return LZ4_decompress_safe(from, to, size, room);
}
"""
_LZ4_DRIVER: Final = r"""
enum { SIZE = 1 << 20, ROUNDS = 20 };
static void drive(void) {
    ADDRESS text, packed, back;
    uint32_t room, seed = 1, length;
    CALL(room, bound, SIZE);
    CALL(text, space, SIZE);
    CALL(packed, space, room);
    CALL(back, space, SIZE);
    char words[512][12];
    for (int i = 0; i < 512; i++)
        for (int j = 0; j < 12; j++) {
            seed = seed * 1103515245u + 12345u;
            words[i][j] = (char)('a' + (seed >> 16) % 26);
        }
    for (uint32_t at = 0; at < SIZE;) {
        seed = seed * 1103515245u + 12345u;
        const char *word = words[(seed >> 16) % 512];
        for (uint32_t j = 0; j < (seed >> 28) % 12 + 1 && at < SIZE; j++) AT(text)[at++] = word[j];
        if (at < SIZE) AT(text)[at++] = ' ';
    }
    for (uint32_t level = 0; level <= 9; level += 9) {
        for (int round = 0; round < ROUNDS; round++) {
            CALL(length, compress, text, packed, SIZE, room, level);
            AT(text)[round * 1000]++;
        }
        uint32_t hash = 2166136261u;
        for (uint32_t i = 0; i < length; i++) hash = (hash ^ AT(packed)[i]) * 16777619u;
        AT(text)[(ROUNDS - 1) * 1000]--;
        CALL(room, decompress, packed, back, length, SIZE);
        int same = room == SIZE && !memcmp(AT(text), AT(back), SIZE);
        const char *state = same ? "the same again" : "DAMAGED";
        printf("level %u: %u bytes, hash %08x, %s\n", level, length, hash, state);
        CALL(room, bound, SIZE);
    }
}
"""

#: A file system without files is all that SQLite gets: databases are in memory, and nothing is imported.
_SQLITE_FACE: Final = r"""
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "sqlite3.h"
static int no_open(sqlite3_vfs *v, const char *n, sqlite3_file *f, int a, int *b) {
    (void)v; (void)n; (void)a; (void)b;
    f->pMethods = 0;
    return SQLITE_CANTOPEN;
}
static int no_file(sqlite3_vfs *v, const char *n, int a) { (void)v; (void)n; (void)a; return SQLITE_IOERR; }
static int no_access(sqlite3_vfs *v, const char *n, int a, int *found) {
    (void)v; (void)n; (void)a;
    *found = 0;
    return SQLITE_OK;
}
static int same_path(sqlite3_vfs *v, const char *name, int size, char *path) {
    (void)v;
    sqlite3_snprintf(size, path, "%s", name);
    return SQLITE_OK;
}
static int no_chance(sqlite3_vfs *v, int size, char *out) { (void)v; memset(out, 7, size); return size; }
static int no_sleep(sqlite3_vfs *v, int time) { (void)v; return time; }
static int no_time(sqlite3_vfs *v, double *time) { (void)v; *time = 2460000.5; return SQLITE_OK; }
static int no_error(sqlite3_vfs *v, int a, char *b) { (void)v; (void)a; (void)b; return 0; }
static sqlite3_vfs vfs = {1, sizeof(sqlite3_file), 512, 0, "none", 0, no_open, no_file, no_access, same_path,
                          0, 0, 0, 0, no_chance, no_sleep, no_time, no_error, 0, 0, 0, 0};
int sqlite3_os_init(void) { return sqlite3_vfs_register(&vfs, 1); }
int sqlite3_os_end(void) { return SQLITE_OK; }

static sqlite3 *database;
static char last[256];
static uint32_t rows;
EXPORT(space) void *space(uint32_t size) { return malloc(size); }
EXPORT(text) const char *text(uint32_t unused) { (void)unused; return last; }
static int row(void *unused, int count, char **values, char **names) {
    (void)unused; (void)names;
    rows++;
    last[0] = 0;
    for (int i = 0; i < count; i++)
        sqlite3_snprintf(100, last + strlen(last), "%s%s", i ? " " : "", values[i] ? values[i] : "NULL");
    return 0;
}
EXPORT(run) uint32_t run(const char *sql) {
    char *error = 0;
    rows = 0;
    if (!database && sqlite3_open(":memory:", &database)) return -1;
    if (sqlite3_exec(database, sql, row, 0, &error)) sqlite3_snprintf(sizeof last, last, "%s", error);
    return rows;
}
"""
_SQLITE_DRIVER: Final = r"""
static const char *const STATEMENTS[] = {
    "CREATE TABLE t(a INTEGER PRIMARY KEY, b INTEGER, c TEXT)",
    "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 50000) "
    "INSERT INTO t SELECT x, (x * 7919) % 10007, 'name ' || ((x * 31) % 5003) FROM n",
    "CREATE INDEX i ON t(c, b)",
    "SELECT count(*), sum(b), min(c), max(c), avg(b) FROM t",
    "SELECT c, sum(b) FROM t GROUP BY c ORDER BY sum(b) DESC, c",
    "SELECT count(*), sum(x.b * y.a % 1000) FROM t x JOIN t y ON x.c = y.c WHERE x.b < 2000",
    "UPDATE t SET b = b * 3 + length(c) WHERE a % 3 = 0",
    "DELETE FROM t WHERE c LIKE '%99%'",
    "SELECT count(*), sum(b), printf('%.3f', sum(b) / 7.0), upper(hex(max(c))) FROM t",
    "SELECT b, group_concat(a) FROM t WHERE b < 40 GROUP BY b",
    "SELECT * FROM nothing",
};
static void drive(void) {
    for (unsigned i = 0; i < sizeof STATEMENTS / sizeof *STATEMENTS; i++) {
        ADDRESS sql, shown;
        uint32_t rows, size = (uint32_t)strlen(STATEMENTS[i]) + 1;
        CALL(sql, space, size);
        memcpy(AT(sql), STATEMENTS[i], size);
        CALL(rows, run, sql);
        CALL(shown, text, 0);
        printf("%u rows: %s\n", rows, (const char *)AT(shown));
    }
}
"""

LIBRARIES: Final = (
    CLibrary("call", "", "", {}, (), _CALL_FACE, _CALL_DRIVER, "100 million calls from C"),
    CLibrary("primes", "", "", {}, (), _PRIMES_FACE, _PRIMES_DRIVER, "primes below 16 million, 5 times"),
    CLibrary(
        "lz4",
        "lz4",
        "0.6.5",
        {
            "deps/lz4/lib/lz4.c": "60dfe19abb1d40cde92b01ceef23e8af95d8015eb54df5c45e7483b92f4f1dbc",
            "deps/lz4/lib/lz4.h": "13dee89947a6e2adc051072861a0da1a938ee26d0fdf177777f8aba2a46fd435",
            "deps/lz4/lib/lz4hc.c": "3d750f93981d5be0ef2056e5d7548ea56320bfebcd41099f956ca22f57803ef2",
            "deps/lz4/lib/lz4hc.h": "12d5d9424059d5b6d7570e7a3cb54ed6e8b4b5ed5bb51977bb150c68c056f228",
        },
        (),
        _LZ4_FACE,
        _LZ4_DRIVER,
        "LZ4 and LZ4-HC, 1 MiB 20 times each",
    ),
    CLibrary(
        "sqlite",
        "better-sqlite3",
        "11.8.1",
        {
            "deps/sqlite3/sqlite3.c": "c6862420e0212739d89ce2bd652cb4e1832c5aea9549fdd88366ed907b763f66",
            "deps/sqlite3/sqlite3.h": "78d2dbfa4ebd6146f26ceb735702685af0e77b83ad3df69e4904786924c6899c",
        },
        ("-DSQLITE_OS_OTHER=1", "-DSQLITE_THREADSAFE=0", "-DSQLITE_OMIT_LOAD_EXTENSION"),
        _SQLITE_FACE,
        _SQLITE_DRIVER,
        "SQLite in memory: 50,000 rows, an index, a join",
    ),
)
