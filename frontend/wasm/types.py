"""The types of a module and the subtype relation.

Types are defined in recursive groups; a type that stands alone is a group of one. Two types are equal
when their whole groups are equal, item by item, references into the own group counted from its start:

    (rec (type $a (func)))      equal to (type $b (func))
    (rec (type $c (func)) (type $d (func)))      neither is equal to $a

Each group is turned into a key, and groups with equal keys are the same. So every type has a *number*, the
index of the first type it is equal to, and value types hold numbers (`value_types.py`). All columns are
read at numbers only.
"""

from typing import Final

from librt.vecs import append, vec
from mypy_extensions import i64

from .value_types import (
    CONCRETE,
    HEAP_ARRAY,
    HEAP_BOTTOM,
    HEAP_FUNC,
    HEAP_NOFUNC,
    HEAP_NONE,
    HEAP_SHIFT,
    HEAP_STRUCT,
    REF,
    SUPERTYPES,
)

KIND_FUNC: Final = 0
KIND_STRUCT: Final = 1
KIND_ARRAY: Final = 2

#: Rows at the start of `pool`, each its own number: results of block types that are one plain value type.
SELF_ROWS: Final = 32

_SUPERTYPES: Final[vec[i64]] = vec[i64](list(SUPERTYPES))


class TypeTable:
    """All types of a module, by index; see the module docstring for numbers."""

    def __init__(self) -> None:
        self.number: vec[i64] = vec[i64]()
        """By index: the number of the type."""
        self.kind: vec[i64] = vec[i64]()
        self.final: vec[i64] = vec[i64]()
        self.super: vec[i64] = vec[i64]()
        """Number of the supertype, -1 for none."""
        self.depth: vec[i64] = vec[i64]()
        """Supertypes above it."""
        self.start: vec[i64] = vec[i64]()
        """First parameter or field in the pool."""
        self.count: vec[i64] = vec[i64]()
        self.result_start: vec[i64] = vec[i64]()
        self.result_count: vec[i64] = vec[i64]()
        self.pool: vec[i64] = vec[i64](list(range(SELF_ROWS)))
        """Value and storage types."""
        self.mutable: vec[i64] = vec[i64]([0] * SELF_ROWS)
        """Beside `pool`: whether the field is mutable."""
        self.group_start: vec[i64] = vec[i64]()
        """By index: first index of its group."""
        self.groups: dict[tuple[int, ...], int] = {}
        """First index of a group by its key."""
        self.single: dict[int, int] = {}
        """Row in the pool that holds a value type, for block types."""

    def __len__(self) -> int:
        return len(self.number)

    def add(self, kind: i64, final: bool, super_number: i64, start: i64, count: i64, results: i64) -> None:
        """Append a type whose parameters (or fields) and results are in the pool from `start` on."""
        index: i64 = len(self.number)
        self.number = append(self.number, index)
        self.kind = append(self.kind, kind)
        self.final = append(self.final, 1 if final else 0)
        self.super = append(self.super, super_number)
        self.depth = append(self.depth, 0)
        self.start = append(self.start, start)
        self.count = append(self.count, count)
        self.result_start = append(self.result_start, start + count)
        self.result_count = append(self.result_count, results)
        self.group_start = append(self.group_start, index)

    def push(self, ty: i64, mutable: bool) -> None:
        """Append a value or storage type to the pool."""
        self.pool = append(self.pool, ty)
        self.mutable = append(self.mutable, 1 if mutable else 0)

    def one(self, ty: i64) -> i64:
        """A row of the pool that holds this value type."""
        if ty < SELF_ROWS:
            return ty
        row = self.single.get(int(ty))
        if row is None:
            row = len(self.pool)
            self.push(ty, False)
            self.single[int(ty)] = row
        return row

    # --- groups -------------------------------------------------------------------------------

    def close_group(self, first: i64) -> None:
        """The types from index `first` on are one group: give them their numbers."""
        key = self.group_key(int(first))
        same = self.groups.setdefault(key, int(first))
        index: i64 = first
        while index < len(self.number):
            self.number[index] = same + (index - first)
            self.group_start[index] = first
            index += 1

    def group_key(self, first: int) -> tuple[int, ...]:
        """What makes the group of the newest types equal to another."""
        key: list[int] = []
        for index in range(first, len(self.number)):
            start, count, results = (
                int(self.start[index]),
                int(self.count[index]),
                int(self.result_count[index]),
            )
            shape = int(self.kind[index]) << 1 | int(self.final[index])
            key += [shape, self._relative(int(self.super[index]), first), count, results]
            for row in range(start, start + count + results):
                ty = int(self.pool[row])
                if ty & REF and ty >> HEAP_SHIFT >= CONCRETE + first:
                    ty = -1 - ty + (first << HEAP_SHIFT)
                key.append(ty << 1 | int(self.mutable[row]))
        return tuple(key)

    def _relative(self, number: int, first: int) -> int:
        """A supertype as part of a key: within the group counted from its start."""
        return -2 - (number - first) if number >= first else number

    # --- the subtype relation ------------------------------------------------------------------

    def is_heap_subtype(self, low: i64, high: i64) -> bool:
        """Whether heap type `low` is `high` or below it."""
        if low == high:
            return True
        if low < CONCRETE:
            if high < CONCRETE:
                return (_SUPERTYPES[low] >> high) & 1 != 0
            if low == HEAP_BOTTOM:
                return True
            kind = self.kind[high - CONCRETE]
            return low == HEAP_NOFUNC if kind == KIND_FUNC else low == HEAP_NONE
        kind = self.kind[low - CONCRETE]
        if high < CONCRETE:
            top: i64 = HEAP_FUNC
            if kind == KIND_STRUCT:
                top = HEAP_STRUCT
            elif kind == KIND_ARRAY:
                top = HEAP_ARRAY
            return (_SUPERTYPES[top] >> high) & 1 != 0
        wanted = high - CONCRETE
        number = self.super[low - CONCRETE]
        while number >= 0:
            if number == wanted:
                return True
            number = self.super[number]
        return False

    def is_subtype(self, low: i64, high: i64) -> bool:
        """Whether value type `low` is `high` or below it."""
        if low == high or low == 0:
            return True
        if low & high & 8 == 0 or low & 16 > high & 16:
            return False
        return self.is_heap_subtype(low >> 5, high >> 5)

    def is_valid_subtype(self, index: i64) -> bool:
        """Whether the structure of a type fits its supertype: parameters the other way round, mutable fields
        equal, further fields allowed."""
        above = self.super[index]
        if self.final[above] != 0 or self.kind[above] != self.kind[index]:
            return False
        start, count = self.start[index], self.count[index]
        above_start, above_count = self.start[above], self.count[above]
        if self.kind[index] != KIND_FUNC:
            if count < above_count:
                return False
            i: i64 = 0
            while i < above_count:
                if not self._field_fits(start + i, above_start + i):
                    return False
                i += 1
            return True
        results = self.result_count[index]
        if count != above_count or results != self.result_count[above]:
            return False
        i = 0
        while i < count:
            if not self.is_subtype(self.pool[above_start + i], self.pool[start + i]):
                return False
            i += 1
        i = 0
        while i < results:
            if not self.is_subtype(self.pool[start + count + i], self.pool[above_start + count + i]):
                return False
            i += 1
        return True

    def _field_fits(self, row: i64, above: i64) -> bool:
        if self.mutable[row] != self.mutable[above]:
            return False
        if self.mutable[row] != 0:
            return self.pool[row] == self.pool[above]
        return self.is_subtype(self.pool[row], self.pool[above])

    # --- for people and the runtime --------------------------------------------------------------

    def params(self, index: int) -> list[int]:
        """Parameter types of a function type, or field types."""
        number = self.number[index]
        return [int(self.pool[self.start[number] + i]) for i in range(int(self.count[number]))]

    def results(self, index: int) -> list[int]:
        """Result types of a function type."""
        number = self.number[index]
        return [int(self.pool[self.result_start[number] + i]) for i in range(int(self.result_count[number]))]
