"""Spans: stretches of the block order that a value lives through as a whole.

`liveness.py` walks from the uses of a value back to its definition, block by block. Most of what it finds
has nothing to do with the value:

    block0: branch        Whatever is live into block3 and is not defined in block1 or block2 lives through
    block1: jump block3   both, and out of block0: only block0 leads into them, and they lead to block3. So
    block2: jump block3   the *span* of block3 goes back to block0: `up[3]` is 0.
    block3:
    block4: loop          Whatever is live into any block of the loop and is not defined in it lives in all
    block5:   block4      of it, and into block4.

A *loop* here is a run of consecutive blocks that are entered only at the first one, the *header*, and all
lead back to it. The order of blocks falls into *units*: a loop that lies in no other one, or a block outside
of all loops; and so again inside of each loop, where the header is a block. The span of a unit goes back to
the nearest unit before it such that

- all edges into the units between them, and into the unit itself, come from there on and from before it;
- each unit between them has an edge forwards, to another one of them or to the unit itself.

Then what is live into the unit, and defined before all that, is live in everything between. Spans follow one
upon the other: `up[up[b]]`. `jump` goes many steps at once, so that a value that lives through a thousand
branches is followed in ten (`Spans.back`); `outer` and `outer_jump` do the same for loops around loops.

Other shapes (irreducible loops, blocks that were moved away from where they belong) have no spans and are no
loops; there the walk goes block by block.

Source: E. Myers, "An applicative random-access stack" (1983), for the jumps.
"""

from typing import Final

from librt.vecs import vec
from mypy_extensions import i32, i64, mypyc_attr

from .contract import RegallocInput

#: Steps from unit to unit that one block may cost on average while its span is searched.
STEPS_PER_BLOCK: Final = 8
#: Loops climbed for one edge that enters them from outside, at most.
MAX_ENTERED: Final = 8


@mypyc_attr(acyclic=True)
class Spans:
    """By block; -1 for none. A loop's row is that of its header."""

    def __init__(self, blocks: i64) -> None:
        self.up: vec[i32] = vec[i32]([-1] * blocks)
        """The unit that the span of this one goes back to."""
        self.jump: vec[i32] = vec[i32]([0] * blocks)
        """A unit some spans further back; itself where there is none."""
        self.rank: vec[i32] = vec[i32]([0] * blocks)
        """Number of spans behind one another, from here back."""
        self.last: vec[i32] = vec[i32]([-1] * blocks)
        """By header: last block of its loop."""
        self.loop: vec[i32] = vec[i32]([-1] * blocks)
        """Header of the innermost loop that the block is in."""
        self.outer: vec[i32] = vec[i32]([-1] * blocks)
        """By header: header of the loop around its loop."""
        self.outer_jump: vec[i32] = vec[i32]([0] * blocks)
        self.outer_rank: vec[i32] = vec[i32]([0] * blocks)

    def contains(self, header: i64, b: i64) -> bool:
        """Is a block in the loop of this header?"""
        return header <= b and b <= i64(self.last[header])

    def around(self, b: i64, home: i64) -> i64:
        """Header of the outermost loop that `b` is in and `home` is not, -1 for none."""
        loop = i64(self.loop[b])
        if loop < 0 or self.contains(loop, home):
            return -1
        while True:
            around = i64(self.outer_jump[loop])
            if around == loop or self.contains(around, home):
                around = i64(self.outer[loop])
                if around < 0 or self.contains(around, home):
                    return loop
            loop = around

    def back(self, b: i64, home: i64) -> i64:
        """How far back a value reaches that is live into unit `b` and defined in block `home`: `home` itself,
        or a unit behind it that it is live into, as it is in all blocks between. `b` if there is no span, or
        one that goes back too far. No loop but those around `home` as well is around `b`."""
        while True:
            to = i64(self.jump[b])
            if to == b or not self.is_behind(to, b, home):
                to = i64(self.up[b])
                if to < 0 or not self.is_behind(to, b, home):
                    return b
            b = to

    def is_behind(self, to: i64, b: i64, home: i64) -> bool:
        """Does unit `to`, whence spans lead to `b`, lie behind `home`, or is it just this block?"""
        return to > home or (to == home and (self.last[to] < 0 or i64(self.last[to]) >= b))


