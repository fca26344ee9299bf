"""A digest of a function: equal ones stand for functions of which the same code is made.

    digests = Digester()
    digests.digest(func)            32 bytes, the same in every process

What is digested is a row of numbers for each block and instruction of the layout, in its order, and the cold
entities behind them:

    v2 = iadd v0, v1                word: op, type, numbers of results, operands and edges, what else follows
                                    operands: 0, 1
    v3 = iconst.i32 7               word
                                    immediate: 7

Most fields have their usual value (no flags, no source location, the next row of the tables, a result of
the controlling type): a bit of the word says when one has not, and the value follows. So an instruction is
8 to 24 bytes, which cost a tenth of compiling it. The row of numbers says where each of its parts ends, so
functions that differ never have the same one.

Row numbers of the tables are part of it, because passes decide by them between equals; the numbers in the
text (`Function.labels`) and places in it are not, since code does not depend on them.
"""

import hashlib
import marshal
from typing import Any, Final

from librt.strings import BytesWriter, write_i32_le, write_i64_le
from mypy_extensions import i32, i64

from .entities import ExtName, Signature
from .function import Function
from .types import bit

#: Bits of the word of an instruction: what follows it because it is not as usual.
_IMM: Final = 50
_AUX: Final = 51
_FLAGS: Final = 52
_SRCLOC: Final = 53
_ROW: Final = 54
_RESULT_ROW: Final = 55
_RESULT_TYPES: Final = 56
#: Where the counts are in it, and their greatest values, which mean that the count follows.
_RESULTS_AT: Final = 22
_ARGS_AT: Final = 30
_EDGES_AT: Final = 40
_MOST_RESULTS: Final = 0xFF
_MOST: Final = 0x3FF
_END: Final = -1
_SIZE: Final = 32


class Digester:
    """Makes digests; signatures that functions share are looked at once, so it must not outlive them."""

    def __init__(self) -> None:
        self._signatures: dict[int, bytes] = {}
        """What is digested of a signature, by its identity."""

    def digest(self, func: Function) -> bytes:
        """The digest of a function."""
        writer = BytesWriter()
        _write_rows(writer, func)
        name = func.name
        text = name.name.encode("utf-8", "surrogatepass")
        write_i32_le(writer, i32(i64(len(text))))
        writer.write(text)
        write_i64_le(writer, name.namespace)
        write_i64_le(writer, name.index)
        write_i64_le(writer, name.ref)
        write_i64_le(writer, func.stack_limit)
        writer.write(self._signature(func.signature))
        cold = func._cold
        if cold is not None and cold.any():
            writer.write(_dumps(self._cold(func)))
        return hashlib.blake2b(writer.getvalue(), digest_size=_SIZE).digest()

    def _signature(self, signature: Signature) -> bytes:
        known = self._signatures.get(id(signature))
        if known is None:
            known = self._signatures[id(signature)] = _dumps(signature.key())
        return known

    def _cold(self, func: Function) -> Any:
        """The cold entities as tuples of numbers and texts."""
        cold = func._cold
        assert cold is not None
        return (
            [self._signature(signature) for signature in cold.signatures or ()],
            [(f.name.key(), f.sig, f.colocated, f.patchable) for f in cold.ext_funcs or ()],
            [(slot.size, slot.align, slot.key, slot.dynamic_type) for slot in cold.stack_slots or ()],
            [(slot.size, slot.align, slot.key, slot.dynamic_type) for slot in cold.dynamic_slots or ()],
            [(ty.base, ty.global_value) for ty in cold.dynamic_types or ()],
            [
                (gv.kind, gv.ty, gv.base, gv.offset, gv.flags, _name(gv.name), gv.colocated, gv.tls)
                for gv in cold.global_values or ()
            ],
            list(cold.constants or ()),
            [(region.user_id, region.description) for region in cold.regions or ()],
            [(table.sig, table.entries) for table in cold.exception_tables or ()],
            [name.key() for name in cold.user_names or ()],
            sorted(cold.debug_tags.items()) if cold.debug_tags else [],
            sorted(cold.stack_maps.items()) if cold.stack_maps else [],
        )


def _dumps(value: Any) -> bytes:
    """Tuples of numbers and texts as bytes, which say where they end. Version 0 of the format: later ones
    depend on which objects are shared."""
    return marshal.dumps(value, 0)


def _name(name: ExtName | None) -> tuple[str, int, int, int] | None:
    return name.key() if name is not None else None


def _at_most(count: i64, most: i64) -> i64:
    if count < most:
        return count
    return most


