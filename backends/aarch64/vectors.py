"""Sequences on vectors that rules call where one instruction does not do (shuffles: shuffles.py).

    vconst     one of the immediates of movi, mvni and fmov, else the constant pool
    imul.i64x2 products of 32-bit lanes
    fcmp       one or two compares, of f16 without FEAT_FP16 in f32
    fma.f16x8  in f64 without FEAT_FP16

Types given to constructors say the arrangement: `i8x8` is the low half (`ushll`), `i8x16` all of it or the
high half (`ushll2`). Source: DDI 0487, chapter C7.
"""

from typing import Final

from mypy_extensions import i64

from ...ir.kinds import Const, Fcc, Imm, Type
from ...ir.opcodes_gen import (
    FCC_EQ,
    FCC_GE,
    FCC_GT,
    FCC_LE,
    FCC_LT,
    FCC_NE,
    FCC_ONE,
    FCC_ORD,
    FCC_UGE,
    FCC_UGT,
    FCC_ULE,
    FCC_ULT,
    FCC_UNO,
)
from ...ir.types import F16, F32, F32X4, F64X2, I8X16, I16X8, I32, I32X4, I64, I64X2, lane_bits, type_bytes
from ..kinds import Reg
from ..lower import Lower
from . import constructors_gen as asm
from .immediates import encode_bitmask, encode_float
from .kinds import Shift

_I32X2: Final = I32 | 1 << 4
_F32X2: Final = F32 | 1 << 4
_F16X4: Final = F16 | 2 << 4
_LSL: Final[Shift] = 0

# --- constants ----------------------------------------------------------------------------


def is_zero(ctx: Lower, c: Const) -> bool:
    """A vector constant whose bits are all clear."""
    return not any(ctx.func.constants[int(c)])


def vconst(ctx: Lower, c: Const) -> Reg:
    """A constant of the function, of 8 or 16 bytes."""
    return constant(ctx, ctx.func.constants[int(c)])


