"""Memory that one allocation leaves to the next.

For a function of thirty instructions making small tables and letting them grow costs as much as filling
them. So whoever compiles many functions hands the same `Workspace` to `allocate` each time. It has

- *rooms*: columns of length 0 with room for some rows. `append` writes behind the length into the room,
  which all copies of the column share, so each allocation begins with the same empty column and fills
  the same memory. A column that outgrows its room gets memory of its own, as always:

      room     length 0, room for 512                     stays like this
      column = append(append(room, 7), 8)                 length 2, in the memory of the room

- *tables* of `ROOM` rows, and of other fixed sizes, whose old contents nobody reads: `rows32` and `rows64`
  (`tables.py`) give them to a function of so few rows, and new ones to a larger one;
- *patterns* of `FEW` equal rows, and rooms for as many: `filled32`, `filled64`, `filled8` copy one into the
  other for a table that has to begin with certain items;
- tables that are again as they were when an allocation ends, and a heap, which is empty then.

Nothing of it is part of an output. A workspace serves one allocation at a time.
"""

from typing import Final

from librt.vecs import vec
from mypy_extensions import i32, i64, u8

from .heap import MinHeap
from .intervals import NO_HINT

#: Rows of a room.
ROOM: Final = 512
#: Rows of a table that is made from a pattern.
FEW: Final = 64
#: Parallel moves that their tables have room for.
FEW_MOVES: Final = 16
#: See `Workspace.near_steps` and `Workspace.far_steps`. Code from compilers takes less than one step.
NEAR_STEPS: Final = 8
FAR_STEPS: Final = 32
#: Inactive intervals of one register looked at before it counts as taken from the first one on.
MAX_INACTIVE_LOOKS: Final = 16
#: See `Workspace.meeting_steps`. In a function of a megabyte, whose intervals have thousands of ranges, these
#: comparisons took nine tenths of a compilation.
MEETING_STEPS: Final = 256
#: Registers remembered that would save a move.
MAX_HINTS: Final = 12


