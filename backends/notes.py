"""What a function's text says about single instructions, by place in the machine code.

    call fn0(v0), stack_map=[i64 @ ss0+8]         StackMap(0x1f, ((I64, 24),)): at the return address 0x1f of
                                                  the call a live i64 is at sp + 24
    <ss1, 7> call fn1()                           DebugTags(0x2a, (("slot", 32), ("imm", 7)))
    fn2 = colocated patchable %f() preserve_all   the call that ends at 0x31 may be overwritten by a nop

Lowering notes which row of machine code an instruction became (`VCode.notes`), where it has something to be
noted, and emission turns that into offsets. Source: Cranelift's user stack maps, debug tags and patchable
calls.
"""

from typing import NamedTuple

from mypy_extensions import i64

from ..ir.function import Function
from ..ir.opcodes_gen import OP_CALL


class StackMap(NamedTuple):
    """The live values that a collector has to know at a call."""

    offset: int
    """Return offset of the call."""
    values: tuple[tuple[int, int], ...]
    """Type and offset from the stack pointer of each."""


class DebugTags(NamedTuple):
    """The tags of one instruction."""

    offset: int
    """Return offset of a call, offset of a sequence point."""
    tags: tuple[tuple[str, int], ...]
    """`("imm", number)`, or `("slot", offset from the stack pointer)`."""


class Notes:
    """The notes of one function, in ascending order of offset."""

    def __init__(self) -> None:
        self.stack_maps: list[StackMap] = []
        self.debug_tags: list[DebugTags] = []
        self.patchable_calls: list[int] = []
        """Offsets behind calls that may be overwritten by a nop of their size."""

    def add(self, func: Function, inst: i64, offset: int, slot_offsets: list[int]) -> None:
        """Take over what is noted of an instruction. `slot_offsets` are those of stack slots from sp."""
        values = func.stack_maps.get(int(inst))
        if values:
            found = tuple((ty, slot_offsets[slot] + at) for ty, slot, at in values)
            self.stack_maps.append(StackMap(offset, found))
        tags = func.debug_tags.get(int(inst))
        if tags:
            places = tuple((kind, slot_offsets[n] if kind == "slot" else n) for kind, n in tags)
            self.debug_tags.append(DebugTags(offset, places))
        if func.op[inst] == OP_CALL and func.ext_funcs[int(func.aux[inst])].patchable:
            self.patchable_calls.append(offset)


def is_noted(func: Function, inst: i64) -> bool:
    """Whether there is something to note of an instruction."""
    if func.op[inst] == OP_CALL and func.ext_funcs[int(func.aux[inst])].patchable:
        return True
    if func.num_debug_tags() > 0 and int(inst) in func.debug_tags:
        return True
    return func.num_stack_maps() > 0 and int(inst) in func.stack_maps
