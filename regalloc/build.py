"""Live intervals from the code, in one backward pass.

Going backwards, an interval grows at its front: where a run of blocks ends that a vreg is live out of, it
gets a range over all of them, a use makes one from the block's start to the use where there is none, and a
def cuts the range at its own position.

    block1:  4: v2 = add v0, v1     use of v0, v1: [16, 18)     the block's start is 16
             5: v3 = add v2, v0     use of v2, v0: [16, 22); then the def of v2 cuts its range to [18, 22)

`iv.order`, the vregs by start, falls out of the pass as well: it is the defs backwards. It is sorted only
where that does not hold: with early and late defs on one instruction, and where a use stands before the
def in the order of blocks.

Most operands are in any register, or tied to such a one: `build_insts` has these; what is FIXED, on the
STACK or tied in other ways takes the way through `build_operands.py`, which knows all kinds.

Source: C. Wimmer, M. Franz, "Linear Scan Register Allocation on SSA Form" (2010), section 4.
"""

from librt.vecs import append, vec
from mypy_extensions import i32, i64, u8

from ..tables import filled8, filled32, rows32, rows64
from .build_operands import Builder, add_use, build_def, build_use, link_copy, reuse_of_use
from .contract import FIXED, REG, REUSE, RegallocInput, preg_bit
from .features import HOLES, REMAT
from .intervals import USE_SHIFT, Intervals, push_range
from .liveness import Liveness, is_ignored
from .workspace import FEW


def build_intervals(inp: RegallocInput, live: Liveness, allocatable: i64, features: i64) -> Intervals:
    """Ranges and uses of all vregs, fixed ranges and clobbers. `features` is a mask of `features.py`."""
    state = Builder(inp, live, allocatable)
    iv = state.iv
    work = live.work
    iv.fixed_inst = work.fixed_inst
    iv.clobber_pos = work.clobber_pos
    iv.clobber_mask = work.clobber_mask
    iv.ssa_order = live.is_exact
    vregs = inp.num_vregs()
    iv.count = vregs
    iv.vreg = filled32(work.vreg, work.numbers, vregs)
    if vregs > FEW:
        number_rows(iv.vreg)
    iv.first_range = filled32(work.first_range, work.minus_ones32, vregs)
    iv.start = filled32(work.start, work.minus_ones32, vregs)
    iv.end = filled32(work.end, work.minus_ones32, vregs)
    iv.first_use = filled32(work.first_use, work.minus_ones32, vregs)
    iv.loc = filled32(work.loc, work.minus_ones32, vregs)  # UNASSIGNED
    iv.next_child = filled32(work.next_child, work.minus_ones32, vregs)
    iv.needs_slot = filled8(work.needs_slot, work.zeros8, vregs)
    iv.stack_def = filled8(work.stack_def, work.zeros8, vregs)
    iv.hint_source = filled32(work.hint_source, work.minus_ones32, vregs)
    iv.hint_target = filled32(work.hint_target, work.minus_ones32, vregs)
    iv.hint_preg = filled32(work.hint_preg, work.no_hints, vregs)
    iv.use_key = rows64(work.use_key, inp.num_operands())
    iv.use_next = rows32(work.use_next, inp.num_operands())
    ranges: i64 = vregs + vregs // 4  # more of them are appended
    iv.range_from = rows32(work.range_from, ranges)
    iv.range_to = rows32(work.range_to, ranges)
    iv.range_next = rows32(work.range_next, ranges)
    iv.remat = live.remat if features & REMAT != 0 else vec[u8]([0] * vregs)
    iv.order = rows32(work.backwards, vregs)
    b: i64 = inp.num_blocks() - 1
    while b >= 0:
        build_block(state, b)
        b -= 1
    finish_order(state, features & HOLES == 0)
    finish_fixed(state)
    reverse(iv.clobber_pos)
    reverse(iv.clobber_mask)
    return iv


# --- blocks and instructions ---


def build_block(state: Builder, b: i64) -> None:
    """Add the ranges and uses of one block."""
    inp = state.inp
    iv = state.iv
    live = state.live
    block_start = 4 * inp.block_first[b]
    block_end = 4 * inp.block_first[b + 1]
    if live.run_head[b] >= 0:
        build_runs(iv, live, inp.block_first, live.run_head[b], block_end)
    edge = inp.succ_start[b]
    stop_edge = inp.succ_start[b + 1]
    while edge < stop_edge:
        row = inp.edge_arg_start[edge]
        stop = inp.edge_arg_start[edge + 1]
        target = i32(inp.succ[edge])
        row_param = inp.param_start[inp.succ[edge]]
        while row < stop:
            arg = inp.edge_args[row]
            param = inp.params[row_param]
            iv.hint_target[arg] = i32(param)
            # A parameter handed to another one of its block cannot be where that one is.
            if iv.hint_preg[param] >= 0 and (live.def_block[arg] != target or live.param_index[arg] < 0):
                iv.hint_preg[arg] = iv.hint_preg[param]
            row += 1
            row_param += 1
        edge += 1
    build_insts(state, b, block_start)
    row = inp.param_start[b + 1] - 1
    stop = inp.param_start[b]
    while row >= stop:
        vreg = inp.params[row]
        if iv.first_range[vreg] >= 0:
            iv.order[state.order_count] = i32(vreg)
            state.order_count += 1
        row -= 1


