"""Imports: finding what a module asks for among what is given, and comparing types.

    imports = {"env": {"memory": Memory(1), "print": print, "limit": 10}, "other": instance}

A function of Python is taken for any function type; a number for an immutable global. Sizes of memories and
tables are compared with their present size. Source: specification, section 4.5.3 (external typing, import
matching). Functions, and tables and globals that hold some, belong to the machine that their code is for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from ...frontend.wasm.module import (
    EXTERN_FUNC,
    EXTERN_GLOBAL,
    EXTERN_MEMORY,
    EXTERN_NAMES,
    EXTERN_TABLE,
    Import,
    MemoryType,
    TableType,
)
from ...frontend.wasm.value_types import type_text
from ...ir.errors import IrtoolError
from .functions import Func, HostFunction, host_func, machine_problem
from .items import Global, Memory, Table, Tag
from .module import Module
from .type_ids import TYPES, function_text, is_subtype
from .values import is_function_type

#: What can be imported and exported.
Item: TypeAlias = Func | Table | Memory | Global | Tag


class LinkError(IrtoolError):
    """An import is missing or has another type than the module wants."""


def resolve(module: Module, imports: Mapping[str, object]) -> list[Item]:
    """The item for each import, in order. Raises `LinkError` for the first one that does not fit."""
    return [_resolve_one(module, item, imports) for item in module.tables.imports]


def _resolve_one(module: Module, item: Import, imports: Mapping[str, object]) -> Item:
    where = f'"{item.module}" "{item.name}"'
    wanted = f"{EXTERN_NAMES[item.kind]} {module.item_text(item.kind, item.index)}"
    space = imports.get(item.module)
    exports = getattr(space, "exports", space)
    if not isinstance(exports, Mapping):
        if space is not None:
            raise LinkError(f'imports of "{item.module}" must be a mapping or an instance, not {space!r}')
        raise LinkError(f'unknown import {where}: {wanted} wanted, there is no module "{item.module}"')
    if item.name not in exports:
        raise LinkError(f"unknown import {where}: {wanted} wanted")
    given = exports[item.name]
    found = _convert(module, item, given)
    if found is None:
        raise LinkError(f"incompatible import type for {where}: {wanted} wanted, {describe(given)} given")
    _check_gil(module, where, found)
    return found


def _check_gil(module: Module, where: str, item: Item) -> None:
    """A module that releases the GIL may get no function that needs it, now or later. Raises `LinkError`."""
    free = module.tunables.release_gil
    if isinstance(item, Func):
        if free and not item.without_gil:
            raise LinkError(f"import {where}: a function of a module that releases the GIL, too, wanted")
        takes_functions = any(is_function_type(ty) for ty in TYPES.params(item.type_number))
        refused = not free and item.without_gil and takes_functions
    else:
        holds = isinstance(item, Table) and item.holds_functions
        holds = holds or (isinstance(item, Global) and is_function_type(item.type))
        refused = holds and isinstance(item, Table | Global) and item.externs.without_gil != free
    if refused:
        raise LinkError(
            f"import {where}: modules that exchange functions must all be made with release_gil, or none"
        )


def describe(item: object) -> str:
    """What was given, in words."""
    if isinstance(item, Func):
        return f"func {function_text(item.type_number)}"
    if isinstance(item, Memory):
        return f"memory of {item.size} pages ({_maximum(item.maximum)}{', shared' if item.shared else ''})"
    if isinstance(item, Table):
        return f"table of {len(item)} {type_text(item.element)} ({_maximum(item.maximum)})"
    if isinstance(item, Global):
        return f"global {'mutable ' if item.mutable else ''}{type_text(item.type)}"
    if isinstance(item, Tag):
        return f"tag {function_text(item.type_number)}"
    return repr(item)


def _maximum(maximum: int | None) -> str:
    return "no maximum" if maximum is None else f"at most {maximum}"


def _convert(module: Module, item: Import, given: object) -> Item | None:
    """The item for an import, None if it does not fit."""
    if item.kind == EXTERN_FUNC:
        return _function(module, item, given)
    if item.kind == EXTERN_MEMORY:
        memory = module.tables.memories[item.index]
        if isinstance(given, Memory) and memory_fits(given, memory):
            return given
    elif item.kind == EXTERN_TABLE:
        table = module.tables.tables[item.index]
        if isinstance(given, Table) and table_fits(given, table, module.value_type(table.element)):
            if given.machine not in (None, module.machine):
                raise LinkError(f"{given!r} {machine_problem(given.machine, module.machine)}")
            return given
    elif item.kind == EXTERN_GLOBAL:
        return _global(module, item, given)
    elif isinstance(given, Tag) and given.type_number == module.numbers[module.tables.tags[item.index]]:
        if given.machine not in (None, module.machine):
            raise LinkError(f"{given!r} {machine_problem(given.machine, module.machine)}")
        return given
    return None


def _function(module: Module, item: Import, given: object) -> Func | None:
    wanted = module.function_type(item.index)
    free = module.tunables.release_gil
    if isinstance(given, Func):
        if not is_subtype(given.type_number, wanted):
            return None
        given = _for_machine(given, module)
        if free and not given.without_gil and isinstance(given.owner, HostFunction):
            return host_func(given.owner.function, given.type_number, given.name, module.machine, True)
        return given
    if callable(given) and not isinstance(given, type):
        function: Callable[..., object] = given
        return host_func(function, wanted, f"{item.module}.{item.name}", module.machine, free)
    return None


def _for_machine(given: Func, module: Module) -> Func:
    """The function for the machine of a module. Raises `LinkError` for code of another one."""
    owner, machine = given.owner, module.machine
    if owner.machine is machine:
        return given
    if isinstance(owner, HostFunction):
        return host_func(owner.function, given.type_number, given.name, machine)
    raise LinkError(f"{given!r} {machine_problem(owner.machine, machine)}")


def _global(module: Module, item: Import, given: object) -> Global | None:
    data = module.tables.globals[item.index]
    wanted = module.value_type(data.ty)
    if isinstance(given, Global):
        same = given.type == wanted
        fits = same if data.mutable else bool(TYPES.is_subtype(given.type, wanted))
        if not fits or given.mutable != data.mutable:
            return None
        if given.machine not in (None, module.machine):
            raise LinkError(f"{given!r} {machine_problem(given.machine, module.machine)}")
        return given
    if data.mutable or isinstance(given, Func | Memory | Table | Tag) or callable(given):
        return None
    try:
        return Global(wanted, given, machine=module.machine)
    except (TypeError, OverflowError):
        return None


def _limits_fit(size: int, maximum: int | None, wanted: MemoryType | TableType) -> bool:
    if size < wanted.minimum:
        return False
    return wanted.maximum < 0 or (maximum is not None and maximum <= wanted.maximum)


def memory_fits(given: Memory, wanted: MemoryType) -> bool:
    """Whether a memory can be imported as one of a type."""
    same = (given.is_64, given.shared, given.page_log2) == (wanted.is_64, wanted.shared, wanted.page_log2)
    return same and _limits_fit(given.size, given.maximum, wanted)


def table_fits(given: Table, wanted: TableType, element: int) -> bool:
    """Whether a table can be imported as one of a type with this common element type."""
    same = given.is_64 == wanted.is_64 and given.element == element
    return same and _limits_fit(len(given), given.maximum, wanted)
