"""Cutting intervals: where, and what becomes of the parts.

    cut_before   `it` has a register only up to a position: the rest is unhandled
    evict        an active interval gives its register away: spilled up to its next use
    spill_from   in the slot up to shortly before the next use that needs a register

A cut is moved to where it is cheapest: the latest place of lowest loop depth between the last use
before it and the position where it must be done. A reload stands as late as possible as well, but
outside of loops that do not contain the reason for the spill, and behind the last clobber.

Source: C. Wimmer, H. Moessenboeck (2005), sections 4.1-4.3.
"""

from mypy_extensions import i32, i64

from .active import assign, deactivate
from .features import POSITIONS
from .intervals import FAR, SPILLED, USE_SHIFT, Intervals, lower_bound, next_must, split
from .scan_state import Scan, know_blocks, push_child
from .taken import taken_from


def first_gap(pos: i64) -> i64:
    """Latest cut that puts a value into a register in time for its use at `pos`."""
    return pos if pos & 3 == 0 else pos - (pos & 3) + 1


def best_cut(s: Scan, reload: bool, low: i64, high: i64) -> i64:
    """The latest place of lowest loop depth in `low .. high`; `high` is a legal place. For a reload cold
    blocks are the lowest."""
    inp = s.inp
    if low >= high or s.features & POSITIONS == 0:
        return high
    know_blocks(s)
    shallower = s.reload_shallower if reload else s.shallower
    last = s.block_of_inst[high >> 2]
    if high & 3 == 0:
        last -= 1
    first = s.block_of_inst[low >> 2]
    b = last
    while shallower[b] >= first:
        b = shallower[b]
    if b == last:
        return high
    return 4 * inp.block_first[b + 1]


def cut_before(s: Scan, it: i64, pos: i64) -> None:
    """Cut `it` at the best place at or before `pos`, which lies behind its start; the rest becomes
    unhandled, or spilled when only a cut inside an instruction is left."""
    iv = s.iv
    start = i64(iv.start[it])
    high = pos
    if pos & 3 > 1:
        high = pos - (pos & 3) + 1
    if high <= start:
        iv.needs_slot[i64(iv.vreg[it])] = 1
        spill_from(s, split(iv, it, pos), pos)
        return
    low = start + 1
    use = i64(iv.first_use[it])
    while use >= 0 and iv.use_key[use] >> USE_SHIFT < pos:
        low = (iv.use_key[use] >> USE_SHIFT) + 1
        use = i64(iv.use_next[use])
    push_child(s, split(iv, it, best_cut(s, False, low, high)))


def assign_part(s: Scan, it: i64, preg: i64) -> None:
    """Give `it` a register that is not active, up to where it is taken."""
    pos = taken_from(s, it, preg)
    if pos < i64(s.iv.end[it]):
        cut_before(s, it, pos)
    assign(s, it, preg)


def skip_uses(iv: Intervals, it: i64, pos: i64) -> i64:
    """The first use node of `it` at or behind `pos`. (Uses before the scan's position are cut off
    for good, except the last one, which tells where `evict` may cut.)"""
    use = i64(iv.first_use[it])
    while use >= 0 and iv.use_key[use] >> USE_SHIFT < pos:
        following = i64(iv.use_next[use])
        if following < 0 or iv.use_key[following] >> USE_SHIFT >= pos:
            return following
        iv.first_use[it] = i32(following)
        use = following
    return use


def evict(s: Scan, it: i64, pos: i64) -> None:
    """Spill the active interval `it` from the best place at or before `pos`, so that its register
    is free at `pos`."""
    iv = s.iv
    deactivate(s, i64(iv.loc[it]))
    start = i64(iv.start[it])
    skip_uses(iv, it, pos)
    low = start + 1
    used = False
    use = i64(iv.first_use[it])
    if use >= 0 and iv.use_key[use] >> USE_SHIFT < pos:
        low = (iv.use_key[use] >> USE_SHIFT) + 1
        used = True
    high = pos
    if pos & 3 > 1:
        high = pos - (pos & 3) + 1
    if low <= high:
        it = split(iv, it, best_cut(s, False, low, high))
    elif used:
        iv.needs_slot[i64(iv.vreg[it])] = 1
        it = split(iv, it, pos)  # inside the instruction
    spill_from(s, it, pos)


def spill_from(s: Scan, it: i64, pos: i64) -> None:
    """Put `it` into its slot up to shortly before its next use, after `pos`, that needs a
    register; from there on it is unhandled again."""
    iv = s.iv
    iv.loc[it] = i32(SPILLED)
    iv.spills = True
    if i64(iv.start[it]) > pos:
        pos = i64(iv.start[it])
    use = i64(iv.first_use[it])
    must = next_must(iv, use, i64(iv.end[it]))
    if must == FAR:
        return
    high = first_gap(must)
    low = pos + 1
    # Registers are scarce across a call, so do not reload before the last one.
    row = lower_bound(iv.clobber_pos, s.clobber_cursor, len(iv.clobber_pos), high) - 1
    if row >= 0 and iv.clobber_pos[row] >= low:
        low = iv.clobber_pos[row] + 1
    push_child(s, split(iv, it, best_cut(s, True, low, high)))
