"""Write allocator inputs by hand or at random, and run them with numbers.

`Program` is a builder: blocks in order, instructions with packed operands, edges by block number.
`random_program` makes sound programs of any size from a seed. `simulate` runs a program on vregs and
its allocation on places, along the same path, and compares every operand read: a judge of
allocations that shares nothing with the symbolic checker.
"""

from random import Random

from librt.vecs import vec
from mypy_extensions import i64

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
    SLOT_BASE,
    STACK,
    USE,
    MachineEnv,
    RegallocInput,
    RegallocOutput,
    make_operand,
    operand_constraint,
    operand_is_def,
    operand_payload,
    operand_vreg,
)


def make_env(ints: int, floats: int, callee_saved: int = 0) -> MachineEnv:
    """A machine with so many allocatable registers r0.., f0..; scratch r31 and f31."""
    return MachineEnv(list(range(ints)), list(range(32, 32 + floats)), callee_saved, 31, 63)


class Program:
    """Builder of a `RegallocInput`."""

    def __init__(self) -> None:
        self.classes: list[int] = []
        self.remat: list[int] = []
        self.blocks: list[tuple[list[int], int, int]] = []
        """Parameters, loop depth, cold."""
        self.insts: list[list[tuple[list[int], int, int]]] = []
        """By block: operands, clobbers, is_move."""
        self.edges: list[list[tuple[int, list[int]]]] = []

    def vreg(self, cls: int = INT, remat: bool = False) -> int:
        """A new vreg."""
        self.classes.append(cls)
        self.remat.append(int(remat))
        return len(self.classes) - 1

    def block(self, *params: int, depth: int = 0, cold: bool = False) -> int:
        """Begin the next block; instructions and edges go to it."""
        self.blocks.append((list(params), depth, int(cold)))
        self.insts.append([])
        self.edges.append([])
        return len(self.blocks) - 1

    def inst(self, *operands: int, clobbers: int = 0, move: bool = False) -> None:
        """Append an instruction to the newest block."""
        self.insts[-1].append((list(operands), clobbers, int(move)))

    def edge(self, target: int, *args: int) -> None:
        """Add an edge from the newest block."""
        self.edges[-1].append((target, list(args)))

    def finish(self) -> RegallocInput:
        """The tables."""
        inp = RegallocInput()
        inp.vreg_class = column(self.classes)
        inp.vreg_remat = column(self.remat)
        inp.block_first = starts([len(insts) for insts in self.insts])
        inp.loop_depth = column([depth for _, depth, _ in self.blocks])
        inp.cold = column([cold for _, _, cold in self.blocks])
        inp.param_start = starts([len(params) for params, _, _ in self.blocks])
        inp.params = column([v for params, _, _ in self.blocks for v in params])
        flat = [inst for insts in self.insts for inst in insts]
        inp.operand_start = starts([len(operands) for operands, _, _ in flat])
        inp.operands = column([o for operands, _, _ in flat for o in operands])
        inp.clobbers = column([signed(clobbers) for _, clobbers, _ in flat])
        inp.is_move = column([move for _, _, move in flat])
        inp.succ_start = starts([len(edges) for edges in self.edges])
        edges = [edge for edges in self.edges for edge in edges]
        inp.succ = column([target for target, _ in edges])
        inp.edge_arg_start = starts([len(args) for _, args in edges])
        inp.edge_args = column([v for _, args in edges for v in args])
        incoming: list[list[tuple[int, int]]] = [[] for _ in self.blocks]
        row = 0
        for b, out in enumerate(self.edges):
            for target, _ in out:
                incoming[target].append((b, row))
                row += 1
        inp.pred_start = starts([len(preds) for preds in incoming])
        inp.pred = column([b for preds in incoming for b, _ in preds])
        inp.pred_edge = column([edge for preds in incoming for _, edge in preds])
        return inp


def signed(mask: int) -> int:
    """A 64-bit mask as a signed number."""
    return mask - (1 << 64) if mask >> 63 == 1 else mask


def column(items: list[int]) -> vec[i64]:
    """A table column."""
    return vec[i64](items)


def starts(counts: list[int]) -> vec[i64]:
    """CSR starts."""
    total = 0
    items = [0]
    for count in counts:
        total += count
        items.append(total)
    return vec[i64](items)


# --- random programs ---


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


def random_program(seed: int, shape: Shape) -> RegallocInput:
    """A sound random program."""
    rng = Random(seed)
    succs = random_graph(rng, shape.blocks)
    order = reverse_post_order(succs)
    if shape.shuffle:
        rest = order[1:]
        rng.shuffle(rest)
        order = order[:1] + rest
    return Generator(rng, shape, succs, order).run()


