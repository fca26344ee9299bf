"""`irtool run --preload NAME=FILE`: modules that the one to run imports from.

Each is loaded as the main module is, in the order of the command line, and may import from those before it.
With --fuel all count the instructions of one supply.
"""

from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import TYPE_CHECKING

from .common import UsageError, name_file

if TYPE_CHECKING:
    import argparse

    from ..runtime.wasm.fuel import Fuel
    from ..runtime.wasm.instance import Instance
    from ..runtime.wasm.module import Module


def preload(
    args: "argparse.Namespace | SimpleNamespace",
    load: "Callable[[argparse.Namespace | SimpleNamespace], Module]",
) -> "tuple[Mapping[str, Instance], int | Fuel | None]":
    """Instances by the names that --preload gives them, and the fuel that is there for the main module: that
    of --fuel, or the supply that they share. `load` makes a module of the file that the arguments name.

    Raises `UsageError`, and `IrtoolError` for a module that cannot be loaded or linked, with its file."""
    from ..ir.errors import ErrorList, IrtoolError
    from ..runtime.wasm.instance import Instance

    instances: dict[str, Instance] = {}
    fuel: int | Fuel | None = args.fuel
    for text in args.preload:
        name, equals, file = text.partition("=")
        if not equals or not file.endswith((".wasm", ".wat", ".o")):
            raise UsageError(f"--preload needs NAME=FILE with a .wasm, .wat or .o file, not {text!r}")
        if name in instances:
            raise UsageError(f"--preload gives two modules the name {name!r}")
        try:
            module = load(SimpleNamespace(**vars(args) | {"file": file}))
            instances[name] = Instance(module, instances, fuel=fuel)
        except IrtoolError as error:
            name_file(error.errors if isinstance(error, ErrorList) else [error], file)
            raise
        fuel = instances[name].fuel if fuel is not None else None
    return instances, fuel
