"""IR functions of the poke (`poke.py`), and pieces of IR that send it."""

from ..backends.host import ACT_FROM_C, BLOCK_KEY
from ..backends.text import NamedCode
from ..ir.builder import NumberBuilder
from ..ir.function import Function
from ..ir.types import I32, I64
from .addresses import PYTHON, C
from .c_api import Writer
from .glue import FLAGS, address, call_c
from .pending import TRAP_HOST
from .poke import (
    ACTIVATION,
    FIRST_PAUSE,
    LIMIT_LIST,
    LOOK,
    MAIN_WORDS,
    PAUSE,
    ROUND,
    SIGNAL,
    TGKILL,
    THREAD,
    TID,
    WANTED,
)
from .signals import WORD_BLOCK
from .stack_limit import LIMIT
from .wasm.interrupts import WORD


def poke_thread(b: NumberBuilder, thread: int) -> None:
    """Poke a thread of this process, by its number; one that has ended is no error. Changes `errno`."""
    (process,) = call_c(b, C + "getpid", [], [I32], [])
    main = address(b, MAIN_WORDS)
    number, signal = (b.load(I64, main, offset, FLAGS) for offset in (TGKILL, SIGNAL))
    arguments = [number, b.sextend(I64, process), thread, signal]
    call_c(b, C + "syscall", [I64] * 4, [I64], arguments)


def poke_main(b: NumberBuilder) -> None:
    """In a handler of signals: poke the main thread if it runs compiled code. Changes `errno`."""
    main = address(b, MAIN_WORDS)
    poke, done = b.create_block(), b.create_block()
    b.store(b.iconst(I64, 0), main, ROUND, FLAGS)
    b.store(b.iconst(I64, FIRST_PAUSE), main, PAUSE, FLAGS)
    b.store(b.iconst(I64, 1), main, WANTED, FLAGS)
    activation = b.load(I64, b.load(I64, main, ACTIVATION, FLAGS), 0, FLAGS)
    b.brif(activation, poke, [], done, [])
    b.switch_to_block(poke)
    poke_thread(b, b.load(I64, main, TID, FLAGS))
    b.jump(done)
    b.switch_to_block(done)


def keep_errno(b: NumberBuilder) -> tuple[int, int]:
    """`errno`, for `restore_errno`: handlers must leave it as it is."""
    (place,) = call_c(b, C + "__errno_location", [], [I64], [])
    return place, b.load(I32, place, 0, FLAGS)


def restore_errno(b: NumberBuilder, kept: tuple[int, int]) -> None:
    """Put `errno` back."""
    b.store(kept[1], kept[0], 0, FLAGS)


def activation_of_thread(b: NumberBuilder) -> int:
    """The newest activation of this thread, 0 for none."""
    key = b.load(I32, address(b, WORD_BLOCK), BLOCK_KEY, FLAGS)
    return call_c(b, C + "pthread_getspecific", [I32], [I64], [key])[0]


def look_glue() -> tuple[list[Function], list[NamedCode]]:
    """`u32 look(void)`, under the GIL, in an activation: have Python see to its signals, and to limits of
    time of this thread; not 0 when that has raised, and the exception is set. Nothing is done in code that C
    has called."""
    w = Writer(NumberBuilder.create("look", [], [I32], "system_v"))
    b = w.builder
    raised, others, clear, check, limits, call, done = (b.create_block() for _ in range(7))
    zero = w.constant(0)
    activation = activation_of_thread(b)
    w.unless(b.load(I64, activation, ACT_FROM_C, FLAGS), done)
    main, word = address(b, MAIN_WORDS), address(b, WORD)
    (thread,) = call_c(b, C + "pthread_self", [], [I64], [])
    b.brif(b.icmp("eq", thread, b.load(I64, main, THREAD, FLAGS)), clear, [], others, [])
    b.switch_to_block(clear)
    b.store(zero, main, WANTED, FLAGS)
    b.store(zero, word, 0, FLAGS)
    b.jump(check)
    # The word may be for the main thread, which has not seen it yet.
    b.switch_to_block(others)
    w.unless(b.load(I64, main, WANTED, FLAGS), check)
    b.store(zero, word, 0, FLAGS)
    b.jump(check)
    b.switch_to_block(check)
    (status,) = call_c(b, PYTHON + "PyErr_CheckSignals", [], [I32], [])
    b.brif(status, raised, [], limits, [])
    b.switch_to_block(limits)
    b.brif(b.load(I64, address(b, LIMIT_LIST), 0, FLAGS), call, [], done, [])
    b.switch_to_block(call)
    made = w.call_object(w.known("check_limits"), [])
    w.unless(b.icmp("eq", made, zero), raised)
    w.api("Py_DecRef", [made], 0)
    b.jump(done)
    b.switch_to_block(done)
    b.return_([b.iconst(I32, 0)])
    b.switch_to_block(raised)
    b.return_([b.iconst(I32, 1)])
    return [w.finish()], []


def look_compiled_glue(without_gil: bool) -> tuple[list[Function], list[NamedCode]]:
    """See `poke.look_compiled_address`."""
    w = Writer(NumberBuilder.create("look_compiled", [], [], "system_v"))
    b = w.builder
    raised, done = w.cold_block(), b.create_block()
    errno = keep_errno(b)
    status = look_from_code(w, without_gil)
    restore_errno(b, errno)
    b.brif(status, raised, [], done, [])
    b.switch_to_block(done)
    b.return_([])
    b.switch_to_block(raised)
    b.trap(TRAP_HOST)
    return [w.finish()], []


def look_from_code(w: Writer, without_gil: bool) -> int:
    """Look, in the place of compiled code; the result is that of `look`."""
    b = w.builder
    state = w.call(PYTHON + "PyGILState_Ensure", [], I32, []) if without_gil else -1
    cell = address(b, LIMIT)
    limit = b.load(I64, cell, 0, FLAGS)  # other threads may run meanwhile
    (status,) = call_c(b, LOOK, [], [I32], [])
    b.store(limit, cell, 0, FLAGS)
    if without_gil:
        w.call(PYTHON + "PyGILState_Release", [I32], 0, [state])
    return status
