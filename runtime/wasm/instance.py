"""Instances: a module with its imports, memories, tables and globals.

    instance = Instance(module, {"env": {"log": print}})
    instance.exports.run(1, 2)          instance.exports["a name"]

Instantiation follows the specification (section 4.5.4): match the imports, allocate, evaluate globals and
element segments, copy active elements and data in order, call the start function. What was copied before a
trap stays, so functions of an instance that failed live on in tables of others; whatever can hold a function
keeps its instance alive.
"""

from __future__ import annotations

import ctypes
import struct
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from ...frontend.wasm.layout import (
    BUILTINS_OFFSET,
    FUNCTION_SIZE,
    GLOBAL_SIZE,
    INTERRUPT_OFFSET,
    RUNTIME_OFFSET,
    STACK_LIMIT_OFFSET,
)
from ...frontend.wasm.module import (
    ACTIVE,
    EXTERN_FUNC,
    EXTERN_GLOBAL,
    EXTERN_MEMORY,
    EXTERN_TABLE,
    EXTERN_TAG,
    PASSIVE,
    ConstExpr,
)
from ...frontend.wasm.traps import TRAP_MEMORY, TRAP_TABLE
from ...frontend.wasm.value_types import is_ref
from ...ir.errors import SettingError
from ..pending import host_trap, leave
from ..signals import runtime
from . import builtins, exceptions, interrupt_handler, interrupts, time_limits, waiting
from .constants import evaluate
from .externs import ExternStore
from .fuel import Fuel
from .functions import Func, call_code
from .items import Global, Memory, Table, Tag
from .linking import Item, resolve
from .machines import Machine
from .memory_words import Block, write_word
from .module import Module
from .native_machine import NATIVE
from .stubs import slots_buffer
from .type_ids import TYPES, is_subtype
from .values import OWNERS, FunctionOwner, is_function_type, owner_at

_MINUS_ONE = (1 << 64) - 1
_NO_FUEL = "the module counts no fuel: make it with tunables=Tunables(fuel=True)"


class Exports(Mapping[str, Item]):
    """The exports of an instance, as attributes and as a mapping.

    An export hides a method of mappings with its name (`get`, `items`, ...) as an attribute;
    `exports["get"]`, `in`, `len` and `for` work with any names."""

    __slots__ = ("__dict__", "_items")
    _items: dict[str, Item]

    def __init__(self, items: dict[str, Item]) -> None:
        object.__setattr__(self, "_items", items)
        self.__dict__.update(items)

    def __getitem__(self, name: str) -> Item:
        if name not in self._items:
            raise KeyError(self._missing(name))
        return self._items[name]

    def __getattr__(self, name: str) -> Any:  # whoever writes `exports.f(1)` knows what it is
        raise AttributeError(self._missing(name))

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("exports cannot be set; set the value of a global: `exports.name.value = ...`")

    def _missing(self, name: str) -> str:
        return f"there is no export {name!r}; there are: {', '.join(self._items) or 'none'}"

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)


class Instance:
    """An instance of a module."""

    def __init__(
        self,
        module: Module,
        imports: Mapping[str, object] | None = None,
        *,
        fuel: int | Fuel | None = None,
    ) -> None:
        """`imports` maps modules to mappings (or instances) and those names to items. `fuel` is how many
        instructions may run, or the counter of another instance, for a module that counts them
        (`Tunables.fuel`).

        Raises `LinkError`, `Trap`, what a start function's imports raise, `SettingError` when fuel is given
        to a module that does not count or not given to one that does, or is the counter of code for another
        machine, and `UnsupportedError` for code
        that cannot be compiled."""
        if (fuel is not None) != module.tunables.fuel:
            raise SettingError(
                _NO_FUEL
                if fuel is not None
                else "the module counts fuel, say how much there is: Instance(module, imports, fuel=N)"
            )
        items = resolve(module, imports if imports is not None else {})
        self.module = module
        """The module that it is an instance of."""
        self._fuel = Fuel(fuel) if isinstance(fuel, int) else fuel
        if self._fuel is not None:
            self._fuel.use_on(module.machine)
        self._core = Core(module, items, self._fuel)
        self._core.initialize()
        self.exports = Exports(self._core.exports())
        """The exports, by name or as attributes."""

    @property
    def fuel(self) -> Fuel:
        """The counter of the instructions that may run. Raises `SettingError` if the module counts none."""
        if self._fuel is None:
            raise SettingError(_NO_FUEL)
        return self._fuel

    def __reduce__(self) -> tuple[object, ...]:
        raise TypeError("an instance cannot be pickled or copied; its module can be pickled")

    def __repr__(self) -> str:
        return f"<instance with exports {', '.join(self.exports) or 'none'}>"


