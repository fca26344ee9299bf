"""Memory of exceptions: cells that compiled code takes from lists of free ones, and who frees them.

    +0   address of the tag's definition, 0 when the cell is free
    +8   1: an exnref of it may be around (u8)     +9   1: it owns a reference to a Python object (u8)
    +10  1: marked by the collector (u8)           +11  1: Python refers to it (u8)
    +12  its size class (u32)                      +16  fields, 16 bytes each (`frontend/wasm/layout.py`)

A cell of class k has 64 << k bytes. `heads` is an array with the first free cell of each class; a free cell
has the next one at +8. Only compiled code takes cells and gives them back (`exception_functions.py`); it
calls Python when a list is empty.

Who frees an exception:

- A clause that catches it by value (`catch`, `catch_all`) reads its fields and gives the cell back at once,
  unless an exnref of it may be around: a clause that catches by reference has set the mark at +8. Nothing
  else can hold a cell without the mark, since throwing gives no reference to whoever throws.
- An exception that leaves to Python is copied into a `WasmException`, and its cell freed in the same way.
- Marked cells are found by the collector (`exception_collect.py`), when a list is empty and twice as many
  cells are in use as the last time left. Roots are globals and tables of exnrefs, `ExceptionReference`
  objects, and the stacks of all threads that ran WebAssembly: a word there that is the address of a
  cell keeps it, and so do the fields of such cells. So memory is bounded by what is in use.

Compiled code runs with the GIL held, and so does the collector, from its beginning to its end. What it reads
is therefore kept in tables of words that are replaced by one store. Registers need no look: `exception_new`
has them saved in its frame, and threads that wait elsewhere have them in frames of the interpreter.
"""

from __future__ import annotations

import ctypes
import os
import threading
import weakref
from collections.abc import Callable, Iterator
from typing import Final

from ..addresses import NAMED
from ..stack_limit import ON_NEW_STACK, STACKS, forget_ended
from .memory_words import Block, read_word, write_word
from .stack_scan import PAGE, PAGE_ROOM, scanning

FIELDS: Final = 16
FIELD_SIZE: Final = 16
REFERENCED: Final = 8
OWNS: Final = 9
MARKED: Final = 10
PINNED: Final = 11
CLASS: Final = 12
NEXT: Final = 8
FIRST_SIZE: Final = 64
#: Room for 1,000 fields, which is the most that a function type has.
CLASSES: Final = 9
_CHUNK: Final = 1 << 16
_LEAST: Final = 4096

_heads: Final = Block(8 * CLASSES)
HEADS: Final = _heads.address
#: Its symbol (`addresses.py`).
HEADS_SYMBOL: Final = "__irtool_exception_heads"
NAMED[HEADS_SYMBOL] = lambda: HEADS
_pins: Final[dict[int, int]] = {}
"""How many `ExceptionReference` objects there are of a cell."""
_pin_lock: Final = threading.RLock()


class ExceptionReference:
    """An exnref in Python: an opaque value that can be given back to WebAssembly."""

    __slots__ = ("cell",)

    def __init__(self, cell: int) -> None:
        self.cell = cell
        with _pin_lock:
            ctypes.c_uint8.from_address(cell + PINNED).value = 1
            _pins[cell] = _pins.get(cell, 0) + 1

    def __del__(
        self,
        lock: threading.RLock = _pin_lock,
        pins: dict[int, int] = _pins,
        byte: Callable[[int], ctypes.c_uint8] = ctypes.c_uint8.from_address,
    ) -> None:
        with lock:
            pins[self.cell] -= 1
            if not pins[self.cell]:
                del pins[self.cell]
                byte(self.cell + PINNED).value = 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ExceptionReference) and self.cell == other.cell

    def __hash__(self) -> int:
        return hash(self.cell)


