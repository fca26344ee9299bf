"""What `lower.rules` calls where one constructor does not do: addresses, and sequences.

Integers narrower than 64 bits have junk above their width. Most sequences work on values extended to 64 bits:
sign extension keeps the order of unsigned numbers too.
"""

from typing import Final

from irtool.backends.kinds import Mem, Reg
from irtool.backends.lower import Lower
from irtool.backends.vcode import MEM_BASE, MEM_INCOMING, MEM_SLOT
from irtool.ir.entities import MEM_BIG, MEM_CODE_MASK, MEM_CODE_SHIFT
from irtool.ir.errors import UnsupportedError
from irtool.ir.kinds import Flags, Imm, Ss, Type, Value
from irtool.ir.opcodes_gen import OP_IADD, OP_ICONST, OP_STACK_ADDR
from irtool.ir.types import I8, I16, I32, I64, bit, int_mask, lane_bits
from mypy_extensions import i32, i64

from . import constructors_gen as asm

_ALTERNATING: Final = 0x5555_5555_5555_5555
_PAIRS: Final = 0x3333_3333_3333_3333
_NIBBLES: Final = 0x0F0F_0F0F_0F0F_0F0F
_BYTES: Final = 0x00FF_00FF_00FF_00FF
_HALVES: Final = 0x0000_FFFF_0000_FFFF
_ONES: Final = 0x0101_0101_0101_0101

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


def one_above(ctx: Lower, ty: Type) -> Reg:
    """The bit right above a narrow type."""
    return const(ctx, I64, bit(lane_bits(ty)))


# --- bits -----------------------------------------------------------------------------------------


def _swap(ctx: Lower, x: Reg, shift: Imm, mask: Imm) -> Reg:
    """Neighbouring fields of `shift` bits in each other's place; `mask` covers every other one."""
    m = const(ctx, I64, mask)
    right = asm.and_(ctx, asm.srli(ctx, x, shift), m)
    return asm.or_(ctx, right, asm.slli(ctx, asm.and_(ctx, x, m), shift))


def swap_bytes(ctx: Lower, x: Reg) -> Reg:
    """All eight bytes in reverse order."""
    x = _swap(ctx, x, 8, _BYTES)
    x = _swap(ctx, x, 16, _HALVES)
    return asm.or_(ctx, asm.srli(ctx, x, 32), asm.slli(ctx, x, 32))


def reverse_bits(ctx: Lower, x: Reg) -> Reg:
    """All 64 bits in reverse order."""
    for shift, mask in ((1, _ALTERNATING), (2, _PAIRS), (4, _NIBBLES)):
        x = _swap(ctx, x, shift, mask)
    return swap_bytes(ctx, x)


def popcount(ctx: Lower, x: Reg) -> Reg:
    """Number of ones: counted in pairs, nibbles and bytes, whose counts a product adds up in the top byte."""
    pairs = asm.and_(ctx, asm.srli(ctx, x, 1), const(ctx, I64, _ALTERNATING))
    x = asm.sub(ctx, x, pairs)
    mask = const(ctx, I64, _PAIRS)
    x = asm.add(ctx, asm.and_(ctx, x, mask), asm.and_(ctx, asm.srli(ctx, x, 2), mask))
    x = asm.and_(ctx, asm.add(ctx, x, asm.srli(ctx, x, 4)), const(ctx, I64, _NIBBLES))
    return asm.srli(ctx, asm.mul(ctx, x, const(ctx, I64, _ONES)), 56)


def leading_zeros(ctx: Lower, x: Reg) -> Reg:
    """Of 64 bits: what is left of the ones once they are spread to the right."""
    for shift in (1, 2, 4, 8, 16, 32):
        x = asm.or_(ctx, x, asm.srli(ctx, x, shift))
    return popcount(ctx, asm.xori(ctx, x, -1))


def count_trailing(ctx: Lower, x: Reg) -> Reg:
    """Of 64 bits: the ones of `x - 1` where x has none."""
    return popcount(ctx, asm.and_(ctx, asm.addi(ctx, x, -1), asm.xori(ctx, x, -1)))


