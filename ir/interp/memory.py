"""Memory of the interpreter: stack slots, data objects, and what else has an address.

    FUNCTION_BASE   functions, `FUNCTION_STEP` apart: to be called, not to be read
    CODE_BASE       return addresses and handlers; there is no machine code here, it reads as zeros
    DATA_BASE       data objects, for `symbol_value` and `tls_value`
    FRAME_TOP       frame records, downward from here: caller's frame pointer, return address; read-only
    STACK_BASE      stack slots, upward: the one region that is hot

All of them are far from zero, so that null pointers and small offsets fault, and below 2**32, so that
i32 addresses can name them. Every byte outside the slots of live frames and outside the data objects
faults. The regions below the stack are in `access.py`.
"""

from typing import Final

from librt.vecs import append, vec
from mypy_extensions import i64, u8

FUNCTION_BASE: Final = 0x0100_0000
FUNCTION_STEP: Final = 16
CODE_BASE: Final = 0x0200_0000
CODE_STEP: Final = 16
DATA_BASE: Final = 0x0800_0000
FRAME_LIMIT: Final = 0x0C00_0000
FRAME_TOP: Final = 0x0F00_0000
FRAME_STEP: Final = 16
STACK_BASE: Final = 0x1000_0000


class Memory:
    """The stack slots of live frames: bytes `STACK_BASE .. STACK_BASE + size`."""

    def __init__(self, limit: i64) -> None:
        self.bytes: vec[u8] = vec[u8]()
        """At least `size` long."""
        self.size: i64 = 0
        self.limit: i64 = limit
        """Largest size in bytes."""

    def grow(self, count: i64, align: i64) -> i64:
        """Add `count` zero bytes behind an aligned address; the offset of the first, -1 at the limit."""
        start = (self.size + align - 1) & -align
        end = start + count
        if end > self.limit or end < start:
            return -1
        while len(self.bytes) < end:
            self.bytes = append(self.bytes, 0)
        i = self.size
        while i < end:
            self.bytes[i] = 0
            i += 1
        self.size = end
        return start

    def shrink(self, size: i64) -> None:
        """Forget the bytes from `size` on."""
        self.size = size

    def contains(self, address: i64, count: i64) -> bool:
        """Whether `count` bytes at `address` are all there."""
        offset = address - STACK_BASE
        return 0 <= offset and offset <= self.size - count

    def load(self, address: i64, count: i64) -> i64:
        """1 to 8 bytes, little-endian, zero-extended (8 bytes: the signed number with these bits)."""
        data = self.bytes
        offset = address - STACK_BASE
        i = count - 1
        result: i64 = 0
        if count == 8:  # start from the sign, so that nothing passes 64 bits when interpreted
            result = i64(data[offset + 7])
            if result > 127:
                result -= 256
            i = 6
        while i >= 0:
            result = (result << 8) | i64(data[offset + i])
            i -= 1
        return result

    def store(self, address: i64, count: i64, value: i64) -> None:
        """Write the low `count` (1 to 8) bytes of `value`, little-endian."""
        data = self.bytes
        offset = address - STACK_BASE
        i: i64 = 0
        while i < count:
            data[offset + i] = u8(value & 255)
            value >>= 8
            i += 1


def swap_bytes(value: i64, count: i64) -> i64:
    """The low `count` bytes of `value` in reverse order, as `Memory.load` gives them."""
    result: i64 = 0
    i: i64 = 0
    while i < count:
        low = (value >> (8 * i)) & 255
        if i == 0 and count == 8 and low > 127:
            low -= 256
        result = (result << 8) | low
        i += 1
    return result
