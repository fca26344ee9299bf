"""From intervals with places to the output: an allocation per operand, and the moves.

Moves come from five sources, at a point in this order (each group is one parallel move):

    IN     edges into a block with one predecessor: at its start
    GAP    in the gap of an instruction: from a split interval's part to the next, copies into the
           registers of FIXED and REUSE operands, and at a block's start the stores of spilled
           parameters
    OUT    edges out of a block with one successor: before its branch
    AFTER  behind an instruction: from a FIXED def to the vreg's own place, and the store of a
           spilled vreg into its slot

Slots are written in one of two ways, whichever costs less by the weights of the blocks:

    at the def     once, behind the definition (for one made by a branch: on its edges); the slot is
                   right for the rest of the vreg's life (SSA), so a move into it is no move at all
    where spilled  wherever a part in the slot follows one in a register, in code or on an edge

Both kinds of stores are collected, and the kind not chosen is left out at the end. A value that is
only spilled around a call in a cold block thus costs nothing elsewhere.

Moves are collected in any order into a list per instruction, then made sequential point by point.
"""

from typing import Final

from librt.vecs import append, vec
from mypy_extensions import i32, i64

from .build import def_preg, reuse_of_use
from .contract import (
    FIXED,
    NO_ALLOC,
    REG,
    REUSE,
    SLOT_BASE,
    STACK,
    MachineEnv,
    RegallocInput,
    RegallocOutput,
    preg_bit,
)
from .features import STORES
from .intervals import FAR, SPILLED, Intervals, lower_bound
from .liveness import Liveness, is_ignored
from .moves import ParallelMoves, flush
from .slots import Slots

IN: Final = 0
GAP: Final = 1
OUT: Final = 2
AFTER: Final = 3

#: Added to these: stores that are wanted only if the slot is written at the def, or where spilled.
AT_DEF: Final = 4
WHERE_SPILLED: Final = 8


class Resolver:
    """Places by position, and the moves collected so far."""

    def __init__(
        self, inp: RegallocInput, live: Liveness, iv: Intervals, slots: Slots, allocatable: i64
    ) -> None:
        self.inp: RegallocInput = inp
        self.live: Liveness = live
        self.iv: Intervals = iv
        self.slot: vec[i32] = slots.slot
        self.allocatable: i64 = allocatable
        self.out: RegallocOutput = RegallocOutput()
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
        self.move_head: vec[i32] = vec[i32]([-1] * inp.num_insts())
        self.move_next: vec[i32] = vec[i32]()
        self.move_what: vec[i64] = vec[i64]()
        """vreg << 4 | when."""
        self.move_places: vec[i64] = vec[i64]()
        """source << 32 | target."""
        self.balance: vec[i64] = vec[i64]([0] * inp.num_vregs())
        """By vreg: weight of the stores at the def minus weight of those where it is spilled."""
        self.store_at_def: bool = False
        """Always, whatever it costs."""


def resolve(
    inp: RegallocInput,
    env: MachineEnv,
    live: Liveness,
    iv: Intervals,
    slots: Slots,
    used: i64,
    features: i64,
) -> RegallocOutput:
    """The finished output. `used` are the registers that intervals got."""
    r = Resolver(inp, live, iv, slots, env.int_mask | env.float_mask)
    r.store_at_def = features & STORES == 0
    r.out.used_regs = used
    index_parts(r)
    assign_operands(r)
    split_moves(r)
    if iv.spills:
        store_params(r)
    b: i64 = 0
    while b < inp.num_blocks():
        argument_moves(r, b)
        b += 1
    edge_moves(r)
    output_moves(r, env, slots)
    return r.out


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


# --- where is a vreg? ---


def index_parts(r: Resolver) -> None:
    """The intervals of each split vreg as consecutive rows, for bisection; and `only_place`."""
    iv = r.iv
    vregs = r.inp.num_vregs()
    r.part_start = vec[i32]([-1] * vregs)
    if len(iv.vreg) == vregs and not iv.spills:
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
    if r.part_start[vreg] < 0:
        return place_of(r, vreg)
    return place_of(r, i64(r.parts[part_at(r, vreg, pos)]))


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


