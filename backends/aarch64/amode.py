"""Addresses: as much of their computation as a load or store takes in.

    v3 = uextend.i64 v2                     ldr x0, [x1, w2, uxtw #3]
    v4 = ishl v3, 3
    v5 = iadd v1, v4
    v6 = load.i64 v5
    v7 = load.i64 v5+8                      add x3, x1, w2, uxtw #3;  ldr x4, [x3, #8]

    [x, #u12 * size]    [x, #s9]    [x, x{, lsl #log2}]    [x, w, uxtw|sxtw {#log2}]    sp + slot + n

Only 64-bit sums are looked through, and both they and the address unit wrap at 64 bits. A 32-bit
index is folded together with its extension, never a 32-bit sum or shift (which would wrap at 32 bits
in the source and not here). A scaled index is shifted by exactly log2 of the bytes accessed, and the
amount of the `ishl` is taken modulo 64, the width of the shifted value.
"""

from typing import Final

from mypy_extensions import i32, i64, u8

from ...ir.entities import MEM_BIG, MEM_CODE_MASK, MEM_CODE_SHIFT
from ...ir.errors import UnsupportedError
from ...ir.kinds import Flags, Imm, Type, Value
from ...ir.opcodes_gen import OP_IADD, OP_ISHL, OP_SEXTEND, OP_STACK_ADDR, OP_UEXTEND
from ...ir.types import I32, I64
from ..kinds import Mem
from ..lower import Lower
from ..rule_facts import is_constant
from ..vcode import MEM_BASE, MEM_SLOT
from .encode import fits_offset
from .fields import log2_bytes

_UXTW: Final = 2
_LSL: Final = 3
_SXTW: Final = 6
#: Constants are collected while they stay far from 64-bit overflow.
_LIMIT: Final = 1 << 40


def _trap_code(ctx: Lower, flags: i64, address: i64) -> i64:
    """Trap code of a fault, 0 for none; refuses accesses that are not done."""
    if flags & MEM_BIG != 0:
        raise UnsupportedError("big-endian memory accesses are not supported on aarch64")
    if ctx.func.value_type[address] != I64:
        raise UnsupportedError("addresses must be i64 on aarch64")
    return (flags & MEM_CODE_MASK) >> MEM_CODE_SHIFT


def at(ctx: Lower, flags: Flags, p: Value) -> Mem:
    """The address in a register, for accesses that take nothing else."""
    return _with_base(ctx, ctx.use(p), 0, _trap_code(ctx, flags, p))


def address(ctx: Lower, ty: Type, flags: Flags, p: Value, offset: Imm) -> Mem:
    """The address of an access of type `ty` at `p` + `offset`."""
    func = ctx.func
    log2 = log2_bytes(ty)
    code = _trap_code(ctx, flags, p)
    while True:
        inst = ctx.def_inst(p)
        if inst < 0 or func.ty[inst] != I64:
            break
        op = i64(func.op[inst])
        if op == OP_STACK_ADDR:
            mem = ctx.vc.new_mem(MEM_SLOT, offset + func.imm[inst], code)
            ctx.vc.mem_object[mem] = i64(func.aux[inst])
            return mem
        if op != OP_IADD:
            break
        start = i64(func.arg_start[inst])
        x = i64(func.pool[start])
        y = i64(func.pool[start + 1])
        if is_constant(ctx, x):
            x, y = y, x
        if not is_constant(ctx, y):
            break
        k = func.imm[i64(func.value_def[y])]
        if k > _LIMIT or k < -_LIMIT or offset + k > _LIMIT or offset + k < -_LIMIT:
            break
        if not fits_offset(log2, offset + k) and fits_offset(log2, offset):
            break
        offset += k
        p = x
    if offset == 0:
        mem = _indexed(ctx, log2, p, code)
        if mem >= 0:
            return mem
    return base_offset(ctx, ty, ctx.use(p), offset, code)


def base_offset(ctx: Lower, ty: Type, base: i64, offset: i64, code: i64) -> Mem:
    """[base, #offset] for an access of type `ty`, the offset in a register when it is large."""
    if fits_offset(log2_bytes(ty), offset):
        return _with_base(ctx, base, offset, code)
    return _with_index(ctx, base, ctx.target.emit_const(ctx, I64, offset), _LSL, 0, code)


def _with_base(ctx: Lower, base: i64, offset: i64, code: i64) -> i64:
    mem = ctx.vc.new_mem(MEM_BASE, offset, code)
    ctx.vc.mem_base[mem] = i32(base)
    return mem


def _with_index(ctx: Lower, base: i64, index: i64, extend: i64, shift: i64, code: i64) -> i64:
    mem = _with_base(ctx, base, 0, code)
    ctx.vc.mem_index[mem] = i32(index)
    ctx.vc.mem_extend[mem] = u8(extend)
    ctx.vc.mem_shift[mem] = u8(shift)
    return mem


def _indexed(ctx: Lower, log2: i64, address: i64, code: i64) -> i64:
    """[base, index] when the address is a sum of two registers, else -1."""
    func = ctx.func
    inst = ctx.def_inst(address)
    if inst < 0 or func.op[inst] != OP_IADD or func.ty[inst] != I64:
        return -1
    start = i64(func.arg_start[inst])
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
    extend: i64 = _LSL
    narrow = _extended_word(ctx, index)
    if narrow >= 0:
        extend = _UXTW if func.op[ctx.def_inst(index)] == OP_UEXTEND else _SXTW
        index = narrow
    base_reg = ctx.use(base)
    return _with_index(ctx, base_reg, ctx.use(index), extend, shift, code)


def _extended_word(ctx: Lower, value: i64) -> i64:
    """The i32 value of which `value` is the extension to i64, else -1."""
    func = ctx.func
    inst = ctx.def_inst(value)
    if inst < 0 or func.ty[inst] != I64 or (func.op[inst] != OP_UEXTEND and func.op[inst] != OP_SEXTEND):
        return -1
    narrow = i64(func.pool[i64(func.arg_start[inst])])
    if func.value_type[narrow] != I32:
        return -1
    return narrow


def _scaled_value(ctx: Lower, value: i64, log2: i64) -> i64:
    """The shifted value when `value` is an i64 `ishl` by log2 of the access size, else -1."""
    func = ctx.func
    inst = ctx.def_inst(value)
    if inst < 0 or log2 == 0 or func.op[inst] != OP_ISHL or func.ty[inst] != I64:
        return -1
    start = i64(func.arg_start[inst])
    amount = i64(func.pool[start + 1])
    if not is_constant(ctx, amount) or func.imm[i64(func.value_def[amount])] & 63 != log2:
        return -1
    return i64(func.pool[start])


def _index_score(ctx: Lower, value: i64, log2: i64) -> i64:
    """How much is saved when `value` is the index."""
    if _scaled_value(ctx, value, log2) >= 0:
        return 2
    return 1 if _extended_word(ctx, value) >= 0 else 0
