"""What modules import and export besides functions, as Python objects (functions: `functions.py`).

    memory = Memory(1, 10)                  pages of 64 KiB
    memory.write(0, b"abc");  memory.view()[0]
    table = Table(4, element="funcref")
    count = Global("i32", 0, mutable=True)

Each object knows the address of its *definition*, which compiled code reads (`frontend/wasm/layout.py`): of
an instance's own items it lies in the context, of items that Python makes in a block of their own. Objects
keep alive what they need.
"""

from __future__ import annotations

import ctypes
import weakref
from collections.abc import Sequence
from typing import Final

from ...frontend.wasm.layout import FUNCTION_SIZE, NULL_SIGNATURE
from ...frontend.wasm.traps import TRAP_MEMORY, TRAP_TABLE
from ...frontend.wasm.tunables import RESERVATION
from ...frontend.wasm.value_types import type_text
from ...ir.errors import LimitError
from ..pending import host_trap
from .address_space import GROWING, AddressSpace
from .exception_cells import CELLS, FIELD_SIZE, FIELDS
from .externs import EXTERNS, LOCK, ExternStore, InFlight
from .functions import Func, common_machine
from .machines import Machine
from .memory_words import Block, read_word, write_word
from .type_ids import TYPES, function_type
from .values import (
    SLOT,
    FunctionOwner,
    from_bits,
    is_exception_type,
    is_extern_type,
    is_function_type,
    to_bits,
    value_size,
    value_type,
)

#: Most elements of a table, as in the JavaScript API.
MAX_ELEMENTS: Final = 10_000_000
#: Address space of a memory with 64-bit indices.
RESERVATION_64: Final = 1 << 36
#: Address space behind a memory that is never used, so that accesses with an offset fault.
GUARD: Final = 1 << 31
_NULL_FUNCTION: Final = bytes(8) + NULL_SIGNATURE.to_bytes(8, "little") + bytes(16)


class Memory:
    """A linear memory; sizes in pages."""

    def __init__(
        self,
        minimum: int,
        maximum: int | None = None,
        *,
        shared: bool = False,
        is_64: bool = False,
        page_log2: int = 16,
        definition: int = 0,
        owner: object = None,
    ) -> None:
        """`definition` and `owner` are for instances: where the definition is, and what keeps it alive.

        Raises `LimitError` for a size that cannot be reserved."""
        self.minimum = minimum
        """Pages that it has at first."""
        self.maximum = maximum
        """Most pages, None when there is no limit."""
        self.shared = shared
        """Whether threads share it."""
        self.is_64 = is_64
        """Whether addresses have 64 bits."""
        self.page_log2 = page_log2
        """log2 of the bytes of a page."""
        self._owner = owner
        if not definition:
            self._owner = block = Block(16)
            definition = block.address
        self.definition = definition
        """Address of what compiled code knows of it."""
        self._limit = RESERVATION_64 if is_64 else RESERVATION
        if maximum is not None:
            self._limit = min(self._limit, maximum << page_log2)
        reserved = self._limit + GUARD if is_64 else RESERVATION + GUARD
        self._space = AddressSpace(reserved)
        write_word(definition, self._space.address)
        write_word(definition + 8, 0)
        if self.grow(minimum) < 0:
            raise LimitError(f"no memory of {minimum} pages")

    @property
    def address(self) -> int:
        """Address of byte 0; it never changes."""
        return self._space.address

    @property
    def byte_size(self) -> int:
        """Present size in bytes."""
        return read_word(self.definition + 8)

    @property
    def size(self) -> int:
        """Present size in pages."""
        return self.byte_size >> self.page_log2

    def grow(self, pages: int) -> int:
        """Make it larger; the former size, or -1 when that is not possible."""
        with GROWING:
            old = self.byte_size
            new = old + (pages << self.page_log2)
            if pages < 0 or new > self._limit or (self.page_log2 == 0 and not self.is_64 and new == 1 << 32):
                return -1
            if not self._space.make_usable(new):
                return -1
            write_word(self.definition + 8, new)
            return old >> self.page_log2

    def view(self) -> memoryview:
        """The present bytes, without a copy: writable, and valid for as long as it is referenced, growth
        included (what is added then needs a new view)."""
        array = (ctypes.c_ubyte * self.byte_size).from_address(self.address)
        array._owner = (self._space, self._owner)  # type: ignore[attr-defined]
        return memoryview(array).cast("B")

    def _check(self, offset: int, size: int) -> None:
        if offset < 0 or size < 0 or offset + size > self.byte_size:
            raise IndexError(f"bytes {offset} to {offset + size} are outside of a memory of {self.byte_size}")

    def read(self, offset: int, size: int) -> bytes:
        """A copy of `size` bytes. Raises IndexError."""
        self._check(offset, size)
        return ctypes.string_at(self.address + offset, size)

    def write(self, offset: int, data: bytes | bytearray | memoryview) -> None:
        """Store bytes. Raises IndexError."""
        content = bytes(data)
        self._check(offset, len(content))
        ctypes.memmove(self.address + offset, content, len(content))

    def range(self, offset: int, size: int) -> int:
        """Address of a range. Raises `Trap` when it is not in the memory."""
        if offset + size > self.byte_size:
            raise host_trap(TRAP_MEMORY)
        return self.address + offset

    def __repr__(self) -> str:
        return f"<memory of {self.size} pages>"


