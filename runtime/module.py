"""A compiled module: functions of one target, loaded and callable by name.

    module = CompiledModule(compile_module(funcs, "x86_64"), EM_X86_64, trampolines)

`load` does the whole of it from IR. Code for the machine that Python runs on is executed in place,
other code (and any on request) under emulation, with the same interface.
"""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Protocol

from ..backends.code import CompiledCode
from ..backends.text import EM_X86_64, NamedCode, TextOptions, lay_out, text_options
from ..ir.entities import Signature
from ..ir.function import Function
from .entry import is_simple
from .function import SlowFunction, make_callable
from .signals import supported
from .trampoline import build_trampoline
from .values import Value, pack_arguments, unpack_results

if TYPE_CHECKING:
    from ..settings import Settings
    from .emulate import EmulatedImage, HostFunction
    from .native import NativeImage


class CompiledLike(NamedCode, Protocol):
    """A compiled function with its signature (`compile.CompiledFunction`)."""

    @property
    def signature(self) -> Signature:
        """Parameters and returns."""


def cannot_trap(code: CompiledCode) -> bool:
    """The code has no trap and runs nothing else that could have one."""
    return len(code.trap_offset) == 0 and len(code.call_sites) == 0 and len(code.reloc_offset) == 0


def trampoline_name(number: int) -> str:
    """Symbol of a trampoline. A `$` cannot be part of a CLIF name, so it is never taken."""
    return f"trampoline${number}"


class CompiledModule:
    """Compiled functions that can be called; `close` frees them."""

    def __init__(
        self,
        functions: Iterable[CompiledLike],
        elf_machine: int,
        compile_trampoline: Callable[[Function], CompiledLike],
        symbols: "dict[str, int] | dict[str, HostFunction] | None" = None,
        emulate: bool = False,
        options: TextOptions | None = None,
    ) -> None:
        """`compile_trampoline` compiles a trampoline for the same target. `symbols` are functions
        outside the module: addresses natively, Python functions under emulation.

        Raises `UndefinedSymbolError` for a function that is nowhere."""
        functions = list(functions)
        self.signatures = {function.name: function.signature for function in functions}
        self._quiet = {function.name for function in functions if cannot_trap(function.code)}
        self._trampolines: dict[tuple[object, ...], str] = {}
        """Name by key of the signature."""
        all_functions: list[NamedCode] = [*functions]
        for function in functions:
            key = function.signature.key()
            if key not in self._trampolines:
                name = trampoline_name(len(self._trampolines))
                self._trampolines[key] = name
                all_functions.append(compile_trampoline(build_trampoline(function.signature, name)))
        section = lay_out(all_functions, elf_machine, options)
        self.emulated = emulate or not (elf_machine == EM_X86_64 and supported())
        if self.emulated:
            from . import emulate as emulator

            hosts = {name: value for name, value in (symbols or {}).items() if not isinstance(value, int)}
            self._image: EmulatedImage | NativeImage = emulator.EmulatedImage(section, hosts)
        else:
            from . import native

            addresses = {name: value for name, value in (symbols or {}).items() if isinstance(value, int)}
            self._image = native.NativeImage(section, addresses)

    def address(self, name: str) -> int:
        """Address of a function (in the emulated machine, when emulated)."""
        return self._image.address(name)

    def call(self, name: str, arguments: list[Value]) -> list[Value]:
        """Call a function; values as in `values.py`.

        Raises `Trap`, `TypeError` for wrong arguments, KeyError for an unknown name."""
        signature = self.signatures[name]
        slots = self._image.call(
            self._trampolines[signature.key()],
            name,
            pack_arguments(signature.params, arguments),
            len(signature.returns),
        )
        return unpack_results(signature.returns, slots)

    def function(self, name: str, direct: bool = True) -> Callable[..., object]:
        """A function as a Python callable, with the attributes `address` and `signature`.

        `direct=False` says that its convention is not the C convention, so that it must be called
        through its trampoline."""
        signature = self.signatures[name]
        if direct and not self.emulated and is_simple(signature):
            try:
                return make_callable(
                    self.address(name), signature, name, self, may_trap=name not in self._quiet
                )
            except TypeError:  # not this Python
                pass
        return SlowFunction(self, name)

    def close(self) -> None:
        """Free the code; functions must not be called any more."""
        self._image.close()


def load(
    funcs: list[Function],
    target: str,
    settings: "Settings | None" = None,
    symbols: "dict[str, int] | dict[str, HostFunction] | None" = None,
    emulate: bool = False,
) -> CompiledModule:
    """Compile functions and load them.

    Raises what `compile_module` raises, and `UndefinedSymbolError`."""
    from ..compile import compile_module, make_target

    machine = make_target(target, settings)

    def compile_trampoline(func: Function) -> CompiledLike:
        return compile_module([func], machine, settings)[0]

    functions = compile_module(funcs, machine, settings)
    options = text_options(settings)
    return CompiledModule(functions, machine.elf_machine, compile_trampoline, symbols, emulate, options)


def jit_function(func: Function, settings: "Settings | None" = None) -> Callable[..., object]:
    """Compile a function for this machine and return it as a callable; see `function`.

    Raises what `compile_module` raises, and `UndefinedSymbolError`."""
    from ..backends.registry import host_name
    from ..compile import make_target

    target = make_target(host_name(), settings)
    module = load([func], target.name, settings)
    plain = target.abi("system_v")
    own = target.abi(func.signature.call_conv)
    same = own.int_args == plain.int_args and own.float_args == plain.float_args
    same = same and own.int_rets[:1] == plain.int_rets[:1] and own.float_rets[:1] == plain.float_rets[:1]
    return module.function(func.name.symbol(), direct=same)
