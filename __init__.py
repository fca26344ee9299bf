"""irtool: a compiler framework in typed Python.

CLIF text or a builder API makes an SSA IR (`Function`), which is verified, optimised, lowered by
rules, given registers and emitted as x86-64 or aarch64 machine code: callable in this process, or
an object file for any C linker.

    >>> import irtool
    >>> func = irtool.parse_function('''
    ... function %add(i32, i32) -> i32 {
    ... block0(v0: i32, v1: i32):
    ...     v2 = iadd v0, v1
    ...     return v2
    ... }''')
    >>> add = irtool.jit(func)
    >>> add(40, 2)
    42
    >>> data = irtool.compile_object(func, "aarch64")

Everything is imported on first use, so that `import irtool` costs nothing.
"""

import importlib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from .backends.registry import target_names as target_names
    from .compile import compile_function as compile_function
    from .compile import compile_module as compile_module
    from .compile import compile_object as compile_object
    from .frontend.wasm.translate import translate as translate
    from .ir.builder import FunctionBuilder as FunctionBuilder
    from .ir.errors import ErrorList as ErrorList
    from .ir.errors import IrtoolError as IrtoolError
    from .ir.errors import LimitError as LimitError
    from .ir.errors import ParseError as ParseError
    from .ir.errors import SettingError as SettingError
    from .ir.errors import UnsupportedError as UnsupportedError
    from .ir.errors import VerifierError as VerifierError
    from .ir.function import Function as Function
    from .ir.text.printer import print_function as print_function
    from .ir.text.reader import parse_function as parse_function
    from .ir.text.reader import parse_functions as parse_functions
    from .ir.verify.verifier import verify as verify
    from .passes.pipeline import optimize as optimize
    from .runtime.module import jit as jit
    from .settings import Settings as Settings

__version__ = "0.1.0"

_HOME: Final = {
    "ErrorList": ".ir.errors",
    "Function": ".ir.function",
    "FunctionBuilder": ".ir.builder",
    "IrtoolError": ".ir.errors",
    "LimitError": ".ir.errors",
    "ParseError": ".ir.errors",
    "SettingError": ".ir.errors",
    "Settings": ".settings",
    "UnsupportedError": ".ir.errors",
    "VerifierError": ".ir.errors",
    "compile_function": ".compile",
    "compile_module": ".compile",
    "compile_object": ".compile",
    "jit": ".runtime.module",
    "optimize": ".passes.pipeline",
    "parse_function": ".ir.text.reader",
    "parse_functions": ".ir.text.reader",
    "print_function": ".ir.text.printer",
    "target_names": ".backends.registry",
    "translate": ".frontend.wasm.translate",
    "verify": ".ir.verify.verifier",
}

__all__ = [
    "ErrorList",
    "Function",
    "FunctionBuilder",
    "IrtoolError",
    "LimitError",
    "ParseError",
    "SettingError",
    "Settings",
    "UnsupportedError",
    "VerifierError",
    "__version__",
    "compile_function",
    "compile_module",
    "compile_object",
    "jit",
    "optimize",
    "parse_function",
    "parse_functions",
    "print_function",
    "target_names",
    "translate",
    "verify",
]


def __getattr__(name: str) -> object:
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(importlib.import_module(home, __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOME})
