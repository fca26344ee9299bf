"""The frame and what reaches into it: prologue, epilogue, moves, constants, accesses at any offset.

    stp x29, x30, [sp, #-16]!;  mov x29, sp;  sub sp, sp, #size;  stp x19, x20, [x29, #-16]

A leaf function that needs none of that has neither prologue nor epilogue (`Frame.bare`).

sp is constant between prologue and epilogue; a function whose tail calls need room for arguments lowers
it before all that (backends/abi.py). Offsets that no field holds go through x17. What an instruction does
to the frame is noted behind it for unwinders (`backends/unwind.py`).
"""

from typing import Final

from mypy_extensions import i64

from ...ir.errors import UnsupportedError
from ...ir.opcodes import TRAP_CODES
from ..emit_state import EmitState
from ..labelbuffer import AT_START
from ..machbuffer import MachBuffer
from ..stack_limit import StackLimit
from ..unwind import CFI_FRAME, CFI_LEAVING, CFI_LEFT, CFI_PAIR, CFI_SAVED, CFI_SIGNED
from ..vcode import MEM_BASE, MEM_INCOMING, MEM_PINNED, MEM_SLOT
from . import encodings_gen as enc
from .access_pairs import put_load_store
from .conds import LO, UXTX
from .encode import access_log2, encode, encode_r, encode_rri, fits_offset, with_index, with_offset
from .encodings_gen import BASE, MOP_ADD_I, MOP_SUB_I
from .immediates import encode_bitmask
from .labels import KIND_BRANCH19
from .object_format import (
    RELOC_A64_ADD_ABS_LO12_NC,
    RELOC_A64_ADR_GOT_PAGE,
    RELOC_A64_ADR_PREL_PG_HI21,
    RELOC_A64_LD64_GOT_LO12_NC,
)
from .regs import EMIT_TEMP, FP, LR, MOVE_SCRATCH, PINNED, SP, ZR

_STK_OVF: Final = TRAP_CODES["stk_ovf"]

#: Immediates of an 8-byte access.
_X: Final = 3


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
        word = _short_constant(reg, value)
        if word != 0:
            buf.put4(word)
            return
    background: i64 = 0
    mop: i64 = enc.MOP_MOVZ
    if ones > zeros:
        background = 0xFFFF
        mop = enc.MOP_MOVN
    # 32-bit forms read better and clear the upper half just as well.
    sf: i64 = 0 if (value >> 32) & 0xFFFFFFFF == 0 else 1
    started = False
    k = 0
    while k < 4:
        piece = (value >> (16 * k)) & 0xFFFF
        if piece != background:
            buf.put4(encode_rri(mop, reg, reg, sf, k, piece if started else piece ^ background))
            mop = enc.MOP_MOVK
            started = True
        k += 1
    if not started:
        buf.put4(encode_rri(mop, reg, 0, sf, 0, 0))


def _short_constant(reg: i64, value: i64) -> i64:
    """The one instruction that makes a constant of several pieces, 0 when there is none."""
    low = value & 0xFFFFFFFF
    is_word = (value >> 32) & 0xFFFFFFFF == 0
    if is_word and low >> 16 == 0xFFFF:
        return encode_rri(enc.MOP_MOVN, reg, 0, 0, 0, low ^ 0xFFFFFFFF)
    if is_word and low & 0xFFFF == 0xFFFF:
        return encode_rri(enc.MOP_MOVN, reg, 0, 0, 1, (low >> 16) ^ 0xFFFF)
    mask = encode_bitmask(value, 1)
    if mask >= 0:
        return encode_rri(enc.MOP_MOV_BITMASK, reg, 0, 1, mask, 0)
    if is_word:
        mask = encode_bitmask(value, 0)
        if mask >= 0:
            return encode_rri(enc.MOP_MOV_BITMASK, reg, 0, 0, mask, 0)
    return 0


