"""Programs in C that work on files: as executables they print what they print under `irtool run --dir`."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from forked_program import load_modules, run
from irtool.backends.registry import host_name
from irtool.runtime.platform import supported
from library_programs import FILES
from library_tools import MACHINES, Machine, command, need, need_machine

WASI_LIBC = Path("/usr/lib/wasm32-wasi/libc.a")
#: Exit code of the program.
STATUS = 3


def setup_module() -> None:
    load_modules()


def make_data(folder: Path) -> None:
    """`root/data` as the program wants it, with ways out; the secret is in `root`."""
    root = folder / "root"
    shutil.rmtree(root, ignore_errors=True)
    (root / "data" / "d").mkdir(parents=True)
    (root / "secret").write_bytes(b"secret")
    data = root / "data"
    (data / "f").write_bytes(b"0123456789")
    links = {"d/up": "../f", "out": "../secret", "out_dir": "..", "absolute": "/etc/passwd"}
    for name, target in {**links, "dangling": "nothing", "loop": "loop"}.items():
        (data / name).symlink_to(target)


def need_wasi_libc() -> None:
    need("clang", "wasm-ld")
    if not WASI_LIBC.exists():
        pytest.skip("wasi-libc is not installed")


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program as a module."""
    need_wasi_libc()
    folder = tmp_path_factory.mktemp("files")
    (folder / "files.c").write_text(FILES)
    command("clang", "--target=wasm32-wasi", "-O1", folder / "files.c", "-o", folder / "files.wasm")
    return folder / "files.wasm"


@pytest.fixture(scope="module")
def expected(program: Path) -> str:
    """What it prints under `irtool run`."""
    if not supported():
        pytest.skip(f"no native execution on {host_name()}")
    make_data(program.parent)
    status, stdout, stderr = run(["run", "--dir", "root/data::/data", "files.wasm"], program.parent)
    assert (status, stderr) == (STATUS, "")
    assert stdout.startswith("mkdir: 0\n") and stdout.endswith("too many: error 33\n1\n")
    return stdout


def execute(program: Path, machine: Machine, folder: Path, dirs: str | None) -> tuple[int, str, str]:
    """Run an executable with IRTOOL_DIRS; status and output."""
    env = {"PATH": os.environ["PATH"], **({"IRTOOL_DIRS": dirs} if dirs is not None else {})}
    words = [*machine.runner[:1], str(program)]
    done = subprocess.run(words, cwd=folder, env=env, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.target)
def test_executables_print_the_same(program: Path, expected: str, machine: Machine, tmp_path: Path) -> None:
    need_machine(machine)
    made = tmp_path / "files"
    words = ["compile", "--target", machine.target, "--emit", "exe", "--dir", "root/data::/data"]
    assert run([*words, "-o", str(made), str(program)], tmp_path) == (0, "", "")
    make_data(tmp_path)
    assert execute(made, machine, tmp_path, None) == (STATUS, expected, "")
    assert (tmp_path / "root" / "secret").read_bytes() == b"secret"

    # What the variable says counts instead.
    make_data(tmp_path / "elsewhere")
    dirs = "other,,elsewhere/root/data::/data"
    (tmp_path / "other").mkdir()
    assert execute(made, machine, tmp_path, dirs) == (STATUS, expected, "")
    status, stdout, _ = execute(made, machine, tmp_path, "")
    assert status != STATUS and stdout.startswith("mkdir: error 76\n")
    message = "cannot open the directory missing: No such file or directory\n"
    assert execute(made, machine, tmp_path, "other,missing::/data") == (1, "", message)


NO_FILES = '(module (memory 1) (func (export "_start")))'


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ("--emit exe --dir x", "the module imports no function that could use directories"),
        ("--emit exe --dir x,y", "--dir needs HOST or HOST::GUEST without commas"),
        ("--emit exe --dir ::y", "--dir needs HOST or HOST::GUEST"),
        ("--emit exe --dir x::z --dir y::z", "--dir gives two directories the name 'z'"),
        ("--emit so --dir x", "--dir is about a program"),
        ("--dir x", "--dir is about a program"),
    ],
)
def test_refusals(options: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "no.wat").write_text(NO_FILES)
    status, stdout, stderr = run(["compile", *options.split(), "no.wat"], tmp_path)
    assert (status, stdout) == (1 if "imports" in message else 2, "")
    assert message in stderr and "Traceback" not in stderr
    assert [path.name for path in tmp_path.iterdir()] == ["no.wat"]
