"""Shuffles: the shortest instruction that takes the bytes of a constant mask.

    00 01 02 03 10 11 12 13 04 ...    zip1, with 32-bit lanes        08 09 ... 17    ext
    00 01 02 03 14 15 16 17 08 ...    trn or ins, by lane            anything else   tbl and tbx

Source: DDI 0487, chapter C7.
"""

from collections.abc import Callable
from typing import Final

from mypy_extensions import i64

from ...ir.kinds import Const
from ...ir.types import I8X16, I16X8, I32X4, I64X2
from ..kinds import Reg
from ..lower import Lower
from ..shuffles import byte_mask, is_rotation, is_run, one_vector, shuffle_by
from . import constructors_gen as asm
from .vectors import constant

_Two = Callable[[Lower, i64, i64, i64], i64]
_INTEGERS: Final[dict[int, int]] = {1: I8X16, 2: I16X8, 4: I32X4, 8: I64X2}


def _patterns() -> dict[bytes, tuple[_Two, int]]:
    """Masks that one instruction on two vectors does, with its arrangement."""
    found: dict[bytes, tuple[_Two, int]] = {}
    for size, ty in _INTEGERS.items():
        count = 16 // size
        half = count // 2
        for odd in (0, 1):
            zipped = [lane + other for lane in range(odd * half, odd * half + half) for other in (0, count)]
            paired = [lane + odd + other for lane in range(0, count, 2) for other in (0, count)]
            found[byte_mask(zipped, size)] = (asm.zip2 if odd else asm.zip1, ty)
            found[byte_mask(list(range(odd, 2 * count, 2)), size)] = (asm.uzp2 if odd else asm.uzp1, ty)
            found[byte_mask(paired, size)] = (asm.trn2 if odd else asm.trn1, ty)
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
        if mask == byte_mask([lane] * (16 // size), size):
            return asm.dup_lane(ctx, ty, x, lane)
    result = _reversed(ctx, x, mask)
    if result >= 0:
        return result
    if is_rotation(mask):
        return asm.ext(ctx, I8X16, x, x, mask[0])
    for pattern, (operation, ty) in _PATTERNS.items():
        if one_vector(pattern) == mask:
            return operation(ctx, ty, x, x)
    return asm.tbl(ctx, I8X16, x, constant(ctx, mask))


def _one_instruction(ctx: Lower, x: i64, y: i64, mask: bytes) -> i64:
    """Bytes of two vectors where one instruction does it, else -1."""
    if mask in _PATTERNS:
        operation, ty = _PATTERNS[mask]
        return operation(ctx, ty, x, y)
    if is_run(mask):
        return asm.ext(ctx, I8X16, x, y, mask[0])
    for size, ty in _INTEGERS.items():
        other = [at for at in range(0, 16, size) if mask[at : at + size] != bytes(range(at, at + size))]
        if len(other) == 1 and mask[other[0]] >= 16:
            lane = (mask[other[0]] - 16) // size
            if mask[other[0] : other[0] + size] == byte_mask([lane + 16 // size], size):
                return asm.ins_lane(ctx, ty, x, y, other[0] // size, lane)
    return -1


def _any_mask(ctx: Lower, x: i64, y: i64, mask: bytes) -> i64:
    """Bytes of two vectors, whatever the mask. tbl gives 0 for an index above 15, where tbx leaves what is
    there."""
    from_y = constant(ctx, bytes(lane - 16 if lane >= 16 else 0xFF for lane in mask))
    return asm.tbx(ctx, I8X16, asm.tbl(ctx, I8X16, x, constant(ctx, mask)), y, from_y)


def shuffle(ctx: Lower, x: Reg, y: Reg, c: Const) -> Reg:
    """Bytes of x and y (16 and up) by a constant mask."""
    return shuffle_by(ctx, x, y, c, _one_source, _one_instruction, _any_mask)
