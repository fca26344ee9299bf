"""Runs a WebAssembly module in irtool and in wasmtime and gives results that can be compared.

    calls = [Call("f", (1, 2.0))]
    ours(binary, calls, "speed").results == theirs(binary, calls).results

A result is the bits of what a call returned (all NaNs are alike) or a word for its trap.
"""

import struct
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple
from unittest.mock import patch

import irtool
import wasmtime
from irtool.backends.host_features import NATIVE
from irtool.backends.registry import host_name
from irtool.frontend.wasm.features import ALL_FEATURES, FEATURE_BITS
from irtool.frontend.wasm.module import EXTERN_FUNC, Module
from irtool.frontend.wasm.tunables import Tunables
from irtool.frontend.wasm.validation import validate
from irtool.runtime.glue import host_settings
from irtool.runtime.traps import Trap
from irtool.runtime.wasm.linking import LinkError
from irtool.runtime.wasm.module import Module as RuntimeModule
from irtool.runtime.wasm.native_machine import NATIVE as NATIVE_MACHINE
from irtool.runtime.wasm.spectest import spectest
from irtool.settings import Settings

#: Words of trap messages of both; the first that a message contains stands for it.
TRAPS = {
    "exhausted": "stack",
    "stack": "stack",
    "all fuel": "fuel",
    "undefined element": "table index",
    "out of bounds memory": "memory",
    "out of bounds table": "table index",
    "out of bounds": "memory",
    "divide by zero": "divide",
    "integer overflow": "overflow",
    "invalid conversion": "conversion",
    "uninitialized": "null element",
    "indirect call type": "signature",
    "unaligned": "unaligned",
    "shared": "unshared wait",
    "null": "null",
    "unreachable": "unreachable",
}
#: Features that wasmtime can switch off, and what must be off with them. Without reference types it
#: does not start.
SWITCHES = {
    "bulk_memory": (),
    "custom_page_sizes": (),
    "exceptions": (),
    "function_references": ("gc",),
    "gc": (),
    "memory64": (),
    "multi_memory": (),
    "multi_value": (),
    "relaxed_simd": (),
    "simd": ("relaxed_simd",),
    "tail_call": (),
    "threads": (),
    "wide_arithmetic": (),
}


class Call(NamedTuple):
    """A call of an export."""

    name: str
    arguments: tuple[int | float, ...]


class Run(NamedTuple):
    """What became of an instance."""

    results: list[object]
    memory: bytes
    """Content of the memory with the name `memory`, empty if there is none."""


def trap_word(message: str) -> str:
    """The word for a trap."""
    if "thrown Wasm exception" in message:
        return "exception"
    return next((word for text, word in TRAPS.items() if text in message), message)


def bits(kind: str, value: Any) -> object:
    """A result that can be compared."""
    if kind in ("i32", "i64"):
        return value & (1 << int(kind[1:])) - 1
    if kind in ("f32", "f64"):
        return "nan" if value != value else struct.pack("<d", value)
    return None if value is None else str(kind)


def result_bits(kinds: Sequence[str], value: Any) -> object:
    """The results of a call."""
    values = [] if not kinds else [value] if len(kinds) == 1 else list(value)
    return [bits(kind, item) for kind, item in zip(kinds, values, strict=True)]


# --- wasmtime ---------------------------------------------------------------------------------------


@cache
def engine(off: frozenset[str] = frozenset(), fuel: bool = False) -> wasmtime.Engine:
    """An engine with all features but those that are off."""
    config = wasmtime.Config()
    config.wasm_component_model = False
    config.wasm_relaxed_simd_deterministic = True
    for name in SWITCHES:
        setattr(config, f"wasm_{name}", name not in off)
    config.consume_fuel = fuel
    return wasmtime.Engine(config)


def closed(off: Sequence[str]) -> frozenset[str]:
    """Features that are off, with those that need them."""
    return frozenset(off) | {other for name in off for other in SWITCHES[name]}


def feature_bits(off: frozenset[str]) -> int:
    """irtool's set of features without some."""
    return ALL_FEATURES & ~sum(FEATURE_BITS[name] for name in off)


def their_error(binary: bytes, off: frozenset[str] = frozenset()) -> str:
    """Why wasmtime refuses a module, empty if it does not."""
    try:
        wasmtime.Module.validate(engine(off), binary)
    except wasmtime.WasmtimeError as error:
        return str(error)
    return ""


