"""Writes `filetests/run/*.clif`: every integer and scalar float opcode at every width over boundary values,
and the shapes of control flow, memory and calls that compilers get wrong.

    python tools/gen_run_files.py             rewrite the files
    python tools/gen_run_files.py --check     exit status 1 if they are not up to date

The files are checked in; a test makes them again and compares. What is expected comes from formulas
on Python's integers (`run_files/formulas.py`), never from irtool. Files that do not name this program
are written by hand and left alone.
"""

import argparse
import sys
from pathlib import Path
from typing import Final

from run_files import (
    arithmetic,
    bits,
    calls,
    chains,
    compares,
    control,
    conversions,
    division,
    float_vectors,
    floats,
    loops,
    memory,
    memory_order,
    overflow,
    pressure,
    shifts,
    wide,
    wide_floats,
    wide_moves,
)
from run_files.text import MADE_BY

FOLDER: Final = Path(__file__).resolve().parent.parent / "filetests" / "run"
MAKERS: Final = (
    arithmetic,
    shifts,
    division,
    bits,
    overflow,
    compares,
    conversions,
    memory,
    memory_order,
    control,
    loops,
    calls,
    chains,
    pressure,
    wide,
    wide_moves,
    wide_floats,
    float_vectors,
    floats,
)


def make_files() -> dict[str, str]:
    """Text by file name."""
    files: dict[str, str] = {}
    for maker in MAKERS:
        for file in maker.files():
            name = f"{file.name}.clif"
            assert name not in files, name
            files[name] = file.render()
    return files


def main(arguments: list[str]) -> int:
    """Write the files, or compare them."""
    parser = argparse.ArgumentParser(description="Write filetests/run/*.clif of this checkout.")
    parser.add_argument("--check", action="store_true", help="only compare; exit status 1 on a difference")
    options = parser.parse_args(arguments)
    files = make_files()
    present = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.clif")}
    stale = sorted(name for name, text in present.items() if MADE_BY in text and name not in files)
    changed = sorted(name for name, text in files.items() if present.get(name) != text)
    if options.check:
        for name in stale + changed:
            print(f"{name} is not what gen_run_files makes", file=sys.stderr)
        return 1 if stale or changed else 0
    for name in stale:
        (FOLDER / name).unlink()
    for name in changed:
        (FOLDER / name).write_text(files[name], encoding="utf-8")
    print(f"{len(files)} files, {sum(text.count('; run:') for text in files.values())} run lines")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
