"""Liveness where many values live through many blocks: with spans (`spans.py`), value by value.

    v1 defined in block0, used in block900      a span goes from block900 back to block0: one run, 0 .. 899
    v2 defined in block5, used in block900      spans go back to block7: one run to there, then block by block

So a value costs what it has runs of blocks, whatever their length. Even that is too much where thousands of
values live through thousands of places with a hole: a block that none of them is live in is a range more for
each. Once `Workspace.far_steps` were made for the size of the function, a value that takes more than a few is
taken as live from its definition to the last block that it could be live in, without holes: then it keeps
its place where it need not. `Walk.is_exact` says that there is no such value.
"""

from typing import Final

from librt.vecs import vec
from mypy_extensions import i32, i64, mypyc_attr

from .contract import RegallocError, RegallocInput
from .intervals import put32, put64
from .spans import Spans, make_spans

#: Operands that a function has at least, when it comes to limits.
MIN_SIZE: Final = 128


@mypyc_attr(acyclic=True)
class Walk:
    """The lists of runs that are made (see `Liveness`), and tables for the walk of one value."""

    def __init__(
        self,
        inp: RegallocInput,
        def_block: vec[i32],
        far_steps: i64,
        run_head: vec[i64],
        run_next: vec[i64],
        run_low: vec[i32],
        runs: i64,
    ) -> None:
        blocks = inp.num_blocks()
        self.inp: RegallocInput = inp
        self.def_block: vec[i32] = def_block
        self.run_head: vec[i64] = run_head
        self.run_next: vec[i64] = run_next
        self.run_low: vec[i32] = run_low
        self.runs: i64 = runs
        self.is_exact: bool = True
        self.spans: Spans = make_spans(inp)
        self.steps: i64 = far_steps * size_of(inp)
        """Steps left."""
        self.few: i64 = 2 * far_steps
        """Steps that a value may take even when there are none left."""
        self.seen_in: vec[i32] = vec[i32]([-1] * blocks)
        """By block: the vreg last found live into it."""
        self.seen_out: vec[i32] = vec[i32]([-1] * blocks)
        """By block: the vreg last found live out of it, on its own and not in a span."""
        self.todo: vec[i32] = vec[i32]([0] * blocks)
        self.waiting: i64 = 0
        """Blocks in `todo`."""
        self.found: i64 = 0
        """Runs of one vreg so far: rows of the next two."""
        self.low: vec[i32] = vec[i32]()
        self.high: vec[i32] = vec[i32]()
        # Tables of `rough_runs`: binary trees of maxima whose root is row 1 and whose leaves, from row
        # `leaves` on, are about the predecessors of each block.
        self.leaves: i64 = 0
        self.tail: i64 = 0
        """First one of the cold blocks at the end of the order."""
        self.last_pred: vec[i32] = vec[i32]()
        """The last one before the tail, -1 for none."""
        self.last_cold: vec[i32] = vec[i32]()
        """The last one in the tail, -1 for none."""
        self.first_cold: vec[i32] = vec[i32]()
        """The first one in the tail, negated; minus the number of blocks for none."""
        self.in_order: bool = True
        """Each block before the tail stands behind what dominates it."""


def size_of(inp: RegallocInput) -> i64:
    """Size of a function, for limits."""
    return inp.num_blocks() + inp.num_operands() + inp.num_edge_args() + MIN_SIZE


def no_def_reaches(vreg: i64) -> None:
    """Refuse a use."""
    raise RegallocError("v" + str(vreg) + " is used where no definition reaches")


