"""The WebAssembly front end under attack: `wasm_fuzz.py` in processes of their own, seeds reported."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from irtool.backends.registry import host_name
from irtool.runtime.platform import supported

PROGRAM = Path(__file__).with_name("wasm_fuzz.py")
#: Seeds of the long mode are in chunks of so many, one process each.
CHUNK = 1000
NORMAL = {"damage": 250, "mutate": 250, "random": 300, "exceptions": 60}
LONG = {"damage": 10_000, "mutate": 10_000, "random": 20_000, "exceptions": 2000}
#: At most so many of a hundred cases may be left out, because something in them cannot be compiled.
MOST_SKIPPED = {"damage": 0, "mutate": 25, "random": 15, "exceptions": 0}


def run(kind: str, first: int, count: int) -> None:
    """A process with some cases; each has a limit of time, all have one of memory."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, str(PROGRAM), kind, str(first), str(count)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=3600)
    lines = done.stdout.splitlines()
    report = "\n".join(
        [*(line for line in lines if not line.startswith("seed")), *lines[-1:], done.stderr[-5000:]]
    )
    assert done.returncode == 0, report
    words = lines[-1].split()
    assert words[:2] == [str(count), "cases,"], report
    assert int(words[4]) * 100 <= count * MOST_SKIPPED[kind], report


def needs_native(kind: str) -> None:
    """Skip what runs code where that is not possible."""
    if kind in ("mutate", "random") and not supported():
        pytest.skip(f"no native execution on {host_name()}")


@pytest.mark.parametrize("kind", NORMAL)
def test_attacks(kind: str) -> None:
    needs_native(kind)
    run(kind, 0, NORMAL[kind])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "first"),
    [(kind, first) for kind, count in LONG.items() for first in range(1000, 1000 + count, CHUNK)],
)
def test_attacks_at_length(kind: str, first: int) -> None:
    needs_native(kind)
    run(kind, first, CHUNK)
