"""The symbolic checker: proves an allocation right without knowing how it was made.

It runs the code on *names*: each place (register or slot) holds the name of the vreg whose value it
has. Every use must find its vreg in its allocation.

    i0: v0 = ..   (def in r0)        r0 = v0
    move r0 -> slot0                 slot0 = v0
    i1: call, clobbers r0            r0 = nothing
    i2: use v0 in r0                 problem: r0 holds nothing

Each block is run once, forwards. What a place held at the block's entry is not known then, so it
stands for itself ("entry of r0"). A use that reads such an entry becomes a *wish*: the place must
hold the vreg at the block's entry. Wishes are then carried backwards over the edges: an edge turns
a block parameter into the argument, and the predecessor's final state turns the place into what was
moved there: the right name (granted), another name or nothing (a problem), or an entry of that block
(a new wish). Each wish is followed once, so cycles end by themselves (a greatest fixpoint).

Where the blocks between a block and a dominator of it leave the place alone, the wish goes to the end of the
dominator at once (`check_flow.Between`): a value that waits in a slot through a thousand blocks is followed
in a few steps.

In SSA form a vreg's name must not survive into its own next definition: a wish for a vreg at the
entry of its own block, or one that passes a block that defines it elsewhere, is a stale value.

A FLOAT value is two halves, kept apart: a slot of it is two units, which other slots may overlap.

Source: the checker of regalloc2 (C. Fallin), with wishes going backwards in place of sets of vregs
going forwards.
"""

from bisect import bisect_left
from typing import Final

from .check_flow import Between, Flow
from .check_input import check_input
from .contract import (
    ANY,
    FIXED,
    INT,
    REG,
    REUSE,
    SLOT_BASE,
    STACK,
    MachineEnv,
    RegallocError,
    RegallocInput,
    RegallocOutput,
    operand_constraint,
    operand_is_def,
    operand_is_late,
    operand_payload,
    operand_vreg,
)

__all__ = ["check", "check_input", "verify_allocation"]

#: Name of a place that holds nothing known. Other names are vreg * 2 + half, and -2 - cell for what
#: a cell held at the block's entry.
NOTHING: Final = -1

MAX_PROBLEMS: Final = 50


class Checker:
    """State of one check."""

    def __init__(self, inp: RegallocInput, env: MachineEnv, out: RegallocOutput) -> None:
        self.inp = inp
        self.env = env
        self.out = out
        self.allocatable = int(env.int_mask | env.float_mask)
        self.problems: list[str] = []
        self.def_block = [-1] * inp.num_vregs()
        self.param_index: list[dict[int, int]] = []
        """By block: parameter vreg to its index."""
        self.exit_state: list[dict[int, int]] = []
        """By block: cell to name, for the cells it wrote."""
        self.wishes: list[tuple[int, int, int, int]] = []
        """Block, cell, name, and the instruction that asks, still to be followed."""
        self.followed = 0
        """Number of wishes that were followed."""
        self.cursor = 0
        """Next move."""
        flow = Flow(inp)
        self.between = Between(inp, flow)
        self.place = flow.place
        self.writers: dict[int, list[int]] = {}
        """By cell: the places of the blocks that write it, ascending."""

    def problem(self, text: str) -> None:
        """Note a problem."""
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(text)

    def is_clear(self, cell: int, vreg: int, low: int, high: int) -> bool:
        """Does no block at the places `low .. high` write the cell or define the vreg?"""
        writers = self.writers.get(cell, [])
        row = bisect_left(writers, low)
        return (row == len(writers) or writers[row] > high) and not low <= self.place[
            self.def_block[vreg]
        ] <= high

    def cells(self, alloc: int, cls: int) -> tuple[int, ...]:
        """The cells of a place: registers have two, a slot unit one."""
        first = 2 * alloc if alloc < SLOT_BASE else alloc + SLOT_BASE
        return (first,) if cls == INT else (first, first + 1)


def place_name(alloc: int) -> str:
    """`r3`, `f1`, `slot2`."""
    if alloc < 0:
        return "none" if alloc == -1 else f"remat inst {-2 - alloc}"
    if alloc < 32:
        return f"r{alloc}"
    return f"f{alloc - 32}" if alloc < SLOT_BASE else f"slot{alloc - SLOT_BASE}"


def verify_allocation(inp: RegallocInput, env: MachineEnv, out: RegallocOutput) -> None:
    """Raise `RegallocError` listing all problems of the input or the allocation, if any."""
    problems = check_input(inp, env) or check(inp, env, out)
    if problems:
        raise RegallocError("wrong register allocation:\n  " + "\n  ".join(problems))


