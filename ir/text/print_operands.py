"""Text of one instruction: opcode, suffix and operands, format by format.

    inst_text(func, 3) == "v4, v5 = uadd_overflow v0, v1"

`Names` gives every entity the number it had in the text (`Function.labels`), or its row number.
"""

from typing import Final

from librt.vecs import vec
from mypy_extensions import i64

from ..entities import (
    MEM_ALIGNED,
    MEM_BIG,
    MEM_CAN_MOVE,
    MEM_CODE_SHIFT,
    MEM_LITTLE,
    MEM_READONLY,
    MEM_REGION_SHIFT,
    EntityLabels,
)
from ..function import Function
from ..immediates import format_bytes, format_float, format_int, format_offset
from ..opcodes import FLOATCC, INTCC, OPS, RMW_OPS, TRAP_CODES, trap_name
from ..opcodes_gen import (
    FMT_ADD_TRAP,
    FMT_ATOMIC_RMW,
    FMT_BINARY_IMM8,
    FMT_BR_TABLE,
    FMT_BRIF,
    FMT_CALL,
    FMT_CALL_INDIRECT,
    FMT_COND_TRAP,
    FMT_DYNAMIC_STACK_ADDR,
    FMT_FLOAT_COMPARE,
    FMT_FUNC_ADDR,
    FMT_GLOBAL_VALUE,
    FMT_HANDLER_ADDRESS,
    FMT_INT_COMPARE,
    FMT_JUMP,
    FMT_LOAD,
    FMT_NULLARY,
    FMT_SHUFFLE,
    FMT_STACK_ADDR,
    FMT_STORE,
    FMT_TERNARY_IMM8,
    FMT_TRAP,
    FMT_TRY_CALL,
    FMT_TRY_CALL_INDIRECT,
    FMT_UNARY_CONST,
    FMT_UNARY_IMM,
    OP_F16CONST,
    OP_F32CONST,
    OP_F64CONST,
    OP_F128CONST,
    OP_FORMAT,
    OP_ICONST,
    OP_VCONST,
)
from ..typerules import CONTROL_NONE, CONTROL_OPERAND, FORMAT_HAS_FLAGS
from ..types import F16, F32, F64, F128, sign_extend, type_name

_DEFAULT_CODE: Final = TRAP_CODES["heap_oob"]
_FLAG_WORDS: Final = (
    (MEM_ALIGNED, "aligned"),
    (MEM_READONLY, "readonly"),
    (MEM_CAN_MOVE, "can_move"),
    (MEM_BIG, "big"),
    (MEM_LITTLE, "little"),
)
_MASK64: Final = (1 << 64) - 1


class Names:
    """Names of the entities of one function."""

    def __init__(self, func: Function) -> None:
        labels = func.labels if func.labels is not None else EntityLabels()
        self.func = func
        self.position: vec[i64] = vec[i64]()
        """By instruction: its number in the layout; made when it is first asked for."""
        self.labels = labels
        self.values = labels.values
        self.blocks = labels.blocks

    def is_above(self, first: i64, second: i64) -> bool:
        """Whether an instruction of the layout stands before another."""
        if len(self.position) == 0:
            self.position = vec[i64]([-1] * len(self.func.op))
            number: i64 = 0
            for block in self.func.block_list():
                inst = i64(self.func.block_first[block])
                while inst >= 0:
                    self.position[inst] = number
                    number += 1
                    inst = i64(self.func.inst_next[inst])
        return self.position[first] < self.position[second]

    def value(self, value: i64) -> str:
        """`vN`, or `retN`/`exnN` for the negative numbers of edge arguments."""
        row = int(value)
        if row < 0:
            return f"exn{(-3 - row) // 2}" if row & 1 else f"ret{(-2 - row) // 2}"
        return f"v{self.values.label(value)}"

    def block(self, block: i64) -> str:
        """`blockN`."""
        return f"block{self.blocks.label(block)}"

    def entity(self, prefix: str, row: i64) -> str:
        """Any other entity; `row` -1 (a reference that could not be resolved) prints as `?`."""
        return f"{prefix}{self.labels.label(prefix, int(row))}" if row >= 0 else f"{prefix}?"


