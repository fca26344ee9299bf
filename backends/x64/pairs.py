"""Atomic accesses of 128 bits: `lock cmpxchg16b`, alone or in a loop.

    atomic_cas.i128     rdx:rax expected, rcx:rbx new;  lock cmpxchg16b [p]            old value in rdx:rax
    atomic_load.i128    the same with zeros for both: writes back what is there
    atomic_rmw.i128     mov rax, [p];  mov rdx, [p + 8]
                        again:  rcx:rbx = op(rdx:rax, x);  lock cmpxchg16b [p];  jne again

See `backends/pairs.py` for what is read and set here. Source: Intel SDM volume 2, CMPXCHG8B/CMPXCHG16B.
"""

from typing import Final

from mypy_extensions import i64, u8

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
from ...regalloc.contract import (
    DEF,
    EARLY,
    FIXED,
    INT,
    fixed_def,
    fixed_use,
    make_operand,
    reg_late_use,
    reg_use,
)
from ..addresses import trap_code
from ..emit_state import EmitState
from ..kinds import Reg
from ..lower import Lower
from ..pairs import PAIR_CAS, PAIR_LOAD, is_choice, operand_at
from . import encodings_gen as gen
from .conds import X_AE, X_B, X_GE, X_L, X_NE
from .encode import encode_at, encode_reg, short_loop
from .features import HAS_CMPXCHG16B
from .regs import RAX, RBX, RCX, RDX
from .vectors import require

#: Instructions for the low and high half; of nand those of and, whose result is then inverted.
_HALVES: Final[dict[int, tuple[int, int]]] = {
    RMW_ADD: (gen.ADD_RM, gen.ADC_RM),
    RMW_SUB: (gen.SUB_RM, gen.SBB_RM),
    RMW_AND: (gen.AND_RM, gen.AND_RM),
    RMW_NAND: (gen.AND_RM, gen.AND_RM),
    RMW_OR: (gen.OR_RM, gen.OR_RM),
    RMW_XOR: (gen.XOR_RM, gen.XOR_RM),
}
#: Condition under which what was there stays, behind a comparison with the other value.
_KEEPS: Final[dict[int, int]] = {RMW_UMIN: X_B, RMW_UMAX: X_AE, RMW_SMIN: X_L, RMW_SMAX: X_GE}


# --- lowering -------------------------------------------------------------------------------------


def _row(ctx: Lower, kind: i64, flags: Flags, address: i64) -> Reg:
    """A `pair_atomic` row that defines rdx:rax, and the low half of its result."""
    row = ctx.vc.row(gen.MOP_PAIR_ATOMIC, kind, 0, 0)
    ctx.vc.row_trap[row] = u8(trap_code(ctx, flags, address))
    low = ctx.vc.new_vreg(INT)
    high = ctx.vc.new_vreg(INT)
    ctx.vc.operand(fixed_def(low, RAX))
    ctx.vc.operand(fixed_def(high, RDX))
    if ctx.func.result_count[ctx.inst] == 2:
        ctx.set_result(ctx.inst, 1, high)
    return low


def _temporaries(ctx: Lower) -> None:
    """rcx:rbx for the row itself."""
    for preg in (RBX, RCX):
        ctx.vc.operand(make_operand(ctx.vc.new_vreg(INT), DEF, EARLY, FIXED, preg))


def pair_load(ctx: Lower, flags: Flags) -> Reg:
    """`atomic_load.i128`."""
    require(ctx, HAS_CMPXCHG16B)
    address = ctx.use(operand_at(ctx, 0))
    low = _row(ctx, PAIR_LOAD, flags, operand_at(ctx, 0))
    _temporaries(ctx)
    ctx.vc.operand(reg_late_use(address))
    return low


def _loop(ctx: Lower, kind: i64, flags: Flags, at: i64, x: i64) -> Reg:
    """A loop on the address in operand `at` with the value in operands `x` and `x + 1`."""
    require(ctx, HAS_CMPXCHG16B)
    address = ctx.use(operand_at(ctx, at))
    x_low = ctx.use(operand_at(ctx, x))
    x_high = ctx.use(operand_at(ctx, x + 1))
    low = _row(ctx, kind, flags, operand_at(ctx, at))
    _temporaries(ctx)
    ctx.vc.operand(reg_late_use(address))
    ctx.vc.operand(reg_late_use(x_low))
    ctx.vc.operand(reg_late_use(x_high))
    return low


