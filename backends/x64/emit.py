"""Emission: one allocated row to bytes.

Rows below `FIRST_PSEUDO` are single instructions and go through their encoding row; the others are
expanded here. An rm operand that the allocator left in a spill slot is read from the slot.

    add_rm  v2:rax, v1:[slot 3], v0:rax     ->  add rax, [rsp + 24 + spill_base]

Code in one expansion may use r11 and jump inside itself; nothing that the allocator placed lies in it.
"""

from typing import Final

from mypy_extensions import i64

from ...regalloc.contract import SLOT_BASE
from ..emit_state import EmitState
from ..machbuffer import MachBuffer
from ..unwind import CFI_BACK, CFI_LOST
from ..vcode import MEM_CONSTANT, MEM_INCOMING, MEM_OUTGOING, MEM_PINNED, MEM_SLOT, MEM_SYMBOL
from . import encodings_gen as gen
from .atomics import emit_rmw_loop
from .conds import X_B, X_NE, X_NP, X_O
from .encode import (
    encode_at,
    encode_mem,
    encode_plain,
    encode_reg,
    encode_rip,
    encode_symbol,
    land,
    put_rel32,
    short_jcc,
    short_jump,
)
from .frame import emit_epilogue, emit_return
from .labels import KIND_BRANCH32, KIND_FAR32, KIND_REL8
from .object_format import (
    RELOC_X64_GOTPCRELX,
    RELOC_X64_MACHO_TLV,
    RELOC_X64_PC32,
    RELOC_X64_PLT32,
    RELOC_X64_TLSGD,
    RELOC_X64_TPOFF32,
)
from .pairs import emit_pair_atomic
from .regs import PINNED, RAX, RBP, RCX, RDX, RSP, SCRATCH

_NO_PLACE: Final = 15
#: Bytes of a jump_table row in front of its table, at most.
_TABLE_HEAD: Final = 64


# --- single instructions --------------------------------------------------------------------------


def emit_row(state: EmitState, row: i64) -> None:
    """Append the bytes of a row."""
    vc = state.vc
    mop = i64(vc.mop[row])
    if mop >= gen.FIRST_PSEUDO:
        emit_pseudo(state, row, mop)
        return
    head = gen.HEAD[mop]
    places = gen.PLACES[mop]
    size = vc.i0[row]
    imm = vc.i1[row]
    reg: i64 = 0
    if (places & 15) != _NO_PLACE:
        reg = state.alloc(places & 15)
    rm_at = (places >> 8) & 15
    if rm_at == _NO_PLACE:
        encode_plain(state.buf, head, size, reg, imm)
        return
    vvvv: i64 = 0
    if ((places >> 4) & 15) != _NO_PLACE:
        vvvv = state.alloc((places >> 4) & 15)
    if (places >> 12) != _NO_PLACE:
        at = (places >> 12) & 15
        if vc.row_mem[row] >= 0:
            at += vc.mem_regs(i64(vc.row_mem[row])) - 1
        imm = imm | ((state.alloc(at) & 15) << 4)
    if vc.row_mem[row] >= 0:
        _emit_memory(state, row, head, reg, rm_at, vvvv, imm)
        return
    rm = state.alloc(rm_at)
    if rm >= SLOT_BASE:
        encode_mem(state.buf, head, size, reg, RSP, -1, 0, state.slot_address(rm), imm, vvvv)
    elif mop != gen.MOP_MOV_RM or size != 8 or reg != rm:
        encode_reg(state.buf, head, size, reg, rm, imm, vvvv)


