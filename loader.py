"""Lets Python's `import` find modules of WebAssembly.

    import irtool.loader            # once
    import mathlib                  # mathlib.wasm or mathlib.wat, where mathlib.py would be found
    mathlib.add(1, 2)

The exports are attributes of the module, `__instance__` is the instance. What it imports comes from Python
modules of the name that it asks for, which are imported in turn - modules of WebAssembly too:

    (import "math" "cos" (func (param f64) (result f64)))         math.cos

Files of Python come first. Programs of WASI are not modules: `irtool run` and `irtool.runtime.wasi.Wasi`
run them.
"""

import importlib
import importlib.abc
import importlib.machinery
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Final

from .ir.errors import IrtoolError

#: Suffixes of files, in the order in which they are looked for.
SUFFIXES: Final = (".wasm", ".wat")


class WasmLoader(importlib.abc.Loader):
    """Loads one file."""

    def __init__(self, name: str, path: str) -> None:
        self.name = name
        self.path = path

    def get_filename(self, name: str = "") -> str:
        """The path of the file."""
        return self.path

    def exec_module(self, module: ModuleType) -> None:
        """Compile the file, import what it wants, and make the exports attributes.

        Raises ImportError for what is wrong with file or imports, and whatever a start function raises."""
        from .runtime.wasm.instance import Instance
        from .runtime.wasm.linking import LinkError
        from .runtime.wasm.module import Module

        try:
            compiled = Module.from_file(self.path)
        except (IrtoolError, OSError) as error:
            raise ImportError(f"{self.path}: {error}", name=self.name, path=self.path) from error
        imports = {name: self._space(name) for name in {item.module for item in compiled.imports}}
        try:
            instance = Instance(compiled, imports)
        except LinkError as error:
            raise ImportError(f"{self.path}: {error}", name=self.name, path=self.path) from error
        vars(module)["__instance__"] = instance
        vars(module).update(instance.exports)

    def _space(self, name: str) -> dict[str, object]:
        """What a module of Python has, by name."""
        if name.startswith("wasi_"):
            raise ImportError(
                f"{self.path} is a program for WASI, not a module; irtool.runtime.wasi runs it",
                name=self.name,
                path=self.path,
            )
        try:
            return vars(importlib.import_module(name))
        except (ImportError, ValueError) as error:
            raise ImportError(
                f'{self.path} imports "{name}", which cannot be imported: {error}',
                name=self.name,
                path=self.path,
            ) from error


class WasmFinder(importlib.abc.MetaPathFinder):
    """Finds files of WebAssembly in the folders of Python's path."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """The module of this name, if there is one."""
        stem = fullname.rpartition(".")[2]
        for folder in sys.path if path is None else path:
            for suffix in SUFFIXES:
                file = Path(folder or ".", stem + suffix)
                if file.is_file():
                    loader = WasmLoader(fullname, str(file))
                    spec = importlib.machinery.ModuleSpec(fullname, loader, origin=str(file))
                    spec.has_location = True
                    return spec
        return None


def install() -> None:
    """Let `import` find modules of WebAssembly. Importing this module does it."""
    if not any(isinstance(finder, WasmFinder) for finder in sys.meta_path):
        sys.meta_path.append(WasmFinder())


install()
