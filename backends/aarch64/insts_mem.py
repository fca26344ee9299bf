"""Emit functions for memory, addresses, constants, calls' helpers and machine state."""

from typing import Final

from mypy_extensions import i64

from ...ir.errors import UnsupportedError
from ...ir.opcodes_gen import RMW_AND, RMW_SMAX, RMW_SMIN, RMW_SUB, RMW_UMAX, RMW_UMIN
from ...ir.types import F64, I8, I16, I32, I64, type_bytes
from ...regalloc.contract import (
    FLOAT,
    fixed_def,
    fixed_use,
    reg_def,
    reg_early_def,
    reg_use,
)
from ..abi import class_of
from ..lower import Lower
from .amode import access, trap_code_of
from .encodings_gen import (
    MEM_LDR_D,
    MEM_LDR_H,
    MEM_LDR_Q,
    MEM_LDR_S,
    MEM_LDR_W,
    MEM_LDR_X,
    MEM_LDRB,
    MEM_LDRH,
    MEM_LDRSB_W,
    MEM_LDRSB_X,
    MEM_LDRSH_W,
    MEM_LDRSH_X,
    MEM_LDRSW,
    MEM_STR_D,
    MEM_STR_H,
    MEM_STR_Q,
    MEM_STR_S,
    MEM_STR_W,
    MEM_STR_X,
    MEM_STRB,
    MEM_STRH,
    MOP_ADD_I,
    MOP_ADD_RS,
    MOP_ATOMIC_LOOP,
    MOP_CAS_LOOP,
    MOP_FLOAT_CONST,
    MOP_FMOV_I,
    MOP_FRAME_ADDR,
    MOP_FRAME_MEM,
    MOP_LDADDAL_B,
    MOP_LDAR_B,
    MOP_LDCLRAL_B,
    MOP_LDEORAL_B,
    MOP_LDSETAL_B,
    MOP_LDSMAXAL_B,
    MOP_LDSMINAL_B,
    MOP_LDUMAXAL_B,
    MOP_LDUMINAL_B,
    MOP_MOV_R,
    MOP_MOVI_ZERO,
    MOP_MVN_RS,
    MOP_NEG_RS,
    MOP_STLR_B,
    MOP_SWPAL_B,
    MOP_SYMBOL_ADDR,
    MOP_SYMBOL_GOT,
)
from .frame import FRAME_INCOMING
from .immediates import encode_float
from .insts import r, ri, rr, sext, zext
from .regs import FP, PINNED, SP, ZR

#: Largest constant added to a symbol's address by its relocation.
_MAX_ADDEND: Final = 1 << 30


# --- loads and stores ---------------------------------------------------------------------


def load_op(ty: i64) -> i64:
    """The MEM_* number of a plain load of `ty`; narrow integers are zero-extended."""
    if ty <= I64:
        if ty == I8:
            return MEM_LDRB
        if ty == I16:
            return MEM_LDRH
        return MEM_LDR_W if ty == I32 else MEM_LDR_X
    size = type_bytes(ty)
    if size == 2:
        return MEM_LDR_H
    if size == 4:
        return MEM_LDR_S
    return MEM_LDR_D if size == 8 else MEM_LDR_Q


def store_op(ty: i64) -> i64:
    """The MEM_* number of a plain store of `ty`."""
    if ty <= I64:
        if ty == I8:
            return MEM_STRB
        if ty == I16:
            return MEM_STRH
        return MEM_STR_W if ty == I32 else MEM_STR_X
    size = type_bytes(ty)
    if size == 2:
        return MEM_STR_H
    if size == 4:
        return MEM_STR_S
    return MEM_STR_D if size == 8 else MEM_STR_Q


def load(ctx: Lower, ty: i64, flags: i64, address: i64, offset: i64) -> i64:
    """`load.ty`."""
    rd = ctx.vc.new_vreg(class_of(ty))
    access(ctx, load_op(ty), reg_def(rd), address, offset, flags)
    return rd


def load_ext(ctx: Lower, memop: i64, flags: i64, address: i64, offset: i64) -> i64:
    """A narrow load with its own extension."""
    rd = ctx.new_int()
    access(ctx, memop, reg_def(rd), address, offset, flags)
    return rd


def signed_load(ty: i64, loaded: i64) -> i64:
    """The MEM_* number that loads `loaded` and sign-extends it to `ty`."""
    if loaded == I32:
        return MEM_LDRSW
    if loaded == I16:
        return MEM_LDRSH_X if ty == I64 else MEM_LDRSH_W
    return MEM_LDRSB_X if ty == I64 else MEM_LDRSB_W


def load_sunk(ctx: Lower, memop: i64, inst: i64) -> i64:
    """The load instruction `inst`, done here by another row."""
    func = ctx.func
    ctx.sink(inst)
    return load_ext(
        ctx, memop, i64(func.flags[inst]), i64(func.pool[i64(func.arg_start[inst])]), func.imm[inst]
    )


def store(ctx: Lower, ty: i64, flags: i64, x: i64, address: i64, offset: i64) -> None:
    """`store` of a register of type `ty`."""
    access(ctx, store_op(ty), reg_use(x), address, offset, flags)