def place_ahead(r: Resolver, vreg: i64, pos: i64) -> i64:
    """The same for the forward pass: `pos` is in the instruction that `cursor` was moved to."""
    if r.part_start[vreg] < 0:
        return place_of(r, vreg)
    iv = r.iv
    it = i64(r.cursor[vreg])
    following = i64(iv.next_child[it])
    while following >= 0 and i64(iv.start[following]) <= pos:
        it = following
        following = i64(iv.next_child[it])
    return place_of(r, it)


def place_out(r: Resolver, vreg: i64, b: i64) -> i64:
    """The place of a vreg at the end of block `b`."""
    if r.live.branch_def[vreg] == 1 and i64(r.live.def_block[vreg]) == b:
        inst = i64(r.live.def_inst[vreg])
        row = r.inp.operand_start[inst]
        while True:
            operand = r.inp.operands[row]
            if (operand >> 32) & 1 == 1 and (operand & 0xFFFFFFFF) == vreg:
                return r.out.allocs[row]
            row += 1
    return place_at(r, vreg, 4 * r.inp.block_first[b + 1] - 1)


# --- operands ---


def assign_operands(r: Resolver) -> None:
    """Fill `allocs`, with the moves that FIXED and REUSE operands and spilled defs need."""
    inp = r.inp
    operands = inp.operands
    operand_start = inp.operand_start
    insts = inp.num_insts()
    allocs = vec[i64]([NO_ALLOC] * len(operands))
    r.out.allocs = allocs
    only_place = r.only_place
    inst: i64 = 0
    stop = operand_start[0]
    while inst < insts:
        first = stop
        stop = operand_start[inst + 1]
        ties: i64 = 0  # REUSE defs; `tied` and `target` are the rows of the last one's use and of itself
        tied: i64 = -1
        target: i64 = -1
        row = first
        while row < stop:
            operand = operands[row]
            constraint = (operand >> 34) & 7
            place: i64 = -1
            if constraint <= REG:
                place = i64(only_place[operand & 0xFFFFFFFF])
            elif constraint == REUSE:
                ties += 1
                tied = first + ((operand >> 40) & 0xFF)
                target = row
                if (operands[tied] >> 34) & 7 <= REG:
                    place = i64(only_place[operand & 0xFFFFFFFF])
                if place < 0:
                    ties = 2  # not the simple case
            if place >= 0:
                allocs[row] = place  # a use that is tied is set again below
            else:
                assign_other(r, inst, row, first)
            row += 1
        if ties == 1:
            assign_tied(r, inst, first, stop, tied, allocs[target])
        elif ties > 1:
            assign_reused(r, inst, first, stop)
        inst += 1


def assign_other(r: Resolver, inst: i64, row: i64, first: i64) -> None:
    """Allocation of an operand that is not just in the only place of its vreg."""
    operand = r.inp.operands[row]
    vreg = operand & 0xFFFFFFFF
    if is_ignored(operand, r.allocatable):
        r.out.allocs[row] = (operand >> 40) & 63
        return
    if r.part_start[vreg] >= 0:
        advance_cursor(r, vreg, 4 * inst)
    if (operand >> 32) & 1 == 1:
        assign_def(r, inst, row, first)
    else:
        assign_use(r, inst, row)


def assign_tied(r: Resolver, inst: i64, first: i64, stop: i64, tied: i64, place: i64) -> None:
    """Allocations of the uses that read `place`, the register of the only REUSE def, and the copy into it;
    `tied` is the row of the use that the def names."""
    operands = r.inp.operands
    vreg = operands[tied] & 0xFFFFFFFF
    row = first
    while row < stop:
        operand = operands[row]
        # An early use in a register or anywhere: reads the copy if it is of the same vreg.
        if (operand & 0xFFFFFFFF) == vreg and (operand >> 32) & 3 == 0 and (operand >> 34) & 7 <= REG:
            r.out.allocs[row] = place
        row += 1
    source = i64(r.only_place[vreg])
    if source < 0:
        source = place_ahead(r, vreg, 4 * inst)
    if source != place:
        add_move(r, inst, GAP, source, place, vreg)


