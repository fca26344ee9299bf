"""Exceptions of a library: throwing, cells, and what C does with tags.

    exception_new(instance, tag, identity, fields)      a cell: from the list of its size, or `refill`
    exception_drop(instance, cell)                      given back, unless an exnref of it may be around
    exception_throw(instance, cell)                     go on at the handler
    throw_from(instance, cell, frame)                   the same, beginning at a frame

`throw_from` walks the frames of compiled code up to the newest entry from C. For each return address it looks
in the exception table (`backends/exceptions.py`), which lies in the text, where a handler's tag is the
offset in the instance at which the identity of a tag stands. If no handler takes the exception, it becomes
the pending one, and the entry returns with P_EXCEPTION. C asks for it with `P_TAG_catch`, and throws by
`P_TAG_throw` and `P_rethrow` from functions that the module imports: such a function notes its frame in the
instance before it calls C, and the walk begins there, since frames of C have no form that is known.

A tag's identity is an address in the instance. Exceptions never cross from one instance to another by
themselves: C is between them. So an imported tag needs nobody to give it, and is a name that C uses; those
that are imported under one name are one.

What an instance keeps (`InstancePlan.exceptions`), and a cell, whose first words are those of
`frontend/wasm/layout.py`:

    0   frame of the newest call to C                0   identity of the tag, 0 when it is free
    8   frame of the outermost entry                 8   next free cell; or u8 1: an exnref may be around,
    16  pending exception                                u8 1: marked
    24  address of the region                        12  marked cell to look at next, in units of 64 bytes
    32  bytes of it that are used                    16  fields, 16 bytes each
    40  first free cell of each class
    112 bytes used at which cells are collected
    120 marked cell to be looked at

Cells of class k have 64 << k bytes. They lie in chunks of 64 KiB of one class, whose first cell has the
class; chunks are taken from a region of address space. A cell whose exception is caught by value is given
back at once. Those that an exnref was made of are found by the collector (`collector.py`).
"""

from collections.abc import Sequence
from typing import Final

from ..backends.handlers import find_functions
from ..frontend.wasm.builtin_functions import FLAGS
from ..frontend.wasm.layout import EXCEPTION_FIELDS, EXCEPTION_REFERENCED, EXCEPTION_STRIDE
from ..frontend.wasm.locals import ir_type
from ..frontend.wasm.module import EXTERN_TAG, Module
from ..frontend.wasm.value_types import V128
from ..ir.function import Function
from ..ir.text.reader import parse_functions
from ..ir.types import I8X16, I32, I64
from .collector import (
    CHUNK,
    COLLECT_AT,
    EXIT_FRAME,
    FIRST_SIZE,
    HEADS,
    PENDING,
    REGION,
    USED,
    collector_functions,
)
from .plan import BASE_INSTANCE, InstancePlan, Words
from .statuses import STATUS_EXCEPTION, STATUS_NO_MEMORY
from .writer import UNALIGNED, Writer

#: Address space for cells.
REGION_SIZE: Final = 1 << 30
#: Bytes of cells before anything is collected.
LEAST: Final = 4 * CHUNK
_PROT_READ_WRITE: Final = 3
_MAP_PRIVATE_ANONYMOUS_NORESERVE: Final = 0x4022

_THROW: Final = """
function %throw_from(i64, i64, i64) system_v {{
    gv0 = symbol colocated %__irtool_exception_table
    fn0 = colocated %__irtool_find_call(i64, i64) -> i64 fast
    fn1 = colocated %__irtool_handlers(i64, i64) -> i64, i64 fast
    fn2 = colocated %__irtool_land(i64, i64, i64, i64, i64, i64) fast
    fn3 = colocated %uncaught(i64, i64) system_v
block0(v0: i64, v1: i64, v2: i64):
    v3 = load.i64 notrap aligned v0+{entry_frame}
    v4 = load.i64 notrap aligned v1       ; the tag
    v5 = symbol_value.i64 gv0
    jump block1(v2)
block1(v6: i64):                          ; the caller of a frame
    v7 = load.i64 notrap aligned v6
    v8 = load.i64 notrap aligned v6+8
    v9 = icmp uge v7, v3                  ; it is the entry
    brif v9, block7, block2
block2:
    v10 = call fn0(v5, v8)
    brif v10, block3, block1(v7)
block3:
    v11, v12 = call fn1(v5, v10)
    v13 = uload32 notrap v10+4
    v14 = isub v7, v13                    ; the stack pointer there
    jump block4(v11)
block4(v15: i64):                         ; a handler
    v16 = icmp uge v15, v12
    brif v16, block1(v7), block5
block5:
    v17 = load.i32 notrap v15+4
    v18 = iconst.i64 16
    v19 = iadd v15, v18
    brif v17, block8, block6
block6:
    v20 = uload32 notrap v15
    v21 = iadd v0, v20
    v22 = load.i64 notrap aligned v21
    v23 = icmp eq v22, v4
    brif v23, block8, block4(v19)
block7 cold:
    call fn3(v0, v1)
    trap user1
block8:
    call fn2(v5, v10, v15, v7, v1, v1)
    trap user1
}}

function %exception_throw(i64, i64) system_v {{
    fn0 = colocated %throw_from(i64, i64, i64) system_v
block0(v0: i64, v1: i64):
    v2 = get_frame_pointer.i64
    call fn0(v0, v1, v2)
    trap user1
}}
"""


