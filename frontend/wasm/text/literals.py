"""What numbers and strings of the text format mean.

    parse_int(b"-0x8000_0000", 32)           0x80000000          both signed and unsigned forms
    parse_float(b"0x1.fffffefffp127", 32)    0x7F7FFFFF          the bits; rounded once, ties to even
    parse_float(b"-nan:0x200000", 32)        0xFFA00000
    string_bytes(b'"a\\\\0a"')                 b"a\\n"

A float is an exact product m * 10**e or m * 2**e of integers until it is rounded to its format, in one step:
through a double, 1.00000017881393432617187499 would become the wrong `f32`. Rounding to infinity is an error.
Exponents far outside the format are cut, so that `1e999999999` takes no memory.

Errors are `ValueError`s, with one of two messages: `MALFORMED` (then the token is no number) or
`OUT_OF_RANGE`.
"""

import re
from typing import Final

MALFORMED: Final = "malformed number"
OUT_OF_RANGE: Final = "constant out of range"

_DIGITS: Final = rb"[0-9](?:_?[0-9])*"
_HEX_DIGITS: Final = rb"[0-9A-Fa-f](?:_?[0-9A-Fa-f])*"
_INTEGER: Final = re.compile(rb"([+-]?)(?:0x(" + _HEX_DIGITS + rb")|(" + _DIGITS + rb"))")
_DECIMAL_FLOAT: Final = re.compile(
    rb"([+-]?)(" + _DIGITS + rb")(?:\.(" + _DIGITS + rb")?)?(?:[eE]([+-]?" + _DIGITS + rb"))?"
)
_HEX_FLOAT: Final = re.compile(
    rb"([+-]?)0x(" + _HEX_DIGITS + rb")(?:\.(" + _HEX_DIGITS + rb")?)?(?:[pP]([+-]?" + _DIGITS + rb"))?"
)
_SPECIAL_FLOAT: Final = re.compile(rb"([+-]?)(?:(inf)|nan(?::0x(" + _HEX_DIGITS + rb"))?)")

#: Bits of the significand behind the point, by width.
FRACTION_BITS: Final = {32: 23, 64: 52}
#: In place of any larger integer.
_TOO_LARGE: Final = 1 << 128


def is_number(text: bytes) -> bool:
    """Whether the text is an integer or a float of the format."""
    patterns = (_INTEGER, _DECIMAL_FLOAT, _HEX_FLOAT, _SPECIAL_FLOAT)
    return any(pattern.fullmatch(text) is not None for pattern in patterns)


# --- integers ---


def parse_unsigned(text: bytes, bits: int) -> int:
    """A natural number without sign below 2**bits."""
    match = _INTEGER.fullmatch(text)
    if match is None or match[1]:
        raise ValueError(MALFORMED)
    value = _magnitude(match[2], match[3])
    if value >> bits:
        raise ValueError(OUT_OF_RANGE)
    return value


def parse_int(text: bytes, bits: int) -> int:
    """An integer from -2**(bits-1) to 2**bits - 1, as an unsigned number."""
    match = _INTEGER.fullmatch(text)
    if match is None:
        raise ValueError(MALFORMED)
    value = _magnitude(match[2], match[3])
    if match[1] == b"-":
        if value > 1 << (bits - 1):
            raise ValueError(OUT_OF_RANGE)
        return -value & ((1 << bits) - 1)
    if value >> bits:
        raise ValueError(OUT_OF_RANGE)
    return value


def _magnitude(hexadecimal: bytes | None, decimal: bytes | None) -> int:
    """The value of the digits of a pattern's two groups; `_TOO_LARGE` for any that has more of them than a
    number of 64 bits, so that long ones cost nothing."""
    if hexadecimal is not None:
        digits = hexadecimal.replace(b"_", b"").lstrip(b"0")
        return int(digits or b"0", 16) if len(digits) <= 16 else _TOO_LARGE
    digits = (decimal or b"").replace(b"_", b"").lstrip(b"0")
    return int(digits or b"0") if len(digits) <= 20 else _TOO_LARGE


# --- floats ---


def parse_float(text: bytes, bits: int) -> int:
    """The bits of a float of a width (32 or 64)."""
    match = _SPECIAL_FLOAT.fullmatch(text)
    if match is not None:
        return _special(match[1], match[2], match[3], bits)
    match = _HEX_FLOAT.fullmatch(text)
    if match is not None:
        fraction = (match[3] or b"").replace(b"_", b"")
        significand = int(match[2].replace(b"_", b"") + fraction, 16)
        exponent = _exponent(match[4]) - 4 * len(fraction)
        return _signed(match[1], _round_binary(significand, exponent, bits), bits)
    match = _DECIMAL_FLOAT.fullmatch(text)
    if match is None:
        raise ValueError(MALFORMED)
    fraction = (match[3] or b"").replace(b"_", b"")
    digits = match[2].replace(b"_", b"") + fraction
    exponent = _exponent(match[4]) - len(fraction)
    return _signed(match[1], _round_decimal(digits, exponent, bits), bits)


