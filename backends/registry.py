"""Where targets are found by name.

A backend is a Python package with two modules: `target`, whose `make(flags)` gives the `Target` for the
target's own flags (`{"has_bmi1": "true"}`), and `flags`, tables that say which flags there are
(`flags.py`). irtool's own are listed here; other installed packages name theirs in the entry-point group
`irtool.backends`, by the name of the target:

    [project.entry-points."irtool.backends"]
    riscv64 = "irtool_riscv64"

A package is imported when its target is asked for, so one that is broken harms nobody else: neither one that
cannot be imported or ends the process, nor an installed package whose metadata cannot be read.
"""

import importlib
from types import ModuleType
from typing import TYPE_CHECKING, Final

from ..ir.errors import IrtoolError, SettingError
from .host_machine import PACKAGES, plain_name
from .host_machine import host_name as host_name
from .object_format import ObjectFormat
from .target import Target

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

_BUILTIN: Final = {name: f"{__package__}.{package}" for name, package in PACKAGES.items()}
_GROUP: Final = "irtool.backends"


def _packages() -> dict[str, str]:
    """Names of the backends' packages by target, irtool's own first."""
    from importlib.metadata import distributions

    others: dict[str, str] = {}
    for distribution in distributions():
        try:
            if _GROUP not in (distribution.read_text("entry_points.txt") or ""):
                continue
            entries = list(distribution.entry_points)
        except Exception:  # whatever comes of damaged metadata
            continue
        for entry in entries:
            if entry.group == _GROUP and entry.name not in _BUILTIN:
                others.setdefault(entry.name, _module_of(entry))
    return {**_BUILTIN, **dict(sorted(others.items()))}


def _module_of(entry: "EntryPoint") -> str:
    """The package that an entry names; its whole text when that is none, for the message of the import."""
    try:
        return entry.module
    except AttributeError:  # the text has not the form of an entry
        return entry.value


def target_names() -> list[str]:
    """Names of all targets, irtool's own first."""
    return list(_packages())


def canonical_name(triple: str) -> str:
    """The target name meant by a bare architecture or a triple (`x86_64-unknown-linux-gnu`)."""
    arch = triple.split("-")[0].lower()
    return plain_name(arch)


def backend_module(name: str, module: str) -> ModuleType | None:
    """A module of the package for target `name`; None when there is no such target.

    Raises `SettingError` when the package cannot be imported."""
    package = _BUILTIN.get(name) or _packages().get(name)
    if package is None:
        return None
    try:
        return importlib.import_module(f"{package}.{module}")
    except (Exception, SystemExit) as error:  # whatever another package's code raises
        if name in _BUILTIN:
            raise
        text = f"target {name}: its package {package} cannot be used: {type(error).__name__}: {error}"
        raise SettingError(text) from error


def lookup(triple: str, flags: dict[str, str] | None = None) -> Target:
    """The target of this name with the given flags.

    Raises `SettingError` for an unknown target, for one whose package is broken, or for a flag that the
    target does not know."""
    name = canonical_name(triple)
    module = backend_module(name, "target")
    if module is None:
        raise SettingError(f"unknown target {triple!r}; known targets: {', '.join(target_names())}")
    try:
        target = module.make(flags or {})
    except IrtoolError:
        raise
    except (Exception, SystemExit) as error:
        if name in _BUILTIN:
            raise
        raise SettingError(f"target {name}: {type(error).__name__}: {error}") from error
    if not isinstance(target, Target):
        raise SettingError(f"target {name}: {module.__name__}.make gives no Target")
    return target


def form_of_machine(elf_machine: int) -> ObjectFormat | None:
    """The format of the target whose object files have this `e_machine`, None when there is none."""
    for name in target_names():
        try:
            target = lookup(name)
        except SettingError:  # one that is broken cannot be the one
            continue
        if target.form.elf_machine == elf_machine:
            return target.form
    return None