@mypyc_attr(acyclic=True)
class _Finder:
    """State of `make_spans`: columns by block or unit, and a stack of the loops that are open, whose row 0 is
    the whole function."""

    def __init__(self, inp: RegallocInput, spans: Spans) -> None:
        blocks = inp.num_blocks()
        self.inp: RegallocInput = inp
        self.spans: Spans = spans
        self.unit: vec[i32] = vec[i32]([0] * blocks)
        """Union-find: the closed loop that a block or loop is in, itself if none is."""
        self.previous: vec[i32] = vec[i32]([-1] * blocks)
        """The unit before."""
        self.low: vec[i32] = vec[i32]([0] * blocks)
        """First block with an edge into the unit, `blocks` if there is none."""
        self.high: vec[i32] = vec[i32]([0] * blocks)
        """Last block with an edge into the unit from outside, -1 if there is none."""
        self.leads_on: vec[i32] = vec[i32]([0] * blocks)
        """1: the unit has an edge forwards, to a block that was seen."""
        self.returns: vec[i32] = vec[i32]([0] * blocks)
        """1: the unit has an edge back to the header of the loop around it."""
        self.row_of: vec[i32] = vec[i32]([-1] * blocks)
        """By header of an open loop: its row on the stack."""
        self.credit: i64 = 64
        """Steps left."""

        self.depth: i64 = 0
        """Top row of the stack."""
        self.header: vec[i32] = vec[i32]([0] * (blocks + 1))
        self.end: vec[i32] = vec[i32]([0] * (blocks + 1))
        """Last block of the loop."""
        self.tail: vec[i32] = vec[i32]([-1] * (blocks + 1))
        """Its last unit so far."""
        self.lowest: vec[i32] = vec[i32]([0] * (blocks + 1))
        """First block with an edge to a block of it other than the header."""
        self.highest: vec[i32] = vec[i32]([0] * (blocks + 1))
        """Last such block."""
        self.stopped: vec[i32] = vec[i32]([0] * (blocks + 1))
        """Units in it that do not lead on."""
        self.stuck: vec[i32] = vec[i32]([0] * (blocks + 1))
        """Units of these that do not return either."""
        self.goes_round: vec[i32] = vec[i32]([0] * (blocks + 1))
        """1: it has an edge to the header of the loop around it."""


def make_spans(inp: RegallocInput) -> Spans:
    """All loops and spans of a function, in one pass over its blocks and edges."""
    blocks = inp.num_blocks()
    spans = Spans(blocks)
    if not all_reachable(inp):
        return spans  # what leads nowhere from the entry spoils the argument that units are entered in order
    f = _Finder(inp, spans)
    f.end[0] = i32(blocks)
    f.lowest[0] = i32(blocks)
    b: i64 = 0
    while b < blocks:
        f.unit[b] = i32(b)
        spans.jump[b] = i32(b)
        spans.outer_jump[b] = i32(b)
        f.credit += STEPS_PER_BLOCK
        look_at_edges_in(f, b)
        if f.spans.last[b] >= 0:
            open_loop(f, b)
        add_block(f, b)
        while f.depth > 0 and i64(f.end[f.depth]) == b:
            close_loop(f)
        b += 1
    nest_loops(spans, blocks)
    return spans


def all_reachable(inp: RegallocInput) -> bool:
    """Can every block be reached from the entry?"""
    blocks = inp.num_blocks()
    seen = vec[i32]([0] * blocks)
    stack = vec[i32]([0] * blocks)
    seen[0] = 1
    waiting: i64 = 1
    count: i64 = 0
    while waiting > 0:
        waiting -= 1
        b = i64(stack[waiting])
        count += 1
        edge = inp.succ_start[b]
        while edge < inp.succ_start[b + 1]:
            target = inp.succ[edge]
            edge += 1
            if seen[target] == 0:
                seen[target] = 1
                stack[waiting] = i32(target)
                waiting += 1
    return count == blocks


# --- blocks in order ---


def look_at_edges_in(f: _Finder, b: i64) -> None:
    """Where the edges into a block come from. The units that they leave lead on; one from the block itself or
    from behind makes the block a header."""
    inp = f.inp
    low = inp.num_blocks()
    high: i64 = -1
    row = inp.pred_start[b]
    stop = inp.pred_start[b + 1]
    while row < stop:
        pred = inp.pred[row]
        row += 1
        low = min(low, pred)
        high = max(high, pred)
        if pred < b:
            note_leading_on(f, unit_of(f, pred))
    f.low[b] = i32(low)
    f.high[b] = i32(high)
    if high >= b and high <= i64(f.end[f.depth]):
        f.spans.last[b] = i32(high)  # else it would cross the loop around it


def unit_of(f: _Finder, b: i64) -> i64:
    """The outermost closed loop that a block is in, or the block itself."""
    unit = f.unit
    root = b
    while i64(unit[root]) != root:
        root = i64(unit[root])
    while b != root:
        following = i64(unit[b])
        unit[b] = i32(root)
        b = following
    return root


def note_leading_on(f: _Finder, unit: i64) -> None:
    """A unit has an edge forwards."""
    if f.leads_on[unit] == 1:
        return
    row = f.depth
    while i64(f.header[row]) > unit:  # it is outside of these
        if f.depth - row == MAX_ENTERED:
            return
        row -= 1
    f.leads_on[unit] = 1
    f.stopped[row] = f.stopped[row] - 1
    if f.returns[unit] == 0:
        f.stuck[row] = f.stuck[row] - 1


def open_loop(f: _Finder, b: i64) -> None:
    """A block is the header of a loop."""
    f.depth += 1
    row = f.depth
    f.row_of[b] = i32(row)
    f.header[row] = i32(b)
    f.end[row] = f.spans.last[b]
    f.tail[row] = f.tail[row - 1]
    f.lowest[row] = i32(f.inp.num_blocks())
    f.highest[row] = -1
    f.stopped[row] = 0
    f.stuck[row] = 0
    f.goes_round[row] = 0


