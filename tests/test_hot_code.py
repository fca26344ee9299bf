"""Source checks for traps of mypyc that no type checker sees.

`1 << n` with `n: i64` becomes `1 << n` in C, where that 1 is a 32-bit `int`: the result is wrong from
bit 31 on, only when compiled. The same happens to a local that is only ever assigned that constant
(copy propagation). Shift a value that is not known at compile time, shift right from a large
constant (mypyc casts the left side of `>>`), or call `types.bit`. A line whose shift cannot pass bit 30
says `small shift` in a comment.

A class in plain Python may replace methods of compiled classes that allow it. mypyc passes it 0 for
a native parameter that the caller left to its default: such methods have no defaults for native parameters.

Two are only slow. `x if c else -1` with `x: i64` is a Python object, since a constant is an `int`: write an
`if`. And a constant tuple without a type is one of exactly so many items, which mypyc copies whole when
a function asks for one of them: give it a type (`Final[tuple[str, ...]]`).
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
    and path != ROOT / "ir/semantics/big.py"
)


#: Aliases of `i64` (`kinds.py`), by which functions that rules call say what their numbers are.
KINDS = frozenset(
    name
    for path in (ROOT / "ir" / "kinds.py", *(ROOT / "backends").rglob("kinds.py"))
    for name in re.findall(r"^(\w+): TypeAlias = i64", path.read_text(), re.M)
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
    return any(isinstance(node, ast.Name) and (node.id == "i64" or node.id in KINDS) for node in annotations)


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
            # `i64(1)` is folded to the literal.
            if isinstance(left, ast.Call) and ast.unparse(left.func) in ("i64", "i32") and left.args:
                left = left.args[0]
            if isinstance(left, ast.UnaryOp) and isinstance(left.operand, ast.Constant):
                left = left.operand
            small = isinstance(right, ast.BinOp) and isinstance(right.op, ast.BitAnd | ast.Mod)
            known = isinstance(left, ast.Constant) or (
                isinstance(left, ast.Name) and (left.id in constants or left.id.isupper())
            )
            excused = (
                right_is_final(right)
                or small_shift(node, small)
                or "small shift" in lines[node.lineno - 1]
                or ast.unparse(right) == "size_of(ty)"  # 0..3
            )
            if known and not isinstance(right, ast.Constant) and not excused:
                problems.append(f"line {node.lineno}: {ast.unparse(node)}")
    assert not problems, "wrong when compiled if it passes bit 30 (see the docstring): " + "; ".join(problems)


def is_constant(node: ast.expr) -> bool:
    """A number, or the name of one."""
    if isinstance(node, ast.UnaryOp):
        return is_constant(node.operand)
    if isinstance(node, ast.Constant):
        return isinstance(node.value, int)
    return isinstance(node, ast.Name) and node.id.lstrip("_").isupper()


def native_targets(function: ast.FunctionDef) -> list[ast.expr | None]:
    """The expressions in a function whose values are wanted as native numbers."""
    wanted: list[ast.expr | None] = []
    for node in ast.walk(function):
        if isinstance(node, ast.Return) and isinstance(function.returns, ast.Name):
            wanted += [node.value] if function.returns.id == "i64" else []
        elif isinstance(node, ast.AnnAssign) and isinstance(node.annotation, ast.Name):
            wanted += [node.value] if node.annotation.id == "i64" else []
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            wanted += node.args if node.func.id in ("i64", "i32", "i16", "u8") else []
    return wanted


@pytest.mark.parametrize("path", HOT, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_native_number_becomes_an_object(path: Path) -> None:
    problems = [
        f"line {value.lineno}: {ast.unparse(value)}"
        for function in ast.walk(ast.parse(path.read_text()))
        if isinstance(function, ast.FunctionDef)
        for value in native_targets(function)
        if isinstance(value, ast.IfExp) and is_constant(value.body) != is_constant(value.orelse)
    ]
    assert not problems, "slow when compiled (see the docstring): " + "; ".join(problems)


def test_tuples_that_functions_look_into_have_any_length() -> None:
    trees = {path: ast.parse(path.read_text()) for path in HOT}
    fixed = {
        node.target.id: f"{path.relative_to(ROOT)}:{node.lineno}"
        for path, tree in trees.items()
        for node in tree.body
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
        if isinstance(node.annotation, ast.Name) and isinstance(node.value, ast.Tuple)
    }
    problems = {
        fixed[node.value.id]
        for tree in trees.values()
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id in fixed
        if not isinstance(node.slice, ast.Constant)
    }
    assert not problems, "slow when compiled (see the docstring): " + "; ".join(sorted(problems))


#: Methods that are never replaced; compiled code calls them on classes in plain Python with all parameters.
COMPLETE_CALLS = {"LabelKinds.add_kind"}


def is_open(cls: ast.ClassDef) -> bool:
    """Whether a compiled class may have subclasses in plain Python."""
    return any("allow_interpreted_subclasses" in ast.unparse(item) for item in cls.decorator_list)


def test_methods_that_may_be_replaced_have_no_native_defaults() -> None:
    methods = [
        (path, cls, method)
        for path in HOT
        for cls in ast.walk(ast.parse(path.read_text()))
        if isinstance(cls, ast.ClassDef) and is_open(cls)
        for method in cls.body
        if isinstance(method, ast.FunctionDef) and method.name != "__init__"
    ]
    assert len(methods) > 50
    problems = []
    for path, cls, method in methods:
        positional = method.args.posonlyargs + method.args.args
        defaults = positional[len(positional) - len(method.args.defaults) :]
        defaults += [
            arg for arg, value in zip(method.args.kwonlyargs, method.args.kw_defaults, strict=True) if value
        ]
        problems += [
            f"{path.relative_to(ROOT)}:{method.lineno}: {cls.name}.{method.name}, {arg.arg}"
            for arg in defaults
            if isinstance(arg.annotation, ast.Name) and f"{cls.name}.{method.name}" not in COMPLETE_CALLS
            if arg.annotation.id in ("i64", "i32", "i16", "u8") or arg.annotation.id in KINDS
        ]
    assert not problems, "0 when compiled (see the docstring): " + "; ".join(problems)


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
