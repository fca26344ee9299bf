"""Integer arithmetic and bit operations that take more than one instruction, or flags.

Narrow types (i8, i16): see insts.py for who extends. Sequences follow H. S. Warren, "Hacker's Delight"
(population count 5-1, bit reversal 7-1); division checks follow the CLIF meaning: int_divz for a zero
divisor, int_ovf for MIN / -1, and MIN rem -1 = 0.
"""

from typing import Final

from mypy_extensions import i64

from ...ir.opcodes import TRAP_CODES
from ...ir.types import I8, I16, I32, I64, sign_extend, type_bits, zero_extend
from ...regalloc.contract import (
    DEF,
    EARLY,
    FIXED,
    any_use,
    fixed_def,
    fixed_use,
    make_operand,
    preg_bit,
    reg_def,
    reg_use,
)
from ..lower import Lower
from .compare import cmov, cmp_rr, test_rr, trap_if
from .conds import X_B, X_E, X_S
from .encodings_gen import (
    MOP_ADC_RM,
    MOP_ADD_MI,
    MOP_ADD_RM,
    MOP_AND_MI,
    MOP_AND_RM,
    MOP_ANDN_RVM,
    MOP_BSF_RM,
    MOP_BSR_RM,
    MOP_BSWAP_O,
    MOP_CARRY_MASK,
    MOP_DIV_SEQ,
    MOP_IMUL_M,
    MOP_IMUL_RM,
    MOP_IMUL_RMI,
    MOP_LZCNT_RM,
    MOP_MUL_M,
    MOP_NEG_M,
    MOP_OR_MI,
    MOP_OR_RM,
    MOP_POPCNT_RM,
    MOP_ROL_MC,
    MOP_ROL_MI,
    MOP_ROR_MC,
    MOP_RORX_RMI,
    MOP_SAR_MC,
    MOP_SAR_MI,
    MOP_SARX_RMV,
    MOP_SBB_RM,
    MOP_SDIV_CHECK,
    MOP_SHL_MC,
    MOP_SHL_MI,
    MOP_SHLX_RMV,
    MOP_SHR_MC,
    MOP_SHR_MI,
    MOP_SHRX_RMV,
    MOP_SUB_RM,
    MOP_TZCNT_RM,
    MOP_XOR_RM,
)
from .features import HAS_BMI1, HAS_BMI2, HAS_LZCNT, HAS_POPCNT
from .insts import (
    add_imm,
    const,
    op_m,
    op_mc,
    op_mi,
    op_rm,
    op_rmi,
    op_rmv,
    op_rr,
    sign_ext32,
    wide,
    width,
    zero_ext,
    zero_ext32,
)
from .regs import RAX, RDX

_INT_DIVZ: Final = TRAP_CODES["int_divz"]
_INT_OVF: Final = TRAP_CODES["int_ovf"]

#: Kinds of `div_seq`.
_UNSIGNED: Final = 0
_SIGNED: Final = 1
_SIGNED_GUARDED: Final = 2


# --- sums and differences -------------------------------------------------------------------------


def iabs(ctx: Lower, ty: i64, x: i64) -> i64:
    """`x < 0 ? -x : x`: negate, and take x back when the negation is negative."""
    x = sign_ext32(ctx, ty, x)
    return cmov(ctx, wide(ty), X_S, x, op_m(ctx, MOP_NEG_M, wide(ty), x))


def add_flags(ctx: Lower, mop: i64, ty: i64, x: i64, y: i64) -> i64:
    """`x mop y` at the exact width, so that the flags are those of the type."""
    return op_rr(ctx, mop, width(ty), x, y)


def add_flags_imm(ctx: Lower, mop: i64, ty: i64, x: i64, k: i64) -> i64:
    """`x mop k` at the exact width."""
    return op_mi(ctx, mop, width(ty), x, sign_extend(k, ty))


def add_carry(ctx: Lower, ty: i64, x: i64, y: i64, carry: i64) -> i64:
    """`x + y + (carry != 0)`, flags at the exact width."""
    _carry_in(ctx, carry)
    return op_rr(ctx, MOP_ADC_RM, width(ty), x, y)


def sub_borrow(ctx: Lower, ty: i64, x: i64, y: i64, borrow: i64) -> i64:
    """`x - y - (borrow != 0)`, flags at the exact width."""
    _carry_in(ctx, borrow)
    return op_rr(ctx, MOP_SBB_RM, width(ty), x, y)