def memory_flags(flags: int) -> str:
    """The words of a memory-flags word, each followed by a blank."""
    words = ""
    code = flags >> MEM_CODE_SHIFT & 0xFF
    if code != _DEFAULT_CODE:
        words = (trap_name(code) if code else "notrap") + " "
    for bit, word in _FLAG_WORDS:
        if flags & bit:
            words += word + " "
    region = flags >> MEM_REGION_SHIFT
    return f"{words}region{region - 1} " if region else words


def type_suffix(func: Function, names: Names, inst: i64) -> str:
    """`.TYPE`, where the reader could not (or, by CLIF's rule, shall not) infer the controlling type:
    it is explicit, or its operand is defined in another block, or further down (in unreachable code)."""
    control = CONTROL_OPERAND[i64(func.op[inst])]
    if control == CONTROL_NONE:
        return ""
    if control >= 0:
        value = func.arg(inst, control)
        definition = i64(func.value_def[value])
        block = i64(func.inst_block[definition]) if definition >= 0 else -1 - definition
        if block == i64(func.inst_block[inst]) and (definition < inst or names.is_above(definition, inst)):
            return ""
    return "." + type_name(i64(func.ty[inst]))


def edge_text(func: Function, names: Names, edge: i64) -> str:
    """A block call: `block1(v0, v1)`."""
    text = names.block(i64(func.edge_block[edge]))
    count = i64(func.edge_arg_count[edge])
    if count == 0:
        return text
    start = i64(func.edge_arg_start[edge])
    return f"{text}({', '.join([names.value(i64(func.pool[start + i])) for i in range(count)])})"


def value_list(func: Function, names: Names, inst: i64, first: int, end: int) -> str:
    """Operands `first`..`end`, comma-separated."""
    start = i64(func.arg_start[inst])
    return ", ".join([names.value(i64(func.pool[start + i])) for i in range(first, end)])


def context_count(func: Function, inst: i64) -> int:
    """How many of the operands of a try_call are context values (the last ones)."""
    table = func.exception_tables[func.imm[inst]]
    return sum(1 for kind, _ in table.entries if kind == "context")


def exception_table_text(func: Function, names: Names, inst: i64) -> str:
    """`sig0, block1(ret0), [ tag1: block2(exn0), context v3, default: block3 ]`."""
    table = func.exception_tables[func.imm[inst]]
    sig = names.entity("sig", table.sig) if table.sig >= 0 else f"sig{-1 - table.sig}"
    edge: i64 = i64(func.edge_start[inst])
    normal = edge_text(func, names, edge)
    first_context = int(i64(func.arg_start[inst]) + i64(func.arg_count[inst])) - context_count(func, inst)
    items = []
    for kind, number in table.entries:
        if kind == "context":
            items.append(f"context {names.value(i64(func.pool[first_context + number]))}")
            continue
        edge += 1
        handler = f"tag{number}" if kind == "tag" else "default"
        items.append(f"{handler}: {edge_text(func, names, edge)}")
    return f"{sig}, {normal}, [ {', '.join(items)} ]" if items else f"{sig}, {normal}, []"


def stack_map_text(func: Function, names: Names, inst: i64) -> str:
    """`, stack_map=[i32 @ ss0+0]` of a call that has one."""
    entries = func.stack_maps.get(int(inst))
    if entries is None:
        return ""
    items = [f"{type_name(ty)} @ {names.entity('ss', slot)}+{offset}" for ty, slot, offset in entries]
    return f", stack_map=[{', '.join(items)}]"


