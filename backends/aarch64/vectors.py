"""Sequences on vectors that rules call where one instruction does not do.

    vconst     one of the immediates of movi, mvni and fmov, else the constant pool
    shuffle    zip, uzp, trn, ext or dup, else tbl and tbx
    imul.i64x2 products of 32-bit lanes
    fcmp       one or two compares, of f16 without FEAT_FP16 in f32
    fma.f16x8  in f64 without FEAT_FP16

Types given to constructors say the arrangement: `i8x8` is the low half (`ushll`), `i8x16` all of it or the
high half (`ushll2`). Source: DDI 0487, chapter C7.
"""

from collections.abc import Callable
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


# --- shuffles -----------------------------------------------------------------------------

_Two = Callable[[Lower, i64, i64, i64], i64]
_INTEGERS: Final[dict[int, int]] = {1: I8X16, 2: I16X8, 4: I32X4, 8: I64X2}


def _bytes_of(lanes: list[int], size: int) -> bytes:
    """The byte mask of a lane mask."""
    return bytes(lane * size + part for lane in lanes for part in range(size))


def _patterns() -> dict[bytes, tuple[_Two, int]]:
    """Masks that one instruction on two vectors does, with its arrangement."""
    found: dict[bytes, tuple[_Two, int]] = {}
    for size, ty in _INTEGERS.items():
        count = 16 // size
        half = count // 2
        for odd in (0, 1):
            zipped = [lane + other for lane in range(odd * half, odd * half + half) for other in (0, count)]
            paired = [lane + odd + other for lane in range(0, count, 2) for other in (0, count)]
            found[_bytes_of(zipped, size)] = (asm.zip2 if odd else asm.zip1, ty)
            found[_bytes_of(list(range(odd, 2 * count, 2)), size)] = (asm.uzp2 if odd else asm.uzp1, ty)
            found[_bytes_of(paired, size)] = (asm.trn2 if odd else asm.trn1, ty)
    return found


_PATTERNS: Final[dict[bytes, tuple[_Two, int]]] = _patterns()


def _reversed(ctx: Lower, x: i64, mask: bytes) -> i64:
    """Lanes in reverse order within 64, 32 or 16 bits, else -1."""
    for size in (1, 2, 4):
        if bytes(at ^ (8 - size) for at in range(16)) == mask:
            return asm.rev64_v(ctx, _INTEGERS[size], x)
    for size in (1, 2):
        if bytes(at ^ (4 - size) for at in range(16)) == mask:
            return asm.rev32_v(ctx, _INTEGERS[size], x)
    if bytes(at ^ 1 for at in range(16)) == mask:
        return asm.rev16_v(ctx, I8X16, x)
    return -1


def _one_source(ctx: Lower, x: i64, mask: bytes) -> i64:
    """Bytes of one vector."""
    if mask == bytes(range(16)):
        return x
    for size, ty in _INTEGERS.items():
        lane = mask[0] // size
        if mask == _bytes_of([lane] * (16 // size), size):
            return asm.dup_lane(ctx, ty, x, lane)
    result = _reversed(ctx, x, mask)
    if result >= 0:
        return result
    if all(lane == (mask[0] + at) & 15 for at, lane in enumerate(mask)):
        return asm.ext(ctx, I8X16, x, x, mask[0])
    for pattern, (operation, ty) in _PATTERNS.items():
        if bytes(lane & 15 for lane in pattern) == mask:
            return operation(ctx, ty, x, x)
    return asm.tbl(ctx, I8X16, x, constant(ctx, mask))


def _one_instruction(ctx: Lower, x: i64, y: i64, mask: bytes) -> i64:
    """Bytes of two vectors where one instruction does it, else -1."""
    if mask in _PATTERNS:
        operation, ty = _PATTERNS[mask]
        return operation(ctx, ty, x, y)
    if all(lane == mask[0] + at for at, lane in enumerate(mask)):
        return asm.ext(ctx, I8X16, x, y, mask[0])
    for size, ty in _INTEGERS.items():
        other = [at for at in range(0, 16, size) if mask[at : at + size] != bytes(range(at, at + size))]
        if len(other) == 1 and mask[other[0]] >= 16:
            lane = (mask[other[0]] - 16) // size
            if mask[other[0] : other[0] + size] == _bytes_of([lane + 16 // size], size):
                return asm.ins_lane(ctx, ty, x, y, other[0] // size, lane)
    return -1


def shuffle(ctx: Lower, x: Reg, y: Reg, c: Const) -> Reg:
    """Bytes of x and y (16 and up) by a constant mask. tbl gives 0 for an index above 15, where tbx leaves
    what is there."""
    mask = ctx.func.constants[int(c)]
    if x == y:
        mask = bytes(lane & 15 for lane in mask)
    if max(mask) < 16:
        return _one_source(ctx, x, mask)
    if min(mask) >= 16:
        return _one_source(ctx, y, bytes(lane - 16 for lane in mask))
    result = _one_instruction(ctx, x, y, mask)
    if result < 0:
        result = _one_instruction(ctx, y, x, bytes(lane ^ 16 for lane in mask))
    if result >= 0:
        return result
    from_y = constant(ctx, bytes(lane - 16 if lane >= 16 else 0xFF for lane in mask))
    return asm.tbx(ctx, I8X16, asm.tbl(ctx, I8X16, x, constant(ctx, mask)), y, from_y)
