"""Sequences on 128-bit vectors that rules call where one instruction does not do.

    imul.i64x2        three products of 32-bit lanes
    icmp.i64x2 sgt    compares of the halves before SSE4.2
    vconst            zero, ones, or the constant pool

Lanes are in lanes.py, shuffles in shuffles.py, floats in vector_floats.py. What a sequence needs beyond SSE2
it asks for by `require`, which refuses the instruction by name. `asm.paddb` and its like are in two operands,
or in three with AVX (`gen_encodings.py`). Source: Intel SDM volume 2.
"""

from typing import Final

from mypy_extensions import i64

from ...ir.errors import UnsupportedError
from ...ir.kinds import Const, Imm, Type
from ...ir.opcodes import OPS
from ...ir.types import (
    I8,
    I8X16,
    I16,
    I16X8,
    I32,
    I32X4,
    I64,
    I64X2,
    bit,
    lane_bits,
    lane_type,
    type_name,
)
from ..kinds import Reg, Rm
from ..lower import Lower
from . import constructors_gen as asm
from .features import (
    HAS_AVX512BITALG,
    HAS_AVX512VL,
    HAS_AVX512VNNI,
    HAS_AVX_VNNI,
    HAS_SSE42,
    HAS_SSSE3,
)
from .flags import FLAGS
from .insts import float_mask

_SIGN64: Final = -0x7FFF_FFFF_FFFF_FFFF - 1


def has_feature(ctx: Lower, feature: Imm) -> bool:
    """Whether the machine has it (rules say `has`)."""
    return (ctx.target.features & feature) != 0


def has_dot(ctx: Lower) -> bool:
    """Whether there is an instruction for sums of products, under either prefix."""
    features = ctx.target.features
    return (features & HAS_AVX_VNNI) != 0 or (
        (features & HAS_AVX512VNNI) != 0 and (features & HAS_AVX512VL) != 0
    )


def require(ctx: Lower, feature: Imm) -> None:
    """Refuse the instruction being lowered on a machine without a feature."""
    if has_feature(ctx, feature):
        return
    number = 0
    while feature >> number != 1:
        number += 1
    func = ctx.func
    name = OPS[int(func.op[ctx.inst])].name
    if func.ty[ctx.inst]:
        name += "." + type_name(i64(func.ty[ctx.inst]))
    raise UnsupportedError(f"{name} on {ctx.target.name} needs the flag {FLAGS[number]}")


# --- constants ------------------------------------------------------------------------------------


def plain_const(ctx: Lower, c: Const) -> bool:
    """A vector constant that is made without memory: all zeros or all ones."""
    data = ctx.func.constants[int(c)]
    return data == bytes(16) or data == b"\xff" * 16


def vconst(ctx: Lower, c: Const) -> Reg:
    """A vector constant."""
    data = ctx.func.constants[int(c)]
    if data == bytes(16):
        return vzero(ctx)
    if data == b"\xff" * 16:
        return asm.ones(ctx)
    return asm.movups_xm(ctx, ~ctx.vc.constant(data))


def is_zero(ctx: Lower, c: Const) -> bool:
    """A vector constant whose bits are all clear."""
    return not any(ctx.func.constants[int(c)])


def const_operand(ctx: Lower, c: Const) -> Rm:
    """A vector constant in the pool, which aligns it."""
    return ~ctx.vc.constant(ctx.func.constants[int(c)])


def vzero(ctx: Lower) -> Reg:
    """All bits clear."""
    return asm.fconst(ctx, 8, 0)


def vnot(ctx: Lower, x: Reg) -> Reg:
    """All bits inverted."""
    if has_feature(ctx, HAS_AVX512VL):
        return asm.vpternlogd_xvmi(ctx, x, x, x, 0x55)
    return asm.pxor(ctx, x, asm.ones(ctx))


# --- lane arithmetic by lane type -----------------------------------------------------------------


