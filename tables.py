"""Tables that serve one function after another.

For a function of thirty instructions, making a table and freeing it again costs as much as filling it. So
whoever handles many functions keeps tables and hands them on; a table may then be longer than what is in use.

    table = rows64(table, 10)           at least 10 rows, which hold anything
    table = reset64(table, 10, -1)      at least 10 rows, of which the first 10 are -1
    table = filled32(room, ones, 10)    at least 10 rows like those of the pattern `ones`

A *room* is a column of length 0 with room for some rows, as many as the pattern has. `extend` writes behind
the length into the room, which all copies of the column share, so it writes to the same memory each time.
"""

from typing import Final

from librt.vecs import extend, vec
from mypy_extensions import i32, i64, u8

#: Most rows of a scratch table that is kept: large functions have better uses for the memory.
KEPT: Final = 4096


def rows8(table: vec[u8], rows: i64) -> vec[u8]:
    """A table with at least so many rows, which hold anything: this one if it is large enough."""
    return table if rows <= len(table) else vec[u8]([0] * rows)


def rows32(table: vec[i32], rows: i64) -> vec[i32]:
    """The same for 32 bits."""
    return table if rows <= len(table) else vec[i32]([0] * rows)


def rows64(table: vec[i64], rows: i64) -> vec[i64]:
    """The same for 64 bits."""
    return table if rows <= len(table) else vec[i64]([0] * rows)


def reset64(table: vec[i64], rows: i64, item: i64) -> vec[i64]:
    """A table with at least so many rows, all of those with this item."""
    if rows > len(table):
        return vec[i64]([item] * rows)
    row: i64 = 0
    while row < rows:
        table[row] = item
        row += 1
    return table


def filled8(room: vec[u8], pattern: vec[u8], rows: i64) -> vec[u8]:
    """A table with at least so many rows, all as the first one of the pattern: in the room, as long as the
    pattern, if that is enough."""
    return extend(room, pattern) if rows <= len(pattern) else vec[u8]([pattern[0]] * rows)


def filled32(room: vec[i32], pattern: vec[i32], rows: i64) -> vec[i32]:
    """The same for 32 bits."""
    return extend(room, pattern) if rows <= len(pattern) else vec[i32]([pattern[0]] * rows)


def filled64(room: vec[i64], pattern: vec[i64], rows: i64) -> vec[i64]:
    """The same for 64 bits."""
    return extend(room, pattern) if rows <= len(pattern) else vec[i64]([pattern[0]] * rows)


def transpose(
    count: i64,
    succ_start: vec[i64],
    succ: vec[i64],
    pred_start: vec[i64],
    pred: vec[i64],
    pred_row: vec[i64],
    cursor: vec[i64],
) -> None:
    """Predecessors of a graph of `count` nodes from its successors, by counting sort.

    The successors of node b are `succ[succ_start[b]] ...`, an edge in each row; the edges into a node stay in
    the order of their sources. `pred` is filled in the same form, `pred_row` with the rows of the edges in
    `succ`; `cursor` is scratch. `pred_start` must be zero up to its row `count`."""
    row: i64 = 0
    end = succ_start[count]
    while row < end:
        pred_start[succ[row] + 1] += 1
        row += 1
    total: i64 = 0
    node: i64 = 0
    while node < count:
        cursor[node] = total
        total += pred_start[node + 1]
        pred_start[node + 1] = total
        node += 1
    node = 0
    while node < count:
        row = succ_start[node]
        end = succ_start[node + 1]
        while row < end:
            at = cursor[succ[row]]
            cursor[succ[row]] = at + 1
            pred[at] = node
            pred_row[at] = row
            row += 1
        node += 1
