"""The compiled form of a module of WebAssembly: one image, made in memory or read from a file.

    .text                 the code of all functions, behind it the exception table
                          (`backends/exceptions.py`), if there are handlers, and the frames for unwinders
                          (`object/eh_frame.py`); nothing in it depends on where it is
    .irtool.functions     where each function starts, and its index in the module (u32 each, two arrays)
    .irtool.traps         offsets of the instructions that may trap (u32 each), then their codes (u8 each)
    .irtool.places        offsets (u32 each), and the bytes of the module that the code from there on comes
                          from
    .irtool.wasm          the module itself, which says what there is to import, export and copy
    .irtool.referenced    indices of the functions that may be referenced (u32 each)
    .irtool.glue          code at the borders that its instances need (`runtime/glue_code.py`), and
    .irtool.glue.index    its index, as JSON
    .irtool.needs         in the header: target, flags of the target and version, as JSON
    .irtool.info          in the header: what it was compiled with, as JSON

The bodies of functions are not validated again: the module was valid when it was compiled. Code that calls
library functions outside of the module has relocations (`.irtool.relocs`), and is copied and filled in when
it is loaded; other code of a file is mapped and runs in place, and its tables are read where they are in the
file, when something traps.
"""

from __future__ import annotations

import ctypes
import mmap
import os
import sys
import weakref
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from ...backends.host_machine import NATIVE, host_name
from ...frontend.wasm.module import Module
from ...frontend.wasm.tunables import Tunables
from ...object import json_text
from ...object.image import Image, ImageError, ImageFunction, write_image
from ..arena import CodeBlock
from ..glue_code import GlueCode, offer, pack
from ..memory import execute_pages
from ..platform import host_form, lacking
from ..signals import runtime
from ..traps import CodeMap, Describe, Frame, TrapTable
from . import exception_texts
from .machines import Machine

if TYPE_CHECKING:
    from ...backends.text import Reloc, TextSection

_FUNCTIONS: Final = ".irtool.functions"
_TRAPS: Final = ".irtool.traps"
_PLACES: Final = ".irtool.places"
_WASM: Final = ".irtool.wasm"
_INFO: Final = ".irtool.info"
_RELOCS: Final = ".irtool.relocs"
_REFERENCED: Final = ".irtool.referenced"
_GLUE: Final = ".irtool.glue"
_GLUE_INDEX: Final = ".irtool.glue.index"

#: Numbers of 32 bits: of compiled code, or in place in a file.
Numbers: TypeAlias = "array[int] | memoryview[int]"


class CodeImage:
    """Code of a module, not yet where it can run."""

    def __init__(self) -> None:
        self.text: bytes | bytearray | memoryview = b""
        self.starts: Numbers = array("I")
        """Offset of each function in the text, ascending."""
        self.indices: Numbers = array("I")
        """Index of each in the module, ascending."""
        self.traps = TrapTable(array("I"), b"")
        self.place_offsets: Numbers = array("I")
        self.places: Numbers = array("I")
        """Offset in the module by place in the text, all ones for none."""
        self.relocs: list[Reloc] = []
        self.table = -1
        """Where the exception table is in the text, behind all functions; -1 for none."""
        self.frames = -1
        """Where the frames are in the text, behind all else; -1 for none."""

    @classmethod
    def of_section(cls, section: TextSection, numbers: dict[str, int]) -> CodeImage:
        """The image of compiled functions; `numbers` gives the index of each by its symbol."""
        from ...object.eh_frame import append_frames

        image = cls()
        image.frames = append_frames(section)
        image.text = section.data
        image.relocs = section.relocs
        starts, indices = array("I"), array("I")
        place_offsets, places = array("I"), array("I")
        for function in section.functions:
            if function.name not in numbers:
                image.table = function.start
                continue
            starts.append(function.start)
            indices.append(numbers[function.name])
            code, start = function.code, function.start
            place_offsets.extend([start + int(offset) for offset in code.srcloc_offset])
            places.extend([int(place) & 0xFFFF_FFFF for place in code.srcloc])
        image.starts, image.indices = starts, indices
        image.place_offsets, image.places = place_offsets, places
        image.traps = TrapTable.of_section(section)
        return image

    # --- files ----------------------------------------------------------------------------------------

    def to_bytes(self, module: Module, info: dict[str, object], glue: Mapping[str, GlueCode]) -> bytes:
        """The file; `info` says what it was compiled for and with, `glue` is what its instances need."""
        from ...backends.registry import lookup

        form = lookup(str(info["target"])).form
        behind = [place for place in (self.table, self.frames, len(self.text)) if place >= 0]
        ends = [*self.starts[1:], behind[0]]
        functions = [
            ImageFunction(f"wasm_function_{index}", start, end - start)
            for index, start, end in zip(self.indices, self.starts, ends, strict=True)
        ]
        sections = {
            _FUNCTIONS: self.starts.tobytes() + self.indices.tobytes(),
            _TRAPS: self.traps.places.tobytes() + bytes(self.traps.codes),
            _PLACES: self.place_offsets.tobytes() + self.places.tobytes(),
            _WASM: module.data,
            _RELOCS: json_text.dump(self.relocs) if self.relocs else b"",
            _REFERENCED: array("I", (i for i, known in enumerate(module.referenced) if known)).tobytes(),
        }
        if glue:
            sections[_GLUE], index = pack(glue)
            sections[_GLUE_INDEX] = json_text.dump(index)
        parts = {"text": len(self.text), "table": self.table, "frames": self.frames}
        text = json_text.dump({**info, **parts})
        return write_image(
            form.elf_machine,
            form.elf_flags,
            bytes(self.text),
            form.padding,
            functions,
            sections,
            needs_of(info),
            {_INFO: text},
            form.page_log2,
        )

    @classmethod
    def of_file(cls, file: Image, info: dict[str, Any]) -> CodeImage:
        """The image in a file; its tables stay there. `info` is what the file says. Raises `ImageError`."""
        try:
            image = cls()
            image.text = file.sections[".text"][: info["text"]]
            image.table = info["table"]
            image.frames = info["frames"]
            image.starts, image.indices = _halves(file.sections[_FUNCTIONS])
            image.place_offsets, image.places = _halves(file.sections[_PLACES])
            traps = file.sections[_TRAPS]
            count = len(traps) // 5
            image.traps = TrapTable(traps[: 4 * count].cast("I"), traps[4 * count :])
            text = bytes(file.sections[_RELOCS])
            if text:
                from ...backends.text import Reloc

                image.relocs = [Reloc(*row) for row in json_text.load(text)]
        except (KeyError, ValueError, TypeError) as error:
            raise ImageError(f"the compiled module lacks a part: {error}") from None
        return image


