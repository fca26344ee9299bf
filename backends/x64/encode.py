"""Encoding: one instruction from a row and field values into the buffer.

    encode_reg(buf, ADD_RM, 8, RAX, R9)                    49 ... add rax, r9
    encode_mem(buf, MOV_RM, 4, RCX, RSP, -1, 0, 16)        mov ecx, [rsp + 16]

An instruction is: prefixes and opcode (`_start`, legacy and VEX), ModRM with what it asks for, immediate
(`_finish`); Intel SDM volume 2, chapter 2. `head` is the packed row (gen_encodings.py), `size` the operand
size in bytes, 4 for rows whose size is in the opcode. Registers are pregs; `-1` stands for "none" in
addresses. Rules of addressing that the code below must respect:
- rsp/r12 as base need a SIB byte; rbp/r13 as base need a displacement; rsp cannot be an index.
- Without a base, a SIB byte with base 5 and mod 0 takes a 32-bit displacement.
- Mod 0 with rm 5 is rip-relative, counted from the end of the instruction.
- spl, bpl, sil, dil exist only with a REX prefix.
- VEX has a short form (C5) for map 0F without W and without high index and base registers.
- Under EVEX a displacement of one byte counts in the size of the memory operand. Registers 16 to 31, masks
  and broadcasts are not used, so their bits are constants.
"""

from typing import Final

from mypy_extensions import i64

from ..machbuffer import MachBuffer
from . import encodings_gen as row
from .labels import KIND_BRANCH32, KIND_REL32

_EXT_REG: Final = 8
_EXT_OPCODE: Final = 9


def fits_i8(value: i64) -> bool:
    """Whether an 8-bit field sign-extends to `value`."""
    return -128 <= value <= 127


def _is_short(head: i64, size: i64, imm: i64) -> bool:
    """Whether the form with an 8-bit immediate serves."""
    short = (head >> row.SHORT_AT) & row.SHORT_MASK
    return short != 0 and size != 1 and fits_i8(imm) and (head >> row.TAIL_AT) & 1 == 0


def imm_size(head: i64, size: i64, imm: i64) -> i64:
    """Bytes of the immediate field."""
    count = (head >> row.IMM_AT) & row.IMM_MASK
    if count != 4:
        return count
    if size == 1 or _is_short(head, size, imm):
        return 1
    return min(size, 4)


def _finish(buf: MachBuffer, head: i64, size: i64, imm: i64) -> None:
    """The immediate."""
    count = imm_size(head, size, imm)
    if count == 1:
        buf.put1(imm)
    elif count == 4:
        buf.put4(imm)
    elif count == 2:
        buf.put2(imm)
    elif count == 8:
        buf.put8(imm)


def _start(
    buf: MachBuffer, head: i64, size: i64, imm: i64, reg: i64, vvvv: i64, index: i64, rm: i64, rex: i64
) -> None:
    """Prefixes and opcode. Bit 3 of `reg` (of rows with /r), `index` and `rm` goes into the prefix; `rex` is
    0x40 when a REX prefix is needed anyway, else 0."""
    prefix = (head >> row.PREFIX_AT) & row.PREFIX_MASK
    opcode_map = (head >> row.MAP_AT) & row.MAP_MASK
    opcode = (head >> row.OPCODE_AT) & row.OPCODE_MASK
    ext = (head >> row.EXT_AT) & row.EXT_MASK
    wide = (size == 8 and (head >> row.NARROW_AT) & 1 == 0) or (head >> row.WIDE_AT) & 1 != 0
    if ext != _EXT_REG:
        reg = 0
    if (head >> row.VEX_AT) & 1 != 0:
        _put_vex(buf, head, opcode_map, wide, reg, vvvv, index, rm)
    elif (head >> row.EVEX_AT) & 1 != 0:
        _put_evex(buf, head, opcode_map, wide, reg, vvvv, index, rm)
    else:
        if size == 2:
            buf.put1(0x66)
        if prefix != 0:
            buf.put1(prefix)
        if wide:
            rex = 0x48
        bits = ((reg >> 1) & 4) | ((index >> 2) & 2) | ((rm >> 3) & 1)
        if bits != 0:
            rex = rex | 0x40 | bits
        if rex != 0:
            buf.put1(rex)
        if opcode_map != 0:
            buf.put1(0x0F)
            if opcode_map == 2:
                buf.put1(0x38)
            elif opcode_map == 3:
                buf.put1(0x3A)
        if size == 1:
            opcode = (head >> row.OPCODE8_AT) & row.OPCODE8_MASK
        elif _is_short(head, size, imm):
            opcode = (head >> row.SHORT_AT) & row.SHORT_MASK
        if ext == _EXT_OPCODE:
            opcode += rm & 7
        elif (head >> row.CC_AT) & 1 != 0:
            opcode += imm
    buf.put1(opcode)


