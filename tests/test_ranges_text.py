"""The text section: calls between functions at the ends of their reach, veneers between functions, calls
to functions of other objects, and what linkers make of it."""

import shutil
import subprocess
from pathlib import Path

import pytest
from irtool.backends.aarch64.object_format import RELOC_A64_CALL26, RELOC_A64_JUMP26, AArch64Format
from irtool.backends.code import CompiledCode
from irtool.backends.emulator import UnicornMachine
from irtool.backends.object_format import MAX_TEXT
from irtool.backends.text import TextOptions, TextSection, lay_out, text_options
from irtool.backends.x64.object_format import RELOC_X64_PLT32, X64Format
from irtool.compile import compile_module, compile_object, make_target
from irtool.filetests.programs.range_programs import module_result, module_text
from irtool.ir.errors import LimitError
from irtool.ir.text.reader import parse_functions
from irtool.object.elf import object_of
from irtool.object.elf_read import read_object
from irtool.runtime.emulate import EmulatedImage
from irtool.runtime.module import load
from irtool.settings import Settings
from librt.vecs import vec
from linkers import LINKERS, linker_flags
from mypy_extensions import i64

A64 = AArch64Format()
X64 = X64Format()
BRANCH26 = A64.branch_forward
PAGE = A64.veneer_align

BL, B, RET = 0x94000000, 0x14000000, 0xD65F03C0
HARD = TextOptions(threshold=BRANCH26)


class Named:
    """A function made by hand: words, and branches to symbols at offsets."""

    def __init__(
        self, name: str, words: list[int], calls: dict[int, str] | None = None, size: int = 0
    ) -> None:
        self.name = name
        self.code = CompiledCode()
        self.code.alignment = 4
        data = b"".join(word.to_bytes(4, "little") for word in words)
        self.code.code = data + bytes(max(0, size - len(data)))
        self.code.symbols = list((calls or {}).values())
        for index, offset in enumerate(calls or {}):
            kind = RELOC_A64_CALL26 if words[offset // 4] == BL else RELOC_A64_JUMP26
            self.code.reloc_offset = vec[i64]([*self.code.reloc_offset, offset])
            self.code.reloc_kind = vec[i64]([*self.code.reloc_kind, kind])
            self.code.reloc_symbol = vec[i64]([*self.code.reloc_symbol, index])
            self.code.reloc_addend = vec[i64]([*self.code.reloc_addend, 0])


def run(section: TextSection, name: str) -> int:
    """x0 after calling a function that keeps its link register in x9."""
    machine = make_target("aarch64").emulator()
    assert isinstance(machine, UnicornMachine)
    image = EmulatedImage(section, machine, {})
    try:
        image._run(image.address(name), [])
        return int(image._engine.reg_read(image._regs.result))
    finally:
        image.close()


def caller(name: str, callee: str) -> Named:
    """mov x9, x30; bl callee; add x0, x0, #1; ret x9"""
    return Named(name, [0xAA1E03E9, BL, 0x91000400, 0xD65F0120], {4: callee})


def leaf(name: str, value: int) -> Named:
    return Named(name, [0xD2800000 | value << 5, RET])


# --- exactness ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("more", "veneers"), [(0, 0), (32, 1)])
def test_a_call_forward_at_the_hard_limit(more: int, veneers: int) -> None:
    # Before `end` is placed nobody knows that it is `end`: an island must fit behind it.
    functions = [caller("start", "end"), Named("gap", [], size=BRANCH26 - 44 + more), leaf("end", 41)]
    section = lay_out(functions, A64, HARD)
    assert len(section.veneers) == veneers
    if not veneers:
        assert section.starts["end"] - (section.starts["start"] + 4) == BRANCH26 - 32 + more
    assert run(section, "start") == 42


@pytest.mark.parametrize(("more", "veneers"), [(0, 0), (4, 1)])
def test_a_call_backward_at_the_hard_limit(more: int, veneers: int) -> None:
    # bl is the second word of the caller and reaches 128 MiB - 4 back with this threshold.
    functions = [leaf("end", 41), Named("gap", [], size=BRANCH26 - 8 - 4 + more), caller("start", "end")]
    section = lay_out(functions, A64, HARD)
    assert section.starts["start"] == BRANCH26 - 4 + more
    assert len(section.veneers) == veneers
    assert run(section, "start") == 42


@pytest.mark.parametrize("threshold", [64, 4096, 64 << 20])
@pytest.mark.parametrize("more", [-4, 0, 4, 64])
@pytest.mark.parametrize("way", ["forward", "backward"])
def test_calls_at_the_threshold(threshold: int, more: int, way: str) -> None:
    """A tail jump over a gap of just the threshold: over a veneer when it is further than that."""
    jumper = Named("start", [B], {0: "end"})
    if way == "forward":
        functions = [jumper, Named("gap", [], size=threshold - 4 + more), leaf("end", 42)]
    else:
        functions = [leaf("end", 42), Named("gap", [], size=threshold - 8 + more), jumper]
    section = lay_out(functions, A64, TextOptions(threshold=threshold))
    if way == "backward":
        assert len(section.veneers) == (1 if more > 0 else 0)
    else:
        assert len(section.veneers) <= 1
    assert run(section, "start") == 42


def test_a_function_that_its_own_calls_cannot_cross() -> None:
    large = Named("large", [BL], {0: "end"}, size=BRANCH26 + 8)
    with pytest.raises(
        LimitError, match=f"function large: {BRANCH26 + 8} bytes of code.*limit is {BRANCH26}"
    ):
        lay_out([large, leaf("end", 1)], A64)


# --- modules --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "options", ["text_veneer_threshold=2000", "force_veneers", "text_veneer_threshold=0"]
)
@pytest.mark.parametrize("flag", ["", "use_bti"])
def test_modules_with_veneers_run(options: str, flag: str) -> None:
    settings = Settings("aarch64")
    for text in (options, "function_padding_log2_minus_one=8", *([flag] if flag else [])):
        settings.apply(text)
    funcs = parse_functions(module_text(80))
    module = load(funcs, "aarch64", settings)
    for start, steps, x in ((0, 0, 1), (7, 250, 3), (79, 79, 2)):
        assert module.call(f"f{start}", [steps, x]) == [module_result(80, start, steps, x)]
    module.close()
    section = lay_out(compile_module(funcs, "aarch64", settings), A64, text_options(settings))
    assert len(section.veneers) > 20 and section.alignment == PAGE
    if flag:
        # Whatever `br x16` leads to is a landing pad.
        for start in section.starts.values():
            assert section.data[start : start + 4] == (0xD503245F).to_bytes(4, "little")


