"""Line tables of objects: what gdb, llvm-dwarfdump and linkers make of them."""

import io
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from irtool.cli.main import main
from irtool.compile import compile_object
from irtool.frontend.wasm.dwarf_lines import read_lines
from irtool.frontend.wasm.module import CustomSection, Module
from irtool.frontend.wasm.text.assemble import assemble
from irtool.ir.text.reader import parse_functions
from irtool.ir.text.testfile import parse_test_file
from irtool.settings import Settings
from irtool.wasm_compile import compile_wasm_object
from linkers import LINKERS, linker_flags

MACHINES = {"x86_64": ("gcc", []), "aarch64": ("aarch64-linux-gnu-gcc", ["qemu-aarch64"])}

CLIF = """function %inner(i64) -> i64 system_v {
    fn0 = %callback(i64) -> i64 system_v
block0(v0: i64):
    v1 = iconst.i64 3
    v2 = imul v0, v1
    v3 = call fn0(v2)
    v4 = iadd v3, v0
    return v4
}

function %outer(i64) -> i64 system_v {
    fn0 = %inner(i64) -> i64 system_v
block0(v0: i64):
    brif v0, block1, block2
block1:
    v1 = call fn0(v0)
    v2 = iadd v1, v1
    return v2
block2:
    trap user1
}
"""
MAIN = """#include <stdio.h>
long outer(long);
long callback(long x) { return x + 1; }
int main(void) { printf("%ld\\n", outer(5)); return 0; }
"""
WAT = """(module
  (func $inner (param i32) (result i32)
    local.get 0
    i32.const 3
    i32.div_u
  )
  (func (export "outer") (param i32) (result i32)
    (i32.add
      (call $inner (local.get 0))
      (i32.const 1))))
"""
C = """int cb(int);
static int __attribute__((noinline)) twice(int x) {
  int y = cb(x);
  return y * 2;
}
__attribute__((export_name("go"))) int go(int x) {
  int s = 0;
  for (int i = 0; i < x; i++)
    s += twice(i);
  return s;
}
"""


def _need(*tools: str) -> None:
    for tool in tools:
        if shutil.which(tool) is None:
            pytest.skip(f"{tool} is not installed")


