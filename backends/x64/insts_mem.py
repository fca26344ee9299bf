"""Loads, stores, addresses, atomics.

v2 = uload8.i64 v0+4        movzx eax, byte [v0 + 4]        (writing eax clears the upper half)
store (iadd (load p) x) p   add [p], x
"""

from typing import Final

from mypy_extensions import i64

from ...ir.entities import MEM_BIG, GlobalValue
from ...ir.errors import UnsupportedError
from ...ir.opcodes import RMW_OPS
from ...ir.types import F32, F64, I64, is_int, sign_extend, type_bytes, type_name
from ...regalloc.contract import (
    FLOAT,
    INT,
    fixed_def,
    fixed_use,
    reg_def,
    reg_early_def,
    reg_late_use,
    reg_use,
    reuse_def,
)
from ..lower import Lower
from .amode import (
    AM_SLOT,
    AM_SLOT_SHIFT,
    choose_address,
    choose_fixed,
    memory_operands,
    set_memory,
    slot_reach,
)
from .encodings_gen import (
    MOP_GETREG,
    MOP_LEA_RM,
    MOP_LOAD_RET_ADDR,
    MOP_LOCK_CMPXCHG_MR,
    MOP_LOCK_XADD_MR,
    MOP_MFENCE,
    MOP_MOV_MI,
    MOP_MOV_MR,
    MOP_MOV_RM,
    MOP_MOVSD_MX,
    MOP_MOVSD_XM,
    MOP_MOVSS_MX,
    MOP_MOVSS_XM,
    MOP_MOVSX_RM8,
    MOP_MOVSX_RM16,
    MOP_MOVSXD_RM32,
    MOP_MOVUPS_MX,
    MOP_MOVUPS_XM,
    MOP_MOVZX_RM8,
    MOP_MOVZX_RM16,
    MOP_NEG_M,
    MOP_RMW_LOOP,
    MOP_SETREG,
    MOP_SYM_ADDR,
    MOP_XCHG_MR,
)
from .features import PINNED_REG
from .insts import add_imm, load_address, op_m, wide, width
from .regs import PINNED, RAX, RBP, RSP

_RMW_ADD: Final = RMW_OPS.index("add")
_RMW_SUB: Final = RMW_OPS.index("sub")
_RMW_XCHG: Final = RMW_OPS.index("xchg")


# --- plain accesses -------------------------------------------------------------------------------


def load_row(ctx: Lower, mop: i64, size: i64, cls: i64, flags: i64) -> i64:
    """A load from the address chosen last."""
    dst = ctx.vc.new_vreg(cls)
    row = ctx.vc.row(mop, size, 0, 0)
    set_memory(ctx, row, flags)
    ctx.vc.operand(reg_def(dst))
    memory_operands(ctx)
    return dst


def store_row(ctx: Lower, mop: i64, size: i64, x: i64, flags: i64) -> None:
    """A store of `x` to the address chosen last."""
    row = ctx.vc.row(mop, size, 0, 0)
    set_memory(ctx, row, flags)
    ctx.vc.operand(reg_use(x))
    memory_operands(ctx)


def load_chosen(ctx: Lower, ty: i64, flags: i64) -> i64:
    """A whole value from the address chosen last; narrow integers come zero-extended."""
    if is_int(ty):
        return load_row(ctx, int_load(type_bytes(ty)), 8 if ty == I64 else 4, INT, flags)
    if ty == F32:
        return load_row(ctx, MOP_MOVSS_XM, 4, FLOAT, flags)
    if ty == F64:
        return load_row(ctx, MOP_MOVSD_XM, 4, FLOAT, flags)
    if type_bytes(ty) == 16:
        return load_row(ctx, MOP_MOVUPS_XM, 4, FLOAT, flags)
    raise UnsupportedError(f"loads of type {type_name(ty)} are not supported on x86_64")


def store_chosen(ctx: Lower, ty: i64, x: i64, flags: i64) -> None:
    """A whole value to the address chosen last."""
    if is_int(ty):
        store_row(ctx, MOP_MOV_MR, type_bytes(ty), x, flags)
    elif ty == F32:
        store_row(ctx, MOP_MOVSS_MX, 4, x, flags)
    elif ty == F64:
        store_row(ctx, MOP_MOVSD_MX, 4, x, flags)
    elif type_bytes(ty) == 16:
        store_row(ctx, MOP_MOVUPS_MX, 4, x, flags)
    else:
        raise UnsupportedError(f"stores of type {type_name(ty)} are not supported on x86_64")


def int_load(size: i64) -> i64:
    """The load that zero-extends `size` bytes to a full register."""
    if size == 1:
        return MOP_MOVZX_RM8
    if size == 2:
        return MOP_MOVZX_RM16
    return MOP_MOV_RM


