"""Control-flow graph of a function: successors, predecessors and a depth-first order.

    block0:  brif v0, block1, block2       successors of block0: (edge 0, block1), (edge 1, block2)
    block1:  jump block2                   predecessors of block2: (edge 1, block0), (edge 2, block1)
    block2:  return                        post-order: block2 block1 block0

An edge is one block call, so `brif v0, block1, block1` gives two edges between the same blocks;
passes that look at block arguments need both. Successor and predecessor lists are slices of shared
columns (`start[b] .. start[b + 1]`).

The depth-first search is iterative and takes successors in edge order. Its post-order is the one
of `test domtree` (`cfg_postorder`). Only blocks of the layout have successors, and only through
their last instruction; an edge to a block outside the layout (an error that the verifier reports)
leads to a block without successors.
"""

from librt.vecs import vec
from mypy_extensions import i64, mypyc_attr

from ...tables import KEPT, reset64, rows64, transpose
from ..function import Function


@mypyc_attr(acyclic=True)
class Cfg:
    """Edges and depth-first order of one function, by block row. Valid until a branch changes. Columns may
    be longer than what is in use."""

    def __init__(self) -> None:
        self.block_count: i64 = 0
        """Rows of the function's block table."""
        self.reachable: i64 = 0
        """Number of reachable blocks."""
        self.succ_start: vec[i64] = vec[i64]()
        """By block, one more entry than blocks: start of its slice of `succ_block`, `succ_edge`."""
        self.succ_block: vec[i64] = vec[i64]()
        self.succ_edge: vec[i64] = vec[i64]()
        self.pred_start: vec[i64] = vec[i64]()
        """By block, one more entry than blocks: start of its slice of `pred_block`, `pred_edge`."""
        self.pred_block: vec[i64] = vec[i64]()
        self.pred_edge: vec[i64] = vec[i64]()
        self.postorder: vec[i64] = vec[i64]()
        """Reachable blocks, each after everything the search reached from it first."""
        self.rpo: vec[i64] = vec[i64]()
        """`postorder` reversed; starts with the entry block."""
        self.rpo_number: vec[i64] = vec[i64]()
        """By block: its index in `rpo`, -1 when unreachable."""
        self.preorder: vec[i64] = vec[i64]()
        """Reachable blocks in the order the same search discovers them."""
        self.dfs_parent: vec[i64] = vec[i64]()
        """By block: the block from which the search discovered it, -1 for entry and unreachable."""
        self._cursor: vec[i64] = vec[i64]()
        """By block: scratch."""

    def is_reachable(self, block: i64) -> bool:
        """Whether a path leads from the entry to `block`."""
        return self.rpo_number[block] >= 0

    def succs(self, block: i64) -> list[int]:
        """Successor blocks in edge order, one entry per edge (for tests, tools and printing)."""
        return [int(self.succ_block[i]) for i in range(self.succ_start[block], self.succ_start[block + 1])]

    def preds(self, block: i64) -> list[int]:
        """Predecessor blocks in edge order, one entry per edge (for tests, tools and printing)."""
        return [int(self.pred_block[i]) for i in range(self.pred_start[block], self.pred_start[block + 1])]


def compute_cfg(func: Function, old: Cfg | None = None) -> Cfg:
    """The control-flow graph of `func`, made in the tables of a graph that nobody needs any more."""
    cfg = old if old is not None else Cfg()
    _collect_successors(func, cfg)
    _collect_predecessors(cfg)
    _depth_first(cfg, func.first_block)
    if cfg.block_count > KEPT:
        cfg._cursor = vec[i64]()
    return cfg


def is_lone_block(func: Function) -> bool:
    """Whether the function is block0 and has never had another one."""
    return len(func.block_first) == 1 and len(func.edge_block) == 0 and func.first_block == 0


def lone_block() -> Function:
    """A function of one empty block, for what all functions of one block have in common."""
    func = Function()
    func.append_block(func.make_block())
    return func


def _collect_successors(func: Function, cfg: Cfg) -> None:
    """Fill `succ_*` from the last instruction of every block in the layout."""
    block_last = func.block_last
    in_layout = func.block_in_layout
    edge_start = func.edge_start
    edge_count = func.edge_count
    edge_block = func.edge_block
    count: i64 = len(block_last)
    start = rows64(cfg.succ_start, count + 1)
    total: i64 = 0
    block: i64 = 0
    while block < count:
        start[block] = total
        inst = i64(block_last[block])
        if inst >= 0 and in_layout[block] != 0:
            total += i64(edge_count[inst])
        block += 1
    start[count] = total
    succ = rows64(cfg.succ_block, total)
    edges = rows64(cfg.succ_edge, total)
    block = 0
    while block < count:
        at = start[block]
        end = start[block + 1]
        if at < end:
            edge = i64(edge_start[i64(block_last[block])])
            while at < end:
                succ[at] = i64(edge_block[edge])
                edges[at] = edge
                at += 1
                edge += 1
        block += 1
    cfg.block_count = count
    cfg.succ_start = start
    cfg.succ_block = succ
    cfg.succ_edge = edges


def _collect_predecessors(cfg: Cfg) -> None:
    """Transpose `succ_*`; the edges into a block stay in edge order of their source."""
    count = cfg.block_count
    edges = cfg.succ_start[count]
    cfg.pred_start = reset64(cfg.pred_start, count + 1, 0)
    cfg.pred_block = rows64(cfg.pred_block, edges)
    cfg.pred_edge = rows64(cfg.pred_edge, edges)
    cfg._cursor = rows64(cfg._cursor, count)
    pred_edge = cfg.pred_edge
    transpose(count, cfg.succ_start, cfg.succ_block, cfg.pred_start, cfg.pred_block, pred_edge, cfg._cursor)
    succ_edge = cfg.succ_edge
    k: i64 = 0
    while k < edges:
        pred_edge[k] = succ_edge[pred_edge[k]]
        k += 1


def _depth_first(cfg: Cfg, entry: i64) -> None:
    """Fill the depth-first columns, starting at `entry` (-1 when there is none)."""
    count = cfg.block_count
    succ_start = cfg.succ_start
    succ = cfg.succ_block
    # The explicit stack is the chain of `parent` links; `cursor` is the next successor to look at.
    cursor = cfg._cursor
    parent = reset64(cfg.dfs_parent, count, -1)
    number = reset64(cfg.rpo_number, count, -1)  # 0: seen; the final number comes last
    preorder = rows64(cfg.preorder, count)
    postorder = rows64(cfg.postorder, count)
    rpo = rows64(cfg.rpo, count)
    block: i64 = 0
    while block < count:
        cursor[block] = succ_start[block]
        block += 1
    block = entry
    i: i64 = 0
    found: i64 = 0
    left: i64 = 0
    if entry >= 0:
        number[entry] = 0
        preorder[0] = entry
        found = 1
    while block >= 0:
        i = cursor[block]
        if i < succ_start[block + 1]:
            cursor[block] = i + 1
            target = succ[i]
            if number[target] < 0:
                number[target] = 0
                parent[target] = block
                preorder[found] = target
                found += 1
                block = target
        else:
            postorder[left] = block
            left += 1
            block = parent[block]
    i = 0
    while i < found:
        left -= 1
        block = postorder[left]
        number[block] = i
        rpo[i] = block
        i += 1
    cfg.reachable = found
    cfg.preorder = preorder
    cfg.postorder = postorder
    cfg.rpo = rpo
    cfg.rpo_number = number
    cfg.dfs_parent = parent
