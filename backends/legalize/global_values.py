"""Global values that are computed: `symbol_value` of vmctx, of a load from it, of a sum.

Only symbols are left to the machines; the rest becomes the instructions that compute it:

    gv0 = vmctx                               v0 is the vmctx parameter
    gv1 = load.i64 notrap aligned gv0+8
    gv2 = iadd_imm.i64 gv1, 16
    v9 = symbol_value.i64 gv2         ->      v10 = load.i64 notrap aligned v0+8
                                              v11 = iconst.i64 16
                                              v12 = iadd v10, v11          v9 -> v12
"""

from mypy_extensions import i64

from ...ir.errors import UnsupportedError
from ...ir.function import Function
from ...ir.opcodes_gen import OP_IADD, OP_ICONST, OP_LOAD, OP_SYMBOL_VALUE
from ...ir.types import zero_extend


def _vmctx_value(func: Function) -> i64:
    """The entry parameter that carries the context pointer."""
    for index, param in enumerate(func.signature.params):
        if param.purpose == "vmctx":
            return func.block_param(func.first_block, index)
    raise UnsupportedError("vmctx is used, but no parameter has the purpose vmctx")


def _chain(func: Function, gv: int) -> list[int]:
    """The global values from `gv` down to its root, the root last."""
    chain = [gv]
    seen = {gv}
    while func.global_values[chain[-1]].kind in ("load", "iadd_imm"):
        base = func.global_values[chain[-1]].base
        if base in seen:
            raise UnsupportedError(f"gv{gv} depends on itself")
        seen.add(base)
        chain.append(base)
    return chain


def _expand(func: Function, inst: i64) -> None:
    """Compute the global value of a symbol_value in front of it, and alias its result."""
    chain = _chain(func, int(func.aux[inst]))
    root = func.global_values[chain.pop()]
    if root.kind != "vmctx":
        if not chain:
            return
        raise UnsupportedError(f"global values based on {root.kind} are not supported")
    value = _vmctx_value(func)
    for number in reversed(chain):
        gv = func.global_values[number]
        if gv.kind == "load":
            new = func.make_inst(OP_LOAD, gv.ty, gv.offset, -1, gv.flags)
            func.push_arg(new, value)
        else:
            constant = func.make_inst(OP_ICONST, gv.ty, zero_extend(gv.offset, gv.ty), -1, 0)
            addend = func.make_result(constant, gv.ty)
            func.insert_inst_before(constant, inst)
            new = func.make_inst(OP_IADD, gv.ty, 0, -1, 0)
            func.push_arg(new, value)
            func.push_arg(new, addend)
        value = func.make_result(new, gv.ty)
        func.insert_inst_before(new, inst)
    func.replace_value(func.result(inst), value)
    func.remove_inst(inst)


def expand_global_values(func: Function) -> None:
    """Expand every `symbol_value` of a computed global value. The entry block still has one parameter for
    each parameter of the signature."""
    block = func.first_block
    while block >= 0:
        inst = i64(func.block_first[block])
        while inst >= 0:
            following = i64(func.inst_next[inst])
            if func.op[inst] == OP_SYMBOL_VALUE:
                _expand(func, inst)
            inst = following
        block = i64(func.block_next[block])