def _put_vex(
    buf: MachBuffer, head: i64, opcode_map: i64, wide: bool, reg: i64, vvvv: i64, index: i64, rm: i64
) -> None:
    """A VEX prefix of two or three bytes; register bits and vvvv are stored inverted."""
    last = ((~vvvv & 15) << 3) | (((head >> row.LONG_AT) & 1) << 2) | ((head >> row.PREFIX_AT) & 3)
    high = ((~reg & 8) << 4) | ((~index & 8) << 3) | ((~rm & 8) << 2)
    if opcode_map == 1 and not wide and (high & 0x60) == 0x60:
        buf.put1(0xC5)
        buf.put1((high & 0x80) | last)
        return
    buf.put1(0xC4)
    buf.put1(high | opcode_map)
    if wide:
        last = last | 0x80
    buf.put1(last)


def _put_evex(
    buf: MachBuffer, head: i64, opcode_map: i64, wide: bool, reg: i64, vvvv: i64, index: i64, rm: i64
) -> None:
    """An EVEX prefix: 62, `R X B R' 0 m m m`, `W v v v v 1 p p`, `z L' L b V' a a a`. R, X, B, R', v and V'
    are stored inverted; R' and V' are of registers from 16 on, and no mask (a) is applied."""
    high = ((~reg & 8) << 4) | ((~index & 8) << 3) | ((~rm & 8) << 2)
    middle = ((~vvvv & 15) << 3) | 4 | ((head >> row.PREFIX_AT) & 3)
    if wide:
        middle = middle | 0x80
    buf.put1(0x62)
    buf.put1(high | 0x10 | opcode_map)
    buf.put1(middle)
    buf.put1((((head >> row.LONG_AT) & 1) << 5) | 8)


def _field(head: i64, reg: i64) -> i64:
    """ModRM.reg in its place: an opcode extension or a register."""
    ext = (head >> row.EXT_AT) & row.EXT_MASK
    return ext << 3 if ext < _EXT_REG else (reg & 7) << 3


def _byte_rex(head: i64, size: i64, reg: i64, rm: i64) -> i64:
    """0x40 when a byte register is one of spl, bpl, sil, dil."""
    kinds = (head >> row.BYTE_AT) & row.BYTE_MASK
    if size == 1:
        kinds = kinds | (kinds >> 2)
    if (kinds & 1) != 0 and 4 <= reg <= 7:
        return 0x40
    if (kinds & 2) != 0 and 4 <= rm <= 7:
        return 0x40
    return 0


def encode_reg(buf: MachBuffer, head: i64, size: i64, reg: i64, rm: i64, imm: i64 = 0, vvvv: i64 = 0) -> None:
    """An instruction whose ModRM.rm is a register. `reg` is ignored by rows with a `/digit`."""
    _start(buf, head, size, imm, reg, vvvv, 0, rm, _byte_rex(head, size, reg, rm))
    buf.put1(0xC0 | _field(head, reg) | (rm & 7))
    _finish(buf, head, size, imm)