# --- memory ---------------------------------------------------------------------------------------


def _trap_code(ctx: Lower, flags: i64, p: i64) -> i64:
    if flags & MEM_BIG != 0:
        raise UnsupportedError("big-endian memory accesses are not supported on riscv64")
    if ctx.func.value_type[p] != I64:
        raise UnsupportedError("addresses must be i64 on riscv64")
    return (flags & MEM_CODE_MASK) >> MEM_CODE_SHIFT


def _based(ctx: Lower, base: i64, offset: i64, code: i64) -> i64:
    mem = ctx.vc.new_mem(MEM_BASE, offset, code)
    ctx.vc.mem_base[mem] = i32(base)
    return mem


def at(ctx: Lower, flags: Flags, p: Value) -> Mem:
    """The address in a register."""
    return _based(ctx, ctx.use(p), 0, _trap_code(ctx, flags, p))


def address(ctx: Lower, flags: Flags, p: Value, offset: Imm) -> Mem:
    """p + offset, with constants of sums and stack slots taken in."""
    func = ctx.func
    code = _trap_code(ctx, flags, p)
    inst = ctx.def_inst(p)
    while inst >= 0 and func.op[inst] == OP_IADD and func.ty[inst] == I64:
        x, y = (i64(func.pool[i64(func.arg_start[inst]) + side]) for side in (0, 1))
        if ctx.def_op(ctx.def_inst(x)) == OP_ICONST:
            x, y = y, x
        constant = ctx.def_inst(y)
        if ctx.def_op(constant) != OP_ICONST or not fits12(offset + func.imm[constant]):
            break
        offset += func.imm[constant]
        p = x
        inst = ctx.def_inst(p)
    if inst >= 0 and func.op[inst] == OP_STACK_ADDR:
        mem = ctx.vc.new_mem(MEM_SLOT, offset + func.imm[inst], code)
        ctx.vc.mem_object[mem] = i64(func.aux[inst])
        return mem
    return base_offset(ctx, ctx.use(p), offset, code)


def base_offset(ctx: Lower, base: i64, offset: i64, code: i64) -> Mem:
    """A register plus a number of any size."""
    if fits12(offset):
        return _based(ctx, base, offset, code)
    return _based(ctx, asm.add(ctx, base, const(ctx, I64, offset)), 0, code)


def load(ctx: Lower, ty: Type, mem: Mem) -> Reg:
    """A load; i32 comes sign-extended, smaller ones zero-extended."""
    if ty == I64:
        return asm.ld(ctx, mem)
    if ty == I32:
        return asm.lw(ctx, mem)
    return asm.lhu(ctx, mem) if ty == I16 else asm.lbu(ctx, mem)


def store(ctx: Lower, ty: Type, x: Reg, mem: Mem) -> None:
    """A store."""
    if ty == I64:
        asm.sd(ctx, x, mem)
    elif ty == I32:
        asm.sw(ctx, x, mem)
    elif ty == I16:
        asm.sh(ctx, x, mem)
    else:
        asm.sb(ctx, x, mem)


def stack_addr(ctx: Lower, slot: Ss, offset: Imm) -> Reg:
    """Address of a byte of a stack slot."""
    mem = ctx.vc.new_mem(MEM_SLOT, offset, 0)
    ctx.vc.mem_object[mem] = slot
    return asm.addr(ctx, mem)


def get_return_address(ctx: Lower) -> Reg:
    """The saved ra, right above the saved frame pointer."""
    return asm.ld(ctx, ctx.vc.new_mem(MEM_INCOMING, -8, 0))


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
    return _based(ctx, word, 0, _trap_code(ctx, flags, p))


# --- control --------------------------------------------------------------------------------------


def jump_table(ctx: Lower, index: Reg) -> None:
    """Jump by a table; an empty one has only its default."""
    edges = ctx.edge_total()
    if edges == 1:
        asm.jump(ctx, ctx.edge_label(0))
        return
    block = ctx.blocks.label[i64(ctx.func.inst_block[ctx.inst])]
    asm.br_table(ctx, index, ctx.vc.ra.succ_start[block], edges - 1)
