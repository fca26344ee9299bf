"""`memory.atomic.wait` and `notify` in libraries: threads that wait for an address of a shared memory.

Each memory's handle has a queue of those who wait, and a lock for it. Who waits has a row on its stack:

    0   next in the queue        8   address that it waits for
    16  1 when it was woken (u32), which is what it sleeps on (`futex`)

    wait     lock; compare the value; join the queue at its end; unlock; sleep until woken or too late
    notify   lock; take the first rows with the address out, wake each; unlock

Comparing and joining are one step for whoever notifies. Who is too late looks under the lock whether it was
woken at the last moment. A row is not touched after it is marked as woken, except that the kernel is asked to
wake whoever sleeps on that address, which does no harm when nobody does.

The lock is taken by exchanging, and by giving the processor away while it is taken: it is held for some
dozens of instructions, and a call of the kernel for each thread that is woken.
"""

from typing import Final

from ..frontend.wasm.builtin_functions import FLAGS
from ..frontend.wasm.module import Module
from ..frontend.wasm.traps import TRAP_MEMORY, TRAP_UNALIGNED, TRAP_UNSHARED_WAIT
from ..ir.function import Function
from ..ir.types import I32, I64
from .memories import CONTENTS, LOCK, QUEUE, SHARED
from .memories import FLAGS as FLAGS_AT
from .plan import InstancePlan
from .writer import UNALIGNED, Writer

WOKEN: Final = 0
DIFFERS: Final = 1
TOO_LATE: Final = 2

_NEXT: Final = 0
_ADDRESS: Final = 8
_DONE: Final = 16
_ROW_SIZE: Final = 24
_FUTEX_WAIT_PRIVATE_BITSET: Final = 128 | 9
_FUTEX_WAKE_PRIVATE: Final = 128 | 1
_ANY: Final = 0xFFFF_FFFF
_CLOCK_MONOTONIC: Final = 1
_SECOND: Final = 1_000_000_000


def waiting_functions(plan: InstancePlan, futex: int) -> list[Function]:
    """The builtins, and what they call; `futex` is the number of that call of the kernel."""
    return [
        _notify(plan, futex),
        _wait(plan, "memory_wait32", I32),
        _wait(plan, "memory_wait64", I64),
        *([_lock(), _sleep(futex), _leave()] if any_shared(plan.module) else []),
    ]


def any_shared(module: Module) -> bool:
    """Whether threads can wait."""
    return any(memory.shared for memory in module.memories)


def _place(w: Writer, plan: InstancePlan, size: int) -> tuple[int, int]:
    """Handle of the memory and address of a builtin's first arguments, checked."""
    b = w.b
    instance, memory, at = w.params[:3]
    b.trapnz(b.band(at, w.constant(size - 1)), TRAP_UNALIGNED)
    row = b.iadd(w.add(instance, plan.memory_handles), b.ishl(b.uextend(I64, memory), w.constant(3)))
    handle = w.load(row)
    contents = w.load(handle, CONTENTS)
    end = b.uadd_overflow_trap(at, w.constant(size), TRAP_MEMORY)
    b.trapnz(b.icmp("ugt", end, w.load(contents, 8)), TRAP_MEMORY)
    return handle, b.iadd(w.load(contents), at)


def _unlock(w: Writer, handle: int) -> None:
    w.b.atomic_store(w.constant(0, I32), w.add(handle, LOCK))


def _lock() -> Function:
    """`lock_queue(handle)`."""
    w = Writer("lock_queue", [I64])
    b = w.b
    place = w.add(w.params[0], LOCK)
    again, busy, done = b.create_block(), b.create_block(), b.create_block()
    b.jump(again)
    b.switch_to_block(again)
    b.brif(b.atomic_rmw(I32, "xchg", place, w.constant(1, I32)), busy, [], done, [])
    b.switch_to_block(busy)
    b.set_cold(busy)
    w.call_c("sched_yield", [], [I32], [])
    b.jump(again)
    b.switch_to_block(done)
    return w.finish()


def _leave() -> Function:
    """`leave_queue(handle, row)`: take a row out; nothing when it is not there."""
    w = Writer("leave_queue", [I64, I64])
    b = w.b
    handle, wanted = w.params
    head, inside, found, further, out = (
        b.create_block([I64, I64]),
        b.create_block(),
        b.create_block(),
        b.create_block(),
        b.create_block(),
    )
    place = w.add(handle, QUEUE)  # what refers to the row at hand
    b.jump(head, [place, w.constant(0)])
    b.switch_to_block(head)
    place, before = b.block_params(head)
    row = w.load(place)
    b.brif(row, inside, [], out, [])
    b.switch_to_block(inside)
    b.brif(b.icmp("eq", row, wanted), found, [], further, [])
    b.switch_to_block(further)
    b.jump(head, [row, row])  # `next` is the first word
    b.switch_to_block(found)
    w.store(w.load(row, _NEXT), place)
    last = w.when(b.icmp("eq", w.load(handle, QUEUE + 8), row))
    w.store(before, handle, QUEUE + 8)
    w.otherwise(last)
    b.jump(out)
    b.switch_to_block(out)
    return w.finish()


