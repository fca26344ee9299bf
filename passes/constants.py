"""What counts as a constant, and how one is written, for every type.

    i8..i64             v0 = iconst.i32 7
    i128                v0 = uextend.i128 v1 | sextend.i128 v1 | iconcat v1, v2   of `iconst`
    f16..f64            v0 = f64const 0x1.0p0
    f128, vectors       v0 = f128const 0x1.0p0, v0 = vconst.i32x4 const0          in the constant pool
    vectors             v0 = splat.i32x4 v1                  of a constant
                        v0 = bitcast.i32x2 little v1         of an `f32const` or `f64const`

`constant_def` asks for the commonest kind, an `iconst`; `is_constant` for all of them. There is no
`iconst.i128`, so an i128 constant is one instruction over one or two `iconst`. The last form is one
because x86-64 compiles it, while no machine compiles the `vconst` that it could be made.
"""

from typing import Final

from librt.vecs import append, vec
from mypy_extensions import i32, i64

from ..ir.entities import MEM_BIG
from ..ir.function import Function
from ..ir.opcodes_gen import (
    OP_BITCAST,
    OP_COUNT,
    OP_F16CONST,
    OP_F32CONST,
    OP_F64CONST,
    OP_F128CONST,
    OP_ICONCAT,
    OP_ICONST,
    OP_SEXTEND,
    OP_SPLAT,
    OP_UEXTEND,
    OP_VCONST,
)
from ..ir.types import I64

#: Kinds of `CONSTANT_FORM`.
NO_FORM: Final = 0
LEAF: Final = 1
"""A constant without operands."""
COMPOSED: Final = 2
"""A constant when its result is wider than an i64 and its operands are constants."""
CAST: Final = 3
"""A constant when its result is a vector and its operand an `f32const` or `f64const`."""


def _forms() -> vec[i64]:
    forms: vec[i64] = vec[i64]([NO_FORM] * OP_COUNT)
    for op in (OP_ICONST, OP_F16CONST, OP_F32CONST, OP_F64CONST, OP_F128CONST, OP_VCONST):
        forms[op] = LEAF
    for op in (OP_UEXTEND, OP_SEXTEND, OP_ICONCAT, OP_SPLAT):
        forms[op] = COMPOSED
    forms[OP_BITCAST] = CAST
    return forms


#: By opcode: how its result can be a constant.
CONSTANT_FORM: Final[vec[i64]] = _forms()


def constant_def(func: Function, value: i64) -> i64:
    """The `iconst` that defines a (resolved) value, else -1."""
    inst = i64(func.value_def[value])
    if inst >= 0 and func.op[inst] == OP_ICONST:
        return inst
    return -1


def same_value(func: Function, x: i64, y: i64) -> bool:
    """Whether two (resolved) values are one, or the same integer constant."""
    if x == y:
        return True
    if x < 0 or y < 0:
        return False  # what an edge of a try_call passes
    a = constant_def(func, x)
    if a < 0:
        return False
    b = constant_def(func, y)
    return b >= 0 and func.imm[a] == func.imm[b] and func.ty[a] == func.ty[b]


def make_constant(func: Function, inst: i64, imm: i64) -> None:
    """Change an instruction with one result of i8..i64 into the `iconst` of that result's type."""
    make_leaf(func, inst, OP_ICONST, i64(func.value_type[i64(func.result_start[inst])]), imm)


def make_leaf(func: Function, inst: i64, op: i64, ty: i64, imm: i64) -> None:
    """Change an instruction in place into one without operands."""
    func.op[inst] = i32(op)
    func.ty[inst] = i32(ty)
    func.imm[inst] = imm
    func.aux[inst] = -1
    func.flags[inst] = 0
    func.arg_count[inst] = 0


def set_operands(func: Function, inst: i64, first: i64, second: i64) -> None:
    """Give an instruction one operand, or two when `second` is not -1."""
    func.arg_start[inst] = i32(len(func.pool))
    func.pool = append(func.pool, i32(first))
    func.arg_count[inst] = 1
    if second >= 0:
        func.pool = append(func.pool, i32(second))
        func.arg_count[inst] = 2


def constant_before(func: Function, inst: i64, ty: i64, imm: i64) -> i64:
    """The value of a new `iconst` in front of `inst`."""
    constant = func.make_inst(OP_ICONST, ty, imm, -1, 0)
    func.srcloc[constant] = func.srcloc[inst]
    func.insert_inst_before(constant, inst)
    return func.make_result(constant, ty)


def is_constant(func: Function, value: i64) -> bool:
    """Whether a (resolved) value is a constant of any form.

    The depth is bounded by the types: a splat of an i128, which is made of two `iconst`, is the deepest."""
    inst = i64(func.value_def[value])
    if inst < 0:
        return False
    form = CONSTANT_FORM[i64(func.op[inst])]
    if form == LEAF:
        return True
    ty = i64(func.value_type[value])
    if form == NO_FORM or ty <= I64:
        return False
    start = i64(func.arg_start[inst])
    operand = func.resolve(i64(func.pool[start]))
    if form == CAST:
        definition = i64(func.value_def[operand])
        if definition < 0 or ty <= 15 or (i64(func.flags[inst]) & MEM_BIG) != 0:
            return False
        op = i64(func.op[definition])
        return op == OP_F32CONST or op == OP_F64CONST
    if not is_constant(func, operand):
        return False
    return func.arg_count[inst] == 1 or is_constant(func, func.resolve(i64(func.pool[start + 1])))


def has_constant_operands(func: Function, inst: i64) -> bool:
    """Whether an instruction has operands and all are constants."""
    k = i64(func.arg_start[inst])
    end = k + i64(func.arg_count[inst])
    if k == end:
        return False
    pool = func.pool
    while k < end:
        if not is_constant(func, func.resolve(i64(pool[k]))):
            return False
        k += 1
    return True
