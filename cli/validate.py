"""`irtool validate`.

Checks WebAssembly modules, binary or text, against WebAssembly 3.0 with threads, wide arithmetic and custom
page sizes, and prints why a module is refused: as `file:line:column: error: message` for text, as
`file:0xOFFSET: error: message` for binary modules. Silent when all is well.

examples:
  irtool validate demo.wasm
  irtool validate --features mvp,+simd *.wat
"""

import argparse

from .common import for_each_file
from .wasm_input import add_features_argument, features_from, read_wasm


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of this subcommand."""
    parser.add_argument("files", metavar="FILE", nargs="+", help="WebAssembly module, - for stdin")
    add_features_argument(parser)


def run(args: argparse.Namespace) -> int:
    """Run the subcommand."""
    from ..frontend.wasm.text.check import check_assembled

    features = features_from(args)
    return for_each_file(
        args.files, lambda name: check_assembled(read_wasm(name, features=features), features)
    )
