"""`irtool compile --stats`, listings of code with islands, and devices as output files."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FAR = ROOT / "examples" / "far.clif"


def irtool(*args: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "irtool", *args], cwd=cwd, capture_output=True, text=True, check=False
    )


def stats(*args: str) -> dict[str, str]:
    result = irtool("compile", "-O", "speed", "--stats", "-o", os.devnull, *args, str(FAR))
    assert result.returncode == 0, result.stderr
    return {line[:22].strip(): line[22:] for line in result.stdout.splitlines()}


def test_without_islands() -> None:
    found = stats("--target", "aarch64")
    assert list(found) == [
        "functions",
        "text bytes",
        "data bytes",
        "padding bytes",
        "islands",
        "veneers",
        "largest function",
    ]
    assert found["functions"] == "2" and found["veneers"] == "none"
    assert found["islands"] == "0 in functions (0 bytes), 0 between functions (0 bytes)"
    assert found["data bytes"] == "4"


@pytest.mark.parametrize(
    ("padding", "veneers", "islands"),
    [(16, "branch14 1", "1 in functions (8 bytes)"), (22, "branch14 1", "2 in functions (12 bytes)")],
)
def test_islands_appear_with_distance(padding: int, veneers: str, islands: str) -> None:
    """Past 32 KiB the test of a bit needs a veneer (the trap comes along); past 1 MiB the constant gets
    an island too."""
    found = stats("--target", "aarch64", "--set", f"bb_padding_log2_minus_one={padding}")
    assert found["veneers"] == veneers
    assert found["islands"].startswith(islands)
    assert int(found["padding bytes"].split()[0]) >= 3 << (padding - 1)
    native = stats("--target", "x86_64", "--set", f"bb_padding_log2_minus_one={padding}")
    assert native["veneers"] == "none"


def test_calls_between_functions() -> None:
    found = stats("--target", "aarch64", "--set", "text_veneer_threshold=16")
    assert found["veneers"] == "call26 1"
    assert found["islands"].endswith("1 between functions (12 bytes)")


def test_where_it_is_printed(tmp_path: Path) -> None:
    to_file = irtool("compile", "--stats", str(FAR), cwd=tmp_path)
    assert to_file.stdout.startswith("functions") and to_file.stderr == ""
    assert (tmp_path / "far.o").exists()
    to_stdout = irtool("compile", "--stats", "--emit", "asm", str(FAR))
    assert to_stdout.stdout.startswith("far:") and to_stdout.stderr.startswith("functions")
    wrong = irtool("compile", "--stats", "--emit", "clif", str(FAR))
    assert wrong.returncode == 2 and "--stats is about machine code" in wrong.stderr


def test_a_device_is_written_to(tmp_path: Path) -> None:
    """`-o` of a device or pipe does not replace it by a file."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = subprocess.Popen(["cat", pipe], stdout=subprocess.PIPE)
    assert irtool("compile", "-o", str(pipe), str(FAR)).returncode == 0
    data, _ = reader.communicate(timeout=60)
    assert data.startswith(b"\x7fELF")
    assert pipe.is_fifo()


@pytest.mark.parametrize("target", ["x86_64", "aarch64"])
def test_disassembly_goes_on_behind_islands(tmp_path: Path, target: str) -> None:
    made = irtool(
        "compile", "--target", target, "--set", "force_veneers", "-o", str(tmp_path / "m.o"), str(FAR)
    )
    assert made.returncode == 0
    result = irtool("disasm", str(tmp_path / "m.o"))
    assert result.returncode == 0
    returns = [line for line in result.stdout.splitlines() if line.split()[-1:] == ["ret"]]
    assert len(returns) == 2
    if target == "aarch64":
        assert "island0:" in result.stdout and "br       x16" in result.stdout


def test_wrong_ranges_are_refused() -> None:
    result = irtool(
        "compile", "--target", "x86_64", "--set", "label_ranges=branch19:1024", "-o", "-", str(FAR)
    )
    assert result.returncode == 1
    assert "label_ranges: no kind 'branch19' here; there are rel32, branch32" in result.stderr
