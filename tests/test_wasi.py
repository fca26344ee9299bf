"""WASI programs made by clang, against wasmtime; and what the functions do with wrong pointers and
numbers."""

import io
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import wasmtime
from irtool.backends.registry import host_name
from irtool.ir.errors import IrtoolError, UnsupportedError
from irtool.runtime.signals import supported
from irtool.runtime.traps import Trap
from irtool.runtime.wasi.signatures import BADF, INVAL, PARAMS, SPIPE
from irtool.runtime.wasi.system import MODULE, Wasi, WasiExit
from irtool.runtime.wasm.instance import Instance
from irtool.runtime.wasm.module import Module

pytestmark = pytest.mark.skipif(not supported(), reason=f"no native execution on {host_name()}")

PROGRAM = r"""
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

int main(int argc, char **argv) {
    for (int i = 1; i < argc; i++) puts(argv[i]);
    const char *value = getenv("WHO");
    puts(value ? value : "nobody");
    char line[64];
    while (fgets(line, sizeof line, stdin)) { fputs("> ", stdout); fputs(line, stdout); }
    struct timespec now;
    if (clock_gettime(CLOCK_MONOTONIC, &now) != 0 || now.tv_sec < 0) puts("no clock");
    unsigned char chance[32] = {0};
    if (getentropy(chance, sizeof chance) != 0) puts("no entropy");
    unsigned sum = 0;
    for (int i = 0; i < 32; i++) sum += chance[i];
    if (sum == 0) puts("no chance");
    if (lseek(1, 0, SEEK_CUR) != -1) puts("a stream has a position");
    fputs("to stderr\n", stderr);
    char *block = malloc(1 << 20);
    memset(block, 'x', 1 << 20);
    putchar(block[(1 << 20) - 1]);
    putchar('\n');
    return argc > 2 ? 7 : 0;
}
"""


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program, compiled by clang."""
    if shutil.which("clang") is None:
        pytest.skip("no clang")
    directory = tmp_path_factory.mktemp("wasi")
    source, output = directory / "program.c", directory / "program.wasm"
    source.write_text(PROGRAM)
    command = ["clang", "--target=wasm32-wasi", "-O2", str(source), "-o", str(output)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        pytest.skip(f"clang cannot compile for WASI: {done.stderr[:200]}")
    return output


def theirs(program: Path, args: list[str], env: dict[str, str], given: bytes) -> tuple[int, bytes, bytes]:
    """Exit code and streams under wasmtime."""
    files = {name: program.with_name(name) for name in ("stdin", "stdout", "stderr")}
    files["stdin"].write_bytes(given)
    engine = wasmtime.Engine()
    store = wasmtime.Store(engine)
    config = wasmtime.WasiConfig()
    config.argv = args
    config.env = list(env.items())
    config.stdin_file = files["stdin"]
    config.stdout_file = files["stdout"]
    config.stderr_file = files["stderr"]
    store.set_wasi(config)
    linker = wasmtime.Linker(engine)
    linker.define_wasi()
    instance = linker.instantiate(store, wasmtime.Module(engine, program.read_bytes()))
    start = instance.exports(store)["_start"]
    assert isinstance(start, wasmtime.Func)
    code = 0
    try:
        start(store)
    except wasmtime.ExitTrap as end:
        code = end.code
    del store, instance, linker
    return code, files["stdout"].read_bytes(), files["stderr"].read_bytes()


@pytest.mark.parametrize("level", ["none", "speed"])
@pytest.mark.parametrize(
    ("args", "env", "given"),
    [
        (["program"], {}, b""),
        (["program", "one", "two words", "\u00e4"], {"WHO": "me", "X": ""}, b"a\nb\nlast"),
        (["program", "x"], {"WHO": "a=b"}, b"y" * 5000),
    ],
)
def test_programs(program: Path, args: list[str], env: dict[str, str], given: bytes, level: str) -> None:
    out, err = io.BytesIO(), io.BytesIO()
    wasi = Wasi(args, env, io.BytesIO(given), out, err)
    code = wasi.run(Module.from_file(program, level=level))
    assert (code, out.getvalue(), err.getvalue()) == theirs(program, args, env, given)


def test_the_command(program: Path) -> None:
    command = [sys.executable, "-m", "irtool", "run", "--env", "WHO=me", str(program), "--", "a", "-b"]
    done = subprocess.run(command, input=b"in\n", capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (7, b"to stderr\n")
    assert done.stdout == b"a\n-b\nme\n> in\nx\n"
    wrong = [sys.executable, "-m", "irtool", "run", "--env", "WHO", str(program)]
    done = subprocess.run(wrong, capture_output=True, check=False)
    assert done.returncode == 2
    assert b"--env needs NAME=VALUE, not 'WHO'" in done.stderr


class Guest:
    """A module that hands every function on, with an i32 memory of one page."""

    def __init__(self, wasi: Wasi) -> None:
        types = {"i": "i32", "I": "i64"}
        imports, functions = [], []
        for index, (name, letters) in enumerate(PARAMS.items()):
            params = " ".join(types[letter] for letter in letters)
            result = "" if name == "proc_exit" else "(result i32)"
            imports.append(f'(import "{MODULE}" "{name}" (func (param {params}) {result}))')
            gets = " ".join(f"(local.get {i})" for i in range(len(letters)))
            functions.append(f'(func (export "{name}") (param {params}) {result} (call {index} {gets}))')
        text = f'(module {" ".join(imports)} (memory (export "memory") 1) {" ".join(functions)})'
        instance = Instance(Module.from_text(text), {MODULE: wasi.imports()})
        wasi.bind(instance)
        self.memory = instance.exports.memory
        self.exports = instance.exports

    def call(self, name: str, *arguments: int) -> object:
        return self.exports[name](*arguments)


@pytest.fixture
def guest() -> Guest:
    return Guest(Wasi(["p"], {"A": "1"}, io.BytesIO(b"abcdef"), io.BytesIO(), io.BytesIO()))


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("args_get", (65536, 0)),
        ("args_sizes_get", (65533, 0)),
        ("environ_get", (0, 65533)),
        ("clock_time_get", (0, 0, -4)),
        ("fd_write", (1, 65529, 1, 0)),
        ("fd_write", (1, 0, 1024, 65533)),
        ("random_get", (65530, 7)),
        ("random_get", (0, -1)),
        ("poll_oneoff", (65500, 0, 1, 0)),
        ("fd_fdstat_get", (1, 65520)),
    ],
)
def test_pointers_out_of_bounds_trap(guest: Guest, name: str, arguments: tuple[int, ...]) -> None:
    with pytest.raises(Trap, match="out of bounds memory access"):
        guest.call(name, *arguments)


@pytest.mark.parametrize(
    ("name", "arguments", "error"),
    [
        ("fd_write", (0, 0, 0, 0), BADF),
        ("fd_write", (3, 0, 0, 0), BADF),
        ("fd_write", (-1, 0, 0, 0), BADF),
        ("fd_read", (1, 0, 0, 0), BADF),
        ("fd_write", (1, 0, 1025, 0), INVAL),
        ("fd_seek", (1, 0, 0, 0), SPIPE),
        ("fd_seek", (9, 0, 0, 0), BADF),
        ("fd_prestat_get", (3, 0), BADF),
        ("clock_time_get", (9, 0, 0), INVAL),
        ("poll_oneoff", (0, 0, 0, 0), INVAL),
    ],
)
def test_errors(guest: Guest, name: str, arguments: tuple[int, ...], error: int) -> None:
    assert guest.call(name, *arguments) == error


def test_reading_into_several_buffers(guest: Guest) -> None:
    table = b"".join(n.to_bytes(4, "little") for n in (100, 2, 200, 0, 300, 10))
    guest.memory.write(0, table)
    assert guest.call("fd_read", 0, 0, 3, 64) == 0
    assert guest.memory.read(64, 4) == (6).to_bytes(4, "little")
    assert guest.memory.read(100, 3) + guest.memory.read(300, 5) == b"ab\0cdef\0"
    assert guest.call("fd_read", 0, 0, 3, 64) == 0
    assert guest.memory.read(64, 4) == bytes(4)  # the end


def test_closed_streams(guest: Guest) -> None:
    assert guest.call("fd_close", 1) == 0
    assert guest.call("fd_close", 1) == BADF
    assert guest.call("fd_write", 1, 0, 0, 0) == BADF


def test_waiting(guest: Guest) -> None:
    clock = bytes([7]) + bytes(15) + (1).to_bytes(4, "little") + bytes(4) + (10**6).to_bytes(8, "little")
    guest.memory.write(0, clock.ljust(48, b"\0"))
    stream = bytes([9]) + bytes(7) + bytes([1]) + bytes(7) + (0).to_bytes(4, "little")
    assert guest.call("poll_oneoff", 0, 256, 1, 512) == 0
    assert guest.memory.read(512, 4) == (1).to_bytes(4, "little")
    assert guest.memory.read(256, 11) == bytes([7]) + bytes(10)
    guest.memory.write(48, stream.ljust(48, b"\0"))
    assert guest.call("poll_oneoff", 0, 256, 2, 512) == 0  # the stream is ready at once
    assert guest.memory.read(512, 4) == (1).to_bytes(4, "little")
    assert guest.memory.read(256, 11) == bytes([9]) + bytes(9) + bytes([1])


def test_exit_codes(guest: Guest) -> None:
    with pytest.raises(WasiExit) as caught:
        guest.call("proc_exit", 125)
    assert caught.value.code == 125
    with pytest.raises(IrtoolError, match="exit code 126"):
        guest.call("proc_exit", 126)


def test_what_is_not_done_is_named(guest: Guest) -> None:
    done = {name for name in PARAMS if hasattr(Wasi, name)}
    assert len(done) == 20
    for name in PARAMS:
        if name not in done:
            with pytest.raises(UnsupportedError, match=f"the WASI function {name} is not implemented"):
                guest.call(name, *[0] * len(PARAMS[name]))


def test_modules_that_are_no_programs() -> None:
    with pytest.raises(IrtoolError, match="exports no memory"):
        Wasi().run(Module.from_text("(module)"))
    with pytest.raises(IrtoolError, match="no function _start"):
        Wasi().run(Module.from_text('(module (memory (export "memory") 1))'))
    with pytest.raises(ValueError, match="NUL"):
        Wasi(["a\0b"])
