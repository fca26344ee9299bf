"""Kinds that only x86-64 has (see backends/kinds.py)."""

from typing import TypeAlias

from mypy_extensions import i64

Xcc: TypeAlias = i64
"""A condition of x86-64: the low four bits of jcc, setcc and cmovcc (`conds.py`)."""
