"""The functions of a library that are the same for all modules, as IR.

How traps come back: an entry function (`entries.py`) notes its frame pointer and its number in the instance.
Compiled code that traps jumps to `trap` with the code (the setting `trap_call_word`), which looks up in a
table of landings where the entry with that number goes on, and how far its stack pointer is below its frame
pointer:

    trap(code)      row = landings[instance.entry_number]
                    resume(fp = instance.entry_frame, sp = fp - row.distance, pc = text + row.landing, code)

An entry is a function with a call that has a handler (`try_call`), so everything it needs behind the call is
in its frame. No signal is involved and nothing is shared between threads: an instance may be used by any
thread, by one at a time. With guard pages a handler for SIGSEGV and SIGBUS is installed when the first
instance is made; it looks the interrupted address up among the instructions that may fault, and lets the
thread go on in `trap`. Other faults go to the handler that was there before.
"""

from typing import Final, NamedTuple

from ..backends.handlers import RESUME
from ..frontend.wasm.builtin_functions import BuiltinWriter
from ..frontend.wasm.module import EXTERN_MEMORY, EXTERN_TABLE
from ..frontend.wasm.value_types import HEAP_EXN, HEAP_SHIFT
from ..ir.builder import NumberBuilder
from ..ir.function import Function
from ..ir.types import I32, I64
from . import tables
from .collector import REGION
from .exceptions import REGION_SIZE, exception_functions
from .memories import (
    connect,
    definition_function,
    grow_builtin,
    grow_function,
    release_function,
    reserve_function,
)
from .plan import InstancePlan
from .statuses import STATUS_MISSING_IMPORT, STATUS_NO_MEMORY
from .waiting import waiting_functions
from .writer import UNALIGNED, Writer

#: Unless `PREFIX_set_stack_size` says something else.
STACK_SIZE: Final = 512 << 10

#: Of `struct sigaction`, the same on all 64-bit Linux systems.
_SIGACTION_SIZE: Final = 152
_SIGACTION_FLAGS: Final = 136
_SA_SIGINFO_ONSTACK: Final = 0x0800_0004
_SIGNALS: Final = (7, 11)
#: Of the variables: whether the handler is installed, then the former action of each signal.
FORMER_ACTIONS: Final = 16
VARIABLES_SIZE: Final = FORMER_ACTIONS + _SIGACTION_SIZE * len(_SIGNALS)


class Places(NamedTuple):
    """Offsets in the constants, in bytes."""

    words: int
    """What instances begin with (`plan.Words`)."""
    words_size: int
    landings: int
    """8 bytes by entry: offset of its handler in the text, distance of the stack pointer (u32 each)."""
    imports: int
    """By word of the structure of imports: where it goes in the instance (u32 each)."""
    supertypes: int
    """By number of a type: that of its supertype, or all ones (u32 each)."""
    messages: int
    """By status below 256: offset of its text in the constants (u32 each)."""
    faults: int
    """Number of instructions that may fault, their offsets in the text (u32 each), then codes (u8 each)."""


# --- traps ------------------------------------------------------------------------------------------


def trap_function(plan: InstancePlan, places: Places) -> Function:
    """`trap(code)`: see the module docstring."""
    w = Writer("trap", [I32])
    b = w.b
    instance = b.get_pinned_reg(I64)
    number = b.ishl(b.uload32(instance, plan.entry_number, UNALIGNED), w.constant(3))
    row = b.iadd(w.constants(places.landings), number)
    frame = w.load(instance, plan.entry_frame)
    landing = b.iadd(w.address_of("trap"), b.uload32(row, 0, UNALIGNED))
    pointer = b.isub(frame, b.uload32(row, 4, UNALIGNED))
    code = b.uextend(I64, w.params[0])
    w.call(RESUME, [I64] * 5, [], [frame, pointer, landing, code, w.constant(0)])
    b.trap("user1")
    return w.finish()