def random_graph(rng: Random, blocks: int) -> list[list[int]]:
    """Successors by block; every block is reachable, critical edges are split."""
    succs: list[list[int]] = [[] for _ in range(blocks)]
    for b in range(1, blocks):
        parent = rng.randrange(max(0, b - 4), b)
        succs[parent].append(b)
    for _ in range(blocks // 2):
        source = rng.randrange(blocks)
        target = rng.randrange(max(1, source - 6), blocks) if blocks > 1 else 0
        if blocks > 1:
            succs[source].append(min(target, source + 5))
    preds = [0] * blocks
    for targets in succs:
        for target in targets:
            preds[target] += 1
    for b in range(blocks):
        for i, target in enumerate(succs[b]):
            if len(succs[b]) > 1 and preds[target] > 1:
                succs.append([target])
                succs[b][i] = len(succs) - 1
    return succs


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
            self.params[b] = [self.random_vreg() for _ in range(self.rng.randrange(4))] if b else []
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
            for point in (0, 1):
                taken[point] |= (when >> point & 1) << operand_payload(operand)
            if operand_is_def(operand):
                clobbers &= ~(1 << operand_payload(operand))
        elif constraint in (REG, REUSE) or (constraint == ANY and program.remat[operand_vreg(operand)]):
            wanted.append((program.classes[operand_vreg(operand)], 3 if constraint == REUSE else when))
    taken[1] |= clobbers
    return place_all(wanted, taken, counts, 0)


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


# --- running with numbers ---


def simulate(inp: RegallocInput, env: MachineEnv, out: RegallocOutput, seed: int, steps: int) -> list[str]:
    """Run vregs and places side by side along a random path of at most `steps` blocks; the
    differences seen."""
    rng = Random(seed)
    machine = Machine(inp, env, out)
    b = 0
    for _ in range(steps):
        for inst in range(inp.block_first[b], inp.block_first[b + 1]):
            machine.run_inst(inst)
        if machine.problems or inp.succ_start[b] == inp.succ_start[b + 1]:
            break
        edge = rng.randrange(inp.succ_start[b], inp.succ_start[b + 1])
        target = int(inp.succ[edge])
        args = [int(inp.edge_args[r]) for r in range(inp.edge_arg_start[edge], inp.edge_arg_start[edge + 1])]
        params = [int(inp.params[r]) for r in range(inp.param_start[target], inp.param_start[target + 1])]
        values = [machine.values[v] for v in args]
        machine.values.update(zip(params, values, strict=True))
        b = target
    return machine.problems


class Machine:
    """Values of vregs and of places."""

    def __init__(self, inp: RegallocInput, env: MachineEnv, out: RegallocOutput) -> None:
        self.inp = inp
        self.out = out
        self.allocatable = int(env.int_mask | env.float_mask)
        self.values: dict[int, int] = {}
        self.units: dict[int, int] = {}
        """By place (registers) or 8-byte unit of the spill area."""
        self.fresh = 0
        self.problems: list[str] = []
        self.moves: dict[int, list[int]] = {}
        for row in range(len(out.move_point)):
            self.moves.setdefault(int(out.move_point[row]), []).append(row)

    def read(self, alloc: int, cls: int) -> int:
        """The value in a place; an odd one for a FLOAT slot whose halves do not match."""
        low = self.units.get(alloc, -1)
        if alloc >= SLOT_BASE and cls == FLOAT and self.units.get(alloc + 1, -2) != ~low:
            return -3
        return low

    def write(self, alloc: int, cls: int, value: int) -> None:
        """Write a place."""
        self.units[alloc] = value
        if alloc >= SLOT_BASE and cls == FLOAT:
            self.units[alloc + 1] = ~value

    def run_moves(self, point: int) -> None:
        """Run the moves of a point."""
        for row in self.moves.get(point, ()):
            source = int(self.out.move_from[row])
            cls = int(self.out.move_class[row])
            value = 1_000_000_000 - 2 - source if source < -1 else self.read(source, cls)
            self.write(int(self.out.move_to[row]), cls, value)

    def run_inst(self, inst: int) -> None:
        """Run an instruction and its moves, comparing what it reads."""
        inp = self.inp
        self.run_moves(2 * inst)
        rows = range(inp.operand_start[inst], inp.operand_start[inst + 1])
        defs = []
        for row in rows:
            operand = int(inp.operands[row])
            vreg = int(operand_vreg(operand))
            if operand_constraint(operand) == FIXED and not self.allocatable >> operand_payload(operand) & 1:
                continue
            if operand_is_def(operand):
                defs.append((row, vreg))
            elif self.read(int(self.out.allocs[row]), int(inp.vreg_class[vreg])) != self.values[vreg]:
                self.problems.append(f"inst {inst} reads a wrong value for v{vreg}")
        clobbers = int(inp.clobbers[inst])
        for preg in range(64):
            if clobbers >> preg & 1:
                self.units[preg] = -4
        for row, vreg in defs:
            self.fresh += 1
            value = 1_000_000_000 + inst if inp.vreg_remat[vreg] else self.fresh
            self.values[vreg] = value
            self.write(int(self.out.allocs[row]), int(inp.vreg_class[vreg]), value)
        self.run_moves(2 * inst + 1)
