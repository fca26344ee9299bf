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
"""

from typing import Final

from librt.vecs import append, vec
from mypy_extensions import i64

from ..regalloc.contract import RegallocInput

#: Flag bits of a row.
ROW_MOVE: Final = 1
ROW_REMAT: Final = 2


class VCode:
    """Rows of machine instructions, virtual registers and machine blocks of one function."""

    def __init__(self) -> None:
        # By row, in creation order.
        self.mop: vec[i64] = vec[i64]()
        """Machine opcode (number of the target's)."""
        self.i0: vec[i64] = vec[i64]()
        self.i1: vec[i64] = vec[i64]()
        self.i2: vec[i64] = vec[i64]()
        self.i3: vec[i64] = vec[i64]()
        self.row_flags: vec[i64] = vec[i64]()
        self.row_clobbers: vec[i64] = vec[i64]()
        self.row_operand_start: vec[i64] = vec[i64]()
        self.row_operand_count: vec[i64] = vec[i64]()
        self.row_srcloc: vec[i64] = vec[i64]()
        self.row_operands: vec[i64] = vec[i64]()
        self.srcloc: i64 = -1
        """Source location given to new rows."""

        # By vreg.
        self.vreg_class: vec[i64] = vec[i64]()
        self.vreg_alias: vec[i64] = vec[i64]()

        # While lowering: rows in reverse order of execution, a stretch per machine block.
        self.groups: vec[i64] = vec[i64]()
        self.segment_start: vec[i64] = vec[i64]()
        """By machine block: its stretch of `groups`."""
        self.segment_end: vec[i64] = vec[i64]()

        # Final order, valid after `finish`.
        self.order: vec[i64] = vec[i64]()
        """Row of each instruction in final order."""
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
        self.symbols: list[str] = []
        """Names that relocations refer to."""
        self.symbol_index: dict[str, int] = {}

    def new_vreg(self, cls: i64) -> i64:
        """A fresh virtual register of class INT or FLOAT."""
        vreg: i64 = len(self.vreg_class)
        self.vreg_class = append(self.vreg_class, cls)
        self.vreg_alias = append(self.vreg_alias, -1)
        return vreg

    def resolve_vreg(self, vreg: i64) -> i64:
        """The register that stands for `vreg`."""
        target = self.vreg_alias[vreg]
        while target >= 0:
            vreg = target
            target = self.vreg_alias[vreg]
        return vreg

    def set_alias(self, vreg: i64, stays: i64) -> None:
        """Join `vreg` (without a definition of its own) with `stays`."""
        vreg = self.resolve_vreg(vreg)
        stays = self.resolve_vreg(stays)
        if vreg != stays:
            self.vreg_alias[vreg] = stays

    def row(self, mop: i64, i0: i64, i1: i64, i2: i64) -> i64:
        """Append an instruction without operands; add them with `operand` before the next row."""
        number: i64 = len(self.mop)
        self.mop = append(self.mop, mop)
        self.i0 = append(self.i0, i0)
        self.i1 = append(self.i1, i1)
        self.i2 = append(self.i2, i2)
        self.i3 = append(self.i3, 0)
        self.row_flags = append(self.row_flags, 0)
        self.row_clobbers = append(self.row_clobbers, 0)
        self.row_operand_start = append(self.row_operand_start, len(self.row_operands))
        self.row_operand_count = append(self.row_operand_count, 0)
        self.row_srcloc = append(self.row_srcloc, self.srcloc)
        return number

    def operand(self, operand: i64) -> None:
        """Append a packed operand (contract.py) to the newest row."""
        self.row_operands = append(self.row_operands, operand)
        last: i64 = len(self.mop) - 1
        self.row_operand_count[last] = self.row_operand_count[last] + 1

    def symbol(self, name: str) -> int:
        """Number of a symbol that relocations refer to."""
        found = self.symbol_index.get(name)
        if found is None:
            found = len(self.symbols)
            self.symbols.append(name)
            self.symbol_index[name] = found
        return found

    def close_group(self, first_row: i64) -> None:
        """Take the rows from `first_row` on as one lowered group: they run before all groups
        closed so far in this block."""
        row: i64 = len(self.mop) - 1
        while row >= first_row:
            self.groups = append(self.groups, row)
            row -= 1

    def fix_order(self) -> vec[i64]:
        """Fill `order` and the first instruction of each machine block."""
        count: i64 = len(self.segment_start)
        order = vec[i64](capacity=len(self.groups))
        firsts = vec[i64](capacity=count + 1)
        b: i64 = 0
        while b < count:
            firsts = append(firsts, len(order))
            k = self.segment_end[b] - 1
            while k >= self.segment_start[b]:
                order = append(order, self.groups[k])
                k -= 1
            b += 1
        self.ra.block_first = append(firsts, len(order))
        self.order = order
        return order

    def finish(self) -> None:
        """Fix the final order and fill the per-instruction part of the allocator's input."""
        order = self.fix_order()
        n: i64 = len(order)
        ra = self.ra
        alias = self.vreg_alias
        pool = self.row_operands
        i: i64 = 0
        operands = vec[i64](capacity=len(pool))
        starts = vec[i64](capacity=n + 1)
        clobbers = vec[i64](capacity=n)
        moves = vec[i64](capacity=n)
        remat = vec[i64](capacity=len(alias))
        while i < len(alias):
            remat = append(remat, 0)
            i += 1
        i = 0
        while i < n:
            row = order[i]
            starts = append(starts, len(operands))
            k = self.row_operand_start[row]
            end = k + self.row_operand_count[row]
            flags = self.row_flags[row]
            while k < end:
                packed = pool[k]
                vreg = packed & 0xFFFFFFFF
                if alias[vreg] >= 0:
                    vreg = self.resolve_vreg(vreg)
                    packed = (packed & ~0xFFFFFFFF) | vreg
                if (flags & ROW_REMAT) != 0:
                    remat[vreg] = 1
                operands = append(operands, packed)
                k += 1
            clobbers = append(clobbers, self.row_clobbers[row])
            moves = append(moves, flags & ROW_MOVE)
            i += 1
        starts = append(starts, len(operands))
        ra.operand_start = starts
        ra.operands = operands
        ra.clobbers = clobbers
        ra.is_move = moves
        ra.vreg_class = self.vreg_class
        ra.vreg_remat = remat
        i = 0
        while i < len(ra.edge_args):
            ra.edge_args[i] = self.resolve_vreg(ra.edge_args[i])
            i += 1
        i = 0
        while i < len(ra.params):
            ra.params[i] = self.resolve_vreg(ra.params[i])
            i += 1
