"""Appending checked instructions to a function: what the typed methods of the builder are made of.

`emit` takes an opcode and its parts, infers the controlling type from the operands where the opcode
does so, compares every operand with the opcode's row and makes the results:

    emit(OP_IADD, 0, ..., v0, v1)       T = type of v0; v1 must have it too; one result of type T

A mistake raises `BuilderError` before anything is added to the function.
"""

from collections.abc import Sequence

from mypy_extensions import i64

from .errors import BuilderError
from .function import Function
from .opcodes import OPS, TRAP_CODES, trap_code
from .opcodes_gen import EFFECT_TERMINATOR, OP_BRIF, OP_EFFECTS, OP_OPERANDS, OP_RESULTS
from .ssa import SsaBuilder
from .typerules import (
    CONTROL_EXPLICIT,
    CONTROL_NONE,
    CONTROL_OPERAND,
    RESULT_CODE_0,
    RESULT_CODE_1,
    control_set_name,
    in_control_set,
    result_type,
)
from .types import MAX_TYPE, is_int, type_name
from .verify.operand_types import MAX_OPERANDS, OPERAND_CODE, describe_operand, operand_fits

#: A block call: the target and the values for its parameters.
BlockCall = tuple[int, Sequence[int]]


class InstEmitter:
    """A function under construction with a current block."""

    def __init__(self, func: Function) -> None:
        self.func = func
        self.ssa = SsaBuilder(func)
        self.current: i64 = -1
        """Block that gets the next instruction, -1 before the first `switch_to_block`."""
        self.filled: bool = False
        """Whether the current block has its terminator."""
        self.srcloc: i64 = -1
        """Source location of the following instructions, -1 for none."""

    # --- checks -------------------------------------------------------------------------------

    def check_value(self, name: str, value: i64) -> None:
        """`value` exists."""
        if value < 0 or value >= len(self.func.value_type):
            raise BuilderError(f"{name}: v{value} is no value of this function")

    def check_block(self, name: str, block: i64) -> None:
        """`block` exists."""
        if block < 0 or block >= len(self.func.block_first):
            raise BuilderError(f"{name}: block{block} is no block of this function")

    def check_current(self, op: i64) -> None:
        """There is a current block, and it has no terminator."""
        if self.current < 0 or self.filled:
            self.check_current_block(OPS[op].name)

    def check_current_block(self, name: str) -> None:
        """The same, with the name of the call for the message."""
        if self.current < 0:
            raise BuilderError(f"{name}: no current block; call switch_to_block first")
        if self.filled:
            raise BuilderError(f"{name}: block{self.current} already ends in a terminator")

    def check_condition(self, name: str, value: i64) -> None:
        """`value` is a scalar integer."""
        if not is_int(i64(self.func.value_type[value])):
            self.check_control(OP_BRIF, i64(self.func.value_type[value]))

    def _control(self, op: i64, ty: i64, x: i64, y: i64, z: i64) -> i64:
        """The controlling type: `ty`, or the type of the operand that the opcode takes it from."""
        source = CONTROL_OPERAND[op]
        if source == CONTROL_NONE:
            return 0
        if source != CONTROL_EXPLICIT and ty == 0:
            value = x
            if source == 1:
                value = y
            elif source == 2:
                value = z
            ty = i64(self.func.value_type[value])
        self.check_control(op, ty)
        return ty

    def check_control(self, op: i64, ty: i64) -> None:
        """The opcode has a form for this controlling type."""
        if ty < 0 or ty > MAX_TYPE:
            raise BuilderError(f"{OPS[op].name}: {ty} is not the code of a type")
        if not in_control_set(op, ty):
            raise BuilderError(
                f"{OPS[op].name}: the controlling type {type_name(ty)} is not in {control_set_name(op)}"
            )

    def _check_operand(self, op: i64, control: i64, index: i64, value: i64) -> None:
        code = OPERAND_CODE[op * MAX_OPERANDS + index]
        ty = i64(self.func.value_type[value])
        if not operand_fits(code, control, ty):
            raise BuilderError(
                f"{OPS[op].name}: arg {index} (v{value}) has type {type_name(ty)}, "
                f"{describe_operand(int(code), int(control))}"
            )

    # --- emission -----------------------------------------------------------------------------

    def emit(self, op: i64, ty: i64, imm: i64, aux: i64, flags: i64, x: i64, y: i64, z: i64) -> i64:
        """Append an instruction with up to three operands (-1: absent); returns the instruction.

        `ty` is the controlling type, 0 to infer it."""
        self.check_current(op)
        func = self.func
        count = OP_OPERANDS[op]
        values: i64 = len(func.value_type)
        if count > 0 and (x < 0 or x >= values):
            self.check_value(OPS[op].name, x)
        if count > 1 and (y < 0 or y >= values):
            self.check_value(OPS[op].name, y)
        if count > 2 and (z < 0 or z >= values):
            self.check_value(OPS[op].name, z)
        control = self._control(op, ty, x, y, z)
        if count > 0:
            self._check_operand(op, control, 0, x)
        if count > 1:
            self._check_operand(op, control, 1, y)
        if count > 2:
            self._check_operand(op, control, 2, z)
        inst = func.make_inst(op, control, imm, aux, flags)
        if count > 0:
            func.push_arg(inst, x)
        if count > 1:
            func.push_arg(inst, y)
        if count > 2:
            func.push_arg(inst, z)
        results = OP_RESULTS[op]
        if results > 0:
            func.make_result(inst, result_type(RESULT_CODE_0[op], control))
        if results > 1:
            func.make_result(inst, result_type(RESULT_CODE_1[op], control))
        self.place(op, inst)
        return inst

    def place(self, op: i64, inst: i64) -> None:
        """Put a finished instruction at the end of the current block."""
        func = self.func
        func.srcloc[inst] = self.srcloc
        func.append_inst(inst, self.current)
        edge = i64(func.edge_start[inst])
        end = edge + i64(func.edge_count[inst])
        while edge < end:
            self.note_edge(edge, self.current, i64(func.edge_block[edge]))
            edge += 1
        if OP_EFFECTS[op] & EFFECT_TERMINATOR != 0:
            self.filled = True

    def note_edge(self, edge: i64, source: i64, target: i64) -> None:
        """An edge was made: tell whoever constructs SSA form."""
        self.ssa.add_edge(edge, source, target)

    def emit_one(self, op: i64, ty: i64, imm: i64, aux: i64, flags: i64, x: i64, y: i64, z: i64) -> i64:
        """`emit`, giving the first result."""
        inst = self.emit(op, ty, imm, aux, flags, x, y, z)  # first: it replaces the column
        return i64(self.func.result_start[inst])

    def emit_two(
        self, op: i64, ty: i64, imm: i64, aux: i64, flags: i64, x: i64, y: i64, z: i64
    ) -> tuple[int, int]:
        """`emit`, giving both results."""
        inst = self.emit(op, ty, imm, aux, flags, x, y, z)
        first = i64(self.func.result_start[inst])
        return int(first), int(first) + 1

    def emit_variable(
        self,
        op: i64,
        ty: i64,
        imm: i64,
        aux: i64,
        args: Sequence[int],
        edges: Sequence[BlockCall],
        returns: Sequence[int],
    ) -> i64:
        """Append a branch, return or call: any number of operands, block calls and results.

        The values in `args` and the types of declared operands are checked here; arguments against
        signatures are the caller's matter."""
        self.check_current(op)
        func = self.func
        name = OPS[op].name
        for value in args:
            self.check_value(name, value)
        declared = OP_OPERANDS[op]
        first: i64 = -1
        if declared > 0:
            first = args[0]
        control = self._control(op, ty, first, -1, -1)
        if declared > 0:
            self._check_operand(op, control, 0, first)
        for block, values in edges:
            self._check_edge(name, block, values)
        inst = func.make_inst(op, control, imm, aux, 0)
        for value in args:
            func.push_arg(inst, value)
        for block, values in edges:
            edge = func.push_edge(inst, block)
            for value in values:
                func.push_edge_arg(edge, value)
        for result in returns:
            func.make_result(inst, result)
        self.place(op, inst)
        return inst

    def check_target(self, name: str, block: i64, count: i64) -> None:
        """`block` can be branched to, with so many arguments."""
        self.check_block(name, block)
        if self.ssa.is_sealed(block):
            raise BuilderError(f"{name}: block{block} is sealed and takes no further predecessor")
        wanted = i64(self.func.param_count[block])
        if count != wanted:
            raise BuilderError(f"{name}: block{block} takes {wanted} arguments, got {count}")

    def _check_edge(self, name: str, block: i64, values: Sequence[int]) -> None:
        self.check_target(name, block, len(values))
        func = self.func
        for index, value in enumerate(values):
            if value < -1 and name.startswith("try_call"):
                continue  # retN, exnN
            self.check_value(name, value)
            wanted = func.value_type[func.block_param(block, index)]
            if func.value_type[value] != wanted:
                raise BuilderError(
                    f"{name}: argument {index} of block{block} (v{value}) has type "
                    f"{type_name(int(func.value_type[value]))}, expected {type_name(int(wanted))}"
                )


def trap_number(code: str | int) -> int:
    """Number of a trap code given by name (`int_ovf`, `user7`, ...) or number."""
    number = code if isinstance(code, int) else trap_code(code)
    if not 1 <= number <= 255:
        known = ", ".join(TRAP_CODES)
        raise BuilderError(f"{code} is no trap code; use {known} or user1 to user250")
    return number


def choice(names: Sequence[str], name: str, what: str) -> int:
    """Index of `name` among the spellings of a condition or operation."""
    if name not in names:
        raise BuilderError(f"{name} is no {what}; use one of {', '.join(names)}")
    return names.index(name)