def check(inp: RegallocInput, env: MachineEnv, out: RegallocOutput) -> list[str]:
    """All problems of an allocation, empty when it is right. The input must be sound
    (`check_input`)."""
    c = Checker(inp, env, out)
    prove(c)
    return c.problems


def prove(c: Checker) -> None:
    """Find all problems."""
    inp = c.inp
    if len(c.out.allocs) < inp.num_operands():
        c.problem(f"{len(c.out.allocs)} allocations for {inp.num_operands()} operands")
        return
    if not moves_sorted(c):
        return
    for b in range(inp.num_blocks()):
        params = [int(inp.params[row]) for row in range(inp.param_start[b], inp.param_start[b + 1])]
        c.param_index.append({vreg: i for i, vreg in enumerate(params)})
        for vreg in params:
            c.def_block[vreg] = b
        first, behind = inp.block_first[b], inp.block_first[b + 1]
        for row in range(int(inp.operand_start[first]), int(inp.operand_start[behind])):
            operand = inp.operands[row]
            if operand_is_def(operand) and not passed_through(c, operand):
                c.def_block[operand_vreg(operand)] = b
    for b in range(inp.num_blocks()):
        run_block(c, b)
    for places in c.writers.values():
        places.sort()
    follow_wishes(c)


def moves_sorted(c: Checker) -> bool:
    """The move list is well formed."""
    out = c.out
    last = 0
    for row in range(len(out.move_point)):
        point = int(out.move_point[row])
        if point < last or point >= 2 * c.inp.num_insts():
            c.problem(f"move {row} at point {point} is out of order")
            return False
        last = point
    return True


def passed_through(c: Checker, operand: int) -> bool:
    """Fixed to a register that is not allocatable."""
    return operand_constraint(operand) == FIXED and not c.allocatable >> operand_payload(operand) & 1


# --- one block, forwards ---


def run_block(c: Checker, b: int) -> None:
    """Run the instructions and moves of a block on names."""
    inp = c.inp
    state: dict[int, int] = {}
    for inst in range(inp.block_first[b], inp.block_first[b + 1]):
        run_moves(c, state, 2 * inst)
        rows = inp.operand_rows(inst)
        check_constraints(c, inst, rows)
        for row in rows:
            operand = inp.operands[row]
            if not operand_is_def(operand) and not passed_through(c, operand):
                check_use(c, b, state, inst, operand_vreg(operand), c.out.allocs[row])
        clobbers = int(inp.clobbers[inst])
        if clobbers:
            for preg in range(64):
                if clobbers >> preg & 1:
                    state[2 * preg] = NOTHING
                    state[2 * preg + 1] = NOTHING
        for row in rows:
            operand = inp.operands[row]
            if operand_is_def(operand) and not passed_through(c, operand):
                vreg = operand_vreg(operand)
                for half, cell in enumerate(c.cells(c.out.allocs[row], inp.vreg_class[vreg])):
                    state[cell] = 2 * vreg + half
        run_moves(c, state, 2 * inst + 1)
    c.exit_state.append(state)
    for cell in state:
        c.writers.setdefault(cell, []).append(c.place[b])


def check_use(c: Checker, b: int, state: dict[int, int], inst: int, vreg: int, alloc: int) -> None:
    """A use finds its vreg, or wishes it to be there at the block's entry."""
    for half, cell in enumerate(c.cells(alloc, c.inp.vreg_class[vreg])):
        wanted = 2 * vreg + half
        name = state.get(cell, -2 - cell)
        if name == wanted or same_by_edge(c, b, name, wanted):
            continue
        if name >= NOTHING:
            holds = f"v{name >> 1}" if name >= 0 else "nothing"
            c.problem(f"inst {inst}: v{vreg} is read from {place_name(alloc)}, which holds {holds}")
            return
        c.wishes.append((b, -2 - name, wanted, inst))


def same_by_edge(c: Checker, b: int, name: int, wanted: int) -> bool:
    """Is `wanted` a parameter of block `b`, whose only edge passes `name` for it? The arguments of
    such an edge may be rematerialised at the block's start, where they keep their own name."""
    index = c.param_index[b].get(wanted >> 1, -1)
    row = c.inp.pred_start[b]
    if index < 0 or name < 0 or c.inp.pred_start[b + 1] != row + 1:
        return False
    arg = c.inp.edge_args[c.inp.edge_arg_start[c.inp.pred_edge[row]] + index]
    return bool(2 * arg + (wanted & 1) == name)


