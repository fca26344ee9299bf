"""Labels, their uses, and what is remembered of branches and islands: the columns of `MachBuffer`.

`branches.py` and `islands.py` are the algorithms over these columns; `machbuffer.py` is the whole, with
what an emitter calls. Invariants are there.
"""

from typing import Final

from librt.vecs import append, vec
from mypy_extensions import i64

from .code import IslandCounts
from .codebuffer import CodeBuffer
from .labels import LabelKinds

#: `label_offset` of a label that is not bound, and of a trap or constant that waits for its place.
UNBOUND: Final = -1
WAITING: Final = -2
#: Room of a kind whose uses reach everything.
UNLIMITED: Final = 0x1000_0000_0000_0000


class UseQueue:
    """Uses of one kind that wait, by row of the use table, oldest first."""

    def __init__(self) -> None:
        self.rows: vec[i64] = vec[i64]()
        self.head: i64 = 0
        """First row that still waits."""
        self.compact_at: i64 = 0
        """Cursor from which on satisfied uses may be searched in the whole queue again."""


#: Distance of stack probes when nothing is said: a page, which the guard page below the stack has at least.
PROBE_BYTES: Final = 4096
#: The source location of traps to which code in front of the frame leads.
AT_START: Final = -2
#: Library function that touches a frame, as Cranelift calls it.
PROBESTACK: Final = "__cranelift_probestack"


