"""Kinds of what instruction selection passes about: types that say more than "a number".

    def add_rm(ctx: Lower, size: Size, x: Reg, y: Rm) -> Reg

All are `i64`, also to mypyc; the rule checker reads them (docs/rules.md) and refuses a rule that passes one
kind where another is wanted. Kinds of the IR are in `ir/kinds.py`, those of one machine in its folder.
"""

from typing import TypeAlias

from mypy_extensions import i64

Reg: TypeAlias = i64
"""A virtual register."""

Mem: TypeAlias = i64
"""An address: a row of the address table of `VCode`."""

Rm: TypeAlias = i64
"""A register (>= 0), which may be in a spill slot, or `~mem` of an address (< 0)."""

Preg: TypeAlias = i64
"""A physical register, 0..63 (`regalloc/contract.py`)."""

Mop: TypeAlias = i64
"""A machine opcode: number of a row of the machine's `encodings.py`."""

Size: TypeAlias = i64
"""Size of an operand in bytes."""

Label: TypeAlias = i64
"""A machine block, or another label of the code buffer."""

Symbol: TypeAlias = i64
"""A name that relocations refer to: row of `VCode.symbols`."""
