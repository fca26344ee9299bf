"""The examples of docs/objects.md: modules, commands and programs, and what the page says that they print."""

import re
from pathlib import Path

import pytest
from forked_program import load_modules, run
from library_tools import MACHINES, Machine, command, need_machine
from test_docs_blocks import blocks_of

PAGE = Path(__file__).resolve().parent.parent / "docs" / "objects.md"


def setup_module() -> None:
    load_modules()


def _blocks(text: str) -> list[str]:
    return [block.text for block in blocks_of(text) if block.mark == "tested by test_library_docs.py"]


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.target)
def test_the_example_prints_what_the_page_says(tmp_path: Path, machine: Machine) -> None:
    need_machine(machine)
    text = PAGE.read_text()
    module, program, _, _ = _blocks(text)
    usage = next(block for block in blocks_of(text) if block.mark == "usage")
    (tmp_path / "sum.wat").write_text(module)
    (tmp_path / "main.c").write_text(program)
    words = usage.text.split()
    assert words[0] == "irtool"
    assert run([*words[1:], "--target", machine.target], tmp_path) == (0, "", "")
    files = [tmp_path / "main.c", tmp_path / "sum.o", "-o", tmp_path / "main"]
    command(machine.compiler, "-Wall", "-Werror", *files)
    said = re.search(r"it prints `([^`]+)`, `7`, the first line again, and `([^`]+)`", text)
    assert said is not None
    lines = command(*machine.runner, tmp_path / "main").stdout.splitlines()
    assert lines == [said[1], "7", said[1], said[2]]


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.target)
def test_threads_share_a_memory(tmp_path: Path, machine: Machine) -> None:
    need_machine(machine)
    text = PAGE.read_text()
    _, _, module, program = _blocks(text)
    (tmp_path / "shared.wat").write_text(module)
    (tmp_path / "main.c").write_text(program)
    line = f"compile shared.wat --header shared.h --target {machine.target}"
    assert run(line.split(), tmp_path) == (0, "", "")
    files = [tmp_path / "main.c", tmp_path / "shared.o", "-o", tmp_path / "main"]
    command(machine.compiler, "-Wall", "-Werror", "-pthread", *files)
    shown = command(*machine.runner, tmp_path / "main").stdout
    assert f"prints {shown.strip()}:" in text
