"""Spill slots, shared by vregs that are not alive at the same time.

A vreg has one slot for its whole life, from the first to the last position of its intervals: the slot is
written at the definition and may be read wherever the vreg is alive. Taken by ascending start, a slot goes
back to the free ones of its class when its vreg's life has ended.

    v1: [0 ---- 20)             slot 0
    v2:      [10 ------- 40)    slot 1
    v3:              [24 - 30)  slot 0 again

A vreg first asks for the slot of a vreg it is copied from or to by an edge or a reuse, so that a spilled loop
variable needs no move around the loop. Block parameters come later than most of their arguments: the first
argument with a slot notes it as the *wish* of the parameter. The other arguments ask for it, and who has no
reason to take just that slot takes another while there is one. Of the parameters of a block, those that get
what they ask for come first: else one without a reason would take the slot of another, and many values would
change places on each edge.

A slot that is asked for may also have another owner, if the two are never alive at one place: the ranges of
their intervals do not meet, though their lives do. What is handed on from join to join, and also to code at
the end of the function (clean-up, say), then stays where it is.

INT slots are one unit of 8 bytes, FLOAT slots two, of which the first has an even number: with a base that
is aligned to 16, so is every FLOAT slot. The classes never share a unit, so two slots are either the same or
disjoint, which the parallel moves rely on.
"""

from typing import Final

from librt.vecs import append, vec
from mypy_extensions import i32, i64, mypyc_attr

from ..tables import filled32
from .contract import INT, RegallocInput
from .features import HINTS, HOLES
from .heap import MinHeap
from .intervals import SPILLED, Intervals
from .liveness import Liveness
from .workspace import Workspace

#: Edges searched for a parameter's argument with a slot.
MAX_HINT_EDGES: Final = 4
#: Free slots searched for one that nobody wishes for.
MAX_FREE: Final = 8
#: Owners of a slot and ranges that are compared with those of one more.
MAX_OWNERS: Final = 32
MAX_RANGES: Final = 64


@mypyc_attr(acyclic=True, free_list_len=1)
class Slots:
    """Slot numbers and their count."""

    def __init__(self, vregs: i64, work: Workspace) -> None:
        self.slot: vec[i32] = filled32(work.slot, work.minus_ones32, vregs)
        """By vreg: its slot, -1 for none."""
        self.count: i64 = 0
        """Units taken."""
        self.is_free: vec[i64] = vec[i64]()
        """By unit: 1 when the slot that starts there is free. The stacks below may list slots that
        were taken in between, and list one twice."""
        self.owners: vec[i32] = vec[i32]()
        """By unit: how many vregs have the slot, and"""
        self.owner: vec[i32] = vec[i32]()
        """the newest of them; the others follow in `next`."""
        self.next: vec[i32] = vec[i32]()
        """By vreg."""
        self.free_int: vec[i64] = vec[i64]()
        self.free_int_count: i64 = 0
        self.free_float: vec[i64] = vec[i64]()
        self.free_float_count: i64 = 0
        self.ends: MinHeap = MinHeap()
        """Lives: end << 32 | vreg."""
        self.wish: vec[i32] = vec[i32]()
        """By vreg: a slot that an argument of this parameter has, -1 for none; once the parameter itself has
        a slot it means nothing."""
        self.wisher: vec[i32] = vec[i32]()
        """By unit: the newest parameter that wished for the slot, -1 for none."""

    def fresh(self, cls: i64) -> i64:
        """A slot that nothing else ever uses."""
        slot = self.count
        skips = cls != INT and (slot & 1) != 0
        if skips:
            slot += 1
        self.count = slot + (1 if cls == INT else 2)
        while len(self.is_free) < self.count:
            self.is_free = append(self.is_free, 0)
            self.wisher = append(self.wisher, -1)
            self.owners = append(self.owners, 0)
            self.owner = append(self.owner, -1)
        if skips:
            self.give_int(slot - 1)
        return slot

    def give_int(self, slot: i64) -> None:
        """An INT slot is free."""
        self.is_free[slot] = 1
        if self.free_int_count == len(self.free_int):
            self.free_int = append(self.free_int, 0)
        self.free_int[self.free_int_count] = slot
        self.free_int_count += 1


