"""Loops of atomic operations that are no single instruction.

    mov rax, [base]
    again:  mov tmp, rax ; and tmp, x ; lock cmpxchg [base], tmp ; jne again

The old value stays in rax. Narrow values are combined in 32-bit registers; minimum and maximum compare at
the exact size.
"""

from mypy_extensions import i64

from ..emit_state import EmitState
from . import encodings_gen as gen
from .conds import X_NE
from .encode import encode_at, encode_reg, short_loop
from .regs import RAX


def emit_rmw_loop(state: EmitState, row: i64) -> None:
    """Retry `[base] = op([base], x)` until nobody interfered: `rmw_loop` and `rmw_select`."""
    vc = state.vc
    buf = state.buf
    temporary = state.alloc(1)
    base = state.alloc(2)
    x = state.alloc(3)
    size = vc.i0[row]
    arithmetic = max(size, 4)
    code = i64(vc.row_trap[row])
    if code != 0:
        buf.add_trap(code)
    encode_at(buf, gen.MOV_RM, size, RAX, base, 0)
    again = buf.cur_offset()
    if vc.mop[row] == gen.MOP_RMW_SELECT:
        encode_reg(buf, gen.MOV_RM, arithmetic, temporary, x)
        encode_reg(buf, gen.CMP_RM, size, RAX, x)
        encode_reg(buf, gen.CMOV_RM, arithmetic, temporary, RAX, vc.i1[row])
    else:
        encode_reg(buf, gen.MOV_RM, arithmetic, temporary, RAX)
        encode_reg(buf, gen.HEAD[vc.i1[row]], arithmetic, temporary, x)
        if vc.i2[row] != 0:
            encode_reg(buf, gen.NOT_M, arithmetic, 0, temporary)
    if code != 0:
        buf.add_trap(code)
    encode_at(buf, gen.LOCK_CMPXCHG_MR, size, temporary, base, 0)
    short_loop(buf, X_NE, again)
