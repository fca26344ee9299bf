"""Places of parameters and returns, and the stack frame: what both machines share.

A machine describes a calling convention by one `AbiSpec`; `place_signature` walks a signature once
and says where each value goes:

    (i64, i32, f64, ...7 more ints) -> i64      under system_v on x86-64
        rdi, rsi, xmm0, rdx, rcx, r8, r9, [0], [8], [16]            -> rax

An i128 has two places, low half first: legalisation has made it two values (`legalize/pairs.py`). They are
consecutive registers or 16 aligned bytes, never one of each:

    (i64, i128, i128, i128, i64)                under system_v on x86-64
        rdi, rsi rdx, rcx r8, [0] [8], r9

Returns that do not fit into return registers go through a return area made by the caller in its
own frame; its address is a hidden first integer argument. The frame, from the stack pointer up:

    sp + 0                  outgoing stack arguments and return areas (the most any call needs)
    sp + spill_base         spill slots
    sp + slot_base          explicit stack slots
    ...                     saved callee-saved registers
    fp + 0, fp + 8          caller's frame pointer, return address
    fp + 16                 incoming stack arguments (under windows_fastcall behind 32 bytes of shadow space)

Invariant: sp does not move between prologue and epilogue, so every part has a constant offset
from it. A function that needs none of it and calls nobody is *bare*: it has no prologue and no frame
pointer of its own, and its incoming stack arguments are at a constant offset from sp too.

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

A structure passed by value (`sarg(N)`) is copied into the stack arguments by the caller; the callee's value
is the address of the copy.

Which registers a function restores is a matter of its own convention (`AbiSpec.saved`), and it has to
restore those too that a function with another convention destroys: one of `preserve_all` that calls one of
`system_v` saves what that may write.

Sources: System V AMD64 psABI section 3.2, AAPCS64 section 6 (of pairs: psABI 3.2.3 "Passing", AAPCS64 6.8.2
rules C.10 to C.14); "x64 calling convention" of Microsoft's C++ documentation; "Writing ARM64 code for Apple
platforms".
"""

from typing import Final

from librt.vecs import vec
from mypy_extensions import i64, mypyc_attr

from ..ir.entities import AbiParam, Signature, StackSlot
from ..ir.errors import LimitError, UnsupportedError
from ..ir.types import F16, F32, F64, I64, I128, is_float, is_int, is_vector, type_bits, type_bytes, type_name
from ..regalloc.contract import FLOAT, INT

EXT_NONE: Final = 0
EXT_ZERO: Final = 1
EXT_SIGN: Final = 2
#: A structure in memory, whose address is the value; no extension, but told by the same column.
EXT_STRUCT: Final = 3

#: `AbiSpec.saved`: what `MachineEnv.callee_saved` says.
USUALLY_SAVED: Final = -1

#: Pregs from here on are FLOAT.
FIRST_FLOAT: Final = 32

#: Signatures that `Layouts` remembers.
MAX_LAYOUTS: Final = 1024
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


def place_type(ty: i64) -> i64:
    """The type as which a value goes to its place: a vector of at most 64 bits as a float of its size."""
    if is_vector(ty):
        bits = type_bits(ty)
        if bits == 64:
            return F64
        if bits == 32:
            return F32
        if bits == 16:
            return F16
    return ty


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
        even_pairs: bool = False,
        closing_pairs: bool = False,
        saved: int = USUALLY_SAVED,
        float_bytes: int = 8,
        positional: bool = False,
        shadow: int = 0,
        packed: bool = False,
        last_result: bool = False,
        tail_calls: bool = True,
        zero_extended_words: bool = False,
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
        self.even_pairs = even_pairs
        """An i128 begins at a register of even number (AAPCS64)."""
        self.closing_pairs = closing_pairs or even_pairs
        """When there are not two registers left for an i128, no later integer takes the last one (AAPCS64).
        Else a later one does (psABI)."""
        self.saved: i64 = saved
        """Mask of registers that a function restores for its caller, as wide as `float_bytes` says."""
        self.float_bytes: i64 = float_bytes
        """Bytes of a FLOAT register that `saved` is about: 8 or 16."""
        self.positional = positional
        """The n-th argument takes the n-th register of its class (Windows)."""
        self.shadow: i64 = shadow
        """Bytes below the stack arguments that the caller leaves to the callee."""
        self.packed = packed
        """Values in memory take their natural size, not 8 bytes at least (Apple)."""
        self.last_result = last_result
        """The last result is in a register and the others are in memory, the first one highest (Winch)."""
        self.tail_calls = tail_calls
        """Whether the registers of arguments survive the epilogue."""
        self.zero_extended_words = zero_extended_words
        """An i32 argument or result is zero-extended in its register by whoever passes it: only of a
        convention of our own, and where `Target.zero_extended_words`."""


