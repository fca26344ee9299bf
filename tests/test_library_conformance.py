"""The WebAssembly test suite through libraries: scripts as C programs, natively and in an emulator."""

import os
from pathlib import Path

import pytest
from irtool.frontend.wasm.features import parse_features
from library_suite import ScriptProgram
from library_tools import MACHINES, Machine, command, need_machine

ROOT = Path(__file__).resolve().parent.parent
CORPUS = Path(os.environ.get("IRTOOL_CONFORMANCE", ROOT.parent / "shared" / "conformance")) / "wasm"
FEATURES = {
    ".": "-threads-wide_arithmetic-custom_page_sizes",
    "proposals/threads": "-multi_memory-memory64-gc-function_references-reference_types",
    "proposals/wide-arithmetic": "all",
    "proposals/custom-page-sizes": "all",
}
FILES = sorted(str(path.relative_to(CORPUS)) for path in CORPUS.rglob("*.wast"))
#: Files that are always run, and how many of their commands must at least be.
SAMPLE = {
    "call_indirect.wast": 130,
    "data.wast": 20,
    "float_misc.wast": 450,
    "imports.wast": 70,
    "linking3.wast": 10,
    "memory_grow.wast": 45,
    "table_grow.wast": 45,
    "throw_ref.wast": 12,
    "try_table.wast": 50,
    "proposals/threads/atomic.wast": 200,
}
#: Commands by line that count on a table of functions which instances share, which libraries cannot; and one
#: that lets an exception go through an instance that has no name for its tag, which C would have to give.
NOT_FOR_LIBRARIES = {
    "elem.wast": {959, 960, 972, 973, 974},
    "linking.wast": {344, 345, 347, 350, 351, 353, 410, 423, 609, 610},
    "linking0.wast": {42},
    "linking3.wast": {82, 83},
    "try_table.wast": {364},
}

pytestmark = pytest.mark.skipif(
    not FILES, reason=f"no WebAssembly test suite at {CORPUS} (set IRTOOL_CONFORMANCE)"
)


def run_file(folder: Path, name: str, machine: Machine, guard_pages: bool) -> ScriptProgram:
    """Run a script; all its commands must do as it says, but for those of `NOT_FOR_LIBRARIES`."""
    features = parse_features(FEATURES[str(Path(name).parent)])
    text = (CORPUS / name).read_bytes()
    level = "speed" if guard_pages else "none"
    program = ScriptProgram(text, name, features, machine.target, level, guard_pages)
    if not program.parts:
        return program
    source, objects = program.write(folder)
    compiler = [machine.compiler, "-std=c99", "-O0", "-w", "-I", str(folder)]
    command(*compiler, source, *objects, "-lm", "-o", folder / "suite")
    shown = command(*machine.runner, folder / "suite").stdout
    problems = program.problems(shown)
    expected = {f"{name}:{line}" for line in NOT_FOR_LIBRARIES.get(name, ())}
    found = {problem.split(": ")[0] for problem in problems}
    assert found == expected, problems
    return program


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.target)
@pytest.mark.parametrize("name", SAMPLE)
def test_some_scripts(tmp_path: Path, name: str, machine: Machine) -> None:
    need_machine(machine)
    program = run_file(tmp_path, name, machine, machine.target == "aarch64")
    assert len(program.checks) >= SAMPLE[name]


@pytest.mark.slow
@pytest.mark.parametrize("guard_pages", [False, True], ids=["checked", "guarded"])
@pytest.mark.parametrize("name", FILES)
def test_all_scripts(tmp_path: Path, name: str, guard_pages: bool) -> None:
    need_machine(MACHINES[0])
    run_file(tmp_path, name, MACHINES[0], guard_pages)
