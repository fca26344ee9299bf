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
from ...regalloc.contract import FLOAT, INT, fixed_use, reg_def, reg_use
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
    MOP_MADD,
    MOP_MOV_R,
    MOP_MSUB,
    MOP_MUL,
    MOP_NEG_RS,
    MOP_ORR_I,
    MOP_ORR_RS,
    MOP_RBIT,
    MOP_REV16,
    MOP_REV_W,
    MOP_REV_X,
    MOP_ROR_R,
    MOP_SBFM,
    MOP_SMULH,
    MOP_SMULL,
    MOP_SUB_I,
    MOP_UBFM,
    MOP_UMULH,
    MOP_UMULL,
)
from .immediates import count_ones, encode_bitmask, fits_add_imm, trailing_zeros
from .regs import ZR

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
    return value if fits_add_imm(value) else -1


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
    op = func.op[inst]
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
        mask = ctx.def_inst(func.pool[func.arg_start[inst] + 1])
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
    ty = ctx.func.value_type[value]
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
    return bitfield(ctx, MOP_SBFM, sf_of(ty), ctx.use(value), 0, lane_bits(ctx.func.value_type[value]) - 1)


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


def with_zr(ctx: Lower, mop: i64, ty: i64, y: i64) -> i64:
    """A row whose first source is the zero register."""
    rd = ctx.new_int()
    ctx.vc.row(mop, sf_of(ty), 0, 0)
    ctx.vc.operand(reg_def(rd))
    ctx.vc.operand(fixed_use(rd, ZR))
    ctx.vc.operand(reg_use(y))
    return rd
