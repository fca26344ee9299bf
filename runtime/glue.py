"""Glue between Python and compiled code: functions of our own IR, compiled for this machine when first needed
and kept for as long as the process.

    stubs(ENTER)              addresses by name (`glue_code.py`)

What is outside is named by symbols (`addresses.py`), so the same code is kept in the files of compiled
modules. A `Guard` lets a function call code in such a way that a trap comes back (`backends/host.py`).
"""

from typing import Final

from ..backends.host import ACT_FROM_C, ACTIVATION_SIZE
from ..backends.host_features import NATIVE
from ..backends.libcalls import c_symbol
from ..backends.object_format import ObjectFormat
from ..backends.registry import host_name
from ..backends.text import NamedCode, TextSection, lay_out
from ..compile import compile_module, make_target
from ..frontend.wasm.layout import FUNCTION_CONTEXT
from ..ir.builder import NumberBuilder, memory_flags
from ..ir.declarations import new_name
from ..ir.entities import AbiParam, GlobalValue, Signature
from ..ir.errors import InternalError, SettingError
from ..ir.function import Function
from ..ir.types import I32, I64
from ..object.eh_frame import append_frames
from ..settings import SETTINGS, Settings
from .addresses import PREFIX, PYTHON, C
from .glue_code import GRAIN, GlueCode, Recipe
from .link import Linker
from .pending import TRAP_CLOSED
from .platform import host_target
from .poke import LOOK
from .signals import ARM, ARM_SHARED, DISARM, DISARM_SHARED
from .stack_limit import FIND
from .wasm.interrupts import WORD

FLAGS: Final = memory_flags("notrap", "aligned")

#: Alignments that pieces may need: of memory, of pages, of the text of images.
_ALIGNMENTS: Final = (GRAIN, 1 << 12, 1 << 16)
_compiled: Final[dict[tuple[str, str, tuple[tuple[str, str], ...]], GlueCode]] = {}
"""Pieces by key, target and its flags."""


def host_settings(level: str = "speed", cpu: str = NATIVE) -> Settings:
    """The settings that glue and WebAssembly are compiled with for this machine; `cpu` is flags and presets,
    separated by commas, empty for none.

    Raises `SettingError` for others."""
    settings = Settings(host_name())
    add_features(settings, cpu)
    settings.set("enable_pinned_reg", True)
    settings.set("opt_level", level)
    return settings


def add_features(settings: Settings, cpu: str) -> None:
    """Turn on the flags and presets `cpu` of the settings' target, and no others. Raises `SettingError` for
    unknown ones."""
    settings.turn_on(())
    for name in filter(None, cpu.split(",")):
        if name in SETTINGS:
            raise SettingError(f"{name!r} is no flag and no preset of {settings.target}")
        settings.apply(name)


def glue_settings() -> Settings:
    """The settings that glue is compiled with for this process. Raises `UnsupportedError`."""
    settings = host_settings()
    host_target(settings)
    return settings


def compile_glue(recipe: Recipe, settings: Settings) -> GlueCode:
    """A piece for the target and the features of some settings."""
    wanted = recipe.key, settings.target, tuple(sorted(settings.target_flags().items()))
    code = _compiled.get(wanted)
    if code is None:
        settings = settings.copy()
        settings.set("opt_level", "speed")
        settings.set("preserve_frame_pointers", True)
        target = make_target(settings.target, settings)
        functions, more = recipe.make()
        section = lay_out([*compile_module(functions, target, settings), *more], target.form)
        code = _compiled[wanted] = _link(section, target.form)
    return code


