"""Sums, products, comparisons and quotients of i128.

With x = x1:x0 and y = y1:y0, halves of 64 bits:

    iadd    s0, c = uadd_overflow x0, y0;  s1 = uadd_overflow_cin x1, y1, c      add; adc
    isub    d0, b = usub_overflow x0, y0;  d1 = usub_overflow_bin x1, y1, b      sub; sbb
    imul    p0 = x0 * y0;  p1 = umulhi(x0, y0) + x0 * y1 + x1 * y0
    icmp    ult is the borrow of the difference; slt its sign, but for overflow:
            b = icmp ult x0, y0;  d, o = ssub_overflow_bin x1, y1, b;  (d < 0) ^ o

A carry is used once, by the instruction that follows, so that a machine can keep it in its flags.
Source: H. S. Warren, "Hacker's Delight", sections 2-16 (double-length sums), 8-1 (multiword products).
"""

from typing import Final

from mypy_extensions import i64

from ...ir.opcodes_gen import (
    CC_EQ,
    CC_NE,
    CC_SGE,
    CC_SGT,
    CC_SLE,
    CC_SLT,
    CC_UGE,
    CC_UGT,
    CC_ULE,
    CC_ULT,
    OP_BAND,
    OP_BOR,
    OP_BXOR,
    OP_IADD,
    OP_IMUL,
    OP_ISUB,
    OP_SADD_OVERFLOW,
    OP_SADD_OVERFLOW_CIN,
    OP_SDIV,
    OP_SELECT,
    OP_SMAX,
    OP_SMIN,
    OP_SMULHI,
    OP_SSHR,
    OP_SSUB_OVERFLOW,
    OP_SSUB_OVERFLOW_BIN,
    OP_TRAPNZ,
    OP_TRAPZ,
    OP_UDIV,
    OP_UMAX,
    OP_UMULHI,
    OP_UREM,
)
from ...ir.semantics.scalar import INT_DIVZ, INT_OVF
from ...ir.types import I8, I64, I128
from .emitter import Emitter
from .pairs import Pairs

#: The least i64: the upper half of the least i128.
_LEAST: Final = -0x7FFF_FFFF_FFFF_FFFF - 1


# --- sums ---------------------------------------------------------------------------------------


def add_pairs(emit: Emitter, x0: i64, x1: i64, y0: i64, y1: i64) -> tuple[i64, i64]:
    """The halves of x + y."""
    low = emit.sum(False, x0, y0, -1)
    carry = emit.flag
    if emit.is_const(carry, 0):
        return low, emit.binary(OP_IADD, x1, y1)
    return low, emit.sum(False, x1, y1, carry)


def subtract_pairs(emit: Emitter, x0: i64, x1: i64, y0: i64, y1: i64) -> tuple[i64, i64]:
    """The halves of x - y."""
    low = emit.difference(False, x0, y0, -1)
    borrow = emit.flag
    if emit.is_const(borrow, 0):
        return low, emit.binary(OP_ISUB, x1, y1)
    return low, emit.difference(False, x1, y1, borrow)


def iadd(p: Pairs, inst: i64) -> None:
    """Sum."""
    low, high = add_pairs(
        p.emit, p.arg_low(inst, 0), p.arg_high(inst, 0), p.arg_low(inst, 1), p.arg_high(inst, 1)
    )
    p.set_pair(inst, low, high)


def isub(p: Pairs, inst: i64) -> None:
    """Difference."""
    low, high = subtract_pairs(
        p.emit, p.arg_low(inst, 0), p.arg_high(inst, 0), p.arg_low(inst, 1), p.arg_high(inst, 1)
    )
    p.set_pair(inst, low, high)


def ineg(p: Pairs, inst: i64) -> None:
    """0 - x."""
    zero = p.emit.const(I64, 0)
    low, high = subtract_pairs(p.emit, zero, zero, p.arg_low(inst, 0), p.arg_high(inst, 0))
    p.set_pair(inst, low, high)


def iabs(p: Pairs, inst: i64) -> None:
    """(x ^ s) - s, where s is all ones for negative x and else 0."""
    emit = p.emit
    sign = sign_of(emit, p.arg_high(inst, 0))
    low, high = subtract_pairs(
        emit,
        emit.binary(OP_BXOR, p.arg_low(inst, 0), sign),
        emit.binary(OP_BXOR, p.arg_high(inst, 0), sign),
        sign,
        sign,
    )
    p.set_pair(inst, low, high)


def sign_of(emit: Emitter, x: i64) -> i64:
    """All ones for a negative i64, else 0."""
    return emit.binary(OP_SSHR, x, emit.const(I64, 63))


