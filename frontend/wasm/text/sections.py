"""Parts of sections under construction."""

from typing import Final

from mypy_extensions import i64

from .output import Output, leb_unsigned

#: Number of a kind of thing in imports and exports.
EXTERN_KINDS: Final[dict[bytes, int]] = {b"func": 0, b"table": 1, b"memory": 2, b"global": 3, b"tag": 4}


class Section(Output):
    """The entries of a section."""

    def __init__(self) -> None:
        super().__init__()
        self.count: int = 0

    def entry(self, text_offset: i64) -> None:
        """Begin an entry that comes from an offset in the text."""
        self.mark(text_offset)
        self.count += 1


class Limits:
    """Limits of a memory or table."""

    def __init__(self) -> None:
        self.is_64: bool = False
        self.minimum: int = 0
        self.maximum: int = -1
        """-1 if there is none."""
        self.shared: bool = False
        self.page_log2: int = -1
        """-1 if it is not given."""

    def encode(self) -> bytes:
        """Flags and numbers."""
        flags = int(self.maximum >= 0) | int(self.shared) << 1 | int(self.is_64) << 2
        flags |= int(self.page_log2 >= 0) << 3
        out = bytes([flags]) + leb_unsigned(self.minimum)
        if self.maximum >= 0:
            out += leb_unsigned(self.maximum)
        if self.page_log2 >= 0:
            out += leb_unsigned(self.page_log2)
        return out
