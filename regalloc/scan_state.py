"""State of one linear scan: columns by interval, register and block, and the heap of split children.

`scan.py` explains the algorithm; `active.py`, `taken.py`, `cut.py`, `free_reg.py` and `blocked_reg.py`
are its parts.
"""

from typing import Final

from librt.vecs import vec
from mypy_extensions import i32, i64, mypyc_attr

from ..tables import filled32, rows32
from .contract import MachineEnv, RegallocInput
from .heap import MinHeap
from .intervals import FAR, Intervals, put32
from .liveness import Liveness

#: Loops deeper than this are treated as the loop around them that is as deep as this.
MAX_DEPTH: Final = 16


@mypyc_attr(acyclic=True, free_list_len=1)
class Scan:
    """State of one linear scan."""

    def __init__(
        self, inp: RegallocInput, env: MachineEnv, live: Liveness, iv: Intervals, features: i64
    ) -> None:
        self.inp: RegallocInput = inp
        self.env: MachineEnv = env
        self.live: Liveness = live
        self.iv: Intervals = iv
        self.features: i64 = features
        self.vregs: i64 = inp.num_vregs()
        self.rows: i64 = self.vregs
        """Intervals that have rows in the columns here."""
        self.blocks_known: bool = False
        """The columns about blocks are there: `know_blocks` makes them when they are asked for first."""
        self.block_of_inst: vec[i64] = vec[i64]()
        self.shallower: vec[i64] = vec[i64]()
        """By block: the nearest block before it with a lower loop depth, -1 for none."""
        self.reload_shallower: vec[i64] = vec[i64]()
        """The same with cold blocks below all others: a reload is best in a cold block."""
        self.loop_end: vec[i64] = vec[i64]()
        """By block: end position of the blocks from it on that are at least as deep, i.e. of its
        innermost loop (and siblings right behind); -1 outside of loops."""
        self.unhandled: MinHeap = live.work.unhandled
        self.unhandled.count = 0  # an allocation that failed left some
        """Split children to do: start << 32 | interval."""
        self.position: i64 = 0
        """Start of the interval taken last."""
        self.active: vec[i64] = live.work.active
        """By preg, if it is in the mask: the interval that covers the current position (`holder`)."""
        self.active_mask: i64 = 0
        self.end_head: vec[i32] = vec[i32]()
        """By instruction: list of the active intervals whose current range ends in it, -1 for none."""
        self.current_range: vec[i32] = vec[i32]()
        """By interval with a register: range at or behind the current position; -1 in an inactive
        one whose rest was cut off."""

        # Inactive intervals: a skew heap per preg of the mask, keyed by the position where they come back.
        self.inactive: vec[i64] = live.work.inactive
        self.inactive_mask: i64 = 0
        self.back_at: vec[i32] = vec[i32]()
        self.heap_left: vec[i32] = vec[i32]()
        """Of an active interval: the next one in the list of `end_head`."""
        self.heap_right: vec[i32] = vec[i32]()
        self.next_back: i64 = FAR
        """Earliest position where an inactive interval comes back."""

        self.fixed_row: i64 = 0
        self.next_fixed: i64 = -1
        """First position, at or behind that of the last interval, where any register is taken by an
        instruction's operand or clobbered; `fixed_row` and `clobber_cursor` are behind it."""
        self.fixed_cursor: vec[i64] = live.work.fixed_cursor
        """By preg with fixed ranges: the first one that ends behind the current position."""
        self.fixed_from: vec[i64] = live.work.next_from
        self.fixed_to: vec[i64] = live.work.next_to
        """Where that range begins and ends, FAR when there is none; 0 before the first look."""
        self.clobber_cursor: i64 = 0
        self.clobbered: i64 = 0
        """Registers clobbered somewhere in the interval last given to `find_clobbers`."""
        self.event_count: i64 = 0
        """The positions where registers of `clobbered` are clobbered first, ascending, and which."""
        self.event_pos: vec[i64] = live.work.event_pos
        self.event_mask: vec[i64] = live.work.event_mask
        self.last_preg: vec[i32] = vec[i32]()
        """By vreg: the register last given to a part of it, -1 for none."""
        self.unsaved: i64 = env.callee_saved
        """Callee-saved registers not used so far: the first use costs a save and a restore."""
        self.used: i64 = 0
        """Registers given to intervals."""
        self.hints: vec[i64] = live.work.hints
        """Registers that would save a move, as `collect_hints` found them."""
        self.best_preg: i64 = -1
        self.best_pos: i64 = 0
        self.best_is_hint: bool = False
        """`best_preg` would save a move."""
        self.considered: i64 = 0
        """How far the register considered last is free."""
        self.stack: vec[i64] = live.work.stack
        self.meeting_steps: i64 = 0
        """Ranges that `first_meeting` may still compare for the interval and register at hand."""


