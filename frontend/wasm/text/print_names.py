"""Identifiers for a module that is printed: its names, made different from each other.

    name section: functions 3 "f", 5 "f"        (func $f ...) and (func $f#5 (@name "f") ...)

What is printed is noted, so that the name section that it would give can be compared with the module's own.
"""

from typing import Final

from ..custom import Names as ModuleNames
from .names import (
    DATAS,
    ELEMS,
    FIELDS,
    FUNCTIONS,
    GLOBALS,
    LABELS,
    LOCALS,
    MEMORIES,
    TABLES,
    TAGS,
    TYPES,
    Names,
)
from .print_literals import id_text, name_text

_SUBSECTIONS: Final[dict[str, int]] = {
    "func": FUNCTIONS,
    "type": TYPES,
    "table": TABLES,
    "memory": MEMORIES,
    "global": GLOBALS,
    "elem": ELEMS,
    "data": DATAS,
    "tag": TAGS,
}


class Identifiers:
    """Names of things as they are printed."""

    def __init__(self, names: ModuleNames) -> None:
        self.names = names
        self.printed: Names = Names()
        """The names that the printed text gives."""
        self.ids: dict[str, dict[int, str]] = {}
        """By kind and index: the identifier with its `$`."""
        self._locals: dict[int, dict[int, str]] = {}
        self._labels: dict[int, dict[int, str]] = {}
        self._fields: dict[int, dict[int, str]] = {}
        self._field_ids: dict[int, dict[int, str]] = {}
        for kind in _SUBSECTIONS:
            self.ids[kind] = unique_ids(names.by_kind.get(kind, {}))
        for kind, target in (("local", self._locals), ("label", self._labels), ("field", self._fields)):
            for (outer, index), name in names.pairs.get(kind, {}).items():
                target.setdefault(outer, {})[index] = name

    def text(self, kind: str, index: int) -> str:
        """A reference to something: its identifier or its index."""
        return self.ids[kind].get(index, "") or str(index)

    def definition(self, kind: str, index: int) -> str:
        """What stands behind the keyword of a definition: the identifier if there is one, the index as a
        comment, and the name if it is another one."""
        text = self.ids[kind].get(index, "")
        if not text:
            return f"(;{index};)"
        name = self.names.by_kind[kind][index]
        self.printed.put(_SUBSECTIONS[kind], index, name.encode())
        note = "" if text == id_text(name) else f" (@name {name_text(name)})"
        return f"{text} (;{index};){note}"

    def module(self) -> str:
        """The module's name with a blank before, or nothing."""
        if not self.names.module:
            return ""
        self.printed.module = self.names.module.encode()
        return " " + id_text(self.names.module)

    def local_ids(self, function: int) -> dict[int, str]:
        """Identifiers of the locals of a function."""
        return unique_ids(self._locals.get(function, {}))

    def local(self, function: int, index: int, text: str) -> str:
        """What stands before the type of a local with an identifier, with a blank behind."""
        name = self._locals[function][index]
        self.printed.put_nested(LOCALS, function, index, name.encode())
        return f"{text} " if text == id_text(name) else f"{text} (@name {name_text(name)}) "

    def labels(self, function: int) -> dict[int, str]:
        """Names of the labels of a function, by index of the block."""
        return self._labels.get(function, {})

    def label(self, function: int, index: int, name: str) -> None:
        """A label was printed."""
        self.printed.put_nested(LABELS, function, index, name.encode())

    def field(self, type_index: int, index: int) -> str:
        """The identifier of a field with a blank behind, or nothing."""
        text = self.field_ids(type_index).get(index, "")
        if not text:
            return ""
        self.printed.put_nested(FIELDS, type_index, index, self._fields[type_index][index].encode())
        return text + " "

    def field_ids(self, type_index: int) -> dict[int, str]:
        """Identifiers of the fields of a structure: of names that are given once."""
        if type_index in self._field_ids:
            return self._field_ids[type_index]
        names = self._fields.get(type_index, {})
        times: dict[str, int] = {}
        for name in names.values():
            times[name] = times.get(name, 0) + 1
        ids = {index: id_text(name) for index, name in names.items() if name and times[name] == 1}
        self._field_ids[type_index] = ids
        return ids


def unique_ids(names: dict[int, str]) -> dict[int, str]:
    """Identifiers for names by index, no two alike; a name that is taken gets its index added."""
    found: dict[int, str] = {}
    taken: set[str] = set()
    for index in sorted(names):
        name = names[index]
        if not name:
            continue
        unique = name
        while unique in taken:
            unique = f"{unique}#{index}"
        taken.add(unique)
        found[index] = id_text(unique)
    return found