def advance_cursor(r: Resolver, vreg: i64, pos: i64) -> None:
    """Move a vreg's cursor to its interval at `pos`."""
    iv = r.iv
    it = i64(r.cursor[vreg])
    following = i64(iv.next_child[it])
    while following >= 0 and i64(iv.start[following]) <= pos:
        it = following
        following = i64(iv.next_child[it])
    r.cursor[vreg] = i32(it)


def assign_use(r: Resolver, inst: i64, row: i64) -> None:
    """Allocation of a use that is not tied to a def (those are set later)."""
    operand = r.inp.operands[row]
    vreg = operand & 0xFFFFFFFF
    constraint = (operand >> 34) & 7
    gap = 4 * inst
    if constraint == FIXED:
        preg = (operand >> 40) & 63
        r.out.allocs[row] = preg
        if place_ahead(r, vreg, gap + 1) != preg:
            add_move(r, inst, GAP, place_ahead(r, vreg, gap), preg, vreg)
    elif constraint == STACK:
        r.out.allocs[row] = SLOT_BASE + i64(r.slot[vreg])
    else:
        r.out.allocs[row] = place_ahead(r, vreg, gap + 1 + ((operand >> 33) & 1))


def assign_def(r: Resolver, inst: i64, row: i64, first: i64) -> None:
    """Allocation of a def, and the moves behind it."""
    inp = r.inp
    operand = inp.operands[row]
    vreg = operand & 0xFFFFFFFF
    constraint = (operand >> 34) & 7
    own = place_ahead(r, vreg, 4 * inst + 2)
    alloc = own
    preg = def_preg(inp, operand, first)
    if preg >= 0:
        alloc = preg
    elif constraint == STACK:
        alloc = SLOT_BASE + i64(r.slot[vreg])
    r.out.allocs[row] = alloc
    if alloc < SLOT_BASE:
        r.out.used_regs = r.out.used_regs | preg_bit(alloc)
    if r.live.branch_def[vreg] == 1:
        return
    if alloc != own and live_at(r, vreg, 4 * inst + 3):
        add_move(r, inst, AFTER, alloc, own, vreg)
    if r.slot[vreg] >= 0 and own != SLOT_BASE + i64(r.slot[vreg]) and alloc < SLOT_BASE:
        add_store(r, inst, AFTER + AT_DEF, alloc, vreg, i64(r.live.def_block[vreg]))


def live_at(r: Resolver, vreg: i64, pos: i64) -> bool:
    """Does the interval at `pos` (at or behind the cursor) reach beyond `pos`?"""
    iv = r.iv
    if r.part_start[vreg] < 0:
        return i64(iv.end[vreg]) > pos
    it = i64(r.cursor[vreg])
    following = i64(iv.next_child[it])
    while following >= 0 and i64(iv.start[following]) <= pos:
        it = following
        following = i64(iv.next_child[it])
    return i64(iv.end[it]) > pos


def assign_reused(r: Resolver, inst: i64, first: i64, stop: i64) -> None:
    """Allocations of the uses that read a REUSE def's register, and the copies into it."""
    inp = r.inp
    row = first
    while row < stop:
        operand = inp.operands[row]
        if (operand >> 32) & 1 == 0 and not is_ignored(operand, r.allocatable):
            tied = reuse_of_use(inp, first, stop, row)
            if tied >= 0:
                r.out.allocs[row] = r.out.allocs[tied]
        elif (operand >> 34) & 7 == REUSE and (operand >> 32) & 1 == 1:
            if def_preg(inp, operand, first) < 0:
                source = inp.operands[first + ((operand >> 40) & 0xFF)] & 0xFFFFFFFF
                add_move(r, inst, GAP, place_ahead(r, source, 4 * inst), r.out.allocs[row], source)
        row += 1


