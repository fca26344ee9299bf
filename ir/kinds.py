"""Kinds: what an `i64` stands for, as names for annotations.

Everything in the tables is a number, so a signature of plain `i64` says little and mixes up easily:

    def load(ctx: Lower, ty: Type, flags: Flags, p: Value, offset: Imm) -> Reg

mypy and mypyc see `i64` in all of them, so a kind costs nothing and is checked by neither. The rule
checker does check them: it reads the annotations of the functions that rules call (docs/rules.md), and a
name that a rule binds to the type of a value cannot be passed where a condition code is wanted.

The kinds here are those of the fields of IR instructions. `backends/kinds.py` has those of machine
code, a machine's own are in its folder's `kinds.py`.
"""

from typing import TypeAlias

from mypy_extensions import i64

Imm: TypeAlias = i64
"""A number: a constant, an offset, a lane. A plain `i64` in a signature means the same."""

Type: TypeAlias = i64
"""A type (`ir/types.py`)."""

Value: TypeAlias = i64
"""An IR value; the rule may go on to look at what defines it."""

Inst: TypeAlias = i64
"""An IR instruction."""

Cc: TypeAlias = i64
"""A condition of `icmp`, number in `opcodes.INTCC`."""

Fcc: TypeAlias = i64
"""A condition of `fcmp`, number in `opcodes.FLOATCC`."""

Flags: TypeAlias = i64
"""Flags of a memory access (`MEM_*` of `ir/entities.py`), not those of the processor."""

Code: TypeAlias = i64
"""A trap code."""

RmwOp: TypeAlias = i64
"""An operation of `atomic_rmw`, number in `opcodes.RMW_OPS`."""

Ss: TypeAlias = i64
"""A stack slot of the function."""

Dss: TypeAlias = i64
"""A dynamic stack slot of the function."""

Fn: TypeAlias = i64
"""An external function that the function names."""

Sig: TypeAlias = i64
"""A signature that the function names."""

Gv: TypeAlias = i64
"""A global value of the function."""

Const: TypeAlias = i64
"""A constant of the function's pool, or the mask of a `shuffle`."""

Block: TypeAlias = i64
"""A block."""
