"""Emission: one allocated row to bytes.

Rows of the manual are filled from the tables, in 16 bits where that goes (`encode.py`). The others
(`PSEUDO` of `encodings.py`) are expanded here; x30 and x31 are free inside a row. Branches over the next
instruction count its bytes, which may be 2 or 4.
"""

from typing import Final

from irtool.backends.emit_state import EmitState
from irtool.backends.machbuffer import MachBuffer
from irtool.backends.vcode import MEM_BASE
from irtool.ir import opcodes_gen as oc
from mypy_extensions import i64

from . import encodings_gen as enc
from .encode import put_imm, put_reg
from .encodings_gen import BASE, FIELDS, FIRST_PSEUDO
from .frame import place, put_add, put_epilogue, put_li, put_place
from .kinds import GE, GEU, LT, LTU, NE
from .labels import KIND_BRANCH12, KIND_JAL20, KIND_PCREL32, UNIMP, branch_field
from .object_format import RELOC_CALL_PLT, RELOC_GOT_HI20, RELOC_GOT_LO12, RELOC_PCREL_HI20, RELOC_PCREL_LO12
from .regs import EMIT_TEMP, RA, SECOND_TEMP, SP, TAIL_TARGET, ZERO

_BRANCH: Final = 0x63
_AUIPC: Final = 0x17
_JALR: Final = 0x67
_EBREAK: Final = 0x00100073
#: lr and sc with acquire and release, without width and registers.
_LR: Final = 0x1600002F
_SC: Final = 0x1E00002F
#: Bytes of a br_table row in front of its table, at most.
_TABLE_HEAD: Final = 80

_ALU: Final = {
    oc.RMW_ADD: enc.MOP_ADD,
    oc.RMW_SUB: enc.MOP_SUB,
    oc.RMW_AND: enc.MOP_AND_,
    oc.RMW_NAND: enc.MOP_AND_,
    oc.RMW_OR: enc.MOP_OR_,
    oc.RMW_XOR: enc.MOP_XOR,
}
#: When min and max keep what is there.
_KEEPS: Final = {oc.RMW_SMIN: LT, oc.RMW_SMAX: GE, oc.RMW_UMIN: LTU, oc.RMW_UMAX: GEU}


def _branch_word(cond: i64, x: i64, y: i64, distance: i64 = 0) -> i64:
    return _BRANCH | cond << 12 | x << 15 | y << 20 | branch_field(distance)


def _put_skip(buf: MachBuffer, cond: i64, x: i64, y: i64) -> i64:
    """A branch over what follows; `_land` says to where."""
    at = buf.cur_offset()
    buf.put4(_branch_word(cond, x, y))
    return at


def _land(buf: MachBuffer, at: i64) -> None:
    buf.patch4(at, buf.read4(at) | branch_field(buf.cur_offset() - at))


def put_jump(buf: MachBuffer, label: i64) -> None:
    """`jal zero`, which the buffer may simplify."""
    start = buf.kinds.emit_jump(buf)
    buf.use_label(label, KIND_JAL20, start)
    buf.add_jump(start, label)


def _put_pair(buf: MachBuffer, reg: i64, second: i64) -> None:
    """`auipc reg` and an instruction that takes the rest of the distance."""
    buf.put4(_AUIPC | reg << 7)
    buf.put4(second | reg << 15)


def _manual(state: EmitState, row: i64, mop: i64) -> None:
    """A row of the manual."""
    vc = state.vc
    regs = {8: 0, 16: 0, 21: 0}
    base: i64 = 0
    fields = FIELDS[mop]
    k = 0
    while fields != 0:
        if fields & 0xFF == 0xFF:
            base = state.alloc(k) if vc.mem_base[i64(vc.row_mem[row])] >= 0 else SP
        else:
            regs[fields & 0xFF] = state.alloc(k)
        fields >>= 8
        k += 1
    rd, rs1, rs2 = regs.values()
    mem = i64(vc.row_mem[row])
    if mem < 0:
        word = BASE[mop]
        if word & 0x77 == 0x13:  # a register and a number
            put_imm(state.buf, mop, rd, rs1, vc.i0[row])
        else:
            put_reg(state.buf, mop, rd, rs1, rs2)
    elif BASE[mop] & 0x7F == 0x2F:
        if vc.row_trap[row] != 0:
            state.buf.add_trap(i64(vc.row_trap[row]))
        state.buf.put4(BASE[mop] | rd << 7 | base << 15 | rs2 << 20)
    else:
        where = (base, vc.mem_disp[mem]) if vc.mem_kind[mem] == MEM_BASE else place(state, mem)
        put_place(state.buf, mop, rs2 if mop >= enc.FIRST_STORE else rd, *where, i64(vc.row_trap[row]))