def put_access(buf: MachBuffer, word: i64, base: i64, offset: i64, code: i64) -> None:
    """The load or store `word` at base + offset; through x17 when the offset fits no field."""
    if fits_offset(access_log2(word), offset):
        put_load_store(buf, with_offset(word, base, offset), code)
        return
    put_mov_imm(buf, EMIT_TEMP, offset)
    word = with_index(word, base, EMIT_TEMP, UXTX, 0)
    if code != 0:
        buf.add_trap(code)
    buf.put4(word)


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
    buf.put4(encode(enc.MOP_ADD_RX, reg, base, EMIT_TEMP, 0, 1, UXTX, 0, 0))


def _put_sub(buf: MachBuffer, size: i64) -> None:
    """Lower sp by less than 16 MiB."""
    if size >> 12 != 0:
        buf.put4(encode_rri(MOP_SUB_I, SP, SP, 1, 1, size >> 12))
    if size & 0xFFF != 0:
        buf.put4(encode_rri(MOP_SUB_I, SP, SP, 1, 0, size & 0xFFF))


def put_sub_sp(buf: MachBuffer, size: i64) -> None:
    """Lower sp by `size`, touching a word at every probe distance that is passed over, so that the guard
    page below the stack cannot be jumped over. Uses x17."""
    page = buf.probe_bytes
    pages: i64 = size // page
    touch = with_offset(encode_rri(enc.MOP_STR_R, ZR, 0, _X, 0, 0), SP, 0)
    if pages > 4:
        put_mov_imm(buf, EMIT_TEMP, pages)
        again = buf.cur_offset()
        _put_sub(buf, page)
        buf.put4(touch)
        buf.put4(encode_rri(MOP_SUB_I, EMIT_TEMP, EMIT_TEMP, 1, 0, 1))
        buf.put4(encode_rri(enc.MOP_CBNZ, EMIT_TEMP, 0, 1, (again - buf.cur_offset()) >> 2, 0))
    else:
        i: i64 = 0
        while i < pages:
            _put_sub(buf, page)
            buf.put4(touch)
            i += 1
    _put_sub(buf, size - pages * page)


def _put_stack_check(state: EmitState, limit: StackLimit) -> None:
    """Trap when sp is below the limit, or would be (`stack_limit.py`). Uses x16 and x17."""
    buf = state.buf
    at = limit.reg
    if limit.symbol >= 0:
        put_symbol(buf, MOVE_SCRATCH, limit.symbol, limit.addend, not limit.near)
        at = MOVE_SCRATCH
        if not limit.near and limit.addend != 0:
            put_add_offset(buf, at, at, limit.addend)
    elif at < 0:
        at = MOVE_SCRATCH
        put_access(buf, encode_rri(enc.MOP_LDR_R, at, 0, _X, 0, 0), SP, limit.incoming, 0)
    i: i64 = 0
    while i < len(limit.offset):
        if limit.is_load[i] != 0:
            word = encode_rri(enc.MOP_LDR_R, MOVE_SCRATCH, 0, _X, 0, 0)
            put_access(buf, word, at, limit.offset[i], limit.trap[i])
        else:
            put_add_offset(buf, MOVE_SCRATCH, at, limit.offset[i])
        at = MOVE_SCRATCH
        i += 1
    _put_below(buf, at)
    put_add_offset(buf, MOVE_SCRATCH, at, state.frame.size + state.frame.grow + 16)
    _put_below(buf, MOVE_SCRATCH)


def _put_below(buf: MachBuffer, limit: i64) -> None:
    """Trap when sp is below a register."""
    buf.put4(encode(enc.MOP_CMP_RX, SP, limit, 0, 0, 1, UXTX, 0, 0))
    buf.use_label(buf.trap_label(_STK_OVF, AT_START), KIND_BRANCH19, buf.cur_offset())
    buf.put4(encode_rri(enc.MOP_B_COND, 0, 0, 0, LO, 0))


