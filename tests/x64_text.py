"""Instructions of x86-64 as an assembler writes them, made from the rows of `encodings.py`.

    inst_text(row, 4, Fields(reg=RAX, rm=Memory(RCX, RDX, 2, 8)), 0)     add eax, dword ptr [rcx + rdx*4 + 8]

The encoder tests compare this text with what a disassembler reads, and give it to an assembler.
"""

from typing import NamedTuple

from irtool.backends.x64.conds import NAMES
from irtool.backends.x64.encodings import Enc
from irtool.backends.x64.regs import XMM0, preg_name
from irtool.backends.x64.rows import operand_parts

_POINTERS = {1: "byte", 2: "word", 4: "dword", 8: "qword", 16: "xmmword", 32: "ymmword"}
_IMPLIED = {"cl": "cl", "xmm0": "xmm0", "rax": "rax"}

_BYTES = ("al", "cl", "dl", "bl", "spl", "bpl", "sil", "dil")


def reg_name(preg: int, size: int) -> str:
    """Assembler name of a register used with `size` bytes (ignored for xmm registers)."""
    name = preg_name(preg)
    if preg >= XMM0 or size == 8:
        return name
    if preg >= 8:
        return name + {1: "b", 2: "w", 4: "d"}[size]
    if size == 1:
        return _BYTES[preg]
    return "e" + name[1:] if size == 4 else name[1:]


class Memory(NamedTuple):
    """A memory operand; registers are pregs, -1 for none."""

    base: int
    index: int = -1
    scale: int = 0
    disp: int = 0
    is_relative: bool = False
    """`disp` bytes behind the instruction."""

    def text(self) -> str:
        """`[base + index*scale + disp]`."""
        parts = ["rip"] if self.is_relative else []
        if self.base >= 0:
            parts.append(reg_name(self.base, 8))
        if self.index >= 0:
            parts.append(f"{reg_name(self.index, 8)}*{1 << self.scale}")
        text = " + ".join(parts)
        if self.disp or not parts:
            sign = "-" if self.disp < 0 else "+"
            text = f"{text} {sign} {abs(self.disp):#x}" if parts else f"{self.disp:#x}"
        return f"[{text}]"


class Fields(NamedTuple):
    """What goes to the fields of an instruction: pregs, for `rm` also memory."""

    reg: int = 0
    rm: int | Memory = 0
    vvvv: int = 0
    is4: int = 0


#: The predicates that disassemblers name, by the immediate of cmpps; the tests use no others.
PREDICATES = ("eq", "lt", "le", "unord", "neq", "nlt", "nle", "ord")


def inst_text(row: Enc, size: int, fields: Fields, imm: int) -> str:
    """An instruction in Intel's syntax, with every operand that its row names."""
    mnemonic = row.mnemonic
    if row.name.startswith("lock_"):
        mnemonic = "lock " + row.name.split("_")[1]
    if "+cc" in row.bytes:
        mnemonic += NAMES[imm]
    named = operand_parts(row.operands.partition(";")[0])
    if row.mnemonic in ("cmpps", "cmppd", "vcmpps", "vcmppd"):
        mnemonic = row.mnemonic[:-2] + PREDICATES[imm] + row.mnemonic[-2:]
        named = named[:-1]
    if row.name.startswith("movd_") and size == 8:
        mnemonic = "movq"
    return f"{mnemonic} {', '.join(_operand(row, kind, size, fields, imm) for _, kind in named)}".strip()


def _operand(row: Enc, kind: str, size: int, fields: Fields, imm: int) -> str:
    if kind in _IMPLIED:
        return _IMPLIED[kind]
    if kind.startswith("imm"):
        return f"{imm:#x}" if imm >= 0 else f"-{-imm:#x}"
    if kind == "rel32":
        return "label"
    bits = int(kind.lstrip("rxmvoi") or 8 * size)
    if kind in ("o", "r", "r8", "r16", "r32", "r64", "x"):
        return _register(row, fields.reg, 8 if row.name in ("push_o", "pop_o") else bits // 8)
    if kind in ("v", "xv"):
        return _register(row, fields.vvvv, bits // 8)
    if kind == "xi":
        return _register(row, fields.is4, bits // 8)
    if isinstance(fields.rm, int):
        return _register(row, fields.rm, bits // 8)
    if row.mnemonic == "lea":
        return fields.rm.text()
    return f"{_POINTERS[bits // 8]} ptr {fields.rm.text()}"


def _register(row: Enc, preg: int, size: int) -> str:
    name = reg_name(preg, size if preg < XMM0 else 16)
    return name.replace("xmm", "ymm") if row.bytes.startswith("VEX.256") else name
