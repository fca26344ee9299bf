"""WebAssembly in this process: modules, instances and what they share with Python.

    module = Module.from_file("fib.wasm")
    instance = Instance(module, {"env": {"print": print}})
    instance.exports.fib(30)

A module is compiled once for the machine that Python runs on; all its instances share the code, which reaches
what is the instance's own through its context (`frontend/wasm/layout.py`).

    module.py         reading, reflection; compile_code.py compiles
    instance.py       linking, the context, segments, the start function
    items.py          memories, tables, globals, tags as Python objects
    functions.py      functions of instances and of Python
    exceptions.py     exceptions between WebAssembly and Python; exception_functions.py throws,
                      exception_cells.py is their memory
    values.py         Python values to bits and back
    type_ids.py       types of all modules of the process, one number for equal ones
    address_space.py  reserved pages that grow in place
    stubs.py          the borders: calls in, calls out; stub_functions.py has them in IR
    builtins.py       what code asks of the runtime; builtin_glue.py has it in IR
    script.py         the specification's test scripts
"""

import importlib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from .exceptions import PYTHON_TAG as PYTHON_TAG
    from .exceptions import WasmException as WasmException
    from .fuel import Fuel as Fuel
    from .functions import Func as Func
    from .instance import Instance as Instance
    from .items import Global as Global
    from .items import Memory as Memory
    from .items import Table as Table
    from .items import Tag as Tag
    from .linking import LinkError as LinkError
    from .module import Module as Module

_HOME: Final = {
    "PYTHON_TAG": ".exceptions",
    "WasmException": ".exceptions",
    "Fuel": ".fuel",
    "Func": ".functions",
    "Global": ".items",
    "Instance": ".instance",
    "LinkError": ".linking",
    "Memory": ".items",
    "Module": ".module",
    "Table": ".items",
    "Tag": ".items",
}

__all__ = [
    "PYTHON_TAG",
    "Fuel",
    "Func",
    "Global",
    "Instance",
    "LinkError",
    "Memory",
    "Module",
    "Table",
    "Tag",
    "WasmException",
]


def __getattr__(name: str) -> object:
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(importlib.import_module(home, __name__), name)
    globals()[name] = value
    return value
