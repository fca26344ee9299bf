"""Speed of compiling real WebAssembly modules.

    python -m irtool.bench.wasm a.wasm b.wasm                      stages, ns per Wasm instruction
    python -m irtool.bench.wasm --against wasmtime DIR             as ratios: time, text, memory

A directory stands for the `.wasm` files in it (`irtool.bench.wasm_modules fetch DIR` gets some). Every
compilation is measured in a process of its own (`wasm_one.py`), ours and the other's in turn, and the best of
the rounds counts. wasmtime compiles in one thread, without its cache, for the same processor. Times are
processor time. `front` is reading, validation and translation, of which `validate` says how long validation
alone takes.
"""

import argparse
import json
import math
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

from ..cli.version import is_compiled
from ..frontend.wasm.binary import Cursor
from ..frontend.wasm.module import Module
from ..frontend.wasm.reader import read_module
from ..frontend.wasm.skip import read_opcode, skip_immediates, skip_value_type
from ..frontend.wasm.validation import check_module, validate_bodies
from ..ir.errors import IrtoolError
from .wasm_one import STAGES, best_of

#: What is to be reached, as ratios to wasmtime; of `front` nanoseconds per Wasm instruction.
GOALS: Final = {"time": 0.4, "text": 1.1, "memory": 2.0, "front": 180.0}
#: Seconds for one process.
TIMEOUT: Final = 900


class Refused(Exception):
    """A module that one of the two does not compile."""


def count_instructions(module: Module) -> int:
    """Wasm instructions in all bodies, `end` included."""
    total = 0
    for start, end in zip(module.body_start, module.body_end, strict=True):
        cursor = Cursor(module.data, start, end)
        for _ in range(int(cursor.u32())):
            cursor.u32()
            skip_value_type(cursor)
        while cursor.pos < end:
            skip_immediates(cursor, read_opcode(cursor))
            total += 1
    return total


def measure(path: Path) -> dict[str, Any]:
    """Sizes of a module, and seconds that validation takes. Raises `IrtoolError`."""
    module = read_module(path.read_bytes())
    check_module(module)
    return {
        "bytes": len(module.data),
        "functions": len(module.body_start),
        "instructions": count_instructions(module),
        "validate": best_of(lambda: validate_bodies(module)),
    }


def run_one(who: str, level: str, path: Path) -> dict[str, Any]:
    """One measurement in a process. Raises `Refused` with the last line of what it said."""
    command = [sys.executable, "-m", "irtool.bench.wasm_one", who, level, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=TIMEOUT)
    if done.returncode:
        lines = done.stderr.strip().splitlines() or [f"exit status {done.returncode}"]
        raise Refused(f"{who}: {lines[-1][:120]}")
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def best(results: list[dict[str, Any]]) -> dict[str, Any]:
    """The rounds as one: the least of each number."""
    found = {key: min(result[key] for result in results) for key in ("seconds", "text", "peak")}
    if "stages" in results[0]:
        found["stages"] = {stage: min(result["stages"][stage] for result in results) for stage in STAGES}
    return found


def compare(path: Path, level: str, rounds: int, against: bool) -> dict[str, Any]:
    """One module at one level. Raises `Refused`."""
    ours, theirs = [], []
    for _ in range(rounds):
        ours.append(run_one("irtool", level, path))
        if against:
            theirs.append(run_one("wasmtime", level, path))
    entry: dict[str, Any] = {"irtool": best(ours)}
    if against:
        entry["wasmtime"] = best(theirs)
        keys = {"time": "seconds", "text": "text", "memory": "peak"}
        entry["ratios"] = {
            name: entry["irtool"][key] / max(entry["wasmtime"][key], 1e-9) for name, key in keys.items()
        }
    return entry


