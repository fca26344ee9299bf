"""Constant folding on i128, floats and vectors.

    v0 = f64const 0x1.8p0
    v1 = fadd v0, v0          becomes    v1 = f64const 0x1.8p1

    v2 = iconst.i64 -1
    v3 = uextend.i128 v2
    v4 = iadd v3, v3          becomes    v5 = iconst.i64 -2
                                         v6 = iconst.i64 1
                                         v4 = iconcat v5, v6

`fold.py` comes here only for instructions all of whose operands are constants (`constants.py` has
their forms). A constant is the unsigned number of its bits, and `ir/semantics/wide.py`, which the
interpreter shares, computes on it. Left alone is

- what traps;
- a float result that is a NaN out of arithmetic: machines differ in its sign and payload;
- a `bitcast` whose byte order is big, or of a float to a vector: see `_is_foldable`;
- dynamic vectors, whose width only the machine knows, and results above `MAX_BITS`, so that an
  instruction adds at most `MAX_BITS` to the constant pool.
"""

from typing import Final

from ..ir.entities import MEM_BIG
from ..ir.errors import UnsupportedError
from ..ir.function import Function
from ..ir.opcodes import OPS
from ..ir.opcodes_gen import (
    OP_BITCAST,
    OP_F16CONST,
    OP_F32CONST,
    OP_F64CONST,
    OP_F128CONST,
    OP_ICONCAT,
    OP_ICONST,
    OP_SEXTEND,
    OP_UEXTEND,
    OP_VCONST,
)
from ..ir.semantics.wide import WideTrap, compute_wide, has_open_nan, total_width
from ..ir.types import F16, F32, F64, F128, I64, I128, is_dynamic, is_float, is_vector
from .constants import constant_before, is_constant, make_leaf, set_operands

#: Bits of the widest vector constant made: those of the widest vectors of any machine.
MAX_BITS: Final = 512

_MASK64: Final = 0xFFFF_FFFF_FFFF_FFFF
_SCALAR_OPS: Final = {F16: OP_F16CONST, F32: OP_F32CONST, F64: OP_F64CONST}


def constant_bits(func: Function, value: int) -> int:
    """The bits of a (resolved) value for which `is_constant` holds."""
    inst = int(func.value_def[value])
    op = int(func.op[inst])
    if op == OP_ICONST or op in (OP_F16CONST, OP_F32CONST, OP_F64CONST):
        return int(func.imm[inst]) & _MASK64
    return _evaluate(func, inst)[0]


def _operands(func: Function, inst: int) -> list[int]:
    start = int(func.arg_start[inst])
    return [int(func.resolve(int(func.pool[start + i]))) for i in range(int(func.arg_count[inst]))]


def _result_types(func: Function, inst: int) -> list[int]:
    first = int(func.result_start[inst])
    return [int(func.value_type[first + i]) for i in range(int(func.result_count[inst]))]


def _evaluate(func: Function, inst: int) -> list[int]:
    """Results of an instruction whose operands are constants.

    Raises `WideTrap` when it traps, `UnsupportedError` when it has no meaning without a machine."""
    operands = _operands(func, inst)
    return compute_wide(
        func,
        inst,
        [int(func.value_type[value]) for value in operands],
        [constant_bits(func, value) for value in operands],
        _result_types(func, inst),
    )


def _is_foldable(func: Function, inst: int) -> bool:
    """Whether the results may become constants, whatever they are.

    A `bitcast` from float to vector costs nothing on x86-64, and a `vconst` compiles nowhere so far."""
    types = [int(func.value_type[value]) for value in _operands(func, inst)]
    results = _result_types(func, inst)
    if any(is_dynamic(ty) for ty in types + results):
        return False
    if any(total_width(ty) > MAX_BITS for ty in results):
        return False
    if func.op[inst] != OP_BITCAST:
        return True
    if func.flags[inst] & MEM_BIG:
        return False
    source = int(func.value_def[func.resolve(int(func.pool[int(func.arg_start[inst])]))])
    return not is_vector(results[0]) or not (is_float(types[0]) or func.op[source] == OP_BITCAST)


def fold_wide(func: Function, inst: int) -> bool:
    """Fold an instruction of the layout all of whose operands are constants; whether it was.

    One with a single result becomes that constant. One with two leaves the layout, and its results are
    aliases of new constants."""
    first = int(func.result_start[inst])
    types = _result_types(func, inst)
    if not types or is_constant(func, first) or not _is_foldable(func, inst):
        return False
    try:
        results = _evaluate(func, inst)
    except (WideTrap, UnsupportedError):
        return False
    name = OPS[func.op[inst]].name
    if any(has_open_nan(name, ty, bits) for ty, bits in zip(types, results, strict=True)):
        return False
    if len(types) == 1:
        _write(func, inst, types[0], results[0])
        return True
    for index, (ty, bits) in enumerate(zip(types, results, strict=True)):
        func.replace_value(first + index, _value_before(func, inst, ty, bits))
    func.remove_inst(inst)
    return True


def _as_imm(bits: int) -> int:
    """64 bits as the signed number that a column holds."""
    return bits - (1 << 64) if bits >> 63 else bits


def _write(func: Function, inst: int, ty: int, bits: int) -> None:
    """Change an instruction with one result of type `ty` into a constant."""
    if ty <= I64:
        make_leaf(func, inst, OP_ICONST, ty, _as_imm(bits))
    elif ty == I128:
        _write_i128(func, inst, bits)
    elif ty in _SCALAR_OPS:
        make_leaf(func, inst, _SCALAR_OPS[ty], 0, _as_imm(bits))
    else:
        row = func.constant(bits.to_bytes(total_width(ty) // 8, "little"))
        if ty == F128:
            make_leaf(func, inst, OP_F128CONST, 0, row)
        else:
            make_leaf(func, inst, OP_VCONST, ty, row)


def _write_i128(func: Function, inst: int, bits: int) -> None:
    """Change an instruction into an i128 constant, extended from an i64 where that gives it."""
    low, high = bits & _MASK64, bits >> 64
    first = constant_before(func, inst, I64, _as_imm(low))
    second = -1
    if high == 0:
        make_leaf(func, inst, OP_UEXTEND, I128, 0)
    elif high == _MASK64 and low >> 63:
        make_leaf(func, inst, OP_SEXTEND, I128, 0)
    else:
        second = int(constant_before(func, inst, I64, _as_imm(high)))
        make_leaf(func, inst, OP_ICONCAT, I64, 0)
    set_operands(func, inst, first, second)


def _value_before(func: Function, inst: int, ty: int, bits: int) -> int:
    """The value of a new constant in front of `inst`."""
    if ty <= I64:
        return int(constant_before(func, inst, ty, _as_imm(bits)))
    constant = int(func.make_inst(OP_ICONST, ty, 0, -1, 0))
    func.srcloc[constant] = func.srcloc[inst]
    func.insert_inst_before(constant, inst)
    value = int(func.make_result(constant, ty))
    _write(func, constant, ty, bits)
    return value
