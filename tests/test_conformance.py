"""The conformance corpus through the filetest runner.

Stage 1 is every `test run` file for our targets whose functions have only i8..i64 values: each must
pass on both targets, at `none` and at `speed`. At `speed_and_size` every file must do what it does at
`speed`; the normal run takes every tenth. Of the others none may *fail*: a file that needs something
unsupported must say so, and all else must be right. What is known not to hold is in
`known_failures.py`; what passes is in `conformance_passes.txt`, which may only grow (`conformance_runs.py`).
"""

from functools import cache
from pathlib import Path

import pytest
from conformance_runs import (
    CORPUS,
    LEVELS,
    TARGETS,
    corpus_files,
    is_stage_1,
    pass_names,
    read_list,
    run_at,
    stage_1_files,
)
from irtool.filetests.runner.job import Options
from irtool.filetests.runner.outcome import FAIL, PASS, SKIP, Result
from irtool.filetests.runner.run_file import run_file
from irtool.ir.errors import IrtoolError
from irtool.ir.text.testfile import parse_test_file

FILES = corpus_files()
#: Fewer files than this would mean that the selection is broken.
LEAST_STAGE_1 = 40

pytestmark = pytest.mark.skipif(
    not FILES, reason=f"no conformance corpus at {CORPUS} (set IRTOOL_CONFORMANCE)"
)


def known_rows() -> dict[tuple[str, str, str], str]:
    """Reasons by file, command and target."""
    import importlib.util

    spec = importlib.util.spec_from_file_location(
        "known_failures", Path(__file__).with_name("known_failures.py")
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert len(module.KNOWN_FAILURES) <= module.LIMIT, "the table may only shrink"
    return {(row.file, row.command, row.target): row.reason for row in module.KNOWN_FAILURES}


KNOWN = known_rows()


# --- stage 1 --------------------------------------------------------------------------------


@cache
def stage_1() -> tuple[str, ...]:
    """The selected files."""
    return tuple(stage_1_files())


@cache
def passes() -> dict[str, dict[str, set[str]]]:
    """What must pass, by file and level."""
    return read_list()


def test_selection() -> None:
    names = stage_1()
    print(f"stage 1: {len(names)} files of {len(FILES)}")
    assert len(names) >= LEAST_STAGE_1
    assert "runtests/fibonacci.clif" in names
    assert "runtests/fma.clif" not in names


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("name", stage_1() if FILES else ())
def test_stage_1(name: str, level: str) -> None:
    results = run_file(str(CORPUS / name), Options(("run",), TARGETS, level))
    assert results
    check(name, results, (PASS, SKIP))


# --- everything -----------------------------------------------------------------------------


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("name", FILES)
def test_no_file_fails_and_none_passes_less_than_before(name: str, level: str) -> None:
    compare_with_list(name, level, level)


@pytest.mark.parametrize(
    "name",
    [name if at % 10 == 0 else pytest.param(name, marks=pytest.mark.slow) for at, name in enumerate(FILES)],
)
def test_every_file_does_at_speed_and_size_what_it_does_at_speed(name: str) -> None:
    compare_with_list(name, "speed_and_size", "speed")


def compare_with_list(name: str, level: str, listed_level: str) -> None:
    """Run a file at a level; what passes must be what is listed for one."""
    results = run_at(name, level)
    check(name, results, None)
    found, listed = pass_names(results), passes().get(name, {}).get(listed_level, set())
    assert not listed - found, "passed before"
    assert not found - listed, "passes now: run tests/conformance_runs.py"


def test_the_list_names_existing_files() -> None:
    assert set(passes()) <= set(FILES)


def check(name: str, results: list[Result], wanted: tuple[str, ...] | None) -> None:
    """Compare outcomes with `wanted` (None: anything but failure) and with the table."""
    problems = []
    for result in results:
        good = result.outcome in wanted if wanted is not None else result.outcome != FAIL
        known = KNOWN.get((name, result.command, result.target))
        if not good and known is None:
            problems.append(f"{result.command} {result.target}: {result.outcome}: {result.message}")
        elif known is not None and result.outcome == PASS:
            problems.append(f"{result.command} {result.target} passes: remove its row from known_failures.py")
    assert not problems, "\n".join(problems)


# --- the table ------------------------------------------------------------------------------


def test_table_names_existing_files() -> None:
    for name, command, target in KNOWN:
        assert name in FILES
        assert target in ("", *TARGETS)
        text = (CORPUS / name).read_text()
        assert f"test {command}" in text or (command == "interpret" and "test run" in text)


def test_selection_looks_at_types() -> None:
    body = "{\nblock0(v0: i64):\n    v1 = ireduce.i8 v0\n    return v1\n}\n"
    text = f"test run\ntarget x86_64\nfunction %f(i64) -> i8 {body}"
    assert is_stage_1(parse_test_file(text))
    assert not is_stage_1(parse_test_file(text.replace("test run", "test compile")))
    assert not is_stage_1(parse_test_file(text.replace("x86_64", "riscv64")))
    assert not is_stage_1(parse_test_file(text.replace("(i64)", "(i128)").replace("v0: i64", "v0: i128")))
    with pytest.raises(IrtoolError):
        parse_test_file(text.replace("ireduce.i8", "ireduce.i9"))
