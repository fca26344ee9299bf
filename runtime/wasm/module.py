"""WebAssembly modules: read, validated and compiled once.

    module = Module.from_text("(module (func (export "f") (result i32) (i32.const 1)))")
    module.exports                          [ItemType(name="f", kind="func", text="() -> (i32)", ...)]

Compilation happens at the first use of the code (`Module.code`), for the machine that Python runs on,
or for another one, which is emulated. It does not when the code is there: in a cache (`cache/`), or in a file
that `Module.serialize` made (`LoadedModule`). Such a file was checked, and is still machine code of whoever
made it: digests protect from accidents only.
"""

import os
import weakref
from bisect import bisect_right
from collections.abc import Callable
from functools import cached_property
from mmap import PAGESIZE
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ...backends.host_machine import NATIVE
from ...frontend.wasm.errors import WasmError, at_place
from ...frontend.wasm.features import DEFAULT_FEATURES
from ...frontend.wasm.layout import ContextLayout
from ...frontend.wasm.module import (
    EXTERN_FUNC,
    EXTERN_GLOBAL,
    EXTERN_MEMORY,
    EXTERN_NAMES,
    EXTERN_TABLE,
    MemoryType,
    TableType,
)
from ...frontend.wasm.module import Module as ModuleTables
from ...frontend.wasm.reader import read_module
from ...frontend.wasm.traps import TRAP_MEMORY, trap_message
from ...frontend.wasm.tunables import Tunables
from ...frontend.wasm.value_types import type_text
from ...ir.errors import InternalError, IrtoolError, UnsupportedError
from ...ir.trap_codes import trap_name
from ...object import json_text
from ...object.image import (
    Image,
    ImageError,
    check_content,
    check_header,
    image_in,
    page_size,
    sections_of,
)
from ..traps import Describe, Trap
from .address_space import is_reserved
from .image import (
    CodeImage,
    LoadedCode,
    MappedFile,
    PlaceMap,
    check_needs,
    choices,
    info_of,
    needs_of,
    offer_glue,
    referenced_of,
)
from .machines import Machine
from .native_machine import NATIVE as NATIVE_MACHINE
from .type_ids import common_numbers, common_type, function_text

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from ...cache.cache import Cache, CacheOption
    from ...frontend.wasm.custom import Names
    from ...frontend.wasm.text.assemble import Assembled
    from .emulated_code import EmulatedCode
    from .environment import RuntimeEnvironment
    from .lazy_code import LazyCode


class ItemType(NamedTuple):
    """An import or export of a module."""

    name: str
    kind: str
    """`func`, `table`, `memory`, `global` or `tag`."""
    text: str
    """Its type in words."""
    module: str = ""
    """Of an import: the module that it is asked of."""


