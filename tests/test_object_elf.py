"""ELF objects: judged by readelf, objdump, the linkers and by running the result."""

import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest
from irtool.backends.aarch64 import object_format as a64_form
from irtool.backends.code import CompiledCode
from irtool.backends.object_format import MACHO, ObjectFormat
from irtool.backends.text import TextOptions, lay_out
from irtool.backends.x64 import object_format as x64_form
from irtool.compile import compile_object
from irtool.ir.errors import IrtoolError
from irtool.ir.text.reader import parse_functions
from irtool.object.elf import write_object
from irtool.object.elf_read import read_object
from irtool.runtime.module import load
from librt.vecs import vec
from linkers import LINKERS, linker_flags
from mypy_extensions import i64

A64 = a64_form.AArch64Format()
X64 = x64_form.X64Format()


class Named(NamedTuple):
    """What the writer takes."""

    name: str
    code: CompiledCode


def make(
    name: str, text: bytes, relocs: tuple[tuple[int, int, str, int], ...] = (), data: bytes = b""
) -> Named:
    """A function of given bytes; `relocs` are (offset, kind, symbol, addend)."""
    code = CompiledCode()
    code.code = text + data
    code.insts_size = len(text)
    code.symbols = [symbol for _, _, symbol, _ in relocs]
    code.reloc_offset = vec[i64]([row[0] for row in relocs])
    code.reloc_kind = vec[i64]([row[1] for row in relocs])
    code.reloc_symbol = vec[i64](list(range(len(relocs))))
    code.reloc_addend = vec[i64]([row[3] for row in relocs])
    if data:
        code.data_start = vec[i64]([len(text)])
        code.data_end = vec[i64]([len(text) + len(data)])
    return Named(name, code)


def words(*values: int) -> bytes:
    return b"".join(value.to_bytes(4, "little") for value in values)


def x64_functions() -> list[Named]:
    """add, twice (calls add in the object), answer (loads a constant), host (calls out, twice)."""
    return [
        make("add", bytes.fromhex("8d0437c3")),  # lea eax, [rdi+rsi]; ret
        make(
            "twice",  # push rax; mov esi, edi; call add; pop rcx; ret
            bytes.fromhex("5089fee80000000059c3"),
            ((4, x64_form.RELOC_X64_PLT32, "add", -4),),
        ),
        make("answer", bytes.fromhex("488b0501000000c3"), data=b"\x2a" + bytes(7)),
        make(
            "host",  # push rax; call ext; mov rax, [rip+ext2@got]; call rax; pop rcx; ret
            bytes.fromhex("50e800000000488b0500000000ffd059c3"),
            (
                (2, x64_form.RELOC_X64_PLT32, "ext", -4),
                (9, x64_form.RELOC_X64_GOTPCRELX, "ext2", -4),
            ),
        ),
        make(
            "pick",  # lea rax, [rip+add]; ret
            bytes.fromhex("488d0500000000c3"),
            ((3, x64_form.RELOC_X64_PC32, "add", -4),),
        ),
    ]


def a64_functions() -> list[Named]:
    """The same for aarch64."""
    return [
        make("add", words(0x0B010000, 0xD65F03C0)),  # add w0, w0, w1; ret
        make(
            "twice",  # stp x29, x30, [sp,-16]!; mov w1, w0; bl add; ldp x29, x30, [sp], 16; ret
            words(0xA9BF7BFD, 0x2A0003E1, 0x94000000, 0xA8C17BFD, 0xD65F03C0),
            ((8, a64_form.RELOC_A64_CALL26, "add", 0),),
        ),
        make("answer", words(0x58000040, 0xD65F03C0), data=words(42, 0)),  # ldr x0, .+8; ret
        make(
            "host",  # stp; bl ext; adrp x8, got(ext2); ldr x8, [x8, got]; blr x8; ldp; ret
            words(0xA9BF7BFD, 0x94000000, 0x90000008, 0xF9400108, 0xD63F0100, 0xA8C17BFD, 0xD65F03C0),
            (
                (4, a64_form.RELOC_A64_CALL26, "ext", 0),
                (8, a64_form.RELOC_A64_ADR_GOT_PAGE, "ext2", 0),
                (12, a64_form.RELOC_A64_LD64_GOT_LO12_NC, "ext2", 0),
            ),
        ),
        make(
            "pick",  # adrp x0, add; add x0, x0, lo12(add); ret
            words(0x90000000, 0x91000000, 0xD65F03C0),
            (
                (0, a64_form.RELOC_A64_ADR_PREL_PG_HI21, "add", 0),
                (4, a64_form.RELOC_A64_ADD_ABS_LO12_NC, "add", 0),
            ),
        ),
    ]


