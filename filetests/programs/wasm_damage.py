"""Damage to WebAssembly modules: bytes changed, indices and types that are wrong, sections in another order.

    data, name = damage(data, random.Random(7))

What comes out is nearly always malformed or invalid in one place; it may be valid too. Half of the kinds
work on bytes, the others on the parsed module (`wasm_syntax.py`), so that they reach what validation is
about and are not all stopped by the first wrong size.
"""

import random
from collections.abc import Callable
from typing import Final, TypeVar

from ...frontend.wasm.opcodes import WASM_OPS
from .wasm_parse import parse_module
from .wasm_syntax import HEAP, OP, RAW, S32, S64, Atom, Instr, ModuleSyntax, Padding

#: Numbers at the edges of what indices, sizes and counts may be.
_NUMBERS: Final = (0, 1, 2, 3, 15, 16, 63, 64, 127, 128, 255, 1000, 65_535, 65_536, 65_537, (1 << 31) - 1,
                   1 << 31, (1 << 32) - 1)  # fmt: skip
_TYPE_CODES: Final = (-1, -2, -3, -4, -5, -8, -9, -13, -16, -17, -18, -20, -21, -22, -23, -64, 0, 1, 2)

T = TypeVar("T")


# --- bytes --------------------------------------------------------------------------------------------


def flip_bit(data: bytes, rng: random.Random) -> bytes:
    """One bit behind the header."""
    at = rng.randrange(8, len(data)) if len(data) > 8 else rng.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << rng.randrange(8)]) + data[at + 1 :]


def change_bytes(data: bytes, rng: random.Random) -> bytes:
    """Up to three bytes."""
    out = bytearray(data)
    for _ in range(rng.randint(1, 3)):
        out[rng.randrange(len(out))] = rng.randrange(256)
    return bytes(out)


def insert_bytes(data: bytes, rng: random.Random) -> bytes:
    """Up to four bytes more."""
    at = rng.randrange(len(data) + 1)
    return data[:at] + rng.randbytes(rng.randint(1, 4)) + data[at:]


def delete_bytes(data: bytes, rng: random.Random) -> bytes:
    """Up to four bytes less."""
    at = rng.randrange(len(data))
    return data[:at] + data[at + rng.randint(1, 4) :]


def truncate(data: bytes, rng: random.Random) -> bytes:
    """Cut."""
    return data[: rng.randrange(len(data))]


def _sections(data: bytes) -> list[bytes]:
    """The sections of a well-formed module, with their heads."""
    found = []
    at = 8
    while at < len(data):
        size = 0
        end = at + 1
        shift = 0
        while True:
            size |= (data[end] & 0x7F) << shift
            shift += 7
            end += 1
            if data[end - 1] < 0x80:
                break
        found.append(data[at : end + size])
        at = end + size
    return found


def _disturb(items: list[T], rng: random.Random) -> None:
    """Put items in another order, one in twice, or leave one out."""
    choice = rng.randrange(3)
    if choice == 0:
        rng.shuffle(items)
    elif choice == 1:
        items.insert(rng.randrange(len(items) + 1), rng.choice(items))
    else:
        del items[rng.randrange(len(items))]


def shuffle_sections(data: bytes, rng: random.Random) -> bytes:
    """Sections in another order, doubled or left out."""
    parts = _sections(data)
    if parts:
        _disturb(parts, rng)
    return data[:8] + b"".join(parts)


# --- the parsed module ---------------------------------------------------------------------------------


def _atom(module: ModuleSyntax, rng: random.Random, wanted: Callable[[Atom], bool]) -> Atom | None:
    atoms = [atom for atom in module.atoms() if wanted(atom)]
    return rng.choice(atoms) if atoms else None


def wrong_index(module: ModuleSyntax, rng: random.Random) -> None:
    """An index, count or size, of anything."""
    atom = _atom(module, rng, lambda atom: atom.kind not in (RAW, HEAP, S32, S64))
    if atom is not None:
        atom.value = rng.choice((*_NUMBERS, atom.number() + 1, max(atom.number() - 1, 0)))


def wrong_type(module: ModuleSyntax, rng: random.Random) -> None:
    """A value type, block type or heap type."""
    atom = _atom(module, rng, lambda atom: atom.kind == HEAP)
    if atom is not None:
        atom.value = rng.choice(_TYPE_CODES)