class Module:
    """A module; see the module docstring."""

    def __init__(
        self,
        binary: bytes,
        features: int = DEFAULT_FEATURES,
        tunables: Tunables | None = None,
        level: str = "speed",
        jobs: int = 1,
        cpu: str = NATIVE,
        target: str = "",
        emulate: bool = False,
        lazy: bool = False,
        cache: "CacheOption" = None,
        executor: "Executor | None" = None,
    ) -> None:
        """Read and validate a binary module. Raises `WasmError`.

        `level` is how it is optimised (the setting `opt_level`), `tunables` how accesses are checked and
        whether it can be interrupted and counts fuel, `jobs` the number of processes that compile it. `cpu`
        says which features of the processor its code may use, as presets and flags with commas between them
        (`irtool targets NAME`): `x86-64-v2`, or by default all that this processor has, and none of one that
        is emulated. With `lazy` each function is compiled when it is first called, which then raises what
        `code` would.

        `target` is the machine that it is compiled for, this one if it is empty. Code for another one, and
        with `emulate` any, runs in an emulated processor in this process; instances are used in the same
        way. Raises `SettingError` for an unknown `cpu`, `UnsupportedError` for a machine that cannot be
        emulated here, and for `release_gil` among the tunables of code that is emulated.

        With an `executor` of `concurrent.futures` or another library it is compiled there, on other machines
        say. `cache` is where its code is looked for, and kept when it is compiled: a `Cache`, a folder or
        URL, or True for what IRTOOL_CACHE says. Raises `CacheError` for a place that cannot be used."""
        if emulate or target not in ("", NATIVE_MACHINE.name):
            from .emulated_machine import emulated_machine

            self.machine = emulated_machine(target or NATIVE_MACHINE.name)
        if cpu != NATIVE:
            self.machine.settings(level, cpu)  # which refuses unknown names
        tunables = tunables if tunables is not None else Tunables()
        if tunables.release_gil and self.machine.emulated:
            raise UnsupportedError("release_gil is for code that runs natively: emulated threads take turns")
        if tunables.guard_pages and not self.machine.whole_stores:
            tunables = Tunables(**{**tunables.choices(), "whole_stores": True})  # type: ignore[arg-type]
        self.lazy = lazy
        if cache is not None and cache is not False and not self.machine.emulated:
            if self._take(binary, choices(self.machine, features, tunables, level, cpu), cache):
                self.lazy = False
                return
        from ...frontend.wasm.validation import validate

        self._set_up(validate(binary, features), tunables, level, jobs, cpu)
        self._executor = executor

    machine: Machine = NATIVE_MACHINE
    """What runs the code."""
    lazy = False
    """Whether functions are compiled when they are called."""

    def _take(self, binary: bytes, made: dict[str, Any], option: "CacheOption") -> bool:
        """Become the module of a cache, compiled with these choices, if it is there. If not, its code is
        stored when it is compiled."""
        from ...cache.cache import open_cache

        cache = open_cache(option)
        if cache is None:
            return False
        key = module_key(binary, made)
        found = cached_module(cache, key)
        if found is None:
            self._place = cache, key
            return False
        tables = read_module(binary, made["features"])
        tables.referenced = found.referenced(tables)  # it is valid, since it was compiled
        self._set_up(tables, Tunables(**made["tunables"]), made["level"], cpu=made["cpu"])
        self._file = found.mapped
        self._image = found._image
        return True

    @staticmethod
    def is_cached(
        binary: bytes,
        features: int = DEFAULT_FEATURES,
        tunables: Tunables | None = None,
        level: str = "speed",
        cpu: str = NATIVE,
        cache: "CacheOption" = True,
    ) -> bool:
        """Whether a cache has the code of a module with these choices, for this machine; nothing is compiled
        or read. Raises `CacheError`."""
        from ...cache.cache import open_cache

        opened = open_cache(cache)
        tunables = tunables if tunables is not None else Tunables()
        made = choices(NATIVE_MACHINE, features, tunables, level, cpu)
        return opened is not None and opened.has(module_key(binary, made))

    @property
    def is_compiled(self) -> bool:
        """Whether there is code already: it was used, loaded or found in a cache."""
        return "_image" in self.__dict__

    #: Where its code is kept when it is compiled: a cache and the key in it.
    _place: "tuple[Cache, str] | None" = None
    #: The file that its code is in.
    _file: MappedFile | None = None
    #: Who compiles it.
    _executor: "Executor | None" = None

    def _set_up(
        self, tables: ModuleTables, tunables: Tunables, level: str, jobs: int = 1, cpu: str = NATIVE
    ) -> None:
        self.tables = tables
        """The tables of the module as read."""
        self.level = level
        """How it is optimised: the setting `opt_level`."""
        self.jobs = jobs
        """How many processes compile it."""
        self.cpu = cpu
        """Which features of the processor its code may use."""
        self.tunables = tunables
        """How accesses are checked, and what limits its code has."""
        self._file = None
        self.numbers = common_numbers(self.tables.types)
        """Common number of each type, by index."""

    @classmethod
    def from_bytes(cls, data: bytes, **options: object) -> "Module":
        """A module from its binary form. Raises `WasmError`."""
        return cls(bytes(data), **options)  # type: ignore[arg-type]

    @classmethod
    def from_text(cls, text: str, file: str = "", **options: object) -> "Module":
        """A module from its text. Raises `ParseError` and `WasmError`."""
        return cls._from_assembled(_assemble(text.encode(), file, options), options)

    @classmethod
    def from_file(cls, path: "str | os.PathLike[str]", **options: object) -> "Module":
        """A module from a file, binary or text by its content. Raises OSError, `ParseError`, `WasmError`."""
        with open(path, "rb") as file:
            data = file.read()
        if data[:4] != b"\0asm" and not str(path).endswith(".wasm"):
            return cls._from_assembled(_assemble(data, str(path), options), options)
        return cls(data, **options)  # type: ignore[arg-type]

    @classmethod
    def _from_assembled(cls, assembled: "Assembled", options: dict[str, object]) -> "Module":
        """A module of a text; errors are shown in the text."""
        try:
            return cls(assembled.binary, **options)  # type: ignore[arg-type]
        except WasmError as error:
            place = assembled.place(error.offset)
            raise (at_place(error, place) if place.line else error) from None

    def __reduce__(self) -> tuple[object, ...]:
        choices = self.tables.features, self.tunables, self.level, self.jobs, self.cpu
        return Module, (self.tables.data, *choices, self.machine.name, self.machine.emulated, self.lazy)

    @staticmethod
    def validate(binary: bytes, features: int = DEFAULT_FEATURES) -> None:
        """Only read and validate. Raises `WasmError`."""
        from ...frontend.wasm.validation import validate

        validate(binary, features)

    # --- reflection ---------------------------------------------------------------------------------

    @property
    def imports(self) -> list[ItemType]:
        """What an instance must be given, in order."""
        return [
            ItemType(item.name, EXTERN_NAMES[item.kind], self.item_text(item.kind, item.index), item.module)
            for item in self.tables.imports
        ]

    @property
    def exports(self) -> list[ItemType]:
        """What an instance has, in order."""
        return [
            ItemType(item.name, EXTERN_NAMES[item.kind], self.item_text(item.kind, item.index))
            for item in self.tables.exports
        ]

    def item_text(self, kind: int, index: int) -> str:
        """The type of an item in words."""
        if kind == EXTERN_FUNC:
            return function_text(self.function_type(index))
        if kind == EXTERN_TABLE:
            table = self.tables.tables[index]
            return f"{limits_text(table)} {type_text(self.value_type(table.element))}"
        if kind == EXTERN_MEMORY:
            memory = self.tables.memories[index]
            return f"{limits_text(memory)} pages{' shared' if memory.shared else ''}"
        if kind == EXTERN_GLOBAL:
            item = self.tables.globals[index]
            return f"{'mutable ' if item.mutable else ''}{type_text(self.value_type(item.ty))}"
        return function_text(self.numbers[self.tables.tags[index]])

    def function_type(self, index: int) -> int:
        """Common number of the type of a function."""
        return self.numbers[int(self.tables.func_type[index])]

    def value_type(self, ty: int) -> int:
        """A value type of the module as a common one."""
        return common_type(ty, self.numbers)

    def function_name(self, index: int) -> str:
        """Name of a function for people: of the name section, else of an export, else its number."""
        name = self._names.function(index) if self._names is not None else ""
        return name or self._export_names.get(index, "") or f"func[{index}]"

    @cached_property
    def _export_names(self) -> dict[int, str]:
        """The first name that a function is exported under, by index."""
        names: dict[int, str] = {}
        for item in self.tables.exports:
            if item.kind == EXTERN_FUNC:
                names.setdefault(item.index, item.name)
        return names

    @cached_property
    def _names(self) -> "Names | None":
        from ...frontend.wasm.custom import read_names

        try:
            return read_names(self.tables)
        except WasmError:  # a custom section cannot make a module invalid
            return None

    # --- code ---------------------------------------------------------------------------------------

    @cached_property
    def layout(self) -> ContextLayout:
        """Where things are in the context of an instance."""
        return ContextLayout(self.tables)

    @cached_property
    def environment(self) -> "RuntimeEnvironment":
        """How it is translated."""
        from .environment import RuntimeEnvironment

        return RuntimeEnvironment(self.tables, self.tunables)

    @cached_property
    def _image(self) -> CodeImage:
        from .compile_code import compile_code

        settings = self.machine.settings(self.level, self.cpu)
        image = compile_code(self.tables, self.tunables, self.machine, settings, self.jobs, self._executor)
        if self._place is not None:
            cache, key = self._place
            cache.store(key, self._file_of(image))
        return image

    @cached_property
    def code(self) -> "LoadedCode | EmulatedCode | LazyCode":
        """The machine code. Raises `UnsupportedError` naming what cannot be compiled."""
        if self.lazy:
            return self._lazy_code()
        texts = _TrapTexts(weakref.ref(self), self._image)
        if self.machine.emulated:
            from .emulated_code import EmulatedCode

            places = PlaceMap(self._image, texts.name_of)
            return EmulatedCode(self.machine, self._image, texts.describe, places)
        return LoadedCode(self._image, texts.describe, texts.name_of, self._file)

    def _lazy_code(self) -> "LazyCode":
        from .environment import RuntimeEnvironment
        from .lazy_code import LazyCode

        module = weakref.ref(self)

        def texts(image: CodeImage) -> tuple[Describe, Callable[[int], str]]:
            made = _TrapTexts(module, image)
            return made.describe, made.name_of

        settings = self.machine.settings(self.level, self.cpu)
        types, numbers = self.tables.func_type, self.numbers
        environment = RuntimeEnvironment(self.tables, self.tunables)
        return LazyCode(
            self.tables, environment, settings, self.machine, lambda index: numbers[int(types[index])], texts
        )

    def serialize(self) -> bytes:
        """The compiled module as a file (`image.py`): machine code, in an ELF file that
        standard tools read. Raises `UnsupportedError` naming what cannot be compiled."""
        return self._file_of(self._image)

    def _file_of(self, image: CodeImage) -> bytes:
        from .compile_code import module_glue

        glue = {}
        if not self.machine.emulated:
            settings = self.machine.settings("speed", self.cpu)
            glue = module_glue(self.tables, self.numbers, self.tunables, self.machine, settings)
        return image.to_bytes(self.tables, self.compiled_with(), glue)

    def compiled_with(self) -> dict[str, Any]:
        """The choices that the code of the module depends on, by name; numbers, texts and dictionaries of
        them."""
        return choices(self.machine, self.tables.features, self.tunables, self.level, self.cpu)

    @classmethod
    def deserialize(cls, data: bytes) -> "Module":
        """A module from what `serialize` returned, without compiling. It is checked to be whole and to fit
        this machine and this version; beyond that it is trusted: **it is machine code**, so take it only
        from where you would take a program.

        Raises `ImageError`."""
        return load_bytes(bytes(data))

    @classmethod
    def load(
        cls, file: "str | os.PathLike[str] | int | bytes | bytearray | memoryview", verify: bool = False
    ) -> "Module":
        """The same for a file, by path or descriptor, which is mapped: pages are read when they are needed
        and shared by processes. It must not be written to while the module is in use. The content of a file,
        as bytes, is copied and verified.

        The file is one that `irtool compile` made of a module, a library for C programs say, or holds what
        `serialize` returned.

        Only the header is read, and checked with its digest, so that loading takes the same time for any
        size: version, machine, settings, and the size of the file are right then. `verify` reads and checks
        all of it, for files that may have been damaged. Raises OSError, `ImageError`; what is wrong with a
        file that was not verified may also be found by the first use of the module."""
        if isinstance(file, (bytes, bytearray, memoryview)):
            return load_bytes(bytes(file))
        return load_file(file, verify)


