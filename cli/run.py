"""`irtool run`.

A WebAssembly module (.wasm, .wat) is instantiated and an exported function of it called; a CLIF file is
compiled and a function of it called. Code for this machine runs in the process, that for another one in an
emulator. Of a CLIF file only what can be reached from the function is compiled. Results are printed one per
line, integers as signed numbers. A trap ends with its place, function and code on stderr and status 1.

--fuel N runs at most N instructions of WebAssembly or CLIF (of the machine for emulated CLIF), --timeout S at
most S seconds; the code that wants more is stopped, with a message and status 1. Ctrl-C stops it too.

A module that exports `_start` is a program for WASI preview 1: it gets the arguments, the variables of
--env, the standard streams and the directories of --dir, of which it cannot leave any, and its exit code is
that of the command. --preload NAME=FILE gives a module that FILE imports something from, as NAME.

A .o file is a module that `irtool compile` has compiled for this machine: its code is mapped and runs at
once. Other modules are compiled, and kept in the cache (`irtool cache`, docs/cache.md), so that the next run
finds them.

examples:
  irtool run fib.wat --invoke fib 30
  irtool run --env LANG=C --dir data::/data prog.wasm -- --verbose
  irtool run --preload env=stubs.wat prog.wasm
  irtool run --target aarch64 prog.wasm
  irtool run prog.wasm --fuel 1000000 --timeout 2.5
  irtool run demo.clif --invoke fib 30
  irtool run --target aarch64 -O speed demo.clif --invoke fib 30
  irtool run add.clif 40 2                                  the only function of the file
  irtool run demo.clif --invoke gcd -- -12 18               `--` before negative arguments
"""

import argparse
import sys
from contextlib import nullcontext

from .common import (
    UsageError,
    add_target_arguments,
    display_name,
    name_file,
    pick_function,
    read_functions,
    settings_from,
    verify_functions,
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of this subcommand."""
    parser.add_argument("file", metavar="FILE", help="CLIF text, .wasm, .wat or .o; - for CLIF on stdin")
    parser.add_argument("args", metavar="ARG", nargs="*", help="arguments of the function")
    parser.add_argument("--invoke", metavar="NAME", help="function to call; default: the only one")
    parser.add_argument(
        "--env", metavar="NAME=VALUE", action="append", default=[], help="a variable for a WASI program"
    )
    parser.add_argument(
        "--dir",
        metavar="HOST[::GUEST]",
        action="append",
        default=[],
        help="a directory for a WASI program, and the program's name for it; default: the same",
    )
    parser.add_argument(
        "--preload",
        metavar="NAME=FILE",
        action="append",
        default=[],
        help="a WebAssembly module that the module imports from under a name",
    )
    add_target_arguments(parser)
    parser.add_argument(
        "--emulate", action="store_true", help="use the emulator also for this machine's code"
    )
    parser.add_argument(
        "--lazy", action="store_true", help="compile each function of a WebAssembly module at its first call"
    )
    parser.add_argument(
        "--fuel",
        type=int,
        metavar="N",
        help="stop after N instructions, of the machine for emulated CLIF (default there: 10**8)",
    )
    parser.add_argument("--timeout", type=float, metavar="S", help="stop the code after S seconds (status 1)")


def run(args: argparse.Namespace) -> int:
    """Run the subcommand."""
    if args.fuel is not None and args.fuel < 1:
        raise UsageError("--fuel needs a positive number")
    if args.fuel is not None and args.fuel >= 1 << 63:
        raise UsageError("--fuel must be less than 2^63")
    if args.file.endswith((".wasm", ".wat", ".o")):
        from .run_wasm import run_wasm

        return run_wasm(args)
    for option in ("env", "dir", "lazy", "preload"):
        if getattr(args, option):
            raise UsageError(f"--{option} is for WebAssembly programs")
    from ..backends.host_features import NATIVE
    from ..ir.analysis.callees import reachable
    from ..ir.errors import ErrorList, IrtoolError
    from .values import parse_arguments, result_text

    settings = settings_from(args)
    if args.target is None and not settings.chooses_features and not args.emulate:
        settings.apply(NATIVE)  # it runs at once, here
    funcs = read_functions(args.file)
    file = display_name(args.file)
    func = pick_function(funcs, args.invoke, file)
    values = parse_arguments(func.signature.params, args.args, str(func.name))
    from ..runtime.emulate import EmulationError
    from ..runtime.module import load
    from ..runtime.traps import Trap
    from ..runtime.wasm.time_limits import TimeLimitError, time_limit

    try:
        limit = time_limit(args.timeout) if args.timeout is not None else nullcontext()
    except ValueError as error:
        raise UsageError(f"--timeout: {error}") from None
    try:
        settings.check_supported()
        verify_functions(funcs, file, settings)
        settings.set("enable_verifier", False)
        needed = reachable(funcs, [func])
        module = load(needed, settings.target, settings, emulate=args.emulate, fuel=args.fuel)
    except IrtoolError as error:
        name_file(error.errors if isinstance(error, ErrorList) else [error], file)
        raise
    try:
        with limit:
            results = module.call(func.name.symbol(), list(values))
    except TimeLimitError as error:
        print(f"{file}: {error}", file=sys.stderr)
        return 1
    except Trap as trap:
        where = f"{file}:{trap.place}" if trap.place is not None else file
        what = trap.message if trap.message != trap.code else f"trap {trap.code}"
        print(f"{where}: {trap.function or func.name}: {what}", file=sys.stderr)
        return 1
    except EmulationError as error:
        hint = " (--fuel N gives it more)" if "fuel" in str(error) else ""
        print(f"{file}: {func.name}: {error}{hint}", file=sys.stderr)
        return 1
    finally:
        module.close()
    for result, value in zip(func.signature.returns, results, strict=True):
        print(result_text(result.ty, value))
    return 0
