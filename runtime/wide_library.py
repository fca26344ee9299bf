"""The run-time library's functions on 128-bit integers, for emulated machines.

A native module calls those of libgcc; in an emulated machine there is none, so here they are in Python:

    __divti3(x0, x1, y0, y1)      halves in four argument registers, result in two
    __fixdfti(d)                  float in the first float register, result in two
    __floattidf(x0, x1)           result in the first float register

Where C leaves the result undefined - a float out of range - it is a pattern of bits that no test expects.
Division by zero is an error of the compiler, which has to trap before it calls.
"""

import ctypes
from collections.abc import Callable
from typing import Final

from .host_call import HostCall, HostFunction

_BITS: Final = 128
_UNDEFINED: Final = 0xBAD0_BAD1_BAD2_BAD3_BAD4_BAD5_BAD6_BAD7
_FLOATS: Final = {"s": (ctypes.c_float, 4), "d": (ctypes.c_double, 8)}


def _signed(x: int) -> int:
    return x - (1 << _BITS) if x >> (_BITS - 1) else x


def _same(x: int) -> int:
    return x


def _quotient(x: int, y: int) -> int:
    """Toward zero."""
    magnitude = abs(x) // abs(y)
    return magnitude if (x < 0) == (y < 0) else -magnitude


def _remainder(x: int, y: int) -> int:
    """With the sign of x."""
    return x - y * _quotient(x, y)


def _division(compute: Callable[[int, int], int], view: Callable[[int], int]) -> HostFunction:
    def call(image: HostCall, args: list[int]) -> None:
        x, y = (view(args[index] | args[index + 1] << 64) for index in (0, 2))
        image.set_wide_result(compute(x, y))

    return call


def _from_float(letter: str, low: int, high: int) -> HostFunction:
    """A float truncated to an integer of `low <= n < high`."""
    kind, size = _FLOATS[letter]

    def call(image: HostCall, args: list[int]) -> None:
        value = kind.from_buffer_copy(image.float_argument(0, size)).value
        try:
            number = int(value)
        except (OverflowError, ValueError):  # infinity, NaN
            number = high
        image.set_wide_result(number if low <= number < high else _UNDEFINED)

    return call


def _to_float(letter: str, view: Callable[[int], int]) -> HostFunction:
    """An integer rounded to a float: exactly once, to even."""
    kind, size = _FLOATS[letter]
    digits = 24 if size == 4 else 53

    def call(image: HostCall, args: list[int]) -> None:
        number = view(args[0] | args[1] << 64)
        excess = max(0, abs(number).bit_length() - digits)
        half = (1 << excess) >> 1
        quotient, rest = divmod(abs(number), 1 << excess)
        if excess and (rest > half or (rest == half and quotient & 1)):
            quotient += 1
        rounded = quotient << excess
        image.set_float_result(bytes(kind(float(-rounded if number < 0 else rounded))))

    return call


def _functions() -> dict[str, HostFunction]:
    half = 1 << (_BITS - 1)
    functions: dict[str, HostFunction] = {
        "__udivti3": _division(_quotient, _same),
        "__umodti3": _division(_remainder, _same),
        "__divti3": _division(_quotient, _signed),
        "__modti3": _division(_remainder, _signed),
    }
    for letter in _FLOATS:
        functions[f"__fix{letter}fti"] = _from_float(letter, -half, half)
        functions[f"__fixuns{letter}fti"] = _from_float(letter, 0, 2 * half)
        functions[f"__floatti{letter}f"] = _to_float(letter, _signed)
        functions[f"__floatunti{letter}f"] = _to_float(letter, _same)
    return functions


#: By C name.
WIDE_FUNCTIONS: Final = _functions()
