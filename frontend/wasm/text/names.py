"""Names of a module's things: identifiers in the text, the name section in the binary form.

    (func $f (param $x i32))      functions {0: b"f"}, locals {0: {0: b"x"}}

A `Space` gives names to indices while text is assembled. `Names` is what a name section says; its encoding
is the same whether it comes from identifiers or is compared with the section of an existing module. Source:
specification 3.0, 7.4.1; subsections from labels on are the proposal extended-name-section.
"""

from typing import Final

from .output import leb_unsigned

#: Subsections of the name section, in order.
MODULE: Final = 0
FUNCTIONS: Final = 1
LOCALS: Final = 2
LABELS: Final = 3
TYPES: Final = 4
TABLES: Final = 5
MEMORIES: Final = 6
GLOBALS: Final = 7
ELEMS: Final = 8
DATAS: Final = 9
FIELDS: Final = 10
TAGS: Final = 11
#: Those with names of things inside of things: locals and labels of functions, fields of types.
_NESTED: Final = (LOCALS, LABELS, FIELDS)


class Space:
    """An index space: how many things there are, and their names."""

    def __init__(self, word: str, described: str) -> None:
        self.word = word
        """What a duplicate is called: `func`."""
        self.described = described
        """What something unknown is called: `function`."""
        self.count: int = 0
        self.index: dict[bytes, int] = {}

    def add(self, name: bytes) -> bool:
        """Count one more thing, with a name if that is not empty. False when the name is taken."""
        fresh = True
        if name:
            fresh = name not in self.index
            self.index[name] = self.count
        self.count += 1
        return fresh

    def find(self, name: bytes) -> int:
        """Index of a name, -1 when it is unknown."""
        return self.index.get(name, -1)


class Names:
    """Contents of a name section."""

    def __init__(self) -> None:
        self.module: bytes | None = None
        self.flat: dict[int, dict[int, bytes]] = {}
        """Names by subsection and index."""
        self.nested: dict[int, dict[int, dict[int, bytes]]] = {}
        """Names by subsection, index of the outer thing and index of the inner thing."""

    def put(self, subsection: int, index: int, name: bytes) -> None:
        """Name a thing."""
        self.flat.setdefault(subsection, {})[index] = name

    def put_nested(self, subsection: int, outer: int, index: int, name: bytes) -> None:
        """Name a thing in a thing."""
        self.nested.setdefault(subsection, {}).setdefault(outer, {})[index] = name

    def encode(self) -> bytes:
        """The contents of the custom section `name`; empty when there are no names."""
        out = bytearray()
        if self.module is not None:
            _subsection(out, MODULE, _sized(self.module))
        for number in range(FUNCTIONS, TAGS + 1):
            if number in _NESTED:
                outer = {key: names for key, names in self.nested.get(number, {}).items() if names}
                if outer:
                    parts = [leb_unsigned(key) + _name_map(outer[key]) for key in sorted(outer)]
                    _subsection(out, number, leb_unsigned(len(parts)) + b"".join(parts))
            elif self.flat.get(number):
                _subsection(out, number, _name_map(self.flat[number]))
        return bytes(out)


def _sized(data: bytes) -> bytes:
    return leb_unsigned(len(data)) + data


def _subsection(out: bytearray, number: int, content: bytes) -> None:
    out.append(number)
    out += _sized(content)


def _name_map(names: dict[int, bytes]) -> bytes:
    parts = [leb_unsigned(index) + _sized(names[index]) for index in sorted(names)]
    return leb_unsigned(len(parts)) + b"".join(parts)
