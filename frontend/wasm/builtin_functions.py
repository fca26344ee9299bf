"""Builtins that need nothing but memory (`builtins.py` lists them all), as IR functions.

Bulk operations are IR through and through: check both ranges, then move bytes. They find what they work on
through the *runtime block*, whose address is in the context at RUNTIME_OFFSET:

    0   addresses of the memories' definitions, by index      24  data segments {address, length}
    8   addresses of the tables' definitions                  32  element segments {address, length in
                                                              elements}
    16  log2 of the bytes of an element, per table, 8 bytes

Dropping a segment makes its length 0. Elements of segments are references, 8 bytes each.
"""

from collections.abc import Callable
from typing import Final

from ...ir.builder import NumberBuilder, memory_flags
from ...ir.entities import AbiParam, ExtName, Signature
from ...ir.function import Function
from ...ir.types import I32, I64
from .builtins import BUILTINS, builtin_signature
from .layout import (
    FUNCTION_CODE,
    FUNCTION_CONTEXT,
    FUNCTION_RECORD,
    FUNCTION_SIGNATURE,
    NULL_SIGNATURE,
    RUNTIME_OFFSET,
)
from .traps import TRAP_MEMORY, TRAP_TABLE

MEMORIES: Final = 0
TABLES: Final = 8
ELEMENT_SHIFTS: Final = 16
DATA_SEGMENTS: Final = 24
ELEMENT_SEGMENTS: Final = 32
BLOCK_SIZE: Final = 40

FLAGS: Final = memory_flags("notrap", "aligned")

_ROWS: Final = {row.name: row for row in BUILTINS}
_FUNCTION_SHIFT: Final = 5


class BuiltinWriter:
    """A builtin in the making; methods emit at the current place and return values."""

    def __init__(self, name: str) -> None:
        row = _ROWS[name]
        self.builder = NumberBuilder(Function(ExtName(name), builtin_signature(row)))
        block = self.builder.create_entry_block()
        self.builder.switch_to_block(block)
        self.context, *self.arguments = self.builder.block_params(block)

    def constant(self, value: int) -> int:
        return self.builder.iconst(I64, value)

    def load(self, address: int, offset: int = 0) -> int:
        return self.builder.load(I64, address, offset, FLAGS)

    def row(self, array: int, index: int, shift: int) -> int:
        """Address of a row of an array of the runtime block; rows have 2**shift bytes."""
        b = self.builder
        base = self.load(self.load(self.context, RUNTIME_OFFSET), array)
        return b.iadd(base, b.ishl(b.uextend(I64, index), self.constant(shift)))

    def item(self, array: int, index: int) -> int:
        """Address of the definition of a memory or table."""
        return self.load(self.row(array, index, 3))

    def check(self, definition: int, at: int, count: int, code: int) -> None:
        """Trap when a range is not within the length of a {base, length}."""
        b = self.builder
        end = b.uadd_overflow_trap(at, count, code)
        b.trapnz(b.icmp("ugt", end, self.load(definition, 8)), code)

    def call(self, name: str, arguments: list[int], last: int = I64) -> None:
        """Call a C function of three arguments, `last` the type of the second."""
        b = self.builder
        signature = Signature([AbiParam(I64), AbiParam(last), AbiParam(I64)], [AbiParam(I64)], "system_v")
        b.call(b.import_function(name, signature), arguments)

    def loop(self, count: int, body: Callable[[int], None]) -> None:
        """Run `body(i)` for i from 0 up to `count`."""
        b = self.builder
        head, inside, done = b.create_block([I64]), b.create_block(), b.create_block()
        b.jump(head, [self.constant(0)])
        b.switch_to_block(head)
        (index,) = b.block_params(head)
        b.brif(b.icmp("ult", index, count), inside, [], done, [])
        b.switch_to_block(inside)
        body(index)
        b.jump(head, [b.iadd(index, self.constant(1))])
        b.switch_to_block(done)

    def store_element(self, address: int, shift: int, value: int) -> None:
        """Store a reference as an element of a table whose elements have 2**shift bytes."""
        b = self.builder
        plain, record, null, copy, done = (b.create_block() for _ in range(5))
        functions = b.icmp("eq", shift, self.constant(_FUNCTION_SHIFT))
        b.brif(functions, record, [], plain, [])
        b.switch_to_block(plain)
        b.store(value, address, 0, FLAGS)
        b.jump(done)
        b.switch_to_block(record)
        b.brif(value, copy, [], null, [])
        b.switch_to_block(copy)
        for offset in (FUNCTION_CODE, FUNCTION_SIGNATURE, FUNCTION_CONTEXT, FUNCTION_RECORD):
            b.store(self.load(value, offset), address, offset, FLAGS)
        b.jump(done)
        b.switch_to_block(null)
        for offset in (FUNCTION_CODE, FUNCTION_CONTEXT, FUNCTION_RECORD):
            b.store(self.constant(0), address, offset, FLAGS)
        b.store(self.constant(NULL_SIGNATURE), address, FUNCTION_SIGNATURE, FLAGS)
        b.jump(done)
        b.switch_to_block(done)

    def finish(self, results: list[int] | None = None) -> Function:
        self.builder.return_(results or [])
        self.builder.seal_all_blocks()
        return self.builder.finalize()