def prepare(s: Scan) -> None:
    """Columns by instruction and interval, and those by preg as they are at the start."""
    vregs = s.vregs
    work = s.live.work
    s.end_head = filled32(work.end_head, work.minus_ones32, s.inp.num_insts() + 1)
    s.last_preg = filled32(work.last_preg, work.minus_ones32, vregs)
    s.current_range = filled32(work.current_range, work.minus_ones32, vregs)
    s.back_at = rows32(work.back_at, vregs)
    s.heap_left = rows32(work.heap_left, vregs)
    s.heap_right = rows32(work.heap_right, vregs)
    mask = s.iv.fixed_mask
    preg: i64 = 0
    while preg < 64:
        if (mask >> preg) & 0xFF == 0:
            preg += 8
            continue
        if (mask >> preg) & 1 != 0:
            s.fixed_cursor[preg] = s.iv.fixed_start[preg]
            s.fixed_from[preg] = 0
            s.fixed_to[preg] = 0
        preg += 1


def holder(s: Scan, preg: i64) -> i64:
    """The active interval of a register, -1 if it has none."""
    if (s.active_mask >> preg) & 1 == 1:
        return s.active[preg]
    return -1


def know_blocks(s: Scan) -> None:
    """Make the columns about blocks, unless they are there. Only splits and clobbers need them."""
    if s.blocks_known:
        return
    s.blocks_known = True
    inp = s.inp
    insts = inp.num_insts()
    blocks = inp.num_blocks()
    block_of_inst = vec[i64]([0] * (insts + 1))
    b: i64 = 0
    inst: i64 = 0
    while b < blocks:
        end = inp.block_first[b + 1]
        while inst < end:
            block_of_inst[inst] = b
            inst += 1
        b += 1
    block_of_inst[insts] = blocks
    s.block_of_inst = block_of_inst
    prepare_loops(s)


def prepare_loops(s: Scan) -> None:
    """Columns by block that tell where loops begin and end."""
    inp = s.inp
    depth = bounded_depth(inp)
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


def bounded_depth(inp: RegallocInput) -> vec[i64]:
    """Loop depths by block, up to `MAX_DEPTH`. A value that is reloaded in a deep nest of loops is tried at
    each depth on the way in: without a bound each value would be cut at each loop."""
    depth = inp.loop_depth
    blocks = inp.num_blocks()
    b: i64 = 0
    while b < blocks and depth[b] <= MAX_DEPTH:
        b += 1
    if b == blocks:
        return depth
    bounded = vec[i64]([0] * blocks)
    b = 0
    while b < blocks:
        bounded[b] = min(depth[b], i64(MAX_DEPTH))
        b += 1
    return bounded


def push_child(s: Scan, it: i64) -> None:
    """Put a child among the unhandled."""
    s.unhandled.push(i64(s.iv.start[it]) << 32 | it)
    grow_columns(s)


def grow_columns(s: Scan) -> None:
    """Rows for new children in the columns by interval."""
    while s.rows < s.iv.count:
        s.current_range = put32(s.current_range, s.rows, -1)
        s.back_at = put32(s.back_at, s.rows, 0)
        s.heap_left = put32(s.heap_left, s.rows, -1)
        s.heap_right = put32(s.heap_right, s.rows, -1)
        s.rows += 1
