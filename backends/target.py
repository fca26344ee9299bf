"""What the framework asks of one machine.

A backend is a package with one subclass of `Target`, found through `registry.py`. Its rules
(`lower.rules`, made into `lower_gen.py`) select instructions; what the shared driver needs besides them
is said here and in the classes that a target has objects of:

    LoweringTarget  (lower.py)           rules, constants, calls, places of arguments; `Target` extends it
    Target                               emission: prologue, rows, moves; how its code is run
    LabelKinds      (labels.py)          fields that name labels inside a function, traps, veneers
    ObjectFormat    (object_format.py)   relocations, ELF numbers, disassembly
    MachineEnv      (regalloc)           registers

All of them may be subclassed by plain Python classes, also where irtool itself is compiled.
"""

from abc import abstractmethod

from librt.vecs import vec
from mypy_extensions import i64, mypyc_attr

from .emit_state import EmitState
from .emulator import Emulator
from .host_traps import HostCode
from .labels import LabelKinds
from .legalize.library import COMMON_CALLS, LibraryCalls
from .legalize.narrow_vectors import NO_NARROW
from .lower import LoweringTarget
from .object_format import ObjectFormat
from .row_text import row_text
from .rows import Row


@mypyc_attr(allow_interpreted_subclasses=True)
class Target(LoweringTarget):
    """One machine with its settings."""

    labels: LabelKinds
    """Kinds of label uses."""
    form: ObjectFormat
    """Its code in files and in memory."""
    library: LibraryCalls = COMMON_CALLS
    """What becomes a call of a library function; as it stands, what no machine has."""

    vector_bits: i64 = 0
    """Shorter vectors are kept in the low lanes of ones of so many bits; 0: there are none."""
    type_facts: vec[i64] = NO_NARROW
    """What legalisation asks of value types, made by `facts_of_types`."""
    bare_leaves: bool = False
    """Emission knows functions without a frame (`Frame.bare`)."""

    def preg_name(self, preg: i64) -> str:
        """The assembler's name of a register at full size, for people."""
        return f"r{preg}" if preg < 32 else f"f{preg - 32}"

    # --- emission -------------------------------------------------------------------------

    @abstractmethod
    def emit_prologue(self, state: EmitState) -> None:
        """Frame-pointer pair, stack allocation and register saves for `state.frame`; of one that is `bare`
        only what is no frame."""

    @abstractmethod
    def emit_inst(self, state: EmitState, row: i64) -> None:
        """Bytes of one row; allocations through `state.alloc(k)`."""

    @abstractmethod
    def emit_move(self, state: EmitState, cls: i64, source: i64, target: i64) -> None:
        """Move between two allocations, at most one of which is a slot. Must not change flags."""

    @abstractmethod
    def rows(self) -> list[Row]:
        """What each machine opcode is, by its number."""

    def row_text(self, state: EmitState, row: i64) -> str:
        """One row for people (`--emit vcode`)."""
        return row_text(state, self.rows(), int(row))

    # --- execution ------------------------------------------------------------------------

    def host_code(self) -> HostCode | None:
        """The machine code that lets a process of this machine run compiled code; None: its code is only
        emulated, or not run at all."""
        return None

    def emulator(self) -> Emulator | None:
        """How its code is run on any machine; None: it is not."""
        return None
