"""What it costs to call compiled WebAssembly from C, and to run it.

    python -m irtool.bench.library [--only NAME,...] [--rounds N] [DIR]

Builds the libraries of `c_sources.py` in the ways of `c_libraries.py` and runs their programs on this
machine. A row has the seconds of processors that building takes, and the least of N runs (3), of user time.
The first library is nothing but calls: seconds times 10 are nanoseconds a call.

Sources are fetched into DIR, where they stay; without it into a folder that goes. A library or way that
cannot be had here is left out, with the reason on stderr. That programs print something else than the native
one is said; LZ4 works in other steps where addresses have 64 bits.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from ..backends.registry import host_name
from .c_libraries import WAYS, build, fetch_sources, run_program
from .c_sources import LIBRARIES
from .clients import Unreachable


class Row(NamedTuple):
    """A library in one way."""

    library: str
    way: str
    build: float
    run: float
    output: str


def measure_library(names: Sequence[str], rounds: int, folder: Path) -> Iterator[Row]:
    """Rows for libraries by name; what is left out is said on stderr."""
    for library in LIBRARIES:
        if library.name not in names:
            continue
        place = folder / library.name
        try:
            fetch_sources(library, place)
        except Unreachable as error:
            print(f"error: {error}", file=sys.stderr)
            continue
        for way in WAYS:
            try:
                built = build(library, way, place, host_name(), "cc")
                runs = [run_program(built.path) for _ in range(rounds)]
            except Unreachable as error:
                print(f"error: {library.name}, {way}: {error}", file=sys.stderr)
                continue
            yield Row(library.name, way, built.seconds, min(seconds for _, seconds in runs), runs[0][0])


def main(argv: list[str]) -> int:
    """Print the rows; returns the exit status."""
    names = [library.name for library in LIBRARIES]
    parser = argparse.ArgumentParser(
        prog="python -m irtool.bench.library", description="C libraries, as WebAssembly and without."
    )
    parser.add_argument("--only", metavar="NAME,...", help=f"some of {', '.join(names)}")
    parser.add_argument("--rounds", metavar="N", type=int, default=3, help="runs of a program; default: 3")
    parser.add_argument("folder", metavar="DIR", nargs="?", type=Path, help="where sources stay")
    options = parser.parse_args(argv)
    wanted = options.only.split(",") if options.only else names
    if unknown := [name for name in wanted if name not in names]:
        parser.error(f"unknown library {unknown[0]!r}; there are {', '.join(names)}")
    if options.rounds < 1:
        parser.error("--rounds must be at least 1")
    print(f"{'library':<8} {'way':<8} {'build s':>8} {'run s':>8}  output")
    with tempfile.TemporaryDirectory(prefix="irtool-bench-") as directory:
        native: dict[str, str] = {}
        for row in measure_library(wanted, options.rounds, options.folder or Path(directory)):
            same = row.output == native.setdefault(row.library, row.output)
            shown = f"{row.library:<8} {row.way:<8} {row.build:>8.2f} {row.run:>8.3f}"
            print(f"{shown}  {'the same' if same else 'another'}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
