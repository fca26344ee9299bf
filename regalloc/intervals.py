"""Live intervals: where each virtual register needs a place, and where it is used.

Positions. Instruction `i` has four: `4*i` the gap before it (moves happen here), `4*i + 1` early
(it reads), `4*i + 2` late (it writes), `4*i + 3` after. A block spans `4*first .. 4*end`; the gap
of its first instruction stands for the block's start.

    i0: v0 = ...            v0: [2, 9)   live from its def to the read of i2
    i1: v1 = ...            v1: [6, 9)   at 9 = 4*2 + 1 the read is done: a copy into v2's place
    i2: v2 = add v0, v1     v2: [9, ...) reuses v0, so it starts early; v0's copy is made in the gap

An interval is a list of ranges `[from, to)` with holes between them, and a list of uses. Rows
0..num_vregs are the whole vregs; splitting one cuts its lists and appends a row (a child).

How operands become ranges and uses:
- REG, ANY: live to the end of early (or late) of the instruction. A use node tells whether a
  register is a must.
- FIXED use: a copy into the register is made in the gap, so the vreg needs its own place only up to
  there; the register itself is taken by a *fixed range*, owned by the vreg (which may thus stay in
  that register itself). FIXED def: the same, the vreg starts at the def.
- REUSE def: starts early; its input is copied in the gap, and so are all other early uses of the
  same vreg, because they can read the copy.
- Clobbers: one list of (position, mask) for all registers together.

`build.py` makes them from the code.

Source: C. Wimmer, M. Franz, "Linear Scan Register Allocation on SSA Form" (2010); C. Wimmer,
H. Moessenboeck, "Optimized Interval Splitting in a Linear Scan Register Allocator" (2005).
"""

from typing import Final

from librt.vecs import append, vec
from mypy_extensions import i32, i64, mypyc_attr, u8

#: `Intervals.loc` of an interval without a place yet, and of one in its spill slot (or, for a
#: rematerialised vreg, nowhere).
UNASSIGNED: Final = -1
SPILLED: Final = -2

#: `Intervals.hint_preg` of a vreg that no FIXED operand concerns.
NO_HINT: Final = -2

#: A position behind all code.
FAR: Final = 1 << 50

#: Packing of a use node: position << 8 | (hint preg + 1) << 1 | must be in a register.
USE_SHIFT: Final = 8


@mypyc_attr(acyclic=True, free_list_len=1)
class Intervals:
    """All intervals of one function. Row numbers: interval, range, use, fixed range, clobber."""

    def __init__(self) -> None:
        # By interval; `count` of the rows are used.
        self.count: i64 = 0
        self.vreg: vec[i32] = vec[i32]()
        self.first_range: vec[i32] = vec[i32]()
        """-1 for a vreg without definition or use."""
        self.start: vec[i32] = vec[i32]()
        self.end: vec[i32] = vec[i32]()
        self.first_use: vec[i32] = vec[i32]()
        """First use at or behind `start`; uses at or behind `end` belong to later children."""
        self.loc: vec[i32] = vec[i32]()
        """A preg, UNASSIGNED or SPILLED."""
        self.next_child: vec[i32] = vec[i32]()
        """The interval that goes on where this one was split, -1 for none."""

        self.order_count: i64 = 0
        self.order: vec[i32] = vec[i32]()
        """The vregs with intervals, by start; `order_count` of the rows are used."""
        self.ssa_order: bool = True
        """Every interval starts at its def, and holds nothing that the vreg is not live in."""

        # By range; `range_count` of the rows are used.
        self.range_count: i64 = 0
        self.range_from: vec[i32] = vec[i32]()
        self.range_to: vec[i32] = vec[i32]()
        self.range_next: vec[i32] = vec[i32]()

        # By use node; `use_count` of the rows are used.
        self.use_count: i64 = 0
        self.use_key: vec[i64] = vec[i64]()
        self.use_next: vec[i32] = vec[i32]()

        # Fixed ranges by preg, ascending: rows fixed_start[p] .. fixed_stop[p] if p is in the mask.
        self.fixed_mask: i64 = 0
        self.fixed_start: vec[i64] = vec[i64]()
        self.fixed_stop: vec[i64] = vec[i64]()
        self.fixed_from: vec[i64] = vec[i64]()
        self.fixed_to: vec[i64] = vec[i64]()
        self.fixed_owner: vec[i64] = vec[i64]()
        """Vreg that the register is taken for."""
        self.fixed_inst: vec[i64] = vec[i64]()
        """The instructions with fixed ranges, ascending."""

        # Clobbers, ascending.
        self.clobber_pos: vec[i64] = vec[i64]()
        self.clobber_mask: vec[i64] = vec[i64]()
        self.clobber_union: i64 = 0

        self.spills: bool = False
        """Some vreg may have a slot."""

        # By vreg.
        self.remat: vec[u8] = vec[u8]()
        """1: repeat the definition instead of spilling (see `Liveness.remat`)."""
        self.needs_slot: vec[u8] = vec[u8]()
        """1: it has a slot, written at the def (an operand on the stack, or a cut into the slot
        inside an instruction)."""
        self.stack_def: vec[u8] = vec[u8]()
        """1: it is made in its slot."""
        self.hint_source: vec[i32] = vec[i32]()
        """Vreg that it is a copy or the reuse of, -1 for none."""
        self.hint_target: vec[i32] = vec[i32]()
        """Block parameter or copy that it is handed to, -1 for none."""
        self.hint_preg: vec[i32] = vec[i32]()
        """Register that it ends up in; -1 for none, though one of its use nodes names a register, and
        NO_HINT where none does."""


