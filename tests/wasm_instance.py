"""A small WebAssembly instance for tests: enough of a runtime to run translated functions in this process.

    instance = Instance(binary)
    instance.call("add", [1, 2])         bits in, bits out; raises `Trap`

It lays the context out by `layout.py`, gives memories their address space with `mmap`, fills tables and calls
builtins through ctypes. Imports are functions, given as Python callables that take and return bits. It is
a second reading of `layout.py` and `builtins.py`, made for judging the translator.
"""

import ctypes
import struct
from collections.abc import Callable, Sequence
from typing import Any

from irtool.backends.registry import host_name
from irtool.compile import compile_module, make_target
from irtool.frontend.wasm.binary import Cursor
from irtool.frontend.wasm.builtins import BUILTINS, builtin_signature
from irtool.frontend.wasm.environment import ModuleEnvironment
from irtool.frontend.wasm.layout import (
    FUNCTION_SIZE,
    GLOBAL_SIZE,
    NULL_SIGNATURE,
    is_function_table,
)
from irtool.frontend.wasm.module import EXTERN_FUNC, ConstExpr, Module
from irtool.frontend.wasm.opcodes import WASM_OPS
from irtool.frontend.wasm.reader import read_module
from irtool.frontend.wasm.skip import read_opcode
from irtool.frontend.wasm.translate import translate_bodies
from irtool.frontend.wasm.traps import TRAP_MEMORY, TRAP_TABLE, TRAP_UNALIGNED, TRAP_UNSHARED_WAIT
from irtool.frontend.wasm.tunables import Tunables
from irtool.frontend.wasm.validation import check_module
from irtool.frontend.wasm.value_types import CONCRETE
from irtool.ir.builder import NumberBuilder
from irtool.ir.entities import ExtName, Signature
from irtool.ir.function import Function
from irtool.ir.types import F32, F64, I32, I64
from irtool.runtime.module import CompiledModule
from irtool.settings import Settings

_libc = ctypes.CDLL(None)
_libc.mmap.restype = ctypes.c_void_p
_libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, *[ctypes.c_int] * 3, ctypes.c_long]
_libc.munmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t]
_libc.mprotect.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
_ADDRESS_SPACE = 6 << 30

#: Codes that builtins trap with.
BUILTIN_TRAPS = (TRAP_MEMORY, TRAP_TABLE, TRAP_UNALIGNED, TRAP_UNSHARED_WAIT)

_C_TYPES: dict[int, Any] = {
    I32: ctypes.c_uint32,
    I64: ctypes.c_uint64,
    F32: ctypes.c_float,
    F64: ctypes.c_double,
}


def entry_function(name: str, callee: ExtName, signature: Signature) -> Function:
    """A C function of the context and the arguments that calls a function of the instance."""
    builder = NumberBuilder.create(
        name, [I64, *(p.ty for p in signature.params)], [r.ty for r in signature.returns], "system_v"
    )
    block = builder.create_entry_block()
    builder.switch_to_block(block)
    context, *arguments = builder.block_params(block)
    old = builder.get_pinned_reg(I64)
    builder.set_pinned_reg(context)
    results = builder.call(builder.import_function(callee, signature), arguments)
    builder.set_pinned_reg(old)
    builder.return_(results)
    return builder.finalize()


def import_function(name: str, signature: Signature) -> Function:
    """A function of the instance's convention that calls a C function whose address is its context."""
    builder = NumberBuilder.create(
        name, [p.ty for p in signature.params], [r.ty for r in signature.returns], "tail"
    )
    block = builder.create_entry_block()
    builder.switch_to_block(block)
    c_signature = Signature(signature.params, signature.returns, "system_v")
    address = builder.get_pinned_reg(I64)
    results = builder.call_indirect(
        builder.import_signature(c_signature), address, builder.block_params(block)
    )
    builder.return_(results)
    return builder.finalize()


def builtin_function(name: str, signature: Signature, address: int, cell: int) -> Function:
    """A builtin: calls Python, then traps with the code that Python left in `cell`."""
    builder = NumberBuilder(Function(ExtName(name), signature))
    block = builder.create_entry_block()
    builder.switch_to_block(block)
    callee = builder.iconst(I64, address)
    results = builder.call_indirect(builder.import_signature(signature), callee, builder.block_params(block))
    code = builder.load(I32, builder.iconst(I64, cell))
    for trap in BUILTIN_TRAPS:
        builder.trapnz(builder.icmp("eq", code, builder.iconst(I32, trap)), trap)
    builder.return_(results)
    return builder.finalize()


class BuiltinTrap(Exception):
    """A builtin traps with a code."""