def _carry_in(ctx: Lower, carry: i64) -> None:
    """Whether an i8 is not zero to the carry flag: what negation does with it."""
    op_m(ctx, MOP_NEG_M, 1, carry)


# --- products -------------------------------------------------------------------------------------


def imul_ri(ctx: Lower, ty: i64, x: i64, k: i64) -> i64:
    """`x * k`."""
    return op_rmi(ctx, MOP_IMUL_RMI, wide(ty), x, sign_extend(k, ty))


def smul_flags(ctx: Lower, ty: i64, x: i64, y: i64) -> i64:
    """`x * y` with the overflow flag telling that the signed product did not fit."""
    if ty == I8:
        return _mul_rax(ctx, MOP_IMUL_M, 1, x, y)
    return op_rr(ctx, MOP_IMUL_RM, width(ty), x, y)


def umul_flags(ctx: Lower, ty: i64, x: i64, y: i64) -> i64:
    """`x * y` with the overflow flag telling that the unsigned product did not fit."""
    return _mul_rax(ctx, MOP_MUL_M, width(ty), x, y)


def _mul_rax(ctx: Lower, mop: i64, size: i64, x: i64, y: i64) -> i64:
    """The one-operand multiplication; the low half."""
    vc = ctx.vc
    low = ctx.new_int()
    row = vc.row(mop, size, 0, 0)
    vc.operand(any_use(y))
    vc.operand(fixed_use(x, RAX))
    vc.operand(fixed_def(low, RAX))
    if size != 1:
        vc.row_clobbers[row] = preg_bit(RDX)
    return low


def mul_high(ctx: Lower, signed: i64, ty: i64, x: i64, y: i64) -> i64:
    """High half of the product."""
    vc = ctx.vc
    mop: i64 = MOP_IMUL_M if signed != 0 else MOP_MUL_M
    if ty == I8:
        return op_mi(ctx, MOP_SHR_MI, 4, _mul_rax(ctx, mop, 1, x, y), 8)
    high = ctx.new_int()
    row = vc.row(mop, width(ty), 0, 0)
    vc.operand(any_use(y))
    vc.operand(fixed_use(x, RAX))
    vc.operand(fixed_def(high, RDX))
    vc.row_clobbers[row] = preg_bit(RAX)
    return high


# --- division -------------------------------------------------------------------------------------


def udivide(ctx: Lower, want: i64, ty: i64, x: i64, y: i64, known: i64) -> i64:
    """Unsigned quotient (`want` 0) or remainder (1). `known`: the divisor is a nonzero constant."""
    if known == 0:
        test_rr(ctx, ty, y, y)
        trap_if(ctx, X_E, _INT_DIVZ)
    x = zero_ext32(ctx, ty, x)
    y = zero_ext32(ctx, ty, y)
    return _divide(ctx, _UNSIGNED, want, wide(ty), x, y)


def sdivide(ctx: Lower, ty: i64, x: i64, y: i64) -> i64:
    """Signed quotient, with both checks."""
    vc = ctx.vc
    test_rr(ctx, ty, y, y)
    trap_if(ctx, X_E, _INT_DIVZ)
    vc.row(MOP_SDIV_CHECK, width(ty), _INT_OVF, 0)
    vc.operand(reg_use(x))
    vc.operand(reg_use(y))
    return sdivide_known(ctx, 0, ty, x, y)


def sdivide_known(ctx: Lower, want: i64, ty: i64, x: i64, y: i64) -> i64:
    """Signed quotient (`want` 0) or remainder (1) by a divisor that is neither 0 nor -1, or whose
    checks are done."""
    x = sign_ext32(ctx, ty, x)
    y = sign_ext32(ctx, ty, y)
    return _divide(ctx, _SIGNED, want, wide(ty), x, y)


def sremainder(ctx: Lower, ty: i64, x: i64, y: i64) -> i64:
    """Signed remainder; the divisor -1 is kept away from idiv."""
    test_rr(ctx, ty, y, y)
    trap_if(ctx, X_E, _INT_DIVZ)
    x = sign_ext32(ctx, ty, x)
    y = sign_ext32(ctx, ty, y)
    return _divide(ctx, _SIGNED_GUARDED, 1, wide(ty), x, y)


