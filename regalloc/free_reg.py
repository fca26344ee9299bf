"""Finding a register that nobody has.

Candidates in order: registers that would save a move (of the block parameter the vreg is handed to,
of what it is a copy of, of the FIXED operands it goes to, of a parameter's arguments), then the
machine's order. The first one that is free for the whole interval is taken. Otherwise the one free
for longest, if a use lies before its end.

Most intervals end before any instruction with FIXED operands or clobbers comes: then every register that is
free now stays so, and nothing has to be searched (`try_free`). SSA intervals do not meet inactive ones
(see `scan.py`).
"""

from typing import Final

from librt.vecs import vec
from mypy_extensions import i64

from .active import assign
from .contract import INT, preg_bit
from .cut import cut_before, first_gap
from .features import HINTS
from .intervals import FAR, NO_HINT, USE_SHIFT
from .scan_state import Scan
from .taken import clobbered_by, find_clobbers, only_cold, taken_from
from .workspace import MAX_HINTS

#: Use nodes and edges searched for register hints.
MAX_HINT_USES: Final = 4
MAX_HINT_EDGES: Final = 4
#: Parameters of a block whose registers are left to them.
MAX_SIBLINGS: Final = 8


def try_free(s: Scan, it: i64) -> bool:
    """Give `it`, or a first part with a use, a register that nobody has. False if there is none."""
    iv = s.iv
    env = s.env
    is_int = s.inp.vreg_class[i64(iv.vreg[it])] == INT
    mask = env.int_mask if is_int else env.float_mask
    start = i64(iv.start[it])
    if start >> 2 > s.next_fixed >> 2:
        advance_events(s, start >> 2)
    free = mask & ~s.active_mask
    if free == 0:
        return False
    if i64(iv.end[it]) <= s.next_fixed and it < s.vregs and iv.ssa_order:
        # The common case: what is free now is free for all of it.
        if collect_hints(s, it, free, 1) > 0:
            assign(s, it, s.hints[0])
        else:
            order = env.int_order if is_int else env.float_order
            assign(s, it, first_free(order, leave_to_parameters(s, it, free)))
        return True
    return try_taken_later(s, it, free, mask, env.int_order if is_int else env.float_order)


def advance_events(s: Scan, inst: i64) -> None:
    """Set `next_fixed`: the first instruction from `inst` on with fixed ranges or clobbers, as the position
    where it takes registers."""
    iv = s.iv
    event: i64 = FAR
    row = s.fixed_row
    count: i64 = len(iv.fixed_inst)
    while row < count and iv.fixed_inst[row] < inst:
        row += 1
    s.fixed_row = row
    if row < count:
        event = 4 * iv.fixed_inst[row] + 1
    row = s.clobber_cursor
    count = len(iv.clobber_pos)
    while row < count and iv.clobber_pos[row] < 4 * inst:
        row += 1
    s.clobber_cursor = row
    if row < count and iv.clobber_pos[row] < event:
        event = iv.clobber_pos[row]
    s.next_fixed = event


def leave_to_parameters(s: Scan, it: i64, free: i64) -> i64:
    """The part of `free` that does not stand in the way of an edge, or all of it if there is none.

    An edge argument that cannot have its parameter's register had better not sit in that of another
    parameter of the block: the edge would have to move it out of there first, perhaps in a cycle.

        jump block1(v2, v5)     block1(v1 in r0, v2 in r1), v2 is in r1 still: v5 in r0 would make an
                                exchange of r0 and r1; v5 in r2 makes r0 <- r1; r1 <- r2
    """
    iv = s.iv
    parameter = i64(iv.hint_target[i64(iv.vreg[it])])
    if parameter < 0 or s.live.param_index[parameter] < 0 or s.features & HINTS == 0:
        return free
    inp = s.inp
    b = i64(s.live.def_block[parameter])
    row = inp.param_start[b]
    stop = inp.param_start[b + 1]
    if stop > row + MAX_SIBLINGS:
        stop = row + MAX_SIBLINGS
    left = free & ~s.unsaved
    while row < stop:
        other = inp.params[row]
        row += 1
        if other != parameter:
            preg = i64(s.last_preg[other])
            if preg < 0:
                preg = i64(iv.hint_preg[other])
            if preg >= 0:
                left = left & ~preg_bit(preg)
    return left if left != 0 else free


def first_free(order: vec[i64], free: i64) -> i64:
    """The first register of `order` that is in `free`, which is not empty."""
    i: i64 = 0
    while (free >> order[i]) & 1 == 0:
        i += 1
    return order[i]


def add_hint(s: Scan, free: i64, preg: i64, count: i64) -> i64:
    """Append a register (-1 for none) to the `count` hints if it is in `free`; returns how many there are."""
    if preg < 0 or (free >> preg) & 1 == 0:
        return count
    s.hints[count] = preg
    return count + 1


