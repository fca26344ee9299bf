"""Constant folding.

    v0 = iconst.i32 6
    v1 = iconst.i32 7
    v2 = imul v0, v1          becomes    v2 = iconst.i32 42

The folded instruction is changed in place into the constant, so its value keeps its number and
nobody has to be told. Blocks are walked in reverse post-order: a definition is folded before its
uses, and one walk finds everything that does not go through block parameters. Meaning comes from
`ir/semantics.py`, which the interpreter shares. Instructions that would trap stay.

Results of i128, floats and vectors are not folded.
"""

from mypy_extensions import i64

from ..ir.function import Function
from ..ir.opcodes_gen import OP_ICONST, OP_TRAPNZ, OP_TRAPZ
from ..ir.semantics import (
    FOLD_BINARY,
    FOLD_COMPARE,
    FOLD_KIND,
    FOLD_NONE,
    FOLD_UNARY,
    binary_trap,
    can_fold,
    compare_int,
    fold_binary,
    fold_second,
    fold_ternary,
    fold_unary,
)
from .facts import AnalysisCache


def constant_def(func: Function, value: i64) -> i64:
    """The `iconst` that defines a (resolved) value, else -1."""
    inst = func.value_def[value]
    if inst >= 0 and func.op[inst] == OP_ICONST:
        return inst
    return -1


def make_constant(func: Function, inst: i64, imm: i64) -> None:
    """Change an instruction with one result into the `iconst` of that result's type."""
    func.op[inst] = OP_ICONST
    func.ty[inst] = func.value_type[func.result_start[inst]]
    func.imm[inst] = imm
    func.aux[inst] = -1
    func.flags[inst] = 0
    func.arg_count[inst] = 0


def _constant_before(func: Function, inst: i64, ty: i64, imm: i64) -> i64:
    """The value of a new `iconst` in front of `inst`."""
    constant = func.make_inst(OP_ICONST, ty, imm, -1, 0)
    func.srcloc[constant] = func.srcloc[inst]
    func.insert_inst_before(constant, inst)
    return func.make_result(constant, ty)


def _replace_pair(func: Function, inst: i64, first: i64, second: i64) -> None:
    """Put two constants in the place of an instruction with two results."""
    result = func.result_start[inst]
    low = _constant_before(func, inst, func.value_type[result], first)
    func.replace_value(result, low)
    high = _constant_before(func, inst, func.value_type[result + 1], second)
    func.replace_value(result + 1, high)
    func.remove_inst(inst)


def _fold_check(func: Function, inst: i64) -> bool:
    """Remove a `trapz` or `trapnz` that a constant shows never to trap."""
    constant = constant_def(func, func.resolve(func.pool[func.arg_start[inst]]))
    if constant < 0 or (func.imm[constant] != 0) != (func.op[inst] == OP_TRAPZ):
        return False
    func.remove_inst(inst)
    return True


def fold_inst(func: Function, inst: i64) -> bool:
    """Fold one instruction of the layout; whether it was.

    The instruction becomes an `iconst`, or leaves the layout when it has two results (which then
    are aliases of new constants) or none (a check that never traps)."""
    op = func.op[inst]
    kind = FOLD_KIND[op]
    if kind == FOLD_NONE:
        if op == OP_TRAPZ or op == OP_TRAPNZ:
            return _fold_check(func, inst)
        return False
    start = func.arg_start[inst]
    x_value = func.resolve(func.pool[start])
    x_def = constant_def(func, x_value)
    if x_def < 0:
        return False
    ty = func.ty[inst]
    x = func.imm[x_def]
    x_type = func.value_type[x_value]
    if kind == FOLD_UNARY:
        if not can_fold(op, ty, x_type):
            return False
        if func.result_count[inst] == 2:
            _replace_pair(func, inst, fold_unary(op, ty, x_type, x), fold_second(op, ty, x, 0, 0))
        else:
            make_constant(func, inst, fold_unary(op, ty, x_type, x))
        return True
    y_value = func.resolve(func.pool[start + 1])
    y_def = constant_def(func, y_value)
    if y_def < 0 or not can_fold(op, ty, func.value_type[y_value]):
        return False
    y = func.imm[y_def]
    if kind == FOLD_COMPARE:
        make_constant(func, inst, compare_int(func.imm[inst], ty, x, y))
        return True
    if kind == FOLD_BINARY:
        if binary_trap(op, ty, x, y) != 0:
            return False
        if func.result_count[inst] == 2:
            _replace_pair(func, inst, fold_binary(op, ty, x, y), fold_second(op, ty, x, y, 0))
        else:
            make_constant(func, inst, fold_binary(op, ty, x, y))
        return True
    z_def = constant_def(func, func.resolve(func.pool[start + 2]))
    if z_def < 0:
        return False
    z = func.imm[z_def]
    if func.result_count[inst] == 2:
        _replace_pair(func, inst, fold_ternary(op, ty, x, y, z), fold_second(op, ty, x, y, z))
    else:
        make_constant(func, inst, fold_ternary(op, ty, x, y, z))
    return True


def fold(func: Function, facts: AnalysisCache) -> bool:
    """Fold every instruction whose operands are constants; whether any was."""
    rpo = facts.cfg(func).rpo
    n: i64 = len(rpo)
    changed = False
    i: i64 = 0
    while i < n:
        inst = func.block_first[rpo[i]]
        while inst >= 0:
            following = func.inst_next[inst]
            if fold_inst(func, inst):
                changed = True
            inst = following
        i += 1
    if changed:
        func.resolve_operands()
    return changed
