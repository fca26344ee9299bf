"""Floats in vectors: minimum and maximum, conversions (see vectors.py).

Conversions from integers put the bits below the exponent of a power of two and take that away again; source:
H. S. Warren, "Hacker's Delight", chapter 17.
"""

from mypy_extensions import i64

from ...ir.kinds import Imm, Type
from ...ir.types import F32X4, F64, I32, I64, I64X2
from ..kinds import Reg
from ..lower import Lower
from . import constructors_gen as asm
from .insts import float_mask
from .vectors import flip_signs, vzero


def both_min(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """The lesser; NaN when either is, -0 below +0. minps gives its second operand for NaN and for zeros of
    either sign, so both orders together have what is wanted; then the fraction of NaNs is cut."""
    if ty == F32X4:
        first = asm.minps(ctx, x, y)
        result = asm.orps(ctx, first, asm.minps(ctx, y, x))
        nan = asm.cmpps(ctx, result, result, 3)
        return asm.andnps(ctx, asm.psrld_i(ctx, nan, 10), asm.orps(ctx, result, nan))
    first = asm.minpd(ctx, x, y)
    result = asm.orps(ctx, first, asm.minpd(ctx, y, x))
    nan = asm.cmppd(ctx, result, result, 3)
    return asm.andnps(ctx, asm.psrlq_i(ctx, nan, 13), asm.orps(ctx, result, nan))


def both_max(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """The greater; NaN when either is, +0 above -0. Where the orders differ, in the sign of zero or in a NaN,
    their difference is taken away again: -0 - -0 is +0, and a NaN stays one."""
    if ty == F32X4:
        first = asm.maxps(ctx, x, y)
        differ = asm.pxor(ctx, first, asm.maxps(ctx, y, x))
        result = asm.subps(ctx, asm.orps(ctx, first, differ), differ)
        nan = asm.cmpps(ctx, result, result, 3)
        return asm.andnps(ctx, asm.psrld_i(ctx, nan, 10), result)
    first = asm.maxpd(ctx, x, y)
    differ = asm.pxor(ctx, first, asm.maxpd(ctx, y, x))
    result = asm.subpd(ctx, asm.orps(ctx, first, differ), differ)
    nan = asm.cmppd(ctx, result, result, 3)
    return asm.andnps(ctx, asm.psrlq_i(ctx, nan, 13), result)


def words_to_floats(ctx: Lower, x: Reg) -> Reg:
    """Unsigned 32-bit lanes: the low 16 bits, and the rest halved, which is then exact as a signed number."""
    low = asm.psrld_i(ctx, asm.pslld_i(ctx, x, 16), 16)
    rest = asm.cvtdq2ps_xm(ctx, asm.psrld_i(ctx, asm.psubd(ctx, x, low), 1))
    return asm.addps(ctx, asm.addps(ctx, rest, rest), asm.cvtdq2ps_xm(ctx, low))


def low_words_to_doubles(ctx: Lower, x: Reg) -> Reg:
    """The low two lanes of 32 bits, unsigned: below the exponent of 2**52, which is then taken away."""
    bits = asm.punpckldq(ctx, x, float_mask(ctx, I32, 0x4330_0000))
    return asm.subpd(ctx, bits, float_mask(ctx, F64, 0x4330_0000_0000_0000))


def quads_to_doubles(ctx: Lower, x: Reg, signed: Imm) -> Reg:
    """64-bit lanes: the halves below the exponents of 2**52 and 2**84; their sum rounds once. A sign bit is
    inverted and its weight taken away as well."""
    low = asm.pand(ctx, x, float_mask(ctx, I64, 0xFFFF_FFFF))
    low = asm.por(ctx, low, float_mask(ctx, I64, 0x4330_0000_0000_0000))
    bias: i64 = 0x4530_0000_0010_0000
    if signed != 0:
        x = flip_signs(ctx, I64X2, x)
        bias = 0x4530_0000_8010_0000
    high = asm.por(ctx, asm.psrlq_i(ctx, x, 32), float_mask(ctx, I64, 0x4530_0000_0000_0000))
    return asm.addpd(ctx, asm.subpd(ctx, high, float_mask(ctx, I64, bias)), low)


def floats_to_words(ctx: Lower, x: Reg) -> Reg:
    """f32 lanes to signed 32 bits, clamped, NaN to 0. cvttps2dq gives the least integer for what is too
    large, which is inverted where x was positive."""
    ordered = asm.cmpps(ctx, x, x, 0)
    x = asm.pand(ctx, x, ordered)
    positive = asm.pxor(ctx, ordered, x)
    result = asm.cvttps2dq_xm(ctx, x)
    return asm.pxor(ctx, result, asm.psrad_i(ctx, asm.pand(ctx, positive, result), 31))


def floats_to_unsigned_words(ctx: Lower, x: Reg) -> Reg:
    """f32 lanes to unsigned 32 bits, clamped, NaN to 0: what is below 2**31, and what x exceeds it by."""
    x = asm.maxps(ctx, x, vzero(ctx))
    limit = asm.movups_xm(ctx, float_mask(ctx, I32, 0x4F00_0000))
    over = asm.subps(ctx, x, limit)
    large = asm.cmpps(ctx, limit, over, 2)
    rest = asm.pxor(ctx, asm.cvttps2dq_xm(ctx, over), large)
    rest = asm.pandn(ctx, asm.psrad_i(ctx, rest, 31), rest)
    return asm.paddd(ctx, asm.cvttps2dq_xm(ctx, x), rest)


def doubles_to_quads(ctx: Lower, x: Reg) -> Reg:
    """f64 lanes to signed 64 bits, clamped, NaN to 0; as `floats_to_words`, with AVX-512."""
    ordered = asm.cmppd(ctx, x, x, 0)
    x = asm.pand(ctx, x, ordered)
    positive = asm.pxor(ctx, ordered, x)
    result = asm.vcvttpd2qq_xm(ctx, x)
    return asm.pxor(ctx, result, asm.vpsraq_xmi(ctx, asm.pand(ctx, positive, result), 63))


def doubles_to_words(ctx: Lower, x: Reg) -> Reg:
    """f64 lanes to signed 32 bits, clamped, NaN to 0, zeros above. What is too small becomes the least."""
    limit = asm.pand(ctx, asm.cmppd(ctx, x, x, 0), float_mask(ctx, F64, 0x41DF_FFFF_FFC0_0000))
    return asm.cvttpd2dq_xm(ctx, asm.minpd(ctx, x, limit))


def doubles_to_unsigned_words(ctx: Lower, x: Reg) -> Reg:
    """f64 lanes to unsigned 32 bits, clamped, NaN to 0, zeros above: added to 2**52, whose fraction then
    holds the number."""
    zero = vzero(ctx)
    x = asm.minpd(ctx, asm.maxpd(ctx, x, zero), float_mask(ctx, F64, 0x41EF_FFFF_FFE0_0000))
    x = asm.roundpd_xmi(ctx, x, 11)
    x = asm.addpd(ctx, x, float_mask(ctx, F64, 0x4330_0000_0000_0000))
    return asm.shufps(ctx, x, zero, 0x88)
