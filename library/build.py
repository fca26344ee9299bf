"""A WebAssembly module as an object file that C programs link with: all in it is machine code and constants.

    library = compile_library(data, "x86_64", prefix="zlib")
    library.object                      the relocatable ELF file
    library.header                      zlib.h

The object has the code of the module, one entry function per exported function, the functions that make and
free instances (`functions.py`), the builtins, and the constants that instances are filled from. It refers to
a few functions of the C library (`calloc`, `free`, `mmap`, `memmove`, ...) and, on machines without the
instructions, of the mathematical one.

Layout of the constants, of which the last two depend on the text:

    directories | import places | memories | tables | supertypes | texts | messages | data | of WASI |
    words | landings | faults
"""

import itertools
import struct
from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from mypy_extensions import i64

from ..backends.code import CompiledCode
from ..backends.exceptions import TableCode
from ..backends.handlers import RESUME, TABLE
from ..backends.libcalls import c_symbol
from ..backends.text import TextSection, lay_out, text_options
from ..compile import compile_module, default_settings, make_target
from ..frontend.wasm.builtin_functions import memory_builtins
from ..frontend.wasm.dwarf_lines import read_lines
from ..frontend.wasm.emitter import FunctionEmitter
from ..frontend.wasm.environment import ModuleEnvironment
from ..frontend.wasm.features import DEFAULT_FEATURES
from ..frontend.wasm.layout import STACK_LIMIT_OFFSET
from ..frontend.wasm.module import (
    EXTERN_FUNC,
    EXTERN_GLOBAL,
    EXTERN_MEMORY,
    EXTERN_TABLE,
    EXTERN_TAG,
    Module,
)
from ..frontend.wasm.reader import read_module
from ..frontend.wasm.symbols import function_symbols
from ..frontend.wasm.tunables import Tunables
from ..frontend.wasm.validation import check_module, validate
from ..frontend.wasm.value_types import HEAP_EXN, HEAP_NOEXN, HEAP_SHIFT, NULLABLE
from ..ir.data import DataSection
from ..ir.entities import ExtName
from ..ir.errors import IrtoolError, UnsupportedError
from ..ir.function import Function
from ..ir.opcodes import TRAP_CODES
from ..ir.opcodes_gen import CC_ULT, OP_GET_STACK_POINTER, OP_ICMP, OP_TRAPNZ
from ..ir.types import I8
from ..ir.types import I64 as IR_I64
from ..object.elf import object_of
from ..object.line_sources import WasmLines
from ..wasm_compile import Progress, compile_bodies
from . import entries, exceptions, functions, memories, tables
from .functions import Places
from .names import LibraryNames, api_of, check_prefix
from .plan import TRAP_WORD, InstancePlan, Words, add_block, add_records
from .statuses import status_texts
from .waiting import any_shared
from .wasi import calls, descriptors
from .wasi.calls import provided
from .wasi.program import give_directory_function, main_function
from .writer import CONSTANTS, VARIABLES

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from ..settings import Settings

_NO_TYPE: Final = 0xFFFF_FFFF
#: Number of that call of Linux, by ELF's number of the machine.
_FUTEX: Final = {62: 202, 183: 98}


class LibraryEnvironment(ModuleEnvironment):
    """The default lowering, and a comparison of the stack pointer with the instance's limit at each
    function's start."""

    def begin_function(self, out: FunctionEmitter, function: int) -> None:
        """See the base class."""
        super().begin_function(out, function)
        limit = self.load_context(out, IR_I64, STACK_LIMIT_OFFSET, False)
        pointer = out.one(OP_GET_STACK_POINTER, IR_I64, 0, 0, 0, IR_I64, -1, -1, -1)
        below = out.one(OP_ICMP, IR_I64, CC_ULT, 0, 2, I8, pointer, limit, -1)
        out.none(OP_TRAPNZ, I8, i64(TRAP_CODES["stk_ovf"]), 0, 1, below, -1)


