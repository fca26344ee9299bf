"""irtool's own filetests, all commands, at the levels the files say and at `speed_and_size`."""

from pathlib import Path

import pytest
from gen_run_files import FOLDER, make_files
from irtool.filetests.runner.job import Options
from irtool.filetests.runner.outcome import FAIL, PASS, SKIP
from irtool.filetests.runner.run_file import run_file

CORPUS = Path(__file__).resolve().parent.parent / "filetests"
#: What only one machine has.
NOT_ON_X64 = {"run/conventions-apple.clif"}
FILES = sorted(str(path.relative_to(CORPUS)) for path in CORPUS.rglob("*.clif"))


@pytest.mark.parametrize("name", FILES)
def test_file(name: str) -> None:
    results = run_file(str(CORPUS / name), Options(slips="strict"))
    assert results
    problems = [
        f"{r.command} {r.target}: {r.outcome}: {r.message}" for r in results if r.outcome not in (PASS, SKIP)
    ]
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize("name", [name for name in FILES if name.startswith("run/")])
def test_run_at_another_level(name: str) -> None:
    results = run_file(str(CORPUS / name), Options(commands=("run",), opt_level="speed_and_size"))
    assert not [result.message for result in results if result.outcome == FAIL]


def test_every_kind_is_there() -> None:
    folders = {name.partition("/")[0] for name in FILES}
    assert {"cfg", "domtree", "interpret", "isa", "legalize", "opt", "parser", "run", "verifier"} <= folders


def test_run_files_cover_interpreter_and_both_targets() -> None:
    for name in FILES:
        if name.startswith("run/"):
            header = (CORPUS / name).read_text().split("\nfunction", 1)[0]
            assert "test interpret" in header, name
            assert "target x86_64" in header or name in NOT_ON_X64, name
            assert "target aarch64" in header, name


def test_made_files_are_current() -> None:
    present = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.clif")}
    assert not [name for name, text in make_files().items() if present.get(name) != text]
