"""Runs filetests: from paths to one record per file, command and target.

    results = run_paths(["filetests/run"], Options(), jobs=2)
    exit_status = any(result.outcome == "fail" for result in results)

`run_paths` gives the files to worker processes (`workers.py`), because compiled code that goes wrong can end
its process, and that must be one failing file and no more. Each does one file at a time (`run_file.py`).
"""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from ...ir.errors import IrtoolError, Place
from .job import Options
from .outcome import Result
from .run_file import run_file
from .workers import run_in_workers


def collect_files(paths: Iterable[str]) -> list[str]:
    """`.clif` files: those named, and all in the directories named, sorted.

    Raises `IrtoolError` for a path that is neither."""
    files: dict[str, None] = {}
    for name in paths:
        path = Path(name)
        if path.is_dir():
            found = sorted(str(file) for file in path.rglob("*.clif"))
            if not found:
                raise IrtoolError("no .clif files in this directory", Place(0, 0, name))
            files.update(dict.fromkeys(found))
        elif path.exists():
            files[name] = None
        else:
            raise IrtoolError("no such file or directory", Place(0, 0, name))
    return list(files)


def run_paths(
    paths: Sequence[str],
    options: Options | None = None,
    jobs: int = 1,
    on_result: Callable[[str, list[Result]], None] | None = None,
) -> list[Result]:
    """Run all files below the paths in `jobs` worker processes (0: in this process).

    `on_result` is told of each file as it ends. Records come in the order of the files."""
    options = options if options is not None else Options()
    files = collect_files(paths)
    found: dict[str, list[Result]] = {}
    if jobs <= 0:
        for path in files:
            found[path] = run_file(path, options)
            if on_result is not None:
                on_result(path, found[path])
    else:
        for path, results in run_in_workers(files, options, jobs):
            found[path] = results
            if on_result is not None:
                on_result(path, results)
    return [result for path in files for result in found[path]]
