"""`irtool bench --regalloc`: what register allocation costs, and what it leaves in the code that runs.

Cost is measured in a process for each shape and size, the compiled form if there is one
(`regalloc_cost.py`, `regalloc_shapes.py`, `regalloc_code.py`); quality by running kernels
(`regalloc_quality.py`).
"""

import json
import math
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

from ..ir.errors import IrtoolError
from . import regalloc_quality
from .local_estimate import estimate, estimate_text
from .report import align
from .run import PACKAGE

#: What is promised: nanoseconds per instruction in functions of 10,000, and bytes per virtual register.
MOST_NANOSECONDS: Final = 400
MOST_BYTES: Final = 400
#: Largest function for the estimate of a local allocator.
MOST_LOCAL: Final = 20_000


def measure_cost(shape: str, size: int) -> dict[str, Any]:
    """Measure one shape at one size in a new process. Raises `IrtoolError` when that fails."""
    with tempfile.TemporaryDirectory(prefix="irtool-bench-") as directory:
        Path(directory, "irtool").symlink_to(PACKAGE)  # found by its name even in its own repository
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join([directory, os.environ.get("PYTHONPATH", "")]).rstrip(":"),
        }
        request = json.dumps({"shape": shape, "size": size})
        command = [sys.executable, "-m", "irtool.bench.regalloc_cost", request]
        done = subprocess.run(
            command, env=environment, cwd=directory, capture_output=True, text=True, check=False
        )
    if done.returncode:
        raise IrtoolError(f"measuring {shape} failed:\n{done.stderr}")
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def run_bench(sizes: list[int], targets: list[str], kernels: list[str], shapes: list[str]) -> dict[str, Any]:
    """All measurements of these kernels and shapes."""
    cost = {shape: [measure_cost(shape, size) for size in sizes] for shape in shapes}
    return {
        "cost": cost,
        "quality": regalloc_quality.measure(targets, kernels),
        "local": {target: estimate(target, min(max(sizes), MOST_LOCAL)) for target in targets},
    }


def cost_text(cost: dict[str, list[dict[str, Any]]]) -> list[str]:
    """Tables of time and memory, and how time grows."""
    entries = next(iter(cost.values()))
    titles = [f"{entry['vregs']:,}" for entry in entries]
    form = "compiled" if entries[0]["compiled"] else "interpreted"

    def table(name: str, value: Any) -> list[str]:
        return align(
            [
                [name, *titles],
                *([shape, *(f"{value(entry):,.0f}" for entry in row)] for shape, row in cost.items()),
            ]
        )

    def nanoseconds(entry: dict[str, Any], per: str) -> float:
        return float(entry["seconds"]) * 1e9 / max(int(entry[per]), 1)

    lines = [f"allocation alone, {form}; columns: virtual registers (about)", ""]
    lines += table("ns per instruction", lambda entry: nanoseconds(entry, "insts"))
    lines += ["", *table("ns per virtual register", lambda entry: nanoseconds(entry, "vregs"))]
    lines += [
        "",
        *table("peak bytes per virtual register", lambda entry: entry["peak_bytes"] / entry["vregs"]),
    ]
    if len(entries) > 1:
        rows = [
            [
                "growth per virtual register",
                *(f"{a} -> {b}" for a, b in zip(titles, titles[1:], strict=False)),
            ]
        ]
        for shape, row in cost.items():
            pairs = zip(row, row[1:], strict=False)
            rows.append(
                [shape, *(f"{nanoseconds(b, 'vregs') / nanoseconds(a, 'vregs'):.2f}" for a, b in pairs)]
            )
        logs = [
            math.log(b["vregs"]) / math.log(a["vregs"]) for a, b in zip(entries, entries[1:], strict=False)
        ]
        rows.append(["(n log n)", *(f"{ratio:.2f}" for ratio in logs)])
        lines += ["", *align(rows)]
    lines += [
        "",
        f"promised: {MOST_NANOSECONDS} ns per instruction in functions of 10,000 instructions, "
        f"{MOST_BYTES} bytes per virtual register, growth no worse than n log n",
    ]
    return lines


def report_text(result: dict[str, Any]) -> str:
    """All tables."""
    lines = [*cost_text(result["cost"]), "", regalloc_quality.report_text(result["quality"])]
    lines += estimate_text(result["local"])
    return "\n".join(lines) + "\n"
