"""`irtool run --preload`: modules that a program imports from beside WASI."""

from pathlib import Path

import pytest
from forked_program import load_modules, run
from irtool.runtime.platform import supported

pytestmark = pytest.mark.skipif(not supported(), reason="runs native code of this machine")

TWO = '(module (func (export "two") (result i32) (i32.const 2)))'
DOUBLE = """(module (import "two" "two" (func (result i32)))
  (func (export "double") (param i32) (result i32) (i32.mul (call 0) (local.get 0))))"""
MAIN = """(module (import "double" "double" (func $double (param i32) (result i32)))
  (func (export "f") (param i32) (result i32) (i32.add (call $double (local.get 0)) (i32.const 1))))"""
PROGRAM = """(module (import "double" "double" (func $double (param i32) (result i32)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
  (memory (export "memory") 1)
  (func (export "_start") (call $exit (call $double (i32.const 21)))))"""
#: Five instructions a round.
COUNT = """(module (func (export "count") (param i32)
  (loop (br_if 0 (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))))"""
COUNTS = """(module (import "a" "count" (func $a (param i32))) (import "b" "count" (func $b (param i32)))
  (func (export "f") (call $a (i32.const 100)) (call $b (i32.const 100))))"""
FILES = {"two.wat": TWO, "double.wat": DOUBLE, "main.wat": MAIN, "program.wat": PROGRAM}
FILES |= {"count.wat": COUNT, "counts.wat": COUNTS}


@pytest.fixture(scope="module", autouse=True)
def loaded() -> None:
    load_modules()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text)
    return tmp_path


def irtool_run(folder: Path, line: str) -> tuple[int, str, str]:
    status, out, err, *_ = run(["run", *line.split()], folder)
    return status, out, err


BOTH = "--preload two=two.wat --preload double=double.wat"


@pytest.mark.parametrize("options", ["", "--lazy ", "--target aarch64 ", "--fuel 100 "])
def test_modules_import_from_those_before_them(folder: Path, options: str) -> None:
    assert irtool_run(folder, f"{options}{BOTH} main.wat 20") == (0, "41\n", "")


def test_a_program_imports_from_them_beside_wasi(folder: Path) -> None:
    assert irtool_run(folder, f"{BOTH} program.wat") == (42, "", "")


def test_all_use_one_supply_of_fuel(folder: Path) -> None:
    line = "--preload a=count.wat --preload b=count.wat counts.wat"
    assert irtool_run(folder, f"--fuel 1100 {line}") == (0, "", "")
    status, out, err = irtool_run(folder, f"--fuel 600 {line}")  # enough for one of them
    assert (status, out) == (1, "") and "all fuel consumed (in function count" in err


@pytest.mark.parametrize(
    ("line", "status", "message"),
    [
        ("--preload two main.wat 1", 2, "--preload needs NAME=FILE"),
        ("--preload two=two.clif main.wat 1", 2, "--preload needs NAME=FILE"),
        ("--preload a=two.wat --preload a=two.wat main.wat 1", 2, "two modules the name 'a'"),
        ("--preload double=double.wat main.wat 1", 1, 'double.wat: error: unknown import "two" "two"'),
        ("--preload double=two.wat main.wat 1", 1, 'main.wat: error: unknown import "double" "double"'),
        ("--preload two=missing.wat main.wat 1", 1, "missing.wat"),
        ("--preload two=two.wat two.clif 1", 2, "--preload is for WebAssembly programs"),
    ],
)
def test_what_is_wrong_is_named(folder: Path, line: str, status: int, message: str) -> None:
    found, out, err = irtool_run(folder, line)
    assert (found, out) == (status, "")
    assert message in err
