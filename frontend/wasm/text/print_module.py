"""A binary module as text that assembles to the same bytes.

    module_text(data)       (module $m
                              (type (;0;) (func (param i32)))
                              (func $f (;0;) (type 0) (param $x i32) ...

Names come from the name section; the numbers of things are comments. Sections are printed from their bytes,
in their order. What has no place in the text is not kept: padded LEB128 numbers, types in a longer form than
necessary, locals in more runs than necessary, sections without entries. Custom sections become
`(@custom ...)`; the name section too if identifiers would not give the same bytes, and branch hints if
annotations would not.
"""

from typing import Final

from mypy_extensions import i64

from ..binary import Cursor
from ..custom import Names as ModuleNames
from ..custom import read_names
from ..errors import WasmError
from ..features import ALL_FEATURES
from ..module import EXTERN_FUNC, EXTERN_NAMES, CustomSection, Module
from ..reader import read_module
from .annotations import DATA_COUNT_NOTE, HINT_NOTE, SECTION_ORDER
from .output import leb_unsigned
from .print_body import BodyPrinter
from .print_literals import bytes_lines, name_text
from .print_names import Identifiers
from .print_types import TypePrinter
from .sections import EXTERN_KINDS

_WORD_OF_ID: Final[dict[int, str]] = {number: word for word, number in SECTION_ORDER}
_KINDS: Final[dict[int, str]] = {number: word.decode() for word, number in EXTERN_KINDS.items()}
_CODE: Final = 10
_DATA_COUNT: Final = 12


def module_text(data: bytes, with_custom: bool = True) -> str:
    """The text of a module. Without `with_custom`, of custom sections only the name section counts.

    Raises `WasmError` for a malformed module."""
    module = read_module(data, ALL_FEATURES)
    try:
        names = read_names(module)
    except WasmError:
        names = ModuleNames()  # then the section is kept as it is
    return _ModulePrinter(module, names, with_custom).text()


