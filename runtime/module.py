"""A compiled module: functions of one target, loaded and callable by name.

    module = CompiledModule(compile_module(funcs, target), target, compile_trampoline)

`load` does the whole of it from IR. Code for the machine that Python runs on is
executed in place, other code (and any on request) under emulation, with the same interface.
"""

import shutil
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final, Protocol

from ..backends.emulator import UnicornMachine, UserMachine
from ..backends.exceptions import TableCode
from ..backends.target import Target
from ..backends.text import NamedCode, TextOptions, TextSection, lay_out, text_options
from ..compile import compile_module, make_target
from ..ir.entities import Signature
from ..ir.errors import UnsupportedError
from ..ir.function import Function
from ..ir.text.places import Places
from .platform import check_features, runs_here
from .slow_function import SlowFunction
from .throwing import THROW, calls_throw, throwing_code
from .trampoline import build_trampoline
from .trap_places import TrapPlaces
from .traps import ClosedError, CodeMap, Describe, make_trap
from .values import Value, pack_arguments, unpack_results

if TYPE_CHECKING:
    from ..settings import Settings
    from .function import Code
    from .host_call import HostFunction
    from .wasm.fuel import Fuel


class CompiledLike(NamedCode, Protocol):
    """A compiled function with its signature (`compile.CompiledFunction`)."""

    @property
    def signature(self) -> Signature:
        """Parameters and returns."""


TRAMPOLINE: Final = "trampoline$"


def trampoline_name(number: int) -> str:
    """Symbol of a trampoline. A `$` cannot be part of a CLIF name, so it is never taken."""
    return f"{TRAMPOLINE}{number}"


class Image(Protocol):
    """A text section that can be called."""

    def address(self, name: str) -> int:
        """Where a function is; KeyError for an unknown name."""

    def call(self, trampoline: str, callee: str, arguments: bytes, num_results: int) -> bytes:
        """Call `callee` through a trampoline; returns the result slots. Raises `Trap`."""

    def close(self) -> None:
        """Free it. Nothing may use it any more."""


def native_image(
    section: TextSection,
    symbols: "dict[str, int] | dict[str, HostFunction]",
    code_map: CodeMap,
    counter: "Fuel | None" = None,
) -> Image:
    """The section in this process; `counter` is what its code counts with."""
    from .callable_image import CallableImage
    from .count_fuel import describe_with

    return CallableImage(
        section,
        {name: value for name, value in symbols.items() if isinstance(value, int)},
        code_map,
        describe_with(counter),
    )


def map_of(section: TextSection, sources: Mapping[str, Function]) -> CodeMap:
    """The functions of a section, for traps; `sources` are those that were prepared (`prepare.py`)."""
    from .prepare import source_places

    code_map = CodeMap(bool(sources))
    for function in section.functions:
        if not function.name.startswith(TRAMPOLINE):
            source = sources.get(function.name)
            resolve = source_places(source) if source is not None else None
            name = str(source.name) if source is not None else function.name
            if resolve is None:
                code_map.add_plain(function.start, name)
            else:
                code_map.add(function.start, name, function.code, resolve)
    return code_map


