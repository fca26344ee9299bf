"""Flags of the aarch64 target. Armv8.0-A with floating point and Advanced SIMD is the baseline."""

from typing import Final

FLAGS: Final = (
    "has_lse",
    "has_pauth",
    "has_fp16",
    "has_dotprod",
    "has_i8mm",
    "sign_return_address",
    "sign_return_address_all",
    "sign_return_address_with_bkey",
    "use_bti",
    "use_csdb",
)

PRESETS: Final[dict[str, tuple[str, ...]]] = {}

REFUSED: Final[tuple[str, ...]] = ()

CPUINFO: Final = {
    "has_lse": "atomics",
    "has_pauth": "paca",
    "has_fp16": "asimdhp",
    "has_dotprod": "asimddp",
}
