"""Shuffles: the shortest instruction that takes the bytes of a constant mask.

    00 01 02 03 10 11 12 13 04 ...    punpckldq        08 09 ... 17    palignr
    00 01 02 03 14 15 16 17 ...       pblendw          anything else   two pshufb and por, or vpermi2b

Before SSSE3 what is left goes through general registers, 16 bits at a time.
"""

from collections.abc import Callable
from typing import Final

from mypy_extensions import i64

from ...ir.kinds import Const
from ..kinds import Reg
from ..lower import Lower
from ..shuffles import is_rotation, is_run, one_vector, shuffle_by, whole_lanes
from . import constructors_gen as asm
from .features import HAS_AVX512VBMI, HAS_AVX512VL, HAS_SSE41, HAS_SSSE3
from .vectors import has_feature, vzero

_Two = Callable[[Lower, i64, i64], i64]


def _interleaved(size: int, high: bool) -> bytes:
    """The mask that takes lanes of x and y by turns, from the low or high half."""
    first = 8 if high else 0
    lanes = range(first, first + 8, size)
    return bytes(at + part for lane in lanes for at in (lane, lane + 16) for part in range(size))


_UNPACKS: Final[dict[bytes, _Two]] = {
    _interleaved(1, False): asm.punpcklbw,
    _interleaved(2, False): asm.punpcklwd,
    _interleaved(4, False): asm.punpckldq,
    _interleaved(8, False): asm.punpcklqdq,
    _interleaved(1, True): asm.punpckhbw,
    _interleaved(2, True): asm.punpckhwd,
    _interleaved(4, True): asm.punpckhdq,
    _interleaved(8, True): asm.punpckhqdq,
}


def _order(lanes: list[int]) -> int:
    """The immediate of pshufd and shufps."""
    return sum((lane & 3) << 2 * at for at, lane in enumerate(lanes))


def _byte_at(ctx: Lower, x: i64, y: i64, lane: int, left: bool) -> i64:
    """A byte of x or y in the low or high 8 bits of a general register, zeros beside it."""
    pair = asm.pextrw_rxi(ctx, x if lane < 16 else y, (lane & 15) >> 1)
    if lane & 1 and left:
        return asm.and_mi(ctx, 4, pair, 0xFF00)
    if lane & 1:
        return asm.shr_mi(ctx, 4, pair, 8)
    return asm.shl_mi(ctx, 4, pair, 8) if left else asm.movzx_rm8(ctx, 4, pair)


def _by_pairs(ctx: Lower, x: i64, y: i64, mask: bytes) -> i64:
    """Any shuffle before SSSE3: 16 bits at a time through general registers."""
    result = vzero(ctx)
    for at in range(8):
        low, high = mask[2 * at], mask[2 * at + 1]
        if low & 1 == 0 and high == low + 1:
            pair = asm.pextrw_rxi(ctx, x if low < 16 else y, (low & 15) >> 1)
        else:
            pair = asm.or_rm(ctx, 4, _byte_at(ctx, x, y, low, False), _byte_at(ctx, x, y, high, True))
        result = asm.pinsrw_xri(ctx, result, pair, at)
    return result


def _one_source(ctx: Lower, x: i64, mask: bytes) -> i64:
    """Bytes of one vector."""
    if mask == bytes(range(16)):
        return x
    words = whole_lanes(mask, 4)
    if words:
        return asm.pshufd_xmi(ctx, x, _order(words))
    for unpacked, operation in _UNPACKS.items():
        if one_vector(unpacked) == mask:
            return operation(ctx, x, x)
    pairs = whole_lanes(mask, 2)
    if pairs and pairs[4:] == [4, 5, 6, 7] and max(pairs[:4]) < 4:
        return asm.pshuflw_xmi(ctx, x, _order(pairs[:4]))
    if pairs and pairs[:4] == [0, 1, 2, 3] and min(pairs[4:]) >= 4:
        return asm.pshufhw_xmi(ctx, x, _order(pairs[4:]))
    if not has_feature(ctx, HAS_SSSE3):
        return _by_pairs(ctx, x, x, mask)
    if is_rotation(mask):
        return asm.palignr(ctx, x, x, mask[0])
    return asm.pshufb(ctx, x, ~ctx.vc.constant(mask))


def _one_instruction(ctx: Lower, x: i64, y: i64, mask: bytes) -> i64:
    """Bytes of two vectors where one instruction does it, else -1."""
    if mask in _UNPACKS:
        return _UNPACKS[mask](ctx, x, y)
    words = whole_lanes(mask, 4)
    if words and max(words[:2]) < 4 <= min(words[2:]):
        return asm.shufps(ctx, x, y, _order(words))
    if has_feature(ctx, HAS_SSSE3) and is_run(mask):
        return asm.palignr(ctx, y, x, mask[0])
    halves = whole_lanes(mask, 2)
    if halves and has_feature(ctx, HAS_SSE41) and all(lane & 7 == at for at, lane in enumerate(halves)):
        return asm.pblendw(ctx, x, y, sum((lane >> 3) << at for at, lane in enumerate(halves)))
    return -1


def _any_mask(ctx: Lower, x: i64, y: i64, mask: bytes) -> i64:
    """Bytes of two vectors, whatever the mask."""
    if not has_feature(ctx, HAS_SSSE3):
        return _by_pairs(ctx, x, y, mask)
    if has_feature(ctx, HAS_AVX512VBMI) and has_feature(ctx, HAS_AVX512VL):
        order = asm.movups_xm(ctx, ~ctx.vc.constant(mask))
        return asm.vpermi2b_xvm(ctx, order, x, y)
    from_x = bytes(lane if lane < 16 else 0x80 for lane in mask)
    from_y = bytes(lane - 16 if lane >= 16 else 0x80 for lane in mask)
    first = asm.pshufb(ctx, x, ~ctx.vc.constant(from_x))
    return asm.por(ctx, first, asm.pshufb(ctx, y, ~ctx.vc.constant(from_y)))


def shuffle(ctx: Lower, x: Reg, y: Reg, c: Const) -> Reg:
    """Bytes of x and y (16 and up) by a constant mask."""
    return shuffle_by(ctx, x, y, c, _one_source, _one_instruction, _any_mask)
