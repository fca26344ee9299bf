"""`irtool compile`, `disasm` and `run` as a user sees them: output files, exit status, messages."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from irtool.object.elf_read import read_object

GOOD = """function %add(i32, i32) -> i32 system_v {
block0(v0: i32, v1: i32):
    v2 = iadd v0, v1
    return v2
}

function %twice(i32) -> i32 system_v {
    fn0 = colocated %add(i32, i32) -> i32 system_v
block0(v0: i32):
    v1 = call fn0(v0, v0)
    return v1
}
"""

DIVIDE = """function %divide(i32, i32) -> i32 {
block0(v0: i32, v1: i32):
    v2 = sdiv v0, v1
    return v2
}
"""

#: Two functions with an error each: an undefined value, and a result of the wrong type.
BAD = """function %f(i32) -> i32 {
block0(v0: i32):
    v1 = iadd v0, v7
    return v1
}

function %g(i32) -> i32 {
block0(v0: i32):
    v1 = uextend.i64 v0
    return v1
}
"""


def irtool(*args: str, cwd: Path | None = None, stdin: str = "") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "irtool", *args],
        cwd=cwd,
        input=stdin.encode(),
        capture_output=True,
        timeout=120,
        check=False,
    )


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.clif"
    path.write_text(GOOD)
    return path


@pytest.mark.parametrize(("target", "machine"), [("x86_64", 62), ("aarch64", 183)])
def test_object_has_the_default_name_and_the_functions(good: Path, target: str, machine: int) -> None:
    done = irtool("compile", "--target", target, "good.clif", cwd=good.parent)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    elf = read_object((good.parent / "good.o").read_bytes())
    assert elf.machine == machine
    assert {symbol.name for symbol in elf.symbols if symbol.kind == 2} == {"add", "twice"}
    assert os.stat(good.parent / "good.o").st_mode & 0o777 == 0o666 & ~_umask()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_target_can_be_a_triple_and_output_stdout(good: Path) -> None:
    done = irtool("compile", "--target", "aarch64-unknown-linux-gnu", str(good), "-o", "-")
    assert done.returncode == 0
    assert read_object(done.stdout).machine == 183


@pytest.mark.parametrize("level", ["none", "speed", "speed_and_size"])
def test_emit_text(good: Path, level: str) -> None:
    asm = irtool("compile", "--target", "x86_64", "-O", level, "--emit", "asm", str(good))
    assert asm.returncode == 0
    assert b"add:" in asm.stdout
    assert b"ret" in asm.stdout
    clif = irtool("compile", "--target", "x86_64", "-O", level, "--emit", "clif", str(good))
    assert b"v2 = iadd" in clif.stdout
    vcode = irtool("compile", "--target", "x86_64", "-O", level, "--emit", "vcode", str(good))
    assert vcode.stdout.count(b"vcode %") == 2


def test_stdin_to_stdout_is_the_code(good: Path) -> None:
    done = irtool("compile", "--target", "aarch64", "--emit", "bytes", "-", stdin=GOOD)
    assert done.returncode == 0
    assert len(done.stdout) % 4 == 0
    assert bytes.fromhex("c0035fd6") in done.stdout  # ret


def test_object_file_is_disassembled(good: Path) -> None:
    irtool("compile", "--target", "aarch64", "good.clif", cwd=good.parent)
    one = irtool("disasm", "good.o", "--function", "twice", cwd=good.parent)
    assert one.returncode == 0
    assert b"twice:" in one.stdout
    assert b"add:" not in one.stdout
    both = irtool("disasm", "--target", "aarch64", "good.clif", cwd=good.parent)
    assert both.stdout.count(b"ret") == 2
    (good.parent / "raw.bin").write_bytes(bytes.fromhex("c0035fd6"))
    raw = irtool("disasm", "--raw", "--target", "aarch64", "raw.bin", cwd=good.parent)
    assert raw.stdout.split()[-1] == b"ret"
    damaged = irtool("disasm", "raw.bin", cwd=good.parent)
    assert (damaged.returncode, damaged.stderr) == (1, b"raw.bin: error: not an ELF file\n")


@pytest.mark.parametrize("target", ["x86_64", "aarch64"])
def test_run_calls_the_function(good: Path, target: str) -> None:
    done = irtool("run", "--target", target, "--emulate", str(good), "--invoke", "twice", "21")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"42\n", b"")


@pytest.mark.parametrize("command", ["run", "interpret"])
def test_trap_is_named_and_status_is_1(tmp_path: Path, command: str) -> None:
    path = tmp_path / "divide.clif"
    path.write_text(DIVIDE)
    extra = ["--target", "aarch64"] if command == "run" else []
    done = irtool(command, *extra, str(path), "--", "-7", "2")
    assert (done.returncode, done.stdout) == (0, b"-3\n")
    done = irtool(command, *extra, str(path), "7", "0")
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode() == f"{path}:3:5: %divide: trap int_divz\n"


def test_every_error_has_its_place_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "bad.clif").write_text(BAD)
    done = irtool("compile", "bad.clif", cwd=tmp_path)
    assert done.returncode == 1
    lines = done.stderr.decode().splitlines()
    assert lines[0].startswith("bad.clif:3:")
    assert "v7" in lines[0]
    assert all(": error: " in line for line in lines)
    assert sorted(os.listdir(tmp_path)) == ["bad.clif"]


def test_verifier_errors_of_all_functions(tmp_path: Path) -> None:
    text = BAD.replace("v7", "v0") + BAD[BAD.index("function %g") :].replace("%g", "%h")
    (tmp_path / "bad.clif").write_text(text)
    for command in ("verify", "compile"):
        done = irtool(command, "bad.clif", cwd=tmp_path)
        places = [line.split(": error: ")[0] for line in done.stderr.decode().splitlines()]
        assert done.returncode == 1
        assert [place.split(":")[:2] for place in places] == [["bad.clif", "10"], ["bad.clif", "15"]]
    assert sorted(os.listdir(tmp_path)) == ["bad.clif"]


def test_failed_compile_keeps_the_old_output(tmp_path: Path) -> None:
    (tmp_path / "bad.clif").write_text(BAD)
    (tmp_path / "bad.o").write_bytes(b"old")
    assert irtool("compile", "bad.clif", cwd=tmp_path).returncode == 1
    assert (tmp_path / "bad.o").read_bytes() == b"old"
    assert sorted(os.listdir(tmp_path)) == ["bad.clif", "bad.o"]


def test_unsupported_opcode_is_named(tmp_path: Path) -> None:
    (tmp_path / "simd.clif").write_text(
        "function %f(i16x8, i16x8) -> i16x8 {\nblock0(v0: i16x8, v1: i16x8):\n"
        "    v2 = x86_pmulhrsw v0, v1\n    return v2\n}\n"
    )
    done = irtool("compile", "--target", "aarch64", "simd.clif", cwd=tmp_path)
    assert done.returncode == 1
    assert b"x86_pmulhrsw" in done.stderr
    assert b"Traceback" not in done.stderr
    assert sorted(os.listdir(tmp_path)) == ["simd.clif"]


def test_unsupported_setting_is_named(good: Path) -> None:
    done = irtool("compile", "--set", "tls_model=coff", str(good))
    assert done.returncode == 1
    assert b"setting tls_model=coff is not supported" in done.stderr


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["--set", "has_bmi3"], "unknown setting 'has_bmi3'"),
        (["--set", "opt_level=fast"], "setting 'opt_level' is one of none, speed, speed_and_size"),
        (["--set", "probestack_size_log2=many"], "is a number"),
        (["--target", "pdp11"], "unknown target 'pdp11'; known targets: x86_64, aarch64"),
        (["-O", "3"], "invalid choice: '3'"),
        (["--emit", "wasm"], "invalid choice: 'wasm'"),
    ],
)
def test_wrong_usage_is_status_2(good: Path, args: list[str], message: str) -> None:
    options = args if "--target" in args else [*args, "--target", "x86_64"]
    done = irtool("compile", *options, str(good))
    assert done.returncode == 2
    assert message in done.stderr.decode()
    assert sorted(os.listdir(good.parent)) == ["good.clif"]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("missing.clif", None, "missing.clif: error: No such file or directory"),
        ("empty.clif", b"", "empty.clif: error: no function in this file"),
        ("latin.clif", b"; caf\xe9\n", "latin.clif:1:6: error: not UTF-8 text"),
        ("x.wasm", b"\0asm", "x.wasm:0x4: error: "),
        ("x.wast", b"(module)", "x.wast: error: CLIF text is wanted here, not .wast files"),
        ("junk.clif", b"\x00\x01\x02", "junk.clif:1:1: error:"),
    ],
)
def test_unreadable_input(tmp_path: Path, name: str, content: bytes | None, message: str) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    done = irtool("compile", name, cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.decode().startswith(message)
    assert b"Traceback" not in done.stderr


def test_output_directory_that_does_not_exist(good: Path) -> None:
    done = irtool("compile", str(good), "-o", str(good.parent / "no" / "x.o"))
    assert done.returncode == 1
    assert b"No such file or directory" in done.stderr


def test_objdump_reads_the_object(good: Path) -> None:
    objdump = shutil.which("objdump")
    if objdump is None:
        pytest.skip("needs objdump (tools/install-system-tools.sh)")
    irtool("compile", "--target", "x86_64", str(good), "-o", str(good.parent / "x.o"))
    done = subprocess.run([objdump, "-d", good.parent / "x.o"], capture_output=True, text=True, check=True)
    assert "<twice>:" in done.stdout
    assert "(bad)" not in done.stdout


PARTS = """function %bad(i32) -> i32 {
    fn0 = %missing_thing(i32) -> i32
block0(v0: i32):
    v1 = call fn0(v0)
    return v1
}

