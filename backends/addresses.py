"""Rows of the address table of `VCode`, and what address modes of all machines look for in IR values.

    v3 = iconst.i64 16
    v4 = iadd v1, v3            constant_summand(v4) == v3, other_summand(v4, v3) == v1
    v5 = ishl v2, (iconst 3)    left_shift(v5) == 3, first_operand(v5) == v2

Only 64-bit sums and shifts are looked through: address units compute modulo 2**64 as they do. Narrower ones
wrap earlier and are left alone (a fold of those is the classic way out of a sandbox).
"""

from mypy_extensions import i32, i64, u8

from ..ir.entities import MEM_BIG, MEM_CODE_MASK, MEM_CODE_SHIFT
from ..ir.errors import UnsupportedError
from ..ir.kinds import Code, Flags, Imm, Ss, Value
from ..ir.opcodes_gen import OP_IADD, OP_ISHL
from ..ir.types import I64
from .kinds import Mem, Reg
from .lower import Lower
from .rule_facts import is_constant
from .vcode import MEM_BASE, MEM_INCOMING, MEM_SLOT

# --- the address of an access ---------------------------------------------------------------------


def trap_code(ctx: Lower, flags: Flags, address: Value) -> Code:
    """Trap code of a fault, 0 for none. Raises `UnsupportedError` for accesses that no machine does:
    big-endian ones, and those whose address is not i64."""
    if (flags & MEM_BIG) != 0:
        raise UnsupportedError(f"big-endian memory accesses are not supported on {ctx.target.name}")
    if ctx.func.value_type[address] != I64:
        raise UnsupportedError(f"addresses of other types than i64 are not supported on {ctx.target.name}")
    return (flags & MEM_CODE_MASK) >> MEM_CODE_SHIFT


def sum_operands(ctx: Lower, value: i64) -> i64:
    """Where in `Function.pool` the two operands of a 64-bit sum are, -1 for what is no sum."""
    inst = ctx.def_inst(value)
    if inst < 0 or ctx.func.op[inst] != OP_IADD or ctx.func.ty[inst] != I64:
        return -1
    return i64(ctx.func.arg_start[inst])


def constant_summand(ctx: Lower, value: i64) -> i64:
    """The operand of a 64-bit sum that is a constant; -1 when there is none."""
    start = sum_operands(ctx, value)
    if start < 0:
        return -1
    y = i64(ctx.func.pool[start + 1])
    if is_constant(ctx, y):
        return y
    x = i64(ctx.func.pool[start])
    if is_constant(ctx, x):
        return x
    return -1


def other_summand(ctx: Lower, value: i64, summand: i64) -> i64:
    """The operand of a 64-bit sum besides `summand`."""
    start = sum_operands(ctx, value)
    x = i64(ctx.func.pool[start])
    y = i64(ctx.func.pool[start + 1])
    return x if y == summand else y


def left_shift(ctx: Lower, value: i64) -> i64:
    """By how many bits (modulo 64) a 64-bit `ishl` by a constant shifts; -1 for other values."""
    func = ctx.func
    inst = ctx.def_inst(value)
    if inst < 0 or func.op[inst] != OP_ISHL or func.ty[inst] != I64:
        return -1
    amount = i64(func.pool[i64(func.arg_start[inst]) + 1])
    if not is_constant(ctx, amount):
        return -1
    return constant_of(ctx, amount) & 63


def first_operand(ctx: Lower, value: i64) -> i64:
    """The first operand of the instruction that defines a value."""
    return i64(ctx.func.pool[i64(ctx.func.arg_start[ctx.def_inst(value)])])


def constant_of(ctx: Lower, value: i64) -> i64:
    """The number of a value that `is_constant`."""
    return ctx.func.imm[i64(ctx.func.value_def[value])]


# --- rows of the address table --------------------------------------------------------------------


def at_base(ctx: Lower, base: Reg, offset: Imm, code: Code = 0) -> Mem:
    """Register + offset."""
    mem = ctx.vc.new_mem(MEM_BASE, offset, code)
    ctx.vc.mem_base[mem] = i32(base)
    return mem


def at_index(ctx: Lower, base: Reg, index: Reg, shift: Imm, code: Code = 0) -> Mem:
    """`base + (index << shift)`."""
    mem = at_base(ctx, base, 0, code)
    ctx.vc.mem_index[mem] = i32(index)
    ctx.vc.mem_shift[mem] = u8(shift)
    return mem


def slot(ctx: Lower, number: Ss, offset: Imm, code: Code = 0) -> Mem:
    """A byte of a stack slot."""
    mem = ctx.vc.new_mem(MEM_SLOT, offset, code)
    ctx.vc.mem_object[mem] = number
    return mem


def return_address(ctx: Lower) -> Mem:
    """Where the return address is: right below the incoming stack arguments."""
    return ctx.vc.new_mem(MEM_INCOMING, -8, 0)