class Workspace:
    """See above; the fields are named after those that they stand in for."""

    def __init__(self) -> None:
        # Limits of the walks that find out where values live: steps by block and operand of the function.
        self.near_steps: i64 = NEAR_STEPS
        """From block to block, before there are spans."""
        self.far_steps: i64 = FAR_STEPS
        """Over spans and from block to block, before values lose their holes."""
        self.meeting_steps: i64 = MEETING_STEPS
        """Ranges of the inactive intervals of a register that are compared with those of an interval, before
        it counts as taken from there on."""

        # Rooms of `liveness.py`.
        self.use_link: vec[i64] = vec[i64](capacity=ROOM)
        self.global_vreg: vec[i64] = vec[i64](capacity=ROOM)

        # Rooms of `build_operands.Builder` and of `Intervals`.
        self.fixed_from: vec[i64] = vec[i64](capacity=ROOM)
        self.fixed_to: vec[i64] = vec[i64](capacity=ROOM)
        self.fixed_owner: vec[i64] = vec[i64](capacity=ROOM)
        self.fixed_next: vec[i64] = vec[i64](capacity=ROOM)
        self.fixed_inst: vec[i64] = vec[i64](capacity=ROOM)
        self.clobber_pos: vec[i64] = vec[i64](capacity=ROOM)
        self.clobber_mask: vec[i64] = vec[i64](capacity=ROOM)

        # Rooms of `places.Resolver`.
        self.move_next: vec[i32] = vec[i32](capacity=ROOM)
        self.move_what: vec[i64] = vec[i64](capacity=ROOM)
        self.move_places: vec[i64] = vec[i64](capacity=ROOM)

        # Tables of `scan_state.Scan`.
        self.fixed_cursor: vec[i64] = vec[i64]([0] * 64)
        self.active: vec[i64] = vec[i64]([0] * 64)
        self.inactive: vec[i64] = vec[i64]([0] * 64)
        self.next_from: vec[i64] = vec[i64]([0] * 64)
        self.next_to: vec[i64] = vec[i64]([0] * 64)
        self.event_pos: vec[i64] = vec[i64]([0] * 64)
        self.event_mask: vec[i64] = vec[i64]([0] * 64)
        self.hints: vec[i64] = vec[i64]([0] * MAX_HINTS)
        self.stack: vec[i64] = vec[i64]([0] * (MAX_INACTIVE_LOOKS + 2))

        # Tables of `Intervals`, and three of `Scan`.
        self.use_key: vec[i64] = vec[i64]([0] * ROOM)
        self.use_next: vec[i32] = vec[i32]([0] * ROOM)
        self.range_from: vec[i32] = vec[i32]([0] * ROOM)
        self.range_to: vec[i32] = vec[i32]([0] * ROOM)
        self.range_next: vec[i32] = vec[i32]([0] * ROOM)
        self.backwards: vec[i32] = vec[i32]([0] * ROOM)
        self.sorted_from: vec[i64] = vec[i64]([0] * ROOM)
        self.sorted_to: vec[i64] = vec[i64]([0] * ROOM)
        self.sorted_owner: vec[i64] = vec[i64]([0] * ROOM)
        self.fixed_head: vec[i32] = vec[i32]([0] * 64)
        self.fixed_start: vec[i64] = vec[i64]([0] * 64)
        self.fixed_stop: vec[i64] = vec[i64]([0] * 64)
        self.order: vec[i32] = vec[i32]([0] * ROOM)
        self.todo: vec[i32] = vec[i32]([0] * ROOM)
        self.run_next: vec[i64] = vec[i64]([0] * ROOM)
        self.run_low: vec[i32] = vec[i32]([0] * ROOM)
        self.back_at: vec[i32] = vec[i32]([0] * ROOM)
        self.heap_left: vec[i32] = vec[i32]([0] * ROOM)
        self.heap_right: vec[i32] = vec[i32]([0] * ROOM)

        # Patterns, and rooms for tables that are made from them by all parts of the allocator.
        self.minus_ones32: vec[i32] = vec[i32]([-1] * FEW)
        self.minus_ones64: vec[i64] = vec[i64]([-1] * FEW)
        self.no_hints: vec[i32] = vec[i32]([NO_HINT] * FEW)
        self.zeros8: vec[u8] = vec[u8]([0] * FEW)
        self.numbers: vec[i32] = vec[i32]([i32(row) for row in range(FEW)])
        """Each row its own number."""
        self.def_inst: vec[i32] = vec[i32](capacity=FEW)
        self.def_block: vec[i32] = vec[i32](capacity=FEW)
        self.param_index: vec[i32] = vec[i32](capacity=FEW)
        self.use_head: vec[i32] = vec[i32](capacity=FEW)
        self.branch_def: vec[u8] = vec[u8](capacity=FEW)
        self.remat: vec[u8] = vec[u8](capacity=FEW)
        self.run_head: vec[i64] = vec[i64](capacity=FEW)
        self.seen_in: vec[i64] = vec[i64](capacity=FEW)
        self.seen_out: vec[i64] = vec[i64](capacity=FEW)
        self.vreg: vec[i32] = vec[i32](capacity=FEW)
        self.first_range: vec[i32] = vec[i32](capacity=FEW)
        self.start: vec[i32] = vec[i32](capacity=FEW)
        self.end: vec[i32] = vec[i32](capacity=FEW)
        self.first_use: vec[i32] = vec[i32](capacity=FEW)
        self.loc: vec[i32] = vec[i32](capacity=FEW)
        self.next_child: vec[i32] = vec[i32](capacity=FEW)
        self.needs_slot: vec[u8] = vec[u8](capacity=FEW)
        self.stack_def: vec[u8] = vec[u8](capacity=FEW)
        self.hint_source: vec[i32] = vec[i32](capacity=FEW)
        self.hint_target: vec[i32] = vec[i32](capacity=FEW)
        self.hint_preg: vec[i32] = vec[i32](capacity=FEW)
        self.end_head: vec[i32] = vec[i32](capacity=FEW)
        self.last_preg: vec[i32] = vec[i32](capacity=FEW)
        self.current_range: vec[i32] = vec[i32](capacity=FEW)
        self.slot: vec[i32] = vec[i32](capacity=FEW)
        self.wish: vec[i32] = vec[i32](capacity=FEW)
        self.slot_next: vec[i32] = vec[i32](capacity=FEW)
        self.move_head: vec[i32] = vec[i32](capacity=FEW)
        self.part_start: vec[i32] = vec[i32](capacity=FEW)

        # Tables of `moves.ParallelMoves`, one row a move.
        self.move_source: vec[i64] = vec[i64]([0] * FEW_MOVES)
        self.move_target: vec[i64] = vec[i64]([0] * FEW_MOVES)
        self.move_vreg: vec[i64] = vec[i64]([0] * FEW_MOVES)
        self.move_cls: vec[i64] = vec[i64]([0] * FEW_MOVES)
        self.move_done: vec[i64] = vec[i64]([0] * FEW_MOVES)
        self.move_ready: vec[i64] = vec[i64]([0] * FEW_MOVES)
        self.writer: vec[i64] = vec[i64]()
        """Of it, by place: -1 in all rows between allocations."""
        self.readers: vec[i64] = vec[i64]()
        """Of it, by place: 0 in all rows between allocations."""

        self.unhandled: MinHeap = MinHeap()
        """Of `Scan`."""
