"""Wrong usage of the command line, and values of options that several commands have."""

from __future__ import annotations

from collections.abc import Iterable


class UsageError(Exception):
    """The command line asks for something that makes no sense; exit status 2."""


def refuse_options(args: object, names: Iterable[str], reason: str) -> None:
    """Raise `UsageError` when one of these options was given, which would do nothing: no option is accepted
    and then forgotten. `names` are as typed, without dashes in front: those of attributes but for dashes."""
    for name in names:
        value = getattr(args, {"O": "opt_level", "set": "settings"}.get(name, name.replace("-", "_")))
        if value not in (None, False, [], ""):
            raise UsageError(f"{'-' if len(name) == 1 else '--'}{name} {reason}")


def directories(given: Iterable[str], commas: bool = True) -> dict[str, str]:
    """The values of `--dir`: directories of the host by the names that the program has for them. Raises
    `UsageError`, also for commas unless they may be in one."""
    found: dict[str, str] = {}
    for text in given:
        host, colons, guest = text.partition("::")
        guest = guest if colons else host
        if not host or not guest or ("," in text and not commas):
            without = "" if commas else " without commas"
            raise UsageError(f"--dir needs HOST or HOST::GUEST{without}, not {text!r}")
        if guest in found:
            raise UsageError(f"--dir gives two directories the name {guest!r}")
        found[guest] = host
    return found
