"""`irtool wast`.

Runs WebAssembly scripts (.wast): modules are instantiated, functions called, and results, traps and errors
compared with what the script says. Commands that need something that cannot be compiled yet are skipped. With
--check nothing runs: modules are valid, malformed or invalid as the script says. Directories are searched for
.wast files. Failures are printed with their place, then tables by file and by command.

examples:
  irtool wast spec/test/core/*.wast
  irtool wast -q -j 2 --json out.json spec/test/core
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from .common import LEVELS, UsageError, write_output
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
    parser.add_argument("--json", metavar="FILE", help="write one record per file and command")
    parser.add_argument("--check", action="store_true", help="only check modules, run nothing")
    parser.add_argument("-O", dest="level", choices=LEVELS, default="speed", help="default: speed")
    add_features_argument(parser)


def run(args: argparse.Namespace) -> int:
    """Run the subcommand."""
    if args.jobs < 1:
        raise UsageError("-j needs a positive number")
    features = features_from(args)
    files = collect_files(args.paths)
    counts: Counter[tuple[str, str, str]] = Counter()
    reasons: Counter[tuple[str, str]] = Counter()
    task = (features, "" if args.check else args.level)
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
        write_output(args.json, to_json(counts))
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


def _run_file(path: str, task: tuple[int, str]) -> "list[Record]":
    """The records of one file; of a file that cannot be opened a failure. `task` has the features, and the
    level of optimisation, empty for checking only."""
    from ..frontend.wasm.text.check import FAIL, Record, check_script

    features, level = task

    try:
        text = Path(path).read_bytes()
    except OSError as error:
        return [Record(path, 0, 0, "script", FAIL, str(error.strerror or error))]
    if not level:
        return check_script(text, path, features)
    from ..runtime.wasm.script import run_script

    return run_script(text, path, features, level)


def _run_files(files: list[str], task: tuple[int, str], jobs: int) -> "Iterator[list[Record]]":
    """The records of each file, in order."""
    if jobs == 1 or len(files) < 2:
        for path in files:
            yield _run_file(path, task)
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(min(jobs, len(files))) as pool:
        yield from pool.map(_run_file, files, [task] * len(files))


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
