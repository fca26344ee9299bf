"""Address modes: which registers and constants make up an address.

    v3 = iadd v1, (ishl v2, 3)
    v4 = load.i64 v3+16                 mov rax, [v1 + v2*8 + 16]

`mem` looks through additions, shifts by 1..3 and stack addresses and fills a row of the address table of
`VCode`. Only 64-bit sums are looked through, and both sides of the equation wrap at 64 bits, so the fold is
exact; narrower sums wrap earlier and are left alone (a fold of those is the classic way out of a sandbox).
"""

from typing import Final

from mypy_extensions import i32, i64, u8

from ...ir.entities import MEM_BIG, MEM_CODE_MASK, MEM_CODE_SHIFT
from ...ir.errors import UnsupportedError
from ...ir.kinds import Code, Flags, Imm, Inst, Ss, Value
from ...ir.opcodes_gen import OP_IADD, OP_ICONST, OP_ISHL, OP_STACK_ADDR
from ...ir.types import I64
from ..kinds import Mem, Reg, Rm
from ..lower import Lower
from ..vcode import MEM_BASE, MEM_INCOMING, MEM_SLOT

_MAX_STEPS: Final = 16


def fits_i32(value: i64) -> bool:
    """Whether a 32-bit field sign-extends to `value`."""
    return -0x8000_0000 <= value <= 0x7FFF_FFFF


def slot_reach(offset: i64) -> bool:
    """Whether an offset into a stack slot surely fits a displacement once the slot's own offset (at
    most `abi.MAX_FRAME`) is added."""
    return -0x4000_0000 <= offset < 0x4000_0000


def trap_code(ctx: Lower, flags: Flags) -> Code:
    """Trap code of a fault, 0 for none. Raises `UnsupportedError` for big-endian accesses."""
    if (flags & MEM_BIG) != 0:
        raise UnsupportedError(f"big-endian memory accesses are not supported on {ctx.target.name}")
    return (flags & MEM_CODE_MASK) >> MEM_CODE_SHIFT


def mem(ctx: Lower, flags: Flags, address: Value, offset: Imm) -> Mem:
    """The memory at `address + offset`. Asks for registers, so call it before appending the row."""
    func = ctx.func
    vc = ctx.vc
    if func.value_type[address] != I64:
        raise UnsupportedError(f"addresses of other types than i64 are not supported on {ctx.target.name}")
    found = vc.new_mem(MEM_BASE, offset, trap_code(ctx, flags))
    base = _peel_constants(ctx, found, address)
    index: i64 = -1
    inst = ctx.def_inst(base)
    if inst >= 0 and func.op[inst] == OP_IADD and func.ty[inst] == I64:
        start = i64(func.arg_start[inst])
        x = i64(func.pool[start])
        y = i64(func.pool[start + 1])
        index = _scaled_index(ctx, found, y)
        if index < 0:
            index = _scaled_index(ctx, found, x)
            if index >= 0:
                x = y
            else:
                index = _peel_constants(ctx, found, y)
        base = _peel_constants(ctx, found, x)
    inst = ctx.def_inst(base)
    if inst >= 0 and func.op[inst] == OP_STACK_ADDR and slot_reach(vc.mem_disp[found] + func.imm[inst]):
        vc.mem_kind[found] = MEM_SLOT
        vc.mem_object[found] = i64(func.aux[inst])
        vc.mem_disp[found] = vc.mem_disp[found] + func.imm[inst]
    else:
        vc.mem_base[found] = i32(ctx.use(base))
    if index >= 0:
        vc.mem_index[found] = i32(ctx.use(index))
    return found


def _peel_constants(ctx: Lower, found: Mem, value: i64) -> i64:
    """Move constant summands of `value` into the displacement as long as it fits."""
    func = ctx.func
    vc = ctx.vc
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
        if not fits_i32(k) or not fits_i32(k + vc.mem_disp[found]):
            return value
        vc.mem_disp[found] = vc.mem_disp[found] + k
        value = x
    return value


def _scaled_index(ctx: Lower, found: Mem, value: i64) -> i64:
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
    ctx.vc.mem_shift[found] = u8(k)
    return i64(func.pool[start])


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


def at_reg(ctx: Lower, base: Reg, offset: Imm) -> Mem:
    """Register + offset; cannot trap."""
    found = ctx.vc.new_mem(MEM_BASE, offset, 0)
    ctx.vc.mem_base[found] = i32(base)
    return found


def scaled(ctx: Lower, base: Reg, index: Reg, shift: Imm) -> Mem:
    """`base + (index << shift)`, for lea."""
    found = at_reg(ctx, base, 0)
    ctx.vc.mem_index[found] = i32(index)
    ctx.vc.mem_shift[found] = u8(shift)
    return found


def return_address(ctx: Lower) -> Rm:
    """Where the return address is, right below the incoming stack arguments."""
    return ~ctx.vc.new_mem(MEM_INCOMING, -8, 0)


def slot(ctx: Lower, number: Ss, offset: Imm) -> Mem:
    """A byte of a stack slot; `offset` must be within `slot_reach`."""
    found = ctx.vc.new_mem(MEM_SLOT, offset, 0)
    ctx.vc.mem_object[found] = number
    return found
