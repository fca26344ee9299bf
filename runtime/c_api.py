"""Writing IR functions over CPython's C API: objects to numbers and back.

What is common is done in line: an `int` of one or two digits is read from the object, as is a `float`, and
made from memory of the object allocator, if it is not one of the small ones that there are once for all;
references are counted. In a Python whose objects are not as we know them (`object_layout.py`) all of that is
a call.
"""

from typing import Final

from ..ir import types
from ..ir.builder import NumberBuilder, memory_flags
from ..ir.function import Function
from ..ir.types import F32, F64, I8, I16, I32, I64
from .addresses import OBJECT, PYTHON
from .glue import FLAGS, address, call_c
from .object_layout import (
    COUNTS,
    DIGIT,
    DIGIT_BITS,
    FLOAT,
    FLOAT_INSIDE,
    IMMORTAL,
    INT_LAYOUT,
    ITEMS,
    MAKES_INTS,
    SIZE,
    SMALL_END,
    SMALL_STEP,
    SMALLEST,
    TYPE,
)
from .trampoline import SLOT
from .values import from_bits, to_bits

INTEGERS: Final = (I8, I16, I32, I64)
FLOATS: Final = (F32, F64)
_MINUS_ONE_BITS: Final = 0xBFF0_0000_0000_0000
_INFINITY_32: Final = 0x7F80_0000
#: What one digit adds to the word of the size of a `tagged` int.
_TAGGED_DIGIT: Final = 8
_BITS: Final = {I8: 8, I16: 16, I32: 32, I64: 64}
_UNALIGNED: Final = memory_flags("notrap")
_keep: Final[dict[tuple[str, int], object]] = {}


def _to_slot(ty: int) -> object:
    """A function from a Python value to the bytes of a type, which lives as long as the process."""

    def convert(value: "int | float | bytes | list[int | float]") -> bytes:
        bits = to_bits(ty, value)
        size = int(types.type_bytes(ty))
        if isinstance(bits, bytes):
            return bits
        return (bits & (1 << 8 * size) - 1).to_bytes(size, "little")

    return _keep.setdefault(("to", ty), convert)


def _from_slot(ty: int) -> object:
    """The way back."""

    def convert(data: bytes) -> object:
        return from_bits(ty, int.from_bytes(data, "little"))

    return _keep.setdefault(("from", ty), convert)


