"""Memory that one allocation leaves to the next.

For a function of thirty instructions making small tables and letting them grow costs as much as filling
them. So whoever compiles many functions hands the same `Workspace` to `allocate` each time. It has

- *rooms*: columns of length 0 with room for some rows. `append` writes behind the length into the room,
  which all copies of the column share, so each allocation begins with the same empty column and fills
  the same memory. A column that outgrows its room gets memory of its own, as always:

      room     length 0, room for 512                     stays like this
      column = append(append(room, 7), 8)                 length 2, in the memory of the room

- tables of a fixed size whose old contents nobody reads, and a heap, which is empty in the end.

Nothing of it is part of an output. A workspace serves one allocation at a time.
"""

from typing import Final

from librt.vecs import vec
from mypy_extensions import i32, i64

from .heap import MinHeap

#: Rows of a room.
ROOM: Final = 512
#: Inactive intervals of one register looked at before it counts as taken from the first one on.
MAX_INACTIVE_LOOKS: Final = 16
#: Registers remembered that would save a move.
MAX_HINTS: Final = 12


class Workspace:
    """See above; the fields are named after those that they are the rooms of."""

    def __init__(self) -> None:
        # Rooms of `liveness.py`.
        self.use_link: vec[i64] = vec[i64](capacity=ROOM)
        self.global_vreg: vec[i64] = vec[i64](capacity=ROOM)
        self.out_link: vec[i64] = vec[i64](capacity=ROOM)
        self.in_block: vec[i32] = vec[i32](capacity=ROOM)

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
        self.event_pos: vec[i64] = vec[i64]([0] * 64)
        self.event_mask: vec[i64] = vec[i64]([0] * 64)
        self.hints: vec[i64] = vec[i64]([0] * MAX_HINTS)
        self.stack: vec[i64] = vec[i64]([0] * (MAX_INACTIVE_LOOKS + 2))

        self.unhandled: MinHeap = MinHeap()
        """Of `Scan`."""
