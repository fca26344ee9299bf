"""The frame and what reaches into it: prologue, epilogue, moves, constants, accesses at any offset.

    stp x29, x30, [sp, #-16]!;  mov x29, sp;  sub sp, sp, #size;  stp x19, x20, [x29, #-16]

sp is constant between prologue and epilogue; a function whose tail calls need room for arguments lowers
it before all that (backends/abi.py). Offsets that no field holds go through x17.
"""

from typing import TYPE_CHECKING, Final

from mypy_extensions import i64

from ..machbuffer import MachBuffer
from .encode import encode, encode_r, encode_rri
from .encodings_gen import (
    BASE,
    MEM_INDEXED,
    MEM_LDR_Q,
    MEM_LDR_X,
    MEM_LOG2,
    MEM_SCALED,
    MEM_STR_Q,
    MEM_STR_X,
    MEM_UNSCALED,
    MOP_ADD_I,
    MOP_ADD_RX,
    MOP_AUTIASP,
    MOP_AUTIBSP,
    MOP_BTI_C,
    MOP_CBNZ,
    MOP_LDP_D,
    MOP_LDP_X,
    MOP_LDP_X_POST,
    MOP_LDR_D_S,
    MOP_LDR_X_S,
    MOP_MOV_BITMASK,
    MOP_MOV_R,
    MOP_MOVK,
    MOP_MOVN,
    MOP_MOVZ,
    MOP_ORR_16B,
    MOP_PACIASP,
    MOP_PACIBSP,
    MOP_STP_D,
    MOP_STP_X,
    MOP_STP_X_PRE,
    MOP_STR_D_S,
    MOP_STR_X_S,
    MOP_SUB_I,
)
from .immediates import encode_bitmask
from .regs import EMIT_TEMP, FP, LR, SP, V0, ZR

if TYPE_CHECKING:
    from ..emit import EmitState

#: Bases of frame_mem and frame_addr that are not stack slots.
FRAME_OUTGOING: Final = -1
FRAME_INCOMING: Final = -2

#: Stack pages of this size are touched in order.
PROBE_SIZE: Final = 4096

#: Extension `uxtx`: all 64 bits. The shifted-register form does not know the stack pointer.
_UXTX: Final = 3


# --- pieces -------------------------------------------------------------------------------


def put_mov_imm(buf: MachBuffer, reg: i64, value: i64) -> None:
    """Load a 64-bit constant: one of movz, movn and orr when that does, else movz or movn with
    movk for the rest. Writes the whole register."""
    zeros: i64 = 0
    ones: i64 = 0
    k: i64 = 0
    while k < 4:
        piece = (value >> (16 * k)) & 0xFFFF
        if piece == 0:
            zeros += 1
        elif piece == 0xFFFF:
            ones += 1
        k += 1
    if zeros < 3 and ones < 3:
        low = value & 0xFFFFFFFF
        if (value >> 32) & 0xFFFFFFFF == 0 and low >> 16 == 0xFFFF:
            buf.put4(encode_rri(MOP_MOVN, reg, 0, 0, 0, low ^ 0xFFFFFFFF))
            return
        if (value >> 32) & 0xFFFFFFFF == 0 and low & 0xFFFF == 0xFFFF:
            buf.put4(encode_rri(MOP_MOVN, reg, 0, 0, 1, (low >> 16) ^ 0xFFFF))
            return
        mask = encode_bitmask(value, 1)
        if mask >= 0:
            buf.put4(encode_rri(MOP_MOV_BITMASK, reg, 0, 1, mask, 0))
            return
        if (value >> 32) & 0xFFFFFFFF == 0:
            mask = encode_bitmask(value, 0)
            if mask >= 0:
                buf.put4(encode_rri(MOP_MOV_BITMASK, reg, 0, 0, mask, 0))
                return
    background: i64 = 0
    mop: i64 = MOP_MOVZ
    if ones > zeros:
        background = 0xFFFF
        mop = MOP_MOVN
    # 32-bit forms read better and clear the upper half just as well.
    sf: i64 = 0 if (value >> 32) & 0xFFFFFFFF == 0 else 1
    started = False
    k = 0
    while k < 4:
        piece = (value >> (16 * k)) & 0xFFFF
        if piece != background:
            if started:
                buf.put4(encode_rri(MOP_MOVK, reg, 0, sf, k, piece))
            else:
                buf.put4(encode_rri(mop, reg, 0, sf, k, piece ^ background))
                started = True
        k += 1
    if not started:
        buf.put4(encode_rri(mop, reg, 0, sf, 0, 0))


