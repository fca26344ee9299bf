"""Every command with every kind of bad file, output, stream and signal: no traceback, no hang, no lost file.

The commands and their files come from irtool's own parsers, so a new command is driven without a word here.
The convention that makes it possible is tested too: a FILE, PATH or DIR is read, an OUT is written.
"""

import argparse
import importlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from forked_program import HANG, PIPE, Child, finish, load_modules, run, start
from irtool.cli.common import make_parser
from irtool.cli.main import COMMANDS

#: What the words of the arguments mean to this test.
INPUTS = {"FILE", "PATH", "DIR"}
OUTPUTS = {"OUT"}
OTHERS = {
    *("ARG", "NAME", "N", "BYTES", "S", "NAME[=VALUE]", "NAME=VALUE", "NAME=HEX", "A,B,...", "N,...", "LIST"),
    *("NAME,...", "HOST[::GUEST]", "NAME=FILE", "MODULE", "ACTION", "HEADER"),
}

CLIF = """test interpret
function %f() -> i32 {
block0:
    v0 = iconst.i32 7
    return v0
}
; run: %f() == 7
"""
WAT = '(module (func (export "f") (result i32) (i32.const 7)))'
WAST = WAT + '(assert_return (invoke "f") (i32.const 7))'
#: Files that some command takes.
GOOD = {"good.clif": CLIF, "good.wat": WAT, "good.wast": WAST}
#: What makes a command quick.
QUICK = {"bench": ["--sizes", "20", "--no-interpreted"]}


def parser_of(name: str) -> argparse.ArgumentParser:
    module = importlib.import_module(f"irtool.cli.{name}")
    parser = make_parser(name, COMMANDS[name], "")
    module.add_arguments(parser)
    return parser


def arguments(name: str, words: set[str]) -> list[argparse.Action]:
    return [action for action in parser_of(name)._actions if action.metavar in words]


def inputs_of(name: str) -> list[argparse.Action]:
    return arguments(name, INPUTS)


COMMANDS_WITH_INPUT = [name for name in COMMANDS if inputs_of(name)]
OUTPUTS_OF = [(name, action.option_strings[-1]) for name in COMMANDS for action in arguments(name, OUTPUTS)]


def command_line(name: str, file: str) -> list[str]:
    """Arguments with `file` for everything that is read."""
    words: list[str] = [name, *QUICK.get(name, [])]
    for action in parser_of(name)._actions:
        if action.metavar in INPUTS:
            words += [*action.option_strings[-1:], file]
        elif not action.option_strings and action.choices:
            words.append(next(iter(action.choices)))
    return words


@pytest.fixture(scope="module", autouse=True)
def modules() -> None:
    load_modules()


def judge(status: int, stderr: str) -> None:
    assert "Traceback" not in stderr, stderr
    assert "Exception ignored" not in stderr, stderr
    assert status in (0, 1, 2), (status, stderr)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in GOOD.items():
        (tmp_path / name).write_text(text)
    return tmp_path


@cache
def good_file(name: str) -> str:
    """The first good file with which a command succeeds."""
    import tempfile

    with tempfile.TemporaryDirectory() as path:
        for file, text in GOOD.items():
            Path(path, file).write_text(text)
        for file in [*GOOD, "."]:
            if run(command_line(name, file), Path(path))[0] == 0:
                return file
    raise AssertionError(f"irtool {name} takes none of {list(GOOD)}: add a good file for it")


def test_every_argument_is_of_a_known_kind() -> None:
    for name in COMMANDS:
        for action in parser_of(name)._actions:
            if action.choices is None and action.nargs != 0:
                assert action.metavar in INPUTS | OUTPUTS | OTHERS, (name, action.dest, action.metavar)


def test_every_output_is_known() -> None:
    assert {name for name, _ in OUTPUTS_OF} >= {"compile", "opt", "disasm", "convert", "cfg", "test", "wast"}


# --- inputs ---------------------------------------------------------------------------------


def _missing(path: Path) -> None:
    pass


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _binary(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 9)


def _magic(path: Path) -> None:
    magic = {".o": b"\x7fELF\2\1\1", ".wasm": b"\0asm\1\0\0\0"}.get(path.suffix, b"test run\n")
    path.write_bytes(magic + bytes(range(256)))


def _zeros(path: Path) -> None:
    path.write_bytes(bytes(1 << 20))


def _huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(1 << 40)


def _folder(path: Path) -> None:
    path.mkdir()


def _circle(path: Path) -> None:
    path.symlink_to(path.name)


def _memory(path: Path) -> None:
    path.symlink_to("/proc/self/mem")


