"""Bytes of one allocated row.

Rows of the manual are filled from the tables (`_manual`). The others (`PSEUDO_ROWS` of `encodings.py`):

    args                          nothing: says where the arguments arrive
    ret_frame                     epilogue and `ret`
    jump                          b label
    br_cond br_zero br_bit        b.cond, cbz or cbnz, tbz or tbnz to one label; b other
    br_table                      bounds check, jump through the table behind it; `edge`: first row of `succ`
    trap trap_cond trap_zero      `udf` here, or a branch to one behind the code
    call call_indirect            `bl`, `blr`; then sp is lowered by `pop` bytes
    try_call try_call_indirect    the same, with handlers; then b label
    block_addr                    address of a machine block
    tail_call tail_call_indirect  epilogue, `b` or `br`
    mov_imm                       the shortest sequence
    addr                          address of a place in the frame
    symbol_addr symbol_got        adrp; add or ldr
    float_const vector_const      out of the constant pool behind the code

Branches reach +-1 MiB (tests of a bit +-32 KiB); in larger functions the buffer leads them over veneers
(`backends/islands.py`). A row of any size, as br_table is, asks the buffer for room first.
Two accesses of neighbouring places, one right behind the other, become one (`access_pairs.py`).
x16 and x17 are free inside a row: the allocator's moves are before and after it.
"""

from typing import Final

from mypy_extensions import i64

from ...ir.errors import LimitError
from ..emit_state import EmitState
from ..labels import KIND_REL32_DATA
from ..machbuffer import MachBuffer
from ..unwind import CFI_BACK, CFI_LOST
from . import encodings_gen as enc
from .atomics import emit_atomic_loop, emit_cas_loop
from .conds import HS, LO
from .encode import encode, encode_r, encode_rri, place_immediates, with_index, with_offset
from .encodings_gen import BASE, FIRST_PSEUDO, REG_FIELDS
from .frame import (
    frame_base,
    frame_offset,
    put_add_offset,
    put_epilogue,
    put_memory,
    put_mov_imm,
    put_sub_sp,
    put_symbol,
)
from .labels import KIND_BRANCH14, KIND_BRANCH19, KIND_BRANCH26, KIND_LITERAL19
from .object_format import (
    RELOC_A64_CALL26,
    RELOC_A64_JUMP26,
    RELOC_A64_MACHO_TLVP_PAGE21,
    RELOC_A64_MACHO_TLVP_PAGEOFF12,
    RELOC_A64_TLSDESC_ADD_LO12,
    RELOC_A64_TLSDESC_ADR_PAGE21,
    RELOC_A64_TLSDESC_CALL,
    RELOC_A64_TLSDESC_LD64_LO12,
    RELOC_A64_TLSLE_ADD_TPREL_HI12,
    RELOC_A64_TLSLE_ADD_TPREL_LO12_NC,
)
from .pairs import emit_pair_atomic
from .regs import EMIT_TEMP, FP, MOVE_SCRATCH, SP, TAIL_TARGET, ZR

#: Bytes of a br_table row in front of its table, at most.
_TABLE_HEAD: Final = 96
#: ldrsw x0, 16: the word behind the three instructions that follow.
_LDRSW_16: Final = 0x98000080


# --- branches -----------------------------------------------------------------------------


def put_jump(buf: MachBuffer, label: i64) -> None:
    """`b label`, which the buffer may simplify."""
    start = buf.cur_offset()
    buf.use_label(label, KIND_BRANCH26, start)
    buf.put4(BASE[enc.MOP_B])
    buf.add_jump(start, label)


def _put_branch(
    state: EmitState, word: i64, kind: i64, flip_at: i64, flip: i64, then: i64, other: i64
) -> None:
    """`word` branches to `then`, else on to `other`; flipping `flip` in byte `flip_at` inverts it."""
    buf = state.buf
    start = buf.cur_offset()
    buf.use_label(then, kind, start)
    buf.put4(word)
    buf.add_cond_branch(start, then, flip_at, flip)
    put_jump(buf, other)


def _br_bit(state: EmitState, row: i64) -> None:
    """Branch on one bit."""
    vc = state.vc
    bit = vc.i0[row]
    mop: i64 = enc.MOP_TBNZ if vc.i1[row] == 1 else enc.MOP_TBZ
    word = encode_rri(mop, state.alloc(0), 0, bit >> 5, bit & 31, 0)
    _put_branch(state, word, KIND_BRANCH14, 3, 1, vc.i2[row], vc.i3[row])