def _emit_memory(state: EmitState, row: i64, head: i64, reg: i64, at: i64, vvvv: i64, imm: i64) -> None:
    """Append an instruction with an address, whose registers are operands `at` and up."""
    vc = state.vc
    mem = i64(vc.row_mem[row])
    if vc.row_trap[row] != 0:
        state.buf.add_trap(i64(vc.row_trap[row]))
    size = vc.i0[row]
    disp = vc.mem_disp[mem]
    kind = i64(vc.mem_kind[mem])
    base: i64 = RSP
    if kind == MEM_SYMBOL:
        encode_symbol(state.buf, head, size, reg, RELOC_X64_PC32, vc.mem_object[mem], disp, imm, vvvv)
        return
    if kind == MEM_CONSTANT:
        data = vc.constants[int(vc.mem_object[mem])]
        encode_rip(state.buf, head, size, reg, state.buf.constant_label(data, len(data)), imm, vvvv)
        return
    if kind == MEM_SLOT:
        disp += state.stack_address(vc.mem_object[mem])
    elif kind == MEM_INCOMING:
        disp += 8  # the return address
        if not state.frame.bare:
            base = RBP
            disp += 8
    elif kind == MEM_PINNED:
        base = PINNED
    elif kind != MEM_OUTGOING:
        base = -1
        if vc.mem_base[mem] >= 0:
            base = state.alloc(at)
            at += 1
    index: i64 = -1
    if vc.mem_index[mem] >= 0:
        index = state.alloc(at)
    encode_mem(state.buf, head, size, reg, base, index, i64(vc.mem_shift[mem]), disp, imm, vvvv)


# --- pseudo rows ----------------------------------------------------------------------------------


def emit_pseudo(state: EmitState, row: i64, mop: i64) -> None:
    """Append the instructions that a pseudo row stands for."""
    vc = state.vc
    buf = state.buf
    i0 = vc.i0[row]
    i1 = vc.i1[row]
    if mop == gen.MOP_ARGS:
        return
    if mop == gen.MOP_ZERO:
        _emit_zero(state)
    elif gen.MOP_BRANCH <= mop <= gen.MOP_BRANCH_AND:
        _emit_branch(buf, mop, i0, i1, vc.i2[row], vc.i3[row])
    elif mop == gen.MOP_JUMP:
        _put_jump(buf, i0)
    elif mop == gen.MOP_ADD3:
        _emit_add(buf, i0, state.alloc(0), state.alloc(1), state.alloc(2))
    elif mop == gen.MOP_ADDI:
        _emit_add_imm(buf, i0, state.alloc(0), state.alloc(1), i1)
    elif mop == gen.MOP_TRAP_IF:
        put_rel32(buf, gen.J_D, i0, buf.trap_label(i64(vc.row_trap[row]), vc.row_srcloc[row]))
    elif mop == gen.MOP_CARRY_MASK:
        encode_reg(buf, gen.SBB_RM, i0, state.alloc(0), state.alloc(0))
    elif mop == gen.MOP_RET_SEQ:
        emit_epilogue(state)
        emit_return(state)
    elif mop == gen.MOP_TRAP:
        buf.put_trap(i64(vc.row_trap[row]))
    elif gen.MOP_CALL_SYM <= mop <= gen.MOP_JUMP_REG:
        _emit_call(state, row, mop, i0, i1)
    else:
        _emit_rare(state, row, mop, i0, i1)


