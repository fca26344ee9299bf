"""Families of rules: one line that stands for several, with errors at the place where they were written."""

from pathlib import Path

import pytest
from irtool.rules.families import Text
from rule_files import FIRST, HEAD, check, problems


def expanded(source: str) -> list[str]:
    return [line.rstrip() for line in Text(source, Path("a.rules")).text.splitlines() if line.strip()]


def test_groups_are_taken_in_parallel() -> None:
    source = "rule (<iadd|isub>.i<8|16> x y)\n  => <add|sub_>r<|_n>(x)  # <not|this>\nclass int = i8\n"
    assert expanded(source) == [
        *("rule (iadd.i8 x y)", "  => addr(x)  # <not|this>"),
        *("rule (isub.i16 x y)", "  => sub_r_n(x)  # <not|this>"),
        "class int = i8",
    ]


def test_comparisons_and_strings_are_no_groups() -> None:
    source = 'import "<a|b>"\nrule (iadd.i8|i16 x (iconst k)) if k < 3, k > 1 => f(k << 1 | 2)\n'
    assert expanded(source) == source.splitlines()


def test_each_rule_has_a_name_of_its_own(tmp_path: Path) -> None:
    body = """rule (<iadd|isub|band>.int x y) => add_r<r|i|r>(ty, x, <y|3|x>)
rule (<iadd|isub>.int x (iconst k)) if fits(k) => add_ri(ty, x, k)
"""
    arms = [arm for group in check(tmp_path, body).arms.values() for arm in group if arm.position[1] == 0]
    found = sorted((arm.name, arm.line - FIRST, arm.results[0]) for arm in arms)
    assert found == [
        ("band.1", 0, "add_rr(ctx, ty, x_reg, x_reg)"),
        ("iadd.1", 0, "add_rr(ctx, ty, x_reg, y_reg)"),
        ("iadd.2", 1, "add_ri(ctx, ty, x_reg, y_k)"),
        ("isub.1", 0, "add_ri(ctx, ty, x_reg, 3)"),
        ("isub.2", 1, "add_ri(ctx, ty, x_reg, y_k)"),
    ]


@pytest.mark.parametrize(
    ("rules", "line", "column", "message"),
    [
        ("rule (<iadd|isub|imul>.int x y) => add_r<r|i>(ty, x, y)", 0, 41,
         "2 alternatives here, 3 in the first group"),
        ("rule (<iadd|isub>.int x y) => add_r<r|x>(ty, x, y)", 0, 31,
         "no function 'add_rx' in the imported modules"),
        ("rule (<iadd|isuv>.int x y) => add_rr(ty, x, y)", 0, 6, "unknown opcode 'isuv'"),
        ("rule (<iadd|isub>.int x y) => add_rr(ty, x, z)", 0, 45, "unknown name 'z'"),
        ("rule (<iadd|isub>.int x y) => add_rr(ty, x, y)\n\nrule (imul.int x y) => q", 2, 24,
         "unknown name 'q'"),
        ("rule (<iadd|isub>.int x y)\n  => add_rr(ty, x, y))", 1, 22, "found ')', expected"),
        ("rule (<iadd|isub>.int x y) => <x|$>", 0, 31, "found '<', expected"),
    ],
)  # fmt: skip
def test_errors_are_where_they_were_written(
    tmp_path: Path, rules: str, line: int, column: int, message: str
) -> None:
    found = problems(tmp_path, rules + "\n", HEAD)
    assert len(found) == 1
    assert found[0][:2] == (FIRST + line, column), found
    assert found[0][2].startswith(message), found
