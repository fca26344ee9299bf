"""Tokens of CLIF text.

A scanner goes over the bytes of the text (`scanner.py`); what a word means is looked up (`words.py`):

    v2 = iadd.i32 v0, v1 ; note      VALUE(2) "=" OP_BINARY(60) "." TYPE(3) VALUE(0) "," VALUE(1)

Tokens are parallel columns (10 bytes a token), not objects, and a table holds the tokens of one function
at a time: `function` is a word of its own that stands nowhere else, so it begins the next one. The number of
an entity reference is its N, of an opcode its number, of a type its code; integers, floats and strings are
read from the source by whoever knows what they must be (`immediates.py`). Comments are kept beside the
tokens, each with the index of the token it precedes, because test directives live in them.

Rules that surprise: a number is an optional sign and any run of letters, digits, `_`, `.`, `-`; a
leading sign belongs to the number, so `v0-72` is two tokens; `v01` is no value, `v1` is.
"""

from typing import Final

from librt.vecs import append, extend, vec
from mypy_extensions import i32, i64, u8

from ..errors import LimitError, Place
from .grammar_gen import (
    LITERALS,
    T_BAD_CHARACTER,
    T_FLOAT,
    T_FUNCTION,
    T_HEX_SEQUENCE,
    T_INTEGER,
    T_LOAD,
    T_NAME,
    T_OP_ADD_TRAP,
    T_OP_UNARY_IMM,
    T_SOURCE_LOC,
    T_STRING,
    T_VALUE,
)
from .places import LineTable
from .scanner import (
    ALONE,
    AT,
    CAPITAL_I,
    CAPITAL_N,
    CHARACTERS,
    DIGIT,
    GREATER,
    HASH,
    LETTER,
    LONGER,
    PERCENT,
    POINT,
    QUOTE,
    SEMICOLON,
    SMALL_V,
    SPACE,
    WORD,
    ZERO,
    at,
    float_word_end,
    token_end,
)
from .words import FIXED_WORDS, KIND_BITS, MAX_ENTITY, SHORT, short_word, word_meaning

#: Offsets in the text are 32-bit columns.
_MAX_LENGTH: Final = 0x7FFFFFFE
#: Columns grow by a quarter, not to the double, so that little of them is empty.
_FIRST_CAPACITY: Final = 256
_FUNCTION_LENGTH: Final = len("function")
#: So many words are remembered with their meaning.
_MAX_MEANINGS: Final = 4096
#: Length of a token that does not fit in its column.
_LONG: Final = 255
#: Digits of the largest entity number.
_MAX_DIGITS: Final = 10
#: What is kept of a key when a character is added: `SHORT` characters.
_KEY_MASK: Final = 0x007F_FFFF_FFFF_FFFF
_ARROW: Final = LITERALS["->"]


