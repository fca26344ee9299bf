"""The pipeline: one function from IR to machine code.

    verify -> optimise -> legalise -> lower -> allocate -> emit

    >>> from irtool.ir.text.reader import parse_function
    >>> func = parse_function("function %f(i32) -> i32 { block0(v0: i32): return v0 }")
    >>> compile_function(func, "x86_64").code.hex()         # push rbp; mov rbp, rsp; ...

A `Session` is the one way from IR to code: `irtool compile --emit clif|vcode|regalloc` prints what it has
after a step (`Session.compile_until`), and the same step of the same session makes the code. A function is
copied before it is changed, so the caller's IR stays as it was (unless `Session.in_place`). Output depends on
nothing but the function, the target and the settings.
"""

import gc
from typing import TYPE_CHECKING, Final

from mypy_extensions import i64, mypyc_attr

from .backends.abi import Layouts
from .backends.block_order import BlockOrder, order_blocks
from .backends.check_vcode import verify_vcode
from .backends.code import CompiledCode
from .backends.emit import emit_function
from .backends.legalize.legalize import legalize
from .backends.limits import check_limits, locate
from .backends.machbuffer import MachBuffer
from .backends.registry import lookup
from .backends.select import lower_function
from .backends.stress import make_buffer
from .backends.target import Target
from .backends.vcode import VCode
from .ir.analysis.facts import AnalysisCache
from .ir.clone import Copies
from .ir.errors import ErrorList, InternalError, IrtoolError, LimitError
from .ir.function import Function
from .ir.verify.verifier import check as verify_function
from .passes.canonicalize_nans import canonicalize_nans
from .passes.pipeline import Options, optimize
from .regalloc.allocate import allocate
from .regalloc.checker import verify_allocation
from .regalloc.contract import MachineEnv, RegallocError, RegallocOutput
from .regalloc.features import ALL
from .regalloc.workspace import Workspace

if TYPE_CHECKING:
    from .ir.data import DataSection
    from .settings import Settings


@mypyc_attr(acyclic=True)
class CompiledFunction:
    """A function's name and code."""

    def __init__(self, func: Function, code: CompiledCode) -> None:
        self.name: str = func.name.symbol()
        """Its symbol."""
        self.signature = func.signature
        """Parameters and returns."""
        self.code = code
        """The machine code."""


def default_settings() -> "Settings":
    """Settings as they are when nothing is said."""
    from .settings import Settings

    return Settings()


def make_target(name: str, settings: "Settings | None" = None) -> Target:
    """The target of this name, with the target flags of the settings."""
    return lookup(name, settings.target_flags() if settings is not None else None)


def pass_options(settings: "Settings") -> Options:
    """How the settings want the passes to be run."""
    return Options(disabled=() if settings.get_bool("enable_alias_analysis") else ("alias_analysis",))


#: Functions of a group, and the most instructions of one that has more than one function.
GROUP_FUNCTIONS: Final = 8
GROUP_INSTRUCTIONS: Final = 4096

#: What is done with a function of a group, each for all of them before the next.
PREPARE: Final = 0
LOWER: Final = 1
ALLOCATE: Final = 2
EMIT: Final = 3
_STEPS: Final = 4


class Stages:
    """Tables for one function of a group, and what has become of it so far."""

    def __init__(self) -> None:
        self.copies: Copies = Copies()
        self.vcode: VCode = VCode()
        """After LOWER: machine instructions with virtual registers, and the allocator's input."""
        self.func: Function = Function()
        """The function itself; after PREPARE its copy, verified, optimised and legalised."""
        self.facts: AnalysisCache = AnalysisCache()
        self.blocks: BlockOrder = BlockOrder()
        self.out: RegallocOutput = RegallocOutput()
        """After ALLOCATE."""
        self.code: CompiledCode | None = None
        """After EMIT."""
        self.error: IrtoolError | None = None


