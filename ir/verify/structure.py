"""Verifier, part 2: layout and references.

Every block ends in its only terminator, every reference leads to something that exists, and every
instruction has the number of operands, block calls and results that its format needs. Later parts
rely on it: they run only when nothing is reported here.
"""

from typing import Final

from mypy_extensions import i64

from ..entities import MEM_REGION_SHIFT
from ..function import Function
from ..opcodes import OPS
from ..opcodes_gen import (
    EFFECT_TERMINATOR,
    FMT_BR_TABLE,
    FMT_BRIF,
    FMT_CALL,
    FMT_CALL_INDIRECT,
    FMT_DYNAMIC_STACK_ADDR,
    FMT_FUNC_ADDR,
    FMT_GLOBAL_VALUE,
    FMT_HANDLER_ADDRESS,
    FMT_JUMP,
    FMT_RETURN,
    FMT_SHUFFLE,
    FMT_STACK_ADDR,
    FMT_TRY_CALL,
    FMT_TRY_CALL_INDIRECT,
    FMT_UNARY_CONST,
    OP_COUNT,
    OP_EFFECTS,
    OP_FORMAT,
    OP_OPERANDS,
    OP_RESULTS,
)
from .report import Report

#: Edge counts that do not stand for themselves.
_AT_LEAST_ONE: Final = -1


def check_structure(func: Function, report: Report) -> None:
    """Report every fault of layout, reference and count."""
    if not _check_aliases(func, report):
        return
    block = func.first_block
    while block >= 0:
        _check_block(func, report, block)
        block = i64(func.block_next[block])


def _check_aliases(func: Function, report: Report) -> bool:
    """Whether following aliases ends; walks marked with their start find a cycle in linear time."""
    alias = func.value_alias
    count: i64 = len(alias)
    walk: list[int] = []
    value: i64 = 0
    while value < count:
        if alias[value] >= 0:
            if not walk:
                walk = [-1] * count
            current = value
            while current >= 0 and current < count and walk[current] < 0:
                walk[current] = value
                current = i64(alias[current])
            if current >= count:
                report.add("function", 0, f"alias of an invalid value reference v{current}")
                return False
            if current >= 0 and walk[current] == value and alias[current] >= 0:
                report.add("function", 0, f"{report.value(current)} is an alias of itself")
                return False
        value += 1
    return True


def _check_block(func: Function, report: Report, block: i64) -> None:
    inst = i64(func.block_first[block])
    last = i64(func.block_last[block])
    if inst < 0:
        report.add("block", block, f"{report.name('block', block)} cannot be empty")
        return
    while inst >= 0:
        op = i64(func.op[inst])
        if op < 0 or op >= OP_COUNT:
            report.inst(inst, f"invalid opcode number {op}")
            return
        terminates = OP_EFFECTS[op] & EFFECT_TERMINATOR != 0
        if terminates and inst != last:
            name = report.name("block", block)
            report.inst(inst, f"a terminator instruction was encountered before the end of {name}")
        _check_counts(func, report, inst, op)
        _check_references(func, report, inst, op)
        inst = i64(func.inst_next[inst])
    if OP_EFFECTS[i64(func.op[last])] & EFFECT_TERMINATOR == 0:
        name = report.name("block", block)
        report.add("block", block, f"block does not end in a terminator instruction: {name}")


def _edge_count(fmt: i64) -> i64:
    if fmt == FMT_JUMP:
        return 1
    if fmt == FMT_BRIF:
        return 2
    if fmt == FMT_BR_TABLE or fmt == FMT_TRY_CALL or fmt == FMT_TRY_CALL_INDIRECT:
        return _AT_LEAST_ONE
    return 0


def _has_variable_operands(fmt: i64) -> bool:
    return fmt == FMT_RETURN or FMT_CALL <= fmt <= FMT_TRY_CALL_INDIRECT


def _check_counts(func: Function, report: Report, inst: i64, op: i64) -> None:
    """Operands, edges and results against the format; operands are values that exist."""
    fmt = OP_FORMAT[op]
    count = i64(func.arg_count[inst])
    declared = OP_OPERANDS[op]
    if count < declared or (count > declared and not _has_variable_operands(fmt)):
        report.inst(inst, f"{OPS[op].name} has {count} operands, expected {declared}")
    edges = i64(func.edge_count[inst])
    wanted = _edge_count(fmt)
    if (wanted == _AT_LEAST_ONE and edges < 1) or (wanted != _AT_LEAST_ONE and edges != wanted):
        report.inst(inst, f"{OPS[op].name} has {edges} block calls, expected {max(1, wanted)}")
    results = OP_RESULTS[op]
    if results >= 0 and i64(func.result_count[inst]) != results:
        if i64(func.result_count[inst]) < results:
            report.inst(inst, "instruction has fewer result values than expected")
        else:
            report.inst(inst, "instruction has more result values than expected")
    values: i64 = len(func.value_type)
    pool = func.pool
    i = i64(func.arg_start[inst])
    end = i + count
    while i < end:
        if pool[i] < 0 or i64(pool[i]) >= values:
            report.inst(inst, f"invalid value reference {report.value(i64(pool[i]))}")
        i += 1