def raise_function(plan: InstancePlan) -> Function:
    """`PREFIX_raise(instance, status)`: leave the newest entry with a status; outside of one, do nothing."""
    w = Writer("raise", [I64, I32])
    b = w.b
    instance, status = w.params
    outside = w.when(w.load(instance, plan.entry_frame))
    b.set_pinned_reg(instance)
    w.call("trap", [I32], [], [status])
    b.trap("user1")
    w.otherwise(outside)
    return w.finish()


def fault_function(places: Places, pc: int, argument: int) -> Function:
    """The signal handler `fault(signal, info, context)`; `pc` and `argument` are where the interrupted
    context has the program counter and the first argument register."""
    w = Writer("fault", [I32, I64, I64])
    b = w.b
    signal, info, context = w.params
    text = w.address_of("trap")
    offset = b.isub(w.load(context, pc), text)
    table = w.constants(places.faults)
    count = b.uload32(table, 0, UNALIGNED)
    offsets = w.add(table, 4)
    head, inside, found, missing = (
        b.create_block([I64, I64]),
        b.create_block(),
        b.create_block(),
        b.create_block(),
    )
    b.jump(head, [w.constant(0), count])
    b.switch_to_block(head)
    low, high = b.block_params(head)
    b.brif(b.icmp("ult", low, high), inside, [], missing, [])
    b.switch_to_block(inside)
    middle = b.ushr(b.iadd(low, high), w.constant(1))
    there = b.uload32(b.iadd(offsets, b.ishl(middle, w.constant(2))), 0, UNALIGNED)
    further = b.create_block()
    b.brif(b.icmp("eq", there, offset), found, [], further, [])
    b.switch_to_block(further)
    less = b.icmp("ult", there, offset)
    b.jump(head, [b.select(less, w.add(middle, 1), low), b.select(less, high, middle)])
    b.switch_to_block(found)
    codes = b.iadd(offsets, b.ishl(count, w.constant(2)))
    w.store(b.uload8(I64, b.iadd(codes, middle), 0, UNALIGNED), context, argument)
    w.store(text, context, pc)
    b.return_([])
    b.switch_to_block(missing)
    last = b.icmp("eq", signal, w.constant(_SIGNALS[-1], I32))
    former = b.iadd(
        w.variables(FORMER_ACTIONS),
        b.select(last, w.constant(_SIGACTION_SIZE * (len(_SIGNALS) - 1)), w.constant(0)),
    )
    handler = w.load(former)
    outside = w.when(b.icmp("ult", handler, w.constant(2)))
    w.call_c("sigaction", [I32, I64, I64], [I32], [signal, former, w.constant(0)])
    b.return_([])  # the same fault comes again, and is dealt with as it would have been
    w.otherwise(outside)
    signature = b.func.signature
    b.call_indirect(b.import_signature(signature), handler, [signal, info, context])
    return w.finish()


def install_function() -> Function:
    """`install()`: put `fault` in its place, once."""
    w = Writer("install", [])
    b = w.b
    former = b.atomic_rmw(I32, "xchg", w.variables(0), w.constant(1, I32))
    outside = w.when(b.icmp("eq", former, w.constant(0, I32)))
    action = b.stack_addr(I64, b.create_stack_slot(_SIGACTION_SIZE, 16))
    for offset in range(0, _SIGACTION_SIZE, 8):
        w.store(w.constant(0), action, offset)
    w.store(w.address_of("fault"), action)
    w.store(w.constant(_SA_SIGINFO_ONSTACK, I32), action, _SIGACTION_FLAGS)
    for number, signal in enumerate(_SIGNALS):
        place = w.variables(FORMER_ACTIONS + _SIGACTION_SIZE * number)
        w.call_c("sigaction", [I32, I64, I64], [I32], [w.constant(signal, I32), action, place])
    w.otherwise(outside)
    return w.finish()


def status_text_function(places: Places) -> Function:
    """`PREFIX_status_text(status)`: what it means, a text of the file."""
    w = Writer("status_text", [I32], [I64])
    b = w.b
    number = b.umin(b.uextend(I64, w.params[0]), w.constant(255))
    row = b.iadd(w.constants(places.messages), b.ishl(number, w.constant(2)))
    return w.finish([b.iadd(w.constants(0), b.uload32(row, 0, UNALIGNED))])


