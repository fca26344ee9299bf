"""`irtool convert`.

Turns a WebAssembly module in the binary form (.wasm) into text (.wat), or text into the binary form. What
comes out is said by --to, or by the suffix of -o, else it is the form that the input does not have.

Identifiers become the name section and back. The text of a binary module assembles to the same bytes,
unless the module has numbers, types or locals in a longer form than necessary, or sections without entries;
--check tells. Custom sections are written as `(@custom ...)`.

examples:
  irtool convert demo.wasm -o demo.wat
  irtool convert demo.wat -o demo.wasm
  irtool convert demo.wasm | less
"""

import argparse
import os
import sys

from .common import add_output_argument, display_name, refuse_options, write_output
from .wasm_input import read_wasm


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of this subcommand."""
    parser.add_argument("file", metavar="FILE", help="WebAssembly module, - for stdin")
    parser.add_argument("--to", choices=("wat", "wasm"), help="what to write: text or the binary form")
    parser.add_argument(
        "--no-names", action="store_true", help="write no name section for the identifiers of a text"
    )
    parser.add_argument("--no-custom", action="store_true", help="leave custom sections out of the text")
    parser.add_argument(
        "--check", action="store_true", help="fail if the text would not assemble to the same bytes"
    )
    add_output_argument(parser, "stdout")


def run(args: argparse.Namespace) -> int:
    """Run the subcommand."""
    from ..frontend.wasm.text.print_module import module_text
    from ..ir.errors import IrtoolError

    try:
        module = read_wasm(args.file, not args.no_names)
        if module.tokens is None:
            refuse_options(args, ["no-names"], "is about identifiers of a text, and the input is none")
        if not _to_text(args, module.tokens is None):
            refuse_options(args, ("check", "no-custom"), "is for conversion to text")
            write_output(args.output, module.binary, [args.file])
            return 0
        text = module_text(module.binary, not args.no_custom)
    except IrtoolError as error:
        print(error.render(display_name(args.file)), file=sys.stderr)
        return 1
    if args.check and not _gives_same_bytes(text, module.binary, display_name(args.file)):
        return 1
    write_output(args.output, text, [args.file])
    return 0


def _to_text(args: argparse.Namespace, from_binary: bool) -> bool:
    """Whether text is to be written."""
    if args.to:
        return bool(args.to == "wat")
    if args.output is not None and args.output.endswith((".wat", ".wasm")):
        return bool(args.output.endswith(".wat"))
    return from_binary


def _gives_same_bytes(text: str, binary: bytes, file: str) -> bool:
    """Whether a text assembles to these bytes; says where they differ if not."""
    from ..frontend.wasm.text.assemble import assemble

    again = assemble(text.encode(), file).binary
    if again == binary:
        return True
    same = len(os.path.commonprefix([again, binary]))
    message = "the text does not assemble to the same bytes from here on"
    print(f"{file}:0x{same:x}: error: {message}", file=sys.stderr)
    return False