def _zero_branch(state: EmitState, row: i64) -> i64:
    """cbz or cbnz of operand 0 with an empty field."""
    mop: i64 = enc.MOP_CBNZ if state.vc.i1[row] == 1 else enc.MOP_CBZ
    return encode_rri(mop, state.alloc(0), 0, state.vc.i0[row], 0, 0)


def _put_trap_branch(state: EmitState, row: i64, word: i64, code: i64) -> None:
    """Branch to an out-of-line trap."""
    buf = state.buf
    label = buf.trap_label(code, state.vc.row_srcloc[row])
    buf.use_label(label, KIND_BRANCH19, buf.cur_offset())
    buf.put4(word)


def _br_table(state: EmitState, row: i64, bti: bool, csdb: bool) -> None:
    """Jump through a table of distances that follows directly. The index is replaced by 0 when it
    is out of range, so that nothing past the table is read even when the branch is mispredicted."""
    buf = state.buf
    vc = state.vc
    first = vc.i0[row]
    count = vc.i1[row]
    index = state.alloc(0)
    # The pads of a table (8 bytes each) may have islands between them.
    size = _TABLE_HEAD + 4 * count
    buf.reserve(size, True)
    if count <= 0xFFF:
        buf.put4(encode_rri(enc.MOP_CMP_I, index, 0, 0, 0, count))
    else:
        put_mov_imm(buf, EMIT_TEMP, count)
        buf.put4(encode(enc.MOP_CMP_RS, index, EMIT_TEMP, 0, 0, 0, 0, 0, 0))
    default = vc.ra.succ[first]
    if size > buf.max_forward[KIND_BRANCH19] >> 1:
        # Not from the far side of the table: `b.lo` over a `b`, or what reaches further.
        kind: i64 = KIND_BRANCH19 if size <= buf.max_forward[KIND_BRANCH26] >> 1 else KIND_BRANCH26
        words = 1 + (buf.kinds.veneer_size[kind] >> 2)
        buf.put4(encode_rri(enc.MOP_B_COND, 0, 0, words, LO, 0))
        buf.put_veneer(kind, default)
    else:
        buf.use_label(default, KIND_BRANCH19, buf.cur_offset())
        buf.put4(encode_rri(enc.MOP_B_COND, 0, 0, 0, HS, 0))
    buf.put4(encode(enc.MOP_CSEL, EMIT_TEMP, ZR, index, 0, 0, HS, 0, 0))
    if csdb:
        buf.put4(BASE[enc.MOP_CSDB])
    # adr: the table is four instructions further on.
    buf.put4(encode_rri(enc.MOP_ADR, MOVE_SCRATCH, 0, 0, 4, 0))
    # ldrsw x17, [x16, w17, uxtw #2]
    buf.put4(with_index(encode_rri(enc.MOP_LDRS_X, EMIT_TEMP, 0, 2, 0, 0), MOVE_SCRATCH, EMIT_TEMP, 2, 1))
    buf.put4(encode(enc.MOP_ADD_RS, MOVE_SCRATCH, MOVE_SCRATCH, EMIT_TEMP, 0, 1, 0, 0, 0))
    buf.put4(encode_r(enc.MOP_BR, MOVE_SCRATCH, 0, 0))
    if bti:
        _table_with_pads(state, first, count)
        return
    buf.put_table(vc.ra.succ, first + 1, count)


def _table_with_pads(state: EmitState, first: i64, count: i64) -> None:
    """A table whose entries lead to landing pads, which jump on: the blocks themselves are also
    reached by plain branches and keep their shape."""
    buf = state.buf
    start = buf.cur_offset()
    pads = buf.num_labels
    k: i64 = 0
    while k < count:
        buf.put_table_entry(buf.new_label(), start)
        k += 1
    buf.add_data(start)
    k = 0
    while k < count:
        buf.reserve(0, False)
        buf.bind_label(pads + k)
        buf.put4(BASE[enc.MOP_BTI_J])
        put_jump(buf, state.vc.ra.succ[first + 1 + k])
        k += 1


# --- rows ---------------------------------------------------------------------------------


