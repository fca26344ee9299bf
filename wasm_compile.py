"""A WebAssembly module to machine code: read, validate, translate and compile, function by function.

    compiled = compile_wasm(data, "x86_64")             # CompiledWasm: the functions, in order
    compile_wasm_object(data, "aarch64", jobs=2)        # an ELF object

Bodies are taken in small groups: translated into tables that serve again (`room.py`), compiled (`Session`),
and only the code is kept. So the memory that is needed is that of the code and of the largest function,
whatever the module's size.

With an `executor`, others do that, on other machines if it is made so (`batches.py`).

With `jobs`, processes do that for ranges of functions (`parallel.py`) and send the code as bytes
(`backends/code_bytes.py`). No function's code depends on what was compiled before it, so the outcome is the
same, bit for bit. Ranges with most bytes go first, so that the largest function is not the last one at work.

An invalid module is refused as such, even if something in it cannot be compiled: when a function cannot be
compiled, the rest is validated before that is said. Which error is raised does not depend on `jobs` either:
it is that of the first function in the module's order.
"""

import gc
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from .backends.code import CompiledCode
from .backends.code_bytes import CodeWriter, read_codes
from .backends.libcalls import c_symbol
from .backends.text import TextSection, lay_out, text_options
from .compile import Session, default_settings, make_target
from .frontend.wasm.dwarf_lines import read_lines
from .frontend.wasm.environment import ModuleEnvironment
from .frontend.wasm.errors import WasmError
from .frontend.wasm.features import DEFAULT_FEATURES
from .frontend.wasm.module import Module
from .frontend.wasm.reader import read_module
from .frontend.wasm.room import FunctionRoom
from .frontend.wasm.symbols import exported_functions, function_symbols
from .frontend.wasm.translate import EnvironmentFactory
from .frontend.wasm.tunables import Tunables
from .frontend.wasm.validation import check_module, validate_bodies
from .frontend.wasm.walker import Walker
from .ir.errors import InternalError, IrtoolError
from .ir.function import Function
from .object.debug_lines import LineSource
from .object.elf import object_of
from .object.line_sources import WasmLines
from .parallel import Workers, can_fork

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from .backends.target import Target
    from .batches import Batch, Job
    from .settings import Settings

#: Functions of a group, and the bytes of bodies with which one ends (`Session.compile_all` has its own
#: limits, which these come before).
GROUP_FUNCTIONS: Final = 8
GROUP_BYTES: Final = 8192
#: Least bytes of bodies in a range for a process, and ranges per process when there are enough.
RANGE_BYTES: Final = 16384
RANGES_PER_JOB: Final = 24

#: Called with bytes of bodies compiled so far, and all.
Progress = Callable[[int, int], object]


class BodyCompiler:
    """Compiles bodies of one module that `check_module` has passed."""

    def __init__(self, module: Module, environment: ModuleEnvironment, session: Session) -> None:
        self._module = module
        self._walker = Walker(module, environment)
        self._session = session
        session.in_place = True
        session.keeps_pinned = session.keeps_pinned or environment.keeps_pinned
        self._rooms = [FunctionRoom() for _ in range(GROUP_FUNCTIONS)]

    def compile(self, start: int, end: int, sink: Callable[[int, CompiledCode], object]) -> None:
        """Compile own functions (imports not counted) from `start` to before `end`, and give each to `sink`
        with its number.

        Raises what is wrong with the first of them that cannot be compiled."""
        number = start
        for group in self.groups(start, end):
            for code in self._session.compile_all(group):
                if not isinstance(code, CompiledCode):
                    raise code
                sink(number, code)
                number += 1

    def groups(self, start: int, end: int) -> Iterator[list[Function]]:
        """Translate these functions, some at a time: each group is valid until the next is asked for.

        What is wrong with a function is raised behind the group before it."""
        starts, ends = self._module.body_start, self._module.body_end
        group: list[Function] = []
        size = 0
        for own in range(start, end):
            more = int(ends[own] - starts[own])
            if group and (size + more > GROUP_BYTES or len(group) == GROUP_FUNCTIONS):
                yield group
                group = []
                size = 0
            size += more
            try:
                group.append(self._walker.translate_body(own, self._rooms[len(group)]))
            except IrtoolError:
                if group:
                    yield group
                raise
        if group:
            yield group


