"""How large a module may be: the limits that engines agreed on for the JavaScript interface, all of them.

Source: WebAssembly JavaScript Interface, section "Implementation-defined Limits". Those that it does not
name (element segments, handlers, bytes of a name) are wasmtime's; V8 has the last one too.

A module beyond is refused with the limit's name before anything is allocated for it.
"""

from typing import Final

MAX_MODULE_BYTES: Final = 1 << 30
MAX_TYPES: Final = 1_000_000
MAX_FUNCTIONS: Final = 1_000_000
MAX_IMPORTS: Final = 1_000_000
MAX_EXPORTS: Final = 1_000_000
MAX_GLOBALS: Final = 1_000_000
MAX_TAGS: Final = 1_000_000
MAX_TABLES: Final = 100_000
MAX_DATA_SEGMENTS: Final = 100_000
MAX_ELEM_SEGMENTS: Final = 100_000
MAX_TABLE_ELEMENTS: Final = 10_000_000
MAX_MEMORIES: Final = 100
MAX_PARAMS: Final = 1000
MAX_RESULTS: Final = 1000
MAX_BODY_BYTES: Final = 7_654_321
MAX_LOCALS: Final = 50_000
"""Parameters are counted."""
MAX_FIELDS: Final = 10_000
MAX_ARRAY_OPERANDS: Final = 10_000
MAX_SUBTYPE_DEPTH: Final = 63
MAX_CATCHES: Final = 10_000
MAX_NAME_BYTES: Final = 100_000
"""Of an import, export or custom section."""
MAX_BR_TABLE: Final = 65_520
"""Targets of one br_table, the default not counted."""

MAX_OPERANDS: Final = 1 << 26
"""Operands of a translated function. SSA form, with arguments of branches, can be much larger than bytes."""
MAX_LOOKUPS: Final = 1 << 24
"""Blocks that the lookups of locals of one function may pass."""

MAX_PAGES_32: Final = 65_536
MAX_PAGES_64: Final = 1 << 48
"""What validation allows a 64-bit memory to ask for, in pages of 64 KiB."""
PAGE_LOG2: Final = 16