def _manual(state: EmitState, row: i64, mop: i64) -> None:
    """A row of the manual."""
    vc = state.vc
    word = place_immediates(mop, vc.i0[row], vc.i1[row], vc.i2[row], vc.i3[row])
    fields = REG_FIELDS[mop]
    k: i64 = 0
    while fields != 0:
        word |= (state.alloc(k) & 31) << ((fields & 0xFF) - 1)
        fields >>= 8
        k += 1
    mem = i64(vc.row_mem[row])
    if mem >= 0:
        put_memory(state, mem, word, k, i64(vc.row_trap[row]))
    else:
        state.buf.put4(word)


def _stack_switch(buf: MachBuffer, store: i64, load: i64, bti: bool) -> None:
    """Save sp, x29 and the address behind this to one context, and go on with those of another one, which
    may be the same."""
    read = encode_rri(enc.MOP_LDR_R, MOVE_SCRATCH, 0, 3, 0, 0)
    write = encode_rri(enc.MOP_STR_R, EMIT_TEMP, 0, 3, 0, 0)
    buf.put4(with_offset(read, load, 0))
    buf.put4(encode_rri(enc.MOP_ADD_I, EMIT_TEMP, SP, 1, 0, 0))
    buf.put4(with_offset(write, store, 0))
    buf.put4(encode_rri(enc.MOP_ADD_I, SP, MOVE_SCRATCH, 1, 0, 0))
    buf.add_cfi(CFI_LOST)  # between two stacks
    buf.put4(with_offset(read, load, 8))
    buf.put4(with_offset(encode_rri(enc.MOP_STR_R, FP, 0, 3, 0, 0), store, 8))
    buf.put4(encode_rri(enc.MOP_MOV, FP, MOVE_SCRATCH, 1, 0, 0))
    buf.put4(with_offset(read, load, 16))
    buf.put4(encode_rri(enc.MOP_ADR, EMIT_TEMP, 0, 0, 3, 0))  # three instructions on
    buf.put4(with_offset(write, store, 16))
    buf.put4(encode_r(enc.MOP_BR, MOVE_SCRATCH, 0, 0))
    buf.add_cfi(CFI_BACK)
    if bti:
        buf.put4(BASE[enc.MOP_BTI_J])


def _tls_descriptor(buf: MachBuffer, symbol: i64) -> None:
    """General dynamic: the distance of a thread-local symbol from the thread pointer by a call through its
    descriptor, which changes x0, x1 and x30 alone; then the sum in x0. Linkers know the sequence."""
    buf.add_reloc(RELOC_A64_TLSDESC_ADR_PAGE21, symbol, 0, buf.cur_offset())
    buf.put4(encode_r(enc.MOP_ADRP, 0, 0, 0))
    buf.add_reloc(RELOC_A64_TLSDESC_LD64_LO12, symbol, 0, buf.cur_offset())
    buf.put4(with_offset(encode_rri(enc.MOP_LDR_R, 1, 0, 3, 0, 0), 0, 0))
    buf.add_reloc(RELOC_A64_TLSDESC_ADD_LO12, symbol, 0, buf.cur_offset())
    buf.put4(encode_rri(enc.MOP_ADD_I, 0, 0, 1, 0, 0))
    buf.add_reloc(RELOC_A64_TLSDESC_CALL, symbol, 0, buf.cur_offset())
    buf.put4(encode_r(enc.MOP_BLR, 1, 0, 0))
    buf.add_call_site()
    buf.put4(encode_r(enc.MOP_MRS_TPIDR, 1, 0, 0))
    buf.put4(encode(enc.MOP_ADD, 0, 0, 1, 0, 1, 0, 0, 0))


def _tls_thunk(buf: MachBuffer, symbol: i64) -> None:
    """Mach-O: the address of the variable's descriptor, and a call of the function that it begins with."""
    load = encode_rri(enc.MOP_LDR_R, 0, 0, 3, 0, 0)
    buf.add_reloc(RELOC_A64_MACHO_TLVP_PAGE21, symbol, 0, buf.cur_offset())
    buf.put4(encode_r(enc.MOP_ADRP, 0, 0, 0))
    buf.add_reloc(RELOC_A64_MACHO_TLVP_PAGEOFF12, symbol, 0, buf.cur_offset())
    buf.put4(with_offset(load, 0, 0))
    buf.put4(with_offset(encode_rri(enc.MOP_LDR_R, 1, 0, 3, 0, 0), 0, 0))
    buf.put4(encode_r(enc.MOP_BLR, 1, 0, 0))
    buf.add_call_site()


