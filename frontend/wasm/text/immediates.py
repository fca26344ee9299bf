"""Immediates of instructions: from the text to bytes, by the kinds that the opcode table names.

    i32.load $m offset=8       kinds: memarg           0x42 memory 8
    table.init $t $e           kinds: elem table       the two are swapped, and the table may be left out

`Immediates.read` writes opcode and immediates of one instruction; control structure is `body.py`'s.
"""

from typing import Final

from mypy_extensions import i64

from ....ir.errors import ParseError
from ..opcodes_gen import (
    IMM_CASTFLAGS,
    IMM_DATA,
    IMM_ELEM,
    IMM_F32,
    IMM_F64,
    IMM_FIELD,
    IMM_FUNC,
    IMM_GLOBAL,
    IMM_HEAPTYPE,
    IMM_I32,
    IMM_I64,
    IMM_LABEL,
    IMM_LABELS,
    IMM_LANE,
    IMM_LANES16,
    IMM_LOCAL,
    IMM_MEMARG,
    IMM_MEMORY,
    IMM_TABLE,
    IMM_TAG,
    IMM_TYPE,
    IMM_U32,
    IMM_V128,
    IMM_ZERO,
    WOP_CALL_INDIRECT,
    WOP_IMMEDIATES,
    WOP_MEMORY_COPY,
    WOP_REF_CAST,
    WOP_REF_TEST,
    WOP_RETURN_CALL_INDIRECT,
    WOP_SELECT,
    WOP_SIZE_LOG2,
    WOP_TABLE_COPY,
)
from .cursor import Cursor
from .lexer import KEYWORD, NUMBER
from .literals import MALFORMED, OUT_OF_RANGE, is_number, parse_unsigned
from .names import Space
from .output import Output, leb_unsigned
from .spaces import Spaces
from .types import Types
from .words import ENCODINGS, REVERSED, SHAPES, is_known_word

#: Bits of an immediate's kind in `WOP_IMMEDIATES`.
_KIND_BITS: Final = 5
_KIND_MASK: Final = 31
#: Bit of a memarg's alignment: a memory index follows.
_MEMARG_INDEX: Final = 0x40
_REF: Final = 0x64
_REF_NULL: Final = 0x63


class Labels:
    """The labels of the blocks around an instruction."""

    def __init__(self) -> None:
        self.names: list[bytes] = []
        """From the outermost block in; empty for a block without label."""
        self.heights: dict[bytes, list[int]] = {}
        """Of each name: the blocks that have it, outermost first."""

    def push(self, name: bytes) -> None:
        """Enter a block."""
        if name:
            self.heights.setdefault(name, []).append(len(self.names))
        self.names.append(name)

    def pop(self) -> None:
        """Leave the innermost block."""
        name = self.names.pop()
        if name:
            self.heights[name].pop()

    def depth(self, name: bytes) -> i64:
        """How many blocks are between here and the innermost one with this label; -1 if there is none."""
        heights = self.heights.get(name)
        if not heights:
            return -1
        depth: i64 = len(self.names) - 1 - heights[-1]
        return depth