def _check_references(func: Function, report: Report, inst: i64, op: i64) -> None:
    """Blocks, preamble entities and alias region that the instruction names."""
    edge = i64(func.edge_start[inst])
    end = edge + i64(func.edge_count[inst])
    while edge < end:
        _check_edge(func, report, inst, edge)
        edge += 1
    region = i64(func.flags[inst]) >> MEM_REGION_SHIFT
    if region > len(func.regions):
        report.inst(inst, f"undefined alias region {report.name('region', region - 1)}")
    fmt = OP_FORMAT[op]
    if fmt < FMT_STACK_ADDR and fmt != FMT_UNARY_CONST and fmt != FMT_SHUFFLE:
        return
    aux = i64(func.aux[inst])
    imm = func.imm[inst]
    if fmt == FMT_CALL or fmt == FMT_TRY_CALL or fmt == FMT_FUNC_ADDR:
        _check_row(report, inst, "function", "fn", aux, len(func.ext_funcs))
    elif fmt == FMT_CALL_INDIRECT:
        _check_row(report, inst, "signature", "sig", aux, len(func.signatures))
    elif fmt == FMT_STACK_ADDR:
        _check_row(report, inst, "stack slot", "ss", aux, len(func.stack_slots))
    elif fmt == FMT_DYNAMIC_STACK_ADDR:
        _check_row(report, inst, "dynamic stack slot", "dss", aux, len(func.dynamic_slots))
    elif fmt == FMT_GLOBAL_VALUE:
        _check_row(report, inst, "global value", "gv", aux, len(func.global_values))
    elif fmt == FMT_HANDLER_ADDRESS:
        if aux < 0 or aux >= len(func.block_in_layout) or func.block_in_layout[aux] == 0:
            report.inst(inst, f"invalid block reference {report.name('block', aux)}")
    elif fmt == FMT_UNARY_CONST or fmt == FMT_SHUFFLE:
        _check_row(report, inst, "constant", "const", imm, len(func.constants))
    if fmt == FMT_TRY_CALL or fmt == FMT_TRY_CALL_INDIRECT:
        _check_exception_table(func, report, inst, imm)


def _check_edge(func: Function, report: Report, inst: i64, edge: i64) -> None:
    """The target of a block call and the values it passes exist."""
    target = i64(func.edge_block[edge])
    if target < 0 or target >= len(func.block_in_layout) or func.block_in_layout[target] == 0:
        report.inst(inst, f"invalid block reference {report.name('block', target)}")
    elif target == func.first_block:
        report.inst(inst, f"invalid reference to entry block {report.name('block', target)}")
    values: i64 = len(func.value_type)
    pool = func.pool
    i = i64(func.edge_arg_start[edge])
    end = i + i64(func.edge_arg_count[edge])
    while i < end:
        if pool[i] == -1 or i64(pool[i]) >= values:
            report.inst(inst, f"invalid value reference v{i64(pool[i])}")
        i += 1


def _check_row(report: Report, inst: i64, what: str, prefix: str, row: i64, count: i64) -> None:
    if row < 0 or row >= count:
        report.inst(inst, f"invalid {what} reference {report.name(prefix, row)}")


def _check_exception_table(func: Function, report: Report, inst: i64, table: i64) -> None:
    """The table exists, its signature too, and it has an entry per exceptional edge."""
    if table < 0 or table >= len(func.exception_tables):
        report.inst(inst, f"invalid exception table reference {table}")
        return
    data = func.exception_tables[table]
    if data.sig < 0:
        report.inst(inst, f"invalid signature reference sig{-1 - data.sig}")
    elif data.sig >= len(func.signatures):
        report.inst(inst, f"invalid signature reference {report.name('sig', data.sig)}")
    handlers = sum(1 for kind, _ in data.entries if kind != "context")
    if i64(func.edge_count[inst]) != handlers + 1:
        report.inst(
            inst, f"exception table has {handlers} handlers for {i64(func.edge_count[inst]) - 1} edges"
        )
    contexts = sum(1 for kind, _ in data.entries if kind == "context")
    if i64(func.arg_count[inst]) < contexts + OP_OPERANDS[i64(func.op[inst])]:
        report.inst(inst, f"exception table has {contexts} context values without operands")
