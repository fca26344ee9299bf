"""Which locals each loop assigns, found by a scan ahead of the translation.

At the head of a loop, a local that the loop assigns needs a block parameter, and any other one has the value
it had before. So the parameters of a loop can be made without a second look only if its assignments are known
when it begins. The scan runs from the first loop to the end, and notes the offset of each `local.set` and
`local.tee`; a question is then a binary search:

    loop  local.get 0  ...  local.set 1  ...  br 0  end      assigns(1, loop, end), not assigns(0, ...)

Sorted by local and offset the notes take one row per assignment, however deep loops are nested.

Lookups of locals ask the same of blocks (`locals.py`). A function where they often do is scanned from its
start, once more if need be: so a function is scanned twice at most.
"""

from librt.vecs import append, pop, vec
from mypy_extensions import i32, i64

from ...tables import reset64, rows64
from .binary import Cursor
from .errors import WasmError
from .opcodes_gen import (
    WOP_BLOCK,
    WOP_END,
    WOP_IF,
    WOP_IMMEDIATES,
    WOP_LOCAL_SET,
    WOP_LOCAL_TEE,
    WOP_LOOP,
    WOP_TRY_TABLE,
)
from .skip import read_opcode, skip_immediates


class LoopScan:
    """Assignments to locals and the ends of loops, in one function from some offset on."""

    def __init__(self) -> None:
        self._no_rows: vec[i64] = vec[i64](capacity=256)
        """Columns of length 0 with room (`room.py`)."""
        self._no_offsets: vec[i64] = vec[i64](capacity=1024)
        self._no_locals: vec[i32] = vec[i32](capacity=1024)
        self._no_blocks: vec[i64] = vec[i64](capacity=256)
        self.ends: vec[i64] = vec[i64]()
        """Offset of the `end` of each loop, in the order in which loops begin."""
        self.done: bool = False
        self.origin: i64 = 0
        """Offset from which the scan knows everything, when it is done."""
        self._data: bytes = b""
        self._end: i64 = 0
        self._locals_count: i64 = 0
        self.first: vec[i64] = vec[i64]()
        """By local: its first row in `offsets`; one more row than locals."""
        self.offsets: vec[i64] = vec[i64]()
        """Offsets of assignments, by local, ascending."""
        self._local: vec[i32] = vec[i32]()
        self._offset: vec[i64] = vec[i64]()

    def begin(self, data: bytes, end: i64, locals_count: i64) -> None:
        """Start a function, which ends at an offset in the module's bytes."""
        self.done = False
        self._data = data
        self._end = end
        self._locals_count = locals_count

    def run(self, origin: i64) -> None:
        """Scan from an opcode on, which is not behind the first loop. Malformed bytes end the scan: the walk,
        which is to come there, reports them."""
        self.done = True
        self.origin = origin
        self.ends = self._no_rows
        self._local = self._no_locals
        self._offset = self._no_offsets
        end = self._end
        cursor = Cursor(self._data, origin, end)
        try:
            self._scan(cursor, self._locals_count)
        except WasmError:
            pass
        i: i64 = 0
        while i < len(self.ends):
            if self.ends[i] < 0:
                self.ends[i] = end
            i += 1
        self._sort(self._locals_count)

    def _scan(self, cursor: Cursor, locals_count: i64) -> None:
        open_blocks = self._no_blocks
        while cursor.pos < cursor.end:
            offset = cursor.pos
            wop = read_opcode(cursor)
            if wop == WOP_LOCAL_SET or wop == WOP_LOCAL_TEE:
                local = cursor.u32()
                if local < locals_count:
                    self._local = append(self._local, i32(local))
                    self._offset = append(self._offset, offset)
            elif wop == WOP_END:
                if len(open_blocks) > 0:
                    open_blocks, loop = pop(open_blocks)
                    if loop >= 0:
                        self.ends[loop] = offset
            elif wop == WOP_LOOP or wop == WOP_BLOCK or wop == WOP_IF or wop == WOP_TRY_TABLE:
                skip_immediates(cursor, wop)
                loop = -1
                if wop == WOP_LOOP:
                    loop = len(self.ends)
                    self.ends = append(self.ends, -1)
                open_blocks = append(open_blocks, loop)
            elif WOP_IMMEDIATES[wop] != 0:
                skip_immediates(cursor, wop)

    def _sort(self, locals_count: i64) -> None:
        """Counting sort of the assignments by local."""
        first = self.first = reset64(self.first, locals_count + 2, 0)
        local = self._local
        n: i64 = len(local)
        i: i64 = 0
        while i < n:
            first[i64(local[i]) + 2] += 1
            i += 1
        i = 2
        while i < locals_count + 2:
            first[i] += first[i - 1]
            i += 1
        offsets = self.offsets = rows64(self.offsets, n)
        i = 0
        while i < n:
            row = i64(local[i]) + 1
            offsets[first[row]] = self._offset[i]
            first[row] += 1
            i += 1

    def assigns(self, local: i64, start: i64, end: i64) -> bool:
        """Whether there is an assignment to the local from offset `start` up to `end`."""
        low = self.first[local]
        high = self.first[local + 1]
        last = high
        offsets = self.offsets
        while low < high:
            middle = (low + high) >> 1
            if offsets[middle] < start:
                low = middle + 1
            else:
                high = middle
        return low < last and offsets[low] < end