def _memory_fill() -> Function:
    w = BuiltinWriter("memory_fill")
    memory, at, byte, length = w.arguments
    definition = w.item(MEMORIES, memory)
    w.check(definition, at, length, TRAP_MEMORY)
    w.call("memset", [w.builder.iadd(w.load(definition), at), byte, length], I32)
    return w.finish()


def _memory_copy() -> Function:
    w = BuiltinWriter("memory_copy")
    to, source, at, source_at, length = w.arguments
    target, origin = w.item(MEMORIES, to), w.item(MEMORIES, source)
    w.check(target, at, length, TRAP_MEMORY)
    w.check(origin, source_at, length, TRAP_MEMORY)
    add = w.builder.iadd
    w.call("memmove", [add(w.load(target), at), add(w.load(origin), source_at), length])
    return w.finish()


def _memory_init() -> Function:
    w = BuiltinWriter("memory_init")
    memory, number, at, source_at, length = w.arguments
    target, segment = w.item(MEMORIES, memory), w.row(DATA_SEGMENTS, number, 4)
    w.check(target, at, length, TRAP_MEMORY)
    w.check(segment, source_at, length, TRAP_MEMORY)
    add = w.builder.iadd
    w.call("memmove", [add(w.load(target), at), add(w.load(segment), source_at), length])
    return w.finish()


def _drop(name: str, array: int) -> Function:
    w = BuiltinWriter(name)
    w.builder.store(w.constant(0), w.row(array, w.arguments[0], 4), 8, FLAGS)
    return w.finish()


def _table_fill() -> Function:
    w = BuiltinWriter("table_fill")
    table, at, value, count = w.arguments
    b = w.builder
    definition, shift = w.item(TABLES, table), w.item(ELEMENT_SHIFTS, table)
    w.check(definition, at, count, TRAP_TABLE)
    base = w.load(definition)
    w.loop(count, lambda i: w.store_element(b.iadd(base, b.ishl(b.iadd(at, i), shift)), shift, value))
    return w.finish()


def _table_copy() -> Function:
    w = BuiltinWriter("table_copy")
    to, source, at, source_at, count = w.arguments
    b = w.builder
    target, origin, shift = w.item(TABLES, to), w.item(TABLES, source), w.item(ELEMENT_SHIFTS, to)
    w.check(target, at, count, TRAP_TABLE)
    w.check(origin, source_at, count, TRAP_TABLE)
    places = [b.iadd(w.load(table), b.ishl(i, shift)) for table, i in ((target, at), (origin, source_at))]
    w.call("memmove", [*places, b.ishl(count, shift)])
    return w.finish()


def _table_init() -> Function:
    w = BuiltinWriter("table_init")
    table, number, at, source_at, count = w.arguments
    b = w.builder
    definition, shift = w.item(TABLES, table), w.item(ELEMENT_SHIFTS, table)
    segment = w.row(ELEMENT_SEGMENTS, number, 4)
    w.check(definition, at, count, TRAP_TABLE)
    w.check(segment, source_at, count, TRAP_TABLE)
    base, values = w.load(definition), w.load(segment)

    def store(i: int) -> None:
        value = w.load(b.iadd(values, b.ishl(b.iadd(source_at, i), w.constant(3))))
        w.store_element(b.iadd(base, b.ishl(b.iadd(at, i), shift)), shift, value)

    w.loop(count, store)
    return w.finish()


def memory_builtins() -> list[Function]:
    """All builtins of this module, named as in the list."""
    return [
        _memory_fill(),
        _memory_copy(),
        _memory_init(),
        _drop("data_drop", DATA_SEGMENTS),
        _table_fill(),
        _table_copy(),
        _table_init(),
        _drop("elem_drop", ELEMENT_SEGMENTS),
    ]
