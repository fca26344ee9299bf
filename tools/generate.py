"""Rewrite every generated module from its source: opcodes, grammar tables, builder, encodings, rules; and the
pages of the reference and of supported instructions.

    make generate                              # or: python tools/generate.py
    python tools/generate.py --check           # exit 1 and name the modules that are out of date

The generators read tables that are compiled modules in a development tree (`make build`), and would see
them as they were at the last build. So this program imports irtool from its sources, whatever lies
beside them.
"""

import importlib
import sys
from importlib.machinery import SOURCE_SUFFIXES, FileFinder, SourceFileLoader
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent

#: Modules with a `main()`, in an order in which none needs what a later one writes.
GENERATORS: Final = (
    "ir.gen_opcodes",
    "ir.text.gen_grammar",
    "ir.gen_builder",
    "ir.gen_typed_builder",
    "frontend.wasm.gen_opcodes",
    "backends.x64.gen_encodings",
    "backends.aarch64.gen_encodings",
)
RULES: Final = ("passes/simplify.rules", "backends/x64/lower.rules", "backends/aarch64/lower.rules")


def source_finder(path: str) -> FileFinder:
    """A finder of `.py` files only, for the folders of this tree."""
    folder = Path(path).resolve()
    outside = any(part.startswith(".venv") for part in folder.parts)
    if folder != ROOT and (ROOT not in folder.parents or outside):
        raise ImportError(f"{path} is not part of irtool")
    return FileFinder(path, (SourceFileLoader, SOURCE_SUFFIXES))


def import_from_sources() -> None:
    """Make imports of this tree look for `.py` files only."""
    sys.path_hooks.insert(0, source_finder)
    sys.path_importer_cache.clear()


def run() -> int:
    """Run all generators; returns the exit status."""
    check = ["--check"] if "--check" in sys.argv[1:] else []
    status = 0
    for name in GENERATORS:
        status |= importlib.import_module(f"irtool.{name}").main(check)
    rules = importlib.import_module("irtool.rules.__main__")
    status |= rules.main([*check, *(str(ROOT / path) for path in RULES)])
    for name in ("gen_reference", "gen_support"):
        status |= importlib.import_module(name).main(check)
    return status


if __name__ == "__main__":
    import_from_sources()
    sys.exit(run())
