"""Emit functions for arithmetic and bits: what `lower.rules` calls.

Each appends rows to `ctx.vc` and returns the vreg of the result. A value narrower than 32 bits lives
in a W register with anything above its width, a 32-bit one with anything in the upper half, so

    zext(ctx, ty, v)      a register whose low 32 bits (64 for i64) are the value zero-extended
    sext(ctx, ty, v)      the same sign-extended

come before whatever looks at more than the value's own bits. `zext` costs nothing where the
definition is known to leave zeros (`is_zero_extended`).
"""

from typing import Final

from mypy_extensions import i64

from ...ir.opcodes_gen import (
    OP_BAND,
    OP_CLS,
    OP_CLZ,
    OP_FCMP,
    OP_IADD,
    OP_ICMP,
    OP_ICONST,
    OP_IMUL,
    OP_LOAD,
    OP_POPCNT,
    OP_ROTR,
    OP_SELECT,
    OP_SEXTEND,
    OP_UDIV,
    OP_UEXTEND,
    OP_ULOAD8,
    OP_ULOAD16,
    OP_UREM,
    OP_USHR,
)
from ...ir.types import I8, I32, I64, lane_bits, sign_extend, zero_extend
from ...regalloc.contract import reg_def, reg_use
from ..lower import Lower
from .encodings_gen import (
    MOP_MADD,
    MOP_MOV_R,
    MOP_MSUB,
    MOP_MUL,
    MOP_SBFM,
    MOP_SMULH,
    MOP_SMULL,
    MOP_UBFM,
    MOP_UMULH,
    MOP_UMULL,
)
from .immediates import count_ones, encode_bitmask, fits_add_imm, trailing_zeros

LSL: Final = 0
LSR: Final = 1
ASR: Final = 2

UXTB: Final = 0
UXTW: Final = 2
SXTB: Final = 4
SXTW: Final = 6

_MAX: Final = 0x7FFF_FFFF_FFFF_FFFF


def sf_of(ty: i64) -> i64:
    """Size bit: 1 for i64, 0 for everything done in W registers."""
    return 1 if ty == I64 else 0


# --- rows ---------------------------------------------------------------------------------


def rr(ctx: Lower, mop: i64, ty: i64, x: i64, y: i64) -> i64:
    """A row with two sources and no immediate but the size."""
    rd = ctx.new_int()
    ctx.vc.row(mop, sf_of(ty), 0, 0)
    ctx.vc.operand(reg_def(rd))
    ctx.vc.operand(reg_use(x))
    ctx.vc.operand(reg_use(y))
    return rd


def r(ctx: Lower, mop: i64, ty: i64, x: i64) -> i64:
    """A row with one source."""
    rd = ctx.new_int()
    ctx.vc.row(mop, sf_of(ty), 0, 0)
    ctx.vc.operand(reg_def(rd))
    ctx.vc.operand(reg_use(x))
    return rd


def rrr(ctx: Lower, mop: i64, ty: i64, x: i64, y: i64, z: i64) -> i64:
    """A row with three sources."""
    rd = rr(ctx, mop, ty, x, y)
    ctx.vc.operand(reg_use(z))
    return rd


def rr_shift(ctx: Lower, mop: i64, ty: i64, x: i64, y: i64, kind: i64, amount: i64) -> i64:
    """`x op (y shifted)`; the amount is below the width of the register."""
    rd = ctx.new_int()
    ctx.vc.row(mop, sf_of(ty), kind, amount)
    ctx.vc.operand(reg_def(rd))
    ctx.vc.operand(reg_use(x))
    ctx.vc.operand(reg_use(y))
    return rd


def r_shift(ctx: Lower, mop: i64, ty: i64, x: i64, kind: i64, amount: i64) -> i64:
    """`op (x shifted)`."""
    rd = ctx.new_int()
    ctx.vc.row(mop, sf_of(ty), kind, amount)
    ctx.vc.operand(reg_def(rd))
    ctx.vc.operand(reg_use(x))
    return rd


def rr_extend(ctx: Lower, mop: i64, ty: i64, x: i64, y: i64, option: i64, amount: i64) -> i64:
    """`x op (y extended, then shifted by 0..4)`."""
    return rr_shift(ctx, mop, ty, x, y, option, amount)


def ri(ctx: Lower, mop: i64, ty: i64, x: i64, k: i64) -> i64:
    """add or sub of a constant that `fits_add_imm`."""
    rd = ctx.new_int()
    if k > 0xFFF:
        ctx.vc.row(mop, sf_of(ty), 1, k >> 12)
    else:
        ctx.vc.row(mop, sf_of(ty), 0, k)
    ctx.vc.operand(reg_def(rd))
    ctx.vc.operand(reg_use(x))
    return rd


