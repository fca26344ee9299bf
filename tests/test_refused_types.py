"""An instruction that a target refuses is told with the type that is the reason: every opcode over values,
with every combination of types that verifies."""

import re
from collections.abc import Iterator
from itertools import product
from typing import TypeAlias

import pytest
from irtool.backends.limits import instruction_text
from irtool.compile import Session, make_target
from irtool.ir.errors import IrtoolError, UnsupportedError
from irtool.ir.opcodes import OPS, TYPE_SETS, OpRow
from irtool.ir.text.reader import parse_function
from irtool.ir.types import type_name
from irtool.ir.verify.verifier import verify
from irtool.settings import Settings

TYPES = (
    "i8",
    "i16",
    "i32",
    "i64",
    "i128",
    "f16",
    "f32",
    "f64",
    "f128",
    "i8x16",
    "i64x2",
    "f32x4",
    "f16x8",
)
#: What an opcode has before its operands, by format.
EXTRA = {
    "unary": "",
    "binary": "",
    "ternary": "",
    "int_compare": "slt ",
    "float_compare": "lt ",
    "load_no_offset": "little ",
}
TRIED = [row for row in OPS if row.format in EXTRA and row.operand_list and row.name != "return"]


def members(name: str) -> list[str]:
    words = TYPE_SETS.get(name, "").split()
    return [ty for ty in TYPES if ty in words]


def type_choices(row: OpRow) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Suffixes with types of the operands; most of them verify."""
    wanted, _, mark = row.control.partition("/")
    controls = members(wanted.rstrip("!")) if row.control else [""]
    for control in controls:
        choices = []
        for name, ty in row.operand_list:
            if ty == "T" or name == mark:
                choices.append([control] if ty == "T" else list(TYPES))
            elif ty in TYPES:
                choices.append([ty])
            else:
                choices.append(members(ty) or list(TYPES))
        for operands in product(*choices):
            yield control, operands


Attempt: TypeAlias = tuple[tuple[str, ...], str]


def attempts(row: OpRow, target: str) -> Iterator[Attempt]:
    """The types of the operands and the result of each combination that verifies, with the message of its
    refusal, empty when it compiles."""
    settings = Settings(target)
    settings.set("enable_verifier", False)
    session = Session(make_target(target, settings), settings)
    for control, operands in type_choices(row):
        params = ", ".join(f"v{number}: {ty}" for number, ty in enumerate(operands))
        values = ", ".join(f"v{number}" for number in range(len(operands)))
        call = f"{row.name}{f'.{control}' if control else ''} {EXTRA[row.format]}{values}"
        text = f"function %f() -> %s {{\nblock0({params}):\n    v9 = {call}\n    return v9\n}}\n"
        text = text.replace("%f()", f"%f({', '.join(operands)})")
        try:
            result = type_name(int(parse_function(text.replace("%s", "i8")).value_type[len(operands)]))
            func = parse_function(text.replace("%s", result))
        except IrtoolError:  # not these types
            continue
        if verify(func):
            continue
        message = ""
        try:
            session.compile(func)
        except UnsupportedError as error:
            message = error.message
        yield (*operands, result), message


def wrong_message(name: str, types: tuple[str, ...], message: str, accepted: list[tuple[str, ...]]) -> str:
    """What a refusal does not name: one of the types that are accepted nowhere at their place; all of the
    types when it is their combination that is refused. What another opcode became has its own types."""
    words = set(re.findall(r"[a-z]\w*", message))
    reasons = {ty for place, ty in enumerate(types) if all(other[place] != ty for other in accepted)}
    if reasons & words or (not reasons and name not in words and words & set(types)):
        return ""
    missing = sorted((reasons or set(types)) - words)
    return f"{message} [{', '.join(types)}] does not name {', '.join(missing)}" if missing else ""


@pytest.mark.parametrize("target", ["x86_64", "aarch64"])
def test_a_refusal_names_the_types_that_are_the_reason(target: str) -> None:
    wrong = []
    mixed = 0
    for row in TRIED:
        found = list(attempts(row, target))
        accepted = [types for types, message in found if not message]
        for types, message in found:
            if message and "needs the flag" not in message:
                wrong.append(wrong_message(row.name, types, message, accepted))
                mixed += len(set(types)) > 1
    assert not [text for text in wrong if text]
    assert len(wrong) > 30
    assert mixed > 10


def test_the_judge_finds_a_bad_message() -> None:
    accepted = [("i16", "i16", "i16"), ("i16", "i64", "i16")]
    assert wrong_message("rotr", ("i16", "i128", "i16"), "rotr.i16 is not supported", accepted)
    assert not wrong_message(
        "rotr", ("i16", "i128", "i16"), "rotr.i16 of i16, i128 is not supported", accepted
    )


def test_an_amount_of_another_type_is_named() -> None:
    """The text of an instruction has all of its types but addresses."""
    func = parse_function(
        "function %f(i16, i128, i64) {\nblock0(v0: i16, v1: i128, v2: i64):\n    v3 = rotr v0, v1\n"
        "    v4 = iconcat v2, v2\n    store v1, v2\n    v5 = load.i8 v2\n    v6 = iadd v0, v0\n"
        "    return\n}\n"
    )
    texts = [instruction_text(func, inst) for inst in func.inst_list(0)]
    assert texts[:5] == ["rotr.i16 of i16, i128", "iconcat.i64 to i128", "store.i128", "load.i8", "iadd.i16"]
