"""Shuffles by a constant mask of 16 bytes: what both machines do before they look at their instructions.

    shuffle x, x, m          all lanes are those of x: one vector
    shuffle x, y, 16..31     lanes of y alone: one vector, y
    shuffle x, y, m          an instruction of the machine on x and y, or on y and x with the other mask
    else                     the sequence of the machine for any mask

A lane of a mask is the number of a byte: 0 to 15 are those of x, 16 to 31 those of y. Lanes of more than a
byte are groups of lanes: `00 01 06 07 ...` takes words 0 and 3 (`whole_lanes`, `byte_mask`).
"""

from collections.abc import Callable

from mypy_extensions import i64

from ..ir.kinds import Const
from .kinds import Reg
from .lower import Lower

#: Code for the lanes of one vector: `(ctx, x, mask)`, the vreg of the result.
OneSource = Callable[[Lower, i64, bytes], i64]
#: Code for the lanes of two: `(ctx, x, y, mask)`, the vreg of the result, or -1 if there is none.
TwoSources = Callable[[Lower, i64, i64, bytes], i64]


def byte_mask(lanes: list[int], size: int) -> bytes:
    """The byte mask of a mask of lanes with `size` bytes."""
    return bytes(lane * size + part for lane in lanes for part in range(size))


def whole_lanes(mask: bytes, size: int) -> list[int]:
    """The lanes of `size` bytes that a mask takes whole, or nothing."""
    lanes = [mask[at] // size for at in range(0, 16, size)]
    return lanes if byte_mask(lanes, size) == mask else []


def one_vector(mask: bytes) -> bytes:
    """The mask for two vectors that are the same one."""
    return bytes(lane & 15 for lane in mask)


def is_run(mask: bytes) -> bool:
    """Whether a mask takes bytes that follow each other, in x and on into y."""
    return all(lane == mask[0] + at for at, lane in enumerate(mask))


def is_rotation(mask: bytes) -> bool:
    """The same for one vector, which goes on with its first byte."""
    return all(lane == (mask[0] + at) & 15 for at, lane in enumerate(mask))


def shuffle_by(
    ctx: Lower,
    x: Reg,
    y: Reg,
    c: Const,
    one_source: OneSource,
    one_instruction: TwoSources,
    any_mask: TwoSources,
) -> Reg:
    """Bytes of x and y by the mask `c`: by the least of what the machine has that fits."""
    mask = ctx.func.constants[int(c)]
    if x == y:
        mask = one_vector(mask)
    if max(mask) < 16:
        return one_source(ctx, x, mask)
    if min(mask) >= 16:
        return one_source(ctx, y, one_vector(mask))
    result = one_instruction(ctx, x, y, mask)
    if result < 0:
        result = one_instruction(ctx, y, x, bytes(lane ^ 16 for lane in mask))
    return result if result >= 0 else any_mask(ctx, x, y, mask)
