"""Shrink an allocator input on which something goes wrong.

    small, env = reduce_program(inp, env, fails)

`fails` says whether an input still shows the problem. What can go is tried in large chunks first, then in
smaller ones down to single things, over and over until nothing more goes: edges (and with them blocks that
are no longer reached), borders between blocks, instructions, virtual registers with all their operands,
single operands, constraints and clobbers, loop depths, registers of the machine. A candidate that is not a
sound input any more is never asked about. The result goes into a filetest (`filetest_text`).

Source: A. Zeller, R. Hildebrandt, "Simplifying and Isolating Failure-Inducing Input" (2002).
"""

from collections.abc import Callable
from typing import Final

from .check_input import check_input
from .contract import (
    ANY,
    FIXED,
    REG,
    REUSE,
    MachineEnv,
    RegallocInput,
    make_operand,
    operand_constraint,
    operand_is_def,
    operand_payload,
    operand_vreg,
)
from .program_text import program_text
from .testing import Program, make_env

Fails = Callable[[RegallocInput, MachineEnv], bool]

#: Most candidates that are tried.
MOST_TRIALS: Final = 20_000


def to_program(inp: RegallocInput) -> Program:
    """The builder that makes an input."""
    p = Program()
    p.classes = [int(cls) for cls in inp.vreg_class[: inp.num_vregs()]]
    p.remat = [int(flag) for flag in inp.vreg_remat[: inp.num_vregs()]]
    for b in range(inp.num_blocks()):
        params = [int(inp.params[row]) for row in range(inp.param_start[b], inp.param_start[b + 1])]
        p.block(*params, depth=int(inp.loop_depth[b]), cold=bool(inp.cold[b]))
        for inst in range(inp.block_first[b], inp.block_first[b + 1]):
            rows = inp.operand_rows(inst)
            operands = [int(inp.operands[row]) for row in rows]
            p.inst(*operands, clobbers=int(inp.clobbers[inst]) & (1 << 64) - 1, move=bool(inp.is_move[inst]))
        for edge in range(inp.succ_start[b], inp.succ_start[b + 1]):
            rows = range(inp.edge_arg_start[edge], inp.edge_arg_start[edge + 1])
            p.edge(int(inp.succ[edge]), *[int(inp.edge_args[row]) for row in rows])
    return p


def copy_program(p: Program) -> Program:
    """A deep copy."""
    other = Program()
    other.classes = list(p.classes)
    other.remat = list(p.remat)
    other.blocks = [(list(params), depth, cold) for params, depth, cold in p.blocks]
    other.insts = [[(list(operands), c, m) for operands, c, m in insts] for insts in p.insts]
    other.edges = [[(target, list(args)) for target, args in edges] for edges in p.edges]
    return other


# --- changes ---


def drop_operands(p: Program, b: int, index: int, gone: list[int]) -> None:
    """Remove operands (by index) of an instruction; a def that reused one of them takes any register."""
    operands, clobbers, move = p.insts[b][index]
    kept = [i for i in range(len(operands)) if i not in gone]
    place = {old: new for new, old in enumerate(kept)}
    result = []
    for i in kept:
        operand = operands[i]
        if operand_constraint(operand) == REUSE:
            tied = place.get(int(operand_payload(operand)), -1)
            payload = tied if tied >= 0 else 0
            constraint = REUSE if tied >= 0 else REG
            operand = make_operand(operand_vreg(operand), 1, operand >> 33 & 1, constraint, payload)
        result.append(operand)
    p.insts[b][index] = (result, clobbers, move if len(result) == 2 else 0)