class Writer:
    """A function over the C API in the making."""

    def __init__(self, builder: NumberBuilder) -> None:
        self.builder = builder
        self.entry = builder.create_entry_block()
        builder.switch_to_block(self.entry)

    def constant(self, value: int) -> int:
        """An i64."""
        return self.builder.iconst(I64, value)

    def known(self, name: str) -> int:
        """Address of an object of `addresses.OBJECTS`."""
        return address(self.builder, OBJECT + name)

    def call(self, symbol: str, params: list[int], result: int, arguments: list[int]) -> int:
        """Call a C function by symbol (`addresses.py`); its result, -1 if `result` is 0."""
        results = call_c(self.builder, symbol, params, [result] if result else [], arguments)
        return results[0] if results else -1

    def api(self, name: str, arguments: list[int], result: int = I64) -> int:
        """Call a function of the C API that takes pointers."""
        return self.call(PYTHON + name, [I64] * len(arguments), result, arguments)

    def cold_block(self) -> int:
        """A block that is rarely executed."""
        block = self.builder.create_block()
        self.builder.set_cold(block)
        return block

    def unless(self, condition: int, block: int) -> None:
        """Go to a block if the condition is not zero; else go on."""
        b = self.builder
        following = b.create_block()
        if b.func.block_cold[b.current]:
            b.set_cold(following)
        b.brif(condition, block, [], following, [])
        b.switch_to_block(following)

    def return_null(self, block: int) -> None:
        """Let a block end the function with 0."""
        self.builder.switch_to_block(block)
        self.builder.return_([self.constant(0)])

    # --- objects to values ------------------------------------------------------------------------------

    def value(self, item: int, ty: int, failed: int, exact: bool = False) -> int:
        """Bits of an object as a value of a type. Goes to `failed` when it is none, with an exception set
        (except with `exact`, see `number`)."""
        if ty in INTEGERS or ty in FLOATS:
            return self.number(item, ty, failed, exact)
        b = self.builder
        done = b.create_block([ty])
        other = self.cold_block()
        if types.is_vector(ty):
            self._is_of_type(item, "bytes", other)
            size = self.api("PyBytes_Size", [item])
            self.unless(b.icmp("ne", size, self.constant(int(types.type_bytes(ty)))), other)
            b.jump(done, [b.load(ty, self.api("PyBytes_AsString", [item]), 0, _UNALIGNED)])
        else:
            b.jump(other)
        b.switch_to_block(other)
        if exact:
            b.jump(failed)
            b.switch_to_block(done)
            return b.block_params(done)[0]
        made = self.call_object(self.constant(id(_to_slot(ty))), [item])
        self.unless(b.icmp("eq", made, self.constant(0)), failed)
        value = b.load(ty, self.api("PyBytes_AsString", [made]), 0, _UNALIGNED)
        self.decref(made)
        b.jump(done, [value])
        b.switch_to_block(done)
        return b.block_params(done)[0]

    def number(self, item: int, ty: int, failed: int, exact: bool = True) -> int:
        """Bits of an object as a number, of the type itself. Goes to `failed` when the object is none; then
        an exception may be set.

        With `exact` a number that is out of range of a signed or unsigned i32 or i64, or of f32, is none;
        else integers are taken modulo their width, and a float that is too large for f32 is infinite."""
        b = self.builder
        if ty in INTEGERS:
            return self._integer(item, ty, failed, exact)
        value = self._double(item, failed)
        if ty == F32:
            value = b.fdemote(F32, value)
            if exact:
                magnitude = b.band(b.bitcast(I32, value), b.iconst(I32, 0x7FFF_FFFF))
                self.unless(b.icmp("eq", magnitude, b.iconst(I32, _INFINITY_32)), failed)
        return value

    def _narrow(self, value: int, ty: int, failed: int, exact: bool) -> int:
        """An integer of a type from an i64, which is in range of it if `exact`; others go to `failed`."""
        b = self.builder
        if ty == I64:
            return value
        if exact:
            half = 1 << (_BITS[ty] - 1)
            shifted = b.iadd(value, self.constant(half))
            self.unless(b.icmp("ugt", shifted, self.constant(3 * half - 1)), failed)
        return b.ireduce(ty, value)

    def _integer(self, item: int, ty: int, failed: int, exact: bool) -> int:
        """An integer of a type; with `exact` in range of it, signed or unsigned (others go to `failed`, and
        those above the signed i64 as well)."""
        b = self.builder
        done = b.create_block([ty])
        wide = b.create_block([I64])
        b.set_cold(wide)
        general = self.cold_block()
        if INT_LAYOUT:
            other = self.cold_block()
            self._is_of_type(item, "int", general)
            size = b.load(I64, item, SIZE, FLAGS)
            digit = b.uload32(item, DIGIT, FLAGS)
            plain = self.constant(1 if INT_LAYOUT == "sized" else _TAGGED_DIGIT)
            self.unless(b.icmp("ne", size, plain), other)
            # Each int of one digit is in range of i32.
            b.jump(done, [self._narrow(digit, ty, failed, exact and ty != I32)])
            b.switch_to_block(other)
            count, sign = self._size_and_sign(size)
            two = self.cold_block()
            self.unless(b.icmp("ugt", count, self.constant(1)), two)
            signed = b.imul(digit, size if INT_LAYOUT == "sized" else sign)  # 0 may have any digit
            b.jump(done, [self._narrow(signed, ty, failed, exact and ty != I32)])
            b.switch_to_block(two)  # or more
            self.unless(b.icmp("ne", count, self.constant(2)), general)
            upper = b.ishl(b.uload32(item, DIGIT + 4, FLAGS), b.iconst(I32, DIGIT_BITS))
            b.jump(wide, [b.imul(b.bor(upper, digit), sign)])
        else:
            b.jump(general)
        b.switch_to_block(general)
        convert = "PyLong_AsLongLong" if exact else "PyLong_AsUnsignedLongLongMask"
        value = self.api(convert, [item])
        doubtful = self.cold_block()
        b.brif(b.icmp("eq", value, self.constant(-1)), doubtful, [], wide, [value])
        b.switch_to_block(doubtful)
        b.brif(self.api("PyErr_Occurred", []), failed, [], wide, [value])
        b.switch_to_block(wide)
        b.jump(done, [self._narrow(b.block_params(wide)[0], ty, failed, exact)])
        b.switch_to_block(done)
        return b.block_params(done)[0]

    def _size_and_sign(self, size: int) -> tuple[int, int]:
        """Number of the digits of an `int`, and 1 or -1, from the word of its size; for 0 either may be 0."""
        b = self.builder
        if INT_LAYOUT == "sized":
            negative = b.sshr(size, b.iconst(I32, 63))
            return b.isub(b.bxor(size, negative), negative), b.bor(negative, self.constant(1))
        sign = b.isub(self.constant(1), b.band(size, self.constant(3)))
        return b.ushr(size, b.iconst(I32, 3)), sign

    def _double(self, item: int, failed: int) -> int:
        """An f64."""
        b = self.builder
        done = b.create_block([F64])
        general = self.cold_block()
        if FLOAT_INSIDE:
            self._is_of_type(item, "float", general)
            b.jump(done, [b.load(F64, item, FLOAT, FLAGS)])
        else:
            b.jump(general)
        b.switch_to_block(general)
        value = self.call(PYTHON + "PyFloat_AsDouble", [I64], F64, [item])
        doubtful = self.cold_block()
        suspicious = b.icmp("eq", b.bitcast(I64, value), self.constant(_MINUS_ONE_BITS))
        b.brif(suspicious, doubtful, [], done, [value])
        b.switch_to_block(doubtful)
        b.brif(self.api("PyErr_Occurred", []), failed, [], done, [value])
        b.switch_to_block(done)
        return b.block_params(done)[0]

    def _is_of_type(self, item: int, name: str, other: int) -> None:
        """Go to `other` unless an object is of exactly this type."""
        b = self.builder
        self.unless(b.icmp("ne", b.load(I64, item, TYPE, FLAGS), self.known(name)), other)

    # --- values to objects --------------------------------------------------------------------------

    def object(self, value: int, ty: int, failed: int) -> int:
        """A new object for a value. Goes to `failed`, with an exception set, when there is none."""
        b = self.builder
        if ty in INTEGERS:
            return self._int_object(b.sextend(I64, value) if ty != I64 else value, ty == I64, failed)
        if ty in FLOATS:
            wide = b.fpromote(F64, value) if ty == F32 else value
            made = self.call(PYTHON + "PyFloat_FromDouble", [F64], I64, [wide])
            self.unless(b.icmp("eq", made, self.constant(0)), failed)
            return made
        place = b.stack_addr(I64, b.create_stack_slot(SLOT, SLOT))
        b.store(value, place, 0, FLAGS)
        size = int(types.type_bytes(ty))
        data = self.api("PyBytes_FromStringAndSize", [place, self.constant(size)])
        self.unless(b.icmp("eq", data, self.constant(0)), failed)
        if types.is_vector(ty):
            return data
        made = self.call_object(self.constant(id(_from_slot(ty))), [data])
        self.decref(data)
        self.unless(b.icmp("eq", made, self.constant(0)), failed)
        return made

    def _int_object(self, value: int, may_be_long: bool, failed: int) -> int:
        """A new reference to an `int`; it has two digits or more only if it `may_be_long`."""
        b = self.builder
        done = b.create_block([I64])
        general = self.cold_block()
        if MAKES_INTS:
            small, larger = b.create_block(), b.create_block()
            index = b.iadd(value, self.constant(SMALLEST))
            b.brif(b.icmp("ult", index, self.constant(SMALLEST + SMALL_END)), small, [], larger, [])
            b.switch_to_block(small)
            offset = b.ishl(value, b.iconst(I32, SMALL_STEP.bit_length() - 1))
            there = b.iadd(offset, self.known("0"))
            self.incref(there)
            b.jump(done, [there])
            b.switch_to_block(larger)
            negative = b.sshr(value, b.iconst(I32, 63))
            magnitude = b.isub(b.bxor(value, negative), negative)
            longer = self.cold_block()
            self.unless(b.icmp("uge", magnitude, self.constant(1 << DIGIT_BITS)), longer)
            self._make_int(1, negative, magnitude, general, done)
            b.switch_to_block(longer)
            if may_be_long:
                self.unless(b.icmp("uge", magnitude, self.constant(1 << 2 * DIGIT_BITS)), general)
                self._make_int(2, negative, magnitude, general, done)
            else:
                b.jump(general)
        else:
            b.jump(general)
        b.switch_to_block(general)
        made = self.api("PyLong_FromLongLong", [value])
        self.unless(b.icmp("eq", made, self.constant(0)), failed)
        b.jump(done, [made])
        b.switch_to_block(done)
        return b.block_params(done)[0]

    def _make_int(self, digits: int, negative: int, magnitude: int, general: int, done: int) -> None:
        """Go to `done` with a new `int` of one or two digits, or to `general` without memory; `negative` is 0
        or -1."""
        b = self.builder
        made = self.api("PyObject_Malloc", [self.constant(DIGIT + 4 * digits)])
        self.unless(b.icmp("eq", made, self.constant(0)), general)
        if INT_LAYOUT == "sized":
            size = b.isub(b.bxor(self.constant(digits), negative), negative)
        else:
            size = b.bor(b.band(negative, self.constant(2)), self.constant(digits * _TAGGED_DIGIT))
        for offset, word in ((0, self.constant(1)), (TYPE, self.known("int")), (SIZE, size)):
            b.store(word, made, offset, FLAGS)
        if digits == 2:
            b.istore32(b.ushr(magnitude, b.iconst(I32, DIGIT_BITS)), made, DIGIT + 4, FLAGS)
            magnitude = b.band(magnitude, self.constant((1 << DIGIT_BITS) - 1))
        b.istore32(magnitude, made, DIGIT, FLAGS)
        b.jump(done, [made])

    # --- references -----------------------------------------------------------------------------------

    def incref(self, item: int) -> None:
        """One more reference to an object."""
        b = self.builder
        if not COUNTS:
            self.api("Py_IncRef", [item], 0)
        elif not IMMORTAL:
            b.store(b.iadd(b.load(I64, item, 0, FLAGS), self.constant(1)), item, 0, FLAGS)
        else:
            count = b.load(I32, item, 0, FLAGS)
            counted, done = b.create_block(), b.create_block()
            b.brif(b.icmp("slt", count, b.iconst(I32, 0)), done, [], counted, [])
            b.switch_to_block(counted)
            b.store(b.iadd(count, b.iconst(I32, 1)), item, 0, FLAGS)
            b.jump(done)
            b.switch_to_block(done)

    def decref(self, item: int, is_int: bool = False) -> None:
        """One reference less to an object, which ends with the last one; `is_int` says that it is one of
        `object`."""
        b = self.builder
        if not COUNTS:
            self.api("Py_DecRef", [item], 0)
            return
        ty = I32 if IMMORTAL else I64
        count = b.load(ty, item, 0, FLAGS)
        last, more, done = b.create_block(), b.create_block(), b.create_block()
        if IMMORTAL:
            mortal = b.create_block()
            b.brif(b.icmp("slt", count, b.iconst(ty, 0)), done, [], mortal, [])
            b.switch_to_block(mortal)
        if not is_int or b.func.block_cold[b.current]:
            b.set_cold(last)
        b.brif(b.icmp("eq", count, b.iconst(ty, 1)), last, [], more, [])
        b.switch_to_block(last)
        self.api("PyObject_Free" if is_int and MAKES_INTS else "Py_DecRef", [item], 0)
        b.jump(done)
        b.switch_to_block(more)
        b.store(b.isub(count, b.iconst(ty, 1)), item, 0, FLAGS)
        b.jump(done)
        b.switch_to_block(done)

    def set_item(self, made: int, index: int, item: int) -> None:
        """Give an object to a tuple that was just made."""
        if ITEMS:
            self.builder.store(item, made, ITEMS + 8 * index, FLAGS)
        else:
            arguments = [made, self.constant(index), item]
            self.call(PYTHON + "PyTuple_SetItem", [I64] * 3, I32, arguments)

    def none(self) -> int:
        """A new reference to None."""
        if not IMMORTAL:
            self.incref(self.known("None"))
        return self.known("None")

    def call_object(self, function: int, arguments: list[int]) -> int:
        """Call an object with objects, which stay the caller's; a new object, or 0."""
        b = self.builder
        array = b.stack_addr(I64, b.create_stack_slot(8 * max(len(arguments), 1), 8))
        for index, argument in enumerate(arguments):
            b.store(argument, array, 8 * index, FLAGS)
        zero = self.constant(0)
        count = self.constant(len(arguments))
        return self.api("PyObject_Vectorcall", [function, array, count, zero])

    def finish(self) -> Function:
        """The function."""
        self.builder.seal_all_blocks()
        return self.builder.finalize()
