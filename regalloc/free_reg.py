"""Finding a register that nobody has.

Candidates in order: registers that would save a move (of the block parameter the vreg is handed to,
of what it is a copy of, of the FIXED operands it goes to, of a parameter's arguments), then the
machine's order. The first one that is free for the whole interval is taken. Otherwise the one free
for longest, if a use lies before its end.
"""

from typing import Final

from librt.vecs import vec
from mypy_extensions import i64

from .contract import INT
from .cut import assign, cut_before, first_gap
from .features import HINTS
from .intervals import FAR, USE_SHIFT
from .scan_state import Scan
from .taken import clobbered_by, find_clobbers, only_cold, taken_from

#: Use nodes and edges searched for register hints.
MAX_HINT_USES: Final = 4
MAX_HINT_EDGES: Final = 4


def hint(s: Scan, it: i64, free: i64, preg: i64) -> bool:
    """`consider` a register that would save a move: it wins over one without that merit that is free for
    as long."""
    if preg < 0 or (free >> preg) & 1 == 0:
        return False
    if consider(s, it, free, preg):
        return True
    if s.considered == s.best_pos and not s.best_is_hint:
        s.best_preg = preg
        s.best_is_hint = True
    return False


def consider(s: Scan, it: i64, free: i64, preg: i64) -> bool:
    """Take `preg` if it is free for all of `it`; else remember it if it is free for longest."""
    if preg < 0 or (free >> preg) & 1 == 0:
        return False
    pos = taken_from(s, it, preg)
    if pos == FAR:
        assign(s, it, preg)
        return True
    if pos >> 2 > s.iv.start[it] >> 2:
        pos = first_gap(pos)  # what differs within an instruction makes no difference for the cut
    s.considered = pos
    if pos > s.best_pos:
        s.best_pos = pos
        s.best_preg = preg
        s.best_is_hint = False
    return False


def try_hints(s: Scan, it: i64, free: i64) -> bool:
    """Try the registers that would save a move."""
    if s.features & HINTS == 0:
        return False
    iv = s.iv
    vreg = iv.vreg[it]
    whole = it < len(s.last_preg)
    last_preg = s.last_preg
    other = iv.hint_target[vreg]
    if other >= 0 and last_preg[other] >= 0 and hint(s, it, free, last_preg[other]):
        return True
    other = iv.hint_source[vreg]
    if whole and other >= 0 and last_preg[other] >= 0 and hint(s, it, free, last_preg[other]):
        return True
    if not whole and hint(s, it, free, last_preg[vreg]):
        return True
    use = iv.first_use[it]
    looks: i64 = 0
    end = iv.end[it]
    use_key = iv.use_key
    use_next = iv.use_next
    while use >= 0 and looks < MAX_HINT_USES:
        key = use_key[use]
        if key >> USE_SHIFT >= end:
            break
        if key & 0xFE != 0 and hint(s, it, free, ((key >> 1) & 0x7F) - 1):
            return True
        use = use_next[use]
        looks += 1
    if iv.hint_preg[vreg] >= 0 and hint(s, it, free, iv.hint_preg[vreg]):
        return True
    if whole and s.live.param_index[vreg] >= 0:
        return try_edge_hints(s, it, free)
    return False


def try_edge_hints(s: Scan, it: i64, free: i64) -> bool:
    """Try the registers of a block parameter's arguments."""
    inp = s.inp
    vreg = s.iv.vreg[it]
    b = s.live.def_block[vreg]
    index = s.live.param_index[vreg]
    row = inp.pred_start[b]
    stop = inp.pred_start[b + 1]
    if stop > row + MAX_HINT_EDGES:
        stop = row + MAX_HINT_EDGES
    while row < stop:
        arg = inp.edge_args[inp.edge_arg_start[inp.pred_edge[row]] + index]
        if hint(s, it, free, s.last_preg[arg]):
            return True
        row += 1
    return False


def try_free(s: Scan, it: i64) -> bool:
    """Give `it`, or a first part with a use, a register that nobody has. False if there is none."""
    order = s.env.int_order
    mask = s.env.int_mask
    if s.inp.vreg_class[s.iv.vreg[it]] != INT:
        order = s.env.float_order
        mask = s.env.float_mask
    free = mask & ~s.active_mask
    if free == 0:
        return False
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
    use = s.iv.first_use[it]
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
    if try_hints(s, it, free):
        return True
    i: i64 = 0
    while i < len(order) and s.best_pos < enough:
        preg = order[i]
        i += 1
        if (free >> preg) & 1 == 1 and consider(s, it, free, preg):
            return True
    return False


def take_part(s: Scan, it: i64, preg: i64, pos: i64) -> bool:
    """Give `it` a register that is taken from `pos` on, unless no use lies before."""
    iv = s.iv
    use = iv.first_use[it]
    if preg < 0 or use < 0 or iv.use_key[use] >> USE_SHIFT >= pos:
        return False
    cut_before(s, it, pos)
    assign(s, it, preg)
    return True
