"""WebAssembly modules as lists that can be changed and written again, for programs that rewrite modules.

    module = parse_module(data)                # of a valid binary module (`wasm_parse.py`)
    module.section(FUNCTION).reverse()
    data = module.encode()

Everything but a body is a list of *atoms*, numbers with the kind of their encoding:

    (global (mut i32) (i32.const 7))     RAW 7f 01 41, S32 7, RAW 0b
    call 3                               FUNC 3

An atom that is an index says of what, so renumbering the functions of a module is `renumber`, one walk
over all atoms. Bodies are lists of instructions (`Instr`), each a row of `WASM_OPS` with its atoms.

`Padding` writes numbers in more bytes than needed, which the format allows.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from ...frontend.wasm.opcodes import WASM_OPS

#: Kinds of atoms: bytes, numbers, indices. `HEAP` is a signed 33-bit number that is a type index from 0 on.
RAW: Final = "raw"
U32: Final = "u32"
U64: Final = "u64"
S32: Final = "i32"
S64: Final = "i64"
HEAP: Final = "heap"
TYPE: Final = "type"
FUNC: Final = "func"
LABEL: Final = "label"
LOCAL: Final = "local"
_SIGNED: Final = (S32, S64, HEAP)
#: How many bytes a number may have.
_MOST_BYTES: Final = {U64: 10, S64: 10}

#: Section ids.
CUSTOM: Final = 0
TYPES: Final = 1
IMPORT: Final = 2
FUNCTION: Final = 3
TABLE: Final = 4
MEMORY: Final = 5
GLOBAL: Final = 6
EXPORT: Final = 7
START: Final = 8
ELEMENT: Final = 9
CODE: Final = 10
DATA: Final = 11
DATA_COUNT: Final = 12
TAG: Final = 13
#: Ids in the order that the format asks for.
ORDER: Final = (TYPES, IMPORT, FUNCTION, TABLE, MEMORY, TAG, GLOBAL, EXPORT, START, ELEMENT)
ORDER_2: Final = (DATA_COUNT, CODE, DATA)

EXTERN_SPACES: Final = (FUNC, "table", "memory", "global", "tag")

#: Rows by name; `select` is the one without types.
OP: Final = {row.name: index for index, row in reversed(list(enumerate(WASM_OPS)))}
ENCODING: Final = [row.encoding for row in WASM_OPS]
#: Kinds of the immediates of each row.
KINDS: Final = [row.immediate_list for row in WASM_OPS]
_OPENERS: Final = frozenset(OP[name] for name in ("block", "loop", "if", "try_table"))
END: Final = OP["end"]


class Atom:
    """A number, index or some bytes."""

    __slots__ = ("kind", "value")

    def __init__(self, kind: str, value: int | bytes) -> None:
        self.kind = kind
        self.value = value

    def number(self) -> int:
        """Its number."""
        assert isinstance(self.value, int)
        return self.value


def raw(*values: int) -> Atom:
    """Bytes as they are."""
    return Atom(RAW, bytes(values))


class Padding:
    """How numbers are written: with `chance`, longer than needed."""

    def __init__(self, rng: random.Random | None = None, chance: float = 0.0) -> None:
        self.rng = rng
        self.chance = chance

    def number(self, value: int, signed: bool, most: int = 5) -> bytes:
        """LEB128 of a number in at most so many bytes."""
        if value < 0 and not signed:
            raise ValueError(f"{value} cannot be written as an unsigned number")
        out = bytearray()
        while True:
            byte = value & 0x7F
            value >>= 7
            done = value == 0 and (not signed or byte < 0x40) or value == -1 and signed and byte >= 0x40
            if done and self.rng is not None and len(out) + 1 < most:
                done = self.rng.random() >= self.chance
            out.append(byte if done else byte | 0x80)
            if done:
                return bytes(out)

    def atom(self, atom: Atom) -> bytes:
        """The bytes of an atom."""
        if isinstance(atom.value, bytes):
            return atom.value
        if atom.kind == HEAP and atom.value < 0:  # a code of one byte
            return bytes([atom.value & 0x7F])
        return self.number(atom.value, atom.kind in _SIGNED, _MOST_BYTES.get(atom.kind, 5))

    def atoms(self, atoms: Sequence[Atom]) -> bytes:
        """The bytes of several."""
        return b"".join([self.atom(atom) for atom in atoms])


class Instr:
    """An instruction: row of `WASM_OPS` and immediates."""

    __slots__ = ("atoms", "op")

    def __init__(self, op: int, atoms: Sequence[Atom] = ()) -> None:
        self.op = op
        self.atoms = list(atoms)

    @property
    def name(self) -> str:
        """Its name."""
        return WASM_OPS[self.op].name

    def encode(self, padding: Padding) -> bytes:
        """Its bytes."""
        code = ENCODING[self.op]
        if len(code) > 1 and padding.rng is not None:
            code = code[:1] + padding.number(WASM_OPS[self.op].code & 0xFFF, False)
        return code + padding.atoms(self.atoms)


def instr(name: str, *values: int | bytes) -> Instr:
    """An instruction by name; its immediates must be as many atoms as values."""
    op = OP[name]
    atoms = []
    for kind, value in zip(KINDS[op], values, strict=True):
        kind = HEAP if kind in ("heaptype", "blocktype") else kind
        atoms.append(Atom(RAW if isinstance(value, bytes) else kind, value))
    return Instr(op, atoms)


#: Codes of the number and vector types by the letters of the opcode table.
TYPE_CODES: Final = {"i": -1, "I": -2, "f": -3, "F": -4, "v": -5}


def zero(code: int) -> Instr:
    """The constant zero of a type of `TYPE_CODES`."""
    if code in (-1, -2):
        return instr("i32.const" if code == -1 else "i64.const", 0)
    name, size = {-3: ("f32", 4), -4: ("f64", 8), -5: ("v128", 16)}[code]
    return instr(f"{name}.const", bytes(size))


class FunctionBody:
    """Locals as groups of a count and type atoms, and instructions with the last `end`."""

    __slots__ = ("instrs", "locals")

    def __init__(self, locals_: list[tuple[int, list[Atom]]], instrs: list[Instr]) -> None:
        self.locals = locals_
        self.instrs = instrs

    def encode(self, padding: Padding) -> bytes:
        """Its bytes without the size."""
        out = [padding.number(len(self.locals), False)]
        for count, ty in self.locals:
            out.append(padding.number(count, False) + padding.atoms(ty))
        out.extend([item.encode(padding) for item in self.instrs])
        return b"".join(out)


#: An entry of a section: atoms, or of the code section a body.
Entry = list[Atom]


class ModuleSyntax:
    """The sections of a module. Custom sections come at the end, after whatever they followed."""

    def __init__(self) -> None:
        self.entries: dict[int, list[Entry]] = {}
        """By section id, but for code and custom sections."""
        self.bodies: list[FunctionBody] = []
        self.customs: list[tuple[int, bytes]] = []
        """Section that it stands behind, and content with its name."""
        self.imported: dict[str, int] = dict.fromkeys(EXTERN_SPACES, 0)

    def section(self, number: int) -> list[Entry]:
        """The entries of a section, made when there is none."""
        return self.entries.setdefault(number, [])

    def atoms(self) -> Iterator[Atom]:
        """All atoms of the module."""
        for entries in self.entries.values():
            for entry in entries:
                yield from entry
        for body in self.bodies:
            for _, ty in body.locals:
                yield from ty
            for item in body.instrs:
                yield from item.atoms

    def renumber(self, kind: str, new: Callable[[int], int]) -> None:
        """Replace all indices of a kind."""
        for atom in self.atoms():
            if atom.kind == kind or (kind == TYPE and atom.kind == HEAP and atom.number() >= 0):
                atom.value = new(atom.number())

    def encode(self, padding: Padding | None = None) -> bytes:
        """The binary module."""
        pad = padding if padding is not None else Padding()
        out = [b"\0asm\1\0\0\0", self._customs(0, pad)]
        for number in (*ORDER, *ORDER_2):
            content = self._content(number, pad)
            if content is not None:
                out.append(bytes([number]) + pad.number(len(content), False) + content)
            out.append(self._customs(number, pad))
        return b"".join(out)

    def _content(self, number: int, pad: Padding) -> bytes | None:
        if number == CODE:
            if not self.bodies:
                return None
            parts = [pad.number(len(self.bodies), False)]
            for body in self.bodies:
                content = body.encode(pad)
                parts.append(pad.number(len(content), False) + content)
            return b"".join(parts)
        entries = self.entries.get(number)
        if not entries:
            return None
        parts = [pad.atoms(entry) for entry in entries]
        if number not in (START, DATA_COUNT):
            parts.insert(0, pad.number(len(entries), False))
        return b"".join(parts)

    def _customs(self, after: int, pad: Padding) -> bytes:
        return b"".join(
            b"\0" + pad.number(len(content), False) + content
            for place, content in self.customs
            if place == after
        )
