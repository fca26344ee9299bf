"""Constant folding of the integer opcodes: the functions of `scalar.py`, found by opcode number.

    if can_fold(op, ty, other_ty) and binary_trap(op, ty, x, y) == 0:
        result = fold_binary(op, ty, x, y)

`FOLD_KIND` says by opcode which of the functions here computes it; values are carried as in `scalar.py`.
"""

from typing import Final

from librt.vecs import vec
from mypy_extensions import i64

from ..opcodes_gen import (
    OP_BAND,
    OP_BITREV,
    OP_BITSELECT,
    OP_BMASK,
    OP_BNOT,
    OP_BOR,
    OP_BSWAP,
    OP_BXOR,
    OP_CLS,
    OP_CLZ,
    OP_COUNT,
    OP_CTZ,
    OP_IABS,
    OP_IADD,
    OP_ICMP,
    OP_ICONCAT,
    OP_IMUL,
    OP_INEG,
    OP_IREDUCE,
    OP_ISHL,
    OP_ISPLIT,
    OP_ISUB,
    OP_POPCNT,
    OP_ROTL,
    OP_ROTR,
    OP_SADD_OVERFLOW,
    OP_SADD_OVERFLOW_CIN,
    OP_SDIV,
    OP_SELECT,
    OP_SELECT_SPECTRE_GUARD,
    OP_SEXTEND,
    OP_SMAX,
    OP_SMIN,
    OP_SMUL_OVERFLOW,
    OP_SMULHI,
    OP_SREM,
    OP_SSHR,
    OP_SSUB_OVERFLOW,
    OP_SSUB_OVERFLOW_BIN,
    OP_UADD_OVERFLOW,
    OP_UADD_OVERFLOW_CIN,
    OP_UADD_OVERFLOW_TRAP,
    OP_UDIV,
    OP_UEXTEND,
    OP_UMAX,
    OP_UMIN,
    OP_UMUL_OVERFLOW,
    OP_UMULHI,
    OP_UREM,
    OP_USHR,
    OP_USUB_OVERFLOW,
    OP_USUB_OVERFLOW_BIN,
)
from ..types import I32, I64, sign_extend
from .scalar import (
    INT_DIVZ,
    INT_OVF,
    OWN_CODE,
    _truth,
    add_carry_out,
    add_overflow,
    band,
    bitrev,
    bitselect,
    bmask,
    bnot,
    bor,
    bswap,
    bxor,
    cls,
    clz,
    ctz,
    iabs,
    iadd,
    iconcat,
    imul,
    ineg,
    ireduce,
    ishl,
    isplit_high,
    isplit_low,
    isub,
    normal,
    popcnt,
    rotl,
    rotr,
    sdiv,
    select,
    sextend,
    smax,
    smin,
    smul_overflows,
    smulhi,
    srem,
    sshr,
    sub_borrow_out,
    sub_overflow,
    udiv,
    umax,
    umin,
    umul_overflows,
    umulhi,
    urem,
    ushr,
)

_UNARY: Final = (
    OP_INEG, OP_IABS, OP_BNOT, OP_BITREV, OP_BSWAP, OP_CLZ, OP_CTZ, OP_CLS, OP_POPCNT, OP_BMASK,
    OP_IREDUCE, OP_UEXTEND, OP_SEXTEND, OP_ISPLIT,
)  # fmt: skip
_BINARY: Final = (
    OP_IADD, OP_ISUB, OP_IMUL, OP_UMULHI, OP_SMULHI, OP_UDIV, OP_SDIV, OP_UREM, OP_SREM, OP_SMIN,
    OP_UMIN, OP_SMAX, OP_UMAX, OP_UADD_OVERFLOW, OP_SADD_OVERFLOW, OP_USUB_OVERFLOW,
    OP_SSUB_OVERFLOW, OP_UMUL_OVERFLOW, OP_SMUL_OVERFLOW, OP_UADD_OVERFLOW_TRAP, OP_BAND, OP_BOR,
    OP_BXOR, OP_ISHL, OP_USHR, OP_SSHR, OP_ROTL, OP_ROTR, OP_ICONCAT,
)  # fmt: skip
_TERNARY: Final = (
    OP_UADD_OVERFLOW_CIN, OP_SADD_OVERFLOW_CIN, OP_USUB_OVERFLOW_BIN, OP_SSUB_OVERFLOW_BIN,
    OP_SELECT, OP_SELECT_SPECTRE_GUARD, OP_BITSELECT,
)  # fmt: skip

