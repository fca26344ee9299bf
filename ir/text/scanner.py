"""Where the tokens of CLIF text end: character classes, and a function for each kind of token.

The text is scanned as bytes, one a character (Latin-1; characters beyond are `?`, which begins no token as
they do), so offsets are those of the text.

    v2 = iadd v0-72          tokens end at 2, 4, 9, 12, 15: `-72` is one, since a digit follows the sign

Kinds of tokens, by how they begin: a letter, a word (`NaN` and `Inf`, a float); a digit, or a sign with a
digit, `.` or sign behind it, a number; `%` a name (`%"..."` up to the next quote); `@` with a hex digit
behind it a source location; `#` hex digits; `;` a comment to the end of the line; `"` a string to the next
one. Others stand alone, but for `->`.
"""

from typing import Final

from librt.vecs import vec
from mypy_extensions import i64, u8

from .grammar_gen import LITERALS, T_BAD_CHARACTER

#: Bits of a character's row in `CHARACTERS`.
WORD: Final = 1
"""Letters, digits, `_`."""
NUMBER: Final = 2
"""Those, `.` and `-`."""
HEX: Final = 4
SPACE: Final = 8
DIGIT: Final = 16
LETTER: Final = 32
SIGNED: Final = 64
"""A sign before it begins a number."""
LONGER: Final = 128
"""It may begin a token that is longer than itself, and no word."""

#: Characters that scanners look for.
QUOTE: Final = 0x22
HASH: Final = 0x23
PERCENT: Final = 0x25
PLUS: Final = 0x2B
MINUS: Final = 0x2D
POINT: Final = 0x2E
ZERO: Final = 0x30
COLON: Final = 0x3A
SEMICOLON: Final = 0x3B
GREATER: Final = 0x3E
AT: Final = 0x40
CAPITAL_I: Final = 0x49
CAPITAL_N: Final = 0x4E
SMALL_A: Final = 0x61
SMALL_F: Final = 0x66
SMALL_N: Final = 0x6E
SMALL_S: Final = 0x73
SMALL_V: Final = 0x76


def _characters() -> list[int]:
    rows = [0] * 256
    for c in range(256):
        text = chr(c)
        if text in " \t\n\v\f\r":
            rows[c] = SPACE
        if c < 128 and (text.isalnum() or text == "_"):
            rows[c] = WORD | NUMBER
            if text.isalpha():
                rows[c] |= LETTER
            if text.isdigit():
                rows[c] |= DIGIT
            if text in "0123456789abcdefABCDEF":
                rows[c] |= HEX
        if text in ".-":
            rows[c] = NUMBER
        if text in "0123456789+-.":
            rows[c] |= SIGNED
        if text in '0123456789+-%#@"':
            rows[c] |= LONGER
    return rows


#: By character: what it may be a part of.
CHARACTERS: Final[vec[u8]] = vec[u8](_characters())
#: By character: the kind of token that it is when it stands alone.
ALONE: Final[vec[u8]] = vec[u8]([LITERALS.get(chr(c), T_BAD_CHARACTER) for c in range(256)])


def at(data: bytes, i: i64) -> i64:
    """The character at an offset, 0 behind the text."""
    if i < len(data):
        return data[i]
    return 0


def run_end(data: bytes, i: i64, bits: i64) -> i64:
    """Where the characters with one of these bits end, from offset `i` on."""
    size: i64 = len(data)
    while i < size:
        c: i64 = data[i]
        if i64(CHARACTERS[c]) & bits == 0:
            break
        i += 1
    return i


def float_word_end(data: bytes, i: i64) -> i64:
    """The end of `NaN...` or `Inf...` at an offset, which may follow a sign; -1 when there is none."""
    c = at(data, i)
    if c == CAPITAL_N and at(data, i + 1) == SMALL_A and at(data, i + 2) == CAPITAL_N:
        i += 3
        if at(data, i) == COLON:
            i += 1
        return run_end(data, i, NUMBER)
    if c == CAPITAL_I and at(data, i + 1) == SMALL_N and at(data, i + 2) == SMALL_F:
        return run_end(data, i + 3, NUMBER)
    return -1


def signed_float_word_end(data: bytes, i: i64) -> i64:
    """The same behind a sign, where `sNaN:` is possible too."""
    if at(data, i) == SMALL_S and at(data, i + 4) == COLON:
        end = float_word_end(data, i + 1)
        if end <= i + 4:
            return -1
        return end
    return float_word_end(data, i)


def string_end(data: bytes, begin: i64) -> i64:
    """The end of the string that begins at an offset, -1 when nothing closes it."""
    end: i64 = data.find(b'"', int(begin + 1))
    if end < 0:
        return -1
    return end + 1


def token_end(data: bytes, begin: i64) -> i64:
    """The end of the token at an offset, which is no space and no comment."""
    c = at(data, begin)
    row = i64(CHARACTERS[c])
    following = at(data, begin + 1)
    end: i64 = -1
    if row & LETTER != 0:
        end = float_word_end(data, begin)
        if end < 0:
            return run_end(data, begin, WORD)
        return end
    if row & DIGIT != 0:
        return run_end(data, begin, NUMBER)
    if c == PLUS or c == MINUS:
        if i64(CHARACTERS[following]) & SIGNED != 0:
            return run_end(data, begin + 2, NUMBER)
        end = signed_float_word_end(data, begin + 1)
        if end < 0 and c == MINUS and following == GREATER:
            end = begin + 2
    elif c == PERCENT:
        if following == QUOTE:
            end = string_end(data, begin + 1)
        else:
            end = run_end(data, begin + 1, WORD)
    elif c == HASH or (c == AT and i64(CHARACTERS[following]) & HEX != 0):
        end = run_end(data, begin + 1, HEX)
    elif c == QUOTE:
        end = string_end(data, begin)
    if end < 0:
        return begin + 1
    return end
