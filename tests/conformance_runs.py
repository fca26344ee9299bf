"""How the conformance corpus is run, and the list of what passes.

`conformance_passes.txt` has a line per file, with the commands and targets that pass:

    runtests/fma.clif: cat interpret run/x86_64 run/aarch64@speed

`@none` or `@speed` follows what passes at that level only. The list may only grow: what is in it must pass,
and what passes must be in it. To add what passes now (nothing is ever taken out by this):

    python tests/conformance_runs.py
"""

import os
from pathlib import Path
from typing import Final

from irtool.filetests.runner.job import Options
from irtool.filetests.runner.outcome import PASS, Result
from irtool.filetests.runner.run_file import run_file
from irtool.ir.function import Function
from irtool.ir.text.testfile import TestFile, parse_test_file
from irtool.ir.types import I8, I64

ROOT: Final = Path(__file__).resolve().parent.parent
CORPUS: Final = Path(os.environ.get("IRTOOL_CONFORMANCE", ROOT.parent / "shared" / "conformance")) / "clif"
LIST: Final = Path(__file__).with_name("conformance_passes.txt")
TARGETS: Final = ("x86_64", "aarch64")
LEVELS: Final = ("none", "speed")


def corpus_files() -> list[str]:
    """Paths of the files below the corpus; none where there is no corpus."""
    return sorted(str(path.relative_to(CORPUS)) for path in CORPUS.rglob("*.clif"))


def has_only_small_integers(func: Function) -> bool:
    """Whether all values, parameters and returns are i8..i64."""
    params = [param.ty for param in (*func.signature.params, *func.signature.returns)]
    return all(I8 <= int(ty) <= I64 for ty in (*func.value_type, *params))


def is_stage_1(file: TestFile) -> bool:
    """Integers up to 64 bits, control flow, memory and calls, to be run on one of our targets."""
    return (
        any(command.name == "run" for command in file.commands)
        and any(target.triple in TARGETS for target in file.targets)
        and all(has_only_small_integers(function.func) for function in file.functions)
    )


def stage_1_files() -> list[str]:
    """The files that `is_stage_1` selects."""
    selected = []
    for name in corpus_files():
        text = (CORPUS / name).read_text()
        if "test run" in text and is_stage_1(parse_test_file(text, name)):
            selected.append(name)
    return selected


def run_at(name: str, level: str) -> list[Result]:
    """All commands of a file for our targets, at a level."""
    results = run_file(str(CORPUS / name), Options((), (), level, True, interpret=True))
    return [result for result in results if result.target in ("", *TARGETS)]


def pass_names(results: list[Result]) -> set[str]:
    """What of the results passes: `command` or `command/target`."""
    return {f"{result.command}/{result.target}".rstrip("/") for result in results if result.outcome == PASS}


def read_list() -> dict[str, dict[str, set[str]]]:
    """The list: what passes by file and level."""
    found: dict[str, dict[str, set[str]]] = {}
    for line in LIST.read_text().splitlines():
        name, _, items = line.partition(":")
        levels = found.setdefault(name, {level: set() for level in LEVELS})
        for item in items.split():
            what, _, only = item.partition("@")
            for level in LEVELS:
                if only in ("", level):
                    levels[level].add(what)
    return found


def write_list(found: dict[str, dict[str, set[str]]]) -> None:
    """Write the list."""
    lines = []
    for name, levels in sorted(found.items()):
        items = []
        for what in sorted(set.union(*levels.values())):
            only = [level for level in LEVELS if what in levels[level]]
            items.append(what if len(only) == len(LEVELS) else f"{what}@{only[0]}")
        if items:
            lines.append(f"{name}: {' '.join(items)}")
    LIST.write_text("\n".join(lines) + "\n")


def main() -> None:
    """Add to the list what passes now."""
    found = read_list() if LIST.exists() else {}
    for name in corpus_files():
        levels = found.setdefault(name, {level: set() for level in LEVELS})
        for level in LEVELS:
            levels[level] |= pass_names(run_at(name, level))
    write_list(found)


if __name__ == "__main__":
    main()
