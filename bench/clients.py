"""Running the programs that fetch and build what benchmarks need: npm, pip, clang.

    run_client("lz4", ["npm", "pack", "lz4@1.0"], folder)       what it says on its standard output

What cannot be had here is `Unreachable`: a benchmark leaves it out and says why.
"""

import shutil
import subprocess
from pathlib import Path
from typing import Final

#: Seconds that a client may take for one package.
TIMEOUT: Final = 600


class Unreachable(Exception):
    """A module that cannot be had here; the text says why."""


def run_client(name: str, command: list[str], folder: Path | None = None) -> str:
    """Run a program for what is called `name`, in a folder; its output. Raises `Unreachable` when it is
    missing, takes too long or fails, with its first line about an error, or else its last."""
    if shutil.which(command[0]) is None:
        raise Unreachable(f"{name}: there is no {command[0]}")
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=TIMEOUT)
    except subprocess.TimeoutExpired:
        raise Unreachable(f"{name}: {command[0]} took more than {TIMEOUT} s") from None
    if done.returncode:
        lines = done.stderr.strip().splitlines() or [f"exit status {done.returncode}"]
        errors = [line for line in lines if "error" in line.lower()]
        raise Unreachable(f"{name}: {command[0]}: {(errors or lines[-1:])[0]}")
    return done.stdout
