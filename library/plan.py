"""Where things are in an instance of a library, and the words that it begins with.

An instance is one block of memory. First comes the context that compiled code works on
(`frontend/wasm/layout.py`), then what the library itself keeps:

    entry_frame      frame pointer of the newest entry from C, 0 when no code runs
    entry_number     which entry function that is
    stack_size       bytes of stack that code may take from its first entry on
    exit_code        of `proc_exit`
    environment      what the program wants to get back in its functions
    files            the table of WASI's descriptors (`wasi/descriptors.py`)
    imports          addresses of imported functions, 8 bytes each
    builtins         the table of builtins; behind it the address of `trap`
    block            the runtime block (`frontend/wasm/builtin_functions.py`), and its arrays
    memory_handles   addresses of the handles of all memories (`memories.py`), then the handles of own ones
    table_handles    the same for tables (`tables.py`)
    exceptions       of modules with tags: what `exceptions.py` keeps
    elements         the references of all element segments

Most of it is filled from a list of *words* in the read-only data, 16 bytes each: where (u32), the base of
the value (u32: nothing, the instance, the text, the constants), and the value (i64). So nothing in the file
needs a relocation but code, and a shared library of it has no pages that the loader must write to.
"""

import itertools
import struct
from collections.abc import Collection
from typing import Final

from ..frontend.wasm.builtin_functions import BLOCK_SIZE
from ..frontend.wasm.builtins import BUILTINS
from ..frontend.wasm.layout import (
    BUILTINS_OFFSET,
    FUNCTION_CODE,
    FUNCTION_CONTEXT,
    FUNCTION_RECORD,
    FUNCTION_SIGNATURE,
    RUNTIME_OFFSET,
    ContextLayout,
)
from ..frontend.wasm.module import EXTERN_FUNC, EXTERN_GLOBAL, EXTERN_MEMORY, EXTERN_TABLE, Module

#: Bases of words.
BASE_NONE: Final = 0
BASE_INSTANCE: Final = 1
BASE_TEXT: Final = 2
BASE_CONSTANTS: Final = 3

#: Word of the table of builtins that holds the address of `trap` (the setting `trap_call_word`).
TRAP_WORD: Final = len(BUILTINS)

#: Bytes of the handles of a memory and of a table, and of what an instance keeps of exceptions.
HANDLE_SIZE: Final = 64
TABLE_HANDLE_SIZE: Final = 40
EXCEPTIONS_SIZE: Final = 144

_WORD: Final = struct.Struct("<IIq")


class InstancePlan:
    """Offsets in the instances of one module, in bytes."""

    def __init__(
        self, module: Module, layout: ContextLayout, provided: Collection[int], program: bool
    ) -> None:
        """`provided` are the imported functions that the library has itself (`wasi/`); `program` says
        that the environment is that of a program."""
        self.module = module
        self.layout = layout
        self.provided = provided
        self.program = program
        self.trap_prefix = 0
        """Offset in the constants of what a program says first when it traps."""
        self.has_descriptors = False
        """Whether instances have a table of WASI's descriptors."""
        self.directories = 0
        """Offset in the constants of the list of a program's directories, a C string."""
        self.entry_frame = int(layout.size)
        self.entry_number = self.entry_frame + 8
        self.stack_size = self.entry_frame + 16
        self.environment = self.entry_frame + 24
        self.exit_code = self.entry_frame + 32
        self.files = self.entry_frame + 40
        self.imports = self.entry_frame + 48
        self.builtins = self.imports + 8 * module.imported[EXTERN_FUNC]
        self.block = self.builtins + 8 * (TRAP_WORD + 1)
        self.memories = self.block + BLOCK_SIZE
        self.tables = self.memories + 8 * len(module.memories)
        self.shifts = self.tables + 8 * len(module.tables)
        self.datas = self.shifts + 8 * len(module.tables)
        self.memory_handles = self.datas + 16 * len(module.datas)
        self._handles = self.memory_handles + 8 * len(module.memories)
        own = len(module.memories) - module.imported[EXTERN_MEMORY]
        self.table_handles = self._handles + HANDLE_SIZE * own
        self._own_tables = self.table_handles + 8 * len(module.tables)
        own = len(module.tables) - module.imported[EXTERN_TABLE]
        self.exceptions = self._own_tables + TABLE_HANDLE_SIZE * own
        self.element_segments = self.exceptions + (EXCEPTIONS_SIZE if module.tags else 0)
        self.elements = self.element_segments + 16 * len(module.elements)
        self._before = list(itertools.accumulate(map(len, module.elements), initial=0))
        self.size = self.elements + 8 * self._before[-1]
        """Bytes of an instance."""

    def handle(self, memory: int) -> int:
        """Of the handle of an own memory."""
        return self._handles + HANDLE_SIZE * (memory - self.module.imported[EXTERN_MEMORY])

    def table_handle(self, table: int) -> int:
        """Of the handle of an own table."""
        return self._own_tables + TABLE_HANDLE_SIZE * (table - self.module.imported[EXTERN_TABLE])

    def wanted(self) -> list[int]:
        """Imported functions that the program gives."""
        return [index for index in range(self.module.imported[EXTERN_FUNC]) if index not in self.provided]

    def import_places(self) -> list[int]:
        """Where the words of the structure of imports go: the environment, functions, globals,
        memories, tables."""
        functions = self.wanted()
        memories = range(self.module.imported[EXTERN_MEMORY])
        variables = range(self.module.imported[EXTERN_GLOBAL])
        return [
            self.environment,
            *(self.imports + 8 * index for index in functions),
            *(int(self.layout.global_(index)) for index in variables),
            *(self.memory_handles + 8 * index for index in memories),
            *(self.table_handles + 8 * index for index in range(self.module.imported[EXTERN_TABLE])),
        ]

    def element_place(self, segment: int, number: int) -> int:
        """Of an element of a segment."""
        return self.elements + 8 * (self._before[segment] + number)


