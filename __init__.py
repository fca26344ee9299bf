"""irtool: a compiler framework in typed Python.

WebAssembly, CLIF text or a builder API makes an SSA IR (`Function`), which is verified, optimised, lowered by
rules, given registers and emitted as x86-64 or aarch64 machine code: callable in this process, or
an object file for any C linker.

    >>> import irtool
    >>> module = irtool.Module.from_text('''
    ... (module (func (export "add") (param i32 i32) (result i32)
    ...   (i32.add (local.get 0) (local.get 1))))''')
    >>> irtool.Instance(module).exports.add(40, 2)
    42
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
    from .frontend.wasm.errors import WasmError as WasmError
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
    from .runtime.traps import Trap as Trap
    from .runtime.wasm.instance import Instance as Instance
    from .runtime.wasm.items import Func as Func
    from .runtime.wasm.items import Global as Global
    from .runtime.wasm.items import Memory as Memory
    from .runtime.wasm.items import Table as Table
    from .runtime.wasm.items import Tag as Tag
    from .runtime.wasm.linking import LinkError as LinkError
    from .runtime.wasm.module import Module as Module
    from .settings import Settings as Settings

__version__ = "0.1.0"

_HOME: Final = {
    "ErrorList": ".ir.errors",
    "Func": ".runtime.wasm.items",
    "Function": ".ir.function",
    "FunctionBuilder": ".ir.builder",
    "Global": ".runtime.wasm.items",
    "Instance": ".runtime.wasm.instance",
    "IrtoolError": ".ir.errors",
    "LimitError": ".ir.errors",
    "LinkError": ".runtime.wasm.linking",
    "Memory": ".runtime.wasm.items",
    "Module": ".runtime.wasm.module",
    "ParseError": ".ir.errors",
    "SettingError": ".ir.errors",
    "Settings": ".settings",
    "Table": ".runtime.wasm.items",
    "Tag": ".runtime.wasm.items",
    "Trap": ".runtime.traps",
    "UnsupportedError": ".ir.errors",
    "VerifierError": ".ir.errors",
    "WasmError": ".frontend.wasm.errors",
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
    "Func",
    "Function",
    "FunctionBuilder",
    "Global",
    "Instance",
    "IrtoolError",
    "LimitError",
    "LinkError",
    "Memory",
    "Module",
    "ParseError",
    "SettingError",
    "Settings",
    "Table",
    "Tag",
    "Trap",
    "UnsupportedError",
    "VerifierError",
    "WasmError",
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
