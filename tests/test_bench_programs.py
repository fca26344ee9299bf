"""The programs of the run-time benchmark: kernels and real programs do the same under `irtool run`, in
wasmtime and natively; and the benchmark notices when they do not.

In the long mode real programs are fetched and built in the folder that IRTOOL_WASM_MODULES names, a temporary
one unless it is set.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from irtool.bench.clients import Unreachable
from irtool.bench.programs import __main__ as command
from irtool.bench.programs import build
from irtool.bench.programs.build import HERE, build_kernel, unpack
from irtool.bench.programs.listing import KERNELS, PROGRAMS, SQLITE, Program
from irtool.runtime.platform import supported

pytestmark = pytest.mark.skipif(not supported(), reason="runs native code of this machine")


@pytest.fixture(scope="module")
def folder() -> Path:
    """Where programs are kept."""
    name = os.environ.get("IRTOOL_WASM_MODULES") or tempfile.mkdtemp(prefix="irtool-programs-")
    return Path(name)


def test_the_list_is_sound() -> None:
    assert {path.stem for path in (HERE / "kernels").glob("*.c")} == set(KERNELS)
    assert len(KERNELS) >= 12 and len(PROGRAMS) >= 8
    for program in PROGRAMS:
        assert (program.archive is None) != (program.module is None)
        digest = program.archive.sha256 if program.archive else program.module and program.module.sha256
        assert digest and len(digest) == 64
        ours = [f"inputs/{name}" for name in program.stdin if ":" not in name]
        ours += [f"drivers/{name}" for name in program.drivers]
        ours += [f"inputs/{file}" for _, file in program.preload]
        assert all((HERE / name).is_file() for name in ours)
    used = {name for program in PROGRAMS for name in program.stdin}
    used |= {arg[1:] for program in PROGRAMS for arg in program.args if arg.startswith("@")}
    used |= {file for program in PROGRAMS for _, file in program.preload}
    assert {path.name for path in (HERE / "inputs").iterdir()} <= used


def irtool_run(case: command.Case, *options: str) -> tuple[int, bytes, bytes]:
    """Exit status, output and messages of a program under `irtool run`."""
    words = [sys.executable, "-m", "irtool", "run", *options]
    for name, file in case.preload.items():
        words += ["--preload", f"{name}={file}"]
    words += [str(case.built.wasm), "--", *case.args[1:]]
    with case.stdin.open("rb") as given:
        done = subprocess.run(words, stdin=given, capture_output=True, timeout=900)
    return done.returncode, done.stdout, done.stderr


#: Kernels for the normal run: loops over memory, doubles, indirect calls, a jump table.
FEW = ("sieve", "fft", "sort", "interp")


@pytest.mark.parametrize(
    "name", [name if name in FEW else pytest.param(name, marks=pytest.mark.slow) for name in KERNELS]
)
def test_kernels_compute_the_same(name: str, folder: Path, tmp_path: Path) -> None:
    try:
        case = command.prepare(name, folder, tmp_path, rounds=1)
    except Unreachable as error:
        pytest.skip(str(error))
    status, out, err = irtool_run(case)
    assert (status, err) == (0, b"") and len(out) == 17
    assert subprocess.run([str(case.built.native), "1"], capture_output=True).stdout == out
    pytest.importorskip("wasmtime")
    case.compile("speed", "wasmtime")
    assert case.run("wasmtime")[1] == (0, out, b"")


def test_the_benchmark_reports(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("wasmtime")
    report = tmp_path / "report.json"
    words = ["--folder", str(folder), "--rounds", "1", "--work", "2", "--json", str(report)]
    assert command.main([*words, "sieve", "crc32"]) == 0
    if "left out" in (text := capsys.readouterr().out):
        pytest.skip(text)
    found = json.loads(report.read_text())
    assert list(found["programs"]) == ["sieve", "crc32"]
    for entry in found["programs"].values():
        assert set(entry["seconds"]) == {"irtool", "wasmtime", "native"}
        assert set(entry["ratios"]) == {"wasmtime", "native"}
    assert set(found["means"]["kernels"]) == {"wasmtime", "native"}
    assert "geometric mean of kernels" in text


def test_a_program_that_does_something_else_is_named(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("wasmtime")
    run = command.Case.run

    def other(case: command.Case, who: str) -> tuple[float, tuple[object, ...]]:
        seconds, (status, out, *rest) = run(case, who)
        assert isinstance(out, bytes)
        return seconds, (status, out + b"!" if who == "irtool" else out, *rest)

    monkeypatch.setattr(command.Case, "run", other)
    status = command.main(["--folder", str(folder), "--rounds", "1", "--work", "1", "sieve"])
    text = capsys.readouterr()
    if "left out" in text.out:
        pytest.skip(text.out)
    assert status == 1 and "sieve: another output with irtool than with wasmtime" in text.err


def test_what_cannot_be_had_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Unreachable, match="there is no clang"):
        build_kernel("sieve", tmp_path / "a")
    with pytest.raises(Unreachable, match="there is no npm"):
        unpack(SQLITE, tmp_path / "a")
    assert command.main(["--folder", str(tmp_path / "a"), "sieve"]) == 0
    assert "sieve        left out: sieve: there is no clang" in capsys.readouterr().out


def test_another_package_than_that_of_the_list_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def client(name: str, words: list[str], where: Path) -> str:
        (where / "package.tgz").write_bytes(b"something else")
        return ""

    monkeypatch.setattr(build, "run_client", client)
    with pytest.raises(Unreachable, match="SHA-256"):
        unpack(SQLITE, tmp_path)
    assert list((tmp_path / "sources").iterdir()) == []


def test_wrong_arguments(capsys: pytest.CaptureFixture[str]) -> None:
    for words, message in ((["nope"], "unknown program 'nope'"), (["--rounds", "0"], "--rounds must be")):
        with pytest.raises(SystemExit) as end:
            command.main(words)
        assert end.value.code == 2 and message in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.compiled_only
@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.name)
def test_real_programs_do_what_they_do_in_wasmtime(program: Program, folder: Path, tmp_path: Path) -> None:
    pytest.importorskip("wasmtime")
    try:
        case = command.prepare(program.name, folder, tmp_path)
    except Unreachable as error:
        pytest.skip(str(error))
    case.compile("speed")
    results = {who: case.run(who)[1] for who in case.who()}
    command.differences(case, results)
    status, out, _, *files = results["wasmtime"]
    assert out or files
    (tmp_path / "written").mkdir()
    options = ["--dir", f"{tmp_path / 'written'}::/out"] if program.writes else []
    assert irtool_run(case, *options)[:2] == (status, out)
    assert [(path.name, path.read_bytes()) for path in sorted((tmp_path / "written").iterdir())] == files