def _halves(data: memoryview) -> tuple[memoryview[int], memoryview[int]]:
    middle = len(data) // 8 * 4
    return data[:middle].cast("I"), data[middle : 2 * middle].cast("I")


def info_of(file: Image) -> tuple[dict[str, Any], bytes]:
    """What the module of a file was compiled with, and the module. Raises `ImageError`."""
    if _WASM not in file.sections or _INFO not in file.sections:
        raise ImageError("the file is no compiled module of WebAssembly")
    try:
        info: dict[str, Any] = json_text.load(file.sections[_INFO])
    except ValueError as error:
        raise ImageError(f"the compiled module lacks a part: {error}") from None
    return info, bytes(file.sections[_WASM])


def referenced_of(file: Image, count: int) -> bytearray:
    """Which of `count` functions may be referenced. Raises `ImageError`."""
    found = bytearray(count)
    try:
        for index in file.sections[_REFERENCED].cast("I"):
            found[index] = 1
    except (KeyError, TypeError, IndexError) as error:
        raise ImageError(f"the compiled module lacks a part: {error}") from None
    return found


def offer_glue(file: Image) -> None:
    """Let the runtime use the glue of a file. Raises `ImageError`."""
    if _GLUE in file.sections:
        try:
            offer(file.sections[_GLUE], json_text.load(file.sections[_GLUE_INDEX]))
        except (KeyError, ValueError, TypeError, AttributeError) as error:
            raise ImageError(f"the compiled module lacks a part: {error}") from None


def choices(
    machine: Machine, features: int, tunables: Tunables, level: str, cpu: str = NATIVE
) -> dict[str, Any]:
    """What code of a module depends on beyond the module and the version of irtool, by name."""
    return {
        "target": machine.name,
        "flags": dict(machine.settings(level, cpu).target_flags()),
        "features": features,
        "tunables": tunables.choices(),
        "level": level,
        "cpu": cpu,
    }


# --- what a file needs -----------------------------------------------------------------------------


def needs_of(made: dict[str, Any]) -> bytes:
    """What files with code that was made with some `choices` need of whoever runs them."""
    needs = {"target": made["target"], "flags": made["flags"], "irtool": _version()}
    return json_text.dump(needs)


@lru_cache(64)
def _needs(text: bytes) -> tuple[str, str, dict[str, str]]:
    """Target, version and features that a file needs; those that were compiled alike need the same, to the
    byte. Raises `ImageError`."""
    try:
        found: dict[str, Any] = json_text.load(text)
        flags = {str(name): str(value) for name, value in found["flags"].items() if value == "true"}
        return str(found["target"]), str(found["irtool"]), flags
    except (ValueError, KeyError, TypeError, AttributeError):
        raise ImageError("the file is no compiled module of WebAssembly") from None


