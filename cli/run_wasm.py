"""`irtool run` for WebAssembly modules."""

import argparse
import sys
from typing import TYPE_CHECKING

from .common import UsageError, settings_from
from .wasm_input import read_wasm

if TYPE_CHECKING:
    from ..runtime.wasm.instance import Instance
    from ..runtime.wasm.items import Func
    from ..runtime.wasm.module import Module


def run_wasm(args: argparse.Namespace) -> int:
    """Instantiate a module and call a function of it; exit status."""
    from ..backends.registry import host_name
    from ..frontend.wasm.errors import WasmError, at_place
    from ..ir.errors import ErrorList, IrtoolError, UnsupportedError
    from ..runtime.traps import Trap
    from ..runtime.wasm.instance import Instance
    from ..runtime.wasm.module import Module
    from .common import name_file

    settings = settings_from(args)
    if settings.target != host_name() or args.emulate:
        raise UnsupportedError(f"WebAssembly runs natively only, not under emulation of {settings.target}")
    if args.settings:
        raise UsageError("--set does not apply to WebAssembly modules")
    assembled = read_wasm(args.file)
    try:
        module = Module(assembled.binary, level=args.opt_level or "speed")
    except WasmError as error:
        place = assembled.place(error.offset)
        raise (at_place(error, place) if place.line else error) from None
    try:
        if args.invoke is None and any(item.name == "_start" for item in module.exports):
            return run_program(args, module)
        if args.env:
            raise UsageError("--env is for WASI programs, which export `_start`")
        instance = Instance(module)
        function = pick_export(instance, args.invoke, args.file)
        if function is None:
            return 0
        result = function(*parse_values(function, args.args))
    except Trap as trap:
        print(f"{args.file}: trap: {trap}", file=sys.stderr)
        return 1
    except IrtoolError as error:
        name_file(error.errors if isinstance(error, ErrorList) else [error], args.file)
        raise
    for value in result if isinstance(result, tuple) else (result,) if function.results else ():
        print(value_text(value))
    return 0


def run_program(args: argparse.Namespace, module: "Module") -> int:
    """Run a WASI program; its exit code."""
    from ..runtime.wasi.system import Wasi

    env = {}
    for text in args.env:
        name, equals, value = text.partition("=")
        if not name or not equals:
            raise UsageError(f"--env needs NAME=VALUE, not {text!r}")
        env[name] = value
    return Wasi([args.file, *args.args], env).run(module)


def pick_export(instance: "Instance", name: str | None, file: str) -> "Func | None":
    """The exported function of a name; without one the only one, or None when there is none.

    Raises `UsageError`."""
    from ..runtime.wasm.items import Func

    exports = instance.exports
    functions = {key: item for key in exports if isinstance(item := exports[key], Func)}
    names = ", ".join(functions)
    if name is not None:
        if name not in functions:
            raise UsageError(f"{file} exports no function {name!r}; there are: {names or 'none'}")
        return functions[name]
    if len(functions) > 1:
        raise UsageError(f"{file} exports several functions: say which with --invoke ({names})")
    return next(iter(functions.values()), None)


def parse_values(function: "Func", texts: list[str]) -> list[object]:
    """Arguments from the command line. Raises `UsageError`."""
    kinds = function.params
    if len(texts) != len(kinds):
        raise UsageError(
            f"{function.name} takes {len(kinds)} arguments ({', '.join(kinds)}), got {len(texts)}"
        )
    return [_parse(kind, text) for kind, text in zip(kinds, texts, strict=True)]


def _parse(kind: str, text: str) -> object:
    try:
        if kind in ("i32", "i64"):
            number = int(text, 0)
            if not -(1 << (int(kind[1:]) - 1)) <= number < 1 << int(kind[1:]):
                raise UsageError(f"argument {text!r} is out of range for {kind}")
            return number
        if kind in ("f32", "f64"):
            return float.fromhex(text) if "0x" in text.lower() else float(text)
        if kind == "v128":
            return int(text, 0)
    except ValueError:
        raise UsageError(f"argument {text!r} is no {kind}") from None
    if text == "null":
        return None
    raise UsageError(f"arguments of type {kind} can only be null on the command line")


def value_text(value: object) -> str:
    """A result as text; vectors as hexadecimal numbers."""
    if isinstance(value, bytes):
        return f"0x{int.from_bytes(value, 'little'):032x}"
    return "null" if value is None else str(value)
