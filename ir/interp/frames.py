"""Frames and values of the interpreter.

Values of all live frames are in one column, a frame's values at `base + value number`:

    frame 0 (%main, base 0)   v0 v1 v2        values    [7, 9, 16,  3, 3, 6]
    frame 1 (%add,  base 3)   v0 v1 v2                   frame 0 ... frame 1

i8..i64 and floats up to f64 are one `i64` each (zero-extended bits, see `semantics`). Wider values
are Python integers of their bits in a dictionary by the same index.
"""

from typing import Final

from librt.vecs import append, pop, vec
from mypy_extensions import i64

from ..errors import IrtoolError
from ..types import F64, I128
from .code import Code
from .memory import STACK_BASE, Memory

STK_OVF: Final = 251
#: Alignment of structures passed by value, in bytes.
STRUCT_ALIGN: Final = 16


class InterpreterError(IrtoolError):
    """The program does what has no meaning: it calls an address that is no function, ..."""


class Frames:
    """State of one run: frames, values, memory, and the trap that ends it."""

    def __init__(self, codes: list[Code], fuel: i64, memory_limit: i64, max_depth: i64) -> None:
        self.codes = codes
        self.memory = Memory(memory_limit)
        self.fuel: i64 = fuel
        self.max_depth: i64 = max_depth
        self.trap: i64 = 0
        """Code of the trap that ended the run, 0 for none."""
        self.pinned: i64 = 0
        self.values: vec[i64] = vec[i64]()
        self.wide: dict[int, int] = {}
        """Bits of the values wider than 64 bits, by index in `values`."""
        self.top: i64 = 0
        """End of the newest frame's values."""
        self.value_bytes: i64 = 0
        """Bytes of the values of all frames."""
        # The current frame.
        self.code: Code = codes[0]
        self.base: i64 = 0
        self.slots: i64 = 0
        """Offset of the frame's slots in memory."""
        self.frame_start: i64 = 0
        """Size of memory before the frame was made."""
        # Frames that wait for a call, oldest first.
        self.saved_code: vec[i64] = vec[i64]()
        self.saved_base: vec[i64] = vec[i64]()
        self.saved_slots: vec[i64] = vec[i64]()
        self.saved_start: vec[i64] = vec[i64]()
        self.saved_inst: vec[i64] = vec[i64]()
        """The call that the frame waits for."""
        # Values on their way: arguments of a block, call or return.
        self.moved: vec[i64] = vec[i64]()
        self.moved_wide: list[int] = []
        self.moved_structs: list[bytes] = []
        """Contents of the structures among the arguments of a call."""

    # --- values -------------------------------------------------------------------------------

    def get(self, value: i64) -> int:
        """The bits of a value of the current frame, as an unsigned number of its width."""
        ty = i64(self.code.func.value_type[value])
        index = self.base + value
        if ty > F64 or ty == I128:
            return self.wide[index]
        bits = int(self.values[index])
        return bits + (1 << 64) if bits < 0 else bits

    def set(self, value: i64, bits: int) -> None:
        """Give a value of the current frame its bits (unsigned)."""
        ty = i64(self.code.func.value_type[value])
        index = self.base + value
        if ty > F64 or ty == I128:
            self.wide[index] = bits
        else:
            self.values[index] = bits - (1 << 64) if bits >> 63 else bits

    def _take(self, start: i64, count: i64) -> None:
        """Put values `pool[start ..]` of the current frame on their way."""
        pool = self.code.pool
        moved: vec[i64] = vec[i64](capacity=count)
        values = self.values
        base = self.base
        end = start + count
        i = start
        while i < end:
            moved = append(moved, values[base + pool[i]])
            i += 1
        self.moved = moved
        self.moved_wide = []
        if self.code.wide_values:
            self.moved_wide = [self.wide.get(base + pool[j], 0) for j in range(start, end)]

    def _give(self, first: i64, count: i64) -> None:
        """Move what is on its way to the consecutive values `first ..` of the current frame."""
        values = self.values
        moved = self.moved
        start = self.base + first
        i: i64 = 0
        while i < count:
            values[start + i] = moved[i]
            i += 1
        if self.code.wide_values:
            for j in range(count):
                self._give_wide(first + j, j)

    def _give_wide(self, value: i64, index: i64) -> None:
        ty = i64(self.code.func.value_type[value])
        if ty > F64 or ty == I128:
            self.wide[self.base + value] = self.moved_wide[index]

    # --- frames -------------------------------------------------------------------------------

    def enter(self, index: i64) -> bool:
        """Make the frame of a function the current one and give it its arguments, which are on their
        way. False when memory is exhausted."""
        code = self.codes[index]
        func = code.func
        if func.first_block < 0:
            raise InterpreterError(f"the function {func.name} has no body")
        if self.value_bytes + self.memory.size > self.memory.limit:  # values of waiting frames count too
            self.trap = STK_OVF
            return False
        start_of_frame = self.memory.size
        slots = self.memory.grow(code.frame_bytes, code.frame_align)
        if slots < 0 or (code.struct_args and not self._place_structs(code)):
            self.trap = STK_OVF
            return False
        self.code = code
        self.frame_start = start_of_frame
        self.slots = slots
        self.base = self.top
        self.top = self.base + code.value_count
        self.value_bytes += code.value_bytes
        while len(self.values) < self.top:
            self.values = append(self.values, 0)
        entry = func.first_block
        start = i64(func.param_start[entry])
        self._give_list(start, i64(func.param_count[entry]))
        return True

    def _place_structs(self, code: Code) -> bool:
        """Put the structures on their way into the new frame and let the arguments point there."""
        for (index, size), content in zip(code.struct_args, self.moved_structs, strict=True):
            start = self.memory.grow(size, STRUCT_ALIGN)
            if start < 0:
                return False
            for position, byte in enumerate(content):
                self.memory.store(STACK_BASE + start + position, 1, byte)
            self.moved[index] = STACK_BASE + start
        return True

    def _give_list(self, start: i64, count: i64) -> None:
        """Move what is on its way to the values `pool[start ..]` (block parameters)."""
        pool = self.code.func.pool
        values = self.values
        moved = self.moved
        base = self.base
        i: i64 = 0
        while i < count:
            values[base + i64(pool[start + i])] = moved[i]
            i += 1
        if self.code.wide_values:
            for j in range(count):
                self._give_wide(i64(pool[start + j]), j)

    def _leave(self) -> None:
        """Drop the current frame's values and slots."""
        self.top = self.base
        self.value_bytes -= self.code.value_bytes
        self.memory.shrink(self.frame_start)

    def _save(self, inst: i64) -> bool:
        """Keep the current frame while the call `inst` runs. False when the calls are too deep."""
        if len(self.saved_inst) >= self.max_depth:
            self.trap = STK_OVF
            return False
        self.saved_code = append(self.saved_code, self.code.index)
        self.saved_base = append(self.saved_base, self.base)
        self.saved_slots = append(self.saved_slots, self.slots)
        self.saved_start = append(self.saved_start, self.frame_start)
        self.saved_inst = append(self.saved_inst, inst)
        return True

    def _restore(self) -> i64:
        """Make the newest waiting frame current again; returns its call."""
        self.saved_code, index = pop(self.saved_code)
        self.saved_base, self.base = pop(self.saved_base)
        self.saved_slots, self.slots = pop(self.saved_slots)
        self.saved_start, self.frame_start = pop(self.saved_start)
        self.saved_inst, inst = pop(self.saved_inst)
        self.code = self.codes[index]
        self.top = self.base + self.code.value_count
        return inst