def _br_table(state: EmitState, row: i64, mop: i64) -> None:
    """Jump through a table of distances that follows directly. The index is replaced by 0 when it is out of
    range, so that nothing past the table is read even when the branch is mispredicted."""
    buf, succ = state.buf, state.vc.ra.succ
    first, count, index = state.vc.i0[row], state.vc.i1[row], state.alloc(0)
    size = _TABLE_HEAD + 4 * count
    buf.reserve(size, True)
    put_li(buf, EMIT_TEMP, count)
    near = size <= buf.max_forward[KIND_JAL20] >> 1
    skip = _put_skip(buf, LTU, index, EMIT_TEMP)
    buf.put_veneer(KIND_BRANCH12 if near else KIND_JAL20, succ[first])
    _land(buf, skip)
    put_reg(buf, enc.MOP_SLTU, SECOND_TEMP, index, EMIT_TEMP)
    put_reg(buf, enc.MOP_SUB, SECOND_TEMP, ZERO, SECOND_TEMP)
    put_reg(buf, enc.MOP_AND_, EMIT_TEMP, index, SECOND_TEMP)
    put_imm(buf, enc.MOP_SLLI, EMIT_TEMP, EMIT_TEMP, 2)
    if buf.cur_offset() % 4 != 0:
        buf.put2(0x0001)  # c.nop
    start = buf.cur_offset()
    buf.put4(_AUIPC | SECOND_TEMP << 7)
    for word in (
        BASE[enc.MOP_ADD] | EMIT_TEMP << 7 | EMIT_TEMP << 15 | SECOND_TEMP << 20,
        BASE[enc.MOP_LW] | EMIT_TEMP << 7 | EMIT_TEMP << 15 | 20 << 20,
        BASE[enc.MOP_ADD] | EMIT_TEMP << 7 | EMIT_TEMP << 15 | SECOND_TEMP << 20,
        _JALR | EMIT_TEMP << 15,
    ):
        buf.put4(word)
    table = buf.cur_offset()
    for k in range(1, int(count) + 1):
        buf.put_table_entry(succ[first + k], start)
    buf.add_data(table)


# --- atomics --------------------------------------------------------------------------------------


def _put_exclusive(state: EmitState, row: i64, base: i64, word: i64, log2: i64) -> None:
    if state.vc.row_trap[row] != 0:
        state.buf.add_trap(i64(state.vc.row_trap[row]))
    state.buf.put4(word | log2 << 12 | base << 15)


def _put_store(state: EmitState, row: i64, base: i64, source: i64, log2: i64, start: i64) -> None:
    """The store of a loop, and the way back to the start when it failed."""
    _put_exclusive(state, row, base, _SC | EMIT_TEMP << 7 | source << 20, log2)
    state.buf.put4(_branch_word(NE, EMIT_TEMP, ZERO, start - state.buf.cur_offset()))


def _put_merge(buf: MachBuffer, old: i64, mask: i64) -> None:
    """x30 = the bits of x30 under the mask, those of `old` elsewhere."""
    put_reg(buf, enc.MOP_XOR, EMIT_TEMP, EMIT_TEMP, old)
    put_reg(buf, enc.MOP_AND_, EMIT_TEMP, EMIT_TEMP, mask)
    put_reg(buf, enc.MOP_XOR, EMIT_TEMP, EMIT_TEMP, old)


