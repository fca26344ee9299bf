"""Where targets are found by name.

The two machines of irtool are listed here; others come from installed packages through the
entry-point group `irtool.backends`, whose entries name a callable with the signature of `make` in
`backends/<machine>/target.py`: `make(flags: dict[str, str]) -> Target`, given the target's own
flags (`has_bmi1=true`, ...) as strings.
"""

import importlib
import platform
from collections.abc import Callable
from typing import Final

from ..ir.errors import SettingError
from .target import Target

_BUILTIN: Final = {
    "x86_64": (".x64.target", "make"),
    "aarch64": (".aarch64.target", "make"),
}
_ALIASES: Final = {"x64": "x86_64", "amd64": "x86_64", "arm64": "aarch64"}


def _extension_points() -> dict[str, Callable[[dict[str, str]], Target]]:
    """Backends that other packages bring. Looked up only when a name is not one of ours."""
    from importlib.metadata import entry_points

    return {entry.name: entry.load() for entry in entry_points(group="irtool.backends")}


def target_names() -> list[str]:
    """Names of all targets, irtool's own first."""
    from importlib.metadata import entry_points

    others = sorted({entry.name for entry in entry_points(group="irtool.backends")} - set(_BUILTIN))
    return [*_BUILTIN, *others]


def host_name() -> str:
    """Name of the machine this process runs on; it need not be a target."""
    machine = platform.machine().lower()
    return _ALIASES.get(machine, machine)


def canonical_name(triple: str) -> str:
    """The target name meant by a bare architecture or a triple (`x86_64-unknown-linux-gnu`)."""
    arch = triple.split("-")[0].lower()
    return _ALIASES.get(arch, arch)


def lookup(triple: str, flags: dict[str, str] | None = None) -> Target:
    """The target of this name with the given flags.

    Raises `SettingError` for an unknown target, or for a flag that the target does not know."""
    name = canonical_name(triple)
    if name in _BUILTIN:
        module, attribute = _BUILTIN[name]
        make = getattr(importlib.import_module(module, __package__), attribute)
        target: Target = make(flags or {})
        return target
    others = _extension_points()
    if name in others:
        return others[name](flags or {})
    raise SettingError(f"unknown target {triple!r}; known targets: {', '.join(target_names())}")
