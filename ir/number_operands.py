"""Numbers as operands: `b.iadd(x, 5)` emits the constant and then the addition.

    b.iadd(x, 5)           T = i32 from x        v1 = iconst.i32 5;  v2 = iadd v0, v1
    b.fmul(2.0, y)         T = f64 from y        v1 = f64const 0x1.0p1;  v2 = fmul v1, v0
    b.iadd(lanes, 1)       T = i32x4             v1 = vconst.i32x4 ...   each lane is 1
    b.ishl(wide, 3)        y is any integer      v1 = iconst.i32 3
    b.load(I8, 0x4000)     an address            v1 = iconst.i64 0x4000

Which type a number gets is said by the operand's type in the opcode's row (`opcodes.py`): what is T, or
follows from T, gets that type; an amount of any integer type is an i32; an address is an i64. T itself
comes from the first operand that is a value and has T. Where the type would be a guess - the operand of
an extension, two numbers - a number is refused.

A call that is refused leaves nothing behind: all operands are checked before the first constant is made.
"""

import struct
from collections.abc import Sequence
from typing import Final

from mypy_extensions import i64

from .builder import NumberBuilder
from .entities import MEM_BIG, MEM_LITTLE, MEM_READONLY
from .errors import BuilderError
from .function import Function
from .handles import Handle, Operand, Value
from .immediates import widen_bytes
from .opcodes import OPS
from .opcodes_gen import EFFECT_STORE, OP_BITCAST, OP_EFFECTS, OP_OPERANDS
from .typerules import CONTROL_EXPLICIT, CONTROL_NONE, CONTROL_OPERAND, RESULT_T, in_control_set, result_type
from .types import (
    F16,
    F32,
    F64,
    F128,
    I32,
    I64,
    I128,
    is_dynamic,
    is_int,
    is_type,
    is_vector,
    lane_bits,
    lane_count,
    lane_type,
    type_bytes,
    type_name,
)
from .verify.operand_types import MAX_OPERANDS, OPERAND_CODE, OPERAND_SET, describe_operand, operand_fits
from .verify.special import (
    bitcast_fits,
    bitcast_problem,
    keeps_lane_count,
    lane_count_problem,
    readonly_problem,
)

_FLOAT_FORMATS: Final = {F16: "<e", F32: "<f", F64: "<d"}
#: Operand types that are no one type, and the type that a number gets there; others are refused.
_TYPE_OF_SET: Final = {"iN": I32, "i32-64": I64}


def lane_pattern(ty: int, value: int | float) -> int:
    """The bits of a Python number as a scalar of type `ty`.

    Raises `BuilderError` for an integer beyond the type (signed or unsigned), a fraction for an integer type,
    or a float beyond the range of a float type."""
    bits = int(lane_bits(ty))
    if is_int(ty):
        if not isinstance(value, int):
            raise BuilderError(f"{value!r} is no integer, which {type_name(ty)} needs")
        if not -(1 << (bits - 1)) <= value < 1 << bits:
            raise BuilderError(f"{value} does not fit {type_name(ty)}")
        return value & ((1 << bits) - 1)
    if ty == F128:
        raise BuilderError("numbers are not converted to f128: use f128const with the 16 bytes")
    try:
        return int.from_bytes(struct.pack(_FLOAT_FORMATS[ty], float(value)), "little")
    except OverflowError:
        raise BuilderError(f"{value} is too large for {type_name(ty)}") from None


def constant_bytes(ty: int, value: int | float | bytes | Sequence[int | float]) -> bytes:
    """The little-endian bytes of a constant of any type: a number (for vectors: in each lane), one number per
    lane, lane 0 first, or the bytes themselves.

    Raises `BuilderError` for what does not fit."""
    size = int(type_bytes(ty))
    if isinstance(value, bytes):
        if len(value) > size:
            raise BuilderError(f"{len(value)} bytes are too many for {type_name(ty)}")
        return widen_bytes(value, ty)
    lane, count = int(lane_type(ty)), int(lane_count(ty))
    width = int(lane_bits(lane)) // 8
    if isinstance(value, int | float):
        return lane_pattern(lane, value).to_bytes(width, "little") * count
    if len(value) != count:
        raise BuilderError(f"{len(value)} numbers are given for {type_name(ty)}, which has {count} lanes")
    return b"".join(lane_pattern(lane, number).to_bytes(width, "little") for number in value)


