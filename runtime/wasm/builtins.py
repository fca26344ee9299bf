"""What compiled code asks of the runtime (`frontend/wasm/builtins.py`): the tables of their addresses, and
those that are functions of Python. Their code is made by `builtin_glue.py`, or taken from the file of a
module (`runtime/glue_code.py`).
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Final

from ...frontend.wasm.builtins import BUILTINS, Builtin
from ..addresses import NAMED
from ..glue_code import Recipe
from .machines import Machine
from .memory_words import Block, write_word

_ROWS: Final = {row.name: row for row in BUILTINS}

#: Builtins that are functions of Python.
IN_PYTHON: Final = (
    "memory_grow",
    "table_grow",
    "memory_notify",
    "memory_wait32",
    "memory_wait64",
    "type_matches",
)
#: In front of their names as symbols.
CALLBACK: Final = "__irtool_builtin_"
#: A builtin in Python: the context and the other arguments, unsigned.
PythonBuiltin = Callable[..., int | None]

_status: Final = ctypes.c_uint64(0)
#: Its symbol (`addresses.py`).
STATUS: Final = "__irtool_builtin_status"
NAMED[STATUS] = lambda: ctypes.addressof(_status)


def _callback(
    row: Builtin, function: PythonBuiltin, leave: Callable[[BaseException], None], machine: Machine
) -> int:
    """Address of a builtin in Python; `_status` says whether it left an exception. Under emulation, where
    other threads may change that word before it is read, what it raises ends the run."""
    if machine.emulated:
        return machine.callback(function, row.result, "I" + row.params)

    def run(*arguments: int) -> int | None:
        try:
            found = function(*arguments)
            _status.value = 0
        except BaseException as error:
            leave(error)
            _status.value = 1
            found = 0
        return found if row.result else None

    return machine.callback(run, row.result, "I" + row.params)


#: Builtins for exceptions, which modules that release the GIL do not have.
_EXCEPTIONS: Final = ("exception_new", "exception_throw", "exception_drop")
_keep: Final[list[object]] = []


def builtins_recipe(machine: Machine, without_gil: bool) -> Recipe:
    """The code of all builtins."""
    key = f"builtins{' emulated' if machine.emulated else ''}{' without GIL' if without_gil else ''}"
    module = f"{__package__}.builtin_glue"
    return Recipe(key, module, "builtins_glue", machine.name, machine.emulated, without_gil)


def builtins_table(
    in_python: dict[str, PythonBuiltin],
    leave: Callable[[BaseException], None],
    symbols: dict[str, int],
    machine: Machine,
    without_gil: bool,
) -> tuple[int, dict[str, int]]:
    """Address of a table of all builtins, for contexts, and the addresses of all functions of the glue by
    name; `in_python` has those that call Python, `symbols` what those of exceptions name. `without_gil` is
    for code that may run without the GIL, where those are missing."""
    for name, function in in_python.items():
        symbols[CALLBACK + name] = _callback(_ROWS[name], function, leave, machine)
    addresses = machine.load_stubs(builtins_recipe(machine, without_gil), symbols)
    table = Block(8 * len(BUILTINS))
    _keep.append(table)
    for number, row in enumerate(BUILTINS):
        missing = without_gil and row.name in _EXCEPTIONS
        write_word(table.address + 8 * number, 0 if missing else addresses[row.name])
    return table.address, addresses
