"""A binary min-heap of integers.

    keys: 1 4 2 7 5        the children of row i are rows 2i + 1 and 2i + 2, and never smaller

Source: J. Williams, "Algorithm 232: Heapsort" (1964).
"""

from librt.vecs import append, vec
from mypy_extensions import i64, mypyc_attr


@mypyc_attr(acyclic=True)
class MinHeap:
    """The first `count` rows of `keys` are the heap."""

    def __init__(self) -> None:
        self.keys: vec[i64] = vec[i64]()
        self.count: i64 = 0

    def push(self, key: i64) -> None:
        """Add a key."""
        if self.count == len(self.keys):
            self.keys = append(self.keys, key)
        keys = self.keys
        i = self.count
        self.count = i + 1
        while i > 0:
            parent = (i - 1) >> 1
            if keys[parent] <= key:
                break
            keys[i] = keys[parent]
            i = parent
        keys[i] = key

    def pop(self) -> i64:
        """Take the least key of a heap that is not empty."""
        keys = self.keys
        top = keys[0]
        size = self.count - 1
        self.count = size
        key = keys[size]
        i: i64 = 0
        while 2 * i + 1 < size:
            child = 2 * i + 1
            if child + 1 < size and keys[child + 1] < keys[child]:
                child += 1
            if keys[child] >= key:
                break
            keys[i] = keys[child]
            i = child
        keys[i] = key
        return top
