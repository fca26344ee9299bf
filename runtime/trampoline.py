"""Calls of functions with any signature through one fixed C signature.

A trampoline is a function of our own IR, one per signature, with the C convention of the target:

    trampoline(callee, arguments, results)

Each argument is loaded from its own 16-byte slot of `arguments`, the callee is called under its own
convention, and each result is stored to its own slot of `results`. So whatever the compiler can
compile can be called, natively and under emulation, with nothing known here about registers:

    function %t(i64, i64, i64) system_v {
        sig0 = (i32, f64) -> i8 fast
    block0(v0: i64, v1: i64, v2: i64):
        v3 = load.i32 notrap aligned v1
        v4 = load.f64 notrap aligned v1+16
        v5 = call_indirect sig0, v0(v3, v4)
        store notrap aligned v5, v2
        return
    }
"""

from typing import Final

from mypy_extensions import i64

from ..ir import types
from ..ir.entities import MEM_ALIGNED, AbiParam, ExtName, Signature
from ..ir.function import Function
from ..ir.opcodes_gen import OP_CALL_INDIRECT, OP_LOAD, OP_RETURN, OP_STORE

#: Bytes of a slot.
SLOT: Final = 16
#: `notrap aligned`: the trap code is 0.
_FLAGS: Final = MEM_ALIGNED


def build_trampoline(signature: Signature, name: str = "trampoline") -> Function:
    """The trampoline for calls of `signature`."""
    pointer = AbiParam(types.I64)
    func = Function(ExtName(name), Signature([pointer, pointer, pointer], [], "system_v"))
    func.signatures.append(signature)
    block = func.make_block()
    func.append_block(block)
    callee = func.append_block_param(block, types.I64)
    arguments = func.append_block_param(block, types.I64)
    results = func.append_block_param(block, types.I64)
    loaded: list[i64] = []
    for index, param in enumerate(signature.params):
        inst = func.make_inst(OP_LOAD, param.ty, SLOT * index, -1, _FLAGS)
        func.push_arg(inst, arguments)
        loaded.append(func.make_result(inst, param.ty))
        func.append_inst(inst, block)
    call = func.make_inst(OP_CALL_INDIRECT, types.I64, 0, 0, 0)
    func.push_arg(call, callee)
    for value in loaded:
        func.push_arg(call, value)
    returned = [func.make_result(call, result.ty) for result in signature.returns]
    func.append_inst(call, block)
    for index, (value, result) in enumerate(zip(returned, signature.returns, strict=True)):
        inst = func.make_inst(OP_STORE, result.ty, SLOT * index, -1, _FLAGS)
        func.push_arg(inst, value)
        func.push_arg(inst, results)
        func.append_inst(inst, block)
    func.append_inst(func.make_inst(OP_RETURN, 0, 0, -1, 0), block)
    return func
