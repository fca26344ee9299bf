"""What `python -m build` makes: a source distribution that builds, a pure and a compiled wheel."""

import os
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
TOOLS = ("build", "setuptools", "twine", "auditwheel")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.builds,
    pytest.mark.skipif(not all(find_spec(tool) for tool in TOOLS), reason=f"needs {', '.join(TOOLS)}"),
    pytest.mark.skipif(not (ROOT / "setup.py").exists(), reason="needs a checkout"),
]

PROGRAM = """
import irtool
from irtool import I32, FunctionBuilder
b = FunctionBuilder.create("f", [I32], [I32], "system_v")
entry = b.create_entry_block()
b.switch_to_block(entry)
b.return_([b.iadd(entry.params[0], 1)])
print(irtool.interpreted(b.finalize())(41))
"""


def run(*command: str | Path, cwd: Path, env: Mapping[str, str] | None = None) -> str:
    """Run a program; what it printed, with its errors when it fails."""
    environment = {**os.environ, **(env or {})}
    environment.pop("PYTHONPATH", None)
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    return done.stdout


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source distribution of this checkout, unpacked."""
    folder = tmp_path_factory.mktemp("sdist")
    copy = folder / "checkout"
    left_out = shutil.ignore_patterns(
        ".git", ".venv*", "build", "dist", "*.egg-info", "__pycache__", "*.so", ".*_cache"
    )
    shutil.copytree(ROOT, copy, ignore=left_out)
    run(sys.executable, "-m", "build", "--sdist", "--no-isolation", "--outdir", folder, cwd=copy)
    (archive,) = folder.glob("*.tar.gz")
    assert archive.name == f"irtool-{VERSION}.tar.gz"
    assert "PASSED" in run(sys.executable, "-m", "twine", "check", "--strict", archive, cwd=folder)
    with tarfile.open(archive) as tar:
        tar.extractall(folder, filter="data")
    return folder / f"irtool-{VERSION}"


def test_the_source_distribution_has_what_it_needs(unpacked: Path) -> None:
    for name in (
        *("setup.py", "pyproject.toml", "Makefile", "LICENSE", "README.md", "py.typed", "__init__.py"),
        *(
            "tools/compiled_docs.py",
            "tools/inline_append.py",
            "tools/generate.py",
            "docs/reference.md",
            "examples/language/compiler.py",
        ),
        *("ir/text/clif.lark", "passes/simplify.rules", "runtime/user_server.c", "tests/test_wheels.py"),
        "filetests/runner/run.py",
    ):
        assert (unpacked / name).is_file(), name
    assert len(list(unpacked.rglob("*.clif"))) == len(list((ROOT / "filetests").rglob("*.clif"))) + len(
        [path for folder in ("tests", "examples") for path in (ROOT / folder).rglob("*.clif")]
    )
    assert not [path for path in unpacked.rglob("*") if path.suffix in (".so", ".pyc")]


def wheel_of(unpacked: Path, pure: bool) -> Path:
    """Build a wheel from the source distribution."""
    folder = unpacked.parent / ("pure" if pure else "compiled")
    run(
        *(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder),
        cwd=unpacked,
        env={"IRTOOL_PURE": "1" if pure else "0"},
    )
    (wheel,) = folder.glob("*.whl")
    assert "PASSED" in run(sys.executable, "-m", "twine", "check", "--strict", wheel, cwd=folder)
    return wheel


def installed(wheel: Path) -> Path:
    """Install a wheel into a folder of its own, and use it."""
    target = wheel.parent / "installed"
    run(
        sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", target, wheel, cwd=wheel.parent
    )
    code = f"import sys; sys.path.insert(0, {str(target)!r})\n{PROGRAM}"
    assert run(sys.executable, "-c", code, cwd=wheel.parent) == "42\n"
    return target


def test_a_pure_wheel(unpacked: Path) -> None:
    wheel = wheel_of(unpacked, pure=True)
    assert wheel.name == f"irtool-{VERSION}-py3-none-any.whl"
    names = zipfile.ZipFile(wheel).namelist()
    assert "irtool/py.typed" in names and "irtool/runtime/user_server.c" in names
    assert not [
        name for name in names if name.endswith(".so") or name.startswith(("irtool/tests", "irtool/tools"))
    ]
    installed(wheel)


def test_a_compiled_wheel(unpacked: Path) -> None:
    wheel = wheel_of(unpacked, pure=False)
    tag = f"cp{sys.version_info[0]}{sys.version_info[1]}"
    assert wheel.name == f"irtool-{VERSION}-{tag}-{tag}-linux_x86_64.whl"
    assert "irtool/py.typed" in zipfile.ZipFile(wheel).namelist()
    shown = run(sys.executable, "-m", "auditwheel", "show", wheel, cwd=wheel.parent)
    assert "manylinux" in shown, shown
    target = installed(wheel)
    code = f"""
import sys
sys.path.insert(0, {str(target)!r})
import irtool
from irtool.cli.version import is_compiled
print(is_compiled(), "Sum, wrapping." in irtool.FunctionBuilder.iadd.__doc__)
"""
    assert run(sys.executable, "-c", code, cwd=target.parent) == "True True\n"
