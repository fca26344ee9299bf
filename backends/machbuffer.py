"""The machine code buffer: labels, fix-ups, and what is remembered of branches while emitting.

Code is emitted once, in order. A branch to a label that may not be placed yet is emitted with an
empty field and a *use* of the label; `finish` writes all fields.

    lab = buf.new_label()                   start = buf.cur_offset()
    ...                                     buf.put1(0xE9)
    buf.bind_label(lab)                     buf.use_label(lab, BRANCH32, buf.cur_offset())
                                            buf.put4(0)
                                            buf.add_jump(start, lab)

Four ideas are in files of their own: bytes and records (`codebuffer.py`), the clean-up of branches
(`branches.py`), constants and out-of-line traps, which wait here until an island or the end takes them,
and islands (`islands.py`): code, out of the way, that short branches reach instead of labels too far off.

Whoever emits asks before each instruction and move, whether an island must come first:

    if buf.cur_offset() >= buf.island_at:
        island_if_needed(buf, 0, True)

and calls `reserve(size)` before a piece whose size is not bounded by `LabelKinds.lookahead`.

Invariants:
- Uses are in ascending order of offset; the use of a remembered branch is never patched before
  `finish`, so dropping a branch just pops its use.
- Nothing but branches may be recorded in code that can be dropped: traps, calls and relocations lie
  in front of it. Source locations that start inside are moved back.
- An emitter must not keep an offset across `bind_label` other than through a label: it may change.
- `island_at` is a lower bound of the greatest cursor at which an island still helps every use
  (`islands.py` proves it).

The algorithm for branches is that of Cranelift's `MachBuffer`; here it works on columns, inversion
is one flipped bit mask in one byte (which serves both machines), and the set of labels at a
place is a stretch of one stack.
"""

from typing import Final

from librt.vecs import append, vec
from mypy_extensions import i64

from ..ir.errors import LimitError
from .branches import simplify_branches
from .code import CompiledCode, IslandCounts
from .codebuffer import CodeBuffer
from .islands import (
    UNLIMITED,
    UseQueue,
    finish_islands,
    island_if_needed,
    make_queues,
    reset_room,
)
from .labels import KIND_REL32_DATA, LabelKinds, out_of_range
from .limits import refuse

#: `label_offset` of a label that is not bound, and of a trap or constant that waits for its place.
UNBOUND: Final = -1
WAITING: Final = -2


