"""The function being emitted, as a machine's `emit_*` methods see it."""

from librt.vecs import vec
from mypy_extensions import i64, mypyc_attr

from ..regalloc.contract import (
    FIXED,
    REUSE,
    STACK,
    RegallocOutput,
    operand_constraint,
    operand_payload,
    operand_vreg,
)
from .abi import Frame
from .machbuffer import MachBuffer
from .unwind import CFI_BACK
from .vcode import VCode


@mypyc_attr(acyclic=True, free_list_len=1)
class EmitState:
    """The function being emitted, as the target's `emit_*` methods see it."""

    def __init__(self, vc: VCode, out: RegallocOutput, buf: MachBuffer, frame: Frame) -> None:
        self.vc: VCode = vc
        self.out: RegallocOutput = out
        self.allocs: vec[i64] = out.allocs
        self.buf: MachBuffer = buf
        self.frame: Frame = frame
        self.base: i64 = 0
        """First operand of the instruction being emitted."""
        self.remat_to: i64 = -1
        """While rematerialising: the register that takes the place of the def."""

    def alloc(self, index: i64) -> i64:
        """Allocation of operand `index` of the row being emitted."""
        if self.remat_to >= 0:
            return self.remat_to
        return self.allocs[self.base + index]

    def operand_text(self, index: i64) -> str:
        """Operand `index` of the row for people: `v7`, `v7:def`, `v3=rdi`, ..."""
        packed = self.vc.ra.operands[self.base + index]
        text = f"v{operand_vreg(packed)}"
        constraint = operand_constraint(packed)
        if constraint == FIXED:
            text += f"=p{operand_payload(packed)}"
        elif constraint == STACK:
            text += "=stack"
        elif constraint == REUSE:
            text += f"=op{operand_payload(packed)}"
        return text

    def end_try_call(self, row: i64) -> None:
        """Record that the call of a row that ends a block ends here, with its handlers."""
        vc = self.vc
        self.buf.add_call_site()
        number = vc.i3[row]
        k = vc.try_start[number]
        end = k + vc.try_count[number]
        if k == end:
            return
        while k < end:
            context = vc.handler_context[k]
            if context >= 0:
                context = self.slot_address(self.alloc(context))
            self.buf.add_handler(vc.handler_tag[k], vc.handler_block[k], context)
            k += 1
        self.buf.add_try_site()

    def left(self) -> None:
        """What ends here has left the function behind an epilogue; what follows is inside of the frame."""
        if not self.frame.bare:
            self.buf.add_cfi(CFI_BACK)

    def slot_address(self, alloc: i64) -> i64:
        """Offset from sp of a spill-slot allocation; those of FLOAT are aligned to 16."""
        return self.frame.spill_base + 8 * (alloc - 64)

    def stack_address(self, slot: i64) -> i64:
        """Offset from sp of an explicit stack slot."""
        return self.frame.slot_base + self.frame.slot_offset[slot]
