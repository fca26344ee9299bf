"""The second walk over the fields of a module: each is written to its section.

    (func $f (export "f") (param i32) ...)     an index in `funcs`, an export, a body in `code`

Fields are taken in the order of the text, so the types that signatures add get the numbers that the
specification gives them. Short forms (inline imports, exports, segments) become what they stand for.
"""

from typing import Final

from .collect import Field
from .lexer import NUMBER, OPEN
from .names import LOCALS, Space
from .output import Output
from .sections import EXTERN_KINDS, Limits, Section
from .segments import FUNCREF, SegmentAssembler
from .types import Signature

_I32_CONST: Final = 0x41
_I64_CONST: Final = 0x42
_REF_FUNC: Final = 0xD2
_END: Final = 0x0B
_PAGE: Final = 65536


class FieldAssembler(SegmentAssembler):
    """Writes fields to sections."""

    def assemble(self, fields: list[Field]) -> None:
        """All fields; types come first."""
        cursor = self.cursor
        for field in fields:
            if field.word == b"type" or field.word == b"rec":
                cursor.at = field.at
                self.types.read_group(cursor)
        for field in fields:
            if field.word != b"type" and field.word != b"rec":
                self._field(field)

    def _field(self, field: Field) -> None:
        cursor = self.cursor
        cursor.at = field.at + 2
        word = field.word
        if word == b"func":
            self._func(field)
        elif word == b"data":
            self.data_segment(field)
        elif word == b"elem":
            self.element_segment(field)
        elif word == b"global":
            self._global(field)
        elif word == b"export":
            self._export(field)
        elif word == b"import":
            self._import(field)
        elif word == b"table":
            self._table(field)
        elif word == b"memory":
            self._memory(field)
        elif word == b"tag":
            self._tag(field)
        else:
            self._start(field)
        cursor.close()

    # --- imports and exports ----------------------------------------------------------------

    def _import(self, field: Field) -> None:
        """`(import "m" "n" (func $f ...))`"""
        cursor = self.cursor
        module = cursor.name()
        name = cursor.name()
        word = cursor.field_word()
        cursor.at += 2
        cursor.optional_id()
        self._imported(field, module, name, word)
        cursor.close()

    def _imported(self, field: Field, module: bytes, name: bytes, word: bytes) -> None:
        """An import whose type comes next."""
        out = self.imports
        out.entry(self.offset(field.at))
        out.put_sized(module)
        out.put_sized(name)
        out.put(EXTERN_KINDS[word])
        if word == b"func":
            type_index, signature = self.types.type_use(self.cursor, True)
            out.put_u32(type_index)
            self._params(Space("local", "local"), signature, field.index)
        elif word == b"table":
            limits = self._limits(False)
            out.put_bytes(self.types.ref_type(self.cursor))
            out.put_bytes(limits.encode())
        elif word == b"memory":
            out.put_bytes(self._limits(True).encode())
        elif word == b"global":
            out.put_bytes(self._global_type())
        else:
            out.put(0)
            type_index, _ = self.types.type_use(self.cursor, True)
            out.put_u32(type_index)

    def _head(self, field: Field) -> bool:
        """Identifier, inline exports and inline import of a definition; whether it is an import, which is
        then written."""
        cursor = self.cursor
        cursor.optional_id()
        while cursor.is_field(b"export"):
            self.exports.entry(self.offset(cursor.at))
            cursor.at += 2
            self.exports.put_sized(cursor.name())
            self.exports.put(EXTERN_KINDS[field.word])
            self.exports.put_u32(field.index)
            cursor.close()
        if not cursor.skip_field(b"import"):
            return False
        module = cursor.name()
        name = cursor.name()
        cursor.close()
        self._imported(field, module, name, field.word)
        return True

    def _export(self, field: Field) -> None:
        """`(export "n" (func $f))`"""
        cursor = self.cursor
        out = self.exports
        out.entry(self.offset(field.at))
        out.put_sized(cursor.name())
        word = cursor.field_word()
        if word not in EXTERN_KINDS:
            cursor.open()
            raise cursor.unexpected("func, table, memory, global or tag")
        cursor.at += 2
        out.put(EXTERN_KINDS[word])
        out.put_u32(self.immediates.index_of(word))
        cursor.close()

    def _start(self, field: Field) -> None:
        """`(start $f)`"""
        if self.start.count:
            raise self.cursor.error("multiple start sections", field.at)
        self.start.entry(self.offset(field.at))
        self.start.put_u32(self.immediates.index_of(b"func"))

    # --- functions --------------------------------------------------------------------------

    def _func(self, field: Field) -> None:
        """A function and its body."""
        if self._head(field):
            return
        cursor = self.cursor
        type_index, signature = self.types.type_use(cursor, True)
        self.funcs.entry(self.offset(field.at))
        self.funcs.put_u32(type_index)
        space = Space("local", "local")
        self.immediates.locals = space
        self._params(space, signature, field.index)
        body = self.body
        body.start(field.index)
        known = type_index < len(self.types.signatures)
        self._locals(space, body.out, field.index, known)
        body.sequence()
        out = self.code
        out.entry(self.offset(field.at))
        out.put_u32(body.out.size())
        out.splice(body.out)
        if body.hint_offsets:
            self._write_hints(field.index)

    def _params(self, space: Space, signature: Signature, function: int) -> None:
        """The parameters of a function, which are its first locals."""
        for name, token in zip(signature.param_names, signature.name_tokens, strict=True):
            self._local(space, name, token, function)

    def _local(self, space: Space, name: bytes, token: int, function: int) -> None:
        """One more parameter or local."""
        index = space.count
        if not space.add(name):
            raise self.cursor.error(f"duplicate local ${name.decode('utf-8', 'replace')}", token)
        if token >= 0 and self.notes.names:
            name = self.notes.names.get(token + 1 if name else token, name)
        if name:
            self.spaces.names.put_nested(LOCALS, function, index, name)

    def _locals(self, space: Space, out: Output, function: int, known: bool) -> None:
        """`(local ...)*`, written as runs of equal types. Without a `known` type of the function the index of
        a named local is not known either."""
        cursor = self.cursor
        types: list[bytes] = []
        counts: list[int] = []
        while cursor.skip_field(b"local"):
            token = int(cursor.at)
            name = cursor.optional_id()
            if name:
                if not known:
                    raise cursor.error("unknown type of a function with named locals", token)
                self._local(space, name, token, function)
                self._add_run(types, counts)
            else:
                while not cursor.at_close():
                    self._local(space, b"", int(cursor.at), function)
                    self._add_run(types, counts)
            cursor.close()
        out.put_u32(len(types))
        for ty, count in zip(types, counts, strict=True):
            out.put_u32(count)
            out.put_bytes(ty)

    def _add_run(self, types: list[bytes], counts: list[int]) -> None:
        """One more local, whose type comes next."""
        ty = self.types.value_type(self.cursor)
        if types and types[-1] == ty:
            counts[-1] += 1
        else:
            types.append(ty)
            counts.append(1)

    def _write_hints(self, function: int) -> None:
        """The branch hints of the function that was assembled."""
        out = self.hints
        out.count += 1
        out.put_u32(function)
        out.put_u32(len(self.body.hint_offsets))
        for offset, value in zip(self.body.hint_offsets, self.body.hint_values, strict=True):
            out.put_u32(offset)
            out.put(1)
            out.put(value)

    # --- tables, memories, globals, tags ----------------------------------------------------

    def _address_type(self) -> bool:
        """`i32`, `i64` or nothing; whether it is `i64`."""
        return not self.cursor.skip_word(b"i32") and self.cursor.skip_word(b"i64")

    def _limits(self, memory: bool) -> Limits:
        """`i64? min max?`, and for a memory `shared? (pagesize n)?`."""
        cursor = self.cursor
        limits = Limits()
        limits.is_64 = self._address_type()
        limits.minimum = cursor.unsigned(self.limit_bits)
        if cursor.kind_here() == NUMBER:
            limits.maximum = cursor.unsigned(self.limit_bits)
        if memory:
            limits.shared = cursor.skip_word(b"shared")
            limits.page_log2 = self._page_size()
        return limits

    def _page_size(self) -> int:
        """`(pagesize n)` as the logarithm of n, -1 if there is none."""
        cursor = self.cursor
        if not cursor.skip_field(b"pagesize"):
            return -1
        token = cursor.at
        size = cursor.unsigned(64)
        if size == 0 or size & (size - 1):
            raise cursor.error("invalid custom page size: it must be a power of two", token)
        cursor.close()
        return size.bit_length() - 1

    def _table(self, field: Field) -> None:
        """A table, perhaps with an initial value or its contents."""
        if self._head(field):
            return
        cursor = self.cursor
        out = self.tables
        out.entry(self.offset(field.at))
        begin = cursor.at
        is_64 = self._address_type()
        if cursor.kind_here() != NUMBER:
            self._table_contents(field, is_64)
            return
        cursor.at = begin
        limits = self._limits(False)
        ref_type = self.types.ref_type(cursor)
        if cursor.at_close():
            out.put_bytes(ref_type + limits.encode())
            return
        out.put_bytes(b"\x40\x00" + ref_type + limits.encode())
        self.expression(out)

    def _table_contents(self, field: Field, is_64: bool) -> None:
        """`reftype (elem ...)`"""
        cursor = self.cursor
        ref_type = self.types.ref_type(cursor)
        at = cursor.at
        cursor.enter(b"elem")
        limits = Limits()
        limits.is_64 = is_64
        items = Section()
        if cursor.kind_here() == OPEN:
            self.elem_expressions(items)
            plain = False
        else:
            plain = ref_type == FUNCREF
            while not cursor.at_close():
                items.entry(self.offset(cursor.at))
                index = self.immediates.index_of(b"func")
                if not plain:
                    items.put(_REF_FUNC)
                items.put_u32(index)
                if not plain:
                    items.put(_END)
        cursor.close()
        limits.minimum = limits.maximum = items.count
        self.tables.put_bytes(ref_type + limits.encode())
        offset = bytes([_I64_CONST if is_64 else _I32_CONST, 0, _END])
        self.elems.entry(self.offset(at))
        table = field.index if field.index else -1
        self.write_elem(table, offset, False, ref_type, plain, items)

    def _memory(self, field: Field) -> None:
        """A memory, perhaps with its contents."""
        if self._head(field):
            return
        cursor = self.cursor
        self.memories.entry(self.offset(field.at))
        begin = cursor.at
        is_64 = self._address_type()
        page_log2 = self._page_size()
        at = cursor.at
        if not cursor.skip_field(b"data"):
            cursor.at = begin
            self.memories.put_bytes(self._limits(True).encode())
            return
        data = self.strings()
        cursor.close()
        page = 1 << page_log2 if 0 <= page_log2 < 64 else _PAGE
        limits = Limits()
        limits.is_64 = is_64
        limits.page_log2 = page_log2
        limits.minimum = limits.maximum = -(-len(data) // page)
        self.memories.put_bytes(limits.encode())
        out = self.datas
        out.entry(self.offset(at))
        if field.index:
            out.put(2)
            out.put_u32(field.index)
        else:
            out.put(0)
        out.put_bytes(bytes([_I64_CONST if is_64 else _I32_CONST, 0, _END]))
        out.put_sized(data)

    def _global_type(self) -> bytes:
        cursor = self.cursor
        if cursor.skip_field(b"mut"):
            ty = self.types.value_type(cursor)
            cursor.close()
            return ty + b"\x01"
        return self.types.value_type(cursor) + b"\x00"

    def _global(self, field: Field) -> None:
        """A global and its initial value."""
        if self._head(field):
            return
        self.globals.entry(self.offset(field.at))
        self.globals.put_bytes(self._global_type())
        self.expression(self.globals)

    def _tag(self, field: Field) -> None:
        """A tag and its type."""
        if self._head(field):
            return
        type_index, _ = self.types.type_use(self.cursor, True)
        self.tags.entry(self.offset(field.at))
        self.tags.put(0)
        self.tags.put_u32(type_index)
