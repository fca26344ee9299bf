"""What `irtool --version` says."""

import importlib.util
import platform
from pathlib import Path

from .. import __version__


def is_compiled() -> bool:
    """Whether the hot modules are the ones compiled by mypyc."""
    spec = importlib.util.find_spec("..ir.function", __package__)
    return spec is not None and (spec.origin or "").endswith(".so")


def stale_modules() -> list[str]:
    """Sources of a development tree that are newer than the compiled module beside them: an edit
    there has no effect until the next `make build`."""
    root = Path(__file__).resolve().parent.parent
    if not (root / "setup.py").exists():
        return []
    folders = [path.parent for path in root.glob("*/__init__.py")]
    folders += [path.parent for path in root.glob("backends/*/__init__.py")]
    stale = []
    for native in (native for folder in (root, *folders) for native in folder.glob("*.so")):
        source = native.with_name(native.name.split(".")[0] + ".py")
        if source.exists() and source.stat().st_mtime > native.stat().st_mtime:
            stale.append(str(source.relative_to(root)))
    return sorted(stale)


def version_text() -> str:
    """`irtool 0.1.0 (compiled by mypyc), CPython 3.11.7`."""
    form = "compiled by mypyc" if is_compiled() else "plain Python"
    text = f"irtool {__version__} ({form}), {platform.python_implementation()} {platform.python_version()}"
    stale = stale_modules()
    if stale:
        text += f"\nolder than their source, `make build` is due: {', '.join(stale)}"
    return text
