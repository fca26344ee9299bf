"""Comments that nearly are directives: found, told with a place, warnings or failures; prose is left
alone."""

import subprocess
import sys
from pathlib import Path

import pytest
from irtool.filetests.runner.directives import edit_distance, near_directives
from irtool.filetests.runner.job import Options
from irtool.filetests.runner.outcome import FAIL, PASS, WARNING
from irtool.filetests.runner.run_file import run_file
from irtool.ir.text.testfile import parse_test_file

FUNCTION = "function %f() -> i8 {\nblock0:\n    v0 = iconst.i8 1\n    return v0\n}\n"


def told(comment: str, command: str = "cat") -> list[str]:
    """Messages for a comment behind the function."""
    file = parse_test_file(f"test {command}\n{FUNCTION}{comment}\n", "x.clif")
    found = list(near_directives(file))
    assert all((place.line, place.column, place.file) == (7, 1, "x.clif") for place, _ in found)
    return [message for _, message in found]


@pytest.mark.parametrize(
    ("comment", "command", "meant"),
    [
        ("; chek: v0", "cat", "check"),
        ("; cehck: v0", "cat", "check"),
        ("; Check: v0", "cat", "check"),
        ("; nxtln: v0", "cat", "nextln"),
        ("; nextline: v0", "cat", "nextln"),
        ("; sameline: v0", "cat", "sameln"),
        ("; unorderd: v0", "cat", "unordered"),
        ("; nto: v0", "cat", "not"),
        ("; regx: V=a", "cat", "regex"),
        ("; eror: text", "verifier", "error"),
        ("; dominate: block1", "domtree", "dominates"),
        ("; rnu: %f() == 1", "run", "run"),
        ("; RUN: %f() == 1", "interpret", "run"),
        ("; prnt: %f()", "interpret", "print"),
        ("; chek : v0", "cat", "check"),
    ],
)
def test_misspelt_directives(comment: str, command: str, meant: str) -> None:
    (message,) = told(comment, command)
    assert message.endswith(f"is no directive; did you mean `{meant}:`?")


@pytest.mark.parametrize(
    ("comment", "command", "message"),
    [
        ("; run %f() == 5", "interpret", "`run` without a colon"),
        (";run %f() == 5", "run", "`run` without a colon"),
        ("; print %f()", "run", "`print` without a colon"),
        ("; check:v0", "cat", "no space behind `check:`"),
        ("; check:", "cat", "no text behind `check:`"),
        ("; check : v0", "cat", "a space before the colon of `check:`"),
        ("; run: %f() == 1", "cat", "`run:` means nothing to the commands of this file"),
        ("; check: v0", "interpret", "`check:` means nothing to the commands of this file"),
        ("; error: text", "cat", "`error:` means nothing to the commands of this file"),
    ],
)
def test_directives_with_a_slip(comment: str, command: str, message: str) -> None:
    assert told(comment, command) == [message]


@pytest.mark.parametrize(
    "comment",
    [
        "; check: v0",
        "; nextln: return v0",
        "; note: this is prose",
        "; bnot: an opcode",
        ";; chek: for people",
        "; check that this holds",
        "; run this by hand",
        "; see: the manual",
        "; a sum, not: a product",
        ";",
        "; 1: 2",
    ],
)
def test_what_is_none_is_left_alone(comment: str) -> None:
    assert told(comment) == []


def test_expected_output_is_no_comment() -> None:
    text = f"test optimize precise-output\ntarget x86_64\n{FUNCTION}; chek: output\n"
    assert not list(near_directives(parse_test_file(text)))


def test_outcomes(tmp_path: Path) -> None:
    path = tmp_path / "x.clif"
    path.write_text(f"test cat\n{FUNCTION}; chek: v9\n")
    assert [result.outcome for result in run_file(str(path))] == [PASS]
    warned, passed = run_file(str(path), Options(slips="warn"))
    assert (warned.outcome, warned.command, passed.outcome) == (WARNING, "comments", PASS)
    assert warned.message == f"{path}:7:1: warning: `chek:` is no directive; did you mean `check:`?"
    assert run_file(str(path), Options(slips="strict"))[0].outcome == FAIL
    for options, status, word in (([], 0, "WARNING"), (["--strict"], 1, "FAIL")):
        command = [sys.executable, "-m", "irtool", "test", *options, str(path)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == status
        assert done.stdout.startswith(f"{word} {path} (comments)\n    {path}:7:1: ")


def test_edit_distance() -> None:
    assert edit_distance("check", "chek") == edit_distance("check", "cehck") == 1
    assert edit_distance("", "abc") == 3
    assert edit_distance("kitten", "sitting") == 3
