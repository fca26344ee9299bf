"""`irtool interpret`.

Executes the IR itself, without compiling it: slow, and the judge of what compiled code must do. With
-O the functions are optimised first. Results are printed one per line in CLIF's own syntax, which
arguments may have too: floats as 0x1.8p1 or NaN:0x1, vectors as 0x... bytes or "[1 2 3 4]". A trap ends
with its code on stderr and status 1.

Functions that are not in the file are refused by name, but for the library functions of the format
(CeilF32, FmaF64, Memcpy, Memset, ...). --data gives a data object for symbol_value and tls_value.

examples:
  irtool interpret demo.clif --invoke %fib 20
  irtool interpret -O speed demo.clif --invoke fib 20
  irtool interpret scale.clif -- -0x1.8p1 "[1 2 3 4]"       `--` before negative arguments
  irtool interpret table.clif --data %table=00010203 3      bytes in the order of memory
"""

import argparse
import sys

from .common import (
    LEVELS,
    UsageError,
    display_name,
    name_file,
    pick_function,
    read_functions,
    verify_functions,
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of this subcommand."""
    parser.add_argument("file", metavar="FILE", help="CLIF text, - for stdin")
    parser.add_argument("args", metavar="ARG", nargs="*", help="arguments of the function")
    parser.add_argument("--invoke", metavar="NAME", help="function to call; default: the only one")
    parser.add_argument(
        "-O", "--opt-level", dest="opt_level", choices=LEVELS, default="none", help="optimise first"
    )
    parser.add_argument(
        "--fuel",
        type=int,
        default=100_000_000,
        metavar="N",
        help="stop after N instructions (default: 10**8)",
    )
    parser.add_argument(
        "--memory",
        type=int,
        default=1 << 24,
        metavar="BYTES",
        help="trap stk_ovf when the frames need more (default: 16 MiB)",
    )
    parser.add_argument(
        "--depth",
        type=int,
        default=10_000,
        metavar="N",
        help="trap stk_ovf when more calls wait for each other (default: 10000)",
    )
    parser.add_argument(
        "--data",
        action="append",
        default=[],
        metavar="NAME=HEX",
        help="a data object with these bytes; may be repeated",
    )


def parse_data(texts: list[str]) -> dict[str, bytes]:
    """The data objects of `--data`. Raises `UsageError`."""
    objects: dict[str, bytes] = {}
    for text in texts:
        name, equals, digits = text.partition("=")
        try:
            content = bytes.fromhex(digits.removeprefix("0x"))
        except ValueError:
            equals = ""
            content = b""
        if not equals or not name:
            raise UsageError(f"--data {text}: expected a name, `=` and pairs of hexadecimal digits")
        objects[name if name.startswith("%") or ":" in name else f"%{name}"] = content
    return objects


def run(args: argparse.Namespace) -> int:
    """Run the subcommand."""
    from ..ir.errors import IrtoolError
    from ..ir.interp.interpreter import Interpreter
    from ..passes.pipeline import optimize
    from .values import clif_text, parse_arguments

    if min(args.fuel, args.memory, args.depth) < 0:
        raise UsageError("--fuel, --memory and --depth must not be negative")
    data = parse_data(args.data)
    funcs = read_functions(args.file)
    file = display_name(args.file)
    func = pick_function(funcs, args.invoke, file)
    values = parse_arguments(func.signature.params, args.args, str(func.name))
    verify_functions(funcs, file)
    for each in funcs:
        optimize(each, args.opt_level)
    machine = Interpreter(funcs, args.memory, args.depth, data)
    try:
        outcome = machine.call_function(machine.codes[funcs.index(func)], values, args.fuel)
    except IrtoolError as error:
        name_file([error], file)
        raise
    if outcome.trap:
        where = f"{file}:{outcome.place}" if outcome.place is not None else file
        print(f"{where}: {outcome.function}: trap {outcome.trap}", file=sys.stderr)
        return 1
    for result, value in zip(func.signature.returns, outcome.values, strict=True):
        print(clif_text(result.ty, value))
    return 0
