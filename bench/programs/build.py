"""Programs for the benchmark: fetched sources, and what clang makes of them, kept in a folder.

    folder/sources/PACKAGE-VERSION/     an unpacked archive
    folder/NAME.wasm, folder/NAME       a program for WASI, and a native one
    folder/NAME.built                   what they were made from; they are made again when that changes

Both are built with the same flags, `FLAGS`: no vectors, which the comparison is not about.
"""

import hashlib
import shutil
import sys
import tarfile
import tempfile
from collections.abc import Sequence
from fnmatch import fnmatch
from pathlib import Path
from typing import Final, NamedTuple

from ..clients import Unreachable, run_client
from ..wasm_modules import fetch
from .listing import ARCHIVES, Archive, Program

HERE: Final = Path(__file__).resolve().parent
FLAGS: Final = ("-O2", "-fno-vectorize", "-fno-slp-vectorize")
WASI: Final = ("--target=wasm32-wasi",)


class Built(NamedTuple):
    """A program that can be run."""

    wasm: Path
    native: Path | None
    """None for a module without sources."""


def build_kernel(name: str, folder: Path) -> Built:
    """A program of `kernels/`. Raises `Unreachable` without clang or wasi-libc."""
    source = HERE / "kernels" / f"{name}.c"
    return _build(name, folder, [source], [HERE / "kernels" / "kernel.h"], ("-Wall",), ())


def build_program(program: Program, folder: Path) -> Built:
    """A real program. Raises `Unreachable` when something for it cannot be had."""
    if program.module is not None:
        return Built(fetch(program.module, folder), None)
    assert program.archive is not None
    archive = unpack(program.archive, folder)
    drivers = HERE / "drivers"
    found: list[Path] = []
    for pattern in program.sources:
        if pattern.startswith("!"):
            found = [path for path in found if not fnmatch(str(path.relative_to(archive)), pattern[1:])]
        else:
            found += sorted(archive.glob(pattern))
    if not found:
        raise Unreachable(f"{program.name}: the package has none of {', '.join(program.sources)}")
    sources = found + [drivers / name for name in program.drivers]
    places = {"{archive}": str(archive), "{drivers}": str(drivers)}

    def placed(flags: Sequence[str]) -> tuple[str, ...]:
        for name, path in places.items():
            flags = [flag.replace(name, path) for flag in flags]
        return tuple(flags)

    wasi = [f"-I{drivers / 'include'}", str(drivers / "missing.c"), *program.wasi_flags]
    headers = sorted(drivers.glob("**/*.[ch]"))
    return _build(program.name, folder, sources, headers, ("-w", *placed(program.flags)), placed(wasi))


def arguments(program: Program) -> tuple[str, ...]:
    """The arguments of a program, without its name."""
    inputs = HERE / "inputs"
    return tuple((inputs / arg[1:]).read_text() if arg.startswith("@") else arg for arg in program.args)


def standard_input(program: Program, folder: Path) -> bytes:
    """What a program reads. Raises `Unreachable`."""
    parts = []
    for name in program.stdin:
        source, colon, path = name.partition(":")
        at = unpack(ARCHIVES[source], folder) / path if colon else HERE / "inputs" / name
        parts.append(at.read_bytes())
    return b"".join(parts)


def _build(
    name: str,
    folder: Path,
    sources: Sequence[Path],
    headers: Sequence[Path],
    flags: tuple[str, ...],
    wasi_flags: tuple[str, ...],
) -> Built:
    """Compile for both. `headers` are further files of ours that the result depends on."""
    if shutil.which("clang") is None:
        raise Unreachable(f"{name}: there is no clang")
    folder.mkdir(parents=True, exist_ok=True)
    built = Built(folder / f"{name}.wasm", folder / name)
    files = [str(path) for path in sources]
    commands = (
        ["clang", *WASI, *FLAGS, *flags, *files, *wasi_flags, "-o", str(built.wasm)],
        ["clang", *FLAGS, *flags, *files, "-lm", "-o", str(built.native)],
    )
    key = hashlib.sha256(repr(commands).encode())
    key.update(run_client(name, ["clang", "--version"]).encode())
    for path in (*sources, *headers):
        key.update(path.read_bytes())
    note = folder / f"{name}.built"
    if note.exists() and note.read_text() == key.hexdigest() and built.wasm.exists():
        return built
    note.unlink(missing_ok=True)
    for command in commands:
        run_client(name, command)
    note.write_text(key.hexdigest())
    return built


def unpack(archive: Archive, folder: Path) -> Path:
    """The folder of a package's sources, fetched when they are not there yet. Raises `Unreachable`."""
    home = folder / "sources" / f"{archive.package}-{archive.version}"
    if home.is_dir():
        return home
    home.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home.parent) as name:
        work = Path(name)
        if archive.client == "pypi":
            _download_source(archive, work)
        else:
            wanted = f"{archive.package}@{archive.version}"
            run_client(archive.package, ["npm", "pack", "--silent", wanted], work)
        (package,) = [*work.glob("*.tgz"), *work.glob("*.tar.gz")]
        if hashlib.sha256(package.read_bytes()).hexdigest() != archive.sha256:
            raise Unreachable(f"{archive.package}: the SHA-256 of the package is not that of the list")
        contents = work / "contents"
        with tarfile.open(package) as tar:
            tar.extractall(contents, filter="data")
        if archive.inner:
            inner = contents / archive.inner
            contents = work / "inner"
            with tarfile.open(inner) as tar:
                tar.extractall(contents, filter="data")
        contents.rename(home)
    return home


def _download_source(archive: Archive, folder: Path) -> None:
    """A source distribution. pip asks the package's own build for its metadata even to download it: with
    what is installed here that is quick, in an environment of its own it may take minutes, so that is the
    second try."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", ":all:"]
    wanted = f"{archive.package}=={archive.version}"
    try:
        run_client(archive.package, [*command, "--no-build-isolation", wanted], folder)
    except Unreachable:
        run_client(archive.package, [*command, wanted], folder)
