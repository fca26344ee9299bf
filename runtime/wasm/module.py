"""WebAssembly modules: read, validated and compiled once.

    module = Module.from_text("(module (func (export "f") (result i32) (i32.const 1)))")
    module.exports                          [ItemType(name="f", kind="func", text="() -> (i32)", ...)]

Compilation happens at the first use of the code (`Module.code`), for the machine that Python runs on.
"""

import weakref
from bisect import bisect_right
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from mypy_extensions import i64

from ...backends.registry import host_name
from ...backends.text import TextSection, lay_out
from ...compile import compile_module, make_target
from ...frontend.wasm.custom import Names, read_names
from ...frontend.wasm.emitter import FunctionEmitter
from ...frontend.wasm.environment import ModuleEnvironment
from ...frontend.wasm.errors import WasmError, at_place
from ...frontend.wasm.features import DEFAULT_FEATURES
from ...frontend.wasm.layout import STACK_LIMIT_OFFSET, ContextLayout
from ...frontend.wasm.module import (
    EXTERN_FUNC,
    EXTERN_GLOBAL,
    EXTERN_MEMORY,
    EXTERN_NAMES,
    EXTERN_TABLE,
    MemoryType,
    TableType,
)
from ...frontend.wasm.module import Module as ModuleTables
from ...frontend.wasm.text.assemble import Assembled, assemble
from ...frontend.wasm.translate import translate_bodies
from ...frontend.wasm.traps import TRAP_MEMORY, trap_message
from ...frontend.wasm.tunables import Tunables
from ...frontend.wasm.validation import validate
from ...frontend.wasm.value_types import type_text
from ...ir.errors import InternalError
from ...ir.opcodes import TRAP_CODES, trap_name
from ...ir.opcodes_gen import CC_ULT, OP_GET_STACK_POINTER, OP_ICMP, OP_LOAD, OP_TRAPNZ
from ...ir.types import I8
from ...ir.types import I64 as IR_I64
from ..native import NativeImage
from ..traps import Trap
from .address_space import is_reserved
from .stubs import host_settings
from .type_ids import common_numbers, common_type, function_text


class RuntimeEnvironment(ModuleEnvironment):
    """The default lowering, and a comparison of the stack pointer with the limit at each function's start."""

    def begin_function(self, out: FunctionEmitter, function: int) -> None:
        """See the base class."""
        super().begin_function(out, function)
        cell = self.load_context(out, IR_I64, STACK_LIMIT_OFFSET, True)
        flags = self.context_flags(out, False)
        limit = out.one(OP_LOAD, IR_I64, 0, flags, 1, IR_I64, cell, -1, -1)
        pointer = out.one(OP_GET_STACK_POINTER, IR_I64, 0, 0, 0, IR_I64, -1, -1, -1)
        below = out.one(OP_ICMP, IR_I64, CC_ULT, 0, 2, I8, pointer, limit, -1)
        out.none(OP_TRAPNZ, I8, i64(TRAP_CODES["stk_ovf"]), 0, 1, below, -1)


class ItemType(NamedTuple):
    """An import or export of a module."""

    name: str
    kind: str
    """`func`, `table`, `memory`, `global` or `tag`."""
    text: str
    """Its type in words."""
    module: str = ""
    """Of an import: the module that it is asked of."""