def run_moves(c: Checker, state: dict[int, int], point: int) -> None:
    """Run the moves of one point."""
    out = c.out
    inp = c.inp
    while c.cursor < len(out.move_point) and int(out.move_point[c.cursor]) == point:
        row = c.cursor
        c.cursor += 1
        source = int(out.move_from[row])
        target = int(out.move_to[row])
        cls = int(out.move_class[row])
        where = f"move before inst {point >> 1}" if point & 1 == 0 else f"move after inst {point >> 1}"
        text = f"{where}, {place_name(source)} to {place_name(target)}"
        if not usable(c, target, cls, True):
            c.problem(f"{text}: bad target")
            continue
        if source <= -2:
            vreg = remat_vreg(c, -2 - source)
            if vreg < 0 or inp.vreg_class[vreg] != cls or target >= SLOT_BASE:
                c.problem(f"{text}: this instruction cannot be repeated there")
                continue
            for half, cell in enumerate(c.cells(target, cls)):
                state[cell] = 2 * vreg + half
            continue
        if not usable(c, source, cls, True):
            c.problem(f"{text}: bad source")
            continue
        if source >= SLOT_BASE and target >= SLOT_BASE:
            c.problem(f"{text}: from slot to slot")
        names = [state.get(cell, -2 - cell) for cell in c.cells(source, cls)]
        for name, cell in zip(names, c.cells(target, cls), strict=True):
            state[cell] = name


def remat_vreg(c: Checker, inst: int) -> int:
    """The vreg that repeating `inst` makes, -1 if it must not be repeated."""
    inp = c.inp
    if inst < 0 or inst >= inp.num_insts():
        return -1
    first = int(inp.operand_start[inst])
    if inp.operand_start[inst + 1] != first + 1 or not operand_is_def(inp.operands[first]):
        return -1
    vreg = operand_vreg(inp.operands[first])
    return int(vreg) if inp.vreg_remat[vreg] == 1 and inp.clobbers[inst] == 0 else -1


def usable(c: Checker, alloc: int, cls: int, scratch: bool) -> bool:
    """A place of the class: an allocatable register, the scratch register if allowed, or a slot
    inside the spill area."""
    if alloc < 0:
        return False
    if alloc >= SLOT_BASE:
        return alloc - SLOT_BASE + (1 if cls == INT else 2) <= c.out.num_spillslots
    if alloc >> 5 != cls:
        return False
    if scratch and alloc == (c.env.int_scratch if cls == INT else c.env.float_scratch):
        return True
    return c.allocatable >> alloc & 1 == 1


# --- constraints of one instruction ---


def check_constraints(c: Checker, inst: int, rows: range) -> None:
    """Every operand has a place that its constraint allows, and none disturbs another."""
    inp = c.inp
    uses: dict[int, bool] = {}  # cell: read late
    defs: dict[int, bool] = {}  # cell: written early
    clobbers = int(inp.clobbers[inst])
    for row in rows:
        operand = inp.operands[row]
        alloc = int(c.out.allocs[row])
        if passed_through(c, operand):
            if alloc != operand_payload(operand):
                c.problem(f"inst {inst}: operand {row - rows.start} is not in its register")
            continue
        vreg = operand_vreg(operand)
        cls = int(inp.vreg_class[vreg])
        what = f"inst {inst}: v{vreg} in {place_name(alloc)}"
        if not usable(c, alloc, cls, False) and not reuse_of_pinned(c, operand, rows, alloc):
            c.problem(f"{what}: not an allocatable place of its class")
            continue
        if not allowed(c, operand, rows, alloc):
            c.problem(f"{what}: against its constraint")
        is_def = operand_is_def(operand)
        late = operand_is_late(operand)
        fixed = operand_constraint(operand) == FIXED or (
            operand_constraint(operand) == REUSE
            and operand_constraint(inp.operands[rows.start + operand_payload(operand)]) == FIXED
        )
        if alloc < SLOT_BASE and clobbers >> alloc & 1 and (not fixed if is_def else late):
            c.problem(f"{what}: the instruction clobbers it")
        for cell in c.cells(alloc, cls):
            if is_def:
                if cell in defs:
                    c.problem(f"{what}: two defs in one place")
                defs[cell] = not late
            else:
                uses[cell] = uses.get(cell, False) or late
    for cell, early in defs.items():
        if cell in uses and (early or uses[cell]):
            c.problem(f"inst {inst}: a def overwrites a use that is still needed")