def _run(command: list[str], directory: Path) -> str:
    done = subprocess.run(command, cwd=directory, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "warning" not in done.stderr, done.stderr
    return done.stdout


def _rows(data: bytes) -> list[tuple[str, int]]:
    """File and line of each row of the tables of an object, ends of sequences left out."""
    elffile = pytest.importorskip("elftools.elf.elffile")
    dwarf: Any = elffile.ELFFile(io.BytesIO(data)).get_dwarf_info()
    found = []
    for unit in dwarf.iter_CUs():
        program = dwarf.line_program_for_CU(unit)
        names = [entry.name.decode() for entry in program["file_entry"]]
        for entry in program.get_entries():
            if entry.state is not None and not entry.state.end_sequence:
                found.append((names[entry.state.file - 1], entry.state.line))
    return found


@pytest.mark.parametrize("machine", MACHINES)
def test_lines_of_clif(machine: str) -> None:
    data = compile_object(parse_functions(CLIF), machine, lines=("demo.clif", "/nowhere"))
    lines = [line for file, line in _rows(data) if file == "demo.clif"]
    assert lines[0] == 1  # the function, then its instructions
    first = lines[: lines.index(11)]
    assert set(first) - {0} == {1, 4, 5, 6, 7, 8} or set(first) - {0} == {1, 5, 6, 7, 8}
    assert {11, 14, 16, 17, 18, 20} <= set(lines)
    assert b".debug_line" not in compile_object(parse_functions(CLIF), machine)


@pytest.mark.parametrize("linker", LINKERS)
@pytest.mark.parametrize("machine", MACHINES)
def test_tools_take_the_tables_without_a_warning(machine: str, linker: str, tmp_path: Path) -> None:
    compiler, runner = MACHINES[machine]
    _need(compiler, "readelf", *runner)
    source = ("demo.clif", str(tmp_path))
    (tmp_path / "module.o").write_bytes(compile_object(parse_functions(CLIF), machine, lines=source))
    (tmp_path / "main.c").write_text(MAIN)
    dump = ["--debug-dump=info,abbrev,rawline,decodedline,frames"]
    _run(["readelf", "-aW", *dump, "module.o"], tmp_path)
    if shutil.which("llvm-dwarfdump"):
        assert "No errors" in _run(["llvm-dwarfdump", "--verify", "module.o"], tmp_path)
    flags = ["-g", "-static", "-Wl,--fatal-warnings", *linker_flags(linker, tmp_path)]
    _run([compiler, *flags, "main.c", "module.o", "-o", "program"], tmp_path)
    assert _run([*runner, "./program"], tmp_path) == "42\n"
    _run(["readelf", "-W", *dump, "program"], tmp_path)


RUN = Path(__file__).parents[1] / "filetests" / "run"
CORPUS = (
    "conventions",
    "exceptions",
    "tail-calls",
    "br_table",
    "float-constants",
    "trap-codes",
    "across-calls",
)


@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize("name", CORPUS)
def test_objects_of_files_pass_readelf_and_link(machine: str, name: str, tmp_path: Path) -> None:
    linkers = ("aarch64-linux-gnu-ld" if machine == "aarch64" else "ld", "ld.lld")
    _need("readelf", *linkers)
    settings = Settings(machine, preserve_frame_pointers=True)
    file = parse_test_file((RUN / f"{name}.clif").read_text())
    functions = [function.func for function in file.functions]
    data = compile_object(functions, machine, settings, lines=(f"{name}.clif", str(tmp_path)))
    (tmp_path / "a.o").write_bytes(data)
    _run(["readelf", "-aW", "--debug-dump=info,decodedline,frames", "a.o"], tmp_path)
    form = "aarch64linux" if machine == "aarch64" else "elf_x86_64"
    for linker in linkers:
        flags = [
            "--fatal-warnings",
            "-m",
            form,
            "--unresolved-symbols=ignore-all",
            "-e",
            functions[0].name.symbol(),
        ]
        _run([linker, *flags, "a.o", "-o", "linked"], tmp_path)
        _run([linker, "-r", "-m", form, "a.o", "-o", "again.o"], tmp_path)


def test_gdb_shows_lines_and_frames(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _need("gdb", "gcc")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "demo.clif").write_text(CLIF)
    (tmp_path / "main.c").write_text(MAIN)
    assert main(["compile", "-g", "--target", "x86_64", "demo.clif"]) == 0
    _run(["gcc", "-g", "main.c", "demo.o", "-o", "program"], tmp_path)
    commands = ["break demo.clif:5", "run", "info line", "bt", "break main.c:3", "continue", "bt", "finish"]
    arguments = [word for command in commands for word in ("-ex", command)]
    done = subprocess.run(
        ["gdb", "-nx", "-batch", "-ex", "set debuginfod enabled off", *arguments, "./program"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    shown = re.sub(r"0x[0-9a-f]+", "N", done.stdout)
    if "Breakpoint 1," not in shown:
        pytest.skip(f"gdb cannot run programs here: {done.stderr}")
    assert "5\t    v2 = imul v0, v1" in shown
    assert re.search(r'Line 5 of "demo.clif" starts at address N <inner\+\d+>', shown)
    outer = "#1  N in outer () at demo.clif:16\n#2  N in main () at main.c:4"
    assert f"#0  inner () at demo.clif:5\n{outer}" in shown
    inner = (
        "#1  N in inner () at demo.clif:6\n#2  N in outer () at demo.clif:16\n#3  N in main () at main.c:4"
    )
    assert inner in shown
    assert "Value returned is" in shown and "= 16" in shown


def test_lines_of_webassembly_text_and_offsets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "m.wat").write_text(WAT)
    assert main(["compile", "-g", "--target", "aarch64", "m.wat", "-o", "text.o"]) == 0
    rows = _rows((tmp_path / "text.o").read_bytes())
    assert {file for file, _ in rows} == {"m.wat"}
    assert {2, 5, 7, 8, 9} <= {line for _, line in rows} <= {0, *range(2, 11)}
    (tmp_path / "m.wasm").write_bytes(assemble(WAT.encode()).binary)
    assert main(["compile", "-g", "--target", "aarch64", "m.wasm", "-o", "binary.o"]) == 0
    binary = (tmp_path / "m.wasm").read_bytes()
    offsets = {line for file, line in _rows((tmp_path / "binary.o").read_bytes()) if file == "m.wasm"}
    divides = binary.index(bytes([0x20, 0, 0x41, 3, 0x6E])) + 4
    assert divides in offsets
    assert all(line < len(binary) for line in offsets)


@pytest.mark.parametrize("version", [4, 5])
def test_lines_of_the_module_itself(version: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _need("clang", "wasm-ld")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "c.c").write_text(C)
    target = ["--target=wasm32", f"-gdwarf-{version}", "-O1"]
    _run(["clang", *target, "-c", "c.c", "-o", "c.o"], tmp_path)
    _run(["wasm-ld", "--no-entry", "--allow-undefined", "c.o", "-o", "c.wasm"], tmp_path)
    assert main(["compile", "-g", "--target", "x86_64", "c.wasm", "-o", "m.o"]) == 0
    rows = [(Path(file).name, line) for file, line in _rows((tmp_path / "m.o").read_bytes()) if line]
    assert {file for file, _ in rows} == {"c.c"}
    lines = {line for _, line in rows}
    assert {3, 4, 6, 8, 9, 10} <= lines <= set(range(1, 12))


def _module(table: bytes) -> Module:
    module = Module(b"code" + table)
    module.code_offset = 0
    module.customs = [CustomSection(".debug_line", 4, 4 + len(table), 0)]
    return module


def _table() -> bytes:
    names = b"dir\0\0" + b"a.c\0\1\0\0" + b"b.c\0\0\0\0" + b"\0"
    head = bytes([1, 1, 1, 0xFB, 14, 13, 0, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1]) + names
    program = b"\0\5\2\x10\0\0\0" + b"\5\7" + bytes([13 + 5 + 14 * 2])  # at 16+2, line 1
    program += b"\4\2" + b"\3\x09" + b"\2\4" + b"\1"  # b.c, line 10 at 22
    program += b"\2\4" + b"\0\1\1"
    body = (4).to_bytes(2, "little") + len(head).to_bytes(4, "little") + head + program
    return len(body).to_bytes(4, "little") + body


def test_a_table_made_by_hand() -> None:
    lines = read_lines(_module(_table()))
    assert lines is not None
    assert lines.find(17) is None
    assert lines.find(18) == lines.find(21) == ("dir/a.c", 1, 7)
    assert lines.find(22) == lines.find(25) == ("b.c", 10, 7)
    assert lines.find(26) is None


def test_a_damaged_table_is_read_as_far_as_it_goes() -> None:
    table = _table()
    for end in range(len(table)):
        read_lines(_module(table[:end]))
    for at in range(len(table)):
        for value in (0, 1, 0x7F, 0x80, 0xFF):
            lines = read_lines(_module(table[:at] + bytes([value]) + table[at + 1 :]))
            if lines is not None:
                lines.find(20)


def test_lines_of_a_module_from_python() -> None:
    binary = assemble(WAT.encode()).binary
    data = compile_wasm_object(binary, "x86_64", lines=("m.wasm", "/nowhere"))
    assert {file for file, _ in _rows(data)} == {"m.wasm"}
    assert b".debug_line" not in compile_wasm_object(binary, "x86_64")
