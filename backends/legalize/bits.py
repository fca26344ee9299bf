"""Logic, shifts, counts and orders of bits of i128.

A shift by n moves each half by n mod 64 and takes what crosses from the other half; `n & 64` says whether the
halves change places as well:

    ishl    l = x0 << n;  h = (x1 << n) | ((x0 >> 1) >> ~n)
            n & 64 == 0: low l, high h          n & 64 != 0: low 0, high l

Shifts of i64 count modulo 64, so `(x0 >> 1) >> ~n` is x0 >> (64 - n) for n from 1 to 63, and 0 for n = 0,
where a shift by 64 - n would be one by 0. For constant amounts only what they need is made.
"""

from mypy_extensions import i64

from ...ir.opcodes_gen import (
    CC_SLT,
    OP_BAND,
    OP_BITSELECT,
    OP_BNOT,
    OP_BOR,
    OP_BXOR,
    OP_CLZ,
    OP_CTZ,
    OP_IADD,
    OP_ISHL,
    OP_POPCNT,
    OP_ROTR,
    OP_SELECT,
    OP_SSHR,
    OP_USHR,
)
from ...ir.types import I64
from .arithmetic import sign_of
from .emitter import Emitter
from .pairs import Pairs

# --- logic --------------------------------------------------------------------------------------


def binary_halves(p: Pairs, inst: i64) -> None:
    """`band`, `bor`, `bxor`: half by half."""
    op = i64(p.func.op[inst])
    low = p.emit.binary(op, p.arg_low(inst, 0), p.arg_low(inst, 1))
    high = p.emit.binary(op, p.arg_high(inst, 0), p.arg_high(inst, 1))
    p.set_pair(inst, low, high)


def bnot(p: Pairs, inst: i64) -> None:
    """Complement."""
    p.set_pair(inst, p.emit.unary(OP_BNOT, p.arg_low(inst, 0)), p.emit.unary(OP_BNOT, p.arg_high(inst, 0)))


def bitselect(p: Pairs, inst: i64) -> None:
    """Bits of two values by a third."""
    low = _bitselect_half(p.emit, p.arg_low(inst, 0), p.arg_low(inst, 1), p.arg_low(inst, 2))
    high = _bitselect_half(p.emit, p.arg_high(inst, 0), p.arg_high(inst, 1), p.arg_high(inst, 2))
    p.set_pair(inst, low, high)


def _bitselect_half(emit: Emitter, c: i64, x: i64, y: i64) -> i64:
    if emit.is_const(c, 0):
        return y
    if emit.is_const(c, -1) or x == y:
        return x
    return emit.plain(OP_BITSELECT, I64, I64, 0, c, x, y)


def select(p: Pairs, inst: i64) -> None:
    """`select` and `select_spectre_guard`: of i128 values, or by an i128 condition."""
    op = i64(p.func.op[inst])
    condition = p.truth_arg(inst, 0)
    if not p.is_wide(p.func.arg(inst, 1)):
        p.set_arg(inst, 0, condition)
        return
    low = p.emit.select(op, condition, p.arg_low(inst, 1), p.arg_low(inst, 2))
    high = p.emit.select(op, condition, p.arg_high(inst, 1), p.arg_high(inst, 2))
    p.set_pair(inst, low, high)


def blendv(p: Pairs, inst: i64) -> None:
    """Of a scalar, the top bit selects."""
    emit = p.emit
    negative = emit.compare(CC_SLT, p.arg_high(inst, 0), emit.const(I64, 0))
    low = emit.select(OP_SELECT, negative, p.arg_low(inst, 1), p.arg_low(inst, 2))
    high = emit.select(OP_SELECT, negative, p.arg_high(inst, 1), p.arg_high(inst, 2))
    p.set_pair(inst, low, high)


# --- shifts -------------------------------------------------------------------------------------


def shift(p: Pairs, inst: i64) -> None:
    """`ishl`, `ushr`, `sshr`, `rotl`, `rotr`: of an i128, or by an i128."""
    amount = p.narrow_arg(inst, 1)
    if not p.is_wide(p.func.arg(inst, 0)):
        p.set_arg(inst, 1, amount)
        return
    emit = p.emit
    far = emit.binary(OP_BAND, amount, emit.const(emit.type_of(amount), 64))
    constant = emit.const_inst(amount)
    if constant >= 0:
        amount = emit.const(I64, p.func.imm[constant] & 63)
    op = i64(p.func.op[inst])
    x0 = p.arg_low(inst, 0)
    x1 = p.arg_high(inst, 0)
    low: i64 = 0
    high: i64 = 0
    if op == OP_ISHL:
        low, high = _shift_left(emit, x0, x1, amount, far)
    elif op == OP_USHR or op == OP_SSHR:
        low, high = _shift_right(emit, op, x0, x1, amount, far)
    else:
        low, high = _rotate(emit, op, x0, x1, amount, far)
    p.set_pair(inst, low, high)


