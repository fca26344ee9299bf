"""Exceptions of WebAssembly in Python, and of Python in WebAssembly, in the spirit of the JavaScript API.

    error = Tag(["i32"])                        can be imported by modules, as `tag`
    raise WasmException(error, [5])             in a function that WebAssembly calls: `catch $error` takes it
    try: instance.exports.f()
    except WasmException as exception:          what no `try_table` caught
        if exception.is_(error): exception.payload

An exception that Python raises in an imported function can be caught as well: by `catch_all`, and by the tag
`PYTHON_TAG`, which a module can import and whose one field, an externref, is the exception. If nobody
catches it, it comes out of the call unchanged, as it comes out when WebAssembly throws it again
(`throw_ref`, or `throw` of `PYTHON_TAG`). Not for WebAssembly to catch are traps (`Trap`, also that of an
inner call), the end of the stack (RecursionError), errors of irtool, the end of a WASI program, and what is
no `Exception`: KeyboardInterrupt, SystemExit.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Sequence
from typing import Final

from ..addresses import NAMED
from ..pending import is_catchable, leave, pending, take_pending
from .exception_cells import CELLS, FIELD_SIZE, FIELDS, class_of, own_object, owns_object
from .exception_texts import LET_GO, RAISED, REFILL, UNCAUGHT
from .externs import EXTERNS, InFlight
from .functions import Func
from .items import Tag
from .machines import Machine
from .memory_words import Block, read_word, write_word
from .type_ids import TYPES
from .values import OWNERS, FunctionOwner, from_bits, is_extern_type, is_function_type, to_bits, value_size


class WasmException(Exception):
    """An exception with a tag and the values of its fields."""

    def __init__(self, tag: Tag, payload: Sequence[object] = ()) -> None:
        """`payload` are the values of the tag's fields, as arguments of functions are given.

        Raises `TypeError` for no `Tag`, another number of values or one of a wrong kind, and `OverflowError`
        for a number out of range."""
        if not isinstance(tag, Tag):
            raise TypeError(f"a Tag wanted, {type(tag).__name__} given")
        if tag is PYTHON_TAG:
            raise TypeError("raise the exception of Python itself")
        types = TYPES.params(tag.type_number)
        if len(payload) != len(types):
            raise TypeError(f"{tag!r} has {len(types)} fields, {len(payload)} values given")
        with InFlight(payload):
            bits = [to_bits(ty, value, tag.externs) for ty, value in zip(types, payload, strict=True)]
            for value in payload:
                if isinstance(value, Func):
                    tag.keep_function(value)
            self._fill(tag, bits)
        super().__init__(*self.payload)

    def _fill(self, tag: Tag, bits: list[int], functions_live: bool = True) -> None:
        self.tag = tag
        """Its identity."""
        self._bits = bits
        types = TYPES.params(tag.type_number)
        self.payload: tuple[object, ...] = tuple(
            None if is_function_type(ty) and not functions_live else from_bits(ty, number)
            for ty, number in zip(types, bits, strict=True)
        )
        """The values of its fields, as results of functions come."""

    def is_(self, tag: Tag) -> bool:
        """Whether it has this tag."""
        return self.tag == tag

    def get_arg(self, index: int) -> object:
        """The value of a field. Raises IndexError."""
        if not 0 <= index < len(self.payload):
            raise IndexError(f"field {index} of an exception with {len(self.payload)} fields")
        return self.payload[index]

    def __str__(self) -> str:
        return f"{', '.join(map(repr, self.payload))} ({self.tag!r})"


#: The tag of exceptions that Python raises; its field is the exception.
PYTHON_TAG: Final = Tag(["externref"])


_shared: Final = Block(8)
"""A word: whether an instance has `PYTHON_TAG`, so that it can read the field of exceptions of Python."""
#: Symbols of that word and of the definition of the tag (`addresses.py`).
NAMED["__irtool_exception_shared"] = lambda: _shared.address
NAMED["__irtool_exception_python_tag"] = lambda: PYTHON_TAG.definition


def share_tag(owner: FunctionOwner, tag: Tag) -> None:
    """An instance has a tag, so it can read the fields of exceptions with it. What they refer to is kept by
    the stores of both, which become one. But `PYTHON_TAG` never ends; exceptions with it own their object,
    until the store of the instance that catches it keeps it (`_let_go`)."""
    if tag is not PYTHON_TAG:
        owner.externs.join(tag.externs)
        return
    owner.reads_exceptions = True
    write_word(_shared.address, 1)
    if owner.machine.emulated:
        tag.externs.is_emulated()


def _object_at(address: int) -> object:
    return ctypes.cast(address, ctypes.py_object).value


def _freed(address: int) -> None:
    """The collector has freed an exception that owned an object. Who has read its field is not known."""
    if read_word(_shared.address):
        PYTHON_TAG.externs.keep(_object_at(address))


def _let_go(address: int, context: int) -> None:
    """Code in a context has caught an exception by value, which owned an object."""
    owner = OWNERS.get(context)
    if owner is not None and owner.reads_exceptions:
        owner.externs.keep(_object_at(address))
    ctypes.pythonapi.Py_DecRef(ctypes.c_void_p(address))


def _owned(cell: int) -> object:
    """The object that a cell keeps alive."""
    return _object_at(read_word(cell + FIELDS))


def _refill(number: int, stack_pointer: int) -> int:
    """See to it that there is a free cell; 1 with an exception left when there is no memory."""
    try:
        CELLS.refill(number, stack_pointer)
    except BaseException as error:
        leave(error)
        return 1
    return 0


def _raised(address: int, stack_pointer: int) -> int:
    """A cell for the exception at an address, or for the one that was left (0 for an address); 0 when
    WebAssembly is not to catch it."""
    EXTERNS.collect_if_due()
    try:
        error = ctypes.cast(address, ctypes.py_object).value if address else pending()
        cell = _cell_of(error, stack_pointer) if is_catchable(error) else 0
    except (MemoryError, RecursionError):
        return 0
    if cell and not address:
        take_pending()
    return cell


def _cell_of(error: BaseException, stack_pointer: int) -> int:
    """A cell that Python refers to, which whoever throws it ends."""
    if isinstance(error, WasmException):
        with InFlight(error.payload):
            for ty, value in zip(TYPES.params(error.tag.type_number), error.payload, strict=True):
                if is_extern_type(ty) and value is not None:
                    error.tag.externs.keep(value)
            return _new_cell(error.tag.definition, error._bits, stack_pointer)
    cell = _new_cell(PYTHON_TAG.definition, [id(error)], stack_pointer)
    own_object(cell)
    return cell


def _new_cell(definition: int, fields: list[int], stack_pointer: int) -> int:
    CELLS.refill(class_of(len(fields)), stack_pointer)
    cell = _compiled["new_pinned"](definition, len(fields))
    for index, bits in enumerate(fields):
        ctypes.memmove(cell + FIELDS + FIELD_SIZE * index, bits.to_bytes(FIELD_SIZE, "little"), FIELD_SIZE)
    return cell


def _uncaught(cell: int) -> None:
    """Leave the exception of a cell for whoever entered the code."""
    try:
        leave(_exception_of(cell))
        _compiled["exception_drop"](0, cell)
    except BaseException as error:
        leave(error)


def _exception_of(cell: int) -> BaseException:
    if owns_object(cell):
        thrown = _owned(cell)
        if isinstance(thrown, BaseException):
            return thrown
    definition = read_word(cell)
    known = Tag.is_known(definition)
    tag = Tag.at(definition)
    bits = [
        int.from_bytes(ctypes.string_at(cell + FIELDS + FIELD_SIZE * index, value_size(ty)), "little")
        for index, ty in enumerate(TYPES.params(tag.type_number))
    ]
    exception = WasmException.__new__(WasmException)
    exception._fill(tag, bits, known)  # without its tag, the owner of a function may be gone
    exception.args = exception.payload
    return exception


_compiled: Final[dict[str, Callable[..., int]]] = {}
"""Functions of `exception_functions.py` that Python calls, which keep the GIL."""
_WORD: Final = ctypes.c_uint64


def stub_symbols(machine: Machine) -> dict[str, int]:
    """The functions of Python that those of `exception_functions.py` call."""
    return {
        REFILL: machine.callback(_refill, "I", "II"),
        UNCAUGHT: machine.callback(_uncaught, "", "I"),
        RAISED: machine.callback(_raised, "I", "II"),
        LET_GO: machine.callback(_let_go, "", "II"),
    }


def start(machine: Machine, addresses: dict[str, int]) -> None:
    """These functions are compiled. Python uses those of the machine that it runs on."""
    write_word(machine.raise_out.address, addresses["raise_out"])
    if machine.emulated:
        return
    _compiled["new_pinned"] = ctypes.PYFUNCTYPE(_WORD, _WORD, ctypes.c_uint32)(addresses["new_pinned"])
    _compiled["exception_drop"] = ctypes.PYFUNCTYPE(None, _WORD, _WORD)(addresses["exception_drop"])
    CELLS.collector = ctypes.PYFUNCTYPE(_WORD, _WORD)(addresses["exception_collect"])
    CELLS.on_freed = _freed
    EXTERNS.collector = ctypes.PYFUNCTYPE(None, _WORD)(addresses["extern_collect"])