def _assemble(text: bytes, file: str, options: dict[str, object]) -> "Assembled":
    """A text to the binary form, by the grammar that goes with the features among the options."""
    from ...frontend.wasm.text.assemble import assemble

    features = options.get("features", DEFAULT_FEATURES)
    return assemble(text, file, True, features if isinstance(features, int) else DEFAULT_FEATURES)


class _TrapTexts:
    """Makes exceptions for the traps of a module. The registry of traps holds it, so it holds neither the
    code nor the module."""

    def __init__(self, module: "weakref.ref[Module]", image: CodeImage) -> None:
        self._module = module
        self._starts = image.starts
        self._indices = image.indices

    def name_of(self, index: int) -> str:
        """Name of a function."""
        module = self._module()
        return module.function_name(index) if module is not None else f"func[{index}]"

    def describe(self, code: int, offset: int, address: int) -> BaseException:
        """The exception for a trap (`traps.Describe`)."""
        function = self.name_of(self._indices[bisect_right(self._starts, offset) - 1])
        if code == TRAP_MEMORY and address >= 1 << 16 and not is_reserved(address):
            return InternalError(f"{function} accessed address {address:#x}, which is in no memory")
        return Trap(trap_name(code), offset, address, trap_message(code), function)


def limits_text(item: TableType | MemoryType) -> str:
    """Sizes of a memory or table in words."""
    text = f"{item.minimum} or more" if item.maximum < 0 else f"{item.minimum} to {item.maximum}"
    return f"64-bit {text}" if item.is_64 else text


