"""What aarch64 lacks: arithmetic on binary128, and on binary16 without FEAT_FP16."""

from ..legalize.library import COMMON_ROWS, CallKey, LibraryCalls, LibraryFunction, quad_rows
from .features import HAS_FP16


def library_calls(features: int, soft_floats: bool = False) -> LibraryCalls:
    """The calls that a processor with these features needs.

    `soft_floats` adds arithmetic on f16 and f128. It is off until the rules can move, load and make
    constants of these types: without, such a function is refused whatever it computes."""
    rows: dict[CallKey, LibraryFunction] = dict(COMMON_ROWS)
    if soft_floats:
        rows |= quad_rows()
    return LibraryCalls(rows, widens_half=soft_floats and not features & HAS_FP16)
