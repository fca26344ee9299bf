"""Kinds of what only this machine has (see `irtool/backends/kinds.py`)."""

from typing import Final, TypeAlias

from mypy_extensions import i64

Cond: TypeAlias = i64
"""A condition as branches encode it (funct3); the opposite one differs in bit 0."""

EQ: Final[Cond] = 0
NE: Final[Cond] = 1
LT: Final[Cond] = 4
GE: Final[Cond] = 5
LTU: Final[Cond] = 6
GEU: Final[Cond] = 7
#: By number, for people.
CONDITIONS: Final[tuple[str, ...]] = ("eq", "ne", "", "", "lt", "ge", "ltu", "geu")
