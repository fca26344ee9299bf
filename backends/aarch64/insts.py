"""Functions that `lower.rules` calls where one constructor does not do: sequences, and rows that need more
than their operands. Registers come in and go out; what a value needs first (extension) the rules say.
"""

from typing import Final

from mypy_extensions import i64

from ...ir.kinds import Const, Imm, Type, Value
from ...ir.opcodes_gen import OP_FCMP, OP_ICMP, OP_UEXTEND
from ...ir.semantics.floats import from_int
from ...ir.types import F64, I32, I64, int_mask, is_int, lane_bits, sign_extend
from ...regalloc.contract import INT, fixed_def, fixed_use, preg_bit
from ..calls import begin_inner_call
from ..kinds import Mem, Reg, Symbol
from ..lower import Lower
from ..rule_facts import is_constant
from . import conds
from . import constructors_gen as asm
from .conds import GE, GT, LO, LS, LT, MI, NE, VS
from .encodings_gen import MOP_STACK_SWITCH, MOP_TLS_DESC, MOP_TLS_THUNK
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


def again(ctx: Lower, cond: Cond, truth: Imm, value: Value) -> Cond:
    """When the flags fulfil a condition, set them for a value that is 0 or 1; else to those of a value that
    is `truth`. Gives the condition to test."""
    func = ctx.func
    inst = ctx.def_inst(value)
    if ctx.def_op(inst) == OP_UEXTEND:
        value = func.arg(inst, 0)
        inst = ctx.def_inst(value)
    op = ctx.def_op(inst)
    if (op != OP_ICMP and op != OP_FCMP) or not conds.is_compare(ctx, value):
        asm.ccmp_i(ctx, I32, ctx.use(value), 0, cond, conds.flags_for(NE, truth))
        return NE
    x = func.arg(inst, 0)
    y = func.arg(inst, 1)
    ty = i64(func.value_type[x])
    if op == OP_FCMP:
        then = conds.float_cond(func.imm[inst])
        asm.fccmp(ctx, ty, ctx.use(x), ctx.use(y), cond, conds.flags_for(then, truth))
        return then
    then = conds.int_cond(func.imm[inst])
    nzcv = conds.flags_for(then, truth)
    k: i64 = 32
    if is_constant(ctx, y):
        k = sign_extend(func.imm[ctx.def_inst(y)], ty)
    if 0 <= k < 32:
        asm.ccmp_i(ctx, ty, ctx.use(x), k, cond, nzcv)
    elif -32 < k < 0:
        asm.ccmn_i(ctx, ty, ctx.use(x), -k, cond, nzcv)
    else:
        asm.ccmp_r(ctx, ty, ctx.use(x), ctx.use(y), cond, nzcv)
    return then


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


# --- stacks -------------------------------------------------------------------------------


def stack_switch(ctx: Lower, store: Reg, load: Reg, payload: Reg) -> Reg:
    """Go on with another stack; when somebody comes back to this one, no register is what it was. The
    payload is in x0, where a function that is entered this way has its first argument."""
    vc = ctx.vc
    vc.has_calls = True
    vc.destroyed = -1
    row = vc.row(MOP_STACK_SWITCH, 0, 0, 0)
    result = vc.new_vreg(INT)
    vc.operand(fixed_use(store, 1))
    vc.operand(fixed_use(load, 2))
    vc.operand(fixed_use(payload, 0))
    vc.operand(fixed_def(result, 0))
    vc.row_clobbers[row] = ctx.target.abi("winch").caller_saved & ~preg_bit(0)
    return result


# --- thread-local variables ---------------------------------------------------------------


def tls_desc(ctx: Lower, symbol: Symbol) -> Reg:
    """Address of a thread-local symbol through its descriptor, a call that destroys x1 and the flags only."""
    ctx.vc.has_calls = True
    row = ctx.vc.row(MOP_TLS_DESC, symbol, 0, 0)
    result = ctx.vc.new_vreg(INT)
    ctx.vc.operand(fixed_def(result, 0))
    ctx.vc.row_clobbers[row] = preg_bit(1)
    return result


def tls_thunk(ctx: Lower, symbol: Symbol) -> Reg:
    """The same by the function of its Mach-O descriptor, taken for one that destroys what calls destroy."""
    row = ctx.vc.row(MOP_TLS_THUNK, symbol, 0, 0)
    result = ctx.vc.new_vreg(INT)
    ctx.vc.operand(fixed_def(result, 0))
    begin_inner_call(ctx, ctx.target.abi("system_v"), row)
    ctx.vc.row_clobbers[row] = ctx.vc.row_clobbers[row] & ~preg_bit(0)
    return result
