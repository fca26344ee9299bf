"""Global values that are computed: `symbol_value` of vmctx, of a load from it, of a sum, of a vector scale.

Only symbols are left to the machines; the rest becomes the instructions that compute it:

    gv0 = vmctx                               v0 is the vmctx parameter
    gv1 = load.i64 notrap aligned gv0+8
    gv2 = iadd_imm.i64 gv1, 16
    v9 = symbol_value.i64 gv2         ->      v10 = load.i64 notrap aligned v0+8
                                              v11 = iconst.i64 16
                                              v12 = iadd v10, v11          v9 -> v12

How the stack limit of a function is computed, before there are instructions, is in `backends/stack_limit.py`.
"""

from mypy_extensions import i64

from ...ir.errors import UnsupportedError
from ...ir.function import Function
from ...ir.opcodes_gen import OP_IADD, OP_ICONST, OP_LOAD, OP_SYMBOL_VALUE
from ...ir.types import I64, zero_extend


def _vmctx_value(func: Function) -> i64:
    """The entry parameter that carries the context pointer."""
    for index, param in enumerate(func.signature.params):
        if param.purpose == "vmctx":
            return func.block_param(func.first_block, index)
    raise UnsupportedError("vmctx is used, but no parameter has the purpose vmctx")


def global_value_chain(func: Function, gv: int) -> list[int]:
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


def _insert(func: Function, inst: i64, ty: i64, before: i64) -> i64:
    """Put a new instruction in front of another; its result."""
    value = func.make_result(inst, ty)
    func.insert_inst_before(inst, before)
    return value


def _root_value(func: Function, number: int, before: i64) -> i64:
    """The value of a global value that has no base, computed in front of an instruction."""
    root = func.global_values[number]
    if root.kind == "vmctx":
        return _vmctx_value(func)
    if root.kind == "dyn_scale":  # dynamic vectors have their least length (dynamic_types.py)
        return _insert(func, func.make_inst(OP_ICONST, I64, 1, -1, 0), I64, before)
    return _insert(func, func.make_inst(OP_SYMBOL_VALUE, I64, 0, number, 0), I64, before)


def compute_global_value(func: Function, gv: int, before: i64) -> i64:
    """Instructions in front of `before` that compute a global value; their result.

    Raises `UnsupportedError` for one that depends on itself, or on a vmctx that is no parameter."""
    chain = global_value_chain(func, gv)
    value = _root_value(func, chain.pop(), before)
    for number in reversed(chain):
        data = func.global_values[number]
        if data.kind == "load":
            new = func.make_inst(OP_LOAD, data.ty, data.offset, -1, data.flags)
            func.push_arg(new, value)
        else:
            constant = func.make_inst(OP_ICONST, data.ty, zero_extend(data.offset, data.ty), -1, 0)
            addend = _insert(func, constant, data.ty, before)
            new = func.make_inst(OP_IADD, data.ty, 0, -1, 0)
            func.push_arg(new, value)
            func.push_arg(new, addend)
        value = _insert(func, new, data.ty, before)
    return value


def _expand(func: Function, inst: i64) -> None:
    """Compute the global value of a symbol_value in front of it, and alias its result. A symbol itself
    stays."""
    number = int(func.aux[inst])
    if func.global_values[number].kind == "symbol":
        return
    func.replace_value(func.result(inst), compute_global_value(func, number, inst))
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
