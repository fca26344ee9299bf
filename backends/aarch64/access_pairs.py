"""Two accesses of neighbouring places become one of both, while they are emitted.

    ldr x1, [x0, #8]                    str x2, [sp, #16]
    ldr x3, [x0]         ldp x3, x1, [x0]    str x4, [sp, #24]     stp x2, x4, [sp, #16]

This looks at words, so it finds pairs whatever they come from: loads and stores of the program, saved
registers, spills and reloads. Only the newest word is remembered, and only while nothing was emitted or
placed behind it: so nothing lies between the two that could alias, and no branch leads to the second.

What must stay exact are traps. Two loads are joined when a fault of either is the same to everybody: same
trap code, same source location. Two stores only when no fault is expected of them: if the second faults,
the first has been done, which the machine does not promise of a pair. So accesses of a WebAssembly memory,
each of which has a place of its own in the module, stay two: either may be the one that is beyond the end,
and the trap tells which.

Source: DDI 0487, chapter C4.1 (loads and stores) and C6.2 LDP: registers of a load must differ.
"""

from typing import Final

from mypy_extensions import i64

from ..machbuffer import MachBuffer
from .encode import access_log2

#: Size, class and opcode of an access by register and offset; what must be alike.
_SAME: Final = 0xFEC0_0000
#: Bits that tell an offset from an index and other forms, of both forms of an offset: scaled, and in bytes.
_SCALED: Final = 0x3900_0000
_SCALED_MASK: Final = 0x3B00_0000
_BYTES: Final = 0x3800_0000
_BYTES_MASK: Final = 0x3B20_0C00
#: `stp` of two W registers at [x0].
_PAIR: Final = 0x2900_0000


def put_load_store(buf: MachBuffer, word: i64, code: i64) -> None:
    """Append a load or store of [base, #offset], or make one access of it and the one before; `code` is
    that of its trap, 0 when none is expected."""
    here = buf.cur_offset()
    if buf.access_at >= 0 and buf.access_at == here - 4 and _may_join(buf, here, word, code):
        pair = pair_of(buf.read4(here - 4), word)
        if pair != 0:
            buf.patch4(here - 4, pair)
            buf.access_at = -1
            return
    if code != 0:
        buf.add_trap(code)
    buf.put4(word)
    buf.access_at = here
    buf.access_code = code


def _may_join(buf: MachBuffer, here: i64, word: i64, code: i64) -> bool:
    """No label is at the cursor, and faults of both accesses are the same."""
    if buf.tail_offset == here or code != buf.access_code:
        return False
    if code == 0:
        return True
    rows: i64 = len(buf.srcloc_offset)
    return _is_load(word) and (rows == 0 or buf.srcloc_offset[rows - 1] != here)


def _is_load(word: i64) -> bool:
    """Of an access that `_pair_head` knows."""
    return (word >> 22) & 3 != 0 and not (word >> 26 & 1 != 0 and (word >> 22) & 3 == 2)


def _pair_head(word: i64) -> i64:
    """The fixed bits of the pair for an access: of x, w, s, d, q registers, or `ldrsw`; 0 when there is
    none."""
    size = (word >> 30) & 3
    opcode = (word >> 22) & 3
    if (word >> 26) & 1 == 0:
        if size < 2 or opcode == 3 or (size == 3 and opcode == 2):
            return 0
        head = _PAIR | (size & 1) << 31
        if opcode == 2:
            head |= 1 << 30
        return head | (opcode & 1 | opcode >> 1) << 22
    head = _PAIR | 1 << 26 | (opcode & 1) << 22
    if size == 0 and opcode >= 2:
        return head | 1 << 31
    if size < 2 or opcode >= 2:
        return 0
    return head | (size & 1) << 30


def _offset(word: i64) -> i64:
    """Bytes from the base; less than -256 for an address that is not base and offset."""
    if word & _SCALED_MASK == _SCALED:
        return ((word >> 10) & 0xFFF) << access_log2(word)
    if word & _BYTES_MASK == _BYTES:
        return (((word >> 12) & 0x1FF) ^ 0x100) - 0x100
    return -4096


def pair_of(first: i64, second: i64) -> i64:
    """The access that does what two do, one right behind the other; 0 when there is none."""
    if (first ^ second) & _SAME != 0 or ((first ^ second) >> 5) & 31 != 0:
        return 0
    head = _pair_head(first)
    low = _offset(first)
    high = _offset(second)
    if head == 0 or low < -1024 or high < -1024:
        return 0
    rt = first & 31
    rt2 = second & 31
    base = (first >> 5) & 31
    if _is_load(first) and (rt == rt2 or (rt == base and (first >> 26) & 1 == 0)):
        return 0  # the machine forbids it; the second address is another one
    if low > high:
        low, high = high, low
        rt, rt2 = rt2, rt
    log2 = access_log2(first)
    units = low >> log2
    if units << log2 != low or (units + 1) << log2 != high or units < -64 or units > 63:
        return 0
    return head | (units & 0x7F) << 15 | rt2 << 10 | base << 5 | rt
