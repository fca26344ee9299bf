"""Entering compiled code, and the signal handler that leads out of it: the pieces of `host.py`.

Words of a thread are reached relative to the thread pointer, or through `pthread_getspecific` and
`pthread_setspecific` where their place is not known. `siginfo_t` and `struct sigaction` are those of 64-bit
Linux with glibc, the same on all machines; `ucontext_t` is not (`ContextWords`).

Frames are found by following the frame pointer from the interrupted code up to the stack pointer of `arm`'s
caller: each saved frame pointer, with the return address behind it, must be above the one before and below
that bound, so whatever code without frame pointers has left there, only live stack is read. When the
interrupted function has no frame, as the place of the instruction says, the first frame is its caller's, and
its own return address is on top of the stack, or in a register.
"""

from collections.abc import Callable
from typing import Final

from .host import (
    ACT_ADDRESS,
    ACT_COUNT,
    ACT_FRAMES,
    ACT_LIMIT,
    ACT_PC,
    ACT_PREVIOUS,
    ACT_RETURN,
    ACT_SAVED,
    ACT_SIGNAL,
    ACT_SP,
    BLOCK_ACTIVE,
    BLOCK_DEFAULT_ACTION,
    BLOCK_GETSPECIFIC,
    BLOCK_KEY,
    BLOCK_LANDING,
    BLOCK_LIMIT,
    BLOCK_LIMIT_KEY,
    BLOCK_RAISE,
    BLOCK_REGISTRY,
    BLOCK_SETSPECIFIC,
    BLOCK_SHARED,
    BLOCK_SIGACTION,
    MAX_FRAMES,
    ROW_COUNT,
    ROW_PLACES,
    ROW_SIZE,
    ROW_START,
    ROW_WORDS,
    SystemCalls,
    ThreadWords,
)
from .host_assembler import ABOVE, AT_LEAST, AT_MOST, BELOW, EQUAL, HostAssembler
from .object_format import ContextWords

#: The faulting address in `siginfo_t`.
_SI_ADDR: Final = 16
#: Results of `arm`.
_ARMED: Final = 0
_TRAPPED: Final = 1
_NO_LIMIT: Final = 2
#: `SIG_DFL` is 0, and this the greatest handler that is none.
_SIG_IGN: Final = 1


def _read_word(code: HostAssembler, block: int, distance: int | None, key: int, to: int, keep: bool) -> None:
    """A word of the thread. `keep`: at the start of a function, whose first argument is still needed."""
    if distance is not None:
        code.load_thread(to, distance)
        return
    if keep:
        code.push(code.args[0])
    code.load(to, block, BLOCK_GETSPECIFIC)
    code.load(code.args[0], block, key)
    code.call(to)
    code.move(to, code.results[0])
    if keep:
        code.pop(code.args[0])


