"""Parallel moves: put simultaneous moves into an order in which nothing is overwritten too early.

    (r1 <- r0, r0 <- r1, r2 <- r0)   becomes   r2 <- r0; tmp <- r0; r0 <- r1; r1 <- tmp

Every place is written at most once and has one source, so the moves form trees that hang from
cycles. A move whose target nobody still reads can go; that may free its source's own target. What
is left then are cycles without trees; each is opened by saving one place.

What `tmp` is: the scratch register of the class. A move from slot to slot needs that register
itself, so a cycle with such a move saves into an extra slot. Rematerialisations read nothing and go
last; into a slot they go through the scratch register too.

The two classes have disjoint places, so they never meet in a cycle.

Invariant: a place is written only after its last pending read.
Source: L. Rideau, B. Serpette, X. Leroy, "Tilting at Windmills with Coq" (2008).
"""

from librt.vecs import append, vec
from mypy_extensions import i64, mypyc_attr

from .contract import INT, SLOT_BASE, MachineEnv, RegallocOutput, preg_bit
from .slots import Slots
from .workspace import Workspace


@mypyc_attr(acyclic=True, free_list_len=1)
class ParallelMoves:
    """One set of parallel moves being collected, and tables reused for all sets."""

    def __init__(self, env: MachineEnv, slots: Slots, out: RegallocOutput, work: Workspace) -> None:
        self.env: MachineEnv = env
        self.slots: Slots = slots
        self.out: RegallocOutput = out
        self.count: i64 = 0
        self.source: vec[i64] = work.move_source
        """An allocation, or -2 - inst to rematerialise."""
        self.target: vec[i64] = work.move_target
        self.vreg: vec[i64] = work.move_vreg
        self.cls: vec[i64] = work.move_cls
        self.done: vec[i64] = work.move_done
        self.ready: vec[i64] = work.move_ready
        places: i64 = SLOT_BASE + slots.count
        if len(work.writer) < places:
            work.writer = vec[i64]([-1] * places)
            work.readers = vec[i64]([0] * places)
        self.writer: vec[i64] = work.writer
        """By place (allocation): the pending move into it, -1 for none. All -1 between sets."""
        self.readers: vec[i64] = work.readers
        """By place: how many pending moves read it. All 0 between sets."""
        self.spare_int: i64 = -1
        """Slot allocation for cycles that use the scratch register otherwise; -1 until needed."""
        self.spare_float: i64 = -1

    def add(self, source: i64, target: i64, vreg: i64, cls: i64) -> None:
        """Collect a move; one that moves nothing is dropped."""
        if source == target:
            return
        at = self.count
        if at == len(self.source):
            self.source = append(self.source, 0)
            self.target = append(self.target, 0)
            self.vreg = append(self.vreg, 0)
            self.cls = append(self.cls, 0)
            self.done = append(self.done, 0)
            self.ready = append(self.ready, 0)
        self.source[at] = source
        self.target[at] = target
        self.vreg[at] = vreg
        self.cls[at] = cls
        self.done[at] = 0
        self.count = at + 1


def emit(moves: ParallelMoves, point: i64, source: i64, target: i64, index: i64) -> None:
    """Output one move, through the scratch register if no machine can do it directly."""
    cls = moves.cls[index]
    vreg = moves.vreg[index]
    out = moves.out
    if target >= SLOT_BASE and (source >= SLOT_BASE or source < 0):
        scratch = moves.env.int_scratch if cls == INT else moves.env.float_scratch
        out.push_move(point, source, scratch, vreg, cls)
        out.used_regs = out.used_regs | preg_bit(scratch)
        source = scratch
    elif target < SLOT_BASE:
        out.used_regs = out.used_regs | preg_bit(target)
    out.push_move(point, source, target, vreg, cls)


def flush(moves: ParallelMoves, point: i64) -> None:
    """Output the collected moves at `point` in a safe order, and start a new set."""
    count = moves.count
    if count == 1:
        emit(moves, point, moves.source[0], moves.target[0], 0)
        moves.count = 0
        return
    source = moves.source
    target = moves.target
    writer = moves.writer
    readers = moves.readers
    ready = moves.ready
    done = moves.done
    i: i64 = 0
    while i < count:
        if writer[target[i]] >= 0:
            done[i] = 1  # the same move twice
        else:
            writer[target[i]] = i
            if source[i] >= 0:
                readers[source[i]] += 1
        i += 1
    waiting: i64 = 0
    i = 0
    while i < count:
        if done[i] == 0 and source[i] >= 0 and readers[target[i]] == 0:
            ready[waiting] = i
            waiting += 1
        i += 1
    drain(moves, point, waiting)
    i = 0
    while i < count:
        if done[i] == 0 and source[i] >= 0:
            open_cycle(moves, point, i)
        i += 1
    i = 0
    while i < count:
        if source[i] < 0 and done[i] == 0:
            emit(moves, point, source[i], target[i], i)
        writer[target[i]] = -1
        i += 1
    moves.count = 0


def drain(moves: ParallelMoves, point: i64, waiting: i64) -> None:
    """Output the `waiting` ready moves and all that become ready by that."""
    while waiting > 0:
        waiting -= 1
        i = moves.ready[waiting]
        place = moves.source[i]
        emit(moves, point, place, moves.target[i], i)
        moves.done[i] = 1
        moves.readers[place] -= 1
        if moves.readers[place] == 0:
            following = moves.writer[place]
            if following >= 0 and moves.source[following] >= 0 and moves.done[following] == 0:
                moves.ready[waiting] = following
                waiting += 1


def open_cycle(moves: ParallelMoves, point: i64, first: i64) -> None:
    """Output a cycle of pending moves: save the target of `first`, move around, restore."""
    source = moves.source
    target = moves.target
    slot_to_slot = False
    i = first
    last = first
    while True:
        if source[i] >= SLOT_BASE and target[i] >= SLOT_BASE:
            slot_to_slot = True
        last = i
        i = moves.writer[source[i]]
        if i == first:
            break
    cls = moves.cls[first]
    saved: i64 = moves.env.int_scratch if cls == INT else moves.env.float_scratch
    if slot_to_slot:
        saved = spare_slot(moves, cls)
    else:
        moves.out.used_regs = moves.out.used_regs | preg_bit(saved)
    # `last` is the move that reads the saved place: it reads the copy.
    emit(moves, point, target[first], saved, last)
    i = first
    while True:
        place = source[i]
        moves.done[i] = 1
        moves.readers[place] -= 1
        if place == target[first]:
            emit(moves, point, saved, target[i], i)
            return
        emit(moves, point, place, target[i], i)
        i = moves.writer[place]


def spare_slot(moves: ParallelMoves, cls: i64) -> i64:
    """The extra slot of a class."""
    if cls == INT:
        if moves.spare_int < 0:
            moves.spare_int = SLOT_BASE + moves.slots.fresh(cls)
        return moves.spare_int
    if moves.spare_float < 0:
        moves.spare_float = SLOT_BASE + moves.slots.fresh(cls)
    return moves.spare_float