class Session:
    """Compiling functions for one target: what the settings say is read once, and the tables of one
    function serve the next.

    `compile_all` takes small functions in groups and does each step for a whole group. The code of
    a step, some 100 KiB, is then fetched once for all of them; for functions of thirty instructions that
    is a twentieth of the time. (Larger groups gain less: their tables leave the first cache.)

    Nothing that is returned is changed by a later call, and no result depends on what was compiled
    before or beside it. A session is for one thread; others make their own."""

    def __init__(self, target: Target, settings: "Settings", numbered: bool = False) -> None:
        """`numbered`: source locations of the code are the numbers of the function's instructions, and
        traps of two instructions never share an instruction of the machine.

        Raises `UnsupportedError` naming a setting that is not carried out."""
        settings.check_supported()
        self.numbered: bool = numbered
        self.target: Target = target
        self.env: MachineEnv = target.env
        self.level: str = settings.get("opt_level")
        self.options: Options = pass_options(settings)
        self.canonical_nans: bool = settings.get_bool("enable_nan_canonicalization")
        self.verify: bool = settings.get_bool("enable_verifier")
        self.pinned: bool = settings.get_bool("enable_pinned_reg")
        self.frame_pointers: bool = settings.get_bool("preserve_frame_pointers")
        self.checked: bool = settings.get_bool("regalloc_checker")
        self.keeps_pinned: bool = settings.get_bool("calls_keep_pinned_reg")
        self.in_place: bool = False
        """Functions are changed where they are, for a caller who does not need them any more."""
        self.slots: list[Stages] = [Stages()]
        self.buf: MachBuffer = make_buffer(target.labels, settings)
        self.work: Workspace = Workspace()
        self.layouts: Layouts = Layouts()
        self.features: i64 = ALL
        """Which parts of the allocator act (`regalloc/features.py`); benchmarks switch some off."""

    def compile(self, func: Function) -> CompiledCode:
        """The code of one function; errors as for `compile_function`."""
        (result,) = self.compile_all([func])
        if isinstance(result, IrtoolError):
            raise result
        return result

    def compile_until(self, func: Function, step: i64) -> Stages:
        """What has become of a function after a step (PREPARE ... EMIT), for printing: valid until the next
        call. Errors as for `compile_function`."""
        slot = self.begin(func)
        done: i64 = 0
        while done <= step:
            self.do(slot, done)
            done += 1
        return slot

    def begin(self, func: Function) -> Stages:
        """Tables for one function, for who takes the steps by `do`, such as a benchmark that times each."""
        self.layouts.clear()
        slot = self.slots[0]
        slot.func = func
        return slot

    def compile_all(self, funcs: list[Function]) -> "list[CompiledCode | IrtoolError]":
        """The code of each function, or why there is none."""
        results: list[CompiledCode | IrtoolError] = []
        self.layouts.clear()  # the caller may have changed signatures since the last call
        count: i64 = len(funcs)
        start: i64 = 0
        while start < count:
            size: i64 = 0
            instructions: i64 = 0
            while size < GROUP_FUNCTIONS and start + size < count:
                instructions += len(funcs[int(start + size)].op)
                if size > 0 and instructions > GROUP_INSTRUCTIONS:
                    break
                size += 1
            self._compile_group(funcs[int(start) : int(start + size)], results)
            start += size
        return results

    def _compile_group(self, funcs: list[Function], results: "list[CompiledCode | IrtoolError]") -> None:
        """Compile functions side by side and append what became of each."""
        while len(self.slots) < len(funcs):
            self.slots.append(Stages())
        slots = self.slots[: len(funcs)]
        for slot, func in zip(slots, funcs, strict=True):
            slot.func = func
            slot.error = None
        step: i64 = 0
        while step < _STEPS:
            for slot in slots:
                if slot.error is None:
                    try:
                        self.do(slot, step)
                    except IrtoolError as error:
                        slot.error = error
            step += 1
        for slot in slots:
            if slot.error is not None:
                results.append(slot.error)
            elif slot.code is not None:
                results.append(slot.code)
            slot.code = None
            slot.error = None

    def do(self, slot: Stages, step: i64) -> None:
        """One step for one function; steps are taken in order, each once."""
        if step == PREPARE:
            self._prepare(slot)
        elif step == LOWER:
            self._lower(slot)
        elif step == ALLOCATE:
            self._allocate(slot)
        else:
            self._emit(slot)

    def _prepare(self, slot: Stages) -> None:
        """Verify, then copy, optimise and legalise."""
        func = slot.func
        check_limits(func)
        if self.verify:
            verify_function(func, 64, self.pinned, self.frame_pointers)
        work = func if self.in_place else slot.copies.copy(func)
        if self.numbered:
            _number_instructions(work)
        slot.facts.clear()
        if self.canonical_nans:
            canonicalize_nans(work)
        optimize(work, self.level, self.options, slot.facts)
        legalize(work, self.target, slot.facts)
        slot.func = work

    def _lower(self, slot: Stages) -> None:
        """Order the blocks and select machine instructions."""
        func = slot.func
        facts = slot.facts
        slot.vcode.clear()
        blocks = order_blocks(func, facts.cfg(func), facts.loops(func), slot.blocks)
        lower_function(func, self.target, None, blocks, slot.vcode, self.layouts, self.keeps_pinned)
        if self.checked:
            verify_vcode(str(func.name), slot.vcode, self.target)

    def _allocate(self, slot: Stages) -> None:
        """Registers, proven right when the settings want that.

        Raises `LimitError` when an instruction needs more registers than there are, `InternalError` when
        the proof fails."""
        inp = slot.vcode.ra
        try:
            allocate(inp, self.env, self.features, self.work, slot.out)
        except RegallocError as error:
            limit = LimitError(f"register allocation: {error}")
            locate(limit, slot.func)
            raise limit from None
        if self.checked:
            try:
                verify_allocation(inp, self.env, slot.out)
            except RegallocError as error:
                raise InternalError(f"function {slot.func.name} got wrong registers: {error}") from None

    def _emit(self, slot: Stages) -> None:
        """Machine code."""
        self.buf.clear()
        slot.code = emit_function(slot.func, slot.vcode, slot.out, self.target, self.buf)


