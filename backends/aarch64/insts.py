"""Functions that `lower.rules` calls where one constructor does not do: sequences, and rows that need more
than their operands. Registers come in and go out; what a value needs first (extension) the rules say.
"""

from typing import Final

from mypy_extensions import i64

from ...ir.kinds import Const, Imm, Type
from ...ir.semantics.floats import from_int
from ...ir.types import F64, I32, I64, int_mask, is_int, lane_bits, sign_extend
from ..kinds import Mem, Reg
from ..lower import Lower
from . import conds
from . import constructors_gen as asm
from .conds import GE, GT, LO, LS, LT, MI, VS
from .immediates import encode_float, fits_add_imm
from .kinds import Cond

BAD_TOINT: Final = 255
INT_OVF: Final = 252

# --- constants ----------------------------------------------------------------------------


def const(ctx: Lower, ty: Type, k: Imm) -> Reg:
    """An integer constant."""
    return ctx.target.emit_const(ctx, ty, k)


def fconst(ctx: Lower, ty: Type, k: Imm) -> Reg:
    """A float given by its bits: zero and short ones by an instruction, others out of the constant pool."""
    if k == 0:
        return asm.movi_zero(ctx)
    imm = encode_float(k, ty == F64)
    if imm >= 0:
        return asm.fmov_i(ctx, ty, imm)
    return asm.float_const(ctx, ty, k)


def half_const(ctx: Lower, k: Imm) -> Reg:
    """An f16 given by its bits."""
    if k == 0:
        return asm.movi_zero(ctx)
    return asm.fmov_sw(ctx, ctx.target.emit_const(ctx, I32, k))


def pooled(ctx: Lower, row: Const) -> Reg:
    """16 bytes of the function's pool."""
    data = ctx.func.constants[int(row)]
    if not any(data):
        return asm.movi_zero(ctx)
    ctx.vc.constants.append(data)
    return asm.vector_const(ctx, len(ctx.vc.constants) - 1)


# --- extension ----------------------------------------------------------------------------


def zext64_reg(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """A register of type `ty` zero-extended to 64 bits: every W result is."""
    if ty == I64:
        return x
    if ty == I32:
        return asm.mov(ctx, I32, x)
    return asm.ubfm(ctx, I32, x, 0, lane_bits(ty) - 1)


def sext64_reg(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """A register of type `ty` sign-extended to 64 bits."""
    if ty == I64:
        return x
    return asm.sbfm(ctx, I64, x, 0, lane_bits(ty) - 1)


# --- integers -----------------------------------------------------------------------------


def cmp_const(ctx: Lower, ty: Type, x: Reg, k: Imm) -> None:
    """Compare with a constant that `is_cmp_imm`."""
    if fits_add_imm(k):
        asm.cmp_i(ctx, ty, x, k)
    else:
        asm.cmn_i(ctx, ty, x, -k)


def trap_on_overflow(ctx: Lower, ty: Type, x: Reg, y: Reg) -> None:
    """Trap for MIN / -1, whose operands are sign-extended:

        cmn  y, #1              is y -1?
        ccmp x, #1, #0, eq      then x - 1 overflows for MIN only
        b.vs trap

    A narrow dividend is moved to the top, where its MIN is that of the register."""
    if ty < I32:
        width = lane_bits(ty)
        x = asm.ubfm(ctx, I32, x, width, width - 1)
    asm.cmn_i(ctx, ty, y, 1)
    asm.ccmp_i(ctx, ty, x, 1, conds.EQ, 0)
    asm.trap_cond(ctx, VS, INT_OVF)


# --- conversions --------------------------------------------------------------------------


def clamp(ctx: Lower, x: Reg, bound: Imm, cond: Cond) -> Reg:
    """x when it is `cond` a bound of 32 bits, else the bound."""
    limit = ctx.target.emit_const(ctx, I32, bound & 0xFFFFFFFF)
    if conds.is_cmp_imm(bound):
        cmp_const(ctx, I32, x, bound)
    else:
        asm.cmp(ctx, I32, x, limit)
    return asm.csel(ctx, I32, x, limit, cond)


def clamp_unsigned(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """The nearest number that the narrow `ty` holds."""
    return clamp(ctx, x, int_mask(ty), LO)


def clamp_signed(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """The nearest number that the narrow `ty` holds."""
    greatest = int_mask(ty) >> 1
    x = clamp(ctx, x, greatest, LT)
    return clamp(ctx, x, sign_extend(greatest + 1, ty), GT)


def _float_of(ctx: Lower, ty: Type, number: int) -> Reg:
    """A whole number as a float constant."""
    bits = from_int(int(ty), number)
    if bits >> 63:
        bits -= 2**64
    return fconst(ctx, ty, bits)


def trap_unless_fits(ctx: Lower, ty: Type, source: Type, x: Reg, is_signed: Imm) -> None:
    """Traps of a conversion of the float x to `ty`: unordered with itself is bad_toint; at or below the
    greatest float that truncates below the range, or at or above the range's end, is int_ovf."""
    width = lane_bits(ty)
    digits: i64 = 53 if source == F64 else 24
    low = -1
    high = 2 ** int(width - is_signed)
    cond: i64 = LS
    if is_signed != 0:
        low = -high - 1
        if width > digits:  # floats are so far apart that the least number in range is the one to know
            low = -high
            cond = MI
    asm.fcmp(ctx, source, x, x)
    asm.trap_cond(ctx, VS, BAD_TOINT)
    limit = _float_of(ctx, source, low)
    asm.fcmp(ctx, source, x, limit)
    asm.trap_cond(ctx, cond, INT_OVF)
    limit = _float_of(ctx, source, high)
    asm.fcmp(ctx, source, x, limit)
    asm.trap_cond(ctx, GE, INT_OVF)


# --- memory -------------------------------------------------------------------------------


def load(ctx: Lower, ty: Type, mem: Mem) -> Reg:
    """A load of any type that a register holds; narrow integers are zero-extended."""
    if is_int(ty):
        return asm.ldr_r(ctx, ty, mem)
    return asm.ldr_v(ctx, ty, mem)


def store(ctx: Lower, ty: Type, x: Reg, mem: Mem) -> None:
    """A store of any type that a register holds."""
    if is_int(ty):
        asm.str_r(ctx, ty, x, mem)
    else:
        asm.str_v(ctx, ty, x, mem)
