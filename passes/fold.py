"""Constant folding.

    v0 = iconst.i32 6
    v1 = iconst.i32 7
    v2 = imul v0, v1          becomes    v2 = iconst.i32 42

The folded instruction is changed in place into the constant, so its value keeps its number and
nobody has to be told. Blocks are walked in reverse post-order: a definition is folded before its
uses, and one walk finds everything that does not go through block parameters. Meaning comes from
`ir/semantics/scalar.py`, which the interpreter shares. Instructions that would trap stay.

Operations on i8..i64 are computed here. Those on i128, floats and vectors go to `fold_wide.py` once
all their operands are known to be constants; which of them stay is told there.
"""

from typing import Final

from librt.vecs import vec
from mypy_extensions import i64

from ..ir.analysis.facts import AnalysisCache
from ..ir.function import Function
from ..ir.opcodes_gen import (
    EFFECT_MERGEABLE,
    EFFECT_TRAP,
    OP_COUNT,
    OP_EFFECTS,
    OP_ICONST,
    OP_OPERANDS,
    OP_RESULTS,
    OP_TRAPNZ,
    OP_TRAPZ,
)
from ..ir.semantics.fold import (
    FOLD_BINARY,
    FOLD_COMPARE,
    FOLD_KIND,
    FOLD_NONE,
    FOLD_UNARY,
    binary_trap,
    can_fold,
    fold_binary,
    fold_second,
    fold_ternary,
    fold_unary,
)
from ..ir.semantics.scalar import (
    compare_int,
)
from ..ir.types import I128
from .constants import (
    CONSTANT_FORM,
    NO_FORM,
    constant_before,
    constant_def,
    has_constant_operands,
    is_constant,
    make_constant,
)

#: In `FOLDS`: only `fold_wide` may compute it.
FOLD_WIDE: Final = 5


def _folds() -> vec[i64]:
    """What computes a result from operands alone, or traps, folds."""
    folds: vec[i64] = vec[i64]([FOLD_NONE] * OP_COUNT)
    for op in range(OP_COUNT):
        if FOLD_KIND[op] != FOLD_NONE:
            folds[op] = FOLD_KIND[op]
        elif OP_OPERANDS[op] > 0 and OP_RESULTS[op] > 0:
            if OP_EFFECTS[op] & ~(EFFECT_TRAP | EFFECT_MERGEABLE) == 0:
                folds[op] = FOLD_WIDE
    return folds


#: By opcode: its `FOLD_KIND`, `FOLD_WIDE`, or `FOLD_NONE` when it is never folded.
FOLDS: Final[vec[i64]] = _folds()


def _replace_pair(func: Function, inst: i64, first: i64, second: i64) -> None:
    """Put two constants in the place of an instruction with two results."""
    result = i64(func.result_start[inst])
    low = constant_before(func, inst, i64(func.value_type[result]), first)
    func.replace_value(result, low)
    high = constant_before(func, inst, i64(func.value_type[result + 1]), second)
    func.replace_value(result + 1, high)
    func.remove_inst(inst)


def _fold_check(func: Function, inst: i64) -> bool:
    """Remove a `trapz` or `trapnz` that a constant shows never to trap."""
    value = func.resolve(i64(func.pool[i64(func.arg_start[inst])]))
    constant = constant_def(func, value)
    if constant >= 0:
        holds = func.imm[constant] != 0
    elif func.value_type[value] == I128 and is_constant(func, value):
        from .fold_wide import constant_bits

        holds = constant_bits(func, value) != 0
    else:
        return False
    if holds != (func.op[inst] == OP_TRAPZ):
        return False
    func.remove_inst(inst)
    return True


def _fold_other(func: Function, inst: i64) -> bool:
    """Fold what the functions on i8..i64 do not compute, if all operands are constants."""
    if not has_constant_operands(func, inst):
        return False
    from .fold_wide import fold_wide  # few functions need it, and what it imports takes time to start

    return fold_wide(func, inst)


def fold_inst(func: Function, inst: i64) -> bool:
    """Fold one instruction of the layout; whether it was.

    The instruction becomes a constant (see `constants.py`), or leaves the layout when it has two results
    (which then are aliases of new constants) or none (a check that never traps)."""
    op = i64(func.op[inst])
    kind = FOLDS[op]
    if kind == FOLD_NONE:
        if op == OP_TRAPNZ or op == OP_TRAPZ:
            return _fold_check(func, inst)
        return False
    start = i64(func.arg_start[inst])
    x_value = func.resolve(i64(func.pool[start]))
    x_def = i64(func.value_def[x_value])
    if x_def < 0:
        return False
    if func.op[x_def] != OP_ICONST or kind == FOLD_WIDE:
        return CONSTANT_FORM[i64(func.op[x_def])] != NO_FORM and _fold_other(func, inst)
    ty = i64(func.ty[inst])
    x = func.imm[x_def]
    x_type = i64(func.value_type[x_value])
    if kind == FOLD_UNARY:
        if not can_fold(op, ty, x_type):
            return _fold_other(func, inst)
        if func.result_count[inst] == 2:
            _replace_pair(func, inst, fold_unary(op, ty, x_type, x), fold_second(op, ty, x, 0, 0))
        else:
            make_constant(func, inst, fold_unary(op, ty, x_type, x))
        return True
    y_value = func.resolve(i64(func.pool[start + 1]))
    y_def = constant_def(func, y_value)
    if y_def < 0 or not can_fold(op, ty, i64(func.value_type[y_value])):
        return _fold_other(func, inst)
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
    z_def = constant_def(func, func.resolve(i64(func.pool[start + 2])))
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
    cfg = facts.cfg(func)
    rpo = cfg.rpo
    n = cfg.reachable
    changed = False
    i: i64 = 0
    while i < n:
        inst = i64(func.block_first[rpo[i]])
        while inst >= 0:
            following = i64(func.inst_next[inst])
            if fold_inst(func, inst):
                changed = True
            inst = following
        i += 1
    return changed
