"""The WebAssembly front end: read, validate and translate binary modules.

    module = read_module(data)                      sections only
    module = validate(data)                         Module, or WasmError
    module, functions = translate_module(data)      IR functions too

Everything that concerns opcodes comes from one table, `opcodes.py`. The text format is in `text/`.
"""

import importlib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from .environment import ModuleEnvironment as ModuleEnvironment
    from .errors import InvalidError as InvalidError
    from .errors import MalformedError as MalformedError
    from .errors import WasmError as WasmError
    from .features import parse_features as parse_features
    from .module import Module as Module
    from .reader import read_module as read_module
    from .translate import translate_module as translate_module
    from .tunables import Tunables as Tunables
    from .validation import validate as validate

_HOME: Final = {
    "InvalidError": ".errors",
    "MalformedError": ".errors",
    "Module": ".module",
    "ModuleEnvironment": ".environment",
    "Tunables": ".tunables",
    "WasmError": ".errors",
    "parse_features": ".features",
    "read_module": ".reader",
    "translate_module": ".translate",
    "validate": ".validation",
}

__all__ = [
    "InvalidError",
    "MalformedError",
    "Module",
    "ModuleEnvironment",
    "Tunables",
    "WasmError",
    "parse_features",
    "read_module",
    "translate_module",
    "validate",
]


def __getattr__(name: str) -> object:
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(importlib.import_module(home, __name__), name)
    globals()[name] = value
    return value
