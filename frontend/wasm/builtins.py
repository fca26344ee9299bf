"""What compiled WebAssembly code asks of the runtime: functions of a fixed list.

The instance context holds the address of a table of code addresses, in the order of `BUILTINS`. Each is
called under the C convention (`system_v`) with the context as its first argument. Memories, tables, segments
and tags are given by index as in the module; lengths and positions of 32-bit memories are zero-extended. What
"traps" may end in a trap, in the runtime's way, and then does not return.
"""

from typing import Final, NamedTuple

from ...ir.entities import AbiParam, Signature
from ...ir.types import I32, I64


class Builtin(NamedTuple):
    """One function: parameters behind the context and result as letters (`i` i32, `I` i64)."""

    name: str
    params: str
    result: str
    meaning: str


b = Builtin

BUILTINS: Final[tuple[Builtin, ...]] = (
    b("memory_grow", "iI", "I", "(memory, pages): former size in pages, -1 when it cannot grow"),
    b(
        "memory_copy",
        "iiIII",
        "",
        "(to, from, to position, from position, length), as memmove; traps",
    ),
    b("memory_fill", "iIiI", "", "(memory, position, byte, length); traps"),
    b("memory_init", "iiIII", "", "(memory, segment, position, segment position, length); traps"),
    b("data_drop", "i", "", "(segment)"),
    b("memory_notify", "iIi", "i", "(memory, address, count): how many were woken; traps"),
    b(
        "memory_wait32",
        "iIiI",
        "i",
        "(memory, address, expected, timeout): 0 woken, 1 differs, 2 too late; traps",
    ),
    b("memory_wait64", "iIII", "i", "the same for 64 bits"),
    b("table_grow", "iII", "I", "(table, elements, value): former size, -1 when it cannot grow"),
    b("table_fill", "iIII", "", "(table, position, value, length); traps"),
    b("table_copy", "iiIII", "", "(to, from, to position, from position, length); traps"),
    b("table_init", "iiIII", "", "(table, segment, position, segment position, length); traps"),
    b("elem_drop", "i", "", "(segment)"),
    b(
        "type_matches",
        "ii",
        "i",
        "(signature id, type): 1 when the signature is that of the type or a subtype",
    ),
    b(
        "exception_new",
        "iIi",
        "I",
        "(tag, its identity, fields): a new exception reference; its fields are stored by the caller",
    ),
    b("exception_throw", "I", "", "(exception); never returns"),
    b("exception_drop", "I", "", "(exception): a clause caught it by value and has read its fields"),
    b("interrupt", "", "", "(): the interruption word is not 0; traps"),
)

BUILTIN_NUMBER: Final = {row.name: number for number, row in enumerate(BUILTINS)}

_TYPES: Final = {"i": I32, "I": I64}


def builtin_signature(row: Builtin) -> Signature:
    """The IR signature of a builtin."""
    params = [AbiParam(I64), *(AbiParam(_TYPES[letter]) for letter in row.params)]
    return Signature(params, [AbiParam(_TYPES[letter]) for letter in row.result], "system_v")
