"""What x86-64 lacks: rounding to whole numbers before SSE4.1, `fma` before FMA, binary16 and binary128."""

from ..legalize.library import (
    COMMON_ROWS,
    CallKey,
    LibraryCalls,
    LibraryFunction,
    fma_rows,
    half_rows,
    quad_rows,
    rounding_rows,
)
from .features import HAS_FMA, HAS_SSE41


def library_calls(features: int, soft_floats: bool = False) -> LibraryCalls:
    """The calls that a processor with these features needs.

    `soft_floats` adds arithmetic on f16 and f128. It is off until the rules can move, load and make
    constants of these types: without, such a function is refused whatever it computes."""
    rows: dict[CallKey, LibraryFunction] = dict(COMMON_ROWS)
    if not features & HAS_SSE41:
        rows |= rounding_rows()
    if not features & HAS_FMA:
        rows |= fma_rows()
    if soft_floats:
        rows |= half_rows() | quad_rows()
    return LibraryCalls(rows, widens_half=soft_floats)
