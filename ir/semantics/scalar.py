"""Meaning of the integer opcodes on i8..i64, shared by the interpreter and constant folding.

A value of scalar type `ty` is carried in one `i64`, zero-extended from its width; an i64 value is
carried as the signed number with the same bits:

    i8 -1  is  255          iadd(I8, 255, 2) == 1
    i64 -1 is  -1           iadd(I64, -1, 2) == 1,  udiv(I64, -1, 2) == 0x7fff_ffff_ffff_ffff

One function per opcode, named as the opcode and taking the controlling type first; callers that
have an opcode number use the dispatchers of `fold.py`.

Everything gives the same result interpreted (unbounded ints) and compiled (wrapping 64-bit ints):
whatever may pass 64 bits goes through `wrap`, and no intermediate result relies on wrapping except
under a mask. 128-bit integers and vector lanes are in `big.py`, by the same names.

Sources: CLIF reference, section "Opcode table"; H. S. Warren, "Hacker's Delight", sections 2-13
(overflow), 8-2 (multiply high), 9-3 (unsigned division from signed).
"""

from typing import Final

from mypy_extensions import i64

from ..kinds import Type
from ..opcodes_gen import (
    CC_EQ,
    CC_NE,
    CC_SGE,
    CC_SGT,
    CC_SLE,
    CC_SLT,
    CC_UGE,
    CC_UGT,
    CC_ULT,
)
from ..types import I64, int_mask, lane_bits, sign_extend

#: Trap codes of the integer opcodes (`opcodes.TRAP_CODES`).
INT_OVF: Final = 252
INT_DIVZ: Final = 254
#: `binary_trap`: the instruction carries its own code.
OWN_CODE: Final = -1

_MAX: Final = 0x7FFF_FFFF_FFFF_FFFF
_MIN: Final = -0x8000_0000_0000_0000
_LOW32: Final = 0xFFFF_FFFF


# --- carrying values ------------------------------------------------------------------------


def wrap(x: i64) -> i64:
    """Low 64 bits of `x` as a signed number (a no-op when compiled)."""
    return (x & _MAX) | (-((x >> 63) & 1) << 63)


def normal(ty: i64, x: i64) -> i64:
    """Low bits of `x` in the form in which values of `ty` are carried."""
    if ty == I64:
        return wrap(x)
    return x & int_mask(ty)


def unsigned_less(x: i64, y: i64) -> bool:
    return (x ^ _MIN) < (y ^ _MIN)


def _shift_right(x: i64, amount: i64) -> i64:
    """Logical shift of all 64 bits by 0..63."""
    if amount == 0:
        return x
    return (x >> amount) & (_MAX >> (amount - 1))


# --- arithmetic -----------------------------------------------------------------------------


def iadd(ty: Type, x: i64, y: i64) -> i64:
    """Sum, wrapping."""
    return normal(ty, x + y)


def isub(ty: Type, x: i64, y: i64) -> i64:
    """Difference, wrapping."""
    return normal(ty, x - y)


def ineg(ty: Type, x: i64) -> i64:
    """Negation, wrapping."""
    return normal(ty, 0 - x)


def iabs(ty: i64, x: i64) -> i64:
    """Absolute value; the least value stays itself."""
    if sign_extend(x, ty) < 0:
        return normal(ty, 0 - x)
    return x


def imul(ty: Type, x: i64, y: i64) -> i64:
    """Low half of the product."""
    return normal(ty, x * y)


def umulhi(ty: i64, x: i64, y: i64) -> i64:
    """High half of the unsigned product."""
    if ty != I64:
        return normal(ty, _shift_right(wrap(x * y), lane_bits(ty)))
    x_low = x & _LOW32
    x_high = (x >> 32) & _LOW32
    y_low = y & _LOW32
    y_high = (y >> 32) & _LOW32
    carry = _shift_right(wrap(x_low * y_low), 32)
    middle = wrap(x_high * y_low + carry)
    other = wrap(x_low * y_high + (middle & _LOW32))
    return wrap(x_high * y_high + _shift_right(middle, 32) + _shift_right(other, 32))


def smulhi(ty: i64, x: i64, y: i64) -> i64:
    """High half of the signed product."""
    if ty != I64:
        return normal(ty, (sign_extend(x, ty) * sign_extend(y, ty)) >> lane_bits(ty))
    high = umulhi(ty, x, y)
    if x < 0:
        high -= y
    high = wrap(high)
    if y < 0:
        high -= x
    return wrap(high)


