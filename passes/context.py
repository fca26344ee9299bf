"""What the generated simplifier works on: reading definitions, making instructions.

`simplify_gen.py` calls these; new instructions go right before the one being simplified, so that
their operands, which are operands of the matched instructions, are defined above them.
"""

from mypy_extensions import i64, mypyc_attr

from ..ir.function import Function
from ..ir.types import truthy_type, zero_extend


@mypyc_attr(acyclic=True, free_list_len=1)
class Simplify:
    """State of simplifying one function."""

    def __init__(self, func: Function) -> None:
        self.func: Function = func
        self.inst: i64 = -1
        """Instruction being simplified."""
        self.made: i64 = 0
        """Number of instructions made so far."""
        self.trace: list[tuple[int, str]] | None = None
        """When a list: `(inst, name of the rule)` of every rule that fired."""

    def def_inst(self, value: i64) -> i64:
        """The instruction whose first result is `value`, else -1."""
        if self.func.value_index[value] != 0:
            return -1
        inst = i64(self.func.value_def[value])
        if inst < 0:
            return -1
        return inst

    def def_op(self, inst: i64) -> i64:
        """The opcode of what `def_inst` gave, -1 for -1."""
        if inst < 0:
            return -1
        return i64(self.func.op[inst])

    def fired(self, rule: str) -> None:
        """Note which rule applied to the current instruction."""
        if self.trace is not None:
            self.trace.append((int(self.inst), rule))

    # --- new instructions -----------------------------------------------------------------

    def _insert(self, op: i64, ty: i64, imm: i64) -> i64:
        func = self.func
        inst = func.make_inst(op, ty, imm, -1, 0)
        func.srcloc[inst] = func.srcloc[self.inst]
        func.insert_inst_before(inst, self.inst)
        self.made += 1
        return inst

    def unary_imm(self, op: i64, ty: i64, imm: i64) -> i64:
        """Result of a new `iconst`; `imm` is taken at the width of `ty`."""
        inst = self._insert(op, ty, zero_extend(imm, ty))
        return self.func.make_result(inst, ty)

    def unary(self, op: i64, ty: i64, x: i64) -> i64:
        """Result of a new instruction with one operand and a result of type `ty`."""
        inst = self._insert(op, ty, 0)
        self.func.push_arg(inst, x)
        return self.func.make_result(inst, ty)

    def binary(self, op: i64, ty: i64, x: i64, y: i64) -> i64:
        """Result of a new instruction with two operands and a result of type `ty`."""
        inst = self._insert(op, ty, 0)
        self.func.push_arg(inst, x)
        self.func.push_arg(inst, y)
        return self.func.make_result(inst, ty)

    def ternary(self, op: i64, ty: i64, x: i64, y: i64, z: i64) -> i64:
        """Result of a new instruction with three operands and a result of type `ty`."""
        inst = self._insert(op, ty, 0)
        self.func.push_arg(inst, x)
        self.func.push_arg(inst, y)
        self.func.push_arg(inst, z)
        return self.func.make_result(inst, ty)

    def int_compare(self, op: i64, ty: i64, cc: i64, x: i64, y: i64) -> i64:
        """Result of a new `icmp`; `ty` is the type of the operands."""
        inst = self._insert(op, ty, cc)
        self.func.push_arg(inst, x)
        self.func.push_arg(inst, y)
        return self.func.make_result(inst, truthy_type(ty))