class _RangeCompiler:
    """The work of a process: ranges of functions by number."""

    def __init__(
        self,
        module: Module | bytes,
        features: int,
        environment: EnvironmentFactory,
        tunables: Tunables | None,
        target: "str | Target",
        settings: "Settings",
        ranges: list[tuple[int, int]],
    ) -> None:
        gc.disable()
        if not isinstance(module, Module):
            module = read_module(module, features)
            check_module(module)
        if isinstance(target, str):
            target = make_target(target, settings)
        session = Session(target, settings)
        self._compiler = BodyCompiler(module, environment(module, tunables), session)
        self._ranges = ranges

    def run(self, task: int) -> bytes:
        """The code of a range, up to the first function that cannot be compiled."""
        writer = CodeWriter()
        start, end = self._ranges[task]
        try:
            self._compiler.compile(start, end, lambda number, code: writer.put(code))
        except IrtoolError:
            pass  # the parent finds out what it is: there is too little code
        return writer.getvalue()


def run_batch(job: "Job", batch: "Batch") -> bytes:
    """The work of an executor's worker (`batches.py`): the code of a range, up to the first function that
    cannot be compiled. Raises `IrtoolError` when this is another version of irtool."""
    from .batches import module_of

    module = module_of(job, batch)
    session = Session(make_target(job.target, job.settings), job.settings)
    compiler = BodyCompiler(module, job.environment(module, job.tunables), session)
    writer = CodeWriter()
    collecting = gc.isenabled()
    gc.disable()  # the tables contain no cycles
    try:
        compiler.compile(batch.start, batch.end, lambda number, code: writer.put(code))
    except IrtoolError:
        pass  # who asked finds out what it is: there is too little code
    finally:
        if collecting:
            gc.enable()
    return writer.getvalue()


def compile_bodies(
    module: Module,
    target: "str | Target",
    settings: "Settings",
    environment: EnvironmentFactory = ModuleEnvironment,
    tunables: Tunables | None = None,
    jobs: int = 1,
    progress: Progress | None = None,
    executor: "Executor | None" = None,
) -> list[CompiledCode]:
    """Compile all bodies of a module that `check_module` has passed, in `jobs` processes or by an `executor`
    (`batches.py`); in the module's order.

    `settings` must have `enable_pinned_reg`. `environment` makes what lowers memories, tables and calls, in
    each process; with other threads in this process it must be picklable. `progress` is called now and then.

    Raises `WasmError` for a module with an invalid body, else what is wrong with the first function that
    cannot be compiled: `UnsupportedError`, `LimitError`."""
    starts, ends = module.body_start, module.body_end
    count = len(starts)
    codes: list[CompiledCode | None] = [None] * count
    sizes = [int(end - start) for start, end in zip(starts, ends, strict=True)]
    total = sum(sizes)
    done = 0

    def sink(number: int, code: CompiledCode) -> None:
        nonlocal done
        codes[number] = code
        done += sizes[number]
        if progress is not None:
            progress(done, total)

    collecting = gc.isenabled()
    gc.disable()  # the tables contain no cycles
    try:
        ranges = split(sizes, jobs) if jobs > 1 and executor is None else []
        elsewhere = len(ranges) > 1 or executor is not None
        if executor is not None:
            from .batches import compile_batches

            if not isinstance(target, str):
                raise IrtoolError("an executor compiles for a target that is given by its name")
            choices = (target, settings, environment, tunables)
            for start, batch in compile_batches(executor, run_batch, module, *choices):
                for number, code in enumerate(batch, start):
                    sink(number, code)
        elif elsewhere:
            _compile_ranges(module, target, settings, environment, tunables, jobs, ranges, sizes, sink)
        if elsewhere:
            count = next((number for number, code in enumerate(codes) if code is None), count)
        if not elsewhere or count < len(codes):
            # All of it, or the first function that went wrong in a process once more.
            one = make_target(target, settings) if isinstance(target, str) else target
            compiler = BodyCompiler(module, environment(module, tunables), Session(one, settings))
            try:
                compiler.compile(count if elsewhere else 0, len(codes), sink)
            except WasmError:
                raise
            except IrtoolError:
                validate_bodies(module)
                raise
    finally:
        if collecting:
            gc.enable()
    result = [code for code in codes if code is not None]
    if len(result) < len(codes):
        raise InternalError("a process did not compile what this one did")
    return result


