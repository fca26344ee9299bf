"""Frames of a text section in the form that unwinders read: `.eh_frame`.

    CIE: how to read the rest; CFA and return address when a function begins
    FDE: function a, its bytes, what its instructions do to the frame (`backends/unwind.py`)
    FDE: function b ...

Each FDE names its function by the distance from the field itself, of 32 bits. In an object file a relocation
fills it (`frames`); in memory the frames lie behind the text at a fixed distance (`append_frames`), end with
four zero bytes, and are told to the run-time library of the C compiler (`runtime/frames.py`).

Veneers between functions have no frame and so an FDE without instructions. Functions without rules, such as
hand-written code, have none: unwinders stop there.

Sources: Linux Standard Base Core 5.0, section 10.6.1; DWARF 5, section 6.4.1.
"""

import struct
from typing import Final, NamedTuple

from ..backends.object_format import ObjectFormat
from ..backends.text import TextSection
from ..backends.unwind import DATA_ALIGN, UnwindFormat, frame_program

#: The section of object files.
SECTION: Final = ".eh_frame"
#: Pointers are distances from themselves, of 32 bits with sign.
_PCREL_SDATA4: Final = 0x1B
_DEF_CFA: Final = 0x0C
_OFFSET: Final = 0x80
_NOP: Final = b"\0"
_RECORD_ALIGN: Final = 4
_FDE: Final = struct.Struct("<IIiIB")
#: Where in an FDE the place of its function is.
_BEGIN_AT: Final = 8


class Frames(NamedTuple):
    """The contents of the section, whose fields are yet to be filled."""

    data: bytearray
    fields: list[tuple[int, int]]
    """Offset of each field, and the place in the text whose distance it holds."""


def _record(body: bytes, filler: int = 0) -> bytes:
    """A record with its length; `filler` bytes are in front of the body."""
    size = 4 + filler + len(body)
    padding = -size % _RECORD_ALIGN
    return (size - 4 + padding).to_bytes(4, "little") + bytes(filler) + body + _NOP * padding


def _cie(form: ObjectFormat, unwind: UnwindFormat) -> bytes:
    """What all functions have in common."""
    augmentation = f"zR{form.unwind_augmentation}".encode() + b"\0"
    start = bytes([_DEF_CFA, int(unwind.stack_pointer), int(unwind.at_entry)])
    if unwind.at_entry:
        start += bytes([_OFFSET | int(unwind.return_address), int(unwind.at_entry) // DATA_ALIGN])
    factors = bytes([form.code_align, 0x80 - DATA_ALIGN, int(unwind.return_address)])  # LEB128
    # Its identity is four zero bytes.
    return _record(b"\1" + augmentation + factors + bytes([1, _PCREL_SDATA4]) + start, 4)


def frames(text: TextSection) -> Frames | None:
    """The frames of a section; None when nothing is known of any function."""
    form = text.form
    unwind = form.unwind
    if unwind is None or not any(len(function.code.cfi) for function in text.functions):
        return None
    data = bytearray(_cie(form, unwind))
    fields: list[tuple[int, int]] = []

    def add(start: int, size: int, program: bytes) -> None:
        place = len(data)
        fields.append((place + _BEGIN_AT, start))
        length = _FDE.size - 4 + len(program)
        padding = -length % _RECORD_ALIGN
        # The second word is its own distance from the CIE, which is the first record.
        data.extend(_FDE.pack(length + padding, place + 4, 0, size, 0) + program + _NOP * padding)

    for function in text.functions:
        code = function.code
        if len(code.cfi):
            add(function.start, len(code.code), frame_program(code, unwind, form.code_align))
    for island in text.islands:
        add(island.start, island.size, b"")
    return Frames(data, fields)


def append_frames(text: TextSection) -> int:
    """Put the frames behind a section that is laid out; where they begin in it, -1 for none."""
    made = frames(text)
    if made is None:
        return -1
    text.data += bytes(-len(text.data) % 8)
    base = len(text.data)
    for field, place in made.fields:
        struct.pack_into("<i", made.data, field, place - (base + field))
    text.data += made.data + bytes(4)
    return base
