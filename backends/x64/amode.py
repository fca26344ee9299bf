"""Address modes: which registers and constants make up an address.

    v3 = iadd v1, (ishl v2, 3)
    v4 = load.i64 v3+16                 mov rax, [v1 + v2*8 + 16]

`mem` looks through additions, shifts by 1..3 and stack addresses and fills a row of the address table of
`VCode`. Those of 32 bits count when they cannot wrap there (`addresses.word_shift`), since an i32 is
zero-extended:

    v3 = band v2, 255
    v4 = uextend.i64 (ishl v3, 2)       mov eax, [v1 + v3*4]
"""

from typing import Final

from mypy_extensions import i32, i64, u8

from ...ir.kinds import Flags, Imm, Inst, Value
from ...ir.opcodes_gen import OP_STACK_ADDR
from ...ir.types import I32
from ..addresses import (
    constant_of,
    constant_summand,
    first_operand,
    is_pinned,
    left_shift,
    other_summand,
    sum_operands,
    trap_code,
    word_shift,
)
from ..kinds import Mem, Rm
from ..lower import Lower
from ..vcode import MEM_BASE, MEM_PINNED, MEM_SLOT

_MAX_STEPS: Final = 16


def fits_i32(value: i64) -> bool:
    """Whether a 32-bit field sign-extends to `value`."""
    return -0x8000_0000 <= value <= 0x7FFF_FFFF


def slot_reach(offset: i64) -> bool:
    """Whether an offset into a stack slot surely fits a displacement once the slot's own offset (at
    most `abi.MAX_FRAME`) is added."""
    return -0x4000_0000 <= offset < 0x4000_0000


def mem(ctx: Lower, flags: Flags, address: Value, offset: Imm) -> Mem:
    """The memory at `address + offset`. Asks for registers, so call it before appending the row."""
    func = ctx.func
    vc = ctx.vc
    found = vc.new_mem(MEM_BASE, offset, trap_code(ctx, flags, address))
    base = _peel_constants(ctx, found, address)
    index: i64 = -1
    start = sum_operands(ctx, base)
    if start >= 0:
        x = i64(func.pool[start])
        y = i64(func.pool[start + 1])
        index = _scaled_index(ctx, found, y)
        if index < 0:
            index = _scaled_index(ctx, found, x)
            if index >= 0:
                x = y
            else:
                index = _peel_constants(ctx, found, y)
                index = _scaled_word(ctx, found, index)
                if vc.mem_shift[found] == 0:
                    x = _scaled_word(ctx, found, _peel_constants(ctx, found, x))
                    if vc.mem_shift[found] != 0:
                        x, index = index, x
        base = _peel_constants(ctx, found, x)
    inst = ctx.def_inst(base)
    if inst >= 0 and func.op[inst] == OP_STACK_ADDR and slot_reach(vc.mem_disp[found] + func.imm[inst]):
        vc.mem_kind[found] = MEM_SLOT
        vc.mem_object[found] = i64(func.aux[inst])
        vc.mem_disp[found] = vc.mem_disp[found] + func.imm[inst]
    elif is_pinned(ctx, base):
        vc.mem_kind[found] = MEM_PINNED
    else:
        vc.mem_base[found] = i32(ctx.use(base))
    if index >= 0:
        vc.mem_index[found] = i32(ctx.extended(index) if func.value_type[index] == I32 else ctx.use(index))
    return found


def _peel_constants(ctx: Lower, found: Mem, value: i64) -> i64:
    """Move constant summands of `value` into the displacement as long as it fits."""
    vc = ctx.vc
    steps: i64 = 0
    while steps < _MAX_STEPS:
        steps += 1
        constant = constant_summand(ctx, value)
        if constant < 0:
            return value
        k = constant_of(ctx, constant)
        if not fits_i32(k) or not fits_i32(k + vc.mem_disp[found]):
            return value
        vc.mem_disp[found] = vc.mem_disp[found] + k
        value = other_summand(ctx, value, constant)
    return value


def _scaled_index(ctx: Lower, found: Mem, value: i64) -> i64:
    """When `value` is `x << 1..3` (64 bits), set the scale and return x; else -1."""
    shift = left_shift(ctx, value)
    if shift < 1 or shift > 3:
        return -1
    ctx.vc.mem_shift[found] = u8(shift)
    return first_operand(ctx, value)


def _scaled_word(ctx: Lower, found: Mem, value: i64) -> i64:
    """When `value` is the zero-extension of an i32 `x << 1..3` that does not wrap, and only this address
    needs it, set the scale and return x, an i32; else `value`."""
    shift = word_shift(ctx, value)
    if shift < 1 or shift > 3:
        return value
    ctx.vc.mem_shift[found] = u8(shift)
    return first_operand(ctx, first_operand(ctx, value))


# --- the same for rules ---------------------------------------------------------------------------


def rm(ctx: Lower, flags: Flags, address: Value, offset: Imm) -> Rm:
    """`mem` as an operand that may also be a register."""
    return ~mem(ctx, flags, address, offset)


def mem_of(ctx: Lower, load: Inst) -> Mem:
    """The memory that a load reads; the load is done by its user."""
    func = ctx.func
    found = mem(ctx, i64(func.flags[load]), i64(func.pool[i64(func.arg_start[load])]), func.imm[load])
    ctx.sink(load)
    return found


def rm_of(ctx: Lower, load: Inst) -> Rm:
    """`mem_of` as an operand that may also be a register."""
    return ~mem_of(ctx, load)
