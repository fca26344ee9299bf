"""Dead code elimination: instructions, block parameters and pool constants that nothing needs.

    block1(v1: i32, v2: i32):           block1(v1: i32):
        v3 = iadd v1, v2         ->         brif v0, block1(v1), block2
        brif v0, block1(v1, v3), block2

Marking starts from instructions that must stay and follows operands; an argument of a block call is
needed only when the parameter it is for is. So values that circle through loop parameters without
being looked at (`v2`, `v3` above) go too, which counting uses would not find.

Must stay: everything with an effect, and whatever may trap. A load may trap unless it is
`notrap`; a division may not trap when its divisor is a suitable constant.
"""

from librt.vecs import vec
from mypy_extensions import i32, i64, mypyc_attr

from ..ir.cfg import Cfg
from ..ir.entities import MEM_CODE_MASK
from ..ir.function import Function
from ..ir.opcodes_gen import EFFECT_LOAD, EFFECT_MERGEABLE, OP_EFFECTS, OP_SDIV, OP_SREM, OP_UDIV, OP_UREM
from ..ir.types import sign_extend
from .constant_pool import drop_unused_constants
from .constants import constant_def
from .facts import AnalysisCache


def must_stay(func: Function, inst: i64) -> bool:
    """The instruction has an effect beside its results."""
    op = i64(func.op[inst])
    effects = OP_EFFECTS[op]
    if effects == 0:
        return False
    if effects == EFFECT_LOAD:
        return (i64(func.flags[inst]) & MEM_CODE_MASK) != 0
    if (effects & EFFECT_MERGEABLE) != 0 and func.arg_count[inst] == 2:
        divisor = constant_def(func, i64(func.pool[i64(func.arg_start[inst]) + 1]))
        if divisor >= 0 and func.imm[divisor] != 0:
            if op == OP_UDIV or op == OP_UREM or op == OP_SREM:
                return False
            if op == OP_SDIV:
                return sign_extend(func.imm[divisor], i64(func.ty[divisor])) == -1
    return True


@mypyc_attr(acyclic=True, free_list_len=1)
class _Marks:
    """What is needed, and what is still to be followed."""

    def __init__(self, values: i64) -> None:
        self.needed: vec[i64] = vec[i64]([0] * values)
        """By value."""
        self.work: vec[i64] = vec[i64]([0] * values)
        """Needed values not yet followed, a stack of `depth` rows; each value enters it once at most."""
        self.depth: i64 = 0

    def need(self, value: i64) -> None:
        """A value is needed."""
        if value < 0 or self.needed[value] != 0:
            return
        self.needed[value] = 1
        depth = self.depth
        self.work[depth] = value
        self.depth = depth + 1


def _need_args(func: Function, marks: _Marks, inst: i64) -> None:
    k = i64(func.arg_start[inst])
    end = k + i64(func.arg_count[inst])
    if k == end:
        return
    pool = func.pool
    needed = marks.needed
    while k < end:
        value = i64(pool[k])
        if needed[value] == 0:
            marks.need(value)
        k += 1


def _mark(func: Function, cfg: Cfg) -> _Marks:
    """Find the needed values."""
    marks = _Marks(len(func.value_type))
    block = func.first_block
    while block >= 0:
        inst = i64(func.block_first[block])
        while inst >= 0:
            if must_stay(func, inst):
                _need_args(func, marks, inst)
            inst = i64(func.inst_next[inst])
        block = i64(func.block_next[block])
    while marks.depth > 0:
        marks.depth -= 1
        value = marks.work[marks.depth]
        definition = i64(func.value_def[value])
        if definition >= 0:
            _need_args(func, marks, definition)
        else:
            block = -1 - definition
            i = cfg.pred_start[block]
            while i < cfg.pred_start[block + 1]:
                marks.need(
                    i64(func.pool[i64(func.edge_arg_start[cfg.pred_edge[i]]) + i64(func.value_index[value])])
                )
                i += 1
    return marks


def _is_dead(func: Function, marks: _Marks, inst: i64) -> bool:
    value = i64(func.result_start[inst])
    end = value + i64(func.result_count[inst])
    while value < end:
        if marks.needed[value] != 0:
            return False
        value += 1
    return not must_stay(func, inst)


def _sweep_insts(func: Function, marks: _Marks) -> bool:
    """Remove instructions none of whose results is needed."""
    changed = False
    block = func.first_block
    while block >= 0:
        inst = i64(func.block_first[block])
        while inst >= 0:
            following = i64(func.inst_next[inst])
            if _is_dead(func, marks, inst):
                func.remove_inst(inst)
                changed = True
            inst = following
        block = i64(func.block_next[block])
    return changed


def _sweep_params(func: Function, cfg: Cfg, marks: _Marks) -> bool:
    """Remove parameters that are not needed, and the arguments for them."""
    changed = False
    if func.first_block < 0:
        return False
    block = i64(func.block_next[func.first_block])  # the entry block's are the function's
    while block >= 0:
        if _has_dead_param(func, marks, block):
            i = cfg.pred_start[block]
            while i < cfg.pred_start[block + 1]:
                _drop_args(func, marks, block, cfg.pred_edge[i])
                i += 1
            _drop_params(func, marks, block)
            changed = True
        block = i64(func.block_next[block])
    return changed


def _has_dead_param(func: Function, marks: _Marks, block: i64) -> bool:
    k = i64(func.param_start[block])
    end = k + i64(func.param_count[block])
    while k < end:
        if marks.needed[i64(func.pool[k])] == 0:
            return True
        k += 1
    return False


def _drop_args(func: Function, marks: _Marks, block: i64, edge: i64) -> None:
    """Close the gaps that dead parameters of `block` leave in the arguments of one edge."""
    pool = func.pool
    params = i64(func.param_start[block])
    args = i64(func.edge_arg_start[edge])
    kept: i64 = 0
    i: i64 = 0
    while i < i64(func.param_count[block]):
        if marks.needed[i64(pool[params + i])] != 0:
            pool[args + kept] = pool[args + i]
            kept += 1
        i += 1
    func.edge_arg_count[edge] = i32(kept)


def _drop_params(func: Function, marks: _Marks, block: i64) -> None:
    pool = func.pool
    params = i64(func.param_start[block])
    kept: i64 = 0
    i: i64 = 0
    while i < i64(func.param_count[block]):
        value = i64(pool[params + i])
        if marks.needed[value] != 0:
            pool[params + kept] = i32(value)
            func.value_index[value] = i32(kept)
            kept += 1
        i += 1
    func.param_count[block] = i32(kept)


def dce(func: Function, facts: AnalysisCache) -> bool:
    """Remove dead instructions, block parameters and constants; whether there were any."""
    cfg = facts.cfg(func)
    func.resolve_operands()
    marks = _mark(func, cfg)
    changed = _sweep_insts(func, marks)
    if _sweep_params(func, cfg, marks):
        changed = True
    if func.constants_seen > 0 and drop_unused_constants(func):
        changed = True
    return changed
