"""Conditions of `lower.rules` that look at the function being lowered."""

from mypy_extensions import i64

from ...ir.opcodes_gen import RMW_NAND
from ..lower import Lower
from .features import HAS_LSE, PINNED_REG


def single(ctx: Lower, inst: i64) -> bool:
    """Nobody else uses the instruction, so absorbing it does its work once."""
    return ctx.single_use(inst)


def sinkable(ctx: Lower, inst: i64) -> bool:
    """A load that can be done at the place of its one user."""
    return ctx.sinkable(inst)


def single_instruction_rmw(ctx: Lower, op: i64) -> bool:
    """`atomic_rmw` operations that has_lse does by one instruction."""
    return (ctx.target.features & HAS_LSE) != 0 and op != RMW_NAND


def pinned(ctx: Lower) -> bool:
    """x21 is kept for `get_pinned_reg`."""
    return (ctx.target.features & PINNED_REG) != 0


