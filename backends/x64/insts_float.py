"""Scalar floating point on SSE2: f32 and f64.

    v2 = fcmp lt v0, v1            ucomiss xmm1, xmm0 ; seta al

`ucomis x, y` sets carry, zero and parity together when the operands are unordered. So "above" and
"above or equal" are false for NaN, and "less" is "greater" with the operands exchanged; eq and ne need
the parity flag as well (`_KIND`). Source: Intel SDM volume 2, UCOMISD.
"""

from typing import Final

from librt.vecs import vec
from mypy_extensions import i64

from ...ir.types import F32, I32
from ...regalloc.contract import FLOAT, any_use, reg_def, reg_use, reuse_def
from ..lower import Lower
from .compare import branch, branch_and, branch_or, cmov, set_cc
from .conds import X_A, X_AE, X_B, X_BE, X_E, X_NE, X_NP, X_P
from .encodings_gen import (
    MOP_AND_RM,
    MOP_ANDPS_XM,
    MOP_CVTSD2SS_XM,
    MOP_CVTSI2SD_XM,
    MOP_CVTSI2SS_XM,
    MOP_CVTSS2SD_XM,
    MOP_FCONST,
    MOP_FSELECT,
    MOP_FSELECT_AND,
    MOP_FSELECT_OR,
    MOP_OR_RM,
    MOP_SQRTSD_XM,
    MOP_SQRTSS_XM,
    MOP_UCOMISD_XM,
    MOP_UCOMISS_XM,
    MOP_XORPS_XM,
)
from .insts import op_rr, sign_ext32, wide, zero_ext

_ONE: Final = 0
_AND: Final = 1
_OR: Final = 2

# By floatcc:                               ord uno eq ne one ueq lt le gt ge ult ule ugt uge
_EXCHANGED: Final[vec[i64]] = vec[i64]([0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 1, 1])
_FIRST: Final[vec[i64]] = vec[i64](
    [X_NP, X_P, X_E, X_NE, X_NE, X_E, X_A, X_AE, X_A, X_AE, X_B, X_BE, X_B, X_BE]
)
_KIND: Final[vec[i64]] = vec[i64]([_ONE, _ONE, _AND, _OR] + [_ONE] * 10)
#: The second condition of eq (with _AND) and ne (with _OR).
_SECOND: Final[vec[i64]] = vec[i64]([0, 0, X_NP, X_P] + [0] * 10)


def float_const(ctx: Lower, size: i64, bits: i64) -> i64:
    """A constant of 4 or 8 bytes."""
    dst = ctx.vc.new_vreg(FLOAT)
    row = ctx.vc.row(MOP_FCONST, size, bits, 0)
    ctx.vc.operand(reg_def(dst))
    ctx.remat(row)
    return dst


def float_rr(ctx: Lower, mop: i64, x: i64, y: i64) -> i64:
    """`x mop y`. y is read as the row's memory operand would be: from its spill slot if need be."""
    vc = ctx.vc
    dst = vc.new_vreg(FLOAT)
    vc.row(mop, 4, 0, 0)
    vc.operand(reuse_def(dst, 2))
    vc.operand(any_use(y))
    vc.operand(reg_use(x))
    return dst


def float_bits(ctx: Lower, mop: i64, x: i64, y: i64) -> i64:
    """A bitwise operation on whole registers: y in a register, since a slot may not be aligned to 16."""
    vc = ctx.vc
    dst = vc.new_vreg(FLOAT)
    vc.row(mop, 4, 0, 0)
    vc.operand(reuse_def(dst, 2))
    vc.operand(reg_use(y))
    vc.operand(reg_use(x))
    return dst


def _float_unary(ctx: Lower, mop: i64, x: i64) -> i64:
    """`mop x`. The upper part of the result comes from the old register, so a zero is given."""
    return float_rr(ctx, mop, float_const(ctx, 8, 0), x)


def sqrt(ctx: Lower, ty: i64, x: i64) -> i64:
    """Square root."""
    return _float_unary(ctx, MOP_SQRTSS_XM if ty == F32 else MOP_SQRTSD_XM, x)


def fneg(ctx: Lower, ty: i64, x: i64) -> i64:
    """The sign flipped."""
    return float_bits(ctx, MOP_XORPS_XM, x, _sign_mask(ctx, ty))


def _sign_mask(ctx: Lower, ty: i64) -> i64:
    if ty == F32:
        return float_const(ctx, 4, 0x8000_0000)
    return float_const(ctx, 8, -0x8000_0000_0000_0000)


