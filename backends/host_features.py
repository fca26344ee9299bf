"""Which features the processor of this process has, under the names of its target's flags.

    >>> host_flags()                                    # on some x86-64
    frozenset({'has_sse3', 'has_ssse3', 'has_avx', ...})

A machine that can tell has a module `detect` with one function:

    host_flags(run)         names of its `has_*` flags that hold, those of which the system saves the
                            registers
    run(code, count)        runs `code`, a C function of one argument: the address of `count` zeroed words of
                            32 bits; gives the words as it left them

Where there is no such module, or the system refuses executable memory, `/proc/cpuinfo` is read
(`FlagTable.host_word`). Nothing is found out before somebody asks, and then once for the process.
"""

import sys
from typing import Final

from ..ir.errors import SettingError
from .flags import flag_table
from .host_machine import FOUND_FLAGS, RefusedError, host_name
from .host_machine import NATIVE as NATIVE
from .host_machine import run_code as run_code
from .registry import backend_module, canonical_name

_found: Final = FOUND_FLAGS


def host_flags() -> frozenset[str]:
    """The `has_*` flags that hold for the processor of this process; none where it is no target."""
    name = host_name()
    if name not in _found:
        _found[name] = _detect(name)
    return _found[name]


def _detect(name: str) -> frozenset[str]:
    table = flag_table(name)
    if table is None:
        return frozenset()
    if sys.platform == "linux":
        try:
            return frozenset(backend_module(name, "detect").host_flags(run_code))  # type: ignore[union-attr]
        except (ImportError, SettingError, RefusedError):
            pass  # a machine without that module, or a system that allows no such code
    words = _cpuinfo_words()
    return frozenset(
        flag for flag in table.names if flag.startswith("has_") and table.host_word(flag) in words
    )


def _cpuinfo_words() -> set[str]:
    """What the kernel says about the first processor."""
    try:
        with open("/proc/cpuinfo") as file:
            lines = file.read().splitlines()
    except OSError:
        return set()
    found = [line.partition(":")[2].split() for line in lines if line.startswith(("flags", "Features"))]
    return set(found[0]) if found else set()


def native_flags(target: str) -> list[str]:
    """The flags that `native` turns on for a target, in the order of its table.

    Raises `SettingError` when this process runs on another machine."""
    name = canonical_name(target)
    if name != host_name():
        raise SettingError(f"native means the features of this machine, {host_name()}, not of {name}")
    table = flag_table(name)
    known = table.names if table is not None else ()
    return [flag for flag in known if flag in host_flags()]


def missing_flags(target: str, flags: dict[str, str]) -> list[str]:
    """Those of the flags set to `"true"` that ask for a feature which this processor lacks. Flags of other
    machines are no matter of this one: none of them is missing."""
    if canonical_name(target) != host_name():
        return []
    wanted = [name for name, value in flags.items() if value == "true" and name.startswith("has_")]
    return [name for name in wanted if name not in host_flags()] if wanted else []
