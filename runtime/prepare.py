"""What is done to a function before it is compiled to run in this process.

    block0(v0: i64):                      ; put before the first instruction
        v1 = iconst.i64 CELL
        v2 = load.i64 notrap aligned v1
        v3 = get_stack_pointer.i64
        v4 = icmp ult v3, v2
        trapnz v4, stk_ovf

Functions that call others, or that have a large frame, compare the stack pointer with the stack limit
(`stack_limit.py`), so that recursion without end is a trap. Others are left alone: what they need is less
than what is kept free behind the limit.

Behind a call of a function that is not compiled by irtool, so a C function, which may take its time, and in
which the thread cannot be made to leave, stands a look at the interruption word (`interruption.py`). What an
address leads to is not known: behind an indirect call stands one if it is in the convention of C.

        v5 = call fn0(v4)                         v5 = call fn0(v4)
        ...                                       v6 = iconst.i64 WORD
                                                  v7 = load.i64 notrap aligned v6
                                                  brif v7, block8, block7
                                              block7:
                                                  ...
                                              block8 cold:
                                                  call_indirect sig1, v8()     ; may raise
                                                  jump block7

And each instruction that was read from a text gets its offset there
as source location, for traps to say where they were. The caller's function stays as it is.
"""

from collections.abc import Callable
from typing import Final

from mypy_extensions import i64

from ..ir import types
from ..ir.clone import clone_function
from ..ir.entities import MEM_ALIGNED, AbiParam, Signature
from ..ir.function import Function
from ..ir.opcodes import TRAP_CODES
from ..ir.opcodes_gen import (
    CC_ULT,
    OP_BRIF,
    OP_CALL,
    OP_CALL_INDIRECT,
    OP_GET_STACK_POINTER,
    OP_ICMP,
    OP_ICONST,
    OP_JUMP,
    OP_LOAD,
    OP_TRAPNZ,
    OP_TRY_CALL,
    OP_TRY_CALL_INDIRECT,
)
from .count_fuel import count_fuel
from .insert import append, insert
from .poke import look_compiled_address
from .signals import runtime
from .stack_limit import CELL_ADDRESS, MARGIN
from .traps import pack_place
from .wasm.interrupts import WORD_ADDRESS

_CALLS: Final = frozenset((OP_CALL, OP_CALL_INDIRECT, OP_TRY_CALL, OP_TRY_CALL_INDIRECT))
#: The convention of C functions, on all systems that code runs on natively.
_C: Final = "system_v"
#: Stack slots of so many bytes make a frame large.
_LARGE: Final = MARGIN // 16
#: Marks a source location that is a packed place; others are offsets into the text.
_GIVEN: Final = 1 << 56


def prepare(
    func: Function,
    without_gil: bool = False,
    is_foreign: Callable[[str], bool] | None = None,
    fuel: int = 0,
) -> Function:
    """A copy of a function to be compiled for this process. `without_gil` is for code that may run in several
    threads at once. `is_foreign` says whether the function with a name is not compiled by irtool; `fuel` is
    the address of the counter that the code counts with, if it does."""
    work = clone_function(func)
    offsets = func.places.inst
    for inst in range(min(len(offsets), len(func.op))):
        work.srcloc[inst] = i64(offsets[inst])
    for (kind, row), place in (func.places.given or {}).items():
        if kind == "inst" and 0 <= row < len(func.op):
            work.srcloc[row] = i64(_GIVEN | pack_place(*place))
    if fuel:
        count_fuel(work, fuel)
    if is_foreign is not None:
        _look_behind_calls(work, without_gil, is_foreign)
    if needs_check(func):
        _check_stack(work, without_gil)
    return work


def source_places(func: Function) -> Callable[[int], int] | None:
    """Turns source locations of the prepared copy of a function into packed places; None for a function that
    has none."""
    lines = func.places.lines
    if func.places.given is None and (lines is None or len(func.places.inst) == 0):
        return None

    def resolve(source: int) -> int:
        if source & _GIVEN or lines is None:
            return source & ~_GIVEN
        return pack_place(*lines.line_column(source))

    return resolve


def needs_check(func: Function) -> bool:
    """Whether a function must look for the end of the stack."""
    if func.stack_limit >= 0 or func.first_block < 0:
        return False
    if sum(slot.size for slot in func.stack_slots) > _LARGE:
        return True
    return any(int(op) in _CALLS for op in func.op)


def _check_stack(func: Function, without_gil: bool) -> None:
    """Insert the check."""
    first = i64(func.block_first[func.first_block])
    if first < 0:
        return
    if without_gil:
        func.signatures.append(Signature([], [AbiParam(types.I64)], "system_v"))
        callee = insert(func, first, OP_ICONST, types.I64, runtime().limit_address)
        limit = insert(func, first, OP_CALL_INDIRECT, types.I64, 0, len(func.signatures) - 1, 0, callee)
    else:
        cell = insert(func, first, OP_ICONST, types.I64, CELL_ADDRESS)
        limit = insert(func, first, OP_LOAD, types.I64, 0, -1, MEM_ALIGNED, cell)
    pointer = insert(func, first, OP_GET_STACK_POINTER, types.I64)
    below = insert(func, first, OP_ICMP, types.I8, CC_ULT, -1, 0, pointer, limit)
    insert(func, first, OP_TRAPNZ, 0, TRAP_CODES["stk_ovf"], -1, 0, below)


def _look_behind_calls(func: Function, without_gil: bool, is_foreign: Callable[[str], bool]) -> None:
    """Insert the looks."""
    foreign = {row for row, ext in enumerate(func.ext_funcs) if is_foreign(ext.name.symbol())}
    in_c = {row for row, each in enumerate(func.signatures) if each.call_conv == _C}
    if not foreign and not in_c:
        return
    signature = -1
    for block in func.block_list():
        calls = [
            inst
            for inst in func.inst_list(block)
            if (int(func.op[inst]) == OP_CALL and int(func.aux[inst]) in foreign)
            or (int(func.op[inst]) == OP_CALL_INDIRECT and int(func.aux[inst]) in in_c)
        ]
        if calls and signature < 0:
            signature = len(func.signatures)
            func.signatures.append(Signature([], [], "system_v"))
        for call in reversed(calls):  # what stands behind one is moved once
            _look_behind(func, block, call, look_compiled_address(without_gil), signature)


def _look_behind(func: Function, block: int, call: int, look: int, signature: int) -> None:
    """Insert one behind a call in a block."""
    rest, cold = func.make_block(), func.make_block()
    func.insert_block_after(rest, block)
    func.append_block(cold)
    func.block_cold[cold] = 1
    inst = i64(func.inst_next[call])
    while inst >= 0:
        following = i64(func.inst_next[inst])
        func.remove_inst(inst)
        func.append_inst(inst, rest)
        inst = following
    word = append(func, block, call, OP_ICONST, types.I64, WORD_ADDRESS)
    wanted = append(func, block, call, OP_LOAD, types.I64, 0, -1, MEM_ALIGNED, word)
    append(func, block, call, OP_BRIF, types.I64, 0, -1, 0, wanted, edges=(cold, rest))
    callee = append(func, cold, call, OP_ICONST, types.I64, look)
    append(func, cold, call, OP_CALL_INDIRECT, types.I64, 0, signature, 0, callee)
    append(func, cold, call, OP_JUMP, 0, edges=(rest,))