class HostCode:
    """The pieces for one machine, each position-independent code, made with an assembler for each."""

    def __init__(self, assembler: Callable[[], HostAssembler]) -> None:
        self._assembler = assembler

    @property
    def context(self) -> ContextWords:
        """The layout of a signal's context."""
        return self._assembler().context

    @property
    def system_calls(self) -> SystemCalls:
        """Numbers of calls of the system."""
        return self._assembler().system_calls

    def arm(self, data: int, words: ThreadWords, shared: bool) -> bytes:
        """`{u32 status, activation *} arm(activation *)`; see `host.py`. The second result is there after
        a trap. `data` is the address of the block. For threads without the GIL (`shared`): the counter is
        changed atomically, the limit is left alone."""
        code = self._assembler()
        activation = code.args[0]
        block, value, limit = code.temps[:3]
        code.constant(block, data)
        _read_word(code, block, words.limit, BLOCK_LIMIT_KEY, limit, True)
        code.branch_if_zero(limit, "unknown")
        if words.limit is None:  # the call has changed it
            code.constant(block, data)
        if not shared:
            code.load(value, block, BLOCK_LIMIT)
            code.store(value, activation, ACT_LIMIT)
            code.store(limit, block, BLOCK_LIMIT)
        code.count(block, BLOCK_SHARED if shared else BLOCK_ACTIVE, 1, shared)
        code.save_registers(activation, ACT_SAVED)
        code.caller_sp(value)
        code.store(value, activation, ACT_SP)
        code.return_address(value)
        code.store(value, activation, ACT_RETURN)
        _read_word(code, block, words.activation, BLOCK_KEY, value, True)
        code.store(value, activation, ACT_PREVIOUS)
        self._publish(code, data, words, activation)
        code.constant(code.results[0], _ARMED)
        code.ret()
        code.place("unknown")
        code.constant(code.results[0], _NO_LIMIT)
        code.ret()
        return code.finish()

    def _publish(self, code: HostAssembler, data: int, words: ThreadWords, value: int) -> None:
        """Make a register, which is no temporary, the activation of the thread. Nothing else is kept."""
        if words.activation is not None:
            code.store_thread(value, words.activation)
            return
        block, function = code.temps[:2]
        code.constant(block, data)
        code.push(code.args[0])
        code.move(code.args[1], value)
        code.load(code.args[0], block, BLOCK_KEY)
        code.load(function, block, BLOCK_SETSPECIFIC)
        code.call(function)
        code.pop(code.args[0])

    def disarm(self, data: int, words: ThreadWords, shared: bool) -> bytes:
        """`void disarm(activation *)`: the activation and the limit before are in force again."""
        code = self._assembler()
        block, value = code.temps[:2]
        code.constant(block, data)
        code.count(block, BLOCK_SHARED if shared else BLOCK_ACTIVE, -1, shared)
        if not shared:
            code.load(value, code.args[0], ACT_LIMIT)
            code.store(value, block, BLOCK_LIMIT)
        code.load(code.args[1], code.args[0], ACT_PREVIOUS)
        self._publish(code, data, words, code.args[1])
        code.ret()
        return code.finish()

    def limit(self, data: int, words: ThreadWords) -> bytes:
        """`u64 limit(void)`: the stack limit of the thread, 0 if it has none yet."""
        code = self._assembler()
        block, value = code.temps[:2]
        code.constant(block, data)
        _read_word(code, block, words.limit, BLOCK_LIMIT_KEY, value, True)
        code.move(code.results[0], value)
        code.ret()
        return code.finish()

    def entered(self, data: int, words: ThreadWords) -> bytes:
        """`u64 entered(void)`: the stack pointer of whoever called `arm` for the newest activation of the
        thread. All frames of the code that runs in it lie below."""
        code = self._assembler()
        block, value = code.temps[:2]
        code.constant(block, data)
        _read_word(code, block, words.activation, BLOCK_KEY, value, True)
        code.load(code.results[0], value, ACT_SP)
        code.ret()
        return code.finish()

    def thread_pointer(self) -> bytes:
        """`void thread_pointer(u64 *)`: stores what the distances of `ThreadWords` are counted from."""
        code = self._assembler()
        code.thread_pointer(code.temps[0])
        code.store(code.temps[0], code.args[0], 0)
        code.ret()
        return code.finish()

    def landing(self) -> bytes:
        """Where the handler goes on, with the activation as first argument and the stack pointer of `arm`'s
        caller: restore registers, return 1 from `arm`."""
        code = self._assembler()
        code.restore_registers(code.args[0], ACT_SAVED)
        code.load(code.temps[1], code.args[0], ACT_RETURN)
        code.move(code.results[1], code.args[0])
        code.constant(code.results[0], _TRAPPED)
        code.jump_to(code.temps[1])
        return code.finish()

    def handler(self, data: int, words: ThreadWords, old_handlers: int) -> bytes:
        """`void handler(int signal, siginfo_t *, ucontext_t *)`: a fault at an instruction of the registry
        goes on at the landing pad of the activation; any other is handed to the handler before, found in
        the table at `old_handlers` by signal number."""
        code = self._assembler()
        signal, info, context, block = code.saved
        temp = code.temps
        code.enter()
        for register, argument in zip(code.saved, code.args, strict=False):
            code.move(register, argument)
        code.constant(block, data)
        activation = code.args[0]
        _read_word(code, block, words.activation, BLOCK_KEY, temp[0], False)
        code.move(activation, temp[0])
        code.branch_if_zero(activation, "chain")
        _find_instruction(code)
        code.load(temp[0], context, code.context.pc)
        code.store(temp[0], activation, ACT_PC)
        code.load(temp[0], info, _SI_ADDR)
        code.store(temp[0], activation, ACT_ADDRESS)
        code.store(signal, activation, ACT_SIGNAL)
        _walk_frames(code)
        code.load(temp[0], block, BLOCK_LANDING)
        code.store(temp[0], context, code.context.pc)
        code.load(temp[0], activation, ACT_SP)
        code.store(temp[0], context, code.context.sp)
        code.store(activation, context, code.context.argument)
        code.clean_context(context)
        code.jump("out")

        code.place("chain")  # not ours: the handler before
        code.constant(temp[0], old_handlers)
        code.load_entry(temp[0], temp[0], signal, 8)
        code.constant(temp[1], _SIG_IGN)
        code.branch(AT_MOST, temp[0], temp[1], "default")
        for argument, register in zip(code.args, code.saved, strict=False):
            code.move(argument, register)
        code.call(temp[0])
        code.jump("out")

        # The default action: restore it and raise the signal, which is blocked until we return. (A fault
        # would repeat by itself, a signal sent by another process would not.)
        code.place("default")
        code.move(code.args[0], signal)
        code.move(code.args[1], block)
        code.add(code.args[1], BLOCK_DEFAULT_ACTION)
        code.constant(code.args[2], 0)
        code.load(temp[0], block, BLOCK_SIGACTION)
        code.call(temp[0])
        code.move(code.args[0], signal)
        code.load(temp[0], block, BLOCK_RAISE)
        code.call(temp[0])
        code.place("out")
        code.leave()
        return code.finish()


