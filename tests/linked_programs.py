"""Programs of C, assembler and our code, linked by gcc for both machines and run, aarch64 under qemu."""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from irtool.compile import compile_object, default_settings
from irtool.ir.text.reader import parse_functions

#: C compiler and what runs its programs.
CC = {"x86_64": ("gcc", []), "aarch64": ("aarch64-linux-gnu-gcc", ["qemu-aarch64"])}
LEVELS = ("none", "speed")


def link_and_run(
    machine: str,
    clif: str,
    c: str,
    directory: Path,
    settings: Sequence[str] = (),
    flags: Sequence[str] = ("-O2", "-static"),
) -> subprocess.CompletedProcess[str]:
    """Compile, link and run; skips the test where a program is missing. Fails when it does not link."""
    compiler, runner = CC[machine]
    for tool in (compiler, *runner):
        if shutil.which(tool) is None:
            pytest.skip(f"{tool} is not installed")
    chosen = default_settings()
    chosen.target = machine
    for setting in ("regalloc_checker=true", *settings):
        chosen.apply(setting)
    (directory / "module.o").write_bytes(compile_object(parse_functions(clif), machine, chosen))
    (directory / "main.c").write_text(c)
    command = [compiler, *flags, "-fno-inline", "-fwrapv", "main.c", "module.o", "-o", "program"]
    made = subprocess.run(command, cwd=directory, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    return subprocess.run(
        [*runner, "./program"], cwd=directory, capture_output=True, text=True, check=False, timeout=60
    )
