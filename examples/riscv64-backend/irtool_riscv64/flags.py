"""Flags of the target. All extensions may be permitted; compressed instructions are the one that is used."""

from typing import Final

FLAGS: Final = tuple(
    "has_m has_a has_f has_d has_v has_c has_zca has_zcb has_zcd has_zba has_zbb has_zbc has_zbs has_zbkb "
    "has_zicond has_zicsr has_zifencei has_zfa has_zfh has_zfhmin has_zvfh".split()
)
PRESETS: Final[dict[str, tuple[str, ...]]] = {"rv64gc": ("has_m", "has_a", "has_f", "has_d", "has_c")}
#: Either of these permits 16-bit instructions.
COMPRESSED: Final = ("has_c", "has_zca")
