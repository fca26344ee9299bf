"""`irtool wast`.

Runs WebAssembly scripts (.wast): modules are instantiated, functions called, and results, traps and errors
compared with what the script says. Commands that need something that cannot be compiled yet are skipped. With
--check nothing runs: modules are valid, malformed or invalid as the script says. Directories are searched for
.wast files. Code for another machine runs in an emulator. Failures are printed with their place, then tables
by file and by command.

examples:
  irtool wast spec/test/core/*.wast
  irtool wast -q -j 2 --json out.json spec/test/core
  irtool wast --target aarch64 --explicit-checks spec/test/core/memory.wast
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from .common import LEVELS, UsageError, check_output, refuse_options, write_output
from .wasm_input import add_features_argument, features_from

if TYPE_CHECKING:
    from ..frontend.wasm.text.check import Record

_OUTCOMES = ("passed", "failed", "skipped")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of this subcommand."""
    parser.add_argument("paths", metavar="PATH", nargs="+", help=".wast files and directories of them")
    parser.add_argument(
        "-j", "--jobs", type=int, default=1, metavar="N", help="worker processes (default: 1)"
    )
    parser.add_argument("-q", "--quiet", action="store_true", help="print failures and totals only")
    parser.add_argument("--reasons", action="store_true", help="say why commands were skipped")
    parser.add_argument("--json", metavar="OUT", help="write one record per file and command")
    parser.add_argument("--check", action="store_true", help="only check modules, run nothing")
    parser.add_argument("-O", "--opt-level", dest="opt_level", choices=LEVELS, help="default: speed")
    parser.add_argument(
        "--target", metavar="NAME", help="machine to compile for (`irtool targets`); default: this machine"
    )
    parser.add_argument(
        "--explicit-checks",
        action="store_true",
        help="check accesses by instructions, not by guard pages and faults",
    )
    parser.add_argument("--lazy", action="store_true", help="compile each function at its first call")
    add_features_argument(parser)


def run(args: argparse.Namespace) -> int:
    """Run the subcommand."""
    if args.jobs < 1:
        raise UsageError("-j needs a positive number")
    if args.check:
        refuse_options(
            args,
            ["O", "target", "explicit-checks", "lazy"],
            "has no meaning for --check, which compiles nothing",
        )
    features = features_from(args)
    files = collect_files(args.paths)
    check_output(args.json, files)
    counts: Counter[tuple[str, str, str]] = Counter()
    reasons: Counter[tuple[str, str]] = Counter()
    level = "" if args.check else args.opt_level or "speed"
    task = _Task(features, level, args.explicit_checks, args.target or "", args.lazy)
    if args.target:
        from ..runtime.wasm.emulated_machine import emulated_machine
        from ..runtime.wasm.native_machine import NATIVE

        if args.target != NATIVE.name:
            emulated_machine(args.target)  # what is wrong with the target is said once
    progress = sys.stderr.isatty() and not args.quiet
    for done, records in enumerate(_run_files(files, task, args.jobs), 1):
        for record in records:
            counts[record.file, record.kind, record.outcome] += 1
            if record.outcome == "skipped":
                reasons[record.kind, record.message] += 1
            elif record.outcome == "failed":
                place = f"{record.file}:{record.line}:{record.column}"
                print(("\r\x1b[K" if progress else "") + f"{place}: {record.kind}: {record.message}")
        if progress:
            sys.stderr.write(f"\r\x1b[K{done} of {len(files)} files")
            sys.stderr.flush()
    if progress:
        sys.stderr.write("\r\x1b[K")
    if args.json:
        write_output(args.json, to_json(counts), files)
    if not args.quiet and len(files) > 1:
        print(table("file", files, {(file, outcome): n for file, _, outcome, n in _flat(counts, 0)}))
        print()
    kinds = sorted({kind for _, kind, _ in counts})
    by_kind = table("command", kinds, {(kind, outcome): n for _, kind, outcome, n in _flat(counts, 1)})
    print(by_kind.splitlines()[-1] if args.quiet else by_kind)
    if args.reasons:
        for (kind, message), number in sorted(reasons.items()):
            print(f"{number:8} {kind} skipped: {message}")
    return 1 if any(outcome == "failed" for _, _, outcome in counts) else 0


