"""Atomic read-modify-write and compare-and-swap without the instructions of `has_lse`.

    again: ldaxr  old, [addr]             again: ldaxr  old, [addr]
           op     x17, old, value                cmp    old, expected
           stlxr  w16, x17, [addr]               b.ne   done
           cbnz   w16, again                     stlxr  w16, new, [addr]
                                                 cbnz   w16, again      done:

Exclusive loads of narrow types zero-extend. Between the two halves nothing may touch memory, which
is why a loop is one row: no spill can fall into it.

Rows: `atomic_loop` has the operation and log2 of the bytes, operands old (early def), addr, value; the value
is extended as the operation compares it. `cas_loop` has log2 of the bytes, operands old (early def), addr,
expected (zero-extended), new.
"""

from typing import Final

from librt.vecs import vec
from mypy_extensions import i64

from ...ir.opcodes_gen import RMW_NAND, RMW_SMIN, RMW_UMIN, RMW_XCHG
from ..emit_state import EmitState
from . import encodings_gen as enc
from .conds import GT, HI, LO, LT, NE
from .encode import encode, encode_rri
from .regs import EMIT_TEMP, MOVE_SCRATCH

#: Rows of add, sub, and, nand, or, xor.
_ROWS: Final[vec[i64]] = vec[i64](
    [enc.MOP_ADD, enc.MOP_SUB, enc.MOP_AND, enc.MOP_AND, enc.MOP_ORR, enc.MOP_EOR]
)
#: When umin, umax, smin, smax keep what is there.
_KEEPS: Final[vec[i64]] = vec[i64]([LO, HI, LT, GT])


def _put_exclusive(state: EmitState, row: i64, word: i64) -> None:
    """A load or store of the loop, at the address in operand 1."""
    if state.vc.row_trap[row] != 0:
        state.buf.add_trap(i64(state.vc.row_trap[row]))
    state.buf.put4(word | (state.alloc(1) << 5))


def _put_store(state: EmitState, row: i64, log2: i64, stored: i64, start: i64) -> None:
    """The store, and the way back to the start when it failed."""
    _put_exclusive(state, row, encode_rri(enc.MOP_STLXR, MOVE_SCRATCH, stored, log2, 0, 0))
    back = (start - state.buf.cur_offset()) >> 2
    state.buf.put4(encode_rri(enc.MOP_CBNZ, MOVE_SCRATCH, 0, 0, back, 0))


def emit_atomic_loop(state: EmitState, row: i64) -> None:
    """Bytes of an `atomic_loop` row."""
    buf = state.buf
    op = state.vc.i0[row]
    log2 = state.vc.i1[row]
    old = state.alloc(0)
    value = state.alloc(2)
    sf: i64 = 1 if log2 == 3 else 0
    start = buf.cur_offset()
    _put_exclusive(state, row, encode_rri(enc.MOP_LDAXR, old, 0, log2, 0, 0))
    stored: i64 = EMIT_TEMP
    if op == RMW_XCHG:
        stored = value
    elif op >= RMW_UMIN:
        left = old
        if log2 < 2 and op >= RMW_SMIN:
            left = EMIT_TEMP
            buf.put4(encode_rri(enc.MOP_SBFM, left, old, 0, 0, (8 << log2) - 1))  # small shift
        buf.put4(encode_rri(enc.MOP_CMP, left, value, sf, 0, 0))
        buf.put4(encode(enc.MOP_CSEL, EMIT_TEMP, left, value, 0, sf, _KEEPS[op - RMW_UMIN], 0, 0))
    else:
        buf.put4(encode(_ROWS[op], EMIT_TEMP, old, value, 0, sf, 0, 0, 0))
        if op == RMW_NAND:
            buf.put4(encode_rri(enc.MOP_MVN, EMIT_TEMP, EMIT_TEMP, sf, 0, 0))
    _put_store(state, row, log2, stored, start)


def emit_cas_loop(state: EmitState, row: i64) -> None:
    """Bytes of a `cas_loop` row."""
    buf = state.buf
    log2 = state.vc.i0[row]
    old = state.alloc(0)
    sf: i64 = 1 if log2 == 3 else 0
    start = buf.cur_offset()
    _put_exclusive(state, row, encode_rri(enc.MOP_LDAXR, old, 0, log2, 0, 0))
    buf.put4(encode_rri(enc.MOP_CMP, old, state.alloc(2), sf, 0, 0))
    # Over the store and the branch back.
    buf.put4(encode_rri(enc.MOP_B_COND, 0, 0, 3, NE, 0))
    _put_store(state, row, log2, state.alloc(3), start)
