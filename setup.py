"""Build script: irtool compiled by mypyc, or plain.

The repository's root is the package `irtool`, and mypyc names modules by the folders around them.
So the files are handed to it below a link `irtool -> root` in a temporary directory outside the
tree. What comes out is one shared library, `irtool/_native__mypyc.*.so`, with all the code, and a
small `.so` beside each compiled module that leads into it.

    IRTOOL_PURE=1      install plain Python; also what happens, with a note, where there is no C compiler
    IRTOOL_JOBS=N      C compiler processes (default: one per CPU)
    IRTOOL_OPT=0..3    optimisation level of the C compiler (default 3: a tenth faster than 2); cold modules
                       are compiled at 1 at most, which takes half the time

C files and objects stay in `build/`; a later build compiles what changed. `make clean` removes all.
"""

import os
import re
import shutil
import sys
import sysconfig
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext
from setuptools.command.build_py import build_py

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT / "tools"))

from compiled_docs import with_docs  # noqa: E402 - a build does not run in this folder
from inline_append import with_inline_append  # noqa: E402

#: Folders whose modules are compiled: everything that is touched per instruction.
COMPILED_FOLDERS = ("ir", "passes", "regalloc", "backends", "frontend")
#: Compiled modules outside them.
COMPILED_FILES = ("compile.py", "tables.py")
#: Left plain in those folders: programs for developers, tables that only they and error texts read, and the
#: interface for people's programs, which has checks and annotations of its own.
PLAIN_PREFIXES = ("gen_", "show", "__main__")
PLAIN_FILES = (
    "backends/rows.py",
    "backends/aarch64/encodings.py",
    "backends/aarch64/rows.py",
    "backends/x64/encodings.py",
    "backends/x64/rows.py",
    "frontend/wasm/opcodes.py",
    "ir/opcodes.py",
    "ir/data.py",
    "ir/handles.py",
    "ir/lanes.py",
    "ir/number_operands.py",
    "ir/structs.py",
    "ir/typed_builder.py",
    "ir/typed_builder_gen.py",
    "regalloc/program_text.py",
    "regalloc/random_programs.py",
    "regalloc/reduce.py",
)
#: Compiled modules, or folders of them, whose speed nobody waits for: meaning of single opcodes, checkers,
#: the readers of test files and of Wasm's text, straight-line code that only builds tables.
COLD = (
    "backends/aarch64/constructors_gen.py",
    "backends/aarch64/encodings_gen.py",
    "backends/check_vcode.py",
    "backends/x64/constructors_gen.py",
    "backends/x64/encodings_gen.py",
    "frontend/wasm/opcodes_gen.py",
    "frontend/wasm/text/",
    "ir/builder.py",
    "ir/builder_gen.py",
    "ir/interp/",
    "ir/semantics/",
    "ir/text/reader_preamble.py",
    "ir/text/testfile.py",
    "regalloc/check_input.py",
    "regalloc/checker.py",
)
#: How mypyc starts an index check: `if (index < length) goto use;`, then what a negative index means.
INDEX_CHECK = re.compile(
    r"(= \(uint64_t\)cpy_r_\w+ < \(uint64_t\)cpy_r_\w+;\n    if \()(cpy_r_\w+)"
    r"(\) goto CPyL\d+;\n    cpy_r_\w+ = cpy_r_\w+ \+ )"
)
#: Folders of the root that are no packages, whatever lies in them.
NOT_PACKAGES = {"tests", "build", "dist", "docs", "examples", "tools"}


def packages() -> list[str]:
    """Names of all packages: folders with an `__init__.py`."""
    found = ["irtool"]
    for path in sorted(ROOT.glob("*/**/__init__.py")):
        parts = path.parent.relative_to(ROOT).parts
        if parts[0] not in NOT_PACKAGES and not any(part.startswith((".", "__")) for part in parts):
            found.append(".".join(("irtool", *parts)))
    return found


