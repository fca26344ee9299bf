"""Address modes: which registers and constants make up an address.

    v3 = iadd v1, (ishl v2, 3)
    v4 = load.i64 v3+16                 mov rax, [v1 + v2*8 + 16]

`choose_address` looks through additions, shifts by 1..3 and stack addresses and notes what it found in
the `am_*` fields of `Lower`; the row that uses the address then takes it with `set_memory` and
`memory_operands`. Only 64-bit sums are looked through, and both sides of the equation wrap at 64
bits, so the fold is exact; narrower sums wrap earlier and are left alone (a fold of those is the
classic way out of a sandbox).

Field i3 of a row describes its ModRM.rm (`AM_*`): kind, scale, trap code, stack slot; i2 is the
displacement.
"""

from typing import Final

from mypy_extensions import i64

from ...ir.entities import MEM_BIG, MEM_CODE_MASK
from ...ir.errors import UnsupportedError
from ...ir.opcodes_gen import OP_IADD, OP_ICONST, OP_ISHL, OP_STACK_ADDR
from ...ir.types import I64
from ...regalloc.contract import reg_use
from ..lower import Lower

#: Kinds, bits 0-2 of i3.
AM_REG: Final = 0
"""Not memory: an allocation (a register, or the spill slot it lives in)."""
AM_BASE: Final = 1
AM_SLOT: Final = 2
"""In the stack slot numbered in bits 16 and up."""
AM_INCOMING: Final = 3
"""In the incoming stack arguments."""
AM_OUTGOING: Final = 4
"""In the outgoing stack arguments."""
AM_NO_BASE: Final = 5
AM_FRAME: Final = 6
"""rbp + displacement."""
AM_KIND_MASK: Final = 7
#: Bit 3: an index register follows.
AM_INDEX: Final = 8
AM_SCALE_SHIFT: Final = 4
AM_CODE_SHIFT: Final = 8
AM_SLOT_SHIFT: Final = 16

_MAX_STEPS: Final = 16


def fits_i32(value: i64) -> bool:
    """Whether a 32-bit field sign-extends to `value`."""
    return -0x8000_0000 <= value <= 0x7FFF_FFFF


def slot_reach(offset: i64) -> bool:
    """Whether an offset into a stack slot surely fits a displacement once the slot's own offset (at
    most `abi.MAX_FRAME`) is added."""
    return -0x4000_0000 <= offset < 0x4000_0000


def _peel_constants(ctx: Lower, value: i64) -> i64:
    """Move constant summands of `value` into the displacement as long as it fits."""
    func = ctx.func
    steps: i64 = 0
    while steps < _MAX_STEPS:
        steps += 1
        inst = ctx.def_inst(value)
        if inst < 0 or func.op[inst] != OP_IADD or func.ty[inst] != I64:
            return value
        start = i64(func.arg_start[inst])
        x = i64(func.pool[start])
        y = i64(func.pool[start + 1])
        y_def = ctx.def_inst(y)
        if y_def < 0 or func.op[y_def] != OP_ICONST:
            x_def = ctx.def_inst(x)
            if x_def < 0 or func.op[x_def] != OP_ICONST:
                return value
            y_def = x_def
            x = y
        k = func.imm[y_def]
        if not fits_i32(k) or not fits_i32(k + ctx.am_disp):
            return value
        ctx.am_disp = ctx.am_disp + k
        value = x
    return value


def _scaled_index(ctx: Lower, value: i64) -> i64:
    """When `value` is `x << 1..3` (64 bits), set the scale and return x; else -1."""
    func = ctx.func
    inst = ctx.def_inst(value)
    if inst < 0 or func.op[inst] != OP_ISHL or func.ty[inst] != I64:
        return -1
    start = i64(func.arg_start[inst])
    amount = ctx.def_inst(i64(func.pool[start + 1]))
    if amount < 0 or func.op[amount] != OP_ICONST:
        return -1
    k = func.imm[amount] & 63
    if k < 1 or k > 3:
        return -1
    ctx.am_scale = k
    return i64(func.pool[start])


def choose_address(ctx: Lower, value: i64, offset: i64) -> None:
    """Describe `value + offset` in `ctx.am_*`. Registers are asked for here, so call it before
    appending the row."""
    func = ctx.func
    if func.value_type[value] != I64:
        raise UnsupportedError(f"addresses of other types than i64 are not supported on {ctx.target.name}")
    choose_fixed(ctx, AM_BASE, offset)
    value = _peel_constants(ctx, value)
    index: i64 = -1
    inst = ctx.def_inst(value)
    if inst >= 0 and func.op[inst] == OP_IADD and func.ty[inst] == I64:
        start = i64(func.arg_start[inst])
        x = i64(func.pool[start])
        y = i64(func.pool[start + 1])
        index = _scaled_index(ctx, y)
        if index < 0:
            index = _scaled_index(ctx, x)
            if index >= 0:
                x = y
            else:
                index = _peel_constants(ctx, y)
        value = _peel_constants(ctx, x)
    _set_base(ctx, value)
    if index >= 0:
        ctx.am_index = ctx.use(index)


def _set_base(ctx: Lower, value: i64) -> None:
    """The base: a stack slot or a register."""
    func = ctx.func
    inst = ctx.def_inst(value)
    if inst >= 0 and func.op[inst] == OP_STACK_ADDR and slot_reach(ctx.am_disp + func.imm[inst]):
        ctx.am_kind = AM_SLOT | (i64(func.aux[inst]) << AM_SLOT_SHIFT)
        ctx.am_disp = ctx.am_disp + func.imm[inst]
    else:
        ctx.am_base = ctx.use(value)


def choose_fixed(ctx: Lower, kind: i64, offset: i64) -> None:
    """Describe a place of the frame (AM_INCOMING, AM_OUTGOING, AM_FRAME, or AM_SLOT with its number)."""
    ctx.am_kind = kind
    ctx.am_base = -1
    ctx.am_index = -1
    ctx.am_scale = 0
    ctx.am_disp = offset


def choose_base(ctx: Lower, vreg: i64, offset: i64) -> None:
    """Describe register + offset."""
    choose_fixed(ctx, AM_BASE, offset)
    ctx.am_base = vreg


def set_memory(ctx: Lower, row: i64, flags: i64) -> None:
    """Give the newest row the address chosen last, and the trap code of the memory flags."""
    if (flags & MEM_BIG) != 0:
        raise UnsupportedError(f"big-endian memory accesses are not supported on {ctx.target.name}")
    packed = ctx.am_kind | (ctx.am_scale << AM_SCALE_SHIFT) | (flags & MEM_CODE_MASK)
    if ctx.am_index >= 0:
        packed = packed | AM_INDEX
    ctx.vc.i2[row] = ctx.am_disp
    ctx.vc.i3[row] = packed


def memory_operands(ctx: Lower) -> i64:
    """Append the registers of the address chosen last; returns how many."""
    count: i64 = 0
    if ctx.am_base >= 0:
        ctx.vc.operand(reg_use(ctx.am_base))
        count += 1
    if ctx.am_index >= 0:
        ctx.vc.operand(reg_use(ctx.am_index))
        count += 1
    return count
