"""The linkers that objects are tried with."""

import shutil
from pathlib import Path

import pytest

#: GNU ld, which gcc calls unless told otherwise, and LLVM's.
LINKERS = ("bfd", "lld")


def linker_flags(linker: str, directory: Path) -> list[str]:
    """What makes gcc, also a cross compiler, call a linker; skips the test when it is missing."""
    if linker == "bfd":
        return []
    found = shutil.which("ld.lld")
    if found is None:
        pytest.skip("ld.lld is not installed")
    # A cross compiler does not look where the system's programs are.
    (directory / "ld.lld").symlink_to(found)
    return ["-fuse-ld=lld", f"-B{directory}"]