def _compile_ranges(
    module: Module,
    target: "str | Target",
    settings: "Settings",
    environment: EnvironmentFactory,
    tunables: Tunables | None,
    jobs: int,
    ranges: list[tuple[int, int]],
    sizes: list[int],
    sink: Callable[[int, CompiledCode], object],
) -> None:
    """Compile ranges in processes. Where a function cannot be compiled, it and functions behind it stay
    away."""
    forks = can_fork()
    share: Module | bytes = module if forks else bytes(module.data)
    args = (share, module.features, environment, tunables, target, settings, ranges)
    waiting = sorted(range(len(ranges)), key=lambda task: -sum(sizes[slice(*ranges[task])]))
    with Workers(min(jobs, len(ranges)), _RangeCompiler, args, forks) as workers:
        for task, data in workers.run(waiting):
            start, end = ranges[task]
            codes = read_codes(data)
            for number, code in enumerate(codes, start):
                sink(number, code)
            if len(codes) < end - start:
                waiting[:] = [other for other in waiting if other < task]


def split(sizes: list[int], jobs: int) -> list[tuple[int, int]]:
    """Ranges of functions for `jobs` processes: start and end, in order, of about the same number of
    bytes."""
    least = max(RANGE_BYTES, sum(sizes) // (jobs * RANGES_PER_JOB))
    ranges = []
    start = size = 0
    for number, more in enumerate(sizes, 1):
        size += more
        if size >= least:
            ranges.append((start, number))
            start, size = number, 0
    if start < len(sizes):
        ranges.append((start, len(sizes)))
    return ranges


# --- whole modules --------------------------------------------------------------------------------


class WasmFunction(NamedTuple):
    """A compiled function and its symbol."""

    name: str
    code: CompiledCode


class CompiledWasm:
    """A compiled module, or some functions of one."""

    def __init__(
        self,
        module: Module,
        environment: ModuleEnvironment,
        target: "Target",
        indices: Sequence[int],
        codes: list[CompiledCode],
    ) -> None:
        self.module = module
        self.environment = environment
        """`environment.layout` says where things are in the context that the code expects."""
        self.target = target
        self.indices = indices
        """Of the functions that are compiled, ascending; imports count."""
        self.functions = _named(module, environment, indices, codes)
        """Their code, under the symbols of an object file (`frontend/wasm/symbols.py`)."""

    def text(self, settings: "Settings | None" = None) -> TextSection:
        """The functions laid out."""
        return lay_out(self.functions, self.target.form, text_options(settings))

    def object(self, settings: "Settings | None" = None, lines: LineSource | None = None) -> bytes:
        """An ELF object with the functions; exported ones are global symbols. `lines` are for line tables."""
        return object_of(self.text(settings), self.local_symbols(), lines=lines)

    def lines(
        self, name: str, directory: str = "", text_place: Callable[[int], tuple[int, int]] | None = None
    ) -> LineSource:
        """What the source locations of the code mean, for a module in the file `name`: `text_place` says line
        and column of an offset of a module that was read from text; else the module's own line tables do, or
        else the offset is the line."""
        first = self.module.num_imported_functions()
        pairs = zip(self.indices, self.functions, strict=True)
        starts = {function.name: int(self.module.body_start[index - first]) for index, function in pairs}
        own = read_lines(self.module) if text_place is None else None
        return WasmLines(name, directory, starts, text_place, own.find if own is not None else None)

    def local_symbols(self) -> set[str]:
        """Symbols of the functions that are not exported."""
        exported = exported_functions(self.module)
        pairs = zip(self.indices, self.functions, strict=True)
        return {function.name for index, function in pairs if index not in exported}


def _named(
    module: Module, environment: ModuleEnvironment, indices: Sequence[int], codes: list[CompiledCode]
) -> list[WasmFunction]:
    """The functions, in whose code symbols take the place of `u0.N`."""
    names = [environment.name(index).symbol() for index in range(module.num_functions())]
    own = set(names)
    outside = {name for code in codes for name in code.symbols if name not in own}
    symbols = function_symbols(module, outside | {c_symbol(name) for name in outside})
    renamed = dict(zip(names, symbols, strict=True))
    for code in codes:
        if code.symbols:
            code.symbols = [renamed.get(name, name) for name in code.symbols]
    return [WasmFunction(symbols[index], code) for index, code in zip(indices, codes, strict=True)]


def compile_wasm(
    binary: bytes,
    target: "str | Target",
    settings: "Settings | None" = None,
    *,
    features: int = DEFAULT_FEATURES,
    environment: EnvironmentFactory = ModuleEnvironment,
    tunables: Tunables | None = None,
    jobs: int = 1,
    progress: Progress | None = None,
    executor: "Executor | None" = None,
) -> CompiledWasm:
    """Compile a binary module, in `jobs` processes, or by an `executor`: any `concurrent.futures.Executor`,
    that of a cluster of machines for example (docs/scale.md). The outcome is the same, bit for bit.

    `enable_pinned_reg` is turned on, since the pinned register has the instance's context; without `settings`
    the translation's IR is not verified. `environment` and `tunables` say how memories, tables and calls are
    lowered, `progress` is called with the bytes of function bodies that are done, and all.

    Raises `WasmError` for a module that is malformed or invalid, `UnsupportedError` naming what cannot be
    compiled, `LimitError`, `SettingError`."""
    module = read_module(binary, features)
    check_module(module)
    settings, made = _prepared(target, settings)
    codes = compile_bodies(module, target, settings, environment, tunables, jobs, progress, executor)
    first = module.num_imported_functions()
    return CompiledWasm(module, environment(module, tunables), made, range(first, first + len(codes)), codes)


def compile_functions(
    module: Module,
    indices: Sequence[int],
    target: "str | Target",
    settings: "Settings | None" = None,
    environment: EnvironmentFactory = ModuleEnvironment,
    tunables: Tunables | None = None,
) -> CompiledWasm:
    """Compile some functions, given by ascending index, of a module that `check_module` has passed. The other
    bodies are not looked at. Errors as for `compile_wasm`."""
    settings, made = _prepared(target, settings)
    env = environment(module, tunables)
    compiler = BodyCompiler(module, env, Session(made, settings))
    codes: list[CompiledCode] = []
    first = module.num_imported_functions()
    for index in indices:
        compiler.compile(index - first, index - first + 1, lambda number, code: codes.append(code))
    return CompiledWasm(module, env, made, indices, codes)


def compile_wasm_object(
    binary: bytes,
    target: "str | Target",
    settings: "Settings | None" = None,
    *,
    features: int = DEFAULT_FEATURES,
    environment: EnvironmentFactory = ModuleEnvironment,
    tunables: Tunables | None = None,
    jobs: int = 1,
    progress: Progress | None = None,
    lines: tuple[str, str] | None = None,
    executor: "Executor | None" = None,
) -> bytes:
    """Compile a binary module to a relocatable ELF object; arguments and errors as for `compile_wasm`.

    `lines`, the module's file and a directory, asks for line tables: those of the module's sources if it has
    DWARF, else its offsets.

    It has the code of the functions, under their names: exported ones as global symbols. Memories, tables,
    data and what else an instance is made of are not in it."""
    compiled = compile_wasm(
        binary,
        target,
        settings,
        features=features,
        environment=environment,
        tunables=tunables,
        jobs=jobs,
        progress=progress,
        executor=executor,
    )
    return compiled.object(settings, compiled.lines(*lines) if lines is not None else None)


def _prepared(target: "str | Target", settings: "Settings | None") -> "tuple[Settings, Target]":
    """A copy of the settings as WebAssembly needs them, and the target."""
    if settings is not None:
        settings = settings.copy()
    else:
        settings = default_settings()
        settings.set("enable_verifier", False)
    settings.set("enable_pinned_reg", True)
    return settings, make_target(target, settings) if isinstance(target, str) else target