class Core(FunctionOwner):
    """The context of an instance and everything in it; functions keep it alive."""

    def __init__(self, module: Module, imported: list[Item], fuel: Fuel | None = None) -> None:
        self.module = module
        self.machine = module.machine
        self.without_gil = module.tunables.release_gil
        self.externs = ExternStore(self.without_gil, self.machine.emulated)
        self.interruptible = module.tunables.interruptible
        self.code = module.code
        self.layout = module.layout
        self.keep: list[object] = [imported, fuel]
        self.block = Block(self.layout.size)
        self.context = self.block.address
        self.functions: dict[int, Func] = {}
        self.tables: list[Table] = []
        self.memories: list[Memory] = []
        self.globals: list[Global] = []
        self.tags: list[Tag] = []
        self._index_of: dict[int, int] = {}
        """Function by address of its record."""
        OWNERS[self.context] = self
        self._write_word(BUILTINS_OFFSET, _builtins(self.machine, self.without_gil))
        limit = runtime().limit_address if self.without_gil else self.machine.limit_cell
        self._write_word(STACK_LIMIT_OFFSET, limit)
        self._write_word(INTERRUPT_OFFSET, interrupts.WORD_ADDRESS)
        if fuel is not None:
            self._write_word(self.layout.fuel, fuel.address)
        if module.tunables.interruptible:
            interrupt_handler.install()
        for number in range(len(module.numbers)):
            data = struct.pack("<I", module.numbers[number])
            self.block.write(int(self.layout.signature_id(number)), data)
        self._import(imported)
        self._make_records()
        self._make_memories()
        self._make_globals()
        self._make_tables()
        self._make_runtime_block()

    def _write_word(self, offset: int, value: int) -> None:
        self.block.write(offset, value.to_bytes(8, "little"))

    # --- allocation -----------------------------------------------------------------------------------

    def _import(self, items: list[Item]) -> None:
        layout = self.layout
        for item in items:
            if isinstance(item, Func):
                self.externs.join(item.owner.externs)
            elif isinstance(item, Table | Global):
                self.externs.join(item.externs)
            if isinstance(item, Func):
                self._import_function(item)
            elif isinstance(item, Table):
                self._write_word(int(layout.table(len(self.tables))), item.definition)
                self.tables.append(item)
                if item.holds_functions:
                    item.machine = self.machine
                    item.keep.add(self)
            elif isinstance(item, Memory):
                self._write_word(int(layout.memory(len(self.memories))), item.definition)
                self.memories.append(item)
            elif isinstance(item, Global):
                self._write_word(int(layout.global_(len(self.globals))), item.definition)
                self.globals.append(item)
                if item.mutable and is_function_type(item.type):
                    item.machine = self.machine
                    item.keep.add(self)
            else:
                self._import_tag(item)

    def _import_function(self, func: Func) -> None:
        index = len(self.functions)
        at = self.layout.function_record(index)
        self.block.write(at, ctypes.string_at(func.record, FUNCTION_SIZE))
        self.functions[index] = func
        # The callee may keep a function that is passed to it.
        owner = func.owner
        if isinstance(owner, Core) and any(is_function_type(ty) for ty in TYPES.params(func.type_number)):
            owner.keep.append(self)

    def _import_tag(self, tag: Tag) -> None:
        self._write_word(int(self.layout.tag(len(self.tags))), tag.definition)
        self.tags.append(tag)
        exceptions.share_tag(self, tag)
        if any(is_function_type(ty) for ty in TYPES.params(tag.type_number)):
            tag.keep_instance(self)

    def _make_records(self) -> None:
        if self.module.lazy:
            self.code.add_context(self, self.context)  # type: ignore[union-attr]
        for index, at in self.layout.records.items():
            record = self.context + at
            self._index_of[record] = index
            number = self.module.function_type(index)
            words = (self.code.address(index), number, self.context, record)
            self.block.write(at, struct.pack("<4Q", *words))
        tables = self.module.tables
        for index in range(tables.imported[EXTERN_TAG], len(tables.tags)):
            self._import_tag(Tag(type_number=self.module.numbers[tables.tags[index]]))

    def _make_memories(self) -> None:
        tables = self.module.tables
        for index in range(tables.imported[EXTERN_MEMORY], len(tables.memories)):
            data = tables.memories[index]
            self.memories.append(
                Memory(
                    data.minimum,
                    data.maximum if data.maximum >= 0 else None,
                    shared=data.shared,
                    is_64=data.is_64,
                    page_log2=data.page_log2,
                    definition=self.context + int(self.layout.memory(index)),
                    owner=self.block,
                )
            )

    def _make_globals(self) -> None:
        tables = self.module.tables
        for index in range(tables.imported[EXTERN_GLOBAL], len(tables.globals)):
            data = tables.globals[index]
            at = int(self.layout.global_(index))
            assert data.init is not None
            self.block.write(at, self.evaluate(data.init).to_bytes(GLOBAL_SIZE, "little"))
            owner: object = self if is_ref(data.ty) else self.block
            ty = self.module.value_type(data.ty)
            self.globals.append(Global(ty, mutable=data.mutable, definition=self.context + at, owner=owner))

    def _make_tables(self) -> None:
        tables = self.module.tables
        for index in range(tables.imported[EXTERN_TABLE], len(tables.tables)):
            data = tables.tables[index]
            self.tables.append(
                Table(
                    data.minimum,
                    data.maximum if data.maximum >= 0 else None,
                    self.module.value_type(data.element),
                    self.evaluate(data.init) if data.init is not None else 0,
                    is_64=data.is_64,
                    definition=self.context + int(self.layout.table(index)),
                    owner=self,
                )
            )

    def _make_runtime_block(self) -> None:
        """See `frontend/wasm/builtin_functions.py`."""
        tables = self.module.tables
        self._segments: list[ctypes.Array[ctypes.c_uint64]] = []
        elements = []
        for segment in tables.elements:
            if segment.functions:
                values = [self.record(index) for index in segment.functions]
            else:
                values = [self.evaluate(expression) for expression in segment.expressions]
            array = (ctypes.c_uint64 * max(len(values), 1))(*values)
            self._segments.append(array)
            elements += [ctypes.addressof(array), len(values)]
        base = ctypes.cast(ctypes.c_char_p(tables.data), ctypes.c_void_p).value or 0
        datas = []
        for data in tables.datas:
            datas += [base + data.start, data.end - data.start]
        arrays = (
            [memory.definition for memory in self.memories],
            [table.definition for table in self.tables],
            [table.element_size.bit_length() - 1 for table in self.tables],
            datas,
            elements,
        )
        block = Block(8 * len(arrays))
        self._arrays = [Block(8 * len(array)) for array in arrays]
        self.keep.append(block)
        for number, (words, made) in enumerate(zip(arrays, self._arrays, strict=True)):
            made.write(0, struct.pack(f"<{len(words)}Q", *words))
            block.write(8 * number, made.address.to_bytes(8, "little"))
        self._write_word(RUNTIME_OFFSET, block.address)

    # --- initialisation ---------------------------------------------------------------------------------

    def initialize(self) -> None:
        """Copy active segments and call the start function. Raises `Trap`."""
        tables = self.module.tables
        for number, segment in enumerate(tables.elements):
            if segment.mode == ACTIVE and segment.offset is not None:
                at = self.evaluate(segment.offset)
                table = self.tables[segment.table]
                count = len(segment)
                if at + count > len(table):
                    raise host_trap(TRAP_TABLE)
                for index in range(count):
                    table.fill_bits(at + index, self._segments[number][index], 1)
            if segment.mode != PASSIVE:
                self._drop(4, number)
        for number, data in enumerate(tables.datas):
            if data.offset is not None:
                at = self.evaluate(data.offset)
                memory = self.memories[data.memory]
                if at + data.end - data.start > memory.byte_size:
                    raise host_trap(TRAP_MEMORY)
                memory.write(at, tables.data[data.start : data.end])
                self._drop(3, number)
        if tables.start >= 0:
            self._call_start(tables.start)

    def _drop(self, array: int, segment: int) -> None:
        self._arrays[array].write(16 * segment + 8, bytes(8))

    def _call_start(self, index: int) -> None:
        if index in self.functions:
            self.functions[index].call_slots(b"", 0)
            return
        _, slots = slots_buffer(1)
        number, code = self.module.function_type(index), self.code.address(index)
        call_code(number, self.machine, code, self.context, slots)

    def evaluate(self, expression: ConstExpr) -> int:
        """Value of a constant expression, as bits."""
        return evaluate(self.module.tables, expression, lambda index: self.globals[index].bits, self.record)

    # --- functions ----------------------------------------------------------------------------------------

    def record(self, index: int) -> int:
        """The reference to a function: the address of its record in this context."""
        return self.context + self.layout.function_record(index)

    def function(self, index: int) -> Func:
        """A function that is imported or may be referenced."""
        func = self.functions.get(index)
        if func is None:
            name = self.module.function_name(index)
            func = Func(self.record(index), self.module.function_type(index), name, self)
        return func

    def function_at(self, record: int) -> Func:
        """See the base class."""
        return self.function(self._index_of[record])

    def exports(self) -> dict[str, Item]:
        """The exports by name."""
        found: dict[str, Item] = {}
        for export in self.module.tables.exports:
            if export.kind == EXTERN_FUNC:
                found[export.name] = self.function(export.index)
            elif export.kind == EXTERN_TABLE:
                found[export.name] = self.tables[export.index]
            elif export.kind == EXTERN_MEMORY:
                found[export.name] = self.memories[export.index]
            elif export.kind == EXTERN_GLOBAL:
                found[export.name] = self.globals[export.index]
            else:
                found[export.name] = self.tags[export.index]
        return found