def build_runs(iv: Intervals, live: Liveness, block_first: vec[i64], row: i64, end: i64) -> None:
    """Add the ranges of the runs of blocks that end with one that ends at `end`: its list begins at `row`."""
    run_next = live.run_next
    run_low = live.run_low
    first_range = iv.first_range
    while row >= 0:
        link = run_next[row]
        vreg = link & 0xFFFFFFFF
        start = 4 * block_first[i64(run_low[row])]
        head = i64(first_range[vreg])
        if head < 0:
            first_range[vreg] = i32(push_range(iv, start, end, head))
            iv.end[vreg] = i32(end)
        else:
            before = i64(iv.range_from[head])
            if before > end:
                first_range[vreg] = i32(push_range(iv, start, end, head))
            elif before > start:
                iv.range_from[head] = i32(start)
        row = link >> 32


def build_insts(state: Builder, b: i64, block_start: i64) -> None:
    """Add the ranges and uses of a block's instructions: of each the defs first, since the pass goes
    backwards."""
    inp = state.inp
    iv = state.iv
    operands = inp.operands
    operand_start = inp.operand_start
    is_move = inp.is_move
    remat = iv.remat
    inst = inp.block_first[b + 1]
    first_inst = inp.block_first[b]
    first = i64(operand_start[inst])
    while inst > first_inst:
        inst -= 1
        stop = first
        first = i64(operand_start[inst])
        clobbers = inp.clobbers[inst] & state.allocatable
        ties: i64 = 0  # REUSE defs; of the last one in the list the use's row, its vreg and its own row
        tied: i64 = -1
        tied_vreg: i64 = -1
        target: i64 = -1
        must: i64 = 0
        row = stop
        while row > first:
            row -= 1
            operand = operands[row]
            if (operand >> 32) & 1 == 0:
                continue
            vreg = operand & 0xFFFFFFFF
            constraint = (operand >> 34) & 7
            pos = 4 * inst + 1 + ((operand >> 33) & 1)
            if constraint == REUSE:
                ties += 1
                tied = first + ((operand >> 40) & 0xFF)
                tied_operand = operands[tied]
                tied_vreg = tied_operand & 0xFFFFFFFF
                target = row
                if (tied_operand >> 34) & 7 == FIXED:
                    ties = 2  # not in just any register
                    preg = (tied_operand >> 40) & 63
                    clobbers = clobbers & ~preg_bit(preg)
                    build_def(state, inst, operand, preg, block_start)
                    continue
                pos = 4 * inst + 1
                link_copy(iv, tied_vreg, vreg)
                must = 1
            elif constraint <= REG:
                must = constraint  # ANY is 0 and REG is 1
                if remat[vreg] == 1:
                    must = 1
            elif constraint == FIXED:
                preg = (operand >> 40) & 63
                if (state.allocatable >> preg) & 1 == 1:
                    clobbers = clobbers & ~preg_bit(preg)
                    build_def(state, inst, operand, preg, block_start)
                continue
            else:
                build_def(state, inst, operand, -1, block_start)
                continue
            # Cut the range that reaches the block's start at the def; a dead def gets a short one. The
            # use node stands at late even if the interval starts early: it must be kept until then.
            head = i64(iv.first_range[vreg])
            if head >= 0 and i64(iv.range_from[head]) == block_start:
                iv.range_from[head] = i32(pos)
            else:
                iv.first_range[vreg] = i32(push_range(iv, pos, 4 * inst + 3, head))
                if head < 0:
                    iv.end[vreg] = i32(4 * inst + 3)
            node = iv.use_count
            iv.use_count = node + 1
            iv.use_key[node] = (4 * inst + 2) << USE_SHIFT | must
            iv.use_next[node] = iv.first_use[vreg]
            iv.first_use[vreg] = i32(node)
            iv.order[state.order_count] = i32(vreg)
            state.order_count += 1
        row = first
        while row < stop:
            operand = operands[row]
            if (operand >> 32) & 1 == 0:
                constraint = (operand >> 34) & 7
                if constraint > REG or ties > 1:
                    if not is_ignored(operand, state.allocatable):
                        reuse: i64 = -1
                        if ties > 0:
                            reuse = reuse_of_use(inp, first, stop, row)
                        build_use(state, inst, operand, reuse, clobbers, block_start)
                    row += 1
                    continue
                vreg = operand & 0xFFFFFFFF
                late = (operand >> 33) & 1
                if row == tied or (vreg == tied_vreg and late == 0):
                    preg = i64(iv.hint_preg[operands[target] & 0xFFFFFFFF])
                    add_use(iv, vreg, 4 * inst, 4 * inst + 1, 0, preg, block_start)
                else:
                    must = constraint
                    if remat[vreg] == 1:
                        must = 1
                    pos = 4 * inst + 1 + late
                    add_use(iv, vreg, pos, pos + 1, must, -1, block_start)
            row += 1
        if clobbers != 0:
            iv.clobber_pos = append(iv.clobber_pos, 4 * inst + 2)
            iv.clobber_mask = append(iv.clobber_mask, clobbers)
            iv.clobber_union = iv.clobber_union | clobbers
        if is_move[inst] == 1 and stop - first == 2:
            hint_move(state, operands[first], operands[first + 1])


