"""Reading element and data segments, and constant expressions (their extent only)."""

from typing import Final

from mypy_extensions import i64

from .features import FEATURE_BITS, FEATURE_MULTI_MEMORY, FEATURE_REFERENCE_TYPES
from .limits import MAX_DATA_SEGMENTS, MAX_ELEM_SEGMENTS, MAX_TABLE_ELEMENTS
from .module import ACTIVE, DECLARED, PASSIVE, ConstExpr, DataSegment, ElementSegment
from .read_types import TypeReader
from .skip import skip_expression
from .value_types import FUNCREF, HEAP_FUNC, REF

#: Bits of the flags of an element segment.
_PASSIVE: Final = 1
_EXPLICIT: Final = 2
_EXPRESSIONS: Final = 4

_BULK_MEMORY: Final = FEATURE_BITS["bulk_memory"]


class SegmentReader(TypeReader):
    """A cursor that reads segments."""

    def const_expr(self) -> ConstExpr:
        """A constant expression; validation looks into it."""
        start = self.pos
        skip_expression(self)
        return ConstExpr(int(start), int(self.pos))

    def element_section(self) -> None:
        """All element segments."""
        segments = self.count("element segments", MAX_ELEM_SEGMENTS)
        total: i64 = 0
        while segments > 0:
            segments -= 1
            start = self.pos
            segment = self._element_segment()
            total += len(segment)
            if total > MAX_TABLE_ELEMENTS:
                self.limit(f"too many elements in segments; the limit is {MAX_TABLE_ELEMENTS}", start)
            self.module.elements.append(segment)

    def _element_segment(self) -> ElementSegment:
        start = self.pos
        flags = self.u32()
        if flags > 7:
            self.malformed("malformed elements segment kind", start)
        if flags & _PASSIVE != 0:
            self.need(_BULK_MEMORY, start)
        elif flags != 0:
            self.need_any(_BULK_MEMORY, FEATURE_REFERENCE_TYPES, start)
        mode = ACTIVE
        table: i64 = 0
        offset: ConstExpr | None = None
        if flags & _PASSIVE != 0:
            mode = DECLARED if flags & _EXPLICIT != 0 else PASSIVE
        else:
            if flags & _EXPLICIT != 0:
                table = self.u32()
            offset = self.const_expr()
        ty: i64 = FUNCREF
        if flags & 3 != 0:
            ty = self._element_type(flags & _EXPRESSIONS != 0)
        elif flags & _EXPRESSIONS == 0:
            ty = REF | HEAP_FUNC  # function indices are never null
        segment = ElementSegment(mode, int(table), offset, int(ty))
        count = self.count("elements", MAX_TABLE_ELEMENTS)
        while count > 0:
            count -= 1
            if flags & _EXPRESSIONS != 0:
                segment.expressions.append(self.const_expr())
            else:
                segment.functions.append(int(self.u32()))
        return segment

    def _element_type(self, expressions: bool) -> i64:
        start = self.pos
        if expressions:
            return self.element_type()
        if self.byte() != 0:
            self.malformed("malformed element kind", start)
        return REF | HEAP_FUNC

    def data_section(self) -> None:
        """All data segments."""
        module = self.module
        start = self.pos
        segments = self.count("data segments", MAX_DATA_SEGMENTS)
        if module.data_count >= 0 and segments != module.data_count:
            self.malformed("data count and data section have inconsistent lengths", start)
        while segments > 0:
            segments -= 1
            start = self.pos
            flags = self.u32()
            if flags > 2:
                self.malformed("malformed data segment kind", start)
            if flags == 1:
                self.need(_BULK_MEMORY, start)
            elif flags == 2:
                self.need_any(_BULK_MEMORY, FEATURE_MULTI_MEMORY, start)
            memory: i64 = 0
            offset: ConstExpr | None = None
            if flags == 2:
                memory = self.u32()
            if flags != 1:
                offset = self.const_expr()
            size = self.u32()
            begin = self.pos
            if size > self.end - begin:
                self.malformed("unexpected end of section or function: length out of bounds", begin)
            self.pos = begin + size
            mode = PASSIVE if flags == 1 else ACTIVE
            module.datas.append(DataSegment(mode, int(memory), offset, int(begin), int(self.pos)))
