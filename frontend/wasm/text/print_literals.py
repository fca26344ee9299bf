"""Numbers, strings and identifiers as text that reads back to the same bits.

float_text(0x3FC00000, 32)      1.5                 the fewest digits that are enough
float_text(0x7FA00000, 32)      nan:0x200000
id_text("a b")                  $"a b"
"""

import re
import struct
from typing import Final

from .literals import FRACTION_BITS, parse_float

_ID: Final = re.compile(r"[0-9A-Za-z!#$%&'*+\-./:<=>?@\\^_`|~]+")
#: Longest part of a string on a line, in bytes.
LINE_BYTES: Final = 64
#: Escapes of the bytes of data: what is no printable ASCII, the quote and the backslash.
_ESCAPED: Final[list[str]] = [
    chr(byte) if 0x20 <= byte < 0x7F and byte not in (0x22, 0x5C) else f"\\{byte:02x}" for byte in range(256)
]


def float_text(bits: int, width: int) -> str:
    """A float of 32 or 64 bits."""
    fraction = FRACTION_BITS[width]
    sign = "-" if bits >> (width - 1) else ""
    magnitude = bits & ((1 << (width - 1)) - 1)
    infinity = ((1 << (width - 1 - fraction)) - 1) << fraction
    if magnitude == infinity:
        return sign + "inf"
    if magnitude > infinity:
        payload = magnitude - infinity
        return sign + ("nan" if payload == 1 << (fraction - 1) else f"nan:{payload:#x}")
    if width == 64:
        (value,) = struct.unpack("<d", bits.to_bytes(8, "little"))
        return repr(value).removesuffix(".0")
    (value,) = struct.unpack("<f", bits.to_bytes(4, "little"))
    for digits in range(6, 9):
        text = f"{value:.{digits}g}"
        if parse_float(text.encode(), 32) == bits:
            return text
    return f"{value:.9g}"


def name_text(name: str) -> str:
    """A string token for a name."""
    if name.isascii() and name.isprintable() and '"' not in name and "\\" not in name:
        return f'"{name}"'
    return '"' + "".join(_name_character(c) for c in name) + '"'


def _name_character(c: str) -> str:
    if c in '"\\':
        return "\\" + c
    # Letters of all scripts as they are; what cannot be seen, or changes how others are seen, as a number.
    return c if c.isprintable() and not c.isspace() or c == " " else f"\\u{{{ord(c):x}}}"


def id_text(name: str) -> str:
    """An identifier."""
    return "$" + (name if _ID.fullmatch(name) else name_text(name))


def bytes_text(data: bytes) -> str:
    """A string token for bytes."""
    return '"' + "".join([_ESCAPED[byte] for byte in data]) + '"'


def bytes_lines(data: bytes, indent: str) -> str:
    """Strings for bytes, behind what is on the line already: on lines of their own if there are many."""
    if len(data) <= LINE_BYTES:
        return " " + bytes_text(data)
    parts = [data[start : start + LINE_BYTES] for start in range(0, len(data), LINE_BYTES)]
    return "".join([f"\n{indent}{bytes_text(part)}" for part in parts])
