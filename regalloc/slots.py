"""Spill slots, shared by vregs that are not alive at the same time.

A vreg has one slot for its whole life, from the first to the last position of its intervals: the
slot is written at the definition and may be read anywhere. Taken by ascending start, a slot goes
back to the free ones of its class when its vreg's life has ended.

    v1: [0 ---- 20)             slot 0
    v2:      [10 ------- 40)    slot 1
    v3:              [24 - 30)  slot 0 again

INT slots are one unit of 8 bytes, FLOAT slots two. The classes never share a unit, so two slots
are either the same or disjoint, which the parallel moves rely on.
"""

from librt.vecs import append, vec
from mypy_extensions import i64

from .contract import INT, RegallocInput
from .intervals import SPILLED, Intervals


class Slots:
    """Slot numbers and their count."""

    def __init__(self, vregs: i64) -> None:
        self.slot: vec[i64] = vec[i64]([-1] * vregs)
        """By vreg: its slot, -1 for none."""
        self.count: i64 = 0
        """Units taken."""
        self.free_int: vec[i64] = vec[i64]()
        self.free_int_count: i64 = 0
        self.free_float: vec[i64] = vec[i64]()
        self.free_float_count: i64 = 0
        self.ends: vec[i64] = vec[i64]()
        """Binary heap of lives: end << 32 | vreg."""
        self.ends_count: i64 = 0

    def fresh(self, cls: i64) -> i64:
        """A slot that nothing else ever uses."""
        slot = self.count
        self.count = slot + (1 if cls == INT else 2)
        return slot


def assign_slots(inp: RegallocInput, iv: Intervals, order: vec[i64]) -> Slots:
    """Slots for all vregs that are spilled somewhere; `order` lists the vregs by start."""
    slots = Slots(inp.num_vregs())
    i: i64 = 0
    while i < len(order):
        vreg = order[i]
        i += 1
        it = vreg
        spilled = iv.needs_slot[vreg] == 1
        if iv.remat[vreg] == 0:
            while iv.next_child[it] >= 0:
                spilled = spilled or iv.loc[it] == SPILLED
                it = iv.next_child[it]
            spilled = spilled or iv.loc[it] == SPILLED
        if spilled:
            release_ended(slots, inp, iv.start[vreg])
            slots.slot[vreg] = take(slots, inp.vreg_class[vreg])
            push_end(slots, iv.end[it] << 32 | vreg)
    return slots


def take(slots: Slots, cls: i64) -> i64:
    """A free slot of the class, or a fresh one."""
    if cls == INT and slots.free_int_count > 0:
        slots.free_int_count -= 1
        return slots.free_int[slots.free_int_count]
    if cls != INT and slots.free_float_count > 0:
        slots.free_float_count -= 1
        return slots.free_float[slots.free_float_count]
    return slots.fresh(cls)


def release_ended(slots: Slots, inp: RegallocInput, pos: i64) -> None:
    """Free the slots of lives that end by `pos`."""
    while slots.ends_count > 0 and slots.ends[0] >> 32 <= pos:
        vreg = pop_end(slots) & 0xFFFFFFFF
        if inp.vreg_class[vreg] == INT:
            if slots.free_int_count == len(slots.free_int):
                slots.free_int = append(slots.free_int, 0)
            slots.free_int[slots.free_int_count] = slots.slot[vreg]
            slots.free_int_count += 1
        else:
            if slots.free_float_count == len(slots.free_float):
                slots.free_float = append(slots.free_float, 0)
            slots.free_float[slots.free_float_count] = slots.slot[vreg]
            slots.free_float_count += 1


def push_end(slots: Slots, key: i64) -> None:
    """Add a life to the heap."""
    if slots.ends_count == len(slots.ends):
        slots.ends = append(slots.ends, key)
    heap = slots.ends
    i = slots.ends_count
    slots.ends_count = i + 1
    while i > 0:
        parent = (i - 1) >> 1
        if heap[parent] <= key:
            break
        heap[i] = heap[parent]
        i = parent
    heap[i] = key


def pop_end(slots: Slots) -> i64:
    """Take the life that ends first."""
    heap = slots.ends
    top = heap[0]
    size = slots.ends_count - 1
    slots.ends_count = size
    key = heap[size]
    i: i64 = 0
    while 2 * i + 1 < size:
        child = 2 * i + 1
        if child + 1 < size and heap[child + 1] < heap[child]:
            child += 1
        if heap[child] >= key:
            break
        heap[i] = heap[child]
        i = child
    heap[i] = key
    return top