class Tokens:
    """The tokens of one function at a time, by token index: `advance` goes on to the next function. Text
    before the first `function` comes before it, as if it were a function. Raises `LimitError` for a text
    of 2 GiB."""

    def __init__(self, source: str, file: str = "") -> None:
        if len(source) > _MAX_LENGTH:
            raise LimitError(f"texts of more than {_MAX_LENGTH} characters are not read", Place(0, 0, file))
        self.source = source
        self.file = file
        self.lines = LineTable(source)
        self.count: i64 = 0
        """Number of tokens; the columns may be longer."""
        self.kind: vec[u8] = vec[u8]()
        """Terminal number (`grammar_gen`)."""
        self.value: vec[i32] = vec[i32]()
        """What `number` returns, as a signed number."""
        self.start: vec[i32] = vec[i32]()
        self.length: vec[u8] = vec[u8]()
        """Characters; `_LONG` for those that have as many or more."""
        self.comment_token: vec[i32] = vec[i32]()
        """By comment: index of the token that it precedes."""
        self.comment_start: vec[i32] = vec[i32]()
        """By comment: where its `;` is."""
        self.opcodes: i64 = 0
        """How many of the tokens are opcodes: no function has more instructions."""
        self.at_end: bool = False
        """No function follows."""
        self._data: bytes = source.encode("latin-1", "replace")
        """The text, a byte a character."""
        self._offset: i64 = 0
        """What is behind it has not been looked at."""
        self._meanings: dict[str, int] = dict(FIXED_WORDS)
        """Of words that are not in the table of short ones."""
        self._next_function: i64 = -1
        """Offset of the word `function` that ended the tokens."""
        self._word_end: i64 = 0
        """Offset behind the word that `_word` was asked for."""

    def begin(self, offset: int) -> None:
        """Start at an offset instead of the beginning of the text."""
        self._offset = offset

    def number(self, token: i64) -> i64:
        """Number of an entity reference or opcode, code of a type, and so on."""
        return i64(self.value[token]) & 0xFFFFFFFF

    def end(self, token: i64) -> i64:
        """Offset behind a token."""
        start = i64(self.start[token])
        length = i64(self.length[token])
        if length < _LONG:
            return start + length
        return token_end(self._data, start)

    def text(self, token: i64) -> str:
        """The characters of a token."""
        return self.source[int(self.start[token]) : int(self.end(token))]

    def line_column(self, offset: int) -> tuple[int, int]:
        """1-based line and column of an offset."""
        return self.lines.line_column(offset)

    def comment_text(self, offset: int) -> str:
        """A comment from its `;` to the end of its line."""
        return self.lines.rest_of_line(offset)

    def advance(self, whole: bool = False) -> bool:
        """Replace the tokens by those of the next function, from its `function` up to that of the one after
        it; False when there is none. With `whole`, take all that are left. A character that starts no
        token becomes a token of kind BAD_CHARACTER, which no rule of the grammar takes."""
        if self.at_end:
            return False
        data = self._data
        size: i64 = len(data)
        kinds = self.kind
        values = self.value
        starts = self.start
        lengths = self.length
        comment_token: vec[i32] = vec[i32]()
        comment_start: vec[i32] = vec[i32]()
        capacity: i64 = len(kinds)
        count: i64 = 0
        opcodes: i64 = 0
        if self._next_function >= 0:
            kinds[0] = T_FUNCTION
            values[0] = 0
            starts[0] = i32(self._next_function)
            lengths[0] = _FUNCTION_LENGTH
            count = 1
            self._next_function = -1
        i = self._offset
        while i < size:
            c: i64 = data[i]
            row = i64(CHARACTERS[c])
            if row & SPACE != 0:
                i += 1
                continue
            if c == SEMICOLON:
                comment_token = append(comment_token, i32(count))
                comment_start = append(comment_start, i32(i))
                i = _line_end(data, i)
                continue
            begin = i
            value: i64 = 0
            if row & (LETTER | LONGER) == 0:
                i += 1
                kind = i64(ALONE[c])
            elif row & LETTER == 0:
                i = token_end(data, begin)
                kind = _kind_of_longer(data, begin, i)
            else:
                meaning = self._word(begin)
                i = self._word_end
                kind = meaning & 255
                value = meaning >> KIND_BITS
                if kind >= T_OP_ADD_TRAP and kind <= T_OP_UNARY_IMM or kind == T_LOAD:
                    opcodes += 1
            if count == capacity:
                capacity += (capacity >> 2) + _FIRST_CAPACITY
                # One after the other: each old column is freed before the next is copied.
                kinds = _longer_u8(kinds, capacity)
                self.kind = kinds
                values = _longer_i32(values, capacity)
                self.value = values
                starts = _longer_i32(starts, capacity)
                self.start = starts
                lengths = _longer_u8(lengths, capacity)
                self.length = lengths
            if kind == T_FUNCTION and not whole:
                self._next_function = begin
                break
            length = i - begin
            kinds[count] = u8(kind)
            if value >= 0x8000_0000:
                value -= 0x1_0000_0000
            if length > _LONG:
                length = _LONG
            values[count] = i32(value)
            starts[count] = i32(begin)
            lengths[count] = u8(length)
            count += 1
        self._offset = i
        self.at_end = self._next_function < 0
        self.count = count
        self.opcodes = opcodes
        self.comment_token = comment_token
        self.comment_start = comment_start
        return True

    def _word(self, begin: i64) -> i64:
        """Packed meaning of the word (or `NaN...`, `Inf...`) at an offset; `_word_end` is set to its end."""
        data = self._data
        size: i64 = len(data)
        first: i64 = data[begin]
        if first == CAPITAL_N or first == CAPITAL_I:
            end = float_word_end(data, begin)
            if end >= 0:
                self._word_end = end
                return T_FLOAT
        # The key of the word, and of its letters before the first digit; the number behind them.
        key = first
        prefix: i64 = -1
        digits: i64 = 0
        number: i64 = 0
        pure = True
        i = begin + 1
        while i < size:
            c: i64 = data[i]
            row = i64(CHARACTERS[c])
            if row & WORD == 0:
                break
            if row & DIGIT != 0:
                if prefix < 0:
                    prefix = key
                digits += 1
                if digits <= _MAX_DIGITS:
                    number = 10 * number + c - ZERO
            elif digits > 0:
                pure = False
            key = (key & _KEY_MASK) << 8 | c
            i += 1
        self._word_end = i
        length = i - begin
        if pure and digits > 0 and digits <= _MAX_DIGITS and length - digits < SHORT:
            if (digits == 1 or data[i - digits] != ZERO) and number <= MAX_ENTITY:
                kind: i64 = T_VALUE
                if prefix != SMALL_V:
                    kind = short_word(prefix << 8 | HASH)
                if kind >= 0:
                    return number << KIND_BITS | kind
        if length <= SHORT:
            meaning = short_word(key)
            if meaning >= 0:
                return meaning
        return self._long_word(begin, i)

    def _long_word(self, begin: i64, end: i64) -> i64:
        """Packed meaning of a word that is not in the table of short ones."""
        word = self.source[int(begin) : int(end)]
        meaning = self._meanings.get(word)
        if meaning is None:
            meaning = word_meaning(word)
            if len(self._meanings) < _MAX_MEANINGS:
                self._meanings[word] = meaning
        return meaning


