"""Machine instructions with virtual registers, as tables.

Lowering walks each block backwards, but each rule appends the instructions it makes in forward
order. So rows are kept in creation order, and `order` says in which order they run:

    lower `brif`:  rows 0 (cmp) 1 (jcc)          order, reversed:  1 0
    lower `iadd`:  row  2 (add)                                    1 0 2     -> final 2 0 1

`finish` fixes the final order and fills the allocator's input (`RegallocInput`). Row fields mean
what the machine says (`i0`..`i3` are immediates: sizes, conditions, labels, displacements); only
operands (contract.py) are common to all machines.

A rule's result may be a fresh register while earlier-lowered users already named another one for
the value: `set_alias` joins the two, and `finish` rewrites operands to the one that stays.

Addresses have a table of their own. An instruction that takes one names its row (`row_mem`), and the
registers of the address are operands of the instruction, base before index; so an address belongs to
one instruction.

    mov v4, [v1 + v2*8 + 16]       mem 0: kind MEM_BASE, base v1, index v2, shift 3, disp 16
                                   row 7: mop mov_rm, mem 0, operands: def v4, use v1, use v2

Columns are longer than what is in use: `rows`, `vregs`, ... say how much that is, so that adding a row is
a store per column and a table serves one function after another (`clear`).
"""

from typing import Final

from librt.vecs import append, extend, vec
from mypy_extensions import i32, i64, u8

from ..regalloc.contract import RegallocInput, operand_is_def, operand_vreg, reg_use
from ..tables import rows8, rows32, rows64
from .kinds import Mem
from .stack_limit import StackLimit

#: What an address counts from (`mem_kind`): a register; a stack slot; the incoming or the outgoing stack
#: arguments; an entry of the constant pool; a symbol; the pinned register. `mem_object` numbers slot,
#: constant and symbol.
MEM_BASE: Final = 0
MEM_SLOT: Final = 1
MEM_INCOMING: Final = 2
MEM_OUTGOING: Final = 3
MEM_CONSTANT: Final = 4
MEM_SYMBOL: Final = 5
MEM_PINNED: Final = 6

#: Rows, vregs, addresses and operands that a new table has room for.
_ROOM: Final = 64
#: Values and instructions of a function whose tables are made from patterns.
_PATTERN: Final = 128
#: The notes of a function without.
NO_NOTES: Final[dict[int, int]] = {}


def _more(rows: i64) -> i64:
    """How many rows to add to columns of so many: as many again while they are small, later half."""
    return rows if rows < 4096 else rows // 2


