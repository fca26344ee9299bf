"""What compiled code asks of the runtime (`frontend/wasm/builtins.py`), as IR functions compiled for this
machine.

Bulk operations are IR through and through: check both ranges, then move bytes. What needs Python - growing,
waiting, subtypes of function types - is an IR function that calls Python and traps when it left an exception.

They find what they work on through the *runtime block*, whose address is in the context at RUNTIME_OFFSET:

    0   addresses of the memories' definitions, by index      24  data segments {address, length}
    8   addresses of the tables' definitions                  32  element segments {address, length in
                                                              elements}
    16  log2 of the bytes of an element, per table, 8 bytes

Dropping a segment makes its length 0. Elements of segments are references, 8 bytes each.
"""

import ctypes
from collections.abc import Callable
from typing import Final

from ...frontend.wasm.builtins import BUILTINS, Builtin, builtin_signature
from ...frontend.wasm.layout import (
    FUNCTION_CODE,
    FUNCTION_CONTEXT,
    FUNCTION_RECORD,
    FUNCTION_SIGNATURE,
    NULL_SIGNATURE,
    RUNTIME_OFFSET,
)
from ...frontend.wasm.traps import TRAP_MEMORY, TRAP_TABLE
from ...ir.builder import FunctionBuilder
from ...ir.entities import AbiParam, ExtName, Signature
from ...ir.function import Function
from ...ir.types import I32, I64
from .memory_words import Block, write_word
from .pending import TRAP_HOST
from .stubs import FLAGS, call_python, load_stubs

MEMORIES: Final = 0
TABLES: Final = 8
ELEMENT_SHIFTS: Final = 16
DATA_SEGMENTS: Final = 24
ELEMENT_SEGMENTS: Final = 32
BLOCK_SIZE: Final = 40

_ROWS: Final = {row.name: row for row in BUILTINS}
_FUNCTION_SHIFT: Final = 5


class _Writer:
    """A builtin in the making."""

    def __init__(self, name: str) -> None:
        row = _ROWS[name]
        self.builder = FunctionBuilder(Function(ExtName(name), builtin_signature(row)))
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
    w = _Writer("memory_fill")
    memory, at, byte, length = w.arguments
    definition = w.item(MEMORIES, memory)
    w.check(definition, at, length, TRAP_MEMORY)
    w.call("memset", [w.builder.iadd(w.load(definition), at), byte, length], I32)
    return w.finish()


def _memory_copy() -> Function:
    w = _Writer("memory_copy")
    to, source, at, source_at, length = w.arguments
    target, origin = w.item(MEMORIES, to), w.item(MEMORIES, source)
    w.check(target, at, length, TRAP_MEMORY)
    w.check(origin, source_at, length, TRAP_MEMORY)
    add = w.builder.iadd
    w.call("memmove", [add(w.load(target), at), add(w.load(origin), source_at), length])
    return w.finish()


def _memory_init() -> Function:
    w = _Writer("memory_init")
    memory, number, at, source_at, length = w.arguments
    target, segment = w.item(MEMORIES, memory), w.row(DATA_SEGMENTS, number, 4)
    w.check(target, at, length, TRAP_MEMORY)
    w.check(segment, source_at, length, TRAP_MEMORY)
    add = w.builder.iadd
    w.call("memmove", [add(w.load(target), at), add(w.load(segment), source_at), length])
    return w.finish()


def _drop(name: str, array: int) -> Function:
    w = _Writer(name)
    w.builder.store(w.constant(0), w.row(array, w.arguments[0], 4), 8, FLAGS)
    return w.finish()


def _table_fill() -> Function:
    w = _Writer("table_fill")
    table, at, value, count = w.arguments
    b = w.builder
    definition, shift = w.item(TABLES, table), w.item(ELEMENT_SHIFTS, table)
    w.check(definition, at, count, TRAP_TABLE)
    base = w.load(definition)
    w.loop(count, lambda i: w.store_element(b.iadd(base, b.ishl(b.iadd(at, i), shift)), shift, value))
    return w.finish()


def _table_copy() -> Function:
    w = _Writer("table_copy")
    to, source, at, source_at, count = w.arguments
    b = w.builder
    target, origin, shift = w.item(TABLES, to), w.item(TABLES, source), w.item(ELEMENT_SHIFTS, to)
    w.check(target, at, count, TRAP_TABLE)
    w.check(origin, source_at, count, TRAP_TABLE)
    places = [b.iadd(w.load(table), b.ishl(i, shift)) for table, i in ((target, at), (origin, source_at))]
    w.call("memmove", [*places, b.ishl(count, shift)])
    return w.finish()


def _table_init() -> Function:
    w = _Writer("table_init")
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


# --- those that call Python -----------------------------------------------------------------------

#: A builtin in Python: the context and the other arguments, unsigned.
PythonBuiltin = Callable[..., int | None]

_C_TYPES: Final = {"i": ctypes.c_uint32, "I": ctypes.c_uint64}
_status: Final = ctypes.c_uint64(0)


def _callback(row: Builtin, function: PythonBuiltin, leave: Callable[[BaseException], None]) -> object:
    """A C function for a builtin in Python; `_status` says whether it left an exception."""
    result = _C_TYPES[row.result] if row.result else None

    def run(*arguments: int) -> int | None:
        try:
            found = function(*arguments)
            _status.value = 0
        except BaseException as error:
            leave(error)
            _status.value = 1
            found = 0
        return None if result is None else found

    prototype = ctypes.PYFUNCTYPE(result, ctypes.c_uint64, *(_C_TYPES[letter] for letter in row.params))
    return prototype(run)


def _python_builtin(row: Builtin, address: int) -> Function:
    w = _Writer(row.name)
    b = w.builder
    results = call_python(b, builtin_signature(row), address, [w.context, *w.arguments])
    status = b.load(I64, w.constant(ctypes.addressof(_status)), 0, FLAGS)
    b.trapnz(status, TRAP_HOST)
    return w.finish(results)


_IN_IR: Final[tuple[Callable[[], Function], ...]] = (
    _memory_fill,
    _memory_copy,
    _memory_init,
    lambda: _drop("data_drop", DATA_SEGMENTS),
    _table_fill,
    _table_copy,
    _table_init,
    lambda: _drop("elem_drop", ELEMENT_SEGMENTS),
)
_keep: Final[list[object]] = []


def builtins_table(in_python: dict[str, PythonBuiltin], leave: Callable[[BaseException], None]) -> int:
    """Address of a table of all builtins, for contexts; `in_python` has those that are not IR."""
    functions = [make() for make in _IN_IR]
    for name, function in in_python.items():
        callback = _callback(_ROWS[name], function, leave)
        _keep.append(callback)
        address = ctypes.cast(callback, ctypes.c_void_p).value or 0  # type: ignore[arg-type]
        functions.append(_python_builtin(_ROWS[name], address))
    addresses = load_stubs(functions)
    table = Block(8 * len(BUILTINS))
    _keep.append(table)
    for number, row in enumerate(BUILTINS):
        write_word(table.address + 8 * number, addresses[row.name])
    return table.address
