"""Islands: veneers, out-of-line traps and constants between instructions, so that short fields reach.

    cbz x0, L      ----.                     cbz x0, V
    ... 1 MiB of code   )  becomes           ... almost 1 MiB of code
    ... more code       )                    b over                    inside a block only
    L:             <---'                     V: b L                    1. veneers
                                             udf #1                    2. traps that wait
                                             .word 0x40490fdb          3. constants that wait
                                             over: ... more code

A use that is not *satisfied* (its label is placed, in reach) has a deadline: `offset + max_forward` of
its kind, the last place where a veneer, trap or constant for it may lie. Uses of one kind are queued
in order of offset, so the deadlines in a queue ascend, and the first one is the kind's. A use of a
label behind it that is too far back is queued too: its veneer lies ahead and jumps back.

With kinds in order of reach, n(k) uses of kind k waiting and v(k) bytes for one veneer, an island at
`cursor` serves all of them when, for each kind k with waiting uses,

    cursor + n(1) v(1) + ... + n(k) v(k) + stubs  <=  deadline(k)
    (the same with all kinds, and the waiting constants, for a kind without veneers)

since veneers are laid out kind by kind, oldest first, then traps, then constants: constants behind
veneers cannot push these out of reach. The condition must still hold after one more instruction or
move, which adds at most `LabelKinds.lookahead` bytes to the code and the sums together. So
`LabelBuffer.use_label` keeps, for one comparison per instruction,

    near       least `deadline - lookahead - sums`, with the sums as they were at the last `refresh`
    grown      bytes by which any of the sums has grown since then
    island_at  near - grown

Labels that are bound meanwhile make `near` too low, never too high: then `island_if_needed` finds
nothing to do, drops satisfied uses, and refreshes. An island gives veneers to the uses that cannot
wait (deadline before its worst end plus a sixteenth of their reach, so that islands are not crowded),
one for each label; the others stay in their queues unseen. A veneer's own use is a new use of a longer
kind. Uses that reach as far as a function can be long (`b`, all of x86-64) are not queued at all.

Cost: a queue is walked once from its head; to count exactly it is also compacted, at most once per
eighth of its reach, so a use is looked at no more than some ten times, whatever the input.

Sources: Cranelift's `MachBuffer` (islands, deadlines); what is different here: a queue for each kind in
place of one heap, sums by kind (a thousand waiting 1 MiB branches do not force islands on a 32 KiB
one), and the check at every instruction.
"""

from typing import Final

from librt.vecs import append, vec
from mypy_extensions import i64

from .labelbuffer import AT_START, UNLIMITED, WAITING, LabelBuffer, UseQueue
from .labels import KIND_REL32_DATA
from .relax import shorten_branches
from .unwind import CFI_BACK, CFI_START

#: Most islands in a row: a veneer of a veneer of a veneer.
_MOST_ROUNDS: Final = 4
#: With random islands on, one in so many chances becomes one.
_CHAOS: Final = 24


# --- setting up -----------------------------------------------------------------------------------


def make_queues(buf: LabelBuffer) -> None:
    """Find out which kinds need islands at all, after ranges or forced veneers were set."""
    kinds = buf.kinds
    order: list[int] = []
    buf.queues = []
    buf.room = vec[i64]()
    least: i64 = UNLIMITED
    kind: i64 = 0
    while kind < len(kinds.veneer_size):
        size = kinds.veneer_size[kind]
        short = buf.max_forward[kind] < kinds.max_code
        if kind != KIND_REL32_DATA and ((size >= 0 and short) or (size > 0 and buf.force_veneers)):
            order.append(int(kind))
            least = min(least, buf.max_forward[kind], buf.max_backward[kind])
        buf.queues.append(UseQueue())
        buf.room = append(buf.room, UNLIMITED)
        kind += 1
    buf.queue_order = vec[i64](sorted(order, key=lambda kind: int(buf.max_forward[kind])))
    buf.least_reach = least
    reset_room(buf)


def reset_room(buf: LabelBuffer) -> None:
    """Nothing waits."""
    i: i64 = 0
    while i < len(buf.queue_order):
        kind = buf.queue_order[i]
        buf.room[kind] = buf.max_forward[kind] - buf.kinds.lookahead
        queue = buf.queues[int(kind)]
        if len(queue.rows) > 0:
            queue.rows = vec[i64]()
        queue.head = 0
        queue.compact_at = 0
        i += 1
    set_near(buf, UNLIMITED)


