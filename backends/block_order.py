"""Order of machine blocks, and splitting of critical edges.

The allocator wants blocks in a linear order in which a block comes after what dominates it, loops
contiguous, and no critical edge (from a block with several successors to one with several
predecessors), since the moves of such an edge have no place. So:

    block0: brif v0, block1, block2(v1)       machine blocks   0 = block0
    block1: jump block2(v2)                                    1 = edge block0 -> block2
    block2(v3): return v3                                      2 = block1
                                                               3 = block2

Reachable blocks come in reverse post-order, except that the blocks of a loop stay together: each
loop has a list of its items - blocks, split edges and inner loops - in reverse post-order, where an
inner loop stands at the place of its header; the lists are written out from the outermost. For a
reducible graph this keeps every forward edge forward: a block moved behind a loop it leaves cannot
lead back into it except through the header.

A critical edge gets a block of its own: behind its source, or, when it leaves loops, behind the
outermost loop it leaves. So does an edge of a `try_call` that may pass results in memory, which are loaded
there (`try_calls.py`), or leads where others lead too. Blocks to which only exceptions lead are taken to be
cold. Blocks marked cold, and split edges into them, go behind all others. Unreachable blocks are left out.
Source of the need for contiguous loops: Wimmer & Franz 2010, section 3.
"""

from typing import Final

from librt.vecs import vec
from mypy_extensions import i64, mypyc_attr

from ..ir.analysis.cfg import Cfg, compute_cfg, is_lone_block, lone_block
from ..ir.analysis.domtree import compute_domtree
from ..ir.analysis.loops import Loops, compute_loops
from ..ir.function import Function
from ..ir.opcodes_gen import OP_TRY_CALL, OP_TRY_CALL_INDIRECT
from ..ir.types import I32
from ..tables import KEPT, reset64, rows64

#: Every convention returns so many values, of whatever types, in registers: not two, for an i128 may not fit.
LEAST_RESULTS: Final = 1


@mypyc_attr(acyclic=True, free_list_len=1)
class BlockOrder:
    """Machine blocks of a function. Columns may be longer than what is in use."""

    def __init__(self) -> None:
        self.count: i64 = 0
        """Number of machine blocks."""
        self.ir_block: vec[i64] = vec[i64]()
        """By machine block: the IR block, -1 for the block of a split edge."""
        self.edge: vec[i64] = vec[i64]()
        """By machine block: the IR edge that it splits, else -1."""
        self.depth: vec[i64] = vec[i64]()
        """By machine block: number of loops around it."""
        self.label: vec[i64] = vec[i64]()
        """By IR block: its machine block, -1 when unreachable."""
        self.num_edges: i64 = 0
        """Number of IR edges."""
        self.edge_label: vec[i64] = vec[i64]()
        """By IR edge: the machine block it leads to (its own block when split), -1 when its source
        is unreachable."""
        self.dominance: vec[i64] = vec[i64]()
        """All machine blocks, each behind those that dominate it. Differs from the order of the
        blocks themselves where a cold block went to the end."""
        self.items: _Items = _Items()
        """Scratch."""


@mypyc_attr(acyclic=True, free_list_len=1)
class _Items:
    """Item lists: list 0 is the function, list `l + 1` is loop l, the last one is for cold blocks.

    An item is a block b, a split edge `edge_base + e`, or a loop `loop_base + l`."""

    def __init__(self) -> None:
        self.edge_base: i64 = 0
        self.loop_base: i64 = 0
        self.cold: i64 = 0
        self.first: vec[i64] = vec[i64]()
        """By list."""
        self.last: vec[i64] = vec[i64]()
        self.count: i64 = 0
        self.item: vec[i64] = vec[i64]()
        self.next: vec[i64] = vec[i64]()
        self.stack: vec[i64] = vec[i64]()
        """Rows of the loops that the writing is in."""

    def begin(self, func: Function, loops: Loops) -> None:
        """Make the lists of a function, empty."""
        count = loops.count()
        self.edge_base = len(func.block_first)
        self.loop_base = self.edge_base + len(func.edge_block)
        self.cold = count + 1
        self.first = reset64(self.first, count + 2, -1)
        self.last = reset64(self.last, count + 2, -1)
        self.item = rows64(self.item, self.loop_base + count)
        self.next = rows64(self.next, self.loop_base + count)
        self.stack = rows64(self.stack, count)
        self.count = 0

    def add(self, where: i64, item: i64) -> None:
        """Append an item to a list."""
        row = self.count
        self.count = row + 1
        self.item[row] = item
        self.next[row] = -1
        if self.last[where] >= 0:
            self.next[self.last[where]] = row
        else:
            self.first[where] = row
        self.last[where] = row