def store_zero(ctx: Lower, ty: i64, flags: i64, address: i64, offset: i64) -> None:
    """`store` of the constant 0."""
    access(ctx, store_op(ty), fixed_use(0, ZR), address, offset, flags)


def store_narrow(ctx: Lower, memop: i64, flags: i64, x: i64, address: i64, offset: i64) -> None:
    """`istore8 istore16 istore32`."""
    access(ctx, memop, reg_use(x), address, offset, flags)


# --- addresses ----------------------------------------------------------------------------


def stack_addr(ctx: Lower, slot: i64, offset: i64) -> i64:
    """Address of a byte of a stack slot; made anew rather than spilled."""
    rd = ctx.new_int()
    row = ctx.vc.row(MOP_FRAME_ADDR, 0, slot, offset)
    ctx.vc.operand(reg_def(rd))
    ctx.remat(row)
    return rd


def _symbol_row(ctx: Lower, name: str, addend: i64, colocated: bool) -> i64:
    rd = ctx.new_int()
    symbol = ctx.vc.symbol(name)
    if colocated and -_MAX_ADDEND < addend < _MAX_ADDEND:
        row = ctx.vc.row(MOP_SYMBOL_ADDR, symbol, addend, 0)
        ctx.vc.operand(reg_def(rd))
        ctx.remat(row)
        return rd
    row = ctx.vc.row(MOP_SYMBOL_ADDR if colocated else MOP_SYMBOL_GOT, symbol, 0, 0)
    ctx.vc.operand(reg_def(rd))
    ctx.remat(row)
    if addend == 0:
        return rd
    if 0 < addend <= 0xFFF:
        return ri(ctx, MOP_ADD_I, I64, rd, addend)
    return rr(ctx, MOP_ADD_RS, I64, rd, ctx.target.emit_const(ctx, I64, addend))


def func_addr(ctx: Lower, fn: i64) -> i64:
    """Code address of a declared function."""
    callee = ctx.func.ext_funcs[int(fn)]
    return _symbol_row(ctx, callee.name.symbol(), 0, callee.colocated)


def symbol_value(ctx: Lower, gv: i64) -> i64:
    """Address of a symbol; other global values were expanded before lowering."""
    value = ctx.func.global_values[int(gv)]
    if value.kind != "symbol" or value.name is None:
        raise UnsupportedError(f"global values of kind {value.kind} are not supported on aarch64")
    if value.tls:
        raise UnsupportedError("thread-local symbols are not supported on aarch64")
    return _symbol_row(ctx, value.name.symbol(), value.offset, value.colocated)


# --- machine state ------------------------------------------------------------------------


def get_frame_pointer(ctx: Lower) -> i64:
    """x29."""
    rd = ctx.new_int()
    ctx.vc.row(MOP_ADD_I, 1, 0, 0)
    ctx.vc.operand(reg_def(rd))
    ctx.vc.operand(fixed_use(rd, FP))
    return rd


def get_stack_pointer(ctx: Lower) -> i64:
    """sp."""
    rd = ctx.new_int()
    ctx.vc.row(MOP_ADD_I, 1, 0, 0)
    ctx.vc.operand(reg_def(rd))
    ctx.vc.operand(fixed_use(rd, SP))
    return rd


def get_return_address(ctx: Lower) -> i64:
    """The saved x30, right above the saved frame pointer."""
    rd = ctx.new_int()
    ctx.vc.row(MOP_FRAME_MEM, MEM_LDR_X, FRAME_INCOMING, -8)
    ctx.vc.operand(reg_def(rd))
    return rd


def bare(ctx: Lower, mop: i64) -> None:
    """A row without operands."""
    ctx.vc.row(mop, 0, 0, 0)


def breakpoint(ctx: Lower, mop: i64) -> None:
    """`brk`, with the number that compilers use."""
    ctx.vc.row(mop, 0xF000, 0, 0)


# --- constants ----------------------------------------------------------------------


def const(ctx: Lower, ty: i64, k: i64) -> i64:
    """An integer constant."""
    return ctx.target.emit_const(ctx, ty, k)


def float_const(ctx: Lower, ty: i64, bits: i64) -> i64:
    """A float: zero and short ones by an instruction, others out of the constant pool."""
    rd = ctx.vc.new_vreg(FLOAT)
    double: i64 = 1 if ty == F64 else 0
    imm = encode_float(bits, double == 1)
    if bits == 0:
        row = ctx.vc.row(MOP_MOVI_ZERO, 0, 0, 0)
    elif imm >= 0:
        row = ctx.vc.row(MOP_FMOV_I, double, imm, 0)
    else:
        row = ctx.vc.row(MOP_FLOAT_CONST, bits, double, 0)
    ctx.vc.operand(reg_def(rd))
    ctx.remat(row)
    return rd


# --- bits between classes -----------------------------------------------------------------