def r_mask(ctx: Lower, mop: i64, ty: i64, x: i64, field: i64) -> i64:
    """A logical operation with an encoded bitmask."""
    rd = ctx.new_int()
    ctx.vc.row(mop, sf_of(ty), field, 0)
    ctx.vc.operand(reg_def(rd))
    ctx.vc.operand(reg_use(x))
    return rd


def bitfield(ctx: Lower, mop: i64, sf: i64, x: i64, immr: i64, imms: i64) -> i64:
    """sbfm or ubfm."""
    rd = ctx.new_int()
    ctx.vc.row(mop, sf, immr, imms)
    ctx.vc.operand(reg_def(rd))
    ctx.vc.operand(reg_use(x))
    return rd


# --- constants that fit -------------------------------------------------------------------


def add_imm(ty: i64, k: i64) -> i64:
    """`k` as the immediate of an add, -1 when it does not fit. Bits above the width of `ty` do not
    matter, so a narrow constant may be taken as either sign."""
    value = zero_extend(k, ty)
    if not fits_add_imm(value):
        return -1
    return value


def sub_imm(ty: i64, k: i64) -> i64:
    """`-k` as the immediate of a sub, -1 when it does not fit."""
    value = sign_extend(k, ty)
    if -0xFFF000 <= value < 0 and fits_add_imm(-value):
        return -value
    return -1


def is_add_imm(ty: i64, k: i64) -> bool:
    """Whether iadd of `k` is one add."""
    return add_imm(ty, k) >= 0


def is_sub_imm(ty: i64, k: i64) -> bool:
    """Whether iadd of `k` is one sub."""
    return sub_imm(ty, k) >= 0


def mask_field(ty: i64, k: i64) -> i64:
    """Bitmask field for a constant zero-extended from `ty`, -1 when there is none."""
    return encode_bitmask(zero_extend(k, ty), sf_of(ty))


def is_mask(ty: i64, k: i64) -> bool:
    """Whether a logical operation can take `k`."""
    return mask_field(ty, k) >= 0


def shift_amount(ty: i64, k: i64) -> i64:
    """A constant amount modulo the width of `ty`."""
    return k & (lane_bits(ty) - 1)


def zext_option(ty: i64) -> i64:
    """Extended-register option that zero-extends a value of i8, i16 or i32."""
    return UXTB + ty - I8


def sext_option(ty: i64) -> i64:
    """Extended-register option that sign-extends."""
    return SXTB + ty - I8


def is_low_mask(ty: i64, shift: i64, mask: i64) -> bool:
    """`(x >> shift) & mask` is a field extract: the mask is low ones, and not wider than what the
    shift leaves."""
    return 0 < mask < _MAX and mask & (mask + 1) == 0


def extract_field(ctx: Lower, ty: i64, x: i64, shift: i64, mask: i64) -> i64:
    """ubfx for `is_low_mask`."""
    low = shift_amount(ty, shift)
    top = min(low + count_ones(mask) - 1, lane_bits(ty) - 1)
    return bitfield(ctx, MOP_UBFM, sf_of(ty), x, low, top)


def is_field_insert(ty: i64, shift: i64, mask: i64) -> bool:
    """`(x << shift) & mask` is a field insert into zeros: the mask is a run of ones that starts at
    the shift."""
    low = shift_amount(ty, shift)
    if mask <= 0 or low == 0 or trailing_zeros(mask) != low:
        return False
    rest = mask >> low
    return rest < _MAX and rest & (rest + 1) == 0


def insert_field(ctx: Lower, ty: i64, x: i64, shift: i64, mask: i64) -> i64:
    """ubfiz for `is_field_insert`."""
    low = shift_amount(ty, shift)
    bits = lane_bits(ty)
    return bitfield(ctx, MOP_UBFM, sf_of(ty), x, bits - low, count_ones(mask >> low) - 1)


# --- extension ----------------------------------------------------------------------------


def is_zero_extended(ctx: Lower, value: i64) -> bool:
    """The register of a value narrower than 64 bits has zeros above it, because of what defines it:
    the list names opcodes all of whose rules end in a row that clears the rest of the register."""
    inst = ctx.def_inst(value)
    if inst < 0:
        return False
    func = ctx.func
    op = i64(func.op[inst])
    if func.value_type[value] == I32:
        return (
            (OP_IADD <= op <= OP_IMUL)
            or (OP_BAND <= op <= OP_ROTR)
            or (OP_CLZ <= op <= OP_POPCNT)
            or op == OP_UDIV
            or op == OP_UREM
            or op == OP_LOAD
            or op == OP_ULOAD8
            or op == OP_ULOAD16
            or op == OP_UEXTEND
            or op == OP_SEXTEND
            or op == OP_ICONST
            or op == OP_SELECT
        )
    if op == OP_BAND:
        mask = ctx.def_inst(i64(func.pool[i64(func.arg_start[inst]) + 1]))
        return mask >= 0 and func.op[mask] == OP_ICONST
    return (
        op == OP_ICMP
        or op == OP_FCMP
        or op == OP_LOAD
        or op == OP_ULOAD8
        or op == OP_UEXTEND
        or op == OP_USHR
        or op == OP_UDIV
        or op == OP_UREM
        or op == OP_ICONST
        or (OP_CLZ <= op <= OP_POPCNT and op != OP_CLS)
    )


