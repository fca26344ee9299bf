"""Target flags: what each machine can be told with `target x86_64 has_avx` or `--set has_avx`.

Every backend has a `flags.py` that is nothing but tables, so that settings can be checked without
loading the backend. A flag permits instructions (`has_*`) or asks for something; results of compiled
code never depend on the first kind.
"""

import importlib
from typing import Final, NamedTuple

from .registry import canonical_name

_TABLES: Final = {"x86_64": ".x64.flags", "aarch64": ".aarch64.flags"}


class FlagTable(NamedTuple):
    """Flags of one target; all are booleans that are off unless set."""

    names: tuple[str, ...]
    presets: dict[str, tuple[str, ...]]
    """Names of CPUs or levels, and the flags they turn on."""
    refused: tuple[str, ...]
    """Flags that ask for something this version does not do."""
    cpuinfo: dict[str, str]
    """Words of `/proc/cpuinfo` that promise a flag's instructions, where they differ from its name."""

    def host_word(self, flag: str) -> str:
        """The word of `/proc/cpuinfo` for a `has_*` flag."""
        return self.cpuinfo.get(flag, flag.removeprefix("has_"))


def flag_table(target: str) -> FlagTable | None:
    """The flags of a target of irtool; None for the target of another package, which checks its
    flags itself."""
    module = _TABLES.get(canonical_name(target))
    if module is None:
        return None
    tables = importlib.import_module(module, __package__)
    return FlagTable(tables.FLAGS, tables.PRESETS, tables.REFUSED, getattr(tables, "CPUINFO", {}))
