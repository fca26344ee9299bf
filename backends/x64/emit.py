"""Emission: one allocated row to bytes.

Rows below `FIRST_PSEUDO` are single instructions and go through their encoding row; the others are
expanded here. An rm operand that the allocator left in a spill slot is read from the slot.

    add_rm  v2:rax, v1:[slot 3], v0:rax     ->  add rax, [rsp + 24 + spill_base]

Code in one expansion may use r11 and jump inside itself; nothing that the allocator placed lies in it.
"""

from typing import Final

from mypy_extensions import i64

from ...ir.opcodes import RMW_OPS
from ..emit import EmitState
from ..machbuffer import MachBuffer
from .amode import (
    AM_CODE_SHIFT,
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
from .conds import X_A, X_B, X_G, X_L, X_NE, X_O
from .emit_float import emit_float_pseudo
from .encode import fits_i8, put_mem, put_np, put_o, put_rel32, put_rip, put_rip_symbol, put_rr
from .encodings_gen import (
    EXT,
    FIRST_PSEUDO,
    MOP_ADD3,
    MOP_ADD_MI,
    MOP_ADD_RM,
    MOP_ADDI,
    MOP_AND_RM,
    MOP_ARGS,
    MOP_BRANCH,
    MOP_BRANCH_AND,
    MOP_BRANCH_OR,
    MOP_CALL_D,
    MOP_CALL_M,
    MOP_CALL_REG,
    MOP_CALL_SYM,
    MOP_CARRY_MASK,
    MOP_CDQ,
    MOP_CMOV_RM,
    MOP_CMP_MI,
    MOP_CMP_RM,
    MOP_CQO,
    MOP_DIV_M,
    MOP_DIV_SEQ,
    MOP_FCONST,
    MOP_GETREG,
    MOP_IDIV_M,
    MOP_J_D,
    MOP_JMP_D,
    MOP_JMP_M,
    MOP_JUMP,
    MOP_JUMP_REG,
    MOP_JUMP_SYM,
    MOP_JUMP_TABLE,
    MOP_LEA_RM,
    MOP_LOAD_RET_ADDR,
    MOP_LOCK_CMPXCHG_MR,
    MOP_MOV_MR,
    MOP_MOV_OI,
    MOP_MOV_RM,
    MOP_MOVAPS_XM,
    MOP_MOVSD_XM,
    MOP_MOVSS_XM,
    MOP_MOVSXD_RM32,
    MOP_MOVUPS_MX,
    MOP_MOVUPS_XM,
    MOP_NOT_M,
    MOP_OR_RM,
    MOP_POP_O,
    MOP_PUSH_O,
    MOP_RET,
    MOP_RET_I,
    MOP_RET_SEQ,
    MOP_RMW_LOOP,
    MOP_SBB_RM,
    MOP_SDIV_CHECK,
    MOP_SETREG,
    MOP_SUB_MI,
    MOP_SYM_ADDR,
    MOP_TRAP,
    MOP_TRAP_IF,
    MOP_XOR_RM,
    MOP_XORPS_XM,
    REG_AT,
    RM_AT,
    VVVV_AT,
)
from .labels import KIND_BRANCH32, KIND_FAR32, KIND_REL8
from .object_format import RELOC_X64_GOTPCRELX, RELOC_X64_PC32, RELOC_X64_PLT32
from .regs import RAX, RBP, RDX, RSP, SCRATCH

_OPCODE_REGISTER: Final = 9

_RMW_AND: Final = RMW_OPS.index("and")
_RMW_NAND: Final = RMW_OPS.index("nand")
_RMW_OR: Final = RMW_OPS.index("or")
_RMW_XOR: Final = RMW_OPS.index("xor")
_RMW_UMIN: Final = RMW_OPS.index("umin")
_RMW_UMAX: Final = RMW_OPS.index("umax")
_RMW_SMIN: Final = RMW_OPS.index("smin")

#: Frames above this size touch each of their pages, so that the guard page below the stack cannot be
#: jumped over.
PROBE_SIZE: Final = 4096
#: Bytes of a jump_table row in front of its table, at most.
_TABLE_HEAD: Final = 64


# --- single instructions --------------------------------------------------------------------------


def emit_row(state: EmitState, row: i64) -> None:
    """Append the bytes of a row."""
    mop = i64(state.vc.mop[row])
    if mop >= FIRST_PSEUDO:
        emit_pseudo(state, row, mop)
        return
    vc = state.vc
    size = vc.i0[row]
    imm = vc.i1[row]
    reg_at = REG_AT[mop]
    rm_at = RM_AT[mop]
    reg: i64 = 0
    if reg_at >= 0:
        reg = state.alloc(reg_at)
    if rm_at < 0:
        if mop == MOP_MOV_OI and imm == 0 and state.remat_to < 0:
            # Flags are free here: no rule puts a constant between a compare and its reader. A copy
            # that the allocator made may stand there, hence mov for it.
            put_rr(state.buf, MOP_XOR_RM, 4, reg, reg, 0)
        elif EXT[mop] == _OPCODE_REGISTER:
            put_o(state.buf, mop, size, reg, imm)
        else:
            put_np(state.buf, mop, size)
        return
    vvvv: i64 = 0
    if VVVV_AT[mop] >= 0:
        vvvv = state.alloc(VVVV_AT[mop])
    packed = vc.i3[row]
    if (packed & AM_KIND_MASK) != 0:
        emit_memory(state, row, mop, size, reg, rm_at, vvvv, packed)
        return
    rm = state.alloc(rm_at)
    if rm >= 64:
        put_mem(state.buf, mop, size, reg, RSP, -1, 0, state.slot_address(rm), imm, vvvv)
        return
    if mop == MOP_MOV_RM and size == 8 and reg == rm:
        return
    put_rr(state.buf, mop, size, reg, rm, imm, vvvv)


def emit_memory(
    state: EmitState, row: i64, mop: i64, size: i64, reg: i64, rm_at: i64, vvvv: i64, packed: i64
) -> None:
    """Append an instruction with an address (amode.py)."""
    kind = packed & AM_KIND_MASK
    disp = state.vc.i2[row]
    base: i64 = RSP
    index: i64 = -1
    if kind == AM_SLOT:
        disp += state.stack_address(packed >> AM_SLOT_SHIFT)
    elif kind == AM_INCOMING:
        base = RBP
        disp += 16
    elif kind == AM_FRAME:
        base = RBP
    elif kind == AM_NO_BASE:
        base = -1
    elif kind != AM_OUTGOING:
        base = state.alloc(rm_at)
        rm_at += 1
    if (packed & AM_INDEX) != 0:
        index = state.alloc(rm_at)
    code = (packed >> AM_CODE_SHIFT) & 0xFF
    if code != 0:
        state.buf.add_trap(code)
    put_mem(
        state.buf, mop, size, reg, base, index, (packed >> AM_SCALE_SHIFT) & 3, disp, state.vc.i1[row], vvvv
    )


# --- pseudo rows ----------------------------------------------------------------------------------


def emit_pseudo(state: EmitState, row: i64, mop: i64) -> None:
    """Append the instructions that a pseudo row stands for."""
    vc = state.vc
    buf = state.buf
    i0 = vc.i0[row]
    i1 = vc.i1[row]
    if mop == MOP_ARGS:
        return
    if mop == MOP_BRANCH or mop == MOP_BRANCH_OR or mop == MOP_BRANCH_AND:
        emit_branch(buf, mop, i0, i1, vc.i2[row], vc.i3[row])
    elif mop == MOP_JUMP:
        put_jump(buf, i0)
    elif mop == MOP_ADD3:
        emit_add(buf, i0, state.alloc(0), state.alloc(1), state.alloc(2))
    elif mop == MOP_ADDI:
        emit_add_imm(buf, i0, state.alloc(0), state.alloc(1), i1)
    elif mop == MOP_TRAP_IF:
        put_rel32(buf, MOP_J_D, i0, buf.trap_label(i1, vc.row_srcloc[row]))
    elif mop == MOP_CARRY_MASK:
        put_rr(buf, MOP_SBB_RM, i0, state.alloc(0), state.alloc(0), 0)
    elif mop == MOP_RET_SEQ:
        emit_epilogue(state)
        emit_return(buf, state.frame.pop)
    elif mop == MOP_TRAP:
        buf.add_trap(i1)
        buf.put1(0x0F)
        buf.put1(0x0B)
    elif mop <= MOP_JUMP_REG:
        emit_call(state, row, mop, i0, i1)
    else:
        emit_rare(state, row, mop, i0, i1)


def emit_call(state: EmitState, row: i64, mop: i64, i0: i64, i1: i64) -> None:
    """Calls and tail calls."""
    buf = state.buf
    if mop == MOP_CALL_SYM or mop == MOP_CALL_REG:
        if mop == MOP_CALL_SYM:
            put_call_symbol(buf, MOP_CALL_D, i0)
        else:
            put_rr(buf, MOP_CALL_M, 4, 0, state.alloc(0), 0)
        buf.add_call_site()
        if i1 > 0:
            put_rr(buf, MOP_SUB_MI, 8, 0, RSP, i1)
        return
    emit_epilogue(state)
    if i1 > 0:  # the return address goes up to the arguments
        put_mem(buf, MOP_MOV_RM, 8, SCRATCH, RSP, -1, 0, 0, 0)
        put_mem(buf, MOP_MOV_MR, 8, SCRATCH, RSP, -1, 0, i1, 0)
        put_rr(buf, MOP_ADD_MI, 8, 0, RSP, i1)
    if mop == MOP_JUMP_SYM:
        put_call_symbol(buf, MOP_JMP_D, i0)
    else:
        put_rr(buf, MOP_JMP_M, 4, 0, state.alloc(0), 0)


def emit_return(buf: MachBuffer, pop: i64) -> None:
    """`ret`, freeing `pop` bytes of stack arguments; the field of `ret` has 16 bits."""
    if pop == 0:
        put_np(buf, MOP_RET, 4)
    elif pop <= 0xFFFF:
        put_np(buf, MOP_RET_I, 4, pop)
    else:
        put_mem(buf, MOP_MOV_RM, 8, SCRATCH, RSP, -1, 0, 0, 0)
        put_rr(buf, MOP_ADD_MI, 8, 0, RSP, pop + 8)
        put_rr(buf, MOP_JMP_M, 4, 0, SCRATCH, 0)


def emit_rare(state: EmitState, row: i64, mop: i64, i0: i64, i1: i64) -> None:
    """The pseudo rows that are not common."""
    buf = state.buf
    if mop == MOP_SDIV_CHECK:
        emit_sdiv_check(state, i0, i1, state.alloc(0), state.alloc(1), state.vc.row_srcloc[row])
    elif mop == MOP_DIV_SEQ:
        emit_division(state, i0, i1, state.alloc(0))
    elif mop == MOP_JUMP_TABLE:
        emit_jump_table(state, i0, i1, state.alloc(0), state.alloc(1))
    elif mop == MOP_SYM_ADDR:
        if state.vc.i2[row] == 0:
            put_rip_symbol(buf, MOP_LEA_RM, 8, state.alloc(0), RELOC_X64_PC32, i0, i1)
        else:
            put_rip_symbol(buf, MOP_MOV_RM, 8, state.alloc(0), RELOC_X64_GOTPCRELX, i0, 0)
    elif mop == MOP_GETREG:
        put_rr(buf, MOP_MOV_RM, 8, state.alloc(0), i0, 0)
    elif mop == MOP_SETREG:
        put_rr(buf, MOP_MOV_RM, 8, i0, state.alloc(0), 0)
    elif mop == MOP_LOAD_RET_ADDR:
        put_mem(buf, MOP_MOV_RM, 8, state.alloc(0), RBP, -1, 0, 8, 0)
    elif mop == MOP_RMW_LOOP:
        emit_rmw_loop(state, row, i0, i1)
    elif mop == MOP_FCONST:
        emit_float_constant(state, i0, i1)
    else:
        emit_float_pseudo(state, row, mop)


def _is_near(buf: MachBuffer, label: i64) -> bool:
    """Whether a label lies so close behind the cursor that a 2-byte branch reaches it."""
    target = buf.bound_offset(label)
    return target >= 0 and buf.cur_offset() - target <= 126


def put_jump(buf: MachBuffer, label: i64) -> None:
    """jmp, which the buffer may drop."""
    if _is_near(buf, label):
        start = _put_short(buf, 0xEB, label)
    else:
        start = put_rel32(buf, MOP_JMP_D, 0, label)
    buf.add_jump(start, label)


def put_jcc(buf: MachBuffer, cc: i64, label: i64) -> None:
    """jcc, which the buffer may drop or turn round (the latter only when its label is ahead)."""
    if _is_near(buf, label):
        start = _put_short(buf, 0x70 + cc, label)
        buf.add_cond_branch(start, label, 0, 1)
    else:
        start = put_rel32(buf, MOP_J_D, cc, label)
        buf.add_cond_branch(start, label, 1, 1)


def _put_short(buf: MachBuffer, opcode: i64, label: i64) -> i64:
    """A branch with an 8-bit displacement; returns where it starts."""
    start = buf.cur_offset()
    buf.put1(opcode)
    buf.use_label(label, KIND_REL8, start + 1)
    buf.put1(0)
    return start


def emit_branch(buf: MachBuffer, mop: i64, cc: i64, then: i64, other: i64, second: i64) -> None:
    """The two edges of a brif."""
    if mop == MOP_BRANCH_AND:
        put_jcc(buf, cc ^ 1, other)
        put_jcc(buf, second, then)
    else:
        put_jcc(buf, cc, then)
        if mop == MOP_BRANCH_OR:
            put_jcc(buf, second, then)
    put_jump(buf, other)


def emit_add(buf: MachBuffer, size: i64, dst: i64, x: i64, y: i64) -> None:
    """dst = x + y. rbp and r13 as base need a displacement, so they go into the index."""
    if dst == x:
        put_rr(buf, MOP_ADD_RM, size, dst, y, 0)
    elif dst == y:
        put_rr(buf, MOP_ADD_RM, size, dst, x, 0)
    elif (x & 7) == 5:
        put_mem(buf, MOP_LEA_RM, size, dst, y, x, 0, 0, 0)
    else:
        put_mem(buf, MOP_LEA_RM, size, dst, x, y, 0, 0, 0)


def emit_add_imm(buf: MachBuffer, size: i64, dst: i64, x: i64, k: i64) -> None:
    """dst = x + k."""
    if dst != x:
        put_mem(buf, MOP_LEA_RM, size, dst, x, -1, 0, k, 0)
    elif k == 128:
        put_rr(buf, MOP_SUB_MI, size, 0, dst, -128)
    else:
        put_rr(buf, MOP_ADD_MI, size, 0, dst, k)


def put_call_symbol(buf: MachBuffer, mop: i64, symbol: i64) -> None:
    """call or jmp to a symbol."""
    buf.put1(0xE8 if mop == MOP_CALL_D else 0xE9)
    buf.add_reloc(RELOC_X64_PLT32, symbol, -4, buf.cur_offset())
    buf.put4(0)


def short_jump(buf: MachBuffer, opcode: i64) -> i64:
    """A jump with an 8-bit displacement inside an expansion; returns where its field is."""
    buf.put1(opcode)
    buf.put1(0)
    return buf.cur_offset() - 1


def land(buf: MachBuffer, field: i64) -> None:
    """The target of a short jump is here."""
    buf.patch1(field, buf.cur_offset() - field - 1)


def emit_sdiv_check(state: EmitState, size: i64, code: i64, x: i64, y: i64, srcloc: i64) -> None:
    """Trap when y is -1 and x the least value: `x - 1` overflows for that x alone."""
    buf = state.buf
    put_rr(buf, MOP_CMP_MI, size, 0, y, -1)
    over = short_jump(buf, 0x70 + X_NE)
    put_rr(buf, MOP_CMP_MI, size, 0, x, 1)
    put_rel32(buf, MOP_J_D, X_O, buf.trap_label(code, srcloc))
    land(buf, over)


def emit_division(state: EmitState, size: i64, kind: i64, y: i64) -> None:
    """Set up rdx and divide rdx:rax by y; kind 2 gives the remainder 0 for y = -1, where idiv may
    fault."""
    buf = state.buf
    mop: i64 = MOP_IDIV_M
    done: i64 = -1
    if kind == 0:
        mop = MOP_DIV_M
        put_rr(buf, MOP_XOR_RM, 4, RDX, RDX, 0)
    else:
        put_np(buf, MOP_CQO if size == 8 else MOP_CDQ, size)
    if kind == 2:
        put_any(state, MOP_CMP_MI, size, 0, y, -1)
        divide = short_jump(buf, 0x70 + X_NE)
        put_rr(buf, MOP_XOR_RM, 4, RDX, RDX, 0)
        done = short_jump(buf, 0xEB)
        land(buf, divide)
    put_any(state, mop, size, 0, y, 0)
    if done >= 0:
        land(buf, done)


def put_any(state: EmitState, mop: i64, size: i64, reg: i64, rm: i64, imm: i64) -> None:
    """An instruction whose ModRM.rm is an allocation."""
    if rm >= 64:
        put_mem(state.buf, mop, size, reg, RSP, -1, 0, state.slot_address(rm), imm)
    else:
        put_rr(state.buf, mop, size, reg, rm, imm)


def emit_jump_table(state: EmitState, count: i64, succ: i64, index: i64, temporary: i64) -> None:
    """Indexed jump. The table holds 32-bit distances from its own start and follows at once. `sbb`
    makes the index 0 when it is out of bounds, so that even a mispredicted path reads the table."""
    buf = state.buf
    targets = state.vc.ra.succ
    buf.reserve(_TABLE_HEAD + 4 * count, True)
    put_rr(buf, MOP_CMP_MI, 4, 0, index, count)
    if 4 * count > buf.max_forward[KIND_BRANCH32] >> 1:
        # Only when tests shrink the range: a jump that reaches over the table.
        over = short_jump(buf, 0x70 + X_B)
        buf.put1(0xE9)
        buf.use_label(targets[succ], KIND_FAR32, buf.cur_offset())
        buf.put4(0)
        land(buf, over)
    else:
        put_rel32(buf, MOP_J_D, X_B ^ 1, targets[succ])
    put_rr(buf, MOP_SBB_RM, 4, temporary, temporary, 0)
    put_rr(buf, MOP_MOV_RM, 4, SCRATCH, index, 0)
    put_rr(buf, MOP_AND_RM, 4, SCRATCH, temporary, 0)
    table = buf.new_label()
    put_rip(buf, MOP_LEA_RM, 8, temporary, table, 0)
    put_mem(buf, MOP_MOVSXD_RM32, 8, SCRATCH, temporary, SCRATCH, 2, 0, 0)
    put_rr(buf, MOP_ADD_RM, 8, SCRATCH, temporary, 0)
    put_rr(buf, MOP_JMP_M, 4, 0, SCRATCH, 0)
    buf.bind_label(table)
    start = buf.cur_offset()
    i: i64 = 1
    while i <= count:
        buf.put_table_entry(targets[succ + i], start)
        i += 1
    buf.add_data(start)


def emit_rmw_loop(state: EmitState, row: i64, size: i64, operation: i64) -> None:
    """Retry `[base] = op([base], x)` until nobody interfered; the old value stays in rax.

    Narrow values are combined in 32-bit registers; minimum and maximum compare at the exact size."""
    buf = state.buf
    temporary = state.alloc(1)
    base = state.alloc(2)
    x = state.alloc(3)
    arithmetic: i64 = 8 if size == 8 else 4
    code = (state.vc.i3[row] >> AM_CODE_SHIFT) & 0xFF
    if code != 0:
        buf.add_trap(code)
    put_mem(buf, MOP_MOV_RM, size, RAX, base, -1, 0, 0, 0)
    again = buf.cur_offset()
    if operation >= _RMW_UMIN:
        put_rr(buf, MOP_MOV_RM, arithmetic, temporary, x, 0)
        put_rr(buf, MOP_CMP_RM, size, RAX, x, 0)
        keep: i64 = X_G
        if operation == _RMW_UMIN:
            keep = X_B
        elif operation == _RMW_UMAX:
            keep = X_A
        elif operation == _RMW_SMIN:
            keep = X_L
        put_rr(buf, MOP_CMOV_RM, arithmetic, temporary, RAX, keep)
    else:
        put_rr(buf, MOP_MOV_RM, arithmetic, temporary, RAX, 0)
        mop: i64 = MOP_AND_RM
        if operation == _RMW_OR:
            mop = MOP_OR_RM
        elif operation == _RMW_XOR:
            mop = MOP_XOR_RM
        put_rr(buf, mop, arithmetic, temporary, x, 0)
        if operation == _RMW_NAND:
            put_rr(buf, MOP_NOT_M, arithmetic, 0, temporary, 0)
    if code != 0:
        buf.add_trap(code)
    put_mem(buf, MOP_LOCK_CMPXCHG_MR, size, temporary, base, -1, 0, 0, 0)
    field = short_jump(buf, 0x70 + X_NE)
    buf.patch1(field, again - field - 1)


def emit_float_constant(state: EmitState, size: i64, bits: i64) -> None:
    """A constant out of the pool behind the code, or zeros."""
    buf = state.buf
    if bits == 0:
        put_rr(buf, MOP_XORPS_XM, 4, state.alloc(0), state.alloc(0), 0)
        return
    data = int(bits).to_bytes(8, "little", signed=True)
    label = buf.constant_label(data[: int(size)], size)
    put_rip(buf, MOP_MOVSS_XM if size == 4 else MOP_MOVSD_XM, 4, state.alloc(0), label, 0)


# --- frames and moves -----------------------------------------------------------------------------


def emit_prologue(state: EmitState) -> None:
    """push rbp; mov rbp, rsp; sub rsp, size; saves of callee-saved registers. Before it, the return
    address goes down when tail calls need room."""
    buf = state.buf
    frame = state.frame
    if frame.grow > 0:
        emit_stack_probes(buf, frame.grow)
        put_mem(buf, MOP_MOV_RM, 8, SCRATCH, RSP, -1, 0, frame.grow, 0)
        put_mem(buf, MOP_MOV_MR, 8, SCRATCH, RSP, -1, 0, 0, 0)
    put_o(buf, MOP_PUSH_O, 4, RBP, 0)
    put_rr(buf, MOP_MOV_RM, 8, RBP, RSP, 0)
    if frame.size > 0:
        emit_stack_probes(buf, frame.size)
    i: i64 = 0
    while i < len(frame.saved):
        put_mem(buf, MOP_MOV_MR, 8, frame.saved[i], RSP, -1, 0, frame.saved_base + 8 * i, 0)
        i += 1


def emit_stack_probes(buf: MachBuffer, size: i64) -> None:
    """Lower rsp by `size`, touching a word in every page that is passed over."""
    pages: i64 = size // PROBE_SIZE
    if pages > 4:
        # r11 = rsp - whole pages; step rsp down to it a page at a time.
        put_mem(buf, MOP_LEA_RM, 8, SCRATCH, RSP, -1, 0, -pages * PROBE_SIZE, 0)
        again = buf.cur_offset()
        put_rr(buf, MOP_SUB_MI, 8, 0, RSP, PROBE_SIZE)
        put_mem(buf, MOP_MOV_MR, 8, RSP, RSP, -1, 0, 0, 0)
        put_rr(buf, MOP_CMP_RM, 8, RSP, SCRATCH, 0)
        field = short_jump(buf, 0x70 + X_NE)
        buf.patch1(field, again - field - 1)
    else:
        i: i64 = 0
        while i < pages:
            put_rr(buf, MOP_SUB_MI, 8, 0, RSP, PROBE_SIZE)
            put_mem(buf, MOP_MOV_MR, 8, RSP, RSP, -1, 0, 0, 0)
            i += 1
    rest = size - pages * PROBE_SIZE
    if rest > 0:
        put_rr(buf, MOP_SUB_MI, 8, 0, RSP, rest)


def emit_epilogue(state: EmitState) -> None:
    """Undo the prologue, up to the return address."""
    buf = state.buf
    frame = state.frame
    i: i64 = 0
    while i < len(frame.saved):
        put_mem(buf, MOP_MOV_RM, 8, frame.saved[i], RSP, -1, 0, frame.saved_base + 8 * i, 0)
        i += 1
    if frame.size > 0:
        if fits_i8(frame.size):
            put_rr(buf, MOP_ADD_MI, 8, 0, RSP, frame.size)
        else:
            put_rr(buf, MOP_MOV_RM, 8, RSP, RBP, 0)
    put_o(buf, MOP_POP_O, 4, RBP, 0)


def emit_move(state: EmitState, cls: i64, source: i64, target: i64) -> None:
    """A move between two places, at most one of them a slot. mov and movups keep flags."""
    buf = state.buf
    if cls == 0:
        if source >= 64:
            put_mem(buf, MOP_MOV_RM, 8, target, RSP, -1, 0, state.slot_address(source), 0)
        elif target >= 64:
            put_mem(buf, MOP_MOV_MR, 8, source, RSP, -1, 0, state.slot_address(target), 0)
        elif source != target:
            put_rr(buf, MOP_MOV_RM, 8, target, source, 0)
    elif source >= 64:
        put_mem(buf, MOP_MOVUPS_XM, 4, target, RSP, -1, 0, state.slot_address(source), 0)
    elif target >= 64:
        put_mem(buf, MOP_MOVUPS_MX, 4, source, RSP, -1, 0, state.slot_address(target), 0)
    elif source != target:
        put_rr(buf, MOP_MOVAPS_XM, 4, target, source, 0)
