"""Live intervals: where each virtual register needs a place, and where it is used.

Positions. Instruction `i` has four: `4*i` the gap before it (moves happen here), `4*i + 1` early
(it reads), `4*i + 2` late (it writes), `4*i + 3` after. A block spans `4*first .. 4*end`; the gap
of its first instruction stands for the block's start.

    i0: v0 = ...            v0: [2, 9)   live from its def to the read of i2
    i1: v1 = ...            v1: [6, 9)   at 9 = 4*2 + 1 the read is done: a copy into v2's place
    i2: v2 = add v0, v1     v2: [9, ...) reuses v0, so it starts early; v0's copy is made in the gap

An interval is a list of ranges `[from, to)` with holes between them, and a list of uses. Rows
0..num_vregs are the whole vregs; splitting one cuts its lists and appends a row (a child).

How operands become ranges and uses:
- REG, ANY: live to the end of early (or late) of the instruction. A use node tells whether a
  register is a must.
- FIXED use: a copy into the register is made in the gap, so the vreg needs its own place only up to
  there; the register itself is taken by a *fixed range*, owned by the vreg (which may thus stay in
  that register itself). FIXED def: the same, the vreg starts at the def.
- REUSE def: starts early; its input is copied in the gap, and so are all other early uses of the
  same vreg, because they can read the copy.
- Clobbers: one list of (position, mask) for all registers together.

Ranges are built in one backward pass over the code, so lists grow at their front.

Source: C. Wimmer, M. Franz, "Linear Scan Register Allocation on SSA Form" (2010); C. Wimmer,
H. Moessenboeck, "Optimized Interval Splitting in a Linear Scan Register Allocator" (2005).
"""

from typing import Final

from librt.vecs import append, vec
from mypy_extensions import i64, u8

from .contract import (
    ANY,
    FIXED,
    REG,
    REUSE,
    STACK,
    RegallocError,
    RegallocInput,
    preg_bit,
)
from .features import HOLES, REMAT
from .liveness import Liveness, is_ignored

#: `Intervals.loc` of an interval without a place yet, and of one in its spill slot (or, for a
#: rematerialised vreg, nowhere).
UNASSIGNED: Final = -1
SPILLED: Final = -2

#: A position behind all code.
FAR: Final = 1 << 50

#: Packing of a use node: position << 8 | (hint preg + 1) << 1 | must be in a register.
USE_SHIFT: Final = 8


class Intervals:
    """All intervals of one function. Row numbers: interval, range, use, fixed range, clobber."""

    def __init__(self) -> None:
        # By interval.
        self.vreg: vec[i64] = vec[i64]()
        self.first_range: vec[i64] = vec[i64]()
        """-1 for a vreg without definition or use."""
        self.start: vec[i64] = vec[i64]()
        self.end: vec[i64] = vec[i64]()
        self.first_use: vec[i64] = vec[i64]()
        """First use at or behind `start`; uses at or behind `end` belong to later children."""
        self.loc: vec[i64] = vec[i64]()
        """A preg, UNASSIGNED or SPILLED."""
        self.next_child: vec[i64] = vec[i64]()
        """The interval that goes on where this one was split, -1 for none."""

        # By range; `range_count` of the rows are used.
        self.range_count: i64 = 0
        self.range_from: vec[i64] = vec[i64]()
        self.range_to: vec[i64] = vec[i64]()
        self.range_next: vec[i64] = vec[i64]()

        # By use node; `use_count` of the rows are used.
        self.use_count: i64 = 0
        self.use_key: vec[i64] = vec[i64]()
        self.use_next: vec[i64] = vec[i64]()

        # Fixed ranges by preg, ascending: rows fixed_start[p] .. fixed_start[p + 1].
        self.fixed_start: vec[i64] = vec[i64]()
        self.fixed_from: vec[i64] = vec[i64]()
        self.fixed_to: vec[i64] = vec[i64]()
        self.fixed_owner: vec[i64] = vec[i64]()
        """Vreg that the register is taken for."""

        # Clobbers, ascending.
        self.clobber_pos: vec[i64] = vec[i64]()
        self.clobber_mask: vec[i64] = vec[i64]()
        self.clobber_union: i64 = 0

        # By vreg.
        self.remat: vec[u8] = vec[u8]()
        """1: repeat the definition instead of spilling."""
        self.needs_slot: vec[u8] = vec[u8]()
        """1: it has a slot, written at the def (an operand on the stack, or a cut into the slot
        inside an instruction)."""
        self.stack_def: vec[u8] = vec[u8]()
        """1: it is made in its slot."""
        self.hint_source: vec[i64] = vec[i64]()
        """Vreg that it is a copy or the reuse of, -1 for none."""
        self.hint_target: vec[i64] = vec[i64]()
        """Block parameter or copy that it is handed to, -1 for none."""
        self.hint_preg: vec[i64] = vec[i64]()
        """Register that it ends up in, -1 for none."""


