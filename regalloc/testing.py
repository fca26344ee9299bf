"""Write allocator inputs by hand, and run them with numbers.

`Program` is a builder: blocks in order, instructions with packed operands, edges by block number.
`simulate` runs a program on vregs and its allocation on places, along the same path, and compares every
operand read: a judge of allocations that shares nothing with the symbolic checker. Random programs come
from `random_programs.py`, and programs as text from `program_text.py`.
"""

from itertools import accumulate
from random import Random

from librt.vecs import vec
from mypy_extensions import i32, i64, u8

from .contract import (
    FIXED,
    FLOAT,
    INT,
    SLOT_BASE,
    MachineEnv,
    RegallocInput,
    RegallocOutput,
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
        inp.vreg_count = len(self.classes)
        inp.block_count = len(self.blocks)
        inp.inst_count = sum(len(insts) for insts in self.insts)
        inp.vreg_class = vec[u8](self.classes)
        inp.vreg_remat = vec[u8](self.remat)
        inp.block_first = starts([len(insts) for insts in self.insts])
        inp.loop_depth = column([depth for _, depth, _ in self.blocks])
        inp.cold = column([cold for _, _, cold in self.blocks])
        inp.param_start = starts([len(params) for params, _, _ in self.blocks])
        inp.params = column([v for params, _, _ in self.blocks for v in params])
        flat = [inst for insts in self.insts for inst in insts]
        inp.operand_start = vec[i32](running_sums([len(operands) for operands, _, _ in flat]))
        inp.operands = column([o for operands, _, _ in flat for o in operands])
        inp.clobbers = column([signed(clobbers) for _, clobbers, _ in flat])
        inp.is_move = vec[u8]([move for _, _, move in flat])
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


def running_sums(counts: list[int]) -> list[int]:
    """CSR starts."""
    return list(accumulate(counts, initial=0))


def starts(counts: list[int]) -> vec[i64]:
    """A table column of CSR starts."""
    return vec[i64](running_sums(counts))


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
        rows = inp.operand_rows(inst)
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
