"""Linear scan: give every interval a register or its spill slot, splitting where it pays.

Intervals are taken by ascending start. At each point a register is *active* (its interval covers
the point), *inactive* for some intervals (they own it but have a hole here), or free.

    r0: v0 ----      ------        at `v2` v0 is inactive, v1 active; v2 may have r0 only until
    r1:    v1 ------------         v0 comes back, unless both are whole SSA intervals: then they
    ??:        v2 ---              never meet (see below)

- A free register that stays free for the whole interval is taken, hinted ones first. One that is
  free for a part is taken for that part, if a use falls into it; the rest is a new interval.
- Otherwise the active interval whose next use is farthest away is evicted: cut where it is cheapest
  (outside loops), and spilled until shortly before its next use that needs a register. Or the
  current interval itself is spilled, when its own next use is farther.
- Spilling costs no instruction at the cut if the slot is written once, right behind the definition
  (`resolve.py` decides). So a spilling cut may even fall inside an instruction, between reading
  and writing.

Where cuts may be: in the gap of an instruction (position 4*i + 1: the gap's moves lie before it),
at the start of a block (4*first: moves on the edges), or, into the slot only, at 4*i + 2 and 4*i + 3.

Near-linear cost: active is one interval per register; inactive ones wait in a heap per register
keyed by the position where they come back; fixed ranges are rows by register, searched by bisection
behind a cursor; clobbers are one list of masks, and a search stops when all registers that any
instruction clobbers were seen.

SSA intervals (not split, all starting at their defs) meet only if one is live at the def of the
other, so an inactive one cannot meet the current one: checked only for split children, and for
orders of blocks in which a use stands before its def.

Source: C. Wimmer, M. Franz (2010), sections 4-5; C. Wimmer, H. Moessenboeck (2005), sections 4-6.
"""

from typing import Final

from librt.vecs import append, vec
from mypy_extensions import i64

from .contract import INT, MachineEnv, RegallocError, RegallocInput, preg_bit
from .intervals import FAR, SPILLED, USE_SHIFT, Intervals, lower_bound, must_at, next_must, split
from .liveness import Liveness

#: Inactive intervals of one register looked at before it counts as taken from the first one on.
MAX_INACTIVE_LOOKS: Final = 16

#: Use nodes and edges searched for register hints.
MAX_HINT_USES: Final = 4
MAX_HINT_EDGES: Final = 4