def fabs(ctx: Lower, ty: i64, x: i64) -> i64:
    """The sign cleared."""
    mask = float_const(ctx, 4, 0x7FFF_FFFF) if ty == F32 else float_const(ctx, 8, 0x7FFF_FFFF_FFFF_FFFF)
    return float_bits(ctx, MOP_ANDPS_XM, x, mask)


def fpromote(ctx: Lower, x: i64) -> i64:
    """f32 to f64."""
    return _float_unary(ctx, MOP_CVTSS2SD_XM, x)


def fdemote(ctx: Lower, x: i64) -> i64:
    """f64 to f32."""
    return _float_unary(ctx, MOP_CVTSD2SS_XM, x)


def from_sint(ctx: Lower, to: i64, ty: i64, x: i64) -> i64:
    """A signed integer converted; narrow ones are extended to 32 bits."""
    return _from_int(ctx, to, wide(ty), sign_ext32(ctx, ty, x))


def from_uint(ctx: Lower, to: i64, ty: i64, x: i64) -> i64:
    """An unsigned integer of at most 32 bits converted: it is a non-negative signed one of 64."""
    return _from_int(ctx, to, 8 if ty == I32 else 4, zero_ext(ctx, ty, x))


def _from_int(ctx: Lower, to: i64, size: i64, x: i64) -> i64:
    vc = ctx.vc
    start = float_const(ctx, 8, 0)
    dst = vc.new_vreg(FLOAT)
    vc.row(MOP_CVTSI2SS_XM if to == F32 else MOP_CVTSI2SD_XM, size, 0, 0)
    vc.operand(reuse_def(dst, 2))
    vc.operand(any_use(x))
    vc.operand(reg_use(start))
    return dst


# --- compares -------------------------------------------------------------------------------------


def fcmp_flags(ctx: Lower, fcc: i64, ty: i64, x: i64, y: i64) -> None:
    """Set the flags that `float_set`, `float_branch` and the selects read for the same condition."""
    if _EXCHANGED[fcc] != 0:
        x, y = y, x
    ctx.vc.row(MOP_UCOMISS_XM if ty == F32 else MOP_UCOMISD_XM, 4, 0, 0)
    ctx.vc.operand(reg_use(x))
    ctx.vc.operand(any_use(y))


def float_set(ctx: Lower, fcc: i64) -> i64:
    """1 or 0 as an i8."""
    first = set_cc(ctx, _FIRST[fcc])
    if _KIND[fcc] == _ONE:
        return first
    second = set_cc(ctx, _SECOND[fcc])
    return op_rr(ctx, MOP_AND_RM if _KIND[fcc] == _AND else MOP_OR_RM, 4, first, second)


def float_branch(ctx: Lower, fcc: i64) -> None:
    """The edges of the `brif` being lowered."""
    if _KIND[fcc] == _ONE:
        branch(ctx, _FIRST[fcc])
    elif _KIND[fcc] == _AND:
        branch_and(ctx, _FIRST[fcc], _SECOND[fcc])
    else:
        branch_or(ctx, _FIRST[fcc], _SECOND[fcc])


def select_int_fcc(ctx: Lower, ty: i64, fcc: i64, x: i64, y: i64) -> i64:
    """Integer x when the float condition holds, else y."""
    size = wide(ty)
    if _KIND[fcc] == _AND:
        # y when either condition fails.
        kept = cmov(ctx, size, _FIRST[fcc] ^ 1, y, x)
        return cmov(ctx, size, _SECOND[fcc] ^ 1, y, kept)
    result = cmov(ctx, size, _FIRST[fcc], x, y)
    return cmov(ctx, size, _SECOND[fcc], x, result) if _KIND[fcc] == _OR else result


def float_select(ctx: Lower, xcc: i64, x: i64, y: i64) -> i64:
    """Float x when the condition holds, else y."""
    return _select_row(ctx, MOP_FSELECT, xcc, 0, x, y)


def select_float_fcc(ctx: Lower, fcc: i64, x: i64, y: i64) -> i64:
    """Float x when the float condition holds, else y."""
    mop: i64 = MOP_FSELECT
    if _KIND[fcc] == _AND:
        mop = MOP_FSELECT_AND
    elif _KIND[fcc] == _OR:
        mop = MOP_FSELECT_OR
    return _select_row(ctx, mop, _FIRST[fcc], _SECOND[fcc], x, y)


def _select_row(ctx: Lower, mop: i64, first: i64, second: i64, x: i64, y: i64) -> i64:
    vc = ctx.vc
    dst = vc.new_vreg(FLOAT)
    vc.row(mop, first, second, 0)
    vc.operand(reuse_def(dst, 1))
    vc.operand(reg_use(x))
    vc.operand(reg_use(y))
    return dst
