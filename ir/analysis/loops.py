"""Loop nest: the natural loops of a function, their nesting and the depth of every block.

    block0: jump block1                    loop 0: header block1, depth 1
    block1: brif v0, block2, block4        loop 1: header block2, depth 2, parent loop 0
    block2: brif v1, block2, block3
    block3: jump block1                    depth of block3 is 1, of block2 2, of block0 and block4 0
    block4: return

A header is a block that dominates one of its predecessors; the loop is everything that reaches such
a predecessor without passing the header. Loops are found from the innermost outward by walking
backward from those predecessors; a block that already belongs to an inner loop stands for the whole
outermost loop around it, found by union-find, so every block and every loop is entered once.

An irreducible cycle (one entered at two blocks) has no header that dominates it and is no loop here;
`irreducible` says that the function has one. Natural loops around or inside it are found as usual.
Loop numbers follow reverse post-order of the headers: a parent has a smaller number than its children.
"""

from librt.vecs import vec
from mypy_extensions import i64, mypyc_attr

from ...tables import KEPT, reset64, rows64
from ..function import Function
from .cfg import Cfg
from .domtree import DomTree


@mypyc_attr(acyclic=True)
class Loops:
    """The loop nest of one function. Valid until a branch changes. Columns may be longer than what is in
    use."""

    def __init__(self) -> None:
        self._count: i64 = 0
        self.header: vec[i64] = vec[i64]()
        """By loop: its header block."""
        self.parent: vec[i64] = vec[i64]()
        """By loop: the loop around it, -1 for none."""
        self.depth: vec[i64] = vec[i64]()
        """By loop: 1 for an outermost loop."""
        self.block_loop: vec[i64] = vec[i64]()
        """By block: the innermost loop that holds it, -1 for none (also for unreachable blocks)."""
        self.block_depth: vec[i64] = vec[i64]()
        """By block: number of loops around it."""
        self.irreducible: bool = False
        """Whether some cycle is entered at more than one block."""
        self._header_loop: vec[i64] = vec[i64]()
        """By block: the loop that it is the header of, -1 for none."""
        self._outermost: vec[i64] = vec[i64]()
        """By loop: union-find, towards the largest loop found so far around it."""
        self._work: vec[i64] = vec[i64]()
        """Blocks still to be looked at; by edge."""

    def count(self) -> i64:
        """Number of loops."""
        return self._count

    def contains(self, loop: i64, block: i64) -> bool:
        """Whether `block` lies in `loop`, directly or in a loop inside it."""
        inner = self.block_loop[block]
        while inner > loop:  # parents have smaller numbers
            inner = self.parent[inner]
        return inner == loop


def compute_loops(func: Function, cfg: Cfg, domtree: DomTree, old: Loops | None = None) -> Loops:
    """The loop nest of `func`, made in the tables of one that nobody needs any more."""
    loops = old if old is not None else Loops()
    _find_headers(cfg, domtree, loops)
    _collect_bodies(cfg, domtree, loops)
    _compute_depths(cfg, loops)
    if cfg.block_count > KEPT:
        loops._header_loop = loops._outermost = loops._work = vec[i64]()
    return loops


def _find_headers(cfg: Cfg, domtree: DomTree, loops: Loops) -> None:
    """Number the headers in reverse post-order."""
    rpo = cfg.rpo
    rpo_number = cfg.rpo_number
    pred_start = cfg.pred_start
    pred = cfg.pred_block
    header_loop = reset64(loops._header_loop, cfg.block_count, -1)
    loops._header_loop = header_loop
    headers = rows64(loops.header, cfg.block_count)
    loops.header = headers
    loops.irreducible = False
    count: i64 = 0
    n = cfg.reachable
    i: i64 = 0
    while i < n:
        block = rpo[i]
        j = pred_start[block]
        end = pred_start[block + 1]
        while j < end:
            source = pred[j]
            if rpo_number[source] >= i:  # a retreating edge: every cycle has one
                if not domtree.dominates(block, source):
                    loops.irreducible = True
                elif header_loop[block] < 0:
                    header_loop[block] = count
                    headers[count] = block
                    count += 1
            j += 1
        i += 1
    loops._count = count


def _collect_bodies(cfg: Cfg, domtree: DomTree, loops: Loops) -> None:
    """Walk backward from the back edges of each header, innermost loops first."""
    rpo_number = cfg.rpo_number
    pred_start = cfg.pred_start
    pred = cfg.pred_block
    headers = loops.header
    count = loops.count()
    block_loop = reset64(loops.block_loop, cfg.block_count, -1)
    loops.block_loop = block_loop
    if count == 0:
        return
    parent = reset64(loops.parent, count, -1)
    loops.parent = parent
    outermost = rows64(loops._outermost, count)
    loops._outermost = outermost
    loop: i64 = 0
    while loop < count:
        outermost[loop] = loop
        loop += 1
    work = rows64(loops._work, pred_start[cfg.block_count])
    loops._work = work
    loop = count - 1
    while loop >= 0:
        head = headers[loop]
        block_loop[head] = loop
        size: i64 = 0
        i = pred_start[head]
        end = pred_start[head + 1]
        while i < end:
            if rpo_number[pred[i]] >= 0 and domtree.dominates(head, pred[i]):
                work[size] = pred[i]
                size += 1
            i += 1
        while size > 0:
            size -= 1
            block = work[size]
            inner = block_loop[block]
            if inner < 0:
                block_loop[block] = loop
            else:
                inner = _find_outermost(outermost, inner)
                if inner == loop:
                    continue
                parent[inner] = loop
                outermost[inner] = loop
                block = headers[inner]
            i = pred_start[block]
            end = pred_start[block + 1]
            while i < end:
                # The back edges of an inner loop come from inside it and need no second look.
                if rpo_number[pred[i]] >= 0 and (inner < 0 or not domtree.dominates(block, pred[i])):
                    work[size] = pred[i]
                    size += 1
                i += 1
        loop -= 1


def _find_outermost(outermost: vec[i64], loop: i64) -> i64:
    """Root of `loop` in the union-find forest, halving the path on the way."""
    while outermost[loop] != loop:
        outermost[loop] = outermost[outermost[loop]]
        loop = outermost[loop]
    return loop


def _compute_depths(cfg: Cfg, loops: Loops) -> None:
    """Depth of every loop (parents first) and of every block."""
    parent = loops.parent
    block_loop = loops.block_loop
    count = loops.count()
    depth = rows64(loops.depth, count)
    loop: i64 = 0
    while loop < count:
        level: i64 = 1
        if parent[loop] >= 0:
            level += depth[parent[loop]]
        depth[loop] = level
        loop += 1
    block_depth = reset64(loops.block_depth, cfg.block_count, 0)
    block: i64 = 0
    while block < cfg.block_count:
        if block_loop[block] >= 0:
            block_depth[block] = depth[block_loop[block]]
        block += 1
    loops.depth = depth
    loops.block_depth = block_depth
