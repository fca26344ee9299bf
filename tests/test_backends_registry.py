"""Targets of other packages: found by entry point, harmless when broken, subclasses of `Target` in plain
Python whether irtool is compiled or not."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

#: A machine that does everything as x86-64 does.
MIRROR = """
from irtool.backends.registry import lookup
from irtool.backends.target import Target
from irtool.ir.errors import SettingError


def forward(name):
    def method(self, *args):
        return getattr(self.real, name)(*args)

    return method


class Mirror(Target):
    def __init__(self):
        self.real = lookup("x86_64")
        self.name = "mirror"
        names = "features calls mop_args mop_jump mop_return remat ends env labels form conventions"
        for attribute in (*names.split(), "library", "bare_leaves"):
            setattr(self, attribute, getattr(self.real, attribute))

    for name in (
        "lower emit_const extend load_place store_place place_address "
        "emit_prologue emit_inst emit_move rows preg_name emulator"
    ).split():
        locals()[name] = forward(name)


def make(flags):
    if set(flags) - {"has_glass"}:
        raise SettingError("no such flag")
    return Mirror()
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with installed packages: a good one, and others that are broken in different ways."""
    folder = tmp_path_factory.mktemp("site")
    packages = {
        "mirror": {"target": MIRROR, "flags": "FLAGS = ('has_glass',)\nPRESETS = {'hall': ('has_glass',)}\n"},
        "broken": {"target": "raise RuntimeError('out of order')\n", "flags": "1 / 0\n"},
        "empty": {"target": "def make(flags):\n    return 5\n", "flags": "FLAGS = ()\n"},
        "exits": {"target": "raise SystemExit(0)\n", "flags": "NOTHING = 1\n"},
    }
    for name, files in packages.items():
        package = folder / f"irtool_{name}"
        package.mkdir()
        (package / "__init__.py").write_text("")
        for file, text in files.items():
            (package / f"{file}.py").write_text(text)
    for name in (*packages, "missing"):
        info = folder / f"irtool_{name}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: irtool-{name}\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text(f"[irtool.backends]\n{name} = irtool_{name}\n")
    # Two that are no packages at all: an entry that names no module, and metadata that nobody can read.
    for name, text in (("odd", "odd = !!\n"), ("torn", "torn\n")):
        info = folder / f"irtool_{name}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: irtool-{name}\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text(f"[irtool.backends]\n{text}")
    yield folder


def irtool(site: Path, *args: str, stdin: str = "") -> "subprocess.CompletedProcess[str]":
    path = os.pathsep.join([str(site), *sys.path])
    return subprocess.run(
        [sys.executable, "-m", "irtool", *args],
        input=stdin,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": path},
    )


LOOP = """test run
target mirror has_glass
function %sum(i64) -> i64 system_v {
block0(v0: i64):
    v1 = iconst.i64 0
    jump block1(v0, v1)
block1(v2: i64, v3: i64):
    v4 = iadd v3, v2
    v5 = iconst.i64 -1
    v6 = iadd v2, v5
    brif v6, block1(v6, v4), block2
block2:
    return v4
}
; run: %sum(10) == 55
"""


def test_targets_of_other_packages_are_listed(site: Path) -> None:
    listed = irtool(site, "targets").stdout.split("\n")
    assert [line.split()[0] for line in listed if line] == [
        "x86_64",
        "aarch64",
        "broken",
        "empty",
        "exits",
        "mirror",
        "missing",
        "odd",
    ]
    assert [line.split()[0] for line in listed if "cannot be used" in line] == [
        *("broken", "empty", "exits", "missing", "odd"),
    ]


def test_their_flags_are_checked(site: Path) -> None:
    shown = irtool(site, "targets", "mirror").stdout
    assert "has_glass" in shown and "hall: has_glass" in shown
    wrong = irtool(site, "compile", "--target", "mirror", "--set", "has_glas", "-")
    assert wrong.returncode == 2 and "did you mean 'has_glass'?" in wrong.stderr


def test_they_compile_and_run(site: Path, tmp_path: Path) -> None:
    file = tmp_path / "loop.clif"
    file.write_text(LOOP)
    for emit in ("clif", "vcode", "asm", "regalloc-text"):
        mine = irtool(site, "compile", "--target", "mirror", "--emit", emit, "-O", "speed", str(file))
        real = irtool(site, "compile", "--target", "x86_64", "--emit", emit, "-O", "speed", str(file))
        assert (mine.returncode, mine.stderr) == (0, "")
        assert mine.stdout == real.stdout
    done = irtool(site, "test", "--target", "mirror", str(file))
    assert done.returncode == 0 and "mirror" in done.stdout
    assert irtool(site, "run", "--target", "mirror", str(file), "100").stdout == "5050\n"
    made = irtool(site, "compile", "--target", "mirror", str(file), "-o", str(tmp_path / "loop.o"))
    assert made.returncode == 0
    assert "sum:" in irtool(site, "disasm", str(tmp_path / "loop.o")).stdout


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("broken", "target broken: its package irtool_broken cannot be used: RuntimeError: out of order"),
        ("missing", "target missing: its package irtool_missing cannot be used: ModuleNotFoundError"),
        ("empty", "target empty: irtool_empty.target.make gives no Target"),
        ("exits", "target exits: its package irtool_exits cannot be used: SystemExit: 0"),
        ("odd", "target odd: its package !! cannot be used: ModuleNotFoundError"),
    ],
)
def test_a_broken_package_is_named_and_harms_nobody(
    site: Path, tmp_path: Path, name: str, message: str
) -> None:
    file = tmp_path / "loop.clif"
    file.write_text(LOOP.replace("mirror has_glass", name))
    for command in (["compile", "--emit", "asm"], ["run"], ["disasm"]):
        done = irtool(site, *command, "--target", name, str(file), *(["1"] if command == ["run"] else []))
        assert done.returncode == 1
        assert message in done.stderr and "Traceback" not in done.stderr
    tested = irtool(site, "test", str(file))
    assert tested.returncode == 1 and f"target {name}: " in tested.stdout
    flags = irtool(site, "targets", name)
    assert flags.returncode == (0 if name == "empty" else 1) and "Traceback" not in flags.stderr
    good = irtool(site, "compile", "--target", "x86_64", "--emit", "asm", str(file))
    assert good.returncode == 0
    made = irtool(site, "compile", "--target", "x86_64", str(file), "-o", str(tmp_path / "x.o"))
    assert made.returncode == 0
    assert irtool(site, "disasm", str(tmp_path / "x.o")).returncode == 0


def test_an_unknown_target_is_a_usage_error(site: Path, tmp_path: Path) -> None:
    file = tmp_path / "loop.clif"
    file.write_text(LOOP)
    for command in ("test", "compile", "run", "disasm"):
        done = irtool(site, command, "--target", "nope", str(file))
        assert done.returncode == 2
        assert "unknown target 'nope'; known targets: x86_64, aarch64" in done.stderr
    assert irtool(site, "targets", "nope").returncode == 2
