"""What an entry of a cache is found by: the content and everything that the code depends on.

    entry_key("module", [wasm, b'{"level": "speed", ...}'])       64 hexadecimal digits

Nothing else decides - no name of a file, no time - so an entry is never out of date: what changes has another
key. Part of each key is the *build* of irtool, a digest of its code: two versions of the compiler never share
an entry, also between two commits of one version. Of an installed package the build is that of the list
of files that its installer keeps (the same on all machines that installed one wheel), of a source tree it is
that of the sources.
"""

import hashlib
import os
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final

#: Version of what keys and entries mean.
FORMAT: Final = b"irtool cache 1"
#: Folders of a source tree that no code depends on.
_OUTSIDE: Final = frozenset(("tests", "docs", "bench", "examples", "tools", "build", "dist", "filetests"))


def entry_key(kind: str, parts: Iterable[bytes]) -> str:
    """The key of an entry of a kind, as 64 hexadecimal digits. Each part is hashed with its length, so that
    no two lists of parts are taken for each other."""
    made = hashlib.sha256()
    for part in (FORMAT, kind.encode(), build_id(), *parts):
        made.update(len(part).to_bytes(8, "little"))
        made.update(part)
    return made.hexdigest()


@cache
def build_id() -> bytes:
    """32 bytes that are the same for the same code of irtool."""
    root = Path(__file__).resolve().parent.parent
    for folder in sorted(root.parent.glob("irtool-*.dist-info")):
        try:
            lines = (folder / "RECORD").read_text(encoding="utf-8").splitlines()
        except OSError:
            continue
        # Only files with a digest: not those that the installer made, such as `.pyc` files.
        rows = sorted(line for line in lines if line.startswith("irtool/") and ",sha256=" in line)
        if rows:
            return hashlib.sha256("\n".join(rows).encode()).digest()
    return _sources_digest(root)


def _sources_digest(root: Path) -> bytes:
    """Digest of all sources below a folder."""
    made = hashlib.sha256()
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(
            name for name in folders if name not in _OUTSIDE and not name.startswith((".", "__"))
        )
        for name in sorted(names):
            if name.endswith((".py", ".rules", ".lark", ".c")):
                path = Path(folder, name)
                data = path.read_bytes()
                made.update(f"{path.relative_to(root)} {len(data)}\n".encode())
                made.update(data)
    return made.digest()