def _write_rows(writer: BytesWriter, func: Function) -> None:
    """Blocks and instructions in the order of the layout."""
    pool, value_type = func.pool, func.value_type
    op, ty, imm, aux, flags, srcloc = func.op, func.ty, func.imm, func.aux, func.flags, func.srcloc
    arg_start, arg_count = func.arg_start, func.arg_count
    edge_start, edge_count = func.edge_start, func.edge_count
    result_start, result_count, inst_next = func.result_start, func.result_count, func.inst_next
    write_i32_le(writer, i32(i64(len(op))))
    write_i32_le(writer, i32(i64(len(value_type))))
    write_i32_le(writer, i32(i64(len(func.block_first))))
    next_inst: i64 = 0
    next_value: i64 = 0
    block = func.first_block
    while block >= 0:
        next_value = _write_block(writer, func, block, next_value)
        inst = i64(func.block_first[block])
        while inst >= 0:
            args, edges, results = i64(arg_count[inst]), i64(edge_count[inst]), i64(result_count[inst])
            controlling = i64(ty[inst])
            value = i64(result_start[inst])
            word = i64(op[inst]) | controlling << 12
            word |= _at_most(results, _MOST_RESULTS) << _RESULTS_AT
            word |= _at_most(args, _MOST) << _ARGS_AT
            word |= _at_most(edges, _MOST) << _EDGES_AT
            if imm[inst] != 0:
                word |= bit(_IMM)
            if aux[inst] != -1:
                word |= bit(_AUX)
            if flags[inst] != 0:
                word |= bit(_FLAGS)
            if srcloc[inst] != -1:
                word |= bit(_SRCLOC)
            if inst != next_inst:
                word |= bit(_ROW)
            if results > 0:
                if value != next_value:
                    word |= bit(_RESULT_ROW)
                if results > 1 or i64(value_type[value]) != controlling:
                    word |= bit(_RESULT_TYPES)
            write_i64_le(writer, word)
            if imm[inst] != 0:
                write_i64_le(writer, imm[inst])
            if aux[inst] != -1:
                write_i32_le(writer, aux[inst])
            if flags[inst] != 0:
                write_i32_le(writer, flags[inst])
            if srcloc[inst] != -1:
                write_i64_le(writer, srcloc[inst])
            if inst != next_inst:
                write_i32_le(writer, i32(inst))
            next_inst = inst + 1
            if results > 0:
                if results >= _MOST_RESULTS:
                    write_i32_le(writer, i32(results))
                if value != next_value:
                    write_i32_le(writer, i32(value))
                if word & bit(_RESULT_TYPES) != 0:
                    row = value
                    while row < value + results:
                        write_i32_le(writer, value_type[row])
                        row += 1
                next_value = value + results
            if args > 0:
                if args >= _MOST:
                    write_i32_le(writer, i32(args))
                place = i64(arg_start[inst])
                end = place + args
                while place < end:
                    write_i32_le(writer, pool[place])
                    place += 1
            if edges > 0:
                _write_edges(writer, func, i64(edge_start[inst]), edges)
            inst = i64(inst_next[inst])
        write_i64_le(writer, _END)
        block = i64(func.block_next[block])
    write_i32_le(writer, _END)
    if func.stale:
        _write_aliases(writer, func)


def _write_block(writer: BytesWriter, func: Function, block: i64, next_value: i64) -> i64:
    """A block and its parameters. Returns the row behind the last one, `next_value` when there are none."""
    count = i64(func.param_count[block])
    write_i32_le(writer, i32(block))
    write_i32_le(writer, i32(count << 1 | i64(func.block_cold[block])))
    place = i64(func.param_start[block])
    end = place + count
    while place < end:
        value = i64(func.pool[place])
        write_i32_le(writer, i32(value))
        write_i32_le(writer, func.value_type[value])
        next_value = value + 1
        place += 1
    return next_value


def _write_edges(writer: BytesWriter, func: Function, edge: i64, count: i64) -> None:
    """Targets of an instruction, each with its arguments."""
    if count >= _MOST:
        write_i32_le(writer, i32(count))
    last = edge + count
    while edge < last:
        write_i32_le(writer, func.edge_block[edge])
        write_i32_le(writer, func.edge_arg_count[edge])
        place = i64(func.edge_arg_start[edge])
        end = place + i64(func.edge_arg_count[edge])
        while place < end:
            write_i32_le(writer, func.pool[place])
            place += 1
        edge += 1


def _write_aliases(writer: BytesWriter, func: Function) -> None:
    """Values for which others stand, which operands may still name."""
    value: i64 = 0
    count: i64 = len(func.value_alias)
    while value < count:
        if func.value_alias[value] >= 0:
            write_i32_le(writer, i32(value))
            write_i32_le(writer, func.value_alias[value])
        value += 1
    write_i32_le(writer, _END)