def assign_slots(inp: RegallocInput, live: Liveness, iv: Intervals, features: i64) -> Slots:
    """Slots for all vregs that are spilled somewhere."""
    slots = Slots(inp.num_vregs(), live.work)
    if not iv.spills:
        return slots
    slots.wish = filled32(live.work.wish, live.work.minus_ones32, inp.num_vregs())
    slots.next = filled32(live.work.slot_next, live.work.minus_ones32, inp.num_vregs())
    # Without ranges nothing lives on into another block, and lives have no holes.
    holes = features & HOLES != 0 and len(iv.range_from) > 0
    order = iv.order
    waiting: vec[i64] = vec[i64]()
    waiting_from: i64 = -1
    i: i64 = 0
    while i < iv.order_count:
        vreg = i64(order[i])
        i += 1
        it = vreg
        spilled = False
        if iv.remat[vreg] == 0:
            spilled = iv.needs_slot[vreg] == 1
            while iv.next_child[it] >= 0:
                spilled = spilled or iv.loc[it] == SPILLED
                it = i64(iv.next_child[it])
            spilled = spilled or iv.loc[it] == SPILLED
        if not spilled:
            continue
        start = i64(iv.start[vreg])
        if start != waiting_from:
            settle(slots, inp, iv, waiting)
            waiting = vec[i64]()
            waiting_from = start
        release_ended(slots, inp, start)
        slot: i64 = -1
        if features & HINTS != 0:
            slot = hinted(slots, inp, live, iv, vreg, holes)
        if slot >= 0:
            give(slots, iv, vreg, slot)
        else:
            waiting = append(waiting, vreg)
    settle(slots, inp, iv, waiting)
    return slots


def settle(slots: Slots, inp: RegallocInput, iv: Intervals, waiting: vec[i64]) -> None:
    """Give slots to vregs with one start that did not get what they asked for."""
    i: i64 = 0
    while i < len(waiting):
        give(slots, iv, waiting[i], take(slots, i64(inp.vreg_class[waiting[i]])))
        i += 1


def give(slots: Slots, iv: Intervals, vreg: i64, slot: i64) -> None:
    """The slot is the vreg's, and what it is copied to wishes for it."""
    slots.slot[vreg] = i32(slot)
    slots.is_free[slot] = 0
    slots.next[vreg] = slots.owner[slot] if slots.owners[slot] > 0 else -1
    slots.owner[slot] = i32(vreg)
    slots.owners[slot] += 1
    it = vreg
    while iv.next_child[it] >= 0:
        it = i64(iv.next_child[it])
    slots.ends.push(i64(iv.end[it]) << 32 | vreg)
    target = i64(iv.hint_target[vreg])
    if target >= 0 and slots.wish[target] < 0 and slots.slot[target] < 0:
        slots.wish[target] = i32(slot)
        slots.wisher[slot] = i32(target)


def hinted(slots: Slots, inp: RegallocInput, live: Liveness, iv: Intervals, vreg: i64, holes: bool) -> i64:
    """A slot that would save a move and that the vreg can have, -1 if there is none."""
    other = i64(iv.hint_source[vreg])
    if other >= 0 and is_possible(slots, iv, vreg, i64(slots.slot[other]), holes):
        return i64(slots.slot[other])
    other = i64(iv.hint_target[vreg])
    if other >= 0:
        slot = i64(slots.slot[other])
        if slot < 0:
            slot = i64(slots.wish[other])
        if is_possible(slots, iv, vreg, slot, holes):
            return slot
    if is_possible(slots, iv, vreg, i64(slots.wish[vreg]), holes):
        return i64(slots.wish[vreg])
    index = i64(live.param_index[vreg])
    if index < 0:
        return -1
    b = i64(live.def_block[vreg])
    row = inp.pred_start[b]
    stop = inp.pred_start[b + 1]
    if stop > row + MAX_HINT_EDGES:
        stop = row + MAX_HINT_EDGES
    while row < stop:
        other = inp.edge_args[inp.edge_arg_start[inp.pred_edge[row]] + index]
        if is_possible(slots, iv, vreg, i64(slots.slot[other]), holes):
            return i64(slots.slot[other])
        row += 1
    return -1


