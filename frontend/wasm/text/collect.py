"""The first walk over the fields of a module: how many things there are, and what they are called.

    (import "m" "f" (func $f))  (func $g ...)  (table funcref (elem $f))

counts two functions named f and g, a table, and an element segment for the table's contents. The second walk
(`fields.py`) needs this, since anything may be referred to before it is defined.
"""

from typing import Final

from mypy_extensions import i64

from .annotations import Annotations
from .cursor import Cursor
from .lexer import KEYWORD, NUMBER, OPEN
from .names import TYPES, Space
from .spaces import SUBSECTIONS, Spaces

#: Words that begin a definition of something in an index space that imports share.
_IMPORTABLE: Final = (b"func", b"table", b"memory", b"global", b"tag")
_OTHERS: Final = (b"export", b"start")
#: All words that begin a field.
FIELD_WORDS: Final = (*_IMPORTABLE, *_OTHERS, b"type", b"rec", b"import", b"elem", b"data")


class Field:
    """A field of a module."""

    def __init__(self, word: bytes, at: i64, index: int) -> None:
        self.word = word
        """Its keyword."""
        self.at = at
        """Token index of its `(`."""
        self.index = index
        """Of a function, table, ...: its index."""


class Collector:
    """Walks over the fields from the cursor's position on."""

    def __init__(self, cursor: Cursor, spaces: Spaces, notes: Annotations) -> None:
        self.cursor = cursor
        self.spaces = spaces
        self.notes = notes
        self.fields: list[Field] = []
        self.defined: str = ""
        """What was defined first, empty if only imported so far."""

    def collect(self, end: i64) -> list[Field]:
        """All fields up to a token. Raises `ParseError` for unknown fields, names that are taken, and imports
        behind definitions."""
        cursor = self.cursor
        while cursor.at < end:
            if cursor.kind_here() != OPEN:
                raise cursor.unexpected("a field such as (func ...)")
            begin = cursor.at
            if cursor.kind[begin + 1] != KEYWORD:
                cursor.at += 1
                raise cursor.unexpected("the keyword of a field")
            self._field(begin, cursor.field_word())
            cursor.at = i64(cursor.other[begin]) + 1
        return self.fields

    def _field(self, begin: i64, word: bytes) -> None:
        cursor = self.cursor
        cursor.at += 2
        if word == b"type":
            self._type()
        elif word == b"rec":
            while cursor.is_field(b"type"):
                group = cursor.at
                cursor.at += 2
                self._type()
                cursor.at = i64(cursor.other[group]) + 1
        elif word == b"import":
            self._import(begin)
            return
        elif word in _IMPORTABLE:
            self._definition(begin, word)
            return
        elif word == b"elem" or word == b"data":
            self.fields.append(Field(word, begin, self._add(word)))
            return
        elif word not in _OTHERS:
            cursor.at = begin + 1
            raise cursor.unexpected("the keyword of a field")
        self.fields.append(Field(word, begin, -1))

    def _type(self) -> None:
        space = self.spaces.types.space
        index = space.count
        name = self._name(space)
        if name:
            self.spaces.names.put(TYPES, index, name)

    def _name(self, space: Space) -> bytes:
        """Count one more thing in a space, with its identifier if it has one; returns its name, which an
        annotation may give."""
        cursor = self.cursor
        token = cursor.at
        name = cursor.optional_id()
        if not space.add(name):
            raise cursor.error(f"duplicate {space.word} ${name.decode('utf-8', 'replace')}", token)
        return self.notes.names.get(int(cursor.at), name)

    def _add(self, word: bytes) -> int:
        """Count one more thing of a kind; returns its index."""
        space = self.spaces.of(word)
        index = space.count
        name = self._name(space)
        if name:
            self.spaces.names.put(SUBSECTIONS[word], index, name)
        return index

    def _check_order(self, at: i64) -> None:
        if self.defined:
            raise self.cursor.error(f"import after {self.defined}", at)

    def _import(self, begin: i64) -> None:
        """`(import "m" "n" (func $f ...))`"""
        cursor = self.cursor
        self._check_order(begin)
        cursor.name()
        cursor.name()
        word = cursor.field_word()
        if word not in _IMPORTABLE:
            cursor.open()
            raise cursor.unexpected("func, table, memory, global or tag")
        cursor.at += 2
        self.fields.append(Field(b"import", begin, self._add(word)))

    def _definition(self, begin: i64, word: bytes) -> None:
        """A function, table, ..., which may turn out to be an import."""
        cursor = self.cursor
        self.fields.append(Field(word, begin, self._add(word)))
        while cursor.is_field(b"export"):
            cursor.skip_group()
        if cursor.is_field(b"import"):
            self._check_order(begin)
            return
        if not self.defined:
            self.defined = self.spaces.of(word).described
        if word == b"table" or word == b"memory":
            if not cursor.skip_word(b"i32"):
                cursor.skip_word(b"i64")
            if word == b"memory":
                if cursor.is_field(b"pagesize"):
                    cursor.skip_group()
                if cursor.is_field(b"data"):
                    self.spaces.datas.add(b"")
            elif cursor.kind_here() != NUMBER:
                self.spaces.elems.add(b"")
