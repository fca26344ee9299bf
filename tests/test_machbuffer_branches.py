"""Branch clean-up of the machine code buffer: the simplified code behaves as the plain code does.

A toy machine with x86-64's branch shapes is decoded and run here:

    01 n           event n
    E9 rel32       jump
    0F 8x rel32    branch on condition x >> 1, inverted when x is odd
    C3             return
"""

import random

import pytest
from irtool.backends.code import CompiledCode
from irtool.backends.labels import FIRST_MACHINE_KIND, LabelKinds
from irtool.backends.machbuffer import MachBuffer

REL32 = FIRST_MACHINE_KIND


class ToyKinds(LabelKinds):
    """One 32-bit kind relative to the end of the field."""

    def __init__(self) -> None:
        super().__init__()
        self.add_kind("rel32", 0x7FFFFFFF, 0x7FFFFFFF, 1, 0)

    def patch_machine(self, buf: MachBuffer, kind: int, use: int, distance: int) -> None:
        assert kind == REL32
        buf.patch4(use, distance - 4)

    def emit_trap(self, buf: MachBuffer, code: int) -> None:
        buf.put1(0xCC)


def jump(buf: MachBuffer, label: int) -> None:
    start = buf.cur_offset()
    buf.put1(0xE9)
    buf.use_label(label, REL32, buf.cur_offset())
    buf.put4(0)
    buf.add_jump(start, label)


def cond(buf: MachBuffer, condition: int, label: int) -> None:
    start = buf.cur_offset()
    buf.put1(0x0F)
    buf.put1(0x80 | condition << 1)
    buf.use_label(label, REL32, buf.cur_offset())
    buf.put4(0)
    buf.add_cond_branch(start, label, 1, 1)


def event(buf: MachBuffer, number: int) -> None:
    buf.put1(1)
    buf.put1(number)


def run(code: bytes, seed: int, max_events: int = 40) -> list[int] | str:
    """The events, or "diverges" for a loop without any."""
    pc = 0
    events: list[int] = []
    silent = 0
    while len(events) < max_events and silent < 2000:
        silent += 1
        if code[pc] == 0xC3:
            return events
        if code[pc] == 1:
            events.append(code[pc + 1])
            silent = 0
            pc += 2
        elif code[pc] == 0xE9:
            pc += 5 + int.from_bytes(code[pc + 1 : pc + 5], "little", signed=True)
        else:
            assert code[pc] == 0x0F
            condition = code[pc + 1] >> 1 & 7
            taken = (seed + condition * 7 + len(events) * 13) % 5 < 2
            if taken != bool(code[pc + 1] & 1):
                pc += int.from_bytes(code[pc + 2 : pc + 6], "little", signed=True)
            pc += 6
    return [*events, -1] if silent >= 2000 else events


def build(blocks: list[tuple[int, tuple[int, ...]]], cleanup: bool) -> CompiledCode:
    """`blocks`: number of events, then the terminator: () return, (t,) jump, (c, t, e) brif."""
    buf = MachBuffer(ToyKinds())
    buf.cleanup = cleanup
    buf.reserve_labels(len(blocks))
    for number, (events, terminator) in enumerate(blocks):
        buf.bind_label(number)
        for _ in range(events):
            event(buf, number & 0xFF)
        if not terminator:
            buf.put1(0xC3)
        elif len(terminator) == 1:
            jump(buf, terminator[0])
        else:
            cond(buf, terminator[0], terminator[1])
            jump(buf, terminator[2])
    return buf.finish()


def test_random_graphs_behave_the_same() -> None:
    rng = random.Random(7)
    for _ in range(600):
        count = rng.randrange(1, 14)
        blocks: list[tuple[int, tuple[int, ...]]] = []
        for number in range(count):
            near = [min(number + 1, count - 1), rng.randrange(count), rng.randrange(count)]
            shape = rng.randrange(5)
            if shape == 0:
                terminator: tuple[int, ...] = ()
            elif shape < 3:
                terminator = (rng.choice(near),)
            else:
                terminator = (rng.randrange(8), rng.choice(near), rng.choice(near))
            blocks.append((rng.choice([0, 0, 0, 1]), terminator))
        plain = build(blocks, False)
        clean = build(blocks, True)
        assert len(clean.code) <= len(plain.code)
        for seed in range(5):
            assert run(clean.code, seed) == run(plain.code, seed), blocks


def test_jump_to_next_is_dropped() -> None:
    assert build([(1, (1,)), (1, ())], True).code == bytes([1, 0, 1, 1, 0xC3])


def test_pair_is_inverted() -> None:
    code = build([(0, (3, 1, 2)), (1, ()), (1, ())], True).code
    assert code == bytes([0x0F, 0x87, 3, 0, 0, 0, 1, 1, 0xC3, 1, 2, 0xC3])


def test_empty_blocks_are_threaded() -> None:
    # block1 and block2 only jump on; the branches reach block3 directly and both jumps vanish.
    code = build([(1, (2, 1, 3)), (0, (2,)), (0, (3,)), (1, ())], True).code
    assert code == bytes([1, 0, 1, 3, 0xC3])


def test_unreachable_jump_is_dropped_after_threading() -> None:
    # block1 is threaded to block0, then nothing falls into its jump.
    code = build([(1, (2,)), (0, (0,)), (1, (3, 1, 3)), (1, ())], True).code
    back = (-10).to_bytes(4, "little", signed=True)
    assert code == bytes([1, 0, 1, 2, 0x0F, 0x86]) + back + bytes([1, 3, 0xC3])


@pytest.mark.parametrize("size", [1, 2, 3, 50])
def test_alias_cycles_end(size: int) -> None:
    # A ring of empty blocks, entered from block 0.
    blocks: list[tuple[int, tuple[int, ...]]] = [(1, (0, 1, size + 1))]
    blocks += [(0, ((number % size) + 1,)) for number in range(1, size + 1)]
    blocks.append((1, ()))
    plain = build(blocks, False)
    clean = build(blocks, True)
    for seed in range(5):
        assert run(clean.code, seed) == run(plain.code, seed)


def test_long_chains_are_linear() -> None:
    count = 20000
    forward: list[tuple[int, tuple[int, ...]]] = [(0, (number + 1,)) for number in range(count)]
    assert build([*forward, (1, ())], True).code == bytes([1, count & 0xFF, 0xC3])
    # Block 0 enters a chain that is laid out backwards.
    backward: list[tuple[int, tuple[int, ...]]] = [(1, (count,)), (1, ())]
    backward += [(0, (number - 1,)) for number in range(2, count + 1)]
    clean = build(backward, True)
    assert run(clean.code, 0) == [0, 1]
    assert len(clean.code) < 20


def test_source_locations_move_with_dropped_branches() -> None:
    buf = MachBuffer(ToyKinds())
    buf.reserve_labels(2)
    buf.bind_label(0)
    buf.add_srcloc(7)
    event(buf, 1)
    jump(buf, 1)
    buf.add_srcloc(8)
    buf.bind_label(1)
    event(buf, 2)
    result = buf.finish()
    assert list(result.srcloc_offset) == [0, 2]
    assert list(result.srcloc) == [7, 8]
    assert list(result.block_offset) == [0, 2]