class Scan:
    """State of one linear scan."""

    def __init__(self, inp: RegallocInput, env: MachineEnv, live: Liveness, iv: Intervals) -> None:
        self.inp: RegallocInput = inp
        self.env: MachineEnv = env
        self.live: Liveness = live
        self.iv: Intervals = iv
        self.block_of_inst: vec[i64] = vec[i64]()
        self.shallower: vec[i64] = vec[i64]()
        """By block: the nearest block before it with a lower loop depth, -1 for none."""
        self.reload_shallower: vec[i64] = vec[i64]()
        """The same with cold blocks below all others: a reload is best in a cold block."""
        self.loop_end: vec[i64] = vec[i64]()
        """By block: end position of the blocks from it on that are at least as deep, i.e. of its
        innermost loop (and siblings right behind); -1 outside of loops."""
        self.order: vec[i64] = vec[i64]()
        """Vregs with intervals, by start."""
        self.heap: vec[i64] = vec[i64]()
        """Binary heap of split children to do: start << 32 | interval."""
        self.heap_size: i64 = 0
        self.ssa_order: bool = True
        """Every interval starts at its def."""

        self.active: vec[i64] = vec[i64]([-1] * 64)
        """By preg: the interval that covers the current position, or -1."""
        self.active_mask: i64 = 0
        self.active_list: vec[i64] = vec[i64]([0] * 64)
        """The pregs with an active interval, in no order."""
        self.active_at: vec[i64] = vec[i64]([0] * 64)
        """By preg with an active interval: its row in `active_list`."""
        self.active_count: i64 = 0
        self.active_end: vec[i64] = vec[i64]([0] * 64)
        """By preg with an active interval: end of its current range."""
        self.next_end: i64 = FAR
        """Earliest end of a current range of an active interval."""
        self.current_range: vec[i64] = vec[i64]()
        """By interval with a register: range at or behind the current position; -1 in an inactive
        one whose rest was cut off."""

        # Inactive intervals: a skew heap per preg, keyed by the position where they come back.
        self.inactive: vec[i64] = vec[i64]([-1] * 64)
        self.inactive_mask: i64 = 0
        self.back_at: vec[i64] = vec[i64]()
        self.heap_left: vec[i64] = vec[i64]()
        self.heap_right: vec[i64] = vec[i64]()
        self.next_back: i64 = FAR
        """Earliest position where an inactive interval comes back."""

        self.fixed_cursor: vec[i64] = vec[i64]()
        """By preg: first fixed range that ends behind the current position."""
        self.fixed_from: vec[i64] = vec[i64]([FAR] * 64)
        self.fixed_to: vec[i64] = vec[i64]([FAR] * 64)
        """By preg: where that range begins and ends, FAR when there is none."""
        self.clobber_cursor: i64 = 0
        self.clobbered: i64 = 0
        """Registers clobbered somewhere in the interval last given to `find_clobbers`."""
        self.event_count: i64 = 0
        """The positions where registers of `clobbered` are clobbered first, ascending, and which."""
        self.event_pos: vec[i64] = vec[i64]([0] * 64)
        self.event_mask: vec[i64] = vec[i64]([0] * 64)
        self.last_preg: vec[i64] = vec[i64]()
        """By vreg: the register last given to a part of it, -1 for none."""
        self.unsaved: i64 = env.callee_saved
        """Callee-saved registers not used so far: the first use costs a save and a restore."""
        self.best_preg: i64 = -1
        self.best_pos: i64 = 0
        self.stack: vec[i64] = vec[i64]([0] * (MAX_INACTIVE_LOOKS + 2))


def linear_scan(inp: RegallocInput, env: MachineEnv, live: Liveness, iv: Intervals) -> Scan:
    """Fill `iv.loc` for all intervals, appending children. Raises `RegallocError` when an
    instruction needs more registers than there are."""
    s = Scan(inp, env, live, iv)
    prepare(s)
    at: i64 = 0
    count: i64 = len(s.order)
    while at < count or s.heap_size > 0:
        if s.heap_size > 0 and (at == count or s.heap[0] >> 32 <= iv.start[s.order[at]]):
            it = heap_pop(s)
        else:
            it = s.order[at]
            at += 1
        start = iv.start[it]
        if start >= s.next_end:
            expire(s, start)
        if start >= s.next_back:
            come_back(s, start)
        if not try_free(s, it):
            allocate_blocked(s, it)
    return s


def prepare(s: Scan) -> None:
    """Columns by instruction and block, and the order of the whole intervals."""
    inp = s.inp
    iv = s.iv
    insts = inp.num_insts()
    blocks = inp.num_blocks()
    s.block_of_inst = vec[i64]([0] * (insts + 1))
    b: i64 = 0
    while b < blocks:
        inst = inp.block_first[b]
        while inst < inp.block_first[b + 1]:
            s.block_of_inst[inst] = b
            inst += 1
        b += 1
    s.block_of_inst[insts] = blocks
    prepare_loops(s)
    sort_by_start(s, 4 * insts)
    vregs = inp.num_vregs()
    s.last_preg = vec[i64]([-1] * vregs)
    s.current_range = vec[i64]([-1] * vregs)
    s.back_at = vec[i64]([0] * vregs)
    s.heap_left = vec[i64]([-1] * vregs)
    s.heap_right = vec[i64]([-1] * vregs)
    preg: i64 = 0
    while preg < 64:
        s.fixed_cursor = append(s.fixed_cursor, iv.fixed_start[preg])
        advance_fixed(s, preg, 0)
        preg += 1


