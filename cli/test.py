"""`irtool test`.

Runs the `test` commands of .clif files (docs/filetests.md): cat, verifier, print-cfg, domtree,
interpret, alias-analysis, optimize, compile, run. Directories are searched for .clif files. Failures are
printed with function, run line, expected and actual value, then a table by command and target.

A comment that nearly is a directive (`; chek:`, `; run %f() == 1`) gets a warning.

Outcomes: pass; fail; skip (no backend for the target, or this machine lacks its flags); unsupported (an
opcode, type, setting or command that this version does not have; it is named).

examples:
  irtool test filetests
  irtool test -j 2 --command run --target aarch64 filetests/run
  irtool test --opt-level speed --json out.json filetests
  irtool test --bless filetests/isa
"""

import argparse
import sys

from .common import LEVELS, UsageError, check_output, known_target, refuse_options, write_output


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of this subcommand."""
    parser.add_argument("paths", metavar="PATH", nargs="+", help=".clif files and directories of them")
    parser.add_argument(
        "-j", "--jobs", type=int, default=1, metavar="N", help="worker processes (default: 1)"
    )
    parser.add_argument(
        "--command", action="append", default=[], metavar="NAME", help="only this command; may be repeated"
    )
    parser.add_argument(
        "--target", action="append", default=[], metavar="NAME", help="only this target; may be repeated"
    )
    parser.add_argument(
        "--for-target",
        default="",
        metavar="NAME",
        help="run for this target, whatever targets the files name; flags and presets may follow in the same "
        "word ('NAME native')",
    )
    parser.add_argument(
        "-O", "--opt-level", choices=LEVELS, default="", help="use this level instead of the file's"
    )
    parser.add_argument("--bless", action="store_true", help="rewrite precise output instead of comparing it")
    parser.add_argument(
        "--ignore-precise-output",
        action="store_true",
        help="compile and optimise, but compare no output text (for files written for another compiler)",
    )
    parser.add_argument(
        "--interpret", action="store_true", help="also interpret the run lines of files with `test run` only"
    )
    parser.add_argument("--no-checker", action="store_true", help="do not prove every register allocation")
    parser.add_argument(
        "--timeout", type=float, default=120.0, metavar="S", help="seconds for a file (default: 120)"
    )
    parser.add_argument(
        "--strict", action="store_true", help="comments that nearly are directives are failures, not warnings"
    )
    parser.add_argument("--json", metavar="OUT", help="write one record per file, command and target")
    parser.add_argument("--unsupported", action="store_true", help="list what is not supported, by frequency")
    parser.add_argument("-q", "--quiet", action="store_true", help="print failures and totals only")


def run(args: argparse.Namespace) -> int:
    """Run the subcommand."""
    from ..filetests.runner.commands import COMMANDS
    from ..filetests.runner.job import Options
    from ..filetests.runner.outcome import FAIL, WARNING, Result
    from ..filetests.runner.report import failure_lines, summary_table, to_json, unsupported_lines
    from ..filetests.runner.run import collect_files, run_paths

    if args.jobs < 1:
        raise UsageError("-j needs a positive number")
    if args.timeout <= 0:
        raise UsageError("--timeout needs a positive number")
    if args.bless:
        refuse_options(args, ["ignore-precise-output"], "leaves nothing to --bless")
    unknown = [name for name in args.command if name not in COMMANDS]
    if unknown:
        raise UsageError(f"unknown test command {unknown[0]!r}; there are: {', '.join(COMMANDS)}")
    options = Options(
        commands=tuple(args.command),
        targets=tuple(known_target(name) for name in args.target),
        for_target=_target_with_flags(args.for_target) if args.for_target.strip() else "",
        opt_level=args.opt_level,
        ignore_precise_output=args.ignore_precise_output,
        bless=args.bless,
        interpret=args.interpret,
        checker=not args.no_checker,
        timeout=args.timeout,
        slips="strict" if args.strict else "warn",
    )
    files = collect_files(args.paths)
    check_output(args.json, files)
    progress = sys.stderr.isatty() and not args.quiet
    done = 0

    def show(path: str, results: list[Result]) -> None:
        nonlocal done
        done += 1
        for line in failure_lines(results):
            print(("\r\x1b[K" if progress else "") + line)
        if progress:
            sys.stderr.write(f"\r\x1b[K{done} files  {path[-60:]}")
            sys.stderr.flush()

    results = run_paths(files, options, args.jobs, show)
    if progress:
        sys.stderr.write("\r\x1b[K")
    if args.json:
        write_output(args.json, to_json(results), files)
    table = summary_table(results)
    print(table.splitlines()[-1] if args.quiet else table)
    if args.unsupported:
        print("\n".join(unsupported_lines(results)))
    if all(result.outcome == WARNING for result in results):
        print("nothing ran: no file has such a command and target", file=sys.stderr)
    return 1 if any(result.outcome == FAIL for result in results) else 0


def _target_with_flags(text: str) -> str:
    """`NAME FLAG...` with the target's own name. Raises `UsageError` for what the target does not know."""
    from ..ir.errors import SettingError
    from ..settings import Settings

    name, *flags = text.split()
    settings = Settings(known_target(name))
    try:
        for flag in flags:
            settings.apply(flag)
    except SettingError as error:
        raise UsageError(f"--for-target: {error.message}") from None
    return " ".join((settings.target, *flags))
