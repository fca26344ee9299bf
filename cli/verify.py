"""`irtool verify`.

Prints every error of every file as `file:line:column: error: message` and ends with status 1 if there
was one; silent otherwise.

examples:
  irtool verify demo.clif
  irtool verify filetests/run/*.clif
"""

import argparse
import sys

from .common import display_name, read_functions, verify_functions


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of this subcommand."""
    parser.add_argument("files", metavar="FILE", nargs="+", help="CLIF text, - for stdin")


def run(args: argparse.Namespace) -> int:
    """Run the subcommand."""
    from ..ir.errors import IrtoolError

    status = 0
    for name in args.files:
        try:
            verify_functions(read_functions(name), display_name(name))
        except IrtoolError as error:
            print(error.render(display_name(name)), file=sys.stderr)
            status = 1
        except OSError as error:
            print(f"{name}: error: {error.strerror or error}", file=sys.stderr)
            status = 1
    return status
