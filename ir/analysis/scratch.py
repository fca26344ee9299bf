"""Tables that passes use while they run, kept for the next pass and the next function.

Small functions get these, large ones tables of their own: what a pass over a large function has filled is
not kept while its code is made (`tables.py` says why tables are kept at all).

    table = scratch.scoped(len(func.op))          empty
    path = rows64(scratch.path, blocks)           rows that hold anything
    needed = filled8(scratch.needed, scratch.zeros8, values)

One pass uses them at a time.
"""

from typing import Final

from librt.vecs import vec
from mypy_extensions import i32, i64, u8

from .scoped_table import ScopedTable

#: Rows of tables, and entries of the hash table.
_ROOM: Final = 128
#: Most numbers of a stretch of columns by block, and of rows of stores.
_MANY: Final = 512


class Scratch:
    """See above; fields are named after what they stand for in the passes."""

    def __init__(self) -> None:
        self.minus_ones: vec[i32] = vec[i32]([-1] * _ROOM)
        self.zeros8: vec[u8] = vec[u8]([0] * _ROOM)
        self._table: ScopedTable = ScopedTable(_ROOM)

        # Of walks over the dominator tree (gvn, alias_analysis), by block.
        self.path: vec[i64] = vec[i64]([0] * (2 * _ROOM))

        # Of dce: a pattern's room, and two rooms of length 0.
        self.needed: vec[u8] = vec[u8](capacity=_ROOM)
        self.work: vec[i32] = vec[i32](capacity=_ROOM)
        self.idle: vec[i32] = vec[i32](capacity=_ROOM)

        # Of alias_analysis.
        self.known: vec[i64] = vec[i64]([0] * _MANY)
        self.written: vec[i64] = vec[i64]([0] * _ROOM)
        self.loop_written: vec[i64] = vec[i64]([0] * _ROOM)
        self.version: vec[i64] = vec[i64]([0] * _ROOM)
        self.out: vec[i64] = vec[i64]([0] * _MANY)
        self.store_row: vec[i32] = vec[i32](capacity=_ROOM)
        self.store: vec[i64] = vec[i64]([0] * _MANY)
        self.pending: vec[i64] = vec[i64]([0] * _ROOM)

    def scoped(self, entries: i64) -> ScopedTable:
        """An empty table for at most so many entries."""
        if entries > _ROOM:
            return ScopedTable(entries)
        self._table.clear(entries)
        return self._table
