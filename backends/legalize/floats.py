"""Floats that machines lack: conversions from and to i128, binary128 arithmetic, binary16 arithmetic.

i128 and f128 go to library functions, which know nothing of traps and limits, so those are compared first:

    v1 = fcvt_to_uint.i128 v0       ->     v2 = fcmp uno v0, v0;             trapnz v2, bad_toint
                                           v3 = fcmp gt v0, <-1.0>;          trapz v3, int_ovf
                                           v4 = fcmp lt v0, <2.0 ** 128>;    trapz v4, int_ovf
                                           v5, v6 = call fn0(v0)

Of f128, `fcmp` itself is a call. Arithmetic on f16 is done in f32 and rounded again. That gives what rounding
once gives: f32 has more than twice the digits of f16, so a sum, product, quotient or root of f16 values that
was rounded to f32 is half-way between two of f16 only if the exact one is. `fma` of f16 is done in f64, which
holds all digits that decide.

Source: S. A. Figueroa, "When is double rounding innocuous?", SIGNUM Newsletter 30(3), 1995.
"""

from typing import Final

from mypy_extensions import i64

from ...ir.opcodes import TRAP_CODES
from ...ir.opcodes_gen import (
    CC_EQ,
    CC_NE,
    CC_SGE,
    CC_SGT,
    CC_SLE,
    CC_SLT,
    FCC_EQ,
    FCC_GE,
    FCC_GT,
    FCC_LE,
    FCC_LT,
    FCC_NE,
    FCC_ONE,
    FCC_ORD,
    FCC_UEQ,
    FCC_UGE,
    FCC_UGT,
    FCC_ULE,
    FCC_ULT,
    FCC_UNO,
    OP_BAND,
    OP_BOR,
    OP_F32CONST,
    OP_F64CONST,
    OP_F128CONST,
    OP_FADD,
    OP_FCMP,
    OP_FCVT_FROM_SINT,
    OP_FCVT_TO_SINT,
    OP_FCVT_TO_SINT_SAT,
    OP_FDEMOTE,
    OP_FMA,
    OP_FMIN,
    OP_FPROMOTE,
    OP_IREDUCE,
    OP_SELECT,
    OP_SEXTEND,
    OP_TRAPNZ,
    OP_TRAPZ,
    OP_UEXTEND,
)
from ...ir.semantics.floats import from_int
from ...ir.semantics.scalar import INT_OVF
from ...ir.types import F16, F32, F64, F128, I8, I32, I64, I128, int_mask, type_bits
from .emitter import Emitter
from .library import QUAD_COMPARISONS
from .pairs import Pairs

_BAD_TOINT: Final = TRAP_CODES["bad_toint"]


# --- pieces -------------------------------------------------------------------------------------


def float_constant(emit: Emitter, ty: i64, number: int) -> i64:
    """An integer as a float constant; infinity when it is too large. It must be exact otherwise."""
    bits = from_int(int(ty), number)
    if ty == F128:
        row = emit.func.constant(bits.to_bytes(16, "little"))
        return emit.plain(OP_F128CONST, 0, F128, row, -1, -1, -1)
    if ty == F32:
        return emit.plain(OP_F32CONST, 0, F32, bits, -1, -1, -1)
    if bits >> 63:
        bits -= 1 << 64
    return emit.plain(OP_F64CONST, 0, F64, bits, -1, -1, -1)


def change_format(p: Pairs, op: i64, ty: i64, x: i64) -> i64:
    """`fpromote` or `fdemote`, by instruction or call."""
    row = p.library.lookup(op, ty, p.emit.type_of(x))
    if row is not None:
        return p.library.call(p.emit, row, [x])
    return p.emit.plain(op, ty, ty, 0, x, -1, -1)


def _widened(p: Pairs, x: i64) -> i64:
    """An f16 as f32; other values as they are."""
    if p.emit.type_of(x) == F16:
        return change_format(p, OP_FPROMOTE, F32, x)
    return x


def compare_floats(p: Pairs, cc: i64, x: i64, y: i64) -> i64:
    """`fcmp`, an i8."""
    emit = p.emit
    if emit.type_of(x) != F128:
        return emit.plain(OP_FCMP, emit.type_of(x), I8, cc, x, y, -1)
    if cc == FCC_ONE:
        return emit.binary(OP_BAND, compare_floats(p, FCC_ORD, x, y), compare_floats(p, FCC_NE, x, y))
    if cc == FCC_UEQ:
        return emit.binary(OP_BOR, compare_floats(p, FCC_UNO, x, y), compare_floats(p, FCC_EQ, x, y))
    name, int_cc = _QUAD_CONDITIONS[int(cc)]
    result = p.library.call(emit, QUAD_COMPARISONS[name], [x, y])
    return emit.compare(int_cc, result, emit.const(I32, 0))


