"""The benchmark: both forms of irtool side by side.

Each form is measured in a process of its own (`measure.py`). The interpreted one runs from a copy of
the package's Python files without the compiled modules beside them.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

from ..ir.errors import IrtoolError

PACKAGE: Final = Path(__file__).resolve().parent.parent
#: Left out of the copy: not needed, or large.
_NOT_COPIED: Final = ("*.so", "*.clif", "build", "dist", ".*", "tests", "docs", "__pycache__", "*.egg-info")


def copy_plain(directory: str) -> None:
    """Copy the package's Python and data files to `directory/irtool`."""
    shutil.copytree(
        PACKAGE, Path(directory, "irtool"), ignore=shutil.ignore_patterns(*_NOT_COPIED), symlinks=True
    )


def run_measure(request: dict[str, Any], path: str) -> dict[str, Any]:
    """Measure in a new process that finds irtool in `path`. Raises `IrtoolError` when it fails."""
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([path, os.environ.get("PYTHONPATH", "")]).rstrip(":"),
    }
    command = [sys.executable, "-m", "irtool.bench.measure", json.dumps(request)]
    done = subprocess.run(command, env=environment, cwd=path, capture_output=True, text=True, check=False)
    if done.returncode:
        raise IrtoolError(f"measuring failed:\n{done.stderr}")
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def run_bench(request: dict[str, Any], interpreted: bool, interpreted_limit: int) -> dict[str, Any]:
    """Both reports: `compiled` (None when irtool is not compiled here) and `interpreted`."""
    from ..cli.version import is_compiled

    result: dict[str, Any] = {"compiled": None, "interpreted": None}
    with tempfile.TemporaryDirectory(prefix="irtool-bench-") as directory:
        if is_compiled():
            # A link, so that the package is found by its name even in its own repository.
            installed = Path(directory, "installed")
            installed.mkdir()
            Path(installed, "irtool").symlink_to(PACKAGE)
            result["compiled"] = run_measure(request, str(installed))
        if interpreted or result["compiled"] is None:
            copy_plain(directory)
            sizes = [size for size in request["sizes"] if size <= interpreted_limit]
            result["interpreted"] = run_measure({**request, "sizes": sizes}, directory)
    return result
