"""Compiled modules that run under a user-mode emulator, described by a `UserMachine`: code of machines for
which there is a `qemu-NAME` and a C compiler, in processes of their own.

The module becomes an object file, is linked with a small server (`user_server.c`) and the C library, and the
server calls its functions through trampolines on request. Nothing of this process is visible to it.

    request -> stdin     trampoline, callee, sizes, argument slots
    answer  <- stdout    status, pc, address, result slots

A signal at an instruction of the trap table is a trap of the program; any other is a bug of the compiler
and is raised as `EmulationError` with the place. Functions outside the module are those of the C library.
"""

import select
import signal
import struct
import subprocess
import tempfile
import weakref
from functools import cache
from pathlib import Path
from typing import IO, Final

from ..backends.emulator import UserMachine
from ..backends.text import TextSection
from ..ir.errors import UnsupportedError
from ..object.elf import object_of
from ..object.elf_read import read_object
from .emulate import EmulationError, seconds_left
from .link import UndefinedSymbolError
from .trampoline import SLOT
from .traps import Describe, make_trap

#: Most seconds of one call.
MOST_SECONDS: Final = 60
_SERVER: Final = Path(__file__).with_name("user_server.c")
_REQUEST: Final = struct.Struct("<4Q")
_ANSWER: Final = struct.Struct("<3Q")
_FLAGS: Final = ("-O1", "-static")


@cache
def _server_object(compiler: tuple[str, ...], pc: str) -> bytes:
    """The compiled server. Raises `UnsupportedError` without that compiler."""
    with tempfile.TemporaryDirectory(prefix="irtool-") as directory:
        output = Path(directory, "server.o")
        command = [*compiler, "-O1", "-c", f"-DPC={pc}", str(_SERVER), "-o", str(output)]
        try:
            done = subprocess.run(command, capture_output=True, text=True)
        except OSError as error:
            raise UnsupportedError(f"running this code needs the program {compiler[0]}: {error}") from None
        if done.returncode != 0:
            raise UnsupportedError(f"{compiler[0]} cannot compile {_SERVER.name}: {done.stderr.strip()}")
        return output.read_bytes()


class UserImage:
    """A text section in a process of the emulator."""

    def __init__(self, section: TextSection, machine: UserMachine, describe: Describe = make_trap) -> None:
        self._describe = describe
        self._section = section
        self._traps = section.traps()
        self._directory = tempfile.TemporaryDirectory(prefix="irtool-")
        program = Path(self._directory.name, "program")
        self._link(program, machine)
        self._base = self._find_base(program)
        self._command = [*machine.command, str(program), str(MOST_SECONDS)]
        try:
            self._process = self._start()
        except OSError as error:
            self._directory.cleanup()
            raise UnsupportedError(f"running this code needs {machine.command[0]}: {error}") from None
        self._finalizer = weakref.finalize(self, _end, self._process, self._directory)

    def _start(self) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def _start_again(self) -> None:
        """Give up a call that is running."""
        self._finalizer.detach()
        _end_process(self._process)
        self._process = self._start()
        self._finalizer = weakref.finalize(self, _end, self._process, self._directory)

    def _link(self, program: Path, machine: UserMachine) -> None:
        """Make the executable. All names but one are local, so that none meets a name of the C library."""
        server = _server_object(machine.compiler, machine.pc)
        names = [function.name for function in self._section.functions]
        self._anchor = names[-1]
        server_file, code_file = program.with_name("server.o"), program.with_name("code.o")
        server_file.write_bytes(server)
        code_file.write_bytes(object_of(self._section, names[:-1]))
        files = [str(server_file), str(code_file), "-lm", "-o", str(program)]
        done = subprocess.run([*machine.compiler, *_FLAGS, *files], capture_output=True, text=True)
        if done.returncode != 0:
            undefined = [line for line in done.stderr.splitlines() if "undefined reference" in line]
            if undefined:
                name = undefined[0].rpartition("undefined reference to ")[2].strip("`' ")
                raise UndefinedSymbolError(f"undefined symbol {name!r} (not in the C library)")
            raise EmulationError(f"{machine.compiler[0]} cannot link the code: {done.stderr.strip()}")

    def _find_base(self, program: Path) -> int:
        """Address of the text: a trampoline, whose name is no C name, is global."""
        for symbol in read_object(program.read_bytes()).symbols:
            if symbol.name == self._anchor and symbol.bind == 1:
                return symbol.value - self._section.starts[self._anchor]
        raise EmulationError(f"the linked program has no symbol {self._anchor}")

    def address(self, name: str) -> int:
        """Where a function is in the emulated process; KeyError for an unknown name."""
        return self._base + self._section.starts[name]

    def call(self, trampoline: str, callee: str, arguments: bytes, num_results: int) -> bytes:
        """Call `callee` through a trampoline; returns the result slots.

        Raises `Trap`, `EmulationError`, or `TimeLimitError`."""
        try:
            return self._call(trampoline, callee, arguments, num_results)
        except (KeyboardInterrupt, TimeoutError):
            self._start_again()
            raise

    def _call(self, trampoline: str, callee: str, arguments: bytes, num_results: int) -> bytes:
        addresses = self.address(trampoline), self.address(callee)
        size = SLOT * num_results
        requests, answers = self._process.stdin, self._process.stdout
        assert requests is not None and answers is not None
        try:
            requests.write(_REQUEST.pack(*addresses, len(arguments), size) + arguments)
            requests.flush()
        except OSError:
            pass  # it has ended, which the answer tells
        while (left := seconds_left()) is not None and not select.select([answers], [], [], left)[0]:
            pass  # the next look raises
        head = answers.read(_ANSWER.size)
        if len(head) < _ANSWER.size:
            raise EmulationError(f"the emulator ended: {self._end_text()}")
        status, pc, address = _ANSWER.unpack(head)
        results = answers.read(size)
        if status == 0:
            return results
        offset = pc - self._base
        if offset in self._traps:
            raise self._describe(self._traps[offset], offset, address if address != pc else 0)
        name = signal.Signals(status).name
        raise EmulationError(f"{name} at text offset {offset:#x}, address {address:#x}")

    def _end_text(self) -> str:
        """How the process ended."""
        status = self._process.wait()
        if status < 0:
            name = signal.Signals(-status).name
            return f"a call took more than {MOST_SECONDS} s" if name == "SIGALRM" else name
        return f"status {status}"

    def close(self) -> None:
        """End the process."""
        self._finalizer()


def _end(process: "subprocess.Popen[bytes]", directory: "tempfile.TemporaryDirectory[str]") -> None:
    _end_process(process)
    directory.cleanup()


def _end_process(process: "subprocess.Popen[bytes]") -> None:
    process.kill()
    pipes: tuple[IO[bytes] | None, ...] = (process.stdin, process.stdout)
    for pipe in pipes:
        if pipe is not None:
            try:
                pipe.close()
            except OSError:  # a request was not read to its end
                pass
    process.wait()
