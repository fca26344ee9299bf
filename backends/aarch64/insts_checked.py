"""Division with its traps, and arithmetic that reports overflow.

The machine's divisions never trap: x / 0 is 0 and MIN / -1 is MIN. So the traps are explicit:

    sdiv i32 x, y         cbz  y, trap int_divz
                          cmn  y, #1                 is y -1?
                          ccmp x, #1, #0, eq         then x - 1 overflows for MIN only
                          b.vs trap int_ovf
                          sdiv q, x, y

MIN rem -1 is MIN - MIN * -1 = 0 without any check. Narrow types are computed in W registers from
extended operands; their sums and products cannot overflow 32 bits, so a result out of range shows
as a difference between the result and its own extension.
"""

from typing import Final

from mypy_extensions import i64

from ...ir.opcodes_gen import OP_ICONST
from ...ir.types import I8, I32, I64, lane_bits, sign_extend
from ...regalloc.contract import fixed_use, reg_use
from ..lower import Lower
from .encodings_gen import (
    MOP_ADCS,
    MOP_ADD_RS,
    MOP_CCMP_I,
    MOP_CMN_I,
    MOP_CMP_I,
    MOP_CMP_RS,
    MOP_CMP_RX,
    MOP_MSUB,
    MOP_MUL,
    MOP_SBCS,
    MOP_SDIV,
    MOP_SMULH,
    MOP_SMULL,
    MOP_SUB_RS,
    MOP_UBFM,
    MOP_UDIV,
    MOP_UMULH,
    MOP_UMULL,
)
from .insts import ASR, LSL, SXTB, SXTW, UXTB, UXTW, bitfield, rr, rrr, sext, sf_of, zext
from .insts_bits import shift_left_imm
from .insts_flags import COND_HS, COND_LO, COND_NE, COND_VS, cmp_regs, cmp_row, cset, trap_if, trap_reg
from .regs import ZR

INT_OVF: Final = 252
INT_DIVZ: Final = 254


# --- division -----------------------------------------------------------------------------


def _known_divisor(ctx: Lower, ty: i64, y: i64) -> i64:
    """The divisor when it is a constant, sign-extended; 0 when it is not known (or 0)."""
    inst = ctx.def_inst(y)
    if inst < 0 or ctx.func.op[inst] != OP_ICONST:
        return 0
    return sign_extend(ctx.func.imm[inst], ty)


def divide(ctx: Lower, ty: i64, signed: i64, rem: i64, x: i64, y: i64) -> i64:
    """`udiv sdiv urem srem` of values."""
    known = _known_divisor(ctx, ty, y)
    if signed != 0:
        left = sext(ctx, ty, x)
        right = sext(ctx, ty, y)
    else:
        left = zext(ctx, ty, x)
        right = zext(ctx, ty, y)
    if known == 0:
        trap_reg(ctx, ty, right, 0, INT_DIVZ)
    if signed != 0 and rem == 0 and (known == 0 or known == -1):
        _trap_on_overflow(ctx, ty, left, right)
    quotient = rr(ctx, MOP_SDIV if signed != 0 else MOP_UDIV, ty, left, right)
    if rem == 0:
        return quotient
    return rrr(ctx, MOP_MSUB, ty, quotient, right, left)


def _trap_on_overflow(ctx: Lower, ty: i64, left: i64, right: i64) -> None:
    """Trap for MIN / -1. A narrow dividend is moved to the top, where its MIN is that of the
    register."""
    if ty < I32:
        left = shift_left_imm(ctx, I32, left, 32 - lane_bits(ty))
    cmp_row(ctx, MOP_CMN_I, ty, right, 0, 1)
    row = ctx.vc.row(MOP_CCMP_I, sf_of(ty), 1, 0)
    ctx.vc.i3[row] = 0
    ctx.vc.operand(reg_use(left))
    trap_if(ctx, COND_VS, INT_OVF)


# --- overflow flags -----------------------------------------------------------------------


def sum_narrow(ctx: Lower, ty: i64, signed: i64, sub: i64, x: i64, y: i64) -> i64:
    """Exact sum or difference of narrow values in 32 bits."""
    mop: i64 = MOP_SUB_RS if sub != 0 else MOP_ADD_RS
    if signed != 0:
        return rr(ctx, mop, I32, sext(ctx, ty, x), sext(ctx, ty, y))
    return rr(ctx, mop, I32, zext(ctx, ty, x), zext(ctx, ty, y))


