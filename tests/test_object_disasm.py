"""Listings of code and of object files."""

import pytest
from irtool.backends.aarch64.object_format import RELOC_A64_CALL26, AArch64Format
from irtool.backends.code import CompiledCode
from irtool.backends.disasm import disassemble, listing
from irtool.backends.x64.object_format import RELOC_X64_PLT32, X64Format
from irtool.compile import compile_module, compile_object, make_target
from irtool.ir.errors import IrtoolError, UnsupportedError
from irtool.ir.text.reader import parse_function, parse_functions
from irtool.object.disasm import list_functions
from irtool.object.elf import write_object
from librt.vecs import vec
from mypy_extensions import i64

A64 = AArch64Format()
X64 = X64Format()

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
    assert listing(x64_code(), X64, "sum") == (
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
    text = listing(x64_code(), X64, with_bytes=False)
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
    lines = listing(code, A64).splitlines()
    assert lines[0].split(";")[0].split() == ["0x0000", "80", "00", "00", "b4", "cbz", "x0,", "block1"]
    assert lines[1].endswith("; data")
    assert lines[2].endswith("a64_call26 far+0")
    assert lines[3] == "block1:"
    assert lines[4].split()[-2:] == ["udf", "#7"]
    assert lines[5].split()[-2:] == ["b", "#4"]  # into data: no label there


def test_everything_is_shown_even_what_cannot_be_decoded() -> None:
    code = bytes.fromhex("90 06 0f 04 c3".replace(" ", ""))
    shown = list(disassemble(code, X64))
    assert sum(inst.size for inst in shown) == len(code)
    assert [inst.mnemonic for inst in shown][:2] == ["nop", ".byte"]
    assert [inst.offset for inst in disassemble(bytes(7), A64, 16)] == [16, 20]


def test_object_listing_is_that_of_the_code() -> None:
    code = x64_code()
    (text,) = list_functions(write_object([Named("sum", code)], X64))
    code.trap_offset, code.trap_code = vec[i64](), vec[i64]()  # which an object file does not name
    code.srcloc_offset, code.srcloc = vec[i64](), vec[i64]()
    assert text == listing(code, X64, "sum")
    assert "; x64_plt32 far-4" in text and text.count("; data") == 2


@pytest.mark.parametrize("target", ["x86_64", "aarch64"])
def test_jump_tables_of_objects_are_data(target: str) -> None:
    func = parse_function(
        """function %f(i32) -> i32 system_v {
        block0(v0: i32): br_table v0, block4, [block1, block2, block3]
        block1: v1 = iconst.i32 10 return v1
        block2: v2 = iconst.i32 20 return v2
        block3: v3 = iconst.i32 30 return v3
        block4: v4 = iconst.i32 40 return v4
        }"""
    )
    (text,) = list_functions(compile_object(func, target))
    assert text.count("; data") == 2  # three entries of four bytes
    assert "udf" not in text and ".byte" not in text and ".word" not in text
    assert text.splitlines()[-1].split()[-1].startswith("ret")
    assert list_functions(compile_object(func, target), "f") == [text]


def test_data_behind_a_function_belongs_to_it() -> None:
    funcs = parse_functions(
        """function %pi() -> f64 system_v { block0: v0 = f64const 0x1.921fb54442d18p1 return v0 }
        function %e() -> f64 system_v { block0: v0 = f64const 0x1.5bf0a8b145769p1 return v0 }"""
    )
    for target in ("x86_64", "aarch64"):
        form = make_target(target).form
        listings = list_functions(compile_object(funcs, target))
        for item, text in zip(compile_module(funcs, target), listings, strict=True):
            assert text == listing(item.code, form, item.name).replace("block0:\n", "")
        assert "; data" in listings[0] and listings[0] != listings[1]


def test_errors() -> None:
    with pytest.raises(IrtoolError, match="not an ELF file"):
        list_functions(b"hello")
    data = write_object([Named("sum", x64_code())], X64)
    with pytest.raises(IrtoolError, match="no function 'product'"):
        list_functions(data, "product")
    with pytest.raises(UnsupportedError, match="ELF machine 9999, which is that of no target"):
        list_functions(data[:18] + (9999).to_bytes(2, "little") + data[20:])
