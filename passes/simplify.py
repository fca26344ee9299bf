"""Algebraic simplification by the rules of `simplify.rules`.

    v2 = iconst.i32 8
    v3 = imul v0, v2          becomes    v5 = iconst.i32 3
                                         v6 = ishl v0, v5        v3 -> v6

Blocks are walked in reverse post-order, so the operands of an instruction are simplified before
it. For each instruction: constants are moved to the right of commutative operations, constant
operands are folded, then the rules are asked. A rule gives a value that stands for the result;
instructions it made stand in front of the replaced one and are simplified next, so rules need not
foresee each other. Every rule makes an instruction cheaper or more canonical, and a budget
proportional to the size of the function makes sure that a mistake there cannot loop.

Conditions of branches, traps and selections are also followed through extensions and comparisons
with zero, which frontends put there because their truth values are i32.
"""

from typing import Final

from librt.vecs import vec
from mypy_extensions import i32, i64

from ..ir.analysis.facts import AnalysisCache
from ..ir.condcodes import swap_intcc
from ..ir.function import Function
from ..ir.opcodes_gen import (
    CC_EQ,
    CC_NE,
    OP_BAND,
    OP_BOR,
    OP_BRIF,
    OP_BXOR,
    OP_COUNT,
    OP_IADD,
    OP_ICMP,
    OP_ICONST,
    OP_IMUL,
    OP_SADD_OVERFLOW,
    OP_SEXTEND,
    OP_SMAX,
    OP_SMIN,
    OP_SMUL_OVERFLOW,
    OP_SMULHI,
    OP_TRAPNZ,
    OP_TRAPZ,
    OP_UADD_OVERFLOW,
    OP_UADD_OVERFLOW_TRAP,
    OP_UEXTEND,
    OP_UMAX,
    OP_UMIN,
    OP_UMUL_OVERFLOW,
    OP_UMULHI,
)
from ..ir.semantics.fold import (
    FOLD_NONE,
)
from ..ir.types import is_int
from .constants import constant_def
from .context import Simplify
from .fold import FOLDS, fold_inst
from .simplify_gen import simplify as apply_rules

#: Rule applications allowed per instruction of the function, on average.
BUDGET: Final = 8


def _flags_of(ops: tuple[int, ...]) -> vec[i64]:
    flags: vec[i64] = vec[i64]([0] * OP_COUNT)
    for op in ops:
        flags[op] = 1
    return flags


#: By opcode: 1 when the first two operands may change places.
COMMUTATIVE: Final[vec[i64]] = _flags_of(
    (
        *(OP_IADD, OP_IMUL, OP_UMULHI, OP_SMULHI, OP_BAND, OP_BOR, OP_BXOR),
        *(OP_SMIN, OP_UMIN, OP_SMAX, OP_UMAX),
        *(OP_UADD_OVERFLOW, OP_SADD_OVERFLOW, OP_UMUL_OVERFLOW, OP_SMUL_OVERFLOW),
        OP_UADD_OVERFLOW_TRAP,
    )
)


def _constant_to_the_right(func: Function, inst: i64) -> bool:
    """Exchange the operands of a commutative operation (or icmp) if the first one is a constant and the
    second is none."""
    pool = func.pool
    start = i64(func.arg_start[inst])
    x = i64(pool[start])
    y = i64(pool[start + 1])
    if constant_def(func, x) < 0 or constant_def(func, y) >= 0:
        return False
    pool[start] = i32(y)
    pool[start + 1] = i32(x)
    if func.op[inst] == OP_ICMP:
        func.imm[inst] = swap_intcc(func.imm[inst])
    return True


def _is_zero(func: Function, value: i64) -> bool:
    constant = constant_def(func, value)
    return constant >= 0 and func.imm[constant] == 0


def _simplify_condition(func: Function, inst: i64) -> bool:
    """Make a `brif`, `trapz` or `trapnz` test what its condition is made from."""
    changed = False
    start = i64(func.arg_start[inst])
    while True:
        definition = i64(func.value_def[i64(func.pool[start])])
        if definition < 0:
            return changed
        op = i64(func.op[definition])
        source_start = i64(func.arg_start[definition])
        if op == OP_UEXTEND or op == OP_SEXTEND:
            func.pool[start] = i32(func.resolve(i64(func.pool[source_start])))
        elif op == OP_ICMP and is_int(i64(func.ty[definition])):
            cc = func.imm[definition]
            if (cc != CC_NE and cc != CC_EQ) or not _is_zero(func, i64(func.pool[source_start + 1])):
                return changed
            if cc == CC_EQ:
                if func.op[inst] == OP_BRIF:
                    return changed  # exchanging its block calls would change the CFG for nothing
                func.op[inst] = i32(OP_TRAPNZ if func.op[inst] == OP_TRAPZ else OP_TRAPZ)
            func.pool[start] = i32(func.resolve(i64(func.pool[source_start])))
        else:
            return changed
        func.ty[inst] = func.value_type[i64(func.pool[start])]
        changed = True


def simplify_inst(ctx: Simplify, inst: i64) -> bool:
    """Simplify one instruction once; it may leave the layout. Whether anything changed."""
    func = ctx.func
    op = i64(func.op[inst])
    if op == OP_ICONST:
        return False  # the most common one, and there is nothing to be done with it
    if func.stale:
        func.resolve_args(inst)
    if op == OP_BRIF:
        return _simplify_condition(func, inst)
    if op == OP_TRAPZ or op == OP_TRAPNZ:
        return fold_inst(func, inst) or _simplify_condition(func, inst)
    changed = False
    if COMMUTATIVE[op] != 0 or op == OP_ICMP:
        changed = _constant_to_the_right(func, inst)
    if FOLDS[op] != FOLD_NONE and fold_inst(func, inst):
        return True
    if func.result_count[inst] != 1:
        return changed
    ctx.inst = inst
    value = apply_rules(ctx, inst)
    if value < 0:
        return changed
    func.replace_value(i64(func.result_start[inst]), value)
    func.remove_inst(inst)
    return True


def simplify(func: Function, facts: AnalysisCache) -> bool:
    """Apply the rules everywhere; whether anything changed."""
    ctx = Simplify(func)
    return simplify_with(ctx, facts)


def simplify_with(ctx: Simplify, facts: AnalysisCache) -> bool:
    """`simplify` with a context of the caller's, who may want its trace."""
    func = ctx.func
    cfg = facts.cfg(func)
    rpo = cfg.rpo
    n = cfg.reachable
    budget: i64 = BUDGET * len(func.op) + 64
    changed = False
    i: i64 = 0
    while i < n:
        block = rpo[i]
        i += 1
        inst = i64(func.block_first[block])
        while inst >= 0:
            before = i64(func.inst_prev[inst])
            made = ctx.made
            following = i64(func.inst_next[inst])
            if budget > 0 and simplify_inst(ctx, inst):
                changed = True
                budget -= 1
                if ctx.made != made:
                    # What a rule made is simplified before going on.
                    following = i64(func.inst_next[before]) if before >= 0 else i64(func.block_first[block])
            inst = following
    return changed