def _divide(ctx: Lower, kind: i64, want: i64, size: i64, x: i64, y: i64) -> i64:
    """The machine's division. rdx is written before the divisor is read, hence an early def."""
    vc = ctx.vc
    result = ctx.new_int()
    row = vc.row(MOP_DIV_SEQ, size, kind, 0)
    vc.operand(any_use(y))
    vc.operand(fixed_use(x, RAX))
    if want == 0:
        vc.operand(make_operand(ctx.new_int(), DEF, EARLY, FIXED, RDX))
        vc.operand(fixed_def(result, RAX))
    else:
        vc.operand(make_operand(result, DEF, EARLY, FIXED, RDX))
        vc.row_clobbers[row] = preg_bit(RAX)
    return result


# --- shifts and rotates ---------------------------------------------------------------------------


def _masked_amount(ctx: Lower, ty: i64, amount: i64) -> i64:
    """The machine masks to 5 or 6 bits: right for i32 and i64, too wide for i8 and i16."""
    if ty == I8 or ty == I16:
        return op_mi(ctx, MOP_AND_MI, 4, amount, type_bits(ty) - 1)
    return amount


def _shift(ctx: Lower, by_cl: i64, by_reg: i64, ty: i64, x: i64, amount: i64) -> i64:
    amount = _masked_amount(ctx, ty, amount)
    if (ctx.target.features & HAS_BMI2) != 0:
        return op_rmv(ctx, by_reg, wide(ty), x, amount)
    return op_mc(ctx, by_cl, wide(ty), x, amount)


def ishl(ctx: Lower, ty: i64, x: i64, amount: i64) -> i64:
    """Shift left by the amount modulo the width."""
    return _shift(ctx, MOP_SHL_MC, MOP_SHLX_RMV, ty, x, amount)


def ushr(ctx: Lower, ty: i64, x: i64, amount: i64) -> i64:
    """Logical shift right by the amount modulo the width."""
    return _shift(ctx, MOP_SHR_MC, MOP_SHRX_RMV, ty, zero_ext32(ctx, ty, x), amount)


def sshr(ctx: Lower, ty: i64, x: i64, amount: i64) -> i64:
    """Arithmetic shift right by the amount modulo the width."""
    return _shift(ctx, MOP_SAR_MC, MOP_SARX_RMV, ty, sign_ext32(ctx, ty, x), amount)


def ishl_imm(ctx: Lower, ty: i64, x: i64, k: i64) -> i64:
    """Shift left by a constant below the width."""
    return op_mi(ctx, MOP_SHL_MI, wide(ty), x, k)


def ushr_imm(ctx: Lower, ty: i64, x: i64, k: i64) -> i64:
    """Logical shift right by a constant below the width."""
    return op_mi(ctx, MOP_SHR_MI, wide(ty), zero_ext32(ctx, ty, x), k)


def iconcat(ctx: Lower, ty: i64, low: i64, high: i64) -> i64:
    """Two halves of type `ty` side by side; what is above `high` stays above the result."""
    size: i64 = 8 if ty == I32 else 4
    shifted = op_mi(ctx, MOP_SHL_MI, size, high, type_bits(ty))
    return op_rr(ctx, MOP_OR_RM, size, zero_ext(ctx, ty, low), shifted)


def high_half(ctx: Lower, ty: i64, x: i64) -> i64:
    """The upper half of a value of type `ty`."""
    return ushr_imm(ctx, ty, x, type_bits(ty) >> 1)


def sshr_imm(ctx: Lower, ty: i64, x: i64, k: i64) -> i64:
    """Arithmetic shift right by a constant below the width."""
    return op_mi(ctx, MOP_SAR_MI, wide(ty), sign_ext32(ctx, ty, x), k)


def rotl(ctx: Lower, ty: i64, x: i64, amount: i64) -> i64:
    """Rotate left. The machine's mask of 31 is harmless at 8 and 16 bits, which divide 32."""
    return op_mc(ctx, MOP_ROL_MC, width(ty), x, amount)


def rotr(ctx: Lower, ty: i64, x: i64, amount: i64) -> i64:
    """Rotate right."""
    return op_mc(ctx, MOP_ROR_MC, width(ty), x, amount)


def rotl_imm(ctx: Lower, ty: i64, x: i64, k: i64) -> i64:
    """Rotate left by a constant below the width."""
    if (ctx.target.features & HAS_BMI2) != 0 and width(ty) >= 4:
        bits = type_bits(ty)
        return op_rmi(ctx, MOP_RORX_RMI, width(ty), x, (bits - k) & (bits - 1))
    return op_mi(ctx, MOP_ROL_MI, width(ty), x, k)