def encode_mem(
    buf: MachBuffer,
    head: i64,
    size: i64,
    reg: i64,
    base: i64,
    index: i64,
    scale: i64,
    disp: i64,
    imm: i64 = 0,
    vvvv: i64 = 0,
) -> None:
    """An instruction whose ModRM.rm is [base + index << scale + disp]; base and index may be -1."""
    high_index: i64 = max(index, 0)
    high_base: i64 = max(base, 0)
    _start(buf, head, size, imm, reg, vvvv, high_index, high_base, _byte_rex(head, size, reg, 0))
    small = disp  # in one byte, where it fits
    shift = (head >> row.DISP8_AT) & row.DISP8_MASK
    if shift != 0:
        small = disp >> shift
        if small << shift != disp:
            small = 0x7FFF
    sib = (scale << 6) | 0x20  # index 4 means none
    if index >= 0:
        sib = (scale << 6) | ((index & 7) << 3)
    field = _field(head, reg)
    if base < 0:
        buf.put1(field | 4)
        buf.put1(sib | 5)
        buf.put4(disp)
    else:
        mod: i64 = 0x80
        if disp == 0 and (base & 7) != 5:
            mod = 0
        elif fits_i8(small):
            mod = 0x40
        if index >= 0 or (base & 7) == 4:
            buf.put1(mod | field | 4)
            buf.put1(sib | (base & 7))
        else:
            buf.put1(mod | field | (base & 7))
        if mod == 0x40:
            buf.put1(small)
        elif mod == 0x80:
            buf.put4(disp)
    _finish(buf, head, size, imm)


def encode_at(buf: MachBuffer, head: i64, size: i64, reg: i64, base: i64, disp: i64, imm: i64 = 0) -> None:
    """An instruction whose ModRM.rm is [base + disp]."""
    encode_mem(buf, head, size, reg, base, -1, 0, disp, imm, 0)


def encode_rip(
    buf: MachBuffer, head: i64, size: i64, reg: i64, label: i64, imm: i64 = 0, vvvv: i64 = 0
) -> None:
    """An instruction whose ModRM.rm is the memory at a label of this buffer."""
    offset = _put_rip(buf, head, size, reg, imm, vvvv)
    buf.use_label_addend(label, KIND_REL32, offset, -imm_size(head, size, imm))
    buf.put4(0)
    _finish(buf, head, size, imm)


def encode_symbol(
    buf: MachBuffer,
    head: i64,
    size: i64,
    reg: i64,
    reloc: i64,
    symbol: i64,
    addend: i64,
    imm: i64 = 0,
    vvvv: i64 = 0,
) -> None:
    """An instruction whose ModRM.rm is the memory at a symbol, or its entry in the GOT, as `reloc` says."""
    offset = _put_rip(buf, head, size, reg, imm, vvvv)
    buf.add_reloc(reloc, symbol, addend - 4 - imm_size(head, size, imm), offset)
    buf.put4(0)
    _finish(buf, head, size, imm)


def _put_rip(buf: MachBuffer, head: i64, size: i64, reg: i64, imm: i64, vvvv: i64) -> i64:
    """Everything up to the displacement; returns its offset."""
    _start(buf, head, size, imm, reg, vvvv, 0, 0, _byte_rex(head, size, reg, 0))
    buf.put1(_field(head, reg) | 5)
    return buf.cur_offset()


def encode_plain(buf: MachBuffer, head: i64, size: i64 = 4, reg: i64 = 0, imm: i64 = 0) -> None:
    """An instruction without ModRM: with a register in the opcode, or without operands."""
    _start(buf, head, size, imm, 0, 0, 0, reg, 0)
    if (head >> row.TAIL_AT) & 1 != 0:
        buf.put1((head >> row.SHORT_AT) & row.SHORT_MASK)
    _finish(buf, head, size, imm)


def put_rel32(buf: MachBuffer, head: i64, cc: i64, label: i64) -> i64:
    """A jump (on condition `cc` when the row has one) to a label; returns where it starts. The caller
    registers it with the buffer as a branch when it may be cleaned up."""
    start = buf.cur_offset()
    encode_plain(buf, head, 4, 0, cc)
    buf.use_label(label, KIND_BRANCH32, buf.cur_offset())
    buf.put4(0)
    return start


# --- jumps inside an expansion --------------------------------------------------------------------


def short_jump(buf: MachBuffer, opcode: i64) -> i64:
    """A jump with an 8-bit displacement that `land` will fill in; returns where its field is."""
    buf.put1(opcode)
    buf.put1(0)
    return buf.cur_offset() - 1


def short_jcc(buf: MachBuffer, cc: i64) -> i64:
    """The same on a condition."""
    return short_jump(buf, 0x70 + cc)


def land(buf: MachBuffer, field: i64) -> None:
    """The target of a short jump is here."""
    buf.patch1(field, buf.cur_offset() - field - 1)


def short_loop(buf: MachBuffer, cc: i64, start: i64) -> None:
    """Back to `start` when a condition holds."""
    field = short_jcc(buf, cc)
    buf.patch1(field, start - field - 1)
