"""Encoding: one instruction from a row and field values into the buffer.

    put_rr(buf, MOP_ADD_RM, 8, RAX, R9, 0)                        49 ... add rax, r9
    put_mem(buf, MOP_MOV_RM, 4, RCX, RSP, -1, 0, 16, 0)           mov ecx, [rsp + 16]

An instruction is: mandatory or operand-size prefix, REX (or VEX), escape bytes, opcode, ModRM, SIB,
displacement, immediate (Intel SDM volume 2, chapter 2). `size` is the operand size in bytes, 4 for rows
whose size is in the opcode. Registers are pregs; `-1` stands for "none" in addresses. Rules of
addressing that the code below must respect:
- rsp/r12 as base need a SIB byte; rbp/r13 as base need a displacement; rsp cannot be an index.
- Without a base, a SIB byte with base 5 and mod 0 takes a 32-bit displacement.
- Mod 0 with rm 5 is rip-relative, counted from the end of the instruction.
- spl, bpl, sil, dil exist only with a REX prefix.
"""

from typing import Final

from mypy_extensions import i64

from ..machbuffer import MachBuffer
from .encodings_gen import BYTE, EXT, IMM, MAP, OPCODE, OPCODE8, PREFIX, SHORT, VEX
from .labels import KIND_BRANCH32, KIND_REL32

_IMM_NONE: Final = 0
_IMM_IB: Final = 1
_IMM_IO: Final = 3
_IMM_CC: Final = 4
_IMM_IW: Final = 5


def fits_i8(value: i64) -> bool:
    """Whether an 8-bit field sign-extends to `value`."""
    return -128 <= value <= 127


def imm_size(mop: i64, size: i64, imm: i64) -> i64:
    """Bytes of the immediate field."""
    kind = IMM[mop]
    if kind == _IMM_NONE or kind == _IMM_CC:
        return 0
    if kind == _IMM_IB:
        return 1
    if kind == _IMM_IO:
        return 8
    if kind == _IMM_IW:
        return 2
    if size == 1 or (SHORT[mop] >= 0 and fits_i8(imm)):
        return 1
    return 2 if size == 2 else 4


def _put_imm(buf: MachBuffer, count: i64, imm: i64) -> None:
    if count == 1:
        buf.put1(imm)
    elif count == 4:
        buf.put4(imm)
    elif count == 2:
        buf.put2(imm)
    elif count == 8:
        buf.put8(imm)


def _opcode(mop: i64, size: i64, imm: i64) -> i64:
    """The opcode byte without a register in it."""
    kind = IMM[mop]
    if kind == _IMM_CC:
        return OPCODE[mop] + imm
    if size == 1 and OPCODE8[mop] >= 0:
        return OPCODE8[mop]
    if size != 1 and kind != 0 and SHORT[mop] >= 0 and fits_i8(imm):
        return SHORT[mop]
    return OPCODE[mop]


def _put_head(
    buf: MachBuffer, mop: i64, size: i64, reg: i64, index: i64, rm: i64, opcode: i64, rex: i64
) -> None:
    """Prefixes and opcode. `reg`, `index`, `rm` are hardware numbers whose bit 3 goes to REX;
    `rex` is 0x40 when a REX prefix is needed anyway, else 0."""
    if size == 2:
        buf.put1(0x66)
    prefix = PREFIX[mop]
    if prefix != 0:
        buf.put1(prefix)
    if size == 8:
        rex = 0x48
    bits = ((reg >> 1) & 4) | ((index >> 2) & 2) | ((rm >> 3) & 1)
    if bits != 0:
        rex = rex | 0x40 | bits
    if rex != 0:
        buf.put1(rex)
    opcode_map = MAP[mop]
    if opcode_map != 0:
        buf.put1(0x0F)
    buf.put1(opcode)


def _put_vex(buf: MachBuffer, mop: i64, size: i64, reg: i64, vvvv: i64, index: i64, rm: i64) -> None:
    """Three-byte VEX prefix and opcode."""
    prefix = PREFIX[mop]
    pp: i64 = 0
    if prefix == 0x66:
        pp = 1
    elif prefix == 0xF3:
        pp = 2
    elif prefix == 0xF2:
        pp = 3
    buf.put1(0xC4)
    bits = ((reg << 4) & 0x80) | ((index << 3) & 0x40) | ((rm << 2) & 0x20)
    buf.put1((bits ^ 0xE0) | MAP[mop])
    buf.put1((0x80 if size == 8 else 0) | ((~vvvv & 15) << 3) | pp)
    buf.put1(OPCODE[mop])


def _field(mop: i64, reg: i64) -> i64:
    """What goes into ModRM.reg."""
    ext = EXT[mop]
    return ext if ext < 8 else reg & 15


def _byte_rex(mop: i64, size: i64, reg: i64, rm: i64) -> i64:
    """0x40 when a byte register is one of spl, bpl, sil, dil."""
    kinds = BYTE[mop]
    if size == 1:
        kinds = kinds | (kinds >> 2)
    if (kinds & 1) != 0 and 4 <= reg <= 7:
        return 0x40
    if (kinds & 2) != 0 and 4 <= rm <= 7:
        return 0x40
    return 0


