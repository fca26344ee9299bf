"""The memory of the program. What a function is given by address and size is checked before it is called
(`calls.py`); here is what lies behind other addresses: buffers, strings."""

from typing import Final

from ...frontend.wasm.wasi_numbers import FAULT, INVAL
from .language import below, given, i64, instance, put64, u32

#: Most buffers of one call.
MAX_BUFFERS: Final = 1024
#: Bytes of as many buffers, as the host takes them.
VECTORS: Final = 16 * MAX_BUFFERS


def inside(offset: int, size: int) -> int:
    """The address of bytes of the memory, or 0 when they are not all in it. Both numbers are of 32 bits."""
    memory = instance() + given("memory")
    return 0 if below(i64(memory + 8), offset + size) else i64(memory) + offset


def gather(buffers: int, count: int, vectors: int) -> int:
    """What the host is to read or write, for a list of buffers; 0 or an error."""
    if count > MAX_BUFFERS:
        return INVAL
    for number in range(count):
        size = u32(buffers + 8 * number + 4)
        start = inside(u32(buffers + 8 * number), size)
        if start == 0:
            return FAULT
        put64(vectors + 16 * number, start)
        put64(vectors + 16 * number + 8, size)
    return 0
