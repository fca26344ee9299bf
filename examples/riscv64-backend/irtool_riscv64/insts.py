"""What `lower.rules` calls where one constructor does not do: addresses, and sequences.

Integers narrower than 64 bits have junk above their width. Most sequences work on values extended to 64 bits:
sign extension keeps the order of unsigned numbers too.
"""

from irtool.backends.addresses import at_base, constant_of, constant_summand, other_summand, slot, trap_code
from irtool.backends.kinds import Mem, Reg
from irtool.backends.lower import Lower
from irtool.ir.kinds import Flags, Imm, Type, Value
from irtool.ir.opcodes_gen import OP_STACK_ADDR
from irtool.ir.types import I8, I32, I64, int_mask, lane_bits
from mypy_extensions import i64

from . import constructors_gen as asm

# --- constants and widths -------------------------------------------------------------------------


def const(ctx: Lower, ty: Type, k: Imm) -> Reg:
    """An integer constant, sign-extended to 64 bits."""
    return ctx.target.emit_const(ctx, ty, k)


def fits12(k: Imm) -> bool:
    """An immediate field holds it."""
    return -2048 <= k <= 2047


def high_bits(ty: Type) -> Imm:
    """Number of bits of a register above the type's."""
    return 64 - lane_bits(ty)


def sext_reg(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """A register of type `ty` sign-extended to 64 bits."""
    if ty == I64:
        return x
    if ty == I32:
        return asm.addiw(ctx, x, 0)
    return asm.srai(ctx, asm.slli(ctx, x, high_bits(ty)), high_bits(ty))


def zext_reg(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """A register of type `ty` zero-extended to 64 bits."""
    if ty == I64:
        return x
    if ty == I8:
        return asm.andi(ctx, x, 255)
    return asm.srli(ctx, asm.slli(ctx, x, high_bits(ty)), high_bits(ty))


def least(ctx: Lower, ty: Type) -> Reg:
    """The least signed number of a type, sign-extended."""
    return const(ctx, ty, -0x8000_0000_0000_0000 >> high_bits(ty))


# --- memory ---------------------------------------------------------------------------------------


def at(ctx: Lower, flags: Flags, p: Value) -> Mem:
    """The address in a register."""
    return at_base(ctx, ctx.use(p), 0, trap_code(ctx, flags, p))


def address(ctx: Lower, flags: Flags, p: Value, offset: Imm) -> Mem:
    """p + offset, with constants of sums and stack slots taken in."""
    code = trap_code(ctx, flags, p)
    k = constant_summand(ctx, p)
    while k >= 0 and fits12(offset + constant_of(ctx, k)):
        offset += constant_of(ctx, k)
        p = other_summand(ctx, p, k)
        k = constant_summand(ctx, p)
    inst = ctx.def_inst(p)
    if ctx.def_op(inst) == OP_STACK_ADDR:
        return slot(ctx, i64(ctx.func.aux[inst]), offset + ctx.func.imm[inst], code)
    return base_offset(ctx, ctx.use(p), offset, code)


def base_offset(ctx: Lower, base: i64, offset: i64, code: i64) -> Mem:
    """A register plus a number of any size."""
    if fits12(offset):
        return at_base(ctx, base, offset, code)
    return at_base(ctx, asm.add(ctx, base, const(ctx, I64, offset)), 0, code)


# --- atomics --------------------------------------------------------------------------------------


def word_around(ctx: Lower, p: Reg) -> Reg:
    """Address of the aligned word around a narrow value."""
    return asm.andi(ctx, p, -4)


def bit_offset(ctx: Lower, p: Reg) -> Reg:
    """By how many bits the value is shifted up in it."""
    return asm.slli(ctx, asm.andi(ctx, p, 3), 3)


def field_mask(ctx: Lower, ty: Type, shift: Reg) -> Reg:
    """The bits of the value in that word."""
    return asm.sll(ctx, const(ctx, I64, int_mask(ty)), shift)


def at_word(ctx: Lower, flags: Flags, p: Value, word: Reg) -> Mem:
    """The word as an address, with the trap code of the access."""
    return at_base(ctx, word, 0, trap_code(ctx, flags, p))


# --- control --------------------------------------------------------------------------------------


def jump_table(ctx: Lower, index: Reg) -> None:
    """Jump by a table; an empty one has only its default."""
    edges = ctx.edge_total()
    if edges == 1:
        asm.jump(ctx, ctx.edge_label(0))
        return
    block = ctx.blocks.label[i64(ctx.func.inst_block[ctx.inst])]
    asm.br_table(ctx, index, ctx.vc.ra.succ_start[block], edges - 1)
