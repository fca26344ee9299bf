"""Code at the borders of compiled WebAssembly, for the machine that runs it (`machines.py`): made by
`stub_functions.py` when first needed, or taken from the file of a module (`runtime/glue_code.py`).

    entry(code, context, slots)      C convention: load the arguments from `slots`, 16 bytes each, call `code`
                                     in its context, store the results into the same slots
    exit(arguments...)               the convention of WebAssembly: store the arguments into slots, call
                                     Python with its own context and the slots, load the results

There is one of each per function type and machine. An entry stub is called under a guard (`glue.py`); an
exit stub puts the stack limit of the thread back behind Python, and throws, or traps, when that left an
exception (`pending.py`, `exceptions.py`).
"""

from __future__ import annotations

import ctypes
from typing import Final

from ..glue_code import Recipe
from .machines import Callback, Machine
from .values import SLOT, type_letters

#: The symbol of what an exit stub calls.
DISPATCH: Final = "__irtool_dispatch"
_FUNCTIONS: Final = f"{__package__}.stub_functions"


def entry_recipe(type_number: int) -> Recipe:
    """The entry stub for a function type."""
    return Recipe(f"entry {type_letters(type_number)}", _FUNCTIONS, "entry_glue", type_number)


def exit_recipe(type_number: int, without_gil: bool) -> Recipe:
    """The exit stub for a function type, which calls `DISPATCH`."""
    key = f"exit {type_letters(type_number)}{' without GIL' if without_gil else ''}"
    return Recipe(key, _FUNCTIONS, "exit_glue", type_number, without_gil)


def entry_address(type_number: int, machine: Machine) -> int:
    """Address of the entry stub for a function type."""
    recipe = entry_recipe(type_number)
    if recipe.key not in machine.stubs:
        machine.stubs[recipe.key] = machine.load_stubs(recipe)["entry"]
    return machine.stubs[recipe.key]


def exit_address(type_number: int, dispatch: Callback, machine: Machine, without_gil: bool = False) -> int:
    """Address of the exit stub for a function type; it calls `dispatch(context, slots)`, which returns 0, or
    1 when it left an exception, with the GIL, which callers `without_gil` do not hold."""
    callee = machine.callback(dispatch, "i", "II")
    recipe = exit_recipe(type_number, without_gil)
    key = f"{recipe.key} {callee}"
    if key not in machine.stubs:
        machine.stubs[key] = machine.load_stubs(recipe, {DISPATCH: callee})["exit"]
    return machine.stubs[key]


def slots_buffer(count: int) -> tuple[ctypes.Array[ctypes.c_char], int]:
    """Memory for `count` slots, and its aligned address."""
    buffer = (ctypes.c_char * (SLOT * count + SLOT))()
    return buffer, ctypes.addressof(buffer) + SLOT - 1 & -SLOT