def opposite_amount(ty: i64, k: i64) -> i64:
    """The amount of the rotation the other way."""
    return (type_bits(ty) - k) & (type_bits(ty) - 1)


# --- bits -----------------------------------------------------------------------------------------


def bswap(ctx: Lower, ty: i64, x: i64) -> i64:
    """Bytes in reverse order."""
    if ty == I16:
        return op_mi(ctx, MOP_ROL_MI, 2, x, 8)
    return op_m(ctx, MOP_BSWAP_O, width(ty), x)


def clz(ctx: Lower, ty: i64, x: i64) -> i64:
    """Leading zeros."""
    bits = type_bits(ty)
    size = wide(ty)
    x = zero_ext32(ctx, ty, x)
    if (ctx.target.features & HAS_LZCNT) != 0:
        count = op_rm(ctx, MOP_LZCNT_RM, size, x)
        return count if bits >= 32 else add_imm(ctx, I32, count, bits - 32)
    return _distance_from(ctx, bits - 1, size, x)


def _distance_from(ctx: Lower, top: i64, size: i64, x: i64) -> i64:
    """`top` minus the number of the highest one bit, which counts as -1 when there is none."""
    start = const(ctx, I32, top)
    none = const(ctx, I32, 0xFFFF_FFFF)
    found = op_rm(ctx, MOP_BSR_RM, size, x)
    found = cmov(ctx, size, X_E, none, found)
    return op_rr(ctx, MOP_SUB_RM, 4, start, found)


def ctz(ctx: Lower, ty: i64, x: i64) -> i64:
    """Trailing zeros. A narrow value gets a one above its width, so that the search ends there."""
    bits = type_bits(ty)
    size = wide(ty)
    bmi = (ctx.target.features & HAS_BMI1) != 0
    if bits < 32:
        x = op_mi(ctx, MOP_OR_MI, 4, x, 0x100 if ty == I8 else 0x10000)
        return op_rm(ctx, MOP_TZCNT_RM if bmi else MOP_BSF_RM, 4, x)
    if bmi:
        return op_rm(ctx, MOP_TZCNT_RM, size, x)
    none = const(ctx, I32, bits)
    return cmov(ctx, size, X_E, none, op_rm(ctx, MOP_BSF_RM, size, x))


def cls(ctx: Lower, ty: i64, x: i64) -> i64:
    """Bits below the sign that equal it: the leading zeros of `x ^ (x >> sign)`, less one."""
    size = wide(ty)
    bits = type_bits(ty)
    x = sign_ext32(ctx, ty, x)
    sign = op_mi(ctx, MOP_SAR_MI, size, x, 8 * size - 1)
    x = op_rr(ctx, MOP_XOR_RM, size, sign, x)
    if (ctx.target.features & HAS_LZCNT) != 0:
        return add_imm(ctx, I32, op_rm(ctx, MOP_LZCNT_RM, size, x), bits - 8 * size - 1)
    return _distance_from(ctx, bits - 2, size, x)


def _mask_row(ctx: Lower, size: i64, x: i64, mask: i64) -> i64:
    """`x & mask`; the mask is given at 64 bits and cut to the size."""
    if size == 4:
        return op_mi(ctx, MOP_AND_MI, 4, x, sign_extend(mask, I32))
    return op_rr(ctx, MOP_AND_RM, 8, x, const(ctx, I64, mask))


def _sum_of_groups(ctx: Lower, size: i64, x: i64, shift: i64, mask: i64) -> i64:
    """`(x & mask) + ((x >> shift) & mask)`."""
    low = _mask_row(ctx, size, x, mask)
    high = _mask_row(ctx, size, op_mi(ctx, MOP_SHR_MI, size, x, shift), mask)
    return op_rr(ctx, MOP_ADD_RM, size, low, high)


def popcnt(ctx: Lower, ty: i64, x: i64) -> i64:
    """Number of ones: sums of 2, 4, 8 neighbours side by side, then all bytes by a multiplication."""
    size = wide(ty)
    x = zero_ext32(ctx, ty, x)
    if (ctx.target.features & HAS_POPCNT) != 0:
        return op_rm(ctx, MOP_POPCNT_RM, size, x)
    pairs = _mask_row(ctx, size, op_mi(ctx, MOP_SHR_MI, size, x, 1), 0x5555_5555_5555_5555)
    x = op_rr(ctx, MOP_SUB_RM, size, x, pairs)
    x = _sum_of_groups(ctx, size, x, 2, 0x3333_3333_3333_3333)
    x = op_rr(ctx, MOP_ADD_RM, size, x, op_mi(ctx, MOP_SHR_MI, size, x, 4))
    x = _mask_row(ctx, size, x, 0x0F0F_0F0F_0F0F_0F0F)
    if ty == I8:
        return x
    if size == 8:
        x = op_rr(ctx, MOP_IMUL_RM, 8, x, const(ctx, I64, 0x0101_0101_0101_0101))
    else:
        x = op_rmi(ctx, MOP_IMUL_RMI, 4, x, 0x0101_0101)
    return op_mi(ctx, MOP_SHR_MI, size, x, 8 * size - 8)


