"""`irtool bench`.

Measures each stage (read, verify, optimise, lower, regalloc, emit) on generated functions and on a
directory of .clif files, in nanoseconds per instruction of the input, compiled and interpreted side by
side, and how the cost grows with size. Each time is the best of several repetitions.

--regalloc measures the register allocator alone instead: time and memory over shapes of code and
numbers of virtual registers, and the stores, reloads and moves that kernels execute, with all of its
features and without each of them.

examples:
  irtool bench
  irtool bench --sizes 1000,10000 --target aarch64 --no-interpreted
  irtool bench --corpus filetests --json bench.json
  irtool bench --regalloc --sizes 1000,10000,100000,1000000
"""

import argparse
import sys
from pathlib import Path

from .common import UsageError, check_output, known_target, refuse_options, write_output


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of this subcommand."""
    parser.add_argument(
        "--sizes",
        default="1000,10000,100000",
        metavar="N,...",
        help="instructions of the generated functions",
    )
    parser.add_argument("--target", metavar="NAME", help="target to compile for; default: this machine")
    parser.add_argument("--corpus", metavar="DIR", help="directory of .clif files to measure too")
    parser.add_argument("--no-interpreted", action="store_true", help="measure the compiled form only")
    parser.add_argument(
        "--interpreted-limit",
        type=int,
        default=100_000,
        metavar="N",
        help="largest size for the interpreted form",
    )
    parser.add_argument(
        "--regalloc", action="store_true", help="the register allocator alone: cost and quality"
    )
    parser.add_argument("--kernels", metavar="NAME,...", help="with --regalloc: only these kernels")
    parser.add_argument("--shapes", metavar="NAME,...", help="with --regalloc: only these shapes of code")
    parser.add_argument("--json", metavar="OUT", help="write all measurements as JSON")


def run(args: argparse.Namespace) -> int:
    """Run the subcommand."""
    import json

    from ..backends.registry import host_name
    from ..bench.report import report_text
    from ..bench.run import run_bench

    try:
        sizes = [int(text) for text in args.sizes.split(",") if text]
    except ValueError:
        raise UsageError(f"--sizes are numbers, not {args.sizes!r}") from None
    if not sizes or min(sizes) < 20:
        raise UsageError("--sizes are numbers of at least 20")
    target = known_target(args.target or host_name(), args.target is not None)
    if not args.regalloc:
        refuse_options(args, ("kernels", "shapes"), "is for --regalloc")
    if args.regalloc:
        refuse_options(args, ("corpus", "no-interpreted"), "has no meaning for --regalloc")
        return _run_regalloc(args, sorted(sizes), [target] if args.target else _usable_targets())
    if args.corpus and not Path(args.corpus).is_dir():
        raise UsageError(f"{args.corpus} is no directory")
    corpus = str(Path(args.corpus).resolve()) if args.corpus else ""
    inputs = [str(path) for path in Path(corpus).rglob("*.clif")] if corpus else []
    check_output(args.json, inputs)
    if sys.stderr.isatty():
        print("measuring ...", file=sys.stderr)
    request = {"sizes": sorted(sizes), "target": target, "corpus": corpus}
    result = run_bench(request, not args.no_interpreted, args.interpreted_limit)
    if args.json:
        write_output(args.json, json.dumps(result, indent=1) + "\n", inputs)
    sys.stdout.write(report_text(result))
    return 0


def _run_regalloc(args: argparse.Namespace, sizes: list[int], targets: list[str]) -> int:
    """`--regalloc`."""
    import json

    from ..bench.kernels import KERNELS
    from ..bench.regalloc_code import CODE
    from ..bench.regalloc_run import report_text, run_bench
    from ..bench.regalloc_shapes import SHAPES

    check_output(args.json, ())
    if sys.stderr.isatty():
        print("measuring ...", file=sys.stderr)
    kernels = _names(args.kernels, "kernel", [kernel.name for kernel in KERNELS])
    result = run_bench(sizes, targets, kernels, _names(args.shapes, "shape", [*SHAPES, *CODE]))
    if args.json:
        write_output(args.json, json.dumps(result, indent=1) + "\n", ())
    sys.stdout.write(report_text(result))
    return 0


def _usable_targets() -> list[str]:
    """All targets but those whose package is broken."""
    from ..backends.registry import lookup, target_names
    from ..ir.errors import SettingError

    usable = []
    for name in target_names():
        try:
            lookup(name)
        except SettingError as error:
            print(f"warning: {error.message}", file=sys.stderr)
        else:
            usable.append(name)
    return usable


def _names(text: str | None, what: str, known: list[str]) -> list[str]:
    """The names in a list, all of those known when there is none."""
    names = [name for name in (text or "").split(",") if name]
    for name in names:
        if name not in known:
            raise UsageError(f"unknown {what} {name!r}; there are: {', '.join(known)}")
    return names or known
