"""What aarch64 lacks: arithmetic on binary128, and on binary16 without FEAT_FP16."""

from ..legalize.library import COMMON_ROWS, LibraryCalls, quad_rows
from .features import HAS_FP16


def library_calls(features: int) -> LibraryCalls:
    """The calls that a processor with these features needs."""
    return LibraryCalls(COMMON_ROWS | quad_rows(), widens_half=not features & HAS_FP16)