def hot_modules() -> list[str]:
    """Paths of the modules to compile, relative to the root. `__init__.py` files stay plain: they
    hold no code, and plain ones let a mixed tree be imported."""
    files = [path for folder in COMPILED_FOLDERS for path in sorted((ROOT / folder).rglob("*.py"))]
    names = [
        str(path.relative_to(ROOT))
        for path in files
        if path.name != "__init__.py" and not path.name.startswith(PLAIN_PREFIXES)
    ]
    names = [name for name in names if name not in PLAIN_FILES]
    return names + [name for name in COMPILED_FILES if (ROOT / name).exists()]


def native_modules() -> list[Path]:
    """What an editable build left beside the sources."""
    folders = [ROOT, *(ROOT / folder for folder in COMPILED_FOLDERS)]
    return [path for folder in folders for path in (folder.glob if folder == ROOT else folder.rglob)("*.so")]


def wants_compiled() -> bool:
    """Whether this build compiles."""
    if os.environ.get("IRTOOL_PURE", "0") not in ("", "0"):
        return False
    command = (os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc").split()[0]
    header = Path(sysconfig.get_paths()["include"]) / "Python.h"
    for thing, found in ((f"C compiler {command!r}", shutil.which(command)), (str(header), header.exists())):
        if not found:
            print(f"irtool: no {thing}: installing plain Python, which is slower", file=sys.stderr)
            return False
    return True


def c_extensions(opt_level: str) -> list[Extension]:
    """Translate the hot modules to C files below `build/` and describe how to compile them."""
    from mypy.version import __version__ as version
    from mypyc.build import mypycify

    target_dir = f"build/c-{sys.implementation.cache_tag}-{version}-O{opt_level}"
    hot = hot_modules()
    with tempfile.TemporaryDirectory(prefix="irtool-build-") as directory:
        link = Path(directory, "irtool")
        link.symlink_to(ROOT)
        options = [
            "--config-file=",
            "--ignore-missing-imports",
            "--no-namespace-packages",
            "--follow-imports=silent",
        ]
        extensions: list[Extension] = mypycify(
            [*options, *(str(link / name) for name in hot)],
            opt_level=opt_level,
            debug_level="0",
            multi_file=True,
            target_dir=target_dir,
            group_name="irtool._native",
        )
    # The name of the C file that mypyc makes of a module.
    sources = {f"__native_irtool/{name[:-3]}".replace("/", "___") + ".c": name for name in hot}
    for extension in extensions:
        extension.include_dirs.append(f"{target_dir}/irtool")  # headers of a group with a dotted name
        # A warning of some other compiler's version must not end an installation.
        extension.extra_compile_args = [arg for arg in extension.extra_compile_args if arg != "-Werror"]
        # Calls between modules of the one library go straight to their target: worth an eighth of the time.
        extension.extra_compile_args += ["-fvisibility=hidden", "-fno-semantic-interposition"]
        extension.sources = [improve(name, target_dir, directory, sources) for name in extension.sources]
    return extensions


def improve(source: str, target_dir: str, directory: str, sources: dict[str, str]) -> str:
    """Change a C file in four ways that mypyc has no option for; returns the name of the changed file, which
    is rewritten only when it changes.

    The C compiler is told that indices are rarely negative: it then moves what a negative index needs out
    of the way. Worth an eighth of the time in large functions, a sixth in small ones. And the temporary
    directory of this build leaves the names of source files: they stand in tracebacks, and would make each
    build differ in every file from the one before. Appending to a column gets inline
    (`tools/inline_append.py`). And docstrings come back (`tools/compiled_docs.py`);
    `sources` gives the Python file of a C file."""
    path = Path(source)
    if not path.is_relative_to(target_dir):
        return source
    # Only where a C function gets it: the table of strings notes their lengths.
    text = path.read_text(encoding="utf-8").replace(f'("{directory}/', '("')
    text = with_inline_append(INDEX_CHECK.sub(r"\1likely(\2)\3", text))
    if path.name in sources:
        text = with_docs(text, (ROOT / sources[path.name]).read_text(encoding="utf-8"))
    marked = Path(f"{target_dir}-marked", path.relative_to(target_dir))
    if not marked.exists() or marked.read_text(encoding="utf-8") != text:
        marked.parent.mkdir(parents=True, exist_ok=True)
        marked.write_text(text, encoding="utf-8")
    return str(marked)


def is_cold(source: str) -> bool:
    """Whether a C file of mypyc is made from one of the modules of `COLD`."""
    name = Path(source).name.removeprefix("__native_irtool___").removesuffix(".c").replace("___", "/")
    return f"{name}.py".startswith(COLD)


def compile_stale(
    compiler: Any,
    pool: ThreadPoolExecutor,
    sources: list[str],
    output_dir: str | None = None,
    macros: Any = None,
    include_dirs: Any = None,
    debug: bool = False,
    extra_preargs: Any = None,
    extra_postargs: Any = None,
    depends: Any = None,
) -> list[str]:
    """What the compiler object's `compile` does, but side by side in `pool`, and only for objects
    that are older than their C file or a header."""
    macros, objects, postargs, pp_opts, build = compiler._setup_compile(
        output_dir, macros, include_dirs, sources, depends, extra_postargs
    )
    cc_args = compiler._get_cc_args(pp_opts, debug, extra_preargs)
    # Headers of mypyc itself do not count: in an isolated build they are always new.
    ours = [name for name in depends or () if name.startswith("build/") and os.path.exists(name)]
    headers = max((os.stat(name).st_mtime for name in ours), default=0.0)

    def one(item: tuple[str, tuple[str, str]]) -> None:
        target, (source, extension) = item
        newest = max(headers, os.stat(source).st_mtime)
        if not os.path.exists(target) or os.stat(target).st_mtime < newest:
            partial = target + ".part.o"
            level = ["-O1"] if is_cold(source) and not {"-O0", "-O1"} & set(postargs) else []
            compiler._compile(partial, source, extension, cc_args, [*postargs, *level], pp_opts)
            os.replace(partial, target)

    # The largest files first, so that none is left alone at the end.
    items = sorted(build.items(), key=lambda item: -os.stat(item[1][0]).st_size)
    for _ in pool.map(one, items):
        pass
    return list(objects)


class BuildNative(build_ext):
    """`build_ext` that translates when it runs (not when metadata is asked for), compiles in a pool
    and keeps its objects."""

    def finalize_options(self) -> None:
        super().finalize_options()
        self.build_temp = f"build/objects-{sys.implementation.cache_tag}"

    def run(self) -> None:
        self.distribution.ext_modules = c_extensions(os.environ.get("IRTOOL_OPT", "3"))
        self.swig_opts = None  # `finalize_options` splits it, and is called again for the real list
        self.finalize_options()
        super().run()

    def get_source_files(self) -> list[str]:
        return []  # generated C files are no part of a source distribution

    def build_extensions(self) -> None:
        jobs = int(os.environ.get("IRTOOL_JOBS") or os.cpu_count() or 1)
        compiler: Any = self.compiler
        with ThreadPoolExecutor(jobs) as pool:
            compiler.compile = lambda sources, **options: compile_stale(compiler, pool, sources, **options)
            self.parallel = jobs
            super().build_extensions()


class BuildPlain(build_py):
    """`build_py` for a root that is a package: leaves out the files beside it that are no modules,
    and nothing of an earlier build gets into this one."""

    def run(self) -> None:
        if not getattr(self, "editable_mode", False):
            shutil.rmtree(self.build_lib, ignore_errors=True)
        elif not self.distribution.has_ext_modules():
            for path in native_modules():  # they would be imported instead of the plain ones
                path.unlink()
        super().run()

    def find_package_modules(self, package: str, package_dir: str) -> list[tuple[str, str, str]]:
        modules: list[tuple[str, str, str]] = super().find_package_modules(package, package_dir)
        return [
            row for row in modules if (row[0], row[1]) not in {("irtool", "setup"), ("irtool", "conftest")}
        ]


def main() -> None:
    compiled = wants_compiled()
    setup(
        packages=packages(),
        # A stand-in until `BuildNative.run`: it only makes this a build for one platform.
        ext_modules=[Extension("irtool._native__mypyc", [])] if compiled else [],
        cmdclass={"build_ext": BuildNative, "build_py": BuildPlain},
    )


main()
