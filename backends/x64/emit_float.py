"""Expansion of the pseudo rows of floating point."""

from mypy_extensions import i64

from ..emit import EmitState
from ..machbuffer import MachBuffer
from .encode import put_rr
from .encodings_gen import MOP_FSELECT_AND, MOP_FSELECT_OR, MOP_MOVAPS_XM


def emit_float_pseudo(state: EmitState, row: i64, mop: i64) -> None:
    """fselect and its kin: operand 0 shares its register with operand 1, kept when the condition holds."""
    vc = state.vc
    buf = state.buf
    first = vc.i0[row]
    second = vc.i1[row]
    if mop == MOP_FSELECT_AND:
        # Not both: go to the move.
        take = _short_jcc(buf, first ^ 1)
        over = _short_jcc(buf, second)
        _land(buf, take)
        put_rr(buf, MOP_MOVAPS_XM, 4, state.alloc(0), state.alloc(2), 0)
        _land(buf, over)
        return
    over = _short_jcc(buf, first)
    other: i64 = -1
    if mop == MOP_FSELECT_OR:
        other = _short_jcc(buf, second)
    put_rr(buf, MOP_MOVAPS_XM, 4, state.alloc(0), state.alloc(2), 0)
    _land(buf, over)
    if other >= 0:
        _land(buf, other)


def _short_jcc(buf: MachBuffer, cc: i64) -> i64:
    """jcc with an 8-bit displacement inside an expansion; returns where its field is."""
    buf.put1(0x70 + cc)
    buf.put1(0)
    return buf.cur_offset() - 1


def _land(buf: MachBuffer, field: i64) -> None:
    buf.patch1(field, buf.cur_offset() - field - 1)
