"""Checks of memory accesses that serve several accesses.

Accesses to fields of one structure have one index and several offsets. The first is checked, and its address
is kept without the offset:

    i32.load offset=4 (local.get 0)         v3 = icmp ugt (index + 8), length
    i32.load offset=0 (local.get 0)         v4 = select_spectre_guard v3, 0, base + index
                                            load v4+4;  load v4

Out of bounds the address is 0 + offset, which faults like 0 itself if the offset is in the first page,
so every access traps by itself, and none reads elsewhere under speculation. Offsets from 4096 on are taken
relative to a multiple of it (the *anchor*), which is added before the check selects.

An access that ends further than what was checked gets the check by *raising*: the constant of the earlier
check becomes larger. The first access then traps where only the second one would have. That must make no
difference, so between the two only instructions may stand that neither write nor leave nor trap in another
way (`_is_quiet`): a trap does not move before a store. Then both would trap, with the same code.

Invariants:
- A check is used in the region of code in which it dominates (`LocalValues.region`), and not behind a call,
  unless memories stay where they are (`Tunables.fixed_memories`). They never shrink.
- Each row's instructions up to `scanned` are quiet, so looking for others is linear in the whole function.
"""

from typing import Final

from librt.vecs import vec
from mypy_extensions import i64

from ...ir.function import Function
from ...ir.opcodes_gen import (
    EFFECT_LOAD,
    EFFECT_MERGEABLE,
    EFFECT_TRAP,
    OP_EFFECTS,
    OP_TRAPNZ,
    OP_UADD_OVERFLOW_TRAP,
)
from .traps import TRAP_MEMORY

#: Bytes at address 0 that are never mapped; anchors are multiples of it.
NULL_BYTES: Final = 4096
_ROWS: Final = 16


class CheckedAccesses:
    """The newest checks of the function that is being translated, by low bits of their index."""

    def __init__(self) -> None:
        self.key: vec[i64] = vec[i64]([-1] * _ROWS)
        """Index and memory."""
        self.region: vec[i64] = vec[i64]([-1] * _ROWS)
        self.calls: vec[i64] = vec[i64]([-1] * _ROWS)
        """Calls before it."""
        self.anchor: vec[i64] = vec[i64]([0] * _ROWS)
        self.address: vec[i64] = vec[i64]([0] * _ROWS)
        """Value: base + index + anchor, or 0."""
        self.end: vec[i64] = vec[i64]([0] * _ROWS)
        """So many bytes behind the index are in bounds."""
        self.most: vec[i64] = vec[i64]([0] * _ROWS)
        """`end` can be raised up to this."""
        self.constant: vec[i64] = vec[i64]([0] * _ROWS)
        """Instruction with `end` as its constant."""
        self.scanned: vec[i64] = vec[i64]([0] * _ROWS)
        """Instructions below it, from the check on, are quiet; -1 when one is not."""

    def clear(self) -> None:
        """A function begins."""
        i: i64 = 0
        while i < _ROWS:
            self.key[i] = -1
            i += 1

    def put(self, row: i64, key: i64, region: i64, calls: i64, anchor: i64, address: i64, end: i64) -> None:
        """Keep a check; `most`, `constant` and `scanned` are the caller's matter."""
        self.key[row] = key
        self.region[row] = region
        self.calls[row] = calls
        self.anchor[row] = anchor
        self.address[row] = address
        self.end[row] = end

    def covers(self, func: Function, row: i64, end: i64) -> bool:
        """Whether an access that ends so many bytes behind the index is checked by the row, whose check is
        raised if need be."""
        if end <= self.end[row]:
            return True
        if end > self.most[row] or not self._stays_quiet(func, row):
            return False
        func.imm[self.constant[row]] = end
        self.end[row] = end
        return True

    def _stays_quiet(self, func: Function, row: i64) -> bool:
        """Whether all instructions since the check are quiet."""
        at = self.scanned[row]
        if at < 0:
            return False
        count: i64 = len(func.op)
        while at < count:
            if not _is_quiet(func, at):
                self.scanned[row] = -1
                return False
            at += 1
        self.scanned[row] = count
        return True


def _is_quiet(func: Function, inst: i64) -> bool:
    """Whether an instruction does nothing that can be seen, but perhaps trap with `TRAP_MEMORY`."""
    op = i64(func.op[inst])
    effects = OP_EFFECTS[op] & ~EFFECT_MERGEABLE
    if effects == 0:
        return True
    if effects == EFFECT_LOAD:
        trap = i64(func.flags[inst]) >> 8 & 0xFF
        return trap == 0 or trap == TRAP_MEMORY
    if effects == EFFECT_TRAP and (op == OP_TRAPNZ or op == OP_UADD_OVERFLOW_TRAP):
        return func.imm[inst] == TRAP_MEMORY
    return False