C_MAIN = r"""
#include <stdio.h>
int add(int, int); int twice(int); long answer(void); int host(int); void *pick(void);
static int calls;
int ext(int a) { calls += a; return a + 1; }
int ext2(int a) { calls += 100; return calls; }
int main(void) {
    printf("%d %d %ld %d %d\n", add(30, 12), twice(21), answer(), host(5), pick() == (void *)add);
    return 0;
}
"""

MACHINES = {
    "x86_64": (X64, x64_functions, "gcc", [], "objdump"),
    "aarch64": (
        A64, a64_functions, "aarch64-linux-gnu-gcc", ["qemu-aarch64"], "aarch64-linux-gnu-objdump",
    ),
}  # fmt: skip


def tool(name: str) -> str:
    """Path of a tool; skips the test when it is missing."""
    path = shutil.which(name)
    if path is None:
        pytest.skip(f"{name} is not installed")
    return path


def output(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert not done.stderr, done.stderr
    return done.stdout


@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize("flags", [["-static"], ["-pie"]])
@pytest.mark.parametrize("linker", LINKERS)
def test_links_with_c_and_runs(machine: str, flags: list[str], linker: str, tmp_path: Path) -> None:
    form, functions, cc, runner, _ = MACHINES[machine]
    if runner and flags == ["-pie"]:
        flags = ["-static-pie"]
    flags = [*flags, *linker_flags(linker, tmp_path)]
    (tmp_path / "f.o").write_bytes(write_object(functions(), form))
    (tmp_path / "main.c").write_text(C_MAIN)
    program = str(tmp_path / "program")
    output(
        tool(cc), "-fPIE", *flags, str(tmp_path / "main.c"), str(tmp_path / "f.o"), "-o", program,
        "-Wl,--fatal-warnings",
    )  # fmt: skip
    # host: calls = 5, then ext2 adds 100 and returns 105 (its argument is not used).
    assert output(*[tool(name) for name in runner], program) == "42 42 42 105 1\n"


@pytest.mark.parametrize("machine", MACHINES)
def test_readelf_accepts_it(machine: str, tmp_path: Path) -> None:
    form, functions, *_ = MACHINES[machine]
    path = tmp_path / "f.o"
    path.write_bytes(write_object(functions(), form, local=["twice"]))
    text = output(tool("readelf"), "-aW", str(path))
    assert "REL (Relocatable file)" in text
    rows = [line.split() for line in text.splitlines()]
    kinds = {row[-1]: row[3:5] for row in rows if len(row) == 8 and row[0].endswith(":")}
    assert kinds["add"] == ["FUNC", "GLOBAL"]
    assert kinds["twice"] == ["FUNC", "LOCAL"]
    assert kinds["ext"] == ["NOTYPE", "GLOBAL"]
    assert kinds["answer.data0"] == ["OBJECT", "LOCAL"]


@pytest.mark.parametrize("machine", MACHINES)
def test_objdump_shows_code_and_data(machine: str, tmp_path: Path) -> None:
    form, functions, _, _, objdump = MACHINES[machine]
    path = tmp_path / "f.o"
    path.write_bytes(write_object(functions(), form))
    text = output(tool(objdump), "-dr", str(path))
    assert "<twice>:" in text and "<add>\n" in text  # the call names its target
    after = text.split("<answer.data0>:")[1].splitlines()[1]
    assert "2a" in after and "udf" not in after and "sub" not in after
    assert "ext2" in text


@pytest.mark.parametrize("machine", MACHINES)
def test_reader_reads_what_the_writer_wrote(machine: str) -> None:
    form, functions, *_ = MACHINES[machine]
    data = write_object(functions(), form)
    assert data == write_object(functions(), form)
    elf = read_object(data)
    assert (elf.machine, elf.kind) == (form.elf_machine, 1)
    text = elf.section_number(".text")
    names = {symbol.name: symbol for symbol in elf.symbols}
    for function in functions():
        symbol = names[function.name]
        assert (symbol.section, symbol.kind, symbol.size) == (text, 2, function.code.insts_size)
        assert symbol.value % 16 == 0
    start = names["answer"].value
    answer = functions()[2].code.code
    assert elf.sections[text].data[start : start + len(answer)] == answer
    got = [(row.symbol.name, row.addend) for row in elf.relocations[text] if row.symbol.name == "ext2"]
    assert got[0] == ("ext2", -4 if machine == "x86_64" else 0)


@pytest.mark.parametrize("form", [X64, A64], ids=["x86_64", "aarch64"])
def test_relocation_numbers_are_those_that_readelf_knows(tmp_path: Path, form: ObjectFormat) -> None:
    known = {kind: row for kind, row in form.relocs.items() if kind < MACHO}
    relocs = tuple((8 * row, kind, "symbol", 0) for row, kind in enumerate(known))
    path = tmp_path / "f.o"
    path.write_bytes(write_object([make("f", bytes(8 * len(relocs)), relocs)], form))
    listed = subprocess.run(["readelf", "-rW", path], capture_output=True, text=True, check=True).stdout
    names = [line.split()[2].lower() for line in listed.splitlines() if "symbol" in line and "R_" in line]
    assert len(names) == len(known) > 6
    for name, row in zip(names, known.values(), strict=True):
        assert name.endswith(row.name.partition("_")[2].replace("abs64", "64")), (name, row)


@pytest.mark.parametrize("cut", [10, 63, 64, 200, 400, 700])
def test_damaged_files_are_refused(cut: int) -> None:
    data = write_object(x64_functions(), X64)
    with pytest.raises(IrtoolError):
        read_object(data[:cut])


def test_random_damage_never_crashes_the_reader() -> None:
    import random

    rng = random.Random(1)
    data = write_object(x64_functions(), X64)
    for _ in range(300):
        bad = bytearray(data)
        for _ in range(rng.randrange(1, 6)):
            bad[rng.randrange(len(bad))] = rng.randrange(256)
        try:
            read_object(bytes(bad))
        except IrtoolError:
            pass


def test_duplicate_names_are_refused() -> None:
    function = make("f", b"\xc3")
    with pytest.raises(IrtoolError, match="'f' is defined twice"):
        write_object([function, function], X64)


def test_no_functions_make_an_empty_object() -> None:
    assert read_object(write_object([], X64)).sections[1].data == b""


def test_calls_at_the_end_of_their_range() -> None:
    """128 MiB back is reached, one word more over a veneer (more of this in test_ranges_text.py)."""
    caller = make("caller", words(0x94000000), ((0, a64_form.RELOC_A64_CALL26, "far", 0),))
    far = make("far", words(0))
    options = TextOptions(threshold=1 << 27)
    farthest = lay_out([far, make("gap", bytes((1 << 27) - 16)), caller], A64, options)
    assert farthest.data[-4:] == words(0x94000000 | 1 << 25)
    beyond = lay_out([far, make("gap", bytes(1 << 27)), caller], A64, options)
    assert beyond.data[-16:-12] == words(0x94000001)
    assert [veneer.symbol for veneer in beyond.veneers] == ["far"]


def test_names_that_differ_have_symbols_that_differ(tmp_path: Path) -> None:
    funcs = parse_functions(
        """function u0:1() -> i32 system_v { block0: v0 = iconst.i32 1 return v0 }
        function %u0_1() -> i32 system_v { block0: v0 = iconst.i32 2 return v0 }
        function u1:1() -> i32 system_v { block0: v0 = iconst.i32 4 return v0 }
        function %all() -> i32 system_v {
            fn0 = colocated u0:1() -> i32 system_v
            fn1 = colocated %u0_1() -> i32 system_v
            fn2 = colocated u1:1() -> i32 system_v
        block0:
            v0 = call fn0()
            v1 = call fn1()
            v2 = call fn2()
            v3 = iadd v0, v1
            v4 = iadd v3, v2
            return v4
        }"""
    )
    for target in ("x86_64", "aarch64"):
        elf = read_object(compile_object(funcs, target))
        assert {symbol.name for symbol in elf.symbols if symbol.bind == 1} == {"u0.1", "u0_1", "u1.1", "all"}
        module = load(funcs, target)
        assert module.call("all", []) == [7]
        module.close()
    (tmp_path / "names.o").write_bytes(compile_object(funcs, "x86_64"))
    (tmp_path / "main.c").write_text(
        'int first(void) __asm__("u0.1");\nint main(void) { return first() == 1 ? 0 : 1; }\n'
    )
    program = tmp_path / "main"
    subprocess.run(["gcc", tmp_path / "main.c", tmp_path / "names.o", "-o", program], check=True)
    assert subprocess.run([program]).returncode == 0
