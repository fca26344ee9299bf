"""Listings of the functions of an ELF object, as `backends/disasm.py` writes them.

    f:                                   FUNC       0x00 .. 0x28
      0x0000  ...   instructions
      0x0018  ...               ; data   OBJECT     0x18 .. 0x20, or NOTYPE with a size
      0x0020  ...   instructions
      0x0028  ...               ; data   OBJECT     0x28 .. 0x30, behind the instructions

What lies under a symbol of an object, or of no type with a size, is data: jump tables and constants. Data
behind the end of a function, up to the next one, belongs to it.
"""

from typing import Final

from librt.vecs import append

from ..backends.code import CompiledCode
from ..backends.disasm import listing
from ..backends.object_format import ObjectFormat
from ..backends.registry import form_of_machine
from ..ir.errors import IrtoolError, UnsupportedError
from .elf_read import ElfObject, Symbol, read_object

_STT_NOTYPE: Final = 0
_STT_OBJECT: Final = 1
_STT_FUNC: Final = 2
_SHF_EXECINSTR: Final = 4


def list_functions(data: bytes, name: str | None = None, with_bytes: bool = True) -> list[str]:
    """The listing of each function of an object file, or of that called `name`.

    Raises `IrtoolError` for a damaged file or without such a function, `UnsupportedError` for the code of a
    machine that no target makes."""
    elf = read_object(data)
    form = form_of_machine(elf.machine)
    if form is None:
        raise UnsupportedError(f"code for ELF machine {elf.machine}, which is that of no target")
    functions = [symbol for symbol in elf.symbols if symbol.kind == _STT_FUNC and symbol.section != 0]
    functions.sort(key=lambda symbol: (symbol.section, symbol.value))
    shown = [symbol for symbol in functions if name is None or symbol.name == name]
    if name is not None and not shown:
        raise IrtoolError(f"no function {name!r} in this file")
    return [_list_function(elf, form, symbol, functions, with_bytes) for symbol in shown]


def _list_function(
    elf: ElfObject, form: ObjectFormat, symbol: Symbol, functions: list[Symbol], with_bytes: bool
) -> str:
    if symbol.section >= len(elf.sections):
        raise IrtoolError(f"damaged ELF file: function {symbol.name} lies in no section")
    section = elf.sections[symbol.section]
    if not section.flags & _SHF_EXECINSTR:
        raise IrtoolError(f"damaged ELF file: function {symbol.name} lies in section {section.name}")
    start = symbol.value
    behind = [other.value for other in functions if other.section == symbol.section and other.value > start]
    limit = min([*behind, len(section.data)])
    data = [
        other
        for other in elf.symbols
        if other.section == symbol.section
        and start <= other.value < limit
        and (other.kind == _STT_OBJECT or (other.kind == _STT_NOTYPE and other.size > 0))
    ]
    end = min(limit, max([start + symbol.size, *(item.value + item.size for item in data)]))
    code = CompiledCode()
    code.code = section.data[start:end]
    code.symbols = []
    for item in sorted(data, key=lambda item: item.value):
        code.data_start = append(code.data_start, item.value - start)
        code.data_end = append(code.data_end, min(item.value + item.size, end) - start)
    kinds = {row.number: kind for kind, row in reversed(form.relocs.items())}
    for reloc in elf.relocations.get(symbol.section, []):
        if start <= reloc.offset < end and reloc.kind in kinds:
            code.reloc_offset = append(code.reloc_offset, reloc.offset - start)
            code.reloc_kind = append(code.reloc_kind, kinds[reloc.kind])
            code.reloc_symbol = append(code.reloc_symbol, len(code.symbols))
            code.reloc_addend = append(code.reloc_addend, reloc.addend)
            code.symbols.append(reloc.symbol.name or elf.sections[reloc.symbol.section].name)
    return listing(code, form, symbol.name, with_bytes)
