"""Single lanes of vectors, and lanes made wider and narrower (see vectors.py)."""

from mypy_extensions import i64

from ...ir.kinds import Imm, Type
from ...ir.types import I8X16, I16, I16X8, I32, I32X4, I64, I64X2, lane_type
from ..kinds import Reg, Rm
from ..lower import Lower
from . import constructors_gen as asm
from .features import HAS_AVX2, HAS_SSE41, HAS_SSSE3
from .insts import float_mask
from .vectors import flip_signs, has_feature, lesser_of, vnot, vzero


def splat_byte(ctx: Lower, x: Reg) -> Reg:
    """Every byte is the low byte of a general register."""
    value = asm.movd_xm(ctx, 4, x)
    if has_feature(ctx, HAS_AVX2):
        return asm.vpbroadcastb_xm(ctx, value)
    if has_feature(ctx, HAS_SSSE3):
        return asm.pshufb(ctx, value, vzero(ctx))
    return asm.pshufd_xmi(ctx, asm.pshuflw_xmi(ctx, asm.punpcklbw(ctx, value, value), 0), 0)


def insert_byte(ctx: Lower, x: Reg, y: Reg, lane: Imm) -> Reg:
    """A byte replaced: before SSE4.1 within the 16 bits that it is in."""
    if has_feature(ctx, HAS_SSE41):
        return asm.pinsrb_xri(ctx, x, y, lane)
    pair = asm.pextrw_rxi(ctx, x, lane >> 1)
    if lane & 1 != 0:
        pair = asm.or_rm(ctx, 4, asm.movzx_rm8(ctx, 4, pair), asm.shl_mi(ctx, 4, y, 8))
    else:
        pair = asm.or_rm(ctx, 4, asm.and_mi(ctx, 4, pair, 0xFF00), asm.movzx_rm8(ctx, 4, y))
    return asm.pinsrw_xri(ctx, x, pair, lane >> 1)


def extract_byte(ctx: Lower, x: Reg, lane: Imm) -> Reg:
    """A byte, zero-extended with SSE4.1."""
    if has_feature(ctx, HAS_SSE41):
        return asm.pextrb_rxi(ctx, x, lane)
    pair = asm.pextrw_rxi(ctx, x, lane >> 1)
    return asm.shr_mi(ctx, 4, pair, 8) if lane & 1 != 0 else pair


def insert_word(ctx: Lower, x: Reg, y: Reg, lane: Imm) -> Reg:
    """A 32-bit lane replaced before SSE4.1: by its halves."""
    x = asm.pinsrw_xri(ctx, x, y, 2 * lane)
    return asm.pinsrw_xri(ctx, x, asm.shr_mi(ctx, 4, y, 16), 2 * lane + 1)


def insert_float(ctx: Lower, x: Reg, y: Reg, lane: Imm) -> Reg:
    """An f32 lane above the first replaced before SSE4.1: y and the lane beside it go to one register."""
    # Two lanes: y and its neighbour in their order, then the other half of x beside them.
    if lane == 1:
        both = asm.unpcklps(ctx, x, y)
        return asm.shufps(ctx, both, x, 0xE4)
    if lane == 2:
        both = asm.shufps(ctx, y, x, 0x30)
        return asm.shufps(ctx, x, both, 0x84)
    both = asm.shufps(ctx, y, x, 0x20)
    return asm.shufps(ctx, x, both, 0x24)


def high_half(ctx: Lower, x: Rm) -> Reg:
    """The upper 64 bits below."""
    return asm.pshufd_xmi(ctx, x, 0xEE)


# --- widening and narrowing -----------------------------------------------------------------------


