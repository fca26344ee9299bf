"""Immediates: constants between text and bits.

Integers are Python ints here (up to 128 bits), floats are their bit patterns, vectors are
little-endian bytes. Reading raises `ValueError` with a message for the user; the caller adds the
place. Printing gives the one canonical spelling, which reads back to the same bits.

    parse_float("0x1.8p1", F32)  == 0x40400000        format_float(0x40400000, F32)  == "0x1.800000p1"
    parse_float("-sNaN:0x1", F32) == 0xff800001       format_int(65536)              == "0x0001_0000"

The only decimal float is 0.0: every other literal is hexadecimal and must be exactly representable,
so reading never rounds. Source: CLIF reference, "Immediates" and "Printer"; formats of IEEE 754-2019.
"""

import re
from typing import Final

from .types import lane_bits, lane_count, lane_type, type_bytes, type_name

#: `(exponent bits, fraction bits)` of each float format, by total width.
_FLOAT_FORMATS: Final = {16: (5, 10), 32: (8, 23), 64: (11, 52), 128: (15, 112)}

_HEX_FLOAT: Final = re.compile(r"([+-]?)0x([0-9A-Fa-f]*)\.([0-9A-Fa-f]*)(?:[pP](-?[0-9]+))?")
_ZERO_FLOAT: Final = re.compile(r"([+-]?)0\.0")
_NAN: Final = re.compile(r"([+-]?)(s?)NaN(?::0x([0-9A-Fa-f]+))?")
_INT: Final = re.compile(r"([+-]?)(?:0x([0-9A-Fa-f_]+)|([0-9][0-9_]*))")

#: Most characters of a literal that a message repeats.
_MAX_QUOTED: Final = 60

#: Size of the largest vector, i128x256. (Cranelift stops at 16 bytes.)
_MAX_BYTES: Final = 4096


def _short(text: str) -> str:
    """A literal for a message: the beginning of one that nobody wants to read whole."""
    return text if len(text) <= _MAX_QUOTED else text[:_MAX_QUOTED] + "..."


def parse_int(text: str, low: int, high: int, underscores: bool = True) -> int:
    """A signed decimal or hexadecimal integer in `low..high`.

    `underscores` tells whether `_` may stand among decimal digits (among hex digits it always may)."""
    if len(text) <= 18 and text.isdigit() and text.isascii() and low <= int(text) <= high:
        return int(text)  # most are like that
    match = _INT.fullmatch(text)
    if match is None or (match[3] and "_" in match[3] and not underscores):
        raise ValueError(f"`{_short(text)}` is not an integer")
    digits = match[2] if match[2] is not None else match[3]
    digits = digits.replace("_", "")
    if not digits:
        raise ValueError(f"`{_short(text)}` is not an integer")
    if len(digits.lstrip("0")) > 40:
        raise ValueError(f"integer `{_short(text)}` is out of range {low}..{high}")
    value = int(digits, 16 if match[2] is not None else 10)
    if match[1] == "-":
        value = -value
    if not low <= value <= high:
        raise ValueError(f"integer `{_short(text)}` is out of range {low}..{high}")
    return value


def parse_imm64(text: str) -> int:
    """An `imm64`: -2^63 .. 2^64-1, at most 16 hex digits."""
    if len(text) > 18 and len(text.replace("_", "").lstrip("+-")) > 18 and text.lstrip("+-").startswith("0x"):
        raise ValueError(f"`{_short(text)}` has more than 16 hexadecimal digits")
    return parse_int(text, -1 << 63, (1 << 64) - 1)


def parse_lane_int(text: str, bits: int) -> int:
    """An integer of a width in any spelling of its bits: -2^(n-1) .. 2^n-1; returns the bits.

    Widths below 64 (and 128) take no `_` among decimal digits."""
    if bits == 64:
        return parse_imm64(text) & (1 << 64) - 1
    return parse_int(text, -1 << bits - 1, (1 << bits) - 1, underscores=False) & (1 << bits) - 1


