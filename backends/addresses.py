"""Rows of the address table of `VCode`, and what address modes of all machines look for in IR values.

    v3 = iconst.i64 16
    v4 = iadd v1, v3            constant_summand(v4) == v3, other_summand(v4, v3) == v1
    v5 = ishl v2, (iconst 3)    left_shift(v5) == 3, first_operand(v5) == v2

Only 64-bit sums and shifts are looked through: address units compute modulo 2**64 as they do. Narrower ones
wrap earlier and are left alone (a fold of those is the classic way out of a sandbox), unless `word_bound`
shows that they do not wrap.
"""

from typing import Final

from mypy_extensions import i32, i64, u8

from ..ir.entities import MEM_BIG, MEM_CODE_MASK, MEM_CODE_SHIFT
from ..ir.errors import UnsupportedError
from ..ir.kinds import Code, Flags, Imm, Inst, Ss, Value
from ..ir.opcodes_gen import (
    OP_BAND,
    OP_GET_PINNED_REG,
    OP_IADD,
    OP_ICONST,
    OP_ISHL,
    OP_UEXTEND,
    OP_ULOAD8,
    OP_ULOAD16,
    OP_UREM,
    OP_USHR,
)
from ..ir.types import I32, I64, int_mask
from .kinds import Mem, Reg
from .lower import Lower
from .rule_facts import is_constant, shift_amount
from .vcode import MEM_BASE, MEM_INCOMING, MEM_OUTGOING, MEM_PINNED, MEM_SLOT

#: The greatest i32, taken as unsigned.
_WORD: Final = (1 << 32) - 1

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


def left_shift(ctx: Lower, value: i64, ty: i64 = I64) -> i64:
    """By how many bits (modulo its width) an `ishl` of this type by a constant shifts; -1 for other
    values."""
    func = ctx.func
    inst = ctx.def_inst(value)
    if inst < 0 or func.op[inst] != OP_ISHL or func.ty[inst] != ty:
        return -1
    amount = i64(func.pool[i64(func.arg_start[inst]) + 1])
    if not is_constant(ctx, amount):
        return -1
    return shift_amount(ty, constant_of(ctx, amount))


def word_bound(ctx: Lower, value: i64) -> i64:
    """A number that an i32, taken as unsigned, does not exceed; as the instruction says that defines it."""
    func = ctx.func
    inst = ctx.def_inst(value)
    op = ctx.def_op(inst)
    if op == OP_ICONST:
        return func.imm[inst] & _WORD
    if op == OP_ULOAD8:
        return 0xFF
    if op == OP_ULOAD16:
        return 0xFFFF
    if op == OP_UEXTEND:
        return int_mask(i64(func.value_type[func.arg(inst, 0)]))
    if op == OP_BAND or op == OP_USHR or op == OP_UREM:
        y = func.arg(inst, 1)
        if is_constant(ctx, y):
            k = constant_of(ctx, y) & _WORD
            if op == OP_BAND:
                return k
            if op == OP_USHR:
                return _WORD >> (k & 31)
            if k > 0:
                return k - 1
    return _WORD


def word_shift(ctx: Lower, value: i64) -> i64:
    """By how many bits x is shifted when `value` is the zero-extension of an i32 `ishl x, constant` that
    does not wrap, both of which are used once; -1 for other values. `first_operand` twice is x."""
    inst = ctx.def_inst(value)
    if inst < 0 or ctx.func.op[inst] != OP_UEXTEND or ctx.value_uses[value] != 1:
        return -1
    word = first_operand(ctx, value)
    shift = left_shift(ctx, word, I32)
    if shift < 0 or ctx.value_uses[word] != 1 or word_bound(ctx, first_operand(ctx, word)) > _WORD >> shift:
        return -1
    return shift


def first_operand(ctx: Lower, value: i64) -> i64:
    """The first operand of the instruction that defines a value."""
    return i64(ctx.func.pool[i64(ctx.func.arg_start[ctx.def_inst(value)])])


def is_pinned(ctx: Lower, value: i64) -> bool:
    """The content of the pinned register, which is still there wherever the value is used."""
    inst = ctx.def_inst(value)
    return inst >= 0 and ctx.func.op[inst] == OP_GET_PINNED_REG and ctx.pinned_stays


def constant_of(ctx: Lower, value: i64) -> i64:
    """The number of a value that `is_constant`."""
    return ctx.func.imm[i64(ctx.func.value_def[value])]


def does_not_wrap(ctx: Lower, inst: Inst) -> bool:
    """A `uextend` of a shift that a 64-bit one may take the place of (`word_shift`)."""
    return word_shift(ctx, i64(ctx.func.result_start[inst])) >= 0


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


def at_pinned(ctx: Lower, offset: Imm, code: Code = 0) -> Mem:
    """Pinned register + offset."""
    return ctx.vc.new_mem(MEM_PINNED, offset, code)


def return_address(ctx: Lower) -> Mem:
    """Where the return address is: right below the incoming stack arguments."""
    return ctx.vc.new_mem(MEM_INCOMING, -8, 0)


def stack_pointer(ctx: Lower) -> Mem:
    """What the stack pointer points at between prologue and epilogue."""
    return ctx.vc.new_mem(MEM_OUTGOING, 0, 0)


def frame_pointer(ctx: Lower) -> Mem:
    """The saved frame pointer of the caller, below the return address: what the frame pointer points at."""
    return ctx.vc.new_mem(MEM_INCOMING, -16, 0)
