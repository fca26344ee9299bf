"""The `irtool` command: finds the subcommand, runs it, and turns errors into messages.

Only the module of the subcommand that is called is imported, and each of those imports what it
needs when it runs, so that `irtool --help` and usage errors come at once.

Exit status: 0; 1 when the input is wrong or a test failed; 2 for wrong usage; 130 after Ctrl-C, 143 after
SIGTERM, 141 when the reader of stdout went away.
"""

from __future__ import annotations

import atexit
import gc
import io
import os
import signal
import sys

TYPE_CHECKING = False  # that of `typing`, whose import would take longer than `irtool --help`
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType
    from typing import Any, Final, NoReturn, TextIO

    from typing_extensions import Buffer

#: Subcommands with what they do. A `-` in a name is a `_` in its module's.
COMMANDS: Final = {
    "compile": "compile CLIF text or a WebAssembly module to an object file, assembly or raw code",
    "run": "run a WebAssembly module or a function of a CLIF file",
    "interpret": "call a function in the IR interpreter",
    "test": "run filetests",
    "verify": "check CLIF files and report every error",
    "opt": "optimise CLIF text, all passes or those named",
    "disasm": "disassemble an object file, a CLIF file or raw code",
    "convert": "turn a WebAssembly module into text or back",
    "validate": "check WebAssembly modules, binary or text",
    "wasm": "say what is in a WebAssembly module",
    "wast": "run WebAssembly scripts",
    "cfg": "draw control-flow, dominator and call graphs",
    "cache": "say what is in the cache of compiled modules, or empty it",
    "targets": "list targets, their flags and all settings",
    "bench": "measure the compiler",
}

#: Commands with temporary files and processes, which they put away when they are interrupted. The others hold
#: nothing (`files.py` keeps signals back while it writes), so a signal ends them at once.
_TIDY: Final = ("run", "test", "wast", "bench")

#: Objects that are made before the garbage collector looks for cycles: importing makes many, and no cycles
#: that would have to go.
_COLLECT: Final = 50_000

_USAGE: Final = """usage: irtool COMMAND [OPTIONS] ...
       irtool COMMAND --help

A compiler framework in typed Python: WebAssembly and CLIF text to x86-64 and aarch64 machine code.

commands:
{commands}

options:
  -h, --help     this text
  -V, --version  version, and whether irtool runs compiled or as plain Python

examples:
  irtool run prog.wasm -- ARGS                              runs a program of WebAssembly (WASI)
  irtool run --target aarch64 prog.wasm -- ARGS             the same code for aarch64, in an emulator
  irtool run lib.wasm --invoke fib 30                       calls an exported function
  irtool compile --target aarch64 -O speed prog.wasm        writes prog.o
  irtool disasm prog.o --function main                      shows the machine code
  irtool compile --emit asm demo.clif                       shows the machine code
  irtool run demo.clif --invoke fib 30                      calls %fib(30)
  irtool test -j 2 filetests                                runs all filetests below a directory

Exit status: 0; 1 when the input is wrong or a test failed; 2 for wrong usage; 128 and the number of
the signal after Ctrl-C and SIGTERM. Outputs are written whole or not at all, and never over an input.
Errors are printed as `file:line:column: error: message`.
"""


def usage() -> str:
    """The text of `irtool --help`."""
    width = max(map(len, COMMANDS))
    rows = "\n".join(f"  {name:<{width}}  {text}" for name, text in COMMANDS.items())
    return _USAGE.format(commands=rows)


class _Terminated(BaseException):
    """SIGTERM came: like Ctrl-C, it lets everybody put away temporary files and end other processes."""


def entry() -> NoReturn:
    """The program `irtool`, ended at once: what it leaves behind, some hundred thousand objects, need not be
    taken apart one by one, which takes longer than many a command. Whoever wants to know of the end does, and
    with other threads it is the usual one."""
    gc.set_threshold(_COLLECT)
    status = program()
    if "threading" in sys.modules and sys.modules["threading"].active_count() > 1:
        sys.exit(status)
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        if _is_broken(stream):
            _discard(stream)
    os._exit(status)


def program() -> int:
    """The program `irtool`: `main` in a process of its own. Returns the exit status."""
    _open_streams()
    if len(sys.argv) > 1 and sys.argv[1] not in _TIDY:
        # Compiled code does not look for signals of Python: they would wait for its end.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    else:
        signal.signal(signal.SIGTERM, _terminate)
    try:
        return main()
    except _Terminated:
        _discard(sys.stdout)
        return 128 + signal.SIGTERM


def main(argv: list[str] | None = None) -> int:
    """Run `irtool` with these arguments; returns the exit status."""
    args = sys.argv[1:] if argv is None else argv
    status = 1
    try:
        status = _dispatch(args)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader went away, which is its right
        _discard(sys.stdout)
        return 141
    except KeyboardInterrupt:
        _discard(sys.stdout)
        return 128 + signal.SIGINT
    except OSError as error:
        status = max(status, 1)
        _complain(f"{error.filename or '<stdout>'}: error: {error.strerror}\n")
    if _is_broken(sys.stdout):
        _discard(sys.stdout)
    if _is_broken(sys.stderr):
        _discard(sys.stderr)
    return status


