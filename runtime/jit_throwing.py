"""Throwing between functions that were loaded one by one, those of `JitModule`s.

Their code calls `%__cranelift_throw` as elsewhere (`throwing.py`), but has no common exception table: each
function that has handlers is loaded with a table of its own. So calls with handlers are found in a hash table
of the process, by return address; each frame that is passed costs one look, whatever there is.

    hash table:   +0 shift    rows of 24 bytes: return address (0: free, 1: given up), table, row of the call

The first place to look for an address is the upper bits of its product with a constant, which `shift`
leaves; then comes the next row, and behind the last one the first. At most half of the rows are used. Code
without the GIL reads the table while it is changed: a row's address is written last, and a larger table
replaces the former one by one store; that one stays until the next is replaced. Signed return addresses
(aarch64) count by their low 48 bits.
"""

import ctypes
import struct
import threading
import weakref
from functools import cache
from typing import Final

from ..backends.exceptions import DISTANCE_AT, HEAD_SIZE, ROW_SIZE
from ..backends.handlers import find_functions
from ..backends.text import NamedCode, lay_out
from ..compile import compile_module
from ..ir.text.reader import parse_functions
from .glue import host_settings
from .native import NativeImage
from .platform import host_target
from .throwing import THROW, find_by_tag, resume_code
from .wasm.memory_words import Block, read_word, write_word

_ROW: Final = 24
_FREE: Final = 0
_GIVEN_UP: Final = 1
_FACTOR: Final = 0x9E37_79B9_7F4A_7C15
_WORD: Final = (1 << 64) - 1
_ADDRESS: Final = (1 << 48) - 1
_FIRST_BITS: Final = 6

_THROW: Final = """
function %__cranelift_throw(i64, i64, i64, i32, i64, i64) system_v {{
    fn1 = colocated %__irtool_find_handler(i64, i64, i32) -> i64 fast
    fn2 = colocated %__irtool_land(i64, i64, i64, i64, i64, i64) fast
block0(v0: i64, v1: i64, v2: i64, v3: i32, v4: i64, v5: i64):
    v6 = iconst.i64 {table}
    v7 = load.i64 notrap aligned v6
    v8 = load.i64 notrap aligned v7       ; shift
    v9 = iconst.i64 {factor}
    v10 = iconst.i64 0xffff_ffff_ffff
    v11 = iconst.i64 24
    v12 = iconst.i64 8
    v13 = iconst.i64 -1
    v14 = ushr v13, v8                    ; number of the last row
    jump block1(v1, v2)
block1(v15: i64, v16: i64):               ; frame pointer, address
    v17 = icmp uge v15, v0                ; the stack grows down
    brif v17, block9, block2
block2:
    v18 = band v16, v10
    v19 = imul v18, v9
    v20 = ushr v19, v8
    jump block3(v20)
block3(v21: i64):                         ; a row
    v22 = imul v21, v11
    v23 = iadd v7, v22
    v24 = load.i64 notrap aligned v23+8
    v25 = icmp eq v24, v18
    brif v25, block5, block4
block4:
    v26 = iconst.i64 1
    v27 = iadd v21, v26
    v28 = band v27, v14
    brif v24, block3(v28), block8
block5:
    v29 = load.i64 notrap aligned v23+16
    v30 = load.i64 notrap aligned v23+24
    v33 = call fn1(v29, v30, v3)
    brif v33, block10, block8
block8:                                   ; to the caller
    v42 = load.i64 notrap v15
    v43 = load.i64 notrap v15+8
    jump block1(v42, v43)
block9:
    trap user4
block10:
    call fn2(v29, v30, v33, v15, v4, v5)
    trap user4
}}
"""


class _Table:
    """The hash table; see the module docstring. Its methods are called with `_lock` held."""

    def __init__(self) -> None:
        self.word = Block(8)
        """The address of the rows."""
        self._owners: dict[int, object] = {}
        """By return address."""
        self._rows: dict[int, tuple[int, int]] = {}
        self._former: Block | None = None
        self._grow(_FIRST_BITS)

    def _grow(self, bits: int) -> None:
        """New rows, with what is there."""
        block = Block(8 + (_ROW << bits))
        write_word(block.address, 64 - bits)
        self._bits = bits
        self._used = len(self._rows)
        for address, (table, row) in self._rows.items():
            _put(block.address, bits, address, table, row)
        self._former, self._block = getattr(self, "_block", None), block
        write_word(self.word.address, block.address)

    def add(self, address: int, table: int, row: int, owner: object) -> None:
        """A call with handlers."""
        if 2 * (self._used + 1) > 1 << self._bits:
            self._grow((4 * len(self._rows) + 4).bit_length() if self._rows else _FIRST_BITS)
        self._rows[address] = table, row
        self._owners[address] = owner
        self._used += 1
        _put(self._block.address, self._bits, address, table, row)

    def remove(self, address: int, owner: object) -> None:
        """It is there no longer, unless something else is."""
        if self._owners.get(address) is owner:
            del self._owners[address], self._rows[address]
            write_word(_find(self._block.address, self._bits, address), _GIVEN_UP)


def _find(block: int, bits: int, address: int) -> int:
    """The place of an address, or of the free row where it belongs."""
    row = (address * _FACTOR & _WORD) >> (64 - bits)
    while True:
        place = block + 8 + _ROW * row
        if read_word(place) in (address, _FREE):
            return place
        row = row + 1 & (1 << bits) - 1


def _put(block: int, bits: int, address: int, table: int, row: int) -> None:
    place = _find(block, bits, address)
    write_word(place + 8, table)
    write_word(place + 16, row)
    write_word(place, address)


class Handlers:
    """The handlers of one function that is loaded; they are known for as long as the object."""

    def __init__(self, table: int) -> None:
        """`table` is the address of its exception table."""
        size, count, distance = struct.unpack("<IIi", ctypes.string_at(table, 12))
        text = table + DISTANCE_AT + distance
        rows = ctypes.string_at(table, size)
        addresses: list[int] = []
        owner = object()
        weakref.finalize(self, _give_up, owner, addresses).atexit = False
        with _lock:
            for number in range(count):
                at = HEAD_SIZE + ROW_SIZE * number
                (offset,) = struct.unpack_from("<I", rows, at)
                address = text + offset & _ADDRESS
                addresses.append(address)
                _table.add(address, table, table + at, owner)
        _forget()


def _give_up(owner: object, addresses: list[int]) -> None:
    _dead.append((owner, addresses))
    _forget()


def _forget() -> None:
    """Remove what is dead. A finalizer may run while this thread has the lock; then whoever has it does this
    afterwards."""
    while _dead and _lock.acquire(blocking=False):
        try:
            while _dead:
                owner, addresses = _dead.pop()
                for address in addresses:
                    _table.remove(address, owner)
        finally:
            _lock.release()


_lock: Final = threading.Lock()
_dead: Final[list[tuple[object, list[int]]]] = []
_table: Final = _Table()


@cache
def throw_image() -> NativeImage:
    """The code of `%__cranelift_throw` for this process.

    Raises `UnsupportedError` when the machine cannot throw."""
    settings = host_settings()
    settings.set("preserve_frame_pointers", True)
    target = host_target(settings)
    text = _THROW.format(table=_table.word.address, factor=_FACTOR)
    functions = [*find_functions(), find_by_tag(), *parse_functions(text)]
    compiled = compile_module(functions, target, settings)
    code: list[NamedCode] = [*compiled, resume_code(target.form)]
    return NativeImage(lay_out(code, target.form), {})


def throw_address() -> int:
    """Address of `%__cranelift_throw`."""
    return throw_image().address(THROW)
