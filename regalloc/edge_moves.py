"""Moves on the edges of the control flow: arguments to block parameters, and values that live across an edge
and have another place behind it.

    block1: jump block2(v3)        v3 in r0, the parameter v5 in r2: r2 <- r0, before the jump
            v7 in r1 at the end; in its slot at the start of block2: a store, unless it was stored at its def

Where the moves of an edge stand: before the branch of a block with one successor, else at the start of the
successor, which has one predecessor then (`contract.py`).

Source: C. Wimmer, M. Franz (2010), section 6, "resolution".
"""

from mypy_extensions import i64

from .contract import SLOT_BASE
from .intervals import FAR, SPILLED, lower_bound
from .places import (
    AT_DEF,
    IN,
    OUT,
    WHERE_SPILLED,
    Resolver,
    add_move,
    add_store,
    interval_at,
    place_at,
    place_of,
    place_out,
)


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
            edges_behind_def(r, vreg)
        if r.part_start[vreg] >= 0:
            split_edges(r, vreg)
        index += 1


def edges_behind_def(r: Resolver, vreg: i64) -> None:
    """The moves of a vreg made by a branch on the edges out of that."""
    inp = r.inp
    home = i64(r.live.def_block[vreg])
    edge = inp.succ_start[home]
    stop = inp.succ_start[home + 1]
    while edge < stop:
        target = inp.succ[edge]
        edge += 1
        pos = 4 * inp.block_first[target]
        if target != home and is_live(r, interval_at(r, vreg, pos), pos):
            one_edge(r, vreg, home, target, place_at(r, vreg, pos))


def is_live(r: Resolver, it: i64, pos: i64) -> bool:
    """Is a position in a range of an interval?"""
    iv = r.iv
    node = i64(iv.first_range[it])
    while node >= 0 and i64(iv.range_to[node]) <= pos:
        node = i64(iv.range_next[node])
    return node >= 0 and i64(iv.range_from[node]) <= pos


def split_edges(r: Resolver, vreg: i64) -> None:
    """The moves of a split vreg on the edges where it lives on in another part.

    On each of these it leaves a register or comes into one: so only the blocks that begin or end in a part
    that has a register are looked at, and there are no more of them at a time than registers. (That a part
    in the slot goes on in a part in the slot is no move.)"""
    row = i64(r.part_start[vreg])
    last = row + i64(r.part_count[vreg]) - 1
    b = i64(r.live.def_block[vreg])
    while row <= last:
        it = i64(r.parts[row])
        row += 1
        if r.iv.loc[it] == SPILLED:
            continue
        high: i64 = FAR
        if row <= last:
            high = i64(r.parts_from[row])
        b = part_edges(r, vreg, it, high, b)


def part_edges(r: Resolver, vreg: i64, it: i64, high: i64, b: i64) -> i64:
    """The moves on edges into and out of a part in a register, which is asked for from its start to `high`.
    `b` is a block that is hardly before it; returns one for the next part."""
    iv = r.iv
    inp = r.inp
    block_first = inp.block_first
    low = i64(iv.start[it])
    home = i64(r.live.def_block[vreg])
    stores = iv.remat[vreg] == 0 and iv.needs_slot[vreg] == 0
    node = i64(iv.first_range[it])
    while node >= 0:
        start = i64(iv.range_from[node])
        end = i64(iv.range_to[node])
        node = i64(iv.range_next[node])
        b = first_block_from(r, b, start)
        # `b` is the first block that begins at or behind `start`, so the one before it may end in the range.
        while 4 * block_first[b] <= end:
            if b > 0 and 4 * block_first[b] > start and stores:
                edges_out(r, vreg, b - 1, low, high, home)
            if b == inp.num_blocks() or 4 * block_first[b] == end:
                break
            if b != home:
                edges_in(r, vreg, b, low, high, i64(iv.loc[it]))
            b += 1
    return b


def first_block_from(r: Resolver, b: i64, pos: i64) -> i64:
    """The first block that begins at or behind a position; `b` is not far from it, mostly."""
    block_first = r.inp.block_first
    blocks = r.inp.num_blocks()
    inst = (pos + 3) >> 2
    if block_first[b] >= inst:
        if b == 0 or block_first[b - 1] < inst:
            return b
        return lower_bound(block_first, 0, b, inst)
    step: i64 = 1
    while b + step <= blocks and block_first[b + step] < inst:
        b += step
        step *= 2
    high = b + step
    if high > blocks:
        high = blocks
    return lower_bound(block_first, b + 1, high, inst)


def edges_in(r: Resolver, vreg: i64, b: i64, low: i64, high: i64, place: i64) -> None:
    """The moves on the edges into a block that begins in a part, with its register, from blocks that end
    outside of it."""
    inp = r.inp
    row = inp.pred_start[b]
    stop = inp.pred_start[b + 1]
    while row < stop:
        pred = inp.pred[row]
        row += 1
        pos = 4 * inp.block_first[pred + 1] - 1
        if pos < low or pos >= high:
            if r.live.branch_def[vreg] == 1 and i64(r.live.def_block[vreg]) == pred:
                continue  # `edges_behind_def`
            if r.is_exact or is_live(r, interval_at(r, vreg, pos), pos):
                one_edge(r, vreg, pred, b, place)


def edges_out(r: Resolver, vreg: i64, b: i64, low: i64, high: i64, home: i64) -> None:
    """The stores on the edges out of a block that ends in a part with a register, to blocks that begin in a
    part in the slot."""
    inp = r.inp
    if b == home and r.live.branch_def[vreg] == 1:
        return  # `edges_behind_def`
    edge = inp.succ_start[b]
    stop = inp.succ_start[b + 1]
    while edge < stop:
        target = inp.succ[edge]
        edge += 1
        pos = 4 * inp.block_first[target]
        if (pos < low or pos >= high) and target != home:
            it = interval_at(r, vreg, pos)
            if r.iv.loc[it] == SPILLED and is_live(r, it, pos):
                one_edge(r, vreg, b, target, place_of(r, it))


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
