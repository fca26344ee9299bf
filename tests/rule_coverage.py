"""Which lowering rules the filetests reach.

A rule is reached when lowering a function of a filetest for one of the file's targets, with its settings,
fires it (`Lower.trace`). `python tests/rule_coverage.py MACHINE` prints the rules that none reaches, with
their lines.
"""

import sys
from functools import cache
from pathlib import Path
from typing import Final

from irtool.backends.registry import target_names
from irtool.backends.select import lower_function
from irtool.compile import PREPARE, Session, make_target
from irtool.filetests.runner.job import Job, Options
from irtool.ir.errors import IrtoolError
from irtool.ir.function import Function
from irtool.ir.text.testfile import parse_test_file
from irtool.rules.check import check_file

ROOT: Final = Path(__file__).resolve().parent.parent
CORPUS: Final = ROOT / "filetests"
MACHINES: Final = {"x86_64": "x64", "aarch64": "aarch64"}
#: Commands that compile.
COMPILING: Final = ("compile", "run")
#: Folders whose files are inputs of other stages.
OTHERS: Final = ("cfg", "domtree", "interpret", "opt", "parser", "verifier")


@cache
def rules_of(machine: str) -> dict[str, int]:
    """The rules of a machine that lower something: name and line; mirror images count as their rule."""
    checked = check_file(ROOT / "backends" / MACHINES[machine] / "lower.rules")
    found = {}
    for arms in (*checked.terms.values(), *checked.arms.values()):
        for arm in arms:
            if not arm.refuses:
                found[arm.name] = arm.line
    return found


def files() -> list[Path]:
    """The filetests that are compiled."""
    return [
        path for path in sorted(CORPUS.rglob("*.clif")) if path.relative_to(CORPUS).parts[0] not in OTHERS
    ]


def rules_fired(path: Path) -> dict[str, set[str]]:
    """By machine: the rules that the functions of a file reach."""
    fired: dict[str, set[str]] = {machine: set() for machine in MACHINES}
    file = parse_test_file(path.read_text(encoding="utf-8"), str(path))
    sessions: dict[str, Session] = {}
    for command in file.commands:
        for target in file.targets if command.name in COMPILING else ():
            job = Job(file, command, target, Options())
            if job.architecture not in MACHINES or job.architecture not in target_names():
                continue
            key = f"{job.architecture} {job.settings.get('opt_level')} {job.settings.target_flags()}"
            if key in sessions:
                continue
            session = sessions[key] = Session(make_target(job.architecture, job.settings), job.settings)
            for function in file.functions:
                fired[job.architecture] |= _trace(session, function.func)
    return fired


def _trace(session: Session, func: Function) -> set[str]:
    """The rules that one function reaches, also one that is refused in the end."""
    trace: list[tuple[int, str]] = []
    try:
        stages = session.compile_until(func, PREPARE)
        lower_function(stages.func, session.target, trace)
    except IrtoolError:
        pass
    return {name for _, name in trace}


def unreached(machine: str, fired: set[str]) -> list[str]:
    """The rules of a machine that are not among those, in the order of the file."""
    rules = rules_of(machine)
    return sorted(rules.keys() - fired, key=lambda name: (rules[name], name))


def main() -> None:
    """Print what is not reached."""
    fired: dict[str, set[str]] = {machine: set() for machine in MACHINES}
    for path in files():
        for machine, names in rules_fired(path).items():
            fired[machine] |= names
    for machine in sys.argv[1:] or MACHINES:
        lines = (ROOT / "backends" / MACHINES[machine] / "lower.rules").read_text().splitlines()
        names = unreached(machine, fired[machine])
        print(f"{machine}: {len(names)} of {len(rules_of(machine))} rules are not reached")
        for name in names:
            print(f"  {name:28} {rules_of(machine)[name]:4} {lines[rules_of(machine)[name] - 1][:120]}")


if __name__ == "__main__":
    main()