def hint_move(state: Builder, source: i64, target: i64) -> None:
    """Hint that the two operands of a copy, in any order, should share a register."""
    if (source >> 32) & 1 == 1:
        source, target = target, source
    if not is_ignored(source, state.allocatable) and not is_ignored(target, state.allocatable):
        link_copy(state.iv, source & 0xFFFFFFFF, target & 0xFFFFFFFF)


# --- the end of the pass ---


def finish_fixed(state: Builder) -> None:
    """Fixed ranges as consecutive rows by preg, and the instructions where there are any."""
    iv = state.iv
    count: i64 = len(state.fixed_from)
    heads = state.fixed_head
    mask = state.fixed_mask
    work = state.live.work
    starts = work.fixed_start
    stops = work.fixed_stop
    iv.fixed_mask = mask
    iv.fixed_start = starts
    iv.fixed_stop = stops
    iv.fixed_from = rows64(work.sorted_from, count)
    iv.fixed_to = rows64(work.sorted_to, count)
    iv.fixed_owner = rows64(work.sorted_owner, count)
    at: i64 = 0
    preg: i64 = 0
    while preg < 64:
        if (mask >> preg) & 0xFF == 0:
            preg += 8
            continue
        if (mask >> preg) & 1 == 0:
            preg += 1
            continue
        starts[preg] = at
        row = i64(heads[preg])
        while row >= 0:
            iv.fixed_from[at] = state.fixed_from[row]
            iv.fixed_to[at] = state.fixed_to[row]
            iv.fixed_owner[at] = state.fixed_owner[row]
            at += 1
            row = state.fixed_next[row]
        stops[preg] = at
        preg += 1
    last: i64 = -1
    while count > 0:
        count -= 1
        inst = state.fixed_from[count] >> 2  # rows go backwards, instruction by instruction
        if inst != last:
            iv.fixed_inst = append(iv.fixed_inst, inst)
            last = inst


def finish_order(state: Builder, no_holes: bool) -> None:
    """Set `start`, turn `order` around, and sort it if the defs backwards were not right."""
    iv = state.iv
    count = state.order_count
    backwards = iv.order
    order = rows32(state.live.work.order, count)
    first_range = iv.first_range
    range_from = iv.range_from
    start_of = iv.start
    def_inst = state.live.def_inst
    before: i64 = -1
    sorted_ = True
    i: i64 = 0
    while i < count:
        vreg = i64(backwards[count - 1 - i])
        order[i] = i32(vreg)
        i += 1
        head = i64(first_range[vreg])
        start = i64(range_from[head])
        start_of[vreg] = i32(start)
        if start < before:
            sorted_ = False
        before = start
        if i64(def_inst[vreg]) != start >> 2 and not starts_at_def(state.inp, state.live, vreg, start):
            iv.ssa_order = False
        elif no_holes:
            iv.range_to[head] = iv.end[vreg]
            iv.range_next[head] = -1
    iv.order_count = count
    iv.order = order if sorted_ else sort_by_start(iv, order, state.inp.num_insts())


def starts_at_def(inp: RegallocInput, live: Liveness, vreg: i64, start: i64) -> bool:
    """Does the interval of a vreg start at its def, as it does unless a use stands before the def in the
    order of blocks?"""
    inst = i64(live.def_inst[vreg])
    if inst >= 0:
        return start >> 2 == inst
    return start == 4 * inp.block_first[i64(live.def_block[vreg])]


def sort_by_start(iv: Intervals, order: vec[i32], insts: i64) -> vec[i32]:
    """`order` by start; what starts at the same position stays as it is. A list per position."""
    count = iv.order_count
    head = vec[i64]([-1] * (4 * insts + 4))
    following = vec[i64]([-1] * count)
    i = count - 1
    while i >= 0:
        start = i64(iv.start[i64(order[i])])
        following[i] = head[start]
        head[start] = i
        i -= 1
    result = vec[i32]([0] * count)
    row: i64 = 0
    pos: i64 = 0
    while pos < len(head):
        i = head[pos]
        while i >= 0:
            result[row] = order[i]
            row += 1
            i = following[i]
        pos += 1
    return result


def number_rows(column: vec[i32]) -> None:
    """Write into each row its own number."""
    row: i64 = 0
    while row < len(column):
        column[row] = i32(row)
        row += 1


def reverse(column: vec[i64]) -> None:
    """Turn a column around in place."""
    i: i64 = 0
    j: i64 = len(column) - 1
    while i < j:
        item = column[i]
        column[i] = column[j]
        column[j] = item
        i += 1
        j -= 1