def walk_back(w: Walk, vreg: i64, first_use: i64, use_link: vec[i64]) -> None:
    """List the runs of a vreg, whose uses are those of the list from `first_use` on."""
    w.found = 0
    home = i64(w.def_block[vreg])
    if not exact_runs(w, vreg, home, first_use, use_link):
        w.is_exact = False
        w.found = 0
        rough_runs(w, vreg, home, first_use, use_link)
    if w.found == 0:
        return  # used only where the entry leads not
    low = i64(w.low[0])
    high = i64(w.high[0])
    row: i64 = 1
    while row < w.found:
        next_low = i64(w.low[row])
        next_high = i64(w.high[row])
        row += 1
        both_low = min(low, next_low)
        both_high = max(high, next_high)
        if next_low <= high + 1 and low <= next_high + 1 and (both_low >= home or both_high < home):
            low = both_low
            high = both_high
        else:
            list_run(w, vreg, low, high)
            low = next_low
            high = next_high
    list_run(w, vreg, low, high)


def list_run(w: Walk, vreg: i64, low: i64, high: i64) -> None:
    """Enter a run into the list of its last block."""
    row = w.runs
    w.run_next = put64(w.run_next, row, w.run_head[high] << 32 | vreg)
    w.run_low = put32(w.run_low, row, i32(low))
    w.run_head[high] = row
    w.runs = row + 1


def add_run(w: Walk, low: i64, high: i64) -> None:
    """Note a run."""
    w.low = put32(w.low, w.found, i32(low))
    w.high = put32(w.high, w.found, i32(high))
    w.found += 1


def live_out(w: Walk, vreg: i64, home: i64, b: i64) -> None:
    """The vreg is live out of a block, and into it unless it is defined there."""
    if i64(w.seen_out[b]) != vreg:
        w.seen_out[b] = i32(vreg)
        add_run(w, b, b)
        live_in(w, vreg, home, b)


def live_in(w: Walk, vreg: i64, home: i64, b: i64) -> None:
    """The vreg is live into a block, unless it is defined there."""
    if b != home and i64(w.seen_in[b]) != vreg:
        w.seen_in[b] = i32(vreg)
        w.todo[w.waiting] = i32(b)
        w.waiting += 1


def exact_runs(w: Walk, vreg: i64, home: i64, use: i64, use_link: vec[i64]) -> bool:
    """Note all runs of a vreg. False if that takes too many steps."""
    left = w.steps
    if left < w.few:
        left = w.few
    w.waiting = 0
    while use >= 0:
        place = use_link[use] & 0xFFFFFFFF
        use = use_link[use] >> 32
        if place & 1 == 1:
            live_out(w, vreg, home, place >> 1)
        else:
            live_in(w, vreg, home, place >> 1)
    while w.waiting > 0:
        if left == 0:
            w.steps = 0
            return False
        left -= 1
        w.steps -= 1
        w.waiting -= 1
        step_back(w, vreg, home, i64(w.todo[w.waiting]))
    return True


def step_back(w: Walk, vreg: i64, home: i64, b: i64) -> None:
    """Go back from a block that the vreg is live into: out of the loops around it, over spans, then along its
    edges."""
    inp = w.inp
    spans = w.spans
    loop = spans.around(b, home)
    if loop >= 0:
        add_run(w, loop, i64(spans.last[loop]))
        if loop != b:
            if i64(w.seen_in[loop]) == vreg:
                return
            w.seen_in[loop] = i32(vreg)
            b = loop
    to = spans.back(b, home)
    if to != b:
        add_run(w, to, b - 1)
        if to == home or i64(w.seen_in[to]) == vreg:
            return
        w.seen_in[to] = i32(vreg)
        b = to
    if b == 0:
        no_def_reaches(vreg)
    last = i64(spans.last[b])
    if spans.contains(b, home):
        last = -1  # then it is not live in all of the loop
    row = inp.pred_start[b]
    stop = inp.pred_start[b + 1]
    while row < stop:
        pred = inp.pred[row]
        row += 1
        if pred < b or pred > last:
            live_out(w, vreg, home, pred)


# --- without holes ---