class Module:
    """A module; see the module docstring."""

    def __init__(
        self,
        binary: bytes,
        features: int = DEFAULT_FEATURES,
        tunables: Tunables | None = None,
        level: str = "speed",
    ) -> None:
        """Read and validate a binary module. Raises `WasmError`.

        `level` is how it is optimised (the setting `opt_level`), `tunables` how accesses are checked."""
        self.tables: ModuleTables = validate(binary, features)
        self.level = level
        self.tunables = tunables if tunables is not None else Tunables()
        self.numbers = common_numbers(self.tables.types)
        """Common number of each type, by index."""

    @classmethod
    def from_bytes(cls, data: bytes, **options: object) -> "Module":
        """A module from its binary form. Raises `WasmError`."""
        return cls(bytes(data), **options)  # type: ignore[arg-type]

    @classmethod
    def from_text(cls, text: str, file: str = "", **options: object) -> "Module":
        """A module from its text. Raises `ParseError` and `WasmError`."""
        return cls._from_assembled(assemble(text.encode(), file), options)

    @classmethod
    def from_file(cls, path: str | Path, **options: object) -> "Module":
        """A module from a file, binary or text by its content. Raises OSError, `ParseError`, `WasmError`."""
        data = Path(path).read_bytes()
        if data[:4] != b"\0asm" and not str(path).endswith(".wasm"):
            return cls._from_assembled(assemble(data, str(path)), options)
        return cls(data, **options)  # type: ignore[arg-type]

    @classmethod
    def _from_assembled(cls, assembled: Assembled, options: dict[str, object]) -> "Module":
        """A module of a text; errors are shown in the text."""
        try:
            return cls(assembled.binary, **options)  # type: ignore[arg-type]
        except WasmError as error:
            place = assembled.place(error.offset)
            raise (at_place(error, place) if place.line else error) from None

    def __reduce__(self) -> tuple[object, ...]:
        return Module._restore, (self.tables.data, self.tables.features, self.tunables, self.level)

    @staticmethod
    def _restore(binary: bytes, features: int, tunables: Tunables, level: str) -> "Module":
        return Module(binary, features, tunables, level)

    @staticmethod
    def validate(binary: bytes, features: int = DEFAULT_FEATURES) -> None:
        """Only read and validate. Raises `WasmError`."""
        validate(binary, features)

    # --- reflection ---------------------------------------------------------------------------------

    @property
    def imports(self) -> list[ItemType]:
        """What an instance must be given, in order."""
        return [
            ItemType(item.name, EXTERN_NAMES[item.kind], self.item_text(item.kind, item.index), item.module)
            for item in self.tables.imports
        ]

    @property
    def exports(self) -> list[ItemType]:
        """What an instance has, in order."""
        return [
            ItemType(item.name, EXTERN_NAMES[item.kind], self.item_text(item.kind, item.index))
            for item in self.tables.exports
        ]

    def item_text(self, kind: int, index: int) -> str:
        """The type of an item in words."""
        if kind == EXTERN_FUNC:
            return function_text(self.function_type(index))
        if kind == EXTERN_TABLE:
            table = self.tables.tables[index]
            return f"{limits_text(table)} {type_text(self.value_type(table.element))}"
        if kind == EXTERN_MEMORY:
            memory = self.tables.memories[index]
            return f"{limits_text(memory)} pages{' shared' if memory.shared else ''}"
        if kind == EXTERN_GLOBAL:
            item = self.tables.globals[index]
            return f"{'mutable ' if item.mutable else ''}{type_text(self.value_type(item.ty))}"
        return function_text(self.numbers[self.tables.tags[index]])

    def function_type(self, index: int) -> int:
        """Common number of the type of a function."""
        return self.numbers[int(self.tables.func_type[index])]

    def value_type(self, ty: int) -> int:
        """A value type of the module as a common one."""
        return common_type(ty, self.numbers)

    def function_name(self, index: int) -> str:
        """Name of a function for people: of the name section, else of an export, else its number."""
        name = self._names.function(index) if self._names is not None else ""
        if not name:
            exports = (e.name for e in self.tables.exports if e.kind == EXTERN_FUNC and e.index == index)
            name = next(exports, "") or f"func[{index}]"
        return name

    @cached_property
    def _names(self) -> Names | None:
        try:
            return read_names(self.tables)
        except WasmError:  # a custom section cannot make a module invalid
            return None

    # --- code ---------------------------------------------------------------------------------------

    @cached_property
    def layout(self) -> ContextLayout:
        """Where things are in the context of an instance."""
        return self._environment.layout

    @cached_property
    def _environment(self) -> RuntimeEnvironment:
        return RuntimeEnvironment(self.tables, self.tunables)

    @cached_property
    def code(self) -> "ModuleCode":
        """The machine code. Raises `UnsupportedError` naming what cannot be compiled."""
        return ModuleCode(self, self._environment)


class ModuleCode:
    """The code of a module in executable memory."""

    def __init__(self, module: Module, environment: ModuleEnvironment) -> None:
        tables = module.tables
        functions = translate_bodies(tables, environment)
        settings = host_settings(module.level)
        target = make_target(host_name(), settings)
        section = lay_out(compile_module(functions, target, settings), target.form)
        self._symbols = [environment.name(index).symbol() for index in range(tables.num_functions())]
        traps = _TrapTexts(module, section, self._symbols)
        self._image = NativeImage(section, {}, traps.describe) if functions else None

    def address(self, index: int) -> int:
        """Address of the code of an own function."""
        assert self._image is not None
        return self._image.address(self._symbols[index])


class _TrapTexts:
    """Makes exceptions for the traps of a module. The registry of traps holds it, so it holds neither the
    code nor the module."""

    def __init__(self, module: Module, section: TextSection, symbols: list[str]) -> None:
        numbers = {symbol: index for index, symbol in enumerate(symbols)}
        self._module = weakref.ref(module)
        self._starts = [function.start for function in section.functions]
        self._functions = [numbers[function.name] for function in section.functions]

    def describe(self, code: int, offset: int, address: int) -> BaseException:
        """The exception for a trap (`signals.Describe`)."""
        module = self._module()
        index = self._functions[bisect_right(self._starts, offset) - 1]
        function = module.function_name(index) if module is not None else f"func[{index}]"
        if code == TRAP_MEMORY and address >= 1 << 16 and not is_reserved(address):
            return InternalError(f"{function} accessed address {address:#x}, which is in no memory")
        return Trap(trap_name(code), offset, address, trap_message(code), function)


def limits_text(item: TableType | MemoryType) -> str:
    """Sizes of a memory or table in words."""
    text = f"{item.minimum} or more" if item.maximum < 0 else f"{item.minimum} to {item.maximum}"
    return f"64-bit {text}" if item.is_64 else text