class Immediates:
    """Reads immediates and writes instructions."""

    def __init__(self, cursor: Cursor, spaces: Spaces) -> None:
        self.cursor = cursor
        self.spaces = spaces
        self.types: Types = spaces.types
        self.labels: Labels = Labels()
        self.locals: Space = Space("local", "local")
        self.uses_data: bool = False
        """Some instruction names a data segment, so the module needs a data count."""

    def read(self, op: i64, out: Output) -> None:
        """Write an instruction whose opcode was read; the immediates come next."""
        if op == WOP_CALL_INDIRECT or op == WOP_RETURN_CALL_INDIRECT:
            self._call_indirect(op, out)
        elif op == WOP_SELECT:
            self._select(out)
        elif op == WOP_REF_TEST or op == WOP_REF_CAST:
            self._cast(op, out)
        else:
            out.put_bytes(ENCODINGS[int(op)])
            kinds = i64(WOP_IMMEDIATES[op])
            if kinds == 0:
                return
            if kinds & _KIND_MASK == IMM_CASTFLAGS:
                self._branch_on_cast(out)
            elif REVERSED[op] != 0:
                self._reversed(kinds, out)
            elif op == WOP_MEMORY_COPY or op == WOP_TABLE_COPY:
                self._pair(kinds & _KIND_MASK, out)
            else:
                self._all(op, kinds, out)

    def _all(self, op: i64, kinds: i64, out: Output) -> None:
        """The immediates of an ordinary instruction."""
        while kinds != 0:
            kind = kinds & _KIND_MASK
            kinds >>= _KIND_BITS
            if kind <= IMM_ELEM and kind != IMM_LABELS:
                if kind == IMM_TYPE and kinds & _KIND_MASK == IMM_FIELD:
                    self._field(out)
                    return
                out.put_u32(self.index(kind))
            elif kind == IMM_I32:
                out.put_signed(self.cursor.signed(32))
            elif kind == IMM_MEMARG:
                self._memarg(op, kinds, out)
            elif kind == IMM_I64:
                out.put_signed(self.cursor.signed(64))
            elif kind == IMM_LABELS:
                self._labels(out)
            elif kind == IMM_F32:
                out.put_bytes(self.cursor.float(32).to_bytes(4, "little"))
            elif kind == IMM_F64:
                out.put_bytes(self.cursor.float(64).to_bytes(8, "little"))
            else:
                self._rare(kind, out)

    def _rare(self, kind: i64, out: Output) -> None:
        """The immediates of vectors and references."""
        if kind == IMM_LANE:
            out.put(self.cursor.unsigned(8))
        elif kind == IMM_LANES16:
            self._shuffle(out)
        elif kind == IMM_V128:
            out.put_bytes(self.vector())
        elif kind == IMM_HEAPTYPE:
            out.put_bytes(self.types.heap_type(self.cursor))
        elif kind == IMM_U32:
            out.put_u32(self.cursor.u32())
        elif kind == IMM_ZERO:
            out.put(0)
        else:
            raise AssertionError(f"immediate of kind {kind}")

    # --- indices ----------------------------------------------------------------------------

    def index(self, kind: i64) -> i64:
        """An index of a kind of thing; of tables and memories the first if there is none."""
        cursor = self.cursor
        if kind == IMM_TABLE or kind == IMM_MEMORY:
            if not cursor.is_index():
                return 0
        if kind == IMM_DATA:
            self.uses_data = True
        token = cursor.at
        name = cursor.optional_id()
        if not name:
            return cursor.u32()
        if kind == IMM_LABEL:
            depth = self.labels.depth(name)
            if depth < 0:
                raise self._unknown("label", name, token)
            return depth
        space = self._space(kind)
        index: i64 = space.find(name)
        if index < 0:
            raise self._unknown(space.described, name, token)
        return index

    def index_of(self, word: bytes) -> i64:
        """An index of what a keyword names: `func`, `table`, ..."""
        token = self.cursor.at
        name = self.cursor.optional_id()
        if not name:
            return self.cursor.u32()
        space = self.spaces.of(word)
        index: i64 = space.find(name)
        if index < 0:
            raise self._unknown(space.described, name, token)
        return index

    def label(self) -> i64:
        """A label."""
        return self.index(IMM_LABEL)

    def tag(self) -> i64:
        """A tag."""
        return self.index(IMM_TAG)

    def _space(self, kind: i64) -> Space:
        if kind == IMM_LOCAL:
            return self.locals
        spaces = self.spaces
        if kind == IMM_FUNC:
            return spaces.funcs
        if kind == IMM_GLOBAL:
            return spaces.globals
        if kind == IMM_TYPE:
            return self.types.space
        if kind == IMM_TABLE:
            return spaces.tables
        if kind == IMM_MEMORY:
            return spaces.memories
        if kind == IMM_TAG:
            return spaces.tags
        if kind == IMM_DATA:
            return spaces.datas
        return spaces.elems

    def _unknown(self, what: str, name: bytes, token: i64) -> ParseError:
        return self.cursor.error(f"unknown {what} ${name.decode('utf-8', 'replace')}", token)

    def _labels(self, out: Output) -> None:
        """The targets of a `br_table`, the default last."""
        cursor = self.cursor
        targets: list[int] = [int(self.index(IMM_LABEL))]
        while cursor.is_index():
            targets.append(int(self.index(IMM_LABEL)))
        out.put_u32(len(targets) - 1)
        for target in targets:
            out.put_u32(target)

    def _field(self, out: Output) -> None:
        """A structure type and one of its fields."""
        cursor = self.cursor
        type_index = self.index(IMM_TYPE)
        out.put_u32(type_index)
        token = cursor.at
        name = cursor.optional_id()
        if not name:
            out.put_u32(cursor.u32())
            return
        names = self.types.fields.get(int(type_index))
        index = names.get(name, -1) if names is not None else -1
        if index < 0:
            raise self._unknown("field", name, token)
        out.put_u32(index)

    def _pair(self, kind: i64, out: Output) -> None:
        """The two memories or tables of a copy, or none."""
        if not self.cursor.is_index():
            out.put(0)
            out.put(0)
            return
        out.put_u32(self.index(kind))
        if not self.cursor.is_index():
            raise self.cursor.unexpected("a second index")
        out.put_u32(self.index(kind))

    def _reversed(self, kinds: i64, out: Output) -> None:
        """Segment and memory or table of an initialisation: `x? segment`."""
        segment = kinds & _KIND_MASK
        place = kinds >> _KIND_BITS
        cursor = self.cursor
        target: i64 = 0
        begin = cursor.at
        if cursor.is_index():
            cursor.at += 1
            if cursor.is_index():
                cursor.at = begin
                target = self.index(place)
            else:
                cursor.at = begin
        out.put_u32(self.index(segment))
        out.put_u32(target)

    # --- calls, select, casts ---------------------------------------------------------------

    def _call_indirect(self, op: i64, out: Output) -> None:
        """`table? (type x)? (param ...)* (result ...)*`"""
        table = self.index(IMM_TABLE)
        type_index, _ = self.types.type_use(self.cursor, False)
        out.put_bytes(ENCODINGS[int(op)])
        out.put_u32(type_index)
        out.put_u32(table)

    def _select(self, out: Output) -> None:
        """`(result ...)*`: with types it is another opcode."""
        cursor = self.cursor
        if not cursor.is_field(b"result"):
            out.put_bytes(ENCODINGS[WOP_SELECT])
            return
        types: list[bytes] = []
        while cursor.skip_field(b"result"):
            while not cursor.at_close():
                types.append(self.types.value_type(cursor))
            cursor.close()
        out.put_bytes(ENCODINGS[WOP_SELECT + 1])
        out.put_u32(len(types))
        out.put_bytes(b"".join(types))

    def _reference(self) -> tuple[bool, bytes]:
        """A reference type, as whether it is nullable and its heap type."""
        encoding = self.types.ref_type(self.cursor)
        if encoding[0] == _REF:
            return False, encoding[1:]
        return True, encoding[1:] if encoding[0] == _REF_NULL else encoding

    def _cast(self, op: i64, out: Output) -> None:
        """`ref.test`, `ref.cast`: another opcode for nullable types."""
        nullable, heap = self._reference()
        out.put_bytes(ENCODINGS[int(op) + 1 if nullable else int(op)])
        out.put_bytes(heap)

    def _branch_on_cast(self, out: Output) -> None:
        """`label type type`"""
        label = self.index(IMM_LABEL)
        source_nullable, source = self._reference()
        target_nullable, target = self._reference()
        out.put(int(source_nullable) | int(target_nullable) << 1)
        out.put_u32(label)
        out.put_bytes(source + target)

    # --- memory accesses and vectors ----------------------------------------------------------

    def _memarg(self, op: i64, rest: i64, out: Output) -> None:
        """`memory? offset=N? align=N?`. Before a lane a single number is the lane."""
        cursor = self.cursor
        memory: i64 = 0
        if cursor.is_index():
            following = i64(cursor.kind[cursor.at + 1])
            alone = following != NUMBER and not (following == KEYWORD and self._is_memarg_word(cursor.at + 1))
            if rest == 0 or cursor.kind[cursor.at] != NUMBER or not alone:
                memory = self.index(IMM_MEMORY)
        offset = 0
        align = i64(WOP_SIZE_LOG2[op])
        if cursor.kind[cursor.at] == KEYWORD and cursor.text_here().startswith(b"offset="):
            offset = self._memarg_number(7)
        if cursor.kind[cursor.at] == KEYWORD and cursor.text_here().startswith(b"align="):
            token = cursor.at
            bytes_aligned = self._memarg_number(6)
            if bytes_aligned == 0 or bytes_aligned & (bytes_aligned - 1):
                raise cursor.error("alignment must be a power of two", token)
            align = bytes_aligned.bit_length() - 1
        if memory != 0:
            out.put(align | _MEMARG_INDEX)
            out.put_u32(memory)
        else:
            out.put(align)
        out.put_bytes(leb_unsigned(offset))

    def _is_memarg_word(self, token: i64) -> bool:
        return self.cursor.tokens.text(token).startswith((b"offset=", b"align="))

    def _memarg_number(self, prefix: int) -> int:
        """The number of `offset=N` or `align=N`."""
        cursor = self.cursor
        try:
            value = parse_unsigned(cursor.text_here()[prefix:], 64)
        except ValueError as problem:
            if str(problem) == MALFORMED:
                raise cursor.unexpected() from None
            raise cursor.error(f"offset out of range: i64 {OUT_OF_RANGE}") from None
        cursor.at += 1
        return value

    def _count_numbers(self) -> i64:
        """How many numbers (of any form) come next."""
        cursor = self.cursor
        at = cursor.at
        while cursor.kind[at] == NUMBER or (cursor.kind[at] == KEYWORD and is_number(cursor.tokens.text(at))):
            at += 1
        return at - cursor.at

    def _shuffle(self, out: Output) -> None:
        """The 16 lane numbers of a shuffle."""
        cursor = self.cursor
        count = self._count_numbers()
        if count != 16:
            raise cursor.error(f"invalid lane length: {count} lanes, not 16")
        while count > 0:
            text = cursor.text_here()
            try:
                lane = parse_unsigned(text, 8)
            except ValueError:
                if not is_number(text):
                    raise cursor.unexpected() from None
                raise cursor.error(f"i8 {OUT_OF_RANGE}: a lane number") from None
            out.put(lane)
            cursor.at += 1
            count -= 1

    def vector(self) -> bytes:
        """A shape and its lanes as 16 bytes."""
        cursor = self.cursor
        shape = SHAPES.get(cursor.text_here())
        if shape is None:
            raise cursor.unexpected("a shape such as i32x4")
        cursor.at += 1
        count, bits, is_float = shape
        found = self._count_numbers()
        if found != count:
            following = cursor.at + found
            if cursor.kind[following] == KEYWORD and not is_known_word(cursor.tokens.text(following)):
                cursor.at = following
                raise cursor.unexpected()
            raise cursor.error(f"wrong number of lane literals: {found} instead of {count}")
        lanes: list[bytes] = []
        while len(lanes) < count:
            value = cursor.float(bits) if is_float else cursor.integer(bits)
            lanes.append(value.to_bytes(bits // 8, "little"))
        return b"".join(lanes)