class Table:
    """A table of references."""

    def __init__(
        self,
        minimum: int,
        maximum: int | None = None,
        element: str | int = "funcref",
        initial: object = None,
        *,
        is_64: bool = False,
        definition: int = 0,
        owner: object = None,
    ) -> None:
        """`element` is the name of a reference type, or a common value type. Raises `LimitError`."""
        self.element = value_type(element) if isinstance(element, str) else element
        """Type of the elements."""
        self.minimum = minimum
        """Elements that it has at first."""
        self.maximum = maximum
        """Most elements, None when there is no limit."""
        self.is_64 = is_64
        """Whether indices have 64 bits."""
        self.holds_functions = is_function_type(self.element)
        """Whether the elements are function references."""
        self.element_size = FUNCTION_SIZE if self.holds_functions else 8
        """Bytes of an element."""
        self.keep: set[FunctionOwner] = set()
        """Owners of functions that elements were set to: code may have copied such an element anywhere. An
        owner is here once, however often elements are set."""
        self.externs = owner.externs if isinstance(owner, FunctionOwner) else ExternStore()
        """Keeps the objects of Python that externrefs in it refer to."""
        self.machine = owner.machine if isinstance(owner, FunctionOwner) and self.holds_functions else None
        """What runs the code of functions in it; None while there are none."""
        self._owner = owner
        if not definition:
            self._owner = block = Block(16)
            definition = block.address
        self.definition = definition
        """Address of what compiled code knows of it."""
        self._limit = MAX_ELEMENTS if maximum is None else min(maximum, MAX_ELEMENTS)
        if minimum > self._limit:
            raise LimitError(f"a table of {minimum} elements is too large; at most {MAX_ELEMENTS}")
        self._space = AddressSpace(self._limit * self.element_size)
        write_word(definition, self._space.address)
        write_word(definition + 8, 0)
        given = isinstance(initial, int) and owner is not None
        with InFlight((initial,)):
            bits = initial if isinstance(initial, int) and given else self._bits(initial)
            if self.grow_bits(minimum, bits) < 0:
                raise LimitError(f"no memory for a table of {minimum} elements")
        if is_exception_type(self.element):
            CELLS.add_root(self, definition, True)
        elif is_extern_type(self.element):
            with LOCK:
                EXTERNS.tables[definition] = self

    def __len__(self) -> int:
        return read_word(self.definition + 8)

    def _address(self, index: int) -> int:
        if not 0 <= index < len(self):
            raise IndexError(f"there is no element {index} in a table of {len(self)}")
        return self._space.address + self.element_size * index

    def __getitem__(self, index: int) -> object:
        """An element. Raises IndexError."""
        with LOCK:  # a reference may be nowhere else
            return from_bits(self.element, self.get_bits(index))

    def __setitem__(self, index: int, value: object) -> None:
        """Set an element. Raises IndexError, and TypeError, also for a table of functions of a module that
        releases the GIL: code may be reading it."""
        if self.holds_functions and self.externs.without_gil:
            raise TypeError("the table cannot be changed: its module releases the GIL")
        EXTERNS.collect_if_due()
        with InFlight((value,)):
            self._address(index)
            self.fill_bits(index, self._bits(value), 1)

    def _bits(self, value: object) -> int:
        """An element from Python, which is kept from now on. Raises TypeError."""
        bits = to_bits(self.element, value, self.externs)
        if isinstance(value, Func):
            self.machine = common_machine(self.machine, value)
            self.keep.add(value.owner)
        return bits

    def get_bits(self, index: int) -> int:
        """An element as bits."""
        at = self._address(index)
        return read_word(at + 24) if self.holds_functions else read_word(at)

    def element_bytes(self, bits: int) -> bytes:
        """An element as bytes."""
        if not self.holds_functions:
            return bits.to_bytes(8, "little")
        return ctypes.string_at(bits, FUNCTION_SIZE) if bits else _NULL_FUNCTION

    def fill_bits(self, index: int, bits: int, count: int) -> None:
        """Set elements that are known to be there."""
        at = self._space.address + self.element_size * index
        ctypes.memmove(at, self.element_bytes(bits) * count, self.element_size * count)

    def check(self, index: int, count: int) -> None:
        """Raises `Trap` when elements are not in the table."""
        if index + count > len(self):
            raise host_trap(TRAP_TABLE)

    def grow(self, count: int, value: object = None) -> int:
        """Append elements; the former size, or -1 when that is not possible."""
        EXTERNS.collect_if_due()
        with InFlight((value,)):
            return self.grow_bits(count, self._bits(value))

    def grow_bits(self, count: int, bits: int) -> int:
        """The same for a value given as bits."""
        with GROWING:
            old = len(self)
            if count < 0 or old + count > self._limit:
                return -1
            if not self._space.make_usable((old + count) * self.element_size):
                return -1
            self.fill_bits(old, bits, count)
            write_word(self.definition + 8, old + count)
            return old

    def __repr__(self) -> str:
        return f"<table of {len(self)} {type_text(self.element)}>"


