"""All registers are taken: evict somebody, or spill.

The register wanted again last is the one to gain (Belady's rule), counting a use in this turn of a
loop as a use at the loop's end. When the operands of one instruction hold all registers, an operand
that is only read early can still make room (`displace`).
"""

from mypy_extensions import i64

from .active import deactivate, skew_merge
from .contract import INT, RegallocError, preg_bit
from .cut import assign_part, evict, skip_uses, spill_from
from .intervals import FAR, USE_SHIFT, must_at, split
from .scan_state import Scan, grow_columns, holder, know_blocks, push_child
from .taken import clobbered_at, clobbered_by, find_clobbers, fixed_taken, only_cold, taken_from


def allocate_blocked(s: Scan, it: i64) -> None:
    """No register is free: evict somebody from one, or spill `it`."""
    iv = s.iv
    start = i64(iv.start[it])
    end = i64(iv.end[it])
    use = i64(iv.first_use[it])
    if use < 0 or iv.use_key[use] >> USE_SHIFT >= end:
        spill_from(s, it, start)
        return
    wanted = iv.use_key[use] >> USE_SHIFT
    can_spill = not must_at(iv, use, start)
    pick_victim(s, it, wanted)
    preg = s.best_preg
    if can_spill and (preg < 0 or s.best_pos <= wanted):
        spill_from(s, it, start)
        return
    if preg < 0:
        preg = displace(s, it, wanted)
    if preg < 0:
        preg = turn_out(s, it, wanted)
    if preg < 0:
        raise RegallocError(
            "inst " + str(start >> 2) + ": v" + str(i64(iv.vreg[it])) + " finds no register: "
            "the instruction needs more registers than there are"
        )
    victim = holder(s, preg)
    if victim >= 0:
        evict(s, victim, start)
    assign_part(s, it, preg)


def displace(s: Scan, it: i64, wanted: i64) -> i64:
    """Free a register for `it`, which needs one beyond the early point of an instruction whose
    operands hold all of them, by moving an operand that is only read early into a register that
    something else writes late. Returns the register, -1 if there is none.

        use v0 (r1), use v1 (r2), early def v2, def v3 fixed r0:   v0 goes to r0, v2 gets r1
    """
    iv = s.iv
    start = i64(iv.start[it])
    order = s.env.int_order
    mask = s.env.int_mask
    if s.inp.vreg_class[i64(iv.vreg[it])] != INT:
        order = s.env.float_order
        mask = s.env.float_mask
    if start & 3 != 1:
        return -1
    i: i64 = 0
    while i < len(order):
        preg = order[i]
        i += 1
        other = holder(s, preg)
        find_clobbers(s, it, mask)
        if other < 0 or taken_from(s, it, preg) <= wanted:
            continue
        use = skip_uses(iv, other, start)
        if use < 0 or iv.use_key[use] >> USE_SHIFT != start:
            continue
        find_clobbers(s, other, mask)
        j: i64 = 0
        while j < len(order):
            free = order[j]
            j += 1
            owner = holder(s, free)
            if owner >= 0 and must_at(iv, skip_uses(iv, owner, start), start):
                continue
            if taken_from(s, other, free) > start:
                if owner >= 0:
                    evict(s, owner, start)
                deactivate(s, preg)
                if i64(iv.start[other]) < start:
                    other = split(iv, other, start)
                    grow_columns(s)
                assign_part(s, other, free)
                find_clobbers(s, it, mask)
                return preg
    return -1


def turn_out(s: Scan, it: i64, wanted: i64) -> i64:
    """Free a register whose inactive owner comes back within the instruction that `it` is needed
    for: its rest is allocated anew. Only in orders of blocks with uses before the def, where a hole
    may end at a def. Returns the register, -1 if there is none."""
    iv = s.iv
    start = i64(iv.start[it])
    order = s.env.int_order
    mask = s.env.int_mask
    if s.inp.vreg_class[i64(iv.vreg[it])] != INT:
        order = s.env.float_order
        mask = s.env.float_mask
    find_clobbers(s, it, mask)
    i: i64 = 0
    while i < len(order):
        preg = order[i]
        i += 1
        other = holder(s, preg)
        if other >= 0 and must_at(iv, skip_uses(iv, other, start), start):
            continue
        if fixed_taken(s, it, preg) <= wanted:
            continue
        if clobbered_at(s, preg) <= wanted:
            continue
        if (s.inactive_mask >> preg) & 1 == 1:
            owner = s.inactive[preg]
            while owner >= 0 and i64(s.back_at[owner]) <= wanted:
                following = skew_merge(s, i64(s.heap_left[owner]), i64(s.heap_right[owner]))
                if s.current_range[owner] >= 0:
                    push_child(s, split(iv, owner, start))
                owner = following
            s.inactive[preg] = owner
            if owner < 0:
                s.inactive_mask = s.inactive_mask & ~preg_bit(preg)
        return preg
    return -1


def pick_victim(s: Scan, it: i64, wanted: i64) -> None:
    """Set `best_preg` to the register that `it` gains most from taking over: wanted again last by who has
    it, and not taken by an instruction before; `best_pos` is how long. -1 if there is none that reaches
    the use at `wanted`.

    An owner wants its register again at its next use, or at its end: by its next part or by an edge. One
    that was used in this turn of a loop is wanted in the next turn."""
    iv = s.iv
    start = i64(iv.start[it])
    order = s.env.int_order
    mask = s.env.int_mask
    if s.inp.vreg_class[i64(iv.vreg[it])] != INT:
        order = s.env.float_order
        mask = s.env.float_mask
    quiet = i64(iv.end[it]) <= s.next_fixed and s.inactive_mask == 0
    useless: i64 = 0
    if quiet:
        s.clobbered = 0
        s.event_count = 0
    else:
        find_clobbers(s, it, mask)
        useless = clobbered_by(s, wanted)
        if wanted >> 2 > start >> 2 and s.event_count > 0 and only_cold(s):
            useless = useless | (s.unsaved & ~s.active_mask)
    know_blocks(s)
    b = s.block_of_inst[start >> 2]
    loop_start: i64 = 0
    loop_end: i64 = FAR
    if s.loop_end[b] >= 0:
        loop_start = 4 * s.inp.block_first[s.shallower[b] + 1]
        loop_end = s.loop_end[b]
    s.best_preg = -1
    s.best_pos = -1
    i: i64 = 0
    while i < len(order):
        preg = order[i]
        i += 1
        if (useless >> preg) & 1 == 1:
            continue
        limit: i64 = FAR
        if not quiet:
            limit = taken_from(s, it, preg)
        if limit <= wanted:
            continue
        other = holder(s, preg)
        if other >= 0:
            use = skip_uses(iv, other, start)
            distance = i64(iv.end[other])
            if use >= 0:
                key = iv.use_key[use]
                if key & 1 == 1 and must_at(iv, use, start):
                    continue
                if key >> USE_SHIFT < distance:
                    distance = key >> USE_SHIFT
            if distance > loop_end and iv.first_use[other] >= 0:
                last = iv.use_key[i64(iv.first_use[other])] >> USE_SHIFT
                if last >= loop_start and last < start:
                    distance = loop_end
            if distance < limit:
                limit = distance
        if limit > s.best_pos:
            s.best_pos = limit
            s.best_preg = preg
