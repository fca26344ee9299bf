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
from .intervals import FAR
from .places import (
    AT_DEF,
    IN,
    OUT,
    WHERE_SPILLED,
    Resolver,
    add_move,
    add_store,
    part_at,
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
