"""Every object file that tests write is shown to readelf, GNU ld and lld.

`conftest.py` has `ObjectWatch.note` called with each file that `object/elf.py` and `object/image.py` put
together, also in processes that tests fork; when a test module ends, `ObjectWatch.check` looks at those
that are new. A complaint names the test that wrote the object. Equal objects are looked at once.

    readelf -a       says nothing on stderr, and of nothing that it is corrupt
    ld, ld.lld       link it to a program, in which what is not defined is at address 0: that fills every
                     field. Thread-local variables must be somewhere: objects that want one become an object

Without a program that part is left out. A normal run looks at no more than `MOST` objects of a module, of
at most `LARGEST` bytes; one with the slow tests at all of them.
"""

import hashlib
import os
import shutil
import subprocess
from pathlib import Path
from typing import Final

from irtool.backends.registry import form_of_machine
from irtool.ir.errors import IrtoolError
from irtool.object.elf_read import read_object

#: In a normal run: objects of a module, and bytes of an object.
MOST: Final = 40
LARGEST: Final = 1 << 20
#: GNU linkers by the machine's number in ELF files; lld links for all of them.
GNU: Final = {62: "x86_64-linux-gnu-ld", 183: "aarch64-linux-gnu-ld"}
_FLAGS: Final = ("--unresolved-symbols=ignore-all", "--fatal-warnings", "-e", "0")
_BATCH: Final = 40


class ObjectWatch:
    """The objects of the tests of a process and of those forked from it."""

    def __init__(self, folder: Path, everything: bool) -> None:
        self._folder = folder
        self._everything = everything
        self._checked: set[str] = set()

    def note(self, data: bytes) -> None:
        """Keep an object that is to be checked."""
        if len(data) > LARGEST and not self._everything:
            return
        path = self._folder / f"{hashlib.sha256(data).hexdigest()}.o"
        if path.exists() or path.name in self._checked:
            return
        # The name first: the object is looked at when it is there.
        path.with_suffix(".test").write_text(os.environ.get("PYTEST_CURRENT_TEST", "no test"))
        half = path.with_suffix(f".{os.getpid()}")
        half.write_bytes(data)
        half.rename(path)

    def check(self) -> list[str]:
        """Complaints about the objects that are new, which are gone afterwards."""
        found = sorted(self._folder.glob("*.o"))
        chosen = found if self._everything else found[:MOST]
        complaints = [*readelf_complaints(chosen)]
        for path in chosen:
            complaints += link_complaints(path)
        self._checked |= {path.name for path in found}
        made_by = {path.name: path.with_suffix(".test").read_text() for path in found}
        for path in found:
            path.unlink()
            path.with_suffix(".test").unlink()
        return [
            text + "".join(f"\n  written by {test}" for name, test in made_by.items() if name in text)
            for text in complaints
        ]


def readelf_complaints(paths: list[Path]) -> list[str]:
    """What readelf finds wrong with files."""
    if shutil.which("readelf") is None:
        return []
    wrong = []
    for start in range(0, len(paths), _BATCH):
        batch = paths[start : start + _BATCH]
        if _readelf(batch):
            wrong += [text for path in batch if (text := _readelf([path]))]
    return wrong


def _readelf(paths: list[Path]) -> str:
    done = subprocess.run(
        ["readelf", "-a", "-W", *map(str, paths)],
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    bad = [line for line in done.stdout.splitlines() if "<corrupt" in line or "readelf: " in line]
    if done.returncode or done.stderr or bad:
        return "\n".join([f"readelf of {paths[0].name}: {done.stderr.strip()}", *bad[:5]])
    return ""


def link_complaints(path: Path) -> list[str]:
    """What GNU ld and lld say of an object."""
    wrong = []
    try:
        elf = read_object(path.read_bytes())
    except IrtoolError as error:
        return [f"read_object of {path.name}: {error}"]
    form = form_of_machine(elf.machine)
    kinds = {row.number for row in form.relocs.values() if row.thread_local} if form is not None else set()
    thread_local = any(reloc.kind in kinds for rows in elf.relocations.values() for reloc in rows)
    flags = ["-r", "--fatal-warnings"] if thread_local else _FLAGS
    for linker in ("ld.lld", GNU.get(elf.machine, "")):
        if not linker or shutil.which(linker) is None:
            continue
        command = [linker, *flags, str(path), "-o", str(path.with_suffix(".out"))]
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
        if done.returncode or done.stderr:
            wrong.append(f"{linker} of {path.name}: {done.stderr.strip()[:600]}")
        path.with_suffix(".out").unlink(missing_ok=True)
    return wrong