def _loop(state: EmitState, row: i64, mop: i64) -> None:
    """nand_loop (old, value, address) and narrow_loop (old, value, address, shift, mask)."""
    buf, vc = state.buf, state.vc
    old, value, base = state.alloc(0), state.alloc(1), state.alloc(2)
    log2: i64 = vc.i0[row] if mop == enc.MOP_NAND_LOOP else 2
    op: i64 = oc.RMW_NAND if mop == enc.MOP_NAND_LOOP else vc.i0[row]
    start = buf.cur_offset()
    _put_exclusive(state, row, base, _LR | old << 7, log2)
    here = old
    if mop == enc.MOP_NARROW_LOOP:
        put_reg(buf, enc.MOP_SRL, EMIT_TEMP, old, state.alloc(3))
        here = EMIT_TEMP
    if op == oc.RMW_XCHG:
        put_reg(buf, enc.MOP_ADD, EMIT_TEMP, ZERO, value)
    elif op in _KEEPS:
        put_imm(buf, enc.MOP_SLLI, EMIT_TEMP, here, vc.i1[row])
        extend: i64 = enc.MOP_SRAI if op in (oc.RMW_SMIN, oc.RMW_SMAX) else enc.MOP_SRLI
        put_imm(buf, extend, EMIT_TEMP, EMIT_TEMP, vc.i1[row])
        skip = _put_skip(buf, _KEEPS[op], EMIT_TEMP, value)
        put_reg(buf, enc.MOP_ADD, EMIT_TEMP, ZERO, value)
        _land(buf, skip)
    else:
        put_reg(buf, _ALU[op], EMIT_TEMP, here, value)
        if op == oc.RMW_NAND:
            put_imm(buf, enc.MOP_XORI, EMIT_TEMP, EMIT_TEMP, -1)
    if mop == enc.MOP_NARROW_LOOP:
        put_reg(buf, enc.MOP_SLL, EMIT_TEMP, EMIT_TEMP, state.alloc(3))
        _put_merge(buf, old, state.alloc(4))
    _put_store(state, row, base, EMIT_TEMP, log2, start)


def _cas(state: EmitState, row: i64, mop: i64) -> None:
    """cas_loop (old, expected, new, address) and narrow_cas (the same in the word's bits, and the mask)."""
    buf = state.buf
    old, expected, new, base = (state.alloc(k) for k in range(4))
    start = buf.cur_offset()
    if mop == enc.MOP_CAS_LOOP:
        log2 = state.vc.i0[row]
        _put_exclusive(state, row, base, _LR | old << 7, log2)
        skip = _put_skip(buf, NE, old, expected)
        _put_store(state, row, base, new, log2, start)
    else:
        mask = state.alloc(4)
        _put_exclusive(state, row, base, _LR | old << 7, 2)
        put_reg(buf, enc.MOP_XOR, EMIT_TEMP, old, expected)
        put_reg(buf, enc.MOP_AND_, EMIT_TEMP, EMIT_TEMP, mask)
        skip = _put_skip(buf, NE, EMIT_TEMP, ZERO)
        put_reg(buf, enc.MOP_ADD, EMIT_TEMP, ZERO, new)
        _put_merge(buf, old, mask)
        _put_store(state, row, base, EMIT_TEMP, 2, start)
    _land(buf, skip)


# --- rows -----------------------------------------------------------------------------------------


def _call(state: EmitState, row: i64, mop: i64) -> None:
    """Calls and tail calls; a direct one is a pair that the linker fills."""
    buf, vc = state.buf, state.vc
    tail = mop in (enc.MOP_TAIL_CALL, enc.MOP_TAIL_CALL_INDIRECT)
    if tail:
        put_epilogue(state, vc.i1[row])
    if mop in (enc.MOP_CALL, enc.MOP_TRY_CALL, enc.MOP_TAIL_CALL):
        reg: i64 = EMIT_TEMP if tail else RA
        buf.add_reloc(RELOC_CALL_PLT, vc.i0[row], 0, buf.cur_offset())
        _put_pair(buf, reg, _JALR | (ZERO if tail else RA) << 7)
    else:
        buf.put4(_JALR | (TAIL_TARGET << 15 if tail else RA << 7 | state.alloc(0) << 15))
    if tail:
        return
    is_try = mop in (enc.MOP_TRY_CALL, enc.MOP_TRY_CALL_INDIRECT)
    state.end_try_call(row) if is_try else buf.add_call_site()
    put_add(buf, SP, SP, -vc.i1[row])
    if is_try:
        put_jump(buf, vc.i2[row])