def test_veneers_are_shared_by_symbol_and_island() -> None:
    functions = [caller(f"c{index}", "end") for index in range(50)]
    section = lay_out([*functions, Named("gap", [], size=8192), leaf("end", 1)], A64, TextOptions(0, 4096))
    assert len(section.veneers) == 1 and len(section.islands) == 1
    assert [run(section, name) for name in ("c0", "c49")] == [2, 2]


def test_many_functions_cost_no_more_each() -> None:
    """A call that waits is looked at once, not at every island."""
    count = 20_000
    functions = [caller(f"c{index}", f"c{(index + count // 2) % count}") for index in range(count)]
    section = lay_out(functions, A64, TextOptions(threshold=64 << 10))
    # Half of the calls go forward and half backward, all of them further than the threshold.
    assert len(section.veneers) == count
    assert sum(island.size for island in section.islands) == 12 * count


def test_x64_text_has_no_veneers() -> None:
    settings = Settings("x86_64")
    settings.apply("force_veneers")
    settings.apply("text_veneer_threshold=0")
    code = compile_module(parse_functions(module_text(5)), "x86_64", settings)
    section = lay_out(code, X64, text_options(settings))
    assert not section.veneers and not section.islands and not section.relocs


def test_too_much_text_is_refused_by_name(tmp_path: Path) -> None:
    settings = Settings("x86_64")
    settings.apply("function_padding_log2_minus_one=30")
    with pytest.raises(LimitError, match=rf"function f4: \d{{10}} bytes of text; the limit is {MAX_TEXT}"):
        compile_object(parse_functions(module_text(6)), "x86_64", settings)
    for machine in (X64, A64):
        functions = [leaf("a", 1), leaf("b", 1), leaf("c", 1)]
        with pytest.raises(LimitError, match="function c: 2147483672 bytes of text"):
            lay_out(functions, machine, TextOptions(padding=1 << 30))


