"""Rows: the shapes that instruction selection is made of.

Operands of a row stand in the order reg field, VEX.vvvv, ModRM.rm (a register, or base and index of an
address), then registers that are only tied or implied:

    add_rm   op0 = def, same place as op2;  op1 = rm use;  op2 = tied use
    shl_mc   op0 = def, same place as op1;  op1 = tied use;  op2 = use in rcx

An rm use may be in a spill slot (`any_use`): the instruction then reads the slot. Arithmetic on i8
and i16 is done in 32-bit registers, whose upper bits are junk as in every narrow value; what depends on
the width (compares, right shifts, rotates, overflow, division) uses exact sizes or extends first.
"""

from mypy_extensions import i64

from ...ir.entities import MEM_BIG
from ...ir.errors import UnsupportedError
from ...ir.types import I32, I64, is_float, is_int, sign_extend, type_bits, type_bytes, type_name, zero_extend
from ...regalloc.contract import (
    FLOAT,
    any_use,
    fixed_use,
    reg_def,
    reg_use,
    reuse_def,
)
from ..lower import Lower
from .amode import choose_address, fits_i32, memory_operands, set_memory
from .encodings_gen import (
    MOP_ADD3,
    MOP_ADDI,
    MOP_LEA_RM,
    MOP_MOV_MI,
    MOP_MOV_OI,
    MOP_MOV_RM,
    MOP_MOVABS_OI,
    MOP_MOVD_MX,
    MOP_MOVD_XM,
    MOP_MOVSX_RM8,
    MOP_MOVSX_RM16,
    MOP_MOVSXD_RM32,
    MOP_MOVZX_RM8,
    MOP_MOVZX_RM16,
)
from .regs import RCX

# --- facts about types and constants --------------------------------------------------------------


def width(ty: i64) -> i64:
    """Exact operand size in bytes."""
    return type_bytes(ty)


def wide(ty: i64) -> i64:
    """Operand size of arithmetic that may leave junk above the type: 4 or 8 bytes."""
    return 8 if ty == I64 else 4


def fits_imm(ty: i64, k: i64) -> bool:
    """Whether a constant can be an immediate of an instruction on the type."""
    return ty != I64 or fits_i32(k)


def negated(ty: i64, k: i64) -> i64:
    """`-k` at the type, as a signed number."""
    k = sign_extend(k, ty)
    return k if k == -0x8000_0000_0000_0000 else sign_extend(-k, ty)


def fits_negated(ty: i64, k: i64) -> bool:
    """Whether `-k` can be an immediate."""
    return fits_imm(ty, negated(ty, k))


def shift_amount(ty: i64, k: i64) -> i64:
    """A shift amount modulo the width."""
    return k & (type_bits(ty) - 1)


# --- constants and moves --------------------------------------------------------------------------


def const(ctx: Lower, ty: i64, value: i64) -> i64:
    """A constant (zero-extended from its type) in a new register; flags are kept."""
    vc = ctx.vc
    dst = ctx.new_int()
    value = zero_extend(value, ty)
    if 0 <= value <= 0xFFFF_FFFF:
        row = vc.row(MOP_MOV_OI, 4, value, 0)
    elif fits_i32(value):
        row = vc.row(MOP_MOV_MI, 8, value, 0)
    else:
        row = vc.row(MOP_MOVABS_OI, 8, value, 0)
    vc.operand(reg_def(dst))
    ctx.remat(row)
    return dst


def op_rm(ctx: Lower, mop: i64, size: i64, x: i64) -> i64:
    """`dst = mop x`: dst in reg, x in rm."""
    dst = ctx.new_int()
    ctx.vc.row(mop, size, 0, 0)
    ctx.vc.operand(reg_def(dst))
    ctx.vc.operand(any_use(x))
    return dst


def zero_ext(ctx: Lower, ty: i64, x: i64) -> i64:
    """A value of a type, zero-extended to 64 bits."""
    bits = type_bits(ty)
    if bits == 8:
        return op_rm(ctx, MOP_MOVZX_RM8, 4, x)
    if bits == 16:
        return op_rm(ctx, MOP_MOVZX_RM16, 4, x)
    if bits == 32:
        return op_rm(ctx, MOP_MOV_RM, 4, x)
    return x


