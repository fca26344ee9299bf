"""A cursor over the bytes of a module: LEB128 numbers, names, the start of every reader here.

    cursor = Cursor(b"\\xe5\\x8e\\x26", 0, 3)
    cursor.u32()        # 624485

LEB128 holds 7 bits a byte, lowest first; bit 7 says that more follow. An N-bit number has at most
ceil(N / 7) bytes, and unused bits of the last one must be zero, or copies of the sign. Padding within that
is allowed everywhere.
"""

from typing import Final, NoReturn

from mypy_extensions import i64

from ...ir.types import bit
from .errors import InvalidError, MalformedError, WasmLimitError

_SIZE_64: Final = 1 << 64
_MASK_64: Final = (1 << 64) - 1
_SIGN_64: Final = 1 << 63


class Cursor:
    """Bytes `pos` to `end` of `data`."""

    def __init__(self, data: bytes, pos: i64, end: i64) -> None:
        self.data: bytes = data
        self.pos: i64 = pos
        self.end: i64 = end

    def malformed(self, message: str, offset: i64) -> NoReturn:
        """Raise for bytes that follow no grammar."""
        raise MalformedError(message, int(offset))

    def invalid(self, message: str, offset: i64) -> NoReturn:
        """Raise for a broken rule of validation."""
        raise InvalidError(message, int(offset))

    def limit(self, message: str, offset: i64) -> NoReturn:
        """Raise for more of something than there may be."""
        raise WasmLimitError(message, int(offset))

    def byte(self) -> i64:
        """The next byte."""
        pos = self.pos
        if pos >= self.end:
            self.malformed("unexpected end of section or function", pos)
        self.pos = pos + 1
        return self.data[pos]

    def skip(self, count: i64) -> None:
        """Go on behind so many bytes."""
        if count > self.end - self.pos:
            self.malformed("unexpected end of section or function", self.end)
        self.pos += count

    def u32(self) -> i64:
        """An unsigned number of 32 bits."""
        pos = self.pos
        if pos < self.end:
            byte: i64 = self.data[pos]
            if byte < 0x80:
                self.pos = pos + 1
                return byte
        return self._unsigned(32)

    def u64(self) -> i64:
        """An unsigned number of 64 bits, as the signed one with the same bits."""
        return self._unsigned(64)

    def _leb_byte(self) -> i64:
        """A byte of a number. It may lie behind the end: that a number is overlong is said first."""
        pos = self.pos
        if pos >= len(self.data):
            self.malformed("unexpected end of section or function", pos)
        self.pos = pos + 1
        return self.data[pos]

    def _check_end(self) -> None:
        if self.pos > self.end:
            self.malformed("unexpected end of section or function", self.end)

    def _unsigned(self, bits: i64) -> i64:
        start = self.pos
        result: i64 = 0
        shift: i64 = 0
        while True:
            byte = self._leb_byte()
            if shift + 7 > bits:
                if byte >= 0x80:
                    self.malformed("integer representation too long", start)
                if byte >> (bits - shift) != 0:
                    self.malformed("integer too large", start)
            result |= (byte & 0x7F) << shift
            if byte < 0x80:
                self._check_end()
                return wrap64(result)
            shift += 7
            if shift >= bits:
                self.malformed("integer representation too long", start)

    def s32(self) -> i64:
        """A signed number of 32 bits."""
        pos = self.pos
        if pos < self.end:
            byte: i64 = self.data[pos]
            if byte < 0x40:
                self.pos = pos + 1
                return byte
            if byte < 0x80:
                self.pos = pos + 1
                return byte - 0x80
        return self._signed(32)

    def s33(self) -> i64:
        """A signed number of 33 bits."""
        return self._signed(33)

    def s64(self) -> i64:
        """A signed number of 64 bits."""
        return self._signed(64)

    def _signed(self, bits: i64) -> i64:
        start = self.pos
        result: i64 = 0
        shift: i64 = 0
        while True:
            byte = self._leb_byte()
            low = byte & 0x7F
            if shift + 7 > bits:
                if byte >= 0x80:
                    self.malformed("integer representation too long", start)
                used = bits - shift
                sign = low >> (used - 1)
                # The sign bit and all bits above it are equal.
                if sign != 0 and sign != 0x7F >> (used - 1):
                    self.malformed("integer too large", start)
            result |= low << shift
            shift += 7
            if byte < 0x80:
                if shift < 64 and low & 0x40 != 0:
                    result -= bit(shift)
                self._check_end()
                return wrap64(result)
            if shift >= bits:
                self.malformed("integer representation too long", start)

    def count(self, what: str, limit: i64) -> i64:
        """The length of a vector, which has at least a byte for each item.

        Raises `MalformedError` for more than there are bytes, `WasmLimitError` above the limit."""
        start = self.pos
        number = self.u32()
        if number > self.end - self.pos:
            self.malformed("unexpected end of section or function: length out of bounds", start)
        if number > limit:
            self.limit(f"too many {what}: {int(number)}; the limit is {int(limit)}", start)
        return number

    def name(self, limit: i64 = 1 << 30) -> str:
        """A UTF-8 string with its length in bytes before it.

        Raises `MalformedError`, and `WasmLimitError` above the limit."""
        start = self.pos
        if start >= self.end:
            self.malformed("unexpected end of section or function: length out of bounds", start)
        size = self.u32()
        if size > self.end - self.pos:
            self.malformed("unexpected end of section or function: length out of bounds", start)
        if size > limit:
            self.limit(f"name of {int(size)} bytes; the limit is {int(limit)}", start)
        pos = self.pos
        self.pos = pos + size
        try:
            return self.data[int(pos) : int(pos + size)].decode("utf-8")
        except UnicodeDecodeError:
            self.malformed("malformed UTF-8 encoding", pos)


def wrap64(number: i64) -> i64:
    """The signed 64-bit number with these low 64 bits. Compiled, every i64 is one already; in plain Python
    shifts go beyond."""
    high = number >> 63
    if high == 0 or high == -1:
        return number
    low = int(number) & _MASK_64
    return low - _SIZE_64 if low >= _SIGN_64 else low