class MachBuffer(CodeBuffer):
    """Code of one function under construction; `clear` makes it ready for the next."""

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
        self.set_ranges({})

    def set_ranges(self, ranges: dict[int, int]) -> None:
        """Use less than the machine's range: by kind, the most bytes forward and backward."""
        kinds = self.kinds
        forward = vec[i64]()
        backward = vec[i64]()
        kind: i64 = 0
        while kind < len(kinds.max_forward):
            most: i64 = ranges.get(int(kind), int(UNLIMITED))
            most -= most % kinds.align[kind]
            forward = append(forward, min(kinds.max_forward[kind], most))
            backward = append(backward, min(kinds.max_backward[kind], most))
            kind += 1
        self.max_forward = forward
        self.max_backward = backward
        make_queues(self)

    def clear(self) -> None:
        """Forget everything but the machine and the settings."""
        self.clear_code()
        self.num_labels = 0
        self.num_blocks = 0
        self.num_uses = 0
        self.num_branches = 0
        self.num_here = 0
        self.tail_start = 0
        self.tail_offset = -1
        self.chaos = self.chaos_seed
        if len(self.stub_label) > 0:
            self.stubs_done = 0
            self.stub_label = vec[i64]()
            self.stub_code = vec[i64]()
            self.stub_srcloc = vec[i64]()
            self.stub_by_key = {}
        if len(self.constants) > 0:
            self.constants_done = 0
            self.constants = []
            self.constant_labels = vec[i64]()
            self.constant_align = vec[i64]()
            self.constant_rows = {}
        self.waiting_bytes = 0
        self.alignment = 1
        self.scanned = 0
        if self.counts.islands > 0 or len(self.veneer_of) > 0:
            self.veneer_of = {}
            self.counts = IslandCounts(len(self.kinds.names))
        reset_room(self)

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

    def put_table_entry(self, label: i64, table_start: i64) -> None:
        """Append a jump table entry: 32 bits, `label - table_start`. Tables are marked as data
        with `add_data`."""
        offset = self.cur_offset()
        self.use_label_addend(label, KIND_REL32_DATA, offset, offset - table_start)
        self.put4(0)

    def bind_label(self, label: i64) -> None:
        """Place a label at the cursor; may simplify the branches in front of it."""
        assert label < self.num_labels and self.label_offset[label] == UNBOUND
        here = self.cur_offset()
        self.label_offset[label] = here
        if self.tail_offset != here:
            self.forget_branches_before(here)
            self.tail_start = self.num_here
            self.tail_offset = here
        if self.num_here < len(self.here):
            self.here[self.num_here] = label
        else:
            self.here = append(self.here, label)
        self.num_here = self.num_here + 1
        if self.cleanup and self.num_branches > 0 and (self.chaos == 0 or self.chance(2)):
            simplify_branches(self)

    # --- branches -------------------------------------------------------------------------

    def add_jump(self, start: i64, label: i64) -> None:
        """The bytes from `start` to the cursor are an unconditional branch to `label`, whose use is
        the newest."""
        self.push_branch(start, label, -1, 0)

    def add_cond_branch(self, start: i64, label: i64, flip_at: i64, flip: i64) -> None:
        """The bytes from `start` to the cursor are a conditional branch to `label`, whose use is
        the newest; flipping the bits `flip` of the byte at `start + flip_at` inverts it.

        x86-64 `jcc rel32`: (1, 1); `jcc rel8`: (0, 1). aarch64 `b.cond`: (0, 1); `cbz`, `cbnz`,
        `tbz`, `tbnz`: (3, 1)."""
        self.push_branch(start, label, flip_at, flip)

    def push_branch(self, start: i64, label: i64, flip_at: i64, flip: i64) -> None:
        """Remember a branch that ends at the cursor."""
        use = self.num_uses - 1
        assert use >= 0 and self.use_offset[use] >= start and self.use_target[use] == label
        self.forget_branches_before(start)
        if self.tail_offset != start:
            self.tail_start = self.num_here  # no label at its start
        n = self.num_branches
        end = self.cur_offset()
        if n < len(self.branch_start):
            self.branch_start[n] = start
            self.branch_end[n] = end
            self.branch_use[n] = use
            self.branch_flip_at[n] = flip_at
            self.branch_flip[n] = flip
            self.branch_labels[n] = self.tail_start
        else:
            self.branch_start = append(self.branch_start, start)
            self.branch_end = append(self.branch_end, end)
            self.branch_use = append(self.branch_use, use)
            self.branch_flip_at = append(self.branch_flip_at, flip_at)
            self.branch_flip = append(self.branch_flip, flip)
            self.branch_labels = append(self.branch_labels, self.tail_start)
        self.num_branches = n + 1
        self.tail_start = self.num_here
        self.tail_offset = end

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

    # --- islands --------------------------------------------------------------------------

    def reserve(self, size: i64, around: bool) -> None:
        """`size` bytes will be emitted in one piece: make an island first if it cannot wait so long.
        `around`: control may reach the cursor, so the island must be jumped over."""
        if self.cur_offset() + size >= self.island_at:
            island_if_needed(self, size, around)

    # --- traps and constants ------------------------------------------------------------------

    def in_reach_behind(self, label: i64, kind: i64) -> bool:
        """A placed or waiting label can be named by a use of `kind` that is emitted next."""
        offset = self.label_offset[label]
        farthest = self.cur_offset() + self.kinds.lookahead
        return offset == WAITING or farthest - offset <= self.max_backward[kind]

    def trap_label(self, code: i64, srcloc: i64 = -1) -> i64:
        """Label of an out-of-line trap with `code`, shared by equal ones in reach of each other."""
        key = (srcloc << 8) | code
        found = self.stub_by_key.get(int(key), -1)
        if found >= 0 and self.in_reach_behind(i64(found), self.kinds.trap_kind):
            return i64(found)
        label = self.new_label()
        self.label_offset[label] = WAITING
        self.stub_by_key[int(key)] = int(label)
        self.stub_label = append(self.stub_label, label)
        self.stub_code = append(self.stub_code, code)
        self.stub_srcloc = append(self.stub_srcloc, srcloc)
        self.grow(self.kinds.trap_size)
        return label

    def constant_label(self, data: bytes, align: i64) -> i64:
        """Label of a constant in the pool behind the code, or in an island; equal bytes share a place
        while that is in reach. To be called right before the use is emitted."""
        row = self.constant_rows.get(data, -1)
        if row >= 0:
            label = self.constant_labels[row]
            fits = align <= self.constant_align[row]
            if row >= self.constants_done:
                if not fits:
                    self.wait_for(align - self.constant_align[row])
                    self.constant_align[row] = align
                return label
            if fits and self.in_reach_behind(label, self.kinds.constant_kind):
                return label
        label = self.new_label()
        self.label_offset[label] = WAITING
        self.constant_rows[data] = len(self.constants)
        self.constants.append(data)
        self.constant_labels = append(self.constant_labels, label)
        self.constant_align = append(self.constant_align, align)
        self.wait_for(len(data) + align)
        return label

    def wait_for(self, size: i64) -> None:
        """`size` more bytes of constants wait."""
        self.waiting_bytes += size
        self.grow(size)

    def grow(self, size: i64) -> None:
        """The island that may be needed is `size` bytes larger."""
        self.grown += size
        self.island_at = self.near - self.grown

    # --- the end --------------------------------------------------------------------------

    def finish(self, symbols: list[str] | None = None) -> CompiledCode:
        """Place stubs and constants, write all fields, and hand out the result.

        `symbols` are the names that the symbol numbers of relocations mean. Raises `LimitError` when
        a label use cannot reach its label. The buffer must be cleared before it is used again."""
        result = CompiledCode()
        if self.cleanup and self.num_branches > 0 and (self.chaos == 0 or self.chance(2)):
            simplify_branches(self)
        result.insts_size = finish_islands(self)
        result.alignment = max(self.kinds.function_align, self.alignment)
        if self.cur_offset() > self.kinds.max_code:
            refuse("bytes of code", self.cur_offset(), self.kinds.max_code)
        self.patch_uses()
        result.code = self.writer.getvalue()
        if symbols:
            result.symbols = list(symbols)
        result.reloc_offset = self.reloc_offset
        result.reloc_kind = self.reloc_kind
        result.reloc_symbol = self.reloc_symbol
        result.reloc_addend = self.reloc_addend
        if len(self.trap_offset) > 0:
            result.trap_offset = self.trap_offset[:]  # not the room that the next function is written to
            result.trap_code = self.trap_code[:]
        result.srcloc_offset = self.srcloc_offset
        result.srcloc = self.srcloc
        result.call_sites = self.call_sites
        result.data_start = self.data_start
        result.data_end = self.data_end
        count = self.num_blocks
        block_offset: vec[i64] = vec[i64]([0] * count)
        block: i64 = 0
        while block < count:
            block_offset[block] = self.bound_offset(block)
            block += 1
        result.block_offset = block_offset
        if self.counts.islands > 0:
            result.island_counts = self.counts  # `clear` makes new ones
        return result

    def patch_uses(self) -> None:
        """Write the field of every label use."""
        kinds = self.kinds
        forward = self.max_forward
        backward = self.max_backward
        align = kinds.align
        i: i64 = 0
        while i < self.num_uses:
            label = self.resolve_label(self.use_target[i])
            target = self.label_offset[label]
            assert target >= 0, "label used but never bound"
            target += self.use_addend[i]
            use = self.use_offset[i]
            kind = self.use_kind[i]
            distance = target - use
            misaligned = distance & (align[kind] - 1)
            if distance > forward[kind] or -distance > backward[kind] or misaligned != 0:
                raise LimitError(out_of_range(kinds.names[kind], use, target))
            if kind == KIND_REL32_DATA:
                self.patch4(use, distance)
            else:
                kinds.patch_machine(self, kind, use, distance)
            i += 1