def is_possible(slots: Slots, iv: Intervals, vreg: i64, slot: i64, holes: bool) -> bool:
    """Whether this is a slot that is free, or whose owners (few, to be sure of it) are never alive with the
    vreg."""
    if slot < 0:
        return False
    if slots.is_free[slot] == 1:
        return True
    if not holes:
        return False
    owner = i64(slots.owner[slot])
    looked: i64 = 0
    while owner >= 0:
        looked += 1
        if looked > MAX_OWNERS or not are_apart(iv, owner, vreg):
            return False
        owner = i64(slots.next[owner])
    return True


def are_apart(iv: Intervals, one: i64, other: i64) -> bool:
    """Whether the ranges of two vregs do not meet; only the first ranges are looked at."""
    a = i64(iv.first_range[one])
    b = i64(iv.first_range[other])
    steps: i64 = 0
    while steps < MAX_RANGES:
        steps += 1
        if a < 0:
            one = i64(iv.next_child[one])
            if one < 0:
                return True
            a = i64(iv.first_range[one])
        elif b < 0:
            other = i64(iv.next_child[other])
            if other < 0:
                return True
            b = i64(iv.first_range[other])
        elif iv.range_to[a] <= iv.range_from[b]:
            a = i64(iv.range_next[a])
        elif iv.range_to[b] <= iv.range_from[a]:
            b = i64(iv.range_next[b])
        else:
            return False
    return False


def take(slots: Slots, cls: i64) -> i64:
    """A free slot of the class, if possible one that nobody wishes for, or a fresh one."""
    stack = slots.free_int if cls == INT else slots.free_float
    count = slots.free_int_count if cls == INT else slots.free_float_count
    while count > 0 and slots.is_free[stack[count - 1]] == 0:
        count -= 1
    slot: i64 = -1
    row = count - 1
    while row >= 0 and row >= count - MAX_FREE:
        if slots.is_free[stack[row]] == 1:
            wisher = i64(slots.wisher[stack[row]])
            if wisher < 0 or slots.slot[wisher] >= 0:
                slot = stack[row]
                break
        row -= 1
    if slot < 0 and count > 0:
        slot = stack[count - 1]
    if cls == INT:
        slots.free_int_count = count
    else:
        slots.free_float_count = count
    return slot if slot >= 0 else slots.fresh(cls)


def unlink(slots: Slots, slot: i64, vreg: i64) -> None:
    """A vreg that shared a slot is no owner any more."""
    if slots.owner[slot] == vreg:
        slots.owner[slot] = slots.next[vreg]
        return
    owner = i64(slots.owner[slot])
    while slots.next[owner] != vreg:
        owner = i64(slots.next[owner])
    slots.next[owner] = slots.next[vreg]


def release_ended(slots: Slots, inp: RegallocInput, pos: i64) -> None:
    """Free the slots whose owners' lives all end by `pos`."""
    ends = slots.ends
    while ends.count > 0 and ends.keys[0] >> 32 <= pos:
        vreg = ends.pop() & 0xFFFFFFFF
        slot = i64(slots.slot[vreg])
        slots.owners[slot] -= 1
        if slots.owners[slot] > 0:
            unlink(slots, slot, vreg)
            continue
        if inp.vreg_class[vreg] == INT:
            slots.give_int(slot)
        else:
            slots.is_free[slot] = 1
            if slots.free_float_count == len(slots.free_float):
                slots.free_float = append(slots.free_float, 0)
            slots.free_float[slots.free_float_count] = slot
            slots.free_float_count += 1