def _line_end(data: bytes, i: i64) -> i64:
    """The offset of the newline at or behind an offset, or the end of the text."""
    end: i64 = data.find(b"\n", int(i))
    if end < 0:
        return len(data)
    return end


def _kind_of_longer(data: bytes, begin: i64, end: i64) -> i64:
    """The kind of the token in a stretch that begins with a sign, a digit, `%`, `#`, `@` or a quote."""
    c: i64 = data[begin]
    if c == PERCENT:
        return T_NAME
    if c == HASH:
        return T_HEX_SEQUENCE
    if c == QUOTE:
        if end > begin + 1:
            return T_STRING
        return T_BAD_CHARACTER
    if i64(CHARACTERS[c]) & DIGIT == 0:
        if end == begin + 1:
            return i64(ALONE[c])
        if c == AT:
            return T_SOURCE_LOC
        following = at(data, begin + 1)
        if following == GREATER:
            return _ARROW
        if i64(CHARACTERS[following]) & LETTER != 0:
            return T_FLOAT
    while begin < end:
        if data[begin] == POINT:
            return T_FLOAT
        begin += 1
    return T_INTEGER


def _longer_u8(column: vec[u8], capacity: i64) -> vec[u8]:
    """A longer copy of a column."""
    new = extend(vec[u8](capacity=capacity), column)
    return extend(new, vec[u8]([0] * (capacity - len(column))))


def _longer_i32(column: vec[i32], capacity: i64) -> vec[i32]:
    """A longer copy of a column."""
    new = extend(vec[i32](capacity=capacity), column)
    return extend(new, vec[i32]([0] * (capacity - len(column))))


def tokenize(source: str, file: str = "", offset: int = 0) -> Tokens:
    """All tokens of `source` from `offset` on as one table."""
    tokens = Tokens(source, file)
    tokens.begin(offset)
    tokens.advance(whole=True)
    return tokens