def prepare_loops(s: Scan) -> None:
    """Columns by block that tell where loops begin and end."""
    inp = s.inp
    depth = inp.loop_depth
    cold = inp.cold
    blocks = inp.num_blocks()
    s.shallower = vec[i64]([-1] * blocks)
    s.reload_shallower = vec[i64]([-1] * blocks)
    s.loop_end = vec[i64]([-1] * blocks)
    b: i64 = 0
    while b < blocks:
        before = b - 1
        while before >= 0 and depth[before] >= depth[b]:
            before = s.shallower[before]
        s.shallower[b] = before
        before = b - 1
        if cold[b] == 1:
            before = -1
        else:
            while before >= 0 and cold[before] == 0 and depth[before] >= depth[b]:
                before = s.reload_shallower[before]
        s.reload_shallower[b] = before
        b += 1
    b = blocks - 1
    while b >= 0:
        if depth[b] > 0:
            # Blocks behind b are done: hop over those that are deeper, or as deep.
            after = b + 1
            while after < blocks and depth[after] > depth[b]:
                after = s.block_of_inst[s.loop_end[after] >> 2]
            if after < blocks and depth[after] == depth[b]:
                s.loop_end[b] = s.loop_end[after]
            else:
                s.loop_end[b] = 4 * inp.block_first[after]
        b -= 1


def sort_by_start(s: Scan, positions: i64) -> None:
    """Counting sort of the vregs with intervals by start."""
    iv = s.iv
    head = vec[i64]([-1] * (positions + 1))
    vregs: i64 = s.inp.num_vregs()
    following = vec[i64]([-1] * vregs)
    vreg: i64 = vregs - 1
    count: i64 = 0
    while vreg >= 0:
        if iv.first_range[vreg] >= 0:
            start = iv.start[vreg]
            following[vreg] = head[start]
            head[start] = vreg
            count += 1
            inst = s.live.def_inst[vreg]
            if inst >= 0 and start >> 2 != inst:
                s.ssa_order = False
            if inst < 0 and start != 4 * s.inp.block_first[s.live.def_block[vreg]]:
                s.ssa_order = False
        vreg -= 1
    order = vec[i64](capacity=count)
    pos: i64 = 0
    while pos <= positions:
        vreg = head[pos]
        while vreg >= 0:
            order = append(order, vreg)
            vreg = following[vreg]
        pos += 1
    s.order = order


# --- the heap of children ---


def heap_push(s: Scan, it: i64) -> None:
    """Put a child among the unhandled."""
    key = s.iv.start[it] << 32 | it
    if s.heap_size == len(s.heap):
        s.heap = append(s.heap, key)
    heap = s.heap
    i = s.heap_size
    s.heap_size = i + 1
    while i > 0:
        parent = (i - 1) >> 1
        if heap[parent] <= key:
            break
        heap[i] = heap[parent]
        i = parent
    heap[i] = key
    grow_columns(s)


def grow_columns(s: Scan) -> None:
    """Rows for new children in the columns by interval."""
    while len(s.current_range) < len(s.iv.vreg):
        s.current_range = append(s.current_range, -1)
        s.back_at = append(s.back_at, 0)
        s.heap_left = append(s.heap_left, -1)
        s.heap_right = append(s.heap_right, -1)


def heap_pop(s: Scan) -> i64:
    """Take the child with the lowest start."""
    heap = s.heap
    top = heap[0]
    size = s.heap_size - 1
    s.heap_size = size
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
    return top & 0xFFFFFFFF


# --- active and inactive ---


def activate(s: Scan, it: i64, preg: i64) -> None:
    """`it` holds `preg` from here on."""
    if s.active[preg] >= 0:
        raise RegallocError("internal: register " + str(preg) + " is taken twice")
    s.active[preg] = it
    s.active_mask = s.active_mask | preg_bit(preg)
    s.active_list[s.active_count] = preg
    s.active_at[preg] = s.active_count
    s.active_count += 1
    end = s.iv.range_to[s.current_range[it]]
    s.active_end[preg] = end
    if end < s.next_end:
        s.next_end = end


def deactivate(s: Scan, preg: i64) -> None:
    """Nobody holds `preg`."""
    s.active[preg] = -1
    s.active_mask = s.active_mask & ~preg_bit(preg)
    s.active_count -= 1
    last = s.active_list[s.active_count]
    row = s.active_at[preg]
    s.active_list[row] = last
    s.active_at[last] = row


