"""Random allocator inputs: sound programs of any shape, without a backend.

    shape = random_shape(seed)          one of `KINDS`, and how much of everything
    inp = random_program(seed, shape)
    env = make_env(shape.ints, shape.floats)

A graph of blocks is made first, all reachable, its critical edges split. Then the blocks are filled in
dominance order: operands pick among the virtual registers that are available there, each instruction asks
for no more than the machine has (`serviceable`), and edges pass arguments for all parameters.
"""

from collections.abc import Callable
from random import Random
from typing import Final

from .contract import (
    ANY,
    DEF,
    EARLY,
    FIXED,
    FLOAT,
    INT,
    LATE,
    REG,
    REUSE,
    STACK,
    USE,
    RegallocInput,
    make_operand,
    operand_constraint,
    operand_is_def,
    operand_payload,
    operand_vreg,
)
from .testing import Program


class Shape:
    """What random programs look like."""

    def __init__(
        self,
        blocks: int = 8,
        insts: int = 6,
        ints: int = 4,
        floats: int = 3,
        calls: float = 0.15,
        fixed: float = 0.2,
        shuffle: bool = False,
        reach: int = 12,
        far: float = 0.1,
        graph: str = "random",
        params: int = 3,
    ) -> None:
        self.blocks = blocks
        self.insts = insts
        """Most instructions of a block."""
        self.ints = ints
        self.floats = floats
        self.calls = calls
        self.fixed = fixed
        self.shuffle = shuffle
        """Blocks in any order, in which uses may stand before their def."""
        self.reach = reach
        """How far back among the available vregs an operand looks: registers wanted at once."""
        self.far = far
        """How often it looks at all of them: values that live long."""
        self.graph = graph
        """One of `GRAPHS`."""
        self.params = params
        """Most parameters of a block."""


#: What random programs look like by kind, and how many of 100 are of it.
KINDS: Final = {
    "mixed": 34,
    "shuffled": 14,
    "irreducible": 10,
    "nests": 8,
    "pressure": 8,
    "fixed": 12,
    "switches": 5,
    "empty": 5,
    "huge": 2,
    "parameters": 2,
}


def random_shape(seed: int, kind: str = "") -> Shape:
    """The shape for a seed, of a kind, or of one that the seed chooses."""
    rng = Random(seed + 1_000_003)
    if not kind:
        kind = rng.choices(list(KINDS), list(KINDS.values()))[0]
    ints, floats = rng.choice([3, 4, 5, 8, 14]), rng.choice([3, 4, 8, 15])
    calls, fixed = rng.choice([0.0, 0.15, 0.5]), rng.choice([0.0, 0.2, 0.5])
    blocks = rng.choice([1, 3, 8, 16])
    if kind == "irreducible":
        return Shape(rng.randrange(3, 20), 4, ints, floats, calls, fixed, seed % 3 == 0, graph="tangled")
    if kind == "nests":
        return Shape(2 * rng.randrange(2, 20), 3, ints, floats, calls, fixed, graph="nested")
    if kind == "pressure":
        return Shape(blocks, 25, ints, floats, calls, fixed, reach=80, far=0.3)
    if kind == "fixed":
        return Shape(blocks, 10, ints, floats, 0.4, 0.9, seed % 4 == 0)
    if kind == "switches":
        return Shape(rng.randrange(2, 60), 3, ints, floats, calls, fixed, graph="switch")
    if kind == "empty":
        return Shape(rng.randrange(2, 24), 0, ints, floats, graph="tangled", params=rng.randrange(3))
    if kind == "huge":
        return Shape(rng.randrange(1, 3), 1200, ints, floats, 0.05, 0.1)
    if kind == "parameters":
        return Shape(rng.randrange(3, 6), 3, ints, floats, params=rng.choice([100, 1200]))
    return Shape(blocks, 8, ints, floats, calls, fixed, kind == "shuffled", rng.choice([3, 10, 40]))


def random_program(seed: int, shape: Shape) -> RegallocInput:
    """A sound random program."""
    rng = Random(seed)
    succs = GRAPHS[shape.graph](rng, shape.blocks)
    split_critical_edges(succs)
    order = reverse_post_order(succs)
    if shape.shuffle:
        rest = order[1:]
        rng.shuffle(rest)
        order = order[:1] + rest
    return Generator(rng, shape, succs, order).run()


