"""The module that hands all functions of WASI on, as a library that has these functions in it."""

import ctypes
import os
from pathlib import Path
from typing import Final

import pytest
from irtool.backends.registry import host_name
from irtool.frontend.wasm.text.assemble import assemble
from irtool.library.build import compile_library
from irtool.library.header import c_header
from irtool.library.link import link_shared
from irtool.runtime.wasi.signatures import PARAMS
from library_tools import MACHINES, need_machine
from test_wasi import Guest, forwarding_module

MEMORY: Final = 65536


class LibraryMemory:
    """The memory of an instance, checked."""

    def __init__(self, library: ctypes.CDLL, instance: ctypes.c_void_p) -> None:
        library.w_memory_data.restype = ctypes.c_void_p
        self._start = library.w_memory_data(instance)

    def read(self, at: int, size: int) -> bytes:
        assert at + size <= MEMORY
        return ctypes.string_at(self._start + at, size)

    def write(self, at: int, data: bytes) -> None:
        assert at + len(data) <= MEMORY
        ctypes.memmove(self._start + at, data, len(data))


class LibraryGuest(Guest):
    """The same module as a library, with WASI in it."""

    def __init__(self, library: ctypes.CDLL, dirs: dict[str, Path]) -> None:
        self.library = library
        self.instance = ctypes.c_void_p()
        assert library.w_instantiate(None, ctypes.byref(self.instance)) == 0
        for name, host in dirs.items():
            assert library.w_give_directory(self.instance, os.fsencode(host), name.encode()) == 0
        self.memory = LibraryMemory(library, self.instance)
        self.exports = {name: self._function(name) for name in PARAMS}

    def _function(self, name: str) -> object:
        types = {"i": ctypes.c_uint32, "I": ctypes.c_uint64}
        letters = PARAMS[name]

        def call(*arguments: int) -> int:
            result = ctypes.c_uint32(1 << 31)
            given = [types[letter](number) for letter, number in zip(letters, arguments, strict=True)]
            if name != "proc_exit":
                given.append(ctypes.byref(result))
            status = getattr(self.library, f"w_{name}")(self.instance, *given)
            assert status == (202 if name == "proc_exit" else 0)
            return result.value

        return call

    def close(self) -> None:
        self.library.w_delete_instance(self.instance)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> ctypes.CDLL:
    """The library, for this machine."""
    machine = next((item for item in MACHINES if not item.runner), MACHINES[0])
    need_machine(machine)
    binary = assemble(forwarding_module().encode()).binary
    made = compile_library(binary, host_name(), prefix="w", wasi=True)
    assert "w_give_directory(w_instance *instance, const char *host" in c_header(made.module, made.names)
    path = tmp_path_factory.mktemp("library") / "libw.so"
    path.write_bytes(link_shared(made.object, host_name()))
    return ctypes.CDLL(str(path))
