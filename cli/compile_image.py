"""The code of a WebAssembly module for Python, in a file of its own or in the object file of its library
(docs/cache.md)."""

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

from .wasm_input import features_from

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from ..settings import Settings

#: Settings that the command line itself decides, or that code for Python has, too.
_SHARED = frozenset(("opt_level", "enable_pinned_reg", "enable_verifier"))


def compile_image(
    binary: bytes,
    args: argparse.Namespace,
    settings: "Settings",
    jobs: int,
    executor: "Executor | None",
) -> bytes:
    """A precompiled module, with the choices of `irtool run`. Raises `IrtoolError`."""
    from ..backends.host_features import NATIVE
    from ..backends.registry import host_name
    from ..ir.errors import UnsupportedError
    from ..runtime.wasm.module import Module
    from .run_wasm import run_tunables

    if settings.target != host_name():
        raise UnsupportedError(f"--emit image is for this machine only, not for {settings.target}")
    flags = _flags(settings)
    module = Module(
        binary,
        features=features_from(args),
        tunables=run_tunables(),
        level=args.opt_level or "none",
        jobs=jobs,
        cpu=",".join(flags if settings.chooses_features else [NATIVE, *flags]),
        executor=executor,
    )
    return module.serialize()


def image_of_library(
    binary: bytes,
    args: argparse.Namespace,
    settings: "Settings",
    jobs: int,
    executor: "Executor | None",
) -> Callable[[], bytes] | None:
    """Makes what `irtool run` and `Module.load` find in the object file of a library; None where it has no
    such thing: on demand, for another machine or another processor than this, and with settings that code for
    Python does not have."""
    from ..backends.registry import host_name
    from ..runtime.platform import lacking, supported

    if (
        args.no_image
        or args.emit != "lib"
        or settings.target != host_name()
        or not supported()
        or lacking(_flags(settings))
        or not settings.changed().keys() <= _SHARED
    ):
        return None
    return lambda: compile_image(binary, args, settings, jobs, executor)


def _flags(settings: "Settings") -> list[str]:
    """The flags of the processor that are on."""
    from ..settings import SETTINGS

    flags = settings.target_flags().items()
    return [flag for flag, value in flags if value == "true" and flag not in SETTINGS]
