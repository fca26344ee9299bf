"""Address modes: loads and stores with as much of the address computation as fits.

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

from mypy_extensions import i64

from ...ir.entities import MEM_BIG, MEM_CODE_MASK, MEM_CODE_SHIFT
from ...ir.errors import UnsupportedError
from ...ir.opcodes_gen import (
    OP_IADD,
    OP_ICONST,
    OP_ISHL,
    OP_SEXTEND,
    OP_STACK_ADDR,
    OP_UEXTEND,
)
from ...ir.types import I32, I64
from ...regalloc.contract import reg_use
from ..lower import Lower
from .encodings_gen import MEM_INDEXED, MEM_LOG2, MEM_SCALED, MEM_UNSCALED, MOP_FRAME_MEM

_UXTW: Final = 2
_LSL: Final = 3
_SXTW: Final = 6
#: Constants are collected while they stay far from 64-bit overflow.
_LIMIT: Final = 1 << 40


def trap_code_of(flags: i64) -> i64:
    """Trap code of a fault, 0 for none. Raises `UnsupportedError` for big-endian accesses."""
    if flags & MEM_BIG != 0:
        raise UnsupportedError("big-endian memory accesses are not supported on aarch64")
    return (flags & MEM_CODE_MASK) >> MEM_CODE_SHIFT


def _constant(ctx: Lower, value: i64) -> bool:
    """`value` is an integer constant."""
    inst = ctx.def_inst(value)
    return inst >= 0 and ctx.func.op[inst] == OP_ICONST


def access_row(ctx: Lower, row: i64, data: i64, base: i64, index: i64, code: i64) -> None:
    """Operands of a memory row: the register loaded or stored (a packed operand), then those of the
    address."""
    vc = ctx.vc
    vc.i3[row] = code
    vc.operand(data)
    vc.operand(reg_use(base))
    if index >= 0:
        vc.operand(reg_use(index))


def access(ctx: Lower, memop: i64, data: i64, address: i64, offset: i64, flags: i64) -> None:
    """Append the load or store `memop` of the packed operand `data` at `address` + `offset`."""
    func = ctx.func
    code = trap_code_of(flags)
    if func.value_type[address] != I64:
        raise UnsupportedError("addresses must be i64 on aarch64")
    base = address
    while True:
        inst = ctx.def_inst(base)
        if inst < 0 or func.ty[inst] != I64:
            break
        op = i64(func.op[inst])
        if op == OP_STACK_ADDR:
            total = offset + func.imm[inst]
            row = ctx.vc.row(MOP_FRAME_MEM, memop, i64(func.aux[inst]), total)
            ctx.vc.i3[row] = code
            ctx.vc.operand(data)
            return
        if op != OP_IADD:
            break
        start = i64(func.arg_start[inst])
        x = i64(func.pool[start])
        y = i64(func.pool[start + 1])
        if _constant(ctx, x):
            x, y = y, x
        if not _constant(ctx, y):
            break
        k = func.imm[i64(func.value_def[y])]
        if k > _LIMIT or k < -_LIMIT or offset + k > _LIMIT or offset + k < -_LIMIT:
            break
        if not _fits(memop, offset + k) and _fits(memop, offset):
            break
        offset += k
        base = x
    if offset == 0 and _indexed(ctx, memop, data, base, code):
        return
    _base_offset(ctx, memop, data, ctx.use(base), offset, code)


def _fits(memop: i64, offset: i64) -> bool:
    """`offset` fits one of the immediate forms."""
    log2 = MEM_LOG2[memop]
    scaled = offset >> log2
    return -256 <= offset <= 255 or (scaled << log2 == offset and 0 <= scaled <= 0xFFF)


def _base_offset(ctx: Lower, memop: i64, data: i64, base: i64, offset: i64, code: i64) -> None:
    """[base, #offset], the offset in a register when it is large."""
    log2 = MEM_LOG2[memop]
    scaled = offset >> log2
    if scaled << log2 == offset and 0 <= scaled <= 0xFFF:
        access_row(ctx, ctx.vc.row(MEM_SCALED + memop, scaled, 0, 0), data, base, -1, code)
    elif -256 <= offset <= 255:
        access_row(ctx, ctx.vc.row(MEM_UNSCALED + memop, offset, 0, 0), data, base, -1, code)
    else:
        index = ctx.target.emit_const(ctx, I64, offset)
        access_row(ctx, ctx.vc.row(MEM_INDEXED + memop, _LSL, 0, 0), data, base, index, code)


def store_or_load_at(ctx: Lower, memop: i64, data: i64, base: i64, offset: i64) -> None:
    """Access at vreg `base` + offset that cannot trap."""
    _base_offset(ctx, memop, data, base, offset, 0)


def _indexed(ctx: Lower, memop: i64, data: i64, address: i64, code: i64) -> bool:
    """[base, index] when the address is a sum of two registers."""
    func = ctx.func
    inst = ctx.def_inst(address)
    if inst < 0 or func.op[inst] != OP_IADD or func.ty[inst] != I64:
        return False
    start = i64(func.arg_start[inst])
    base = i64(func.pool[start])
    index = i64(func.pool[start + 1])
    if _constant(ctx, base) or _constant(ctx, index):
        return False
    if _index_score(ctx, base, memop) > _index_score(ctx, index, memop):
        base, index = index, base
    scale: i64 = 0
    inner = _scaled_value(ctx, index, memop)
    if inner >= 0:
        scale = 1
        index = inner
    option: i64 = _LSL
    inst = ctx.def_inst(index)
    if inst >= 0 and func.ty[inst] == I64 and (func.op[inst] == OP_UEXTEND or func.op[inst] == OP_SEXTEND):
        narrow = i64(func.pool[i64(func.arg_start[inst])])
        if func.value_type[narrow] == I32:
            option = _UXTW if func.op[inst] == OP_UEXTEND else _SXTW
            index = narrow
    base_reg = ctx.use(base)
    index_reg = ctx.use(index)
    access_row(ctx, ctx.vc.row(MEM_INDEXED + memop, option, scale, 0), data, base_reg, index_reg, code)
    return True


def _scaled_value(ctx: Lower, value: i64, memop: i64) -> i64:
    """The shifted value when `value` is an i64 `ishl` by log2 of the access size, else -1."""
    func = ctx.func
    inst = ctx.def_inst(value)
    if inst < 0 or func.op[inst] != OP_ISHL or func.ty[inst] != I64:
        return -1
    start = i64(func.arg_start[inst])
    amount = i64(func.pool[start + 1])
    if not _constant(ctx, amount):
        return -1
    if func.imm[i64(func.value_def[amount])] & 63 != MEM_LOG2[memop] or MEM_LOG2[memop] == 0:
        return -1
    return i64(func.pool[start])


def _index_score(ctx: Lower, value: i64, memop: i64) -> i64:
    """How much is saved when `value` is the index."""
    func = ctx.func
    if _scaled_value(ctx, value, memop) >= 0:
        return 2
    inst = ctx.def_inst(value)
    if inst >= 0 and func.ty[inst] == I64 and (func.op[inst] == OP_UEXTEND or func.op[inst] == OP_SEXTEND):
        return 1 if func.value_type[i64(func.pool[i64(func.arg_start[inst])])] == I32 else 0
    return 0
