"""A place among the tokens, and what reading steps over: words, names, numbers, parentheses.

    (memory $m 1)      enter("memory"), optional_id(), u32(), leave()

`unexpected` makes the error for a token that cannot stand where it is: a word or number that the format
does not know is an "unknown operator", anything else an "unexpected token".
"""

from typing import Final

from librt.vecs import vec
from mypy_extensions import i32, i64, u8

from ....ir.errors import ParseError
from .characters import MINUS, NINE, ZERO
from .lexer import CLOSE, END, ID, KEYWORD, NUMBER, OPEN, QUOTED_ID, STRING, Tokens
from .literals import (
    MALFORMED,
    OUT_OF_RANGE,
    is_number,
    parse_float,
    parse_int,
    parse_unsigned,
    string_bytes,
)
from .words import is_known_word

#: Most characters of a token in a message.
_SHOWN_LENGTH: Final = 60
#: A decimal number of so few characters fits in 32 bits.
_FAST_DIGITS: Final = 9
_SIZE_32: Final = 1 << 32
_SIZE_64: Final = 1 << 64


class Cursor:
    """A position in a table of tokens."""

    def __init__(self, tokens: Tokens, at: i64 = 0) -> None:
        self.tokens = tokens
        self.data: bytes = tokens.data
        self.kind: vec[u8] = tokens.kind
        self.start: vec[i32] = tokens.start
        self.end: vec[i32] = tokens.end
        self.other: vec[i32] = tokens.other
        self.at: i64 = at
        """Index of the next token."""

    # --- errors -----------------------------------------------------------------------------

    def error(self, message: str, token: i64 = -1) -> ParseError:
        """An error at a token, the next one if none is given."""
        if token < 0:
            token = self.at
        return ParseError(message, self.tokens.place(token))

    def unexpected(self, wanted: str = "") -> ParseError:
        """The error that the next token cannot stand here."""
        kind = i64(self.kind[self.at])
        text = self.tokens.text(self.at)
        shown = text.decode("utf-8", "replace")
        if len(shown) > _SHOWN_LENGTH:
            shown = shown[: _SHOWN_LENGTH - 3] + "..."
        if kind == END:
            shown = "end of the text"
        elif kind == KEYWORD and not is_known_word(text):
            return self.error(f"unknown operator {shown}")
        elif kind == NUMBER and not is_number(text):
            return self.error(f"unknown operator {shown}")
        return self.error(f"unexpected token {shown}" + (f", expected {wanted}" if wanted else ""))

    # --- looking ----------------------------------------------------------------------------

    def kind_here(self) -> i64:
        """The kind of the next token."""
        return i64(self.kind[self.at])

    def text_here(self) -> bytes:
        """The bytes of the next token."""
        return self.data[int(self.start[self.at]) : int(self.end[self.at])]

    def is_word(self, word: bytes) -> bool:
        """Whether the next token is a keyword."""
        return self.kind[self.at] == KEYWORD and self.text_here() == word

    def is_field(self, word: bytes) -> bool:
        """Whether `(` and a keyword come next."""
        at = self.at
        if self.kind[at] != OPEN or self.kind[at + 1] != KEYWORD:
            return False
        return self.data[int(self.start[at + 1]) : int(self.end[at + 1])] == word

    def field_word(self) -> bytes:
        """The keyword behind the next token if that is a `(`, else nothing."""
        at = self.at
        if self.kind[at] != OPEN or self.kind[at + 1] != KEYWORD:
            return b""
        return self.data[int(self.start[at + 1]) : int(self.end[at + 1])]

    def is_index(self) -> bool:
        """Whether the next token is an identifier or begins with a digit."""
        kind = i64(self.kind[self.at])
        return kind == NUMBER or kind == ID or kind == QUOTED_ID

    # --- stepping ---------------------------------------------------------------------------

    def skip_word(self, word: bytes) -> bool:
        """Step over a keyword if it comes next."""
        if self.is_word(word):
            self.at += 1
            return True
        return False

    def skip_field(self, word: bytes) -> bool:
        """Step over `(` and a keyword if they come next."""
        if self.is_field(word):
            self.at += 2
            return True
        return False

    def enter(self, word: bytes) -> None:
        """Step over `(` and a keyword."""
        if not self.skip_field(word):
            raise self.unexpected("(" + word.decode())

    def open(self) -> None:
        """Step over a `(`."""
        if self.kind[self.at] != OPEN:
            raise self.unexpected("'('")
        self.at += 1

    def close(self) -> None:
        """Step over a `)`."""
        if self.kind[self.at] != CLOSE:
            raise self.unexpected("')'")
        self.at += 1

    def at_close(self) -> bool:
        """Whether a `)` comes next."""
        return self.kind[self.at] == CLOSE

    def skip_group(self) -> None:
        """Step over a whole `( ... )`."""
        if self.kind[self.at] != OPEN:
            raise self.unexpected("'('")
        self.at = i64(self.other[self.at]) + 1

    # --- tokens with a value ----------------------------------------------------------------

    def word(self) -> bytes:
        """Step over a keyword."""
        if self.kind[self.at] != KEYWORD:
            raise self.unexpected("a keyword")
        text = self.text_here()
        self.at += 1
        return text

    def optional_id(self) -> bytes:
        """Step over an identifier and return its name, empty if none comes next."""
        kind = i64(self.kind[self.at])
        if kind != ID and kind != QUOTED_ID:
            return b""
        name = self.id_name(self.at)
        self.at += 1
        return name

    def id_name(self, token: i64) -> bytes:
        """The name of an identifier token, the same for `$x` and `$"x"`."""
        text = self.data[int(self.start[token]) + 1 : int(self.end[token])]
        if self.kind[token] == QUOTED_ID:
            return string_bytes(text)
        return text

    def string(self) -> bytes:
        """Step over a string."""
        if self.kind[self.at] != STRING:
            raise self.unexpected("a string")
        text = self.text_here()
        self.at += 1
        return string_bytes(text)

    def name(self) -> bytes:
        """Step over a string that must be UTF-8."""
        token = self.at
        text = self.string()
        try:
            text.decode("utf-8")
        except UnicodeDecodeError:
            raise self.error("malformed UTF-8 encoding", token) from None
        return text

    def _number(self, what: str) -> bytes:
        kind = i64(self.kind[self.at])
        if kind != NUMBER and kind != KEYWORD:
            raise self.unexpected(what)
        return self.text_here()

    def unsigned(self, bits: i64) -> int:
        """Step over a natural number below 2**bits."""
        text = self._number("a number")
        if len(text) <= 9 and text.isdigit():
            value = int(text)
            if bits >= 32 or value < 256:
                self.at += 1
                return value
        try:
            value = parse_unsigned(text, int(bits))
        except ValueError as problem:
            raise self._bad_number(problem, f"i{bits}", "a number") from None
        self.at += 1
        return value

    def u32(self) -> i64:
        """Step over a natural number below 2**32."""
        value: i64 = self.unsigned(32)
        return value

    def signed(self, bits: i64) -> i64:
        """Step over an integer of so many bits (32 or 64), signed or not; returned signed."""
        begin = i64(self.start[self.at])
        end = i64(self.end[self.at])
        i = begin
        negative = self.kind[self.at] == NUMBER and self.data[i] == MINUS
        if negative:
            i += 1
        if i < end and end - begin <= _FAST_DIGITS:
            value: i64 = 0
            while i < end:
                c: i64 = self.data[i]
                if c < ZERO or c > NINE:
                    break
                value = 10 * value + c - ZERO
                i += 1
            if i == end:
                self.at += 1
                if negative:
                    return -value
                return value
        unsigned = self.integer(bits)
        size = _SIZE_32 if bits == 32 else _SIZE_64
        return unsigned - size if unsigned >= size >> 1 else unsigned

    def integer(self, bits: i64) -> int:
        """Step over an integer of so many bits, signed or not; returned unsigned."""
        text = self._number(f"an i{bits} number")
        try:
            value = parse_int(text, int(bits))
        except ValueError as problem:
            raise self._bad_number(problem, f"i{bits}", f"an i{bits} number") from None
        self.at += 1
        return value

    def float(self, bits: i64) -> int:
        """Step over a float of 32 or 64 bits; returns its bits."""
        text = self._number(f"an f{bits} number")
        try:
            value = parse_float(text, int(bits))
        except ValueError as problem:
            raise self._bad_number(problem, f"f{bits}", f"an f{bits} number") from None
        self.at += 1
        return value

    def _bad_number(self, problem: ValueError, type_name: str, wanted: str) -> ParseError:
        if str(problem) == MALFORMED:
            return self.unexpected(wanted)
        return self.error(f"{type_name} {OUT_OF_RANGE}")