# --- splits, spilled parameters, edges ---


def split_moves(r: Resolver) -> None:
    """Moves in gaps, from the part of a split interval that ends there to the next."""
    iv = r.iv
    row: i64 = 0
    while row + 1 < len(r.parts):
        it = i64(r.parts[row])
        child = i64(r.parts[row + 1])
        row += 1
        start = i64(iv.start[child])
        if i64(iv.next_child[it]) == child and start & 3 == 1 and i64(iv.end[it]) == start:
            vreg = i64(iv.vreg[it])
            if iv.loc[child] != SPILLED:
                add_move(r, start >> 2, GAP, place_of(r, it), i64(iv.loc[child]), vreg)
            elif iv.loc[it] != SPILLED and iv.remat[vreg] == 0:
                b = block_at(r, start >> 2)
                add_store(r, start >> 2, GAP + WHERE_SPILLED, i64(iv.loc[it]), vreg, b)


def store_params(r: Resolver) -> None:
    """Stores of spilled block parameters that start in a register."""
    inp = r.inp
    b: i64 = 0
    while b < inp.num_blocks():
        row = inp.param_start[b]
        while row < inp.param_start[b + 1]:
            vreg = inp.params[row]
            row += 1
            if r.slot[vreg] >= 0:
                inst = inp.block_first[b]
                place = place_at(r, vreg, 4 * inst)
                if place < SLOT_BASE:
                    add_store(r, inst, GAP + AT_DEF, place, vreg, b)
        b += 1


def block_at(r: Resolver, inst: i64) -> i64:
    """The block of an instruction."""
    return lower_bound(r.inp.block_first, 0, r.inp.num_blocks(), inst + 1) - 1


def edge_inst(r: Resolver, b: i64, target: i64) -> i64:
    """Where the moves of the edge from `b` to `target` go: instruction * 4 + IN or OUT."""
    inp = r.inp
    last = inp.block_first[b + 1] - 1
    if (
        inp.succ_start[b + 1] - inp.succ_start[b] == 1
        and inp.operand_start[last] == inp.operand_start[last + 1]
        and inp.clobbers[last] == 0
    ):
        return 4 * last + OUT
    return 4 * inp.block_first[target] + IN


def argument_moves(r: Resolver, b: i64) -> None:
    """Moves from edge arguments to block parameters, for the edges out of `b`."""
    inp = r.inp
    first_range = r.iv.first_range
    edge = inp.succ_start[b]
    stop_edge = inp.succ_start[b + 1]
    while edge < stop_edge:
        row = inp.edge_arg_start[edge]
        stop = inp.edge_arg_start[edge + 1]
        if row < stop:
            target = inp.succ[edge]
            param = inp.param_start[target]
            at = edge_inst(r, b, target)
            while row < stop:
                vreg = inp.params[param]
                arg = inp.edge_args[row]
                if first_range[vreg] >= 0:
                    source = i64(r.only_place[arg])
                    if source < 0 or r.live.branch_def[arg] == 1:
                        source = place_out(r, arg, b)
                    place = i64(r.only_place[vreg])
                    if place < 0:
                        place = place_at(r, vreg, 4 * inp.block_first[target])
                    if source != place:
                        add_move(r, at >> 2, at & 3, source, place, vreg)
                row += 1
                param += 1
        edge += 1


def edge_moves(r: Resolver) -> None:
    """Moves of vregs that live across an edge and have another place behind it."""
    live = r.live
    global_vreg = live.global_vreg
    count: i64 = len(global_vreg)
    index: i64 = 0
    while index < count:
        vreg = global_vreg[index]
        if live.branch_def[vreg] == 1:
            row = live.in_start[index]
            while row < live.in_start[index + 1]:
                edges_into(r, vreg, i64(live.in_block[row]))
                row += 1
        elif r.part_start[vreg] >= 0:
            split_edges(r, vreg, live.in_start[index], live.in_start[index + 1])
        index += 1


