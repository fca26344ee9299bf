"""Real C libraries: compiled to WebAssembly and linked with C programs they do what they do without it.

Their sources are fetched into the folder that IRTOOL_C_SOURCES names, a temporary one unless it is set.
"""

import os
import subprocess
import tempfile
from pathlib import Path

import pytest
from irtool.bench.c_libraries import build, fetch_sources, make_wasm, run_program
from irtool.bench.c_sources import LIBRARIES, CLibrary
from irtool.bench.clients import Unreachable
from irtool.bench.library import main
from irtool.library.build import compile_program
from irtool.library.link import link_program
from irtool.settings import Settings
from library_programs import SQLITE
from library_tools import MACHINES, Machine, command, need, need_machine
from test_library_files import need_wasi_libc

BY_NAME = {library.name: library for library in LIBRARIES}


def test_the_list_is_sound() -> None:
    for library in LIBRARIES:
        assert library.what and bool(library.package) == bool(library.version) == bool(library.files)
        assert all(len(digest) == 64 for digest in library.files.values())
        assert "drive(void)" in library.driver and "EXPORT(" in library.face


def test_other_files_than_those_of_the_list_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Unreachable, match="there is no npm"):
        fetch_sources(BY_NAME["lz4"], tmp_path)
    npm = tmp_path / "npm"
    npm.write_text("#!/bin/sh\n")
    npm.chmod(0o755)
    with pytest.raises(Unreachable, match=r"has no deps/lz4/lib/lz4\.c with the SHA-256"):
        fetch_sources(BY_NAME["lz4"], tmp_path)


def test_the_benchmark_prints_rows(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    need_wasi_libc()
    need("cc")
    need_machine(MACHINES[0])
    assert main(["--only", "call", "--rounds", "1", str(tmp_path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["library", "way", "build", "s", "run", "s", "output"]
    ways = [line.split()[1] for line in lines[1:]]
    assert ways in (["native", "wasm2c", "guard", "checks"], ["native", "guard", "checks"])
    assert all(line.endswith("the same") and float(line.split()[3]) > 0 for line in lines[1:])
    with pytest.raises(SystemExit):
        main(["--only", "none"])
    assert "there are call, primes, lz4, sqlite" in capsys.readouterr().err


# --- the long mode ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def folder() -> Path:
    """Where sources are kept, and programs are built."""
    return Path(os.environ.get("IRTOOL_C_SOURCES") or tempfile.mkdtemp(prefix="irtool-sources-"))


def sources(library: CLibrary, folder: Path) -> Path:
    """The folder of a library, with its sources."""
    need_wasi_libc()
    try:
        fetch_sources(library, folder / library.name)
    except Unreachable as error:
        pytest.skip(str(error))
    return folder / library.name


def comparable(library: CLibrary, output: str) -> list[str]:
    """What is the same in all programs; the fast LZ4 works in other steps where addresses have 64 bits."""
    lines = output.splitlines()
    if library.name == "lz4":
        assert lines[0].startswith("level 0: ") and lines[0].endswith(", the same again")
        return lines[1:]
    return lines


@pytest.fixture(scope="module")
def native(folder: Path) -> dict[str, list[str]]:
    """What programs without WebAssembly print, by name of the library."""
    return {}


@pytest.mark.slow
@pytest.mark.compiled_only
@pytest.mark.parametrize("way", ["guard", "checks"])
@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.target)
@pytest.mark.parametrize("library", [BY_NAME["lz4"], BY_NAME["sqlite"]], ids=lambda library: library.name)
def test_libraries_do_the_same(
    library: CLibrary, machine: Machine, way: str, folder: Path, native: dict[str, list[str]]
) -> None:
    need_machine(machine)
    need("cc")
    place = sources(library, folder)
    if library.name not in native:
        output, _ = run_program(build(library, "native", place, "host", "cc").path)
        native[library.name] = comparable(library, output)
        assert native[library.name][-1]
    built = build(library, way, place, machine.target, machine.compiler)
    output, _ = run_program(built.path, machine.runner)
    assert comparable(library, output) == native[library.name]
    imports = command("nm", "-u", place / f"lib-{machine.target}.o").stdout.split()
    assert "sqlite3_open" not in imports and "LZ4_compressBound" not in imports


STATEMENTS = [
    "CREATE TABLE IF NOT EXISTS t(a INTEGER PRIMARY KEY, b TEXT); BEGIN;"
    " WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 20000)"
    " INSERT INTO t SELECT NULL, 'name ' || x FROM n; COMMIT",
    "BEGIN; DELETE FROM t WHERE a % 3 = 0; ROLLBACK; SELECT count(*), max(b), sum(a) FROM t",
    "UPDATE t SET b = upper(b) WHERE a % 7 = 0; VACUUM; PRAGMA integrity_check; PRAGMA journal_mode",
]
AGAIN = ["SELECT count(*), sum(length(b)), max(b) FROM t", "SELECT * FROM t WHERE a BETWEEN 30 AND 36"]


def use_database(words: list[str], name: str, folder: Path, dirs: str) -> str:
    """Fill a database, close it, and read it again: what is printed."""
    env = {"PATH": os.environ["PATH"], "IRTOOL_DIRS": dirs}
    shown = ""
    for statements in (STATEMENTS, AGAIN):
        done = subprocess.run(
            [*words, name, *statements], cwd=folder, env=env, capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stderr) == (0, "")
        shown += done.stdout
    return shown


@pytest.mark.slow
@pytest.mark.compiled_only
def test_sqlite_on_files(folder: Path, tmp_path: Path) -> None:
    """A database in a file, with its journals: the same, byte for byte, in all programs."""
    need("cc")
    place = sources(BY_NAME["sqlite"], folder)
    (tmp_path / "program.c").write_text(SQLITE)
    words = [tmp_path / "program.c", place / "sqlite3.c", "-DSQLITE_THREADSAFE=0", "-w", "-I", place]
    words += ["-DSQLITE_OMIT_LOAD_EXTENSION", "-O1"]
    command("cc", *words, "-lm", "-o", tmp_path / "native")
    command("clang", "--target=wasm32-wasi", *words, "-o", tmp_path / "program.wasm")
    (tmp_path / "data").mkdir()
    expected = use_database([str(tmp_path / "native")], "data/native.db", tmp_path, "")
    assert expected.startswith("20000|name 9999|200010000\nok\ndelete\n20000|")
    data = (tmp_path / "data" / "native.db").read_bytes()
    for machine in MACHINES:
        need_machine(machine)
        settings = Settings(machine.target, opt_level="speed")
        settings.set("enable_verifier", False)
        made = compile_program((tmp_path / "program.wasm").read_bytes(), machine.target, settings)
        program = tmp_path / f"program-{machine.target}"
        program.write_bytes(link_program(made, machine.target))
        program.chmod(0o755)
        name = f"{machine.target}.db"
        found = use_database([*machine.runner[:1], str(program)], f"/{name}", tmp_path, "data::/")
        assert found == expected
        assert (tmp_path / "data" / name).read_bytes() == data
    assert sorted(os.listdir(tmp_path / "data")) == ["aarch64.db", "native.db", "x86_64.db"]


@pytest.mark.slow
def test_modules_import_nothing(folder: Path) -> None:
    for name in ("call", "primes", "lz4"):
        made = make_wasm(BY_NAME[name], sources(BY_NAME[name], folder))
        assert b"wasi_snapshot_preview1" not in made.read_bytes()