def reuse_of_pinned(c: Checker, operand: int, rows: range, alloc: int) -> bool:
    """A REUSE def of a use that is passed through."""
    if operand_constraint(operand) != REUSE:
        return False
    tied = c.inp.operands[rows.start + operand_payload(operand)]
    return passed_through(c, tied) and alloc == operand_payload(tied)


def allowed(c: Checker, operand: int, rows: range, alloc: int) -> bool:
    """The constraint allows this place."""
    constraint = operand_constraint(operand)
    if constraint == ANY:
        return True
    if constraint == REG:
        return alloc < SLOT_BASE
    if constraint == STACK:
        return alloc >= SLOT_BASE
    if constraint == FIXED:
        return bool(alloc == operand_payload(operand))
    return bool(alloc < SLOT_BASE and alloc == c.out.allocs[rows.start + operand_payload(operand)])


# --- across blocks, backwards ---


def follow_wishes(c: Checker) -> None:
    """Carry every wish to the definitions that grant it."""
    inp = c.inp
    seen: set[tuple[int, int, int]] = set()
    while c.wishes and len(c.problems) < MAX_PROBLEMS:
        b, cell, name, inst = c.wishes.pop()
        if (b, cell, name) in seen:
            continue
        seen.add((b, cell, name))
        c.followed += 1
        vreg = name >> 1
        index = c.param_index[b].get(vreg, -1)
        text = f"inst {inst}: v{vreg} is read from {cell_name(cell)}"
        if index < 0 and c.def_block[vreg] == b:
            c.problem(f"{text}, which holds an old value of it on entry of block{b}")
            continue
        if b == 0:
            c.problem(f"{text}, which holds nothing on entry of the function")
            continue
        if index < 0 and follow_far(c, b, cell, name, inst):
            continue
        for row in range(inp.pred_start[b], inp.pred_start[b + 1]):
            wanted = name
            if index >= 0:
                arg = inp.edge_args[inp.edge_arg_start[inp.pred_edge[row]] + index]
                wanted = 2 * int(arg) + (name & 1)
            follow_edge(c, int(inp.pred[row]), b, cell, wanted, inst)


def follow_far(c: Checker, b: int, cell: int, wanted: int, inst: int) -> bool:
    """Carry a wish from the entry of a block to the end of a dominator, as far up as no block between writes
    the cell or defines the vreg. False if it gets nowhere, or to what does not grant it: going edge by edge
    shows where it fails."""
    between = c.between
    vreg = wanted >> 1
    at = b
    high = -1
    while True:
        to = between.jump[at]
        highest = max(high, between.jump_high[at])
        if to == at or not c.is_clear(cell, vreg, c.place[to] + 1, highest):
            to = between.up[at]
            highest = max(high, between.high[at])
            if to < 0 or not c.is_clear(cell, vreg, c.place[to] + 1, highest):
                break
        at = to
        high = highest
    if at == b:
        return False
    held = c.exit_state[at].get(cell, -2 - cell)
    if held == wanted or same_by_edge(c, at, held, wanted):
        return True
    if held >= NOTHING or (c.def_block[vreg] == at and vreg not in c.param_index[at]):
        return False
    c.wishes.append((at, -2 - held, wanted, inst))
    return True


def follow_edge(c: Checker, pred: int, b: int, cell: int, wanted: int, inst: int) -> None:
    """The wish for a cell at the end of a predecessor."""
    held = c.exit_state[pred].get(cell, -2 - cell)
    if held == wanted or same_by_edge(c, pred, held, wanted):
        return
    where = f"inst {inst}: on the edge from block{pred} to block{b}, v{wanted >> 1} is wanted in"
    if held >= NOTHING:
        holds = f"v{held >> 1}" if held >= 0 else "nothing"
        c.problem(f"{where} {cell_name(cell)}, which holds {holds}")
    else:
        # What the block had on entry. Should it define the vreg itself, that would be an old value;
        # for its parameters the wish goes on to the arguments.
        vreg = wanted >> 1
        if c.def_block[vreg] == pred and vreg not in c.param_index[pred]:
            c.problem(f"{where} {cell_name(cell)}, which holds an old value of it")
        else:
            c.wishes.append((pred, -2 - held, wanted, inst))


def cell_name(cell: int) -> str:
    """The place of a cell."""
    return place_name(cell // 2 if cell < 2 * SLOT_BASE else cell - SLOT_BASE)
