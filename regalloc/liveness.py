"""Where each virtual register is live between blocks.

Most vregs live and die inside one block; those never appear here. For every other vreg the blocks
at whose start or end it is live are found by walking from each use against the edges until the
defining block is met:

    block0: v1 = ...        use of v1 in block2   -> live into block2, out of block1
    block1: ...                                   -> live into block1, out of block0 (its def: stop)
    block2: use v1

A mark per block (the vreg that saw it last) stops a walk at blocks that were seen for this vreg
already. So the cost is the size of the answer, whatever the shape of the graph: irreducible loops
and any order of blocks are fine, and no bit sets of vregs by block exist.

Arguments of edges are live out of the predecessor, parameters are not live into their block.

Wimmer and Franz get liveness from the backward pass that builds intervals, with a bit set per block, and
need loop ends known; this walk needs neither, and irreducible loops are nothing special to it.

Source: B. Boissinot and others, "Computing Liveness Sets for SSA-Form Programs" (2011), "by use".
"""

from typing import Final

from librt.vecs import append, vec
from mypy_extensions import i32, i64, mypyc_attr, u8

from ..tables import filled8, filled32, filled64, rows64
from .contract import FIXED, REG, STACK, RegallocError, RegallocInput
from .workspace import Workspace

#: In `Liveness.remat` while it is made: whatever the definition is like, it cannot be repeated.
NEVER: Final = 2


@mypyc_attr(acyclic=True, free_list_len=1)
class Liveness:
    """Definitions, and liveness at block boundaries."""

    def __init__(self, work: Workspace) -> None:
        self.work: Workspace = work
        self.def_inst: vec[i32] = vec[i32]()
        """By vreg: the defining instruction; -1 for block parameters and vregs without a def."""
        self.def_block: vec[i32] = vec[i32]()
        """By vreg; -1 without a def."""
        self.param_index: vec[i32] = vec[i32]()
        """By vreg: which parameter of its block it is, -1 for none."""
        self.branch_def: vec[u8] = vec[u8]()
        """By vreg: 1 when the def is the last instruction of a block that has successors."""
        self.remat: vec[u8] = vec[u8]()
        """By vreg: 1 when its definition can be repeated: wanted by the caller, the def alone on its
        instruction, which is no branch and clobbers nothing, and never asked for on the stack."""
        self.out_head: vec[i64] = vec[i64]()
        """By block: first row of its list of live-out vregs, -1 for none."""
        self.out_link: vec[i64] = vec[i64]()
        """By row of such a list: next row << 32 | vreg; the next row of the last one is -1."""
        self.global_vreg: vec[i64] = vec[i64]()
        """Vregs live out of some block, in the order of their first use elsewhere."""
        self.in_start: vec[i64] = vec[i64]()
        """By row of `global_vreg`, and one row more: its live-in blocks."""
        self.in_block: vec[i32] = vec[i32]()


def is_ignored(operand: i64, allocatable: i64) -> bool:
    """FIXED to a register that is not the allocator's business."""
    if (operand >> 34) & 7 != FIXED:
        return False
    return (allocatable >> ((operand >> 40) & 63)) & 1 == 0


def compute_liveness(inp: RegallocInput, allocatable: i64, work: Workspace) -> Liveness:
    """Definitions and block-boundary liveness of the whole function; `allocatable` is the mask of
    all allocatable registers, `work` serves this allocation alone. Raises `RegallocError` for a use that
    no definition reaches."""
    live = Liveness(work)
    # Uses in other blocks than the def's, and edge arguments: a list per vreg of block * 2, plus 1
    # for an edge argument; packed like `out_link`.
    use_head = filled32(work.use_head, work.minus_ones32, inp.num_vregs())
    use_link = find_defs_and_uses(inp, live, allocatable, use_head)
    walk_uses(inp, live, use_head, use_link)
    return live


