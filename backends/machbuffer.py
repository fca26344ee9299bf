"""The machine code buffer: bytes, labels, fix-ups, and branch clean-up while emitting.

Code is emitted once, in order. A branch to a label that may not be placed yet is emitted with an
empty field and a *use* of the label; `finish` writes all fields.

    lab = buf.new_label()                   start = buf.cur_offset()
    ...                                     buf.put1(0xE9)
    buf.bind_label(lab)                     buf.use_label(lab, REL32, buf.cur_offset())
                                            buf.put4(0)
                                            buf.add_jump(start, lab)

Clean-up. Emitters write every branch in full: `cond then; jump else`. The buffer remembers the
branches that end at the cursor and have nothing but branches between them and it. When a label is
bound there, the newest of them is simplified until nothing more applies:

    jump L; L:                    ->  L:                         a branch to what follows is dropped
    cond L; jump M; L:            ->  !cond M; L:                the condition is inverted
    A: jump M                     ->  A aliased to M             an empty block is threaded
    jump M; jump N                ->  jump M                     unreachable: no label between them

Dropping a branch truncates the buffer, so labels bound at its end move back to its start. A label
alias is resolved when a field is written. An alias always points at a label that stands for itself
(the root of its chain) and is not made when that root is bound at the branch itself (`L: jump L`),
so chains have no cycles.

Invariants:
- Uses are in ascending order of offset; the use of a remembered branch is never patched before
  `finish`, so dropping a branch just pops its use.
- Nothing but branches may be recorded in code that can be dropped: traps, calls and relocations lie
  in front of it. Source locations that start inside are moved back.
- An emitter must not keep an offset across `bind_label` other than through a label: it may change.

After the code come, in `finish`, the out-of-line trap stubs, then the constants.

Islands. Fields with a short range (aarch64 conditional branches and literal loads) can be out of
reach in a function near 1 MiB. Then `LabelKinds.patch` refuses the function with a `LimitError`.
The place for islands is `use_label`, where a deadline `offset + max_forward` would be noted, and the
`put` of each instruction, where the nearest deadline would be compared with the cursor.

The algorithm for branches is that of Cranelift's `MachBuffer`; here it works on columns, inversion
is one flipped bit mask in one byte (which serves both machines), and the set of labels at a
place is a stretch of one stack.
"""

from typing import Final

from librt.strings import BytesWriter, write_i16_le, write_i32_le, write_i64_le
from librt.vecs import append, vec
from mypy_extensions import i16, i32, i64, u8

from ..ir.errors import LimitError
from .code import CompiledCode
from .labels import KIND_REL32_DATA, LabelKinds

#: Largest code of one function, in bytes.
MAX_CODE: Final = 0x7FFF0000
#: With more labels than this at the cursor, branches in front of them stay: dropping one moves
#: every such label, and the cost must stay linear.
MAX_MOVED_LABELS: Final = 64