def pair_store(ctx: Lower, flags: Flags) -> None:
    """`atomic_store.i128`: an exchange."""
    _loop(ctx, RMW_XCHG, flags, 2, 0)


def pair_rmw(ctx: Lower, flags: Flags) -> Reg:
    """`atomic_rmw.i128`."""
    return _loop(ctx, ctx.func.imm[ctx.inst], flags, 0, 1)


def pair_cas(ctx: Lower, flags: Flags) -> Reg:
    """`atomic_cas.i128`."""
    require(ctx, HAS_CMPXCHG16B)
    vregs = [ctx.use(operand_at(ctx, at)) for at in range(5)]
    low = _row(ctx, PAIR_CAS, flags, operand_at(ctx, 0))
    ctx.vc.operand(reg_use(vregs[0]))
    for vreg, preg in zip(vregs[1:], (RAX, RDX, RBX, RCX), strict=True):
        ctx.vc.operand(fixed_use(vreg, preg))
    return low


# --- emission -------------------------------------------------------------------------------------


def emit_pair_atomic(state: EmitState, row: i64) -> None:
    """Bytes of a `pair_atomic` row."""
    buf = state.buf
    kind = state.vc.i0[row]
    code = i64(state.vc.row_trap[row])
    if kind == PAIR_CAS:
        _exchange(state, state.alloc(2), code)
        return
    base = state.alloc(4)
    if kind == PAIR_LOAD:
        for preg in (RAX, RDX, RBX, RCX):
            encode_reg(buf, gen.XOR_RM, 4, preg, preg)
        _exchange(state, base, code)
        return
    if code != 0:
        buf.add_trap(code)
    encode_at(buf, gen.MOV_RM, 8, RAX, base, 0)
    encode_at(buf, gen.MOV_RM, 8, RDX, base, 8)
    again = buf.cur_offset()
    _combine(state, kind, state.alloc(5), state.alloc(6))
    _exchange(state, base, code)
    short_loop(buf, X_NE, again)


def _exchange(state: EmitState, base: i64, code: i64) -> None:
    """`lock cmpxchg16b [base]`."""
    if code != 0:
        state.buf.add_trap(code)
    encode_at(state.buf, gen.LOCK_CMPXCHG16B_M, 8, 0, base, 0)


def _combine(state: EmitState, kind: i64, low: i64, high: i64) -> None:
    """rcx:rbx = op(rdx:rax, high:low)."""
    buf = state.buf
    if kind == RMW_XCHG:
        encode_reg(buf, gen.MOV_RM, 8, RBX, low)
        encode_reg(buf, gen.MOV_RM, 8, RCX, high)
        return
    if is_choice(kind):
        # Of the difference with borrow, sign and carry are those of the whole comparison.
        encode_reg(buf, gen.CMP_RM, 8, RAX, low)
        encode_reg(buf, gen.MOV_RM, 8, RCX, RDX)
        encode_reg(buf, gen.SBB_RM, 8, RCX, high)
        keep = _KEEPS[int(kind)]
        encode_reg(buf, gen.MOV_RM, 8, RBX, low)
        encode_reg(buf, gen.MOV_RM, 8, RCX, high)
        encode_reg(buf, gen.CMOV_RM, 8, RBX, RAX, keep)
        encode_reg(buf, gen.CMOV_RM, 8, RCX, RDX, keep)
        return
    first, second = _HALVES[int(kind)]
    encode_reg(buf, gen.MOV_RM, 8, RBX, RAX)
    encode_reg(buf, gen.MOV_RM, 8, RCX, RDX)
    encode_reg(buf, first, 8, RBX, low)
    encode_reg(buf, second, 8, RCX, high)
    if kind == RMW_NAND:
        encode_reg(buf, gen.NOT_M, 8, 0, RBX)
        encode_reg(buf, gen.NOT_M, 8, 0, RCX)