@mypyc_attr(acyclic=True, free_list_len=1)
class Places:
    """Where the `count` values of one list (parameters or returns) are; an i128 is two values of type i64."""

    def __init__(self, count: i64) -> None:
        self.ty: vec[i64] = vec[i64]([0] * count)
        self.reg: vec[i64] = vec[i64]([-1] * count)
        """Preg, or -1 for memory."""
        self.offset: vec[i64] = vec[i64]([0] * count)
        """Byte offset in the stack-argument or return area, when `reg` is -1."""
        self.ext: vec[i64] = vec[i64]([EXT_NONE] * count)
        """EXT_*: extended to a full register."""
        self.struct_bytes: vec[i64] = vec[i64]()
        """By place: size of a structure. Empty when there is none."""


@mypyc_attr(acyclic=True, free_list_len=1)
class SignatureLayout:
    """Places of a whole signature under one convention."""

    def __init__(self, sig: Signature) -> None:
        self.params = _places(sig.params)
        self.returns = _places(sig.returns)
        self.area_reg: i64 = -1
        """Register of the hidden return-area pointer; -1 when there is no area."""
        self.sret_param: i64 = -1
        """Place of an explicit `sret` parameter whose pointer is returned."""
        self.stack_args: i64 = 0
        """Bytes of stack arguments, a multiple of 16."""
        self.return_area: i64 = 0
        """Bytes of the return area, a multiple of 16; 0 for none."""
        self.zero_extended_words: bool = False
        """`AbiSpec.zero_extended_words`."""


def _places(params: list[AbiParam]) -> Places:
    """The places of a list, not filled yet."""
    count: i64 = 0
    for param in params:
        count += 1
        if param.ty == I128:
            count += 1
    return Places(count)


def _extension(param: AbiParam) -> i64:
    if param.extension == "uext":
        return EXT_ZERO
    if param.extension == "sext":
        return EXT_SIGN
    return EXT_NONE


@mypyc_attr(acyclic=True, free_list_len=1)
class _Next:
    """What the values of one list have taken so far."""

    def __init__(self, ints: list[int], floats: list[int], spec: AbiSpec, positional: bool) -> None:
        self.ints: list[int] = ints
        """INT registers for values, in order."""
        self.floats: list[int] = floats
        self.spec: AbiSpec = spec
        self.positional: bool = positional
        self.next_int: i64 = 0
        self.next_float: i64 = 0
        self.offset: i64 = 0

    def register(self, ty: i64) -> i64:
        """The next register for a value of a type, -1 when there is none left."""
        if class_of(ty) == INT:
            number = self.next_int
            if number >= len(self.ints):
                return -1
            self.next_int = number + 1
            return self.ints[int(number)]
        number = self.next_int if self.positional else self.next_float
        if number >= len(self.floats):
            return -1
        if self.positional:
            self.next_int = number + 1
        else:
            self.next_float = number + 1
        return self.floats[int(number)]

    def memory(self, ty: i64) -> i64:
        """The offset of the next value of a type in memory: 8 bytes, or 16 that are aligned."""
        size = type_bytes(ty)
        if size < 8 and not self.spec.packed:
            size = 8
        offset = (self.offset + size - 1) & ~(size - 1)
        self.offset = offset + size
        return offset

    def struct(self, places: Places, i: i64, size: i64) -> None:
        """Fill place `i`: a structure of so many bytes in whole words of memory."""
        places.ty[i] = I64
        places.ext[i] = EXT_STRUCT
        if len(places.struct_bytes) == 0:
            places.struct_bytes = vec[i64]([0] * len(places.ty))
        places.struct_bytes[i] = size
        places.offset[i] = (self.offset + 7) & ~7
        self.offset = (places.offset[i] + size + 7) & ~7

    def pair(self, places: Places, i: i64) -> None:
        """Fill places `i` and `i + 1`: the halves of an i128."""
        places.ty[i] = I64
        places.ty[i + 1] = I64
        number = self.next_int
        if self.spec.even_pairs:
            number += number & 1
        if number + 2 <= len(self.ints):
            places.reg[i] = self.ints[int(number)]
            places.reg[i + 1] = self.ints[int(number + 1)]
            self.next_int = number + 2
            return
        if self.spec.closing_pairs:
            self.next_int = len(self.ints)
        offset = self.memory(I128)
        places.offset[i] = offset
        places.offset[i + 1] = offset + 8