def _tls_local(buf: MachBuffer, reg: i64, symbol: i64, offset: i64) -> None:
    """Local exec: the thread pointer and the distance from it, of 24 bits."""
    buf.put4(encode_r(enc.MOP_MRS_TPIDR, reg, 0, 0))
    buf.add_reloc(RELOC_A64_TLSLE_ADD_TPREL_HI12, symbol, offset, buf.cur_offset())
    buf.put4(encode_rri(enc.MOP_ADD_I, reg, reg, 1, 1, 0))
    buf.add_reloc(RELOC_A64_TLSLE_ADD_TPREL_LO12_NC, symbol, offset, buf.cur_offset())
    buf.put4(encode_rri(enc.MOP_ADD_I, reg, reg, 1, 0, 0))


def _float_const(state: EmitState, row: i64) -> None:
    buf = state.buf
    size: i64 = 4
    load: i64 = enc.MOP_LDR_LIT_S
    if state.vc.i1[row] == 1:
        size = 8
        load = enc.MOP_LDR_LIT_D
    buf.use_label(buf.number_label(state.vc.i0[row], size), KIND_LITERAL19, buf.cur_offset())
    buf.put4(encode_r(load, state.alloc(0), 0, 0))


def _vector_const(state: EmitState, row: i64) -> None:
    """A constant of 16 bytes, which the row names by its number in the VCode."""
    buf = state.buf
    data = state.vc.constants[int(state.vc.i0[row])]
    label = buf.constant_label(data, 16)
    buf.use_label(label, KIND_LITERAL19, buf.cur_offset())
    buf.put4(encode_r(enc.MOP_LDR_LIT_Q, state.alloc(0), 0, 0))


def _branch(state: EmitState, row: i64, mop: i64) -> None:
    """Rows that end a block, except br_table."""
    vc = state.vc
    i0 = vc.i0[row]
    if mop == enc.MOP_JUMP:
        put_jump(state.buf, i0)
    elif mop == enc.MOP_BR_COND:
        word = encode_rri(enc.MOP_B_COND, 0, 0, 0, i0, 0)
        _put_branch(state, word, KIND_BRANCH19, 0, 1, vc.i1[row], vc.i2[row])
    elif mop == enc.MOP_BR_ZERO:
        _put_branch(state, _zero_branch(state, row), KIND_BRANCH19, 3, 1, vc.i2[row], vc.i3[row])
    else:
        _br_bit(state, row)


def emit_row(state: EmitState, row: i64, sign: i64, bti: bool, csdb: bool) -> None:
    """Append the bytes of one row."""
    mop = i64(state.vc.mop[row])
    if mop < FIRST_PSEUDO:
        _manual(state, row, mop)
    elif mop == enc.MOP_MOV_IMM:
        put_mov_imm(state.buf, state.alloc(0), state.vc.i0[row])
    elif mop == enc.MOP_ARGS:
        return
    elif enc.MOP_JUMP <= mop <= enc.MOP_BR_BIT:
        _branch(state, row, mop)
    elif mop == enc.MOP_RET_FRAME:
        put_epilogue(state, sign, state.frame.pop)
        state.buf.put4(BASE[enc.MOP_RET])
        state.left()
    else:
        _other(state, row, mop, sign, bti, csdb)


def _call(state: EmitState, row: i64, mop: i64) -> None:
    """Calls; sp goes down again by what the callee has popped, and one that ends its block jumps on."""
    buf = state.buf
    vc = state.vc
    if mop == enc.MOP_CALL or mop == enc.MOP_TRY_CALL:
        buf.add_reloc(RELOC_A64_CALL26, vc.i0[row], 0, buf.cur_offset())
        buf.put4(BASE[enc.MOP_BL])
    else:
        buf.put4(encode_r(enc.MOP_BLR, state.alloc(0), 0, 0))
    is_try = mop >= enc.MOP_TRY_CALL
    if is_try:
        state.end_try_call(row)
    else:
        buf.add_call_site()
    if vc.i1[row] != 0:
        put_sub_sp(buf, vc.i1[row])
    if is_try:
        put_jump(buf, vc.i2[row])