def widen_signed(ctx: Lower, ty: Type, x: Reg, high: Imm) -> Reg:
    """The low or high half of the lanes, sign-extended; `ty` is the type of x."""
    if has_feature(ctx, HAS_SSE41):
        if high != 0:
            x = high_half(ctx, x)
        if ty == I8X16:
            return asm.pmovsxbw_xm(ctx, x)
        return asm.pmovsxwd_xm(ctx, x) if ty == I16X8 else asm.pmovsxdq_xm(ctx, x)
    if ty == I8X16:
        both = asm.punpckhbw(ctx, x, x) if high != 0 else asm.punpcklbw(ctx, x, x)
        return asm.psraw_i(ctx, both, 8)
    if ty == I16X8:
        both = asm.punpckhwd(ctx, x, x) if high != 0 else asm.punpcklwd(ctx, x, x)
        return asm.psrad_i(ctx, both, 16)
    sign = asm.psrad_i(ctx, x, 31)
    return asm.punpckhdq(ctx, x, sign) if high != 0 else asm.punpckldq(ctx, x, sign)


def narrow_quads(ctx: Lower, x: Reg, y: Reg, least: Imm, most: Imm) -> Reg:
    """64-bit lanes clamped as signed, then cut to 32 bits."""
    low = asm.movups_xm(ctx, float_mask(ctx, I64, least))
    high = asm.movups_xm(ctx, float_mask(ctx, I64, most))
    x = lesser_of(ctx, I64X2, lesser_of(ctx, I64X2, x, high, 0, 0), low, 0, 1)
    y = lesser_of(ctx, I64X2, lesser_of(ctx, I64X2, y, high, 0, 0), low, 0, 1)
    return asm.shufps(ctx, x, y, 0x88)


def narrow_quads_unsigned(ctx: Lower, x: Reg, y: Reg) -> Reg:
    """Unsigned 64-bit lanes clamped to 32 bits: all ones where the high half is not zero."""
    high = asm.shufps(ctx, x, y, 0xDD)
    fits = asm.pcmpeqd(ctx, high, vzero(ctx))
    return asm.por(ctx, asm.shufps(ctx, x, y, 0x88), vnot(ctx, fits))


def pack_words(ctx: Lower, x: Reg, y: Reg) -> Reg:
    """Signed 32-bit lanes clamped to unsigned 16 bits: before SSE4.1 by way of the signed range."""
    if has_feature(ctx, HAS_SSE41):
        return asm.packusdw(ctx, x, y)
    packed = asm.packssdw(ctx, _moved_down(ctx, x), _moved_down(ctx, y))
    return flip_signs(ctx, I16X8, packed)


def _moved_down(ctx: Lower, x: i64) -> i64:
    """x minus 32768, what is negative counting as zero."""
    x = asm.pandn(ctx, asm.psrad_i(ctx, x, 31), x)
    return asm.psubd(ctx, x, float_mask(ctx, I32, 0x8000))


def at_most(ctx: Lower, ty: Type, x: Reg, most: Imm) -> Reg:
    """Unsigned lanes of 16 or 32 bits clamped to a constant."""
    bound = float_mask(ctx, lane_type(ty), most)
    if ty == I16X8:
        return asm.psubw(ctx, x, asm.psubusw(ctx, x, bound))
    if has_feature(ctx, HAS_SSE41):
        return asm.pminud(ctx, x, bound)
    return lesser_of(ctx, ty, x, asm.movups_xm(ctx, bound), 1, 0)


def pair_sums(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """Sums of neighbouring lanes."""
    if ty == I32X4:
        return asm.paddd(ctx, asm.shufps(ctx, x, y, 0x88), asm.shufps(ctx, x, y, 0xDD))
    if ty == I16X8 and has_feature(ctx, HAS_SSSE3):
        return asm.phaddw(ctx, x, y)
    x = _sums_in_pairs(ctx, ty, x)
    y = _sums_in_pairs(ctx, ty, y)
    return asm.packuswb(ctx, x, y) if ty == I8X16 else asm.packssdw(ctx, x, y)


def _sums_in_pairs(ctx: Lower, ty: i64, x: i64) -> i64:
    """Sums of neighbouring lanes in lanes twice as wide, extended so that packing keeps them."""
    if ty == I8X16:
        sums = asm.paddw(ctx, asm.psrlw_i(ctx, x, 8), x)
        return asm.pand(ctx, sums, float_mask(ctx, I16, 0xFF))
    sums = asm.paddd(ctx, asm.psrld_i(ctx, x, 16), x)
    return asm.psrad_i(ctx, asm.pslld_i(ctx, sums, 16), 16)
