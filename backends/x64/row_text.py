"""Printing: rows with virtual registers, and single instructions with real ones.

row_text:  "add_rm.4 v2=op2, v1, v0"            `--emit vcode`
inst_text: "add eax, dword ptr [rcx + rdx*4 + 8]"   what a disassembler shows for the encoding
"""

from typing import Final

from mypy_extensions import i64

from ..emit import EmitState
from .amode import (
    AM_BASE,
    AM_FRAME,
    AM_INCOMING,
    AM_INDEX,
    AM_KIND_MASK,
    AM_NO_BASE,
    AM_OUTGOING,
    AM_SCALE_SHIFT,
    AM_SLOT,
    AM_SLOT_SHIFT,
)
from .conds import NAMES
from .encodings import ENCODINGS, PSEUDO, Enc
from .encodings_gen import FIRST_PSEUDO, RM_AT
from .regs import reg_name

_POINTERS: Final = {1: "byte", 2: "word", 4: "dword", 8: "qword", 16: "xmmword"}


class Memory:
    """A memory operand of `inst_text`; registers are pregs, -1 for none."""

    def __init__(self, base: int, index: int = -1, scale: int = 0, disp: int = 0) -> None:
        self.base = base
        self.index = index
        self.scale = scale
        self.disp = disp

    def text(self) -> str:
        """`[base + index*scale + disp]`."""
        parts = []
        if self.base >= 0:
            parts.append(reg_name(self.base, 8))
        if self.index >= 0:
            parts.append(f"{reg_name(self.index, 8)}*{1 << self.scale}")
        text = " + ".join(parts)
        if self.disp or not parts:
            sign = "-" if self.disp < 0 else "+"
            text = f"{text} {sign} {abs(self.disp):#x}" if parts else f"{self.disp:#x}"
        return f"[{text}]"


def inst_text(row: Enc, size: int, reg: int, vvvv: int, rm: "int | Memory", imm: int) -> str:
    """An instruction in Intel's syntax, with every operand that its row declares."""
    mnemonic = row.mnemonic
    if row.name.startswith("lock_"):
        mnemonic = "lock " + row.name.split("_")[1]
    if "+cc" in row.bytes:
        mnemonic += NAMES[imm]
    if row.name.startswith("movd_") and size == 8:
        mnemonic = "movq"
    operands = [_operand(row, kind, size, reg, vvvv, rm, imm) for _, kind in row.operand_list]
    return f"{mnemonic} {', '.join(operands)}".strip()


def _operand(row: Enc, kind: str, size: int, reg: int, vvvv: int, rm: "int | Memory", imm: int) -> str:
    if kind in ("r", "o", "x"):
        wide = 8 if row.name in ("push_o", "pop_o") else size
        return reg_name(reg, wide)
    if kind == "v":
        return reg_name(vvvv, size)
    if kind in ("imm", "imm8", "imm16", "imm64"):
        return f"{imm:#x}" if imm >= 0 else f"-{-imm:#x}"
    if kind == "cl":
        return "cl"
    if kind == "rel32":
        return "label"
    bits = int(kind.lstrip("rxm") or 8 * size)
    if kind == "m" and any(other == "x" for _, other in row.operand_list):
        bits = _float_bits(row)
    if isinstance(rm, int):
        return reg_name(rm, bits // 8 if rm < 32 else 16)
    if row.mnemonic == "lea":
        return rm.text()
    return f"{_POINTERS[bits // 8]} ptr {rm.text()}"


def _float_bits(row: Enc) -> int:
    return {"movss": 32, "movsd": 64}.get(row.mnemonic, 128)


# --- rows -----------------------------------------------------------------------------------------


def row_name(mop: int) -> str:
    """Name of a machine opcode or pseudo row."""
    return ENCODINGS[mop].name if mop < FIRST_PSEUDO else PSEUDO[mop - FIRST_PSEUDO][0]


def _address_text(state: EmitState, row: i64, first: int) -> tuple[str, int]:
    """Text of a row's address, and how many operands it takes."""
    packed = int(state.vc.i3[row])
    disp = int(state.vc.i2[row])
    kind = packed & AM_KIND_MASK
    parts = []
    count = 0
    if kind == AM_BASE:
        parts.append(state.operand_text(first))
        count = 1
    elif kind != AM_NO_BASE:
        slot = f"ss{packed >> AM_SLOT_SHIFT}"
        parts.append({AM_SLOT: slot, AM_INCOMING: "incoming", AM_OUTGOING: "sp", AM_FRAME: "fp"}[kind])
    if packed & AM_INDEX:
        scale = 1 << ((packed >> AM_SCALE_SHIFT) & 3)
        parts.append(f"{state.operand_text(first + count)}*{scale}")
        count += 1
    return f"[{'+'.join(parts)}{disp:+d}]", count


def row_text(state: EmitState, row: i64) -> str:
    """A row with its operands and immediates."""
    vc = state.vc
    mop = int(vc.mop[row])
    total = int(vc.operand_end(row)) - int(vc.row_operand_start[row])
    name = row_name(mop)
    if mop >= FIRST_PSEUDO:
        immediates = (vc.i0[row], vc.i1[row], vc.i2[row], vc.i3[row])
        fields = [f"i{number}={int(value)}" for number, value in enumerate(immediates) if value]
        return " ".join([name, ", ".join(state.operand_text(k) for k in range(total)), *fields]).rstrip()
    parts = []
    rm_at = int(RM_AT[mop])
    k = 0
    while k < total or k == rm_at:
        if k == rm_at and vc.i3[row] & AM_KIND_MASK:
            text, count = _address_text(state, row, k)
            parts.append(text)
            if count == 0:
                rm_at = -1
                continue
            k += count
        else:
            parts.append(state.operand_text(k))
            k += 1
    text = f"{name}.{int(vc.i0[row])} {', '.join(parts)}"
    if "+cc" in ENCODINGS[mop].bytes:
        return f"{text} {NAMES[int(vc.i1[row])]}"
    return f"{text} {int(vc.i1[row])}" if "imm" in ENCODINGS[mop].operands else text.rstrip()