class Library(NamedTuple):
    """A compiled library."""

    object: bytes
    """The relocatable ELF file."""
    text: TextSection
    """The code in it."""
    module: Module
    names: LibraryNames
    """For its header (`header.py`)."""


class _Work(NamedTuple):
    """Who compiles."""

    jobs: int
    progress: Progress | None
    executor: "Executor | None" = None


class LineOptions(NamedTuple):
    """For line tables: what the source locations of code are."""

    name: str
    """Of the module's file."""
    directory: str = ""
    """From which debuggers find it."""
    text_place: Callable[[int], tuple[int, int]] | None = None
    """Line and column of an offset, of a module that was read from text; else the module's own line tables
    say it, or else the offset is the line."""


class _Code(NamedTuple):
    name: str
    code: CompiledCode


class _Constants:
    """Bytes in the making."""

    def __init__(self) -> None:
        self.data = bytearray()

    def add(self, data: bytes | bytearray, align: int = 8) -> int:
        """Append; the offset."""
        self.data += bytes(-len(self.data) % align)
        start = len(self.data)
        self.data += data
        return start

    def words(self, numbers: Sequence[int], form: str = "I") -> int:
        """Append numbers; the offset."""
        return self.add(struct.pack(f"<{len(numbers)}{form}", *numbers))


def check_supported(module: Module) -> None:
    """Raises `UnsupportedError` for what a library cannot have."""
    for item in module.imports:
        if item.kind == EXTERN_TABLE and not (
            tables.is_for_c(module, item.index) and module.tables[item.index].element & NULLABLE
        ):
            raise UnsupportedError(
                f'a library cannot import such a table ("{item.module}" "{item.name}"): only one of functions'
                " or external references that can be null"
            )
    for name, kind, index in [
        *((f'"{item.module}" "{item.name}"', item.kind, item.index) for item in module.imports),
        *((f'"{item.name}"', item.kind, item.index) for item in module.exports),
    ]:
        types: list[int] = []
        if kind == EXTERN_FUNC:
            types = [*itertools.chain(*entries.function_types(module, index))]
        elif kind == EXTERN_GLOBAL:
            types = [module.globals[index].ty]
        elif kind == EXTERN_TAG:
            types = exceptions.tag_fields(module, index)
        if any(ty >> HEAP_SHIFT in (HEAP_EXN, HEAP_NOEXN) for ty in types):
            raise UnsupportedError(f"a library cannot pass references to exceptions to C ({name})")


def compile_library(
    binary: bytes,
    target: str,
    settings: "Settings | None" = None,
    *,
    prefix: str,
    features: int = DEFAULT_FEATURES,
    guard_pages: bool = False,
    wasi: bool = False,
    jobs: int = 1,
    progress: Progress | None = None,
    executor: "Executor | None" = None,
    lines: LineOptions | None = None,
    image: Callable[[], bytes] | None = None,
) -> Library:
    """Compile a binary module to an object file whose functions C programs call.

    All C names begin with `prefix`. With `guard_pages` accesses to 32-bit memories are not checked but
    fault, and the first instance installs a signal handler that turns that into traps; without, they are
    checked and no signal is involved. With `wasi` imports of WASI preview 1 are in the library
    (`library/wasi/`), else the program gives them like others. `lines` are for line tables. `image`,
    `Module(binary).serialize` say, makes what `Module.load` finds in the object file besides. `jobs`,
    `progress` and `executor` as for `compile_wasm`.

    Raises `WasmError` for a module that is malformed or invalid, `UnsupportedError` naming what a library
    cannot have or what cannot be compiled, `IrtoolError` for a prefix that is no C name, `LimitError`,
    `SettingError`."""
    check_prefix(prefix)
    module = read_module(binary, features)
    check_module(module)
    own = provided(module) if wasi else set()
    if wasi and not own:
        raise IrtoolError("the module imports no function of WASI that the library could have")
    if own and module.imported[EXTERN_MEMORY]:
        raise UnsupportedError("WASI in a library needs a memory of the module, not an imported one")
    work = _Work(jobs, progress, executor)
    return _compile(module, target, settings, prefix, guard_pages, own, -1, work, lines, image=image)


