"""Control-flow clean-up: decided branches, unreachable blocks, straight-line chains.

    block0:                                  block0:
        v1 = iconst.i8 1                         v1 = iconst.i8 1
        brif v1, block1(v0), block2              return v0
    block1(v2: i32):                  ->
        return v2
    block2:
        trap user1

Three steps, each linear:
1. a `brif` or `br_table` on a constant, and a `brif` with two equal block calls, become a `jump`;
2. blocks that no path reaches leave the layout;
3. a block with one predecessor that ends in a jump to it is appended to that predecessor, its
   parameters becoming aliases of the arguments. Blocks are visited in reverse post-order, so the
   head of a chain swallows it whole and no instruction moves twice.
"""

from librt.vecs import vec
from mypy_extensions import i32, i64

from ..ir.analysis.cfg import Cfg, is_lone_block
from ..ir.analysis.facts import KEEPS_NOTHING, AnalysisCache
from ..ir.function import Function
from ..ir.opcodes_gen import (
    OP_BR_TABLE,
    OP_BRIF,
    OP_GET_EXCEPTION_HANDLER_ADDRESS,
    OP_JUMP,
)
from ..ir.types import zero_extend
from .constants import constant_def, same_value


def _same_edges(func: Function, first: i64, second: i64) -> bool:
    """Two block calls go to the same block with the same arguments."""
    count = i64(func.edge_arg_count[first])
    if func.edge_block[first] != func.edge_block[second] or count != i64(func.edge_arg_count[second]):
        return False
    i: i64 = 0
    while i < count:
        x = i64(func.pool[i64(func.edge_arg_start[first]) + i])
        y = i64(func.pool[i64(func.edge_arg_start[second]) + i])
        if not same_value(func, func.resolve(x), func.resolve(y)):
            return False
        i += 1
    return True


def _decided_edge(func: Function, inst: i64) -> i64:
    """The block call that a branch certainly takes, -1 when it is not known."""
    op = i64(func.op[inst])
    first = i64(func.edge_start[inst])
    if op != OP_BRIF and op != OP_BR_TABLE:
        return -1
    value = func.resolve(i64(func.pool[i64(func.arg_start[inst])]))
    constant = constant_def(func, value)
    if op == OP_BRIF:
        if constant >= 0:
            return first if func.imm[constant] != 0 else first + 1
        if not _same_edges(func, first, first + 1):
            return -1
        return first
    entries = i64(func.edge_count[inst]) - 1
    if entries == 0:
        return first
    if constant < 0:
        return -1
    index = zero_extend(func.imm[constant], i64(func.value_type[value]))
    return first + 1 + index if 0 <= index < entries else first


def _decide_branches(func: Function) -> bool:
    """Turn decided branches into jumps."""
    changed = False
    block = func.first_block
    while block >= 0:
        inst = i64(func.block_last[block])
        if inst >= 0:
            edge = _decided_edge(func, inst)
            if edge >= 0:
                func.op[inst] = OP_JUMP
                func.ty[inst] = 0
                func.arg_count[inst] = 0
                func.edge_start[inst] = i32(edge)
                func.edge_count[inst] = 1
                changed = True
        block = i64(func.block_next[block])
    return changed


def _named_blocks(func: Function) -> vec[i64]:
    """By block: 1 when an instruction names it outside a branch (exception handler addresses). Empty
    when none is, because the function has no exception tables."""
    if func.num_exception_tables() == 0:
        return vec[i64]()
    named: vec[i64] = vec[i64]([0] * len(func.block_first))
    block = func.first_block
    while block >= 0:
        inst = i64(func.block_first[block])
        while inst >= 0:
            if func.op[inst] == OP_GET_EXCEPTION_HANDLER_ADDRESS:
                named[i64(func.aux[inst])] = 1
            inst = i64(func.inst_next[inst])
        block = i64(func.block_next[block])
    return named


def _remove_unreachable(func: Function, cfg: Cfg) -> bool:
    """Take blocks out of the layout that no path reaches."""
    number = cfg.rpo_number
    following = func.block_next
    block = func.first_block
    while block >= 0 and number[block] >= 0:
        block = i64(following[block])
    if block < 0:
        return False
    named = _named_blocks(func)
    block = func.first_block
    while block >= 0 and len(named) > 0:
        if named[block] != 0 and number[block] < 0:
            return False  # its try_call must stay, and with it everything it leads to
        block = i64(following[block])
    block = func.first_block
    while block >= 0:
        after = i64(following[block])
        if number[block] < 0:
            func.remove_block(block)
        block = after
    return True


def _merge_chains(func: Function, cfg: Cfg) -> bool:
    """Append blocks to their only predecessor where that just jumps to them."""
    named = _named_blocks(func)
    rpo = cfg.rpo
    n = cfg.reachable
    changed = False
    i: i64 = 0
    while i < n:
        block = rpo[i]
        i += 1
        while func.block_in_layout[block] != 0:
            jump = i64(func.block_last[block])
            if jump < 0 or func.op[jump] != OP_JUMP:
                break
            target = i64(func.edge_block[i64(func.edge_start[jump])])
            single = cfg.pred_start[target + 1] - cfg.pred_start[target] == 1
            if not single or target == func.first_block or target == block:
                break
            if len(named) > 0 and named[target] != 0:
                break
            _absorb(func, block, jump, target)
            changed = True
    return changed


def _absorb(func: Function, block: i64, jump: i64, target: i64) -> None:
    """Append the instructions of `target` to `block`, which ends in `jump` to it."""
    edge = i64(func.edge_start[jump])
    i: i64 = 0
    while i < i64(func.param_count[target]):
        argument = func.resolve(i64(func.pool[i64(func.edge_arg_start[edge]) + i]))
        func.replace_value(func.block_param(target, i), argument)
        i += 1
    func.remove_inst(jump)
    first = i64(func.block_first[target])
    last = i64(func.block_last[target])
    inst = first
    while inst >= 0:
        func.inst_block[inst] = i32(block)
        inst = i64(func.inst_next[inst])
    tail = i64(func.block_last[block])
    if first >= 0:
        func.inst_prev[first] = i32(tail)
        if tail >= 0:
            func.inst_next[tail] = i32(first)
        else:
            func.block_first[block] = i32(first)
        func.block_last[block] = i32(last)
    func.block_first[target] = -1
    func.block_last[target] = -1
    func.remove_block(target)


def unreachable(func: Function, facts: AnalysisCache) -> bool:
    """Clean up control flow; whether anything changed."""
    if is_lone_block(func):
        return False
    changed = _decide_branches(func)
    if changed:
        facts.invalidate(KEEPS_NOTHING)
    if _remove_unreachable(func, facts.cfg(func)):
        changed = True
        facts.invalidate(KEEPS_NOTHING)  # predecessors that are gone must not be counted
    if _merge_chains(func, facts.cfg(func)):
        changed = True
    return changed