BAD_INPUTS: list[Callable[[Path], None]] = [
    *(_missing, _empty, _binary, _magic, _zeros, _huge, _folder, _circle, _memory),
]
SUFFIXES = (".clif", ".wasm", ".wat", ".wast", ".o", "")


@pytest.mark.parametrize("make", BAD_INPUTS, ids=lambda make: make.__name__[1:])
@pytest.mark.parametrize("name", COMMANDS_WITH_INPUT)
def test_bad_input(folder: Path, name: str, make: Callable[[Path], None]) -> None:
    """Each in a process of its own; what the content is matters less than what the name says it is."""
    suffixes = SUFFIXES if make is _magic else (Path(good_file(name)).suffix or ".clif",)
    for suffix in suffixes:
        path = folder / f"bad{suffix}"
        make(path)
        before = sorted(os.listdir(folder))
        status, _, stderr = run(command_line(name, path.name), folder)
        judge(status, stderr)
        if make not in (_empty, _folder):
            assert status != 0 or suffix != path.suffix
        assert sorted(os.listdir(folder)) == before


@pytest.mark.parametrize("name", COMMANDS_WITH_INPUT)
def test_unreadable_input(folder: Path, name: str) -> None:
    path = folder / f"secret{Path(good_file(name)).suffix}"
    path.write_text("x")
    path.chmod(0)
    status, stdout, stderr = run(command_line(name, path.name), folder, as_user=True)
    judge(status, stderr)
    assert status != 0
    assert path.name in stdout + stderr


@pytest.mark.parametrize("name", COMMANDS_WITH_INPUT)
def test_strange_names(folder: Path, name: str) -> None:
    suffix = Path(good_file(name)).suffix
    for stem in (b"caf\xe9", b"new\nline", b"-dash", "\u65e5".encode()):
        path = os.fsencode(folder) + b"/" + stem + suffix.encode()
        with open(path, "wb") as file:
            file.write(GOOD.get(good_file(name), "").encode())
        for file_name in (os.fsdecode(path), os.fsdecode(path) + "x"):
            status, _, stderr = run(command_line(name, file_name), folder)
            judge(status, stderr)


@pytest.mark.parametrize("name", COMMANDS_WITH_INPUT)
def test_stdin_that_is_closed_or_no_text(folder: Path, name: str) -> None:
    line = command_line(name, "-")
    for path in ("", "/dev/null", "/proc/self/mem"):
        if not path:
            status, _, stderr = finish(start(line, folder, closed=0, **PIPE))
        else:
            descriptor = os.open(path, os.O_RDONLY)
            status, _, stderr = finish(start(line, folder, stdin=descriptor, **PIPE))
            os.close(descriptor)
        judge(status, stderr)


# --- outputs --------------------------------------------------------------------------------


def with_output(name: str, option: str, output: str) -> list[str]:
    line = command_line(name, good_file(name))
    return [line[0], option, output, *line[1:]]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.mark.parametrize(("name", "option"), OUTPUTS_OF)
def test_output_is_written_and_links_stay(folder: Path, name: str, option: str) -> None:
    (folder / "link").symlink_to("target")
    (folder / "far").symlink_to("link")
    status, _, stderr = run(with_output(name, option, "far"), folder)
    judge(status, stderr)
    assert status == 0, stderr
    assert (folder / "far").is_symlink()
    assert (folder / "link").is_symlink()
    first = (folder / "target").read_bytes()
    assert first
    (folder / "target").write_bytes(b"old")
    assert run(with_output(name, option, "link"), folder)[0] == 0
    assert (folder / "link").is_symlink()
    assert (folder / "target").read_bytes() != b"old"
    assert sorted(os.listdir(folder)) == sorted([*GOOD, "far", "link", "target"])


@pytest.mark.parametrize(("name", "option"), [row for row in OUTPUTS_OF if row[0] in COMMANDS_WITH_INPUT])
def test_no_output_overwrites_its_input(folder: Path, name: str, option: str) -> None:
    good = good_file(name)
    if good == ".":
        good = "good.clif"
    (folder / "hard").hardlink_to(folder / good)
    (folder / "soft").symlink_to(good)
    (folder / "through").symlink_to("soft")
    before = contents(folder)
    for output in (good, f"./{good}", str(folder / good), "hard", "soft", "through"):
        status, _, stderr = run(with_output(name, option, output), folder)
        judge(status, stderr)
        if good_file(name) != ".":
            assert status != 0, output
            assert stderr.startswith(f"{output}: error: "), stderr
    assert contents(folder) == before