def _symbol(state: EmitState, row: i64, mop: i64) -> None:
    """Address of a symbol, or out of the slot that holds it."""
    got = mop == enc.MOP_SYMBOL_GOT
    buf, symbol, reg = state.buf, state.vc.i0[row], state.alloc(0)
    addend: i64 = 0 if got else state.vc.i1[row]
    second = BASE[enc.MOP_LD if got else enc.MOP_ADDI] | reg << 7
    buf.add_reloc(RELOC_GOT_HI20 if got else RELOC_PCREL_HI20, symbol, addend, buf.cur_offset())
    buf.add_reloc(RELOC_GOT_LO12 if got else RELOC_PCREL_LO12, symbol, addend, buf.cur_offset() + 4)
    _put_pair(buf, reg, second)


def _keep_if(state: EmitState, row: i64, mop: i64) -> None:
    """Operands: the result, which holds the first choice already, what is compared, the other choice."""
    buf = state.buf
    zero = mop == enc.MOP_KEEP_IF_ZERO
    skip = _put_skip(buf, state.vc.i0[row], state.alloc(1), ZERO if zero else state.alloc(2))
    put_reg(buf, enc.MOP_ADD, state.alloc(0), ZERO, state.alloc(2 if zero else 3))
    _land(buf, skip)


def _branch(state: EmitState, row: i64, mop: i64) -> None:
    """Rows that branch to a block or a trap."""
    buf, vc = state.buf, state.vc
    if mop == enc.MOP_JUMP:
        put_jump(buf, vc.i0[row])
        return
    one = mop in (enc.MOP_BRANCH_ZERO, enc.MOP_TRAP_IF_ZERO)
    trap = mop in (enc.MOP_TRAP_IF, enc.MOP_TRAP_IF_ZERO)
    start = buf.cur_offset()
    label = buf.trap_label(vc.i1[row], vc.row_srcloc[row]) if trap else vc.i1[row]
    buf.use_label(label, KIND_BRANCH12, start)
    buf.put4(_branch_word(vc.i0[row], state.alloc(0), ZERO if one else state.alloc(1)))
    if not trap:
        buf.add_cond_branch(start, label, 1, 0x10)
        put_jump(buf, vc.i2[row])


def _simple(state: EmitState, row: i64, mop: i64) -> None:
    """Rows of which little is to be said."""
    buf, vc = state.buf, state.vc
    if mop == enc.MOP_LI:
        put_li(buf, state.alloc(0), vc.i0[row])
    elif mop == enc.MOP_ADDR:
        put_add(buf, state.alloc(0), *place(state, i64(vc.row_mem[row])))
    elif mop == enc.MOP_BLOCK_ADDR:
        buf.use_label(vc.i0[row], KIND_PCREL32, buf.cur_offset())
        _put_pair(buf, state.alloc(0), BASE[enc.MOP_ADDI] | state.alloc(0) << 7)
    elif mop == enc.MOP_RET_FRAME:
        put_epilogue(state, state.frame.pop)
        buf.put4(_JALR | RA << 15)
    elif mop == enc.MOP_TRAP:
        buf.add_trap(vc.i1[row])
        buf.put4(UNIMP)
    elif mop == enc.MOP_EBREAK:
        buf.put4(_EBREAK)


_EXPANSIONS: Final = {
    enc.MOP_BR_TABLE: _br_table,
    **dict.fromkeys((enc.MOP_JUMP, enc.MOP_BRANCH, enc.MOP_BRANCH_ZERO), _branch),
    **dict.fromkeys((enc.MOP_TRAP_IF, enc.MOP_TRAP_IF_ZERO), _branch),
    **dict.fromkeys(range(enc.MOP_CALL, enc.MOP_TAIL_CALL_INDIRECT + 1), _call),
    **dict.fromkeys((enc.MOP_SYMBOL_ADDR, enc.MOP_SYMBOL_GOT), _symbol),
    **dict.fromkeys((enc.MOP_KEEP_IF, enc.MOP_KEEP_IF_ZERO), _keep_if),
    **dict.fromkeys((enc.MOP_NAND_LOOP, enc.MOP_NARROW_LOOP), _loop),
    **dict.fromkeys((enc.MOP_CAS_LOOP, enc.MOP_NARROW_CAS), _cas),
}


def emit_row(state: EmitState, row: i64) -> None:
    """Append the bytes of one row."""
    mop = i64(state.vc.mop[row])
    (_manual if mop < FIRST_PSEUDO else _EXPANSIONS.get(mop, _simple))(state, row, mop)