def constant_text(func: Function, names: Names, inst: i64) -> str:
    """The constant of `iconst`, `fNconst` or `vconst`; empty for other instructions."""
    op = i64(func.op[inst])
    imm = int(func.imm[inst])
    if op == OP_ICONST:
        return format_int(int(sign_extend(imm, i64(func.ty[inst]))))
    if op == OP_F32CONST:
        return format_float(imm, F32)
    if op == OP_F64CONST:
        return format_float(imm & _MASK64, F64)
    if op == OP_F16CONST:
        return format_float(imm, F16)
    if op == OP_F128CONST:
        data = func.constants[imm]
        return (
            format_float(int.from_bytes(data, "little"), F128)
            if len(data) == 16
            else names.entity("const", imm)
        )
    if op == OP_VCONST:
        return names.entity("const", imm)
    return ""


def call_text(func: Function, names: Names, inst: i64, fmt: i64) -> str:
    """Operands of the call formats."""
    count = int(func.arg_count[inst])
    stack_map = stack_map_text(func, names, inst)
    if fmt == FMT_CALL:
        callee = names.entity("fn", i64(func.aux[inst]))
        return f" {callee}({value_list(func, names, inst, 0, count)}){stack_map}"
    if fmt == FMT_CALL_INDIRECT:
        callee = f"{names.entity('sig', i64(func.aux[inst]))}, {value_list(func, names, inst, 0, 1)}"
        return f" {callee}({value_list(func, names, inst, 1, count)}){stack_map}"
    count -= context_count(func, inst)
    handlers = exception_table_text(func, names, inst)
    if fmt == FMT_TRY_CALL:
        arguments = value_list(func, names, inst, 0, count)
        return f" {names.entity('fn', i64(func.aux[inst]))}({arguments}), {handlers}{stack_map}"
    arguments = value_list(func, names, inst, 1, count)
    return f" {value_list(func, names, inst, 0, 1)}({arguments}), {handlers}{stack_map}"


def branch_text(func: Function, names: Names, inst: i64, fmt: i64) -> str:
    """Operands of `jump`, `brif` and `br_table`."""
    first = i64(func.edge_start[inst])
    edges = [edge_text(func, names, first + i) for i in range(i64(func.edge_count[inst]))]
    if fmt == FMT_JUMP:
        return " " + edges[0]
    condition = value_list(func, names, inst, 0, 1)
    if fmt == FMT_BRIF:
        return f" {condition}, {edges[0]}, {edges[1]}"
    return f" {condition}, {edges[0]}, [{', '.join(edges[1:])}]"


def reference_text(func: Function, names: Names, inst: i64, fmt: i64) -> str:
    """Operands of the formats that only refer to an entity; empty for other formats."""
    row = i64(func.aux[inst])
    if fmt == FMT_STACK_ADDR:
        return f" {names.entity('ss', row)}{format_offset(int(func.imm[inst]))}"
    if fmt == FMT_DYNAMIC_STACK_ADDR:
        return " " + names.entity("dss", row)
    if fmt == FMT_FUNC_ADDR:
        return " " + names.entity("fn", row)
    if fmt == FMT_GLOBAL_VALUE:
        return " " + names.entity("gv", row)
    if fmt == FMT_HANDLER_ADDRESS:
        return f" {names.block(row)}, {format_int(int(func.imm[inst]))}"
    return ""