def sign_ext(ctx: Lower, ty: i64, x: i64, size: i64) -> i64:
    """A value of a type, sign-extended to `size` bytes (4 or 8)."""
    bits = type_bits(ty)
    if bits == 8:
        return op_rm(ctx, MOP_MOVSX_RM8, size, x)
    if bits == 16:
        return op_rm(ctx, MOP_MOVSX_RM16, size, x)
    if bits == 32 and size == 8:
        return op_rm(ctx, MOP_MOVSXD_RM32, 8, x)
    return x


def zero_ext32(ctx: Lower, ty: i64, x: i64) -> i64:
    """A value of a type as an operand of unsigned 32-bit (64-bit for i64) arithmetic."""
    return x if ty == I32 else zero_ext(ctx, ty, x)


def sign_ext32(ctx: Lower, ty: i64, x: i64) -> i64:
    """A value of a type as an operand of signed 32-bit (64-bit for i64) arithmetic."""
    return sign_ext(ctx, ty, x, 4)


def sextend(ctx: Lower, to: i64, ty: i64, x: i64) -> i64:
    """Sign-extension from `ty` to `to`."""
    return sign_ext(ctx, ty, x, wide(to))


def to_i64(ctx: Lower, ty: i64, kind: i64, x: i64) -> i64:
    """A value extended to 64 bits as a signature asks: kind 1 zero, 2 sign."""
    return sign_ext(ctx, ty, x, 8) if kind == 2 else zero_ext(ctx, ty, x)


# --- two-operand instructions ---------------------------------------------------------------------


def op_rr(ctx: Lower, mop: i64, size: i64, x: i64, y: i64) -> i64:
    """`dst = x mop y`."""
    vc = ctx.vc
    dst = ctx.new_int()
    vc.row(mop, size, 0, 0)
    vc.operand(reuse_def(dst, 2))
    vc.operand(any_use(y))
    vc.operand(reg_use(x))
    return dst


def op_rl(ctx: Lower, mop: i64, size: i64, x: i64, load: i64) -> i64:
    """`dst = x mop memory`, the memory being that of a load, which is absorbed."""
    vc = ctx.vc
    flags = load_address(ctx, load)
    dst = ctx.new_int()
    row = vc.row(mop, size, 0, 0)
    set_memory(ctx, row, flags)
    registers: i64 = 0
    if ctx.am_base >= 0:
        registers += 1
    if ctx.am_index >= 0:
        registers += 1
    vc.operand(reuse_def(dst, registers + 1))
    memory_operands(ctx)
    vc.operand(reg_use(x))
    return dst


def op_mi(ctx: Lower, mop: i64, size: i64, x: i64, imm: i64) -> i64:
    """`dst = x mop imm`."""
    vc = ctx.vc
    dst = ctx.new_int()
    vc.row(mop, size, imm, 0)
    vc.operand(reuse_def(dst, 1))
    vc.operand(reg_use(x))
    return dst


def op_m(ctx: Lower, mop: i64, size: i64, x: i64) -> i64:
    """`dst = mop x` in place."""
    return op_mi(ctx, mop, size, x, 0)


def op_mc(ctx: Lower, mop: i64, size: i64, x: i64, amount: i64) -> i64:
    """`dst = x mop cl`."""
    vc = ctx.vc
    dst = ctx.new_int()
    vc.row(mop, size, 0, 0)
    vc.operand(reuse_def(dst, 1))
    vc.operand(reg_use(x))
    vc.operand(fixed_use(amount, RCX))
    return dst


def op_rmv(ctx: Lower, mop: i64, size: i64, x: i64, amount: i64) -> i64:
    """`dst = x mop amount` of the three-operand BMI2 shifts."""
    vc = ctx.vc
    dst = ctx.new_int()
    vc.row(mop, size, 0, 0)
    vc.operand(reg_def(dst))
    vc.operand(reg_use(amount))
    vc.operand(any_use(x))
    return dst


