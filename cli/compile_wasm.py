"""`irtool compile` for WebAssembly modules."""

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from .common import display_name, name_file
from .compile_image import compile_image
from .compile_library import LINKED, compile_linked, header_text
from .emit import STAGES, machine_code, stages_text, verify_passes
from .progress import Progress
from .wasm_input import features_from, read_wasm

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from ..frontend.wasm.module import Module
    from ..frontend.wasm.text.assemble import Assembled
    from ..ir.function import Function
    from ..library.build import LineOptions
    from ..settings import Settings


def compile_wasm_file(
    data: bytes,
    args: argparse.Namespace,
    settings: "Settings",
    jobs: int,
    executor: "Executor | None",
) -> tuple[bytes | str, str] | None:
    """What `--emit` names, and the text of `--stats`; None when the module was refused, which has been said
    then. `jobs` processes compile, or an executor.

    Raises `IrtoolError` for what concerns no place in the module."""
    from ..frontend.wasm.errors import WasmError, at_place
    from ..ir.errors import ErrorList, IrtoolError

    shown = display_name(args.file)
    assembled = read_wasm(args.file, features=features_from(args), data=data)
    settings.set("enable_pinned_reg", True)
    settings.set("enable_verifier", args.verify)
    try:
        settings.check_supported()
        return _emit(assembled, args, settings, jobs, executor)
    except WasmError as error:
        place = assembled.place(error.offset)
        print((at_place(error, place) if place.line else error).render(shown), file=sys.stderr)
        return None
    except IrtoolError as error:
        name_file(error.errors if isinstance(error, ErrorList) else [error], shown)
        raise


def _emit(
    assembled: "Assembled",
    args: argparse.Namespace,
    settings: "Settings",
    jobs: int,
    executor: "Executor | None",
) -> tuple[bytes | str, str]:
    if args.emit == "header":
        return header_text(assembled.binary, args), ""
    if args.emit == "image":
        return compile_image(assembled.binary, args, settings, jobs, executor), ""
    from ..compile import make_target
    from ..frontend.wasm.reader import read_module
    from ..frontend.wasm.symbols import function_symbols
    from ..frontend.wasm.validation import check_module
    from ..wasm_compile import compile_functions, compile_wasm

    if args.emit in LINKED:
        options = _line_options(assembled, args.file) if args.debug_lines else None
        return compile_linked(assembled.binary, args, settings, jobs, executor, options)
    binary = assembled.binary
    features = features_from(args)
    target = make_target(settings.target, settings)
    if args.emit not in STAGES and args.function is None and not args.verify:
        with Progress() as progress:
            compiled = compile_wasm(
                binary,
                settings.target,
                settings,
                features=features,
                jobs=jobs,
                progress=progress,
                executor=executor,
            )
    else:
        module = read_module(binary, features)
        check_module(module)
        indices: Sequence[int] = range(module.num_imported_functions(), module.num_functions())
        if args.function is not None:
            indices = [_find_function(module, args.function)]
        if args.verify:
            for func in _translated(module, indices):
                verify_passes(func, settings)
        if args.emit in STAGES:
            titles = {f"u0:{index}": name for index, name in enumerate(function_symbols(module))}
            return stages_text(_translated(module, indices), settings, target, args.emit, titles), ""
        compiled = compile_functions(module, indices, settings.target, settings)
    local = compiled.local_symbols()
    lines = compiled.lines(*_line_options(assembled, args.file)) if args.debug_lines else None
    return machine_code(compiled.functions, target, settings, args.emit, args.stats, local, lines)


def _line_options(assembled: "Assembled", file: str) -> "LineOptions":
    """What the source locations of the code mean."""
    from ..library.build import LineOptions

    def text_place(offset: int) -> tuple[int, int]:
        place = assembled.place(offset)
        return place.line, place.column

    from_text = assembled.place(0).line > 0
    return LineOptions(display_name(file), os.getcwd(), text_place if from_text else None)


def _translated(module: "Module", indices: "Sequence[int]") -> "Iterator[Function]":
    """The IR of functions by index, each valid until the next is asked for."""
    from ..frontend.wasm.environment import ModuleEnvironment
    from ..frontend.wasm.room import FunctionRoom
    from ..frontend.wasm.walker import Walker

    walker = Walker(module, ModuleEnvironment(module))
    room = FunctionRoom()
    for index in indices:
        yield walker.translate_body(index - module.num_imported_functions(), room)


def _find_function(module: "Module", name: str) -> int:
    """Index of the function that `--function` means. Raises `IrtoolError` when it has no code."""
    from ..frontend.wasm.module import EXTERN_FUNC
    from ..frontend.wasm.symbols import function_symbols
    from ..ir.errors import IrtoolError

    if name.isdecimal():
        index = int(name)
    else:
        exported = [item.index for item in module.exports if item.kind == EXTERN_FUNC and item.name == name]
        symbols = function_symbols(module)
        index = (
            symbols.index(name) if name in symbols else exported[0] if exported else module.num_functions()
        )
    if index >= module.num_functions():
        raise IrtoolError(f"no function {name!r}; the module has {module.num_functions()}, imports included")
    if index < module.num_imported_functions():
        raise IrtoolError(f"function {name!r} is imported and has no code here")
    return index
