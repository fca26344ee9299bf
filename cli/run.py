"""`irtool run`.

A WebAssembly module (.wasm, .wat) is instantiated and an exported function of it called; a CLIF file is
compiled and a function of it called. Code for this machine runs in the process, CLIF for another one in an
emulator (unicorn). Results are printed one per line, integers as signed numbers. A trap ends with its code on
stderr and status 1.

A module that exports `_start` is a program for WASI preview 1: it gets the arguments, the variables of --env,
and the standard streams, and its exit code is that of the command. Files are not there yet.

examples:
  irtool run fib.wat --invoke fib 30
  irtool run --env LANG=C prog.wasm -- --verbose
  irtool run demo.clif --invoke fib 30
  irtool run --target aarch64 -O speed demo.clif --invoke fib 30
  irtool run add.clif 40 2                                  the only function of the file
  irtool run demo.clif --invoke gcd -- -12 18               `--` before negative arguments
"""

import argparse
import sys

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
    parser.add_argument("file", metavar="FILE", help="CLIF text, .wasm or .wat; - for CLIF on stdin")
    parser.add_argument("args", metavar="ARG", nargs="*", help="arguments of the function")
    parser.add_argument("--invoke", metavar="NAME", help="function to call; default: the only one")
    parser.add_argument(
        "--env", metavar="NAME=VALUE", action="append", default=[], help="a variable for a WASI program"
    )
    add_target_arguments(parser)
    parser.add_argument(
        "--emulate", action="store_true", help="use the emulator also for this machine's code"
    )


def run(args: argparse.Namespace) -> int:
    """Run the subcommand."""
    if args.file.endswith((".wasm", ".wat")):
        from .run_wasm import run_wasm

        return run_wasm(args)
    if args.env:
        raise UsageError("--env is for WebAssembly programs")
    from ..ir.errors import ErrorList, IrtoolError
    from .values import parse_arguments, result_text

    settings = settings_from(args)
    funcs = read_functions(args.file)
    file = display_name(args.file)
    func = pick_function(funcs, args.invoke, file)
    values = parse_arguments(func.signature.params, args.args, str(func.name))
    from ..runtime.emulate import EmulationError
    from ..runtime.module import load
    from ..runtime.traps import Trap

    try:
        settings.check_supported()
        verify_functions(funcs, file, settings)
        settings.set("enable_verifier", False)
        module = load(funcs, settings.target, settings, emulate=args.emulate)
    except IrtoolError as error:
        name_file(error.errors if isinstance(error, ErrorList) else [error], file)
        raise
    try:
        results = module.call(func.name.symbol(), list(values))
    except Trap as trap:
        print(f"{file}: {func.name}: trap {trap.code}", file=sys.stderr)
        return 1
    except EmulationError as error:
        print(f"{file}: {func.name}: {error}", file=sys.stderr)
        return 1
    finally:
        module.close()
    for result, value in zip(func.signature.returns, results, strict=True):
        print(result_text(result.ty, value))
    return 0
