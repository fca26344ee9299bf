"""Builds C programs with the libraries of `c_sources.py` in several ways, and runs them.

    native      the library and the program by the C compiler, -O2
    wasm2c      the library to WebAssembly by clang -O2, to C by wasm2c, then as above
    guard       to WebAssembly likewise, then by irtool, with guard pages
    checks      the same, with checks instead

How long a build takes is told without that of WebAssembly, which is the same for the last three, and of the
driver. Times are of processors, of this process and its children.
"""

import re
import resource
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Final, NamedTuple

from ..library.build import compile_library
from ..library.header import c_header
from ..settings import Settings
from .c_sources import CLibrary
from .clients import Unreachable, run_client

WAYS: Final = ("native", "wasm2c", "guard", "checks")
#: Where Debian has the runtime of wasm2c.
WASM2C_RUNTIME: Final = Path("/usr/share/wabt/wasm2c")

_HEAD: Final = """
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
"""
#: In front of a driver, by way; behind it stands `_MAIN`.
_NATIVE: Final = """
typedef unsigned char *ADDRESS;
#define CALL(result, name, ...) result = (void *)(uintptr_t)name(__VA_ARGS__)
#define AT(address) (address)
#define BEGIN
"""
_LIBRARY: Final = """
#include "lib.h"
static lib_instance *instance;
typedef uint32_t ADDRESS;
static void fail(int status) {
    if (!status) return;
    fprintf(stderr, "%s\\n", lib_status_text(status));
    exit(1);
}
#define CALL(result, name, ...) fail(lib_##name(instance, __VA_ARGS__, &result))
#define AT(address) (lib_memory_data(instance) + (address))
#define BEGIN fail(lib_instantiate(NULL, &instance));
"""
_WASM2C: Final = """
#include "w2c.h"
#include "wasm-rt-impl.h"
static Z_lib_instance_t instance;
typedef uint32_t ADDRESS;
#define CALL(result, name, ...) result = Z_libZ_##name(&instance, __VA_ARGS__)
#define AT(address) (Z_libZ_memory(&instance)->data + (address))
#define BEGIN wasm_rt_init(); Z_lib_init_module(); Z_lib_instantiate(&instance);
"""
_MAIN: Final = """
int main(void) {
    BEGIN
    drive();
    return 0;
}
"""


#: The functions of a face.
_PROTOTYPES: Final = re.compile(r"^EXPORT\(\w+\) (.*?) \{", re.MULTILINE)


class Built(NamedTuple):
    """A program."""

    path: Path
    seconds: float
    """Of processors, for the library."""


def fetch_sources(library: CLibrary, folder: Path) -> None:
    """Put the files of a library into a folder, by `npm pack` unless they are there. Raises `Unreachable`."""
    folder.mkdir(parents=True, exist_ok=True)
    missing = {path: digest for path, digest in library.files.items() if not _fits(folder, path, digest)}
    if not missing:
        return
    with tempfile.TemporaryDirectory(prefix="irtool-bench-") as directory:
        words = ["npm", "pack", "--silent", f"{library.package}@{library.version}"]
        run_client(library.name, words, Path(directory))
        for package in Path(directory).glob("*.tgz"):
            with tarfile.open(package) as tar:
                for item in tar:
                    path = item.name.partition("/")[2]
                    file = tar.extractfile(item) if path in missing else None
                    if file is not None:
                        (folder / Path(path).name).write_bytes(file.read())
    for path, digest in missing.items():
        if not _fits(folder, path, digest):
            raise Unreachable(f"{library.name}: the package has no {path} with the SHA-256 of the list")


def _fits(folder: Path, path: str, digest: str) -> bool:
    file = folder / Path(path).name
    return file.exists() and sha256(file.read_bytes()).hexdigest() == digest


def _run(*words: str | Path) -> None:
    """Run a compiler. Raises `Unreachable` when it is missing, with its message when it fails."""
    command = [str(word) for word in words]
    if shutil.which(command[0]) is None:
        raise Unreachable(f"there is no {command[0]}")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Unreachable(f"{command[0]} failed: {done.stderr.strip()[-2000:]}")


def _sources(library: CLibrary, folder: Path) -> list[Path]:
    """The C files, with the face among them."""
    (folder / "face.c").write_text(library.face)
    return [folder / "face.c", *(folder / Path(path).name for path in library.files if path.endswith(".c"))]


def make_wasm(library: CLibrary, folder: Path) -> Path:
    """The library as a module that imports nothing. Raises `Unreachable`."""
    made = folder / f"{library.name}.wasm"
    if not made.exists():
        words = ["clang", "--target=wasm32-wasi", "-O2", "-w", "-mexec-model=reactor"]
        export = "-DEXPORT(name)=__attribute__((export_name(#name)))"
        _run(*words, export, *library.flags, *_sources(library, folder), "-o", made)
    return made


def _processor_time() -> float:
    """Seconds of this process and of children that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(times.ru_utime + times.ru_stime for times in used)


def build(library: CLibrary, way: str, folder: Path, target: str, compiler: str) -> Built:
    """The program with the library, in one of the ways, for a target whose C compiler is `compiler`. Sources
    are in the folder (`fetch_sources`). Raises `Unreachable`, and what `compile_library` does."""
    flags = ["-O2", "-w", "-I", str(folder)]
    wasm = make_wasm(library, folder) if way != "native" else folder
    objects: list[Path] = []
    begin = _processor_time()
    if way == "native":
        head = _NATIVE + "".join(f"{item};\n" for item in _PROTOTYPES.findall(library.face))
        for source in _sources(library, folder):
            objects.append(folder / f"{source.stem}-{target}.o")
            _run(compiler, *flags, "-DEXPORT(name)=", *library.flags, "-c", source, "-o", objects[-1])
    elif way == "wasm2c":
        head = _WASM2C
        flags += ["-I", str(WASM2C_RUNTIME)]
        made = folder / "w2c.c"
        _run("wasm2c", wasm, "-n", "lib", "-o", made)
        for source in (made, WASM2C_RUNTIME / "wasm-rt-impl.c"):
            objects.append(folder / f"{source.stem}-{target}.o")
            _run(compiler, *flags, "-c", source, "-o", objects[-1])
    else:
        head = _LIBRARY
        settings = Settings(target, opt_level="speed")
        settings.set("enable_verifier", False)
        compiled = compile_library(
            wasm.read_bytes(), target, settings, prefix="lib", guard_pages=way == "guard"
        )
        (folder / "lib.h").write_text(c_header(compiled.module, compiled.names))
        objects.append(folder / f"lib-{target}.o")
        objects[0].write_bytes(compiled.object)
    seconds = _processor_time() - begin
    (folder / "driver.c").write_text(_HEAD + head + library.driver + _MAIN)
    program = folder / f"{library.name}-{way}-{target}"
    _run(compiler, *flags, folder / "driver.c", *objects, "-lm", "-o", program)
    return Built(program, seconds)


def run_program(program: Path, runner: Sequence[str] = ()) -> tuple[str, float]:
    """What a program prints, and seconds of user time that it takes. Raises `Unreachable` when it fails."""
    begin = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    done = subprocess.run([*runner, str(program)], capture_output=True, text=True, check=False)
    seconds = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - begin
    if done.returncode:
        raise Unreachable(f"{program.name} ended with {done.returncode}: {done.stderr.strip()}")
    return done.stdout, seconds