def parse_unsigned(text: str, bits: int, underscores: bool = True) -> int:
    """An unsigned integer of a width, without sign."""
    if text[:1] in ("+", "-"):
        raise ValueError(f"`{_short(text)}` must have no sign")
    return parse_int(text, 0, (1 << bits) - 1, underscores)


def parse_offset(text: str, bits: int) -> int:
    """A byte offset: the sign is required."""
    if text[:1] not in ("+", "-"):
        raise ValueError(f"offset `{_short(text)}` must begin with `+` or `-`")
    return parse_int(text, -1 << bits - 1, (1 << bits - 1) - 1)


def parse_float(text: str, ty: int) -> int:
    """The bits of a float literal of float type `ty`."""
    bits = int(lane_bits(ty))
    exponent_bits, fraction_bits = _FLOAT_FORMATS[bits]
    sign_bit = 1 << bits - 1 if text.startswith("-") else 0
    if _ZERO_FLOAT.fullmatch(text):
        return sign_bit
    infinity = (1 << exponent_bits) - 1 << fraction_bits
    if text.lstrip("+-") == "Inf" and len(text) <= 4:
        return sign_bit | infinity
    match = _NAN.fullmatch(text)
    if match is not None:
        return sign_bit | infinity | _nan_fraction(text, match[2] == "s", match[3], fraction_bits)
    match = _HEX_FLOAT.fullmatch(text)
    if match is None or not match[2] + match[3]:
        raise ValueError(
            f"`{_short(text)}` is not a floating-point number (write 0.0, a hexadecimal one, Inf or NaN)"
        )
    if len(match[2]) + len(match[3]) > 32:
        raise ValueError(f"`{_short(text)}` has more than 32 digits")
    exponent_text = match[4] or "0"
    if len(exponent_text) > 12:
        raise ValueError(f"`{_short(text)}` is out of the range of {type_name(ty)}")
    exponent = int(exponent_text) - 4 * len(match[3])
    return sign_bit | _exact(text, int(match[2] + match[3], 16), exponent, ty)


def _nan_fraction(text: str, signalling: bool, payload_text: str | None, fraction_bits: int) -> int:
    """The fraction field of a NaN literal."""
    quiet_bit = 1 << fraction_bits - 1
    payload = int(payload_text, 16) if payload_text is not None else 0
    if payload >= quiet_bit:
        raise ValueError(f"the payload of `{_short(text)}` has too many bits")
    if not signalling:
        return quiet_bit | payload
    if payload == 0 or text[0] not in "+-":
        raise ValueError(
            f"`{_short(text)}` is not a signalling NaN (it needs a sign and a payload that is not 0)"
        )
    return payload


def _exact(text: str, significand: int, exponent: int, ty: int) -> int:
    """Exponent and fraction field of `significand * 2**exponent`, which must be representable."""
    exponent_bits, fraction_bits = _FLOAT_FORMATS[int(lane_bits(ty))]
    if significand == 0:
        return 0
    bias = (1 << exponent_bits - 1) - 1
    # Exponent of the leading one; subnormals keep the least normal exponent.
    scale = significand.bit_length() - 1 + exponent
    if scale > bias:
        raise ValueError(f"`{_short(text)}` is out of the range of {type_name(ty)}")
    least = max(scale, 1 - bias) - fraction_bits
    shift = exponent - least
    if shift >= 0:
        fraction = significand << shift
    else:
        fraction = significand >> -shift if -shift < 256 else 0
        if fraction << -shift != significand if -shift < 256 else True:
            raise ValueError(f"`{_short(text)}` has more bits than {type_name(ty)} can represent")
    if scale < 1 - bias:
        return fraction
    return fraction + (scale + bias - 1 << fraction_bits)