# --- instances ----------------------------------------------------------------------------------------


def setup_function(plan: InstancePlan, places: Places) -> Function:
    """`setup(instance)`: store the words that it begins with."""
    w = Writer("setup", [I64])
    b = w.b
    (instance,) = w.params
    bases = b.stack_addr(I64, b.create_stack_slot(32, 16))
    for number, base in enumerate((w.constant(0), instance, w.address_of("trap"), w.constants(0))):
        w.store(base, bases, 8 * number)
    start = w.constants(places.words)
    row = w.rows(start, w.add(start, places.words_size), 16)
    base = w.load(b.iadd(bases, b.ishl(b.uload32(row, 4, UNALIGNED), w.constant(3))))
    w.store(b.iadd(base, w.load(row, 8)), b.iadd(instance, b.uload32(row, 0, UNALIGNED)))
    w.end_rows(row)
    w.store(w.constant(STACK_SIZE), instance, plan.stack_size)
    return w.finish()


def instantiate_function(plan: InstancePlan, places: Places, guard: int) -> Function:
    """`PREFIX_instantiate(imports, &instance)`; `guard` is what memories have behind them, 0 with checks."""
    w = Writer("instantiate", [I64, I64], [I32])
    b = w.b
    imports, result = w.params
    w.store(w.constant(0), result)
    if guard:
        w.call("install", [], [], [])
    (instance,) = w.call_c("calloc", [I64, I64], [I64], [w.constant(1), w.constant(plan.size)])
    outside = w.when(b.icmp("eq", instance, w.constant(0)), cold=True)
    b.return_([w.constant(STATUS_NO_MEMORY, I32)])
    w.otherwise(outside)
    w.call("setup", [I64], [], [instance])
    wanted = plan.import_places()
    if len(wanted) > 1:
        failed = b.create_block([I32])
        there = b.create_block()
        missing = w.constant(STATUS_MISSING_IMPORT, I32)
        b.brif(imports, there, [], failed, [missing])
        b.switch_to_block(there)
        places_start = w.constants(places.imports)
        row = w.rows(places_start, w.add(places_start, 4 * len(wanted)), 4)
        given = w.load(b.iadd(imports, b.ishl(b.isub(row, places_start), w.constant(1))))
        w.store(given, b.iadd(instance, b.uload32(row, 0, UNALIGNED)))
        good = b.create_block()
        first = b.icmp("eq", row, places_start)  # the environment may be null
        b.brif(b.bor(b.icmp("ne", given, w.constant(0)), first), good, [], failed, [missing])
        b.switch_to_block(good)
        w.end_rows(row)
        connect(w, plan, guard, instance, failed)
        tables.connect(w, plan, instance, failed)
        going_on = b.create_block()
        b.jump(going_on)
        b.switch_to_block(failed)
        b.set_cold(failed)
        (why,) = b.block_params(failed)
        w.call_c("free", [I64], [], [instance])
        b.return_([why])
        b.switch_to_block(going_on)
    else:
        outside = w.when(imports)
        w.store(w.load(imports), instance, plan.environment)
        w.otherwise(outside)
    if plan.has_descriptors:
        open_descriptors(w, plan, instance)
    (status,) = w.call("enter_initialize", [I64], [I32], [instance])
    outside = w.when(status, cold=True)
    w.call("delete_instance", [I64], [], [instance])
    b.return_([status])
    w.otherwise(outside)
    w.store(instance, result)
    return w.finish([w.constant(0, I32)])