def line(name: str, level: str, sizes: dict[str, Any], entry: dict[str, Any]) -> str:
    """A row of the table."""
    count = max(sizes["instructions"], 1)
    stages = entry["irtool"]["stages"]
    cells = [f"{name:16.16s} {level:14s} {sizes['instructions']:>10,d}"]
    cells += [f"{stages[stage] * 1e9 / count:9.1f}" for stage in STAGES]
    cells.append(f"{front(sizes, entry):9.1f}{sizes['validate'] * 1e9 / count:9.1f}")
    cells.append(f"{entry['irtool']['seconds'] * 1e9 / count:9.1f}")
    for goal, ratio in entry.get("ratios", {}).items():
        cells.append(f"{ratio:8.3f}{'!' if ratio > GOALS[goal] else ' '}")
    return "".join(cells)


def front(sizes: dict[str, Any], entry: dict[str, Any]) -> float:
    """Nanoseconds per Wasm instruction for reading, validation and translation."""
    stages = entry["irtool"]["stages"]
    return float((stages["read"] + stages["translate"]) * 1e9 / max(sizes["instructions"], 1))


def geometric_mean(numbers: list[float]) -> float:
    """The geometric mean of positive numbers."""
    return math.exp(sum(math.log(number) for number in numbers) / len(numbers))


def wasm_files(names: list[str]) -> list[Path]:
    """Files, and those in directories."""
    found: list[Path] = []
    for name in names:
        path = Path(name)
        found += (
            sorted(path.glob("*.wasm"), key=lambda item: item.stat().st_size) if path.is_dir() else [path]
        )
    return found


def main(argv: list[str]) -> int:
    """The command line; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m irtool.bench.wasm", description=__doc__.split("\n")[0])
    parser.add_argument("files", nargs="+", metavar="FILE", help="binary modules, and directories of them")
    parser.add_argument("--against", choices=("wasmtime",), help="compare whole compilations")
    levels = ("none", "speed", "speed_and_size")
    parser.add_argument("--level", choices=levels, action="append", help="default: none and speed")
    parser.add_argument(
        "--rounds", type=int, default=2, metavar="N", help="processes per measurement (default: 2)"
    )
    parser.add_argument("--json", metavar="FILE", help="write everything to a file too")
    options = parser.parse_args(argv)
    if not is_compiled():
        print("note: irtool is not compiled here; the numbers say nothing about its speed", file=sys.stderr)
    report: dict[str, Any] = {"compiled": is_compiled(), "goals": GOALS, "modules": {}}
    heads = [*STAGES, "front", "validate", "all"]
    print(
        f"{'ns per Wasm instruction':31s} {'count':>10s}" + "".join(f"{head:>9s}" for head in heads), end=""
    )
    print(
        "".join(f"{head:>8s} " for head in ("time", "text", "memory")) if options.against else "", flush=True
    )
    status = 0
    ratios: dict[tuple[str, str], list[float]] = {}
    for path in wasm_files(options.files):
        try:
            sizes = measure(path)
            report["modules"][path.stem] = sizes
            for level in options.level or ("none", "speed"):
                entry = compare(path, level, max(options.rounds, 1), bool(options.against))
                sizes[level] = entry
                print(line(path.stem, level, sizes, entry), flush=True)
                for goal, ratio in entry.get("ratios", {}).items():
                    ratios.setdefault((level, goal), []).append(ratio)
        except (IrtoolError, OSError) as error:
            text = (
                error.render(str(path))
                if isinstance(error, IrtoolError)
                else f"{path}: error: {error.strerror}"
            )
            print(text, file=sys.stderr)
            status = 1
        except Refused as error:
            print(f"{path.stem:16.16s} refused: {error}", flush=True)
    for level in options.level or ("none", "speed"):
        means = {goal: geometric_mean(found) for (at, goal), found in ratios.items() if at == level}
        if means:
            report.setdefault("means", {})[level] = means
            cells = "  ".join(f"{goal} {mean:.3f} (goal {GOALS[goal]})" for goal, mean in means.items())
            print(f"geometric mean, {level}: {cells}")
    if options.json:
        Path(options.json).write_text(json.dumps(report, indent=1) + "\n")
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
