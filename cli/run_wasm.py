"""`irtool run` for WebAssembly modules."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from types import SimpleNamespace
from typing import TYPE_CHECKING

from .usage import UsageError, directories, refuse_options

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from ..frontend.wasm.tunables import Tunables
    from ..runtime.wasm.fuel import Fuel
    from ..runtime.wasm.functions import Func
    from ..runtime.wasm.instance import Instance
    from ..runtime.wasm.module import Module


def plain_arguments(args: list[str]) -> SimpleNamespace | None:
    """The options that `irtool run` would find in these arguments, for those that say nothing but which
    precompiled module to run with which arguments: a program that starts in milliseconds need not wait for a
    parser to be put together. None for all others."""
    name, rest = args[:1], args[1:]
    if rest[:1] == ["--"]:
        rest = rest[1:]
        if "--" in rest:
            return None
    elif any(text.startswith("-") for text in rest):
        return None
    if not name or name[0].startswith("-") or not is_precompiled(name[0]):
        return None
    options = SimpleNamespace(file=name[0], args=rest, invoke=None, env=[], dir=[], fuel=None, timeout=None)
    options.target = options.opt_level = None
    options.settings = options.preload = []
    options.emulate = options.lazy = False
    return options


def run_wasm(args: argparse.Namespace | SimpleNamespace) -> int:
    """Instantiate a module and call a function of it; exit status."""
    from ..ir.errors import ErrorList, IrtoolError
    from ..runtime.wasm.time_limits import TimeLimitError, time_limit

    try:
        limit = time_limit(args.timeout) if args.timeout is not None else nullcontext()
    except ValueError as error:
        raise UsageError(f"--timeout: {error}") from None

    try:
        module = _module(args)
    except IrtoolError as error:
        from .common import name_file

        name_file(error.errors if isinstance(error, ErrorList) else [error], args.file)
        raise
    from ..runtime.traps import Trap
    from ..runtime.wasm.instance import Instance

    try:
        if args.invoke is None and any(item.name == "_start" for item in module.exports):
            with limit:
                return run_program(args, module, *_preload(args))
        for option in ("env", "dir"):
            if getattr(args, option):
                raise UsageError(f"--{option} is for WASI programs, which export `_start`")
        with limit:
            imports, fuel = _preload(args)
            instance = Instance(module, imports, fuel=fuel)
            function = pick_export(instance, args.invoke, args.file)
            if function is None:
                if args.args:
                    raise UsageError(f"{args.file} exports no function that could take arguments")
                return 0
            result = function(*parse_values(function, args.args))
    except TimeLimitError as error:
        print(f"{args.file}: {error}", file=sys.stderr)
        return 1
    except Trap as trap:
        print(f"{args.file}: trap: {trap}", file=sys.stderr)
        return 1
    except IrtoolError as error:
        from .common import name_file

        name_file(error.errors if isinstance(error, ErrorList) else [error], args.file)
        raise
    for value in result if isinstance(result, tuple) else (result,) if function.results else ():
        print(value_text(value))
    return 0


def is_precompiled(name: str) -> bool:
    """Whether a file is meant to be a precompiled module: an object file."""
    return name.endswith(".o")


def run_tunables(fuel: bool = False) -> Tunables:
    """How modules are translated that this command runs: Ctrl-C ends a loop."""
    from ..frontend.wasm.tunables import Tunables

    return Tunables(interruptible=True, fuel=fuel)


def _module(args: argparse.Namespace | SimpleNamespace) -> Module:
    """The module of the file that the arguments name."""
    return _load(args) if is_precompiled(args.file) else _read(args)


def _preload(
    args: argparse.Namespace | SimpleNamespace,
) -> tuple[Mapping[str, Instance], int | Fuel | None]:
    """The modules of --preload, and the fuel for the one to run; see `preload`."""
    if not args.preload:
        return {}, args.fuel
    from .preload import preload

    return preload(args, _module)


def _load(args: argparse.Namespace | SimpleNamespace) -> Module:
    """A precompiled module. Raises `ImageError`."""
    from ..runtime.wasm.module import Module

    refuse_options(
        args,
        ("O", "set", "fuel", "lazy", "target", "emulate"),
        "does not apply to a module that is compiled already",
    )
    return Module.load(args.file, verify=True)


def _read(args: argparse.Namespace | SimpleNamespace) -> Module:
    """A module, from the cache if it was compiled before. Raises `ParseError`, `WasmError`, `CacheError`."""
    from .common import settings_from

    settings = settings_from(args)
    if settings.changed().keys() - {"opt_level"}:
        raise UsageError("of --set, only flags and presets of the processor apply to WebAssembly modules")
    from ..backends.host_features import NATIVE
    from ..cache.cache import run_cache
    from ..frontend.wasm.errors import WasmError, at_place
    from ..runtime.wasm.module import Module
    from .wasm_input import read_wasm

    assembled = read_wasm(args.file)
    cpu = ",".join(flag for flag, value in settings.target_flags().items() if value == "true")
    try:
        return Module(
            assembled.binary,
            tunables=run_tunables(args.fuel is not None),
            level=args.opt_level or "speed",
            cpu=cpu if settings.chooses_features else NATIVE,
            target=settings.target,
            emulate=args.emulate,
            lazy=args.lazy,
            cache=run_cache(),
        )
    except WasmError as error:
        place = assembled.place(error.offset)
        raise (at_place(error, place) if place.line else error) from None


def run_program(
    args: argparse.Namespace | SimpleNamespace,
    module: Module,
    imports: Mapping[str, Instance],
    fuel: int | Fuel | None,
) -> int:
    """Run a WASI program, which may import from further modules; its exit code."""
    from ..runtime.wasi.system import Wasi

    env = {}
    for text in args.env:
        name, equals, value = text.partition("=")
        if not name or not equals:
            raise UsageError(f"--env needs NAME=VALUE, not {text!r}")
        env[name] = value
    dirs = directories(args.dir)
    try:
        wasi = Wasi([args.file, *args.args], env, dirs=dirs)
    except OSError as error:
        raise UsageError(f"--dir: {error.filename}: {error.strerror}") from None
    return wasi.run(module, fuel=fuel, imports=imports)


def pick_export(instance: Instance, name: str | None, file: str) -> Func | None:
    """The exported function of a name; without one the only one, or None when there is none.

    Raises `UsageError`."""
    from ..runtime.wasm.functions import Func

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


def parse_values(function: Func, texts: list[str]) -> list[object]:
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