def edges_into(r: Resolver, vreg: i64, b: i64) -> None:
    """The moves of a vreg made by a branch on all edges into a block where it is live."""
    inp = r.inp
    place = place_at(r, vreg, 4 * inp.block_first[b])
    row = inp.pred_start[b]
    while row < inp.pred_start[b + 1]:
        one_edge(r, vreg, inp.pred[row], b, place)
        row += 1


def split_edges(r: Resolver, vreg: i64, row: i64, stop: i64) -> None:
    """The moves of a split vreg on all edges into the blocks where it is live: rows `row .. stop` of
    `Liveness.in_block`."""
    inp = r.inp
    in_block = r.live.in_block
    block_first = inp.block_first
    pred_start = inp.pred_start
    pred_of = inp.pred
    last = i64(r.part_start[vreg]) + i64(r.part_count[vreg]) - 1
    # Positions of the part that begins block b: where a predecessor ends in it, nothing moves. Blocks
    # come in a walk along the edges, so the next one is mostly in the same part.
    low: i64 = 0
    high: i64 = 0
    place: i64 = -1
    while row < stop:
        b = i64(in_block[row])
        row += 1
        start = 4 * block_first[b]
        if start < low or start >= high:
            part = part_at(r, vreg, start)
            place = place_of(r, i64(r.parts[part]))
            low = i64(r.parts_from[part])
            high = FAR
            if part < last:
                high = i64(r.parts_from[part + 1])
        k = pred_start[b]
        end = pred_start[b + 1]
        while k < end:
            pred = pred_of[k]
            k += 1
            pos = 4 * block_first[pred + 1] - 1
            if pos < low or pos >= high:
                one_edge(r, vreg, pred, b, place)


def one_edge(r: Resolver, vreg: i64, pred: i64, b: i64, place: i64) -> None:
    """The moves of one vreg on one edge; `place` is where block `b` wants it."""
    source = place_out(r, vreg, pred)
    at = edge_inst(r, pred, b)
    fresh = r.live.branch_def[vreg] == 1 and i64(r.live.def_block[vreg]) == pred
    if place < 0:
        return
    payer = pred if at & 3 == OUT else b
    if fresh and r.slot[vreg] >= 0 and place < SLOT_BASE and source < SLOT_BASE:
        add_store(r, at >> 2, (at & 3) + AT_DEF, source, vreg, payer)
    if source == place:
        return
    if place < SLOT_BASE or fresh:
        add_move(r, at >> 2, at & 3, source, place, vreg)
    elif source >= 0 and source < SLOT_BASE:
        add_store(r, at >> 2, (at & 3) + WHERE_SPILLED, source, vreg, payer)


def is_wanted(r: Resolver, what: i64) -> bool:
    """Whether a collected move belongs to the way chosen for its vreg's slot."""
    kind = what & 15
    if kind < AT_DEF:
        return True
    if r.balance[what >> 4] > 0 and not r.store_at_def:
        return kind >= WHERE_SPILLED
    return kind < WHERE_SPILLED


def output_moves(r: Resolver, env: MachineEnv, slots: Slots) -> None:
    """Sequentialise the collected moves, point by point."""
    moves = ParallelMoves(env, slots, r.out)
    insts = r.inp.num_insts()
    move_head = r.move_head
    inst: i64 = 0
    while inst < insts:
        head = i64(move_head[inst])
        if head >= 0:
            when: i64 = IN
            last: i64 = AFTER
            if r.move_next[head] < 0:
                when = r.move_what[head] & 3  # it is the only one
                last = when
            while when <= last:
                row = head
                while row >= 0:
                    what = r.move_what[row]
                    if what & 3 == when and is_wanted(r, what):
                        places = r.move_places[row]
                        moves.add(places >> 32, places & 0xFFFFFFFF, what >> 4, r.inp.vreg_class[what >> 4])
                    row = i64(r.move_next[row])
                if moves.count > 0:
                    point = 2 * inst
                    if when == AFTER:
                        point += 1
                    flush(moves, point)
                when += 1
        inst += 1
    r.out.num_spillslots = slots.count