def _emit_rare(state: EmitState, row: i64, mop: i64, i0: i64, i1: i64) -> None:
    """The pseudo rows that are not common."""
    buf = state.buf
    if mop == gen.MOP_SDIV_CHECK:
        _emit_sdiv_check(state, i0, row)
    elif gen.MOP_UDIV <= mop <= gen.MOP_SREM_ANY:
        _emit_division(state, mop, i0, state.alloc(0))
    elif mop == gen.MOP_JUMP_TABLE:
        _emit_jump_table(state, i0, i1, state.alloc(0), state.alloc(1))
    elif mop == gen.MOP_SYM_ADDR:
        encode_symbol(buf, gen.LEA_RM, 8, state.alloc(0), RELOC_X64_PC32, i0, i1)
    elif mop == gen.MOP_SYM_GOT:
        encode_symbol(buf, gen.MOV_RM, 8, state.alloc(0), RELOC_X64_GOTPCRELX, i0, 0)
    elif mop == gen.MOP_BLOCK_ADDR:
        encode_rip(buf, gen.LEA_RM, 8, state.alloc(0), i0)
    elif mop == gen.MOP_TLS_CALL:
        _emit_tls_call(buf, i0, i1)
    elif mop == gen.MOP_TLS_THUNK:
        _emit_tls_thunk(buf, i0)
    elif mop == gen.MOP_TLS_LOCAL:
        _emit_tls_local(buf, state.alloc(0), i0, i1)
    elif mop == gen.MOP_STACK_SWITCH:
        _emit_stack_switch(buf, state.alloc(0), state.alloc(1))
    elif mop == gen.MOP_GETREG:
        encode_reg(buf, gen.MOV_RM, 8, state.alloc(0), i0)
    elif mop == gen.MOP_SETREG:
        encode_reg(buf, gen.MOV_RM, 8, i0, state.alloc(0))
    elif mop == gen.MOP_RMW_LOOP or mop == gen.MOP_RMW_SELECT:
        emit_rmw_loop(state, row)
    elif mop == gen.MOP_PAIR_ATOMIC:
        emit_pair_atomic(state, row)
    elif mop == gen.MOP_ONES:
        encode_reg(buf, gen.PCMPEQD_XM, 4, state.alloc(0), state.alloc(0))
    elif mop == gen.MOP_FCONST:
        _emit_float_constant(state, i0, i1)
    elif mop == gen.MOP_FMIN_MAX:
        _emit_min_max(buf, i0, i1 != 0, state.alloc(0), state.alloc(1))
    else:
        _emit_float_select(buf, mop, i0, i1, state.alloc(0), state.alloc(1))


def _emit_zero(state: EmitState) -> None:
    """The row's place is known to be one where flags are free; that of a repeated one is not."""
    reg = state.alloc(0)
    if state.remat_to >= 0:
        encode_plain(state.buf, gen.MOV_OI, 4, reg)
    else:
        encode_reg(state.buf, gen.XOR_RM, 4, reg, reg)


def _emit_add(buf: MachBuffer, size: i64, dst: i64, x: i64, y: i64) -> None:
    """dst = x + y. rbp and r13 as base need a displacement, so they go into the index."""
    if dst == x:
        encode_reg(buf, gen.ADD_RM, size, dst, y)
    elif dst == y:
        encode_reg(buf, gen.ADD_RM, size, dst, x)
    elif (x & 7) == 5:
        encode_mem(buf, gen.LEA_RM, size, dst, y, x, 0, 0)
    else:
        encode_mem(buf, gen.LEA_RM, size, dst, x, y, 0, 0)


def _emit_add_imm(buf: MachBuffer, size: i64, dst: i64, x: i64, k: i64) -> None:
    """dst = x + k."""
    if dst != x:
        encode_at(buf, gen.LEA_RM, size, dst, x, k)
    elif k == 128:
        encode_reg(buf, gen.SUB_MI, size, 0, dst, -128)
    else:
        encode_reg(buf, gen.ADD_MI, size, 0, dst, k)


# --- calls and branches ---------------------------------------------------------------------------


def _put_symbol(buf: MachBuffer, head: i64, symbol: i64) -> None:
    """`call` or `jmp` to a symbol."""
    encode_plain(buf, head)
    buf.add_reloc(RELOC_X64_PLT32, symbol, -4, buf.cur_offset())
    buf.put4(0)


def _emit_call(state: EmitState, row: i64, mop: i64, symbol: i64, bytes: i64) -> None:
    """Calls and tail calls. `bytes`: what a call takes back of the stack, what a tail call frees."""
    buf = state.buf
    if mop < gen.MOP_JUMP_SYM:
        if mop == gen.MOP_CALL_SYM or mop == gen.MOP_TRY_SYM:
            _put_symbol(buf, gen.CALL_D, symbol)
        else:
            encode_reg(buf, gen.CALL_M, 4, 0, state.alloc(0))
        is_try = mop >= gen.MOP_TRY_SYM
        if is_try:
            state.end_try_call(row)
        else:
            buf.add_call_site()
        if bytes > 0:
            encode_reg(buf, gen.SUB_MI, 8, 0, RSP, bytes)
        if is_try:
            _put_jump(buf, state.vc.i2[row])
        return
    emit_epilogue(state)
    if bytes > 0:  # the return address goes up to the arguments
        encode_at(buf, gen.MOV_RM, 8, SCRATCH, RSP, 0)
        encode_at(buf, gen.MOV_MR, 8, SCRATCH, RSP, bytes)
        encode_reg(buf, gen.ADD_MI, 8, 0, RSP, bytes)
    if mop == gen.MOP_JUMP_SYM:
        _put_symbol(buf, gen.JMP_D, symbol)
    else:
        encode_reg(buf, gen.JMP_M, 4, 0, state.alloc(0))
    state.left()