def expire(s: Scan, pos: i64) -> None:
    """Active intervals whose current range ended by `pos` end, go on, or become inactive."""
    next_end: i64 = FAR
    row: i64 = 0
    active_list = s.active_list
    active_end = s.active_end
    while row < s.active_count:
        preg = active_list[row]
        end = active_end[preg]
        if end > pos or go_on(s, preg, pos):
            end = active_end[preg]
            if end < next_end:
                next_end = end
            row += 1
    s.next_end = next_end


def go_on(s: Scan, preg: i64, pos: i64) -> bool:
    """The current range of the active interval of `preg` ended by `pos`: is it still active?"""
    iv = s.iv
    it = s.active[preg]
    node = iv.range_next[s.current_range[it]]
    while node >= 0 and iv.range_to[node] <= pos:
        node = iv.range_next[node]
    s.current_range[it] = node
    if node >= 0 and iv.range_from[node] <= pos:
        s.active_end[preg] = iv.range_to[node]
        return True
    deactivate(s, preg)
    if node >= 0:
        wait(s, it, preg)
    return False


def wait(s: Scan, it: i64, preg: i64) -> None:
    """`it`, owner of `preg`, is inactive until its current range begins."""
    back = s.iv.range_from[s.current_range[it]]
    s.back_at[it] = back
    s.heap_left[it] = -1
    s.heap_right[it] = -1
    s.inactive[preg] = skew_merge(s, s.inactive[preg], it)
    s.inactive_mask = s.inactive_mask | preg_bit(preg)
    if back < s.next_back:
        s.next_back = back


def skew_merge(s: Scan, a: i64, b: i64) -> i64:
    """Merge two skew heaps top-down; returns the root."""
    key = s.back_at
    left = s.heap_left
    right = s.heap_right
    root: i64 = -1
    tail: i64 = -1
    while a >= 0 and b >= 0:
        if key[b] < key[a]:
            a, b = b, a
        rest = right[a]
        right[a] = left[a]
        if tail >= 0:
            left[tail] = a
        else:
            root = a
        tail = a
        a = rest
    if a < 0:
        a = b
    if tail < 0:
        return a
    left[tail] = a
    return root


def come_back(s: Scan, pos: i64) -> None:
    """Inactive intervals whose hole ended by `pos` become active again."""
    next_back: i64 = FAR
    preg: i64 = 0
    mask = s.inactive_mask
    while preg < 64:
        if (mask >> preg) & 0xFF == 0:
            preg += 8
            continue
        if (mask >> preg) & 1 == 1:
            it = s.inactive[preg]
            while it >= 0 and s.back_at[it] <= pos:
                s.inactive[preg] = skew_merge(s, s.heap_left[it], s.heap_right[it])
                come_back_one(s, it, preg, pos)
                it = s.inactive[preg]
            if it < 0:
                s.inactive_mask = s.inactive_mask & ~preg_bit(preg)
            elif s.back_at[it] < next_back:
                next_back = s.back_at[it]
        preg += 1
    s.next_back = next_back


def come_back_one(s: Scan, it: i64, preg: i64, pos: i64) -> None:
    """The hole of `it`, owner of `preg`, ended by `pos`."""
    iv = s.iv
    node = s.current_range[it]
    while node >= 0 and iv.range_to[node] <= pos:
        node = iv.range_next[node]
    s.current_range[it] = node
    if node < 0:
        return
    if iv.range_from[node] <= pos:
        activate(s, it, preg)
    else:
        wait(s, it, preg)


# --- when is a register taken? ---


def conflict(s: Scan, it: i64, preg: i64) -> i64:
    """First position in `it` where `preg` (not active) is taken by an instruction's operand or by
    an inactive interval; FAR if nowhere."""
    end = s.iv.end[it]
    best = fixed_taken(s, it, preg)
    if (s.inactive_mask >> preg) & 1 == 1 and (it >= len(s.last_preg) or not s.ssa_order):
        if s.back_at[s.inactive[preg]] < end:
            pos = inactive_conflict(s, it, preg)
            if pos < best:
                best = pos
    return best


