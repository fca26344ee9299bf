"""The `irtool` command: finds the subcommand, runs it, and turns errors into messages.

Only the module of the subcommand that is called is imported, and each of those imports what it
needs when it runs, so that `irtool --help` and usage errors come at once.

Exit status: 0; 1 when the input is wrong or a test failed; 2 for wrong usage; 130 after Ctrl-C.
"""

import os
import sys
from typing import Final

#: Subcommands with what they do. A `-` in a name is a `_` in its module's.
COMMANDS: Final = {
    "compile": "compile CLIF text to an object file, assembly or raw code",
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
    "targets": "list targets, their flags and all settings",
    "bench": "measure the compiler",
}

_USAGE: Final = """usage: irtool COMMAND [OPTIONS] ...
       irtool COMMAND --help

A compiler framework in typed Python: WebAssembly and CLIF text to x86-64 and aarch64 machine code.

commands:
{commands}

options:
  -h, --help     this text
  -V, --version  version, and whether irtool runs compiled or as plain Python

examples:
  irtool run fib.wat --invoke fib 30                        calls an exported function
  irtool compile --target aarch64 -O speed demo.clif        writes demo.o
  irtool compile --emit asm demo.clif                       shows the machine code
  irtool run demo.clif --invoke fib 30                      calls %fib(30)
  irtool test -j 2 filetests                                runs all filetests below a directory

Exit status: 0; 1 when the input is wrong or a test failed; 2 for wrong usage.
Errors are printed as `file:line:column: error: message`.
"""


def usage() -> str:
    """The text of `irtool --help`."""
    width = max(map(len, COMMANDS))
    rows = "\n".join(f"  {name:<{width}}  {text}" for name, text in COMMANDS.items())
    return _USAGE.format(commands=rows)


def main(argv: list[str] | None = None) -> int:
    """Run `irtool` with these arguments; returns the exit status."""
    args = sys.argv[1:] if argv is None else argv
    try:
        status = _dispatch(args)
        sys.stdout.flush()
        return status
    except BrokenPipeError:
        # The reader went away, which is its right. Python would complain once more at its exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except KeyboardInterrupt:
        return 130


def _dispatch(args: list[str]) -> int:
    if not args:
        sys.stderr.write(usage())
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
        sys.stderr.write(f"irtool: unknown command {name!r}{_nearest(name)}\nTry `irtool --help`.\n")
        return 2
    return _run(name, args[1:])


def _run(name: str, args: list[str]) -> int:
    """Run one subcommand."""
    import importlib

    from .common import UsageError, make_parser

    module = importlib.import_module(f".{name}", __package__)
    parser = make_parser(name, COMMANDS[name], module.__doc__ or "")
    module.add_arguments(parser)
    try:
        # Intermixed: in `run FILE --invoke fib 30` the 30 comes behind an option.
        options = parser.parse_intermixed_args(args)
    except SystemExit as stop:  # argparse has said what there is to say
        return int(stop.code or 0)
    from ..ir.errors import IrtoolError

    try:
        status: int = module.run(options)
        return status
    except UsageError as error:
        sys.stderr.write(f"irtool {name}: error: {error}\nTry `irtool {name} --help`.\n")
        return 2
    except IrtoolError as error:
        print(error.render(), file=sys.stderr)
        return 1
    except BrokenPipeError:
        raise
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        print(f"{place}error: {error.strerror or error}", file=sys.stderr)
        return 1
    except MemoryError:
        print("error: out of memory", file=sys.stderr)
        return 1


def _nearest(name: str) -> str:
    from difflib import get_close_matches

    close = get_close_matches(name, COMMANDS, 1)
    return f"; did you mean {close[0]!r}?" if close else ""