# --- what waits -----------------------------------------------------------------------------------


def is_satisfied(buf: LabelBuffer, use: i64) -> bool:
    """The label of a use is placed, and in reach."""
    target = buf.label_offset[buf.resolve_label(buf.use_target[use])]
    if target < 0:
        return False
    distance = target + buf.use_addend[use] - buf.use_offset[use]
    kind = buf.use_kind[use]
    return distance <= buf.max_forward[kind] and -distance <= buf.max_backward[kind]


def note_uses(buf: LabelBuffer) -> None:
    """Queue the uses emitted since the last time that are not satisfied."""
    use = buf.scanned
    while use < buf.num_uses:
        kind = buf.use_kind[use]
        if buf.room[kind] < UNLIMITED and (buf.force_veneers or not is_satisfied(buf, use)):
            queue = buf.queues[int(kind)]
            queue.rows = append(queue.rows, use)
        use += 1
    buf.scanned = buf.num_uses


def stub_bytes(buf: LabelBuffer) -> i64:
    """Bytes of the traps that wait."""
    return (len(buf.stub_label) - buf.stubs_done) * trap_bytes(buf)


def trap_bytes(buf: LabelBuffer) -> i64:
    """Bytes of one trap."""
    if buf.trap_call_word != 0:
        return buf.kinds.trap_call_size
    return buf.kinds.trap_size


def emit_trap(buf: LabelBuffer, code: i64) -> None:
    """Append a trap and its record."""
    buf.add_trap(code)
    if buf.trap_call_word != 0:
        buf.kinds.emit_trap_call(buf, code, buf.trap_call_word)
    else:
        buf.kinds.emit_trap(buf, code)


def veneer_bytes(buf: LabelBuffer) -> i64:
    """Bytes of veneers if every queued use gets one."""
    total: i64 = 0
    i: i64 = 0
    while i < len(buf.queue_order):
        kind = buf.queue_order[i]
        queue = buf.queues[int(kind)]
        total += (len(queue.rows) - queue.head) * buf.kinds.veneer_size[kind]
        i += 1
    return total


def set_near(buf: LabelBuffer, near: i64) -> None:
    """Start anew with nothing grown. With random islands every instruction is an occasion."""
    if buf.chaos != 0:
        near = 0
    buf.near = near
    buf.grown = 0
    buf.island_at = near


def refresh(buf: LabelBuffer) -> i64:
    """Drop satisfied uses at the heads of the queues; compute `near`, `room` and `island_at` anew.

    Returns the greatest cursor at which no island is needed, plus 1."""
    i: i64 = 0
    while i < len(buf.queue_order):
        queue = buf.queues[int(buf.queue_order[i])]
        if not buf.force_veneers:
            while queue.head < len(queue.rows) and is_satisfied(buf, queue.rows[queue.head]):
                queue.head += 1
        if queue.head > 0 and queue.head == len(queue.rows):
            queue.rows = vec[i64]()
            queue.head = 0
        i += 1
    stubs = stub_bytes(buf)
    everything = veneer_bytes(buf) + stubs + buf.waiting_bytes
    total: i64 = 0
    near: i64 = UNLIMITED
    i = 0
    while i < len(buf.queue_order):
        kind = buf.queue_order[i]
        queue = buf.queues[int(kind)]
        size = buf.kinds.veneer_size[kind]
        total += (len(queue.rows) - queue.head) * size
        room = buf.max_forward[kind] - buf.kinds.lookahead
        room -= total + stubs if size > 0 else everything
        buf.room[kind] = room
        if queue.head < len(queue.rows):
            near = min(near, buf.use_offset[queue.rows[queue.head]] + room)
        i += 1
    set_near(buf, near)
    return near