def read_library(
    binary: bytes, *, prefix: str, features: int = DEFAULT_FEATURES, wasi: bool = False
) -> tuple[Module, LibraryNames]:
    """What the header of a module's library is made of (`header.py`); nothing is compiled. Arguments and
    errors as for `compile_library`."""
    check_prefix(prefix)
    module = validate(binary, features)
    check_supported(module)
    own = provided(module) if wasi else set()
    return module, LibraryNames(module, prefix, own, calls.has_descriptors(module, own))


def compile_program(
    binary: bytes,
    target: str,
    settings: "Settings | None" = None,
    *,
    features: int = DEFAULT_FEATURES,
    guard_pages: bool = False,
    directories: Sequence[str] = (),
    jobs: int = 1,
    progress: Progress | None = None,
) -> bytes:
    """Compile a WASI command, a module that exports `_start`, to an object file with `main`.

    `directories`, HOST or HOST::GUEST each, are what the program may use with all that is in them, unless the
    variable IRTOOL_DIRS says something else when it starts. Other arguments and errors as for
    `compile_library`; also `UnsupportedError` for a module without `_start`, and for imports that are not
    WASI's, `IrtoolError` for directories with commas, and for those of a module that opens nothing."""
    for text in directories:
        if "," in text or "\0" in text or not text:
            raise IrtoolError(f"{text!r} cannot be a directory of a program: commas stand between them")
    module = read_module(binary, features)
    check_module(module)
    own = provided(module)
    for item in module.imports:
        if item.kind != EXTERN_FUNC or item.index not in own:
            raise UnsupportedError(f'a program cannot import "{item.module}" "{item.name}": only WASI')
    for row, export in enumerate(module.exports):
        if export.name == "_start" and export.kind == EXTERN_FUNC:
            if entries.function_types(module, export.index) != ([], []):
                raise UnsupportedError("the export _start of a program has no parameters and no results")
            work = _Work(jobs, progress)
            made = _compile(module, target, settings, "wasm", guard_pages, own, row, work, None, directories)
            return made.object
    raise UnsupportedError("the module is no program: it does not export a function _start")


def _compile(
    module: Module,
    target: str,
    settings: "Settings | None",
    prefix: str,
    guard_pages: bool,
    own: Collection[int],
    start: int,
    work: _Work,
    lines: LineOptions | None = None,
    directories: Sequence[str] = (),
    image: Callable[[], bytes] | None = None,
) -> Library:
    check_supported(module)
    if directories and not calls.has_descriptors(module, own):
        raise IrtoolError("the module imports no function that could use directories")
    if settings is None:
        settings = default_settings()
        settings.set("enable_verifier", False)
    else:
        settings = settings.copy()
    settings.set("enable_pinned_reg", True)
    settings.set("trap_call_word", TRAP_WORD)
    tunables = Tunables(
        guard_pages=guard_pages,
        signal_traps=guard_pages,
        spectre_heap=settings.get_bool("enable_heap_access_spectre_mitigation"),
        spectre_table=settings.get_bool("enable_table_access_spectre_mitigation"),
        fixed_memories=True,
    )
    codes = compile_bodies(module, target, settings, LibraryEnvironment, tunables, *work)
    settings.set("preserve_frame_pointers", True)  # entries note theirs
    names = LibraryNames(module, prefix, own, start < 0 and calls.has_descriptors(module, own))
    builder = _Builder(module, names, settings, target, tunables, own, start, directories)
    data, text = builder.object(codes, lines, image)
    return Library(data, text, module, names)


