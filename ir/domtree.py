"""Dominator tree.

Block `a` dominates `b` when every path from the entry to `b` passes `a`; the immediate dominator of
`b` is its closest dominator other than itself.

    block0: brif v0, block1, block2        idom(block1) = idom(block2) = idom(block3) = block0
    block1: jump block3                    children of block0, in reverse post-order:
    block2: jump block3                        block2 block1 block3
    block3: return

Algorithm: T. Lengauer, R. E. Tarjan, "A Fast Algorithm for Finding Dominators in a Flowgraph"
(1979), the simple version with path compression, O(edges * log blocks). The iterative algorithm of
Cooper, Harvey and Kennedy (2001) is shorter but quadratic on a shape that real code has: a long
chain of blocks that all branch to one trap block.

The tree is numbered in pre-order so that `dominates` is two comparisons: the blocks dominated by `a`
are those numbered `pre_number[a] .. pre_last[a]`. Unreachable blocks are in no tree.
"""

from librt.vecs import append, vec
from mypy_extensions import i64

from .cfg import Cfg
from .function import Function


class DomTree:
    """Dominator tree by block row. Valid until a branch changes."""

    def __init__(self) -> None:
        self.idom: vec[i64] = vec[i64]()
        """Immediate dominator; -1 for the entry and for unreachable blocks."""
        self.pre_number: vec[i64] = vec[i64]()
        """Number in the pre-order of the tree, -1 when unreachable."""
        self.pre_last: vec[i64] = vec[i64]()
        """Largest pre-order number in the subtree of the block, -1 when unreachable."""
        self.preorder: vec[i64] = vec[i64]()
        """Reachable blocks in pre-order of the tree; children in reverse post-order of the CFG."""
        self.child_start: vec[i64] = vec[i64]()
        """By block, one more entry than blocks: start of its slice of `child`."""
        self.child: vec[i64] = vec[i64]()

    def dominates(self, a: i64, b: i64) -> bool:
        """Whether `a` dominates `b` (every block dominates itself; else False if one is unreachable)."""
        if a == b:
            return True
        number = self.pre_number[b]
        first = self.pre_number[a]
        return first >= 0 and first <= number <= self.pre_last[a]

    def children(self, block: i64) -> list[int]:
        """Blocks immediately dominated by `block`, in reverse post-order of the CFG."""
        return [int(self.child[i]) for i in range(self.child_start[block], self.child_start[block + 1])]


def compute_domtree(func: Function, cfg: Cfg) -> DomTree:
    """The dominator tree of `func`, whose control-flow graph is `cfg`."""
    tree = DomTree()
    tree.idom = _immediate_dominators(cfg)
    _number_tree(cfg, tree)
    _collect_children(cfg, tree)
    return tree


def _immediate_dominators(cfg: Cfg) -> vec[i64]:
    """Lengauer-Tarjan over depth-first numbers; the result is by block."""
    preorder = cfg.preorder
    pred_start = cfg.pred_start
    pred = cfg.pred_block
    n: i64 = len(preorder)
    result: vec[i64] = vec[i64]([-1] * cfg.block_count)
    number: vec[i64] = vec[i64]([-1] * cfg.block_count)
    # The columns below are by depth-first number, so that "smaller" means "discovered earlier".
    parent: vec[i64] = vec[i64]([-1] * n)
    semi: vec[i64] = vec[i64](capacity=n)
    label: vec[i64] = vec[i64](capacity=n)
    v: i64 = 0
    while v < n:
        number[preorder[v]] = v
        semi = append(semi, v)
        label = append(label, v)
        v += 1
    v = 1
    while v < n:
        parent[v] = number[cfg.dfs_parent[preorder[v]]]
        v += 1
    ancestor: vec[i64] = vec[i64]([-1] * n)
    bucket: vec[i64] = vec[i64]([-1] * n)
    bucket_next: vec[i64] = vec[i64]([-1] * n)
    idom: vec[i64] = vec[i64]([-1] * n)
    path: vec[i64] = vec[i64]([0] * n)
    w = n - 1
    while w >= 1:
        block = preorder[w]
        i = pred_start[block]
        end = pred_start[block + 1]
        while i < end:
            v = number[pred[i]]
            if v >= 0:
                u = _evaluate(v, ancestor, label, semi, path)
                semi[w] = min(semi[w], semi[u])
            i += 1
        bucket_next[w] = bucket[semi[w]]
        bucket[semi[w]] = w
        above = parent[w]
        ancestor[w] = above
        v = bucket[above]
        while v >= 0:
            u = _evaluate(v, ancestor, label, semi, path)
            idom[v] = u if semi[u] < semi[v] else above
            v = bucket_next[v]
        bucket[above] = -1
        w -= 1
    w = 1
    while w < n:
        if idom[w] != semi[w]:
            idom[w] = idom[idom[w]]
        result[preorder[w]] = preorder[idom[w]]
        w += 1
    return result


