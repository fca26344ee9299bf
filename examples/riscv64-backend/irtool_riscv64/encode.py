"""Single instructions, in 16 bits where the machine may and a short form exists.

    put_reg(buf, MOP_ADD, 10, 10, 11)       c.add a0, a1           92 85 ...
    put_imm(buf, MOP_ADDI, 10, 0, 5)        c.li a0, 5

Instructions with label fields or relocations are written in full by whoever needs them.
Source: "The RISC-V Instruction Set Manual, Volume I", chapter 27 (C).
"""

from typing import Final

from irtool.backends.machbuffer import MachBuffer
from mypy_extensions import i64

from . import encodings_gen as enc
from .encodings_gen import BASE
from .regs import SP, ZERO

#: c.sub c.xor c.or c.and: funct2 by row.
_SHORT_ALU: Final = {enc.MOP_SUB: 0, enc.MOP_XOR: 1, enc.MOP_OR_: 2, enc.MOP_AND_: 3}
_SHORT_IMMEDIATE: Final = {enc.MOP_SRLI: 0x8001, enc.MOP_SRAI: 0x8401, enc.MOP_ANDI: 0x8801}


def compresses(buf: MachBuffer) -> bool:
    """The machine has 16-bit instructions (a fact of the target that its `LabelKinds` keeps)."""
    return buf.kinds.code_align == 2


def _is_short(reg: i64) -> bool:
    """One of x8 to x15."""
    return 8 <= reg <= 15


def put_reg(buf: MachBuffer, mop: i64, rd: i64, rs1: i64, rs2: i64) -> None:
    """An instruction of two registers."""
    if compresses(buf):
        if mop == enc.MOP_ADD and rd != ZERO and rs2 != ZERO and rs1 in (rd, ZERO):
            buf.put2((0x9002 if rs1 == rd else 0x8002) | rd << 7 | rs2 << 2)
            return
        if mop in _SHORT_ALU and rd == rs1 and _is_short(rd) and _is_short(rs2):
            buf.put2(0x8C01 | (rd & 7) << 7 | _SHORT_ALU[mop] << 5 | (rs2 & 7) << 2)
            return
    buf.put4(BASE[mop] | rd << 7 | rs1 << 15 | rs2 << 20)


def put_imm(buf: MachBuffer, mop: i64, rd: i64, rs1: i64, imm: i64) -> None:
    """An instruction of a register and a number."""
    short = _short_imm(mop, rd, rs1, imm) if compresses(buf) else 0
    if short != 0:
        buf.put2(short)
    else:
        buf.put4(BASE[mop] | rd << 7 | rs1 << 15 | (imm & 0xFFF) << 20)


def _short_imm(mop: i64, rd: i64, rs1: i64, imm: i64) -> i64:
    """The 16-bit form, 0 for none."""
    six_bits = (imm & 0x1F) << 2 | (imm >> 5 & 1) << 12
    if rd == ZERO:
        return 0
    if mop == enc.MOP_ADDI:
        if rs1 == ZERO and -32 <= imm < 32:
            return 0x4001 | rd << 7 | six_bits
        if imm == 0:
            return 0x8002 | rd << 7 | rs1 << 2 if rs1 != ZERO else 0
        if rd == SP and rs1 == SP and imm % 16 == 0 and -512 <= imm < 512:
            bits = (imm >> 4 & 1) << 6 | (imm >> 6 & 1) << 5 | (imm >> 7 & 3) << 3 | (imm >> 5 & 1) << 2
            return 0x6101 | bits | (imm >> 9 & 1) << 12
        if rd == rs1 and -32 <= imm < 32:
            return 0x0001 | rd << 7 | six_bits
        return 0
    if mop == enc.MOP_ADDIW and rd == rs1 and -32 <= imm < 32:
        return 0x2001 | rd << 7 | six_bits
    if mop == enc.MOP_SLLI and rd == rs1 and imm != 0:
        return 0x0002 | rd << 7 | six_bits
    if rd == rs1 and _is_short(rd) and mop in _SHORT_IMMEDIATE:
        if -32 <= imm < 32 if mop == enc.MOP_ANDI else imm != 0:
            return _SHORT_IMMEDIATE[mop] | (rd & 7) << 7 | six_bits
    return 0


def _short_access(reg: i64, base: i64, offset: i64, wide: bool, store: bool) -> i64:
    """c.lw c.ld c.sw c.sd and their forms that count from sp; 0 for none."""
    step: i64 = 8 if wide else 4
    if offset < 0 or offset % step != 0:
        return 0
    if base == SP and offset < 64 * step:
        if store:
            bits = (offset >> 3 & 7) << 10 | (offset >> 6 & 7) << 7
            if not wide:
                bits = (offset >> 2 & 15) << 9 | (offset >> 6 & 3) << 7
            return (0xE002 if wide else 0xC002) | bits | reg << 2
        if reg == ZERO:
            return 0
        bits = (offset >> 5 & 1) << 12 | (offset >> 3 & 3) << 5 | (offset >> 6 & 7) << 2
        if not wide:
            bits = (offset >> 5 & 1) << 12 | (offset >> 2 & 7) << 4 | (offset >> 6 & 3) << 2
        return (0x6002 if wide else 0x4002) | bits | reg << 7
    if not _is_short(reg) or not _is_short(base) or offset >= 32 * step:
        return 0
    bits = (offset >> 3 & 7) << 10 | (offset >> 6 & 3) << 5
    if not wide:
        bits = (offset >> 3 & 7) << 10 | (offset >> 2 & 1) << 6 | (offset >> 6 & 1) << 5
    opcode: i64 = (0xE000 if wide else 0xC000) if store else (0x6000 if wide else 0x4000)
    return opcode | bits | (base & 7) << 7 | (reg & 7) << 2


def put_access(buf: MachBuffer, mop: i64, reg: i64, base: i64, offset: i64) -> None:
    """A load or store of a register at base + offset."""
    store = mop >= enc.FIRST_STORE
    if compresses(buf) and mop in (enc.MOP_LW, enc.MOP_LD, enc.MOP_SW, enc.MOP_SD):
        short = _short_access(reg, base, offset, mop in (enc.MOP_LD, enc.MOP_SD), store)
        if short != 0:
            buf.put2(short)
            return
    fields = reg << 7 | (offset & 0xFFF) << 20
    if store:
        fields = (offset >> 5 & 0x7F) << 25 | (offset & 0x1F) << 7 | reg << 20
    buf.put4(BASE[mop] | base << 15 | fields)
