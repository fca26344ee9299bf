"""Label uses and relocations: what a machine says of the places where its code names other places.

A *label use* is a field inside the code that depends on where a label ends up: the displacement of
a branch, of a PC-relative load, or an entry of a jump table. Each machine numbers its kinds of use
from `FIRST_MACHINE_KIND` up and describes them by columns of a `LabelKinds` subclass, which also
writes the fields (`patch_machine`) and the veneers (`emit_veneer`):

    kind         max_forward  max_backward  align  veneer_size
    branch19     1 MiB - 4    1 MiB         4      4             (aarch64 b.cond, cbz)
    rel32        2 GiB - 1    2 GiB         1      0             (x86-64 rip + disp)

Kind 0, `KIND_REL32_DATA`, is the same on all machines: a 32-bit little-endian `target - use`, the
entry of a jump table (the entry's addend makes it relative to the start of the table).

A *veneer* is a branch of longer reach that a shorter one is led to when its label is too far away;
`islands.py` says when. `veneer_size` is the size of the veneer of a kind: 0 for a kind that cannot be
led anywhere else (data), -1 for one that is used only when its label is known to be near.

A *relocation* is such a field whose target lies outside the function. Its kind (`RELOC_*`) names the
ELF relocation it becomes when it is left for a linker; its addend follows the ELF rule
`S + A - P`, so a `call rel32` has addend -4.
"""

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Final

from librt.vecs import append, vec
from mypy_extensions import i64, mypyc_attr

if TYPE_CHECKING:
    from .machbuffer import MachBuffer

#: 32-bit `target + addend - use` in data, on every machine.
KIND_REL32_DATA: Final = 0
FIRST_MACHINE_KIND: Final = 1

#: Relocation kinds. The numbers are ours; `object/elf.py` and `runtime/link.py` map them.
RELOC_X64_ABS64: Final = 0
RELOC_X64_PC32: Final = 1
RELOC_X64_PLT32: Final = 2
RELOC_X64_GOTPCREL: Final = 3
RELOC_X64_GOTPCRELX: Final = 4
RELOC_X64_PC64: Final = 5
RELOC_A64_ABS64: Final = 16
RELOC_A64_CALL26: Final = 17
RELOC_A64_JUMP26: Final = 18
RELOC_A64_ADR_PREL_PG_HI21: Final = 19
RELOC_A64_ADD_ABS_LO12_NC: Final = 20
RELOC_A64_ADR_GOT_PAGE: Final = 21
RELOC_A64_LD64_GOT_LO12_NC: Final = 22
RELOC_A64_PREL32: Final = 23
RELOC_A64_PREL64: Final = 24
RELOC_A64_LDST8_ABS_LO12_NC: Final = 25
RELOC_A64_LDST16_ABS_LO12_NC: Final = 26
RELOC_A64_LDST32_ABS_LO12_NC: Final = 27
RELOC_A64_LDST64_ABS_LO12_NC: Final = 28
RELOC_A64_LDST128_ABS_LO12_NC: Final = 29

#: Printed names by relocation kind.
RELOC_NAMES: Final = {
    RELOC_X64_ABS64: "x64_abs64",
    RELOC_X64_PC32: "x64_pc32",
    RELOC_X64_PLT32: "x64_plt32",
    RELOC_X64_GOTPCREL: "x64_gotpcrel",
    RELOC_X64_GOTPCRELX: "x64_gotpcrelx",
    RELOC_X64_PC64: "x64_pc64",
    RELOC_A64_ABS64: "a64_abs64",
    RELOC_A64_CALL26: "a64_call26",
    RELOC_A64_JUMP26: "a64_jump26",
    RELOC_A64_ADR_PREL_PG_HI21: "a64_adr_prel_pg_hi21",
    RELOC_A64_ADD_ABS_LO12_NC: "a64_add_abs_lo12_nc",
    RELOC_A64_ADR_GOT_PAGE: "a64_adr_got_page",
    RELOC_A64_LD64_GOT_LO12_NC: "a64_ld64_got_lo12_nc",
    RELOC_A64_PREL32: "a64_prel32",
    RELOC_A64_PREL64: "a64_prel64",
    RELOC_A64_LDST8_ABS_LO12_NC: "a64_ldst8_abs_lo12_nc",
    RELOC_A64_LDST16_ABS_LO12_NC: "a64_ldst16_abs_lo12_nc",
    RELOC_A64_LDST32_ABS_LO12_NC: "a64_ldst32_abs_lo12_nc",
    RELOC_A64_LDST64_ABS_LO12_NC: "a64_ldst64_abs_lo12_nc",
    RELOC_A64_LDST128_ABS_LO12_NC: "a64_ldst128_abs_lo12_nc",
}