# --- modules of files ---------------------------------------------------------------------------

#: Attributes of a `Module` that are made when one of them is first asked for.
_LATER: Final = frozenset(("tables", "tunables", "level", "jobs", "numbers", "cpu"))


class LoadedModule(Module):
    """A module of a file, opened when it is first used: loading takes the same time for a file of any size,
    and a program that picks one of many modules pays for the one."""

    def __init__(self, view: memoryview, mapped: MappedFile | None, verified: bool) -> None:
        """Of a file that `load_view` has checked; `verified` says whether all of it."""
        self._view = view
        self._verified = verified
        self.mapped = mapped
        """The file, if it is mapped."""
        self._file = mapped

    def __getattr__(self, name: str) -> Any:
        """An attribute that is not there yet. Raises `ImageError` when the file is damaged."""
        if name not in _LATER:
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        self._open()
        return self.__dict__[name]

    @cached_property
    def _sections(self) -> Image:
        file = sections_of(self._view)
        offer_glue(file)  # before anything is linked
        return file

    def _open(self) -> None:
        """Read the tables of the module."""
        info, wasm = info_of(self._sections)
        try:
            tables = read_module(wasm, info["features"])
            if self._verified:  # it is valid, since it was compiled
                tables.referenced = self.referenced(tables)
            else:
                from ...frontend.wasm.validation import check_module

                check_module(tables)
            self._set_up(tables, Tunables(**info["tunables"]), info["level"], cpu=info["cpu"])
        except (WasmError, KeyError, TypeError) as error:
            raise ImageError(f"the compiled module is damaged: {error}") from None
        except IrtoolError as error:
            raise ImageError(f"the compiled module was made with something else: {error}") from None
        self._file = self.mapped

    def referenced(self, tables: ModuleTables) -> bytearray:
        """Which functions may be referenced, as `check_module` finds out. Raises `ImageError`."""
        return referenced_of(self._sections, tables.num_functions())

    @cached_property
    def _image(self) -> CodeImage:
        file = self._sections
        image = CodeImage.of_file(file, info_of(file)[0])
        if self.mapped is not None:
            self.mapped.set_text(file.text_offset, len(file.sections[".text"]))
        return image

    @property
    def is_compiled(self) -> bool:
        """See the base class."""
        return True

    def serialize(self) -> bytes:
        """The file again, as it is."""
        return bytes(self._view)


