"""The stack frame: prologue, epilogue, and the allocator's moves.

push rbp ; mov rbp, rsp ; sub rsp, size ; mov [rsp + n], rbx ...

A leaf function that needs none of that has neither prologue nor epilogue (`Frame.bare`).
What an instruction does to the frame is noted behind it for unwinders (`backends/unwind.py`).
"""

from typing import Final

from mypy_extensions import i64

from ...ir.opcodes import TRAP_CODES
from ..emit_state import EmitState
from ..labelbuffer import AT_START, PROBESTACK
from ..machbuffer import MachBuffer
from ..stack_limit import StackLimit
from ..unwind import (
    CFI_BASE,
    CFI_FRAME,
    CFI_LEAVING,
    CFI_LEFT,
    CFI_PAIR,
    CFI_RETURN_IN,
    CFI_SAVED,
)
from . import encodings_gen as gen
from .conds import X_B, X_NE
from .encode import encode_at, encode_plain, encode_reg, encode_symbol, fits_i8, put_rel32, short_loop
from .object_format import RELOC_X64_GOTPCRELX, RELOC_X64_PC32, RELOC_X64_PLT32
from .regs import RAX, RBP, RSP, SCRATCH

_STK_OVF: Final[i64] = TRAP_CODES["stk_ovf"]


def emit_prologue(state: EmitState) -> None:
    """push rbp; mov rbp, rsp; sub rsp, size; saves of callee-saved registers. Before it, the stack pointer is
    checked, and the return address goes down when tail calls need room."""
    buf = state.buf
    frame = state.frame
    if frame.bare:
        return
    limit = state.vc.limit
    if limit is not None and (frame.size > 0 or frame.grow > 0 or state.vc.has_calls):
        _emit_stack_check(state, limit)
    if frame.grow > 0:
        emit_stack_probes(buf, frame.grow, True)
        encode_at(buf, gen.MOV_RM, 8, SCRATCH, RSP, frame.grow)
        encode_at(buf, gen.MOV_MR, 8, SCRATCH, RSP, 0)
        buf.add_cfi(CFI_BASE, RSP, 8)
    encode_plain(buf, gen.PUSH_O, 4, RBP)
    buf.add_cfi(CFI_PAIR)
    encode_reg(buf, gen.MOV_RM, 8, RBP, RSP)
    buf.add_cfi(CFI_FRAME)
    if buf.probe_call and frame.size >= buf.probe_bytes:
        _emit_probe_call(state)
    elif frame.size > 0:
        emit_stack_probes(buf, frame.size, False)
    i: i64 = 0
    while i < len(frame.saved):
        if i < frame.saved_ints:
            encode_at(buf, gen.MOV_MR, 8, frame.saved[i], RSP, frame.saved_offset(i))
        else:
            encode_at(buf, gen.MOVUPS_MX, 4, frame.saved[i], RSP, frame.saved_offset(i))
        i += 1
    i = 0
    while i < len(frame.saved):  # until here the registers themselves have the values
        buf.add_cfi(CFI_SAVED, frame.saved[i], frame.size + 16 - frame.saved_offset(i))
        i += 1


def _emit_stack_check(state: EmitState, limit: StackLimit) -> None:
    """Trap when rsp is below the limit, or would be (`stack_limit.py`). Uses r11."""
    buf = state.buf
    at = limit.reg
    if limit.symbol >= 0:
        kind: i64 = gen.LEA_RM if limit.near else gen.MOV_RM
        reloc: i64 = RELOC_X64_PC32 if limit.near else RELOC_X64_GOTPCRELX
        encode_symbol(buf, kind, 8, SCRATCH, reloc, limit.symbol, limit.addend if limit.near else i64(0))
        if not limit.near and limit.addend != 0:
            encode_at(buf, gen.LEA_RM, 8, SCRATCH, SCRATCH, limit.addend)
        at = SCRATCH
    elif at < 0:
        encode_at(buf, gen.MOV_RM, 8, SCRATCH, RSP, 8 + limit.incoming)
        at = SCRATCH
    i: i64 = 0
    while i < len(limit.offset):
        if limit.trap[i] != 0:
            buf.add_trap(limit.trap[i])
        encode_at(buf, gen.MOV_RM if limit.is_load[i] != 0 else gen.LEA_RM, 8, SCRATCH, at, limit.offset[i])
        at = SCRATCH
        i += 1
    if at != SCRATCH:
        encode_reg(buf, gen.MOV_RM, 8, SCRATCH, at)
    overflow = buf.trap_label(_STK_OVF, AT_START)
    encode_reg(buf, gen.CMP_RM, 8, RSP, SCRATCH)
    put_rel32(buf, gen.J_D, X_B, overflow)
    encode_reg(buf, gen.ADD_MI, 8, 0, SCRATCH, state.frame.size + state.frame.grow + 8)
    encode_reg(buf, gen.CMP_RM, 8, RSP, SCRATCH)
    put_rel32(buf, gen.J_D, X_B, overflow)


