"""The types of the locals of one function.

A declaration gives many locals at once (`50000 i32` takes six bytes), so what a function costs must not
depend on how many there are: the types of the first `DIRECT` are a column, the others are looked up in the
groups.
"""

from typing import Final

from librt.vecs import append, vec
from mypy_extensions import i64

DIRECT: Final = 1024


class LocalTypes:
    """Value types by local, parameters first."""

    def __init__(self) -> None:
        self.count: i64 = 0
        self.direct: vec[i64] = vec[i64]([0] * DIRECT)
        self.ends: vec[i64] = vec[i64]()
        """By group: the first local behind it."""
        self.types: vec[i64] = vec[i64]()

    def clear(self) -> None:
        """No locals."""
        self.count = 0
        self.ends = vec[i64]()
        self.types = vec[i64]()

    def add(self, count: i64, ty: i64) -> None:
        """Append so many locals of a type."""
        i = self.count
        self.count += count
        while i < self.count and i < DIRECT:
            self.direct[i] = ty
            i += 1
        if self.count > DIRECT and count > 0:
            self.ends = append(self.ends, self.count)
            self.types = append(self.types, ty)

    def of(self, local: i64) -> i64:
        """Type of a local below `count`."""
        if local < DIRECT:
            return self.direct[local]
        low: i64 = 0
        high: i64 = len(self.ends)
        while low < high:
            middle = (low + high) >> 1
            if self.ends[middle] <= local:
                low = middle + 1
            else:
                high = middle
        return self.types[low]