def collect_hints(s: Scan, it: i64, free: i64, limit: i64) -> i64:
    """Put the registers of `free` that would save a move into `hints`, the best ones first, at most
    `limit` of them; returns how many there are."""
    if s.features & HINTS == 0:
        return 0
    iv = s.iv
    last_preg = s.last_preg
    vreg = i64(iv.vreg[it])
    whole = it < s.vregs
    count: i64 = 0
    other = i64(iv.hint_target[vreg])
    if other >= 0:
        count = add_hint(s, free, i64(last_preg[other]), count)
        if count == limit:
            return count
    other = i64(iv.hint_source[vreg]) if whole else vreg
    if other >= 0:
        count = add_hint(s, free, i64(last_preg[other]), count)
        if count == limit:
            return count
    if iv.hint_preg[vreg] != NO_HINT:
        use = i64(iv.first_use[it])
        looks: i64 = 0
        end = i64(iv.end[it])
        while use >= 0 and looks < MAX_HINT_USES:
            key = iv.use_key[use]
            if key >> USE_SHIFT >= end:
                break
            count = add_hint(s, free, ((key >> 1) & 0x7F) - 1, count)
            if count == limit:
                return count
            use = i64(iv.use_next[use])
            looks += 1
        count = add_hint(s, free, i64(iv.hint_preg[vreg]), count)
        if count == limit:
            return count
    if whole and s.live.param_index[vreg] >= 0:
        inp = s.inp
        b = i64(s.live.def_block[vreg])
        index = i64(s.live.param_index[vreg])
        row = inp.pred_start[b]
        stop = inp.pred_start[b + 1]
        if stop > row + MAX_HINT_EDGES:
            stop = row + MAX_HINT_EDGES
        while row < stop and count < limit:
            arg = inp.edge_args[inp.edge_arg_start[inp.pred_edge[row]] + index]
            count = add_hint(s, free, i64(last_preg[arg]), count)
            row += 1
    return count


# --- registers that are free now and taken later ---


def hint(s: Scan, it: i64, preg: i64) -> bool:
    """`consider` a register that would save a move: it wins over one without that merit that is free for
    as long."""
    if consider(s, it, preg):
        return True
    if s.considered == s.best_pos and not s.best_is_hint:
        s.best_preg = preg
        s.best_is_hint = True
    return False


def consider(s: Scan, it: i64, preg: i64) -> bool:
    """Take `preg` if it is free for all of `it`; else remember it if it is free for longest."""
    pos = taken_from(s, it, preg)
    if pos == FAR:
        assign(s, it, preg)
        return True
    if pos >> 2 > i64(s.iv.start[it]) >> 2:
        pos = first_gap(pos)  # what differs within an instruction makes no difference for the cut
    s.considered = pos
    if pos > s.best_pos:
        s.best_pos = pos
        s.best_preg = preg
        s.best_is_hint = False
    return False


def try_taken_later(s: Scan, it: i64, free: i64, mask: i64, order: vec[i64]) -> bool:
    """`try_free` where some of the `free` registers of class `mask` may be taken later on."""
    find_clobbers(s, it, mask)
    s.best_preg = -1
    s.best_pos = 0
    s.best_is_hint = False
    whole_free = free & ~s.clobbered
    if whole_free != 0 and s.event_count > 0 and only_cold(s):
        # Do not pay for a callee-saved register in hot code for calls in cold blocks.
        if whole_free & ~s.unsaved != 0:
            if try_mask(s, it, whole_free & ~s.unsaved, order, FAR):
                return True
    elif whole_free != 0 and try_mask(s, it, whole_free, order, FAR):
        return True
    use = i64(s.iv.first_use[it])
    if s.event_count > 0 and use >= 0:
        # Registers that are clobbered only behind the next use.
        use_pos = s.iv.use_key[use] >> USE_SHIFT
        part_free = free & s.clobbered & ~clobbered_by(s, use_pos)
        if part_free != 0:
            try_mask(s, it, part_free, order, first_gap(s.event_pos[s.event_count - 1]))
    return take_part(s, it, s.best_preg, s.best_pos)


def try_mask(s: Scan, it: i64, free: i64, order: vec[i64], enough: i64) -> bool:
    """Take a register of `free` that is free for all of `it`; else stop at one that is free up to
    `enough`, or find the one that is free for longest."""
    count = collect_hints(s, it, free, MAX_HINTS)
    i: i64 = 0
    while i < count:
        if hint(s, it, s.hints[i]):
            return True
        i += 1
    i = 0
    while i < len(order) and s.best_pos < enough:
        preg = order[i]
        i += 1
        if (free >> preg) & 1 == 1 and consider(s, it, preg):
            return True
    return False


def take_part(s: Scan, it: i64, preg: i64, pos: i64) -> bool:
    """Give `it` a register that is taken from `pos` on, unless no use lies before."""
    iv = s.iv
    use = i64(iv.first_use[it])
    if preg < 0 or use < 0 or iv.use_key[use] >> USE_SHIFT >= pos:
        return False
    cut_before(s, it, pos)
    assign(s, it, preg)
    return True
