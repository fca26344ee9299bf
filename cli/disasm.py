"""`irtool disasm`.

FILE is a relocatable ELF object, CLIF text (compiled first), or with --raw the bytes of machine code.
`irtool compile FILE.clif --emit asm` shows traps and blocks too, which an object file does not name.

examples:
  irtool disasm demo.o
  irtool disasm demo.o --function fib
  irtool disasm --target aarch64 -O speed demo.clif
  irtool disasm --raw --target aarch64 code.bin
"""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from .common import (
    add_output_argument,
    add_target_arguments,
    display_name,
    name_file,
    read_bytes,
    read_functions,
    settings_from,
    verify_functions,
    write_output,
)

if TYPE_CHECKING:
    from ..object.elf_read import ElfObject, Symbol


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of this subcommand."""
    parser.add_argument("file", metavar="FILE", help="object file, CLIF text or raw code; - for stdin")
    parser.add_argument("--raw", action="store_true", help="FILE is machine code of the target")
    parser.add_argument("--function", metavar="NAME", help="only this function")
    parser.add_argument("--no-bytes", action="store_true", help="leave out the bytes of the instructions")
    add_target_arguments(parser)
    add_output_argument(parser, "stdout")


def run(args: argparse.Namespace) -> int:
    """Run the subcommand."""
    from ..ir.errors import ErrorList, IrtoolError

    try:
        if args.raw:
            texts = [_raw(args)]
        elif args.file != "-" and Path(args.file).suffix == ".clif":
            texts = _clif(args)
        else:
            texts = _object(args)
    except IrtoolError as error:
        name_file(error.errors if isinstance(error, ErrorList) else [error], display_name(args.file))
        raise
    write_output(args.output, "\n".join(texts))
    return 0


def _raw(args: argparse.Namespace) -> str:
    from ..backends.code import CompiledCode
    from ..backends.disasm import listing, machine_number

    code = CompiledCode()
    code.code = read_bytes(args.file)
    return listing(code, machine_number(settings_from(args).target), with_bytes=not args.no_bytes)


def _clif(args: argparse.Namespace) -> list[str]:
    from ..backends.disasm import listing
    from ..compile import compile_module, make_target
    from .common import pick_function

    settings = settings_from(args)
    settings.check_supported()
    funcs = read_functions(args.file)
    if args.function is not None:
        funcs = [pick_function(funcs, args.function, args.file)]
    verify_functions(funcs, args.file, settings)
    settings.set("enable_verifier", False)
    target = make_target(settings.target, settings)
    compiled = compile_module(funcs, target, settings)
    return [listing(item.code, target.elf_machine, item.name, not args.no_bytes) for item in compiled]


def _object(args: argparse.Namespace) -> list[str]:
    """Listings of the functions of an ELF object, in the order of their places."""
    from ..ir.errors import IrtoolError
    from ..object.elf_read import read_object

    elf = read_object(read_bytes(args.file))
    functions = sorted(
        (s for s in elf.symbols if s.kind == 2 and s.section), key=lambda s: (s.section, s.value)
    )
    if args.function is not None:
        functions = [symbol for symbol in functions if symbol.name == args.function.removeprefix("%")]
        if not functions:
            raise IrtoolError(f"no function {args.function!r} in this file")
    return [_elf_function(elf, symbol, not args.no_bytes) for symbol in functions]


def _elf_function(elf: "ElfObject", symbol: "Symbol", with_bytes: bool) -> str:
    """The listing of one function symbol, with the relocations and data that the file tells of."""
    from librt.vecs import append

    from ..backends.code import CompiledCode
    from ..backends.disasm import listing
    from ..ir.errors import IrtoolError
    from ..object.elf import RELOC_NUMBERS

    if symbol.section >= len(elf.sections):
        raise IrtoolError(f"damaged ELF file: function {symbol.name} lies in no section")
    start, end = symbol.value, symbol.value + symbol.size
    code = CompiledCode()
    code.code = elf.sections[symbol.section].data[start:end]
    code.symbols = []
    kinds = {number: kind for kind, number in RELOC_NUMBERS.items()}
    for reloc in elf.relocations.get(symbol.section, []):
        if start <= reloc.offset < end and reloc.kind in kinds:
            code.reloc_offset = append(code.reloc_offset, reloc.offset - start)
            code.reloc_kind = append(code.reloc_kind, kinds[reloc.kind])
            code.reloc_symbol = append(code.reloc_symbol, len(code.symbols))
            code.reloc_addend = append(code.reloc_addend, reloc.addend)
            code.symbols.append(reloc.symbol.name or elf.sections[reloc.symbol.section].name)
    data = [s for s in elf.symbols if s.kind == 1 and s.section == symbol.section and start <= s.value < end]
    for item in sorted(data, key=lambda s: s.value):
        code.data_start = append(code.data_start, item.value - start)
        code.data_end = append(code.data_end, min(item.value + item.size, end) - start)
    return listing(code, elf.machine, symbol.name, with_bytes)