def operands_text(func: Function, names: Names, inst: i64) -> str:
    """Everything behind opcode and suffix, with the blank before it."""
    fmt = OP_FORMAT[i64(func.op[inst])]
    if fmt == FMT_NULLARY:
        # The blank is CLIF's: its printer writes it between the opcode and no operands.
        return " "
    if fmt == FMT_CALL or fmt == FMT_CALL_INDIRECT or fmt == FMT_TRY_CALL or fmt == FMT_TRY_CALL_INDIRECT:
        return call_text(func, names, inst, fmt)
    if fmt == FMT_JUMP or fmt == FMT_BRIF or fmt == FMT_BR_TABLE:
        return branch_text(func, names, inst, fmt)
    if func.aux[inst] >= 0 or fmt == FMT_STACK_ADDR:
        return reference_text(func, names, inst, fmt)
    imm = int(func.imm[inst])
    if FMT_UNARY_IMM <= fmt <= FMT_UNARY_CONST:
        return " " + constant_text(func, names, inst)
    if fmt == FMT_TRAP:
        return " " + trap_name(imm)
    args = value_list(func, names, inst, 0, int(func.arg_count[inst]))
    if FORMAT_HAS_FLAGS[fmt]:
        flags = memory_flags(int(func.flags[inst]))
        if fmt == FMT_LOAD or fmt == FMT_STORE:
            return f" {flags}{args}{format_offset(imm)}"
        if fmt == FMT_ATOMIC_RMW:
            return f" {flags}{RMW_OPS[imm]} {args}"
        return f" {flags}{args}"
    if fmt == FMT_INT_COMPARE:
        return f" {INTCC[imm]} {args}"
    if fmt == FMT_FLOAT_COMPARE:
        return f" {FLOATCC[imm]} {args}"
    if fmt == FMT_BINARY_IMM8 or fmt == FMT_TERNARY_IMM8:
        return f" {args}, {imm}"
    if fmt == FMT_SHUFFLE:
        return f" {args}, {format_bytes(func.constants[imm])}"
    if fmt == FMT_COND_TRAP or fmt == FMT_ADD_TRAP:
        return f" {args}, {trap_name(imm)}"
    return " " + args if args else ""


def constant_comment(func: Function, names: Names, inst: i64) -> str:
    """`  ; v1 = 10, v2 = const0` for the operands that are constants; empty if there are none.

    Of a try_call the normal edge comes after the handlers, and context values come last."""
    items: list[str] = []
    start = i64(func.arg_start[inst])
    count = i64(func.arg_count[inst])
    first = i64(func.edge_start[inst])
    edges = i64(func.edge_count[inst])
    fmt = OP_FORMAT[i64(func.op[inst])]
    is_try = fmt == FMT_TRY_CALL or fmt == FMT_TRY_CALL_INDIRECT
    contexts = context_count(func, inst) if is_try else 0
    append_constants(func, names, start, count - contexts, items)
    skip: i64 = 1 if is_try else 0
    edge = first + skip
    while edge < first + edges:
        append_constants(func, names, i64(func.edge_arg_start[edge]), i64(func.edge_arg_count[edge]), items)
        edge += 1
    if is_try:
        append_constants(func, names, i64(func.edge_arg_start[first]), i64(func.edge_arg_count[first]), items)
        append_constants(func, names, start + count - contexts, contexts, items)
    return "  ; " + ", ".join(items) if items else ""


def append_constants(func: Function, names: Names, start: i64, count: i64, items: list[str]) -> None:
    """Add `vN = constant` for those of `count` values of the pool that are constants."""
    position = start
    while position < start + count:
        value = i64(func.pool[position])
        position += 1
        if value < 0:
            continue
        definition = i64(func.value_def[func.resolve(value)])
        if definition < 0:
            continue
        fmt = OP_FORMAT[i64(func.op[definition])]
        if FMT_UNARY_IMM <= fmt <= FMT_UNARY_CONST:
            items.append(f"{names.value(value)} = {constant_text(func, names, definition)}")


def inst_line(func: Function, names: Names, inst: i64) -> str:
    """`results = opcode.suffix operands`."""
    row = OPS[i64(func.op[inst])]
    text = f"{row.name}{type_suffix(func, names, inst)}{operands_text(func, names, inst)}"
    count = i64(func.result_count[inst])
    if count == 0:
        return text
    start = i64(func.result_start[inst])
    if count == 1:
        return f"{names.value(start)} = {text}"
    return f"{', '.join([names.value(start + i) for i in range(count)])} = {text}"
