"""Addresses of this process that glue refers to, by symbol.

Glue (`glue.py`) names what lies outside of it, and holds no address itself, so that its code can be kept in a
file and loaded into any process (`glue_code.py`):

    __irtool_py_PyErr_Fetch     a function of Python's C API
    __irtool_c_poll             a function of the C library, or of another that code may call
    __irtool_object_int         a Python object
    __irtool_limit              words and code of the runtime: what `NAMED` has, entered by who owns it
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Final

from .c_library import c_library_address

#: Of all such symbols.
PREFIX: Final = "__irtool_"
PYTHON: Final = "__irtool_py_"
C: Final = "__irtool_c_"
OBJECT: Final = "__irtool_object_"

#: Finds an address, by symbol.
NAMED: Final[dict[str, Callable[[], int]]] = {}
#: Objects by name; they live as long as the process.
OBJECTS: Final[dict[str, object]] = {
    "0": 0,  # the first of the small ints that there are once for all is 5 places in front of it
    "int": int,
    "bool": bool,
    "float": float,
    "bytes": bytes,
    "None": None,
    "RecursionError": RecursionError,
}

_found: Final[dict[str, int]] = {}


def is_address(symbol: str) -> bool:
    """Whether a symbol is one of those above."""
    return symbol in NAMED or symbol.startswith((PYTHON, C, OBJECT))


def address_of(symbol: str) -> int:
    """The address for a symbol of which `is_address` holds."""
    address = _found.get(symbol)
    if address is None:
        address = _found[symbol] = _find(symbol)
    return address


def _find(symbol: str) -> int:
    if symbol.startswith(OBJECT):
        return id(OBJECTS[symbol.removeprefix(OBJECT)])
    if symbol.startswith(PYTHON):
        function = getattr(ctypes.pythonapi, symbol.removeprefix(PYTHON))
        return ctypes.cast(function, ctypes.c_void_p).value or 0
    if symbol.startswith(C):
        return c_library_address(symbol.removeprefix(C))
    return NAMED[symbol]()
