"""Functions and data that are compiled into this process, one after another.

    module = JitModule()
    module.define('''
        function %twice(i64) -> i64 {
            fn0 = %add(i64, i64) -> i64
        block0(v0: i64):
            v1 = call fn0(v0, v0)
            return v1
        }''')
    module.declare("add", lambda a, b: a + b)
    module.finalize()
    module.function("twice")(21)                42

What is defined can be used after `finalize`; more can be defined then. Each function is an image of its own
behind an *entry*, which stays where it is for as long as the module:

    call fn0   ->  stub of the caller's image  ->  word of the entry  ->  code
    func_addr  ->  code of the entry: a jump through its word  ->  code

so that replacing a function is a store into its word: all callers, pointers and Python callables go to the
new code. Code that is replaced or freed may be running; its memory is given back when no thread is inside
of compiled code. A freed function's word leads to code that raises `ClosedError`.

A module keeps alive what it imports; it lives as long as one of its callables does. All methods may be called
from several threads.
"""

import ctypes
import threading
from collections.abc import Iterable, Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from ..backends.exceptions import TableCode, table_size
from ..backends.handlers import TABLE
from ..backends.registry import host_name
from ..backends.target import Target
from ..backends.text import NamedCode, lay_out, text_options
from ..compile import CompiledFunction, compile_module
from ..ir.entities import Signature
from ..ir.errors import IrtoolError, UnsupportedError
from ..ir.function import Function
from ..ir.text.reader import parse_functions
from .arena import CodeBlock
from .c_pointer import CPointer
from .call_out import Imported, call_out
from .count_fuel import use_fuel
from .data import Content, DataObject, make_content, place
from .enter import closed_address
from .function import DIRECT, NativeFunction
from .function_image import function_image
from .glue import host_settings
from .jit_throwing import Handlers, throw_address
from .link import c_library_address
from .native import NativeImage
from .pending import take
from .platform import host_target, runs_here
from .prepare import prepare
from .throwing import THROW
from .traps import ClosedError

if TYPE_CHECKING:
    from ..settings import Settings
    from .wasm.fuel import Fuel

#: The class of functions of ctypes.
_C_FUNCTION: Final[Any] = type(ctypes.pythonapi.Py_IncRef).__mro__[-2]
#: What can be imported: an address, a function of ctypes, a compiled function or export, a Python callable.
Import: TypeAlias = Any
#: CLIF text, or functions.
Source: TypeAlias = str | Function | Iterable[Function]


class _Entry:
    """A function of a module: where it is reached, and its present code."""

    __slots__ = ("block", "image", "pointers", "signature")

    def __init__(self, target: Target, signature: Signature) -> None:
        self.signature = signature
        self.image: NativeImage | None = None
        """None before the function is compiled, and after it is freed."""
        self.pointers: list[CPointer] = []
        """The C pointer, once somebody asked for it."""
        jump = target.form.slot_jump
        self.block = CodeBlock(len(jump.code), 8)
        self.block.write_words(0, closed_address().to_bytes(8, "little"))
        code = bytearray(jump.code)
        for at, kind, addend in jump.relocs:
            place = self.block.address + at
            target.form.apply_reloc(code, at, kind, place, self.block.words + addend)
        self.block.write(code)

    def lead_to(self, image: NativeImage | None, name: str) -> None:
        """Let callers go to other code."""
        old, self.image = self.image, image
        address = image.address(name) if image is not None else closed_address()
        self.block.write_words(0, address.to_bytes(8, "little"))
        if old is not None:
            old.close()