def _find_instruction(code: HostAssembler) -> None:
    """Go on if the interrupted instruction is in the registry, with its place in the last of `temps`; else to
    the place "chain"."""
    _, _, context, block = code.saved
    pc, row, texts, offset, word, _ = code.temps
    code.load(pc, context, code.context.pc)
    code.load(row, block, BLOCK_REGISTRY)
    code.branch_if_zero(row, "chain")
    code.load(texts, row, 0)
    code.add(row, 8)
    code.place("text")
    code.branch_if_zero(texts, "chain")
    code.load(word, row, ROW_START)
    code.move(offset, pc)
    code.subtract(offset, word)
    code.load(word, row, ROW_SIZE)
    code.branch(BELOW, offset, word, "found")
    code.add(row, 8 * ROW_WORDS)
    code.add(texts, -1)
    code.jump("text")

    # Binary search of the offset in an ascending array of places: between `low` and `high`.
    code.place("found")
    low, row, high, offset, middle, word = code.temps  # the row and the offset stay where they are
    array = row
    code.load(high, row, ROW_COUNT)
    code.load(array, row, ROW_PLACES)
    code.constant(low, 0)
    code.place("search")
    code.branch(AT_LEAST, low, high, "chain")
    code.move(middle, low)
    code.add_register(middle, high)
    code.halve(middle)
    code.load_entry(word, array, middle, 4)
    code.halve(word)
    code.branch(EQUAL, word, offset, "trap")
    code.branch(BELOW, word, offset, "right")
    code.move(high, middle)
    code.jump("search")
    code.place("right")
    code.move(low, middle)
    code.add(low, 1)
    code.jump("search")
    code.place("trap")
    code.load_entry(word, array, middle, 4)


def _walk_frames(code: HostAssembler) -> None:
    """Store the return addresses of the frames of the interrupted code into the activation, the first
    argument. The place of the instruction is in the last of `temps`."""
    activation = code.args[0]
    context = code.saved[2]
    frame, lowest, top, out, left, word = code.temps
    code.move(out, activation)
    code.add(out, ACT_FRAMES)
    code.constant(left, MAX_FRAMES)
    code.move(frame, word)
    code.halve(frame)
    code.add_register(frame, frame)
    code.branch(EQUAL, frame, word, "framed")
    if code.context.link >= 0:
        code.load(word, context, code.context.link)
    else:
        code.load(word, context, code.context.sp)
        code.load(word, word, 0)
    code.store(word, out, 0)
    code.add(out, 8)
    code.add(left, -1)
    code.place("framed")
    code.load(top, activation, ACT_SP)
    code.load(frame, context, code.context.fp)
    code.load(lowest, context, code.context.sp)
    code.place("frame")
    code.branch_if_zero(left, "frames")
    code.branch_if_unaligned(frame, "frames")
    code.branch(BELOW, frame, lowest, "frames")
    code.move(lowest, frame)
    code.add(lowest, 16)
    code.branch(ABOVE, lowest, top, "frames")
    code.load(word, frame, 8)
    code.store(word, out, 0)
    code.add(out, 8)
    code.add(left, -1)
    code.load(frame, frame, 0)
    code.jump("frame")
    code.place("frames")
    code.constant(word, MAX_FRAMES)
    code.subtract(word, left)
    code.store(word, activation, ACT_COUNT)
