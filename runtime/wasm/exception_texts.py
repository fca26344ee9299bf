"""The list of texts with handlers, which `exception_throw` looks through (`exception_functions.py`).

+0 number of rows; rows of 24 bytes: start of the text, its bytes, address of its exception table
"""

from __future__ import annotations

from typing import Final

from ..addresses import NAMED
from .memory_words import Block, write_word

#: Symbols of the functions of Python that those functions call (`exceptions.py`).
REFILL: Final = "__irtool_exception_refill"
UNCAUGHT: Final = "__irtool_exception_uncaught"
RAISED: Final = "__irtool_exception_raised"
LET_GO: Final = "__irtool_exception_let_go"

_list: Final = Block(8)
"""The address of the list of texts."""
#: The symbol of that word (`addresses.py`).
LIST: Final = "__irtool_exception_texts"
NAMED[LIST] = lambda: _list.address
_tables: Final[dict[int, tuple[int, int]]] = {}
"""Bytes and address of the table, by start of the text."""
_blocks: Final[list[Block]] = []
"""The list itself, which has room for twice as many rows as were there when it was made."""


def add_text(start: int, size: int, table: int) -> None:
    """Code with handlers is loaded; addresses of its text and of its exception table."""
    row = len(_tables)
    new = start not in _tables
    _tables[start] = size, table
    if new and row < _capacity():
        _write_row(row, start)
        write_word(_blocks[0].address, len(_tables))
    else:
        _write_list()


def remove_text(start: int) -> None:
    """It is no longer there."""
    remove_texts([start])


def remove_texts(starts: list[int]) -> None:
    """The same for several, each with its start."""
    for start in starts:
        _tables.pop(start, None)
    if starts:
        _write_list()


def _capacity() -> int:
    return (_blocks[0].size - 8) // 24 if _blocks else 0


def _write_row(row: int, start: int) -> None:
    size, table = _tables[start]
    for column, word in enumerate((start, size, table)):
        write_word(_blocks[0].address + 8 + 24 * row + 8 * column, word)


def _write_list() -> None:
    """Make a new list of texts."""
    former = list(_blocks)  # stays until the new one is in place
    _blocks[:] = [Block(8 + 24 * max(2 * len(_tables), 8))]
    for row, start in enumerate(_tables):
        _write_row(row, start)
    write_word(_blocks[0].address, len(_tables))
    write_word(_list.address, _blocks[0].address)
    del former


_write_list()
