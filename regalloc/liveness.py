"""Where each virtual register is live between blocks.

Most vregs live and die inside one block; those never appear here. For every other vreg the blocks
at whose end it is live are found by walking from each use against the edges until the
defining block is met:

    block0: v1 = ...        use of v1 in block2   -> live into block2, out of block1
    block1: ...                                   -> live into block1, out of block0 (its def: stop)
    block2: use v1                                one run of blocks that it is live out of: 0 .. 1

A mark per block (the vreg that saw it last) stops a walk at blocks that were seen for this vreg
already. Irreducible loops and any order of blocks are fine, and no bit sets of vregs by block exist. What
the walk finds is noted as runs of consecutive blocks, in a list per block where they end.

The cost is the number of blocks that values live in, which is small in most functions. Where it is not
(`Workspace.near_steps`), what is left is done by `walk.py`, which goes over many blocks in one step.

Arguments of edges are live out of the predecessor, parameters are not live into their block.

Wimmer and Franz get liveness from the backward pass that builds intervals, with a bit set per block, and
need loop ends known; this walk needs neither, and irreducible loops are nothing special to it.

Source: B. Boissinot and others, "Computing Liveness Sets for SSA-Form Programs" (2011), "by use".
"""

from typing import Final

from librt.vecs import append, vec
from mypy_extensions import i32, i64, mypyc_attr, u8

from ..tables import filled8, filled32, filled64, rows32, rows64
from .contract import FIXED, REG, STACK, RegallocInput
from .intervals import put32, put64
from .walk import Walk, no_def_reaches, size_of, walk_back
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
        self.run_head: vec[i64] = vec[i64]()
        """By block: first row of the list of runs that end with it, -1 for none."""
        self.run_next: vec[i64] = vec[i64]()
        """By row of such a list: next row << 32 | vreg; the next row of the last one is -1."""
        self.run_low: vec[i32] = vec[i32]()
        """By row of such a list: the run's first block. The vreg is live out of all blocks of the run, and
        into all but the first; it is defined in the first one or elsewhere. Runs of one vreg may overlap."""
        self.run_count: i64 = 0
        """Rows of all lists."""
        self.global_vreg: vec[i64] = vec[i64]()
        """Vregs live out of some block, in the order of their first use elsewhere."""
        self.is_exact: bool = True
        """Runs hold no block that the vreg is not live in."""


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
    # for an edge argument; packed like `run_next`.
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
    """Fill the lists of runs, block by block, or with spans from where on that costs too much."""
    blocks = inp.num_blocks()
    work = live.work
    run_head = filled64(work.run_head, work.minus_ones64, blocks)
    global_vreg = live.global_vreg
    count: i64 = len(global_vreg)
    room = 4 * count
    run_next = rows64(work.run_next, room)
    run_low = rows32(work.run_low, room)
    room = len(run_low)
    runs: i64 = 0
    seen_in = filled64(work.seen_in, work.minus_ones64, blocks)
    seen_out = filled64(work.seen_out, work.minus_ones64, blocks)
    todo = rows32(work.todo, blocks)
    pred_start = inp.pred_start
    pred_of = inp.pred
    steps = work.near_steps * size_of(inp)
    index: i64 = 0
    while index < count and steps > 0:
        vreg = global_vreg[index]
        home = i64(live.def_block[vreg])
        low: i64 = -1  # first block of its newest run
        waiting: i64 = 0
        use = i64(use_head[vreg])
        while use >= 0:
            link = use_link[use]
            b = (link & 0xFFFFFFFF) >> 1
            if link & 1 == 1 and seen_out[b] != vreg:
                seen_out[b] = vreg
                if runs < room:
                    run_next[runs] = run_head[b] << 32 | vreg
                    run_low[runs] = i32(b)
                else:
                    run_next = put64(run_next, runs, run_head[b] << 32 | vreg)
                    run_low = put32(run_low, runs, i32(b))
                run_head[b] = runs
                runs += 1
                low = b
            if b != home and seen_in[b] != vreg:
                seen_in[b] = vreg
                todo[waiting] = i32(b)
                waiting += 1
            use = link >> 32
        while waiting > 0:
            waiting -= 1
            b = i64(todo[waiting])
            steps -= 1
            if b == 0:
                no_def_reaches(vreg)
            row = pred_start[b]
            stop = pred_start[b + 1]
            while row < stop:
                pred = pred_of[row]
                row += 1
                if seen_out[pred] != vreg:
                    seen_out[pred] = vreg
                    if pred + 1 == low and low != home:
                        run_low[runs - 1] = i32(pred)
                    else:
                        if runs < room:
                            run_next[runs] = run_head[pred] << 32 | vreg
                            run_low[runs] = i32(pred)
                        else:
                            run_next = put64(run_next, runs, run_head[pred] << 32 | vreg)
                            run_low = put32(run_low, runs, i32(pred))
                        run_head[pred] = runs
                        runs += 1
                    low = pred
                    if pred != home and seen_in[pred] != vreg:
                        seen_in[pred] = vreg
                        todo[waiting] = i32(pred)
                        waiting += 1
        index += 1
    if index < count:
        walk = Walk(inp, live.def_block, work.far_steps, run_head, run_next, run_low, runs)
        while index < count:
            vreg = global_vreg[index]
            walk_back(walk, vreg, i64(use_head[vreg]), use_link)
            index += 1
        run_next = walk.run_next
        run_low = walk.run_low
        runs = walk.runs
        live.is_exact = walk.is_exact
    live.run_head = run_head
    live.run_next = run_next
    live.run_low = run_low
    live.run_count = runs
