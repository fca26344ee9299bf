"""Putting instructions into a function that is prepared for this process (`prepare.py`, `count_fuel.py`)."""

from ..ir import types
from ..ir.function import Function
from ..ir.opcodes_gen import OP_ICMP, OP_ICONST, OP_LOAD, OP_STORE, OP_TRAPNZ


def insert(
    func: Function, before: int, op: int, ty: int, imm: int = 0, aux: int = -1, flags: int = 0, *args: int
) -> int:
    """Put an instruction before another, with its source location; its result, which is of type `ty`, -1 if
    that is 0."""
    controlling = types.I64 if op in (OP_ICMP, OP_STORE) else types.I8 if op == OP_TRAPNZ else ty
    inst = func.make_inst(op, controlling, imm, aux, flags)
    for arg in args:
        func.push_arg(inst, arg)
    result = func.make_result(inst, ty) if ty else -1
    func.insert_inst_before(inst, before)
    func.srcloc[inst] = func.srcloc[before]
    return int(result)


def append(
    func: Function,
    block: int,
    source: int,
    op: int,
    ty: int,
    imm: int = 0,
    aux: int = -1,
    flags: int = 0,
    *args: int,
    edges: tuple[int, ...] = (),
) -> int:
    """Put an instruction at the end of a block, with the source location of another; its result, if it has
    one."""
    inst = func.make_inst(op, ty, imm, aux, flags)
    for arg in args:
        func.push_arg(inst, arg)
    for edge in edges:
        func.push_edge(inst, edge)
    result = func.make_result(inst, ty) if op in (OP_ICONST, OP_LOAD) else -1
    func.append_inst(inst, block)
    func.srcloc[inst] = func.srcloc[source]
    return int(result)
