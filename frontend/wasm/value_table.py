"""A hash table of integers: the value of a local at the end of a block.

Open addressing, the key `(function, block, local)` in one integer. Functions are numbered as they come, and a
slot with the key of an earlier function is a free one: so nothing is cleared between functions. Each begins
with few slots, which are in the cache, however many an earlier one needed.
"""

from typing import Final

from librt.vecs import vec
from mypy_extensions import i32, i64

_FEW_SLOTS: Final = 1 << 11


def hash_of(key: i64) -> i64:
    """A hash by which the keys of one local in eight blocks with neighbouring numbers are neighbours: lookups
    walk from a block to one that is near, and the slots of a large function come from memory.

    Who finds a slot taken goes 9 on: neighbours stay neighbours, and since it is odd every slot comes in the
    end, also when all blocks have the same place among their eight."""
    mixed = ((key >> 19) * 0x2C1B3C6D + (key & 0xFFFF) * 0x9E3779B1) & 0x7FFF_FFFF_FFFF
    return ((mixed ^ mixed >> 17) << 3) + (key >> 16 & 7)


class ValueTable:
    """Values by block and local of the current function: up to 2^24 blocks and 2^16 locals."""

    def __init__(self) -> None:
        self.keys: vec[i64] = vec[i64]([-1] * _FEW_SLOTS)
        self.items: vec[i32] = vec[i32]([0] * _FEW_SLOTS)
        self.mask: i64 = _FEW_SLOTS - 1
        """Slots of the function minus one; the columns may have more."""
        self.used: i64 = 0
        self.first: i64 = 0
        """Least key of the function."""

    def clear(self) -> None:
        """Begin the next function."""
        self.first += 1 << 40
        self.used = 0
        self.mask = _FEW_SLOTS - 1

    def look(self, block: i64, local: i64) -> i64:
        """The value, -1 for none."""
        first = self.first
        key = first + (block << 16) + local
        keys = self.keys
        mask = self.mask
        slot = hash_of(key) & mask
        found = keys[slot]
        while found >= first:
            if found == key:
                return i64(self.items[slot])
            slot = (slot + 9) & mask
            found = keys[slot]
        return -1

    def put(self, block: i64, local: i64, value: i64) -> None:
        """Set the value."""
        first = self.first
        key = first + (block << 16) + local
        keys = self.keys
        mask = self.mask
        slot = hash_of(key) & mask
        found = keys[slot]
        while found >= first:
            if found == key:
                self.items[slot] = i32(value)
                return
            slot = (slot + 9) & mask
            found = keys[slot]
        keys[slot] = key
        self.items[slot] = i32(value)
        self.used += 1
        if self.used * 2 > mask:
            self._grow()

    def _grow(self) -> None:
        """Four times as many slots."""
        old_keys = self.keys
        old_items = self.items
        old_size = self.mask + 1
        size = old_size * 4
        self.keys = vec[i64]([-1] * size)
        self.items = vec[i32]([0] * size)
        self.mask = size - 1
        i: i64 = 0
        while i < old_size:
            key = old_keys[i]
            if key >= self.first:
                slot = hash_of(key) & self.mask
                while self.keys[slot] != -1:
                    slot = (slot + 9) & self.mask
                self.keys[slot] = key
                self.items[slot] = old_items[i]
            i += 1
