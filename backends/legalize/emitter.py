"""New instructions in front of an old one, with what is known beforehand left out.

Legalisation is the last step before lowering, so nobody cleans up behind it. The halves of a 128-bit value
are often constants - the upper half of a `uextend` is 0 - and much of what an expansion says about them is
nothing at all. So every instruction goes through here:

    binary(OP_IADD, v1, <constant 0>)      is v1, and no instruction
    binary(OP_IMUL, <3>, <5>)              is a new constant 15
    select(<constant 1>, v1, v2)           is v1

Constants are `iconst` instructions; the meaning of opcodes on them is that of `ir/semantics/scalar.py`. A
constant operand of a commutative opcode becomes the second one, where the rules of the machines look for it.
"""

from typing import Final

from mypy_extensions import i64

from ...ir.function import Function
from ...ir.opcodes_gen import (
    OP_BAND,
    OP_BITCAST,
    OP_BOR,
    OP_BXOR,
    OP_IADD,
    OP_ICMP,
    OP_ICONST,
    OP_IMUL,
    OP_ISHL,
    OP_ISUB,
    OP_LOAD,
    OP_ROTL,
    OP_ROTR,
    OP_SADD_OVERFLOW,
    OP_SADD_OVERFLOW_CIN,
    OP_SELECT,
    OP_SSHR,
    OP_SSUB_OVERFLOW,
    OP_SSUB_OVERFLOW_BIN,
    OP_STORE,
    OP_TRAPZ,
    OP_UADD_OVERFLOW,
    OP_UADD_OVERFLOW_CIN,
    OP_UDIV,
    OP_UMULHI,
    OP_UREM,
    OP_USHR,
    OP_USUB_OVERFLOW,
    OP_USUB_OVERFLOW_BIN,
)
from ...ir.semantics.fold import (
    binary_trap,
    fold_binary,
    fold_second,
    fold_ternary,
    fold_unary,
)
from ...ir.semantics.scalar import (
    compare_int,
)
from ...ir.types import I8, I64, int_mask, lane_bits

_NO_VALUE: Final = -1


def _is_commutative(op: i64) -> bool:
    return op == OP_IADD or op == OP_IMUL or op == OP_UMULHI or op == OP_BAND or op == OP_BOR or op == OP_BXOR


def _is_shift(op: i64) -> bool:
    return op == OP_ISHL or op == OP_USHR or op == OP_SSHR or op == OP_ROTL or op == OP_ROTR


