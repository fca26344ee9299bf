"""Reading binary WebAssembly modules into the lists of `wasm_syntax.py`.

module = parse_module(data)
module.encode() == data            unless numbers were padded or sections empty
"""

from collections.abc import Callable
from typing import Final

from ...frontend.wasm.binary import Cursor
from ...frontend.wasm.skip import read_opcode
from .wasm_syntax import (
    CODE,
    CUSTOM,
    DATA,
    DATA_COUNT,
    ELEMENT,
    ENCODING,
    END,
    EXPORT,
    EXTERN_SPACES,
    FUNC,
    FUNCTION,
    GLOBAL,
    HEAP,
    IMPORT,
    KINDS,
    LABEL,
    MEMORY,
    RAW,
    S32,
    S64,
    START,
    TABLE,
    TAG,
    TYPE,
    TYPES,
    U32,
    U64,
    Atom,
    FunctionBody,
    Instr,
    ModuleSyntax,
)


class _Parser:
    """Reads a valid module."""

    def __init__(self, data: bytes) -> None:
        self.cursor = Cursor(data, 0, len(data))
        self.module = ModuleSyntax()
        self.out: list[Atom] = []

    # --- atoms ------------------------------------------------------------------------------------

    def put(self, kind: str, value: int | bytes) -> None:
        """Append an atom to the entry."""
        self.out.append(Atom(kind, value))

    def u32(self, kind: str = U32) -> int:
        """Read an unsigned number."""
        value = int(self.cursor.u32())
        self.put(kind, value)
        return value

    def u64(self) -> None:
        """Read an unsigned number of 64 bits."""
        self.put(U64, int(self.cursor.u64()) & (1 << 64) - 1)

    def raw(self, count: int) -> bytes:
        """Read bytes."""
        start = int(self.cursor.pos)
        self.cursor.skip(count)
        content = self.cursor.data[start : start + count]
        self.put(RAW, content)
        return content

    def sized(self) -> None:
        """A name, or other bytes with their number before them."""
        self.raw(self.u32())

    def type(self) -> None:
        """A value, block, storage or reference type; a block type may be an index."""
        byte = self.cursor.data[int(self.cursor.pos)]
        if byte in (0x63, 0x64):
            self.raw(1)
        self.put(HEAP, int(self.cursor.s33()))

    def immediates(self, kinds: list[str]) -> None:
        """The immediates of an instruction."""
        for kind in kinds:
            if kind in ("blocktype",):
                self.type()
            elif kind == "heaptype":
                self.put(HEAP, int(self.cursor.s33()))
            elif kind == "i32":
                self.put(S32, int(self.cursor.s32()))
            elif kind == "i64":
                self.put(S64, int(self.cursor.s64()))
            elif kind in ("labels", "valtypes", "catches"):
                self._list(kind)
            elif kind == "memarg":
                if self.u32() & 64:
                    self.u32("memory")
                self.u64()
            elif kind in _RAW_BYTES:
                self.raw(_RAW_BYTES[kind])
            else:
                self.u32(kind)

    def _list(self, kind: str) -> None:
        count = self.u32()
        for _ in range(count + (kind == "labels")):
            if kind == "labels":
                self.u32(LABEL)
            elif kind == "valtypes":
                self.type()
            else:
                if self.raw(1)[0] < 2:
                    self.u32("tag")
                self.u32(LABEL)

    def instr(self) -> Instr:
        """An instruction."""
        op = int(read_opcode(self.cursor))
        outer, self.out = self.out, []
        self.immediates(KINDS[op])
        item = Instr(op, self.out)
        self.out = outer
        return item

    def expression(self) -> None:
        """A constant expression, as atoms of the entry."""
        while True:
            item = self.instr()
            self.put(RAW, ENCODING[item.op])
            self.out += item.atoms
            if item.op == END:
                return

    # --- sections ---------------------------------------------------------------------------------

    def parse(self) -> ModuleSyntax:
        """The whole module."""
        cursor = self.cursor
        cursor.skip(8)
        last = 0
        while cursor.pos < len(cursor.data):
            number = int(cursor.byte())
            size = int(cursor.u32())
            end = int(cursor.pos) + size
            if number == CUSTOM:
                self.module.customs.append((last, cursor.data[int(cursor.pos) : end]))
                cursor.skip(size)
                continue
            last = number
            if number in (START, DATA_COUNT):
                self.entry(number, self.u32, FUNC if number == START else U32)
                continue
            for _ in range(int(cursor.u32())):
                if number == CODE:
                    self.body()
                else:
                    self.entry(number, _SECTIONS[number], self)
        return self.module

    def entry(self, number: int, read: Callable[..., object], *arguments: object) -> None:
        """One entry."""
        self.out = []
        read(*arguments)
        self.module.section(number).append(self.out)

    def body(self) -> None:
        """A body of a function."""
        cursor = self.cursor
        end = int(cursor.u32()) + int(cursor.pos)
        groups = []
        for _ in range(int(cursor.u32())):
            count = int(cursor.u32())
            self.out = []
            self.type()
            groups.append((count, self.out))
        items = []
        while cursor.pos < end:
            items.append(self.instr())
        self.module.bodies.append(FunctionBody(groups, items))

    def rec_group(self) -> None:
        """An entry of the type section."""
        count = 1
        if self.cursor.data[int(self.cursor.pos)] == 0x4E:
            self.raw(1)
            count = self.u32()
        for _ in range(count):
            code = self.raw(1)[0]
            if code in (0x50, 0x4F):
                for _ in range(self.u32()):
                    self.u32(TYPE)
                code = self.raw(1)[0]
            if code == 0x60:
                for _ in range(2):
                    for _ in range(self.u32()):
                        self.type()
            else:
                for _ in range(self.u32() if code == 0x5F else 1):
                    self.type()
                    self.raw(1)

    def limits(self) -> None:
        """Limits."""
        flags = self.raw(1)[0]
        self.u64()
        if flags & 1:
            self.u64()
        if flags & 8:
            self.u32()

    def table(self) -> None:
        """A table type, perhaps with its initialiser."""
        if self.cursor.data[int(self.cursor.pos)] == 0x40:
            self.raw(2)
            self.type()
            self.limits()
            self.expression()
        else:
            self.type()
            self.limits()

    def global_type(self) -> None:
        """A global type."""
        self.type()
        self.raw(1)

    def tag(self) -> None:
        """A tag."""
        self.raw(1)
        self.u32(TYPE)

    def import_(self) -> None:
        """An import."""
        self.sized()
        self.sized()
        kind = self.raw(1)[0]
        self.module.imported[EXTERN_SPACES[kind]] += 1
        if kind == 0:
            self.u32(TYPE)
        elif kind == 1:
            self.table()
        elif kind == 2:
            self.limits()
        elif kind == 3:
            self.global_type()
        else:
            self.tag()

    def export(self) -> None:
        """An export."""
        self.sized()
        self.u32(EXTERN_SPACES[self.raw(1)[0]])

    def global_(self) -> None:
        """A global."""
        self.global_type()
        self.expression()

    def element(self) -> None:
        """An element segment."""
        flags = self.u32()
        if flags & 1 == 0:
            if flags & 2:
                self.u32("table")
            self.expression()
        if flags & 3:
            if flags & 4:
                self.type()
            else:
                self.raw(1)
        for _ in range(self.u32()):
            if flags & 4:
                self.expression()
            else:
                self.u32(FUNC)

    def data(self) -> None:
        """A data segment."""
        flags = self.u32()
        if flags & 2:
            self.u32("memory")
        if flags & 1 == 0:
            self.expression()
        self.sized()


_RAW_BYTES: Final = {"lane": 1, "castflags": 1, "zero": 1, "f32": 4, "f64": 8, "v128": 16, "lanes16": 16}
_SECTIONS: Final[dict[int, Callable[[_Parser], object]]] = {
    TYPES: _Parser.rec_group,
    IMPORT: _Parser.import_,
    FUNCTION: lambda parser: parser.u32(TYPE),
    TABLE: _Parser.table,
    MEMORY: _Parser.limits,
    GLOBAL: _Parser.global_,
    EXPORT: _Parser.export,
    ELEMENT: _Parser.element,
    DATA: _Parser.data,
    TAG: _Parser.tag,
}


def parse_module(data: bytes) -> ModuleSyntax:
    """A valid binary module as lists. What is not valid may raise `WasmError` or come out as nonsense."""
    return _Parser(data).parse()
