"""Calls between Python and WebAssembly without ctypes: IR functions over CPython's C API, made by
`python_call_functions.py` or taken from the file of a module (`runtime/glue_code.py`).

    call_in(self, args, nargsf, kwnames)      the vectorcall protocol (PEP 590), as for other compiled
    functions
                                              (`runtime/call_in.py`), in the context of the function
    call_out(arguments...)                    a function of WebAssembly: arguments to objects,
                                              PyObject_Vectorcall of the object in its context, the result to
                                              bits

There is one of each per function type of numbers and vectors. `call_in` hands whatever is out of the
ordinary - a wrong number of arguments, an object of the wrong kind, a number out of range - to a Python
function that does all of it again carefully and raises what has to be raised. An exception out of
`call_out` that WebAssembly does not catch (`exceptions.py`) stays set in the interpreter while a trap
unwinds the code, and `call_in` returns NULL for it: nobody catches and raises it again.

`call_out` needs the GIL, which whoever calls the code holds that calls it; in modules that release the GIL
its place has a stub that takes it (`stubs.py`).
"""

from __future__ import annotations

from typing import Final

from ...frontend.wasm import value_types
from .. import kept_numbers  # noqa: F401  it enters symbols that the code refers to
from ..function_object import SUPPORTED
from ..glue_code import Recipe, stubs
from ..object_layout import LAYOUT_NAME
from .type_ids import TYPES
from .values import type_letters

#: The object that does a call slowly, `slow(self, *args, **kwargs)`: its name in `addresses.OBJECTS`.
SLOW: Final = "call_slowly"
#: The symbol of a C function `u32 (context, object, slot)` for results that are not plain.
CONVERT: Final = "__irtool_convert"
_PLAIN: Final = (
    value_types.I32,
    value_types.I64,
    value_types.F32,
    value_types.F64,
    value_types.V128,
)
_FUNCTIONS: Final = f"{__package__}.python_call_functions"
#: The `call_in` for what has no fast way.
SLOWLY: Final = Recipe(f"call_slowly {LAYOUT_NAME}", _FUNCTIONS, "call_slowly_glue")

_addresses: Final[dict[str, int]] = {}


def is_simple(type_number: int) -> bool:
    """Whether all parameters and results of a function type are numbers or vectors."""
    return all(ty in _PLAIN for ty in [*TYPES.params(type_number), *TYPES.results(type_number)])


def has_call_out(type_number: int) -> bool:
    """Whether functions of Python with a function type get a `call_out`."""
    return SUPPORTED and is_simple(type_number) and len(TYPES.results(type_number)) < 2


def call_in_recipe(type_number: int, release_gil: bool) -> Recipe:
    """The `call_in` for a function type of numbers."""
    gil = " releases GIL" if release_gil else ""
    key = f"call_in {type_letters(type_number)}{gil} {LAYOUT_NAME}"
    return Recipe(key, _FUNCTIONS, "call_in_glue", type_number, release_gil)


def call_in_address(type_number: int, release_gil: bool) -> int:
    """Address of `call_in` for a function type of numbers. `release_gil` says that the code runs without the
    GIL."""
    return _address(call_in_recipe(type_number, release_gil), "call_in")


def call_slowly_address() -> int:
    """Address of a `call_in` for all other function types: it does every call slowly."""
    return _address(SLOWLY, "call_in")


def call_out_recipe(type_number: int) -> Recipe:
    """The `call_out` for a function type of numbers with at most one result."""
    return Recipe(
        f"call_out {type_letters(type_number)} {LAYOUT_NAME}", _FUNCTIONS, "call_out_glue", type_number
    )


def call_out_address(type_number: int) -> int:
    """Address of `call_out` for a function type of numbers with at most one result."""
    return _address(call_out_recipe(type_number), "call_out")


def _address(recipe: Recipe, name: str) -> int:
    if recipe.key not in _addresses:
        _addresses[recipe.key] = stubs(recipe)[name]
    return _addresses[recipe.key]
