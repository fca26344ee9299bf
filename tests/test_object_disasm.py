"""Listings of code and of object files."""

import random
import shutil
import subprocess
import time
from pathlib import Path

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
from irtool.runtime.wasm.module import Module
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
    assert lines.pop(0) == "block0:"
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


# --- linked files ---------------------------------------------------------------------------

SOURCE = """
int shown(int a) { return a * 3; }
int again(int a) __attribute__((alias("shown")));
static int __attribute__((noinline, used)) hidden(int a) { return shown(a) + 1; }
int main(int count, char **words) { return hidden(count) + shown(4); }
"""


def link(folder: Path, compiler: str, *flags: str) -> bytes:
    """A linked file. The test is skipped without that compiler."""
    if shutil.which(compiler) is None:
        pytest.skip(f"needs {compiler} (tools/install-system-tools.sh)")
    (folder / "x.c").write_text(SOURCE)
    command = [compiler, "-O1", "-fno-inline", "-fno-ipa-icf", *flags, "x.c", "-o", "x"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return (folder / "x").read_bytes()


def names(texts: list[str]) -> list[str]:
    return [text.partition(":")[0] for text in texts]


@pytest.mark.parametrize("compiler", ["gcc", "aarch64-linux-gnu-gcc"])
@pytest.mark.parametrize("flags", [[], ["-static"], ["-no-pie"], ["-shared", "-fPIC"]], ids=" ".join)
def test_linked_files_are_listed_by_symbols(tmp_path: Path, compiler: str, flags: list[str]) -> None:
    data = link(tmp_path, compiler, *flags)
    listed = names(list_functions(data))
    assert {"main", "hidden"} <= set(listed)
    assert len({"shown", "again"} & set(listed)) == 1  # two names of one place
    (main,) = list_functions(data, "main")
    assert main.startswith("main:\n")
    assert any(line.split()[-1] == "hidden" for line in main.splitlines()), main  # the call, by name
    (again,) = list_functions(data, "again")
    (shown,) = list_functions(data, "shown")
    assert again.splitlines()[1:] == shown.splitlines()[1:]


@pytest.mark.parametrize("compiler", ["gcc", "aarch64-linux-gnu-gcc"])
def test_stripped_files(tmp_path: Path, compiler: str) -> None:
    """A library has the symbols of the dynamic linker left, a program none of functions."""
    library = link(tmp_path, compiler, "-shared", "-fPIC", "-s")
    listed = names(list_functions(library))
    assert "main" in listed and "hidden" not in listed
    program = link(tmp_path, compiler, "-s", "-no-pie")
    assert ".text" in names(list_functions(program))
    with pytest.raises(
        IrtoolError, match="no function 'main' in this file, which has no symbols of functions"
    ):
        list_functions(program, "main")
    whole = link(tmp_path, compiler, "-no-pie")
    (main,) = list_functions(whole, "main")
    text = next(text for text in list_functions(program) if text.startswith(".text:"))
    code = [line.split("  ")[1] for line in main.splitlines() if line.startswith("  0x")]
    found = [line.split("  ")[1] for line in text.splitlines() if line.startswith("  0x")]
    assert code[0] in found


def test_the_listing_is_that_of_objdump(tmp_path: Path) -> None:
    """Bytes of each instruction of a linked program, judged by another disassembler."""
    data = link(tmp_path, "gcc", "-no-pie")
    if shutil.which("objdump") is None:
        pytest.skip("needs objdump (tools/install-system-tools.sh)")
    for name in ("main", "hidden"):
        command = ["objdump", "-d", f"--disassemble={name}", str(tmp_path / "x")]
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        wanted = [line.split("\t")[1].strip() for line in told.splitlines() if line.count("\t") == 2]
        (text,) = list_functions(data, name)
        got = [line[10:34].strip() for line in text.splitlines() if line.startswith("  0x")]
        assert got == wanted


def test_a_file_without_section_headers(tmp_path: Path) -> None:
    data = bytearray(link(tmp_path, "gcc"))
    data[40:48] = bytes(8)  # e_shoff
    data[60:64] = bytes(4)  # e_shnum, e_shstrndx
    with pytest.raises(IrtoolError, match="no code in this file, which has no section headers"):
        list_functions(bytes(data))


@pytest.mark.parametrize("step", [5, 64])
def test_damaged_linked_files_are_refused_or_listed(tmp_path: Path, step: int) -> None:
    data = link(tmp_path, "gcc")
    headers = int.from_bytes(data[40:48], "little")
    places = [*range(16, 64), *range(headers, min(len(data), headers + 64 * 40), 8)]
    for place in places[::step]:
        for value in (0, 0x7F, 0xFF):
            damaged = bytearray(data)
            damaged[place] = value
            try:
                list_functions(bytes(damaged))
            except IrtoolError:
                pass


LOOP = """function %loop(i64) -> i64 {
block0(v0: i64):
    v2 = ireduce.i32 v0
    br_table v2, block1, [block1, block2, block1]
block1:
    v1 = iconst.i64 0x1234567812345678
    return v1
block2:
    return v0
}
"""
WASM = '(module (func (export "f") (param i64) (result i64) (i64.mul (local.get 0) (i64.const 3))))'


def foreign_files(folder: Path) -> list[bytes]:
    """What compilers and linkers write, and what irtool does."""
    program = link(folder, "gcc")
    subprocess.run(["gcc", "-c", "-g", "-O1", "x.c", "-o", "x.o"], cwd=folder, check=True)
    subprocess.run(["gcc", "-shared", "-fPIC", "x.c", "-o", "x.so"], cwd=folder, check=True)
    own = compile_object(parse_functions(LOOP), "aarch64")
    objects = [(folder / name).read_bytes() for name in ("x.o", "x.so")]
    return [program, *objects, own, Module.from_text(WASM).serialize()]


@pytest.mark.parametrize("rounds", [300, pytest.param(2000, marks=pytest.mark.slow)])
def test_mutations_are_refused_or_listed(tmp_path: Path, rounds: int) -> None:
    """Headers, tables and code changed, parts missing or twice: an error that says so or a listing, soon."""
    files = foreign_files(tmp_path)
    refused = listed = 0
    for seed in range(rounds):
        rng = random.Random(seed)
        damaged = bytearray(files[seed % len(files)])
        headers = int.from_bytes(damaged[40:48], "little")
        for _ in range(rng.randint(1, 6)):
            near = rng.choice([16, headers, rng.randrange(len(damaged))])
            place = min(near + rng.randrange(rng.choice([48, 1024])), len(damaged) - 1)
            damaged[place] = rng.choice([0, 1, 8, 0x7F, 0x80, 0xFF, rng.randrange(256)])
        if rng.random() < 0.15:
            del damaged[rng.randrange(len(damaged)) :]
        elif rng.random() < 0.15:
            start = rng.randrange(len(damaged))
            damaged[start:start] = damaged[start : start + rng.randrange(200)]
        before = time.process_time()
        try:
            listed += len(list_functions(bytes(damaged))) > 0
        except IrtoolError as error:
            assert str(error)
            refused += 1
        assert time.process_time() - before < 20, seed
    assert refused > rounds // 10 and listed > rounds // 10 and refused + listed == rounds


def test_undecodable_code_takes_linear_time() -> None:
    """A million bytes that are no instructions, in lines of four."""
    code = bytes(1 << 16)
    lines = list(disassemble(code, A64))
    assert len(lines) == len(code) // 4
    assert {line.mnemonic for line in lines} <= {"udf", ".word", ".byte"}
