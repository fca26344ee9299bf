"""What the rules of every machine ask about types, constants and values; nothing here emits code.

    rule (ireduce.i32 x:i64) if fits_word(x)  => x        x needs no instruction, its upper half is zero

Rules call these functions by name, behind `if` and in what they make: parameters and results have the kinds
of `ir/kinds.py` and `kinds.py`, by which the generator checks the rules.
"""

from typing import Final

from librt.vecs import vec
from mypy_extensions import i64, u8

from ..ir.condcodes import swap_intcc
from ..ir.errors import UnsupportedError
from ..ir.kinds import Cc, Fn, Gv, Imm, Inst, Type, Value
from ..ir.opcodes import OPS
from ..ir.opcodes_gen import (
    CC_EQ,
    CC_NE,
    OP_CALL,
    OP_CALL_INDIRECT,
    OP_ICONST,
    OP_IREDUCE,
    OP_ISPLIT,
    OP_ULOAD8,
    OP_ULOAD16,
    OP_ULOAD32,
    OP_USHR,
)
from ..ir.types import I32, bit, lane_bits, sign_extend, zero_extend
from .kinds import Label, Reg, Size, Symbol
from .lower import WANTED, Lower

#: Offsets from a near symbol stay below it, so that relocations hold them.
_NEAR: Final = 1 << 30

# --- types and constants --------------------------------------------------------------------------


def width(ty: Type) -> Size:
    """Size in bytes (of a lane)."""
    return lane_bits(ty) >> 3


def bits(ty: Type) -> Imm:
    """Width in bits (of a lane)."""
    return lane_bits(ty)


def power(exponent: Imm) -> Imm:
    """Two to the power of 0..62."""
    return bit(exponent)


def half(ty: Type) -> Imm:
    """Half the width in bits."""
    return lane_bits(ty) >> 1


def signed(ty: Type, k: Imm) -> Imm:
    """A constant as a signed number."""
    return sign_extend(k, ty)


def negated(ty: Type, k: Imm) -> Imm:
    """`-k` at the type, as a signed number."""
    k = sign_extend(k, ty)
    return k if k == -0x8000_0000_0000_0000 else sign_extend(-k, ty)


def shift_amount(ty: Type, k: Imm) -> Imm:
    """A shift amount modulo the width."""
    return k & (lane_bits(ty) - 1)


def opposite_amount(ty: Type, k: Imm) -> Imm:
    """The amount of the rotation the other way."""
    return (lane_bits(ty) - k) & (lane_bits(ty) - 1)


def trailing_zeros(value: Imm) -> Imm:
    """Number of zeros below the lowest one; 64 for 0."""
    if value == 0:
        return 64
    count: i64 = 0
    while value & 0xFF == 0:
        value >>= 8
        count += 8
    while value & 1 == 0:
        value >>= 1
        count += 1
    return count


def count_ones(value: Imm) -> Imm:
    """Number of ones of a non-negative number."""
    count: i64 = 0
    while value != 0:
        value &= value - 1
        count += 1
    return count


def nonzero(ty: Type, k: Imm) -> bool:
    """A divisor that cannot trap for zero."""
    return zero_extend(k, ty) != 0


def not_minus_one(ty: Type, k: Imm) -> bool:
    """A divisor that cannot overflow."""
    return sign_extend(k, ty) != -1


def equality(cc: Cc) -> bool:
    """eq or ne."""
    return cc == CC_EQ or cc == CC_NE


def swapped(cc: Cc) -> Cc:
    """The condition that holds of (y, x) when `cc` holds of (x, y)."""
    return swap_intcc(cc)


# --- the function being lowered -------------------------------------------------------------------


def sinkable(ctx: Lower, inst: Inst) -> bool:
    """A load that the instruction being lowered may do instead."""
    return ctx.sinkable(inst)


def sink(ctx: Lower, inst: Inst) -> None:
    """The load is done by the instruction being lowered."""
    ctx.sink(inst)


def is_constant(ctx: Lower, value: Value) -> bool:
    """An integer constant."""
    return ctx.def_op(ctx.def_inst(value)) == OP_ICONST


def opcode_marks(names: str) -> vec[u8]:
    """By opcode: 1 for those with these names, which blanks separate."""
    listed = names.split()
    return vec[u8]([1 if op.name in listed else 0 for op in OPS])


def claims_zeros(ctx: Lower, value: Value, marks: vec[u8]) -> bool:
    """Whether an instruction with a mark defines the value: the machine claims of each marked opcode that all
    its rules clear the upper half of the register. The machine-code verifier checks that they do."""
    inst = ctx.def_inst(value)
    if inst < 0 or marks[i64(ctx.func.op[inst])] == 0:
        return False
    ctx.claim_zeros(value)
    return True


# i32 values in 64-bit registers (`Lower`, "Words").


def extended(ctx: Lower, x: Value) -> Reg:
    """The register of an i32, all of which is read: the value zero-extended to i64."""
    return ctx.extended(x)


