"""Verifier, part 3c: rules of single opcodes - addresses, lanes, constants, bitcast, machine state."""

from typing import Final

from librt.vecs import vec
from mypy_extensions import i64

from ..entities import MEM_BIG, MEM_DEFAULT, MEM_LITTLE, MEM_READONLY
from ..function import Function
from ..opcodes import OPS
from ..opcodes_gen import (
    EFFECT_CALL,
    FMT_ATOMIC_CAS,
    FMT_ATOMIC_RMW,
    FMT_BINARY_IMM8,
    FMT_GLOBAL_VALUE,
    FMT_HANDLER_ADDRESS,
    FMT_LOAD,
    FMT_LOAD_NO_OFFSET,
    FMT_SHUFFLE,
    FMT_STORE,
    FMT_STORE_NO_OFFSET,
    FMT_TERNARY_IMM8,
    FMT_TRY_CALL,
    FMT_TRY_CALL_INDIRECT,
    FMT_UNARY_CONST,
    FMT_UNARY_IMM,
    OP_BITCAST,
    OP_COUNT,
    OP_EFFECTS,
    OP_EXTRACT_VECTOR,
    OP_F128CONST,
    OP_FCVT_FROM_SINT,
    OP_FCVT_FROM_UINT,
    OP_FCVT_TO_SINT_SAT,
    OP_FCVT_TO_UINT_SAT,
    OP_FORMAT,
    OP_GET_FRAME_POINTER,
    OP_GET_PINNED_REG,
    OP_GET_RETURN_ADDRESS,
    OP_SEQUENCE_POINT,
    OP_SET_PINNED_REG,
    OP_X86_CVTT2DQ,
)
from ..types import lane_count, type_bits, type_bytes, type_name, zero_extend
from .preamble import global_value_type
from .report import Report

_LANE_CONVERSIONS: Final = (
    OP_FCVT_TO_UINT_SAT, OP_FCVT_TO_SINT_SAT, OP_FCVT_FROM_UINT, OP_FCVT_FROM_SINT, OP_X86_CVTT2DQ,
)  # fmt: skip

#: Formats with a rule here.
_FORMATS: Final = (
    FMT_LOAD, FMT_LOAD_NO_OFFSET, FMT_STORE, FMT_STORE_NO_OFFSET, FMT_ATOMIC_RMW, FMT_ATOMIC_CAS,
    FMT_BINARY_IMM8, FMT_TERNARY_IMM8, FMT_SHUFFLE, FMT_UNARY_CONST, FMT_UNARY_IMM, FMT_GLOBAL_VALUE,
    FMT_HANDLER_ADDRESS,
)  # fmt: skip


def _special_ops() -> vec[i64]:
    marks: vec[i64] = vec[i64]([0] * OP_COUNT)
    for op in range(OP_COUNT):
        if OP_FORMAT[op] in _FORMATS or op in _LANE_CONVERSIONS:
            marks[op] = 1
    return marks


#: By opcode: 1 when `check_special` has a rule for it.
SPECIAL_OPS: Final[vec[i64]] = _special_ops()


def check_special(func: Function, report: Report, op: i64, inst: i64, pointer_bits: i64) -> None:
    """Report what is wrong with an instruction beyond operand, result and call types."""
    fmt = OP_FORMAT[op]
    if op == OP_BITCAST:
        _check_bitcast(func, report, inst)
    elif fmt == FMT_LOAD or fmt == FMT_LOAD_NO_OFFSET:
        _check_address(func, report, inst, 0, pointer_bits)
    elif fmt == FMT_ATOMIC_RMW or fmt == FMT_ATOMIC_CAS:
        _check_address(func, report, inst, 0, pointer_bits)
        _check_written(func, report, inst)
    elif fmt == FMT_STORE or fmt == FMT_STORE_NO_OFFSET:
        _check_address(func, report, inst, 1, pointer_bits)
        _check_written(func, report, inst)
    elif fmt == FMT_UNARY_IMM:
        if zero_extend(func.imm[inst], i64(func.ty[inst])) != func.imm[inst]:
            report.inst(
                inst,
                f"constant immediate {func.imm[inst]} is out of bounds for {type_name(i64(func.ty[inst]))}",
            )
    elif fmt == FMT_BINARY_IMM8 or fmt == FMT_TERNARY_IMM8:
        if op != OP_EXTRACT_VECTOR and not 0 <= func.imm[inst] < lane_count(i64(func.ty[inst])):
            report.inst(
                inst,
                f"The lane {func.imm[inst]} does not index into the type {type_name(i64(func.ty[inst]))}",
            )
    elif fmt == FMT_UNARY_CONST:
        _check_constant(func, report, op, inst)
    elif fmt == FMT_SHUFFLE:
        _check_mask(func, report, inst)
    elif fmt == FMT_GLOBAL_VALUE:
        _check_global_value(func, report, inst, int(pointer_bits))
    elif fmt == FMT_HANDLER_ADDRESS:
        _check_handler(func, report, inst)
    else:
        _check_lane_counts(func, report, inst)


def _check_address(func: Function, report: Report, inst: i64, operand: i64, pointer_bits: i64) -> None:
    value = i64(func.pool[i64(func.arg_start[inst]) + operand])
    ty = i64(func.value_type[func.resolve(value)])
    if pointer_bits != 0 and ty <= 15 and type_bits(ty) != pointer_bits:
        report.inst(
            inst,
            f"invalid pointer width (got {type_bits(ty)}, expected {pointer_bits}) "
            f"encountered {report.value(value)}",
        )


