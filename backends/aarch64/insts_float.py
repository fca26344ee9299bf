"""Emit functions for f32 and f64.

`fcmp` sets the flags so that most conditions are one test, also when a NaN makes the operands
unordered (then C and V are set, N and Z clear):

    ord vc   uno vs   eq eq   ne ne   lt mi   le ls   gt gt   ge ge   ult lt   ule le   ugt hi   uge pl

`one` (mi or gt) and `ueq` (eq or vs) need two, which are joined in a register.

Conversion to integers saturates and gives 0 for NaN, as the `_sat` opcodes want; narrow results are
clamped after it. The trapping opcodes compare first: unordered with itself is bad_toint; at or below
the greatest float that truncates below the range, or at or above the range's end, is int_ovf.
"""

from typing import Final

from librt.vecs import vec
from mypy_extensions import i64

from ...ir.opcodes_gen import FCC_ONE, FCC_UEQ
from ...ir.types import F64, I32, bit, int_mask, lane_bits, sign_extend
from ...regalloc.contract import FLOAT, fixed_use, reg_def, reg_use, reuse_def
from ..lower import Lower
from .encodings_gen import (
    MOP_CMP_I,
    MOP_CMP_RS,
    MOP_CSINC,
    MOP_FCMP,
    MOP_FCVTZS,
    MOP_FCVTZU,
    MOP_FMADD,
    MOP_SCVTF,
    MOP_SLI_D63,
    MOP_SLI_S31,
    MOP_UCVTF,
    MOP_USHR_D63,
    MOP_USHR_S31,
)
from .insts import LSL, sext, sf_of, zext
from .insts_flags import COND_NE, COND_VS, cmp_imm, cmp_regs, cmp_row, csel, cset, trap_if
from .insts_mem import float_const
from .regs import ZR

BAD_TOINT: Final = 255
INT_OVF: Final = 252

_COND_MI: Final = 4
_COND_VC: Final = 7
_COND_LS: Final = 9
_COND_GE: Final = 10
_COND_LT: Final = 11
_COND_GT: Final = 12
_COND_LE: Final = 13
_COND_LO: Final = 3

#: Machine condition by floatcc; those of `one` and `ueq` are the first of two.
_COND: Final[vec[i64]] = vec[i64]([7, 6, 0, 1, 4, 0, 4, 9, 12, 10, 11, 13, 8, 5])


def ftype(ty: i64) -> i64:
    """Size field: 0 for f32, 1 for f64."""
    return 1 if ty == F64 else 0


def ff(ctx: Lower, mop: i64, ty: i64, x: i64, y: i64) -> i64:
    """A row with two float sources."""
    rd = ctx.vc.new_vreg(FLOAT)
    ctx.vc.row(mop, ftype(ty), 0, 0)
    ctx.vc.operand(reg_def(rd))
    ctx.vc.operand(reg_use(x))
    ctx.vc.operand(reg_use(y))
    return rd


def f(ctx: Lower, mop: i64, ty: i64, x: i64) -> i64:
    """A row with one float source."""
    rd = ctx.vc.new_vreg(FLOAT)
    ctx.vc.row(mop, ftype(ty), 0, 0)
    ctx.vc.operand(reg_def(rd))
    ctx.vc.operand(reg_use(x))
    return rd


def fma(ctx: Lower, ty: i64, x: i64, y: i64, z: i64) -> i64:
    """x * y + z, rounded once."""
    rd = ff(ctx, MOP_FMADD, ty, x, y)
    ctx.vc.operand(reg_use(z))
    return rd


def copysign(ctx: Lower, ty: i64, x: i64, y: i64) -> i64:
    """x with the sign bit of y, which is shifted down and inserted."""
    sign = f(ctx, MOP_USHR_D63 if ty == F64 else MOP_USHR_S31, ty, y)
    rd = ctx.vc.new_vreg(FLOAT)
    ctx.vc.row(MOP_SLI_D63 if ty == F64 else MOP_SLI_S31, 0, 0, 0)
    ctx.vc.operand(reuse_def(rd, 2))
    ctx.vc.operand(reg_use(sign))
    ctx.vc.operand(reg_use(x))
    return rd


def bsl(ctx: Lower, mop: i64, c: i64, x: i64, y: i64) -> i64:
    """Bits of x where c has ones, of y elsewhere; the result takes the register of c."""
    rd = ctx.vc.new_vreg(FLOAT)
    ctx.vc.row(mop, 0, 0, 0)
    ctx.vc.operand(reuse_def(rd, 3))
    ctx.vc.operand(reg_use(x))
    ctx.vc.operand(reg_use(y))
    ctx.vc.operand(reg_use(c))
    return rd


# --- compares -----------------------------------------------------------------------------


def _fcmp(ctx: Lower, ty: i64, x: i64, y: i64) -> None:
    ctx.vc.row(MOP_FCMP, ftype(ty), 0, 0)
    ctx.vc.operand(reg_use(x))
    ctx.vc.operand(reg_use(y))


