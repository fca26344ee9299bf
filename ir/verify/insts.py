"""Verifier, part 3: the instructions - dominance, types, calls, special rules.

Table code: per instruction it compares type numbers with the codes of `operand_types.py` and
positions with the dominator tree; only a mismatch leaves the tables to write a message. Cost is
linear in instructions and operands (the dominator tree costs a little more).
"""

from librt.vecs import vec
from mypy_extensions import i64

from ..analysis.cfg import Cfg, compute_cfg
from ..analysis.domtree import DomTree, compute_domtree
from ..function import Function
from ..opcodes_gen import (
    FMT_CALL,
    FMT_CALL_INDIRECT,
    FMT_RETURN,
    OP_FORMAT,
    OP_OPERANDS,
)
from ..typerules import (
    CONTROL_NONE,
    CONTROL_OPERAND,
    RESULT_CODE_0,
    RESULT_CODE_1,
    control_set_name,
    in_control_set,
    result_type,
)
from ..types import type_name
from .calls import CallChecker
from .operand_types import MAX_OPERANDS, OPERAND_CODE, describe_operand, operand_fits
from .report import Report
from .special import SPECIAL_OPS, check_special


class InstChecker:
    """State of the walk over one function."""

    def __init__(self, func: Function, report: Report) -> None:
        self.func = func
        self.report = report
        self.cfg: Cfg = compute_cfg(func)
        self.domtree: DomTree = compute_domtree(func, self.cfg)
        self.position: vec[i64] = _positions(func)
        """By instruction: its number in the layout, -1 outside."""

    def check_use(self, value: i64, inst: i64, block: i64, reachable: bool) -> None:
        """The definition of `value` is in the layout and dominates `inst`, which is in `block`."""
        func = self.func
        value = func.resolve(value)
        definition = i64(func.value_def[value])
        if definition >= 0:
            holder = i64(func.inst_block[definition])
            if holder == block and self.position[definition] < self.position[inst]:
                return
            if holder >= 0 and holder != block and reachable and self.domtree.dominates(holder, block):
                return
            name = self.report.value(value)
            if holder < 0 or func.block_in_layout[holder] == 0:
                self.report.inst(inst, f"{name} is defined by inst{definition} which has no block")
            elif not reachable:
                return  # nothing dominates unreachable code, not even its own loops
            elif definition == inst:
                self.report.inst(inst, f"uses value {name} from itself")
            else:
                self.report.inst(inst, f"uses value {name} from non-dominating inst{definition}")
            return
        holder = -1 - definition
        if holder == block:
            return
        if func.block_in_layout[holder] == 0:
            name = self.report.value(value)
            where = self.report.name("block", holder)
            self.report.inst(inst, f"{name} is defined by {where} which is not in the layout")
        elif reachable and not self.domtree.dominates(holder, block):
            where = self.report.name("block", holder)
            self.report.inst(inst, f"uses value {self.report.value(value)} from non-dominating {where}")


def _positions(func: Function) -> vec[i64]:
    """Number of each instruction in layout order."""
    result: vec[i64] = vec[i64]([-1] * len(func.op))
    number: i64 = 0
    block = func.first_block
    while block >= 0:
        inst = i64(func.block_first[block])
        while inst >= 0:
            result[inst] = number
            number += 1
            inst = i64(func.inst_next[inst])
        block = i64(func.block_next[block])
    return result


def check_instructions(func: Function, report: Report, pointer_bits: int) -> None:
    """Report every fault of an instruction in the layout of a function whose structure is sound."""
    checker = InstChecker(func, report)
    calls = CallChecker(func, report, pointer_bits)
    inst_next = func.inst_next
    opcodes = func.op
    block = func.first_block
    while block >= 0:
        reachable = checker.cfg.is_reachable(block)
        inst = i64(func.block_first[block])
        while inst >= 0:
            op = i64(opcodes[inst])
            _check_uses(checker, inst, block, reachable)
            _check_results(func, report, op, inst)
            _check_operands(func, report, op, inst)
            fmt = OP_FORMAT[op]
            if func.edge_count[inst] > 0:
                calls.check_edges(inst)
            if fmt >= FMT_RETURN:
                calls.check_values(inst)
            if SPECIAL_OPS[op] != 0:
                check_special(func, report, op, inst, pointer_bits)
            inst = i64(inst_next[inst])
        block = i64(func.block_next[block])


def _check_uses(checker: InstChecker, inst: i64, block: i64, reachable: bool) -> None:
    """Dominance for operands and for the arguments of block calls."""
    func = checker.func
    pool = func.pool
    i = i64(func.arg_start[inst])
    end = i + i64(func.arg_count[inst])
    while i < end:
        checker.check_use(i64(pool[i]), inst, block, reachable)
        i += 1
    edge = i64(func.edge_start[inst])
    last = edge + i64(func.edge_count[inst])
    while edge < last:
        i = i64(func.edge_arg_start[edge])
        end = i + i64(func.edge_arg_count[edge])
        while i < end:
            if pool[i] >= 0:
                checker.check_use(i64(pool[i]), inst, block, reachable)
            i += 1
        edge += 1


def _check_results(func: Function, report: Report, op: i64, inst: i64) -> None:
    """Controlling type and the types of declared results."""
    control = i64(func.ty[inst])
    if CONTROL_OPERAND[op] != CONTROL_NONE and not in_control_set(op, control):
        report.inst(
            inst,
            f"has an invalid controlling type {type_name(control)} (allowed set is {control_set_name(op)})",
        )
        return
    fmt = OP_FORMAT[op]
    if fmt == FMT_CALL or fmt == FMT_CALL_INDIRECT:
        return  # `calls.py` compares with the signature
    count = i64(func.result_count[inst])
    i: i64 = 0
    while i < count:
        code = RESULT_CODE_0[op] if i == 0 else RESULT_CODE_1[op]
        expected = result_type(code, control)
        actual = i64(func.value_type[i64(func.result_start[inst]) + i])
        if actual != expected:
            report.inst(inst, f"result {i} has type {type_name(actual)}, expected {type_name(expected)}")
        i += 1


def _check_operands(func: Function, report: Report, op: i64, inst: i64) -> None:
    """Types of the declared operands."""
    count = OP_OPERANDS[op]
    control = i64(func.ty[inst])
    i: i64 = 0
    while i < count:
        value = i64(func.pool[i64(func.arg_start[inst]) + i])
        actual = i64(func.value_type[func.resolve(value)])
        code = OPERAND_CODE[op * MAX_OPERANDS + i]
        if not operand_fits(code, control, actual):
            report.inst(
                inst,
                f"arg {i} ({report.value(value)}) has type {type_name(actual)}, "
                f"{describe_operand(int(code), int(control))}",
            )
        i += 1