#: By condition: the function of libgcc, and how its result compares with 0. Of the ordered comparisons, each
#: answers for NaN what makes its own condition false; so the unordered ones are their opposites.
_QUAD_CONDITIONS: Final = {
    FCC_ORD: ("unord", CC_EQ),
    FCC_UNO: ("unord", CC_NE),
    FCC_EQ: ("eq", CC_EQ),
    FCC_NE: ("ne", CC_NE),
    FCC_LT: ("lt", CC_SLT),
    FCC_LE: ("le", CC_SLE),
    FCC_GT: ("gt", CC_SGT),
    FCC_GE: ("ge", CC_SGE),
    FCC_ULT: ("ge", CC_SLT),
    FCC_ULE: ("gt", CC_SLE),
    FCC_UGT: ("le", CC_SGT),
    FCC_UGE: ("lt", CC_SGE),
}


# --- rules --------------------------------------------------------------------------------------


def fcmp(p: Pairs, inst: i64) -> None:
    """Comparison of f16 or f128."""
    x = _widened(p, p.arg(inst, 0))
    y = _widened(p, p.arg(inst, 1))
    p.set_value(inst, compare_floats(p, p.func.imm[inst], x, y))


def widen(p: Pairs, inst: i64) -> None:
    """Arithmetic on f16: in f32 or f64, and rounded."""
    func = p.func
    emit = p.emit
    op = i64(func.op[inst])
    wide: i64 = F32
    if op == OP_FMA:
        wide = F64
    operands: list[i64] = [-1, -1, -1]
    i: i64 = 0
    while i < i64(func.arg_count[inst]):
        operands[int(i)] = _widened(p, func.arg(inst, i))
        if wide == F64:
            operands[int(i)] = emit.plain(OP_FPROMOTE, F64, F64, 0, operands[int(i)], -1, -1)
        i += 1
    row = p.library.lookup(op, wide, wide)
    if row is not None:
        result = p.library.call(emit, row, operands[: int(i)])
    else:
        result = emit.plain(op, wide, wide, 0, operands[0], operands[1], operands[2])
    p.set_value(inst, change_format(p, OP_FDEMOTE, F16, result))


def min_or_max(p: Pairs, inst: i64) -> None:
    """`fmin` and `fmax` of f128 (of f16 in f32). Equal operands differ at most in the signs of zeros: the
    lesser zero has the sign bit of either, the greater one that of both. The sum of what is unordered is a
    NaN."""
    func = p.func
    emit = p.emit
    if func.ty[inst] == F16:
        widen(p, inst)
        return
    x = p.arg(inst, 0)
    y = p.arg(inst, 1)
    is_min = func.op[inst] == OP_FMIN
    op: i64 = OP_BOR if is_min else OP_BAND
    result = emit.plain(op, F128, F128, 0, x, y, -1)
    first: i64 = FCC_LT if is_min else FCC_GT
    second: i64 = FCC_GT if is_min else FCC_LT
    result = emit.select(OP_SELECT, compare_floats(p, second, x, y), y, result)
    result = emit.select(OP_SELECT, compare_floats(p, first, x, y), x, result)
    nan = p.library.call(emit, p.library.find(OP_FADD, F128, F128), [x, y])
    p.set_value(inst, emit.select(OP_SELECT, compare_floats(p, FCC_UNO, x, y), nan, result))


def convert_half(p: Pairs, inst: i64) -> None:
    """`fpromote.f64` of f16 where it takes two steps."""
    x = p.arg(inst, 0)
    middle = change_format(p, OP_FPROMOTE, F32, x)
    p.set_value(inst, p.emit.plain(OP_FPROMOTE, F64, F64, 0, middle, -1, -1))


def from_integer(p: Pairs, inst: i64) -> None:
    """`fcvt_from_sint`, `fcvt_from_uint`, of i128, or to f128 or f16. f32 holds every integer that is not
    beyond f16, so what goes to f16 goes over f32."""
    emit = p.emit
    op = i64(p.func.op[inst])
    ty = i64(p.func.ty[inst])
    x = p.func.arg(inst, 0)
    source = emit.type_of(x)
    target = ty
    if ty == F16:
        target = F32
    if source < I32 and target == F128:
        extend: i64 = OP_UEXTEND
        if op == OP_FCVT_FROM_SINT:
            extend = OP_SEXTEND
        x = emit.convert(extend, I32, x)
        source = I32
    if source == I128:
        row = p.library.find(op, target, source)
        result = p.library.call(emit, row, [i64(p.low[x]), i64(p.high[x])])
    elif target == F128:
        result = p.library.call(emit, p.library.find(op, target, source), [x])
    else:
        result = emit.plain(op, target, target, 0, x, -1, -1)
    if ty == F16:
        result = change_format(p, OP_FDEMOTE, F16, result)
    p.set_value(inst, result)


def _is_signed(op: i64) -> bool:
    return op == OP_FCVT_TO_SINT or op == OP_FCVT_TO_SINT_SAT


def _power_of_two(bits: int) -> int:
    """As a Python integer, which may have more than 64 bits."""
    return 1 << bits


