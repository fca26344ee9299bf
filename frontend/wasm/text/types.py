"""Types in the text, and a module's type section.

    (ref null $t)     63 05          $t is type 5
    (func (param i32))               60 01 7F 00, or the index of the first type that is equal

A value type is the bytes that encode it, so types are equal when their bytes are. All type definitions of
a module are read first, since anything may refer to them; a signature written inline where no equal
definition stands is appended behind them, in the order of the text.
"""

from typing import Final

from mypy_extensions import i64

from .cursor import Cursor
from .lexer import OPEN
from .names import FIELDS, Names, Space
from .output import Output, leb_unsigned
from .type_words import HEAP_TYPES, NUMBER_TYPES, PACKED_TYPES, REF_WORDS

_REF: Final = b"d"
_REF_NULL: Final = b"\x63"
_FUNC: Final = b"\x60"
_STRUCT: Final = b"\x5f"
_ARRAY: Final = b"\x5e"
_SUB: Final = b"\x50"
_SUB_FINAL: Final = b"\x4f"
_REC: Final = 0x4E


class Signature:
    """Parameter and result types of a function, encoded."""

    def __init__(self) -> None:
        self.params: list[bytes] = []
        self.results: list[bytes] = []
        self.param_names: list[bytes] = []
        """By parameter; empty for those without an identifier."""
        self.name_tokens: list[int] = []
        """By parameter: token of its identifier."""

    def is_empty(self) -> bool:
        """Whether there are neither parameters nor results."""
        return not self.params and not self.results

    def encode(self) -> bytes:
        """The function type."""
        params = leb_unsigned(len(self.params)) + b"".join(self.params)
        return _FUNC + params + leb_unsigned(len(self.results)) + b"".join(self.results)