class _Chunk:
    """Cells of one class, side by side."""

    def __init__(self, number: int) -> None:
        self.size = FIRST_SIZE << number
        self.count = max(_CHUNK // self.size, 1)
        self.block = Block(self.size * self.count)
        self.address = self.block.address
        following = 0
        for index in reversed(range(self.count)):
            write_word(self.address + self.size * index + NEXT, following)
            following = self.address + self.size * index

    def cells(self) -> Iterator[int]:
        """Those in use."""
        for index in range(self.count):
            if read_word(self.address + self.size * index):
                yield self.address + self.size * index


class _Words:
    """A table of words with the number of its rows in front, replaced as a whole; its address is a word of a
    block."""

    def __init__(self, block: Block, offset: int) -> None:
        self._place = block.address + offset
        self._tables: list[Block] = []
        self.set([])

    def set(self, rows: list[tuple[int, ...]]) -> None:
        """Replace the rows."""
        words = [len(rows), *(word for row in rows for word in row)]
        table = Block(8 * len(words))
        for index, word in enumerate(words):
            write_word(table.address + 8 * index, word)
        write_word(self._place, table.address)
        self._tables = [*self._tables[-1:], table]  # what another thread may be about to read


class Cells:
    """All cells of the process."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        """Held while Python changes tables, and where a reference is only in Python's hands."""
        self.chunks: list[_Chunk] = []
        self.limit = _LEAST
        """Cells from which on it pays to look which are in use."""
        self.collections = 0
        self.total = 0
        """Cells in use and free."""
        self.collector: Callable[[int], int] | None = None
        """The function of `exception_collect.py`, when it is there."""
        self.on_freed: Callable[[int], object] = id
        """Called with the address of an object that a freed cell owned, before that is let go of."""
        self.block = Block(88)
        self._chunk_words = _Words(self.block, 0)
        self._root_words = _Words(self.block, 8)
        self._stack_words = _Words(self.block, 16)
        self._roots: dict[int, int] = {}
        self.take_stacks()
        self._page = Block(PAGE)
        write_word(self.block.address + PAGE_ROOM, self._page.address)

    def all(self) -> list[int]:
        """Those in use."""
        return [cell for chunk in self.chunks for cell in chunk.cells()]

    def definitions(self) -> set[int]:
        """Addresses of the tags of those in use."""
        return {read_word(cell) for cell in self.all()}

    def add_root(self, owner: object, address: int, is_table: bool) -> None:
        """A global or table of exnrefs, at the address of its definition, for as long as its owner lives."""
        with self.lock:
            self._roots[address] = int(is_table)
            self._root_words.set(list(self._roots.items()))
        weakref.finalize(owner, self._remove_root, address).atexit = False

    def _remove_root(self, address: int) -> None:
        with self.lock:
            self._roots.pop(address, None)
            self._root_words.set(list(self._roots.items()))

    def refill(self, number: int, stack_pointer: int) -> None:
        """See to it that there is a free cell of a class. Code of this thread has nothing below
        `stack_pointer`."""
        with self.lock:
            if read_word(HEADS + 8 * number):
                return
            if self.total >= self.limit:
                self.collect(stack_pointer)
            if not read_word(HEADS + 8 * number):
                chunk = _Chunk(number)
                self.chunks = sorted([*self.chunks, chunk], key=lambda each: each.address)
                self.total += chunk.count
                self._chunk_words.set([(each.address, each.size, each.count) for each in self.chunks])
                # Cells that were given back meanwhile are lost until the next collection.
                write_word(HEADS + 8 * number, chunk.address)

    def take_stacks(self) -> None:
        """Tell the collector which stacks there are: whenever there is one more, since from then on code may
        run on it between any two steps of `collect`."""
        with self.lock:
            self._stack_words.set(list(STACKS.items()))

    def can_look(self) -> bool:
        """Whether the stacks of all threads can be looked at."""
        return len(STACKS) < 2 or can_read_stacks()

    def collect(self, stack_pointer: int) -> None:
        """Free what nothing refers to."""
        if self.collector is None or not self.can_look():
            return
        with self.lock:
            forget_ended()
            room, objects = Block(8 * self.total), Block(8 * self.total)
            write_word(self.block.address + 24, room.address)
            write_word(self.block.address + 32, objects.address)
            with scanning(self.block, stack_pointer):
                live = self.collector(self.block.address)
            found = [read_word(objects.address + 8 * at) for at in range(read_word(self.block.address + 64))]
            for address in found:
                self.on_freed(address)
            self.limit = max(2 * live, _LEAST)
            self.collections += 1
        for address in found:  # last, since their ends may run code that throws
            ctypes.pythonapi.Py_DecRef(ctypes.c_void_p(address))


CELLS: Final = Cells()
ON_NEW_STACK.append(CELLS.take_stacks)
# A child has no thread that could give back what another one holds.
os.register_at_fork(
    before=CELLS.lock.acquire, after_in_parent=CELLS.lock.release, after_in_child=CELLS.lock.release
)


def can_read_stacks() -> bool:
    """Whether this process may read its own memory through the system, as it needs for stacks of threads that
    may be gone; without, nothing is collected while there is more than one."""
    vector = (ctypes.c_uint64 * 4)(CELLS.block.address, 8, HEADS, 8)
    pair = ctypes.addressof(vector)
    room = Block(8)
    vector[0] = room.address
    read = ctypes.CDLL(None).process_vm_readv
    read.argtypes = [ctypes.c_int, *[ctypes.c_uint64] * 5]
    read.restype = ctypes.c_int64
    return bool(read(os.getpid(), pair, 1, pair + 16, 1, 0) == 8)


def class_of(fields: int) -> int:
    """Size class for so many fields."""
    return max((FIELDS + FIELD_SIZE * fields - 1).bit_length() - FIRST_SIZE.bit_length() + 1, 0)


def owns_object(cell: int) -> bool:
    """Whether the first field keeps a Python object alive."""
    return bool(ctypes.c_uint8.from_address(cell + OWNS).value)


def own_object(cell: int) -> None:
    """The first field of a new cell is the address of a Python object, which it keeps alive."""
    ctypes.pythonapi.Py_IncRef(ctypes.c_void_p(read_word(cell + FIELDS)))
    ctypes.c_uint8.from_address(cell + OWNS).value = 1
