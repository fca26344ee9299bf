"""Live intervals from the code, in one backward pass.

Going backwards, an interval grows at its front: a block's live-out vregs get a range over all of the
block, a use makes one from the block's start to the use where there is none, and a def cuts the range at
its own position.

    block1:  4: v2 = add v0, v1     use of v0, v1: [16, 18)     the block's start is 16
             5: v3 = add v2, v0     use of v2, v0: [16, 22); then the def of v2 cuts its range to [18, 22)

`iv.order`, the vregs by start, falls out of the pass as well: it is the defs backwards. It is sorted only
where that does not hold: with early and late defs on one instruction, and where a use stands before the
def in the order of blocks.

Most operands are in any register, or tied to such a one: `build_insts` has these; what is FIXED, on the
STACK or tied in other ways takes the way through `build_def` and `build_use`, which know all kinds.

Source: C. Wimmer, M. Franz, "Linear Scan Register Allocation on SSA Form" (2010), section 4.
"""

from librt.vecs import append, vec
from mypy_extensions import i32, i64, u8

from .contract import FIXED, REG, REUSE, STACK, RegallocError, RegallocInput, preg_bit
from .features import HOLES, REMAT
from .intervals import NO_HINT, UNASSIGNED, USE_SHIFT, Intervals, push_range
from .liveness import Liveness, is_ignored


class Builder:
    """State of the backward pass: the tables, and fixed ranges as one list per preg."""

    def __init__(self, inp: RegallocInput, live: Liveness, allocatable: i64) -> None:
        self.inp: RegallocInput = inp
        self.live: Liveness = live
        self.allocatable: i64 = allocatable
        self.iv: Intervals = Intervals()
        self.order_count: i64 = 0
        self.fixed_head: vec[i64] = vec[i64]([-1] * 64)
        self.fixed_from: vec[i64] = vec[i64]()
        self.fixed_to: vec[i64] = vec[i64]()
        self.fixed_owner: vec[i64] = vec[i64]()
        self.fixed_next: vec[i64] = vec[i64]()


def build_intervals(inp: RegallocInput, live: Liveness, allocatable: i64, features: i64) -> Intervals:
    """Ranges and uses of all vregs, fixed ranges and clobbers. `features` is a mask of `features.py`."""
    state = Builder(inp, live, allocatable)
    iv = state.iv
    vregs = inp.num_vregs()
    iv.vreg = vec[i32]([0] * vregs)
    column = iv.vreg
    i: i64 = 0
    while i < vregs:
        column[i] = i32(i)
        i += 1
    iv.first_range = vec[i32]([-1] * vregs)
    iv.start = vec[i32]([-1] * vregs)
    iv.end = vec[i32]([-1] * vregs)
    iv.first_use = vec[i32]([-1] * vregs)
    iv.loc = vec[i32]([UNASSIGNED] * vregs)
    iv.next_child = vec[i32]([-1] * vregs)
    iv.needs_slot = vec[u8]([0] * vregs)
    iv.stack_def = vec[u8]([0] * vregs)
    iv.hint_source = vec[i32]([-1] * vregs)
    iv.hint_target = vec[i32]([-1] * vregs)
    iv.hint_preg = vec[i32]([NO_HINT] * vregs)
    iv.use_key = vec[i64]([0] * len(inp.operands))
    iv.use_next = vec[i32]([0] * len(inp.operands))
    ranges: i64 = vregs + vregs // 4  # more of them are appended
    iv.range_from = vec[i32]([0] * ranges)
    iv.range_to = vec[i32]([0] * ranges)
    iv.range_next = vec[i32]([0] * ranges)
    iv.remat = live.remat if features & REMAT != 0 else vec[u8]([0] * vregs)
    iv.order = vec[i32]([0] * vregs)
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
    out_link = live.out_link
    row = live.out_head[b]
    while row >= 0:
        link = out_link[row]
        vreg = link & 0xFFFFFFFF
        head = i64(iv.first_range[vreg])
        if head >= 0 and i64(iv.range_from[head]) <= block_end:
            iv.range_from[head] = i32(block_start)
        else:
            iv.first_range[vreg] = i32(push_range(iv, block_start, block_end, head))
            if head < 0:
                iv.end[vreg] = i32(block_end)
        row = link >> 32
    edge = inp.succ_start[b]
    stop_edge = inp.succ_start[b + 1]
    while edge < stop_edge:
        row = inp.edge_arg_start[edge]
        stop = inp.edge_arg_start[edge + 1]
        row_param = inp.param_start[inp.succ[edge]]
        while row < stop:
            arg = inp.edge_args[row]
            param = inp.params[row_param]
            iv.hint_target[arg] = i32(param)
            if iv.hint_preg[param] >= 0:
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
    first = operand_start[inst]
    while inst > first_inst:
        inst -= 1
        stop = first
        first = operand_start[inst]
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