def _above(op: i64, ty: i64) -> int:
    """The least integer above those of the type."""
    bits = int(type_bits(ty))
    if _is_signed(op):
        bits -= 1
    return _power_of_two(bits)


def _greatest(op: i64, ty: i64) -> i64:
    """The greatest integer of a type up to i64, as its bits."""
    if not _is_signed(op):
        return int_mask(ty)
    if ty == I64:
        return 0x7FFF_FFFF_FFFF_FFFF
    return int_mask(ty) >> 1


def _least(op: i64, ty: i64) -> i64:
    """The least one."""
    if not _is_signed(op):
        return 0
    return -_greatest(op, ty) - 1


def _digits(ty: i64) -> i64:
    """Digits of a significand."""
    if ty == F32:
        return 24
    if ty == F64:
        return 53
    return 113


def to_integer(p: Pairs, inst: i64) -> None:
    """`fcvt_to_uint` and `fcvt_to_sint`, to i128, or of f128 or f16: NaN and numbers out of range trap."""
    emit = p.emit
    op = i64(p.func.op[inst])
    ty = i64(p.func.ty[inst])
    x = _widened(p, p.arg(inst, 0))
    source = emit.type_of(x)
    if ty != I128 and source != F128:
        p.set_value(inst, emit.plain(op, ty, ty, 0, x, -1, -1))
        return
    row = p.library.find(op, _called_type(ty), source)
    emit.trap(OP_TRAPNZ, compare_floats(p, FCC_UNO, x, x), _BAD_TOINT)
    least = 0
    if _is_signed(op):
        least = -_above(op, ty)
    # What lies between the least integer and the one below it is truncated to the least.
    if type_bits(ty) <= _digits(source) or least == 0:
        fits = compare_floats(p, FCC_GT, x, float_constant(emit, source, least - 1))
    else:
        fits = compare_floats(p, FCC_GE, x, float_constant(emit, source, least))
    emit.trap(OP_TRAPZ, fits, INT_OVF)
    fits = compare_floats(p, FCC_LT, x, float_constant(emit, source, _above(op, ty)))
    emit.trap(OP_TRAPZ, fits, INT_OVF)
    result = p.library.call(emit, row, [x])
    if ty == I128:
        p.set_pair(inst, result, result + 1)
    else:
        p.set_value(inst, _reduced(emit, ty, result))


def to_integer_sat(p: Pairs, inst: i64) -> None:
    """`fcvt_to_uint_sat` and `fcvt_to_sint_sat`, likewise. What the library function makes of a number out of
    range is not looked at."""
    emit = p.emit
    op = i64(p.func.op[inst])
    ty = i64(p.func.ty[inst])
    x = _widened(p, p.arg(inst, 0))
    source = emit.type_of(x)
    if ty != I128 and source != F128:
        p.set_value(inst, emit.plain(op, ty, ty, 0, x, -1, -1))
        return
    result = p.library.call(emit, p.library.find(op, _called_type(ty), source), [x])
    above = compare_floats(p, FCC_GE, x, float_constant(emit, source, _above(op, ty)))
    if _is_signed(op):
        below = compare_floats(p, FCC_LT, x, float_constant(emit, source, -_above(op, ty)))
    else:
        below = compare_floats(p, FCC_LE, x, float_constant(emit, source, -1))
    ordered = compare_floats(p, FCC_ORD, x, x)
    limits = _Limits(above, below, ordered)
    if ty == I128:
        low = limits.clamp(emit, result, 0, -1)
        p.set_pair(inst, low, limits.clamp(emit, result + 1, _least(op, I64), _greatest(op, I64)))
    else:
        p.set_value(inst, _reduced(emit, ty, limits.clamp(emit, result, _least(op, ty), _greatest(op, ty))))


class _Limits:
    """Whether a float is above, below, and no NaN: three i8 values."""

    def __init__(self, above: i64, below: i64, ordered: i64) -> None:
        self.above: i64 = above
        self.below: i64 = below
        self.ordered: i64 = ordered

    def clamp(self, emit: Emitter, x: i64, least: i64, greatest: i64) -> i64:
        """`x`, unless the float is out of range; 0 for NaN."""
        ty = emit.type_of(x)
        mask = int_mask(ty)
        x = emit.select(OP_SELECT, self.below, emit.const(ty, least & mask), x)
        x = emit.select(OP_SELECT, self.above, emit.const(ty, greatest & mask), x)
        return emit.select(OP_SELECT, self.ordered, x, emit.const(ty, 0))


def _called_type(ty: i64) -> i64:
    """The integer type of a library function that can serve for a type."""
    if ty < I32:
        return I32
    return ty


def _reduced(emit: Emitter, ty: i64, x: i64) -> i64:
    """An integer of the type that a library function gave as one of a type that was asked for."""
    if emit.type_of(x) == ty:
        return x
    return emit.convert(OP_IREDUCE, ty, x)
