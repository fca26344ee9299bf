"""Compiling and running C programs that use libraries made of WebAssembly modules."""

import shutil
import subprocess
from pathlib import Path
from typing import Final, NamedTuple

import pytest
from irtool.frontend.wasm.text.assemble import assemble
from irtool.library.build import compile_library
from irtool.library.cpp_header import cpp_header
from irtool.library.header import c_header
from irtool.settings import Settings

C_FLAGS: Final = ("-O1", "-Wall", "-Wextra", "-Werror", "-pedantic")


class Machine(NamedTuple):
    """How C is compiled for a machine, and how its programs run."""

    target: str
    compiler: str
    runner: tuple[str, ...]


MACHINES: Final = (
    Machine("x86_64", "x86_64-linux-gnu-gcc", ()),
    Machine("aarch64", "aarch64-linux-gnu-gcc", ("qemu-aarch64", "-L", "/usr/aarch64-linux-gnu")),
)


def need(*programs: str) -> None:
    """Skip the test where a program is missing."""
    for program in programs:
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed")


def need_machine(machine: Machine) -> None:
    """Skip the test where programs for the machine cannot be made or run."""
    import platform

    need(machine.compiler, *machine.runner[:1])
    if not machine.runner and platform.machine() != machine.target:
        pytest.skip(f"this is no {machine.target}")


def command(*words: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a program; it must succeed and say nothing on stderr."""
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, ""), (words, done.stdout)
    return done


def make_library(
    folder: Path,
    text: str,
    prefix: str,
    target: str,
    guard_pages: bool = False,
    wasi: bool = False,
    level: str = "none",
) -> Path:
    """The object file of a module's text, beside its headers PREFIX.h and PREFIX.hpp."""
    binary = assemble(text.encode()).binary
    settings = Settings(target, opt_level=level)  # the IR is verified
    library = compile_library(binary, target, settings, prefix=prefix, guard_pages=guard_pages, wasi=wasi)
    (folder / f"{prefix}.h").write_text(c_header(library.module, library.names))
    (folder / f"{prefix}.hpp").write_text(cpp_header(library.module, library.names, f"{prefix}.h"))
    made = folder / f"{prefix}.o"
    made.write_bytes(library.object)
    return made


def build_and_run(folder: Path, machine: Machine, source: str, objects: list[Path], *flags: str) -> str:
    """Compile a C program with objects, strictly, and run it: what it prints."""
    (folder / "program.c").write_text(source)
    program = folder / "program"
    compiler = [machine.compiler, "-std=c99", *C_FLAGS, *flags, "-I", str(folder)]
    command(*compiler, folder / "program.c", *objects, "-lm", "-o", program)
    return command(*machine.runner, program).stdout