def _special(sign: bytes, word: bytes | None, payload: bytes | None, bits: int) -> int:
    """`inf`, `nan` and `nan:0xN`."""
    fraction_bits = FRACTION_BITS[bits]
    infinity = ((1 << (bits - 1 - fraction_bits)) - 1) << fraction_bits
    if word is not None:
        return _signed(sign, infinity, bits)
    if payload is None:
        return _signed(sign, infinity | (1 << (fraction_bits - 1)), bits)
    value = int(payload.replace(b"_", b""), 16)
    if not 0 < value < 1 << fraction_bits:
        raise ValueError(OUT_OF_RANGE)
    return _signed(sign, infinity | value, bits)


def _signed(sign: bytes, magnitude: int, bits: int) -> int:
    return magnitude | (1 << (bits - 1)) if sign == b"-" else magnitude


def _exponent(text: bytes | None) -> int:
    """An exponent; those of more than nine digits are as good as any that large."""
    if text is None:
        return 0
    digits = text.replace(b"_", b"").lstrip(b"+-").lstrip(b"0")
    value = int(digits or b"0") if len(digits) <= 9 else 10**9
    return -value if text.startswith(b"-") else value


def _round_decimal(digits: bytes, exponent: int, bits: int) -> int:
    """The bits of digits * 10**exponent."""
    digits = digits.lstrip(b"0")
    trailing = len(digits) - len(digits.rstrip(b"0"))
    if trailing:
        digits = digits[:-trailing]
        exponent += trailing
    if not digits:
        return 0
    # No format reaches these: powers of ten beyond them need not be computed.
    largest = len(digits) + exponent
    if largest > 400:
        raise ValueError(OUT_OF_RANGE)
    if largest < -400:
        return 0
    if len(digits) > 1200:
        # More digits than any midpoint between two floats has: the rest only says "a little more".
        exponent += len(digits) - 1201
        digits = digits[:1200] + b"1"
    significand = int(digits)
    if exponent >= 0:
        return _round_binary(significand * 10**exponent, 0, bits)
    divisor = 10**-exponent
    # A quotient of many bits more than a significand has, with the remainder as one sticky bit.
    shift = max(0, divisor.bit_length() - significand.bit_length() + 70)
    quotient, remainder = divmod(significand << shift, divisor)
    return _round_binary((quotient << 1) | (remainder != 0), -shift - 1, bits)


def _round_binary(significand: int, exponent: int, bits: int) -> int:
    """The bits of significand * 2**exponent, rounded to the nearest float, ties to even."""
    if significand == 0:
        return 0
    fraction_bits = FRACTION_BITS[bits]
    bias = (1 << (bits - 2 - fraction_bits)) - 1
    # The exponent of the last bit that is kept: of a normal number, but at least that of denormals.
    last = max(exponent + significand.bit_length() - 1 - fraction_bits, 1 - bias - fraction_bits)
    shift = last - exponent
    if shift <= 0:
        if -shift > 1100:
            raise ValueError(OUT_OF_RANGE)
        kept = significand << -shift
    elif shift > significand.bit_length() + 1:
        kept = 0
    else:
        kept = significand >> shift
        dropped = significand & ((1 << shift) - 1)
        half = 1 << (shift - 1)
        if dropped > half or (dropped == half and kept & 1):
            kept += 1
    if kept >> fraction_bits == 0:
        return kept  # denormal
    # A carry into the next power of two has zeros below, and adds one to the exponent by itself.
    magnitude = ((last + fraction_bits + bias - 1) << fraction_bits) + kept
    if magnitude >> fraction_bits >= 2 * bias + 1:
        raise ValueError(OUT_OF_RANGE)
    return magnitude


# --- strings ---

_ESCAPE: Final = re.compile(rb"\\(?:u\{([0-9A-Fa-f_]+)\}|([0-9A-Fa-f]{2})|(.))", re.S)
_SIMPLE_ESCAPES: Final = {
    b"t": b"\t", b"n": b"\n", b"r": b"\r", b'"': b'"', b"'": b"'", b"\\": b"\\",
}  # fmt: skip


def string_bytes(token: bytes) -> bytes:
    """The bytes that a string token with its quotes stands for; the lexer has checked its escapes."""
    inner = token[1:-1]
    if b"\\" not in inner:
        return inner
    return _ESCAPE.sub(_unescaped, inner)


def _unescaped(match: re.Match[bytes]) -> bytes:
    """The bytes of one escape."""
    if match[1] is not None:
        return chr(int(match[1].replace(b"_", b""), 16)).encode("utf-8")
    if match[2] is not None:
        return bytes([int(match[2], 16)])
    return _SIMPLE_ESCAPES[match[3]]