def fixed_taken(s: Scan, it: i64, preg: i64) -> i64:
    """First position in `it` where `preg` is taken by an instruction's operand; FAR if nowhere."""
    iv = s.iv
    start = iv.start[it]
    if s.fixed_to[preg] <= start:
        advance_fixed(s, preg, start)
    if s.fixed_from[preg] < iv.end[it]:
        return fixed_conflict(iv, it, s.fixed_cursor[preg], iv.fixed_start[preg + 1])
    return FAR


def advance_fixed(s: Scan, preg: i64, pos: i64) -> None:
    """Move the cursor of `preg` to its first fixed range that ends behind `pos`."""
    iv = s.iv
    cursor = s.fixed_cursor[preg]
    stop = iv.fixed_start[preg + 1]
    while cursor < stop and iv.fixed_to[cursor] <= pos:
        cursor += 1
    s.fixed_cursor[preg] = cursor
    s.fixed_from[preg] = FAR
    s.fixed_to[preg] = FAR
    if cursor < stop:
        s.fixed_from[preg] = iv.fixed_from[cursor]
        s.fixed_to[preg] = iv.fixed_to[cursor]


def fixed_conflict(iv: Intervals, it: i64, row: i64, stop: i64) -> i64:
    """First position where a fixed range of rows `row .. stop` that is not the vreg's own meets
    `it`; else FAR."""
    vreg = iv.vreg[it]
    node = iv.first_range[it]
    while node >= 0 and row < stop:
        low = iv.range_from[node]
        high = iv.range_to[node]
        if iv.fixed_to[row] <= low:
            row = lower_bound(iv.fixed_to, row, stop, low + 1)
        while row < stop and iv.fixed_from[row] < high:
            if iv.fixed_owner[row] != vreg:
                return iv.fixed_from[row] if iv.fixed_from[row] > low else low
            if iv.fixed_to[row] > high:
                break
            row += 1
        node = iv.range_next[node]
    return FAR


def inactive_conflict(s: Scan, it: i64, preg: i64) -> i64:
    """First position where an inactive interval of `preg` meets `it`, or a lower bound of it if
    there are many."""
    iv = s.iv
    best = iv.end[it]
    root = s.inactive[preg]
    stack = s.stack
    stack[0] = root
    depth: i64 = 1
    looks: i64 = 0
    while depth > 0:
        depth -= 1
        other = stack[depth]
        if s.back_at[other] >= best:
            continue
        looks += 1
        if looks > MAX_INACTIVE_LOOKS:
            return s.back_at[root]
        if s.current_range[other] >= 0:
            pos = first_meeting(iv, iv.first_range[it], s.current_range[other], best)
            if pos < best:
                best = pos
        if s.heap_left[other] >= 0:
            stack[depth] = s.heap_left[other]
            depth += 1
        if s.heap_right[other] >= 0:
            stack[depth] = s.heap_right[other]
            depth += 1
    return best if best < iv.end[it] else FAR


def first_meeting(iv: Intervals, a: i64, b: i64, limit: i64) -> i64:
    """First position below `limit` that is in both range lists, else `limit`."""
    while a >= 0 and b >= 0:
        low = iv.range_from[a]
        if iv.range_from[b] > low:
            low = iv.range_from[b]
        if low >= limit:
            return limit
        if low < iv.range_to[a] and low < iv.range_to[b]:
            return low
        if iv.range_to[a] < iv.range_to[b]:
            a = iv.range_next[a]
        else:
            b = iv.range_next[b]
    return limit


def find_clobbers(s: Scan, it: i64, mask: i64) -> None:
    """Where the registers of `mask` are first clobbered in interval `it`."""
    iv = s.iv
    s.clobbered = 0
    s.event_count = 0
    count: i64 = len(iv.clobber_pos)
    row = s.clobber_cursor
    start = iv.start[it]
    while row < count and iv.clobber_pos[row] < start:
        row += 1
    s.clobber_cursor = row
    if row == count or iv.clobber_pos[row] >= iv.end[it]:
        return
    wanted = mask & iv.clobber_union
    node = iv.first_range[it]
    while node >= 0 and row < count and wanted != 0:
        if iv.clobber_pos[row] < iv.range_from[node]:
            row = lower_bound(iv.clobber_pos, row, count, iv.range_from[node])
        while row < count and iv.clobber_pos[row] < iv.range_to[node] and wanted != 0:
            new = iv.clobber_mask[row] & wanted
            if new != 0:
                s.event_pos[s.event_count] = iv.clobber_pos[row]
                s.event_mask[s.event_count] = new
                s.event_count += 1
                s.clobbered = s.clobbered | new
                wanted = wanted & ~new
            row += 1
        node = iv.range_next[node]


