"""Telling gdb where the functions are, by its interface for compilers at run time.

    IRTOOL_GDB=1 gdb --args python program.py       or  irtool.runtime.gdb.enable()  in the program

For each text that is loaded gdb gets a file in memory that names its functions (`object/debugger.py`): they
can be broken at and disassembled, and backtraces name them. Frames are found by frame pointers, which
all functions keep but leaves; where the first instructions of a function make no frame, gdb takes the return
address from the top of the stack, or from the link register. Texts that are freed are taken back.

gdb looks for two symbols: `__jit_debug_descriptor`, the head of a list of such files, and
`__jit_debug_register_code`, a function at which it has a breakpoint, and which is called when the list has
changed. Python has no such symbols, so they come in a library that is made here, as a file in memory, and
loaded. lldb knows the interface too (`settings set plugin.jit-loader.gdb.enable on`). Source: gdb's manual,
chapter "JIT Compilation Interface".
"""

import ctypes
import os
import threading
from collections.abc import Callable
from functools import cache
from typing import Final

from ..backends.registry import host_name, lookup
from ..compile import compile_function, make_target
from ..ir.builder import NumberBuilder
from ..ir.errors import UnsupportedError
from ..object.debugger import DebugFunction, shared_object, symbol_file
from ..settings import Settings
from .signals import Listener, runtime

REGISTER: Final = "__jit_debug_register_code"
DESCRIPTOR: Final = "__jit_debug_descriptor"
_VERSION: Final = 1
_ADD: Final = 1
_REMOVE: Final = 2


class _Entry(ctypes.Structure):
    """`struct jit_code_entry`."""

    _fields_ = (
        ("following", ctypes.c_uint64),
        ("previous", ctypes.c_uint64),
        ("file", ctypes.c_uint64),
        ("size", ctypes.c_uint64),
    )


class _Descriptor(ctypes.Structure):
    """`struct jit_descriptor`."""

    _fields_ = (
        ("version", ctypes.c_uint32),
        ("action", ctypes.c_uint32),
        ("relevant", ctypes.c_uint64),
        ("first", ctypes.c_uint64),
    )


@cache
def enable() -> "Debugger":
    """Tell gdb of all functions from now on, also of those that are there. May be called again.

    Raises `UnsupportedError` where code cannot run natively, or a library in memory cannot be loaded."""
    debugger = Debugger()
    runtime().listen(debugger)
    return debugger


class Debugger(Listener):
    """The list that gdb reads."""

    def __init__(self) -> None:
        library = _load_library()
        self._register: Callable[[], object] = getattr(library, REGISTER)
        self._descriptor = _Descriptor.in_dll(library, DESCRIPTOR)
        self._descriptor.version = _VERSION
        self._form = lookup(host_name()).form
        self._lock = threading.RLock()
        self._entries: dict[int, tuple[_Entry, ctypes.Array[ctypes.c_char]]] = {}
        """With their files, by the address of the text."""

    def text_added(self, address: int, size: int, functions: list[tuple[int, int, str]]) -> None:
        """See the base class."""
        named = [DebugFunction(name, start, end - start) for start, end, name in functions]
        file = symbol_file(self._form, address, size, named)
        content = ctypes.create_string_buffer(file, len(file))
        entry = _Entry(file=ctypes.addressof(content), size=len(file))
        with self._lock:
            self.text_removed(address)
            first = self._descriptor.first
            entry.following = first
            if first:
                _Entry.from_address(first).previous = ctypes.addressof(entry)
            self._descriptor.first = ctypes.addressof(entry)
            self._entries[address] = entry, content
            self._tell(_ADD, entry)

    def text_removed(self, address: int) -> None:
        """See the base class."""
        with self._lock:
            found = self._entries.pop(address, None)
            if found is None:
                return
            entry = found[0]
            if entry.previous:
                _Entry.from_address(entry.previous).following = entry.following
            else:
                self._descriptor.first = entry.following
            if entry.following:
                _Entry.from_address(entry.following).previous = entry.previous
            self._tell(_REMOVE, entry)

    def _tell(self, action: int, entry: _Entry) -> None:
        self._descriptor.action = action
        self._descriptor.relevant = ctypes.addressof(entry)
        self._register()
        self._descriptor.action = 0


def _load_library() -> ctypes.CDLL:
    settings = Settings(host_name())
    target = make_target(host_name(), settings)
    builder = NumberBuilder.create(REGISTER, [], [], "system_v")
    builder.switch_to_block(builder.create_entry_block())
    builder.return_([])
    builder.seal_all_blocks()
    code = compile_function(builder.finalize(), target, settings)
    size = ctypes.sizeof(_Descriptor)
    data = shared_object(target.form, "irtool-gdb.so", {REGISTER: bytes(code.code)}, {DESCRIPTOR: size})
    try:
        file = os.memfd_create("irtool-gdb", os.MFD_CLOEXEC)
        with os.fdopen(file, "wb", closefd=False) as stream:
            stream.write(data)
        # gdb opens the file by this name, so it stays open, and says of which process it is.
        return ctypes.CDLL(f"/proc/{os.getpid()}/fd/{file}")
    except OSError as error:
        raise UnsupportedError(f"a library for gdb cannot be loaded: {error}") from None
