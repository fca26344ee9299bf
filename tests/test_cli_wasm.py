"""The commands for WebAssembly: convert, validate, wasm info, wast; also with input that is wrong."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from irtool.backends.registry import host_name
from irtool.frontend.wasm.text.assemble import assemble
from irtool.runtime.platform import supported

needs_native = pytest.mark.skipif(not supported(), reason=f"no native execution on {host_name()}")
WAT = Path(__file__).with_name("wat")
MODULE = b'(module $m (func $f (export "f") (param $x i32) (result i32) (local.get $x)))'


def irtool(*args: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "irtool", *args], input=stdin, capture_output=True, timeout=120, check=False
    )


def ok(*args: str, stdin: bytes = b"") -> bytes:
    done = irtool(*args, stdin=stdin)
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout


def fails(*args: str, stdin: bytes = b"", status: int = 1) -> str:
    done = irtool(*args, stdin=stdin)
    assert done.returncode == status
    assert b"Traceback" not in done.stderr
    return done.stderr.decode()


# --- convert --------------------------------------------------------------------------------


def test_convert_there_and_back(tmp_path: Path) -> None:
    binary, text, again = (str(tmp_path / name) for name in ("a.wasm", "a.wat", "b.wasm"))
    assert ok("convert", str(WAT / "names.wat"), "-o", binary) == b""
    assert ok("convert", binary, "-o", text, "--check") == b""
    assert ok("convert", text, "-o", again) == b""
    assert Path(binary).read_bytes() == Path(again).read_bytes()
    assert "(func $fh" in Path(text).read_text()


def test_convert_pipes() -> None:
    data = ok("convert", "-", stdin=MODULE)
    assert data == assemble(MODULE).binary
    text = ok("convert", "-", stdin=data)
    assert b"local.get $x" in text
    assert b"local.get 0" in ok("convert", "-", stdin=ok("convert", "-", "--no-names", stdin=MODULE))


def test_convert_text_to_text(tmp_path: Path) -> None:
    ok("convert", "-", "-o", str(tmp_path / "x.wat"), stdin=MODULE)
    assert "    local.get $x)" in (tmp_path / "x.wat").read_text()
    assert ok("convert", "--to", "wat", "-", stdin=MODULE).decode() == (tmp_path / "x.wat").read_text()
    assert ok("convert", "--to", "wasm", "-", stdin=MODULE) == assemble(MODULE).binary


def test_convert_without_custom_sections() -> None:
    source = b'(module (@custom "c" "x") (func $f))'
    assert b'(@custom "c"' in ok("convert", "-", stdin=ok("convert", "-", stdin=source))
    text = ok("convert", "-", "--no-custom", stdin=ok("convert", "-", stdin=source))
    assert b"@custom" not in text
    assert b"$f" in text


def test_convert_errors(tmp_path: Path) -> None:
    assert fails("convert", "-", stdin=b"(module\n (func foo))") == (
        "<stdin>:2:8: error: unknown operator foo\n"
    )
    assert fails("convert", "-", stdin=b"\0asm\1\0\0\0\1\1\1") == (
        "<stdin>:0xa: error: unexpected end of section or function: length out of bounds\n"
    )
    wasm = tmp_path / "text.wasm"
    wasm.write_bytes(MODULE)
    assert "magic header not detected" in fails("convert", str(wasm))
    assert "No such file" in fails("convert", str(tmp_path / "absent.wat"))
    assert "--check" in fails("convert", "-", "--check", stdin=MODULE, status=2)
    assert not (tmp_path / "out.wat").exists()
    padded = b"\0asm\1\0\0\0\1\x84\0\1\x60\0\0"
    assert "0x9: error: the text does not assemble to the same bytes" in fails(
        "convert", "-", "--check", "-o", str(tmp_path / "out.wat"), stdin=padded
    )
    assert not (tmp_path / "out.wat").exists()


# --- validate -------------------------------------------------------------------------------


def test_validate_is_silent_about_valid_modules(tmp_path: Path) -> None:
    binary = tmp_path / "m.wasm"
    binary.write_bytes(assemble(MODULE).binary)
    valid = [str(WAT / name) for name in ("folded.wat", "numbers.wat", "names.wat", "exceptions.wat")]
    assert ok("validate", str(binary), *valid) == b""
    assert ok("validate", "-", stdin=MODULE) == b""


def test_validate_shows_places_in_text_and_offsets_in_binaries(tmp_path: Path) -> None:
    source = b"(module\n  (func (result i32)\n    (i32.add (i32.const 1) (i64.const 2))))"
    text, binary = tmp_path / "a.wat", tmp_path / "a.wasm"
    text.write_bytes(source)
    binary.write_bytes(assemble(source).binary)
    lines = fails("validate", str(text), str(binary), str(tmp_path / "absent")).splitlines()
    assert len(lines) == 3
    assert lines[0].startswith(f"{text}:3:6: error: type mismatch")
    assert lines[1].startswith(f"{binary}:0x1c: error: type mismatch")
    assert lines[2] == f"{tmp_path / 'absent'}: error: No such file or directory"


def test_validate_features() -> None:
    source = b"(func (drop (v128.const i32x4 0 0 0 0)))"
    ok("validate", "-", "--features", "mvp,+simd", stdin=source)
    assert "simd" in fails("validate", "-", "--features", "mvp", stdin=source)
    assert "unknown WebAssembly feature" in fails("validate", "-", "--features", "foo", status=2)


# --- wasm info ------------------------------------------------------------------------------

INFO = b"""(module $demo
  (type $t (func (param i32 i32)))
  (import "env" "log" (func $log (type $t)))
  (import "env" "base" (global i32))
  (table 3 10 funcref) (memory 1) (tag (param i64)) (global (mut f64) (f64.const 0))
  (func $small) (func $large (export "large") (result i32) (i32.add (i32.const 1) (i32.const 2)))
  (export "bad\\0a" (memory 0))
  (start $small) (data (i32.const 0) "x")
  (@custom "producers" "\\01\\08language\\01\\01C\\03C11")
  (@custom "target_features" "\\01+\\04simd"))"""


def test_wasm_info() -> None:
    text = ok("wasm", "info", "-", stdin=INFO).decode()
    for line in (
        "  0x0000000a        17       4  type",
        "  (type $t (;0;) (func (param i32 i32)))",
        "  func   env log: (param i32 i32)",
        "  global env base: i32",
        "  func   large: (result i32)",
        '  memory "bad\\u{a}": 1 or more pages',
        "     0  3..10 funcref",
        "     0  (param i64)",
        "     0  (mut f64)",
        "functions: 1 imported, 2 defined, 9 bytes",
        "          7  2 large",
        "  start function: 1",
        '  language: "C C11"',
        "  +simd",
    ):
        assert line in text.splitlines(), line
    assert "  2 large" not in ok("wasm", "info", "--largest", "0", "-", stdin=INFO).decode()


def test_wasm_info_as_json(tmp_path: Path) -> None:
    out = tmp_path / "info.json"
    ok("wasm", "info", "-", "--json", str(out), stdin=INFO)
    info = json.loads(out.read_text())
    assert info["name"] == "demo"
    assert info["imports"][1] == {
        "module": "env", "name": "base", "kind": "global", "index": 0, "type": "i32",
    }  # fmt: skip
    assert info["start"] == 1
    assert info["target_features"] == [["+", "simd"]]
    assert sum(section["size"] for section in info["sections"]) < info["size"]
    assert json.loads(ok("wasm", "info", "-", "--json", "-", stdin=INFO)) == info


def test_wasm_info_errors() -> None:
    assert fails("wasm", "info", "-", stdin=b"\0asm") == "<stdin>:0x4: error: unexpected end\n"
    assert "unknown operator" in fails("wasm", "info", "-", stdin=b"(modul)")
    assert "--largest" in fails("wasm", "info", "--largest", "-1", "-", status=2)
    assert "invalid choice" in fails("wasm", "infos", "-", status=2)


# --- wast -----------------------------------------------------------------------------------

SCRIPT = b"""(module (func (export "f") (result i32) (i32.const 1)))
(assert_return (invoke "f") (i32.const 1))
(assert_invalid (module (func (result i32))) "type mismatch")
"""
WRONG = b"""(module (func (result i32)))
(assert_malformed (module quote "(func foo)") "unknown operator")
(assert_malformed (module quote "(func nop)") "unknown operator")
"""


def test_wast(tmp_path: Path) -> None:
    (tmp_path / "good.wast").write_bytes(SCRIPT)
    lines = ok("wast", "--check", str(tmp_path), "--reasons").decode().splitlines()
    assert [line.split() for line in lines] == [
        ["command", "passed", "failed", "skipped"],
        ["assert_invalid", "1", "0", "0"],
        ["assert_return", "0", "0", "1"],
        ["module", "1", "0", "0"],
        ["all", "2", "0", "1"],
        "1 assert_return skipped: it needs a runtime, which this version does not have".split(),
    ]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_wast_failures(tmp_path: Path, jobs: str) -> None:
    good, bad, absent = (str(tmp_path / name) for name in ("good.wast", "bad.wast", "absent.wast"))
    Path(good).write_bytes(SCRIPT)
    Path(bad).write_bytes(WRONG)
    out = tmp_path / "out.json"
    done = irtool("wast", "--check", good, bad, absent, "-j", jobs, "--json", str(out))
    assert done.returncode == 1
    lines = done.stdout.decode().splitlines()
    assert lines[0].startswith(f"{bad}:1:1: module: {bad}:1:27: type mismatch")
    assert lines[1] == f"{bad}:3:1: assert_malformed: expected 'unknown operator', but the module is valid"
    assert lines[2] == f"{absent}:0:0: script: No such file or directory"
    assert f"{bad}" in lines[5]
    assert lines[5].split()[1:] == ["1", "2", "0"]
    assert json.loads(out.read_text()) == [
        {"file": good, "kind": "module", "passed": 1, "failed": 0, "skipped": 0},
        {"file": good, "kind": "assert_return", "passed": 0, "failed": 0, "skipped": 1},
        {"file": good, "kind": "assert_invalid", "passed": 1, "failed": 0, "skipped": 0},
        {"file": bad, "kind": "module", "passed": 0, "failed": 1, "skipped": 0},
        {"file": bad, "kind": "assert_malformed", "passed": 1, "failed": 1, "skipped": 0},
        {"file": absent, "kind": "script", "passed": 0, "failed": 1, "skipped": 0},
    ]


def test_wast_quiet(tmp_path: Path) -> None:
    for name in ("a.wast", "b.wast"):
        (tmp_path / name).write_bytes(SCRIPT)
    assert ok("wast", "--check", "-q", str(tmp_path)).split() == [b"all", b"4", b"0", b"2"]


RUN = b"""(module (func (export "f") (param i32) (result i32) (i32.div_s (i32.const 6) (local.get 0))))
(assert_return (invoke "f" (i32.const 2)) (i32.const 3))
(assert_return (invoke "f" (i32.const 2)) (i32.const 4))
(assert_trap (invoke "f" (i32.const 0)) "integer divide by zero")
(assert_trap (invoke "f" (i32.const 0)) "unreachable")
(assert_trap (invoke "f" (i32.const 1)) "integer divide by zero")
(assert_return (invoke "f" (i32.const 0)) (i32.const 1))
(assert_unlinkable (module (import "a" "b" (func))) "unknown import")
(module (func (export "g") (drop (ref.i31 (i32.const 0)))))
(invoke "g")
"""


@needs_native
@pytest.mark.parametrize("level", ["none", "speed"])
def test_wast_runs(tmp_path: Path, level: str) -> None:
    script = tmp_path / "run.wast"
    script.write_bytes(RUN)
    done = irtool("wast", "--reasons", "-O", level, str(script))
    lines = done.stdout.decode().splitlines()
    assert done.returncode == 1
    assert [line.split(": ", 1)[0].rsplit(":", 2)[1] for line in lines[:4]] == ["3", "5", "6", "7"]
    assert "expected Pattern('exact', 'i32', 0x4), got Value('i32', 0x3)" in lines[0]
    assert "expected 'unreachable', got 'integer divide by zero'" in lines[1]
    assert "got the results [Value('i32', 0x6)]" in lines[2]
    assert "trap: integer divide by zero" in lines[3]
    rows = {line.split()[0]: line.split()[1:] for line in lines[4:] if len(line.split()) == 4}
    assert rows["all"] == ["4", "4", "2"]
    assert rows["assert_unlinkable"] == ["1", "0", "0"]
    assert rows["invoke"] == ["0", "0", "1"]
    assert sum("ref.i31 cannot be compiled yet" in line for line in lines) == 2


# --- run --------------------------------------------------------------------------------------


FIB = str(Path(__file__).parent.parent / "examples" / "fib.wat")


@needs_native
def test_run(tmp_path: Path) -> None:
    assert ok("run", FIB, "--invoke", "fib", "20") == b"6765\n"
    assert ok("run", FIB, "20") == b"6765\n"
    binary = tmp_path / "fib.wasm"
    ok("convert", FIB, "-o", str(binary))
    assert ok("run", "-O", "none", str(binary), "20") == b"6765\n"
    several = tmp_path / "several.wat"
    several.write_bytes(
        b'(module (func (export "f") (param f64 i64) (result i64 f64) local.get 1 local.get 0))'
    )
    assert ok("run", str(several), "--", "-1.5", "-0x10") == b"-16\n-1.5\n"


@needs_native
def test_run_failures(tmp_path: Path) -> None:
    def write(text: bytes) -> str:
        path = tmp_path / "x.wat"
        path.write_bytes(text)
        return str(path)

    assert "trap: call stack exhausted (in function fib)" in fails("run", FIB, "--", "-1")
    assert "argument 'x' is no i32" in fails("run", FIB, "x", status=2)
    assert "argument '4294967296' is out of range" in fails("run", FIB, "4294967296", status=2)
    assert "takes 1 arguments (i32), got 0" in fails("run", FIB, status=2)
    assert "exports no function 'g'; there are: fib" in fails("run", FIB, "--invoke", "g", status=2)
    emulated = fails("run", FIB, "--target", "aarch64", "--", "-1")
    assert "trap: call stack exhausted (in function fib)" in emulated
    assert "x.wat:1:28: error: type mismatch" in fails("run", write(b"(module (func (result i32) ))"))
    message = fails("run", write(b'(module (import "a" "b" (func)))'))
    assert 'x.wat: error: unknown import "a" "b": func () -> () wanted' in message


def test_wast_usage(tmp_path: Path) -> None:
    assert "-j needs" in fails("wast", "-j", "0", "x.wast", status=2)
    assert "no .wast files" in fails("wast", str(tmp_path))


def test_wast_tells_modules_how_they_are_compiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from irtool.cli.main import main
    from irtool.runtime.wasm import script

    found: list[tuple[bool, bool, str, bool]] = []

    class Spy(script.Module):
        def __init__(self, *args: object, **options: object) -> None:
            super().__init__(*args, **options)
            tunables = self.tunables
            found.append((tunables.guard_pages, tunables.signal_traps, self.machine.name, self.lazy))

    monkeypatch.setattr(script, "Module", Spy)
    path = tmp_path / "a.wast"
    path.write_text("(module)")
    assert main(["wast", "-q", str(path)]) == 0
    assert main(["wast", "-q", "--explicit-checks", "--target", "aarch64", "--lazy", str(path)]) == 0
    assert found == [(True, True, host_name(), False), (False, False, "aarch64", True)]