def op_rmi(ctx: Lower, mop: i64, size: i64, x: i64, imm: i64) -> i64:
    """`dst = x mop imm` of the three-operand forms (imul, rorx)."""
    dst = ctx.new_int()
    ctx.vc.row(mop, size, imm, 0)
    ctx.vc.operand(reg_def(dst))
    ctx.vc.operand(any_use(x))
    return dst


# --- the same in terms of types, for the rules ----------------------------------------------------


def alu_rr(ctx: Lower, mop: i64, ty: i64, x: i64, y: i64) -> i64:
    """`x mop y` where only the low bits of the result count."""
    return op_rr(ctx, mop, wide(ty), x, y)


def alu_ri(ctx: Lower, mop: i64, ty: i64, x: i64, k: i64) -> i64:
    """`x mop k`."""
    return op_mi(ctx, mop, wide(ty), x, sign_extend(k, ty))


def alu_rl(ctx: Lower, mop: i64, ty: i64, x: i64, load: i64) -> i64:
    """`x mop memory` for i32 and i64 (a narrower load must not be widened)."""
    return op_rl(ctx, mop, width(ty), x, load)


def add(ctx: Lower, ty: i64, x: i64, y: i64) -> i64:
    """`x + y`, in any register: emitted as add or lea, so that neither operand need be copied."""
    vc = ctx.vc
    dst = ctx.new_int()
    vc.row(MOP_ADD3, wide(ty), 0, 0)
    vc.operand(reg_def(dst))
    vc.operand(reg_use(x))
    vc.operand(reg_use(y))
    return dst


def add_imm(ctx: Lower, ty: i64, x: i64, k: i64) -> i64:
    """`x + k` with a signed constant."""
    dst = ctx.new_int()
    ctx.vc.row(MOP_ADDI, wide(ty), sign_extend(k, ty), 0)
    ctx.vc.operand(reg_def(dst))
    ctx.vc.operand(reg_use(x))
    return dst


def lea_scaled(ctx: Lower, ty: i64, x: i64, y: i64, scale: i64) -> i64:
    """`x + (y << scale)`."""
    vc = ctx.vc
    ctx.am_kind = 1
    ctx.am_base = x
    ctx.am_index = y
    ctx.am_scale = scale
    ctx.am_disp = 0
    dst = ctx.new_int()
    row = vc.row(MOP_LEA_RM, wide(ty), 0, 0)
    set_memory(ctx, row, 0)
    vc.operand(reg_def(dst))
    memory_operands(ctx)
    return dst


def load_address(ctx: Lower, load: i64) -> i64:
    """Choose the address of a load that is to be absorbed; returns its flags."""
    func = ctx.func
    choose_address(ctx, i64(func.pool[i64(func.arg_start[load])]), func.imm[load])
    ctx.sink(load)
    return i64(func.flags[load])


def bitcast(ctx: Lower, to: i64, ty: i64, flags: i64, x: i64) -> i64:
    """The same bits as a value of another type."""
    if (flags & MEM_BIG) != 0:
        raise UnsupportedError(f"big-endian bitcasts are not supported on {ctx.target.name}")
    if is_int(ty) == is_int(to):
        return x
    size = type_bytes(ty)
    if is_float(to) and 4 <= size <= 8:
        dst = ctx.vc.new_vreg(FLOAT)
        ctx.vc.row(MOP_MOVD_XM, size, 0, 0)
        ctx.vc.operand(reg_def(dst))
        ctx.vc.operand(any_use(x))
        return dst
    if is_float(ty) and 4 <= size <= 8:
        dst = ctx.new_int()
        ctx.vc.row(MOP_MOVD_MX, size, 0, 0)
        ctx.vc.operand(reg_use(x))
        ctx.vc.operand(reg_def(dst))
        return dst
    raise UnsupportedError(f"bitcast from {type_name(ty)} to {type_name(to)} is not supported on x86_64")