def delete_function(plan: InstancePlan) -> Function:
    """`PREFIX_delete_instance(instance)`."""
    w = Writer("delete_instance", [I64])
    b = w.b
    (instance,) = w.params
    outside = w.when(instance)
    for index in range(plan.module.imported[EXTERN_MEMORY], len(plan.module.memories)):
        w.call("release_memory", [I64], [], [w.add(instance, plan.handle(index))])
    if plan.module.tags:
        region = w.load(instance, plan.exceptions + REGION)
        empty = w.when(region)
        w.call_c("munmap", [I64, I64], [I32], [region, w.constant(REGION_SIZE)])
        w.otherwise(empty)
    for index in range(plan.module.imported[EXTERN_TABLE], len(plan.module.tables)):
        w.call_c("free", [I64], [], [w.load(instance, int(plan.layout.table(index)))])
    if plan.has_descriptors:
        w.call("wasi_end", [I64], [I64], [w.add(instance, plan.files)])
    w.call_c("free", [I64], [], [instance])
    w.otherwise(outside)
    b.return_([])
    return w.finish()


def open_descriptors(w: Writer, plan: InstancePlan, instance: int) -> None:
    """Make the table of WASI's descriptors, with the directories of a program; return the status when that
    fails (`wasi/descriptors.py`)."""
    b = w.b
    place = w.add(instance, plan.files)
    if plan.program:
        variables = w.load(w.load(instance, plan.environment), 16)
        arguments = [place, variables, w.constants(plan.directories)]
        (status,) = w.call("wasi_begin_program", [I64] * 3, [I64], arguments)
    else:
        (status,) = w.call("wasi_begin", [I64], [I64], [place])
    outside = w.when(status, cold=True)
    w.call("delete_instance", [I64], [], [instance])
    b.return_([b.ireduce(I32, status)])
    w.otherwise(outside)


def stack_size_function(plan: InstancePlan) -> Function:
    """`PREFIX_set_stack_size(instance, bytes)`."""
    w = Writer("set_stack_size", [I64, I64])
    # The limit is the stack pointer minus this, and must stay above 0.
    w.store(w.b.umin(w.params[1], w.constant(1 << 40)), w.params[0], plan.stack_size)
    return w.finish()


# --- builtins ---------------------------------------------------------------------------------------


def _traps(name: str, code: int) -> Function:
    w = BuiltinWriter(name)
    w.builder.trap(code)
    return _sealed(w.builder)


def _sealed(builder: NumberBuilder) -> Function:
    builder.seal_all_blocks()
    return builder.finalize()


def _type_matches(places: Places) -> Function:
    w = Writer("type_matches", [I64, I32, I32], [I32])
    b = w.b
    head, no, other = b.create_block([I32]), b.create_block(), b.create_block()
    yes = b.create_block()
    b.jump(head, [w.params[1]])
    b.switch_to_block(head)
    (number,) = b.block_params(head)
    b.brif(b.icmp("eq", number, w.params[2]), yes, [], other, [])
    b.switch_to_block(other)
    row = b.iadd(w.constants(places.supertypes), b.ishl(b.uextend(I64, number), w.constant(2)))
    above = b.load(I32, row, 0, UNALIGNED)
    b.brif(b.icmp("eq", above, w.constant(-1, I32)), no, [], head, [above])
    b.switch_to_block(yes)
    b.return_([w.constant(1, I32)])
    b.switch_to_block(no)
    return w.finish([w.constant(0, I32)])


def own_builtins(plan: InstancePlan, places: Places, futex: int) -> list[Function]:
    """The builtins besides those of `builtin_functions.py`, and what they call. Those that code of the module
    never calls trap. `futex` is the number of that call of the kernel."""
    names = ("exception_new", "exception_throw", "exception_drop")
    exceptions = [_traps(name, 1) for name in names]
    if plan.module.tags:
        globals_at = [
            int(plan.layout.global_(index))
            for index, data in enumerate(plan.module.globals)
            if data.ty >> HEAP_SHIFT == HEAP_EXN
        ]
        exceptions = exception_functions(plan, globals_at)
    return [
        definition_function(plan),
        grow_builtin(plan),
        grow_function(),
        reserve_function(),
        release_function(),
        tables.grow_builtin(plan),
        tables.grow_function(),
        *waiting_functions(plan, futex),
        _type_matches(places),
        _traps("interrupt", 1),
        *exceptions,
    ]