def parse_bytes(text: str) -> bytes:
    """A `0x` byte string, most significant byte first, as little-endian bytes."""
    digits = text[2:].replace("_", "")
    if len(digits) > 2 * _MAX_BYTES:
        raise ValueError(f"`{_short(text)}` has more than {_MAX_BYTES} bytes")
    if not text.startswith("0x") or not re.fullmatch("[0-9A-Fa-f]+", digits):
        raise ValueError(f"`{_short(text)}` is not a string of hexadecimal bytes")
    if len(digits) % 2:
        raise ValueError(f"`{_short(text)}` has an odd number of digits")
    return bytes.fromhex(digits)[::-1]


def widen_bytes(data: bytes, ty: int) -> bytes:
    """`data` zero-extended to the size of a vector type."""
    size = int(type_bytes(ty))
    if len(data) > size:
        raise ValueError(f"{len(data)} bytes are too many for {type_name(ty)}")
    return data + bytes(size - len(data))


def parse_scalar(text: str, ty: int) -> int:
    """An integer or float literal of scalar type `ty`, as bits."""
    if 6 <= ty <= 9:
        if "." not in text and "NaN" not in text and "Inf" not in text:
            raise ValueError(f"`{_short(text)}` is not a floating-point number (a `.` is required)")
        return parse_float(text, ty)
    return parse_lane_int(text, int(lane_bits(ty)))


def parse_lanes(lanes: list[str], ty: int, written: int = -1) -> bytes:
    """The items of a lane list as the little-endian bytes of vector type `ty`. `written` says how many
    there were, if `lanes` has not all of them."""
    count = int(lane_count(ty))
    written = len(lanes) if written < 0 else written
    if written != count:
        raise ValueError(f"{type_name(ty)} has {count} lanes, {written} are written")
    lane = int(lane_type(ty))
    size = int(lane_bits(lane)) // 8
    return b"".join(parse_scalar(text, lane).to_bytes(size, "little") for text in lanes)


def format_int(value: int) -> str:
    """An integer as the printer writes it: decimal below 10000, else hexadecimal in groups of 4."""
    if value < 10000:
        return str(value)
    digits = f"{value:x}"
    digits = digits.zfill((len(digits) + 3) // 4 * 4)
    return "0x" + "_".join(digits[i : i + 4] for i in range(0, len(digits), 4))


def format_offset(value: int) -> str:
    """A byte offset: nothing for 0, else signed."""
    if value == 0:
        return ""
    return "-" + format_int(-value) if value < 0 else "+" + format_int(value)


def format_float(value: int, ty: int) -> str:
    """The bits of a float type as the printer writes them."""
    bits = int(lane_bits(ty))
    exponent_bits, fraction_bits = _FLOAT_FORMATS[bits]
    sign = "-" if value >> bits - 1 & 1 else ""
    exponent = value >> fraction_bits & (1 << exponent_bits) - 1
    fraction = value & (1 << fraction_bits) - 1
    bias = (1 << exponent_bits - 1) - 1
    # The fraction in whole hex digits, left-aligned.
    digits = (fraction_bits + 3) // 4
    fraction_text = f"{fraction << digits * 4 - fraction_bits:0{digits}x}"
    if exponent == 0:
        return f"{sign}0.0" if fraction == 0 else f"{sign}0x0.{fraction_text}p{1 - bias}"
    if exponent != (1 << exponent_bits) - 1:
        return f"{sign}0x1.{fraction_text}p{exponent - bias}"
    sign = sign or "+"
    if fraction == 0:
        return f"{sign}Inf"
    quiet = fraction >> fraction_bits - 1
    payload = fraction & (1 << fraction_bits - 1) - 1
    name = "NaN" if quiet else "sNaN"
    return f"{sign}{name}:0x{payload:x}" if payload else f"{sign}{name}"


def format_bytes(data: bytes) -> str:
    """Little-endian bytes as a `0x` string."""
    return "0x" + data[::-1].hex()


def format_value(value: int, ty: int) -> str:
    """Bits of a scalar type: floats as float literals, integers signed."""
    if 6 <= ty <= 9:
        return format_float(value, ty)
    bits = int(lane_bits(ty))
    value &= (1 << bits) - 1
    return format_int(value - (1 << bits) if value >> bits - 1 else value)
