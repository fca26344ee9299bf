"""Dominators, and what lies between a block and its dominators, for the judges of an allocation.

    block0: branch          dominator of block3: block0. Between: block1 and block2, places 1 .. 2
    block1: jump block3
    block2: jump block3     What no block of 1 .. 2 changes is at the start of block3 what it was at the end
    block3: return          of block0.

The *place* of a block is its number in a reverse post-order, in which the body of a loop comes before what is
behind the loop, and cold blocks are where they belong.

Source: T. Lengauer, R. E. Tarjan, "A Fast Algorithm for Finding Dominators in a Flowgraph" (1979), the simple
version; E. Myers, "An applicative random-access stack" (1983), for the jumps.
"""

from typing import Final

from .contract import RegallocInput

#: Instead of the last place of a run: it is not known.
FAR: Final = 1 << 60


class Flow:
    """The dominator tree of a function. By block; -1 for blocks that cannot be reached."""

    def __init__(self, inp: RegallocInput) -> None:
        blocks = int(inp.num_blocks())
        self.idom = [-1] * blocks
        """Immediate dominator; -1 for the entry as well."""
        self.place = [-1] * blocks
        """See above."""
        self.order: list[int] = []
        """Blocks that can be reached, in pre-order of the tree; of the blocks that one dominates immediately,
        those of earlier places come first."""
        self.enter = [-1] * blocks
        """Number in that order."""
        self.leave = [-1] * blocks
        """The number behind the blocks that it dominates."""
        find_dominators(inp, self)
        number_tree(self)

    def dominates(self, a: int, b: int) -> bool:
        """Is block `a` on all paths from the entry to block `b`, which can be reached?"""
        return self.enter[a] >= 0 and self.enter[a] <= self.enter[b] < self.leave[a]


def find_dominators(inp: RegallocInput, flow: Flow) -> None:
    """Fill `idom` and `place`. Numbers are those of a depth-first search, until the end."""
    vertex, parent = depth_first(inp, flow.place)
    number = {b: n for n, b in enumerate(vertex)}
    count = len(vertex)
    semi = list(range(count))
    label = list(range(count))
    ancestor = [-1] * count
    bucket: list[list[int]] = [[] for _ in range(count)]
    found = [0] * count
    for w in range(count - 1, 0, -1):
        b = vertex[w]
        for row in range(inp.pred_start[b], inp.pred_start[b + 1]):
            v = number.get(int(inp.pred[row]), -1)
            if v >= 0:
                semi[w] = min(semi[w], semi[evaluate(v, ancestor, label, semi)])
        bucket[semi[w]].append(w)
        ancestor[w] = parent[w]
        for v in bucket[parent[w]]:
            u = evaluate(v, ancestor, label, semi)
            found[v] = u if semi[u] < semi[v] else parent[w]
        bucket[parent[w]] = []
    for w in range(1, count):
        if found[w] != semi[w]:
            found[w] = found[found[w]]
        flow.idom[vertex[w]] = vertex[found[w]]


def depth_first(inp: RegallocInput, place: list[int]) -> tuple[list[int], list[int]]:
    """Blocks in the order in which a depth-first search meets them, and the numbers of their parents. Of a
    branch it takes the last target first. Fills `place`, backwards as it leaves the blocks."""
    vertex: list[int] = []
    parent: list[int] = []
    left: list[int] = []
    seen = [False] * inp.num_blocks()
    stack = [(0, -1, False)]
    while stack:
        b, above, done = stack.pop()
        if done:
            left.append(b)
        elif not seen[b]:
            seen[b] = True
            stack.append((b, above, True))
            targets = sorted(int(inp.succ[row]) for row in range(inp.succ_start[b], inp.succ_start[b + 1]))
            stack.extend((target, len(vertex), False) for target in targets)
            vertex.append(b)
            parent.append(above)
    for number, b in enumerate(reversed(left)):
        place[b] = number
    return vertex, parent


