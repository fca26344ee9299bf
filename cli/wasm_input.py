"""WebAssembly modules on the command line: binary or text, told apart by their first bytes."""

import argparse
from typing import TYPE_CHECKING

from .common import UsageError, display_name, read_bytes

if TYPE_CHECKING:
    from ..frontend.wasm.text.assemble import Assembled

_MAGIC = b"\0asm"


def read_wasm(
    name: str, with_names: bool = True, features: int | None = None, data: bytes | None = None
) -> "Assembled":
    """A module in the binary form, assembled if it is text; `data` is the content if it has been read.

    A file whose name ends in `.wasm` is never text. `features`: see `assemble`. Raises `ParseError`."""
    from ..frontend.wasm.features import DEFAULT_FEATURES
    from ..frontend.wasm.text.assemble import Assembled, assemble

    if data is None:
        data = read_bytes(name)
    if is_binary(name, data):
        return Assembled(data, None, None)
    return assemble(data, display_name(name), with_names, DEFAULT_FEATURES if features is None else features)


def is_binary(name: str, data: bytes) -> bool:
    """Whether a file's content is a binary module, or is meant to be one."""
    return name.endswith(".wasm") or data[:4] == _MAGIC


def is_module(name: str, data: bytes) -> bool:
    """Whether a file is a module, in a place where it may also be CLIF text: by its name or its first
    bytes."""
    return name.endswith(".wat") or is_binary(name, data)


def add_features_argument(parser: argparse.ArgumentParser) -> None:
    """`--features`."""
    parser.add_argument(
        "--features",
        default="all",
        metavar="LIST",
        help="features that modules may use: `mvp` or `all`, then +NAME and -NAME, as in mvp,+simd; "
        "default: all",
    )


def features_from(args: argparse.Namespace) -> int:
    """The features that `--features` describes."""
    from ..frontend.wasm.features import parse_features
    from ..ir.errors import SettingError

    try:
        return parse_features(args.features)
    except SettingError as error:
        raise UsageError(f"--features: {error.message}") from None