def fcmp_value(ctx: Lower, cc: i64, ty: i64, x: i64, y: i64) -> i64:
    """`fcmp` as 1 or 0."""
    _fcmp(ctx, ty, x, y)
    first = cset(ctx, _COND[cc])
    if cc != FCC_ONE and cc != FCC_UEQ:
        return first
    # One as well when the second condition (gt, or vs) holds, that is when its opposite does not.
    rd = ctx.new_int()
    ctx.vc.row(MOP_CSINC, 0, _COND_LE if cc == FCC_ONE else _COND_VC, 0)
    ctx.vc.operand(reg_def(rd))
    ctx.vc.operand(reg_use(first))
    ctx.vc.operand(fixed_use(first, ZR))
    return rd


def fcmp_flags(ctx: Lower, cc: i64, ty: i64, x: i64, y: i64) -> i64:
    """Set the flags for `fcmp`; returns the condition."""
    if cc == FCC_ONE or cc == FCC_UEQ:
        cmp_row(ctx, MOP_CMP_I, I32, fcmp_value(ctx, cc, ty, x, y), 0, 0)
        return COND_NE
    _fcmp(ctx, ty, x, y)
    return _COND[cc]


# --- conversions --------------------------------------------------------------------------


def from_int(ctx: Lower, ty: i64, signed: i64, value: i64) -> i64:
    """Float of an integer value."""
    source = i64(ctx.func.value_type[value])
    reg = sext(ctx, source, value) if signed != 0 else zext(ctx, source, value)
    rd = ctx.vc.new_vreg(FLOAT)
    ctx.vc.row(MOP_SCVTF if signed != 0 else MOP_UCVTF, sf_of(source), ftype(ty), 0)
    ctx.vc.operand(reg_def(rd))
    ctx.vc.operand(reg_use(reg))
    return rd


def _convert(ctx: Lower, ty: i64, signed: i64, x: i64, source: i64) -> i64:
    rd = ctx.new_int()
    ctx.vc.row(MOP_FCVTZS if signed != 0 else MOP_FCVTZU, sf_of(ty), ftype(source), 0)
    ctx.vc.operand(reg_def(rd))
    ctx.vc.operand(reg_use(x))
    return rd


def _clamp(ctx: Lower, reg: i64, bound: i64, cond: i64) -> i64:
    """`bound` unless reg is `cond` it."""
    limit = ctx.target.emit_const(ctx, I32, bound & 0xFFFFFFFF)
    if not cmp_imm(ctx, I32, reg, bound):
        cmp_regs(ctx, MOP_CMP_RS, I32, reg, limit, LSL, 0)
    return csel(ctx, I32, reg, limit, cond)


def to_int_sat(ctx: Lower, ty: i64, signed: i64, x: i64, source: i64) -> i64:
    """`fcvt_to_sint_sat`, `fcvt_to_uint_sat`."""
    reg = _convert(ctx, ty, signed, x, source)
    if ty >= I32:
        return reg
    mask = int_mask(ty)
    if signed == 0:
        return _clamp(ctx, reg, mask, _COND_LO)
    reg = _clamp(ctx, reg, mask >> 1, _COND_LT)
    return _clamp(ctx, reg, sign_extend((mask >> 1) + 1, ty), _COND_GT)


def _power(ty: i64, exponent: i64) -> i64:
    """Bits of 2 ** exponent."""
    if ty == F64:
        return (1023 + exponent) << 52
    return (127 + exponent) << 23


def _negative(ty: i64, bits: i64) -> i64:
    """Bits of the negated positive number."""
    if ty == F64:
        return bits | (-0x7FFF_FFFF_FFFF_FFFF - 1)
    return bits | 0x8000_0000


def to_int_checked(ctx: Lower, ty: i64, signed: i64, x: i64, source: i64) -> i64:
    """`fcvt_to_sint`, `fcvt_to_uint`."""
    width = lane_bits(ty)
    fraction: i64 = 52 if source == F64 else 23
    # The lower end: the greatest float whose integral part is out of range, or, when the step is
    # coarser than one, the least that is in range.
    cond: i64 = _COND_LS
    if signed == 0:
        low = _negative(source, _power(source, 0))
        high = _power(source, width)
    else:
        low = _power(source, width - 1)
        high = low
        if width - 1 <= fraction:
            low = low | bit(fraction - (width - 1))
        else:
            cond = _COND_MI
        low = _negative(source, low)
    _fcmp(ctx, source, x, x)
    trap_if(ctx, COND_VS, BAD_TOINT)
    _fcmp(ctx, source, x, float_const(ctx, source, low))
    trap_if(ctx, cond, INT_OVF)
    _fcmp(ctx, source, x, float_const(ctx, source, high))
    trap_if(ctx, _COND_GE, INT_OVF)
    return _convert(ctx, ty, signed, x, source)