def put_access(buf: MachBuffer, memop: i64, reg: i64, base: i64, offset: i64, code: i64) -> None:
    """A load or store at base + offset; through x17 when the offset fits no field."""
    log2 = MEM_LOG2[memop]
    scaled = offset >> log2
    if scaled << log2 == offset and 0 <= scaled <= 0xFFF:
        if code != 0:
            buf.add_trap(code)
        buf.put4(encode_rri(MEM_SCALED + memop, reg, base, scaled, 0, 0))
    elif -256 <= offset <= 255:
        if code != 0:
            buf.add_trap(code)
        buf.put4(encode_rri(MEM_UNSCALED + memop, reg, base, offset, 0, 0))
    else:
        put_mov_imm(buf, EMIT_TEMP, offset)
        if code != 0:
            buf.add_trap(code)
        buf.put4(encode(MEM_INDEXED + memop, reg, base, EMIT_TEMP, 0, 3, 0, 0, 0))


def put_add_offset(buf: MachBuffer, reg: i64, base: i64, offset: i64) -> None:
    """reg = base + offset, where either may be the stack pointer; may use x17."""
    if 0 <= offset <= 0xFFFFFF:
        high = offset >> 12
        if high != 0:
            buf.put4(encode_rri(MOP_ADD_I, reg, base, 1, 1, high))
            base = reg
        if offset & 0xFFF != 0 or high == 0:
            buf.put4(encode_rri(MOP_ADD_I, reg, base, 1, 0, offset & 0xFFF))
        return
    put_mov_imm(buf, EMIT_TEMP, offset)
    buf.put4(encode(MOP_ADD_RX, reg, base, EMIT_TEMP, 0, 1, _UXTX, 0, 0))


def put_sub_sp(buf: MachBuffer, size: i64) -> None:
    """Lower sp by `size`, touching a word in every page that is passed over, so that the guard page below
    the stack cannot be jumped over. Uses x17."""
    pages: i64 = size // PROBE_SIZE
    page = encode_rri(MOP_SUB_I, SP, SP, 1, 1, PROBE_SIZE >> 12)
    touch = encode_rri(MEM_SCALED + MEM_STR_X, ZR, SP, 0, 0, 0)
    if pages > 4:
        put_mov_imm(buf, EMIT_TEMP, pages)
        again = buf.cur_offset()
        buf.put4(page)
        buf.put4(touch)
        buf.put4(encode_rri(MOP_SUB_I, EMIT_TEMP, EMIT_TEMP, 1, 0, 1))
        buf.put4(encode_rri(MOP_CBNZ, EMIT_TEMP, 0, 1, (again - buf.cur_offset()) >> 2, 0))
    else:
        i: i64 = 0
        while i < pages:
            buf.put4(page)
            buf.put4(touch)
            i += 1
    rest = size - pages * PROBE_SIZE
    if rest > 0:
        buf.put4(encode_rri(MOP_SUB_I, SP, SP, 1, 0, rest))


# --- frame --------------------------------------------------------------------------------