def _link(section: TextSection, form: ObjectFormat) -> GlueCode:
    """Give a text its words. Raises `InternalError` for one that depends on where it is."""
    traps = section.traps()
    frames = append_frames(section)
    linker = Linker(section)
    words_at = -(-linker.text_size // 8) * 8
    if all(
        form.relocs[reloc.kind].branch or form.relocs[reloc.kind].through_slot for reloc in section.relocs
    ):
        text, _ = linker.image(0, words_at, lambda name: 0)
        words = [name if name.startswith(PREFIX) else C + c_symbol(name) for name in linker.slots]
        for align in _ALIGNMENTS:
            if linker.image(align, align + words_at, lambda name: 0)[0] == text:
                data = text + bytes(words_at - len(text) + linker.slots_size)
                return GlueCode(data, align, dict(section.starts), words_at, words, traps, frames)
    raise InternalError("glue depends on the address of its code")


def address(builder: NumberBuilder, symbol: str) -> int:
    """The address for a symbol (`addresses.py`)."""
    if builder.func.block_cold[builder.current]:
        # One of its own: none is kept in a register over other blocks for the sake of this one.
        return builder.symbol_value(
            I64, builder.create_global_value(GlobalValue("symbol", name=new_name(symbol)))
        )
    return builder.symbol_value(I64, builder.symbol(symbol, 0, False, False))


def call_c(
    builder: NumberBuilder, symbol: str, params: list[int], results: list[int], arguments: list[int]
) -> list[int]:
    """Call a C function of these types; its results."""
    signature = Signature([AbiParam(ty) for ty in params], [AbiParam(ty) for ty in results], "system_v")
    callee = address(builder, symbol)
    return builder.call_indirect(builder.import_signature(signature), callee, arguments)


def call_record(
    b: NumberBuilder, signature: Signature, record: int, values: list[int], context: bool
) -> list[int]:
    """Call the code whose address is the first word of a record; with `context` that of WebAssembly, whose
    context is in the record too."""
    code = b.load(I64, record, 0, FLAGS)
    callee = b.import_signature(signature)
    if not context:
        return b.call_indirect(callee, code, values)
    old = b.get_pinned_reg(I64)
    b.set_pinned_reg(b.load(I64, record, FUNCTION_CONTEXT, FLAGS))
    results = b.call_indirect(callee, code, values)
    b.set_pinned_reg(old)
    return results


class Guard:
    """A piece of a function in which traps come back to it.

        guard = Guard(builder)
        guard.open()              code that may trap follows
        guard.close()             and ends
        ...                       a terminator
        guard.trapped()           code for a trap follows; `guard.record()` says which it was

    There may be several places that open and close it. After a trap, no value and no slot of the stack may be
    used that is older, but for explicit stack slots."""

    def __init__(
        self, builder: NumberBuilder, record: int = -1, shared: bool = False, from_c: bool = False
    ) -> None:
        """`record` is a value that is the address of an activation record, if not one of the stack is to be
        made; `shared` is for code that runs without the GIL, `from_c` for what C calls: exceptions of signal
        handlers and of limits cannot pass there."""
        self.builder = builder
        self._given = record
        self._shared = shared
        self._from_c = from_c
        self._slot = builder.create_stack_slot(ACTIVATION_SIZE, 16) if record < 0 else -1
        self._trapped = builder.create_block([I64])
        builder.set_cold(self._trapped)

    def record(self) -> int:
        """Address of the activation record, behind `trapped`."""
        return self.builder.block_params(self._trapped)[0]

    def open(self) -> None:
        """Arm; code goes on in a new block."""
        b = self.builder
        again, inside, odd, unknown = (b.create_block() for _ in range(4))
        for block in (again, inside) if b.func.block_cold[b.current] else ():
            b.set_cold(block)
        b.set_cold(odd)
        b.set_cold(unknown)
        b.jump(again)
        b.switch_to_block(again)
        record = self._given if self._given >= 0 else b.stack_addr(I64, self._slot)
        b.store(b.iconst(I64, int(self._from_c)), record, ACT_FROM_C, FLAGS)
        arm = ARM_SHARED if self._shared else ARM
        status, after_trap = call_c(b, arm, [I64], [I32, I64], [record])
        b.brif(status, odd, [], inside, [])
        b.switch_to_block(odd)
        b.brif(b.icmp("eq", status, b.iconst(I32, 2)), unknown, [], self._trapped, [after_trap])
        b.switch_to_block(unknown)
        self._find_limit()
        b.jump(again)
        b.switch_to_block(inside)

    def _find_limit(self) -> None:
        """Under the GIL."""
        b = self.builder
        if self._shared:
            (state,) = call_c(b, PYTHON + "PyGILState_Ensure", [], [I32], [])
            call_c(b, FIND, [], [I64], [])
            call_c(b, PYTHON + "PyGILState_Release", [I32], [], [state])
        else:
            call_c(b, FIND, [], [I64], [])

    def close(self) -> None:
        """Disarm."""
        record = self._given if self._given >= 0 else self.builder.stack_addr(I64, self._slot)
        self._disarm(record)

    def trapped(self) -> None:
        """Go on with the code for a trap; it is disarmed."""
        self.builder.switch_to_block(self._trapped)
        self._disarm(self.record())

    def _disarm(self, record: int) -> None:
        call_c(self.builder, DISARM_SHARED if self._shared else DISARM, [I64], [], [record])


def look_if_wanted(b: NumberBuilder, raised: int) -> None:
    """Under the GIL, in an activation: look whether the code has to end (`poke.py`), if the interruption word
    is set, and go to a block if that has raised."""
    look, done = b.create_block(), b.create_block()
    b.set_cold(look)
    if b.func.block_cold[b.current]:
        b.set_cold(done)
    b.brif(b.load(I64, address(b, WORD), 0, FLAGS), look, [], done, [])
    b.switch_to_block(look)
    (status,) = call_c(b, LOOK, [], [I32], [])
    b.brif(status, raised, [], done, [])
    b.switch_to_block(done)


def enter_glue() -> tuple[list[Function], list[NamedCode]]:
    """`u32 enter(callee, a0, a1, a2, activation *)`, in the C convention: call `callee(a0, a1, a2)`; 0 when
    it returned, 1 when it trapped. A signal handler may raise before: then an exception is set."""
    builder = NumberBuilder.create("enter", [I64] * 5, [I32], "system_v")
    block = builder.create_entry_block()
    builder.switch_to_block(block)
    callee, *arguments, record = builder.block_params(block)
    guard = Guard(builder, record)
    guard.open()
    signature = Signature([AbiParam(I64)] * 3, [], "system_v")
    out = builder.create_block()
    look_if_wanted(builder, out)
    builder.call_indirect(builder.import_signature(signature), callee, arguments)
    builder.jump(out)
    builder.switch_to_block(out)
    guard.close()
    builder.return_([builder.iconst(I32, 0)])
    guard.trapped()
    builder.return_([builder.iconst(I32, 1)])
    builder.seal_all_blocks()
    return [builder.finalize()], []


def closed_glue() -> tuple[list[Function], list[NamedCode]]:
    """`closed()`, which stands for code that was freed: it traps, which raises `ClosedError`."""
    builder = NumberBuilder.create("closed", [], [], "system_v")
    builder.switch_to_block(builder.create_entry_block())
    builder.trap(TRAP_CLOSED)
    builder.seal_all_blocks()
    return [builder.finalize()], []
