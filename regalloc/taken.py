"""From where on is a register not available for an interval?

Three things take a register that is not active: operands of an instruction (fixed ranges; those of
the interval's own vreg do not count), inactive intervals that come back, and clobbers.

Fixed ranges are rows by register behind a cursor that only moves forward; what lies in a hole of the
interval is hopped over by bisection. Clobbers are one list of masks for all registers: a search over
an interval notes where each register is clobbered *first* and ends when all were seen, typically
after one call.
"""

from mypy_extensions import i64

from .intervals import FAR, Intervals, lower_bound
from .scan_state import Scan, know_blocks
from .workspace import MAX_INACTIVE_LOOKS


def conflict(s: Scan, it: i64, preg: i64) -> i64:
    """First position in `it` where `preg` (not active) is taken by an instruction's operand or by
    an inactive interval; FAR if nowhere."""
    iv = s.iv
    end = i64(iv.end[it])
    best = fixed_taken(s, it, preg)
    if (s.inactive_mask >> preg) & 1 == 1 and (it >= s.vregs or not iv.ssa_order):
        if i64(s.back_at[s.inactive[preg]]) < end:
            pos = inactive_conflict(s, it, preg)
            if pos < best:
                best = pos
    return best


def fixed_taken(s: Scan, it: i64, preg: i64) -> i64:
    """First position in `it` where `preg` is taken by an instruction's operand; FAR if nowhere."""
    iv = s.iv
    if (iv.fixed_mask >> preg) & 1 == 0:
        return FAR
    start = i64(iv.start[it])
    if s.fixed_to[preg] <= start:
        advance_fixed(s, preg, start)
    if s.fixed_from[preg] < i64(iv.end[it]):
        return fixed_conflict(iv, it, s.fixed_cursor[preg], iv.fixed_stop[preg])
    return FAR


def advance_fixed(s: Scan, preg: i64, pos: i64) -> None:
    """Move the cursor of `preg` to its first fixed range that ends behind `pos`."""
    iv = s.iv
    cursor = s.fixed_cursor[preg]
    stop = iv.fixed_stop[preg]
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
    vreg = i64(iv.vreg[it])
    node = i64(iv.first_range[it])
    while node >= 0 and row < stop:
        low = i64(iv.range_from[node])
        high = i64(iv.range_to[node])
        if iv.fixed_to[row] <= low:
            row = lower_bound(iv.fixed_to, row, stop, low + 1)
        while row < stop and iv.fixed_from[row] < high:
            if iv.fixed_owner[row] != vreg:
                return iv.fixed_from[row] if iv.fixed_from[row] > low else low
            if iv.fixed_to[row] > high:
                break
            row += 1
        node = i64(iv.range_next[node])
    return FAR


def inactive_conflict(s: Scan, it: i64, preg: i64) -> i64:
    """First position where an inactive interval of `preg` meets `it`, or a lower bound of it if
    there are many, or their ranges are."""
    iv = s.iv
    best = i64(iv.end[it])
    s.meeting_steps = s.live.work.meeting_steps
    root = s.inactive[preg]
    stack = s.stack
    stack[0] = root
    depth: i64 = 1
    looks: i64 = 0
    while depth > 0:
        depth -= 1
        other = stack[depth]
        if i64(s.back_at[other]) >= best:
            continue
        looks += 1
        if looks > MAX_INACTIVE_LOOKS:
            return i64(s.back_at[root])
        if s.current_range[other] >= 0:
            pos = first_meeting(s, i64(iv.first_range[it]), i64(s.current_range[other]), best)
            if pos < best:
                best = pos
        if s.heap_left[other] >= 0:
            stack[depth] = i64(s.heap_left[other])
            depth += 1
        if s.heap_right[other] >= 0:
            stack[depth] = i64(s.heap_right[other])
            depth += 1
    if best >= i64(iv.end[it]):
        return FAR
    return best


def first_meeting(s: Scan, a: i64, b: i64, limit: i64) -> i64:
    """First position below `limit` that is in both range lists, else `limit`; where `meeting_steps` end
    before that, how far the lists are known not to meet."""
    iv = s.iv
    left = s.meeting_steps
    while a >= 0 and b >= 0:
        low = i64(iv.range_from[a])
        if i64(iv.range_from[b]) > low:
            low = i64(iv.range_from[b])
        if low >= limit:
            break
        left -= 1
        if left < 0 or (low < i64(iv.range_to[a]) and low < i64(iv.range_to[b])):
            s.meeting_steps = left
            return low
        if i64(iv.range_to[a]) < i64(iv.range_to[b]):
            a = i64(iv.range_next[a])
        else:
            b = i64(iv.range_next[b])
    s.meeting_steps = left
    return limit


def find_clobbers(s: Scan, it: i64, mask: i64) -> None:
    """Where the registers of `mask` are first clobbered in interval `it`."""
    iv = s.iv
    s.clobbered = 0
    s.event_count = 0
    count: i64 = len(iv.clobber_pos)
    row = s.clobber_cursor
    start = i64(iv.start[it])
    while row < count and iv.clobber_pos[row] < start:
        row += 1
    s.clobber_cursor = row
    if row == count or iv.clobber_pos[row] >= i64(iv.end[it]):
        return
    wanted = mask & iv.clobber_union
    node = i64(iv.first_range[it])
    while node >= 0 and row < count and wanted != 0:
        if iv.clobber_pos[row] < i64(iv.range_from[node]):
            row = lower_bound(iv.clobber_pos, row, count, i64(iv.range_from[node]))
        while row < count and iv.clobber_pos[row] < i64(iv.range_to[node]) and wanted != 0:
            new = iv.clobber_mask[row] & wanted
            if new != 0:
                s.event_pos[s.event_count] = iv.clobber_pos[row]
                s.event_mask[s.event_count] = new
                s.event_count += 1
                s.clobbered = s.clobbered | new
                wanted = wanted & ~new
            row += 1
        node = i64(iv.range_next[node])


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


def only_cold(s: Scan) -> bool:
    """Do all clobbers of the interval last given to `find_clobbers` lie in cold blocks?"""
    know_blocks(s)
    i: i64 = 0
    while i < s.event_count:
        if s.inp.cold[s.block_of_inst[s.event_pos[i] >> 2]] == 0:
            return False
        i += 1
    return True


def taken_from(s: Scan, it: i64, preg: i64) -> i64:
    """First position in `it` where `preg` is taken or clobbered, apart from active intervals; FAR if
    nowhere. `find_clobbers` was called for `it`."""
    pos = conflict(s, it, preg)
    clobbered = clobbered_at(s, preg)
    return clobbered if clobbered < pos else pos
