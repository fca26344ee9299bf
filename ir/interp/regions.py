"""What has an address in the interpreter besides stack slots: frame records, code, data objects.

A program compiled for a machine may walk its frames; interpreted, it finds the same chain. Frames are
numbered from the outermost, 0; the record of frame `k` is at `FRAME_TOP - 16 * (k + 1)`:

    frame pointer of frame 1    0x0effffe0   caller's frame pointer   0x0efffff0
                                0x0effffe8   return address           of the call in frame 0

Records are made up when they are read, so that calls do not pay for them. Return addresses and
handler addresses name instructions and edges: `CODE_STEP` bytes each in a region that reads as zeros.
Data objects are given by whoever makes the interpreter; each run starts with a fresh copy.
"""

from bisect import bisect_right
from collections.abc import Mapping
from typing import Final

from mypy_extensions import i64

from ..types import I32, I64, type_name
from .code import Code, Program
from .frames import Frames, InterpreterError
from .memory import (
    CODE_BASE,
    CODE_STEP,
    DATA_BASE,
    FRAME_LIMIT,
    FRAME_STEP,
    FRAME_TOP,
    STACK_BASE,
)

HEAP_OOB: Final = 253
#: Deepest calls whose frame records have an address.
MOST_FRAMES: Final = (FRAME_TOP - FRAME_LIMIT) // FRAME_STEP
#: Data objects begin at multiples of this, with at least as many bytes that fault between two.
_DATA_ALIGN: Final = 64


class DataObjects:
    """Named bytes at fixed addresses."""

    def __init__(self, objects: Mapping[str, bytes]) -> None:
        self.address: dict[str, int] = {}
        """By name as the text spells it, `%name` or `uN:M`."""
        self.starts: list[int] = []
        """Ascending addresses of the objects."""
        self.initial: list[bytes] = []
        """By object: its bytes when a run begins."""
        next_address: int = DATA_BASE
        for name, content in objects.items():
            self.address[name] = next_address
            self.starts.append(next_address)
            self.initial.append(content)
            next_address += (len(content) + 2 * _DATA_ALIGN - 1) // _DATA_ALIGN * _DATA_ALIGN
        if next_address > FRAME_LIMIT:
            raise InterpreterError(f"data objects take more than {FRAME_LIMIT - DATA_BASE} bytes")


class Regions(Frames):
    """The regions below the stack of one run."""

    def __init__(
        self, program: Program, fuel: i64, memory_limit: i64, max_depth: i64, data: DataObjects
    ) -> None:
        super().__init__(program.codes, fuel, memory_limit, max_depth)
        self.program = program
        self.data = data
        self.contents: list[bytearray] = [bytearray(content) for content in data.initial]

    # --- frames and code ----------------------------------------------------------------------

    def depth(self) -> int:
        """Number of the current frame."""
        return len(self.saved_inst)

    @staticmethod
    def frame_address(frame: int) -> int:
        """The frame pointer of a frame; that of the host for -1."""
        return FRAME_TOP - FRAME_STEP * (frame + 1)

    def frame_at(self, address: int) -> int:
        """The live frame with this frame pointer."""
        frame = (FRAME_TOP - address) // FRAME_STEP - 1
        if (FRAME_TOP - address) % FRAME_STEP or not 0 <= frame <= self.depth():
            raise InterpreterError(f"{address:#x} is no frame pointer of a running function")
        return frame

    def return_address(self, frame: int) -> int:
        """Where a frame returns to: the call it was made by, or the host."""
        if frame == 0:
            return CODE_BASE
        caller = self.codes[self.saved_code[frame - 1]]
        return int(caller.address + CODE_STEP * self.saved_inst[frame - 1])

    def _frame_bytes(self, address: int, count: int) -> bytes:
        """Bytes of the frame records from `address` on."""
        newest = (FRAME_TOP - 1 - address) // FRAME_STEP
        oldest = (FRAME_TOP - address - count) // FRAME_STEP
        data = b""
        for frame in range(newest, oldest - 1, -1):
            data += self.frame_address(frame - 1).to_bytes(8, "little")
            data += self.return_address(frame).to_bytes(8, "little")
        start = address - self.frame_address(newest)
        return data[start : start + count]

    # --- access -------------------------------------------------------------------------------

    def _data_object(self, address: int, count: int) -> int:
        """The data object that holds these bytes, -1 if none does."""
        index = bisect_right(self.data.starts, address) - 1
        if index >= 0 and address + count <= self.data.starts[index] + len(self.contents[index]):
            return index
        return -1

    def _is_frame(self, address: int, count: int) -> bool:
        return self.frame_address(self.depth()) <= address and address + count <= FRAME_TOP

    def _is_code(self, address: int, count: int) -> bool:
        last = self.codes[len(self.codes) - 1]
        return CODE_BASE <= address and address + count <= last.address + last.address_count

    def readable(self, address: i64, count: i64) -> bool:
        """Whether `count` bytes at `address` can be read."""
        if address >= STACK_BASE:
            return self.memory.contains(address, count)
        start, size = int(address), int(count)
        return (
            self._data_object(start, size) >= 0 or self._is_frame(start, size) or self._is_code(start, size)
        )

    def writable(self, address: i64, count: i64) -> bool:
        """Whether `count` bytes at `address` can be written."""
        if address >= STACK_BASE:
            return self.memory.contains(address, count)
        return self._data_object(int(address), int(count)) >= 0

    def read(self, address: i64, count: i64) -> i64:
        """1 to 8 readable bytes as `Memory.load` gives them."""
        if address >= STACK_BASE:
            return self.memory.load(address, count)
        bits = int.from_bytes(self.read_bytes(int(address), int(count)), "little")
        return bits - (1 << 64) if bits >> 63 else bits

    def write(self, address: i64, count: i64, value: i64) -> None:
        """Write the low `count` (1 to 8) bytes of `value` to a writable place."""
        if address >= STACK_BASE:
            self.memory.store(address, count, value)
        else:
            data = int(value).to_bytes(8, "little", signed=True)
            self.write_bytes(int(address), data[: int(count)])

    def read_bytes(self, address: int, count: int) -> bytes:
        """Readable bytes, any number of them."""
        if address >= STACK_BASE:
            return bytes([int(self.memory.load(address + i, 1)) for i in range(count)])
        index = self._data_object(address, count)
        if index >= 0:
            start = address - self.data.starts[index]
            return bytes(self.contents[index][start : start + count])
        if self._is_frame(address, count):
            return self._frame_bytes(address, count)
        return bytes(count)

    def write_bytes(self, address: int, data: bytes) -> None:
        """Write to a writable place."""
        if address >= STACK_BASE:
            for index, byte in enumerate(data):
                self.memory.store(address + index, 1, byte)
            return
        index = self._data_object(address, len(data))
        start = address - self.data.starts[index]
        self.contents[index][start : start + len(data)] = data

    # --- structures passed by value -----------------------------------------------------------

    def take_structs(self, code: Code) -> bool:
        """Read the structures that the arguments on their way to a function point to; False (and a
        trap) when one of them is not there."""
        self.moved_structs = []
        for index, size in code.struct_args:
            ty = code.func.signature.params[index].ty
            if ty != I32 and ty != I64:
                raise InterpreterError(
                    f"{code.func.name}: a structure is passed as {type_name(ty)}, no address"
                )
            address = self.moved[index]
            if size and not self.readable(address, size):
                self.trap = HEAP_OOB
                return False
            self.moved_structs.append(self.read_bytes(int(address), size) if size else b"")
        return True