class Emitter:
    """Makes instructions in front of `inst`; every method returns a value."""

    def __init__(self, func: Function) -> None:
        self.func: Function = func
        self.inst: i64 = -1
        """The instruction that is being replaced."""
        self.flag: i64 = -1
        """The carry, borrow or overflow of the last `sum` or `difference`."""
        self._zero: i64 = -1
        """The constant 0 of type i64 of this block, -1 when none was made yet."""
        self._no_flag: i64 = -1
        """The same of type i8."""

    def enter_block(self) -> None:
        """Instructions will be made in another block."""
        self._zero = -1
        self._no_flag = -1

    # --- constants ------------------------------------------------------------------------

    def const(self, ty: i64, imm: i64) -> i64:
        """An integer constant, zero-extended from its type. Most are new: at each use a constant is made anew
        anyway (`Lower.use`). Zeros are made so often, and used so seldom, that a block has one."""
        if imm == 0 and ty == I64 and self._zero >= 0:
            return self._zero
        if imm == 0 and ty == I8 and self._no_flag >= 0:
            return self._no_flag
        inst = self.make(OP_ICONST, ty, imm, -1, 0)
        value = self.func.make_result(inst, ty)
        self.put(inst)
        if imm == 0 and ty == I64:
            self._zero = value
        elif imm == 0 and ty == I8:
            self._no_flag = value
        return value

    def const_inst(self, value: i64) -> i64:
        """The `iconst` that defines a value, -1 for others."""
        inst = i64(self.func.value_def[value])
        if inst >= 0 and self.func.op[inst] == OP_ICONST:
            return inst
        return -1

    def is_const(self, value: i64, imm: i64) -> bool:
        """Whether a value is this integer constant."""
        inst = self.const_inst(value)
        return inst >= 0 and self.func.imm[inst] == imm

    def type_of(self, value: i64) -> i64:
        """Type of a value."""
        return i64(self.func.value_type[value])

    # --- instructions ---------------------------------------------------------------------

    def make(self, op: i64, ty: i64, imm: i64, aux: i64, flags: i64) -> i64:
        """A new instruction with the source location of the old one, not in the layout yet."""
        inst = self.func.make_inst(op, ty, imm, aux, flags)
        self.func.srcloc[inst] = self.func.srcloc[self.inst]
        return inst

    def put(self, inst: i64) -> None:
        """Insert an instruction that is complete."""
        self.func.insert_inst_before(inst, self.inst)

    def bitcast(self, ty: i64, flags: i64, value: i64) -> i64:
        """The same bits as another type, the value itself when it is of that type. `flags` say in which order
        lanes are."""
        if self.type_of(value) == ty:
            return value
        inst = self.make(OP_BITCAST, ty, 0, -1, flags)
        self.func.push_arg(inst, value)
        result = self.func.make_result(inst, ty)
        self.put(inst)
        return result

    def plain(self, op: i64, ty: i64, result: i64, imm: i64, x: i64, y: i64, z: i64) -> i64:
        """An instruction on up to three operands (-1: none) as it is; its first result."""
        func = self.func
        inst = self.make(op, ty, imm, -1, 0)
        if x >= 0:
            func.push_arg(inst, x)
        if y >= 0:
            func.push_arg(inst, y)
        if z >= 0:
            func.push_arg(inst, z)
        value = func.make_result(inst, result)
        self.put(inst)
        return value

    def unary(self, op: i64, x: i64) -> i64:
        """An opcode whose result has the type of its operand."""
        return self.convert(op, self.type_of(x), x)

    def convert(self, op: i64, ty: i64, x: i64) -> i64:
        """A unary integer opcode with result type `ty`."""
        constant = self.const_inst(x)
        if constant >= 0:
            return self.const(ty, fold_unary(op, ty, self.type_of(x), self.func.imm[constant]))
        return self.plain(op, ty, ty, 0, x, -1, -1)

    def binary(self, op: i64, x: i64, y: i64) -> i64:
        """An integer opcode of the type of `x`; `y` has the same type, or is an amount."""
        ty = self.type_of(x)
        left = self.const_inst(x)
        right = self.const_inst(y)
        if left >= 0 and right >= 0:
            a = self.func.imm[left]
            b = self.func.imm[right]
            if binary_trap(op, ty, a, b) == 0:
                return self.const(ty, fold_binary(op, ty, a, b))
        if left >= 0 and right < 0 and _is_commutative(op):
            return self.binary(op, y, x)
        known = _NO_VALUE
        if right >= 0:
            known = self._with_constant(op, ty, x, self.func.imm[right])
        elif left >= 0 and self.func.imm[left] == 0 and _is_shift(op):
            known = self.const(ty, 0)
        elif x == y:
            known = self._with_itself(op, ty, x)
        if known >= 0:
            return known
        return self.plain(op, ty, ty, 0, x, y, -1)

    def _with_constant(self, op: i64, ty: i64, x: i64, k: i64) -> i64:
        """The value of `op x, k` if it is `x` or a constant, else -1."""
        if _is_shift(op):
            if (k & (lane_bits(ty) - 1)) == 0:
                return x
            return -1
        if k == 0:
            if op == OP_IADD or op == OP_ISUB or op == OP_BOR or op == OP_BXOR:
                return x
            if op == OP_BAND or op == OP_IMUL or op == OP_UMULHI:
                return self.const(ty, 0)
        elif k == 1:
            if op == OP_IMUL or op == OP_UDIV:
                return x
            if op == OP_UMULHI or op == OP_UREM:
                return self.const(ty, 0)
        if k == int_mask(ty):
            if op == OP_BAND:
                return x
            if op == OP_BOR:
                return self.const(ty, k)
        return -1

    def _with_itself(self, op: i64, ty: i64, x: i64) -> i64:
        """The value of `op x, x` if it is `x` or 0, else -1."""
        if op == OP_BAND or op == OP_BOR:
            return x
        if op == OP_BXOR or op == OP_ISUB:
            return self.const(ty, 0)
        return -1

    def compare(self, cc: i64, x: i64, y: i64) -> i64:
        """`icmp`, an i8."""
        left = self.const_inst(x)
        right = self.const_inst(y)
        ty = self.type_of(x)
        if left >= 0 and right >= 0:
            return self.const(I8, compare_int(cc, ty, self.func.imm[left], self.func.imm[right]))
        return self.plain(OP_ICMP, ty, I8, cc, x, y, -1)

    def select(self, op: i64, condition: i64, x: i64, y: i64) -> i64:
        """`select` or `select_spectre_guard`, whatever the type of `x` and `y`."""
        constant = self.const_inst(condition)
        if constant >= 0 and op == OP_SELECT:
            return x if self.func.imm[constant] != 0 else y
        ty = self.type_of(x)
        left = self.const_inst(x)
        if x == y or (left >= 0 and self.is_const(y, self.func.imm[left])):
            return x
        return self.plain(op, ty, ty, 0, condition, x, y)

    # --- carries --------------------------------------------------------------------------

    def sum(self, signed: bool, x: i64, y: i64, carry: i64) -> i64:
        """`x + y + carry`; afterwards `flag` says whether it carried, or overflowed when `signed`.

        `carry` is an i8, or -1 for none."""
        if self.const_inst(x) >= 0 and self.const_inst(y) < 0:
            return self.sum(signed, y, x, carry)
        if carry >= 0 and self.is_const(carry, 0):
            carry = -1
        if carry < 0 and self.is_const(y, 0):
            self.flag = self.const(I8, 0)
            return x
        op: i64 = OP_UADD_OVERFLOW
        if carry >= 0:
            op = OP_UADD_OVERFLOW_CIN
            if signed:
                op = OP_SADD_OVERFLOW_CIN
        elif signed:
            op = OP_SADD_OVERFLOW
        return self._with_flag(op, x, y, carry)

    def difference(self, signed: bool, x: i64, y: i64, borrow: i64) -> i64:
        """`x - y - borrow`; afterwards `flag` says whether it borrowed, or overflowed when `signed`.

        `borrow` is an i8, or -1 for none."""
        if borrow >= 0 and self.is_const(borrow, 0):
            borrow = -1
        if borrow < 0 and self.is_const(y, 0):
            self.flag = self.const(I8, 0)
            return x
        op: i64 = OP_USUB_OVERFLOW
        if borrow >= 0:
            op = OP_USUB_OVERFLOW_BIN
            if signed:
                op = OP_SSUB_OVERFLOW_BIN
        elif signed:
            op = OP_SSUB_OVERFLOW
        return self._with_flag(op, x, y, borrow)

    def _with_flag(self, op: i64, x: i64, y: i64, carry: i64) -> i64:
        """An opcode with two results; the second one goes to `flag`."""
        left = self.const_inst(x)
        right = self.const_inst(y)
        ty = self.type_of(x)
        if left >= 0 and right >= 0:
            a = self.func.imm[left]
            b = self.func.imm[right]
            c: i64 = 0
            if carry >= 0:
                known = self.const_inst(carry)
                c = -1
                if known >= 0:
                    c = self.func.imm[known]
            if c >= 0:
                self.flag = self.const(I8, fold_second(op, ty, a, b, c))
                if carry < 0:
                    return self.const(ty, fold_binary(op, ty, a, b))
                return self.const(ty, fold_ternary(op, ty, a, b, c))
        value = self.plain(op, ty, ty, 0, x, y, carry)
        self.flag = self.func.make_result(i64(self.func.value_def[value]), I8)
        return value

    # --- effects --------------------------------------------------------------------------

    def trap(self, op: i64, condition: i64, code: i64) -> None:
        """`trapz` or `trapnz`, unless it is known never to trap."""
        constant = self.const_inst(condition)
        if constant >= 0 and (self.func.imm[constant] == 0) != (op == OP_TRAPZ):
            return
        inst = self.make(op, self.type_of(condition), code, -1, 0)
        self.func.push_arg(inst, condition)
        self.put(inst)

    def load(self, ty: i64, flags: i64, address: i64, offset: i64) -> i64:
        """`load`."""
        inst = self.make(OP_LOAD, ty, offset, -1, flags)
        self.func.push_arg(inst, address)
        value = self.func.make_result(inst, ty)
        self.put(inst)
        return value

    def store(self, flags: i64, x: i64, address: i64, offset: i64) -> None:
        """`store`."""
        inst = self.make(OP_STORE, self.type_of(x), offset, -1, flags)
        self.func.push_arg(inst, x)
        self.func.push_arg(inst, address)
        self.put(inst)