class Words:
    """The words that an instance begins with, and how they are written."""

    def __init__(self) -> None:
        self._rows: list[tuple[int, int, int | str]] = []

    def add(self, place: int, base: int, value: int | str) -> None:
        """A word; with `BASE_TEXT` the value is the name of a function."""
        self._rows.append((place, base, value))

    def __len__(self) -> int:
        return len(self._rows)

    def to_bytes(self, starts: dict[str, int]) -> bytes:
        """The list, given where functions start in the text."""
        data = bytearray()
        for place, base, value in self._rows:
            number = starts[value] if isinstance(value, str) else value
            data += _WORD.pack(place, base, number - (1 << 64) if number >= 1 << 63 else number)
        return bytes(data)


def add_records(words: Words, plan: InstancePlan, symbol_of: list[str]) -> None:
    """The words of the builtins' table, of the ids of function types, and of the records of functions;
    `symbol_of` has the function that stands for each function of the module."""
    module, layout = plan.module, plan.layout
    words.add(BUILTINS_OFFSET, BASE_INSTANCE, plan.builtins)
    words.add(RUNTIME_OFFSET, BASE_INSTANCE, plan.block)
    for number, row in enumerate(BUILTINS):
        words.add(plan.builtins + 8 * number, BASE_TEXT, row.name)
    words.add(plan.builtins + 8 * TRAP_WORD, BASE_TEXT, "trap")
    count = len(module.types.number)
    for index in range(0, count, 2):  # two ids in a word; what is behind the last belongs to the padding
        second = int(module.types.number[index + 1]) if index + 1 < count else 0
        number = int(module.types.number[index])
        words.add(int(layout.signature_id(index)), BASE_NONE, second << 32 | number)
    for index in range(module.num_functions()):
        at = layout.function_record(index)
        if at >= 0:
            words.add(at + FUNCTION_CODE, BASE_TEXT, symbol_of[index])
            words.add(at + FUNCTION_SIGNATURE, BASE_NONE, int(module.func_type[index]))
            words.add(at + FUNCTION_CONTEXT, BASE_INSTANCE, 0)
            words.add(at + FUNCTION_RECORD, BASE_INSTANCE, at)


def add_block(words: Words, plan: InstancePlan, data_start: int) -> None:
    """The words of the runtime block; `data_start` is where the module's data segments lie in the
    constants."""
    module, layout = plan.module, plan.layout
    arrays = (plan.memories, plan.tables, plan.shifts, plan.datas, plan.element_segments)
    for number, array in enumerate(arrays):
        words.add(plan.block + 8 * number, BASE_INSTANCE, array)
    for index in range(len(module.tables)):
        shift = int(layout.element_size(index)).bit_length() - 1
        words.add(plan.shifts + 8 * index, BASE_NONE, shift)
    for index, data in enumerate(module.datas):
        words.add(plan.datas + 16 * index, BASE_CONSTANTS, data_start)
        words.add(plan.datas + 16 * index + 8, BASE_NONE, data.end - data.start)
        data_start += data.end - data.start
    at = plan.elements
    for index, segment in enumerate(module.elements):
        words.add(plan.element_segments + 16 * index, BASE_INSTANCE, at)
        words.add(plan.element_segments + 16 * index + 8, BASE_NONE, len(segment))
        at += 8 * len(segment)
