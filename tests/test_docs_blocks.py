"""Every block of code in the documentation is run by a test, or says why not.

A comment above the block tells what it is:

    <!-- file: NAME -->  <!-- $ COMMAND -->     filled and compared by tools/update_docs.py (test_docs.py)
    <!-- from: NAME -->      lines of a file (test_docs_extending.py)
    <!-- example: NAME -->   a file of an example (test_rules_docs.py)
    <!-- python -->          run here, all blocks of a page in one namespace
    <!-- filetest -->        run here as a filetest
    <!-- usage -->           command lines: here the parsers of the commands read them
    <!-- not run: WHY -->    anything else
    <!-- tested by FILE -->  run by that test

The pages are those of `docs/`, but for two that are made from docstrings and from the rows of opcodes; the
examples of README.md are tested by test_packaging.py.
"""

import os
import re
import shlex
from pathlib import Path
from typing import NamedTuple

import pytest
from irtool.cli.common import make_parser
from irtool.cli.main import COMMANDS
from irtool.filetests.runner.job import Options
from irtool.filetests.runner.outcome import FAIL, PASS
from irtool.filetests.runner.run_file import run_file
from irtool.frontend.wasm.text.assemble import assemble

ROOT = Path(__file__).resolve().parent.parent
MADE = {"reference.md", "instructions.md"}
PAGES = sorted(page for page in (ROOT / "docs").glob("*.md") if page.name not in MADE)
MARK = re.compile(
    r"<!-- (file: \S+|\$ .+|from: \S+|example: \S+|python|filetest|usage|not run: .+|tested by \S+) -->"
)
PROGRAM = """(module (memory (export "memory") 1)
  (func (export "_start")))"""


class Block(NamedTuple):
    page: str
    line: int
    mark: str
    """Empty when the block has none."""
    text: str


def blocks_of(text: str, page: str = "") -> list[Block]:
    """The fenced and the indented blocks of a page."""
    lines = text.split("\n")
    found = []
    i = 0
    while i < len(lines):
        start = end = i
        if lines[i].startswith("```"):
            start += 1
            end = start
            while not lines[end].startswith("```"):
                end += 1
            i_next = end + 1
        elif lines[i].startswith("    ") and (i == 0 or not lines[i - 1].strip()):
            while end < len(lines) and (lines[end].startswith("    ") or not lines[end].strip()):
                end += 1
            i_next = end
        else:
            i += 1
            continue
        above = i - 1
        while above > 0 and not lines[above].strip():
            above -= 1
        match = MARK.fullmatch(lines[above].strip()) if above >= 0 else None
        body = "\n".join(line.removeprefix("    ") if start == i else line for line in lines[start:end])
        found.append(Block(page, i + 1, match[1] if match else "", body.rstrip("\n") + "\n"))
        i = i_next
    return found


BLOCKS = [block for page in PAGES for block in blocks_of(page.read_text(), page.name)]


def marked(mark: str) -> list[Block]:
    return [block for block in BLOCKS if block.mark == mark]


def test_every_block_says_how_it_is_tested() -> None:
    unmarked = [
        f"docs/{block.page}:{block.line}: {block.text.splitlines()[0]}" for block in BLOCKS if not block.mark
    ]
    assert not unmarked, "\n".join(["blocks without a mark (see the docstring of this test):", *unmarked])
    for block in BLOCKS:
        if block.mark.startswith("tested by "):
            assert (ROOT / "tests" / block.mark.removeprefix("tested by ")).exists(), block


def test_the_search_finds_blocks() -> None:
    text = "a\n\n    indented\n\n    more\n\nb\n\n<!-- python -->\n\n```python\nx = 1\n```\n- list\n  text\n"
    assert [(block.line, block.mark, block.text) for block in blocks_of(text)] == [
        (3, "", "indented\n\nmore\n"),
        (11, "python", "x = 1\n"),
    ]


@pytest.mark.parametrize("page", sorted({block.page for block in marked("python")}))
def test_python_runs(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    (tmp_path / "prog.wasm").write_bytes(assemble(PROGRAM.encode(), "prog.wat").binary)
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {"data": assemble(PROGRAM.encode(), "prog.wat").binary}
    exec("import irtool", names)
    for block in marked("python"):
        if block.page == page:
            exec(compile("\n" * block.line + block.text, f"docs/{page}", "exec"), names)
    assert sorted(os.listdir(tmp_path)) == ["examples", "prog.wasm"]


@pytest.mark.parametrize("block", marked("filetest"), ids=lambda block: f"{block.page}:{block.line}")
def test_filetest_passes(block: Block, tmp_path: Path) -> None:
    file = tmp_path / "block.clif"
    file.write_text(block.text)
    results = run_file(str(file), Options(slips="strict"))
    assert not [result.message for result in results if result.outcome == FAIL]
    assert [result for result in results if result.outcome == PASS]


@pytest.mark.parametrize("block", marked("usage"), ids=lambda block: f"{block.page}:{block.line}")
def test_command_lines_are_read(block: Block) -> None:
    for line in block.text.splitlines():
        words = shlex.split(re.split(r"\s{3,}", line)[0])
        assert words[0] == "irtool", line
        parser = make_parser(words[1], COMMANDS[words[1]], "")
        module = __import__(f"irtool.cli.{words[1]}", fromlist=["add_arguments"])
        module.add_arguments(parser)
        parser.parse_intermixed_args(words[2:])


@pytest.mark.parametrize("name", COMMANDS)
def test_examples_of_the_help_are_read(name: str) -> None:
    """`irtool COMMAND --help` ends in examples."""
    module = __import__(f"irtool.cli.{name}", fromlist=["add_arguments"])
    lines = [
        line.strip()
        for line in (module.__doc__ or "").partition("examples:")[2].splitlines()
        if line.startswith("  irtool ")
    ]
    assert lines
    for line in lines:
        words = shlex.split(re.split(r"\s{3,}| [|<] ", line)[0])
        parser = make_parser(name, COMMANDS[name], "")
        module.add_arguments(parser)
        parser.parse_intermixed_args(words[2:])