def drop_vregs(p: Program, gone: set[int]) -> None:
    """Remove virtual registers with everything that names them; a parameter goes with its arguments."""
    work = list(gone)
    params = {vreg: (b, i) for b, (names, _, _) in enumerate(p.blocks) for i, vreg in enumerate(names)}
    targets: list[list[list[int]]] = [[] for _ in p.blocks]
    for edges in p.edges:
        for target, args in edges:
            targets[target].append(args)
    users: dict[int, list[int]] = {}
    for b, lists in enumerate(targets):
        for args in lists:
            for param, arg in zip(p.blocks[b][0], args, strict=True):
                users.setdefault(arg, []).append(param)
    while work:
        for param in users.get(work.pop(), ()):
            if param not in gone:
                gone.add(param)
                work.append(param)
    by_block: dict[int, list[int]] = {}
    for vreg in gone:
        if vreg in params:
            by_block.setdefault(params[vreg][0], []).append(params[vreg][1])
    for b, indices in by_block.items():
        for args in (p.blocks[b][0], *targets[b]):
            args[:] = [arg for i, arg in enumerate(args) if i not in indices]
    for b, insts in enumerate(p.insts):
        for index, (operands, _, _) in enumerate(insts):
            here = [i for i, operand in enumerate(operands) if operand_vreg(operand) in gone]
            if here:
                drop_operands(p, b, index, here)


def defined_by(operands: list[int]) -> set[int]:
    """The vregs that an instruction defines."""
    return {int(operand_vreg(operand)) for operand in operands if operand_is_def(operand)}


def drop_insts(p: Program, gone: list[tuple[int, int]]) -> None:
    """Remove instructions with what they define; the last one of a block only loses its operands."""
    vregs: set[int] = set()
    for b, index in gone:
        vregs |= defined_by(p.insts[b][index][0])
    drop_vregs(p, vregs)
    for b, index in sorted(gone, reverse=True):
        if len(p.insts[b]) > 1:
            del p.insts[b][index]
        else:
            p.insts[b][index] = ([], 0, 0)


def drop_edges(p: Program, gone: list[tuple[int, int]]) -> None:
    """Remove edges, and the blocks that are not reached any more."""
    for b, index in sorted(gone, reverse=True):
        del p.edges[b][index]
    reached = {0}
    work = [0]
    while work:
        for target, _ in p.edges[work.pop()]:
            if target not in reached:
                reached.add(target)
                work.append(target)
    kept = [b for b in range(len(p.blocks)) if b in reached]
    place = {b: i for i, b in enumerate(kept)}
    p.edges = [[(place[target], args) for target, args in p.edges[b]] for b in kept]
    p.insts = [p.insts[b] for b in kept]
    p.blocks = [p.blocks[b] for b in kept]


def all_chains(p: Program) -> list[tuple[int, int]]:
    """Every block whose only edge is the only one into another block (with that block)."""
    preds = [0] * len(p.blocks)
    for edges in p.edges:
        for target, _ in edges:
            preds[target] += 1
    return [
        (b, edges[0][0])
        for b, edges in enumerate(p.edges)
        if len(edges) == 1 and edges[0][0] != b and preds[edges[0][0]] == 1
    ]


def join_blocks(p: Program, rows: list[tuple[int, int]]) -> None:
    """Put blocks together with their successors."""
    renamed: dict[int, int] = {}
    heads = {target: b for b, target in rows}
    for b, target in rows:
        args = p.edges[b][0][1]
        renamed.update(zip(p.blocks[target][0], args, strict=True))
    for b, _ in rows:
        if b in heads:
            continue  # in the middle of a chain
        end = b
        while end in dict(rows):
            target = p.edges[end][0][0]
            operands, clobbers, _ = p.insts[b][-1]
            if not operands and not clobbers:
                p.insts[b].pop()
            p.insts[b] += p.insts[target]
            end = target
        p.edges[b] = p.edges[end]

    def name(vreg: int) -> int:
        while vreg in renamed:
            vreg = renamed[vreg]
        return vreg

    for b, insts in enumerate(p.insts):
        for i, (operands, clobbers, move) in enumerate(insts):
            new = [operand & ~0xFFFFFFFF | name(int(operand_vreg(operand))) for operand in operands]
            insts[i] = (new, clobbers, move)
        p.edges[b] = [(target, [name(vreg) for vreg in args]) for target, args in p.edges[b]]
    drop_edges(p, [])


