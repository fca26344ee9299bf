"""A hash table of integers: the value of a local at the end of a block.

Open addressing, the key `(function, block, local)` in one integer. Functions are numbered as they come, so
nothing is cleared between them: what earlier functions left is dropped when the table is full.
"""

from typing import Final

from librt.vecs import vec
from mypy_extensions import i32, i64

_FIRST_SLOTS: Final = 1 << 12
#: The block and the local in a key: up to 2^24 blocks and 2^16 locals.
_FUNCTION_SHIFT: Final = 40


def hash_of(key: i64) -> i64:
    """A hash whose low bits depend on all bits of the key."""
    mixed = (key ^ key >> 15) * 0x2C1B3C6D & 0x7FFF_FFFF_FFFF
    return mixed ^ mixed >> 17


class ValueTable:
    """Values by block and local of the current function."""

    def __init__(self) -> None:
        self.keys: vec[i64] = vec[i64]([-1] * _FIRST_SLOTS)
        self.items: vec[i32] = vec[i32]([0] * _FIRST_SLOTS)
        self.mask: i64 = _FIRST_SLOTS - 1
        self.used: i64 = 0
        self.function: i64 = 0
        """Number of the function."""

    def clear(self) -> None:
        """Begin the next function."""
        self.function += 1

    def look(self, block: i64, local: i64) -> i64:
        """The value, -1 for none."""
        key = (self.function << 24 | block) << 16 | local
        keys = self.keys
        mask = self.mask
        slot = hash_of(key) & mask
        while True:
            found = keys[slot]
            if found == key:
                return i64(self.items[slot])
            if found == -1:
                return -1
            slot = (slot + 1) & mask

    def put(self, block: i64, local: i64, value: i64) -> None:
        """Set the value."""
        key = (self.function << 24 | block) << 16 | local
        keys = self.keys
        mask = self.mask
        slot = hash_of(key) & mask
        while True:
            found = keys[slot]
            if found == key:
                self.items[slot] = i32(value)
                return
            if found == -1:
                break
            slot = (slot + 1) & mask
        keys[slot] = key
        self.items[slot] = i32(value)
        self.used += 1
        if self.used * 2 > mask:
            self._clean()

    def _clean(self) -> None:
        """Drop what earlier functions left, and make the table larger if that is not enough."""
        old_keys = self.keys
        old_items = self.items
        first = self.function << _FUNCTION_SHIFT
        kept: i64 = 0
        i: i64 = 0
        while i < len(old_keys):
            if old_keys[i] >= first:
                kept += 1
            i += 1
        size: i64 = _FIRST_SLOTS
        while size < kept * 4:
            size *= 2
        self.keys = vec[i64]([-1] * size)
        self.items = vec[i32]([0] * size)
        self.mask = size - 1
        self.used = kept
        i = 0
        while i < len(old_keys):
            key = old_keys[i]
            if key >= first:
                slot = hash_of(key) & self.mask
                while self.keys[slot] != -1:
                    slot = (slot + 1) & self.mask
                self.keys[slot] = key
                self.items[slot] = old_items[i]
            i += 1