def _emit_tls_call(buf: MachBuffer, symbol: i64, function: i64) -> None:
    """General dynamic: `lea rdi, x@tlsgd; call __tls_get_addr`, with the prefixes by which linkers know
    what they may replace."""
    buf.put4(0x3D8D4866)  # data16; lea rdi, [rip + ...]
    buf.add_reloc(RELOC_X64_TLSGD, symbol, -4, buf.cur_offset())
    buf.put4(0)
    buf.put4(0xE8486666)  # data16; data16; rex.w; call
    buf.add_reloc(RELOC_X64_PLT32, function, -4, buf.cur_offset())
    buf.put4(0)
    buf.add_call_site()


def _emit_tls_thunk(buf: MachBuffer, symbol: i64) -> None:
    """Mach-O: `mov rdi, [rip + x@tlvp]; call [rdi]`, the function of the variable's descriptor."""
    buf.put1(0x48)
    buf.put2(0x3D8B)
    buf.add_reloc(RELOC_X64_MACHO_TLV, symbol, -4, buf.cur_offset())
    buf.put4(0)
    buf.put2(0x17FF)
    buf.add_call_site()


def _emit_tls_local(buf: MachBuffer, reg: i64, symbol: i64, offset: i64) -> None:
    """Local exec: the thread pointer, which is at fs:0, and the distance from it."""
    buf.put1(0x64)
    buf.put1(0x48 | (reg >> 3) << 2)
    buf.put2(0x048B | (reg & 7) << 11)  # mov reg, [disp32]
    buf.put1(0x25)
    buf.put4(0)
    buf.put1(0x48 | reg >> 3)
    buf.put2(0xC081 | (reg & 7) << 8)  # add reg, imm32
    buf.add_reloc(RELOC_X64_TPOFF32, symbol, offset, buf.cur_offset())
    buf.put4(0)


def _emit_stack_switch(buf: MachBuffer, store: i64, load: i64) -> None:
    """Save rsp, rbp and the address behind this to one context, and go on with those of another one, which
    may be the same. Uses rax and rcx, which are destroyed like all registers but rdi."""
    encode_at(buf, gen.MOV_RM, 8, RAX, load, 0)
    encode_at(buf, gen.MOV_MR, 8, RSP, store, 0)
    encode_reg(buf, gen.MOV_RM, 8, RSP, RAX)
    buf.add_cfi(CFI_LOST)  # between two stacks
    encode_at(buf, gen.MOV_RM, 8, RAX, load, 8)
    encode_at(buf, gen.MOV_MR, 8, RBP, store, 8)
    encode_reg(buf, gen.MOV_RM, 8, RBP, RAX)
    encode_at(buf, gen.MOV_RM, 8, RAX, load, 16)
    resume = buf.new_label()
    encode_rip(buf, gen.LEA_RM, 8, RCX, resume)
    encode_at(buf, gen.MOV_MR, 8, RCX, store, 16)
    encode_reg(buf, gen.JMP_M, 4, 0, RAX)
    buf.add_cfi(CFI_BACK)
    buf.bind_label(resume)


def _is_near(buf: MachBuffer, label: i64) -> bool:
    """Whether a label lies so close behind the cursor that a 2-byte branch reaches it."""
    target = buf.bound_offset(label)
    return target >= 0 and buf.cur_offset() - target <= 126


