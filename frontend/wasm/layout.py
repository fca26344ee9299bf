"""Where things are in the instance context.

Compiled code has the address of its instance's context in the pinned register and reaches everything from
there. Own items lie in the context at constant offsets; of an imported item the context holds the
address, which costs one load more. All numbers are little-endian.

    offset  size
    0       8     address of the builtins' table (`builtins.py`)
    8       8     stack limit
    16      8     address of the interruption word
    24      8     whatever the runtime wants to find again
    32            own memories: MEMORY bytes each {base, length in bytes}
            8     each imported memory: address of its {base, length}
                  own tables {base, length in elements}, then addresses of imported ones
                  imported functions: FUNCTION bytes each, a function record
                  records of own functions that are ever referenced, in order of index
                  own globals, 16 bytes each, then addresses of imported ones
                  addresses of tags: of own ones, then of imported ones
                  signature ids, 4 bytes by number of a function type
            8     address of the fuel counter (i64), which code that was made with `Tunables.fuel` needs

A *function record*, and an element of a table of functions, is FUNCTION bytes:

    0 code address    8 signature id (u32)    16 context of the function    24 address of its record

A null element has the signature id NULL_SIGNATURE, which no function has, and is zero elsewhere. A
reference to a function is the address of its record, null is 0. Other tables have elements of 8 bytes. An
exception reference is the address of an object with its fields from EXCEPTION_FIELDS on, 16 bytes apart, and
a byte at EXCEPTION_REFERENCED that is 1 when a reference to it may be around.
"""

from typing import Final

from mypy_extensions import i64

from .module import EXTERN_FUNC, EXTERN_GLOBAL, EXTERN_MEMORY, EXTERN_TABLE, EXTERN_TAG, Module
from .types import KIND_FUNC
from .value_types import CONCRETE, HEAP_FUNC, HEAP_NOFUNC

BUILTINS_OFFSET: Final = 0
STACK_LIMIT_OFFSET: Final = 8
INTERRUPT_OFFSET: Final = 16
RUNTIME_OFFSET: Final = 24
FIRST_OFFSET: Final = 32

MEMORY_SIZE: Final = 16
TABLE_SIZE: Final = 16
LENGTH_OFFSET: Final = 8
"""Of the length in a memory or table definition; the base is at 0."""
POINTER_SIZE: Final = 8
GLOBAL_SIZE: Final = 16

FUNCTION_SIZE: Final = 32
FUNCTION_CODE: Final = 0
FUNCTION_SIGNATURE: Final = 8
FUNCTION_CONTEXT: Final = 16
FUNCTION_RECORD: Final = 24
NULL_SIGNATURE: Final = 0xFFFF_FFFF

EXCEPTION_REFERENCED: Final = 8
EXCEPTION_FIELDS: Final = 16
EXCEPTION_STRIDE: Final = 16


class ContextLayout:
    """Offsets of all items of one module."""

    def __init__(self, module: Module) -> None:
        self.module: Module = module
        imported = module.imported
        offset = FIRST_OFFSET
        self.own_memories: int = offset
        offset += MEMORY_SIZE * (len(module.memories) - imported[EXTERN_MEMORY])
        self.imported_memories: int = offset
        offset += POINTER_SIZE * imported[EXTERN_MEMORY]
        self.own_tables: int = offset
        offset += TABLE_SIZE * (len(module.tables) - imported[EXTERN_TABLE])
        self.imported_tables: int = offset
        offset += POINTER_SIZE * imported[EXTERN_TABLE]
        offset = -(-offset // 16) * 16
        self.imported_functions: int = offset
        offset += FUNCTION_SIZE * imported[EXTERN_FUNC]
        self.records: dict[int, int] = {}
        """Offset of the record of each own function that has one, by function index."""
        for index in range(imported[EXTERN_FUNC], len(module.referenced)):
            if module.referenced[index]:
                self.records[index] = offset
                offset += FUNCTION_SIZE
        self.own_globals: int = offset
        offset += GLOBAL_SIZE * (len(module.globals) - imported[EXTERN_GLOBAL])
        self.imported_globals: int = offset
        offset += POINTER_SIZE * imported[EXTERN_GLOBAL]
        self.tags: int = offset
        offset += POINTER_SIZE * len(module.tags)
        self.signatures: int = offset
        offset += 4 * len(module.types.number)
        offset = -(-offset // 8) * 8
        self.fuel: int = offset
        """Of the address of the fuel counter."""
        offset += POINTER_SIZE
        self.size: int = -(-offset // 16) * 16
        """Bytes of the context."""

    # Offsets in the context. An imported item has the offset of its address there (`is_imported`).

    def memory(self, index: i64) -> i64:
        """Of {base, length}, or of its address."""
        own = index - self.module.imported[EXTERN_MEMORY]
        if own < 0:
            return self.imported_memories + POINTER_SIZE * index
        return self.own_memories + MEMORY_SIZE * own

    def table(self, index: i64) -> i64:
        """Of {base, length}, or of its address."""
        own = index - self.module.imported[EXTERN_TABLE]
        if own < 0:
            return self.imported_tables + POINTER_SIZE * index
        return self.own_tables + TABLE_SIZE * own

    def global_(self, index: i64) -> i64:
        """Of the value, or of its address."""
        own = index - self.module.imported[EXTERN_GLOBAL]
        if own < 0:
            return self.imported_globals + POINTER_SIZE * index
        return self.own_globals + GLOBAL_SIZE * own

    def function_record(self, index: int) -> int:
        """Of the record of an imported function, or of an own one that is referenced; -1 if it has none."""
        if index < self.module.imported[EXTERN_FUNC]:
            return self.imported_functions + FUNCTION_SIZE * index
        return self.records.get(index, -1)

    def tag(self, index: int) -> int:
        """Of the address that is the identity of a tag; imported tags come last."""
        own = index - self.module.imported[EXTERN_TAG]
        count = len(self.module.tags) - self.module.imported[EXTERN_TAG]
        return self.tags + POINTER_SIZE * (own if own >= 0 else count + index)

    def signature_id(self, number: i64) -> i64:
        """Of the u32 that identifies a function type."""
        return self.signatures + 4 * number

    def element_size(self, index: int) -> int:
        """Bytes of an element of a table."""
        return FUNCTION_SIZE if is_function_table(self.module, index) else 8


def is_function_table(module: Module, index: int) -> bool:
    """Whether a table holds function references."""
    heap = module.tables[index].element >> 5
    if heap >= CONCRETE:
        return int(module.types.kind[heap - CONCRETE]) == KIND_FUNC
    return heap in (HEAP_FUNC, HEAP_NOFUNC)