def _emit_probe_call(state: EmitState) -> None:
    """Lower rsp by the frame, after a function has touched it: it gets the size in rax and changes no other
    register."""
    buf = state.buf
    encode_plain(buf, gen.MOV_OI, 4, RAX, state.frame.size)
    encode_plain(buf, gen.CALL_D)
    buf.add_reloc(RELOC_X64_PLT32, state.vc.symbol(PROBESTACK), -4, buf.cur_offset())
    buf.put4(0)
    buf.add_call_site()
    encode_reg(buf, gen.SUB_MI, 8, 0, RSP, state.frame.size)


def emit_stack_probes(buf: MachBuffer, size: i64, bare: bool) -> None:
    """Lower rsp by `size`, touching a word at every probe distance that is passed over, so that the guard
    page below the stack cannot be jumped over; where the stack ends, that traps (`stk_ovf`, if the process
    can handle it). `bare`: there is no frame pointer yet, so unwinders follow rsp."""
    page = buf.probe_bytes
    pages: i64 = size // page
    if pages > 4:
        # r11 = rsp - whole pages; step rsp down to it a page at a time.
        encode_at(buf, gen.LEA_RM, 8, SCRATCH, RSP, -pages * page)
        if bare:
            buf.add_cfi(CFI_BASE, SCRATCH, 8 + pages * page)
        again = buf.cur_offset()
        encode_reg(buf, gen.SUB_MI, 8, 0, RSP, page)
        _touch(buf)
        encode_reg(buf, gen.CMP_RM, 8, RSP, SCRATCH)
        short_loop(buf, X_NE, again)
    else:
        i: i64 = 0
        while i < pages:
            encode_reg(buf, gen.SUB_MI, 8, 0, RSP, page)
            i += 1
            if bare:
                buf.add_cfi(CFI_BASE, RSP, 8 + i * page)
            _touch(buf)
    rest = size - pages * page
    if rest > 0:
        encode_reg(buf, gen.SUB_MI, 8, 0, RSP, rest)
        if bare:
            buf.add_cfi(CFI_BASE, RSP, 8 + size)
        if pages > 4:
            _touch(buf)


def _touch(buf: MachBuffer) -> None:
    """Touch the stack at rsp, which is where the stack may end."""
    buf.add_trap(_STK_OVF)
    encode_at(buf, gen.MOV_MR, 8, RSP, RSP, 0)


def emit_epilogue(state: EmitState) -> None:
    """Undo the prologue, up to the return address. Behind what leaves the function, `EmitState.left` is to be
    called."""
    buf = state.buf
    frame = state.frame
    if frame.bare:
        return
    i: i64 = 0
    while i < len(frame.saved):
        if i < frame.saved_ints:
            encode_at(buf, gen.MOV_RM, 8, frame.saved[i], RSP, frame.saved_offset(i))
        else:
            encode_at(buf, gen.MOVUPS_XM, 4, frame.saved[i], RSP, frame.saved_offset(i))
        i += 1
    if frame.size > 0:
        if fits_i8(frame.size):
            encode_reg(buf, gen.ADD_MI, 8, 0, RSP, frame.size)
        else:
            encode_reg(buf, gen.MOV_RM, 8, RSP, RBP)
    buf.add_cfi(CFI_LEAVING)
    encode_plain(buf, gen.POP_O, 4, RBP)
    buf.add_cfi(CFI_LEFT)


def emit_move(state: EmitState, cls: i64, source: i64, target: i64) -> None:
    """A move between two places, at most one of them a slot. mov and movups keep flags."""
    buf = state.buf
    if cls == 0:
        if source >= 64:
            encode_at(buf, gen.MOV_RM, 8, target, RSP, state.slot_address(source))
        elif target >= 64:
            encode_at(buf, gen.MOV_MR, 8, source, RSP, state.slot_address(target))
        elif source != target:
            encode_reg(buf, gen.MOV_RM, 8, target, source)
    elif source >= 64:
        encode_at(buf, gen.MOVUPS_XM, 4, target, RSP, state.slot_address(source))
    elif target >= 64:
        encode_at(buf, gen.MOVUPS_MX, 4, source, RSP, state.slot_address(target))
    elif source != target:
        encode_reg(buf, gen.MOVAPS_XM, 4, target, source)


def emit_return(state: EmitState) -> None:
    """`ret`, freeing the stack arguments that are the callee's to free; the field of `ret` has 16 bits."""
    buf = state.buf
    pop = state.frame.pop
    if pop == 0:
        encode_plain(buf, gen.RET, 4)
    elif pop <= 0xFFFF:
        encode_plain(buf, gen.RET_I, 4, 0, pop)
    else:
        encode_at(buf, gen.MOV_RM, 8, SCRATCH, RSP, 0)
        buf.add_cfi(CFI_RETURN_IN, SCRATCH)
        encode_reg(buf, gen.ADD_MI, 8, 0, RSP, pop + 8)
        buf.add_cfi(CFI_BASE, RSP, 0)
        encode_reg(buf, gen.JMP_M, 4, 0, SCRATCH)
    state.left()