class Instance:
    """An instance of a module with at most functions imported."""

    def __init__(
        self,
        binary: bytes,
        imports: Sequence[Callable[..., int | None]] = (),
        settings: Sequence[str] = (),
        tunables: Tunables | None = None,
    ) -> None:
        self.module: Module = read_module(binary)
        check_module(self.module)
        self.environment = ModuleEnvironment(self.module, tunables)
        self.functions = translate_bodies(self.module, self.environment)
        self._keep: list[object] = []
        self.imports = imports
        self._compile(settings)
        try:
            self._build()
        except BaseException:
            self.close()
            raise

    # --- code ---------------------------------------------------------------------------------------

    def _compile(self, words: Sequence[str]) -> None:
        settings = Settings(host_name())
        settings.apply("enable_pinned_reg")
        for word in words:
            settings.apply(word)
        module = self.module
        entries: list[Function] = []
        for index in range(module.num_functions()):
            signature = self.environment.signature(int(module.func_type[index]))
            name = self.environment.name(index)
            if index < module.num_imported_functions():
                entries.append(import_function(f"import{index}", signature))
                name = ExtName(f"import{index}")
            entries.append(entry_function(f"entry{index}", name, signature))
        target = make_target(host_name(), settings)
        compiled = compile_module([*self.functions, *entries, *self._builtin_functions()], target, settings)
        self.code = CompiledModule(compiled, target, lambda func: compile_module([func], target, settings)[0])

    # --- the instance ---------------------------------------------------------------------------------

    def _build(self) -> None:
        module = self.module
        layout = self.environment.layout
        self.context = ctypes.create_string_buffer(layout.size + 16)
        self.base = ctypes.addressof(self.context) + 15 & ~15
        self.pages: list[int] = []
        self.addresses: list[int] = []
        self.table_lengths: list[int] = []
        self.table_buffers: list[Any] = []
        self.dropped_data = [False] * len(module.datas)
        self.dropped_elements = [False] * len(module.elements)
        self._build_functions()
        self._build_builtins()
        for index, memory in enumerate(module.memories):
            self.addresses.append(
                _libc.mmap(None, _ADDRESS_SPACE, 0, 0x4022, -1, 0)  # private, anonymous, no reserve
            )
            self.pages.append(0)
            self.grow(index, memory.minimum)
        for index, item in enumerate(module.globals):
            if item.init is not None:
                value = self.evaluate(item.init)
                self.write(layout.global_(index), value.to_bytes(GLOBAL_SIZE, "little"))
        for index, table in enumerate(module.tables):
            self.table_buffers.append(None)
            self.table_lengths.append(0)
            value = self.evaluate(table.init) if table.init is not None else 0
            self.table_grow(index, table.minimum, value)
        for index, segment in enumerate(module.elements):
            if segment.offset is not None:
                self.table_init(segment.table, index, self.evaluate(segment.offset), 0, len(segment))
            self.dropped_elements[index] = segment.mode != 1
        for index, data in enumerate(module.datas):
            if data.offset is not None:
                self.memory_init(data.memory, index, self.evaluate(data.offset), 0, data.end - data.start)
                self.dropped_data[index] = True
        if module.start >= 0:
            self.call_index(module.start, [])

    def write(self, offset: int, data: bytes) -> None:
        """Write into the context."""
        ctypes.memmove(self.base + offset, data, len(data))

    def read(self, offset: int, size: int) -> int:
        """Read a number from the context."""
        return int.from_bytes(ctypes.string_at(self.base + offset, size), "little")

    def _build_functions(self) -> None:
        module = self.module
        layout = self.environment.layout
        for number in range(len(module.types.number)):
            self.write(layout.signature_id(number), struct.pack("<I", module.types.number[number]))
        self.records: dict[int, int] = {}
        self.contexts: dict[int, int] = {}
        for index in range(module.num_functions()):
            at = layout.function_record(index)
            if at < 0:
                continue
            context = self.base
            name = self.environment.name(index).symbol()
            if index < module.num_imported_functions():
                name = f"import{index}"
                context = self.contexts[index] = self._import(index)
            record = self.base + at
            self.records[index] = record
            code = self.code.address(name)
            self.write(at, struct.pack("<QQQQ", code, module.func_type[index], context, record))

    def _import(self, index: int) -> int:
        signature = self.environment.signature(int(self.module.func_type[index]))
        result = _C_TYPES[signature.returns[0].ty] if signature.returns else None
        prototype = ctypes.CFUNCTYPE(result, *(_C_TYPES[p.ty] for p in signature.params))
        function = prototype(self.imports[index])
        self._keep.append(function)
        return ctypes.cast(function, ctypes.c_void_p).value or 0

    def _builtin_functions(self) -> list[Function]:
        self.trap_cell = ctypes.c_uint32(0)
        cell = ctypes.addressof(self.trap_cell)
        functions = []
        for row in BUILTINS:
            method = getattr(self, row.name, None)
            if method is None:
                continue
            signature = builtin_signature(row)
            result = _C_TYPES[signature.returns[0].ty] if signature.returns else None
            prototype = ctypes.CFUNCTYPE(result, *(_C_TYPES[p.ty] for p in signature.params))

            def run(_context: int, *arguments: int, method: Any = method, result: Any = result) -> Any:
                self.trap_cell.value = 0
                try:
                    return method(*arguments)
                except BuiltinTrap as trap:
                    self.trap_cell.value = trap.args[0]
                    return None if result is None else 0

            function = prototype(run)
            self._keep.append(function)
            address = ctypes.cast(function, ctypes.c_void_p).value or 0
            functions.append(builtin_function(f"builtin_{row.name}", signature, address, cell))
        return functions

    def _build_builtins(self) -> None:
        table = (ctypes.c_uint64 * len(BUILTINS))()
        for number, row in enumerate(BUILTINS):
            if hasattr(self, row.name):
                table[number] = self.code.address(f"builtin_{row.name}")
        self._keep.append(table)
        self.write(0, struct.pack("<Q", ctypes.addressof(table)))

    # --- calls ------------------------------------------------------------------------------------------

    def call(self, export: str, arguments: list[Any]) -> list[Any]:
        """Call an exported function."""
        for item in self.module.exports:
            if item.name == export and item.kind == EXTERN_FUNC:
                return self.call_index(item.index, arguments)
        raise KeyError(export)

    def call_index(self, function: int, arguments: list[Any]) -> list[Any]:
        """Call a function by index."""
        context = self.contexts.get(function, self.base)
        return self.code.call(f"entry{function}", [context, *arguments])

    def close(self) -> None:
        """Give memory back."""
        for address in self.addresses:
            _libc.munmap(address, _ADDRESS_SPACE)
        self.code.close()

    # --- expressions ------------------------------------------------------------------------------------

    def evaluate(self, expression: ConstExpr) -> int:
        """Value of a constant expression, as bits."""
        cursor = Cursor(self.module.data, expression.start, expression.end)
        stack: list[int] = []
        while True:
            name = WASM_OPS[int(read_opcode(cursor))].name
            if name == "end":
                return stack.pop()
            if name in ("i32.const", "i64.const"):
                bits = 32 if name[1] == "3" else 64
                stack.append(int(cursor.s64()) & (1 << bits) - 1)
            elif name in ("f32.const", "f64.const", "v128.const"):
                size = {"f32": 4, "f64": 8, "v128": 16}[name.partition(".")[0]]
                start = int(cursor.pos)
                stack.append(int.from_bytes(self.module.data[start : start + size], "little"))
                cursor.skip(size)
            elif name == "ref.null":
                cursor.s33()
                stack.append(0)
            elif name == "ref.func":
                stack.append(self.records[int(cursor.u32())])
            elif name == "global.get":
                stack.append(self.read(int(self.environment.layout.global_(cursor.u32())), 16))
            else:
                y, x = stack.pop(), stack.pop()
                bits = 32 if name[1] == "3" else 64
                value = {"add": x + y, "sub": x - y, "mul": x * y}[name[4:]]
                stack.append(value & (1 << bits) - 1)

    # --- builtins ---------------------------------------------------------------------------------------

    def grow(self, memory: int, pages: int) -> int:
        """Make a memory larger; its old size in pages, -1 when that is not possible."""
        data = self.module.memories[memory]
        old = self.pages[memory]
        new = old + pages
        if new > (data.maximum if data.maximum >= 0 else 1 << 32) or new << data.page_log2 > 1 << 32:
            return -1
        size = new << data.page_log2
        address = self.addresses[memory]
        if size:
            _libc.mprotect(address, size + 4095 & ~4095, 3)
        self.pages[memory] = new
        self.write(int(self.environment.layout.memory(memory)), struct.pack("<QQ", address, size))
        return old

    def check_memory(self, memory: int, at: int, length: int) -> int:
        """Address of a range of a memory, which must be in it."""
        if at + length > self.pages[memory] << self.module.memories[memory].page_log2:
            raise BuiltinTrap(TRAP_MEMORY)
        return self.addresses[memory] + at

    def memory_grow(self, memory: int, pages: int) -> int:
        """`memory.grow`."""
        return self.grow(memory, pages) & (1 << 64) - 1

    def memory_fill(self, memory: int, at: int, byte: int, length: int) -> None:
        """`memory.fill`."""
        ctypes.memset(self.check_memory(memory, at, length), byte & 255, length)

    def memory_copy(self, to: int, source: int, at: int, source_at: int, length: int) -> None:
        """`memory.copy`."""
        target = self.check_memory(to, at, length)
        ctypes.memmove(target, self.check_memory(source, source_at, length), length)

    def memory_init(self, memory: int, segment: int, at: int, source_at: int, length: int) -> None:
        """`memory.init`."""
        data = self.module.datas[segment]
        content = b"" if self.dropped_data[segment] else self.module.data[data.start : data.end]
        if source_at + length > len(content):
            raise BuiltinTrap(TRAP_MEMORY)
        target = self.check_memory(memory, at, length)
        ctypes.memmove(target, content[source_at : source_at + length], length)

    def data_drop(self, segment: int) -> None:
        """`data.drop`."""
        self.dropped_data[segment] = True

    def memory_notify(self, memory: int, at: int, count: int) -> int:
        """`memory.atomic.notify`: nobody waits."""
        if at & 3:
            raise BuiltinTrap(TRAP_UNALIGNED)
        self.check_memory(memory, at, 4)
        return 0

    def memory_wait32(self, memory: int, at: int, expected: int, timeout: int) -> int:
        """`memory.atomic.wait32`: nobody will wake us, so the time is always up."""
        return self._wait(memory, at, expected, 4)

    def memory_wait64(self, memory: int, at: int, expected: int, timeout: int) -> int:
        """`memory.atomic.wait64`."""
        return self._wait(memory, at, expected, 8)

    def _wait(self, memory: int, at: int, expected: int, size: int) -> int:
        if at % size:
            raise BuiltinTrap(TRAP_UNALIGNED)
        address = self.check_memory(memory, at, size)
        if not self.module.memories[memory].shared:
            raise BuiltinTrap(TRAP_UNSHARED_WAIT)
        found = int.from_bytes(ctypes.string_at(address, size), "little")
        return 2 if found == expected else 1

    def check_table(self, table: int, at: int, count: int) -> None:
        """A range of a table is in it."""
        if at + count > self.table_lengths[table]:
            raise BuiltinTrap(TRAP_TABLE)

    def _element(self, table: int, index: int) -> int:
        return ctypes.addressof(self.table_buffers[table]) + self._element_size(table) * index

    def _element_size(self, table: int) -> int:
        return self.environment.layout.element_size(table)

    def set_element(self, table: int, index: int, value: int) -> None:
        """Write an element."""
        if not is_function_table(self.module, table):
            content = struct.pack("<Q", value)
        elif value:
            content = ctypes.string_at(value, FUNCTION_SIZE)
        else:
            content = struct.pack("<QQQQ", 0, NULL_SIGNATURE, 0, 0)
        ctypes.memmove(self._element(table, index), content, len(content))

    def table_grow(self, table: int, count: int, value: int) -> int:
        """`table.grow`."""
        data = self.module.tables[table]
        old = self.table_lengths[table]
        if old + count > (data.maximum if data.maximum >= 0 else 10_000_000):
            return (1 << 64) - 1
        size = self._element_size(table)
        buffer = ctypes.create_string_buffer(size * (old + count) + 16)
        if old:
            ctypes.memmove(buffer, self.table_buffers[table], size * old)
        self.table_buffers[table] = buffer
        self.table_lengths[table] = old + count
        for index in range(old, old + count):
            self.set_element(table, index, value)
        at = int(self.environment.layout.table(table))
        self.write(at, struct.pack("<QQ", ctypes.addressof(buffer), old + count))
        return old

    def table_init(self, table: int, segment: int, at: int, source_at: int, count: int) -> None:
        """`table.init`."""
        data = self.module.elements[segment]
        if source_at + count > (0 if self.dropped_elements[segment] else len(data)):
            raise BuiltinTrap(TRAP_TABLE)
        self.check_table(table, at, count)
        for i in range(count):
            if data.functions:
                value = self.records[data.functions[source_at + i]]
            else:
                value = self.evaluate(data.expressions[source_at + i])
            self.set_element(table, at + i, value)

    def table_fill(self, table: int, at: int, value: int, count: int) -> None:
        """`table.fill`."""
        self.check_table(table, at, count)
        for i in range(count):
            self.set_element(table, at + i, value)

    def table_copy(self, to: int, source: int, at: int, source_at: int, count: int) -> None:
        """`table.copy`."""
        self.check_table(to, at, count)
        self.check_table(source, source_at, count)
        if count:
            size = self._element_size(to)
            ctypes.memmove(self._element(to, at), self._element(source, source_at), size * count)

    def type_matches(self, found: int, wanted: int) -> int:
        """Whether a function of a signature may be called as one of a type; ids are type numbers here."""
        return int(self.module.types.is_heap_subtype(CONCRETE + found, CONCRETE + wanted))

    def elem_drop(self, segment: int) -> None:
        """`elem.drop`."""
        self.dropped_elements[segment] = True