def _place_return(places: Places, i: i64, ret: AbiParam, state: _Next) -> i64:
    """Fill the place of one returned value, the first of two for an i128; how many there are."""
    if ret.ty == I128:
        state.pair(places, i)
        return 2
    ty = place_type(ret.ty)
    places.ty[i] = ty
    places.ext[i] = _extension(ret)
    reg = state.register(ty)
    places.reg[i] = reg
    if reg < 0:
        places.offset[i] = state.memory(ty)
    return 1


def _place_returns(places: Places, returns: list[AbiParam], spec: AbiSpec) -> i64:
    """Fill the places of returned values; the bytes of the return area."""
    if spec.last_result:
        return _place_last_first(places, returns, spec)
    state = _Next(spec.int_rets, spec.float_rets, spec, False)
    i: i64 = 0
    for ret in returns:
        i += _place_return(places, i, ret, state)
    return (state.offset + 15) & ~15


def _place_last_first(places: Places, returns: list[AbiParam], spec: AbiSpec) -> i64:
    """The same from the last value, which alone gets a register."""
    state = _Next(spec.int_rets, spec.float_rets, spec, False)
    i: i64 = len(places.ty)
    for ret in reversed(returns):
        i -= 2 if ret.ty == I128 else 1
        _place_return(places, i, ret, state)
        state.next_int = len(spec.int_rets)
        state.next_float = len(spec.float_rets)
    return (state.offset + 15) & ~15


def place_signature(sig: Signature, spec: AbiSpec) -> SignatureLayout:
    """Assign registers and stack places to a signature.

    Raises `UnsupportedError` for types of more than one register, `LimitError` when the stack arguments
    exceed `MAX_STACK_ARGS`."""
    layout = SignatureLayout(sig)
    layout.zero_extended_words = spec.zero_extended_words
    layout.return_area = _place_returns(layout.returns, sig.returns, spec)
    state = _Next(spec.int_args, spec.float_args, spec, spec.positional)
    state.offset = spec.shadow
    if layout.return_area > 0:
        layout.area_reg = spec.int_args[0]
        state.next_int = 1
    places = layout.params
    i: i64 = 0
    for param in sig.params:
        if param.ty == I128:
            state.pair(places, i)
            i += 2
            continue
        if param.purpose == "sarg":
            state.struct(places, i, param.size)
            i += 1
            continue
        ty = place_type(param.ty)
        places.ty[i] = ty
        places.ext[i] = _extension(param)
        reg: i64 = -1
        if param.purpose == "sret" and spec.return_sret and not sig.returns:
            layout.sret_param = i
        if param.purpose == "sret" and spec.sret_reg >= 0:
            reg = spec.sret_reg
        else:
            reg = state.register(ty)
        places.reg[i] = reg
        if reg < 0:
            places.offset[i] = state.memory(ty)
        i += 1
    if state.offset > MAX_STACK_ARGS:
        raise LimitError(f"{state.offset} bytes of arguments on the stack; the limit is {MAX_STACK_ARGS}")
    layout.stack_args = (state.offset + 15) & ~15
    return layout


