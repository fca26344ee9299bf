"""Dead code elimination: instructions, block parameters and pool constants that nothing needs.

    block1(v1: i32, v2: i32):           block1(v1: i32):
        v3 = iadd v1, v2         ->         brif v0, block1(v1), block2
        brif v0, block1(v1, v3), block2

Marking goes up from instructions that must stay to what they use; an argument of a block call is
needed only when the parameter it is for is. So values that circle through loop parameters without
being looked at (`v2`, `v3` above) go too, which counting uses would not find. One walk against reverse
post-order sees all uses of a value before its definition, but for arguments on back edges, from which
needed values are followed one by one.

Must stay: everything with an effect, and whatever may trap. A load may trap unless it is
`notrap`; a division may not trap when its divisor is a suitable constant.
"""

from librt.vecs import append, pop, vec
from mypy_extensions import i32, i64, mypyc_attr, u8

from ..ir.analysis.cfg import Cfg
from ..ir.analysis.facts import AnalysisCache
from ..ir.analysis.scratch import Scratch
from ..ir.entities import MEM_CODE_MASK
from ..ir.function import Function
from ..ir.opcodes_gen import EFFECT_LOAD, EFFECT_MERGEABLE, OP_EFFECTS, OP_SDIV, OP_SREM, OP_UDIV, OP_UREM
from ..ir.types import sign_extend
from ..tables import filled8
from .constant_pool import drop_unused_constants
from .constants import constant_def


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
    """What is needed, and what is still to be done."""

    def __init__(self, values: i64, scratch: Scratch) -> None:
        self.needed: vec[u8] = filled8(scratch.needed, scratch.zeros8, values)
        """By value."""
        self.work: vec[i32] = scratch.work
        """Needed values whose definition the walk has passed: a stack."""
        self.idle: vec[i32] = scratch.idle
        """Instructions that nothing needed when the walk came by."""


def _need_args(func: Function, marks: _Marks, inst: i64) -> None:
    """The operands of an instruction are needed; the walk is still to come to their definitions."""
    k = i64(func.arg_start[inst])
    end = k + i64(func.arg_count[inst])
    if k == end:
        return
    pool = func.pool
    needed = marks.needed
    while k < end:
        needed[i64(pool[k])] = 1
        k += 1


def _need(func: Function, cfg: Cfg, marks: _Marks, value: i64) -> None:
    """A value is needed, wherever it is defined, and so is all that it is made of."""
    marks.work = append(marks.work, i32(value))
    while len(marks.work) > 0:
        marks.work, top = pop(marks.work)
        value = i64(top)
        if value < 0 or marks.needed[value] != 0:
            continue
        marks.needed[value] = 1
        definition = i64(func.value_def[value])
        if definition >= 0:
            k = i64(func.arg_start[definition])
            end = k + i64(func.arg_count[definition])
            while k < end:
                marks.work = append(marks.work, func.pool[k])
                k += 1
        else:
            block = -1 - definition
            index = i64(func.value_index[value])
            i = cfg.pred_start[block]
            while i < cfg.pred_start[block + 1]:
                marks.work = append(marks.work, func.pool[i64(func.edge_arg_start[cfg.pred_edge[i]]) + index])
                i += 1


def _is_idle(func: Function, marks: _Marks, inst: i64) -> bool:
    """Nothing needs the instruction, as far as is known."""
    value = i64(func.result_start[inst])
    end = value + i64(func.result_count[inst])
    while value < end:
        if marks.needed[value] != 0:
            return False
        value += 1
    return OP_EFFECTS[i64(func.op[inst])] == 0 or not must_stay(func, inst)


def _mark_unreachable(func: Function, cfg: Cfg, marks: _Marks) -> None:
    """What the blocks need that no path reaches: their order says nothing."""
    block = func.first_block
    while block >= 0:
        inst: i64 = -1
        if cfg.rpo_number[block] < 0:
            inst = i64(func.block_first[block])
        while inst >= 0:
            if must_stay(func, inst):
                k = i64(func.arg_start[inst])
                end = k + i64(func.arg_count[inst])
                while k < end:
                    _need(func, cfg, marks, i64(func.pool[k]))
                    k += 1
            else:
                marks.idle = append(marks.idle, i32(inst))
            inst = i64(func.inst_next[inst])
        block = i64(func.block_next[block])


def _need_incoming(func: Function, cfg: Cfg, marks: _Marks, block: i64) -> None:
    """What is passed to the needed parameters of a block."""
    number = cfg.rpo_number
    needed = marks.needed
    start = i64(func.param_start[block])
    count = i64(func.param_count[block])
    i: i64 = 0
    while i < count:
        if needed[i64(func.pool[start + i])] != 0:
            k = cfg.pred_start[block]
            while k < cfg.pred_start[block + 1]:
                value = i64(func.pool[i64(func.edge_arg_start[cfg.pred_edge[k]]) + i])
                source = number[cfg.pred_block[k]]
                if 0 <= source < number[block]:
                    if value >= 0:
                        needed[value] = 1
                else:  # a back edge: the walk may have passed the definition
                    _need(func, cfg, marks, value)
                k += 1
        i += 1


def _mark(func: Function, cfg: Cfg, scratch: Scratch) -> _Marks:
    """Find the needed values: against reverse post-order and up each block, so that the uses of a value
    are met before its definition, but for those behind back edges."""
    marks = _Marks(len(func.value_type), scratch)
    if cfg.reachable < len(func.block_first):
        _mark_unreachable(func, cfg, marks)
    b = cfg.reachable
    while b > 0:
        b -= 1
        block = cfg.rpo[b]
        inst = i64(func.block_last[block])
        while inst >= 0:
            if _is_idle(func, marks, inst):
                marks.idle = append(marks.idle, i32(inst))
            else:
                _need_args(func, marks, inst)
            inst = i64(func.inst_prev[inst])
        if b > 0 and func.param_count[block] > 0:
            _need_incoming(func, cfg, marks, block)
    return marks


def _sweep_insts(func: Function, marks: _Marks) -> bool:
    """Remove instructions none of whose results is needed."""
    changed = False
    n: i64 = len(marks.idle)
    i: i64 = 0
    while i < n:
        inst = i64(marks.idle[i])
        if _is_idle(func, marks, inst):
            func.remove_inst(inst)
            changed = True
        i += 1
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
    marks = _mark(func, cfg, facts.scratch)
    changed = _sweep_insts(func, marks)
    if _sweep_params(func, cfg, marks):
        changed = True
    if func.constants_seen > 0 and drop_unused_constants(func):
        changed = True
    return changed
