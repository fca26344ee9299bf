"""Compares and what reads the flags: sets, selects, branches, traps.

`compare` appends the rows that set the flags for `icmp cc x, y` and returns the machine condition to
test; its consumer must follow with nothing but moves and constants in between, which leave the
flags alone. Consumers take the registers they need before the compare is made.

    v3 = icmp ult v0, v1      (i8)        and w9, w0, #0xff
    brif v3, block1, block2               cmp w9, w1, uxtb
                                          b.lo block1;  b block2
"""

from typing import Final

from librt.vecs import vec
from mypy_extensions import i64

from ...ir.condcodes import swap_intcc
from ...ir.errors import UnsupportedError
from ...ir.opcodes_gen import (
    CC_NE,
    CC_SGE,
    CC_SGT,
    CC_SLE,
    CC_SLT,
    CC_UGE,
    CC_ULT,
    OP_BAND,
    OP_ICONST,
    OP_ISHL,
    OP_SEXTEND,
    OP_UEXTEND,
)
from ...ir.types import I8, I32, I64, is_float, is_vector, lane_bits, sign_extend, type_bits, zero_extend
from ...regalloc.contract import FLOAT, fixed_use, reg_def, reg_use
from ..lower import Lower
from .encodings_gen import (
    MOP_BR_BIT,
    MOP_BR_COND,
    MOP_BR_TABLE,
    MOP_BR_ZERO,
    MOP_CMN_I,
    MOP_CMP_I,
    MOP_CMP_RS,
    MOP_CMP_RX,
    MOP_CSEL,
    MOP_CSET,
    MOP_CSETM,
    MOP_CSINC,
    MOP_CSINV,
    MOP_FCSEL,
    MOP_TRAP,
    MOP_TRAP_COND,
    MOP_TRAP_ZERO,
    MOP_TST_I,
    MOP_TST_RS,
)
from .immediates import fits_add_imm, trailing_zeros
from .insts import LSL, SXTB, UXTB, is_zero_extended, mask_field, sext, sf_of, zext
from .regs import ZR

COND_EQ: Final = 0
COND_NE: Final = 1
COND_HS: Final = 2
COND_LO: Final = 3
COND_VS: Final = 6

#: Machine condition by intcc: eq ne slt sge sgt sle ult uge ugt ule.
_COND: Final[vec[i64]] = vec[i64]([0, 1, 11, 10, 12, 13, 3, 2, 8, 9])


def _constant(ctx: Lower, value: i64) -> bool:
    inst = ctx.def_inst(value)
    return inst >= 0 and ctx.func.op[inst] == OP_ICONST


def _constant_of(ctx: Lower, value: i64) -> i64:
    return ctx.func.imm[i64(ctx.func.value_def[value])]


def is_signed(cc: i64) -> bool:
    """slt, sge, sgt, sle."""
    return CC_SLT <= cc <= CC_SLE


# --- compares -----------------------------------------------------------------------------


def cmp_row(ctx: Lower, mop: i64, ty: i64, x: i64, i1: i64, i2: i64) -> None:
    """A compare of one register with an immediate."""
    ctx.vc.row(mop, sf_of(ty), i1, i2)
    ctx.vc.operand(reg_use(x))


def cmp_regs(ctx: Lower, mop: i64, ty: i64, x: i64, y: i64, kind: i64, amount: i64) -> None:
    """A compare of two registers, the second shifted or extended."""
    ctx.vc.row(mop, sf_of(ty), kind, amount)
    ctx.vc.operand(reg_use(x))
    ctx.vc.operand(reg_use(y))


def cmp_imm(ctx: Lower, ty: i64, x: i64, k: i64) -> bool:
    """Compare x with a constant that fits cmp or, negated, cmn; False when it fits neither."""
    if fits_add_imm(k):
        cmp_row(ctx, MOP_CMP_I, ty, x, 1 if k > 0xFFF else 0, k >> 12 if k > 0xFFF else k)
        return True
    if -0xFFF000 <= k < 0 and fits_add_imm(-k):
        cmp_row(ctx, MOP_CMN_I, ty, x, 1 if -k > 0xFFF else 0, -k >> 12 if -k > 0xFFF else -k)
        return True
    return False


def _is_test(ctx: Lower, cc: i64, x: i64, y: i64) -> bool:
    """`icmp cc (band a b), 0` for a condition that reads only Z and N."""
    if not _constant(ctx, y) or _constant_of(ctx, y) != 0 or (cc > CC_SLE):
        return False
    inst = ctx.def_inst(x)
    return inst >= 0 and ctx.func.op[inst] == OP_BAND