def load(ctx: Lower, ty: i64, flags: i64, address: i64, offset: i64) -> i64:
    """`load.ty`."""
    choose_address(ctx, address, offset)
    return load_chosen(ctx, ty, flags)


def load_ext(ctx: Lower, to: i64, load: i64, size: i64, signed: i64) -> i64:
    """The `size` bytes read by a load instruction, extended to type `to`."""
    flags = load_address(ctx, load)
    return extending_load(ctx, to, flags, size, signed)


def loadx(ctx: Lower, to: i64, flags: i64, address: i64, offset: i64, size: i64, signed: i64) -> i64:
    """`uloadN` and `sloadN`: `size` bytes extended to type `to`."""
    choose_address(ctx, address, offset)
    return extending_load(ctx, to, flags, size, signed)


def extending_load(ctx: Lower, to: i64, flags: i64, size: i64, signed: i64) -> i64:
    """An extending load from the address chosen last."""
    if signed == 0:
        return load_row(ctx, int_load(size), 8 if size == 8 else 4, INT, flags)
    if size == 1:
        return load_row(ctx, MOP_MOVSX_RM8, wide(to), INT, flags)
    if size == 2:
        return load_row(ctx, MOP_MOVSX_RM16, wide(to), INT, flags)
    return load_row(ctx, MOP_MOVSXD_RM32, 8, INT, flags)


def store(ctx: Lower, ty: i64, flags: i64, x: i64, address: i64, offset: i64) -> None:
    """`store`."""
    choose_address(ctx, address, offset)
    store_chosen(ctx, ty, x, flags)


def store_low(ctx: Lower, size: i64, flags: i64, x: i64, address: i64, offset: i64) -> None:
    """The low `size` bytes of `x`."""
    choose_address(ctx, address, offset)
    store_row(ctx, MOP_MOV_MR, size, x, flags)


def store_imm(ctx: Lower, ty: i64, flags: i64, k: i64, address: i64, offset: i64, size: i64) -> None:
    """The low `size` bytes of a constant that fits an immediate."""
    choose_address(ctx, address, offset)
    row = ctx.vc.row(MOP_MOV_MI, size, sign_extend(k, ty), 0)
    set_memory(ctx, row, flags)
    memory_operands(ctx)


def alu_mr(ctx: Lower, mop: i64, ty: i64, flags: i64, load: i64, x: i64) -> None:
    """`[p] = [p] mop x`: a load, an operation and the store of its result at the same place."""
    load_address(ctx, load)
    store_row(ctx, mop, width(ty), x, flags)


def alu_m_imm(ctx: Lower, mop: i64, ty: i64, flags: i64, load: i64, k: i64) -> None:
    """`[p] = [p] mop k`."""
    load_address(ctx, load)
    row = ctx.vc.row(mop, width(ty), sign_extend(k, ty), 0)
    set_memory(ctx, row, flags)
    memory_operands(ctx)


# --- addresses ------------------------------------------------------------------------------------


def lea_chosen(ctx: Lower) -> i64:
    """The address chosen last, in a register."""
    return load_row(ctx, MOP_LEA_RM, 8, INT, 0)


def stack_addr(ctx: Lower, slot: i64, offset: i64) -> i64:
    """Address of a byte of a stack slot."""
    if not slot_reach(offset):
        return add_imm(ctx, I64, stack_addr(ctx, slot, 0), offset)
    choose_fixed(ctx, AM_SLOT | (slot << AM_SLOT_SHIFT), offset)
    dst = lea_chosen(ctx)
    ctx.remat(ctx.vc.rows - 1)
    return dst


def func_addr(ctx: Lower, fn: i64) -> i64:
    """Address of a function."""
    func = ctx.func.ext_funcs[int(fn)]
    return symbol_address(ctx, ctx.vc.symbol(func.name.symbol()), 0, func.colocated)


def symbol_value(ctx: Lower, gv: i64) -> i64:
    """Address of a symbol global value."""
    value: GlobalValue = ctx.func.global_values[int(gv)]
    if value.kind != "symbol" or value.tls or value.name is None:
        what = "a thread-local symbol" if value.tls else value.kind
        raise UnsupportedError(f"symbol_value of {what} is not supported on x86_64")
    symbol = ctx.vc.symbol(value.name.symbol())
    if value.colocated and -0x4000_0000 <= value.offset < 0x4000_0000:
        return symbol_address(ctx, symbol, value.offset, True)
    address = symbol_address(ctx, symbol, 0, value.colocated)
    if value.offset == 0:
        return address
    if -0x8000_0000 <= value.offset <= 0x7FFF_FFFF:
        return add_imm(ctx, I64, address, value.offset)
    raise UnsupportedError(f"symbol offset {value.offset} does not fit 32 bits")


