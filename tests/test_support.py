"""The table of supported instructions, judged by compiling: what it calls `yes` calls no library function in
its machine code, what it calls `call` does, what it calls `no` is refused. And what the filetests compile it
must not refuse."""

import json
import random
import re
from functools import cache
from pathlib import Path

import gen_support
import pytest
from irtool.cli.main import main
from irtool.cli.support_table import answer_text, json_rows, table_lines
from irtool.compile import Session, make_target
from irtool.filetests.runner.job import Job, Options
from irtool.ir.errors import IrtoolError, UnsupportedError
from irtool.ir.opcodes import OPS
from irtool.ir.text.testfile import parse_test_file
from irtool.ir.types import type_name
from irtool.settings import Settings
from irtool.support import CALL, FORMS, NO, SETTINGS, YES, Cell, levels_of, samples, support, tried_opcodes

ROOT = Path(__file__).resolve().parent.parent
TARGETS = ("x86_64", "aarch64")
SEED = 7
SAMPLE = 40
#: Symbols that a function of the table names itself, and what a thread-local variable is found by.
OWN = {"g", "t", "__tls_get_addr"}


@cache
def cells() -> dict[tuple[str, str, str, str], Cell]:
    return {(cell.opcode, cell.type, cell.operand, cell.target): cell for cell in support(list(TARGETS))}


def compiled(cell: Cell, level: str) -> set[str]:
    """What becomes of each instruction of a cell: `no`, `call` or `yes`, by its machine code."""
    settings = Settings(cell.target)
    for text in (*SETTINGS, "opt_level=speed", level):
        settings.apply(text)
    session = Session(make_target(cell.target, settings), settings)
    (row,) = [row for row in OPS if row.name == cell.opcode]
    found = set()
    for sample in samples(row):
        if (sample.type, sample.operand) != (cell.type, cell.operand):
            continue
        try:
            code = session.compile(sample.func)
        except UnsupportedError:
            found.add(NO)
            continue
        symbols = {code.symbols[int(number)] for number in code.reloc_symbol}
        found.add(CALL if symbols - OWN else YES)
    return found


@pytest.mark.parametrize("answer", [YES, CALL, NO])
@pytest.mark.parametrize("target", TARGETS)
def test_the_table_says_what_compiling_does(target: str, answer: str) -> None:
    generator = random.Random(f"{SEED} {target} {answer}")
    every = [
        (cell, at)
        for cell in cells().values()
        for at in range(len(cell.answers))
        if cell.target == target and cell.answers[at] == answer
    ]
    assert len(every) > SAMPLE
    for cell, at in generator.sample(every, SAMPLE):
        found = compiled(cell, levels_of(target)[at])
        worst = NO if NO in found else CALL if CALL in found else YES
        assert found and worst == answer, (cell, levels_of(target)[at], found)


def test_every_opcode_is_in_the_table_or_has_no_form() -> None:
    named = {cell.opcode for cell in cells().values()}
    missing = {row.name for row in OPS} - named
    by_format = {row.name for row in OPS if row.format not in FORMS}
    assert by_format <= missing
    # Dynamic types are not of the table.
    assert missing - by_format == {"extract_vector"}
    assert {row.name for row in tried_opcodes()} == {row.name for row in OPS} - by_format


def test_what_the_filetests_compile_is_not_refused() -> None:
    files = sorted((ROOT / "filetests" / "run").glob("*.clif"))
    seen = 0
    for path in random.Random(SEED).sample(files, 25):
        file = parse_test_file(path.read_text(), str(path))
        for target in file.targets:
            if target.triple not in TARGETS or target.flags:
                continue
            job = Job(file, file.commands[0], target, Options())
            session = Session(make_target(target.triple, job.settings), job.settings)
            for function in file.functions:
                func = function.func
                try:
                    session.compile(func)
                except IrtoolError:
                    continue
                for inst in range(len(func.op)):
                    ty = type_name(int(func.ty[inst])) if func.ty[inst] else ""
                    name = OPS[int(func.op[inst])].name
                    found = [c for k, c in cells().items() if (k[0], k[1], k[3]) == (name, ty, target.triple)]
                    seen += len(found)
                    assert not found or any(cell.answers[0] != NO for cell in found), (path.name, name, ty)
    assert seen > 500


def test_known_cells() -> None:
    table = cells()
    assert table["iadd", "i32", "", "x86_64"].answers == (YES,) * 5
    assert table["udiv", "i128", "", "aarch64"].answers == (CALL,) * 3
    assert table["fma", "f64", "", "x86_64"].answers == (CALL, CALL, YES, YES, YES)
    assert table["swizzle", "", "", "x86_64"].answers[0] == NO
    assert table["fcvt_to_sint_sat", "i64x2", "f64x2", "x86_64"].answers == (NO, NO, NO, YES, YES)
    assert table["fcvt_from_uint", "f64", "i128", "x86_64"].answers[0] == CALL


def test_answers_as_text() -> None:
    assert answer_text((YES, YES)) == "yes"
    assert answer_text((CALL, YES, YES)) == "call>2"
    assert answer_text((NO, CALL, YES)) == "no>2call>3"


def test_the_page_is_up_to_date_and_has_every_cell() -> None:
    page = gen_support.PAGE.read_text()
    assert page == gen_support.page(), "docs/support.md: run tools/generate.py"
    for target in TARGETS:
        for line in table_lines(cells().values(), target):
            assert line in page


def test_the_command_prints_the_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["targets", "--support", "aarch64"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("aarch64: yes, call or no; levels: 1 = baseline")
    assert any(re.match(r"iadd\s+yes\s+yes", line) for line in lines)
    assert main(["targets", "--support", "--json", "aarch64"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert rows == json_rows(cell for cell in cells().values() if cell.target == "aarch64")
    assert {"opcode", "type", "operand", "target", "support"} == set(rows[0])
