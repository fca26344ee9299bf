"""The frame: constants, accesses at any offset, prologue, epilogue, moves.

    addi sp, sp, -16;  sd ra, 8(sp);  sd s0, 0(sp);  mv s0, sp;  sp -= size;  sd s1, -8(s0)

sp is constant between prologue and epilogue (irtool/backends/abi.py has the picture). Offsets that no field
holds go through x30.
"""

from typing import Final

from irtool.backends.emit_state import EmitState
from irtool.backends.machbuffer import MachBuffer
from irtool.backends.vcode import MEM_INCOMING, MEM_SLOT
from mypy_extensions import i64

from . import encodings_gen as enc
from .encode import put_access, put_imm, put_reg
from .insts import fits12
from .labels import branch_field
from .regs import EMIT_TEMP, FP, RA, SECOND_TEMP, SP, ZERO

#: Stack pages of this size are touched in order, so that the guard page below the stack is not jumped over.
PROBE_SIZE: Final = 4096


def put_li(buf: MachBuffer, reg: i64, value: i64) -> None:
    """Load a constant: `lui` and `addiw` for 32 bits, then shifts by as much as is zero and additions."""
    tail = []
    while not -0x8000_0000 <= value <= 0x7FFF_FFFF:
        low = ((value & 0xFFF) ^ 0x800) - 0x800
        value = (value - low) >> 12
        shift = 12
        while value & 1 == 0:
            value >>= 1
            shift += 1
        tail.append((shift, low))
    low = ((value & 0xFFF) ^ 0x800) - 0x800
    if value == low:
        put_imm(buf, enc.MOP_ADDI, reg, ZERO, low)
    else:
        buf.put4(0x37 | reg << 7 | (value - low) & 0xFFFFF000)
        if low != 0:
            put_imm(buf, enc.MOP_ADDIW, reg, reg, low)
    for shift, low in reversed(tail):
        put_imm(buf, enc.MOP_SLLI, reg, reg, shift)
        if low != 0:
            put_imm(buf, enc.MOP_ADDI, reg, reg, low)


def put_add(buf: MachBuffer, reg: i64, base: i64, offset: i64) -> None:
    """reg = base + offset."""
    if fits12(offset):
        if offset != 0 or reg != base:
            put_imm(buf, enc.MOP_ADDI, reg, base, offset)
    else:
        put_li(buf, EMIT_TEMP, offset)
        put_reg(buf, enc.MOP_ADD, reg, base, EMIT_TEMP)


def place(state: EmitState, mem: i64) -> tuple[i64, i64]:
    """Register and offset of an address in the frame."""
    vc = state.vc
    offset = vc.mem_disp[mem]
    kind = i64(vc.mem_kind[mem])
    if kind == MEM_INCOMING:
        return FP, offset + 16
    if kind == MEM_SLOT:
        return SP, offset + state.stack_address(vc.mem_object[mem])
    return SP, offset


def put_place(buf: MachBuffer, mop: i64, reg: i64, base: i64, offset: i64, code: i64 = 0) -> None:
    """A load or store of `reg` at base + offset, which may trap if there is a code."""
    if not fits12(offset):
        put_add(buf, EMIT_TEMP, base, offset)
        base, offset = EMIT_TEMP, 0
    if code != 0:
        buf.add_trap(code)
    put_access(buf, mop, reg, base, offset)


def put_move(state: EmitState, source: i64, target: i64) -> None:
    """Move between registers, or a register and a spill slot."""
    if source >= 64:
        put_place(state.buf, enc.MOP_LD, target, SP, state.slot_address(source))
    elif target >= 64:
        put_place(state.buf, enc.MOP_SD, source, SP, state.slot_address(target))
    else:
        put_reg(state.buf, enc.MOP_ADD, target, ZERO, source)


def _probe(buf: MachBuffer, size: i64) -> None:
    """Lower sp by `size`, touching each page."""
    pages = size // PROBE_SIZE
    if pages > 0:
        put_li(buf, EMIT_TEMP, pages)
        put_li(buf, SECOND_TEMP, PROBE_SIZE)
        again = buf.cur_offset()
        buf.put4(enc.BASE[enc.MOP_SUB] | SP << 7 | SP << 15 | SECOND_TEMP << 20)
        buf.put4(enc.BASE[enc.MOP_SD] | SP << 15)
        buf.put4(enc.BASE[enc.MOP_ADDI] | EMIT_TEMP << 7 | EMIT_TEMP << 15 | 0xFFF << 20)
        buf.put4(0x1063 | EMIT_TEMP << 15 | branch_field(again - buf.cur_offset()))  # bnez
    put_add(buf, SP, SP, pages * PROBE_SIZE - size)


def put_saved(state: EmitState, load: bool) -> None:
    """Save or restore the callee-saved registers, which lie right below the frame pointer."""
    offset = state.frame.saved_base - state.frame.size
    for reg in state.frame.saved:
        put_access(state.buf, enc.MOP_LD if load else enc.MOP_SD, reg, FP, offset)
        offset += 8


def put_prologue(state: EmitState) -> None:
    """Frame pair, stack allocation, register saves."""
    buf = state.buf
    put_add(buf, SP, SP, -16 - state.frame.grow)
    put_access(buf, enc.MOP_SD, RA, SP, 8)
    put_access(buf, enc.MOP_SD, FP, SP, 0)
    put_reg(buf, enc.MOP_ADD, FP, ZERO, SP)
    if state.frame.size != 0:
        _probe(buf, state.frame.size)
    put_saved(state, False)


def put_epilogue(state: EmitState, free: i64) -> None:
    """Undo the prologue and free `free` bytes above the pair."""
    buf = state.buf
    put_saved(state, True)
    if state.frame.size != 0:
        put_reg(buf, enc.MOP_ADD, SP, ZERO, FP)
    put_access(buf, enc.MOP_LD, RA, SP, 8)
    put_access(buf, enc.MOP_LD, FP, SP, 0)
    put_add(buf, SP, SP, 16 + free)
