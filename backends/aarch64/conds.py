"""What `lower.rules` asks and works out without emitting code: conditions, constants that fit, values.

Conditions of the machine by those of the IR. `fcmp` sets the flags so that most are one test, also when a NaN
makes the operands unordered (then C and V are set, N and Z clear):

    ord vc   uno vs   eq eq   ne ne   lt mi   le ls   gt gt   ge ge   ult lt   ule le   ugt hi   uge pl

`one` (mi or gt) and `ueq` (eq or vs) need two, which are joined in a register.
"""

from typing import Final

from librt.vecs import vec
from mypy_extensions import i64, u8

from ...ir import opcodes_gen as oc
from ...ir.entities import MEM_BIG
from ...ir.kinds import Cc, Fcc, Flags, Imm, Type, Value
from ...ir.types import I8, I32, I64, lane_bits, sign_extend, zero_extend
from ..lower import Lower
from ..rule_facts import (
    claims_zeros,
    count_ones,
    is_border,
    is_constant,
    opcode_marks,
    shift_amount,
    trailing_zeros,
)
from .immediates import encode_bitmask, fits_add_imm
from .kinds import Cond, Ext, Mask, Shift

EQ: Final[Cond] = 0
NE: Final[Cond] = 1
HS: Final[Cond] = 2
LO: Final[Cond] = 3
MI: Final[Cond] = 4
PL: Final[Cond] = 5
VS: Final[Cond] = 6
VC: Final[Cond] = 7
HI: Final[Cond] = 8
LS: Final[Cond] = 9
GE: Final[Cond] = 10
LT: Final[Cond] = 11
GT: Final[Cond] = 12
LE: Final[Cond] = 13

LSL: Final[Shift] = 0
LSR: Final[Shift] = 1
ASR: Final[Shift] = 2

UXTB: Final[Ext] = 0
UXTW: Final[Ext] = 2
#: All 64 bits as they are. (The shifted-register form of add does not know the stack pointer.)
UXTX: Final[Ext] = 3
SXTB: Final[Ext] = 4
SXTW: Final[Ext] = 6

_MAX: Final = 0x7FFF_FFFF_FFFF_FFFF

#: By intcc: eq ne slt sge sgt sle ult uge ugt ule.
_INT_CONDS: Final[vec[i64]] = vec[i64]([EQ, NE, LT, GE, GT, LE, LO, HS, HI, LS])
#: By floatcc: ord uno eq ne one ueq lt le gt ge ult ule ugt uge; of `one` and `ueq` the first of two.
_FLOAT_CONDS: Final[vec[i64]] = vec[i64]([VC, VS, EQ, NE, MI, EQ, MI, LS, GT, GE, LT, LE, HI, PL])


def int_cond(cc: Cc) -> Cond:
    """The condition after `cmp x, y` for `icmp cc x, y`."""
    return _INT_CONDS[cc]


def float_cond(cc: Fcc) -> Cond:
    """The condition after `fcmp x, y` for `fcmp cc x, y`."""
    return _FLOAT_CONDS[cc]


def sense(cond: Cond, nz: Imm) -> Cond:
    """The condition (`nz` 1) or its opposite (0)."""
    return cond ^ 1 ^ nz


def is_signed(cc: Cc) -> bool:
    """slt, sge, sgt, sle."""
    return oc.CC_SLT <= cc <= oc.CC_SLE


def reads_zn(cc: Cc) -> bool:
    """After a compare with 0 the condition is one of Z and N, as `tst` sets them."""
    return cc <= oc.CC_SLE


# --- constants ----------------------------------------------------------------------------


def add_imm(ty: Type, k: Imm) -> Imm:
    """`k` as the immediate of an add, -1 when it does not fit. Bits above the width of `ty` do not
    matter, so a narrow constant may be taken as either sign."""
    value = zero_extend(k, ty)
    if not fits_add_imm(value):
        return -1
    return value


def sub_imm(ty: Type, k: Imm) -> Imm:
    """`-k` as the immediate of a sub, -1 when it does not fit."""
    value = sign_extend(k, ty)
    if -0xFFF000 <= value < 0 and fits_add_imm(-value):
        return -value
    return -1


def is_cmp_imm(k: Imm) -> bool:
    """`k` fits a compare, or negated a compare of the negative (`insts.cmp_const`)."""
    return fits_add_imm(k) or (-0xFFF000 <= k < 0 and fits_add_imm(-k))


def mask(ty: Type, k: Imm) -> Mask:
    """Bitmask field for a constant of type `ty`, -1 when there is none."""
    return encode_bitmask(zero_extend(k, ty), 1 if ty == I64 else 0)


def width_mask(ty: Type) -> Mask:
    """Bitmask field, in 32 bits, of ones as wide as the narrow `ty`."""
    return encode_bitmask((1 << lane_bits(ty)) - 1, 0)  # small shift: by 8 or 16


def negative(ty: Type, k: Imm) -> Imm:
    """The amount of a shift by `k` the other way round, modulo the width of the register."""
    return -k & (63 if ty == I64 else 31)


def left_top(ty: Type, k: Imm) -> Imm:
    """`imms` of the ubfm that shifts left by `k`."""
    return (63 if ty == I64 else 31) - k


def zext_option(ty: Type) -> Ext:
    """Extended-register option that zero-extends a value of i8, i16 or i32."""
    return UXTB + ty - I8


def sext_option(ty: Type) -> Ext:
    """Extended-register option that sign-extends."""
    return SXTB + ty - I8


