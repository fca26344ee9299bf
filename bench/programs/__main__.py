"""Run time of WebAssembly programs, beside wasmtime and native code of clang.

    python -m irtool.bench.programs --folder DIR                    all; DIR keeps what was fetched and built
    python -m irtool.bench.programs --folder DIR kernels            those that need no downloads
    python -m irtool.bench.programs --folder DIR sqlite sieve

Each program runs in a process of its own, with irtool, with wasmtime (its Cranelift, with default settings)
and natively in turns; the least processor time of the rounds counts. Only the run is measured, not
compilation. All must print the same; one that does not is named, and the exit status is 1. A program that
cannot be had - a package, clang, wasi-libc - is named and left out.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

from ...cli.version import is_compiled
from ..clients import Unreachable
from ..wasm import geometric_mean
from .build import HERE, Built, arguments, build_kernel, build_program, standard_input
from .listing import KERNELS, PROGRAMS

#: The geometric mean that is to be reached, as ratio to wasmtime.
GOAL: Final = 1.1
#: Seconds for one process.
TIMEOUT: Final = 900
WHO: Final = ("irtool", "wasmtime", "native")


class Failed(Exception):
    """A program that did not run, or not as the others; the text says which."""


class Case:
    """One program, ready to run in a temporary folder."""

    def __init__(
        self,
        name: str,
        built: Built,
        room: Path,
        args: tuple[str, ...] = (),
        stdin: bytes = b"",
        preload: tuple[tuple[str, str], ...] = (),
        writes: bool = False,
    ) -> None:
        self.name = name
        self.built = built
        self.room = room
        self.args = [name, *args]
        self.preload = {module: str(HERE / "inputs" / file) for module, file in preload}
        self.writes = writes
        self.stdin = room / "stdin"
        self.stdin.write_bytes(stdin)

    def who(self) -> list[str]:
        """Who can run it."""
        return [who for who in WHO if who != "native" or self.built.native is not None]

    def code(self, who: str) -> str:
        """The file that one runs."""
        return str(self.built.native if who == "native" else self.room / f"code.{who}")

    def compile(self, level: str, *chosen: str) -> None:
        """Compile it for all, or for those chosen."""
        for who in chosen or self.who():
            if who != "native":
                job = {"who": who, "wasm": str(self.built.wasm), "code": self.code(who), "level": level}
                self._process(job)

    def run(self, who: str) -> tuple[float, tuple[object, ...]]:
        """Seconds, and all that it did: exit status, output, messages (None of a native program, which may
        know more of its system), files."""
        out = self.room / f"out.{who}"
        out.mkdir(exist_ok=True)
        for path in out.iterdir():
            path.unlink()
        streams = {name: str(self.room / f"{name}.{who}") for name in ("stdout", "stderr")}
        job: dict[str, Any] = {"who": who, "code": self.code(who), "args": self.args} | streams
        job["stdin"] = str(self.stdin)
        job |= {"preload": self.preload, "dirs": {"/out": str(out)} if self.writes else {}, "cwd": str(out)}
        result = json.loads(self._process(job))
        messages = None if who == "native" else Path(streams["stderr"]).read_bytes()
        files = [(path.name, path.read_bytes()) for path in sorted(out.iterdir())]
        return result["seconds"], (
            result["status"],
            Path(streams["stdout"]).read_bytes(),
            messages,
            *(files if who != "native" else ()),
        )

    def _process(self, job: dict[str, Any]) -> str:
        command = [sys.executable, "-m", "irtool.bench.programs.one", json.dumps(job)]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=TIMEOUT)
        except subprocess.TimeoutExpired:
            raise Failed(f"{self.name}: {job['who']} took more than {TIMEOUT} s") from None
        if done.returncode:
            lines = done.stderr.strip().splitlines() or [f"exit status {done.returncode}"]
            raise Failed(f"{self.name}: {job['who']}: {lines[-1][:200]}")
        return done.stdout


def prepare(name: str, folder: Path, room: Path, rounds: int | None = None) -> Case:
    """A program by name; kernels for so many rounds instead of those of the list. Raises `Unreachable`."""
    if name in KERNELS:
        return Case(name, build_kernel(name, folder), room, (str(rounds or KERNELS[name]),))
    program = next(item for item in PROGRAMS if item.name == name)
    text = standard_input(program, folder)
    built = build_program(program, folder)
    return Case(name, built, room, arguments(program), text, program.preload, program.writes)


def differences(case: Case, results: dict[str, tuple[object, ...]]) -> None:
    """Raises `Failed` unless all did the same as wasmtime."""
    expected = results["wasmtime"]
    for who, found in results.items():
        for what, ours, theirs in zip(("exit status", "output", "messages"), found, expected, strict=False):
            if ours is not None and ours != theirs:
                raise Failed(f"{case.name}: another {what} with {who} than with wasmtime")
        if who != "native" and found != expected:
            raise Failed(f"{case.name}: other files with {who} than with wasmtime")


def measure(case: Case, level: str, rounds: int) -> dict[str, Any]:
    """Seconds of all and their ratios. Raises `Failed`."""
    case.compile(level)
    seconds: dict[str, float] = {}
    for _ in range(rounds):
        results = {}
        for who in case.who():
            taken, results[who] = case.run(who)
            seconds[who] = min(seconds.get(who, taken), taken)
        differences(case, results)
    ratios = {who: seconds["irtool"] / max(seconds[who], 1e-4) for who in case.who() if who != "irtool"}
    return {"seconds": seconds, "ratios": ratios}


def line(name: str, entry: dict[str, Any]) -> str:
    """A row of the table."""
    cells = [f"{name:12s}"]
    cells += [f"{entry['seconds'][who]:10.3f}" if who in entry["seconds"] else f"{'-':>10s}" for who in WHO]
    for who in WHO[1:]:
        cells.append(f"{entry['ratios'][who]:10.3f}" if who in entry["ratios"] else f"{'-':>10s}")
    return "".join(cells)


def choose(names: list[str], parser: argparse.ArgumentParser) -> list[str]:
    """Names of programs, without those of groups."""
    groups = {"kernels": list(KERNELS), "real": [program.name for program in PROGRAMS]}
    known = groups["kernels"] + groups["real"]
    found = []
    for name in names or groups:
        if name not in groups and name not in known:
            parser.error(f"unknown program {name!r}; there are kernels, real, {', '.join(known)}")
        found += groups.get(name, [name])
    return list(dict.fromkeys(found))


def main(argv: list[str]) -> int:
    """The command line; returns the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m irtool.bench.programs", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="programs; `kernels`, `real`; default: all")
    parser.add_argument("--folder", type=Path, metavar="DIR", help="keeps what was fetched and built")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="runs of each (default: 3)")
    parser.add_argument("--level", choices=("none", "speed", "speed_and_size"), default="speed")
    parser.add_argument("--work", type=int, metavar="N", help="rounds inside each kernel, for a short check")
    parser.add_argument("--json", metavar="FILE", help="write everything to a file too")
    options = parser.parse_args(argv)
    for option in ("rounds", "work"):
        value = getattr(options, option)
        if value is not None and value < 1:
            parser.error(f"--{option} must be at least 1")
    names = choose(options.names, parser)
    if not is_compiled():
        print("note: irtool is not compiled here: compiling takes long, running does not", file=sys.stderr)
    report: dict[str, Any] = {"level": options.level, "programs": {}}
    heads = [*WHO, *(f"/{who}" for who in WHO[1:])]
    print(f"{'seconds':12s}" + "".join(f"{head:>10s}" for head in heads), flush=True)
    status = 0
    with tempfile.TemporaryDirectory() as directory:
        folder = (options.folder or Path(directory)).resolve()
        for name in names:
            room = Path(directory) / "rooms" / name
            room.mkdir(parents=True)
            try:
                entry = measure(prepare(name, folder, room, options.work), options.level, options.rounds)
            except Unreachable as error:
                print(f"{name:12s} left out: {error}", flush=True)
                continue
            except Failed as error:
                print(f"error: {error}", file=sys.stderr, flush=True)
                status = 1
                continue
            report["programs"][name] = entry
            print(line(name, entry), flush=True)
    for group, members in (("kernels", set(KERNELS)), ("real programs", {item.name for item in PROGRAMS})):
        means = {}
        for who in WHO[1:]:
            ratios = [
                entry["ratios"][who]
                for name, entry in report["programs"].items()
                if name in members and who in entry["ratios"]
            ]
            if ratios:
                means[who] = geometric_mean(ratios)
        if means:
            report.setdefault("means", {})[group] = means
            text = ", ".join(f"{mean:.3f} to {who}" for who, mean in means.items())
            print(f"geometric mean of {group}: {text} (goal: {GOAL} to wasmtime)")
    if options.json:
        Path(options.json).write_text(json.dumps(report, indent=1) + "\n")
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
