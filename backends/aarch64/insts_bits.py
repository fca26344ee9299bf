"""Emit functions for shifts, rotations and bit counts.

The machine takes shift amounts modulo the register width, so those of i8 and i16 are masked first;
narrow rotations shift a doubled value.
"""

from mypy_extensions import i64

from ...ir.types import I8, I32, I64, lane_bits
from ...regalloc.contract import FLOAT, INT, reg_def, reg_use
from ..lower import Lower
from .encodings_gen import (
    MOP_ADDV_8B,
    MOP_AND_I,
    MOP_AND_RS,
    MOP_ASR_R,
    MOP_BIC_RS,
    MOP_CLS,
    MOP_CLZ,
    MOP_CMP_I,
    MOP_CNT_8B,
    MOP_CSNEG,
    MOP_EXTR,
    MOP_FMOV_DX,
    MOP_FMOV_SW,
    MOP_FMOV_WS,
    MOP_LSL_R,
    MOP_LSR_R,
    MOP_NEG_RS,
    MOP_ORR_I,
    MOP_ORR_RS,
    MOP_RBIT,
    MOP_REV16,
    MOP_REV_W,
    MOP_REV_X,
    MOP_ROR_R,
    MOP_SBFM,
    MOP_SUB_I,
    MOP_UBFM,
)
from .insts import (
    LSL,
    bitfield,
    mask_field,
    r,
    r_mask,
    ri,
    rr,
    rr_shift,
    sext,
    sf_of,
    shift_amount,
    zext,
    zext64,
)

# --- shifts -------------------------------------------------------------------------------


def _masked_amount(ctx: Lower, ty: i64, amount: i64) -> i64:
    """Amount of a narrow shift modulo its width; the machine takes it modulo 32."""
    return r_mask(ctx, MOP_AND_I, I32, amount, mask_field(I32, lane_bits(ty) - 1))


def shift_left(ctx: Lower, ty: i64, x: i64, amount: i64) -> i64:
    """`ishl` by a register."""
    if ty < I32:
        amount = _masked_amount(ctx, ty, amount)
    return rr(ctx, MOP_LSL_R, ty, x, amount)


def shift_left_imm(ctx: Lower, ty: i64, x: i64, k: i64) -> i64:
    """`ishl` by a constant."""
    k = shift_amount(ty, k)
    sf = sf_of(ty)
    width: i64 = 64 if sf == 1 else 32
    return bitfield(ctx, MOP_UBFM, sf, x, (width - k) & (width - 1), width - 1 - k)


def shift_right(ctx: Lower, ty: i64, signed: i64, x: i64, amount: i64) -> i64:
    """`ushr` and `sshr` by a register; x and amount are values."""
    amount_reg = ctx.use(amount)
    if ty < I32:
        amount_reg = _masked_amount(ctx, ty, amount_reg)
    if signed != 0:
        return rr(ctx, MOP_ASR_R, ty, sext(ctx, ty, x), amount_reg)
    return rr(ctx, MOP_LSR_R, ty, zext(ctx, ty, x), amount_reg)


def shift_right_imm(ctx: Lower, ty: i64, signed: i64, x: i64, k: i64) -> i64:
    """`ushr` and `sshr` by a constant: a field extract, which ends at the value's own top bit."""
    mop: i64 = MOP_SBFM if signed != 0 else MOP_UBFM
    return bitfield(ctx, mop, sf_of(ty), x, shift_amount(ty, k), lane_bits(ty) - 1)


def _doubled(ctx: Lower, ty: i64, value: i64) -> i64:
    """A narrow value twice in a row, so that a right shift rotates."""
    reg = zext(ctx, ty, value)
    return rr_shift(ctx, MOP_ORR_RS, I32, reg, reg, LSL, lane_bits(ty))


def rotate_right(ctx: Lower, ty: i64, x: i64, amount: i64) -> i64:
    """`rotr` by a register; x and amount are values."""
    amount_reg = ctx.use(amount)
    if ty >= I32:
        return rr(ctx, MOP_ROR_R, ty, ctx.use(x), amount_reg)
    amount_reg = _masked_amount(ctx, ty, amount_reg)
    return rr(ctx, MOP_LSR_R, I32, _doubled(ctx, ty, x), amount_reg)


def rotate_left(ctx: Lower, ty: i64, x: i64, amount: i64) -> i64:
    """`rotl` by a register: a rotation to the right by the negated amount."""
    amount_reg = r(ctx, MOP_NEG_RS, I32, ctx.use(amount))
    if ty >= I32:
        return rr(ctx, MOP_ROR_R, ty, ctx.use(x), amount_reg)
    amount_reg = _masked_amount(ctx, ty, amount_reg)
    return rr(ctx, MOP_LSR_R, I32, _doubled(ctx, ty, x), amount_reg)