class Global:
    """A global variable."""

    def __init__(
        self,
        ty: str | int,
        value: object = None,
        mutable: bool = False,
        *,
        definition: int = 0,
        owner: object = None,
        machine: Machine | None = None,
    ) -> None:
        """`ty` is the name of a value type, or a common value type; a definition that is given has its
        value. `machine` is what runs the code of a function in it."""
        self.type = value_type(ty) if isinstance(ty, str) else ty
        """Type of the value."""
        self.mutable = mutable
        """Whether it can be assigned."""
        self._owner = owner
        self.keep: set[FunctionOwner] = set()
        """Owners of functions that it was set to, as `Table.keep`."""
        self.externs = owner.externs if isinstance(owner, FunctionOwner) else ExternStore()
        """Keeps the objects of Python that externrefs in it refer to."""
        self.machine = machine if is_function_type(self.type) else None
        """What runs the code of a function in it; None while there is none."""
        if self.machine is None and isinstance(owner, FunctionOwner) and is_function_type(self.type):
            self.machine = owner.machine
        self.definition = definition
        """Address of the value."""
        if not definition:
            self._owner = block = Block(SLOT)
            self.definition = block.address
            self._assign(value)
        if is_exception_type(self.type):
            CELLS.add_root(self, self.definition, False)
        elif is_extern_type(self.type):
            with LOCK:
                EXTERNS.globals[self.definition] = self

    @property
    def bits(self) -> int:
        """The value as bits."""
        size = value_size(self.type)
        return int.from_bytes(ctypes.string_at(self.definition, size), "little")

    @bits.setter
    def bits(self, bits: int) -> None:
        ctypes.memmove(self.definition, bits.to_bytes(SLOT, "little"), SLOT)

    @property
    def value(self) -> object:
        """The value; it can be set if the global is mutable."""
        with LOCK:  # a reference may be nowhere else
            return from_bits(self.type, self.bits)

    @value.setter
    def value(self, value: object) -> None:
        if not self.mutable:
            raise TypeError("the global is immutable")
        if is_extern_type(self.type):
            EXTERNS.collect_if_due()
        self._assign(value)

    def _assign(self, value: object) -> None:
        with InFlight((value,)):
            self.bits = self._bits(value)

    def _bits(self, value: object) -> int:
        """A value from Python, which is kept from now on. Raises `TypeError` and `OverflowError`."""
        bits = to_bits(self.type, value, self.externs)
        if isinstance(value, Func):
            self.machine = common_machine(self.machine, value)
            self.keep.add(value.owner)
        return bits

    def __repr__(self) -> str:
        return f"<{'mutable ' if self.mutable else ''}global {type_text(self.type)}>"


