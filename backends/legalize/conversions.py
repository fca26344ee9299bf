"""Conversions of i128, and its loads and stores.

    v3 = uextend.i128 v2            ->     v2 and a constant 0
    v4 = load.i128 v1+16            ->     v5 = load.i64 v1+16;  v6 = load.i64 v1+24
    v7 = bitcast.i64x2 v3           ->     both halves stored to a stack slot, one load of it

Conversions to and from floats are in floats.py.
"""

from typing import Final

from mypy_extensions import i64

from ...ir.entities import MEM_ALIGNED, MEM_BIG, StackSlot
from ...ir.opcodes_gen import (
    OP_BMASK,
    OP_IADD,
    OP_IREDUCE,
    OP_STACK_ADDR,
    OP_UEXTEND,
)
from ...ir.types import I64, I128
from .arithmetic import sign_of
from .emitter import Emitter
from .pairs import Pairs

_MAX_OFFSET: Final = 0x7FFF_FFFF


# --- integers -----------------------------------------------------------------------------------


def extend(p: Pairs, inst: i64) -> None:
    """`uextend.i128`, `sextend.i128`."""
    emit = p.emit
    op = i64(p.func.op[inst])
    low = p.arg(inst, 0)
    if emit.type_of(low) != I64:
        low = emit.convert(op, I64, low)
    if op == OP_UEXTEND:
        p.set_pair(inst, low, emit.const(I64, 0))
    else:
        p.set_pair(inst, low, sign_of(emit, low))


def ireduce(p: Pairs, inst: i64) -> None:
    """Low bits: of the low half."""
    ty = i64(p.func.ty[inst])
    low = p.arg_low(inst, 0)
    if ty != I64:
        low = p.emit.convert(OP_IREDUCE, ty, low)
    p.set_value(inst, low)


def iconcat(p: Pairs, inst: i64) -> None:
    """The operands are the halves."""
    p.set_pair(inst, p.arg(inst, 0), p.arg(inst, 1))


def isplit(p: Pairs, inst: i64) -> None:
    """The results are the halves."""
    p.func.replace_value(i64(p.func.result_start[inst]) + 1, p.arg_high(inst, 0))
    p.set_value(inst, p.arg_low(inst, 0))


def bmask(p: Pairs, inst: i64) -> None:
    """All ones or 0: as a pair, or of one."""
    emit = p.emit
    ty = i64(p.func.ty[inst])
    x = p.truth_arg(inst, 0)
    if ty != I128:
        p.set_value(inst, emit.convert(OP_BMASK, ty, x))
        return
    mask = emit.convert(OP_BMASK, I64, x)
    p.set_pair(inst, mask, mask)


# --- memory -------------------------------------------------------------------------------------


def _reachable(emit: Emitter, address: i64, offset: i64) -> i64:
    """The address for accesses at `offset` and 8 behind it: with the offset added, when the second one is
    more than an instruction can hold."""
    if offset + 8 <= _MAX_OFFSET:
        return address
    return emit.binary(OP_IADD, address, emit.const(emit.type_of(address), offset))


def load(p: Pairs, inst: i64) -> None:
    """Two loads, in the order of their addresses."""
    emit = p.emit
    flags = i64(p.func.flags[inst])
    offset = p.func.imm[inst]
    address = _reachable(emit, p.arg(inst, 0), offset)
    if offset + 8 > _MAX_OFFSET:
        offset = 0
    first = emit.load(I64, flags, address, offset)
    second = emit.load(I64, flags, address, offset + 8)
    if (flags & MEM_BIG) != 0:
        p.set_pair(inst, second, first)
    else:
        p.set_pair(inst, first, second)


def store(p: Pairs, inst: i64) -> None:
    """Two stores, in the order of their addresses. If only the second one faults, the first is done."""
    emit = p.emit
    flags = i64(p.func.flags[inst])
    offset = p.func.imm[inst]
    address = _reachable(emit, p.arg(inst, 1), offset)
    if offset + 8 > _MAX_OFFSET:
        offset = 0
    first = p.arg_low(inst, 0)
    second = p.arg_high(inst, 0)
    if (flags & MEM_BIG) != 0:
        first, second = second, first
    emit.store(flags, first, address, offset)
    emit.store(flags, second, address, offset + 8)
    p.func.remove_inst(inst)


def bitcast(p: Pairs, inst: i64) -> None:
    """Between i128 and a type of the vector registers: through memory."""
    func = p.func
    emit = p.emit
    ty = i64(func.ty[inst])
    x = func.arg(inst, 0)
    if ty == I128 and p.is_wide(x):
        p.set_pair(inst, i64(p.low[x]), i64(p.high[x]))
        return
    if p.scratch_slot < 0:
        p.scratch_slot = len(func.stack_slots)
        func.stack_slots.append(StackSlot(16, 16))
    address_inst = emit.make(OP_STACK_ADDR, I64, 0, p.scratch_slot, 0)
    address = func.make_result(address_inst, I64)
    emit.put(address_inst)
    if ty == I128:
        emit.store(MEM_ALIGNED, x, address, 0)
        low = emit.load(I64, MEM_ALIGNED, address, 0)
        p.set_pair(inst, low, emit.load(I64, MEM_ALIGNED, address, 8))
        return
    emit.store(MEM_ALIGNED, i64(p.low[x]), address, 0)
    emit.store(MEM_ALIGNED, i64(p.high[x]), address, 8)
    p.set_value(inst, emit.load(ty, MEM_ALIGNED, address, 0))
