"""Copies of functions, so that compiling does not change the IR that a user holds.

`clone_function` makes a copy to keep. `Copies` makes one copy after another in the same memory, for a
compilation session:

    copies = Copies()
    first = copies.copy(f)         tables of f, each with room for some more rows
    second = copies.copy(g)        the same tables with g's rows: `first` must not be used any more

How that works: a `vec` is a length and a buffer that its copies share, and `extend` writes behind the
length into the buffer while there is room. `_empty` holds vecs of length 0 with room; extending them
again and again writes to the same place each time. A table that outgrows its room gets a buffer
of its own, as always.
"""

from librt.vecs import extend, vec
from mypy_extensions import i32, i64

from .function import Function


def clone_function(func: Function) -> Function:
    """A copy whose tables can be changed freely. Cold entities (signatures, slots, names, places)
    are shared: passes add to those lists, never change their items."""
    new = Copies(spare=False).copy(func)
    new.labels = func.labels.copy() if func.labels is not None else None
    return new


class Copies:
    """Copies of functions, of which only the newest is valid."""

    def __init__(self, spare: bool = True) -> None:
        self._spare: bool = spare
        """Make room for rows that passes add."""
        self._copy: Function = Function()
        self._empty: Function = Function()
        """Columns of length 0 with room for so many rows:"""
        self._pool: i64 = 0
        self._insts: i64 = 0
        self._edges: i64 = 0
        self._values: i64 = 0
        self._blocks: i64 = 0

    def copy(self, func: Function) -> Function:
        """A copy like that of `clone_function`, but without the numbers written in the text; valid until
        the next one is made."""
        self._make_room(func)
        new = self._copy
        new.name = func.name
        new.signature = func.signature
        _copy_columns(new, self._empty, func)
        new.first_block = func.first_block
        new.last_block = func.last_block
        new.stale = func.stale
        _share_entities(new, func)
        return new

    def _make_room(self, func: Function) -> None:
        """See to it that the tables of a function fit."""
        empty = self._empty
        rows: i64 = len(func.pool)
        if rows > self._pool:
            self._pool = self._roomy(rows)
            empty.pool = vec[i32](capacity=self._pool)
        rows = len(func.op)
        if rows > self._insts:
            self._insts = self._roomy(rows)
            empty.reserve(self._insts)
        rows = len(func.edge_block)
        if rows > self._edges:
            self._edges = self._roomy(rows)
            empty.edge_block = vec[i32](capacity=self._edges)
            empty.edge_arg_start = vec[i32](capacity=self._edges)
            empty.edge_arg_count = vec[i32](capacity=self._edges)
        rows = len(func.value_type)
        if rows > self._values:
            self._values = self._roomy(rows)
            empty.value_type = vec[i32](capacity=self._values)
            empty.value_def = vec[i32](capacity=self._values)
            empty.value_index = vec[i32](capacity=self._values)
            empty.value_alias = vec[i32](capacity=self._values)
        rows = len(func.block_first)
        if rows > self._blocks:
            self._blocks = self._roomy(rows)
            _make_block_columns(empty, self._blocks)

    def _roomy(self, rows: i64) -> i64:
        """Rows to make room for. Passes add a sixth or so; a column without room for that would be copied
        whole, and what nobody touches of the room costs nothing."""
        return rows + rows // 4 + 16 if self._spare else rows


def _make_block_columns(empty: Function, room: i64) -> None:
    empty.param_start = vec[i32](capacity=room)
    empty.param_count = vec[i32](capacity=room)
    empty.block_first = vec[i32](capacity=room)
    empty.block_last = vec[i32](capacity=room)
    empty.block_next = vec[i32](capacity=room)
    empty.block_prev = vec[i32](capacity=room)
    empty.block_cold = vec[i32](capacity=room)
    empty.block_in_layout = vec[i32](capacity=room)


def _copy_columns(new: Function, empty: Function, func: Function) -> None:
    """Fill the columns of `new` with those of `func`, in the memory of `empty`."""
    new.pool = extend(empty.pool, func.pool)
    new.op = extend(empty.op, func.op)
    new.ty = extend(empty.ty, func.ty)
    new.imm = extend(empty.imm, func.imm)
    new.aux = extend(empty.aux, func.aux)
    new.flags = extend(empty.flags, func.flags)
    new.arg_start = extend(empty.arg_start, func.arg_start)
    new.arg_count = extend(empty.arg_count, func.arg_count)
    new.edge_start = extend(empty.edge_start, func.edge_start)
    new.edge_count = extend(empty.edge_count, func.edge_count)
    new.result_start = extend(empty.result_start, func.result_start)
    new.result_count = extend(empty.result_count, func.result_count)
    new.inst_block = extend(empty.inst_block, func.inst_block)
    new.inst_next = extend(empty.inst_next, func.inst_next)
    new.inst_prev = extend(empty.inst_prev, func.inst_prev)
    new.srcloc = extend(empty.srcloc, func.srcloc)
    new.edge_block = extend(empty.edge_block, func.edge_block)
    new.edge_arg_start = extend(empty.edge_arg_start, func.edge_arg_start)
    new.edge_arg_count = extend(empty.edge_arg_count, func.edge_arg_count)
    new.value_type = extend(empty.value_type, func.value_type)
    new.value_def = extend(empty.value_def, func.value_def)
    new.value_index = extend(empty.value_index, func.value_index)
    new.value_alias = extend(empty.value_alias, func.value_alias)
    new.param_start = extend(empty.param_start, func.param_start)
    new.param_count = extend(empty.param_count, func.param_count)
    new.block_first = extend(empty.block_first, func.block_first)
    new.block_last = extend(empty.block_last, func.block_last)
    new.block_next = extend(empty.block_next, func.block_next)
    new.block_prev = extend(empty.block_prev, func.block_prev)
    new.block_cold = extend(empty.block_cold, func.block_cold)
    new.block_in_layout = extend(empty.block_in_layout, func.block_in_layout)


def _share_entities(new: Function, func: Function) -> None:
    """Cold entities, in lists of the copy's own as far as there are any."""
    new.share_cold(func)
    new.constants_seen = 0
    new.stack_limit = func.stack_limit
    new.places = func.places