def _tst(ctx: Lower, ty: i64, x: i64) -> bool:
    """Set the flags of the `band` that defines x. Narrow types: only with a constant, whose zeros
    hide what is above the value."""
    func = ctx.func
    start = i64(func.arg_start[ctx.def_inst(x)])
    a = i64(func.pool[start])
    b = i64(func.pool[start + 1])
    if _constant(ctx, a):
        a, b = b, a
    if _constant(ctx, b):
        field = mask_field(ty, _constant_of(ctx, b))
        if field < 0:
            return False
        cmp_row(ctx, MOP_TST_I, ty, ctx.use(a), field, 0)
        return True
    if ty < I32:
        return False
    left = ctx.use(a)
    cmp_regs(ctx, MOP_TST_RS, ty, left, ctx.use(b), LSL, 0)
    return True


def compare(ctx: Lower, cc: i64, ty: i64, x: i64, y: i64) -> i64:
    """Set the flags for `icmp cc x, y` of values of type `ty`; returns the condition."""
    if _constant(ctx, x) and not _constant(ctx, y):
        x, y = y, x
        cc = swap_intcc(cc)
    if _is_test(ctx, cc, x, y) and (ty >= I32 or cc <= CC_NE) and _tst(ctx, ty, x):
        return _COND[cc]
    if ty < I32:
        _compare_narrow(ctx, cc, ty, x, y)
    else:
        _compare_wide(ctx, ty, x, y)
    return _COND[cc]


def _compare_narrow(ctx: Lower, cc: i64, ty: i64, x: i64, y: i64) -> None:
    """i8 and i16: both sides are extended, the second one inside the compare."""
    signed = is_signed(cc)
    if _constant(ctx, y):
        k = _constant_of(ctx, y)
        if cc <= CC_NE and k == 0 and not is_zero_extended(ctx, x):
            cmp_row(ctx, MOP_TST_I, I32, ctx.use(x), mask_field(I32, zero_extend(-1, ty)), 0)
            return
        k = sign_extend(k, ty) if signed else zero_extend(k, ty)
        reg = sext(ctx, ty, x) if signed else zext(ctx, ty, x)
        if cmp_imm(ctx, I32, reg, k):
            return
        cmp_regs(ctx, MOP_CMP_RS, I32, reg, ctx.target.emit_const(ctx, I32, k & 0xFFFFFFFF), LSL, 0)
        return
    reg = sext(ctx, ty, x) if signed else zext(ctx, ty, x)
    right = ctx.use(y)
    if not signed and is_zero_extended(ctx, y):
        cmp_regs(ctx, MOP_CMP_RS, I32, reg, right, LSL, 0)
    else:
        option = (SXTB if signed else UXTB) + (0 if ty == I8 else 1)
        cmp_regs(ctx, MOP_CMP_RX, I32, reg, right, option, 0)


def _compare_wide(ctx: Lower, ty: i64, x: i64, y: i64) -> None:
    """i32 and i64: immediate, shifted, extended or plain second operand."""
    func = ctx.func
    left = ctx.use(x)
    inst = ctx.def_inst(y)
    if inst >= 0:
        op = i64(func.op[inst])
        if op == OP_ICONST:
            k = sign_extend(func.imm[inst], ty)
            if cmp_imm(ctx, ty, left, k):
                return
        elif (
            op == OP_ISHL
            and i64(func.ty[inst]) == ty
            and _constant(ctx, i64(func.pool[i64(func.arg_start[inst]) + 1]))
        ):
            amount = _constant_of(ctx, i64(func.pool[i64(func.arg_start[inst]) + 1])) & (lane_bits(ty) - 1)
            cmp_regs(
                ctx, MOP_CMP_RS, ty, left, ctx.use(i64(func.pool[i64(func.arg_start[inst])])), LSL, amount
            )
            return
        elif op == OP_UEXTEND or op == OP_SEXTEND:
            narrow = i64(func.pool[i64(func.arg_start[inst])])
            option = (UXTB if op == OP_UEXTEND else SXTB) + i64(func.value_type[narrow]) - I8
            cmp_regs(ctx, MOP_CMP_RX, ty, left, ctx.use(narrow), option, 0)
            return
    cmp_regs(ctx, MOP_CMP_RS, ty, left, ctx.use(y), LSL, 0)


