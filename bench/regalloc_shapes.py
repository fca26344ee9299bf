"""Allocator inputs of any size, to measure the allocator alone.

Each shape makes a function of about as many virtual registers as asked for, on a machine like x86-64
(14 + 15 allocatable registers, nine of them destroyed by calls):

    straight       one block; results of recent values, a call every 60 instructions
    loop_nest      nests of 12 loops one behind the other, values live through all of a nest
    small_blocks   if/else diamonds of one to three instructions per block
    edge_moves     blocks with 500 parameters that hand them on in another order
    pressure       1,000 values live at once in one block, used in turn
    calls          60 values live across each of many calls
    switches       1,000-way branches over blocks that use what was made before

The same size gives the same input.
"""

from collections.abc import Callable
from typing import Final

from ..regalloc.contract import (
    ANY,
    EARLY,
    INT,
    USE,
    MachineEnv,
    RegallocInput,
    fixed_def,
    fixed_use,
    make_operand,
    reg_def,
    reg_use,
    reuse_def,
)
from ..regalloc.testing import Program
from .generate import Random

#: Registers that calls destroy: r0..r8 and all floats.
CALL_CLOBBERS: Final = 0x1FF | 0x7FFF << 32
#: How many parameters the blocks of `edge_moves` have.
EDGE_MOVES: Final = 500


def bench_env() -> MachineEnv:
    """A machine like x86-64: r0..r13 with r9..r13 preserved by calls, f0..f14; scratch r31 and f31."""
    return MachineEnv(list(range(14)), list(range(32, 47)), 0x3E00, 31, 63)


