"""The allocator's contract: a read-only view of the code in, allocations and moves out.

The allocator knows nothing of machines or IR. It reads a `RegallocInput` (tables by instruction,
block and operand) and a `MachineEnv` (which registers there are), and fills a `RegallocOutput`
(one allocation per operand, and moves sorted by program point). It never calls the backend.

Registers. A physical register (`PReg`) is a number 0..63: 0..31 of class `INT`, 32..63 of class
`FLOAT` (floats and vectors). Sets of them are one 64-bit mask. A virtual register (`VReg`) is a
row with a class; every vreg has exactly one definition (SSA): an operand of kind def, or a block
parameter.

Operands. Packed in one `i64`:

    bits 0-31   vreg (ignored when FIXED to a register that is not allocatable, see below)
    bit  32     0 = use, 1 = def
    bit  33     0 = early, 1 = late: does it need its place before or after the instruction acts?
                A use is normally early and a def late. An early def must not share a register
                with any use (early clobber); a late use must not share one with a def.
    bits 34-36  constraint: ANY (register or stack), REG, STACK, FIXED (payload = preg),
                REUSE (a def in the same register as use number `payload` of the instruction)
    bits 40-47  payload

An operand FIXED to a register that `MachineEnv` does not list as allocatable (stack pointer, a
pinned context register) is passed through: its allocation is that register, its vreg is ignored,
and nobody checks what the register holds. REUSE counts the use among all operands of the
instruction; that use must be early, of the same class, and neither STACK nor named by two defs. Of
several operands naming one vreg each gets its own place; two different vregs FIXED to one register
at the same point are refused.

Clobbers: a mask per instruction of registers destroyed by it (after the early point, at the late
point); a def fixed to a clobbered register is allowed and is not a conflict.

    v2 = add v0, v1        use v0 early REG; use v1 early REG; def v2 late REUSE(0)
    call f(v2)             use v2 early FIXED(rdi); def v3 late FIXED(rax); clobbers = caller-saved

Edges. Block parameters are defined at the start of their block; each edge carries one argument
vreg per parameter, in order. The moves this needs are put before the (single) branch at the end
of the predecessor when it has one successor, else at the start of the successor, which must then
have one predecessor: critical edges are split by the caller (`check_input` refuses them).
Moves in front of a branch would change what its operands read. So where a branch with a single
successor has operands or clobbers, the moves go to the start of the successor all the same, which
must then have one predecessor (`check_input` refuses anything else). A branch with several
successors may have operands, defs included: they reach the successors.

Rematerialisation. `vreg_remat` vregs are not spilled: the instruction is repeated where the value
is needed. The allocator may put the copy before any instruction, also between a compare and its
branch, so it must not change flags. It does so only where the instruction has no other operand than
the def (constraint REG or ANY) and no clobbers.

Program points. `2 * inst` is the place before instruction `inst`, `2 * inst + 1` the place after
it. Instructions are numbered in final order; block b holds `block_first[b] <= inst <
block_first[b + 1]`. Blocks are numbered in final order as well; block 0 is the entry, and it has
no predecessors. Entry arguments are defs with FIXED constraints of a leading instruction.

Allocations. -1 none, 0..63 a preg, `SLOT_BASE + s` spill slot s. Slots are numbered in units of 8
bytes: class INT takes one, class FLOAT two consecutive ones (so that 16-byte vectors fit), and
`num_spillslots` counts units.
"""

from typing import Final

from librt.vecs import append, vec
from mypy_extensions import i32, i64, mypyc_attr, u8


class RegallocError(Exception):
    """The input breaks the contract, or asks for more registers than there are."""


INT: Final = 0
FLOAT: Final = 1

USE: Final = 0
DEF: Final = 1
EARLY: Final = 0
LATE: Final = 1

ANY: Final = 0
REG: Final = 1
STACK: Final = 2
FIXED: Final = 3
REUSE: Final = 4

NO_ALLOC: Final = -1
SLOT_BASE: Final = 64


def make_operand(vreg: i64, kind: i64, pos: i64, constraint: i64, payload: i64) -> i64:
    """Pack an operand."""
    return vreg | (kind << 32) | (pos << 33) | (constraint << 34) | (payload << 40)


def reg_use(vreg: i64) -> i64:
    """Early use in any register."""
    return vreg | (1 << 34)


def reg_late_use(vreg: i64) -> i64:
    """Use in any register that stays intact until the instruction has written its defs."""
    return vreg | (1 << 33) | (1 << 34)


def any_use(vreg: i64) -> i64:
    """Early use in a register or a spill slot."""
    return vreg