def wrong_raw(module: ModuleSyntax, rng: random.Random) -> None:
    """A flag or other byte of a section."""
    atom = _atom(module, rng, lambda atom: isinstance(atom.value, bytes) and len(atom.value) > 0)
    if atom is not None and isinstance(atom.value, bytes):
        at = rng.randrange(len(atom.value))
        atom.value = atom.value[:at] + bytes([rng.randrange(256)]) + atom.value[at + 1 :]


def _instrs(module: ModuleSyntax, rng: random.Random) -> list[Instr]:
    return rng.choice(module.bodies).instrs if module.bodies else []


def other_opcode(module: ModuleSyntax, rng: random.Random) -> None:
    """An instruction with the same immediates in place of another."""
    instrs = _instrs(module, rng)
    if instrs:
        item = rng.choice(instrs)
        kinds = WASM_OPS[item.op].immediates
        item.op = rng.choice([i for i, row in enumerate(WASM_OPS) if row.immediates == kinds])


def delete_instruction(module: ModuleSyntax, rng: random.Random) -> None:
    """An instruction is missing."""
    instrs = _instrs(module, rng)
    if instrs:
        del instrs[rng.randrange(len(instrs))]


def repeat_instructions(module: ModuleSyntax, rng: random.Random) -> None:
    """Instructions stand elsewhere once more."""
    instrs = _instrs(module, rng)
    if instrs:
        start = rng.randrange(len(instrs))
        piece = instrs[start : start + rng.randint(1, 4)]
        at = rng.randrange(len(instrs))
        instrs[at:at] = [Instr(item.op, [Atom(a.kind, a.value) for a in item.atoms]) for item in piece]


def insert_instruction(module: ModuleSyntax, rng: random.Random) -> None:
    """An instruction that is a little wrong at least: immediates are any."""
    instrs = _instrs(module, rng)
    if not instrs:
        return
    op = rng.randrange(len(WASM_OPS))
    atoms: list[Atom] = []
    for kind in WASM_OPS[op].immediate_list:
        if kind in ("i32", "i64", "blocktype", "heaptype"):
            atoms.append(Atom(HEAP, rng.choice(_TYPE_CODES)))
        elif kind == "memarg":
            atoms += [Atom("u32", rng.randrange(6)), Atom("u64", rng.randrange(9))]
        elif kind in ("labels", "valtypes", "catches"):
            atoms.append(
                Atom(RAW, b"\0\0" if kind == "labels" else b"\1\x7f" if kind == "valtypes" else b"\0")
            )
        elif kind in ("f32", "f64", "v128", "lanes16"):
            atoms.append(Atom(RAW, rng.randbytes({"f32": 4, "f64": 8}.get(kind, 16))))
        else:
            atoms.append(Atom("u32", rng.choice((0, 0, 1, 2, 3))))
    at = rng.randrange(len(instrs))
    instrs.insert(at, Instr(op, atoms))
    if op in (OP["block"], OP["loop"], OP["if"], OP["try_table"]) and rng.random() < 0.7:
        instrs.insert(rng.randrange(at + 1, len(instrs)), Instr(OP["end"]))


def shuffle_entries(module: ModuleSyntax, rng: random.Random) -> None:
    """Entries of a section in another order, doubled or left out."""
    sections = [entries for entries in module.entries.values() if entries]
    if sections:
        _disturb(rng.choice(sections), rng)


BYTE_DAMAGE: Final = (flip_bit, change_bytes, insert_bytes, delete_bytes, truncate, shuffle_sections)
TREE_DAMAGE: Final = (
    wrong_index,
    wrong_index,
    wrong_type,
    wrong_raw,
    other_opcode,
    delete_instruction,
    repeat_instructions,
    insert_instruction,
    insert_instruction,
    shuffle_entries,
)


def damage(data: bytes, rng: random.Random) -> tuple[bytes, str]:
    """A damaged module, and what was done to it."""
    if rng.random() < 0.4:
        kind = rng.choice(BYTE_DAMAGE)
        return kind(data, rng), kind.__name__
    module = parse_module(data)
    tree = rng.choice(TREE_DAMAGE)
    tree(module, rng)
    return module.encode(Padding()), tree.__name__