class LabelBuffer(CodeBuffer):
    """Code of one function with labels."""

    def __init__(self, kinds: LabelKinds) -> None:
        super().__init__()
        self.kinds: LabelKinds = kinds
        self.cleanup: bool = True
        """Simplify branches; off in tests that compare."""
        self.chaos: i64 = 0
        """State of the generator that skips clean-up and makes islands at random; 0: neither."""
        self.chaos_seed: i64 = 0
        self.force_veneers: bool = False
        """Lead every use that can be led over a veneer, in an island behind every block."""
        self.block_padding: i64 = 0
        """Bytes of padding behind each block."""
        self.probe_bytes: i64 = PROBE_BYTES
        """A frame of so many bytes is touched at this distance."""
        self.probe_call: bool = False
        """By the function `PROBESTACK`."""
        self.keep_frames: bool = False
        """Functions that need no frame get one all the same."""

        self.trap_call_word: i64 = 0
        """Traps jump to the address in this word of a table (`LabelKinds.emit_trap_call`); 0: they fault."""

        # By kind of use: what is in reach, as the machine says or as tests shrink it.
        self.max_forward: vec[i64] = vec[i64]()
        self.max_backward: vec[i64] = vec[i64]()

        # By label; `num_labels` rows are in use.
        self.num_labels: i64 = 0
        self.num_blocks: i64 = 0
        self.label_offset: vec[i64] = vec[i64]()
        """Where the label is bound; `UNBOUND` or `WAITING` while it is not."""
        self.label_alias: vec[i64] = vec[i64]()
        """Label that stands for this one, -1 for none."""

        # By use; `num_uses` rows are in use.
        self.num_uses: i64 = 0
        self.use_offset: vec[i64] = vec[i64]()
        self.use_target: vec[i64] = vec[i64]()
        self.use_kind: vec[i64] = vec[i64]()
        self.use_addend: vec[i64] = vec[i64]()

        # Remembered branches, oldest first; each ends where the next starts.
        self.num_branches: i64 = 0
        self.branch_start: vec[i64] = vec[i64]()
        self.branch_end: vec[i64] = vec[i64]()
        self.branch_use: vec[i64] = vec[i64]()
        """Row of its use."""
        self.branch_flip_at: vec[i64] = vec[i64]()
        """Byte (from the start) that holds the condition, -1 for an unconditional branch."""
        self.branch_flip: vec[i64] = vec[i64]()
        """Bits of that byte that invert the condition."""
        self.branch_labels: vec[i64] = vec[i64]()
        """Start in `here` of the labels bound at its start, which reach to the next branch's."""

        # Labels bound at remembered branches and at the cursor (from `tail_start` on).
        self.num_here: i64 = 0
        self.here: vec[i64] = vec[i64]()
        self.tail_start: i64 = 0
        self.tail_offset: i64 = -1
        """Offset at which the labels from `tail_start` on are bound."""

        # Out-of-line trap stubs; those from `stubs_done` on wait for a place.
        self.stubs_done: i64 = 0
        self.stub_label: vec[i64] = vec[i64]()
        self.stub_code: vec[i64] = vec[i64]()
        self.stub_srcloc: vec[i64] = vec[i64]()
        self.stub_by_key: dict[int, int] = {}

        # Constants; those from `constants_done` on wait for a place.
        self.constants_done: i64 = 0
        self.constants: list[bytes] = []
        self.constant_labels: vec[i64] = vec[i64]()
        self.constant_align: vec[i64] = vec[i64]()
        self.constant_rows: dict[bytes, int] = {}
        self.waiting_bytes: i64 = 0
        """Most bytes that the waiting constants take, alignment included."""
        self.alignment: i64 = 1
        """That which the constants placed so far need."""

        # Branches that became shorter, in ascending order; `num_sites` rows are in use (`relax.py`).
        self.num_sites: i64 = 0
        self.site_start: vec[i64] = vec[i64]()
        """Where the branch started in the code with long branches."""
        self.site_saved: vec[i64] = vec[i64]()
        """Bytes saved by all sites up to this one."""

        # Islands (`islands.py`).
        self.island_at: i64 = UNLIMITED
        """The cursor from which on an island may be needed."""
        self.near: i64 = UNLIMITED
        self.grown: i64 = 0
        self.room: vec[i64] = vec[i64]()
        self.scanned: i64 = 0
        self.queues: list[UseQueue] = []
        """By kind."""
        self.queue_order: vec[i64] = vec[i64]()
        """Kinds that need islands, shortest reach first."""
        self.least_reach: i64 = UNLIMITED
        self.veneer_of: dict[int, int] = {}
        """Label of the newest veneer, by label and size of the veneer (`lead_over_veneer`)."""
        self.counts: IslandCounts = IslandCounts(len(kinds.names))

    # --- labels and their uses ------------------------------------------------------------

    def new_label(self) -> i64:
        """A label that is not bound yet."""
        label = self.num_labels
        if label < len(self.label_offset):
            self.label_offset[label] = UNBOUND
            self.label_alias[label] = -1
        else:
            self.label_offset = append(self.label_offset, UNBOUND)
            self.label_alias = append(self.label_alias, -1)
        self.num_labels = label + 1
        return label

    def reserve_labels(self, count: i64) -> None:
        """Make labels `0 .. count - 1`, those of the blocks; before any other label."""
        assert self.num_labels == 0
        i: i64 = 0
        while i < count:
            self.new_label()
            i += 1
        self.num_blocks = count

    def resolve_label(self, label: i64) -> i64:
        """The label that stands for `label`; shortens the alias chain on the way."""
        alias = self.label_alias
        root = label
        while alias[root] >= 0:
            root = alias[root]
        while alias[label] >= 0:
            following = alias[label]
            alias[label] = root
            label = following
        return root

    def bound_offset(self, label: i64) -> i64:
        """Offset of a label, less than 0 while it is not known. What is known does not change any more if
        it lies before all code that may still be dropped: in front of the last instruction that is
        not a branch, or in front of a branch about to be emitted here (a backward branch)."""
        return self.label_offset[self.resolve_label(label)]

    def use_label(self, label: i64, kind: i64, offset: i64) -> None:
        """The field of a label use is at `offset` (of the instruction on aarch64)."""
        self.use_label_addend(label, kind, offset, 0)

    def use_label_addend(self, label: i64, kind: i64, offset: i64, addend: i64) -> None:
        """As `use_label`, for the place `addend` bytes behind the label: `-n` when n bytes of
        immediate follow a rip-relative displacement."""
        n = self.num_uses
        if n < len(self.use_offset):
            self.use_offset[n] = offset
            self.use_target[n] = label
            self.use_kind[n] = kind
            self.use_addend[n] = addend
        else:
            self.use_offset = append(self.use_offset, offset)
            self.use_target = append(self.use_target, label)
            self.use_kind = append(self.use_kind, kind)
            self.use_addend = append(self.use_addend, addend)
        self.num_uses = n + 1
        room = self.room[kind]
        if room < UNLIMITED:
            self.grown += self.kinds.veneer_size[kind]
            if offset + room < self.near:
                self.near = offset + room
            self.island_at = self.near - self.grown

    def put_veneer(self, kind: i64, label: i64) -> None:
        """Append a veneer for uses of `kind`, which goes on to `label`."""
        use = self.kinds.emit_veneer(self, kind)
        self.use_label(label, self.kinds.veneer_kind[kind], use)

    # --- branches and chance --------------------------------------------------------------

    def forget_branches_before(self, offset: i64) -> None:
        """Forget the remembered branches (and labels there) unless the last one ends at `offset`."""
        n = self.num_branches
        if n > 0 and self.branch_end[n - 1] == offset:
            return
        self.num_branches = 0
        if self.tail_offset == offset:  # keep the labels at the cursor
            if self.tail_start == 0:
                return
            count = self.num_here - self.tail_start
            i: i64 = 0
            while i < count:
                self.here[i] = self.here[self.tail_start + i]
                i += 1
            self.num_here = count
        else:
            self.num_here = 0
            self.tail_offset = -1
        self.tail_start = 0

    def forget_branches(self) -> None:
        """Nothing emitted so far will be changed or dropped any more, and no label bound so far moves."""
        self.num_branches = 0
        self.num_here = 0
        self.tail_start = 0
        self.tail_offset = -1

    def chance(self, one_in: i64) -> bool:
        """The next random choice, true once in `one_in` times."""
        self.chaos = (self.chaos * 1103515245 + 12345) & 0x7FFFFFFF
        return (self.chaos >> 16) % one_in == 0
