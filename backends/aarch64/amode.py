"""Addresses: as much of their computation as a load or store takes in.

    v3 = uextend.i64 v2                     ldr x0, [x1, w2, uxtw #3]
    v4 = ishl v3, 3
    v5 = iadd v1, v4
    v6 = load.i64 v5
    v7 = load.i64 v5+8                      add x3, x1, w2, uxtw #3;  ldr x4, [x3, #8]

    [x, #u12 * size]    [x, #s9]    [x, x{, lsl #log2}]    [x, w, uxtw|sxtw {#log2}]    sp + slot + n

A 32-bit index is folded together with its extension, unless that is the same register anyhow (`Lower`,
"Words"); never a 32-bit sum or shift (which would wrap at 32 bits in the source and not here). A scaled
index is shifted by exactly log2 of the bytes accessed.
"""

from typing import Final

from mypy_extensions import i64, u8

from ...ir.kinds import Flags, Imm, Type, Value
from ...ir.opcodes_gen import OP_SEXTEND, OP_STACK_ADDR, OP_UEXTEND
from ...ir.types import I32, I64
from ..addresses import (
    at_base,
    at_index,
    at_pinned,
    constant_of,
    constant_summand,
    first_operand,
    is_pinned,
    left_shift,
    other_summand,
    slot,
    sum_operands,
    trap_code,
    word_shift,
)
from ..kinds import Mem
from ..lower import Lower
from ..rule_facts import is_border, is_constant
from .conds import SXTW, UXTW, UXTX
from .encode import fits_offset
from .fields import log2_bytes

#: Constants are collected while they stay far from 64-bit overflow.
_LIMIT: Final = 1 << 40


def at(ctx: Lower, flags: Flags, p: Value) -> Mem:
    """The address in a register, for accesses that take nothing else."""
    return at_base(ctx, ctx.use(p), 0, trap_code(ctx, flags, p))


def address(ctx: Lower, ty: Type, flags: Flags, p: Value, offset: Imm) -> Mem:
    """The address of an access of type `ty` at `p` + `offset`."""
    func = ctx.func
    log2 = log2_bytes(ty)
    code = trap_code(ctx, flags, p)
    while True:
        inst = ctx.def_inst(p)
        if inst >= 0 and func.op[inst] == OP_STACK_ADDR:
            return slot(ctx, i64(func.aux[inst]), offset + func.imm[inst], code)
        constant = constant_summand(ctx, p)
        if constant < 0:
            break
        k = constant_of(ctx, constant)
        if k > _LIMIT or k < -_LIMIT or offset + k > _LIMIT or offset + k < -_LIMIT:
            break
        if not fits_offset(log2, offset + k) and fits_offset(log2, offset):
            break
        offset += k
        p = other_summand(ctx, p, constant)
    if is_pinned(ctx, p) and fits_offset(log2, offset):
        return at_pinned(ctx, offset, code)
    # A sum that somebody behind this access has in a register is made anyhow.
    if offset == 0 and ctx.value_vreg[p] < 0:
        mem = _indexed(ctx, log2, p, code)
        if mem >= 0:
            return mem
    return base_offset(ctx, ty, ctx.use(p), offset, code)


def base_offset(ctx: Lower, ty: Type, base: i64, offset: i64, code: i64) -> Mem:
    """[base, #offset] for an access of type `ty`, the offset in a register when it is large."""
    if fits_offset(log2_bytes(ty), offset):
        return at_base(ctx, base, offset, code)
    mem = at_index(ctx, base, ctx.target.emit_const(ctx, I64, offset), 0, code)
    ctx.vc.mem_extend[mem] = u8(UXTX)
    return mem


def _indexed(ctx: Lower, log2: i64, address: i64, code: i64) -> i64:
    """[base, index] when the address is a sum of two registers, else -1."""
    func = ctx.func
    start = sum_operands(ctx, address)
    if start < 0:
        return -1
    base = i64(func.pool[start])
    index = i64(func.pool[start + 1])
    if is_constant(ctx, base) or is_constant(ctx, index):
        return -1
    if _index_score(ctx, base, log2) > _index_score(ctx, index, log2):
        base, index = index, base
    shift: i64 = 0
    inner = _scaled_value(ctx, index, log2)
    if inner >= 0:
        shift = log2
        index = inner
    extend: i64 = UXTX
    narrow = _extended_word(ctx, index)
    if narrow >= 0:
        extend = UXTW if func.op[ctx.def_inst(index)] == OP_UEXTEND else SXTW
        index = narrow
    base_reg = ctx.use(base)
    if narrow < 0 and func.value_type[index] == I32:
        mem = at_index(ctx, base_reg, ctx.extended(index), shift, code)
    else:
        mem = at_index(ctx, base_reg, ctx.use(index), shift, code)
    ctx.vc.mem_extend[mem] = u8(extend)
    return mem


def _extended_word(ctx: Lower, value: i64) -> i64:
    """The i32 value of which `value` is the extension to i64, when the index had better extend it; else
    -1."""
    func = ctx.func
    inst = ctx.def_inst(value)
    if inst < 0 or func.ty[inst] != I64 or (func.op[inst] != OP_UEXTEND and func.op[inst] != OP_SEXTEND):
        return -1
    narrow = first_operand(ctx, value)
    if func.value_type[narrow] != I32 or (func.op[inst] == OP_UEXTEND and not is_border(ctx, narrow)):
        return -1
    return narrow


def _scaled_value(ctx: Lower, value: i64, log2: i64) -> i64:
    """The shifted value when `value` is an i64 `ishl` by log2 of the access size, or the zero-extension of
    one of i32 that does not wrap; else -1."""
    if log2 == 0:
        return -1
    if left_shift(ctx, value) == log2:
        return first_operand(ctx, value)
    if word_shift(ctx, value) == log2:
        return first_operand(ctx, first_operand(ctx, value))
    return -1


def _index_score(ctx: Lower, value: i64, log2: i64) -> i64:
    """How much is saved when `value` is the index."""
    if _scaled_value(ctx, value, log2) >= 0:
        return 2
    return 1 if _extended_word(ctx, value) >= 0 else 0
