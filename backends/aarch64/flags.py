"""Flags of the aarch64 target."""

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

PRESETS: Final[dict[str, tuple[str, ...]]] = {"baseline": ()}

#: These ask for hardening that the prologue and the branch lowering do not contain.
REFUSED: Final = (
    "sign_return_address",
    "sign_return_address_all",
    "sign_return_address_with_bkey",
    "use_bti",
    "use_csdb",
)

#: Words of `/proc/cpuinfo` that promise the instructions of a flag, where they differ from its name.
CPUINFO: Final = {
    "has_lse": "atomics",
    "has_pauth": "paca",
    "has_fp16": "asimdhp",
    "has_dotprod": "asimddp",
}