def _terminate(number: int, frame: FrameType | None) -> None:
    raise _Terminated


def _open_streams() -> None:
    """Open the standard streams that are closed, in the wrong direction: using one is then an error of the
    system, and no file that is opened later is taken for it. Errors of stdout and stderr get a name."""
    for number, flags in ((0, os.O_WRONLY), (1, os.O_RDONLY), (2, os.O_WRONLY)):
        try:
            os.fstat(number)
        except OSError:
            opened = os.open(os.devnull, flags)
            if opened != number:
                os.dup2(opened, number)
                os.close(opened)
    if sys.stdin is None:
        sys.stdin = open(0, closefd=False)  # noqa: SIM115
    sys.stdout = _named(1)
    sys.stderr = _named(2)


class _NamedFile(io.FileIO):
    """An open file whose errors have a name."""

    def write(self, data: Buffer) -> int:
        try:
            return super().write(data)
        except OSError as error:
            raise OSError(
                error.errno, error.strerror, f"<{('stdout', 'stderr')[self.fileno() - 1]}>"
            ) from None


def _named(number: int) -> TextIO:
    """The stream of a number. What is printed is UTF-8 as it is in files, whatever the locale; names of files
    are printed as the bytes they are."""
    return io.TextIOWrapper(
        io.BufferedWriter(_NamedFile(number, "w", closefd=False)),
        encoding="utf-8",
        errors="surrogateescape" if number == 1 else "backslashreplace",
        line_buffering=number == 2 or os.isatty(number),
    )


def _is_broken(stream: TextIO) -> bool:
    """Whether what was printed cannot be written."""
    try:
        stream.flush()
    except OSError:
        return True
    return False


def _discard(stream: TextIO) -> None:
    """Forget what a stream could not write. Python would try again at its exit, and complain."""
    try:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, stream.fileno())
        os.close(null)
    except OSError:  # a stream of a test, without a number
        pass


def _complain(text: str) -> None:
    """Print to stderr if that is possible; the exit status says it anyway."""
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except OSError:
        _discard(sys.stderr)


def _dispatch(args: list[str]) -> int:
    if not args:
        _complain(usage())
        return 2
    name = args[0]
    if name in ("-h", "--help", "help"):
        if len(args) > 1 and args[1] in COMMANDS:
            return _dispatch([args[1], "--help"])
        sys.stdout.write(usage())
        return 0
    if name in ("-V", "--version"):
        from .version import version_text

        print(version_text())
        return 0
    if name not in COMMANDS:
        _complain(f"irtool: unknown command {name!r}{_nearest(name)}\nTry `irtool --help`.\n")
        return 2
    return _run(name, args[1:])


def _run(name: str, args: list[str]) -> int:
    """Run one subcommand."""
    from .usage import UsageError

    command, options = _quickly(args) if name == "run" else (None, None)
    if command is None:
        import importlib

        from .common import make_parser

        module = importlib.import_module(f".{name}", __package__)
        parser = make_parser(name, COMMANDS[name], module.__doc__ or "")
        module.add_arguments(parser)
        try:
            # Intermixed: in `run FILE --invoke fib 30` the 30 comes behind an option.
            options = parser.parse_intermixed_args(args)
        except SystemExit as stop:  # argparse has said what there is to say
            return int(stop.code or 0)
        command = module.run
    from ..ir.errors import IrtoolError

    try:
        status: int = command(options)
        return status
    except UsageError as error:
        _complain(f"irtool {name}: error: {error}\nTry `irtool {name} --help`.\n")
        return 2
    except IrtoolError as error:
        _complain(error.render() + "\n")
        return 1
    except BrokenPipeError:
        raise
    except OSError as error:
        if error.filename in ("<stdout>", "<stderr>"):
            raise
        place = f"{error.filename}: " if error.filename else ""
        _complain(f"{place}error: {error.strerror or error}\n")
        return 1
    except ModuleNotFoundError as error:
        package = (error.name or "").partition(".")[0]
        if package in ("", "irtool"):
            raise
        _complain(f"error: this needs the Python package {package}, which is not installed\n")
        return 1
    except MemoryError:
        _complain("error: out of memory\n")
        return 1


def _quickly(args: list[str]) -> tuple[Callable[[Any], int] | None, object]:
    """What `irtool run` is to do, and its options, if that can be told without a parser."""
    if not args or not args[0].endswith(".o"):
        return None, None
    from .run_wasm import plain_arguments, run_wasm

    options = plain_arguments(args)
    return (run_wasm, options) if options is not None else (None, None)


def _nearest(name: str) -> str:
    from difflib import get_close_matches

    close = get_close_matches(name, COMMANDS, 1)
    return f"; did you mean {close[0]!r}?" if close else ""
