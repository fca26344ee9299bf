"""Translating a module: one IR function per function with a body.

    functions = translate(data)                 # also irtool.translate
    module, functions = translate_module(data)

Functions are named `u0:N` with their index N (imports count); `custom.read_names` has the names for people.
"""

import gc
from collections.abc import Callable, Iterator

from mypy_extensions import i64

from ...ir.function import Function
from .environment import ModuleEnvironment
from .features import DEFAULT_FEATURES
from .module import Module
from .reader import read_module
from .room import FunctionRoom
from .tunables import Tunables
from .validation import check_module
from .walker import Walker

#: What makes the environment for a module.
EnvironmentFactory = Callable[[Module, Tunables | None], ModuleEnvironment]


def translate_module(
    data: bytes,
    features: int = DEFAULT_FEATURES,
    tunables: Tunables | None = None,
    environment: EnvironmentFactory | None = None,
) -> tuple[Module, list[Function]]:
    """Read, validate and translate a binary module.

    Raises `WasmError` for a module that is malformed or invalid, `UnsupportedError` naming the function and
    instruction for one that cannot be compiled yet."""
    module = read_module(data, features)
    check_module(module)
    env = environment(module, tunables) if environment is not None else ModuleEnvironment(module, tunables)
    return module, translate_bodies(module, env)


def translate(
    data: bytes,
    features: int = DEFAULT_FEATURES,
    tunables: Tunables | None = None,
    environment: EnvironmentFactory | None = None,
) -> list[Function]:
    """The IR functions of a binary module, in its order; to be compiled with the setting
    `enable_pinned_reg`. `environment` makes the `ModuleEnvironment` from the module and tunables.

    Raises as `translate_module`."""
    return translate_module(data, features, tunables, environment)[1]


def translate_each(module: Module, env: ModuleEnvironment) -> Iterator[Function]:
    """The functions of a module that `check_module` has passed, one at a time: each is valid until the next
    is asked for, and their tables are the same memory."""
    walker = Walker(module, env)
    room = FunctionRoom()
    for own in range(len(module.body_start)):
        yield walker.translate_body(own, room)


def translate_bodies(module: Module, env: ModuleEnvironment) -> list[Function]:
    """Validate and translate all bodies of a module that `check_module` has passed."""
    walker = Walker(module, env)
    functions: list[Function] = []
    own: i64 = 0
    count: i64 = len(module.body_start)
    collecting = gc.isenabled()
    gc.disable()  # the tables contain no cycles
    try:
        while own < count:
            functions.append(walker.translate_body(own))
            own += 1
    finally:
        if collecting:
            gc.enable()
    return functions
