"""Functions that rules call besides constructors: facts about types and constants, and short sequences.

Arithmetic on i8 and i16 is done in 32-bit registers (`wide`), whose upper bits are junk as in every narrow
value; what depends on the width (compares, right shifts, rotates, overflow, division) uses exact sizes
(`rule_facts.width`) or extends first.
"""

from typing import Final

from mypy_extensions import i64

from ...ir.entities import MEM_BIG
from ...ir.errors import UnsupportedError
from ...ir.kinds import Const, Flags, Imm, Type
from ...ir.types import (
    F16,
    F32,
    F64,
    F128,
    I32,
    I64,
    bit,
    is_float,
    is_int,
    sign_extend,
    type_bits,
    type_bytes,
    type_name,
    zero_extend,
)
from ...regalloc.contract import INT, fixed_def, fixed_use, preg_bit
from ..calls import begin_inner_call
from ..kinds import Mem, Preg, Reg, Rm, Size, Symbol
from ..lower import Lower
from ..rule_facts import has, negated
from . import constructors_gen as asm
from .amode import fits_i32
from .conds import X_E, X_S
from .encodings_gen import MOP_STACK_SWITCH, MOP_TLS_CALL, MOP_TLS_THUNK
from .features import ENABLE_PINNED_REG
from .kinds import Xcc
from .regs import PINNED, R8, RAX, RDI, RSI

TLS_FUNCTION: Final = "__tls_get_addr"

# --- facts about types and constants --------------------------------------------------------------


def wide(ty: Type) -> Size:
    """Operand size of arithmetic that may leave junk above the type: 4 or 8 bytes."""
    return 8 if ty == I64 else 4


def fits_imm(ty: Type, k: Imm) -> bool:
    """Whether a constant can be an immediate of an instruction on the type."""
    return ty != I64 or fits_i32(k)


def fits_negated(ty: Type, k: Imm) -> bool:
    """Whether `-k` can be an immediate."""
    return fits_imm(ty, negated(ty, k))


def test_size(ty: Type, k: Imm) -> Size:
    """Operand size of a test for equality with a mask: one of low bits needs no more than a byte."""
    k = sign_extend(k, ty)
    if 0 <= k <= 0x7F:
        return 1
    if 0 <= k <= 0x7FFF_FFFF and ty == I64:
        return 4
    return type_bytes(ty)


# --- constants and extension ----------------------------------------------------------------------


def const(ctx: Lower, ty: Type, value: Imm) -> Reg:
    """A constant (zero-extended from its type) in a new register. Zero changes flags."""
    value = zero_extend(value, ty)
    if value == 0:
        return asm.zero(ctx)
    if 0 <= value <= 0xFFFF_FFFF:
        return asm.mov_oi(ctx, value)
    if fits_i32(value):
        return asm.mov_mi(ctx, 8, value)
    return asm.movabs_oi(ctx, value)


def zero_ext(ctx: Lower, ty: Type, x: Rm) -> Reg:
    """A value of a type, zero-extended to 64 bits."""
    bits = type_bits(ty)
    if bits == 8:
        return asm.movzx_rm8(ctx, 4, x)
    if bits == 16:
        return asm.movzx_rm16(ctx, 4, x)
    if bits == 32:
        return asm.mov_rm(ctx, 4, x)
    return x


def sign_ext(ctx: Lower, ty: Type, size: Size, x: Rm) -> Reg:
    """A value of a type, sign-extended to `size` bytes (4 or 8)."""
    bits = type_bits(ty)
    if bits == 8:
        return asm.movsx_rm8(ctx, size, x)
    if bits == 16:
        return asm.movsx_rm16(ctx, size, x)
    if bits == 32 and size == 8:
        return asm.movsxd_rm32(ctx, x)
    return x