class JitModule:
    """Functions and data in this process; see the module docstring."""

    __slots__ = (
        "__weakref__",
        "_closed",
        "_data",
        "_entries",
        "_fuel",
        "_imports",
        "_lock",
        "_pending",
        "_release_gil",
        "_settings",
        "_target",
    )

    def __init__(
        self, settings: "Settings | None" = None, *, release_gil: bool = False, fuel: "Fuel | None" = None
    ) -> None:
        """`release_gil` says that functions run without the global interpreter lock, so that other threads
        go on meanwhile; functions of Python that they call take it. Such code checks for the end of the
        stack by a call instead of by one comparison. With `fuel`, functions count their instructions, and
        trap when it is used up.

        Raises `UnsupportedError` where code cannot run in this process, `SettingError` for fuel together with
        `release_gil`."""
        self._settings = settings
        self._target = host_target(settings)
        if not runs_here(self._target) or not DIRECT:
            raise UnsupportedError(f"code for {host_name()} cannot run in this process")
        self._release_gil = release_gil
        use_fuel(fuel, release_gil)
        self._fuel = fuel
        self._entries: dict[str, _Entry] = {}
        self._data: dict[str, DataObject] = {}
        self._imports: dict[str, Import] = {}
        self._pending: list[Function] = []
        self._closed = False
        self._lock = threading.RLock()

    # --- definitions ----------------------------------------------------------------------------------

    def define(self, source: Source) -> list[str]:
        """Add functions, of CLIF text or as they are; their names. They are compiled by `finalize`.

        Raises `ParseError` for text, `IrtoolError` for a name that is taken."""
        functions = _functions(source)
        names = [func.name.symbol() for func in functions]
        with self._lock:
            self._check_open()
            taken = {func.name.symbol() for func in self._pending}
            for name in names:
                entry = self._entries.get(name)
                if name in taken or name in self._data or (entry is not None and entry.image is not None):
                    raise IrtoolError(f"%{name} is defined twice")
                taken.add(name)
            self._pending += functions
        return names

    def define_data(
        self,
        name: str,
        content: bytes | bytearray | memoryview,
        *,
        pointers: Mapping[int, str | tuple[str, int]] | None = None,
        writable: bool = False,
        align: int = 16,
    ) -> None:
        """Add a data object with these bytes. At each offset of `pointers` stands the address of a function
        or data object, or of a place so many bytes behind it: `{8: "table", 16: ("table", 4)}`.

        `align` is in bytes, a power of two up to the size of a page. Raises `IrtoolError` for a name that
        is taken and a pointer outside of the object."""
        data = bytes(content)
        self._add_data(name, make_content(name, data, len(data), pointers or {}, align), writable)

    def define_zeros(self, name: str, size: int, *, writable: bool = True, align: int = 16) -> None:
        """Add a data object of `size` zero bytes, which takes no memory before it is used."""
        self._add_data(name, make_content(name, b"", size, {}, align), writable)

    def _add_data(self, name: str, content: Content, writable: bool) -> None:
        with self._lock:
            self._check_open()
            if (
                name in self._data
                or name in self._entries
                or any(f.name.symbol() == name for f in self._pending)
            ):
                raise IrtoolError(f"%{name} is defined twice")
            self._data[name] = DataObject(name, content, writable)

    def declare(self, name: str, target: Import) -> None:
        """Say what functions mean by a name that is not defined here: an address, a function of ctypes, a
        callable of another module (which it follows when replaced), an export of an instance of
        WebAssembly, or any other callable of Python. Names that nobody declares are looked for in the C
        library.

        Raises `TypeError` for anything else."""
        if not (isinstance(target, int) or callable(target)):
            raise TypeError(f"%{name}: an address or a callable wanted, {type(target).__name__} given")
        with self._lock:
            self._check_open()
            self._imports[name] = target

    # --- compiling ------------------------------------------------------------------------------------

    def finalize(self) -> None:
        """Compile what was defined since the last time. Nothing is changed when it fails.

        Raises what `compile_module` raises, `UndefinedSymbolError` for a name that is nowhere, and
        `LimitError`."""
        with self._lock:
            self._check_open()
            images = self._compile(self._pending)
            for func, image in zip(self._pending, images, strict=True):
                self._entries[func.name.symbol()].lead_to(image, func.name.symbol())
            self._pending = []

    def _compile(self, functions: list[Function]) -> list[NativeImage]:
        """An image for each function. Data objects are placed too."""
        own = {func.name.symbol() for func in functions}
        prepared = [
            prepare(
                func,
                self._release_gil,
                lambda name: name not in own and self._is_foreign(name),
                use_fuel(self._fuel, self._release_gil),
            )
            for func in functions
        ]
        compiled = compile_module(prepared, self._target, self._settings)
        made = []
        for func in functions:
            name = func.name.symbol()
            entry = self._entries.get(name)
            if entry is None or entry.image is None:
                made.append((name, entry))
                if entry is None or entry.signature.key() != func.signature.key():
                    self._entries[name] = _Entry(self._target, func.signature)
        try:
            place(self._data.values(), self._pointer_target)
            return [self._load(func, code) for func, code in zip(functions, compiled, strict=True)]
        except BaseException:
            for name, entry in made:
                if entry is None:
                    del self._entries[name]
                else:
                    self._entries[name] = entry
            raise

    def _load(self, func: Function, compiled: CompiledFunction) -> NativeImage:
        table = TableCode(TABLE, [compiled]) if table_size([compiled.code]) else None
        code: list[NamedCode] = [compiled, table] if table is not None else [compiled]
        section = lay_out(code, self._target.form, text_options(self._settings))
        if table is not None:
            table.fill(section)
        names = {reloc.symbol for reloc in section.relocs}
        symbols, keep = self._symbols(func, names)
        shared = {name: self._entries[name].block.words for name in names if name in self._entries}
        keep.append(self._fuel)
        image = function_image(func, compiled, section, symbols, shared, fuel=self._fuel, interruptible=True)
        if table is not None:
            keep.append(Handlers(image.address(TABLE)))
        image.keep = keep
        return image

    def _symbols(self, func: Function, names: set[str]) -> tuple[dict[str, int], list[object]]:
        """Addresses of what a function names, and what must live as long as its code."""
        symbols: dict[str, int] = {}
        keep: list[object] = []
        for name in names:
            address, owner = self._address_of(name, func)
            if address:
                symbols[name] = address
                if owner is not None:
                    keep.append(owner)
        return symbols, keep

    def _address_of(self, name: str, func: Function | None) -> tuple[int, object]:
        """Address of a name, 0 if it is not known here, and what keeps it."""
        if name in self._entries:
            return self._entries[name].block.address, None
        if name in self._data:
            return self._data[name].address, None
        if name not in self._imports:
            return (throw_address() if name == THROW else 0), None
        target = self._imports[name]
        if isinstance(target, int):
            return target, None
        if isinstance(target, NativeFunction):
            return target.jump_address, target
        if isinstance(target, _C_FUNCTION):
            return ctypes.cast(target, ctypes.c_void_p).value or 0, target
        if hasattr(target, "c_pointer"):
            return int(target.address), target
        if func is None:
            raise UnsupportedError(f"%{name}: a function of Python has no address for a data object")
        return self._python_import(name, target, func)

    def _is_foreign(self, name: str) -> bool:
        """Whether a function is not compiled by irtool, nor one of Python."""
        if name in self._entries or name == THROW:
            return False
        target = self._imports.get(name, 0)
        return (
            isinstance(target, int | _C_FUNCTION)
            or hasattr(target, "c_pointer")
            and not isinstance(target, NativeFunction)
        )

    def _python_import(self, name: str, target: Import, func: Function) -> tuple[int, object]:
        """The stub for a function of Python, with the signature by which a function calls it."""
        signatures = [func.signatures[ext.sig] for ext in func.ext_funcs if ext.name.symbol() == name]
        if not signatures or any(each.key() != signatures[0].key() for each in signatures):
            raise IrtoolError(f"function {func.name}: %{name} must be declared with one signature")
        if len(signatures[0].returns) > 1:
            target = Imported(name, target, len(signatures[0].returns))
        stub = call_out(signatures[0], target, self._release_gil)
        settings = host_settings("none")
        machine = host_target(settings)
        section = lay_out(compile_module([stub], machine, settings), machine.form)
        image = NativeImage(section, {}, take)
        return image.address("call_out"), (image, target)

    def _pointer_target(self, name: str) -> int:
        address, owner = self._address_of(name, None)
        return address or c_library_address(name)

    # --- use ------------------------------------------------------------------------------------------

    def function(self, name: str, *, release_gil: bool | None = None) -> NativeFunction:
        """A function as a Python callable, with the attributes `address`, `signature` and `name`.

        `release_gil` says whether calls release the global interpreter lock, as the module says if it is
        None; the module must have been made for it. Raises `KeyError` for an unknown name,
        `ClosedError`."""
        with self._lock:
            self._check_open()
            entry = self._entry(name)
            release = self._release_gil if release_gil is None else release_gil
            if release and not self._release_gil:
                raise IrtoolError("the module must be made with release_gil=True")
            return NativeFunction(
                entry.block.words,
                entry.signature,
                name,
                self,
                release_gil=release,
                needs_gil=not self._release_gil,
                jump=entry.block.address,
                pointers=entry.pointers,
            )

    def __getitem__(self, name: str) -> NativeFunction:
        return self.function(name)

    def __contains__(self, name: object) -> bool:
        entry = self._entries.get(name) if isinstance(name, str) else None
        return (entry is not None and entry.image is not None) or name in self._data

    def address(self, name: str) -> int:
        """Address of a function or data object, for compiled code and for data: nothing there handles traps.
        `function(name).address` is for C. Raises `KeyError`."""
        with self._lock:
            self._check_open()
            data = self._data.get(name)
            if data is not None and data.address:
                return data.address
            return self._entry(name).block.address

    def data(self, name: str) -> memoryview:
        """The bytes of a data object, without a copy; they keep the object alive. Raises `KeyError`."""
        with self._lock:
            self._check_open()
            if name not in self._data or not self._data[name].address:
                raise KeyError(f"there is no data object {name!r}")
            return self._data[name].view()

    def _entry(self, name: str) -> _Entry:
        entry = self._entries.get(name)
        if entry is None:
            waiting = any(func.name.symbol() == name for func in self._pending)
            raise KeyError(
                f"function {name!r} needs finalize()" if waiting else f"there is no function {name!r}"
            )
        if entry.image is None:
            raise ClosedError(f"function {name!r} was freed")
        return entry

    # --- changes --------------------------------------------------------------------------------------

    def replace(self, source: Source) -> None:
        """Compile functions anew: whoever calls them goes to the new code from now on, calls that are running
        end in the old. Raises `KeyError` for an unknown name, `IrtoolError` for another signature, and what
        `finalize` raises."""
        functions = _functions(source)
        with self._lock:
            self._check_open()
            for func in functions:
                entry = self._entry(func.name.symbol())
                if entry.signature.key() != func.signature.key():
                    raise IrtoolError(
                        f"function {func.name}: the signature {func.signature} replaces {entry.signature}"
                    )
            for func, image in zip(functions, self._compile(functions), strict=True):
                self._entries[func.name.symbol()].lead_to(image, func.name.symbol())

    def free(self, name: str) -> None:
        """Free a function: calls of it raise `ClosedError` from now on, until it is defined again with the
        same signature. Raises `KeyError`, `ClosedError`."""
        with self._lock:
            self._check_open()
            self._entry(name).lead_to(None, name)

    def close(self) -> None:
        """Free everything; calls raise `ClosedError` from now on. May be called twice."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
            for name, entry in self._entries.items():
                entry.lead_to(None, name)
            self._imports.clear()
            self._pending = []

    def _check_open(self) -> None:
        if self._closed:
            raise ClosedError("the module was closed")

    def __enter__(self) -> "JitModule":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<JIT module of {len(self._entries)} functions and {len(self._data)} data objects>"


def _functions(source: Source) -> list[Function]:
    if isinstance(source, str):
        return list(parse_functions(source))
    return [source] if isinstance(source, Function) else list(source)