def to_int(ctx: Lower, mop: i64, x: i64) -> i64:
    """A row that moves a FLOAT register to a new INT one."""
    rd = ctx.new_int()
    ctx.vc.row(mop, 0, 0, 0)
    ctx.vc.operand(reg_def(rd))
    ctx.vc.operand(reg_use(x))
    return rd


def to_float(ctx: Lower, mop: i64, x: i64) -> i64:
    """A row that moves an INT register to a new FLOAT one."""
    rd = ctx.vc.new_vreg(FLOAT)
    ctx.vc.row(mop, 0, 0, 0)
    ctx.vc.operand(reg_def(rd))
    ctx.vc.operand(reg_use(x))
    return rd


# --- atomics ------------------------------------------------------------------------------


def _log2(ty: i64) -> i64:
    return ty - I8


def atomic_load(ctx: Lower, ty: i64, flags: i64, address: i64) -> i64:
    """ldar; zero-extends."""
    rd = ctx.new_int()
    row = ctx.vc.row(MOP_LDAR_B + _log2(ty), 0, 0, 0)
    ctx.vc.i3[row] = trap_code_of(flags)
    ctx.vc.operand(reg_def(rd))
    ctx.vc.operand(reg_use(address))
    return rd


def atomic_store(ctx: Lower, ty: i64, flags: i64, x: i64, address: i64) -> None:
    """stlr."""
    row = ctx.vc.row(MOP_STLR_B + _log2(ty), 0, 0, 0)
    ctx.vc.i3[row] = trap_code_of(flags)
    ctx.vc.operand(reg_use(x))
    ctx.vc.operand(reg_use(address))


def atomic_rmw_loop(ctx: Lower, ty: i64, flags: i64, op: i64, address: i64, x: i64) -> i64:
    """Read-modify-write by a loop; x is a value, extended for the operations that compare."""
    base = ctx.use(address)
    if op == RMW_SMIN or op == RMW_SMAX:
        value = sext(ctx, ty, x)
    elif op == RMW_UMIN or op == RMW_UMAX:
        value = zext(ctx, ty, x)
    else:
        value = ctx.use(x)
    rd = ctx.new_int()
    row = ctx.vc.row(MOP_ATOMIC_LOOP, op, _log2(ty), 0)
    ctx.vc.i3[row] = trap_code_of(flags)
    ctx.vc.operand(reg_early_def(rd))
    ctx.vc.operand(reg_use(base))
    ctx.vc.operand(reg_use(value))
    return rd


def atomic_rmw_lse(ctx: Lower, ty: i64, flags: i64, op: i64, address: i64, x: i64) -> i64:
    """Read-modify-write by one instruction (all but nand)."""
    mop: i64 = MOP_LDADDAL_B
    if op == RMW_SUB:
        x = r(ctx, MOP_NEG_RS, ty, x)
    elif op == RMW_AND:
        x = r(ctx, MOP_MVN_RS, ty, x)
        mop = MOP_LDCLRAL_B
    elif op == 4:
        mop = MOP_LDSETAL_B
    elif op == 5:
        mop = MOP_LDEORAL_B
    elif op == 6:
        mop = MOP_SWPAL_B
    elif op == RMW_UMIN:
        mop = MOP_LDUMINAL_B
    elif op == RMW_UMAX:
        mop = MOP_LDUMAXAL_B
    elif op == RMW_SMIN:
        mop = MOP_LDSMINAL_B
    elif op == RMW_SMAX:
        mop = MOP_LDSMAXAL_B
    rd = ctx.new_int()
    row = ctx.vc.row(mop + _log2(ty), 0, 0, 0)
    ctx.vc.i3[row] = trap_code_of(flags)
    # Text order: the value, then the old one.
    ctx.vc.operand(reg_use(x))
    ctx.vc.operand(reg_def(rd))
    ctx.vc.operand(reg_use(address))
    return rd


def atomic_cas_loop(ctx: Lower, ty: i64, flags: i64, address: i64, expected: i64, x: i64) -> i64:
    """Compare and swap by a loop; `expected` is a value, compared zero-extended."""
    base = ctx.use(address)
    wanted = zext(ctx, ty, expected)
    value = ctx.use(x)
    rd = ctx.new_int()
    row = ctx.vc.row(MOP_CAS_LOOP, _log2(ty), 0, 0)
    ctx.vc.i3[row] = trap_code_of(flags)
    ctx.vc.operand(reg_early_def(rd))
    ctx.vc.operand(reg_use(base))
    ctx.vc.operand(reg_use(wanted))
    ctx.vc.operand(reg_use(value))
    return rd


# --- pinned register ----------------------------------------------------------------------


def get_pinned(ctx: Lower) -> i64:
    """x21."""
    rd = ctx.new_int()
    ctx.vc.row(MOP_MOV_R, 1, 0, 0)
    ctx.vc.operand(reg_def(rd))
    ctx.vc.operand(fixed_use(rd, PINNED))
    return rd


def set_pinned(ctx: Lower, x: i64) -> None:
    """Write x21."""
    ctx.vc.row(MOP_MOV_R, 1, 0, 0)
    ctx.vc.operand(fixed_def(x, PINNED))
    ctx.vc.operand(reg_use(x))
