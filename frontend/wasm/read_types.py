"""Reading types: value types, limits, and the type section with its recursive groups.

    4e 02  5f ...  60 ...     one group of a structure and a function, which may name each other

A type outside of `4e` is a group of one. A group is closed when all of it is read: only then is it known
whether an equal one was there before, whose numbers it then gets (`types.py`), and supertypes are compared.
"""

from typing import Final

from librt.vecs import vec
from mypy_extensions import i64

from .binary import Cursor
from .features import (
    FEATURE_EXCEPTIONS,
    FEATURE_FUNCTION_REFERENCES,
    FEATURE_GC,
    FEATURE_MEMORY64,
    FEATURE_MULTI_VALUE,
    FEATURE_REFERENCE_TYPES,
    FEATURE_SIMD,
    FEATURES,
)
from .limits import MAX_FIELDS, MAX_PARAMS, MAX_RESULTS, MAX_SUBTYPE_DEPTH, MAX_TYPES
from .module import Module
from .types import KIND_ARRAY, KIND_FUNC, KIND_STRUCT
from .value_types import (
    CONCRETE,
    FUNCREF,
    HEAP_EXN,
    HEAP_EXTERN,
    HEAP_FUNC,
    HEAP_NOEXN,
    HEAP_OF_CODE,
    I8,
    I16,
    V128,
    ref_type,
)

_HEAP_OF_CODE: Final[vec[i64]] = vec[i64](list(HEAP_OF_CODE))

#: Bits of limits flags.
LIMIT_MAX: Final = 1
LIMIT_SHARED: Final = 2
LIMIT_64: Final = 4
LIMIT_PAGE: Final = 8


class Limits:
    """Limits as written."""

    def __init__(self, flags: int, minimum: int, maximum: int, page_log2: int) -> None:
        self.flags = flags
        self.minimum = minimum
        self.maximum = maximum
        """-1 for none."""
        self.page_log2 = page_log2