def compact(buf: LabelBuffer) -> None:
    """Take satisfied uses out of the queues, of each at most once per eighth of its reach."""
    here = buf.cur_offset()
    i: i64 = 0
    while i < len(buf.queue_order):
        kind = buf.queue_order[i]
        queue = buf.queues[int(kind)]
        if here >= queue.compact_at:
            queue.compact_at = here + (buf.max_forward[kind] >> 3)
            kept = vec[i64]()
            k = queue.head
            while k < len(queue.rows):
                if buf.force_veneers or not is_satisfied(buf, queue.rows[k]):
                    kept = append(kept, queue.rows[k])
                k += 1
            queue.rows = kept
            queue.head = 0
        i += 1


# --- islands --------------------------------------------------------------------------------------


def island_if_needed(buf: LabelBuffer, size: i64, around: bool) -> None:
    """Make an island here unless it can wait until behind the next `size` bytes (0: an instruction).

    `around`: control may reach the cursor, so the island is jumped over."""
    buf.forget_branches()
    note_uses(buf)
    near = refresh(buf)
    end = buf.cur_offset() + size
    if buf.chaos != 0 and buf.chance(_CHAOS):
        make_island(buf, size, around, False)
    elif end >= near:
        compact(buf)
        if end >= refresh(buf):
            make_island(buf, size, around, False)


def force_island(buf: LabelBuffer) -> None:
    """Make an island here with veneers for all uses so far; control cannot reach the cursor."""
    buf.forget_branches()
    note_uses(buf)
    make_island(buf, 0, False, True)


def make_island(buf: LabelBuffer, size: i64, around: bool, everything: bool) -> None:
    """Emit an island such that the next `size` bytes and an instruction need none."""
    kinds = buf.kinds
    start = buf.cur_offset()
    records: i64 = len(buf.srcloc)
    srcloc: i64 = -1
    if records > 0:
        srcloc = buf.srcloc[records - 1]
    skip: i64 = -1
    if around:
        skip = kinds.emit_jump(buf)
    inside = buf.cur_offset()
    rounds: i64 = 0
    while rounds < _MOST_ROUNDS:
        put_veneers(buf, size, everything)
        put_stubs(buf)
        put_constants(buf, True)
        note_uses(buf)
        rounds += 1
        if buf.cur_offset() + size < refresh(buf) or everything:
            break
    end = buf.cur_offset()
    if end == inside and buf.chaos == 0:  # nothing can be done for the use that asked
        buf.writer.truncate(start)
        return
    if skip >= 0:
        kinds.patch_machine(buf, kinds.jump_kind, skip, end - skip)
    if end > start:
        buf.add_srcloc(srcloc)
        buf.counts.islands += 1
        buf.counts.island_bytes += end - start


def put_veneers(buf: LabelBuffer, size: i64, everything: bool) -> None:
    """Veneers for the queued uses that cannot wait, or for all.

    The longer kinds say first how many they need: their veneers come last, and move everything
    behind the island away from the uses of shorter kinds that stay."""
    here = buf.cur_offset()
    stubs = stub_bytes(buf)
    after = stubs + buf.waiting_bytes + buf.kinds.lookahead + size
    waiting = veneer_bytes(buf)
    chosen: i64 = 0
    count: i64 = len(buf.queue_order)
    ends = vec[i64]([0] * int(count))
    i = count - 1
    while i >= 0:
        kind = buf.queue_order[i]
        queue = buf.queues[int(kind)]
        reach = buf.max_forward[kind]
        cut = here + waiting + chosen + after + (reach >> 4)
        end = queue.head
        while end < len(queue.rows) and (everything or buf.use_offset[queue.rows[end]] + reach < cut):
            end += 1
        ends[i] = end
        waiting -= (len(queue.rows) - queue.head) * buf.kinds.veneer_size[kind]
        chosen += (end - queue.head) * buf.kinds.veneer_size[kind]
        i -= 1
    i = 0
    while i < count:
        kind = buf.queue_order[i]
        queue = buf.queues[int(kind)]
        while queue.head < ends[i]:
            use = queue.rows[queue.head]
            queue.head += 1
            # A use without a veneer has its constant placed in time; anything else is refused at the end.
            if buf.kinds.veneer_size[kind] > 0:
                deadline = buf.use_offset[use] + buf.max_forward[kind]
                if buf.force_veneers or not reaches(buf, use, deadline, here + chosen + stubs):
                    lead_over_veneer(buf, use, kind)
        i += 1


