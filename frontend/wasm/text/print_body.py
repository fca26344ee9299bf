"""Instructions as text, from the bytes of a body, driven by the opcode table.

    block (;@1;)
      local.get 0
      br_if 0 (;@1;)
    end

One instruction a line, as the binary form has them; the comments number the open blocks.
"""

from typing import Final

from mypy_extensions import i64

from ..binary import Cursor
from ..limits import MAX_LOCALS
from ..opcodes import WASM_OPS
from ..opcodes_gen import (
    IMM_BLOCKTYPE,
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
    IMM_VALTYPES,
    WOP_CALL_INDIRECT,
    WOP_ELSE,
    WOP_END,
    WOP_IMMEDIATES,
    WOP_MEMORY_COPY,
    WOP_REF_CAST,
    WOP_REF_TEST,
    WOP_RETURN_CALL_INDIRECT,
    WOP_SIZE_LOG2,
    WOP_TABLE_COPY,
    WOP_TRY_TABLE,
)
from ..skip import read_opcode
from .annotations import HINT_NOTE
from .print_literals import float_text, id_text
from .print_names import Identifiers
from .print_types import TypePrinter
from .words import REVERSED

_NAMES: Final[list[str]] = [row.name for row in WASM_OPS]
#: Deepest indentation, so that deep nesting does not make long lines.
_MAX_INDENT: Final = 40
_INDENTS: Final[list[str]] = ["  " * depth for depth in range(_MAX_INDENT + 1)]
_CATCHES: Final[tuple[str, ...]] = ("catch", "catch_ref", "catch_all", "catch_all_ref")
_SPACES: Final[dict[int, str]] = {
    IMM_FUNC: "func", IMM_TYPE: "type", IMM_TABLE: "table", IMM_MEMORY: "memory", IMM_GLOBAL: "global",
    IMM_TAG: "tag", IMM_DATA: "data", IMM_ELEM: "elem",
}  # fmt: skip


