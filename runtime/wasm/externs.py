"""Objects of Python that WebAssembly refers to (`externref`): who keeps them, and until when.

A reference is the address of the object (`id`), which code moves about as it likes. Whoever can hold one has
a store (`ExternStore`), which keeps the objects that were given to it; stores of those that can pass
references to each other are joined. So an object lives

- no longer than the store: it ends with the instance, table, global or tag, cycles included;
- no longer than code can reach it: `collect` finds out which objects of all stores no table, global,
  exception or stack has any more (`extern_collect.py`), and drops them. That happens when as many objects
  were given as were left the last time, at least `LEAST`; more if there is much to look through, so that a
  given object costs a bounded number of steps.

        instance.exports.put(thing)     kept
        instance.exports.put(None)      overwritten: dropped by one of the next collections

What is on its way between Python and code is in no such place. Therefore `InFlight` names the objects and the
slots of each call, and whoever moves one reference holds `LOCK`, without which nobody collects.

Not everything can be looked at. Code without the GIL runs while we look: its stores keep all they were given.
So do stores of emulated code as long as emulated code is running, in any thread: references may be in its
registers. A thread whose stack cannot be read stops all collections, as with exceptions.
"""

from __future__ import annotations

import weakref
from array import array
from collections.abc import Callable, Sequence
from typing import Final, Protocol

from ..stack_limit import forget_ended
from .exception_cells import CELLS
from .memory_words import Block, read_word, write_word
from .stack_scan import PAGE, PAGE_ROOM, scanning

#: Bytes of the block of `extern_collect.py`, and offsets in it.
BLOCK_SIZE: Final = 96
CHUNKS, ROOTS, STACKS, OBJECTS, REACHED = range(0, 40, 8)
COUNT: Final = 64
EXCEPTIONS: Final = 72
SPAN: Final = 88
#: Objects that are given at least from one collection to the next.
LEAST: Final = 1024
#: Words of roots that are looked through for a given object.
_WORDS_EACH: Final = 64
#: Held while a reference is only in Python's hands, and by collections.
LOCK: Final = CELLS.lock


class ExternStore:
    """Objects that were given to WebAssembly as `externref`.

    Whoever can hold such a reference has a store: instances, tables, globals, functions of Python. Those
    that can pass references to each other share one: linking joins stores."""

    __slots__ = ("__weakref__", "_emulated", "_joined", "_objects", "_unseen", "without_gil")

    def __init__(self, without_gil: bool = False, emulated: bool = False) -> None:
        self.without_gil = without_gil
        """Its owner may call functions without the GIL, so that it must not be given one that needs it."""
        self._unseen = without_gil
        self._emulated = emulated
        self._objects: dict[int, object] = {}
        self._joined: ExternStore | None = None

    def _root(self) -> ExternStore:
        store = self
        while store._joined is not None:
            store = store._joined
        return store

    def keep(self, value: object) -> int:
        """The reference to an object, which lives as long as the store and code refers to it. The caller
        holds `LOCK` until the reference is where code can be, or has it `InFlight`."""
        number = id(value)
        with LOCK:
            root = self._root()
            if number not in root._objects:
                root._objects[number] = value
                EXTERNS.given(root)
            if EXTERNS.fresh is not None:
                EXTERNS.fresh.add(number)
        return number

    def is_emulated(self) -> None:
        """Emulated code can have its objects, too."""
        self._root()._emulated = True

    def is_empty(self) -> bool:
        """Whether it keeps nothing."""
        return not self._root()._objects

    def join(self, other: ExternStore) -> None:
        """Keep from now on, in both, what either keeps."""
        with LOCK:
            mine, others = self._root(), other._root()
            if mine is others:
                return
            if len(mine._objects) < len(others._objects):
                mine, others = others, mine
            if others._objects:
                mine._objects.update(others._objects)
                EXTERNS.stores.add(mine)
            mine._unseen |= others._unseen
            mine._emulated |= others._emulated
            others._objects = {}
            others._joined = mine

    def numbers(self) -> Sequence[int]:
        """References to the objects that may be dropped when nothing has them."""
        if self._unseen or (self._emulated and EXTERNS.emulated_calls):
            return ()
        return list(self._objects)

    def drop(self, numbers: set[int]) -> list[object]:
        """Keep these no longer; returns those that it had."""
        objects = self._objects
        return [objects.pop(number) for number in [each for each in objects if each in numbers]]