def vadd(ctx: Lower, ty: Type, x: Reg, y: Rm) -> Reg:
    """Sum of the lanes."""
    bits = lane_bits(ty)
    if bits == 8:
        return asm.paddb(ctx, x, y)
    if bits == 16:
        return asm.paddw(ctx, x, y)
    return asm.paddd(ctx, x, y) if bits == 32 else asm.paddq(ctx, x, y)


def vsub(ctx: Lower, ty: Type, x: Reg, y: Rm) -> Reg:
    """Difference of the lanes."""
    bits = lane_bits(ty)
    if bits == 8:
        return asm.psubb(ctx, x, y)
    if bits == 16:
        return asm.psubw(ctx, x, y)
    return asm.psubd(ctx, x, y) if bits == 32 else asm.psubq(ctx, x, y)


def flip_signs(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """The top bit of each lane inverted, which turns the unsigned order into the signed one."""
    top = _SIGN64
    if lane_bits(ty) < 64:
        top = bit(lane_bits(ty) - 1)
    return asm.pxor(ctx, x, float_mask(ctx, lane_type(ty), top))


def pick(ctx: Lower, mask: Reg, x: Rm, y: Reg) -> Reg:
    """Bits of x where the mask is set, of y elsewhere."""
    if has_feature(ctx, HAS_AVX512VL):
        return asm.vpternlogd_xvmi(ctx, mask, y, x, 0xAC)
    return asm.por(ctx, asm.pand(ctx, mask, x), asm.pandn(ctx, mask, y))


def signs(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """All bits of a lane of 32 or 64 bits as its sign bit."""
    if lane_bits(ty) == 64 and has_feature(ctx, HAS_AVX512VL):
        return asm.vpsraq_xmi(ctx, x, 63)
    mask = asm.psrad_i(ctx, x, 31)
    return asm.pshufd_xmi(ctx, mask, 0xF5) if lane_bits(ty) == 64 else mask


def eq_quads(ctx: Lower, x: Reg, y: Rm) -> Reg:
    """Equality of 64-bit lanes before SSE4.1: both halves are equal."""
    halves = asm.pcmpeqd(ctx, x, y)
    return asm.pand(ctx, halves, asm.pshufd_xmi(ctx, halves, 0xB1))


def gt_quads(ctx: Lower, x: Reg, y: Reg) -> Reg:
    """x > y, signed, of 64-bit lanes before SSE4.2: the high half is greater, or it is equal and `y - x`
    borrows into it."""
    less = asm.pand(ctx, asm.pcmpeqd(ctx, x, y), asm.psubq(ctx, y, x))
    mask = asm.por(ctx, less, asm.pcmpgtd(ctx, x, y))
    return asm.pshufd_xmi(ctx, mask, 0xF5)


def greater(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """x > y, signed, as a mask."""
    bits = lane_bits(ty)
    if bits == 8:
        return asm.pcmpgtb(ctx, x, y)
    if bits == 16:
        return asm.pcmpgtw(ctx, x, y)
    if bits == 32:
        return asm.pcmpgtd(ctx, x, y)
    return asm.pcmpgtq(ctx, x, y) if has_feature(ctx, HAS_SSE42) else gt_quads(ctx, x, y)


def lesser_of(ctx: Lower, ty: Type, x: Reg, y: Reg, unsigned: Imm, most: Imm) -> Reg:
    """The lesser, or with `most` 1 the greater, by a compare, where no instruction does it (of 64-bit lanes
    AVX-512 has some)."""
    if lane_bits(ty) == 64 and has_feature(ctx, HAS_AVX512VL):
        if unsigned != 0:
            return asm.vpmaxuq_xvm(ctx, x, y) if most != 0 else asm.vpminuq_xvm(ctx, x, y)
        return asm.vpmaxsq_xvm(ctx, x, y) if most != 0 else asm.vpminsq_xvm(ctx, x, y)
    if unsigned != 0:
        mask = greater(ctx, ty, flip_signs(ctx, ty, x), flip_signs(ctx, ty, y))
    else:
        mask = greater(ctx, ty, x, y)
    if most != 0:
        return pick(ctx, mask, x, y)
    return pick(ctx, mask, y, x)


def saturated(ctx: Lower, ty: Type, x: Reg, y: Reg, unsigned: Imm, minus: Imm) -> Reg:
    """Sum or difference of 32- or 64-bit lanes, clamped. A signed one overflowed when its sign is that of
    neither operand (of a difference: not that of x, which differs from that of y)."""
    result = vsub(ctx, ty, x, y) if minus != 0 else vadd(ctx, ty, x, y)
    if unsigned != 0:
        above = flip_signs(ctx, ty, x)
        if minus != 0:
            return asm.pand(ctx, result, greater(ctx, ty, above, flip_signs(ctx, ty, y)))
        return asm.por(ctx, result, greater(ctx, ty, above, flip_signs(ctx, ty, result)))
    other = asm.pxor(ctx, y, x) if minus != 0 else asm.pxor(ctx, y, result)
    over = signs(ctx, ty, asm.pand(ctx, other, asm.pxor(ctx, x, result)))
    # The greatest number, inverted where x is negative.
    clamped = asm.pxor(ctx, signs(ctx, ty, x), vnot(ctx, flip_signs(ctx, ty, vzero(ctx))))
    return pick(ctx, over, clamped, result)


# --- products -------------------------------------------------------------------------------------


def mul_bytes(ctx: Lower, x: Reg, y: Reg) -> Reg:
    """Products of bytes: those of even and of odd bytes as 16-bit lanes."""
    even = asm.pand(ctx, asm.pmullw(ctx, x, y), float_mask(ctx, I16, 0xFF))
    odd = asm.pmullw(ctx, asm.psrlw_i(ctx, x, 8), asm.psrlw_i(ctx, y, 8))
    return asm.por(ctx, even, asm.psllw_i(ctx, odd, 8))


def mul_words(ctx: Lower, x: Reg, y: Reg) -> Reg:
    """Products of 32-bit lanes before SSE4.1: the low halves of 64-bit products of even and odd lanes."""
    even = asm.pmuludq(ctx, x, y)
    odd = asm.pmuludq(ctx, asm.psrlq_i(ctx, x, 32), asm.psrlq_i(ctx, y, 32))
    return asm.punpckldq(ctx, asm.pshufd_xmi(ctx, even, 8), asm.pshufd_xmi(ctx, odd, 8))


def mul_quads(ctx: Lower, x: Reg, y: Reg) -> Reg:
    """Products of 64-bit lanes: `low * low + (low * high + high * low << 32)`."""
    crossed = asm.pmuludq(ctx, asm.psrlq_i(ctx, x, 32), y)
    crossed = asm.paddq(ctx, crossed, asm.pmuludq(ctx, asm.psrlq_i(ctx, y, 32), x))
    return asm.paddq(ctx, asm.pmuludq(ctx, x, y), asm.psllq_i(ctx, crossed, 32))


def mul_halves(ctx: Lower, ty: Type, x: Reg, y: Reg, signed: Imm, high: Imm) -> Reg:
    """Products in twice the width of the low (or `high`) 16- or 32-bit lanes; `ty` is that of a product."""
    if ty == I32X4:
        low = asm.pmullw(ctx, x, y)
        top = asm.pmulhw(ctx, x, y) if signed != 0 else asm.pmulhuw(ctx, x, y)
        return asm.punpckhwd(ctx, low, top) if high != 0 else asm.punpcklwd(ctx, low, top)
    order: i64 = 0x50
    if high != 0:
        order = 0xFA
    x = asm.pshufd_xmi(ctx, x, order)
    y = asm.pshufd_xmi(ctx, y, order)
    return asm.pmuldq(ctx, x, y) if signed != 0 else asm.pmuludq(ctx, x, y)


def high_products(ctx: Lower, x: Reg, y: Reg, signed: Imm) -> Reg:
    """High halves of the products of 32-bit lanes: even and odd lanes as 64-bit products."""
    odd_x = asm.psrlq_i(ctx, x, 32)
    odd_y = asm.psrlq_i(ctx, y, 32)
    if signed != 0:
        even = asm.pmuldq(ctx, x, y)
        odd = asm.pmuldq(ctx, odd_x, odd_y)
    else:
        even = asm.pmuludq(ctx, x, y)
        odd = asm.pmuludq(ctx, odd_x, odd_y)
    return asm.punpckldq(ctx, asm.pshufd_xmi(ctx, even, 0x0D), asm.pshufd_xmi(ctx, odd, 0x0D))


def _rounded(ctx: Lower, x: i64) -> i64:
    """Products of 32 bits without their low 15, rounded."""
    return asm.psrad_i(ctx, asm.paddd(ctx, x, float_mask(ctx, I32, 0x4000)), 15)


def rounded_product(ctx: Lower, x: Reg, y: Reg) -> Reg:
    """Rounded fixed-point product of 16-bit lanes. pmulhrsw wraps for -1 * -1 alone, to 0x8000; before SSSE3
    whole products are rounded and packed, which clamps."""
    if not has_feature(ctx, HAS_SSSE3):
        low = _rounded(ctx, mul_halves(ctx, I32X4, x, y, 1, 0))
        return asm.packssdw(ctx, low, _rounded(ctx, mul_halves(ctx, I32X4, x, y, 1, 1)))
    product = asm.pmulhrsw(ctx, x, y)
    return asm.pxor(ctx, product, asm.pcmpeqw(ctx, product, float_mask(ctx, I16, 0x8000)))


# --- shifts ---------------------------------------------------------------------------------------


def amount(ctx: Lower, ty: Type, y: Reg) -> Reg:
    """A shift amount modulo the lane width, where vector shifts take it."""
    return asm.movd_xm(ctx, 4, asm.and_mi(ctx, 4, y, lane_bits(ty) - 1))


def byte_mask(ctx: Lower, left: Imm, right: Imm) -> Rm:
    """Sixteen bytes of ones shifted left, or of the top bit (`left` 7) or of ones shifted right."""
    ones = 0xFF * bit(left)
    return float_mask(ctx, I8, (ones & 0xFF) >> right)


def shift_bytes_left(ctx: Lower, x: Reg, y: Reg) -> Reg:
    """Bytes shifted left: even and odd ones as 16-bit lanes."""
    count = amount(ctx, I8X16, y)
    even = asm.pand(ctx, asm.psllw(ctx, x, count), float_mask(ctx, I16, 0xFF))
    odd = asm.psllw(ctx, asm.pand(ctx, x, float_mask(ctx, I16, 0xFF00)), count)
    return asm.por(ctx, even, odd)


def shift_bytes_right(ctx: Lower, x: Reg, y: Reg, signed: Imm) -> Reg:
    """Bytes shifted right: each in the high half of a 16-bit lane, shifted by 8 more."""
    count = asm.movd_xm(ctx, 4, asm.addi(ctx, 4, asm.and_mi(ctx, 4, y, 7), 8))
    low = asm.punpcklbw(ctx, x, x)
    high = asm.punpckhbw(ctx, x, x)
    if signed != 0:
        return asm.packsswb(ctx, asm.psraw(ctx, low, count), asm.psraw(ctx, high, count))
    return asm.packuswb(ctx, asm.psrlw(ctx, low, count), asm.psrlw(ctx, high, count))


def shift_quads_right(ctx: Lower, x: Reg, y: Reg) -> Reg:
    """64-bit lanes shifted right with their sign: `(x >> n ^ m) - m`, m being the sign bit shifted alike."""
    count = amount(ctx, I64X2, y)
    sign = asm.psrlq(ctx, asm.movups_xm(ctx, float_mask(ctx, I64, _SIGN64)), count)
    return asm.psubq(ctx, asm.pxor(ctx, asm.psrlq(ctx, x, count), sign), sign)


def shift_quads_right_by(ctx: Lower, x: Reg, n: Imm) -> Reg:
    """The same by a constant."""
    if n == 0:
        return x
    if n == 63:
        return signs(ctx, I64X2, x)
    sign = asm.movups_xm(ctx, float_mask(ctx, I64, bit(63 - n)))
    return asm.psubq(ctx, asm.pxor(ctx, asm.psrlq_i(ctx, x, n), sign), sign)


def rotated(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """Lanes of 16 bits and more rotated left; a shift by the whole width gives zeros."""
    bits = lane_bits(ty)
    count = asm.and_mi(ctx, 4, y, bits - 1)
    rest = asm.movd_xm(ctx, 4, asm.addi(ctx, 4, asm.neg_m(ctx, 4, count), bits))
    count = asm.movd_xm(ctx, 4, count)
    if bits == 16:
        return asm.por(ctx, asm.psllw(ctx, x, count), asm.psrlw(ctx, x, rest))
    if bits == 32:
        return asm.por(ctx, asm.pslld(ctx, x, count), asm.psrld(ctx, x, rest))
    return asm.por(ctx, asm.psllq(ctx, x, count), asm.psrlq(ctx, x, rest))


# --- bits -----------------------------------------------------------------------------------------


def ones_of_lanes(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """Number of ones of each lane of more than 8 bits: sums of those of its bytes, or of pairs of them."""
    if ty == I32X4 and has_feature(ctx, HAS_AVX512BITALG) and has_feature(ctx, HAS_AVX512VL):
        return asm.pmaddwd(ctx, asm.vpopcntw_xm(ctx, x), float_mask(ctx, I16, 1))
    counts = ones_of_bytes(ctx, x)
    if ty == I64X2:
        return asm.psadbw(ctx, counts, vzero(ctx))
    pairs = asm.paddw(ctx, asm.psrlw_i(ctx, counts, 8), asm.pand(ctx, counts, float_mask(ctx, I16, 0xFF)))
    return pairs if ty == I16X8 else asm.pmaddwd(ctx, pairs, float_mask(ctx, I16, 1))


def ones_of_bytes(ctx: Lower, x: Reg) -> Reg:
    """Number of ones of each byte: of each half by a table, or sums of neighbours side by side, where no
    instruction counts them."""
    if has_feature(ctx, HAS_AVX512BITALG) and has_feature(ctx, HAS_AVX512VL):
        return asm.vpopcntb_xm(ctx, x)
    low = float_mask(ctx, I16, 0x0F0F)
    if has_feature(ctx, HAS_SSSE3):
        counts = asm.movups_xm(ctx, ~ctx.vc.constant(bytes(n.bit_count() for n in range(16))))
        first = asm.pshufb(ctx, counts, asm.pand(ctx, x, low))
        high = asm.pand(ctx, asm.psrlw_i(ctx, x, 4), float_mask(ctx, I16, 0x0F0F))
        return asm.paddb(ctx, first, asm.pshufb(ctx, counts, high))
    pairs = asm.pand(ctx, asm.psrlw_i(ctx, x, 1), float_mask(ctx, I16, 0x5555))
    x = asm.psubb(ctx, x, pairs)
    fours = asm.movups_xm(ctx, float_mask(ctx, I16, 0x3333))
    x = asm.paddb(ctx, asm.pand(ctx, x, fours), asm.pand(ctx, asm.psrlw_i(ctx, x, 2), fours))
    return asm.pand(ctx, asm.paddb(ctx, x, asm.psrlw_i(ctx, x, 4)), low)