def _block_addr(buf: MachBuffer, reg: i64, label: i64) -> None:
    """Address of a block, at any distance: ldrsw reg, 1f;  adr x17, 1f;  add reg, reg, x17;  b 2f;
    1: .word label - 1b;  2:"""
    buf.put4(_LDRSW_16 | reg)
    buf.put4(encode_rri(enc.MOP_ADR, EMIT_TEMP, 0, 0, 3, 0))
    buf.put4(encode(enc.MOP_ADD_RS, reg, reg, EMIT_TEMP, 0, 1, 0, 0, 0))
    buf.put4(BASE[enc.MOP_B] | 2)
    word = buf.cur_offset()
    buf.use_label(label, KIND_REL32_DATA, word)
    buf.put4(0)
    buf.add_data(word)


def _tail_call(state: EmitState, row: i64, mop: i64, sign: i64, bti: bool) -> None:
    """Epilogue, then a jump; `bti c` pads take indirect jumps through x16 only."""
    buf = state.buf
    put_epilogue(state, sign, state.vc.i1[row])
    if mop == enc.MOP_TAIL_CALL:
        buf.add_reloc(RELOC_A64_JUMP26, state.vc.i0[row], 0, buf.cur_offset())
        buf.put4(BASE[enc.MOP_B])
        state.left()
        return
    target: i64 = TAIL_TARGET
    if bti:
        buf.put4(encode_rri(enc.MOP_MOV, MOVE_SCRATCH, TAIL_TARGET, 1, 0, 0))
        target = MOVE_SCRATCH
    buf.put4(encode_r(enc.MOP_BR, target, 0, 0))
    state.left()


def _other(state: EmitState, row: i64, mop: i64, sign: i64, bti: bool, csdb: bool) -> None:
    """The rarer rows."""
    vc = state.vc
    buf = state.buf
    if mop == enc.MOP_TAIL_CALL or mop == enc.MOP_TAIL_CALL_INDIRECT:
        _tail_call(state, row, mop, sign, bti)
    elif enc.MOP_CALL <= mop <= enc.MOP_TRY_CALL_INDIRECT:
        _call(state, row, mop)
    elif mop == enc.MOP_ADDR:
        mem = i64(vc.row_mem[row])
        put_add_offset(buf, state.alloc(0), frame_base(state, mem), frame_offset(state, mem))
    elif mop == enc.MOP_TRAP:
        buf.put_trap(vc.i0[row])
    elif mop == enc.MOP_TRAP_COND:
        word = encode_rri(enc.MOP_B_COND, 0, 0, 0, vc.i0[row], 0)
        _put_trap_branch(state, row, word, vc.i1[row])
    elif mop == enc.MOP_TRAP_ZERO:
        _put_trap_branch(state, row, _zero_branch(state, row), vc.i2[row])
    elif mop == enc.MOP_BR_TABLE:
        _br_table(state, row, bti, csdb)
    elif mop == enc.MOP_SYMBOL_ADDR:
        put_symbol(buf, state.alloc(0), vc.i0[row], vc.i1[row], False)
    elif mop == enc.MOP_BLOCK_ADDR:
        _block_addr(buf, state.alloc(0), vc.i0[row])
    elif mop == enc.MOP_SYMBOL_GOT:
        put_symbol(buf, state.alloc(0), vc.i0[row], 0, True)
    elif mop == enc.MOP_STACK_SWITCH:
        _stack_switch(buf, state.alloc(0), state.alloc(1), bti)
    elif mop == enc.MOP_TLS_DESC:
        _tls_descriptor(buf, vc.i0[row])
    elif mop == enc.MOP_TLS_THUNK:
        _tls_thunk(buf, vc.i0[row])
    elif mop == enc.MOP_TLS_LOCAL:
        _tls_local(buf, state.alloc(0), vc.i0[row], vc.i1[row])
    elif mop == enc.MOP_FLOAT_CONST:
        _float_const(state, row)
    elif mop == enc.MOP_VECTOR_CONST:
        _vector_const(state, row)
    elif mop == enc.MOP_ATOMIC_LOOP:
        emit_atomic_loop(state, row)
    elif mop == enc.MOP_PAIR_ATOMIC:
        emit_pair_atomic(state, row)
    elif mop == enc.MOP_CAS_LOOP:
        emit_cas_loop(state, row)
    else:
        raise LimitError(f"no emission for row {mop}")