def zero_ext32(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """A value of a type as an operand of unsigned 32-bit (64-bit for i64) arithmetic."""
    return zero_ext(ctx, ty, x) if type_bits(ty) < 32 else x


def sign_ext32(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """A value of a type as an operand of signed 32-bit (64-bit for i64) arithmetic."""
    return sign_ext(ctx, ty, 4, x)


def masked(ctx: Lower, ty: Type, amount: Reg) -> Reg:
    """A shift amount. The machine masks to 5 or 6 bits: right for i32 and i64, too wide for i8 and i16."""
    return asm.and_mi(ctx, 4, amount, type_bits(ty) - 1) if type_bits(ty) < 32 else amount


def carry_of(ctx: Lower, size: Size, x: Reg) -> None:
    """Whether x is not zero, in the carry flag: what negation does with it."""
    asm.neg_m(ctx, size, x)


def cmov(ctx: Lower, ty: Type, cc: Xcc, x: Rm, y: Reg) -> Reg:
    """x when the condition holds, else y."""
    return asm.cmov_rm(ctx, wide(ty), cc, y, x)


def cmov_both(ctx: Lower, ty: Type, cc: Xcc, cc2: Xcc, x: Rm, y: Reg) -> Reg:
    """x when both conditions hold, else y."""
    return cmov(ctx, ty, cc2 ^ 1, y, cmov(ctx, ty, cc ^ 1, y, x))


def bitcast(ctx: Lower, to: Type, ty: Type, flags: Flags, x: Reg) -> Reg:
    """The same bits as a value of another type."""
    if (flags & MEM_BIG) != 0:
        raise UnsupportedError(f"big-endian bitcasts are not supported on {ctx.target.name}")
    if is_int(ty) == is_int(to):
        return x
    size = max(type_bytes(ty), 4)
    if is_float(to) and size <= 8:
        return asm.movd_xm(ctx, size, x)
    if is_float(ty) and size <= 8:
        return asm.movd_mx(ctx, size, x)
    raise UnsupportedError(f"bitcast from {type_name(ty)} to {type_name(to)} is not supported on x86_64")


# --- floats ---------------------------------------------------------------------------------------


def float_mask(ctx: Lower, ty: Type, lane: Imm) -> Rm:
    """A constant of 16 bytes, all of whose lanes of the type are the same."""
    size = int(type_bytes(ty))
    return ~ctx.vc.constant(int(lane).to_bytes(8, "little", signed=True)[:size] * (16 // size))


def in_pool(ctx: Lower, size: Size, bits: Imm) -> Rm:
    """A constant of 4 or 8 bytes out of the pool."""
    return ~ctx.vc.constant(int(bits).to_bytes(8, "little", signed=True)[: int(size)])


def sign_mask(ctx: Lower, ty: Type) -> Reg:
    """Ones at the sign bit of the type (at each of a register, up to f64)."""
    if ty == F128:
        return asm.movups_xm(ctx, ~ctx.vc.constant(bytes(15) + b"\x80"))
    mask: i64 = 0x8000
    if ty == F32:
        mask = 0x8000_0000
    elif ty == F64:
        mask = -0x7FFF_FFFF_FFFF_FFFF - 1
    return asm.movups_xm(ctx, float_mask(ctx, ty, mask))


def pooled(ctx: Lower, row: Const) -> Rm:
    """A constant of the function's pool."""
    return ~ctx.vc.constant(ctx.func.constants[int(row)])


def _number(ctx: Lower, source: Type, exponent: i64, fraction: i64, negative: bool) -> Rm:
    """2 ** exponent times 1 + fraction / 2 ** exponent as a float out of the pool."""
    if source == F64:
        bits = (1023 + exponent) << 52 | fraction << (52 - exponent)
        if negative:
            bits |= -0x7FFF_FFFF_FFFF_FFFF - 1
        return in_pool(ctx, 8, bits)
    bits = (127 + exponent) << 23 | fraction << (23 - exponent)
    if negative:
        bits |= 0x8000_0000
    return in_pool(ctx, 4, bits)


def least(ctx: Lower, ty: Type, source: Type) -> Rm:
    """The least signed integer of a type as a float that holds it."""
    return _number(ctx, source, type_bits(ty) - 1, 0, True)


def greatest_signed(ctx: Lower, ty: Type, source: Type) -> Rm:
    """The greatest signed integer of a type as a float that holds it."""
    exponent = type_bits(ty) - 2
    return _number(ctx, source, exponent, bit(exponent) - 1, False)


def greatest_unsigned(ctx: Lower, ty: Type, source: Type) -> Rm:
    """The greatest unsigned integer of a type as a float that holds it."""
    exponent = type_bits(ty) - 1
    return _number(ctx, source, exponent, bit(exponent) - 1, False)


def to_unsigned(ctx: Lower, source: Type, x: Reg) -> Reg:
    """A float of -1 < x < 2 ** 64 truncated to 64 bits. From 2 ** 63 on the signed conversion gives the top
    bit alone, and that of `x - 2 ** 63` the others."""
    if source == F64:
        low = asm.cvttsd2si_rx(ctx, 8, x)
        high = asm.cvttsd2si_rx(ctx, 8, asm.subsd_xm(ctx, x, in_pool(ctx, 8, 0x43E0_0000_0000_0000)))
    else:
        low = asm.cvttss2si_rx(ctx, 8, x)
        high = asm.cvttss2si_rx(ctx, 8, asm.subss_xm(ctx, x, in_pool(ctx, 4, 0x5F00_0000)))
    beyond = asm.sar_mi(ctx, 8, low, 63)
    return asm.or_rm(ctx, 8, low, asm.and_rm(ctx, 8, high, beyond))


def from_unsigned(ctx: Lower, ty: Type, x: Reg) -> Reg:
    """A 64-bit unsigned integer as a float. One with the top bit set is halved, converted and doubled; its
    lowest bit stays, so that rounding sees that something is left."""
    half = asm.or_rm(ctx, 8, asm.shr_mi(ctx, 8, x, 1), asm.and_mi(ctx, 4, x, 1))
    asm.test_rr(ctx, 8, x, x)
    number = asm.cmov_rm(ctx, 8, X_S, x, half)
    start = asm.fconst(ctx, 8, 0)
    if ty == F64:
        found = asm.cvtsi2sd_xm(ctx, 8, start, number)
        doubled = asm.addsd_xm(ctx, found, found)
    else:
        found = asm.cvtsi2ss_xm(ctx, 8, start, number)
        doubled = asm.addss_xm(ctx, found, found)
    asm.test_rr(ctx, 8, x, x)
    return asm.fselect(ctx, X_S, doubled, found)


# --- memory ---------------------------------------------------------------------------------------


def load_from(ctx: Lower, ty: Type, mem: Mem) -> Reg:
    """A whole value; narrow integers come zero-extended."""
    size = type_bytes(ty)
    if is_int(ty):
        if size == 1:
            return asm.movzx_rm8(ctx, 4, ~mem)
        if size == 2:
            return asm.movzx_rm16(ctx, 4, ~mem)
        return asm.mov_rm(ctx, size, ~mem)
    if ty == F16:
        return asm.movd_xm(ctx, 4, asm.movzx_rm16(ctx, 4, ~mem))
    if ty == F32:
        return asm.movss_xm(ctx, mem)
    if ty == F64:
        return asm.movsd_xm(ctx, mem)
    return asm.movups_xm(ctx, ~mem)


def store_to(ctx: Lower, ty: Type, mem: Mem, x: Reg) -> None:
    """A whole value."""
    if is_int(ty):
        asm.mov_mr(ctx, type_bytes(ty), mem, x)
    elif ty == F16:
        asm.mov_mr(ctx, 2, mem, asm.movd_mx(ctx, 4, x))
    elif ty == F32:
        asm.movss_mx(ctx, mem, x)
    elif ty == F64:
        asm.movsd_mx(ctx, mem, x)
    else:
        asm.movups_mx(ctx, mem, x)


def exchange(ctx: Lower, size: Size, mem: Mem, x: Reg) -> None:
    """A store with a full fence; what was there is lost."""
    asm.xchg_mr(ctx, size, mem, x)


def tls_call(ctx: Lower, symbol: Symbol) -> Reg:
    """Address of a thread-local symbol by a call, which destroys what calls destroy."""
    return _tls_result(ctx, ctx.vc.row(MOP_TLS_CALL, symbol, ctx.vc.symbol(TLS_FUNCTION), 0))


def tls_thunk(ctx: Lower, symbol: Symbol) -> Reg:
    """The same by the function of its Mach-O descriptor, taken for one that destroys what calls destroy."""
    return _tls_result(ctx, ctx.vc.row(MOP_TLS_THUNK, symbol, 0, 0))


def _tls_result(ctx: Lower, row: i64) -> i64:
    result = ctx.vc.new_vreg(INT)
    ctx.vc.operand(fixed_def(result, RAX))
    begin_inner_call(ctx, ctx.target.abi("system_v"), row)
    ctx.vc.row_clobbers[row] = ctx.vc.row_clobbers[row] & ~preg_bit(RAX)
    return result


def stack_switch(ctx: Lower, store: Reg, load: Reg, payload: Reg) -> Reg:
    """Go on with another stack; when somebody comes back to this one, no register is what it was."""
    vc = ctx.vc
    vc.has_calls = True
    vc.destroyed = -1
    row = vc.row(MOP_STACK_SWITCH, 0, 0, 0)
    result = vc.new_vreg(INT)
    vc.operand(fixed_use(store, R8))
    vc.operand(fixed_use(load, RSI))
    vc.operand(fixed_use(payload, RDI))
    vc.operand(fixed_def(result, RDI))
    vc.row_clobbers[row] = ctx.target.abi("winch").caller_saved & ~preg_bit(RDI)
    return result


# --- machine state --------------------------------------------------------------------------------


def pinned(ctx: Lower) -> Preg:
    """The pinned register."""
    if not has(ctx, ENABLE_PINNED_REG):
        raise UnsupportedError("the pinned register needs the setting enable_pinned_reg")
    return PINNED


# --- bits -----------------------------------------------------------------------------------------


def distance_from(ctx: Lower, top: Imm, size: Size, x: Reg) -> Reg:
    """`top` minus the number of the highest one bit, which counts as -1 when there is none."""
    start = const(ctx, I32, top)
    none = const(ctx, I32, 0xFFFF_FFFF)
    found = asm.cmov_rm(ctx, size, X_E, asm.bsr_rm(ctx, size, x), none)
    return asm.sub_rm(ctx, 4, start, found)
