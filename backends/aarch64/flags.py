"""Flags of the aarch64 target. Armv8.0-A with floating point and Advanced SIMD is the baseline."""

from typing import Final

from ..flags import flag_names
from . import features

FLAGS: Final = flag_names(features)

_N1: Final = ("has_lse", "has_fp16", "has_dotprod")
_V1: Final = (*_N1, "has_pauth", "has_i8mm")

#: Processors and what they have of it (Arm's technical reference manuals of each).
PRESETS: Final[dict[str, tuple[str, ...]]] = {
    "baseline": (),
    "cortex-a72": (),
    "cortex-a76": _N1,
    "neoverse-n1": _N1,
    "neoverse-v1": _V1,
}

LEVELS: Final = ("baseline", "neoverse-n1", "neoverse-v1")

CPUINFO: Final = {
    "has_lse": "atomics",
    "has_pauth": "paca",
    "has_fp16": "asimdhp",
    "has_dotprod": "asimddp",
}