def exception_functions(plan: InstancePlan, globals_at: Sequence[int]) -> list[Function]:
    """The builtins of a module with tags, and what they call. `globals_at` is where globals that hold
    exnrefs are in the instance."""
    text = _THROW.format(entry_frame=plan.entry_frame)
    return [
        *find_functions(),
        *parse_functions(text),
        _uncaught(plan),
        _new(plan),
        _drop(plan),
        _refill(plan),
        _rethrow(plan),
        *collector_functions(plan, globals_at),
    ]


def _uncaught(plan: InstancePlan) -> Function:
    """`uncaught(instance, cell)`: end the newest entry with an exception."""
    w = Writer("uncaught", [I64, I64])
    b = w.b
    instance, cell = w.params
    former = w.load(instance, plan.exceptions + PENDING)
    outside = w.when(former)
    w.call("exception_drop", [I64, I64], [], [instance, former])
    w.otherwise(outside)
    w.store(cell, instance, plan.exceptions + PENDING)
    b.set_pinned_reg(instance)
    w.call("trap", [I32], [], [w.constant(STATUS_EXCEPTION, I32)])
    b.trap("user1")
    return w.finish()


def _new(plan: InstancePlan) -> Function:
    w = Writer("exception_new", [I64, I32, I64, I32], [I64])
    b = w.b
    instance, _, identity, fields = w.params
    size = b.ishl(b.uextend(I64, fields), w.constant(EXCEPTION_STRIDE.bit_length() - 1))
    last = w.add(size, EXCEPTION_FIELDS - 1)
    bits = b.isub(w.constant(64 - FIRST_SIZE.bit_length() + 1), b.clz(last))
    number = b.smax(bits, w.constant(0))
    head_at = b.iadd(w.add(instance, plan.exceptions + HEADS), b.ishl(number, w.constant(3)))
    again, empty = b.create_block(), b.create_block()
    found = b.create_block([I64])
    b.jump(again)
    b.switch_to_block(again)
    head = w.load(head_at)
    b.brif(head, found, [head], empty, [])
    b.switch_to_block(found)
    (cell,) = b.block_params(found)
    w.store(w.load(cell, 8), head_at)
    w.store(identity, cell)
    w.store(w.constant(0), cell, 8)
    b.return_([cell])
    b.switch_to_block(empty)
    b.set_cold(empty)
    # A call with a handler: what registers hold is saved in this frame, where the collector looks.
    row = w.reference("exception_refill", [I64, I64, I64], [])
    done, never = b.create_block(), b.create_block()
    pointer = b.get_stack_pointer(I64)
    b.try_call(row, [instance, number, pointer], (done, []), [("default", 0, (never, []))])
    b.switch_to_block(never)
    b.trap("user1")
    b.switch_to_block(done)
    b.jump(again)
    return w.finish()


def _refill(plan: InstancePlan) -> Function:
    """`exception_refill(instance, class, stack pointer)`: see to it that there is a free cell; traps when
    there is no memory."""
    w = Writer("exception_refill", [I64, I64, I64])
    b = w.b
    instance, number, pointer = w.params
    at = w.add(instance, plan.exceptions)
    outside = w.when(b.icmp("eq", w.load(at, REGION), w.constant(0)))
    arguments = [
        w.constant(0),
        w.constant(REGION_SIZE),
        w.constant(_PROT_READ_WRITE, I32),
        w.constant(_MAP_PRIVATE_ANONYMOUS_NORESERVE, I32),
        w.constant(-1, I32),
        w.constant(0),
    ]
    (region,) = w.call_c("mmap", [I64, I64, I32, I32, I32, I64], [I64], arguments)
    b.trapnz(b.icmp("eq", region, w.constant(-1)), STATUS_NO_MEMORY)
    w.store(region, at, REGION)
    w.store(w.constant(LEAST), at, COLLECT_AT)
    w.otherwise(outside)
    head_at = b.iadd(w.add(at, HEADS), b.ishl(number, w.constant(3)))
    outside = w.when(b.icmp("uge", w.load(at, USED), w.load(at, COLLECT_AT)))
    (live,) = w.call("exception_collect", [I64, I64], [I64], [instance, pointer])
    w.store(b.umax(w.add(live, LEAST), b.iadd(live, live)), at, COLLECT_AT)
    enough = w.when(w.load(head_at))
    b.return_([])
    w.otherwise(enough)
    w.otherwise(outside)
    used = w.load(at, USED)
    b.trapnz(b.icmp("uge", used, w.constant(REGION_SIZE)), STATUS_NO_MEMORY)
    w.store(w.add(used, CHUNK), at, USED)
    chunk = b.iadd(w.load(at, REGION), used)
    w.store(number, chunk)
    size = b.ishl(w.constant(FIRST_SIZE), number)
    # The free cells are listed from the last to the first.
    end = w.add(chunk, CHUNK)
    row = w.rows_of(b.iadd(chunk, size), end, size)
    w.store(w.load(head_at), row, 8)
    w.store(row, head_at)
    w.end_rows(row)
    return w.finish()


