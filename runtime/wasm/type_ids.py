"""Types of all modules of this process, with one number for equal ones.

A module numbers its types by itself (`frontend/wasm/types.py`). Two modules that call each other need common
numbers: they are the signature ids in function records, and linking compares them. So each recursive group
of a module is looked up here by its content, and added when it is new; what refers to a type outside of its
group then holds the common number. Groups stay for as long as the process: programs have few different ones.

Value types that hold common numbers are called *common* here; those without a concrete type are the same
everywhere.
"""

from __future__ import annotations

from typing import Final, TypeAlias

from ...frontend.wasm.types import KIND_FUNC, TypeTable
from ...frontend.wasm.value_types import CONCRETE, HEAP_SHIFT, REF, type_text

#: Whether something is of the own group, and its position there or its number.
_Where: TypeAlias = tuple[bool, int]
#: A parameter, result or field: low bits of the value type, whether it names a defined type, which (or the
#: value type itself), whether it is mutable.
_Field: TypeAlias = tuple[int, bool, _Where, bool]
#: A type of a group: kind, final, supertype, numbers of parameters (or fields) and results, and those.
_Row: TypeAlias = tuple[int, bool, _Where | None, int, int, tuple[_Field, ...]]

_LOW: Final = (1 << HEAP_SHIFT) - 1

#: The types themselves, by common number.
TYPES: Final = TypeTable()
_groups: Final[dict[tuple[_Row, ...], int]] = {}


def common_numbers(types: TypeTable) -> list[int]:
    """Common number of each type of a module, by its index there."""
    numbers: list[int] = []
    first = 0
    while first < len(types):
        end = first
        while end < len(types) and types.group_start[end] == first:
            end += 1
        start = _add_group(types, first, end, numbers)
        numbers += range(start, start + end - first)
        first = end
    return numbers


def common_type(ty: int, numbers: list[int]) -> int:
    """A value type of a module as a common one."""
    if ty & REF and ty >> HEAP_SHIFT >= CONCRETE:
        return ty & _LOW | (CONCRETE + numbers[(ty >> HEAP_SHIFT) - CONCRETE]) << HEAP_SHIFT
    return ty


def _add_group(types: TypeTable, first: int, end: int, numbers: list[int]) -> int:
    """Common number of the first type of the group from `first` up to `end`."""
    rows: list[_Row] = []
    for index in range(first, end):
        # Columns of an equal earlier group hold the same, so the row of the number is read; what it refers
        # to in its own group is moved to this one.
        number = int(types.number[index])
        moved = index - number
        start, count = int(types.start[number]), int(types.count[number])
        results = int(types.result_count[number])
        group = int(types.group_start[number])
        size = end - first

        def place(other: int, group: int = group, moved: int = moved, size: int = size) -> _Where:
            """Whether a type is of this group, and its position there or common number."""
            if group <= other < group + size:
                return True, other + moved - first
            return False, numbers[other]

        above = int(types.super[number])
        fields = []
        for row in range(start, start + count + results):
            ty = int(types.pool[row])
            concrete = ty & REF and ty >> HEAP_SHIFT >= CONCRETE
            where = place((ty >> HEAP_SHIFT) - CONCRETE) if concrete else (False, ty)
            fields.append((ty & _LOW, bool(concrete), where, bool(types.mutable[row])))
        rows.append(
            (
                int(types.kind[number]),
                bool(types.final[number]),
                place(above) if above >= 0 else None,
                count,
                results,
                tuple(fields),
            )
        )
    return _find(rows)


def _find(rows: list[_Row]) -> int:
    """First number of a group, which is added when it is new."""
    key = tuple(rows)
    found = _groups.get(key)
    if found is None:
        found = _groups[key] = _append(rows)
    return found


def _append(rows: list[_Row]) -> int:
    """Add a group to `TYPES`; returns its first number."""
    first = len(TYPES)

    def number(where: _Where) -> int:
        return first + where[1] if where[0] else where[1]

    for kind, final, above, count, results, fields in rows:
        start = len(TYPES.pool)
        for low, concrete, where, mutable in fields:
            ty = low | (CONCRETE + number(where)) << HEAP_SHIFT if concrete else where[1]
            TYPES.push(ty, mutable)
        TYPES.add(kind, final, -1 if above is None else number(above), start, count, results)
    TYPES.close_group(first)
    return first


def function_type(params: list[int], results: list[int]) -> int:
    """Common number of the final function type with these common value types."""
    fields = tuple(
        (ty & _LOW, True, (False, (ty >> HEAP_SHIFT) - CONCRETE), False)
        if ty & REF and ty >> HEAP_SHIFT >= CONCRETE
        else (ty & _LOW, False, (False, ty), False)
        for ty in params + results
    )
    return _find([(KIND_FUNC, True, None, len(params), len(results), fields)])


def is_subtype(number: int, above: int) -> bool:
    """Whether a defined type is another one or below it."""
    return bool(TYPES.is_heap_subtype(CONCRETE + number, CONCRETE + above))


def function_text(number: int) -> str:
    """A function type in words: `(i32, i64) -> (f32)`."""
    params = ", ".join(type_text(ty) for ty in TYPES.params(number))
    results = ", ".join(type_text(ty) for ty in TYPES.results(number))
    return f"({params}) -> ({results})"