def symbol_address(ctx: Lower, symbol: i64, offset: i64, near: bool) -> i64:
    """Address of a symbol: relative to the instruction when it is near, else out of the GOT."""
    dst = ctx.new_int()
    row = ctx.vc.row(MOP_SYM_ADDR, symbol, offset, 0 if near else 1)
    ctx.vc.operand(reg_def(dst))
    ctx.remat(row)
    return dst


# --- machine state --------------------------------------------------------------------------------


def get_register(ctx: Lower, preg: i64) -> i64:
    """A copy of a register that is not allocatable."""
    dst = ctx.new_int()
    ctx.vc.row(MOP_GETREG, preg, 0, 0)
    ctx.vc.operand(reg_def(dst))
    return dst


def get_stack_pointer(ctx: Lower) -> i64:
    """The stack pointer."""
    return get_register(ctx, RSP)


def get_frame_pointer(ctx: Lower) -> i64:
    """The frame pointer."""
    return get_register(ctx, RBP)


def get_return_address(ctx: Lower) -> i64:
    """The return address, read from the frame."""
    dst = ctx.new_int()
    ctx.vc.row(MOP_LOAD_RET_ADDR, 0, 0, 0)
    ctx.vc.operand(reg_def(dst))
    return dst


def _need_pinned(ctx: Lower) -> None:
    if (ctx.target.features & PINNED_REG) == 0:
        raise UnsupportedError("the pinned register needs the setting enable_pinned_reg")


def get_pinned(ctx: Lower) -> i64:
    """The pinned register."""
    _need_pinned(ctx)
    return get_register(ctx, PINNED)


def set_pinned(ctx: Lower, x: i64) -> None:
    """Write the pinned register."""
    _need_pinned(ctx)
    ctx.vc.row(MOP_SETREG, PINNED, 0, 0)
    ctx.vc.operand(reg_use(x))


# --- atomics --------------------------------------------------------------------------------------


def fence(ctx: Lower) -> None:
    """Sequentially consistent fence."""
    ctx.vc.row(MOP_MFENCE, 4, 0, 0)


def atomic_load(ctx: Lower, ty: i64, flags: i64, address: i64) -> i64:
    """On x86-64 every load is acquire, and stores are the ones that pay for sequential consistency."""
    choose_address(ctx, address, 0)
    return load_chosen(ctx, ty, flags)


def atomic_store(ctx: Lower, ty: i64, flags: i64, x: i64, address: i64) -> None:
    """Exchange: a store with a full fence."""
    _exchange(ctx, MOP_XCHG_MR, ty, flags, x, address)


def _exchange(ctx: Lower, mop: i64, ty: i64, flags: i64, x: i64, address: i64) -> i64:
    """An instruction that leaves the old memory in its register (xchg, xadd). The register is written
    while the address is still needed only by the same access, so it may even be one of its registers'."""
    vc = ctx.vc
    choose_address(ctx, address, 0)
    dst = ctx.new_int()
    row = vc.row(mop, width(ty), 0, 0)
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


def atomic_rmw(ctx: Lower, ty: i64, flags: i64, operation: i64, address: i64, x: i64) -> i64:
    """Replace memory by op(old, x); the old value."""
    if operation == _RMW_XCHG:
        return _exchange(ctx, MOP_XCHG_MR, ty, flags, x, address)
    if operation == _RMW_ADD:
        return _exchange(ctx, MOP_LOCK_XADD_MR, ty, flags, x, address)
    if operation == _RMW_SUB:
        x = op_m(ctx, MOP_NEG_M, wide(ty), x)
        return _exchange(ctx, MOP_LOCK_XADD_MR, ty, flags, x, address)
    if (flags & MEM_BIG) != 0:
        raise UnsupportedError(f"big-endian memory accesses are not supported on {ctx.target.name}")
    vc = ctx.vc
    base = ctx.use(address)
    old = ctx.new_int()
    temporary = ctx.new_int()
    row = vc.row(MOP_RMW_LOOP, width(ty), operation, 0)
    vc.i3[row] = flags & 0xFF00
    vc.operand(fixed_def(old, RAX))
    vc.operand(reg_early_def(temporary))
    vc.operand(reg_late_use(base))
    vc.operand(reg_late_use(x))
    return old


def atomic_cas(ctx: Lower, ty: i64, flags: i64, address: i64, expected: i64, x: i64) -> i64:
    """Compare and exchange; the old value."""
    vc = ctx.vc
    choose_address(ctx, address, 0)
    old = ctx.new_int()
    row = vc.row(MOP_LOCK_CMPXCHG_MR, width(ty), 0, 0)
    set_memory(ctx, row, flags)
    vc.operand(reg_use(x))
    memory_operands(ctx)
    vc.operand(fixed_use(expected, RAX))
    vc.operand(fixed_def(old, RAX))
    return old
