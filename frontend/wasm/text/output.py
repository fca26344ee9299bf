"""Bytes of the binary form under construction, with marks that lead back into the text.

A mark says which token the bytes from an offset on come from. Parts (function bodies, whose size precedes
them) are built in an `Output` of their own and spliced in, with their marks moved:

    body.mark(120); body.put(0x0B)      section.put_u32(body.size()); section.splice(body)
"""

from librt.strings import BytesWriter
from librt.vecs import append, vec
from mypy_extensions import i32, i64, u8


class Output:
    """Bytes, and for some offsets the offset in the text."""

    def __init__(self) -> None:
        self.writer: BytesWriter = BytesWriter()
        self.mark_offset: vec[i32] = vec[i32]()
        """By mark: offset of the first byte; ascending."""
        self.mark_text: vec[i32] = vec[i32]()
        """By mark: offset in the text."""

    def size(self) -> i64:
        """Bytes so far."""
        size: i64 = len(self.writer)
        return size

    def getvalue(self) -> bytes:
        """All bytes."""
        return self.writer.getvalue()

    def mark(self, text_offset: i64) -> None:
        """What follows comes from an offset in the text."""
        self.mark_offset = append(self.mark_offset, i32(self.size()))
        self.mark_text = append(self.mark_text, i32(text_offset))

    def put(self, byte: i64) -> None:
        """One byte."""
        self.writer.append(u8(byte))

    def put_u32(self, value: i64) -> None:
        """A natural number as LEB128."""
        writer = self.writer
        while value >= 0x80:
            writer.append(u8(value & 0x7F | 0x80))
            value >>= 7
        writer.append(u8(value))

    def put_signed(self, value: i64) -> None:
        """A signed number as LEB128."""
        writer = self.writer
        while value < -0x40 or value >= 0x40:
            writer.append(u8(value & 0x7F | 0x80))
            value >>= 7
        writer.append(u8(value & 0x7F))

    def put_bytes(self, data: bytes) -> None:
        """Bytes as they are."""
        self.writer.write(data)

    def put_sized(self, data: bytes) -> None:
        """Bytes behind their number: names, custom sections."""
        self.put_u32(len(data))
        self.writer.write(data)

    def splice(self, part: "Output") -> None:
        """Append the bytes and marks of a part."""
        base = self.size()
        offsets = part.mark_offset
        texts = part.mark_text
        mine = self.mark_offset
        my_texts = self.mark_text
        i: i64 = 0
        while i < len(offsets):
            mine = append(mine, i32(i64(offsets[i]) + base))
            my_texts = append(my_texts, texts[i])
            i += 1
        self.mark_offset = mine
        self.mark_text = my_texts
        self.writer.write(part.getvalue())


def leb_unsigned(value: int) -> bytes:
    """A natural number of any size as LEB128."""
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)