@mypyc_attr(acyclic=True)
class Layouts:
    """Places of the signatures met in one compilation, for one machine: functions of a module share
    signatures, which must not be changed while this knows them."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Signature, SignatureLayout]] = {}
        """By identity of the signature, which is held so that no other one takes its place."""

    def clear(self) -> None:
        """Forget them all."""
        self._known.clear()

    def place(self, sig: Signature, spec: AbiSpec) -> SignatureLayout:
        """As `place_signature`, with the machine's spec for the signature's convention."""
        found = self._known.get(id(sig))
        if found is not None:
            return found[1]
        if len(self._known) == MAX_LAYOUTS:
            self._known.clear()
        layout = place_signature(sig, spec)
        self._known[id(sig)] = (sig, layout)
        return layout


@mypyc_attr(acyclic=True, free_list_len=1)
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
        """Callee-saved pregs to save, ascending: so INT ones come first."""
        self.saved_ints: i64 = 0
        """How many of them are INT."""
        self.float_bytes: i64 = 8
        """Bytes of a saved FLOAT register, 8 or 16; an INT one has 8."""
        self.size: i64 = 0
        """Bytes from sp up to the frame-pointer pair, a multiple of 16."""
        self.grow: i64 = 0
        """Bytes by which the prologue lowers everything first, for the arguments of tail calls."""
        self.pop: i64 = 0
        """Bytes above the return address that a return frees."""
        self.bare: bool = False
        """Nothing is set up: sp stays where it is, and fp the caller's (`emit.py`)."""

    def saved_offset(self, i: i64) -> i64:
        """Offset from sp of saved register `i`. Those of 16 bytes lie lowest, where all are aligned."""
        if self.float_bytes == 8:
            return self.saved_base + 8 * i
        if i >= self.saved_ints:
            return self.saved_base + 16 * (i - self.saved_ints)
        return self.saved_base + 16 * (len(self.saved) - self.saved_ints) + 8 * i


#: The stack slots of a function without.
NO_SLOTS: Final[list[StackSlot]] = []

#: Largest frame in bytes; beyond it offsets do not fit every addressing mode.
MAX_FRAME: Final = 1 << 30


def _layout_slots(frame: Frame, slots: list[StackSlot]) -> i64:
    """Offsets of the explicit stack slots; the bytes they need. A slot of 8 bytes or more is
    aligned to 8 at least; alignments above 16, which sp does not have, are refused."""
    offsets: vec[i64] = vec[i64]([0] * len(slots))
    total: i64 = 0
    i: i64 = 0
    for slot in slots:
        size: i64 = slot.size
        step: i64 = slot.align
        if size >= 8 and step < 8:
            step = 8
        if step > 16:
            raise UnsupportedError(f"stack slots aligned to {step} bytes are not supported yet (at most 16)")
        if step > 1:
            total = (total + step - 1) & ~(step - 1)
        offsets[i] = total
        total += size
        if total > MAX_FRAME:
            raise LimitError(f"{total} bytes of stack slots; the limit is {MAX_FRAME}")
        i += 1
    frame.slot_offset = offsets
    return (total + 15) & ~15


def layout_frame(
    slots: list[StackSlot], outgoing: i64, spill_units: i64, saved: vec[i64], float_bytes: i64 = 8
) -> Frame:
    """The frame for the sizes found by lowering and allocation. Saved INT registers get 8 bytes each, FLOAT
    ones `float_bytes`.

    Raises `LimitError` when it is too large, `UnsupportedError` for the alignment of a slot."""
    frame = Frame()
    slot_bytes: i64 = 0
    if slots:
        slot_bytes = _layout_slots(frame, slots)
    frame.spill_base = (outgoing + 15) & ~15
    frame.slot_base = (frame.spill_base + 8 * spill_units + 15) & ~15
    frame.saved_base = frame.slot_base + slot_bytes
    frame.saved = saved
    frame.float_bytes = float_bytes
    ints: i64 = 0
    while ints < len(saved) and saved[ints] < FIRST_FLOAT:
        ints += 1
    frame.saved_ints = ints
    saved_bytes = 8 * ints + float_bytes * (len(saved) - ints)
    frame.size = (frame.saved_base + saved_bytes + 15) & ~15
    if frame.size > MAX_FRAME:
        raise LimitError(f"{frame.size} bytes of stack frame; the limit is {MAX_FRAME}")
    return frame