def rough_runs(w: Walk, vreg: i64, home: i64, use: i64, use_link: vec[i64]) -> None:
    """Note runs that have all those of the vreg in them: one from its definition on, and one of cold blocks
    at the end of the order, which are far from where they belong. If the definition is not before all its
    uses, the runs are all of the code.

    Both grow until all edges into their blocks, other than that of the definition, come from inside."""
    if home < 0:
        no_def_reaches(vreg)
    if len(w.last_pred) == 0:
        find_preds(w)
    tail = w.tail
    if not w.in_order or home >= tail:
        if home > 0:
            add_run(w, 0, home - 1)
        add_run(w, home, w.inp.num_blocks() - 1)
        return
    out = home  # last block before the tail that the vreg is live out of
    inside = home  # and into
    low = w.inp.num_blocks()  # and the blocks of the tail
    high: i64 = -1
    while use >= 0:
        place = use_link[use] & 0xFFFFFFFF
        use = use_link[use] >> 32
        b = place >> 1
        if b >= tail:
            low = min(low, b)
            high = max(high, b)
        else:
            inside = max(inside, b)
            if place & 1 == 1:
                out = max(out, b)
    seen = home
    seen_low = low
    seen_high = low - 1
    while True:
        if inside > seen:
            first = seen + 1
            last = inside
            seen = inside
        elif high > seen_high:
            first = seen_high + 1
            last = high
            seen_high = high
        elif low < seen_low:
            first = low
            last = seen_low - 1
            seen_low = low
        else:
            break
        out = max(out, extreme(w.last_pred, w.leaves, first, last))
        inside = max(inside, out)
        high = max(high, extreme(w.last_cold, w.leaves, first, last))
        low = min(low, -extreme(w.first_cold, w.leaves, first, last))
        if seen_high < seen_low:
            seen_low = low
            seen_high = low - 1
    add_run(w, home, max(out, inside - 1))
    if low <= high:
        add_run(w, low, high)


def find_preds(w: Walk) -> None:
    """Make the trees, `tail`, and `in_order`: that holds if each block before the tail has a predecessor
    before it, since there is a path from the entry then, over blocks before it only."""
    inp = w.inp
    blocks = inp.num_blocks()
    w.leaves = blocks
    tail = blocks
    while tail > 1 and inp.cold[tail - 1] == 1:
        tail -= 1
    w.tail = tail
    last_pred = vec[i32]([-1] * (2 * blocks))
    last_cold = vec[i32]([-1] * (2 * blocks))
    first_cold = vec[i32]([i32(-blocks)] * (2 * blocks))
    b: i64 = 0
    while b < blocks:
        first = b
        row = inp.pred_start[b]
        stop = inp.pred_start[b + 1]
        leaf = blocks + b
        while row < stop:
            pred = inp.pred[row]
            row += 1
            if pred >= tail:
                last_cold[leaf] = max(last_cold[leaf], i32(pred))
                first_cold[leaf] = max(first_cold[leaf], i32(-pred))
            else:
                last_pred[leaf] = max(last_pred[leaf], i32(pred))
                first = min(first, pred)
        if first == b and b > 0 and b < tail:
            w.in_order = False
        b += 1
    b = blocks - 1
    while b > 0:
        last_pred[b] = max(last_pred[2 * b], last_pred[2 * b + 1])
        last_cold[b] = max(last_cold[2 * b], last_cold[2 * b + 1])
        first_cold[b] = max(first_cold[2 * b], first_cold[2 * b + 1])
        b -= 1
    w.last_pred = last_pred
    w.last_cold = last_cold
    w.first_cold = first_cold


def extreme(tree: vec[i32], leaves: i64, low: i64, high: i64) -> i64:
    """The greatest of the leaves `low .. high`, at least one, of a tree of maxima whose leaf 0 is row
    `leaves`."""
    low += leaves
    high += leaves + 1
    best = i64(tree[low])
    while low < high:
        if low & 1 == 1:
            best = max(best, i64(tree[low]))
            low += 1
        if high & 1 == 1:
            high -= 1
            best = max(best, i64(tree[high]))
        low >>= 1
        high >>= 1
    return best
