"""The functions of `builtins.py` in IR.

Those of bulk operations, and the *runtime block*, are in `frontend/wasm/builtin_functions.py`. What needs
Python - growing, waiting, subtypes of function types - is an IR function that calls Python and traps when it
left an exception. Those of exceptions are in `exception_functions.py`.
"""

from typing import Final

from ...backends.registry import lookup
from ...backends.text import NamedCode
from ...frontend.wasm.builtin_functions import FLAGS, BuiltinWriter, memory_builtins
from ...frontend.wasm.builtins import BUILTINS, Builtin, builtin_signature
from ...frontend.wasm.traps import TRAP_INTERRUPT, TRAP_TIME
from ...ir.entities import AbiParam, Signature
from ...ir.function import Function
from ...ir.types import I32, I64
from .. import poke
from ..addresses import PYTHON, C
from ..glue import address, call_c
from ..pending import TRAP_HOST
from ..throwing import resume_code
from . import exception_functions, interrupts, time_limits
from .builtins import CALLBACK, IN_PYTHON, STATUS
from .stub_functions import Gil, call_python, call_with_gil

_ROWS: Final = {row.name: row for row in BUILTINS}
_CHECK_SIGNALS: Final = PYTHON + "PyErr_CheckSignals"


def builtins_glue(target: str, emulated: bool, without_gil: bool) -> tuple[list[Function], list[NamedCode]]:
    """All builtins for a target, and what they call: without the GIL those of exceptions are missing; under
    emulation `interrupt` is in Python too."""
    functions = memory_builtins()
    code: list[NamedCode] = []
    if not without_gil:
        functions += exception_functions.functions(emulated)
        code.append(resume_code(lookup(target).form))
    names = list(IN_PYTHON)
    if emulated:
        names.append("interrupt")
    else:
        functions.append(_interrupt(without_gil))
    functions += [_python_builtin(_ROWS[name], emulated, without_gil) for name in names]
    return functions, code


def _python_builtin(row: Builtin, emulated: bool, without_gil: bool) -> Function:
    w = BuiltinWriter(row.name)
    b = w.builder
    if without_gil:
        arguments = [w.context, *w.arguments]
        *found, status = call_with_gil(b, builtin_signature(row), CALLBACK + row.name, arguments, STATUS)
        b.trapnz(status, TRAP_HOST)
        return w.finish(found)
    results = call_python(b, builtin_signature(row), CALLBACK + row.name, [w.context, *w.arguments])
    if emulated:
        return w.finish(results)
    status = b.load(I64, address(b, STATUS), 0, FLAGS)
    b.trapnz(status, TRAP_HOST)
    return w.finish(results)


def _interrupt(without_gil: bool) -> Function:
    """Let Python see to its signals, and trap when a time limit of this thread is over; not for emulated
    machines. An exception of a handler stays in three words for `interrupts.raised`, and the code traps: no
    Python function is called, which would lose an exception at its very start."""
    w = BuiltinWriter("interrupt")
    b = w.builder
    raised, done = b.create_block(), b.create_block()
    gil = Gil(b) if without_gil else None
    b.store(w.constant(0), address(b, interrupts.WORD), 0, FLAGS)
    check = Signature([], [AbiParam(I32)], "system_v")
    if gil is not None:
        gil.take()
        (status,) = call_c(b, _CHECK_SIGNALS, [], [I32], [])
    else:
        (status,) = call_python(b, check, _CHECK_SIGNALS, [])
    b.brif(status, raised, [], done, [])
    b.switch_to_block(raised)
    words = address(b, interrupts.EXCEPTION)
    places = [words, *(b.iadd(words, w.constant(offset)) for offset in (8, 16))]
    call_c(b, PYTHON + "PyErr_Fetch", [I64] * 3, [], places)
    if gil is not None:
        gil.release()
    b.trap(TRAP_INTERRUPT)
    b.switch_to_block(done)
    over = _is_time_over(w)
    if gil is not None:
        gil.release()
    b.trapnz(over, TRAP_TIME)
    return w.finish()


def _is_time_over(w: BuiltinWriter) -> int:
    """Not 0 when one of the time limits of this thread is over (`time_limits.py`)."""
    b = w.builder
    head, look, own, following = b.create_block([I64]), *(b.create_block() for _ in range(3))
    done = b.create_block([I64])
    (thread,) = call_c(b, C + "pthread_self", [], [I64], [])
    b.jump(head, [w.load(address(b, poke.LIMIT_LIST))])
    b.switch_to_block(head)
    (record,) = b.block_params(head)
    b.brif(record, look, [], done, [w.constant(0)])
    b.switch_to_block(look)
    b.brif(b.bxor(w.load(record, time_limits.THREAD_OFFSET), thread), following, [], own, [])
    b.switch_to_block(own)
    over = w.load(record, time_limits.OVER_OFFSET)
    b.brif(over, done, [over], following, [])
    b.switch_to_block(following)
    b.jump(head, [w.load(record, time_limits.NEXT_OFFSET)])
    b.switch_to_block(done)
    return b.block_params(done)[0]
