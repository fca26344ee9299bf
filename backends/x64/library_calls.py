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


def library_calls(features: int) -> LibraryCalls:
    """The calls that a processor with these features needs."""
    rows: dict[CallKey, LibraryFunction] = COMMON_ROWS | half_rows() | quad_rows()
    if not features & HAS_SSE41:
        rows |= rounding_rows()
    if not features & HAS_FMA:
        rows |= fma_rows()
    return LibraryCalls(rows, widens_half=True)
