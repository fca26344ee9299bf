"""Atomic accesses trap where their address is not a multiple of their size.

    v2 = atomic_rmw.i32 add v0, v1          v3 = band v0, 3
                                            trapnz v3, heap_oob
                                            v2 = atomic_rmw.i32 add v0, v1

Machines differ: x86-64 does such accesses at some cost, aarch64 faults or does them, by version and place. So
the check is made here for all of them, with the trap code of the access. An access that is `aligned` or
`notrap` has none: there the program promises it.
"""

from mypy_extensions import i64

from ...ir.entities import MEM_ALIGNED, MEM_CODE_MASK, MEM_CODE_SHIFT
from ...ir.opcodes_gen import OP_ATOMIC_STORE, OP_BAND, OP_TRAPNZ
from ...ir.types import type_bytes
from .emitter import Emitter
from .pairs import Pairs


def check_alignment(emit: Emitter, inst: i64) -> None:
    """Put the check in front of an atomic instruction."""
    func = emit.func
    flags = i64(func.flags[inst])
    code = (flags & MEM_CODE_MASK) >> MEM_CODE_SHIFT
    low_bits = type_bytes(i64(func.ty[inst])) - 1
    if low_bits == 0 or code == 0 or flags & MEM_ALIGNED != 0:
        return
    operand: i64 = 0
    if func.op[inst] == OP_ATOMIC_STORE:
        operand = 1
    address = func.arg(inst, operand)
    emit.trap(OP_TRAPNZ, emit.binary(OP_BAND, address, emit.const(emit.type_of(address), low_bits)), code)


def wide(p: Pairs, inst: i64) -> None:
    """An access of 128 bits: after the check it has two operands and two results for each i128."""
    check_alignment(p.emit, inst)
    p.split_args(inst)
    p.split_results(inst)