def is_low_mask(k: Imm) -> bool:
    """Ones from bit 0 up: `(x >> shift) & k` is a field extract."""
    return 0 < k < _MAX and k & (k + 1) == 0


def extract_top(ty: Type, shift: Imm, k: Imm) -> Imm:
    """The highest bit of that field."""
    return min(shift_amount(ty, shift) + count_ones(k) - 1, lane_bits(ty) - 1)


def is_field_insert(ty: Type, shift: Imm, k: Imm) -> bool:
    """`(x << shift) & k` is a field insert into zeros: `k` is a run of ones that starts at the shift."""
    low = shift_amount(ty, shift)
    if k <= 0 or low == 0 or trailing_zeros(k) != low:
        return False
    rest = k >> low
    return rest < _MAX and rest & (rest + 1) == 0


def bit_number(ty: Type, k: Imm) -> Imm:
    """The number of the only one in a constant of type `ty`, -1 for several or none."""
    if ty == I64 and k < 0:
        return 63 if k & _MAX == 0 else -1
    if k <= 0 or k & (k - 1) != 0:
        return -1
    return trailing_zeros(k)


# --- the function -------------------------------------------------------------------------


def little(flags: Flags) -> bool:
    """Not marked `big`."""
    return flags & MEM_BIG == 0


#: Opcodes all of whose rules for i8 and i16 end in an instruction on a W register that leaves zeros above
#: the value.
_CLEARS_SMALL: Final[vec[u8]] = opcode_marks(
    "icmp fcmp ushr udiv urem clz ctz popcnt load uload8 uextend iconst"
)
_BAND: Final[vec[u8]] = opcode_marks("band")


def costs(ctx: Lower, value: Value) -> bool:
    """Extending a value to 64 bits takes an instruction, unless its user has an operand that extends."""
    return ctx.func.value_type[value] != I32 or is_border(ctx, value)


def zeros_above(ctx: Lower, value: Value) -> bool:
    """The register of an i8 or i16 has zeros above it, because of what defines it."""
    if claims_zeros(ctx, value, _CLEARS_SMALL):
        return True
    inst = ctx.def_inst(value)  # a constant is zero-extended
    is_mask = ctx.def_op(inst) == oc.OP_BAND and is_constant(ctx, ctx.func.arg(inst, 1))
    return is_mask and claims_zeros(ctx, value, _BAND)


# --- chains of conditions -----------------------------------------------------------------

#: Flags (N 8, Z 4, C 2, V 1) after which a condition holds, by number; its opposite, the number with the
#: lowest bit flipped, does not. EQ HS MI VS HI GE GT.
_HOLDS: Final[vec[i64]] = vec[i64]([4, 2, 8, 1, 2, 0, 0])
#: Flags after which it does not.
_FAILS: Final[vec[i64]] = vec[i64]([0, 0, 0, 0, 0, 8, 4])
#: Levels of `band`, `bor` and `uextend` that are looked through.
_DEEPEST: Final = 4


def flags_for(cond: Cond, truth: Imm) -> Imm:
    """The `nzcv` field that makes a condition true (1) or false (0)."""
    if cond & 1 != 0:
        truth = 1 - truth
    return _HOLDS[cond >> 1] if truth != 0 else _FAILS[cond >> 1]


def one_test(cc: Fcc) -> bool:
    """One condition of the machine says it: not `one`, not `ueq`."""
    return cc != oc.FCC_ONE and cc != oc.FCC_UEQ


def is_compare(ctx: Lower, value: Value) -> bool:
    """A compare that can be made on a condition, for one user; those of i8 and i16 would have to extend
    first."""
    inst = ctx.def_inst(value)
    if inst < 0 or not ctx.single_use(inst):
        return False
    func = ctx.func
    op = ctx.def_op(inst)
    if op == oc.OP_UEXTEND:
        inst = ctx.def_inst(func.arg(inst, 0))
        op = ctx.def_op(inst)
        if inst < 0 or not ctx.single_use(inst):
            return False
    if op == oc.OP_ICMP:
        ty = func.value_type[func.arg(inst, 0)]
        return ty == I32 or ty == I64
    return op == oc.OP_FCMP and one_test(func.imm[inst])


def _is_truth(ctx: Lower, value: i64, depth: i64) -> bool:
    """A value that is 0 or 1: a compare, or `band` and `bor` of such. Depth bounds the recursion."""
    inst = ctx.def_inst(value)
    func = ctx.func
    op = ctx.def_op(inst)
    if op == oc.OP_ICMP or op == oc.OP_FCMP:
        return True
    if depth == 0:
        return False
    if op == oc.OP_UEXTEND:
        return _is_truth(ctx, func.arg(inst, 0), depth - 1)
    if op == oc.OP_BAND or op == oc.OP_BOR:
        return _is_truth(ctx, func.arg(inst, 0), depth - 1) and _is_truth(ctx, func.arg(inst, 1), depth - 1)
    return False


def goes_first(ctx: Lower, x: Value, y: Value) -> bool:
    """In a chain, x has to come in front of y: y is a compare that can depend on flags, x is not."""
    return is_compare(ctx, y) and not is_compare(ctx, x)


def joins(ctx: Lower, x: Value, y: Value) -> bool:
    """`x & y` or `x | y` is a chain of compares: both are 0 or 1, and one of them is a compare that can
    depend on flags."""
    if not (is_compare(ctx, x) or is_compare(ctx, y)):
        return False
    return _is_truth(ctx, x, _DEEPEST) and _is_truth(ctx, y, _DEEPEST)