def splat_const(ctx: Lower, ty: Type, k: Imm) -> Reg:
    """A constant in every lane."""
    size = int(lane_bits(ty)) >> 3
    mask = (1 << 8 * size) - 1  # no small shift is needed: these are Python's integers
    return constant(ctx, (int(k) & mask).to_bytes(size, "little") * (16 // size))


def constant(ctx: Lower, data: bytes) -> i64:
    """Any vector constant."""
    data = bytes(data) + bytes(16 - len(data))
    if not any(data):
        return asm.movi_zero(ctx)
    if data == data[:1] * 16:
        return asm.movi_b(ctx, I8X16, data[0])
    if data == data[:8] * 2 and all(byte in (0, 0xFF) for byte in data[:8]):
        return asm.movi_d(ctx, sum((byte & 1) << at for at, byte in enumerate(data[:8])))
    if data == data[:4] * 4:
        found = _word(ctx, int.from_bytes(data[:4], "little"))
        if found >= 0:
            return found
    if data == data[:8] * 2:
        imm = encode_float(int.from_bytes(data[:8], "little", signed=True), True)
        if imm >= 0:
            return asm.fmov_v(ctx, F64X2, imm)
    index = len(ctx.vc.constants)
    ctx.vc.constant(data)
    return asm.vector_const(ctx, index)


#: A number with a hole of one byte, by the byte.
_BESIDE: Final[tuple[int, ...]] = (0xFFFF_FF00, 0xFFFF_00FF, 0xFF00_FFFF, 0x00FF_FFFF)


def _word(ctx: Lower, word: int) -> i64:
    """A 32-bit number in every lane by one instruction, else -1."""
    for at, beside in enumerate(_BESIDE):
        if word & beside == 0:
            return asm.movi_s(ctx, I32X4, word >> 8 * at, 2 * at)
        inverse = word ^ 0xFFFF_FFFF
        if inverse & beside == 0:
            return asm.mvni_s(ctx, I32X4, inverse >> 8 * at, 2 * at)
    imm = encode_float(word, False)
    if imm < 0:
        return -1
    return asm.fmov_v(ctx, F32X4, imm)


# --- arithmetic ---------------------------------------------------------------------------


def mul_quads(ctx: Lower, x: Reg, y: Reg) -> Reg:
    """Products of 64-bit lanes: `low * low + (low * high + high * low << 32)`."""
    crossed = asm.mul_v(ctx, I32X4, x, asm.rev64_v(ctx, I32X4, y))
    upper = asm.shl_i(ctx, I64X2, asm.uaddlp(ctx, I32X4, crossed), 32)
    return asm.umlal(ctx, _I32X2, upper, asm.xtn(ctx, _I32X2, x), asm.xtn(ctx, _I32X2, y))


def half_of(ty: Type) -> Type:
    """The type of the low half of a vector."""
    return ty - 16


def narrow_of(ty: Type) -> Type:
    """The 128-bit vector of lanes half as wide."""
    return ty - 1 + 16


def masked_amount(ctx: Lower, ty: Type, y: Reg) -> Reg:
    """A shift amount modulo the lane width."""
    return asm.and_i(ctx, I32, y, encode_bitmask(lane_bits(ty) - 1, 0))


def in_lanes(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """A general register in every lane."""
    if lane_bits(ty) == 64:
        return asm.dup_x(ctx, ty, x, 0)
    return asm.dup_w(ctx, ty, x, 0)


def rotated(ctx: Lower, ty: Type, x: Reg, y: Reg) -> Reg:
    """Lanes rotated left: shifted left by n, and right by the rest, which is a negative amount."""
    n = masked_amount(ctx, ty, y)
    left = asm.ushl(ctx, ty, x, in_lanes(ctx, ty, n))
    rest = asm.sub_i(ctx, I64, n, lane_bits(ty))
    return asm.orr_v(ctx, ty, left, asm.ushl(ctx, ty, x, in_lanes(ctx, ty, rest)))


def ones_of_lanes(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """Number of ones of each lane: of bytes, then sums of neighbours."""
    x = asm.cnt_v(ctx, I8X16, x)
    step: i64 = I8X16
    while lane_bits(step) < lane_bits(ty):
        x = asm.uaddlp(ctx, step, x)
        step = step + 1 - 16
    return x


# --- floats -------------------------------------------------------------------------------


def _all_equal(ctx: Lower, ty: i64, x: i64, y: i64) -> i64:
    return asm.fcmeq_h(ctx, ty, x, y) if lane_bits(ty) == 16 else asm.fcmeq_v(ctx, ty, x, y)


def _greater(ctx: Lower, ty: i64, x: i64, y: i64) -> i64:
    return asm.fcmgt_h(ctx, ty, x, y) if lane_bits(ty) == 16 else asm.fcmgt_v(ctx, ty, x, y)


def _greater_or_equal(ctx: Lower, ty: i64, x: i64, y: i64) -> i64:
    return asm.fcmge_h(ctx, ty, x, y) if lane_bits(ty) == 16 else asm.fcmge_v(ctx, ty, x, y)


def fcmp_lanes(ctx: Lower, ty: Type, cc: Fcc, x: Reg, y: Reg) -> Reg:
    """`fcmp` of vectors. What is true of NaN is the opposite of what is not."""
    if cc == FCC_LT or cc == FCC_LE or cc == FCC_UGT or cc == FCC_UGE:
        x, y = y, x
    if cc == FCC_EQ:
        return _all_equal(ctx, ty, x, y)
    if cc == FCC_NE:
        return asm.mvn_v(ctx, ty, _all_equal(ctx, ty, x, y))
    if cc == FCC_GT or cc == FCC_LT:
        return _greater(ctx, ty, x, y)
    if cc == FCC_GE or cc == FCC_LE:
        return _greater_or_equal(ctx, ty, x, y)
    if cc == FCC_ULT or cc == FCC_UGT:
        return asm.mvn_v(ctx, ty, _greater_or_equal(ctx, ty, x, y))
    if cc == FCC_ULE or cc == FCC_UGE:
        return asm.mvn_v(ctx, ty, _greater(ctx, ty, x, y))
    first = _greater_or_equal(ctx, ty, x, y) if cc == FCC_ORD or cc == FCC_UNO else _greater(ctx, ty, x, y)
    either = asm.orr_v(ctx, ty, first, _greater(ctx, ty, y, x))
    if cc == FCC_ORD or cc == FCC_ONE:
        return either
    return asm.mvn_v(ctx, ty, either)


def _fused(ctx: Lower, ty: i64, x: i64, y: i64, z: i64) -> i64:
    """`fma` of four lanes of f16, the upper ones for f16x8, rounded to odd in f32x4."""
    singles = [asm.fcvtl_v(ctx, ty, value) for value in (x, y, z)]
    low = [asm.fcvtl_v(ctx, _F32X2, value) for value in singles]
    high = [asm.fcvtl_v(ctx, F32X4, value) for value in singles]
    result = asm.fcvtxn(ctx, asm.fmla_v(ctx, F64X2, low[2], low[0], low[1]))
    return asm.fcvtxn2(ctx, result, asm.fmla_v(ctx, F64X2, high[2], high[0], high[1]))


def fused_halves(ctx: Lower, ty: Type, x: Reg, y: Reg, z: Reg) -> Reg:
    """`fma` of f16x4 or f16x8 without FEAT_FP16: in f64, which holds all digits that decide, rounded to odd
    and then once more (`legalize/half_vectors.py` has the reason)."""
    result = asm.fcvtn_v(ctx, _F16X4, _fused(ctx, _F16X4, x, y, z))
    if ty == _F16X4:
        return result
    return asm.fcvtn2_v(ctx, ty, result, _fused(ctx, ty, x, y, z))


# --- bits to a general register -----------------------------------------------------------


def high_bits(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """The top bit of each lane: one bit of its own for each lane that is negative, then their sum."""
    if lane_bits(ty) == 64:
        tops = asm.ushr(ctx, I64X2, x, 63)
        low = asm.fmov_xd(ctx, tops)
        return asm.orr_rs(ctx, I32, low, asm.umov_x(ctx, I64X2, tops, 1), _LSL, 1)
    size = int(lane_bits(ty)) >> 3
    negative = asm.sshr(ctx, ty, x, lane_bits(ty) - 1)
    count = int(type_bytes(ty)) // size
    if count <= 8:
        weights = b"".join((1 << lane).to_bytes(size, "little") for lane in range(count))  # small shift
        bits = asm.and_v(ctx, ty, negative, constant(ctx, weights))
        if ty == _I32X2:
            return asm.fmov_ws(ctx, asm.addp_v(ctx, ty, bits, bits))
        return asm.fmov_ws(ctx, asm.addv(ctx, ty, bits))
    bits = asm.and_v(ctx, ty, negative, constant(ctx, bytes(1 << (at & 7) for at in range(16))))
    pairs = asm.zip1(ctx, I8X16, bits, asm.ext(ctx, I8X16, bits, bits, 8))
    return asm.fmov_ws(ctx, asm.addv(ctx, I16X8, pairs))