def clobbered_at(s: Scan, preg: i64) -> i64:
    """Where a register is first clobbered in the interval last given to `find_clobbers`, or FAR."""
    if (s.clobbered >> preg) & 1 == 0:
        return FAR
    i: i64 = 0
    while (s.event_mask[i] >> preg) & 1 == 0:
        i += 1
    return s.event_pos[i]


def clobbered_by(s: Scan, pos: i64) -> i64:
    """Mask of the registers clobbered at or before `pos` in that interval."""
    mask: i64 = 0
    i: i64 = 0
    while i < s.event_count and s.event_pos[i] <= pos:
        mask = mask | s.event_mask[i]
        i += 1
    return mask


# --- free registers ---


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
    if pos > s.best_pos:
        s.best_pos = pos
        s.best_preg = preg
    return False


def try_hints(s: Scan, it: i64, free: i64) -> bool:
    """Try the registers that would save a move."""
    iv = s.iv
    vreg = iv.vreg[it]
    whole = it < len(s.last_preg)
    target = iv.hint_target[vreg]
    if target >= 0 and consider(s, it, free, s.last_preg[target]):
        return True
    source = iv.hint_source[vreg]
    if whole and source >= 0 and consider(s, it, free, s.last_preg[source]):
        return True
    if not whole and consider(s, it, free, s.last_preg[vreg]):
        return True
    use = iv.first_use[it]
    looks: i64 = 0
    end = iv.end[it]
    while use >= 0 and looks < MAX_HINT_USES:
        key = iv.use_key[use]
        if key >> USE_SHIFT >= end:
            break
        if consider(s, it, free, ((key >> 1) & 0x7F) - 1):
            return True
        use = iv.use_next[use]
        looks += 1
    if consider(s, it, free, iv.hint_preg[vreg]):
        return True
    if whole and s.live.def_inst[vreg] < 0:
        return try_edge_hints(s, it, free)
    return False


def try_edge_hints(s: Scan, it: i64, free: i64) -> bool:
    """Try the registers of a block parameter's arguments."""
    inp = s.inp
    vreg = s.iv.vreg[it]
    b = s.live.def_block[vreg]
    index: i64 = 0
    first = inp.param_start[b]
    while inp.params[first + index] != vreg:
        index += 1
    row = inp.pred_start[b]
    stop = inp.pred_start[b + 1]
    if stop > row + MAX_HINT_EDGES:
        stop = row + MAX_HINT_EDGES
    while row < stop:
        arg = inp.edge_args[inp.edge_arg_start[inp.pred_edge[row]] + index]
        if consider(s, it, free, s.last_preg[arg]):
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


def only_cold(s: Scan) -> bool:
    """Do all clobbers of the interval last given to `find_clobbers` lie in cold blocks?"""
    i: i64 = 0
    while i < s.event_count:
        if s.inp.cold[s.block_of_inst[s.event_pos[i] >> 2]] == 0:
            return False
        i += 1
    return True


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


def cut_before(s: Scan, it: i64, pos: i64) -> None:
    """Cut `it` at the best place at or before `pos`, which lies behind its start; the rest becomes
    unhandled, or spilled when only a cut inside an instruction is left."""
    iv = s.iv
    start = iv.start[it]
    high = pos
    if pos & 3 > 1:
        high = pos - (pos & 3) + 1
    if high <= start:
        iv.needs_slot[iv.vreg[it]] = 1
        spill_from(s, split(iv, it, pos), pos)
        return
    low = start + 1
    use = iv.first_use[it]
    while use >= 0 and iv.use_key[use] >> USE_SHIFT < pos:
        low = (iv.use_key[use] >> USE_SHIFT) + 1
        use = iv.use_next[use]
    heap_push(s, split(iv, it, best_cut(s, s.shallower, low, high)))