class _ModulePrinter:
    """Prints one module."""

    def __init__(self, module: Module, names: ModuleNames, with_custom: bool) -> None:
        self.module = module
        self.with_custom = with_custom
        self.ids: Identifiers = Identifiers(names)
        self.types: TypePrinter = TypePrinter(self.ids)
        self.body: BodyPrinter = BodyPrinter(self.ids, self.types)
        self.lines: list[str] = []
        self.counts: list[int] = [0] * len(EXTERN_NAMES)
        """By kind: how many were printed; the index of the next."""
        self.hints_printed: bool = self._hints_can_be_printed()

    def text(self) -> str:
        """The whole text."""
        self.lines.append(f"(module{self.ids.module()}")
        for number, start, end in self.module.sections:
            if number:
                self._section(number, Cursor(self.module.data, start, end))
        for section in self.module.customs:
            self._custom(section)
        if self.module.data_count >= 0 and not self.body.uses_data:
            self.lines.append(f"  (@{DATA_COUNT_NOTE})")
        self.lines[-1] += ")"
        return "\n".join(self.lines) + "\n"

    def _section(self, number: int, cursor: Cursor) -> None:
        if number == 1:
            self.lines += self.types.section(cursor)
            return
        if number == 8:
            self.lines.append(f"  (start {self.ids.text('func', int(cursor.u32()))})")
            return
        if number == _DATA_COUNT or number == 3:
            return  # said by the data segments, and by the functions
        count = cursor.u32()
        index = 0
        while index < count:
            self._entry(number, index, cursor)
            index += 1

    def _entry(self, number: int, index: int, cursor: Cursor) -> None:
        """One entry of a section."""
        if number == _CODE:
            self._function(cursor)
        elif number == 2:
            self._import(cursor)
        elif number == 4:
            self._table(cursor)
        elif number == 5:
            self._define("memory", 2, self.types.limits(cursor))
        elif number == 13:
            cursor.byte()
            self._define("tag", 4, self.types.type_use(cursor.u32()))
        elif number == 6:
            ty = self.types.global_type(cursor)
            self._define("global", 3, f"{ty} {self._folded(cursor)}")
        elif number == 7:
            name = cursor.name()
            kind = _KINDS[int(cursor.byte())]
            self.lines.append(
                f"  (export {name_text(name)} ({kind} {self.ids.text(kind, int(cursor.u32()))}))"
            )
        elif number == 9:
            self._elem(index, cursor)
        else:
            self._data(index, cursor)

    def _next(self, kind: int) -> int:
        """Index of the next thing of a kind."""
        self.counts[kind] += 1
        return self.counts[kind] - 1

    def _define(self, word: str, kind: int, text: str) -> None:
        """A field that is one line."""
        self.lines.append(f"  ({word} {self.ids.definition(word, self._next(kind))} {text})")

    # --- fields -----------------------------------------------------------------------------

    def _import(self, cursor: Cursor) -> None:
        names = f"{name_text(cursor.name())} {name_text(cursor.name())}"
        kind = int(cursor.byte())
        word = _KINDS[kind]
        index = self._next(kind)
        head = self.ids.definition(word, index)
        if kind == EXTERN_FUNC:
            text = self._function_type(index, cursor.u32())
        elif word == "table":
            text = self.types.table_type(cursor)
        elif word == "memory":
            text = self.types.limits(cursor)
        elif word == "global":
            text = self.types.global_type(cursor)
        else:
            cursor.byte()
            text = self.types.type_use(cursor.u32())
        self.lines.append(f"  (import {names} ({word} {head} {text}))")

    def _function_type(self, function: int, type_index: i64) -> str:
        """The type of a function with the names of its parameters; `body` is ready for its locals then."""
        self.body.start(function)
        text = f"(type {self.ids.text('type', int(type_index))})"
        signature = self.types.signature(type_index)
        if signature is None:
            return text
        return text + self.body.params(signature.params) + signature.result_text()

    def _function(self, cursor: Cursor) -> None:
        size = cursor.u32()
        end = cursor.pos + size
        index = self._next(EXTERN_FUNC)
        type_index = i64(self.module.func_index[index])
        head = self.ids.definition("func", index)
        self.lines.append(f"  (func {head} {self._function_type(index, type_index)}")
        signature = self.types.signature(type_index)
        first = len(signature.params) if signature is not None else 0
        declarations = self.body.local_declarations(cursor, first)
        if declarations:
            self.lines.append("   " + declarations)
        self.lines += self.body.lines(cursor, 2)
        self.lines[-1] += ")"
        if cursor.pos != end:
            cursor.malformed("section size mismatch: the body goes on behind its end", cursor.pos)

    def _table(self, cursor: Cursor) -> None:
        start = cursor.pos
        if cursor.byte() != 0x40:
            cursor.pos = start
            self._define("table", 1, self.types.table_type(cursor))
            return
        cursor.skip(1)
        text = self.types.table_type(cursor)
        self._define("table", 1, f"{text} {self._folded(cursor)}")

    def _folded(self, cursor: Cursor) -> str:
        """A constant expression as plain text; in parentheses if it is one instruction."""
        parts = self.body.expression(cursor)
        return f"({parts[0]})" if len(parts) == 1 else " ".join(parts)

    def _offset(self, cursor: Cursor) -> str:
        """The offset of a segment."""
        parts = self.body.expression(cursor)
        return f"({parts[0]})" if len(parts) == 1 else f"(offset {' '.join(parts)})"

    def _elem(self, index: int, cursor: Cursor) -> None:
        flags = int(cursor.u32())
        words = [self.ids.definition("elem", index)]
        if flags & 1:
            if flags & 2:
                words.append("declare")
        else:
            if flags & 2:
                words.append(f"(table {self.ids.text('table', int(cursor.u32()))})")
            words.append(self._offset(cursor))
        expressions = flags & 4 != 0
        if not expressions:
            words.append("func")
            if flags & 3:
                cursor.byte()  # the kind, which is always 0
        else:
            words.append(self.types.value_type(cursor) if flags & 3 else "funcref")
        count = cursor.u32()
        while count > 0:
            if expressions:
                parts = self.body.expression(cursor)
                words.append(f"({parts[0]})" if len(parts) == 1 else f"(item {' '.join(parts)})")
            else:
                words.append(self.ids.text("func", int(cursor.u32())))
            count -= 1
        self.lines.append(f"  (elem {' '.join(words)})")

    def _data(self, index: int, cursor: Cursor) -> None:
        flags = int(cursor.u32())
        words = [self.ids.definition("data", index)]
        if flags == 2:
            words.append(f"(memory {self.ids.text('memory', int(cursor.u32()))})")
        if flags != 1:
            words.append(self._offset(cursor))
        size = int(cursor.u32())
        start = int(cursor.pos)
        cursor.skip(size)
        content = bytes_lines(cursor.data[start : start + size], "    ")
        self.lines.append(f"  (data {' '.join(words)}{content})")

    # --- custom sections --------------------------------------------------------------------

    def _hints_can_be_printed(self) -> bool:
        """Whether annotations would give the section of branch hints that is there; they are then ready."""
        section = self.module.custom(HINT_NOTE)
        if section is None or not self.module.cold_branches:
            return False
        customs = self.module.customs
        at = customs.index(section)
        following = customs[at + 1].after if at + 1 < len(customs) else -1
        if following == section.after or not self._stands_before_code(section):
            return False
        hints = self.module.cold_branches
        starts = [int(start) for start in self.module.body_start]
        by_function: dict[int, list[int]] = {}
        function = 0
        for offset in sorted(hints):
            while function + 1 < len(starts) and starts[function + 1] <= offset:
                function += 1
            by_function.setdefault(function, []).append(offset)
        imported = self.module.num_imported_functions()
        payload = leb_unsigned(len(by_function))
        for function, offsets in by_function.items():
            payload += leb_unsigned(function + imported) + leb_unsigned(len(offsets))
            for offset in offsets:
                payload += leb_unsigned(offset - starts[function]) + bytes([1, hints[offset]])
        if payload != self.module.data[section.start : section.end]:
            return False
        self.body.hints = hints
        return True

    def _stands_before_code(self, section: CustomSection) -> bool:
        """Whether the next section that is no custom one is the code."""
        following = [number for number, start, _ in self.module.sections if number and start > section.end]
        return bool(following) and following[0] == _CODE

    def _custom(self, section: CustomSection) -> None:
        """A custom section, unless something else says the same."""
        data = self.module.data[section.start : section.end]
        if section.name == HINT_NOTE and self.hints_printed:
            return
        if section.name == "name":
            if section is self.module.custom("name") and self._names_are_printed(section, data):
                return
        elif not self.with_custom:
            return
        content = bytes_lines(data, "    ")
        self.lines.append(f"  (@custom {name_text(section.name)} ({self._place(section)}){content})")

    def _names_are_printed(self, section: CustomSection, data: bytes) -> bool:
        """Whether identifiers give this name section in this place."""
        last = [number for number, _, _ in self.module.sections if number]
        after = last[-1] if last else 0
        return len(data) > 0 and self.ids.printed.encode() == data and section.after == after

    def _place(self, section: CustomSection) -> str:
        """Where a custom section stands."""
        names = self.module.custom("name")
        if names is not None and section.start > names.start and section.after == names.after:
            return "after last"
        return f"after {_WORD_OF_ID[section.after]}" if section.after else "before first"
