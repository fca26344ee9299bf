"""Whether code can run in this process.

What is compiled to be run at once is for all that this processor has, unless its settings say which features
it may use; code that may use one that the processor lacks is refused by name, before it can fault.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from ..backends import host_machine
from ..backends.host_traps import HostCode
from ..ir.errors import SettingError, UnsupportedError

if TYPE_CHECKING:
    from ..backends.object_format import ObjectFormat
    from ..backends.target import Target
    from ..settings import Settings


def host_code() -> HostCode | None:
    """The machine code for processes like this one; None where there is none."""
    if sys.platform != "linux":
        return None
    try:
        code = host_machine.own_code()
        if code is None:
            from ..backends.registry import lookup

            code = lookup(host_machine.host_name()).host_code()
        return code
    except SettingError:  # this machine is no target
        return None


def host_form() -> ObjectFormat:
    """Facts of the code of this machine. Raises `SettingError` when it is no target."""
    form = host_machine.own_form()
    if form is None:
        from ..backends.registry import lookup

        form = lookup(host_machine.host_name()).form
    return form


def lacking(flags: Iterable[str]) -> list[str]:
    """Those of some target flags that ask for a feature which this processor lacks."""
    wanted = [name for name in flags if name.startswith("has_")]
    if not wanted:
        return []
    have = host_machine.own_flags()
    if have is None:
        from ..backends.host_features import host_flags

        have = host_flags()
    return [name for name in wanted if name not in have]


def supported() -> bool:
    """Compiled code can run natively in this process."""
    return host_code() is not None


_targets: Final[dict[tuple[bool, tuple[tuple[str, str], ...]], Target]] = {}


def host_target(settings: Settings | None = None) -> Target:
    """The target that this process runs on, with the target flags of the settings, and with all features of
    the processor when the settings choose none; equal ones are one object.

    Raises `UnsupportedError` when there is none, and when the settings ask for a feature that the processor
    lacks."""
    from ..backends.host_features import missing_flags, native_flags
    from ..backends.registry import lookup, target_names

    native = settings is None or not settings.chooses_features
    flags = tuple(sorted(settings.target_flags().items())) if settings is not None else ()
    if not native:
        refuse_missing(missing_flags(host_machine.host_name(), dict(flags)))
    target = _targets.get((native, flags))
    if target is None:
        wanted = dict(flags)
        if native and host_machine.host_name() in target_names():
            wanted.update(dict.fromkeys(native_flags(host_machine.host_name()), "true"))
        target = _targets[native, flags] = lookup(host_machine.host_name(), wanted)
    return target


def refuse_missing(missing: list[str], what: str = "the code") -> None:
    """Raise `UnsupportedError` that names the features which `what` may use and this processor lacks, if
    there are some."""
    if missing:
        raise UnsupportedError(f"this processor lacks {', '.join(missing)}, which {what} is compiled for")


def check_features(target: Target) -> None:
    """Raise `UnsupportedError` when code of a target may use features that this processor lacks."""
    from ..backends.flags import feature_names
    from ..backends.host_features import host_flags
    from ..backends.registry import backend_module

    try:
        features = backend_module(target.name, "features")
    except (ImportError, SettingError):  # a machine that keeps its flags elsewhere
        return
    if features is not None:
        bits = feature_names(features)
        names = [name for name, bit in bits.items() if name.startswith("HAS_") and target.features & bit]
        refuse_missing([name.lower() for name in names if name.lower() not in host_flags()])


def runs_here(target: Target) -> bool:
    """Code of a target can run natively in this process."""
    return target.name == host_machine.host_name() and supported()