def put_saved(state: "EmitState", load: bool) -> None:
    """Save or restore the callee-saved registers, in pairs where two of a class follow each other.
    They lie right below the frame pointer, where short offsets reach whatever the frame size."""
    saved = state.frame.saved
    buf = state.buf
    offset = state.frame.saved_base - state.frame.size
    count: i64 = len(saved)
    i: i64 = 0
    while i < count:
        reg = saved[i]
        is_int = reg < V0
        if i + 1 < count and (saved[i + 1] < V0) == is_int:
            mop: i64 = MOP_STP_X if is_int else MOP_STP_D
            if load:
                mop = MOP_LDP_X if is_int else MOP_LDP_D
            buf.put4(encode(mop, reg, saved[i + 1], FP, 0, offset >> 3, 0, 0, 0))
            i += 2
            offset += 16
            continue
        mop = MOP_STR_X_S if is_int else MOP_STR_D_S
        if load:
            mop = MOP_LDR_X_S if is_int else MOP_LDR_D_S
        buf.put4(encode_rri(mop, reg, FP, offset, 0, 0))
        i += 1
        offset += 8


def put_prologue(state: "EmitState", sign: i64, bti: bool) -> None:
    """Landing pad, frame-pointer pair, stack allocation, register saves. `sign` is 0, 1 (key A) or
    2 (key B); the signing instruction is a landing pad too."""
    buf = state.buf
    grow = state.frame.grow
    if bti and (sign == 0 or grow != 0):
        buf.put4(BASE[MOP_BTI_C])
    if grow != 0:
        put_sub_sp(buf, grow)  # before signing, which takes sp as it is right above the pair
    if sign != 0:
        buf.put4(BASE[MOP_PACIASP] if sign == 1 else BASE[MOP_PACIBSP])
    buf.put4(encode(MOP_STP_X_PRE, FP, LR, SP, 0, -2, 0, 0, 0))
    buf.put4(encode_rri(MOP_ADD_I, FP, SP, 1, 0, 0))
    if state.frame.size != 0:
        put_sub_sp(buf, state.frame.size)
    put_saved(state, False)


def put_epilogue(state: "EmitState", sign: i64, free: i64) -> None:
    """Undo the prologue and free `free` bytes above the pair; what follows is the `ret` or the jump of a
    tail call."""
    buf = state.buf
    put_saved(state, True)
    size = state.frame.size
    if size > 0xFFF:
        buf.put4(encode_rri(MOP_ADD_I, SP, FP, 1, 0, 0))
    elif size != 0:
        buf.put4(encode_rri(MOP_ADD_I, SP, SP, 1, 0, size))
    buf.put4(encode(MOP_LDP_X_POST, FP, LR, SP, 0, 2, 0, 0, 0))
    if sign != 0:
        buf.put4(BASE[MOP_AUTIASP] if sign == 1 else BASE[MOP_AUTIBSP])
    if free != 0:
        put_add_offset(buf, SP, SP, free)


def put_move(state: "EmitState", cls: i64, source: i64, target: i64) -> None:
    """Move between registers, or a register and a spill slot. Spilled float registers are stored
    whole, whatever they hold."""
    buf = state.buf
    if source >= 64:
        memop: i64 = MEM_LDR_X if cls == 0 else MEM_LDR_Q
        put_access(buf, memop, target, SP, state.slot_address(source), 0)
    elif target >= 64:
        memop = MEM_STR_X if cls == 0 else MEM_STR_Q
        put_access(buf, memop, source, SP, state.slot_address(target), 0)
    elif cls == 0:
        buf.put4(encode_rri(MOP_MOV_R, target, source, 1, 0, 0))
    else:
        buf.put4(encode_r(MOP_ORR_16B, target, source, source))


def frame_base(state: "EmitState", base: i64) -> i64:
    """Register that an offset of frame_mem and frame_addr counts from."""
    return FP if base == FRAME_INCOMING else SP


def frame_offset(state: "EmitState", base: i64, offset: i64) -> i64:
    """The offset from that register."""
    if base == FRAME_INCOMING:
        return offset + 16
    if base == FRAME_OUTGOING:
        return offset
    return offset + state.stack_address(base)
