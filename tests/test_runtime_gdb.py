"""gdb's interface for generated code: the files, the list, and gdb itself where it is installed."""

import ctypes
import os
import shutil
import subprocess
import sys
from pathlib import Path

import irtool
import pytest
from irtool.backends.registry import host_name, lookup, target_names
from irtool.object.debugger import DebugFunction, shared_object, symbol_file
from irtool.object.elf_read import read_object
from irtool.runtime.platform import supported

needs_native = pytest.mark.skipif(not supported(), reason=f"no native execution on {host_name()}")
MACHINES = [name for name in target_names() if name in ("x86_64", "aarch64")]

PROGRAM = """
import irtool
module = irtool.Module.from_text('''(module (memory 1)
  (func $deep (param i32) (result i32) (i32.load (local.get 0)))
  (func $middle (param i32) (result i32) (i32.add (call $deep (local.get 0)) (i32.const 1)))
  (func (export "top") (param i32) (result i32) (i32.add (call $middle (local.get 0)) (i32.const 1))))''')
irtool.Instance(module).exports.top(70000)
"""
#: Prints the names of the symbols in all files of the list.
LISTING = """
import ctypes, gc
import irtool
from irtool.object.elf_read import read_object
from irtool.runtime import gdb

debugger = gdb.enable()
assert debugger is gdb.enable()

def names():
    found, at = [], debugger._descriptor.first
    while at:
        entry = gdb._Entry.from_address(at)
        file = read_object(ctypes.string_at(entry.file, entry.size))
        found += [symbol.name for symbol in file.symbols if symbol.name]
        if entry.following:
            assert gdb._Entry.from_address(entry.following).previous == at
        at = entry.following
    return found

module = irtool.JitModule()
for name in "abc":
    module.define("function %fun_" + name + "() -> i32 { block0: v0 = iconst.i32 7 return v0 }")
module.finalize()
assert module["fun_a"]() == 7
print(sorted(name for name in names() if name.startswith("fun_")))
module.free("fun_b")
irtool.runtime.signals.runtime().free_dead()
print(sorted(name for name in names() if name.startswith("fun_")))
module.close()
irtool.runtime.signals.runtime().free_dead()
print(sorted(name for name in names() if name.startswith("fun_")))
"""


def readelf(data: bytes, folder: Path) -> str:
    path = folder / "file"
    path.write_bytes(data)
    done = subprocess.run(["readelf", "-aW", str(path)], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert "Warning" not in done.stdout
    return done.stdout


@pytest.mark.parametrize("machine", MACHINES)
def test_a_symbol_file_names_functions_at_their_addresses(machine: str, tmp_path: Path) -> None:
    functions = [DebugFunction("first", 0, 16), DebugFunction("second", 32, 8)]
    data = symbol_file(lookup(machine).form, 0x7FFF_0000_1000, 48, functions)
    found = {symbol.name: (symbol.value, symbol.size) for symbol in read_object(data).symbols if symbol.name}
    assert found == {"first": (0x7FFF_0000_1000, 16), "second": (0x7FFF_0000_1020, 8)}
    if shutil.which("readelf"):
        assert "7fff00001020     8 FUNC    GLOBAL" in readelf(data, tmp_path)


@pytest.mark.parametrize("machine", MACHINES)
def test_a_library_is_well_formed(machine: str, tmp_path: Path) -> None:
    if not shutil.which("readelf"):
        pytest.skip("no readelf")
    form = lookup(machine).form
    text = readelf(shared_object(form, "x.so", {"f": b"1234", "g": b"5678"}, {"d": 24, "e": 8}), tmp_path)
    assert "Library soname: [x.so]" in text
    for line in ("4 FUNC    GLOBAL DEFAULT    4 f", "4 FUNC    GLOBAL DEFAULT    4 g", "24 OBJECT  GLOBAL"):
        assert line in text


@needs_native
def test_a_library_is_loaded(tmp_path: Path) -> None:
    func = irtool.parse_function("function %f() -> i32 { block0: v0 = iconst.i32 42 return v0 }")
    code = bytes(irtool.compile_function(func, host_name()).code)
    path = tmp_path / "x.so"
    path.write_bytes(shared_object(lookup(host_name()).form, "x.so", {"f": code, "g": code}, {"d": 16}))
    library = ctypes.CDLL(str(path))
    assert library.f() == library.g() == 42
    word = ctypes.c_uint64.in_dll(library, "d")
    assert word.value == 0
    word.value = 5
    assert ctypes.c_uint64.in_dll(library, "d").value == 5


@needs_native
def test_the_list_has_what_is_there_and_nothing_that_is_freed(tmp_path: Path) -> None:
    script = tmp_path / "listing.py"
    script.write_text(LISTING)
    done = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.stderr == ""
    first, second, third = done.stdout.splitlines()
    assert first == "['fun_a', 'fun_b', 'fun_c']"
    assert second == "['fun_a', 'fun_c']"
    assert third == "[]"


@needs_native
@pytest.mark.skipif(shutil.which("gdb") is None, reason="no gdb")
def test_gdb_names_functions_in_a_backtrace(tmp_path: Path) -> None:
    script = tmp_path / "program.py"
    script.write_text(PROGRAM)
    commands = ("set debuginfod enabled off", "handle SIGSEGV stop nopass", "run", "bt 4", "info symbol $pc")
    options = [word for command in commands for word in ("-ex", command)]
    done = subprocess.run(
        ["gdb", "-batch", "-nx", *options, "--args", sys.executable, str(script)],
        capture_output=True,
        text=True,
        timeout=300,
        env={**os.environ, "IRTOOL_GDB": "1"},
        check=False,
    )
    if "ptrace" in done.stderr and "not permitted" in done.stderr:
        pytest.skip("this system does not let gdb trace programs")
    frames = [line.split(" in ")[-1].split(" ")[0] for line in done.stdout.splitlines() if line[:1] == "#"]
    assert frames[:3] == ["deep", "middle", "top"], done.stdout + done.stderr
    assert "deep + " in done.stdout