def link_copy(iv: Intervals, source: i64, target: i64) -> None:
    """Hint that both should share a register."""
    iv.hint_source[target] = i32(source)
    iv.hint_target[source] = i32(target)
    if iv.hint_preg[target] >= 0:
        iv.hint_preg[source] = iv.hint_preg[target]


# --- operands of all kinds ---


def def_preg(inp: RegallocInput, operand: i64, first: i64) -> i64:
    """Register that a def is fixed to, itself or through the use that it reuses; else -1. `first`
    is the first operand row of the instruction."""
    constraint = (operand >> 34) & 7
    if constraint == REUSE:
        operand = inp.operands[first + ((operand >> 40) & 0xFF)]
        constraint = (operand >> 34) & 7
    if constraint == FIXED:
        return (operand >> 40) & 63
    return -1


def reuse_of_use(inp: RegallocInput, first: i64, stop: i64, use: i64) -> i64:
    """Row of the REUSE def whose register use operand `use` (a row) reads from: its own, else one
    that gets a copy of the same vreg; -1 when it has its own place."""
    operand = inp.operands[use]
    constraint = (operand >> 34) & 7
    if (operand >> 33) & 1 == 1 or constraint > REG:
        return -1
    found: i64 = -1
    row = first
    while row < stop:
        other = inp.operands[row]
        if (other >> 32) & 1 == 1 and (other >> 34) & 7 == REUSE:
            source = first + ((other >> 40) & 0xFF)
            if source == use:
                return row
            tied = inp.operands[source]
            if (tied & 0xFFFFFFFF) == (operand & 0xFFFFFFFF) and (tied >> 34) & 7 != FIXED:
                found = row
        row += 1
    return found


def build_def(state: Builder, inst: i64, operand: i64, preg: i64, block_start: i64) -> None:
    """Start the interval of a def that is FIXED, by itself or through the use that it reuses, to `preg`, or
    on the STACK (`preg` is -1)."""
    iv = state.iv
    vreg = operand & 0xFFFFFFFF
    pos = 4 * inst + 1 + ((operand >> 33) & 1)
    if preg >= 0:
        add_fixed(state, preg, pos, 4 * inst + 3, vreg)
    else:
        iv.needs_slot[vreg] = 1
        iv.spills = True
        iv.stack_def[vreg] = 1
    head = i64(iv.first_range[vreg])
    if head >= 0 and i64(iv.range_from[head]) == block_start:
        iv.range_from[head] = i32(pos)
    else:
        iv.first_range[vreg] = i32(push_range(iv, pos, 4 * inst + 3, head))
        if head < 0:
            iv.end[vreg] = i32(4 * inst + 3)
    if preg >= 0:
        if iv.hint_preg[vreg] == NO_HINT:
            iv.hint_preg[vreg] = -1
        node = iv.use_count
        iv.use_count = node + 1
        iv.use_key[node] = (4 * inst + 2) << USE_SHIFT | (preg + 1) << 1
        iv.use_next[node] = iv.first_use[vreg]
        iv.first_use[vreg] = i32(node)
    iv.order[state.order_count] = i32(vreg)
    state.order_count += 1


def build_use(state: Builder, inst: i64, operand: i64, reuse: i64, clobbers: i64, block_start: i64) -> None:
    """Extend the interval of a use; `reuse` is the row of the REUSE def that it is read from."""
    iv = state.iv
    vreg = operand & 0xFFFFFFFF
    constraint = (operand >> 34) & 7
    late = (operand >> 33) & 1
    gap = 4 * inst
    if constraint == FIXED:
        preg = (operand >> 40) & 63
        add_fixed(state, preg, gap + 1, gap + 2 + late, vreg)
        head = i64(iv.first_range[vreg])
        if head < 0 or i64(iv.range_from[head]) != block_start or (clobbers >> preg) & 1 == 0:
            iv.hint_preg[vreg] = i32(preg)  # not where it lives on but the register does not
        add_use(iv, vreg, gap, gap + 1, 0, preg, block_start)
    elif reuse >= 0:
        target = state.inp.operands[reuse] & 0xFFFFFFFF
        add_use(iv, vreg, gap, gap + 1, 0, i64(iv.hint_preg[target]), block_start)
    elif constraint == STACK:
        iv.needs_slot[vreg] = 1
        iv.spills = True
        extend_range(iv, vreg, gap + 2 + late, block_start)
    else:
        must: i64 = 1 if constraint == REG or iv.remat[vreg] == 1 else 0
        add_use(iv, vreg, gap + 1 + late, gap + 2 + late, must, -1, block_start)


