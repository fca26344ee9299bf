"""Memories of a library: what describes one to C programs and to other instances, and how it grows.

A *handle* (`irtool_memory` in C) is what instances pass on to import each other's memories. An instance has
one for each memory of its own; a memory that a C program makes (`PREFIX_NAME_new`) has one as well:

    0   address of {base, length in bytes}, which code works with
    8   grow(handle, pages): pages before, all ones when it cannot grow
    16  most pages                                  24  bytes of address space
    32  log2 of the bytes of a page (u32)           36  flags (u32)
    40  lock of the queue (u32)                     48  first and last of those who wait (`waiting.py`)

A memory never moves. It grows by a compare-and-swap of its length, so that threads that share it may grow it
at once: first the pages are made accessible, which does no harm when done twice, then the length is changed
if it is what it was.

    memory A of instance a, imported by instance b:    b.context -> {base, length} in a <- handle in a <- b
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from ..frontend.wasm.layout import LENGTH_OFFSET
from ..frontend.wasm.module import EXTERN_MEMORY, MemoryType, Module
from ..frontend.wasm.tunables import RESERVATION
from ..ir.function import Function
from ..ir.types import I32, I64
from .plan import BASE_INSTANCE, BASE_NONE, BASE_TEXT, HANDLE_SIZE, InstancePlan, Words
from .statuses import STATUS_INCOMPATIBLE_IMPORT, STATUS_NO_MEMORY
from .writer import UNALIGNED, Writer

CONTENTS: Final = 0
GROW: Final = 8
MAXIMUM: Final = 16
RESERVED: Final = 24
PAGE_LOG2: Final = 32
FLAGS: Final = 36
LOCK: Final = 40
QUEUE: Final = 48
#: Bits of the flags.
IS_64: Final = 1
SHARED: Final = 2
HAS_MAXIMUM: Final = 4
_KIND: Final = IS_64 | SHARED

_PROT_NONE: Final = 0
_PROT_READ_WRITE: Final = 3
_MAP_PRIVATE_ANONYMOUS_NORESERVE: Final = 0x4022
#: Largest page of the machines.
PAGE: Final = 1 << 16
_CONTENTS_SIZE: Final = 16


class MemoryLimits(NamedTuple):
    """How a memory of a type is made."""

    maximum: int
    """Most pages."""
    reserved: int
    """Bytes of address space."""
    page_log2: int
    flags: int


def limits(data: MemoryType, guard: int) -> MemoryLimits:
    """Of a memory of a type; `guard` is what is behind one with guard pages, 0 for checked accesses.

    It gets address space for all that it can grow to, at most 64 GiB with 64-bit addresses."""
    most = 1 << 36 if data.is_64 else 1 << 32
    if data.maximum >= 0:
        most = min(most, data.maximum << data.page_log2)
    most = max(most, min(data.minimum << data.page_log2, 1 << 46))
    reserved = max(-(-most // PAGE) * PAGE, PAGE)
    if is_guarded(data, guard):
        reserved = RESERVATION + guard
    pages = (min(reserved, 1 << 32) if not data.is_64 else reserved) >> data.page_log2
    if data.maximum >= 0:
        pages = min(pages, data.maximum)
    flags = IS_64 * data.is_64 | SHARED * data.shared | HAS_MAXIMUM * (data.maximum >= 0)
    return MemoryLimits(pages, reserved, data.page_log2, flags)


def is_guarded(data: MemoryType, guard: int) -> bool:
    """Whether accesses to a memory are not checked but fault."""
    return bool(guard) and not data.is_64 and data.page_log2 == 16


def add_handles(words: Words, plan: InstancePlan, guard: int) -> None:
    """The words of the handles of an instance's own memories, and of the lists of memories."""
    imported = plan.module.imported[EXTERN_MEMORY]
    for index, data in enumerate(plan.module.memories):
        if index < imported:
            continue  # `connect` writes them
        made = limits(data, guard)
        contents, handle = int(plan.layout.memory(index)), plan.handle(index)
        words.add(plan.memories + 8 * index, BASE_INSTANCE, contents)
        words.add(plan.memory_handles + 8 * index, BASE_INSTANCE, handle)
        words.add(handle + CONTENTS, BASE_INSTANCE, contents)
        words.add(handle + GROW, BASE_TEXT, "grow_memory")
        words.add(handle + MAXIMUM, BASE_NONE, made.maximum)
        words.add(handle + RESERVED, BASE_NONE, made.reserved)
        words.add(handle + PAGE_LOG2, BASE_NONE, made.flags << 32 | made.page_log2)


