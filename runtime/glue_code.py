"""Glue as bytes: compiled (`glue.py`), or taken from the file of a compiled module, so that running
such a module needs no compiler.

    addresses = stubs(Recipe("entry i:I", "irtool.runtime.wasm.stub_functions", "entry_glue", 7), symbols)

A piece is position-independent:

    code of its functions | frames for unwinders | words: addresses of what it refers to

Code reads the words relative to itself. When the piece is loaded they are filled in by the names that stand
in it: those in `symbols`, which the caller of `stubs` gives, and those of `addresses.py`. So one piece fits
all processes whose processor has the features that it was compiled for. Pieces have keys that say all else
that they depend on. A file has two sections of them: the bytes one behind another, and the index as JSON,
whose rows are the fields of `GlueCode` with the place of the bytes in front.
"""

from __future__ import annotations

import importlib
import os
import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from .addresses import address_of
from .arena import CodeBlock
from .pending import take
from .signals import runtime
from .traps import TrapTable

if TYPE_CHECKING:
    from ..backends.text import NamedCode
    from ..ir.function import Function

#: Alignment of blocks of memory for code.
GRAIN: Final = 64
#: Where pieces are compiled; it is imported when one has to be.
_COMPILER: Final = f"{__package__}.glue"


class GlueCode:
    """A piece."""

    __slots__ = ("align", "data", "frames", "starts", "traps", "words", "words_at")

    def __init__(
        self,
        data: bytes,
        align: int,
        starts: dict[str, int],
        words_at: int,
        words: list[str],
        traps: dict[int, int],
        frames: int,
    ) -> None:
        self.data = data
        """Code and frames, and zeros for the words."""
        self.align = align
        """Alignment of its address."""
        self.starts = starts
        """Where each function starts."""
        self.words_at = words_at
        """Where the words are."""
        self.words = words
        """Symbol of each."""
        self.traps = traps
        """Trap code by offset of the instruction that may trap."""
        self.frames = frames
        """Where the frames for unwinders are, -1 for none."""


class Recipe:
    """How a piece is made, by name, so that whoever has it found need not import the compiler: a function in
    a module of the package, and its arguments."""

    __slots__ = ("arguments", "key", "module", "name")

    def __init__(self, key: str, module: str, name: str, *arguments: object) -> None:
        self.key = key
        """Says what the piece depends on."""
        self.module = module
        self.name = name
        self.arguments = arguments

    def make(self) -> tuple[list[Function], list[NamedCode]]:
        """The functions, and code that they call."""
        function = getattr(importlib.import_module(self.module), self.name)
        made: tuple[list[Function], list[NamedCode]] = function(*self.arguments)
        return made


#: Held while a piece is made, also over a fork: a child never finds it, or the lock of a module that is being
#: imported for it, in the hands of a thread that it does not have.
_lock: Final = threading.RLock()
os.register_at_fork(before=_lock.acquire, after_in_parent=_lock.release, after_in_child=_lock.release)

_offered: Final[dict[str, GlueCode]] = {}
_blocks: Final[list[CodeBlock]] = []


def stubs(recipe: Recipe, symbols: Mapping[str, int] | None = None) -> dict[str, int]:
    """Load a piece, which stays for as long as the process; addresses of its functions by name. It is the one
    that was offered under the key, or is made."""
    with _lock:
        code = _offered.get(recipe.key)
        if code is None:
            compiler = importlib.import_module(_COMPILER)
            code = compiler.compile_glue(recipe, compiler.glue_settings())
        return load(code, symbols or {})


def load(code: GlueCode, symbols: Mapping[str, int]) -> dict[str, int]:
    """Put a piece where it can run; see `stubs`."""
    traps = runtime()
    block = CodeBlock(len(code.data) + max(code.align - GRAIN, 0))
    start = -(-block.address // code.align) * code.align
    words = [symbols[name] if name in symbols else address_of(name) for name in code.words]
    filled = b"".join(word.to_bytes(8, "little") for word in words)
    block.write(bytes(start - block.address) + code.data[: code.words_at] + filled)
    if code.frames >= 0:
        block.tell_unwinders(start + code.frames)
    _blocks.append(block)
    traps.add_text(start, code.words_at, TrapTable.of_offsets(code.traps), take)
    return {name: start + at for name, at in code.starts.items()}


# --- in files -------------------------------------------------------------------------------------


def pack(pieces: Mapping[str, GlueCode]) -> tuple[bytes, dict[str, list[Any]]]:
    """Pieces by key as they stand in a file: the bytes, and the index."""
    data = bytearray()
    index = {}
    for key, code in pieces.items():
        traps = list(code.traps.items())
        place = len(data), len(code.data), code.align
        index[key] = [*place, code.starts, code.words_at, code.words, traps, code.frames]
        data += code.data
    return bytes(data), index


def offer(data: memoryview, index: Mapping[str, Any]) -> None:
    """Let `stubs` use the pieces of a file, where it has none yet. Raises `ValueError`, `TypeError` for what
    is no index."""
    for key, (at, size, align, starts, words_at, words, traps, frames) in index.items():
        if key not in _offered:
            piece = bytes(data[at : at + size])
            if len(piece) != size or words_at + 8 * len(words) != size:
                raise ValueError(f"the piece {key} is cut off")
            _offered[key] = GlueCode(piece, align, dict(starts), words_at, list(words), dict(traps), frames)


if os.environ.get("IRTOOL_PERF"):
    from .profile import enable_of_environment

    enable_of_environment()
if os.environ.get("IRTOOL_GDB", "0") not in ("", "0"):
    from .gdb import enable as enable_gdb

    enable_gdb()
