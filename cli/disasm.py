"""`irtool disasm`.

FILE is an ELF file, CLIF text (compiled first), or with --raw the bytes of machine code. Of an executable
or a shared library the functions are listed that have symbols, of a stripped one those that the dynamic
linker knows, else the sections with code.
`irtool compile FILE.clif --emit asm` shows traps and blocks too, which an object file does not name.

examples:
  irtool disasm demo.o
  irtool disasm demo.o --function fib
  irtool disasm a.out --function main
  irtool disasm --target aarch64 -O speed demo.clif
  irtool disasm --raw --target aarch64 code.bin
"""

import argparse
from pathlib import Path

from .common import (
    add_output_argument,
    add_target_arguments,
    display_name,
    name_file,
    read_bytes,
    read_functions,
    refuse_options,
    settings_from,
    verify_functions,
    write_output,
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of this subcommand."""
    parser.add_argument("file", metavar="FILE", help="ELF file, CLIF text or raw code; - for stdin")
    parser.add_argument("--raw", action="store_true", help="FILE is machine code of the target")
    parser.add_argument("--function", metavar="NAME", help="only this function")
    parser.add_argument("--no-bytes", action="store_true", help="leave out the bytes of the instructions")
    add_target_arguments(parser)
    add_output_argument(parser, "stdout")


def run(args: argparse.Namespace) -> int:
    """Run the subcommand."""
    from ..ir.errors import ErrorList, IrtoolError

    clif = args.file != "-" and Path(args.file).suffix == ".clif"
    if args.raw:
        refuse_options(args, ("function", "O", "set"), "has no meaning for raw code")
    elif not clif:
        refuse_options(
            args, ("target", "O", "set"), "is for CLIF text and raw code: an ELF file says what it is"
        )
    try:
        if args.raw:
            texts = [_raw(args)]
        elif clif:
            texts = _clif(args)
        else:
            texts = _object(args)
    except IrtoolError as error:
        name_file(error.errors if isinstance(error, ErrorList) else [error], display_name(args.file))
        raise
    write_output(args.output, "\n".join(texts), [args.file])
    return 0


def _raw(args: argparse.Namespace) -> str:
    from ..backends.code import CompiledCode
    from ..backends.disasm import listing
    from ..compile import make_target

    code = CompiledCode()
    code.code = read_bytes(args.file)
    return listing(code, make_target(settings_from(args).target).form, with_bytes=not args.no_bytes)


def _clif(args: argparse.Namespace) -> list[str]:
    from ..backends.disasm import listing
    from ..compile import compile_module, make_target
    from .common import pick_function

    settings = settings_from(args)
    funcs = read_functions(args.file)
    if args.function is not None:
        funcs = [pick_function(funcs, args.function, args.file)]
    verify_functions(funcs, args.file, settings)
    settings.set("enable_verifier", False)
    target = make_target(settings.target, settings)
    compiled = compile_module(funcs, target, settings)
    return [listing(item.code, target.form, item.name, not args.no_bytes) for item in compiled]


def _object(args: argparse.Namespace) -> list[str]:
    """Listings of the functions of an ELF object, in the order of their places."""
    from ..object.disasm import list_functions

    function = args.function.removeprefix("%") if args.function is not None else None
    return list_functions(read_bytes(args.file), function, not args.no_bytes)
