"""Places of parameters and returns, and the stack frame: what both machines share.

A machine describes a calling convention by one `AbiSpec`; `place_signature` walks a signature once
and says where each value goes:

    (i64, i32, f64, ...7 more ints) -> i64      under system_v on x86-64
        rdi, rsi, xmm0, rdx, rcx, r8, r9, [0], [8], [16]            -> rax

Returns that do not fit into return registers go through a return area made by the caller in its
own frame; its address is a hidden first integer argument. The frame, from the stack pointer up:

    sp + 0                  outgoing stack arguments and return areas (the most any call needs)
    sp + spill_base         spill slots
    sp + slot_base          explicit stack slots
    ...                     saved callee-saved registers
    fp + 0, fp + 8          caller's frame pointer, return address
    fp + 16                 incoming stack arguments

Invariant: sp does not move between prologue and epilogue, so every part has a constant offset
from it.

Under the convention `tail` the callee frees its stack arguments when it returns, so that a chain of
tail calls with different numbers of them needs constant stack. All of the chain share the place where
the arguments end; a function that passes more than it got lowers its return address and frame in the
prologue (x86-64 copies the address down, aarch64 has it in a register), and one that passes fewer
raises the return address again on leaving:

    caller:            got 16 bytes, passes 48 on:        got 48, passes 16 on:
                                                          | args 16
      args 16          | args 48                          | return address
      return address   |                                  | (free)
                       | return address

Sources: System V AMD64 psABI section 3.2, AAPCS64 section 6.
"""

from typing import Final

from librt.vecs import append, vec
from mypy_extensions import i64

from ..ir.entities import AbiParam, Signature
from ..ir.errors import LimitError, UnsupportedError
from ..ir.types import is_float, is_int, is_vector, type_bytes, type_name
from ..regalloc.contract import FLOAT, INT

EXT_NONE: Final = 0
EXT_ZERO: Final = 1
EXT_SIGN: Final = 2

#: Most bytes that one signature may pass on the stack.
MAX_STACK_ARGS: Final = 1 << 20


def class_of(ty: i64) -> i64:
    """Register class of a value type; raises `UnsupportedError` for types that need more than one
    register or none of the classes."""
    if is_int(ty) and type_bytes(ty) <= 8:
        return INT
    if (is_float(ty) or is_vector(ty)) and type_bytes(ty) <= 16:
        return FLOAT
    raise UnsupportedError(f"values of type {type_name(ty)} are not supported by code generation")


class AbiSpec:
    """One calling convention of one machine."""

    def __init__(
        self,
        int_args: list[int],
        float_args: list[int],
        int_rets: list[int],
        float_rets: list[int],
        caller_saved: int,
        sret_reg: int = -1,
        return_sret: bool = False,
        callee_pops: bool = False,
    ) -> None:
        self.int_args = int_args
        """INT pregs of integer arguments, in order."""
        self.float_args = float_args
        self.int_rets = int_rets
        self.float_rets = float_rets
        self.caller_saved = caller_saved
        """Mask of registers that a call destroys."""
        self.sret_reg = sret_reg
        """Register of an explicit `sret` parameter; -1: an ordinary integer argument."""
        self.return_sret = return_sret
        """A function with an `sret` parameter returns that pointer in its first return register."""
        self.callee_pops = callee_pops
        """The callee frees its stack arguments."""


class Places:
    """Where the values of one list (parameters or returns) are."""

    def __init__(self) -> None:
        self.ty: vec[i64] = vec[i64]()
        self.reg: vec[i64] = vec[i64]()
        """Preg, or -1 for memory."""
        self.offset: vec[i64] = vec[i64]()
        """Byte offset in the stack-argument or return area, when `reg` is -1."""
        self.ext: vec[i64] = vec[i64]()
        """EXT_*: extended to a full register."""

    def push(self, ty: i64, reg: i64, offset: i64, ext: i64) -> None:
        """Append one value."""
        self.ty = append(self.ty, ty)
        self.reg = append(self.reg, reg)
        self.offset = append(self.offset, offset)
        self.ext = append(self.ext, ext)


class SignatureLayout:
    """Places of a whole signature under one convention."""

    def __init__(self) -> None:
        self.params = Places()
        self.returns = Places()
        self.area_reg: i64 = -1
        """Register of the hidden return-area pointer; -1 when there is no area."""
        self.sret_param: i64 = -1
        """Index of an explicit `sret` parameter whose pointer is returned."""
        self.stack_args: i64 = 0
        """Bytes of stack arguments, a multiple of 16."""
        self.return_area: i64 = 0
        """Bytes of the return area, a multiple of 16; 0 for none."""


def _extension(param: AbiParam) -> int:
    if param.extension == "uext":
        return EXT_ZERO
    return EXT_SIGN if param.extension == "sext" else EXT_NONE