def renumber(p: Program) -> None:
    """Number the vregs by first occurrence, and forget those that do not occur."""
    order: dict[int, int] = {}
    classes, remat = [], []

    def number(vreg: int) -> int:
        if vreg >= len(p.classes):
            return vreg
        if vreg not in order:
            order[vreg] = len(order)
            classes.append(p.classes[vreg])
            remat.append(p.remat[vreg])
        return order[vreg]

    for b, (params, depth, cold) in enumerate(p.blocks):
        p.blocks[b] = ([number(vreg) for vreg in params], depth, cold)
        for index, (operands, clobbers, move) in enumerate(p.insts[b]):
            new = [operand & ~0xFFFFFFFF | number(int(operand_vreg(operand))) for operand in operands]
            p.insts[b][index] = (new, clobbers, move)
        p.edges[b] = [(target, [number(vreg) for vreg in args]) for target, args in p.edges[b]]
    p.classes, p.remat = classes, remat


# --- the search ---


class Reducer:
    """The smallest failing program so far."""

    def __init__(self, inp: RegallocInput, env: MachineEnv, fails: Fails) -> None:
        self.program = to_program(inp)
        self.counts = (len(env.int_order), len(env.float_order))
        self.saved = int(env.callee_saved)
        self.fails = fails
        self.trials = 0

    def env(self, counts: tuple[int, int]) -> MachineEnv:
        """The machine with so many registers."""
        mask = (1 << counts[0]) - 1 | ((1 << counts[1]) - 1) << 32
        return make_env(counts[0], counts[1], self.saved & mask)

    def attempt(self, candidate: Program, counts: tuple[int, int] | None = None) -> bool:
        """Keep a candidate if it is sound and still fails."""
        if self.trials >= MOST_TRIALS:
            return False
        self.trials += 1
        inp = candidate.finish()
        env = self.env(counts or self.counts)
        if check_input(inp, env) or not self.fails(inp, env):
            return False
        self.program = candidate
        self.counts = counts or self.counts
        return True

    def sweep(
        self,
        things: Callable[[Program], list[tuple[int, int]]],
        drop: Callable[[Program, list[tuple[int, int]]], None],
    ) -> bool:
        """Drop things in chunks of falling size; whether anything went."""
        changed = False
        size = max(len(things(self.program)) // 2, 1)
        while size > 0:
            at = 0
            while True:
                current = things(self.program)
                if at >= len(current):
                    break
                candidate = copy_program(self.program)
                drop(candidate, current[at : at + size])
                if self.attempt(candidate):
                    changed = True
                else:
                    at += size
            size //= 2
        return changed

    def run(self) -> None:
        """Shrink until nothing more goes."""
        changed = True
        while changed and self.trials < MOST_TRIALS:
            changed = self.sweep(all_edges, drop_edges)
            changed |= self.sweep(all_chains, join_blocks)
            changed |= self.sweep(all_insts, drop_insts)
            changed |= self.sweep(all_vregs, lambda p, rows: drop_vregs(p, {vreg for vreg, _ in rows}))
            changed |= self.sweep(all_operands, drop_one_operand)
            changed |= self.sweep(all_special, loosen)
            changed |= self.fewer_registers()
        small = copy_program(self.program)
        renumber(small)
        self.attempt(small)

    def fewer_registers(self) -> bool:
        """Take registers from the machine."""
        changed = False
        for cls in (0, 1):
            while self.counts[cls] > 1:
                counts = (self.counts[0] - (cls == 0), self.counts[1] - (cls == 1))
                if not self.attempt(copy_program(self.program), counts):
                    break
                changed = True
        return changed


def all_edges(p: Program) -> list[tuple[int, int]]:
    """Block and index of every edge."""
    return [(b, i) for b, edges in enumerate(p.edges) for i in range(len(edges))]


def all_insts(p: Program) -> list[tuple[int, int]]:
    """Block and index of every instruction that can go."""
    return [
        (b, i)
        for b, insts in enumerate(p.insts)
        for i, (operands, clobbers, _) in enumerate(insts)
        if len(insts) > 1 or operands or clobbers
    ]


def all_vregs(p: Program) -> list[tuple[int, int]]:
    """Every vreg that occurs (with a zero beside it)."""
    found = {vreg for params, _, _ in p.blocks for vreg in params}
    for insts in p.insts:
        for operands, _, _ in insts:
            found |= defined_by(operands)
    return [(vreg, 0) for vreg in sorted(found)]


def all_operands(p: Program) -> list[tuple[int, int]]:
    """Instruction (block << 32 | index) and operand index of every use."""
    return [
        (b << 32 | i, k)
        for b, insts in enumerate(p.insts)
        for i, (operands, _, _) in enumerate(insts)
        for k, operand in enumerate(operands)
        if not operand_is_def(operand)
    ]


def drop_one_operand(p: Program, rows: list[tuple[int, int]]) -> None:
    """Remove uses."""
    by_inst: dict[int, list[int]] = {}
    for place, k in rows:
        by_inst.setdefault(place, []).append(k)
    for place, gone in by_inst.items():
        drop_operands(p, place >> 32, place & 0xFFFFFFFF, gone)


def all_special(p: Program) -> list[tuple[int, int]]:
    """What could be plainer: operands (instruction, index), clobbers (-1), moves (-2), blocks (-3)."""
    found = []
    for b, insts in enumerate(p.insts):
        if p.blocks[b][1] or p.blocks[b][2]:
            found.append((b << 32, -3))
        for i, (operands, clobbers, move) in enumerate(insts):
            found += [(b << 32 | i, -1)] if clobbers else []
            found += [(b << 32 | i, -2)] if move else []
            for k, operand in enumerate(operands):
                plain = ANY if not operand_is_def(operand) else REG
                usual = operand >> 33 & 1 == (1 if operand_is_def(operand) else 0)
                if operand_constraint(operand) not in (ANY, plain) or not usual:
                    found.append((b << 32 | i, k))
    return found


def loosen(p: Program, rows: list[tuple[int, int]]) -> None:
    """Make things plain: no clobbers, depth 0, late defs in any register, early uses anywhere (a fixed
    use first becomes one in a register)."""
    for place, k in rows:
        b, i = place >> 32, place & 0xFFFFFFFF
        operands, clobbers, move = p.insts[b][i]
        if k == -3:
            p.blocks[b] = (p.blocks[b][0], 0, 0)
        elif k == -2:
            p.insts[b][i] = (operands, clobbers, 0)
        elif k == -1:
            p.insts[b][i] = (operands, 0, move)
        else:
            operand = operands[k]
            is_def = 1 if operand_is_def(operand) else 0
            constraint = REG if is_def or operand_constraint(operand) in (FIXED, REUSE) else ANY
            operands[k] = make_operand(operand_vreg(operand), is_def, is_def, constraint, 0)


def reduce_program(inp: RegallocInput, env: MachineEnv, fails: Fails) -> tuple[RegallocInput, MachineEnv]:
    """A small input that still fails, and its machine. `env` is one of `make_env`; `inp` fails."""
    reducer = Reducer(inp, env, fails)
    reducer.run()
    return reducer.program.finish(), reducer.env(reducer.counts)


def filetest_text(inp: RegallocInput, env: MachineEnv, note: str) -> str:
    """A filetest with an input; `note` says what it is about."""
    lines = ["test regalloc-program", "", *(f";; {line}" for line in note.splitlines())]
    lines += [f"; {line}" for line in program_text(inp, env).splitlines()]
    return "\n".join(lines) + "\n"
