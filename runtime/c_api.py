"""Writing IR functions over CPython's C API: objects to numbers and back.

What is common is done in line: an `int` of few digits is read from the object, as are a `float` and `bytes`,
and one of one or two digits is made from memory of the object allocator, if it is not one of the small ones
that there are once for all; references are counted. In a Python whose objects are not as we know them
(`object_layout.py`) all of that is a call.
"""

from collections.abc import Callable, Sequence
from typing import Final

from ..ir import types
from ..ir.builder import NumberBuilder, memory_flags
from ..ir.function import Function
from ..ir.types import F32, F64, I8, I16, I32, I64
from .addresses import OBJECT, PYTHON
from .glue import FLAGS, address, call_c
from .kept_numbers import COUNTDOWN, KEPT_FLOATS, KEPT_INTS, PATIENCE
from .object_layout import (
    BYTES,
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
from .values import from_slot, to_slot

INTEGERS: Final = (I8, I16, I32, I64)
FLOATS: Final = (F32, F64)
_MINUS_ONE_BITS: Final = 0xBFF0_0000_0000_0000
_INFINITY_32: Final = 0x7F80_0000
#: What one digit adds to the word of the size of a `tagged` int.
_TAGGED_DIGIT: Final = 8
_DIGIT_SIZE: Final = 4
_BITS: Final = {I8: 8, I16: 16, I32: 32, I64: 64}
_UNALIGNED: Final = memory_flags("notrap")


def is_plain(ty: int) -> bool:
    """Whether values of a type are read from objects without a call, in this Python."""
    if ty in INTEGERS:
        return bool(INT_LAYOUT)
    if ty in FLOATS:
        return FLOAT_INSIDE and bool(INT_LAYOUT)
    return bool(types.is_vector(ty)) and BYTES > 0


def _size_word(digits: int) -> int:
    """The word of the size of a positive `int`."""
    return digits if INT_LAYOUT == "sized" else digits * _TAGGED_DIGIT


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

    def cold_block(self, params: Sequence[int] = ()) -> int:
        """A block that is rarely executed."""
        block = self.builder.create_block(params)
        self.builder.set_cold(block)
        return block

    def following(self, params: Sequence[int] = ()) -> int:
        """A block that is executed as often as this one."""
        b = self.builder
        return self.cold_block(params) if b.func.block_cold[b.current] else b.create_block(params)

    def unless(self, condition: int, block: int) -> None:
        """Go to a block if the condition is not zero; else go on."""
        b = self.builder
        following = self.following()
        b.brif(condition, block, [], following, [])
        b.switch_to_block(following)

    def return_null(self, block: int) -> None:
        """Let a block end the function with 0."""
        self.builder.switch_to_block(block)
        self.builder.return_([self.constant(0)])

    # --- objects to values ------------------------------------------------------------------------------

    def value(self, item: int, ty: int, failed: int, exact: bool = False) -> int:
        """Bits of an object as a value of a type. Goes to `failed` when it is none; then an exception is set
        (with `exact` it may be).

        With `exact` a number that is out of range of a signed or unsigned i32 or i64, or of f32, is none, and
        of other types only plain objects are values; else integers are taken modulo their width, and a float
        that is too large for f32 is infinite."""
        b = self.builder
        if not is_plain(ty):
            return self.convert(item, ty, failed, exact)
        if exact and types.is_vector(ty):
            return self.plain(item, ty, failed, exact)
        done = self.following([ty])
        other = self.cold_block()
        b.jump(done, [self.plain(item, ty, other, exact)])
        b.switch_to_block(other)
        b.jump(done, [self.convert(item, ty, failed, exact)])
        b.switch_to_block(done)
        return b.block_params(done)[0]

    def plain(self, item: int, ty: int, other: int, exact: bool) -> int:
        """The same for what is plainly a value of an `is_plain` type, without any call: an int of few digits
        or a bool, a float or an int of one digit, bytes of the right length. Goes to `other` for all else."""
        b = self.builder
        if ty in INTEGERS:
            return self._plain_integer(item, ty, other, exact)
        if ty in FLOATS:
            return self._narrow_float(self._plain_double(item, other), ty, other, exact)
        self._is_of_type(item, "bytes", other)
        size = self.constant(int(types.type_bytes(ty)))
        self.unless(b.icmp("ne", b.load(I64, item, SIZE, FLAGS), size), other)
        return b.load(ty, item, BYTES, _UNALIGNED)

    def convert(self, item: int, ty: int, failed: int, exact: bool) -> int:
        """The same as `value` by calls only."""
        b = self.builder
        if ty in INTEGERS:
            name = "PyLong_AsLongLong" if exact else "PyLong_AsUnsignedLongLongMask"
            number = self.api(name, [item])
            self._unless_error(b.icmp("eq", number, self.constant(-1)), failed)
            return self._narrow(number, ty, failed, exact)
        if ty in FLOATS:
            real = self.call(PYTHON + "PyFloat_AsDouble", [I64], F64, [item])
            suspicious = b.icmp("eq", b.bitcast(I64, real), self.constant(_MINUS_ONE_BITS))
            self._unless_error(suspicious, failed)
            return self._narrow_float(real, ty, failed, exact)
        if exact and types.is_vector(ty):
            size = self.constant(int(types.type_bytes(ty)))
            self.unless(b.icmp("ne", self.api("PyBytes_Size", [item]), size), failed)
            return b.load(ty, self.api("PyBytes_AsString", [item]), 0, _UNALIGNED)
        made = self.call_object(self.constant(id(to_slot(ty))), [item])
        self.unless(b.icmp("eq", made, self.constant(0)), failed)
        value = b.load(ty, self.api("PyBytes_AsString", [made]), 0, _UNALIGNED)
        self.decref(made)
        return value

    def _unless_error(self, suspicious: int, failed: int) -> None:
        """Go to `failed` if a value is the one that stands for errors, and an exception is set."""
        b = self.builder
        doubtful, done = self.cold_block(), self.following()
        b.brif(suspicious, doubtful, [], done, [])
        b.switch_to_block(doubtful)
        b.brif(self.api("PyErr_Occurred", []), failed, [], done, [])
        b.switch_to_block(done)

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

    def _narrow_float(self, value: int, ty: int, failed: int, exact: bool) -> int:
        """The same for floats, from an f64; with `exact` none is infinite as an f32."""
        b = self.builder
        if ty == F64:
            return value
        value = b.fdemote(F32, value)
        if exact:
            magnitude = b.band(b.bitcast(I32, value), b.iconst(I32, 0x7FFF_FFFF))
            self.unless(b.icmp("eq", magnitude, b.iconst(I32, _INFINITY_32)), failed)
        return value

    def _plain_integer(self, item: int, ty: int, other: int, exact: bool) -> int:
        b = self.builder
        done, one = self.following([ty]), self.following()
        is_bool, odd, wide = self.cold_block(), self.cold_block(), self.cold_block([I64])
        self._is_of_type(item, "int", is_bool)
        b.jump(one)
        b.switch_to_block(is_bool)
        self._is_of_type(item, "bool", other)
        b.jump(one)
        b.switch_to_block(one)
        self.unless(b.icmp("ne", b.load(I64, item, SIZE, FLAGS), self.constant(_size_word(1))), odd)
        # Each int of one digit is in range of i32.
        digit = b.uload32(item, DIGIT, FLAGS)
        b.jump(done, [self._narrow(digit, ty, other, exact and ty != I32)])
        b.switch_to_block(odd)
        self._odd_integer(item, wide, other, ty == I64, exact)
        b.switch_to_block(wide)
        b.jump(done, [self._narrow(b.block_params(wide)[0], ty, other, exact)])
        b.switch_to_block(done)
        return b.block_params(done)[0]

    def _odd_integer(self, item: int, done: int, other: int, three: bool, exact: bool) -> None:
        """Go to `done` with an int that is not positive and of one digit: the lower 64 bits, or with `exact`
        the number. Goes to `other` if it has more than two digits, or more than `three`."""
        b = self.builder
        size = b.load(I64, item, SIZE, FLAGS)
        digit = b.uload32(item, DIGIT, FLAGS)
        signed, two = self.cold_block(), self.cold_block()
        self.unless(b.icmp("ne", size, self.constant(_size_word(2))), signed)
        b.jump(done, [b.bor(self._upper_digit(item), digit)])
        b.switch_to_block(signed)
        count, sign = self._size_and_sign(size)
        self.unless(b.icmp("ugt", count, self.constant(1)), two)
        b.jump(done, [b.imul(digit, size if INT_LAYOUT == "sized" else sign)])  # 0 may have any digit
        b.switch_to_block(two)  # or more
        lower = b.bor(self._upper_digit(item), digit)
        more = self.cold_block() if three else other
        self.unless(b.icmp("ne", count, self.constant(2)), more)
        b.jump(done, [b.imul(lower, sign)])
        if three:
            b.switch_to_block(more)
            self.unless(b.icmp("ne", count, self.constant(3)), other)
            top = b.uload32(item, DIGIT + 2 * _DIGIT_SIZE, FLAGS)
            if exact:
                self.unless(b.icmp("uge", top, self.constant(1 << (63 - 2 * DIGIT_BITS))), other)
            upper = b.ishl(top, b.iconst(I32, 2 * DIGIT_BITS))
            b.jump(done, [b.imul(b.bor(upper, lower), sign)])

    def _upper_digit(self, item: int) -> int:
        b = self.builder
        return b.ishl(b.uload32(item, DIGIT + _DIGIT_SIZE, FLAGS), b.iconst(I32, DIGIT_BITS))

    def _size_and_sign(self, size: int) -> tuple[int, int]:
        """Number of the digits of an `int`, and 1 or -1, from the word of its size; for 0 either may be 0."""
        b = self.builder
        if INT_LAYOUT == "sized":
            negative = b.sshr(size, b.iconst(I32, 63))
            return b.isub(b.bxor(size, negative), negative), b.bor(negative, self.constant(1))
        sign = b.isub(self.constant(1), b.band(size, self.constant(3)))
        return b.ushr(size, b.iconst(I32, 3)), sign

    def _plain_double(self, item: int, other: int) -> int:
        b = self.builder
        done = self.following([F64])
        is_int = self.cold_block()
        self._is_of_type(item, "float", is_int)
        b.jump(done, [b.load(F64, item, FLOAT, FLAGS)])
        b.switch_to_block(is_int)
        self._is_of_type(item, "int", other)
        size = b.load(I64, item, SIZE, FLAGS)
        count, sign = self._size_and_sign(size)
        self.unless(b.icmp("ugt", count, self.constant(1)), other)
        digit = b.uload32(item, DIGIT, FLAGS)
        number = b.imul(digit, size if INT_LAYOUT == "sized" else sign)  # 0 may have any digit
        b.jump(done, [b.fcvt_from_sint(F64, number)])
        b.switch_to_block(done)
        return b.block_params(done)[0]

    def _is_of_type(self, item: int, name: str, other: int) -> None:
        """Go to `other` unless an object is of exactly this type."""
        b = self.builder
        self.unless(b.icmp("ne", b.load(I64, item, TYPE, FLAGS), self.known(name)), other)

    # --- values to objects --------------------------------------------------------------------------

    def object(self, value: int, ty: int, failed: int, keep: bool = False) -> int:
        """A new object for a value. Goes to `failed`, with an exception set, when there is none. With `keep`
        it may be one that was made before (`kept_numbers.py`)."""
        b = self.builder
        if ty in INTEGERS:
            return self._int_object(b.sextend(I64, value) if ty != I64 else value, ty == I64, failed, keep)
        if ty in FLOATS:
            return self._float_object(b.fpromote(F64, value) if ty == F32 else value, failed, keep)
        place = b.stack_addr(I64, b.create_stack_slot(SLOT, SLOT))
        b.store(value, place, 0, FLAGS)
        size = int(types.type_bytes(ty))
        data = self.api("PyBytes_FromStringAndSize", [place, self.constant(size)])
        self.unless(b.icmp("eq", data, self.constant(0)), failed)
        if types.is_vector(ty):
            return data
        made = self.call_object(self.constant(id(from_slot(ty))), [data])
        self.decref(data)
        self.unless(b.icmp("eq", made, self.constant(0)), failed)
        return made

    def _float_object(self, value: int, failed: int, keep: bool) -> int:
        """A new reference to a `float`."""
        b = self.builder

        def make() -> int:
            made = self.call(PYTHON + "PyFloat_FromDouble", [F64], I64, [value])
            self.unless(b.icmp("eq", made, self.constant(0)), failed)
            return made

        if not (keep and COUNTS and FLOAT_INSIDE):
            return make()
        item = self.kept(KEPT_FLOATS, make)
        b.store(value, item, FLOAT, FLAGS)
        return item

    def _int_object(self, value: int, may_be_long: bool, failed: int, keep: bool) -> int:
        """A new reference to an `int`; it has three digits only if it `may_be_long`."""
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
            if may_be_long:
                largest = (1 << 2 * DIGIT_BITS) - 1
                shifted = b.iadd(value, self.constant(largest))
                self.unless(b.icmp("ugt", shifted, self.constant(2 * largest)), general)
            item = (
                self.kept(KEPT_INTS, lambda: self._int_memory(general)) if keep else self._int_memory(general)
            )
            self._fill_int(item, value)
            b.jump(done, [item])
        else:
            b.jump(general)
        b.switch_to_block(general)
        made = self.api("PyLong_FromLongLong", [value])
        self.unless(b.icmp("eq", made, self.constant(0)), failed)
        b.jump(done, [made])
        b.switch_to_block(done)
        return b.block_params(done)[0]

    def _int_memory(self, general: int) -> int:
        """A new `int` of two digits without a number. Goes to `general` without memory."""
        b = self.builder
        made = self.api("PyObject_Malloc", [self.constant(DIGIT + 2 * _DIGIT_SIZE)])
        self.unless(b.icmp("eq", made, self.constant(0)), general)
        b.store(self.constant(1), made, 0, FLAGS)
        b.store(self.known("int"), made, TYPE, FLAGS)
        return made

    def _fill_int(self, item: int, value: int) -> None:
        """Make an `int` that nobody knows yet the one of a value of one or two digits."""
        b = self.builder
        negative = b.sshr(value, b.iconst(I32, 63))
        magnitude = b.isub(b.bxor(value, negative), negative)
        two, sized = self.cold_block(), b.create_block([I64, I64])
        one = b.icmp("ult", magnitude, self.constant(1 << DIGIT_BITS))
        b.brif(one, sized, [self.constant(_size_word(1)), magnitude], two, [])
        b.switch_to_block(two)
        b.istore32(b.ushr(magnitude, b.iconst(I32, DIGIT_BITS)), item, DIGIT + _DIGIT_SIZE, FLAGS)
        lower = b.band(magnitude, self.constant((1 << DIGIT_BITS) - 1))
        b.jump(sized, [self.constant(_size_word(2)), lower])
        b.switch_to_block(sized)
        size, digit = b.block_params(sized)
        if INT_LAYOUT == "sized":
            size = b.isub(b.bxor(size, negative), negative)
        else:
            size = b.bor(b.band(negative, self.constant(2)), size)
        b.store(size, item, SIZE, FLAGS)
        b.istore32(digit, item, DIGIT, FLAGS)

    def kept(self, symbol: str, make: Callable[[], int]) -> int:
        """A new reference to one of the kept objects of a symbol that nobody else refers to, or to a new one:
        `make` makes it."""
        b = self.builder
        words = address(b, symbol)
        ours, done = b.create_block([I64]), b.create_block([I64])
        ty = I32 if IMMORTAL else I64
        items = []
        for index in range(2):
            item = b.load(I64, words, 8 * index, FLAGS)
            items.append(item)
            following = b.create_block() if index == 0 else self.cold_block()
            alone = b.icmp("eq", b.load(ty, item, 0, FLAGS), b.iconst(ty, 1))
            b.brif(alone, ours, [item], following, [])
            b.switch_to_block(following)
        made = make()
        count = b.isub(b.load(I64, words, COUNTDOWN, FLAGS), self.constant(1))
        b.store(count, words, COUNTDOWN, FLAGS)
        replace = self.cold_block()
        b.brif(count, done, [made], replace, [])
        b.switch_to_block(replace)
        self.decref(items[0])
        b.store(items[1], words, 0, FLAGS)
        b.store(made, words, 8, FLAGS)
        b.store(self.constant(PATIENCE), words, COUNTDOWN, FLAGS)
        b.jump(ours, [made])
        b.switch_to_block(ours)
        item = b.block_params(ours)[0]
        b.store(self.constant(2), item, 0, FLAGS)
        b.jump(done, [item])
        b.switch_to_block(done)
        return b.block_params(done)[0]

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