# --- ranges and use nodes ---


def add_use(iv: Intervals, vreg: i64, pos: i64, end: i64, must: i64, preg: i64, block_start: i64) -> None:
    """A use at `pos` that keeps the vreg live to `end`. One node per vreg and instruction."""
    extend_range(iv, vreg, end, block_start)
    if preg < 0:
        preg = -1
    elif iv.hint_preg[vreg] == NO_HINT:
        iv.hint_preg[vreg] = -1
    head = i64(iv.first_use[vreg])
    if head >= 0:
        key = iv.use_key[head]
        head_pos = key >> USE_SHIFT
        if head_pos >> 2 == pos >> 2:
            if head_pos > pos:
                pos = head_pos
            if preg < 0:
                preg = ((key >> 1) & 0x7F) - 1
            iv.use_key[head] = pos << USE_SHIFT | (preg + 1) << 1 | (key & 1) | must
            return
    node = iv.use_count
    iv.use_count = node + 1
    iv.use_key[node] = pos << USE_SHIFT | (preg + 1) << 1 | must
    iv.use_next[node] = i32(head)
    iv.first_use[vreg] = i32(node)


def extend_range(iv: Intervals, vreg: i64, end: i64, block_start: i64) -> None:
    """Live from the block's start to `end`, unless it is live for longer already."""
    head = i64(iv.first_range[vreg])
    if head >= 0:
        start = i64(iv.range_from[head])
        if start == block_start:
            if i64(iv.range_to[head]) < end:
                iv.range_to[head] = i32(end)
                if iv.range_next[head] < 0:
                    iv.end[vreg] = i32(end)
            return
        if start <= end:
            iv.range_from[head] = i32(block_start)
            return
    iv.first_range[vreg] = i32(push_range(iv, block_start, end, head))
    if head < 0:
        iv.end[vreg] = i32(end)


def add_fixed(state: Builder, preg: i64, start: i64, end: i64, owner: i64) -> None:
    """A register taken for an operand of one instruction."""
    head = state.fixed_head[preg]
    if head >= 0 and end > state.fixed_from[head]:
        if state.fixed_owner[head] != owner or state.fixed_from[head] != start:
            raise RegallocError("inst " + str(start >> 2) + ": two operands fixed to register " + str(preg))
        if state.fixed_to[head] < end:
            state.fixed_to[head] = end
        return
    state.fixed_head[preg] = len(state.fixed_from)
    state.fixed_from = append(state.fixed_from, start)
    state.fixed_to = append(state.fixed_to, end)
    state.fixed_owner = append(state.fixed_owner, owner)
    state.fixed_next = append(state.fixed_next, head)


# --- the end of the pass ---


def finish_fixed(state: Builder) -> None:
    """Fixed ranges as consecutive rows by preg, and the positions where there are any."""
    iv = state.iv
    count: i64 = len(state.fixed_from)
    iv.fixed_start = vec[i64]([0] * 65)
    iv.fixed_from = vec[i64]([0] * count)
    iv.fixed_to = vec[i64]([0] * count)
    iv.fixed_owner = vec[i64]([0] * count)
    at: i64 = 0
    preg: i64 = 0
    while preg < 64:
        row = state.fixed_head[preg]
        while row >= 0:
            iv.fixed_from[at] = state.fixed_from[row]
            iv.fixed_to[at] = state.fixed_to[row]
            iv.fixed_owner[at] = state.fixed_owner[row]
            at += 1
            row = state.fixed_next[row]
        preg += 1
        iv.fixed_start[preg] = at
    while count > 0:
        count -= 1
        inst = state.fixed_from[count] >> 2  # rows go backwards, instruction by instruction
        if len(iv.fixed_inst) == 0 or iv.fixed_inst[len(iv.fixed_inst) - 1] != inst:
            iv.fixed_inst = append(iv.fixed_inst, inst)


def finish_order(state: Builder, no_holes: bool) -> None:
    """Set `start`, turn `order` around, and sort it if the defs backwards were not right."""
    iv = state.iv
    count = state.order_count
    backwards = iv.order
    order = vec[i32]([0] * count)
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
    count: i64 = len(order)
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
