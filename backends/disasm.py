"""Listings of machine code through capstone, with what we know of it beside the instructions.

    add:
      0x0000  8d 04 37              lea      eax, [rdi + rsi]
      0x0003  0f 88 09 00 00 00     js       .L12
      ...
    .L12:
      0x0012  0f 0b                 ud2                          ; trap int_ovf
      0x0014  2a 00 00 00                                        ; data

Branch targets get labels (`blockN` where the code knows its blocks); relocations, traps and source
locations are comments; data ranges are shown as bytes. The output is the same on every machine, so it
may be compared in tests. Capstone is loaded at first use.
"""

import importlib
import re
from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple

from ..ir.errors import UnsupportedError
from ..ir.opcodes import trap_name
from ..ir.types import type_name
from .code import CompiledCode
from .exceptions import site_comments
from .notes import Notes
from .object_format import ObjectFormat

#: What capstone is asked to call bytes that are no instruction.
_UNDECODED: Final = ".undecoded"
#: Bytes of data in one line.
_DATA_LINE: Final = 8
_COLUMN: Final = 56


class Instruction(NamedTuple):
    """One line of machine code."""

    offset: int
    size: int
    mnemonic: str
    operands: str
    target: int
    """Offset that a branch or call goes to, -1 for none or an indirect one."""


def _engine(form: ObjectFormat) -> Any:
    architecture, mode, _ = form.capstone
    if not architecture:
        raise UnsupportedError(f"no disassembler for ELF machine {form.elf_machine}")
    try:
        capstone = importlib.import_module("capstone")
    except ImportError as error:
        raise UnsupportedError("disassembly needs the package capstone") from error
    modes = sum(getattr(capstone, name) for name in mode.split())
    return capstone.Cs(getattr(capstone, architecture), modes)


_TARGET: Final = re.compile(r"#?(-?(?:0x[0-9a-f]+|[0-9]+))\Z")


def disassemble(code: bytes, form: ObjectFormat, address: int = 0) -> Iterator[Instruction]:
    """The instructions of `code`, all of it: what cannot be decoded comes as `.byte`/`.word`."""
    engine = _engine(form)
    mnemonics = "|".join(re.escape(name).replace(r"\*", r"[a-z]+") for name in form.capstone[2])
    direct_branch = re.compile(f"(?:{mnemonics})\\Z")
    # Capstone goes on behind what it cannot decode: beginning again there took quadratic time.
    engine.skipdata = True
    engine.skipdata_setup = (_UNDECODED, None, None)
    offset = 0
    for place, size, mnemonic, operands in engine.disasm_lite(code, address):
        offset = place - address + size
        if mnemonic == _UNDECODED:
            for start in range(offset - size, offset, form.code_align):
                piece = code[start : min(start + form.code_align, offset)]
                yield Instruction(address + start, len(piece), *form.undecoded(piece), -1)
            continue
        target = -1
        found = _TARGET.search(operands)
        if found and direct_branch.match(mnemonic) and "[" not in operands:
            target = int(found[1], 0) + (place if form.relative_branches else 0)
        yield Instruction(place, size, mnemonic, operands, target)
    while offset < len(code):  # less than an instruction
        piece = code[offset : offset + form.code_align]
        yield Instruction(address + offset, len(piece), *form.undecoded(piece), -1)
        offset += len(piece)


class _Annotations:
    """Comments and labels by offset."""

    def __init__(self, code: CompiledCode, form: ObjectFormat) -> None:
        self.comments: dict[int, list[str]] = {}
        self.labels: dict[int, list[str]] = {}
        for offset, trap in zip(code.trap_offset, code.trap_code, strict=True):
            self._comment(int(offset), f"trap {trap_name(int(trap))}")
        for offset, text in site_comments(code):
            self._comment(offset - 1, text)  # at the call
        for block, offset in enumerate(code.block_offset):
            if offset >= 0:
                self.labels.setdefault(int(offset), []).append(f"block{block}")
        for offset, loc in zip(code.srcloc_offset, code.srcloc, strict=True):
            if loc >= 0:
                self._comment(int(offset), f"@{int(loc):04x}")
        if code.notes is not None:
            self._note(code.notes)
        self.relocs = [
            (int(offset), f"{form.relocs[int(kind)].name} {code.symbols[symbol]}{int(addend):+d}")
            for offset, kind, symbol, addend in zip(
                code.reloc_offset, code.reloc_kind, code.reloc_symbol, code.reloc_addend, strict=True
            )
        ]
        self._next_reloc = 0

    def _note(self, notes: Notes) -> None:
        """Notes stand at the last byte of their call."""
        for offset in notes.patchable_calls:
            self._comment(offset - 1, "patchable")
        for stack_map in notes.stack_maps:
            values = ", ".join(f"{type_name(ty)} [sp + {at:#x}]" for ty, at in stack_map.values)
            self._comment(stack_map.offset - 1, f"stack map {values}")
        for tags in notes.debug_tags:
            words = ", ".join(f"[sp + {at:#x}]" if kind == "slot" else str(at) for kind, at in tags.tags)
            self._comment(max(tags.offset - 1, 0), f"tags {words}")

    def _comment(self, offset: int, text: str) -> None:
        self.comments.setdefault(offset, []).append(text)

    def at(self, start: int, end: int) -> str:
        """The comment of the bytes from `start` to `end`; to be asked in ascending order."""
        found: list[str] = []
        for offset in range(start, end):
            found += self.comments.get(offset, [])
        while self._next_reloc < len(self.relocs) and self.relocs[self._next_reloc][0] < end:
            found.append(self.relocs[self._next_reloc][1])
            self._next_reloc += 1
        return ", ".join(found)