def fixed_use(vreg: i64, preg: i64) -> i64:
    """Early use in one given register."""
    return vreg | (3 << 34) | (preg << 40)


def reg_def(vreg: i64) -> i64:
    """Late def in any register."""
    return vreg | (1 << 32) | (1 << 33) | (1 << 34)


def reg_early_def(vreg: i64) -> i64:
    """Def in a register that no use of the instruction shares."""
    return vreg | (1 << 32) | (1 << 34)


def fixed_def(vreg: i64, preg: i64) -> i64:
    """Late def in one given register."""
    return vreg | (1 << 32) | (1 << 33) | (3 << 34) | (preg << 40)


def reuse_def(vreg: i64, use_index: i64) -> i64:
    """Late def in the register of use operand `use_index` (counted among all operands of the
    instruction)."""
    return vreg | (1 << 32) | (1 << 33) | (4 << 34) | (use_index << 40)


def operand_vreg(operand: i64) -> i64:
    """The vreg of a packed operand."""
    return operand & 0xFFFFFFFF


def operand_is_def(operand: i64) -> bool:
    """A def rather than a use."""
    return (operand >> 32) & 1 == 1


def operand_is_late(operand: i64) -> bool:
    """Placed at the late point of its instruction."""
    return (operand >> 33) & 1 == 1


def operand_constraint(operand: i64) -> i64:
    """ANY, REG, STACK, FIXED or REUSE."""
    return (operand >> 34) & 7


def operand_payload(operand: i64) -> i64:
    """The preg of FIXED, the operand index of REUSE."""
    return (operand >> 40) & 0xFF


def _shift_left(x: i64, amount: i64) -> i64:
    return x << amount


def preg_bit(preg: i64) -> i64:
    """The mask of one register, as a signed 64-bit number."""
    if preg == 63:
        return -0x4000_0000_0000_0000 * 2
    return _shift_left(1, preg)  # a constant shifted by a variable would be a 32-bit shift in C


def mask_of(pregs: list[int]) -> i64:
    """The set of these registers as a signed 64-bit mask."""
    mask: i64 = 0
    for preg in pregs:
        mask = mask | preg_bit(preg)
    return mask


class MachineEnv:
    """Registers of one machine and convention."""

    def __init__(
        self,
        int_order: list[int],
        float_order: list[int],
        callee_saved: int,
        int_scratch: int,
        float_scratch: int,
    ) -> None:
        self.int_order: vec[i64] = vec[i64](int_order)
        """Allocatable INT registers, the preferred ones first."""
        self.float_order: vec[i64] = vec[i64](float_order)
        self.callee_saved: i64 = callee_saved
        """Mask of registers whose first use costs a save in the prologue (a signed 64-bit mask)."""
        self.int_scratch: i64 = int_scratch
        """INT register reserved for moves between two slots and for cycles; not allocatable."""
        self.float_scratch: i64 = float_scratch
        int_mask: i64 = 0
        for preg in int_order:
            int_mask = int_mask | preg_bit(preg)
        float_mask: i64 = 0
        for preg in float_order:
            float_mask = float_mask | preg_bit(preg)
        self.int_mask: i64 = int_mask
        """Mask of the allocatable INT registers."""
        self.float_mask: i64 = float_mask