# --- making and growing -----------------------------------------------------------------------------


def reserve_function() -> Function:
    """`reserve_memory(handle, pages)`: give a memory its address space and first pages; 0 when there is no
    room, and then nothing is reserved."""
    w = Writer("reserve_memory", [I64, I64], [I32])
    b = w.b
    handle, pages = w.params
    reserved = w.load(handle, RESERVED)
    arguments = [
        w.constant(0),
        reserved,
        w.constant(_PROT_NONE, I32),
        w.constant(_MAP_PRIVATE_ANONYMOUS_NORESERVE, I32),
        w.constant(-1, I32),
        w.constant(0),
    ]
    (base,) = w.call_c("mmap", [I64, I64, I32, I32, I32, I64], [I64], arguments)
    outside = w.when(b.icmp("eq", base, w.constant(-1)), cold=True)
    b.return_([w.constant(0, I32)])
    w.otherwise(outside)
    contents = w.load(handle, CONTENTS)
    w.store(base, contents)
    (old,) = w.call("grow_memory", [I64, I64], [I64], [handle, pages])
    outside = w.when(old, cold=True)  # it had none
    w.call_c("munmap", [I64, I64], [I32], [base, reserved])
    w.store(w.constant(0), contents)
    b.return_([w.constant(0, I32)])
    w.otherwise(outside)
    return w.finish([w.constant(1, I32)])


def release_function() -> Function:
    """`release_memory(handle)`: give the address space of a memory back, if it has any."""
    w = Writer("release_memory", [I64])
    (handle,) = w.params
    base = w.load(w.load(handle, CONTENTS))
    outside = w.when(base)
    w.call_c("munmap", [I64, I64], [I32], [base, w.load(handle, RESERVED)])
    w.otherwise(outside)
    return w.finish()


def grow_function() -> Function:
    """`grow_memory(handle, pages)`: see the module docstring."""
    w = Writer("grow_memory", [I64, I64], [I64])
    b = w.b
    handle, pages = w.params
    again = b.create_block()
    b.jump(again)
    b.switch_to_block(again)
    contents = w.load(handle, CONTENTS)
    length_at = w.add(contents, LENGTH_OFFSET)
    length = b.atomic_load(I64, length_at)
    shift = b.uload32(handle, PAGE_LOG2, UNALIGNED)
    old = b.ushr(length, shift)
    outside = w.when(b.icmp("ugt", pages, b.isub(w.load(handle, MAXIMUM), old)))
    b.return_([w.constant(-1)])
    w.otherwise(outside)
    outside = w.when(pages)
    grown = b.iadd(length, b.ishl(pages, shift))
    whole = b.band(length, w.constant(-PAGE))  # what is before has its pages
    start, more = b.iadd(w.load(contents), whole), b.isub(grown, whole)
    access = w.constant(_PROT_READ_WRITE, I32)
    (failed,) = w.call_c("mprotect", [I64, I64, I32], [I32], [start, more, access])
    bad = w.when(failed, cold=True)
    b.return_([w.constant(-1)])
    w.otherwise(bad)
    done = b.icmp("eq", b.atomic_cas(length_at, length, grown), length)
    b.brif(done, outside, [], again, [])
    b.switch_to_block(outside)
    return w.finish([old])


def grow_builtin(plan: InstancePlan) -> Function:
    """The builtin `memory_grow(instance, memory, pages)`."""
    w = Writer("memory_grow", [I64, I32, I64], [I64])
    b = w.b
    instance, memory, pages = w.params
    number = b.uextend(I64, memory)
    handle = w.load(b.iadd(w.add(instance, plan.memory_handles), b.ishl(number, w.constant(3))))
    return w.finish(_grow(w, plan, handle, pages))


def _grow(w: Writer, plan: InstancePlan, handle: int, pages: int) -> list[int]:
    """Grow a memory, which another library may have made when the module imports memories."""
    if plan.module.imported[EXTERN_MEMORY]:
        return w.call_address(w.load(handle, GROW), [I64, I64], [I64], [handle, pages])
    return w.call("grow_memory", [I64, I64], [I64], [handle, pages])


def definition_function(plan: InstancePlan) -> Function:
    """`memory_definition(instance, memory)`: the address of {base, length}."""
    w = Writer("memory_definition", [I64, I64], [I64])
    row = w.b.iadd(w.add(w.params[0], plan.memories), w.b.ishl(w.params[1], w.constant(3)))
    return w.finish([w.load(row)])


# --- imports and exports --------------------------------------------------------------------------------