def _line(offset: int, data: bytes, text: str, comment: str, with_bytes: bool) -> str:
    shown = f"  {offset:#06x}  "
    if with_bytes:
        shown += f"{data.hex(' '):<24}"
    shown += text
    if comment:
        shown = f"{shown:<{_COLUMN if with_bytes else _COLUMN - 24}}  ; {comment}"
    return shown.rstrip()


def listing(
    code: CompiledCode,
    form: ObjectFormat,
    name: str = "",
    with_bytes: bool = True,
    outside: Callable[[int], str] | None = None,
) -> str:
    """The listing of one function, see the module docstring. `outside` names what is at an offset that
    lies outside and that a branch or call goes to; it is empty for what has no name."""
    notes = _Annotations(code, form)
    instructions: list[Instruction] = []
    gaps = _code_ranges(code)
    for start, end in gaps:
        instructions += disassemble(code.code[start:end], form, start)
    relocated = [offset for offset, _ in notes.relocs]
    starts = {inst.offset for inst in instructions}
    targets = {
        inst.target
        for inst in instructions
        if inst.target in starts
        and not any(inst.offset <= offset < inst.offset + inst.size for offset in relocated)
    }
    for target in targets:
        if target not in notes.labels and target > 0:
            notes.labels[target] = [f".L{target:x}"]
    lines = [f"{name}:"] if name else []
    data = list(zip(map(int, code.data_start), map(int, code.data_end), strict=True))
    for inst in instructions:
        while data and data[0][0] <= inst.offset:
            lines += _data_lines(code, notes, *data.pop(0), with_bytes)
        lines += [f"{label}:" for label in notes.labels.get(inst.offset, [])]
        operands = inst.operands
        if inst.target in targets and inst.target in notes.labels:
            operands = _TARGET.sub(notes.labels[inst.target][0], operands)
        elif outside is not None and inst.target != -1 and inst.target not in starts:
            # Capstone prints places before the function as numbers of 64 bits.
            name_there = outside(inst.target - (inst.target >> 63 << 64))
            if name_there:
                operands = _TARGET.sub(name_there.replace("\\", r"\\"), operands)
        text = f"{inst.mnemonic:<8} {operands}".rstrip()
        end = inst.offset + inst.size
        lines.append(
            _line(inst.offset, code.code[inst.offset : end], text, notes.at(inst.offset, end), with_bytes)
        )
    while data:
        lines += _data_lines(code, notes, *data.pop(0), with_bytes)
    return "\n".join(lines) + "\n"


def _code_ranges(code: CompiledCode) -> list[tuple[int, int]]:
    """The stretches of `code` between its data ranges."""
    ranges = []
    start = 0
    for first, end in zip(code.data_start, code.data_end, strict=True):
        if first > start:
            ranges.append((start, int(first)))
        start = int(end)
    if start < len(code.code):
        ranges.append((start, len(code.code)))
    return ranges


def _data_lines(
    code: CompiledCode, notes: _Annotations, start: int, end: int, with_bytes: bool
) -> Iterator[str]:
    """Data as bytes, with or without `with_bytes`."""
    while start < end:
        stop = min(end, start + _DATA_LINE)
        comment = notes.at(start, stop)
        text = "" if with_bytes else code.code[start:stop].hex(" ")
        yield _line(start, code.code[start:stop], text, f"data, {comment}" if comment else "data", with_bytes)
        start = stop