class VCode:
    """Rows of machine instructions, virtual registers and machine blocks of one function."""

    def __init__(self) -> None:
        # By row, in creation order; `rows` of them are in use.
        self.rows: i64 = 0
        self.mop: vec[i32] = vec[i32]([0] * _ROOM)
        """Machine opcode (number of the target's)."""
        self.i0: vec[i64] = vec[i64]([0] * _ROOM)
        self.i1: vec[i64] = vec[i64]([0] * _ROOM)
        self.i2: vec[i64] = vec[i64]([0] * _ROOM)
        self.i3: vec[i64] = vec[i64]([0] * _ROOM)
        """Only of rows that have four numbers; for others it means nothing."""
        self.row_mem: vec[i32] = vec[i32]([0] * _ROOM)
        """Row of the address table, -1 for an instruction without an address."""
        self.row_trap: vec[u8] = vec[u8]([0] * _ROOM)
        """Trap code of a fault at the instruction, 0 when none is expected."""
        self.row_clobbers: vec[i64] = vec[i64]([0] * _ROOM)
        self.row_operand_start: vec[i32] = vec[i32]([0] * _ROOM)
        self.row_srcloc: vec[i64] = vec[i64]([0] * _ROOM)
        self.srcloc: i64 = -1
        """Source location given to new rows."""
        self.num_operands: i64 = 0
        self.row_operands: vec[i64] = vec[i64]([0] * _ROOM)
        """Packed operands; those of a row end where the next row's start."""

        # By address; `mems` of them are in use.
        self.mems: i64 = 0
        self.mem_kind: vec[u8] = vec[u8]([0] * _ROOM)
        """MEM_*."""
        self.mem_base: vec[i32] = vec[i32]([0] * _ROOM)
        """Vreg, -1 for none: with a base the kind is MEM_BASE."""
        self.mem_index: vec[i32] = vec[i32]([0] * _ROOM)
        """Vreg, -1 for none."""
        self.mem_shift: vec[u8] = vec[u8]([0] * _ROOM)
        """By how many bits the index is shifted left."""
        self.mem_extend: vec[u8] = vec[u8]([0] * _ROOM)
        """How the index is extended first: the machine's number of an extension, 0 for not at all."""
        self.mem_disp: vec[i64] = vec[i64]([0] * _ROOM)
        """Bytes added."""
        self.mem_object: vec[i64] = vec[i64]([0] * _ROOM)
        """Number of the stack slot, constant or symbol."""
        self.mem_trap: vec[u8] = vec[u8]([0] * _ROOM)
        """Trap code of a fault at the address, 0 when none is expected."""

        # By vreg; `vregs` of them are in use.
        self.vregs: i64 = 0
        self.vreg_class: vec[u8] = vec[u8]([0] * _ROOM)
        self.vreg_alias: vec[i32] = vec[i32]([0] * _ROOM)

        # Vregs whose definition must clear the upper half of the register, because a rule relies on it
        # (values until lowering is done); `claims` of them.
        self.claims: i64 = 0
        self.claimed: vec[i32] = vec[i32]()

        # By value, once lowering is done, where an i32 is zero-extended in its register: type, vreg (-1 for
        # none), what `Lower.zeros` says, and `Function.value_def`. For the verifier.
        self.word_types: vec[i32] = vec[i32]()
        self.word_vreg: vec[i32] = vec[i32]()
        self.word_marks: vec[u8] = vec[u8]()
        self.word_defs: vec[i32] = vec[i32]()

        # While lowering: rows in reverse order of execution, a stretch per machine block.
        self.num_grouped: i64 = 0
        self.groups: vec[i32] = vec[i32]([0] * _ROOM)
        """As long as the columns of rows."""
        self.segment_start: vec[i64] = vec[i64]()
        """By machine block: its stretch of `groups`. Longer than what is in use, as all here."""
        self.segment_end: vec[i64] = vec[i64]()

        # Scratch of the lowering: what is taken up incoming edges by machine block, and rooms with the
        # patterns that begin there.
        self.fill: vec[i64] = vec[i64]()
        self.minus_ones: vec[i32] = vec[i32]([-1] * _PATTERN)
        self.zeros: vec[i32] = vec[i32]([0] * _PATTERN)
        self.zeros8: vec[u8] = vec[u8]([0] * _PATTERN)
        self.value_vreg: vec[i32] = vec[i32](capacity=_PATTERN)
        self.value_uses: vec[i32] = vec[i32](capacity=_PATTERN)
        self.colour: vec[i32] = vec[i32](capacity=_PATTERN)
        self.sunk: vec[u8] = vec[u8](capacity=_PATTERN)
        self.word_zeros: vec[u8] = vec[u8](capacity=_PATTERN)

        # By call that ends a block, and by handler of such calls; `tries` and `handlers` are in use.
        self.tries: i64 = 0
        self.try_start: vec[i64] = vec[i64]()
        """First handler of each call."""
        self.try_count: vec[i64] = vec[i64]()
        """Handlers of each call."""
        self.try_words: vec[i64] = vec[i64]()
        """Registers in which each call leaves an i32 that its convention zero-extends: a bit by preg."""
        self.handlers: i64 = 0
        self.handler_tag: vec[i64] = vec[i64]()
        """Tag, or -1 for any."""
        self.handler_block: vec[i64] = vec[i64]()
        """Machine block."""
        self.handler_context: vec[i64] = vec[i64]()
        """Operand of the call that is the handler's context, -1 for none."""

        # Final order, valid after `finish`.
        self.order: vec[i32] = vec[i32]()
        """Row of each instruction in final order; longer than what is in use."""
        self.ra: RegallocInput = RegallocInput()

        # Frame facts collected while lowering.
        self.outgoing_size: i64 = 0
        """Bytes for stack arguments and return areas of calls."""
        self.incoming_size: i64 = 0
        """Bytes of stack arguments above the return address: the function's own, or more when one of
        its tail calls needs more."""
        self.incoming_grow: i64 = 0
        """By how much that exceeds what the caller provided: the prologue makes the room."""
        self.pops: bool = False
        """The function, not its caller, frees the stack arguments (convention `tail`)."""
        self.has_calls: bool = False
        self.destroyed: i64 = 0
        """Mask of what calls destroy of what a function may have to restore (`calls.note_destroyed`)."""
        self.returned: i64 = 0
        """Mask of registers that hold results."""
        self.limit: StackLimit | None = None
        """Of a function whose stack pointer is checked."""
        self.notes: dict[int, int] = NO_NOTES
        """By row: the instruction whose notes belong to it (`notes.py`)."""
        self.symbols: list[str] = []
        """Names that relocations refer to."""
        self.symbol_index: dict[str, int] = {}
        self.constants: list[bytes] = []
        """What addresses of kind MEM_CONSTANT name; each is aligned to its length."""

    def clear(self) -> None:
        """Forget the function; the tables keep their room. The symbols handed out stay as they are."""
        self.rows = 0
        self.srcloc = -1
        self.num_operands = 0
        self.mems = 0
        self.vregs = 0
        self.claims = 0
        self.word_types = vec[i32]()
        self.num_grouped = 0
        self.outgoing_size = 0
        self.incoming_size = 0
        self.incoming_grow = 0
        self.pops = False
        self.has_calls = False
        if self.tries > 0:
            self.tries = 0
            self.handlers = 0
            self.try_start = vec[i64]()
            self.try_count = vec[i64]()
            self.try_words = vec[i64]()
            self.handler_tag = vec[i64]()
            self.handler_block = vec[i64]()
            self.handler_context = vec[i64]()
        self.destroyed = 0
        self.returned = 0
        self.limit = None
        self.notes = NO_NOTES
        if self.constants:
            self.constants = []
        if self.symbols:
            self.symbols = []
            self.symbol_index = {}

    def make_room(self, insts: i64) -> None:
        """Make room for what a function of so many IR instructions usually becomes, in a table that is
        clear: a large function would otherwise copy its rows many times while they grow."""
        rows = insts // 2
        if rows > len(self.mop):
            self.mop = vec[i32]([0] * rows)
            self.i0 = vec[i64]([0] * rows)
            self.i1 = vec[i64]([0] * rows)
            self.i2 = vec[i64]([0] * rows)
            self.i3 = vec[i64]([0] * rows)
            self.row_mem = vec[i32]([0] * rows)
            self.row_trap = vec[u8]([0] * rows)
            self.row_clobbers = vec[i64]([0] * rows)
            self.row_operand_start = vec[i32]([0] * rows)
            self.row_srcloc = vec[i64]([0] * rows)
            self.groups = vec[i32]([0] * rows)
        if insts > len(self.row_operands):
            self.row_operands = vec[i64]([0] * insts)
        vregs = insts - insts // 4
        if vregs > len(self.vreg_class):
            self.vreg_class = vec[u8]([0] * vregs)
            self.vreg_alias = vec[i32]([0] * vregs)

    def new_vreg(self, cls: i64) -> i64:
        """A fresh virtual register of class INT or FLOAT."""
        vreg = self.vregs
        if vreg == len(self.vreg_class):
            more = _more(vreg)
            self.vreg_class = extend(self.vreg_class, vec[u8]([0] * more))
            self.vreg_alias = extend(self.vreg_alias, vec[i32]([0] * more))
        self.vreg_class[vreg] = u8(cls)
        self.vreg_alias[vreg] = -1
        self.vregs = vreg + 1
        return vreg

    def resolve_vreg(self, vreg: i64) -> i64:
        """The register that stands for `vreg`."""
        target = i64(self.vreg_alias[vreg])
        while target >= 0:
            vreg = target
            target = i64(self.vreg_alias[vreg])
        return vreg

    def set_alias(self, vreg: i64, stays: i64) -> None:
        """Join `vreg` (without a definition of its own) with `stays`."""
        vreg = self.resolve_vreg(vreg)
        stays = self.resolve_vreg(stays)
        if vreg != stays:
            self.vreg_alias[vreg] = i32(stays)

    def row(self, mop: i64, i0: i64, i1: i64, i2: i64) -> i64:
        """Append an instruction without operands; add them with `operand` before the next row."""
        number = self.rows
        if number == len(self.mop):
            self._widen_rows()
        self.mop[number] = i32(mop)
        self.i0[number] = i0
        self.i1[number] = i1
        self.i2[number] = i2
        self.row_mem[number] = -1
        self.row_trap[number] = 0
        self.row_clobbers[number] = 0
        self.row_operand_start[number] = i32(self.num_operands)
        self.row_srcloc[number] = self.srcloc
        self.rows = number + 1
        return number

    def _widen_rows(self) -> None:
        """Make room for more rows; what they hold has no meaning."""
        more = _more(len(self.mop))
        self.mop = extend(self.mop, vec[i32]([0] * more))
        self.i0 = extend(self.i0, vec[i64]([0] * more))
        self.i1 = extend(self.i1, vec[i64]([0] * more))
        self.i2 = extend(self.i2, vec[i64]([0] * more))
        self.i3 = extend(self.i3, vec[i64]([0] * more))
        self.row_mem = extend(self.row_mem, vec[i32]([0] * more))
        self.row_trap = extend(self.row_trap, vec[u8]([0] * more))
        self.row_clobbers = extend(self.row_clobbers, vec[i64]([0] * more))
        self.row_operand_start = extend(self.row_operand_start, vec[i32]([0] * more))
        self.row_srcloc = extend(self.row_srcloc, vec[i64]([0] * more))
        self.groups = extend(self.groups, vec[i32]([0] * more))

    def operand(self, operand: i64) -> None:
        """Append a packed operand (contract.py) to the newest row."""
        n = self.num_operands
        if n == len(self.row_operands):
            more = _more(n)
            self.row_operands = extend(self.row_operands, vec[i64]([0] * more))
        self.row_operands[n] = operand
        self.num_operands = n + 1

    def new_mem(self, kind: i64, disp: i64, trap: i64) -> Mem:
        """A new address without registers, at `disp` from what MEM_* `kind` says."""
        mem = self.mems
        if mem == len(self.mem_kind):
            self._widen_mems()
        self.mem_kind[mem] = u8(kind)
        self.mem_base[mem] = -1
        self.mem_index[mem] = -1
        self.mem_shift[mem] = 0
        self.mem_extend[mem] = 0
        self.mem_disp[mem] = disp
        self.mem_object[mem] = 0
        self.mem_trap[mem] = u8(trap)
        self.mems = mem + 1
        return mem

    def _widen_mems(self) -> None:
        """Make room for more addresses."""
        more = _more(len(self.mem_kind))
        self.mem_kind = extend(self.mem_kind, vec[u8]([0] * more))
        self.mem_base = extend(self.mem_base, vec[i32]([0] * more))
        self.mem_index = extend(self.mem_index, vec[i32]([0] * more))
        self.mem_shift = extend(self.mem_shift, vec[u8]([0] * more))
        self.mem_extend = extend(self.mem_extend, vec[u8]([0] * more))
        self.mem_disp = extend(self.mem_disp, vec[i64]([0] * more))
        self.mem_object = extend(self.mem_object, vec[i64]([0] * more))
        self.mem_trap = extend(self.mem_trap, vec[u8]([0] * more))

    def mem_regs(self, mem: Mem) -> i64:
        """How many registers an address has."""
        count: i64 = 0
        if self.mem_base[mem] >= 0:
            count = 1
        if self.mem_index[mem] >= 0:
            count += 1
        return count

    def use_mem(self, row: i64, mem: Mem) -> None:
        """Make an address that of the newest row, with its trap code, and append its registers."""
        self.row_mem[row] = i32(mem)
        self.row_trap[row] = self.mem_trap[mem]
        base = i64(self.mem_base[mem])
        if base >= 0:
            self.operand(reg_use(base))
        index = i64(self.mem_index[mem])
        if index >= 0:
            self.operand(reg_use(index))

    def operand_end(self, row: i64) -> i64:
        """Where the operands of a row end."""
        return i64(self.row_operand_start[row + 1]) if row + 1 < self.rows else self.num_operands

    def symbol(self, name: str) -> int:
        """Number of a symbol that relocations refer to."""
        found = self.symbol_index.get(name)
        if found is None:
            found = len(self.symbols)
            self.symbols.append(name)
            self.symbol_index[name] = found
        return found

    def constant(self, data: bytes) -> Mem:
        """A new address, of constant data whose length is a power of two, at most 16."""
        mem = self.new_mem(MEM_CONSTANT, 0, 0)
        self.mem_object[mem] = len(self.constants)
        self.constants.append(data)
        return mem

    def begin_try(self) -> i64:
        """A new call that ends a block; its number. Handlers are added in the order in which they are
        tried."""
        number = self.tries
        self.try_start = append(self.try_start, self.handlers)
        self.try_count = append(self.try_count, 0)
        self.try_words = append(self.try_words, 0)
        self.tries = number + 1
        return number

    def add_handler(self, tag: i64, block: i64, context: i64) -> None:
        """One more handler of the newest of these calls."""
        self.handler_tag = append(self.handler_tag, tag)
        self.handler_block = append(self.handler_block, block)
        self.handler_context = append(self.handler_context, context)
        self.handlers = self.handlers + 1
        newest = self.tries - 1
        self.try_count[newest] = self.try_count[newest] + 1

    def note(self, row: i64, inst: i64) -> None:
        """Note that the notes of an IR instruction belong to a row."""
        if not self.notes:
            self.notes = {}
        self.notes[int(row)] = int(inst)

    def close_group(self, first_row: i64) -> None:
        """Take the rows from `first_row` on as one lowered group: they run before all groups
        closed so far in this block."""
        groups = self.groups
        n = self.num_grouped
        row = self.rows - 1
        while row >= first_row:
            groups[n] = i32(row)
            n += 1
            row -= 1
        self.num_grouped = n

    def finish(self, remat: vec[u8]) -> None:
        """Fix the final order and fill the per-instruction part of the allocator's input. `remat`, by machine
        opcode: 1 for what is cheap enough to repeat where its def is its only operand."""
        self._fix_order()
        self._fill_operands(remat)
        ra = self.ra
        alias = self.vreg_alias
        args = ra.edge_args
        count = ra.num_edge_args()
        i: i64 = 0
        while i < count:
            if alias[args[i]] >= 0:
                args[i] = self.resolve_vreg(args[i])
            i += 1
        params = ra.params
        count = ra.num_params()
        i = 0
        while i < count:
            if alias[params[i]] >= 0:
                params[i] = self.resolve_vreg(params[i])
            i += 1

    def _fix_order(self) -> None:
        """Fill `order` and the first instruction of each machine block."""
        starts = self.segment_start
        ends = self.segment_end
        groups = self.groups
        count = self.ra.num_blocks()
        if self.num_grouped > len(self.order):
            self.order = vec[i32]([0] * self.num_grouped)
        order = self.order
        firsts = rows64(self.ra.block_first, count + 1)
        n: i64 = 0
        b: i64 = 0
        while b < count:
            firsts[b] = n
            start = starts[b]
            k = ends[b] - 1
            while k >= start:
                order[n] = groups[k]
                n += 1
                k -= 1
            b += 1
        firsts[count] = n
        self.ra.block_first = firsts

    def _fill_operands(self, remat_mops: vec[u8]) -> None:
        """The columns of instructions, operands and vregs."""
        order = self.order
        ra = self.ra
        alias = self.vreg_alias
        pool = self.row_operands
        row_start = self.row_operand_start
        mop = self.mop
        row_clobbers = self.row_clobbers
        rows = self.rows
        n = self.num_grouped
        vregs = self.vregs
        operands = rows64(ra.operands, self.num_operands)
        starts = rows32(ra.operand_start, n + 1)
        clobbers = rows64(ra.clobbers, n)
        moves = rows8(ra.is_move, n)
        remat = rows8(ra.vreg_remat, vregs)
        i: i64 = 0
        while i < vregs:
            remat[i] = 0
            i += 1
        at: i64 = 0
        i = 0
        while i < n:
            row = i64(order[i])
            starts[i] = i32(at)
            k = i64(row_start[row])
            end = i64(row_start[row + 1]) if row + 1 < rows else self.num_operands
            if k + 1 == end and remat_mops[i64(mop[row])] != 0 and operand_is_def(pool[k]):
                remat[self.resolve_vreg(operand_vreg(pool[k]))] = 1
            while k < end:
                packed = pool[k]
                vreg = packed & 0xFFFFFFFF
                if alias[vreg] >= 0:
                    vreg = self.resolve_vreg(vreg)
                    packed = (packed & ~0xFFFFFFFF) | vreg
                operands[at] = packed
                at += 1
                k += 1
            clobbers[i] = row_clobbers[row]
            moves[i] = 0
            i += 1
        starts[n] = i32(at)
        ra.operand_start = starts
        ra.operands = operands
        ra.clobbers = clobbers
        ra.is_move = moves
        ra.vreg_class = self.vreg_class
        ra.inst_count = n
        ra.vreg_count = vregs
        ra.vreg_remat = remat
