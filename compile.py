"""The pipeline: one function from IR to machine code.

    verify -> optimise -> legalise -> lower -> allocate -> emit

    >>> from irtool.ir.reader import parse_function
    >>> func = parse_function("function %f(i32) -> i32 { block0(v0: i32): return v0 }")
    >>> compile_function(func, "x86_64").code.hex()         # push rbp; mov rbp, rsp; ...

Each step can be run alone and printed (`irtool compile --emit vcode`, `irtool opt`). A function is
copied before it is changed, so the caller's IR stays as it was. Output depends on nothing but the
function, the target and the settings.
"""

import gc
from typing import TYPE_CHECKING

from .backends.code import CompiledCode
from .backends.emit import emit_function
from .backends.legalize import legalize
from .backends.limits import check_limits, locate
from .backends.machbuffer import MachBuffer
from .backends.registry import lookup
from .backends.select import lower_function
from .backends.stress import make_buffer
from .backends.target import Target
from .backends.vcode import VCode
from .ir.clone import clone_function
from .ir.errors import ErrorList, IrtoolError, LimitError
from .ir.function import Function
from .ir.verifier import check as verify_function
from .passes.pipeline import Options, optimize
from .regalloc.allocate import allocate
from .regalloc.checker import verify_allocation
from .regalloc.contract import RegallocError

if TYPE_CHECKING:
    from collections.abc import Callable

    from .settings import Settings


class CompiledFunction:
    """A function's name and code."""

    def __init__(self, func: Function, code: CompiledCode) -> None:
        self.name: str = func.name.symbol()
        self.signature = func.signature
        self.code = code


def default_settings() -> "Settings":
    """Settings as they are when nothing is said."""
    from .settings import Settings

    return Settings()


def make_target(name: str, settings: "Settings | None" = None) -> Target:
    """The target of this name, with the target flags of the settings."""
    return lookup(name, settings.target_flags() if settings is not None else None)


def prepare(func: Function, settings: "Settings") -> Function:
    """A verified, optimised and legalised copy of a function.

    Raises `LimitError` when it has more of something than functions may have, `ErrorList` of all
    verifier errors."""
    check_limits(func)
    if settings.get_bool("enable_verifier"):
        verify_function(func)
    func = clone_function(func)
    disabled = () if settings.get_bool("enable_alias_analysis") else ("alias_analysis",)
    optimize(func, settings.get("opt_level"), Options(disabled=disabled))
    legalize(func)
    return func


def lower(func: Function, target: Target) -> VCode:
    """Machine instructions with virtual registers for a prepared function."""
    return lower_function(func, target)


def compile_prepared(func: Function, target: Target, checked: bool, buf: MachBuffer) -> CompiledCode:
    """Lower, allocate and emit into `buf`, which is cleared first. `checked` proves the allocation by
    the symbolic checker.

    Raises `LimitError` when an instruction needs more registers than there are, `IrtoolError` when the
    proof fails."""
    vc = lower_function(func, target)
    env = target.env()
    try:
        out = allocate(vc.ra, env)
    except RegallocError as error:
        limit = LimitError(f"register allocation: {error}")
        locate(limit, func)
        raise limit from None
    if checked:
        try:
            verify_allocation(vc.ra, env, out)
        except RegallocError as error:
            raise IrtoolError(f"bug: function {func.name} got wrong registers: {error}") from None
    buf.clear()
    return emit_function(func, vc, out, target, buf)


def compile_function(
    func: Function,
    target: "str | Target",
    settings: "Settings | None" = None,
    buf: MachBuffer | None = None,
) -> CompiledCode:
    """Compile one function, in a buffer of `make_buffer` that may have been used before.

    Raises `ErrorList` when it does not verify, `UnsupportedError` naming the first thing the
    target does not support, `LimitError` when it is too large."""
    settings = settings if settings is not None else default_settings()
    if isinstance(target, str):
        target = make_target(target, settings)
    if buf is None:
        buf = make_buffer(target.labels, settings)
    return compile_prepared(prepare(func, settings), target, settings.get_bool("regalloc_checker"), buf)


def compile_module(
    funcs: list[Function], target: "str | Target", settings: "Settings | None" = None
) -> list[CompiledFunction]:
    """Compile several functions; errors of all of them are collected.

    The cyclic garbage collector is paused meanwhile: the tables contain no cycles, and its passes
    over them cost a third of the time."""
    settings = settings if settings is not None else default_settings()
    if isinstance(target, str):
        target = make_target(target, settings)
    buf = make_buffer(target.labels, settings)
    errors: list[IrtoolError] = []
    result = []
    collecting = gc.isenabled()
    gc.disable()
    try:
        for func in funcs:
            try:
                result.append(CompiledFunction(func, compile_function(func, target, settings, buf)))
            except IrtoolError as error:
                errors += error.errors if isinstance(error, ErrorList) else [error]
    finally:
        if collecting:
            gc.enable()
    if len(errors) == 1:
        raise errors[0]
    if errors:
        raise ErrorList(errors)
    return result


def compile_object(
    funcs: "list[Function] | Function", target: "str | Target", settings: "Settings | None" = None
) -> bytes:
    """Compile to a relocatable ELF object."""
    from .backends.text import text_options
    from .object.elf import write_object

    if isinstance(funcs, Function):
        funcs = [funcs]
    if isinstance(target, str):
        target = make_target(target, settings)
    compiled = compile_module(funcs, target, settings)
    return write_object(compiled, target.elf_machine, options=text_options(settings))


def jit(func: Function, settings: "Settings | None" = None) -> "Callable[..., object]":
    """Compile a function for this machine and return it as a Python callable.

    The callable has the attribute `address`; its code lives as long as the callable."""
    from .runtime.module import jit_function

    return jit_function(func, settings)