@mypyc_attr(allow_interpreted_subclasses=True)
class LabelKinds(ABC):
    """The label uses of one machine. A subclass calls `add_kind` for its kinds, in number order,
    after `super().__init__()`, and defines `patch_machine` and `emit_trap`; with kinds that have
    veneers also `emit_veneer`, `emit_jump` and `jump_kind`."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.max_forward: vec[i64] = vec[i64]()
        """By kind: greatest `target - use`, in bytes. "Use" is the offset of the field on x86-64
        and of the instruction on aarch64."""
        self.max_backward: vec[i64] = vec[i64]()
        """By kind: greatest `use - target`, in bytes."""
        self.align: vec[i64] = vec[i64]()
        """By kind: `target - use` must be a multiple of this, a power of two."""
        self.veneer_size: vec[i64] = vec[i64]()
        """By kind: bytes of a veneer; 0 when there is none, -1 for a kind that never needs one."""
        self.least_range: vec[i64] = vec[i64]()
        """By kind: the least range that tests may shrink it to, in bytes; 0: it cannot be shrunk."""
        self.function_align: i64 = 16
        """Alignment at which functions start, in bytes."""
        self.code_align: i64 = 1
        """Alignment of instructions, in bytes."""
        self.max_code: i64 = 0x7FFF0000
        """Largest function, in bytes."""
        self.lookahead: i64 = 256
        """Bytes by which the code, and the island it may need, can grow from one row or move."""
        self.jump_kind: i64 = -1
        """Kind of the use in `emit_jump`."""
        self.trap_kind: i64 = KIND_REL32_DATA
        """Kind of the branches to out-of-line traps."""
        self.trap_size: i64 = 4
        """Bytes of a trapping instruction."""
        self.constant_kind: i64 = KIND_REL32_DATA
        """Kind of the loads of constants."""
        self.add_kind("rel32_data", 0x7FFFFFFF, 0x80000000, 1, 0)

    def add_kind(
        self,
        name: str,
        max_forward: i64,
        max_backward: i64,
        align: i64,
        veneer_size: i64,
        least_range: i64 = 0,
    ) -> None:
        """Describe the next kind."""
        self.names.append(name)
        self.max_forward = append(self.max_forward, max_forward)
        self.max_backward = append(self.max_backward, max_backward)
        self.align = append(self.align, align)
        self.veneer_size = append(self.veneer_size, veneer_size)
        self.least_range = append(self.least_range, least_range)

    @abstractmethod
    def patch_machine(self, buf: "MachBuffer", kind: i64, use: i64, distance: i64) -> None:
        """Write the field of a machine's own kind; `distance` is `target - use`, checked to be in
        range and aligned. The other bits of the instruction must be kept; what the field held
        before is to be ignored."""

    @abstractmethod
    def emit_trap(self, buf: "MachBuffer", code: i64) -> None:
        """Append the trapping instruction (`ud2`, `udf #code`). The buffer adds the trap record."""

    def emit_veneer(self, buf: "MachBuffer", kind: i64, label: i64) -> None:
        """Append a veneer for uses of `kind`: code of `veneer_size[kind]` bytes that goes to `label`
        by a longer kind. It may change nothing but registers reserved for this."""
        raise NotImplementedError

    def emit_jump(self, buf: "MachBuffer") -> i64:
        """Append an unconditional branch whose field, of `jump_kind`, is empty; returns its use."""
        raise NotImplementedError


def out_of_range(name: str, use: i64, target: i64) -> str:
    """Message for a label use that cannot reach its label."""
    return f"code too large: {name} at offset {use} cannot reach offset {target}"