class _Shape:
    """A program being written."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.program = Program()
        self.random = Random(7)

    def more(self) -> bool:
        """Whether virtual registers are wanted still."""
        return len(self.program.classes) < self.size

    def fresh(self) -> int:
        """An instruction that makes a value from nothing."""
        vreg = self.program.vreg()
        self.program.inst(reg_def(vreg))
        return vreg

    def combine(self, a: int, b: int) -> int:
        """A value of two others: a two-address instruction or one with three registers."""
        vreg = self.program.vreg(INT)
        if self.random.below(3):
            self.program.inst(reg_use(a), reg_use(b), reuse_def(vreg, 0))
        else:
            self.program.inst(reg_use(a), make_operand(b, USE, EARLY, ANY, 0), reg_def(vreg))
        return vreg

    def call(self, a: int, b: int) -> int:
        """A call with two arguments and a result."""
        vreg = self.program.vreg()
        self.program.inst(fixed_use(a, 0), fixed_use(b, 1), fixed_def(vreg, 0), clobbers=CALL_CLOBBERS)
        return vreg

    def pick(self, values: list[int], reach: int) -> int:
        """One of the last `reach` values."""
        return values[-1 - self.random.below(min(reach, len(values)))]


def straight(size: int) -> RegallocInput:
    """One block."""
    s = _Shape(size)
    s.program.block()
    values = [s.fresh() for _ in range(8)]
    count = 0
    while s.more():
        count += 1
        make = s.call if count % 60 == 0 else s.combine
        reach = 40 if count % 10 == 0 else 8
        values.append(make(s.pick(values, reach), s.pick(values, 8)))
        del values[:-40]
    s.program.inst(reg_use(values[-1]))
    return s.program.finish()


def loop_nest(size: int) -> RegallocInput:
    """Nests of loops. A loop is a head (block parameter: its counter), the loops inside, and a latch
    whose branch goes back by a block of its own."""
    s = _Shape(size)
    p = s.program
    depth = 12
    p.block()
    outer = [s.fresh() for _ in range(6)]
    while s.more():
        value = s.combine(outer[0], outer[1])
        heads: list[tuple[int, int]] = []
        for level in range(depth):
            start = s.fresh()
            p.inst()
            p.edge(len(p.blocks), start)
            counter = p.vreg()
            heads.append((p.block(counter, depth=level + 1), counter))
            for _ in range(3):
                value = s.combine(value, s.pick([*outer, counter], 7))
        for level in range(depth, 0, -1):
            head, counter = heads[level - 1]
            value = s.combine(counter, s.pick(outer, 6))
            following = s.combine(counter, value)
            p.inst(reg_use(following))
            p.edge(len(p.blocks))
            p.edge(len(p.blocks) + 1)
            p.block(depth=level)
            p.inst()
            p.edge(head, following)
            p.block(depth=level - 1)
    p.inst(*[reg_use(v) for v in outer])
    return p.finish()


def small_blocks(size: int) -> RegallocInput:
    """If/else diamonds."""
    s = _Shape(size)
    p = s.program
    p.block()
    values = [s.fresh() for _ in range(6)]
    while s.more():
        condition = s.combine(s.pick(values, 6), s.pick(values, 6))
        here = len(p.blocks) - 1
        p.inst(reg_use(condition))
        p.edge(here + 1)
        p.edge(here + 2)
        for _ in range(2):
            p.block()
            one = s.combine(s.pick(values, 6), s.pick(values, 6))
            two = s.combine(one, s.pick(values, 6)) if s.random.below(2) else s.pick(values, 6)
            p.inst()
            p.edge(here + 3, one, two)
        values = [*values[2:], p.vreg(), p.vreg()]
        p.block(*values[-2:])
    p.inst(reg_use(values[-1]))
    return p.finish()


def edge_moves(size: int) -> RegallocInput:
    """A chain of blocks with many parameters, handed on reversed and by turns rotated."""
    s = _Shape(size)
    p = s.program
    p.block()
    values = [s.fresh() for _ in range(EDGE_MOVES)]
    while True:
        p.inst()
        turn = s.random.below(EDGE_MOVES)
        values = [*values[turn:], *values[:turn]][::-1]
        p.edge(len(p.blocks), *values)
        values = [p.vreg() for _ in values]
        p.block(*values)
        p.inst(reg_use(values[0]), reg_use(values[1]))
        if not s.more():
            break
    p.inst(*[make_operand(v, USE, EARLY, ANY, 0) for v in values])
    return p.finish()


def pressure(size: int) -> RegallocInput:
    """Many values live at once."""
    s = _Shape(size)
    s.program.block()
    live = min(1000, max(size // 2, 20))
    values = [s.fresh() for _ in range(live)]
    index = 0
    while s.more():
        values[index] = s.combine(values[index], values[(index + live // 2) % live])
        index = (index + 7) % live
    s.program.inst(*[make_operand(v, USE, EARLY, ANY, 0) for v in values])
    return s.program.finish()


def calls(size: int) -> RegallocInput:
    """A third of the instructions are calls, with 60 values live across."""
    s = _Shape(size)
    s.program.block()
    values = [s.fresh() for _ in range(60)]
    index = 0
    while s.more():
        result = s.call(values[index], values[(index + 1) % 60])
        values[index] = s.combine(result, s.fresh())
        index = (index + 1) % 60
    s.program.inst(*[make_operand(v, USE, EARLY, ANY, 0) for v in values])
    return s.program.finish()


def switches(size: int) -> RegallocInput:
    """Branches to 1,000 blocks that all join again."""
    s = _Shape(size)
    p = s.program
    p.block()
    values = [s.fresh() for _ in range(6)]
    ways = min(1000, max(size // 4, 2))
    while s.more():
        here = len(p.blocks) - 1
        p.inst(reg_use(s.pick(values, 6)))
        for way in range(ways):
            p.edge(here + 1 + way)
        for _ in range(ways):
            p.block()
            result = s.combine(s.pick(values, 6), s.pick(values, 6))
            p.inst()
            p.edge(here + 1 + ways, result)
        values = [*values[1:], p.vreg()]
        p.block(values[-1])
    p.inst(reg_use(values[-1]))
    return p.finish()


SHAPES: Final[dict[str, Callable[[int], RegallocInput]]] = {
    "straight": straight,
    "loop_nest": loop_nest,
    "small_blocks": small_blocks,
    "edge_moves": edge_moves,
    "pressure": pressure,
    "calls": calls,
    "switches": switches,
}