def load_file(file: "str | os.PathLike[str] | int", verify: bool) -> LoadedModule:
    """See `Module.load`."""
    mapped = MappedFile(file)
    place, size = image_in(mapped.view)
    mapped.narrow(place, size)
    if place % PAGESIZE:  # by a program that rewrote the file
        return load_view(mapped.view, None, verify)
    return load_view(mapped.view, mapped, verify)


def load_bytes(data: bytes) -> LoadedModule:
    """See `Module.deserialize`."""
    view = memoryview(data)
    place, size = image_in(view)
    return load_view(view[place : place + size], None, True)


def module_key(binary: bytes, made: dict[str, Any]) -> str:
    """The key that a cache has the code of a module under, compiled with some `image.choices`."""
    from ...cache.keys import entry_key

    return entry_key("module", [needs_of(made), json_text.dump(made), binary])


def cached_module(cache: "Cache", key: str) -> LoadedModule | None:
    """The module of a key; None when there is none, or a damaged one, which is removed."""
    path = cache.path(key)
    try:
        if path is not None:
            return load_file(path, True)
        data = cache.read(key)
        return load_view(memoryview(data), None, True) if data is not None else None
    except FileNotFoundError:  # another process was faster
        return None
    except (ImageError, OSError):
        cache.remove(key)
        return None


def load_view(view: memoryview, mapped: MappedFile | None, verify: bool) -> LoadedModule:
    """A module of an image in memory, mapped or not. Raises `ImageError`."""
    check_needs(check_header(view), page_size(view))
    if verify:
        check_content(view)
    return LoadedModule(view, mapped, verify)
