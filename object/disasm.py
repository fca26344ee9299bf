"""Listing of an ELF object: each function, with its relocations beside the instructions.

Data are the stretches under symbols of objects, or of no type with a size; code may go on behind them.
"""

from typing import Final

from ..backends.disasm import disassemble
from .elf_read import ElfObject, Section, read_object

_STT_OBJECT: Final = 1
_STT_FUNC: Final = 2
_SHF_EXECINSTR: Final = 4


def list_object(data: bytes) -> str:
    """The code sections of an object file. Raises `IrtoolError` for a damaged file and
    `UnsupportedError` for a machine without disassembler."""
    elf = read_object(data)
    lines: list[str] = []
    for number, section in enumerate(elf.sections):
        if section.flags & _SHF_EXECINSTR and section.data:
            lines.append(f"section {section.name}:")
            _list_section(elf, number, section, lines)
    return "\n".join(lines) + "\n"


def _list_section(elf: ElfObject, number: int, section: Section, lines: list[str]) -> None:
    here = [symbol for symbol in elf.symbols if symbol.section == number and symbol.name[:1] not in ("", "$")]
    here.sort(key=lambda symbol: (symbol.value, symbol.kind, symbol.name))
    names = {symbol.value: symbol.name for symbol in here if symbol.kind == _STT_FUNC}
    relocations = sorted(elf.relocations.get(number, []), key=lambda row: row.offset)
    ends = [symbol.value for symbol in here[1:]] + [len(section.data)]
    covered = 0
    function_end = 0
    next_reloc = 0
    for symbol, limit in zip(here, ends, strict=True):
        end = max(symbol.value, min(limit, symbol.value + symbol.size if symbol.size else limit))
        end = min(end, len(section.data))
        if symbol.value < covered or end <= symbol.value:
            continue
        covered = end
        lines.append(f"{symbol.name}:")
        code = symbol.value
        if symbol.kind == _STT_OBJECT or (symbol.kind != _STT_FUNC and symbol.size):
            for start in range(symbol.value, end, 8):
                lines.append(f"  {start:#06x}  {section.data[start : min(end, start + 8)].hex(' ')}")
            # Code of the function goes on behind a jump table or an island.
            code, end = end, max(end, min(limit, function_end))
            covered = end
        elif symbol.kind == _STT_FUNC:
            function_end = symbol.value + symbol.size
        for inst in disassemble(section.data[code:end], elf.machine, code):
            operands = inst.operands
            comments = []
            if inst.target in names:
                comments.append(names[inst.target])
            while next_reloc < len(relocations) and relocations[next_reloc].offset < inst.offset + inst.size:
                row = relocations[next_reloc]
                comments = [f"{row.symbol.name}{row.addend:+d}"]
                next_reloc += 1
            text = section.data[inst.offset : inst.offset + inst.size].hex(" ")
            shown = f"  {inst.offset:#06x}  {text:<24}{inst.mnemonic:<8} {operands}".rstrip()
            lines.append(f"{shown:<56}  ; {', '.join(comments)}" if comments else shown)