def zext(ctx: Lower, ty: i64, value: i64) -> i64:
    """Register with the value zero-extended to 32 bits (i64: as it is)."""
    reg = ctx.use(value)
    if ty >= I32 or is_zero_extended(ctx, value):
        return reg
    return bitfield(ctx, MOP_UBFM, 0, reg, 0, lane_bits(ty) - 1)


def sext(ctx: Lower, ty: i64, value: i64) -> i64:
    """Register with the value sign-extended to 32 bits (i64: as it is)."""
    return sext_reg(ctx, ty, ctx.use(value))


def sext_reg(ctx: Lower, ty: i64, reg: i64) -> i64:
    """A register of type `ty` sign-extended to 32 bits."""
    if ty >= I32:
        return reg
    return bitfield(ctx, MOP_SBFM, 0, reg, 0, lane_bits(ty) - 1)


def zext64(ctx: Lower, value: i64) -> i64:
    """Register with a value of any width zero-extended to 64 bits."""
    ty = i64(ctx.func.value_type[value])
    reg = ctx.use(value)
    if ty == I64 or is_zero_extended(ctx, value):
        return reg
    return zext64_reg(ctx, ty, reg)


def zext64_reg(ctx: Lower, ty: i64, reg: i64) -> i64:
    """A register of type `ty` zero-extended to 64 bits: every W result is."""
    if ty == I64:
        return reg
    if ty == I32:
        return r(ctx, MOP_MOV_R, I32, reg)
    return bitfield(ctx, MOP_UBFM, 0, reg, 0, lane_bits(ty) - 1)


def sext64_reg(ctx: Lower, ty: i64, reg: i64) -> i64:
    """A register of type `ty` sign-extended to 64 bits."""
    if ty == I64:
        return reg
    return bitfield(ctx, MOP_SBFM, 1, reg, 0, lane_bits(ty) - 1)


def sextend(ctx: Lower, ty: i64, value: i64) -> i64:
    """`sextend.ty`."""
    return bitfield(
        ctx, MOP_SBFM, sf_of(ty), ctx.use(value), 0, lane_bits(i64(ctx.func.value_type[value])) - 1
    )


# --- products -----------------------------------------------------------------------------


def mul(ctx: Lower, ty: i64, x: i64, y: i64) -> i64:
    """Low half of a product."""
    return rr(ctx, MOP_MUL, ty, x, y)


def mul_add(ctx: Lower, ty: i64, x: i64, y: i64, addend: i64) -> i64:
    """addend + x * y."""
    return rrr(ctx, MOP_MADD, ty, x, y, addend)


def mul_sub(ctx: Lower, ty: i64, x: i64, y: i64, minuend: i64) -> i64:
    """minuend - x * y."""
    return rrr(ctx, MOP_MSUB, ty, x, y, minuend)


def mul_long(ctx: Lower, mop: i64, x: i64, y: i64) -> i64:
    """64-bit product of two 32-bit registers."""
    return rr(ctx, mop, I64, x, y)


def mul_long_add(ctx: Lower, mop: i64, x: i64, y: i64, addend: i64) -> i64:
    """64-bit addend + product of two 32-bit registers."""
    return rrr(ctx, mop, I64, x, y, addend)


def mulhi(ctx: Lower, ty: i64, signed: i64, x: i64, y: i64) -> i64:
    """High half of a product; x and y are values."""
    if ty == I64:
        return rr(ctx, MOP_SMULH if signed != 0 else MOP_UMULH, ty, ctx.use(x), ctx.use(y))
    bits = lane_bits(ty)
    if ty == I32:
        product = rr(ctx, MOP_SMULL if signed != 0 else MOP_UMULL, I64, ctx.use(x), ctx.use(y))
        return bitfield(ctx, MOP_UBFM, 1, product, 32, 63)
    if signed != 0:
        product = rr(ctx, MOP_MUL, ty, sext(ctx, ty, x), sext(ctx, ty, y))
    else:
        product = rr(ctx, MOP_MUL, ty, zext(ctx, ty, x), zext(ctx, ty, y))
    return bitfield(ctx, MOP_UBFM, 0, product, bits, 31)
