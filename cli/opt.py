"""`irtool opt`.

Prints the functions after the mid-end. Without --passes the pipeline of the level runs (default:
speed); with it, exactly the passes named, in that order.

examples:
  irtool opt demo.clif
  irtool opt --passes gvn,dce --print-after demo.clif       also after each pass, on stderr
  irtool opt --print-after-pass simplify --verify demo.clif
  irtool opt --list
"""

import argparse
import sys

from .common import (
    LEVELS,
    UsageError,
    add_output_argument,
    display_name,
    read_functions,
    refuse_options,
    verify_functions,
    write_output,
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of this subcommand."""
    parser.add_argument("file", metavar="FILE", nargs="?", help="CLIF text, - for stdin")
    parser.add_argument("--passes", metavar="A,B,...", help="run these passes instead of the pipeline")
    parser.add_argument("--disable", metavar="A,B,...", default="", help="leave these passes out")
    parser.add_argument(
        "-O", "--opt-level", dest="opt_level", choices=LEVELS, help="level of the pipeline (default: speed)"
    )
    parser.add_argument("--print-after", action="store_true", help="print the functions after every pass")
    parser.add_argument(
        "--print-after-pass", metavar="A,B,...", default="", help="print them after these passes"
    )
    parser.add_argument("--verify", action="store_true", help="verify after every pass")
    parser.add_argument(
        "--list", action="store_true", help="list the passes, those of the pipeline in its order, and stop"
    )
    add_output_argument(parser, "stdout")


def run(args: argparse.Namespace) -> int:
    """Run the subcommand."""
    from ..ir.errors import SettingError
    from ..ir.text.printer import print_function
    from ..passes.pipeline import PASSES, PIPELINE, Options, optimize, run_passes

    if args.list:
        refuse_options(
            args,
            ("file", "passes", "disable", "O", "print-after", "print-after-pass", "verify", "output"),
            "has no meaning beside --list",
        )
        pipeline = {step.name for step in PIPELINE}
        others = [step for step in PASSES.values() if step.name not in pipeline]
        for step in (*PIPELINE, *others):
            summary = (sys.modules[step.run.__module__].__doc__ or "").strip().split("\n")[0]
            print(f"{step.name:<14} {summary}{' (with --passes only)' if step in others else ''}")
        return 0
    if args.file is None:
        raise UsageError("which file?")
    if args.passes is not None:
        refuse_options(args, ["O", "disable"], "is about the pipeline, which --passes replaces")
    if args.print_after:
        refuse_options(args, ["print-after-pass"], "is part of --print-after")
    try:
        options = Options(
            verify=args.verify,
            print_after=["all"] if args.print_after else _names(args.print_after_pass),
            disabled=_names(args.disable),
        )
    except SettingError as error:
        raise UsageError(error.message) from None
    funcs = read_functions(args.file)
    verify_functions(funcs, display_name(args.file))
    texts = []
    for func in funcs:
        if args.passes is None:
            optimize(func, args.opt_level or "speed", options)
        else:
            try:
                run_passes(func, _names(args.passes), options)
            except SettingError as error:
                raise UsageError(error.message) from None
        texts.append(print_function(func))
    write_output(args.output, "\n".join(texts), [args.file])
    return 0


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]
