"""Label uses: what a machine says of the places inside a function that its code names.

A *label use* is a field inside the code that depends on where a label ends up: the displacement of
a branch, of a PC-relative load, or an entry of a jump table. Each machine numbers its kinds of use
from `FIRST_MACHINE_KIND` up and describes them by columns of a `LabelKinds` subclass, which also
writes the fields (`patch_machine`) and the veneers (`emit_veneer`):

    kind         max_forward  max_backward  align  veneer_size  veneer_kind
    branch19     1 MiB - 4    1 MiB         4      4            branch26     (aarch64 b.cond, cbz)
    rel32        2 GiB - 1    2 GiB         1      0                         (x86-64 rip + disp)

Kind 0, `KIND_REL32_DATA`, is the same on all machines: a 32-bit little-endian `target - use`, the
entry of a jump table (the entry's addend makes it relative to the start of the table).

A *veneer* is a branch of longer reach that a shorter one is led to when its label is too far away;
`islands.py` says when. `veneer_size` is the size of the veneer of a kind: 0 for a kind that cannot be
led anywhere else (data), -1 for one that is used only when its label is known to be near. A veneer has one
field that names the label, of kind `veneer_kind`.

Fields whose target lies outside the function are relocations: `object_format.py`.
"""

from abc import ABC, abstractmethod
from typing import Final

from librt.vecs import append, vec
from mypy_extensions import i64, mypyc_attr

from .codebuffer import CodeBuffer

#: 32-bit `target + addend - use` in data, on every machine.
KIND_REL32_DATA: Final = 0
FIRST_MACHINE_KIND: Final = 1


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
        self.veneer_kind: vec[i64] = vec[i64]()
        """By kind: the kind of the use in its veneer, -1 when there is none."""
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
        self.trap_call_size: i64 = 0
        """Bytes of `emit_trap_call`; 0: the machine does not have it."""
        self.constant_kind: i64 = KIND_REL32_DATA
        """Kind of the loads of constants."""
        self.long_kind: i64 = -1
        """Kind of branches with a field of 4 bytes that have a form with one of 1 byte; -1 for none."""
        self.short_kind: i64 = -1
        """Kind of that form, whose field counts from its own end; it is 2 bytes long (`relax.py`)."""
        self.add_kind("rel32_data", 0x7FFFFFFF, 0x80000000, 1, 0, 0, -1)  # defaults: `tests/test_hot_code.py`

    def add_kind(
        self,
        name: str,
        max_forward: i64,
        max_backward: i64,
        align: i64,
        veneer_size: i64,
        least_range: i64 = 0,
        veneer_kind: i64 = -1,
    ) -> None:
        """Describe the next kind; a kind with a veneer must say of which kind the use in it is."""
        assert veneer_size <= 0 or veneer_kind >= 0
        self.names.append(name)
        self.max_forward = append(self.max_forward, max_forward)
        self.max_backward = append(self.max_backward, max_backward)
        self.align = append(self.align, align)
        self.veneer_size = append(self.veneer_size, veneer_size)
        self.veneer_kind = append(self.veneer_kind, veneer_kind)
        self.least_range = append(self.least_range, least_range)

    @abstractmethod
    def patch_machine(self, buf: CodeBuffer, kind: i64, use: i64, distance: i64) -> None:
        """Write the field of a machine's own kind; `distance` is `target - use`, checked to be in
        range and aligned. The other bits of the instruction must be kept; what the field held
        before is to be ignored."""

    @abstractmethod
    def emit_trap(self, buf: CodeBuffer, code: i64) -> None:
        """Append the trapping instruction (`ud2`, `udf #code`). The buffer adds the trap record."""

    def emit_trap_call(self, buf: CodeBuffer, code: i64, word: i64) -> None:
        """Append what traps without a fault (the setting `trap_call_word`): put the code where the first
        integer argument is, and jump to the address in word `word` of the table whose address is at the
        pinned register. Nothing comes back from there."""
        raise NotImplementedError

    def emit_veneer(self, buf: CodeBuffer, kind: i64) -> i64:
        """Append a veneer for uses of `kind`, code of `veneer_size[kind]` bytes, with its field (of
        `veneer_kind[kind]`) empty; returns the offset of that use. The veneer may change nothing but
        registers reserved for this."""
        raise NotImplementedError

    def emit_jump(self, buf: CodeBuffer) -> i64:
        """Append an unconditional branch whose field, of `jump_kind`, is empty; returns its use."""
        raise NotImplementedError

    def long_head(self, byte: i64) -> i64:
        """Bytes in front of the field of a branch of `long_kind`, of which `byte` is the last one; 0 when
        it is that of the short form."""
        return 0

    def short_opcode(self, byte: i64) -> i64:
        """The one byte in front of the field of the short form, by the same byte of the long one."""
        raise NotImplementedError


def out_of_range(name: str, use: i64, target: i64) -> str:
    """Message for a label use that cannot reach its label."""
    return f"code too large: {name} at offset {use} cannot reach offset {target}"
