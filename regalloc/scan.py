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
- A vreg made on the stack starts in its slot.
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

Of intervals that start at one position whole ones go before split children: the result of an instruction
gets the register of the operand that it reuses before a reload can take it.

Source: C. Wimmer, M. Franz (2010), sections 4-5; C. Wimmer, H. Moessenboeck (2005), sections 4-6. What
differs: active and inactive intervals are kept by register, not in lists that each step walks; operands
have early and late positions, so cuts may fall inside an instruction; fixed ranges are searched behind a
cursor instead of being intervals that are active or inactive; a spilled value is stored at its definition
or where it is spilled, whichever costs less, not always at the definition; reloads also move behind calls
and into cold blocks; a value used in this turn of a loop counts as used at the loop's end.
"""

from mypy_extensions import i64

from .active import come_back, expire
from .blocked_reg import allocate_blocked
from .contract import MachineEnv, RegallocInput
from .cut import spill_from
from .free_reg import try_free
from .intervals import Intervals
from .liveness import Liveness
from .scan_state import Scan, prepare


def linear_scan(inp: RegallocInput, env: MachineEnv, live: Liveness, iv: Intervals, features: i64) -> Scan:
    """Fill `iv.loc` for all intervals, appending children. Raises `RegallocError` when an
    instruction needs more registers than there are."""
    s = Scan(inp, env, live, iv, features)
    prepare(s)
    at: i64 = 0
    order = iv.order
    count = iv.order_count
    vregs = inp.num_vregs()
    unhandled = s.unhandled
    while at < count or unhandled.count > 0:
        if unhandled.count > 0 and (at == count or unhandled.keys[0] >> 32 < i64(iv.start[i64(order[at])])):
            it = unhandled.pop() & 0xFFFFFFFF
        else:
            it = i64(order[at])
            at += 1
        start = i64(iv.start[it])
        if start > s.position:
            expire(s, start)
        if start >= s.next_back:
            come_back(s, start)
        if it < vregs and iv.stack_def[it] == 1:
            spill_from(s, it, start)
        elif not try_free(s, it):
            allocate_blocked(s, it)
    return s
