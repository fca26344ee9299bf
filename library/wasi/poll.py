"""`poll_oneoff`: wait for the first of some clocks, and for descriptors on which something can be done.

Regular files are always ready. A subscription that cannot be waited for is an event at once, with its error.
Clocks that end together with the first are reported with it. What is known about each subscription:

    READY    whether it is an event
    ERROR    of the event
    WAIT     nanoseconds, of a clock; FOREVER for others
    SIZE     bytes that can be read
    HANGUP   the other end is closed

and beside it a row for `ppoll`, whose descriptor is -1 when the host is not asked.
"""

from typing import Final

from ...frontend.wasm import wasi_numbers as rights
from ...frontend.wasm.wasi_numbers import BADF, INVAL, NOMEM, NOTCAPABLE
from .descriptors import (
    BASE,
    KIND,
    KIND_REGULAR_FILE,
    STAT_SIZE,
    STREAM,
    USE,
    find,
    host_errno,
    kind_of,
    last_error,
)
from .errors import LINUX_EINTR
from .files import SECOND
from .language import i64, put16, put32, put64, slot, u8, u16, u32
from .libc import calloc, clock_gettime, free, fstat, lseek, ppoll

MAX_SUBSCRIPTIONS: Final = 4096
SUBSCRIPTION: Final = 48
EVENT: Final = 32

CLOCK: Final = 0
WANTS_READ: Final = 1
WANTS_WRITE: Final = 2
#: The clocks that run on while the program waits.
REALTIME: Final = 0
MONOTONIC: Final = 1
ABSOLUTE: Final = 1

READY: Final = 0
ERROR: Final = 8
WAIT: Final = 16
SIZE: Final = 24
HANGUP: Final = 32
STATE: Final = 40

FOREVER: Final = (1 << 63) - 1
#: Longest single wait of the host, in nanoseconds: a day.
LONGEST: Final = 86_400_000_000_000

POLLROW: Final = 8
POLLIN: Final = 1
POLLOUT: Final = 4
POLLERR: Final = 8
POLLHUP: Final = 16
POLLNVAL: Final = 32


def now(clock: int) -> int:
    """The time of a clock in nanoseconds."""
    time = slot(16)
    clock_gettime(clock, time)
    return i64(time) * SECOND + i64(time + 8)


def look_at_clock(subscription: int, state: int) -> int:
    """Find how long a clock has to be waited for; 0 or an error."""
    clock = u32(subscription + 16)
    wait = i64(subscription + 24)
    if clock != REALTIME and clock != MONOTONIC:
        return INVAL
    if wait < 0:  # more than 2^63 nanoseconds
        wait = FOREVER - 1
    elif u16(subscription + 40) & ABSOLUTE:
        wait -= now(clock)
        wait = 0 if wait < 0 else wait
    put64(state + WAIT, wait)
    return 0


def look_at_descriptor(subscription: int, state: int, row: int) -> int:
    """Find what the host is to be asked; 0 or an error."""
    descriptor = find(u32(subscription + 16), 0)
    reads = u8(subscription + 8) == WANTS_READ
    if descriptor < 0:
        return -descriptor
    if not i64(descriptor + BASE) & rights.POLL_FD_READWRITE:
        return NOTCAPABLE
    fd = u32(descriptor)
    kind = u8(descriptor + KIND)
    if u8(descriptor + USE) == STREAM:
        if not i64(descriptor + BASE) & (rights.FD_READ if reads else rights.FD_WRITE):
            return BADF
        kind = kind_of(fd)
        if kind < 0:
            return -kind
    if kind == KIND_REGULAR_FILE:
        put64(state + READY, 1)
        facts = slot(STAT_SIZE)
        if reads and u8(descriptor + USE) != STREAM and fstat(fd, facts) == 0:
            left = i64(facts + 48) - lseek(fd, 0, 1)
            put64(state + SIZE, left if left > 0 else 0)
    else:
        put32(row, fd)
        put16(row + 4, POLLIN if reads else POLLOUT)
    return 0


def look_at(subscription: int, state: int, row: int) -> None:
    """Find what a subscription wants."""
    kind = u8(subscription + 8)
    put64(state + WAIT, FOREVER)
    put32(row, -1)
    if kind == CLOCK:
        error = look_at_clock(subscription, state)
    elif kind == WANTS_READ or kind == WANTS_WRITE:
        error = look_at_descriptor(subscription, state, row)
    else:
        error = INVAL
    if error:
        put64(state + READY, 1)
        put64(state + ERROR, error)


def take(state: int, row: int) -> None:
    """What the host reports about a descriptor."""
    got = u16(row + 6)
    if got & (u16(row + 4) | POLLHUP | POLLERR | POLLNVAL):
        put64(state + READY, 1)
        put64(state + HANGUP, got & POLLHUP != 0)
        put64(state + SIZE, 1)  # at least; how many the host does not say
        if got & POLLNVAL:
            put64(state + ERROR, BADF)


def wait_for(states: int, rows: int, count: int) -> int:
    """Wait until one is ready, and find all that are; 0 or an error."""
    begin = now(MONOTONIC)
    shortest = FOREVER
    for number in range(count):
        state = states + STATE * number
        wait = 0 if i64(state + READY) else i64(state + WAIT)
        shortest = wait if wait < shortest else shortest
    ready = 0
    time = slot(16)
    while ready == 0:
        left = shortest - (now(MONOTONIC) - begin)
        left = 0 if left < 0 else LONGEST if left > LONGEST else left
        put64(time, left // SECOND)
        put64(time + 8, left % SECOND)
        found = ppoll(rows, count, time, 0)
        if found < 0 and host_errno() != LINUX_EINTR:
            return last_error()
        passed = now(MONOTONIC) - begin
        for number in range(count):
            state = states + STATE * number
            if found > 0:
                take(state, rows + POLLROW * number)
            if i64(state + WAIT) <= passed:
                put64(state + READY, 1)
            ready += i64(state + READY)
    return 0


def put_event(event: int, subscription: int, state: int) -> None:
    """Store an event."""
    put64(event, i64(subscription))
    put64(event + 8, i64(state + ERROR) | u8(subscription + 8) << 16)
    put64(event + 16, i64(state + SIZE))
    put64(event + 24, i64(state + HANGUP))


def poll_oneoff(subscriptions: int, events: int, count: int, result: int) -> int:
    """Wait until at least one of the subscriptions has an event."""
    if count == 0 or count > MAX_SUBSCRIPTIONS:
        return INVAL
    states = calloc(count, STATE + POLLROW)
    if states == 0:
        return NOMEM
    rows = states + STATE * count
    for number in range(count):
        look_at(subscriptions + SUBSCRIPTION * number, states + STATE * number, rows + POLLROW * number)
    error = wait_for(states, rows, count)
    if error == 0:
        ready = 0
        number = 0
        while number < count:
            subscription = subscriptions + SUBSCRIPTION * number
            state = states + STATE * number
            number += 1
            if i64(state + READY):
                # Events may lie where the subscriptions do, which are read before.
                put_event(events + EVENT * ready, subscription, state)
                ready += 1
        put32(result, ready)
    free(states)
    return error
