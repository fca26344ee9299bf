"""What a library's items are called in C, and their C types.

    c_identifier("memory.grow-2")       "memory_grow_2"
    names = LibraryNames(module, "zlib")
    names.functions[3]                  "zlib_deflate", of the export number 3

All names of a library begin with its prefix. Each is given out once: `zlib_instantiate` and its like
(`API`) first, then exports in the module's order, one whose name is taken gets `_2`, `_3`, ... at its end.
"""

import re
from collections.abc import Collection, Iterable
from typing import Final

from ..frontend.wasm.module import EXTERN_FUNC, EXTERN_GLOBAL, EXTERN_MEMORY, EXTERN_TABLE, EXTERN_TAG, Module
from ..frontend.wasm.value_types import F32, F64, I32, I64, V128
from ..ir.errors import IrtoolError
from .tables import is_for_c, is_shared

#: Functions of every library, without the prefix.
API: Final = ("instantiate", "delete_instance", "raise", "set_stack_size", "status_text")
#: How the functions of an exported item end, by its kind, and those that go with an imported one.
_EXPORTED: Final = {
    EXTERN_MEMORY: ("data", "size", "grow", "handle"),
    EXTERN_TABLE: ("size", "get", "set", "grow"),
    EXTERN_TAG: ("throw", "catch"),
}
_MADE: Final = {
    EXTERN_MEMORY: ("new", "delete"),
    EXTERN_TABLE: ("new", "delete", "size", "get", "set", "grow"),
    EXTERN_TAG: ("throw", "catch"),
}
#: C types by value type; references are pointers, vectors pointers to 16 bytes.
C_TYPES: Final = {I32: "uint32_t", I64: "uint64_t", F32: "float", F64: "double"}

_WORD: Final = re.compile(r"[A-Za-z_]\w*\Z", re.ASCII)
#: Words that are no names of members in C or C++, nor macros of the headers that a library's includes.
RESERVED: Final = frozenset(
    "alignas alignof and and_eq asm atomic auto bitand bitor bool break case catch char class compl concept"
    " const constexpr consteval constinit const_cast continue decltype default delete do double dynamic_cast"
    " else enum explicit export extern false final float for friend goto if inline int long mutable namespace"
    " new noexcept not not_eq nullptr operator or or_eq override private protected public register"
    " reinterpret_cast requires restrict return short signed sizeof static static_assert static_cast struct"
    " switch template this thread_local throw true try typedef typeid typename typeof union unsigned using"
    " virtual void volatile wchar_t while xor xor_eq env NULL linux unix".split()
)


def c_identifier(name: str) -> str:
    """A name with `_` for everything that C has not in identifiers; never empty."""
    text = re.sub(r"[^A-Za-z0-9_]", "_", name)
    return text if text and not text[0].isdigit() else f"_{text}"


def check_prefix(prefix: str) -> None:
    """Raises `IrtoolError` for a prefix that is no identifier of C."""
    if not _WORD.match(prefix) or prefix.startswith("__") or prefix in RESERVED:
        raise IrtoolError(f"{prefix!r} cannot be the prefix of C names: an identifier is wanted")


class Namer:
    """Gives each name out once."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)
        self._next: dict[str, int] = {}
        """By name that is taken: the number to try first."""

    def give(self, name: str) -> str:
        """The name, or the first of `name_2`, `name_3`, ... that is free."""
        found, number = name, self._next.get(name, 2)
        while found in self._taken:
            found = f"{name}_{number}"
            number += 1
        self._next[name] = number
        self._taken.add(found)
        return found


def api_of(module: Module) -> tuple[str, ...]:
    """Functions of a module's library that do not depend on names in it, without the prefix."""
    return (*API, "rethrow") if module.tags else API


class LibraryNames:
    """The C names of a module's imports and exports."""

    def __init__(
        self, module: Module, prefix: str, provided: Collection[int] = (), directories: bool = False
    ) -> None:
        """`provided` are imported functions that the library has itself: they have no names. `directories`:
        there is `PREFIX_give_directory`."""
        self.prefix = prefix
        self.directories = directories
        self.exports: dict[int, list[str]] = {}
        """By number of the export: of a function its name; of a memory those for its address, its bytes,
        growing, and its handle; of a table those for its size, reading, writing and growing; of a tag
        those for throwing and catching; of a global those for reading and, if it can be changed, writing."""
        self.imports: dict[int, str] = {}
        """By number of the import: the member of the structure of imports."""
        self.made: dict[int, list[str]] = {}
        """By number of the import: of a memory the functions that make and free one; of a table the same,
        then those of an exported one; of a tag those for throwing and catching."""
        given = Namer(f"{prefix}_{name}" for name in (*api_of(module), "instance", "imports"))
        if directories:
            given.give(f"{prefix}_give_directory")
        for number, export in enumerate(module.exports):
            name = f"{prefix}_{c_identifier(export.name)}"
            parts = _EXPORTED.get(export.kind, ())
            if export.kind == EXTERN_FUNC:
                self.exports[number] = [given.give(name)]
            elif export.kind == EXTERN_GLOBAL:
                parts = ("get", "set") if module.globals[export.index].mutable else ("get",)
            elif export.kind == EXTERN_TABLE and not is_for_c(module, export.index):
                parts = ()
            elif export.kind == EXTERN_TABLE and is_shared(module, export.index):
                parts = (*parts, "handle")
            if parts:
                self.exports[number] = [given.give(f"{name}_{part}") for part in parts]
        members = Namer(RESERVED)
        for number, item in enumerate(module.imports):
            if item.kind == EXTERN_FUNC and item.index in provided:
                continue
            name = f"{c_identifier(item.module)}_{c_identifier(item.name)}"
            if item.kind != EXTERN_TAG:
                self.imports[number] = members.give(name)
            parts = _MADE.get(item.kind, ())
            if parts:
                self.made[number] = [given.give(f"{prefix}_{name}_{part}") for part in parts]


def c_type(ty: int) -> str:
    """The C type of a parameter or single result."""
    return C_TYPES.get(ty, "const void *" if ty == V128 else "void *")


def c_result(ty: int) -> str:
    """The C type of a place for a result."""
    return "void *" if ty == V128 else f"{c_type(ty)} *".replace("* *", "**")
