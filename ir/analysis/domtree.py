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

from librt.vecs import vec
from mypy_extensions import i64, mypyc_attr

from ...tables import KEPT, reset64, rows64
from ..function import Function
from .cfg import Cfg


@mypyc_attr(acyclic=True)
class DomTree:
    """Dominator tree by block row. Valid until a branch changes. Columns may be longer than what is in
    use."""

    def __init__(self) -> None:
        self.reachable: i64 = 0
        """Number of blocks in the tree."""
        self.idom: vec[i64] = vec[i64]()
        """Immediate dominator; -1 for the entry and for unreachable blocks."""
        self.pre_number: vec[i64] = vec[i64]()
        """Number in the pre-order of the tree, -1 when unreachable."""
        self.pre_last: vec[i64] = vec[i64]()
        """Largest pre-order number in the subtree of the block, -1 when unreachable."""
        self.preorder: vec[i64] = vec[i64]()
        """Reachable blocks in pre-order of the tree; children in reverse post-order of the CFG."""
        self._table: vec[i64] = vec[i64]()
        """Scratch."""

    def dominates(self, a: i64, b: i64) -> bool:
        """Whether `a` dominates `b` (every block dominates itself; else False if one is unreachable)."""
        if a == b:
            return True
        number = self.pre_number[b]
        first = self.pre_number[a]
        return first >= 0 and first <= number <= self.pre_last[a]

    def children(self, block: i64) -> list[int]:
        """Blocks immediately dominated by `block`, in reverse post-order of the CFG."""
        found = []
        number = self.pre_number[block] + 1
        while number <= self.pre_last[block]:  # each child is followed by its subtree
            found.append(int(self.preorder[number]))
            number = self.pre_last[self.preorder[number]] + 1
        return found


def compute_domtree(func: Function, cfg: Cfg, old: DomTree | None = None) -> DomTree:
    """The dominator tree of `func`, whose control-flow graph is `cfg`, made in the tables of a tree that
    nobody needs any more."""
    tree = old if old is not None else DomTree()
    _immediate_dominators(cfg, tree)
    _number_tree(cfg, tree)
    if len(tree._table) > KEPT:
        tree._table = vec[i64]()
    return tree


def _immediate_dominators(cfg: Cfg, tree: DomTree) -> None:
    """Fill `idom`: Lengauer-Tarjan over depth-first numbers.

    All columns of the algorithm are one table: `semi` (whose place is 0, so that it is `t[v]`), `label` at
    `t[n + v]`, then the others."""
    preorder = cfg.preorder
    pred_start = cfg.pred_start
    pred = cfg.pred_block
    dfs_parent = cfg.dfs_parent
    n = cfg.reachable
    result = reset64(tree.idom, cfg.block_count, -1)
    tree.idom = result
    if n < 2:
        return
    number = result  # depth-first numbers by block, until the last loop
    # By depth-first number, so that "smaller" means "discovered earlier".
    label = n
    ancestor = 2 * n
    bucket = 3 * n
    bucket_next = 4 * n
    idom = 5 * n
    t = rows64(tree._table, 7 * n)
    tree._table = t
    v: i64 = 0
    while v < n:
        number[preorder[v]] = v
        t[v] = v
        t[label + v] = v
        t[ancestor + v] = -1
        t[bucket + v] = -1
        v += 1
    w = n - 1
    while w >= 1:
        block = preorder[w]
        least = w
        i = pred_start[block]
        end = pred_start[block + 1]
        while i < end:
            v = number[pred[i]]
            if v >= 0:
                u = _evaluate(t, n, v)
                least = min(least, t[u])
            i += 1
        t[w] = least
        t[bucket_next + w] = t[bucket + least]
        t[bucket + least] = w
        above = number[dfs_parent[block]]
        t[ancestor + w] = above
        v = t[bucket + above]
        while v >= 0:
            u = _evaluate(t, n, v)
            if t[u] < t[v]:
                t[idom + v] = u
            else:
                t[idom + v] = above
            v = t[bucket_next + v]
        t[bucket + above] = -1
        w -= 1
    result[preorder[0]] = -1
    w = 1
    while w < n:
        above = t[idom + w]
        if above != t[w]:
            above = t[idom + above]
            t[idom + w] = above
        result[preorder[w]] = preorder[above]
        w += 1


def _evaluate(t: vec[i64], n: i64, v: i64) -> i64:
    """EVAL of the paper: the vertex of least `semi` on the forest path from `v` to below its root.

    Compresses that path; the last column of the table is scratch space for it."""
    label = n
    ancestor = 2 * n
    path = 6 * n
    u = t[ancestor + v]
    if u < 0 or t[ancestor + u] < 0:
        return t[label + v]
    length: i64 = 0
    u = v
    while t[ancestor + t[ancestor + u]] >= 0:
        t[path + length] = u
        length += 1
        u = t[ancestor + u]
    # `u` hangs directly below the root; walk back down so that every vertex sees a compressed parent.
    while length > 0:
        length -= 1
        w = t[path + length]
        above = t[ancestor + w]
        if t[t[label + above]] < t[t[label + w]]:
            t[label + w] = t[label + above]
        t[ancestor + w] = t[ancestor + above]
    return t[label + v]


def _number_tree(cfg: Cfg, tree: DomTree) -> None:
    """Pre-order numbers without a stack: subtree sizes upward, then number ranges downward."""
    rpo = cfg.rpo
    idom = tree.idom
    n = cfg.reachable
    number = reset64(tree.pre_number, cfg.block_count, -1)
    last = reset64(tree.pre_last, cfg.block_count, -1)  # size of the subtree until its turn comes
    following = reset64(tree._table, cfg.block_count, 0)
    preorder = rows64(tree.preorder, n)
    i: i64 = 0
    while i < n:
        last[rpo[i]] = 1
        i += 1
    i = n - 1
    while i > 0:  # a dominator comes earlier in reverse post-order than what it dominates
        block = rpo[i]
        last[idom[block]] += last[block]
        i -= 1
    i = 0
    while i < n:
        block = rpo[i]
        size = last[block]
        above = idom[block]
        first: i64 = 0
        if above >= 0:
            first = following[above]
            following[above] = first + size
        number[block] = first
        last[block] = first + size - 1
        following[block] = first + 1
        preorder[first] = block
        i += 1
    tree.reachable = n
    tree.pre_number = number
    tree.pre_last = last
    tree.preorder = preorder