def _put_jump(buf: MachBuffer, label: i64) -> None:
    """jmp, which the buffer may drop."""
    if _is_near(buf, label):
        start = _put_short(buf, 0xEB, label)
    else:
        start = put_rel32(buf, gen.JMP_D, 0, label)
    buf.add_jump(start, label)


def _put_jcc(buf: MachBuffer, cc: i64, label: i64) -> None:
    """jcc, which the buffer may drop or turn round (the latter only when its label is ahead)."""
    if _is_near(buf, label):
        start = _put_short(buf, 0x70 + cc, label)
        buf.add_cond_branch(start, label, 0, 1)
    else:
        start = put_rel32(buf, gen.J_D, cc, label)
        buf.add_cond_branch(start, label, 1, 1)


def _put_short(buf: MachBuffer, opcode: i64, label: i64) -> i64:
    """A branch with an 8-bit displacement; returns where it starts."""
    start = buf.cur_offset()
    buf.put1(opcode)
    buf.use_label(label, KIND_REL8, start + 1)
    buf.put1(0)
    return start


def _emit_branch(buf: MachBuffer, mop: i64, cc: i64, then: i64, other: i64, second: i64) -> None:
    """The two edges of a brif."""
    if mop == gen.MOP_BRANCH_AND:
        _put_jcc(buf, cc ^ 1, other)
        _put_jcc(buf, second, then)
    else:
        _put_jcc(buf, cc, then)
        if mop == gen.MOP_BRANCH_OR:
            _put_jcc(buf, second, then)
    _put_jump(buf, other)


# --- checks, division, tables ---------------------------------------------------------------------


def _emit_sdiv_check(state: EmitState, size: i64, row: i64) -> None:
    """Trap when y is -1 and x the least value: `x - 1` overflows for that x alone."""
    buf = state.buf
    encode_reg(buf, gen.CMP_MI, size, 0, state.alloc(1), -1)
    over = buf.new_label()
    _put_short(buf, 0x70 + X_NE, over)
    encode_reg(buf, gen.CMP_MI, size, 0, state.alloc(0), 1)
    put_rel32(buf, gen.J_D, X_O, buf.trap_label(i64(state.vc.row_trap[row]), state.vc.row_srcloc[row]))
    buf.bind_label(over)  # the branch in between may become shorter


def _emit_division(state: EmitState, mop: i64, size: i64, y: i64) -> None:
    """Set up rdx and divide rdx:rax by y."""
    buf = state.buf
    divide: i64 = gen.IDIV_M
    done: i64 = -1
    if mop == gen.MOP_UDIV or mop == gen.MOP_UREM:
        divide = gen.DIV_M
        encode_reg(buf, gen.XOR_RM, 4, RDX, RDX)
    elif size == 8:
        encode_plain(buf, gen.CQO, 8)
    else:
        encode_plain(buf, gen.CDQ, 4)
    if mop == gen.MOP_SREM_ANY:
        _put_any(state, gen.CMP_MI, size, y, -1)
        other = short_jcc(buf, X_NE)
        encode_reg(buf, gen.XOR_RM, 4, RDX, RDX)
        done = short_jump(buf, 0xEB)
        land(buf, other)
    _put_any(state, divide, size, y, 0)
    if done >= 0:
        land(buf, done)


def _put_any(state: EmitState, head: i64, size: i64, rm: i64, imm: i64) -> None:
    """An instruction with a /digit whose ModRM.rm is an allocation."""
    if rm >= SLOT_BASE:
        encode_at(state.buf, head, size, 0, RSP, state.slot_address(rm), imm)
    else:
        encode_reg(state.buf, head, size, 0, rm, imm)