def add_block(f: _Finder, b: i64) -> None:
    """A block is the next unit of the innermost open loop."""
    inp = f.inp
    row = f.depth
    edge = inp.succ_start[b]
    stop = inp.succ_start[b + 1]
    while edge < stop:
        target = inp.succ[edge]
        edge += 1
        if target <= b and f.row_of[target] >= 0:
            to = i64(f.row_of[target])
            if to == row:
                f.returns[b] = 1
            else:
                f.goes_round[to + 1] = 1
    if row > 0 and i64(f.header[row]) != b:
        f.lowest[row] = min(f.lowest[row], f.low[b])
        f.highest[row] = max(f.highest[row], f.high[b])
    add_unit(f, b)


def add_unit(f: _Finder, unit: i64) -> None:
    """Append a unit to the innermost open loop, with its span."""
    row = f.depth
    f.previous[unit] = f.tail[row]
    f.tail[row] = i32(unit)
    f.stopped[row] = f.stopped[row] + 1
    if f.returns[unit] == 0:
        f.stuck[row] = f.stuck[row] + 1
    to = find_span(f, unit)
    if to < 0:
        return
    spans = f.spans
    spans.up[unit] = i32(to)
    rank = i64(spans.rank[to])
    spans.rank[unit] = i32(rank + 1)
    middle = i64(spans.jump[to])
    far = i64(spans.jump[middle])
    if rank - i64(spans.rank[middle]) == i64(spans.rank[middle]) - i64(spans.rank[far]):
        spans.jump[unit] = i32(far)
    else:
        spans.jump[unit] = i32(to)


def find_span(f: _Finder, unit: i64) -> i64:
    """The unit that the span of this one goes back to, -1 if there is none."""
    low = i64(f.low[unit])
    if low >= unit or i64(f.high[unit]) >= unit:
        return -1
    up = f.spans.up
    at = i64(f.previous[unit])
    while at > low:
        if f.leads_on[at] == 0 or i64(f.high[at]) >= unit or f.credit == 0:
            return -1
        if up[at] >= 0:
            at = i64(up[at])
        else:
            low = min(low, i64(f.low[at]))
            at = i64(f.previous[at])
        f.credit -= 1
    return at


# --- the end of a loop ---


def close_loop(f: _Finder) -> None:
    """The innermost open loop ends: it becomes a unit of the loop around it, or, if it is entered in several
    places or some block in it does not lead back, its units do."""
    row = f.depth
    header = i64(f.header[row])
    f.row_of[header] = -1
    f.depth = row - 1
    is_loop = i64(f.lowest[row]) >= header and f.highest[row] <= f.end[row] and f.stuck[row] == 0
    if is_loop and i64(f.low[header]) < header:
        unit = i64(f.tail[row])
        while unit != header:
            f.unit[unit] = i32(header)
            unit = i64(f.previous[unit])
        f.high[header] = i32(last_before(f.inp, header))
        f.leads_on[header] = 0
        f.returns[header] = f.goes_round[row]
        f.lowest[row - 1] = min(f.lowest[row - 1], f.low[header])
        f.highest[row - 1] = max(f.highest[row - 1], f.high[header])
        add_unit(f, header)
        return
    f.spans.last[header] = -1
    f.tail[row - 1] = f.tail[row]
    f.stopped[row - 1] = f.stopped[row - 1] + f.stopped[row]
    f.stuck[row - 1] = f.stuck[row - 1] + f.stopped[row]
    f.lowest[row - 1] = min(f.lowest[row - 1], min(f.lowest[row], f.low[header]))
    f.highest[row - 1] = max(f.highest[row - 1], max(f.highest[row], f.high[header]))


def last_before(inp: RegallocInput, header: i64) -> i64:
    """The last block before a header with an edge to it."""
    last: i64 = -1
    row = inp.pred_start[header]
    while row < inp.pred_start[header + 1]:
        pred = inp.pred[row]
        row += 1
        if pred < header:
            last = max(last, pred)
    return last


def nest_loops(spans: Spans, blocks: i64) -> None:
    """Which loop each block is in, and each loop."""
    loop: i64 = -1
    b: i64 = 0
    while b < blocks:
        while loop >= 0 and i64(spans.last[loop]) < b:
            loop = i64(spans.outer[loop])
        if spans.last[b] >= 0:
            spans.outer[b] = i32(loop)
            if loop >= 0:
                rank = i64(spans.outer_rank[loop])
                spans.outer_rank[b] = i32(rank + 1)
                middle = i64(spans.outer_jump[loop])
                far = i64(spans.outer_jump[middle])
                if rank - i64(spans.outer_rank[middle]) == i64(spans.outer_rank[middle]) - i64(
                    spans.outer_rank[far]
                ):
                    spans.outer_jump[b] = i32(far)
                else:
                    spans.outer_jump[b] = i32(loop)
            loop = b
        spans.loop[b] = i32(loop)
        b += 1
