"""Spill slots, shared by vregs that are not alive at the same time.

A vreg has one slot for its whole life, from the first to the last position of its intervals: the
slot is written at the definition and may be read anywhere. Taken by ascending start, a slot goes
back to the free ones of its class when its vreg's life has ended.

    v1: [0 ---- 20)             slot 0
    v2:      [10 ------- 40)    slot 1
    v3:              [24 - 30)  slot 0 again

A vreg first asks for the slot of a vreg it is copied from or to by an edge or a reuse, so that a
spilled loop variable needs no move around the loop.

INT slots are one unit of 8 bytes, FLOAT slots two, of which the first has an even number: with a base that
is aligned to 16, so is every FLOAT slot. The classes never share a unit, so two slots are either the same or
disjoint, which the parallel moves rely on.
"""

from typing import Final

from librt.vecs import append, vec
from mypy_extensions import i32, i64, mypyc_attr

from ..tables import filled32
from .contract import INT, RegallocInput
from .features import HINTS
from .heap import MinHeap
from .intervals import SPILLED, Intervals
from .liveness import Liveness
from .workspace import Workspace

#: Edges searched for a parameter's argument with a slot.
MAX_HINT_EDGES: Final = 4


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
        self.free_int: vec[i64] = vec[i64]()
        self.free_int_count: i64 = 0
        self.free_float: vec[i64] = vec[i64]()
        self.free_float_count: i64 = 0
        self.ends: MinHeap = MinHeap()
        """Lives: end << 32 | vreg."""

    def fresh(self, cls: i64) -> i64:
        """A slot that nothing else ever uses."""
        slot = self.count
        skips = cls != INT and (slot & 1) != 0
        if skips:
            slot += 1
        self.count = slot + (1 if cls == INT else 2)
        while len(self.is_free) < self.count:
            self.is_free = append(self.is_free, 0)
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
    order = iv.order
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
        if spilled:
            release_ended(slots, inp, i64(iv.start[vreg]))
            slot: i64 = -1
            if features & HINTS != 0:
                slot = hinted(slots, inp, live, iv, vreg)
            if slot < 0:
                slot = take(slots, i64(inp.vreg_class[vreg]))
            slots.slot[vreg] = i32(slot)
            slots.is_free[slot] = 0
            slots.ends.push(i64(iv.end[it]) << 32 | vreg)
    return slots


def hinted(slots: Slots, inp: RegallocInput, live: Liveness, iv: Intervals, vreg: i64) -> i64:
    """A free slot that would save a move, -1 if there is none."""
    other = i64(iv.hint_source[vreg])
    if other >= 0 and slots.slot[other] >= 0 and slots.is_free[i64(slots.slot[other])] == 1:
        return i64(slots.slot[other])
    other = i64(iv.hint_target[vreg])
    if other >= 0 and slots.slot[other] >= 0 and slots.is_free[i64(slots.slot[other])] == 1:
        return i64(slots.slot[other])
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
        if slots.slot[other] >= 0 and slots.is_free[i64(slots.slot[other])] == 1:
            return i64(slots.slot[other])
        row += 1
    return -1


def take(slots: Slots, cls: i64) -> i64:
    """A free slot of the class, or a fresh one."""
    if cls == INT:
        while slots.free_int_count > 0:
            slots.free_int_count -= 1
            slot = slots.free_int[slots.free_int_count]
            if slots.is_free[slot] == 1:
                return slot
    else:
        while slots.free_float_count > 0:
            slots.free_float_count -= 1
            slot = slots.free_float[slots.free_float_count]
            if slots.is_free[slot] == 1:
                return slot
    return slots.fresh(cls)


def release_ended(slots: Slots, inp: RegallocInput, pos: i64) -> None:
    """Free the slots of lives that end by `pos`."""
    ends = slots.ends
    while ends.count > 0 and ends.keys[0] >> 32 <= pos:
        vreg = ends.pop() & 0xFFFFFFFF
        slot = i64(slots.slot[vreg])
        if inp.vreg_class[vreg] == INT:
            slots.give_int(slot)
        else:
            slots.is_free[slot] = 1
            if slots.free_float_count == len(slots.free_float):
                slots.free_float = append(slots.free_float, 0)
            slots.free_float[slots.free_float_count] = slot
            slots.free_float_count += 1