def low_word(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """A register as the first result, which has this type: one of i32 gets zeros above it when they are
    wanted."""
    if ty != I32:
        return x
    return ctx.low_word(i64(ctx.func.result_start[ctx.inst]), x)


def same_word(ctx: Lower, x: Value) -> Reg:
    """The register of an i32 as the result, another i32."""
    return ctx.same_word(i64(ctx.func.result_start[ctx.inst]), x)


def wanted(ctx: Lower) -> bool:
    """Whether the result, an i32, must have zeros above it: for rules that have another way to get them."""
    return ctx.wanted(i64(ctx.func.result_start[ctx.inst]))


def fits_word(ctx: Lower, x: Value) -> bool:
    """An i64 that is computed with zeros in its upper half: a narrow load, or the upper half moved down."""
    func = ctx.func
    inst = ctx.def_inst(x)
    op = ctx.def_op(inst)
    if op == OP_ULOAD8 or op == OP_ULOAD16 or op == OP_ULOAD32:
        return True
    if op != OP_USHR:
        return False
    amount = func.arg(inst, 1)
    return is_constant(ctx, amount) and func.imm[i64(func.value_def[amount])] & 63 >= 32


def is_border(ctx: Lower, x: Value) -> bool:
    """An i32 whose zeros cost a move, and nobody has wanted them yet: a user that can extend it for nothing
    had better do that."""
    func = ctx.func
    if ctx.zeros[x] == WANTED:
        return False
    inst = i64(func.value_def[x])
    if inst < 0:
        return inst == -1 - func.first_block and not ctx.own_convention
    op = func.op[inst]
    if op == OP_CALL or op == OP_CALL_INDIRECT:
        sig: i64 = i64(func.aux[inst])
        if op == OP_CALL:
            sig = func.ext_funcs[int(sig)].sig
        return not ctx.signature_layout(sig).zero_extended_words
    return op == OP_IREDUCE or op == OP_ISPLIT


def rather(ctx: Lower, x: Value, y: Value) -> bool:
    """Of the operands of a commutative instruction that overwrites its first one: x is used again and y is
    made here for this instruction alone, so y had better be the first."""
    func = ctx.func
    inst = i64(func.value_def[y])
    return (
        ctx.value_vreg[x] >= 0
        and ctx.value_uses[y] == 1
        and inst >= 0
        and func.inst_block[inst] == func.inst_block[ctx.inst]
        and func.op[inst] != OP_ICONST
    )


def single(ctx: Lower, inst: Inst) -> bool:
    """An instruction whose result is used once, so that what it absorbs is not done twice."""
    return ctx.single_use(inst)


def has(ctx: Lower, feature: Imm) -> bool:
    """Whether the machine has a feature (a constant of `features.py`)."""
    return (ctx.target.features & feature) != 0


def edge(ctx: Lower, index: Imm) -> Label:
    """Where a block call of the branch leads."""
    return ctx.edge_label(index)


def edges(ctx: Lower) -> Imm:
    """Number of block calls of the branch."""
    return ctx.edge_total()


def first_target(ctx: Lower) -> Imm:
    """Row of `RegallocInput.succ` with the first block that the branch leads to; the others follow."""
    block = ctx.blocks.label[i64(ctx.func.inst_block[ctx.inst])]
    return ctx.vc.ra.succ_start[block]


# --- symbols --------------------------------------------------------------------------------------


def function_symbol(ctx: Lower, fn: Fn) -> Symbol:
    """The symbol of a declared function."""
    return ctx.vc.symbol(ctx.func.ext_funcs[int(fn)].name.symbol())


def near_function(ctx: Lower, fn: Fn) -> bool:
    """Whether a declared function is linked close by."""
    return ctx.func.ext_funcs[int(fn)].colocated


def data_symbol(ctx: Lower, gv: Gv) -> Symbol:
    """The symbol of a global value; the other kinds were expanded before lowering."""
    value = ctx.func.global_values[int(gv)]
    if value.kind != "symbol" or value.tls or value.name is None:
        what = "a thread-local symbol" if value.tls else value.kind
        raise UnsupportedError(f"symbol_value of {what} is not supported on {ctx.target.name}")
    return ctx.vc.symbol(value.name.symbol())


def thread_symbol(ctx: Lower, gv: Gv) -> Symbol:
    """The symbol of a thread-local global value."""
    value = ctx.func.global_values[int(gv)]
    if value.kind != "symbol" or not value.tls or value.name is None:
        raise UnsupportedError("tls_value of what is no thread-local symbol is not supported")
    return ctx.vc.symbol(value.name.symbol())


def data_offset(ctx: Lower, gv: Gv) -> Imm:
    """Bytes from the symbol of a global value."""
    return ctx.func.global_values[int(gv)].offset


def near_data(ctx: Lower, gv: Gv) -> bool:
    """Whether a global value is linked close by, so that its offset goes into the relocation."""
    value = ctx.func.global_values[int(gv)]
    return value.colocated and -_NEAR <= value.offset < _NEAR
