"""Compares and what reads their flags: setcc, cmov, branches, traps.

    brif (icmp slt v0, v1), block1, block2          cmp edi, esi ; jl block1 ; jmp block2

The reader of flags stands right behind the compare in the same group of rows. The allocator may put
moves and rematerialised constants between them, none of which changes flags.
"""

from mypy_extensions import i64

from ...ir.types import sign_extend
from ...regalloc.contract import any_use, reg_def, reg_early_def, reg_use, reuse_def
from ..lower import Lower
from .amode import memory_operands, set_memory
from .encodings_gen import (
    MOP_BRANCH,
    MOP_BRANCH_AND,
    MOP_BRANCH_OR,
    MOP_CMOV_RM,
    MOP_CMP_MI,
    MOP_CMP_RM,
    MOP_INT3,
    MOP_JUMP,
    MOP_JUMP_TABLE,
    MOP_MOVZX_RM8,
    MOP_SET_M,
    MOP_TEST_MI,
    MOP_TEST_MR,
    MOP_TRAP,
    MOP_TRAP_IF,
)
from .insts import load_address, op_rm, wide, width

# --- setting flags --------------------------------------------------------------------------------


def cmp_rr(ctx: Lower, ty: i64, x: i64, y: i64) -> None:
    """Compare at the exact width."""
    ctx.vc.row(MOP_CMP_RM, width(ty), 0, 0)
    ctx.vc.operand(reg_use(x))
    ctx.vc.operand(any_use(y))


def cmp_ri(ctx: Lower, ty: i64, x: i64, k: i64) -> None:
    """Compare with a constant that fits an immediate. Zero takes the shorter `test`, after which
    carry and overflow are clear as they are after `cmp x, 0`."""
    if k == 0:
        test_rr(ctx, ty, x, x)
        return
    ctx.vc.row(MOP_CMP_MI, width(ty), sign_extend(k, ty), 0)
    ctx.vc.operand(any_use(x))


def cmp_rl(ctx: Lower, ty: i64, x: i64, load: i64) -> None:
    """Compare with memory."""
    flags = load_address(ctx, load)
    row = ctx.vc.row(MOP_CMP_RM, width(ty), 0, 0)
    set_memory(ctx, row, flags)
    ctx.vc.operand(reg_use(x))
    memory_operands(ctx)


def cmp_li(ctx: Lower, ty: i64, load: i64, k: i64) -> None:
    """Compare memory with a constant that fits an immediate."""
    flags = load_address(ctx, load)
    row = ctx.vc.row(MOP_CMP_MI, width(ty), sign_extend(k, ty), 0)
    set_memory(ctx, row, flags)
    memory_operands(ctx)


def test_rr(ctx: Lower, ty: i64, x: i64, y: i64) -> None:
    """Flags of `x & y` at the exact width."""
    ctx.vc.row(MOP_TEST_MR, width(ty), 0, 0)
    ctx.vc.operand(reg_use(x))
    ctx.vc.operand(reg_use(y) if x == y else any_use(y))


def test_ri(ctx: Lower, ty: i64, x: i64, k: i64) -> None:
    """Flags of `x & k`; a mask of low bits needs no more than a byte."""
    size = width(ty)
    k = sign_extend(k, ty)
    if 0 <= k <= 0x7F:
        size = 1
    elif 0 <= k <= 0x7FFF_FFFF and size == 8:
        size = 4
    ctx.vc.row(MOP_TEST_MI, size, k, 0)
    ctx.vc.operand(any_use(x))


# --- reading flags --------------------------------------------------------------------------------


def set_cc(ctx: Lower, xcc: i64) -> i64:
    """1 or 0 as an i8."""
    dst = ctx.new_int()
    ctx.vc.row(MOP_SET_M, 4, xcc, 0)
    ctx.vc.operand(reg_def(dst))
    return dst


def set_cc_wide(ctx: Lower, xcc: i64) -> i64:
    """1 or 0 in a full register."""
    return op_rm(ctx, MOP_MOVZX_RM8, 4, set_cc(ctx, xcc))


def cmov(ctx: Lower, size: i64, xcc: i64, x: i64, y: i64) -> i64:
    """x when the condition holds, else y."""
    vc = ctx.vc
    dst = ctx.new_int()
    vc.row(MOP_CMOV_RM, size, xcc, 0)
    vc.operand(reuse_def(dst, 2))
    vc.operand(any_use(x))
    vc.operand(reg_use(y))
    return dst


def select_cc(ctx: Lower, ty: i64, xcc: i64, x: i64, y: i64) -> i64:
    """`select` of integers on flags."""
    return cmov(ctx, wide(ty), xcc, x, y)


def trap_if(ctx: Lower, xcc: i64, code: i64) -> None:
    """Trap, out of line, when the condition holds."""
    ctx.vc.row(MOP_TRAP_IF, xcc, code, 0)


# --- control flow ---------------------------------------------------------------------------------


def jump(ctx: Lower, label: i64) -> None:
    """An unconditional jump to a machine block."""
    ctx.vc.row(MOP_JUMP, label, 0, 0)


def branch(ctx: Lower, xcc: i64) -> None:
    """The two edges of the `brif` being lowered: the first when the condition holds."""
    ctx.vc.row(MOP_BRANCH, xcc, ctx.edge_label(0), ctx.edge_label(1))


def branch_or(ctx: Lower, xcc: i64, other: i64) -> None:
    """The first edge when either condition holds."""
    row = ctx.vc.row(MOP_BRANCH_OR, xcc, ctx.edge_label(0), ctx.edge_label(1))
    ctx.vc.i3[row] = other


def branch_and(ctx: Lower, xcc: i64, other: i64) -> None:
    """The first edge when both conditions hold."""
    row = ctx.vc.row(MOP_BRANCH_AND, xcc, ctx.edge_label(0), ctx.edge_label(1))
    ctx.vc.i3[row] = other


def br_table(ctx: Lower, x: i64) -> None:
    """Jump through an inline table; the targets are the block's successors, the default first."""
    vc = ctx.vc
    count = ctx.edge_total() - 1
    if count == 0:
        jump(ctx, ctx.edge_label(0))
        return
    block = ctx.blocks.label[i64(ctx.func.inst_block[ctx.inst])]
    temporary = ctx.new_int()
    vc.row(MOP_JUMP_TABLE, count, vc.ra.succ_start[block], 0)
    vc.operand(reg_use(x))
    vc.operand(reg_early_def(temporary))


def trap(ctx: Lower, code: i64) -> None:
    """`ud2`."""
    ctx.vc.row(MOP_TRAP, 0, code, 0)


def debugtrap(ctx: Lower) -> None:
    """`int3`."""
    ctx.vc.row(MOP_INT3, 4, 0, 0)
