"""The example of docs/rules.md passes the checker and is compiled to what the page shows."""

import re
from pathlib import Path

import pytest
from irtool.ir.errors import ErrorList
from irtool.rules.check import check_file
from irtool.rules.generate import render

PAGE = Path(__file__).resolve().parent.parent / "docs" / "rules.md"

#: Stands for the module that a backend generates from its rows.
ENCODINGS = """from typing import Final
from librt.vecs import vec
MOP_MOVI: Final = 0
MOP_ADD: Final = 1
MOP_ADDI: Final = 2
MOP_CMP: Final = 3
MOP_CMPI: Final = 4
MOP_SET: Final = 5
MOP_CMOV: Final = 6
MOP_JCC: Final = 7
MOP_FLAGS: Final[vec[i64]] = vec[i64]([4, 2, 2, 10, 10, 1, 1, 1])
"""
ROWS = {
    "const": "MOP_MOVI",
    "add_ri": "MOP_ADDI",
    "add_rm": "MOP_ADD",
    "cmp_ri": "MOP_CMPI",
    "cmp_rm": "MOP_CMP",
    "set_cc": "MOP_SET",
    "cmov": "MOP_CMOV",
    "branch": "MOP_JCC",
}


def example(name: str) -> str:
    """The code block behind `<!-- example: name -->`."""
    match = re.search(rf"<!-- example: {re.escape(name)} -->\n\n```\w*\n(.*?)```\n", PAGE.read_text(), re.S)
    assert match is not None, name
    return match[1]


def write_example(directory: Path, rules: str) -> Path:
    """The example as files; the functions that the page shows without a body append one row each."""
    insts = example("insts.py")
    for name, mop in ROWS.items():
        insts, count = re.subn(rf"(def {name}\(.*): \.\.\.", rf"\1: return ctx.vc.row({mop}, 0, 0, 0)", insts)
        assert count == 1, name
    (directory / "insts.py").write_text(insts)
    (directory / "encodings_gen.py").write_text(ENCODINGS)
    path = directory / "lower.rules"
    path.write_text(rules)
    return path


def test_the_example_is_checked_and_compiled(tmp_path: Path) -> None:
    path = write_example(tmp_path, example("lower.rules"))
    generated = render(check_file(path, draft=True))
    shown = example("generated").removesuffix("        ...\n")
    assert shown and shown in generated


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ("(flags (icmp.t:int cc x y))                         => cmp_rm(t, x, y)",
         "(flags (icmp.t:int cc x y)) => cmp_rm(t, x, rm(t, y))",
         "'icmp' may have a second user, for whom what 'rm' may absorb would be done again"),
        ("(brif.int c)", "(brif c)", "no final rule of 'flags' accepts i128"),
        ("=> cmp_rm(ty, x, y); set_cc", "=> cmp_rm(ty, x, y); k = const(ty, 0); set_cc",
         "'set_cc' reads flags (set by 'cmp_rm') that 'const' has changed since"),
    ],
)  # fmt: skip
def test_what_the_page_calls_wrong_is_refused(tmp_path: Path, right: str, wrong: str, message: str) -> None:
    rules = example("lower.rules")
    assert right in rules
    with pytest.raises(ErrorList) as caught:
        check_file(write_example(tmp_path, rules.replace(right, wrong)), draft=True)
    assert caught.value.errors[0].message.startswith(message)
