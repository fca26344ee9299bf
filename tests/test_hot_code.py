"""Source checks for traps of mypyc that no type checker sees.

`1 << n` with `n: i64` becomes `1 << n` in C, where that 1 is a 32-bit `int`: the result is wrong from
bit 31 on, only when compiled. The same happens to a local that is only ever assigned that constant
(copy propagation). Shift a value that is not known at compile time, shift right from a large
constant (mypyc casts the left side of `>>`), or call `types.bit`. A line whose shift cannot pass bit 30
says `small shift` in a comment.
"""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
HOT = sorted(
    path
    for folder in ("ir", "passes", "regalloc", "backends", "frontend", "object", "runtime")
    for path in (ROOT / folder).rglob("*.py")
    if re.search(r"^from mypy_extensions import .*\bi64\b", path.read_text(), re.M)
    and path.name != "semantics_big.py"
)


def constant_names(function: ast.FunctionDef) -> set[str]:
    """Locals with exactly one assignment, of an integer constant."""
    assigned: dict[str, list[ast.expr | None]] = {}
    for node in ast.walk(function):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                for name in ast.walk(target):
                    if isinstance(name, ast.Name):
                        assigned.setdefault(name.id, []).append(node.value)
        elif isinstance(node, ast.AnnAssign | ast.AugAssign) and isinstance(node.target, ast.Name):
            assigned.setdefault(node.target.id, []).append(
                node.value if isinstance(node, ast.AnnAssign) else None
            )
        elif isinstance(node, ast.For):
            for name in ast.walk(node.target):
                if isinstance(name, ast.Name):
                    assigned.setdefault(name.id, []).append(None)
    return {
        name for name, values in assigned.items() if len(values) == 1 and isinstance(values[0], ast.Constant)
    }


def is_native(function: ast.FunctionDef) -> bool:
    """Whether the function declares a parameter, local or result `i64`."""
    annotations = [function.returns]
    for node in ast.walk(function):
        if isinstance(node, ast.AnnAssign | ast.arg):
            annotations.append(node.annotation)
    return any(isinstance(node, ast.Name) and node.id == "i64" for node in annotations)


@pytest.mark.parametrize("path", HOT, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_constant_is_shifted_by_a_variable(path: Path) -> None:
    problems = []
    text = path.read_text()
    tree = ast.parse(text)
    lines = text.splitlines()
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef) or not is_native(function):
            continue
        constants = constant_names(function)
        for node in ast.walk(function):
            if not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.LShift):
                continue
            left, right = node.left, node.right
            small = isinstance(right, ast.BinOp) and isinstance(right.op, ast.BitAnd | ast.Mod)
            known = isinstance(left, ast.Constant) or (
                isinstance(left, ast.Name) and (left.id in constants or left.id.isupper())
            )
            excused = (
                right_is_final(right) or small_shift(node, small) or "small shift" in lines[node.lineno - 1]
            )
            if known and not isinstance(right, ast.Constant) and not excused:
                problems.append(f"line {node.lineno}: {ast.unparse(node)}")
    assert not problems, "wrong when compiled if it passes bit 30 (see the docstring): " + "; ".join(problems)


def right_is_final(right: ast.expr) -> bool:
    """A named constant as the amount: folded by mypyc."""
    return isinstance(right, ast.Name) and right.id.lstrip("_").isupper()


def small_shift(node: ast.BinOp, masked: bool) -> bool:
    """An amount masked so that the result stays below bit 31."""
    if not masked or not isinstance(node.left, ast.Constant) or not isinstance(node.right, ast.BinOp):
        return False
    limit = node.right.right
    return (
        isinstance(limit, ast.Constant)
        and isinstance(limit.value, int)
        and isinstance(node.left.value, int)
        and node.left.value << limit.value < 1 << 31
    )
