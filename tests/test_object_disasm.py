"""Listings of code and of object files."""

import pytest
from irtool.backends.code import CompiledCode
from irtool.backends.disasm import disassemble, listing, machine_number
from irtool.backends.labels import RELOC_A64_CALL26, RELOC_X64_PLT32
from irtool.backends.text import EM_AARCH64, EM_X86_64
from irtool.ir.errors import IrtoolError, UnsupportedError
from irtool.object.disasm import list_object
from irtool.object.elf import write_object
from librt.vecs import vec
from mypy_extensions import i64

pytest.importorskip("capstone", reason="capstone is not installed")


class Named:
    """What the object writer takes."""

    def __init__(self, name: str, code: CompiledCode) -> None:
        self.name = name
        self.code = code


def x64_code() -> CompiledCode:
    """add edi, esi; jo trap; call far; ret; trap: ud2; constant."""
    code = CompiledCode()
    code.code = bytes.fromhex("01f7" + "0f8006000000" + "e800000000" + "c3" + "0f0b" + "2a00000000000000ff")
    code.insts_size = 16
    code.symbols = ["far"]
    code.reloc_offset = vec[i64]([9])
    code.reloc_kind = vec[i64]([RELOC_X64_PLT32])
    code.reloc_symbol = vec[i64]([0])
    code.reloc_addend = vec[i64]([-4])
    code.trap_offset = vec[i64]([14])
    code.trap_code = vec[i64]([252])
    code.srcloc_offset = vec[i64]([0])
    code.srcloc = vec[i64]([0x1F])
    code.data_start = vec[i64]([16])
    code.data_end = vec[i64]([25])
    return code


def test_listing_shows_labels_relocations_traps_and_data() -> None:
    assert listing(x64_code(), EM_X86_64, "sum") == (
        "sum:\n"
        "  0x0000  01 f7                   add      edi, esi       ; @001f\n"
        "  0x0002  0f 80 06 00 00 00       jo       .Le\n"
        "  0x0008  e8 00 00 00 00          call     0xd            ; x64_plt32 far-4\n"
        "  0x000d  c3                      ret\n"
        ".Le:\n"
        "  0x000e  0f 0b                   ud2                     ; trap int_ovf\n"
        "  0x0010  2a 00 00 00 00 00 00 00                         ; data\n"
        "  0x0018  ff                                              ; data\n"
    )


def test_listing_without_bytes() -> None:
    text = listing(x64_code(), EM_X86_64, with_bytes=False)
    assert "  0x0002  jo       .Le\n" in text and "2a 00" in text


def test_aarch64_tables_inside_code_are_data() -> None:
    code = CompiledCode()
    values = (0xB4000080, 0x11, 0x22, 0x94000000, 0x00000007, 0x17FFFFFC)
    code.code = b"".join(value.to_bytes(4, "little") for value in values)
    code.insts_size = 24
    code.data_start = vec[i64]([4])
    code.data_end = vec[i64]([12])
    code.symbols = ["far"]
    code.reloc_offset = vec[i64]([12])
    code.reloc_kind = vec[i64]([RELOC_A64_CALL26])
    code.reloc_symbol = vec[i64]([0])
    code.reloc_addend = vec[i64]([0])
    code.block_offset = vec[i64]([0, 16])
    lines = listing(code, EM_AARCH64).splitlines()
    assert lines[0].split(";")[0].split() == ["0x0000", "80", "00", "00", "b4", "cbz", "x0,", "block1"]
    assert lines[1].endswith("; data")
    assert lines[2].endswith("a64_call26 far+0")
    assert lines[3] == "block1:"
    assert lines[4].split()[-2:] == ["udf", "#7"]
    assert lines[5].split()[-2:] == ["b", "#4"]  # into data: no label there


def test_everything_is_shown_even_what_cannot_be_decoded() -> None:
    code = bytes.fromhex("90 06 0f 04 c3".replace(" ", ""))
    shown = list(disassemble(code, EM_X86_64))
    assert sum(inst.size for inst in shown) == len(code)
    assert [inst.mnemonic for inst in shown][:2] == ["nop", ".byte"]
    assert [inst.offset for inst in disassemble(bytes(7), EM_AARCH64, 16)] == [16, 20]


def test_object_listing() -> None:
    text = list_object(write_object([Named("sum", x64_code())], EM_X86_64))
    assert text.splitlines()[:3] == [
        "section .text:",
        "sum:",
        "  0x0000  01 f7                   add      edi, esi",
    ]
    assert "; far-4" in text
    assert text.splitlines()[-3:] == [
        "sum.data0:",
        "  0x0010  2a 00 00 00 00 00 00 00",
        "  0x0018  ff",
    ]


def test_errors() -> None:
    with pytest.raises(UnsupportedError, match="riscv64"):
        machine_number("riscv64")
    with pytest.raises(IrtoolError, match="not an ELF file"):
        list_object(b"hello")