@mypyc_attr(acyclic=True)
class RegallocInput:
    """Code as the allocator sees it. Lists of variable length are CSR: row r has the items
    `x_start[r] .. x_start[r + 1]` of the pool `x`, so each `x_start` has one row more.

    Columns may be longer than what is in use, so that they can serve one function after another."""

    def __init__(self) -> None:
        self.inst_count: i64 = 0
        self.block_count: i64 = 0
        self.vreg_count: i64 = 0
        self.vreg_class: vec[u8] = vec[u8]()
        """By vreg: INT or FLOAT."""
        self.vreg_remat: vec[u8] = vec[u8]()
        """By vreg: 1 when its defining instruction has no use operands, no effect and is cheap, so
        that it may be repeated instead of spilling; else 0."""

        self.block_first: vec[i64] = vec[i64]()
        """By block, and one row more: first instruction."""
        self.loop_depth: vec[i64] = vec[i64]()
        """By block."""
        self.cold: vec[i64] = vec[i64]()
        """By block: 1 for a block that is rarely run."""
        self.succ_start: vec[i64] = vec[i64]()
        self.succ: vec[i64] = vec[i64]()
        """By edge: target block."""
        self.edge_arg_start: vec[i64] = vec[i64]()
        """By edge (row of `succ`), and one row more."""
        self.edge_args: vec[i64] = vec[i64]()
        self.pred_start: vec[i64] = vec[i64]()
        self.pred: vec[i64] = vec[i64]()
        """Predecessor block of each incoming edge."""
        self.pred_edge: vec[i64] = vec[i64]()
        """Row of `succ` of each incoming edge."""
        self.param_start: vec[i64] = vec[i64]()
        self.params: vec[i64] = vec[i64]()
        """Block-parameter vregs."""

        self.operand_start: vec[i32] = vec[i32]()
        """By instruction, and one row more."""
        self.operands: vec[i64] = vec[i64]()
        self.clobbers: vec[i64] = vec[i64]()
        """By instruction: mask of destroyed registers."""
        self.is_move: vec[u8] = vec[u8]()
        """By instruction: 1 when it copies its one use to its one def (a hint to share)."""

    def num_insts(self) -> i64:
        """Number of instructions."""
        return self.inst_count

    def num_blocks(self) -> i64:
        """Number of blocks."""
        return self.block_count

    def operand_rows(self, inst: int) -> range:
        """The rows of an instruction's operands."""
        return range(int(self.operand_start[inst]), int(self.operand_start[inst + 1]))

    def num_vregs(self) -> i64:
        """Number of virtual registers."""
        return self.vreg_count

    def num_operands(self) -> i64:
        """Number of operands of all instructions."""
        return i64(self.operand_start[self.inst_count])

    def num_edges(self) -> i64:
        """Number of edges between blocks."""
        return self.succ_start[self.block_count]

    def num_edge_args(self) -> i64:
        """Number of arguments of all edges."""
        return self.edge_arg_start[self.num_edges()]

    def num_params(self) -> i64:
        """Number of parameters of all blocks."""
        return self.param_start[self.block_count]


#: Moves that an output has room for from the start.
MOVE_ROOM: Final = 64


@mypyc_attr(acyclic=True)
class RegallocOutput:
    """What the allocator decided. One output can serve one function after another (`clear`)."""

    def __init__(self) -> None:
        self.allocs: vec[i64] = vec[i64]()
        """By operand (row of `RegallocInput.operands`); may be longer than what is in use."""
        self.move_point: vec[i32] = vec[i32]()
        """Program point of each move; ascending. Moves of one point are in the order in which
        they are to be executed (parallel moves are already made sequential)."""
        self.move_from: vec[i32] = vec[i32]()
        """Source allocation; or `-2 - inst`: repeat instruction `inst` into `move_to` (a
        register), to rematerialise."""
        self.move_to: vec[i32] = vec[i32]()
        self.move_vreg: vec[i32] = vec[i32]()
        """The vreg moved (also for the moves through the scratch register; -1 where unknown)."""
        self.move_class: vec[u8] = vec[u8]()
        """INT or FLOAT."""
        self.num_spillslots: i64 = 0
        """Spill area in units of 8 bytes."""
        self.used_regs: i64 = 0
        """Mask of registers written by defs and moves (not by clobbers)."""
        # Columns of length 0, in whose room the few moves of a small function are written.
        self._point_room: vec[i32] = vec[i32](capacity=MOVE_ROOM)
        self._from_room: vec[i32] = vec[i32](capacity=MOVE_ROOM)
        self._to_room: vec[i32] = vec[i32](capacity=MOVE_ROOM)
        self._vreg_room: vec[i32] = vec[i32](capacity=MOVE_ROOM)
        self._class_room: vec[u8] = vec[u8](capacity=MOVE_ROOM)

    def clear(self, operands: i64) -> None:
        """Begin anew: no moves, and places still unknown of so many operands."""
        if operands > len(self.allocs):
            self.allocs = vec[i64]([NO_ALLOC] * operands)
        self.move_point = self._point_room
        self.move_from = self._from_room
        self.move_to = self._to_room
        self.move_vreg = self._vreg_room
        self.move_class = self._class_room
        self.num_spillslots = 0
        self.used_regs = 0

    def reserve_moves(self, count: i64) -> None:
        """Make room for so many moves, when there are none yet."""
        if count > MOVE_ROOM:
            self.move_point = vec[i32](capacity=count)
            self.move_from = vec[i32](capacity=count)
            self.move_to = vec[i32](capacity=count)
            self.move_vreg = vec[i32](capacity=count)
            self.move_class = vec[u8](capacity=count)

    def push_move(self, point: i64, source: i64, target: i64, vreg: i64, cls: i64) -> None:
        """Append a move."""
        self.move_point = append(self.move_point, i32(point))
        self.move_from = append(self.move_from, i32(source))
        self.move_to = append(self.move_to, i32(target))
        self.move_vreg = append(self.move_vreg, i32(vreg))
        self.move_class = append(self.move_class, u8(cls))
