"""Writing files: outputs whole or not at all, and modules made by generators."""

import os
import sys
import tempfile
from pathlib import Path


def write_atomically(path: str, data: bytes) -> None:
    """Write a whole file or, when something fails, leave what was there. A device or pipe is written to
    as it is: it must not be replaced by a file."""
    target = Path(path)
    if target.exists() and not target.is_file():
        with target.open("wb") as device:
            device.write(data)
        return
    mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(temporary, mode)
        os.replace(temporary, target)
    except BaseException:
        os.unlink(temporary)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def update_generated(target: Path, text: str, argv: list[str]) -> int:
    """The command line of a generator of code: write `target`, or with `--check` only say when it is out
    of date. Returns the exit status."""
    if "--check" not in argv:
        target.write_text(text)
        return 0
    if target.exists() and target.read_text() == text:
        return 0
    print(f"{target}: error: out of date; run `make generate`", file=sys.stderr)
    return 1
