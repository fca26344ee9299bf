"""A compiled module: functions of one target, loaded and callable by name.

    module = CompiledModule(compile_module(funcs, target), target, compile_trampoline)

`load` does the whole of it from IR, `jit` for one function. Code for the machine that Python runs on is
executed in place, other code (and any on request) under emulation, with the same interface.
"""

import shutil
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Protocol

from ..backends.code import CompiledCode
from ..backends.emulator import UnicornMachine, UserMachine
from ..backends.registry import host_name
from ..backends.target import Target
from ..backends.text import NamedCode, TextOptions, TextSection, lay_out, text_options
from ..compile import compile_module, make_target
from ..ir.entities import Signature
from ..ir.errors import UnsupportedError
from ..ir.function import Function
from .function import SlowFunction, make_callable
from .signals import supported
from .trampoline import build_trampoline
from .values import Value, pack_arguments, unpack_results

if TYPE_CHECKING:
    from ..settings import Settings
    from .host_call import HostFunction


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


class Image(Protocol):
    """A text section that can be called."""

    def address(self, name: str) -> int:
        """Where a function is; KeyError for an unknown name."""

    def call(self, trampoline: str, callee: str, arguments: bytes, num_results: int) -> bytes:
        """Call `callee` through a trampoline; returns the result slots. Raises `Trap`."""

    def close(self) -> None:
        """Free it. Nothing may use it any more."""


def native_image(section: TextSection, symbols: "dict[str, int] | dict[str, HostFunction]") -> Image:
    """The section in this process."""
    from .native import NativeImage

    return NativeImage(section, {name: value for name, value in symbols.items() if isinstance(value, int)})


def emulated_image(
    section: TextSection, target: Target, symbols: "dict[str, int] | dict[str, HostFunction]"
) -> Image:
    """The section in an emulator. Raises `UnsupportedError` when the target has none."""
    machine = target.emulator()
    if machine is None:
        raise UnsupportedError(f"code for {target.name} cannot be run here: the target names no emulator")
    if isinstance(machine, UnicornMachine) and machine.instead is not None and not symbols:
        programs = (machine.instead.command[0], machine.instead.compiler[0])
        if all(shutil.which(program) for program in programs):
            machine = machine.instead
    if isinstance(machine, UserMachine):
        from .user import UserImage

        if symbols:
            names = ", ".join(symbols)
            raise UnsupportedError(f"functions of this process ({names}) cannot be called from {target.name}")
        return UserImage(section, machine)
    from .emulate import EmulatedImage

    hosts = {name: value for name, value in symbols.items() if not isinstance(value, int)}
    return EmulatedImage(section, machine, hosts)


class CompiledModule:
    """Compiled functions that can be called; `close` frees them."""

    def __init__(
        self,
        functions: Iterable[CompiledLike],
        target: Target,
        compile_trampoline: Callable[[Function], CompiledLike],
        symbols: "dict[str, int] | dict[str, HostFunction] | None" = None,
        emulate: bool = False,
        options: TextOptions | None = None,
    ) -> None:
        """`target` is what the functions were compiled for; `compile_trampoline` compiles a trampoline for
        it. `symbols` are functions outside the module: addresses natively, Python functions under emulation.

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
        section = lay_out(all_functions, target.form, options)
        self.emulated = emulate or target.name != host_name() or not supported()
        self._image: Image
        if self.emulated:
            self._image = emulated_image(section, target, symbols or {})
        else:
            self._image = native_image(section, symbols or {})

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
        if direct and not self.emulated:
            try:
                return make_callable(
                    self.address(name), signature, name, self, may_trap=name not in self._quiet
                )
            except TypeError:  # not this signature, or not this Python
                pass
        return SlowFunction(self, name)

    def close(self) -> None:
        """Free the code; functions must not be called any more."""
        self._image.close()


def load(
    funcs: list[Function],
    target: "str | Target",
    settings: "Settings | None" = None,
    symbols: "dict[str, int] | dict[str, HostFunction] | None" = None,
    emulate: bool = False,
) -> CompiledModule:
    """Compile functions and load them.

    Raises what `compile_module` raises, and `UndefinedSymbolError`."""
    machine = make_target(target, settings) if isinstance(target, str) else target

    def compile_trampoline(func: Function) -> CompiledLike:
        return compile_module([func], machine, settings)[0]

    functions = compile_module(funcs, machine, settings)
    options = text_options(settings)
    return CompiledModule(functions, machine, compile_trampoline, symbols, emulate, options)


def jit(func: Function, settings: "Settings | None" = None) -> Callable[..., object]:
    """Compile a function for this machine and return it as a Python callable.

    The callable has the attribute `address`; its code lives as long as the callable. Raises what
    `compile_module` raises, and `UndefinedSymbolError`."""
    target = make_target(host_name(), settings)
    module = load([func], target, settings)
    plain = target.abi("system_v")
    own = target.abi(func.signature.call_conv)
    same = own.int_args == plain.int_args and own.float_args == plain.float_args
    same = same and own.int_rets[:1] == plain.int_rets[:1] and own.float_rets[:1] == plain.float_rets[:1]
    return module.function(func.name.symbol(), direct=same)