def collect_files(paths: Iterable[str]) -> list[str]:
    """`.wast` files: those named, and all in the directories named, sorted. Raises `IrtoolError`."""
    from ..ir.errors import IrtoolError, Place

    files: dict[str, None] = {}
    for name in paths:
        path = Path(name)
        if not path.is_dir():
            files[name] = None
            continue
        found = sorted(str(file) for file in path.rglob("*.wast"))
        if not found:
            raise IrtoolError("no .wast files in this directory", Place(0, 0, name))
        files.update(dict.fromkeys(found))
    return list(files)


class _Task(NamedTuple):
    """How scripts are run."""

    features: int
    level: str
    """Of optimisation; empty for checking only."""
    explicit_checks: bool
    target: str
    """Empty for this machine."""
    lazy: bool


def _run_file(path: str, task: _Task) -> "list[Record]":
    """The records of one file; of a file that cannot be opened a failure."""
    from ..files import read_input
    from ..frontend.wasm.text.check import FAIL, Record, check_script

    try:
        text = read_input(path)
    except OSError as error:
        return [Record(path, 0, 0, "script", FAIL, str(error.strerror or error))]
    if not task.level:
        return check_script(text, path, task.features)
    from ..frontend.wasm.tunables import Tunables
    from ..runtime.wasm.script import run_script

    faults = not task.explicit_checks
    tunables = Tunables(guard_pages=faults, signal_traps=faults)
    return run_script(text, path, task.features, task.level, tunables, task.target, task.lazy)


def _run_files(files: list[str], task: _Task, jobs: int) -> "Iterator[list[Record]]":
    """The records of each file, in order."""
    if jobs == 1 or len(files) < 2:
        for path in files:
            yield _run_file(path, task)
        return
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    from ..ir.errors import IrtoolError

    pool = ProcessPoolExecutor(min(jobs, len(files)), initializer=_begin_worker)
    try:
        yield from pool.map(_run_file, files, [task] * len(files))
    except BrokenProcessPool:
        raise IrtoolError("a worker process died; -j 1 shows in which file") from None
    except BaseException:
        for process in list(pool._processes.values()):
            process.kill()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _begin_worker() -> None:
    """Workers leave Ctrl-C to the process that started them, and end at once when it ends them."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


# --- output ---------------------------------------------------------------------------------


def _flat(counts: "Counter[tuple[str, str, str]]", by: int) -> list[tuple[str, str, str, int]]:
    """Counts summed over kinds (`by` 0) or files (1), the other column empty."""
    sums: Counter[tuple[str, str, str]] = Counter()
    for (file, kind, outcome), number in counts.items():
        sums[("", kind, outcome) if by else (file, "", outcome)] += number
    return [(*key, number) for key, number in sums.items()]


def table(title: str, names: list[str], counts: dict[tuple[str, str], int]) -> str:
    """A table of outcomes with a row per name and one for all."""
    rows = [(name, *(counts.get((name, outcome), 0) for outcome in _OUTCOMES)) for name in names]
    totals = [sum(counts.get((name, outcome), 0) for name in names) for outcome in _OUTCOMES]
    width = max(len(name) for name in (title, "all", *names))
    lines = [f"{title:<{width}}" + "".join(f"{outcome:>9}" for outcome in _OUTCOMES)]
    for name, *numbers in [*rows, ("all", *totals)]:
        lines.append(f"{name:<{width}}" + "".join(f"{number:>9}" for number in numbers))
    return "\n".join(lines)


def to_json(counts: "Counter[tuple[str, str, str]]") -> str:
    """One object per file and command, with the numbers of outcomes."""
    import json

    pairs = dict.fromkeys((file, kind) for file, kind, _ in counts)
    records = [
        {"file": file, "kind": kind, **{outcome: counts[file, kind, outcome] for outcome in _OUTCOMES}}
        for file, kind in pairs
    ]
    return json.dumps(records, indent=1) + "\n"