# --- builtins in Python -------------------------------------------------------------------------------


def _core(context: int) -> Core:
    core = owner_at(context)
    assert isinstance(core, Core)
    return core


def _memory_grow(context: int, memory: int, pages: int) -> int:
    return _core(context).memories[memory].grow(pages) & _MINUS_ONE


def _table_grow(context: int, table: int, count: int, value: int) -> int:
    return _core(context).tables[table].grow_bits(count, value) & _MINUS_ONE


def _memory_notify(context: int, memory: int, at: int, count: int) -> int:
    return waiting.notify(_core(context).memories[memory], at, count)


def _memory_wait32(context: int, memory: int, at: int, expected: int, timeout: int) -> int:
    return waiting.wait(_core(context).memories[memory], at, expected, timeout, 4)


def _memory_wait64(context: int, memory: int, at: int, expected: int, timeout: int) -> int:
    return waiting.wait(_core(context).memories[memory], at, expected, timeout, 8)


def _interrupt(context: int) -> None:
    """Under emulation: Python sees to its signals by itself, now that it runs. Raises `TimeLimitError`."""
    write_word(interrupts.WORD_ADDRESS, 0)
    time_limits.check()


def _type_matches(context: int, found: int, wanted: int) -> int:
    return int(is_subtype(found, _core(context).module.numbers[wanted]))


@cache
def _builtins(machine: Machine, without_gil: bool) -> int:
    """Address of the table of builtins, the same in all contexts of a kind on a machine."""
    in_python: dict[str, builtins.PythonBuiltin] = {
        "memory_grow": _memory_grow,
        "table_grow": _table_grow,
        "memory_notify": _memory_notify,
        "memory_wait32": _memory_wait32,
        "memory_wait64": _memory_wait64,
        "type_matches": _type_matches,
    }
    if without_gil:
        return builtins.builtins_table(in_python, leave, {}, machine, True)[0]
    if machine.emulated:
        _builtins(NATIVE, False)  # Python itself makes and ends exceptions with these
        in_python["interrupt"] = _interrupt
    table, addresses = builtins.builtins_table(
        in_python, leave, exceptions.stub_symbols(machine), machine, False
    )
    exceptions.start(machine, addresses)
    return table