def overflow_sum(p: Pairs, inst: i64) -> None:
    """`uadd_overflow`, `sadd_overflow`, and the same with a carry in."""
    emit = p.emit
    op = i64(p.func.op[inst])
    signed = op == OP_SADD_OVERFLOW or op == OP_SADD_OVERFLOW_CIN
    carry: i64 = -1
    if p.func.arg_count[inst] == 3:
        carry = p.arg(inst, 2)
    low = emit.sum(False, p.arg_low(inst, 0), p.arg_low(inst, 1), carry)
    high = emit.sum(signed, p.arg_high(inst, 0), p.arg_high(inst, 1), emit.flag)
    p.set_pair_and_flag(inst, low, high, emit.flag)


def overflow_difference(p: Pairs, inst: i64) -> None:
    """`usub_overflow`, `ssub_overflow`, and the same with a borrow in."""
    emit = p.emit
    op = i64(p.func.op[inst])
    signed = op == OP_SSUB_OVERFLOW or op == OP_SSUB_OVERFLOW_BIN
    borrow: i64 = -1
    if p.func.arg_count[inst] == 3:
        borrow = p.arg(inst, 2)
    low = emit.difference(False, p.arg_low(inst, 0), p.arg_low(inst, 1), borrow)
    high = emit.difference(signed, p.arg_high(inst, 0), p.arg_high(inst, 1), emit.flag)
    p.set_pair_and_flag(inst, low, high, emit.flag)


# --- products -----------------------------------------------------------------------------------


def _extends_sign(emit: Emitter, high: i64, low: i64) -> bool:
    """Whether `high` is `sshr low, 63`: the pair is an i64 sign-extended."""
    func = emit.func
    inst = i64(func.value_def[high])
    if inst < 0 or func.op[inst] != OP_SSHR:
        return False
    return func.arg(inst, 0) == low and emit.is_const(func.arg(inst, 1), 63)


def imul(p: Pairs, inst: i64) -> None:
    """Product modulo 2**128. Of two sign-extended i64 it is the product and `smulhi`."""
    emit = p.emit
    x0 = p.arg_low(inst, 0)
    x1 = p.arg_high(inst, 0)
    y0 = p.arg_low(inst, 1)
    y1 = p.arg_high(inst, 1)
    low = emit.binary(OP_IMUL, x0, y0)
    if _extends_sign(emit, x1, x0) and _extends_sign(emit, y1, y0):
        p.set_pair(inst, low, emit.plain(OP_SMULHI, I64, I64, 0, x0, y0, -1))
        return
    high = emit.binary(OP_UMULHI, x0, y0)
    high = emit.binary(OP_IADD, high, emit.binary(OP_IMUL, x0, y1))
    high = emit.binary(OP_IADD, high, emit.binary(OP_IMUL, x1, y0))
    p.set_pair(inst, low, high)


def umulhi(p: Pairs, inst: i64) -> None:
    """High half of the unsigned product."""
    low, high = _high_product(p, inst)
    p.set_pair(inst, low, high)


def smulhi(p: Pairs, inst: i64) -> None:
    """The unsigned one, less y for negative x, and less x for negative y."""
    emit = p.emit
    low, high = _high_product(p, inst)
    i: i64 = 0
    while i < 2:
        sign = sign_of(emit, p.arg_high(inst, i))
        y0 = emit.binary(OP_BAND, p.arg_low(inst, 1 - i), sign)
        y1 = emit.binary(OP_BAND, p.arg_high(inst, 1 - i), sign)
        low, high = subtract_pairs(emit, low, high, y0, y1)
        i += 1
    p.set_pair(inst, low, high)


def _high_product(p: Pairs, inst: i64) -> tuple[i64, i64]:
    """Bits 128 to 255 of the unsigned product: four products of halves, summed by columns."""
    emit = p.emit
    x0 = p.arg_low(inst, 0)
    x1 = p.arg_high(inst, 0)
    y0 = p.arg_low(inst, 1)
    y1 = p.arg_high(inst, 1)
    # Column of 2**64: of its sum only the two carries matter.
    column = emit.sum(False, emit.binary(OP_UMULHI, x0, y0), emit.binary(OP_IMUL, x0, y1), -1)
    first = emit.flag
    emit.sum(False, column, emit.binary(OP_IMUL, x1, y0), -1)
    second = emit.flag
    # Column of 2**128, and its carries into the last one.
    low = emit.sum(False, emit.binary(OP_IMUL, x1, y1), emit.binary(OP_UMULHI, x0, y1), first)
    high = emit.sum(False, emit.binary(OP_UMULHI, x1, y1), emit.const(I64, 0), emit.flag)
    low = emit.sum(False, low, emit.binary(OP_UMULHI, x1, y0), second)
    return low, emit.sum(False, high, emit.const(I64, 0), emit.flag)


# --- comparisons --------------------------------------------------------------------------------


def icmp(p: Pairs, inst: i64) -> None:
    """Comparison."""
    cc = p.func.imm[inst]
    p.set_value(inst, compare_pairs(p, cc, p.func.arg(inst, 0), p.func.arg(inst, 1)))


