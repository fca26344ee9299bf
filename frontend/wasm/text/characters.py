"""Character classes of the text format, and where the tokens that consist of many characters end.

The text is scanned as UTF-8 bytes. A stretch of `idchar`s, strings and `,;[]{}` is one token whatever it
means, so that `0drop` or `"a""b"` is a single (wrong) one:

    i32.const 0x1F(;no;)"a\\n"       ends at 9, 14, then a comment, then a string of 5 bytes

Source: WebAssembly specification 3.0, 6.3 (lexical format).
"""

from typing import Final

from librt.vecs import vec
from mypy_extensions import i64

#: Bits of a byte's row in `CLASSES`.
SPACE: Final = 1
"""Space, tab, line feed, carriage return."""
IDCHAR: Final = 2
"""May be a part of an identifier, keyword or number."""
RESERVED: Final = 4
"""May be a part of a token besides: `, [ ] { }`. (`;` depends on what follows.)"""
LETTER: Final = 8
"""a-z: begins a keyword."""
NUMERIC: Final = 16
"""A digit or sign: begins a number."""

LINE_FEED: Final = 0x0A
CARRIAGE_RETURN: Final = 0x0D
BLANK: Final = 0x20
QUOTE: Final = 0x22
DOLLAR: Final = 0x24
APOSTROPHE: Final = 0x27
LEFT: Final = 0x28
RIGHT: Final = 0x29
PLUS: Final = 0x2B
MINUS: Final = 0x2D
POINT: Final = 0x2E
ZERO: Final = 0x30
NINE: Final = 0x39
SEMICOLON: Final = 0x3B
AT: Final = 0x40
BACKSLASH: Final = 0x5C
UNDERSCORE: Final = 0x5F
SMALL_U: Final = 0x75
LEFT_BRACE: Final = 0x7B
RIGHT_BRACE: Final = 0x7D
DELETE: Final = 0x7F


def _classes() -> list[int]:
    rows = [0] * 256
    for c in range(128):
        text = chr(c)
        if text in " \t\n\r":
            rows[c] |= SPACE
        if text.isalnum() or text in "!#$%&'*+-./:<=>?@\\^_`|~":
            rows[c] |= IDCHAR
        if text in ",[]{}":
            rows[c] |= RESERVED
        if "a" <= text <= "z":
            rows[c] |= LETTER
        if "0" <= text <= "9" or text in "+-":
            rows[c] |= NUMERIC
    return rows


#: By byte: what it may be a part of.
CLASSES: Final[vec[i64]] = vec[i64](_classes())


def hex_digit(c: i64) -> i64:
    """The value of a hexadecimal digit, -1 for another character."""
    if c >= 0x30 and c <= 0x39:
        return c - 0x30
    lower = c | 0x20
    if lower >= 0x61 and lower <= 0x66:
        return lower - 0x61 + 10
    return -1


def id_end(data: bytes, i: i64, end: i64) -> i64:
    """The offset behind the `idchar`s from an offset on."""
    while i < end and CLASSES[data[i]] & IDCHAR != 0:
        i += 1
    return i


def line_end(data: bytes, i: i64, end: i64) -> i64:
    """The offset of the end of the line: of its line feed or carriage return."""
    while i < end:
        c: i64 = data[i]
        if c == LINE_FEED or c == CARRIAGE_RETURN:
            return i
        i += 1
    return end


def comment_end(data: bytes, i: i64, end: i64) -> i64:
    """The offset behind a block comment that begins at an offset, -1 if it is not closed; they nest."""
    depth: i64 = 0
    while i + 1 < end:
        c: i64 = data[i]
        following: i64 = data[i + 1]
        if c == LEFT and following == SEMICOLON:
            depth += 1
            i += 2
        elif c == SEMICOLON and following == RIGHT:
            depth -= 1
            i += 2
            if depth == 0:
                return i
        else:
            i += 1
    return -1


#: Problems of strings, as negative results of `string_end`; `STRING_PROBLEMS` says which.
UNCLOSED: Final = -1
BAD_CHARACTER: Final = -2
BAD_ESCAPE: Final = -3

STRING_PROBLEMS: Final[dict[int, str]] = {
    UNCLOSED: "unclosed string",
    BAD_CHARACTER: "illegal character in a string: control characters are written as escapes",
    BAD_ESCAPE: "illegal escape in a string",
}


def string_end(data: bytes, i: i64, end: i64) -> i64:
    """The offset behind the string whose opening quote is at an offset, or the number of a problem."""
    i += 1
    while i < end:
        c: i64 = data[i]
        if c == QUOTE:
            return i + 1
        if c == BACKSLASH:
            i = _escape_end(data, i + 1, end)
            if i < 0:
                return BAD_ESCAPE
        elif c < BLANK or c == DELETE:
            if c == LINE_FEED or c == CARRIAGE_RETURN:
                return UNCLOSED
            return BAD_CHARACTER
        else:
            i += 1
    return UNCLOSED


def _escape_end(data: bytes, i: i64, end: i64) -> i64:
    """The offset behind an escape whose backslash is before an offset, -1 if it is none."""
    if i >= end:
        return -1
    c: i64 = data[i]
    if c == SMALL_U:
        return _unicode_escape_end(data, i + 1, end)
    # \t \n \r \" \' \\
    if c == 0x74 or c == 0x6E or c == 0x72 or c == QUOTE or c == APOSTROPHE or c == BACKSLASH:
        return i + 1
    if i + 1 < end and hex_digit(c) >= 0 and hex_digit(i64(data[i + 1])) >= 0:
        return i + 2
    return -1


def _unicode_escape_end(data: bytes, i: i64, end: i64) -> i64:
    """The offset behind `{N}` of a `\\u{N}`, -1 if N is no hexadecimal number of a Unicode scalar value."""
    if i >= end or data[i] != LEFT_BRACE:
        return -1
    i += 1
    first = i
    value: i64 = 0
    while i < end:
        c: i64 = data[i]
        digit = hex_digit(c)
        if digit >= 0:
            value = (value << 4) | digit
            if value > 0x10FFFF:
                return -1
        elif c == RIGHT_BRACE:
            if i == first or data[i - 1] == UNDERSCORE or (value >= 0xD800 and value < 0xE000):
                return -1
            return i + 1
        elif c != UNDERSCORE or i == first or data[i - 1] == UNDERSCORE:
            return -1
        i += 1
    return -1
