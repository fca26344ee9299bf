"""The machine code buffer: labels, fix-ups, and what is remembered of branches while emitting.

Code is emitted once, in order. A branch to a label that may not be placed yet is emitted with an
empty field and a *use* of the label; `finish` writes all fields.

    lab = buf.new_label()                   start = buf.cur_offset()
    ...                                     buf.put1(0xE9)
    buf.bind_label(lab)                     buf.use_label(lab, BRANCH32, buf.cur_offset())
                                            buf.put4(0)
                                            buf.add_jump(start, lab)

Four ideas are in files of their own: bytes and records (`codebuffer.py`), the clean-up of branches
(`branches.py`), islands (`islands.py`): code, out of the way, that short branches reach instead of labels
too far off, and the shorter form of branches whose label turned out to be near (`relax.py`), by which offsets
move once more at the end. Constants and out-of-line traps wait here until an island or the end takes them.

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

from librt.vecs import append, vec
from mypy_extensions import i64

from ..ir.errors import LimitError
from .branches import simplify_branches
from .code import CompiledCode, IslandCounts
from .islands import emit_trap, finish_islands, island_if_needed, make_queues, reset_room, trap_bytes
from .labelbuffer import UNBOUND, UNLIMITED, WAITING, LabelBuffer
from .labels import KIND_REL32_DATA, LabelKinds, out_of_range
from .limits import refuse


class MachBuffer(LabelBuffer):
    """Code of one function under construction; `clear` makes it ready for the next."""

    def __init__(self, kinds: LabelKinds) -> None:
        super().__init__(kinds)
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

    def put_table_entry(self, label: i64, table_start: i64) -> None:
        """Append a jump table entry: 32 bits, `label - table_start`. Tables are marked as data
        with `add_data`."""
        offset = self.cur_offset()
        self.use_label_addend(label, KIND_REL32_DATA, offset, offset - table_start)
        self.put4(0)

    def put_table(self, labels: vec[i64], first: i64, count: i64) -> None:
        """Append a jump table for `count` labels, from number `first` on."""
        start = self.cur_offset()
        i: i64 = 0
        while i < count:
            self.put_table_entry(labels[first + i], start)
            i += 1
        self.add_data(start)

    def put_trap(self, code: i64) -> None:
        """Append an instruction that traps with this code."""
        emit_trap(self, code)

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
        self.grow(trap_bytes(self))
        return label

    def number_label(self, bits: i64, size: i64) -> i64:
        """`constant_label` of a number of 4 or 8 bytes."""
        return self.constant_label(int(bits).to_bytes(8, "little", signed=True)[: int(size)], size)

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
        sites = self.exceptions
        if sites is not None:
            i: i64 = 0
            while i < len(sites.landings):
                sites.landings[i] = self.bound_offset(sites.landings[i])
                i += 1
            result.exceptions = sites
        result.cfi_offset = self.cfi_offset
        result.cfi = self.cfi
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
