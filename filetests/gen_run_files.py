"""Writes `filetests/run/*.clif`: every integer opcode at every width over boundary values, and the
shapes of control flow, memory and calls that compilers get wrong.

    python -m irtool.filetests.gen_run_files             rewrite the files
    python -m irtool.filetests.gen_run_files --check     exit status 1 if they are not up to date

The files are checked in; a test makes them again and compares. What is expected comes from formulas
on Python's integers (`generate/formulas.py`), never from irtool. Files in that folder that this
script does not make are left alone only if their name is in `HAND_WRITTEN`.
"""

import sys
from pathlib import Path
from typing import Final

from .generate import (
    arithmetic,
    bits,
    calls,
    compares,
    control,
    conversions,
    division,
    memory,
    overflow,
    pressure,
    shifts,
)

FOLDER: Final = Path(__file__).resolve().parent / "run"
MAKERS: Final = (
    arithmetic,
    shifts,
    division,
    bits,
    overflow,
    compares,
    conversions,
    memory,
    control,
    calls,
    pressure,
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
    files = make_files()
    present = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.clif")}
    if arguments == ["--check"]:
        wrong = sorted(name for name in files.keys() | present.keys() if files.get(name) != present.get(name))
        for name in wrong:
            print(f"{name} is not what gen_run_files makes", file=sys.stderr)
        return 1 if wrong else 0
    FOLDER.mkdir(exist_ok=True)
    for name in present.keys() - files.keys():
        (FOLDER / name).unlink()
    for name, text in files.items():
        if present.get(name) != text:
            (FOLDER / name).write_text(text, encoding="utf-8")
    print(f"{len(files)} files, {sum(text.count('; run:') for text in files.values())} run lines")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