def put_symbol(buf: MachBuffer, reg: i64, symbol: i64, addend: i64, got: bool) -> None:
    """Address of a symbol: its page, then the rest, or the slot that holds it."""
    if got:
        buf.add_reloc(RELOC_A64_ADR_GOT_PAGE, symbol, 0, buf.cur_offset())
        buf.put4(encode_r(enc.MOP_ADRP, reg, 0, 0))
        buf.add_reloc(RELOC_A64_LD64_GOT_LO12_NC, symbol, 0, buf.cur_offset())
        buf.put4(with_offset(encode_rri(enc.MOP_LDR_R, reg, 0, _X, 0, 0), reg, 0))
        return
    buf.add_reloc(RELOC_A64_ADR_PREL_PG_HI21, symbol, addend, buf.cur_offset())
    buf.put4(encode_r(enc.MOP_ADRP, reg, 0, 0))
    buf.add_reloc(RELOC_A64_ADD_ABS_LO12_NC, symbol, addend, buf.cur_offset())
    buf.put4(encode_rri(MOP_ADD_I, reg, reg, 1, 0, 0))


# --- frame --------------------------------------------------------------------------------


def put_saved(state: EmitState, load: bool) -> None:
    """Save or restore the callee-saved registers, in pairs where two of a class follow each other.
    They lie right below the frame pointer, where short offsets reach whatever the frame size."""
    frame = state.frame
    saved = frame.saved
    buf = state.buf
    whole = frame.float_bytes == 16
    count: i64 = len(saved)
    i: i64 = 0
    while i < count:
        reg = saved[i]
        is_int = i < frame.saved_ints
        offset = frame.saved_offset(i) - frame.size
        if i + 1 < count and (i + 1 < frame.saved_ints) == is_int:
            mop: i64 = enc.MOP_LDP_X if load else enc.MOP_STP_X
            unit: i64 = 3
            if not is_int and whole:
                mop = enc.MOP_LDP_Q if load else enc.MOP_STP_Q
                unit = 4
            elif not is_int:
                mop = enc.MOP_LDP_D if load else enc.MOP_STP_D
            buf.put4(encode(mop, reg, saved[i + 1], FP, 0, offset >> unit, 0, 0, 0))
            i += 2
            continue
        if is_int:
            mop = enc.MOP_LDR_R if load else enc.MOP_STR_R
        else:
            mop = enc.MOP_LDR_V if load else enc.MOP_STR_V
        if not is_int and whole:
            put_access(buf, encode_rri(mop, reg, 0, 0, 1, 0), FP, offset, 0)
        else:
            put_access(buf, encode_rri(mop, reg, 0, _X, 0, 0), FP, offset, 0)
        i += 1


def put_prologue(state: EmitState, sign: i64, bti: bool) -> None:
    """Landing pad, frame-pointer pair, stack allocation, register saves. `sign` is 0, 1 (key A) or
    2 (key B); the signing instruction is a landing pad too."""
    buf = state.buf
    if state.frame.bare:
        if bti:
            buf.put4(BASE[enc.MOP_BTI_C])
        return
    grow = state.frame.grow
    limit = state.vc.limit
    checked = limit is not None and (state.frame.size != 0 or grow != 0 or state.vc.has_calls)
    if bti and (sign == 0 or grow != 0 or checked):
        buf.put4(BASE[enc.MOP_BTI_C])
    if limit is not None and checked:
        _put_stack_check(state, limit)
    if grow != 0:
        put_sub_sp(buf, grow)  # before signing, which takes sp as it is right above the pair
    if sign != 0:
        buf.put4(BASE[enc.MOP_PACIASP] if sign == 1 else BASE[enc.MOP_PACIBSP])
        buf.add_cfi(CFI_SIGNED)
    buf.put4(encode(enc.MOP_STP_X_PRE, FP, LR, SP, 0, -2, 0, 0, 0))
    buf.add_cfi(CFI_PAIR)
    buf.put4(encode_rri(MOP_ADD_I, FP, SP, 1, 0, 0))
    buf.add_cfi(CFI_FRAME)
    if buf.probe_call and state.frame.size >= buf.probe_bytes:
        raise UnsupportedError("probestack_strategy=outline is not supported on aarch64")
    if state.frame.size != 0:
        put_sub_sp(buf, state.frame.size)
    put_saved(state, False)
    i: i64 = 0
    while i < len(state.frame.saved):  # until here the registers themselves have the values
        offset = state.frame.saved_offset(i) - state.frame.size
        buf.add_cfi(CFI_SAVED, state.frame.saved[i], 16 - offset)
        i += 1


