"""What the framework asks of one machine.

A backend is one subclass of `Target`, found through `registry.py`. Its rules (`lower.rules`, made
into `lower_gen.py`) select instructions; the methods here are what the shared driver needs besides
them: constants, jumps, the pieces of calls and frames, and the emission of one row.

All `emit_*`/`begin_*`/`load_*`/`store_*` methods that take a `Lower` append rows to `ctx.vc`; those
that take an `EmitState` append bytes to `state.buf`.
"""

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from mypy_extensions import i64

from ..ir.entities import ExtFunc
from ..regalloc.contract import MachineEnv
from .abi import AbiSpec
from .labels import LabelKinds
from .legalize.library import COMMON_CALLS, LibraryCalls

if TYPE_CHECKING:
    from .emit import EmitState
    from .lower import Lower


class Target(ABC):
    """One machine with its settings."""

    name: str
    """`x86_64` or `aarch64`: the spelling used on the command line."""
    elf_machine: int
    """`e_machine` of object files."""
    function_alignment: int
    """Bytes."""
    labels: LabelKinds
    """Kinds of label uses."""
    features: i64
    """Optional instructions that may be used: bits whose meaning the machine fixes."""

    # --- conventions ----------------------------------------------------------------------

    @abstractmethod
    def env(self) -> MachineEnv:
        """Registers for the allocator."""

    def preg_name(self, preg: i64) -> str:
        """The assembler's name of a register at full size, for people."""
        return f"r{preg}" if preg < 32 else f"f{preg - 32}"

    @abstractmethod
    def abi(self, call_conv: str) -> AbiSpec:
        """The convention of this name; raises `UnsupportedError` for those not supported."""

    def library_calls(self) -> LibraryCalls:
        """What becomes a call of a library function; as it stands, what no machine has."""
        return COMMON_CALLS

    # --- lowering -------------------------------------------------------------------------

    @abstractmethod
    def lower(self, ctx: "Lower", inst: i64) -> bool:
        """Apply the rules to an instruction; False when none matches."""

    @abstractmethod
    def emit_const(self, ctx: "Lower", ty: i64, value: i64) -> i64:
        """A new vreg holding an integer constant. Must not change flags."""

    @abstractmethod
    def emit_jump(self, ctx: "Lower", label: i64) -> None:
        """An unconditional jump to a machine block."""

    @abstractmethod
    def extend(self, ctx: "Lower", ty: i64, kind: i64, vreg: i64) -> i64:
        """`vreg` of type `ty` extended to 64 bits (abi.EXT_ZERO or EXT_SIGN)."""

    @abstractmethod
    def load_incoming(self, ctx: "Lower", ty: i64, offset: i64) -> i64:
        """Load an incoming stack argument: `offset` bytes into the stack-argument area."""

    @abstractmethod
    def store_outgoing(self, ctx: "Lower", ty: i64, vreg: i64, offset: i64) -> None:
        """Store to sp + offset (outgoing arguments)."""

    @abstractmethod
    def load_outgoing(self, ctx: "Lower", ty: i64, offset: i64) -> i64:
        """Load from sp + offset (return area of a call)."""

    @abstractmethod
    def outgoing_address(self, ctx: "Lower", offset: i64) -> i64:
        """A vreg holding sp + offset."""

    @abstractmethod
    def store_at(self, ctx: "Lower", ty: i64, vreg: i64, base: i64, offset: i64) -> None:
        """Store to base + offset (return area of the caller); cannot trap."""

    @abstractmethod
    def begin_args(self, ctx: "Lower") -> i64:
        """Append the row that defines the register arguments; the driver adds its operands."""

    @abstractmethod
    def begin_call(self, ctx: "Lower", callee: ExtFunc) -> i64:
        """Append the row of a direct call without operands; the driver adds argument uses,
        result defs and clobbers. May append rows before it.

        Of every call row, the driver sets `i1`: the bytes by which the callee raises the stack
        pointer when it returns; emission lowers it again."""

    @abstractmethod
    def begin_call_indirect(self, ctx: "Lower", callee: i64) -> i64:
        """Append the row of a call through vreg `callee`; the driver adds `callee` as its first
        operand (REG), then the rest as for a direct call."""

    @abstractmethod
    def begin_return(self, ctx: "Lower") -> i64:
        """Append the row that leaves the function; the driver adds uses of return registers.
        Emission puts the epilogue in front of it."""

    @abstractmethod
    def store_incoming(self, ctx: "Lower", ty: i64, vreg: i64, offset: i64) -> None:
        """Store to the incoming stack-argument area (fp + 16 + offset): stack arguments of a tail
        call."""

    @abstractmethod
    def begin_tail_call(self, ctx: "Lower", callee: ExtFunc) -> i64:
        """Append the row of a direct tail call (epilogue, then jump); the driver adds argument
        uses.

        Of every tail call row, the driver sets `i1`: the bytes between the frame pair and the stack
        arguments of the call, which emission frees."""

    @abstractmethod
    def begin_tail_call_indirect(self, ctx: "Lower", callee: i64) -> i64:
        """Append the row of a tail call through vreg `callee`, with its use fixed to a register
        that no argument uses and the epilogue does not restore."""

    # --- emission -------------------------------------------------------------------------

    @abstractmethod
    def emit_prologue(self, state: "EmitState") -> None:
        """Frame-pointer pair, stack allocation and register saves for `state.frame`."""

    @abstractmethod
    def emit_inst(self, state: "EmitState", row: i64) -> None:
        """Bytes of one row; allocations through `state.alloc(k)`."""

    @abstractmethod
    def emit_move(self, state: "EmitState", cls: i64, source: i64, target: i64) -> None:
        """Move between two allocations, at most one of which is a slot. Must not change flags."""

    @abstractmethod
    def row_text(self, state: "EmitState", row: i64) -> str:
        """One row for people (`--emit vcode`): operands by `state.operand_text(k)`."""
