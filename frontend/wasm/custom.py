"""The custom sections that irtool understands: names, producers, target features, branch hints.

A custom section can say what it likes without the module being wrong, so readers here raise `WasmError` and
their callers carry on without the section. What is not understood (DWARF, say) stays available as bytes.
"""

from typing import Final

from mypy_extensions import i64

from .binary import Cursor
from .module import CustomSection, Module

#: Subsections of the name section by id.
NAME_SUBSECTIONS: Final = {
    0: "module",
    1: "func",
    2: "local",
    3: "label",
    4: "type",
    5: "table",
    6: "memory",
    7: "global",
    8: "elem",
    9: "data",
    10: "field",
    11: "tag",
}
#: Those with names for a pair of indices.
_INDIRECT: Final = ("local", "label", "field")
_MANY: Final = 1 << 30


class Names:
    """What the name section says."""

    def __init__(self) -> None:
        self.module: str = ""
        self.by_kind: dict[str, dict[int, str]] = {}
        """Names by kind (`NAME_SUBSECTIONS`) and index."""
        self.pairs: dict[str, dict[tuple[int, int], str]] = {}
        """Names of locals and labels by function and index, of fields by type and index."""

    def function(self, index: int) -> str:
        """Name of a function, empty for none."""
        return self.by_kind.get("func", {}).get(index, "")


def _cursor(module: Module, section: CustomSection) -> Cursor:
    return Cursor(module.data, section.start, section.end)


def read_names(module: Module) -> Names:
    """The names of a module; none when it has no name section. Raises `WasmError` for a malformed one."""
    names = Names()
    section = module.custom("name")
    if section is None:
        return names
    cursor = _cursor(module, section)
    section_end = cursor.end
    while cursor.pos < section_end:
        cursor.end = section_end
        kind = NAME_SUBSECTIONS.get(int(cursor.byte()), "")
        size = cursor.u32()
        if size > section_end - cursor.pos:
            cursor.malformed("length out of bounds", cursor.pos)
        cursor.end = cursor.pos + size
        if kind == "module":
            names.module = cursor.name()
        elif kind in _INDIRECT:
            names.pairs[kind] = _pairs(cursor)
        elif kind:
            names.by_kind[kind] = _map(cursor)
        cursor.pos = cursor.end
    return names


def _map(cursor: Cursor) -> dict[int, str]:
    found: dict[int, str] = {}
    for _ in range(int(cursor.count("names", _MANY))):
        index = int(cursor.u32())
        found[index] = cursor.name()
    return found


def _pairs(cursor: Cursor) -> dict[tuple[int, int], str]:
    found: dict[tuple[int, int], str] = {}
    for _ in range(int(cursor.count("names", _MANY))):
        outer = int(cursor.u32())
        for index, name in _map(cursor).items():
            found[outer, index] = name
    return found


def read_producers(module: Module) -> dict[str, list[tuple[str, str]]]:
    """Names and versions of the tools by field (`language`, `processed-by`, `sdk`)."""
    section = module.custom("producers")
    found: dict[str, list[tuple[str, str]]] = {}
    if section is None:
        return found
    cursor = _cursor(module, section)
    for _ in range(int(cursor.count("fields", _MANY))):
        field = cursor.name()
        values: list[tuple[str, str]] = []
        for _ in range(int(cursor.count("values", _MANY))):
            name = cursor.name()
            values.append((name, cursor.name()))
        found[field] = values
    return found


def read_target_features(module: Module) -> list[tuple[str, str]]:
    """Feature names with their prefix: `+` used, `-` disallowed, `=` required."""
    section = module.custom("target_features")
    found: list[tuple[str, str]] = []
    if section is None:
        return found
    cursor = _cursor(module, section)
    for _ in range(int(cursor.count("features", _MANY))):
        prefix = chr(int(cursor.byte()))
        found.append((prefix, cursor.name()))
    return found


def read_branch_hints(module: Module) -> None:
    """Fill in `module.cold_branches` from `metadata.code.branch_hint`, whose offsets count from the start of
    the locals of each body."""
    section = module.custom("metadata.code.branch_hint")
    if section is None:
        return
    cursor = _cursor(module, section)
    imported = module.num_imported_functions()
    for _ in range(int(cursor.count("functions", _MANY))):
        own = int(cursor.u32()) - imported
        hints = int(cursor.count("hints", _MANY))
        for _ in range(hints):
            offset: i64 = cursor.u32()
            if cursor.u32() != 1:
                cursor.malformed("malformed branch hint", cursor.pos)
            value = int(cursor.byte())
            if 0 <= own < len(module.body_start) and value < 2:
                module.cold_branches[int(module.body_start[own] + offset)] = value