def place_signature(sig: Signature, spec: AbiSpec) -> SignatureLayout:
    """Assign registers and stack places to a signature.

    Raises `UnsupportedError` for `sarg` and for types of more than one register, `LimitError` when
    the stack arguments exceed `MAX_STACK_ARGS`."""
    layout = SignatureLayout()
    next_int = 0
    next_float = 0
    offset = 0
    for ret in sig.returns:
        reg = -1
        if class_of(ret.ty) == INT:
            if next_int < len(spec.int_rets):
                reg = spec.int_rets[next_int]
                next_int += 1
        elif next_float < len(spec.float_rets):
            reg = spec.float_rets[next_float]
            next_float += 1
        place = 0
        if reg < 0:
            place = offset
            offset += 16 if type_bytes(ret.ty) > 8 else 8
            offset += offset % 16 if type_bytes(ret.ty) > 8 else 0
        layout.returns.push(ret.ty, reg, place, _extension(ret))
    layout.return_area = (offset + 15) & ~15

    next_int = 0
    next_float = 0
    offset = 0
    if layout.return_area:
        layout.area_reg = spec.int_args[0]
        next_int = 1
    for index, param in enumerate(sig.params):
        if param.purpose == "sarg":
            raise UnsupportedError("structure arguments (sarg) are not supported yet")
        reg = -1
        if param.purpose == "sret" and spec.return_sret and not sig.returns:
            layout.sret_param = index
        if param.purpose == "sret" and spec.sret_reg >= 0:
            reg = spec.sret_reg
        elif class_of(param.ty) == INT:
            if next_int < len(spec.int_args):
                reg = spec.int_args[next_int]
                next_int += 1
        elif next_float < len(spec.float_args):
            reg = spec.float_args[next_float]
            next_float += 1
        place = 0
        if reg < 0:
            if type_bytes(param.ty) > 8:
                offset += offset % 16
            place = offset
            offset += 16 if type_bytes(param.ty) > 8 else 8
        layout.params.push(param.ty, reg, place, _extension(param))
    if offset > MAX_STACK_ARGS:
        raise LimitError(f"{offset} bytes of arguments on the stack; the limit is {MAX_STACK_ARGS}")
    layout.stack_args = (offset + 15) & ~15
    return layout


class Frame:
    """Frame of the function being emitted; see the module docstring for the picture."""

    def __init__(self) -> None:
        self.spill_base: i64 = 0
        self.slot_base: i64 = 0
        self.slot_offset: vec[i64] = vec[i64]()
        """By stack slot: byte offset from `slot_base`."""
        self.saved_base: i64 = 0
        """Offset from sp of the saved registers."""
        self.saved: vec[i64] = vec[i64]()
        """Callee-saved pregs to save, ascending; INT ones take 8 bytes each, FLOAT ones 8 or 16 as
        the machine says."""
        self.size: i64 = 0
        """Bytes from sp up to the frame-pointer pair, a multiple of 16."""
        self.grow: i64 = 0
        """Bytes by which the prologue lowers everything first, for the arguments of tail calls."""
        self.pop: i64 = 0
        """Bytes above the return address that a return frees."""


#: Largest frame in bytes; beyond it offsets do not fit every addressing mode.
MAX_FRAME: Final = 1 << 30


def layout_slots(sizes: list[int], aligns: list[int]) -> tuple[list[int], int]:
    """Offsets of the explicit stack slots and the bytes they need. A slot of 8 bytes or more is
    aligned to 8 at least; alignments above 16, which sp does not have, are refused."""
    offsets = []
    total = 0
    for size, align in zip(sizes, aligns, strict=True):
        natural = 8 if size >= 8 else 1
        step = max(align, natural)
        if step > 16:
            raise UnsupportedError(f"stack slots aligned to {step} bytes are not supported yet (at most 16)")
        total = (total + step - 1) & ~(step - 1)
        offsets.append(total)
        total += size
        if total > MAX_FRAME:
            raise LimitError(f"{total} bytes of stack slots; the limit is {MAX_FRAME}")
    return offsets, (total + 15) & ~15


def layout_frame(
    slots: tuple[list[int], int], outgoing: int, spill_units: int, used_callee_saved: list[int]
) -> Frame:
    """The frame for the sizes found by lowering and allocation. Saved registers get 8 bytes each."""
    frame = Frame()
    frame.spill_base = (outgoing + 15) & ~15
    frame.slot_base = (frame.spill_base + 8 * spill_units + 15) & ~15
    frame.slot_offset = vec[i64](slots[0])
    frame.saved_base = frame.slot_base + slots[1]
    frame.saved = vec[i64](used_callee_saved)
    frame.size = (frame.saved_base + 8 * len(used_callee_saved) + 15) & ~15
    if frame.size > MAX_FRAME:
        raise LimitError(f"{frame.size} bytes of stack frame; the limit is {MAX_FRAME}")
    return frame