def _emit_jump_table(state: EmitState, count: i64, succ: i64, index: i64, temporary: i64) -> None:
    """Indexed jump. The table holds 32-bit distances from its own start and follows at once. `sbb`
    makes the index 0 when it is out of bounds, so that even a mispredicted path reads the table."""
    buf = state.buf
    targets = state.vc.ra.succ
    buf.reserve(_TABLE_HEAD + 4 * count, True)
    encode_reg(buf, gen.CMP_MI, 4, 0, index, count)
    if 4 * count > buf.max_forward[KIND_BRANCH32] >> 1:
        # Only when tests shrink the range: a jump that reaches over the table.
        over = short_jcc(buf, X_B)
        buf.put1(0xE9)
        buf.use_label(targets[succ], KIND_FAR32, buf.cur_offset())
        buf.put4(0)
        land(buf, over)
    else:
        put_rel32(buf, gen.J_D, X_B ^ 1, targets[succ])
    encode_reg(buf, gen.SBB_RM, 4, temporary, temporary)
    encode_reg(buf, gen.AND_RM, 4, temporary, index)
    table = buf.new_label()
    encode_rip(buf, gen.LEA_RM, 8, SCRATCH, table)
    encode_mem(buf, gen.MOVSXD_RM32, 8, temporary, SCRATCH, temporary, 2, 0)
    encode_reg(buf, gen.ADD_RM, 8, temporary, SCRATCH)
    encode_reg(buf, gen.JMP_M, 4, 0, temporary)
    buf.bind_label(table)
    buf.put_table(targets, succ + 1, count)


# --- floats ---------------------------------------------------------------------------------------


def _emit_float_constant(state: EmitState, size: i64, bits: i64) -> None:
    """A constant out of the pool behind the code, or zeros."""
    buf = state.buf
    if bits == 0:
        encode_reg(buf, gen.XORPS_XM, 4, state.alloc(0), state.alloc(0))
        return
    load: i64 = gen.MOVSS_XM
    if size == 8:
        load = gen.MOVSD_XM
    encode_rip(buf, load, 4, state.alloc(0), buf.number_label(bits, size))


def _emit_float_select(buf: MachBuffer, mop: i64, first: i64, second: i64, x: i64, y: i64) -> None:
    """`fselect` and its kin: x stays when the condition holds, else y comes into its register."""
    if mop == gen.MOP_FSELECT_AND:  # not both: go to the move
        take = short_jcc(buf, first ^ 1)
        over = short_jcc(buf, second)
        land(buf, take)
        encode_reg(buf, gen.MOVAPS_XM, 4, x, y)
        land(buf, over)
        return
    over = short_jcc(buf, first)
    other: i64 = -1
    if mop == gen.MOP_FSELECT_OR:
        other = short_jcc(buf, second)
    encode_reg(buf, gen.MOVAPS_XM, 4, x, y)
    land(buf, over)
    if other >= 0:
        land(buf, other)


def _emit_min_max(buf: MachBuffer, size: i64, greater: bool, x: i64, y: i64) -> None:
    """x becomes the lesser or greater of x and y. `minss` and `maxss` give y when the operands are equal, as
    zeros of either sign are, and when one is a NaN:

        ucomiss x, y ;  jne differ ;  jnp equal
        addss x, y ;  jmp done
        equal:   orps x, y (of maximum: andps) ;  jmp done
        differ:  minss x, y
        done:

    (Unordered operands count as equal for `jne`.)"""
    compare: i64 = gen.UCOMISS_XM
    add: i64 = gen.ADDSS_XM
    choose: i64 = gen.MINSS_XM
    combine: i64 = gen.ORPS_XM
    if greater:
        choose = gen.MAXSS_XM
        combine = gen.ANDPS_XM
    if size == 8:
        compare = gen.UCOMISD_XM
        add = gen.ADDSD_XM
        choose = gen.MINSD_XM
        if greater:
            choose = gen.MAXSD_XM
    encode_reg(buf, compare, 4, x, y)
    differ = short_jcc(buf, X_NE)
    equal = short_jcc(buf, X_NP)
    encode_reg(buf, add, 4, x, y)
    done = short_jump(buf, 0xEB)
    land(buf, equal)
    encode_reg(buf, combine, 4, x, y)
    over = short_jump(buf, 0xEB)
    land(buf, differ)
    encode_reg(buf, choose, 4, x, y)
    land(buf, done)
    land(buf, over)
