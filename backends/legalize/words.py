"""Counts, orders and rotations of bits, for machines without instructions for them: in shifts, sums and
logic.

    popcnt.i64 x    ones counted in pairs, nibbles and bytes, whose counts a product adds up in the top byte
    clz.i64 x       the ones of ~x once those of x are spread to the right
    ctz.i64 x       the ones of (x - 1) & ~x, which are those below the lowest one of x
    bitrev, bswap   fields of 1, 2, 4, .. bits change places with their neighbours
    rotl x, k       (x << k) | (x >> -k): amounts count modulo the width

Narrower types are extended to i64 first. A target names the opcodes that it lacks (`LibraryCalls.lacks`).
Source: Warren, "Hacker's Delight", chapters 5 and 7.
"""

from typing import Final

from mypy_extensions import i64

from ...ir.opcodes_gen import (
    OP_BAND,
    OP_BITREV,
    OP_BNOT,
    OP_BOR,
    OP_BSWAP,
    OP_BXOR,
    OP_CLS,
    OP_CLZ,
    OP_CTZ,
    OP_IADD,
    OP_IMUL,
    OP_INEG,
    OP_IREDUCE,
    OP_ISHL,
    OP_ISUB,
    OP_POPCNT,
    OP_ROTL,
    OP_ROTR,
    OP_SEXTEND,
    OP_SSHR,
    OP_UEXTEND,
    OP_USHR,
)
from ...ir.types import I32, I64, bit, lane_bits
from .emitter import Emitter

#: What can be done without.
WORD_OPS: Final[tuple[int, ...]] = (
    OP_BITREV,
    OP_BSWAP,
    OP_CLS,
    OP_CLZ,
    OP_CTZ,
    OP_POPCNT,
    OP_ROTL,
    OP_ROTR,
)

_PAIRS: Final = 0x5555_5555_5555_5555
_NIBBLES: Final = 0x3333_3333_3333_3333
_BYTES: Final = 0x0F0F_0F0F_0F0F_0F0F
_HALVES: Final = 0x00FF_00FF_00FF_00FF
_WORDS: Final = 0x0000_FFFF_0000_FFFF
_ONES: Final = 0x0101_0101_0101_0101


def expand_word(emit: Emitter, inst: i64) -> None:
    """Replace an instruction of `WORD_OPS` on i8 to i64."""
    func = emit.func
    op = i64(func.op[inst])
    ty = i64(func.ty[inst])
    x = func.arg(inst, 0)
    if op == OP_ROTL or op == OP_ROTR:
        result = _rotate(emit, op, x, func.arg(inst, 1))
    else:
        if ty != I64:
            x = emit.convert(OP_SEXTEND if op == OP_CLS else OP_UEXTEND, I64, x)
        result = _of_word(emit, op, x, lane_bits(ty))
        if ty != I64:
            result = emit.convert(OP_IREDUCE, ty, result)
    func.replace_value(i64(func.result_start[inst]), result)
    func.remove_inst(inst)


def _of_word(emit: Emitter, op: i64, x: i64, width: i64) -> i64:
    """The result for an i64 that was extended from so many bits."""
    if op == OP_POPCNT:
        return _ones(emit, x)
    if op == OP_CTZ:
        if width < 64:  # a one above stops the count
            x = emit.binary(OP_BOR, x, emit.const(I64, bit(width)))
        below = emit.binary(OP_ISUB, x, emit.const(I64, 1))
        return _ones(emit, emit.binary(OP_BAND, below, emit.unary(OP_BNOT, x)))
    if op == OP_CLZ:
        return _add(emit, _leading_zeros(emit, x), width - 64)
    if op == OP_CLS:
        signs = emit.binary(OP_SSHR, x, emit.const(I32, 63))
        return _add(emit, _leading_zeros(emit, emit.binary(OP_BXOR, x, signs)), width - 65)
    if op == OP_BITREV:
        x = _swap(emit, _swap(emit, _swap(emit, x, 1, _PAIRS), 2, _NIBBLES), 4, _BYTES)
    x = _swap(emit, _swap(emit, x, 8, _HALVES), 16, _WORDS)
    high = emit.binary(OP_USHR, x, emit.const(I32, 32))
    x = emit.binary(OP_BOR, high, emit.binary(OP_ISHL, x, emit.const(I32, 32)))
    return emit.binary(OP_USHR, x, emit.const(I32, 64 - width)) if width < 64 else x


def _add(emit: Emitter, x: i64, k: i64) -> i64:
    return emit.binary(OP_IADD, x, emit.const(I64, k))


def _masked(emit: Emitter, x: i64, mask: i64) -> i64:
    return emit.binary(OP_BAND, x, emit.const(I64, mask))


def _right(emit: Emitter, x: i64, amount: i64) -> i64:
    return emit.binary(OP_USHR, x, emit.const(I32, amount))


def _swap(emit: Emitter, x: i64, amount: i64, mask: i64) -> i64:
    """Neighbouring fields of so many bits in each other's place; `mask` covers every other one."""
    high = emit.binary(OP_ISHL, _masked(emit, x, mask), emit.const(I32, amount))
    return emit.binary(OP_BOR, _masked(emit, _right(emit, x, amount), mask), high)


def _ones(emit: Emitter, x: i64) -> i64:
    x = emit.binary(OP_ISUB, x, _masked(emit, _right(emit, x, 1), _PAIRS))
    x = emit.binary(OP_IADD, _masked(emit, x, _NIBBLES), _masked(emit, _right(emit, x, 2), _NIBBLES))
    x = _masked(emit, emit.binary(OP_IADD, x, _right(emit, x, 4)), _BYTES)
    return _right(emit, emit.binary(OP_IMUL, x, emit.const(I64, _ONES)), 56)


def _leading_zeros(emit: Emitter, x: i64) -> i64:
    shift: i64 = 1
    while shift < 64:
        x = emit.binary(OP_BOR, x, _right(emit, x, shift))
        shift += shift
    return _ones(emit, emit.unary(OP_BNOT, x))


def _rotate(emit: Emitter, op: i64, x: i64, amount: i64) -> i64:
    left: i64 = OP_ISHL
    right: i64 = OP_USHR
    if op == OP_ROTR:
        left = OP_USHR
        right = OP_ISHL
    moved = emit.binary(left, x, amount)
    return emit.binary(OP_BOR, moved, emit.binary(right, x, emit.unary(OP_INEG, amount)))
