"""The table that `irtool bench` prints."""

import math
from typing import Any, Final

from .measure import STAGES

_ROWS: Final = (*STAGES, "ir_to_bytes")
_NAMES: Final = {"ir_to_bytes": "IR to bytes"}


def nanoseconds(entry: dict[str, Any], stage: str, level: str) -> float:
    """Nanoseconds per instruction of the input."""
    seconds = entry["seconds" if level == "speed" else "seconds_none"]
    return float(seconds[stage]) * 1e9 / max(int(entry["instructions"]), 1)


def entries(report: dict[str, Any] | None) -> list[tuple[str, dict[str, Any]]]:
    """`(title, entry)` of each generated function and of the corpus."""
    if report is None:
        return []
    found = [(f"{entry['size']:,}", entry) for entry in report["functions"]]
    if "corpus" in report:
        found.append((f"corpus ({report['corpus']['instructions']:,})", report["corpus"]))
    return found


def stage_table(result: dict[str, Any], level: str) -> list[str]:
    """Nanoseconds per instruction by stage: a column for each function and form."""
    columns: list[tuple[str, dict[str, Any]]] = []
    interpreted = dict(entries(result["interpreted"]))
    compiled = dict(entries(result["compiled"]))
    ratios: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {}
    for title in dict.fromkeys([*compiled, *interpreted]):
        if title in compiled:
            columns.append((f"{title} c", compiled[title]))
        if title in interpreted:
            columns.append((f"{title} i", interpreted[title]))
        if title in compiled and title in interpreted:
            ratios[title] = (compiled[title], interpreted[title])
    header = ["stage", *(title for title, _ in columns), *(f"{title} i/c" for title in ratios)]
    rows = [header]
    for stage in _ROWS:
        if stage == "optimise" and level == "none":
            continue
        cells = [f"{nanoseconds(entry, stage, level):,.0f}" for _, entry in columns]
        for one, other in ratios.values():
            cells.append(
                f"{nanoseconds(other, stage, level) / max(nanoseconds(one, stage, level), 1e-9):.0f}x"
            )
        rows.append([_NAMES.get(stage, stage), *cells])
    return align(rows)


def growth_table(report: dict[str, Any], level: str) -> list[str]:
    """How the cost per instruction grows from one size to the next; n log n grows as the logarithm."""
    functions = report["functions"]
    pairs = list(zip(functions, functions[1:], strict=False))
    rows = [["growth per instruction", *(f"{a['size']:,} -> {b['size']:,}" for a, b in pairs)]]
    for stage in _ROWS:
        if stage == "optimise" and level == "none":
            continue
        ratios = [nanoseconds(b, stage, level) / max(nanoseconds(a, stage, level), 1e-9) for a, b in pairs]
        rows.append([_NAMES.get(stage, stage), *(f"{ratio:.2f}" for ratio in ratios)])
    logs = [math.log(b["instructions"]) / math.log(a["instructions"]) for a, b in pairs]
    rows.append(["(n log n)", *(f"{ratio:.2f}" for ratio in logs)])
    return align(rows)


def align(rows: list[list[str]]) -> list[str]:
    """Columns of equal width, the first one left-aligned."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = [row[0].ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
        lines.append("  ".join(cells).rstrip())
    return lines


def reader_lines(result: dict[str, Any]) -> list[str]:
    """Lines of text read per second."""
    lines = []
    for form in ("compiled", "interpreted"):
        for title, entry in entries(result[form]):
            rate = entry["lines"] / max(entry["seconds"]["read"], 1e-9)
            lines.append(f"reader, {form}, {title}: {rate:,.0f} lines per second")
    return lines


def report_text(result: dict[str, Any]) -> str:
    """All tables."""
    report = result["compiled"] or result["interpreted"]
    lines = [f"nanoseconds per instruction, target {report['target']} (c compiled, i interpreted)"]
    if result["compiled"] is None:
        lines.append("this installation is plain Python: there is no compiled form to measure")
    for level in ("speed", "none"):
        lines += ["", f"opt_level={level}", *stage_table(result, level)]
        for form in ("compiled", "interpreted"):
            if result[form] is not None and len(result[form]["functions"]) > 1:
                lines += ["", f"{form}, opt_level={level}", *growth_table(result[form], level)]
    lines += ["", *reader_lines(result)]
    for title, entry in entries(report):
        per = entry["code_bytes"] / max(entry["instructions"], 1)
        none = entry["code_bytes_none"] / max(entry["instructions"], 1)
        lines.append(f"code, {title}: {per:.2f} bytes per instruction at speed, {none:.2f} at none")
    return "\n".join(lines) + "\n"
