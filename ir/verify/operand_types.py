"""Operand types of every opcode as integer tables, made once from the rows of `opcodes.py`.

Each declared operand has a code: what is below `OPERAND_SET` is a code of `typerules` (a fixed type,
or a type that follows from the controlling type T), from `OPERAND_SET` on it is membership:

    iadd    x: T, y: T      RESULT_T, RESULT_T               exactly T
    select  c: iN, ...      OPERAND_SET + number of `iN`     any member of the set
    uextend x: <T           OPERAND_NARROWER                 a narrower scalar of the same class
"""

from typing import Final

from librt.vecs import vec
from mypy_extensions import i64

from ..opcodes import OPS, TYPE_SETS
from ..typerules import (
    RESULT_DOUBLE,
    RESULT_FIXED,
    RESULT_HALF,
    RESULT_LANE,
    RESULT_MERGE,
    RESULT_SPLIT,
    RESULT_T,
    RESULT_TRUTHY,
    result_type,
    set_members,
)
from ..types import MAX_TYPE, parse_type, type_name

OPERAND_SET: Final = 1024
OPERAND_NARROWER: Final = 2048
OPERAND_WIDER: Final = 2049

#: Most value operands that an opcode declares.
MAX_OPERANDS: Final = 3

_SET_NAMES: Final = list(TYPE_SETS)
_DERIVED: Final = {
    "T": RESULT_T,
    "lane(T)": RESULT_LANE,
    "truthy(T)": RESULT_TRUTHY,
    "half(T)": RESULT_HALF,
    "dbl(T)": RESULT_DOUBLE,
    "split(T)": RESULT_SPLIT,
    "merge(T)": RESULT_MERGE,
    "fixed(T)": RESULT_FIXED,
    "<T": OPERAND_NARROWER,
    ">T": OPERAND_WIDER,
}


def _operand_code(text: str) -> int:
    if text in _DERIVED:
        return _DERIVED[text]
    if text in TYPE_SETS and not parse_type(text):
        return OPERAND_SET + _SET_NAMES.index(text)
    code = parse_type(text)
    if not code:
        raise ValueError(f"the operand type {text} is no type expression")
    return code


def _operand_codes() -> vec[i64]:
    codes: list[int] = []
    for row in OPS:
        declared = [_operand_code(text) for _, text in row.operand_list]
        codes += declared + [0] * (MAX_OPERANDS - len(declared))
    return vec[i64](codes)


def _member_bits() -> vec[i64]:
    bits = [0] * (MAX_TYPE + 1)
    for number, name in enumerate(_SET_NAMES):
        for ty in set_members(name):
            bits[ty] |= 1 << number
    return vec[i64](bits)


#: Code of operand `i` of opcode `op` at `op * MAX_OPERANDS + i`.
OPERAND_CODE: Final[vec[i64]] = _operand_codes()
_MEMBER_BITS: Final[vec[i64]] = _member_bits()


def operand_fits(code: i64, control: i64, ty: i64) -> bool:
    """Whether an operand with this code may have type `ty` when the controlling type is `control`."""
    if code == RESULT_T:
        return ty == control
    if code < OPERAND_SET:
        return ty == result_type(code, control)
    if code < OPERAND_NARROWER:
        return (_MEMBER_BITS[ty] >> (code - OPERAND_SET)) & 1 != 0
    if ty > 9 or control > 9 or (ty <= 5) != (control <= 5):  # scalars of one class only
        return False
    return ty < control if code == OPERAND_NARROWER else ty > control


def describe_operand(code: int, control: int) -> str:
    """What such an operand must be, as the end of the sentence `has type i8, ...`."""
    if code < OPERAND_SET:
        return f"expected {type_name(result_type(code, control))}"
    if code < OPERAND_NARROWER:
        return f"which does not satisfy {_SET_NAMES[code - OPERAND_SET]}"
    side = "narrower" if code == OPERAND_NARROWER else "wider"
    return f"expected a type {side} than {type_name(control)}"