def reaches(buf: LabelBuffer, use: i64, deadline: i64, stubs_end: i64) -> bool:
    """A use needs no veneer: it is satisfied, or its trap will be placed in its reach."""
    if buf.label_offset[buf.resolve_label(buf.use_target[use])] == WAITING:
        return deadline >= stubs_end
    return is_satisfied(buf, use)


def lead_over_veneer(buf: LabelBuffer, use: i64, kind: i64) -> None:
    """Lead a use to a veneer that goes on to its label: one that is in reach, or a new one here.

    Kinds share veneers of equal size, which are the same code. The use of such a veneer is of a longer
    kind with larger veneers, so it is never led back to its own veneer, and chains are short."""
    label = buf.resolve_label(buf.use_target[use])
    key = int(label) << 8 | int(buf.kinds.veneer_size[kind])
    known: i64 = buf.veneer_of.get(key, -1)
    if known >= 0:
        distance = buf.label_offset[known] - buf.use_offset[use]
        if distance <= buf.max_forward[kind] and -distance <= buf.max_backward[kind]:
            buf.use_target[use] = known
            return
    start = buf.cur_offset()
    veneer = buf.new_label()
    buf.label_offset[veneer] = start
    buf.put_veneer(kind, label)
    buf.veneer_of[key] = int(veneer)
    buf.use_target[use] = veneer
    buf.counts.veneers[kind] = buf.counts.veneers[kind] + 1
    buf.counts.veneer_bytes += buf.cur_offset() - start


def put_stubs(buf: LabelBuffer) -> None:
    """Append the out-of-line traps that wait."""
    i = buf.stubs_done
    while i < len(buf.stub_label):
        buf.label_offset[buf.stub_label[i]] = buf.cur_offset()
        srcloc = buf.stub_srcloc[i]
        at_start = srcloc == AT_START
        if at_start:
            srcloc = -1
            buf.add_cfi(CFI_START)
        buf.add_srcloc(srcloc)
        emit_trap(buf, buf.stub_code[i])
        if at_start:
            buf.add_cfi(CFI_BACK)
        i += 1
    buf.stubs_done = i


def put_constants(buf: LabelBuffer, code_follows: bool) -> None:
    """Append the constants that wait, each aligned."""
    i = buf.constants_done
    if i == len(buf.constants):
        return
    start = buf.cur_offset()
    while i < len(buf.constants):
        align = buf.constant_align[i]
        buf.alignment = max(buf.alignment, align)
        while buf.cur_offset() & (align - 1) != 0:
            buf.put1(0)
        buf.label_offset[buf.constant_labels[i]] = buf.cur_offset()
        buf.put_bytes(buf.constants[int(i)])
        i += 1
    while code_follows and buf.cur_offset() % buf.kinds.code_align != 0:
        buf.put1(0)
    buf.add_data(start)
    buf.constants_done = i
    buf.waiting_bytes = 0


def finish_islands(buf: LabelBuffer) -> i64:
    """Place all that waits behind the code; returns where the instructions end."""
    start = buf.cur_offset()
    if start + stub_bytes(buf) + buf.waiting_bytes > buf.least_reach:
        buf.forget_branches()
        rounds: i64 = 0
        while rounds == 0 or buf.scanned < buf.num_uses:
            note_uses(buf)
            _finish_uses(buf)
            rounds += 1
        if buf.cur_offset() > start:
            buf.counts.islands += 1
            buf.counts.island_bytes += buf.cur_offset() - start
    put_stubs(buf)
    shorten_branches(buf)
    end = buf.cur_offset()
    put_constants(buf, False)
    return end


def _finish_uses(buf: LabelBuffer) -> None:
    """Veneers for the queued uses that do not reach their labels."""
    stubs_end = buf.cur_offset() + veneer_bytes(buf) + stub_bytes(buf)
    i: i64 = 0
    while i < len(buf.queue_order):
        kind = buf.queue_order[i]
        queue = buf.queues[int(kind)]
        while queue.head < len(queue.rows):
            use = queue.rows[queue.head]
            queue.head += 1
            deadline = buf.use_offset[use] + buf.max_forward[kind]
            if buf.kinds.veneer_size[kind] > 0 and not reaches(buf, use, deadline, stubs_end):
                lead_over_veneer(buf, use, kind)
        i += 1
