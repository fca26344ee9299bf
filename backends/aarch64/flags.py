"""Flags of the aarch64 target. Armv8.0-A with floating point and Advanced SIMD is the baseline."""

from typing import Final

from ..flags import flag_names
from . import features

FLAGS: Final = flag_names(features)

CPUINFO: Final = {
    "has_lse": "atomics",
    "has_pauth": "paca",
    "has_fp16": "asimdhp",
    "has_dotprod": "asimddp",
}