def _drop(plan: InstancePlan) -> Function:
    w = Writer("exception_drop", [I64, I64])
    b = w.b
    instance, cell = w.params
    outside = w.when(b.icmp("eq", b.uload8(I32, cell, EXCEPTION_REFERENCED, UNALIGNED), w.constant(0, I32)))
    at = w.add(instance, plan.exceptions)
    region = w.load(at, REGION)
    chunk = b.iadd(region, b.band(b.isub(cell, region), w.constant(-CHUNK)))
    head_at = b.iadd(w.add(at, HEADS), b.ishl(w.load(chunk), w.constant(3)))
    w.store(w.constant(0), cell)
    w.store(w.load(head_at), cell, 8)
    w.store(cell, head_at)
    w.otherwise(outside)
    return w.finish()


# --- C ------------------------------------------------------------------------------------------------


def _thrower(w: Writer, plan: InstancePlan, instance: int) -> int:
    """What follows is done when code runs; the block behind."""
    outside = w.when(w.load(instance, plan.entry_frame))
    w.b.set_pinned_reg(instance)  # it may trap from here on
    return outside


def _throw_out(w: Writer, plan: InstancePlan, instance: int, cell: int) -> None:
    """Throw from the function that has called C."""
    frame = w.load(instance, plan.exceptions + EXIT_FRAME)
    w.call("throw_from", [I64] * 3, [], [instance, cell, frame])
    w.b.trap("user1")


def _rethrow(plan: InstancePlan) -> Function:
    """`PREFIX_rethrow(instance)`: throw the pending exception; nothing without one, or when no code runs."""
    w = Writer("rethrow", [I64])
    (instance,) = w.params
    cell = w.load(instance, plan.exceptions + PENDING)
    nothing = w.when(cell)
    outside = _thrower(w, plan, instance)
    w.store(w.constant(0), instance, plan.exceptions + PENDING)
    _throw_out(w, plan, instance, cell)
    w.otherwise(outside)
    w.otherwise(nothing)
    return w.finish()


def tag_fields(module: Module, index: int) -> list[int]:
    """The value types of a tag's fields."""
    return module.types.params(int(module.tags[index]))


def tag_functions(plan: InstancePlan, index: int, names: Sequence[str]) -> list[Function]:
    """`THROW(instance, fields...)`, and `CATCH(instance, &fields...)`, which returns 1 and forgets the
    pending exception when it has the tag, else 0."""
    fields = tag_fields(plan.module, index)
    places = [EXCEPTION_FIELDS + EXCEPTION_STRIDE * row for row in range(len(fields))]
    identity_at = plan.layout.tag(index)
    w = Writer(names[0], [I64, *(I64 if ty == V128 else int(ir_type(ty)) for ty in fields)])
    b = w.b
    instance, *given = w.params
    outside = _thrower(w, plan, instance)
    arguments = [instance, w.constant(index, I32), w.load(instance, identity_at)]
    arguments.append(w.constant(len(fields), I32))
    (cell,) = w.call("exception_new", [I64, I32, I64, I32], [I64], arguments)
    for ty, value, place in zip(fields, given, places, strict=True):
        if ty == V128:
            value = b.load(I8X16, value, 0, UNALIGNED)
        b.store(value, cell, place, FLAGS)
    _throw_out(w, plan, instance, cell)
    w.otherwise(outside)
    throw = w.finish()

    w = Writer(names[1], [I64, *(I64 for _ in fields)], [I32])
    b = w.b
    instance, *given = w.params
    cell = w.load(instance, plan.exceptions + PENDING)
    nothing = w.when(cell)
    outside = w.when(b.icmp("eq", w.load(cell), w.load(instance, identity_at)))
    for ty, result, place in zip(fields, given, places, strict=True):
        b.store(b.load(int(ir_type(ty)), cell, place, FLAGS), result, 0, UNALIGNED)
    w.store(w.constant(0), instance, plan.exceptions + PENDING)
    w.call("exception_drop", [I64, I64], [], [instance, cell])
    b.return_([w.constant(1, I32)])
    w.otherwise(outside)
    w.otherwise(nothing)
    return [throw, w.finish([w.constant(0, I32)])]


def add_tags(words: Words, plan: InstancePlan) -> None:
    """The words of the identities of tags."""
    module = plan.module
    same: dict[tuple[str, str, int], int] = {}
    first = {}
    for item in module.imports:
        if item.kind == EXTERN_TAG:
            key = item.module, item.name, int(module.types.number[module.tags[item.index]])
            first[item.index] = same.setdefault(key, item.index)
    for index in range(len(module.tags)):
        words.add(plan.layout.tag(index), BASE_INSTANCE, plan.layout.tag(first.get(index, index)))
