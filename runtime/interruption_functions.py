"""The handler of the poke in IR (`interruption.py`)."""

from typing import Final

from ..backends.host import (
    ACT_FROM_C,
    ACT_SP,
    BLOCK_LANDING,
    BLOCK_REGISTRY,
    ROW_INTERRUPTIBLE,
    ROW_SIZE,
    ROW_START,
    ROW_WORDS,
)
from ..backends.text import NamedCode
from ..ir.builder import NumberBuilder
from ..ir.function import Function
from ..ir.types import I32, I64
from . import poke
from .addresses import C
from .c_api import Writer
from .glue import FLAGS, address, call_c
from .poke_functions import activation_of_thread, keep_errno, look_from_code, restore_errno
from .signals import WORD_BLOCK

_SIG_UNBLOCK: Final = 1
#: A long pause comes after so many pokes, a power of two; short ones have less than so many nanoseconds.
_BURST: Final = 32
_SHORTEST: Final = 500
_SHORT_BITS: Final = 13
#: The most nanoseconds of a long one.
_LAST_PAUSE: Final = 250_000_000


def handler_glue() -> tuple[list[Function], list[NamedCode]]:
    """`on_poke`."""
    return [_Handler().make()], []


class _Handler(Writer):
    """`void on_poke(int signal, siginfo_t *, ucontext_t *)`; see `interruption.py`."""

    def __init__(self) -> None:
        super().__init__(NumberBuilder.create("on_poke", [I32, I64, I64], [], "system_v"))
        self.context = self.builder.block_params(self.entry)[2]
        self.main = address(self.builder, poke.MAIN_WORDS)
        self.done = self.builder.create_block()
        """Returns."""

    def make(self) -> Function:
        """The function."""
        b = self.builder
        errno = keep_errno(b)
        (thread,) = call_c(b, C + "pthread_self", [], [I64], [])
        is_main = b.icmp("eq", thread, b.load(I64, self.main, poke.THREAD, FLAGS))
        idle, elsewhere, inside = (b.create_block() for _ in range(3))
        activation = activation_of_thread(b)
        self.unless(b.icmp("eq", activation, self.constant(0)), idle)
        self.unless(b.load(I64, activation, ACT_FROM_C, FLAGS), elsewhere)
        self._find_code(inside, elsewhere)
        b.switch_to_block(inside)
        self._look(activation)
        b.switch_to_block(idle)
        self._if_main(is_main)
        b.store(self.constant(0), self.main, poke.WANTED, FLAGS)
        b.jump(self.done)
        b.switch_to_block(elsewhere)
        self._if_main(is_main)
        self._poke_again()
        b.switch_to_block(self.done)
        restore_errno(b, errno)
        b.return_([])
        return self.finish()

    def _if_main(self, is_main: int) -> None:
        """Go on in the main thread; others are done."""
        following = self.builder.create_block()
        self.builder.brif(is_main, following, [], self.done, [])
        self.builder.switch_to_block(following)

    def _place(self, offset: int) -> int:
        """Where a register of the context is; `offset` is that of a word of `poke.py`."""
        b = self.builder
        return b.iadd(self.context, b.load(I64, self.main, offset, FLAGS))

    def _find_code(self, inside: int, elsewhere: int) -> None:
        """Look in the registry for the pc."""
        b = self.builder
        size = 8 * ROW_WORDS
        registry = b.load(I64, address(b, WORD_BLOCK), BLOCK_REGISTRY, FLAGS)
        self.unless(b.icmp("eq", registry, self.constant(0)), elsewhere)
        count = b.load(I64, registry, 0, FLAGS)
        pc = b.load(I64, self._place(poke.CONTEXT_PC), 0, FLAGS)
        first = b.iadd(registry, self.constant(8))
        head, look, following, found = b.create_block([I64]), *(b.create_block() for _ in range(3))
        end = b.iadd(first, b.imul(count, self.constant(size)))
        b.jump(head, [first])
        b.switch_to_block(head)
        (row,) = b.block_params(head)
        b.brif(b.icmp("ult", row, end), look, [], elsewhere, [])
        b.switch_to_block(look)
        distance = b.isub(pc, b.load(I64, row, ROW_START, FLAGS))
        b.brif(b.icmp("ult", distance, b.load(I64, row, ROW_SIZE, FLAGS)), found, [], following, [])
        b.switch_to_block(following)
        b.jump(head, [b.iadd(row, self.constant(size))])
        b.switch_to_block(found)
        b.brif(b.load(I64, row, ROW_INTERRUPTIBLE, FLAGS), inside, [], elsewhere, [])

    def _look(self, activation: int) -> None:
        """Take the GIL and look. If that raises, the context goes on at the landing pad."""
        b = self.builder
        leave = b.create_block()
        # Python may run long from here on. The context, with its signal mask, is restored at the return.
        pokes = b.iadd(self.main, self.constant(poke.POKE_SET))
        arguments = [b.iconst(I32, _SIG_UNBLOCK), pokes, self.constant(0)]
        call_c(b, C + "pthread_sigmask", [I32, I64, I64], [I32], arguments)
        raised = look_from_code(self, True)
        b.brif(raised, leave, [], self.done, [])
        b.switch_to_block(leave)
        landing = b.load(I64, address(b, WORD_BLOCK), BLOCK_LANDING, FLAGS)
        b.store(landing, self._place(poke.CONTEXT_PC), 0, FLAGS)
        b.store(b.load(I64, activation, ACT_SP, FLAGS), self._place(poke.CONTEXT_SP), 0, FLAGS)
        b.store(activation, self._place(poke.CONTEXT_ARGUMENT), 0, FLAGS)
        b.jump(self.done)

    def _poke_again(self) -> None:
        """In the main thread, if something is left to see to: poke it a little later."""
        b, main = self.builder, self.main
        again = b.create_block()
        b.brif(b.load(I64, main, poke.WANTED, FLAGS), again, [], self.done, [])
        b.switch_to_block(again)
        number = b.load(I64, main, poke.ROUND, FLAGS)
        b.store(b.iadd(number, self.constant(1)), main, poke.ROUND, FLAGS)
        chance = b.imul(b.load(I64, main, poke.CHANCE, FLAGS), self.constant(6364136223846793005))
        chance = b.iadd(chance, self.constant(1442695040888963407))
        b.store(chance, main, poke.CHANCE, FLAGS)
        short = b.iadd(b.ushr(chance, b.iconst(I32, 64 - _SHORT_BITS)), self.constant(_SHORTEST))
        long = b.load(I64, main, poke.PAUSE, FLAGS)
        is_short = b.band(b.iadd(number, self.constant(1)), self.constant(_BURST - 1))
        longer = b.umin(b.iadd(long, b.ushr(long, b.iconst(I32, 2))), self.constant(_LAST_PAUSE))
        b.store(b.select(is_short, long, longer), main, poke.PAUSE, FLAGS)
        b.store(b.select(is_short, short, long), main, poke.NANOSECONDS, FLAGS)
        spec = b.iadd(main, self.constant(poke.SPEC))
        timer = b.load(I64, main, poke.TIMER, FLAGS)
        zero = self.constant(0)
        arguments = [b.load(I64, main, poke.TIMER_SETTIME, FLAGS), timer, zero, spec, zero]
        call_c(b, C + "syscall", [I64] * 5, [I64], arguments)
        b.jump(self.done)
