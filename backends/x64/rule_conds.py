"""Conditions and small facts that only the rules ask for."""

from mypy_extensions import i64

from ...ir.opcodes_gen import (
    CC_EQ,
    CC_NE,
    OP_BAND,
    OP_BNOT,
    OP_BOR,
    OP_BXOR,
    OP_CLZ,
    OP_IADD,
    OP_IMUL,
    OP_INEG,
    OP_ISHL,
    OP_ISUB,
    OP_LOAD,
    OP_POPCNT,
    OP_ROTL,
    OP_ROTR,
    OP_SELECT,
    OP_SLOAD8,
    OP_SLOAD16,
    OP_SSHR,
    OP_UDIV,
    OP_ULOAD8,
    OP_ULOAD16,
    OP_UREM,
    OP_USHR,
)
from ...ir.types import type_bytes
from ..lower import Lower


def sinkable(ctx: Lower, inst: i64) -> bool:
    """A load that the instruction being lowered may do instead."""
    return ctx.sinkable(inst)


def single(ctx: Lower, inst: i64) -> bool:
    """An instruction whose result is used once, so that what it absorbs is not done twice."""
    return ctx.single_use(inst)


def cheap_amount(ty: i64, k: i64) -> bool:
    """A shift that an address mode can do."""
    return 1 <= (k & (8 * type_bytes(ty) - 1)) <= 3


def lea_multiplier(k: i64) -> bool:
    """3, 5 or 9: `x + (x << n)`."""
    return k == 3 or k == 5 or k == 9


def multiplier_scale(k: i64) -> i64:
    """The n of `lea_multiplier`."""
    if k == 3:
        return 1
    return 2 if k == 5 else 3


def equality(cc: i64) -> bool:
    """eq or ne."""
    return cc == CC_EQ or cc == CC_NE


def clears_upper(ctx: Lower, value: i64) -> bool:
    """An i32 whose register is written by a 32-bit instruction, which clears the upper half. Only
    opcodes whose every rule for i32 ends in such an instruction may stand here."""
    inst = ctx.def_inst(value)
    if inst < 0:
        return False
    op = i64(ctx.func.op[inst])
    if OP_IADD <= op <= OP_IMUL:
        return op == OP_IADD or op == OP_ISUB or op == OP_INEG or op == OP_IMUL
    return (
        op == OP_BAND
        or op == OP_BOR
        or op == OP_BXOR
        or op == OP_BNOT
        or op == OP_ISHL
        or op == OP_USHR
        or op == OP_SSHR
        or op == OP_ROTL
        or op == OP_ROTR
        or op == OP_LOAD
        or op == OP_ULOAD8
        or op == OP_SLOAD8
        or op == OP_ULOAD16
        or op == OP_SLOAD16
        or op == OP_SELECT
        or op == OP_UDIV
        or op == OP_UREM
        or op == OP_CLZ
        or op == OP_POPCNT
    )
