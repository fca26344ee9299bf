"""Linking: a shared library of an object, and a program of objects.

    data = link_shared(object_file, "x86_64")

Tried in this order, the first that is there is used: lld (it links for any machine), GNU ld for the machine
(`x86_64-linux-gnu-ld`), for the machine that this runs on `ld`, and at last our own writer of shared
libraries (`object/shared.py`). A program needs the C library, so it is linked by a compiler driver:
`x86_64-linux-gnu-gcc`, or `cc`, `gcc`, `clang` for this machine.
"""

import platform
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from ..backends.registry import lookup
from ..ir.errors import IrtoolError
from ..ir.names import name_problem
from ..object.shared import shared_library

#: Who links a shared library: one of the system if there is one, only that, or irtool itself.
LINKERS: Final = ("auto", "system", "own")
#: Names of linkers, as `_look_for` takes them.
_LINKER: Final = (("ld",), ("ld",), ("ld.lld",))


def _look_for(
    target: str, cross: Sequence[str], native: Sequence[str], anywhere: Sequence[str] = ()
) -> tuple[str | None, list[str]]:
    """A program of the system for a target, None when it has none, and the names that were looked for."""
    wanted = [*anywhere, *(f"{target}-linux-gnu-{name}" for name in cross)]
    if platform.machine() == target:
        wanted += native
    return next((name for name in wanted if shutil.which(name) is not None), None), wanted


def find_tool(target: str, cross: Sequence[str], native: Sequence[str], anywhere: Sequence[str] = ()) -> str:
    """A program of the system for a target: one of `anywhere`, a name of `cross` behind the target's
    triple, or one of `native` when the target is this machine. Raises `IrtoolError` naming what was looked
    for."""
    found, wanted = _look_for(target, cross, native, anywhere)
    if found is None:
        raise IrtoolError(f"a linker for {target} is needed: none of {', '.join(wanted)} is installed")
    return found


def link_shared(data: bytes, target: str, linker: str = "auto", soname: str = "") -> bytes:
    """A shared library with what an object file has. `linker` is one of `LINKERS`; `soname` is the name that
    programs remember which are linked with it, empty for the one they are given.

    Raises `IrtoolError` with the linker's message when it fails and for a linker that is asked for and
    missing, and as `object.shared.shared_library`, which links where the system has none."""
    problem = name_problem(soname)
    if problem:
        raise IrtoolError(f"{soname!r} is no name for a shared library: {problem}")
    found = None
    if linker == "system":
        found = find_tool(target, *_LINKER)
    elif linker == "auto":
        found = _look_for(target, *_LINKER)[0]
    elif linker != "own":
        raise IrtoolError(f"unknown linker {linker!r}: one of {', '.join(LINKERS)}")
    if found is None:
        return shared_library(data, lookup(target).form, soname)
    named = ["-soname", soname] if soname else []
    return _run([found, "-shared", "-z", "noexecstack", "-z", "relro", *named], data, [])


def link_program(data: bytes, target: str, libraries: Sequence[str] = ()) -> bytes:
    """A static program of an object file that has `main`. Errors as for `link_shared`."""
    driver = find_tool(target, ["gcc"], ["cc", "gcc", "clang"])
    return _run([driver, "-static"], data, libraries)


def _run(command: list[str], data: bytes, more: Sequence[str]) -> bytes:
    """The output of a linker for one object file."""
    with tempfile.TemporaryDirectory(prefix="irtool-link-") as directory:
        given, made = Path(directory, "library.o"), Path(directory, "linked")
        given.write_bytes(data)
        done = subprocess.run(
            [*command, "-o", str(made), str(given), *more], capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            shown = done.stderr.strip().replace(str(given), "the object file")
            raise IrtoolError(f"{command[0]} failed:\n{shown}")
        return made.read_bytes()
