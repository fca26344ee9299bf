"""Writing files whole or not at all."""

import os
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
