"""`irtool interpret`.

Executes the IR itself, without compiling it: slow, and the judge of what compiled code must do. With
-O the function is optimised first. Results are printed as by `irtool run`.

examples:
  irtool interpret demo.clif --invoke fib 20
  irtool interpret -O speed demo.clif --invoke fib 20
"""

import argparse
import sys

from .common import LEVELS, display_name, pick_function, read_functions, verify_functions


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of this subcommand."""
    parser.add_argument("file", metavar="FILE", help="CLIF text, - for stdin")
    parser.add_argument("args", metavar="ARG", nargs="*", help="arguments of the function")
    parser.add_argument("--invoke", metavar="NAME", help="function to call; default: the only one")
    parser.add_argument("-O", dest="opt_level", choices=LEVELS, default="none", help="optimise first")
    parser.add_argument(
        "--fuel",
        type=int,
        default=100_000_000,
        metavar="N",
        help="stop after N instructions (default: 10**8)",
    )


def run(args: argparse.Namespace) -> int:
    """Run the subcommand."""
    from ..ir.interpreter import Interpreter
    from ..passes.pipeline import optimize
    from .values import parse_arguments, result_text

    funcs = read_functions(args.file)
    file = display_name(args.file)
    func = pick_function(funcs, args.invoke, file)
    values = parse_arguments(func.signature.params, args.args, str(func.name))
    verify_functions(funcs, file)
    for each in funcs:
        optimize(each, args.opt_level)
    outcome = Interpreter(funcs).call(str(func.name), values, args.fuel)
    if outcome.trap:
        print(f"{file}: {func.name}: trap {outcome.trap}", file=sys.stderr)
        return 1
    for result, value in zip(func.signature.returns, outcome.values, strict=True):
        print(result_text(result.ty, value))
    return 0
