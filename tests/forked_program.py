"""The program `irtool` in processes that are forked from the one of the tests, which has irtool in memory:
a tenth of the time of a new Python. Streams, signals and exit status are those of a process of its own."""

import ctypes
import gc
import importlib
import os
import signal
import struct
import subprocess
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, TypeAlias

from irtool.cli.main import COMMANDS, program

Child: TypeAlias = "subprocess.Popen[bytes]"

#: Seconds that are a hang: many times what the slowest needs.
HANG: Final = 60


def load_modules() -> None:
    """What the commands import when they run."""
    for name in [*COMMANDS, "run_wasm"]:
        importlib.import_module(f"irtool.cli.{name}")
    for name in (
        *("compile", "backends.text", "backends.disasm", "backends.emit", "object.elf", "object.disasm"),
        *(
            "passes.pipeline",
            "runtime.module",
            "runtime.native",
            "runtime.wasm.script",
            "runtime.wasi.system",
        ),
        *("filetests.runner.run", "frontend.wasm.text.assemble", "frontend.wasm.text.print_module"),
        *("ir.text.testfile", "ir.verify.verifier", "ir.interp.interpreter", "bench.report", "bench.run"),
    ):
        importlib.import_module(f"irtool.{name}")
    importlib.import_module("networkx")
    importlib.import_module("capstone")


def _weaken() -> None:
    """Take the superuser's right to read and write everything from this process."""
    libc = ctypes.CDLL(None)
    header = struct.pack("<Ii", 0x20080522, 0)
    sets = ctypes.create_string_buffer(24)
    libc.capget(header, sets)
    words = list(struct.unpack("<6I", sets.raw))
    for row in (0, 1):  # effective and permitted
        words[row] &= ~0b110  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
    if libc.capset(header, struct.pack("<6I", *words)) != 0:
        raise AssertionError("capset")


def start(words: Sequence[str], cwd: Path, closed: int = -1, as_user: bool = False, **streams: Any) -> Child:
    """The program in a process that is forked from this one, which has irtool in memory already: a tenth of
    the time of a new Python. `closed` is the number of a stream that it does not get."""

    def become() -> None:
        status = 70
        try:
            os.closerange(3, 1024)  # the pipe over which `Popen` waits for an exec, too
            if closed >= 0:
                os.close(closed)
            if as_user and os.geteuid() == 0:
                _weaken()
            signal.signal(signal.SIGINT, signal.default_int_handler)
            signal.signal(signal.SIGPIPE, signal.SIG_IGN)
            gc.freeze()
            sys.argv = ["irtool", *words]
            sys.stdin = None if closed == 0 else open(0, closefd=False)  # noqa: SIM115
            status = program()
            sys.stdout.flush()
            sys.stderr.flush()
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(status)

    return subprocess.Popen(["true"], cwd=cwd, preexec_fn=become, **streams)


def finish(child: Child, stdin: bytes = b"") -> tuple[int, str, str]:
    try:
        stdout, stderr = child.communicate(stdin or None, timeout=HANG)
    except subprocess.TimeoutExpired:
        child.kill()
        raise
    return (
        child.returncode,
        (stdout or b"").decode(errors="replace"),
        (stderr or b"").decode(errors="replace"),
    )


PIPE = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}


def run(words: Sequence[str], cwd: Path, as_user: bool = False) -> tuple[int, str, str]:
    return finish(start(words, cwd, as_user=as_user, stdin=subprocess.DEVNULL, **PIPE))
