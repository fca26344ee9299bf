"""Who owns a register at the current position of the scan.

A register has at most one *active* interval, whose current range covers the position. Intervals that
own it but are in a hole are *inactive*: they wait in a skew heap per register, keyed by where their
hole ends.

    r0:  v0 ====          ====       position 10: v0 inactive, back at 20; v1 active
         v1      =======
         0       8     16  20

Active intervals are listed by the instruction in which their current range ends, so each step only looks
at ranges that ended (and others that end in the same instruction), and at heaps whose root came back. The
rest of an inactive interval may be cut off and given away; its entry then stays in the heap, with
`current_range` -1, until it comes to the root.

Source of skew heaps: D. Sleator, R. Tarjan, "Self-Adjusting Heaps" (1986).
"""

from mypy_extensions import i32, i64

from .contract import RegallocError, preg_bit
from .intervals import FAR
from .scan_state import Scan


def assign(s: Scan, it: i64, preg: i64) -> None:
    """Give `it` a register and make it active."""
    iv = s.iv
    iv.loc[it] = i32(preg)
    s.current_range[it] = iv.first_range[it]
    activate(s, it, preg)
    s.last_preg[i64(iv.vreg[it])] = i32(preg)
    bit = preg_bit(preg)
    s.unsaved = s.unsaved & ~bit
    s.used = s.used | bit


def activate(s: Scan, it: i64, preg: i64) -> None:
    """`it` holds `preg` from here on."""
    if (s.active_mask >> preg) & 1 == 1:
        raise RegallocError("internal: register " + str(preg) + " is taken twice")
    s.active[preg] = it
    s.active_mask = s.active_mask | preg_bit(preg)
    list_by_end(s, it)


def list_by_end(s: Scan, it: i64) -> None:
    """Put an active interval into the list of the instruction in which its current range ends."""
    inst = i64(s.iv.range_to[i64(s.current_range[it])]) >> 2
    s.heap_left[it] = s.end_head[inst]
    s.end_head[inst] = i32(it)


def release(s: Scan, preg: i64) -> None:
    """Nobody holds `preg`; its interval is in no list."""
    s.active_mask = s.active_mask & ~preg_bit(preg)


def deactivate(s: Scan, preg: i64) -> None:
    """Nobody holds `preg`, whose interval is active, any more."""
    it = s.active[preg]
    release(s, preg)
    inst = i64(s.iv.range_to[i64(s.current_range[it])]) >> 2
    other = i64(s.end_head[inst])
    if other == it:
        s.end_head[inst] = s.heap_left[it]
        return
    while i64(s.heap_left[other]) != it:
        other = i64(s.heap_left[other])
    s.heap_left[other] = s.heap_left[it]


def expire(s: Scan, pos: i64) -> None:
    """Active intervals whose current range ended by `pos` end, go on, or become inactive."""
    iv = s.iv
    end_head = s.end_head
    inst = s.position >> 2
    stop = pos >> 2
    s.position = pos
    while inst <= stop:
        it = i64(end_head[inst])
        if it >= 0:
            end_head[inst] = -1
            while it >= 0:
                following = i64(s.heap_left[it])
                node = i64(s.current_range[it])
                if i64(iv.range_to[node]) > pos or iv.range_next[node] >= 0:
                    go_on(s, it, node, pos)
                else:
                    release(s, i64(iv.loc[it]))
                it = following
        inst += 1


def go_on(s: Scan, it: i64, node: i64, pos: i64) -> None:
    """`it`, active in range `node` and taken out of the list of `end_head`, at position `pos`: still
    active, inactive, or at its end."""
    iv = s.iv
    while node >= 0 and i64(iv.range_to[node]) <= pos:
        node = i64(iv.range_next[node])
    s.current_range[it] = i32(node)
    if node >= 0 and i64(iv.range_from[node]) <= pos:
        list_by_end(s, it)
        return
    preg = i64(iv.loc[it])
    release(s, preg)
    if node >= 0:
        wait(s, it, preg)


def wait(s: Scan, it: i64, preg: i64) -> None:
    """`it`, owner of `preg`, is inactive until its current range begins."""
    back = i64(s.iv.range_from[i64(s.current_range[it])])
    s.back_at[it] = i32(back)
    s.heap_left[it] = -1
    s.heap_right[it] = -1
    if (s.inactive_mask >> preg) & 1 == 1:
        it = skew_merge(s, s.inactive[preg], it)
    s.inactive[preg] = it
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
        if i64(key[b]) < i64(key[a]):
            a, b = b, a
        rest = i64(right[a])
        right[a] = left[a]
        if tail >= 0:
            left[tail] = i32(a)
        else:
            root = a
        tail = a
        a = rest
    if a < 0:
        a = b
    if tail < 0:
        return a
    left[tail] = i32(a)
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
            while it >= 0 and i64(s.back_at[it]) <= pos:
                s.inactive[preg] = skew_merge(s, i64(s.heap_left[it]), i64(s.heap_right[it]))
                come_back_one(s, it, preg, pos)
                it = s.inactive[preg]
            if it < 0:
                s.inactive_mask = s.inactive_mask & ~preg_bit(preg)
            elif i64(s.back_at[it]) < next_back:
                next_back = i64(s.back_at[it])
        preg += 1
    s.next_back = next_back


def come_back_one(s: Scan, it: i64, preg: i64, pos: i64) -> None:
    """The hole of `it`, owner of `preg`, ended by `pos`."""
    iv = s.iv
    node = i64(s.current_range[it])
    while node >= 0 and i64(iv.range_to[node]) <= pos:
        node = i64(iv.range_next[node])
    s.current_range[it] = i32(node)
    if node < 0:
        return
    if i64(iv.range_from[node]) <= pos:
        activate(s, it, preg)
    else:
        wait(s, it, preg)
