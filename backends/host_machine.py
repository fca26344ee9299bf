"""The machine that this process runs on: what is known of it without its whole target.

`registry.lookup(host_name())` imports the compiler. What is needed to run code that is there already is less,
and each of irtool's own backends has it in modules of its own: `host` for the pieces around compiled code
(`ASSEMBLER`), `object_format` (`FORMAT`), and `detect` for the features of the processor. For other machines
these functions know nothing, and the target is to be asked (`runtime/platform.py`).
"""

import ctypes
import importlib
import mmap
import os
import sys
from typing import Final

from .host_traps import HostCode
from .object_format import ObjectFormat

#: The name that stands for all that this processor has, among presets.
NATIVE: Final = "native"

_ALIASES: Final = {"x64": "x86_64", "amd64": "x86_64", "arm64": "aarch64"}
#: Packages of irtool's own backends, by target.
PACKAGES: Final = {"x86_64": "x64", "aarch64": "aarch64"}
#: What is known of the features of the processor, by target: it is found out once for the process.
FOUND_FLAGS: Final[dict[str, frozenset[str]]] = {}

_PROT_READ: Final = 1
_PROT_EXEC: Final = 4


def plain_name(name: str) -> str:
    """The name of a target by one of its other names."""
    return _ALIASES.get(name, name)


def host_name() -> str:
    """Name of the machine this process runs on; it need not be a target."""
    if hasattr(os, "uname"):
        machine = os.uname().machine.lower()
    else:  # `platform` takes milliseconds to import, and asks the same where there is this
        import platform

        machine = platform.machine().lower()
    return plain_name(machine)


def own_form() -> ObjectFormat | None:
    """Facts of its code, if it is one of irtool's own targets."""
    name = host_name()
    if name not in PACKAGES:
        return None
    module = importlib.import_module(f"{__package__}.{PACKAGES[name]}.object_format")
    made = module.FORMAT()
    assert isinstance(made, ObjectFormat)
    return made


def own_code() -> HostCode | None:
    """The machine code for processes like this one, in the same case."""
    name = host_name()
    if name not in PACKAGES:
        return None
    module = importlib.import_module(f"{__package__}.{PACKAGES[name]}.host")
    return HostCode(module.ASSEMBLER)


class RefusedError(Exception):
    """The system allows no executable memory."""


def run_code(code: bytes, count: int) -> list[int]:
    """Run position-independent code of this machine, a C function whose one argument is the address of
    `count` zeroed 32-bit words, and return the words. Raises `RefusedError`."""
    memory = mmap.mmap(-1, mmap.PAGESIZE, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    memory.write(code)
    address = ctypes.addressof(ctypes.c_char.from_buffer(memory))
    protect = ctypes.CDLL(None).mprotect
    protect.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
    try:
        if protect(address, mmap.PAGESIZE, _PROT_READ | _PROT_EXEC) != 0:
            raise RefusedError()
        words = (ctypes.c_uint32 * count)()
        ctypes.CFUNCTYPE(None, ctypes.c_void_p)(address)(ctypes.addressof(words))
        return [int(word) for word in words]
    finally:
        memory.close()  # and not before: compiled code lets go of what it does not use any more


def own_flags() -> frozenset[str] | None:
    """The `has_*` flags that hold for the processor, as it says itself; None where it is no target of
    irtool's own, or cannot be asked."""
    name = host_name()
    if name not in FOUND_FLAGS:
        package = PACKAGES.get(name)
        if package is None or sys.platform != "linux":
            return None
        detect = importlib.import_module(f"{__package__}.{package}.detect")
        try:
            FOUND_FLAGS[name] = frozenset(detect.host_flags(run_code))
        except RefusedError:  # a system that allows no such code
            return None
    return FOUND_FLAGS[name]
