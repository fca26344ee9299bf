"""The exception table of a text section: what an unwinder needs to know, in a form for machine code to read.

    +0    bytes of the table                     +16        calls, 16 bytes each, ascending by return address
    +4    number of calls                        +16 + 16n  handlers, 16 bytes each
    +8    start of the text minus the address of this word
    +12   0

    a call:      return address, as an offset in the text
                 bytes from sp up to fp
                 row of its first handler
                 number of its handlers
    a handler:   tag
                 0: the tag counts; 1: it takes all tags
                 where it begins, as an offset in the text
                 context: bytes above sp, or -1

All are little-endian words of 32 bits; that at +8 and the context are signed. Everything counts from the
table itself, so it can lie anywhere, as long as its distance from the text stays what it is. In an object
file it is the section `SECTION`, whose word at +8 has a relocation; a linker puts the tables of several
objects one behind the other, each with its size at its start, and defines the symbols
`__start_irtool_exceptions` and `__stop_irtool_exceptions` around them. In memory it lies in the text itself
(`runtime/throwing.py`).

To throw, begin with the frame pointer of a frame and an address in its code behind a call. Every frame keeps
its caller's frame pointer at fp + 0 and its return address at fp + 8. For each frame, from the newest: if
the table has the address, try the handlers of the call in order. When one takes the exception, set sp to fp
- (bytes from sp up to fp), put the payloads into the first two result registers for integers, and jump to
the handler; the context value of a handler can be read from the frame before. If none does, go on with the
return address and the frame of the caller.
"""

import struct
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from librt.vecs import vec
from mypy_extensions import i64

from .code import ANY_TAG, CompiledCode
from .text import NamedCode, TextSection

#: The section of object files; linkers make symbols for the ends of one whose name is a C identifier.
SECTION: Final = "irtool_exceptions"
#: Where the word is that counts from itself to the text.
DISTANCE_AT: Final = 8
HEAD_SIZE: Final = 16
ROW_SIZE: Final = 16

_HEAD: Final = struct.Struct("<IIiI")
_CALL: Final = struct.Struct("<4I")
_HANDLER: Final = struct.Struct("<IIIi")


def table_size(codes: Iterable[CompiledCode]) -> int:
    """Bytes of the table of a section with this code; 0 when no call has handlers."""
    rows = 0
    for code in codes:
        if code.exceptions is not None:
            rows += len(code.exceptions.returns) + len(code.exceptions.tags)
    return HEAD_SIZE + ROW_SIZE * rows if rows else 0


def exception_table(text: TextSection, distance: int, tag_word: Callable[[int], int] | None = None) -> bytes:
    """The table of a section; `distance` is that of the text from the word at `DISTANCE_AT`, in bytes, and
    `tag_word` what stands there for a tag, if it is not the tag."""
    calls = bytearray()
    handlers = bytearray()
    rows = 0
    for function in text.functions:
        sites = function.code.exceptions
        if sites is None:
            continue
        first = 0
        for offset, end in zip(sites.returns, sites.handler_end, strict=True):
            count = int(end) - first
            calls += _CALL.pack(function.start + offset, sites.frame_offset, rows + first, count)
            first = int(end)
        for tag, landing, context in zip(sites.tags, sites.landings, sites.contexts, strict=True):
            is_any = tag == ANY_TAG
            word = 0 if is_any else int(tag) if tag_word is None else tag_word(int(tag))
            handlers += _HANDLER.pack(word, is_any, function.start + landing, context)
        rows += first
    size = HEAD_SIZE + len(calls) + len(handlers)
    return _HEAD.pack(size, len(calls) // ROW_SIZE, distance, 0) + calls + handlers


class TableCode:
    """The table as a function of a text section, whose code is data; `fill` writes it when the section is
    laid out."""

    def __init__(self, name: str, functions: Iterable[NamedCode]) -> None:
        self.name = name
        size = max(table_size(function.code for function in functions), HEAD_SIZE)
        self.code = CompiledCode()
        self.code.code = bytes(size)
        self.code.data_start = vec[i64]([0])
        self.code.data_end = vec[i64]([size])

    def fill(self, text: TextSection, tag_word: Callable[[int], int] | None = None) -> None:
        """Write the table of the section into its place; `tag_word` says what stands there for a tag."""
        start = text.starts[self.name]
        table = exception_table(text, -(start + DISTANCE_AT), tag_word)
        text.data[start : start + len(table)] = table


def site_comments(code: CompiledCode) -> Iterator[tuple[int, str]]:
    """For listings: return offset of each call with handlers, and the handlers, as in
    `try sp=fp-32 [tag1: block2, default: block4 context sp+8]`."""
    sites = code.exceptions
    if sites is None:
        return
    first = 0
    blocks = {int(at): number for number, at in reversed(list(enumerate(code.block_offset)))}
    for offset, end in zip(sites.returns, sites.handler_end, strict=True):
        texts = []
        for row in range(first, int(end)):
            tag = "default" if sites.tags[row] == ANY_TAG else f"tag{int(sites.tags[row])}"
            text = f"{tag}: block{blocks[int(sites.landings[row])]}"
            if sites.contexts[row] >= 0:
                text += f" context sp+{int(sites.contexts[row])}"
            texts.append(text)
        first = int(end)
        yield int(offset), f"try sp=fp-{int(sites.frame_offset)} [{', '.join(texts)}]"
