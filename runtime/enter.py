"""Calls of compiled code from Python by way of `ctypes`, and what Python raises for such calls."""

from __future__ import annotations

import ctypes
from functools import cache
from typing import Any, Final

from ..backends.host import ACTIVATION_SIZE
from . import poke  # noqa: F401  it enters a symbol that the code refers to
from .addresses import OBJECTS
from .glue_code import Recipe, stubs
from .signals import runtime
from .wasm import interrupts  # noqa: F401  so does this

_GLUE: Final = f"{__package__}.glue"
#: What code is entered by.
ENTER: Final = Recipe("enter", _GLUE, "enter_glue")
_CLOSED: Final = Recipe("closed", _GLUE, "closed_glue")


@cache
def closed_address() -> int:
    """Address of what stands for code that was freed (`glue.closed_glue`)."""
    return stubs(_CLOSED)["closed"]


@cache
def _enter() -> ctypes._FuncPointer:
    # PYFUNCTYPE keeps the GIL: a switch to another thread while code runs is not needed, and host functions
    # called back need it. It also raises what a function of Python that was called has raised.
    address = stubs(ENTER)["enter"]
    return ctypes.PYFUNCTYPE(ctypes.c_int, *[ctypes.c_void_p] * 5)(address)


def call(callee: int, a0: int, a1: int, a2: int) -> None:
    """Run `callee(a0, a1, a2)`, machine code in a registered text. Raises `Trap`, or what the text's
    `describe` made."""
    record = ctypes.create_string_buffer(ACTIVATION_SIZE)
    if _enter()(callee, a0, a1, a2, ctypes.addressof(record)) != 0:
        raise runtime().trap_of(ctypes.addressof(record))


def call_oddly(function: Any, *arguments: object, **keywords: object) -> object:
    """Calls that are not plain: with the keyword `timeout`, or to be refused."""
    name = getattr(function, "name", "function")
    if keywords.keys() == {"timeout"}:
        from .slow_function import call_in_time

        return call_in_time(function, arguments, keywords["timeout"], name)
    if keywords:
        raise TypeError(f"{name}() takes no keyword arguments but timeout")
    raise TypeError(f"{name}() takes {len(function.signature.params)} arguments, got {len(arguments)}")


def raise_trap(activation: int) -> None:
    """Raises what an activation record says."""
    raise runtime().trap_of(activation)


OBJECTS["call_oddly"] = call_oddly
OBJECTS["raise_trap"] = raise_trap
