"""Target flags: what each machine can be told with `target NAME has_avx` or `--set has_avx`.

Every backend has a module `flags` that is nothing but tables, so that settings can be checked without
loading the backend:

    FLAGS     names of all flags        PRESETS   name of a CPU or level: the flags it turns on
    REFUSED   flags that ask for something this version does not do        CPUINFO   see `FlagTable`
    LEVELS    presets that the table of supported instructions tells apart, from the least on

A flag permits instructions (`has_*`) or asks for something; results of compiled code never depend on the
first kind. A machine may list its flags as constants of a module `features`, named as they are, which its
rules ask for; then `flag_names` gives FLAGS, and `feature_bits` what `make` of its module `target` needs:

    HAS_BMI1: Final = 128               has_bmi1, bit 7 of `Target.features`
    ENABLE_PINNED_REG: Final = 1 << 30  no flag of the target, but a shared setting
"""

from collections.abc import Collection
from types import ModuleType
from typing import Final, NamedTuple

from ..ir.errors import SettingError
from .registry import backend_module, canonical_name

#: How constants of `features` for shared settings begin.
_SHARED: Final = "ENABLE_"


def feature_names(features: ModuleType) -> dict[str, int]:
    """The constants of a module `features` by name, in the order of their bits."""
    bits = {name: bit for name, bit in vars(features).items() if name.isupper() and isinstance(bit, int)}
    return dict(sorted(bits.items(), key=lambda item: item[1]))


def flag_names(features: ModuleType) -> tuple[str, ...]:
    """Names of the flags that a module `features` has constants for."""
    return tuple(name.lower() for name in feature_names(features) if not name.startswith(_SHARED))


def feature_bits(target: str, features: ModuleType, flags: dict[str, str]) -> int:
    """Bits of `Target.features` for flags and shared settings: `{"has_popcnt": "true"}`.

    Raises `SettingError` for names that the target does not know, and for other values than true and
    false."""
    names = feature_names(features)
    check_flags(target, [name.lower() for name in names], flags)
    return sum(names[name.upper()] for name, value in flags.items() if value == "true")


def check_flags(target: str, names: Collection[str], flags: dict[str, str]) -> None:
    """Raise `SettingError` for flags with other names than these, and for other values than true and
    false."""
    for name, value in flags.items():
        if name not in names:
            raise SettingError(f"target {target} has no flag {name!r}")
        if value not in ("true", "false"):
            raise SettingError(f"target flag {name} must be true or false, not {value!r}")


class FlagTable(NamedTuple):
    """Flags of one target; all are booleans that are off unless set."""

    names: tuple[str, ...]
    presets: dict[str, tuple[str, ...]]
    """Names of CPUs or levels, and the flags they turn on."""
    refused: tuple[str, ...]
    """Flags that ask for something this version does not do."""
    cpuinfo: dict[str, str]
    """Words of `/proc/cpuinfo` that promise a flag's instructions, where they differ from its name."""
    levels: tuple[str, ...] = ()
    """Presets that the table of supported instructions tells apart, from the least on (`support.py`)."""

    def host_word(self, flag: str) -> str:
        """The word of `/proc/cpuinfo` for a `has_*` flag."""
        return self.cpuinfo.get(flag, flag.removeprefix("has_"))


def flag_table(target: str) -> FlagTable | None:
    """The flags of a target; None for one that does not exist.

    Raises `SettingError` when its package is broken."""
    tables = backend_module(canonical_name(target), "flags")
    if tables is None:
        return None
    try:
        return FlagTable(
            tuple(tables.FLAGS),
            getattr(tables, "PRESETS", {}),
            tuple(getattr(tables, "REFUSED", ())),
            getattr(tables, "CPUINFO", {}),
            tuple(getattr(tables, "LEVELS", ())),
        )
    except (AttributeError, TypeError) as error:
        raise SettingError(f"target {target}: {tables.__name__} is no table of flags: {error}") from error
