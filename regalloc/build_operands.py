"""Ranges and use nodes of a single operand, of any kind: a part of the backward pass of `build.py`.

    use v0 fixed r1     v0 needs a place up to the gap, where it is copied; r1 is taken while the
                        instruction reads
    def v1 reuse 0      v1 starts early, in the register of use 0; that use, and others of its vreg,
                        read the copy
    use v2 stack        v2 has a slot, and no use node: nothing asks for a register

Invariant of `add_use` and `extend_range`: calls come backwards, so a vreg's first range and first use
node are the ones that may still grow. That range may begin before the block: it is a run of blocks then.
"""

from librt.vecs import append, vec
from mypy_extensions import i32, i64, mypyc_attr

from .contract import FIXED, REG, REUSE, STACK, RegallocError, RegallocInput, preg_bit
from .intervals import NO_HINT, USE_SHIFT, Intervals, push_range
from .liveness import Liveness


@mypyc_attr(acyclic=True, free_list_len=1)
class Builder:
    """State of the backward pass: the tables, and fixed ranges as one list per preg."""

    def __init__(self, inp: RegallocInput, live: Liveness, allocatable: i64) -> None:
        self.inp: RegallocInput = inp
        self.live: Liveness = live
        self.allocatable: i64 = allocatable
        self.iv: Intervals = Intervals()
        self.order_count: i64 = 0
        self.fixed_mask: i64 = 0
        """Registers with fixed ranges."""
        self.fixed_head: vec[i32] = live.work.fixed_head
        """By preg, if it is in `fixed_mask`: the newest of its rows."""
        self.fixed_from: vec[i64] = live.work.fixed_from
        self.fixed_to: vec[i64] = live.work.fixed_to
        self.fixed_owner: vec[i64] = live.work.fixed_owner
        self.fixed_next: vec[i64] = live.work.fixed_next


def link_copy(iv: Intervals, source: i64, target: i64) -> None:
    """Hint that both should share a register."""
    iv.hint_source[target] = i32(source)
    iv.hint_target[source] = i32(target)
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
        if head < 0 or i64(iv.range_from[head]) > block_start or (clobbers >> preg) & 1 == 0:
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
        if start <= block_start:
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
    head: i64 = -1
    if (state.fixed_mask >> preg) & 1 == 1:
        head = i64(state.fixed_head[preg])
    if head >= 0 and end > state.fixed_from[head]:
        if state.fixed_owner[head] != owner or state.fixed_from[head] != start:
            raise RegallocError("inst " + str(start >> 2) + ": two operands fixed to register " + str(preg))
        if state.fixed_to[head] < end:
            state.fixed_to[head] = end
        return
    state.fixed_mask = state.fixed_mask | preg_bit(preg)
    state.fixed_head[preg] = i32(len(state.fixed_from))
    state.fixed_from = append(state.fixed_from, start)
    state.fixed_to = append(state.fixed_to, end)
    state.fixed_owner = append(state.fixed_owner, owner)
    state.fixed_next = append(state.fixed_next, head)
