"""Print live intervals and where each part of them lives.

    v3   [0l,2e) r1
    v7   [1l,4) r0  [4,9e) slot0  [9e,12e) .. [20,22e) r2       `..` is a hole

A position is an instruction's number and a letter: none for the gap before it, where moves stand, `e`
early, where it reads, `l` late, where it writes, `a` after. A part in `slot?` has no slot: its value is
remade where it is needed.
"""

from mypy_extensions import i64

from .build import build_intervals
from .contract import FLOAT, SLOT_BASE, MachineEnv, RegallocInput, RegallocOutput
from .features import ALL
from .intervals import SPILLED, Intervals
from .liveness import compute_liveness
from .resolve import resolve
from .scan import linear_scan
from .show import PLAIN, Names
from .slots import Slots, assign_slots
from .workspace import Workspace


class Trace:
    """One allocation with the intervals that it came from."""

    def __init__(self, inp: RegallocInput, env: MachineEnv, features: i64 = ALL) -> None:
        """Allocate. Raises `RegallocError`."""
        self.inp = inp
        self.env = env
        allocatable = env.int_mask | env.float_mask
        live = compute_liveness(inp, allocatable, Workspace())
        self.iv: Intervals = build_intervals(inp, live, allocatable, features)
        scan = linear_scan(inp, env, live, self.iv, features)
        self.slots: Slots = assign_slots(inp, live, self.iv, features)
        self.out: RegallocOutput = RegallocOutput()
        resolve(inp, env, live, self.iv, self.slots, scan.used, features, self.out)

    def parts(self, vreg: int) -> list["Part"]:
        """The parts of a vreg in order; empty when it does not occur."""
        iv = self.iv
        found = []
        it = vreg if iv.first_range[vreg] >= 0 else -1
        while it >= 0:
            ranges = []
            node = int(iv.first_range[it])
            while node >= 0:
                ranges.append((int(iv.range_from[node]), int(iv.range_to[node])))
                node = int(iv.range_next[node])
            place = int(iv.loc[it])
            if place == SPILLED:
                slot = int(self.slots.slot[vreg])
                place = SLOT_BASE + slot if slot >= 0 and not iv.remat[vreg] else NOWHERE
            found.append(Part(ranges, place))
            it = int(iv.next_child[it])
        return found


#: Place of a part whose value is remade where it is needed.
NOWHERE = -1


class Part:
    """A stretch of a vreg's life in one place."""

    def __init__(self, ranges: list[tuple[int, int]], place: int) -> None:
        self.ranges = ranges
        """`(from, to)` positions, ascending, with holes between."""
        self.place = place
        """A register, `SLOT_BASE + slot`, or NOWHERE."""


def position_text(pos: int) -> str:
    """`7`, `7e`, `7l`, `7a`."""
    return f"{pos >> 2}{('', 'e', 'l', 'a')[pos & 3]}"


def place_text(place: int, names: Names) -> str:
    """Where a part is."""
    return "slot?" if place == NOWHERE else names.place(place)


def dump_intervals(trace: Trace, names: Names = PLAIN) -> str:
    """A line per virtual register."""
    lines = []
    width = len(f"v{trace.inp.num_vregs() - 1}")
    for vreg in range(trace.inp.num_vregs()):
        parts = trace.parts(vreg)
        if not parts:
            continue
        texts = []
        for part in parts:
            ranges = " .. ".join(f"[{position_text(a)},{position_text(b)})" for a, b in part.ranges)
            texts.append(f"{ranges} {place_text(part.place, names)}")
        kind = "  float" if trace.inp.vreg_class[vreg] == FLOAT else ""
        remat = "  remat" if trace.iv.remat[vreg] else ""
        lines.append(f"{f'v{vreg}':<{width}}  {'  '.join(texts)}{kind}{remat}")
    return "\n".join(lines) + "\n"