def _collect_items(items: _Items, func: Function, cfg: Cfg, loops: Loops) -> None:
    """Put every reachable block, every critical edge and every loop on its list."""
    items.begin(func, loops)
    entry = func.first_block
    tries = len(func.exception_tables) > 0
    n = cfg.reachable
    i: i64 = 0
    while i < n:
        block = cfg.rpo[i]
        loop = loops.block_loop[block]
        if loop >= 0 and loops.header[loop] == block:
            items.add(loops.parent[loop] + 1, items.loop_base + loop)
        cold = func.block_cold[block] != 0 and block != entry
        if tries and not cold and block != entry:
            cold = _is_handler(func, cfg, block)
        items.add(items.cold if cold else loop + 1, block)
        k = cfg.succ_start[block]
        end = cfg.succ_start[block + 1]
        is_try = tries and _ends_in_try_call(func, block)
        if end - k > 1 or is_try:
            while k < end:
                target = cfg.succ_block[k]
                critical = cfg.pred_start[target + 1] - cfg.pred_start[target] > 1
                if critical or (is_try and _needs_block(func, cfg.succ_edge[k])):
                    where = loop
                    while where >= 0 and not loops.contains(where, target):
                        where = loops.parent[where]
                    where += 1
                    if cold or (func.block_cold[target] != 0 and target != entry):
                        where = items.cold
                    elif is_try and k > cfg.succ_start[block]:
                        where = items.cold  # to a handler
                    items.add(where, items.edge_base + cfg.succ_edge[k])
                k += 1
        i += 1


def _ends_in_try_call(func: Function, block: i64) -> bool:
    op = i64(func.op[i64(func.block_last[block])])
    return op == OP_TRY_CALL or op == OP_TRY_CALL_INDIRECT


def _needs_block(func: Function, edge: i64) -> bool:
    """Whether what a `try_call` leaves may have to be made ready before an edge passes it: results in
    memory are loaded, an i32 is zero-extended."""
    param = i64(func.param_start[i64(func.edge_block[edge])])
    k = i64(func.edge_arg_start[edge])
    end = k + i64(func.edge_arg_count[edge])
    while k < end:
        value = i64(func.pool[k])
        if value <= -2 - 2 * LEAST_RESULTS and value % 2 == 0:
            return True
        if value < 0 and func.value_type[i64(func.pool[param])] == I32:
            return True
        param += 1
        k += 1
    return False


def _is_handler(func: Function, cfg: Cfg, block: i64) -> bool:
    """Whether only exceptions lead to a block."""
    k = cfg.pred_start[block]
    end = cfg.pred_start[block + 1]
    while k < end:
        before = cfg.pred_block[k]
        first = i64(func.edge_start[i64(func.block_last[before])])
        if cfg.pred_edge[k] == first or not _ends_in_try_call(func, before):
            return False
        k += 1
    return True


def _write_list(items: _Items, where: i64, loops: Loops, result: BlockOrder) -> None:
    """Append the blocks of a list, inner loops written out in place (with an explicit stack)."""
    stack = items.stack
    row = items.first[where]
    depth: i64 = 0
    while row >= 0 or depth > 0:
        if row < 0:
            depth -= 1
            row = items.next[stack[depth]]
            continue
        item = items.item[row]
        if item >= items.loop_base:
            stack[depth] = row
            depth += 1
            row = items.first[item - items.loop_base + 1]
            continue
        machine_block = result.count
        result.count = machine_block + 1
        if item < items.edge_base:
            result.label[item] = machine_block
            result.ir_block[machine_block] = item
            result.edge[machine_block] = -1
            result.depth[machine_block] = loops.block_depth[item]
        else:
            result.edge_label[item - items.edge_base] = machine_block
            result.ir_block[machine_block] = -1
            result.edge[machine_block] = item - items.edge_base
            result.depth[machine_block] = depth
        row = items.next[row]


def compute_block_order(func: Function) -> BlockOrder:
    """Machine blocks of a function whose reachable blocks all end in a terminator."""
    cfg = compute_cfg(func)
    result = BlockOrder()
    _order_blocks(func, cfg, compute_loops(func, cfg, compute_domtree(func, cfg)), result)
    return result


def order_blocks(func: Function, cfg: Cfg, loops: Loops, old: BlockOrder) -> BlockOrder:
    """`compute_block_order`, for a function whose graph and loops are known, made in the tables of an order
    that nobody needs any more."""
    if is_lone_block(func):
        return _LONE_ORDER
    _order_blocks(func, cfg, loops, old)
    if old.items.count > KEPT:
        old.items = _Items()
    return old


def _order_blocks(func: Function, cfg: Cfg, loops: Loops, result: BlockOrder) -> None:
    items = result.items
    _collect_items(items, func, cfg, loops)
    result.num_edges = len(func.edge_block)
    label = reset64(result.label, len(func.block_first), -1)
    edge_label = reset64(result.edge_label, result.num_edges, -1)
    result.label = label
    result.edge_label = edge_label
    result.count = 0
    result.ir_block = rows64(result.ir_block, items.count)
    result.edge = rows64(result.edge, items.count)
    result.depth = rows64(result.depth, items.count)
    _write_list(items, 0, loops, result)
    _write_list(items, items.cold, loops, result)
    dominance = rows64(result.dominance, result.count)
    result.dominance = dominance
    written: i64 = 0
    i: i64 = 0
    while i < cfg.reachable:
        block = cfg.rpo[i]
        dominance[written] = label[block]
        written += 1
        k = cfg.succ_start[block]
        end = cfg.succ_start[block + 1]
        while k < end:
            edge = cfg.succ_edge[k]
            if edge_label[edge] < 0:
                edge_label[edge] = label[cfg.succ_block[k]]
            else:
                dominance[written] = edge_label[edge]
                written += 1
            k += 1
        i += 1


#: The order of all functions of one block; nobody changes an order.
_LONE_ORDER: Final = compute_block_order(lone_block())
