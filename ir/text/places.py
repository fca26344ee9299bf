"""Where in the text the entities of a function are.

The reader notes an offset into the text for each entity, 4 bytes; lines and columns are worked out when
somebody asks for a place, which happens for messages only:

    "function %f() {\\nblock0:"      places.block = [16]      places[("block", 0)] == (2, 1)

So a function that was read keeps its text alive. Places that come from elsewhere (a builder, say) are
set as lines and columns: `places[("inst", 3)] = (10, 5)`.
"""

from librt.vecs import append, vec
from mypy_extensions import i32, i64


class LineTable:
    """The lines of a text; their table is made at the first question."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.starts: vec[i32] = vec[i32]()
        """Offset of the first character of each line."""

    def line_column(self, offset: int) -> tuple[int, int]:
        """1-based line and column of an offset."""
        if len(self.starts) == 0:
            self._find_lines()
        starts = self.starts
        low: i64 = 0
        high: i64 = len(starts)
        wanted: i64 = offset
        while high - low > 1:
            middle = (low + high) >> 1
            if i64(starts[middle]) <= wanted:
                low = middle
            else:
                high = middle
        return (int(low) + 1, offset - int(starts[low]) + 1)

    def rest_of_line(self, offset: int) -> str:
        """The text from `offset` to the end of its line."""
        end = self.source.find("\n", offset)
        return (self.source[offset:] if end < 0 else self.source[offset:end]).rstrip("\r")

    def _find_lines(self) -> None:
        source = self.source
        starts: vec[i32] = vec[i32](capacity=source.count("\n") + 1)
        starts = append(starts, i32(0))
        position = source.find("\n")
        while position >= 0:
            starts = append(starts, i32(position + 1))
            position = source.find("\n", position + 1)
        self.starts = starts


class OffsetColumn:
    """Offsets by row of one kind of entity, -1 where unknown."""

    def __init__(self) -> None:
        self.offsets: vec[i32] = vec[i32]()

    def put(self, row: i64, offset: i64) -> None:
        """Note the offset of a row."""
        while len(self.offsets) <= row:
            self.offsets = append(self.offsets, i32(-1))
        self.offsets[row] = i32(offset)


class Places:
    """Where in the text the entities of a function are: `(line, column)` by `(kind, row)`.

    Kinds are the prefixes of the text (`"block"`, `"v"`, `"fn"`, `"ss"`, ...), `"inst"` and
    `"function"` (row 0). The reader fills the columns of the many directly.
    """

    def __init__(self, lines: LineTable | None = None) -> None:
        self.lines = lines
        self.inst: vec[i32] = vec[i32]()
        """By instruction: offset into the text; may be shorter than the table."""
        self.block: vec[i32] = vec[i32]()
        """By block, the same; -1 for one that is mentioned only."""
        self.value: vec[i32] = vec[i32]()
        """By value, the same."""
        self.function: i64 = -1
        self.columns: dict[str, OffsetColumn] | None = None
        """By kind, for the others."""
        self.given: dict[tuple[str, int], tuple[int, int]] | None = None
        """Places that were not read from the text."""

    def note(self, kind: str, row: i64, offset: i64) -> None:
        """Note the offset of an entity of one of the other kinds."""
        columns = self.columns
        if columns is None:
            columns = self.columns = {}
        column = columns.get(kind)
        if column is None:
            column = columns[kind] = OffsetColumn()
        column.put(row, offset)

    def offset(self, kind: str, row: i64) -> i64:
        """Offset of an entity into the text, -1 if none is known."""
        if kind == "function":
            return self.function
        offsets = vec[i32]()
        if kind == "inst":
            offsets = self.inst
        elif kind == "block":
            offsets = self.block
        elif kind == "v":
            offsets = self.value
        elif self.columns is not None:
            column = self.columns.get(kind)
            if column is not None:
                offsets = column.offsets
        if row >= len(offsets):
            return -1
        return i64(offsets[row])

    def get(self, key: tuple[str, int], default: tuple[int, int] | None = None) -> tuple[int, int] | None:
        """The place of an entity, `default` if none is known."""
        if self.given is not None and key in self.given:
            return self.given[key]
        kind, row = key
        offset = self.offset(kind, row) if row >= 0 else -1
        return self.lines.line_column(int(offset)) if self.lines is not None and offset >= 0 else default

    def __getitem__(self, key: tuple[str, int]) -> tuple[int, int]:
        place = self.get(key)
        if place is None:
            raise KeyError(key)
        return place

    def __setitem__(self, key: tuple[str, int], place: tuple[int, int]) -> None:
        if self.given is None:
            self.given = {}
        self.given[key] = place

    def __contains__(self, key: tuple[str, int]) -> bool:
        return self.get(key) is not None