FOLD_NONE: Final = 0
FOLD_UNARY: Final = 1
FOLD_BINARY: Final = 2
FOLD_TERNARY: Final = 3
FOLD_COMPARE: Final = 4


def _fold_kinds() -> vec[i64]:
    kinds: vec[i64] = vec[i64]([FOLD_NONE] * OP_COUNT)
    for op in _UNARY:
        kinds[op] = FOLD_UNARY
    for op in _BINARY:
        kinds[op] = FOLD_BINARY
    for op in _TERNARY:
        kinds[op] = FOLD_TERNARY
    kinds[OP_ICMP] = FOLD_COMPARE
    return kinds


#: By opcode: which of `fold_unary`, `fold_binary`, `fold_ternary`, `compare_int` computes it.
FOLD_KIND: Final[vec[i64]] = _fold_kinds()


def can_fold(op: i64, ty: i64, other_ty: i64) -> bool:
    """Whether the functions of this module compute `op` at controlling type `ty`.

    `other_ty` is the type of the operand that need not be of type `ty`: the source of a conversion
    or of `bmask`, the amount of a shift, the condition of `select`; 0 where there is none."""
    kind = FOLD_KIND[op]
    if kind == FOLD_NONE or ty < 1 or ty > I64 or other_ty < 0 or other_ty > I64:
        return False
    return op != OP_ICONCAT or ty <= I32


def fold_unary(op: i64, ty: i64, source_ty: i64, x: i64) -> i64:
    """Result (the first one for `isplit`) of a unary opcode; `source_ty` is the type of `x`."""
    if op == OP_UEXTEND:
        return x
    if op == OP_SEXTEND:
        return sextend(ty, source_ty, x)
    if op == OP_IREDUCE:
        return ireduce(ty, x)
    if op == OP_INEG:
        return ineg(ty, x)
    if op == OP_BNOT:
        return bnot(ty, x)
    if op == OP_IABS:
        return iabs(ty, x)
    if op == OP_CLZ:
        return clz(ty, x)
    if op == OP_CTZ:
        return ctz(ty, x)
    if op == OP_POPCNT:
        return popcnt(ty, x)
    if op == OP_BMASK:
        return bmask(ty, x)
    if op == OP_BSWAP:
        return bswap(ty, x)
    if op == OP_BITREV:
        return bitrev(ty, x)
    if op == OP_CLS:
        return cls(ty, x)
    if op == OP_ISPLIT:
        return isplit_low(ty, x)
    raise ValueError("not a unary integer opcode")


def fold_binary(op: i64, ty: i64, x: i64, y: i64) -> i64:
    """Result (the first one of two) of a binary opcode for which `binary_trap` is 0."""
    if op < OP_BAND:
        return _fold_arithmetic(op, ty, x, y)
    if op == OP_BAND:
        return band(ty, x, y)
    if op == OP_BOR:
        return bor(ty, x, y)
    if op == OP_BXOR:
        return bxor(ty, x, y)
    if op == OP_ISHL:
        return ishl(ty, x, y)
    if op == OP_USHR:
        return ushr(ty, x, y)
    if op == OP_SSHR:
        return sshr(ty, x, y)
    if op == OP_ROTL:
        return rotl(ty, x, y)
    if op == OP_ROTR:
        return rotr(ty, x, y)
    if op == OP_ICONCAT:
        return iconcat(ty, x, y)
    raise ValueError("not a binary integer opcode")


