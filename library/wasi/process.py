"""Calls about the process: arguments, environment, clocks, random numbers; and sockets, of which there are
none.

Arguments come from the block that the instance's `environment` points to, which `main` makes, {count (u64),
argv, envp}; in a library, where that word is the program's, there are none.
"""

from typing import Final

from ...frontend.wasm.wasi_numbers import FAULT, INVAL, NOTSOCK, NOTSUP
from .descriptors import find, last_error
from .files import put_nanoseconds
from .guest import inside
from .language import given, i64, instance, put32, put64, slot
from .libc import clock_getres, clock_gettime, getrandom, memmove, strlen
from .libc import sched_yield as host_yield

ARGUMENTS: Final = 8
VARIABLES: Final = 16
CLOCKS: Final = 4


def strings(offset: int) -> int:
    """The list of C strings at an offset of the block, which ends in null; 0 when there is no block."""
    return i64(i64(instance() + given("environment")) + offset) if given("program") else 0


def put_sizes(items: int, count: int, size: int) -> int:
    """Store how many strings there are, and their bytes."""
    number = 0
    total = 0
    if items:
        while i64(items + 8 * number):
            total += strlen(i64(items + 8 * number)) + 1
            number += 1
    put32(count, number)
    put32(size, total)
    return 0


def put_strings(items: int, pointers: int, texts: int) -> int:
    """Store the strings one behind the other, and where each begins."""
    number = 0
    if items:
        while i64(items + 8 * number):
            text = i64(items + 8 * number)
            size = strlen(text) + 1
            target = inside(texts, size)
            slot_of_text = inside(pointers + 4 * number, 4)
            if target == 0 or slot_of_text == 0:
                return FAULT
            memmove(target, text, size)
            put32(slot_of_text, texts)
            texts += size
            number += 1
    return 0


def args_sizes_get(count: int, size: int) -> int:
    """Number of arguments, and bytes of all."""
    return put_sizes(strings(ARGUMENTS), count, size)


def args_get(pointers: int, texts: int) -> int:
    """The arguments."""
    return put_strings(strings(ARGUMENTS), pointers, texts)


def environ_sizes_get(count: int, size: int) -> int:
    """Number of variables, and bytes of all."""
    return put_sizes(strings(VARIABLES), count, size)


def environ_get(pointers: int, texts: int) -> int:
    """The variables, as NAME=VALUE."""
    return put_strings(strings(VARIABLES), pointers, texts)


def clock_time_get(clock: int, precision: int, result: int) -> int:
    """Time in nanoseconds. Linux has the numbers of WASI's four clocks."""
    time = slot(16)
    if clock >= CLOCKS:
        return INVAL
    if clock_gettime(clock, time) < 0:
        return last_error()
    put_nanoseconds(result, time)
    return 0


def clock_res_get(clock: int, result: int) -> int:
    """Resolution in nanoseconds."""
    time = slot(16)
    if clock >= CLOCKS:
        return INVAL
    if clock_getres(clock, time) < 0:
        return last_error()
    put_nanoseconds(result, time)
    return 0


def random_get(start: int, size: int) -> int:
    """Random bytes."""
    have = 0
    while have < size:
        got = getrandom(start + have, size - have, 0)
        if got < 0:
            return last_error()
        have += got
    return 0


def sched_yield() -> int:
    """Let others run."""
    host_yield()
    return 0


def proc_exit(code: int) -> int:
    """Keep the exit code; the caller then leaves the program."""
    put64(instance() + given("exit_code"), code)
    return 0


def proc_raise(signal: int) -> int:
    """There are no signals."""
    return NOTSUP


def no_socket(number: int) -> int:
    """The error of a call on a socket: no descriptor is one."""
    row = find(number, 0)
    return -row if row < 0 else NOTSOCK


def sock_accept(number: int, flags: int, result: int) -> int:
    """Wait for a connection."""
    return no_socket(number)


def sock_recv(number: int, buffers: int, count: int, flags: int, result: int, result_flags: int) -> int:
    """Receive."""
    return no_socket(number)


def sock_send(number: int, buffers: int, count: int, flags: int, result: int) -> int:
    """Send."""
    return no_socket(number)


def sock_shutdown(number: int, how: int) -> int:
    """End reading or writing."""
    return no_socket(number)