class OperandEmitter:
    """A `NumberBuilder` behind handles and numbers."""

    def __init__(self, func: Function) -> None:
        self.func = func
        """The function under construction."""
        self.numbers = NumberBuilder(func)
        """The builder that does the work: the same methods, with row numbers for entities."""

    # --- handles ------------------------------------------------------------------------------

    def row(self, name: str, handle: Handle, prefix: str, what: str) -> int:
        """The row of a handle, which must be of one kind and of this function."""
        given: object = handle
        if not isinstance(given, Handle) or given.prefix() != prefix:
            got = given.kind() if isinstance(given, Handle) else f"{type(given).__name__} {given!r:.40}"
            raise BuilderError(f"{name}: {what} is needed, not {got}")
        if given.func is not self.func:
            raise BuilderError(f"{name}: {given} is {what} of another function")
        return given.number

    def wrap(self, number: int) -> Value:
        """The handle of a value."""
        return Value(self.func, number)

    # --- constants ----------------------------------------------------------------------------

    def const(self, ty: int, value: int | float | bytes | Sequence[int | float]) -> Value:
        """A constant of any type but f128 and dynamic vectors.

        `value` is a number; for vectors it goes into each lane, or there is one number per lane (lane 0
        first), or all bytes, little-endian. Integers may be written signed or unsigned. Emits `iconst`,
        `f16const`, `f32const`, `f64const`, `vconst`, and for i128 an extension of an `iconst` or two with
        `iconcat`.

            b.const(I128, -1)    b.const(F32, 0.5)    b.const(I32X4, [1, 2, 3, 4])    b.const(I8X16, 0)

        Raises `BuilderError` for numbers that do not fit the type."""
        if not is_type(ty):
            raise BuilderError(f"const: {ty} is not the code of a type (`irtool.types`)")
        if is_dynamic(ty):
            raise BuilderError(f"const: {type_name(ty)} has no constants; splat one")
        if not is_vector(ty) and not isinstance(value, int | float):
            raise BuilderError(f"const: {type_name(ty)} takes one number")
        data = constant_bytes(ty, value)
        return self.wrap(self._constant(ty, data))

    def _constant(self, ty: int, data: bytes) -> int:
        """Emit a constant of a type from its bytes."""
        b = self.numbers
        if is_vector(ty):
            return int(b.vconst(ty, data))
        pattern = int.from_bytes(data, "little")
        if ty == F16:
            return int(b.f16const(pattern))
        if ty == F32:
            return int(b.f32const(pattern))
        if ty == F64:
            return int(b.f64const(pattern))
        if ty != I128:
            return int(b.iconst(ty, pattern))
        low, high = pattern & ((1 << 64) - 1), pattern >> 64
        part = b.iconst(I64, low)
        if high == 0:
            return int(b.uextend(I128, part))
        if high == (1 << 64) - 1 and low >> 63:
            return int(b.sextend(I128, part))
        return int(b.iconcat(part, b.iconst(I64, high)))

    def as_value(self, name: str, operand: Operand, ty: int) -> int:
        """The number of an operand that must have type `ty`, as of an argument; a number becomes a
        constant."""
        if isinstance(operand, Value):
            return self.row(name, operand, "v", "a value")
        self._check_number(name, operand, ty)
        return self._number(operand, ty)

    def _check_number(self, name: str, operand: object, ty: int) -> None:
        """Raise unless a constant of type `ty` can be made of the operand."""
        if isinstance(operand, bool) or not isinstance(operand, int | float):
            got = (
                operand.kind() if isinstance(operand, Handle) else f"{type(operand).__name__} {operand!r:.40}"
            )
            raise BuilderError(f"{name}: a value or a number is needed, not {got}")
        try:
            lane_pattern(int(lane_type(ty)), operand)
        except BuilderError as error:
            raise BuilderError(f"{name}: {error.message}") from None

    def _number(self, operand: int | float, ty: int) -> int:
        """The constant for a checked number."""
        if is_dynamic(ty):
            lane = int(lane_type(ty))
            return int(self.numbers.splat(ty, self._constant(lane, constant_bytes(lane, operand))))
        return self._constant(ty, constant_bytes(ty, operand))

    # --- instructions -------------------------------------------------------------------------

    def emit_operands(
        self, op: i64, ty: int, imm: int, aux: int, flags: int, x: Operand, y: Operand, z: Operand
    ) -> i64:
        """`InstEmitter.emit` with operands; what the opcode does not take is -1. Returns the instruction."""
        self._check_form(op, ty, flags, x)
        count = OP_OPERANDS[op]
        a: int = -1
        b: int = -1
        c: int = -1
        numbers = False
        name = OPS[op].name
        if count > 0:
            if isinstance(x, Value):
                a = self.row(name, x, "v", "a value")
            else:
                numbers = True
        if count > 1:
            if isinstance(y, Value):
                b = self.row(name, y, "v", "a value")
            else:
                numbers = True
        if count > 2:
            if isinstance(z, Value):
                c = self.row(name, z, "v", "a value")
            else:
                numbers = True
        if numbers:
            rows = self._with_constants(op, ty, [x, y, z][: int(count)], [a, b, c][: int(count)])
            a = rows[0]
            b = rows[1] if count > 1 else -1
            c = rows[2] if count > 2 else -1
        return self.numbers.emit(op, ty, imm, aux, flags, a, b, c)

    def _check_form(self, op: i64, ty: int, flags: int, x: Operand) -> None:
        """What the verifier asks of single opcodes beside the types of operands, asked here already."""
        name = OPS[op].name
        if flags < 0 or flags >= 1 << 31 or (flags & MEM_LITTLE and flags & MEM_BIG):
            raise BuilderError(f"{name}: {flags} are no flags that memory_flags makes")
        if flags & MEM_READONLY and OP_EFFECTS[op] & EFFECT_STORE:
            raise BuilderError(f"{name}: {readonly_problem(op)}")
        if not isinstance(x, Value) or not is_type(ty):
            return
        if op == OP_BITCAST and not bitcast_fits(x.type, ty, flags):
            raise BuilderError(f"{name}: {bitcast_problem(str(x), x.type, ty, flags)}")
        if keeps_lane_count(op) and x.type >> 4 != ty >> 4:
            raise BuilderError(f"{name}: {lane_count_problem(op, x.type, ty)}")

    def _with_constants(self, op: i64, ty: int, operands: list[Operand], rows: list[int]) -> list[int]:
        """The operands of an instruction with constants for numbers; `rows` has -1 where there is one."""
        name = OPS[op].name
        self.numbers.check_current(op)
        control = self._control(op, ty, operands, rows)
        wanted: list[int] = []
        for index, row in enumerate(rows):
            code = int(OPERAND_CODE[int(op) * MAX_OPERANDS + index])
            if row >= 0:
                given = int(self.func.value_type[row])
                if not operand_fits(code, control, given):
                    raise BuilderError(
                        f"{name}: arg {index} (v{row}) has type {type_name(given)}, "
                        f"{describe_operand(code, control)}"
                    )
                wanted.append(0)
                continue
            number_type = self._number_type(op, index, code, control)
            if not number_type:
                raise BuilderError(f"{name}: arg {index} must be a value: a number says no type here")
            self._check_number(name, operands[index], number_type)
            wanted.append(number_type)
        # Nothing can be refused any more.
        for index, row in enumerate(rows):
            operand = operands[index]
            if row < 0 and not isinstance(operand, Value):
                rows[index] = self._number(operand, wanted[index])
        return rows

    def _control(self, op: i64, ty: int, operands: list[Operand], rows: list[int]) -> int:
        """The controlling type when some operand is a number."""
        name = OPS[op].name
        source = int(CONTROL_OPERAND[op])
        if source == CONTROL_NONE:
            return 0
        if source != CONTROL_EXPLICIT:
            ty = 0
            order = [source, *(index for index in range(len(rows)) if index != source)]
            for index in order:
                code = int(OPERAND_CODE[int(op) * MAX_OPERANDS + index])
                if rows[index] >= 0 and (index == source or code == RESULT_T):
                    ty = int(self.func.value_type[rows[index]])
                    break
            if not ty and self._is_address(op, source):
                ty = I64
        if not ty:
            for operand in operands:  # the message about a block or a string is better than one about types
                if not isinstance(operand, Value):
                    self._check_number(name, operand, F64 if isinstance(operand, float) else I128)
            raise BuilderError(f"{name}: one operand at least must be a value, which gives the type")
        if not in_control_set(op, ty):
            self.numbers.check_control(op, ty)
        return ty

    @staticmethod
    def _is_address(op: i64, index: int) -> bool:
        """Whether an operand gives the controlling type and is an address."""
        return OPS[op].control.startswith("i32-64/") and OPS[op].operand_list[index][0] in (
            "p",
            "addr",
            "callee",
        )

    @staticmethod
    def _number_type(op: i64, index: int, code: int, control: int) -> int:
        """The type that a number gets as an operand, 0 where that would be a guess."""
        if code < OPERAND_SET:
            return int(result_type(code, control))
        return _TYPE_OF_SET.get(OPS[op].operand_list[index][1], 0)

    def emit_value(
        self, op: i64, ty: int, imm: int, aux: int, flags: int, x: Operand, y: Operand, z: Operand
    ) -> Value:
        """`emit_operands`, giving the result."""
        inst = self.emit_operands(op, ty, imm, aux, flags, x, y, z)
        return Value(self.func, int(self.func.result_start[inst]))

    def emit_pair(
        self, op: i64, ty: int, imm: int, aux: int, flags: int, x: Operand, y: Operand, z: Operand
    ) -> tuple[Value, Value]:
        """`emit_operands`, giving both results."""
        inst = self.emit_operands(op, ty, imm, aux, flags, x, y, z)
        first = int(self.func.result_start[inst])
        return Value(self.func, first), Value(self.func, first + 1)