def put_epilogue(state: EmitState, sign: i64, free: i64) -> None:
    """Undo the prologue and free `free` bytes above the pair; what follows is the `ret` or the jump of a
    tail call, and behind it `EmitState.left` is to be called."""
    buf = state.buf
    if state.frame.bare:
        return
    put_saved(state, True)
    size = state.frame.size
    if size > 0xFFF:
        buf.put4(encode_rri(MOP_ADD_I, SP, FP, 1, 0, 0))
    elif size != 0:
        buf.put4(encode_rri(MOP_ADD_I, SP, SP, 1, 0, size))
    buf.add_cfi(CFI_LEAVING)
    buf.put4(encode(enc.MOP_LDP_X_POST, FP, LR, SP, 0, 2, 0, 0, 0))
    buf.add_cfi(CFI_LEFT)
    if sign != 0:
        buf.put4(BASE[enc.MOP_AUTIASP] if sign == 1 else BASE[enc.MOP_AUTIBSP])
        buf.add_cfi(CFI_SIGNED)
    if free != 0:
        put_add_offset(buf, SP, SP, free)


def put_move(state: EmitState, cls: i64, source: i64, target: i64) -> None:
    """Move between registers, or a register and a spill slot. Spilled float registers are stored
    whole, whatever they hold."""
    buf = state.buf
    if source >= 64:
        word = encode_rri(enc.MOP_LDR_R, target, 0, _X, 0, 0)
        if cls != 0:
            word = encode_rri(enc.MOP_LDR_V, target, 0, 0, 1, 0)
        put_access(buf, word, SP, state.slot_address(source), 0)
    elif target >= 64:
        word = encode_rri(enc.MOP_STR_R, source, 0, _X, 0, 0)
        if cls != 0:
            word = encode_rri(enc.MOP_STR_V, source, 0, 0, 1, 0)
        put_access(buf, word, SP, state.slot_address(target), 0)
    elif cls == 0:
        buf.put4(encode_rri(enc.MOP_MOV, target, source, 1, 0, 0))
    else:
        buf.put4(encode(enc.MOP_ORR_V, target, source, source, 0, 1, 0, 0, 0))


# --- addresses ----------------------------------------------------------------------------


def frame_base(state: EmitState, mem: i64) -> i64:
    """Register that the offset of an address in the frame counts from."""
    return FP if state.vc.mem_kind[mem] == MEM_INCOMING and not state.frame.bare else SP


def frame_offset(state: EmitState, mem: i64) -> i64:
    """The offset from that register."""
    vc = state.vc
    offset = vc.mem_disp[mem]
    if vc.mem_kind[mem] == MEM_INCOMING:
        return offset if state.frame.bare else offset + 16
    if vc.mem_kind[mem] == MEM_SLOT:
        return offset + state.stack_address(vc.mem_object[mem])
    return offset


def put_memory(state: EmitState, mem: i64, word: i64, first: i64, code: i64) -> None:
    """The load or store `word` at an address whose registers are the operands from `first` on."""
    vc = state.vc
    if vc.mem_kind[mem] == MEM_PINNED:
        put_load_store(state.buf, with_offset(word, PINNED, vc.mem_disp[mem]), code)
        return
    if vc.mem_kind[mem] != MEM_BASE:
        put_access(state.buf, word, frame_base(state, mem), frame_offset(state, mem), code)
        return
    base = state.alloc(first)
    if vc.mem_index[mem] < 0:
        put_load_store(state.buf, with_offset(word, base, vc.mem_disp[mem]), code)
        return
    scaled: i64 = 1 if vc.mem_shift[mem] != 0 else 0
    word = with_index(word, base, state.alloc(first + 1), i64(vc.mem_extend[mem]), scaled)
    if code != 0:
        state.buf.add_trap(code)
    state.buf.put4(word)