class Builder:
    """State of the backward pass: the tables, and fixed ranges as one list per preg."""

    def __init__(self, inp: RegallocInput, live: Liveness, allocatable: i64) -> None:
        self.inp: RegallocInput = inp
        self.live: Liveness = live
        self.allocatable: i64 = allocatable
        self.iv: Intervals = Intervals()
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
    i: i64 = 0
    iv.vreg = vec[i64](capacity=vregs + vregs // 4)
    column = iv.vreg
    while i < vregs:
        column = append(column, i)
        i += 1
    iv.vreg = column
    iv.first_range = vec[i64]([-1] * vregs)
    iv.start = vec[i64]([-1] * vregs)
    iv.end = vec[i64]([-1] * vregs)
    iv.first_use = vec[i64]([-1] * vregs)
    iv.loc = vec[i64]([UNASSIGNED] * vregs)
    iv.next_child = vec[i64]([-1] * vregs)
    iv.needs_slot = vec[u8]([0] * vregs)
    iv.stack_def = vec[u8]([0] * vregs)
    iv.hint_source = vec[i64]([-1] * vregs)
    iv.hint_target = vec[i64]([-1] * vregs)
    iv.hint_preg = vec[i64]([-1] * vregs)
    iv.use_key = vec[i64]([0] * len(inp.operands))
    iv.use_next = vec[i64]([0] * len(inp.operands))
    ranges: i64 = vregs + vregs // 4  # more of them are appended
    iv.range_from = vec[i64]([0] * ranges)
    iv.range_to = vec[i64]([0] * ranges)
    iv.range_next = vec[i64]([0] * ranges)
    iv.remat = find_remat(inp, live, features & REMAT != 0)
    b: i64 = inp.num_blocks() - 1
    while b >= 0:
        build_block(state, b)
        b -= 1
    i = 0
    first_range = iv.first_range
    range_from = iv.range_from
    start = iv.start
    while i < vregs:
        head = first_range[i]
        if head >= 0:
            start[i] = range_from[head]
            if features & HOLES == 0 and starts_at_def(inp, live, i, iv.start[i]):
                iv.range_to[head] = iv.end[i]
                iv.range_next[head] = -1
        i += 1
    finish_fixed(state)
    reverse(iv.clobber_pos)
    reverse(iv.clobber_mask)
    return iv


def starts_at_def(inp: RegallocInput, live: Liveness, vreg: i64, start: i64) -> bool:
    """Does the interval of a vreg start at its def, as it does unless a use stands before the def in the
    order of blocks?"""
    inst = live.def_inst[vreg]
    if inst >= 0:
        return start >> 2 == inst
    return start == 4 * inp.block_first[live.def_block[vreg]]


def find_remat(inp: RegallocInput, live: Liveness, wanted: bool) -> vec[u8]:
    """The vregs whose definition can be repeated: wanted by the caller, the def alone on its
    instruction, no clobbers, and never asked for on the stack."""
    remat = vec[u8]([0] * inp.num_vregs())
    vreg: i64 = 0
    found = False
    while wanted and vreg < inp.num_vregs():
        inst = live.def_inst[vreg]
        if inp.vreg_remat[vreg] == 1 and inst >= 0 and inp.clobbers[inst] == 0:
            row = inp.operand_start[inst]
            constraint = (inp.operands[row] >> 34) & 7
            if (
                inp.operand_start[inst + 1] == row + 1
                and (constraint == REG or constraint == ANY)
                and live.branch_def[vreg] == 0
            ):
                remat[vreg] = 1
                found = True
        vreg += 1
    if found:
        row = 0
        while row < len(inp.operands):
            operand = inp.operands[row]
            if (operand >> 34) & 7 == STACK:
                remat[operand & 0xFFFFFFFF] = 0
            row += 1
    return remat


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


def build_block(state: Builder, b: i64) -> None:
    """Add the ranges and uses of one block."""
    inp = state.inp
    iv = state.iv
    live = state.live
    block_start = 4 * inp.block_first[b]
    block_end = 4 * inp.block_first[b + 1]
    row = live.out_head[b]
    while row >= 0:
        link = live.out_link[row]
        add_range(iv, link & 0xFFFFFFFF, block_start, block_end)
        row = link >> 32
    edge = inp.succ_start[b]
    while edge < inp.succ_start[b + 1]:
        row = inp.edge_arg_start[edge]
        param = inp.param_start[inp.succ[edge]]
        while row < inp.edge_arg_start[edge + 1]:
            arg = inp.edge_args[row]
            iv.hint_target[arg] = inp.params[param]
            if iv.hint_preg[inp.params[param]] >= 0:
                iv.hint_preg[arg] = iv.hint_preg[inp.params[param]]
            row += 1
            param += 1
        edge += 1
    inst = inp.block_first[b + 1] - 1
    while inst >= inp.block_first[b]:
        build_inst(state, inst, block_start)
        inst -= 1


def build_inst(state: Builder, inst: i64, block_start: i64) -> None:
    """Add the ranges and uses of one instruction: defs first, since the pass goes backwards."""
    inp = state.inp
    iv = state.iv
    operands = inp.operands
    first = inp.operand_start[inst]
    stop = inp.operand_start[inst + 1]
    clobbers = inp.clobbers[inst] & state.allocatable
    reuses = False
    row = first
    while row < stop:
        operand = operands[row]
        row += 1
        if (operand >> 32) & 1 == 1:
            if is_ignored(operand, state.allocatable):
                continue
            preg = def_preg(inp, operand, first)
            if preg >= 0:
                clobbers = clobbers & ~preg_bit(preg)
            elif (operand >> 34) & 7 == REUSE:
                reuses = True
            build_def(state, inst, operand, first, preg, block_start)
    row = first
    while row < stop:
        operand = operands[row]
        if (operand >> 32) & 1 == 0 and not is_ignored(operand, state.allocatable):
            reuse: i64 = -1
            if reuses:
                reuse = reuse_of_use(inp, first, stop, row)
            build_use(state, inst, operand, reuse, clobbers, block_start)
        row += 1
    if clobbers != 0:
        iv.clobber_pos = append(iv.clobber_pos, 4 * inst + 2)
        iv.clobber_mask = append(iv.clobber_mask, clobbers)
        iv.clobber_union = iv.clobber_union | clobbers
    if inp.is_move[inst] == 1 and stop - first == 2:
        a = operands[first]
        d = operands[first + 1]
        if (a >> 32) & 1 == 1:
            a = operands[first + 1]
            d = operands[first]
        if not is_ignored(a, state.allocatable) and not is_ignored(d, state.allocatable):
            link_copy(iv, a & 0xFFFFFFFF, d & 0xFFFFFFFF)


def link_copy(iv: Intervals, source: i64, target: i64) -> None:
    """Hint that both should share a register."""
    iv.hint_source[target] = source
    iv.hint_target[source] = target
    if iv.hint_preg[target] >= 0:
        iv.hint_preg[source] = iv.hint_preg[target]


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
    if (operand >> 33) & 1 == 1 or (constraint != REG and constraint != ANY):
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


def build_def(state: Builder, inst: i64, operand: i64, first: i64, preg: i64, block_start: i64) -> None:
    """Start the interval of a def; `preg` is what `def_preg` says."""
    iv = state.iv
    vreg = operand & 0xFFFFFFFF
    constraint = (operand >> 34) & 7
    pos = 4 * inst + 1 + ((operand >> 33) & 1)
    must: i64 = 0
    if preg >= 0:
        add_fixed(state, preg, pos, 4 * inst + 3, vreg)
    elif constraint == REUSE:
        pos = 4 * inst + 1
        must = 1
        tied = state.inp.operands[first + ((operand >> 40) & 0xFF)]
        link_copy(iv, tied & 0xFFFFFFFF, vreg)
    elif constraint == REG or iv.remat[vreg] == 1:
        must = 1
    elif constraint == STACK:
        iv.needs_slot[vreg] = 1
        iv.stack_def[vreg] = 1
    set_def(iv, vreg, pos, 4 * inst + 3, block_start)
    if constraint != STACK:
        # The node stands at late even if the interval starts early: it must be kept until then.
        iv.first_use[vreg] = push_use(iv, 4 * inst + 2, must, preg, iv.first_use[vreg])


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
        head = iv.first_range[vreg]
        if head < 0 or iv.range_from[head] != block_start or (clobbers >> preg) & 1 == 0:
            iv.hint_preg[vreg] = preg  # not where it lives on but the register does not
        add_use(iv, vreg, gap, gap + 1, 0, preg, block_start)
    elif reuse >= 0:
        target = state.inp.operands[reuse] & 0xFFFFFFFF
        add_use(iv, vreg, gap, gap + 1, 0, iv.hint_preg[target], block_start)
    elif constraint == STACK:
        iv.needs_slot[vreg] = 1
        extend_range(iv, vreg, gap + 2 + late, block_start)
    elif constraint == REG or iv.remat[vreg] == 1:
        add_use(iv, vreg, gap + 1 + late, gap + 2 + late, 1, -1, block_start)
    else:
        add_use(iv, vreg, gap + 1 + late, gap + 2 + late, 0, -1, block_start)


def add_use(iv: Intervals, vreg: i64, pos: i64, end: i64, must: i64, preg: i64, block_start: i64) -> None:
    """A use at `pos` that keeps the vreg live to `end`. One node per vreg and instruction."""
    extend_range(iv, vreg, end, block_start)
    head = iv.first_use[vreg]
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
    iv.first_use[vreg] = push_use(iv, pos, must, preg, head)


def push_use(iv: Intervals, pos: i64, must: i64, preg: i64, following: i64) -> i64:
    """A new use node."""
    node = iv.use_count
    iv.use_count = node + 1
    iv.use_key[node] = pos << USE_SHIFT | (preg + 1) << 1 | must
    iv.use_next[node] = following
    return node


def push_range(iv: Intervals, start: i64, end: i64, following: i64) -> i64:
    """A new range."""
    node = iv.range_count
    iv.range_count = node + 1
    if node < len(iv.range_from):
        iv.range_from[node] = start
        iv.range_to[node] = end
        iv.range_next[node] = following
    else:
        iv.range_from = append(iv.range_from, start)
        iv.range_to = append(iv.range_to, end)
        iv.range_next = append(iv.range_next, following)
    return node


def add_range(iv: Intervals, vreg: i64, start: i64, end: i64) -> None:
    """Live in all of a block and out of it."""
    head = iv.first_range[vreg]
    if head >= 0 and iv.range_from[head] <= end:
        iv.range_from[head] = start
        return
    iv.first_range[vreg] = push_range(iv, start, end, head)
    if head < 0:
        iv.end[vreg] = end


def extend_range(iv: Intervals, vreg: i64, end: i64, block_start: i64) -> None:
    """Live from the block's start to `end`, unless it is live for longer already."""
    head = iv.first_range[vreg]
    if head >= 0 and iv.range_from[head] == block_start:
        if iv.range_to[head] < end:
            iv.range_to[head] = end
            if iv.range_next[head] < 0:
                iv.end[vreg] = end
        return
    add_range(iv, vreg, block_start, end)


def set_def(iv: Intervals, vreg: i64, pos: i64, dead_end: i64, block_start: i64) -> None:
    """Cut the range that reaches the block's start at the def; a dead def gets a short one."""
    head = iv.first_range[vreg]
    if head >= 0 and iv.range_from[head] == block_start:
        iv.range_from[head] = pos
        return
    iv.first_range[vreg] = push_range(iv, pos, dead_end, head)
    if head < 0:
        iv.end[vreg] = dead_end


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


def finish_fixed(state: Builder) -> None:
    """Fixed ranges as consecutive rows by preg."""
    iv = state.iv
    preg: i64 = 0
    while preg < 64:
        iv.fixed_start = append(iv.fixed_start, len(iv.fixed_from))
        row = state.fixed_head[preg]
        while row >= 0:
            iv.fixed_from = append(iv.fixed_from, state.fixed_from[row])
            iv.fixed_to = append(iv.fixed_to, state.fixed_to[row])
            iv.fixed_owner = append(iv.fixed_owner, state.fixed_owner[row])
            row = state.fixed_next[row]
        preg += 1
    iv.fixed_start = append(iv.fixed_start, len(iv.fixed_from))


def lower_bound(column: vec[i64], low: i64, high: i64, pos: i64) -> i64:
    """First row of `low .. high` of an ascending column whose item is at least `pos`."""
    while low < high:
        middle = (low + high) >> 1
        if column[middle] < pos:
            low = middle + 1
        else:
            high = middle
    return low


def next_must(iv: Intervals, use: i64, end: i64) -> i64:
    """Position of the first must-be-in-a-register use from node `use` on, before `end`; else FAR."""
    while use >= 0:
        key = iv.use_key[use]
        if key >> USE_SHIFT >= end:
            return FAR
        if key & 1 == 1:
            return key >> USE_SHIFT
        use = iv.use_next[use]
    return FAR


def must_at(iv: Intervals, use: i64, pos: i64) -> bool:
    """Does the instruction of `pos`, at or behind it, need the vreg in a register that only a move
    before `pos` could put there? `use` is the first use node at or behind `pos`."""
    if use < 0:
        return False
    key = iv.use_key[use]
    return key & 1 == 1 and key >> (USE_SHIFT + 2) == pos >> 2 and pos & 3 != 0


def split(iv: Intervals, it: i64, pos: i64) -> i64:
    """Cut interval `it` at `pos` (behind its start, before its end); returns the child with the
    rest. A cut in a hole gives a child that starts at the end of the hole."""
    previous: i64 = -1
    node = iv.first_range[it]
    while iv.range_to[node] <= pos:
        previous = node
        node = iv.range_next[node]
    if iv.range_from[node] < pos:
        rest = push_range(iv, pos, iv.range_to[node], iv.range_next[node])
        iv.range_to[node] = pos
        iv.range_next[node] = -1
        previous = node
        node = rest
    else:
        iv.range_next[previous] = -1
    use = iv.first_use[it]
    while use >= 0 and iv.use_key[use] >> USE_SHIFT < pos:
        use = iv.use_next[use]
    child: i64 = len(iv.vreg)
    iv.vreg = append(iv.vreg, iv.vreg[it])
    iv.first_range = append(iv.first_range, node)
    iv.start = append(iv.start, iv.range_from[node])
    iv.end = append(iv.end, iv.end[it])
    iv.first_use = append(iv.first_use, use)
    iv.loc = append(iv.loc, UNASSIGNED)
    iv.next_child = append(iv.next_child, iv.next_child[it])
    iv.next_child[it] = child
    iv.end[it] = iv.range_to[previous]
    return child
