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

from mypy_extensions import i32, i64

from .build_operands import def_preg, reuse_of_use
from .contract import (
    FIXED,
    REG,
    REUSE,
    SLOT_BASE,
    STACK,
    MachineEnv,
    RegallocInput,
    RegallocOutput,
    preg_bit,
)
from .edge_moves import argument_moves, edge_moves
from .features import HOLES, STORES
from .intervals import SPILLED, Intervals, lower_bound
from .liveness import Liveness, is_ignored
from .moves import ParallelMoves, flush
from .places import (
    AFTER,
    AT_DEF,
    GAP,
    IN,
    WHERE_SPILLED,
    Resolver,
    add_move,
    add_store,
    index_parts,
    part_ahead,
    place_ahead,
    place_at,
    place_of,
)
from .slots import Slots


def resolve(
    inp: RegallocInput,
    env: MachineEnv,
    live: Liveness,
    iv: Intervals,
    slots: Slots,
    used: i64,
    features: i64,
    out: RegallocOutput,
) -> None:
    """Fill the output. `used` are the registers that intervals got."""
    r = Resolver(inp, live, iv, slots, env.int_mask | env.float_mask, out)
    out.clear(inp.num_operands())
    r.store_at_def = features & STORES == 0
    r.is_exact = live.is_exact and features & HOLES != 0
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


# --- operands ---


def assign_operands(r: Resolver) -> None:
    """Fill `allocs`, with the moves that FIXED and REUSE operands and spilled defs need."""
    inp = r.inp
    operands = inp.operands
    operand_start = inp.operand_start
    insts = inp.num_insts()
    allocs = r.out.allocs
    only_place = r.only_place
    inst: i64 = 0
    stop = i64(operand_start[0])
    while inst < insts:
        first = stop
        stop = i64(operand_start[inst + 1])
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
        r.cursor[vreg] = i32(part_ahead(r, vreg, 4 * inst))
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
    if alloc != own and i64(r.iv.end[part_ahead(r, vreg, 4 * inst + 3)]) > 4 * inst + 3:
        add_move(r, inst, AFTER, alloc, own, vreg)
    if r.slot[vreg] >= 0 and own != SLOT_BASE + i64(r.slot[vreg]) and alloc < SLOT_BASE:
        add_store(r, inst, AFTER + AT_DEF, alloc, vreg, i64(r.live.def_block[vreg]))


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
    r.out.num_spillslots = slots.count
    if len(r.move_what) == 0:
        return
    r.out.reserve_moves(len(r.move_what))
    moves = ParallelMoves(env, slots, r.out, r.live.work)
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
                        vreg = what >> 4
                        moves.add(places >> 32, places & 0xFFFFFFFF, vreg, i64(r.inp.vreg_class[vreg]))
                    row = i64(r.move_next[row])
                if moves.count > 0:
                    point = 2 * inst
                    if when == AFTER:
                        point += 1
                    flush(moves, point)
                when += 1
        inst += 1
    r.out.num_spillslots = slots.count
