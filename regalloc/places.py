"""Where a virtual register is at a position, and the moves collected for it.

    v7: parts [1, 4) r0, [4, 9) slot 2, [9, 12) r2        place_at(v7, 8) is slot 2

`resolve.py` and `edge_moves.py` ask and collect; the list of moves of an instruction is in no order until
`resolve.output_moves` makes it sequential.

Invariants: parts of a vreg are ascending rows of `parts`, found by bisection; a vreg that was not split
has no rows there, and `only_place` tells where it is if it is in a register and nowhere else.
"""

from typing import Final

from librt.vecs import append, vec
from mypy_extensions import i32, i64, mypyc_attr

from ..tables import filled32
from .contract import SLOT_BASE, RegallocInput, RegallocOutput
from .intervals import SPILLED, Intervals
from .liveness import Liveness
from .slots import Slots

#: When the moves at an instruction happen; see `resolve.py`.
IN: Final = 0
GAP: Final = 1
OUT: Final = 2
AFTER: Final = 3

#: Added to these: stores that are wanted only if the slot is written at the def, or where spilled.
AT_DEF: Final = 4
WHERE_SPILLED: Final = 8


@mypyc_attr(acyclic=True, free_list_len=1)
class Resolver:
    """Places by position, and the moves collected so far."""

    def __init__(
        self,
        inp: RegallocInput,
        live: Liveness,
        iv: Intervals,
        slots: Slots,
        allocatable: i64,
        out: RegallocOutput,
    ) -> None:
        self.inp: RegallocInput = inp
        self.live: Liveness = live
        self.iv: Intervals = iv
        self.slot: vec[i32] = slots.slot
        self.allocatable: i64 = allocatable
        self.out: RegallocOutput = out
        self.cursor: vec[i32] = vec[i32]()
        """By split vreg: the interval that the forward pass over the operands is in."""
        self.only_place: vec[i32] = vec[i32]()
        """By vreg: the register that it has all the time, if it is not stored anywhere either; else
        -1."""
        self.part_start: vec[i32] = vec[i32]()
        """By vreg: first row of its intervals in `parts`, -1 when it is not split."""
        self.part_count: vec[i32] = vec[i32]()
        self.parts: vec[i32] = vec[i32]()
        self.parts_from: vec[i32] = vec[i32]()
        """By row of `parts`: where the interval starts."""

        # Moves, a list per instruction.
        self.move_head: vec[i32] = filled32(live.work.move_head, live.work.minus_ones32, inp.num_insts())
        self.move_next: vec[i32] = live.work.move_next
        self.move_what: vec[i64] = live.work.move_what
        """vreg << 4 | when."""
        self.move_places: vec[i64] = live.work.move_places
        """source << 32 | target."""
        spilled: i64 = 0
        if iv.spills:
            spilled = inp.num_vregs()
        self.balance: vec[i64] = vec[i64]([0] * spilled)
        """By vreg, if any is spilled: weight of the stores at the def minus weight of those where it is
        spilled."""
        self.store_at_def: bool = False
        """Always, whatever it costs."""
        self.is_exact: bool = live.is_exact
        """Intervals hold nothing that their vregs are not live in."""


def weight(r: Resolver, b: i64) -> i64:
    """How often a block is run, roughly."""
    if r.inp.cold[b] == 1:
        return 1
    count: i64 = 16
    depth = r.inp.loop_depth[b]
    while depth > 0 and count < 0x10_0000:
        count = count * 8
        depth -= 1
    return count


def add_store(r: Resolver, inst: i64, when: i64, source: i64, vreg: i64, b: i64) -> None:
    """Collect a store into the vreg's slot that is wanted only for one way of writing slots; `b` is
    the block that pays for it."""
    if r.iv.needs_slot[vreg] == 1:
        if when < WHERE_SPILLED:
            add_move(r, inst, when & 3, source, SLOT_BASE + i64(r.slot[vreg]), vreg)
        return
    if when < WHERE_SPILLED:
        r.balance[vreg] += weight(r, b)
    else:
        r.balance[vreg] -= weight(r, b)
    add_move(r, inst, when, source, SLOT_BASE + i64(r.slot[vreg]), vreg)