def _evaluate(v: i64, ancestor: vec[i64], label: vec[i64], semi: vec[i64], path: vec[i64]) -> i64:
    """EVAL of the paper: the vertex of least `semi` on the forest path from `v` to below its root.

    Compresses that path; `path` is scratch space of one entry per vertex."""
    if ancestor[v] < 0:
        return label[v]
    length: i64 = 0
    u = v
    while ancestor[ancestor[u]] >= 0:
        path[length] = u
        length += 1
        u = ancestor[u]
    # `u` hangs directly below the root; walk back down so that every vertex sees a compressed parent.
    while length > 0:
        length -= 1
        w = path[length]
        above = ancestor[w]
        if semi[label[above]] < semi[label[w]]:
            label[w] = label[above]
        ancestor[w] = ancestor[above]
    return label[v]


def _number_tree(cfg: Cfg, tree: DomTree) -> None:
    """Pre-order numbers without a stack: subtree sizes upward, then number ranges downward."""
    rpo = cfg.rpo
    idom = tree.idom
    n: i64 = len(rpo)
    size: vec[i64] = vec[i64]([1] * cfg.block_count)
    number: vec[i64] = vec[i64]([-1] * cfg.block_count)
    last: vec[i64] = vec[i64]([-1] * cfg.block_count)
    following: vec[i64] = vec[i64]([0] * cfg.block_count)
    preorder: vec[i64] = vec[i64]([0] * n)
    i = n - 1
    while i > 0:  # a dominator comes earlier in reverse post-order than what it dominates
        block = rpo[i]
        size[idom[block]] += size[block]
        i -= 1
    i = 0
    while i < n:
        block = rpo[i]
        above = idom[block]
        first: i64 = 0
        if above >= 0:
            first = following[above]
            following[above] = first + size[block]
        number[block] = first
        last[block] = first + size[block] - 1
        following[block] = first + 1
        preorder[first] = block
        i += 1
    tree.pre_number = number
    tree.pre_last = last
    tree.preorder = preorder


def _collect_children(cfg: Cfg, tree: DomTree) -> None:
    """Child lists by counting sort over the reverse post-order."""
    rpo = cfg.rpo
    idom = tree.idom
    count = cfg.block_count
    n: i64 = len(rpo)
    start: vec[i64] = vec[i64]([0] * (count + 1))
    i: i64 = 1
    while i < n:
        start[idom[rpo[i]] + 1] += 1
        i += 1
    block: i64 = 0
    while block < count:
        start[block + 1] += start[block]
        block += 1
    cursor: vec[i64] = vec[i64](capacity=count)
    block = 0
    while block < count:
        cursor = append(cursor, start[block])
        block += 1
    child: vec[i64] = vec[i64]([0] * start[count])
    i = 1
    while i < n:
        above = idom[rpo[i]]
        child[cursor[above]] = rpo[i]
        cursor[above] += 1
        i += 1
    tree.child_start = start
    tree.child = child
