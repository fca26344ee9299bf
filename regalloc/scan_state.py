"""State of one linear scan: columns by interval, register and block, and the heap of split children.

`scan.py` explains the algorithm; `active.py`, `taken.py`, `cut.py`, `free_reg.py` and `blocked_reg.py`
are its parts.
"""

from typing import Final

from librt.vecs import append, vec
from mypy_extensions import i64

from .contract import MachineEnv, RegallocInput
from .intervals import FAR, Intervals, starts_at_def
from .liveness import Liveness

#: Inactive intervals of one register looked at before it counts as taken from the first one on.
MAX_INACTIVE_LOOKS: Final = 16


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
        self.fixed_from: vec[i64] = vec[i64]([0] * 64)
        self.fixed_to: vec[i64] = vec[i64]([0] * 64)
        """By preg: where that range begins and ends, FAR when there is none; 0 before the first
        look."""
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
        self.best_is_hint: bool = False
        """`best_preg` would save a move."""
        self.considered: i64 = 0
        """How far the register considered last is free."""
        self.stack: vec[i64] = vec[i64]([0] * (MAX_INACTIVE_LOOKS + 2))


def prepare(s: Scan) -> None:
    """Columns by instruction and block, and the order of the whole intervals."""
    inp = s.inp
    iv = s.iv
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
    sort_by_start(s, insts)
    vregs = inp.num_vregs()
    s.last_preg = vec[i64]([-1] * vregs)
    s.current_range = vec[i64]([-1] * vregs)
    s.back_at = vec[i64]([0] * vregs)
    s.heap_left = vec[i64]([-1] * vregs)
    s.heap_right = vec[i64]([-1] * vregs)
    preg: i64 = 0
    while preg < 64:
        s.fixed_cursor = append(s.fixed_cursor, iv.fixed_start[preg])
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


def sort_by_start(s: Scan, insts: i64) -> None:
    """The vregs with intervals by start: a list per instruction, gone through for each of its positions."""
    iv = s.iv
    head = vec[i64]([-1] * (insts + 1))
    vregs: i64 = s.inp.num_vregs()
    following = vec[i64]([-1] * vregs)
    vreg: i64 = vregs - 1
    count: i64 = 0
    first_range = iv.first_range
    start_of = iv.start
    def_inst = s.live.def_inst
    while vreg >= 0:
        if first_range[vreg] >= 0:
            start = start_of[vreg]
            inst = start >> 2
            following[vreg] = head[inst]
            head[inst] = vreg
            count += 1
            if def_inst[vreg] != inst and not starts_at_def(s.inp, s.live, vreg, start):
                s.ssa_order = False
        vreg -= 1
    order = vec[i64]([0] * count)
    row: i64 = 0
    inst = 0
    while inst <= insts:
        first = head[inst]
        if first >= 0 and following[first] < 0:
            order[row] = first
            row += 1
        elif first >= 0:
            phase: i64 = 0
            while phase < 4:
                vreg = first
                while vreg >= 0:
                    if start_of[vreg] & 3 == phase:
                        order[row] = vreg
                        row += 1
                    vreg = following[vreg]
                phase += 1
        inst += 1
    s.order = order


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
