"""Dynamic vectors as the vectors of fixed length that they are on machines without longer registers.

    gv0 = dyn_scale_target_const.i32x4
    dt0 = i32x4*gv0
    dss0 = explicit_dynamic_slot dt0                    ss0 = explicit_slot 16, align = 16

    v1 = splat.dt0 v0                          ->       v1 = splat.i32x4 v0
    v2 = dynamic_stack_addr.i64 dss0                    v2 = stack_addr.i64 ss0
    v3 = extract_vector v1, 0                           v3 -> v1

The scale is one, in the interpreter too, so a vector has one piece. Afterwards no value, instruction or
signature of the function has a dynamic type.
"""

from mypy_extensions import i32, i64

from ...ir.entities import AbiParam, Signature, StackSlot
from ...ir.errors import UnsupportedError
from ...ir.function import Function
from ...ir.opcodes_gen import OP_DYNAMIC_STACK_ADDR, OP_EXTRACT_VECTOR, OP_STACK_ADDR
from ...ir.types import DYNAMIC, is_dynamic


def _fixed_params(params: list[AbiParam]) -> list[AbiParam]:
    return [
        AbiParam(param.ty & ~DYNAMIC, param.extension, param.purpose, param.size)
        if is_dynamic(param.ty)
        else param
        for param in params
    ]


def _fixed_signature(signature: Signature) -> Signature:
    """The signature without dynamic types: itself when it has none, as signatures are shared."""
    if any(is_dynamic(param.ty) for param in (*signature.params, *signature.returns)):
        return Signature(
            _fixed_params(signature.params), _fixed_params(signature.returns), signature.call_conv
        )
    return signature


def fix_dynamic_types(func: Function) -> None:
    """Rewrite a function that has dynamic types; operands are resolved afterwards only on request.

    Raises `UnsupportedError` for an `extract_vector` of another piece than the first."""
    func.signature = _fixed_signature(func.signature)
    for number, signature in enumerate(func.signatures):
        func.signatures[number] = _fixed_signature(signature)
    first_slot = len(func.stack_slots)
    for slot in func.dynamic_slots:
        func.stack_slots.append(StackSlot(slot.size, min(slot.size, 16), slot.key))
    value: i64 = 0
    while value < len(func.value_type):
        func.value_type[value] = i32(i64(func.value_type[value]) & ~DYNAMIC)
        value += 1
    inst: i64 = 0
    count: i64 = len(func.op)
    while inst < count:
        func.ty[inst] = i32(i64(func.ty[inst]) & ~DYNAMIC)
        if func.op[inst] == OP_DYNAMIC_STACK_ADDR:
            func.op[inst] = OP_STACK_ADDR
            func.aux[inst] = i32(first_slot + i64(func.aux[inst]))
        elif func.op[inst] == OP_EXTRACT_VECTOR and func.inst_block[inst] >= 0:
            if func.imm[inst] != 0:
                raise UnsupportedError(
                    f"extract_vector of piece {func.imm[inst]}: dynamic vectors have scale one here"
                )
            func.replace_value(func.result(inst), func.arg(inst, 0))
            func.remove_inst(inst)
        inst += 1