def _their_spectest(store: Any, linker: Any) -> None:
    limits = wasmtime.Limits
    for name, params in {"": "", "_i32": "i", "_i64": "I", "_f32": "f", "_f64": "F", "_i32_f32": "if",
                         "_f64_f64": "FF"}.items():  # fmt: skip
        makers = {"i": wasmtime.ValType.i32, "I": wasmtime.ValType.i64, "f": wasmtime.ValType.f32,
                  "F": wasmtime.ValType.f64}  # fmt: skip
        ty = wasmtime.FuncType([makers[letter]() for letter in params], [])
        linker.define(store, "spectest", f"print{name}", wasmtime.Func(store, ty, lambda *_: None))
    for kind, value in (("i32", 666), ("i64", 666), ("f32", 666.6), ("f64", 666.6)):
        make: Any = getattr(wasmtime.Val, kind)
        ty = wasmtime.GlobalType(getattr(wasmtime.ValType, kind)(), False)
        linker.define(store, "spectest", f"global_{kind}", wasmtime.Global(store, ty, make(value)))
    memory = wasmtime.Memory(store, wasmtime.MemoryType(limits(1, 2)))
    table = wasmtime.Table(store, wasmtime.TableType(wasmtime.ValType.funcref(), limits(10, 20)), None)
    linker.define(store, "spectest", "memory", memory)
    linker.define(store, "spectest", "table", table)


def theirs(binary: bytes, calls: Sequence[Call], fuel: int = 0) -> Run | None:
    """Results of wasmtime; None for a module that cannot be linked. With `fuel`, a call that needs more gives
    `fuel`, and what comes after it has no meaning."""
    own = engine(fuel=fuel > 0)
    store: Any = wasmtime.Store(own)
    if fuel:
        store.set_fuel(fuel)
    linker: Any = wasmtime.Linker(own)
    _their_spectest(store, linker)
    module = wasmtime.Module(own, binary)
    try:
        instance = linker.instantiate(store, module)
    except wasmtime.Trap as trap:
        return Run([trap_word(str(trap))], b"")
    except wasmtime.WasmtimeError:
        return None
    exports = instance.exports(store)
    found: list[object] = []
    for call in calls:
        if fuel:
            store.set_fuel(fuel)
        function = exports[call.name]
        kinds = [str(ty) for ty in function.type(store).results]
        try:
            found.append(result_bits(kinds, function(store, *call.arguments)))
        except wasmtime.Trap as trap:
            found.append(trap_word(trap.message))
        except wasmtime.WasmtimeError as error:
            found.append(trap_word(str(error)))
    try:
        memory = bytes(exports["memory"].read(store))
    except (KeyError, AttributeError):
        memory = b""
    return Run(found, memory)


# --- irtool -----------------------------------------------------------------------------------------


def _checked_settings(level: str, cpu: str = NATIVE) -> Settings:
    """The settings of the runtime, and what is compiled is checked."""
    settings = host_settings(level, cpu)
    settings.apply("regalloc_checker")
    return settings


def ours(
    binary: bytes,
    calls: Sequence[Call],
    level: str,
    tunables: Tunables | None = None,
    native: bool = False,
) -> Run | None:
    """Results of irtool; with `native` for all that this processor has, else for what vectors need. None for
    a module that cannot be linked. Raises `UnsupportedError`."""
    cpu = NATIVE if native or host_name() != "x86_64" else "x86-64-v2"
    with patch.object(NATIVE_MACHINE, "settings", _checked_settings):
        module = RuntimeModule(binary, level=level, tunables=tunables, cpu=cpu)
        assert module.code
    try:
        instance = irtool.Instance(module, {"spectest": spectest()})
    except Trap as trap:
        return Run([trap_word(trap.message)], b"")
    except LinkError:
        return None
    found: list[object] = []
    for call in calls:
        function: Any = instance.exports[call.name]
        try:
            found.append(result_bits(function.results, function(*call.arguments)))
        except Trap as trap:
            found.append(trap_word(trap.message))
        except irtool.WasmException:
            found.append("exception")
    memory: Any = instance.exports["memory"] if "memory" in instance.exports else None
    content = b""
    if isinstance(memory, irtool.Memory):
        content = bytes(memory.read(0, memory.byte_size))
    return Run(found, content)


def calls_of(binary: bytes, most: int = 12) -> list[Call]:
    """Calls of the exports that can be called with numbers, with small numbers."""
    module: Module = validate(binary)
    found = []
    for item in module.exports:
        if item.kind != EXTERN_FUNC:
            continue
        number = int(module.func_type[item.index])
        params = module.types.params(number)
        results = module.types.results(number)
        if any(not 1 <= ty <= 4 for ty in (*params, *results)):
            continue
        for first in (0, 3, -2)[: 1 + 2 * bool(params)]:
            arguments = [first + i for i in range(len(params))]
            found.append(
                Call(
                    item.name,
                    tuple(float(n) if ty > 2 else n for ty, n in zip(params, arguments, strict=True)),
                )
            )
    return found[:most]
