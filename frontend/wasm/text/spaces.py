"""The index spaces of a module that is assembled."""

from typing import Final

from .names import DATAS, ELEMS, FUNCTIONS, GLOBALS, MEMORIES, TABLES, TAGS, Names, Space
from .types import Types


class Spaces:
    """Functions, tables, ... by name, and the types."""

    def __init__(self) -> None:
        self.names: Names = Names()
        self.types: Types = Types(self.names)
        self.funcs: Space = Space("func", "function")
        self.tables: Space = Space("table", "table")
        self.memories: Space = Space("memory", "memory")
        self.tags: Space = Space("tag", "tag")
        self.globals: Space = Space("global", "global")
        self.elems: Space = Space("elem", "elem segment")
        self.datas: Space = Space("data", "data segment")
        self._by_word: dict[bytes, Space] = {
            b"func": self.funcs,
            b"table": self.tables,
            b"memory": self.memories,
            b"tag": self.tags,
            b"global": self.globals,
            b"elem": self.elems,
            b"data": self.datas,
        }

    def of(self, word: bytes) -> Space:
        """The space of a field's keyword."""
        return self._by_word[word]


#: Subsection of the name section by keyword.
SUBSECTIONS: Final[dict[bytes, int]] = {
    b"func": FUNCTIONS,
    b"table": TABLES,
    b"memory": MEMORIES,
    b"tag": TAGS,
    b"global": GLOBALS,
    b"elem": ELEMS,
    b"data": DATAS,
}