def emulated_image(
    section: TextSection,
    target: Target,
    symbols: "dict[str, int] | dict[str, HostFunction]",
    describe: Describe = make_trap,
    fuel: int | None = None,
) -> Image:
    """The section in an emulator; with `fuel` in one that counts instructions.

    Raises `UnsupportedError` when the target has none."""
    machine = target.emulator()
    if machine is None:
        raise UnsupportedError(f"code for {target.name} cannot be run here: the target names no emulator")
    if isinstance(machine, UnicornMachine) and machine.instead is not None and not symbols and fuel is None:
        programs = (machine.instead.command[0], machine.instead.compiler[0])
        if all(shutil.which(program) for program in programs):
            machine = machine.instead
    if isinstance(machine, UserMachine):
        from .user import UserImage

        if symbols:
            names = ", ".join(symbols)
            raise UnsupportedError(f"functions of this process ({names}) cannot be called from {target.name}")
        if fuel is not None:
            raise UnsupportedError(f"{machine.command[0]} cannot count the instructions of {target.name}")
        return UserImage(section, machine, describe)
    from .emulate import FUEL, EmulatedImage

    hosts = {name: value for name, value in symbols.items() if not isinstance(value, int)}
    return EmulatedImage(section, machine, hosts, fuel if fuel is not None else FUEL, describe)


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
        sources: Mapping[str, Function] | None = None,
        places: Mapping[str, tuple[str, Places]] | None = None,
        fuel: int | None = None,
        counter: "Fuel | None" = None,
    ) -> None:
        """`target` is what the functions were compiled for; `compile_trampoline` compiles a trampoline for
        it. `symbols` are functions outside the module: addresses natively, Python functions under emulation.
        `sources` are the functions by symbol, if their prepared copies were compiled (`prepare.py`), `places`
        the names and places of those whose code is `numbered` (`compile.Session`), by symbol. `fuel` is the
        most instructions of one call, None for what the emulator has, or natively for no limit; `counter` is
        what native functions were prepared to count with.

        Raises `UndefinedSymbolError` for a function that is nowhere, and `UnsupportedError` for code that
        would run here and is for features that this processor lacks."""
        functions = list(functions)
        self.signatures = {function.name: function.signature for function in functions}
        self._trampolines: dict[tuple[object, ...], str] = {}
        """Name by key of the signature."""
        self._words: dict[str, Code] = {}
        """Where callables find the code of a function."""
        self._closed = False
        self._fuel = fuel if counter is not None else None
        self._counter = counter
        self.data: object = None
        """What its code uses and must live as long."""
        all_functions: list[NamedCode] = [*functions]
        table: TableCode | None = None
        if calls_throw(all_functions) and THROW not in (symbols or {}):
            more, table = throwing_code(all_functions, target.form, compile_trampoline)
            all_functions += more
        for function in functions:
            key = function.signature.key()
            if key not in self._trampolines:
                name = trampoline_name(len(self._trampolines))
                self._trampolines[key] = name
                all_functions.append(compile_trampoline(build_trampoline(function.signature, name)))
        section = lay_out(all_functions, target.form, options)
        if table is not None:
            table.fill(section)
        self.emulated = emulate or not runs_here(target)
        self._image: Image
        if self.emulated:
            codes = {function.name: function.code for function in functions}
            describe = TrapPlaces(section, codes, places or {}).trap
            self._image = emulated_image(section, target, symbols or {}, describe, fuel)
        else:
            check_features(target)
            self._image = native_image(section, symbols or {}, map_of(section, sources or {}), counter)

    def address(self, name: str) -> int:
        """Address of the code of a function (in the emulated machine, when emulated)."""
        self._check_open()
        return self._image.address(name)

    def _check_open(self) -> None:
        if self._closed:
            raise ClosedError("the module was closed")

    def call(self, name: str, arguments: list[Value]) -> list[Value]:
        """Call a function; values as in `values.py`.

        Raises `Trap`, `TypeError` for wrong arguments, KeyError for an unknown name, `ClosedError`."""
        self._check_open()
        signature = self.signatures[name]
        if self._counter is not None and self._fuel is not None:
            self._counter.left = self._fuel
        slots = self._image.call(
            self._trampolines[signature.key()],
            name,
            pack_arguments(signature.params, arguments),
            len(signature.returns),
        )
        return unpack_results(signature.returns, slots)

    def function(self, name: str, release_gil: bool = False) -> Callable[..., Any]:
        """A function as a Python callable, with the attributes `address` and `signature`. `release_gil` is
        for functions that were prepared to run without the global interpreter lock."""
        address = self.address(name)
        if self.emulated:
            return SlowFunction(self, name)
        from .function import DIRECT, Code, NativeFunction

        if not DIRECT or self._fuel is not None:
            return SlowFunction(self, name)
        code = self._words.get(name)
        if code is None:
            code = self._words[name] = Code(address, None)
        function: Callable[..., Any] = NativeFunction(
            code.word,
            self.signatures[name],
            name,
            self,
            release_gil=release_gil,
            needs_gil=not release_gil,
        )
        return function

    def close(self) -> None:
        """Free the code; calling a function raises `ClosedError` from now on."""
        if not self._closed:
            self._closed = True
            if self._words:
                from .enter import closed_address

                for code in self._words.values():
                    code.set(closed_address())
            self._image.close()


def load(
    funcs: list[Function],
    target: "str | Target",
    settings: "Settings | None" = None,
    symbols: "dict[str, int] | dict[str, HostFunction] | None" = None,
    emulate: bool = False,
    fuel: int | None = None,
    release_gil: bool = False,
    counter: "Fuel | None" = None,
) -> CompiledModule:
    """Compile functions and load them. `fuel` is the most instructions of one call, of CLIF in native code,
    of the machine under emulation. `counter` is what native code counts with over all calls. `release_gil`
    prepares native code to run without the global interpreter lock.

    Raises what `compile_module` raises, `UndefinedSymbolError`, and `UnsupportedError` naming a feature that
    the code may use and this processor lacks."""
    machine = make_target(target, settings) if isinstance(target, str) else target

    def compile_trampoline(func: Function) -> CompiledLike:
        return compile_module([func], machine, settings)[0]

    options = text_options(settings)
    if emulate or not runs_here(machine):
        functions = compile_module(funcs, machine, settings, numbered=True)
        places = {func.name.symbol(): (str(func.name), func.places) for func in funcs}
        return CompiledModule(
            functions, machine, compile_trampoline, symbols, emulate, options, places=places, fuel=fuel
        )
    from .count_fuel import use_fuel
    from .prepare import prepare
    from .wasm.fuel import Fuel

    check_features(machine)
    if fuel is not None:
        counter = Fuel(fuel)
    address = use_fuel(counter, release_gil)
    sources = {func.name.symbol(): func for func in funcs}
    prepared = [
        prepare(func, release_gil, lambda name: name not in sources and name != THROW, address)
        for func in funcs
    ]
    functions = compile_module(prepared, machine, settings)
    return CompiledModule(
        functions,
        machine,
        compile_trampoline,
        symbols,
        False,
        options,
        sources,
        fuel=fuel,
        counter=counter,
    )