class _TagIdentity:
    """What stays of a tag while there are exceptions with it: the address that they are known by."""

    def __init__(self, type_number: int) -> None:
        self.type_number = type_number
        """Number of its function type."""
        self.block = Block(SLOT)
        """What compiled code knows of it."""
        self.store: weakref.ref[ExternStore] | None = None
        """That of the tag, if there is a tag."""
        self.left: list[object] = []
        """Objects in fields of exceptions that outlived the tag."""
        self.machine: Machine | None = None
        """What runs the code of functions in fields; None while there are none."""


_identities: Final[dict[int, _TagIdentity]] = {}
"""By address; those that nothing needs any more are looked for when there are twice as many."""
_tags: Final[weakref.WeakValueDictionary[int, Tag]] = weakref.WeakValueDictionary()
_LEAST_TAGS: Final = 1024
_tag_limit = _LEAST_TAGS


def _forget_tags() -> None:
    """Forget the identities that neither a tag nor an exception has."""
    global _tag_limit
    used = CELLS.definitions()
    for address in [each for each in _identities if each not in _tags and each not in used]:
        del _identities[address]
    _tag_limit = max(2 * len(_identities), _LEAST_TAGS)


def _tag_ended(address: int) -> None:
    """A tag is going, and its store with it: keep what exceptions with it still refer to. Little is left of
    tags without such exceptions, which `_forget_tags` finds."""
    with LOCK:
        identity = _identities.get(address)
        store = identity.store() if identity is not None and identity.store is not None else None
        if identity is None or store is None or store.is_empty() or _tags.get(address) is not None:
            return
        cells = [cell for cell in CELLS.all() if read_word(cell) == address]
        if not cells:
            del _identities[address]
        for index, ty in enumerate(TYPES.params(identity.type_number)):
            if is_extern_type(ty):
                bits = [read_word(cell + FIELDS + FIELD_SIZE * index) for cell in cells]
                identity.left += [from_bits(ty, each) for each in bits if each]


class Tag:
    """The identity of a kind of exceptions, with the types of their fields. Equal are tags with one
    identity."""

    def __init__(self, parameters: Sequence[str] = (), *, type_number: int = -1, definition: int = 0) -> None:
        """A new tag with fields of these types (`"i32"`, `"externref"`, ...). The others are for instances:
        the common number of the type, or the address of a tag that there is. Raises `ValueError` for no
        type."""
        if definition:
            self._identity = _identities[definition]
        else:
            if len(_identities) >= _tag_limit:
                _forget_tags()
            if type_number < 0:
                type_number = function_type([value_type(name) for name in parameters], [])
            self._identity = _TagIdentity(type_number)
            _identities[self._identity.block.address] = self._identity
        self.type_number = self._identity.type_number
        """Number of its function type."""
        self.definition = self._identity.block.address
        """Address of what compiled code knows of it."""
        self.keep: set[FunctionOwner] = set()
        """Owners of functions that may be in fields."""
        self.externs = ExternStore()
        """Objects that fields may refer to; instances with the tag have joined it."""
        for value in self._identity.left:
            self.externs.keep(value)
        self._identity.left = []
        self._identity.store = weakref.ref(self.externs)
        _tags[self.definition] = self
        weakref.finalize(self, _tag_ended, self.definition).atexit = False

    @staticmethod
    def at(definition: int) -> Tag:
        """The tag with this address."""
        return _tags.get(definition) or Tag(definition=definition)

    @staticmethod
    def is_known(definition: int) -> bool:
        """Whether an instance or Python still has the tag."""
        return definition in _tags

    @property
    def machine(self) -> Machine | None:
        """What runs the code of functions in fields; None while there are none."""
        return self._identity.machine

    def keep_function(self, function: Func) -> None:
        """A function comes into a field from Python. Raises TypeError for one of another machine."""
        self._identity.machine = common_machine(self.machine, function)
        self.keep.add(function.owner)

    def keep_instance(self, owner: FunctionOwner) -> None:
        """An instance has the tag, and functions in its fields may be the instance's."""
        self._identity.machine = owner.machine
        self.keep.add(owner)

    @property
    def parameters(self) -> tuple[str, ...]:
        """Names of the types of the fields."""
        return tuple(type_text(ty) for ty in TYPES.params(self.type_number))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Tag) and self.definition == other.definition

    def __hash__(self) -> int:
        return hash(self.definition)

    def __repr__(self) -> str:
        return f"<tag ({', '.join(self.parameters)})>"