def best_cut(s: Scan, shallower: vec[i64], low: i64, high: i64) -> i64:
    """The latest place of lowest loop depth (as `shallower` sees it) in `low .. high`; `high` is a
    legal place."""
    inp = s.inp
    if low >= high:
        return high
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


def assign(s: Scan, it: i64, preg: i64) -> None:
    """Give `it` a register and make it active."""
    iv = s.iv
    iv.loc[it] = preg
    s.current_range[it] = iv.first_range[it]
    activate(s, it, preg)
    s.last_preg[iv.vreg[it]] = preg
    s.unsaved = s.unsaved & ~preg_bit(preg)


# --- spilling ---


def first_gap(pos: i64) -> i64:
    """Latest cut that puts a value into a register in time for its use at `pos`."""
    return pos if pos & 3 == 0 else pos - (pos & 3) + 1


def allocate_blocked(s: Scan, it: i64) -> None:
    """No register is free: evict somebody from one, or spill `it`."""
    iv = s.iv
    start = iv.start[it]
    end = iv.end[it]
    use = iv.first_use[it]
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
            "inst " + str(start >> 2) + ": v" + str(iv.vreg[it]) + " finds no register: "
            "the instruction needs more registers than there are"
        )
    victim = s.active[preg]
    if victim >= 0:
        evict(s, victim, start)
    assign_part(s, it, preg)


def taken_from(s: Scan, it: i64, preg: i64) -> i64:
    """First position in `it` where `preg` is taken or clobbered, apart from active intervals; FAR if
    nowhere. `find_clobbers` was called for `it`."""
    pos = conflict(s, it, preg)
    clobbered = clobbered_at(s, preg)
    return clobbered if clobbered < pos else pos


def assign_part(s: Scan, it: i64, preg: i64) -> None:
    """Give `it` a register that is not active, up to where it is taken."""
    pos = taken_from(s, it, preg)
    if pos < s.iv.end[it]:
        cut_before(s, it, pos)
    assign(s, it, preg)


def displace(s: Scan, it: i64, wanted: i64) -> i64:
    """Free a register for `it`, which needs one beyond the early point of an instruction whose
    operands hold all of them, by moving an operand that is only read early into a register that
    something else writes late. Returns the register, -1 if there is none.

        use v0 (r1), use v1 (r2), early def v2, def v3 fixed r0:   v0 goes to r0, v2 gets r1
    """
    iv = s.iv
    start = iv.start[it]
    order = s.env.int_order
    mask = s.env.int_mask
    if s.inp.vreg_class[iv.vreg[it]] != INT:
        order = s.env.float_order
        mask = s.env.float_mask
    if start & 3 != 1:
        return -1
    i: i64 = 0
    while i < len(order):
        preg = order[i]
        i += 1
        other = s.active[preg]
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
            if s.active[free] < 0 and taken_from(s, other, free) > start:
                deactivate(s, preg)
                if iv.start[other] < start:
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
    start = iv.start[it]
    order = s.env.int_order if s.inp.vreg_class[iv.vreg[it]] == INT else s.env.float_order
    i: i64 = 0
    while i < len(order):
        preg = order[i]
        i += 1
        other = s.active[preg]
        if other >= 0 and must_at(iv, skip_uses(iv, other, start), start):
            continue
        if fixed_taken(s, it, preg) <= wanted:
            continue
        if clobbered_at(s, preg) <= wanted:
            continue
        while s.inactive[preg] >= 0 and s.back_at[s.inactive[preg]] <= wanted:
            owner = s.inactive[preg]
            s.inactive[preg] = skew_merge(s, s.heap_left[owner], s.heap_right[owner])
            if s.current_range[owner] >= 0:
                heap_push(s, split(iv, owner, start))
        if s.inactive[preg] < 0:
            s.inactive_mask = s.inactive_mask & ~preg_bit(preg)
        return preg
    return -1


