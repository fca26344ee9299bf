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
from irtool.frontend.wasm.wasi_numbers import BADF, INVAL, NOTSUP, SPIPE
from irtool.ir.errors import IrtoolError
from irtool.runtime.platform import supported
from irtool.runtime.traps import Trap
from irtool.runtime.wasi.signatures import PARAMS
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


FILES = r"""
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static void say(const char *what, long result) {
    printf("%s: %ld %s\n", what, result, result < 0 ? strerror(errno) : "");
}
static int by_name(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

static void list(const char *path) {
    DIR *dir = opendir(path);
    if (!dir) { say(path, -1); return; }
    char *names[200];
    int count = 0;
    for (struct dirent *entry; (entry = readdir(dir));) names[count++] = strdup(entry->d_name);
    closedir(dir);
    qsort(names, count, sizeof *names, by_name);
    for (int i = 0; i < count; i++) printf("%s ", names[i]);
    printf("in %s\n", path);
}

static void show(const char *path) {
    struct stat facts;
    errno = 0;
    if (lstat(path, &facts)) { say(path, -1); return; }
    printf("%s: mode %o", path, facts.st_mode & S_IFMT);
    if (S_ISDIR(facts.st_mode)) puts("");
    else printf(" size %ld links %ld\n", (long)facts.st_size, (long)facts.st_nlink);
}

int main(void) {
    FILE *file = fopen("/data/new.txt", "w+");
    if (!file) { say("fopen", -1); return 1; }
    for (int i = 0; i < 1000; i++) fprintf(file, "line %d\n", i);
    fseek(file, 500, SEEK_SET);
    char text[100] = "";
    fgets(text, sizeof text, file);
    fputs(text, stdout);
    fseek(file, 0, SEEK_END);
    printf("%ld\n", ftell(file));
    fclose(file);
    say("mkdir", mkdir("/data/dir", 0777));
    say("mkdir again", mkdir("/data/dir", 0777));
    say("mkdir deep", mkdir("/data/no/dir", 0777));
    say("rename", rename("/data/new.txt", "/data/dir/moved"));
    say("link", link("/data/dir/moved", "/data/hard"));
    say("symlink", symlink("dir/moved", "/data/soft"));
    say("symlink", symlink("nothing", "/data/dangling"));
    say("readlink", readlink("/data/soft", text, sizeof text));
    show("/data/soft"); show("/data/dir/moved"); show("/data/dir");
    show("/data/missing"); show("/data/given");
    for (int i = 0; i < 120; i++) {
        char name[128] = "";
        sprintf(name, "/data/dir/a file with a long name %d", i);
        int fd = open(name, O_CREAT | O_EXCL | O_WRONLY, 0666);
        if (fd < 0 || write(fd, name, i) != i || close(fd)) say(name, -1);
    }
    list("/data/dir"); list("/data"); list("/data/missing"); list("/data/given");
    int fd = open("/data/soft", O_RDWR | O_APPEND);
    say("append", write(fd, "end", 3));
    say("pread", pread(fd, text, 4, 5));
    say("ftruncate", ftruncate(fd, 100));
    say("lseek", lseek(fd, -3, SEEK_END));
    say("read", read(fd, text, 10));
    struct timespec times[2] = {{1000, 5}, {2000, 7}};
    say("futimens", futimens(fd, times));
    struct stat facts;
    fstat(fd, &facts);
    printf("%ld %ld %ld\n", (long)facts.st_mtim.tv_sec, (long)facts.st_mtim.tv_nsec, (long)facts.st_size);
    struct pollfd waiting = {fd, POLLIN, 0};
    say("poll", poll(&waiting, 1, 1000));
    say("fsync", fsync(fd));
    close(fd);
    say("closed", read(fd, text, 1));
    say("nofollow", open("/data/soft", O_RDONLY | O_NOFOLLOW) >= 0);
    say("trunc", open("/data/given", O_WRONLY | O_TRUNC) >= 0);
    say("excl", open("/data/given", O_WRONLY | O_CREAT | O_EXCL));
    say("is a directory", open("/data/dir", O_WRONLY));
    say("no directory", open("/data/given", O_RDONLY | O_DIRECTORY));
    say("outside", open("/data/../secret", O_RDONLY));
    say("outside", open("/data/dir/../../secret", O_RDONLY));
    say("outside", open("/data/out", O_RDONLY));
    say("outside", open("/data/absolute", O_RDONLY));
    say("unlink dir", unlink("/data/dir"));
    say("rmdir", rmdir("/data/dir"));
    say("rmdir file", rmdir("/data/given"));
    say("unlink", unlink("/data/soft"));
    say("unlink", unlink("/data/soft"));
    say("elsewhere", open("/etc/passwd", O_RDONLY));
    return 0;
}
"""


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program, compiled by clang."""
    return build(PROGRAM, tmp_path_factory.mktemp("wasi"))


def build(text: str, directory: Path) -> Path:
    """A C program compiled by clang."""
    if shutil.which("clang") is None:
        pytest.skip("no clang")
    source, output = directory / "program.c", directory / "program.wasm"
    source.write_text(text)
    command = ["clang", "--target=wasm32-wasi", "-O2", str(source), "-o", str(output)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        pytest.skip(f"clang cannot compile for WASI: {done.stderr[:200]}")
    return output


def theirs(
    program: Path, args: list[str], env: dict[str, str], given: bytes, directory: Path | None = None
) -> tuple[int, bytes, bytes]:
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
    if directory is not None:
        config.preopen_dir(str(directory), "/data")
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


#: Where the tests put things in the guest's memory.
TEXTS, BUFFER, RESULT, VECTOR = 1024, 8192, 512, 256


def tree(directory: Path) -> dict[str, object]:
    """What is in a directory."""
    found: dict[str, object] = {}
    for path in sorted(directory.rglob("*")):
        link = path.is_symlink()
        content = str(path.readlink()) if link else path.read_bytes() if path.is_file() else None
        found[str(path.relative_to(directory))] = content
    return found


def test_files_as_in_wasmtime(tmp_path: Path) -> None:
    program = build(FILES, tmp_path)
    (tmp_path / "secret").write_text("secret")
    for name in ("ours", "theirs"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "given").write_text("given")
        (tmp_path / name / "out").symlink_to("../secret")
        (tmp_path / name / "absolute").symlink_to(tmp_path / "secret")
    expected = theirs(program, ["p"], {}, b"", tmp_path / "theirs")
    command = [
        sys.executable,
        "-m",
        "irtool",
        "run",
        "-O",
        "none",
        "--dir",
        f"{tmp_path}/ours::/data",
        str(program),
    ]
    done = subprocess.run(command, capture_output=True, check=False, stdin=subprocess.DEVNULL)
    assert (done.returncode, done.stdout.decode(), done.stderr) == (
        expected[0],
        expected[1].decode(),
        expected[2],
    )
    assert tree(tmp_path / "ours") == tree(tmp_path / "theirs")
    assert (tmp_path / "secret").read_text() == "secret"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--dir", "/nowhere"], "--dir: /nowhere: No such file or directory"),
        (["--dir", "::/x"], "--dir needs HOST or HOST::GUEST, not '::/x'"),
        (["--dir", "/::/a", "--dir", "/tmp::/a"], "--dir gives two directories the name '/a'"),
    ],
)
def test_wrong_directories(options: list[str], message: str, tmp_path: Path) -> None:
    program = tmp_path / "p.wat"
    program.write_text('(module (memory (export "memory") 1) (func (export "_start")))')
    command = [sys.executable, "-m", "irtool", "run", *options, str(program)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr


def forwarding_module() -> str:
    """A module that hands every function on, with an i32 memory of one page."""
    types = {"i": "i32", "I": "i64"}
    imports, functions = [], []
    for index, (name, letters) in enumerate(PARAMS.items()):
        params = " ".join(types[letter] for letter in letters)
        result = "" if name == "proc_exit" else "(result i32)"
        imports.append(f'(import "{MODULE}" "{name}" (func (param {params}) {result}))')
        gets = " ".join(f"(local.get {i})" for i in range(len(letters)))
        functions.append(f'(func (export "{name}") (param {params}) {result} (call {index} {gets}))')
    return f'(module {" ".join(imports)} (memory (export "memory") 1) {" ".join(functions)})'


class Guest:
    """The module, to call its functions from here."""

    def __init__(self, wasi: Wasi) -> None:
        instance = Instance(Module.from_text(forwarding_module()), {MODULE: wasi.imports()})
        wasi.bind(instance)
        self.memory = instance.exports.memory
        self.exports = instance.exports
        self._next = TEXTS

    def call(self, name: str, *arguments: int | str | bytes) -> object:
        """Texts are put into the memory and stand for two arguments, address and size."""
        numbers: list[int] = []
        self._next = TEXTS
        for argument in arguments:
            if isinstance(argument, int):
                numbers.append(argument)
                continue
            data = argument if isinstance(argument, bytes) else argument.encode()
            self.memory.write(self._next, data)
            numbers += [self._next, len(data)]
            self._next += len(data)
        return self.exports[name](*numbers)

    def number(self, at: int, size: int = 4) -> int:
        return int.from_bytes(self.memory.read(at, size), "little")

    def open(
        self,
        path: str | bytes,
        how: int = 0,
        base: int = 0,
        *,
        fd: int = 3,
        inheriting: int = 0,
        flags: int = 0,
        follow: int = 1,
    ) -> int:
        """A new descriptor, or minus the error number."""
        error = self.call("path_open", fd, follow, path, how, base, inheriting, flags, RESULT)
        return -error if error else self.number(RESULT)

    def write(self, fd: int, data: bytes) -> int:
        """Bytes written, or minus the error number."""
        error = self.call("fd_write", fd, self._vector(len(data), data), 1, RESULT)
        return -error if error else self.number(RESULT)

    def read(self, fd: int, size: int) -> bytes | int:
        """What was read, or minus the error number."""
        error = self.call("fd_read", fd, self._vector(size), 1, RESULT)
        return -error if error else self.memory.read(BUFFER, self.number(RESULT))

    def _vector(self, size: int, data: bytes = b"") -> int:
        self.memory.write(BUFFER, data)
        self.memory.write(VECTOR, BUFFER.to_bytes(4, "little") + size.to_bytes(4, "little"))
        return VECTOR


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


def test_all_functions_are_there(guest: Guest) -> None:
    assert len(PARAMS) == 46
    assert all(callable(getattr(Wasi, name)) for name in PARAMS)
    assert guest.call("proc_raise", 6) == NOTSUP
    assert guest.call("sched_yield") == 0


def test_modules_that_are_no_programs() -> None:
    with pytest.raises(IrtoolError, match="exports no memory"):
        Wasi().run(Module.from_text("(module)"))
    with pytest.raises(IrtoolError, match="no function _start"):
        Wasi().run(Module.from_text('(module (memory (export "memory") 1))'))
    with pytest.raises(ValueError, match="NUL"):
        Wasi(["a\0b"])