def connect(w: Writer, plan: InstancePlan, guard: int, instance: int, failed: int) -> None:
    """Take the imported memories over, whose handles are in the list: check that each is what the module
    asks for, else go on at the block `failed` with a status."""
    b = w.b
    for index in range(plan.module.imported[EXTERN_MEMORY]):
        data = plan.module.memories[index]
        handle = w.load(instance, plan.memory_handles + 8 * index)
        contents = w.load(handle, CONTENTS)
        flags = b.uload32(handle, FLAGS, UNALIGNED)
        wanted = limits(data, guard)

        def refuse_unless(condition: int) -> None:
            good = b.create_block()
            status = w.constant(STATUS_INCOMPATIBLE_IMPORT, I32)
            b.brif(condition, good, [], failed, [status])
            b.switch_to_block(good)

        kind = b.band(flags, w.constant(_KIND))
        refuse_unless(b.icmp("eq", kind, w.constant(wanted.flags & _KIND)))
        shift = b.uload32(handle, PAGE_LOG2, UNALIGNED)
        refuse_unless(b.icmp("eq", shift, w.constant(data.page_log2)))
        pages = b.ushr(w.load(contents, LENGTH_OFFSET), shift)
        refuse_unless(b.icmp("uge", pages, w.constant(data.minimum)))
        if data.maximum >= 0:
            refuse_unless(b.band(flags, w.constant(HAS_MAXIMUM)))
            refuse_unless(b.icmp("ule", w.load(handle, MAXIMUM), w.constant(data.maximum)))
        if is_guarded(data, guard):
            refuse_unless(b.icmp("uge", w.load(handle, RESERVED), w.constant(wanted.reserved)))
        w.store(contents, instance, int(plan.layout.memory(index)))
        w.store(contents, instance, plan.memories + 8 * index)


def memory_functions(plan: InstancePlan, index: int, names: Sequence[str]) -> list[Function]:
    """Of an exported memory: its address, its size in bytes, growing it by pages, its handle."""
    data, size = Writer(names[0], [I64], [I64]), Writer(names[1], [I64], [I64])
    grow, handle = Writer(names[2], [I64, I64], [I64]), Writer(names[3], [I64], [I64])
    at, handle_at = plan.memories + 8 * index, plan.memory_handles + 8 * index
    return [
        data.finish([data.load(data.load(data.params[0], at))]),
        size.finish([size.load(size.load(size.params[0], at), LENGTH_OFFSET)]),
        grow.finish(_grow(grow, plan, grow.load(grow.params[0], handle_at), grow.params[1])),
        handle.finish([handle.load(handle.params[0], handle_at)]),
    ]


def import_functions(module: Module, index: int, guard: int, names: Sequence[str]) -> list[Function]:
    """Making a memory that the module can import, `NEW(pages, &handle) -> status`, and freeing one."""
    data = module.memories[index]
    made = limits(data, guard)
    w = Writer(names[0], [I64, I64], [I32])
    b = w.b
    pages, result = w.params
    w.store(w.constant(0), result)
    outside = w.when(b.icmp("ult", pages, w.constant(data.minimum)))
    b.return_([w.constant(STATUS_INCOMPATIBLE_IMPORT, I32)])
    w.otherwise(outside)
    size = w.constant(HANDLE_SIZE + _CONTENTS_SIZE)
    (handle,) = w.call_c("calloc", [I64, I64], [I64], [w.constant(1), size])
    outside = w.when(b.icmp("eq", handle, w.constant(0)), cold=True)
    b.return_([w.constant(STATUS_NO_MEMORY, I32)])
    w.otherwise(outside)
    w.store(w.add(handle, HANDLE_SIZE), handle, CONTENTS)
    w.store(w.address_of("grow_memory"), handle, GROW)
    w.store(w.constant(made.maximum), handle, MAXIMUM)
    w.store(w.constant(made.reserved), handle, RESERVED)
    w.store(w.constant(made.flags << 32 | made.page_log2), handle, PAGE_LOG2)
    (good,) = w.call("reserve_memory", [I64, I64], [I32], [handle, pages])
    outside = w.when(b.icmp("eq", good, w.constant(0, I32)), cold=True)
    w.call_c("free", [I64], [], [handle])
    b.return_([w.constant(STATUS_NO_MEMORY, I32)])
    w.otherwise(outside)
    w.store(handle, result)
    new = w.finish([w.constant(0, I32)])

    w = Writer(names[1], [I64])
    outside = w.when(w.params[0])
    w.call("release_memory", [I64], [], [w.params[0]])
    w.call_c("free", [I64], [], [w.params[0]])
    w.otherwise(outside)
    return [new, w.finish()]
