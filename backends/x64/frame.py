"""The stack frame: prologue, epilogue, and the allocator's moves.

push rbp ; mov rbp, rsp ; sub rsp, size ; mov [rsp + n], rbx ...
"""

from typing import Final

from mypy_extensions import i64

from ..emit_state import EmitState
from ..machbuffer import MachBuffer
from . import encodings_gen as gen
from .conds import X_NE
from .encode import encode_at, encode_plain, encode_reg, fits_i8, short_loop
from .regs import RBP, RSP, SCRATCH

#: Frames above this size touch each of their pages, so that the guard page below the stack cannot be
#: jumped over.
PROBE_SIZE: Final = 4096


def emit_prologue(state: EmitState) -> None:
    """push rbp; mov rbp, rsp; sub rsp, size; saves of callee-saved registers. Before it, the return
    address goes down when tail calls need room."""
    buf = state.buf
    frame = state.frame
    if frame.grow > 0:
        emit_stack_probes(buf, frame.grow)
        encode_at(buf, gen.MOV_RM, 8, SCRATCH, RSP, frame.grow)
        encode_at(buf, gen.MOV_MR, 8, SCRATCH, RSP, 0)
    encode_plain(buf, gen.PUSH_O, 4, RBP)
    encode_reg(buf, gen.MOV_RM, 8, RBP, RSP)
    if frame.size > 0:
        emit_stack_probes(buf, frame.size)
    i: i64 = 0
    while i < len(frame.saved):
        encode_at(buf, gen.MOV_MR, 8, frame.saved[i], RSP, frame.saved_base + 8 * i)
        i += 1


def emit_stack_probes(buf: MachBuffer, size: i64) -> None:
    """Lower rsp by `size`, touching a word in every page that is passed over."""
    pages: i64 = size // PROBE_SIZE
    if pages > 4:
        # r11 = rsp - whole pages; step rsp down to it a page at a time.
        encode_at(buf, gen.LEA_RM, 8, SCRATCH, RSP, -pages * PROBE_SIZE)
        again = buf.cur_offset()
        encode_reg(buf, gen.SUB_MI, 8, 0, RSP, PROBE_SIZE)
        encode_at(buf, gen.MOV_MR, 8, RSP, RSP, 0)
        encode_reg(buf, gen.CMP_RM, 8, RSP, SCRATCH)
        short_loop(buf, X_NE, again)
    else:
        i: i64 = 0
        while i < pages:
            encode_reg(buf, gen.SUB_MI, 8, 0, RSP, PROBE_SIZE)
            encode_at(buf, gen.MOV_MR, 8, RSP, RSP, 0)
            i += 1
    rest = size - pages * PROBE_SIZE
    if rest > 0:
        encode_reg(buf, gen.SUB_MI, 8, 0, RSP, rest)


def emit_epilogue(state: EmitState) -> None:
    """Undo the prologue, up to the return address."""
    buf = state.buf
    frame = state.frame
    i: i64 = 0
    while i < len(frame.saved):
        encode_at(buf, gen.MOV_RM, 8, frame.saved[i], RSP, frame.saved_base + 8 * i)
        i += 1
    if frame.size > 0:
        if fits_i8(frame.size):
            encode_reg(buf, gen.ADD_MI, 8, 0, RSP, frame.size)
        else:
            encode_reg(buf, gen.MOV_RM, 8, RSP, RBP)
    encode_plain(buf, gen.POP_O, 4, RBP)


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


def emit_return(buf: MachBuffer, pop: i64) -> None:
    """`ret`, freeing `pop` bytes of stack arguments; the field of `ret` has 16 bits."""
    if pop == 0:
        encode_plain(buf, gen.RET, 4)
    elif pop <= 0xFFFF:
        encode_plain(buf, gen.RET_I, 4, 0, pop)
    else:
        encode_at(buf, gen.MOV_RM, 8, SCRATCH, RSP, 0)
        encode_reg(buf, gen.ADD_MI, 8, 0, RSP, pop + 8)
        encode_reg(buf, gen.JMP_M, 4, 0, SCRATCH)