def _number_instructions(func: Function) -> None:
    """Make the row of each instruction its source location; what passes make has that of its origin."""
    column = func.srcloc
    inst: i64 = 0
    while inst < len(column):
        column[inst] = inst
        inst += 1


def compile_function(
    func: Function, target: "str | Target", settings: "Settings | None" = None
) -> CompiledCode:
    """The machine code of one function; `target` is one of `target_names()`, or a `Target`.

    The function is left as it is. Raises `ErrorList` when it does not verify, `UnsupportedError` naming the
    first thing that the target or this version does not do, `LimitError` when it is too large, and
    `IrtoolError` for an unknown target."""
    settings = settings if settings is not None else default_settings()
    if isinstance(target, str):
        target = make_target(target, settings)
    return Session(target, settings).compile(func)


def compile_module(
    funcs: list[Function],
    target: "str | Target",
    settings: "Settings | None" = None,
    numbered: bool = False,
) -> list[CompiledFunction]:
    """The machine code of several functions, in the same order. Errors as for `compile_function`; if there
    are several, of all functions, they come as one `ErrorList`. `numbered` is for code that is run here, see
    `Session`.

    The cyclic garbage collector is paused meanwhile: the tables contain no cycles, and its passes
    over them cost a third of the time."""
    settings = settings if settings is not None else default_settings()
    if isinstance(target, str):
        target = make_target(target, settings)
    session = Session(target, settings, numbered)
    errors: list[IrtoolError] = []
    result: list[CompiledFunction] = []
    collecting = gc.isenabled()
    gc.disable()
    try:
        for func, code in zip(funcs, session.compile_all(funcs), strict=True):
            if isinstance(code, CompiledCode):
                result.append(CompiledFunction(func, code))
            else:
                errors += code.errors if isinstance(code, ErrorList) else [code]
    finally:
        if collecting:
            gc.enable()
    if len(errors) == 1:
        raise errors[0]
    if errors:
        raise ErrorList(errors)
    return result


def compile_object(
    funcs: "list[Function] | Function",
    target: "str | Target",
    settings: "Settings | None" = None,
    data: "DataSection | None" = None,
    lines: "tuple[str, str] | None" = None,
) -> bytes:
    """Compile one function or several to a relocatable ELF object; `data` are data objects of the same file.

    `lines` asks for line tables of functions that were read from one text: its file, as debuggers are to look
    for it, and the directory from which they do.

    Errors as for `compile_module`; `IrtoolError` for a symbol that is defined twice."""
    from .backends.text import text_options
    from .object.elf import write_object

    if isinstance(funcs, Function):
        funcs = [funcs]
    if isinstance(target, str):
        target = make_target(target, settings)
    source = None
    if lines is not None:
        from .object.line_sources import ClifLines

        source = ClifLines(funcs, *lines)
        funcs = source.functions
    compiled = compile_module(funcs, target, settings)
    return write_object(compiled, target.form, options=text_options(settings), data=data, lines=source)
