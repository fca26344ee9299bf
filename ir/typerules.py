"""Types of instructions, as tables made from the rows of `opcodes.py`.

Every polymorphic opcode has one controlling type T, taken from an operand or from the suffix of the
opcode; the types of the results follow from T:

    v3 = icmp eq v1, v2       T = type of v1 (i32x4), member of set Id;  result truthy(T) = i32x4
    v4 = uextend.i64 v0       T = i64, written;                          result T

The tables are indexed by opcode. Result types are codes: below 512 a fixed type, from 512 on a
function of T (`result_type`).
"""

from typing import Final

from librt.vecs import vec
from mypy_extensions import i64

from .opcodes import FORMATS, OPS, TYPE_SETS
from .types import (
    DYNAMIC,
    MAX_TYPE,
    double_width,
    half_width,
    lane_type,
    merge_lanes,
    parse_type,
    split_lanes,
    truthy_type,
)

#: Values of `CONTROL_OPERAND` that are no operand index.
CONTROL_EXPLICIT: Final = -1
CONTROL_NONE: Final = -2

#: Result codes that depend on T.
RESULT_T: Final = 512
RESULT_LANE: Final = 513
RESULT_TRUTHY: Final = 514
RESULT_HALF: Final = 515
RESULT_DOUBLE: Final = 516
RESULT_SPLIT: Final = 517
RESULT_MERGE: Final = 518
RESULT_FIXED: Final = 519
#: The returns of the callee's signature.
RESULT_SIGNATURE: Final = 520

_RESULT_CODES: Final = {
    "T": RESULT_T,
    "lane(T)": RESULT_LANE,
    "truthy(T)": RESULT_TRUTHY,
    "half(T)": RESULT_HALF,
    "dbl(T)": RESULT_DOUBLE,
    "split(T)": RESULT_SPLIT,
    "merge(T)": RESULT_MERGE,
    "fixed(T)": RESULT_FIXED,
    "sig": RESULT_SIGNATURE,
}


def set_members(name: str) -> set[int]:
    """The types of a type set (`opcodes.TYPE_SETS`), dynamic vectors included where it has them."""
    words = TYPE_SETS[name].split()
    members = {parse_type(word) for word in words if word != "+dyn"}
    if "+dyn" not in words:
        return members
    # A set of nothing but "+dyn" is all dynamic vectors.
    vectors = {ty for ty in members if ty > 15}
    if not vectors:
        vectors = {ty for ty in range(16, DYNAMIC) if 1 <= ty & 15 <= 9 and ty >> 4 <= 8}
    return members | {ty | DYNAMIC for ty in vectors}


_SET_NAMES: Final = list(TYPE_SETS)


def _membership() -> vec[i64]:
    bits = [0] * (MAX_TYPE + 1)
    for number, name in enumerate(_SET_NAMES):
        for ty in set_members(name):
            bits[ty] |= 1 << number
    return vec[i64](bits)


def _control_columns() -> tuple[list[int], list[int]]:
    operands: list[int] = []
    sets: list[int] = []
    for row in OPS:
        if not row.control:
            operands.append(CONTROL_NONE)
            sets.append(-1)
            continue
        name, _, operand = row.control.rstrip("!").partition("/")
        sets.append(_SET_NAMES.index(name))
        if row.control.endswith("!"):
            operands.append(CONTROL_EXPLICIT)
        else:
            operands.append([operand_name for operand_name, _ in row.operand_list].index(operand))
    return operands, sets


def _result_code(text: str) -> int:
    code = _RESULT_CODES.get(text)
    return code if code is not None else parse_type(text)


_CONTROL: Final = _control_columns()

#: By opcode: index of the operand that gives T, `CONTROL_EXPLICIT` or `CONTROL_NONE`.
CONTROL_OPERAND: Final[vec[i64]] = vec[i64](_CONTROL[0])
_CONTROL_SET: Final[vec[i64]] = vec[i64](_CONTROL[1])
_MEMBER_OF: Final[vec[i64]] = _membership()

#: By opcode: codes of the first and the second result, -1 where there is none.
RESULT_CODE_0: Final[vec[i64]] = vec[i64]([_result_code((row.result_list or ["-"])[0]) or -1 for row in OPS])
RESULT_CODE_1: Final[vec[i64]] = vec[i64](
    [_result_code(row.result_list[1]) if len(row.result_list) > 1 else -1 for row in OPS]
)
#: By format: 1 when its instructions have memory flags.
FORMAT_HAS_FLAGS: Final[vec[i64]] = vec[i64]([1 if "flags" in text else 0 for text in FORMATS.values()])


def in_control_set(op: i64, ty: i64) -> bool:
    """Whether `ty` may be the controlling type of a polymorphic opcode."""
    return (_MEMBER_OF[ty] >> _CONTROL_SET[op]) & 1 != 0


def control_set_name(op: int) -> str:
    """Name of the type set of a polymorphic opcode's controlling type."""
    return _SET_NAMES[_CONTROL_SET[op]]


def result_type(code: i64, ty: i64) -> i64:
    """The type a result code stands for when the controlling type is `ty`."""
    if code < RESULT_T:
        return code
    if code == RESULT_T:
        return ty
    if code == RESULT_LANE:
        return lane_type(ty)
    if code == RESULT_TRUTHY:
        return truthy_type(ty)
    if code == RESULT_HALF:
        return half_width(ty)
    if code == RESULT_DOUBLE:
        return double_width(ty)
    if code == RESULT_SPLIT:
        return split_lanes(ty)
    if code == RESULT_MERGE:
        return merge_lanes(ty)
    return ty & ~DYNAMIC
