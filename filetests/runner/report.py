"""What a run of filetests tells: failures, a table by command and target, JSON."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from .outcome import FAIL, PASS, SKIP, UNSUPPORTED, WARNING, Result

_COLUMNS = (PASS, FAIL, UNSUPPORTED, SKIP)


def failure_lines(results: Iterable[Result]) -> list[str]:
    """One paragraph per record that failed or warns."""
    lines = []
    for result in results:
        if result.outcome in (FAIL, WARNING):
            where = f"{result.command} {result.target}".strip()
            lines.append(f"{'FAIL' if result.outcome == FAIL else 'WARNING'} {result.file} ({where})")
            lines += [f"    {line}" for line in result.message.split("\n")]
    return lines


def summary_table(results: Sequence[Result]) -> str:
    """Counts of outcomes by command and target, with a line for all."""
    results = [result for result in results if result.outcome != WARNING]
    counts: Counter[tuple[str, str, str]] = Counter()
    seconds: Counter[tuple[str, str]] = Counter()
    for result in results:
        key = (result.command, result.target or "-")
        counts[(*key, result.outcome)] += 1
        seconds[key] += result.seconds  # type: ignore[assignment]
    rows = [
        (*key, *(str(counts[(*key, outcome)]) for outcome in _COLUMNS), f"{seconds[key]:.2f}")
        for key in sorted({(command, target) for command, target, _ in counts})
    ]
    totals = Counter(result.outcome for result in results)
    total_seconds = sum(result.seconds for result in results)
    rows.append(("all", "", *(str(totals[outcome]) for outcome in _COLUMNS), f"{total_seconds:.2f}"))
    header = ("command", "target", *_COLUMNS, "seconds")
    widths = [max(len(row[column]) for row in (header, *rows)) for column in range(len(header))]
    lines = []
    for row in (header, *rows):
        left = [cell.ljust(width) for cell, width in zip(row[:2], widths[:2], strict=True)]
        right = [cell.rjust(width) for cell, width in zip(row[2:], widths[2:], strict=True)]
        lines.append("  ".join(left + right).rstrip())
    return "\n".join(lines)


def unsupported_lines(results: Iterable[Result]) -> list[str]:
    """What is not supported, with the number of records it affects, most frequent first."""
    reasons = Counter(
        re.sub(r"^function \S+: ", "", result.message.split("\n")[0].rpartition("error: ")[2])
        for result in results
        if result.outcome == UNSUPPORTED
    )
    return [f"{count:5}  {reason}" for reason, count in reasons.most_common()]


def to_json(results: Iterable[Result]) -> str:
    """A list with one object per record."""
    records = [{**result._asdict(), "seconds": round(result.seconds, 6)} for result in results]
    return json.dumps(records, indent=1) + "\n"
