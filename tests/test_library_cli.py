"""`irtool compile` to libraries and programs: shared libraries in Python, WASI commands as executables."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from forked_program import load_modules, run
from library_tools import MACHINES, Machine, command, need, need_machine

ADD = """(module (memory (export "memory") 2)
  (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))
  (func (export "fail") (param i64) (result i64) (i64.div_u (local.get 0) (i64.const 0))))"""
#: Prints its arguments and variables, copies its input to its output, tries what it cannot have, exits with
#: 7.
WASI = """(module
  (import "wasi_snapshot_preview1" "args_sizes_get" (func $args_sizes (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "args_get" (func $args (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "environ_sizes_get" (func $env_sizes (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "environ_get" (func $env (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "clock_time_get" (func $clock (param i32 i64 i32) (result i32)))
  (import "wasi_snapshot_preview1" "random_get" (func $random (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_prestat_get" (func $prestat (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "path_unlink_file" (func $unlink (param i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_fdstat_get" (func $stat (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
  (memory (export "memory") 2)
  (func $out (param $fd i32) (param $at i32) (param $size i32) (result i32)
    (i32.store (i32.const 0) (local.get $at)) (i32.store (i32.const 4) (local.get $size))
    (call $write (local.get $fd) (i32.const 0) (i32.const 1) (i32.const 8)))
  (func $show (param $number i32)
    (i32.store8 (i32.const 16) (i32.add (i32.const 48) (i32.div_u (local.get 0) (i32.const 10))))
    (i32.store8 (i32.const 17) (i32.add (i32.const 48) (i32.rem_u (local.get 0) (i32.const 10))))
    (i32.store8 (i32.const 18) (i32.const 10))
    (drop (call $out (i32.const 1) (i32.const 16) (i32.const 3))))
  (func (export "_start") (local $n i32)
    (call $show (call $args_sizes (i32.const 32) (i32.const 36)))
    (call $show (i32.load (i32.const 32)))
    (call $show (call $args (i32.const 1024) (i32.const 2048)))
    (drop (call $out (i32.const 1) (i32.load (i32.const 1028))  ;; the second, with its NUL
      (i32.sub (i32.load (i32.const 36)) (i32.sub (i32.load (i32.const 1028)) (i32.const 2048)))))
    (call $show (call $env_sizes (i32.const 32) (i32.const 36)))
    (call $show (i32.load (i32.const 32)))
    (call $show (call $env (i32.const 1024) (i32.const 4096)))
    (drop (call $out (i32.const 1) (i32.const 4096) (i32.load (i32.const 36))))
    (i32.store (i32.const 0) (i32.const 8192)) (i32.store (i32.const 4) (i32.const 100))
    (local.set $n (call $read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 12)))
    (call $show (local.get $n))
    (drop (call $out (i32.const 2) (i32.const 8192) (i32.load (i32.const 12))))
    (call $show (call $clock (i32.const 0) (i64.const 1) (i32.const 64)))
    (call $show (i64.gt_u (i64.load (i32.const 64)) (i64.const 1600000000000000000)))
    (call $show (call $clock (i32.const 9) (i64.const 1) (i32.const 64)))
    (call $show (call $random (i32.const 64) (i32.const 600)))
    (call $show (i64.ne (i64.load (i32.const 656)) (i64.const 0)))
    (call $show (call $prestat (i32.const 3) (i32.const 0)))
    (call $show (call $unlink (i32.const 3) (i32.const 0) (i32.const 0)))
    (call $show (call $out (i32.const 3) (i32.const 0) (i32.const 1)))              ;; not open
    (call $show (call $out (i32.const 1) (i32.const 131071) (i32.const 2)))         ;; not in memory
    (call $show (call $out (i32.const 1) (i32.const -1) (i32.const -1)))
    (call $show (call $args (i32.const -4) (i32.const 0)))
    (call $show (call $random (i32.const 131072) (i32.const 1)))
    (call $show (call $stat (i32.const 1) (i32.const 64)))
    (call $show (call $stat (i32.const 1) (i32.const 131060)))
    (call $exit (i32.const 7))
    unreachable))"""
ZERO, SEEN = "00\n", "01\n"
WASI_OUTPUT = (
    f"{ZERO}02\n{ZERO}xyz\0{ZERO}{SEEN}{ZERO}A=b\0{ZERO}{ZERO}{SEEN}28\n{ZERO}{SEEN}"
    f"08\n08\n08\n21\n21\n21\n21\n{ZERO}21\n"
)


def setup_module() -> None:
    load_modules()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in {"add.wat": ADD, "wasi.wat": WASI}.items():
        (tmp_path / name).write_text(text)
    return tmp_path


def succeed(line: str, folder: Path) -> None:
    """Run a command that says nothing."""
    assert run(line.split(), folder) == (0, "", ""), line


def test_a_shared_library_is_loaded_by_ctypes(folder: Path) -> None:
    need_machine(MACHINES[0])
    succeed("compile add.wat -o libadd.so --header add.h --prefix add", folder)
    assert os.access(folder / "libadd.so", os.X_OK)
    code = f"""
import ctypes
lib = ctypes.CDLL({str(folder / "libadd.so")!r})
lib.add_status_text.restype = ctypes.c_char_p
lib.add_memory_size.restype = ctypes.c_uint64
instance, result, wide = ctypes.c_void_p(), ctypes.c_uint32(), ctypes.c_uint64()
print(lib.add_instantiate(None, ctypes.byref(instance)))
print(lib.add_add(instance, 3, 4, ctypes.byref(result)), result.value, lib.add_memory_size(instance))
print(lib.add_status_text(lib.add_fail(instance, ctypes.c_uint64(9), ctypes.byref(wide))).decode())
lib.add_delete_instance(instance)
"""
    shown = command(sys.executable, "-c", code).stdout
    assert shown == "0\n0 7 131072\ninteger divide by zero\n"
    dynamic = command("nm", "-D", "--defined-only", folder / "libadd.so").stdout
    assert {line.split()[-1] for line in dynamic.splitlines()} >= {
        "add_instantiate",
        "add_add",
        "add_memory_data",
    }


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.target)
def test_shared_libraries_have_no_warnings(folder: Path, machine: Machine) -> None:
    need("ld.lld", "readelf")
    succeed(f"compile --target {machine.target} add.wat -o x.so", folder)
    assert "warning" not in command("readelf", "-a", "-W", folder / "x.so").stdout.lower()


@pytest.mark.parametrize("guard_pages", ["", "--guard-pages "], ids=["checked", "guarded"])
@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.target)
def test_a_wasi_program(folder: Path, machine: Machine, guard_pages: str) -> None:
    need_machine(machine)
    succeed(f"compile --emit exe --target {machine.target} {guard_pages}wasi.wat", folder)
    runner = machine.runner[:1]  # the program is static
    done = subprocess.run(
        [*runner, str(folder / "wasi"), "xyz"],
        capture_output=True,
        input="typed\n",
        text=True,
        env={"A": "b", "PATH": os.environ["PATH"]} if runner else {"A": "b"},
        check=False,
    )
    assert (done.returncode, done.stderr) == (7, "typed\n")
    if not runner:  # the emulator adds variables
        assert done.stdout == WASI_OUTPUT


def test_a_program_that_traps(folder: Path) -> None:
    need_machine(MACHINES[0])
    (folder / "bad.wat").write_text(
        '(module (memory 1) (func (export "_start") (drop (i32.load (i32.const -1)))))'
    )
    succeed("compile --emit exe bad.wat", folder)
    done = subprocess.run([str(folder / "bad")], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (134, "", "trap: out of bounds memory access\n")


def test_wasi_in_a_library(folder: Path) -> None:
    need_machine(MACHINES[0])
    need("gcc")
    succeed("compile wasi.wat --header w.h --prefix w --wasi -o w.o", folder)
    assert "wasi_snapshot_preview1" not in (folder / "w.h").read_text()
    (folder / "use.c").write_text(r"""
        #include "w.h"
        #include <stdio.h>
        int main(void) {
            w_instance *w;
            if (w_instantiate(NULL, &w) != 0) return 1;
            setvbuf(stdout, NULL, _IONBF, 0);
            printf("%d\n", w__start(w) == W_EXIT);
            w_delete_instance(w);
            return 0;
        }
    """)
    command("gcc", "-std=c99", "-Wall", "-Werror", folder / "use.c", folder / "w.o", "-o", folder / "use")
    shown = subprocess.run([str(folder / "use")], capture_output=True, input=b"", check=False).stdout
    assert shown.startswith(b"00\n00\n") and shown.endswith(b"\n1\n")  # no arguments


def test_a_module_becomes_a_library(folder: Path) -> None:
    need("nm", "objdump")
    succeed("compile add.wat -O speed", folder)
    symbols = {line.split()[-1] for line in command("nm", "-g", folder / "add.o").stdout.splitlines()}
    assert symbols >= {"add_instantiate", "add_add", "add_memory_data", "calloc"}
    status, header, _ = run("compile add.wat --emit header".split(), folder)
    succeed("compile add.wat -O speed --header add.h -o other.o", folder)
    assert status == 0 and header == (folder / "add.h").read_text()
    assert (folder / "add.o").read_bytes() == (folder / "other.o").read_bytes()
    succeed("compile add.wat --emit obj -o functions.o", folder)
    symbols = {line.split()[-1] for line in command("nm", "-g", folder / "functions.o").stdout.splitlines()}
    assert symbols == {"add", "fail"}
    assert run("run add.o --invoke add 3 4".split(), folder) == (0, "7\n", "")
    succeed("compile add.wat --no-image -o library.o", folder)
    for line in ("run library.o", "run functions.o"):  # which have no image
        status, _, stderr = run(line.split(), folder)
        assert status == 1 and "no note of irtool" in stderr and "--no-image" in stderr


def test_names_of_files_that_c_does_not_have(folder: Path) -> None:
    (folder / "int.wat").write_text(ADD)
    _, header, _ = run("compile int.wat --emit header".split(), folder)
    assert "int wasm_int_add(wasm_int_instance *instance" in header


def test_lines_and_sizes_of_a_library(folder: Path) -> None:
    need("objdump")
    status, shown, _ = run("compile -g --stats --target x86_64 add.wat".split(), folder)
    assert status == 0 and "text bytes" in shown
    lines = command("objdump", "--dwarf=decodedline", folder / "add.o").stdout
    rows = {line.split()[1] for line in lines.splitlines() if line.startswith("add.wat")}
    assert rows == {"0", "-", "2", "3"}  # 0 for what is not of the module


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("compile --emit exe add.wat", "does not export a function _start"),
        ("compile add.wat --header a.h --wasi", "imports no function of WASI"),
        ("compile add.wat --header a.h --prefix 1", "cannot be the prefix of C names"),
    ],
)
def test_refusals(folder: Path, line: str, message: str) -> None:
    before = sorted(folder.iterdir())
    status, stdout, stderr = run(line.split(), folder)
    assert (status, stdout) == (1, "") and message in stderr and "Traceback" not in stderr
    assert sorted(folder.iterdir()) == before


def test_without_a_linker(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(folder))
    status, _, stderr = run(["compile", "add.wat", "--linker", "system", "-o", "x.so"], folder)
    assert status == 1 and "none of ld.lld, " in stderr
    assert run(["compile", "add.wat", "-o", "x.so"], folder) == (0, "", "")  # irtool links it itself