def check_needs(needs: bytes, page_size: int) -> None:
    """Compare what a file needs with what is here; it is laid out for pages of a size. Raises `ImageError`
    saying what differs."""
    target, version, flags = _needs(needs)
    if target != host_name():
        raise ImageError(f"the module was compiled for {target}, this is {host_name()}")
    if mmap.PAGESIZE > page_size:
        raise ImageError(f"compiled modules cannot be mapped where pages have {mmap.PAGESIZE} bytes")
    if version != _version():
        raise ImageError(f"the module was compiled with irtool {version}, here it is {_version()}")
    missing = lacking(flags)
    if missing:
        raise ImageError(f"the module was compiled for {', '.join(missing)}, which this processor lacks")


def _version() -> str:
    """The version of irtool, which is in the package itself."""
    return str(sys.modules[__name__.rsplit(".", 3)[0]].__version__)


class LoadedCode:
    """Code of a module where it can run; it is given back with the object."""

    def __init__(
        self,
        image: CodeImage,
        describe: Describe,
        name_of: Callable[[int], str],
        mapped: MappedFile | None = None,
    ) -> None:
        """`mapped` is the file that the text is in, if there is one. Raises `LimitError`."""
        self._traps = runtime()
        self.block: CodeBlock
        if mapped is not None and not image.relocs:
            self.block = mapped
            mapped.make_executable()
            size = len(image.text)
        else:
            from ...backends.text import TextSection
            from ..link import Linker, resolve_in

            section = TextSection(host_form())
            section.data = bytearray(image.text)
            section.relocs = image.relocs
            linker = Linker(section)
            self.block = block = CodeBlock(linker.text_size, linker.slots_size)
            text, slots = linker.image(block.address, block.words, resolve_in({}))
            block.write_words(0, slots)
            block.write(text)
            size = linker.text_size
        if image.frames >= 0:
            self.block.tell_unwinders(self.block.address + image.frames)
        self._indices, self._starts = image.indices, image.starts
        start = self.block.address
        self._traps.add_text(start, size, image.traps, describe, PlaceMap(image, name_of))
        if image.table >= 0:
            exception_texts.add_text(start, size, start + image.table)
            weakref.finalize(self, exception_texts.remove_text, start)
        self._end = self._traps.remove_at_end(self.block)

    def address(self, index: int) -> int:
        """Address of the code of an own function."""
        return self.block.address + self._starts[bisect_left(self._indices, index)]


class PlaceMap(CodeMap):
    """Functions and places by offset in the text."""

    __slots__ = ("_image", "_name_of")

    def __init__(self, image: CodeImage, name_of: Callable[[int], str]) -> None:
        super().__init__()
        self._image = CodeImage()
        self._image.starts, self._image.indices = image.starts, image.indices
        self._image.place_offsets, self._image.places = image.place_offsets, image.places
        self._name_of = name_of

    def functions(self) -> list[tuple[int, str]]:
        """See the base class."""
        image = self._image
        return [(at, self._name_of(index)) for at, index in zip(image.starts, image.indices, strict=True)]

    def frame(self, offset: int) -> Frame:
        """See the base class."""
        image = self._image
        row = bisect_right(image.starts, offset) - 1
        at = bisect_right(image.place_offsets, offset) - 1
        found = at >= 0 and image.place_offsets[at] >= image.starts[row] and image.places[at] != 0xFFFF_FFFF
        return Frame(self._name_of(image.indices[row]), None, image.places[at] if found else -1, offset)


class MappedFile(CodeBlock):
    """A file in memory, read-only; its text can be made executable. The interface is that of a
    `CodeBlock`."""

    def __init__(self, file: str | os.PathLike[str] | int) -> None:
        """`file` is a path or the descriptor of an open file, which is not closed. Raises OSError, and
        `ImageError` for an empty file."""
        fd = file if isinstance(file, int) else os.open(file, os.O_RDONLY | os.O_CLOEXEC)
        try:
            size = os.fstat(fd).st_size
            if not size:
                raise ImageError("this is no compiled module: the file is empty")
            # Private and, until the text is made executable, writable only because `ctypes` wants that.
            self._map: mmap.mmap | None = mmap.mmap(
                fd, size, flags=mmap.MAP_PRIVATE, prot=mmap.PROT_READ | mmap.PROT_WRITE
            )
        finally:
            if fd is not file:
                os.close(fd)
        self._memory = self._region = None
        self.view = memoryview(self._map)
        start = ctypes.addressof(ctypes.c_char.from_buffer(self._map))
        self._start = start
        self.frames = 0
        self.address = start
        self.size = 0

    def narrow(self, place: int, size: int) -> None:
        """Look at a part of the file only, as if it were all."""
        self.view = self.view[place : place + size]
        self._start += place

    def set_text(self, offset: int, size: int) -> None:
        """Where the text is in the file."""
        self.address = self._start + offset
        self.size = size

    def make_executable(self) -> None:
        """Let the text be run. Raises `LimitError` when the system forbids that."""
        execute_pages(self.address, self.size)

    def close(self) -> None:
        """The file is let go with the last that refers to it."""
        self.forget_frames()
        self._map = None
