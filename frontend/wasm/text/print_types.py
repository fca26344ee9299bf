"""Types as text, from the bytes of a module: as they are written there, duplicates and groups included."""

from typing import Final

from mypy_extensions import i64

from ..binary import Cursor
from .print_names import Identifiers
from .type_words import HEAP_TYPES, NUMBER_TYPES, PACKED_TYPES, REF_WORDS

_HEAP_WORDS: Final[dict[int, str]] = {code: word.decode() for word, code in HEAP_TYPES.items()}
_TYPE_WORDS: Final[dict[int, str]] = {
    code: word.decode() for words in (NUMBER_TYPES, PACKED_TYPES, REF_WORDS) for word, code in words.items()
}
_REF: Final = 0x64
_REF_NULL: Final = 0x63
_REC: Final = 0x4E


class Signature:
    """Parameter and result types as text."""

    def __init__(self, params: list[str], results: list[str]) -> None:
        self.params = params
        self.results = results

    def text(self) -> str:
        """`(param ...) (result ...)`, as much of it as there is; with a blank before."""
        params = f" (param {' '.join(self.params)})" if self.params else ""
        return params + self.result_text()

    def result_text(self) -> str:
        """`(result ...)` with a blank before, or nothing."""
        return f" (result {' '.join(self.results)})" if self.results else ""


class TypePrinter:
    """Prints types, and remembers the signatures of the type section."""

    def __init__(self, ids: Identifiers) -> None:
        self.ids = ids
        self.signatures: list[Signature | None] = []
        """By type index; None for structures and arrays."""

    # --- value types ------------------------------------------------------------------------

    def heap_type(self, cursor: Cursor) -> str:
        """A heap type."""
        start = cursor.pos
        code = cursor.s33()
        if code >= 0:
            return self.ids.text("type", int(code))
        word = _HEAP_WORDS.get(int(code) + 0x80)
        if word is None:
            cursor.malformed("malformed heap type", start)
        return word

    def value_type(self, cursor: Cursor) -> str:
        """A value, storage or reference type."""
        start = cursor.pos
        code = int(cursor.byte())
        if code == _REF or code == _REF_NULL:
            null = "null " if code == _REF_NULL else ""
            return f"(ref {null}{self.heap_type(cursor)})"
        word = _TYPE_WORDS.get(code)
        if word is None:
            cursor.malformed("malformed value type", start)
        return word

    def cast_type(self, cursor: Cursor, nullable: bool) -> str:
        """A reference type whose nullability stands elsewhere."""
        return f"(ref {'null ' if nullable else ''}{self.heap_type(cursor)})"

    def value_types(self, cursor: Cursor) -> list[str]:
        """A vector of value types."""
        types = []
        count = cursor.u32()
        while count > 0:
            types.append(self.value_type(cursor))
            count -= 1
        return types

    def global_type(self, cursor: Cursor) -> str:
        """A type and whether it is mutable."""
        ty = self.value_type(cursor)
        return f"(mut {ty})" if cursor.byte() != 0 else ty

    def limits(self, cursor: Cursor) -> str:
        """Address type, sizes and whether the memory is shared."""
        flags = int(cursor.byte())
        words = ["i64"] if flags & 4 else []
        words.append(str(int(cursor.u64()) & (1 << 64) - 1))
        if flags & 1:
            words.append(str(int(cursor.u64()) & (1 << 64) - 1))
        if flags & 2:
            words.append("shared")
        if flags & 8:
            words.append(f"(pagesize {1 << int(cursor.u32())})")
        return " ".join(words)

    def table_type(self, cursor: Cursor) -> str:
        """Limits and element type."""
        element = self.value_type(cursor)
        return f"{self.limits(cursor)} {element}"

    def type_use(self, index: i64) -> str:
        """`(type N)`, and what it says."""
        return f"(type {self.ids.text('type', int(index))})" + self.signature_text(index)

    def signature_text(self, index: i64) -> str:
        """Parameters and results of a function type, with a blank before."""
        signature = self.signature(index)
        return signature.text() if signature is not None else ""

    def signature(self, index: i64) -> Signature | None:
        """Of a function type."""
        if index < len(self.signatures):
            return self.signatures[int(index)]
        return None

    # --- the type section -------------------------------------------------------------------

    def section(self, cursor: Cursor) -> list[str]:
        """The lines of the type section."""
        lines: list[str] = []
        count = cursor.u32()
        while count > 0:
            if cursor.byte() == _REC:
                size = cursor.u32()
                lines.append("  (rec" if size else "  (rec)")
                while size > 0:
                    size -= 1
                    lines.append(f"    {self._definition(cursor)}" + ("" if size else ")"))
            else:
                cursor.pos -= 1
                lines.append(f"  {self._definition(cursor)}")
            count -= 1
        return lines

    def _definition(self, cursor: Cursor) -> str:
        """`(type $t ...)`"""
        index = len(self.signatures)
        code = int(cursor.byte())
        head = ""
        if code == 0x50 or code == 0x4F:
            head = "(sub final" if code == 0x4F else "(sub"
            count = cursor.u32()
            while count > 0:
                head += f" {self.ids.text('type', int(cursor.u32()))}"
                count -= 1
            head += " "
            code = int(cursor.byte())
        text = head + self._composite(cursor, code, index) + (")" if head else "")
        return f"(type {self.ids.definition('type', index)} {text})"

    def _composite(self, cursor: Cursor, code: int, index: int) -> str:
        signature: Signature | None = None
        if code == 0x60:
            params = self.value_types(cursor)
            signature = Signature(params, self.value_types(cursor))
            text = f"(func{signature.text()})"
        elif code == 0x5F:
            fields: list[str] = []
            count = cursor.u32()
            while len(fields) < count:
                name = self.ids.field(index, len(fields))
                fields.append(f" (field {name}{self.global_type(cursor)})")
            text = f"(struct{''.join(fields)})"
        else:
            text = f"(array {self.global_type(cursor)})"
        self.signatures.append(signature)
        return text