def put_rr(buf: MachBuffer, mop: i64, size: i64, reg: i64, rm: i64, imm: i64, vvvv: i64 = 0) -> None:
    """An instruction whose ModRM.rm is a register. `reg` is ignored by rows with a `/digit`."""
    rex = _byte_rex(mop, size, reg, rm)
    reg = _field(mop, reg)
    if VEX[mop] != 0:
        _put_vex(buf, mop, size, reg, vvvv, 0, rm & 15)
    else:
        _put_head(buf, mop, size, reg, 0, rm & 15, _opcode(mop, size, imm), rex)
    buf.put1(0xC0 | ((reg & 7) << 3) | (rm & 7))
    _put_imm(buf, imm_size(mop, size, imm), imm)


def put_mem(
    buf: MachBuffer,
    mop: i64,
    size: i64,
    reg: i64,
    base: i64,
    index: i64,
    scale: i64,
    disp: i64,
    imm: i64,
    vvvv: i64 = 0,
) -> None:
    """An instruction whose ModRM.rm is [base + index << scale + disp]; base and index may be -1."""
    rex = _byte_rex(mop, size, reg, 0)
    reg = _field(mop, reg)
    high_base: i64 = max(base, 0)
    high_index: i64 = 0
    sib = (scale << 6) | 0x20  # index 4 means none
    if index >= 0:
        high_index = index
        sib = (scale << 6) | ((index & 7) << 3)
    if VEX[mop] != 0:
        _put_vex(buf, mop, size, reg, vvvv, high_index, high_base)
    else:
        _put_head(buf, mop, size, reg, high_index, high_base, _opcode(mop, size, imm), rex)
    field = (reg & 7) << 3
    if base < 0:
        buf.put1(field | 4)
        buf.put1(sib | 5)
        buf.put4(disp)
    else:
        mod: i64 = 0x80
        if disp == 0 and (base & 7) != 5:
            mod = 0
        elif fits_i8(disp):
            mod = 0x40
        if index >= 0 or (base & 7) == 4:
            buf.put1(mod | field | 4)
            buf.put1(sib | (base & 7))
        else:
            buf.put1(mod | field | (base & 7))
        if mod == 0x40:
            buf.put1(disp)
        elif mod == 0x80:
            buf.put4(disp)
    _put_imm(buf, imm_size(mop, size, imm), imm)


def put_rip(buf: MachBuffer, mop: i64, size: i64, reg: i64, label: i64, imm: i64) -> None:
    """An instruction whose ModRM.rm is the memory at a label of this buffer."""
    count = imm_size(mop, size, imm)
    offset = _put_rip_head(buf, mop, size, reg, imm)
    buf.use_label_addend(label, KIND_REL32, offset, -count)
    buf.put4(0)
    _put_imm(buf, count, imm)


def put_rip_symbol(
    buf: MachBuffer, mop: i64, size: i64, reg: i64, reloc: i64, symbol: i64, addend: i64
) -> None:
    """An instruction without immediate whose ModRM.rm is the memory at a symbol."""
    offset = _put_rip_head(buf, mop, size, reg, 0)
    buf.add_reloc(reloc, symbol, addend - 4, offset)
    buf.put4(0)


def _put_rip_head(buf: MachBuffer, mop: i64, size: i64, reg: i64, imm: i64) -> i64:
    """Everything up to the displacement; returns its offset."""
    rex = _byte_rex(mop, size, reg, 0)
    reg = _field(mop, reg)
    _put_head(buf, mop, size, reg, 0, 0, _opcode(mop, size, imm), rex)
    buf.put1(((reg & 7) << 3) | 5)
    return buf.cur_offset()


def put_o(buf: MachBuffer, mop: i64, size: i64, reg: i64, imm: i64) -> None:
    """An instruction with a register in the opcode."""
    _put_head(buf, mop, size, 0, 0, reg, OPCODE[mop] + (reg & 7), 0)
    _put_imm(buf, imm_size(mop, size, imm), imm)


def put_np(buf: MachBuffer, mop: i64, size: i64, imm: i64 = 0) -> None:
    """An instruction without operands but an immediate."""
    _put_head(buf, mop, size, 0, 0, 0, OPCODE[mop], 0)
    if SHORT[mop] >= 0:
        buf.put1(SHORT[mop])
    _put_imm(buf, imm_size(mop, size, imm), imm)


def put_rel32(buf: MachBuffer, mop: i64, cc: i64, label: i64) -> i64:
    """A jump (on condition `cc` when the row has one) to a label; returns where it starts. The caller
    registers it with the buffer as a branch when it may be cleaned up."""
    start = buf.cur_offset()
    _put_head(buf, mop, 4, 0, 0, 0, _opcode(mop, 4, cc), 0)
    offset = buf.cur_offset()
    buf.use_label(label, KIND_BRANCH32, offset)
    buf.put4(0)
    return start
