"""What people see first: the commands of the README's first example, `make demo`, and `irtool --help`."""

import os
import shutil
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from irtool.backends.registry import host_name
from irtool.cli.main import COMMANDS, usage
from irtool.runtime.platform import supported

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples"
needs_native = pytest.mark.skipif(not supported(), reason=f"no native execution on {host_name()}")


@pytest.fixture
def bin_folder(tmp_path: Path) -> Path:
    """A folder with the commands `irtool` and `python` of this environment."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name, options in (("irtool", "-m irtool "), ("python", "")):
        (folder / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" {options}"$@"\n')
        (folder / name).chmod(0o755)
    return folder


def tally(data: bytes) -> str:
    """What the program prints."""
    return f"{data.count(10)} {len(data.split())} {len(data)} {zlib.crc32(data):x}\n"


@needs_native
def test_the_commands_of_the_readme_run(tmp_path: Path, bin_folder: Path) -> None:
    readme = (ROOT / "README.md").read_text()
    first = readme.split("## First example")[1].split("From Python")[0]
    lines = [line.split("#")[0].strip() for line in first.splitlines() if line.startswith("    irtool ")]
    assert len(lines) == 4
    (tmp_path / "README.md").write_text(readme)
    shutil.copytree(EXAMPLES, tmp_path / "examples")
    output = []
    for line in lines:
        environment = {**os.environ, "PATH": f"{bin_folder}:{os.environ['PATH']}"}
        done = subprocess.run(
            line, shell=True, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
        )
        output.append(done.stdout)
    assert output[:3] == [tally(readme.encode())] * 2 + [""]
    assert output[3].startswith("tally.crc32:\n")


@needs_native
def test_the_demo_runs(bin_folder: Path) -> None:
    done = subprocess.run(
        [ROOT / "tools" / "demo.sh", bin_folder], capture_output=True, text=True, timeout=600, check=False
    )
    assert done.returncode == 0, done.stderr
    data = (EXAMPLES / "tally.c").read_bytes()
    assert done.stdout.count("\n" + tally(data)) == 2
    for name in ("zlib", "x86_64", "aarch64"):
        assert f"\n{name:10} {zlib.crc32(data):08x}\n" in done.stdout
    assert done.stdout.count("\ntally.room:\n") == 2
    assert done.stdout.index("tally.wasm") < done.stdout.index("demo.clif")


def test_help_leads_with_webassembly() -> None:
    text = usage()
    examples = text.split("examples:\n")[1].split("\n\n")[0].splitlines()
    assert ".wasm" in examples[0]
    assert all(line.split()[1] in COMMANDS for line in examples)


@needs_native
@pytest.mark.skipif(
    shutil.which("clang") is None or shutil.which("wasm-ld") is None, reason="no clang or lld"
)
def test_the_program_is_what_clang_makes_of_its_source(tmp_path: Path) -> None:
    source = (EXAMPLES / "tally.c").read_text()
    command = next(line for line in source.splitlines() if line.strip().startswith("clang ")).removesuffix(
        "*/"
    )
    shutil.copy(EXAMPLES / "tally.c", tmp_path)
    done = subprocess.run(command.split(), cwd=tmp_path, capture_output=True, text=True, check=False)
    if "unable to create target" in done.stderr or "No available targets" in done.stderr:
        pytest.skip("this clang has no WebAssembly")
    assert done.returncode == 0, done.stderr
    data = bytes(range(256)) * 300 + b" some words \n at the end"  # more than one buffer
    for path in (tmp_path / "tally.wasm", EXAMPLES / "tally.wasm"):
        done_run = subprocess.run(
            [sys.executable, "-m", "irtool", "run", str(path)], input=data, capture_output=True, check=True
        )
        words, size, crc = done_run.stdout.split()[1:]
        assert (int(size), int(crc, 16)) == (len(data), zlib.crc32(data))
        assert int(words) == len(data.split())