def compare_pairs(p: Pairs, cc: i64, x: i64, y: i64) -> i64:
    """An i8 that tells how two i128 values compare."""
    if cc == CC_EQ or cc == CC_NE:
        return _equal(p, cc, x, y)
    if cc == CC_SGT or cc == CC_UGT:
        return _less(p, cc == CC_SGT, False, y, x)
    if cc == CC_SLE or cc == CC_ULE:
        return _less(p, cc == CC_SLE, True, y, x)
    return _less(p, cc == CC_SLT or cc == CC_SGE, cc == CC_UGE or cc == CC_SGE, x, y)


def _equal(p: Pairs, cc: i64, x: i64, y: i64) -> i64:
    """No bit of either half differs."""
    emit = p.emit
    low = emit.binary(OP_BXOR, i64(p.low[x]), i64(p.low[y]))
    high = emit.binary(OP_BXOR, i64(p.high[x]), i64(p.high[y]))
    return emit.compare(cc, emit.binary(OP_BOR, low, high), emit.const(I64, 0))


def _less(p: Pairs, signed: bool, inverted: bool, x: i64, y: i64) -> i64:
    """x < y, or x >= y when `inverted`."""
    emit = p.emit
    x1 = i64(p.high[x])
    y1 = i64(p.high[y])
    borrow: i64 = -1
    if not emit.is_const(i64(p.low[y]), 0):
        borrow = emit.compare(CC_ULT, i64(p.low[x]), i64(p.low[y]))
    if borrow < 0 or emit.is_const(borrow, 0):  # the upper halves decide
        return emit.compare(_less_cc(signed, inverted), x1, y1)
    if signed:
        cc = _less_cc(True, inverted)
        difference = emit.difference(True, x1, y1, borrow)
        overflow = emit.flag
        return emit.binary(OP_BXOR, emit.compare(cc, difference, emit.const(I64, 0)), overflow)
    emit.difference(False, x1, y1, borrow)
    if inverted:
        return emit.binary(OP_BXOR, emit.flag, emit.const(I8, 1))
    return emit.flag


def _less_cc(signed: bool, inverted: bool) -> i64:
    """The condition code of `_less`."""
    if signed:
        if inverted:
            return CC_SGE
        return CC_SLT
    if inverted:
        return CC_UGE
    return CC_ULT


def min_or_max(p: Pairs, inst: i64) -> None:
    """`smin`, `umin`, `smax`, `umax`: compare and select."""
    emit = p.emit
    op = i64(p.func.op[inst])
    x = p.func.arg(inst, 0)
    y = p.func.arg(inst, 1)
    first = x
    second = y
    if op == OP_SMAX or op == OP_UMAX:
        first = y
        second = x
    less = _less(p, op == OP_SMAX or op == OP_SMIN, False, first, second)
    low = emit.select(OP_SELECT, less, i64(p.low[x]), i64(p.low[y]))
    high = emit.select(OP_SELECT, less, i64(p.high[x]), i64(p.high[y]))
    p.set_pair(inst, low, high)


# --- quotients ----------------------------------------------------------------------------------


def divide(p: Pairs, inst: i64) -> None:
    """`udiv`, `sdiv`, `urem`, `srem`: the traps here, the rest in a library function."""
    emit = p.emit
    op = i64(p.func.op[inst])
    x0 = p.arg_low(inst, 0)
    x1 = p.arg_high(inst, 0)
    y0 = p.arg_low(inst, 1)
    y1 = p.arg_high(inst, 1)
    unsigned = op == OP_UDIV or op == OP_UREM
    if unsigned and emit.is_const(x1, 0) and emit.is_const(y1, 0):
        p.set_pair(inst, emit.binary(op, x0, y0), emit.const(I64, 0))
        return
    emit.trap(OP_TRAPZ, emit.binary(OP_BOR, y0, y1), INT_DIVZ)
    if op == OP_SDIV:
        _trap_overflow(emit, x0, x1, y0, y1)
    result = p.library.call(emit, p.library.find(op, I128, I128), [x0, x1, y0, y1])
    p.set_pair(inst, result, result + 1)


def _trap_overflow(emit: Emitter, x0: i64, x1: i64, y0: i64, y1: i64) -> None:
    """Trap when the least number is divided by -1. The divisor is looked at first: it is often known."""
    minus_one = emit.compare(CC_EQ, emit.binary(OP_BAND, y0, y1), emit.const(I64, -1))
    if emit.is_const(minus_one, 0):
        return
    difference = emit.binary(OP_BXOR, x1, emit.const(I64, _LEAST))
    least = emit.compare(CC_EQ, emit.binary(OP_BOR, x0, difference), emit.const(I64, 0))
    emit.trap(OP_TRAPNZ, emit.binary(OP_BAND, minus_one, least), INT_OVF)