def nonzero(ctx: Lower, value: i64) -> i64:
    """Set the flags for `value != 0`; returns the condition."""
    ty = i64(ctx.func.value_type[value])
    inst = ctx.def_inst(value)
    if inst >= 0 and ctx.func.op[inst] == OP_BAND and i64(ctx.func.ty[inst]) == ty and _tst(ctx, ty, value):
        return COND_NE
    if ty < I32 and not is_zero_extended(ctx, value):
        cmp_row(ctx, MOP_TST_I, I32, ctx.use(value), mask_field(I32, zero_extend(-1, ty)), 0)
    else:
        cmp_row(ctx, MOP_CMP_I, ty, ctx.use(value), 0, 0)
    return COND_NE


# --- sets and selects ---------------------------------------------------------------------


def cset(ctx: Lower, cond: i64) -> i64:
    """1 or 0 in a register, zero above."""
    rd = ctx.new_int()
    ctx.vc.row(MOP_CSET, 0, cond ^ 1, 0)
    ctx.vc.operand(reg_def(rd))
    return rd


def csetm(ctx: Lower, ty: i64, cond: i64) -> i64:
    """All ones or 0."""
    rd = ctx.new_int()
    ctx.vc.row(MOP_CSETM, sf_of(ty), cond ^ 1, 0)
    ctx.vc.operand(reg_def(rd))
    return rd


def csel(ctx: Lower, ty: i64, x: i64, y: i64, cond: i64) -> i64:
    """x when the condition holds, else y; registers of either class."""
    if is_float(ty) or is_vector(ty):
        return _fcsel(ctx, ty, x, y, cond)
    return _csel_row(ctx, MOP_CSEL, ty, reg_use(x), reg_use(y), cond)


def _fcsel(ctx: Lower, ty: i64, x: i64, y: i64, cond: i64) -> i64:
    if type_bits(ty) > 64:
        raise UnsupportedError("select of 128-bit values is not supported on aarch64")
    rd = ctx.vc.new_vreg(FLOAT)
    ctx.vc.row(MOP_FCSEL, 0 if type_bits(ty) == 32 else 1, cond, 0)
    ctx.vc.operand(reg_def(rd))
    ctx.vc.operand(reg_use(x))
    ctx.vc.operand(reg_use(y))
    return rd


def _csel_row(ctx: Lower, mop: i64, ty: i64, x: i64, y: i64, cond: i64) -> i64:
    rd = ctx.new_int()
    ctx.vc.row(mop, sf_of(ty), cond, 0)
    ctx.vc.operand(reg_def(rd))
    ctx.vc.operand(x)
    ctx.vc.operand(y)
    return rd


def is_cheap_pair(ty: i64, k: i64) -> bool:
    """Constants that csel makes of the zero register: 0, 1 and all ones."""
    value = sign_extend(k, ty)
    return -1 <= value <= 1


def csel_const(ctx: Lower, ty: i64, x: i64, k: i64, cond: i64) -> i64:
    """x when the condition holds, else the constant k of `is_cheap_pair`."""
    value = sign_extend(k, ty)
    mop: i64 = MOP_CSEL
    if value == 1:
        mop = MOP_CSINC
    elif value == -1:
        mop = MOP_CSINV
    return _csel_row(ctx, mop, ty, reg_use(x), fixed_use(x, ZR), cond)


def min_max(ctx: Lower, ty: i64, cc: i64, x: i64, y: i64) -> i64:
    """x when `icmp cc x, y`, else y; both are values."""
    left = ctx.use(x)
    right = ctx.use(y)
    return csel(ctx, ty, left, right, compare(ctx, cc, ty, x, y))


def invert(cond: i64) -> i64:
    """The opposite machine condition."""
    return cond ^ 1


# --- branches -----------------------------------------------------------------------------


def br_cond(ctx: Lower, cond: i64) -> None:
    """Two-way branch on a condition."""
    ctx.vc.row(MOP_BR_COND, cond, ctx.edge_label(0), ctx.edge_label(1))


def br_zero(ctx: Lower, ty: i64, reg: i64, nz: i64) -> None:
    """Two-way branch on a whole register being zero (`nz` 0) or not."""
    ctx.vc.row(MOP_BR_ZERO, sf_of(ty) | (nz << 1), ctx.edge_label(0), ctx.edge_label(1))
    ctx.vc.operand(reg_use(reg))


def br_bit(ctx: Lower, reg: i64, bit: i64, nz: i64) -> None:
    """Two-way branch on one bit of a register."""
    ctx.vc.row(MOP_BR_BIT, bit | (nz << 6), ctx.edge_label(0), ctx.edge_label(1))
    ctx.vc.operand(reg_use(reg))