def _sleep(futex: int) -> Function:
    """`sleep_until(row, timeout) -> u32`: sleep until a row is woken (1) or so many nanoseconds are over (0),
    of which there is no end when they are negative."""
    w = Writer("sleep_until", [I64, I64], [I32])
    b = w.b
    row, timeout = w.params
    times = b.stack_addr(I64, b.create_stack_slot(32, 16))  # when it ends, and now
    endless = b.icmp("slt", timeout, w.constant(0))
    clock = w.constant(_CLOCK_MONOTONIC, I32)
    w.call_c("clock_gettime", [I32, I64], [I32], [clock, times])
    nanoseconds = b.iadd(w.load(times, 8), b.urem(timeout, w.constant(_SECOND)))
    carry = b.icmp("uge", nanoseconds, w.constant(_SECOND))
    seconds = b.iadd(b.iadd(w.load(times), b.udiv(timeout, w.constant(_SECOND))), b.uextend(I64, carry))
    w.store(seconds, times)
    w.store(b.select(carry, w.add(nanoseconds, -_SECOND), nanoseconds), times, 8)
    limit = b.select(endless, w.constant(0), times)
    done_at = w.add(row, _DONE)
    again, asleep, late, woken, over = (b.create_block() for _ in range(5))
    b.jump(again)
    b.switch_to_block(again)
    b.brif(b.atomic_load(I32, done_at), woken, [], asleep, [])
    b.switch_to_block(asleep)
    arguments = [futex, done_at, _FUTEX_WAIT_PRIVATE_BITSET, 0, limit, 0, _ANY]
    values = [value if number in (1, 4) else w.constant(value) for number, value in enumerate(arguments)]
    w.call_c("syscall", [I64] * 7, [I64], values)
    b.brif(endless, again, [], late, [])
    b.switch_to_block(late)
    w.call_c("clock_gettime", [I32, I64], [I32], [clock, w.add(times, 16)])
    now, end = w.load(times, 16), w.load(times)
    same = b.band(b.icmp("eq", now, end), b.icmp("uge", w.load(times, 24), w.load(times, 8)))
    b.brif(b.bor(b.icmp("ugt", now, end), same), over, [], again, [])
    b.switch_to_block(woken)
    b.return_([w.constant(1, I32)])
    b.switch_to_block(over)
    return w.finish([w.constant(0, I32)])


def _wait(plan: InstancePlan, name: str, ty: int) -> Function:
    w = Writer(name, [I64, I32, I64, ty, I64], [I32])
    b = w.b
    handle, address = _place(w, plan, 4 if ty == I32 else 8)
    expected, timeout = w.params[3:]
    shared = b.band(b.uload32(handle, FLAGS_AT, UNALIGNED), w.constant(SHARED))
    b.trapz(shared, TRAP_UNSHARED_WAIT)
    if not any_shared(plan.module):
        return w.finish([w.constant(0, I32)])
    w.call("lock_queue", [I64], [], [handle])
    outside = w.when(b.icmp("ne", b.atomic_load(ty, address), expected))
    _unlock(w, handle)
    b.return_([w.constant(DIFFERS, I32)])
    w.otherwise(outside)
    row = b.stack_addr(I64, b.create_stack_slot(_ROW_SIZE, 16))
    w.store(w.constant(0), row, _NEXT)
    w.store(address, row, _ADDRESS)
    w.store(w.constant(0, I32), row, _DONE)
    last = w.load(handle, QUEUE + 8)
    # The first row of an empty queue is referred to by the handle, others by the one before.
    w.store(row, b.select(b.icmp("eq", last, w.constant(0)), w.add(handle, QUEUE), last))
    w.store(row, handle, QUEUE + 8)
    _unlock(w, handle)
    (woken,) = w.call("sleep_until", [I64, I64], [I32], [row, timeout])
    outside = w.when(woken)
    b.return_([w.constant(WOKEN, I32)])
    w.otherwise(outside)
    w.call("lock_queue", [I64], [], [handle])
    woken = b.load(I32, row, _DONE, FLAGS)
    outside = w.when(b.icmp("eq", woken, w.constant(0, I32)))
    w.call("leave_queue", [I64, I64], [], [handle, row])
    w.otherwise(outside)
    _unlock(w, handle)
    return w.finish([b.select(woken, w.constant(WOKEN, I32), w.constant(TOO_LATE, I32))])


def _notify(plan: InstancePlan, futex: int) -> Function:
    w = Writer("memory_notify", [I64, I32, I64, I32], [I32])
    b = w.b
    handle, address = _place(w, plan, 4)
    most = w.params[3]
    if not any_shared(plan.module):
        return w.finish([w.constant(0, I32)])  # nobody waits for a memory that is not shared
    w.call("lock_queue", [I64], [], [handle])
    head = b.create_block([I64, I64, I32])
    inside, found, further, done = (b.create_block() for _ in range(4))
    b.jump(head, [w.add(handle, QUEUE), w.constant(0), w.constant(0, I32)])
    b.switch_to_block(head)
    place, before, count = b.block_params(head)
    row = w.load(place)
    full = b.icmp("eq", count, most)
    b.brif(b.bor(full, b.icmp("eq", row, w.constant(0))), done, [], inside, [])
    b.switch_to_block(inside)
    b.brif(b.icmp("eq", w.load(row, _ADDRESS), address), found, [], further, [])
    b.switch_to_block(further)
    b.jump(head, [row, row, count])  # `next` is the first word
    b.switch_to_block(found)
    w.store(w.load(row, _NEXT), place)
    last = w.when(b.icmp("eq", w.load(handle, QUEUE + 8), row))
    w.store(before, handle, QUEUE + 8)
    w.otherwise(last)
    done_at = w.add(row, _DONE)
    b.atomic_store(w.constant(1, I32), done_at)
    arguments = [futex, 0, _FUTEX_WAKE_PRIVATE, 1, 0, 0, 0]
    values = [done_at if number == 1 else w.constant(value) for number, value in enumerate(arguments)]
    w.call_c("syscall", [I64] * 7, [I64], values)
    b.jump(head, [place, before, b.iadd(count, w.constant(1, I32))])
    b.switch_to_block(done)
    _unlock(w, handle)
    return w.finish([count])