def rotate_right_imm(ctx: Lower, ty: i64, x: i64, k: i64) -> i64:
    """`rotr` by a constant; x is a value."""
    k = shift_amount(ty, k)
    if ty < I32:
        return bitfield(ctx, MOP_UBFM, 0, _doubled(ctx, ty, x), k, 31)
    reg = ctx.use(x)
    rd = ctx.new_int()
    ctx.vc.row(MOP_EXTR, sf_of(ty), k, 0)
    ctx.vc.operand(reg_def(rd))
    ctx.vc.operand(reg_use(reg))
    ctx.vc.operand(reg_use(reg))
    return rd


def rotate_left_imm(ctx: Lower, ty: i64, x: i64, k: i64) -> i64:
    """`rotl` by a constant; x is a value."""
    return rotate_right_imm(ctx, ty, x, -k)


# --- bits ---------------------------------------------------------------------------------


def bitrev(ctx: Lower, ty: i64, x: i64) -> i64:
    """Bits in reverse order; a narrow value comes down from the top of the W register."""
    reg = r(ctx, MOP_RBIT, ty, x)
    if ty >= I32:
        return reg
    return bitfield(ctx, MOP_UBFM, 0, reg, 32 - lane_bits(ty), 31)


def bswap(ctx: Lower, ty: i64, x: i64) -> i64:
    """Bytes in reverse order."""
    if ty == I64:
        return r(ctx, MOP_REV_X, ty, x)
    return r(ctx, MOP_REV_W if ty == I32 else MOP_REV16, ty, x)


def clz(ctx: Lower, ty: i64, x: i64) -> i64:
    """Leading zeros of a value."""
    reg = r(ctx, MOP_CLZ, ty, zext(ctx, ty, x))
    return reg if ty >= I32 else ri(ctx, MOP_SUB_I, I32, reg, 32 - lane_bits(ty))


def ctz(ctx: Lower, ty: i64, x: i64) -> i64:
    """Trailing zeros; a one above a narrow value stops the count at its width."""
    if ty < I32:
        above: i64 = 256 if ty == I8 else 65536
        x = r_mask(ctx, MOP_ORR_I, I32, x, mask_field(I32, above))
    return r(ctx, MOP_CLZ, ty, r(ctx, MOP_RBIT, ty, x))


def cls(ctx: Lower, ty: i64, x: i64) -> i64:
    """Sign bits below the top one of a value."""
    reg = r(ctx, MOP_CLS, ty, sext(ctx, ty, x))
    return reg if ty >= I32 else ri(ctx, MOP_SUB_I, I32, reg, 32 - lane_bits(ty))


def popcnt(ctx: Lower, ty: i64, x: i64) -> i64:
    """Number of ones of a value: counted by byte in a vector register, then added up."""
    vc = ctx.vc
    reg = zext(ctx, ty, x)
    bits = vc.new_vreg(FLOAT)
    vc.row(MOP_FMOV_DX if ty == I64 else MOP_FMOV_SW, 0, 0, 0)
    vc.operand(reg_def(bits))
    vc.operand(reg_use(reg))
    counts = vc.new_vreg(FLOAT)
    vc.row(MOP_CNT_8B, 0, 0, 0)
    vc.operand(reg_def(counts))
    vc.operand(reg_use(bits))
    total = vc.new_vreg(FLOAT)
    vc.row(MOP_ADDV_8B, 0, 0, 0)
    vc.operand(reg_def(total))
    vc.operand(reg_use(counts))
    rd = vc.new_vreg(INT)
    vc.row(MOP_FMOV_WS, 0, 0, 0)
    vc.operand(reg_def(rd))
    vc.operand(reg_use(total))
    return rd


def bitselect(ctx: Lower, ty: i64, c: i64, x: i64, y: i64) -> i64:
    """x where c has ones, y elsewhere."""
    taken = rr(ctx, MOP_AND_RS, ty, x, c)
    rest = rr(ctx, MOP_BIC_RS, ty, y, c)
    return rr(ctx, MOP_ORR_RS, ty, taken, rest)


def iabs(ctx: Lower, ty: i64, x: i64) -> i64:
    """Absolute value of a value."""
    reg = sext(ctx, ty, x)
    ctx.vc.row(MOP_CMP_I, sf_of(ty), 0, 0)
    ctx.vc.operand(reg_use(reg))
    rd = ctx.new_int()
    pl: i64 = 5
    ctx.vc.row(MOP_CSNEG, sf_of(ty), pl, 0)
    ctx.vc.operand(reg_def(rd))
    ctx.vc.operand(reg_use(reg))
    ctx.vc.operand(reg_use(reg))
    return rd


def iconcat(ctx: Lower, ty: i64, lo: i64, hi: i64) -> i64:
    """Two halves of type `ty` side by side; what is above `hi` stays above the result."""
    hi_reg = ctx.use(hi)
    return rr_shift(ctx, MOP_ORR_RS, I64 if ty == I32 else I32, zext64(ctx, lo), hi_reg, LSL, lane_bits(ty))


def high_half(ctx: Lower, ty: i64, x: i64) -> i64:
    """The upper half of a register of type `ty`."""
    return bitfield(ctx, MOP_UBFM, sf_of(ty), x, lane_bits(ty) >> 1, lane_bits(ty) - 1)