class _Builder:
    """Puts a library together."""

    def __init__(
        self,
        module: Module,
        names: LibraryNames,
        settings: "Settings",
        target: str,
        tunables: Tunables,
        provided: Collection[int],
        start: int,
        directories: Sequence[str],
    ) -> None:
        """`provided` are the imported functions that the library has itself; `start` is the export that a
        program begins with, -1 for a library; `directories` are those of a program."""
        self.start = start
        self.module = module
        self.names = names
        self.settings = settings
        self.machine = target
        self.target = make_target(target, settings)
        self.guarded = tunables.guard_pages
        layout = LibraryEnvironment(module, tunables).layout
        self.plan = InstancePlan(module, layout, provided, start >= 0)
        self.words = Words()
        self.constants = _Constants()
        if calls.has_descriptors(module, provided):
            self.plan.has_descriptors = True
            listed = ",".join(directories).encode(errors="surrogateescape")
            self.plan.directories = self.constants.add(listed + b"\0", 1)
        self.guard = tunables.memory_guard if self.guarded else 0
        self._data_start = 0
        self._landings_at = 0
        self._landing_rows: list[tuple[int, int]] = []
        """By entry: its landing in its code, and how far its stack pointer is below its frame pointer."""
        self.public: dict[str, str] = {}
        """C names of functions by their names in the IR."""

    def object(
        self,
        codes: list[CompiledCode],
        lines: LineOptions | None,
        image: Callable[[], bytes] | None,
    ) -> tuple[bytes, TextSection]:
        """The object file and its text; `codes` are the module's own functions."""
        made = self._functions()
        compiled = [_Code(item.name, item.code) for item in compile_module(made, self.target, self.settings)]
        resume = CompiledCode()
        resume.code = self.target.form.resume
        resume.insts_size = len(resume.code)
        compiled.insert(1, _Code(RESUME, resume))
        landings = self._take_landings(compiled)
        first = self.module.num_imported_functions()
        own = [_Code(f"wasm{index}", code) for index, code in enumerate(codes, first)]
        compiled += own
        table = None
        if self.module.tags:
            table = TableCode(TABLE, own)
            compiled.append(_Code(TABLE, table.code))
        renamed = self._symbols(compiled)
        for code in (item.code for item in compiled):
            if code.symbols:
                code.symbols = [renamed.get(name, name) for name in code.symbols]
        section = lay_out(
            [_Code(renamed[item.name], item.code) for item in compiled],
            self.target.form,
            text_options(self.settings),
        )
        if table is not None:
            table.name = renamed[TABLE]
            table.fill(section, self.plan.layout.tag)
        for code in codes:
            code.exceptions = None  # the table is in the text, and nobody else throws
        starts = {
            name: section.starts[symbol] for name, symbol in renamed.items() if symbol in section.starts
        }
        self._fill(starts, section, landings)
        data = DataSection()
        data.define(f"{self.names.prefix}:{CONSTANTS}", bytes(self.constants.data), local=True)
        if self.guarded:
            data.define(
                f"{self.names.prefix}:{VARIABLES}", bytes(functions.VARIABLES_SIZE), writable=True, local=True
            )
        public = set(self.public.values())
        local = {name for name in renamed.values() if name not in public}
        source = self._lines(lines, renamed) if lines is not None else None
        return object_of(section, local, data, source, image() if image is not None else b""), section

    # --- functions -------------------------------------------------------------------------------------

    def _functions(self) -> list[Function]:
        """All functions but the module's own; `trap` comes first, and the text begins with it."""
        module, plan = self.module, self.plan
        places = self._places()
        api = {name: f"{self.names.prefix}_{name}" for name in api_of(module)}
        self.public.update(api)
        made = [
            functions.instantiate_function(plan, places, self.guard),
            functions.delete_function(plan),
            functions.raise_function(plan),
            functions.stack_size_function(plan),
            functions.status_text_function(places),
            *memory_builtins(),
            *functions.own_builtins(plan, places, self._futex()),
            entries.initialize_function(plan, self.words),
            entries.entry_function(plan, "enter_initialize", "initialize", [], [], 0),
        ]
        made += [entries.import_function(plan, index) for index in plan.wanted()]
        made += self._wasi_functions()
        exported, number = self._export_functions()
        made += exported + self._import_functions()
        symbols = [entries.code_name(module, index) for index in range(module.num_functions())]
        add_records(self.words, plan, symbols)
        add_block(self.words, plan, self._data_start)
        memories.add_handles(self.words, plan, self.guard)
        tables.add_handles(self.words, plan)
        exceptions.add_tags(self.words, plan)
        words = self.constants.add(bytes(16 * len(self.words)))
        self._landings_at = self.constants.add(bytes(16 * number))
        places = places._replace(
            words=words,
            words_size=16 * len(self.words),
            landings=self._landings_at,
            faults=self.constants.add(b""),
        )
        self._places_made = places
        made.append(functions.setup_function(plan, places))
        if self.guarded:
            context = self.target.form.signal_context
            if context is None:
                raise UnsupportedError(f"guard pages are not supported on {self.target.name}")
            made += [
                functions.fault_function(places, context.pc, context.argument),
                functions.install_function(),
            ]
        return [functions.trap_function(plan, places), *made]

    def _export_functions(self) -> tuple[list[Function], int]:
        """Those of the exports, and the number for the next entry."""
        module, plan = self.module, self.plan
        made: list[Function] = []
        number = 1
        for row, export in enumerate(module.exports):
            given = self.names.exports.get(row, [])
            own = [f"export{row}_{part}" for part in range(len(given))]
            self.public.update(zip(own, given, strict=True))
            if row == self.start:
                made.append(main_function(plan, own[0]))
                self.public["main"] = "main"
            if export.kind == EXTERN_FUNC:
                callee = entries.code_name(module, export.index)
                types = entries.function_types(module, export.index)
                made.append(entries.entry_function(plan, own[0], callee, *types, number))
                number += 1
            elif export.kind == EXTERN_MEMORY:
                made += memories.memory_functions(plan, export.index, own)
            elif export.kind == EXTERN_TABLE and own:
                made += tables.table_functions(plan, export.index, own)
            elif export.kind == EXTERN_TAG:
                made += exceptions.tag_functions(plan, export.index, own)
            elif export.kind == EXTERN_GLOBAL:
                made += entries.global_functions(plan, export.index, own)
        return made, number

    def _import_functions(self) -> list[Function]:
        """Those that make things for imports, and throw and catch imported tags."""
        module, plan = self.module, self.plan
        made: list[Function] = []
        for row, item in enumerate(module.imports):
            given = self.names.made.get(row, [])
            own = [f"made{row}_{part}" for part in range(len(given))]
            self.public.update(zip(own, given, strict=True))
            if item.kind == EXTERN_MEMORY:
                made += memories.import_functions(module, item.index, self.guard, own)
            elif item.kind == EXTERN_TABLE:
                made += tables.import_functions(plan, item.index, own)
            elif item.kind == EXTERN_TAG:
                made += exceptions.tag_functions(plan, item.index, own)
        return made

    def _futex(self) -> int:
        """Number of that call of the kernel. Raises `UnsupportedError` when it is needed and not known."""
        number = _FUTEX.get(self.target.form.elf_machine, 0)
        if not number and any_shared(self.module):
            raise UnsupportedError(f"shared memories are not supported in libraries for {self.machine}")
        return number

    def _wasi_functions(self) -> list[Function]:
        """The functions of WASI that are imported, and all that they call."""
        module, plan = self.module, self.plan
        if not plan.provided:
            return []
        if not self.target.form.linux:
            raise UnsupportedError(f"WASI has no functions for {self.target.name}: let the program give them")
        compiler = calls.compiler_for(plan, self.target.form.linux, lambda data: self.constants.add(data, 1))
        names = calls.import_names(module)
        made = [calls.wasi_function(plan, compiler, index, names[index]) for index in sorted(plan.provided)]
        if plan.has_descriptors:
            compiler.want(descriptors.end)
            compiler.want(descriptors.begin_program if plan.program else descriptors.begin)
            if self.names.directories:
                compiler.want(descriptors.give_directory)
                made.append(give_directory_function(plan))
                self.public["give_directory"] = f"{self.names.prefix}_give_directory"
        return made + compiler.functions()

    def _places(self) -> Places:
        """Write the constants that are known."""
        module, plan, constants = self.module, self.plan, self.constants
        imports = constants.words(plan.import_places())
        supertypes = [int(number) & _NO_TYPE for number in module.types.super]
        supertypes_at = constants.words(supertypes)
        texts = status_texts()
        unknown = constants.add(b"unknown status\0", 1)
        offsets = [unknown] * 256
        for status, text in texts.items():
            offsets[status] = constants.add(text.encode() + b"\0", 1)
        messages_at = constants.words(offsets)
        self._data_start = constants.add(b"", 16)
        for data in module.datas:
            constants.add(module.data[data.start : data.end], 1)
        plan.trap_prefix = constants.add(b"trap: \0", 1)
        return Places(0, 0, 0, imports, supertypes_at, messages_at, 0)

    # --- symbols and what depends on the text ------------------------------------------------------------

    def _symbols(self, compiled: list[_Code]) -> dict[str, str]:
        """The symbol for each function by its name in the IR, and for the data objects."""
        module, prefix = self.module, self.names.prefix
        renamed = {item.name: self.public.get(item.name, f"{prefix}:{item.name}") for item in compiled}
        outside = {name for item in compiled for name in item.code.symbols if name not in renamed}
        symbols = function_symbols(module, outside | {c_symbol(name) for name in outside})
        for index, symbol in enumerate(symbols):
            name = entries.code_name(module, index)
            renamed[name] = f"{prefix}.{symbol}"
            renamed[ExtName("", 0, index).symbol()] = renamed[name]
        for name in (CONSTANTS, VARIABLES):
            renamed[name] = f"{prefix}:{name}"
        return renamed

    def _lines(self, lines: LineOptions, renamed: dict[str, str]) -> WasmLines:
        """What the source locations of the code mean."""
        module = self.module
        first = module.num_imported_functions()
        starts = {renamed[f"wasm{first + own}"]: int(start) for own, start in enumerate(module.body_start)}
        own = read_lines(module) if lines.text_place is None else None
        find = own.find if own is not None else None
        return WasmLines(lines.name, lines.directory, starts, lines.text_place, find)

    def _take_landings(self, compiled: list[_Code]) -> list[str]:
        """Keep where entries go on, and take the tables of handlers from all these functions: what is thrown
        does not come to them. The names of the entries."""
        names = []
        for name, code in compiled:
            sites = code.exceptions
            if sites is None:
                continue
            code.exceptions = None
            by_tag = dict(zip(sites.tags, sites.landings, strict=True))
            if entries.OUTERMOST in by_tag:
                names.append(name)
                for tag in (entries.NESTED, entries.OUTERMOST):
                    self._landing_rows.append((int(by_tag[tag]), int(sites.frame_offset)))
        return names

    def _fill(self, starts: dict[str, int], section: TextSection, landings: list[str]) -> None:
        """Write the constants that depend on the text."""
        constants, places = self.constants, self._places_made
        words = self.words.to_bytes(starts)
        constants.data[places.words : places.words + len(words)] = words
        for row, (landing, distance) in enumerate(self._landing_rows):
            start = starts[landings[row // 2]]
            struct.pack_into("<II", constants.data, self._landings_at + 8 * row, start + landing, distance)
        if self.guarded:
            traps = sorted(section.traps().items())
            constants.words([len(traps), *(offset for offset, _ in traps)])
            constants.data += bytes(code for _, code in traps)
