"""What a filetest came to: one record per file, command and target."""

from collections.abc import Iterable
from typing import Final, NamedTuple

PASS: Final = "pass"
FAIL: Final = "fail"
SKIP: Final = "skip"
UNSUPPORTED: Final = "unsupported"
WARNING: Final = "warning"

#: From what says most to what says least: the outcome of several lines for one target.
OUTCOMES: Final = (FAIL, WARNING, UNSUPPORTED, PASS, SKIP)


class Result(NamedTuple):
    """One record; the fields are those of `--json`."""

    file: str
    command: str
    target: str
    """Architecture as the file names it; empty for a command that needs no target."""
    outcome: str
    message: str
    """Why it failed, was skipped or is unsupported; one line per finding."""
    seconds: float


class Failure(Exception):
    """The command ran and the result is not what the file expects."""


class Skip(Exception):
    """The command does not apply here; the reason is the message."""


def merge(results: Iterable[Result]) -> list[Result]:
    """One record per file, command and target, in the order of first appearance.

    A file may name a target twice with different flags, or a command twice with different options."""
    groups: dict[tuple[str, str, str], list[Result]] = {}
    for result in results:
        groups.setdefault(result[:3], []).append(result)
    merged = []
    for group in groups.values():
        outcome = min((result.outcome for result in group), key=OUTCOMES.index)
        messages = dict.fromkeys(
            result.message for result in group if result.outcome == outcome and result.message
        )
        seconds = sum(result.seconds for result in group)
        merged.append(Result(*group[0][:3], outcome, "\n".join(messages), seconds))
    return merged