@pytest.mark.parametrize(("name", "option"), OUTPUTS_OF)
def test_output_that_cannot_be_written(folder: Path, name: str, option: str) -> None:
    (folder / "closed").mkdir(mode=0o555)
    (folder / "kept").write_bytes(b"old")
    (folder / "kept").chmod(0o444)
    (folder / "circle").symlink_to("circle")
    before = contents(folder)
    for output in ("/dev/full", "no/such/x", "closed/x", "kept", "closed", "good.wat/x", "circle", "x" * 300):
        status, _, stderr = run(with_output(name, option, output), folder, as_user=True)
        judge(status, stderr)
        assert status == 1, (output, stderr)
        assert stderr.splitlines()[-1].startswith(f"{output}: error: "), stderr
        assert ".irtool-" not in stderr
    assert contents(folder) == before


@pytest.mark.parametrize(("name", "option"), OUTPUTS_OF)
def test_output_to_a_fifo(folder: Path, name: str, option: str) -> None:
    os.mkfifo(folder / "fifo")
    with subprocess.Popen(["cat", "fifo"], cwd=folder, stdout=subprocess.PIPE) as reader:
        status, _, stderr = run(with_output(name, option, "fifo"), folder)
        judge(status, stderr)
        assert status == 0
        assert reader.stdout is not None
        assert reader.stdout.read()


# --- streams --------------------------------------------------------------------------------


def stdout_of(name: str, folder: Path) -> str:
    return run(command_line(name, good_file(name)), folder)[1]


@pytest.mark.parametrize("name", COMMANDS)
def test_streams_that_are_closed_full_or_broken(folder: Path, name: str) -> None:
    line = command_line(name, good_file(name))
    prints = bool(stdout_of(name, folder))
    bad = command_line(name, "none.clif")
    bad_status = run(bad, folder)[0]
    reading, broken = os.pipe()
    os.close(reading)
    full = os.open("/dev/full", os.O_WRONLY)
    for child in (
        start(line, folder, closed=1, stderr=subprocess.PIPE),
        start(line, folder, stdout=full, stderr=subprocess.PIPE),
    ):
        status, _, stderr = finish(child)
        judge(status, stderr)
        assert status == (1 if prints else 0)
        assert stderr.startswith("<stdout>: error: ") == prints, stderr
    status, _, stderr = finish(start(line, folder, stdout=broken, stderr=subprocess.PIPE))
    assert stderr == ""
    assert status == (141 if prints else 0)
    for words, wanted in ((line, 0), (bad, bad_status)):
        assert finish(start(words, folder, closed=2, stdout=subprocess.PIPE))[0] == wanted
        assert finish(start(words, folder, stdout=subprocess.PIPE, stderr=full))[0] == wanted
    os.close(broken)
    os.close(full)


@pytest.mark.parametrize("redirection", [">&-", ">/dev/full", "2>&-", "2>/dev/full", "<&-", ">&- 2>&- <&-"])
def test_streams_of_a_new_process(folder: Path, redirection: str) -> None:
    """Python has its own opinion about them at its start and at its end."""
    words = [sys.executable, "-m", "irtool", "opt", "good.clif"]
    shell = ["sh", "-c", f'"$@" {redirection}', "sh", *words]
    done = subprocess.run(shell, capture_output=True, cwd=folder, timeout=HANG, check=False)
    failing = redirection.startswith(">")
    assert done.returncode == (1 if failing else 0)
    if failing and "2>" not in redirection:
        assert done.stderr.count(b"\n") == 1
        assert done.stderr.startswith(b"<stdout>: error: "), done.stderr
    else:
        assert done.stderr == b""


# --- signals --------------------------------------------------------------------------------


def waiting(name: str, folder: Path) -> Iterator[Child]:
    """Processes of a command that wait for a file: for its writer, then for its content."""
    suffix = Path(good_file(name)).suffix or ".clif"
    for opened in (False, True):
        fifo = folder / f"fifo{int(opened)}{suffix}"
        os.mkfifo(fifo)
        child = start(command_line(name, fifo.name), folder, start_new_session=True, **PIPE)
        descriptor = os.open(fifo, os.O_RDWR) if opened else -1
        time.sleep(0.3)
        yield child
        if opened:
            os.close(descriptor)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=lambda number: number.name)
@pytest.mark.parametrize("name", [name for name in COMMANDS_WITH_INPUT if name != "bench"])
def test_signal_ends_a_command_that_waits(folder: Path, name: str, number: signal.Signals) -> None:
    for child in waiting(name, folder):
        assert child.poll() is None
        os.killpg(child.pid, number)
        status, _, stderr = finish(child)
        assert stderr == ""
        assert status in (-number, 128 + number)