def narrow_carry(ctx: Lower, ty: i64, total: i64) -> i64:
    """Carry or borrow of an unsigned narrow sum: the bit above it."""
    bits = lane_bits(ty)
    return bitfield(ctx, MOP_UBFM, 0, total, bits, bits)


def out_of_range(ctx: Lower, ty: i64, signed: i64, total: i64) -> i64:
    """1 when a 32-bit number is not the extension of its low bits."""
    option = (SXTB if signed != 0 else UXTB) + ty - I8
    cmp_regs(ctx, MOP_CMP_RX, I32, total, total, option, 0)
    return cset(ctx, COND_NE)


def overflow_flag(ctx: Lower, signed: i64, sub: i64) -> i64:
    """Overflow of the adds or subs (adcs, sbcs) just made."""
    if signed != 0:
        return cset(ctx, COND_VS)
    return cset(ctx, COND_LO if sub != 0 else COND_HS)


def set_carry(ctx: Lower, carry: i64) -> None:
    """Carry flag = the i8 value is not zero."""
    cmp_row(ctx, MOP_CMP_I, I32, zext(ctx, I8, carry), 0, 1)


def set_borrow(ctx: Lower, borrow: i64) -> None:
    """Carry flag = the i8 value is zero: the machine's borrow is inverted."""
    reg = zext(ctx, I8, borrow)
    ctx.vc.row(MOP_CMP_RS, 0, LSL, 0)
    ctx.vc.operand(fixed_use(reg, ZR))
    ctx.vc.operand(reg_use(reg))


def sum_carry(ctx: Lower, ty: i64, sub: i64, x: i64, y: i64, carry: i64) -> i64:
    """adcs or sbcs with the carry (borrow) value set first; i32 or i64 values."""
    left = ctx.use(x)
    right = ctx.use(y)
    if sub != 0:
        set_borrow(ctx, carry)
        return rr(ctx, MOP_SBCS, ty, left, right)
    set_carry(ctx, carry)
    return rr(ctx, MOP_ADCS, ty, left, right)


def sum_carry_narrow(ctx: Lower, ty: i64, signed: i64, sub: i64, x: i64, y: i64, carry: i64) -> i64:
    """Exact narrow sum or difference with carry in 32 bits."""
    total = sum_narrow(ctx, ty, signed, sub, x, y)
    cmp_row(ctx, MOP_CMP_I, I32, zext(ctx, I8, carry), 0, 0)
    one = cset(ctx, COND_NE)
    return rr(ctx, MOP_SUB_RS if sub != 0 else MOP_ADD_RS, I32, total, one)


# --- products -----------------------------------------------------------------------------


def product(ctx: Lower, ty: i64, signed: i64, x: i64, y: i64) -> i64:
    """The product of values: exact up to i32, the low half for i64."""
    if ty == I64:
        return rr(ctx, MOP_MUL, I64, ctx.use(x), ctx.use(y))
    if ty == I32:
        return rr(ctx, MOP_SMULL if signed != 0 else MOP_UMULL, I64, ctx.use(x), ctx.use(y))
    if signed != 0:
        return rr(ctx, MOP_MUL, I32, sext(ctx, ty, x), sext(ctx, ty, y))
    return rr(ctx, MOP_MUL, I32, zext(ctx, ty, x), zext(ctx, ty, y))


def product_flag(ctx: Lower, ty: i64, signed: i64, x: i64, y: i64, low: i64) -> i64:
    """1 when the product overflowed; `low` is what `product` gave."""
    if ty == I64:
        high = rr(ctx, MOP_SMULH if signed != 0 else MOP_UMULH, I64, x, y)
        if signed != 0:
            cmp_regs(ctx, MOP_CMP_RS, I64, high, low, ASR, 63)
        else:
            cmp_row(ctx, MOP_CMP_I, I64, high, 0, 0)
        return cset(ctx, COND_NE)
    if ty == I32:
        cmp_regs(ctx, MOP_CMP_RX, I64, low, low, SXTW if signed != 0 else UXTW, 0)
        return cset(ctx, COND_NE)
    return out_of_range(ctx, ty, signed, low)