def add_move(r: Resolver, inst: i64, when: i64, source: i64, target: i64, vreg: i64) -> None:
    """Collect a move at an instruction."""
    if source == target:
        return
    r.move_next = append(r.move_next, r.move_head[inst])
    r.move_head[inst] = i32(len(r.move_what))
    r.move_what = append(r.move_what, vreg << 4 | when)
    r.move_places = append(r.move_places, source << 32 | target)


def index_parts(r: Resolver) -> None:
    """The intervals of each split vreg as consecutive rows, for bisection; and `only_place`."""
    iv = r.iv
    vregs = r.inp.num_vregs()
    work = r.live.work
    r.part_start = filled32(work.part_start, work.minus_ones32, vregs)
    if iv.count == vregs and not iv.spills:
        r.only_place = iv.loc
        return
    r.part_count = vec[i32]([0] * vregs)
    r.cursor = vec[i32]([0] * vregs)
    r.only_place = vec[i32]([-1] * vregs)
    vreg: i64 = 0
    locs = iv.loc
    next_child = iv.next_child
    only_place = r.only_place
    slot = r.slot
    while vreg < vregs:
        if next_child[vreg] >= 0:
            r.cursor[vreg] = i32(vreg)
            r.part_start[vreg] = i32(len(r.parts))
            it = vreg
            while it >= 0:
                r.parts = append(r.parts, i32(it))
                r.parts_from = append(r.parts_from, iv.start[it])
                r.part_count[vreg] = i32(i64(r.part_count[vreg]) + 1)
                it = i64(iv.next_child[it])
        elif slot[vreg] < 0:
            only_place[vreg] = locs[vreg]
        vreg += 1


def place_of(r: Resolver, it: i64) -> i64:
    """Allocation of an interval, or -2 - inst when it is to be rematerialised."""
    loc = i64(r.iv.loc[it])
    if loc != SPILLED:
        return loc
    vreg = i64(r.iv.vreg[it])
    if r.iv.remat[vreg] == 1:
        return -2 - i64(r.live.def_inst[vreg])
    return SLOT_BASE + i64(r.slot[vreg])


def place_at(r: Resolver, vreg: i64, pos: i64) -> i64:
    """The place of a vreg at any position where it is live."""
    return place_of(r, interval_at(r, vreg, pos))


def interval_at(r: Resolver, vreg: i64, pos: i64) -> i64:
    """The interval of a vreg that tells its place at a position: the last one that starts at or before it,
    else the first one."""
    if r.part_start[vreg] < 0:
        return vreg
    return i64(r.parts[part_at(r, vreg, pos)])


def part_at(r: Resolver, vreg: i64, pos: i64) -> i64:
    """The row of `parts` of a split vreg at a position."""
    low = i64(r.part_start[vreg])
    high = low + i64(r.part_count[vreg])
    while high - low > 1:
        middle = (low + high) >> 1
        if i64(r.parts_from[middle]) <= pos:
            low = middle
        else:
            high = middle
    return low


def part_ahead(r: Resolver, vreg: i64, pos: i64) -> i64:
    """The interval of a vreg at `pos`, which is at or behind its `cursor`."""
    if r.part_start[vreg] < 0:
        return vreg
    iv = r.iv
    it = i64(r.cursor[vreg])
    following = i64(iv.next_child[it])
    while following >= 0 and i64(iv.start[following]) <= pos:
        it = following
        following = i64(iv.next_child[it])
    return it


def place_ahead(r: Resolver, vreg: i64, pos: i64) -> i64:
    """The place of a vreg for the forward pass: `pos` is in the instruction that `cursor` was moved to."""
    return place_of(r, part_ahead(r, vreg, pos))


def place_out(r: Resolver, vreg: i64, b: i64) -> i64:
    """The place of a vreg at the end of block `b`."""
    if r.live.branch_def[vreg] == 1 and i64(r.live.def_block[vreg]) == b:
        inst = i64(r.live.def_inst[vreg])
        row = i64(r.inp.operand_start[inst])
        while True:
            operand = r.inp.operands[row]
            if (operand >> 32) & 1 == 1 and (operand & 0xFFFFFFFF) == vreg:
                return r.out.allocs[row]
            row += 1
    return place_at(r, vreg, 4 * r.inp.block_first[b + 1] - 1)
