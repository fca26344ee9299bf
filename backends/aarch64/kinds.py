"""Kinds of what only aarch64 has (see `backends/kinds.py`)."""

from typing import Final, TypeAlias

from mypy_extensions import i64

Cond: TypeAlias = i64
"""A condition as `b.cond` encodes it: 0 `eq` to 13 `le`; the opposite one differs in bit 0."""

Shift: TypeAlias = i64
"""How a register operand is shifted: 0 `lsl`, 1 `lsr`, 2 `asr`, 3 `ror`."""

Ext: TypeAlias = i64
"""How a register operand is extended: 0 `uxtb`, 1 `uxth`, 2 `uxtw`, 3 `uxtx`, 4 to 7 `sxtb` to `sxtx`."""

Mask: TypeAlias = i64
"""The field `N:immr:imms` of a bitmask constant."""

#: By number, for people.
CONDITIONS: Final[tuple[str, ...]] = tuple("eq ne hs lo mi pl vs vc hi ls ge lt gt le al nv".split())
SHIFTS: Final[tuple[str, ...]] = ("lsl", "lsr", "asr", "ror")
EXTENDS: Final[tuple[str, ...]] = ("uxtb", "uxth", "uxtw", "uxtx", "sxtb", "sxth", "sxtw", "sxtx")