def evaluate(v: int, ancestor: list[int], label: list[int], semi: list[int]) -> int:
    """EVAL of the paper, with its path compression."""
    path = []
    while ancestor[v] >= 0 and ancestor[ancestor[v]] >= 0:
        path.append(v)
        v = ancestor[v]
    top = v
    for w in reversed(path):
        above = ancestor[w]
        if semi[label[above]] < semi[label[w]]:
            label[w] = label[above]
        ancestor[w] = ancestor[above]
        top = w
    return label[top]


def number_tree(flow: Flow) -> None:
    """Fill `order`, `enter` and `leave`."""
    blocks = len(flow.idom)
    children: list[list[int]] = [[] for _ in range(blocks)]
    for b in sorted(range(blocks), key=lambda block: -flow.place[block]):
        if flow.idom[b] >= 0:
            children[flow.idom[b]].append(b)  # the last one is taken first
    stack = [0]
    while stack:
        b = stack.pop()
        flow.enter[b] = len(flow.order)
        flow.order.append(b)
        stack.extend(children[b])
    for b in reversed(flow.order):
        flow.leave[b] = max([flow.enter[b] + 1] + [flow.leave[child] for child in children[b][:1]])


class Between:
    """By block: which blocks can be passed between its immediate dominator and it. They are known to lie in a
    run of places that begins behind the dominator's; the run may hold others as well."""

    def __init__(self, inp: RegallocInput, flow: Flow) -> None:
        blocks = int(inp.num_blocks())
        self.up = [-1] * blocks
        """The immediate dominator, -1 where nothing is known."""
        self.high = [-1] * blocks
        """The last place of the run, less than the first one if there is none between."""
        self.jump = list(range(blocks))
        """A dominator further up; itself where `up` is -1."""
        self.jump_high = [-1] * blocks
        """The last place of all runs up to there."""
        self._rank = [0] * blocks
        find_runs(inp, flow, self)
        for b in flow.order:
            if self.up[b] >= 0:
                self._link(b, self.up[b])

    def _link(self, b: int, up: int) -> None:
        middle = self.jump[up]
        far = self.jump[middle]
        rank = self._rank
        rank[b] = rank[up] + 1
        self.jump[b] = up
        self.jump_high[b] = self.high[b]
        if rank[up] - rank[middle] == rank[middle] - rank[far] and up != middle:
            self.jump[b] = far
            self.jump_high[b] = max(self.high[b], self.jump_high[up], self.jump_high[middle])


def find_runs(inp: RegallocInput, flow: Flow, between: Between) -> None:
    """Fill `up` and `high`: what a block is reached from, and what that is reached from, up to the dominator.

    Post-order: all that a block dominates is done before it, and so are its siblings of earlier places."""
    above = list(range(len(flow.idom)))  # union-find over what is done: a dominator that was reached
    most = [-1] * len(flow.idom)  # the last place of the runs up to there
    place = flow.place
    for b in post_order(flow):
        dominator = flow.idom[b]
        if dominator < 0:
            continue
        high = place[dominator]
        known = True
        for row in range(inp.pred_start[b], inp.pred_start[b + 1]):
            pred = int(inp.pred[row])
            if pred == dominator or flow.enter[pred] < 0:
                continue
            root = climb(pred, above, most)
            known = known and root in (b, dominator) and most[pred] < FAR
            high = max(high, place[pred], most[pred])
        between.high[b] = high
        if known:
            between.up[b] = dominator
        above[b] = dominator
        most[b] = high if known else FAR


def climb(b: int, above: list[int], most: list[int]) -> int:
    """The last dominator of `b` that is not done; afterwards `most[b]` is about all runs up to there."""
    path = []
    while above[b] != b:
        path.append(b)
        b = above[b]
    if path:
        path.pop()  # it hangs below the root
    for w in reversed(path):
        most[w] = max(most[w], most[above[w]])
        above[w] = b
    return b


def post_order(flow: Flow) -> list[int]:
    """Blocks behind all that they dominate, and behind their siblings of earlier places."""
    order: list[int] = []
    open_blocks: list[int] = []
    for b in flow.order:
        while open_blocks and flow.idom[b] != open_blocks[-1]:
            order.append(open_blocks.pop())
        open_blocks.append(b)
    order.extend(reversed(open_blocks))
    return order