class Types:
    """The type section under construction."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.space: Space = Space("type", "type")
        self.section: Output = Output()
        self.entries: int = 0
        """Recursion groups in the section; a type outside of one is a group of its own."""
        self.signatures: list[Signature | None] = []
        """By type index; None for structs and arrays."""
        self.by_encoding: dict[bytes, int] = {}
        """First final function type that is alone in its group, by encoding."""
        self.fields: dict[int, dict[bytes, int]] = {}
        """By type index: indices of the named fields."""

    # --- value types ------------------------------------------------------------------------

    def heap_type(self, cursor: Cursor) -> bytes:
        """A heap type: a word or a type index."""
        if cursor.is_index():
            return _signed(self.type_index(cursor))
        word = HEAP_TYPES.get(cursor.text_here(), -1)
        if word < 0:
            raise cursor.unexpected("a heap type")
        cursor.at += 1
        return bytes([word])

    def type_index(self, cursor: Cursor) -> i64:
        """An index or identifier of a type."""
        token = cursor.at
        name = cursor.optional_id()
        if not name:
            return cursor.u32()
        index: i64 = self.space.find(name)
        if index < 0:
            raise cursor.error(f"unknown type ${name.decode('utf-8', 'replace')}", token)
        return index

    def ref_type(self, cursor: Cursor) -> bytes:
        """A reference type."""
        if cursor.skip_field(b"ref"):
            nullable = cursor.skip_word(b"null")
            heap = self.heap_type(cursor)
            cursor.close()
            if not nullable:
                return _REF + heap
            # A nullable abstract type has a form of one byte.
            return heap if len(heap) == 1 and heap[0] in _ABSTRACT else _REF_NULL + heap
        code = REF_WORDS.get(cursor.text_here(), -1)
        if code < 0:
            raise cursor.unexpected("a reference type")
        cursor.at += 1
        return bytes([code])

    def is_ref_type(self, cursor: Cursor) -> bool:
        """Whether a reference type comes next."""
        return cursor.is_field(b"ref") or cursor.text_here() in REF_WORDS

    def value_type(self, cursor: Cursor) -> bytes:
        """A value type."""
        code = NUMBER_TYPES.get(cursor.text_here(), -1)
        if code >= 0:
            cursor.at += 1
            return bytes([code])
        if cursor.kind_here() != OPEN and cursor.text_here() not in REF_WORDS:
            raise cursor.unexpected("a value type")
        return self.ref_type(cursor)

    # --- signatures -------------------------------------------------------------------------

    def signature(self, cursor: Cursor, named: bool) -> Signature:
        """`(param ...)* (result ...)*`. Identifiers are allowed only if parameters can be `named`."""
        signature = Signature()
        while cursor.skip_field(b"param"):
            token = cursor.at
            name = cursor.optional_id()
            if name:
                if not named:
                    cursor.at = token
                    raise cursor.unexpected("a value type: parameters have no names here")
                self._param(cursor, signature, name, token)
            else:
                while not cursor.at_close():
                    self._param(cursor, signature, b"", token)
            cursor.close()
        while cursor.skip_field(b"result"):
            while not cursor.at_close():
                signature.results.append(self.value_type(cursor))
            cursor.close()
        if cursor.is_field(b"param"):
            cursor.at += 1
            raise cursor.unexpected("no parameters behind results")
        return signature

    def _param(self, cursor: Cursor, signature: Signature, name: bytes, token: i64) -> None:
        signature.params.append(self.value_type(cursor))
        signature.param_names.append(name)
        signature.name_tokens.append(int(token))

    def type_use(self, cursor: Cursor, named: bool) -> tuple[int, Signature]:
        """`(type x)? (param ...)* (result ...)*`: the type's index, and its signature with the names that
        were written here."""
        token = cursor.at
        explicit = -1
        if cursor.skip_field(b"type"):
            explicit = int(self.type_index(cursor))
            cursor.close()
        inline = self.signature(cursor, named)
        if explicit < 0:
            return self.index_of(inline), inline
        known = self.signatures[explicit] if explicit < len(self.signatures) else None
        if inline.is_empty():
            # That the type is unknown, or no function's, is left to validation.
            return explicit, self._unnamed(known) if known is not None else inline
        if known is None or known.params != inline.params or known.results != inline.results:
            if explicit >= len(self.signatures):
                raise cursor.error(f"unknown type {explicit}", token)
            raise cursor.error(f"inline function type does not agree with type {explicit}", token)
        return explicit, inline

    def _unnamed(self, signature: Signature) -> Signature:
        """The signature of a definition without the names of its parameters, which mean nothing elsewhere."""
        copy = Signature()
        copy.params = signature.params
        copy.results = signature.results
        copy.param_names = [b""] * len(signature.params)
        copy.name_tokens = [-1] * len(signature.params)
        return copy

    def index_of(self, signature: Signature) -> int:
        """The first equal type, else a new one behind all others."""
        encoding = signature.encode()
        index = self.by_encoding.get(encoding, -1)
        if index < 0:
            index = len(self.signatures)
            self.section.put_bytes(encoding)
            self.entries += 1
            self._define(signature, encoding, True)
        return index

    # --- definitions ------------------------------------------------------------------------

    def _define(self, signature: Signature | None, encoding: bytes, alone: bool) -> None:
        if alone and signature is not None and encoding not in self.by_encoding:
            self.by_encoding[encoding] = len(self.signatures)
        self.signatures.append(signature)

    def read_group(self, cursor: Cursor) -> None:
        """A field `(type ...)` or `(rec (type ...)*)`; its identifiers are known already."""
        self.section.mark(i64(cursor.start[cursor.at]))
        self.entries += 1
        if not cursor.is_field(b"rec"):
            self._definition(cursor, True)
            return
        begin = cursor.at
        cursor.at += 2
        count: i64 = 0
        while not cursor.at_close():
            cursor.skip_group()
            count += 1
        cursor.at = begin + 2
        self.section.put(_REC)
        self.section.put_u32(count)
        while not cursor.at_close():
            self._definition(cursor, count == 1)
        cursor.close()

    def _definition(self, cursor: Cursor, alone: bool) -> None:
        """`(type $t subtype)`."""
        self.section.mark(i64(cursor.start[cursor.at]))
        cursor.enter(b"type")
        cursor.optional_id()
        prefix = b""
        final = True
        if cursor.skip_field(b"sub"):
            final = cursor.skip_word(b"final")
            supers = []
            while cursor.is_index():
                supers.append(leb_unsigned(int(self.type_index(cursor))))
            if supers or not final:
                prefix = (_SUB_FINAL if final else _SUB) + leb_unsigned(len(supers)) + b"".join(supers)
            self._composite(cursor, prefix, alone)
            cursor.close()
        else:
            self._composite(cursor, prefix, alone)
        cursor.close()

    def _composite(self, cursor: Cursor, prefix: bytes, alone: bool) -> None:
        """`(func ...)`, `(struct ...)` or `(array ...)`."""
        signature: Signature | None = None
        if cursor.skip_field(b"func"):
            signature = self.signature(cursor, True)
            encoding = signature.encode()
        elif cursor.skip_field(b"struct"):
            encoding = _STRUCT + self._fields(cursor)
        elif cursor.skip_field(b"array"):
            encoding = _ARRAY + self._field_type(cursor)
        else:
            raise cursor.unexpected("(func, (struct or (array")
        cursor.close()
        self.section.put_bytes(prefix + encoding)
        # Only what is final and has no supertype can be written inline.
        self._define(signature, encoding, alone and not prefix)

    def _fields(self, cursor: Cursor) -> bytes:
        """`(field ...)*`"""
        types: list[bytes] = []
        index = len(self.signatures)
        space = Space("field", "field")
        while cursor.skip_field(b"field"):
            token = cursor.at
            name = cursor.optional_id()
            if name:
                if not space.add(name):
                    raise cursor.error(f"duplicate field ${name.decode('utf-8', 'replace')}", token)
                self.names.put_nested(FIELDS, index, len(types), name)
                types.append(self._field_type(cursor))
            else:
                while not cursor.at_close():
                    space.add(b"")
                    types.append(self._field_type(cursor))
            cursor.close()
        if space.index:
            self.fields[index] = space.index
        return leb_unsigned(len(types)) + b"".join(types)

    def _field_type(self, cursor: Cursor) -> bytes:
        """A storage type, perhaps `(mut ...)`."""
        if cursor.skip_field(b"mut"):
            storage = self._storage_type(cursor)
            cursor.close()
            return storage + b"\x01"
        return self._storage_type(cursor) + b"\x00"

    def _storage_type(self, cursor: Cursor) -> bytes:
        code = PACKED_TYPES.get(cursor.text_here(), -1)
        if code < 0:
            return self.value_type(cursor)
        cursor.at += 1
        return bytes([code])


_ABSTRACT: Final[frozenset[int]] = frozenset(HEAP_TYPES.values())


def _signed(index: i64) -> bytes:
    """A type index as a signed number."""
    out = Output()
    out.put_signed(index)
    return out.getvalue()
