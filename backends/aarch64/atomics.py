"""Atomic read-modify-write and compare-and-swap without the instructions of `has_lse`.

    again: ldaxr  old, [addr]             again: ldaxr  old, [addr]
           op     x17, old, value                cmp    old, expected
           stlxr  w16, x17, [addr]               b.ne   done
           cbnz   w16, again                     stlxr  w16, new, [addr]
                                                 cbnz   w16, again      done:

Exclusive loads of narrow types zero-extend. Between the two halves nothing may touch memory, which
is why a loop is one row: no spill can fall into it.

Rows: `atomic_loop` has the operation, log2 of the bytes and (i3) the trap code, operands old (early
def), addr, value; the value is extended as the operation compares it. `cas_loop` has log2 of the
bytes and the trap code, operands old (early def), addr, expected (zero-extended), new.
"""

from typing import TYPE_CHECKING, Final

from mypy_extensions import i64

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
)
from .encode import encode, encode_r, encode_rri
from .encodings_gen import (
    MOP_ADD_RS,
    MOP_AND_RS,
    MOP_B_COND,
    MOP_CBNZ,
    MOP_CMP_RS,
    MOP_CSEL,
    MOP_EOR_RS,
    MOP_LDAXR_B,
    MOP_MVN_RS,
    MOP_ORR_RS,
    MOP_SBFM,
    MOP_STLXR_B,
    MOP_SUB_RS,
)
from .regs import EMIT_TEMP, MOVE_SCRATCH

if TYPE_CHECKING:
    from ..emit import EmitState

_COND_NE: Final = 1
_COND_HI: Final = 8
_COND_LO: Final = 3
_COND_LT: Final = 11
_COND_GT: Final = 12


def _put_minmax(state: "EmitState", op: i64, log2: i64, old: i64, value: i64) -> None:
    """x17 = the chosen one of old and value; a narrow old is sign-extended for signed choices."""
    buf = state.buf
    sf: i64 = 1 if log2 == 3 else 0
    left = old
    if log2 < 2 and (op == RMW_SMIN or op == RMW_SMAX):
        buf.put4(encode_rri(MOP_SBFM, EMIT_TEMP, old, 0, 0, 7 if log2 == 0 else 15))
        left = EMIT_TEMP
    buf.put4(encode_rri(MOP_CMP_RS, left, value, sf, 0, 0))
    cond: i64 = _COND_LO
    if op == RMW_UMAX:
        cond = _COND_HI
    elif op == RMW_SMIN:
        cond = _COND_LT
    elif op == RMW_SMAX:
        cond = _COND_GT
    buf.put4(encode(MOP_CSEL, EMIT_TEMP, left, value, 0, sf, cond, 0, 0))


def emit_atomic_loop(state: "EmitState", row: i64) -> None:
    """Bytes of an `atomic_loop` row."""
    buf = state.buf
    op = state.vc.i0[row]
    log2 = state.vc.i1[row]
    code = state.vc.i3[row]
    old = state.alloc(0)
    addr = state.alloc(1)
    value = state.alloc(2)
    sf: i64 = 1 if log2 == 3 else 0
    start = buf.cur_offset()
    if code != 0:
        buf.add_trap(code)
    buf.put4(encode_r(MOP_LDAXR_B + log2, old, addr, 0))
    stored: i64 = EMIT_TEMP
    if op == RMW_XCHG:
        stored = value
    elif op == RMW_UMIN or op == RMW_UMAX or op == RMW_SMIN or op == RMW_SMAX:
        _put_minmax(state, op, log2, old, value)
    else:
        mop: i64 = MOP_EOR_RS
        if op == RMW_ADD:
            mop = MOP_ADD_RS
        elif op == RMW_SUB:
            mop = MOP_SUB_RS
        elif op == RMW_AND or op == RMW_NAND:
            mop = MOP_AND_RS
        elif op == RMW_OR:
            mop = MOP_ORR_RS
        buf.put4(encode(mop, EMIT_TEMP, old, value, 0, sf, 0, 0, 0))
        if op == RMW_NAND:
            buf.put4(encode_rri(MOP_MVN_RS, EMIT_TEMP, EMIT_TEMP, sf, 0, 0))
    if code != 0:
        buf.add_trap(code)
    buf.put4(encode_r(MOP_STLXR_B + log2, MOVE_SCRATCH, stored, addr))
    buf.put4(encode_rri(MOP_CBNZ, MOVE_SCRATCH, 0, 0, (start - buf.cur_offset()) >> 2, 0))


def emit_cas_loop(state: "EmitState", row: i64) -> None:
    """Bytes of a `cas_loop` row."""
    buf = state.buf
    log2 = state.vc.i0[row]
    code = state.vc.i3[row]
    old = state.alloc(0)
    addr = state.alloc(1)
    sf: i64 = 1 if log2 == 3 else 0
    start = buf.cur_offset()
    if code != 0:
        buf.add_trap(code)
    buf.put4(encode_r(MOP_LDAXR_B + log2, old, addr, 0))
    buf.put4(encode_rri(MOP_CMP_RS, old, state.alloc(2), sf, 0, 0))
    # Over the store and the branch back.
    buf.put4(encode_rri(MOP_B_COND, 0, 0, 3, _COND_NE, 0))
    if code != 0:
        buf.add_trap(code)
    buf.put4(encode_r(MOP_STLXR_B + log2, MOVE_SCRATCH, state.alloc(3), addr))
    buf.put4(encode_rri(MOP_CBNZ, MOVE_SCRATCH, 0, 0, (start - buf.cur_offset()) >> 2, 0))