def push_range(iv: Intervals, start: i64, end: i64, following: i64) -> i64:
    """A new range."""
    node = iv.range_count
    iv.range_count = node + 1
    if node < len(iv.range_from):
        iv.range_from[node] = i32(start)
        iv.range_to[node] = i32(end)
        iv.range_next[node] = i32(following)
    else:
        iv.range_from = append(iv.range_from, i32(start))
        iv.range_to = append(iv.range_to, i32(end))
        iv.range_next = append(iv.range_next, i32(following))
    return node


def put32(table: vec[i32], row: i64, item: i32) -> vec[i32]:
    """The table with an item in a row that is in it, or the next one."""
    if row == len(table):
        return append(table, item)
    table[row] = item
    return table


def put64(table: vec[i64], row: i64, item: i64) -> vec[i64]:
    """The same for 64 bits."""
    if row == len(table):
        return append(table, item)
    table[row] = item
    return table


def lower_bound(column: vec[i64], low: i64, high: i64, pos: i64) -> i64:
    """First row of `low .. high` of an ascending column whose item is at least `pos`."""
    while low < high:
        middle = (low + high) >> 1
        if column[middle] < pos:
            low = middle + 1
        else:
            high = middle
    return low


def next_must(iv: Intervals, use: i64, end: i64) -> i64:
    """Position of the first must-be-in-a-register use from node `use` on, before `end`; else FAR."""
    while use >= 0:
        key = iv.use_key[use]
        if key >> USE_SHIFT >= end:
            return FAR
        if key & 1 == 1:
            return key >> USE_SHIFT
        use = i64(iv.use_next[use])
    return FAR


def must_at(iv: Intervals, use: i64, pos: i64) -> bool:
    """Does the instruction of `pos`, at or behind it, need the vreg in a register that only a move
    before `pos` could put there? `use` is the first use node at or behind `pos`."""
    if use < 0:
        return False
    key = iv.use_key[use]
    return key & 1 == 1 and key >> (USE_SHIFT + 2) == pos >> 2 and pos & 3 != 0


def split(iv: Intervals, it: i64, pos: i64) -> i64:
    """Cut interval `it` at `pos` (behind its start, before its end); returns the child with the
    rest. A cut in a hole gives a child that starts at the end of the hole."""
    previous: i64 = -1
    node = i64(iv.first_range[it])
    while i64(iv.range_to[node]) <= pos:
        previous = node
        node = i64(iv.range_next[node])
    if i64(iv.range_from[node]) < pos:
        rest = push_range(iv, pos, i64(iv.range_to[node]), i64(iv.range_next[node]))
        iv.range_to[node] = i32(pos)
        iv.range_next[node] = -1
        previous = node
        node = rest
    else:
        iv.range_next[previous] = -1
    use = i64(iv.first_use[it])
    while use >= 0 and iv.use_key[use] >> USE_SHIFT < pos:
        use = i64(iv.use_next[use])
    child = iv.count
    iv.count = child + 1
    iv.vreg = put32(iv.vreg, child, iv.vreg[it])
    iv.first_range = put32(iv.first_range, child, i32(node))
    iv.start = put32(iv.start, child, iv.range_from[node])
    iv.end = put32(iv.end, child, iv.end[it])
    iv.first_use = put32(iv.first_use, child, i32(use))
    iv.loc = put32(iv.loc, child, i32(UNASSIGNED))
    iv.next_child = put32(iv.next_child, child, iv.next_child[it])
    iv.next_child[it] = i32(child)
    iv.end[it] = iv.range_to[previous]
    return child