class TypeReader(Cursor):
    """A cursor that reads types of a module."""

    def __init__(self, module: Module, pos: i64, end: i64) -> None:
        super().__init__(module.data, pos, end)
        self.module: Module = module
        self.type_limit: i64 = 0
        """Type indices below it may be named."""

    def need(self, feature: i64, offset: i64) -> None:
        """Refuse what needs a feature that is off."""
        if self.module.features & feature != feature:
            names = [name for bit, name in enumerate(FEATURES) if int(feature) >> bit & 1]
            self.invalid(f"{' and '.join(names)} support is not enabled", offset)

    def need_any(self, feature: i64, other: i64, offset: i64) -> None:
        """Refuse what came with either of two features when both are off; the first is named."""
        if self.module.features & other == 0:
            self.need(feature, offset)

    # --- value types ----------------------------------------------------------------------------

    def heap_type(self) -> i64:
        """A heap type."""
        start = self.pos
        code = self.s33()
        if code >= 0:
            if code >= self.type_limit:
                self.invalid(f"unknown type {int(code)}", start)
            self.need(FEATURE_FUNCTION_REFERENCES, start)
            if code < len(self.module.types.number):
                return CONCRETE + self.module.types.number[code]
            return CONCRETE + code  # in the group that is being read
        return self._abstract(code + 0x80, start, "heap")

    def _abstract(self, code: i64, start: i64, what: str) -> i64:
        """Heap type of a one-byte code."""
        index = code - 0x69
        if index < 0 or index >= len(_HEAP_OF_CODE) or self.pos != start + 1:
            self.malformed(f"malformed {what} type", start)
        heap = _HEAP_OF_CODE[index]
        if heap == HEAP_FUNC or heap == HEAP_EXTERN:
            self.need(FEATURE_REFERENCE_TYPES, start)
        elif heap == HEAP_EXN or heap == HEAP_NOEXN:
            self.need(FEATURE_EXCEPTIONS, start)
        else:
            self.need(FEATURE_GC, start)
        return heap

    def value_type(self) -> i64:
        """A value type."""
        start = self.pos
        code = self.byte()
        if code >= 0x7B and code <= 0x7F:
            if code == 0x7B:
                self.need(FEATURE_SIMD, start)
                return V128
            return 0x80 - code
        return self._ref_type(code, start, "value")

    def ref_type(self) -> i64:
        """A reference type."""
        start = self.pos
        return self._ref_type(self.byte(), start, "reference")

    def element_type(self) -> i64:
        """The type of the elements of a table or segment. `funcref` was there before all other references."""
        start = self.pos
        if start < self.end and self.data[start] == 0x70:
            self.pos = start + 1
            return FUNCREF
        return self._ref_type(self.byte(), start, "reference")

    def _ref_type(self, code: i64, start: i64, what: str) -> i64:
        if code == 0x63 or code == 0x64:
            self.need(FEATURE_FUNCTION_REFERENCES, start)
            return ref_type(self.heap_type(), code == 0x63)
        return ref_type(self._abstract(code, start, what), True)

    def storage_type(self) -> i64:
        """The type of a field."""
        start = self.pos
        if start < self.end:
            code: i64 = self.data[start]
            if code == 0x78 or code == 0x77:
                self.pos = start + 1
                return I8 if code == 0x78 else I16
        return self.value_type()

    def mutability(self) -> bool:
        """0 for immutable, 1 for mutable."""
        start = self.pos
        code = self.byte()
        if code > 1:
            self.malformed("malformed mutability", start)
        return code == 1

    # --- limits -----------------------------------------------------------------------------------

    def limits(self, allowed: int) -> Limits:
        """Limits with the flags that are allowed."""
        start = self.pos
        flags = self.byte()
        if flags & ~allowed != 0:
            self.malformed("malformed limits flags", start)
        if flags & LIMIT_64 != 0:
            self.need(FEATURE_MEMORY64, start)
        minimum = self._size()
        maximum = -1
        if flags & LIMIT_MAX != 0:
            maximum = self._size()
        page_log2 = 16
        if flags & LIMIT_PAGE != 0:
            start = self.pos
            page_log2 = int(self.u32())
            if page_log2 >= 64:
                self.malformed("invalid custom page size", start)
        return Limits(int(flags), minimum, maximum, page_log2)

    def _size(self) -> int:
        """A size of a memory or table, which has 64 bits since there are 64-bit ones."""
        if self.module.features & FEATURE_MEMORY64 == 0:
            return int(self.u32())
        return int(self.u64()) & (1 << 64) - 1

    # --- the type section --------------------------------------------------------------------------

    def type_section(self) -> None:
        """All recursive groups."""
        types = self.module.types
        groups = self.count("types", MAX_TYPES)
        while groups > 0:
            groups -= 1
            start = self.pos
            first: i64 = len(types.number)
            size: i64 = 1
            if start < self.end and self.data[start] == 0x4E:
                self.need(FEATURE_GC, start)
                self.pos = start + 1
                size = self.count("types", MAX_TYPES)
            if first + size > MAX_TYPES:
                self.limit(f"too many types; the limit is {MAX_TYPES}", start)
            # A type may name itself and others of its group since there are groups.
            self.type_limit = first + size if self.module.features & FEATURE_GC != 0 else first
            index: i64 = 0
            while index < size:
                self._sub_type(first + index)
                index += 1
            types.close_group(first)
            self.type_limit = len(types.number)
            self._check_supertypes(first, start)

    def _sub_type(self, index: i64) -> None:
        start = self.pos
        code = self.byte()
        super_number: i64 = -1
        final = True
        if code == 0x50 or code == 0x4F:
            self.need(FEATURE_GC, start)
            final = code == 0x4F
            supers = self.count("supertypes", 1000)
            if supers > 1:
                self.invalid("sub type has more than one supertype", start)
            if supers == 1:
                place = self.pos
                super_number = self.u32()
                if super_number >= index:
                    self.invalid(f"unknown type {int(super_number)}", place)
                if super_number < len(self.module.types.number):
                    super_number = self.module.types.number[super_number]
            start = self.pos
            code = self.byte()
        if code >= 0x80:
            self.malformed("integer representation too long: a type definition begins with one byte", start)
        if code == 0x60:
            self._func_type(final, super_number)
        elif code == 0x5F or code == 0x5E:
            self.need(FEATURE_GC, start)
            self._aggregate_type(code == 0x5F, final, super_number)
        else:
            self.malformed("malformed type definition", start)

    def _func_type(self, final: bool, super_number: i64) -> None:
        types = self.module.types
        start: i64 = len(types.pool)
        params = self.count("parameters", MAX_PARAMS)
        i: i64 = 0
        while i < params:
            types.push(self.value_type(), False)
            i += 1
        place = self.pos
        results = self.count("results", MAX_RESULTS)
        if results > 1:
            self.need(FEATURE_MULTI_VALUE, place)
        i = 0
        while i < results:
            types.push(self.value_type(), False)
            i += 1
        types.add(KIND_FUNC, final, super_number, start, params, results)

    def _aggregate_type(self, is_struct: bool, final: bool, super_number: i64) -> None:
        types = self.module.types
        start: i64 = len(types.pool)
        fields: i64 = 1
        if is_struct:
            fields = self.count("fields", MAX_FIELDS)
        i: i64 = 0
        while i < fields:
            ty = self.storage_type()
            types.push(ty, self.mutability())
            i += 1
        types.add(KIND_STRUCT if is_struct else KIND_ARRAY, final, super_number, start, fields, 0)

    def _check_supertypes(self, first: i64, offset: i64) -> None:
        types = self.module.types
        index = first
        while index < len(types.number):
            above = types.super[index]
            if above >= 0:
                types.depth[index] = types.depth[above] + 1
                if types.depth[index] > MAX_SUBTYPE_DEPTH:
                    self.limit(f"sub type depth is above {MAX_SUBTYPE_DEPTH}", offset)
                if types.number[index] == index and not types.is_valid_subtype(index):
                    self.invalid(f"sub type {int(index)} does not match its super type", offset)
            index += 1