def _check_written(func: Function, report: Report, inst: i64) -> None:
    """What writes memory cannot say that nobody does."""
    if i64(func.flags[inst]) & MEM_READONLY != 0:
        report.inst(inst, readonly_problem(i64(func.op[inst])))


def readonly_problem(op: i64) -> str:
    """What is wrong with `readonly` where memory is written."""
    what = "store" if OP_FORMAT[op] in (FMT_STORE, FMT_STORE_NO_OFFSET) else OPS[op].name
    return f"A {what} instruction cannot have the `readonly` MemFlag"


def _check_bitcast(func: Function, report: Report, inst: i64) -> None:
    value = i64(func.pool[i64(func.arg_start[inst])])
    source = i64(func.value_type[func.resolve(value)])
    if not bitcast_fits(source, i64(func.ty[inst]), i64(func.flags[inst])):
        report.inst(
            inst, bitcast_problem(report.value(value), source, i64(func.ty[inst]), i64(func.flags[inst]))
        )


def bitcast_fits(source: i64, target: i64, flags: i64) -> bool:
    """Whether a `bitcast` with these flags can be."""
    order = flags - MEM_DEFAULT  # a trap code, written or `notrap`, leaves another rest
    if type_bits(source) != type_bits(target) or (order != 0 and order != MEM_BIG and order != MEM_LITTLE):
        return False
    return order != 0 or lane_count(source) == lane_count(target)


def bitcast_problem(name: str, source: i64, target: i64, flags: i64) -> str:
    """Why it cannot; `name` is the operand."""
    if type_bits(source) != type_bits(target):
        return (
            f"The bitcast argument {name} has a type of {type_bits(source)} bits, "
            f"which doesn't match an expected type of {type_bits(target)} bits"
        )
    if flags == MEM_DEFAULT:
        return "Byte order specifier required for bitcast instruction changing lane count"
    return "The bitcast instruction only accepts the `big` or `little` memory flags"


def _check_constant(func: Function, report: Report, op: i64, inst: i64) -> None:
    expected = 16 if op == OP_F128CONST else type_bytes(i64(func.ty[inst]))
    found = len(func.constants[func.imm[inst]])
    if found != expected:
        name = report.name("const", func.imm[inst])
        report.inst(
            inst, f"The instruction expects {name} to have a size of {expected} bytes but it has {found}"
        )


def _check_mask(func: Function, report: Report, inst: i64) -> None:
    mask = func.constants[func.imm[inst]]
    if len(mask) != 16:
        report.inst(inst, f"The shuffle mask has {len(mask)} bytes, expected 16")
    for index in mask:
        if index > 31:
            report.inst(inst, f"The shuffle mask byte {index} does not index into two i8x16 vectors")
            return


def _check_global_value(func: Function, report: Report, inst: i64, pointer_bits: int) -> None:
    expected = global_value_type(func, i64(func.aux[inst]), pointer_bits)
    if pointer_bits and i64(func.ty[inst]) != expected:
        report.inst(
            inst,
            f"global_value instruction with type {type_name(i64(func.ty[inst]))} "
            f"references global value with type {type_name(expected)}",
        )


def _check_handler(func: Function, report: Report, inst: i64) -> None:
    index = func.imm[inst]
    block = i64(func.aux[inst])
    last = i64(func.block_last[block])
    fmt = OP_FORMAT[i64(func.op[last])]
    if fmt != FMT_TRY_CALL and fmt != FMT_TRY_CALL_INDIRECT:
        report.inst(inst, f"referenced block {report.name('block', block)} does not end in a try_call")
    elif index < 0:
        report.inst(inst, f"exception handler index {index} cannot be negative")
    elif index >= i64(func.edge_count[last]) - 1:
        report.inst(inst, f"exception handler index {index} is out-of-range")


def _check_lane_counts(func: Function, report: Report, inst: i64) -> None:
    value = i64(func.pool[i64(func.arg_start[inst])])
    source = i64(func.value_type[func.resolve(value)])
    target = i64(func.ty[inst])
    if source >> 4 != target >> 4:
        report.inst(inst, lane_count_problem(i64(func.op[inst]), source, target))


def keeps_lane_count(op: i64) -> bool:
    """Whether operand and result of an opcode must have equally many lanes."""
    return int(op) in _LANE_CONVERSIONS


def lane_count_problem(op: i64, source: i64, target: i64) -> str:
    """What is wrong when they have not."""
    return f"{OPS[op].name} from {type_name(source)} to {type_name(target)} changes the number of lanes"


def check_machine_state(func: Function, report: Report, pinned_reg: bool, frame_pointers: bool) -> None:
    """Opcodes that need a setting, and debug tags (both are rare and looked for in one go)."""
    tagged = func.num_debug_tags() > 0
    block = func.first_block
    while block >= 0:
        inst = i64(func.block_first[block])
        while inst >= 0:
            op = i64(func.op[inst])
            if (op == OP_GET_PINNED_REG or op == OP_SET_PINNED_REG) and not pinned_reg:
                report.inst(inst, f"{OPS[op].name} cannot be used without the setting enable_pinned_reg")
            elif (op == OP_GET_FRAME_POINTER or op == OP_GET_RETURN_ADDRESS) and not frame_pointers:
                message = f"{OPS[op].name} cannot be used without the setting preserve_frame_pointers"
                report.inst(inst, message)
            if tagged and func.debug_tags.get(int(inst)):
                if (OP_EFFECTS[op] & EFFECT_CALL) == 0 and op != OP_SEQUENCE_POINT:
                    report.inst(inst, "debug tags are only allowed on calls and sequence_point")
            inst = i64(func.inst_next[inst])
        block = i64(func.block_next[block])
