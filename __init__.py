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
    >>> data = irtool.compile_object(func, "aarch64")                # compile_wasm_object for modules

Functions are built through `FunctionBuilder` as well; all names are described in docs/reference.md.
Everything is imported on first use, so that `import irtool` costs nothing.
"""

import importlib

TYPE_CHECKING = False  # that of `typing`, whose import would take longer than all the rest here
if TYPE_CHECKING:
    from .backends.code import CompiledCode as CompiledCode
    from .backends.registry import target_names as target_names
    from .cache.cache import Cache as Cache
    from .cache.cache import CacheInfo as CacheInfo
    from .cache.stores import CacheError as CacheError
    from .compile import CompiledFunction as CompiledFunction
    from .compile import compile_function as compile_function
    from .compile import compile_module as compile_module
    from .compile import compile_object as compile_object
    from .frontend.wasm.errors import WasmError as WasmError
    from .frontend.wasm.translate import translate as translate
    from .frontend.wasm.tunables import Tunables as Tunables
    from .ir import types as types
    from .ir.builder import make_signature as make_signature
    from .ir.data import DataObject as DataObject
    from .ir.data import DataSection as DataSection
    from .ir.entities import AbiParam as AbiParam
    from .ir.entities import ExtName as ExtName
    from .ir.entities import GlobalValue as GlobalValue
    from .ir.entities import Signature as Signature
    from .ir.errors import BuilderError as BuilderError
    from .ir.errors import ErrorList as ErrorList
    from .ir.errors import InternalError as InternalError
    from .ir.errors import IrtoolError as IrtoolError
    from .ir.errors import LimitError as LimitError
    from .ir.errors import ParseError as ParseError
    from .ir.errors import Place as Place
    from .ir.errors import SettingError as SettingError
    from .ir.errors import UnsupportedError as UnsupportedError
    from .ir.errors import VerifierError as VerifierError
    from .ir.function import Function as Function
    from .ir.handles import Block as Block
    from .ir.handles import DynamicSlotRef as DynamicSlotRef
    from .ir.handles import FuncRef as FuncRef
    from .ir.handles import GlobalValueRef as GlobalValueRef
    from .ir.handles import Handle as Handle
    from .ir.handles import Operand as Operand
    from .ir.handles import Payload as Payload
    from .ir.handles import RegionRef as RegionRef
    from .ir.handles import SigRef as SigRef
    from .ir.handles import StackSlotRef as StackSlotRef
    from .ir.handles import Value as Value
    from .ir.handles import Variable as Variable
    from .ir.interp.interpreter import Interpreter as Interpreter
    from .ir.interp.interpreter import Outcome as Outcome
    from .ir.interp.interpreter import interpret as interpret
    from .ir.lanes import pack_lanes as pack_lanes
    from .ir.lanes import unpack_lanes as unpack_lanes
    from .ir.structs import Bytes as Bytes
    from .ir.structs import Field as Field
    from .ir.structs import StructType as StructType
    from .ir.text.printer import print_function as print_function
    from .ir.text.reader import parse_function as parse_function
    from .ir.text.reader import parse_functions as parse_functions
    from .ir.typed_builder import FunctionBuilder as FunctionBuilder
    from .ir.typed_builder import memory_flags as memory_flags
    from .ir.types import F16 as F16
    from .ir.types import F32 as F32
    from .ir.types import F32X4 as F32X4
    from .ir.types import F64 as F64
    from .ir.types import F64X2 as F64X2
    from .ir.types import F128 as F128
    from .ir.types import I8 as I8
    from .ir.types import I8X16 as I8X16
    from .ir.types import I16 as I16
    from .ir.types import I16X8 as I16X8
    from .ir.types import I32 as I32
    from .ir.types import I32X4 as I32X4
    from .ir.types import I64 as I64
    from .ir.types import I64X2 as I64X2
    from .ir.types import I128 as I128
    from .ir.verify.verifier import verify as verify
    from .object.image import ImageError as ImageError
    from .passes.pipeline import optimize as optimize
    from .reuse import Reuse as Reuse
    from .reuse import compile_library as compile_library
    from .runtime.interpreted import InterpretedFunction as InterpretedFunction
    from .runtime.interpreted import interpreted as interpreted
    from .runtime.jit import jit as jit
    from .runtime.jit_module import JitModule as JitModule
    from .runtime.link import UndefinedSymbolError as UndefinedSymbolError
    from .runtime.traps import ClosedError as ClosedError
    from .runtime.traps import Frame as Frame
    from .runtime.traps import Trap as Trap
    from .runtime.unsigned import UnsignedFunction as UnsignedFunction
    from .runtime.wasm.exceptions import PYTHON_TAG as PYTHON_TAG
    from .runtime.wasm.exceptions import WasmException as WasmException
    from .runtime.wasm.fuel import Fuel as Fuel
    from .runtime.wasm.functions import Func as Func
    from .runtime.wasm.instance import Instance as Instance
    from .runtime.wasm.items import Global as Global
    from .runtime.wasm.items import Memory as Memory
    from .runtime.wasm.items import Table as Table
    from .runtime.wasm.items import Tag as Tag
    from .runtime.wasm.linking import LinkError as LinkError
    from .runtime.wasm.module import Module as Module
    from .runtime.wasm.time_limits import TimeLimitError as TimeLimitError
    from .runtime.wasm.time_limits import time_limit as time_limit
    from .settings import Settings as Settings
    from .wasm_compile import compile_wasm as compile_wasm
    from .wasm_compile import compile_wasm_object as compile_wasm_object

__version__ = "0.1.0"


def _refuse_subinterpreters() -> None:
    """The C extensions below keep their state for the process, so only one interpreter can use them."""
    for name in ("_interpreters", "_xxsubinterpreters"):
        try:
            interpreters = importlib.import_module(name)
        except ImportError:
            continue
        if interpreters.get_current() != interpreters.get_main():
            raise ImportError("irtool can only be used in the main interpreter of the process")
        return


_refuse_subinterpreters()

#: The module that defines each public name.
_HOME = {
    "AbiParam": ".ir.entities",
    "Block": ".ir.handles",
    "BuilderError": ".ir.errors",
    "Bytes": ".ir.structs",
    "Cache": ".cache.cache",
    "CacheError": ".cache.stores",
    "CacheInfo": ".cache.cache",
    "ClosedError": ".runtime.traps",
    "CompiledCode": ".backends.code",
    "CompiledFunction": ".compile",
    "DataObject": ".ir.data",
    "DataSection": ".ir.data",
    "DynamicSlotRef": ".ir.handles",
    "ErrorList": ".ir.errors",
    "ExtName": ".ir.entities",
    "F128": ".ir.types",
    "F16": ".ir.types",
    "F32": ".ir.types",
    "F32X4": ".ir.types",
    "F64": ".ir.types",
    "F64X2": ".ir.types",
    "Field": ".ir.structs",
    "Frame": ".runtime.traps",
    "Fuel": ".runtime.wasm.fuel",
    "Func": ".runtime.wasm.functions",
    "FuncRef": ".ir.handles",
    "Function": ".ir.function",
    "FunctionBuilder": ".ir.typed_builder",
    "Global": ".runtime.wasm.items",
    "GlobalValue": ".ir.entities",
    "GlobalValueRef": ".ir.handles",
    "Handle": ".ir.handles",
    "I128": ".ir.types",
    "I16": ".ir.types",
    "I16X8": ".ir.types",
    "I32": ".ir.types",
    "I32X4": ".ir.types",
    "I64": ".ir.types",
    "I64X2": ".ir.types",
    "I8": ".ir.types",
    "I8X16": ".ir.types",
    "ImageError": ".object.image",
    "Instance": ".runtime.wasm.instance",
    "InternalError": ".ir.errors",
    "InterpretedFunction": ".runtime.interpreted",
    "Interpreter": ".ir.interp.interpreter",
    "IrtoolError": ".ir.errors",
    "JitModule": ".runtime.jit_module",
    "LimitError": ".ir.errors",
    "LinkError": ".runtime.wasm.linking",
    "Memory": ".runtime.wasm.items",
    "Module": ".runtime.wasm.module",
    "Operand": ".ir.handles",
    "Outcome": ".ir.interp.interpreter",
    "PYTHON_TAG": ".runtime.wasm.exceptions",
    "ParseError": ".ir.errors",
    "Payload": ".ir.handles",
    "Place": ".ir.errors",
    "RegionRef": ".ir.handles",
    "Reuse": ".reuse",
    "SettingError": ".ir.errors",
    "Settings": ".settings",
    "SigRef": ".ir.handles",
    "Signature": ".ir.entities",
    "StackSlotRef": ".ir.handles",
    "StructType": ".ir.structs",
    "Table": ".runtime.wasm.items",
    "Tag": ".runtime.wasm.items",
    "TimeLimitError": ".runtime.wasm.time_limits",
    "Trap": ".runtime.traps",
    "Tunables": ".frontend.wasm.tunables",
    "UndefinedSymbolError": ".runtime.link",
    "UnsignedFunction": ".runtime.unsigned",
    "UnsupportedError": ".ir.errors",
    "Value": ".ir.handles",
    "Variable": ".ir.handles",
    "VerifierError": ".ir.errors",
    "WasmError": ".frontend.wasm.errors",
    "WasmException": ".runtime.wasm.exceptions",
    "compile_function": ".compile",
    "compile_library": ".reuse",
    "compile_module": ".compile",
    "compile_object": ".compile",
    "compile_wasm": ".wasm_compile",
    "compile_wasm_object": ".wasm_compile",
    "interpret": ".ir.interp.interpreter",
    "interpreted": ".runtime.interpreted",
    "jit": ".runtime.jit",
    "make_signature": ".ir.builder",
    "memory_flags": ".ir.typed_builder",
    "optimize": ".passes.pipeline",
    "pack_lanes": ".ir.lanes",
    "parse_function": ".ir.text.reader",
    "parse_functions": ".ir.text.reader",
    "print_function": ".ir.text.printer",
    "target_names": ".backends.registry",
    "time_limit": ".runtime.wasm.time_limits",
    "translate": ".frontend.wasm.translate",
    "unpack_lanes": ".ir.lanes",
    "verify": ".ir.verify.verifier",
}

__all__ = [
    "AbiParam",
    "Block",
    "BuilderError",
    "Bytes",
    "Cache",
    "CacheError",
    "CacheInfo",
    "ClosedError",
    "CompiledCode",
    "CompiledFunction",
    "DataObject",
    "DataSection",
    "DynamicSlotRef",
    "ErrorList",
    "ExtName",
    "F128",
    "F16",
    "F32",
    "F32X4",
    "F64",
    "F64X2",
    "Field",
    "Frame",
    "Fuel",
    "Func",
    "FuncRef",
    "Function",
    "FunctionBuilder",
    "Global",
    "GlobalValue",
    "GlobalValueRef",
    "Handle",
    "I128",
    "I16",
    "I16X8",
    "I32",
    "I32X4",
    "I64",
    "I64X2",
    "I8",
    "I8X16",
    "ImageError",
    "Instance",
    "InternalError",
    "InterpretedFunction",
    "Interpreter",
    "IrtoolError",
    "JitModule",
    "LimitError",
    "LinkError",
    "Memory",
    "Module",
    "Operand",
    "Outcome",
    "PYTHON_TAG",
    "ParseError",
    "Payload",
    "Place",
    "RegionRef",
    "Reuse",
    "SettingError",
    "Settings",
    "SigRef",
    "Signature",
    "StackSlotRef",
    "StructType",
    "Table",
    "Tag",
    "TimeLimitError",
    "Trap",
    "Tunables",
    "UndefinedSymbolError",
    "UnsignedFunction",
    "UnsupportedError",
    "Value",
    "Variable",
    "VerifierError",
    "WasmError",
    "WasmException",
    "__version__",
    "compile_function",
    "compile_library",
    "compile_module",
    "compile_object",
    "compile_wasm",
    "compile_wasm_object",
    "interpret",
    "interpreted",
    "jit",
    "make_signature",
    "memory_flags",
    "optimize",
    "pack_lanes",
    "parse_function",
    "parse_functions",
    "print_function",
    "target_names",
    "time_limit",
    "translate",
    "types",
    "unpack_lanes",
    "verify",
]


if not TYPE_CHECKING:  # type checkers see the imports above, so that a misspelt name is an error

    def __getattr__(name: str) -> object:
        value: object
        if name == "types":
            value = importlib.import_module(".ir.types", __name__)
        elif name in _HOME:
            value = getattr(importlib.import_module(_HOME[name], __name__), name)
        else:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
