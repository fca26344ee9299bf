"""Tables for functions that are translated one after the other, of which only the newest is needed.

A column of length 0 with room for rows is filled by `append` in place, again and again (`tables.py`): that
spares making and freeing some thirty columns for each function, and memory that is used again is in the
cache.

    room = FunctionRoom()
    func = room.function(name, signature, 1000)      # valid until the next call
"""

from typing import Final

from librt.vecs import vec
from mypy_extensions import i32, i64

from ...ir.entities import ExtName, Signature
from ...ir.function import Function

#: Most rows of instructions that are kept for the next function.
_KEPT: Final = 1 << 17


def reserve(func: Function, size: i64) -> None:
    """Make room in the tables of a function whose body has so many bytes: a column that grows is copied
    again and again. On average 2.6 bytes make an instruction."""
    insts = size * 2 // 5 + 8
    func.reserve(insts)
    func.pool = vec[i32](capacity=insts * 2)
    func.value_type = vec[i32](capacity=insts)
    func.value_def = vec[i32](capacity=insts)
    func.value_index = vec[i32](capacity=insts)
    func.value_alias = vec[i32](capacity=insts)


class FunctionRoom:
    """Room for one function at a time."""

    def __init__(self) -> None:
        self._empty: Function = Function()
        """Columns of length 0 with room."""
        self._size: i64 = -1
        """Bytes of a body for which there is room."""

    def function(self, name: ExtName, signature: Signature, size: i64) -> Function:
        """A new function in the room, for a body of so many bytes. The function before it is gone."""
        func = Function(name, signature)
        if size > _KEPT:
            reserve(func, size)
            return func
        empty = self._empty
        if size > self._size:
            self._size = size + size // 2
            reserve(empty, self._size)
            blocks = self._size // 8 + 8
            empty.edge_block = vec[i32](capacity=blocks)
            empty.edge_arg_start = vec[i32](capacity=blocks)
            empty.edge_arg_count = vec[i32](capacity=blocks)
            empty.param_start = vec[i32](capacity=blocks)
            empty.param_count = vec[i32](capacity=blocks)
            empty.block_first = vec[i32](capacity=blocks)
            empty.block_last = vec[i32](capacity=blocks)
            empty.block_next = vec[i32](capacity=blocks)
            empty.block_prev = vec[i32](capacity=blocks)
            empty.block_cold = vec[i32](capacity=blocks)
            empty.block_in_layout = vec[i32](capacity=blocks)
        share_columns(func, empty)
        return func


def share_columns(func: Function, empty: Function) -> None:
    """Let a function use the columns of another."""
    func.pool = empty.pool
    func.op = empty.op
    func.ty = empty.ty
    func.imm = empty.imm
    func.aux = empty.aux
    func.flags = empty.flags
    func.arg_start = empty.arg_start
    func.arg_count = empty.arg_count
    func.edge_start = empty.edge_start
    func.edge_count = empty.edge_count
    func.result_start = empty.result_start
    func.result_count = empty.result_count
    func.inst_block = empty.inst_block
    func.inst_next = empty.inst_next
    func.inst_prev = empty.inst_prev
    func.srcloc = empty.srcloc
    func.edge_block = empty.edge_block
    func.edge_arg_start = empty.edge_arg_start
    func.edge_arg_count = empty.edge_arg_count
    func.value_type = empty.value_type
    func.value_def = empty.value_def
    func.value_index = empty.value_index
    func.value_alias = empty.value_alias
    func.param_start = empty.param_start
    func.param_count = empty.param_count
    func.block_first = empty.block_first
    func.block_last = empty.block_last
    func.block_next = empty.block_next
    func.block_prev = empty.block_prev
    func.block_cold = empty.block_cold
    func.block_in_layout = empty.block_in_layout