class MachBuffer:
    """Code of one function under construction; `clear` makes it ready for the next."""

    def __init__(self, kinds: LabelKinds) -> None:
        self.kinds: LabelKinds = kinds
        self.writer: BytesWriter = BytesWriter()
        self.cleanup: bool = True
        """Simplify branches; off in tests that compare."""

        # By label; `num_labels` rows are in use.
        self.num_labels: i64 = 0
        self.num_blocks: i64 = 0
        self.label_offset: vec[i64] = vec[i64]()
        """Where the label is bound, -1 while it is not."""
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

        self.reloc_offset: vec[i64] = vec[i64]()
        self.reloc_kind: vec[i64] = vec[i64]()
        self.reloc_symbol: vec[i64] = vec[i64]()
        self.reloc_addend: vec[i64] = vec[i64]()

        self.trap_offset: vec[i64] = vec[i64]()
        self.trap_code: vec[i64] = vec[i64]()
        self.srcloc_offset: vec[i64] = vec[i64]()
        self.srcloc: vec[i64] = vec[i64]()
        self.call_sites: vec[i64] = vec[i64]()
        self.data_start: vec[i64] = vec[i64]()
        self.data_end: vec[i64] = vec[i64]()

        # Out-of-line trap stubs.
        self.stub_label: vec[i64] = vec[i64]()
        self.stub_code: vec[i64] = vec[i64]()
        self.stub_srcloc: vec[i64] = vec[i64]()
        self.stub_by_key: dict[int, int] = {}

        # Constants.
        self.constants: list[bytes] = []
        self.constant_labels: vec[i64] = vec[i64]()
        self.constant_align: vec[i64] = vec[i64]()
        self.constant_rows: dict[bytes, int] = {}

    def clear(self) -> None:
        """Forget everything but the machine."""
        self.writer.truncate(0)
        self.num_labels = 0
        self.num_blocks = 0
        self.num_uses = 0
        self.num_branches = 0
        self.num_here = 0
        self.tail_start = 0
        self.tail_offset = -1
        self.reloc_offset = vec[i64]()
        self.reloc_kind = vec[i64]()
        self.reloc_symbol = vec[i64]()
        self.reloc_addend = vec[i64]()
        self.trap_offset = vec[i64]()
        self.trap_code = vec[i64]()
        self.srcloc_offset = vec[i64]()
        self.srcloc = vec[i64]()
        self.call_sites = vec[i64]()
        self.data_start = vec[i64]()
        self.data_end = vec[i64]()
        self.stub_label = vec[i64]()
        self.stub_code = vec[i64]()
        self.stub_srcloc = vec[i64]()
        self.stub_by_key = {}
        self.constants = []
        self.constant_labels = vec[i64]()
        self.constant_align = vec[i64]()
        self.constant_rows = {}

    # --- bytes ----------------------------------------------------------------------------

    def cur_offset(self) -> i64:
        """Bytes emitted so far."""
        size: i64 = len(self.writer)
        return size

    def put1(self, value: i64) -> None:
        """Append the low 8 bits."""
        self.writer.append(u8(value & 0xFF))

    def put2(self, value: i64) -> None:
        """Append the low 16 bits, little-endian."""
        write_i16_le(self.writer, i16(((value & 0xFFFF) ^ 0x8000) - 0x8000))

    def put4(self, value: i64) -> None:
        """Append the low 32 bits, little-endian."""
        write_i32_le(self.writer, i32(((value & 0xFFFFFFFF) ^ 0x80000000) - 0x80000000))

    def put8(self, value: i64) -> None:
        """Append all 64 bits (a signed number), little-endian."""
        write_i64_le(self.writer, value)

    def put_bytes(self, data: bytes) -> None:
        """Append bytes as they are."""
        self.writer.write(data)

    def patch1(self, offset: i64, value: i64) -> None:
        """Overwrite one byte with the low 8 bits."""
        self.writer[offset] = u8(value & 0xFF)

    def patch4(self, offset: i64, value: i64) -> None:
        """Overwrite four bytes with the low 32 bits, little-endian."""
        writer = self.writer
        writer[offset] = u8(value & 0xFF)
        writer[offset + 1] = u8((value >> 8) & 0xFF)
        writer[offset + 2] = u8((value >> 16) & 0xFF)
        writer[offset + 3] = u8((value >> 24) & 0xFF)

    def read1(self, offset: i64) -> i64:
        """One emitted byte."""
        return i64(self.writer[offset])

    def read4(self, offset: i64) -> i64:
        """Four emitted bytes as an unsigned little-endian number."""
        writer = self.writer
        return (
            i64(writer[offset])
            | (i64(writer[offset + 1]) << 8)
            | (i64(writer[offset + 2]) << 16)
            | (i64(writer[offset + 3]) << 24)
        )

    # --- labels and their uses ------------------------------------------------------------

    def new_label(self) -> i64:
        """A label that is not bound yet."""
        label = self.num_labels
        if label < len(self.label_offset):
            self.label_offset[label] = -1
            self.label_alias[label] = -1
        else:
            self.label_offset = append(self.label_offset, -1)
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
        """Offset of a label, -1 while it is not known. What is known does not change any more if
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

    def put_table_entry(self, label: i64, table_start: i64) -> None:
        """Append a jump table entry: 32 bits, `label - table_start`. Tables are marked as data
        with `add_data`."""
        offset = self.cur_offset()
        self.use_label_addend(label, KIND_REL32_DATA, offset, offset - table_start)
        self.put4(0)

    def bind_label(self, label: i64) -> None:
        """Place a label at the cursor; may simplify the branches in front of it."""
        assert label < self.num_labels and self.label_offset[label] < 0
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
        if self.cleanup and self.num_branches > 0:
            self.simplify_branches()

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

    def simplify_branches(self) -> None:
        """Apply the rules of the module docstring to the newest branch until none applies."""
        while self.num_branches > 0:
            last = self.num_branches - 1
            here = self.cur_offset()
            if self.branch_end[last] != here or self.num_here - self.tail_start > MAX_MOVED_LABELS:
                return
            target = self.resolve_label(self.use_target[self.branch_use[last]])
            if self.label_offset[target] == here:
                self.drop_last_branch()
                continue
            if self.branch_flip_at[last] >= 0:
                return
            start = self.branch_start[last]
            if self.label_offset[target] != start:
                self.thread_labels(last, target)
            if last == 0 or self.branch_labels[last] != self.tail_start:
                return
            # The branch is contiguous with the one before it, and no label lies between them.
            if self.branch_flip_at[last - 1] < 0:
                self.drop_last_branch()
                continue
            over = self.resolve_label(self.use_target[self.branch_use[last - 1]])
            if self.label_offset[over] != here:
                return
            self.drop_last_branch()
            self.invert_branch(last - 1, target)

    def thread_labels(self, last: i64, target: i64) -> None:
        """Make the labels at the newest branch, an unconditional one, aliases of its target."""
        here = self.here
        first = self.branch_labels[last]
        i = first
        while i < self.tail_start:
            self.label_alias[here[i]] = target
            i += 1
        kept = first
        while i < self.num_here:
            here[kept] = here[i]
            kept += 1
            i += 1
        self.tail_start = first
        self.num_here = kept

    def invert_branch(self, branch: i64, target: i64) -> None:
        """Turn a conditional branch round, to `target`."""
        at = self.branch_start[branch] + self.branch_flip_at[branch]
        self.patch1(at, self.read1(at) ^ self.branch_flip[branch])
        self.use_target[self.branch_use[branch]] = target

    def drop_last_branch(self) -> None:
        """Take the newest branch out of the code; labels at its end move to its start."""
        last = self.num_branches - 1
        start = self.branch_start[last]
        i = self.tail_start
        while i < self.num_here:
            self.label_offset[self.here[i]] = start
            i += 1
        self.tail_start = self.branch_labels[last]
        self.tail_offset = start
        self.num_branches = last
        self.num_uses = self.branch_use[last]
        self.writer.truncate(start)
        n: i64 = len(self.srcloc_offset) - 1
        while n >= 0 and self.srcloc_offset[n] > start:
            self.srcloc_offset[n] = start
            n -= 1

    # --- records --------------------------------------------------------------------------

    def add_trap(self, code: i64) -> None:
        """The next instruction may trap with `code`."""
        self.trap_offset = append(self.trap_offset, self.cur_offset())
        self.trap_code = append(self.trap_code, code)

    def trap_label(self, code: i64, srcloc: i64 = -1) -> i64:
        """Label of an out-of-line trap with `code`, shared by equal ones; made by `finish`."""
        key = (srcloc << 8) | code
        found = self.stub_by_key.get(int(key), -1)
        if found >= 0:
            return i64(found)
        label = self.new_label()
        self.stub_by_key[int(key)] = int(label)
        self.stub_label = append(self.stub_label, label)
        self.stub_code = append(self.stub_code, code)
        self.stub_srcloc = append(self.stub_srcloc, srcloc)
        return label

    def add_reloc(self, kind: i64, symbol: i64, addend: i64, offset: i64) -> None:
        """The field at `offset` (of the instruction on aarch64) is filled when the place of symbol
        number `symbol` (of the names given to `finish`) is known."""
        self.reloc_offset = append(self.reloc_offset, offset)
        self.reloc_kind = append(self.reloc_kind, kind)
        self.reloc_symbol = append(self.reloc_symbol, symbol)
        self.reloc_addend = append(self.reloc_addend, addend)

    def add_srcloc(self, srcloc: i64) -> None:
        """The code from here on comes from `srcloc` (-1 = unknown)."""
        here = self.cur_offset()
        n: i64 = len(self.srcloc)
        if n > 0 and self.srcloc[n - 1] == srcloc:
            return
        if n == 0 and srcloc == -1:
            return
        if n > 0 and self.srcloc_offset[n - 1] == here:
            self.srcloc[n - 1] = srcloc
            return
        self.srcloc_offset = append(self.srcloc_offset, here)
        self.srcloc = append(self.srcloc, srcloc)

    def add_call_site(self) -> None:
        """The instruction that ends here is a call."""
        self.call_sites = append(self.call_sites, self.cur_offset())

    def add_data(self, start: i64) -> None:
        """The bytes from `start` to the cursor are data, not instructions."""
        self.data_start = append(self.data_start, start)
        self.data_end = append(self.data_end, self.cur_offset())

    def constant_label(self, data: bytes, align: i64) -> i64:
        """Label of a constant in the pool behind the code; equal bytes share a place."""
        row = self.constant_rows.get(data, -1)
        if row >= 0:
            self.constant_align[row] = max(self.constant_align[row], align)
            return self.constant_labels[row]
        label = self.new_label()
        self.constant_rows[data] = len(self.constants)
        self.constants.append(data)
        self.constant_labels = append(self.constant_labels, label)
        self.constant_align = append(self.constant_align, align)
        return label

    # --- the end --------------------------------------------------------------------------

    def finish(self, symbols: list[str] | None = None) -> CompiledCode:
        """Place stubs and constants, write all fields, and hand out the result.

        `symbols` are the names that the symbol numbers of relocations mean. Raises `LimitError` when
        a label use cannot reach its label. The buffer must be cleared before it is used again."""
        result = CompiledCode()
        if self.cleanup and self.num_branches > 0:
            self.simplify_branches()
        self.emit_stubs()
        result.insts_size = self.cur_offset()
        result.alignment = self.emit_constants()
        if self.cur_offset() > MAX_CODE:
            raise LimitError(f"code too large: {self.cur_offset()} bytes in one function")
        self.patch_uses()
        result.code = self.writer.getvalue()
        if symbols is not None:
            result.symbols = list(symbols)
        result.reloc_offset = self.reloc_offset
        result.reloc_kind = self.reloc_kind
        result.reloc_symbol = self.reloc_symbol
        result.reloc_addend = self.reloc_addend
        result.trap_offset = self.trap_offset
        result.trap_code = self.trap_code
        result.srcloc_offset = self.srcloc_offset
        result.srcloc = self.srcloc
        result.call_sites = self.call_sites
        result.data_start = self.data_start
        result.data_end = self.data_end
        block_offset = vec[i64](capacity=self.num_blocks)
        block: i64 = 0
        while block < self.num_blocks:
            block_offset = append(block_offset, self.bound_offset(block))
            block += 1
        result.block_offset = block_offset
        return result

    def emit_stubs(self) -> None:
        """Append the out-of-line traps."""
        i: i64 = 0
        while i < len(self.stub_label):
            self.bind_label(self.stub_label[i])
            self.add_srcloc(self.stub_srcloc[i])
            self.add_trap(self.stub_code[i])
            self.kinds.emit_trap(self, self.stub_code[i])
            i += 1

    def emit_constants(self) -> i64:
        """Append the constants, each aligned; returns the alignment that the code needs."""
        alignment = self.kinds.function_align
        start = self.cur_offset()
        i: i64 = 0
        while i < len(self.constants):
            align = self.constant_align[i]
            alignment = max(alignment, align)
            while len(self.writer) & (align - 1) != 0:
                self.put1(0)
            self.bind_label(self.constant_labels[i])
            self.put_bytes(self.constants[i])
            i += 1
        if i > 0:
            self.add_data(start)
        return alignment

    def patch_uses(self) -> None:
        """Write the field of every label use."""
        kinds = self.kinds
        i: i64 = 0
        while i < self.num_uses:
            label = self.resolve_label(self.use_target[i])
            target = self.label_offset[label]
            assert target >= 0, "label used but never bound"
            kinds.patch(self, self.use_kind[i], self.use_offset[i], target + self.use_addend[i])
            i += 1