def _single_bit(ctx: Lower, ty: i64, value: i64) -> i64:
    """The bit number when `value` is `band x, (constant power of two)`, else -1."""
    func = ctx.func
    inst = ctx.def_inst(value)
    if inst < 0 or func.op[inst] != OP_BAND or i64(func.ty[inst]) != ty:
        return -1
    mask = i64(func.pool[i64(func.arg_start[inst]) + 1])
    if not _constant(ctx, mask):
        return -1
    k = _constant_of(ctx, mask)
    if ty == I64 and k < 0:
        return 63 if k & 0x7FFF_FFFF_FFFF_FFFF == 0 else -1
    if k <= 0 or k & (k - 1) != 0:
        return -1
    return trailing_zeros(k)


def br_nonzero(ctx: Lower, value: i64, nz: i64) -> None:
    """Branch to the first target when a value is not zero (`nz` 1) or is (`nz` 0)."""
    ty = i64(ctx.func.value_type[value])
    bit = _single_bit(ctx, ty, value)
    if bit >= 0:
        masked = ctx.def_inst(value)
        br_bit(ctx, ctx.use(i64(ctx.func.pool[i64(ctx.func.arg_start[masked])])), bit, nz)
    elif ty >= I32 or is_zero_extended(ctx, value):
        br_zero(ctx, ty, ctx.use(value), nz)
    else:
        cond = nonzero(ctx, value)
        br_cond(ctx, cond if nz == 1 else cond ^ 1)


def br_icmp(ctx: Lower, cc: i64, ty: i64, x: i64, y: i64) -> None:
    """Branch on a compare; compares with 0 need no flags."""
    if _constant(ctx, x) and not _constant(ctx, y):
        x, y = y, x
        cc = swap_intcc(cc)
    if _constant(ctx, y):
        k = sign_extend(_constant_of(ctx, y), ty)
        if k == 0 and cc <= CC_NE:
            br_nonzero(ctx, x, 1 if cc == CC_NE else 0)
            return
        if (k == 0 and (cc == CC_SLT or cc == CC_SGE)) or (k == -1 and (cc == CC_SLE or cc == CC_SGT)):
            negative: i64 = 1 if cc == CC_SLT or cc == CC_SLE else 0
            br_bit(ctx, ctx.use(x), lane_bits(ty) - 1, negative)
            return
        if k == 1 and (cc == CC_ULT or cc == CC_UGE):
            br_nonzero(ctx, x, 1 if cc == CC_UGE else 0)
            return
    br_cond(ctx, compare(ctx, cc, ty, x, y))


def br_table(ctx: Lower, index: i64) -> None:
    """Jump by a table; an empty one has only its default."""
    edges = ctx.edge_total()
    if edges == 1:
        ctx.vc.row(ctx.target.mop_jump, ctx.edge_label(0), 0, 0)
        return
    reg = ctx.use(index)
    block = ctx.blocks.label[i64(ctx.func.inst_block[ctx.inst])]
    ctx.vc.row(MOP_BR_TABLE, ctx.vc.ra.succ_start[block], edges - 1, 0)
    ctx.vc.operand(reg_use(reg))


# --- traps --------------------------------------------------------------------------------


def trap(ctx: Lower, code: i64) -> None:
    """Unconditional trap."""
    ctx.vc.row(MOP_TRAP, code, 0, 0)


def trap_if(ctx: Lower, cond: i64, code: i64) -> None:
    """Trap when the condition holds."""
    ctx.vc.row(MOP_TRAP_COND, cond, code, 0)


def trap_reg(ctx: Lower, ty: i64, reg: i64, nz: i64, code: i64) -> None:
    """Trap when a whole register is zero (`nz` 0) or not."""
    ctx.vc.row(MOP_TRAP_ZERO, sf_of(ty) | (nz << 1), code, 0)
    ctx.vc.operand(reg_use(reg))


def trap_value(ctx: Lower, value: i64, nz: i64, code: i64) -> None:
    """Trap when a value is not zero (`nz` 1) or is."""
    ty = i64(ctx.func.value_type[value])
    if ty >= I32 or is_zero_extended(ctx, value):
        trap_reg(ctx, ty, ctx.use(value), nz, code)
    else:
        cond = nonzero(ctx, value)
        trap_if(ctx, cond if nz == 1 else cond ^ 1, code)
