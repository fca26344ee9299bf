"""`irtool verify`.

Prints every error of every file as `file:line:column: error: message` and ends with status 1 if there
was one; silent otherwise.

examples:
  irtool verify demo.clif
  irtool verify filetests/run/*.clif
"""

import argparse

from .common import display_name, for_each_file, read_functions, verify_functions


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of this subcommand."""
    parser.add_argument("files", metavar="FILE", nargs="+", help="CLIF text, - for stdin")


def run(args: argparse.Namespace) -> int:
    """Run the subcommand."""
    return for_each_file(args.files, lambda name: verify_functions(read_functions(name), display_name(name)))
