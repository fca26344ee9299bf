"""A hash table whose newest entries can be taken off: what is known on a path of the dominator tree.

A pass walks the tree in pre-order and takes off, whenever it leaves the subtree of a block, what was
entered since the walk came there. So whatever the table holds is from a dominator of the block at hand:

    mark = table.end                        block0 begins
    entry = table.first(near, h)            entries with hash h, newest first
    while entry >= 0:                       - is it really equal? then that is it
        entry = table.next(entry)
    table.push(what)                        none was: enter it where `first` has looked
    table.pop_to(mark)                      block0 and all it dominates are done

**Buckets.** Equal keys have an equal `near`, a number that grows along the function (the newest operand, the
newest store). Buckets are chosen by it, spread by a few bits of the hash, so that what the function has side
by side is side by side in the table, and the table of a large function is not read all over the place:
with buckets by hash alone each look-up in a function of a million instructions waited for memory twice.
Where many keys have one `near`, the first `NEAR_ENTRIES` of a bucket stay, later ones are entered by hash
alone. A look-up therefore takes constant time on average, whatever the keys are.

Invariant: entries leave in reverse order of their coming. So when a bucket had `NEAR_ENTRIES` when an entry
was sent elsewhere, it has them as long as that entry is there, and `first` and `next` know to go on there.
"""

from typing import Final

from librt.vecs import vec
from mypy_extensions import i32, i64, mypyc_attr

#: Entries that a bucket takes of keys that belong near it.
NEAR_ENTRIES: Final = 8
#: Bits of the hash that spread keys of one `near`.
_SPREAD: Final = 7

_LOW_BITS: Final = 0x7FFF_FFFF
_MULTIPLIER: Final = 0x5BD1_E995


def mix(h: i64, x: i64) -> i64:
    """One step of a hash below 2**31; no intermediate result passes 63 bits."""
    low = (h ^ (x & _LOW_BITS)) * _MULTIPLIER
    high = (low >> 31) ^ ((x >> 31) & _LOW_BITS)
    return (low ^ high) & _LOW_BITS


def _buckets_for(entries: i64) -> i64:
    """Buckets of a table for so many entries: a power of two."""
    buckets: i64 = 16
    while buckets < entries:
        buckets *= 2
    return buckets


@mypyc_attr(acyclic=True, free_list_len=1)
class ScopedTable:
    """See above. Entries are numbered 0, 1, ...; what they stand for is the caller's."""

    def __init__(self, entries: i64) -> None:
        """A table for at most so many entries."""
        buckets = _buckets_for(entries)
        self._mask: i64 = buckets - 1
        self._head: vec[i32] = vec[i32]([-1] * buckets)
        """By bucket: its newest entry."""
        self._rows: vec[i32] = vec[i32]([0] * (4 * entries))
        """Of each entry what it stands for, its hash, its bucket and the entry behind it there."""
        self.end: i64 = 0
        """Entries in use."""
        # The look-up at hand.
        self._hash: i64 = 0
        self._bucket: i64 = 0
        self._passed: i64 = 0
        """Entries of the bucket passed by."""

    def clear(self, entries: i64) -> None:
        """Take off all entries; from now on the table is for at most so many, which are no more than those
        that it was made for."""
        self.pop_to(0)
        self._mask = _buckets_for(entries) - 1

    def first(self, near: i64, h: i64) -> i64:
        """The newest entry with this hash, -1 for none."""
        bucket = (near + (h & _SPREAD)) & self._mask
        self._hash = h
        self._bucket = bucket
        self._passed = 0
        entry = i64(self._head[bucket])
        if entry < 0:
            return -1
        return self._match(entry)

    def next(self, entry: i64) -> i64:
        """The entry with the same hash after this one, -1 for none."""
        self._passed += 1
        return self._match(i64(self._rows[4 * entry + 3]))

    def what(self, entry: i64) -> i64:
        """What was entered."""
        return i64(self._rows[4 * entry])

    def _match(self, entry: i64) -> i64:
        """The first entry with the wanted hash from this one on."""
        rows = self._rows
        h = self._hash
        passed = self._passed
        while True:
            while entry >= 0:
                if i64(rows[4 * entry + 1]) == h:
                    self._passed = passed
                    return entry
                passed += 1
                entry = i64(rows[4 * entry + 3])
            if passed < NEAR_ENTRIES:
                self._passed = passed
                return -1
            # The rest is where the hash alone says.
            bucket = h & self._mask
            if bucket == self._bucket:
                return -1
            self._bucket = bucket
            entry = i64(self._head[bucket])
            passed = -_LOW_BITS

    def push(self, what: i64) -> None:
        """Enter something under the key that was looked up last; `first` or `next` has answered -1."""
        rows = self._rows
        head = self._head
        bucket = self._bucket
        entry = self.end
        row = 4 * entry
        rows[row] = i32(what)
        rows[row + 1] = i32(self._hash)
        rows[row + 2] = i32(bucket)
        rows[row + 3] = head[bucket]
        head[bucket] = i32(entry)
        self.end = entry + 1

    def pop_to(self, end: i64) -> None:
        """Take off entries, newest first, until `end` are left."""
        rows = self._rows
        head = self._head
        row = 4 * self.end
        while row > 4 * end:
            row -= 4
            head[i64(rows[row + 2])] = rows[row + 3]
        self.end = end