class BodyPrinter:
    """Prints function bodies and constant expressions of one module."""

    def __init__(self, ids: Identifiers, types: TypePrinter) -> None:
        self.ids = ids
        self.types = types
        self.hints: dict[int, int] = {}
        """Branch hints by offset of the instruction, if they are to be printed."""
        self.uses_data: bool = False
        """Some instruction names a data segment."""
        self._function: int = -1
        self._locals: dict[int, str] = {}
        """Identifiers of the locals."""
        self._labels: dict[int, str] = {}
        """Names of labels by index of the block."""
        self._open: list[str] = []
        """Names of the labels of the open blocks, outermost first; empty for none."""
        self._named: dict[str, list[int]] = {}
        """By name: heights of the open blocks that have it."""
        self._blocks: int = 0

    # --- bodies and expressions -------------------------------------------------------------

    def start(self, function: int) -> None:
        """Begin a function, or with -1 a constant expression."""
        self._function = function
        self._blocks = 0
        self._open = []
        self._named = {}
        self._locals = self.ids.local_ids(function) if function >= 0 else {}
        self._labels = self.ids.labels(function) if function >= 0 else {}

    def params(self, params: list[str]) -> str:
        """The parameters of the function, with a blank before: those with an identifier one by one."""
        return self._typed("param", 0, params)

    def _typed(self, word: str, first: int, types: list[str]) -> str:
        """`(param $x i32) (param i32 i32)` for locals from an index on."""
        parts: list[str] = []
        plain: list[str] = []
        for index, ty in enumerate(types, first):
            text = self._locals.get(index)
            if text is None:
                plain.append(ty)
                continue
            if plain:
                parts.append(f" ({word} {' '.join(plain)})")
                plain = []
            parts.append(f" ({word} {self.ids.local(self._function, index, text)}{ty})")
        if plain:
            parts.append(f" ({word} {' '.join(plain)})")
        return "".join(parts)

    def local_declarations(self, cursor: Cursor, first: int) -> str:
        """The declarations at the start of a body, with a blank before, or nothing."""
        types: list[str] = []
        runs = cursor.u32()
        while runs > 0:
            start = cursor.pos
            count = cursor.u32()
            if len(types) + count > MAX_LOCALS:
                cursor.malformed(f"too many locals; the limit is {MAX_LOCALS}", start)
            types += [self.types.value_type(cursor)] * int(count)
            runs -= 1
        return self._typed("local", first, types)

    def lines(self, cursor: Cursor, indent: i64) -> list[str]:
        """The instructions of a body up to its `end`, a line each."""
        out: list[str] = []
        while True:
            offset = cursor.pos
            op = read_opcode(cursor)
            depth: i64 = len(self._open)
            if op == WOP_END or op == WOP_ELSE:
                if depth == 0:
                    return out
                if op == WOP_END:
                    self._leave()
                depth -= 1
            depth += indent
            if depth > _MAX_INDENT:
                depth = _MAX_INDENT
            if self.hints and int(offset) in self.hints:
                value = self.hints[int(offset)]
                out.append(f'{_INDENTS[int(depth)]}(@{HINT_NOTE} "\\0{value}")')
            out.append(_INDENTS[int(depth)] + self._instruction(op, cursor))

    def expression(self, cursor: Cursor) -> list[str]:
        """The instructions of a constant expression, without its `end`."""
        self.start(-1)
        return [line.strip() for line in self.lines(cursor, 0)]

    # --- instructions -----------------------------------------------------------------------

    def _instruction(self, op: i64, cursor: Cursor) -> str:
        """An instruction whose opcode was read."""
        name = _NAMES[int(op)]
        kinds = i64(WOP_IMMEDIATES[op])
        if kinds == 0:
            return name
        if kinds & 31 == IMM_BLOCKTYPE:
            return self._block(op, name, cursor)
        if REVERSED[op] != 0:
            return name + self._reversed(op, cursor)
        if op == WOP_MEMORY_COPY or op == WOP_TABLE_COPY:
            return name + self._pair(_SPACES[int(kinds & 31)], cursor)
        if op >= WOP_REF_TEST and op <= WOP_REF_CAST + 1:
            return f"{name} {self.types.cast_type(cursor, (op - WOP_REF_TEST) & 1 != 0)}"
        if kinds & 31 == IMM_CASTFLAGS:
            flags = int(cursor.byte())
            label = self._label(cursor.u32())
            source = self.types.cast_type(cursor, flags & 1 != 0)
            return f"{name} {label} {source} {self.types.cast_type(cursor, flags & 2 != 0)}"
        text = name
        while kinds != 0:
            kind = kinds & 31
            kinds >>= 5
            if kind == IMM_TYPE and kinds & 31 == IMM_FIELD:
                return text + self._field(cursor)
            text += self._immediate(op, kind, cursor)
        return text

    def _immediate(self, op: i64, kind: i64, cursor: Cursor) -> str:
        """One immediate, with a blank before if it is not left out."""
        if kind == IMM_LOCAL:
            index = int(cursor.u32())
            return " " + (self._locals.get(index, "") or str(index))
        if kind == IMM_LABEL:
            return " " + self._label(cursor.u32())
        if kind == IMM_TABLE or kind == IMM_MEMORY:
            index = int(cursor.u32())
            return f" {self.ids.text(_SPACES[int(kind)], index)}" if index else ""
        if kind <= IMM_ELEM and kind != IMM_LABELS:
            if kind == IMM_DATA:
                self.uses_data = True
            return " " + self.ids.text(_SPACES[int(kind)], int(cursor.u32()))
        if kind == IMM_I32:
            return f" {int(cursor.s32())}"
        if kind == IMM_MEMARG:
            return self._memarg(op, cursor)
        if kind == IMM_I64:
            return f" {int(cursor.s64())}"
        return self._rare(kind, cursor)

    def _rare(self, kind: i64, cursor: Cursor) -> str:
        """Floats, vectors and lists."""
        if kind == IMM_F32:
            return " " + float_text(int.from_bytes(self._bytes(cursor, 4), "little"), 32)
        if kind == IMM_F64:
            return " " + float_text(int.from_bytes(self._bytes(cursor, 8), "little"), 64)
        if kind == IMM_LABELS:
            count = cursor.u32()
            labels: list[str] = []
            while count >= 0:
                labels.append(" " + self._label(cursor.u32()))
                count -= 1
            return "".join(labels)
        if kind == IMM_LANE:
            return f" {int(cursor.byte())}"
        if kind == IMM_LANES16:
            return "".join([f" {lane}" for lane in self._bytes(cursor, 16)])
        if kind == IMM_V128:
            data = self._bytes(cursor, 16)
            words = [int.from_bytes(data[start : start + 4], "little") for start in range(0, 16, 4)]
            return " i32x4" + "".join([f" 0x{word:08x}" for word in words])
        if kind == IMM_HEAPTYPE:
            return " " + self.types.heap_type(cursor)
        if kind == IMM_VALTYPES:
            return f" (result {' '.join(self.types.value_types(cursor))})"
        if kind == IMM_U32:
            return f" {int(cursor.u32())}"
        cursor.byte()  # the zero of a fence
        return ""

    def _bytes(self, cursor: Cursor, count: int) -> bytes:
        start = int(cursor.pos)
        cursor.skip(count)
        return cursor.data[start : start + count]

    def _memarg(self, op: i64, cursor: Cursor) -> str:
        """Memory, offset and alignment, as far as they are not what they are without being written."""
        flags = int(cursor.u32())
        text = ""
        if flags & 0x40:
            text = f" {self.ids.text('memory', int(cursor.u32()))}"
        offset = int(cursor.u64()) & (1 << 64) - 1
        if offset:
            text += f" offset={offset}"
        align = flags & 0x3F
        if align != int(WOP_SIZE_LOG2[op]):
            text += f" align={2**align}"
        return text

    def _field(self, cursor: Cursor) -> str:
        """A structure type and a field."""
        type_index = int(cursor.u32())
        field = int(cursor.u32())
        name = self.ids.field_ids(type_index).get(field, "") or str(field)
        return f" {self.ids.text('type', type_index)} {name}"

    def _pair(self, kind: str, cursor: Cursor) -> str:
        """The two memories or tables of a copy, nothing if both are the first."""
        target = int(cursor.u32())
        source = int(cursor.u32())
        if target == 0 and source == 0:
            return ""
        return f" {self.ids.text(kind, target)} {self.ids.text(kind, source)}"

    def _reversed(self, op: i64, cursor: Cursor) -> str:
        """Immediates that stand the other way round in the text."""
        first = cursor.u32()
        place = int(cursor.u32())
        if op == WOP_CALL_INDIRECT or op == WOP_RETURN_CALL_INDIRECT:
            table = f" {self.ids.text('table', place)}" if place else ""
            return f"{table} {self.types.type_use(first)}"
        kinds = int(WOP_IMMEDIATES[op])
        if kinds & 31 == IMM_DATA:
            self.uses_data = True
        segment = self.ids.text(_SPACES[kinds & 31], int(first))
        return (f" {self.ids.text(_SPACES[kinds >> 5], place)}" if place else "") + f" {segment}"

    # --- blocks -----------------------------------------------------------------------------

    def _label(self, depth: i64) -> str:
        """A reference to a block: by its label, or by depth with the number of the block as a comment."""
        height = len(self._open) - 1 - int(depth)
        if height < 0:
            return str(int(depth))
        name = self._open[height]
        if name and self._named[name][-1] == height:
            return id_text(name)
        return f"{int(depth)} (;@{height + 1};)"

    def _block(self, op: i64, name: str, cursor: Cursor) -> str:
        """The head of a block."""
        label = self._labels.get(self._blocks, "")
        text = f"{name} {id_text(label)}" if label else name
        text += self._block_type(cursor)
        if op == WOP_TRY_TABLE:
            count = cursor.u32()
            while count > 0:
                text += self._catch(cursor)
                count -= 1
        if label:
            self.ids.label(self._function, self._blocks, label)
            self._named.setdefault(label, []).append(len(self._open))
        self._open.append(label)
        self._blocks += 1
        return text if label else f"{text} (;@{len(self._open)};)"

    def _leave(self) -> None:
        name = self._open.pop()
        if name:
            self._named[name].pop()

    def _block_type(self, cursor: Cursor) -> str:
        """The type of a block, with a blank before, or nothing."""
        start = cursor.pos
        code = cursor.byte()
        if code == 0x40:
            return ""
        cursor.pos = start
        if code >= 0x40 and code < 0x80:
            return f" (result {self.types.value_type(cursor)})"
        index = cursor.s33()
        if index < 0:
            cursor.malformed("malformed block type", start)
        return f" {self.types.type_use(index)}"

    def _catch(self, cursor: Cursor) -> str:
        """A clause of a `try_table`."""
        start = cursor.pos
        kind = int(cursor.byte())
        if kind >= len(_CATCHES):
            cursor.malformed("malformed catch clause", start)
        tag = f" {self.ids.text('tag', int(cursor.u32()))}" if kind < 2 else ""
        return f" ({_CATCHES[kind]}{tag} {self._label(cursor.u32())})"