# --- linkers --------------------------------------------------------------------------------------

MAIN = """
#include <stdio.h>
#include <stdint.h>
uint64_t helper(uint64_t x) { return x + 1000; }
%(declarations)s
int main(void) {
%(calls)s
    return 0;
}
"""


def tools(*names: str) -> None:
    for name in names:
        if not shutil.which(name):
            pytest.skip(f"{name} is not installed")


def linked_results(
    tmp_path: Path, data: bytes, cases: list[tuple[int, int, int]], flags: list[str]
) -> list[int]:
    """What the functions return in a program linked with a C main and run under qemu."""
    (tmp_path / "module.o").write_bytes(data)
    declarations = "\n".join(f"uint64_t f{start}(uint64_t, uint64_t);" for start, _, _ in cases)
    calls = "\n".join(
        f'    printf("%lu\\n", (unsigned long)f{start}({steps}, {x}));' for start, steps, x in cases
    )
    (tmp_path / "main.c").write_text(MAIN % {"declarations": declarations, "calls": calls})
    command = ["aarch64-linux-gnu-gcc", *flags, "main.c", "module.o", "-o", "program"]
    made = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    assert "warning" not in made.stderr
    qemu = ["qemu-aarch64", "-L", "/usr/aarch64-linux-gnu", "./program"]
    ran = subprocess.run(qemu, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=600)
    assert ran.returncode == 0, ran.stderr
    return [int(line) for line in ran.stdout.split()]


CASES = [(0, 0, 1), (3, 100, 5), (59, 61, 7)]


@pytest.mark.parametrize("linker", LINKERS)
@pytest.mark.parametrize("flags", [["-static"], ["-pie"], ["-no-pie"]])
def test_linked_with_outside_calls_in_the_middle(tmp_path: Path, flags: list[str], linker: str) -> None:
    """The same as a module of 300 MiB (test_ranges_large.py), with a threshold of 4 KiB."""
    tools("aarch64-linux-gnu-gcc", "qemu-aarch64")
    flags = [*flags, *linker_flags(linker, tmp_path)]
    settings = Settings("aarch64")
    settings.apply("text_veneer_threshold=4096")
    settings.apply("function_padding_log2_minus_one=9")
    compiled = compile_module(parse_functions(module_text(60, 10)), "aarch64", settings)
    section = lay_out(compiled, A64, text_options(settings))
    assert {reloc.symbol for reloc in section.relocs} == {"helper"}
    # The calls near the end are left to the linker, those before go through the GOT.
    kinds = {reloc.kind for reloc in section.relocs}
    assert RELOC_A64_CALL26 in kinds and len(kinds) == 3
    data = object_of(section)
    assert read_object(data).sections[1].align == PAGE
    expected = [module_result(60, start, steps, x, 10) for start, steps, x in CASES]
    assert linked_results(tmp_path, data, CASES, flags) == expected


def test_objdump_decodes_islands(tmp_path: Path) -> None:
    tools("aarch64-linux-gnu-objdump")
    settings = Settings("aarch64")
    settings.apply("force_veneers")
    (tmp_path / "m.o").write_bytes(compile_object(parse_functions(module_text(6)), "aarch64", settings))
    result = subprocess.run(
        ["aarch64-linux-gnu-objdump", "-d", tmp_path / "m.o"], capture_output=True, text=True, check=True
    )
    # `f0` calls an island; there is one behind each function.
    assert result.stdout.count("adrp\tx16") >= 6
    assert result.stdout.count("br\tx16") > result.stdout.count("adrp\tx16")


def test_x64_relocations_are_not_touched() -> None:
    """External calls of x86-64 stay PLT32, whatever the settings."""
    settings = Settings("x86_64")
    settings.apply("force_veneers")
    compiled = compile_module(parse_functions(module_text(4, 2)), "x86_64", settings)
    section = lay_out(compiled, X64, text_options(settings))
    assert [reloc.kind for reloc in section.relocs] == [RELOC_X64_PLT32] * 2
