"""Order of machine blocks, and splitting of critical edges.

The allocator wants blocks in a linear order in which a block comes after what dominates it, and no
critical edge (from a block with several successors to one with several predecessors), since the
moves of such an edge have no place. So:

    block0: brif v0, block1, block2(v1)       machine blocks   0 = block0
    block1: jump block2(v2)                                    1 = edge block0 -> block2
    block2(v3): return v3                                      2 = block1
                                                               3 = block2

Reachable blocks come in reverse post-order of a depth-first search that visits the last successor
first, so that the first successor of a branch tends to follow it; blocks marked cold go behind all
others. A critical edge gets a machine block of its own right behind its source. Unreachable blocks
are left out.
"""

from librt.vecs import append, vec
from mypy_extensions import i64

from ..ir.function import Function


class BlockOrder:
    """Machine blocks of a function."""

    def __init__(self) -> None:
        self.ir_block: vec[i64] = vec[i64]()
        """By machine block: the IR block, -1 for the block of a split edge."""
        self.edge: vec[i64] = vec[i64]()
        """By machine block: the IR edge that it splits, else -1."""
        self.label: vec[i64] = vec[i64]()
        """By IR block: its machine block, -1 when unreachable."""
        self.edge_label: vec[i64] = vec[i64]()
        """By IR edge: the machine block it leads to (its own block when split)."""


def filled(count: i64, value: i64) -> vec[i64]:
    """A column of `count` times `value`."""
    result = vec[i64](capacity=count)
    i: i64 = 0
    while i < count:
        result = append(result, value)
        i += 1
    return result


def _post_order(func: Function) -> vec[i64]:
    """Reachable blocks, depth-first post-order, the last successor visited first."""
    seen = filled(len(func.block_first), 0)
    stack_block = vec[i64]()
    stack_left = vec[i64]()
    order = vec[i64](capacity=len(func.block_first))
    entry = func.first_block
    if entry < 0:
        return order
    seen[entry] = 1
    depth: i64 = 1
    stack_block = append(stack_block, entry)
    stack_left = append(stack_left, func.edge_count[func.block_last[entry]])
    while depth > 0:
        block = stack_block[depth - 1]
        left = stack_left[depth - 1]
        if left == 0:
            order = append(order, block)
            depth -= 1
            continue
        stack_left[depth - 1] = left - 1
        target = func.edge_block[func.edge_start[func.block_last[block]] + left - 1]
        if seen[target] == 0:
            seen[target] = 1
            edges = func.edge_count[func.block_last[target]]
            if depth < len(stack_block):
                stack_block[depth] = target
                stack_left[depth] = edges
            else:
                stack_block = append(stack_block, target)
                stack_left = append(stack_left, edges)
            depth += 1
    return order


def compute_block_order(func: Function) -> BlockOrder:
    """Machine blocks of a function whose reachable blocks all end in a terminator."""
    result = BlockOrder()
    post = _post_order(func)
    n: i64 = len(post)
    incoming = filled(len(func.block_first), 0)
    i: i64 = 0
    while i < n:
        last = func.block_last[post[i]]
        edge = func.edge_start[last]
        end = edge + func.edge_count[last]
        while edge < end:
            incoming[func.edge_block[edge]] = incoming[func.edge_block[edge]] + 1
            edge += 1
        i += 1

    label = filled(len(func.block_first), -1)
    edge_label = filled(len(func.edge_block), -1)
    want_cold: i64 = 0
    while want_cold < 2:
        i = n - 1
        while i >= 0:
            block = post[i]
            cold: i64 = func.block_cold[block]
            if block == func.first_block:
                cold = 0
            if cold == want_cold:
                label[block] = len(result.ir_block)
                result.ir_block = append(result.ir_block, block)
                result.edge = append(result.edge, -1)
                last = func.block_last[block]
                count = func.edge_count[last]
                if count > 1:
                    edge = func.edge_start[last]
                    end = edge + count
                    while edge < end:
                        if incoming[func.edge_block[edge]] > 1:
                            edge_label[edge] = len(result.ir_block)
                            result.ir_block = append(result.ir_block, -1)
                            result.edge = append(result.edge, edge)
                        edge += 1
            i -= 1
        want_cold += 1
    i = 0
    while i < n:
        last = func.block_last[post[i]]
        edge = func.edge_start[last]
        end = edge + func.edge_count[last]
        while edge < end:
            if edge_label[edge] < 0:
                edge_label[edge] = label[func.edge_block[edge]]
            edge += 1
        i += 1
    result.label = label
    result.edge_label = edge_label
    return result
