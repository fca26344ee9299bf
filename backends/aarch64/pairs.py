"""Atomic accesses of 128 bits: loops of `ldaxp` and `stlxp`.

    again: ldaxp  lo, hi, [p]
           adds   x17, lo, x_lo;  adc  t, hi, x_hi          (or another operation)
           stlxp  w16, x17, t, [p]
           cbnz   w16, again

The two loads of `ldaxp` are one access only when the store succeeds, so a load stores back what it read,
and a failed compare-and-swap too. With `has_lse` a compare-and-swap is one instruction, `caspal`.

See `backends/pairs.py` for what is read and set here. Source: DDI 0487, section B2.2 and chapter C6.
"""

from typing import Final

from mypy_extensions import i64

from ...ir.kinds import Flags
from ...ir.opcodes_gen import (
    RMW_ADD,
    RMW_AND,
    RMW_NAND,
    RMW_OR,
    RMW_SMAX,
    RMW_SMIN,
    RMW_SUB,
    RMW_UMAX,
    RMW_UMIN,
    RMW_XCHG,
    RMW_XOR,
)
from ...regalloc.contract import INT, fixed_def, fixed_use, reg_early_def, reg_use
from ..emit_state import EmitState
from ..kinds import Reg
from ..lower import Lower
from ..pairs import PAIR_CAS, PAIR_LOAD, is_choice, operand_at
from ..rule_facts import has
from . import encodings_gen as enc
from .amode import at
from .conds import EQ, GE, HS, LO, LT
from .encode import encode, encode_r, encode_rri
from .features import HAS_LSE
from .regs import EMIT_TEMP, MOVE_SCRATCH, ZR

#: Instructions for the low and high half; of nand those of and, whose result is then inverted.
_HALVES: Final[dict[int, tuple[int, int]]] = {
    RMW_ADD: (enc.MOP_ADDS, enc.MOP_ADC),
    RMW_SUB: (enc.MOP_SUBS, enc.MOP_SBC),
    RMW_AND: (enc.MOP_AND, enc.MOP_AND),
    RMW_NAND: (enc.MOP_AND, enc.MOP_AND),
    RMW_OR: (enc.MOP_ORR, enc.MOP_ORR),
    RMW_XOR: (enc.MOP_EOR, enc.MOP_EOR),
}
#: Condition under which what was there stays, behind a comparison with the other value.
_KEEPS: Final[dict[int, int]] = {RMW_UMIN: LO, RMW_UMAX: HS, RMW_SMIN: LT, RMW_SMAX: GE}
#: `i0` of a `pair_atomic` row for a compare-and-swap by one instruction.
PAIR_CASP: Final = 34
#: `caspal x0, x1, x2, x3, [x0]`: the pairs are those of even registers and the ones behind them.
_CASPAL: Final = 0x4860_FC02


# --- lowering -----------------------------------------------------------------------------


def _row(ctx: Lower, kind: i64, flags: Flags, place: i64, first: i64, count: i64) -> Reg:
    """A `pair_atomic` row with the address in operand `place` of the instruction being lowered, and `count`
    operands from `first` on; the low half of its result. Operands of the row: both halves of what was
    there, a temporary register, the address, the others."""
    vc = ctx.vc
    mem = at(ctx, flags, operand_at(ctx, place))
    vregs: list[int] = []
    i: i64 = 0
    while i < count:
        vregs.append(int(ctx.use(operand_at(ctx, first + i))))
        i += 1
    row = vc.row(enc.MOP_PAIR_ATOMIC, kind, 0, 0)
    low = vc.new_vreg(INT)
    high = vc.new_vreg(INT)
    vc.operand(reg_early_def(low))
    vc.operand(reg_early_def(high))
    vc.operand(reg_early_def(vc.new_vreg(INT)))
    vc.use_mem(row, mem)
    for vreg in vregs:
        vc.operand(reg_use(vreg))
    if ctx.func.result_count[ctx.inst] == 2:
        ctx.set_result(ctx.inst, 1, high)
    return low


def pair_load(ctx: Lower, flags: Flags) -> Reg:
    """`atomic_load.i128`."""
    return _row(ctx, PAIR_LOAD, flags, 0, 0, 0)


def pair_store(ctx: Lower, flags: Flags) -> None:
    """`atomic_store.i128`: an exchange."""
    _row(ctx, RMW_XCHG, flags, 2, 0, 2)


def pair_rmw(ctx: Lower, flags: Flags) -> Reg:
    """`atomic_rmw.i128`."""
    return _row(ctx, ctx.func.imm[ctx.inst], flags, 0, 1, 2)


