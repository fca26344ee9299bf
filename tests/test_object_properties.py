"""What objects say of their code in `.note.gnu.property`: readelf reads it, linkers keep it, loaders heed
it."""

import shutil
import subprocess
from pathlib import Path

import pytest
from irtool.compile import compile_object
from irtool.ir.text.reader import parse_functions
from irtool.library.link import link_shared
from irtool.settings import Settings
from library_tools import command, need

CLIF = """function %f(i64, i64) -> i64 system_v {
    sig0 = (i64) -> i64 system_v
block0(v0: i64, v1: i64):
    v2 = call_indirect sig0, v0(v1)
    v5 = ireduce.i32 v2
    br_table v5, block1, [block2, block3]
block1:
    return v2
block2:
    v3 = iconst.i64 20
    return v3
block3:
    v4 = iconst.i64 30
    return v4
}
function %one() -> i64 system_v {
block0:
    v0 = iconst.i64 1
    return v0
}
"""
TRY = """function %t(i64) -> i64 system_v {
    sig0 = () system_v
block0(v0: i64):
    try_call_indirect v0(), sig0, block1, [ default: block2(exn0) ]
block1:
    return v0
block2(v1: i64):
    return v1
}
"""
V1, V2, V3, V4 = "x86-64-baseline", "x86-64-v2", "x86-64-v3", "x86-64-v4"
CASES = [
    ("x86_64", [], ""),
    ("x86_64", ["has_popcnt"], f"x86 ISA needed: {V1}, x86 ISA used: {V1}, {V2}"),
    ("x86_64", ["x86-64-v2"], f"x86 ISA needed: {V1}, {V2}, x86 ISA used: {V1}, {V2}"),
    ("x86_64", ["has_avx2"], f"x86 ISA needed: {V1}, x86 ISA used: {V1}, {V2}, {V3}"),
    ("x86_64", ["x86-64-v3"], f"x86 ISA needed: {V1}, {V2}, {V3}, x86 ISA used: {V1}, {V2}, {V3}"),
    (
        "x86_64",
        ["icelake-server"],
        f"x86 ISA needed: {V1}, {V2}, {V3}, {V4}, x86 ISA used: {V1}, {V2}, {V3}, {V4}",
    ),
    ("aarch64", [], ""),
    ("aarch64", ["has_lse"], ""),
    ("aarch64", ["use_bti"], "AArch64 feature: BTI"),
    ("aarch64", ["sign_return_address"], "AArch64 feature: PAC"),
    ("aarch64", ["use_bti", "sign_return_address"], "AArch64 feature: BTI, PAC"),
]


def made(target: str, settings: list[str], text: str = CLIF) -> bytes:
    chosen = Settings(target)
    for setting in settings:
        chosen.apply(setting)
    return compile_object(parse_functions(text), target, chosen)


def properties(path: Path) -> str:
    """What readelf says."""
    lines = command("readelf", "-n", "-W", path).stdout.splitlines()
    return " ".join(line.split("Properties: ")[1].strip() for line in lines if "Properties: " in line)


@pytest.mark.parametrize(("target", "settings", "said"), CASES)
def test_readelf_reads_them_and_libraries_keep_them(
    target: str, settings: list[str], said: str, tmp_path: Path
) -> None:
    need("readelf")
    path = tmp_path / "f.o"
    path.write_bytes(made(target, settings))
    assert properties(path) == said
    path.write_bytes(link_shared(made(target, settings), target, "own"))
    assert properties(path) == said
    assert ("GNU_PROPERTY" in command("readelf", "-l", "-W", path).stdout) == bool(said)


@pytest.mark.parametrize(("target", "settings", "said"), [case for case in CASES if case[2]])
def test_ld_keeps_them(target: str, settings: list[str], said: str, tmp_path: Path) -> None:
    linker = f"{target}-linux-gnu-ld"
    need(linker, "readelf")
    (tmp_path / "f.o").write_bytes(made(target, settings))
    for flags in (["-r"], ["-shared"]):
        command(linker, *flags, tmp_path / "f.o", "-o", tmp_path / "linked")
        assert properties(tmp_path / "linked") == said


def test_handlers_are_no_landing_pads(tmp_path: Path) -> None:
    need("readelf")
    path = tmp_path / "t.o"
    path.write_bytes(made("aarch64", ["use_bti"], TRY))
    assert properties(path) == ""
    path.write_bytes(made("aarch64", ["use_bti", "sign_return_address"], TRY))
    assert properties(path) == "AArch64 feature: PAC"


@pytest.mark.parametrize("linker", ["own", "system"])
def test_a_loader_refuses_a_processor_that_lacks_what_is_needed(linker: str, tmp_path: Path) -> None:
    need("gcc", "qemu-x86_64")
    program, library = tmp_path / "program", tmp_path / "libf.so"
    (tmp_path / "main.c").write_text("long one(void); int main(void) { return one() != 1; }\n")
    data = made("x86_64", ["x86-64-v3"])
    if linker == "own":
        library.write_bytes(link_shared(data, "x86_64", "own"))
    else:
        need("x86_64-linux-gnu-ld")
        (tmp_path / "f.o").write_bytes(data)
        command("x86_64-linux-gnu-ld", "-shared", tmp_path / "f.o", "-o", library)
    command("gcc", tmp_path / "main.c", library, f"-Wl,-rpath,{tmp_path}", "-o", program)
    for processor, works in (("max", True), ("qemu64", False)):
        done = subprocess.run(
            ["qemu-x86_64", "-cpu", processor, str(program)], capture_output=True, text=True, check=False
        )
        assert (done.returncode == 0) == works
        if not works:
            assert "libf.so: CPU ISA level is lower than required" in done.stderr


def test_code_with_landing_pads_runs_where_they_are_checked(tmp_path: Path) -> None:
    """qemu checks jumps into pages of a library that says that it has pads."""
    compiler, emulator = "aarch64-linux-gnu-gcc", "qemu-aarch64"
    need(compiler, emulator)
    (tmp_path / "main.c").write_text(r"""
#include <stdio.h>
long f(long (*)(long), long), one(void);
static long same(long n) { return n; }
int main(void) {
    long (*indirect)(long (*)(long), long) = f;
    for (long n = 0; n < 3; n++) printf("%ld ", indirect(same, n));
    return 0;
}
""")
    program, library = tmp_path / "program", tmp_path / "libf.so"
    command(compiler, "-c", tmp_path / "main.c", "-o", tmp_path / "main.o")

    def run(data: bytes) -> subprocess.CompletedProcess[str]:
        library.write_bytes(link_shared(data, "aarch64", "own"))
        flags = [f"-Wl,-rpath,{tmp_path}"]
        command(compiler, tmp_path / "main.o", library, *flags, "-o", program)
        words = [emulator, "-cpu", "max", "-L", "/usr/aarch64-linux-gnu", str(program)]
        return subprocess.run(words, capture_output=True, text=True, check=False)

    data = made("aarch64", ["use_bti"])
    done = run(data)
    assert (done.returncode, done.stdout) == (0, "20 30 2 ")
    # The check is on: with the first pad gone, the call by pointer faults.
    pad = bytes.fromhex("5f2403d5")
    assert run(data.replace(pad, bytes.fromhex("1f2003d5"))).returncode != 0
    assert shutil.which(compiler)
