"""IR functions that the system calls: the handler for SIGINT (`interrupt_handler.py`), and what the thread of
a time limit runs (`time_limits.py`)."""

from typing import Final

from ...backends.text import NamedCode
from ...ir.builder import NumberBuilder
from ...ir.entities import AbiParam, Signature
from ...ir.function import Function
from ...ir.types import I32, I64
from ..addresses import C
from ..glue import FLAGS, address, call_c
from ..poke_functions import keep_errno, poke_main, poke_thread, restore_errno
from .interrupts import FORMER, WORD
from .time_limits import MILLISECONDS, OVER_OFFSET, TID_OFFSET

#: Of a handler: the signal's number, and what comes with `SA_SIGINFO`.
_PARAMS: Final = (I32, I64, I64)


def handler_glue() -> tuple[list[Function], list[NamedCode]]:
    """`on_interrupt`, a signal handler that calls another one (`FORMER`), sets the word and
    pokes."""
    builder = NumberBuilder.create("on_interrupt", list(_PARAMS), [], "system_v")
    block = builder.create_entry_block()
    builder.switch_to_block(block)
    signature = builder.import_signature(Signature([AbiParam(ty) for ty in _PARAMS], [], "system_v"))
    builder.call_indirect(signature, address(builder, FORMER), builder.block_params(block))
    # Last: code in another thread that saw the word before Python's note is there would clear it for nothing.
    builder.store(builder.iconst(I64, 1), address(builder, WORD), 0, FLAGS)
    errno = keep_errno(builder)
    poke_main(builder)
    restore_errno(builder, errno)
    builder.return_([])
    builder.seal_all_blocks()
    return [builder.finalize()], []


def watch_glue() -> tuple[list[Function], list[NamedCode]]:
    """`watch(record)`: what the thread of a limit runs."""
    builder = NumberBuilder.create("watch", [I64], [I64], "system_v")
    block = builder.create_entry_block()
    builder.switch_to_block(block)
    (record,) = builder.block_params(block)
    again, over, done = builder.create_block([I32]), builder.create_block(), builder.create_block()
    builder.jump(again, [builder.load(I32, record, MILLISECONDS, FLAGS)])
    builder.switch_to_block(again)
    (milliseconds,) = builder.block_params(again)
    one = builder.iconst(I64, 1)
    (ready,) = call_c(builder, C + "poll", [I64, I64, I32], [I32], [record, one, milliseconds])
    builder.brif(ready, done, [], over, [])
    builder.switch_to_block(over)
    builder.store(one, record, OVER_OFFSET, FLAGS)
    builder.store(one, address(builder, WORD), 0, FLAGS)
    poke_thread(builder, builder.load(I64, record, TID_OFFSET, FLAGS))
    builder.jump(again, [builder.iconst(I32, 1)])
    builder.switch_to_block(done)
    builder.return_([builder.iconst(I64, 0)])
    builder.seal_all_blocks()
    return [builder.finalize()], []
