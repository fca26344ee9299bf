"""Parallel moves: whatever is moved at once, the sequence that comes out has the same effect."""

from hypothesis import given, settings
from hypothesis import strategies as st
from irtool.regalloc.contract import FLOAT, INT, SLOT_BASE, RegallocOutput
from irtool.regalloc.moves import ParallelMoves, flush
from irtool.regalloc.slots import Slots
from irtool.regalloc.testing import make_env
from irtool.regalloc.workspace import Workspace

REGS = 5
SLOTS = 4
#: Places of each class: registers, then slots (those of FLOAT take two units each, behind those of INT).
PLACES = {
    INT: [*range(REGS), *(SLOT_BASE + slot for slot in range(SLOTS))],
    FLOAT: [*range(32, 32 + REGS), *(SLOT_BASE + SLOTS + 2 * slot for slot in range(SLOTS))],
}
SCRATCH = {INT: 31, FLOAT: 63}
Move = tuple[int, int, int]


def sequence(moves: list[Move]) -> list[tuple[int, int]]:
    """What `flush` makes of `(source, target, class)` moves."""
    env = make_env(REGS, REGS)
    slots = Slots(0, Workspace())
    for _ in range(SLOTS):
        slots.fresh(INT)
    for _ in range(SLOTS):
        slots.fresh(FLOAT)
    out = RegallocOutput()
    parallel = ParallelMoves(env, slots, out, Workspace())
    for _ in range(2):  # the tables are left clean for the next set
        first = len(out.move_to)
        for source, target, cls in moves:
            parallel.add(source, target, 7, cls)
        if parallel.count:
            flush(parallel, 4)
        rows = [(int(out.move_from[row]), int(out.move_to[row])) for row in range(first, len(out.move_to))]
    return rows


def run(rows: list[tuple[int, int]], moves: list[Move]) -> None:
    """Execute a sequence and compare all places with what they should hold."""
    spare = 2 * SLOTS + SLOTS  # units behind this one are extra slots
    held: dict[int, object] = {place: ("old", place) for places in PLACES.values() for place in places}
    for source, target in rows:
        assert not (source >= SLOT_BASE and target >= SLOT_BASE), "no machine moves from slot to slot"
        assert not (source < 0 and target >= SLOT_BASE), "a definition is repeated into a register"
        held[target] = ("made", source) if source < 0 else held[source]
    wanted = {target: ("made", source) if source < 0 else ("old", source) for source, target, _ in moves}
    for place in (*PLACES[INT], *PLACES[FLOAT]):
        assert held[place] == wanted.get(place, ("old", place)), (place, rows)
    extra = [place for place in held if place not in wanted and held[place] != ("old", place)]
    assert all(place in SCRATCH.values() or place >= SLOT_BASE + spare for place in extra)


@st.composite
def move_sets(draw: st.DrawFn) -> list[Move]:
    """Sets in which each place is written at most once."""
    moves: list[Move] = []
    for cls in (INT, FLOAT):
        targets = draw(st.lists(st.sampled_from(PLACES[cls]), unique=True))
        for target in targets:
            source = draw(st.sampled_from([*PLACES[cls], -2, -9]))
            moves.append((source, target, cls))
    return draw(st.permutations(moves))


@given(move_sets())
@settings(max_examples=400)
def test_any_set(moves: list[Move]) -> None:
    run(sequence(moves), moves)


@given(st.sampled_from([INT, FLOAT]), st.data())
@settings(max_examples=150)
def test_permutations_of_registers_take_one_move_more_per_cycle(cls: int, data: st.DataObject) -> None:
    regs = PLACES[cls][:REGS]
    moves = [
        (source, target, cls) for source, target in zip(data.draw(st.permutations(regs)), regs, strict=True)
    ]
    rows = sequence(moves)
    run(rows, moves)
    to = {source: target for source, target, _ in moves}
    cycles, seen = 0, set()
    for reg in regs:
        length = 0
        while reg not in seen:
            seen.add(reg)
            reg = to[reg]
            length += 1
        cycles += length > 1
    assert len(rows) == sum(source != target for source, target, _ in moves) + cycles


def test_moves_of_nothing_vanish() -> None:
    assert sequence([(3, 3, INT), (SLOT_BASE, SLOT_BASE, INT)]) == []
    assert sequence([(1, 2, INT), (1, 2, INT)]) == [(1, 2)]


def test_slots_swap_by_way_of_a_third_slot() -> None:
    """The scratch register is taken by the moves themselves."""
    moves = [(SLOT_BASE, SLOT_BASE + 1, INT), (SLOT_BASE + 1, SLOT_BASE, INT)]
    rows = sequence(moves)
    run(rows, moves)
    assert len(rows) == 6
    assert max(target for _, target in rows) == SLOT_BASE + 3 * SLOTS


def test_definition_into_a_slot_goes_through_the_scratch_register() -> None:
    assert sequence([(-5, SLOT_BASE + 2, INT)]) == [(-5, 31), (31, SLOT_BASE + 2)]
    assert sequence([(-5, SLOT_BASE + SLOTS, FLOAT)]) == [(-5, 63), (63, SLOT_BASE + SLOTS)]