function %helper(i32) -> i32 {
    fn0 = colocated %inner(i32) -> i32
block0(v0: i32):
    v1 = call fn0(v0)
    return v1
}

function %inner(i32) -> i32 {
block0(v0: i32):
    v1 = iconst.i32 10
    v2 = sdiv v1, v0
    return v2
}

function %forever() {
block0:
    jump block1
block1:
    jump block1
}
"""


@pytest.mark.parametrize("options", [[], ["--emulate"], ["--target", "aarch64"]], ids=" ".join)
def test_only_what_can_be_reached_is_needed(tmp_path: Path, options: list[str]) -> None:
    (tmp_path / "parts.clif").write_text(PARTS)
    done = irtool("run", *options, "parts.clif", "--invoke", "helper", "5", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"2\n", b"")
    trap = irtool("run", *options, "parts.clif", "--invoke", "helper", "0", cwd=tmp_path)
    assert (trap.returncode, trap.stderr) == (1, b"parts.clif:18:5: %inner: trap int_divz\n")
    missing = irtool("run", *options, "parts.clif", "--invoke", "bad", "5", cwd=tmp_path)
    assert missing.returncode == 1
    assert missing.stderr.startswith(b"parts.clif: error: undefined symbol 'missing_thing'")


def test_fuel_of_emulated_code(tmp_path: Path) -> None:
    (tmp_path / "parts.clif").write_text(PARTS)
    for options in (["--emulate"], ["--target", "aarch64"]):
        line = ("run", *options, "--fuel", "1000", "parts.clif", "--invoke")
        done = irtool(*line, "forever", cwd=tmp_path)
        assert done.returncode == 1
        assert b"%forever: used up its fuel of 1000 instructions" in done.stderr
        assert b"(--fuel N gives it more)" in done.stderr
        assert irtool(*line, "helper", "5", cwd=tmp_path).stdout == b"2\n"
    assert irtool("run", "--fuel", "0", "--emulate", "parts.clif", cwd=tmp_path).returncode == 2