def find_defs_and_uses(inp: RegallocInput, live: Liveness, allocatable: i64, use_head: vec[i32]) -> vec[i64]:
    """Fill the def columns and `global_vreg`, and list the uses that `walk_uses` has to look at; returns
    the links of those lists. A use in the block of the def comes behind it, so one pass tells them apart."""
    vregs = inp.num_vregs()
    work = live.work
    def_inst = filled32(work.def_inst, work.minus_ones32, vregs)
    def_block = filled32(work.def_block, work.minus_ones32, vregs)
    param_index = filled32(work.param_index, work.minus_ones32, vregs)
    branch_def = filled8(work.branch_def, work.zeros8, vregs)
    remat = filled8(work.remat, work.zeros8, vregs)
    use_link = work.use_link
    globals_ = work.global_vreg
    operand_start = inp.operand_start
    operands = inp.operands
    block_first = inp.block_first
    vreg_remat = inp.vreg_remat
    blocks = inp.num_blocks()
    b: i64 = 0
    while b < blocks:
        row = inp.param_start[b]
        stop = inp.param_start[b + 1]
        index: i64 = 0
        while row < stop:
            vreg = inp.params[row]
            def_block[vreg] = i32(b)
            param_index[vreg] = i32(index)
            index += 1
            row += 1
        inst = block_first[b]
        end = block_first[b + 1]
        row = i64(operand_start[inst])
        while inst < end:
            first = row
            stop = i64(operand_start[inst + 1])
            while row < stop:
                operand = operands[row]
                row += 1
                if (operand >> 34) & 7 >= STACK:
                    if (operand >> 34) & 7 == STACK:
                        remat[operand & 0xFFFFFFFF] = NEVER
                    elif is_ignored(operand, allocatable):
                        continue
                vreg = operand & 0xFFFFFFFF
                if (operand >> 32) & 1 == 1:
                    def_inst[vreg] = i32(inst)
                    def_block[vreg] = i32(b)
                    if (
                        vreg_remat[vreg] == 1
                        and remat[vreg] == 0
                        and stop == first + 1
                        and (operand >> 34) & 7 <= REG
                        and inp.clobbers[inst] == 0
                    ):
                        remat[vreg] = 1
                elif i64(def_block[vreg]) != b:
                    head = i64(use_head[vreg])
                    if head < 0:
                        globals_ = append(globals_, vreg)
                    elif use_link[head] & 0xFFFFFFFF == 2 * b:
                        continue
                    use_head[vreg] = i32(len(use_link))
                    use_link = append(use_link, head << 32 | 2 * b)
            inst += 1
        edge_first = inp.succ_start[b]
        edge_end = inp.succ_start[b + 1]
        if edge_first < edge_end:
            row = i64(operand_start[end - 1])
            stop = i64(operand_start[end])
            while row < stop:
                operand = operands[row]
                row += 1
                if (operand >> 32) & 1 == 1 and not is_ignored(operand, allocatable):
                    branch_def[operand & 0xFFFFFFFF] = 1
                    remat[operand & 0xFFFFFFFF] = NEVER
            row = inp.edge_arg_start[edge_first]
            stop = inp.edge_arg_start[edge_end]
            while row < stop:
                vreg = inp.edge_args[row]
                row += 1
                head = i64(use_head[vreg])
                if head < 0:
                    globals_ = append(globals_, vreg)
                elif use_link[head] & 0xFFFFFFFF == 2 * b + 1:
                    continue
                use_head[vreg] = i32(len(use_link))
                use_link = append(use_link, head << 32 | 2 * b + 1)
        b += 1
    vreg = 0
    while vreg < vregs:
        if remat[vreg] == NEVER:
            remat[vreg] = 0
        vreg += 1
    live.def_inst = def_inst
    live.def_block = def_block
    live.param_index = param_index
    live.branch_def = branch_def
    live.remat = remat
    live.global_vreg = globals_
    return use_link


def walk_uses(inp: RegallocInput, live: Liveness, use_head: vec[i32], use_link: vec[i64]) -> None:
    """Fill the live-out lists by block and the live-in lists by global vreg."""
    blocks = inp.num_blocks()
    work = live.work
    out_head = filled64(work.out_head, work.minus_ones64, blocks)
    out_link = work.out_link
    global_vreg = live.global_vreg
    count: i64 = len(global_vreg)
    in_start = rows64(work.in_start, count + 1)
    in_start[0] = 0
    in_block = work.in_block
    seen_in = filled64(work.seen_in, work.minus_ones64, blocks)
    seen_out = filled64(work.seen_out, work.minus_ones64, blocks)
    pred_start = inp.pred_start
    pred_of = inp.pred
    index: i64 = 0
    todo: i64 = 0  # in_block doubles as the work list of a vreg
    while index < count:
        vreg = global_vreg[index]
        home = i64(live.def_block[vreg])
        use = i64(use_head[vreg])
        while use >= 0:
            link = use_link[use]
            place = link & 0xFFFFFFFF
            b = place >> 1
            if place & 1 == 1 and seen_out[b] != vreg:
                seen_out[b] = vreg
                head = out_head[b]
                out_head[b] = len(out_link)
                out_link = append(out_link, head << 32 | vreg)
            if b != home and seen_in[b] != vreg:
                seen_in[b] = vreg
                in_block = append(in_block, i32(b))
            use = link >> 32
        while todo < len(in_block):
            b = i64(in_block[todo])
            todo += 1
            if b == 0:
                raise RegallocError("v" + str(vreg) + " is used where no definition reaches")
            row = pred_start[b]
            stop = pred_start[b + 1]
            while row < stop:
                pred = pred_of[row]
                row += 1
                if seen_out[pred] != vreg:
                    seen_out[pred] = vreg
                    head = out_head[pred]
                    out_head[pred] = len(out_link)
                    out_link = append(out_link, head << 32 | vreg)
                    if pred != home and seen_in[pred] != vreg:
                        seen_in[pred] = vreg
                        in_block = append(in_block, i32(pred))
        index += 1
        in_start[index] = todo
    live.out_head = out_head
    live.out_link = out_link
    live.in_start = in_start
    live.in_block = in_block
