"""Register allocation of a function for people: as text, and as a chart."""

from ..ir.errors import InternalError, LimitError
from ..ir.function import Function
from ..regalloc.checker import verify_allocation
from ..regalloc.contract import RegallocError
from ..regalloc.features import ALL
from ..regalloc.show import Names, dump
from ..regalloc.show_intervals import Trace, dump_intervals
from .abi import Frame
from .emit_state import EmitState
from .machbuffer import MachBuffer
from .target import Target
from .vcode import VCode


def opcode_names(vc: VCode, trace: Trace, target: Target) -> list[str]:
    """By instruction: the first word of its text behind the results."""
    state = EmitState(vc, trace.out, MachBuffer(target.labels), Frame())
    names = []
    for inst in range(vc.ra.num_insts()):
        state.base = int(vc.ra.operand_start[inst])
        text = target.row_text(state, int(vc.order[inst]))
        names.append(text.rpartition(" = ")[2].split()[0])  # one text has its results in front
    return names


def trace_function(func: Function, vc: VCode, target: Target, features: int = ALL) -> tuple[Trace, Names]:
    """Allocate a lowered function. Raises `LimitError` where registers do not suffice."""
    try:
        trace = Trace(vc.ra, target.env, features)
    except RegallocError as error:
        raise LimitError(f"{func.name}: register allocation: {error}") from None
    return trace, Names(lambda preg: target.preg_name(preg), opcode_names(vc, trace, target))


def regalloc_text(func: Function, vc: VCode, target: Target, checked: bool = False) -> str:
    """Code with places and moves, then the intervals. Raises `LimitError`, and `InternalError` when
    `checked` and the allocation is not right."""
    trace, names = trace_function(func, vc, target)
    if checked:
        try:
            verify_allocation(trace.inp, trace.env, trace.out)
        except RegallocError as error:
            raise InternalError(f"function {func.name} got wrong registers: {error}") from None
    return f"{dump(trace.inp, trace.out, names)}\n{dump_intervals(trace, names)}"
