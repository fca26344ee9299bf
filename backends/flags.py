"""Target flags: what each machine can be told with `target NAME has_avx` or `--set has_avx`.

Every backend has a module `flags` that is nothing but tables, so that settings can be checked without
loading the backend:

    FLAGS     names of all flags        PRESETS   name of a CPU or level: the flags it turns on
    REFUSED   flags that ask for something this version does not do        CPUINFO   see `FlagTable`

A flag permits instructions (`has_*`) or asks for something; results of compiled code never depend on the
first kind.
"""

from typing import NamedTuple

from .registry import backend_module, canonical_name


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
    """The flags of a target; None for one that does not exist.

    Raises `SettingError` when its package is broken."""
    tables = backend_module(canonical_name(target), "flags")
    if tables is None:
        return None
    return FlagTable(
        tuple(tables.FLAGS),
        getattr(tables, "PRESETS", {}),
        tuple(getattr(tables, "REFUSED", ())),
        getattr(tables, "CPUINFO", {}),
    )
