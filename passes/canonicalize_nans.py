"""NaN results of float arithmetic become one NaN, the positive quiet one without payload.

    v2 = fadd v0, v1        ->      v3 = fadd v0, v1
                                    v4 = f64const +NaN
                                    v5 = fcmp uno v3, v3
                                    v6 = select v5, v4, v3              v2 -> v6

Which NaN an addition gives is a matter of the machine (IEEE 754-2019, 6.2.3, only advises); programs whose
results must be the same everywhere ask for this with the setting `enable_nan_canonicalization`. `fneg`,
`fabs`, `fcopysign` and moves handle bits, so their NaNs stay. Of vectors each lane is chosen by a mask:

    v5 = fcmp uno v3, v3;  v7 = bitcast.f32x4 little v5;  v6 = bitselect v7, v4, v3

The pass runs before all others, so that they see every instruction that there will be. Linear.
"""

from typing import Final

from librt.vecs import vec
from mypy_extensions import i64, u8

from ..ir.entities import MEM_DEFAULT, MEM_LITTLE
from ..ir.function import Function
from ..ir.opcodes_gen import (
    FCC_UNO,
    OP_BITCAST,
    OP_BITSELECT,
    OP_CEIL,
    OP_COUNT,
    OP_F16CONST,
    OP_F32CONST,
    OP_F64CONST,
    OP_F128CONST,
    OP_FADD,
    OP_FCMP,
    OP_FDEMOTE,
    OP_FDIV,
    OP_FLOOR,
    OP_FMA,
    OP_FMAX,
    OP_FMIN,
    OP_FMUL,
    OP_FPROMOTE,
    OP_FSUB,
    OP_FVDEMOTE,
    OP_FVPROMOTE_LOW,
    OP_NEAREST,
    OP_SELECT,
    OP_SQRT,
    OP_TRUNC,
    OP_VCONST,
)
from ..ir.semantics.floats import FORMATS
from ..ir.types import F16, F32, F128, I8, I32, is_vector, lane_count, lane_type, type_bytes

#: Opcodes whose result may be a NaN that the machine chose.
_ARITHMETIC: Final[tuple[int, ...]] = (
    *(OP_FADD, OP_FSUB, OP_FMUL, OP_FDIV, OP_SQRT, OP_FMA, OP_FMIN, OP_FMAX),
    *(OP_CEIL, OP_FLOOR, OP_TRUNC, OP_NEAREST),
    *(OP_FPROMOTE, OP_FDEMOTE, OP_FVPROMOTE_LOW, OP_FVDEMOTE),
)
_GIVES_NAN: Final[vec[u8]] = vec[u8]([1 if op in _ARITHMETIC else 0 for op in range(OP_COUNT)])
#: From the type of a float lane to that of the integer lane of the same width.
_TO_INTEGER: Final = F32 - I32


def canonicalize_nans(func: Function) -> bool:
    """Replace the NaN results of arithmetic, in place; whether there was any. Operands are resolved."""
    changed = False
    block = func.first_block
    while block >= 0:
        inst = i64(func.block_first[block])
        while inst >= 0:
            following = i64(func.inst_next[inst])
            if _GIVES_NAN[i64(func.op[inst])] != 0:
                _replace(func, inst)
                changed = True
            inst = following
        block = i64(func.block_next[block])
    func.resolve_operands()
    return changed


def _replace(func: Function, inst: i64) -> None:
    """Compute an instruction's result anew and use the chosen one in its place."""
    old = func.result(inst)
    ty = i64(func.value_type[old])
    copy = _make(func, inst, i64(func.op[inst]), i64(func.ty[inst]), func.imm[inst], i64(func.flags[inst]))
    i: i64 = 0
    while i < i64(func.arg_count[inst]):
        func.push_arg(copy, func.arg(inst, i))
        i += 1
    number = _put(func, inst, copy, ty)
    nan = _canonical_nan(func, inst, ty)
    compare = _make(func, inst, OP_FCMP, ty, FCC_UNO, 0)
    func.push_arg(compare, number)
    func.push_arg(compare, number)
    op: i64 = OP_SELECT
    if is_vector(ty):
        op = OP_BITSELECT
        mask = _put(func, inst, compare, ty - _TO_INTEGER)
        cast = _make(func, inst, OP_BITCAST, ty, 0, MEM_DEFAULT | MEM_LITTLE)
        func.push_arg(cast, mask)
        condition = _put(func, inst, cast, ty)
    else:
        condition = _put(func, inst, compare, I8)
    choice = _make(func, inst, op, ty, 0, 0)
    func.push_arg(choice, condition)
    func.push_arg(choice, nan)
    func.push_arg(choice, number)
    func.replace_value(old, _put(func, inst, choice, ty))
    func.remove_inst(inst)


def _canonical_nan(func: Function, before: i64, ty: i64) -> i64:
    """A constant in front of an instruction."""
    lane = lane_type(ty)
    bits = FORMATS[int(lane)].default_nan
    if is_vector(ty) or lane == F128:
        data = bits.to_bytes(int(type_bytes(lane)), "little") * int(lane_count(ty))
        op: i64 = OP_VCONST
        if lane == F128:
            op = OP_F128CONST
        return _put(func, before, _make(func, before, op, ty, func.constant(data), 0), ty)
    op = OP_F64CONST
    if lane == F16:
        op = OP_F16CONST
    elif lane == F32:
        op = OP_F32CONST
    return _put(func, before, _make(func, before, op, ty, bits, 0), ty)


def _make(func: Function, before: i64, op: i64, ty: i64, imm: i64, flags: i64) -> i64:
    """An instruction with the source location of another, not in the layout yet."""
    inst = func.make_inst(op, ty, imm, -1, flags)
    func.srcloc[inst] = func.srcloc[before]
    return inst


def _put(func: Function, before: i64, inst: i64, ty: i64) -> i64:
    """Its result, once its operands are there."""
    value = func.make_result(inst, ty)
    func.insert_inst_before(inst, before)
    return value