def _fold_arithmetic(op: i64, ty: i64, x: i64, y: i64) -> i64:
    """The part of `fold_binary` whose opcodes stand before `band` in the opcode table."""
    if op == OP_IADD or op == OP_UADD_OVERFLOW or op == OP_SADD_OVERFLOW or op == OP_UADD_OVERFLOW_TRAP:
        return iadd(ty, x, y)
    if op == OP_ISUB or op == OP_USUB_OVERFLOW or op == OP_SSUB_OVERFLOW:
        return isub(ty, x, y)
    if op == OP_IMUL or op == OP_UMUL_OVERFLOW or op == OP_SMUL_OVERFLOW:
        return imul(ty, x, y)
    if op == OP_UMULHI:
        return umulhi(ty, x, y)
    if op == OP_SMULHI:
        return smulhi(ty, x, y)
    if op == OP_UDIV:
        return udiv(ty, x, y)
    if op == OP_SDIV:
        return sdiv(ty, x, y)
    if op == OP_UREM:
        return urem(ty, x, y)
    if op == OP_SREM:
        return srem(ty, x, y)
    if op == OP_SMIN:
        return smin(ty, x, y)
    if op == OP_UMIN:
        return umin(ty, x, y)
    if op == OP_SMAX:
        return smax(ty, x, y)
    if op == OP_UMAX:
        return umax(ty, x, y)
    raise ValueError("not a binary integer opcode")


def binary_trap(op: i64, ty: i64, x: i64, y: i64) -> i64:
    """Trap code with which a binary opcode ends on these operands; 0 when it does not trap.

    `OWN_CODE` for `uadd_overflow_trap`, whose code is part of the instruction."""
    if op == OP_UDIV or op == OP_UREM or op == OP_SREM:
        return INT_DIVZ if y == 0 else 0
    if op == OP_SDIV:
        if y == 0:
            return INT_DIVZ
        if sign_extend(y, ty) == -1 and x != 0 and normal(ty, 0 - x) == x:
            return INT_OVF  # only 0 and the least value are their own negation
        return 0
    if op == OP_UADD_OVERFLOW_TRAP:
        return OWN_CODE if add_carry_out(ty, x, y, 0) != 0 else 0
    return 0


def fold_ternary(op: i64, ty: i64, x: i64, y: i64, z: i64) -> i64:
    """Result (the first one of two) of an opcode with three operands, given in text order."""
    if op == OP_SELECT or op == OP_SELECT_SPECTRE_GUARD:
        return select(ty, x, y, z)
    if op == OP_BITSELECT:
        return bitselect(ty, x, y, z)
    if op == OP_UADD_OVERFLOW_CIN or op == OP_SADD_OVERFLOW_CIN:
        return normal(ty, x + y + _truth(z))
    if op == OP_USUB_OVERFLOW_BIN or op == OP_SSUB_OVERFLOW_BIN:
        return normal(ty, x - y - _truth(z))
    raise ValueError("not a ternary integer opcode")


def fold_second(op: i64, ty: i64, x: i64, y: i64, z: i64) -> i64:
    """Second result of an opcode that has two (`z` is the carry or borrow in, else 0)."""
    if op == OP_UADD_OVERFLOW or op == OP_UADD_OVERFLOW_CIN:
        return add_carry_out(ty, x, y, z)
    if op == OP_SADD_OVERFLOW or op == OP_SADD_OVERFLOW_CIN:
        return add_overflow(ty, x, y, z)
    if op == OP_USUB_OVERFLOW or op == OP_USUB_OVERFLOW_BIN:
        return sub_borrow_out(ty, x, y, z)
    if op == OP_SSUB_OVERFLOW or op == OP_SSUB_OVERFLOW_BIN:
        return sub_overflow(ty, x, y, z)
    if op == OP_UMUL_OVERFLOW:
        return umul_overflows(ty, x, y)
    if op == OP_SMUL_OVERFLOW:
        return smul_overflows(ty, x, y)
    if op == OP_ISPLIT:
        return isplit_high(ty, x)
    raise ValueError("not an opcode with two results")