def random_graph(rng: Random, blocks: int) -> list[list[int]]:
    """Successors by block: a tree, and edges from anywhere to anywhere near, loops with several entries
    among them."""
    succs: list[list[int]] = [[] for _ in range(blocks)]
    for b in range(1, blocks):
        parent = rng.randrange(max(0, b - 4), b)
        succs[parent].append(b)
    for _ in range(blocks // 2):
        source = rng.randrange(blocks)
        target = rng.randrange(max(1, source - 6), blocks) if blocks > 1 else 0
        if blocks > 1:
            succs[source].append(min(target, source + 5))
    return succs


def tangled_graph(rng: Random, blocks: int) -> list[list[int]]:
    """Mostly irreducible: a chain, with edges into the middle of everything."""
    succs: list[list[int]] = [[b + 1] for b in range(blocks - 1)] + [[]]
    for _ in range(blocks):
        if blocks > 1:
            succs[rng.randrange(blocks)].append(rng.randrange(1, blocks))
    return succs


def nested_graph(rng: Random, blocks: int) -> list[list[int]]:
    """Loops in loops: half of the blocks are heads, half latches, each back to its head and out."""
    depth = max(blocks // 2, 1)
    succs: list[list[int]] = [[1]]
    for level in range(1, depth + 1):
        succs.append([level + 1])
    for level in range(depth, 0, -1):
        here = len(succs)
        succs.append([level, here + 1] if rng.random() < 0.9 else [here + 1, level])
    succs.append([])
    for _ in range(depth // 3):  # a way out of the middle
        source = rng.randrange(1, depth + 1)
        succs[source].append(len(succs) - rng.randrange(1, depth + 1))
    return succs


def switch_graph(rng: Random, blocks: int) -> list[list[int]]:
    """A wide branch, often several times to the same block, whose targets join or go round again."""
    succs: list[list[int]] = [[1], []]
    last = blocks + 1
    for b in range(2, last):
        succs[1].append(b)
        succs.append([last if rng.random() < 0.7 else 1])
    succs[1] += [rng.randrange(2, last) if blocks > 1 else last for _ in range(rng.randrange(3))]
    succs[1].append(last)
    succs.append([])
    return succs


GRAPHS: Final[dict[str, Callable[[Random, int], list[list[int]]]]] = {
    "random": random_graph,
    "tangled": tangled_graph,
    "nested": nested_graph,
    "switch": switch_graph,
}


def split_critical_edges(succs: list[list[int]]) -> None:
    """A block of its own for each edge from one of several successors to one of several predecessors."""
    blocks = len(succs)
    preds = [0] * blocks
    for targets in succs:
        for target in targets:
            preds[target] += 1
    for b in range(blocks):
        for i, target in enumerate(succs[b]):
            if len(succs[b]) > 1 and preds[target] > 1:
                succs.append([target])
                succs[b][i] = len(succs) - 1


def reverse_post_order(succs: list[list[int]]) -> list[int]:
    """Blocks in reverse post-order from block 0."""
    seen = {0}
    order: list[int] = []
    stack = [(0, 0)]
    while stack:
        b, i = stack.pop()
        if i < len(succs[b]):
            stack.append((b, i + 1))
            if succs[b][i] not in seen:
                seen.add(succs[b][i])
                stack.append((succs[b][i], 0))
        else:
            order.append(b)
    return order[::-1]


class Generator:
    """Fills a graph with instructions."""

    def __init__(self, rng: Random, shape: Shape, succs: list[list[int]], order: list[int]) -> None:
        self.rng = rng
        self.shape = shape
        self.succs = succs
        self.order = order
        self.program = Program()
        self.params: dict[int, list[int]] = {}
        self.insts: dict[int, list[tuple[list[int], int, int]]] = {}
        self.at_end: dict[int, list[int]] = {}
        """By block: vregs available at its end."""

    def run(self) -> RegallocInput:
        """Make the program: in dominance order first, then laid out in `order`."""
        rpo = reverse_post_order(self.succs)
        preds: dict[int, list[int]] = {b: [] for b in rpo}
        for b in rpo:
            for target in self.succs[b]:
                preds[target].append(b)
        idom = immediate_dominators(rpo, preds)
        for b in rpo:
            available = list(self.at_end[idom[b]]) if b else []
            self.params[b] = (
                [self.random_vreg() for _ in range(self.rng.randrange(self.shape.params + 1))] if b else []
            )
            if len(preds[b]) == 1 and self.rng.random() < 0.7:
                self.params[b] = []
            available += self.params[b]
            self.insts[b] = []
            for _ in range(self.rng.randrange(self.shape.insts + 1)):
                self.random_inst(b, available)
            for cls in (INT, FLOAT):
                if not any(self.program.classes[v] == cls for v in available):
                    self.define(b, cls, available)
            self.branch(b, preds, available)
            self.at_end[b] = available
        return self.lay_out(loop_depths(self.order, self.succs))

    def random_vreg(self) -> int:
        """A vreg of a random class that the machine has."""
        return self.program.vreg(FLOAT if self.shape.floats and self.rng.random() < 0.3 else INT)

    def define(self, b: int, cls: int, available: list[int]) -> None:
        """An instruction that only defines."""
        vreg = self.program.vreg(cls, self.rng.random() < 0.5)
        if cls == FLOAT and not self.shape.floats:
            return
        self.insts[b].append(([make_operand(vreg, DEF, LATE, REG, 0)], 0, 0))
        available.append(vreg)

    def pick(self, available: list[int], cls: int) -> int:
        """An available vreg of the class, mostly a recent one; -1 if there is none."""
        recent = [v for v in available[-self.shape.reach :] if self.program.classes[v] == cls]
        if not recent or self.rng.random() < self.shape.far:
            pool = available if self.shape.far else available[-20 * self.shape.reach :]
            recent = [v for v in pool if self.program.classes[v] == cls]
        return self.rng.choice(recent) if recent else -1

    def branch(self, b: int, preds: dict[int, list[int]], available: list[int]) -> None:
        """The last instruction; with operands only where the contract allows it."""
        targets = self.succs[b]
        if len(targets) == 1 and len(preds[targets[0]]) > 1:
            self.insts[b].append(([], 0, 0))
        elif self.rng.random() < 0.7:
            self.random_inst(b, available)
        else:
            self.insts[b].append(([], 0, 0))

    def random_inst(self, b: int, available: list[int]) -> None:
        """Append an instruction that its machine can serve."""
        rng = self.rng
        kind = rng.random()
        if kind < 0.12:
            self.define(b, INT if rng.random() < 0.7 else FLOAT, available)
            return
        if kind < 0.2:
            source = self.pick(available, INT if rng.random() < 0.7 else FLOAT)
            if source >= 0:
                vreg = self.program.vreg(self.program.classes[source])
                operands = [make_operand(source, USE, EARLY, REG, 0), make_operand(vreg, DEF, LATE, REG, 0)]
                self.insts[b].append((operands, 0, 1))
                available.append(vreg)
                return
        maker = InstMaker(self, available, rng.random() < self.shape.calls)
        operands, clobbers = maker.make()
        self.insts[b].append((operands, clobbers, 0))
        available += maker.defs

    def lay_out(self, depths: dict[int, int]) -> RegallocInput:
        """Write the blocks in order, with arguments for all edges."""
        place = {b: i for i, b in enumerate(self.order)}
        for b in self.order:
            self.program.block(*self.params[b], depth=depths[b], cold=self.rng.random() < 0.1)
            self.program.insts[-1] = self.insts[b]
            for target in self.succs[b]:
                args = []
                for param in self.params[target]:
                    arg = self.pick(self.at_end[b], self.program.classes[param])
                    args.append(arg)
                self.program.edge(place[target], *args)
        return self.program.finish()


class InstMaker:
    """One random instruction, with no more register operands at once than there are registers."""

    def __init__(self, gen: Generator, available: list[int], call: bool) -> None:
        self.gen = gen
        self.rng = gen.rng
        self.available = available
        self.counts = (gen.shape.ints, gen.shape.floats)
        self.call = call
        self.early = [gen.shape.ints, gen.shape.floats]
        """By class: registers still free at the early point."""
        self.late = [gen.shape.ints, gen.shape.floats]
        self.clobbers = 0
        self.fixed_early: dict[int, int] = {}
        self.fixed_late: set[int] = set()
        self.operands: list[int] = []
        self.defs: list[int] = []
        if call:
            for preg in range(gen.shape.ints - gen.shape.ints // 4):
                self.clobbers |= 1 << preg
            for preg in range(gen.shape.floats):
                self.clobbers |= 1 << (32 + preg)
            self.late = [gen.shape.ints // 4, 0]

    def make(self) -> tuple[list[int], int]:
        """Operands and clobbers."""
        for _ in range(self.rng.randrange(5 if self.call else 4)):
            self.use()
        for _ in range(self.rng.randrange(3)):
            self.define()
        while not serviceable(self.operands, self.clobbers, self.counts, self.gen.program):
            self.drop_operand()
        if self.rng.random() < 0.05:
            self.operands.append(make_operand(0xFFFFFF, USE, EARLY, FIXED, 30))
        return self.operands, self.clobbers

    def drop_operand(self) -> None:
        """Take the last operand back."""
        operand = self.operands.pop()
        if operand_is_def(operand):
            self.defs.pop()

    def use(self) -> None:
        """Add a use."""
        rng = self.rng
        cls = FLOAT if rng.random() < 0.25 else INT
        vreg = self.gen.pick(self.available, cls)
        if vreg < 0:
            return
        late = 1 if rng.random() < 0.1 else 0
        dice = rng.random()
        if dice < (0.8 if self.call else self.gen.shape.fixed):
            preg = 32 * cls + rng.randrange(self.counts[cls])
            if self.fixed_early.get(preg, vreg) == vreg and self.early[cls] > 0:
                if preg not in self.fixed_early:
                    self.early[cls] -= 1
                self.fixed_early[preg] = vreg
                self.operands.append(make_operand(vreg, USE, EARLY, FIXED, preg))
            return
        if dice > 0.95:
            self.operands.append(make_operand(vreg, USE, EARLY, STACK, 0))
        elif dice > 0.8 and not self.gen.program.remat[vreg]:
            self.operands.append(make_operand(vreg, USE, late, ANY, 0))
        elif self.early[cls] > 0 and (not late or self.late[cls] > 0):
            self.early[cls] -= 1
            self.late[cls] -= late
            self.operands.append(make_operand(vreg, USE, late, REG, 0))

    def define(self) -> None:
        """Add a def."""
        rng = self.rng
        cls = FLOAT if rng.random() < 0.25 else INT
        if not self.counts[cls]:
            return
        dice = rng.random()
        if dice < (0.7 if self.call else self.gen.shape.fixed):
            preg = 32 * cls + rng.randrange(self.counts[cls])
            clobbered = self.clobbers >> preg & 1
            if preg not in self.fixed_late and (clobbered or self.late[cls] > 0):
                self.fixed_late.add(preg)
                self.late[cls] -= 0 if clobbered else 1
                self.push_def(cls, LATE, FIXED, preg)
        elif dice > 0.97:
            self.push_def(cls, LATE, STACK, 0)
        elif dice > 0.9:
            self.push_def(cls, LATE, ANY, 0)
        elif dice > 0.5:
            self.reuse()
        elif self.late[cls] > 0:
            early = 1 if rng.random() < 0.2 and self.early[cls] > 0 else 0
            self.late[cls] -= 1
            self.early[cls] -= early
            self.push_def(cls, EARLY if early else LATE, REG, 0)

    def reuse(self) -> None:
        """Add a def that reuses an early register operand."""
        for index, operand in enumerate(self.operands):
            tied = any(operand_constraint(o) == REUSE and operand_payload(o) == index for o in self.operands)
            if operand >> 32 & 3 or operand_constraint(operand) != REG or tied:
                continue
            cls = self.gen.program.classes[operand_vreg(operand)]
            if self.late[cls] > 0 and self.early[cls] > 0:
                self.late[cls] -= 1
                self.early[cls] -= 1
                self.push_def(cls, LATE, REUSE, index)
                return

    def push_def(self, cls: int, when: int, constraint: int, payload: int) -> None:
        """Add a def of a new vreg."""
        vreg = self.gen.program.vreg(cls)
        self.operands.append(make_operand(vreg, DEF, when, constraint, payload))
        self.defs.append(vreg)


def serviceable(operands: list[int], clobbers: int, counts: tuple[int, int], program: Program) -> bool:
    """Is there a register for every operand that needs one? By trying them all out."""
    taken = [0, 0]  # masks, at the early and the late point
    wanted: list[tuple[int, int]] = []  # class, when (1 early, 2 late, 3 both)
    for operand in operands:
        constraint = operand_constraint(operand)
        when = 1 | (operand >> 33 & 1) << 1
        if operand_is_def(operand):
            when = 2 | (1 - (operand >> 33 & 1))
        if constraint == FIXED:
            bit = 1 << int(operand_payload(operand))  # of any size: a native number would be cut to 32 bits
            for point in (0, 1):
                taken[point] |= bit if when >> point & 1 else 0
            if operand_is_def(operand):
                clobbers &= ~bit
        elif constraint in (REG, REUSE) or (constraint == ANY and program.remat[operand_vreg(operand)]):
            wanted.append((program.classes[operand_vreg(operand)], 3 if constraint == REUSE else when))
    taken[1] |= clobbers
    return place_all(wanted, taken, counts, 0)


def all_serviceable(inp: RegallocInput, counts: tuple[int, int]) -> bool:
    """Is there a register for every operand that needs one, in all instructions?"""
    program = Program()
    program.classes = [int(cls) for cls in inp.vreg_class[: inp.num_vregs()]]
    program.remat = [int(flag) for flag in inp.vreg_remat[: inp.num_vregs()]]
    for inst in range(inp.num_insts()):
        rows = inp.operand_rows(inst)
        operands = [
            operand
            for operand in (int(inp.operands[row]) for row in rows)
            if operand_vreg(operand) < inp.num_vregs()
        ]
        if not serviceable(operands, int(inp.clobbers[inst]) & (1 << 64) - 1, counts, program):
            return False
    return True


def place_all(wanted: list[tuple[int, int]], taken: list[int], counts: tuple[int, int], at: int) -> bool:
    """Find registers for `wanted[at:]`."""
    if at == len(wanted):
        return True
    cls, when = wanted[at]
    for preg in range(32 * cls, 32 * cls + counts[cls]):
        if not ((when & 1 and taken[0] >> preg & 1) or (when & 2 and taken[1] >> preg & 1)):
            rest = [taken[0] | (when & 1) << preg, taken[1] | (when >> 1) << preg]
            if place_all(wanted, rest, counts, at + 1):
                return True
    return False


def immediate_dominators(rpo: list[int], preds: dict[int, list[int]]) -> dict[int, int]:
    """Immediate dominators, after Cooper, Harvey and Kennedy."""
    number = {b: i for i, b in enumerate(rpo)}
    idom = {0: 0}
    changed = True
    while changed:
        changed = False
        for b in rpo[1:]:
            best = -1
            for pred in preds[b]:
                if pred not in idom:
                    continue
                a = pred
                while best >= 0 and a != best:
                    if number[a] > number[best]:
                        a = idom[a]
                    else:
                        best = idom[best]
                best = a
            if idom.get(b) != best:
                idom[b] = best
                changed = True
    return idom


def loop_depths(order: list[int], succs: list[list[int]]) -> dict[int, int]:
    """Loop depths as far as contiguous back edges show them: only weights, not facts."""
    place = {b: i for i, b in enumerate(order)}
    change = [0] * (len(order) + 1)
    for b in order:
        for target in succs[b]:
            if place[target] <= place[b]:
                change[place[target]] += 1
                change[place[b] + 1] -= 1
    depths = {}
    depth = 0
    for i, b in enumerate(order):
        depth += change[i]
        depths[b] = min(depth, 5)
    return depths