def udiv(ty: i64, x: i64, y: i64) -> i64:
    """Unsigned quotient; `y` must not be 0."""
    if ty != I64 or (x >= 0 and y > 0):
        return x // y
    if y < 0:  # at least 2**63: fits at most once
        return 0 if unsigned_less(x, y) else 1
    quotient = wrap((_shift_right(x, 1) // y) << 1)
    rest = wrap(x - wrap(quotient * y))
    return quotient if unsigned_less(rest, y) else wrap(quotient + 1)


def urem(ty: i64, x: i64, y: i64) -> i64:
    """Unsigned remainder; `y` must not be 0."""
    return normal(ty, x - wrap(udiv(ty, x, y) * y))


def sdiv(ty: i64, x: i64, y: i64) -> i64:
    """Signed quotient toward zero; neither `y` = 0 nor MIN / -1."""
    dividend = sign_extend(x, ty)
    divisor = sign_extend(y, ty)
    quotient = dividend // divisor
    if quotient < 0 and quotient * divisor != dividend:
        quotient += 1
    return normal(ty, quotient)


def srem(ty: i64, x: i64, y: i64) -> i64:
    """Remainder with the sign of `x`; `y` must not be 0."""
    dividend = sign_extend(x, ty)
    divisor = sign_extend(y, ty)
    if divisor == -1:
        return 0
    rest = dividend % divisor  # has the sign of the divisor
    if rest != 0 and (rest < 0) != (dividend < 0):
        rest -= divisor
    return normal(ty, rest)


def smin(ty: i64, x: i64, y: i64) -> i64:
    """Lesser, signed."""
    return x if sign_extend(x, ty) <= sign_extend(y, ty) else y


def smax(ty: i64, x: i64, y: i64) -> i64:
    """Greater, signed."""
    return x if sign_extend(x, ty) >= sign_extend(y, ty) else y


def umin(ty: i64, x: i64, y: i64) -> i64:
    """Lesser, unsigned."""
    return x if unsigned_less(x, y) else y


def umax(ty: i64, x: i64, y: i64) -> i64:
    """Greater, unsigned."""
    return y if unsigned_less(x, y) else x


# --- overflow -------------------------------------------------------------------------------


def _truth(x: i64) -> i64:
    if x != 0:
        return 1
    return 0


def _top_bit(ty: i64, x: i64) -> i64:
    return (x >> (lane_bits(ty) - 1)) & 1


def add_carry_out(ty: i64, x: i64, y: i64, carry: i64) -> i64:
    """1 when x + y + (carry != 0) does not fit unsigned."""
    total = normal(ty, x + y + _truth(carry))
    return 1 if unsigned_less(total, x) or (carry != 0 and total == x) else 0


def add_overflow(ty: i64, x: i64, y: i64, carry: i64) -> i64:
    """1 when x + y + (carry != 0) does not fit signed: both operands differ in sign from the sum."""
    total = normal(ty, x + y + _truth(carry))
    return _top_bit(ty, (x ^ total) & (y ^ total))


def sub_borrow_out(ty: i64, x: i64, y: i64, borrow: i64) -> i64:
    """1 when x - y - (borrow != 0) is below zero unsigned."""
    return 1 if unsigned_less(x, y) or (borrow != 0 and x == y) else 0


def sub_overflow(ty: i64, x: i64, y: i64, borrow: i64) -> i64:
    """1 when x - y - (borrow != 0) does not fit signed."""
    difference = normal(ty, x - y - _truth(borrow))
    return _top_bit(ty, (x ^ y) & (x ^ difference))


def umul_overflows(ty: i64, x: i64, y: i64) -> i64:
    """1 when the unsigned product does not fit."""
    return 1 if umulhi(ty, x, y) != 0 else 0


def smul_overflows(ty: i64, x: i64, y: i64) -> i64:
    """1 when the signed product does not fit: the high half is not the sign of the low half."""
    sign_of_low = normal(ty, 0 - _top_bit(ty, imul(ty, x, y)))
    return 1 if smulhi(ty, x, y) != sign_of_low else 0


# --- bits -----------------------------------------------------------------------------------


def band(ty: Type, x: i64, y: i64) -> i64:
    """Bitwise and."""
    return x & y


def bor(ty: Type, x: i64, y: i64) -> i64:
    """Bitwise or."""
    return x | y


def bxor(ty: Type, x: i64, y: i64) -> i64:
    """Bitwise exclusive or."""
    return x ^ y


def bnot(ty: i64, x: i64) -> i64:
    """Bitwise complement."""
    return normal(ty, ~x)


def ishl(ty: i64, x: i64, y: i64) -> i64:
    """Shift left by `y` modulo the width."""
    return normal(ty, x << (y & (lane_bits(ty) - 1)))


def ushr(ty: i64, x: i64, y: i64) -> i64:
    """Logical shift right by `y` modulo the width."""
    return _shift_right(x, y & (lane_bits(ty) - 1))


def sshr(ty: i64, x: i64, y: i64) -> i64:
    """Arithmetic shift right by `y` modulo the width."""
    return normal(ty, sign_extend(x, ty) >> (y & (lane_bits(ty) - 1)))


def rotl(ty: i64, x: i64, y: i64) -> i64:
    """Rotate left by `y` modulo the width."""
    width = lane_bits(ty)
    amount = y & (width - 1)
    if amount == 0:
        return x
    return normal(ty, x << amount) | _shift_right(x, width - amount)


def rotr(ty: i64, x: i64, y: i64) -> i64:
    """Rotate right by `y` modulo the width."""
    return rotl(ty, x, lane_bits(ty) - (y & (lane_bits(ty) - 1)))


def bitrev(ty: i64, x: i64) -> i64:
    """Bits in reverse order."""
    result: i64 = 0
    bit: i64 = 0
    width = lane_bits(ty)
    while bit < width:
        result = (result << 1) | ((x >> bit) & 1)
        bit += 1
    return normal(ty, result)


def bswap(ty: i64, x: i64) -> i64:
    """Bytes in reverse order."""
    result: i64 = 0
    bit: i64 = 0
    width = lane_bits(ty)
    while bit < width:
        result = (result << 8) | ((x >> bit) & 255)
        bit += 8
    return normal(ty, result)


def clz(ty: i64, x: i64) -> i64:
    """Number of leading zeros; the width for 0."""
    bit = lane_bits(ty) - 1
    zeros: i64 = 0
    while bit >= 0 and (x >> bit) & 1 == 0:
        zeros += 1
        bit -= 1
    return zeros


def ctz(ty: i64, x: i64) -> i64:
    """Number of trailing zeros; the width for 0."""
    width = lane_bits(ty)
    zeros: i64 = 0
    while zeros < width and (x >> zeros) & 1 == 0:
        zeros += 1
    return zeros


def cls(ty: i64, x: i64) -> i64:
    """Number of bits below the sign bit that equal it."""
    return clz(ty, bnot(ty, x) if _top_bit(ty, x) != 0 else x) - 1


def popcnt(ty: i64, x: i64) -> i64:
    """Number of ones."""
    ones: i64 = 0
    bit: i64 = 0
    width = lane_bits(ty)
    while bit < width:
        ones += (x >> bit) & 1
        bit += 1
    return ones


# --- comparison, conversion, selection --------------------------------------------------------


def compare_int(cc: i64, ty: i64, x: i64, y: i64) -> i64:
    """Meaning of `icmp`: 1 when `x cc y` (`CC_*`), else 0."""
    if cc == CC_EQ:
        return 1 if x == y else 0
    if cc == CC_NE:
        return 1 if x != y else 0
    if cc >= CC_ULT:
        if cc == CC_ULT:
            return 1 if unsigned_less(x, y) else 0
        if cc == CC_UGE:
            return 0 if unsigned_less(x, y) else 1
        if cc == CC_UGT:
            return 1 if unsigned_less(y, x) else 0
        return 0 if unsigned_less(y, x) else 1
    a = sign_extend(x, ty)
    b = sign_extend(y, ty)
    if cc == CC_SLT:
        return 1 if a < b else 0
    if cc == CC_SGE:
        return 1 if a >= b else 0
    if cc == CC_SGT:
        return 1 if a > b else 0
    if cc == CC_SLE:
        return 1 if a <= b else 0
    raise ValueError("no integer condition code has this number")


def bmask(ty: i64, x: i64) -> i64:
    """All ones of `ty` when `x` is not zero, else 0."""
    if x != 0:
        return int_mask(ty)
    return 0


def ireduce(ty: i64, x: i64) -> i64:
    """Low bits of `x`."""
    return normal(ty, x)


def uextend(ty: i64, x: i64) -> i64:
    """Zero-extension: values are carried that way."""
    return x


def sextend(ty: i64, source_ty: i64, x: i64) -> i64:
    """Sign-extension of `x`, a `source_ty`."""
    return normal(ty, sign_extend(x, source_ty))


def select(ty: i64, c: i64, x: i64, y: i64) -> i64:
    """`x` when `c` is not zero, else `y`."""
    return x if c != 0 else y


def bitselect(ty: i64, c: i64, x: i64, y: i64) -> i64:
    """Bits of `x` where `c` has ones, bits of `y` elsewhere."""
    return (c & x) | (~c & y)


def iconcat(ty: i64, lo: i64, hi: i64) -> i64:
    """`hi` above `lo` in the type twice as wide as `ty`, which is at most i32."""
    return wrap((hi << lane_bits(ty)) | lo)


def isplit_low(ty: i64, x: i64) -> i64:
    """First result of `isplit`."""
    return x & int_mask(ty - 1)


def isplit_high(ty: i64, x: i64) -> i64:
    """Second result of `isplit`."""
    return _shift_right(x, lane_bits(ty) >> 1)