def pick_victim(s: Scan, it: i64, wanted: i64) -> None:
    """Set `best_preg` to the register that `it` gains most from taking over: used farthest away and
    not taken by an instruction before; `best_pos` is that distance. -1 if there is none that
    reaches the use at `wanted`."""
    iv = s.iv
    start = iv.start[it]
    order = s.env.int_order
    mask = s.env.int_mask
    if s.inp.vreg_class[iv.vreg[it]] != INT:
        order = s.env.float_order
        mask = s.env.float_mask
    find_clobbers(s, it, mask)
    s.best_preg = -1
    s.best_pos = -1
    useless = clobbered_by(s, wanted)
    i: i64 = 0
    while i < len(order):
        preg = order[i]
        i += 1
        if (useless >> preg) & 1 == 1:
            continue
        limit = taken_from(s, it, preg)
        if limit <= wanted:
            continue
        other = s.active[preg]
        if other >= 0:
            use = skip_uses(iv, other, start)
            if must_at(iv, use, start):
                continue
            distance = next_wanted(s, other, use, start)
            if distance < limit:
                limit = distance
        if limit > s.best_pos:
            s.best_pos = limit
            s.best_preg = preg


def next_wanted(s: Scan, it: i64, use: i64, pos: i64) -> i64:
    """How soon the active interval `it` wants its register again after `pos`; `use` is its next use
    node. One that was used in this turn of a loop is wanted in the next turn."""
    iv = s.iv
    end = iv.end[it]
    # Without another use in this part it is wanted at its end, by the next one or by an edge.
    distance = end
    if use >= 0 and iv.use_key[use] >> USE_SHIFT < end:
        distance = iv.use_key[use] >> USE_SHIFT
    b = s.block_of_inst[pos >> 2]
    loop_end = s.loop_end[b]
    if loop_end >= 0 and distance > loop_end:
        last = iv.use_key[iv.first_use[it]] >> USE_SHIFT if iv.first_use[it] >= 0 else FAR
        if last < pos and last >= 4 * s.inp.block_first[s.shallower[b] + 1]:
            return loop_end
    return distance


def skip_uses(iv: Intervals, it: i64, pos: i64) -> i64:
    """The first use node of `it` at or behind `pos`. (Uses before the scan's position are cut off
    for good, except the last one, which tells where `evict` may cut.)"""
    use = iv.first_use[it]
    while use >= 0 and iv.use_key[use] >> USE_SHIFT < pos:
        following = iv.use_next[use]
        if following < 0 or iv.use_key[following] >> USE_SHIFT >= pos:
            return following
        iv.first_use[it] = following
        use = following
    return use


def evict(s: Scan, it: i64, pos: i64) -> None:
    """Spill the active interval `it` from the best place at or before `pos`, so that its register
    is free at `pos`."""
    iv = s.iv
    deactivate(s, iv.loc[it])
    start = iv.start[it]
    skip_uses(iv, it, pos)
    low = start + 1
    used = False
    use = iv.first_use[it]
    if use >= 0 and iv.use_key[use] >> USE_SHIFT < pos:
        low = (iv.use_key[use] >> USE_SHIFT) + 1
        used = True
    high = pos
    if pos & 3 > 1:
        high = pos - (pos & 3) + 1
    if low <= high:
        it = split(iv, it, best_cut(s, s.shallower, low, high))
    elif used:
        iv.needs_slot[iv.vreg[it]] = 1
        it = split(iv, it, pos)  # inside the instruction
    spill_from(s, it, pos)


def spill_from(s: Scan, it: i64, pos: i64) -> None:
    """Put `it` into its slot up to shortly before its next use, after `pos`, that needs a
    register; from there on it is unhandled again."""
    iv = s.iv
    iv.loc[it] = SPILLED
    if iv.start[it] > pos:
        pos = iv.start[it]
    use = iv.first_use[it]
    must = next_must(iv, use, iv.end[it])
    if must == FAR:
        return
    high = first_gap(must)
    low = pos + 1
    # Registers are scarce across a call, so do not reload before the last one.
    row = lower_bound(iv.clobber_pos, s.clobber_cursor, len(iv.clobber_pos), high) - 1
    if row >= 0 and iv.clobber_pos[row] >= low:
        low = iv.clobber_pos[row] + 1
    heap_push(s, split(iv, it, best_cut(s, s.reload_shallower, low, high)))
