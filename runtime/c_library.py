"""Functions of the libraries of C that compiled code may call."""

from __future__ import annotations

import ctypes
from functools import cache

from ..ir.errors import IrtoolError


class UndefinedSymbolError(IrtoolError):
    """A name that neither the module nor its surroundings define."""


@cache
def _library(name: str) -> ctypes.CDLL | None:
    """A library that holds what generated code may call; None when it is not there. Its usual name first:
    looking for others runs programs."""
    usual = {"m": "libm.so.6", "gcc_s": "libgcc_s.so.1"}
    try:
        return ctypes.CDLL(usual[name])
    except OSError:
        from ctypes.util import find_library

        found = find_library(name)
        try:
            return ctypes.CDLL(found) if found else None
        except OSError:
            return None


def c_library_address(symbol: str) -> int:
    """Address of a C function of this process, of the C mathematics library, or of the run-time library of
    the C compiler (128-bit division and the like).

    Raises `UndefinedSymbolError`."""
    for name in ("", "m", "gcc_s"):
        library = _library(name) if name else ctypes.CDLL(None)
        function = getattr(library, symbol, None)
        address = ctypes.cast(function, ctypes.c_void_p).value if function is not None else 0
        if address:
            return address
    raise UndefinedSymbolError(f"undefined symbol {symbol!r}")