def _across(emit: Emitter, op: i64, x: i64, amount: i64) -> i64:
    """What leaves `x` when it is shifted by n, the amount modulo 64, as it arrives in the other half: `x`
    shifted the other way (by `op`) by 64 - n."""
    constant = emit.const_inst(amount)
    if constant >= 0:
        if emit.func.imm[constant] == 0:
            return emit.const(I64, 0)
        return emit.binary(op, x, emit.const(I64, 64 - emit.func.imm[constant]))
    rest = emit.unary(OP_BNOT, amount)
    return emit.binary(op, emit.binary(op, x, emit.const(I64, 1)), rest)


def _is_far(emit: Emitter, far: i64) -> bool:
    """Whether it is known that the halves change places."""
    constant = emit.const_inst(far)
    return constant >= 0 and emit.func.imm[constant] != 0


def _shift_left(emit: Emitter, x0: i64, x1: i64, amount: i64, far: i64) -> tuple[i64, i64]:
    moved = emit.binary(OP_ISHL, x0, amount)
    zero = emit.const(I64, 0)
    if _is_far(emit, far):
        return zero, moved
    high = emit.binary(OP_BOR, emit.binary(OP_ISHL, x1, amount), _across(emit, OP_USHR, x0, amount))
    return emit.select(OP_SELECT, far, zero, moved), emit.select(OP_SELECT, far, moved, high)


def _shift_right(emit: Emitter, op: i64, x0: i64, x1: i64, amount: i64, far: i64) -> tuple[i64, i64]:
    moved = emit.binary(op, x1, amount)
    above: i64 = 0
    if op == OP_SSHR:
        above = sign_of(emit, x1)
    else:
        above = emit.const(I64, 0)
    if _is_far(emit, far):
        return moved, above
    low = emit.binary(OP_BOR, emit.binary(OP_USHR, x0, amount), _across(emit, OP_ISHL, x1, amount))
    return emit.select(OP_SELECT, far, moved, low), emit.select(OP_SELECT, far, above, moved)


def _rotate(emit: Emitter, op: i64, x0: i64, x1: i64, amount: i64, far: i64) -> tuple[i64, i64]:
    first = emit.select(OP_SELECT, far, x1, x0)
    second = emit.select(OP_SELECT, far, x0, x1)
    there: i64 = OP_ISHL
    back: i64 = OP_USHR
    if op == OP_ROTR:
        there = OP_USHR
        back = OP_ISHL
    low = emit.binary(OP_BOR, emit.binary(there, first, amount), _across(emit, back, second, amount))
    high = emit.binary(OP_BOR, emit.binary(there, second, amount), _across(emit, back, first, amount))
    return low, high


# --- counts and orders --------------------------------------------------------------------------


def clz(p: Pairs, inst: i64) -> None:
    """Leading zeros."""
    p.set_pair(inst, _leading_zeros(p.emit, p.arg_low(inst, 0), p.arg_high(inst, 0)), p.emit.const(I64, 0))


def _leading_zeros(emit: Emitter, x0: i64, x1: i64) -> i64:
    """Those of the upper half, unless it is 0."""
    below = emit.binary(OP_IADD, emit.unary(OP_CLZ, x0), emit.const(I64, 64))
    return emit.select(OP_SELECT, x1, emit.unary(OP_CLZ, x1), below)


def cls(p: Pairs, inst: i64) -> None:
    """Copies of the sign bit below it: the leading zeros of x ^ sign, without that of the sign itself."""
    emit = p.emit
    sign = sign_of(emit, p.arg_high(inst, 0))
    x0 = emit.binary(OP_BXOR, p.arg_low(inst, 0), sign)
    x1 = emit.binary(OP_BXOR, p.arg_high(inst, 0), sign)
    count = emit.binary(OP_IADD, _leading_zeros(emit, x0, x1), emit.const(I64, -1))
    p.set_pair(inst, count, emit.const(I64, 0))


def ctz(p: Pairs, inst: i64) -> None:
    """Trailing zeros: those of the lower half, unless it is 0."""
    emit = p.emit
    x0 = p.arg_low(inst, 0)
    above = emit.binary(OP_IADD, emit.unary(OP_CTZ, p.arg_high(inst, 0)), emit.const(I64, 64))
    p.set_pair(inst, emit.select(OP_SELECT, x0, emit.unary(OP_CTZ, x0), above), emit.const(I64, 0))


def popcnt(p: Pairs, inst: i64) -> None:
    """Ones of both halves."""
    emit = p.emit
    ones = emit.binary(
        OP_IADD, emit.unary(OP_POPCNT, p.arg_low(inst, 0)), emit.unary(OP_POPCNT, p.arg_high(inst, 0))
    )
    p.set_pair(inst, ones, emit.const(I64, 0))


def reverse(p: Pairs, inst: i64) -> None:
    """`bitrev`, `bswap`: each half reversed, and they change places."""
    op = i64(p.func.op[inst])
    low = p.emit.unary(op, p.arg_high(inst, 0))
    high = p.emit.unary(op, p.arg_low(inst, 0))
    p.set_pair(inst, low, high)