def _swap_groups(ctx: Lower, size: i64, x: i64, shift: i64, mask: i64) -> i64:
    """Exchange neighbouring groups of `shift` bits."""
    high = op_mi(ctx, MOP_SHL_MI, size, _mask_row(ctx, size, x, mask), shift)
    low = _mask_row(ctx, size, op_mi(ctx, MOP_SHR_MI, size, x, shift), mask)
    return op_rr(ctx, MOP_OR_RM, size, high, low)


def bitrev(ctx: Lower, ty: i64, x: i64) -> i64:
    """Bits in reverse order: inside bytes by exchanging 1, 2 and 4 bits, then the bytes."""
    size = wide(ty)
    x = _swap_groups(ctx, size, x, 1, 0x5555_5555_5555_5555)
    x = _swap_groups(ctx, size, x, 2, 0x3333_3333_3333_3333)
    x = _swap_groups(ctx, size, x, 4, 0x0F0F_0F0F_0F0F_0F0F)
    return x if ty == I8 else bswap(ctx, ty, x)


def band_not(ctx: Lower, ty: i64, x: i64, y: i64) -> i64:
    """`x & ~y` with BMI1."""
    vc = ctx.vc
    dst = ctx.new_int()
    vc.row(MOP_ANDN_RVM, wide(ty), 0, 0)
    vc.operand(reg_def(dst))
    vc.operand(reg_use(y))
    vc.operand(any_use(x))
    return dst


def bit_select(ctx: Lower, ty: i64, c: i64, x: i64, y: i64) -> i64:
    """Bits of x where c has ones, of y elsewhere: `((x ^ y) & c) ^ y`."""
    size = wide(ty)
    differ = op_rr(ctx, MOP_AND_RM, size, op_rr(ctx, MOP_XOR_RM, size, x, y), c)
    return op_rr(ctx, MOP_XOR_RM, size, differ, y)


def bmask(ctx: Lower, to: i64, ty: i64, x: i64) -> i64:
    """All ones when x is not zero: negation sets the carry flag exactly then."""
    op_m(ctx, MOP_NEG_M, width(ty), x)
    return carry_mask(ctx, to)


def carry_mask(ctx: Lower, to: i64) -> i64:
    """All ones of a type when the carry flag is set, else 0."""
    dst = ctx.new_int()
    ctx.vc.row(MOP_CARRY_MASK, wide(to), 0, 0)
    ctx.vc.operand(reg_def(dst))
    return dst


# --- minimum and maximum --------------------------------------------------------------------------


def min_max(ctx: Lower, xcc: i64, ty: i64, x: i64, y: i64) -> i64:
    """x when `x xcc y`, else y."""
    cmp_rr(ctx, ty, x, y)
    return cmov(ctx, wide(ty), xcc, x, y)


# --- conditions of rules --------------------------------------------------------------------------


def has_bmi1(ctx: Lower) -> bool:
    """Whether BMI1 instructions may be used."""
    return (ctx.target.features & HAS_BMI1) != 0


def not_minus_one(ty: i64, k: i64) -> bool:
    """A divisor that cannot overflow."""
    return sign_extend(k, ty) != -1


def nonzero(ty: i64, k: i64) -> bool:
    """A divisor that cannot trap for zero."""
    return zero_extend(k, ty) != 0


def add_trap(ctx: Lower, ty: i64, code: i64, x: i64, y: i64) -> i64:
    """`x + y`, trapping with the code on carry."""
    result = op_rr(ctx, MOP_ADD_RM, width(ty), x, y)
    trap_if(ctx, X_B, code)
    return result


def add_trap_imm(ctx: Lower, ty: i64, code: i64, x: i64, k: i64) -> i64:
    """`x + k`, trapping with the code on carry."""
    result = add_flags_imm(ctx, MOP_ADD_MI, ty, x, k)
    trap_if(ctx, X_B, code)
    return result