class InFlight:
    """Objects that a call gives to code, or gets from it, from their conversion until they are where code, or
    Python, has them: `with InFlight(values):`."""

    __slots__ = ("buffer", "values", "words")

    def __init__(self, values: Sequence[object], buffer: int = 0, words: int = 0) -> None:
        """`buffer` is the address of memory with references, if it has some, and `words` its size, at least
        2."""
        self.values = values
        self.buffer = buffer
        self.words = words

    def __enter__(self) -> InFlight:
        with LOCK:
            EXTERNS.flights.add(self)
        return self

    def __exit__(self, *exception: object) -> None:
        with LOCK:
            EXTERNS.flights.discard(self)


class Defined(Protocol):
    """A table or global."""

    definition: int


class Externs:
    """All stores of the process, and their collector."""

    def __init__(self) -> None:
        self.stores: Final[weakref.WeakSet[ExternStore]] = weakref.WeakSet()
        """Those that are not empty, and some more."""
        self.flights: Final[set[InFlight]] = set()
        self.tables: Final[weakref.WeakValueDictionary[int, Defined]] = weakref.WeakValueDictionary()
        """Those of externrefs, by address: of the address of the elements and their number."""
        self.globals: Final[weakref.WeakValueDictionary[int, Defined]] = weakref.WeakValueDictionary()
        """Those of externrefs, by address of the value. Both are changed with `LOCK` held."""
        self.fresh: set[int] | None = None
        """References that were given since this collection began, None when there is none."""
        self.emulated_calls = 0
        """Calls of emulated code that are running."""
        self.collector: Callable[[int], None] | None = None
        """The function of `extern_collect.py`, when it is there."""
        self.collections = 0
        self._new = 0
        self._allowed = LEAST
        self._block = Block(BLOCK_SIZE)
        self._page = Block(PAGE)
        write_word(self._block.address + PAGE_ROOM, self._page.address)
        write_word(self._block.address + EXCEPTIONS, CELLS.block.address)

    def given(self, store: ExternStore) -> None:
        """A store has one object more."""
        self._new += 1
        self.stores.add(store)

    def collect_if_due(self) -> None:
        """Collect when many objects were given. This thread has no reference in its hands but those in
        flight."""
        if self._new >= self._allowed:
            self.collect()

    def collect(self) -> None:
        """Drop the objects that code cannot reach."""
        with LOCK:
            if self.fresh is not None:
                return  # in the middle of one, by way of a finalizer or a signal
            self._new = 0
            if self.collector is None or not CELLS.can_look():
                return
            forget_ended()
            self.fresh = set()
            try:
                dropped = self._collect(self.collector)
            finally:
                self.fresh = None
        del dropped  # their ends may do anything

    def _collect(self, collector: Callable[[int], None]) -> list[object]:
        """Under the lock: the dropped objects."""
        stores = list(self.stores)
        numbers = array("Q", sorted({number for store in stores for number in store.numbers()}))
        tables, variables = list(self.tables.values()), list(self.globals.values())  # alive until the end
        flights = list(self.flights)
        rows = [(variable.definition, 0) for variable in variables]
        rows += [(table.definition, 1) for table in tables]
        rows += [(flight.buffer, flight.words) for flight in flights if flight.buffer]
        words = sum(read_word(table.definition + 8) for table in tables)
        reached = bytearray(len(numbers))
        if numbers:
            self._look(collector, numbers, rows, reached)
        unreached = {number for number, mark in zip(numbers, reached, strict=True) if not mark}
        unreached.difference_update(self.fresh or ())
        for flight in flights:
            unreached.difference_update(map(id, flight.values))
        dropped = [value for store in stores for value in store.drop(unreached)]
        for store in stores:
            if store.is_empty():
                self.stores.discard(store)
        self._allowed = max(len(numbers) - len(unreached), LEAST, words // _WORDS_EACH)
        self.collections += 1
        return dropped

    def _look(
        self,
        collector: Callable[[int], None],
        numbers: array[int],
        rows: list[tuple[int, int]],
        reached: bytearray,
    ) -> None:
        """Set the bytes in `reached` of those that are reached."""
        roots = array("Q", [len(rows), *(word for row in rows for word in row)])
        marks = Block(len(numbers))
        for offset, word in (
            (OBJECTS, numbers.buffer_info()[0]),
            (COUNT, len(numbers)),
            (SPAN, numbers[-1] - numbers[0]),
            (ROOTS, roots.buffer_info()[0]),
            (REACHED, marks.address),
        ):
            write_word(self._block.address + offset, word)
        with scanning(self._block, 0):
            collector(self._block.address)
        reached[:] = marks.read(0, len(numbers))


EXTERNS: Final = Externs()