def pair_cas(ctx: Lower, flags: Flags) -> Reg:
    """`atomic_cas.i128`."""
    if has(ctx, HAS_LSE):
        return _one_instruction(ctx, flags)
    return _row(ctx, PAIR_CAS, flags, 0, 1, 4)


def _one_instruction(ctx: Lower, flags: Flags) -> Reg:
    """The same with `has_lse`: x1:x0 is what is expected and becomes what was there, x3:x2 the replacement.
    Operands of the row: both halves of what was there, the address, the others."""
    vc = ctx.vc
    mem = at(ctx, flags, operand_at(ctx, 0))
    vregs: list[int] = []
    i: i64 = 0
    while i < 4:
        vregs.append(int(ctx.use(operand_at(ctx, 1 + i))))
        i += 1
    row = vc.row(enc.MOP_PAIR_ATOMIC, PAIR_CASP, 0, 0)
    low = vc.new_vreg(INT)
    high = vc.new_vreg(INT)
    vc.operand(fixed_def(low, 0))
    vc.operand(fixed_def(high, 1))
    vc.use_mem(row, mem)
    i = 0
    while i < 4:
        vc.operand(fixed_use(vregs[int(i)], i))
        i += 1
    ctx.set_result(ctx.inst, 1, high)
    return low


# --- emission -----------------------------------------------------------------------------


def emit_pair_atomic(state: EmitState, row: i64) -> None:
    """Bytes of a `pair_atomic` row."""
    buf = state.buf
    kind = state.vc.i0[row]
    code = i64(state.vc.row_trap[row])
    low = state.alloc(0)
    high = state.alloc(1)
    if kind == PAIR_CASP:
        if code != 0:
            buf.add_trap(code)
        buf.put4(_CASPAL | state.alloc(2) << 5)
        return
    base = state.alloc(3)
    start = buf.cur_offset()
    if code != 0:
        buf.add_trap(code)
    buf.put4(encode_r(enc.MOP_LDAXP, low, high, 0) | base << 5)
    first: i64 = EMIT_TEMP
    second = state.alloc(2)
    if kind == PAIR_LOAD:
        first = low
        second = high
    elif kind == RMW_XCHG:
        first = state.alloc(4)
        second = state.alloc(5)
    elif kind == PAIR_CAS:
        buf.put4(encode(enc.MOP_CMP, low, state.alloc(4), 0, 0, 1, 0, 0, 0))
        buf.put4(encode(enc.MOP_CCMP_R, high, state.alloc(5), 0, 0, 1, EQ, 0, 0))
        _select(state, state.alloc(6), state.alloc(7), low, high, EQ)
    elif is_choice(kind):
        # Of the difference with borrow, sign and carry are those of the whole comparison.
        buf.put4(encode(enc.MOP_CMP, low, state.alloc(4), 0, 0, 1, 0, 0, 0))
        buf.put4(encode(enc.MOP_SBCS, ZR, high, state.alloc(5), 0, 1, 0, 0, 0))
        _select(state, low, high, state.alloc(4), state.alloc(5), _KEEPS[int(kind)])
    else:
        _combine(state, kind)
    if code != 0:
        buf.add_trap(code)
    buf.put4(encode_r(enc.MOP_STLXP, MOVE_SCRATCH, first, second) | base << 5)
    back = (start - buf.cur_offset()) >> 2
    buf.put4(encode_rri(enc.MOP_CBNZ, MOVE_SCRATCH, 0, 0, back, 0))


def _select(state: EmitState, low: i64, high: i64, other_low: i64, other_high: i64, cond: i64) -> None:
    """One pair when the condition holds, else the other, for the store."""
    state.buf.put4(encode(enc.MOP_CSEL, EMIT_TEMP, low, other_low, 0, 1, cond, 0, 0))
    state.buf.put4(encode(enc.MOP_CSEL, state.alloc(2), high, other_high, 0, 1, cond, 0, 0))


def _combine(state: EmitState, kind: i64) -> None:
    """The operation on what was there, for the store."""
    buf = state.buf
    first, second = _HALVES[int(kind)]
    buf.put4(encode(first, EMIT_TEMP, state.alloc(0), state.alloc(4), 0, 1, 0, 0, 0))
    buf.put4(encode(second, state.alloc(2), state.alloc(1), state.alloc(5), 0, 1, 0, 0, 0))
    if kind == RMW_NAND:
        buf.put4(encode_rri(enc.MOP_MVN, EMIT_TEMP, EMIT_TEMP, 1, 0, 0))
        buf.put4(encode_rri(enc.MOP_MVN, state.alloc(2), state.alloc(2), 1, 0, 0))
