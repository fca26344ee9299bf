"""Compiled functions as Python callables.

A `NativeFunction` is an object that CPython calls by the vectorcall protocol (`function_object.py`): `f(1,
2)` runs generated code (`call_in.py`) from the interpreter's call instruction on. It holds the address of a
word in which the code's address is, so replacing or freeing the code is a store into that word.

Functions that are emulated, and all on Pythons without that protocol, are `SlowFunction`s. Both behave the
same.
"""

import ctypes
from collections.abc import Callable
from typing import Final, TypeAlias

from ..ir.entities import Signature
from . import enter  # noqa: F401  it enters objects that the code for calls refers to
from .c_pointer import CPointer, OnTrap
from .call_in import call_in_address
from .function_object import SUPPORTED, FunctionObject, allow_vectorcall, set_fields

_read: Final = ctypes.c_uint64.from_address
#: Makes code that C may call as it is, if it is not there yet; its address.
CodeMaker: TypeAlias = Callable[[], int]


class NativeFunction(FunctionObject):  # type: ignore[misc]
    """A compiled function of this process.

    Calling it takes a number (or for a vector, bytes or a list of its lanes) per parameter and returns None,
    one value or a tuple, by the number of results; `call_in.py` has the rules. It raises `Trap`, what a
    function of Python raised that was called, and TypeError for wrong arguments. With the keyword `timeout`,
    seconds, it raises `TimeLimitError` when it takes longer."""

    __slots__ = (
        "__weakref__",
        "_bare",
        "_jump",
        "_needs_gil",
        "_owner",
        "_kept",
        "_pointers",
        "name",
        "signature",
    )

    def __init__(
        self,
        word: int,
        signature: Signature,
        name: str,
        owner: object,
        *,
        quiet: bool = False,
        bare: CodeMaker | None = None,
        release_gil: bool = False,
        needs_gil: bool = True,
        jump: int = 0,
        pointers: list[CPointer] | None = None,
    ) -> None:
        """`word` is the address of the word with the code's address; `owner` keeps both alive. Code that is
        `quiet` neither traps nor calls anything, and ends soon. `bare` is for code that C may call as it is;
        it makes that code. At `jump` code goes on to where the word leads. `pointers` is where the owner
        keeps the C pointer, for all callables of the function."""
        self.signature = signature
        self.name = name
        self._owner = owner
        self._jump = jump
        self._bare = bare
        self._needs_gil = needs_gil
        self._pointers: list[CPointer] = pointers if pointers is not None else []
        self._kept = owner if pointers is None else None
        set_fields(self, call_in_address(signature, quiet, release_gil), word)

    @property
    def code_address(self) -> int:
        """Where the machine code is now."""
        return int(_read(self.record).value)

    @property
    def jump_address(self) -> int:
        """Where compiled code may jump to the function, in its own convention."""
        return self._jump or self.code_address

    @property
    def module(self) -> object:
        """The module that it is in; None for a function by itself."""
        return self._owner if hasattr(self._owner, "close") else None

    @property
    def address(self) -> int:
        """A C function pointer for the function (`c_pointer`), valid as long as its module, or as this
        object if there is none."""
        if self._bare is not None:
            return self._bare()
        if not self._pointers:
            self._pointers.append(self._c_pointer(self._kept, None))
        return self._pointers[0].address

    def c_pointer(self, on_trap: OnTrap | None = None) -> CPointer:
        """A C function pointer that may be called from anywhere, with or without the GIL.

        A trap, or an exception of a function of Python, cannot pass a C caller: `on_trap` is called with it
        (`sys.unraisablehook` if there is none), and the C caller gets zeros."""
        return self._c_pointer(self._owner, on_trap)

    def _c_pointer(self, owner: object, on_trap: OnTrap | None) -> CPointer:
        return CPointer(
            self.record, self.signature, owner, on_trap, name=self.name, needs_gil=self._needs_gil
        )

    def __reduce__(self) -> tuple[object, ...]:
        raise TypeError("a compiled function cannot be pickled or copied")

    def __repr__(self) -> str:
        return f"<compiled function {self.name} at {self.code_address:#x}>"


allow_vectorcall(NativeFunction)


class Code:
    """A word with the address of code that somebody else owns."""

    def __init__(self, address: int, owner: object) -> None:
        self._word = ctypes.c_uint64(address)
        self.word = ctypes.addressof(self._word)
        self.owner = owner

    def set(self, address: int) -> None:
        """Let callers go elsewhere."""
        self._word.value = address


def make_callable(
    address: int, signature: Signature, name: str = "function", module: object = None, may_trap: bool = True
) -> Callable[..., object]:
    """A Python callable for machine code at `address` in the convention of its signature.

    `module` is kept alive by the callable; `may_trap=False` saves some nanoseconds for code that has
    neither traps nor calls."""
    code = Code(address, module)
    function: Callable[..., object] = NativeFunction(code.word, signature, name, code, quiet=not may_trap)
    return function


#: This Python can call `NativeFunction`s.
DIRECT: Final = SUPPORTED
